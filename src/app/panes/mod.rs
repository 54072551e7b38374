//! The panes of the window.

pub mod articles;

//! The panes of the window.

pub mod articles;
pub(crate) mod compared;
pub(crate) mod doubts;
pub(crate) mod find;
pub(crate) mod hints;
pub(crate) mod history;
pub(crate) mod inspector;
pub(crate) mod offer;
pub(crate) mod overview;
pub(crate) mod raw;
pub(crate) mod status;
pub(crate) mod welcome;

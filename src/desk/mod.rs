//! The desk: an open project, its history, its commands.

pub mod gestures;

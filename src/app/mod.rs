//! The window: one frame, top to bottom.
//!
//! Draws the desk and turns gestures into calls of [`Desk`]. Decides nothing about texts, reads and writes no file but
//! through the desk.

mod fonts;
pub mod panes;
pub mod theme;
pub mod widgets;

pub use panes::articles::FragmentDrag;

use crate::desk::{Ask, Desk};
use eframe::egui;

/// What the window keeps between frames that is no part of the desk.
pub struct App {
    /// What it shows.
    pub desk: Desk,
    /// The articles' pane.
    pub articles: panes::articles::ArticlesPane,
    /// What a command needs before it goes on.
    ask: Option<Ask>,
}

/// Gives egui the program's fonts and colours. Called once, before the first frame.
pub fn dress(ctx: &egui::Context) {
    fonts::load(ctx);
    theme::apply(ctx);
}

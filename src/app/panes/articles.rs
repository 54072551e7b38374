//! The articles as the reader would read them.

use crate::desk::{Ask, Desk};
use eframe::egui;

/// A fragment that is dragged, by a place in it.
#[derive(Clone, Copy)]
pub struct FragmentDrag {
    /// A place of the dump in the fragment.
    pub place: crate::text::Place,
}

/// What the pane keeps between frames.
#[derive(Default)]
pub struct ArticlesPane {}

impl ArticlesPane {
    /// Begins correcting a block in place.
    pub fn correct(&mut self, _desk: &Desk, _block: crate::model::BlockId) {}

    /// Draws the pane. Returns what a gesture on it asks for.
    pub fn ui(&mut self, _ui: &mut egui::Ui, _desk: &mut Desk) -> Option<Ask> {
        None
    }
}

//! Small things that panes draw with. They know nothing of the desk.

pub mod card;
pub mod diff_text;
pub mod focus;
pub mod icon;
pub mod text_edit;

use eframe::egui::text::{LayoutJob, TextFormat, TextWrapping};
use eframe::egui::{Color32, Galley, Ui};
use std::sync::Arc;

/// Lays out a line of text no wider than `width`: what does not fit gives way to an ellipsis, and the galley says so.
pub fn elided(ui: &Ui, text: &str, size: f32, colour: Color32, width: f32) -> Arc<Galley> {
    let format = TextFormat::simple(super::theme::regular(size), colour);
    let mut job = LayoutJob::single_section(text.to_owned(), format);
    job.wrap = TextWrapping::truncate_at_width(width.max(0.0));
    ui.fonts_mut(|fonts| fonts.layout_job(job))
}

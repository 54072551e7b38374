//! The faces that ship with the program: one family for Chinese and Latin, so that every machine shows the same.

use eframe::egui::{self, FontData, FontDefinitions, FontFamily};
use std::sync::Arc;

/// The name of the bold family.
pub(super) const BOLD: &str = "bold";

const REGULAR_FACE: &[u8] = include_bytes!("../../assets/fonts/newsmend-sans.otf");
const BOLD_FACE: &[u8] = include_bytes!("../../assets/fonts/newsmend-sans-bold.otf");

/// Gives `ctx` the program's faces. A character that the bold face lacks comes from the regular one.
pub(super) fn load(ctx: &egui::Context) {
    let mut fonts = FontDefinitions::empty();
    let regular = "newsmend-sans".to_owned();
    let bold = "newsmend-sans-bold".to_owned();
    fonts.font_data.insert(regular.clone(), Arc::new(FontData::from_static(REGULAR_FACE)));
    fonts.font_data.insert(bold.clone(), Arc::new(FontData::from_static(BOLD_FACE)));
    fonts.families.insert(FontFamily::Proportional, vec![regular.clone()]);
    fonts.families.insert(FontFamily::Monospace, vec![regular.clone()]);
    fonts.families.insert(FontFamily::Name(BOLD.into()), vec![bold, regular]);
    ctx.set_fonts(fonts);
}

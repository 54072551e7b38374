//! The line between raw text and articles.

use super::input;
use super::theme::Look;
use super::widgets::focus;
use crate::desk::Lang;
use crate::desk::words::{Text, text};
use eframe::egui::{self, Rect, Ui};

const NAME: Text = text("原文与篇目的分界", "Border between raw text and articles");

/// The line between raw text and articles, to be dragged. It keeps its part of the window, whatever that's size.
pub(super) fn ui(ui: &Ui, lang: Lang, split: &mut f32, whole: Rect, x: f32) {
    let look = Look::get(ui);
    let line = Rect::from_x_y_ranges(x - 3.0..=x + 3.0, whole.y_range());
    let response = ui
        .interact(line, egui::Id::unique("split"), egui::Sense::drag())
        .on_hover_and_drag_cursor(egui::CursorIcon::ResizeHorizontal);
    let name = NAME.get(lang);
    response.widget_info(|| egui::WidgetInfo::labeled(egui::accesskit::Role::Splitter, true, name));
    if response.has_focus() {
        focus::keep_arrows(ui, response.id);
        let step = input::sideways(ui);
        *split = (*split - 0.02 * step).clamp(0.2, 0.8);
    }
    if let Some(pointer) = response.interact_pointer_pos().filter(|_| response.dragged()) {
        *split = ((whole.right() - pointer.x) / whole.width()).clamp(0.2, 0.8);
    }
    let active = response.dragged() || response.hovered() || response.has_focus();
    let stroke = if active { egui::Stroke::new(2.0, look.accent) } else { egui::Stroke::new(1.0, look.line) };
    ui.painter().vline(x, whole.y_range(), stroke);
}

/// A part in thousandths, as the settings keep it.
#[expect(clippy::cast_possible_truncation, clippy::cast_sign_loss, reason = "a part lies between 0 and 1")]
pub(super) fn permille(part: f32) -> u16 {
    (part.clamp(0.0, 1.0) * 1000.0).round() as u16
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_part_that_was_kept_is_kept_as_it_was() {
        for kept in 200_u16..=800 {
            assert_eq!(permille(f32::from(kept) / 1000.0), kept);
        }
    }
}

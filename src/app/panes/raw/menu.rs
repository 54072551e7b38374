//! The context menu of the raw text.

use crate::app::menus::{Line, lines_ui};
use crate::desk::{CommandId, Desk, Menu};
use eframe::egui::Ui;

const LINES: &[Line] = &[
    Line::Command("article.new"),
    Line::Command("article.split"),
    Line::Command("article.begin"),
    Line::Command("fragment.move"),
    Line::Command("fragment.move_paragraph"),
    Line::Command("caption.attach"),
    Line::Command("article.merge"),
    Line::Rule,
    Line::Command("paragraph.break"),
    Line::Command("paragraph.join"),
    Line::Command("text.correct"),
    Line::Command("lines.unweave"),
    Line::Command("block.gap"),
    Line::Command("block.gap_note"),
    Line::Rule,
    Line::Menu(Menu::Role),
    Line::Rule,
    Line::Command("go.link"),
    Line::Command("go.link_back"),
];

/// Draws it. Returns the command that was chosen.
pub(super) fn ui(ui: &mut Ui, desk: &Desk) -> Option<CommandId> {
    lines_ui(ui, desk, LINES)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::app::menus::tests::check_lines;

    #[test]
    fn each_line_is_a_command_of_the_table() {
        check_lines(LINES);
    }
}

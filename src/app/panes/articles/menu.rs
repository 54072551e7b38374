//! The context menus: rows of the command table, with their keys, and why not where a command cannot act.

use super::act::Act;
use crate::app::menus::{Line, lines_ui};
use crate::desk::{Desk, Menu};
use eframe::egui::Ui;

const BLOCK: &[Line] = &[
    Line::Command("text.correct"),
    Line::Command("paragraph.join"),
    Line::Command("paragraph.break"),
    Line::Rule,
    Line::Menu(Menu::Role),
    Line::Rule,
    Line::Command("fragment.move"),
    Line::Command("fragment.move_paragraph"),
    Line::Command("caption.attach"),
    Line::Command("article.new"),
    Line::Command("article.begin"),
    Line::Command("article.split"),
    Line::Command("block.up"),
    Line::Command("block.down"),
    Line::Command("block.gap"),
    Line::Command("block.gap_note"),
    Line::Rule,
    Line::Command("go.link"),
    Line::Command("go.link_back"),
];

const HEADER: &[Line] = &[
    Line::Command("article.done"),
    Line::Command("article.fold"),
    Line::Rule,
    Line::Command("article.merge"),
    Line::Command("article.up"),
    Line::Command("article.down"),
    Line::Rule,
    Line::Command("article.opening"),
    Line::Command("article.ending"),
];

/// The menu of a block.
pub(super) fn block_ui(ui: &mut Ui, desk: &Desk, acts: &mut Vec<Act>) {
    acts.extend(lines_ui(ui, desk, BLOCK).map(Act::Run));
}

/// The menu of a card's header.
pub(super) fn header_ui(ui: &mut Ui, desk: &Desk, acts: &mut Vec<Act>) {
    acts.extend(lines_ui(ui, desk, HEADER).map(Act::Run));
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::app::menus::tests::check_lines;

    #[test]
    fn each_line_is_a_command_of_the_table() {
        check_lines(BLOCK);
        check_lines(HEADER);
    }
}

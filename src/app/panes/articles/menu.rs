//! The context menus: rows of the command table, with their keys, and why not where a command cannot act.

use super::act::Act;
use crate::app::menus::{WIDTH, entry_ui};
use crate::desk::{CommandId, Desk, Menu, command};
use eframe::egui::Ui;

/// A line of a context menu.
enum Line {
    Command(&'static str),
    Rule,
    /// All commands that give a role.
    Roles,
}

const BLOCK: &[Line] = &[
    Line::Command("text.correct"),
    Line::Command("paragraph.join"),
    Line::Command("paragraph.break"),
    Line::Rule,
    Line::Roles,
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
    lines_ui(ui, desk, acts, BLOCK);
}

/// The menu of a card's header.
pub(super) fn header_ui(ui: &mut Ui, desk: &Desk, acts: &mut Vec<Act>) {
    lines_ui(ui, desk, acts, HEADER);
}

fn lines_ui(ui: &mut Ui, desk: &Desk, acts: &mut Vec<Act>, lines: &[Line]) {
    ui.set_width(WIDTH);
    for line in lines {
        match line {
            Line::Command(id) => command_ui(ui, desk, acts, CommandId(id)),
            Line::Rule => drop(ui.separator()),
            Line::Roles => {
                ui.menu_button(Menu::Role.title().get(desk.lang), |ui| {
                    let roles = crate::desk::COMMANDS.iter().filter(|command| command.menu == Menu::Role);
                    roles.for_each(|command| command_ui(ui, desk, acts, command.id));
                });
            }
        }
    }
}

fn command_ui(ui: &mut Ui, desk: &Desk, acts: &mut Vec<Act>, id: CommandId) {
    let chosen = command(id).and_then(|command| entry_ui(ui, desk, command));
    acts.extend(chosen.map(Act::Run));
}

//! The context menus: rows of the command table, with their keys, and why not where a command cannot act.

use super::act::Act;
use crate::desk::{CommandId, Desk, Menu, command, words};
use eframe::egui::{Button, Ui};

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
    Line::Command("article.new"),
    Line::Command("article.split"),
    Line::Command("block.up"),
    Line::Command("block.down"),
    Line::Command("block.gap"),
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
    let Some(command) = command(id) else { return };
    let key = command.chords().next().map(|chord| chord.to_string()).unwrap_or_default();
    let button = Button::new(command.title.get(desk.lang)).shortcut_text(key);
    match (command.when)(desk) {
        Ok(()) => {
            if ui.add(button).clicked() {
                acts.push(Act::Run(id));
                ui.close();
            }
        }
        Err(refusal) => {
            ui.add_enabled(false, button).on_disabled_hover_text(words::refusal(refusal).get(desk.lang));
        }
    }
}

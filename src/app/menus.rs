//! Menus, tool bar and context menus, made from the command table.

use super::theme::{GAP2, Look};
use super::widgets::icon::{self, Icon};
use crate::desk::words::{self, Text, text};
use crate::desk::{Ask, COMMANDS, Command, CommandId, Desk, Menu, command};
use eframe::egui::{self, Align, Layout, RichText, Ui};

const TOOLS: &[&str] = &["edit.undo", "edit.redo", "file.save", "file.export"];
/// How wide menus are: the longest title and its key, in either language.
const WIDTH: f32 = 320.0;
const PALETTE: Text = text("命令…", "Commands…");

/// The bar at the top: menus, then tools, then the page picker and the palette at the right.
pub(crate) fn bar_ui(ui: &mut Ui, desk: &mut Desk) -> Option<Ask> {
    let mut ask = None;
    let lang = desk.lang;
    egui::MenuBar::new().ui(ui, |ui| {
        for menu in Menu::ALL {
            let chosen = ui.menu_button(menu.title().get(lang), |ui| menu_ui(ui, desk, menu)).inner.flatten();
            ask = chosen.and_then(|id| desk.run(id)).or(ask.take());
        }
        ui.with_layout(Layout::right_to_left(Align::Center), |ui| {
            ui.add_space(GAP2);
            if let Some(palette) = command(CommandId("edit.palette"))
                && ui.button(PALETTE.get(lang)).on_hover_text(desk.tip(palette)).clicked()
            {
                ask = desk.run(palette.id).or(ask.take());
            }
            ask = pages_ui(ui, desk).or(ask.take());
            if ui.available_width() > 260.0 {
                for command in TOOLS.iter().rev().filter_map(|id| command(CommandId(id))) {
                    let can = (command.when)(desk);
                    let title = command.title.get(lang).trim_end_matches('…');
                    let response = ui.add_enabled(can.is_ok(), egui::Button::new(title));
                    let response = response.on_hover_text(desk.tip(command));
                    if let Err(refusal) = can {
                        response.on_disabled_hover_text(words::refusal(refusal).get(lang));
                    } else if response.clicked() {
                        ask = desk.run(command.id).or(ask.take());
                    }
                }
            }
        });
    });
    ask
}

/// "‹ page 2 of 8 ›", where there is more than one; the middle opens the list of pages.
fn pages_ui(ui: &mut Ui, desk: &mut Desk) -> Option<Ask> {
    let work = desk.work.as_ref()?;
    let (page, pages) = (work.selection().page.shown(), work.project().pages().len());
    if pages < 2 {
        return None;
    }
    let lang = desk.lang;
    let mut ask = None;
    let signs = [("go.next_page", Some(Icon::On)), ("go.page", None), ("go.previous_page", Some(Icon::Back))];
    for (id, sign) in signs {
        let Some(command) = command(CommandId(id)) else { continue };
        let can = match id {
            "go.next_page" => page < pages,
            "go.previous_page" => page > 1,
            _ => true,
        };
        let response = match sign {
            Some(sign) => icon::button_ui(ui, sign, command.title.get(lang), can, true),
            None => ui.button(words::page_of(lang, page, pages)),
        };
        if response.on_hover_text(desk.tip(command)).clicked() {
            ask = desk.run(command.id).or(ask.take());
        }
    }
    ask
}

/// A line of a context menu.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Line {
    /// The command of this id.
    Command(&'static str),
    /// Parts what stands above from what stands below.
    Rule,
    /// All commands of a menu, as a menu of its own.
    Menu(Menu),
}

/// Draws the lines of a context menu. Returns the command that was chosen; whoever drew the menu runs it.
pub(crate) fn lines_ui(ui: &mut Ui, desk: &Desk, lines: &[Line]) -> Option<CommandId> {
    ui.set_width(WIDTH);
    let mut chosen = None;
    for line in lines {
        match *line {
            Line::Command(id) => {
                chosen = command(CommandId(id)).and_then(|command| entry_ui(ui, desk, command)).or(chosen);
            }
            Line::Rule => drop(ui.separator()),
            Line::Menu(menu) => {
                let title = menu.title().get(desk.lang);
                chosen = ui.menu_button(title, |ui| menu_ui(ui, desk, menu)).inner.flatten().or(chosen);
            }
        }
    }
    chosen
}

/// Draws the commands of a menu, in the table's order and sections. Returns the one that was chosen, as [`lines_ui`] does.
pub(crate) fn menu_ui(ui: &mut Ui, desk: &Desk, menu: Menu) -> Option<CommandId> {
    ui.set_width(WIDTH);
    let mut chosen = None;
    for command in COMMANDS.iter().filter(|command| command.menu == menu) {
        if command.section {
            ui.separator();
        }
        chosen = entry_ui(ui, desk, command).or(chosen);
    }
    chosen
}

/// One entry, as every menu has it: title at the left, key at the right; greyed with the reason where it cannot be done.
/// Returns the command where it was chosen.
fn entry_ui(ui: &mut Ui, desk: &Desk, command: &Command) -> Option<CommandId> {
    let look = Look::get(ui);
    let lang = desk.lang;
    let can = (command.when)(desk);
    let key = desk.key_of(command.id);
    let button = egui::Button::new(command.title.get(lang))
        .right_text(RichText::new(key).small().color(look.faint))
        .frame(false);
    let response = ui.add_enabled(can.is_ok(), button.min_size(egui::vec2(ui.available_width(), 0.0)));
    response.widget_info(|| {
        egui::WidgetInfo::labeled(egui::accesskit::Role::MenuItem, can.is_ok(), command.title.get(lang))
    });
    let chosen = response.clicked();
    if let Err(refusal) = can {
        response.on_disabled_hover_text(words::refusal(refusal).get(lang));
        return None;
    }
    if chosen {
        ui.close();
    }
    chosen.then_some(command.id)
}

#[cfg(test)]
pub(crate) mod tests {
    use super::*;

    /// A context menu offers commands of the table, none of them twice, and each rule in it parts something.
    #[track_caller]
    pub(crate) fn check_lines(lines: &[Line]) {
        let mut offered = Vec::new();
        for line in lines {
            match *line {
                Line::Command(id) => {
                    assert!(command(CommandId(id)).is_some(), "{id} is no command");
                    offered.push(id);
                }
                Line::Rule => {}
                Line::Menu(menu) => {
                    offered.extend(COMMANDS.iter().filter(|command| command.menu == menu).map(|command| command.id.0));
                }
            }
        }
        for (nth, id) in offered.iter().enumerate() {
            assert!(!offered.iter().skip(nth + 1).any(|other| other == id), "{id} twice");
        }
        assert!(lines.split(|line| *line == Line::Rule).all(|part| !part.is_empty()), "a rule that parts nothing");
    }
}

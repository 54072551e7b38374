//! Menus, tool bar and context menus, made from the command table.

use super::theme::{GAP2, Look};
use super::widgets::icon::{self, Icon};
use crate::desk::words::{self, Text, text};
use crate::desk::{Ask, COMMANDS, Command, CommandId, Desk, Menu, command};
use eframe::egui::{self, Align, Layout, RichText, Ui};

const TOOLS: &[&str] = &["edit.undo", "edit.redo", "file.save", "file.export"];
/// How wide menus are: the longest title and its key, in either language.
pub(crate) const WIDTH: f32 = 320.0;
const PALETTE: Text = text("命令…", "Commands…");

/// The bar at the top: menus, then tools, then the page picker and the palette at the right.
pub(crate) fn bar_ui(ui: &mut Ui, desk: &mut Desk) -> Option<Ask> {
    let mut ask = None;
    let lang = desk.lang;
    egui::MenuBar::new().ui(ui, |ui| {
        for menu in Menu::ALL {
            ui.menu_button(menu.title().get(lang), |ui| {
                ui.set_width(WIDTH);
                for command in COMMANDS.iter().filter(|command| command.menu == menu) {
                    if command.section {
                        ui.separator();
                    }
                    ask = entry_ui(ui, desk, command).and_then(|id| desk.run(id)).or(ask.take());
                }
            });
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

/// Stands in a context menu for the menu of roles.
pub(crate) const ROLES: &str = "roles";

/// Entries for these commands, as context menus have them; `""` is a line, [`ROLES`] a menu of its own.
pub(crate) fn entries_ui(ui: &mut Ui, desk: &mut Desk, ids: &[&'static str]) -> Option<Ask> {
    let mut ask = None;
    ui.set_width(WIDTH);
    for id in ids {
        if *id == ROLES {
            ask = roles_ui(ui, desk).or(ask.take());
            continue;
        }
        match command(CommandId(id)) {
            Some(command) => ask = entry_ui(ui, desk, command).and_then(|id| desk.run(id)).or(ask.take()),
            None => {
                ui.separator();
            }
        }
    }
    ask
}

fn roles_ui(ui: &mut Ui, desk: &mut Desk) -> Option<Ask> {
    let mut ask = None;
    ui.menu_button(Menu::Role.title().get(desk.lang), |ui| {
        ui.set_width(WIDTH);
        for command in COMMANDS.iter().filter(|command| command.menu == Menu::Role) {
            ask = entry_ui(ui, desk, command).and_then(|id| desk.run(id)).or(ask.take());
        }
    });
    ask
}

/// One entry, as every menu has it: title at the left, key at the right; greyed with the reason where it cannot be done.
/// Returns the command where it was chosen; whoever drew the menu runs it.
pub(crate) fn entry_ui(ui: &mut Ui, desk: &Desk, command: &Command) -> Option<CommandId> {
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

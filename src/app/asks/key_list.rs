//! The list of keys: every command that has one, by menu, found by name or by key.

use super::{Answer, AskField, Typed, modal};
use crate::app::theme::{self, GAP, GAP2, Look};
use crate::desk::words::{Text, text};
use crate::desk::{Command, CommandId, Desk, Menu};
use eframe::egui::{self, Align, Layout, RichText, Ui, vec2};

const TITLE: Text = text("按键一览", "List of keys");
const FIND: Text = text("查找命令或按键", "Find a command or a key");
const NONE: Text = text("没有这样的命令", "There is no such command");
const CLOSE: Text = text("关闭", "Close");
/// Room for the keys of a command.
const KEYS_WIDTH: f32 = 150.0;

/// The list.
pub(crate) struct KeyList {
    find: AskField,
}

impl KeyList {
    pub(super) fn new() -> Self {
        Self { find: AskField::with_hint() }
    }

    pub(super) fn ui(&mut self, ui: &Ui, desk: &Desk, composing: bool) -> Answer {
        let lang = desk.lang;
        let ((typed, change, closed), close) = modal(ui, "keys", 860.0, |ui| {
            ui.label(RichText::new(TITLE.get(lang)).font(theme::bold(theme::HEADLINE)));
            ui.add_space(GAP);
            let typed = self.find.ui(ui, FIND.get(lang), composing);
            ui.add_space(GAP);
            let height = (ui.ctx().content_rect().height() - 220.0).max(200.0);
            // What is found changes; the list stays as high as it is.
            egui::ScrollArea::vertical().max_height(height).min_scrolled_height(height).auto_shrink(false).show(
                ui,
                |ui| {
                    self.list_ui(ui, desk);
                },
            );
            ui.add_space(GAP2);
            let change = crate::desk::command(CommandId("help.change_keys"));
            let clicked = ui.horizontal(|ui| {
                let closed = ui.button(CLOSE.get(lang)).clicked();
                (change.is_some_and(|change| ui.button(change.title.get(lang)).clicked()), closed)
            });
            (typed, clicked.inner.0, clicked.inner.1)
        });
        if change {
            return Answer::Command(CommandId("help.change_keys"));
        }
        if closed || typed == Typed::GivenUp || (close && !composing) { Answer::Closed } else { Answer::Open }
    }

    fn list_ui(&self, ui: &mut Ui, desk: &Desk) {
        let found: Vec<&Command> = desk.commands_like(&self.find.text);
        let found: Vec<&Command> = found.into_iter().filter(|command| !desk.chords(command).is_empty()).collect();
        if found.is_empty() {
            ui.label(NONE.get(desk.lang));
        }
        ui.columns(2, |columns| {
            for (column, menus) in columns.iter_mut().zip(Menu::ALL.chunks(Menu::ALL.len() / 2)) {
                for &menu in menus {
                    let of_menu: Vec<_> = found.iter().filter(|command| command.menu == menu).collect();
                    if !of_menu.is_empty() {
                        menu_ui(column, menu, &of_menu, desk);
                    }
                }
            }
        });
    }
}

/// The commands of a menu, their keys first.
fn menu_ui(ui: &mut Ui, menu: Menu, commands: &[&&Command], desk: &Desk) {
    let lang = desk.lang;
    ui.add_space(GAP2);
    ui.label(RichText::new(menu.title().get(lang)).font(theme::bold(theme::BODY)));
    for command in commands {
        let keys: Vec<String> = desk.chords(command).iter().map(ToString::to_string).collect();
        ui.horizontal(|ui| {
            let left = Layout::left_to_right(Align::Center);
            ui.allocate_ui_with_layout(vec2(KEYS_WIDTH, 22.0), left, |ui| {
                ui.set_min_width(KEYS_WIDTH);
                ui.label(RichText::new(keys.join("  ")).color(Look::get(ui).faint));
            });
            ui.label(command.title.get(lang));
        });
    }
}

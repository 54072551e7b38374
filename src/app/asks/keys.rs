//! The settings' leaf of keys: every command with its keys, to be taken away, added and reset.
//!
//! A new key is pressed, not typed. Where another command has it, that is said by its name, and it is taken away there only
//! when the editor says so; so is a warning where text fields or input methods want the key too.

use super::{AskField, Typed};
use crate::app::input;
use crate::app::theme::{self, GAP, GAP2, Look};
use crate::desk::words::{Text, text};
use crate::desk::{Caution, Chord, Command, CommandId, Desk, Lang, Menu, command};
use eframe::egui::{self, Align, Button, Layout, Response, RichText, Ui, WidgetInfo, accesskit::Role as Access, vec2};

const FIND: Text = text("查找命令或按键", "Find a command or a key");
const NONE: Text = text("没有这样的命令", "There is no such command");
const RESET_ALL: Text = text("全部恢复默认", "Reset all");
const RESET: Text = text("恢复默认", "Reset");
const PRESS: Text = text("请按新键，Esc 放弃", "Press the new key, Esc gives up");
const TAKE: Text = text("从那里拿走", "Take it away there");
const USE: Text = text("仍用此键", "Use it anyway");
const GIVE_UP: Text = text("放弃", "Give up");
const TYPES: Text = text(
    "此键也用来打字：打字时它不起作用，输入法打开时可能先被输入法拿去。",
    "This key types, too: it does nothing while text is typed, and an input method that is on may take it first.",
);
const SWITCHES: Text =
    text("输入法常用此键切换，可能到不了这里。", "Input methods are switched with this key; it may never arrive.");
/// Room for the titles of commands.
const TITLES: f32 = 250.0;

/// The leaf.
pub(super) struct Keys {
    find: AskField,
    catch: Option<Catch>,
}

/// A new key, on its way.
#[derive(Clone, Copy)]
enum Catch {
    /// It is to be pressed. Perhaps one that no command can have was pressed before.
    Wait(CommandId, Option<Chord>),
    /// It was pressed, and something is to be said about it.
    Ask(CommandId, Chord),
}

impl Catch {
    fn command(self) -> CommandId {
        match self {
            Self::Wait(id, _) | Self::Ask(id, _) => id,
        }
    }
}

impl Keys {
    pub(super) fn new() -> Self {
        Self { find: AskField::with_hint(), catch: None }
    }

    /// Gives up a new key.
    pub(super) fn stop(&mut self) {
        self.catch = None;
    }

    /// Catches the new key, before anything else sees it. True while one is on its way: Esc gives that up, not the panel.
    pub(super) fn catch(&mut self, ui: &Ui, desk: &mut Desk) -> bool {
        let Some(catch) = self.catch else { return false };
        let escape = |chord: &Chord| chord.key == crate::desk::Key::Escape;
        match (catch, input::pressed(ui)) {
            (_, Some(chord)) if escape(&chord) => self.catch = None,
            (Catch::Wait(id, _), Some(chord)) if chord.is_reserved() => self.catch = Some(Catch::Wait(id, Some(chord))),
            (Catch::Wait(id, _), Some(chord)) => {
                let other = desk.prefs.keys.command(chord);
                if other.is_none() && chord.caution().is_some() || other.is_some_and(|other| other != id) {
                    self.catch = Some(Catch::Ask(id, chord));
                } else {
                    desk.prefs.keys.give(id, chord);
                    self.catch = None;
                }
            }
            _ => {}
        }
        true
    }

    /// Draws the leaf. True when Esc was pressed while searching.
    pub(super) fn ui(&mut self, ui: &mut Ui, desk: &mut Desk, composing: bool) -> bool {
        let lang = desk.lang;
        let typed = ui.horizontal(|ui| {
            let searched = ui.with_layout(Layout::right_to_left(Align::Center), |ui| {
                let any = !desk.prefs.keys.changed().is_empty();
                if ui.add_enabled(any, Button::new(RESET_ALL.get(lang))).clicked() {
                    desk.prefs.keys.reset_all();
                    self.catch = None;
                }
                let search = |ui: &mut Ui| self.find.ui(ui, FIND.get(lang), composing);
                ui.with_layout(Layout::top_down(Align::Min), search).inner
            });
            searched.inner
        });
        ui.add_space(GAP);
        let found = desk.commands_like(&self.find.text);
        egui::ScrollArea::vertical().auto_shrink(false).show(ui, |ui| {
            if found.is_empty() {
                ui.label(NONE.get(lang));
            }
            for menu in Menu::ALL {
                let mut of_menu = found.iter().filter(|command| command.menu == menu).peekable();
                if of_menu.peek().is_none() {
                    continue;
                }
                ui.add_space(GAP);
                ui.label(RichText::new(menu.title().get(lang)).font(theme::bold(theme::BODY)));
                for command in of_menu {
                    self.command_ui(ui, desk, command);
                }
            }
        });
        typed.inner == Typed::GivenUp
    }

    fn command_ui(&mut self, ui: &mut Ui, desk: &mut Desk, command: &'static Command) {
        let lang = desk.lang;
        let title = command.title.get(lang).trim_end_matches('…');
        ui.horizontal(|ui| {
            let left = Layout::left_to_right(Align::Center);
            ui.allocate_ui_with_layout(vec2(TITLES, 28.0), left, |ui| {
                ui.set_min_width(TITLES);
                ui.label(title);
            });
            for chord in desk.chords(command).to_vec() {
                let button = ui.button(format!("{chord}  ×"));
                name(&button, &taking(lang, chord, title));
                if button.on_hover_text(taking(lang, chord, title)).clicked() {
                    desk.prefs.keys.take_away(command.id, chord);
                }
            }
            let button = ui.button("+");
            name(&button, &adding(lang, title));
            if button.on_hover_text(adding(lang, title)).clicked() {
                self.catch = Some(Catch::Wait(command.id, None));
            }
            if desk.prefs.keys.is_changed(command.id) {
                let button = ui.small_button(RESET.get(lang));
                name(&button, &resetting(lang, title));
                if button.clicked() {
                    desk.prefs.keys.reset(command.id);
                    self.catch = None;
                }
            }
        });
        if let Some(catch) = self.catch.filter(|catch| catch.command() == command.id) {
            self.catch_ui(ui, desk, catch);
        }
    }

    /// What is said about the new key, under its command.
    fn catch_ui(&mut self, ui: &mut Ui, desk: &mut Desk, catch: Catch) {
        let (lang, look) = (desk.lang, Look::get(ui));
        let frame = egui::Frame::NONE.fill(look.selection).inner_margin(GAP2).corner_radius(4.0);
        let response = frame.show(ui, |ui| {
            ui.set_width(ui.available_width());
            match catch {
                Catch::Wait(_, refused) => {
                    if let Some(refused) = refused {
                        ui.label(reserved(lang, refused));
                    }
                    ui.label(PRESS.get(lang));
                }
                Catch::Ask(id, chord) => self.ask_ui(ui, desk, id, chord),
            }
        });
        response.response.scroll_to_me(None);
    }

    fn ask_ui(&mut self, ui: &mut Ui, desk: &mut Desk, id: CommandId, chord: Chord) {
        let lang = desk.lang;
        let other = desk.prefs.keys.command(chord).and_then(command);
        if let Some(other) = other {
            ui.label(clash(lang, chord, other.title.get(lang).trim_end_matches('…')));
        }
        match chord.caution().filter(|_| other.is_none()) {
            Some(Caution::Types) => drop(ui.label(caution(lang, chord, TYPES))),
            Some(Caution::InputMethod) => drop(ui.label(caution(lang, chord, SWITCHES))),
            None => {}
        }
        ui.horizontal(|ui| {
            let agree = if other.is_some() { TAKE } else { USE };
            if ui.button(agree.get(lang)).clicked() {
                desk.prefs.keys.give(id, chord);
                self.catch = None;
            }
            if ui.button(GIVE_UP.get(lang)).clicked() {
                self.catch = None;
            }
        });
    }
}

fn name(response: &Response, name: &str) {
    response.widget_info(|| WidgetInfo::labeled(Access::Button, true, name));
}

fn taking(lang: Lang, chord: Chord, title: &str) -> String {
    match lang {
        Lang::Zh => format!("拿走“{title}”的 {chord}"),
        Lang::En => format!("Take {chord} away from “{title}”"),
    }
}

fn adding(lang: Lang, title: &str) -> String {
    match lang {
        Lang::Zh => format!("给“{title}”加一个键"),
        Lang::En => format!("A new key for “{title}”"),
    }
}

fn resetting(lang: Lang, title: &str) -> String {
    match lang {
        Lang::Zh => format!("“{title}”的键恢复默认"),
        Lang::En => format!("Reset the keys of “{title}”"),
    }
}

fn clash(lang: Lang, chord: Chord, title: &str) -> String {
    match lang {
        Lang::Zh => format!("{chord} 已是“{title}”的键"),
        Lang::En => format!("{chord} is the key of “{title}”"),
    }
}

fn caution(lang: Lang, chord: Chord, why: Text) -> String {
    match lang {
        Lang::Zh => format!("{chord}：{}", why.get(lang)),
        Lang::En => format!("{chord}. {}", why.get(lang)),
    }
}

fn reserved(lang: Lang, chord: Chord) -> String {
    match lang {
        Lang::Zh => format!("{chord} 另有固定用途，不能改派"),
        Lang::En => format!("{chord} has a fixed use and cannot be given away"),
    }
}

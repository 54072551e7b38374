//! The find panel: a strip above the panes with what is looked for, how many there are, and how exact it is meant.
//!
//! The field keeps the focus when Enter goes to the next match, so that an input method stays as it is.

use crate::app::theme::{self, GAP, GAP2, Look};
use crate::app::widgets::text_edit::{Field, Typing, text_edit_ui};
use crate::desk::search::{self, words};
use crate::desk::words::{Text, text};
use crate::desk::{CommandId, Desk, command};
use eframe::egui::{self, Align, Button, Id, Key, Layout, Modifiers, RichText, Ui, accesskit::Role as Access, vec2};

const FIND: Text = text("查找", "Find");
const REGEX: Text = text("正则", "Regex");
const REGEX_TIP: Text = text("按正则表达式查找", "What is typed is a regular expression");
const CASE: Text = text("大小写", "Match case");
const CASE_TIP: Text = text("区分大小写", "Upper and lower case are different");
const EXACT: Text = text("字形", "Exact forms");
const EXACT_TIP: Text =
    text("区分全角与半角、简体与繁体", "Full and half width, simplified and traditional characters are different");
const PAGES: Text = text("所有版", "All pages");
const PAGES_TIP: Text = text("在所有版面中查找", "Looks on all pages");
const STOP: Text = text("停止", "Stop");
const STOPPED: Text = text("已停止查找", "The search was stopped");
const CLOSE: Text = text("关闭查找", "Close the find panel");
/// The narrowest and the widest field, in points.
const FIELD: (f32, f32) = (150.0, 360.0);
/// What stands beside the field, in points: buttons, count and toggles in the longer language.
const BESIDE: f32 = 680.0;

/// What the panel keeps between frames.
#[derive(Default)]
pub(crate) struct FindPane {
    /// The last request for the focus that was followed.
    focused: u64,
}

impl FindPane {
    /// Draws the panel. `composing`: an input method composes, and Enter and Esc are its own.
    pub(crate) fn ui(&mut self, ui: &mut Ui, desk: &mut Desk, composing: bool) {
        let lang = desk.lang;
        let pages = desk.work.as_ref().map_or(1, |work| work.project().pages().len());
        ui.horizontal(|ui| {
            let id = Id::unique("find field");
            let width = (ui.available_width() - BESIDE).clamp(FIELD.0, FIELD.1);
            let fresh = desk.finder.focus != self.focused;
            self.focused = desk.finder.focus;
            let mut text = desk.finder.query.text.clone();
            let entered = entered(ui, id, composing);
            let field = line_field(id, FIND.get(lang), fresh.then_some(text.as_str()));
            let typing = ui.allocate_ui(vec2(width, 0.0), |ui| {
                ui.set_width(width);
                let (response, typing) = text_edit_ui(ui, &field, &mut text);
                // What an input method has not committed is not looked for.
                if !composing {
                    desk.finder.query.text.clone_from(&text);
                }
                response.on_hover_text(FIND.get(lang));
                typing
            });
            if let Some(forward) = entered {
                desk.run(CommandId(if forward { "find.next" } else { "find.previous" }));
            }
            if typing.inner == Typing::GivenUp {
                desk.close_finder();
                return;
            }
            for (id, sign) in [("find.previous", "‹"), ("find.next", "›")] {
                let Some(command) = command(CommandId(id)) else { continue };
                let can = (command.when)(desk).is_ok();
                let response = ui.add_enabled(can, Button::new(sign)).on_hover_text(desk.tip(command));
                response.widget_info(|| egui::WidgetInfo::labeled(Access::Button, can, command.title.get(lang)));
                if response.clicked() {
                    desk.run(command.id);
                }
            }
            let query = &mut desk.finder.query;
            toggle(ui, &mut query.regex, REGEX.get(lang), REGEX_TIP.get(lang));
            toggle(ui, &mut query.case, CASE.get(lang), CASE_TIP.get(lang));
            toggle(ui, &mut query.exact, EXACT.get(lang), EXACT_TIP.get(lang));
            if pages > 1 {
                toggle(ui, &mut query.all_pages, PAGES.get(lang), PAGES_TIP.get(lang));
            }
            ui.add_space(GAP2);
            ui.with_layout(Layout::right_to_left(Align::Center), |ui| {
                let response = ui.button("×").on_hover_text(CLOSE.get(lang));
                response.widget_info(|| egui::WidgetInfo::labeled(Access::Button, true, CLOSE.get(lang)));
                if response.clicked() {
                    desk.close_finder();
                }
                ui.with_layout(Layout::left_to_right(Align::Center), |ui| standing_ui(ui, desk));
            });
        });
    }
}

/// How far the search is, or what came of it.
fn standing_ui(ui: &mut Ui, desk: &mut Desk) {
    let (lang, look) = (desk.lang, Look::get(ui));
    if let Some(progress) = desk.finder.progress() {
        ui.label(RichText::new(words::searching(lang, progress.part())).color(look.faint));
        ui.request_repaint_after(std::time::Duration::from_millis(100));
        if ui.small_button(STOP.get(lang)).clicked() {
            desk.finder.cancel();
        }
        return;
    }
    let (said, colour) = if let Some(error) = &desk.finder.error {
        (words::no_pattern(lang, error), look.error)
    } else if desk.finder.stopped {
        (STOPPED.get(lang).to_owned(), look.faint)
    } else if let Some((current, matches, more)) = desk.work.as_ref().and_then(search::standing) {
        (words::found(lang, current, matches, more), if matches == 0 { look.corrected } else { look.ink })
    } else {
        return;
    };
    ui.add(egui::Label::new(RichText::new(said).color(colour)).truncate());
}

/// A field with one line, as this panel has them. `selected`: it takes the focus, behind this text.
fn line_field(id: Id, name: &str, focus: Option<&str>) -> Field {
    Field {
        id,
        name: name.to_owned(),
        font: theme::regular(theme::BODY),
        line_height: theme::BODY * theme::CARD_LEADING,
        indent: 0.0,
        rows: 1,
        focus_at: focus.map(|text| text.chars().count()),
    }
}

/// Whether Enter was pressed in a field, and without Shift. Taken out, so that the field keeps the focus.
fn entered(ui: &Ui, id: Id, composing: bool) -> Option<bool> {
    if composing || !ui.memory(|memory| memory.has_focus(id)) {
        return None;
    }
    let shift = ui.input_mut(|input| input.consume_key(Modifiers::SHIFT, Key::Enter));
    let plain = ui.input_mut(|input| input.consume_key(Modifiers::NONE, Key::Enter));
    (shift || plain).then_some(!shift)
}

fn toggle(ui: &mut Ui, on: &mut bool, name: &str, tip: &str) {
    let response = ui.add(Button::selectable(*on, name)).on_hover_text(tip);
    response.widget_info(|| egui::WidgetInfo::selected(Access::CheckBox, true, *on, name));
    if response.clicked() {
        *on = !*on;
    }
    ui.add_space(-GAP);
}

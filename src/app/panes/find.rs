//! The find panel: a strip above the panes with what is looked for, how many there are, and how exact it is meant; and, where
//! something is to be replaced, a list of all places as they are and as they would be.
//!
//! The field keeps the focus when Enter goes to the next match, so that an input method stays as it is.

use crate::app::input;
use crate::app::theme::{self, GAP, GAP2, GAP4, Look};
use crate::app::widgets::card;
use crate::app::widgets::icon::{self, Icon};
use crate::app::widgets::text_edit::{Field, MARGIN, Typing, text_edit_ui};
use crate::desk::search::{self, words};
use crate::desk::words::{Text, text};
use crate::desk::{CommandId, Desk, Lang, command};
use eframe::egui::text::{LayoutJob, TextFormat};
use eframe::egui::{
    self, Align, Button, Id, Key, Layout, Modifiers, Rect, RichText, Sense, Stroke, Ui, accesskit::Role as Access,
    pos2, vec2,
};

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
const REPLACE: Text = text("替换为", "Replace by");
const ALL: Text = text("全选", "Tick all");
const NONE: Text = text("全不选", "Tick none");
/// The height of a line of the list, in points, and how many are shown at once.
const LINE: f32 = 26.0;
const SHOWN: usize = 7;
/// The part of a line's width that the text before a match takes at most.
const BEFORE: f32 = 0.42;
const UNDO: CommandId = CommandId("edit.undo");
const STOP: Text = text("停止", "Stop");
const STOPPED: Text = text("已停止查找", "The search was stopped");
const CLOSE: Text = text("关闭查找", "Close the find panel");
/// The narrowest and the widest field, in points.
const FIELD: (f32, f32) = (150.0, 360.0);
/// What stands beside the field, in points: buttons, count and toggles in the longer language.
const BESIDE: f32 = 700.0;
/// The field of what is put in the place of each match.
const REPLACEMENT: &str = "replacement field";
/// How high a row of the panel is: its field, and its buttons.
const ROW: f32 = 28.0;

/// What the panel keeps between frames.
#[derive(Default)]
pub(crate) struct FindPane {
    /// The last request for the focus that was followed.
    focused: u64,
    /// The selected match that the list was scrolled to last.
    shown: Option<usize>,
    /// What Enter put in the place of the matches last.
    replaced: Option<String>,
}

impl FindPane {
    /// Draws the panel. `composing`: an input method composes, and Enter and Esc are its own.
    pub(crate) fn ui(&mut self, ui: &mut Ui, desk: &mut Desk, composing: bool) {
        let lang = desk.lang;
        let pages = desk.work.as_ref().map_or(1, |work| work.project().pages().len());
        ui.horizontal(|ui| {
            let id = Id::unique("find field");
            label_ui(ui, FIND.get(lang), lang);
            let width = field_width(ui);
            let fresh = desk.finder.focus != self.focused;
            self.focused = desk.finder.focus;
            let mut text = desk.finder.query.text.clone();
            let entered = entered(ui, id, composing);
            let replacing = desk.finder.open && desk.finder.replacing;
            if replacing && !composing {
                tab_on(ui, id, Id::unique(REPLACEMENT));
            }
            let field = Field { tab: replacing, ..line_field(id, FIND.get(lang), fresh.then_some(text.as_str())) };
            let typing = line_field_ui(ui, &field, width, &mut text);
            // What an input method has not committed is not looked for.
            if !composing {
                desk.finder.query.text = text;
            }
            if let Some(forward) = entered {
                desk.run(CommandId(if forward { "find.next" } else { "find.previous" }));
            }
            if typing == Typing::GivenUp {
                desk.close_finder();
                return;
            }
            for (id, sign) in [("find.previous", Icon::Back), ("find.next", Icon::On)] {
                let Some(command) = command(CommandId(id)) else { continue };
                let can = (command.when)(desk).is_ok();
                let response = icon::button_ui(ui, sign, command.title.get(lang), can, true);
                if response.on_hover_text(desk.tip(command)).clicked() {
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
                let close = icon::button_ui(ui, Icon::Cross, CLOSE.get(lang), true, false);
                if close.on_hover_text(CLOSE.get(lang)).clicked() {
                    desk.close_finder();
                }
                ui.with_layout(Layout::left_to_right(Align::Center), |ui| standing_ui(ui, desk));
            });
        });
        if desk.finder.open && desk.finder.replacing {
            replacement_ui(ui, desk, composing, &mut self.replaced);
            self.list_ui(ui, desk);
        }
    }

    /// The places as they are and as they would be; the selected one is kept in sight.
    fn list_ui(&mut self, ui: &mut Ui, desk: &mut Desk) {
        let Some(work) = &desk.work else { return };
        let Some(results) = &work.found else { return };
        let count = results.found.hits.len();
        if count == 0 {
            return;
        }
        let current = results.current(work.project(), work.selection());
        let height = LINE * if count < SHOWN { nearest(count) } else { nearest(SHOWN) };
        ui.add_space(GAP);
        let mut area = egui::ScrollArea::vertical()
            .id_salt("found")
            .max_height(height)
            .min_scrolled_height(height)
            .auto_shrink([false, true]);
        if let Some(at) = current.filter(|_| current != self.shown) {
            area = area.vertical_scroll_offset((nearest(at) - 2.0).max(0.0) * LINE);
        }
        self.shown = current;
        let (mut ticked, mut chosen) = (None, None);
        ui.spacing_mut().item_spacing.y = 0.0;
        let pages = work.project().pages();
        let lines = pages.iter().map(|page| page.lines().count()).max().unwrap_or(0);
        let digit = ui.fonts_mut(|fonts| fonts.glyph_width(&theme::regular(theme::BODY), '0'));
        let numbers = digit * nearest(number(Some(pages.len()).filter(|&pages| pages > 1), lines).len());
        area.show_rows(ui, LINE, count, |ui, rows| {
            for at in rows {
                let Some(hit) = results.found.hits.get(at) else { continue };
                let on = !desk.finder.unticked.contains(&hit.key());
                let (tick, line) = line_ui(ui, desk, hit, numbers, on, current == Some(at));
                ticked = ticked.or(tick.then(|| hit.key()));
                chosen = chosen.or(line.then_some(at));
            }
        });
        if let Some(key) = ticked
            && !desk.finder.unticked.remove(&key)
        {
            desk.finder.unticked.insert(key);
        }
        if let Some(at) = chosen
            && let Err(refusal) = desk.go_to_hit(at)
        {
            desk.refuse(refusal);
        }
    }
}

#[expect(clippy::cast_precision_loss, reason = "lines of a list: past 16 million the nearest is good enough")]
fn nearest(count: usize) -> f32 {
    count as f32
}

/// What is put in the place of each match, and what does it.
/// `replaced` is what Enter put there last: as long as it stands in the field, undo takes the replacement back rather than
/// what was typed.
fn replacement_ui(ui: &mut Ui, desk: &mut Desk, composing: bool, replaced: &mut Option<String>) {
    let lang = desk.lang;
    ui.add_space(GAP);
    ui.horizontal(|ui| {
        let id = Id::unique(REPLACEMENT);
        label_ui(ui, REPLACE.get(lang), lang);
        let width = field_width(ui);
        let mut text = desk.finder.replacement.clone();
        let entered = entered(ui, id, composing);
        let takes_back = !composing && replaced.as_ref() == Some(&text) && stands_replaced(desk);
        if takes_back && ui.memory(|memory| memory.has_focus(id)) && input::takes(ui, &desk.prefs.keys, UNDO) {
            desk.run(UNDO);
        }
        let field = line_field(id, REPLACE.get(lang), None);
        let typing = line_field_ui(ui, &field, width, &mut text);
        if !composing {
            desk.finder.replacement = text;
        }
        let Some(command) = command(CommandId("find.replace_all")) else { return };
        if entered.is_some() {
            desk.run(command.id);
            *replaced = Some(desk.finder.replacement.clone());
        }
        if typing == Typing::GivenUp {
            desk.close_finder();
            return;
        }
        let found = |desk: &Desk| desk.work.as_ref().and_then(search::standing).map_or(0, |(_, matches, _)| matches);
        let unticked = desk.finder.unticked.len();
        let ticked = found(desk).saturating_sub(unticked);
        let can = ticked > 0 && (command.when)(desk).is_ok();
        let button = Button::new(words::replace_button(lang, ticked));
        if ui.add_enabled(can, button).on_hover_text(desk.tip(command)).clicked() {
            desk.run(command.id);
        }
        if unticked > 0 {
            if ui.button(ALL.get(lang)).clicked() {
                desk.finder.unticked.clear();
            }
        } else if ticked > 0 && ui.button(NONE.get(lang)).clicked() {
            desk.untick_all();
        }
    });
}

/// The step that was done last is a replacement.
fn stands_replaced(desk: &Desk) -> bool {
    let last = desk.work.as_ref().and_then(|work| work.history.step(work.history.now()));
    last.is_some_and(|step| step.command == CommandId("find.replace_all"))
}

/// A place of the list: its tick, its page and line in the dump, and the text around it as it is and as it would be; `numbers`
/// is how wide their numbers are. Returns whether the tick, or else the line, was clicked.
fn line_ui(ui: &mut Ui, desk: &Desk, hit: &search::Hit, numbers: f32, on: bool, selected: bool) -> (bool, bool) {
    let (lang, look) = (desk.lang, Look::get(ui));
    let project = desk.work.as_ref().map(|work| work.project());
    let line = project.map_or(0, |project| project.line_number(hit.at()));
    let page = project.and_then(|project| project.page_number(hit.at().page));
    let after = hit.after.as_deref().unwrap_or_default();
    let name = words::preview(lang, page, line, hit.text(), after);
    let (rect, response) = ui.allocate_exact_size(vec2(ui.available_width(), LINE), Sense::click());
    let id = Id::unique(("found", hit.key()));
    response.widget_info(|| egui::WidgetInfo::selected(Access::ListItem, true, selected, &name));
    let painter = ui.painter_at(rect);
    if selected || response.hovered() {
        painter.rect_filled(rect, 4.0, if selected { look.selection } else { look.desk });
    }
    let size = 16.0;
    let square = Rect::from_center_size(pos2(rect.left() + GAP2 + size / 2.0, rect.center().y), vec2(size, size));
    let tick = ui.interact(square.expand(GAP), id, Sense::click());
    tick.widget_info(|| egui::WidgetInfo::selected(Access::CheckBox, true, on, &name));
    card::tick(&painter, look, square, on, tick.hovered() || tick.has_focus());
    let quiet = |color| TextFormat { font_id: theme::regular(theme::BODY), color, ..TextFormat::default() };
    let before = hit.context.get(..hit.within.start).unwrap_or_default();
    let behind = hit.context.get(hit.within.end..).unwrap_or_default();
    // Matches stand one under the other, as in a concordance: the eye goes down one column.
    let numbers = square.right() + GAP2 + numbers;
    let middle = numbers + GAP4 + (rect.right() - numbers - GAP4) * BEFORE;
    let one_line = |mut job: LayoutJob| {
        job.break_on_newline = false;
        job.wrap.max_width = f32::INFINITY;
        crate::app::fonts::lay_out(ui, job)
    };
    let to_the_left = |text: &str, right: f32| {
        let galley = one_line(LayoutJob::single_section(text.to_owned(), quiet(look.faint)));
        painter.galley(pos2(right - galley.size().x, rect.center().y - galley.size().y / 2.0), galley, look.faint);
    };
    to_the_left(&number(page, line), numbers);
    to_the_left(end_within(ui, before, middle - numbers - GAP4), middle);
    let mut job = LayoutJob::default();
    let gone = TextFormat { strikethrough: Stroke::new(1.5, look.error), ..quiet(look.error) };
    let come = TextFormat { underline: Stroke::new(1.5, look.corrected), ..quiet(look.corrected) };
    if on && hit.text() != after {
        job.append(hit.text(), 0.0, gone);
        job.append(after, GAP, come);
    } else {
        job.append(hit.text(), 0.0, quiet(look.ink));
    }
    job.append(behind, if on { GAP } else { 0.0 }, quiet(look.faint));
    let galley = one_line(job);
    painter.galley(pos2(middle, rect.center().y - galley.size().y / 2.0), galley, look.ink);
    (tick.clicked(), response.clicked())
}

/// A line as the list names it: behind its page, where there are several.
fn number(page: Option<usize>, line: usize) -> String {
    page.map_or_else(|| line.to_string(), |page| format!("{page}:{line}"))
}

/// The end of a text as far as its whole characters are no wider than that many points.
fn end_within<'t>(ui: &Ui, text: &'t str, width: f32) -> &'t str {
    let font = theme::regular(theme::BODY);
    let mut from = text.len();
    let mut left = width;
    for (at, c) in text.char_indices().rev() {
        left -= ui.fonts_mut(|fonts| fonts.glyph_width(&font, c));
        if left < 0.0 {
            break;
        }
        from = at;
    }
    text.get(from..).unwrap_or_default()
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

/// What a field is for, at its left; both fields begin at the same place.
fn label_ui(ui: &mut Ui, name: &str, lang: Lang) {
    let look = Look::get(ui);
    let set =
        |ui: &Ui, name: &str| ui.painter().layout_no_wrap(name.to_owned(), theme::regular(theme::BODY), look.faint);
    let width = [FIND, REPLACE].map(|name| set(ui, name.get(lang)).size().x).into_iter().fold(0.0, f32::max);
    let (rect, _) = ui.allocate_exact_size(vec2(width, ROW), Sense::hover());
    let galley = set(ui, name);
    ui.painter().galley(pos2(rect.left(), rect.center().y - galley.size().y / 2.0), galley, look.faint);
}

/// How wide the fields are: what else is in the first row needs its room.
fn field_width(ui: &Ui) -> f32 {
    (ui.available_width() - BESIDE).clamp(FIELD.0, FIELD.1)
}

/// Draws a field in its row, as high as the buttons beside it.
fn line_field_ui(ui: &mut Ui, field: &Field, width: f32, text: &mut String) -> Typing {
    let layout = Layout::left_to_right(Align::Center);
    let drawn = ui.allocate_ui_with_layout(vec2(width, ROW), layout, |ui| {
        let (response, typing) = text_edit_ui(ui, field, text);
        response.on_hover_text(&field.name);
        typing
    });
    drawn.inner
}

/// A field with one line, as this panel has them. `focus`: it takes the focus, with this text selected.
fn line_field(id: Id, name: &str, focus: Option<&str>) -> Field {
    Field {
        id,
        name: name.to_owned(),
        font: theme::regular(theme::BODY),
        line_height: ROW - MARGIN.sum().y,
        indent: 0.0,
        hint: false,
        rows: 1,
        focus: focus.map(|text| 0..text.chars().count()),
        tab: false,
    }
}

/// Tab in the field `from` goes on to the field `to`, past the buttons between them, as what is typed next belongs there.
/// With Shift it goes back as everywhere: the buttons are on that way from `to`.
fn tab_on(ui: &Ui, from: Id, to: Id) {
    if !ui.memory(|memory| memory.has_focus(from)) {
        return;
    }
    if ui.input_mut(|input| input.consume_key(Modifiers::SHIFT, Key::Tab)) {
        ui.memory_mut(|memory| memory.move_focus(egui::FocusDirection::Previous));
    } else if ui.input_mut(|input| input.consume_key(Modifiers::NONE, Key::Tab)) {
        ui.memory_mut(|memory| memory.request_focus(to));
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
    // With a frame when it is off, too: it is to be seen that it can be pressed.
    let response = ui.add(Button::selectable(*on, name).frame_when_inactive(true)).on_hover_text(tip);
    response.widget_info(|| egui::WidgetInfo::selected(Access::CheckBox, true, *on, name));
    if response.clicked() {
        *on = !*on;
    }
    ui.add_space(-GAP);
}

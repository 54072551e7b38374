//! What a command needs before it goes on: a choice from a list, a line, a file, a yes or no.

mod chooser;
mod files;
mod key_list;
mod keys;
mod leave;
mod line;
mod recover;
mod settings;
mod unweave;

pub(crate) use files::{FileAsk, Purpose};
pub(crate) use leave::LeaveAsk;

use super::theme::{self, GAP2, GAP4, Look};
use super::widgets::text_edit::{Field, Typing, text_edit_ui};
use crate::desk::unweaving::Unweaving;
use crate::desk::words::{Text, text};
use crate::desk::{Ask, CommandId, Desk, Next};
use crate::model::{BlockId, Home};
use crate::store::project_file::ENDING;
use chooser::{Chooser, Item};
use eframe::egui::text::{CCursor, CCursorRange};
use eframe::egui::text_edit::TextEditState;
use eframe::egui::{self, Event, Id, Key, Modal, RichText, Ui, ViewportCommand};
use line::LineAsk;
use recover::RecoverAsk;
use std::ops::Range;
use unweave::UnweaveAsk;

const NOTE: Text = text("此处缺了什么", "What is missing here");
const CLOSE: Text = text("关闭", "Close");
const ABOUT: Text = text(
    "修复被 OCR 打乱的报纸版面。原文不变，每一字都有归属。",
    "Mends newspaper pages that OCR has broken. The dump never changes, and every character is accounted for.",
);
const LICENCES: Text = text(
    "程序：MIT 或 Apache 2.0 许可。字体：Newsmend Sans，源自 Noto Sans CJK，SIL OFL 1.1 许可。",
    "Program: MIT or Apache 2.0. Typeface: Newsmend Sans, from Noto Sans CJK, SIL OFL 1.1.",
);

/// What is being asked.
pub(crate) enum Asking {
    /// A choice from a list.
    Choose(Chooser),
    /// A line number.
    Line(LineAsk),
    /// What is said of the text that is missing behind a block.
    Note(BlockId, AskField),
    /// Where columns part.
    Unweave(UnweaveAsk),
    /// A file.
    File(FileAsk),
    /// The list of keys is shown.
    Keys(key_list::KeyList),
    /// The settings are shown.
    Settings(settings::Panel),
    /// What the program is.
    About,
    /// What becomes of unsaved changes before something takes their place.
    Leave(LeaveAsk),
    /// What becomes of a project whose file another program changed.
    Conflict,
    /// What becomes of unsaved work.
    Recover(RecoverAsk),
}

/// What came of a frame.
pub(crate) enum Answer {
    /// Still asking.
    Open,
    /// Done or given up.
    Closed,
    /// A command was chosen.
    Command(CommandId),
    /// This takes the place of what is on the desk, now, or after saving.
    Leave {
        /// What comes then.
        next: Next,
        /// Save first.
        save: bool,
    },
    /// What is on the desk stays.
    Stay,
    /// This was chosen to take its place.
    Next(Next),
}

impl Asking {
    /// Begins to ask. `None` for what the window does at once.
    pub(crate) fn begin(ask: &Ask, desk: &Desk, native_dialogs: bool) -> Option<Self> {
        match ask {
            Ask::Open => Some(Self::File(FileAsk::new(Purpose::Open, desk, native_dialogs))),
            Ask::Compare => Some(Self::File(FileAsk::new(Purpose::Compare, desk, native_dialogs))),
            Ask::SaveAs => Some(Self::File(FileAsk::new(Purpose::Save, desk, native_dialogs))),
            Ask::Export(extent) => Some(Self::File(FileAsk::new(Purpose::Export(*extent), desk, native_dialogs))),
            Ask::MoveTo => Some(Self::Choose(Chooser::move_to())),
            Ask::MergeInto => Some(Self::Choose(Chooser::merge_into())),
            Ask::Palette => Some(Self::Choose(Chooser::palette())),
            Ask::Encoding => Some(Self::Choose(Chooser::encoding())),
            Ask::GoToPage => Some(Self::Choose(Chooser::page(desk))),
            Ask::GoToLine => Some(Self::Line(LineAsk::new())),
            Ask::GoToArticle => Some(Self::Choose(Chooser::go_to())),
            Ask::MoveParagraph => Some(Self::Choose(Chooser::move_paragraph())),
            Ask::CaptionOf => Some(Self::Choose(Chooser::caption_of())),
            Ask::Unweave => match desk.work().and_then(Unweaving::begin) {
                Ok(unweaving) => Some(Self::Unweave(UnweaveAsk::new(unweaving))),
                Err(_refused) => None,
            },
            Ask::GapNote(block) => {
                let gap = desk.work.as_ref().and_then(|work| work.project().block(*block)?.gap.clone());
                Some(Self::Note(*block, AskField::new(gap.unwrap_or_default().note)))
            }
            Ask::Keys => Some(Self::Keys(key_list::KeyList::new())),
            Ask::About => Some(Self::About),
            Ask::Leave(next) => Some(Self::Leave(LeaveAsk::new(next.clone()))),
            Ask::Settings { keys } => Some(Self::Settings(settings::Panel::new(*keys))),
            Ask::Earlier => Some(Self::Choose(Chooser::earlier())),
            Ask::Conflict => Some(Self::Conflict),
            Ask::Recover => Some(Self::Recover(RecoverAsk::default())),
            Ask::Correct(_) | Ask::History | Ask::Pane { .. } => None,
        }
    }

    /// Asks for a frame. `composing`: an input method composes, and Enter and Esc are its own.
    pub(crate) fn ui(&mut self, ui: &mut Ui, desk: &mut Desk, composing: bool) -> Answer {
        match self {
            Self::Choose(chooser) => match chooser.ui(ui, desk, composing) {
                None => Answer::Open,
                Some(None) => {
                    if chooser.replaces() {
                        // Nothing was chosen: what had been given up for it stays.
                        desk.keep_changes();
                    }
                    Answer::Closed
                }
                Some(Some(item)) => take(desk, item),
            },
            Self::File(file) => file.ui(ui, desk, composing),
            Self::Line(line) => line.ui(ui, desk, composing),
            Self::Note(block, typed) => note_ui(ui, desk, *block, typed, composing),
            Self::Unweave(unweave) => unweave.ui(ui, desk),
            Self::Keys(list) => list.ui(ui, desk, composing),
            Self::Settings(panel) => {
                if panel.ui(ui, desk, composing) {
                    Answer::Closed
                } else {
                    Answer::Open
                }
            }
            Self::About => about_ui(ui, desk),
            Self::Leave(leave) => leave.ui(ui, desk),
            Self::Conflict => recover::conflict_ui(ui, desk),
            Self::Recover(recover) => recover.ui(ui, desk),
        }
    }
}

fn take(desk: &mut Desk, item: Item) -> Answer {
    match item {
        Item::Command(id) => return Answer::Command(id),
        Item::Article(id) => desk.move_to(Home::Article(id)),
        Item::Out(home) => desk.move_to(home),
        Item::Page(page) => desk.go_to_page(page),
        Item::Into(id) => desk.merge_into(id),
        Item::Go(id) => desk.go_to_article(id),
        Item::Paragraph(home) => desk.move_paragraph_to(home),
        Item::Caption(id) => desk.caption_of(id),
        Item::Earlier(at) => {
            let path = desk.earlier_states().get(at).map(|state| state.path.clone());
            let opened = path.map_or(Err(crate::desk::Refusal::Gone), |path| desk.open_earlier(&path));
            if let Err(refusal) = opened {
                desk.keep_changes();
                desk.refuse(refusal);
            }
        }
        Item::Encoding(encoding) => {
            if let Err(refusal) = desk.reopen(encoding) {
                desk.keep_changes();
                desk.refuse(refusal);
            }
        }
    }
    Answer::Closed
}

/// What was done in a field with one line of text.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(super) enum Typed {
    /// It is being typed in.
    On,
    /// Enter.
    Entered,
    /// Esc.
    GivenUp,
}

/// A field with one line of text. It has the focus when the question is put, and keeps it or not as the editor likes.
pub(super) struct AskField {
    /// What was typed so far.
    pub(super) text: String,
    /// It had the focus given.
    focused: bool,
    /// Its name stands in it while it is empty.
    hint: bool,
    /// Which characters of its text are selected when it gets the focus.
    select: fn(&str) -> Range<usize>,
}

impl AskField {
    /// A field with this text in it.
    pub(super) fn new(text: String) -> Self {
        Self { text, focused: false, hint: false, select: behind }
    }

    /// A field with a path in it, of which the file's name is selected: what is typed takes its place.
    pub(super) fn with_path(path: String) -> Self {
        Self { select: name_in, ..Self::new(path) }
    }

    /// An empty field that says itself what it is for.
    pub(super) fn with_hint() -> Self {
        Self { hint: true, ..Self::new(String::new()) }
    }

    /// Keeps the focus, behind an Enter that was no answer: what is typed next belongs here.
    pub(super) fn stay(ui: &Ui) {
        ui.memory_mut(|memory| memory.request_focus(field_id()));
    }

    /// The same, with these characters selected: what is typed next takes their place.
    pub(super) fn stay_on(ui: &Ui, selected: Range<usize>) {
        let mut state = TextEditState::load(ui.ctx(), field_id()).unwrap_or_default();
        let ends = CCursorRange::two(CCursor::new(selected.start), CCursor::new(selected.end));
        state.cursor.set_char_range(Some(ends));
        state.store(ui.ctx(), field_id());
        Self::stay(ui);
    }

    /// Draws it. Enter counts only while it has the focus, and not where it is held down since something else was asked; a
    /// click beside it is no answer.
    pub(super) fn ui(&mut self, ui: &mut Ui, name: &str, composing: bool) -> Typed {
        let id = field_id();
        let listens = ui.memory(|memory| memory.has_focus(id)) && !composing;
        let entered = listens && enter(ui, false);
        let held = listens && !entered && enter(ui, true);
        let fresh = !std::mem::replace(&mut self.focused, true);
        let field = Field {
            id,
            name: name.to_owned(),
            font: theme::regular(theme::BODY),
            line_height: theme::BODY * theme::CARD_LEADING,
            indent: 0.0,
            hint: self.hint,
            rows: 1,
            focus: fresh.then(|| (self.select)(&self.text)),
            tab: false,
        };
        let typing = text_edit_ui(ui, &field, &mut self.text).1;
        if held {
            Self::stay(ui);
        }
        match typing {
            Typing::GivenUp => Typed::GivenUp,
            Typing::On | Typing::Done if entered => Typed::Entered,
            Typing::On | Typing::Done => Typed::On,
        }
    }
}

/// How a field is found: only one is asked in at a time.
fn field_id() -> Id {
    Id::unique("ask field")
}

/// Whether Enter was pressed, or comes again since it is held down.
fn enter(ui: &Ui, again: bool) -> bool {
    let is_enter =
        |event: &Event| matches!(event, Event::Key { key: Key::Enter, pressed: true, repeat, .. } if *repeat == again);
    ui.input(|input| input.events.iter().any(is_enter))
}

/// No character, and the cursor behind all.
fn behind(text: &str) -> Range<usize> {
    let end = text.chars().count();
    end..end
}

/// The file's name in a path, without its folder and its ending.
fn name_in(path: &str) -> Range<usize> {
    let file = path.rsplit(std::path::is_separator).next().unwrap_or(path);
    let ended = || file.rsplit_once('.').map_or(file, |(name, _)| name);
    let name = file.strip_suffix(ENDING).unwrap_or_else(ended);
    let start = path.chars().count() - file.chars().count();
    start..start + name.chars().count()
}

pub(super) fn modal<R>(ui: &Ui, name: &str, width: f32, contents: impl FnOnce(&mut Ui) -> R) -> (R, bool) {
    let look = Look::get(ui);
    let frame = egui::Frame::popup(&ui.ctx().global_style()).fill(look.panel).inner_margin(GAP4);
    let response = Modal::new(Id::unique(name)).frame(frame).backdrop_color(look.backdrop()).show(ui.ctx(), |ui| {
        ui.set_width(width.min(ui.ctx().content_rect().width() - 2.0 * GAP4));
        contents(ui)
    });
    let close = response.should_close();
    (response.inner, close)
}

fn note_ui(ui: &mut Ui, desk: &mut Desk, block: BlockId, typed: &mut AskField, composing: bool) -> Answer {
    let lang = desk.lang;
    let (done, close) = modal(ui, "note", 420.0, |ui| {
        ui.label(RichText::new(NOTE.get(lang)).font(theme::bold(theme::BODY)));
        typed.ui(ui, NOTE.get(lang), composing)
    });
    if done == Typed::Entered {
        desk.note_gap(block, &typed.text);
        return Answer::Closed;
    }
    if done == Typed::GivenUp || (close && !composing) { Answer::Closed } else { Answer::Open }
}

fn about_ui(ui: &mut Ui, desk: &Desk) -> Answer {
    let lang = desk.lang;
    let (closed, close) = modal(ui, "about", 460.0, |ui| {
        ui.label(RichText::new(concat!("Newsmend ", env!("CARGO_PKG_VERSION"))).font(theme::bold(theme::HEADLINE)));
        ui.label(ABOUT.get(lang));
        ui.add_space(GAP2);
        ui.label(RichText::new(LICENCES.get(lang)).small());
        ui.add_space(GAP2);
        ui.button(CLOSE.get(lang)).clicked()
    });
    if closed || close { Answer::Closed } else { Answer::Open }
}

/// Tells the window to close.
pub(crate) fn close_window(ui: &Ui) {
    ui.ctx().send_viewport_cmd(ViewportCommand::Close);
}

#[cfg(test)]
mod tests {
    use super::*;

    /// What is selected in a field that comes up with this path.
    fn check_name(path: &str, name: &str) {
        let selected = name_in(path);
        let found: String = path.chars().skip(selected.start).take(selected.len()).collect();
        assert_eq!(found, name, "{path}");
        assert_eq!(selected.end, selected.start + name.chars().count(), "{path}");
    }

    #[test]
    fn of_a_path_the_name_is_selected() {
        check_name("/报/2022.06/头版.newsmend.json", "头版");
        check_name("/报/头版·第2件.json", "头版·第2件");
        check_name("page.1.txt", "page.1");
        check_name("/报/头版", "头版");
    }

    #[test]
    fn where_a_path_has_no_name_the_cursor_stands_behind_it() {
        check_name("/报/2022.06/", "");
        assert_eq!(name_in("/报/2022.06/"), behind("/报/2022.06/"));
        check_name("", "");
    }
}

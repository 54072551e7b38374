//! The one way in which this program takes typed text.
//!
//! An input method writes what it composes into the field ("报ni") before it commits ("报你"). A key, a click elsewhere or
//! another window in the middle of that would leave half a word behind or lose it. So while it composes no key of ours
//! acts, and where the composition is dropped the field goes back to the text from before it.

use eframe::egui::text::{CCursor, CCursorRange, LayoutJob, TextFormat};
use eframe::egui::text_edit::TextEditState;
use eframe::egui::{
    Event, EventFilter, FontId, Id, ImeEvent, Key, Margin, Modifiers, Response, TextBuffer, TextEdit, Ui,
};
use std::ops::Range;

/// Between a field's edge and its text.
pub const MARGIN: Margin = Margin { left: 8, right: 8, top: 4, bottom: 4 };

/// Whether an input method composes. Asked before any key acts.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Composing(bool);

impl Composing {
    /// Reads the frame's events. True where it composes, or did at the frame's start: its keys are not ours.
    pub fn update(&mut self, ui: &Ui) -> bool {
        let before = self.0;
        ui.input(|input| input.events.iter().for_each(|event| self.take(event)));
        before || self.0
    }

    fn take(&mut self, event: &Event) {
        match event {
            Event::Ime(ImeEvent::Preedit { text, .. }) => self.0 = !text.is_empty(),
            Event::Ime(ImeEvent::Commit(_)) | Event::WindowFocused(false) => self.0 = false,
            _ => {}
        }
    }
}

/// What became of a field in this frame.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Typing {
    /// It is still open.
    On,
    /// Enter, or the focus went elsewhere: the text counts.
    Done,
    /// Esc: the text does not count.
    GivenUp,
}

/// How a field looks and what it is called.
#[derive(Clone, Debug)]
pub struct Field {
    /// Its id.
    pub id: Id,
    /// Its name for those who cannot see it.
    pub name: String,
    /// The face.
    pub font: FontId,
    /// The height of a row, in points.
    pub line_height: f32,
    /// How far the first row is indented.
    pub indent: f32,
    /// Whether its name stands in it while it is empty: where nothing beside it says what it is for.
    pub hint: bool,
    /// How many rows it has at the least; one makes it a field without line breaks.
    pub rows: usize,
    /// Takes the focus in this frame, with these characters selected, or the cursor before the one where none is.
    pub focus: Option<Range<usize>>,
    /// Tab is for who draws it, and does not move the focus by itself.
    pub tab: bool,
}

/// What a field remembers from frame to frame.
#[derive(Clone, Default)]
struct Memory {
    composing: Composing,
    /// The text from before the composition that is under way.
    before: Option<String>,
}

/// Draws a field over the whole width and says what became of it. Enter ends it and never breaks a line.
pub fn text_edit_ui(ui: &mut Ui, field: &Field, text: &mut String) -> (Response, Typing) {
    let id = field.id;
    let mut memory: Memory = ui.data(|data| data.get_temp(id)).unwrap_or_default();
    let focused = ui.memory(|memory| memory.has_focus(id));
    let was_composing = memory.composing.0;
    let busy = focused && memory.composing.update(ui);
    if busy && !was_composing {
        memory.before = Some(text.clone());
    }
    let mut typing = Typing::On;
    if focused && !busy {
        // Other modifiers do not matter: a correction is one paragraph, whatever is held with Enter.
        if ui.input_mut(|input| input.consume_key(Modifiers::NONE, Key::Enter)) {
            typing = Typing::Done;
        } else if ui.input_mut(|input| input.consume_key(Modifiers::NONE, Key::Escape)) {
            typing = Typing::GivenUp;
        }
    }
    if busy {
        // What the input method lets through is not for the field, either: undo or a cursor key would tear the composition.
        ui.input_mut(|input| input.events.retain(|event| !matches!(event, Event::Key { pressed: true, .. })));
    }
    let filter = EventFilter { escape: true, tab: busy || field.tab, horizontal_arrows: true, vertical_arrows: true };
    let mut layouter = |ui: &Ui, text: &dyn TextBuffer, width: f32| {
        let format = TextFormat {
            font_id: field.font.clone(),
            color: ui.visuals().text_color(),
            line_height: Some(field.line_height),
            ..TextFormat::default()
        };
        let mut job = LayoutJob::default();
        job.append(text.as_str(), field.indent, format);
        job.wrap.max_width = width;
        ui.fonts_mut(|fonts| fonts.layout_job(job))
    };
    if field.focus.is_some()
        && let Some(mut state) = TextEditState::load(ui.ctx(), id)
    {
        // What was typed when it was another text is not to come back by undo.
        state.clear_undoer();
        state.store(ui.ctx(), id);
    }
    let edit = if field.rows > 1 { TextEdit::multiline(text) } else { TextEdit::singleline(text) };
    let hint = if field.hint { field.name.as_str() } else { "" };
    let mut output = edit
        .id(id)
        .hint_text(hint)
        .font(field.font.clone())
        .desired_rows(field.rows)
        .desired_width(f32::INFINITY)
        .layouter(&mut layouter)
        .margin(MARGIN)
        .return_key(None)
        .event_filter(filter)
        .show(ui);
    let response = output.response.response.clone().accessible_name(&field.name);
    if let Some(selected) = &field.focus {
        response.request_focus();
        let ends = CCursorRange::two(CCursor::new(selected.start), CCursor::new(selected.end));
        output.state.cursor.set_char_range(Some(ends));
        output.state.store(ui.ctx(), id);
    }
    let dropped = memory.before.is_some() && (response.lost_focus() || ui.input(|input| !input.focused));
    if dropped && let Some(before) = memory.before.take() {
        *text = before;
        memory.composing = Composing::default();
    }
    if !memory.composing.0 {
        memory.before = None;
    }
    if response.lost_focus() && typing == Typing::On {
        typing = Typing::Done;
    }
    if typing == Typing::On {
        ui.data_mut(|data| data.insert_temp(id, memory));
    } else {
        response.surrender_focus();
        ui.data_mut(|data| data.remove::<Memory>(id));
    }
    (response, typing)
}

//! Correcting a block in place: a field over its text, and below it what differs from the dump.

use super::text::{SHOWN, length};
use super::{block, says, text};
use crate::app::theme::{self, GAP, Look, SMALL};
use crate::app::widgets::diff_text::diff_text;
use crate::app::widgets::text_edit::{Field, MARGIN, Typing, text_edit_ui};
use crate::desk::Lang;
use crate::model::{BlockId, Project, Reading, Role, reading_of, reading_with};
use crate::text::Place;
use eframe::egui::text::LayoutJob;
use eframe::egui::{Id, Label, Rect, Ui, UiBuilder, vec2};
use std::collections::BTreeMap;

/// A correction that is being typed.
pub(super) struct Correcting {
    pub(super) block: BlockId,
    /// What was typed so far.
    pub(super) text: String,
    /// How the block read when it began.
    base: String,
    /// How the dump reads there.
    raw: String,
    focus_at: Option<usize>,
    /// The focus went elsewhere. The field stays until the mouse is let go, so that what is clicked stays where it is.
    left: bool,
}

/// Where the cursor stands when a correction begins.
#[derive(Clone, Copy, Debug)]
pub(super) enum Cursor {
    /// Before a character.
    Char(usize),
    /// Before the character that shows a place of the dump.
    Place(Place),
}

/// Where the cursor stands in a reading for the caret at a place of the dump: before what is shown there, or, where the block
/// ends there, behind what is shown before it.
fn byte_before(project: &Project, reading: &Reading, place: Place) -> Option<usize> {
    reading.byte_of(place).or_else(|| {
        let text = project.page(place.page)?.text();
        let last = text.get(..place.pos.get())?.chars().next_back()?;
        let byte = reading.byte_of(Place::new(place.page, place.pos.get() - last.len_utf8()))?;
        Some(byte + reading.text.get(byte..)?.chars().next()?.len_utf8())
    })
}

impl Correcting {
    /// Begins; `None` where there is no such block, or where it is too long to be shown as a whole.
    pub(super) fn begin(project: &Project, id: BlockId, cursor: Cursor) -> Option<Self> {
        let block = project.block(id).filter(|block| length(block) <= SHOWN)?;
        let reading = reading_of(project, block);
        let at = match cursor {
            Cursor::Char(at) => at,
            Cursor::Place(place) => {
                let before = byte_before(project, &reading, place).and_then(|byte| reading.text.get(..byte));
                before.map_or(0, |before| before.chars().count())
            }
        };
        let raw = reading_with(project, block, &BTreeMap::new()).text;
        Some(Self { block: id, text: reading.text.clone(), base: reading.text, raw, focus_at: Some(at), left: false })
    }

    /// True where something else changed the block meanwhile.
    pub(super) fn is_outdated(&self, project: &Project) -> bool {
        project.block(self.block).is_none_or(|block| reading_of(project, block).text != self.base)
    }

    /// Goes on after it could not be taken in.
    pub(super) fn reopen(&mut self) {
        self.left = false;
        self.focus_at = Some(self.text.chars().count());
    }

    /// True where something was typed.
    pub(super) fn is_changed(&self) -> bool {
        self.text != self.base
    }

    /// Draws the field into a card; `rect` is as wide as the card. Returns how high it is.
    pub(super) fn ui(&mut self, ui: &mut Ui, lang: Lang, project: &Project, rect: Rect) -> (f32, Typing) {
        let look = Look::get(ui);
        let role = project.block(self.block).map_or(Role::Body, |block| block.role);
        let set = text::setting(role).scaled(theme::article_scale(ui));
        // The field's text stands where the block's text stood.
        let corner = block::text_corner(role) - MARGIN.left_top();
        let size = vec2(block::text_width(rect.width(), role) + MARGIN.sum().x, f32::INFINITY);
        let area = Rect::from_min_size(rect.min + corner, size);
        let mut child = ui.new_child(UiBuilder::new().id_salt("article-correction").max_rect(area));
        child.spacing_mut().item_spacing.y = GAP;
        let field = Field {
            id: Id::unique("article-correction-field"),
            name: says::CORRECTION.get(lang).to_owned(),
            line_height: set.line_height(),
            indent: text::indent(role, &self.text, set.font.size),
            font: set.font,
            hint: false,
            rows: 2,
            focus: self.focus_at.take().map(|at| at..at),
            tab: false,
        };
        let (_, mut typing) = text_edit_ui(&mut child, &field, &mut self.text);
        let same = || LayoutJob::simple_singleline(says::SAME.get(lang).to_owned(), theme::regular(SMALL), look.faint);
        let difference = diff_text(look, &self.raw, &self.text).unwrap_or_else(same);
        child.horizontal_top(|ui| {
            ui.add_space(MARGIN.leftf());
            ui.add(Label::new(difference).wrap());
        });
        self.left |= typing == Typing::Done;
        if self.left {
            let down = ui.input(|input| input.pointer.any_down());
            typing = if down { Typing::On } else { Typing::Done };
        }
        (child.min_rect().bottom() - rect.top() + GAP, typing)
    }
}

//! The dump as it is: line numbers, articles as colours and numbers, boundaries with handles.
//!
//! A frame lays out the rows that are in view and no others; where they begin is an anchor in [`crate::desk::View`], so that
//! undo can return to it. Never measures the whole page: the scroll bar counts rows.

mod bands;
mod blanks;
mod boundaries;
mod gutter;
mod menu;
mod rows;

use crate::app::theme::Look;
use crate::app::widgets::focus;
use crate::desk::words::{Text, text};
use crate::desk::{Ask, Desk, Lang, Selection, Work};
use crate::text::{PageNo, Place, Pos};
use eframe::egui::text::CCursor;
use eframe::egui::{self, Rect, Response, Sense, Ui, accesskit::Role as Access, pos2, vec2};
use rows::{Row, RowTable};
use std::ops::Range;

const PANE: Text = text("原文", "Raw text");
const SCROLL: Text = text("滚动原文", "Scroll the raw text");
/// How wide the scroll bar is.
const BAR: f32 = 12.0;
/// The smallest thumb that can be taken hold of.
const THUMB: f32 = 28.0;
/// Room at the right for where a fragment goes on.
const LINKS: f32 = 58.0;

/// What the pane keeps between frames.
#[derive(Default)]
pub(crate) struct RawPane {
    table: RowTable,
    /// A boundary that is being dragged.
    drag: Option<boundaries::Drag>,
    /// The last request to bring something into view that was followed.
    revealed: u64,
    /// The rows that were wholly in view in the last frame.
    in_view: Range<usize>,
}

/// A row with where it is on the screen.
struct Placed {
    row: Row,
    rect: Rect,
}

impl RawPane {
    /// Rows in view, as parts of the page, for the overview's frame.
    #[must_use]
    pub(crate) fn in_view(&self) -> (usize, usize, usize) {
        (self.in_view.start, self.in_view.end, self.table.count())
    }

    /// Brings the row at a part of the page (0..1) to the middle of the pane.
    pub(crate) fn scroll_to_part(&mut self, work: &mut Work, part: f32) {
        let row = part_of(self.table.count(), part).saturating_sub(self.in_view.len() / 2);
        work.view.top = self.table.start(row);
        work.view.top_offset = 0.0;
    }

    /// Draws the pane. Returns what a gesture on it asks for.
    pub(crate) fn ui(&mut self, ui: &mut Ui, desk: &mut Desk) -> Option<Ask> {
        let (lang, blanks) = (desk.lang, desk.prefs.blanks);
        let rect = ui.available_rect_before_wrap();
        ui.advance_cursor_after_rect(rect);
        ui.painter().rect_filled(rect, 0.0, Look::get(ui).paper);
        let ui = &mut ui.new_child(egui::UiBuilder::new().max_rect(rect));
        ui.set_clip_rect(rect.intersect(ui.clip_rect()));
        let work = desk.work.as_mut()?;
        let page_no = work.selection().page;
        let page = work.project().page(page_no)?.clone();
        self.table.update(&page);
        let articles = work.project().order().len();
        let gutter = gutter::Gutter::new(ui, rect, page.lines().count(), articles);
        let bar = Rect::from_min_max(pos2(rect.right() - BAR, rect.top()), rect.max);
        let text_rect =
            Rect::from_min_max(pos2(gutter.right, rect.top()), pos2(rect.right() - BAR - LINKS, rect.bottom()));
        self.reveal(ui, work, page_no, text_rect);
        self.scroll(ui, work, page_no, rect, text_rect.width());
        self.scroll_bar(ui, lang, work, bar);
        let rows = self.place_rows(ui, work, page_no, text_rect);
        let response = ui.interact(text_rect, id(), Sense::click_and_drag());
        response.widget_info(|| egui::WidgetInfo::labeled(Access::Document, true, PANE.get(lang)));
        focus::keep_arrows(ui, id());
        self.select(ui, work, page_no, &rows, text_rect, &response);
        paint(ui, lang, work, &rows);
        if blanks {
            rows.iter().for_each(|Placed { row, rect }| blanks::ui(ui, &row.galley, rect.min));
        }
        gutter.ui(ui, desk, &rows, page_no);
        boundaries::ui(ui, desk, &mut self.drag, &rows, page_no, text_rect, gutter.right);
        let mut chosen = None;
        response.context_menu(|ui| chosen = menu::ui(ui, desk));
        chosen.and_then(|id| desk.run(id))
    }

    /// Follows a request to bring the caret into view: not at all where it is, a third down the pane where it is not.
    fn reveal(&mut self, ui: &Ui, work: &mut Work, page: PageNo, text_rect: Rect) {
        if self.revealed == work.reveal {
            return;
        }
        self.revealed = work.reveal;
        let row = self.table.row_of(work.selection().head);
        let top = self.table.row_of(work.view.top);
        // The view may have been set back by undo since it was last drawn: what would be in view decides.
        let mut last = top;
        let mut height = -work.view.top_offset;
        while last < self.table.count() {
            height += self.height(ui, work, page, last, text_rect.width());
            if height > text_rect.height() {
                break;
            }
            last += 1;
        }
        let visible = top..last.max(top + 1);
        if !visible.contains(&row) {
            let above = visible.len() / 3;
            work.view.top = self.table.start(row.saturating_sub(above));
            work.view.top_offset = 0.0;
        }
    }

    fn height(&self, ui: &Ui, work: &Work, page: PageNo, row: usize, width: f32) -> f32 {
        rows::lay_out(ui, work, page, &self.table, row, width).map_or(0.0, |row| row.galley.size().y)
    }

    fn scroll(&mut self, ui: &Ui, work: &mut Work, page: PageNo, rect: Rect, width: f32) {
        // A boundary that is dragged to an edge takes the text along.
        if let (true, Some(pointer)) = (self.drag.is_some(), ui.ctx().pointer_interact_pos()) {
            let over = (pointer.y - rect.bottom() + 12.0).max(0.0) + (pointer.y - rect.top() - 12.0).min(0.0);
            self.scroll_by(ui, work, page, over * 0.3, width);
            ui.request_repaint();
        }
        let over = ui.rect_contains_pointer(rect);
        let delta = if over { ui.input(|input| input.smooth_scroll_delta().y) } else { 0.0 };
        self.scroll_by(ui, work, page, -delta, width);
        // The last row stays in view.
        let last = self.table.count().saturating_sub(1);
        if self.table.row_of(work.view.top) >= last {
            work.view.top_offset = 0.0;
        }
    }

    /// Moves the anchor by points, a row at a time; over a few screens at once it guesses.
    fn scroll_by(&self, ui: &Ui, work: &mut Work, page: PageNo, points: f32, width: f32) {
        if points == 0.0 {
            return;
        }
        let mut row = self.table.row_of(work.view.top);
        let mut offset = work.view.top_offset + points;
        let mut budget = 200;
        while offset < 0.0 && row > 0 && budget > 0 {
            row -= 1;
            offset += self.height(ui, work, page, row, width);
            budget -= 1;
        }
        while budget > 0 && row + 1 < self.table.count() {
            let height = self.height(ui, work, page, row, width);
            if offset < height {
                break;
            }
            offset -= height;
            row += 1;
            budget -= 1;
        }
        work.view.top = self.table.start(row);
        work.view.top_offset = offset.max(0.0);
    }

    fn scroll_bar(&self, ui: &Ui, lang: Lang, work: &mut Work, bar: Rect) {
        let look = Look::get(ui);
        let rows = self.table.count().max(1);
        let shown = self.in_view.len().max(1);
        let thumb_height = (bar.height() * ratio(shown, rows)).clamp(THUMB.min(bar.height()), bar.height());
        let room = bar.height() - thumb_height;
        let response = ui.interact(bar, ui.scope_id().with("scroll bar"), Sense::CLICK | Sense::DRAG);
        response.widget_info(|| egui::WidgetInfo::labeled(Access::ScrollBar, true, SCROLL.get(lang)));
        if let Some(pointer) = response.interact_pointer_pos().filter(|_| response.dragged() || response.clicked()) {
            let part = ((pointer.y - bar.top() - thumb_height / 2.0) / room.max(1.0)).clamp(0.0, 1.0);
            work.view.top = self.table.start(part_of(rows, part));
            work.view.top_offset = 0.0;
        }
        let top = bar.top() + room * ratio(self.table.row_of(work.view.top), rows.saturating_sub(1).max(1));
        let thumb = Rect::from_min_size(pos2(bar.left() + 3.0, top), vec2(BAR - 6.0, thumb_height));
        let colour = if response.hovered() || response.dragged() { look.faint } else { look.line };
        ui.painter().rect_filled(thumb, 3.0, colour);
    }

    /// Lays out the rows in view, from the anchor down.
    fn place_rows(&mut self, ui: &Ui, work: &mut Work, page: PageNo, text_rect: Rect) -> Vec<Placed> {
        let first = self.table.row_of(work.view.top);
        let mut rows = Vec::new();
        let mut y = text_rect.top() - work.view.top_offset;
        let mut at = first;
        while y < text_rect.bottom() {
            let Some(row) = rows::lay_out(ui, work, page, &self.table, at, text_rect.width()) else { break };
            let height = row.galley.size().y;
            if at == first && work.view.top_offset > height {
                // The pane became wider: the row is lower than it was.
                work.view.top_offset = 0.0;
                y = text_rect.top();
            }
            let rect = Rect::from_min_size(pos2(text_rect.left(), y), vec2(text_rect.width(), height));
            rows.push(Placed { row, rect });
            y += height;
            at += 1;
        }
        let whole = rows.iter().filter(|placed| placed.rect.bottom() <= text_rect.bottom() + 0.5).count();
        self.in_view = first..first + whole.max(1);
        rows
    }

    /// Clicks and drags over the text select.
    fn select(
        &mut self,
        ui: &Ui,
        work: &mut Work,
        page: PageNo,
        rows: &[Placed],
        text_rect: Rect,
        response: &Response,
    ) {
        let Some(pointer) = response.interact_pointer_pos() else { return };
        let Some(place) = place_at(rows, page, pointer) else { return };
        let selection = work.selection();
        if response.double_clicked() {
            // A double click selects the sentence or clause around it: what editors move.
            work.view.selection = Selection::of(word_at(work, place));
            work.reveal += 1;
        } else if response.secondary_clicked() {
            let range = selection.range();
            if !(range.start <= place.pos && place.pos <= range.end) || range.is_empty() {
                work.view.selection = Selection::at(place);
                work.reveal += 1;
            }
        } else if response.clicked() {
            let extend = ui.input(|input| input.modifiers.shift);
            let anchor = if extend { selection.anchor } else { place.pos };
            work.view.selection = Selection { page, anchor, head: place.pos, boundary: None };
            work.reveal += 1;
        } else if response.drag_started_by(egui::PointerButton::Primary) {
            let origin = ui.input(|input| input.pointer.press_origin()).unwrap_or(pointer);
            let anchor = place_at(rows, page, origin).unwrap_or(place).pos;
            work.view.selection = Selection { page, anchor, head: place.pos, boundary: None };
        } else if response.dragged_by(egui::PointerButton::Primary) {
            work.view.selection = Selection { head: place.pos, boundary: None, ..selection };
            let over = (pointer.y - text_rect.bottom()).max(0.0) + (pointer.y - text_rect.top()).min(0.0);
            if over != 0.0 {
                self.scroll_by(ui, work, page, over * 0.3, text_rect.width());
                ui.request_repaint();
            }
        } else if response.drag_stopped() {
            work.reveal += 1;
        }
        // The pane's own selections are under the pointer: nothing moves there.
        self.revealed = work.reveal;
    }
}

/// How the pane is found by what gives it the keyboard.
pub(crate) fn id() -> egui::Id {
    egui::Id::unique("raw text")
}

/// The text place under a point; beside a row, its nearer end.
fn place_at(rows: &[Placed], page: PageNo, point: egui::Pos2) -> Option<Place> {
    let inside = rows.iter().find(|placed| point.y < placed.rect.bottom()).or(rows.last())?;
    let cursor = inside.row.galley.cursor_from_pos(point - inside.rect.min);
    let text = inside.row.galley.text();
    let offset = text.char_indices().nth(cursor.index.0).map_or(inside.row.range.len(), |(at, _)| at);
    Some(Place::new(page, inside.row.range.start + offset.min(inside.row.range.len())))
}

/// The clause around a place: up to the punctuation on either side, within its line.
fn word_at(work: &Work, place: Place) -> crate::text::Span {
    let Some(page) = work.project().page(place.page) else {
        return crate::text::Span { page: place.page, start: place.pos, end: place.pos };
    };
    let line = page.lines().line_of(place.pos);
    let content = page.lines().content(page.text(), line);
    let at = place.pos.get().clamp(content.start, content.end);
    let part = |range: Range<usize>| page.text().get(range).unwrap_or_default();
    let stops = |c: char| c.is_whitespace() || crate::text::is_punctuation(c);
    let start = part(content.start..at).char_indices().rev().find(|(_, c)| stops(*c));
    let start = start.map_or(content.start, |(i, c)| content.start + i + c.len_utf8());
    let end = part(at..content.end).char_indices().find(|(_, c)| stops(*c)).map_or(content.end, |(i, _)| at + i);
    crate::text::Span { page: place.page, start: Pos::new(start), end: Pos::new(end) }
}

/// Paints rows and the caret.
fn paint(ui: &Ui, lang: Lang, work: &Work, rows: &[Placed]) {
    let look = Look::get(ui);
    let selection = work.selection().range();
    for Placed { row, rect } in rows {
        let info = ui.interact(*rect, ui.scope_id().with(("row", row.range.start)), Sense::hover());
        info.widget_info(|| {
            let name = format!("{} {}", row.line + 1, row.galley.text());
            egui::WidgetInfo::labeled(Access::ListItem, true, name)
        });
        ui.accesskit_node_builder(info.id, |node| node.set_description(rows::says(lang, work, row)));
        ui.painter().galley(rect.min, row.galley.clone(), look.ink);
        if selection.is_empty() && row_has_caret(row, selection.start) {
            let at = chars_before(row, selection.start.get());
            let caret = row.galley.pos_from_cursor(CCursor::new(at)).translate(rect.min.to_vec2());
            let line = Rect::from_min_max(
                pos2(caret.left(), caret.top() + 2.0),
                pos2(caret.left() + 2.0, caret.bottom() - 2.0),
            );
            ui.painter().rect_filled(line, 0.0, look.accent);
        }
    }
}

fn row_has_caret(row: &Row, caret: Pos) -> bool {
    row.range.start <= caret.get() && caret.get() <= row.range.end
}

/// The rectangles that a part of a row covers, one a wrapped line.
fn rects_of(row: &Row, origin: egui::Pos2, part: &Range<usize>) -> Vec<Rect> {
    let (from, to) = (chars_before(row, part.start), chars_before(row, part.end));
    let mut rects = Vec::new();
    let mut at = 0;
    for line in &row.galley.rows {
        let length = line.char_count_excluding_newline().0;
        let (start, end) = (from.max(at), to.min(at + length));
        if start < end {
            let left = line.pos.x + line.x_offset(egui::text::CharIndex(start - at));
            let right = line.pos.x + line.x_offset(egui::text::CharIndex(end - at));
            rects.push(Rect::from_min_max(origin + vec2(left, line.min_y()), origin + vec2(right, line.max_y())));
        }
        at += length;
    }
    rects
}

/// Characters of a row before a byte of the page.
fn chars_before(row: &Row, byte: usize) -> usize {
    let offset = byte.saturating_sub(row.range.start);
    row.galley.text().char_indices().take_while(|(at, _)| *at < offset).count()
}

#[expect(clippy::cast_precision_loss, reason = "a part of a bar needs no more than a pixel")]
fn ratio(a: usize, b: usize) -> f32 {
    a as f32 / b.max(1) as f32
}

/// The row at a part (0..1) of `rows`, counted in 64 bits: a page may have more rows than 32-bit floats tell apart.
#[expect(clippy::cast_precision_loss, clippy::cast_possible_truncation, clippy::cast_sign_loss, reason = "clamped")]
fn part_of(rows: usize, part: f32) -> usize {
    let last = rows.saturating_sub(1);
    ((f64::from(part.clamp(0.0, 1.0)) * last as f64).round() as usize).min(last)
}

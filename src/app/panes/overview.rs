//! The whole page at a glance: a strip of bands in the articles' colours, the part in view framed.
//!
//! Painted a row at a time, each for a stretch of the page: its cost is that of the strip's height. What a row shows is looked up
//! once for each state of the project, on a large page some rows a frame: hundreds of places far apart are what a frame would
//! cost most.

use super::raw::RawPane;
use crate::app::theme::Look;
use crate::desk::words::{Text, text};
use crate::desk::{Desk, Selection, StepId, Work};
use crate::model::Page;
use crate::text::{PageNo, Place, Pos};
use eframe::egui::{self, Rect, Sense, Stroke, StrokeKind, Ui, accesskit::Role as Access, pos2};
use std::ops::Range;
use std::sync::Arc;

/// How wide the ticks are where a search found something.
const FOUND: f32 = 8.0;
/// How high a row is, in points: on pages with more lines than this it is coarser, since each row is a place to look up after
/// an edit, and a thousand of them far apart take milliseconds. A row then stands for hundreds of lines in any case.
const MANY_LINES: usize = 20_000;
const FINE: f32 = 1.0;
const COARSE: f32 = 3.0;
/// Rows of such a page that are looked up in a frame after an edit, that of the caret besides: the strip is right again before
/// the eye has got there.
const SLICE: usize = 64;
const NAME: Text = text("版面总览", "Overview");

/// The strip, and what it keeps between frames.
#[derive(Default)]
pub(crate) struct OverviewPane {
    rows: Vec<Row>,
    of: Option<Of>,
    /// How many rows are of an older state, and the first of them: they go round the end.
    stale: usize,
    next: usize,
}

/// What the rows were looked up for.
#[derive(PartialEq)]
struct Of {
    now: StepId,
    /// Doubts were counted.
    counted: bool,
    page: PageNo,
    rows: usize,
    /// Holding it keeps another project's page from having the same address.
    text: Held,
}

struct Held(Arc<Page>);

impl PartialEq for Held {
    fn eq(&self, other: &Self) -> bool {
        Arc::ptr_eq(&self.0, &other.0)
    }
}

/// A row of the strip: a stretch of the page.
#[derive(PartialEq, Debug)]
struct Row {
    range: Range<usize>,
    /// The article of its first text, if that is one's, and whether that is a heading; `None` where there is no text.
    band: Option<(Option<usize>, bool)>,
    doubtful: bool,
}

impl OverviewPane {
    /// Looks up what the rows show, where that is of another state; on a large page some of them, and that of the caret. True
    /// where rows are left for the next frame.
    fn renew(&mut self, work: &Work, of: Of) -> bool {
        let rows = of.rows;
        if self.of.as_ref() != Some(&of) {
            let large = of.text.0.lines().count() > MANY_LINES;
            if large
                && self.of.as_ref().is_some_and(|old| old.page == of.page && old.rows == rows && old.text == of.text)
            {
                self.stale = rows;
            } else {
                self.rows = (0..rows).map(|nth| row(work, &of, nth)).collect();
                self.stale = 0;
            }
        }
        if self.stale > 0 {
            let slice = self.stale.min(SLICE);
            let lines = of.text.0.lines();
            let own = lines.line_of(work.selection().head) * rows / lines.count().max(1);
            for nth in (self.next..self.next + slice).map(|nth| nth % rows.max(1)).chain([own]) {
                if let Some(own) = self.rows.get_mut(nth) {
                    *own = row(work, &of, nth);
                }
            }
            self.next = (self.next + slice) % rows.max(1);
            self.stale -= slice;
        }
        self.of = Some(of);
        self.stale > 0
    }
}

/// What a row of the strip shows.
fn row(work: &Work, of: &Of, nth: usize) -> Row {
    let (project, page) = (work.project(), &of.text.0);
    let (lines, height) = (page.lines().count(), of.rows.max(1));
    let line = line_at(lines, part(nth, height));
    let next = line_at(lines, part(nth + 1, height)).max(line + 1);
    let range = page.lines().start(line)..page.lines().start(next);
    let first = project.entries_in(of.page, range.clone()).next().and_then(|entry| project.block(entry.block));
    let number = |home: crate::model::Home| home.article().and_then(|id| project.number(id));
    let band = first.map(|block| (number(block.home), block.role.is_heading()));
    let doubtful = work.doubts().is_some_and(|doubts| doubts.within(of.page, range.clone()).next().is_some());
    Row { range, band, doubtful }
}

/// Draws the strip. A click or a drag goes there.
pub(crate) fn ui(ui: &mut Ui, desk: &mut Desk, raw: &mut RawPane, own: &mut OverviewPane) {
    let look = Look::get(ui);
    let lang = desk.lang;
    let (rect, response) = ui.allocate_exact_size(ui.available_size(), Sense::CLICK | Sense::DRAG);
    response.widget_info(|| egui::WidgetInfo::labeled(Access::ScrollBar, true, NAME.get(lang)));
    let painter = ui.painter_at(rect);
    painter.rect_filled(rect, 0.0, look.desk);
    let Some(work) = desk.work.as_mut() else { return };
    let page_no = work.selection().page;
    let Some(page) = work.project().page(page_no).cloned() else { return };
    let strip = rect.shrink2(egui::vec2(5.0, 4.0));
    let lines = page.lines().count();
    let boundary = work.selection().boundary.map(|at| at.pos);
    let asked = work.doubt().map(|doubt| doubt.id.at.from).filter(|at| at.page == page_no);
    let step = if lines > MANY_LINES { COARSE } else { FINE };
    let of = Of {
        now: work.history.now(),
        counted: work.doubts().is_some(),
        page: page_no,
        rows: rows_in(strip.height() / step),
        text: Held(Arc::clone(&page)),
    };
    if own.renew(work, of) {
        ui.ctx().request_repaint();
    }
    for (row, y) in own.rows.iter().zip((0_u16..).map(|row| strip.top() + step * f32::from(row))) {
        if let Some((number, heading)) = row.band {
            let colour = number.map_or(look.line, |number| look.bar(number));
            // Headings reach over the whole strip, running text leaves an edge: the page's shape shows.
            let inset = if heading { 0.0 } else { 3.0 };
            let band =
                Rect::from_min_max(pos2(strip.left() + inset, y), pos2(strip.right(), (y + step).min(strip.bottom())));
            painter.rect_filled(band, 0.0, colour);
        }
        if work.found.as_ref().is_some_and(|results| !results.spans_in(page_no, &row.range).is_empty()) {
            let tick = Rect::from_min_max(pos2(strip.right() - FOUND, y), pos2(rect.right(), y + 2.0));
            painter.rect_filled(tick, 0.0, look.ink);
            painter.rect_filled(tick.shrink2(egui::vec2(1.0, 0.0)), 0.0, look.found);
        }
        if row.doubtful {
            // A tick at the left edge, so that the bands stay in sight; the one that is asked reaches further.
            let own = asked.is_some_and(|at| row.range.contains(&at.pos.get()));
            let (reach, colour) = if own { (1.0, look.accent) } else { (0.4, look.corrected) };
            let to = rect.left() + rect.width() * reach;
            painter.hline(rect.left()..=to, y, Stroke::new(2.0, colour));
        }
        if boundary.is_some_and(|at| row.range.contains(&at.get())) {
            painter.hline(rect.left()..=rect.right(), y, Stroke::new(2.0, look.accent));
        }
    }
    let (from, to, rows) = raw.in_view();
    #[expect(clippy::cast_precision_loss, reason = "lines of a page")]
    ui.accesskit_node_builder(response.id, |node| {
        node.set_numeric_value(from as f64 + 1.0);
        node.set_min_numeric_value(1.0);
        node.set_max_numeric_value(rows.max(1) as f64);
    });
    let at = |row: usize| strip.top() + strip.height() * part(row, rows);
    let frame =
        Rect::from_min_max(pos2(rect.left() + 2.0, at(from)), pos2(rect.right() - 2.0, at(to).max(at(from) + 6.0)));
    painter.rect_stroke(frame, 2.0, Stroke::new(1.5, look.ink), StrokeKind::Inside);
    if (response.clicked() || response.dragged())
        && let Some(pointer) = response.interact_pointer_pos()
    {
        let part = (pointer.y - strip.top()) / strip.height();
        raw.scroll_to_part(work, part);
        if response.clicked() {
            let start = Pos::new(page.lines().start(line_at(lines, part)));
            work.view.selection = Selection::at(Place { page: page_no, pos: start });
            work.reveal += 1;
        }
    }
    response.on_hover_text(NAME.get(lang));
}

/// Rows in so much room.
#[expect(clippy::cast_possible_truncation, clippy::cast_sign_loss, reason = "a strip has a thousand pixels")]
fn rows_in(height: f32) -> usize {
    height.max(0.0).ceil() as usize
}

#[expect(clippy::cast_precision_loss, reason = "a strip has a thousand pixels")]
fn part(row: usize, rows: usize) -> f32 {
    row as f32 / rows.max(1) as f32
}

#[expect(clippy::cast_precision_loss, clippy::cast_possible_truncation, clippy::cast_sign_loss, reason = "clamped")]
fn line_at(lines: usize, part: f32) -> usize {
    ((f64::from(part.clamp(0.0, 1.0)) * lines as f64) as usize).min(lines.saturating_sub(1))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::desk::{CommandId, Lang};
    use crate::text::Span;

    #[test]
    fn on_a_large_page_the_strip_is_right_some_frames_after_an_edit_and_at_once_at_the_caret() {
        let mut desk = Desk::new(Lang::En);
        desk.open_bytes("long.txt", "环卫工人清晨上街\n\n".repeat(MANY_LINES / 2 + 500).as_bytes());
        desk.finish();
        let rows = 3 * SLICE + 7;
        let of = |work: &Work| {
            let page = PageNo::new(0);
            let text = Held(Arc::clone(&work.project().pages()[0]));
            Of { now: work.history.now(), counted: work.doubts().is_some(), page, rows, text }
        };
        let fresh = |work: &Work| (0..rows).map(|nth| row(work, &of(work), nth)).collect::<Vec<Row>>();
        let right = |strip: &OverviewPane, work: &Work| {
            strip.rows.iter().zip(fresh(work)).filter(|(own, wanted)| *own == wanted).count()
        };
        let mut strip = OverviewPane::default();
        assert!(!strip.renew(desk.work.as_ref().unwrap(), of(desk.work.as_ref().unwrap())));
        // Everything becomes furniture: no row is as it was. The caret is at the end.
        let end = desk.work.as_ref().unwrap().project().pages()[0].text().trim_end().len();
        desk.work.as_mut().unwrap().view.selection = Selection::of(Span::new(PageNo::new(0), 0, end));
        desk.run(CommandId("role.furniture"));
        let work = desk.work.as_ref().unwrap();
        assert_eq!(right(&strip, work), 0);
        assert!(strip.renew(work, of(work)));
        assert_eq!(right(&strip, work), SLICE + 1);
        // Another edit meanwhile: all are old again, and what was not reached comes first.
        desk.work.as_mut().unwrap().undo().unwrap();
        let work = desk.work.as_ref().unwrap();
        assert_eq!(right(&strip, work), rows - SLICE - 1);
        for left in [true, true, true, false] {
            assert_eq!(strip.renew(work, of(work)), left);
        }
        assert_eq!(right(&strip, work), rows);
        assert!(!strip.renew(work, of(work)));
    }
}

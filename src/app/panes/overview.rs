//! The whole page at a glance: a strip of bands in the articles' colours, the part in view framed.
//!
//! Painted a row at a time, each for a stretch of the page: its cost is that of the strip's height. What a row shows is looked up
//! once for each state of the project: hundreds of places far apart are what a frame of a large page would cost most.

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
const NAME: Text = text("版面总览", "Overview");

/// The strip, and what it keeps between frames.
#[derive(Default)]
pub(crate) struct OverviewPane {
    rows: Vec<Row>,
    of: Option<Of>,
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
struct Row {
    range: Range<usize>,
    /// The article of its first text, if that is one's, and whether that is a heading; `None` where there is no text.
    band: Option<(Option<usize>, bool)>,
    doubtful: bool,
}

impl OverviewPane {
    /// Looks up what the rows show, where that is of another state.
    fn renew(&mut self, work: &Work, page_no: PageNo, page: &Arc<Page>, rows: usize) {
        let (now, doubts) = (work.history.now(), work.doubts());
        let of = Of { now, counted: doubts.is_some(), page: page_no, rows, text: Held(Arc::clone(page)) };
        if self.of.as_ref() == Some(&of) {
            return;
        }
        let project = work.project();
        let (lines, height) = (page.lines().count(), rows.max(1));
        let row = |row: usize| {
            let line = line_at(lines, part(row, height));
            let next = line_at(lines, part(row + 1, height)).max(line + 1);
            let range = page.lines().start(line)..page.lines().start(next);
            let first = project.entries_in(page_no, range.clone()).next().and_then(|entry| project.block(entry.block));
            let number = |home: crate::model::Home| home.article().and_then(|id| project.number(id));
            let band = first.map(|block| (number(block.home), block.role.is_heading()));
            let doubtful = doubts.is_some_and(|doubts| doubts.within(page_no, range.clone()).next().is_some());
            Row { range, band, doubtful }
        };
        self.rows = (0..rows).map(row).collect();
        self.of = Some(of);
    }
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
    own.renew(work, page_no, &page, rows_in(strip.height() / step));
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

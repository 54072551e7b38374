//! The whole page at a glance: a strip of bands in the articles' colours, the part in view framed.
//!
//! Painted one pixel row at a time, each for a stretch of the page: its cost is that of the strip's height.

use super::raw::RawPane;
use crate::app::theme::Look;
use crate::desk::words::{Text, text};
use crate::desk::{Desk, Selection};
use crate::text::{Place, Pos};
use eframe::egui::{self, Rect, Sense, Stroke, StrokeKind, Ui, accesskit::Role as Access, pos2};

/// How wide the ticks are where a search found something.
const FOUND: f32 = 8.0;
const NAME: Text = text("版面总览", "Overview");

/// Draws the strip. A click or a drag goes there.
pub(crate) fn ui(ui: &mut Ui, desk: &mut Desk, raw: &mut RawPane) {
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
    let asked = work.doubt().map(|doubt| doubt.id);
    let mut y = strip.top();
    while y < strip.bottom() {
        let line = line_at(lines, (y - strip.top()) / strip.height());
        let next = line_at(lines, (y + 1.0 - strip.top()) / strip.height()).max(line + 1);
        let range = page.lines().start(line)..page.lines().start(next);
        let first = work.project().entries_in(page_no, range.clone()).next();
        if let Some(block) = first.and_then(|entry| work.project().block(entry.block)) {
            let number = block.home.article().and_then(|id| work.project().number(id));
            let colour = number.map_or(look.line, |number| look.bar(number));
            // Headings reach over the whole strip, running text leaves an edge: the page's shape shows.
            let inset = if block.role.is_heading() { 0.0 } else { 3.0 };
            let band = Rect::from_min_max(pos2(strip.left() + inset, y), pos2(strip.right(), y + 1.0));
            painter.rect_filled(band, 0.0, colour);
        }
        if work.found.as_ref().is_some_and(|results| !results.spans_in(page_no, &range).is_empty()) {
            let tick = Rect::from_min_max(pos2(strip.right() - FOUND, y), pos2(rect.right(), y + 2.0));
            painter.rect_filled(tick, 0.0, look.ink);
            painter.rect_filled(tick.shrink2(egui::vec2(1.0, 0.0)), 0.0, look.found);
        }
        if let Some(doubts) = work.doubts() {
            // A tick at the left edge, so that the bands stay in sight; the one that is asked reaches further.
            let mut here = doubts.within(page_no, range.clone()).peekable();
            if here.peek().is_some() {
                let own = asked.is_some_and(|asked| here.any(|doubt| doubt.id == asked));
                let (reach, colour) = if own { (1.0, look.accent) } else { (0.4, look.corrected) };
                let to = rect.left() + rect.width() * reach;
                painter.hline(rect.left()..=to, y, Stroke::new(2.0, colour));
            }
        }
        if boundary.is_some_and(|at| range.contains(&at.get())) {
            painter.hline(rect.left()..=rect.right(), y, Stroke::new(2.0, look.accent));
        }
        y += 1.0;
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

#[expect(clippy::cast_precision_loss, reason = "a strip has a thousand pixels")]
fn part(row: usize, rows: usize) -> f32 {
    row as f32 / rows.max(1) as f32
}

#[expect(clippy::cast_precision_loss, clippy::cast_possible_truncation, clippy::cast_sign_loss, reason = "clamped")]
fn line_at(lines: usize, part: f32) -> usize {
    ((f64::from(part.clamp(0.0, 1.0)) * lines as f64) as usize).min(lines.saturating_sub(1))
}

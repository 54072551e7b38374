//! Shows what is blank in the raw text: spaces, full-width blanks, tabs and characters without a width.
//!
//! Painted over the text, which stays as it is: what is pointed at and selected does not change.

use crate::app::theme::Look;
use eframe::egui::{Galley, Pos2, Rect, Shape, Stroke, StrokeKind, Ui, pos2, vec2};

/// How a blank is shown.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Mark {
    /// A dot: a space.
    Dot,
    /// A box: a full-width blank.
    Square,
    /// An arrow: a tab.
    Arrow,
    /// A ring: a space of another width, or one that does not break.
    Ring,
    /// A stroke: a character without a width.
    Bar,
}

fn mark_of(c: char) -> Option<Mark> {
    match c {
        ' ' => Some(Mark::Dot),
        '\u{3000}' => Some(Mark::Square),
        '\t' => Some(Mark::Arrow),
        '\u{200b}'..='\u{200f}' | '\u{2060}' | '\u{feff}' | '\u{ad}' => Some(Mark::Bar),
        c if c.is_whitespace() && c != '\n' && c != '\r' => Some(Mark::Ring),
        _ => None,
    }
}

/// Marks the blanks of a row that was laid out at `origin`.
pub(super) fn ui(ui: &Ui, galley: &Galley, origin: Pos2) {
    let look = Look::get(ui);
    let painter = ui.painter();
    for row in &galley.rows {
        for glyph in &row.glyphs {
            let Some(mark) = mark_of(glyph.chr) else { continue };
            let left = origin.x + row.pos.x + glyph.pos.x;
            let top = origin.y + row.min_y();
            let area = Rect::from_min_size(pos2(left, top), vec2(glyph.advance_width, row.height()));
            let middle = area.center();
            let stroke = Stroke::new(1.0, look.faint);
            match mark {
                Mark::Dot => {
                    painter.circle_filled(middle, 1.2, look.faint);
                }
                Mark::Ring => {
                    painter.circle_stroke(middle, 2.0, stroke);
                }
                Mark::Square => {
                    let square = Rect::from_center_size(middle, vec2(1.0, 1.0) * (area.width() * 0.55));
                    painter.rect_stroke(square, 1.0, stroke, StrokeKind::Inside);
                }
                Mark::Arrow => {
                    let (from, to) = (area.left() + 2.0, (area.right() - 2.0).max(area.left() + 5.0));
                    painter.hline(from..=to, middle.y, stroke);
                    let head = [pos2(to - 3.0, middle.y - 3.0), pos2(to, middle.y), pos2(to - 3.0, middle.y + 3.0)];
                    painter.add(Shape::line(head.to_vec(), stroke));
                }
                Mark::Bar => {
                    painter.vline(left, area.top() + 3.0..=area.bottom() - 3.0, stroke);
                }
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn each_kind_of_blank_has_a_mark_of_its_own() {
        for (c, mark) in [
            (' ', Some(Mark::Dot)),
            ('　', Some(Mark::Square)),
            ('\t', Some(Mark::Arrow)),
            ('\u{a0}', Some(Mark::Ring)),
            ('\u{2003}', Some(Mark::Ring)),
            ('\u{feff}', Some(Mark::Bar)),
            ('\u{ad}', Some(Mark::Bar)),
            ('\r', None),
            ('字', None),
            ('a', None),
        ] {
            assert_eq!(mark_of(c), mark, "{c:?}");
        }
    }
}

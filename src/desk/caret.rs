//! Moving the caret over the raw text.

use super::{Selection, Work};
use crate::text::Pos;

/// Where the caret goes.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum CaretMove {
    /// So many lines down, or up where negative.
    Lines(isize),
    /// One character on, or back where negative.
    Characters(isize),
    /// To the start of the line.
    LineStart,
    /// To the end of the line.
    LineEnd,
    /// To the start of the page.
    PageStart,
    /// To the end of the page.
    PageEnd,
}

impl Work {
    /// Moves the caret; with `extend` the selection grows. By lines it keeps its column in characters.
    pub fn move_caret(&mut self, to: CaretMove, extend: bool) {
        let selection = self.view.selection;
        let Some(page) = self.project().page(selection.page) else { return };
        let (text, table) = (page.text(), page.lines());
        let line = table.line_of(selection.head);
        let at = selection.head.get();
        let head = match to {
            CaretMove::Lines(lines) => {
                let column = text.get(table.start(line)..at).unwrap_or_default().chars().count();
                let content = table.content(text, line.saturating_add_signed(lines).min(table.count() - 1));
                let offset = text.get(content.clone()).unwrap_or_default().char_indices().nth(column);
                offset.map_or(content.end, |(offset, _)| content.start + offset)
            }
            CaretMove::Characters(by) if by < 0 => {
                let before = text.get(..at).unwrap_or_default().chars().next_back();
                at - before.map_or(0, char::len_utf8)
            }
            CaretMove::Characters(_) => {
                let behind = text.get(at..).unwrap_or_default().chars().next();
                at + behind.map_or(0, char::len_utf8)
            }
            CaretMove::LineStart => table.content(text, line).start,
            CaretMove::LineEnd => table.content(text, line).end,
            CaretMove::PageStart => 0,
            CaretMove::PageEnd => table.content(text, table.count().saturating_sub(1)).end,
        };
        let head = Pos::new(head);
        let anchor = if extend { selection.anchor } else { head };
        self.go_to(Selection { head, anchor, boundary: None, ..selection });
    }
}

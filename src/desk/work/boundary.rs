//! Boundaries of the open project: where a dragged one comes to rest, where a key leads it, and moving it.

use super::{Snap, Work};
use crate::desk::gestures::{self, Refusal};
use crate::desk::{CommandId, Selection};
use crate::model::boundary_at;
use crate::text::{Place, Pos};

impl Work {
    /// Where a boundary dragged to `place` comes to rest.
    #[must_use]
    pub fn snap(&self, place: Place, snap: Snap) -> Place {
        let Some(page) = self.project.page(place.page) else { return place };
        let text = page.text();
        match snap {
            Snap::Character => place,
            Snap::Line => {
                let line = page.lines().line_of(place.pos);
                let content = page.lines().content(text, line);
                let at = place.pos.get().clamp(content.start, content.end);
                let before = text.get(content.start..at).unwrap_or_default();
                let after = text.get(at..content.end).unwrap_or_default();
                // Sentence ends inside the line, but not those that only close it.
                let left = before.char_indices().rev().find(|(_, c)| is_stop(*c)).map(|(i, c)| i + c.len_utf8());
                let right = after.char_indices().find(|(_, c)| is_stop(*c)).map(|(i, c)| at + i + c.len_utf8());
                let edges = [Some(content.start), left.map(|left| content.start + left), right, Some(content.end)];
                let near = edges.into_iter().flatten().min_by_key(|edge| {
                    text.get((*edge).min(at)..(*edge).max(at)).map_or(usize::MAX, |gap| gap.chars().count())
                });
                let rest = near.unwrap_or(content.start);
                let rest = if rest == content.end { page.lines().start(line + 1) } else { rest };
                Place::new(place.page, rest)
            }
        }
    }

    /// The place that `steps` lines, or characters, lead a boundary to.
    #[must_use]
    pub fn boundary_target(&self, at: &crate::model::Boundary, steps: isize, by_character: bool) -> Option<Place> {
        let page = self.project.page(at.at().page)?;
        let text = page.text();
        let place = |byte: usize| Place::new(at.at().page, byte);
        let (above, below) = (at.above.span, at.below.span);
        if by_character {
            return if steps > 0 {
                let first = self.project.raw(below).chars().next()?;
                Some(place(below.start.get() + first.len_utf8()))
            } else {
                let last = self.project.raw(above).chars().next_back()?;
                Some(place(above.end.get() - last.len_utf8()))
            };
        }
        let lines = page.lines();
        if steps > 0 {
            Some(place(lines.start(lines.line_of(below.start) + 1)))
        } else {
            let last = self.project.raw(above).chars().next_back().map_or(0, char::len_utf8);
            let line = lines.line_of(Pos::new(above.end.get() - last));
            Some(place(lines.content(text, line).start.max(above.start.get())))
        }
    }

    /// Moves `boundary` and keeps it selected.
    ///
    /// # Errors
    /// As [`gestures::move_boundary`].
    pub fn move_boundary(
        &mut self,
        command: CommandId,
        boundary: crate::model::Boundary,
        to: Place,
    ) -> Result<(), Refusal> {
        let edit = gestures::move_boundary(&self.project, boundary, to)?;
        self.apply(command, edit)?;
        let above = self.project.entry_before(to).map(|entry| entry.span);
        let at = above.map(|span| if span.contains(to) { to } else { span.to() });
        self.view.selection.boundary = at.filter(|&at| boundary_at(&self.project, at).is_some());
        if let Some(at) = self.view.selection.boundary {
            self.view.selection = Selection { boundary: Some(at), ..Selection::at(at) };
        }
        self.view_settled();
        Ok(())
    }
}

fn is_stop(c: char) -> bool {
    matches!(c, '。' | '！' | '？' | '.' | '!' | '?' | '；' | '”')
}

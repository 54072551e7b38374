//! Unweaving as an editor does it: lines are chosen, cuts are guessed and put right by key, and all is one step.
//!
//! [`Unweaving`] holds the cuts while they are put right; nothing of the project changes before [`Desk::unweave`].

use super::gestures::{self, Refusal};
use super::{CommandId, Desk, Work};
use crate::model::{Block, Evidence, Home, Project, Role, reading_of};
use crate::propose::weights::Model;
use crate::propose::woven::{MOST, WovenLine, woven};
use crate::text::{PageNo, Span};
use std::ops::Range;
use std::sync::Arc;

/// Lines that are unwoven at once: more than any page has.
const LINES: usize = 2_000;

/// Cuts that are being put right.
#[derive(Clone)]
pub struct Unweaving {
    /// The page.
    pub page: PageNo,
    /// The lines with their cuts.
    pub lines: Vec<WovenLine>,
    /// The line whose cut is moved, from 0.
    pub line: usize,
    /// Which of its cuts, from 0.
    pub cut: usize,
    /// The lines of the dump, from 0.
    range: Range<usize>,
    model: Arc<Model>,
}

impl Unweaving {
    /// Guesses the columns of the selected lines, or of the fragment's lines where only a caret stands.
    ///
    /// # Errors
    /// [`Refusal::NoSelection`] where there is no text, [`Refusal::TooLong`] for more lines than a page has.
    pub fn begin(work: &Work) -> Result<Self, Refusal> {
        let project = work.project();
        let mut span = work.selection().range();
        if span.is_empty() {
            let fragment = work.selection().fragment(project).ok_or(Refusal::NoSelection)?;
            span = Span { page: span.page, start: fragment.start().pos, end: fragment.end().pos };
        }
        let page = project.page(span.page).ok_or(Refusal::NoPage)?;
        let last = page.lines().line_of(span.end);
        // A selection that ends where a line begins does not take that line.
        let end = if span.end.get() == page.lines().start(last) && span.end > span.start { last } else { last + 1 };
        let range = page.lines().line_of(span.start)..end;
        if range.len() > LINES {
            return Err(Refusal::TooLong);
        }
        let model = work.model.clone().unwrap_or_else(Model::shipped);
        let lines = woven(page, span.page, range.clone(), None, &model);
        if lines.is_empty() {
            return Err(Refusal::NoSelection);
        }
        Ok(Self { page: span.page, lines, line: 0, cut: 0, range, model })
    }

    /// How many columns there are.
    #[must_use]
    pub fn columns(&self) -> usize {
        self.lines.iter().map(|line| line.cuts.len() + 1).max().unwrap_or(1)
    }

    /// Goes to another line, so many down.
    pub fn go_line(&mut self, by: isize) {
        self.line = self.line.saturating_add_signed(by).min(self.lines.len().saturating_sub(1));
    }

    /// Goes to the next cut, or to the one before; round the end.
    pub fn go_cut(&mut self, forward: bool) {
        let cuts = self.columns().saturating_sub(1).max(1);
        self.cut = if forward { (self.cut + 1) % cuts } else { (self.cut + cuts - 1) % cuts };
    }

    /// Moves the cut by a character, in this line or in all; it stops at its neighbours and at the ends of its line.
    pub fn move_cut(&mut self, project: &Project, forward: bool, all: bool) {
        let Some(text) = project.page(self.page).map(|page| page.text()) else { return };
        let (cut, here) = (self.cut, self.line);
        for (_, line) in self.lines.iter_mut().enumerate().filter(|(at, _)| all || *at == here) {
            let Some(&at) = line.cuts.get(cut) else { continue };
            let before = cut.checked_sub(1).and_then(|before| line.cuts.get(before)).copied();
            let least = before.unwrap_or(line.range.start);
            let most = line.cuts.get(cut + 1).copied().unwrap_or(line.range.end);
            let to = if forward {
                at + text.get(at..most).and_then(|rest| rest.chars().next()).map_or(0, char::len_utf8)
            } else {
                at - text.get(least..at).and_then(|rest| rest.chars().next_back()).map_or(0, char::len_utf8)
            };
            if let Some(cut) = line.cuts.get_mut(cut) {
                *cut = to;
            }
        }
    }

    /// Guesses again, with one column more or one fewer.
    pub fn set_columns(&mut self, project: &Project, more: bool) {
        let columns = self.columns();
        let wanted = if more { columns + 1 } else { columns.saturating_sub(1) }.clamp(2, MOST);
        let Some(page) = project.page(self.page).filter(|_| wanted != columns) else { return };
        self.lines = woven(page, self.page, self.range.clone(), Some(wanted), &self.model);
        self.cut = self.cut.min(wanted - 2);
    }

    /// How each column would read, paragraph by paragraph.
    #[must_use]
    pub fn preview(&self, project: &Project) -> Vec<Vec<String>> {
        let read = |spans: Vec<Span>| {
            let block = Block::new(spans.into(), Role::Body, Home::Discarded, Evidence::editor());
            reading_of(project, &block).text
        };
        let columns = gestures::columns_of(project, self.page, &self.lines);
        columns.into_iter().map(|column| column.into_iter().map(read).collect()).collect()
    }
}

impl Desk {
    /// Separates the columns as one step.
    pub fn unweave(&mut self, unweaving: &Unweaving) -> bool {
        self.gesture(CommandId("lines.unweave"), |project| gestures::unweave(project, unweaving.page, &unweaving.lines))
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::desk::Selection;
    use crate::model::{Page, Source};

    fn work(text: &str) -> Work {
        let page = Page::new(text.to_owned(), Source::default(), Vec::new());
        let mut work = Work::new(Project::new(vec![Arc::new(page)]), None);
        work.view.selection = Selection::of(Span::new(PageNo::new(0), 0, text.len()));
        work
    }

    #[test]
    fn cuts_move_by_characters_and_stop_at_their_neighbours() {
        let work = work("甲乙丙丁\n戊己庚辛\n");
        let mut unweaving = Unweaving::begin(&work).unwrap();
        let cuts = |unweaving: &Unweaving| -> Vec<usize> { unweaving.lines.iter().map(|line| line.cuts[0]).collect() };
        assert_eq!(cuts(&unweaving), [6, 19]);
        unweaving.move_cut(work.project(), true, false);
        assert_eq!(cuts(&unweaving), [9, 19]);
        unweaving.move_cut(work.project(), false, true);
        assert_eq!(cuts(&unweaving), [6, 16]);
        unweaving.go_line(1);
        for _ in 0..9 {
            unweaving.move_cut(work.project(), false, false);
        }
        assert_eq!(cuts(&unweaving), [6, 13], "at the start of its line");
        assert_eq!(unweaving.preview(work.project()), [vec!["甲乙"], vec!["丙丁戊己庚辛"]]);
    }

    #[test]
    fn columns_become_more_and_fewer() {
        let work = work("甲乙丙丁戊己\n甲乙丙丁戊己\n");
        let mut unweaving = Unweaving::begin(&work).unwrap();
        unweaving.set_columns(work.project(), true);
        assert_eq!((unweaving.columns(), unweaving.lines[0].cuts.as_slice()), (3, [6, 12].as_slice()));
        unweaving.go_cut(false);
        assert_eq!(unweaving.cut, 1);
        unweaving.set_columns(work.project(), false);
        unweaving.set_columns(work.project(), false);
        assert_eq!((unweaving.columns(), unweaving.cut), (2, 0), "never fewer than two");
    }
}

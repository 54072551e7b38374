//! Unweaving as an editor does it: lines are chosen, cuts are guessed and put right by key or mouse, and all is
//! one step.
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
            let Range { start: least, end: most } = room(line, cut);
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

    /// Goes to a line, and to the one of its cuts that is nearest to a byte of the page.
    pub fn take_cut(&mut self, project: &Project, line: usize, at: usize) {
        let Some(text) = project.page(self.page).map(|page| page.text()) else { return };
        let Some(cuts) = self.lines.get(line).map(|line| &line.cuts) else { return };
        self.line = line;
        let chars = |cut: usize| text.get(cut.min(at)..cut.max(at)).unwrap_or_default().chars().count();
        // Of several cuts at one place that is taken which can go there: the last from before it, the first from behind it.
        let behind = cuts.partition_point(|&cut| cut < at);
        let beside = behind.checked_sub(1).into_iter().chain([behind]);
        if let Some((_, nearest)) = beside.filter_map(|nth| Some((chars(*cuts.get(nth)?), nth))).min() {
            self.cut = nearest;
        }
    }

    /// Moves the cut of this line to a byte of the page, or towards it until it stands at its neighbour or at the line's end.
    pub fn put_cut(&mut self, project: &Project, at: usize) {
        let Some(text) = project.page(self.page).map(|page| page.text()) else { return };
        let Some(line) = self.lines.get_mut(self.line) else { return };
        let Range { start: least, end: most } = room(line, self.cut);
        let at = at.max(least).min(most);
        if let Some(cut) = line.cuts.get_mut(self.cut).filter(|_| text.is_char_boundary(at)) {
            *cut = at;
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

/// Between what a cut may stand: its neighbours, or the ends of its line.
fn room(line: &WovenLine, cut: usize) -> Range<usize> {
    let before = cut.checked_sub(1).and_then(|before| line.cuts.get(before)).copied();
    before.unwrap_or(line.range.start)..line.cuts.get(cut + 1).copied().unwrap_or(line.range.end)
}

impl Desk {
    /// Separates the columns as one step.
    pub fn unweave(&mut self, unweaving: &Unweaving) -> bool {
        let lines = &unweaving.lines;
        let done =
            self.gesture(CommandId("lines.unweave"), |project| gestures::unweave(project, unweaving.page, lines));
        if done {
            let said = super::words::separated(self.lang, lines.len(), unweaving.columns());
            self.say(&said);
        }
        done
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
    fn the_nearest_cut_goes_to_where_it_is_put_but_not_past_its_neighbour() {
        let work = work("甲乙丙丁戊己\n甲乙丙丁戊己\n");
        let mut unweaving = Unweaving::begin(&work).unwrap();
        unweaving.set_columns(work.project(), true);
        let line = unweaving.lines[1].range.start;
        let mut cuts = |from: usize, to: usize| -> (usize, Vec<usize>) {
            unweaving.take_cut(work.project(), 1, line + 3 * from);
            unweaving.put_cut(work.project(), line + 3 * to);
            (unweaving.cut, unweaving.lines[1].cuts.iter().map(|cut| (cut - line) / 3).collect())
        };
        assert_eq!(cuts(2, 2), (0, vec![2, 4]), "where it stands");
        assert_eq!(cuts(1, 1), (0, vec![1, 4]));
        assert_eq!(cuts(3, 3), (1, vec![1, 3]), "the second is nearer");
        assert_eq!(cuts(2, 6), (0, vec![3, 3]), "of two that are as near the first, as far as the second");
        assert_eq!(cuts(5, 5), (1, vec![3, 5]), "of two at one place the one that can go there");
        assert_eq!(cuts(0, 0), (0, vec![0, 5]), "the start of its line");
        assert_eq!(
            (unweaving.line, unweaving.lines[0].cuts.as_slice()),
            (1, [6, 12].as_slice()),
            "the other line stays"
        );
        unweaving.put_cut(work.project(), line + 1);
        assert_eq!(unweaving.lines[1].cuts[0], line, "never inside a character");
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

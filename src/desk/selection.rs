//! What is selected, and what is in view.
//!
//! A selection is a place or a range of raw text, and perhaps a boundary. Which block, fragment and article are selected
//! follows from it and from the project, so that no selection goes stale.

use super::Folds;
use super::doubts::Doubt;
use crate::model::{ArticleId, BlockId, Boundary, Entry, Fragment, Project, boundaries_in, boundary_at, fragment_at};
use crate::text::{PageNo, Place, Pos, Span};
use serde::{Deserialize, Serialize};

/// A place or a range of one page's raw text.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Selection {
    /// The page.
    pub page: PageNo,
    /// Where the selection was begun.
    pub anchor: Pos,
    /// Where it ends; the caret.
    pub head: Pos,
    /// The selected boundary, named by where its upper fragment ends.
    pub boundary: Option<Place>,
}

impl Selection {
    /// A caret.
    #[must_use]
    pub fn at(place: Place) -> Self {
        Self { page: place.page, anchor: place.pos, head: place.pos, boundary: None }
    }

    /// A range.
    #[must_use]
    pub fn of(span: Span) -> Self {
        Self { page: span.page, anchor: span.start, head: span.end, boundary: None }
    }

    /// Where the caret stands.
    #[must_use]
    pub fn caret(&self) -> Place {
        Place { page: self.page, pos: self.head }
    }

    /// The range, in the order of the text; empty for a caret.
    #[must_use]
    pub fn range(&self) -> Span {
        Span { page: self.page, start: self.anchor.min(self.head), end: self.anchor.max(self.head) }
    }

    /// The first place of it: where gestures act that need one place.
    #[must_use]
    pub fn start(&self) -> Place {
        self.range().from()
    }

    /// The span that it begins in.
    #[must_use]
    pub fn entry(&self, project: &Project) -> Option<Entry> {
        let start = self.start();
        project.entry_at(start).or_else(|| {
            let behind = project.entry_after(start).filter(|entry| self.range().contains(entry.span.from()));
            behind.or_else(|| project.entry_near(start))
        })
    }

    /// The block that it begins in.
    #[must_use]
    pub fn block(&self, project: &Project) -> Option<BlockId> {
        self.entry(project).map(|entry| entry.block)
    }

    /// The article that it begins in.
    #[must_use]
    pub fn article(&self, project: &Project) -> Option<ArticleId> {
        project.block(self.block(project)?)?.home.article()
    }

    /// The fragment that it begins in.
    #[must_use]
    pub fn fragment(&self, project: &Project) -> Option<Fragment> {
        fragment_at(project, self.entry(project)?.span.from())
    }

    /// The selected boundary, or else the one that ends the selected fragment.
    #[must_use]
    pub fn boundary(&self, project: &Project) -> Option<Boundary> {
        if let Some(boundary) = self.boundary.and_then(|at| boundary_at(project, at)) {
            return Some(boundary);
        }
        boundary_at(project, self.fragment(project)?.end())
    }

    /// The first boundary behind the caret, or the last before it.
    #[must_use]
    pub fn neighbour_boundary(&self, project: &Project, forward: bool) -> Option<Boundary> {
        let at = self.boundary.unwrap_or_else(|| self.caret());
        let length = project.page(self.page)?.text().len();
        // Looks a stretch at a time, so that the cost is that of the way to the next boundary.
        let mut reach = 4096;
        loop {
            let range = if forward {
                at.pos.get()..(at.pos.get() + reach).min(length)
            } else {
                at.pos.get().saturating_sub(reach)..at.pos.get()
            };
            let done = if forward { range.end == length } else { range.start == 0 };
            let mut found = boundaries_in(project, self.page, range)
                .into_iter()
                .filter(|boundary| if forward { boundary.at() > at } else { boundary.at() < at });
            let hit = if forward { found.next() } else { found.next_back() };
            if hit.is_some() || done {
                return hit;
            }
            reach *= 8;
        }
    }
}

/// What is selected and in view: what undo returns to. Journals keep it; a field that one lacks is as at the beginning.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[serde(default)]
pub struct View {
    /// What is selected.
    pub selection: Selection,
    /// Where the row at the top of the raw pane begins, on the page of the selection.
    pub top: Pos,
    /// How many points of that row are above the edge.
    pub top_offset: f32,
    /// How far the articles are scrolled, in points.
    pub cards_offset: f32,
    /// The article at the upper edge of the pane, and how much of its card is above the edge, in points: where cards above it
    /// were not measured yet, it says better than `cards_offset` what is in view.
    pub cards_top: Option<(ArticleId, f32)>,
    /// Which cards are folded.
    #[serde(flatten)]
    pub folds: Folds,
    /// The doubt that was gone to last. Once it is answered, the queue goes on from its place.
    pub doubt: Option<Doubt>,
}

impl View {
    /// This view where it fits the project, and otherwise one of its first text: what was read is not trusted. Articles that
    /// are not there came with work that was thrown away, and the next one that is made may have the id of one of them.
    #[must_use]
    pub(super) fn fitting(mut self, project: &Project) -> Self {
        self.folds.settle(project);
        self.cards_top = self.cards_top.filter(|(article, _)| project.article(*article).is_some());
        let fits =
            |page: PageNo, pos: Pos| project.page(page).is_some_and(|page| page.text().is_char_boundary(pos.get()));
        let Selection { page, anchor, head, boundary } = self.selection;
        let fits = [anchor, head, self.top].into_iter().all(|pos| fits(page, pos))
            && boundary.is_none_or(|at| fits(at.page, at.pos))
            && self.top_offset.is_finite()
            && self.cards_offset.is_finite()
            && self.cards_top.is_none_or(|(_, above)| above.is_finite());
        if fits { self } else { Self::default() }
    }
}

//! Fragments and boundaries: derived from the blocks, never stored.
//!
//! A fragment is a maximal run of spans that stand together in the dump and follow each other in the flow of one article
//! (or belong to the furniture, or are discarded). A boundary is the edge between two of them. Each query costs a search
//! and a step for each span it looks at, whatever the length of the dump.

use super::{Entry, Home, Project};
use crate::text::{PageNo, Place};
use std::ops::Range;

/// A run of spans of one home that stand together in the dump and in the flow.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Fragment {
    /// Whose it is.
    pub home: Home,
    /// Its spans, in the order of the dump; never empty.
    pub entries: Vec<Entry>,
}

impl Fragment {
    /// Where it begins in the dump.
    #[must_use]
    pub fn start(&self) -> Place {
        self.entries.first().map(|entry| entry.span.from()).unwrap_or_default()
    }

    /// Where it ends in the dump.
    #[must_use]
    pub fn end(&self) -> Place {
        self.entries.last().map(|entry| entry.span.to()).unwrap_or_default()
    }
}

/// The edge between two fragments that follow each other in the dump.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Boundary {
    /// The last span above.
    pub above: Entry,
    /// The first span below.
    pub below: Entry,
}

impl Boundary {
    /// Where the upper fragment ends. Names the boundary.
    #[must_use]
    pub fn at(&self) -> Place {
        self.above.span.to()
    }
}

impl Project {
    /// True where `next`, the next span in the dump, goes on with the fragment of `entry`.
    #[must_use]
    pub fn goes_on(&self, entry: Entry, next: Entry) -> bool {
        if entry.span.page != next.span.page {
            return false;
        }
        if entry.block == next.block {
            return next.nth == entry.nth + 1;
        }
        let (Some(left), Some(right)) = (self.block(entry.block), self.block(next.block)) else { return false };
        if left.home != right.home {
            return false;
        }
        match left.home {
            Home::Furniture | Home::Discarded => true,
            Home::Article(_) => {
                entry.nth + 1 == left.spans.len()
                    && next.nth == 0
                    && self.next_in_article(entry.block) == Some(next.block)
            }
        }
    }
}

/// The boundaries whose upper edge lies in `range` (bytes) of `page`, in the order of the dump.
#[must_use]
pub fn boundaries_in(project: &Project, page: PageNo, range: Range<usize>) -> Vec<Boundary> {
    let mut found = Vec::new();
    let mut last: Option<Entry> = None;
    for entry in project.entries_in(page, range.clone()) {
        push_boundary(project, &mut found, last, entry);
        last = Some(entry);
    }
    if let Some(last) = last.filter(|last| last.span.end.get() <= range.end)
        && let Some(next) = project.entry_after(last.span.from())
    {
        push_boundary(project, &mut found, Some(last), next);
    }
    found
}

fn push_boundary(project: &Project, found: &mut Vec<Boundary>, above: Option<Entry>, below: Entry) {
    if let Some(above) = above
        && above.span.page == below.span.page
        && !project.goes_on(above, below)
    {
        found.push(Boundary { above, below });
    }
}

/// The boundary whose upper edge is `at`.
#[must_use]
pub fn boundary_at(project: &Project, at: Place) -> Option<Boundary> {
    let above = project.entry_before(at).filter(|entry| entry.span.to() == at)?;
    let below = project.entry_after(above.span.from()).filter(|below| below.span.page == at.page)?;
    (!project.goes_on(above, below)).then_some(Boundary { above, below })
}

/// The fragment at `place`, or in white space the one before it.
#[must_use]
pub fn fragment_at(project: &Project, place: Place) -> Option<Fragment> {
    let middle = project.entry_near(place)?;
    let home = project.block(middle.block)?.home;
    let mut entries = vec![middle];
    let mut first = middle;
    while let Some(before) = project.entry_before(first.span.from()).filter(|&before| project.goes_on(before, first)) {
        entries.push(before);
        first = before;
    }
    entries.reverse();
    let mut last = middle;
    while let Some(after) = project.entry_after(last.span.from()).filter(|&after| project.goes_on(last, after)) {
        entries.push(after);
        last = after;
    }
    Some(Fragment { home, entries })
}

/// All fragments of a page, in the order of the dump.
#[must_use]
pub fn fragments(project: &Project, page: PageNo) -> Vec<Fragment> {
    let Some(length) = project.page(page).map(|page| page.text().len()) else { return Vec::new() };
    let mut found: Vec<Fragment> = Vec::new();
    for entry in project.entries_in(page, 0..length) {
        let goes_on =
            |fragment: &&mut Fragment| fragment.entries.last().is_some_and(|&last| project.goes_on(last, entry));
        if let Some(fragment) = found.last_mut().filter(goes_on) {
            fragment.entries.push(entry);
        } else if let Some(block) = project.block(entry.block) {
            found.push(Fragment { home: block.home, entries: vec![entry] });
        }
    }
    found
}

//! The smallest pieces that two projects cut the same text into: whatever one side does to a piece, it does to all of it.

use super::super::{Gap, Project, Role, trim_span};
use super::items::{Item, Pages};
use crate::text::{Place, Span};

/// Where spans of either project begin or end, in the order of the dump, each once.
pub(super) struct Cuts(Vec<Place>);

/// A piece with what one side makes of it.
pub(super) struct Atom<'p> {
    /// Trimmed: the same on both sides.
    pub(super) span: Span,
    pub(super) role: Role,
    /// Which block of its item it is in, from 0.
    pub(super) block: usize,
    /// What is missing behind it: where it ends its block.
    pub(super) gap: Option<&'p Gap>,
}

impl Cuts {
    pub(super) fn of(sides: [&Project; 2], pages: &Pages) -> Self {
        let blocks = sides.into_iter().flat_map(|project| project.blocks().map(|(_, block)| block));
        let spans = blocks.flat_map(|block| pages.spans(block));
        let mut cuts: Vec<Place> = spans.flat_map(|span| [span.from(), span.to()]).collect();
        cuts.sort_unstable();
        cuts.dedup();
        Self(cuts)
    }

    /// The pieces of a span, in order.
    fn pieces(&self, project: &Project, span: Span) -> Vec<Span> {
        let text = project.page(span.page).map(|page| page.text()).unwrap_or_default();
        let first = self.0.partition_point(|&cut| cut <= span.from());
        let inside = self.0.iter().skip(first).take_while(|cut| **cut < span.to()).map(|cut| cut.pos);
        let mut start = span.start;
        let mut pieces = Vec::new();
        for end in inside.chain([span.end]) {
            pieces.extend(trim_span(text, Span { page: span.page, start, end }));
            start = end;
        }
        pieces
    }

    /// How an item reads on the pages that are compared, piece by piece.
    pub(super) fn read<'p>(&self, project: &'p Project, item: Item, pages: &Pages) -> Vec<Atom<'p>> {
        let mut atoms: Vec<Atom<'p>> = Vec::new();
        for (nth, block) in item.blocks(project).enumerate() {
            for span in pages.spans(block) {
                let pieces = self.pieces(project, span).into_iter();
                atoms.extend(pieces.map(|span| Atom { span, role: block.role, block: nth, gap: None }));
            }
            if let Some(last) = atoms.last_mut().filter(|last| last.block == nth) {
                last.gap = block.gap.as_deref();
            }
        }
        atoms
    }
}

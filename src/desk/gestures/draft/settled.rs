//! What a gesture settles: places of which a proposal said something, and at which the text goes on otherwise now.
//!
//! Costs, for each piece of evidence in the blocks that a gesture touches, a step for each of them.

use super::{Draft, difference, last_character};
use crate::model::{BlockId, Reason, SeamKey};
use crate::text::{Place, Span};
use std::collections::BTreeSet;

/// How two places follow each other in the flow.
#[derive(PartialEq, Eq)]
enum Follows {
    /// Not at all.
    Apart,
    /// In one block.
    Within,
    /// At the edge of two blocks of one article.
    Behind,
}

impl Draft<'_> {
    /// Places of which a proposal said something, and at which the text goes on otherwise than it did.
    pub(super) fn settled(&self) -> Vec<SeamKey> {
        let project = self.project;
        let mut ids: BTreeSet<BlockId> = self.blocks.keys().copied().collect();
        for (&id, article) in &self.articles {
            let before = project.article(id).map(|old| old.blocks.as_slice()).unwrap_or_default();
            if let Some((at, gone, _)) = difference(before, &article.blocks) {
                ids.extend(at.checked_sub(1).and_then(|at| before.get(at)));
                ids.extend(before.get(at + gone.len()));
            }
        }
        let mut found = Vec::new();
        for id in ids {
            let spans = project.block(id).map(|block| block.spans.as_slice()).unwrap_or_default();
            for &span in spans {
                let proposed = project.seam_evidences_in(span).filter(|(_, evidence)| {
                    // What characters look like is no matter of how the text goes on around them.
                    let of_characters = matches!(evidence.reasons.first(), Some(Reason::Misread { .. }));
                    !evidence.is_editors() && !of_characters
                });
                for (key, _) in proposed {
                    if follows(&Draft::new(project), key) != follows(self, key) {
                        found.push(key);
                    }
                }
            }
        }
        found.sort_unstable();
        found.dedup();
        found
    }
}

/// How the text goes on at `key`; at a cut, whether it begins or ends there.
fn follows(draft: &Draft<'_>, key: SeamKey) -> Follows {
    let before = last_character(draft.project, key.from).and_then(|place| draft.holder_of(place));
    let behind = draft.holder_of(key.to);
    if key.is_cut() {
        // An end has no text behind it in the article, a beginning none before it.
        let ends = before.is_some_and(|id| draft.edge_of_flow(id, true) == Some(key.from));
        let begins = behind.is_some_and(|id| draft.edge_of_flow(id, false) == Some(key.to));
        return if ends || begins { Follows::Behind } else { Follows::Apart };
    }
    let (Some(left), Some(right)) = (before, behind) else { return Follows::Apart };
    let spans = |id: BlockId| draft.block(id).map(|block| block.spans.as_slice()).unwrap_or_default();
    if left == right {
        let inside = spans(left).iter().any(|span| span.from() < key.from && key.from < key.to && key.to < span.to());
        let across = spans(left).windows(2).any(|pair| pair[0].to() == key.from && pair[1].from() == key.to);
        return if inside || across { Follows::Within } else { Follows::Apart };
    }
    let edges = spans(left).last().map(|span| span.to()) == Some(key.from)
        && spans(right).first().map(|span| span.from()) == Some(key.to);
    if edges && draft.follow_each_other(left, right) { Follows::Behind } else { Follows::Apart }
}

impl Draft<'_> {
    /// Where the running text of a block's article ends (or begins), if that is in this block.
    fn edge_of_flow(&self, id: BlockId, end: bool) -> Option<Place> {
        let (article, at) = self.index_of(id)?;
        let blocks = &self.article(article)?.blocks;
        let flow = |id: &BlockId| self.block(*id).is_some_and(|block| block.role.is_flow());
        let block = self.block(id).filter(|block| block.role.is_flow())?;
        let beyond = if end { blocks.get(at + 1..) } else { blocks.get(..at) };
        if beyond.unwrap_or_default().iter().any(flow) {
            return None;
        }
        if end { block.last().map(Span::to) } else { block.first().map(Span::from) }
    }
}

//! Seams: the places in an article's flow where the text goes on elsewhere in the dump. Derived, never stored; what is
//! stored is the evidence for them.
//!
//! The same keys name two more kinds of places of which there is evidence: where neighbours of the dump part, or may part
//! (the end of one and the start of the next), and cuts, where an article's text begins or ends (that place twice).

use super::{ArticleId, BlockId, Evidence, Project};
use crate::text::Place;
use serde::{Deserialize, Serialize};

/// Names a seam by its two ends.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
pub struct SeamKey {
    /// Where the text stops (the end of a span).
    pub from: Place,
    /// Where it goes on (the start of a span).
    pub to: Place,
}

impl SeamKey {
    /// The key of a cut: the end or the start of an article's text. Where one text ends and another begins without a
    /// character between them, both are the same cut.
    #[must_use]
    pub fn cut(place: Place) -> Self {
        Self { from: place, to: place }
    }

    /// True for a cut.
    #[must_use]
    pub fn is_cut(self) -> bool {
        self.from == self.to
    }
}

/// A seam of an article, with what is known of it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Seam<'p> {
    /// Its two ends.
    pub key: SeamKey,
    /// The block that stops there.
    pub left: BlockId,
    /// The block that goes on: the same as `left` where a paragraph goes on in another place.
    pub right: BlockId,
    /// What the proposer or a person said of it; `None` where the flow came about by moving other things.
    pub evidence: Option<&'p Evidence>,
}

/// The seams of an article, in its reading order.
#[must_use]
pub fn seams_of(project: &Project, article: ArticleId) -> Vec<Seam<'_>> {
    let mut seams = Vec::new();
    let Some(article) = project.article(article) else { return seams };
    let mut last: Option<(BlockId, Place)> = None;
    for &id in &article.blocks {
        let Some(block) = project.block(id) else { continue };
        for span in &block.spans {
            if let Some((left, from)) = last
                && !project.stand_together(from, span.from())
            {
                let key = SeamKey { from, to: span.from() };
                seams.push(Seam { key, left, right: id, evidence: project.seam_evidence(key) });
            }
            last = Some((id, span.to()));
        }
    }
    seams
}

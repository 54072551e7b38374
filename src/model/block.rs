//! A block: spans that read as one unit and have one role.

use super::{ArticleId, Evidence, Role, Spans};
use crate::text::Span;
use serde::{Deserialize, Serialize};
use std::sync::Arc;

/// Where a block belongs.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Home {
    /// An article, in whose order of blocks it stands.
    Article(ArticleId),
    /// The furniture of the page.
    Furniture,
    /// What the editor, or the proposer, took out.
    Discarded,
}

impl Home {
    /// The article, where it is one.
    #[must_use]
    pub fn article(self) -> Option<ArticleId> {
        match self {
            Self::Article(id) => Some(id),
            Self::Furniture | Self::Discarded => None,
        }
    }

    /// True where a block of `role` may stand: furniture and discarded blocks have homes of their own.
    #[must_use]
    pub fn takes(self, role: Role) -> bool {
        match self {
            Self::Article(_) => role.is_in_article(),
            Self::Furniture => role == Role::Furniture,
            Self::Discarded => role == Role::Discarded,
        }
    }
}

/// Text known to be missing behind a block.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Gap {
    /// What the editor, or the proposer, says of it; may be empty.
    pub note: String,
}

/// One or more spans, in reading order, that read as one unit: a paragraph, a headline, a caption.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Block {
    /// Trimmed, never empty; neighbours in the dump are one span.
    pub spans: Spans,
    /// What it is for.
    pub role: Role,
    /// Where it belongs. Blocks of an article also stand in [`super::Article::blocks`].
    pub home: Home,
    /// Why it has this role. [`Evidence::is_editors`]: a person set or confirmed it, and no proposal changes it.
    /// Shared between the blocks of which the same is known, on a large page most of them.
    pub why: Arc<Evidence>,
    /// Text that is missing behind it.
    pub gap: Option<Box<Gap>>,
}

impl Block {
    /// A block behind which nothing is missing.
    #[must_use]
    pub fn new(spans: Spans, role: Role, home: Home, why: impl Into<Arc<Evidence>>) -> Self {
        Self { spans, role, home, why: why.into(), gap: None }
    }

    /// The first span; `None` only for a block that is no part of a project yet.
    #[must_use]
    pub fn first(&self) -> Option<Span> {
        self.spans.first().copied()
    }

    /// The last span.
    #[must_use]
    pub fn last(&self) -> Option<Span> {
        self.spans.last().copied()
    }

    /// True where a person set or confirmed it.
    #[must_use]
    pub fn is_decided(&self) -> bool {
        self.why.is_editors()
    }
}

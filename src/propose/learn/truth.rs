//! A page with its answer: what the proposer learns from.

use crate::model::{Page, Role};
use crate::text::Span;
use std::sync::Arc;

/// A page with the answer that an editor, or whoever made the page, has given.
#[derive(Clone, Debug)]
pub struct Truth {
    /// The page.
    pub page: Arc<Page>,
    /// Its blocks in reading order, article by article; captions and credits of an article behind its text.
    pub blocks: Vec<TrueBlock>,
    /// Text for which there is no answer: nothing is learned from it.
    pub open: Vec<Span>,
}

/// A block of the answer.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct TrueBlock {
    /// Its spans in reading order, on the one page.
    pub spans: Vec<Span>,
    /// Its role.
    pub role: Role,
    /// Its article, by any number; `None` for furniture.
    pub article: Option<u32>,
    /// Text is missing from it.
    pub gap: bool,
    /// It may hold several paragraphs: where they part is not learned.
    pub coarse: bool,
}

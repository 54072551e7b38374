//! What the proposer is given and what it gives back.

use crate::model::{ArticleFacts, ArticleId, Evidence, Gap, Home, Page, Role, SeamKey};
use crate::text::Span;
use std::sync::Arc;

/// What the proposer is given: pages, and what an editor has decided on them.
#[derive(Clone, Debug, Default)]
pub struct Input {
    /// The pages of the project, in order.
    pub pages: Vec<Arc<Page>>,
    /// What stays as it is. Their text is not proposed again, but helps what stands around it.
    pub kept: Vec<Kept>,
    /// What was learned; `None` for what ships with the program.
    pub model: Option<Arc<super::weights::Model>>,
}

/// A block that an editor has decided: its spans, role and home stay, and its place among the kept blocks of its article.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Kept {
    /// Its spans, in reading order.
    pub spans: Vec<Span>,
    /// Its role.
    pub role: Role,
    /// Its article, or the furniture, or what is discarded. Kept blocks of one article come in reading order.
    pub home: Home,
    /// The editor said that its article's text begins with it: it goes on from nothing new.
    pub begins: bool,
    /// The editor said that its article's text ends with it: nothing new goes on from it.
    pub ends: bool,
}

/// A proposed block. Its spans are trimmed, and neighbours in the dump are one span.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ProposedBlock {
    /// Its spans, in reading order.
    pub spans: Vec<Span>,
    /// Its role; [`Role::Furniture`] and [`Role::Discarded`] take it out of the articles.
    pub role: Role,
    /// How sure the role is, and why.
    pub why: Evidence,
    /// Text that seems to be missing behind it.
    pub gap: Option<Gap>,
}

/// A block of a proposed article.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ProposedPart {
    /// Which block.
    pub block: BlockRef,
    /// Why it follows the part before it; `None` for the first. Shown where the two do not stand together in the dump.
    pub link: Option<Evidence>,
}

/// Names a block of a proposal.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum BlockRef {
    /// A block of [`Proposal::blocks`], by index.
    New(usize),
    /// A block of [`Input::kept`], by index.
    Kept(usize),
}

/// A proposed article.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct ProposedArticle {
    /// The article whose kept blocks it has, where it has any.
    pub kept: Option<ArticleId>,
    /// What is said of it as a whole; not used where `kept` is some.
    pub facts: ArticleFacts,
    /// Its blocks in reading order.
    pub parts: Vec<ProposedPart>,
}

/// What belongs together. Every character that is not white space is in exactly one block, new or kept; every new block
/// whose role stands in an article is in exactly one article, and so is every kept one, in its own.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Proposal {
    /// The new blocks.
    pub blocks: Vec<ProposedBlock>,
    /// Evidence for places inside blocks where the text goes on elsewhere: block index, which of its spans (from 1) goes
    /// on after a seam, and why.
    pub inner_seams: Vec<(usize, usize, Evidence)>,
    /// Evidence for other places: where articles' texts begin and end ([`SeamKey::cut`]), where a block begins behind its
    /// neighbour in the dump, and where the text of one block goes on with its neighbour, but may not.
    pub places: Vec<(SeamKey, Evidence)>,
    /// The articles, in page order.
    pub articles: Vec<ProposedArticle>,
}

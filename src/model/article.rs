//! An article: an ordered list of blocks.

use super::BlockId;
use serde::{Deserialize, Serialize};

/// What kind of text an article is.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum ArticleKind {
    /// News, comment, anything with running text.
    #[default]
    Article,
    /// A picture with its caption, and no text besides.
    Picture,
    /// An advertisement or a house notice.
    Advertisement,
    /// A list, table or verse.
    List,
}

/// What is said of an article as a whole. Replaced as one value by [`super::Edit::Article`].
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct ArticleFacts {
    /// What kind of text it is.
    pub kind: ArticleKind,
    /// The section it stands in, where the page names one.
    pub section: Option<String>,
    /// The editor has ticked it as done.
    pub reviewed: bool,
    /// Its opening is known to be lost.
    pub opening_missing: bool,
    /// Its end is known to be lost.
    pub ending_missing: bool,
}

/// An ordered list of blocks, over one page or several.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Article {
    /// What is said of it as a whole.
    pub facts: ArticleFacts,
    /// Its blocks in reading order. Changed by [`super::Edit::Flow`].
    pub blocks: Vec<BlockId>,
}

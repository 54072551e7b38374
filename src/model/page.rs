//! A page: the decoded text of one page of a dump. It never changes.

use super::Layout;
use crate::text::{LineTable, Pos};
use serde::{Deserialize, Serialize};

/// Where a page's text came from.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Source {
    /// The dump's file name, without its folder.
    pub file: String,
    /// SHA-256 of the dump's bytes, in lower-case hexadecimal.
    pub sha256: String,
    /// The encoding it was read in, by its WHATWG name.
    pub encoding: String,
}

/// Bytes of a dump that are no text in its encoding; one U+FFFD stands for them on the page.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Doubtful {
    /// Where the U+FFFD stands.
    pub at: Pos,
    /// The bytes as they were.
    pub bytes: Vec<u8>,
}

/// The decoded text of one page, with its line table. Immutable: there is no way to change it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Page {
    source: Source,
    text: String,
    lines: LineTable,
    doubtful: Vec<Doubtful>,
    layout: Option<Layout>,
}

impl Page {
    /// A page of `text`, read from `source`.
    #[must_use]
    pub fn new(text: String, source: Source, doubtful: Vec<Doubtful>) -> Self {
        let lines = LineTable::new(&text);
        Self { source, text, lines, doubtful, layout: None }
    }

    /// The same page with the boxes that its source gave.
    #[must_use]
    pub fn with_layout(mut self, layout: Option<Layout>) -> Self {
        self.layout = layout;
        self
    }

    /// The text, as it was in the dump.
    #[must_use]
    pub fn text(&self) -> &str {
        &self.text
    }

    /// Its lines.
    #[must_use]
    pub fn lines(&self) -> &LineTable {
        &self.lines
    }

    /// Where it came from.
    #[must_use]
    pub fn source(&self) -> &Source {
        &self.source
    }

    /// Bytes that were no text.
    #[must_use]
    pub fn doubtful(&self) -> &[Doubtful] {
        &self.doubtful
    }

    /// Boxes, where the source gave any.
    #[must_use]
    pub fn layout(&self) -> Option<&Layout> {
        self.layout.as_ref()
    }
}

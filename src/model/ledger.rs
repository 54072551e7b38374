//! The count that shows that every character is accounted for.

use super::{Block, Home, Page};
use serde::{Deserialize, Serialize};

/// Characters (code points that are not white space) of a project by where they went.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Ledger {
    /// On all pages.
    pub characters: usize,
    /// In blocks of articles.
    pub in_articles: usize,
    /// In the furniture.
    pub furniture: usize,
    /// Discarded.
    pub discarded: usize,
}

impl Ledger {
    /// Characters in no block. Anything but 0 is a fault of the program or of a file.
    #[must_use]
    pub fn open(&self) -> usize {
        self.characters.saturating_sub(self.in_articles + self.furniture + self.discarded)
    }

    /// True where every character is in exactly one place.
    #[must_use]
    pub fn adds_up(&self) -> bool {
        self.characters == self.in_articles + self.furniture + self.discarded
    }

    pub(super) fn column(&mut self, home: Home) -> &mut usize {
        match home {
            Home::Article(_) => &mut self.in_articles,
            Home::Furniture => &mut self.furniture,
            Home::Discarded => &mut self.discarded,
        }
    }
}

/// Characters of `block` that count.
pub(super) fn ink_of(pages: &[std::sync::Arc<Page>], block: &Block) -> usize {
    let count = |span: &crate::text::Span| {
        pages.get(span.page.index()).map_or(0, |page| page.lines().ink_in(page.text(), span.range()))
    };
    block.spans.iter().map(count).sum()
}

//! What a project is taken as when it is compared: articles, and the blocks that are in none, one by one.

use super::super::{ArticleFacts, ArticleId, ArticleKind, Block, BlockId, Project};
use crate::text::{PageNo, Span};

/// An article, or a block that is in none.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Item {
    Article(ArticleId),
    /// A block of the furniture, or one that is discarded.
    Piece(BlockId),
}

impl Item {
    /// All of a project: the articles in their order, then the pieces.
    pub(super) fn all(project: &Project) -> impl Iterator<Item = Self> + '_ {
        let articles = project.order().iter().map(|&id| Self::Article(id));
        let pieces = project.blocks().filter(|(_, block)| block.home.article().is_none());
        articles.chain(pieces.map(|(id, _)| Self::Piece(id)))
    }

    /// The item that a block belongs to.
    pub(super) fn of(project: &Project, block: BlockId) -> Option<Self> {
        let home = project.block(block)?.home;
        Some(home.article().map_or(Self::Piece(block), Self::Article))
    }

    /// Its blocks in reading order.
    pub(super) fn blocks(self, project: &Project) -> impl Iterator<Item = &Block> + '_ {
        let (article, piece) = match self {
            Self::Article(id) => (project.article(id), None),
            Self::Piece(id) => (None, project.block(id)),
        };
        let listed = article.map(|article| article.blocks.as_slice()).unwrap_or_default();
        listed.iter().filter_map(move |&id| project.block(id)).chain(piece)
    }

    /// Its spans on the pages that are compared, in reading order.
    pub(super) fn spans<'p>(self, project: &'p Project, pages: &'p Pages) -> impl Iterator<Item = Span> + 'p {
        self.blocks(project).flat_map(move |block| pages.spans(block))
    }

    /// True where it has text on a page that is compared.
    pub(super) fn is_on(self, project: &Project, pages: &Pages) -> bool {
        self.spans(project, pages).next().is_some()
    }

    /// True where all its text is on pages that are compared.
    pub(super) fn stays_on(self, project: &Project, pages: &Pages) -> bool {
        self.blocks(project).flat_map(|block| &block.spans).all(|span| pages.has(span.page))
    }
}

/// The pages that are compared: by index, whether the text is the same in both projects.
pub(super) struct Pages(Vec<bool>);

impl Pages {
    pub(super) fn of(here: &Project, there: &Project) -> Self {
        let count = here.pages().len().max(there.pages().len());
        let is_same = |at: usize| {
            let [own, other] = [here, there].map(|project| project.pages().get(at).map(|page| page.text()));
            own == other
        };
        Self((0..count).map(is_same).collect())
    }

    pub(super) fn has(&self, page: PageNo) -> bool {
        self.0.get(page.index()) == Some(&true)
    }

    /// How many there are.
    pub(super) fn count(&self) -> usize {
        self.0.iter().filter(|same| **same).count()
    }

    /// The pages that are left alone.
    pub(super) fn others(&self) -> Vec<PageNo> {
        (0..self.0.len()).map(PageNo::new).filter(|&page| !self.has(page)).collect()
    }

    /// A block's spans on these pages, in reading order.
    pub(super) fn spans<'b>(&'b self, block: &'b Block) -> impl Iterator<Item = Span> + 'b {
        block.spans.iter().copied().filter(move |span| self.has(span.page))
    }
}

/// True where both items say the same, corrections aside.
pub(super) fn is_same([here, there]: [&Project; 2], [own, other]: [Item; 2], pages: &Pages) -> bool {
    let facts = match (own, other) {
        (Item::Article(own), Item::Article(other)) => {
            let facts = |project: &Project, id| project.article(id).map(|article| article.facts.clone());
            facts(here, own).zip(facts(there, other)).is_some_and(|(own, other)| said(&own) == said(&other))
        }
        (Item::Piece(_), Item::Piece(_)) => true,
        (Item::Article(_), Item::Piece(_)) | (Item::Piece(_), Item::Article(_)) => false,
    };
    let on_pages = |block: &&Block| pages.spans(block).next().is_some();
    let mut left = own.blocks(here).filter(on_pages);
    let mut right = other.blocks(there).filter(on_pages);
    facts
        && loop {
            match (left.next(), right.next()) {
                (None, None) => break true,
                (Some(left), Some(right)) if is_same_block(left, right, pages) => {}
                _ => break false,
            }
        }
}

/// True where both have the same text in the same role. Where a block stands by itself, its role says whose it is.
fn is_same_block(left: &Block, right: &Block, pages: &Pages) -> bool {
    left.role == right.role && left.gap == right.gap && pages.spans(left).eq(pages.spans(right))
}

/// What is compared of an article's facts: all but the tick.
pub(super) fn said(facts: &ArticleFacts) -> (ArticleKind, Option<&str>, bool, bool) {
    let ArticleFacts { kind, section, reviewed: _, opening_missing, ending_missing } = facts;
    (*kind, section.as_deref(), *opening_missing, *ending_missing)
}

/// The items in which a correction of `span` reads or takes something out. The raw text says which characters those have,
/// see [`super::super::replacements_in`], so they are found alike in either project: a correction of nothing, or of white
/// space, reads with the character before it, or with the first one of the page.
pub(super) fn holders(project: &Project, span: Span) -> Vec<Item> {
    let mut blocks: Vec<BlockId> = project.entries_in(span.page, span.range()).map(|entry| entry.block).collect();
    if project.raw(span).trim().is_empty() {
        blocks.extend(project.entry_near(span.from()).map(|entry| entry.block));
    }
    blocks.into_iter().filter_map(|id| Item::of(project, id)).collect()
}

//! A project: pages of one newspaper issue, the articles found on them, the editor's decisions.
//!
//! Reading is here; changing is in [`super::edit`]. Four things are kept twice for speed: the index of spans by place,
//! each block's successor, each article's place in the order, and the ledger. [`super::check`] compares them with what they derive from.

use super::edit::EditError;
use super::ledger::ink_of;
use super::ranks::Ranks;
use super::shelf::Shelf;
use super::{Article, ArticleId, Block, BlockId, Correction, Evidence, Home, Ledger, Page, Reason, Role, SeamKey};
use crate::text::{PageNo, Place, Pos, Span};
use std::collections::BTreeMap;
use std::sync::Arc;

/// A span with the block that holds it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Entry {
    /// The span.
    pub span: Span,
    /// The block that holds it.
    pub block: BlockId,
    /// Which of the block's spans it is, from 0.
    pub nth: usize,
}

/// What the index holds of a span beside its start: half the size of an [`Entry`].
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Indexed {
    end: Pos,
    block: BlockId,
    nth: u32,
}

impl Indexed {
    /// What is held of a span; more of them than a page has characters no block has.
    pub(super) fn new(span: Span, block: BlockId, nth: usize) -> Self {
        Self { end: span.end, block, nth: u32::try_from(nth).unwrap_or(u32::MAX) }
    }
}

/// The entry of the span that begins at a place.
fn entry((place, indexed): (&Place, &Indexed)) -> Entry {
    let span = Span { page: place.page, start: place.pos, end: indexed.end };
    Entry { span, block: indexed.block, nth: indexed.nth as usize }
}

/// Pages, blocks, articles and corrections. See the module's head. A copy costs next to nothing: what is not changed is shared.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Project {
    pub(super) pages: Vec<Arc<Page>>,
    // Blocks stand on the shelf itself: a large page has so many that a piece of memory for each would weigh as much again.
    pub(super) blocks: Shelf<BlockId, Block>,
    pub(super) articles: Shelf<ArticleId, Article>,
    pub(super) order: Vec<ArticleId>,
    pub(super) corrections: Shelf<Place, Correction>,
    pub(super) seams: Shelf<SeamKey, Arc<Evidence>>,
    // Derived from the above:
    pub(super) index: Shelf<Place, Indexed>,
    pub(super) successor: Shelf<BlockId, BlockId>,
    pub(super) rank: Ranks,
    pub(super) ledger: Ledger,
}

/// The parts of a project as files have them; [`Project::from_parts`] puts them together and checks them.
#[derive(Clone, Debug, Default)]
pub struct Parts {
    /// The pages.
    pub pages: Vec<Arc<Page>>,
    /// The blocks by id.
    pub blocks: BTreeMap<BlockId, Block>,
    /// The articles by id.
    pub articles: BTreeMap<ArticleId, Article>,
    /// The articles' order.
    pub order: Vec<ArticleId>,
    /// Corrections by where they begin.
    pub corrections: BTreeMap<Place, Correction>,
    /// Evidence for seams.
    pub seams: BTreeMap<SeamKey, Evidence>,
}

impl Project {
    /// A project of `pages` as they came: each page that has any ink is one article of one block.
    #[must_use]
    pub fn new(pages: Vec<Arc<Page>>) -> Self {
        let mut parts = Parts { pages, ..Parts::default() };
        for (number, page) in parts.pages.iter().enumerate() {
            let whole = Span::new(PageNo::new(number), 0, page.text().len());
            let Some(span) = trim_span(page.text(), whole) else { continue };
            let id = u32::try_from(number).unwrap_or(u32::MAX);
            let (block, article) = (BlockId(id), ArticleId(id));
            let why = Arc::new(Evidence::new(0.0, Reason::Usual));
            let home = Home::Article(article);
            parts.blocks.insert(block, Block::new(span.into(), Role::Body, home, why));
            parts.articles.insert(article, Article { blocks: vec![block], ..Article::default() });
            parts.order.push(article);
        }
        Self::assemble(parts)
    }

    /// Puts a project together from its parts.
    ///
    /// # Errors
    /// The first thing that does not hold: a span outside its page, a character in no block or in two, a block that no
    /// list names, an article in no order.
    pub fn from_parts(parts: Parts) -> Result<Self, EditError> {
        super::edit::assemble_checked(parts)
    }

    /// Without any check: for parts that hold by their making.
    fn assemble(parts: Parts) -> Self {
        let mut project = Self::empty(parts.pages);
        for (id, block) in &parts.blocks {
            for (nth, &span) in block.spans.iter().enumerate() {
                project.index.insert(span.from(), Indexed::new(span, *id, nth));
            }
            *project.ledger.column(block.home) += ink_of(&project.pages, block);
        }
        for article in parts.articles.values() {
            for pair in article.blocks.windows(2) {
                project.successor.insert(pair[0], pair[1]);
            }
        }
        project.blocks = parts.blocks.into_iter().collect();
        project.articles = parts.articles.into_iter().collect();
        project.rank = parts.order.iter().collect();
        project.order = parts.order;
        project.corrections = parts.corrections.into_iter().collect();
        project.seams = parts.seams.into_iter().map(|(key, why)| (key, Arc::new(why))).collect();
        project
    }

    /// A project of pages and nothing else, whose ledger does not add up yet.
    pub(super) fn empty(pages: Vec<Arc<Page>>) -> Self {
        let characters = pages.iter().map(|page| page.lines().ink()).sum();
        Self { pages, ledger: Ledger { characters, ..Ledger::default() }, ..Self::default() }
    }

    /// The pages, in order.
    #[must_use]
    pub fn pages(&self) -> &[Arc<Page>] {
        &self.pages
    }

    /// One page.
    #[must_use]
    pub fn page(&self, number: PageNo) -> Option<&Arc<Page>> {
        self.pages.get(number.index())
    }

    /// The raw text of a span; empty where it lies outside its page.
    #[must_use]
    pub fn raw(&self, span: Span) -> &str {
        self.page(span.page).and_then(|page| page.text().get(span.range())).unwrap_or_default()
    }

    /// One block.
    #[must_use]
    pub fn block(&self, id: BlockId) -> Option<&Block> {
        self.blocks.get(&id)
    }

    /// All blocks by id.
    pub fn blocks(&self) -> impl DoubleEndedIterator<Item = (BlockId, &Block)> {
        self.blocks.iter().map(|(&id, block)| (id, block))
    }

    /// How many blocks there are.
    #[must_use]
    pub fn block_count(&self) -> usize {
        self.blocks.len()
    }

    /// One article.
    #[must_use]
    pub fn article(&self, id: ArticleId) -> Option<&Article> {
        self.articles.get(&id)
    }

    /// The articles' order.
    #[must_use]
    pub fn order(&self) -> &[ArticleId] {
        &self.order
    }

    /// The articles in their order.
    pub fn articles(&self) -> impl DoubleEndedIterator<Item = (ArticleId, &Article)> {
        self.order.iter().filter_map(|&id| Some((id, self.articles.get(&id)?)))
    }

    /// An article's number as people see it, from 1.
    #[must_use]
    pub fn number(&self, id: ArticleId) -> Option<usize> {
        self.rank.get(id).map(|at| at + 1)
    }

    /// The block behind `id` in its article.
    #[must_use]
    pub fn next_in_article(&self, id: BlockId) -> Option<BlockId> {
        self.successor.get(&id).copied()
    }

    /// Where `id` stands in its article, from 0; `None` for furniture and what is discarded.
    #[must_use]
    pub fn index_in_article(&self, id: BlockId) -> Option<usize> {
        let article = self.block(id)?.home.article()?;
        self.article(article)?.blocks.iter().position(|&other| other == id)
    }

    /// Blocks of the furniture or of what is discarded, in the order of the dump.
    #[must_use]
    pub fn blocks_in(&self, home: Home) -> Vec<BlockId> {
        if let Home::Article(id) = home {
            return self.article(id).map(|article| article.blocks.clone()).unwrap_or_default();
        }
        let mut found: Vec<(Span, BlockId)> = self
            .blocks
            .iter()
            .filter(|(_, block)| block.home == home)
            .filter_map(|(&id, block)| Some((block.first()?, id)))
            .collect();
        found.sort_unstable();
        found.into_iter().map(|(_, id)| id).collect()
    }

    /// The spans that share a character with `range` of `page`, in the order of the dump. Costs a search and a step each.
    pub fn entries_in(
        &self,
        page: PageNo,
        range: std::ops::Range<usize>,
    ) -> impl DoubleEndedIterator<Item = Entry> + '_ {
        let (from, to) = (Place::new(page, range.start), Place::new(page, range.end));
        let before = self.index.range(..from).next_back().map(entry);
        let before = before.filter(|entry| entry.span.page == page && entry.span.end > from.pos);
        before.into_iter().chain(self.index.range(from..to.max(from)).map(entry))
    }

    /// The span that holds the character behind `place`; `None` in white space between blocks.
    #[must_use]
    pub fn entry_at(&self, place: Place) -> Option<Entry> {
        self.index.range(..=place).next_back().map(entry).filter(|entry| entry.span.contains(place))
    }

    /// The span at `place` or, in white space, the next one before it on the page, or else the next one after.
    #[must_use]
    pub fn entry_near(&self, place: Place) -> Option<Entry> {
        let before = self.index.range(..=place).next_back().map(entry);
        let before = before.filter(|entry| entry.span.page == place.page);
        before.or_else(|| self.entry_after(place)).filter(|entry| entry.span.page == place.page)
    }

    /// The next span in the dump that begins after `place`.
    #[must_use]
    pub fn entry_after(&self, place: Place) -> Option<Entry> {
        use std::ops::Bound::{Excluded, Unbounded};
        self.index.range((Excluded(place), Unbounded)).next().map(entry)
    }

    /// The last span in the dump that begins before `place`.
    #[must_use]
    pub fn entry_before(&self, place: Place) -> Option<Entry> {
        self.index.range(..place).next_back().map(entry)
    }

    /// True where nothing but white space lies from `from` to `to`, on one page, in this order.
    #[must_use]
    pub fn stand_together(&self, from: Place, to: Place) -> bool {
        let Some(page) = self.page(from.page).filter(|_| from.page == to.page && from.pos <= to.pos) else {
            return false;
        };
        page.lines().ink_in(page.text(), from.pos.get()..to.pos.get()) == 0
    }

    /// All corrections by where they begin.
    pub fn corrections(&self) -> impl DoubleEndedIterator<Item = (Place, &Correction)> {
        self.corrections.iter().map(|(&place, correction)| (place, correction))
    }

    /// Corrections that touch `span`, ends included, in order.
    pub fn corrections_in(&self, span: Span) -> impl Iterator<Item = (Place, &Correction)> {
        let before = self.corrections.range(..span.from()).next_back();
        let before = before.filter(move |(place, c)| place.page == span.page && c.end >= span.start);
        let within = self.corrections.range(span.from()..=span.to());
        before.into_iter().chain(within).map(|(&place, correction)| (place, correction))
    }

    /// Corrections that touch `span`, and those from which only white space parts it, in order: all that may read in it.
    /// Costs a search and, for each of them, a look at the white space up to there.
    pub fn corrections_around(&self, span: Span) -> impl Iterator<Item = (Place, &Correction)> {
        let before = self.corrections.range(..span.from()).rev().take_while(move |(at, correction)| {
            let between = Span { page: span.page, start: at.pos, end: span.start };
            at.page == span.page && (correction.end >= span.start || self.raw(between).trim_end().is_empty())
        });
        let mut before: Vec<(&Place, &Correction)> = before.collect();
        before.reverse();
        let from_there = self.corrections.range(span.from()..).take_while(move |(at, _)| {
            let between = Span { page: span.page, start: span.end, end: at.pos };
            at.page == span.page && (at.pos <= span.end || self.raw(between).trim_start().is_empty())
        });
        before.into_iter().chain(from_there).map(|(&place, correction)| (place, correction))
    }

    /// What is known of a seam.
    #[must_use]
    pub fn seam_evidence(&self, key: SeamKey) -> Option<&Evidence> {
        self.seams.get(&key).map(Arc::as_ref)
    }

    /// Evidence for seams, neighbours and cuts that begin in `span`, its ends included. Costs a search and a step each.
    pub fn seam_evidences_in(&self, span: Span) -> impl Iterator<Item = (SeamKey, &Evidence)> {
        let first = SeamKey { from: span.from(), to: Place::default() };
        let within = self.seams.range(first..).take_while(move |(key, _)| key.from <= span.to());
        within.map(|(&key, evidence)| (key, &**evidence))
    }

    /// Evidence for all seams, those that no longer exist included.
    pub fn seam_evidences(&self) -> impl Iterator<Item = (SeamKey, &Evidence)> {
        self.seams.iter().map(|(&key, evidence)| (key, evidence.as_ref()))
    }

    /// Evidence for seams that begin on a page, those that no longer exist included.
    pub fn seams_from(&self, page: PageNo) -> impl Iterator<Item = (SeamKey, &Evidence)> {
        let first = Place { page, pos: Pos::ZERO };
        let from = SeamKey { from: first, to: Place::default() };
        self.seams
            .range(from..)
            .take_while(move |(key, _)| key.from.page == page)
            .map(|(&key, evidence)| (key, evidence.as_ref()))
    }

    /// The count of characters.
    #[must_use]
    pub fn ledger(&self) -> Ledger {
        self.ledger
    }

    /// An id that no block has.
    #[must_use]
    pub fn free_block_id(&self) -> BlockId {
        self.blocks.keys().next_back().map_or(BlockId(0), |id| id.next())
    }

    /// An id that no article has.
    #[must_use]
    pub fn free_article_id(&self) -> ArticleId {
        self.articles.keys().next_back().map_or(ArticleId(0), |id| id.next())
    }

    /// The line, from 1, in which a place stands.
    #[must_use]
    pub fn line_number(&self, place: Place) -> usize {
        self.page(place.page).map_or(0, |page| page.lines().line_of(place.pos)) + 1
    }

    /// The number of a page as people see it, where there are several; a lone page needs none.
    #[must_use]
    pub fn page_number(&self, page: PageNo) -> Option<usize> {
        (self.pages().len() > 1).then(|| page.shown())
    }
}

/// `span` without the white space at its ends; `None` where nothing else is in it.
#[must_use]
pub fn trim_span(text: &str, span: Span) -> Option<Span> {
    let part = text.get(span.range())?;
    let start = span.start.get() + (part.len() - part.trim_start().len());
    let end = start + part.trim().len();
    (start < end).then_some(Span { page: span.page, start: Pos::new(start), end: Pos::new(end) })
}

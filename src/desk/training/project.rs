//! The answers that a corrected project gives, page by page.
//!
//! Only what a person saw is an answer: one's own unread proposals, learned from, would teach their mistakes again.
//! - An article that is ticked as reviewed counts whole.
//! - Of an article that is not, the blocks of running text that were set or confirmed count, and that they go on from one
//!   to the next where no other block stands between them. Its captions and credits do not: whose they are was not said.
//! - Furniture and what is discarded count where they were set, and on a page all of whose articles are ticked.
//!
//! All else is open: nothing is learned from it, and nothing from where it meets what counts. An article over several
//! pages is cut where the page changes, since the proposer reads pages one by one. Corrections of characters do not matter: what is
//! learned is how the raw text goes on.

use crate::model::{Article, Block, BlockId, Home, Project, Role};
use crate::propose::learn::{TrueBlock, Truth};
use crate::text::{PageNo, Span};
use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

/// What `project` teaches: for each page that has any answer its number and its truth.
#[must_use]
pub fn truths(project: &Project) -> Vec<(PageNo, Truth)> {
    let pages =
        project.pages().iter().map(|page| Truth { page: Arc::clone(page), blocks: Vec::new(), open: Vec::new() });
    let mut out = Answers { truths: pages.collect(), next: 0 };
    let mut unfinished: BTreeSet<PageNo> = BTreeSet::new();
    for (_, article) in project.articles() {
        let blocks = article.blocks.iter().filter_map(|&id| project.block(id));
        if !article.facts.reviewed {
            unfinished.extend(blocks.flat_map(|block| &block.spans).map(|span| span.page));
        }
        out.article(project, article);
    }
    for home in [Home::Furniture, Home::Discarded] {
        for block in project.blocks_in(home).into_iter().filter_map(|id| project.block(id)) {
            out.beside(block, &unfinished);
        }
    }
    let numbered = out.truths.into_iter().enumerate().map(|(number, truth)| (PageNo::new(number), truth));
    numbered.filter(|(_, truth)| !truth.blocks.is_empty()).collect()
}

/// The answers while they are gathered.
struct Answers {
    /// One for each page.
    truths: Vec<Truth>,
    /// The number of the next article, or piece of one.
    next: u32,
}

impl Answers {
    fn article(&mut self, project: &Project, article: &Article) {
        let blocks = |flow: bool| {
            let of_kind = move |id: &BlockId| project.block(*id).filter(|block| block.role.is_flow() == flow);
            article.blocks.iter().filter_map(of_kind)
        };
        // On each page the number of the article's first piece there: its captions go to that.
        let mut first: BTreeMap<PageNo, u32> = BTreeMap::new();
        let mut piece: Option<PageNo> = None;
        for block in blocks(true) {
            if !article.facts.reviewed && !block.is_decided() {
                self.open(block);
                piece = None;
                continue;
            }
            for (page, spans) in runs(block) {
                if piece.replace(page) != Some(page) {
                    self.next += 1;
                    first.entry(page).or_insert(self.next);
                }
                let ends = spans.last().copied() == block.last().map(on_own_page);
                let number = self.next;
                self.push(
                    page,
                    TrueBlock { gap: ends && block.gap.is_some(), ..answer(spans, block.role, Some(number)) },
                );
            }
        }
        for block in blocks(false) {
            if !article.facts.reviewed {
                self.open(block);
                continue;
            }
            for (page, spans) in runs(block) {
                let number = *first.entry(page).or_insert_with(|| {
                    self.next += 1;
                    self.next
                });
                self.push(page, answer(spans, block.role, Some(number)));
            }
        }
    }

    /// Furniture and what is discarded.
    fn beside(&mut self, block: &Block, unfinished: &BTreeSet<PageNo>) {
        for (page, spans) in runs(block) {
            if block.is_decided() || !unfinished.contains(&page) && self.has_answer(page) {
                self.push(page, answer(spans, block.role, None));
            } else if let Some(truth) = self.truths.get_mut(page.index()) {
                truth.open.extend(spans);
            }
        }
    }

    /// True where an article of the page counts: a page of furniture alone has nothing to be ticked.
    fn has_answer(&self, page: PageNo) -> bool {
        self.truths.get(page.index()).is_some_and(|truth| truth.blocks.iter().any(|block| block.article.is_some()))
    }

    fn open(&mut self, block: &Block) {
        for &span in &block.spans {
            if let Some(truth) = self.truths.get_mut(span.page.index()) {
                truth.open.push(on_own_page(span));
            }
        }
    }

    fn push(&mut self, page: PageNo, block: TrueBlock) {
        if let Some(truth) = self.truths.get_mut(page.index()) {
            truth.blocks.push(block);
        }
    }
}

fn answer(spans: Vec<Span>, role: Role, article: Option<u32>) -> TrueBlock {
    TrueBlock { spans, role, article, gap: false, coarse: false }
}

/// The spans of a block, cut where the page changes, each run as spans of a page that stands alone.
fn runs(block: &Block) -> Vec<(PageNo, Vec<Span>)> {
    let same = |a: &Span, b: &Span| a.page == b.page;
    let runs = block.spans.chunk_by(same);
    runs.filter_map(|run| Some((run.first()?.page, run.iter().copied().map(on_own_page).collect()))).collect()
}

/// The span on its page, as the only page there is.
fn on_own_page(span: Span) -> Span {
    Span { page: PageNo::new(0), ..span }
}

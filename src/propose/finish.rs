//! Blocks and chains of the pages become a [`Proposal`], with kept blocks in their places.

use super::articles::Chain;
use super::blocks::Draft;
use super::sheet::Sheet;
use super::{BlockRef, Budget, Cancelled, Input, Proposal, ProposedArticle, ProposedBlock, ProposedPart};
use crate::model::{ArticleFacts, ArticleId, Evidence, Home, Reason, SeamKey};
use crate::text::Span;
use std::collections::BTreeMap;

/// Puts what the pages gave into a proposal, page by page.
pub(super) struct Finish<'i> {
    input: &'i Input,
    proposal: Proposal,
    /// New parts that go behind a kept block of an article.
    behind: BTreeMap<usize, Vec<ProposedPart>>,
    /// New parts that go before one.
    before: BTreeMap<usize, Vec<ProposedPart>>,
}

impl<'i> Finish<'i> {
    pub(super) fn new(input: &'i Input) -> Self {
        Self { input, proposal: Proposal::default(), behind: BTreeMap::new(), before: BTreeMap::new() }
    }

    /// Adds what is known of places of a page.
    pub(super) fn know(&mut self, places: Vec<(SeamKey, Evidence)>) {
        self.proposal.places.extend(places);
    }

    /// Adds the blocks and articles of one page.
    pub(super) fn add(
        &mut self,
        sheet: &Sheet<'_>,
        drafts: Vec<Draft>,
        chains: Vec<(Chain, ArticleFacts)>,
        budget: &Budget,
    ) -> Result<(), Cancelled> {
        let offset = self.proposal.blocks.len();
        for (nth, draft) in drafts.into_iter().enumerate() {
            budget.step_at(nth)?;
            let block = self.proposal.blocks.len();
            let mut spans: Vec<Span> = Vec::new();
            let mut seams = draft.seams.into_iter().peekable();
            for (at, &line) in draft.lines.iter().enumerate() {
                budget.step_at(at + 1)?;
                let span = sheet.lines[line].span;
                let joins = spans.last().is_some_and(|last| touch(sheet.text, *last, span));
                let why = seams.next_if(|(line, _)| *line == at).map(|(_, why)| why);
                match spans.last_mut() {
                    Some(last) if joins => last.end = span.end,
                    Some(_) => {
                        let why = why.unwrap_or_else(|| Evidence::new(0.8, Reason::Unwoven));
                        self.proposal.inner_seams.push((block, spans.len(), why));
                        spans.push(span);
                    }
                    None => spans.push(span),
                }
            }
            self.proposal.blocks.push(ProposedBlock { spans, role: draft.role, why: draft.why, gap: draft.gap });
        }
        for (nth, (chain, facts)) in chains.into_iter().enumerate() {
            budget.step_at(nth)?;
            let parts: Vec<ProposedPart> = chain
                .parts
                .into_iter()
                .map(|(draft, why)| ProposedPart { block: BlockRef::New(offset + draft), link: Some(why) })
                .collect();
            let anchor = |kept: Option<u32>| {
                kept.and_then(|kept| usize::try_from(kept).ok()).filter(|&kept| self.kept_article(kept).is_some())
            };
            if let Some(kept) = anchor(chain.kept) {
                self.behind.entry(kept).or_default().extend(parts);
            } else if let Some(kept) = anchor(chain.leads) {
                self.before.entry(kept).or_default().extend(parts);
            } else {
                self.proposal.articles.push(ProposedArticle { kept: None, facts, parts });
            }
        }
        Ok(())
    }

    fn kept_article(&self, kept: usize) -> Option<ArticleId> {
        self.input.kept.get(kept).and_then(|kept| kept.home.article())
    }

    /// The whole, in the order of the pages.
    pub(super) fn done(mut self, budget: &Budget) -> Result<Proposal, Cancelled> {
        let mut kept: BTreeMap<ArticleId, ProposedArticle> = BTreeMap::new();
        for (index, block) in self.input.kept.iter().enumerate() {
            budget.step_at(index)?;
            let Home::Article(id) = block.home else { continue };
            let article = kept.entry(id).or_default();
            article.kept = Some(id);
            article.parts.extend(self.before.remove(&index).unwrap_or_default());
            // That what is new goes before it, no editor said.
            let link = article.parts.last().map(|before| match before.block {
                BlockRef::Kept(_) => Evidence::editor(),
                BlockRef::New(_) => Evidence::new(0.7, Reason::Usual),
            });
            article.parts.push(ProposedPart { block: BlockRef::Kept(index), link });
            article.parts.extend(self.behind.remove(&index).unwrap_or_default());
        }
        self.proposal.articles.extend(kept.into_values());
        for article in &mut self.proposal.articles {
            if let Some(first) = article.parts.first_mut() {
                first.link = None;
            }
        }
        let mut order = Vec::with_capacity(self.proposal.articles.len());
        for (index, article) in self.proposal.articles.iter().enumerate() {
            budget.step_at(index)?;
            order.push((article.parts.first().map(|part| self.place(part.block)), index));
        }
        let order = budget.sort(order)?;
        let mut articles = std::mem::take(&mut self.proposal.articles);
        let ordered = order.into_iter().filter_map(|(_, index)| articles.get_mut(index).map(std::mem::take));
        self.proposal.articles = ordered.collect();
        Ok(self.proposal)
    }

    fn place(&self, block: BlockRef) -> Option<crate::text::Place> {
        let spans = match block {
            BlockRef::New(index) => self.proposal.blocks.get(index).map(|block| &block.spans),
            BlockRef::Kept(index) => self.input.kept.get(index).map(|block| &block.spans),
        };
        spans.and_then(|spans| spans.first()).map(|span| span.from())
    }
}

/// True where nothing but white space lies between two spans, in this order.
fn touch(text: &str, left: Span, right: Span) -> bool {
    text.get(left.end.get()..right.start.get()).is_some_and(|between| between.trim().is_empty())
}

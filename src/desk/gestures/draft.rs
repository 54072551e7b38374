//! A project with changes laid over it, from which one [`Edit`] is made.
//!
//! A gesture changes blocks and lists step by step and must see what it did; the project itself changes once, at the end.
//! The draft copies only what it touches. [`Draft::finish`] turns the differences into edits that fit in order: text is
//! let go before it is taken.

mod settled;

use super::Refusal;
use crate::model::{
    Article, ArticleFacts, ArticleId, Block, BlockId, Correction, Edit, Evidence, Home, Project, Role, SeamKey,
    trim_span,
};
use crate::text::{Place, Span, ends_sentence};
use std::collections::BTreeMap;
use std::sync::Arc;

/// See the module's head.
pub struct Draft<'p> {
    project: &'p Project,
    blocks: BTreeMap<BlockId, Option<Block>>,
    articles: BTreeMap<ArticleId, Article>,
    order: Option<Vec<ArticleId>>,
    /// Corrections and evidence for seams: they depend on nothing else.
    aside: Vec<Edit>,
    next_block: BlockId,
    next_article: ArticleId,
}

impl<'p> Draft<'p> {
    /// Nothing changed yet.
    #[must_use]
    pub fn new(project: &'p Project) -> Self {
        Self {
            project,
            blocks: BTreeMap::new(),
            articles: BTreeMap::new(),
            order: None,
            aside: Vec::new(),
            next_block: project.free_block_id(),
            next_article: project.free_article_id(),
        }
    }

    /// The project underneath.
    #[must_use]
    pub fn project(&self) -> &'p Project {
        self.project
    }

    /// A block as it is now.
    #[must_use]
    pub fn block(&self, id: BlockId) -> Option<&Block> {
        match self.blocks.get(&id) {
            Some(changed) => changed.as_ref(),
            None => self.project.block(id),
        }
    }

    /// An article as it is now.
    #[must_use]
    pub fn article(&self, id: ArticleId) -> Option<&Article> {
        self.articles.get(&id).or_else(|| self.project.article(id))
    }

    /// The articles' order as it is now.
    #[must_use]
    pub fn order(&self) -> &[ArticleId] {
        self.order.as_deref().unwrap_or_else(|| self.project.order())
    }

    /// A block to be changed.
    pub(super) fn block_mut(&mut self, id: BlockId) -> Result<&mut Block, Refusal> {
        let block = self.block(id).cloned().ok_or(Refusal::Gone)?;
        Ok(self.blocks.entry(id).or_insert(None).get_or_insert(block))
    }

    /// An article to be changed.
    pub(super) fn article_mut(&mut self, id: ArticleId) -> Result<&mut Article, Refusal> {
        let article = self.article(id).cloned().ok_or(Refusal::Gone)?;
        Ok(self.articles.entry(id).or_insert(article))
    }

    /// The order to be changed.
    pub(super) fn order_mut(&mut self) -> &mut Vec<ArticleId> {
        self.order.get_or_insert_with(|| self.project.order().to_vec())
    }

    /// Marks a block as decided by a person.
    pub(super) fn decide(&mut self, id: BlockId) -> Result<(), Refusal> {
        self.block_mut(id)?.why = Evidence::editor().into();
        Ok(())
    }

    /// A new article without blocks, at `index` in the order.
    pub(super) fn add_article(&mut self, index: usize, facts: ArticleFacts) -> ArticleId {
        let id = self.next_article;
        self.next_article = id.next();
        self.articles.insert(id, Article { facts, blocks: Vec::new() });
        let order = self.order_mut();
        order.insert(index.min(order.len()), id);
        id
    }

    /// A new block, standing nowhere yet.
    pub(super) fn add_block(&mut self, block: Block) -> BlockId {
        let id = self.new_block_id();
        self.put_block(id, block);
        id
    }

    /// An id that no block has or had in this draft.
    pub(super) fn new_block_id(&mut self) -> BlockId {
        let id = self.next_block;
        self.next_block = id.next();
        id
    }

    /// Puts a block's record in place, and nothing into any list.
    pub(super) fn put_block(&mut self, id: BlockId, block: Block) {
        self.blocks.insert(id, Some(block));
    }

    /// Takes a block's record away, and nothing out of any list.
    pub(super) fn forget(&mut self, id: BlockId) {
        self.blocks.insert(id, None);
    }

    /// Puts the evidence for a seam.
    pub(super) fn seam(&mut self, key: SeamKey, to: Option<Evidence>) {
        self.share_seam(key, to.map(Arc::new));
    }

    /// The same for evidence that several seams share.
    pub(super) fn share_seam(&mut self, key: SeamKey, to: Option<Arc<Evidence>>) {
        self.aside.push(Edit::Seam { key, to });
    }

    /// Takes a block away; its text must go elsewhere.
    pub(super) fn remove_block(&mut self, id: BlockId) -> Result<Block, Refusal> {
        self.unlist(id)?;
        let block = self.block(id).cloned().ok_or(Refusal::Gone)?;
        self.blocks.insert(id, None);
        Ok(block)
    }

    /// Where a block stands in its article.
    #[must_use]
    pub fn index_of(&self, id: BlockId) -> Option<(ArticleId, usize)> {
        let article = self.block(id)?.home.article()?;
        let at = self.article(article)?.blocks.iter().position(|&other| other == id)?;
        Some((article, at))
    }

    /// Where a block stands in its article, counted without `run`: where [`Draft::place`] would put the run before it.
    pub(super) fn index_without(&self, id: BlockId, run: &[BlockId]) -> Result<usize, Refusal> {
        let (article, at) = self.index_of(id).ok_or(Refusal::Gone)?;
        let before = self.article(article).and_then(|article| article.blocks.get(..at)).unwrap_or_default();
        Ok(before.iter().filter(|id| !run.contains(id)).count())
    }

    /// The block that has the character at `place` now.
    #[must_use]
    pub fn holder_of(&self, place: Place) -> Option<BlockId> {
        let has = |block: &Block| block.spans.iter().any(|span| span.contains(place));
        let changed = self.blocks.iter().rev().find(|(_, block)| block.as_ref().is_some_and(has));
        let unchanged = || self.project.entry_at(place).map(|entry| entry.block);
        changed.map(|(&id, _)| id).or_else(|| unchanged().filter(|id| !self.blocks.contains_key(id)))
    }

    fn unlist(&mut self, id: BlockId) -> Result<(), Refusal> {
        if let Some((article, at)) = self.index_of(id) {
            self.article_mut(article)?.blocks.remove(at);
        }
        Ok(())
    }

    /// Moves blocks, in this order, into a home; in an article before what stands at `index` (counted without them).
    /// Roles that cannot stand there change: to the home's own, or to body.
    pub(super) fn place(&mut self, ids: &[BlockId], home: Home, index: usize) -> Result<(), Refusal> {
        for &id in ids {
            self.unlist(id)?;
            let block = self.block_mut(id)?;
            block.home = home;
            match home {
                Home::Furniture => block.role = Role::Furniture,
                Home::Discarded => block.role = Role::Discarded,
                Home::Article(_) if !block.role.is_in_article() => block.role = Role::Body,
                Home::Article(_) => {}
            }
            if !block.role.is_in_article() {
                block.gap = None;
            }
        }
        if let Home::Article(article) = home {
            let blocks = &mut self.article_mut(article)?.blocks;
            let index = index.min(blocks.len());
            blocks.splice(index..index, ids.iter().copied());
        }
        Ok(())
    }

    /// Splits a block at a place in the dump that one of its spans has inside it or begins at. Returns the new block, which
    /// has what comes after in the flow and stands right behind; `None` where nothing would be left on one side.
    pub(super) fn split(&mut self, id: BlockId, at: Place) -> Result<Option<BlockId>, Refusal> {
        let block = self.block(id).cloned().ok_or(Refusal::Gone)?;
        let (mut first, mut second) = (Vec::new(), Vec::new());
        let mut found = false;
        for span in block.spans.iter().copied() {
            let inside = !found && span.page == at.page && span.start <= at.pos && at.pos < span.end;
            if inside {
                found = true;
                let text = self.project.page(span.page).map(|page| page.text()).unwrap_or_default();
                first.extend(trim_span(text, Span { end: at.pos, ..span }));
                second.extend(trim_span(text, Span { start: at.pos, ..span }));
            } else if found {
                second.push(span);
            } else {
                first.push(span);
            }
        }
        if first.is_empty() || second.is_empty() {
            return Ok(None);
        }
        let gap = block.gap.clone();
        let new = self.add_block(Block { spans: second.into(), gap, ..block.clone() });
        let old = self.block_mut(id)?;
        old.spans = first.into();
        old.gap = None;
        if let Some((article, index)) = self.index_of(id) {
            self.article_mut(article)?.blocks.insert(index + 1, new);
        }
        Ok(Some(new))
    }

    /// Puts the text of `second` behind that of `first`, as one block with the role of the first.
    pub(super) fn join(&mut self, first: BlockId, second: BlockId) -> Result<(), Refusal> {
        let second = self.remove_block(second)?;
        let project = self.project;
        let block = self.block_mut(first)?;
        let mut spans = block.spans.to_vec();
        for &span in &second.spans {
            push_span(project, &mut spans, span);
        }
        block.spans = spans.into();
        // What a person said to be missing stays said: a new proposal leaves the block.
        if second.gap.is_some() && second.why.is_editors() {
            block.why = second.why;
        }
        block.gap = second.gap;
        Ok(())
    }

    /// True where the left block is running text that stops inside a sentence and the right one can go on with it.
    #[must_use]
    pub fn reads_on(&self, left: BlockId, right: BlockId) -> bool {
        let (Some(left), Some(right)) = (self.block(left), self.block(right)) else { return false };
        let same = left.home == right.home && left.home.article().is_some();
        let flowing = left.role == right.role && matches!(left.role, Role::Body | Role::Note | Role::Caption);
        let stops = left.last().is_some_and(|span| ends_sentence(self.project.raw(span)));
        same && flowing && !stops && left.gap.is_none()
    }

    /// True where `second` stands right behind `first` in an article.
    pub(super) fn follow_each_other(&self, first: BlockId, second: BlockId) -> bool {
        self.index_of(first).zip(self.index_of(second)).is_some_and(|((a, i), (b, j))| a == b && i + 1 == j)
    }

    /// Joins two blocks that stand behind each other in an article if [`Draft::reads_on`]. Returns whether it did.
    pub(super) fn join_if_it_reads_on(&mut self, first: BlockId, second: BlockId) -> Result<bool, Refusal> {
        if !self.follow_each_other(first, second) || !self.reads_on(first, second) {
            return Ok(false);
        }
        self.join(first, second)?;
        Ok(true)
    }

    /// Puts a correction, or takes one away.
    pub(super) fn correct(&mut self, at: Place, to: Option<Correction>) {
        self.aside.push(Edit::Correction { at, to });
    }

    /// The edit that makes the project what the draft is. Articles without blocks go. Where the text goes on otherwise now,
    /// what a proposal said of that place is settled: an editor decided it.
    ///
    /// # Errors
    /// [`Refusal::Nothing`] where nothing differs.
    pub fn finish(mut self) -> Result<Edit, Refusal> {
        for key in self.settled() {
            self.seam(key, Some(Evidence::editor()));
        }
        self.finish_proposal()
    }

    /// The same for what no person did: nothing is settled by it.
    ///
    /// # Errors
    /// [`Refusal::Nothing`] where nothing differs.
    pub(super) fn finish_proposal(mut self) -> Result<Edit, Refusal> {
        let empty: Vec<ArticleId> =
            self.articles.iter().filter(|(_, article)| article.blocks.is_empty()).map(|(&id, _)| id).collect();
        if !empty.is_empty() {
            self.order_mut().retain(|id| !empty.contains(id));
        }
        let (mut make, mut take, mut put, mut drop) = (Vec::new(), Vec::new(), Vec::new(), Vec::new());
        for (&id, article) in &self.articles {
            let old = self.project.article(id);
            if article.blocks.is_empty() && old.is_none() {
                continue;
            }
            if old.is_none_or(|old| old.facts != article.facts) {
                make.push(Edit::Article { id, to: Some(Box::new(article.facts.clone())) });
            }
            let before = old.map(|old| old.blocks.as_slice()).unwrap_or_default();
            if let Some((at, gone, come)) = difference(before, &article.blocks) {
                put.push(Edit::Flow { article: id, at, take: gone, put: come });
            }
            if article.blocks.is_empty() {
                drop.push(Edit::Article { id, to: None });
            }
        }
        let mut place = Vec::new();
        for (id, block) in self.blocks {
            let old = self.project.block(id);
            if old == block.as_ref() {
                continue;
            }
            let Some(block) = block else {
                take.push(Edit::Block { id, to: None });
                continue;
            };
            let shrinks = old.is_some_and(|old| {
                block.spans.iter().all(|new| old.spans.iter().any(|old| old.contains(new.from()) && new.end <= old.end))
            });
            if shrinks {
                take.push(Edit::Block { id, to: Some(Arc::new(block)) });
            } else {
                if old.is_some() {
                    take.push(Edit::Block { id, to: None });
                }
                place.push(Edit::Block { id, to: Some(Arc::new(block)) });
            }
        }
        if let Some(order) = self.order
            && let Some((at, gone, come)) = difference(self.project.order(), &order)
        {
            put.push(Edit::Order { at, take: gone, put: come });
        }
        let parts = [make, take, place, put, drop, self.aside];
        let mut edits = Vec::with_capacity(parts.iter().map(Vec::len).sum());
        parts.into_iter().for_each(|part| edits.extend(part));
        if edits.is_empty() { Err(Refusal::Nothing) } else { Ok(Edit::All(edits)) }
    }
}

/// The place of the last character before `end`.
pub(super) fn last_character(project: &Project, end: Place) -> Option<Place> {
    let text = project.page(end.page)?.text().get(..end.pos.get())?;
    let last = text.chars().next_back()?;
    Some(Place::new(end.page, end.pos.get() - last.len_utf8()))
}

/// Appends a span to a block's spans; one that stands together with the last is one with it.
pub(super) fn push_span(project: &Project, spans: &mut Vec<Span>, span: Span) {
    if let Some(last) = spans.last_mut()
        && project.stand_together(last.to(), span.from())
    {
        last.end = span.end;
        return;
    }
    spans.push(span);
}

/// The one stretch in which two lists differ: where it begins, what goes, what comes.
fn difference<T: PartialEq + Copy>(old: &[T], new: &[T]) -> Option<(usize, Vec<T>, Vec<T>)> {
    if old == new {
        return None;
    }
    let head = old.iter().zip(new).take_while(|(a, b)| a == b).count();
    let rest = old.len().min(new.len()) - head;
    let tail = old.iter().rev().zip(new.iter().rev()).take(rest).take_while(|(a, b)| a == b).count();
    Some((head, old[head..old.len() - tail].to_vec(), new[head..new.len() - tail].to_vec()))
}

//! Moving fragments into other articles, and finding their best place there.

use super::article::spans_in;
use super::{Draft, Refusal};
use crate::model::{ArticleId, BlockId, Edit, Entry, Fragment, Home, Project, Role, trim_span};
use crate::propose::weights::Model;
use crate::text::{Place, Script, Span, ends_sentence, is_punctuation, script};
use std::collections::BTreeSet;

/// A place in an article's list of blocks.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Slot {
    /// The article.
    pub article: ArticleId,
    /// Before which of its blocks, from 0; its length: at the end.
    pub index: usize,
}

/// Moves a fragment into `home`: in an article to the place where it fits best.
///
/// Blocks of which the fragment has only a part are split. Where the sentence before it stops in the middle, it joins.
///
/// # Errors
/// [`Refusal::AlreadyThere`], or [`Refusal::Gone`] where the fragment is not of this project.
pub fn move_fragment(project: &Project, fragment: &Fragment, home: Home) -> Result<Edit, Refusal> {
    if fragment.home == home {
        return Err(Refusal::AlreadyThere);
    }
    let mut draft = Draft::new(project);
    let run = draft.take_out(fragment.entries.iter().map(|entry| entry.span))?;
    put(&mut draft, &run, home, None)?;
    draft.finish()
}

/// Moves the text in `range`, whatever it is part of, into `home`.
///
/// # Errors
/// [`Refusal::NoSelection`] where there is no text in it; [`Refusal::AlreadyThere`] where all of it is there.
pub fn move_range(project: &Project, range: Span, home: Home) -> Result<Edit, Refusal> {
    let spans = spans_in(project, range);
    let there = |span: &Span| {
        project.entry_at(span.from()).and_then(|entry| project.block(entry.block)).is_some_and(|b| b.home == home)
    };
    if !spans.is_empty() && spans.iter().all(there) {
        return Err(Refusal::AlreadyThere);
    }
    let mut draft = Draft::new(project);
    let run = draft.take_out(spans.into_iter())?;
    put(&mut draft, &run, home, None)?;
    draft.finish()
}

/// Moves the text in `range`, whatever it is part of, to a slot of an article, which may be its own.
///
/// # Errors
/// As [`move_range`]; [`Refusal::Nothing`] where all of it stands in the slot already, also where it is no whole paragraph:
/// what is dropped where it was is not cut off.
pub fn move_range_to(project: &Project, range: Span, slot: Slot) -> Result<Edit, Refusal> {
    let mut draft = Draft::new(project);
    let run = draft.take_out(spans_in(project, range).into_iter())?;
    // What is cut out of a block stands behind the block's head in the list: the slot is known by the block behind it.
    let behind = project.article(slot.article).ok_or(Refusal::Gone)?.blocks.get(slot.index).copied();
    let standing = draft.article(slot.article).map(|article| article.blocks.as_slice()).unwrap_or_default();
    let at = behind.and_then(|behind| standing.iter().position(|&id| id == behind)).unwrap_or(standing.len());
    let (above, below) = standing.split_at(at);
    if above.ends_with(&run) || below.starts_with(&run) {
        return Err(Refusal::Nothing);
    }
    let index = above.iter().filter(|id| !run.contains(id)).count();
    put(&mut draft, &run, Home::Article(slot.article), Some(index))?;
    draft.finish()
}

/// Moves whole blocks to a slot of an article, which may be their own.
///
/// # Errors
/// [`Refusal::Nothing`] where they stand there already.
pub fn move_blocks(project: &Project, blocks: &[BlockId], slot: Slot) -> Result<Edit, Refusal> {
    let mut draft = Draft::new(project);
    let standing = project.article(slot.article).ok_or(Refusal::Gone)?;
    // The slot was counted with the blocks that move; those before it make room.
    let before = standing.blocks.iter().take(slot.index).filter(|id| blocks.contains(id)).count();
    put(&mut draft, blocks, Home::Article(slot.article), Some(slot.index - before))?;
    draft.finish()
}

/// Places blocks in a home, at `index` or where they fit best, and joins them to what they go on with.
pub(super) fn put(draft: &mut Draft<'_>, run: &[BlockId], home: Home, index: Option<usize>) -> Result<(), Refusal> {
    let sources: Vec<ArticleId> = run.iter().filter_map(|&id| draft.block(id)?.home.article()).collect();
    let Some((&first, &last)) = run.first().zip(run.last()) else { return Err(Refusal::Nothing) };
    let index = match home {
        Home::Article(article) => index.unwrap_or_else(|| draft.best_index(article, first, last).unwrap_or(usize::MAX)),
        Home::Furniture | Home::Discarded => 0,
    };
    let torn: Vec<(BlockId, BlockId)> = draft.torn_by(run);
    // Paragraphs that followed each other stay two; what comes together only now may be one. The last pair first: joining
    // a pair leaves its left block.
    let met: Vec<(BlockId, BlockId)> =
        run.windows(2).rev().map(|pair| (pair[0], pair[1])).filter(|&(a, b)| !draft.follow_each_other(a, b)).collect();
    draft.place(run, home, index)?;
    run.iter().try_for_each(|&id| draft.decide(id))?;
    draft.rejoin(&torn)?;
    let mut last = last;
    for &(left, right) in &met {
        if draft.join_if_it_reads_on(left, right)? && right == last {
            last = left;
        }
    }
    if home.article().is_some_and(|article| !sources.contains(&article)) {
        draft.fill_gap_before(first)?;
        draft.join_to_neighbours(first, last)?;
    }
    Ok(())
}

/// Where `fragment` fits best in `article`: behind a sentence that stops in the middle, if the fragment begins in the
/// middle of one; before one that begins so, if it stops so; else in the order of the dump, headings first.
#[must_use]
pub fn best_slot(project: &Project, fragment: &Fragment, article: ArticleId) -> Option<Slot> {
    let first = fragment.entries.first()?.block;
    let last = fragment.entries.last()?.block;
    let index = Draft::new(project).best_index(article, first, last)?;
    Some(Slot { article, index })
}

/// Where [`move_range`] puts the text in `range` in `article`; `None` where it stands in that article already. Looks at its
/// first span and its last, however long it is.
#[must_use]
pub fn best_slot_of_range(project: &Project, range: Span, article: ArticleId) -> Option<Slot> {
    let text = project.page(range.page)?.text();
    let clip = |entry: Entry| {
        let (start, end) = (entry.span.start.max(range.start), entry.span.end.min(range.end));
        trim_span(text, Span { start, end, ..entry.span })
    };
    let mut spans = project.entries_in(range.page, range.range()).filter_map(clip);
    let first = spans.next()?;
    let mut draft = Draft::new(project);
    let ends = draft.take_out(std::iter::once(first).chain(spans.next_back())).ok()?;
    let (&first, &last) = ends.first().zip(ends.last())?;
    let stands_there = |id: BlockId| draft.block(id).is_some_and(|block| block.home == Home::Article(article));
    if stands_there(first) && stands_there(last) {
        return None;
    }
    let index = draft.best_index(article, first, last)?;
    Some(Slot { article, index })
}

impl Draft<'_> {
    /// Cuts the text of these spans out of their blocks, as blocks of its own in this order. What follows each other in a
    /// block stays one.
    pub(super) fn take_out(&mut self, spans: impl Iterator<Item = Span>) -> Result<Vec<BlockId>, Refusal> {
        let mut run: Vec<BlockId> = Vec::new();
        let mut taken: Vec<Span> = Vec::new();
        for span in spans {
            let holder = self.holder_of(span.from()).ok_or(Refusal::Gone)?;
            let goes_on = run.last() == Some(&holder) && self.is_taken_before(holder, span.from(), &taken);
            taken.push(span);
            if goes_on {
                continue;
            }
            if let Some(&before) = run.last() {
                self.cut_off(before, &taken)?;
            }
            let holder = self.holder_of(span.from()).ok_or(Refusal::Gone)?;
            run.push(self.split(holder, span.from())?.unwrap_or(holder));
        }
        let &last = run.last().ok_or(Refusal::NoSelection)?;
        self.cut_off(last, &taken)?;
        Ok(run)
    }

    /// True where all that a block reads before `place` is taken.
    fn is_taken_before(&self, id: BlockId, place: Place, taken: &[Span]) -> bool {
        let spans = self.block(id).map(|block| block.spans.as_slice()).unwrap_or_default();
        let whole = |span: &Span| taken.iter().any(|taken| taken.contains(span.from()) && span.end <= taken.end);
        spans.iter().take_while(|span| !span.contains(place)).all(whole) && spans.iter().any(|s| s.from() == place)
    }

    /// Splits what a block has beyond the taken spans off from it.
    fn cut_off(&mut self, id: BlockId, taken: &[Span]) -> Result<(), Refusal> {
        let spans = self.block(id).map(|block| block.spans.clone()).unwrap_or_default();
        for span in &spans {
            let Some(whole) = taken.iter().find(|taken| taken.contains(span.from())) else {
                self.split(id, span.from())?;
                return Ok(());
            };
            if whole.end < span.end {
                self.split(id, whole.to())?;
                return Ok(());
            }
        }
        Ok(())
    }

    /// Pairs of blocks of one article between which only blocks of the run stand, the last first: joining a pair leaves the
    /// left one of it, which the pair before needs.
    pub(super) fn torn_by(&self, run: &[BlockId]) -> Vec<(BlockId, BlockId)> {
        let run: BTreeSet<BlockId> = run.iter().copied().collect();
        let articles: BTreeSet<ArticleId> = run.iter().filter_map(|&id| self.block(id)?.home.article()).collect();
        let mut torn = Vec::new();
        for article in articles.into_iter().filter_map(|id| self.article(id)) {
            let (mut left, mut is_torn) = (None, false);
            for &id in &article.blocks {
                if run.contains(&id) {
                    is_torn = true;
                    continue;
                }
                torn.extend(left.filter(|_| is_torn).map(|left| (left, id)));
                (left, is_torn) = (Some(id), false);
            }
        }
        torn.reverse();
        torn
    }

    /// Joins what [`Draft::torn_by`] found, where it reads on now.
    pub(super) fn rejoin(&mut self, torn: &[(BlockId, BlockId)]) -> Result<(), Refusal> {
        torn.iter().try_for_each(|&(left, right)| self.join_if_it_reads_on(left, right).map(drop))
    }

    /// Text that begins inside a sentence and comes behind a block that stops inside one is what was missing there.
    fn fill_gap_before(&mut self, id: BlockId) -> Result<(), Refusal> {
        let Some((article, at)) = self.index_of(id) else { return Ok(()) };
        let blocks = self.article(article).map(|article| article.blocks.as_slice()).unwrap_or_default();
        let Some(before) = at.checked_sub(1).filter(|&before| self.stops_inside(blocks, before)) else { return Ok(()) };
        let before = blocks[before];
        let begins = self.block(id).and_then(crate::model::Block::first);
        let end = self.block(before).and_then(crate::model::Block::last);
        let fills = begins.is_some_and(|span| {
            let goes_on =
                |end| !begins_paragraph(self.project(), span) && reads_on_from(self.project(), end, span).is_some();
            begins_inside(self.project().raw(span)) || end.is_some_and(goes_on)
        });
        if fills && self.block(before).is_some_and(|block| block.gap.is_some()) {
            self.block_mut(before)?.gap = None;
        }
        Ok(())
    }

    /// See [`best_slot`].
    pub(super) fn best_index(&self, article: ArticleId, first: BlockId, last: BlockId) -> Option<usize> {
        let blocks = &self.article(article)?.blocks;
        let (opening, closing) = (self.block(first)?, self.block(last)?);
        let start = opening.first()?.from();
        let running = |role: Role| matches!(role, Role::Body | Role::Note);
        if running(opening.role) {
            let mut open_ends: Vec<usize> = (0..blocks.len()).filter(|&at| self.stops_inside(blocks, at)).collect();
            open_ends.sort_by_key(|&at| distance(self.end_of(blocks[at]), start));
            let first = opening.first()?;
            if begins_inside(self.project().raw(first)) {
                if let Some(&at) = open_ends.first() {
                    return Some(at + 1);
                }
            } else if !begins_paragraph(self.project(), first) {
                // A Chinese sentence shows by no sign that it was begun elsewhere: the language says where it goes on.
                let last = |at: usize| self.block(blocks[at]).and_then(crate::model::Block::last);
                let worth = |at: usize| last(at).and_then(|end| reads_on_from(self.project(), end, first));
                let near = open_ends.iter().take(NEAREST).filter_map(|&at| Some((worth(at)?, at)));
                if let Some((_, at)) = near.max_by(|(a, _), (b, _)| a.total_cmp(b)) {
                    return Some(at + 1);
                }
            }
        }
        if running(closing.role) && !ends_sentence(self.project().raw(closing.last()?)) {
            let open_starts = (0..blocks.len()).filter(|&at| self.begins_lost(blocks, at));
            if let Some(at) = open_starts.min_by_key(|&at| distance(self.start_of(blocks[at]), start)) {
                return Some(at);
            }
        }
        if opening.role.is_heading() && !blocks.iter().any(|&id| self.block(id).is_some_and(|b| b.role.is_heading())) {
            return Some(0);
        }
        // In the order of the dump, but never above the article's own headings.
        let headings = blocks.iter().take_while(|&&id| self.block(id).is_some_and(|b| b.role.is_heading())).count();
        let before = blocks.iter().rposition(|&id| self.end_of(id) <= start).map_or(0, |at| at + 1);
        Some(before.max(if opening.role.is_heading() { 0 } else { headings }))
    }

    /// True where the running text of a block stops inside a sentence and the block behind does not go on with it.
    fn stops_inside(&self, blocks: &[BlockId], at: usize) -> bool {
        let Some(block) = blocks.get(at).and_then(|&id| self.block(id)) else { return false };
        let stops =
            |block: &crate::model::Block| block.last().is_some_and(|span| !ends_sentence(self.project().raw(span)));
        matches!(block.role, Role::Body | Role::Note) && stops(block)
    }

    /// True where the running text of a block begins inside a sentence that the block before does not begin.
    fn begins_lost(&self, blocks: &[BlockId], at: usize) -> bool {
        let Some(block) = blocks.get(at).and_then(|&id| self.block(id)) else { return false };
        let begins = block.first().is_some_and(|span| begins_inside(self.project().raw(span)));
        matches!(block.role, Role::Body | Role::Note) && begins && (at == 0 || !self.stops_inside(blocks, at - 1))
    }

    /// Joins a run that has come to an article to the paragraphs on either side of it where a sentence goes on.
    pub(super) fn join_to_neighbours(&mut self, first: BlockId, last: BlockId) -> Result<(), Refusal> {
        let neighbour = |draft: &Self, id: BlockId, forward: bool| {
            let (article, at) = draft.index_of(id)?;
            let blocks = &draft.article(article)?.blocks;
            if forward { blocks.get(at + 1).copied() } else { at.checked_sub(1).map(|at| blocks[at]) }
        };
        if let Some(after) = neighbour(self, last, true) {
            self.join_if_it_reads_on(last, after)?;
        }
        if let Some(before) = neighbour(self, first, false) {
            self.join_if_it_reads_on(before, first)?;
        }
        Ok(())
    }

    fn start_of(&self, id: BlockId) -> Place {
        self.block(id).and_then(crate::model::Block::first).map(Span::from).unwrap_or_default()
    }

    fn end_of(&self, id: BlockId) -> Place {
        self.block(id).and_then(crate::model::Block::last).map(Span::to).unwrap_or_default()
    }
}

/// Open ends of an article that are tried with the language: those that stand nearest.
const NEAREST: usize = 8;

/// True where a span begins with an indent, as Chinese paragraphs do, or is in a script that shows by itself where a
/// sentence begins.
fn begins_paragraph(project: &Project, span: Span) -> bool {
    let Some(page) = project.page(span.page) else { return true };
    let line = page.lines().start(page.lines().line_of(span.start));
    let head = page.text().get(line..span.start.get()).unwrap_or_default();
    let indented = !head.is_empty() && head.trim().is_empty();
    indented || project.raw(span).chars().next().is_none_or(|c| script(c) != Script::Han)
}

/// How much better the text of `right` goes on from that of `left` than not; `None` where it does not.
fn reads_on_from(project: &Project, left: Span, right: Span) -> Option<f32> {
    crate::propose::goes_on(&Model::shipped(), project.raw(left), project.raw(right)).filter(|&worth| worth > 0.0)
}

/// True where a text begins as no sentence does: with a mark that follows a word, or in lower case.
pub(super) fn begins_inside(text: &str) -> bool {
    let Some(first) = text.chars().next() else { return false };
    first.is_lowercase()
        || (is_punctuation(first)
            && matches!(
                first,
                '，' | '。' | '、' | '；' | '：' | '！' | '？' | ',' | '.' | ';' | '”' | '》' | '）' | ')'
            ))
}

/// How far apart two places of the dump are, for choosing the nearer: pages first, then bytes.
fn distance(a: Place, b: Place) -> (usize, usize) {
    (a.page.index().abs_diff(b.page.index()), a.pos.get().abs_diff(b.pos.get()))
}

#[cfg(test)]
mod tests;

//! Merging, splitting, ordering articles, and what is said of them as a whole.

use super::fragment::put;
use super::{Draft, Refusal};
use crate::model::{ArticleFacts, ArticleId, Block, BlockId, Edit, Home, Project, Role, trim_span};
use crate::text::{Place, Span};

/// Which way an article goes in the order.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum ArticleMove {
    /// One place up.
    Up,
    /// One place down.
    Down,
    /// To a place in the order as it is now, from 0.
    To(usize),
}

/// Merges `from` into `into`, which keeps its place and its facts; but what nobody has ticked does not count as seen by it.
///
/// The one that has headings comes first; where both have, or none, the order of the dump decides. Where a sentence goes on
/// from one to the other, they join.
///
/// # Errors
/// [`Refusal::AlreadyThere`] where both are the same.
pub fn merge(project: &Project, from: ArticleId, into: ArticleId) -> Result<Edit, Refusal> {
    if from == into {
        return Err(Refusal::AlreadyThere);
    }
    let giving = project.article(from).ok_or(Refusal::Gone)?;
    let taking = project.article(into).ok_or(Refusal::Gone)?;
    let has_heading =
        |blocks: &[BlockId]| blocks.iter().any(|&id| project.block(id).is_some_and(|block| block.role.is_heading()));
    let start = |blocks: &[BlockId]| {
        let first = blocks.first().and_then(|&id| project.block(id)).and_then(crate::model::Block::first);
        first.map(Span::from)
    };
    let first = match (has_heading(&giving.blocks), has_heading(&taking.blocks)) {
        (true, false) => true,
        (false, true) => false,
        _ => start(&giving.blocks) < start(&taking.blocks),
    };
    let mut draft = Draft::new(project);
    let run = giving.blocks.clone();
    put(&mut draft, &run, Home::Article(into), Some(if first { 0 } else { taking.blocks.len() }))?;
    draft.article_mut(into)?.facts.reviewed &= giving.facts.reviewed;
    draft.finish()
}

/// Splits an article at a place in its text: what comes from there on in its flow is a new article behind it.
///
/// # Errors
/// [`Refusal::AtEdge`] where nothing stands before the place, [`Refusal::NotInArticle`] in the furniture.
pub fn split(project: &Project, at: Place) -> Result<Edit, Refusal> {
    let entry = project.entry_near(at).ok_or(Refusal::NoSelection)?;
    let block = project.block(entry.block).ok_or(Refusal::Gone)?;
    let article = block.home.article().ok_or(Refusal::NotInArticle)?;
    let mut draft = Draft::new(project);
    let new = draft.split(entry.block, at)?;
    let tail_from = match new {
        Some(new) => new,
        // Nothing before the place in this block, or nothing behind: the cut is at its edge.
        None if at <= entry.span.from() => entry.block,
        None => project.next_in_article(entry.block).ok_or(Refusal::AtEdge)?,
    };
    let (_, index) = draft.index_of(tail_from).ok_or(Refusal::Gone)?;
    if index == 0 {
        return Err(Refusal::AtEdge);
    }
    let tail = draft.article(article).map(|article| article.blocks[index..].to_vec()).unwrap_or_default();
    let number = project.number(article).ok_or(Refusal::Gone)?;
    let new_article = draft.add_article(number, ArticleFacts::default());
    draft.place(&tail, Home::Article(new_article), 0)?;
    draft.decide(tail_from)?;
    draft.finish()
}

/// Makes a new article of the text in `range`, whatever it was part of, behind the article that it was taken from; before it
/// where its text comes first on the page, since cards stand in that order.
///
/// # Errors
/// [`Refusal::NoSelection`] where there is no text in it, [`Refusal::Nothing`] where it is an article by itself already.
pub fn extract(project: &Project, range: Span) -> Result<Edit, Refusal> {
    let mut draft = Draft::new(project);
    let spans = spans_in(project, range);
    let first = spans.first().and_then(|span| project.entry_at(span.from())).ok_or(Refusal::NoSelection)?;
    let run = draft.take_out(spans.into_iter())?;
    let place = match project.block(first.block).ok_or(Refusal::Gone)?.home.article() {
        Some(article) => place_beside(&draft, article, &run)?,
        None => number_above(project, range.from()).unwrap_or(project.order().len()),
    };
    let article = draft.add_article(place, ArticleFacts::default());
    put(&mut draft, &run, Home::Article(article), Some(0))?;
    draft.finish()
}

/// Where in the order an article of `run` stands, which was taken out of `article`.
fn place_beside(draft: &Draft<'_>, article: ArticleId, run: &[BlockId]) -> Result<usize, Refusal> {
    let blocks = draft.article(article).map(|article| article.blocks.as_slice()).unwrap_or_default();
    if blocks == run {
        return Err(Refusal::Nothing);
    }
    let start = |id: &BlockId| draft.block(*id).and_then(Block::first).map(Span::from);
    let rest = blocks.iter().find(|id| !run.contains(id)).and_then(start);
    let comes_first = run.first().and_then(start).zip(rest).is_some_and(|(own, rest)| own < rest);
    let number = draft.project().number(article).ok_or(Refusal::Gone)?;
    Ok(if comes_first { number - 1 } else { number })
}

/// The number of the article that stands last above a place of the dump.
fn number_above(project: &Project, place: Place) -> Option<usize> {
    let mut at = place;
    while let Some(entry) = project.entry_before(at) {
        if let Some(article) = project.block(entry.block).and_then(|block| block.home.article()) {
            return project.number(article);
        }
        at = entry.span.from();
    }
    None
}

/// The parts of the project's spans that lie in `range`, trimmed, in the order of the dump.
pub(super) fn spans_in(project: &Project, range: Span) -> Vec<Span> {
    let text = project.page(range.page).map(|page| page.text()).unwrap_or_default();
    let clip = |span: Span| Span { start: span.start.max(range.start), end: span.end.min(range.end), ..span };
    project.entries_in(range.page, range.range()).filter_map(|entry| trim_span(text, clip(entry.span))).collect()
}

/// Moves an article in the order.
///
/// # Errors
/// [`Refusal::AtEdge`] where it cannot go further.
pub fn reorder(project: &Project, id: ArticleId, to: ArticleMove) -> Result<Edit, Refusal> {
    let order = project.order();
    let at = order.iter().position(|&other| other == id).ok_or(Refusal::Gone)?;
    let target = match to {
        ArticleMove::Up => at.checked_sub(1).ok_or(Refusal::AtEdge)?,
        ArticleMove::Down if at + 1 < order.len() => at + 1,
        ArticleMove::Down => return Err(Refusal::AtEdge),
        ArticleMove::To(index) => index.min(order.len().saturating_sub(1)),
    };
    let mut draft = Draft::new(project);
    let order = draft.order_mut();
    order.remove(at);
    order.insert(target, id);
    draft.finish()
}

/// Says something of an article as a whole. Marking one as reviewed confirms all that is in it.
///
/// # Errors
/// [`Refusal::Nothing`] where that was said already.
pub fn set_facts(project: &Project, id: ArticleId, facts: ArticleFacts) -> Result<Edit, Refusal> {
    let mut draft = Draft::new(project);
    let confirms = facts.reviewed && project.article(id).is_some_and(|article| !article.facts.reviewed);
    draft.article_mut(id)?.facts = facts;
    // What an editor said of an article stays with its first block at the least, so that a new proposal keeps it.
    let blocks = draft.article(id).map(|article| article.blocks.clone()).unwrap_or_default();
    let decided = if confirms { blocks.len() } else { 1 };
    blocks.into_iter().take(decided).try_for_each(|block| draft.decide(block))?;
    draft.finish()
}

/// The home that a block of `role` has beside `place`: that of the article's text above it, or below it.
pub(super) fn article_beside(project: &Project, place: Place) -> Option<ArticleId> {
    let home = |entry: crate::model::Entry| project.block(entry.block).and_then(|block| block.home.article());
    let mut at = place;
    while let Some(entry) = project.entry_before(at).filter(|entry| entry.span.page == place.page) {
        if let Some(article) = home(entry) {
            return Some(article);
        }
        at = entry.span.from();
    }
    let mut at = place;
    while let Some(entry) = project.entry_after(at).filter(|entry| entry.span.page == place.page) {
        if let Some(article) = home(entry) {
            return Some(article);
        }
        at = entry.span.from();
    }
    None
}

/// True for roles that open an article.
pub(super) fn opens(role: Role) -> bool {
    role.is_heading()
}

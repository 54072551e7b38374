//! The one way to change a project.
//!
//! An edit puts a value in a place: a block's record, an article's facts, a piece of a list, a correction, the evidence
//! for a seam. Its inverse puts the old value back, so there is one proof for all of them. What an editor calls a gesture
//! (move a boundary, merge, split) is an [`Edit::All`] of these, composed in `desk::gestures` and checked here as a whole:
//! between its parts a character may be in no block, at its end it may not.
//!
//! Over 400 lines: every edit stands with its inverse and with what is verified after it.
//!
//! An edit carries all that it needs, new ids too; applying the same edit to an equal project gives an equal project.

use super::ledger::ink_of;
use super::project::{Indexed, Parts};
use super::{
    Article, ArticleFacts, ArticleId, Block, BlockId, Correction, Evidence, Known, Project, SeamKey, trim_span,
};
use crate::text::{Place, Span};
use serde::{Deserialize, Serialize};
use std::collections::{BTreeSet, HashMap};
use std::sync::Arc;

/// A change of a project.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Edit {
    /// Puts a block's record in place: a new one, a changed one, or none.
    Block {
        /// Which block.
        id: BlockId,
        /// Its record from now on; `None` takes it away.
        to: Option<Arc<Block>>,
    },
    /// Puts an article's facts in place. A new article has no blocks and stands in no order yet; only an empty one goes.
    Article {
        /// Which article.
        id: ArticleId,
        /// Its facts from now on; `None` takes it away.
        to: Option<Box<ArticleFacts>>,
    },
    /// Replaces `take`, which stand in an article's list at `at`, by `put`.
    Flow {
        /// Which article.
        article: ArticleId,
        /// Where in its list of blocks, from 0.
        at: usize,
        /// What stands there now.
        take: Vec<BlockId>,
        /// What is to stand there.
        put: Vec<BlockId>,
    },
    /// Replaces `take`, which stand in the articles' order at `at`, by `put`.
    Order {
        /// Where in the order, from 0.
        at: usize,
        /// What stands there now.
        take: Vec<ArticleId>,
        /// What is to stand there.
        put: Vec<ArticleId>,
    },
    /// Puts the correction that begins at a place.
    Correction {
        /// Where it begins.
        at: Place,
        /// What it is from now on; `None` takes it away.
        to: Option<Correction>,
    },
    /// Puts the evidence for a seam.
    Seam {
        /// Which seam.
        key: SeamKey,
        /// What is known of it from now on.
        to: Option<Arc<Evidence>>,
    },
    /// All of these, in order; one gesture. Its inverse runs backwards.
    All(Vec<Self>),
}

/// Why an edit does not fit the project it was applied to. The project is as it was.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum EditError {
    /// No such block.
    #[error("there is no block {0}")]
    NoBlock(BlockId),
    /// No such article.
    #[error("there is no article {0}")]
    NoArticle(ArticleId),
    /// A span lies outside its page, cuts a character, is empty, or has white space at an end.
    #[error("block {block}: {span:?} is no trimmed range of its page")]
    BadSpan {
        /// The block.
        block: BlockId,
        /// The span.
        span: Span,
    },
    /// Two spans share a character.
    #[error("blocks {first} and {second} share text at {at:?}")]
    Overlap {
        /// One block.
        first: BlockId,
        /// The other.
        second: BlockId,
        /// Where.
        at: Place,
    },
    /// Neighbouring spans of a block must be one.
    #[error("block {0}: spans that touch are not one")]
    SplitSpan(BlockId),
    /// A block's role does not go with where it is.
    #[error("block {0} stands where its role cannot")]
    WrongHome(BlockId),
    /// A block is not exactly once in the list of its article, or an article lists a block of another.
    #[error("block {0} is not exactly once in the list of its article")]
    Unlisted(BlockId),
    /// An article has no blocks.
    #[error("article {0} has no blocks")]
    EmptyArticle(ArticleId),
    /// An article that still has blocks cannot go.
    #[error("article {0} still has blocks")]
    ArticleInUse(ArticleId),
    /// An article does not stand exactly once in the order.
    #[error("article {0} is not exactly once in the order")]
    Unordered(ArticleId),
    /// A list is not what the edit was made for.
    #[error("the list is not what the edit was made for")]
    ListChanged,
    /// A correction lies outside its page, or meets another.
    #[error("a correction at {0:?} lies outside its page or meets another")]
    BadCorrection(Place),
    /// An end of a seam lies outside its page.
    #[error("a seam from {:?} to {:?} lies outside its pages", .0.from, .0.to)]
    BadSeam(SeamKey),
    /// Characters are in no block.
    #[error("{characters} characters are in no block, the first at {at:?}")]
    Uncovered {
        /// How many.
        characters: usize,
        /// The first of them.
        at: Place,
    },
}

/// What an edit touched, to be verified when it is done.
#[derive(Default)]
struct Touched {
    blocks: BTreeSet<BlockId>,
    articles: BTreeSet<ArticleId>,
    order: bool,
    /// Articles that came or went, in the list of articles or in the order.
    ordered: BTreeSet<ArticleId>,
}

impl Edit {
    /// How many places it puts something in: each piece of a list is one.
    #[must_use]
    pub fn parts(&self) -> usize {
        match self {
            Self::All(edits) => edits.iter().map(Self::parts).sum(),
            Self::Flow { take, put, .. } => take.len() + put.len(),
            Self::Block { .. }
            | Self::Article { .. }
            | Self::Order { .. }
            | Self::Correction { .. }
            | Self::Seam { .. } => 1,
        }
    }
}

impl Project {
    /// Applies `edit` and returns the edit that takes it back.
    ///
    /// # Errors
    /// Where the edit does not fit: then the project is as it was.
    pub fn apply(&mut self, edit: Edit) -> Result<Edit, EditError> {
        let mut touched = Touched::default();
        let inverse = step(self, edit, &mut touched)?;
        if let Err(error) = verify(self, &touched) {
            let undone = step(self, inverse, &mut Touched::default());
            debug_assert!(undone.is_ok(), "an inverse always fits");
            return Err(error);
        }
        relink(self, &touched);
        debug_assert_eq!(super::check_all(self), [], "an edit left something amiss");
        Ok(inverse)
    }
}

/// Puts a project together from parts that may be wrong: through edits, so that the same rules hold.
pub(super) fn assemble_checked(parts: Parts) -> Result<Project, EditError> {
    let mut project = Project::empty(parts.pages);
    let mut edits = Vec::new();
    for (id, article) in parts.articles {
        let Article { facts, blocks } = article;
        edits.push(Edit::Article { id, to: Some(Box::new(facts)) });
        edits.push(Edit::Flow { article: id, at: 0, take: Vec::new(), put: blocks });
    }
    edits.push(Edit::Order { at: 0, take: Vec::new(), put: parts.order });
    edits.extend(parts.blocks.into_iter().map(|(id, block)| Edit::Block { id, to: Some(Arc::new(block)) }));
    edits.extend(parts.corrections.into_iter().map(|(at, to)| Edit::Correction { at, to: Some(to) }));
    let mut known = Known::default();
    edits.extend(parts.seams.into_iter().map(|(key, to)| Edit::Seam { key, to: Some(known.share(&to)) }));
    project.apply(Edit::All(edits))?;
    Ok(project)
}

fn step(project: &mut Project, edit: Edit, touched: &mut Touched) -> Result<Edit, EditError> {
    match edit {
        Edit::Block { id, to } => put_block(project, id, to, touched),
        Edit::Article { id, to } => put_article(project, id, to, touched),
        Edit::Flow { article, at, take, put } => splice_flow(project, article, at, take, put, touched),
        Edit::Order { at, take, put } => {
            splice(&mut project.order, at, &take, &put)?;
            for id in &take {
                project.rank.take(*id);
            }
            // Those behind move only where more come than go, or fewer.
            let moved = if take.len() == put.len() { put.len() } else { project.order.len() - at };
            let moved = project.order.iter().enumerate().skip(at).take(moved);
            for (at, &id) in moved {
                project.rank.put(id, at);
            }
            touched.order = true;
            touched.ordered.extend(take.iter().chain(&put));
            Ok(Edit::Order { at, take: put, put: take })
        }
        Edit::Correction { at, to } => put_correction(project, at, to),
        Edit::Seam { key, to } => {
            let on_page = |place: Place| {
                project.page(place.page).is_some_and(|page| page.text().is_char_boundary(place.pos.get()))
            };
            if to.is_some() && !(on_page(key.from) && on_page(key.to)) {
                return Err(EditError::BadSeam(key));
            }
            let old = match to {
                Some(evidence) => project.seams.insert(key, evidence),
                None => project.seams.remove(&key),
            };
            Ok(Edit::Seam { key, to: old })
        }
        Edit::All(edits) => {
            let mut inverses = Vec::with_capacity(edits.len());
            for edit in edits {
                match step(project, edit, touched) {
                    Ok(inverse) => inverses.push(inverse),
                    Err(error) => {
                        for inverse in inverses.into_iter().rev() {
                            let undone = step(project, inverse, touched);
                            debug_assert!(undone.is_ok(), "an inverse always fits");
                        }
                        return Err(error);
                    }
                }
            }
            inverses.reverse();
            Ok(Edit::All(inverses))
        }
    }
}

fn put_block(
    project: &mut Project,
    id: BlockId,
    to: Option<Arc<Block>>,
    touched: &mut Touched,
) -> Result<Edit, EditError> {
    if to.is_none() && !project.blocks.contains_key(&id) {
        return Err(EditError::NoBlock(id));
    }
    if let Some(block) = &to {
        spans_fit(project, id, block)?;
    }
    let old = project.blocks.remove(&id);
    if let Some(block) = &old {
        unindex(project, block);
    }
    if let Some(block) = to {
        if let Err(error) = free_of_others(project, id, &block) {
            if let Some(old) = old {
                index(project, id, &old);
                project.blocks.insert(id, old);
            }
            return Err(error);
        }
        index(project, id, &block);
        if let Some(article) = block.home.article() {
            touched.articles.insert(article);
        }
        project.blocks.insert(id, Arc::unwrap_or_clone(block));
    }
    if let Some(article) = old.as_ref().and_then(|block| block.home.article()) {
        touched.articles.insert(article);
    }
    touched.blocks.insert(id);
    Ok(Edit::Block { id, to: old.map(Arc::new) })
}

/// Every span trimmed and on its page; neighbours one span.
fn spans_fit(project: &Project, id: BlockId, block: &Block) -> Result<(), EditError> {
    if block.spans.is_empty() {
        return Err(EditError::BadSpan { block: id, span: Span::new(crate::text::PageNo::new(0), 0, 0) });
    }
    for &span in &block.spans {
        let page = project.page(span.page).ok_or(EditError::BadSpan { block: id, span })?;
        if trim_span(page.text(), span) != Some(span) {
            return Err(EditError::BadSpan { block: id, span });
        }
    }
    for pair in block.spans.windows(2) {
        if project.stand_together(pair[0].to(), pair[1].from()) {
            return Err(EditError::SplitSpan(id));
        }
    }
    Ok(())
}

fn free_of_others(project: &Project, id: BlockId, block: &Block) -> Result<(), EditError> {
    let mut own = block.spans.to_vec();
    own.sort_unstable();
    for pair in own.windows(2) {
        if pair[0].overlaps(pair[1]) {
            return Err(EditError::Overlap { first: id, second: id, at: pair[1].from() });
        }
    }
    for span in own {
        if let Some(other) = project.entries_in(span.page, span.range()).next() {
            return Err(EditError::Overlap { first: id, second: other.block, at: span.from().max(other.span.from()) });
        }
    }
    Ok(())
}

fn index(project: &mut Project, id: BlockId, block: &Block) {
    for (nth, &span) in block.spans.iter().enumerate() {
        project.index.insert(span.from(), Indexed::new(span, id, nth));
    }
    *project.ledger.column(block.home) += ink_of(&project.pages, block);
}

fn unindex(project: &mut Project, block: &Block) {
    for span in &block.spans {
        project.index.remove(&span.from());
    }
    *project.ledger.column(block.home) -= ink_of(&project.pages, block);
}

fn put_article(
    project: &mut Project,
    id: ArticleId,
    to: Option<Box<ArticleFacts>>,
    touched: &mut Touched,
) -> Result<Edit, EditError> {
    let old = match (to, project.articles.get_mut(&id)) {
        (Some(facts), Some(article)) => Some(std::mem::replace(&mut article.facts, *facts)),
        (Some(facts), None) => {
            project.articles.insert(id, Article { facts: *facts, blocks: Vec::new() });
            touched.order = true;
            touched.ordered.insert(id);
            None
        }
        (None, Some(article)) if article.blocks.is_empty() => {
            touched.order = true;
            touched.ordered.insert(id);
            project.articles.remove(&id).map(|article| article.facts)
        }
        (None, Some(_)) => return Err(EditError::ArticleInUse(id)),
        (None, None) => return Err(EditError::NoArticle(id)),
    };
    touched.articles.insert(id);
    Ok(Edit::Article { id, to: old.map(Box::new) })
}

fn splice_flow(
    project: &mut Project,
    id: ArticleId,
    at: usize,
    take: Vec<BlockId>,
    put: Vec<BlockId>,
    touched: &mut Touched,
) -> Result<Edit, EditError> {
    let article = project.articles.get_mut(&id).ok_or(EditError::NoArticle(id))?;
    splice(&mut article.blocks, at, &take, &put)?;
    touched.articles.insert(id);
    touched.blocks.extend(take.iter().chain(&put));
    Ok(Edit::Flow { article: id, at, take: put, put: take })
}

fn splice<T: PartialEq + Copy>(list: &mut Vec<T>, at: usize, take: &[T], put: &[T]) -> Result<(), EditError> {
    let end = at.checked_add(take.len()).ok_or(EditError::ListChanged)?;
    if list.get(at..end) != Some(take) {
        return Err(EditError::ListChanged);
    }
    list.splice(at..end, put.iter().copied());
    Ok(())
}

fn put_correction(project: &mut Project, at: Place, to: Option<Correction>) -> Result<Edit, EditError> {
    let old = project.corrections.remove(&at);
    if let Some(new) = to {
        let span = Span { page: at.page, start: at.pos, end: new.end };
        let on_page =
            at.pos <= new.end && project.page(at.page).is_some_and(|page| page.text().get(span.range()).is_some());
        if !on_page || project.corrections_in(span).next().is_some() {
            if let Some(old) = old {
                project.corrections.insert(at, old);
            }
            return Err(EditError::BadCorrection(at));
        }
        project.corrections.insert(at, new);
    }
    Ok(Edit::Correction { at, to: old })
}

/// Renews the successors of what was touched, once the edit is verified: while it runs, a block may stand in two lists,
/// and what follows it there would be lost when it is taken back.
fn relink(project: &mut Project, touched: &Touched) {
    for id in &touched.blocks {
        project.successor.remove(id);
    }
    for article in touched.articles.iter().filter_map(|id| project.articles.get(id)) {
        for pair in article.blocks.windows(2) {
            // What stays as it was stays shared.
            if project.successor.get(&pair[0]) != Some(&pair[1]) {
                project.successor.insert(pair[0], pair[1]);
            }
        }
        if let Some(last) = article.blocks.last() {
            project.successor.remove(last);
        }
    }
}

/// Checks what was touched, so that the cost is that of the edit and of the articles it touched.
fn verify(project: &Project, touched: &Touched) -> Result<(), EditError> {
    let mut listed: HashMap<BlockId, ArticleId> = HashMap::new();
    for &id in &touched.articles {
        let Some(article) = project.articles.get(&id) else { continue };
        if article.blocks.is_empty() {
            return Err(EditError::EmptyArticle(id));
        }
        for &block in &article.blocks {
            let home = project.blocks.get(&block).ok_or(EditError::NoBlock(block))?.home;
            if home.article() != Some(id) || listed.insert(block, id).is_some() {
                return Err(EditError::Unlisted(block));
            }
        }
    }
    for &id in &touched.blocks {
        let Some(block) = project.blocks.get(&id) else { continue };
        if !block.home.takes(block.role) {
            return Err(EditError::WrongHome(id));
        }
        if let Some(article) = block.home.article() {
            if !project.articles.contains_key(&article) {
                return Err(EditError::NoArticle(article));
            }
            if listed.get(&id) != Some(&article) {
                return Err(EditError::Unlisted(id));
            }
        }
    }
    // Each article has one rank, and as many stand in the order as there are: with that, looking at those that were touched
    // is looking at all of them.
    if touched.order && (project.order.len() != project.articles.len() || project.rank.count() != project.order.len()) {
        let ranked = |id: &&ArticleId| project.rank.get(**id).is_some();
        let lost = project.articles.keys().find(|id| !ranked(id));
        let twice =
            || project.order.iter().enumerate().find(|(at, id)| project.rank.get(**id) != Some(*at)).map(|(_, id)| id);
        let extra = || project.order.iter().find(|id| !project.articles.contains_key(id));
        return Err(EditError::Unordered(*lost.or_else(extra).or_else(twice).unwrap_or(&ArticleId(0))));
    }
    for &id in &touched.ordered {
        if project.articles.contains_key(&id) != project.rank.get(id).is_some() {
            return Err(EditError::Unordered(id));
        }
    }
    if project.ledger.adds_up() {
        return Ok(());
    }
    let at = super::check::first_open(project).unwrap_or_default();
    Err(EditError::Uncovered { characters: project.ledger.open(), at })
}

//! Saying where a text goes on, and confirming what was proposed of a place.

use super::draft::last_character;
use super::{Draft, Refusal};
use crate::model::{ArticleFacts, ArticleKind, BlockId, Edit, Evidence, Home, Project, SeamKey};
use crate::text::{Place, Span};

/// How probable a rival place must be, of an end that was let go, for that end to go on there.
const LIKELY: f64 = 0.2;

/// Makes the text that ends at `from` go on at `to`, in its article.
///
/// What stood behind `to` comes along. What followed `from` until now goes on with the end that was let go at `to`, if that
/// end was thought to go on so; else it is an article of its own.
///
/// # Errors
/// [`Refusal::NotInArticle`] where the text before `from` is in none, [`Refusal::Nothing`] where it goes on so already, and
/// [`Refusal::AtEdge`] where `to` stands before `from` in the same flow.
pub fn go_on(project: &Project, from: Place, to: Place) -> Result<Edit, Refusal> {
    let mut draft = Draft::new(project);
    let end = last_character(project, from).ok_or(Refusal::Gone)?;
    let left = draft.holder_of(end).ok_or(Refusal::Gone)?;
    draft.part_behind(left, from)?;
    let right = draft.holder_of(to).ok_or(Refusal::Gone)?;
    let right = draft.split(right, to)?.unwrap_or(right);
    let left = draft.holder_of(end).ok_or(Refusal::Gone)?;
    if left == right {
        return Err(Refusal::AtEdge);
    }
    let (article, at) = draft.index_of(left).ok_or(Refusal::NotInArticle)?;
    let home = Home::Article(article);
    match draft.index_of(right) {
        None => {
            // From the furniture, or from what was discarded: it is what it comes to.
            let role = draft.block(left).ok_or(Refusal::Gone)?.role;
            draft.place(&[right], home, at + 1)?;
            draft.block_mut(right)?.role = role;
            draft.decide(right)?;
        }
        Some((other, to_at)) if other == article => {
            let between = draft.flow_of(article, at + 1, to_at)?;
            if to_at <= at {
                return Err(Refusal::AtEdge);
            }
            if between.is_empty() && draft.join_would_be_nothing(left, right) {
                return Err(Refusal::Nothing);
            }
            let tail = draft.flow_of(article, to_at, usize::MAX)?;
            draft.let_go(&between, tail.last().copied(), article)?;
            let index = draft.index_without(left, &tail)? + 1;
            draft.place(&tail, home, index)?;
        }
        Some((other, to_at)) => {
            let before = draft.flow_of(other, 0, to_at)?;
            let whole = before.is_empty();
            let tail = if whole {
                draft.article(other).map(|article| article.blocks.clone()).unwrap_or_default()
            } else {
                draft.flow_of(other, to_at, usize::MAX)?
            };
            let rest = draft.flow_of(article, at + 1, usize::MAX)?;
            draft.place(&tail, home, at + 1)?;
            draft.let_go(&rest, before.last().copied(), article)?;
        }
    }
    let start = draft.block(right).and_then(crate::model::Block::first).map_or(to, Span::from);
    let key = SeamKey { from, to: start };
    draft.join_if_it_reads_on(left, right)?;
    draft.seam(key, Some(Evidence::editor()));
    draft.finish()
}

/// Confirms what is proposed of these places, and the roles of these blocks.
///
/// # Errors
/// [`Refusal::Nothing`] where all of it was confirmed before.
pub fn confirm(project: &Project, keys: &[SeamKey], roles: &[BlockId]) -> Result<Edit, Refusal> {
    let mut draft = Draft::new(project);
    for &key in keys {
        if !project.seam_evidence(key).is_some_and(Evidence::is_editors) {
            draft.seam(key, Some(Evidence::editor()));
        }
    }
    for &block in roles {
        draft.decide(block)?;
    }
    draft.finish()
}

/// Makes the blocks of a picture's text, by themselves, some of another article.
///
/// # Errors
/// [`Refusal::AlreadyThere`].
pub fn attach(project: &Project, blocks: &[BlockId], article: crate::model::ArticleId) -> Result<Edit, Refusal> {
    let first = blocks.first().and_then(|&block| project.block(block)).ok_or(Refusal::Gone)?;
    if first.home == Home::Article(article) {
        return Err(Refusal::AlreadyThere);
    }
    let mut draft = Draft::new(project);
    draft.place(blocks, Home::Article(article), usize::MAX)?;
    for &block in blocks {
        draft.decide(block)?;
    }
    draft.finish()
}

/// Makes the blocks of a picture's text an article of their own, behind the one that had them.
///
/// # Errors
/// [`Refusal::NotInArticle`]; [`Refusal::AlreadyThere`] where it is one already.
pub fn set_apart(project: &Project, blocks: &[BlockId]) -> Result<Edit, Refusal> {
    let home = blocks.first().and_then(|&block| project.block(block)).ok_or(Refusal::Gone)?.home;
    let article = home.article().ok_or(Refusal::NotInArticle)?;
    let all = project.article(article).map(|article| article.blocks.as_slice()).unwrap_or_default();
    if all.iter().all(|id| blocks.contains(id)) {
        return Err(Refusal::AlreadyThere);
    }
    let mut draft = Draft::new(project);
    let number = project.number(article).ok_or(Refusal::Gone)?;
    let own = draft.add_article(number, ArticleFacts { kind: ArticleKind::Picture, ..ArticleFacts::default() });
    draft.place(blocks, Home::Article(own), 0)?;
    for &block in blocks {
        draft.decide(block)?;
    }
    draft.finish()
}

impl Draft<'_> {
    /// Splits off what a block reads behind `from`, where it reads anything.
    fn part_behind(&mut self, id: BlockId, from: Place) -> Result<(), Refusal> {
        let spans = self.block(id).map(|block| block.spans.clone()).unwrap_or_default();
        let Some(nth) = spans.iter().position(|span| span.from() < from && from <= span.to()) else { return Ok(()) };
        let cut = if from < spans[nth].to() { Some(from) } else { spans.get(nth + 1).map(|span| span.from()) };
        if let Some(cut) = cut {
            self.split(id, cut)?;
        }
        Ok(())
    }

    /// The running text of an article from one index to another.
    fn flow_of(&self, article: crate::model::ArticleId, from: usize, to: usize) -> Result<Vec<BlockId>, Refusal> {
        let blocks = &self.article(article).ok_or(Refusal::Gone)?.blocks;
        let to = to.min(blocks.len());
        let part = blocks.get(from.min(to)..to).unwrap_or_default();
        let flow = |id: &&BlockId| self.block(**id).is_some_and(|block| block.role.is_flow());
        Ok(part.iter().filter(flow).copied().collect())
    }

    /// Nothing would be done by joining them: they are two blocks behind each other, and stay so.
    fn join_would_be_nothing(&self, left: BlockId, right: BlockId) -> bool {
        let as_before = |id: BlockId| self.project().block(id) == self.block(id);
        self.follow_each_other(left, right) && !self.reads_on(left, right) && as_before(left) && as_before(right)
    }

    /// Blocks that no longer follow what they followed: behind `end`, if its text was thought to go on with them, else in an
    /// article of their own behind `article`.
    fn let_go(
        &mut self,
        run: &[BlockId],
        end: Option<BlockId>,
        article: crate::model::ArticleId,
    ) -> Result<(), Refusal> {
        let Some(&first) = run.first() else { return Ok(()) };
        let start = self.block(first).and_then(crate::model::Block::first).map(Span::from).ok_or(Refusal::Gone)?;
        let likely = end.filter(|&end| {
            let stops = self.block(end).and_then(crate::model::Block::last).map(Span::to);
            stops.is_some_and(|stops| self.thought_to_go_on(stops, start))
        });
        if let Some(end) = likely {
            let home = self.block(end).ok_or(Refusal::Gone)?.home;
            let index = self.index_without(end, run)? + 1;
            self.place(run, home, index)?;
            self.join_if_it_reads_on(end, first)?;
            return Ok(());
        }
        let number = self.project().number(article).ok_or(Refusal::Gone)?;
        let own = self.add_article(number, ArticleFacts::default());
        self.place(run, Home::Article(own), 0)
    }

    /// True where what is known of the end at `from` names `to` among its alternatives.
    fn thought_to_go_on(&self, from: Place, to: Place) -> bool {
        let span = Span { page: from.page, start: from.pos, end: from.pos };
        let known = self.project().seam_evidences_in(span).flat_map(|(_, evidence)| &evidence.others);
        known.into_iter().any(|other| other.at == to && other.confidence.get() >= LIKELY)
    }
}

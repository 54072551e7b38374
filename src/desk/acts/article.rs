//! Whole articles.

use super::super::gestures::{self, ArticleMove};
use super::super::{Ask, CommandId, Desk, Outcome, Refusal, Selection, Work};
use crate::model::{ArticleFacts, ArticleId, Home};

/// Text of an article is selected.
pub(crate) fn selected(desk: &Desk) -> Result<(), Refusal> {
    desk.work()?.selected_article().map(drop)
}

pub(crate) fn new(desk: &mut Desk) -> Result<Outcome, Refusal> {
    let work = desk.work_mut()?;
    let range = match work.selection().range() {
        range if range.is_empty() => {
            let fragment = work.selection().fragment(work.project()).ok_or(Refusal::NoSelection)?;
            crate::text::Span { page: range.page, start: fragment.start().pos, end: fragment.end().pos }
        }
        range => range,
    };
    let edit = gestures::extract(work.project(), range)?;
    work.apply(CommandId("article.new"), edit)?;
    Ok(Outcome::Done)
}

pub(crate) fn merge(desk: &mut Desk) -> Result<Outcome, Refusal> {
    if desk.work()?.project().order().len() < 2 {
        return Err(Refusal::OnlyArticle);
    }
    Ok(Outcome::Ask(Ask::MergeInto))
}

pub(crate) fn join_continuation(desk: &mut Desk) -> Result<Outcome, Refusal> {
    let work = desk.work_mut()?;
    let edit = gestures::join_continuation(work.project(), work.selected_article()?)?;
    work.apply(CommandId("article.continue"), edit)?;
    Ok(Outcome::Done)
}

pub(crate) fn split(desk: &mut Desk) -> Result<Outcome, Refusal> {
    let work = desk.work_mut()?;
    let edit = gestures::split(work.project(), work.selection().start())?;
    work.apply(CommandId("article.split"), edit)?;
    Ok(Outcome::Done)
}

/// Begins a new article with the headline at the caret, or with the selected one.
pub(crate) fn begin(desk: &mut Desk) -> Result<Outcome, Refusal> {
    let work = desk.work_mut()?;
    let edit = gestures::begin_article(work.project(), work.selection().range())?;
    work.apply(CommandId("article.begin"), edit)?;
    Ok(Outcome::Done)
}

pub(crate) fn up(desk: &mut Desk) -> Result<Outcome, Refusal> {
    reorder(desk, "article.up", ArticleMove::Up)
}

pub(crate) fn down(desk: &mut Desk) -> Result<Outcome, Refusal> {
    reorder(desk, "article.down", ArticleMove::Down)
}

fn reorder(desk: &mut Desk, command: &'static str, to: ArticleMove) -> Result<Outcome, Refusal> {
    let work = desk.work_mut()?;
    let edit = gestures::reorder(work.project(), work.selected_article()?, to)?;
    work.apply(CommandId(command), edit)?;
    // It is followed to where it went.
    work.reveal += 1;
    Ok(Outcome::Done)
}

/// Ticks the article, folds it, and goes on to the next that is not ticked; a ticked one is unticked and unfolded.
pub(crate) fn done(desk: &mut Desk) -> Result<Outcome, Refusal> {
    let work = desk.work_mut()?;
    let id = work.selected_article()?;
    set_done(work, id)?;
    Ok(Outcome::Done)
}

/// What [`done`] does, for the tick on a card.
///
/// # Errors
/// [`Refusal::Gone`] where there is no such article.
pub fn set_done(work: &mut Work, id: ArticleId) -> Result<(), Refusal> {
    let facts = work.project().article(id).ok_or(Refusal::Gone)?.facts.clone();
    let reviewed = !facts.reviewed;
    let edit = gestures::set_facts(work.project(), id, ArticleFacts { reviewed, ..facts })?;
    work.apply(CommandId("article.done"), edit)?;
    if !reviewed {
        work.view.folds.unfold(Home::Article(id));
    } else {
        work.view.folds.fold(Home::Article(id));
        let order = work.project().order();
        let at = order.iter().position(|&other| other == id).map_or(0, |at| at + 1);
        let open = |id: &&ArticleId| work.project().article(**id).is_some_and(|article| !article.facts.reviewed);
        if let Some(&next) = order[at..].iter().chain(&order[..at]).find(open) {
            show(work, next);
        }
    }
    work.view_settled();
    Ok(())
}

/// A card has the keyboard, or text on one is selected.
pub(crate) fn on_card(desk: &Desk) -> Result<(), Refusal> {
    card(desk.work()?).map(drop)
}

/// The card that has the keyboard, or else that of what is selected.
fn card(work: &Work) -> Result<Home, Refusal> {
    match work.card {
        Some(home) => Ok(home),
        None => work.project().block(work.selected_block()?).map(|block| block.home).ok_or(Refusal::Gone),
    }
}

pub(crate) fn fold(desk: &mut Desk) -> Result<Outcome, Refusal> {
    let work = desk.work_mut()?;
    let home = card(work)?;
    work.view.folds.turn(home);
    let opens_section = home.article().is_none() && !work.view.folds.is_folded(home);
    if opens_section && work.card.is_none() {
        // A section stands behind all articles: what was asked for is shown.
        work.reveal += 1;
    }
    Ok(Outcome::Done)
}

pub(crate) fn opening_missing(desk: &mut Desk) -> Result<Outcome, Refusal> {
    facts(desk, "article.opening", |facts| facts.opening_missing = !facts.opening_missing)
}

pub(crate) fn ending_missing(desk: &mut Desk) -> Result<Outcome, Refusal> {
    facts(desk, "article.ending", |facts| facts.ending_missing = !facts.ending_missing)
}

fn facts(desk: &mut Desk, command: &'static str, change: impl FnOnce(&mut ArticleFacts)) -> Result<Outcome, Refusal> {
    let work = desk.work_mut()?;
    let id = work.selected_article()?;
    let mut facts = work.project().article(id).ok_or(Refusal::Gone)?.facts.clone();
    change(&mut facts);
    let edit = gestures::set_facts(work.project(), id, facts)?;
    work.apply(CommandId(command), edit)?;
    Ok(Outcome::Done)
}

/// Selects the beginning of an article and brings it into view.
pub fn show(work: &mut Work, id: ArticleId) {
    let project = work.project();
    let first = project.article(id).and_then(|article| article.blocks.first().copied());
    if let Some(span) = first.and_then(|id| project.block(id)).and_then(crate::model::Block::first) {
        work.go_to(Selection::at(span.from()));
    }
}

impl Desk {
    /// Answers [`Ask::MergeInto`].
    pub fn merge_into(&mut self, into: ArticleId) {
        match self.work().and_then(Work::selected_article) {
            Ok(from) => {
                if self.merge(from, into) {
                    self.follow();
                }
            }
            Err(refusal) => self.refuse(refusal),
        }
    }
}

//! Moving about.

use super::super::jumps::Way;
use super::super::{Ask, Desk, Outcome, Refusal, Selection, Work};
use super::article::show;
use super::said::characters_in;
use crate::model::{ArticleId, BlockId, Home};
use crate::text::PageNo;

pub(crate) fn line(_: &mut Desk) -> Result<Outcome, Refusal> {
    Ok(Outcome::Ask(Ask::GoToLine))
}

pub(crate) fn article(desk: &mut Desk) -> Result<Outcome, Refusal> {
    if desk.work()?.project().order().is_empty() {
        return Err(Refusal::NotInArticle);
    }
    Ok(Outcome::Ask(Ask::GoToArticle))
}

pub(crate) fn next_boundary(desk: &mut Desk) -> Result<Outcome, Refusal> {
    to_boundary(desk, true)
}

pub(crate) fn previous_boundary(desk: &mut Desk) -> Result<Outcome, Refusal> {
    to_boundary(desk, false)
}

fn to_boundary(desk: &mut Desk, forward: bool) -> Result<Outcome, Refusal> {
    let work = desk.work_mut()?;
    let boundary = work.selection().neighbour_boundary(work.project(), forward).ok_or(Refusal::NoBoundary)?;
    work.go_to(Selection { boundary: Some(boundary.at()), ..Selection::at(boundary.at()) });
    Ok(Outcome::Done)
}

pub(crate) fn link(desk: &mut Desk) -> Result<Outcome, Refusal> {
    let work = desk.work_mut()?;
    let to = work.link(true).ok_or(Refusal::NoLink)?;
    work.go_to(Selection::at(to));
    Ok(Outcome::Done)
}

pub(crate) fn link_back(desk: &mut Desk) -> Result<Outcome, Refusal> {
    let work = desk.work_mut()?;
    let end = work.link(false).ok_or(Refusal::NoLink)?;
    let entry = work.project().entry_before(end).ok_or(Refusal::NoLink)?;
    let last = work.project().raw(entry.span).chars().next_back().map_or(0, char::len_utf8);
    work.go_to(Selection::at(crate::text::Place::new(end.page, end.pos.get().saturating_sub(last))));
    Ok(Outcome::Done)
}

pub(crate) fn jump(desk: &mut Desk) -> Result<Outcome, Refusal> {
    let work = desk.work_mut()?;
    let article = work.selected_article()?;
    let to = [Way::On, Way::From].into_iter().find_map(|way| work.jump_target(article, way)).ok_or(Refusal::NoJump)?;
    work.go_to(Selection::at(to));
    Ok(Outcome::Done)
}

pub(crate) fn next_article(desk: &mut Desk) -> Result<Outcome, Refusal> {
    to_article(desk, 1)
}

pub(crate) fn previous_article(desk: &mut Desk) -> Result<Outcome, Refusal> {
    to_article(desk, -1)
}

fn to_article(desk: &mut Desk, by: isize) -> Result<Outcome, Refusal> {
    let work = desk.work_mut()?;
    let order = work.project().order();
    let at = work.selected_article().ok().and_then(|id| order.iter().position(|&other| other == id));
    let to = match at {
        Some(at) => at.checked_add_signed(by),
        None if by > 0 => Some(0),
        None => order.len().checked_sub(1),
    };
    let id = to.and_then(|to| order.get(to)).copied().ok_or(Refusal::AtEdge)?;
    show(work, id);
    Ok(Outcome::Done)
}

pub(crate) fn page(_: &mut Desk) -> Result<Outcome, Refusal> {
    Ok(Outcome::Ask(Ask::GoToPage))
}

pub(crate) fn next_block(desk: &mut Desk) -> Result<Outcome, Refusal> {
    to_block(desk, true)
}

pub(crate) fn previous_block(desk: &mut Desk) -> Result<Outcome, Refusal> {
    to_block(desk, false)
}

/// Goes to the block beside the selected one in reading order, over articles and then over the sections that are open; a
/// folded article is one step.
fn to_block(desk: &mut Desk, forward: bool) -> Result<Outcome, Refusal> {
    let work = desk.work_mut()?;
    let to = block_beside(work, forward).ok_or(Refusal::AtEdge)?;
    let first = work.project().block(to).and_then(|block| block.first()).ok_or(Refusal::Gone)?;
    work.go_to(Selection::at(first.from()));
    Ok(Outcome::Done)
}

fn block_beside(work: &Work, forward: bool) -> Option<BlockId> {
    let project = work.project();
    let by = if forward { 1 } else { -1 };
    let folds = &work.view.folds;
    let selected = work.selection().block(project);
    let home = selected.and_then(|id| project.block(id)).map(|block| block.home);
    let Some((home, card)) = home.and_then(|home| Some((home, card_of(work, home)?))) else {
        // In no article, and in no section that is open: the first article, or the last.
        let order = project.order();
        let article = project.article(*if forward { order.first() } else { order.last() }?)?;
        return article.blocks.first().copied();
    };
    let blocks = project.blocks_in(home);
    let at = blocks.iter().position(|&block| Some(block) == selected)?;
    let within = at.checked_add_signed(by).filter(|_| !folds.is_folded(home));
    if let Some(&block) = within.and_then(|at| blocks.get(at)) {
        return Some(block);
    }
    let next = card_at(work, card.checked_add_signed(by)?)?;
    let blocks = project.blocks_in(next);
    let last = !forward && !folds.is_folded(next);
    if last { blocks.last() } else { blocks.first() }.copied()
}

/// The sections behind the articles that are open and have any text.
fn sections(work: &Work) -> impl Iterator<Item = Home> + '_ {
    work.view.folds.open_sections().filter(|&home| characters_in(work.project(), home) > 0)
}

/// Which of the cards that are stepped over has `home`, from 0: the articles in their order, then the sections.
fn card_of(work: &Work, home: Home) -> Option<usize> {
    match home {
        Home::Article(id) => work.project().number(id)?.checked_sub(1),
        Home::Furniture | Home::Discarded => {
            sections(work).position(|open| open == home).map(|at| work.project().order().len() + at)
        }
    }
}

/// The card that is so many behind the first.
fn card_at(work: &Work, at: usize) -> Option<Home> {
    let order = work.project().order();
    match order.get(at) {
        Some(&id) => Some(Home::Article(id)),
        None => sections(work).nth(at - order.len()),
    }
}

pub(crate) fn next_page(desk: &mut Desk) -> Result<Outcome, Refusal> {
    let work = desk.work_mut()?;
    let page = work.selection().page.index() + 1;
    work.go_to_page(PageNo::new(page))?;
    Ok(Outcome::Done)
}

pub(crate) fn previous_page(desk: &mut Desk) -> Result<Outcome, Refusal> {
    let work = desk.work_mut()?;
    let page = work.selection().page.index().checked_sub(1).ok_or(Refusal::NoPage)?;
    work.go_to_page(PageNo::new(page))?;
    Ok(Outcome::Done)
}

impl Desk {
    /// Follows the jump line of an article, this way.
    pub fn follow_jump(&mut self, article: ArticleId, way: Way) {
        self.clear_hint();
        let to = self.work().map(|work| work.jump_target(article, way));
        match (to, self.work.as_mut()) {
            (Ok(Some(to)), Some(work)) => work.go_to(Selection::at(to)),
            (Err(refusal), _) => self.refuse(refusal),
            (Ok(None), _) | (_, None) => self.refuse(Refusal::NoPage),
        }
    }

    /// Answers [`Ask::GoToPage`].
    pub fn go_to_page(&mut self, page: PageNo) {
        self.message = None;
        if let Err(refusal) = self.work_mut().and_then(|work| work.go_to_page(page)) {
            self.refuse(refusal);
        }
    }

    /// Answers [`Ask::GoToArticle`].
    pub fn go_to_article(&mut self, id: crate::model::ArticleId) {
        self.message = None;
        if let Some(work) = &mut self.work {
            work.view.folds.unfold(Home::Article(id));
            show(work, id);
        }
    }

    /// Answers [`Ask::GoToLine`] with what was typed: a line from 1, or a page and a line, as in `2:88`. Digits may be of any
    /// width. Where it leads nowhere, whoever asked says so, and asks on.
    ///
    /// # Errors
    /// [`Refusal::NoLine`], [`Refusal::NoPage`].
    pub fn go_to_typed(&mut self, typed: &str) -> Result<(), Refusal> {
        let plain: String = typed.chars().map(crate::text::plain_form).filter(|c| !c.is_whitespace()).collect();
        let number = |text: &str| text.parse::<usize>().or(Err(Refusal::NoLine));
        self.message = None;
        let (page, line) = match plain.split_once(':') {
            Some((page, line)) => (Some(number(page)?), number(line)?),
            None => (None, number(&plain)?),
        };
        self.work_mut()?.go_to_line_of(page, line)
    }

    /// Answers [`Ask::GoToLine`] with a line from 1.
    pub fn go_to_line(&mut self, line: usize) {
        self.message = None;
        if let Err(refusal) = self.work_mut().and_then(|work| work.go_to_line(line)) {
            self.refuse(refusal);
        }
    }
}

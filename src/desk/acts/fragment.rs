//! Fragments and boundaries.

use super::super::{Ask, CommandId, Desk, Outcome, Refusal, gestures};
use crate::model::{ArticleId, Home};

/// A boundary is selected, or the selected fragment ends with one.
pub(crate) fn boundary(desk: &Desk) -> Result<(), Refusal> {
    let work = desk.work()?;
    work.selection().boundary(work.project()).map(drop).ok_or(Refusal::NoBoundary)
}

pub(crate) fn move_to(desk: &mut Desk) -> Result<Outcome, Refusal> {
    let work = desk.work()?;
    let others = work.project().order().len() - usize::from(work.selected_article().is_ok());
    if others == 0 {
        return Err(Refusal::OnlyArticle);
    }
    Ok(Outcome::Ask(Ask::MoveTo))
}

/// As [`move_to`], for the paragraph at the caret alone.
pub(crate) fn move_paragraph(desk: &mut Desk) -> Result<Outcome, Refusal> {
    move_to(desk).map(|_| Outcome::Ask(Ask::MoveParagraph))
}

pub(crate) fn unweave(desk: &mut Desk) -> Result<Outcome, Refusal> {
    // Whether there is anything to cut is known before anything is asked.
    super::super::unweaving::Unweaving::begin(desk.work()?)?;
    Ok(Outcome::Ask(Ask::Unweave))
}

pub(crate) fn go_on(desk: &mut Desk) -> Result<Outcome, Refusal> {
    let work = desk.work_mut()?;
    let edit = work.go_on_at_next_best()?;
    work.apply(CommandId("fragment.go_on"), edit)?;
    Ok(Outcome::Done)
}

pub(crate) fn boundary_up(desk: &mut Desk) -> Result<Outcome, Refusal> {
    step(desk, "boundary.up", -1, false)
}

pub(crate) fn boundary_down(desk: &mut Desk) -> Result<Outcome, Refusal> {
    step(desk, "boundary.down", 1, false)
}

pub(crate) fn boundary_back(desk: &mut Desk) -> Result<Outcome, Refusal> {
    step(desk, "boundary.back", -1, true)
}

pub(crate) fn boundary_forward(desk: &mut Desk) -> Result<Outcome, Refusal> {
    step(desk, "boundary.forward", 1, true)
}

fn step(desk: &mut Desk, command: &'static str, steps: isize, by_character: bool) -> Result<Outcome, Refusal> {
    let work = desk.work_mut()?;
    let boundary = work.selection().boundary(work.project()).ok_or(Refusal::NoBoundary)?;
    let to = work.boundary_target(&boundary, steps, by_character).ok_or(Refusal::AtEdge)?;
    work.move_boundary(CommandId(command), boundary, to)?;
    work.reveal += 1;
    Ok(Outcome::Done)
}

impl Desk {
    /// Answers [`Ask::MoveTo`]: the selected text, or the selected fragment, goes to `article`, or out of all articles.
    pub fn move_to(&mut self, home: Home) {
        let edit = self.work().and_then(|work| work.move_selected_to(home));
        self.followed(CommandId("fragment.move"), |_| edit);
    }

    /// Applies what a command by key made, and shows where the text went.
    pub(super) fn followed(
        &mut self,
        id: CommandId,
        make: impl FnOnce(&crate::model::Project) -> Result<crate::model::Edit, Refusal>,
    ) {
        if self.gesture(id, make)
            && let Some(work) = &mut self.work
        {
            work.reveal += 1;
        }
    }

    /// Answers [`Ask::MoveParagraph`]: the paragraph at the caret goes to `home`.
    pub fn move_paragraph_to(&mut self, home: Home) {
        let block = self.work().and_then(crate::desk::Work::selected_block);
        let id = CommandId("fragment.move_paragraph");
        self.followed(id, |project| gestures::move_paragraph(project, block?, home));
    }

    /// Puts the fragment at `place` where it fits best in `article`, or what is selected of the dump where `place` lies in
    /// that: a drop onto a card.
    pub fn drop_fragment(&mut self, place: crate::text::Place, article: ArticleId) -> bool {
        let selected = self.work.as_ref().map(|work| work.selection().range());
        let selected = selected.filter(|range| range.page == place.page && range.range().contains(&place.pos.get()));
        self.gesture(CommandId("fragment.move"), |project| {
            if let Some(range) = selected {
                return gestures::move_range(project, range, Home::Article(article));
            }
            let fragment = crate::model::fragment_at(project, place).ok_or(Refusal::Gone)?;
            gestures::move_fragment(project, &fragment, Home::Article(article))
        })
    }
}

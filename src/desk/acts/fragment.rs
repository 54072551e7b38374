//! Fragments and boundaries.

use super::super::{Ask, CommandId, Desk, Outcome, Refusal, Selection, gestures};
use crate::model::{ArticleId, Edit, Home, Project, Role};
use crate::text::{Place, Span};

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
        if self.moving(CommandId("fragment.move"), home, |_| edit) {
            self.follow();
        }
    }

    /// Shows where a command by key took the text.
    pub(super) fn follow(&mut self) {
        if let Some(work) = &mut self.work {
            work.reveal += 1;
        }
    }

    /// Answers [`Ask::MoveParagraph`]: the paragraph at the caret goes to `home`.
    pub fn move_paragraph_to(&mut self, home: Home) {
        let block = self.work().and_then(crate::desk::Work::selected_block);
        let id = CommandId("fragment.move_paragraph");
        if self.moving(id, home, |project| gestures::move_paragraph(project, block?, home)) {
            self.follow();
        }
    }

    /// What is taken along where the fragment at `place` is dragged: what is selected of the dump where `place` lies in that,
    /// else the fragment.
    #[must_use]
    pub fn dragged(&self, place: Place) -> Option<Span> {
        let work = self.work.as_ref()?;
        let selected = work.selection().range();
        if selected.contains(place) {
            return Some(selected);
        }
        let fragment = crate::model::fragment_at(work.project(), place)?;
        Some(Span { page: place.page, start: fragment.start().pos, end: fragment.end().pos })
    }

    /// Drops what [`Desk::dragged`] takes along: before the block at `index` of an article, or where it fits best there; as
    /// furniture or discarded it is selected and given the role.
    pub fn drop_fragment(&mut self, place: Place, home: Home, index: Option<usize>) {
        let Some(range) = self.dragged(place) else { return self.refuse(Refusal::Gone) };
        self.drop_into(home, Selection::of(range), |project, article| match index {
            Some(index) => gestures::move_range_to(project, range, gestures::Slot { article, index }),
            None => gestures::move_range(project, range, home),
        });
    }

    /// Drops text on a home: `into` moves it into an article; on a section it is selected, as `text`, and given the section's
    /// role, as the key does.
    pub(crate) fn drop_into(
        &mut self,
        home: Home,
        text: Selection,
        into: impl FnOnce(&Project, ArticleId) -> Result<Edit, Refusal>,
    ) {
        let role = match home {
            Home::Article(article) => {
                self.moving(CommandId("fragment.move"), home, |project| into(project, article));
                return;
            }
            Home::Furniture => Role::Furniture,
            Home::Discarded => Role::Discarded,
        };
        if let Some(work) = &mut self.work {
            work.view.selection = text;
        }
        self.run(super::block::command_of(role));
    }
}

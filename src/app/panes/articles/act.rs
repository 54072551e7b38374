//! What a gesture on the pane does, once the frame is drawn.

use crate::desk::jumps::Way;
use crate::desk::{Ask, CommandId, Desk, Selection, acts, gestures};
use crate::model::{ArticleId, BlockId, Home};
use crate::text::Place;

/// What is to be done. Each is what the command of the same name does.
#[derive(Clone, Debug, PartialEq)]
pub(super) enum Act {
    /// Selects a place; this pane stays as it is.
    Select(Place),
    /// Goes to where the text goes on.
    Follow(Place),
    /// Follows the jump line of an article to another page.
    Jump(ArticleId, Way),
    /// Folds or unfolds a card.
    Fold(Home),
    /// Ticks an article as done, or takes the tick off.
    Tick(ArticleId),
    /// Begins correcting a block, with the cursor before this character.
    Correct(BlockId, usize),
    /// Joins a paragraph with the next.
    Join(BlockId),
    /// Merges the first article into the second.
    Merge(ArticleId, ArticleId),
    /// Moves an article to a place in the order, from 0, as [`gestures::ArticleMove::To`] counts.
    Reorder(ArticleId, usize),
    /// Moves a block within its article, or into another.
    Move(BlockId, gestures::Slot),
    /// Moves a block to where it fits best in an article, or to a section at the end.
    MoveInto(BlockId, Home),
    /// Drops the fragment at a place, as [`Desk::drop_fragment`] does.
    Drop(Place, Home, Option<usize>),
    /// Runs a command.
    Run(CommandId),
}

/// Does what can be done by the desk alone. Correcting is the pane's own.
pub(super) fn carry_out(desk: &mut Desk, act: &Act) -> Option<Ask> {
    match *act {
        Act::Select(place) | Act::Follow(place) => {
            if let Some(work) = &mut desk.work {
                work.go_to(Selection::at(place));
            }
        }
        Act::Jump(id, way) => desk.follow_jump(id, way),
        Act::Fold(home) => {
            if let Some(work) = &mut desk.work {
                work.view.folds.turn(home);
            }
        }
        Act::Tick(id) => {
            desk.message = None;
            if let Some(Err(refusal)) = desk.work.as_mut().map(|work| acts::article::set_done(work, id)) {
                desk.refuse(refusal);
            }
        }
        Act::Join(block) => {
            desk.gesture(CommandId("paragraph.join"), |project| gestures::join_paragraph(project, block));
        }
        Act::Merge(from, into) => {
            desk.merge(from, into);
        }
        Act::Reorder(article, place) => {
            let number = desk.work.as_ref().and_then(|work| work.project().number(article));
            let command = if number.is_some_and(|number| number <= place) { "article.down" } else { "article.up" };
            let to = gestures::ArticleMove::To(place);
            desk.gesture(CommandId(command), |project| gestures::reorder(project, article, to));
        }
        Act::Move(block, slot) => {
            let at = desk.work.as_ref().and_then(|work| work.project().index_in_article(block));
            let command = if at.is_some_and(|at| at < slot.index) { "block.down" } else { "block.up" };
            desk.gesture(CommandId(command), |project| gestures::move_blocks(project, &[block], slot));
        }
        Act::MoveInto(block, home) => move_into(desk, block, home),
        Act::Drop(place, home, index) => desk.drop_fragment(place, home, index),
        Act::Run(command) => return desk.run(command),
        Act::Correct(..) => {}
    }
    None
}

/// Moves a block to where it fits best in an article, or into a section.
fn move_into(desk: &mut Desk, block: BlockId, home: Home) {
    let first = desk.work.as_ref().and_then(|work| work.project().block(block)?.first());
    let Some(first) = first else { return desk.refuse(gestures::Refusal::Gone) };
    desk.drop_into(home, Selection::at(first.from()), |project, article| {
        let slot = super::drag::slot_for(project, block, article).ok_or(gestures::Refusal::Gone)?;
        gestures::move_blocks(project, &[block], slot)
    });
}

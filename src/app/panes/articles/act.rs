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
    /// Moves a block to where it fits best in an article.
    MoveInto(BlockId, ArticleId),
    /// Moves the fragment that begins at a place into an article.
    Drop(Place, ArticleId),
    /// Runs a command.
    Run(CommandId),
}

/// Does what can be done by the desk alone. Folding sections and correcting are the pane's own.
pub(super) fn carry_out(desk: &mut Desk, act: &Act) -> Option<Ask> {
    match *act {
        Act::Select(place) | Act::Follow(place) => {
            if let Some(work) = &mut desk.work {
                work.go_to(Selection::at(place));
            }
        }
        Act::Jump(id, way) => desk.follow_jump(id, way),
        Act::Fold(Home::Article(id)) => {
            if let Some(work) = &mut desk.work
                && !work.view.folded.remove(&id)
            {
                work.view.folded.insert(id);
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
            desk.gesture(CommandId("article.merge"), |project| gestures::merge(project, from, into));
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
        Act::MoveInto(block, article) => {
            desk.gesture(CommandId("fragment.move"), |project| {
                let slot = super::drag::slot_for(project, block, article).ok_or(gestures::Refusal::Gone)?;
                gestures::move_blocks(project, &[block], slot)
            });
        }
        Act::Drop(place, article) => {
            desk.drop_fragment(place, article);
        }
        Act::Run(command) => return desk.run(command),
        Act::Fold(Home::Furniture | Home::Discarded) | Act::Correct(..) => {}
    }
    None
}

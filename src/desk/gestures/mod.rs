//! What an editor does, as edits: each function reads a project and returns the one [`crate::model::Edit`] that the
//! gesture makes, or says why it makes none. Nothing here changes a project.

mod article;
mod attach;
mod block;
mod boundary;
mod continuation;
mod correct;
mod draft;
mod fragment;
mod link;
mod proposal;
mod taking;
#[cfg(test)]
mod tests;
mod unweave;

pub use article::{ArticleMove, extract, merge, reorder, set_facts, split};
pub use attach::{begin_article, caption_of, move_paragraph, set_gap_note};
pub use block::{break_paragraph, join_paragraph, reorder_block, set_role, set_role_of_blocks, toggle_gap};
pub use boundary::{Preview, move_boundary, preview_boundary};
pub use continuation::{end_elsewhere, join_as_continuation, join_continuation, set_jump_aside};
pub use correct::{correct_block, correct_character, replace_in_block};
pub use draft::Draft;
pub use fragment::{Slot, best_slot, best_slot_of_range, move_blocks, move_fragment, move_range, move_range_to};
pub use link::{attach, confirm, go_on, set_apart};
pub use proposal::{accept, accept_page, kept_of, kept_on};
pub use taking::take_over;
pub use unweave::{columns_of, unweave};

/// Why a gesture makes no edit. Put into words by `desk::words`.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
pub enum Refusal {
    /// Nothing would change.
    #[error("nothing would change")]
    Nothing,
    /// No project is open.
    #[error("no project is open")]
    NoProject,
    /// Nothing is selected, or there is no text where it should act.
    #[error("nothing is selected")]
    NoSelection,
    /// There is no boundary here.
    #[error("no boundary is selected")]
    NoBoundary,
    /// What it should act on is no longer there.
    #[error("it is no longer there")]
    Gone,
    /// It is in that article already.
    #[error("it is in that article already")]
    AlreadyThere,
    /// There is no text on one side of the cut.
    #[error("there is nothing on one side")]
    AtEdge,
    /// It needs a block of an article.
    #[error("this is in no article")]
    NotInArticle,
    /// There is no paragraph to join with.
    #[error("no paragraph follows")]
    NoNext,
    /// There is no other article.
    #[error("there is no other article")]
    OnlyArticle,
    /// A correction of the text beside it stands so near that no other can be made.
    #[error("a correction of the text beside it is in the way")]
    Crowded,
    /// Nothing was done yet, or all of it is undone.
    #[error("there is nothing to undo")]
    NoUndo,
    /// What would be undone next is a proposal that the program made by itself.
    #[error("next to undo is the program's own proposal")]
    OwnProposal,
    /// Nothing is undone.
    #[error("there is nothing to redo")]
    NoRedo,
    /// It is longer than any paragraph.
    #[error("it is longer than any paragraph")]
    TooLong,
    /// Nothing is looked for.
    #[error("nothing is looked for")]
    NoQuery,
    /// What is looked for is not there.
    #[error("nothing was found")]
    NotFound,
    /// Other work is under way.
    #[error("another task is running")]
    Busy,
    /// Nothing is under way that could be stopped.
    #[error("nothing is under way")]
    Idle,
    /// Changes are not saved, and would be lost.
    #[error("changes are not saved")]
    Unsaved,
    /// There is no such line.
    #[error("there is no such line")]
    NoLine,
    /// The project has no file yet.
    #[error("the project has no file yet")]
    NoFile,
    /// Another window has the project open: here it is only looked at.
    #[error("another window has the project open")]
    Looking,
    /// There is no such page.
    #[error("there is no such page")]
    NoPage,
    /// Nothing is in doubt, or no doubt is being asked.
    #[error("nothing is in doubt")]
    NoDoubt,
    /// The doubt has no such alternative.
    #[error("there is no such alternative")]
    NoChoice,
    /// No other line is of this kind and has another role.
    #[error("no other line is like it")]
    NoneAlike,
    /// Nothing is compared, or nothing of it is otherwise.
    #[error("nothing is otherwise")]
    NoDifference,
    /// What is otherwise reaches to a page whose text is not the same in both projects.
    #[error("it reaches to a page that is not the same in both")]
    OtherPages,
    /// The text does not go on elsewhere.
    #[error("the text does not go on elsewhere")]
    NoLink,
    /// No jump line sends the reader of this article to another page, or from there.
    #[error("no jump line stands in this article")]
    NoJump,
    /// No text on the page that the jump line names leads back.
    #[error("nothing on that page leads back")]
    NoContinuation,
}

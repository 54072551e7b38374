//! What takes the place of what is on the desk, and what becomes of changes that were not saved.
//!
//! Changes that the editor gave up may go, as they were when that was said: what is done behind it counts again.

use super::proposing::PROPOSE;
use super::{Desk, Refusal, Sample, StepId, Work};
use std::path::PathBuf;

/// What takes the place of what is on the desk.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Next {
    /// Nothing: the window closes.
    Close,
    /// A file that the editor chooses then.
    Chosen,
    /// These files: the pages of one issue where they are several.
    Files(Vec<PathBuf>),
    /// A dropped file that has no path: its name, and what is in it.
    Bytes(String, Vec<u8>),
    /// A sample.
    Sample(Sample),
    /// Its own dump, in an encoding that the editor chooses then.
    Encoding,
    /// An earlier state of it, which the editor chooses then.
    Earlier,
    /// Unsaved work, which this journal tells of.
    Recover(PathBuf),
}

impl Desk {
    /// Whether something else may take the place of what is on the desk.
    ///
    /// # Errors
    /// [`Refusal::Unsaved`] where changes would be lost that the editor did not give up.
    pub fn may_replace(&self) -> Result<(), Refusal> {
        let would_be_lost = |work: &Work| work.is_changed() && self.given_up != Some(made_last(work));
        if self.work.as_ref().is_some_and(would_be_lost) { Err(Refusal::Unsaved) } else { Ok(()) }
    }

    /// What is on the desk may go without being saved, as it is now: the editor said so.
    pub fn give_up_changes(&mut self) {
        self.given_up = self.work.as_ref().map(made_last);
    }

    /// What is on the desk stays after all, and its changes are not to be lost.
    pub fn keep_changes(&mut self) {
        self.given_up = None;
    }
}

/// The state that the editor made last: what was proposed since is no work of theirs.
fn made_last(work: &Work) -> StepId {
    let mut at = work.history.now();
    while let Some(step) = work.history.step(at).filter(|step| step.command == PROPOSE) {
        at = step.parent;
    }
    at
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::desk::{CommandId, Lang, gestures};
    use crate::model::Role;

    const PAGE: &str = "清晨的街道\n\n本报讯 清扫车今天五点上街，\n先扫主街，再扫小巷。\n";

    /// Puts a page on the desk, and does something to it that is not saved.
    fn open_and_change(desk: &mut Desk) {
        desk.open_bytes("page.txt", PAGE.as_bytes());
        desk.finish();
        assert_eq!(desk.may_replace(), Ok(()));
        desk.run(CommandId("role.note"));
        assert_eq!(desk.may_replace(), Err(Refusal::Unsaved));
    }

    fn changed() -> Desk {
        let mut desk = Desk::new(Lang::En);
        open_and_change(&mut desk);
        desk
    }

    #[test]
    fn changes_that_were_given_up_may_go_as_they_were_then() {
        let mut desk = changed();
        desk.give_up_changes();
        assert_eq!(desk.may_replace(), Ok(()));
        desk.run(CommandId("role.caption"));
        assert_eq!(desk.may_replace(), Err(Refusal::Unsaved), "something was done since");
        desk.run(CommandId("edit.undo"));
        assert_eq!(desk.may_replace(), Ok(()));
        desk.keep_changes();
        assert_eq!(desk.may_replace(), Err(Refusal::Unsaved));
    }

    #[test]
    fn what_is_proposed_behind_it_is_nothing_that_the_editor_did() {
        let mut desk = changed();
        desk.give_up_changes();
        let (before, range) = (desk.work().unwrap().history.now(), desk.work().unwrap().selection().range());
        assert!(desk.gesture(PROPOSE, |project| gestures::set_role(project, range, Role::Deck)));
        assert_ne!(desk.work().unwrap().history.now(), before);
        assert_eq!(desk.may_replace(), Ok(()));
    }

    #[test]
    fn where_nothing_can_be_opened_the_changes_stay_and_count() {
        let mut desk = changed();
        let before = desk.work().unwrap().project().clone();
        let folder = tempfile::tempdir().unwrap();
        desk.give_up_changes();
        desk.open(folder.path().join("missing.txt"), None).unwrap();
        desk.finish();
        assert_eq!((desk.work().unwrap().project(), desk.may_replace()), (&before, Err(Refusal::Unsaved)));
        desk.give_up_changes();
        desk.open_bytes("scan.png", b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR");
        assert_eq!((desk.work().unwrap().project(), desk.may_replace()), (&before, Err(Refusal::Unsaved)));
    }

    #[test]
    fn what_was_given_up_of_one_project_says_nothing_of_the_next() {
        let mut desk = changed();
        desk.give_up_changes();
        // Its states have the same numbers.
        open_and_change(&mut desk);
    }
}

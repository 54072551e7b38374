//! Moving through the history of an open project, and steps that were made ready beside the window.

use super::history::{Change, Manner};
use super::proposing::PROPOSE;
use super::work::unfit;
use super::{CommandId, Refusal, Work};
use crate::model::Project;
use std::sync::Arc;

/// What was made of a project beside the window, to be put in its place.
pub(super) struct Ready {
    /// What it was made of.
    pub(super) of: Arc<Project>,
    /// What it became.
    pub(super) made: Arc<Project>,
    /// How.
    pub(super) edit: Change,
    /// What takes that back.
    pub(super) inverse: Change,
}

impl Work {
    /// Puts what was made of the project beside the window in its place, as a step of the history. Gives back the project as
    /// it was, which may take a while to drop; `None` where something was done meanwhile, and nothing changed.
    pub(super) fn swap(&mut self, command: CommandId, ready: Ready, manner: Manner) -> Option<Arc<Project>> {
        if !Arc::ptr_eq(&self.project, &ready.of) {
            return None;
        }
        drop(ready.of);
        let before = self.view.clone();
        let was = std::mem::replace(&mut self.project, ready.made);
        let step = self.history.push(ready.edit, ready.inverse, command, before, manner);
        self.doubt_again(step);
        self.settle();
        self.record_step();
        Some(was)
    }

    /// Takes the last step back, and returns to what was in view when it was done, wherever the caret was. What the program
    /// did since goes with it. This is how the history is gone through, too, so that it takes back whatever is there; the
    /// command stops at what the program proposed by itself.
    ///
    /// # Errors
    /// [`Refusal::NoUndo`].
    pub fn undo(&mut self) -> Result<(), Refusal> {
        let (mut lost, mut went) = (false, Vec::new());
        loop {
            let taken_back = self.history.now();
            let step = self.history.undo(Arc::make_mut(&mut self.project)).map_err(unfit)?;
            let Some(step) = step else { break };
            went.push(step.parent);
            self.view = step.before.clone();
            let (joined, proposed) = (step.joined, step.command == PROPOSE);
            self.doubt_again(taken_back);
            if !joined {
                lost &= !proposed;
                break;
            }
            lost = true;
        }
        self.record_way(&went);
        self.lost_proposals |= lost;
        if went.is_empty() { Err(Refusal::NoUndo) } else { Ok(()) }
    }

    /// Does the step again that was undone last, and goes to where it was done.
    ///
    /// # Errors
    /// [`Refusal::NoRedo`].
    pub fn redo(&mut self) -> Result<(), Refusal> {
        let step = self.history.redo(Arc::make_mut(&mut self.project)).map_err(unfit)?.ok_or(Refusal::NoRedo)?;
        self.view = step.after.clone();
        // What was brought into view behind the step is not in what it keeps.
        self.reveal += u64::from(step.after.selection != step.before.selection);
        self.doubt_again(self.history.now());
        let mut went = vec![self.history.now()];
        while self.history.next().and_then(|id| self.history.step(id)).is_some_and(|step| step.joined) {
            self.history.redo(Arc::make_mut(&mut self.project)).map_err(unfit)?;
            self.doubt_again(self.history.now());
            went.push(self.history.now());
        }
        self.record_way(&went);
        Ok(())
    }
}

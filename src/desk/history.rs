//! The history of a project: a tree of steps, so that an edit after an undo destroys nothing.
//!
//! Bounded by memory only. A step keeps what it changed and what takes that back ([`Change`]), the command that made it,
//! and what was selected and in view before and after, so that undo and redo return to the place.

mod change;

pub(super) use change::{Change, MANY};

use super::{CommandId, View};
use crate::model::{Edit, EditError, Project};
use serde::{Deserialize, Serialize};

/// Names a state of the project: a step of the history, or the beginning.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(transparent)]
pub struct StepId(usize);

impl StepId {
    /// The beginning: nothing done yet.
    pub const BEGINNING: Self = Self(0);

    /// The step that is made next after this one, in whichever branch.
    pub(super) fn following(self) -> Self {
        Self(self.0 + 1)
    }
}

/// How a step came about that is not an editor's gesture and no more.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(super) struct Manner {
    /// See [`Step::joined`].
    pub(super) joined: bool,
    /// See [`Step::automatic`].
    pub(super) automatic: bool,
}

/// One step.
#[derive(Clone, Debug)]
pub struct Step {
    /// The state that it was made from.
    pub parent: StepId,
    /// What it did.
    pub(super) edit: Change,
    /// What takes it back.
    pub(super) inverse: Change,
    /// The command that made it; its title names the step.
    pub command: CommandId,
    /// What was selected and in view before.
    pub before: View,
    /// What was selected and in view after.
    pub after: View,
    /// Done and undone together with the step before it: the program made it meanwhile, and an editor who takes back what
    /// they did last does not mean it.
    pub joined: bool,
    /// A proposal that nobody asked for, as when a dump is opened. The command that undoes does not take it back: that would
    /// be a key pressed once too often, and all articles gone.
    pub automatic: bool,
    /// The child that redo goes to: the one made or visited last.
    redo: Option<StepId>,
}

/// The tree.
#[derive(Clone, Debug, Default)]
pub struct History {
    steps: Vec<Step>,
    now: StepId,
    /// Where redo goes from the beginning.
    first: Option<StepId>,
}

impl History {
    /// The state that the project is in.
    #[must_use]
    pub fn now(&self) -> StepId {
        self.now
    }

    /// A step; `None` for the beginning.
    #[must_use]
    pub fn step(&self, id: StepId) -> Option<&Step> {
        id.0.checked_sub(1).and_then(|at| self.steps.get(at))
    }

    /// The steps from the beginning to the current state, oldest first.
    #[must_use]
    pub fn path(&self) -> Vec<StepId> {
        let mut path = Vec::new();
        let mut at = self.now;
        while let Some(step) = self.step(at) {
            path.push(at);
            at = step.parent;
        }
        path.reverse();
        path
    }

    /// How many steps there are in all branches.
    #[must_use]
    pub fn len(&self) -> usize {
        self.steps.len()
    }

    /// True where nothing was done yet.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.steps.is_empty()
    }

    /// Applies `edit` and remembers it as the step behind the current state.
    ///
    /// # Errors
    /// Where the edit does not fit; nothing changes then.
    pub fn apply(
        &mut self,
        project: &mut Project,
        edit: Edit,
        command: CommandId,
        before: View,
    ) -> Result<StepId, EditError> {
        let inverse = project.apply(edit.clone())?;
        Ok(self.push(edit.into(), inverse.into(), command, before, Manner::default()))
    }

    /// Remembers what was applied already, or what a journal tells of, as the step behind the current state.
    pub(super) fn push(
        &mut self,
        edit: Change,
        inverse: Change,
        command: CommandId,
        before: View,
        manner: Manner,
    ) -> StepId {
        let id = StepId(self.steps.len()).following();
        let (parent, after) = (self.now, before.clone());
        let Manner { joined, automatic } = manner;
        self.steps.push(Step { parent, edit, inverse, command, before, after, joined, automatic, redo: None });
        *self.redo_of(parent) = Some(id);
        self.now = id;
        id
    }

    /// Goes to a neighbouring state as undo or redo do, without a project: as a journal tells it. False, and nothing done,
    /// where it is no neighbour.
    pub(super) fn visit(&mut self, to: StepId) -> bool {
        if self.step(self.now).is_some_and(|step| step.parent == to) {
            *self.redo_of(to) = Some(self.now);
        } else if self.step(to).is_some_and(|step| step.parent == self.now) {
            let now = self.now;
            *self.redo_of(now) = Some(to);
        } else {
            return false;
        }
        self.now = to;
        true
    }

    /// The steps that lead from one state to another, each with its edit: back to where their ways part, and forward from
    /// there.
    pub(super) fn way(&self, from: StepId, to: StepId) -> Vec<(&Step, &Change)> {
        let (mut back, mut forward) = (Vec::new(), Vec::new());
        let (mut a, mut b) = (from, to);
        // A step's parent always has a smaller number, so the larger of the two is never above the place.
        while a != b {
            if a > b {
                let Some(step) = self.step(a) else { break };
                back.push((step, &step.inverse));
                a = step.parent;
            } else {
                let Some(step) = self.step(b) else { break };
                forward.push((step, &step.edit));
                b = step.parent;
            }
        }
        back.extend(forward.into_iter().rev());
        back
    }

    /// What a step does, and what takes it back.
    pub(super) fn both_ways(&self, id: StepId) -> Option<[&Change; 2]> {
        self.step(id).map(|step| [&step.edit, &step.inverse])
    }

    /// Remembers what is selected and in view after the current step.
    pub fn set_after(&mut self, view: View) {
        if let Some(step) = self.now.0.checked_sub(1).and_then(|at| self.steps.get_mut(at)) {
            step.after = view;
        }
    }

    /// The step that undo would take back, with all that are joined to it: the present one, or the last before it that is
    /// joined to none. `None` at the beginning.
    #[must_use]
    pub fn to_undo(&self) -> Option<&Step> {
        let mut step = self.step(self.now)?;
        while step.joined
            && let Some(before) = self.step(step.parent)
        {
            step = before;
        }
        Some(step)
    }

    /// True where undo would take back what an editor did or asked for.
    pub(super) fn undoes_editors(&self) -> bool {
        self.to_undo().is_some_and(|step| !step.automatic)
    }

    /// The step that redo would do.
    #[must_use]
    pub fn next(&self) -> Option<StepId> {
        match self.step(self.now) {
            Some(step) => step.redo,
            None => self.first,
        }
    }

    /// True where something was undone that redo would do again.
    #[must_use]
    pub fn can_redo(&self) -> bool {
        self.next().is_some()
    }

    /// The steps from `id` back to the beginning, itself first.
    #[must_use]
    pub fn ancestors(&self, id: StepId) -> Vec<StepId> {
        let mut line = Vec::new();
        let mut at = id;
        while let Some(step) = self.step(at) {
            line.push(at);
            at = step.parent;
        }
        line
    }

    /// True for a step that is done: made, and not undone.
    #[must_use]
    pub fn is_done(&self, id: StepId) -> bool {
        let mut at = self.now;
        // A step's parent always has a smaller number.
        while at > id {
            let Some(step) = self.step(at) else { return false };
            at = step.parent;
        }
        at == id
    }

    /// All steps in the order in which they were made.
    pub fn steps(&self) -> impl DoubleEndedIterator<Item = (StepId, &Step)> {
        self.steps.iter().enumerate().map(|(at, step)| (StepId(at + 1), step))
    }

    /// Makes redo go to `child` from the state that it was made from.
    pub fn choose(&mut self, child: StepId) {
        if let Some(parent) = self.step(child).map(|step| step.parent) {
            *self.redo_of(parent) = Some(child);
        }
    }

    /// Takes the current step back. Returns it, or `None` at the beginning.
    ///
    /// # Errors
    /// Never for a project that is changed through this history only.
    pub fn undo(&mut self, project: &mut Project) -> Result<Option<&Step>, EditError> {
        let undone = self.now;
        let Some(step) = self.step(undone) else { return Ok(None) };
        step.inverse.apply(project)?;
        let parent = step.parent;
        *self.redo_of(parent) = Some(undone);
        self.now = parent;
        Ok(self.step(undone))
    }

    /// Does the step again that was undone last here. Returns it, or `None` where nothing was.
    ///
    /// # Errors
    /// Never for a project that is changed through this history only.
    pub fn redo(&mut self, project: &mut Project) -> Result<Option<&Step>, EditError> {
        let Some(next) = self.next() else { return Ok(None) };
        let Some(step) = self.step(next) else { return Ok(None) };
        step.edit.apply(project)?;
        self.now = next;
        Ok(self.step(next))
    }

    fn redo_of(&mut self, id: StepId) -> &mut Option<StepId> {
        match id.0.checked_sub(1) {
            Some(at) if at < self.steps.len() => &mut self.steps[at].redo,
            _ => &mut self.first,
        }
    }
}

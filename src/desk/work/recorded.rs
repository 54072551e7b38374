//! What is done to the open project goes to its journal.

use super::Work;
use crate::desk::StepId;
use crate::desk::journal::{Journal, Named, Record, StepRecord, now_millis};

impl Work {
    /// What is in view now is what the current step leads to: for gestures that select something after their edit.
    pub fn view_settled(&mut self) {
        self.history.set_after(self.view.clone());
        self.record(|work| Record::View(Box::new(work.view.clone())));
    }

    /// Its journal, where one is kept.
    #[must_use]
    pub fn journal(&self) -> Option<&Journal> {
        self.journal.as_ref()
    }

    /// Hands the current step to the journal.
    pub(in crate::desk) fn record_step(&self) {
        let Some(step) = self.history.step(self.history.now()) else { return };
        self.record(|_| {
            Record::Step(Box::new(StepRecord {
                parent: step.parent,
                joined: step.joined,
                automatic: step.automatic,
                command: Named(step.command),
                at: now_millis(),
                edit: step.edit.clone(),
                inverse: step.inverse.clone(),
                before: step.before.clone(),
                after: step.after.clone(),
            }))
        });
    }

    /// Hands the states that undo or redo went through to the journal.
    pub(in crate::desk) fn record_way(&self, went: &[StepId]) {
        for &to in went {
            self.record(|_| Record::Go { to, at: now_millis() });
        }
    }

    /// Hands what was done to the journal, where there is one.
    fn record(&self, record: impl FnOnce(&Self) -> Record) {
        if let Some(journal) = &self.journal {
            journal.record(record(self));
        }
    }
}

//! Leaving a project, and coming back to it.
//!
//! A project that leaves the desk is kept as it was left: when its very file is opened again, here or where it was moved to,
//! what was in view is in view, and its history goes on where it was saved last ([`super::journal`]). Nothing is asked about
//! that. Work that was thrown away, that has no file, or that was only looked at leaves nothing.

use super::journal::tale::Tale;
use super::journal::{Leaving, Left};
use super::{Desk, Work};
use crate::store::lock::ProjectLock;
use std::path::Path;

impl Work {
    /// Goes, and its journal with it. Gives back what can be waited for until that is done.
    fn leave_desk(mut self) -> Option<Leaving> {
        let journal = self.journal.take()?;
        Some(match self.as_left() {
            Some(left) => journal.leave(left),
            None => journal.remove(),
        })
    }

    /// How it is left, where there is something to come back to.
    fn as_left(&mut self) -> Option<Left> {
        if self.held_by.is_some() {
            return None;
        }
        Some(Left {
            project: self.file.clone()?,
            sum: self.sum.clone()?,
            state: self.saved?,
            view: self.view.clone(),
            lock: self.lock.take(),
        })
    }

    /// The project was just read from its file, and is as it was left: with the history and the view that it had then.
    /// `reveal`: how often something was to be brought into view so far. Nothing is now: the view is as it was.
    pub(super) fn return_to(&mut self, mut tale: Tale, reveal: u64) {
        self.history = std::mem::take(&mut tale.history);
        self.view = std::mem::take(&mut tale.view).fitting(&self.project);
        self.saved = Some(self.history.now());
        self.reveal = reveal;
        if let Some(journal) = &self.journal {
            journal.again(tale);
        }
    }
}

impl Desk {
    /// What is on the desk goes, and with it its journal: it is saved, or the editor said that it may go.
    pub(super) fn leave_work(&mut self) {
        (self.retry, self.conflict, self.given_up) = (None, None, None);
        self.finder.leave();
        self.gone.extend(self.work.take().and_then(Work::leave_desk));
    }

    /// Closes what is open, after the editor said so: its journal is not needed any more. Without this call, as after a
    /// crash, it stays and is offered at the next start.
    pub fn close(&mut self) {
        self.gone.extend(self.work.take().and_then(Work::leave_desk));
        self.gone.drain(..).for_each(|gone| gone.wait());
    }

    /// Whether the file at `path`, with this checksum, is what is on the desk: opening it changes nothing.
    pub(super) fn is_open(&self, path: &Path, sum: &str) -> bool {
        self.work.as_ref().is_some_and(|work| {
            let same_state = work.sum.as_deref() == Some(sum) && !work.is_changed() && work.held_by.is_none();
            same_state && work.file.as_ref().is_some_and(|file| super::saving::same_file(file, path))
        })
    }

    /// The lock of the project at `path`, where what is on the desk has it: it goes to what is opened in its place.
    pub(super) fn own_lock(&mut self, path: &Path) -> Option<ProjectLock> {
        self.work.as_mut()?.lock.take_if(|lock| lock.is_of(path))
    }
}

//! Saving that failed is tried again by itself, and earlier states are opened.
//!
//! A full disk, a folder that is gone, a right that was taken away: most of it passes. The work stays in the window and in the
//! journal, the status line says what is the matter, and the project's own file is tried again until it is saved. A path that
//! was never saved to is not tried again: it may be a slip of the pen.

use super::jobs::JobKind;
use super::journal::Base;
use super::opening::{self, Way};
use super::saving::SaveError;
use super::{Desk, Message, Refusal, Work, report, words};
use crate::model::Project;
use crate::store::backup::{self, Backup};
use std::path::{Path, PathBuf};
use std::time::{Duration, Instant, UNIX_EPOCH};

/// How long until the first time that saving is tried again, and the longest that it waits later.
const FIRST: Duration = Duration::from_secs(5);
const SOON: Duration = Duration::from_secs(1);
const LONGEST: Duration = Duration::from_secs(60);

/// A save that is to be tried again.
#[derive(Clone, Debug)]
pub(super) struct Retry {
    path: PathBuf,
    /// Why it failed.
    why: String,
    due: Instant,
    wait: Duration,
}

/// When a file was written last, in milliseconds since 1970, where the disk knows that.
pub(super) fn written_at(path: &Path) -> Option<u64> {
    let written = std::fs::metadata(path).and_then(|metadata| metadata.modified()).ok()?;
    u64::try_from(written.duration_since(UNIX_EPOCH).ok()?.as_millis()).ok()
}

impl Desk {
    /// A save of `path` failed. Shows why, and has the project's own file tried again.
    pub(super) fn take_failed_save(&mut self, path: &Path, error: &SaveError) {
        let text = report::explain_save(self.lang, path, error);
        let own = self.work.as_ref().and_then(|work| work.file.as_deref()).is_some_and(|file| file == path);
        let SaveError::Store(source) = error else {
            self.retry = None;
            self.message = Some(Message::error(text));
            return;
        };
        if !own {
            self.message = Some(Message::error(text));
            return;
        }
        let why = report::explain_store(self.lang, source);
        let before = self.retry.take();
        let wait = before.as_ref().map_or(FIRST, |before| (before.wait * 2).min(LONGEST));
        // The same thing is told once; the status line goes on saying it.
        if before.is_none_or(|before| before.why != why) {
            self.message = Some(Message::error(text));
        }
        self.retry = Some(Retry { path: path.to_owned(), why, due: Instant::now() + wait, wait });
    }

    /// Tries again to save where that failed and the time has come. Called at the top of each frame.
    pub(super) fn retry_when_due(&mut self) {
        if self.retry.as_ref().is_some_and(|retry| retry.due <= Instant::now()) {
            self.retry_now();
        }
    }

    /// Tries again now to save where that failed.
    pub fn retry_now(&mut self) {
        let Some(path) = self.retry.as_ref().map(|retry| retry.path.clone()) else { return };
        let still = self.work.as_ref().is_some_and(|work| work.file.as_ref() == Some(&path) && work.is_changed());
        if !still {
            self.retry = None;
            return;
        }
        let busy = self.is_busy_for(&JobKind::Save(path.clone()));
        if let Some(retry) = &mut self.retry {
            // A save is answered before the longest time, or tried once more then.
            retry.due = Instant::now() + if busy { SOON } else { LONGEST };
        }
        if !busy {
            self.save(path);
        }
    }

    /// Why the last changes are not on the disk, for the status line, and when that is tried again; `None` where all is well.
    #[must_use]
    pub fn trouble(&self) -> Option<(String, Option<Duration>)> {
        if let Some(retry) = &self.retry {
            let left = retry.due.saturating_duration_since(Instant::now());
            return Some((words::not_saved(self.lang, &retry.why), Some(left)));
        }
        let problem = self.work.as_ref().and_then(Work::journal)?.health().problem?;
        Some((words::journal_waits(self.lang, &report::explain_store(self.lang, &problem)), None))
    }

    /// The earlier states of the open project that are kept, the last first. Asks the disk.
    #[must_use]
    pub fn earlier_states(&self) -> Vec<Backup> {
        let file = self.work.as_ref().and_then(|work| work.file.as_ref());
        file.zip(self.state.as_ref()).map_or_else(Vec::new, |(file, state)| backup::list(state, file))
    }

    /// Opens an earlier state as a project without a file: the project's own file stays as it is.
    ///
    /// # Errors
    /// [`Refusal::Busy`]; [`Refusal::Unsaved`] where changes would be lost.
    pub fn open_earlier(&mut self, path: &Path) -> Result<(), Refusal> {
        if self.is_busy_for(&JobKind::Open(path.to_owned())) {
            return Err(Refusal::Busy);
        }
        self.may_replace()?;
        let (path, name) = (path.to_owned(), self.suggested_name());
        self.start_open(path.clone(), Way::Earlier(words::earlier_name(self.lang, &name)), move || {
            opening::open(&path, None)
        });
        Ok(())
    }

    /// Puts an earlier state on the desk. `text`: as it stands in its file.
    pub(super) fn put_earlier(&mut self, project: Project, name: String, text: String) {
        self.leave_work();
        let mut work = Work::new(project, None);
        work.journal = self.journal_of(name.clone(), None, None, Base::Text(text));
        work.name = Some(name);
        work.model.clone_from(&self.model);
        self.work = Some(work);
        self.message = Some(Message::hint(
            words::text(
                "这是以前保存的状态，原工程文件没有动。要保留它，请另存。",
                "This is an earlier state; the project's own file is as it was. To keep this one, save it.",
            )
            .get(self.lang),
        ));
    }
}

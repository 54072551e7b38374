//! Long work beside the window: a function over owned data on a thread of its own, with progress and a way to stop it.
//!
//! Answers come by a channel and are taken in by [`Desk::poll`] at the top of a frame, or by [`Desk::finish`] where there is no
//! window. An answer to what the project no longer is is dropped, and the work is begun again.

use super::compared::{CompareError, Other};
use super::opening::{Beside, OpenError, Opened};
use super::recovery::{Found, RecoverError, Recovered};
use super::saving::SaveError;
use super::{Desk, Message, Refusal, StepId, now_millis, proposing, report, words};
use crate::model::Project;
use crate::propose::{Budget, Cancelled, Progress};
use crate::store::lock::ProjectLock;
use std::path::PathBuf;
use std::sync::Arc;
use std::sync::mpsc::{Receiver, TryRecvError, channel};

/// Called from a job's thread when it has an answer.
pub type Wake = Arc<dyn Fn() + Send + Sync>;

/// What a job does.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum JobKind {
    /// Reads a file.
    Open(PathBuf),
    /// Proposes articles.
    Propose,
    /// Saves the project.
    Save(PathBuf),
    /// Exports it.
    Export(PathBuf),
    /// Looks for unsaved work.
    Look,
    /// Brings unsaved work back from a journal.
    Recover(PathBuf),
    /// Compares the project with that in a file.
    Compare(PathBuf),
}

/// Work under way.
pub struct Job {
    /// What it does.
    pub kind: JobKind,
    /// How far it is.
    pub progress: Progress,
    budget: Budget,
    answer: Receiver<Answer>,
}

impl Job {
    /// Tells it to stop. It answers soon.
    pub fn cancel(&self) {
        self.budget.cancel();
    }
}

pub(super) enum Answer {
    /// What was read, and what stands beside it. `over`: what is on the desk may go, whatever was done to it.
    Opened {
        result: Result<Box<Opened>, OpenError>,
        beside: Beside,
        over: bool,
    },
    /// A page's proposal; more answers follow.
    Page(proposing::Page),
    Proposed(Result<(), Cancelled>),
    Saved {
        path: PathBuf,
        of: StepId,
        result: Result<String, SaveError>,
        lock: Option<ProjectLock>,
    },
    Exported {
        path: PathBuf,
        result: Result<(), super::ExportError>,
    },
    Found {
        found: Vec<Found>,
        asked: bool,
    },
    Recovered {
        journal: PathBuf,
        result: Result<Box<Recovered>, RecoverError>,
    },
    /// What came of comparing `of`, the project as it was, with a file.
    Compared {
        of: Arc<Project>,
        path: PathBuf,
        result: Result<Box<Other>, CompareError>,
    },
}

impl Desk {
    /// Work under way, if any: the longest first.
    #[must_use]
    pub fn job(&self) -> Option<&Job> {
        self.jobs.first()
    }

    /// Whether work of this kind must wait for other work. A proposal may be under way while the project is saved or
    /// exported; a file is opened by itself, and one thing is written at a time.
    pub(super) fn is_busy_for(&self, kind: &JobKind) -> bool {
        self.jobs.iter().any(|job| match (kind, &job.kind) {
            (JobKind::Save(_) | JobKind::Export(_), JobKind::Propose)
            | (JobKind::Propose, JobKind::Save(_) | JobKind::Export(_)) => false,
            // Looking and comparing touch nothing that others need.
            (JobKind::Look | JobKind::Compare(_), _) | (_, JobKind::Look | JobKind::Compare(_)) => false,
            (JobKind::Open(_) | JobKind::Propose | JobKind::Save(_) | JobKind::Export(_) | JobKind::Recover(_), _) => {
                true
            }
        })
    }

    /// The proposal under way.
    ///
    /// # Errors
    /// [`Refusal::Idle`] where none is.
    pub(super) fn proposal(&self) -> Result<&Job, Refusal> {
        self.jobs.iter().find(|job| job.kind == JobKind::Propose).ok_or(Refusal::Idle)
    }

    /// Has `wake` called whenever a job has an answer.
    pub fn set_wake(&mut self, wake: Wake) {
        self.wake = Some(wake);
    }

    pub(super) fn start(&mut self, kind: JobKind, work: impl FnOnce(&Budget, &Progress) -> Answer + Send + 'static) {
        self.start_telling(kind, |budget, progress, _| work(budget, progress));
    }

    /// The same for work that has answers on the way, which it gives to its last argument.
    pub(super) fn start_telling(
        &mut self,
        kind: JobKind,
        work: impl FnOnce(&Budget, &Progress, &dyn Fn(Answer)) -> Answer + Send + 'static,
    ) {
        let (budget, progress) = (Budget::default(), Progress::default());
        let (sender, answer) = channel();
        let (inner_budget, inner_progress, wake) = (budget.clone(), progress.clone(), self.wake.clone());
        std::thread::spawn(move || {
            let tell = |answer| {
                // The desk may be gone: then nobody wants the answer.
                drop(sender.send(answer));
                if let Some(wake) = &wake {
                    wake();
                }
            };
            tell(work(&inner_budget, &inner_progress, &tell));
        });
        self.jobs.push(Job { kind, progress, budget, answer });
    }

    /// Takes in the answers of jobs. Called at the top of each frame; costs nothing where there is none.
    pub fn poll(&mut self) {
        self.tell_proposer();
        self.retry_when_due();
        if let Some(work) = &mut self.work {
            work.count_doubts(self.wake.as_ref());
            work.compare_again(self.wake.as_ref());
        }
        self.note_hints();
        let mut at = 0;
        while let Some(job) = self.jobs.get(at) {
            match job.answer.try_recv() {
                Err(TryRecvError::Empty) => at += 1,
                Ok(Answer::Page(page)) => self.take_page(page),
                answer => {
                    self.jobs.remove(at);
                    self.take_or_lose(answer.ok());
                }
            }
        }
        self.propose_again();
        self.keep_searching();
    }

    /// Waits until all work is done: for tests and for programs without a window.
    pub fn finish(&mut self) {
        self.propose_again();
        while let Some(job) = self.jobs.first() {
            match job.answer.recv() {
                Ok(Answer::Page(page)) => self.take_page(page),
                answer => {
                    self.jobs.remove(0);
                    self.take_or_lose(answer.ok());
                }
            }
            if self.jobs.is_empty() {
                self.propose_again();
            }
        }
        if let Some(work) = &mut self.work {
            work.finish_comparing();
        }
        self.finish_search();
    }

    /// Stops all work and takes in what there is of it.
    #[cfg(test)]
    pub(super) fn jobs_cancelled(&mut self) {
        self.jobs.iter().for_each(Job::cancel);
        self.finish();
        while self.work.as_mut().is_some_and(|work| work.undo().is_ok()) {}
    }

    fn take_or_lose(&mut self, answer: Option<Answer>) {
        if let Some(answer) = answer {
            return self.take(answer);
        }
        // A job's thread ended without an answer: a fault of the program. Nothing of the project was touched.
        let text =
            words::text("后台任务意外中止，工程未受影响", "A background task broke off; the project is as it was");
        self.message = Some(Message::error(text.get(self.lang)));
    }

    fn take(&mut self, answer: Answer) {
        let lang = self.lang;
        match answer {
            Answer::Opened { result: Ok(opened), beside, over } => match self.may_replace() {
                // Something was done while the file was being read.
                Err(refusal) if !over => {
                    self.keep_changes();
                    self.refuse(refusal);
                }
                Ok(()) | Err(_) => self.put_beside(*opened, beside),
            },
            Answer::Opened { result: Err(error), .. } => {
                self.keep_changes();
                self.message = Some(Message::error(report::explain_open(lang, &error)));
            }
            Answer::Page(page) => self.take_page(page),
            Answer::Proposed(done) => self.end_proposing(done),
            Answer::Found { found, asked } => self.take_looked(found, asked),
            Answer::Compared { of, path, result } => self.take_compared(of, path, result),
            Answer::Recovered { journal, result } => {
                self.take_recovered(&journal, result);
                // Where it did not come back, what had been given up for it stays.
                self.keep_changes();
            }
            Answer::Saved { path, of, result: Ok(sum), lock } => {
                let name = report::file_name(&path);
                self.retry = None;
                if let Some(work) = &mut self.work {
                    if let Some(journal) = &work.journal {
                        journal.saved(&path, &sum, of);
                    }
                    if let Some(lock) = lock {
                        work.lock = Some(lock);
                    }
                    (work.saved, work.sum, work.held_by) = (Some(of), Some(sum), None);
                    (work.file, work.saved_at) = (Some(path.clone()), Some(now_millis()));
                }
                self.remember(&path);
                self.message = Some(Message::hint(&words::saved(lang, &name)));
            }
            Answer::Saved { path, result: Err(error), .. } => {
                if let SaveError::Changed(path) = &error {
                    self.conflict = Some(path.clone());
                }
                self.take_failed_save(&path, &error);
            }
            Answer::Exported { path, result: Ok(()) } => {
                if let Some(work) = &mut self.work {
                    work.exported.push(path.clone());
                }
                self.message = Some(Message::hint(&words::exported(lang, &report::file_name(&path))));
            }
            Answer::Exported { path, result: Err(error) } => {
                self.message = Some(Message::error(report::explain_export(lang, &path, &error)));
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::desk::{CommandId, Lang};

    #[test]
    fn a_proposal_under_way_is_cancelled_by_its_command_whatever_else_is_done() {
        let mut desk = Desk::new(Lang::En);
        desk.open_bytes("page.txt", "清晨的街道\n".as_bytes());
        desk.finish();
        let can = |desk: &Desk| crate::desk::command(CommandId("proposal.cancel")).map(|command| (command.when)(desk));
        assert_eq!(can(&desk), Some(Err(Refusal::Idle)));
        // Each goes on until it is told to stop; what is begun first is not the proposal.
        for kind in [JobKind::Export(PathBuf::from("a.md")), JobKind::Propose] {
            desk.start(kind, |budget, _| {
                while budget.step().is_ok() {
                    std::thread::yield_now();
                }
                Answer::Proposed(Err(Cancelled))
            });
        }
        assert_eq!(can(&desk), Some(Ok(())));
        desk.run(CommandId("proposal.cancel"));
        let stopped: Vec<bool> = desk.jobs.iter().map(|job| job.budget.step().is_err()).collect();
        desk.jobs.iter().for_each(Job::cancel);
        assert_eq!(stopped, [false, true]);
        desk.finish();
        assert_eq!(can(&desk), Some(Err(Refusal::Idle)));
    }
}

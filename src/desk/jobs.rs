//! Long work beside the window: a function over owned data on a thread of its own, with progress and a way to stop it.
//!
//! Answers come by a channel and are taken in by [`Desk::poll`] at the top of a frame, or by [`Desk::finish`] where there is no
//! window. An answer to what the project no longer is is dropped, and the work is begun again.

use super::opening::{OpenError, Opened};
use super::saving::SaveError;
use super::{CommandId, Desk, Message, Refusal, StepId, Work, gestures, report, words};
use crate::model::{BlockId, Edit, Project};
use crate::propose::weights::Model;
use crate::propose::{Budget, Cancelled, Input, Progress, propose};
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
    Opened(Result<Box<Opened>, OpenError>),
    Proposed { of: StepId, edit: Result<Result<Edit, Refusal>, Cancelled> },
    Saved { path: PathBuf, of: StepId, result: Result<(), SaveError> },
    Exported { path: PathBuf, result: Result<(), super::ExportError> },
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
            (JobKind::Open(_) | JobKind::Propose | JobKind::Save(_) | JobKind::Export(_), _) => true,
        })
    }

    /// Has `wake` called whenever a job has an answer.
    pub fn set_wake(&mut self, wake: Wake) {
        self.wake = Some(wake);
    }

    pub(super) fn start(&mut self, kind: JobKind, work: impl FnOnce(&Budget, &Progress) -> Answer + Send + 'static) {
        let (budget, progress) = (Budget::default(), Progress::default());
        let (sender, answer) = channel();
        let (inner_budget, inner_progress, wake) = (budget.clone(), progress.clone(), self.wake.clone());
        std::thread::spawn(move || {
            let answer = work(&inner_budget, &inner_progress);
            // The desk may be gone: then nobody wants the answer.
            drop(sender.send(answer));
            if let Some(wake) = wake {
                wake();
            }
        });
        self.jobs.push(Job { kind, progress, budget, answer });
    }

    /// Proposes articles for the open project, around what was decided.
    ///
    /// # Errors
    /// [`Refusal::NoProject`], [`Refusal::Busy`].
    pub fn propose(&mut self) -> Result<(), Refusal> {
        if self.is_busy_for(&JobKind::Propose) {
            return Err(Refusal::Busy);
        }
        let work = self.work()?;
        let (project, model, of) = (work.project().clone(), work.model.clone(), work.history.now());
        self.start(JobKind::Propose, move |budget, progress| Answer::Proposed {
            of,
            edit: proposal_for(&project, model, budget, progress),
        });
        Ok(())
    }

    /// Takes in the answers of jobs that are done. Called at the top of each frame; costs nothing where none is.
    pub fn poll(&mut self) {
        let mut at = 0;
        while let Some(job) = self.jobs.get(at) {
            match job.answer.try_recv() {
                Err(TryRecvError::Empty) => at += 1,
                answer => {
                    self.jobs.remove(at);
                    self.take_or_lose(answer.ok());
                }
            }
        }
    }

    /// Waits until all work is done: for tests and for programs without a window.
    pub fn finish(&mut self) {
        while !self.jobs.is_empty() {
            let job = self.jobs.remove(0);
            self.take_or_lose(job.answer.recv().ok());
        }
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
            Answer::Opened(Ok(opened)) => match self.may_replace() {
                Ok(()) => self.put_on_desk(*opened),
                // Something was done while the file was being read.
                Err(refusal) => self.refuse(refusal),
            },
            Answer::Opened(Err(error)) => self.message = Some(Message::error(report::explain_open(lang, &error))),
            Answer::Proposed { edit: Err(Cancelled), .. } => {
                let text = words::text("已取消提议，原文照旧", "The proposal was cancelled; nothing was changed");
                self.message = Some(Message::hint(text.get(lang)));
            }
            Answer::Proposed { of, edit: Ok(edit) } => self.take_proposal(of, edit),
            Answer::Saved { path, of, result: Ok(()) } => {
                let name = report::file_name(&path);
                if let Some(work) = &mut self.work {
                    work.saved = Some(of);
                    work.file = Some(path.clone());
                }
                self.remember(&path);
                self.message = Some(Message::hint(&words::saved(lang, &name)));
            }
            Answer::Saved { path, result: Err(error), .. } => {
                self.message = Some(Message::error(report::explain_save(lang, &path, &error)));
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

    fn take_proposal(&mut self, of: StepId, edit: Result<Edit, Refusal>) {
        let lang = self.lang;
        let Some(work) = &mut self.work else { return };
        if work.history.now() != of {
            // Something was done meanwhile: the proposal is made again around it.
            if let Err(refusal) = self.propose() {
                self.refuse(refusal);
            }
            return;
        }
        match edit.and_then(|edit| work.apply(CommandId("page.propose"), edit)) {
            Ok(()) => {
                let count = work.project().order().len();
                let told = Message::with_undo(&words::proposed(lang, count));
                // The first proposal for a dump comes right after it is opened: what is wrong with the dump matters more.
                let first = of == StepId::BEGINNING && work.file.is_none();
                let doubtful = first.then(|| report::doubtful(lang, work.project())).flatten();
                self.message = Some(doubtful.map_or(told, |text| Message::with_undo(&text)));
            }
            Err(Refusal::Nothing) => {
                let text = words::text("提议与现状相同", "The proposal is what you have already");
                self.message = Some(Message::hint(text.get(lang)));
            }
            Err(refusal) => self.refuse(refusal),
        }
    }
}

impl Work {
    /// Proposes articles and applies that, without a thread.
    ///
    /// # Errors
    /// [`Cancelled`]. Where the proposal changes nothing, that is no error.
    pub fn propose_now(&mut self, budget: &Budget, progress: &Progress) -> Result<(), Cancelled> {
        if let Ok(edit) = proposal_for(self.project(), self.model.clone(), budget, progress)? {
            // An edit made for this very project fits it.
            let applied = self.apply(CommandId("page.propose"), edit);
            debug_assert!(applied.is_ok(), "{applied:?}");
        }
        Ok(())
    }
}

/// The edit that makes a project what the proposer says of it.
fn proposal_for(
    project: &Project,
    model: Option<Arc<Model>>,
    budget: &Budget,
    progress: &Progress,
) -> Result<Result<Edit, Refusal>, Cancelled> {
    let (kept, ids): (_, Vec<BlockId>) = gestures::kept_of(project);
    let input = Input { pages: project.pages().to_vec(), kept, model };
    let proposal = propose(&input, budget, progress)?;
    Ok(gestures::accept(project, &proposal, &ids))
}

//! Proposing articles for the pages of a project, beside the window, page by page.
//!
//! The page in view comes first. What a page becomes is made ready beside the window, project and all, so that the window
//! only puts one in place of the other; where something was done in that moment, the page is proposed again around it. A
//! run is one step of the history, as far as the editor does nothing in between. Where nobody asked for it, what comes behind
//! an editor's step on another page is taken back with that step, and proposed again once the editor goes on: so undo finds
//! the editor's step below it. What comes of itself on the page of that very step, or first of all, is a step of its own
//! before which undo stops ([`super::acts::edit`]), since without it the editor would have the bare page before them. While
//! something is undone that redo would do again, nothing comes of itself: it would take that away.

use super::abreast::{in_order, processors};
use super::history::{Change, History, MANY, Manner};
use super::jobs::{Answer, JobKind};
use super::steps::Ready;
use super::{CommandId, Desk, Message, Refusal, StepId, Work, gestures, report, words};
use crate::model::{Edit, Project};
use crate::propose::weights::Model;
use crate::propose::{Budget, Cancelled, Input, Kept, Progress, Proposal, propose_page};
use crate::text::PageNo;
use std::ops::ControlFlow;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::sync::{Arc, Mutex, PoisonError};

/// The command under which proposals stand in the history.
pub(super) const PROPOSE: CommandId = CommandId("page.propose");
/// More blocks than a project has that is dropped within a frame.
const LARGE: usize = 5_000;

/// A page's answer.
pub(super) struct Page {
    page: PageNo,
    /// `None` where the editor worked on this very page while it was read.
    ready: Option<Result<Ready, Refusal>>,
}

/// Pages that are being proposed.
pub(super) struct Run {
    /// The page that is read now, by its index, and how many were read.
    now: Arc<AtomicUsize>,
    read: usize,
    /// How many are read in all.
    pages: usize,
    /// The project as it is now, for the thread that reads.
    newest: Arc<Mutex<Arc<Project>>>,
    /// What that thread knows of.
    known: Arc<Project>,
    /// The editor asked for it, so that it is a step of its own.
    asked: bool,
    /// Pages that changed something.
    landed: usize,
    /// The step of the last of them.
    top: Option<StepId>,
    /// Pages on which something was done meanwhile.
    again: Vec<PageNo>,
}

impl Run {
    /// Has the thread that reads go on from the project as it is now.
    fn go_on_from(&mut self, now: Arc<Project>) {
        *self.newest.lock().unwrap_or_else(PoisonError::into_inner) = Arc::clone(&now);
        self.known = now;
    }
}

impl Desk {
    /// Proposes articles for all pages of the open project, around what was decided.
    ///
    /// # Errors
    /// [`Refusal::NoProject`], [`Refusal::Busy`].
    pub fn propose(&mut self) -> Result<(), Refusal> {
        let pages = self.work()?.pages_from_view();
        self.run_proposals(pages, true, 0)
    }

    /// Proposes articles for the page in view, around what was decided.
    ///
    /// # Errors
    /// [`Refusal::NoProject`], [`Refusal::Busy`].
    pub fn propose_page(&mut self) -> Result<(), Refusal> {
        let page = self.work()?.selection().page;
        self.run_proposals(vec![page], true, 0)
    }

    /// Proposes articles for pages that were opened; nobody asked for it.
    pub(super) fn propose_opened(&mut self) -> Result<(), Refusal> {
        let pages = self.work()?.pages_from_view();
        self.run_proposals(pages, false, 0)
    }

    /// The page that is being read, how many were read, and how many are read in all.
    #[must_use]
    pub fn proposing(&self) -> Option<(PageNo, usize, usize)> {
        let run = self.run.as_ref()?;
        Some((PageNo::new(run.now.load(Ordering::Relaxed)), run.read, run.pages))
    }

    fn run_proposals(&mut self, pages: Vec<PageNo>, asked: bool, landed: usize) -> Result<(), Refusal> {
        if self.is_busy_for(&JobKind::Propose) {
            return Err(Refusal::Busy);
        }
        let work = self.work()?;
        work.may_edit()?;
        let (project, model) = (work.shared(), work.model.clone());
        let newest = Arc::new(Mutex::new(Arc::clone(&project)));
        let now = Arc::new(AtomicUsize::new(pages.first().map_or(0, |page| page.index())));
        self.run = Some(Run {
            now: Arc::clone(&now),
            read: 0,
            pages: pages.len(),
            newest: Arc::clone(&newest),
            known: Arc::clone(&project),
            asked,
            landed,
            top: None,
            again: Vec::new(),
        });
        let lines = |page: &PageNo| project.page(*page).map_or(0, |page| page.lines().count());
        let expected: usize = pages.iter().map(lines).sum();
        self.start_telling(JobKind::Propose, move |budget, progress, tell| {
            progress.expect(expected);
            let mut done = Ok(());
            let read = |&page: &PageNo| {
                now.store(page.index(), Ordering::Relaxed);
                read_page(page, &newest, model.clone(), budget, progress)
            };
            // One processor is the window's.
            in_order(&pages, processors().saturating_sub(1), read, |read| match read {
                Ok(read) => {
                    tell(Answer::Page(Page { page: read.page, ready: make_ready(read, &newest) }));
                    ControlFlow::Continue(())
                }
                Err(cancelled) => {
                    done = Err(cancelled);
                    ControlFlow::Break(())
                }
            });
            Answer::Proposed(done)
        });
        Ok(())
    }

    /// Lets the thread that reads know what was done to the project since.
    pub(super) fn tell_proposer(&mut self) {
        let (Some(run), Some(work)) = (&mut self.run, &self.work) else { return };
        let now = work.shared();
        if !Arc::ptr_eq(&run.known, &now) {
            run.go_on_from(now);
        }
    }

    pub(super) fn take_page(&mut self, Page { page, ready }: Page) {
        let (Some(run), Some(work)) = (&mut self.run, &mut self.work) else { return };
        run.read += 1;
        if run.asked {
            work.set_aside.remove(&page);
        }
        match ready {
            Some(Ok(ready)) if !run.asked && work.history.can_redo() => {
                work.set_aside.insert(page);
                // The thread that reads took it for done.
                run.go_on_from(work.shared());
                if is_large(&ready.made) {
                    std::thread::spawn(move || drop(ready));
                }
            }
            Some(Ok(ready)) => {
                let joined = if run.asked {
                    // The run goes on; or it goes with what the editor did, unless they see it come. Undo would never come to
                    // what is joined to a proposal that nobody asked for.
                    run.top == Some(work.history.now())
                        || (run.landed > 0 && work.selection().page != page && work.history.undoes_editors())
                } else {
                    goes_with_last(&work.history, page)
                };
                match work.swap(PROPOSE, ready, Manner { joined, automatic: !run.asked }) {
                    Some(was) => {
                        run.landed += 1;
                        run.top = Some(work.history.now());
                        run.known = work.shared();
                        if is_large(&was) {
                            std::thread::spawn(move || drop(was));
                        }
                    }
                    None => run.again.push(page),
                }
            }
            Some(Err(Refusal::Nothing)) => {}
            Some(Err(refusal)) => self.refuse(refusal),
            None => run.again.push(page),
        }
        self.tell_proposer();
    }

    pub(super) fn end_proposing(&mut self, done: Result<(), Cancelled>) {
        let lang = self.lang;
        let Some(run) = self.run.take() else { return };
        if done.is_ok() && !run.again.is_empty() {
            // Something was done meanwhile: these pages are proposed again around it.
            if let Err(refusal) = self.run_proposals(run.again, run.asked, run.landed) {
                self.refuse(refusal);
            }
            return;
        }
        let Some(work) = &mut self.work else { return };
        if done.is_err() && !run.asked {
            // The pages are to stay as they are.
            work.set_aside.clear();
        }
        let can_undo = work.history.to_undo().is_some_and(|step| step.command == PROPOSE && !step.automatic);
        let told = |text: &str| if can_undo { Message::with_undo(text) } else { Message::hint(text) };
        self.message = Some(match (done, run.landed) {
            (Err(Cancelled), 0) => {
                let text = words::text("已取消提议，原文照旧", "The proposal was cancelled; nothing was changed");
                Message::hint(text.get(lang))
            }
            (Err(Cancelled), landed) => told(&words::proposal_cancelled(lang, landed, run.pages)),
            (Ok(()), _) if !run.asked && !work.set_aside.is_empty() => {
                let text = words::text(
                    "撤销的操作还可以重做；您接着做下去，其余的才会提议",
                    "What you undid can still be redone; the rest is proposed once you go on",
                );
                Message::hint(text.get(lang))
            }
            (Ok(()), 0) => {
                let text = words::text("提议与现状相同", "The proposal is what you have already");
                Message::hint(text.get(lang))
            }
            (Ok(()), _) => {
                let text = words::proposed(lang, work.project().order().len());
                // The first proposal for a dump comes right after it is opened: what is wrong with the dump matters more.
                let first = !run.asked && work.file.is_none();
                let wrong = first.then(|| report::of_dump(lang, work.project())).flatten();
                told(&wrong.unwrap_or(text))
            }
        });
    }

    /// Proposes what an editor took back together with their own step, and what would have taken redo away, once they go on
    /// from there.
    pub(super) fn propose_again(&mut self) {
        if self.run.is_some() {
            return;
        }
        let waits = |work: &&mut Work| work.lost_proposals || !work.set_aside.is_empty();
        let Some(work) = self.work.as_mut().filter(waits).filter(|work| !work.history.can_redo()) else { return };
        let (lost, aside) = (std::mem::take(&mut work.lost_proposals), std::mem::take(&mut work.set_aside));
        let is_due = |page: &PageNo| aside.contains(page) || (lost && super::pages::is_raw(work.project(), *page));
        let pages: Vec<PageNo> = work.pages_from_view().into_iter().filter(is_due).collect();
        if pages.is_empty() {
            return;
        }
        if let Err(refusal) = self.run_proposals(pages, false, 0) {
            self.refuse(refusal);
        }
    }
}

/// True for a project that takes longer to drop than a frame may.
fn is_large(project: &Project) -> bool {
    project.blocks().nth(LARGE).is_some()
}

/// Whether what is proposed for a page of itself goes with what was done last: with another such proposal, or with an editor's
/// step on another page.
fn goes_with_last(history: &History, page: PageNo) -> bool {
    history.to_undo().is_some_and(|step| step.automatic || step.before.selection.page != page)
}

/// A page that was read, around what was decided on it by then.
struct Read {
    page: PageNo,
    kept: Vec<Kept>,
    proposal: Proposal,
}

/// Reads a page of the project, as it is by now.
fn read_page(
    page: PageNo,
    newest: &Mutex<Arc<Project>>,
    model: Option<Arc<Model>>,
    budget: &Budget,
    progress: &Progress,
) -> Result<Read, Cancelled> {
    let project = now(newest);
    let (kept, _) = gestures::kept_on(&project, page);
    let input = Input { pages: project.pages().to_vec(), kept, model };
    drop(project);
    let proposal = propose_page(&input, page, budget, progress)?;
    Ok(Read { page, kept: input.kept, proposal })
}

/// Makes ready what becomes of the project, as it is by now. `None` where the editor decided something on the page since it
/// was read.
fn make_ready(read: Read, newest: &Mutex<Arc<Project>>) -> Option<Result<Ready, Refusal>> {
    let Read { page, kept, proposal } = read;
    let of = now(newest);
    let (kept_now, ids) = gestures::kept_on(&of, page);
    if kept_now != kept {
        return None;
    }
    // On a thread of its own, which has its own memory: what the proposal took beside is then whole stretches that go back
    // to the system, and no holes between what stays.
    let apart = std::thread::scope(|scope| {
        let work = || gestures::accept_page(&of, page, &proposal, &ids).and_then(|edit| made(&of, edit));
        scope.spawn(work).join()
    });
    let ready = apart.unwrap_or_else(|panic| std::panic::resume_unwind(panic));
    if let Ok(ready) = &ready {
        // The next page goes on from there, unless something was done to the project meanwhile.
        let mut newest = newest.lock().unwrap_or_else(PoisonError::into_inner);
        if Arc::ptr_eq(&newest, &ready.of) {
            *newest = Arc::clone(&ready.made);
        }
    }
    Some(ready)
}

fn now(newest: &Mutex<Arc<Project>>) -> Arc<Project> {
    Arc::clone(&newest.lock().unwrap_or_else(PoisonError::into_inner))
}

fn made(of: &Arc<Project>, edit: Edit) -> Result<Ready, Refusal> {
    let mut made = Project::clone(of);
    // A large one need not be copied: the states are kept in its place.
    let small = (edit.parts() <= MANY).then(|| edit.clone());
    let inverse = made.apply(edit).map_err(|error| {
        log::error!("{error}");
        Refusal::Gone
    })?;
    let made = Arc::new(made);
    let [edit, inverse] = match small {
        Some(edit) => [edit.into(), inverse.into()],
        None => Change::swaps(of, &made),
    };
    Ok(Ready { of: Arc::clone(of), made, edit, inverse })
}

impl Work {
    /// All pages: that in view first, then those behind it, then those before it.
    fn pages_from_view(&self) -> Vec<PageNo> {
        let (first, count) = (self.selection().page.index(), self.project().pages().len());
        (first..count).chain(0..first.min(count)).map(PageNo::new).collect()
    }

    /// Proposes articles for all pages and applies that as one step, before it returns, on all processors.
    ///
    /// # Errors
    /// [`Cancelled`]. Where the proposal changes nothing, that is no error.
    pub fn propose_now(&mut self, budget: &Budget, progress: &Progress) -> Result<(), Cancelled> {
        self.propose_on(processors(), budget, progress)
    }

    /// The same on so many threads: for a caller that has others at work already.
    ///
    /// # Errors
    /// As [`Work::propose_now`].
    pub fn propose_on(&mut self, threads: usize, budget: &Budget, progress: &Progress) -> Result<(), Cancelled> {
        progress.expect(self.project().pages().iter().map(|page| page.lines().count()).sum());
        let before = self.shared();
        let newest = Mutex::new(Arc::clone(&before));
        let mut done = Ok(());
        let model = &self.model;
        let pages: Vec<PageNo> = (0..before.pages().len()).map(PageNo::new).collect();
        let read = |&page: &PageNo| read_page(page, &newest, model.clone(), budget, progress);
        in_order(&pages, threads, read, |read| {
            let ready = read.and_then(|read| {
                let page = read.page;
                match make_ready(read, &newest) {
                    // What a page before it became changed what is kept on this one: its article goes over both.
                    None => {
                        Ok(make_ready(read_page(page, &newest, model.clone(), budget, &Progress::default())?, &newest))
                    }
                    ready => Ok(ready),
                }
            });
            match ready {
                // What is proposed for this very project fits it, and nobody works on it meanwhile.
                Ok(_) => ControlFlow::Continue(()),
                Err(cancelled) => {
                    done = Err(cancelled);
                    ControlFlow::Break(())
                }
            }
        });
        done?;
        let made = newest.into_inner().unwrap_or_else(PoisonError::into_inner);
        if !Arc::ptr_eq(&before, &made) {
            let [edit, inverse] = Change::swaps(&before, &made);
            let swapped = self.swap(PROPOSE, Ready { of: before, made, edit, inverse }, Manner::default());
            debug_assert!(swapped.is_some(), "nobody else has this project");
        }
        Ok(())
    }
}

#[cfg(test)]
mod tests;

//! Comparing the open project with another editor's project of the same pages, and taking over what that one has.
//!
//! [`Desk::compare_with`] reads the other project beside the window; [`Work::compared`] is what came of it, for a panel to
//! show, and stays until it is closed or another project is put on the desk. After each change of the project it is derived
//! anew, beside the window too: until that is done, the list is of the state before, and what no longer stands is refused.
//!
//! What is taken over, or kept as it is here, is a step of the history like any other. Whoever keeps something has decided
//! it: its blocks are the editor's own from then on, and it is not listed again as long as that step is done.

use super::jobs::{Answer, JobKind};
use super::opening::{OpenError, Opened, open};
use super::{CommandId, Desk, History, Message, Refusal, Selection, StepId, Wake, Work, gestures, report, words};
use crate::model::compare::{Agreement, Comparison, Difference, compare};
use crate::model::{ArticleId, BlockId, Edit, Project, Role, reading};
use crate::text::{PageNo, Place};
use std::path::{Path, PathBuf};
use std::sync::Arc;
use std::sync::mpsc::{Receiver, TryRecvError, channel};

/// The commands under which steps stand in the history.
const TAKE: CommandId = CommandId("compare.take");
const TAKE_ALL: CommandId = CommandId("compare.take_all");
const KEEP: CommandId = CommandId("compare.keep");

/// How long a title in a list is at the most, in full-width characters.
const TITLE: usize = 24;

/// Why a project cannot be compared with a file. Put into words by [`words::explain_compare`].
#[derive(Debug, thiserror::Error)]
pub enum CompareError {
    /// The file cannot be read.
    #[error(transparent)]
    Open(#[from] OpenError),
    /// It is a dump, which says nothing of articles.
    #[error("{} is a dump", .0.display())]
    Dump(PathBuf),
    /// None of its pages has the text of that page here.
    #[error("{} has no page in common", .0.display())]
    NoSamePage(PathBuf),
}

/// What came of comparing. A panel shows the name, the agreement, the pages that are left alone, and the list; for each
/// difference [`words::difference`] and the titles of the articles on either side, with buttons that take it or keep it, and
/// the one that was gone to marked.
pub struct Compared {
    /// The other project's file.
    pub path: PathBuf,
    there: Arc<Project>,
    /// The project as it was compared.
    of: Arc<Project>,
    comparison: Comparison,
    /// The place of the difference that was gone to last.
    now: Option<Place>,
    /// Differences that the editor kept as they are here, with the step that says so.
    kept: Vec<(Difference, StepId)>,
    /// The project as it is now is being compared.
    coming: Option<Receiver<(Arc<Project>, Comparison)>>,
}

impl Compared {
    /// The other project, to read in it what a difference names.
    #[must_use]
    pub fn there(&self) -> &Project {
        &self.there
    }

    /// What is otherwise and neither taken nor kept, in the order of the dump.
    #[must_use]
    pub fn differences(&self) -> &[Difference] {
        &self.comparison.differences
    }

    /// How far the two agree; what is kept here is no agreement.
    #[must_use]
    pub fn agreement(&self) -> Agreement {
        self.comparison.agreement
    }

    /// Pages whose text is not the same in both, or that only one has: nothing on them is compared.
    #[must_use]
    pub fn other_pages(&self) -> &[PageNo] {
        &self.comparison.other_pages
    }

    /// The difference that was gone to last, with its number from 1; `None` before one is, and once it is taken or kept.
    #[must_use]
    pub fn current(&self) -> Option<(usize, &Difference)> {
        let at = self.differences().iter().position(|difference| Some(difference.at) == self.now)?;
        Some((at + 1, self.differences().get(at)?))
    }

    /// The title of an article there, as a list shows it: its headline, or else how it begins.
    #[must_use]
    pub fn their_title(&self, article: ArticleId) -> String {
        title(&self.there, article)
    }

    /// The difference at a place, where it stands as it was compared.
    fn standing(&self, project: &Project, at: Place) -> Result<&Difference, Refusal> {
        let found = self.differences().iter().find(|difference| difference.at == at);
        found.filter(|difference| difference.stands(&self.of, project)).ok_or(Refusal::Gone)
    }

    /// The edit that takes `taken` over.
    fn take(&self, project: &Project, taken: &[&Difference]) -> Result<Edit, Refusal> {
        gestures::take_over(project, &self.there, &self.comparison, taken)
    }

    /// What is done with a difference is not listed any more, also before the project is compared again.
    fn drop_at(&mut self, at: Place) {
        self.comparison.differences.retain(|difference| difference.at != at);
    }

    /// Takes in what the project is otherwise now.
    fn renew(&mut self, of: Arc<Project>, comparison: Comparison, history: &History) {
        (self.of, self.comparison) = (of, comparison);
        let kept: Vec<&Difference> =
            self.kept.iter().filter(|(_, step)| history.is_done(*step)).map(|(difference, _)| difference).collect();
        self.comparison.differences.retain(|one| !kept.iter().any(|kept| kept.is_theirs_of(one)));
    }
}

/// The headline of an article, or else how its first block reads; short.
#[must_use]
pub fn title(project: &Project, article: ArticleId) -> String {
    let blocks = project.article(article).map(|article| article.blocks.as_slice()).unwrap_or_default();
    let is_headline = |id: &&BlockId| project.block(**id).is_some_and(|block| block.role == Role::Headline);
    let shown = blocks.iter().find(is_headline).or(blocks.first());
    shown.map(|&id| crate::text::cut(&reading(project, id).text, TITLE)).unwrap_or_default()
}

/// What a file was read as to be compared with: the project in it, and what came of that.
pub(super) struct Other {
    there: Arc<Project>,
    comparison: Comparison,
}

fn read_other(path: &Path, here: &Project) -> Result<Other, CompareError> {
    let Opened::Project { project: there, .. } = open(path, None)? else {
        return Err(CompareError::Dump(path.to_owned()));
    };
    let comparison = compare(here, &there);
    if comparison.pages == 0 && !comparison.other_pages.is_empty() {
        return Err(CompareError::NoSamePage(path.to_owned()));
    }
    Ok(Other { there: Arc::new(there), comparison })
}

impl Desk {
    /// Compares the open project with that in a file, beside the window. What was compared before stays until it is read, and
    /// where it cannot be.
    ///
    /// # Errors
    /// [`Refusal::NoProject`]; [`Refusal::Busy`] while another file is being compared.
    pub fn compare_with(&mut self, path: PathBuf) -> Result<(), Refusal> {
        let of = self.work()?.shared();
        if self.jobs.iter().any(|job| matches!(job.kind, JobKind::Compare(_))) {
            return Err(Refusal::Busy);
        }
        self.start(JobKind::Compare(path.clone()), move |_, _| {
            let result = read_other(&path, &of).map(Box::new);
            Answer::Compared { of, path, result }
        });
        Ok(())
    }

    /// Takes in what came of comparing; it is nothing to another project that is on the desk by now.
    pub(super) fn take_compared(&mut self, of: Arc<Project>, path: PathBuf, result: Result<Box<Other>, CompareError>) {
        let Some(work) = &mut self.work else { return };
        // Pages never change, and each project on the desk has its own.
        let pages = work.project.pages();
        if pages.len() != of.pages().len() || !pages.iter().zip(of.pages()).all(|(own, other)| Arc::ptr_eq(own, other))
        {
            return;
        }
        match result {
            Ok(other) => {
                let Other { there, comparison } = *other;
                let text = words::compared(self.lang, &report::file_name(&path), comparison.differences.len());
                let (now, kept, coming) = (None, Vec::new(), None);
                work.compared = Some(Compared { path, there, of, comparison, now, kept, coming });
                self.message = Some(Message::hint(&text));
            }
            Err(error) => self.message = Some(Message::error(words::explain_compare(self.lang, &error))),
        }
    }
}

impl Work {
    /// What the project was compared with, and what came of it.
    #[must_use]
    pub fn compared(&self) -> Option<&Compared> {
        self.compared.as_ref()
    }

    /// Closes the list. The other project is let go; what was taken over stays.
    pub fn stop_comparing(&mut self) {
        self.compared = None;
    }

    /// Goes to the difference behind the one that was gone to last, or before it, or else behind or before the caret; round
    /// the end.
    ///
    /// # Errors
    /// [`Refusal::NoDifference`].
    pub fn next_difference(&mut self, forward: bool) -> Result<(), Refusal> {
        let caret = self.selection().caret();
        let compared = self.compared.as_ref().ok_or(Refusal::NoDifference)?;
        let mut places = compared.differences().iter().map(|difference| difference.at);
        let next = match (compared.now, forward) {
            (Some(now), true) => places.clone().find(|&at| at > now).or_else(|| places.next()),
            (None, true) => places.clone().find(|&at| at >= caret).or_else(|| places.next()),
            (now, false) => {
                let from = now.unwrap_or(caret);
                places.clone().rfind(|&at| at < from).or_else(|| places.next_back())
            }
        };
        self.go_to_difference(next.ok_or(Refusal::NoDifference)?)
    }

    /// Goes to the difference that begins at a place: it is the current one now, and its first character is selected.
    ///
    /// # Errors
    /// [`Refusal::NoDifference`] where none does.
    pub fn go_to_difference(&mut self, at: Place) -> Result<(), Refusal> {
        let compared = self.compared.as_mut().ok_or(Refusal::NoDifference)?;
        if !compared.differences().iter().any(|difference| difference.at == at) {
            return Err(Refusal::NoDifference);
        }
        compared.now = Some(at);
        self.go_to(Selection::at(at));
        Ok(())
    }

    /// Takes over the difference that begins at a place: all that it names becomes what it is there, as one step.
    ///
    /// # Errors
    /// [`Refusal::NoDifference`] where nothing is compared, [`Refusal::Gone`] where something was done there since,
    /// [`Refusal::OtherPages`], [`Refusal::Looking`].
    pub fn take_difference(&mut self, at: Place) -> Result<(), Refusal> {
        let compared = self.compared.as_ref().ok_or(Refusal::NoDifference)?;
        let edit = compared.take(&self.project, &[compared.standing(&self.project, at)?])?;
        self.done_with(TAKE, at, edit)
    }

    /// Takes over every difference that is listed and can be taken, as one step. Returns how many.
    ///
    /// # Errors
    /// [`Refusal::NoDifference`] where there is none, [`Refusal::Looking`].
    pub fn take_all_differences(&mut self) -> Result<usize, Refusal> {
        let compared = self.compared.as_ref().ok_or(Refusal::NoDifference)?;
        let stands = |one: &&Difference| one.takeable && one.stands(&compared.of, &self.project);
        let taken: Vec<&Difference> = compared.differences().iter().filter(stands).collect();
        if taken.is_empty() {
            return Err(Refusal::NoDifference);
        }
        let places: Vec<Place> = taken.iter().map(|one| one.at).collect();
        let edit = compared.take(&self.project, &taken)?;
        self.apply(TAKE_ALL, edit)?;
        if let Some(compared) = &mut self.compared {
            compared.comparison.differences.retain(|one| places.binary_search(&one.at).is_err());
        }
        Ok(places.len())
    }

    /// Keeps what this project has of the difference that begins at a place, as one step: its blocks are the editor's own
    /// from now on, and it is listed again only where the step is undone or the other project has more in it.
    ///
    /// # Errors
    /// As [`Work::take_difference`], but that a difference which cannot be taken can be kept.
    pub fn keep_difference(&mut self, at: Place) -> Result<(), Refusal> {
        let compared = self.compared.as_ref().ok_or(Refusal::NoDifference)?;
        let kept = compared.standing(&self.project, at)?.clone();
        let blocks: Vec<BlockId> = kept.here.blocks(&self.project).collect();
        let edit = match gestures::confirm(&self.project, &[], &blocks) {
            // All of it was the editor's own already: that it is kept is a step all the same.
            Err(Refusal::Nothing) => Edit::All(Vec::new()),
            edit => edit?,
        };
        self.done_with(KEEP, at, edit)?;
        let step = self.history.now();
        if let Some(compared) = &mut self.compared {
            compared.kept.push((kept, step));
        }
        Ok(())
    }

    fn done_with(&mut self, command: CommandId, at: Place, edit: Edit) -> Result<(), Refusal> {
        self.may_edit()?;
        // What is decided is in view, and undo comes back to it.
        if self.selection().range().from() != at {
            self.go_to(Selection::at(at));
        }
        self.apply(command, edit)?;
        if let Some(compared) = &mut self.compared {
            compared.drop_at(at);
        }
        Ok(())
    }

    /// Has the project compared again where it was changed, and takes in the answer. Called in each frame.
    pub(super) fn compare_again(&mut self, wake: Option<&Wake>) {
        let Some(compared) = &mut self.compared else { return };
        match compared.coming.as_ref().map(Receiver::try_recv) {
            Some(Ok((of, comparison))) => {
                compared.coming = None;
                compared.renew(of, comparison, &self.history);
            }
            Some(Err(TryRecvError::Empty)) => return,
            Some(Err(TryRecvError::Disconnected)) => {
                // A fault of the program: what is listed would never be true again.
                log::error!("a comparison broke off");
                self.compared = None;
                return;
            }
            None => {}
        }
        if Arc::ptr_eq(&compared.of, &self.project) {
            return;
        }
        let (of, there, wake) = (Arc::clone(&self.project), Arc::clone(&compared.there), wake.cloned());
        let (sender, answer) = channel();
        std::thread::spawn(move || {
            let comparison = compare(&of, &there);
            // The list may be closed: then nobody wants the answer.
            drop(sender.send((of, comparison)));
            if let Some(wake) = wake {
                wake();
            }
        });
        compared.coming = Some(answer);
    }

    /// Compares the project again where it was changed, before it returns: for tests and for programs without a window.
    pub(super) fn finish_comparing(&mut self) {
        let Some(compared) = &mut self.compared else { return };
        compared.coming = None;
        if !Arc::ptr_eq(&compared.of, &self.project) {
            let comparison = compare(&self.project, &compared.there);
            compared.renew(Arc::clone(&self.project), comparison, &self.history);
        }
    }
}

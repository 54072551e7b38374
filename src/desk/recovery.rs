//! Work that a crash left unsaved: looked for, told of in words, brought back or thrown away.
//!
//! A journal tells steps; the state that they lead on from is the project file, recognised by its checksum, or stands in the
//! journal. Bringing back goes from that state to the last one, edit by edit, each of them checked as ever, and the history
//! comes back with it. Looking and bringing back read whole files, so both are jobs.

use super::jobs::{Answer, JobKind};
use super::journal::tale::{Mute, Tale};
use super::journal::{Journal, Left, Record, now_millis};
use super::proposing::PROPOSE;
use super::{CommandId, Desk, Lang, Message, Refusal, Step, StepId, Work, report, words};
use crate::model::{EditError, Project, check_all};
use crate::store::lock::{self, Holder, ProjectLock, Taken};
use crate::store::project_file::{self, ProjectFileError};
use crate::store::{self, State, StoreError, backup, journal};
use std::path::{Path, PathBuf};

/// How many journals of one project are looked at: as many as an editor leaves for later before they are too many to tell
/// apart.
const MOST: usize = 9;

/// Unsaved work that was found.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Found {
    /// The journal that tells it.
    pub journal: PathBuf,
    /// The project's file; `None` where it was never saved.
    pub project: Option<PathBuf>,
    /// What the project is called.
    pub name: String,
    /// How many steps are not saved.
    pub steps: usize,
    /// When the first of them was made, in milliseconds since 1970.
    pub began: u64,
    /// When the last of them was made.
    pub last: u64,
    /// The command of the last step.
    pub command: CommandId,
    /// That step was taken back: the work stands before it.
    pub is_undone: bool,
    /// True where the project's file is not what it was: they come back as a project without a file.
    pub is_apart: bool,
    /// False where the state that they lead on from is nowhere any more.
    pub has_base: bool,
}

/// Why unsaved work could not be brought back. Its journal stays.
#[derive(Debug, thiserror::Error)]
pub enum RecoverError {
    /// A file could not be read.
    #[error(transparent)]
    Store(#[from] StoreError),
    /// A newer program wrote the journal.
    #[error("{} is of a newer version", .0.display())]
    Newer(PathBuf),
    /// Nothing can be read in it.
    #[error("{} is no journal", .0.display())]
    NoJournal(PathBuf),
    /// The project file is not the one that the steps were made on, and that one is nowhere.
    #[error("{} was changed since", .0.display())]
    NoBase(PathBuf),
    /// The state that the steps lead on from cannot be read.
    #[error(transparent)]
    Base(#[from] ProjectFileError),
    /// A step does not fit.
    #[error(transparent)]
    Step(#[from] EditError),
    /// Another window has the project open.
    #[error("another window has the project open")]
    InUse(Holder),
    /// What came of it does not hold what always holds.
    #[error("the check {0} fails")]
    Unsound(&'static str),
}

/// A project that was brought back.
pub(super) struct Recovered {
    pub(super) project: Project,
    pub(super) tale: Tale,
    /// The file that the project was read from, its checksum, and which state it has.
    pub(super) file: Option<(PathBuf, String, StepId)>,
    pub(super) steps: usize,
    pub(super) lock: Option<ProjectLock>,
}

/// The state that a journal's steps lead on from.
struct Base {
    bytes: Vec<u8>,
    /// The file that it is in, and its checksum.
    file: Option<(PathBuf, String)>,
    state: StepId,
}

/// The base in the file, in the journal, or among the earlier states that are kept in `state`.
fn base_of(tale: &Tale, state: Option<&State>) -> Option<Base> {
    // Most saves are of one file: each is read once.
    let mut read: Vec<(&Path, Vec<u8>, String)> = Vec::new();
    for save in tale.saves.iter().rev() {
        if !read.iter().any(|(path, ..)| *path == save.path) {
            let Ok(bytes) = std::fs::read(&save.path) else { continue };
            let sum = store::checksum(&bytes);
            read.push((&save.path, bytes, sum));
        }
        if let Some(at) = read.iter().position(|(path, _, sum)| *path == save.path && *sum == save.sum) {
            let (path, bytes, sum) = read.swap_remove(at);
            return Some(Base { bytes, file: Some((path.to_owned(), sum)), state: save.state });
        }
    }
    if let Some(text) = tale.begin.text.clone() {
        return Some(Base { bytes: text.into_bytes(), file: None, state: tale.begin.state });
    }
    tale.saves.iter().rev().find_map(|save| {
        let bytes = backup::with_sum(state?, &save.sum)?;
        Some(Base { bytes, file: None, state: save.state })
    })
}

fn read(path: &Path) -> Result<Tale, RecoverError> {
    let bytes = std::fs::read(path).map_err(|source| StoreError::from_io(path, source))?;
    Tale::of(&bytes).map_err(|mute| match mute {
        Mute::Nothing => RecoverError::NoJournal(path.to_owned()),
        Mute::Newer => RecoverError::Newer(path.to_owned()),
    })
}

/// Reads what a journal tells, and brings the project and its history to where they were.
///
/// `own`: the project whose lock this window has already.
pub(super) fn bring_back(path: &Path, own: Option<&Path>, state: Option<&State>) -> Result<Recovered, RecoverError> {
    let mut tale = read(path)?;
    let Some(Base { bytes, file, state }) = base_of(&tale, state) else {
        return Err(RecoverError::NoBase(tale.begin.project.clone().unwrap_or_else(|| path.to_owned())));
    };
    let mut project = project_file::from_bytes(&bytes)?;
    let now = tale.history.now();
    let steps = unsaved(&tale, file.is_some(), state);
    for (_, change) in tale.history.way(state, now) {
        change.apply(&mut project)?;
    }
    if let Some(finding) = check_all(&project).into_iter().next() {
        return Err(RecoverError::Unsound(finding.check));
    }
    tale.view = std::mem::take(&mut tale.view).fitting(&project);
    let lock = match file.as_ref().filter(|(path, _)| !own.is_some_and(|own| super::saving::same_file(own, path))) {
        Some((path, _)) => match lock::take(path) {
            Taken::Ours(lock) => Some(lock),
            Taken::Theirs(holder) => return Err(RecoverError::InUse(holder)),
            Taken::Nowhere(_) => None,
        },
        None => None,
    };
    let file = file.map(|(path, sum)| (path, sum, state));
    Ok(Recovered { lock, project, tale, file, steps })
}

/// The unsaved work that journals tell of: of every project, or of the one at `project`. Journals that tell of none are taken
/// away; those that another window writes now are passed over.
pub(super) fn look(state: &State, project: Option<&Path>) -> Vec<Found> {
    let mut paths = state.known();
    let beside = project.into_iter().flat_map(|project| (1..=MOST).map(move |n| journal::beside(project, n)));
    // Its folder may be known by another name: work that is told of twice would be offered twice.
    let is_new = |path: &PathBuf| path.is_file() && !paths.iter().any(|known| super::saving::same_file(known, path));
    let more: Vec<PathBuf> = beside.filter(is_new).collect();
    paths.extend(more);
    let mut found = Vec::new();
    for path in paths.into_iter().filter(|path| !journal::is_in_use(path)) {
        match read(&path) {
            Ok(tale) => {
                if project.is_some_and(|project| !is_of(&tale, project)) {
                    continue;
                }
                match found_in(&path, &tale, state) {
                    Some(one) => found.push(one),
                    None => {
                        leave(&tale, state);
                        forget(state, &path);
                    }
                }
            }
            Err(error) => log::warn!("{}: {error}", path.display()),
        }
    }
    found.sort_by_key(|found: &Found| std::cmp::Reverse(found.last));
    found
}

/// A crash lost nothing: the project is left as if it had been closed.
fn leave(tale: &Tale, state: &State) {
    let Some((project, sum)) = base_of(tale, None).and_then(|base| base.file) else { return };
    let left = Left { project, sum, state: tale.history.now(), view: tale.view.clone(), lock: None };
    if let Err(error) = left.keep(state, tale.records.get(1..).unwrap_or_default()) {
        log::warn!("how {} was left is not kept: {error}", left.project.display());
    }
}

fn is_of(tale: &Tale, project: &Path) -> bool {
    let files = tale.begin.project.iter().chain(tale.saves.iter().map(|save| &save.path));
    files.into_iter().any(|file| super::saving::same_file(file, project))
}

/// How many steps lead from a saved state to the last one. Where there is no file, the proposal that a dump is opened with is
/// none of them: opening it again makes it again.
fn unsaved(tale: &Tale, has_file: bool, state: StepId) -> usize {
    let way = tale.history.way(state, tale.history.now());
    let own = |step: &Step| has_file || step.command != PROPOSE;
    way.iter().skip_while(|(step, _)| !own(step)).count()
}

/// What a journal tells that no file has; `None` where that is nothing.
fn found_in(path: &Path, tale: &Tale, state: &State) -> Option<Found> {
    let base = base_of(tale, Some(state));
    let history = &tale.history;
    let file = base.as_ref().and_then(|base| base.file.as_ref()).map(|(path, _)| path.clone());
    let project = file.clone().or_else(|| tale.begin.project.clone());
    let state = base.as_ref().map_or(tale.begin.state, |base| base.state);
    let steps = unsaved(tale, file.is_some(), state);
    if steps == 0 {
        return None;
    }
    // From the saved state back, each step is taken back that is met on the way, the last of them from where the work stands.
    let way = history.way(state, history.now());
    let is_undone = way.last().is_some_and(|(step, _)| step.parent == history.now());
    let time = |record: &Record| match record {
        Record::Step(step) => Some(step.at),
        Record::Go { at, .. } => Some(*at),
        Record::Begin(_) | Record::View(_) | Record::Saving { .. } | Record::Left(_) => None,
    };
    let is_save = |record: &Record| matches!(record, Record::Saving { state: of, .. } if *of == state);
    let saved = tale.records.iter().rposition(is_save).unwrap_or_default();
    let last = tale.records.iter().rev().find_map(time).unwrap_or_default();
    let began = tale.records.get(saved..).unwrap_or_default().iter().find_map(time);
    Some(Found {
        journal: path.to_owned(),
        name: project.as_ref().map_or_else(|| tale.begin.name.clone(), |path| report::file_name(path)),
        is_apart: file.is_none() && project.is_some(),
        project,
        steps,
        began: began.unwrap_or(last),
        last,
        command: way.last().map_or(PROPOSE, |(step, _)| step.command),
        is_undone,
        has_base: base.is_some(),
    })
}

/// Takes a journal away, with what points at it.
pub(super) fn forget(state: &State, journal: &Path) {
    state.forget(journal);
    store::state::remove(journal);
}

impl Desk {
    /// Keeps journals from now on, and those of projects without a file in `state`.
    pub fn keep_journals(&mut self, state: State) {
        self.state = Some(state);
    }

    /// Looks for work that a crash left unsaved, beside the window. What is found is in [`Desk::found`].
    pub fn look_for_unsaved(&mut self) {
        let Some(state) = self.state.clone() else { return };
        self.start(JobKind::Look, move |_, _| Answer::Found { found: look(&state, None), asked: false });
    }

    /// As [`Desk::look_for_unsaved`], and says so where there is none.
    pub fn look_for_unsaved_now(&mut self) {
        let Some(state) = self.state.clone() else { return self.no_unsaved() };
        self.start(JobKind::Look, move |_, _| Answer::Found { found: look(&state, None), asked: true });
    }

    fn no_unsaved(&mut self) {
        let none = words::text("没有未保存的工作", "There is no unsaved work");
        self.message = Some(Message::hint(none.get(self.lang)));
    }

    /// Unsaved work that was found and that the editor has not decided about.
    #[must_use]
    pub fn found(&self) -> &[Found] {
        &self.found
    }

    /// `asked`: the editor asked, and is told where there is none.
    pub(super) fn take_looked(&mut self, found: Vec<Found>, asked: bool) {
        if asked && found.is_empty() {
            self.no_unsaved();
        }
        self.take_found(found);
    }

    pub(super) fn take_found(&mut self, found: Vec<Found>) {
        self.found.extend(found);
        self.found.sort_by_key(|found| std::cmp::Reverse(found.last));
        let mut seen = std::collections::BTreeSet::new();
        self.found.retain(|found| seen.insert(found.journal.clone()));
    }

    /// Leaves what was found where it is: it is offered again when the project is opened, and at the next start.
    pub fn look_later(&mut self) {
        self.found.clear();
    }

    /// Throws unsaved work away for good.
    pub fn throw_away(&mut self, journal: &Path) {
        if let Some(state) = &self.state {
            forget(state, journal);
        }
        self.found.retain(|found| found.journal != journal);
    }

    /// Brings unsaved work back onto the desk, beside the window.
    ///
    /// # Errors
    /// [`Refusal::Busy`] while other work is under way, [`Refusal::Unsaved`] where changes on the desk would be lost.
    pub fn bring_back(&mut self, journal: &Path) -> Result<(), Refusal> {
        let kind = JobKind::Recover(journal.to_owned());
        if self.is_busy_for(&kind) {
            return Err(Refusal::Busy);
        }
        self.may_replace()?;
        let (journal, work) = (journal.to_owned(), self.work.as_ref());
        let own = work.filter(|work| work.lock.is_some()).and_then(|work| work.file.clone());
        let state = self.state.clone();
        self.start(kind, move |_, _| {
            let result = bring_back(&journal, own.as_deref(), state.as_ref()).map(Box::new);
            Answer::Recovered { result, journal }
        });
        Ok(())
    }

    pub(super) fn take_recovered(&mut self, journal: &Path, result: Result<Box<Recovered>, RecoverError>) {
        let lang = self.lang;
        let recovered = match result.map_err(|error| explain(lang, &error)) {
            Ok(recovered) => *recovered,
            Err(text) => {
                self.message = Some(Message::error(text));
                return;
            }
        };
        if let Err(refusal) = self.may_replace() {
            return self.refuse(refusal);
        }
        let Recovered { lock, project, mut tale, file, steps } = recovered;
        let path = file.as_ref().map(|(path, ..)| path.clone());
        let own = path.as_deref().and_then(|path| self.own_lock(path));
        self.leave_work();
        let mut work = Work::new(project, path.clone());
        work.history = std::mem::take(&mut tale.history);
        work.view = tale.view.clone();
        work.reveal += 1;
        work.lock = lock.or(own);
        (work.sum, work.saved) = file.map(|(_, sum, state)| (sum, state)).unzip();
        work.dump.clone_from(&tale.begin.dump);
        work.name = Some(tale.begin.name.clone()).filter(|name| !name.is_empty());
        work.model.clone_from(&self.model);
        if let Some(state) = &self.state {
            work.journal = Some(Journal::resume(state, journal, tale, self.wake.clone()));
        }
        self.work = Some(work);
        self.found.retain(|found| found.journal != journal);
        if let Some(path) = path {
            self.remember(&path);
        }
        self.message = Some(Message::hint(&words::brought_back(lang, steps)));
    }
}

/// Why unsaved work could not be brought back, in words.
fn explain(lang: Lang, error: &RecoverError) -> String {
    let why = match (error, lang) {
        (RecoverError::Store(error), _) => report::explain_store(lang, error),
        (RecoverError::Newer(_), Lang::Zh) => "恢复日志由更新的 Newsmend 写成。请更新 Newsmend。".to_owned(),
        (RecoverError::Newer(_), Lang::En) => "a newer Newsmend wrote the journal. Update Newsmend.".to_owned(),
        (RecoverError::NoJournal(_), Lang::Zh) => "恢复日志已损坏。".to_owned(),
        (RecoverError::NoJournal(_), Lang::En) => "the journal is damaged.".to_owned(),
        (RecoverError::NoBase(path), Lang::Zh) => {
            format!("{} 后来被别的程序改过或移走。请先把它恢复成原样。", report::file_name(path))
        }
        (RecoverError::NoBase(path), Lang::En) => {
            format!(
                "{} was changed or moved by another program since. Put it back as it was first.",
                report::file_name(path)
            )
        }
        (RecoverError::InUse(holder), _) => {
            let held = words::held(lang, holder, now_millis());
            if lang == Lang::Zh { format!("{held}。") } else { format!("{held}.") }
        }
        (RecoverError::Base(_) | RecoverError::Step(_) | RecoverError::Unsound(_), Lang::Zh) => {
            format!("恢复日志与工程不符（{error}）。")
        }
        (RecoverError::Base(_) | RecoverError::Step(_) | RecoverError::Unsound(_), Lang::En) => {
            format!("the journal does not fit the project ({error}).")
        }
    };
    match lang {
        Lang::Zh => format!("未能恢复：{why}恢复日志仍在原处。"),
        Lang::En => format!("Can't bring the work back: {why} The journal stays where it is."),
    }
}

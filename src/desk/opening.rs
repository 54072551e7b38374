//! Opening dumps, projects and the samples.

use super::jobs::{Answer, JobKind};
use super::journal::tale::Tale;
use super::journal::{self, Base, Journal, Leaving, Subject};
use super::{Desk, Found, Lang, Refusal, Work, persist, recovery, report, words};
use crate::model::{Page, Project};
use crate::store::lock::{self, Holder, ProjectLock, Taken};
use crate::store::project_file::{self, ProjectFileError};
use crate::store::{self, State, StoreError};
use crate::text::decode::Encoding;
use std::path::{Path, PathBuf};
use std::sync::Arc;

/// What was read from a file.
#[derive(Debug)]
#[expect(clippy::large_enum_variant, reason = "made once for each file, and boxed where it travels")]
pub enum Opened {
    /// A dump; `path` is `None` for one that came as bytes.
    Dump {
        /// Its pages.
        pages: Vec<Arc<Page>>,
        /// Its file, by an absolute path.
        path: Option<PathBuf>,
    },
    /// A project.
    Project {
        /// The project.
        project: Project,
        /// Its file, by an absolute path.
        path: PathBuf,
        /// The checksum of what was read.
        sum: String,
    },
}

/// Why a file could not be opened.
#[derive(Debug, thiserror::Error)]
pub enum OpenError {
    /// It could not be read, or is no text.
    #[error(transparent)]
    Store(#[from] StoreError),
    /// It is a project file that cannot be read.
    #[error("{}: {source}", path.display())]
    Project {
        /// Which file.
        path: PathBuf,
        /// What is wrong with it.
        source: ProjectFileError,
    },
    /// A folder has no dump in it.
    #[error("there is no text file in {}", path.display())]
    NoDumps {
        /// Which folder.
        path: PathBuf,
    },
    /// A project stands among several files that are to be the pages of one.
    #[error("{} is a project; open it alone", path.display())]
    ProjectAmongOthers {
        /// Which file.
        path: PathBuf,
    },
}

/// The samples that come with the program. Their texts are invented.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Sample {
    /// A page of a Chinese district paper.
    Chinese,
    /// A page of an English weekly.
    English,
}

impl Sample {
    /// The sample for a language of the interface.
    #[must_use]
    pub fn for_lang(lang: Lang) -> Self {
        match lang {
            Lang::Zh => Self::Chinese,
            Lang::En => Self::English,
        }
    }

    /// Its file name and its text.
    #[must_use]
    pub fn file(self) -> (&'static str, &'static str) {
        match self {
            Self::Chinese => ("liuwan-2024-05.txt", include_str!("../../assets/samples/liuwan-2024-05.txt")),
            Self::English => ("millbrook-1926-05.txt", include_str!("../../assets/samples/millbrook-1926-05.txt")),
        }
    }
}

/// Reads a file: a project, by its name or by how it begins, or else a dump. The dumps of a folder are the pages of one issue.
///
/// # Errors
/// See [`OpenError`].
pub fn open(path: &Path, encoding: Option<Encoding>) -> Result<Opened, OpenError> {
    if path.is_dir() {
        let dumps = store::dumps_in(path)?;
        if dumps.is_empty() {
            return Err(OpenError::NoDumps { path: path.to_owned() });
        }
        let mut pages = Vec::new();
        for dump in &dumps {
            pages.extend(store::read_dump_among_others(dump, encoding)?);
        }
        some_text(&pages, path)?;
        return Ok(Opened::Dump { pages, path: Some(absolute(path)) });
    }
    let bytes = store::read_file(path)?;
    if project_file::is_project(&bytes) || path.to_string_lossy().ends_with(project_file::ENDING) {
        let project =
            project_file::from_bytes(&bytes).map_err(|source| OpenError::Project { path: path.to_owned(), source })?;
        return Ok(Opened::Project { project, path: absolute(path), sum: store::checksum(&bytes) });
    }
    let pages = store::read_dump_bytes(&report::file_name(path), &bytes, encoding)?;
    Ok(Opened::Dump { pages, path: Some(absolute(path)) })
}

/// So that a file has one name on the desk, in journals and where it is saved, however it was named when it was opened.
fn absolute(path: &Path) -> PathBuf {
    std::path::absolute(path).unwrap_or_else(|_| path.to_owned())
}

/// Reads several dumps as the pages of one newspaper issue; a single file as [`open`] does. They come in this order, but for
/// names that were sorted letter by letter: then their numbers count, 2 before 10.
///
/// # Errors
/// See [`OpenError`]: the first file that cannot be read. A project among several files is not one of them.
pub fn open_all(paths: &[PathBuf], encoding: Option<Encoding>) -> Result<Opened, OpenError> {
    if let [path] = paths {
        return open(path, encoding);
    }
    let mut pages = Vec::new();
    for path in &store::as_pages(paths.to_vec()) {
        match open(path, encoding) {
            Ok(Opened::Dump { pages: more, .. }) => pages.extend(more),
            Ok(Opened::Project { path, .. }) => return Err(OpenError::ProjectAmongOthers { path }),
            Err(OpenError::Store(StoreError::Empty { .. })) if path.is_file() => {
                pages.extend(store::read_dump_among_others(path, encoding)?);
            }
            Err(error) => return Err(error),
        }
    }
    if let Some(first) = paths.first() {
        some_text(&pages, first)?;
    }
    // No one file stands for all of them: reading it anew in another encoding would lose the other pages.
    Ok(Opened::Dump { pages, path: None })
}

/// A page of an issue may be empty, but not all of them.
fn some_text(pages: &[Arc<Page>], path: &Path) -> Result<(), OpenError> {
    if pages.iter().all(|page| page.text().is_empty()) {
        return Err(StoreError::Empty { path: path.to_owned() }.into());
    }
    Ok(())
}

/// What stands beside a project that was opened.
#[derive(Default)]
pub(super) struct Beside {
    /// Unsaved work of it that a crash left.
    found: Vec<Found>,
    /// The lock that was taken.
    lock: Option<ProjectLock>,
    /// Who has it open, where that is another window.
    held_by: Option<Holder>,
    /// The name and the text of an earlier state.
    earlier: Option<(String, String)>,
    /// How it was left.
    left: Option<Box<Tale>>,
    /// When its file was written last, in milliseconds since 1970.
    saved_at: Option<u64>,
}

/// How a file is opened.
#[derive(Clone, Default, PartialEq, Eq)]
pub(super) enum Way {
    /// As the editor opens it.
    #[default]
    Plain,
    /// In place of what is on the desk, whatever was done to that.
    Over,
    /// Although another machine's words say that it is open there.
    TakingOver,
    /// An earlier state of a project, as a project without a file and with this name.
    Earlier(String),
}

impl Beside {
    /// `own`: the project whose lock this window has already.
    fn of(opened: &Result<Opened, OpenError>, state: Option<&State>, own: Option<&Path>, way: &Way) -> Self {
        let Ok(Opened::Project { path, project, sum }) = opened else { return Self::default() };
        let mut beside = Self { saved_at: persist::written_at(path), ..Self::default() };
        if let Way::Earlier(name) = way {
            let text = String::from_utf8_lossy(&project_file::to_bytes(project)).into_owned();
            beside.earlier = Some((name.clone(), text));
            return beside;
        }
        if let Some(folder) = path.parent() {
            store::atomic::sweep(folder);
        }
        if !own.is_some_and(|own| super::saving::same_file(own, path)) {
            match if *way == Way::TakingOver { lock::take_over(path) } else { lock::take(path) } {
                Taken::Ours(lock) => beside.lock = Some(lock),
                Taken::Theirs(holder) => beside.held_by = Some(holder),
                // Nobody else can make one there either.
                Taken::Nowhere(error) => log::debug!("no lock: {error}"),
            }
        }
        if let Some(state) = state.filter(|_| beside.held_by.is_none()) {
            beside.found = recovery::look(state, Some(path));
            beside.left = journal::was_left(state, path, sum);
        }
        beside
    }
}

impl Desk {
    /// Opens several dumps as the pages of one newspaper issue.
    ///
    /// # Errors
    /// As [`Desk::open`].
    pub fn open_all(&mut self, paths: Vec<PathBuf>) -> Result<(), Refusal> {
        let Some(first) = paths.first().cloned() else { return Ok(()) };
        if self.is_busy_for(&JobKind::Open(first.clone())) {
            return Err(Refusal::Busy);
        }
        self.may_replace()?;
        self.start_open(first, Way::Plain, move || open_all(&paths, None));
        Ok(())
    }

    /// Opens a file beside the window. What is on the desk stays there until the file is read.
    ///
    /// # Errors
    /// [`Refusal::Busy`] while other work is under way, [`Refusal::Unsaved`] where changes would be lost.
    pub fn open(&mut self, path: PathBuf, encoding: Option<Encoding>) -> Result<(), Refusal> {
        if self.is_busy_for(&JobKind::Open(path.clone())) {
            return Err(Refusal::Busy);
        }
        self.may_replace()?;
        self.start_open(path.clone(), Way::Plain, move || open(&path, encoding));
        Ok(())
    }

    pub(super) fn start_open(
        &mut self,
        path: PathBuf,
        way: Way,
        read: impl FnOnce() -> Result<Opened, OpenError> + Send + 'static,
    ) {
        let (state, work) = (self.state.clone(), self.work.as_ref());
        let own = work.filter(|work| work.lock.is_some()).and_then(|work| work.file.clone());
        let gone = std::mem::take(&mut self.gone);
        self.start(JobKind::Open(path), move |_, _| {
            // What is opened may have been on the desk just now: it is found as it was left.
            gone.iter().for_each(Leaving::wait);
            let result = read();
            let beside = Beside::of(&result, state.as_ref(), own.as_deref(), &way);
            Answer::Opened { result: result.map(Box::new), beside, over: way == Way::Over }
        });
    }

    /// Reads the project's file anew. What was done here since it was read or saved is lost: the editor said so.
    ///
    /// # Errors
    /// [`Refusal::Busy`]; [`Refusal::Gone`] where there is no file.
    pub fn reload(&mut self) -> Result<(), Refusal> {
        self.reopen_project(Way::Over)
    }

    /// Opens a project to be edited that is only looked at, since words of another machine say that it is open there: the
    /// editor knows better. A window of this machine keeps it.
    ///
    /// # Errors
    /// As [`Desk::reload`].
    pub fn take_over(&mut self) -> Result<(), Refusal> {
        self.reopen_project(Way::TakingOver)
    }

    fn reopen_project(&mut self, way: Way) -> Result<(), Refusal> {
        let path = self.work()?.file.clone().ok_or(Refusal::Gone)?;
        if self.is_busy_for(&JobKind::Open(path.clone())) {
            return Err(Refusal::Busy);
        }
        self.conflict = None;
        self.start_open(path.clone(), way, move || open(&path, None));
        Ok(())
    }

    /// Puts a file on the desk with what stands beside it.
    pub(super) fn put_beside(&mut self, opened: Opened, beside: Beside) {
        let Beside { found, lock, held_by, earlier, left, saved_at } = beside;
        if let (Some((name, text)), Opened::Project { project, .. }) = (earlier, &opened) {
            return self.put_earlier(project.clone(), name, text);
        }
        let Opened::Project { path, sum, .. } = &opened else { return self.put_on_desk(opened, None) };
        // A project that is opened anew keeps the lock that this window has.
        let own = self.own_lock(path);
        if held_by.is_none() && self.is_open(path, sum) {
            (self.message, self.conflict, self.given_up) = (None, None, None);
            self.remember(path);
        } else {
            self.put_on_desk(opened, left);
        }
        let Some(work) = self.work.as_mut() else { return };
        (work.lock, work.saved_at) = (lock.or(own), saved_at);
        if let Some(holder) = &held_by {
            self.message = Some(super::Message::hint(&words::looking(self.lang, holder, journal::now_millis())));
        }
        work.held_by = held_by;
        self.take_found(found);
    }

    /// Opens a dropped file that has no path.
    pub fn open_bytes(&mut self, name: &str, bytes: &[u8]) {
        if let Err(refusal) = self.may_replace() {
            return self.refuse(refusal);
        }
        match store::read_dump_bytes(name, bytes, None) {
            Ok(pages) => self.put_on_desk(Opened::Dump { pages, path: None }, None),
            Err(error) => {
                self.keep_changes();
                let text = report::explain_open(self.lang, &OpenError::Store(error));
                self.message = Some(super::Message::error(text));
            }
        }
    }

    /// Opens a sample.
    pub fn open_sample(&mut self, sample: Sample) {
        let (name, text) = sample.file();
        self.open_bytes(name, text.as_bytes());
    }

    /// Reads the dump anew in another encoding. What was done to it is lost.
    ///
    /// # Errors
    /// [`Refusal::Gone`] where the project did not come from a dump; as [`Desk::open`].
    pub fn reopen(&mut self, encoding: Encoding) -> Result<(), Refusal> {
        let dump = self.work()?.dump.clone().ok_or(Refusal::Gone)?;
        self.open(dump, Some(encoding))
    }

    /// Begins the journal of a project that is about to be put on the desk.
    pub(super) fn journal_of(
        &self,
        name: String,
        project: Option<&Path>,
        dump: Option<&Path>,
        base: Base,
    ) -> Option<Journal> {
        let subject = Subject { name, project: project.map(absolute), dump: dump.map(absolute), base };
        Some(Journal::begin(self.state.as_ref()?, subject, self.wake.clone()))
    }

    /// `left`: how a project was left.
    fn put_on_desk(&mut self, opened: Opened, left: Option<Box<Tale>>) {
        let reveal = self.work.as_ref().map_or(0, |work| work.reveal);
        self.leave_work();
        match opened {
            Opened::Dump { pages, path } => {
                let name = pages.first().map(|page| page.source().file.clone()).unwrap_or_default();
                let journal = self.journal_of(name, None, path.as_deref(), journal::base_of_dump(&pages));
                let mut work = Work::new(Project::new(pages), None);
                work.journal = journal;
                work.dump.clone_from(&path);
                work.model.clone_from(&self.model);
                let message = report::of_dump(self.lang, work.project());
                self.work = Some(work);
                if let Err(refusal) = self.propose_opened() {
                    self.refuse(refusal);
                }
                self.message = message.map(|text| super::Message::hint(&text));
                if let Some(path) = path {
                    self.remember(&path);
                }
            }
            Opened::Project { project, path, sum } => {
                let mut work = Work::new(project, Some(path.clone()));
                work.journal = self.journal_of(report::file_name(&path), Some(&path), None, Base::File(sum.clone()));
                work.sum = Some(sum);
                work.model.clone_from(&self.model);
                if let Some(left) = left {
                    work.return_to(*left, reveal);
                }
                self.work = Some(work);
                self.message = None;
                self.remember(&path);
            }
        }
    }

    pub(super) fn remember(&mut self, path: &Path) {
        self.recent.add(path);
    }
}

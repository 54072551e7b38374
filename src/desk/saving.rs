//! Saving projects and exporting them, beside the window.

use super::jobs::{Answer, JobKind};
use super::journal::{Journal, now_millis};
use super::{Desk, Refusal};
use crate::formats::{self, Format};
use crate::model::{ArticleId, Finding, Project, check_all};
use crate::store::lock::{self, Holder, ProjectLock, Taken};
use crate::store::project_file::{self, ProjectFileError};
use crate::store::{self, State, StoreError, backup};
use crate::text::PageNo;
use std::path::{Path, PathBuf};

/// Why a project could not be saved. The file is as it was.
#[derive(Debug, thiserror::Error)]
pub enum SaveError {
    /// The file could not be written.
    #[error(transparent)]
    Store(#[from] StoreError),
    /// Something else stands there: a dump, another program's file, a project of a newer version.
    #[error("{} is not a project of this version", path.display())]
    NotOurs {
        /// Which file.
        path: PathBuf,
        /// What is in it.
        source: ProjectFileError,
    },
    /// Another program changed the project's own file since it was read or saved here.
    #[error("{} was changed by another program", .0.display())]
    Changed(PathBuf),
    /// Another window has the project open.
    #[error("{} is open in another window", path.display())]
    InUse {
        /// Which file.
        path: PathBuf,
        /// Who has it.
        holder: Holder,
    },
    /// Another project stands there, and nobody said that it may go.
    #[error("{} is there already", .0.display())]
    Exists(PathBuf),
    /// The project does not hold what always holds: a fault of the program, kept from the disk.
    #[error("the project is not sound: {0:?}")]
    Unsound(Finding),
}

/// Why an export could not be written. What stood there is as it was.
#[derive(Debug, thiserror::Error)]
pub enum ExportError {
    /// The file could not be written.
    #[error(transparent)]
    Store(#[from] StoreError),
    /// The name's ending names no format.
    #[error("{}: no format has this ending", .0.display())]
    NoFormat(PathBuf),
    /// Something stands there, and nobody said that it may go.
    #[error("{} is there already", .0.display())]
    Exists(PathBuf),
    /// It would replace the project or the dump.
    #[error("{} is the project or the dump itself", .0.display())]
    OverSource(PathBuf),
    /// It would replace another project.
    #[error("{} is a project", .0.display())]
    OverProject(PathBuf),
}

/// Saves a project to `path`.
///
/// # Errors
/// See [`SaveError`].
pub fn save_project(path: &Path, project: &Project) -> Result<(), SaveError> {
    save_announced(path, project, None, |_| {}).map(drop)
}

/// What a save wrote.
struct Written {
    /// The checksum of the file.
    sum: String,
    /// The file.
    bytes: Vec<u8>,
    /// What stood there before.
    before: Vec<u8>,
}

impl Written {
    /// Keeps it among the earlier states of the project, and what stood there before, which may not be of this window.
    fn keep(&self, state: &State, path: &Path) {
        let now = now_millis();
        for (bytes, saved) in [(&self.before, now.saturating_sub(1)), (&self.bytes, now)] {
            if !bytes.is_empty()
                && let Err(error) = backup::keep(state, path, bytes, saved)
            {
                log::warn!("no backup is kept: {error}");
            }
        }
    }
}

/// Saves a project to `path`. `announce` is told the checksum of the file before that is touched.
/// `expected`: the checksum that a file which stands there must have.
fn save_announced(
    path: &Path,
    project: &Project,
    expected: Option<&str>,
    announce: impl FnOnce(&str),
) -> Result<Written, SaveError> {
    let mut before = Vec::new();
    if let Some(finding) = check_all(project).into_iter().next() {
        return Err(SaveError::Unsound(finding));
    }
    if path.exists() {
        let there = store::read_file(path)?;
        // An empty file is nothing to lose: a file picker may have made it.
        if !there.is_empty()
            && let Err(source) = project_file::recognise(&there)
        {
            return Err(SaveError::NotOurs { path: path.to_owned(), source });
        }
        if expected.is_some_and(|expected| store::checksum(&there) != expected) {
            return Err(SaveError::Changed(path.to_owned()));
        }
        before = there;
    }
    let bytes = project_file::to_bytes(project);
    let sum = store::checksum(&bytes);
    announce(&sum);
    store::atomic::replace(path, &bytes)?;
    Ok(Written { sum, bytes, before })
}

/// How much of a project is exported.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Extent {
    /// All of it.
    #[default]
    All,
    /// The articles that have text on a page, as a whole: what goes on elsewhere comes with them.
    Page(PageNo),
    /// One article.
    Article(ArticleId),
}

impl Extent {
    fn selection(self, project: &Project) -> formats::Selection {
        match self {
            Self::All => formats::Selection::All,
            Self::Page(page) => formats::Selection::Articles(super::pages::articles_on(project, page)),
            Self::Article(article) => formats::Selection::Articles(vec![article]),
        }
    }
}

/// Exports a project, or a part of it, to `path`, in the format that its ending names.
///
/// # Errors
/// See [`ExportError`].
pub fn export_project(path: &Path, project: &Project, extent: Extent) -> Result<(), ExportError> {
    let format = may_export(path, project)?;
    let text = (format.run)(project, &extent.selection(project));
    Ok(store::atomic::replace(path, text.as_bytes())?)
}

/// The format that `path` names, where no project and no dump stands there.
fn may_export(path: &Path, project: &Project) -> Result<&'static Format, ExportError> {
    let format = Format::by_path(path).ok_or_else(|| ExportError::NoFormat(path.to_owned()))?;
    if path.exists() {
        let there = store::read_file(path)?;
        if project_file::is_project(&there)
            && !matches!(project_file::recognise(&there), Err(ProjectFileError::NotAProject { .. }))
        {
            return Err(ExportError::OverProject(path.to_owned()));
        }
        if store::is_dump_of(project, &there) {
            return Err(ExportError::OverSource(path.to_owned()));
        }
    }
    Ok(format)
}

/// `path` with the ending of project files.
#[must_use]
pub fn with_ending(path: PathBuf) -> PathBuf {
    let name = path.file_name().map(|name| name.to_string_lossy().into_owned()).unwrap_or_default();
    if name.ends_with(project_file::ENDING) {
        return path;
    }
    let stem = name.strip_suffix(".json").unwrap_or(&name);
    path.with_file_name(format!("{stem}{}", project_file::ENDING))
}

/// What becomes of another file that stands where something is to be written.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Existing {
    Stays,
    Goes,
}

/// True where both are one file, by whatever way.
pub(crate) fn same_file(a: &Path, b: &Path) -> bool {
    match (a.canonicalize(), b.canonicalize()) {
        (Ok(a), Ok(b)) => a == b,
        _ => a == b,
    }
}

/// Whether nothing stands at `path` that a project could replace: an empty file is nothing.
fn free(path: &Path) -> Result<(), SaveError> {
    if !path.exists() || path.is_dir() {
        return Ok(());
    }
    let there = store::read_file(path)?;
    match project_file::recognise(&there) {
        Ok(()) => Err(SaveError::Exists(path.to_owned())),
        Err(_) if there.is_empty() => Ok(()),
        Err(source) => Err(SaveError::NotOurs { path: path.to_owned(), source }),
    }
}

/// The lock of a project that is about to be saved at `path`; `None` where no lock can be made there.
fn claim(path: &Path) -> Result<Option<ProjectLock>, SaveError> {
    match lock::take(path) {
        Taken::Ours(lock) => Ok(Some(lock)),
        Taken::Theirs(holder) => Err(SaveError::InUse { path: path.to_owned(), holder }),
        // What the matter is there, saving itself says better.
        Taken::Nowhere(error) => {
            log::debug!("no lock: {error}");
            Ok(None)
        }
    }
}

impl Desk {
    /// Saves the project to `path` beside the window. The ending of project files is added where it lacks. Another project
    /// that stands there stays, and a message says so.
    pub fn save(&mut self, path: PathBuf) {
        self.start_save(path, Existing::Stays);
    }

    /// The project's file that another program changed, so that saving stopped: the editor decides.
    #[must_use]
    pub fn conflict(&self) -> Option<&Path> {
        self.conflict.as_deref()
    }

    /// Nothing is to be done about a file that another program changed, for now.
    pub fn leave_conflict(&mut self) {
        self.conflict = None;
    }

    /// Saves the project to `path`, over another one that stands there: the editor said so.
    pub fn save_over(&mut self, path: PathBuf) {
        self.start_save(path, Existing::Goes);
    }

    fn start_save(&mut self, path: PathBuf, existing: Existing) {
        let Some(work) = self.work.as_ref() else { return self.refuse(Refusal::NoProject) };
        if self.is_busy_for(&JobKind::Save(path.clone())) {
            return self.refuse(Refusal::Busy);
        }
        let (project, of, path) = (work.shared(), work.history.now(), with_ending(path));
        let (own, journal) = (work.file.clone(), work.journal.as_ref().map(Journal::saving));
        let (sum, held_by) = (work.sum.clone(), work.held_by.clone());
        let state = self.state.clone();
        let locked = work.lock.as_ref().is_some_and(|lock| lock.is_of(&path));
        // So that it is one name wherever the journal tells of it.
        let path = std::path::absolute(&path).unwrap_or(path);
        self.start(JobKind::Save(path.clone()), move |_, _| {
            let is_own = own.is_some_and(|own| same_file(&own, &path));
            let guarded = existing == Existing::Stays && !is_own;
            let expected = sum.filter(|_| is_own && existing == Existing::Stays);
            let mut lock = None;
            let result = match held_by.filter(|_| is_own) {
                Some(holder) => Err(SaveError::InUse { path: path.clone(), holder }),
                None if guarded => free(&path),
                None => Ok(()),
            };
            let result = result.and_then(|()| if locked { Ok(()) } else { claim(&path).map(|claimed| lock = claimed) });
            let announce = |sum: &str| {
                if let Some(journal) = &journal {
                    journal.announce(&path, sum, of);
                }
            };
            let result = result.and_then(|()| save_announced(&path, &project, expected.as_deref(), announce));
            if let (Some(state), Ok(written)) = (&state, &result) {
                written.keep(state, &path);
            }
            Answer::Saved { path, of, result: result.map(|written| written.sum), lock }
        });
    }

    /// Exports the project to `path` beside the window. Another file that stands there stays, and a message says so; an export
    /// made from this desk before is renewed.
    pub fn export(&mut self, path: PathBuf) {
        self.export_part(path, Extent::All);
    }

    /// The same for a part of the project.
    pub fn export_part(&mut self, path: PathBuf, extent: Extent) {
        self.start_export(path, Existing::Stays, extent);
    }

    /// Exports so much of the project to `path`, over another file that stands there: the editor said so.
    pub fn export_over(&mut self, path: PathBuf, extent: Extent) {
        self.start_export(path, Existing::Goes, extent);
    }

    fn start_export(&mut self, path: PathBuf, existing: Existing, extent: Extent) {
        let Some(work) = self.work.as_ref() else { return self.refuse(Refusal::NoProject) };
        if self.is_busy_for(&JobKind::Export(path.clone())) {
            return self.refuse(Refusal::Busy);
        }
        let sources: Vec<PathBuf> = [&work.dump, &work.file].into_iter().flatten().cloned().collect();
        let (project, exported) = (work.shared(), work.exported.clone());
        self.start(JobKind::Export(path.clone()), move |_, _| {
            let guarded = existing == Existing::Stays && !exported.iter().any(|before| same_file(before, &path));
            let result = if sources.iter().any(|source| same_file(source, &path)) {
                Err(ExportError::OverSource(path.clone()))
            } else if guarded && path.is_file() {
                may_export(&path, &project).and_then(|_| Err(ExportError::Exists(path.clone())))
            } else {
                export_project(&path, &project, extent)
            };
            Answer::Exported { path, result }
        });
    }

    /// What an export of so much is called where nobody said otherwise: a page by its number, an article by its headline.
    #[must_use]
    pub fn suggested_export(&self, extent: Extent) -> String {
        let name = self.suggested_name();
        match extent {
            Extent::All => name,
            Extent::Page(page) => format!("{name}-{}", page.shown()),
            Extent::Article(id) => {
                let headline = self.work.as_ref().and_then(|work| work.headline(id)).unwrap_or_default();
                // What no system takes in a name is left out.
                let kept = headline.chars().filter(|c| c.is_alphanumeric() || *c == ' ' || *c == '-');
                let short: String = kept.take(24).collect();
                format!("{name}-{}", short.trim().replace(' ', "-"))
            }
        }
    }

    /// What the project and its exports are called where nobody said otherwise.
    #[must_use]
    pub fn suggested_name(&self) -> String {
        let Some(work) = &self.work else { return String::new() };
        let from_file = work.file.as_ref().or(work.dump.as_ref()).map(|path| super::report::file_name(path));
        let page = || work.project().pages().first().map(|page| page.source().file.clone());
        let name = from_file.or_else(|| work.name.clone()).or_else(page).unwrap_or_else(|| "page".to_owned());
        let stem = name.strip_suffix(project_file::ENDING).unwrap_or(&name);
        stem.strip_suffix(".txt").unwrap_or(stem).to_owned()
    }
}

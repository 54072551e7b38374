//! Opening dumps, projects and the samples.

use super::jobs::{Answer, JobKind};
use super::{Desk, Lang, Refusal, Work, report};
use crate::model::{Page, Project};
use crate::store::project_file::{self, ProjectFileError};
use crate::store::{self, StoreError};
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
        /// Its file.
        path: Option<PathBuf>,
    },
    /// A project.
    Project {
        /// The project.
        project: Project,
        /// Its file.
        path: PathBuf,
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
            pages.extend(store::read_dump(dump, encoding)?);
        }
        return Ok(Opened::Dump { pages, path: Some(path.to_owned()) });
    }
    let bytes = store::read_file(path)?;
    if project_file::is_project(&bytes) || path.to_string_lossy().ends_with(project_file::ENDING) {
        let project =
            project_file::from_bytes(&bytes).map_err(|source| OpenError::Project { path: path.to_owned(), source })?;
        return Ok(Opened::Project { project, path: path.to_owned() });
    }
    let pages = store::read_dump_bytes(&report::file_name(path), &bytes, encoding)?;
    Ok(Opened::Dump { pages, path: Some(path.to_owned()) })
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
        match open(path, encoding)? {
            Opened::Dump { pages: more, .. } => pages.extend(more),
            Opened::Project { path, .. } => return Err(OpenError::ProjectAmongOthers { path }),
        }
    }
    // No one file stands for all of them: reading it anew in another encoding would lose the other pages.
    Ok(Opened::Dump { pages, path: None })
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
        self.start(JobKind::Open(first), move |_, _| Answer::Opened(open_all(&paths, None).map(Box::new)));
        Ok(())
    }

    /// Whether another file may take the place of what is on the desk.
    ///
    /// # Errors
    /// [`Refusal::Unsaved`] where changes would be lost.
    pub fn may_replace(&self) -> Result<(), Refusal> {
        if self.work.as_ref().is_some_and(Work::is_changed) { Err(Refusal::Unsaved) } else { Ok(()) }
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
        self.start(JobKind::Open(path.clone()), move |_, _| Answer::Opened(open(&path, encoding).map(Box::new)));
        Ok(())
    }

    /// Opens a dropped file that has no path.
    pub fn open_bytes(&mut self, name: &str, bytes: &[u8]) {
        if let Err(refusal) = self.may_replace() {
            return self.refuse(refusal);
        }
        match store::read_dump_bytes(name, bytes, None) {
            Ok(pages) => self.put_on_desk(Opened::Dump { pages, path: None }),
            Err(error) => {
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

    /// Reads the dump anew in another encoding. What was done to it is lost, so this is offered while nothing was.
    ///
    /// # Errors
    /// [`Refusal::Gone`] where the project did not come from a dump; as [`Desk::open`].
    pub fn reopen(&mut self, encoding: Encoding) -> Result<(), Refusal> {
        let dump = self.work()?.dump.clone().ok_or(Refusal::Gone)?;
        self.open(dump, Some(encoding))
    }

    pub(super) fn put_on_desk(&mut self, opened: Opened) {
        self.finder.forget();
        match opened {
            Opened::Dump { pages, path } => {
                let doubtful: usize = pages.iter().map(|page| page.doubtful().len()).sum();
                let mut work = Work::new(Project::new(pages), None);
                work.dump.clone_from(&path);
                work.model.clone_from(&self.model);
                let message = (doubtful > 0).then(|| report::doubtful(self.lang, work.project())).flatten();
                self.work = Some(work);
                if let Err(refusal) = self.propose_opened() {
                    self.refuse(refusal);
                }
                self.message = message.map(|text| super::Message::hint(&text));
                if let Some(path) = path {
                    self.remember(&path);
                }
            }
            Opened::Project { project, path } => {
                let mut work = Work::new(project, Some(path.clone()));
                work.model.clone_from(&self.model);
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

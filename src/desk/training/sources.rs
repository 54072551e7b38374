//! Reads pages with answers, and articles to learn languages from.

use super::super::opening::{self, OpenError, Opened};
use super::{gold, project};
use crate::measure::{Gold, GoldError};
use crate::model::{Page, Project};
use crate::propose::learn::{Article, Truth};
use crate::store::project_file;
use crate::store::{self, StoreError};
use std::collections::BTreeSet;
use std::path::{Path, PathBuf};
use std::sync::Arc;

/// How answers are called.
const GOLD_ENDING: &str = ".gold.json";

/// A page with its answer, and where it came from.
#[derive(Clone, Debug)]
pub struct Source {
    /// The name of its folder.
    pub set: String,
    /// Its name: the file's without its ending and, of a project of several pages, the page's number.
    pub name: String,
    /// The page and its answer.
    pub truth: Truth,
    /// The names of sources whose articles may be on it too, where it was printed from them.
    pub printed_from: Vec<String>,
}

/// Why a source cannot be learned from.
#[derive(Debug, thiserror::Error)]
pub enum SourceError {
    /// A file cannot be read, or is a project that cannot.
    #[error(transparent)]
    Open(#[from] OpenError),
    /// An answer that cannot be read, or is none of the dump beside it.
    #[error("{}: {source}", path.display())]
    Gold {
        /// Which file.
        path: PathBuf,
        /// What is wrong with it.
        source: GoldError,
    },
    /// Neither a project nor an answer, by its name.
    #[error("{} is neither a project nor an answer", .0.display())]
    Neither(PathBuf),
    /// A folder that holds neither.
    #[error("{} holds neither a project nor an answer", .0.display())]
    NoneInFolder(PathBuf),
    /// A project in which nothing was decided.
    #[error("nothing in {} was reviewed", .0.display())]
    NothingDecided(PathBuf),
}

/// Why a corpus cannot be learned from.
#[derive(Debug, thiserror::Error)]
pub enum CorpusError {
    /// It cannot be read.
    #[error(transparent)]
    Open(#[from] OpenError),
    /// A line is no article.
    #[error("{}, line {line}: {source}", path.display())]
    Line {
        /// Which file.
        path: PathBuf,
        /// Which line, from 1.
        line: usize,
        /// What is wrong with it.
        source: serde_json::Error,
    },
}

/// Sources in the order in which they were named; those of a folder in that of their names.
#[derive(Debug, Default)]
pub struct Sources {
    /// The pages.
    pub pages: Vec<Source>,
    /// Every file that was read, dumps included.
    pub files: Vec<PathBuf>,
    /// Projects in folders that were passed over, since nothing in them was decided.
    pub undecided: Vec<PathBuf>,
    known: BTreeSet<PathBuf>,
}

impl Sources {
    /// Reads a project, an answer, or all of a folder. What was read already is not read again.
    ///
    /// # Errors
    /// See [`SourceError`]. In a folder, the first that cannot be read.
    pub fn add(&mut self, path: &Path) -> Result<(), SourceError> {
        let failed = |error| OpenError::Store(StoreError::from_io(path, error));
        if !path.metadata().map_err(failed)?.is_dir() {
            return if is_source(path) { self.add_file(path) } else { Err(SourceError::Neither(path.to_owned())) };
        }
        let mut found = Vec::new();
        for entry in path.read_dir().map_err(failed)? {
            let file = entry.map_err(failed)?.path();
            found.extend(is_source(&file).then_some(file));
        }
        // As their pages are called: `a.gold.json` before `a-b.gold.json`.
        found.sort_by_cached_key(|file| stem(file));
        if found.is_empty() {
            return Err(SourceError::NoneInFolder(path.to_owned()));
        }
        for file in found {
            match self.add_file(&file) {
                Err(SourceError::NothingDecided(path)) => self.undecided.push(path),
                other => other?,
            }
        }
        Ok(())
    }

    fn add_file(&mut self, path: &Path) -> Result<(), SourceError> {
        let real = path.canonicalize().map_err(|error| OpenError::Store(StoreError::from_io(path, error)))?;
        if !self.known.insert(real) {
            return Ok(());
        }
        self.files.push(path.to_owned());
        let set = set_of(path);
        let name = stem(path);
        if path.to_string_lossy().ends_with(GOLD_ENDING) {
            let dump = path.with_file_name(format!("{name}.txt"));
            let (truth, printed_from) = read_gold(path, &dump)?;
            self.files.push(dump);
            self.pages.push(Source { set, name, truth, printed_from });
            return Ok(());
        }
        let project = read_project(path)?;
        let truths = project::truths(&project);
        if truths.is_empty() {
            return Err(SourceError::NothingDecided(path.to_owned()));
        }
        for (number, truth) in truths {
            let shown = project.page_number(number);
            let name = shown.map_or_else(|| name.clone(), |shown| format!("{name} {shown}"));
            self.pages.push(Source { set: set.clone(), name, truth, printed_from: Vec::new() });
        }
        Ok(())
    }
}

fn is_source(path: &Path) -> bool {
    let name = path.to_string_lossy();
    name.ends_with(GOLD_ENDING) || name.ends_with(project_file::ENDING)
}

/// The name of a file's folder.
fn set_of(path: &Path) -> String {
    let folder = path.parent().filter(|folder| !folder.as_os_str().is_empty());
    folder.and_then(Path::file_name).map(|name| name.to_string_lossy().into_owned()).unwrap_or_default()
}

/// A file's name without the ending of answers or of projects.
fn stem(path: &Path) -> String {
    let name = path.file_name().map(|name| name.to_string_lossy().into_owned()).unwrap_or_default();
    let stem = name.strip_suffix(GOLD_ENDING).or_else(|| name.strip_suffix(project_file::ENDING));
    stem.map(str::to_owned).unwrap_or(name)
}

fn read_project(path: &Path) -> Result<Project, OpenError> {
    match opening::open(path, None)? {
        Opened::Project { project, .. } => Ok(project),
        // Not with the ending of projects.
        Opened::Dump { pages, .. } => Ok(Project::new(pages)),
    }
}

/// The page with its answer, and the names of the pages that it was printed from.
fn read_gold(path: &Path, dump: &Path) -> Result<(Truth, Vec<String>), SourceError> {
    let page = whole_page(&store::read_dump(dump, None).map_err(OpenError::Store)?);
    let total = page.text().chars().count();
    let gold = Gold::read(&store::read_file(path).map_err(OpenError::Store)?, total);
    let gold = gold.map_err(|source| SourceError::Gold { path: path.to_owned(), source })?;
    Ok((gold::truth(&page, &gold), gold.printed_from))
}

/// The dump as one page: an answer counts through form feeds.
fn whole_page(pages: &[Arc<Page>]) -> Arc<Page> {
    match pages {
        [page] => Arc::clone(page),
        pages => {
            let text: String = pages.iter().map(|page| page.text()).collect();
            let source = pages.first().map(|page| page.source().clone()).unwrap_or_default();
            Arc::new(Page::new(text, source, Vec::new()))
        }
    }
}

#[derive(serde::Deserialize)]
struct Line {
    title: String,
    body: String,
}

/// Reads a corpus: on each line an article as `{"title": …, "body": …}`, whose paragraphs are parted by line breaks.
///
/// # Errors
/// See [`CorpusError`].
pub fn read_corpus(path: &Path) -> Result<Vec<Article>, CorpusError> {
    let bytes = store::read_file(path).map_err(OpenError::Store)?;
    let mut articles = Vec::new();
    for (at, line) in bytes.split(|&byte| byte == b'\n').enumerate() {
        if line.trim_ascii().is_empty() {
            continue;
        }
        let read = serde_json::from_slice(line);
        let Line { title, body } =
            read.map_err(|source| CorpusError::Line { path: path.to_owned(), line: at + 1, source })?;
        articles.push(Article { title, body: body.lines().map(str::to_owned).collect() });
    }
    Ok(articles)
}

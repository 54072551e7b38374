//! Reads what a command is given: a dump or a project, a file or standard input.

use super::usage::is_standard;
use super::{Session, words};
use newsmend::desk::{self, Lang, OpenError, Opened, Work, models};
use newsmend::model::Project;
use newsmend::propose::weights::Model;
use newsmend::propose::{Budget, Progress};
use newsmend::store::project_file;
use newsmend::store::{self, StoreError};
use newsmend::text::decode::Encoding;
use std::collections::BTreeSet;
use std::io::{self, Read as _};
use std::path::{Path, PathBuf};
use std::sync::Arc;

/// Reads a dump or a project. `-` is standard input.
pub(super) fn open(path: &Path, encoding: Option<Encoding>) -> Result<Opened, OpenError> {
    if !is_standard(path) {
        return desk::open(path, encoding);
    }
    let mut bytes = Vec::new();
    io::stdin().lock().read_to_end(&mut bytes).map_err(|error| StoreError::from_io(path, error))?;
    if project_file::is_project(&bytes) {
        let path = path.to_owned();
        return match project_file::from_bytes(&bytes) {
            Ok(project) => Ok(Opened::Project { project, path, sum: store::checksum(&bytes) }),
            Err(source) => Err(OpenError::Project { path, source }),
        };
    }
    let pages = store::read_dump_bytes("-", &bytes, encoding)?;
    Ok(Opened::Dump { pages, path: None })
}

/// The error of opening `path`, where nothing is there at all.
pub(super) fn missing(path: &Path) -> Option<OpenError> {
    let error = path.metadata().err()?;
    Some(StoreError::from_io(path, error).into())
}

/// The model that `--model` names. The outer `None`: it cannot be used, which has been said.
pub(super) fn model(path: Option<&Path>, session: &mut Session) -> Option<Option<Arc<Model>>> {
    let Some(path) = path else { return Some(None) };
    match models::open_model(path) {
        Ok(model) => Some(Some(model)),
        Err(error) => {
            session.fail(&models::explain_model(session.lang, &path.display().to_string(), &error));
            None
        }
    }
}

/// The project of what was opened: a dump is proposed, a project is as it is. Also what is to be told of a dump: where its
/// bytes were no text.
pub(super) fn project(
    opened: Opened,
    model: Option<&Arc<Model>>,
    threads: usize,
    lang: Lang,
) -> (Project, Vec<String>) {
    match opened {
        Opened::Dump { pages, .. } => {
            let project = Project::new(pages);
            let empty = desk::empty_pages(lang, &project).into_iter();
            let told = empty.chain(words::doubtful(lang, &project)).collect();
            (proposed(project, model, threads), told)
        }
        Opened::Project { project, .. } => (project, Vec::new()),
    }
}

/// `project` with a new proposal around what an editor decided, made on so many threads.
pub(super) fn proposed(project: Project, model: Option<&Arc<Model>>, threads: usize) -> Project {
    let mut work = Work::new(project, None);
    work.model = model.cloned();
    let done = work.propose_on(threads, &Budget::default(), &Progress::default());
    debug_assert!(done.is_ok(), "nobody holds this budget who could cancel it");
    work.project().clone()
}

/// True where both names lead to one file.
pub(super) fn is_same_file(one: &Path, other: &Path) -> bool {
    one.canonicalize().is_ok_and(|one| leads_to(other, &BTreeSet::from([one])))
}

/// The files to which names lead, so that two names of one file can be told; names that lead nowhere are left out.
pub(super) fn real_files<'f>(files: impl IntoIterator<Item = &'f PathBuf>) -> BTreeSet<PathBuf> {
    files.into_iter().filter_map(|file| file.canonicalize().ok()).collect()
}

/// True where `name` leads to one of `real`, see [`real_files`].
pub(super) fn leads_to(name: &Path, real: &BTreeSet<PathBuf>) -> bool {
    name.canonicalize().is_ok_and(|name| real.contains(&name))
}

/// A file's name without the ending of projects or of dumps: what its export is called.
pub(super) fn stem(path: &Path) -> PathBuf {
    let name = desk::file_name(path);
    match name.strip_suffix(project_file::ENDING) {
        Some(stem) => PathBuf::from(stem),
        None => path.file_stem().map(PathBuf::from).unwrap_or_default(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn exports_are_called_as_their_source() {
        for (given, wanted) in [
            ("a/page.txt", "page"),
            ("a/page.newsmend.json", "page"),
            ("page", "page"),
            ("1926.05.11.txt", "1926.05.11"),
            ("柳湾.txt", "柳湾"),
        ] {
            assert_eq!(stem(Path::new(given)), Path::new(wanted), "{given}");
        }
    }
}

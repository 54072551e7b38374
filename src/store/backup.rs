//! The last states of each project that were saved, kept in the folder of [`State`] so that they survive whatever becomes of
//! the project's own file.
//!
//! A folder for each project, named by the checksum of its path; in it a file for each save, `MILLIS-SUM.newsmend.json`. At
//! most [`KEPT`] of a project, and of all projects no more than [`MOST`] bytes: the oldest go first, the last one of the
//! project that is being saved never.

use super::state::{make_folder, remove};
use super::{State, StoreError, atomic, checksum, project_file};
use std::path::{Path, PathBuf};

/// How many states of a project are kept: the last five saves.
pub const KEPT: usize = 5;

/// How many bytes the states of all projects may take: some hundred issues of a newspaper.
const MOST: u64 = 1 << 30;

/// How many digits of a checksum stand in a name.
const SUM: usize = 16;

/// A state that was saved.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Backup {
    /// Its file.
    pub path: PathBuf,
    /// When it was saved, in milliseconds since 1970.
    pub saved: u64,
    /// How many bytes it has.
    pub size: u64,
    /// The beginning of its checksum.
    sum: String,
}

/// The folder for the states of the project at `project`.
fn folder_of(state: &State, project: &Path) -> PathBuf {
    let path = std::path::absolute(project).unwrap_or_else(|_| project.to_owned());
    let mut name = checksum(path.to_string_lossy().as_bytes());
    name.truncate(SUM);
    state.backups().join(name)
}

/// The states of the project at `project` that are kept, the last first.
#[must_use]
pub fn list(state: &State, project: &Path) -> Vec<Backup> {
    of_folder(&folder_of(state, project))
}

fn of_folder(folder: &Path) -> Vec<Backup> {
    let mut found = Vec::new();
    for entry in std::fs::read_dir(folder).into_iter().flatten().filter_map(Result::ok) {
        let name = entry.file_name().to_string_lossy().into_owned();
        let parts = name.strip_suffix(project_file::ENDING).and_then(|stem| stem.split_once('-'));
        let Some((millis, sum)) = parts else { continue };
        let (Ok(saved), Ok(metadata)) = (millis.parse(), entry.metadata()) else { continue };
        found.push(Backup { path: entry.path(), saved, size: metadata.len(), sum: sum.to_owned() });
    }
    found.sort_by(|a, b| b.saved.cmp(&a.saved).then_with(|| b.path.cmp(&a.path)));
    found
}

/// Keeps a state of the project at `project`. One that is kept already is not kept twice.
///
/// # Errors
/// Where it cannot be written. Nothing is lost by that but the backup.
pub fn keep(state: &State, project: &Path, bytes: &[u8], saved: u64) -> Result<(), StoreError> {
    keep_within(state, project, bytes, saved, MOST)
}

fn keep_within(state: &State, project: &Path, bytes: &[u8], saved: u64, most: u64) -> Result<(), StoreError> {
    let folder = folder_of(state, project);
    let sum: String = checksum(bytes).chars().take(SUM).collect();
    let path = folder.join(format!("{saved}-{sum}{}", project_file::ENDING));
    let before = of_folder(&folder);
    if before.first().is_some_and(|last| last.sum == sum) {
        return Ok(());
    }
    make_folder(&folder)?;
    atomic::replace(&path, bytes)?;
    // The same state from an earlier save gives its place to this one.
    before.iter().filter(|old| old.sum == sum && old.path != path).for_each(|old| remove(&old.path));
    of_folder(&folder).iter().skip(KEPT).for_each(|old| remove(&old.path));
    let mut all: Vec<Backup> = std::fs::read_dir(state.backups())
        .into_iter()
        .flatten()
        .filter_map(Result::ok)
        .flat_map(|entry| of_folder(&entry.path()))
        .collect();
    all.sort_by_key(|backup| std::cmp::Reverse(backup.saved));
    let mut total = 0;
    for backup in all {
        total += backup.size;
        if total > most && backup.path != path {
            remove(&backup.path);
        }
    }
    Ok(())
}

/// The bytes of a kept state of any project that has this checksum.
#[must_use]
pub fn with_sum(state: &State, sum: &str) -> Option<Vec<u8>> {
    let begins: String = sum.chars().take(SUM).collect();
    let folders = std::fs::read_dir(state.backups()).into_iter().flatten().filter_map(Result::ok);
    folders
        .flat_map(|entry| of_folder(&entry.path()))
        .filter(|backup| backup.sum == begins)
        .find_map(|backup| std::fs::read(&backup.path).ok().filter(|bytes| checksum(bytes) == sum))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn state() -> (tempfile::TempDir, State) {
        let folder = tempfile::tempdir().unwrap();
        let state = State::at(folder.path());
        (folder, state)
    }

    fn texts(state: &State, project: &str) -> Vec<String> {
        list(state, Path::new(project)).iter().map(|one| std::fs::read_to_string(&one.path).unwrap()).collect()
    }

    #[test]
    fn the_last_five_of_each_project_are_kept_each_once() {
        let (_folder, state) = state();
        for (at, text) in ["a", "b", "c", "d", "e", "f", "f", "c"].iter().enumerate() {
            keep(&state, Path::new("/one"), text.as_bytes(), at as u64).unwrap();
        }
        keep(&state, Path::new("/two"), b"x", 1).unwrap();
        assert_eq!(texts(&state, "/one"), ["c", "f", "e", "d", "b"]);
        assert_eq!(texts(&state, "/two"), ["x"]);
        assert_eq!(list(&state, Path::new("/none")), []);
    }

    #[test]
    fn a_state_is_found_by_its_checksum_and_only_whole() {
        let (_folder, state) = state();
        keep(&state, Path::new("/one"), b"a", 1).unwrap();
        assert_eq!(with_sum(&state, &checksum(b"a")).as_deref(), Some(b"a".as_slice()));
        assert_eq!(with_sum(&state, &checksum(b"b")), None);
        let path = list(&state, Path::new("/one"))[0].path.clone();
        atomic::replace(&path, b"damaged").unwrap();
        assert_eq!(with_sum(&state, &checksum(b"a")), None);
    }

    #[test]
    fn all_together_are_bounded_and_the_newest_stays() {
        let (_folder, state) = state();
        for (at, project) in ["/one", "/two", "/three"].iter().enumerate() {
            keep_within(&state, Path::new(project), project.repeat(2).as_bytes(), at as u64, 25).unwrap();
        }
        let kept = ["/one", "/two", "/three"].map(|project| texts(&state, project).len());
        assert_eq!(kept, [0, 1, 1], "the oldest went");
        keep_within(&state, Path::new("/one"), &[b'9'; 100], 9, 25).unwrap();
        let kept = ["/one", "/two", "/three"].map(|project| texts(&state, project).len());
        assert_eq!(kept, [1, 0, 0], "one that is too large by itself is kept all the same");
    }
}

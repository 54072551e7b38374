//! How projects were left: for each of them what brings its history and its view back when it is opened again.
//!
//! A file for each project in the folder of [`State`], named by the checksum of its path; what stands in it is not known
//! here. No text is lost with it, and a project opens without it, so that it is bounded: what is too long is not kept, and
//! of many projects those that were left long ago are forgotten.

use super::state::{make_folder, remove};
use super::{State, StoreError, atomic, checksum};
use std::path::{Path, PathBuf};

/// How many bytes are kept of a project: some thousand steps with the proposals for some tens of pages, and no more than is
/// read in about a tenth of a second.
pub const EACH: u64 = 8 << 20;

/// How many projects are kept: a week of an editor who mends forty a day.
const PROJECTS: usize = 200;

/// How many bytes all of them may take: most take less than a hundredth of [`EACH`].
const ALL: u64 = 256 << 20;

/// What the names of these files end in.
const ENDING: &str = ".left";

/// How many digits of a checksum stand in a name.
const SUM: usize = 32;

/// Where it is kept how the project at `project` was left. Links are followed, so that two ways to it lead to one file.
fn path_of(state: &State, project: &Path) -> PathBuf {
    let path = project.canonicalize().or_else(|_| std::path::absolute(project));
    let path = path.unwrap_or_else(|_| project.to_owned());
    let mut name = checksum(path.to_string_lossy().as_bytes());
    name.truncate(SUM);
    state.left().join(format!("{name}{ENDING}"))
}

/// Keeps how the project at `project` was left, in place of how it was left before.
///
/// # Errors
/// Where it cannot be written. The project itself is none the worse.
pub fn keep(state: &State, project: &Path, bytes: &[u8]) -> Result<(), StoreError> {
    keep_within(state, project, bytes, (PROJECTS, ALL))
}

fn keep_within(state: &State, project: &Path, bytes: &[u8], (projects, all): (usize, u64)) -> Result<(), StoreError> {
    let path = path_of(state, project);
    make_folder(&state.left())?;
    atomic::sweep(&state.left());
    atomic::replace(&path, bytes)?;
    let mut total = bytes.len() as u64;
    for (nth, (size, other)) in others(state, &path).into_iter().enumerate() {
        total += size;
        if nth + 1 >= projects || total > all {
            remove(&other);
        }
    }
    Ok(())
}

/// What is kept of other projects, with its size, the last left first.
fn others(state: &State, own: &Path) -> Vec<(u64, PathBuf)> {
    let entries = std::fs::read_dir(state.left()).into_iter().flatten().filter_map(Result::ok);
    let mut found = Vec::new();
    for path in entries.map(|entry| entry.path()) {
        if path == own || !path.to_string_lossy().ends_with(ENDING) {
            continue;
        }
        if let Ok(metadata) = std::fs::metadata(&path) {
            // Where the disk keeps no times, all are of one age.
            found.push((metadata.modified().ok(), metadata.len(), path));
        }
    }
    found.sort_by_key(|(left, ..)| std::cmp::Reverse(*left));
    found.into_iter().map(|(_, size, path)| (size, path)).collect()
}

/// How the project at `project` was left; `None` where that is not kept. What is too long, or cannot be read, is taken away.
#[must_use]
pub fn read(state: &State, project: &Path) -> Option<Vec<u8>> {
    let path = path_of(state, project);
    let size = std::fs::metadata(&path).ok()?.len();
    let bytes = if size <= EACH { std::fs::read(&path).ok() } else { None };
    if bytes.is_none() {
        remove(&path);
    }
    bytes
}

/// Forgets how the project at `project` was left.
pub fn forget(state: &State, project: &Path) {
    remove(&path_of(state, project));
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::time::{Duration, SystemTime};

    fn state() -> (tempfile::TempDir, State) {
        let folder = tempfile::tempdir().unwrap();
        let state = State::at(folder.path());
        (folder, state)
    }

    /// Keeps something of a project and makes it this old.
    fn keep_old(state: &State, project: &str, bytes: &[u8], seconds: u64, most: (usize, u64)) {
        keep_within(state, Path::new(project), bytes, most).unwrap();
        let file = std::fs::OpenOptions::new().write(true).open(path_of(state, Path::new(project))).unwrap();
        file.set_modified(SystemTime::now() - Duration::from_secs(seconds)).unwrap();
    }

    fn kept(state: &State, projects: &[&str]) -> Vec<bool> {
        projects.iter().map(|project| read(state, Path::new(project)).is_some()).collect()
    }

    #[test]
    fn a_project_is_found_as_it_was_left_last() {
        let (_folder, state) = state();
        assert_eq!(read(&state, Path::new("/one")), None);
        for bytes in [b"first".as_slice(), b"second"] {
            keep(&state, Path::new("/one"), bytes).unwrap();
            assert_eq!(read(&state, Path::new("/one")).as_deref(), Some(bytes));
        }
        assert_eq!(read(&state, Path::new("/two")), None);
        forget(&state, Path::new("/one"));
        assert_eq!(read(&state, Path::new("/one")), None);
        assert_eq!(std::fs::read_dir(state.left()).unwrap().count(), 0);
    }

    #[test]
    fn only_so_many_projects_are_kept_and_those_left_long_ago_go_first() {
        let (_folder, state) = state();
        for (project, age) in [("/one", 10), ("/two", 30), ("/three", 20)] {
            keep_old(&state, project, b"x", age, (3, 100));
        }
        keep_old(&state, "/four", b"x", 0, (3, 100));
        assert_eq!(kept(&state, &["/one", "/two", "/three", "/four"]), [true, false, true, true]);
    }

    #[test]
    fn all_together_are_bounded_and_the_newest_stays() {
        let (_folder, state) = state();
        keep_old(&state, "/one", b"12345", 20, (9, 10));
        keep_old(&state, "/two", b"12345", 10, (9, 10));
        keep_old(&state, "/three", b"12345", 0, (9, 10));
        assert_eq!(kept(&state, &["/one", "/two", "/three"]), [false, true, true]);
        keep_old(&state, "/one", b"12345678901", 0, (9, 10));
        assert_eq!(kept(&state, &["/one", "/two", "/three"]), [true, false, false]);
    }

    #[test]
    fn what_is_too_long_is_taken_away_unread() {
        let (_folder, state) = state();
        keep(&state, Path::new("/one"), b"x").unwrap();
        let file = std::fs::OpenOptions::new().write(true).open(path_of(&state, Path::new("/one"))).unwrap();
        file.set_len(EACH + 1).unwrap();
        assert_eq!(read(&state, Path::new("/one")), None);
        assert!(!path_of(&state, Path::new("/one")).exists());
    }

    #[cfg(unix)]
    #[test]
    fn two_ways_to_a_project_lead_to_one_file() {
        let (folder, state) = state();
        let (real, link) = (folder.path().join("a.newsmend.json"), folder.path().join("b.newsmend.json"));
        atomic::replace(&real, b"{}").unwrap();
        std::os::unix::fs::symlink(&real, &link).unwrap();
        keep(&state, &real, b"x").unwrap();
        assert_eq!(read(&state, &link).as_deref(), Some(b"x".as_slice()));
    }
}

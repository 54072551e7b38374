//! How projects were left: for each of them what brings its history and its view back when it is opened again.
//!
//! A file for each project in the folder of [`State`], named by the checksum of its path and that of its file, so that it is
//! found by the second where the project was moved or renamed; what stands in it is not known here. No text is lost with it,
//! and a project opens without it, so that it is bounded: what is too long is not kept, and of many projects those that were
//! left long ago are forgotten.

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

/// How many digits of each checksum stand in a name.
const SUM: usize = 32;

/// How the names of what is kept of the project at `project` begin. Links are followed, so that two ways to it lead to one file.
fn own_name(project: &Path) -> String {
    let path = project.canonicalize().or_else(|_| std::path::absolute(project));
    let path = path.unwrap_or_else(|_| project.to_owned());
    short(&checksum(path.to_string_lossy().as_bytes()))
}

fn short(sum: &str) -> String {
    sum.chars().take(SUM).collect()
}

/// Where it is kept how the project at `project` was left, whose file has the checksum `sum`.
fn path_of(state: &State, project: &Path, sum: &str) -> PathBuf {
    state.left().join(format!("{}-{}{ENDING}", own_name(project), short(sum)))
}

/// True for what is kept under a path whose name is `own`.
fn is_of(kept: &Path, own: &str) -> bool {
    kept.file_name().is_some_and(|name| name.to_string_lossy().starts_with(own))
}

/// Keeps how the project at `project` was left, whose file has the checksum `sum`, in place of how it was left before.
///
/// # Errors
/// Where it cannot be written. The project itself is none the worse.
pub fn keep(state: &State, project: &Path, sum: &str, bytes: &[u8]) -> Result<(), StoreError> {
    keep_within(state, project, sum, bytes, (PROJECTS, ALL))
}

fn keep_within(
    state: &State,
    project: &Path,
    sum: &str,
    bytes: &[u8],
    (projects, all): (usize, u64),
) -> Result<(), StoreError> {
    let (path, own) = (path_of(state, project, sum), own_name(project));
    make_folder(&state.left())?;
    atomic::sweep(&state.left());
    atomic::replace(&path, bytes)?;
    let others = kept(state).into_iter().filter(|(_, other)| *other != path);
    let (before, others): (Vec<_>, Vec<_>) = others.partition(|(_, other)| is_of(other, &own));
    before.iter().for_each(|(_, before)| remove(before));
    let mut total = bytes.len() as u64;
    for (nth, (size, other)) in others.into_iter().enumerate() {
        total += size;
        if nth + 1 >= projects || total > all {
            remove(&other);
        }
    }
    Ok(())
}

/// What is kept of all projects, with its size, the last left first.
fn kept(state: &State) -> Vec<(u64, PathBuf)> {
    let entries = std::fs::read_dir(state.left()).into_iter().flatten().filter_map(Result::ok);
    let mut found = Vec::new();
    for path in entries.map(|entry| entry.path()).filter(|path| path.to_string_lossy().ends_with(ENDING)) {
        if let Ok(metadata) = std::fs::metadata(&path) {
            // Where the disk keeps no times, all are of one age.
            found.push((metadata.modified().ok(), metadata.len(), path));
        }
    }
    found.sort_by_key(|(left, ..)| std::cmp::Reverse(*left));
    found.into_iter().map(|(_, size, path)| (size, path)).collect()
}

/// Where it may be kept how the project at `project` was left, whose file has the checksum `sum`: under its own path first;
/// then under others, the last left first, since it may have been moved from there or be a copy.
#[must_use]
pub fn find(state: &State, project: &Path, sum: &str) -> Vec<PathBuf> {
    let (own, ending) = (own_name(project), format!("-{}{ENDING}", short(sum)));
    let has_sum = |path: &PathBuf| path.to_string_lossy().ends_with(&ending);
    let mut found: Vec<PathBuf> = kept(state).into_iter().map(|(_, path)| path).filter(has_sum).collect();
    found.sort_by_key(|path| !is_of(path, &own));
    found
}

/// What is kept in a file that was found; `None` for what is too long, or cannot be read, which is taken away.
#[must_use]
pub fn read(path: &Path) -> Option<Vec<u8>> {
    let size = std::fs::metadata(path).ok()?.len();
    let bytes = if size <= EACH { std::fs::read(path).ok() } else { None };
    if bytes.is_none() {
        remove(path);
    }
    bytes
}

/// Takes a file away that was found and is of no use.
pub fn forget(path: &Path) {
    remove(path);
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::time::{Duration, SystemTime};

    /// The checksum of every file here that has no other.
    const SAME: &str = "5a17";

    fn state() -> (tempfile::TempDir, State) {
        let folder = tempfile::tempdir().unwrap();
        let state = State::at(folder.path());
        (folder, state)
    }

    /// Keeps something of a project whose name is its checksum, and makes it this old.
    fn keep_old(state: &State, project: &str, bytes: &[u8], seconds: u64, most: (usize, u64)) {
        keep_within(state, Path::new(project), project, bytes, most).unwrap();
        let path = path_of(state, Path::new(project), project);
        let file = std::fs::OpenOptions::new().write(true).open(path).unwrap();
        file.set_modified(SystemTime::now() - Duration::from_secs(seconds)).unwrap();
    }

    fn found(state: &State, project: &str, sum: &str) -> Option<Vec<u8>> {
        find(state, Path::new(project), sum).first().and_then(|path| read(path))
    }

    fn are_kept(state: &State, projects: &[&str]) -> Vec<bool> {
        projects.iter().map(|project| found(state, project, project).is_some()).collect()
    }

    #[test]
    fn a_project_is_found_as_it_was_left_last() {
        let (_folder, state) = state();
        assert_eq!(found(&state, "one", SAME), None);
        for (sum, bytes) in [(SAME, b"first".as_slice()), (SAME, b"second".as_slice()), ("07e4", b"third".as_slice())] {
            keep(&state, Path::new("one"), sum, bytes).unwrap();
            assert_eq!(found(&state, "one", sum).as_deref(), Some(bytes));
            assert_eq!(std::fs::read_dir(state.left()).unwrap().count(), 1, "in place of what was kept before");
        }
        assert_eq!(found(&state, "one", SAME), None, "its file is another");
        for path in find(&state, Path::new("one"), "07e4") {
            forget(&path);
        }
        assert_eq!(std::fs::read_dir(state.left()).unwrap().count(), 0);
    }

    #[test]
    fn what_is_kept_under_its_own_path_comes_before_what_a_file_like_it_left() {
        let (_folder, state) = state();
        for (project, age) in [("one", 30), ("two", 20), ("three", 10)] {
            keep(&state, Path::new(project), SAME, project.as_bytes()).unwrap();
            let path = path_of(&state, Path::new(project), SAME);
            let file = std::fs::OpenOptions::new().write(true).open(path).unwrap();
            file.set_modified(SystemTime::now() - Duration::from_secs(age)).unwrap();
        }
        for (project, wanted) in [("one", "one"), ("two", "two"), ("moved", "three")] {
            assert_eq!(found(&state, project, SAME).as_deref(), Some(wanted.as_bytes()), "{project}");
        }
        assert_eq!(find(&state, Path::new("moved"), SAME).len(), 3);
    }

    #[test]
    fn only_so_many_projects_are_kept_and_those_left_long_ago_go_first() {
        let (_folder, state) = state();
        for (project, age) in [("one", 10), ("two", 30), ("three", 20)] {
            keep_old(&state, project, b"x", age, (3, 100));
        }
        keep_old(&state, "four", b"x", 0, (3, 100));
        assert_eq!(are_kept(&state, &["one", "two", "three", "four"]), [true, false, true, true]);
    }

    #[test]
    fn all_together_are_bounded_and_the_newest_stays() {
        let (_folder, state) = state();
        keep_old(&state, "one", b"12345", 20, (9, 10));
        keep_old(&state, "two", b"12345", 10, (9, 10));
        keep_old(&state, "three", b"12345", 0, (9, 10));
        assert_eq!(are_kept(&state, &["one", "two", "three"]), [false, true, true]);
        keep_old(&state, "one", b"12345678901", 0, (9, 10));
        assert_eq!(are_kept(&state, &["one", "two", "three"]), [true, false, false]);
    }

    #[test]
    fn what_is_too_long_is_taken_away_unread() {
        let (_folder, state) = state();
        keep(&state, Path::new("one"), SAME, b"x").unwrap();
        let path = path_of(&state, Path::new("one"), SAME);
        std::fs::OpenOptions::new().write(true).open(&path).unwrap().set_len(EACH + 1).unwrap();
        assert_eq!(found(&state, "one", SAME), None);
        assert!(!path.exists());
    }

    #[cfg(unix)]
    #[test]
    fn two_ways_to_a_project_lead_to_one_file() {
        let (folder, state) = state();
        let (real, link) = (folder.path().join("a.newsmend.json"), folder.path().join("b.newsmend.json"));
        atomic::replace(&real, b"{}").unwrap();
        std::os::unix::fs::symlink(&real, &link).unwrap();
        for (way, bytes) in [(&real, b"x"), (&link, b"y")] {
            keep(&state, way, SAME, bytes).unwrap();
            assert_eq!(find(&state, &real, SAME), find(&state, &link, SAME));
            assert_eq!(std::fs::read_dir(state.left()).unwrap().count(), 1);
        }
    }
}

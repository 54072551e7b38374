//! The dumps and projects that were open last.

use serde::{Deserialize, Serialize};
use std::path::{Path, PathBuf};

/// As many as a menu shows without scrolling.
const MAX: usize = 10;

/// Dumps and projects, the last opened first: each once, ten at most.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(from = "Vec<String>", into = "Vec<String>")]
pub struct Recent {
    paths: Vec<String>,
}

/// One of the files, for a list.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct RecentFile {
    /// Its absolute path.
    pub path: PathBuf,
    /// False where it is gone, or on a disk that is not there now.
    pub is_there: bool,
}

impl Recent {
    /// Puts the file at `path` first. A path that is no Unicode cannot stand in the settings and is left out.
    pub fn add(&mut self, path: &Path) {
        let Some(path) = stored(path) else { return };
        self.paths.retain(|other| *other != path);
        self.paths.insert(0, path);
        self.paths.truncate(MAX);
    }

    /// Takes the file at `path` from the list.
    pub fn remove(&mut self, path: &Path) {
        if let Some(path) = stored(path) {
            self.paths.retain(|other| *other != path);
        }
    }

    /// Empties the list.
    pub fn clear(&mut self) {
        self.paths.clear();
    }

    /// True where there is none.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.paths.is_empty()
    }

    /// The files, those that are there first. Asks the disk, which may be slow: once when a list opens, never in a frame.
    #[must_use]
    pub fn files(&self) -> Vec<RecentFile> {
        let file = |path: &String| RecentFile { path: PathBuf::from(path), is_there: Path::new(path).exists() };
        let mut files: Vec<RecentFile> = self.paths.iter().map(file).collect();
        // Stable: both parts keep their order.
        files.sort_by_key(|file| !file.is_there);
        files
    }
}

/// What was written by hand is put in order too: each once, ten at most.
impl From<Vec<String>> for Recent {
    fn from(paths: Vec<String>) -> Self {
        let mut recent = Self::default();
        for path in paths {
            if recent.paths.len() < MAX && !recent.paths.contains(&path) {
                recent.paths.push(path);
            }
        }
        recent
    }
}

impl From<Recent> for Vec<String> {
    fn from(recent: Recent) -> Self {
        recent.paths
    }
}

/// The form in which a path is kept: absolute, so that it holds in another folder. Links are not followed: a person knows
/// a file by the name under which it was opened.
fn stored(path: &Path) -> Option<String> {
    let absolute = match std::path::absolute(path) {
        Ok(absolute) => absolute,
        // An empty path, or a working folder that is gone.
        Err(error) => {
            log::debug!("{} is not kept among the recent files: {error}", path.display());
            return None;
        }
    };
    absolute.into_os_string().into_string().ok()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::store::atomic::replace;

    fn paths(recent: &Recent) -> Vec<String> {
        recent.clone().into()
    }

    #[test]
    fn the_last_opened_stands_first_and_once() {
        let root = std::path::absolute("/").unwrap().into_os_string().into_string().unwrap();
        let mut recent = Recent::default();
        for name in ["a", "b", "a", "c", "b"] {
            recent.add(Path::new(&format!("{root}{name}")));
        }
        assert_eq!(paths(&recent), ["b", "c", "a"].map(|name| format!("{root}{name}")));
        recent.remove(Path::new(&format!("{root}c")));
        assert_eq!(paths(&recent), ["b", "a"].map(|name| format!("{root}{name}")));
        recent.add(Path::new(""));
        assert_eq!(paths(&recent).len(), 2, "an empty path is no file");
        recent.clear();
        assert!(recent.is_empty());
    }

    #[test]
    fn ten_are_kept() {
        let mut recent = Recent::default();
        for number in 0..25 {
            recent.add(Path::new(&format!("{number}.txt")));
        }
        assert_eq!(paths(&recent).len(), 10);
        assert!(paths(&recent)[0].ends_with("24.txt"));
        let written: Recent = (0..25).map(|number| (number % 13).to_string()).collect::<Vec<String>>().into();
        assert_eq!(paths(&written).len(), 10);
    }

    #[test]
    fn files_that_are_there_stand_first() {
        let folder = tempfile::tempdir().unwrap();
        let mut recent = Recent::default();
        for name in ["a.txt", "gone.txt", "b.txt", "lost.txt"] {
            recent.add(&folder.path().join(name));
        }
        replace(&folder.path().join("a.txt"), b"a").unwrap();
        replace(&folder.path().join("b.txt"), b"b").unwrap();
        let wanted = [("b.txt", true), ("a.txt", true), ("lost.txt", false), ("gone.txt", false)];
        let wanted = wanted.map(|(name, is_there)| RecentFile { path: folder.path().join(name), is_there });
        assert_eq!(recent.files(), wanted);
    }
}

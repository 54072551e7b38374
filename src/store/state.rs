//! The folder in which the program keeps what must outlive it: journals of projects that were never saved, where the
//! journals of the others lie, and how projects were left.
//!
//! A journal lies beside its project, where a crash leaves it; so that the next start finds it without a search, a small
//! file here, a *pointer*, holds its path. A pointer to nothing is taken away by whoever meets it.

use super::{StoreError, atomic, checksum, journal};
use etcetera::AppStrategy as _;
use std::path::{Path, PathBuf};

/// What the names of pointers end in.
const POINTER: &str = "beside";

/// The folder. See the module's head.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct State {
    folder: PathBuf,
}

impl State {
    /// State in a folder of one's own: for tests. It is made when something is to be kept in it.
    #[must_use]
    pub fn at(folder: &Path) -> Self {
        Self { folder: folder.to_owned() }
    }

    /// The system's folder for this; `None` where the user has no home.
    #[must_use]
    pub fn of_system() -> Option<Self> {
        let names = etcetera::AppStrategyArgs {
            top_level_domain: "org".to_owned(),
            author: "Newsmend".to_owned(),
            app_name: "Newsmend".to_owned(),
        };
        match etcetera::app_strategy::choose_native_strategy(names) {
            Ok(strategy) => {
                let folder = strategy.state_dir().unwrap_or_else(|| strategy.data_dir());
                Some(Self { folder })
            }
            Err(error) => {
                log::warn!("journals of projects without a file are not kept: {error}");
                None
            }
        }
    }

    /// Where journals lie that have no project to lie beside.
    #[must_use]
    pub fn journals(&self) -> PathBuf {
        self.folder.join("journals")
    }

    /// Where the last states of projects are kept.
    #[must_use]
    pub fn backups(&self) -> PathBuf {
        self.folder.join("backups")
    }

    /// Where it is kept how projects were left.
    #[must_use]
    pub fn left(&self) -> PathBuf {
        self.folder.join("left")
    }

    /// Remembers that a journal lies at `path`, elsewhere.
    ///
    /// # Errors
    /// Where the pointer cannot be written. The journal itself is none the worse, only harder to find.
    pub fn point_to(&self, path: &Path) -> Result<(), StoreError> {
        let (Some(pointer), Some(text)) = (self.pointer(path), path.to_str()) else { return Ok(()) };
        make_folder(&self.journals())?;
        atomic::replace(&pointer, text.as_bytes())
    }

    /// Forgets a journal that lay at `path`.
    pub fn forget(&self, path: &Path) {
        if let Some(pointer) = self.pointer(path) {
            remove(&pointer);
        }
    }

    /// Every journal that is known of, in the order of their names: those here, and those pointed at.
    #[must_use]
    pub fn known(&self) -> Vec<PathBuf> {
        let mut found = Vec::new();
        let Ok(entries) = std::fs::read_dir(self.journals()) else { return found };
        for path in entries.filter_map(Result::ok).map(|entry| entry.path()) {
            if path.to_string_lossy().ends_with(journal::ENDING) {
                found.push(path);
            } else if path.extension().is_some_and(|ending| ending == POINTER) {
                match std::fs::read_to_string(&path) {
                    Ok(beside) if Path::new(&beside).is_file() => found.push(PathBuf::from(beside)),
                    // The disk that it lies on may be away: a pointer into a folder that is not there stays.
                    Ok(beside) if !Path::new(&beside).parent().is_some_and(Path::is_dir) => {}
                    Ok(_) | Err(_) => remove(&path),
                }
            }
        }
        found.sort();
        found.dedup();
        found
    }

    /// Where the pointer to a journal is; none is needed to one that lies here.
    fn pointer(&self, path: &Path) -> Option<PathBuf> {
        if path.parent() == Some(&self.journals()) {
            return None;
        }
        let sum = checksum(path.to_str()?.as_bytes());
        Some(self.journals().join(format!("{}.{POINTER}", sum.get(..16)?)))
    }
}

/// Makes a folder with those above it.
///
/// # Errors
/// Where the system refuses.
pub(crate) fn make_folder(folder: &Path) -> Result<(), StoreError> {
    std::fs::create_dir_all(folder).map_err(|source| StoreError::from_io(folder, source))
}

/// Takes a file away that nobody needs any more; one that is gone already is no matter, and one that stays does no harm.
pub(crate) fn remove(path: &Path) {
    match std::fs::remove_file(path) {
        Ok(()) => {}
        Err(error) if error.kind() == std::io::ErrorKind::NotFound => {}
        Err(error) => log::warn!("{} stays: {error}", path.display()),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn journals_here_and_elsewhere_are_known_until_they_are_gone() {
        let (here, elsewhere) = (tempfile::tempdir().unwrap(), tempfile::tempdir().unwrap());
        let state = State::at(&here.path().join("not/yet"));
        assert_eq!(state.known(), Vec::<PathBuf>::new());
        let (own, beside) = (
            state.journals().join(format!("a{}", journal::ENDING)),
            elsewhere.path().join(format!("报{}", journal::ENDING)),
        );
        atomic::replace(&beside, b"").unwrap();
        state.point_to(&beside).unwrap();
        atomic::replace(&own, b"").unwrap();
        let mut wanted = vec![own.clone(), beside.clone()];
        wanted.sort();
        assert_eq!(state.known(), wanted);
        remove(&beside);
        assert_eq!(state.known(), std::slice::from_ref(&own));
        assert_eq!(std::fs::read_dir(state.journals()).unwrap().count(), 1, "the pointer to nothing is gone");
        state.point_to(&beside).unwrap();
        state.forget(&beside);
        assert_eq!(std::fs::read_dir(state.journals()).unwrap().count(), 1);
    }
}

//! The lock of an open project: a file beside it, `NAME.newsmend.lock`, that says who has it open.
//!
//! While a window has a project open it holds the system's lock on that file. The system lets it go when the program ends,
//! however it ends, so that on one machine a lock file which nobody holds is stale and is taken over. A folder on a network
//! may carry no such locks: there the words in the file count, until they are [`FRESH`] no longer.

use super::{StoreError, atomic, project_file, state::remove};
use serde::{Deserialize, Serialize};
use std::fs::{File, OpenOptions, TryLockError};
use std::io::{Read as _, Seek as _, Write as _};
use std::path::{Path, PathBuf};
use std::time::{Duration, SystemTime, UNIX_EPOCH};

/// What the names of locks end in.
pub const ENDING: &str = ".newsmend.lock";

/// How long the words of another machine's lock are believed where the system's lock does not reach: a working day. After
/// that the machine has most likely stopped with the project open.
const FRESH: Duration = Duration::from_secs(12 * 3600);

/// No lock file that this program wrote is longer; another's is not read to its end.
const MOST: u64 = 4096;

/// Who has a project open.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct Holder {
    /// The machine's name; empty where it is not known.
    pub host: String,
    /// The number of the process.
    pub pid: u32,
    /// Since when, in milliseconds since 1970.
    pub since: u64,
}

impl Holder {
    /// This process.
    #[must_use]
    pub fn ours() -> Self {
        let since = SystemTime::now().duration_since(UNIX_EPOCH).unwrap_or_default();
        Self { host: host(), pid: std::process::id(), since: u64::try_from(since.as_millis()).unwrap_or(u64::MAX) }
    }

    /// True for a process of this machine.
    #[must_use]
    pub fn is_here(&self) -> bool {
        self.host == host()
    }
}

/// What came of asking for a project.
#[derive(Debug)]
pub enum Taken {
    /// It is ours until the lock is dropped.
    Ours(ProjectLock),
    /// Another window has it.
    Theirs(Holder),
    /// No lock can be made there, as in a folder that is only read: nobody else can save there either.
    Nowhere(StoreError),
}

/// The lock of an open project. Dropping it lets the project go.
#[derive(Debug)]
pub struct ProjectLock {
    path: PathBuf,
    /// Holds the system's lock; `None` once let go.
    file: Option<File>,
}

impl ProjectLock {
    /// True for the lock of this project.
    #[must_use]
    pub fn is_of(&self, project: &Path) -> bool {
        self.path == path_of(project)
    }
}

impl Drop for ProjectLock {
    fn drop(&mut self) {
        // First the name, then the lock: whoever waits for the lock finds that its file has no name any more, and makes
        // another.
        remove(&self.path);
        drop(self.file.take());
    }
}

/// Where the lock of a project lies. Links are followed, so that two ways to a project lead to one lock; also where its file
/// is not there, since a project is claimed before it is first saved, and another program may take its file away.
#[must_use]
pub fn path_of(project: &Path) -> PathBuf {
    let project = project.canonicalize().unwrap_or_else(|_| place_of(project));
    let name = project.file_name().map(|name| name.to_string_lossy().into_owned()).unwrap_or_default();
    let stem = name.strip_suffix(project_file::ENDING).or(name.strip_suffix(".json")).unwrap_or(&name);
    project.with_file_name(format!("{stem}{ENDING}"))
}

/// Where a file that is not there would be made, as the system itself would name it then. Where its folder is not there
/// either, its absolute path.
fn place_of(file: &Path) -> PathBuf {
    let target = atomic::follow_links(file);
    let target = std::path::absolute(&target).unwrap_or(target);
    let folder = target.parent().and_then(|folder| folder.canonicalize().ok());
    let place = folder.zip(target.file_name()).map(|(folder, name)| folder.join(name));
    place.unwrap_or(target)
}

/// Asks for the project at `project`.
#[must_use]
pub fn take(project: &Path) -> Taken {
    take_as(project, &Holder::ours(), false)
}

/// As [`take`], and does not believe another machine's words: the editor says that nobody has the project open. A window of
/// this machine that has it keeps it.
#[must_use]
pub fn take_over(project: &Path) -> Taken {
    take_as(project, &Holder::ours(), true)
}

fn take_as(project: &Path, us: &Holder, over: bool) -> Taken {
    let path = path_of(project);
    let failed = |source| Taken::Nowhere(StoreError::from_io(&path, source));
    // The file may lose its name between opening and locking it; a few rounds are more than enough.
    for _ in 0..16 {
        let opened = OpenOptions::new().read(true).write(true).create(true).truncate(false).open(&path);
        let mut file = match opened {
            Ok(file) => file,
            Err(error) => return failed(error),
        };
        match file.try_lock() {
            Ok(()) => {}
            Err(TryLockError::WouldBlock) => return Taken::Theirs(read(&mut file)),
            Err(TryLockError::Error(error)) => log::debug!("{}: no locks here: {error}", path.display()),
        }
        if !has_name(&file, &path) {
            continue;
        }
        let there = read(&mut file);
        let elsewhere = there != Holder::default() && there.host != us.host;
        if elsewhere && !over && is_fresh(&there) {
            return Taken::Theirs(there);
        }
        return match write(&mut file, us) {
            Ok(()) => Taken::Ours(ProjectLock { path, file: Some(file) }),
            Err(error) => failed(error),
        };
    }
    failed(std::io::ErrorKind::ResourceBusy.into())
}

fn is_fresh(holder: &Holder) -> bool {
    let since = UNIX_EPOCH.checked_add(Duration::from_millis(holder.since));
    // A clock that is ahead of ours is no reason to take a project away from somebody.
    since.is_some_and(|since| since.elapsed().map_or(true, |age| age < FRESH))
}

/// What a lock says; nobody where it says nothing that can be read.
fn read(file: &mut File) -> Holder {
    let mut text = String::new();
    match file.take(MOST).read_to_string(&mut text).map(|_| serde_json::from_str(&text)) {
        Ok(Ok(holder)) => holder,
        Ok(Err(_)) | Err(_) => Holder::default(),
    }
}

fn write(file: &mut File, holder: &Holder) -> std::io::Result<()> {
    let text = serde_json::to_string(holder)?;
    file.rewind()?;
    file.set_len(0)?;
    file.write_all(text.as_bytes())
}

#[cfg(unix)]
fn has_name(file: &File, path: &Path) -> bool {
    use std::os::unix::fs::MetadataExt as _;
    let (Ok(open), Ok(named)) = (file.metadata(), std::fs::metadata(path)) else { return false };
    (open.dev(), open.ino()) == (named.dev(), named.ino())
}

/// Windows lets nobody delete an open file.
#[cfg(not(unix))]
fn has_name(_file: &File, path: &Path) -> bool {
    path.exists()
}

/// This machine's name; empty where the system does not say.
fn host() -> String {
    let said =
        std::fs::read_to_string("/proc/sys/kernel/hostname").or_else(|_| std::fs::read_to_string("/etc/hostname"));
    let name = said.ok().or_else(|| ["COMPUTERNAME", "HOSTNAME"].iter().find_map(|name| std::env::var(name).ok()));
    name.unwrap_or_default().trim().to_owned()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn project() -> (tempfile::TempDir, PathBuf) {
        let folder = tempfile::tempdir().unwrap();
        let project = folder.path().join("3-may.newsmend.json");
        atomic::replace(&project, b"{}").unwrap();
        (folder, project)
    }

    #[test]
    fn the_second_is_told_who_has_it_until_the_first_lets_go() {
        let (folder, project) = project();
        let Taken::Ours(first) = take(&project) else { panic!("nobody has it") };
        assert!(first.is_of(&project) && !first.is_of(&folder.path().join("other.newsmend.json")));
        let Taken::Theirs(holder) = take(&project) else { panic!("somebody has it") };
        assert_eq!((holder.pid, holder.is_here()), (std::process::id(), true));
        assert!(matches!(take_over(&project), Taken::Theirs(_)), "what is held here is not taken away");
        drop(first);
        assert!(!path_of(&project).exists(), "nothing is left");
        assert!(matches!(take(&project), Taken::Ours(_)));
    }

    #[test]
    fn a_lock_that_nobody_holds_is_stale_on_this_machine() {
        let (_folder, project) = project();
        for left in [serde_json::to_string(&Holder::ours()).unwrap(), String::new(), "{\"pid\": \"x\"".to_owned()] {
            atomic::replace(&path_of(&project), left.as_bytes()).unwrap();
            assert!(matches!(take(&project), Taken::Ours(_)), "{left}");
        }
    }

    #[test]
    fn another_machine_is_believed_for_a_day_of_work_or_until_the_editor_says_otherwise() {
        let (_folder, project) = project();
        let now = Holder::ours().since;
        let long_ago = now - 13 * 3_600_000;
        for (since, over, theirs) in [(now, false, true), (long_ago, false, false), (now, true, false)] {
            let holder = Holder { host: "elsewhere".to_owned(), pid: 1, since };
            atomic::replace(&path_of(&project), serde_json::to_string(&holder).unwrap().as_bytes()).unwrap();
            match take_as(&project, &Holder::ours(), over) {
                Taken::Theirs(found) => assert!(theirs && found == holder),
                Taken::Ours(_) => assert!(!theirs, "{since} {over}"),
                Taken::Nowhere(error) => panic!("{error}"),
            }
        }
    }

    #[cfg(unix)]
    #[test]
    fn two_ways_to_a_project_lead_to_one_lock() {
        let (folder, project) = project();
        let link = folder.path().join("link.newsmend.json");
        std::os::unix::fs::symlink(&project, &link).unwrap();
        assert_eq!(path_of(&link), path_of(&project));
    }

    #[cfg(unix)]
    #[test]
    fn two_ways_to_a_project_lead_to_one_lock_also_where_its_file_is_not_there() {
        use std::os::unix::fs::symlink;
        let folder = tempfile::tempdir().unwrap();
        let at = |name: &str| folder.path().join(name);
        std::fs::create_dir(at("real")).unwrap();
        symlink("real", at("linked")).unwrap();
        symlink("linked/a.newsmend.json", at("b.newsmend.json")).unwrap();
        let file = at("real/a.newsmend.json");
        let wanted = folder.path().canonicalize().unwrap().join("real/a.newsmend.lock");
        let check = |state: &str| {
            for way in ["real/a.newsmend.json", "linked/a.newsmend.json", "linked/../b.newsmend.json"] {
                assert_eq!(path_of(&at(way)), wanted, "{way}, {state}");
            }
        };
        check("not there yet");
        atomic::replace(&file, b"{}").unwrap();
        check("there");
        remove(&file);
        check("gone");
    }

    #[test]
    fn where_no_lock_can_be_made_that_is_said() {
        let (folder, _) = project();
        assert!(matches!(take(&folder.path().join("none/a.newsmend.json")), Taken::Nowhere(_)));
    }
}

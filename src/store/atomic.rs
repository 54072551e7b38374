//! Replaces a file whole: whatever happens on the way, it is the old one or the new one.
//!
//! The new text is written beside the file, forced to the disk, and given the file's name in one step; then the folder is
//! forced to the disk too. A symbolic link stays a link: what it points at is replaced. Mode and owner stay; a hard
//! link's other names keep the old text. The only place that makes files.

use super::StoreError;
use super::faults::{self, Step};
use std::fs::{self, File, Metadata, OpenOptions};
use std::io::{self, Write as _};
use std::path::{Path, PathBuf};
use tempfile::NamedTempFile;

/// How many symbolic links are followed: as many as Linux follows.
const MAX_LINKS: usize = 40;

/// How the names of files begin and end that are being written.
const PREFIX: &str = ".newsmend-";
const SUFFIX: &str = ".tmp";

/// How old a file that is being written must be to be one that nobody writes any more.
const STALE: std::time::Duration = std::time::Duration::from_secs(3600);

/// Makes `bytes` the whole of the file at `path`, which need not be there yet; its folder must be.
///
/// Something that is no regular file, as `/dev/stdout`, cannot be swapped and is written to.
///
/// # Errors
/// Where the file or its folder is read-only, not this user's to write, full or not there. The file is then as it was, and
/// nothing is left beside it.
pub fn replace(path: &Path, bytes: &[u8]) -> Result<(), StoreError> {
    let target = follow_links(path);
    let failed = |source| StoreError::from_io(path, source);
    let old = match fs::metadata(&target) {
        Ok(metadata) => Some(metadata),
        Err(error) if error.kind() == io::ErrorKind::NotFound => None,
        Err(error) => return Err(failed(error)),
    };
    if let Some(old) = &old {
        if old.permissions().readonly() {
            return Err(read_only(path));
        }
        // A swap needs no right to the file itself, only to its folder; but a file that one may not write is not ours to
        // replace. Opening it does not change it.
        let mut open = OpenOptions::new().write(true).open(&target).map_err(failed)?;
        if !old.is_file() {
            return open.write_all(bytes).map_err(failed);
        }
    }
    let folder = match target.parent() {
        Some(parent) if !parent.as_os_str().is_empty() => parent,
        _ => Path::new("."),
    };
    let at_folder = |source| StoreError::from_io(folder, source);
    // On Windows the mark means something else on folders.
    if cfg!(unix) && fs::metadata(folder).map_err(at_folder)?.permissions().readonly() {
        return Err(read_only(folder));
    }
    faults::step(Step::Create).map_err(at_folder)?;
    let mut temporary = create_beside(folder).map_err(at_folder)?;
    let written = write_all(temporary.as_file_mut(), bytes, old.as_ref()).and_then(|()| faults::step(Step::Rename));
    #[cfg(test)]
    if faults::is_killed() {
        temporary.disable_cleanup(true);
    }
    // An error drops the temporary file, and with that removes it.
    written.map_err(failed)?;
    temporary.persist(&target).map_err(|error| failed(error.error))?;
    sync_folder(folder);
    Ok(())
}

/// Takes away what a killed program left beside a file that it was writing. A file that may still be written to, by another
/// program, is left alone.
pub fn sweep(folder: &Path) {
    for entry in fs::read_dir(folder).into_iter().flatten().filter_map(Result::ok) {
        let name = entry.file_name();
        let ours = name.to_str().is_some_and(|name| name.starts_with(PREFIX) && name.ends_with(SUFFIX));
        let age = entry.metadata().and_then(|metadata| metadata.modified()).ok().and_then(|time| time.elapsed().ok());
        if ours && age.is_some_and(|age| age > STALE) {
            super::state::remove(&entry.path());
        }
    }
}

/// Sets a file aside under another name in the same folder, replacing what has that name.
///
/// # Errors
/// Where the system refuses; both files are then as they were.
#[expect(clippy::disallowed_methods, reason = "this is the place where files are moved")]
pub fn set_aside(path: &Path, aside: &Path) -> Result<(), StoreError> {
    fs::rename(path, aside).map_err(|source| StoreError::from_io(path, source))
}

fn read_only(path: &Path) -> StoreError {
    // The system was not asked: it would let root write all the same.
    StoreError::ReadOnly { path: path.to_path_buf(), source: io::ErrorKind::PermissionDenied.into() }
}

/// Where a row of symbolic links ends; there may be nothing there. In a circle of links, one of them: the system then
/// says what is wrong.
pub(super) fn follow_links(path: &Path) -> PathBuf {
    let mut target = path.to_path_buf();
    for _ in 0..MAX_LINKS {
        // No link, or nothing at all: the end of the row.
        let Ok(next) = fs::read_link(&target) else { break };
        target = target.parent().unwrap_or(Path::new("")).join(next);
    }
    target
}

/// A temporary file in `folder`, with the mode that a new file gets there.
fn create_beside(folder: &Path) -> io::Result<NamedTempFile> {
    let mut builder = tempfile::Builder::new();
    builder.prefix(PREFIX).suffix(SUFFIX);
    #[cfg(unix)]
    {
        use std::os::unix::fs::PermissionsExt as _;
        // Less the user's mask, as everywhere; the crate's own default is 0600.
        builder.permissions(fs::Permissions::from_mode(0o666));
    }
    builder.tempfile_in(folder)
}

fn write_all(file: &mut File, bytes: &[u8], old: Option<&Metadata>) -> io::Result<()> {
    if let Some(old) = old {
        keep_owner(file, old);
        faults::step(Step::Mode)?;
        file.set_permissions(old.permissions())?;
    }
    faults::write_all(file, bytes)?;
    faults::step(Step::Sync)?;
    file.sync_all()
}

/// Gives the new file the old one's owner and group, where this user may: a save by an administrator, or in a folder that
/// a group shares, takes the file from nobody.
#[cfg(unix)]
fn keep_owner(file: &File, old: &Metadata) {
    use std::os::unix::fs::{MetadataExt as _, fchown};
    let same = file.metadata().is_ok_and(|new| (new.uid(), new.gid()) == (old.uid(), old.gid()));
    if same {
        return;
    }
    if let Err(error) = fchown(file, Some(old.uid()), Some(old.gid())).or_else(|_| fchown(file, None, Some(old.gid())))
    {
        log::debug!("the new file gets another owner than the old one: {error}");
    }
}

#[cfg(not(unix))]
fn keep_owner(_file: &File, _old: &Metadata) {}

/// Forces the file's new name to the disk. The file has it already, so that a system that cannot do this fails nothing.
#[cfg(unix)]
fn sync_folder(folder: &Path) {
    let synced = faults::step(Step::SyncFolder).and_then(|()| File::open(folder)).and_then(|folder| folder.sync_all());
    if let Err(error) = synced {
        log::debug!("{} is not forced to the disk: {error}", folder.display());
    }
}

/// Windows opens no folders, and orders names on its own.
#[cfg(not(unix))]
fn sync_folder(_folder: &Path) {}

#[cfg(test)]
mod tests {
    use super::*;

    /// Names in a folder, sorted.
    fn names(folder: &Path) -> Vec<String> {
        let name = |entry: io::Result<fs::DirEntry>| entry.unwrap().file_name().into_string().unwrap();
        let mut names: Vec<String> = fs::read_dir(folder).unwrap().map(name).collect();
        names.sort();
        names
    }

    #[test]
    fn a_file_is_made_and_then_replaced_with_nothing_left_beside_it() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("a.json");
        for bytes in [b"first, and longer".as_slice(), b"second", b""] {
            replace(&path, bytes).unwrap();
            assert_eq!(fs::read(&path).unwrap(), bytes);
            assert_eq!(names(folder.path()), ["a.json"]);
        }
    }

    #[test]
    fn whatever_fails_at_whichever_step_it_is_the_old_file_or_the_new_one() {
        use faults::Fault;
        let kinds = [
            io::ErrorKind::StorageFull,
            io::ErrorKind::QuotaExceeded,
            io::ErrorKind::ReadOnlyFilesystem,
            io::ErrorKind::PermissionDenied,
            io::ErrorKind::Other,
        ];
        let mut every: Vec<Fault> =
            kinds.into_iter().flat_map(|kind| [Fault::Refused(kind), Fault::Short(kind)]).collect();
        every.push(Fault::Killed);
        let steps = [Step::Create, Step::Mode, Step::Write, Step::Sync, Step::Rename, Step::SyncFolder];
        for (old, new) in [(Some(b"old".as_slice()), b"new and longer".as_slice()), (None, b"new"), (Some(b""), b"new")]
        {
            for step in steps {
                for fault in &every {
                    let folder = tempfile::tempdir().unwrap();
                    let path = folder.path().join("a.json");
                    if let Some(old) = old {
                        replace(&path, old).unwrap();
                    }
                    let reached = step != Step::Mode || old.is_some();
                    faults::plan(Some((step, *fault)));
                    let result = replace(&path, new);
                    faults::plan(None);
                    let there = fs::read(&path).ok();
                    // The name is given by then: a system that cannot force it to the disk fails nothing.
                    let fails = reached && step != Step::SyncFolder;
                    assert_eq!(result.is_err(), fails, "{step:?} {fault:?}");
                    let wanted = if fails { old } else { Some(new) };
                    assert_eq!(there.as_deref(), wanted, "{step:?} {fault:?}");
                    if *fault != Fault::Killed {
                        let names = names(folder.path());
                        assert_eq!(names.len(), usize::from(there.is_some()), "nothing is left beside it: {names:?}");
                    }
                    replace(&path, new).unwrap();
                    assert_eq!(fs::read(&path).unwrap(), new, "and the next time it is written");
                }
            }
        }
    }

    #[test]
    fn what_the_disk_refused_is_told_by_its_kind() {
        use faults::Fault;
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("a.json");
        faults::plan(Some((Step::Sync, Fault::Refused(io::ErrorKind::StorageFull))));
        assert!(matches!(replace(&path, b"a").unwrap_err(), StoreError::DiskFull { .. }));
        faults::plan(Some((Step::Create, Fault::Refused(io::ErrorKind::ReadOnlyFilesystem))));
        assert!(matches!(replace(&path, b"a").unwrap_err(), StoreError::ReadOnly { .. }));
        faults::plan(None);
    }

    #[test]
    fn what_a_killed_program_left_is_swept_when_it_is_old() {
        let folder = tempfile::tempdir().unwrap();
        let at = |name: &str| folder.path().join(name);
        let old = std::time::SystemTime::now() - STALE * 2;
        for name in [".newsmend-old.tmp", ".newsmend-new.tmp", "other.tmp"] {
            replace(&at(name), b"x").unwrap();
        }
        for name in [".newsmend-old.tmp", "other.tmp"] {
            OpenOptions::new().write(true).open(at(name)).unwrap().set_modified(old).unwrap();
        }
        sweep(folder.path());
        assert_eq!(names(folder.path()), [".newsmend-new.tmp", "other.tmp"]);
    }

    #[test]
    fn a_name_of_any_length_that_the_system_takes_will_do() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join(format!("{}.json", "报".repeat(80)));
        replace(&path, b"a").unwrap();
        replace(&path, b"b").unwrap();
        assert_eq!(fs::read(&path).unwrap(), b"b");
    }

    #[test]
    fn what_cannot_be_replaced_says_why() {
        let folder = tempfile::tempdir().unwrap();
        let at = |name: &str| folder.path().join(name);
        replace(&at("a.txt"), b"a").unwrap();
        fs::create_dir(at("folder")).unwrap();
        assert!(matches!(replace(&at("folder"), b"b").unwrap_err(), StoreError::IsFolder { .. }));
        let error = replace(&at("none/a.txt"), b"b").unwrap_err();
        assert!(matches!(&error, StoreError::NotFound { path, .. } if path == &at("none")), "{error:?}");
        assert!(matches!(replace(&at("a.txt/b"), b"b").unwrap_err(), StoreError::NotFound { .. }));
        assert_eq!(fs::read(at("a.txt")).unwrap(), b"a");
        assert_eq!(names(folder.path()), ["a.txt", "folder"]);
    }

    #[test]
    fn a_read_only_file_stays_as_it_was() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("a.txt");
        replace(&path, b"old").unwrap();
        let writable = fs::metadata(&path).unwrap().permissions();
        let mut locked = writable.clone();
        locked.set_readonly(true);
        fs::set_permissions(&path, locked).unwrap();
        assert!(matches!(replace(&path, b"new").unwrap_err(), StoreError::ReadOnly { .. }));
        assert_eq!(fs::read(&path).unwrap(), b"old");
        assert_eq!(names(folder.path()), ["a.txt"]);
        // Windows removes no folder with a read-only file in it.
        fs::set_permissions(&path, writable).unwrap();
    }

    #[cfg(unix)]
    mod on_unix {
        use super::*;
        use std::os::unix::fs::{PermissionsExt as _, symlink};

        fn mode(path: &Path) -> u32 {
            fs::metadata(path).unwrap().permissions().mode() & 0o7777
        }

        #[test]
        fn a_read_only_folder_stays_as_it_was() {
            let folder = tempfile::tempdir().unwrap();
            let path = folder.path().join("a.txt");
            replace(&path, b"old").unwrap();
            fs::set_permissions(folder.path(), fs::Permissions::from_mode(0o555)).unwrap();
            let error = replace(&path, b"new").unwrap_err();
            assert!(matches!(&error, StoreError::ReadOnly { path, .. } if path == folder.path()), "{error:?}");
            assert!(replace(&folder.path().join("b.txt"), b"new").is_err());
            assert_eq!(fs::read(&path).unwrap(), b"old");
            assert_eq!(names(folder.path()), ["a.txt"]);
            fs::set_permissions(folder.path(), fs::Permissions::from_mode(0o755)).unwrap();
        }

        #[test]
        fn the_mode_stays() {
            let folder = tempfile::tempdir().unwrap();
            let path = folder.path().join("a.txt");
            replace(&path, b"a").unwrap();
            for wanted in [0o600, 0o644, 0o666, 0o640, 0o755] {
                fs::set_permissions(&path, fs::Permissions::from_mode(wanted)).unwrap();
                replace(&path, b"b").unwrap();
                assert_eq!(mode(&path), wanted);
            }
        }

        #[test]
        #[expect(clippy::disallowed_methods, reason = "the comparison is the point")]
        fn a_new_file_has_the_mode_that_any_program_gives_it() {
            let folder = tempfile::tempdir().unwrap();
            let (ours, theirs) = (folder.path().join("ours"), folder.path().join("theirs"));
            replace(&ours, b"a").unwrap();
            File::create(&theirs).unwrap();
            assert_eq!(mode(&ours), mode(&theirs));
        }

        #[test]
        fn a_link_stays_a_link() {
            let folder = tempfile::tempdir().unwrap();
            let at = |name: &str| folder.path().join(name);
            fs::create_dir(at("real")).unwrap();
            replace(&at("real/a.txt"), b"old").unwrap();
            symlink("real/a.txt", at("link")).unwrap();
            symlink(at("link"), at("link to link")).unwrap();
            symlink("real/none.txt", at("dangling")).unwrap();
            for (name, real) in [("link", "real/a.txt"), ("link to link", "real/a.txt"), ("dangling", "real/none.txt")]
            {
                replace(&at(name), name.as_bytes()).unwrap();
                assert!(fs::symlink_metadata(at(name)).unwrap().is_symlink(), "{name}");
                assert_eq!(fs::read(at(real)).unwrap(), name.as_bytes());
            }
            assert_eq!(names(&at("real")), ["a.txt", "none.txt"]);
            assert_eq!(names(folder.path()), ["dangling", "link", "link to link", "real"]);
        }

        #[test]
        fn a_circle_of_links_is_an_error() {
            let folder = tempfile::tempdir().unwrap();
            let (a, b) = (folder.path().join("a"), folder.path().join("b"));
            symlink(&a, &b).unwrap();
            symlink(&b, &a).unwrap();
            assert!(matches!(replace(&a, b"x").unwrap_err(), StoreError::Io { .. }));
            assert_eq!(names(folder.path()), ["a", "b"]);
        }

        #[test]
        fn a_full_disk_says_so() {
            // A device that is always full, and no regular file: it is written to, never swapped.
            let full = Path::new("/dev/full");
            if full.exists() {
                assert!(matches!(replace(full, b"x").unwrap_err(), StoreError::DiskFull { .. }));
                assert!(full.exists());
            }
        }
    }
}

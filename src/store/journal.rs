//! The journal's file: lines of JSON, each with a checksum that holds the lines before it too.
//!
//! A line is `{"sum":"…","record":…}`. The sum is the first half of the SHA-256 of the sum before and of the record's bytes,
//! so that a torn tail, a changed byte and a line in the wrong place are all recognised, and everything behind them is cut.
//! What a record says is not known here. While a program writes a journal it holds a lock on it, which the system lets go
//! when the program ends, however it ends.

use super::faults::{self, Step};
use super::state::remove;
use super::{StoreError, atomic, checksum};
use std::fs::{File, OpenOptions, TryLockError};
use std::io;
use std::path::{Path, PathBuf};

/// What the names of journals end in.
pub const ENDING: &str = ".newsmend.journal";

/// How many hexadecimal digits a sum has.
const SUM: usize = 32;
const HEAD: &str = r#"{"sum":""#;
const MIDDLE: &str = r#"","record":"#;

/// The sum of the last line, which goes into the next one.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
struct Chain(String);

impl Chain {
    fn sum(&self, record: &str) -> String {
        let mut sum = checksum(format!("{}{record}", self.0).as_bytes());
        sum.truncate(SUM);
        sum
    }

    fn push(&mut self, out: &mut Vec<u8>, record: &str) {
        self.0 = self.sum(record);
        for part in [HEAD, &self.0, MIDDLE, record, "}\n"] {
            out.extend_from_slice(part.as_bytes());
        }
    }
}

/// The lines of these records, and the sum of the last one.
fn chained(records: impl IntoIterator<Item = String>) -> (Vec<u8>, Chain) {
    let (mut bytes, mut chain) = (Vec::new(), Chain::default());
    records.into_iter().for_each(|record| chain.push(&mut bytes, &record));
    (bytes, chain)
}

/// The bytes of a journal of these records.
#[must_use]
pub fn to_bytes(records: impl IntoIterator<Item = String>) -> Vec<u8> {
    chained(records).0
}

/// What could be read of a journal.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Lines {
    /// The records up to the first line that is not whole.
    pub records: Vec<String>,
    /// How many bytes they take.
    good: u64,
    chain: Chain,
    /// True where something stood behind them.
    pub is_torn: bool,
}

/// Reads the bytes of a journal. Bytes that are none give no record.
#[must_use]
pub fn read(bytes: &[u8]) -> Lines {
    let (mut records, mut good, mut chain) = (Vec::new(), 0, Chain::default());
    for line in bytes.split_inclusive(|&byte| byte == b'\n') {
        let Some(record) = record_of(line, &chain) else { break };
        chain = Chain(chain.sum(record));
        records.push(record.to_owned());
        good += line.len();
    }
    Lines { records, good: good as u64, chain, is_torn: good < bytes.len() }
}

impl Lines {
    /// Keeps the first `count` records: what stands behind them makes no sense to whoever reads them.
    pub(crate) fn truncate(&mut self, count: usize) {
        if count >= self.records.len() {
            return;
        }
        let (mut bytes, mut chain) = (Vec::new(), Chain::default());
        self.records.iter().take(count).for_each(|record| chain.push(&mut bytes, record));
        self.records.truncate(count);
        (self.good, self.chain, self.is_torn) = (bytes.len() as u64, chain, true);
    }
}

fn record_of<'l>(line: &'l [u8], chain: &Chain) -> Option<&'l str> {
    let line = std::str::from_utf8(line).ok()?.strip_suffix("}\n")?;
    let (sum, record) = line.strip_prefix(HEAD)?.split_once(MIDDLE)?;
    (sum == chain.sum(record)).then_some(record)
}

/// Where the `n`th journal of a project lies, from 1: beside it, so that it is found where the project is. There is more than
/// one only where the editor left one to be looked at later.
#[must_use]
pub fn beside(project: &Path, n: usize) -> PathBuf {
    let name = project.file_name().map(|name| name.to_string_lossy().into_owned()).unwrap_or_default();
    let stem = name.strip_suffix(super::project_file::ENDING).or(name.strip_suffix(".json")).unwrap_or(&name);
    let number = if n > 1 { format!(".{n}") } else { String::new() };
    project.with_file_name(format!("{stem}{number}{ENDING}"))
}

/// True where a program that runs now writes this journal.
#[must_use]
pub fn is_in_use(path: &Path) -> bool {
    File::open(path).is_ok_and(|file| matches!(file.try_lock(), Err(TryLockError::WouldBlock)))
}

/// A journal that is being written.
#[derive(Debug)]
pub struct JournalFile {
    path: PathBuf,
    file: File,
    good: u64,
    chain: Chain,
}

impl JournalFile {
    /// Makes a journal of these records, in a folder that is there.
    ///
    /// # Errors
    /// Where it cannot be written. Nothing is left of it then.
    pub fn create(path: &Path, records: impl IntoIterator<Item = String>) -> Result<Self, StoreError> {
        let (bytes, chain) = chained(records);
        atomic::replace(path, &bytes)?;
        Self::open(path, bytes.len() as u64, chain)
    }

    /// Goes on with a journal that was read: what stands behind its last whole line is cut off.
    ///
    /// # Errors
    /// Where it cannot be written to.
    pub fn resume(path: &Path, lines: &Lines) -> Result<Self, StoreError> {
        let journal = Self::open(path, lines.good, lines.chain.clone())?;
        journal.file.set_len(journal.good).map_err(|source| StoreError::from_io(path, source))?;
        Ok(journal)
    }

    fn open(path: &Path, good: u64, chain: Chain) -> Result<Self, StoreError> {
        let failed = |source| StoreError::from_io(path, source);
        let file = OpenOptions::new().append(true).open(path).map_err(failed)?;
        match file.try_lock() {
            Ok(()) => {}
            Err(TryLockError::WouldBlock) => return Err(failed(io::ErrorKind::ResourceBusy.into())),
            // A disk without locks: a journal without one is better than none.
            Err(TryLockError::Error(error)) => log::debug!("{} is not locked: {error}", path.display()),
        }
        Ok(Self { path: path.to_owned(), file, good, chain })
    }

    /// Where it lies.
    #[must_use]
    pub fn path(&self) -> &Path {
        &self.path
    }

    /// How many bytes it has.
    #[must_use]
    pub fn size(&self) -> u64 {
        self.good
    }

    /// True while the file that is written to is the one that bears the name. A deleted file takes all that is written to
    /// it and keeps nothing.
    #[must_use]
    pub fn is_there(&self) -> bool {
        let (Ok(named), Ok(open)) = (std::fs::metadata(&self.path), self.file.metadata()) else { return false };
        same_file(&named, &open)
    }

    /// Adds records and forces them to the disk.
    ///
    /// # Errors
    /// Where they cannot be written: then none of them counts, and the next call writes over what there is of them.
    pub fn append(&mut self, records: impl IntoIterator<Item = String>) -> Result<(), StoreError> {
        let (mut bytes, mut chain) = (Vec::new(), self.chain.clone());
        records.into_iter().for_each(|record| chain.push(&mut bytes, &record));
        let good = self.good + bytes.len() as u64;
        let written = self.write(&bytes);
        written.map_err(|source| StoreError::from_io(&self.path, source))?;
        (self.good, self.chain) = (good, chain);
        Ok(())
    }

    fn write(&mut self, bytes: &[u8]) -> io::Result<()> {
        if self.file.metadata()?.len() != self.good {
            self.file.set_len(self.good)?;
        }
        faults::write_all(&mut self.file, bytes)?;
        faults::step(Step::Sync)?;
        self.file.sync_data()
    }

    /// Takes it away.
    pub fn remove(self) {
        remove(&self.path);
    }
}

#[cfg(unix)]
fn same_file(a: &std::fs::Metadata, b: &std::fs::Metadata) -> bool {
    use std::os::unix::fs::MetadataExt as _;
    (a.dev(), a.ino()) == (b.dev(), b.ino())
}

/// Windows lets nobody delete an open file.
#[cfg(not(unix))]
fn same_file(_a: &std::fs::Metadata, _b: &std::fs::Metadata) -> bool {
    true
}

#[cfg(test)]
mod tests {
    use super::*;

    fn records(texts: &[&str]) -> Vec<String> {
        texts.iter().map(|text| format!("{{\"text\":\"{text}\"}}")).collect()
    }

    #[test]
    fn what_was_written_reads_back_and_goes_on() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("a.newsmend.journal");
        let mut journal = JournalFile::create(&path, records(&["环卫"])).unwrap();
        journal.append(records(&["b", "c"])).unwrap();
        drop(journal);
        let lines = read(&std::fs::read(&path).unwrap());
        assert_eq!((lines.records.as_slice(), lines.is_torn), (records(&["环卫", "b", "c"]).as_slice(), false));
        JournalFile::resume(&path, &lines).unwrap().append(records(&["d"])).unwrap();
        assert_eq!(read(&std::fs::read(&path).unwrap()).records, records(&["环卫", "b", "c", "d"]));
    }

    #[test]
    fn a_torn_tail_is_recognised_and_cut_wherever_it_is_torn() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("a.newsmend.journal");
        drop(JournalFile::create(&path, records(&["a", "b", "环"])).unwrap());
        let whole = std::fs::read(&path).unwrap();
        let ends: Vec<usize> = (0..=whole.len()).filter(|&at| at == 0 || whole[at - 1] == b'\n').collect();
        for length in 0..=whole.len() {
            let lines = read(&whole[..length]);
            let wanted = ends.iter().rposition(|&end| end <= length).unwrap();
            assert_eq!(lines.records, records(&["a", "b", "环"])[..wanted], "at {length}");
            assert_eq!(lines.is_torn, !ends.contains(&length), "at {length}");
            atomic::replace(&path, &whole[..length]).unwrap();
            JournalFile::resume(&path, &lines).unwrap().append(records(&["d"])).unwrap();
            let again = read(&std::fs::read(&path).unwrap());
            assert_eq!((again.records.len(), again.is_torn), (wanted + 1, false), "at {length}");
        }
    }

    #[test]
    fn what_fails_on_the_way_to_the_disk_does_not_count_and_is_written_the_next_time() {
        use faults::Fault;
        let full = io::ErrorKind::StorageFull;
        for fault in [
            (Step::Write, Fault::Refused(full)),
            (Step::Write, Fault::Short(full)),
            (Step::Write, Fault::Killed),
            (Step::Sync, Fault::Refused(io::ErrorKind::Other)),
        ] {
            let folder = tempfile::tempdir().unwrap();
            let path = folder.path().join("a.newsmend.journal");
            let mut journal = JournalFile::create(&path, records(&["a"])).unwrap();
            faults::plan(Some(fault));
            assert!(journal.append(records(&["b", "c"])).is_err());
            faults::plan(None);
            let lines = read(&std::fs::read(&path).unwrap());
            // Whole lines may have come through, half a line never counts.
            assert!(records(&["a", "b", "c"]).starts_with(&lines.records) && !lines.records.is_empty(), "{fault:?}");
            journal.append(records(&["b", "c"])).unwrap();
            let lines = read(&std::fs::read(&path).unwrap());
            assert_eq!((lines.records, lines.is_torn), (records(&["a", "b", "c"]), false), "{fault:?}");
        }
    }

    #[test]
    fn a_changed_byte_and_a_line_in_the_wrong_place_end_what_is_read() {
        let mut bytes = Vec::new();
        let mut chain = Chain::default();
        records(&["a", "b", "c"]).iter().for_each(|record| chain.push(&mut bytes, record));
        for at in 0..bytes.len() {
            let mut changed = bytes.clone();
            changed[at] ^= 1;
            let before = bytes[..at].iter().filter(|&&byte| byte == b'\n').count();
            assert_eq!(read(&changed).records, records(&["a", "b", "c"])[..before], "at {at}");
        }
        let mut lines: Vec<&[u8]> = bytes.split_inclusive(|&byte| byte == b'\n').collect();
        lines.swap(1, 2);
        assert_eq!(read(&lines.concat()).records, records(&["a"]));
    }

    #[test]
    fn a_journal_says_whether_it_is_in_use_and_whether_it_is_there() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("a.newsmend.journal");
        let journal = JournalFile::create(&path, records(&["a"])).unwrap();
        assert!(journal.is_there() && is_in_use(&path));
        remove(&path);
        assert!(!journal.is_there() && !is_in_use(&path));
        atomic::replace(&path, b"another").unwrap();
        assert!(!journal.is_there(), "another file bears its name");
    }

    #[test]
    fn a_journal_lies_beside_its_project_under_its_name() {
        for (project, n, wanted) in [
            ("a/3-may.newsmend.json", 1, "a/3-may.newsmend.journal"),
            ("a/3-may.newsmend.json", 2, "a/3-may.2.newsmend.journal"),
            ("要闻.json", 1, "要闻.newsmend.journal"),
            ("plain", 1, "plain.newsmend.journal"),
        ] {
            assert_eq!(beside(Path::new(project), n), Path::new(wanted));
        }
    }
}

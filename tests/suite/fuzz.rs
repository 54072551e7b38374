//! Files that something has damaged, or somebody has made by hand: read or refused, in words, never with a panic or a hang.
//!
//! A loop over mutations of good files, for `NEWSMEND_FUZZ_SECONDS` seconds in all; short by default. It prints what it did and
//! how long the slowest input took (with `--nocapture`). Journals and settings are forced to the disk: with `TMPDIR=/dev/shm`
//! many times as many are tried.

use crate::kills::Chance;
use newsmend::desk::{Desk, Lang, MessageKind, OpenError, Selection, explain_open};
use newsmend::model::{Project, check_all};
use newsmend::store::journal::{self, JournalFile};
use newsmend::store::{State, atomic, project_file, read_dump_bytes, settings};
use newsmend::text::{PageNo, Place};
use std::path::PathBuf;
use std::time::{Duration, Instant};

const DUMP: &str =
    "清晨的街道\r\n\r\n本报讯（记者甲一）清扫车今天五点上街，\r\n先扫主街，再扫小巷。\n\u{c}sani-\ntation works\n";

/// What breaks readers: ends of numbers, of strings and of lists, and bytes that are no text.
const TOKENS: [&[u8]; 20] = [
    b"0",
    b"-1",
    b"4294967295",
    b"18446744073709551615",
    b"1e999",
    b"null",
    b"{}",
    b"[",
    b"]",
    b"\"",
    b"\\ud800",
    b"\0",
    b"\xff\xfe",
    b"\xa3\xff",
    b"\n",
    b",",
    b"\xef\xbb\xbf",
    b"\"id\":0",
    b"true",
    b"[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[",
];

fn at(chance: &mut Chance, length: usize) -> usize {
    usize::try_from(chance.below(length as u64 + 1)).unwrap()
}

/// A few changes of `bytes`.
fn mutated(chance: &mut Chance, bytes: &[u8]) -> Vec<u8> {
    let mut out = bytes.to_vec();
    for _ in 0..=chance.below(3) {
        let (a, b) = (at(chance, out.len()), at(chance, out.len()));
        let (from, to) = (a.min(b), a.max(b).min(a.min(b) + 64));
        match chance.below(7) {
            0 => out.truncate(from),
            1 => drop(out.drain(from..to)),
            2 => {
                let piece = out[from..to].to_vec();
                out.splice(b..b, piece);
            }
            3 if from < out.len() => out[from] ^= 1 << chance.below(8),
            4 if from < out.len() => out[from] = u8::try_from(chance.below(256)).unwrap(),
            _ => {
                let token = TOKENS[usize::try_from(chance.below(20)).unwrap()];
                // Often in the place of a number, where it can still be read.
                let number = out.iter().skip(from).position(u8::is_ascii_digit).map(|ahead| from + ahead);
                let from = number.unwrap_or(from);
                let digits = out.iter().skip(from).take_while(|byte| byte.is_ascii_digit()).count();
                out.splice(from..from + digits, token.iter().copied());
            }
        }
    }
    out
}

/// Tries mutations of good inputs until the time is over.
#[expect(clippy::print_stdout, reason = "how many inputs there were says what the test is worth")]
fn fuzz(name: &str, good: &[Vec<u8>], mut run: impl FnMut(&mut Chance, &[u8])) {
    let seconds = std::env::var("NEWSMEND_FUZZ_SECONDS").ok().and_then(|seconds| seconds.parse().ok()).unwrap_or(3_u64);
    let time = Duration::from_secs(seconds) / 5;
    let mut chance = Chance(std::env::var("NEWSMEND_SEED").ok().and_then(|seed| seed.parse().ok()).unwrap_or(1));
    let (begun, mut count, mut slowest) = (Instant::now(), 0_u64, Duration::ZERO);
    while begun.elapsed() < time || count < 20 {
        let from = &good[usize::try_from(chance.below(good.len() as u64)).unwrap()];
        let bytes = mutated(&mut chance, from);
        let one = Instant::now();
        run(&mut chance, &bytes);
        slowest = slowest.max(one.elapsed());
        count += 1;
    }
    println!("{name}: {count} inputs, the slowest took {slowest:?}");
}

/// A desk with a journal in the folder of this state; the dump is open, as a project that was read.
fn desk(state: &State) -> Desk {
    let mut desk = Desk::new(Lang::En);
    desk.keep_journals(state.clone());
    desk
}

fn page() -> Project {
    Project::new(read_dump_bytes("a.txt", DUMP.as_bytes(), None).unwrap())
}

/// A project after some work, and its journal.
fn worked() -> (Vec<u8>, Vec<u8>) {
    let folder = tempfile::tempdir().unwrap();
    let state = State::at(&folder.path().join("state"));
    let path = folder.path().join("a.newsmend.json");
    atomic::replace(&path, &project_file::to_bytes(&page())).unwrap();
    let mut desk = desk(&state);
    desk.open(path.clone(), None).unwrap();
    desk.finish();
    for (line, key) in [(0, "2"), (2, "7"), (4, "9"), (2, "Ctrl+Z"), (0, "Ctrl+Z"), (0, "1")] {
        let work = desk.work_mut().unwrap();
        let at = work.project().pages()[0].lines().start(line);
        work.go_to(Selection::at(Place::new(PageNo::new(0), at)));
        desk.run(crate::notation::command_of(key));
    }
    desk.work().unwrap().journal().unwrap().settle();
    let journal = std::fs::read(folder.path().join("a.newsmend.journal")).unwrap();
    desk.save(path.clone());
    desk.finish();
    (std::fs::read(path).unwrap(), journal)
}

#[test]
fn damaged_projects_are_read_or_refused_in_words() {
    let good = [project_file::to_bytes(&page()), worked().0];
    fuzz("projects", &good, |_, bytes| match project_file::from_bytes(bytes) {
        Ok(project) => {
            assert_eq!(check_all(&project), []);
            assert!(project.ledger().adds_up());
        }
        Err(source) => {
            let error = OpenError::Project { path: PathBuf::from("a"), source };
            for lang in [Lang::Zh, Lang::En] {
                assert!(explain_open(lang, &error).len() > 10);
            }
        }
    });
}

#[test]
fn damaged_dumps_are_read_or_refused_in_words() {
    let utf16: Vec<u8> = std::iter::once(0xfeff).chain(DUMP.encode_utf16()).flat_map(u16::to_le_bytes).collect();
    fuzz("dumps", &[DUMP.as_bytes().to_vec(), utf16], |_, bytes| match read_dump_bytes("a", bytes, None) {
        Ok(pages) => assert_eq!(check_all(&Project::new(pages)), []),
        Err(error) => assert!(explain_open(Lang::Zh, &OpenError::Store(error)).len() > 10),
    });
}

#[test]
fn damaged_settings_are_read_or_set_aside() {
    let folder = tempfile::tempdir().unwrap();
    settings::save(folder.path(), &settings::Settings::default()).unwrap();
    let path = folder.path().join("settings.json");
    let good = std::fs::read(&path).unwrap();
    fuzz("settings", &[good], |_, bytes| {
        atomic::replace(&path, bytes).unwrap();
        let loaded = settings::load(folder.path());
        assert!(loaded.problem.is_none() || loaded.settings == settings::Settings::default());
    });
}

/// Looks for unsaved work in a journal, and brings back what there is.
fn recover(state: &State, journal: &std::path::Path) {
    let mut desk = desk(state);
    desk.look_for_unsaved();
    desk.finish();
    if let Some(found) = desk.found().first() {
        assert_eq!(found.journal, journal);
        desk.bring_back(journal).unwrap();
        desk.finish();
        match &desk.work {
            Some(work) => {
                assert_eq!(check_all(work.project()), []);
                assert!(work.project().ledger().adds_up());
            }
            None => {
                let message = desk.message.as_ref().expect("it is said why");
                assert_eq!(message.kind, MessageKind::Error);
                assert!(message.text.starts_with("Can't bring the work back: "), "a job broke off: {}", message.text);
            }
        }
    }
    newsmend::store::atomic::replace(journal, b"").unwrap();
}

/// A folder for journals, with the project that they are of where they say.
fn place() -> (tempfile::TempDir, State, PathBuf, Vec<u8>) {
    let folder = tempfile::tempdir().unwrap();
    let state = State::at(folder.path());
    let path = state.journals().join("a.newsmend.journal");
    std::fs::create_dir_all(state.journals()).unwrap();
    let project = folder.path().join("a.newsmend.json");
    let text = project_file::to_bytes(&page());
    atomic::replace(&project, &text).unwrap();
    // The journal's first line names another folder's project: here it is this one's.
    let lines = journal::read(&worked().1);
    let first: String = lines.records[0].clone();
    let (before, rest) = first.split_once("\"project\":\"").unwrap();
    let (_, behind) = rest.split_once('"').unwrap();
    let first = format!("{before}\"project\":\"{}\"{behind}", project.display());
    let records = std::iter::once(first).chain(lines.records.iter().skip(1).cloned());
    drop(JournalFile::create(&path, records).unwrap());
    let bytes = std::fs::read(&path).unwrap();
    (folder, state, path, bytes)
}

#[test]
fn damaged_journals_give_what_is_whole_in_them() {
    let (_folder, state, path, good) = place();
    fuzz("journals", &[good], |_, bytes| {
        atomic::replace(&path, bytes).unwrap();
        recover(&state, &path);
    });
}

#[test]
fn journals_whose_sums_are_right_and_whose_words_are_wrong_do_no_harm() {
    let (_folder, state, path, good) = place();
    let records = journal::read(&good).records;
    fuzz("records", &[Vec::new()], |chance, _| {
        let mut records = records.clone();
        for _ in 0..=chance.below(2) {
            let which = usize::try_from(chance.below(records.len() as u64)).unwrap();
            match chance.below(6) {
                0 => drop(records.remove(which)),
                1 => records.insert(which, records[which].clone()),
                _ => {
                    records[which] =
                        String::from_utf8_lossy(&mutated(chance, records[which].as_bytes())).replace('\n', " ");
                }
            }
            if records.is_empty() {
                return;
            }
        }
        drop(JournalFile::create(&path, records).unwrap());
        recover(&state, &path);
    });
}

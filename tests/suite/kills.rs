//! A program that is killed: whenever it is, the project opens, and at most the last gesture is missing.
//!
//! The test runs itself as a child that edits, undoes and saves at random and tells each state that it has reached. It is
//! killed at a random moment, without a chance to tidy up, and then what is on the disk is compared with what it told.

use crate::random::Step;
use crate::random_steps::KINDS;
use newsmend::desk::{CommandId, Desk, Lang, Selection};
use newsmend::model::{Page, Project, Source, check_all};
use newsmend::store::{State, atomic, checksum, project_file};
use std::io::{BufRead as _, BufReader, Read as _, Write as _};
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};
use std::sync::Arc;
use std::time::Duration;

/// Where the child works, and its seed, parted by a line break; not set for everybody else.
const CHILD: &str = "NEWSMEND_KILL_CHILD";

/// A generator of chance that a seed repeats: the splitmix of Steele, Lea and Flood 2014.
pub(crate) struct Chance(pub(crate) u64);

impl Chance {
    pub(crate) fn next(&mut self) -> u64 {
        self.0 = self.0.wrapping_add(0x9e37_79b9_7f4a_7c15);
        let z = (self.0 ^ (self.0 >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
        let z = (z ^ (z >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
        z ^ (z >> 31)
    }

    pub(crate) fn below(&mut self, n: u64) -> u64 {
        self.next() % n
    }

    fn step(&mut self) -> Step {
        let mut dice = [0; 6];
        dice.fill_with(|| u16::try_from(self.below(1 << 16)).unwrap());
        let text = ["报", "", "new ", "改过的"][usize::try_from(self.below(4)).unwrap()].to_owned();
        Step { kind: u8::try_from(self.below(u64::from(KINDS))).unwrap(), dice, text }
    }
}

fn page() -> Project {
    let lines: Vec<String> = (0..40).map(|at| format!("第{at}行的文字，清扫车今天五点上街 line {at}")).collect();
    let source = Source { file: "a.txt".to_owned(), sha256: String::new(), encoding: "UTF-8".to_owned() };
    Project::new(vec![Arc::new(Page::new(lines.join("\n\n"), source, Vec::new()))])
}

fn desk(folder: &Path) -> Desk {
    let mut desk = Desk::new(Lang::En);
    desk.keep_journals(State::at(&folder.join("state")));
    desk
}

fn project_of(folder: &Path) -> PathBuf {
    folder.join("a.newsmend.json")
}

/// The project on the disk, with whatever was unsaved brought back.
fn reopened(folder: &Path) -> Desk {
    let mut desk = desk(folder);
    desk.open(project_of(folder), None).unwrap();
    desk.finish();
    assert!(desk.work.is_some(), "{:?}", desk.message);
    if let [found] = desk.found() {
        let journal = found.journal.clone();
        desk.bring_back(&journal).unwrap();
        desk.finish();
        assert!(desk.found().is_empty(), "{:?}", desk.message);
    }
    assert!(desk.found().is_empty(), "one journal tells it all: {:?}", desk.found());
    desk
}

/// The state that a desk is in: the project, and with its history.
fn sums(desk: &Desk) -> (String, String) {
    let work = desk.work().unwrap();
    let project = checksum(&project_file::to_bytes(work.project()));
    let history = checksum(format!("{:?}", work.history).as_bytes());
    (project, history)
}

/// What the child does until it is killed. It does nothing where it is no child.
#[test]
fn the_child_of_the_test_of_kills() {
    let Ok(orders) = std::env::var(CHILD) else { return };
    let (folder, seed) = orders.split_once('\n').unwrap();
    let (folder, mut chance) = (Path::new(folder), Chance(seed.parse().unwrap()));
    let mut desk = reopened(folder);
    // Every second child is in a hurry, and does not let the disk keep up.
    let hurried = chance.below(2) == 0;
    let mut out = std::io::stdout();
    let mut tell = |desk: &Desk, what: &str| {
        let (project, history) = sums(desk);
        writeln!(out, "\n{what} {project} {history}").unwrap();
        out.flush().unwrap();
    };
    tell(&desk, if hurried { "hurried" } else { "steady" });
    loop {
        let dice = chance.below(12);
        if dice == 0 {
            desk.save(project_of(folder));
            desk.finish();
            assert!(!desk.work().unwrap().is_changed(), "{:?}", desk.message);
            tell(&desk, "saved");
            continue;
        }
        let step = chance.step();
        let work = desk.work_mut().unwrap();
        if let Some(place) = step.roll().place(work.project()) {
            work.view.selection = Selection::at(place);
        }
        // The words of what it is about to do, for the gesture that is on the disk but was not told.
        tell(&desk, if dice <= 5 { "going" } else { "editing" });
        let work = desk.work_mut().unwrap();
        let done = match dice {
            1..=3 => work.undo().is_ok(),
            4..=5 => work.redo().is_ok(),
            _ => {
                let edit = step.edit(work.project());
                work.apply(CommandId("text.correct"), edit).is_ok()
            }
        };
        if !done {
            continue;
        }
        // Told before it is known to be on the disk: the gesture that may be missing.
        tell(&desk, "doing");
        if !hurried {
            desk.work().unwrap().journal().unwrap().settle();
            tell(&desk, "done");
        }
    }
}

fn count(name: &str, default: u64) -> u64 {
    std::env::var(name).ok().and_then(|count| count.parse().ok()).unwrap_or(default)
}

/// `NEWSMEND_KILLS` kills; few by default.
#[test]
fn a_killed_program_loses_at_most_the_last_gesture() {
    let mut chance = Chance(count("NEWSMEND_SEED", 20_261_127));
    let (mut steps, mut came_back, mut lost) = (0_usize, 0, 0);
    let kills = count("NEWSMEND_KILLS", 6);
    let mut folder = tempfile::tempdir().unwrap();
    for kill in 0..kills {
        if kill % 20 == 0 {
            // A fresh project now and then: a history that only grows would slow everything down.
            folder = tempfile::tempdir().unwrap();
            atomic::replace(&project_of(folder.path()), &project_file::to_bytes(&page())).unwrap();
        }
        let seed = chance.next();
        let told = run_and_kill(folder.path(), seed, Duration::from_millis(chance.below(120)));
        let mut desk = reopened(folder.path());
        assert_eq!(check_all(desk.work().unwrap().project()), []);
        assert!(desk.work().unwrap().project().ledger().adds_up());
        let found = sums(&desk);
        came_back += u32::from(!desk.work().unwrap().history.is_empty());
        if let Some((first, told)) = told.split_first() {
            steps += told.iter().filter(|(what, ..)| what == "doing").count();
            // A child that loses nothing ends in the last state that it told, or in the one before. One that was in a
            // hurry may be further behind, but never in a state that it was not in, and never behind its last save.
            let sure = told.iter().rposition(|(what, ..)| what == "saved" || what == "done").map_or(0, |at| at + 1);
            let states: Vec<_> = std::iter::once(first).chain(told).collect();
            let at = states.iter().rposition(|(_, project, history)| {
                // Where nothing was done there is no history.
                *project == found.0 && (*history == found.1 || desk.work().unwrap().history.is_empty())
            });
            let at = at.filter(|&at| at >= sure);
            // The gesture that it was killed in the middle of telling may be on the disk already.
            let last = states.last().unwrap();
            let beyond = leads_back(&mut desk, &last.1);
            let at = at.or_else(|| beyond.then_some(states.len()));
            let at = at.unwrap_or_else(|| panic!("seed {seed}: none of the {} states from {sure}", states.len()));
            lost += usize::from(at + 1 < states.len() && first.0 == "steady");
        }
        match chance.below(3) {
            0 => desk.close(),
            1 => {
                desk.save(project_of(folder.path()));
                desk.finish();
                desk.close();
            }
            // The next child brings it back itself.
            _ => drop(desk),
        }
        let left = std::fs::read_dir(folder.path()).unwrap().count();
        assert!(left < 60, "killed programs leave little behind: {left}");
    }
    println!("{kills} kills, {steps} gestures, {came_back} times a history came back, {lost} last gestures lost");
}

/// True where undo or redo leads to the project with this checksum. The desk is left as it was.
fn leads_back(desk: &mut Desk, wanted: &str) -> bool {
    let mut is_there = |there: &'static str, back: &'static str| {
        let now = desk.work().unwrap().history.now();
        if desk.run(CommandId(there)).is_some() || desk.work().unwrap().history.now() == now {
            return false;
        }
        let found = sums(desk).0 == wanted;
        desk.run(CommandId(back));
        found
    };
    is_there("edit.undo", "edit.redo") || is_there("edit.redo", "edit.undo")
}

/// Runs a child, kills it after `time` from its first word, and returns what it told: what, project, history.
fn run_and_kill(folder: &Path, seed: u64, time: Duration) -> Vec<(String, String, String)> {
    let mut child = Command::new(std::env::current_exe().unwrap())
        .args(["--exact", "kills::the_child_of_the_test_of_kills", "--nocapture", "--test-threads=1"])
        .env(CHILD, format!("{}\n{seed}", folder.display()))
        .stdout(Stdio::piped())
        .stderr(Stdio::piped())
        .spawn()
        .unwrap();
    let mut errors = child.stderr.take().unwrap();
    let mut out = BufReader::new(child.stdout.take().unwrap());
    let (sender, ready) = std::sync::mpsc::channel();
    let reader = std::thread::spawn(move || {
        let (mut told, mut line) = (Vec::new(), String::new());
        while out.read_line(&mut line).unwrap_or(0) > 0 {
            // A line without its end was cut by the kill.
            if line.ends_with('\n')
                && let [what, project, history] = line.split_whitespace().collect::<Vec<_>>()[..]
                && ["hurried", "steady", "going", "editing", "saved", "doing", "done"].contains(&what)
            {
                if told.is_empty() {
                    sender.send(()).unwrap();
                }
                told.push((what.to_owned(), project.to_owned(), history.to_owned()));
            }
            line.clear();
        }
        told
    });
    let ready = ready.recv_timeout(Duration::from_secs(60)).is_ok();
    // The moment is what the test is about.
    std::thread::sleep(time);
    let ended = child.try_wait().unwrap();
    child.kill().unwrap();
    child.wait().unwrap();
    let told = reader.join().unwrap();
    let mut said = String::new();
    errors.read_to_string(&mut said).unwrap();
    assert!(ready && ended.is_none(), "seed {seed}: the child ended by itself: {said}");
    told
}

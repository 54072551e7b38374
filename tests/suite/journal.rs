//! The journal: what a crash leaves is offered, and comes back exactly.
//!
//! A desk that is dropped without being closed is a crash: what it had handed over is written, nothing is tidied up.
//!
//! Over 400 lines: the tests share a place in which things crash.

use crate::files::{folder, message, press, project, select};
use newsmend::desk::gestures::Refusal;
use newsmend::desk::{CommandId, Desk, Found, Lang, StepId, words};
use newsmend::model::Project;
use newsmend::propose::{Budget, Progress};
use newsmend::store::{State, atomic};
use std::path::{Path, PathBuf};

/// A folder with the dump `a.txt`, and one for the state.
pub(crate) struct Place {
    pub(crate) folder: tempfile::TempDir,
    pub(crate) dump: PathBuf,
}

impl Place {
    pub(crate) fn new() -> Self {
        let (folder, dump) = folder();
        Self { folder, dump }
    }

    pub(crate) fn state(&self) -> State {
        State::at(&self.folder.path().join("state"))
    }

    fn desk(&self) -> Desk {
        let mut desk = Desk::new(Lang::En);
        desk.keep_journals(self.state());
        desk
    }

    pub(crate) fn opened(&self, path: &Path) -> Desk {
        let mut desk = self.desk();
        desk.open(path.to_owned(), None).unwrap();
        desk.finish();
        desk
    }

    pub(crate) fn project(&self) -> PathBuf {
        self.folder.path().join("a.newsmend.json")
    }

    /// The dump, opened, worked on and saved as a project.
    pub(crate) fn saved(&self) -> Desk {
        let mut desk = self.opened(&self.dump);
        act(&mut desk, 0, "1");
        desk.save(self.project());
        desk.finish();
        assert!(!desk.work().unwrap().is_changed(), "{}", message(&desk));
        desk
    }

    /// What the next start finds.
    pub(crate) fn found(&self) -> (Desk, Vec<Found>) {
        let mut desk = self.desk();
        desk.look_for_unsaved();
        desk.finish();
        let found = desk.found().to_vec();
        (desk, found)
    }

    /// The next start, with the only thing that it finds brought back.
    pub(crate) fn recovered(&self) -> Desk {
        let (mut desk, found) = self.found();
        assert_eq!(found.len(), 1, "{found:?}");
        desk.bring_back(&found[0].journal).unwrap();
        desk.finish();
        assert!(message(&desk).starts_with("Brought "), "{}", message(&desk));
        desk
    }

    /// Journals and what points at them.
    pub(crate) fn left(&self) -> Vec<String> {
        let mut names = Vec::new();
        for folder in [self.folder.path().to_owned(), self.state().journals()] {
            for entry in std::fs::read_dir(folder).into_iter().flatten() {
                let name = entry.unwrap().file_name().into_string().unwrap();
                if name.contains("journal") || name.ends_with(".beside") {
                    names.push(name);
                }
            }
        }
        names
    }
}

/// Selects a block and presses a key.
pub(crate) fn act(desk: &mut Desk, block: usize, key: &str) {
    select(desk, block);
    press(desk, key);
}

/// Steps, an undo, a branch, and an undo that stays.
pub(crate) fn work(desk: &mut Desk) {
    act(desk, 1, "7");
    act(desk, 2, "9");
    press(desk, "Ctrl+Z");
    act(desk, 2, "0");
    act(desk, 0, "Ctrl+Enter");
    act(desk, 3, "3");
    press(desk, "Ctrl+Z");
}

/// All of it: the project, the history with every branch, and the view.
pub(crate) fn whole(desk: &Desk) -> (Project, String, String) {
    let work = desk.work().unwrap();
    (work.project().clone(), format!("{:?}", work.history), format!("{:?}", work.view))
}

/// Undo leads back to the proposal that the dump was opened with and stops there; the history leads behind that.
#[track_caller]
pub(crate) fn check_undone(desk: &mut Desk) {
    for _ in desk.work().unwrap().history.path() {
        press(desk, "Ctrl+Z");
    }
    assert_eq!(message(desk), words::refusal(Refusal::OwnProposal).en);
    assert_eq!(desk.work().unwrap().history.path().len(), 1);
    desk.travel(StepId::BEGINNING);
    assert_eq!(project(desk), &Project::new(project(desk).pages().to_vec()), "the bare page");
}

#[track_caller]
fn check_comes_back(place: &Place, before: Desk) -> Desk {
    let (wanted, changed) = (whole(&before), before.work().unwrap().is_changed());
    drop(before);
    let desk = place.recovered();
    assert_eq!(whole(&desk), wanted);
    assert_eq!(desk.work().unwrap().is_changed(), changed);
    desk
}

#[test]
fn a_project_that_was_never_saved_comes_back_whole_with_its_history() {
    let place = Place::new();
    let mut desk = place.opened(&place.dump);
    let fresh = project(&desk).clone();
    work(&mut desk);
    let mut desk = check_comes_back(&place, desk);
    assert_eq!(desk.work().unwrap().dump.as_deref(), Some(place.dump.as_path()));
    assert_eq!(message(&desk), "Brought 3 steps back, and undo works on them. Save the project now.");
    desk.run(CommandId("edit.redo"));
    let last = project(&desk).clone();
    for _ in 0..4 {
        desk.run(CommandId("edit.undo"));
    }
    assert_eq!(project(&desk), &fresh, "undo leads back to the proposal");
    for _ in 0..4 {
        desk.run(CommandId("edit.redo"));
    }
    assert_eq!(project(&desk), &last);
}

#[test]
fn the_journal_goes_on_after_work_was_brought_back() {
    let place = Place::new();
    let mut desk = place.opened(&place.dump);
    work(&mut desk);
    let mut desk = check_comes_back(&place, desk);
    act(&mut desk, 1, "4");
    let mut desk = check_comes_back(&place, desk);
    desk.save(place.project());
    desk.finish();
    desk.work().unwrap().journal().unwrap().settle();
    assert_eq!(place.left().len(), 2, "it moved beside the project: {:?}", place.left());
    act(&mut desk, 1, "5");
    check_comes_back(&place, desk);
}

#[test]
fn steps_after_a_save_come_back_onto_the_file_and_undo_goes_behind_the_save() {
    let place = Place::new();
    let mut desk = place.saved();
    work(&mut desk);
    desk.work().unwrap().journal().unwrap().settle();
    assert!(place.folder.path().join("a.newsmend.journal").is_file());
    let mut desk = check_comes_back(&place, desk);
    assert_eq!(desk.work().unwrap().file.as_deref(), Some(place.project().as_path()));
    check_undone(&mut desk);
}

#[test]
fn steps_on_an_opened_project_come_back_when_it_is_opened() {
    let place = Place::new();
    place.saved().close();
    let mut desk = place.opened(&place.project());
    work(&mut desk);
    let wanted = whole(&desk);
    drop(desk);
    let mut desk = place.opened(&place.project());
    let found = desk.found().to_vec();
    assert_eq!(found.len(), 1);
    desk.bring_back(&found[0].journal).unwrap();
    desk.finish();
    assert_eq!(whole(&desk), wanted);
    assert!(desk.found().is_empty());
}

#[test]
fn a_crash_around_a_save_finds_the_state_that_the_file_has() {
    let place = Place::new();
    let mut desk = place.saved();
    let old = std::fs::read(place.project()).unwrap();
    act(&mut desk, 1, "7");
    desk.save(place.project());
    desk.finish();
    let new = std::fs::read(place.project()).unwrap();
    act(&mut desk, 2, "9");
    let wanted = whole(&desk);
    drop(desk);
    for (file, steps) in [(&old, 2), (&new, 1)] {
        atomic::replace(&place.project(), file).unwrap();
        let (mut desk, found) = place.found();
        assert_eq!((found.len(), found[0].steps), (1, steps));
        desk.bring_back(&found[0].journal).unwrap();
        desk.finish();
        assert_eq!(whole(&desk), wanted);
    }
}

#[test]
fn closing_leaves_nothing_behind() {
    let place = Place::new();
    let mut desk = place.saved();
    act(&mut desk, 1, "7");
    press(&mut desk, "Ctrl+S");
    desk.finish();
    desk.close();
    assert_eq!(place.left(), Vec::<String>::new(), "saved");
    let mut desk = place.opened(&place.dump);
    act(&mut desk, 1, "7");
    desk.close();
    assert_eq!(place.left(), Vec::<String>::new(), "thrown away");
    let mut desk = place.opened(&place.project());
    act(&mut desk, 1, "6");
    press(&mut desk, "Ctrl+Z");
    desk.open(place.dump.clone(), None).unwrap();
    desk.finish();
    desk.close();
    assert_eq!(place.left(), Vec::<String>::new(), "another file was opened");
}

#[test]
fn a_crash_that_lost_nothing_is_not_spoken_of() {
    let place = Place::new();
    drop(place.opened(&place.dump));
    assert_eq!(place.left().len(), 1, "the proposal is written down");
    assert_eq!(place.found().1, []);
    drop(place.saved());
    assert_eq!(place.found().1, []);
    let mut desk = place.opened(&place.project());
    act(&mut desk, 1, "7");
    press(&mut desk, "Ctrl+Z");
    drop(desk);
    assert_eq!(place.found().1, []);
    assert_eq!(place.left(), Vec::<String>::new(), "their journals are taken away");
}

#[test]
fn what_is_left_for_later_is_offered_again_and_new_work_does_not_touch_it() {
    let place = Place::new();
    place.saved().close();
    let mut desk = place.opened(&place.project());
    act(&mut desk, 1, "7");
    let first = whole(&desk);
    drop(desk);
    let mut desk = place.opened(&place.project());
    desk.look_later();
    assert!(desk.found().is_empty());
    act(&mut desk, 2, "9");
    let second = whole(&desk);
    drop(desk);
    let (mut desk, found) = place.found();
    assert_eq!(found.len(), 2);
    for (found, wanted) in found.iter().zip([second, first]) {
        desk.bring_back(&found.journal).unwrap();
        desk.finish();
        assert_eq!(whole(&desk), wanted);
        desk.work = None;
    }
}

#[test]
fn what_is_looked_for_is_found_in_what_comes_back_too() {
    let place = Place::new();
    let mut desk = place.opened(&place.dump);
    act(&mut desk, 1, "7");
    drop(desk);
    let (mut desk, found) = place.found();
    desk.open(place.dump.clone(), None).unwrap();
    desk.finish();
    act(&mut desk, 1, "7");
    desk.save(place.project());
    desk.finish();
    let before = desk.work().unwrap().history.now();
    desk.finder.query.text = "夜市".to_owned();
    desk.finder.open = true;
    desk.poll();
    let hits = |desk: &Desk| desk.work().unwrap().found.as_ref().map(|results| results.found.hits.len());
    assert_eq!(hits(&desk), Some(2));
    desk.bring_back(&found[0].journal).unwrap();
    desk.finish();
    assert_eq!(desk.work().unwrap().history.now(), before, "as many steps as those that were searched");
    assert_eq!(hits(&desk), Some(2), "{}", message(&desk));
}

#[test]
fn a_proposal_that_is_kept_as_states_is_undone_and_brought_back_as_any_step() {
    let place = Place::new();
    let now = |desk: &Desk| desk.work().unwrap().project().clone();
    let mut desk = place.opened(&place.dump);
    desk.travel(StepId::BEGINNING);
    let raw = now(&desk);
    desk.work_mut().unwrap().propose_now(&Budget::default(), &Progress::default()).unwrap();
    let proposed = now(&desk);
    assert_ne!(raw, proposed);
    press(&mut desk, "Ctrl+Z");
    assert_eq!(now(&desk), raw);
    press(&mut desk, "Ctrl+Y");
    assert_eq!(now(&desk), proposed);
    act(&mut desk, 1, "7");
    let worked = now(&desk);
    drop(desk);
    let mut desk = place.recovered();
    assert_eq!(now(&desk), worked);
    let walk = [("Ctrl+Z", &proposed), ("Ctrl+Z", &raw), ("Ctrl+Y", &proposed), ("Ctrl+Y", &worked)];
    for (key, wanted) in walk {
        press(&mut desk, key);
        assert_eq!(&now(&desk), wanted, "{key}");
    }
    // Saved behind it and taken back: what the journal wrote of it leads from the file to what was before.
    desk.save(place.project());
    desk.finish();
    press(&mut desk, "Ctrl+Z");
    press(&mut desk, "Ctrl+Z");
    drop(desk);
    assert_eq!(now(&place.recovered()), raw);
}

#[test]
fn what_is_thrown_away_is_gone() {
    let place = Place::new();
    let mut desk = place.opened(&place.dump);
    act(&mut desk, 1, "7");
    drop(desk);
    let (mut desk, found) = place.found();
    desk.throw_away(&found[0].journal);
    assert!(desk.found().is_empty());
    assert_eq!(place.left(), Vec::<String>::new());
}

#[test]
fn work_on_a_file_that_is_not_what_it_was_is_kept_and_said() {
    let place = Place::new();
    let mut desk = place.saved();
    act(&mut desk, 1, "7");
    desk.save(place.folder.path().join("b"));
    desk.finish();
    act(&mut desk, 2, "9");
    drop(desk);
    let (b, kept) = (place.folder.path().join("b.newsmend.json"), place.folder.path().join("kept"));
    std::fs::copy(&b, &kept).unwrap();
    std::fs::copy(place.project(), &b).unwrap();
    std::fs::remove_dir_all(place.state().backups()).unwrap();
    let (mut desk, found) = place.found();
    assert_eq!((found.len(), found[0].has_base), (1, false));
    desk.bring_back(&found[0].journal).unwrap();
    desk.finish();
    assert_eq!(
        message(&desk),
        "Can't bring the work back: b.newsmend.json was changed or moved by another program since. Put it back as it was \
         first. The journal stays where it is."
    );
    std::fs::copy(&kept, &b).unwrap();
    place.recovered();
}

#[test]
fn work_on_a_file_that_was_changed_comes_back_apart_from_it() {
    let place = Place::new();
    let mut desk = place.saved();
    act(&mut desk, 2, "9");
    let wanted = whole(&desk);
    drop(desk);
    for change in [Some(b"{\"format\": \"newsmend-project\", \"version\": 1}".as_slice()), None] {
        match change {
            Some(bytes) => atomic::replace(&place.project(), bytes).unwrap(),
            None => std::fs::remove_file(place.project()).unwrap(),
        }
        let (mut desk, found) = place.found();
        assert_eq!((found.len(), found[0].is_apart, found[0].has_base), (1, true, true));
        desk.bring_back(&found[0].journal).unwrap();
        desk.finish();
        assert_eq!(whole(&desk), wanted);
        assert_eq!(desk.work().unwrap().file, None, "the file is left alone");
        assert_eq!(std::fs::read(place.project()).ok().as_deref(), change);
    }
}

#[test]
fn a_torn_tail_costs_the_last_gesture_and_no_other() {
    let place = Place::new();
    let mut desk = place.opened(&place.dump);
    act(&mut desk, 1, "7");
    let wanted = project(&desk).clone();
    act(&mut desk, 2, "9");
    drop(desk);
    let journal = place.found().1[0].journal.clone();
    let bytes = std::fs::read(&journal).unwrap();
    atomic::replace(&journal, &bytes[..bytes.len() - 7]).unwrap();
    let mut desk = place.recovered();
    assert_eq!(project(&desk), &wanted);
    act(&mut desk, 2, "9");
    check_comes_back(&place, desk);
}

#[test]
fn unsaved_work_on_the_desk_is_not_replaced() {
    let place = Place::new();
    let mut desk = place.opened(&place.dump);
    act(&mut desk, 1, "7");
    drop(desk);
    let (mut desk, found) = place.found();
    desk.open(place.dump.clone(), None).unwrap();
    desk.finish();
    act(&mut desk, 2, "9");
    assert_eq!(desk.bring_back(&found[0].journal), Err(Refusal::Unsaved));
}

#[test]
fn the_offer_names_the_step_at_which_the_work_stands_or_the_one_that_was_taken_back() {
    // Saved behind a first step; `7` makes a caption, `6` a subhead, `3` a deck.
    for (name, keys, steps, command, is_undone) in [
        ("a step", vec!["7", "Ctrl+S", "6"], 1, "role.subhead", false),
        ("a step that was taken back", vec!["7", "Ctrl+S", "Ctrl+Z"], 1, "role.caption", true),
        ("two that were taken back", vec!["7", "6", "Ctrl+S", "Ctrl+Z", "Ctrl+Z"], 2, "role.caption", true),
        ("one of two that were not saved", vec!["7", "6", "Ctrl+Z"], 1, "role.caption", false),
        ("another in its place", vec!["7", "Ctrl+S", "Ctrl+Z", "6"], 2, "role.subhead", false),
        (
            "taken back to another that was done before",
            vec!["7", "Ctrl+Z", "6", "3", "Ctrl+S", "Ctrl+Z"],
            1,
            "role.deck",
            true,
        ),
    ] {
        let place = Place::new();
        let mut desk = place.saved();
        select(&mut desk, 1);
        for key in keys {
            press(&mut desk, key);
            desk.finish();
        }
        drop(desk);
        let found = place.found().1;
        let told = found.iter().map(|found| (found.steps, found.command, found.is_undone));
        assert_eq!(told.collect::<Vec<_>>(), [(steps, CommandId(command), is_undone)], "{name}");
    }
}

#[test]
fn what_is_found_is_told_in_words() {
    const MINUTE: u64 = 60_000;
    let found = |steps, began, last, command| Found {
        journal: PathBuf::new(),
        project: None,
        name: "a.txt".to_owned(),
        steps,
        began,
        last,
        command: CommandId(command),
        is_undone: false,
        is_apart: false,
        has_base: true,
    };
    let now = 10_000 * MINUTE;
    for (found, zh, en) in [
        (
            found(12, now - 90 * MINUTE, now - 5 * MINUTE, "article.merge"),
            "12 步未保存，始于1 小时前；最后一步：“并入另一篇目”，5 分钟前",
            "12 steps not saved, begun 1 hour ago; the last: “Merge into another article”, 5 minutes ago",
        ),
        (
            found(1, now - 3, now - 3, "role.caption"),
            "1 步未保存：“图片说明”，刚才",
            "1 step not saved: “Caption”, just now",
        ),
        (
            found(2, now - 3000 * MINUTE, now - 61 * MINUTE, "of.tomorrow"),
            "2 步未保存，始于2 天前，止于1 小时前",
            "2 steps not saved, from 2 days ago to 1 hour ago",
        ),
        (
            Found { is_undone: true, ..found(1, now - 3, now - 3, "role.caption") },
            "1 步未保存：撤销了“图片说明”，刚才",
            "1 step not saved: “Caption” taken back, just now",
        ),
        (
            Found { is_undone: true, ..found(3, now - 90 * MINUTE, now - 5 * MINUTE, "article.merge") },
            "3 步未保存，始于1 小时前；最后一步：撤销了“并入另一篇目”，5 分钟前",
            "3 steps not saved, begun 1 hour ago; the last: “Merge into another article” taken back, 5 minutes ago",
        ),
    ] {
        assert_eq!([words::found(Lang::Zh, &found, now), words::found(Lang::En, &found, now)], [zh, en]);
    }
}

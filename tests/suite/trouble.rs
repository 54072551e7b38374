//! The disk refuses: it is said, nothing is lost, and it is tried again.

use crate::files::{folder, message, press, project, select};
use newsmend::desk::{Ask, CommandId, Desk, Lang};
use newsmend::store::{State, project_file};
use std::path::{Path, PathBuf};

/// A saved project on the desk, in a folder of its own inside one with the state.
fn saved() -> (tempfile::TempDir, PathBuf, Desk) {
    let (outer, dump) = folder();
    let inner = outer.path().join("issue");
    std::fs::create_dir(&inner).unwrap();
    let mut desk = Desk::new(Lang::En);
    desk.keep_journals(State::at(&outer.path().join("state")));
    desk.open(dump, None).unwrap();
    desk.finish();
    let path = inner.join("a.newsmend.json");
    save_as(&mut desk, &path);
    (outer, path, desk)
}

fn save_as(desk: &mut Desk, path: &Path) {
    desk.save(path.to_owned());
    desk.finish();
}

fn act(desk: &mut Desk, block: usize, key: &str) {
    select(desk, block);
    press(desk, key);
}

/// The same file, as it is named from the folder in which the tests run.
#[cfg(unix)]
fn relative(path: &Path) -> PathBuf {
    let up: PathBuf = std::env::current_dir().unwrap().components().skip(1).map(|_| "..").collect();
    up.join(path.strip_prefix("/").unwrap())
}

fn trouble(desk: &Desk) -> String {
    desk.trouble().map(|(words, _)| words).unwrap_or_default()
}

#[test]
fn a_folder_that_is_gone_is_said_and_saving_goes_on_when_it_is_back() {
    let (outer, path, mut desk) = saved();
    let (folder, away) = (path.parent().unwrap().to_owned(), outer.path().join("away"));
    newsmend::store::atomic::set_aside(&folder, &away).unwrap();
    act(&mut desk, 1, "7");
    press(&mut desk, "Ctrl+S");
    desk.finish();
    assert!(message(&desk).starts_with("Can't save a.newsmend.json: "), "{}", message(&desk));
    assert!(trouble(&desk).starts_with("Not saved, trying again: "), "{}", trouble(&desk));
    desk.message = None;
    desk.retry_now();
    desk.finish();
    assert_eq!((message(&desk), desk.work().unwrap().is_changed()), ("", true), "the same is told once");
    act(&mut desk, 2, "9");
    newsmend::store::atomic::set_aside(&away, &folder).unwrap();
    desk.retry_now();
    desk.finish();
    assert_eq!((message(&desk), trouble(&desk).as_str()), ("Saved a.newsmend.json", ""));
    assert_eq!(std::fs::read(&path).unwrap(), project_file::to_bytes(project(&desk)), "as it is by now");
}

#[cfg(unix)]
#[test]
fn a_project_that_was_named_by_a_relative_path_is_tried_again_too() {
    let (outer, path, mut desk) = saved();
    desk.close();
    desk.open(relative(&path), None).unwrap();
    desk.finish();
    let (folder, away) = (path.parent().unwrap().to_owned(), outer.path().join("away"));
    newsmend::store::atomic::set_aside(&folder, &away).unwrap();
    act(&mut desk, 1, "7");
    press(&mut desk, "Ctrl+S");
    desk.finish();
    assert!(trouble(&desk).starts_with("Not saved, trying again: "), "{}", trouble(&desk));
    newsmend::store::atomic::set_aside(&away, &folder).unwrap();
    desk.retry_now();
    desk.finish();
    assert_eq!((message(&desk), trouble(&desk).as_str()), ("Saved a.newsmend.json", ""));
    assert_eq!(std::fs::read(&path).unwrap(), project_file::to_bytes(project(&desk)));
}

#[cfg(unix)]
#[test]
fn unsaved_work_is_offered_once_however_its_project_is_named() {
    let (outer, path, mut desk) = saved();
    act(&mut desk, 1, "7");
    drop(desk);
    let mut desk = Desk::new(Lang::En);
    desk.keep_journals(State::at(&outer.path().join("state")));
    desk.look_for_unsaved();
    desk.finish();
    desk.open(relative(&path), None).unwrap();
    desk.finish();
    assert_eq!(desk.found().len(), 1, "{:?}", desk.found());
    let journal = desk.found()[0].journal.clone();
    desk.bring_back(&journal).unwrap();
    desk.finish();
    assert!(message(&desk).starts_with("Brought 1 step back"), "{}", message(&desk));
}

#[test]
fn a_path_that_was_never_saved_to_is_not_tried_again() {
    let (outer, _, mut desk) = saved();
    act(&mut desk, 1, "7");
    save_as(&mut desk, &outer.path().join("none/b"));
    assert!(message(&desk).starts_with("Can't save b.newsmend.json: "));
    assert_eq!(trouble(&desk), "");
}

#[test]
fn what_is_taken_back_need_not_be_saved() {
    let (outer, path, mut desk) = saved();
    newsmend::store::atomic::set_aside(path.parent().unwrap(), &outer.path().join("away")).unwrap();
    act(&mut desk, 1, "7");
    press(&mut desk, "Ctrl+S");
    desk.finish();
    press(&mut desk, "Ctrl+Z");
    desk.retry_now();
    desk.finish();
    assert_eq!(desk.work().unwrap().journal().map(|journal| journal.settle()), Some(()));
    assert!(!trouble(&desk).starts_with("Not saved"), "{}", trouble(&desk));
}

#[test]
fn a_journal_whose_folder_is_gone_goes_on_in_the_folder_of_journals() {
    let (outer, path, mut desk) = saved();
    act(&mut desk, 1, "7");
    desk.work().unwrap().journal().unwrap().settle();
    newsmend::store::atomic::set_aside(path.parent().unwrap(), &outer.path().join("away")).unwrap();
    act(&mut desk, 2, "9");
    let wanted = project(&desk).clone();
    drop(desk);
    let mut desk = Desk::new(Lang::En);
    desk.keep_journals(State::at(&outer.path().join("state")));
    desk.look_for_unsaved();
    desk.finish();
    let found = desk.found().to_vec();
    assert_eq!(found.len(), 1);
    desk.bring_back(&found[0].journal).unwrap();
    desk.finish();
    assert_eq!(project(&desk), &wanted, "{}", message(&desk));
}

#[test]
fn the_last_five_saves_can_be_opened_and_the_file_stays() {
    let (_outer, path, mut desk) = saved();
    let mut states = vec![project(&desk).clone()];
    for at in 0..6 {
        let block = project(&desk).blocks().nth(1).unwrap().0;
        assert!(desk.correct(block, &format!("改{at}")));
        press(&mut desk, "Ctrl+S");
        desk.finish();
        states.push(project(&desk).clone());
    }
    assert_eq!(desk.run(CommandId("file.earlier")), Some(Ask::Earlier));
    let kept = desk.earlier_states();
    assert_eq!(kept.len(), 5, "{kept:?}");
    let on_disk = std::fs::read(&path).unwrap();
    let wanted = project_file::from_bytes(&std::fs::read(&kept[2].path).unwrap()).unwrap();
    assert!(states.contains(&wanted) && wanted != states[6]);
    desk.open_earlier(&kept[2].path).unwrap();
    desk.finish();
    assert_eq!((project(&desk), desk.work().unwrap().file.as_ref()), (&wanted, None));
    assert_eq!(desk.suggested_name(), "a-earlier");
    assert_eq!(std::fs::read(&path).unwrap(), on_disk);
    assert!(!desk.work().unwrap().is_changed());
}

#[test]
fn what_is_looked_for_is_found_in_an_earlier_state_too() {
    let (outer, path, mut desk) = saved();
    desk.close();
    std::fs::remove_dir_all(outer.path().join("state/left")).unwrap();
    // Read from its file it stands where its history begins, as an earlier state does.
    desk.open(path, None).unwrap();
    desk.finish();
    let found = |desk: &Desk| desk.work().unwrap().found.as_ref().map(|results| results.found.hits.len());
    desk.finder.query.text = "夜市".to_owned();
    desk.finder.open = true;
    desk.poll();
    assert_eq!(found(&desk), Some(2));
    let oldest = desk.earlier_states().pop().unwrap();
    desk.open_earlier(&oldest.path).unwrap();
    desk.finish();
    assert_eq!(desk.suggested_name(), "a-earlier");
    assert_eq!(found(&desk), Some(2));
}

//! Two windows on one project, and a project that another program changes.

use crate::files::{folder, message, opened, press, project, select};
use newsmend::desk::gestures::Refusal;
use newsmend::desk::{CommandId, Desk, Lang, words};
use newsmend::store::lock::{self, Holder};
use newsmend::store::{atomic, project_file};
use std::path::PathBuf;

/// A saved project, closed.
fn saved() -> (tempfile::TempDir, PathBuf) {
    let (folder, dump) = folder();
    let mut desk = opened(&dump);
    let path = folder.path().join("a.newsmend.json");
    desk.save(path.clone());
    desk.finish();
    assert_eq!(message(&desk), "Saved a.newsmend.json");
    (folder, path)
}

fn act(desk: &mut Desk, block: usize, key: &str) {
    select(desk, block);
    press(desk, key);
}

#[test]
fn the_second_window_looks_and_saves_under_another_name() {
    let (folder, path) = saved();
    let mut first = opened(&path);
    let mut second = opened(&path);
    let told = format!(
        "You can only look: another window of this machine (process {}) opened it just now. To edit, save it \
         under another name.",
        std::process::id()
    );
    assert_eq!(message(&second), told);
    let before = project(&second).clone();
    act(&mut second, 1, "7");
    assert_eq!(message(&second), words::refusal(Refusal::Looking).en);
    assert_eq!(project(&second), &before);
    act(&mut second, 1, "F2");
    assert_eq!(message(&second), words::refusal(Refusal::Looking).en, "nothing is typed in vain");
    press(&mut second, "Ctrl+S");
    assert_eq!(message(&second), words::refusal(Refusal::Looking).en);
    second.save_over(path.clone());
    second.finish();
    assert!(message(&second).starts_with("Can't save a.newsmend.json: another window of this machine"), "no way round");
    second.save(folder.path().join("b"));
    second.finish();
    act(&mut second, 1, "7");
    assert!(second.work().unwrap().is_changed(), "its own file, its own work");
    act(&mut first, 2, "9");
    press(&mut first, "Ctrl+S");
    first.finish();
    assert_eq!(message(&first), "Saved a.newsmend.json");
    assert!(matches!(lock::take(&folder.path().join("b.newsmend.json")), lock::Taken::Theirs(_)));
}

#[test]
fn nobody_saves_as_a_project_that_a_window_has_open() {
    let (_folder, path) = saved();
    let (other, dump) = folder();
    let first = opened(&path);
    let mut second = opened(&dump);
    second.save_over(path.clone());
    second.finish();
    assert!(message(&second).contains(") opened it "), "{}", message(&second));
    drop(first);
    second.save_over(path);
    second.finish();
    assert_eq!(message(&second), "Saved a.newsmend.json");
    drop(other);
}

#[test]
fn a_project_is_free_when_its_window_lets_it_go() {
    let (folder, path) = saved();
    let lock = folder.path().join("a.newsmend.lock");
    let mut desk = opened(&path);
    assert!(lock.exists());
    desk.open(path.clone(), None).unwrap();
    desk.finish();
    act(&mut desk, 1, "7");
    assert!(lock.exists() && desk.work().unwrap().is_changed(), "opened anew, it keeps its own lock");
    desk.close();
    assert!(!lock.exists());
    // A crash leaves the file, which nobody holds.
    atomic::replace(&lock, br#"{"host":"","pid":1,"since":1}"#).unwrap();
    assert_eq!(message(&opened(&path)), "");
}

#[test]
fn what_another_machine_holds_is_edited_only_when_the_editor_says_so() {
    let (folder, path) = saved();
    let holder = Holder { host: "upstairs".to_owned(), ..Holder::ours() };
    let lock = folder.path().join("a.newsmend.lock");
    atomic::replace(&lock, format!(r#"{{"host":"upstairs","pid":7,"since":{}}}"#, holder.since).as_bytes()).unwrap();
    let mut desk = opened(&path);
    assert_eq!(
        message(&desk),
        "You can only look: a window on upstairs (process 7) opened it just now. To edit, save it under \
         another name."
    );
    assert_eq!(desk.run(CommandId("file.take_over")), None);
    desk.finish();
    act(&mut desk, 1, "7");
    assert!(desk.work().unwrap().is_changed());
    let local = opened(&path);
    assert!(local.work().unwrap().held_by().is_some_and(Holder::is_here));
}

#[test]
fn a_change_on_the_disk_is_seen_before_it_is_written_over() {
    let (folder, path) = saved();
    let other = {
        let mut desk = opened(&path);
        act(&mut desk, 2, "9");
        project_file::to_bytes(project(&desk))
    };
    let on_disk = || std::fs::read(&path).unwrap();
    let changed = || {
        let mut desk = opened(&path);
        act(&mut desk, 1, "7");
        atomic::replace(&path, &other).unwrap();
        press(&mut desk, "Ctrl+S");
        desk.finish();
        assert_eq!(
            message(&desk),
            "Can't save a.newsmend.json: another program changed this file since, and it was not written over. Your \
             changes are still in the window."
        );
        assert_eq!((desk.conflict(), on_disk() == other), (Some(path.as_path()), true));
        desk
    };
    let first = on_disk();
    // Reload.
    let mut desk = changed();
    desk.reload().unwrap();
    desk.finish();
    assert_eq!((project_file::to_bytes(project(&desk)), desk.conflict()), (other.clone(), None));
    act(&mut desk, 1, "7");
    press(&mut desk, "Ctrl+S");
    desk.finish();
    assert_eq!(message(&desk), "Saved a.newsmend.json", "and from then on it is as ever");
    drop(desk);
    // Over it.
    atomic::replace(&path, &first).unwrap();
    let mut desk = changed();
    desk.save_over(path.clone());
    desk.finish();
    assert!(!desk.work().unwrap().is_changed());
    assert_eq!(on_disk(), project_file::to_bytes(project(&desk)));
    drop(desk);
    // Elsewhere.
    atomic::replace(&path, &first).unwrap();
    let mut desk = changed();
    desk.save(folder.path().join("c"));
    desk.finish();
    assert!(!desk.work().unwrap().is_changed());
    assert_eq!(on_disk(), other);
}

#[test]
fn a_file_that_is_gone_is_simply_written_again() {
    let (_folder, path) = saved();
    let mut desk = opened(&path);
    act(&mut desk, 1, "7");
    std::fs::remove_file(&path).unwrap();
    press(&mut desk, "Ctrl+S");
    desk.finish();
    assert_eq!(message(&desk), "Saved a.newsmend.json");
    assert!(path.exists());
}

#[cfg(unix)]
#[test]
fn a_project_behind_a_link_is_not_locked_against_its_own_window() {
    let (folder, dump) = folder();
    std::fs::create_dir(folder.path().join("real")).unwrap();
    std::os::unix::fs::symlink("real", folder.path().join("linked")).unwrap();
    let path = folder.path().join("linked/a.newsmend.json");
    let check_saves = |desk: &mut Desk| {
        desk.message = None;
        press(desk, "Ctrl+S");
        desk.finish();
        assert_eq!(message(desk), "Saved a.newsmend.json");
        assert_eq!(std::fs::read(&path).unwrap(), project_file::to_bytes(project(desk)));
    };
    let mut desk = opened(&dump);
    desk.save(path.clone());
    desk.finish();
    act(&mut desk, 1, "7");
    check_saves(&mut desk);
    desk.close();
    let mut desk = opened(&path);
    act(&mut desk, 2, "9");
    std::fs::remove_file(&path).unwrap();
    check_saves(&mut desk);
    assert!(matches!(lock::take(&path), lock::Taken::Theirs(_)), "it is still this window's");
}

#[test]
fn who_has_a_project_open_is_told_in_words() {
    let holder = |host: &str, since| Holder { host: host.to_owned(), pid: 7, since };
    let now = 10_000_000;
    for (holder, zh, en) in [
        (
            holder("up", now - 7_200_000),
            "up 上的窗口（进程 7）2 小时前打开了它",
            "a window on up (process 7) opened it 2 hours ago",
        ),
        (holder("", 0), "别的窗口正打开它", "another window has it open"),
    ] {
        assert_eq!([words::held(Lang::Zh, &holder, now), words::held(Lang::En, &holder, now)], [zh, en]);
    }
}

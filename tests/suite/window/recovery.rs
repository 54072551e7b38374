//! Unsaved work that a crash left is offered in the window, and what becomes of it is chosen there.

use super::harness::{SIZES, TestWindow};
use newsmend::desk::{CommandId, Desk, Lang, Selection};
use newsmend::store::State;
use newsmend::text::{PageNo, Place};

const PAGE: &str = "清晨的街道\n\n本报讯（记者甲一）清扫车今天五点上街，\n先扫主街，再扫小巷。\n";

/// A window that finds what another one left: a block made a note.
fn after_a_crash(folder: &tempfile::TempDir, lang: Lang, size: [f32; 2]) -> TestWindow {
    let state = State::at(folder.path());
    let mut desk = Desk::new(lang);
    desk.keep_journals(state.clone());
    desk.open_bytes("page.txt", PAGE.as_bytes());
    desk.finish();
    let work = desk.work_mut().unwrap();
    work.go_to(Selection::at(Place::new(PageNo::new(0), PAGE.find("本报讯").unwrap())));
    desk.run(CommandId("role.note"));
    drop(desk);
    let mut desk = Desk::new(lang);
    desk.keep_journals(state);
    desk.look_for_unsaved();
    desk.finish();
    TestWindow::on(desk, size)
}

fn left(folder: &tempfile::TempDir) -> usize {
    std::fs::read_dir(State::at(folder.path()).journals()).unwrap().count()
}

#[test]
fn unsaved_work_is_offered_in_words_and_brought_back() {
    for (lang, back, said) in [
        (Lang::Zh, "恢复", "1 步未保存：“编者按”，刚才"),
        (Lang::En, "Bring back", "1 step not saved: “Note”, just now"),
    ] {
        for size in SIZES {
            let folder = tempfile::tempdir().unwrap();
            let mut window = after_a_crash(&folder, lang, size);
            assert!(window.find(said).is_some(), "{:?}", window.names());
            window.click(back);
            window.finish();
            assert!(window.find(said).is_none(), "it is asked once");
            assert_eq!(window.work().history.len(), 2);
            window.press("Ctrl+Z").press("Ctrl+Shift+Z");
            assert!(window.work().is_changed());
        }
    }
}

#[test]
fn unsaved_work_can_wait_and_is_thrown_away_only_when_that_is_said_twice() {
    for (lang, later, drop, sure) in
        [(Lang::Zh, "以后再看", "丢弃", "确定丢弃"), (Lang::En, "Look later", "Throw away", "Throw away for good")]
    {
        let folder = tempfile::tempdir().unwrap();
        let mut window = after_a_crash(&folder, lang, SIZES[0]);
        window.click(later);
        assert!(window.find(later).is_none() && left(&folder) == 1);
        window.desk().run(CommandId("file.recover"));
        window.finish();
        window.click(drop);
        assert_eq!(left(&folder), 1, "asked about once");
        window.click(sure);
        assert!(window.find(later).is_none() && left(&folder) == 0);
    }
}

#[test]
fn it_is_brought_back_behind_the_question_about_other_changes() {
    for (lang, later, back, lose, stay) in [
        (Lang::Zh, "以后再看", "恢复", "不保存，打开", "留在这里"),
        (Lang::En, "Look later", "Bring back", "Open without saving", "Stay"),
    ] {
        let folder = tempfile::tempdir().unwrap();
        let mut window = after_a_crash(&folder, lang, SIZES[0]);
        window.click(later);
        window.desk().open_bytes("other.txt", "别的一页\n".as_bytes());
        window.finish();
        window.press("7");
        let other = window.project().clone();
        assert!(window.work().is_changed());
        window.desk().run(CommandId("file.recover"));
        window.finish();
        window.click(back);
        assert_eq!((window.find(lose).is_some(), window.project()), (true, &other), "{:?}", window.names());
        window.click(stay);
        assert!(
            window.find(later).is_some() && window.work().is_changed(),
            "it can still be chosen: {:?}",
            window.names()
        );
        window.click(back).click(lose);
        window.finish();
        assert_eq!(window.project().pages()[0].text(), PAGE);
        assert!(window.find(later).is_none(), "{:?}", window.names());
    }
}

#[test]
fn a_file_that_another_program_changed_is_asked_about() {
    for (lang, elsewhere, over, field) in [
        (Lang::Zh, "另存为别的文件…", "用这里的覆盖", "工程存到哪里"),
        (Lang::En, "Save under another name…", "Save over it", "Save the project where"),
    ] {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("page.newsmend.json");
        let mut desk = Desk::new(lang);
        desk.open_bytes("page.txt", PAGE.as_bytes());
        desk.finish();
        let project = desk.work().unwrap().project();
        let foreign = newsmend::store::project_file::to_bytes(&newsmend::model::Project::new(project.pages().to_vec()));
        desk.save(path.clone());
        desk.finish();
        let work = desk.work_mut().unwrap();
        work.go_to(Selection::at(Place::new(PageNo::new(0), PAGE.find("本报讯").unwrap())));
        desk.run(CommandId("role.note"));
        newsmend::store::atomic::replace(&path, &foreign).unwrap();
        let mut window = TestWindow::on(desk, SIZES[0]);
        window.press("Ctrl+S");
        window.finish();
        assert_eq!(std::fs::read(&path).unwrap(), foreign);
        window.click(elsewhere);
        assert!(window.find(field).is_some(), "{:?}", window.names());
        window.press("Esc");
        assert!(window.work().is_changed());
        window.press("Ctrl+S");
        window.finish();
        window.click(over);
        window.finish();
        assert!(!window.work().is_changed() && std::fs::read(&path).unwrap() != foreign);
    }
}

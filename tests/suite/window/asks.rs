//! Questions keep the keyboard until they are answered, and nothing unsaved goes without one.

use super::harness::{PAGE, SIZES, TestWindow, everywhere, say, select};
use newsmend::desk::{Lang, MessageKind, Refusal, Sample, words};
use newsmend::store::{atomic, project_file};
use std::path::{Path, PathBuf};

const OTHER: &str = "别的一页\n";

fn line(window: &TestWindow) -> usize {
    window.project().line_number(window.work().selection().caret())
}

/// Does something that is not saved.
fn change(window: &mut TestWindow) {
    select(window, "扫完的街道");
    window.press("S");
    assert!(window.work().is_changed());
}

/// Another dump, in a folder of its own.
fn other() -> (tempfile::TempDir, PathBuf) {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("other.txt");
    atomic::replace(&path, OTHER.as_bytes()).unwrap();
    (folder, path)
}

/// Answers a question for a path.
fn enter_path(window: &mut TestWindow, path: &Path) {
    window.press("Ctrl+A").type_text(&path.display().to_string()).press("Enter");
    // What comes behind saving is begun when that is done.
    window.finish();
    window.finish();
}

fn raw(window: &TestWindow) -> &str {
    window.project().pages()[0].text()
}

fn save_and_open(lang: Lang) -> &'static str {
    say(lang, "保存后打开", "Save and open")
}

fn open_unsaved(lang: Lang) -> &'static str {
    say(lang, "不保存，打开", "Open without saving")
}

fn save_where(lang: Lang) -> &'static str {
    say(lang, "工程存到哪里", "Save the project where")
}

#[test]
fn a_line_that_is_not_there_is_said_and_asked_for_again() {
    everywhere(|window, lang| {
        select(window, "清晨的街道");
        let before = window.project().clone();
        let missing = say(lang, "没有这一行", "There is no such line");
        window.press("Ctrl+G").type_text("99").press("Enter");
        assert!(window.find(missing).is_some() && window.is_typing(), "{:?}", window.names());
        window.press("0").press("5");
        assert_eq!(window.project(), &before, "digits are no commands there");
        window.type_text("5");
        assert!(window.find(missing).is_none(), "something else is typed, in place of what was wrong");
        window.press("Enter");
        assert_eq!((line(window), window.is_typing()), (5, false));
        assert_eq!(window.project(), &before);
    });
}

#[test]
fn what_is_typed_fast_behind_an_enter_that_is_no_answer_is_not_lost() {
    everywhere(|window, _| {
        window.all_at_once(&["Ctrl+G", "９９", "Enter", "５", "Enter"]);
        assert_eq!(line(window), 5);
        window.all_at_once(&["Ctrl+P", "无此篇", "Enter", "Ctrl+A", "２", "Enter"]);
        assert_eq!(line(window), 7);
    });
}

#[test]
fn a_list_in_which_nothing_fits_keeps_the_keyboard() {
    everywhere(|window, lang| {
        let none = say(lang, "没有相符的", "Nothing fits");
        for key in ["Ctrl+P", "Ctrl+Shift+P"] {
            window.press(key).type_text("无此一项").press("Enter");
            assert!(window.find(none).is_some() && window.is_typing(), "{key}: {:?}", window.names());
            window.press("Esc");
            assert!(window.find(none).is_none(), "{key}");
        }
    });
}

#[test]
fn unsaved_changes_are_saved_by_enter_at_once_and_kept_by_esc() {
    everywhere(|window, lang| {
        change(window);
        let changed = window.project().clone();
        for (key, save) in [("Ctrl+Q", say(lang, "保存后退出", "Save and quit")), ("Ctrl+O", save_and_open(lang))]
        {
            window.press(key);
            assert_eq!(window.focused().as_deref(), Some(save));
            window.press("Esc");
            assert!(window.find(save).is_none(), "{key}");
            window.press(key).press("Enter");
            assert!(window.find(save_where(lang)).is_some(), "{key}: {:?}", window.names());
            window.press("Esc");
            assert!(window.find(save_where(lang)).is_none() && window.find(save).is_none(), "{key}");
            assert_eq!((window.project(), window.work().is_changed()), (&changed, true), "{key}");
        }
    });
}

#[test]
fn a_key_that_is_held_down_answers_nothing_that_it_led_to() {
    everywhere(|window, lang| {
        change(window);
        let save = say(lang, "保存后退出", "Save and quit");
        window.press("Ctrl+Shift+P").type_text(say(lang, "退出", "quit")).hold("Enter");
        assert!(window.find(save).is_some(), "{:?}", window.names());
        assert_ne!(window.focused().as_deref(), Some(save));
        window.press("Enter");
        assert_eq!(window.focused().as_deref(), Some(save), "let go of");
        window.hold("Enter");
        assert!(
            window.find(save_where(lang)).is_some(),
            "the path that is proposed is not taken: {:?}",
            window.names()
        );
        assert!(window.work().is_changed());
    });
}

#[test]
fn another_file_is_opened_without_saving_where_that_is_said_for_this_once() {
    everywhere(|window, lang| {
        let (_folder, path) = other();
        change(window);
        let changed = window.project().clone();
        window.press("Ctrl+O").click(open_unsaved(lang));
        let which = say(lang, "打开哪个文件", "Open which file");
        assert!(window.find(which).is_some(), "{:?}", window.names());
        window.press("Esc");
        assert_eq!(window.project(), &changed);
        window.press("Ctrl+O");
        assert!(window.find(open_unsaved(lang)).is_some(), "it is asked again");
        window.click(open_unsaved(lang));
        enter_path(window, &path);
        assert_eq!(raw(window), OTHER);
    });
}

#[test]
fn a_path_that_cannot_be_opened_leaves_what_was_given_up_for_it() {
    everywhere(|window, lang| {
        let (folder, _path) = other();
        change(window);
        let changed = window.project().clone();
        window.press("Ctrl+O").click(open_unsaved(lang));
        enter_path(window, &folder.path().join("missing.txt"));
        assert_eq!((window.project(), window.work().is_changed()), (&changed, true));
        window.press("Ctrl+O");
        assert!(window.find(open_unsaved(lang)).is_some(), "it is asked again: {:?}", window.names());
    });
}

#[test]
fn a_dropped_file_is_opened_behind_saving() {
    everywhere(|window, lang| {
        let (folder, path) = other();
        let saved = folder.path().join("page.newsmend.json");
        change(window);
        let changed = window.project().clone();
        window.drop_file(&path);
        assert_eq!((raw(window), window.focused().as_deref()), (PAGE, Some(save_and_open(lang))));
        window.press("Enter");
        enter_path(window, &saved);
        assert_eq!(raw(window), OTHER, "{:?}", window.names());
        assert_eq!(project_file::from_bytes(&std::fs::read(&saved).unwrap()).unwrap(), changed);
    });
}

#[test]
fn where_saving_fails_nothing_is_opened_and_nothing_lost() {
    everywhere(|window, lang| {
        let (folder, path) = other();
        // A folder below a file: nobody can write there, whatever their rights.
        let nowhere = path.join("page.newsmend.json");
        change(window);
        let changed = window.project().clone();
        window.drop_file(&path).click(save_and_open(lang));
        enter_path(window, &nowhere);
        assert_eq!((window.project(), window.work().is_changed()), (&changed, true));
        let message = window.desk().message.clone().expect("a message");
        assert_eq!(message.kind, MessageKind::Error, "{message:?}");
        assert!(window.find(save_and_open(lang)).is_none(), "{:?}", window.names());
        // Saved by another way later, it does not come after all.
        window.press("Ctrl+S");
        enter_path(window, &folder.path().join("page.newsmend.json"));
        assert_eq!((window.project(), window.work().is_changed()), (&changed, false));
    });
}

#[test]
fn a_sample_is_opened_behind_the_question() {
    everywhere(|window, lang| {
        change(window);
        let title = say(lang, "打开英文样张", "Open the English sample");
        window.press("Ctrl+Shift+P").type_text(title).press("Enter").click(open_unsaved(lang));
        window.finish();
        assert_eq!(window.project().pages()[0].source().file, Sample::English.file().0);
        assert!(!window.work().is_changed());
    });
}

#[test]
fn a_dump_is_read_anew_in_another_encoding_behind_the_question() {
    everywhere(|window, lang| {
        // Plain letters: read otherwise, others may have no sign in the typeface, and a test stops at those.
        let (_folder, path) = other();
        atomic::replace(&path, b"A page.\n").unwrap();
        window.drop_file(&path);
        window.go_to(0);
        window.press("7");
        let changed = window.project().clone();
        assert!(raw(window) == "A page.\n" && window.work().is_changed());
        let (title, lose) =
            (say(lang, "更改编码", "Change encoding"), say(lang, "不保存，重读", "Read anew without saving"));
        let which = say(lang, "按哪种编码读", "Read in which encoding");
        for _ in 0..2 {
            // It is asked again where nothing was chosen.
            window.press("Ctrl+Shift+P").type_text(title).press("Enter");
            assert!(window.find(which).is_none(), "{:?}", window.names());
            window.click(lose);
            assert!(window.find(which).is_some(), "{:?}", window.names());
            window.press("Esc");
            assert_eq!(window.project(), &changed);
        }
        window.press("Ctrl+Shift+P").type_text(title).press("Enter").click(lose);
        window.type_text("gb18030").press("Enter");
        window.finish();
        assert_eq!(window.project().pages()[0].source().encoding, "gb18030");
        assert!(!window.work().is_changed());
    });
}

#[test]
fn a_file_that_is_dropped_while_something_is_asked_leaves_that_question() {
    for lang in [Lang::Zh, Lang::En] {
        let (_folder, path) = other();
        let mut window = TestWindow::open(PAGE, lang, SIZES[0]);
        change(&mut window);
        window.press("Ctrl+E").drop_file(&path);
        assert_eq!(raw(&window), PAGE);
        assert!(window.find(say(lang, "导出到哪里", "Export where")).is_some(), "{:?}", window.names());
        let message = window.desk().message.clone().expect("a message");
        assert_eq!(message.text, words::refusal(Refusal::Unsaved).get(lang));
    }
}

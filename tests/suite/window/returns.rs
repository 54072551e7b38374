//! What the editor comes back to: the view behind undo, the pane behind a field, the texts beside the panels.

use super::harness::{PAGE, SIZES, TestWindow, everywhere, say, select};
use eframe::egui::vec2;
use newsmend::desk::{CommandId, Lang};
use newsmend::model::Home;
use newsmend::text::{PageNo, Place};

/// Articles enough for the raw text to be scrolled, each of a headline and a line.
fn long() -> String {
    let article = |nth: usize| format!("第{nth}条街道的消息\n\n本报讯 第{nth}条街道今天五点清扫，扫完开放。\n\n");
    (10..90).map(article).collect()
}

#[test]
fn undo_of_a_dragged_boundary_leaves_the_view_though_the_caret_is_elsewhere() {
    for lang in [Lang::Zh, Lang::En] {
        let mut window = TestWindow::open(&long(), lang, SIZES[0]);
        window.go_to(0);
        let raw = window.rect(say(lang, "原文", "Raw text")).center();
        window.wheel(raw, -1500.0);
        let top = window.work().view.top;
        assert!(top.get() > 0, "the caret is out of sight");
        let before = window.project().clone();
        let handles = window.all_rects(|name| name.starts_with(say(lang, "边界 第", "Boundary, line")));
        let handle = handles.into_iter().map(|rect| rect.center()).find(|at| at.y > raw.y).unwrap();
        window.drag(handle, handle + vec2(0.0, 60.0), true);
        assert_ne!(window.project(), &before, "it was dragged");
        window.press("Ctrl+Z");
        assert_eq!((window.project(), window.work().view.top), (&before, top));
        window.press("Ctrl+Shift+Z");
        assert_eq!(window.work().view.top, top, "and so does redo");
    }
}

#[test]
fn undo_behind_a_replacement_by_enter_takes_the_replacement_back() {
    everywhere(|window, _| {
        let before = window.project().clone();
        window.press("Ctrl+H").type_text("开放").press("Tab").type_text("开门").press("Enter");
        assert_ne!(window.project(), &before);
        window.press("Ctrl+Z");
        assert_eq!(window.project(), &before);
        assert_eq!(window.desk().finder.replacement, "开门", "what was typed stays");
        window.press("Enter").type_text("！");
        let replaced = window.project().clone();
        window.press("Ctrl+Z");
        assert_eq!(window.project(), &replaced, "behind something typed it is the field's");
    });
}

#[test]
fn the_pane_that_had_the_keyboard_gets_it_back_from_a_field_and_a_list() {
    everywhere(|window, lang| {
        select(window, "先扫主街");
        window.press("F6").press("F6");
        let articles = Some(say(lang, "篇目", "Articles").to_owned());
        assert_eq!(window.focused(), articles);
        window.press("F2").type_text("也").press("Enter");
        assert_eq!(window.focused(), articles, "behind a correction");
        window.press("Ctrl+P").press("Esc");
        assert_eq!(window.focused(), articles, "behind a list");
    });
}

#[test]
fn history_and_inspector_leave_the_raw_text_its_room() {
    for lang in [Lang::Zh, Lang::En] {
        let mut window = TestWindow::open(PAGE, lang, SIZES[0]);
        select(&mut window, "先扫主街");
        window.press("I").press("Ctrl+Shift+H");
        for name in [say(lang, "检查栏", "Inspector"), say(lang, "历史", "History")] {
            assert!(window.find(name).is_some(), "{name}: {:?}", window.names());
        }
        assert!(window.rect(say(lang, "原文", "Raw text")).width() > 190.0);
    }
}

#[test]
fn the_inspector_shows_the_project_that_is_open() {
    let mut window = TestWindow::open(PAGE, Lang::En, SIZES[0]);
    window.go_to(0);
    window.press("I");
    let shown = |window: &TestWindow| window.all_rects(|name| name == "Headline").len();
    assert_eq!(shown(&window), 1, "{:?}", window.names());
    window.desk().open_bytes("other.txt", "本报讯 清扫车今天五点上街，先扫主街，再扫小巷。\n".as_bytes());
    window.finish();
    assert_eq!(window.work().selection().caret(), Place::new(PageNo::new(0), 0));
    assert_eq!(shown(&window), 0, "{:?}", window.names());
}

#[test]
fn an_article_is_found_by_digits_of_any_width() {
    everywhere(|window, _| {
        window.press("Ctrl+P").type_text("２").press("Enter");
        let at = window.work().selection().caret();
        assert!(window.project().line_number(at) >= 7, "{at:?}");
    });
}

#[test]
fn what_is_typed_is_taken_in_before_a_dropped_file_is_opened() {
    let folder = tempfile::tempdir().unwrap();
    let other = folder.path().join("other.txt");
    newsmend::store::atomic::replace(&other, "别的一页\n".as_bytes()).unwrap();
    let mut window = TestWindow::open(PAGE, Lang::Zh, SIZES[0]);
    select(&mut window, "清晨的街道");
    window.press("F2").type_text("！");
    window.drop_file(&other);
    assert!(window.articles()[0].contains("！清晨的街道"), "the question about unsaved work keeps it");
    window.click("不保存，打开");
    window.finish();
    assert_eq!(window.project().pages()[0].text(), "别的一页\n");
}

#[test]
fn a_dragged_bar_takes_what_is_selected_of_its_fragment() {
    everywhere(|window, _| {
        let before = window.project().clone();
        window.select_lines("5 扫完的街道", "5 扫完的街道");
        let (place, into) = {
            let work = window.work();
            let into = work.project().order().last().copied().unwrap();
            (work.selection().start(), into)
        };
        window.desk().drop_fragment(place, Home::Article(into), None);
        assert!(window.articles()[0].contains("再扫小巷"), "{:?}", window.articles());
        assert!(window.articles()[1].contains("扫完的街道"), "{:?}", window.articles());
        window.desk().run(CommandId("edit.undo"));
        assert_eq!(window.project(), &before);
    });
}

#[test]
fn an_article_that_takes_in_one_that_nobody_ticked_is_ticked_no_longer() {
    let ticked = |window: &TestWindow| window.project().articles().filter(|(_, a)| a.facts.reviewed).count();
    let mut window = TestWindow::open(PAGE, Lang::Zh, SIZES[0]);
    select(&mut window, "清晨的街道");
    window.press("Ctrl+Enter");
    assert_eq!(ticked(&window), 1);
    select(&mut window, "图书馆晚上");
    window.press("Shift+M").type_text("1").press("Enter");
    assert_eq!((window.articles().len(), ticked(&window)), (1, 0));
}

#[test]
fn undo_in_a_correction_never_brings_back_the_text_of_another_one() {
    everywhere(|window, _| {
        select(window, "先扫主街");
        window.press("F2").type_text("甲").press("Esc");
        let before = window.articles();
        select(window, "周末照常");
        window.press("F2").type_text("丁");
        for _ in 0..4 {
            window.press("Ctrl+Z");
        }
        window.press("Enter");
        let after = window.articles();
        assert_eq!(after[0], before[0]);
        assert_eq!(after[1].replace('丁', ""), before[1]);
    });
}

#[test]
fn a_letter_for_an_open_menu_does_nothing_to_the_page() {
    everywhere(|window, lang| {
        select(window, "先扫主街");
        let before = window.project().clone();
        window.click(say(lang, "编辑", "Edit")).press("0").press("S").press("Down");
        assert_eq!(window.project(), &before);
        assert_eq!(window.work().selection().caret().pos.get(), PAGE.find("先扫主街").unwrap());
        window.press("Esc").press("S");
        assert_ne!(window.project(), &before, "behind the menu they act again");
    });
}

#[test]
fn a_correction_begins_at_the_caret_at_the_end_of_a_fragment_too() {
    everywhere(|window, _| {
        select(window, "扫完的街道");
        window.press("End").press("F2").type_text("完").press("Enter");
        assert!(window.articles()[0].ends_with("六点开放。完"), "{:?}", window.articles());
    });
}

#[test]
fn escape_closes_the_find_panel_wherever_the_keyboard_is() {
    everywhere(|window, _| {
        window.press("Ctrl+F").type_text("开放").press("F3");
        window.go_to(0);
        window.press("F6").press("Esc");
        assert!(!window.desk().finder.open);
    });
}

#[test]
fn the_caret_goes_to_the_ends_of_the_page() {
    everywhere(|window, _| {
        window.press("Ctrl+End");
        assert_eq!(window.work().selection().head.get(), PAGE.len());
        window.press("Ctrl+Shift+Home");
        assert_eq!(window.work().selection().range().range(), 0..PAGE.len());
    });
}

#[test]
fn an_article_that_is_moved_by_key_stays_in_view() {
    let mut window = TestWindow::open(&long(), Lang::Zh, SIZES[0]);
    window.go_to(0);
    let is_shown = |window: &TestWindow| {
        // Not its row of the raw text.
        !window.all_rects(|name| name.ends_with("第10条街道的消息") && !name.starts_with("1 ")).is_empty()
    };
    assert!(is_shown(&window), "{:?}", window.names());
    for _ in 0..20 {
        window.press("Ctrl+Alt+Down");
        assert!(is_shown(&window), "{:?}", window.names());
    }
}

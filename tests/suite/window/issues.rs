//! Whole issues in the window: opened, gone through page by page, proposed anew.

use super::harness::{SIZES, TestWindow, say};
use crate::pages::{issue, write};
use crate::{files, jumps};
use newsmend::desk::{Desk, Lang, StepId, pages};
use newsmend::model::Home;
use newsmend::text::PageNo;
use std::path::Path;

/// Runs a flow on an issue of eleven pages, in both languages at both sizes.
fn everywhere(flow: impl Fn(&mut TestWindow, Lang, &Path)) {
    for lang in [Lang::Zh, Lang::En] {
        for size in SIZES {
            let folder = issue();
            let mut window = TestWindow::on(Desk::new(lang), size);
            window.drop_file(folder.path());
            flow(&mut window, lang, folder.path());
        }
    }
}

fn page(window: &TestWindow) -> usize {
    window.work().selection().page.shown()
}

#[test]
fn a_dropped_folder_is_an_issue_whose_pages_are_turned() {
    everywhere(|window, lang, _| {
        assert_eq!(window.project().pages().len(), 11);
        assert_eq!(window.articles().len(), 11, "every page was proposed");
        assert!(window.find(say(lang, "第 1 版 / 共 11 版", "page 1 of 11")).is_some(), "{:?}", window.names());
        window.press("Ctrl+PageDown").press("Ctrl+PageDown");
        assert_eq!(page(window), 3);
        assert!(window.find(say(lang, "第 3 版 / 共 11 版", "page 3 of 11")).is_some());
        window.click(say(lang, "上一版", "Previous page"));
        assert_eq!(page(window), 2);
    });
}

#[test]
fn a_page_is_chosen_from_the_list_by_its_number_or_its_headline() {
    everywhere(|window, lang, _| {
        window.click(say(lang, "第 1 版 / 共 11 版", "page 1 of 11"));
        assert!(window.find(say(lang, "第 2 版  第2街清扫", "2  第2街清扫")).is_some(), "{:?}", window.names());
        assert!(window.find(say(lang, "1 篇", "1 article")).is_some(), "{:?}", window.names());
        window.type_text("10").press("Enter");
        assert_eq!(page(window), 10);
        window.press("Ctrl+Shift+G").type_text("第7街").press("Enter");
        assert_eq!(page(window), 7);
        window.press("Ctrl+Shift+G").press("Down").press("Enter");
        assert_eq!(page(window), 8, "the list begins where one is");
        window.press("Ctrl+Shift+G").press("Esc");
        assert_eq!(page(window), 8);
    });
}

#[test]
fn the_list_says_which_pages_are_done() {
    everywhere(|window, lang, _| {
        window.press("Ctrl+Enter").press("Ctrl+Shift+G");
        assert!(window.find(say(lang, "已审完", "done")).is_some(), "{:?}", window.names());
    });
}

#[test]
fn ctrl_r_proposes_this_page_and_ctrl_shift_r_all_of_them() {
    everywhere(|window, _, _| {
        let raw =
            |window: &TestWindow| (0..11).filter(|&page| pages::is_raw(window.project(), PageNo::new(page))).count();
        let proposed = window.project().clone();
        window.press("Ctrl+Z");
        assert_eq!(window.project(), &proposed, "undo leaves what nobody asked for");
        window.desk().travel(StepId::BEGINNING);
        assert_eq!(raw(window), 11, "opening was one step");
        window.press("Ctrl+PageDown").press("Ctrl+R");
        window.finish();
        assert_eq!(raw(window), 10);
        assert!(!pages::is_raw(window.project(), PageNo::new(1)));
        window.press("Ctrl+Shift+R");
        window.finish();
        assert_eq!(raw(window), 0);
        assert_eq!(window.articles().len(), proposed.order().len());
        window.press("Ctrl+Z");
        assert_eq!(raw(window), 10, "and so was each command");
    });
}

#[test]
fn a_run_is_cancelled_and_what_is_there_stays() {
    everywhere(|window, lang, _| {
        window.desk().travel(StepId::BEGINNING);
        window.press("Ctrl+Shift+R");
        if window.desk().job().is_some() {
            window.desk().job().unwrap().cancel();
        }
        window.finish();
        let told = window.desk().message.clone().unwrap().text;
        let wanted = [say(lang, "已取消提议", "The proposal was cancelled"), say(lang, "已提议", "Proposed")];
        assert!(wanted.iter().any(|wanted| told.starts_with(wanted)), "{told}");
        assert!(window.project().ledger().adds_up());
    });
}

#[test]
fn a_folder_without_texts_is_refused_in_words() {
    everywhere(|window, lang, _| {
        let empty = tempfile::tempdir().unwrap();
        let before = window.project().clone();
        window.drop_file(empty.path());
        let told = window.desk().message.clone().unwrap().text;
        assert!(told.contains(say(lang, "没有 .txt 文本文件", "there is no .txt file")), "{told}");
        assert_eq!(window.project(), &before);
    });
}

/// Runs a flow on an issue of three pages with jump lines, at the smallest size in both languages.
fn with_jumps(flow: impl Fn(&mut TestWindow, Lang)) {
    for lang in [Lang::Zh, Lang::En] {
        flow(&mut TestWindow::on(jumps::issue(lang), SIZES[0]), lang);
    }
}

#[test]
fn a_card_says_where_its_article_goes_on_and_leads_there() {
    with_jumps(|window, lang| {
        let on = say(lang, "→ 第2版", "→ page 2");
        assert!(window.find(on).is_some(), "{:?}", window.names());
        window.click(on);
        assert_eq!(page(window), 2);
        assert!(window.find(say(lang, "↳ 第1版", "↳ page 1")).is_some(), "{:?}", window.names());
        window.click(say(lang, "↳ 第1版", "↳ page 1"));
        assert_eq!(page(window), 1);
    });
}

#[test]
fn alt_j_joins_an_article_with_its_continuation() {
    with_jumps(|window, lang| {
        let before = window.project().clone();
        jumps::go(window.desk(), 0, "行人可走便");
        window.press("Alt+J");
        assert!(window.articles()[0].contains("行人可走便桥通过"), "{:?}", window.articles());
        assert!(window.find(say(lang, "→ 第2版", "→ page 2")).is_none(), "there is nothing to follow any more");
        window.press("Ctrl+Z");
        assert_eq!(window.project(), &before);
    });
}

#[test]
fn a_page_is_exported_by_itself() {
    with_jumps(|window, lang| {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("two.txt");
        jumps::go(window.desk(), 1, "图书馆晚上");
        let typed = say(lang, "dcbb", "export this page");
        window.press("Ctrl+Shift+P").type_text(typed).press("Enter");
        window.press("Ctrl+A").type_text(&path.display().to_string()).press("Enter");
        window.finish();
        let text = std::fs::read_to_string(&path).unwrap();
        assert!(text.contains("图书馆晚上") && !text.contains("公园夜市"), "{text}");
        assert_eq!(files::message(window.desk()), say(lang, "已导出 two.txt", "Exported two.txt"));
    });
}

#[test]
fn a_page_whose_file_is_empty_is_shown_and_left_again() {
    for lang in [Lang::Zh, Lang::En] {
        let folder = issue();
        write(&folder.path().join("页2.txt"), b"");
        let mut window = TestWindow::on(Desk::new(lang), SIZES[0]);
        window.drop_file(folder.path());
        let said = say(lang, "页2.txt 是空的：第 2 版没有文字。", "页2.txt is empty: page 2 has no text.");
        assert!(window.find(said).is_some(), "{:?}", window.names());
        window.press("Ctrl+PageDown");
        assert_eq!(page(&window), 2);
        for key in ["Down", "Alt+Down", "5", "A", "M", "Esc", "F2", "Tab", "Ctrl+R"] {
            window.press(key);
        }
        window.finish();
        window.press("Ctrl+Shift+G").type_text("3").press("Enter");
        assert_eq!((page(&window), window.project().pages().len()), (3, 11));
    }
}

#[test]
fn a_blank_page_may_be_opened_behind_one_with_articles() {
    let text = newsmend::desk::Sample::English.file().1;
    let mut window = TestWindow::open(text, Lang::En, SIZES[0]);
    assert!(!window.articles().is_empty());
    window.desk().open_bytes("blank.txt", b"\n\n\n");
    window.finish();
    assert_eq!(window.articles(), [""; 0]);
    window.desk().open_bytes("page.txt", text.as_bytes());
    window.finish();
    assert!(!window.articles().is_empty());
}

#[test]
fn the_cards_follow_to_a_page_that_begins_with_furniture() {
    let article = |nth: usize| format!("第{nth}条街道的消息\n\n本报讯 第{nth}条街道今天五点清扫，扫完开放。\n\n");
    let folder = tempfile::tempdir().unwrap();
    let second = format!("3版\n\n{}", (50..70).map(article).collect::<String>());
    for (name, text) in [("1.txt", (10..40).map(article).collect::<String>()), ("2.txt", second)] {
        newsmend::store::atomic::replace(&folder.path().join(name), text.as_bytes()).unwrap();
    }
    let mut window = TestWindow::open("等待\n", Lang::Zh, SIZES[0]);
    window.drop_file(folder.path());
    window.press("Ctrl+PageDown");
    let work = window.work();
    let block = work.selection().block(work.project()).and_then(|id| work.project().block(id));
    assert_eq!(block.map(|block| block.home), Some(Home::Furniture), "the page's number");
    let shown = window.all_rects(|name| name.starts_with("篇目") && name.ends_with("第50条街道的消息")).len();
    assert!(shown > 0, "{:?}", window.names());
}

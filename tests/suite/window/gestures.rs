//! Going to an article or a line, the history, and gestures that need a choice.

use super::flows::undoes;
use super::harness::{PAGE, TestWindow, everywhere, select};
use newsmend::desk::Lang;
use newsmend::model::Role;

fn line(window: &TestWindow) -> usize {
    window.project().line_number(window.work().selection().caret())
}

#[test]
fn ctrl_p_goes_to_an_article_by_number_or_headline() {
    everywhere(|window, _| {
        let before = window.project().clone();
        window.press("Ctrl+P").type_text("圖書馆").press("Enter");
        assert_eq!(line(window), 7, "in any form of its characters");
        window.press("Ctrl+P").type_text("1").press("Enter");
        assert_eq!(line(window), 1);
        window.press("Ctrl+G").type_text("１０").press("Enter");
        assert_eq!(line(window), 10);
        assert_eq!(window.project(), &before);
    });
}

#[test]
fn the_history_lists_each_step_and_goes_there() {
    everywhere(|window, lang| {
        let before = window.project().clone();
        select(window, "扫完的街道");
        window.press("S");
        let split = window.project().clone();
        window.press("2");
        window.press("Ctrl+Z").press("7");
        let caption = window.project().clone();
        window.press("Ctrl+Shift+H");
        let names = match lang {
            Lang::Zh => ["打开时的样子", "在此拆分篇目，第 5 行", "主题，第 5 行 (已撤销)", "图片说明，第 5 行"],
            Lang::En => ["As it was opened", "Split here, line 5", "Headline, line 5 (undone)", "Caption, line 5"],
        };
        assert!(names.iter().all(|name| window.find(name).is_some()), "{:?}", window.names());
        window.click(names[1]);
        assert_eq!(window.project(), &split);
        window.click(names[2].split(" (").next().unwrap());
        assert_eq!(window.project().articles().count(), 3);
        assert!(window.project().blocks().any(|(_, block)| block.role == Role::Headline && block.is_decided()));
        window.click(names[3]);
        assert_eq!(window.project(), &caption);
        window.press("Ctrl+Z").press("Ctrl+Z");
        assert_eq!(window.project(), &before);
    });
}

#[test]
fn alt_m_moves_one_paragraph() {
    everywhere(|window, _| {
        select(window, "再扫小巷");
        window.press("Shift+J");
        let before = window.project().clone();
        select(window, "先扫主街");
        window.press("Alt+M").type_text("2").press("Enter");
        assert!(window.articles()[1].contains("先扫主街"), "{:?}", window.articles());
        assert!(window.articles()[0].contains("再扫小巷"), "the paragraph behind it stays: {:?}", window.articles());
        undoes(window, &before);
    });
}

#[test]
fn c_makes_a_caption_of_the_chosen_article_in_one_step() {
    everywhere(|window, _| {
        let before = window.project().clone();
        window.select_lines("5 扫完的街道", "5 扫完的街道");
        window.press("C").type_text("社区").press("Enter");
        let caption = window.project().blocks().find(|(_, block)| block.role == Role::Caption).map(|(id, _)| id);
        let number = caption.and_then(|id| window.project().block(id)?.home.article());
        assert_eq!(number.and_then(|id| window.project().number(id)), Some(2), "{:?}", window.articles());
        undoes(window, &before);
    });
}

#[test]
fn h_begins_an_article_with_the_headline_here() {
    let page = PAGE.replace("\n社区图书馆延时\n\n", "社区图书馆延时\n");
    for lang in [Lang::Zh, Lang::En] {
        let mut window = TestWindow::open(PAGE, lang, [1024.0, 700.0]);
        select(&mut window, "图书馆晚上");
        window.press("Shift+M").type_text("1").press("Enter");
        assert_eq!(window.articles().len(), 1, "{page}");
        let before = window.project().clone();
        select(&mut window, "社区图书馆");
        window.press("H");
        assert_eq!(window.articles().len(), 2);
        assert!(window.articles()[1].starts_with("社区图书馆延时"), "{:?}", window.articles());
        undoes(&mut window, &before);
    }
}

#[test]
fn a_gap_bears_a_note() {
    everywhere(|window, lang| {
        let before = window.project().clone();
        select(window, "扫完的街道");
        window.press("Shift+G").type_text("缺两行").press("Enter");
        let block = window.work().selected_block().unwrap();
        let note = |window: &TestWindow| window.project().block(block).unwrap().gap.clone().map(|gap| gap.note);
        assert_eq!(note(window).as_deref(), Some("缺两行"));
        assert!(window.find("缺两行").is_some(), "{lang:?} {:?}", window.names());
        // A click on the mark edits the note.
        window.click("缺两行").press("Ctrl+A").type_text("缺三行").press("Enter");
        assert_eq!(note(window).as_deref(), Some("缺三行"));
        window.press("Ctrl+Z");
        undoes(window, &before);
        window.press("Shift+G").press("Esc");
        assert_eq!(window.project(), &before);
    });
}

#[test]
fn u_separates_columns_that_were_read_across() {
    let page = "\
新修的步道

步道从桥头修到渡口，    沿途种了三百棵柳树，
全长四里，上个月动工。    又添了十二张长椅。
路面铺的是青砖。    月底就能走人。

本报讯（记者甲一）步道五月开放，
请各位读者留意。
";
    for lang in [Lang::Zh, Lang::En] {
        let mut window = TestWindow::open(page, lang, [1024.0, 700.0]);
        let before = window.project().clone();
        window.select_lines("3 步道从桥头", "5 路面铺的");
        window.press("U");
        assert!(window.find("4 全长四里，上个月动工。 | 又添了十二张长椅。").is_some(), "{:?}", window.names());
        // A cut is moved and moved back; nothing of the project changes meanwhile.
        window.press("Down").press("Right");
        assert!(window.find("4 全长四里，上个月动工。    又 | 添了十二张长椅。").is_some(), "{:?}", window.names());
        window.press("Shift+Left");
        window.press("Shift+Right").press("Left");
        assert_eq!(window.project(), &before);
        window.press("Esc");
        assert_eq!(window.project(), &before, "Esc gives up");
        window.press("U").press("Enter");
        let whole = window.articles().join(" / ");
        assert!(whole.contains("全长四里，上个月动工。路面铺的是青砖。"), "{whole}");
        assert!(whole.contains("沿途种了三百棵柳树，又添了十二张长椅。月底就能走人。"), "{whole}");
        undoes(&mut window, &before);
    }
}

//! Going to an article or a line, the history, and gestures that need a choice.

use super::flows::undoes;
use super::harness::{PAGE, TestWindow, everywhere, say, select};
use eframe::egui::{Pos2, Rect, pos2, vec2};
use newsmend::desk::Lang;
use newsmend::model::{Home, Project, Role, reading};

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
fn undo_stops_at_the_proposal_of_the_opening_and_a_click_in_the_history_goes_behind_it() {
    everywhere(|window, lang| {
        let opened = window.project().clone();
        let bare = Project::new(opened.pages().to_vec());
        select(window, "扫完的街道");
        window.press("S");
        undoes(window, &opened);
        window.press("Ctrl+Z");
        assert_eq!(window.project(), &opened, "once too often");
        let said = say(
            lang,
            "再撤销就是程序自己的提议了；要撤销它，请用操作历史",
            "Next to undo is the program's own proposal; the history takes it back",
        );
        assert!(window.find(said).is_some(), "{:?}", window.names());
        window.press("Ctrl+Shift+H").click(say(lang, "打开时的样子", "As it was opened"));
        assert_eq!(window.project(), &bare);
        window.press("Ctrl+R").finish();
        undoes(window, &bare);
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

/// Its third to fifth line were read across two columns.
const ACROSS: &str = "\
新修的步道

步道从桥头修到渡口，    沿途种了三百棵柳树，
全长四里，上个月动工。    又添了十二张长椅。
路面铺的是青砖。    月底就能走人。

本报讯（记者甲一）步道五月开放，
请各位读者留意。
";

#[test]
fn u_separates_columns_that_were_read_across() {
    for lang in [Lang::Zh, Lang::En] {
        let mut window = TestWindow::open(ACROSS, lang, [1024.0, 700.0]);
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

/// [`ACROSS`] with its columns separated: its third to fifth line have a piece of each.
fn separated(lang: Lang) -> TestWindow {
    let mut window = TestWindow::open(ACROSS, lang, [1024.0, 700.0]);
    window.select_lines("3 步道从桥头", "5 路面铺的");
    window.press("U").press("Enter");
    window.go_to(0);
    window
}

/// The band in the gutter of what begins so in line 4.
fn band(window: &TestWindow, lang: Lang, text: &str) -> Rect {
    let line = say(lang, "第 4 行，", "Line 4, ");
    let found = window.all_rects(|name| name.starts_with(line) && name.contains(text));
    assert_eq!(found.len(), 1, "{text}: {:?}", window.names());
    found[0]
}

/// Where a band is taken hold of: beside the handles of boundaries.
fn hold(band: Rect) -> Pos2 {
    band.left_center() + vec2(6.0, 0.0)
}

#[test]
fn each_fragment_of_a_line_has_a_band_and_a_double_click_there_splits_at_it() {
    for lang in [Lang::Zh, Lang::En] {
        for text in ["全长四里，", "又添了十二张长椅。"] {
            let mut window = separated(lang);
            let (left, right) = (band(&window, lang, "全长四里"), band(&window, lang, "又添了"));
            assert!(left.bottom() < right.top() + 0.5, "one below the other: {left:?} {right:?}");
            assert!(left.height() > 8.0 && (left.height() - right.height()).abs() < 0.5, "{left:?} {right:?}");
            let before = window.project().clone();
            window.double_click_at(hold(if text.starts_with('全') { left } else { right }));
            assert!(window.articles().iter().any(|article| article.starts_with(text)), "{:?}", window.articles());
            undoes(&mut window, &before);
        }
    }
}

#[test]
fn the_band_under_the_pointer_is_dragged_to_the_furniture() {
    for lang in [Lang::Zh, Lang::En] {
        let mut window = separated(lang);
        window.go_to(ACROSS.find("请各位").unwrap());
        window.press("9");
        window.go_to(0);
        let furniture = |window: &TestWindow| -> Vec<String> {
            let project = window.project();
            project.blocks_in(Home::Furniture).into_iter().map(|id| reading(project, id).text).collect()
        };
        let (before, had) = (window.project().clone(), furniture(&window));
        let section = window.rect(say(lang, "展开版面附件", "Unfold furniture")).center();
        let from = hold(band(&window, lang, "又添了"));
        window.drag(from, section, false);
        assert_eq!(window.project(), &before, "Esc gives up");
        window.drag(from, section, true);
        let mut wanted = had;
        wanted.insert(0, "又添了十二张长椅。".to_owned());
        assert_eq!(furniture(&window), wanted);
        undoes(&mut window, &before);
    }
}

#[test]
fn each_boundary_of_a_line_has_a_handle_at_its_place() {
    for lang in [Lang::Zh, Lang::En] {
        let mut window = separated(lang);
        let outer = say(lang, "边界 第 4 行", "Boundary, line 4");
        let inner = say(lang, "边界 第 4 行，“又添了十二张长椅…”之前", "Boundary, line 4, before “又添了十二张长椅…”");
        let mut names = window.names();
        names.retain(|name| name.starts_with(outer));
        names.sort();
        assert_eq!(names, [outer, inner]);
        let (gutter, text, row) = (window.rect(outer), window.rect(inner), window.rect("4 全长四里"));
        assert!(!gutter.intersects(text), "{gutter:?} {text:?}");
        assert!(gutter.center().x < row.left() && text.center().x > row.left() + 60.0, "{gutter:?} {text:?}");
        for name in [inner, outer] {
            window.focus_on(name);
            assert_eq!(window.focused().as_deref(), Some(name));
        }
        let before = window.project().clone();
        let next = window.rect("5 路面铺的");
        window.drag(text.center(), pos2(next.left() + 2.0, text.center().y + row.height()), true);
        let articles = window.articles();
        let mut blocks = articles.iter().flat_map(|article| article.split(" / "));
        let has =
            |block: &str| ["上个月动工。", "又添了十二张长椅。", "路面铺"].iter().all(|part| block.contains(part));
        assert!(blocks.any(has), "what stood behind it is the left column's: {articles:?}");
        undoes(&mut window, &before);
    }
}

#[test]
fn a_fragment_that_is_dragged_onto_a_card_goes_to_the_gap_that_it_is_close_to() {
    everywhere(|window, lang| {
        select(window, "扫完的街道");
        window.press("S");
        let before = window.project().clone();
        let from = window.rect(say(lang, "第 5 行，篇目 2", "Line 5, article 2")).left_center() + vec2(6.0, 0.0);
        let body = say(lang, "正文: ", "Body: ");
        let last: String = window.articles()[2].rsplit(" / ").next().unwrap().chars().take(8).collect();
        let block = window.all_rects(|name| name.starts_with(body) && name.contains(&last))[0];
        let header = window.rect(say(lang, "篇目 3 社区图书馆延时", "Article 3 社区图书馆延时"));
        window.drag(from, block.center_bottom() - vec2(0.0, 3.0), true);
        assert!(window.articles()[1].ends_with("扫完的街道六点开放。"), "{:?}", window.articles());
        undoes(window, &before);
        window.drag(from, header.center(), true);
        let moved = window.articles()[1].clone();
        assert!(moved.contains("扫完的街道六点开放。"), "{moved}");
        assert!(!moved.ends_with("扫完的街道六点开放。"), "its best place is where the dump has it: {moved}");
        undoes(window, &before);
    });
}

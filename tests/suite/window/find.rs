//! Finding: the panel, what it marks, and where it goes.

use super::harness::{PAGE, SIZES, TestWindow, everywhere, select};
use eframe::egui::ImeEvent;
use newsmend::desk::Lang;

fn selected(window: &TestWindow) -> String {
    window.project().raw(window.work().selection().range()).to_owned()
}

fn caret(window: &TestWindow) -> usize {
    window.work().selection().start().pos.get()
}

#[test]
fn enter_goes_from_match_to_match_and_the_field_keeps_the_focus() {
    everywhere(|window, lang| {
        let before = window.project().clone();
        select(window, "清晨的街道");
        window.press("Ctrl+F").type_text("图书馆");
        let count = match lang {
            Lang::Zh => "共 2 处",
            Lang::En => "2 matches",
        };
        assert!(window.find(count).is_some(), "{:?}", window.names());
        let first = PAGE.find("图书馆").unwrap();
        window.press("Enter");
        assert_eq!((selected(window).as_str(), caret(window)), ("图书馆", first));
        let first_of = match lang {
            Lang::Zh => "第 1 处 / 共 2 处",
            Lang::En => "1 of 2",
        };
        assert!(window.find(first_of).is_some(), "{:?}", window.names());
        window.press("Enter");
        assert!(caret(window) > first);
        window.press("Shift+Enter");
        assert_eq!(caret(window), first);
        // Still in the field: a letter is typed, and moves nothing.
        window.press("N").type_text("x");
        assert_eq!(window.project(), &before);
        assert_eq!(window.desk().finder.query.text, "图书馆x");
    });
}

#[test]
fn matches_are_found_over_line_breaks_in_any_form() {
    let page = "\
防空演習

本报讯（记者甲一）今天上午，市民防空演
习在ＡＢＣ广場举行，全市
的汽笛响了三次。
";
    for lang in [Lang::Zh, Lang::En] {
        for size in SIZES {
            let mut window = TestWindow::open(page, lang, size);
            window.press("Ctrl+F").type_text("防空演习").press("Enter");
            assert_eq!(selected(&window), "防空演習");
            window.press("Enter");
            assert_eq!(selected(&window), "防空演\n习");
            window.press("Ctrl+A").type_text("abc广场").press("Enter");
            assert_eq!(selected(&window), "ＡＢＣ广場");
            window.click(if lang == Lang::Zh { "字形" } else { "Exact forms" });
            let none = if lang == Lang::Zh { "没有找到" } else { "Nothing was found" };
            assert!(window.find(none).is_some(), "{:?}", window.names());
        }
    }
}

#[test]
fn f3_goes_on_without_the_field() {
    everywhere(|window, _| {
        select(window, "清晨的街道");
        window.press("Ctrl+F").type_text("开放").press("F3");
        let first = caret(window);
        assert_eq!(selected(window), "开放");
        window.press("F3");
        assert!(caret(window) > first);
        window.press("Shift+F3");
        assert_eq!(caret(window), first);
        // The focus has left the field: letters are commands again.
        window.press("S");
        assert_eq!(window.articles().len(), 3);
        window.press("Ctrl+Z");
    });
}

#[test]
fn esc_closes_the_panel_and_nothing_stays_marked() {
    everywhere(|window, lang| {
        window.press("Ctrl+F").type_text("开放");
        assert!(window.work().found.is_some());
        window.press("Esc");
        let name = if lang == Lang::Zh { "大小写" } else { "Match case" };
        assert!(window.find(name).is_none(), "{:?}", window.names());
        assert!(window.work().found.is_none());
    });
}

#[test]
fn an_expression_that_is_none_is_said_in_words() {
    everywhere(|window, lang| {
        window.press("Ctrl+F").type_text("(五");
        window.click(if lang == Lang::Zh { "正则" } else { "Regex" });
        let said = match lang {
            Lang::Zh => "正则表达式有误：括号没有闭合",
            Lang::En => "No regular expression: a bracket is not closed",
        };
        assert!(window.find(said).is_some(), "{:?}", window.names());
    });
}

#[test]
fn what_is_composed_is_not_looked_for_before_it_is_committed() {
    everywhere(|window, _| {
        window.press("Ctrl+F");
        window.preedit("tushu");
        assert_eq!(window.desk().finder.query.text, "");
        window.preedit("").ime(ImeEvent::Commit("图书".to_owned()));
        assert_eq!(window.desk().finder.query.text, "图书");
    });
}

#[test]
fn replacing_shows_every_place_and_is_one_step() {
    everywhere(|window, lang| {
        let before = window.project().clone();
        window.press("Ctrl+H").type_text("开放");
        window.focus(if lang == Lang::Zh { "替换为" } else { "Replace by" }).type_text("开门");
        let (line, button) = match lang {
            Lang::Zh => ("第 5 行：开放 → 开门", "替换 2 处"),
            Lang::En => ("Line 5: 开放 → 开门", "Replace 2"),
        };
        assert!(window.find(line).is_some(), "{:?}", window.names());
        window.click(button);
        assert!(window.articles()[0].ends_with("六点开门。"), "{:?}", window.articles());
        assert!(window.articles()[1].contains("照常开门"), "{:?}", window.articles());
        let said = if lang == Lang::Zh { "已替换 2 处" } else { "Replaced 2 places" };
        assert_eq!(window.desk().message.as_ref().map(|message| message.text.as_str()), Some(said));
        window.desk().run(newsmend::desk::CommandId("edit.undo"));
        assert_eq!(window.project(), &before, "one undo takes all back");
    });
}

#[test]
fn tab_goes_from_what_is_looked_for_to_what_takes_its_place() {
    everywhere(|window, _| {
        window.press("Ctrl+H").type_text("开放").press("Tab").type_text("开门");
        assert_eq!(window.desk().finder.query.text, "开放");
        assert_eq!(window.desk().finder.replacement, "开门");
        // Back are the buttons between them, the cross first; the field is at the end of that way.
        window.press("Shift+Tab").press("Shift+Tab").press("Space");
        assert!(window.desk().finder.query.exact);
        window.press("Shift+Tab").press("Shift+Tab").press("Shift+Tab").press("Shift+Tab").press("Shift+Tab");
        window.type_text("关门");
        assert_eq!(window.desk().finder.query.text, "开放关门");
    });
}

#[test]
fn tab_looks_on_where_nothing_is_to_be_replaced() {
    everywhere(|window, _| {
        window.press("Ctrl+F").type_text("开放").press("Tab").press("Tab").press("Tab").press("Space");
        assert!(window.desk().finder.query.regex, "the third thing behind the field");
    });
}

#[test]
fn what_is_not_ticked_stays() {
    everywhere(|window, lang| {
        select(window, "清晨的街道");
        window.press("Ctrl+H").type_text("开放").press("Enter").press("Ctrl+T");
        let button = if lang == Lang::Zh { "替换 1 处" } else { "Replace 1" };
        assert!(window.find(button).is_some(), "{:?}", window.names());
        window.focus(if lang == Lang::Zh { "替换为" } else { "Replace by" }).type_text("开门").press("Enter");
        assert!(window.articles()[0].ends_with("六点开放。"), "{:?}", window.articles());
        assert!(window.articles()[1].contains("照常开门"), "{:?}", window.articles());
    });
}

#[test]
fn groups_of_an_expression_can_be_put_in() {
    everywhere(|window, lang| {
        window.press("Ctrl+H").type_text(r"记者(.)(.)）");
        window.click(if lang == Lang::Zh { "正则" } else { "Regex" });
        window.focus(if lang == Lang::Zh { "替换为" } else { "Replace by" }).type_text("记者$2$1）");
        window.press("Ctrl+Alt+Enter");
        assert!(window.articles()[0].contains("记者一甲"), "{:?}", window.articles());
        assert!(window.articles()[1].contains("记者二乙"), "{:?}", window.articles());
    });
}

#[test]
fn places_on_several_pages_say_on_which() {
    for lang in [Lang::Zh, Lang::En] {
        let text = "甲甲图书馆开放。\n\u{c}乙乙。\n丙丙图书馆开放。\n";
        let mut window = TestWindow::open(text, lang, SIZES[0]);
        window.press("Ctrl+H").type_text("开放");
        window.desk().finder.query.all_pages = true;
        window.press("Tab").type_text("开门");
        let [first, second] = match lang {
            Lang::Zh => ["第 1 版第 1 行：开放 → 开门", "第 2 版第 2 行：开放 → 开门"],
            Lang::En => ["Page 1, line 1: 开放 → 开门", "Page 2, line 2: 开放 → 开门"],
        };
        assert!(window.find(first).is_some() && window.find(second).is_some(), "{:?}", window.names());
    }
}

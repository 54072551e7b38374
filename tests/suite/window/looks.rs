//! What stands where: rows that are one row, panels no higher than they need be, nothing over what can be pressed, and what is
//! gone to in sight.

use super::harness::{PAGE, SIZES, TestWindow, everywhere, say, select};
use crate::files::{folder, opened};
use crate::pages::issue;
use eframe::egui::{pos2, vec2};
use newsmend::desk::doubts::DoubtKind;
use newsmend::desk::{Desk, Lang, Sample, Theme};

fn sample(lang: Lang, size: [f32; 2]) -> TestWindow {
    TestWindow::open(Sample::Chinese.file().1, lang, size)
}

#[test]
fn fields_and_buttons_of_the_find_panel_stand_in_rows() {
    everywhere(|window, lang| {
        window.press("Ctrl+H");
        let (find, replace) =
            (window.text_field(say(lang, "查找", "Find")), window.text_field(say(lang, "替换为", "Replace by")));
        let (regex, all) = (window.rect(say(lang, "正则", "Regex")), window.rect(say(lang, "替换 0 处", "Replace 0")));
        for (field, button) in [(find, regex), (replace, all)] {
            assert!((field.center().y - button.center().y).abs() < 1.0, "{field:?} {button:?}");
            assert!((field.height() - button.height()).abs() < 1.5, "{field:?} {button:?}");
        }
        assert_eq!(find.x_range(), replace.x_range());
        assert!(find.left() > 40.0, "what a field is for stands before it: {find:?}");
    });
}

#[test]
fn what_was_looked_for_last_gives_way_to_what_is_typed() {
    everywhere(|window, _| {
        window.press("Ctrl+F").type_text("开放").press("Esc");
        window.press("Ctrl+F").type_text("图书馆");
        assert_eq!(window.desk().finder.query.text, "图书馆");
    });
}

#[test]
fn hints_are_one_slim_line() {
    everywhere(|window, lang| {
        for hint in [say(lang, "拖动圆点", "Drag a dot"), say(lang, "一篇核对无误", "An article is right?")] {
            assert!(window.rect(hint).height() < 28.0, "{hint}: {:?}", window.rect(hint));
        }
    });
}

#[test]
fn the_panel_of_doubts_is_one_row_until_a_doubt_is_asked() {
    for lang in [Lang::Zh, Lang::En] {
        for size in SIZES {
            let mut window = sample(lang, size);
            let name = say(lang, "存疑", "Doubts");
            let (panel, raw) = (window.rect(name), window.rect(say(lang, "原文", "Raw text")));
            assert!(panel.height() < 40.0, "{panel:?}");
            window.press("Tab");
            assert!(window.rect(name).height() > 80.0);
            for _ in 0..100 {
                window.press("Enter");
            }
            assert_eq!(window.work().doubts().unwrap().len(), 0);
            assert_eq!(window.rect(name), panel, "nothing is left to ask");
            let now = window.rect(say(lang, "原文", "Raw text"));
            assert!(now.bottom() >= raw.bottom() - 4.0, "{raw:?} {now:?}");
        }
    }
}

#[test]
fn the_card_of_an_article_whose_beginning_is_asked_comes_into_view() {
    // Of two articles the headline was lost.
    let mut page = Sample::Chinese.file().1.to_owned();
    for headline in ["东市老棚翻修 摊位一个不少\n", "12路公交今起临时绕行"] {
        assert!(page.contains(headline), "{headline}");
        page = page.replace(headline, "");
    }
    for lang in [Lang::Zh, Lang::En] {
        let mut window = TestWindow::open(&page, lang, SIZES[0]);
        let mut seen = 0;
        for _ in 0..window.work().doubts().unwrap().len() {
            window.press("Tab");
            let doubt = window.work().doubt().unwrap();
            if doubt.id.kind != DoubtKind::Start {
                continue;
            }
            seen += 1;
            let number = window.project().number(window.work().selected_article().unwrap()).unwrap();
            let named = window.all_rects(|name| name == say(lang, "篇目", "Articles"));
            let pane = named.into_iter().max_by(|a, b| a.height().total_cmp(&b.height())).unwrap();
            let title = format!("{} {number} ", say(lang, "篇目", "Article"));
            let named = window.all_rects(|name| name.starts_with(&title));
            let header = named.into_iter().find(|rect| pane.contains(rect.left_top())).expect("it is in view");
            let part = (header.top() - pane.top()) / pane.height();
            let last = number == window.project().order().len();
            assert!((-0.01..0.6).contains(&part) || last && part < 1.0, "article {number} at {part} of {pane:?}");
        }
        assert!(seen > 0, "the page has such doubts");
    }
}

#[test]
fn cards_are_no_wider_than_can_be_read() {
    everywhere(|window, lang| {
        let header = window.rect(&format!("{} 1 ", say(lang, "篇目", "Article")));
        assert!(header.width() <= 960.0 && header.width() > 360.0, "{header:?}");
    });
    let window = TestWindow::open(PAGE, Lang::En, [2560.0, 1440.0]);
    assert!(window.rect("Article 1 ").width() <= 960.0, "{:?}", window.rect("Article 1 "));
}

#[test]
fn messages_stand_above_what_can_be_pressed() {
    for lang in [Lang::Zh, Lang::En] {
        let mut window = sample(lang, SIZES[0]);
        window.press("Tab").press("S");
        window.desk().message = Some(newsmend::desk::Message::hint("…"));
        window.settle();
        let message = window.rect(say(lang, "知道了", "Dismiss"));
        assert!(message.bottom() < window.rect(say(lang, "存疑", "Doubts")).top(), "{message:?}");
    }
}

#[test]
fn links_beside_columns_read_across_do_not_lie_on_each_other() {
    for size in SIZES {
        let mut window = sample(Lang::Zh, size);
        let at = Sample::Chinese.file().1.find("12路公交今起临时绕行").unwrap();
        window.go_to(at);
        let links = window.all_rects(|name| name.starts_with("→ ") || name.starts_with("↳ "));
        assert!(links.len() > 6, "{links:?}");
        for (nth, a) in links.iter().enumerate() {
            for b in &links[nth + 1..] {
                assert!(!a.shrink(1.0).intersects(b.shrink(1.0)), "{a:?} {b:?}");
            }
        }
    }
}

#[test]
fn the_palette_finds_a_command_by_its_id_and_its_field_stays_where_it_is() {
    everywhere(|window, lang| {
        window.press("Ctrl+Shift+P");
        let field = window.text_field(say(lang, "命令", "Command"));
        window.type_text("theme");
        for name in [("浅色界面", "Light theme"), ("深色界面", "Dark theme"), ("明暗随系统", "System theme")]
        {
            assert!(window.find(say(lang, name.0, name.1)).is_some(), "{:?}", window.names());
        }
        window.type_text(".dark");
        assert_eq!(window.text_field(say(lang, "命令", "Command")).top(), field.top());
        window.press("Enter");
        assert_eq!(window.desk().theme, Theme::Dark);
    });
}

#[test]
fn the_options_of_the_settings_stand_apart_and_in_columns() {
    everywhere(|window, lang| {
        window.press("Ctrl+,");
        let rect = |zh, en| window.rect(say(lang, zh, en));
        let (first, second) = (rect("明暗 随系统", "Theme As the system"), rect("明暗 浅色", "Theme Light"));
        assert!(second.left() - first.right() >= 12.0, "{first:?} {second:?}");
        assert_eq!(second.left(), rect("界面语言 中文", "Language 中文").left());
    });
}

#[test]
fn a_page_is_as_it_was_left_when_one_comes_back() {
    for lang in [Lang::Zh, Lang::En] {
        let folder = issue();
        let mut window = TestWindow::on(Desk::new(lang), [1024.0, 300.0]);
        window.drop_file(folder.path());
        window.press("Ctrl+PageDown");
        let raw = window.rect(say(lang, "原文", "Raw text")).center();
        window.wheel(raw, -60.0);
        let left = window.work().view.clone();
        assert!(left.top_offset > 0.0 || left.top.get() > 0, "it was scrolled");
        window.press("Ctrl+PageDown").press("Ctrl+PageDown");
        assert_eq!(window.work().view.top.get(), 0, "another page begins at its beginning");
        window.press("Ctrl+PageUp").press("Ctrl+PageUp");
        let now = &window.work().view;
        assert_eq!((now.top, now.top_offset.to_bits()), (left.top, left.top_offset.to_bits()));
        assert_eq!((now.selection, now.cards_offset.to_bits()), (left.selection, left.cards_offset.to_bits()));
    }
}

#[test]
fn a_project_that_is_only_looked_at_opens_no_field() {
    let (folder, dump) = folder();
    let mut first = opened(&dump);
    let path = folder.path().join("a.newsmend.json");
    first.save(path.clone());
    first.finish();
    let mut window = TestWindow::on(opened(&path), SIZES[0]);
    assert!(window.work().held_by().is_some(), "the first window has it");
    let at = window.rect("Articles").center_top() + vec2(-60.0, 60.0);
    window.double_click_at(at);
    assert!(!window.is_typing(), "{:?}", window.focused());
    let told = window.desk().message.as_ref().map(|message| message.text.clone());
    assert_eq!(told.as_deref(), Some(newsmend::desk::words::refusal(newsmend::desk::gestures::Refusal::Looking).en));
    drop(first);
    // The same double click where nobody else has it.
    let mut window = TestWindow::on(opened(&path), SIZES[0]);
    window.double_click_at(at);
    assert!(window.is_typing());
}

#[test]
fn the_inspector_is_closed_by_its_button() {
    everywhere(|window, lang| {
        select(window, PAGE.lines().next().unwrap());
        window.press("I").click(say(lang, "关闭检查栏", "Close the inspector"));
        assert!(!window.desk().inspector);
    });
}

#[test]
fn what_was_opened_lately_is_reached_in_a_low_window() {
    let folder = tempfile::tempdir().unwrap();
    let size = [1024.0, 300.0];
    for lang in [Lang::Zh, Lang::En] {
        let mut desk = Desk::new(lang);
        for nth in 0..10 {
            let path = folder.path().join(format!("page-{nth}.txt"));
            newsmend::store::atomic::replace(&path, format!("第{nth}页\n").as_bytes()).unwrap();
            desk.recent.add(&path);
        }
        let mut window = TestWindow::on(desk, size);
        let first_opened = "page-0.txt";
        assert!(window.rect(first_opened).top() > size[1], "{:?}", window.rect(first_opened));
        window.wheel(pos2(size[0] / 2.0, size[1] / 2.0), -2000.0);
        assert!(window.rect(first_opened).bottom() < size[1], "{:?}", window.rect(first_opened));
        window.click(first_opened);
        window.finish();
        assert_eq!(window.project().pages()[0].text(), "第0页\n");
    }
}

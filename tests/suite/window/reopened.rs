//! The next window shows a project as the last one left it.

use super::harness::{PAGE, SIZES, TestWindow, say};
use eframe::egui::{Rect, vec2};
use newsmend::desk::{Desk, Lang};
use newsmend::store::State;

/// What the articles of a page are of, so that they are not taken for one.
const NEWS: [&str; 10] = [
    "图书馆延长开放",
    "菜场修缮完工",
    "公交线路调整",
    "防汛演练开始",
    "小学新楼启用",
    "医院开设夜诊",
    "公园门票减免",
    "石桥限高通行",
    "水厂夜间检修",
    "邮局代收包裹",
];

/// Articles enough for both panes to be scrolled, of unlike heights.
fn long() -> String {
    let line = |nth: usize, hour: usize| format!("第{nth}条街道{hour}点清扫，先扫主街，再扫小巷，扫完开放。\n");
    let article = |nth: usize| {
        let lines: String = (0..=nth % 7).map(|hour| line(nth, hour)).collect();
        let news = NEWS[nth % NEWS.len()];
        let opening = format!("　　本报讯（记者李四）昨日起，{news}，居民纷纷叫好。");
        format!("第{nth}条街道{news}\n\n{opening}{}\n\n", lines.trim_end())
    };
    (10..90).map(article).collect()
}

fn desk(folder: &tempfile::TempDir, lang: Lang) -> Desk {
    let mut desk = Desk::new(lang);
    desk.keep_journals(State::at(&folder.path().join("state")));
    desk
}

/// Where the text of the page stands, in both panes.
fn shown(window: &TestWindow) -> Vec<Rect> {
    window.all_rects(|name| name.contains("条街道"))
}

#[test]
fn both_panes_show_what_they_showed_when_the_window_was_closed() {
    for lang in [Lang::Zh, Lang::En] {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("page.newsmend.json");
        let mut first = desk(&folder, lang);
        first.open_bytes("page.txt", long().as_bytes());
        first.finish();
        first.save(path.clone());
        first.finish();
        let mut window = TestWindow::on(first, SIZES[0]);
        let raw = window.rect(say(lang, "原文", "Raw text")).center();
        let border = window.rect(say(lang, "原文与篇目的分界", "Border between raw text and articles")).center();
        window.wheel(raw, -1500.0).wheel(border + vec2(200.0, 0.0), -2345.0);
        let (before, view) = (shown(&window), window.work().view.clone());
        assert!(view.top.get() > 0 && view.cards_offset > 1000.0, "{view:?}");
        window.end();
        let mut second = desk(&folder, lang);
        second.open(path, None).unwrap();
        second.finish();
        let window = TestWindow::on(second, SIZES[0]);
        let now = &window.work().view;
        assert_eq!((now.selection, now.top), (view.selection, view.top));
        let (top, wanted) = (now.cards_top.unwrap(), view.cards_top.unwrap());
        assert!(top.0 == wanted.0 && (top.1 - wanted.1).abs() < 1.0, "{top:?} {wanted:?}");
        let after = shown(&window);
        assert_eq!(after.len(), before.len());
        for (now, wanted) in after.iter().zip(&before) {
            assert!((now.min - wanted.min).length() < 1.5, "{now:?} {wanted:?}");
        }
    }
}

#[test]
fn the_border_between_the_panes_stands_where_it_was_put() {
    for lang in [Lang::Zh, Lang::En] {
        let name = say(lang, "原文与篇目的分界", "Border between raw text and articles");
        let mut window = TestWindow::open(PAGE, lang, SIZES[1]);
        let border = window.rect(name).center();
        window.drag(border, border + vec2(-160.0, 0.0), true);
        let moved = window.rect(name).center().x;
        assert!((border.x - moved - 160.0).abs() < 4.0, "{border:?} {moved}");
        window.end();
        let mut next = Desk::new(lang);
        next.prefs = window.desk().prefs.clone();
        next.open_bytes("page.txt", PAGE.as_bytes());
        next.finish();
        assert!((TestWindow::on(next, SIZES[1]).rect(name).center().x - moved).abs() < 2.0);
    }
}

#[test]
fn undo_then_shows_the_cards_as_they_were_when_it_was_done() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("page.newsmend.json");
    let mut first = desk(&folder, Lang::Zh);
    first.open_bytes("page.txt", long().as_bytes());
    first.finish();
    let mut window = TestWindow::on(first, SIZES[0]);
    let border = window.rect("原文与篇目的分界").center();
    window.wheel(border + vec2(200.0, 0.0), -2345.0);
    let seen = window.work().view.cards_top.unwrap();
    // Something is done at the caret, far from there, and saved with the list at its end.
    window.press("6");
    let top = |window: &TestWindow| window.work().view.cards_top.unwrap();
    window.wheel(border + vec2(200.0, 0.0), -9000.0);
    assert_ne!(top(&window).0, seen.0);
    window.desk().save(path.clone());
    window.finish();
    window.end();
    let mut second = desk(&folder, Lang::Zh);
    second.open(path, None).unwrap();
    second.finish();
    let mut window = TestWindow::on(second, SIZES[0]);
    window.press("Ctrl+Z");
    let back = top(&window);
    assert!(back.0 == seen.0 && (back.1 - seen.1).abs() < 2.0, "{back:?} {seen:?}");
}

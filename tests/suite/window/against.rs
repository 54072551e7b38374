//! What the inspector says of the selected article against the dump.

use super::harness::{SIZES, TestWindow, say};
use crate::notation;
use newsmend::desk::Lang;
use newsmend::model::BlockId;

/// This is what the inspector says of the article.
#[track_caller]
fn check(window: &TestWindow, lang: Lang, zh: &'static str, en: &'static str) {
    assert!(window.find(say(lang, zh, en)).is_some(), "{}", say(lang, zh, en));
}

#[test]
fn the_inspector_counts_what_became_of_the_selected_article() {
    for lang in [Lang::Zh, Lang::En] {
        let mut desk = notation::desk("①h^甲题/①甲一丁/①甲二戊/②乙一/①¶甲三/ⓕ丙");
        desk.lang = lang;
        let mut window = TestWindow::on(desk, SIZES[0]);
        window.press("I");
        let moved = [
            "本篇：移动 1 处，接合 1 处换行，更正 0 字，未用 0 字",
            "The article: 1 place moved, 1 line break joined, 0 characters changed, 0 dropped",
        ];
        check(&window, lang, moved[0], moved[1]);

        assert!(window.desk().correct(BlockId(1), "甲己丁甲二戊"));
        window.settle();
        check(
            &window,
            lang,
            "本篇：移动 1 处，接合 1 处换行，更正 1 字，未用 0 字",
            "The article: 1 place moved, 1 line break joined, 1 character changed, 0 dropped",
        );
        window.press("Ctrl+Z");
        check(&window, lang, moved[0], moved[1]);
        assert!(window.desk().correct(BlockId(1), "甲丁甲二戊"));
        window.settle();
        check(
            &window,
            lang,
            "本篇：移动 1 处，接合 1 处换行，更正 0 字，未用 1 字",
            "The article: 1 place moved, 1 line break joined, 0 characters changed, 1 dropped",
        );

        window.go_to(window.project().pages()[0].text().find("乙一").unwrap());
        check(
            &window,
            lang,
            "本篇：移动 0 处，接合 0 处换行，更正 0 字，未用 0 字",
            "The article: 0 places moved, 0 line breaks joined, 0 characters changed, 0 dropped",
        );
        window.go_to(window.project().pages()[0].text().find('丙').unwrap());
        let any = say(lang, "本篇：", "The article:");
        assert!(window.find(any).is_none(), "the furniture is no article");
    }
}

#[test]
fn an_article_that_is_too_long_is_not_counted_and_its_text_not_compared() {
    for lang in [Lang::Zh, Lang::En] {
        // A block of 70 kB, and a short article.
        let line = format!("①{}/", "甲".repeat(20));
        let mut desk = notation::desk(&format!("①h^题/{}②乙", line.repeat(1150)));
        desk.lang = lang;
        let mut window = TestWindow::on(desk, SIZES[0]);
        window.press("I");
        let article = [
            "篇目太长，这里不统计；命令行的 newsmend diff 会统计",
            "The article is too long to count here; newsmend diff on the command line does",
        ];
        let block = ["文本块太长，这里不对照", "The block is too long to compare it here"];
        check(&window, lang, article[0], article[1]);
        assert!(window.find(say(lang, block[0], block[1])).is_none(), "the headline is compared");
        window.go_to(window.project().pages()[0].text().find('甲').unwrap());
        check(&window, lang, article[0], article[1]);
        check(&window, lang, block[0], block[1]);
        window.go_to(window.project().pages()[0].text().find('乙').unwrap());
        check(
            &window,
            lang,
            "本篇：移动 0 处，接合 0 处换行，更正 0 字，未用 0 字",
            "The article: 0 places moved, 0 line breaks joined, 0 characters changed, 0 dropped",
        );
    }
}

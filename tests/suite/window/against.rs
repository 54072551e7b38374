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
            "本篇：移动 1 个碎片，接合 1 处换行，更正 0 字，弃去 0 字",
            "The article: 1 fragment moved, 1 line break joined, 0 characters changed, 0 dropped",
        ];
        check(&window, lang, moved[0], moved[1]);

        assert!(window.desk().correct(BlockId(1), "甲己丁甲二戊"));
        window.settle();
        check(
            &window,
            lang,
            "本篇：移动 1 个碎片，接合 1 处换行，更正 1 字，弃去 0 字",
            "The article: 1 fragment moved, 1 line break joined, 1 character changed, 0 dropped",
        );
        window.press("Ctrl+Z");
        check(&window, lang, moved[0], moved[1]);
        assert!(window.desk().correct(BlockId(1), "甲丁甲二戊"));
        window.settle();
        check(
            &window,
            lang,
            "本篇：移动 1 个碎片，接合 1 处换行，更正 0 字，弃去 1 字",
            "The article: 1 fragment moved, 1 line break joined, 0 characters changed, 1 dropped",
        );

        window.go_to(window.project().pages()[0].text().find("乙一").unwrap());
        check(
            &window,
            lang,
            "本篇：移动 0 个碎片，接合 0 处换行，更正 0 字，弃去 0 字",
            "The article: 0 fragments moved, 0 line breaks joined, 0 characters changed, 0 dropped",
        );
        window.go_to(window.project().pages()[0].text().find('丙').unwrap());
        let any = say(lang, "本篇：", "The article:");
        assert!(window.find(any).is_none(), "the furniture is no article");
    }
}

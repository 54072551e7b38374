//! The settings: what is chosen holds at once, keys are changed by pressing them.

use super::harness::{TestWindow, everywhere, say, select};
use newsmend::desk::{CommandId, Lang, Palette, Theme, command};

/// Opens the leaf of keys at the command that splits.
fn open_keys(window: &mut TestWindow, lang: Lang) {
    window.press("Ctrl+,").click(say(lang, "按键", "Keys"));
    window.click(say(lang, "查找命令或按键", "Find a command or a key")).type_text("zccfpm");
}

fn add(window: &mut TestWindow, lang: Lang) {
    window.click(say(lang, "给“在此拆分篇目”加一个键", "A new key for “Split the article here”"));
}

fn close(window: &mut TestWindow, lang: Lang) {
    window.click(say(lang, "关闭", "Close"));
    assert!(window.find(say(lang, "查找命令或按键", "Find a command or a key")).is_none(), "closed");
}

#[test]
fn looks_are_chosen_and_hold_at_once() {
    everywhere(|window, lang| {
        let before = window.rect("4 先扫主街").height();
        window.press("Ctrl+,");
        window.click(say(lang, "明暗 深色", "Theme Dark"));
        window.click(say(lang, "篇目颜色 色觉障碍适用", "Colours of articles For colour-blind eyes"));
        window.click(say(lang, "原文字号 +", "Size of the raw text +"));
        window.click(say(lang, "原文字号 +", "Size of the raw text +"));
        window.click(say(lang, "篇目字号 −", "Size of the articles' text −"));
        window.click(say(lang, "在原文中显示", "Show spaces"));
        let desk = window.desk();
        assert_eq!((desk.theme, desk.prefs.palette, desk.prefs.blanks), (Theme::Dark, Palette::ColourBlind, true));
        assert_eq!((desk.prefs.raw_points, desk.prefs.article_points), (17, 14));
        close(window, lang);
        assert!(window.rect("4 先扫主街").height() > before + 2.0, "rows grew at once");
        window.press("Ctrl+,").click(say(lang, "界面语言 English", "Language 中文"));
        assert_ne!(window.desk().lang, lang);
        assert!(
            window.find(say(lang, "Theme Dark", "明暗 深色")).is_some(),
            "the panel itself speaks the other language"
        );
    });
}

#[test]
fn everything_is_enlarged_by_key_and_comes_back() {
    everywhere(|window, _| {
        window.press("Ctrl++").press("Ctrl++");
        assert_eq!(window.desk().prefs.zoom_percent, 120);
        window.press("Ctrl+-").press("Ctrl+0");
        assert_eq!(window.desk().prefs.zoom_percent, 100);
    });
}

#[test]
fn a_key_is_given_by_pressing_it_and_taken_away() {
    everywhere(|window, lang| {
        let before = window.project().clone();
        open_keys(window, lang);
        add(window, lang);
        window.press("F7");
        window.click(say(lang, "拿走“在此拆分篇目”的 S", "Take S away from “Split the article here”"));
        close(window, lang);
        select(window, "扫完的街道");
        window.press("S");
        assert_eq!(window.project(), &before, "the old key is gone");
        window.press("F7");
        assert_ne!(window.project(), &before, "the new one splits");
        window.press("Ctrl+Z");
        let split = command(CommandId("article.split")).unwrap();
        assert!(window.desk().tip(split).ends_with("F7"));
        window.press("F1");
        assert!(window.find("F7").is_some(), "the list of keys tells it: {:?}", window.names());
        window.press("Esc");
        open_keys(window, lang);
        window.click(say(lang, "“在此拆分篇目”的键恢复默认", "Reset the keys of “Split the article here”"));
        close(window, lang);
        select(window, "扫完的街道");
        window.press("S");
        assert_ne!(window.project(), &before, "reset gives the old one back");
    });
}

#[test]
fn a_clash_names_the_other_command_and_moves_the_key_when_told() {
    everywhere(|window, lang| {
        let split = CommandId("article.split");
        let shown = say(lang, "M 已是“移入篇目”的键", "M is the key of “Move to article”");
        open_keys(window, lang);
        add(window, lang);
        window.press("M");
        assert!(window.find(shown).is_some(), "{:?}", window.names());
        window.click(say(lang, "放弃", "Give up"));
        assert!(window.desk().prefs.keys.changed().is_empty(), "given up, nothing changed");
        add(window, lang);
        window.press("M").click(say(lang, "从那里拿走", "Take it away there"));
        assert_eq!(window.desk().prefs.keys.command("M".parse().unwrap()), Some(split));
        assert!(window.desk().prefs.keys.chords(CommandId("fragment.move")).is_empty());
        window.click(say(lang, "全部恢复默认", "Reset all"));
        assert!(window.desk().prefs.keys.changed().is_empty());
    });
}

#[test]
fn keys_that_type_are_given_after_a_warning_only_and_esc_never() {
    everywhere(|window, lang| {
        let key = "K".parse().unwrap();
        open_keys(window, lang);
        add(window, lang);
        window.press("K");
        assert!(window.find(say(lang, "此键也用来打字", "This key types")).is_some(), "{:?}", window.names());
        assert_eq!(window.desk().prefs.keys.command(key), None);
        window.press("Esc");
        assert!(window.find(say(lang, "全部恢复默认", "Reset all")).is_some(), "Esc gives up the key, not the panel");
        add(window, lang);
        window.press("Up");
        assert!(window.find(say(lang, "另有固定用途", "has a fixed use")).is_some());
        window.press("K").click(say(lang, "仍用此键", "Use it anyway"));
        assert_eq!(window.desk().prefs.keys.command(key), Some(CommandId("article.split")));
        window.press("Esc");
        assert!(window.find(say(lang, "全部恢复默认", "Reset all")).is_none(), "now Esc closes the panel");
    });
}

//! The window without a mouse, without eyes, and with an input method.

use super::harness::{PAGE, TestWindow, everywhere, say, select};
use eframe::egui::ImeEvent;
use eframe::egui::accesskit::{Action, Role};
use newsmend::model::Home;

#[test]
fn f6_walks_through_the_panes_and_back() {
    everywhere(|window, lang| {
        let (raw, articles) = (say(lang, "原文", "Raw text"), say(lang, "篇目", "Articles"));
        assert_eq!(window.focused(), None);
        window.press("F6");
        assert_eq!(window.focused().as_deref(), Some(raw));
        window.press("F6");
        assert_eq!(window.focused().as_deref(), Some(articles));
        window.press("Shift+F6");
        assert_eq!(window.focused().as_deref(), Some(raw));
        window.press("Shift+F6");
        assert_ne!(window.focused().as_deref(), Some(articles), "there are more panes before the first");
        window.press("F6").press("Tab");
        assert!(window.focused().is_some_and(|name| name != raw), "Tab goes on within the pane");
        window.press("Esc");
        assert_eq!(window.focused(), None);
    });
}

#[test]
fn arrows_go_by_characters_in_the_raw_text_and_by_blocks_in_the_articles() {
    everywhere(|window, _| {
        select(window, "清晨的街道");
        window.press("F6").press("Right");
        assert_eq!(window.work().selection().head.get(), "清".len());
        let first = window.work().selected_block();
        window.press("F6").press("Down");
        let second = window.work().selected_block();
        assert_ne!(first, second);
        window.press("Up");
        assert_eq!(window.work().selected_block(), first);
        for _ in 0..20 {
            window.press("Alt+PageDown");
        }
        let project = window.project();
        let last = project.article(*project.order().last().unwrap()).unwrap().blocks.last().copied();
        assert_eq!(window.work().selected_block().ok(), last, "the last block is the end");
        window.press("Up");
        window.press("F2").press("Ctrl+A").type_text("改过").press("Enter");
        assert!(window.articles()[1].contains("改过"), "what is reached by key is corrected by key");
    });
}

#[test]
fn a_folded_article_is_one_step() {
    everywhere(|window, _| {
        select(window, "清晨的街道");
        window.press("Z").press("Alt+PageDown");
        let behind = |window: &TestWindow| PAGE.get(window.work().selection().caret().pos.get()..).unwrap();
        assert!(behind(window).starts_with("社区图书馆"), "over its other blocks");
        window.press("Alt+PageUp");
        assert!(behind(window).starts_with("清晨"), "and back to its first");
    });
}

#[test]
fn z_opens_and_closes_the_section_that_has_the_keyboard() {
    everywhere(|window, lang| {
        select(window, "清晨的街道");
        window.press("9");
        // Both articles are folded, so that the section behind them is in sight.
        for text in ["先扫主街", "图书馆晚上"] {
            select(window, text);
            window.press("Z");
        }
        let is_open = |window: &TestWindow| !window.work().view.folds.is_folded(Home::Furniture);
        let folded = |window: &TestWindow| {
            let articles = window.project().order().iter();
            articles.filter(|&&id| window.work().view.folds.is_folded(Home::Article(id))).count()
        };
        window.focus_on(say(lang, "展开版面附件", "Unfold furniture")).press("Z");
        assert!(is_open(window) && folded(window) == 2, "and not the article at the caret");
        assert!(
            window.find(say(lang, "版面附件: 清晨的街道", "Furniture: 清晨的街道")).is_some(),
            "{:?}",
            window.names()
        );
        window.press("Z");
        assert!(!is_open(window));
        window.press("Esc").press("Z");
        assert_eq!((is_open(window), folded(window)), (false, 1), "without it, the article at the caret");
    });
}

#[test]
fn a_boundary_is_moved_without_a_mouse() {
    everywhere(|window, lang| {
        let before = window.project().clone();
        let name = say(lang, "边界 第 7 行", "Boundary, line 7");
        window.ask(name, Action::Increment);
        let moved = window.project().clone();
        assert!(window.articles()[0].ends_with("社区图书馆延时"), "{:?}", window.articles());
        let now = window.focused().expect("the keyboard goes along");
        assert_ne!(now, name);
        window.press("Up");
        assert_eq!(window.articles()[0].matches("社区图书馆延时").count(), 0, "arrows move it, too");
        window.press("Ctrl+Z");
        assert_eq!(window.project(), &moved);
        window.press("Ctrl+Z");
        assert_eq!(window.project(), &before);
    });
}

#[test]
fn the_tree_names_what_is_drawn_by_hand() {
    everywhere(|window, lang| {
        let row = window.told("4 先扫主街");
        assert_eq!(row.role, Role::ListItem);
        assert_eq!(row.description, say(lang, "篇目 1，正文", "article 1, Body"));
        let boundary = window.told(say(lang, "边界 第 7 行", "Boundary, line 7"));
        assert_eq!((boundary.role, boundary.number), (Role::Slider, Some(7.0)));
        assert_eq!(boundary.description, say(lang, "上面是篇目 1，下面是篇目 2", "article 1 above, article 2 below"));
        let card = window.told(say(lang, "篇目 1 清晨的街道", "Article 1 清晨的街道"));
        assert_eq!(card.role, Role::ListItem);
        let block = window.told(say(lang, "主题: 清晨的街道", "Headline: 清晨的街道"));
        assert_eq!((block.role, block.value.as_str()), (Role::ListItem, "清晨的街道"));
        assert!(!block.description.is_empty(), "why it is so");
        for (name, role) in [
            (say(lang, "原文", "Raw text"), Role::Document),
            (say(lang, "篇目", "Articles"), Role::Region),
            (say(lang, "菜单和工具", "Menus and tools"), Role::Region),
            (say(lang, "版面总览", "Overview"), Role::ScrollBar),
            (say(lang, "滚动原文", "Scroll the raw text"), Role::ScrollBar),
            (say(lang, "篇目 1 已审", "Article 1 reviewed"), Role::CheckBox),
        ] {
            let found = window.all_told(name);
            assert!(found.contains(&role), "{name}: {found:?}");
        }
    });
}

/// How an input method writes 清早 for qingzao.
fn ways() -> Vec<(&'static str, Vec<ImeEvent>)> {
    let preedit = |text: &str| ImeEvent::Preedit { text: text.to_owned(), active_range_chars: None };
    let commit = || ImeEvent::Commit("清早".to_owned());
    vec![
        ("fcitx on X11: no text while composing", vec![preedit(""), commit()]),
        ("ibus on X11: cleared, then committed", vec![preedit("q"), preedit("qing zao"), preedit(""), commit()]),
        ("ibus on X11: committed, then cleared", vec![preedit("q"), preedit("qing zao"), commit(), preedit("")]),
        ("Wayland: cleared, committed, cleared", vec![preedit("qing"), preedit(""), commit(), preedit("")]),
        ("two words one behind the other", vec![preedit("q"), commit(), preedit("z"), preedit("")]),
        ("nothing but the word", vec![commit()]),
    ]
}

#[test]
fn every_order_of_an_input_methods_events_writes_the_word_once() {
    for (name, events) in ways() {
        everywhere(|window, _| {
            select(window, "清晨的街道");
            window.press("F2").press("Ctrl+A");
            for event in &events {
                window.ime(event.clone());
            }
            window.press("Enter");
            assert!(window.articles()[0].starts_with("清早 /"), "{name}: {:?}", window.articles());
        });
    }
}

#[test]
fn while_an_input_method_composes_no_key_is_a_shortcut() {
    let keys =
        ["Ctrl+S", "Ctrl+Q", "Ctrl+Z", "F1", "F6", "Ctrl+,", "Ctrl+Enter", "Enter", "Tab", "Esc", "Alt+Down", "Space"];
    everywhere(|window, _| {
        let before = window.project().clone();
        select(window, "清晨的街道");
        window.press("F2").press("Ctrl+A");
        window.preedit("qing");
        for key in keys {
            window.press(key);
            assert_eq!(window.project(), &before, "{key} did something");
            assert!(window.is_typing(), "{key} took the field away");
        }
        window.preedit("").ime(ImeEvent::Commit("清早".to_owned())).press("Enter");
        assert!(window.articles()[0].starts_with("清早 /"), "{:?}", window.articles());
    });
}

#[test]
fn a_composition_that_is_dropped_leaves_the_text_from_before_it() {
    everywhere(|window, _| {
        select(window, "清晨的街道");
        window.press("F2").press("Ctrl+A").type_text("清早");
        window.preedit("de");
        // The input method says no more: a click elsewhere ends it.
        let elsewhere = window.rect("9 本报讯").left_center();
        window.click_at(elsewhere);
        assert!(window.articles()[0].starts_with("清早 /"), "{:?}", window.articles());
    });
}

#[test]
fn hints_stand_in_their_panes_until_their_thing_is_done() {
    everywhere(|window, lang| {
        let (drag, fragment, done) = (
            say(lang, "拖动圆点", "Drag a dot"),
            say(lang, "碎片放错了篇目", "In the wrong article?"),
            say(lang, "一篇核对无误", "An article is right?"),
        );
        assert!(window.find(drag).is_some() && window.find(done).is_some(), "{:?}", window.names());
        assert!(window.find(fragment).is_none(), "one at a time in a pane");
        select(window, "扫完的街道");
        window.press("Alt+Down");
        assert!(window.find(drag).is_none(), "done once is enough");
        assert!(window.find(fragment).is_some());
        window.press("Ctrl+Z");
        assert!(window.find(drag).is_none(), "it does not come back");
        select(window, "清晨");
        window.press("Ctrl+Enter");
        assert!(window.find(done).is_none());
        window.click(say(lang, "不再提示", "Don't show this again"));
        assert!(window.find(fragment).is_none(), "sent away");
        assert_eq!(window.desk().prefs.hints_done.len(), 3);
    });
}

#[test]
fn the_list_of_keys_is_searched_and_leads_to_changing_them() {
    everywhere(|window, lang| {
        let (split, merge) = (
            say(lang, "在此拆分篇目", "Split the article here"),
            say(lang, "并入另一篇目…", "Merge into another article…"),
        );
        window.press("F1");
        assert!(window.find(split).is_some() && window.find(merge).is_some());
        window.type_text("zccfpm");
        assert!(window.find(split).is_some());
        assert!(window.find(merge).is_none(), "{:?}", window.names());
        window.press("Ctrl+A").type_text("shift+m");
        assert!(window.find(merge).is_some() && window.find(split).is_none());
        window.click(say(lang, "更改按键…", "Change keys…"));
        assert!(window.find(say(lang, "全部恢复默认", "Reset all")).is_some());
    });
}

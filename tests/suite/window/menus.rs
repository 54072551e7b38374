//! Context menus, what they offer, and tips.

use super::flows::undoes;
use super::harness::{TestWindow, everywhere, say, select};
use eframe::egui::accesskit::Role as Access;
use newsmend::desk::{CommandId, Lang, command};
use newsmend::model::Role;

fn title(lang: Lang, id: &'static str) -> &'static str {
    command(CommandId(id)).unwrap().title.get(lang)
}

/// The entries of the menus that are open, from top to bottom.
fn entries(window: &TestWindow) -> Vec<String> {
    let names = window.names().into_iter();
    let mut found: Vec<String> = names.filter(|name| window.all_told(name).contains(&Access::MenuItem)).collect();
    found.sort_by(|a, b| window.rect(a).top().total_cmp(&window.rect(b).top()));
    found
}

/// Opens the roles in the context menu that is open, and chooses one by click.
fn choose_role(window: &mut TestWindow, lang: Lang, role: &'static str) {
    let role = title(lang, role);
    assert!(!entries(window).iter().any(|entry| entry == role), "the roles are a menu of their own");
    // The bar has a menu of this name too.
    let named = window.all_rects(|name| name == say(lang, "角色", "Role"));
    assert_eq!(named.len(), 2, "{:?}", window.names());
    let lower = named.into_iter().max_by(|a, b| a.top().total_cmp(&b.top())).unwrap();
    window.click_at(lower.center());
    window.click(role);
    assert!(entries(window).is_empty(), "what was chosen closes the menu");
}

#[test]
fn the_roles_are_a_menu_of_the_context_menus_of_raw_text_and_of_a_block() {
    everywhere(|window, lang| {
        for (name, role, wanted) in [
            ("5 扫完的街道", "role.caption", Role::Caption),
            (say(lang, "主题: 清晨的街道", "Headline: 清晨的街道"), "role.kicker", Role::Kicker),
        ] {
            let before = window.project().clone();
            window.right_click(name);
            choose_role(window, lang, role);
            let block = window.work().selected_block().unwrap();
            assert_eq!(window.project().block(block).unwrap().role, wanted, "{name}");
            undoes(window, &before);
        }
    });
}

#[test]
fn the_context_menu_of_a_card_is_of_its_article() {
    everywhere(|window, lang| {
        window.right_click(say(lang, "篇目 1 清晨的街道", "Article 1 清晨的街道"));
        let offered = [
            "article.done",
            "article.fold",
            "article.merge",
            "article.up",
            "article.down",
            "article.opening",
            "article.ending",
        ];
        assert_eq!(entries(window), offered.map(|id| title(lang, id)));
        window.click(title(lang, "article.opening"));
        let missing: Vec<bool> = window.project().articles().map(|(_, a)| a.facts.opening_missing).collect();
        assert_eq!(missing, [true, false]);
    });
}

#[test]
fn a_tip_names_the_key_that_a_command_has_now() {
    everywhere(|window, lang| {
        select(window, "清晨的街道");
        for (thing, says, keys) in [
            (say(lang, "命令…", "Commands…"), title(lang, "edit.palette"), "Ctrl+Shift+P"),
            (say(lang, "篇目 1 已审", "Article 1 reviewed"), title(lang, "article.done"), "Ctrl+Enter"),
            (say(lang, "折叠篇目 1", "Fold article 1"), title(lang, "article.fold"), "Z"),
            (
                say(lang, "拖动以移动 1", "Drag to move 1"),
                say(lang, "拖动以移动", "Drag to move"),
                "Ctrl+Shift+↑ / Ctrl+Shift+↓",
            ),
        ] {
            let tip = format!("{says}  {keys}");
            assert!(window.find(&tip).is_none(), "{tip}");
            window.rest_on(thing);
            assert!(window.find(&tip).is_some(), "{tip}: {:?}", window.names());
        }
        let (fold, tip) = (CommandId("article.fold"), title(lang, "article.fold"));
        window.desk().prefs.keys.give(fold, "F7".parse().unwrap());
        window.desk().prefs.keys.take_away(fold, "Z".parse().unwrap());
        window.rest_on(say(lang, "折叠篇目 1", "Fold article 1"));
        assert!(window.find(&format!("{tip}  F7")).is_some(), "{:?}", window.names());
    });
}

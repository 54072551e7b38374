//! Editors type faster than a slow machine draws: what comes in during one frame is done as if it had come one by one.

use super::harness::{PAGE, everywhere, select};
use newsmend::desk::Theme;

#[test]
fn what_is_typed_behind_a_key_goes_where_that_key_leads() {
    everywhere(|window, _| {
        window.all_at_once(&["Ctrl+H", "开放", "Tab", "开门"]);
        assert_eq!(window.desk().finder.query.text, "开放");
        assert_eq!(window.desk().finder.replacement, "开门");
    });
}

#[test]
fn a_command_is_named_and_run_while_its_palette_opens() {
    everywhere(|window, _| {
        window.all_at_once(&["Ctrl+Shift+P", "深色", "Enter"]);
        assert_eq!(window.desk().theme, Theme::Dark);
    });
}

#[test]
fn each_press_of_an_arrow_counts() {
    everywhere(|window, _| {
        select(window, "清晨的街道");
        window.all_at_once(&["Down", "Down", "Down"]);
        let lines = PAGE.get(..window.work().selection().head.get()).unwrap().lines().count();
        assert_eq!(lines, 3, "what stands before the fourth line");
    });
}

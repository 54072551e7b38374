//! Keys and what the program is.

use super::{Command, Menu, row};
use crate::desk::acts::{file, view};
use crate::desk::words::text;

pub(super) const ROWS: &[Command] = &[
    row("help.keys", text("按键一览…", "List of keys…"), "ajyl", Menu::Help, &["F1"], file::always, view::keys),
    row(
        "help.change_keys",
        text("更改按键…", "Change keys…"),
        "ggaj",
        Menu::Help,
        &[],
        file::always,
        view::change_keys,
    ),
    row(
        "help.hints",
        text("再次显示提示", "Show the hints again"),
        "zcxsts",
        Menu::Help,
        &[],
        file::always,
        view::hints,
    ),
    row("help.about", text("关于 Newsmend…", "About Newsmend…"), "gy", Menu::Help, &[], file::always, view::about),
];

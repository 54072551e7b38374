//! Undo, corrections, finding, the palette.

use super::{Command, Menu, begin, row};
use crate::desk::acts::{block, edit, file, find, view};
use crate::desk::words::text;

pub(super) const ROWS: &[Command] = &[
    row("edit.undo", text("撤销", "Undo"), "cx", Menu::Edit, &["Ctrl+Z"], edit::can_undo, edit::undo),
    row("edit.redo", text("重做", "Redo"), "cz", Menu::Edit, &["Ctrl+Shift+Z", "Ctrl+Y"], edit::can_redo, edit::redo),
    begin(row(
        "text.correct",
        text("更正文字…", "Correct characters…"),
        "gzwz",
        Menu::Edit,
        &["F2"],
        block::selected,
        block::correct,
    )),
    begin(row("find.open", text("查找…", "Find…"), "cz", Menu::Edit, &["Ctrl+F"], file::project, find::open)),
    row("find.next", text("下一处", "Next match"), "xyc", Menu::Edit, &["F3"], find::can, find::next),
    row("find.previous", text("上一处", "Previous match"), "syc", Menu::Edit, &["Shift+F3"], find::can, find::previous),
    row("find.replace", text("替换…", "Replace…"), "th", Menu::Edit, &["Ctrl+H"], file::project, find::replace),
    row(
        "find.tick",
        text("勾选或不选此处", "Tick or untick this match"),
        "gxhbxcc",
        Menu::Edit,
        &["Ctrl+T"],
        find::can_replace,
        find::tick,
    ),
    row(
        "find.replace_all",
        text("替换勾选的各处", "Replace what is ticked"),
        "thgxdgc",
        Menu::Edit,
        &["Ctrl+Alt+Enter"],
        find::can_replace,
        find::replace_all,
    ),
    row("find.stop", text("停止查找", "Stop searching"), "tzcz", Menu::Edit, &[], find::under_way, find::stop),
    begin(row(
        "edit.palette",
        text("命令面板…", "Command palette…"),
        "mlmb",
        Menu::Edit,
        &["Ctrl+Shift+P"],
        file::always,
        edit::palette,
    )),
    begin(row("app.settings", text("设置…", "Settings…"), "sz", Menu::Edit, &["Ctrl+,"], file::always, view::settings)),
];

//! How it looks.

use super::{Command, Menu, begin, row};
use crate::desk::acts::{file, view};
use crate::desk::words::text;

pub(super) const ROWS: &[Command] = &[
    row("view.language", text("English", "中文"), "yy", Menu::View, &["Ctrl+Shift+L"], file::always, view::language),
    row(
        "view.history",
        text("操作历史", "History"),
        "czls",
        Menu::View,
        &["Ctrl+Shift+H"],
        file::project,
        view::history,
    ),
    row("view.inspector", text("检查栏", "Inspector"), "jcl", Menu::View, &["I"], file::project, view::inspector),
    begin(row("view.light", text("浅色界面", "Light theme"), "qsjm", Menu::View, &[], file::always, view::light)),
    row("view.dark", text("深色界面", "Dark theme"), "ssjm", Menu::View, &[], file::always, view::dark),
    row("view.system", text("明暗随系统", "System theme"), "masxt", Menu::View, &[], file::always, view::system),
    begin(row(
        "view.blanks",
        text("显示或隐藏空白符", "Show or hide blanks"),
        "xshyckbf",
        Menu::View,
        &[],
        file::always,
        view::blanks,
    )),
    begin(row(
        "view.zoom_in",
        text("放大", "Zoom in"),
        "fd",
        Menu::View,
        &["Ctrl++", "Ctrl+=", "Ctrl+Shift++"],
        file::always,
        view::zoom_in,
    )),
    row("view.zoom_out", text("缩小", "Zoom out"), "sx", Menu::View, &["Ctrl+-"], file::always, view::zoom_out),
    row("view.zoom_reset", text("原大", "Actual size"), "yd", Menu::View, &["Ctrl+0"], file::always, view::zoom_reset),
];

//! Roles.

use super::{Command, Menu, begin, row};
use crate::desk::acts::block;
use crate::desk::words::text;

pub(super) const ROWS: &[Command] = &[
    row("role.kicker", text("引题", "Kicker"), "yt", Menu::Role, &["1"], block::selected, block::kicker),
    row("role.headline", text("主题", "Headline"), "zt", Menu::Role, &["2"], block::selected, block::headline),
    row("role.deck", text("副题", "Deck"), "ft", Menu::Role, &["3"], block::selected, block::deck),
    row("role.byline", text("署名", "Byline"), "sm", Menu::Role, &["4"], block::selected, block::byline),
    row("role.body", text("正文", "Body"), "zw", Menu::Role, &["5"], block::selected, block::body),
    row("role.subhead", text("小标题", "Subhead"), "xbt", Menu::Role, &["6"], block::selected, block::subhead),
    row("role.caption", text("图片说明", "Caption"), "tpsm", Menu::Role, &["7"], block::selected, block::caption),
    row("role.credit", text("图片署名", "Credit"), "tpsm", Menu::Role, &["8"], block::selected, block::credit),
    begin(row("role.note", text("编者按", "Note"), "bza", Menu::Role, &["B"], block::selected, block::note)),
    row("role.dateline", text("电头", "Dateline"), "dt", Menu::Role, &["D"], block::selected, block::dateline),
    begin(row(
        "role.furniture",
        text("版面附件", "Furniture"),
        "bmfj",
        Menu::Role,
        &["9"],
        block::selected,
        block::furniture,
    )),
    row("role.discarded", text("弃用", "Discard"), "qy", Menu::Role, &["0"], block::selected, block::discard),
    begin(row(
        "role.alike",
        text("同类各行也设为此角色", "Give this role to lines like it"),
        "tlghyswcjs",
        Menu::Role,
        &["A"],
        block::any_alike,
        block::set_alike,
    )),
];

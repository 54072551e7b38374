//! What is said of what has become of the text of the dump.

use super::{count, quoted};
use crate::desk::Lang;
use crate::desk::doubts::words::line_of_end;
use crate::model::difference::{Change, Joints, Kind, Totals};
use crate::model::{Home, Project};
use crate::text::cut;

/// How much is quoted, in full-width characters.
const SHOWN: usize = 40;

/// What has become of an article's text, in one line.
#[must_use]
pub fn article_against_dump(lang: Lang, totals: &Totals) -> String {
    let fragments = count(lang, totals.fragments, "个碎片", "fragment", "fragments");
    let breaks = count(lang, totals.joints.breaks, "处换行", "line break", "line breaks");
    let changed = characters(lang, totals.changed);
    let (dropped, put_in) = (totals.dropped, totals.put_in);
    match (lang, put_in) {
        (Lang::Zh, 0) => format!("本篇：移动 {fragments}，接合 {breaks}，更正 {changed}，弃去 {dropped} 字"),
        (Lang::En, 0) => {
            format!("The article: {fragments} moved, {breaks} joined, {changed} changed, {dropped} dropped")
        }
        (Lang::Zh, _) => {
            format!("本篇：移动 {fragments}，接合 {breaks}，更正 {changed}，补入 {put_in} 字，弃去 {dropped} 字")
        }
        (Lang::En, _) => format!(
            "The article: {fragments} moved, {breaks} joined, {changed} changed, {put_in} put in, {dropped} dropped"
        ),
    }
}

/// What has become of all text of a project, in one line.
#[must_use]
pub fn project_against_dump(lang: Lang, totals: &Totals) -> String {
    let Totals { stays, moved, changed, dropped, joints, put_in, .. } = *totals;
    let all = characters(lang, totals.characters());
    let hyphens = joints.hyphens;
    let breaks = count(lang, joints.breaks, "处换行", "line break", "line breaks");
    let blanks = count(lang, joints.blanks, "个空白", "blank", "blanks");
    match lang {
        Lang::Zh => format!(
            "共 {all}：不动 {stays}，移动 {moved}，更正 {changed}，弃去 {dropped}，接合 {hyphens}；另接合 {breaks}、{blanks}，补入 {put_in} 字"
        ),
        Lang::En => format!(
            "{all}: {stays} stay, {moved} moved, {changed} changed, {dropped} dropped, {hyphens} joined; besides {breaks} and {blanks} joined, {put_in} put in"
        ),
    }
}

/// What has become of a text, in one line without its place.
#[must_use]
pub fn change(lang: Lang, project: &Project, change: &Change<'_>) -> String {
    let (span, much) = (change.span, characters(lang, change.characters));
    match change.kind {
        Kind::Moved { behind } => {
            let [to, behind] = [span.to(), behind].map(|end| line_of_end(lang, project, end, span.page));
            match lang {
                Lang::Zh => format!("移动：到{to}共 {much}，接在{behind}之后"),
                Lang::En => format!("moved: {much}, down to {to}, now behind {behind}"),
            }
        }
        Kind::Joined(joints) => joined(lang, joints),
        Kind::Changed { text } => changed(lang, project.raw(span), text),
        Kind::Dropped => dropped(lang, change.home, &much, &shown(lang, project.raw(span))),
    }
}

fn joined(lang: Lang, joints: Joints) -> String {
    let breaks = count(lang, joints.breaks, "处换行", "line break", "line breaks");
    let hyphens = count(lang, joints.hyphens, "个连字符", "hyphen", "hyphens");
    let blanks = count(lang, joints.blanks, "个空白", "blank", "blanks");
    match lang {
        Lang::Zh => format!("接合：{breaks}，{hyphens}，{blanks}"),
        Lang::En => format!("joined: {breaks}, {hyphens}, {blanks}"),
    }
}

fn changed(lang: Lang, raw: &str, text: &str) -> String {
    let [old, new] = [raw, text].map(|text| shown(lang, text));
    match (lang, raw.is_empty(), text.is_empty()) {
        (Lang::Zh, true, _) => format!("更正：补入{new}"),
        (Lang::En, true, _) => format!("changed: {new} put in"),
        (Lang::Zh, false, true) => format!("更正：去掉{old}"),
        (Lang::En, false, true) => format!("changed: {old} taken out"),
        (Lang::Zh, false, false) => format!("更正：{old}改为{new}"),
        (Lang::En, false, false) => format!("changed: {old} to {new}"),
    }
}

fn dropped(lang: Lang, home: Home, much: &str, raw: &str) -> String {
    match (home, lang) {
        (Home::Furniture, Lang::Zh) => format!("弃去：版面附件 {much}{raw}"),
        (Home::Furniture, Lang::En) => format!("dropped: {much} of furniture, {raw}"),
        (Home::Discarded, Lang::Zh) => format!("弃去：弃用 {much}{raw}"),
        (Home::Discarded, Lang::En) => format!("dropped: {much} discarded, {raw}"),
        (Home::Article(_), Lang::Zh) => format!("弃去：更正去掉 {much}{raw}"),
        (Home::Article(_), Lang::En) => format!("dropped: {much} taken out by a correction, {raw}"),
    }
}

fn characters(lang: Lang, n: usize) -> String {
    count(lang, n, "字", "character", "characters")
}

/// The beginning of a text in quotation marks and on one line; a line break is seen as one.
fn shown(lang: Lang, text: &str) -> String {
    let line = text.replace("\r\n", "↵").replace(['\n', '\r'], "↵");
    quoted(lang, &cut(&line, SHOWN))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_articles_line_names_what_is_put_in_only_where_something_is() {
        let joints = Joints { breaks: 14, hyphens: 1, blanks: 3 };
        let mut totals = Totals { fragments: 3, moved: 80, changed: 2, joints, ..Totals::default() };
        let said = |totals: &Totals| [Lang::Zh, Lang::En].map(|lang| article_against_dump(lang, totals));
        let zh = "本篇：移动 3 个碎片，接合 14 处换行，更正 2 字，弃去 0 字";
        let en = "The article: 3 fragments moved, 14 line breaks joined, 2 characters changed, 0 dropped";
        assert_eq!(said(&totals), [zh, en]);
        totals = Totals { fragments: 1, changed: 1, put_in: 4, dropped: 2, ..totals };
        let zh = "本篇：移动 1 个碎片，接合 14 处换行，更正 1 字，补入 4 字，弃去 2 字";
        let en = "The article: 1 fragment moved, 14 line breaks joined, 1 character changed, 4 put in, 2 dropped";
        assert_eq!(said(&totals), [zh, en]);
    }

    #[test]
    fn what_is_quoted_is_short_and_on_one_line() {
        assert_eq!(shown(Lang::Zh, "环\r\n卫\n\r工"), "“环↵卫↵↵工”");
        assert_eq!(shown(Lang::En, &"路".repeat(SHOWN)), format!("“{}”", "路".repeat(SHOWN)));
        assert_eq!(shown(Lang::En, &"路\u{301}".repeat(SHOWN + 1)), format!("“{}…”", "路\u{301}".repeat(SHOWN)));
    }
}

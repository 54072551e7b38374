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
    let moved = count(lang, totals.pieces, "处", "place", "places");
    let breaks = count(lang, totals.joints.breaks, "处换行", "line break", "line breaks");
    let changed = characters(lang, totals.changed);
    let (dropped, put_in) = (totals.dropped, totals.put_in);
    match (lang, put_in) {
        (Lang::Zh, 0) => format!("本篇：移动 {moved}，接合 {breaks}，更正 {changed}，未用 {dropped} 字"),
        (Lang::En, 0) => {
            format!("The article: {moved} moved, {breaks} joined, {changed} changed, {dropped} dropped")
        }
        (Lang::Zh, _) => {
            format!("本篇：移动 {moved}，接合 {breaks}，更正 {changed}，补入 {put_in} 字，未用 {dropped} 字")
        }
        (Lang::En, _) => format!(
            "The article: {moved} moved, {breaks} joined, {changed} changed, {put_in} put in, {dropped} dropped"
        ),
    }
}

/// What has become of all text of a project, in one line.
#[must_use]
pub fn project_against_dump(lang: Lang, totals: &Totals) -> String {
    let Totals { stays, moved, changed, dropped, joints, put_in, .. } = *totals;
    let [all, put_in] = [totals.characters(), put_in].map(|n| characters(lang, n));
    let breaks = count(lang, joints.breaks, "处换行", "line break", "line breaks");
    let hyphens = count(lang, joints.hyphens, "个连字符", "hyphen", "hyphens");
    let blanks = count(lang, joints.blanks, "个空白", "blank", "blanks");
    match lang {
        Lang::Zh => format!(
            "共 {all}：不动 {stays}，移动 {moved}，更正 {changed}，未用 {dropped}，接合 {hyphens}；另接合 {breaks}、{blanks}；补入 {put_in}"
        ),
        Lang::En => format!(
            "{all}: {stays} stay, {moved} moved, {changed} changed, {dropped} dropped, {hyphens}; joined besides: {breaks}, {blanks}; {put_in} put in"
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
                Lang::En => format!("moved: {much}, through {to}, now behind {behind}"),
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
    match (lang, raw.is_empty(), raw.trim().is_empty()) {
        (Lang::Zh, true, _) => format!("更正：补入{new}"),
        (Lang::En, true, _) => format!("changed: {new} put in"),
        (Lang::Zh, false, true) => format!("更正：补入{new}，代替{old}"),
        (Lang::En, false, true) => format!("changed: {new} put in for {old}"),
        (Lang::Zh, false, false) => format!("更正：{old}改为{new}"),
        (Lang::En, false, false) => format!("changed: {old} to {new}"),
    }
}

fn dropped(lang: Lang, home: Home, much: &str, raw: &str) -> String {
    match (home, lang) {
        (Home::Furniture, Lang::Zh) => format!("未用：版面附件 {much}{raw}"),
        (Home::Furniture, Lang::En) => format!("dropped: {much} of furniture, {raw}"),
        (Home::Discarded, Lang::Zh) => format!("未用：弃用 {much}{raw}"),
        (Home::Discarded, Lang::En) => format!("dropped: {much} discarded, {raw}"),
        (Home::Article(_), Lang::Zh) => format!("未用：更正去掉 {much}{raw}"),
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
    use crate::model::ArticleId;

    #[test]
    fn an_articles_line_names_what_is_put_in_only_where_something_is() {
        let joints = Joints { breaks: 14, hyphens: 1, blanks: 3 };
        let mut totals = Totals { pieces: 3, moved: 80, changed: 2, joints, ..Totals::default() };
        let said = |totals: &Totals| [Lang::Zh, Lang::En].map(|lang| article_against_dump(lang, totals));
        let zh = "本篇：移动 3 处，接合 14 处换行，更正 2 字，未用 0 字";
        let en = "The article: 3 places moved, 14 line breaks joined, 2 characters changed, 0 dropped";
        assert_eq!(said(&totals), [zh, en]);
        totals = Totals { pieces: 1, changed: 1, put_in: 4, dropped: 2, ..totals };
        let zh = "本篇：移动 1 处，接合 14 处换行，更正 1 字，补入 4 字，未用 2 字";
        let en = "The article: 1 place moved, 14 line breaks joined, 1 character changed, 4 put in, 2 dropped";
        assert_eq!(said(&totals), [zh, en]);
    }

    #[test]
    fn what_belongs_to_no_article_is_told_by_where_it_is() {
        for (home, zh, en) in [
            (Home::Furniture, "未用：版面附件 1 字“甲”", "dropped: 1 character of furniture, “甲”"),
            (Home::Discarded, "未用：弃用 1 字“甲”", "dropped: 1 character discarded, “甲”"),
            (
                Home::Article(ArticleId(0)),
                "未用：更正去掉 1 字“甲”",
                "dropped: 1 character taken out by a correction, “甲”",
            ),
        ] {
            let said = [Lang::Zh, Lang::En].map(|lang| dropped(lang, home, &characters(lang, 1), &shown(lang, "甲")));
            assert_eq!(said, [zh, en]);
        }
    }

    #[test]
    fn a_correction_of_white_space_is_told_as_it_is_counted() {
        for (raw, text, zh, en) in [
            ("未", "卫", "更正：“未”改为“卫”", "changed: “未” to “卫”"),
            ("", "，", "更正：补入“，”", "changed: “，” put in"),
            ("", " ", "更正：补入“ ”", "changed: “ ” put in"),
            (" ", "，", "更正：补入“，”，代替“ ”", "changed: “，” put in for “ ”"),
        ] {
            assert_eq!([Lang::Zh, Lang::En].map(|lang| changed(lang, raw, text)), [zh, en]);
        }
    }

    #[test]
    fn the_line_of_a_project_has_a_noun_with_every_count_that_is_none_of_characters() {
        let joints = Joints { breaks: 1, hyphens: 2, blanks: 0 };
        let totals = Totals { stays: 3, moved: 2, changed: 1, dropped: 1, joints, pieces: 1, put_in: 1 };
        let zh = "共 9 字：不动 3，移动 2，更正 1，未用 1，接合 2 个连字符；另接合 1 处换行、0 个空白；补入 1 字";
        let en = "9 characters: 3 stay, 2 moved, 1 changed, 1 dropped, 2 hyphens; joined besides: 1 line break, 0 blanks; 1 character put in";
        assert_eq!([Lang::Zh, Lang::En].map(|lang| project_against_dump(lang, &totals)), [zh, en]);
    }

    #[test]
    fn what_is_quoted_is_short_and_on_one_line() {
        assert_eq!(shown(Lang::Zh, "环\r\n卫\n\r工"), "“环↵卫↵↵工”");
        assert_eq!(shown(Lang::En, &"路".repeat(SHOWN)), format!("“{}”", "路".repeat(SHOWN)));
        assert_eq!(shown(Lang::En, &"路\u{301}".repeat(SHOWN + 1)), format!("“{}…”", "路\u{301}".repeat(SHOWN)));
    }
}

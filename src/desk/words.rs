//! All that the program says, in both languages, side by side.
//!
//! A fixed text is a [`Text`]; a sentence with values is a function of [`Lang`]. Nothing is glued from pieces.

mod against;
mod alike;
mod compared;
mod gestures;
mod quotes;
mod reasons;
mod refusals;
mod steps;
mod unsaved;

pub use against::{article_against_dump, change, project_against_dump};
pub use alike::{alike, alike_set, set_alike};
pub use compared::{agreement, compared, difference, differences, explain_compare, kind, other_page, taken_over};
pub use gestures::{discarded, made_furniture, merged, moved, separated};
pub use quotes::{quoted, quoted_title};
pub use reasons::reason;
pub use refusals::refusal;
pub use steps::{by_itself, done, step_name, unticked, went_on};
pub use unsaved::{
    ago, brought_back, earlier, earlier_name, found, held, journal_waits, last_saved, looking, not_saved, saved_ago,
};

use crate::model::{Ledger, Role};
use serde::{Deserialize, Serialize};

/// The language of the interface.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Lang {
    /// Simplified Chinese.
    #[default]
    Zh,
    /// English.
    En,
}

impl Lang {
    /// The language of a system locale such as `zh-CN` or `en_GB.UTF-8`.
    #[must_use]
    pub fn of_locale(locale: &str) -> Self {
        if locale.to_ascii_lowercase().starts_with("zh") { Self::Zh } else { Self::En }
    }
}

/// A text in both languages.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Text {
    /// Simplified Chinese.
    pub zh: &'static str,
    /// English.
    pub en: &'static str,
}

impl Text {
    /// The text in one language.
    #[must_use]
    pub fn get(self, lang: Lang) -> &'static str {
        match lang {
            Lang::Zh => self.zh,
            Lang::En => self.en,
        }
    }
}

/// Makes a [`Text`].
#[must_use]
pub const fn text(zh: &'static str, en: &'static str) -> Text {
    Text { zh, en }
}

/// The name of a role.
#[must_use]
pub fn role(role: Role) -> Text {
    match role {
        Role::Kicker => text("引题", "Kicker"),
        Role::Headline => text("主题", "Headline"),
        Role::Deck => text("副题", "Deck"),
        Role::Byline => text("署名", "Byline"),
        Role::Dateline => text("电头", "Dateline"),
        Role::Body => text("正文", "Body"),
        Role::Subhead => text("小标题", "Subhead"),
        Role::Note => text("编者按", "Note"),
        Role::Caption => text("图片说明", "Caption"),
        Role::Credit => text("图片署名", "Credit"),
        Role::Furniture => text("版面附件", "Furniture"),
        Role::Discarded => text("弃用", "Discarded"),
    }
}

/// A count of lines, blocks and the like, with its noun.
#[must_use]
pub fn count(lang: Lang, n: usize, zh: &str, one: &str, many: &str) -> String {
    match (lang, n) {
        (Lang::Zh, _) => format!("{n} {zh}"),
        (Lang::En, 1) => format!("1 {one}"),
        (Lang::En, _) => format!("{n} {many}"),
    }
}

/// The ledger in the status line.
#[must_use]
pub fn ledger(lang: Lang, ledger: &Ledger) -> String {
    let Ledger { characters, in_articles, furniture, discarded } = *ledger;
    let [c, a, f, d, o] = [characters, in_articles, furniture, discarded, ledger.open()].map(grouped);
    match lang {
        Lang::Zh => format!("字数 {c} = 篇目 {a} + 附件 {f} + 弃用 {d} + 未归 {o}"),
        Lang::En => format!("ledger {c} = {a} articles + {f} furniture + {d} discarded + {o} open"),
    }
}

/// After saving.
#[must_use]
pub fn saved(lang: Lang, name: &str) -> String {
    match lang {
        Lang::Zh => format!("已保存 {name}"),
        Lang::En => format!("Saved {name}"),
    }
}

/// After exporting.
#[must_use]
pub fn exported(lang: Lang, name: &str) -> String {
    match lang {
        Lang::Zh => format!("已导出 {name}"),
        Lang::En => format!("Exported {name}"),
    }
}

/// After a proposal.
#[must_use]
pub fn proposed(lang: Lang, articles: usize) -> String {
    let articles = count(lang, articles, "篇", "article", "articles");
    match lang {
        Lang::Zh => format!("已提议 {articles}"),
        Lang::En => format!("Proposed {articles}"),
    }
}

/// An article by its number.
#[must_use]
pub fn article_number(lang: Lang, number: usize) -> String {
    match lang {
        Lang::Zh => format!("篇目 {number}"),
        Lang::En => format!("article {number}"),
    }
}

/// Which doubt of how many is asked; `None` before one is gone to.
#[must_use]
pub fn doubts(lang: Lang, number: Option<usize>, all: usize) -> String {
    let all = grouped(all);
    match (lang, number.map(grouped)) {
        (Lang::Zh, Some(number)) => format!("存疑 {number} / {all}"),
        (Lang::En, Some(number)) => format!("Doubt {number} of {all}"),
        (Lang::Zh, None) => format!("存疑 {all}"),
        (Lang::En, None) => format!("Doubts {all}"),
    }
}

/// What leads to the first doubt. Where there are several pages that is the first of the page in view, or of one behind it.
#[must_use]
pub fn first_doubt(pages: usize) -> Text {
    if pages > 1 {
        text("从本版看起", "Begin with this page")
    } else {
        text("从第一处看起", "Go to the first")
    }
}

/// What a job is doing.
#[must_use]
pub fn job(lang: Lang, kind: &super::JobKind) -> String {
    use super::JobKind as J;
    match (lang, kind) {
        (Lang::Zh, J::Open(path)) => format!("正在打开 {}", super::file_name(path)),
        (Lang::En, J::Open(path)) => format!("Opening {}", super::file_name(path)),
        (Lang::Zh, J::Propose) => "正在提议篇目".to_owned(),
        (Lang::En, J::Propose) => "Proposing articles".to_owned(),
        (Lang::Zh, J::Save(path)) => format!("正在保存 {}", super::file_name(path)),
        (Lang::En, J::Save(path)) => format!("Saving {}", super::file_name(path)),
        (Lang::Zh, J::Export(path)) => format!("正在导出 {}", super::file_name(path)),
        (Lang::En, J::Export(path)) => format!("Exporting {}", super::file_name(path)),
        (Lang::Zh, J::Look) => "正在查找未保存的工作".to_owned(),
        (Lang::En, J::Look) => "Looking for unsaved work".to_owned(),
        (Lang::Zh, J::Recover(_)) => "正在恢复未保存的工作".to_owned(),
        (Lang::En, J::Recover(_)) => "Bringing unsaved work back".to_owned(),
        (Lang::Zh, J::Compare(path)) => format!("正在与 {} 比较", super::file_name(path)),
        (Lang::En, J::Compare(path)) => format!("Comparing with {}", super::file_name(path)),
    }
}

/// Where the caret stands (line from 1), and how many characters are selected.
#[must_use]
pub fn place(lang: Lang, line: usize, selected: usize) -> String {
    match (lang, selected) {
        (Lang::Zh, 0) => format!("第 {line} 行"),
        (Lang::En, 0) => format!("line {line}"),
        (Lang::Zh, n) => format!("第 {line} 行，选定 {} 字", grouped(n)),
        (Lang::En, n) => format!("line {line}, {} characters selected", grouped(n)),
    }
}

/// Something with where it stands: the line (from 1), and the page where there are several.
#[must_use]
pub fn step(lang: Lang, title: &str, line: usize, page: Option<usize>) -> String {
    match (lang, page) {
        (Lang::Zh, None) => format!("{title}，第 {line} 行"),
        (Lang::En, None) => format!("{title}, line {line}"),
        (Lang::Zh, Some(page)) => format!("{title}，第 {page} 版第 {line} 行"),
        (Lang::En, Some(page)) => format!("{title}, page {page}, line {line}"),
    }
}

/// Which page of how many is shown.
#[must_use]
pub fn page_of(lang: Lang, page: usize, pages: usize) -> String {
    match lang {
        Lang::Zh => format!("第 {page} 版 / 共 {pages} 版"),
        Lang::En => format!("page {page} of {pages}"),
    }
}

/// A page with what stands on it.
#[must_use]
pub fn page_named(lang: Lang, page: usize, title: &str) -> String {
    match lang {
        Lang::Zh => format!("第 {page} 版  {title}"),
        Lang::En => format!("{page}  {title}"),
    }
}

/// How far a page is.
#[must_use]
pub fn page_state(lang: Lang, state: super::pages::PageState) -> String {
    use super::pages::PageState as S;
    match (lang, state) {
        (Lang::Zh, S::Raw) => "未提议".to_owned(),
        (Lang::En, S::Raw) => "not proposed yet".to_owned(),
        (Lang::Zh, S::Proposing) => "正在提议".to_owned(),
        (Lang::En, S::Proposing) => "being proposed".to_owned(),
        (Lang::Zh, S::Empty) => "没有篇目".to_owned(),
        (Lang::En, S::Empty) => "no articles".to_owned(),
        (Lang::Zh, S::Articles { .. }) if state.is_done() => "已审完".to_owned(),
        (Lang::En, S::Articles { .. }) if state.is_done() => "done".to_owned(),
        (_, S::Articles { articles, reviewed: 0 }) => count(lang, articles, "篇", "article", "articles"),
        (Lang::Zh, S::Articles { articles, reviewed }) => format!("{articles} 篇，已审 {reviewed}"),
        (Lang::En, S::Articles { articles, reviewed }) => {
            format!("{}, {reviewed} reviewed", count(lang, articles, "", "article", "articles"))
        }
    }
}

/// The page that an article goes on on (`forward`), or comes from.
#[must_use]
pub fn jump(lang: Lang, forward: bool, page: usize) -> String {
    match (lang, forward) {
        (Lang::Zh, true) => format!("→ 第{page}版"),
        (Lang::Zh, false) => format!("↳ 第{page}版"),
        (Lang::En, true) => format!("→ page {page}"),
        (Lang::En, false) => format!("↳ page {page}"),
    }
}

/// Pages are being proposed: which, and how many of how many were read.
#[must_use]
pub fn proposing(lang: Lang, page: usize, read: usize, pages: usize) -> String {
    match lang {
        Lang::Zh => format!("正在提议第 {page} 版（{read}/{pages}）"),
        Lang::En => format!("Proposing page {page} ({read} of {pages} done)"),
    }
}

/// A proposal was cancelled when some pages had theirs.
#[must_use]
pub fn proposal_cancelled(lang: Lang, done: usize, pages: usize) -> String {
    match lang {
        Lang::Zh => format!("已取消提议：{pages} 版中已提议 {done} 版，其余照旧"),
        Lang::En => {
            format!("The proposal was cancelled: {done} of {pages} pages have theirs, the others are as they were")
        }
    }
}

/// Where the text goes on or comes from.
#[must_use]
pub fn link(lang: Lang, forward: bool, line: usize) -> String {
    match (lang, forward) {
        (Lang::Zh, true) => format!("下文在第 {line} 行"),
        (Lang::En, true) => format!("goes on at line {line}"),
        (Lang::Zh, false) => format!("上文在第 {line} 行"),
        (Lang::En, false) => format!("comes from line {line}"),
    }
}

/// A number with its thousands parted.
#[must_use]
pub fn grouped(n: usize) -> String {
    let digits = n.to_string();
    let mut out = String::new();
    for (at, digit) in digits.chars().enumerate() {
        if at > 0 && (digits.len() - at).is_multiple_of(3) {
            out.push(',');
        }
        out.push(digit);
    }
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn numbers_part_their_thousands() {
        for (n, wanted) in [(0, "0"), (999, "999"), (1000, "1,000"), (6_120_000, "6,120,000")] {
            assert_eq!(grouped(n), wanted);
        }
    }

    #[test]
    fn every_role_has_a_name_in_both_languages() {
        for role in Role::ALL {
            let name = super::role(role);
            assert!(name.zh.chars().all(crate::text::is_cjk), "{name:?}");
            assert!(name.en.is_ascii(), "{name:?}");
        }
    }
}

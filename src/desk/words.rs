//! All that the program says, in both languages, side by side.
//!
//! A fixed text is a [`Text`]; a sentence with values is a function of [`Lang`]. Nothing is glued from pieces.
//!
//! Over 400 lines: all sentences of the desk stand in one place, so that one can read them side by side.

mod alike;
mod compared;
mod gestures;
mod steps;
mod unsaved;

pub use alike::{alike, alike_set, set_alike};
pub use compared::{
    agreement, compared, difference, differences, explain_compare, kind, other_page, quoted, taken_over,
};
pub use gestures::{discarded, made_furniture, merged, moved, separated};
pub use steps::{done, step_name, unticked, went_on};
pub use unsaved::{
    ago, brought_back, earlier, earlier_name, found, held, journal_waits, last_saved, looking, not_saved, saved_ago,
};

use super::gestures::Refusal;
use crate::model::{Ledger, Reason, Role};
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

/// Why a command cannot do anything now.
#[must_use]
pub fn refusal(refusal: Refusal) -> Text {
    match refusal {
        Refusal::Nothing => text("没有可改之处", "Nothing would change"),
        Refusal::NoProject => text("先打开一个文件", "Open a file first"),
        Refusal::NoSelection => text("先在原文中选定文字", "Select some text first"),
        Refusal::NoBoundary => text("此处没有边界", "There is no boundary here"),
        Refusal::Gone => text("所选内容已不在", "What was selected is no longer there"),
        Refusal::AlreadyThere => text("已在该篇目中", "It is in that article already"),
        Refusal::AtEdge => text("已到边缘", "It is at the edge already"),
        Refusal::NotInArticle => text("此处不属于任何篇目", "This is in no article"),
        Refusal::NoNext => text("后面没有段落", "No paragraph follows"),
        Refusal::OnlyArticle => text("没有别的篇目", "There is no other article"),
        Refusal::Crowded => text(
            "紧邻文字的更正与此处相接，请先改回那一处",
            "A correction of the text beside it is in the way; take that back first",
        ),
        Refusal::NoUndo => text("没有可撤销的操作", "There is nothing to undo"),
        Refusal::NoRedo => text("没有可重做的操作", "There is nothing to redo"),
        Refusal::TooLong => text("文本块太长，请先拆分", "The block is too long; split it first"),
        Refusal::NoQuery => text("先输入要查找的文字", "Type what to look for first"),
        Refusal::NotFound => text("没有找到", "Nothing was found"),
        Refusal::Busy => text("正在处理，请稍候", "Another task is running"),
        Refusal::Idle => text("没有正在进行的任务", "Nothing is under way"),
        Refusal::Unsaved => text("有未保存的修改，请先保存或撤销", "Changes are not saved; save or undo them first"),
        Refusal::NoLine => text("没有这一行", "There is no such line"),
        Refusal::NoFile => text("工程还没有保存过", "The project was never saved"),
        Refusal::Looking => text(
            "工程已在别的窗口打开，这里只能查看；可另存为别的文件",
            "Another window has this project open, so here you can only look; save it under another name to edit",
        ),
        Refusal::NoPage => text("没有这一版", "There is no such page"),
        Refusal::NoDoubt => text("没有存疑之处", "Nothing is in doubt"),
        Refusal::NoChoice => text("没有这个选项", "There is no such alternative"),
        Refusal::NoneAlike => text("没有角色不同的同类行", "No line like this one has another role"),
        Refusal::NoDifference => text("没有比较，或没有不同之处", "Nothing is compared, or nothing differs"),
        Refusal::OtherPages => text(
            "这一处连着两个工程里文字不同的版面，不能采用",
            "This reaches to a page whose text is not the same in both projects, so it can't be taken over",
        ),
        Refusal::NoLink => text("此处没有接续", "The text does not go on elsewhere"),
        Refusal::NoJump => text(
            "这一篇没有“下转”“上接”一类的转版标记；可用 Shift+M 并入另一篇",
            "No jump line such as “Continued on page 3” stands in this article; Shift+M merges it into another",
        ),
        Refusal::NoContinuation => text(
            "转版所指的版面上找不到相应的上接或下转；可用 Shift+M 并入另一篇",
            "Nothing on the page that the jump line names leads back here; Shift+M merges the article into another",
        ),
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

/// A reason for a proposal.
#[must_use]
pub fn reason(lang: Lang, reason: &Reason) -> String {
    let fixed = |t: Text| t.get(lang).to_owned();
    match (reason, lang) {
        (Reason::Editor, _) => fixed(text("编辑已定", "an editor set it")),
        (Reason::Usual, _) => fixed(text("多数如此", "most such places are so")),
        (Reason::StandTogether, _) => fixed(text("原文中相邻", "they stand together in the dump")),
        (Reason::GoesOn { left, right }, Lang::Zh) => format!("句子未完，下文接得上“{left}|{right}”"),
        (Reason::GoesOn { left, right }, Lang::En) => format!("the sentence goes on: “{left}|{right}”"),
        (Reason::MidWord { left, right }, Lang::Zh) => format!("断在词语中间“{left}|{right}”"),
        (Reason::MidWord { left, right }, Lang::En) => format!("it ends in mid-word: “{left}|{right}”"),
        (Reason::EndsMidSentence, _) => fixed(text("前文止于句中", "it ends inside a sentence")),
        (Reason::BeginsMidSentence, _) => fixed(text("后文始于句中", "it begins inside a sentence")),
        (Reason::OpenMark { mark }, Lang::Zh) => format!("“{mark}”在另一处才闭合"),
        (Reason::OpenMark { mark }, Lang::En) => format!("“{mark}” is closed in the other piece"),
        (Reason::Opening { mark }, Lang::Zh) => format!("以“{mark}”开头，是一篇的起首"),
        (Reason::Opening { mark }, Lang::En) => format!("it opens an article: “{mark}”"),
        (Reason::Closing { mark }, Lang::Zh) => format!("以“{mark}”收尾"),
        (Reason::Closing { mark }, Lang::En) => format!("it closes an article: “{mark}”"),
        (Reason::ShortLine, _) => fixed(text("独立短行，无句末标点", "a short line on its own, without a full stop")),
        (Reason::Form { form }, Lang::Zh) => format!("形式如“{}”", form_name(form).zh),
        (Reason::Form { form }, Lang::En) => format!("it has the form of a {}", form_name(form).en),
        (Reason::Numbering, _) => fixed(text("编号相接", "the numbering goes on")),
        (Reason::SameWidth, _) => fixed(text("栏宽相同", "same column width")),
        (Reason::WidthChange, _) => fixed(text("栏宽改变", "the column width changes")),
        (Reason::SharedWords { words }, Lang::Zh) => format!("都提到“{}”", words.join("”“")),
        (Reason::SharedWords { words }, Lang::En) => format!("both speak of “{}”", words.join("”, “")),
        (Reason::BlankLine, _) => fixed(text("中有空行", "a blank line parts them")),
        (Reason::Indent, _) => fixed(text("首行缩进", "the first line is indented")),
        (Reason::NoOther, _) => fixed(text("版面上别无可接之处", "no other end on the page goes on so")),
        (Reason::NothingFits, _) => fixed(text("版面上没有接得上的文字", "nothing on the page goes with this end")),
        (Reason::Repeats, _) => fixed(text("与另一行重复", "it repeats another line")),
        (Reason::Unwoven, _) => fixed(text("由并排的两栏拆出", "taken apart from columns read across")),
        (Reason::HeadAndText, _) => fixed(text("标题在上，正文在下", "a heading with its text under it")),
        (Reason::NamedIn { words }, Lang::Zh) => format!("文中说到“{}”", words.join("”“")),
        (Reason::NamedIn { words }, Lang::En) => format!("the text speaks of “{}”", words.join("”, “")),
        (Reason::SameTopic, _) => fixed(text("说的是同一类事", "both speak of like things")),
        (Reason::FullLine, _) => fixed(text("行已排满，下行接续", "the line fills its column and the next goes on")),
        (Reason::EndsSentence, _) => fixed(text("句子在此结束", "a sentence ends here")),
        (Reason::LineNotFull, _) => fixed(text("末行未排满", "the last line does not fill its column")),
        (Reason::Alternates, _) => {
            fixed(text("邻近各行也都隔同样多行相接", "lines around go on as many lines further"))
        }
        (Reason::HeadingBehind, _) => fixed(text("后面是标题", "a heading follows")),
        (Reason::RoleChange, _) => fixed(text("前后用途不同", "what stands on either side has another role")),
        (Reason::LikeOpening, _) => fixed(text("读来像一篇的开头", "it reads as articles begin")),
        (Reason::LikeClosing, _) => fixed(text("读来像一篇的结尾", "it reads as articles end")),
        (Reason::LikeTitle, _) => fixed(text("读来像标题", "it reads like a headline")),
        (Reason::RunningText, _) => fixed(text("成段连排的文字", "running text that fills its column")),
        (Reason::Unreadable, _) => fixed(text("字不成文", "its characters make no text")),
        (Reason::Credited, _) => fixed(text("后面署有摄影者", "who took the picture stands behind it")),
        (Reason::Within, _) => fixed(text("该文的文字在它前后相接", "the article's text goes on around it")),
        (Reason::NoOtherArticle, _) => fixed(text("别的篇目都不相合", "no other article fits")),
        (Reason::NoArticle, _) => fixed(text("没有相合的篇目", "no article fits")),
        (Reason::Misread { raw, readings }, Lang::Zh) => {
            format!("“{raw}”与“{}”形近，后者在此通顺得多", readings.join("”“"))
        }
        (Reason::Misread { raw, readings }, Lang::En) => {
            format!("“{raw}” looks like “{}”, which reads far better here", readings.join("”, “"))
        }
        (Reason::Beside, _) => fixed(text("紧挨着该文", "it stands beside the article")),
    }
}

fn form_name(form: &str) -> Text {
    match form {
        "folio" => text("版次日期", "folio"),
        "masthead" => text("报头", "masthead"),
        "editors" => text("责编行", "editors' line"),
        "hotline" => text("热线", "hotline"),
        "symbol" => text("符号", "mark without text"),
        "code" => text("扫码提示", "text beside a code"),
        "qr" => text("二维码提示", "QR text"),
        "section" => text("栏目名", "section banner"),
        "credit" => text("图片署名", "picture credit"),
        "caption" => text("图片说明", "caption"),
        "byline" => text("署名", "byline"),
        "signature" => text("文末署名", "signature below the text"),
        "note" => text("编者按", "note"),
        "subhead" => text("小标题", "subhead"),
        "jump" => text("转版", "jump line"),
        "advertisement" => text("广告", "advertisement"),
        _ => text("惯用格式", "known form"),
    }
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
    fn every_reason_is_put_into_words_of_both_languages() {
        let mark = || "科工".to_owned();
        let (left, right) = (mark, || "局".to_owned());
        let words = || vec![mark()];
        let all = [
            (Reason::Editor, "编辑已定", "an editor set it"),
            (
                Reason::MidWord { left: left(), right: right() },
                "断在词语中间“科工|局”",
                "it ends in mid-word: “科工|局”",
            ),
            (Reason::NoOther, "版面上别无可接之处", "no other end on the page goes on so"),
            (Reason::NamedIn { words: words() }, "文中说到“科工”", "the text speaks of “科工”"),
            (Reason::SharedWords { words: words() }, "都提到“科工”", "both speak of “科工”"),
            (Reason::Form { form: "code".to_owned() }, "形式如“扫码提示”", "it has the form of a text beside a code"),
        ];
        for (reason, zh, en) in all {
            assert_eq!([super::reason(Lang::Zh, &reason), super::reason(Lang::En, &reason)], [zh, en]);
        }
        for reason in [
            Reason::NothingFits,
            Reason::HeadAndText,
            Reason::SameTopic,
            Reason::FullLine,
            Reason::EndsSentence,
            Reason::LineNotFull,
            Reason::Alternates,
            Reason::HeadingBehind,
            Reason::RoleChange,
            Reason::LikeOpening,
            Reason::LikeClosing,
            Reason::LikeTitle,
            Reason::RunningText,
            Reason::Unreadable,
            Reason::Credited,
            Reason::Within,
            Reason::Beside,
            Reason::NoOtherArticle,
            Reason::NoArticle,
        ] {
            let zh = super::reason(Lang::Zh, &reason);
            assert!(zh.chars().all(|c| crate::text::is_cjk(c) || c == '，'), "{zh}");
            assert!(super::reason(Lang::En, &reason).is_ascii(), "{reason:?}");
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

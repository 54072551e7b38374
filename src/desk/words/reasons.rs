//! Reasons for what was proposed, in words.

use super::{Lang, Text, quoted, text};
use crate::model::Reason;

/// A reason for a proposal.
#[must_use]
pub fn reason(lang: Lang, reason: &Reason) -> String {
    let fixed = |t: Text| t.get(lang).to_owned();
    let met = |left: &str, right: &str| quoted(lang, &format!("{left}|{right}"));
    match (reason, lang) {
        (Reason::Editor, _) => fixed(text("编辑已定", "an editor set it")),
        (Reason::Usual, _) => fixed(text("多数如此", "most such places are so")),
        (Reason::StandTogether, _) => fixed(text("原文中相邻", "they stand together in the dump")),
        (Reason::GoesOn { left, right }, Lang::Zh) => format!("句子未完，下文接得上{}", met(left, right)),
        (Reason::GoesOn { left, right }, Lang::En) => format!("the sentence goes on: {}", met(left, right)),
        (Reason::MidWord { left, right }, Lang::Zh) => format!("断在词语中间{}", met(left, right)),
        (Reason::MidWord { left, right }, Lang::En) => format!("it ends in mid-word: {}", met(left, right)),
        (Reason::EndsMidSentence, _) => fixed(text("前文止于句中", "it ends inside a sentence")),
        (Reason::BeginsMidSentence, _) => fixed(text("后文始于句中", "it begins inside a sentence")),
        (Reason::OpenMark { mark }, Lang::Zh) => format!("{}在另一处才闭合", quoted(lang, mark)),
        (Reason::OpenMark { mark }, Lang::En) => format!("{} is closed in the other piece", quoted(lang, mark)),
        (Reason::Opening { mark }, Lang::Zh) => format!("以{}开头，是一篇的起首", quoted(lang, mark)),
        (Reason::Opening { mark }, Lang::En) => format!("it opens an article: {}", quoted(lang, mark)),
        (Reason::Closing { mark }, Lang::Zh) => format!("以{}收尾", quoted(lang, mark)),
        (Reason::Closing { mark }, Lang::En) => format!("it closes an article: {}", quoted(lang, mark)),
        (Reason::ShortLine, _) => fixed(text("独立短行，无句末标点", "a short line on its own, without a full stop")),
        (Reason::Form { form }, Lang::Zh) => format!("形式如“{}”", form_name(form).zh),
        (Reason::Form { form }, Lang::En) => format!("it has the form of a {}", form_name(form).en),
        (Reason::Numbering, _) => fixed(text("编号相接", "the numbering goes on")),
        (Reason::SameWidth, _) => fixed(text("栏宽相同", "same column width")),
        (Reason::WidthChange, _) => fixed(text("栏宽改变", "the column width changes")),
        (Reason::SharedWords { words }, Lang::Zh) => format!("都提到{}", all_quoted(lang, words)),
        (Reason::SharedWords { words }, Lang::En) => format!("both speak of {}", all_quoted(lang, words)),
        (Reason::BlankLine, _) => fixed(text("中有空行", "a blank line parts them")),
        (Reason::Indent, _) => fixed(text("首行缩进", "the first line is indented")),
        (Reason::NoOther, _) => fixed(text("版面上别无可接之处", "no other end on the page goes on so")),
        (Reason::NothingFits, _) => fixed(text("版面上没有接得上的文字", "nothing on the page goes with this end")),
        (Reason::Repeats, _) => fixed(text("与另一行重复", "it repeats another line")),
        (Reason::Unwoven, _) => fixed(text("由并排的两栏拆出", "taken apart from columns read across")),
        (Reason::HeadAndText, _) => fixed(text("标题在上，正文在下", "a heading with its text under it")),
        (Reason::NamedIn { words }, Lang::Zh) => format!("文中说到{}", all_quoted(lang, words)),
        (Reason::NamedIn { words }, Lang::En) => format!("the text speaks of {}", all_quoted(lang, words)),
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
            format!("{}与{}形近，后者在此通顺得多", quoted(lang, raw), all_quoted(lang, readings))
        }
        (Reason::Misread { raw, readings }, Lang::En) => {
            format!("{} looks like {}, which reads far better here", quoted(lang, raw), all_quoted(lang, readings))
        }
        (Reason::Beside, _) => fixed(text("紧挨着该文", "it stands beside the article")),
    }
}

/// A list of words, each in its marks.
fn all_quoted(lang: Lang, words: &[String]) -> String {
    let list: Vec<String> = words.iter().map(|word| quoted(lang, word)).collect();
    list.join(match lang {
        Lang::Zh => "",
        Lang::En => ", ",
    })
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
}

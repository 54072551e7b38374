//! What the find panel says.

use crate::desk::words::{Text, count, grouped, refusal, text};
use crate::desk::{Lang, Refusal};

/// How many matches there are, and which one is selected (from 1). `more`: there are more than are counted.
#[must_use]
pub fn found(lang: Lang, current: Option<usize>, matches: usize, more: bool) -> String {
    let all = grouped(matches);
    match (lang, current, more) {
        (Lang::Zh, _, _) if matches == 0 => "没有找到".to_owned(),
        (Lang::En, _, _) if matches == 0 => "Nothing was found".to_owned(),
        (Lang::Zh, Some(at), false) => format!("第 {} 处 / 共 {all} 处", grouped(at)),
        (Lang::En, Some(at), false) => format!("{} of {all}", grouped(at)),
        (Lang::Zh, Some(at), true) => format!("第 {} 处 / 超过 {all} 处", grouped(at)),
        (Lang::En, Some(at), true) => format!("{} of more than {all}", grouped(at)),
        (Lang::Zh, None, false) => format!("共 {all} 处"),
        (Lang::En, None, false) => count(lang, matches, "处", "match", "matches"),
        (Lang::Zh, None, true) => format!("超过 {all} 处"),
        (Lang::En, None, true) => format!("more than {all} matches"),
    }
}

/// Why a pattern cannot be looked for.
#[must_use]
pub fn no_pattern(lang: Lang, error: &super::NoPattern) -> String {
    use super::NoPattern as N;
    match (lang, error) {
        (_, N::Empty) => String::new(),
        (Lang::Zh, N::Syntax(why)) => format!("正则表达式有误：{}", syntax(why).map_or(why.as_str(), |text| text.zh)),
        (Lang::En, N::Syntax(why)) => {
            format!("No regular expression: {}", syntax(why).map_or(why.as_str(), |text| text.en))
        }
        (Lang::Zh, N::TooLarge) => "正则表达式太大，请减少重复次数".to_owned(),
        (Lang::En, N::TooLarge) => "The expression is too large; ask for fewer repetitions".to_owned(),
        (Lang::Zh, N::NoGroup(name)) => format!("正则表达式里没有第 {name} 组"),
        (Lang::En, N::NoGroup(name)) => format!("The expression has no group {name}"),
    }
}

/// What the engine says of the slips that are made most.
fn syntax(why: &str) -> Option<Text> {
    Some(match why {
        "unclosed group" => text("括号没有闭合", "a bracket is not closed"),
        "unopened group" => text("多出一个右括号", "a bracket is closed that was not opened"),
        "unclosed character class" => text("方括号没有闭合", "a square bracket is not closed"),
        "repetition operator missing expression" => text("重复号前面没有内容", "there is nothing to repeat"),
        "incomplete escape sequence, reached end of pattern prematurely" => {
            text("反斜杠后面没有内容", "nothing follows the backslash")
        }
        "look-around, including look-ahead and look-behind, is not supported" => {
            text("不支持环视（?=、?<=）", "look-around is not supported")
        }
        "backreferences are not supported" => text("不支持反向引用（\\1）", "back-references are not supported"),
        _ => return None,
    })
}

/// After replacing: how many places, and how many not, with the reason.
#[must_use]
pub fn replaced(lang: Lang, done: usize, refused: &[(Refusal, usize)]) -> String {
    let places = |n| count(lang, n, "处", "place", "places");
    let mut said = match lang {
        Lang::Zh if done == 0 => "什么都没有替换".to_owned(),
        Lang::En if done == 0 => "Nothing was replaced".to_owned(),
        Lang::Zh => format!("已替换 {}", places(done)),
        Lang::En => format!("Replaced {}", places(done)),
    };
    for &(why, many) in refused {
        let why = match why {
            Refusal::Nothing => text("本来就是这样", "they read so already"),
            why => refusal(why),
        };
        match lang {
            Lang::Zh => said.push_str(&format!("；{} 未替换：{}", places(many), why.zh)),
            Lang::En => said.push_str(&format!("; {} left: {}", places(many), why.en)),
        }
    }
    said
}

/// What the button says that replaces.
#[must_use]
pub fn replace_button(lang: Lang, ticked: usize) -> String {
    match lang {
        Lang::Zh => format!("替换 {} 处", grouped(ticked)),
        Lang::En => format!("Replace {}", grouped(ticked)),
    }
}

/// The name of a line of the preview: its line in the dump, the page where there are several, what it reads, and what it would.
#[must_use]
pub fn preview(lang: Lang, page: Option<usize>, line: usize, before: &str, after: &str) -> String {
    match (lang, page) {
        (Lang::Zh, None) => format!("第 {line} 行：{before} → {after}"),
        (Lang::En, None) => format!("Line {line}: {before} → {after}"),
        (Lang::Zh, Some(page)) => format!("第 {page} 版第 {line} 行：{before} → {after}"),
        (Lang::En, Some(page)) => format!("Page {page}, line {line}: {before} → {after}"),
    }
}

/// How far a search is.
#[must_use]
pub fn searching(lang: Lang, part: Option<f32>) -> String {
    let percent = part.map_or(0.0, |part| part * 100.0);
    match lang {
        Lang::Zh => format!("正在查找 {percent:.0}%"),
        Lang::En => format!("Searching {percent:.0}%"),
    }
}

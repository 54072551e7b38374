//! What the find panel says.

use crate::desk::Lang;
use crate::desk::words::{Text, count, grouped, text};

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

/// How far a search is.
#[must_use]
pub fn searching(lang: Lang, part: Option<f32>) -> String {
    let percent = part.map_or(0.0, |part| part * 100.0);
    match lang {
        Lang::Zh => format!("正在查找 {percent:.0}%"),
        Lang::En => format!("Searching {percent:.0}%"),
    }
}

//! Who wrote an article, read from its byline: "本报讯（记者詹长松 通讯员张慎来）", "By Ann Lee and Bo Smith".
//!
//! Names are read where a label says that names follow; what is no name by its form (longer than four characters, say)
//! ends the list, so that a wrong name is rarer than a missing one. The byline's text is kept whole in any case.

/// A byline and the names in it.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(super) struct Byline {
    pub(super) text: String,
    /// 记者, or whoever an English byline names.
    pub(super) reporters: Vec<String>,
    /// 通讯员.
    pub(super) correspondents: Vec<String>,
}

const REPORTER: &str = "记者";
const CORRESPONDENT: &str = "通讯员";
/// What stands before a label and belongs to it, not to the name before.
const TITLES: [&str; 10] = ["特约", "见习", "实习", "本报", "本刊", "本网", "全媒体", "首席", "驻站", "融媒体"];
/// What stands behind a name and is no part of it.
const TAILS: [&str; 13] =
    ["摄影报道", "综合报道", "文/图", "图/文", "文/摄", "文图", "图文", "报道", "摄影", "供图", "整理", "摄", "电"];
const ENDS: [char; 9] = ['）', ')', '】', '〕', ']', '。', '：', ':', '”'];

/// Reads a byline that stands on its own.
pub(super) fn byline(text: &str) -> Byline {
    let mut found = Byline { text: text.to_owned(), ..Byline::default() };
    let mut labels: Vec<(usize, &str)> =
        text.match_indices(REPORTER).chain(text.match_indices(CORRESPONDENT)).collect();
    labels.sort_unstable();
    for (nth, &(at, label)) in labels.iter().enumerate() {
        let next = labels.get(nth + 1).map(|&(next, _)| next);
        let Some(mut list) = text.get(at + label.len()..next.unwrap_or(text.len())) else { continue };
        // 记者站 is an office.
        if list.starts_with('站') {
            continue;
        }
        if next.is_some() {
            list = without_tails(list, &TITLES);
        }
        let names = if label == REPORTER { &mut found.reporters } else { &mut found.correspondents };
        push_names(names, list.split(ENDS).next().unwrap_or_default());
    }
    if labels.is_empty() {
        push_english(&mut found.reporters, text);
    }
    found
}

/// The byline that a first paragraph opens with, in brackets behind 讯 or 电 or at the very start, or up to 报道.
pub(super) fn opening(paragraph: &str) -> Option<Byline> {
    /// A dateline such as 本报驻乌鲁木齐记者站十二月三十一日讯 stays below it.
    const LONGEST_DATELINE: usize = 30;
    /// Some ten names with their labels.
    const LONGEST_LIST: usize = 80;
    let near = |text: &str, limit: usize| text.char_indices().nth(limit).map_or(text.len(), |(at, _)| at);
    let start = paragraph.get(..near(paragraph, LONGEST_DATELINE))?;
    let ends = |text: &str| ["讯", "电", "消息"].iter().any(|end| text.ends_with(end));
    // As OCR reads brackets; anywhere else it is of a title.
    let misread = start.find('〈').filter(|&at| start.get(..at).is_some_and(|text| text.is_empty() || ends(text)));
    let open = misread.or_else(|| start.find(['（', '(', '〔', '【', '['].as_slice()));
    let dateline = start.get(..open.unwrap_or(start.len()))?;
    let bare =
        dateline.trim_matches(|c: char| c.is_whitespace() || matches!(c, '□' | '■' | '●' | '◆' | '▲' | '▶' | '*'));
    let (from, last) = match open {
        Some(open) if (bare.is_empty() || ends(bare)) && !dateline.contains(['，', '。', '；']) => {
            (open, if misread.is_some() { "）)〕】]〉" } else { "）)〕】]" })
        }
        _ => (dateline.find(['讯', '电'].as_slice())? + '讯'.len_utf8(), ""),
    };
    let rest = paragraph.get(from..)?;
    let list = rest.get(..near(rest, LONGEST_LIST))?;
    let length = if last.is_empty() {
        let length = list.find("报道")? + "报道".len();
        let titled = without_heads(list.trim_start(), &TITLES);
        if !titled.starts_with(REPORTER) && !titled.starts_with(CORRESPONDENT) {
            return None;
        }
        length
    } else {
        list.char_indices().find(|(_, c)| last.contains(*c)).map(|(at, c)| at + c.len_utf8())?
    };
    let list = list.get(..length)?;
    let labelled = list.contains(REPORTER) || list.contains(CORRESPONDENT);
    if !labelled || list.contains(['。', '，'].as_slice()) && last.is_empty() {
        return None;
    }
    let text = paragraph.get(..from + length)?;
    Some(Byline { text: text.to_owned(), ..byline(list) })
}

fn push_names(names: &mut Vec<String>, list: &str) {
    // A single character waits for the next: names of two are set wide, 李　明.
    let mut half: Option<&str> = None;
    let list = without_tails(list, &TAILS);
    for part in list.split(['、', '，', ',', '；', ';', '/', '|', '&'].as_slice()) {
        let words: Vec<&str> = part.split_whitespace().collect();
        if words.iter().all(|word| word.chars().all(is_latin)) {
            push_name(names, words.join(" "));
            continue;
        }
        for word in words {
            let word = without_tails(word, &TAILS);
            match (half.take(), word.chars().count()) {
                (_, 0) => {}
                (Some(first), 1) => push_name(names, format!("{first}{word}")),
                (None, 1) => half = Some(word),
                (_, length) if length <= 4 || word.contains(['·', '•'].as_slice()) => {
                    push_name(names, word.to_owned());
                }
                (_, _) => match two_names(word) {
                    Some((a, b)) => {
                        push_name(names, a.to_owned());
                        push_name(names, b.to_owned());
                    }
                    None => return,
                },
            }
        }
    }
}

/// "张三丰和李四"; 李和平 is one name, and so is whatever else is no longer than four characters.
fn two_names(word: &str) -> Option<(&str, &str)> {
    let (a, b) = word.split_once('和')?;
    let is_name = |name: &str| (2..=4).contains(&name.chars().count());
    (is_name(a) && is_name(b)).then_some((a, b))
}

fn push_name(names: &mut Vec<String>, name: String) {
    if !name.is_empty() && !names.contains(&name) {
        names.push(name);
    }
}

fn push_english(names: &mut Vec<String>, text: &str) {
    let Some((by, list)) = text.split_once(char::is_whitespace) else { return };
    if !by.eq_ignore_ascii_case("by") {
        return;
    }
    for part in list.split(',').flat_map(|part| part.split(" and ")).flat_map(|part| part.split('&')) {
        push_name(names, part.trim().trim_start_matches("and ").to_owned());
    }
}

fn is_latin(c: char) -> bool {
    crate::text::script(c) == crate::text::Script::Alphabetic || matches!(c, '.' | '-' | '\'')
}

fn without_tails<'t>(mut text: &'t str, tails: &[&str]) -> &'t str {
    text = text.trim_end();
    while let Some(shorter) = tails.iter().find_map(|tail| text.strip_suffix(tail)) {
        text = shorter.trim_end();
    }
    text
}

fn without_heads<'t>(mut text: &'t str, heads: &[&str]) -> &'t str {
    while let Some(shorter) = heads.iter().find_map(|head| text.strip_prefix(head)) {
        text = shorter;
    }
    text
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_are_read_from_bylines() {
        for (text, reporters, correspondents) in [
            ("本报讯（记者詹长松 通讯员张慎来）", vec!["詹长松"], vec!["张慎来"]),
            ("本报记者 李 明 王小芳 特约通讯员 赵六", vec!["李明", "王小芳"], vec!["赵六"]),
            ("记者张三特约通讯员李四、王五摄影报道", vec!["张三"], vec!["李四", "王五"]),
            ("□全媒体记者 张三丰和欧阳小明 文/图", vec!["张三丰", "欧阳小明"], vec![]),
            ("（记者李和平摄）", vec!["李和平"], vec![]),
            ("记者 阿卜杜拉·买买提", vec!["阿卜杜拉·买买提"], vec![]),
            ("本报驻京记者站 通讯员 钱七", vec![], vec!["钱七"]),
            ("记者 从市环卫处获悉", vec![], vec![]),
            ("By Ann Lee, Bo Smith and Cy Young", vec!["Ann Lee", "Bo Smith", "Cy Young"], vec![]),
            ("王小波", vec![], vec![]),
        ] {
            let found = byline(text);
            assert_eq!((found.reporters, found.correspondents), owned(&reporters, &correspondents), "{text}");
            assert_eq!(found.text, text);
        }
    }

    #[test]
    fn a_paragraph_opens_with_a_byline_or_not() {
        for (paragraph, wanted) in [
            (
                "本报讯（记者詹长松 通讯员张慎来）昨日，环卫工人",
                Some(("本报讯（记者詹长松 通讯员张慎来）", vec!["詹长松"])),
            ),
            (
                "新华社北京12月3日电（记者张三、李四）会议",
                Some(("新华社北京12月3日电（记者张三、李四）", vec!["张三", "李四"])),
            ),
            ("（记者张三）会议", Some(("（记者张三）", vec!["张三"]))),
            ("本报讯 记者张三报道：昨日", Some(("本报讯 记者张三报道", vec!["张三"]))),
            // As OCR reads brackets.
            ("本报讯〈记者张三)昨日", Some(("本报讯〈记者张三)", vec!["张三"]))),
            ("据〈城北晚报〉讯（记者张三）", Some(("据〈城北晚报〉讯（记者张三）", vec!["张三"]))),
            ("昨日，记者从市环卫处获悉，新（旧）车", None),
            ("本报讯 昨日，记者报道了此事", None),
            ("电影（记者张三）上映", None),
            ("本报讯 昨日下雨。", None),
            ("", None),
        ] {
            let found = opening(paragraph).map(|found| (found.text, found.reporters));
            let wanted = wanted.map(|(text, names)| (text.to_owned(), owned(&names, &[]).0));
            assert_eq!(found, wanted, "{paragraph}");
        }
    }

    fn owned(a: &[&str], b: &[&str]) -> (Vec<String>, Vec<String>) {
        let own = |list: &[&str]| list.iter().map(|&name| name.to_owned()).collect();
        (own(a), own(b))
    }
}

//! The shape of a line: what the lines of one kind on a page share, as “关键词▶反腐” and “关键词▶就业、创业” do.
//!
//! Read from the outside in: the signs and the number or the label that a line opens with; where it has none, what it ends
//! with as credits do; else all of its signs, and at last its words, which only the same line again shares. Letters that are
//! no label are of no account: a kind is told by what is printed the same each time.

use crate::text::{Script, ends_sentence, is_opening, plain_form, script};

/// Characters of a label at the most, and of a name.
const LABEL: usize = 8;
const NAME: usize = 3;
/// Lines whose lengths differ by no more than this, or by no more than half, are about as long.
const SLACK: usize = 8;

/// How credits and signatures end that do not say so first.
const ENDINGS: [&str; 12] = ["摄", "文", "图", "绘", "摄影", "报道", "供图", "制图", "供稿", "整理", "撰文", "编辑"];
/// Signs that stand in any text, and say nothing of its kind.
const ORDINARY: &str = "、,。;！!？?…“”‘’\"'《》〈〉「」『』%.·-";
/// Words that open a line of names, in small letters.
const BEFORE_NAMES: [&str; 10] = ["by", "von", "par", "door", "por", "di", "af", "av", "photo", "foto"];
/// Stands for any number in a circle.
const CIRCLED: char = '①';
/// Signs that part a number from what it counts.
const BEHIND_NUMBERS: &str = "、.):，";

/// See the module's head. Two lines are of one kind where their shapes are the same and they are [about as long](alike_long).
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Shape {
    mark: String,
    /// It ends as a sentence does: a paragraph with a number is no heading with one.
    sentence: bool,
}

impl Shape {
    /// Characters of a line beyond which it is no line of a kind, but running text.
    pub(super) const LONGEST: usize = 60;

    /// The shape of one line of text; `None` where it is too long for one, or empty.
    #[must_use]
    pub fn of(line: &str) -> Option<Self> {
        let line = line.trim();
        if line.is_empty() || line.contains(['\n', '\r']) || line.chars().nth(Self::LONGEST).is_some() {
            return None;
        }
        Some(Self { mark: mark(&pieces(line)), sentence: ends_sentence(line) })
    }
}

/// True for lines of about the same length, in characters.
#[must_use]
pub fn alike_long(a: usize, b: usize) -> bool {
    a.abs_diff(b) <= SLACK.max(a.max(b) / 2)
}

/// A part of a line.
#[derive(Debug, PartialEq)]
enum Piece {
    /// Letters and digits.
    Run(String),
    /// A sign in its plain form.
    Sign(char),
    /// White space.
    Blank,
}

fn pieces(line: &str) -> Vec<Piece> {
    let mut pieces: Vec<Piece> = Vec::new();
    for c in line.chars() {
        let plain = plain_form(c);
        match script(plain) {
            _ if is_circled(c) => pieces.push(Piece::Sign(CIRCLED)),
            Script::Space => {
                if pieces.last() != Some(&Piece::Blank) {
                    pieces.push(Piece::Blank);
                }
            }
            Script::Punctuation | Script::WidePunctuation | Script::Other => pieces.push(Piece::Sign(plain)),
            _ => match pieces.last_mut() {
                Some(Piece::Run(run)) => run.push(plain),
                _ => pieces.push(Piece::Run(plain.to_string())),
            },
        }
    }
    pieces
}

/// What a line shares with those of its kind.
fn mark(pieces: &[Piece]) -> String {
    let lead = pieces.iter().take_while(|piece| matches!(piece, Piece::Sign(_))).count();
    let (signs, rest) = pieces.split_at(lead);
    let rest = rest.strip_prefix([Piece::Blank].as_slice()).filter(|_| lead > 0).unwrap_or(rest);
    let signs: String = signs.iter().map(|sign| if let Piece::Sign(sign) = sign { *sign } else { ' ' }).collect();
    if let Some(label) = label(rest) {
        return signs + &label;
    }
    let says_something = |c: char| !is_opening(c) && !ORDINARY.contains(c);
    if signs.chars().any(says_something) { signs } else { skeleton(pieces) }
}

/// The number or the word that a line opens with and that is set off from the rest.
fn label(line: &[Piece]) -> Option<String> {
    let (Piece::Run(run), rest) = line.split_first()? else { return None };
    if length(run) > LABEL && !is_spaced(run) {
        return None;
    }
    let own = numbered(run);
    let counts = is_number(run);
    match rest {
        // “路径一”, “第3版”: a line by itself.
        [] => (own != *run).then_some(own),
        // “1.5亿元”: a fraction.
        [Piece::Sign('.'), Piece::Run(next), ..] if counts && next.starts_with(|c: char| c.is_ascii_digit()) => None,
        [Piece::Sign(sign), ..] if counts && BEHIND_NUMBERS.contains(*sign) => Some(format!("{own}{sign}")),
        [Piece::Sign('/'), ..] | [Piece::Blank, ..] if length(run) <= NAME && ends_as_credit(rest) => None,
        [Piece::Sign(sign), ..] if !ORDINARY.contains(*sign) => Some(format!("{own}{sign}")),
        [Piece::Blank, Piece::Run(number), ..] if is_number(number) && !counts => {
            Some(format!("{own} {}", numbered(number)))
        }
        [Piece::Blank, ..] if is_spaced(run) => words(run, rest),
        [Piece::Blank, ..] => Some(format!("{own} ")),
        _ => None,
    }
}

/// Where words are parted by blanks: those before a sign that sets them off, or else the word that names stand behind, as in
/// “By Jane Doe”.
fn words(first: &str, rest: &[Piece]) -> Option<String> {
    let mut label = first.to_owned();
    for piece in rest.iter().take(2 * NAME) {
        match piece {
            Piece::Run(word) => label.push_str(word),
            Piece::Blank => label.push(' '),
            Piece::Sign(sign) if ORDINARY.contains(*sign) => break,
            Piece::Sign(sign) => return Some(format!("{label}{sign}")),
        }
    }
    let is_name = |piece: &Piece| match piece {
        Piece::Run(word) => word.starts_with(char::is_uppercase),
        Piece::Blank | Piece::Sign(_) => true,
    };
    let signs = BEFORE_NAMES.contains(&first.to_lowercase().as_str()) && rest.iter().all(is_name);
    signs.then(|| format!("{first} A"))
}

/// The signs of a line with its letters left out; the letters too, where its signs say nothing.
fn skeleton(pieces: &[Piece]) -> String {
    let mut bare = String::new();
    for piece in pieces {
        match piece {
            Piece::Run(run) => bare.push(class(run)),
            Piece::Sign(sign) => bare.push(*sign),
            Piece::Blank => bare.push(' '),
        }
    }
    if ends_as_credit(pieces)
        && let Some(Piece::Run(last)) = pieces.last()
    {
        bare.pop();
        let ending = ENDINGS.iter().filter(|ending| last.ends_with(**ending)).max_by_key(|ending| ending.len());
        return bare + if pieces.len() == 1 { "字" } else { "" } + ending.copied().unwrap_or_default();
    }
    if bare.chars().any(|c| !ORDINARY.contains(c) && !c.is_alphanumeric() && c != ' ') {
        return bare;
    }
    pieces
        .iter()
        .map(|piece| match piece {
            Piece::Run(run) => numbered(run),
            Piece::Sign(sign) => sign.to_string(),
            Piece::Blank => " ".to_owned(),
        })
        .collect()
}

/// True for a line that ends with what was done: “张三 摄”, “张三/文”, “张三摄”.
fn ends_as_credit(pieces: &[Piece]) -> bool {
    let Some(Piece::Run(last)) = pieces.last() else { return false };
    let whole = pieces.len() > 1 && ENDINGS.contains(&last.as_str());
    whole || pieces.len() == 1 && length(last) <= NAME + 1 && last.ends_with('摄')
}

/// A run with its numbers left out: “第三章” and “第十二章” are “第#章”, “路径一” is “路径#”, “3月” is “1月”.
fn numbered(run: &str) -> String {
    let chars: Vec<char> = run.chars().collect();
    let mut out = String::new();
    let mut at = 0;
    while at < chars.len() {
        let class = number_class(chars[at]);
        let end = (at..chars.len()).find(|&end| number_class(chars[end]) != class).unwrap_or(chars.len());
        let counts = match class {
            None => false,
            // A numeral inside a word may be a part of it.
            Some('#') => at.checked_sub(1).is_some_and(|before| chars[before] == '第') || end == chars.len(),
            Some(_) => true,
        };
        match class.filter(|_| counts) {
            Some(class) => out.push(class),
            None => out.extend(&chars[at..end]),
        }
        at = end;
    }
    out
}

/// True for a number in a circle or in brackets that is one character.
fn is_circled(c: char) -> bool {
    matches!(c, '\u{2460}'..='\u{249b}' | '\u{2776}'..='\u{2793}' | '\u{3220}'..='\u{3229}')
}

/// The kind of number that a character is of: Chinese, Arabic.
fn number_class(c: char) -> Option<char> {
    match c {
        '一' | '二' | '三' | '四' | '五' | '六' | '七' | '八' | '九' | '十' | '百' | '零' | '〇' => {
            Some('#')
        }
        '0'..='9' => Some('1'),
        _ => None,
    }
}

fn is_number(run: &str) -> bool {
    let class = run.chars().next().and_then(number_class);
    class.is_some() && run.chars().all(|c| number_class(c) == class)
}

fn is_spaced(run: &str) -> bool {
    run.chars().next().is_some_and(|c| script(c) == Script::Alphabetic)
}

fn class(run: &str) -> char {
    match run.chars().next().map(script) {
        Some(Script::Alphabetic) => 'a',
        Some(Script::Digit) => '1',
        _ => '字',
    }
}

fn length(run: &str) -> usize {
    run.chars().count()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[track_caller]
    fn alike(lines: &[&str]) {
        let shapes: Vec<Option<Shape>> = lines.iter().map(|line| Shape::of(line)).collect();
        assert!(shapes[0].is_some(), "{}", lines[0]);
        for (line, shape) in lines.iter().zip(&shapes) {
            assert_eq!(*shape, shapes[0], "{line} beside {}", lines[0]);
        }
    }

    #[track_caller]
    fn unlike(lines: &[&str]) {
        for (nth, a) in lines.iter().enumerate() {
            for b in &lines[nth + 1..] {
                assert_ne!(Shape::of(a), Shape::of(b), "{a} beside {b}");
            }
        }
    }

    #[test]
    fn heads_with_the_same_label_are_alike() {
        alike(&["关键词▶反腐", "关键词▶就业、创业", "关键词▶“一老一小”"]);
        alike(&["路径 一", "路径 二", "路径 十二"]);
        alike(&["路径一", "路径二", "路径十"]);
        alike(&["第一章 总则", "第十二章 附则"]);
        alike(&["热点：住房", "热点：医疗与养老"]);
        unlike(&["关键词▶反腐", "关注▶反腐", "路径 一", "路径一", "热点：住房"]);
    }

    #[test]
    fn heads_with_a_number_are_alike_whatever_the_number() {
        alike(&["一、摸清底册", "二、分类施策", "十一、建章立制"]);
        alike(&["（一）摸清底册", "（二）分类施策"]);
        alike(&["1.摸清底册", "12．分类施策"]);
        alike(&["①摸清底册", "②摸清底册"]);
        unlike(&["一、摸清底册", "1.摸清底册", "（一）摸清底册", "1.5亿元到位"]);
        unlike(&["一、摸清底册", "一、我们摸清了底册。"]);
    }

    #[test]
    fn signatures_and_credits_are_alike_whoever_it_was() {
        alike(&["本报记者 张三", "本报记者 李四 王小五", "本报记者　赵六"]);
        alike(&["□本报记者 张三", "□ 本报记者 李四"]);
        alike(&["（本报记者 张三）", "（本报记者 李四）"]);
        alike(&["张三 摄", "王小五 摄", "欧阳修 摄"]);
        alike(&["张三摄", "王小五摄"]);
        alike(&["张三/文", "王小五／文"]);
        alike(&["文/张三", "文／王小五"]);
        alike(&["By JANE DOE", "By Tom Stone", "By Ann B. Cole"]);
        alike(&["Staff photo: Jane Doe", "Staff photo: Tom Stone"]);
        unlike(&["本报记者 张三", "本报通讯员 张三", "张三 摄", "张三/文", "By Tom Stone"]);
    }

    #[test]
    fn a_sign_that_opens_the_line_makes_a_kind() {
        alike(&["■摸清底册", "■ 分类施策，不留死角"]);
        alike(&["——记全市清查工作", "——一位老兵的三十年"]);
        unlike(&["■摸清底册", "●摸清底册", "摸清底册"]);
    }

    #[test]
    fn what_has_no_mark_is_like_the_same_words_only() {
        alike(&["广告", "广告"]);
        alike(&["第3版", "第12版"]);
        unlike(&["市委召开常委会", "全市经济开门红", "“双减”之后", "《条例》施行", "10万人参加", "全市，开门红"]);
        unlike(&["The mayor spoke", "The storm passed", "The Storm Passed", "By the river", "By the bridge"]);
    }

    #[test]
    fn running_text_has_no_shape() {
        assert_eq!(Shape::of(""), None);
        assert_eq!(Shape::of("甲\n乙"), None);
        assert_eq!(Shape::of(&"字".repeat(Shape::LONGEST + 1)), None);
    }

    #[test]
    fn lengths_may_differ_by_half() {
        assert!(alike_long(4, 12) && alike_long(12, 4) && alike_long(20, 40));
        assert!(!alike_long(4, 13) && !alike_long(19, 40));
    }
}

//! Reads a jump line: 下转第3版, （上接A1版）, Continued on Page 4, Fortsetzung auf Seite 3.
//!
//! In Chinese what ends in 版 is read backwards, past white space, so that a line broken inside it is read as well; it needs a
//! bracket around it where its word alone says little (转, 接). In other languages it is a phrase with a number behind it,
//! on a line that says next to nothing else.

use std::ops::Range;

/// Which way a jump line leads.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Way {
    /// The text goes on there: 下转, continued on.
    On,
    /// The text comes from there: 上接, continued from.
    From,
}

impl Way {
    /// The way of a counterpart.
    #[must_use]
    pub fn back(self) -> Self {
        match self {
            Self::On => Self::From,
            Self::From => Self::On,
        }
    }
}

/// A jump line as it reads.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct JumpLine {
    /// Where it stands, in bytes, its brackets included.
    pub range: Range<usize>,
    /// Which way it leads.
    pub way: Way,
    /// The page that it names, from 1.
    pub page: usize,
    /// Other words beside it, as the headline that some papers name.
    pub words: String,
}

/// Words of Chinese jump lines, the longest first, with whether they need a bracket.
const CHINESE: &[(&str, Way, bool)] = &[
    ("上接", Way::From, false),
    ("紧接", Way::From, false),
    ("承接", Way::From, false),
    ("下转", Way::On, false),
    ("下接", Way::On, false),
    ("转至", Way::On, true),
    ("转入", Way::On, true),
    ("接", Way::From, true),
    ("转", Way::On, true),
];
/// Phrases of other languages, in lower case.
const LATIN: &[(&str, Way)] = &[
    ("continued on", Way::On),
    ("turn to", Way::On),
    ("fortsetzung auf", Way::On),
    ("suite à la", Way::On),
    ("suite a la", Way::On),
    ("suite en", Way::On),
    ("suite page", Way::On),
    ("vervolg op", Way::On),
    ("continúa en", Way::On),
    ("segue a", Way::On),
    ("continued from", Way::From),
    ("fortsetzung von", Way::From),
    ("suite de la", Way::From),
    ("vervolg van", Way::From),
    ("viene de", Way::From),
    ("segue da", Way::From),
];
/// What may stand between a phrase and its number. `suite page` has the word in it.
const NOUNS: &[&str] = &[
    "page",
    "pg.",
    "pg",
    "p.",
    "p",
    "seite",
    "s.",
    "pagina",
    "página",
    "pag.",
    "blz.",
    "bladzijde",
    "la",
    "the",
    "no.",
];
/// Numbers in words; papers write out the first page most of all.
const NUMBERS: &[(&str, usize)] = &[
    ("one", 1),
    ("two", 2),
    ("three", 3),
    ("four", 4),
    ("five", 5),
    ("six", 6),
    ("seven", 7),
    ("eight", 8),
    ("front", 1),
    ("first", 1),
    ("eins", 1),
    ("première", 1),
    ("premiere", 1),
    ("primera", 1),
    ("prima", 1),
];
/// Characters that a Chinese jump line has before 版: its word, 第, a section's letter, three digits.
const REACH: usize = 10;
/// Characters that may stand on a line beside a jump line of other languages: a headline's first words, a column.
const BESIDE: usize = 40;
/// A newspaper with more pages is none.
const MOST_PAGES: usize = 999;

/// All jump lines in `text`, in order.
#[must_use]
pub fn jump_lines(text: &str) -> Vec<JumpLine> {
    let mut found: Vec<JumpLine> = text.match_indices('版').filter_map(|(at, _)| chinese(text, at)).collect();
    let mut start = 0;
    for line in text.split_inclusive('\n') {
        // Cheaper than reading each line in lower case: what all phrases share is a letter in two spellings.
        let sure = [
            "ontin", "ONTIN", "urn to", "ortsetz", "ORTSETZ", "uite ", "UITE ", "ervolg", "ERVOLG", "iene de", "egue ",
        ];
        if sure.iter().any(|part| line.contains(part)) {
            found.extend(
                latin(line).map(|jump| JumpLine { range: jump.range.start + start..jump.range.end + start, ..jump }),
            );
        }
        start += line.len();
    }
    found.sort_by_key(|jump| jump.range.start);
    found
}

/// The jump line whose 版 stands at `end`.
fn chinese(text: &str, end: usize) -> Option<JumpLine> {
    let before: Vec<(usize, char)> =
        text.get(..end)?.char_indices().rev().filter(|(_, c)| !c.is_whitespace()).take(REACH + 1).collect();
    let mut at = 0;
    let digits = before.iter().take_while(|(_, c)| digit(*c).is_some() || matches!(c, '十' | '头')).count();
    let number: String = before.get(..digits)?.iter().rev().map(|(_, c)| *c).collect();
    let page = number_of(&number)?;
    at += digits;
    // A section's letter: A2版.
    if before.get(at).is_some_and(|(_, c)| c.is_ascii_alphabetic() || ('Ａ'..='Ｚ').contains(c)) {
        at += 1;
    }
    if before.get(at).is_some_and(|(_, c)| *c == '第') {
        at += 1;
    }
    let (way, length, needs_bracket) = CHINESE.iter().find_map(|&(word, way, needs)| {
        let length = word.chars().count();
        let there: String = before.get(at..at + length)?.iter().rev().map(|(_, c)| *c).collect();
        (there == word).then_some((way, length, needs))
    })?;
    let mut start = before.get(at + length - 1)?.0;
    let mut stop = end + '版'.len_utf8();
    let opened =
        before.get(at + length).filter(|(_, c)| matches!(c, '（' | '(' | '【' | '[' | '〔' | '〈' | '▲' | '△' | '→'));
    if needs_bracket && opened.is_none() {
        return None;
    }
    if let Some(&(bracket, _)) = opened {
        start = bracket;
        // The bracket closes behind what else it says, as 《a headline》.
        let rest = text.get(stop..)?;
        let close = rest.char_indices().take(BESIDE).find(|(_, c)| matches!(c, '）' | ')' | '】' | ']' | '〕' | '〉'));
        if let Some((close, c)) = close {
            stop += close + c.len_utf8();
        }
    }
    let words = text.get(end + '版'.len_utf8()..stop)?;
    let words = words.chars().filter(|c| c.is_alphanumeric()).collect();
    Some(JumpLine { range: start..stop, way, page, words })
}

/// The jump line that makes up most of `line`.
fn latin(line: &str) -> Option<JumpLine> {
    // Letters whose lower case is as long, so that places in both are the same.
    let lower: String = line
        .chars()
        .map(|c| c.to_lowercase().next().filter(|lower| lower.len_utf8() == c.len_utf8()).unwrap_or(c))
        .collect();
    let (start, phrase, way) =
        LATIN.iter().filter_map(|&(phrase, way)| Some((lower.find(phrase)?, phrase, way))).min_by_key(|hit| hit.0)?;
    let mut at = start + phrase.len();
    let mut page = None;
    for word in lower.get(at..)?.split_inclusive([' ', '\u{a0}']).take(4) {
        let bare = word.trim_matches(|c: char| c.is_whitespace() || matches!(c, ',' | ')' | ']' | ':' | ';' | '—'));
        at += word.len();
        let named = NUMBERS.iter().find(|(name, _)| *name == bare.trim_end_matches('.')).map(|(_, page)| *page);
        let counted = || {
            bare.trim_end_matches('.').trim_start_matches("p.").trim_start_matches(|c: char| c.is_ascii_alphabetic())
        };
        page = named.or_else(|| counted().parse().ok()).filter(|page| (1..=MOST_PAGES).contains(page));
        if page.is_some() || (!bare.is_empty() && !NOUNS.contains(&bare)) {
            break;
        }
    }
    let page = page?;
    // "front page" and "première page" have their noun behind them.
    let rest = lower.get(at..)?;
    let noun = rest.split_whitespace().next().filter(|word| NOUNS.contains(&word.trim_end_matches([')', '.', ']'])));
    at += noun.map_or(0, |noun| rest.find(noun).unwrap_or(0) + noun.len());
    let end = start
        + line.get(start..at)?.trim_end_matches(|c: char| c.is_whitespace() || matches!(c, ',' | ':' | ';')).len();
    let (before, behind) = (line.get(..start)?, line.get(end..)?);
    let words = [before, behind].map(|part| part.trim_matches(|c: char| !c.is_alphanumeric())).join(" ");
    let words = words.trim().to_owned();
    if words.chars().count() > BESIDE {
        return None;
    }
    let from = start - before.chars().next_back().filter(|c| matches!(c, '(' | '[')).map_or(0, char::len_utf8);
    Some(JumpLine { range: from..end, way, page, words })
}

fn digit(c: char) -> Option<usize> {
    let value = match c {
        '0'..='9' => c.to_digit(10)?,
        '０'..='９' => u32::from(c) - u32::from('０'),
        '〇' | '零' => 0,
        '一' | '壹' => 1,
        '二' | '两' => 2,
        '三' => 3,
        '四' => 4,
        '五' => 5,
        '六' => 6,
        '七' => 7,
        '八' => 8,
        '九' => 9,
        _ => return None,
    };
    usize::try_from(value).ok()
}

/// 3, ３, 三, 十二, 二十, 头 (the first).
fn number_of(text: &str) -> Option<usize> {
    if text == "头" {
        return Some(1);
    }
    let page = match text.split_once('十') {
        Some((tens, ones)) => {
            let value = |part: &str, none: usize| if part.is_empty() { Some(none) } else { single(part) };
            value(tens, 1)? * 10 + value(ones, 0)?
        }
        None if text.is_empty() || text.chars().count() > 3 => return None,
        None => text.chars().try_fold(0, |page, c| Some(page * 10 + digit(c)?))?,
    };
    (1..=MOST_PAGES).contains(&page).then_some(page)
}

fn single(text: &str) -> Option<usize> {
    let mut chars = text.chars();
    let value = digit(chars.next()?)?;
    chars.next().is_none().then_some(value)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[track_caller]
    fn check(text: &str, wanted: &[(&str, Way, usize, &str)]) {
        let found = jump_lines(text);
        let found: Vec<(&str, Way, usize, &str)> = found
            .iter()
            .map(|jump| (text.get(jump.range.clone()).unwrap(), jump.way, jump.page, jump.words.as_str()))
            .collect();
        assert_eq!(found, wanted, "{text}");
    }

    #[test]
    fn chinese_jump_lines_are_read_wherever_they_stand() {
        check("扫完开放。（下转第三版）", &[("（下转第三版）", Way::On, 3, "")]);
        check("下转第2版", &[("下转第2版", Way::On, 2, "")]);
        check("（上接第一版）小巷也要扫。", &[("（上接第一版）", Way::From, 1, "")]);
        check("(紧接第２版)", &[("(紧接第２版)", Way::From, 2, "")]);
        check("▲下转A12版", &[("▲下转A12版", Way::On, 12, "")]);
        check("（上接头版）", &[("（上接头版）", Way::From, 1, "")]);
        check("（下转第\n十二版）", &[("（下转第\n十二版）", Way::On, 12, "")]);
        check("（接第二十版）", &[("（接第二十版）", Way::From, 20, "")]);
        check("（上接第1版《旧桥重修》）文", &[("（上接第1版《旧桥重修》）", Way::From, 1, "旧桥重修")]);
        check("甲。（下转2版）\n乙。（下转3版）", &[("（下转2版）", Way::On, 2, ""), ("（下转3版）", Way::On, 3, "")]);
    }

    #[test]
    fn running_text_is_none() {
        for text in
            ["他们转第三版的稿子", "上接着说", "新版出版", "下转向东走到第三版", "由甲转至第二版面", "接到3版的读者"]
        {
            check(text, &[]);
        }
        for text in [
            "The talks continued on Monday.",
            "He continued from where he had left on page 4 of the long report that the council printed",
            "suite de la réunion",
        ] {
            check(text, &[]);
        }
    }

    #[test]
    fn other_languages_have_phrases() {
        check("(Continued on Page 4)", &[("(Continued on Page 4)", Way::On, 4, "")]);
        check("STORM, continued on page 4, col. 2", &[("continued on page 4", Way::On, 4, "STORM col. 2")]);
        check("Continued from Page One", &[("Continued from Page One", Way::From, 1, "")]);
        check("Continued from front page", &[("Continued from front page", Way::From, 1, "")]);
        check("Fortsetzung auf Seite 3", &[("Fortsetzung auf Seite 3", Way::On, 3, "")]);
        check("Suite à la page 6", &[("Suite à la page 6", Way::On, 6, "")]);
        check("suite de la première page", &[("suite de la première page", Way::From, 1, "")]);
        check("Vervolg op pagina 5", &[("Vervolg op pagina 5", Way::On, 5, "")]);
        check("Vervolg van blz. 1", &[("Vervolg van blz. 1", Way::From, 1, "")]);
        check("CONTINUED ON PAGE A4", &[("CONTINUED ON PAGE A4", Way::On, 4, "")]);
    }
}

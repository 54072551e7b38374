//! What is known of each line before anything is decided: its form, its marks, and what the page says of its words.

use super::echoes::Echoes;
use super::grams::Grams;
use super::marks;
use super::missing;
use super::roles;
use super::rules::{self, RuleLine};
use super::sheet::Sheet;
use super::weights::{Before, Behind, Knowledge};
use super::{Budget, Cancelled};
use crate::model::Role;
use crate::text::{Script, is_closing, is_opening, is_punctuation, script};
use std::collections::BTreeMap;

/// Characters of a line that its shares are read from.
const READ: usize = 160;
/// Characters of a short line, whose form may be that of others.
const SHORT: usize = 24;

/// What a character is, as evidence. The order is that of a feature's values.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord)]
#[repr(u8)]
pub(super) enum Kind {
    /// There is none.
    #[default]
    None,
    /// A sentence ends: 。！？
    Stop,
    /// A clause ends: ，；：、
    Pause,
    Closing,
    Hyphen,
    Digit,
    Upper,
    Lower,
    Ideograph,
    Opening,
    /// ◆▶① and the like.
    Bullet,
    Other,
}

/// A line's form and marks.
#[derive(Clone, Debug, Default)]
pub(super) struct LineFacts {
    /// Characters that are no white space.
    pub(super) chars: u32,
    /// Its first six, then nothing.
    pub(super) first: [char; 6],
    /// Its last six, nothing before them.
    pub(super) last: [char; 6],
    pub(super) head: Kind,
    /// What stands behind a bracket or quotation mark at its head.
    pub(super) head_behind: Kind,
    pub(super) tail: Kind,
    /// What stands before a bracket or quotation mark at its end.
    pub(super) tail_before: Kind,
    /// It ends a sentence, marks behind the stop taken off.
    pub(super) stops: bool,
    pub(super) digits: f32,
    pub(super) letters: f32,
    pub(super) capitals: f32,
    pub(super) marks: f32,
    pub(super) spaces: f32,
    /// Sentence ends inside.
    pub(super) stops_inside: f32,
    /// Marks that open less marks that close: brackets, quotation marks.
    pub(super) brackets: i8,
    pub(super) quotes: i8,
    /// What forms it has, a bit each, as [`Form`] orders them.
    pub(super) forms: u32,
    /// Which form of furniture, from 1.
    pub(super) furniture: u8,
    /// The number of a numbered line.
    pub(super) number: u32,
    /// Part of it that the page says elsewhere.
    pub(super) repeated: f32,
    /// Other short lines that begin with the same character, with the same two, that have the same signs.
    pub(super) alike: [f32; 3],
    /// Its end and its beginning, ready to be asked how the text goes on.
    pub(super) end: Before,
    pub(super) start: Behind,
    /// How usual its opening is for a paragraph, and how likely its characters are, in natural logarithms.
    pub(super) opening: f32,
    pub(super) fluency: f32,
    /// What was learned of openings, closings and titles.
    pub(super) scores: [f32; 3],
    /// Its role by plain rules: which of the roles, from 1, and how sure, from 0.
    pub(super) rule: (u8, f32),
    /// What plain rules make of it; nothing on pages of scripts without spaces, of which the trees have seen enough.
    pub(super) rule_line: RuleLine,
    /// It is the tail of another paragraph once more, where a line was lost.
    pub(super) tail_again: bool,
    /// It repeats a line close before.
    pub(super) doubled: bool,
}

/// A mark that a line may bear.
#[derive(Clone, Copy, Debug)]
pub(super) enum Form {
    Credit,
    CreditTail,
    Caption,
    Opening,
    Closing,
    Byline,
    Note,
    NoteHead,
    Numbered,
    Symbol,
    Colon,
    Dash,
}

impl LineFacts {
    pub(super) fn has(&self, form: Form) -> bool {
        self.forms & (1 << form as u32) != 0
    }

    fn set(&mut self, form: Form, is: bool) {
        self.forms |= u32::from(is) << form as u32;
    }
}

/// All lines of a page, and the page as a whole.
pub(super) struct Facts {
    pub(super) lines: Vec<LineFacts>,
    /// What the page is like, the same for every line.
    pub(super) page: [f32; 7],
}

impl Facts {
    /// Reads `sheet`.
    pub(super) fn new(
        sheet: &Sheet<'_>,
        grams: &Grams,
        knowledge: &Knowledge,
        budget: &Budget,
    ) -> Result<Self, Cancelled> {
        let mut lines = Vec::with_capacity(sheet.lines.len());
        let mut last: [String; 2] = [String::new(), String::new()];
        for index in 0..sheet.lines.len() {
            budget.step_at(index)?;
            let text = sheet.line(index);
            let mut facts = read(text, grams.echoes(), knowledge);
            facts.set(Form::Closing, sheet.closing_at(index).is_some());
            facts.doubled = facts.chars > 1 && last.iter().any(|before| nearly_same(before, text));
            last.swap(0, 1);
            text.clone_into(&mut last[1]);
            lines.push(facts);
        }
        alike(&mut lines, sheet);
        let rules_of_lines = roles::line_roles(sheet, grams, budget)?;
        for (facts, rule) in lines.iter_mut().zip(&rules_of_lines) {
            let nth = Role::ALL.iter().position(|role| *role == rule.role).unwrap_or(0);
            facts.rule = (u8::try_from(nth).unwrap_or(0), rule.points());
        }
        if !sheet.spaced {
            let mut marked = rules_of_lines.clone();
            missing::mark_doubled_tails(sheet, &mut marked, budget)?;
            for (facts, (marked, rule)) in lines.iter_mut().zip(marked.iter().zip(&rules_of_lines)) {
                facts.tail_again = marked.role != rule.role;
            }
        }
        if sheet.spaced {
            for (facts, rule) in lines.iter_mut().zip(rules::read(sheet, grams, rules_of_lines, budget)?) {
                facts.rule_line = rule;
            }
        }
        Ok(Self { page: page(sheet, &lines), lines })
    }
}

/// What one line says by itself.
fn read(text: &str, echoes: &Echoes, knowledge: &Knowledge) -> LineFacts {
    let mut facts = LineFacts::default();
    let mut start: Vec<char> = Vec::new();
    let (mut letters, mut capitals, mut digits, mut marks, mut spaces, mut stops) =
        (0.0_f32, 0.0_f32, 0.0_f32, 0.0_f32, 0.0_f32, 0.0_f32);
    for c in text.chars() {
        if c.is_whitespace() {
            spaces += 1.0;
            continue;
        }
        facts.chars += 1;
        if start.len() < READ {
            start.push(c);
            match script(c) {
                Script::Alphabetic => {
                    letters += 1.0;
                    capitals += f32::from(u8::from(c.is_uppercase()));
                }
                Script::Digit => digits += 1.0,
                _ if is_punctuation(c) => marks += 1.0,
                _ => {}
            }
            stops += f32::from(u8::from(matches!(c, '。' | '！' | '？' | '.' | '!' | '?')));
        }
        match c {
            '（' | '(' | '【' | '《' | '[' | '〈' | '〔' => facts.brackets = facts.brackets.saturating_add(1),
            '）' | ')' | '】' | '》' | ']' | '〉' | '〕' => facts.brackets = facts.brackets.saturating_sub(1),
            '“' | '「' | '『' | '«' | '„' => facts.quotes = facts.quotes.saturating_add(1),
            '”' | '」' | '』' | '»' => facts.quotes = facts.quotes.saturating_sub(1),
            _ => {}
        }
    }
    #[expect(clippy::cast_precision_loss, reason = "at most as many as are read")]
    let read = (start.len() as f32).max(1.0);
    for (slot, &c) in facts.first.iter_mut().zip(&start) {
        *slot = c;
    }
    for (slot, c) in facts.last.iter_mut().rev().zip(text.chars().rev().filter(|c| !c.is_whitespace())) {
        *slot = c;
    }
    facts.head = kind(facts.first[0]);
    facts.head_behind = kind(facts.first.iter().copied().find(|&c| !is_opening(c)).unwrap_or('\0'));
    facts.tail = kind(facts.last[5]);
    facts.tail_before = kind(facts.last.iter().rev().copied().find(|&c| !is_closing(c)).unwrap_or('\0'));
    facts.stops = marks::ends_sentence(text);
    facts.letters = letters / read;
    facts.capitals = capitals / letters.max(1.0);
    facts.digits = digits / read;
    facts.marks = marks / read;
    facts.spaces = spaces;
    facts.stops_inside = stops - f32::from(u8::from(facts.tail == Kind::Stop));
    facts.set(Form::Credit, marks::is_credit(text));
    facts.set(Form::CreditTail, marks::ends_as_credit(text));
    facts.set(Form::Caption, marks::opens_caption(text));
    facts.set(Form::Opening, marks::opening(text).is_some());
    facts.set(Form::Byline, marks::is_byline(text));
    facts.set(Form::Note, marks::opens_note(text));
    facts.set(Form::NoteHead, marks::is_note_head(text));
    facts.set(Form::Numbered, marks::is_numbered(text));
    facts.set(Form::Symbol, marks::is_symbol(text));
    facts.set(Form::Colon, facts.last[5] == '：' || facts.last[5] == ':');
    facts.set(Form::Dash, facts.first[0] == '—');
    facts.furniture = match marks::furniture(text) {
        None => 0,
        Some("symbol") => 1,
        Some("folio") => 2,
        Some("editors") => 3,
        Some("hotline") => 4,
        Some("code") => 5,
        Some("jump") => 6,
        Some(_) => 7,
    };
    facts.number = number(&start);
    facts.repeated = echoes.repeated(&start);
    (facts.end, facts.start) = (knowledge.before(&facts.last), knowledge.behind(&start));
    facts.opening = knowledge.opening(&facts.start);
    facts.fluency = knowledge.fluency(&start);
    facts.scores = knowledge.scores(text);
    facts
}

/// The class of a character.
fn kind(c: char) -> Kind {
    match c {
        '\0' => Kind::None,
        '。' | '！' | '？' | '.' | '!' | '?' | '…' => Kind::Stop,
        '，' | '、' | '；' | '：' | ',' | ';' | ':' => Kind::Pause,
        '-' | '\u{ad}' | '—' | '–' | '¬' | '»' | '=' => Kind::Hyphen,
        _ if is_closing(c) => Kind::Closing,
        _ if is_opening(c) => Kind::Opening,
        _ => match script(c) {
            Script::Digit => {
                if matches!(c, '①'..='⑳') {
                    Kind::Bullet
                } else {
                    Kind::Digit
                }
            }
            Script::Alphabetic if c.is_uppercase() => Kind::Upper,
            Script::Alphabetic => Kind::Lower,
            Script::Han | Script::Kana | Script::Hangul | Script::Unspaced => Kind::Ideograph,
            Script::Punctuation | Script::WidePunctuation => Kind::Bullet,
            Script::Space | Script::Other => Kind::Other,
        },
    }
}

/// The number with which a line begins, behind a bracket or 第; 0 where there is none.
fn number(start: &[char]) -> u32 {
    let mut value = 0;
    for &c in start.iter().skip_while(|c| matches!(c, '（' | '(' | '第' | '路' | '径')).take(3) {
        let digit = match c {
            '0'..='9' => u32::from(c) - u32::from('0'),
            '①'..='⑳' => return u32::from(c) - u32::from('①') + 1,
            '十' => {
                value = if value == 0 { 10 } else { value * 10 };
                continue;
            }
            _ => match "一二三四五六七八九".chars().position(|numeral| numeral == c) {
                Some(at) => u32::try_from(at).unwrap_or(0) + 1,
                None => break,
            },
        };
        value = if c.is_ascii_digit() { value * 10 + digit } else { value + digit };
    }
    value
}

/// True where two short texts differ in one character at most.
fn nearly_same(a: &str, b: &str) -> bool {
    if a == b {
        return true;
    }
    if a.len().abs_diff(b.len()) > 4 {
        return false;
    }
    let (a, b): (Vec<char>, Vec<char>) = (a.chars().take(80).collect(), b.chars().take(80).collect());
    let same = a.iter().zip(&b).take_while(|(x, y)| x == y).count();
    let behind = a.iter().rev().zip(b.iter().rev()).take_while(|(x, y)| x == y).count();
    let longest = a.len().max(b.len());
    longest > 3 && longest < 80 && same + behind + 1 >= longest
}

/// Counts for each short line how many others are of its form.
fn alike(lines: &mut [LineFacts], sheet: &Sheet<'_>) {
    let keys = |index: usize, facts: &LineFacts| -> Option<[u64; 3]> {
        let count = usize::try_from(facts.chars).unwrap_or(usize::MAX);
        if count == 0 || count > SHORT {
            return None;
        }
        let mut signs = 7_u64;
        let mut last = Kind::None;
        for c in sheet.line(index).chars().filter(|c| !c.is_whitespace()) {
            let kind = kind(c);
            let sign = if matches!(kind, Kind::Ideograph | Kind::Lower | Kind::Digit) {
                kind as u64
            } else {
                u64::from(u32::from(c))
            };
            if kind != last || sign > 64 {
                signs = (signs ^ sign).wrapping_mul(0x0100_0000_01b3);
            }
            last = kind;
        }
        let first = u64::from(u32::from(facts.first[0]));
        Some([first, first << 32 | u64::from(u32::from(facts.first[1])), signs | 1 << 63])
    };
    let mut counts: BTreeMap<u64, u32> = BTreeMap::new();
    for (index, facts) in lines.iter().enumerate() {
        for key in keys(index, facts).into_iter().flatten() {
            *counts.entry(key).or_insert(0) += 1;
        }
    }
    for (index, facts) in lines.iter_mut().enumerate() {
        let Some(keys) = keys(index, facts) else { continue };
        for (slot, key) in facts.alike.iter_mut().zip(keys) {
            let others = counts.get(&key).map_or(0, |count| count - 1).min(20);
            *slot = f32::from(u8::try_from(others).unwrap_or(20));
        }
    }
}

/// What a page is like as a whole.
#[expect(clippy::cast_precision_loss, reason = "lines of a page")]
fn page(sheet: &Sheet<'_>, facts: &[LineFacts]) -> [f32; 7] {
    let count = (sheet.lines.len() as f32).max(1.0);
    let share = |of: fn(&super::sheet::Line) -> bool| sheet.lines.iter().filter(|line| of(line)).count() as f32 / count;
    let letters = facts.iter().map(|line| line.letters).sum::<f32>() / count;
    let chars = facts.iter().map(|line| line.chars as f32).sum::<f32>() / count;
    [
        letters,
        count.ln(),
        chars.min(120.0),
        share(|line| line.blanks > 0),
        share(|line| line.woven),
        share(|line| line.is_full(false)),
        f32::from(u8::from(sheet.sparse)),
    ]
}

//! The places of a line where an engine that read across columns may have passed from one to the next, by their form.
//!
//! A gap is white space with the lone marks in it, or a mark that stands where no sentence has it. What each form is
//! worth, in natural logarithms, says how much more often it stands between columns than inside a text; set on the
//! training pages.

use super::sheet::column_of;
use crate::text::{Script, is_punctuation, script};
use std::str::CharIndices;

/// A place that may part two cells.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(super) struct Gap {
    /// Behind the left cell, in bytes.
    pub(super) end: usize,
    /// Where the right cell begins, in bytes.
    pub(super) start: usize,
    /// The display column behind the left cell.
    pub(super) left: u32,
    /// The display column where the right cell begins.
    pub(super) right: u32,
    /// A mark between them that belongs to neither.
    pub(super) mark: Option<(usize, usize)>,
    /// What its form is worth.
    pub(super) worth: f64,
}

/// The gaps of a text, from left to right.
pub(super) struct Gaps<'t> {
    text: &'t str,
    chars: std::iter::Peekable<CharIndices<'t>>,
    /// What is added to places in bytes.
    base: usize,
    /// The display column before the next character.
    column: u32,
    /// The last character that was passed, with the display column behind it.
    last: Option<char>,
}

impl<'t> Gaps<'t> {
    /// The gaps of `text`, which stands `base` bytes and `column` display columns further right.
    pub(super) fn new(text: &'t str, base: usize, column: u32) -> Self {
        Self { text, chars: text.char_indices().peekable(), base, column, last: None }
    }

    /// Passes over one character.
    fn pass(&mut self) -> Option<(usize, char)> {
        let (at, c) = self.chars.next()?;
        self.column += column_of(c);
        Some((at, c))
    }
}

impl Iterator for Gaps<'_> {
    type Item = Gap;

    fn next(&mut self) -> Option<Gap> {
        loop {
            let (left, end_column) = (self.last, self.column);
            let &(at, c) = self.chars.peek()?;
            let Some(left) = left else {
                self.pass();
                self.last = Some(c);
                continue;
            };
            if c.is_whitespace() || is_rule(c) {
                let gap = self.spaced(at, left, end_column);
                if gap.is_some() {
                    return gap;
                }
                continue;
            }
            self.pass();
            self.last = Some(c);
            if is_quote_or_stop(c) && is_text(left) {
                let gap = self.unspaced(at, c, end_column);
                if gap.is_some() {
                    return gap;
                }
            }
        }
    }
}

impl Gaps<'_> {
    /// The gap that is made of marks without a space, of which `first` at `from` is passed; `None` where they are not
    /// followed by a text.
    fn unspaced(&mut self, from: usize, first: char, left: u32) -> Option<Gap> {
        let (mut last, mut last_at) = (first, from);
        // Text has a closing quote and a stop in either order, then one that opens.
        let (mut closings, mut stops) = (u32::from(closes(first)), u32::from(stands_alone(first)));
        let mut odd = false;
        let (start, _) = loop {
            let &(at, c) = self.chars.peek()?;
            if c.is_whitespace() || is_rule(c) {
                return None;
            }
            if !is_quote_or_stop(c) {
                break (at, c);
            }
            odd |= opens(last);
            closings += u32::from(closes(c));
            stops += u32::from(stands_alone(c));
            (last, last_at) = (c, at);
            self.pass();
            self.last = Some(c);
        };
        let odd = odd || closings > 1 || stops > 1;
        let worth = match first {
            _ if odd => 0.5,
            '”' | '’' => -1.5,
            '“' | '‘' | '。' => -2.5,
            _ => -3.5,
        };
        // An odd row of marks belongs to neither side; another stays with the left, a mark that opens with the right.
        let cut = if opens(last) { last_at } else { start };
        let mark = odd.then_some((self.base + from, self.base + start));
        let (end, start) = if odd { (from, start) } else { (cut, cut) };
        Some(Gap { end: self.base + end, start: self.base + start, left, right: self.column, mark, worth })
    }

    /// The gap that begins with white space or a rule at `from`; `None` where the text ends in it.
    fn spaced(&mut self, from: usize, left: char, end_column: u32) -> Option<Gap> {
        let mut spaces = 0_u32;
        let mut longest = 0_u32;
        let mut marks: Option<(usize, usize)> = None;
        let (mut rules, mut lone, mut lead) = (0_u32, 0_u32, false);
        let mut begin = self.chars.peek().map_or(self.text.len(), |&(at, _)| at);
        while let Some(&(at, c)) = self.chars.peek() {
            begin = at;
            if c.is_whitespace() {
                spaces += 1;
                longest = longest.max(spaces);
                self.pass();
                continue;
            }
            if is_rule(c) {
                rules += 1;
            } else if is_stray(c) && (spaces > 0 || rules > 0 || lead) {
                // A lone mark between spaces, or one before the next text that no text begins with.
                let rest = self.text.get(at..).unwrap_or_default();
                let behind = rest.chars().find(|&c| !is_stray(c));
                let alone = behind.is_none_or(|c| c.is_whitespace() || is_rule(c));
                if !alone && !is_closing_mark(c) {
                    break;
                }
                lone += 1;
                lead = true;
            } else {
                break;
            }
            spaces = 0;
            self.pass();
            let to = at + c.len_utf8();
            marks = Some((marks.map_or(at, |(from, _)| from), to));
            begin = to;
        }
        let &(start, right) = self.chars.peek()?;
        begin = begin.max(start);
        self.last = Some(right);
        let right_column = self.column;
        self.pass();
        let worth = if rules > 0 && longest > 0 {
            3.0
        } else if rules > 0 {
            0.0
        } else if lone > 0 {
            1.5
        } else if longest > 1 {
            1.0
        } else if matches!(left, '”' | '’') {
            0.5
        } else if matches!(right, '“' | '‘') {
            0.0
        } else if matches!(left, '。' | '，' | '、' | ':' | ';' | '：' | '；' | ')' | '）') {
            -1.2
        } else if is_text(left) && is_text(right) {
            -0.8
        } else {
            -2.0
        };
        Some(Gap {
            end: self.base + from,
            start: self.base + begin,
            left: end_column,
            right: right_column,
            mark: marks.map(|(from, to)| (self.base + from, self.base + to)),
            worth,
        })
    }
}

/// A rule between columns, as engines write it.
fn is_rule(c: char) -> bool {
    matches!(c, '|' | '¦' | '│' | '┃' | '｜')
}

/// A mark that engines see in gaps.
fn is_stray(c: char) -> bool {
    is_punctuation(c) && !matches!(c, '《' | '〈' | '(' | '（' | '[' | '【' | '-' | '—' | '…' | '*' | '#' | '%')
}

/// The marks that engines read a gap as, mostly.
fn is_quote_or_stop(c: char) -> bool {
    opens(c) || closes(c) || stands_alone(c)
}

fn opens(c: char) -> bool {
    matches!(c, '“' | '‘')
}

fn closes(c: char) -> bool {
    matches!(c, '”' | '’')
}

fn stands_alone(c: char) -> bool {
    matches!(c, '。' | '，' | '、')
}

/// A mark with which no text begins.
fn is_closing_mark(c: char) -> bool {
    matches!(c, '”' | '’' | '。' | '，' | '、' | '；' | ';' | ',' | '.' | '！' | '？')
}

fn is_text(c: char) -> bool {
    script(c) != Script::Space && !is_punctuation(c)
}

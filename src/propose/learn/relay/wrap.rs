//! Printed lines wrapped anew to another width: the same characters, broken elsewhere.

use super::parts::{Line, width};
use crate::text::{is_closing, is_punctuation, push_joined};

/// Wraps `lines` to `measure` half-width columns, its first line by `indent` less.
pub(super) fn wrap(lines: &mut Vec<Line>, measure: usize, indent: usize) {
    let mut text = String::new();
    for line in lines.iter() {
        push_joined(&mut text, &line.text);
    }
    let glue = lines.first().and_then(|line| line.glue.clone());
    let mut wrapped: Vec<Line> = Vec::new();
    let (mut line, mut held, mut room) = (String::new(), 0, measure.saturating_sub(indent).max(2));
    for word in words(&text) {
        let wide = width(word.trim_end());
        let hangs = word.chars().next().is_some_and(|c| !c.is_whitespace() && hangs(c));
        if held + wide > room && !line.is_empty() && !hangs {
            wrapped.extend(trimmed(&line));
            line.clear();
            (held, room) = (0, measure.max(2));
        }
        line.push_str(word);
        held += width(word);
    }
    wrapped.extend(trimmed(&line));
    if let Some(first) = wrapped.first_mut() {
        first.glue = glue;
    }
    *lines = wrapped;
}

/// Wraps `lines` unless they fit `measure` as they are, as a heading does that is not as wide; a paragraph `fills` it.
pub(super) fn fit(lines: &mut Vec<Line>, measure: usize, indent: usize, fills: bool) {
    let widest = lines.iter().map(Line::width).max().unwrap_or(0);
    if widest > measure + 2 || (fills && lines.len() > 1 && widest + 2 < measure) {
        wrap(lines, measure, indent);
    }
}

fn trimmed(line: &str) -> Option<Line> {
    let line = line.trim();
    (!line.is_empty()).then(|| Line::new(line))
}

/// True for what does not begin a line.
fn hangs(c: char) -> bool {
    is_closing(c)
        || (is_punctuation(c) && matches!(c, '，' | '。' | '、' | '；' | '：' | '？' | '！' | ',' | '.' | ';' | ':'))
}

/// What is not broken: a character of East Asian type, or a word with the space behind it.
fn words(text: &str) -> impl Iterator<Item = &str> {
    let mut rest = text;
    std::iter::from_fn(move || {
        let first = rest.chars().next()?;
        let mut end = first.len_utf8();
        if !crate::text::is_cjk(first) {
            let mut last = first;
            for c in rest.chars().skip(1) {
                if crate::text::is_cjk(c) || (last.is_whitespace() && !c.is_whitespace()) {
                    break;
                }
                end += c.len_utf8();
                last = c;
            }
        }
        let (word, tail) = rest.split_at_checked(end)?;
        rest = tail;
        Some(word)
    })
}

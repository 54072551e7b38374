//! Printed lines wrapped anew to another width: the same characters, broken elsewhere.

use super::super::Chance;
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

/// Wraps `lines` and tears some of them in two, at `rate`: the rest of such a line stands beside its beginning.
pub(super) fn tear(lines: &mut Vec<Line>, measure: usize, indent: usize, rate: f64, chance: &mut Chance) {
    wrap(lines, measure, indent);
    let whole = std::mem::take(lines);
    for line in whole {
        let count = line.text.chars().count();
        let at = chance.between(3, count.saturating_sub(3).max(3));
        let torn = line.text.char_indices().nth(at).and_then(|(at, _)| line.text.split_at_checked(at));
        match torn.filter(|_| count > 7 && chance.happens(rate)) {
            Some((left, right)) => {
                lines.push(Line { glue: line.glue.clone(), ..Line::new(left.trim_end()) });
                lines.push(Line { is_torn: true, ..Line::new(right.trim_start()) });
            }
            None => lines.push(line),
        }
    }
}

/// Moves some line breaks a few characters on or back, as a program does that writes a page anew. Lines stay longer than
/// six characters, and closing marks stay at their ends.
pub(super) fn shift(lines: &mut [Line], chance: &mut Chance) {
    for at in 1..lines.len() {
        let (Some([.., left]), Some([right, ..])) = (lines.get(..at), lines.get(at..)) else { continue };
        let joined = format!("{}{}", left.text, right.text);
        let (before, all) = (left.text.chars().count(), joined.chars().count());
        let moved = chance.between(1, 4);
        let cut = if chance.happens(0.5) { before + moved } else { before.saturating_sub(moved) };
        let Some((place, next)) = joined.char_indices().nth(cut) else { continue };
        let fits = chance.happens(0.3) && cut > 6 && cut + 6 < all && right.glue.is_none();
        let (Some(left), Some(right)) = (joined.get(..place), joined.get(place..)) else { continue };
        let parts_word = left.chars().next_back().is_some_and(char::is_alphanumeric) && !crate::text::is_cjk(next);
        if !fits || hangs(next) || parts_word || left.ends_with(crate::text::is_opening) || joined.contains(' ') {
            continue;
        }
        let (left, right) = (left.to_owned(), right.to_owned());
        if let Some(line) = lines.get_mut(at - 1) {
            line.text = left;
        }
        if let Some(line) = lines.get_mut(at) {
            line.text = right;
        }
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

#[cfg(test)]
mod tests {
    use super::*;

    fn check_wrap(lines: &[&str], measure: usize, indent: usize, wanted: &[&str]) {
        let mut lines: Vec<Line> = lines.iter().map(|line| Line::new(line)).collect();
        wrap(&mut lines, measure, indent);
        let found: Vec<&str> = lines.iter().map(|line| line.text.as_str()).collect();
        assert_eq!(found, wanted);
    }

    #[test]
    fn lines_are_wrapped_to_a_measure() {
        check_wrap(&["清扫车五点", "上街。"], 8, 0, &["清扫车五", "点上街。"]);
        check_wrap(&["清扫车五点上街"], 8, 4, &["清扫", "车五点上", "街"]);
        check_wrap(&["五点上街。清扫车"], 8, 0, &["五点上街。", "清扫车"]);
        check_wrap(&["今年2026年", "清扫"], 8, 0, &["今年2026", "年清扫"]);
        check_wrap(&["the bridge is", "closed"], 10, 0, &["the bridge", "is closed"]);
        check_wrap(&[], 8, 0, &[]);
    }

    #[test]
    fn shifted_breaks_keep_the_text() {
        let mut lines: Vec<Line> =
            ["清晨的街道上清扫车五点", "上街，司机们说今天的路", "面比昨天好走得多了。"].map(Line::new).into();
        let text = |lines: &[Line]| lines.iter().map(|line| line.text.as_str()).collect::<String>();
        let before = text(&lines);
        let mut moved = 0;
        for seed in 0..20 {
            let was = lines.clone();
            shift(&mut lines, &mut Chance::new(seed));
            moved += usize::from(was != lines);
            assert_eq!(text(&lines), before);
            assert!(lines.iter().all(|line| line.text.chars().count() > 5 && !line.text.starts_with('，')));
        }
        assert!(moved > 5);
    }
}

//! Pages that a program read column by column, more or less well: `train` and `press`.
//!
//! Each article is a few runs of lines: what stands over it, and its text in one part or several. Runs are moved away
//! from each other, captions, furniture and lines without an answer are put between lines, and some runs are woven
//! into each other.

use super::super::Chance;
use super::cast::{Cast, Slip};
use super::manner::Manner;
use super::set::{Bit, Row, part};
use super::stock::Stock;

/// How much of each kind of breakage a page has.
#[derive(Clone, Copy, Debug)]
pub(super) struct Rates {
    /// Articles whose heading stands behind their text, and those whose text comes later than it should.
    pub(super) head_behind: f64,
    pub(super) text_late: f64,
    /// Articles whose text is in parts, with another article's between.
    pub(super) split: f64,
    /// Captions inside a paragraph, and at another article.
    pub(super) caption_inside: f64,
    pub(super) caption_away: f64,
    /// Furniture inside an article, where it does not stand at an edge of the page.
    pub(super) furniture_inside: f64,
    /// Pages with lines of two runs woven, and of these those where both stand on one line.
    pub(super) woven: f64,
    pub(super) woven_across: f64,
    /// Articles wrapped anew to another's measure, and those whose line breaks are moved a little.
    pub(super) wrapped: f64,
    pub(super) shifted: f64,
    /// Articles that lost lines.
    pub(super) lost: f64,
}

/// Where a run of rows goes on: what may be put between its lines.
struct Run {
    article: usize,
    rows: Vec<Row>,
    /// Nothing is put between its lines.
    is_head: bool,
    /// It waits to be put behind some of the next runs.
    is_late: bool,
}

/// About how many lines a run comes later than it should.
const FAR: usize = 26;

/// The rows of a page.
pub(super) fn rows(cast: &mut Cast, manner: &Manner, stock: &mut Stock, rates: Rates, chance: &mut Chance) -> Vec<Row> {
    for article in 0..cast.articles.len() {
        if chance.happens(rates.wrapped) {
            cast.narrow(article, chance);
        }
        if chance.happens(rates.shifted) {
            cast.shift(article, chance);
        }
        if chance.happens(rates.lost) {
            cast.lose(article, chance);
        }
    }
    let mut runs = runs(cast, rates, chance);
    if chance.happens(rates.woven) {
        weave(&mut runs, rates.woven_across, chance);
    }
    double(&mut runs, cast, manner.doubled, chance);
    beside(&mut runs, cast, rates, chance);
    furniture(&mut runs, cast, rates, chance);
    for _ in 0..manner.open {
        let Some(text) = stock.open(chance) else { break };
        let at = chance.below(runs.len());
        if let Some(run) = runs.get_mut(at) {
            run.rows.push(Row::loose(&text));
        }
    }
    let mut rows: Vec<Row> = runs.into_iter().flat_map(|run| run.rows).collect();
    part(&mut rows, cast, manner, &stock.all, chance);
    rows
}

/// The rows of `slips`; what stood on one line with what it follows does again.
pub(super) fn rows_of(cast: &Cast, slips: &[Slip]) -> Vec<Row> {
    let mut rows: Vec<Row> = Vec::new();
    for &slip in slips {
        let glue = cast.line(slip).and_then(|line| line.glue.clone());
        match (rows.last_mut(), glue) {
            (Some(row), Some(glue)) => row.bits.extend([Bit::Loose(glue), Bit::Line(slip)]),
            _ => rows.push(Row::of(slip)),
        }
    }
    rows
}

/// The articles one after the other, as runs that are moved away from each other.
fn runs(cast: &Cast, rates: Rates, chance: &mut Chance) -> Vec<Run> {
    let mut runs: Vec<Run> = Vec::new();
    for article in 0..cast.articles.len() {
        let (head, text, _) = cast.parts(article);
        let mut parts = vec![text];
        if chance.happens(rates.split) {
            for _ in 0..chance.between(1, 2) {
                split(&mut parts, chance);
            }
        }
        let head = Run { article, rows: rows_of(cast, &head), is_head: true, is_late: false };
        let late = chance.happens(rates.text_late);
        let text = parts.into_iter().enumerate().map(|(nth, part)| Run {
            article,
            rows: rows_of(cast, &part),
            is_head: false,
            is_late: nth > 0 || late,
        });
        if chance.happens(rates.head_behind) {
            runs.extend(text);
            runs.push(head);
        } else {
            runs.push(head);
            runs.extend(text);
        }
    }
    runs.retain(|run| !run.rows.is_empty());
    let mut at = 0;
    while at < runs.len() {
        if runs.get(at).is_some_and(|run| run.is_late) {
            let mut run = runs.remove(at);
            run.is_late = false;
            put_later(&mut runs, at, run, chance);
        } else {
            at += 1;
        }
    }
    runs
}

/// Puts `late` some lines behind run `at`, if need be between two lines of another article.
fn put_later(runs: &mut Vec<Run>, at: usize, late: Run, chance: &mut Chance) {
    let (mut at, mut passed) = (at, 0);
    while let Some(run) = runs.get_mut(at) {
        let lines = run.rows.len();
        if !run.is_head && lines > FAR && passed < FAR / 2 && chance.happens(0.85) {
            let rest = run.rows.split_off(chance.between(4, FAR - passed));
            let rest = Run { article: run.article, rows: rest, is_head: false, is_late: run.is_late };
            run.is_late = false;
            runs.splice(at + 1..at + 1, [late, rest]);
            return;
        }
        (at, passed) = (at + 1, passed + lines);
        if passed > 4 && chance.happens(0.8) {
            break;
        }
    }
    runs.insert(at.min(runs.len()), late);
}

/// Cuts the longest of `parts` in two.
fn split(parts: &mut Vec<Vec<Slip>>, chance: &mut Chance) {
    let Some(at) = (0..parts.len()).max_by_key(|&at| parts.get(at).map_or(0, Vec::len)) else { return };
    let Some(part) = parts.get_mut(at).filter(|part| part.len() >= 8) else { return };
    let rest = part.split_off(chance.between(3, part.len() - 3));
    parts.insert(at + 1, rest);
}

/// Weaves the lines of two neighbouring runs, or the two halves of one.
fn weave(runs: &mut Vec<Run>, across: f64, chance: &mut Chance) {
    let long: Vec<usize> =
        (0..runs.len()).filter(|&at| runs.get(at).is_some_and(|run| !run.is_head && run.rows.len() >= 8)).collect();
    let Some(&at) = chance.pick(&long) else { return };
    let other = long.iter().copied().find(|&other| other > at && other <= at + 2);
    let (mut left, mut right): (Vec<Row>, Vec<Row>);
    match other.filter(|_| chance.happens(0.5)) {
        Some(other) => {
            right = runs.get_mut(other).map(|run| std::mem::take(&mut run.rows)).unwrap_or_default();
            left = runs.get_mut(at).map(|run| std::mem::take(&mut run.rows)).unwrap_or_default();
        }
        None => {
            left = runs.get_mut(at).map(|run| std::mem::take(&mut run.rows)).unwrap_or_default();
            right = left.split_off(left.len() / 2);
        }
    }
    let (more_left, more_right) = (left.len() > right.len(), right.len() > left.len());
    let shorter = left.len().min(right.len());
    let (left_rest, right_rest) = (left.split_off(shorter), right.split_off(shorter));
    let across = chance.happens(across);
    let gap = ["      ", "    ", "\u{3000}\u{3000}", "\t", "      "][chance.below(5)];
    let mut woven = Vec::new();
    for (mut a, b) in left.into_iter().zip(right) {
        if across {
            a.bits.push(Bit::Loose(gap.to_owned()));
            a.bits.extend(b.bits);
            woven.push(a);
        } else {
            woven.extend([a, b]);
        }
    }
    woven.extend(if more_left {
        left_rest
    } else if more_right {
        right_rest
    } else {
        Vec::new()
    });
    if let Some(run) = runs.get_mut(at) {
        run.rows = woven;
        // Nothing is put between woven lines.
        run.is_head = true;
    }
    runs.retain(|run| !run.rows.is_empty());
}

/// Doubles the last lines of `count` runs.
fn double(runs: &mut [Run], cast: &Cast, count: usize, chance: &mut Chance) {
    for _ in 0..count {
        let at = chance.below(runs.len());
        let Some(run) = runs.get_mut(at).filter(|run| !run.is_head) else { continue };
        let Some([Bit::Line(last)]) = run.rows.last().map(|row| row.bits.as_slice()) else { continue };
        if let Some(line) = cast.line(*last) {
            let again = Row::loose(&line.text);
            run.rows.push(again);
        }
    }
}

/// Puts captions with their credits into the runs.
fn beside(runs: &mut Vec<Run>, cast: &Cast, rates: Rates, chance: &mut Chance) {
    for article in 0..cast.articles.len() {
        let (.., groups) = cast.parts(article);
        for group in groups {
            let rows = rows_of(cast, &group);
            let away = chance.happens(rates.caption_away);
            let fits = |run: &Run| (run.article == article) != away;
            let at: Vec<usize> = (0..runs.len()).filter(|&at| runs.get(at).is_some_and(fits)).collect();
            let new = |rows| Run { article, rows, is_head: true, is_late: false };
            // Between heading and text, behind all, or somewhere in the text.
            match (chance.below(20), at.as_slice()) {
                (_, []) => runs.push(new(rows)),
                (0..7, [first, ..]) => runs.insert(first + 1, new(rows)),
                (7..14, [.., last]) => runs.insert(last + 1, new(rows)),
                (_, at) => {
                    let at = chance.pick(at).copied().unwrap_or_default();
                    let inside = chance.happens(rates.caption_inside);
                    put(runs, at, rows, inside, article, cast, chance);
                }
            }
        }
    }
}

/// Puts `rows` behind run `at`, or where `inside`, between two of its lines.
fn put(runs: &mut Vec<Run>, at: usize, rows: Vec<Row>, inside: bool, article: usize, cast: &Cast, chance: &mut Chance) {
    match runs.get_mut(at) {
        Some(run) if !run.is_head && run.rows.len() > 3 => {
            let mut place = chance.between(1, run.rows.len());
            // Between two paragraphs.
            while !inside && place < run.rows.len() && run.rows.get(place).is_some_and(|row| !begins(cast, row)) {
                place += 1;
            }
            run.rows.splice(place..place, rows);
        }
        _ => runs.insert((at + 1).min(runs.len()), Run { article, rows, is_head: true, is_late: false }),
    }
}

/// True for the first line of a block.
fn begins(cast: &Cast, row: &Row) -> bool {
    let slip = row.bits.iter().find_map(|bit| if let Bit::Line(slip) = bit { Some(*slip) } else { None });
    slip.is_none_or(|slip| slip.line == 0 && cast.role(slip).is_some())
}

/// Puts the furniture on the page.
fn furniture(runs: &mut Vec<Run>, cast: &Cast, rates: Rates, chance: &mut Chance) {
    for &block in &cast.furniture {
        let slips: Vec<Slip> = cast.slips(block).collect();
        let rows = rows_of(cast, &slips);
        let nowhere = usize::MAX;
        if chance.happens(rates.furniture_inside) {
            let at = chance.below(runs.len().max(1));
            put(runs, at, rows, true, nowhere, cast, chance);
        } else {
            let at = match chance.below(4) {
                0 => 0,
                1 => runs.len(),
                _ => chance.between(0, runs.len()),
            };
            let splits = |at: usize| runs.get(at).is_some_and(|run| !run.is_head);
            let at = if splits(at) && chance.happens(0.5) { at + 1 } else { at };
            runs.insert(at, Run { article: nowhere, rows, is_head: true, is_late: false });
        }
    }
}

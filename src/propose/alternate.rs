//! Takes apart texts whose lines alternate: columns that were read row by row, one printed line after the other.
//!
//! Nothing in a line says which column it is from. But where a page of five columns was read so, the sentence of a line
//! goes on five lines further, and so do its neighbours'. The *field* of a distance is how often three characters over
//! the seam of lines so far apart stand together elsewhere on the page, averaged over the lines around. Where a larger
//! distance beats one, each line gets one successor at most, best first; what is so linked is a column.
//!
//! Works on stretches of bounded length, so that time is linear. For scripts without spaces only: between words of
//! others any two line ends look alike.

use super::grams::Grams;
use super::marks::ends_sentence;
use super::sheet::{Line, Sheet};
use super::{Budget, Cancelled};

/// Columns that may alternate.
const FARTHEST: usize = 9;
/// Lines on either side over which a field is averaged: a paragraph of each of four columns.
const FIELD: usize = 14;
/// Lines that are taken apart at once.
const STRETCH: usize = 2048;
/// How much better than neighbours lines of another distance must go on.
/// Set on the training pages read row by row, and checked not to touch those read column by column.
const MARGIN: f64 = 0.1;

/// Known triples over seams of one distance that a woven stretch needs.
const SEAMS: f64 = 3.0;
/// What a neighbour loses on a page whose every line was set apart. Set on the training pages.
const APART: f64 = 0.05;

/// Puts lines that alternate into columns, one after the other.
pub(super) fn take_apart(sheet: &mut Sheet<'_>, grams: &Grams, budget: &Budget) -> Result<(), Cancelled> {
    if sheet.spaced {
        return Ok(());
    }
    let mut ordered: Vec<Line> = Vec::with_capacity(sheet.lines.len());
    let mut from = 0;
    let mut changed = false;
    while from < sheet.lines.len() {
        let to = (from + STRETCH).min(sheet.lines.len());
        let fields = Fields::new(sheet, grams, from..to, budget)?;
        for run in fields.runs() {
            budget.step()?;
            if run.woven {
                changed = true;
                for chain in chains(sheet, grams, &fields, run.lines) {
                    for (nth, &index) in chain.iter().enumerate() {
                        let line = sheet.lines[index];
                        ordered.push(Line { column_start: nth == 0, ..line });
                    }
                }
            } else {
                ordered.extend(sheet.lines[run.lines].iter().copied());
            }
        }
        from = to;
    }
    if changed {
        sheet.lines = ordered;
        sheet.measure(budget)?;
    }
    Ok(())
}

/// Lines that are woven, or that are not.
struct Run {
    lines: std::ops::Range<usize>,
    woven: bool,
}

/// The fields of a stretch of lines.
struct Fields {
    from: usize,
    /// How much better than neighbours another distance must be.
    margin: f64,
    /// For each line the field of each distance, from 1.
    values: Vec<[f64; FARTHEST]>,
    /// For each line how many sentences are open around it.
    open: Vec<f64>,
    /// For each line whether it was parted from others already.
    parted: Vec<bool>,
}

impl Fields {
    fn new(
        sheet: &Sheet<'_>,
        grams: &Grams,
        lines: std::ops::Range<usize>,
        budget: &Budget,
    ) -> Result<Self, Cancelled> {
        let mut seams: Vec<([f64; FARTHEST], f64)> = Vec::with_capacity(lines.len());
        for left in lines.clone() {
            budget.step_at(left)?;
            let text = sheet.line(left);
            let mut values = [0.0; FARTHEST];
            let open = !ends_sentence(text);
            if open {
                for (distance, value) in values.iter_mut().enumerate() {
                    let right = left + 1 + distance;
                    if right < lines.end {
                        *value = f64::from(grams.over_seam(text, sheet.line(right)));
                    }
                }
            }
            seams.push((values, f64::from(u8::from(open))));
        }
        let mut sums = ([0.0; FARTHEST], 0.0);
        let mut values = Vec::with_capacity(seams.len());
        let mut open = Vec::with_capacity(seams.len());
        let add = |sums: &mut ([f64; FARTHEST], f64), seam: &([f64; FARTHEST], f64), sign: f64| {
            for (sum, value) in sums.0.iter_mut().zip(&seam.0) {
                *sum += sign * value;
            }
            sums.1 += sign * seam.1;
        };
        for seam in seams.iter().take(FIELD) {
            add(&mut sums, seam, 1.0);
        }
        for at in 0..seams.len() {
            if let Some(seam) = seams.get(at + FIELD) {
                add(&mut sums, seam, 1.0);
            }
            if let Some(seam) = at.checked_sub(FIELD + 1).and_then(|out| seams.get(out)) {
                add(&mut sums, seam, -1.0);
            }
            let mut field = sums.0;
            for value in &mut field {
                *value /= sums.1.max(4.0);
            }
            values.push(field);
            open.push(sums.1);
        }
        let margin = if sheet.sparse { f64::MIN } else { MARGIN };
        let parted = sheet.lines[lines.clone()].iter().map(|line| line.woven).collect();
        let mut fields = Self { from: lines.start, margin, values, open, parted };
        let woven = lines.clone().filter(|&line| fields.is_woven(line)).count();
        // A page is read one way: where most of it alternates, the rest does where the fields are as good.
        if woven * 2 > lines.len() {
            fields.margin = fields.margin.min(0.0);
        }
        Ok(fields)
    }

    fn of(&self, line: usize) -> &[f64; FARTHEST] {
        &self.values[line - self.from]
    }

    /// True where lines of another distance go on better than neighbours around `line`.
    fn is_woven(&self, line: usize) -> bool {
        let field = self.of(line);
        // A few seams that go on are chance, however few lines there are.
        let enough = |value: f64| value * self.open[line - self.from] >= SEAMS || self.margin == f64::MIN;
        !self.parted[line - self.from]
            && field[1..].iter().any(|&value| value > field[0] + self.margin && enough(value))
    }

    fn runs(&self) -> Vec<Run> {
        let mut runs: Vec<Run> = Vec::new();
        for line in self.from..self.from + self.values.len() {
            let woven = self.is_woven(line);
            match runs.last_mut() {
                Some(run) if run.woven == woven => run.lines.end = line + 1,
                _ => runs.push(Run { lines: line..line + 1, woven }),
            }
        }
        runs
    }
}

/// The columns of a woven run, in the order of their first lines.
fn chains(sheet: &Sheet<'_>, grams: &Grams, fields: &Fields, run: std::ops::Range<usize>) -> Vec<Vec<usize>> {
    let mut pairs: Vec<(i64, usize, usize)> = Vec::new();
    for left in run.clone() {
        let text = sheet.line(left);
        for right in left + 1..(left + 1 + FARTHEST).min(run.end) {
            let seam = if ends_sentence(text) { 0.0 } else { f64::from(grams.over_seam(text, sheet.line(right))) };
            let narrow = sheet.lines[left].width.abs_diff(sheet.lines[right].width) < 3;
            let value = fields.of(left)[right - left - 1] + 0.5 * seam + if narrow { 0.1 } else { 0.0 };
            // Read line by line down the page, neighbours seldom are of one column.
            let value = if sheet.sparse && right == left + 1 { value - APART } else { value };
            pairs.push((thousandths(value), left, right));
        }
    }
    pairs.sort_unstable_by_key(|&(value, left, right)| (std::cmp::Reverse(value), left, right));
    let mut next: Vec<Option<usize>> = vec![None; run.len()];
    let mut has_previous = vec![false; run.len()];
    for (_, left, right) in pairs {
        let (left, right) = (left - run.start, right - run.start);
        if next[left].is_none() && !has_previous[right] {
            next[left] = Some(right);
            has_previous[right] = true;
        }
    }
    let mut chains = Vec::new();
    for first in (0..run.len()).filter(|&first| !has_previous[first]) {
        let mut chain = Vec::new();
        let mut at = Some(first);
        while let Some(line) = at {
            chain.push(run.start + line);
            at = next[line];
        }
        chains.push(chain);
    }
    chains
}

/// A score as a number that sorts exactly.
#[expect(clippy::cast_possible_truncation, reason = "scores are below ten")]
fn thousandths(value: f64) -> i64 {
    (value * 1000.0) as i64
}

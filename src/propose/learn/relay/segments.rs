//! Pages that a program segmented by itself (tesseract's third mode): stacks of lines one after the other, some of them
//! cut, out of order, or read across together.

use super::chance::Chance;
use super::grid::{Cell, Grid};
use super::order::{Skew, across};
use super::set::{Bit, Row};

/// How badly a page is segmented.
#[derive(Clone, Copy, Debug)]
pub(super) struct Harm {
    /// Stacks that change places with the next.
    swap: f64,
    /// Headings that come later than they should.
    late: f64,
    /// Stacks cut at a line.
    cut: f64,
    /// Columns side by side that are read across.
    merge: f64,
}

impl Harm {
    /// A good, a worn or a bad scan.
    pub(super) fn any(chance: &mut Chance) -> Self {
        match chance.below(3) {
            0 => Self { swap: 0.05, late: 0.25, cut: 0.2, merge: 0.03 },
            1 => Self { swap: 0.08, late: 0.3, cut: 0.3, merge: 0.08 },
            _ => Self { swap: 0.18, late: 0.4, cut: 0.6, merge: 0.18 },
        }
    }
}

/// The rows of `grid`, segmented with `harm`.
pub(super) fn rows(grid: &Grid, harm: Harm, gaps: &[String], chance: &mut Chance) -> Vec<Row> {
    let mut stacks = stacks(grid);
    let mut segments: Vec<Vec<Row>> = Vec::new();
    let mut late: Vec<(usize, Vec<Row>)> = Vec::new();
    let mut index = 0;
    while index < stacks.len() {
        let stack = std::mem::take(&mut stacks[index]);
        index += 1;
        let is_text = |stack: &[Cell]| stack.len() > 4;
        let merges =
            is_text(&stack) && stacks.get(index).is_some_and(|next| is_text(next)) && chance.happens(harm.merge);
        let mut parts = if merges {
            let next = std::mem::take(&mut stacks[index]);
            index += 1;
            merged(stack, next, grid, gaps, chance)
        } else {
            cut(stack, harm, chance)
        };
        let is_short = parts.len() == 1 && parts.first().is_some_and(|part| part.len() <= 4);
        if is_short && chance.happens(harm.late) {
            let delay = chance.between(1, 4);
            late.extend(parts.pop().map(|part| (delay, part)));
        } else {
            segments.extend(parts);
        }
        let mut waiting = Vec::new();
        for (delay, part) in late {
            if delay == 0 { segments.push(part) } else { waiting.push((delay - 1, part)) }
        }
        late = waiting;
    }
    segments.extend(late.into_iter().map(|(_, part)| part));
    for at in 1..segments.len() {
        if chance.happens(harm.swap) {
            segments.swap(at - 1, at);
        }
    }
    segments.into_iter().flatten().collect()
}

/// The stacks of the page, frame by frame from its top.
fn stacks(grid: &Grid) -> Vec<Vec<Cell>> {
    let mut stacks: Vec<Vec<Cell>> = Vec::new();
    let mut cells = grid.cells.clone();
    cells.sort_by_key(|cell| (cell.stack, cell.y));
    for cell in cells {
        match stacks.last_mut() {
            Some(stack) if stack.first().is_some_and(|first| first.stack == cell.stack) => stack.push(cell),
            _ => stacks.push(vec![cell]),
        }
    }
    stacks
}

/// A stack as it is, or in two or three pieces.
fn cut(stack: Vec<Cell>, harm: Harm, chance: &mut Chance) -> Vec<Vec<Row>> {
    let mut rows: Vec<Row> = stack.into_iter().map(|cell| Row::of(cell.slip)).collect();
    let mut parts = Vec::new();
    if rows.len() > 3 && chance.happens(harm.cut) {
        let rest = rows.split_off(chance.between(1, rows.len() - 1));
        parts.push(rows);
        rows = rest;
    }
    parts.push(rows);
    parts
}

/// Two columns side by side, read across where both have lines.
fn merged(left: Vec<Cell>, right: Vec<Cell>, grid: &Grid, gaps: &[String], chance: &mut Chance) -> Vec<Vec<Row>> {
    let both: Vec<Cell> = left.into_iter().chain(right).collect();
    let pair = Grid { cells: both, ..grid.clone() };
    let near: Vec<&String> = gaps.iter().filter(|gap| gap.chars().count() <= 8).collect();
    let rows = across(&pair, Skew::any(3, chance)).into_iter().map(|cells| {
        let mut row = Row::default();
        for cell in cells {
            if !row.bits.is_empty() {
                row.bits.push(Bit::Loose(chance.pick(&near).map_or_else(|| " ".to_owned(), |gap| (*gap).clone())));
            }
            row.bits.push(Bit::Line(cell.slip));
        }
        row
    });
    vec![rows.collect()]
}

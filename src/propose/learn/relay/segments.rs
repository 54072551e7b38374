//! Pages that a program segmented by itself (tesseract's third mode): stacks of lines one after the other, some of them
//! cut, out of order, or read across together.

use super::super::Chance;
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
            0 => Self { swap: 0.04, late: 0.08, cut: 0.15, merge: 0.015 },
            1 => Self { swap: 0.07, late: 0.12, cut: 0.3, merge: 0.04 },
            _ => Self { swap: 0.18, late: 0.2, cut: 0.6, merge: 0.11 },
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
            let mut together = stack;
            for _ in 0..chance.between(1, 3) {
                let Some(next) = stacks.get_mut(index) else { break };
                together.append(next);
                index += 1;
            }
            merged(together, grid, gaps, chance)
        } else {
            cut(stack, harm, chance)
        };
        let is_heading = parts.iter().map(Vec::len).sum::<usize>() <= 4;
        let is_short = parts.len() == 1 && parts.first().is_some_and(|part| part.len() <= 4);
        let far = chance.between(3, 40);
        if is_short && chance.happens(harm.late) {
            let delay = if chance.happens(0.2) { far } else { chance.between(1, 3) };
            late.extend(parts.pop().map(|part| (delay, part)));
        } else if parts.len() > 1 && chance.happens(if is_heading { 0.7 } else { harm.late / 3.0 }) {
            late.extend(parts.pop().map(|part| (far, part)));
            segments.extend(parts);
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
    // A heading's lines are apart as often on a good scan.
    let wanted = if rows.len() > 3 { harm.cut } else { 0.3 };
    if rows.len() > 1 && chance.happens(wanted) {
        let rest = rows.split_off(chance.between(1, rows.len() - 1));
        parts.push(rows);
        rows = rest;
    }
    parts.push(rows);
    parts
}

/// Some stacks, read across where they lie side by side.
fn merged(cells: Vec<Cell>, grid: &Grid, gaps: &[String], chance: &mut Chance) -> Vec<Vec<Row>> {
    let pair = Grid { cells, ..grid.clone() };
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

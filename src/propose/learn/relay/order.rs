//! The order in which programs read a laid-out page: across, cell by cell, or cut at its white gaps.

use super::super::Chance;
use super::cast::Cast;
use super::grid::{Cell, Grid, LINE};
use super::manner::Manner;
use super::set::{Bit, Row};

/// The least gap down that a recursive cut takes, in tenths of a line.
const BAND: usize = 6;

/// How the page lies under the reader: how far it falls over its width, in tenths of a line.
#[derive(Clone, Copy, Debug)]
pub(super) struct Skew {
    pub(super) fall: usize,
    pub(super) falls_left: bool,
}

/// What a reader takes for one line of text: a cell, or cells side by side that it runs together.
#[derive(Clone, Debug)]
pub(super) struct Found {
    cells: Vec<Cell>,
    x: usize,
    y: usize,
    width: usize,
    height: usize,
}

impl From<Cell> for Found {
    fn from(cell: Cell) -> Self {
        let Cell { x, y, width, height, .. } = cell;
        Self { cells: vec![cell], x, y, width, height }
    }
}

/// The cells of the page as a reader finds them, that runs cells of an article's neighbouring columns together at `rate`.
pub(super) fn found(grid: &Grid, cast: &Cast, skew: Skew, rate: f64, chance: &mut Chance) -> Vec<Found> {
    let mut cells = grid.cells.clone();
    skew.apply(&mut cells);
    let found: Vec<Found> = cells.into_iter().map(Found::from).collect();
    if rate <= 0.0 {
        return found;
    }
    let article = |found: &Found| {
        let cell = found.cells.first()?;
        cast.blocks.get(cell.slip.block)?.article
    };
    let mut merged: Vec<Found> = Vec::new();
    for row in rows(found) {
        let mut last: Option<Found> = None;
        for next in row {
            match last.take() {
                Some(mut left) => {
                    let near = next.x <= left.x + left.width + grid.gutter + 2 && next.height == left.height;
                    if near && article(&left) == article(&next) && chance.happens(rate) {
                        left.width = next.x + next.width - left.x;
                        left.cells.extend(next.cells);
                        last = Some(left);
                    } else {
                        merged.push(left);
                        last = Some(next);
                    }
                }
                None => last = Some(next),
            }
        }
        merged.extend(last);
    }
    merged
}

impl Skew {
    /// A page that lies about straight.
    pub(super) fn any(most: usize, chance: &mut Chance) -> Self {
        Self { fall: chance.below(most + 1), falls_left: chance.happens(0.5) }
    }

    fn apply(self, cells: &mut [Cell]) {
        let whole = cells.iter().map(|cell| cell.x + cell.width).max().unwrap_or(1).max(1);
        for cell in cells {
            let x = if self.falls_left { whole - cell.x.min(whole) } else { cell.x };
            cell.y += x * self.fall / whole;
        }
    }
}

/// What is found, in rows across the page, each row from left to right.
pub(super) fn rows(mut found: Vec<Found>) -> Vec<Vec<Found>> {
    found.sort_by_key(|found| (found.y + found.height / 2, found.x));
    let mut rows: Vec<(usize, Vec<Found>)> = Vec::new();
    for next in found {
        let middle = next.y + next.height / 2;
        let touches =
            |row: &[Found]| row.iter().any(|other| other.x < next.x + next.width && next.x < other.x + other.width);
        match rows.last_mut() {
            Some((at, row)) if middle <= *at + LINE / 2 && !touches(row) => row.push(next),
            _ => rows.push((middle, vec![next])),
        }
    }
    let mut rows: Vec<Vec<Found>> = rows.into_iter().map(|(_, row)| row).collect();
    for row in &mut rows {
        row.sort_by_key(|found| found.x);
    }
    rows
}

/// The cells of the page in rows across it.
pub(super) fn across(grid: &Grid, skew: Skew) -> Vec<Vec<Cell>> {
    let mut cells = grid.cells.clone();
    skew.apply(&mut cells);
    let rows = rows(cells.into_iter().map(Found::from).collect());
    rows.into_iter().map(|row| row.into_iter().flat_map(|found| found.cells).collect()).collect()
}

/// All of `rows`, each on a line of its own.
pub(super) fn one_by_one(rows: Vec<Vec<Found>>) -> Vec<Row> {
    let line = |found: Found| Row { bits: found.cells.iter().map(|cell| Bit::Line(cell.slip)).collect(), blanks: 0 };
    rows.into_iter().flatten().map(line).collect()
}

/// A row across the page on one line: cells parted by what parts them in the sources, wide gaps by spaces.
pub(super) fn joined(rows: Vec<Vec<Cell>>, grid: &Grid, gaps: &[String], cast: &Cast, chance: &mut Chance) -> Vec<Row> {
    let near: Vec<&String> = gaps.iter().filter(|gap| gap.chars().count() <= 8).collect();
    let far: Vec<&String> = gaps.iter().filter(|gap| gap.chars().count() > 8).collect();
    let mut joined = Vec::new();
    for row in rows {
        let mut line = Row::default();
        let mut end: Option<usize> = None;
        for cell in row {
            if let Some(end) = end {
                let white = cell.x.saturating_sub(end);
                let gap = if white > grid.gutter + 12 { chance.pick(&far) } else { chance.pick(&near) };
                let gap = gap.map_or_else(|| " ".repeat(white.max(1)), |gap| (*gap).clone());
                line.bits.push(Bit::Loose(gap));
            }
            // A paragraph's last line ends before its column does.
            end = Some(cell.x + cell.width);
            if cast.line(cell.slip).is_some() {
                line.bits.push(Bit::Line(cell.slip));
            }
        }
        joined.push(line);
    }
    joined
}

/// A row across the page on one line, gaps as wide as on the page and at least three spaces.
pub(super) fn spaced(rows: Vec<Vec<Cell>>, cast: &Cast) -> Vec<Row> {
    let mut spaced = Vec::new();
    for row in rows {
        let mut line = Row::default();
        let mut end = 0;
        for cell in row {
            let least = if line.bits.is_empty() { 0 } else { 3 };
            let gap = cell.x.saturating_sub(end).max(least);
            if gap > 0 {
                line.bits.push(Bit::Loose(" ".repeat(gap)));
            }
            let own = cast.line(cell.slip).map_or(0, |line| line.text.chars().count());
            end = (end + gap + own).max(cell.x + own);
            line.bits.push(Bit::Line(cell.slip));
        }
        spaced.push(line);
    }
    spaced
}

/// What is found, in the order of a recursive cut at the widest white gap.
pub(super) fn cut(found: Vec<Found>) -> Vec<Row> {
    let (mut open, mut read) = (vec![found], Vec::new());
    while let Some(cells) = open.pop() {
        let down = gap(&cells, |cell| (cell.y, cell.y + cell.height)).filter(|(wide, _)| *wide >= BAND);
        let over = gap(&cells, |cell| (cell.x, cell.x + cell.width)).filter(|(wide, _)| *wide >= 2);
        // A line of text is as high as two columns are wide.
        let is_down = match (down, over) {
            (Some((down, _)), Some((over, _))) => down >= over * LINE / 2,
            (down, _) => down.is_some(),
        };
        let at = if is_down { down } else { over };
        let Some((_, at)) = at else {
            read.extend(one_by_one(rows(cells)));
            continue;
        };
        let before = |cell: &Found| if is_down { cell.y < at } else { cell.x < at };
        let (first, second): (Vec<Found>, Vec<Found>) = cells.into_iter().partition(before);
        open.push(second);
        open.push(first);
    }
    read
}

/// The widest gap between the `extents` of cells, and where it ends.
fn gap(cells: &[Found], extent: impl Fn(&Found) -> (usize, usize)) -> Option<(usize, usize)> {
    let mut extents: Vec<(usize, usize)> = cells.iter().map(extent).collect();
    extents.sort_unstable();
    let mut reach = extents.first()?.1;
    let mut best: Option<(usize, usize)> = None;
    for (from, to) in extents {
        if from > reach && best.is_none_or(|(wide, _)| from - reach > wide) {
            best = Some((from - reach, from));
        }
        reach = reach.max(to);
    }
    best
}

/// Puts unread lines and marks among `rows`, as many as the page has that `manner` was measured on.
pub(super) fn litter(rows: &mut Vec<Row>, manner: &Manner, stock: &mut super::stock::Stock, chance: &mut Chance) {
    for _ in 0..manner.open {
        let Some(text) = stock.open(chance) else { break };
        let at = chance.below(rows.len() + 1);
        rows.insert(at, Row::loose(&text));
    }
    // Marks between columns come with what parts these.
    let own = manner.specks.saturating_sub(manner.gaps.iter().filter(|gap| !gap.trim().is_empty()).count());
    for _ in 0..own {
        let Some(text) = stock.speck(chance) else { break };
        let at = chance.below(rows.len());
        let Some(row) = rows.get_mut(at) else { break };
        if chance.happens(0.6) {
            row.bits.insert(0, Bit::Loose(text));
        } else {
            row.bits.push(Bit::Loose(format!(" {text}")));
        }
    }
}

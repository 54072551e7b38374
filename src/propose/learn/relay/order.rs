//! The order in which programs read a laid-out page: across, cell by cell, or cut at its white gaps.

use super::cast::Cast;
use super::chance::Chance;
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

/// The cells of the page in rows across it, each row from left to right.
pub(super) fn across(grid: &Grid, skew: Skew) -> Vec<Vec<Cell>> {
    let mut cells = grid.cells.clone();
    skew.apply(&mut cells);
    rows_of(cells)
}

fn rows_of(mut cells: Vec<Cell>) -> Vec<Vec<Cell>> {
    cells.sort_by_key(|cell| (cell.y + cell.height / 2, cell.x));
    let mut rows: Vec<(usize, Vec<Cell>)> = Vec::new();
    for cell in cells {
        let middle = cell.y + cell.height / 2;
        let touches =
            |row: &[Cell]| row.iter().any(|other| other.x < cell.x + cell.width && cell.x < other.x + other.width);
        match rows.last_mut() {
            Some((at, row)) if middle <= *at + LINE / 2 && !touches(row) => row.push(cell),
            _ => rows.push((middle, vec![cell])),
        }
    }
    let mut rows: Vec<Vec<Cell>> = rows.into_iter().map(|(_, row)| row).collect();
    for row in &mut rows {
        row.sort_by_key(|cell| cell.x);
    }
    rows
}

/// Each cell of `rows` on a line of its own.
pub(super) fn one_by_one(rows: Vec<Vec<Cell>>) -> Vec<Row> {
    rows.into_iter().flatten().map(|cell| Row::of(cell.slip)).collect()
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

/// The cells in the order of a recursive cut at the widest white gap.
pub(super) fn cut(grid: &Grid, skew: Skew) -> Vec<Row> {
    let mut cells = grid.cells.clone();
    skew.apply(&mut cells);
    let (mut open, mut found) = (vec![cells], Vec::new());
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
            found.extend(one_by_one(rows_of(cells)));
            continue;
        };
        let before = |cell: &Cell| if is_down { cell.y < at } else { cell.x < at };
        let (first, second): (Vec<Cell>, Vec<Cell>) = cells.into_iter().partition(before);
        open.push(second);
        open.push(first);
    }
    found
}

/// The widest gap between the `extents` of cells, and where it ends.
fn gap(cells: &[Cell], extent: impl Fn(&Cell) -> (usize, usize)) -> Option<(usize, usize)> {
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

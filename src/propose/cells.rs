//! Cells: the parts of a line between wide gaps, as one stands beside the other where an engine read across columns.

use super::sheet::{column_of, trim};
use super::{Budget, Cancelled};
use crate::text::{PageNo, Span};
use std::ops::Range;

/// Spaces that part two columns; two words of one text are never so far apart.
pub(super) const GAP: u32 = 3;

/// A part of a line between wide gaps.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Cell {
    /// Where it stands, trimmed.
    pub(super) span: Span,
    /// The display column where it begins.
    pub(super) from: u32,
    /// The display column behind it.
    pub(super) to: u32,
    /// It is a mark that an engine saw in the gap between two columns.
    pub(super) mark: bool,
}

/// A line of the dump without what is kept.
#[derive(Clone, Debug)]
pub(super) struct Row {
    /// Its cells; at least one.
    pub(super) cells: Cells,
    /// Blank lines before it.
    pub(super) blanks: u32,
    /// The kept block before it.
    pub(super) kept: Option<u32>,
    /// Its cells are several texts, whether or not its neighbours have as many.
    pub(super) parted: bool,
    /// Which line of the dump it is of, from 0, blank lines not counted, and the display column of that line where it
    /// begins: a line with kept blocks is several rows.
    pub(super) at: (u32, u32),
}

/// The cells of a line. Most lines have one, which then takes no memory of its own: millions of such pieces would take
/// long to give back when the work is cancelled.
#[derive(Clone, Debug)]
pub(super) enum Cells {
    One([Cell; 1]),
    Many(Vec<Cell>),
}

impl From<Vec<Cell>> for Cells {
    fn from(cells: Vec<Cell>) -> Self {
        <[Cell; 1]>::try_from(cells).map_or_else(Self::Many, Self::One)
    }
}

impl std::ops::Deref for Cells {
    type Target = [Cell];

    fn deref(&self) -> &[Cell] {
        match self {
            Self::One(cell) => cell,
            Self::Many(cells) => cells,
        }
    }
}

/// How many display columns the text at `range` takes.
pub(super) fn columns(text: &str, range: Range<usize>, budget: &Budget) -> Result<u32, Cancelled> {
    let mut column = 0;
    for (nth, c) in text.get(range).unwrap_or_default().chars().enumerate() {
        budget.step_at(nth)?;
        column += column_of(c);
    }
    Ok(column)
}

/// The cells of the line that stands at `range`.
pub(super) fn cells(text: &str, page: PageNo, range: Range<usize>, budget: &Budget) -> Result<Vec<Cell>, Cancelled> {
    let mut cells = Vec::new();
    let Some(line) = text.get(range.clone()) else { return Ok(cells) };
    let mut cell: Option<(usize, u32)> = None;
    let (mut end, mut end_column) = (0, 0);
    let (mut column, mut gap) = (0, 0);
    let mut close = |from: usize, to: usize, columns: (u32, u32)| {
        if let Some(span) = trim(text, page, range.start + from..range.start + to) {
            cells.push(Cell { span, from: columns.0, to: columns.1, mark: false });
        }
    };
    for (nth, (at, c)) in line.char_indices().enumerate() {
        budget.step_at(nth)?;
        let width = column_of(c);
        if c.is_whitespace() {
            gap += width;
            column += width;
            continue;
        }
        if gap >= GAP
            && let Some((from, column)) = cell.take()
        {
            close(from, end, (column, end_column));
        }
        if cell.is_none() {
            cell = Some((at, column));
        }
        gap = 0;
        column += width;
        end = at + c.len_utf8();
        end_column = column;
    }
    if let Some((from, column)) = cell {
        close(from, end, (column, end_column));
    }
    Ok(cells)
}

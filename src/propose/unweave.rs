//! Parts lines that were read across several columns, and puts the columns one after the other.
//!
//! A wide gap, a tab or a rule (`|`) parts a line into cells. Cells that stand over each other are a column: each new
//! cell goes to the column that it overlaps, and where it stands is then where that column stands, so that skewed
//! columns may drift. A cell over two columns or more ends the run of woven lines. Few woven lines in a run are no
//! columns but a table, and stay as they are. Time linear in the length of the text, for a bounded number of columns.

use super::sheet::{Line, column_of, trim};
use super::{Budget, Cancelled};
use crate::text::{PageNo, Span, is_cjk};
use std::cmp::Reverse;
use std::ops::Range;

/// Spaces that part two columns; two words of one text are never so far apart.
const GAP: u32 = 3;
/// Woven lines that a run needs; fewer are a list with figures, or a line of names.
const WOVEN: usize = 4;
/// Lines of one cell after which a run is over: the other columns have ended.
const ALONE: usize = 12;
/// Display columns by which the lines of a column may begin apart.
const SLACK: u32 = 3;
/// Display columns that a cell may be off rather than break a sentence, or stand beside another cell of its column.
const BROKEN: u32 = 12;
/// A page has no more columns than this; further cells go to the last.
const COLUMNS: usize = 12;

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
        if c == '\t' {
            gap += GAP;
            column += GAP;
            continue;
        }
        let width = column_of(c);
        if c.is_whitespace() {
            gap += width.max(1);
            column += width.max(1);
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

/// `cell` in two parts, at the space that ends nearest to the display column `start`.
fn part_near(text: &str, cell: Cell, start: u32) -> Option<(Cell, Cell)> {
    let content = text.get(cell.span.range())?;
    let mut column = cell.from;
    let mut space: Option<(usize, u32)> = None;
    let mut best: Option<(u32, usize, u32, usize, u32)> = None;
    for (at, c) in content.char_indices() {
        if c.is_whitespace() {
            space = space.or(Some((at, column)));
        } else if let Some((end, end_column)) = space.take() {
            let off = column.abs_diff(start);
            // Between words of spaced scripts every space would do.
            if off <= SLACK && is_cjk(c) && best.is_none_or(|best| off < best.0) {
                best = Some((off, end, end_column, at, column));
            }
        }
        column += column_of(c).max(u32::from(c.is_whitespace()));
        if column > start + 2 * SLACK {
            break;
        }
    }
    let (_, end, end_column, begin, begin_column) = best?;
    let from = cell.span.start.get();
    let left = Cell { span: Span::new(cell.span.page, from, from + end), to: end_column, ..cell };
    let right = Cell { span: Span::new(cell.span.page, from + begin, cell.span.end.get()), from: begin_column, ..cell };
    Some((left, right))
}

/// The lines of `rows` in reading order.
/// `ragged`: words are parted by spaces.
pub(super) fn unweave(text: &str, rows: Vec<Row>, ragged: bool, budget: &Budget) -> Result<Vec<Line>, Cancelled> {
    let mut lines = Vec::with_capacity(rows.len());
    let mut run = Run { ragged, ..Run::default() };
    for (index, row) in rows.into_iter().enumerate() {
        budget.step_at(index)?;
        let (row, marks) = without_marks(row, budget)?;
        let row = run.divide(text, row, budget)?;
        if row.kept.is_some() || !run.takes(&row) {
            std::mem::replace(&mut run, Run { ragged, ..Run::default() }).write(&mut lines, budget)?;
        }
        run.push(text, row, budget)?;
        run.marks.extend(marks);
    }
    run.write(&mut lines, budget)?;
    Ok(lines)
}

/// A run of lines that may be woven.
#[derive(Default)]
struct Run {
    rows: Vec<Row>,
    /// The column of each cell of each row.
    homes: Vec<usize>,
    /// Where each column stands now.
    columns: Vec<(u32, u32)>,
    woven: usize,
    alone: usize,
    /// The last cell of each column.
    ends: Vec<Span>,
    /// Marks in the gaps.
    marks: Vec<Cell>,
    /// Words are parted by spaces, so that lines differ in width.
    ragged: bool,
}

impl Run {
    fn takes(&self, row: &Row) -> bool {
        if self.rows.is_empty() {
            return true;
        }
        if self.columns.len() < 2 {
            // One column so far: a run begins where the first woven line stands.
            return row.cells.len() < 2;
        }
        // A line across several columns ends them; a cell across two, beside others, is one whose gap was lost.
        let spanning = row.cells.len() == 1 && row.cells.iter().any(|cell| self.overlapped(cell).count() > 1);
        !spanning && row.blanks < 4 && (row.cells.len() > 1 || self.alone < ALONE)
    }

    /// Parts cells that lie over two columns at the space that stands where the right one begins.
    fn divide(&self, text: &str, row: Row, budget: &Budget) -> Result<Row, Cancelled> {
        if self.columns.len() < 2 || self.woven < WOVEN {
            return Ok(row);
        }
        let mut cells = Vec::with_capacity(row.cells.len());
        for (nth, &cell) in row.cells.iter().enumerate() {
            budget.step_at(nth)?;
            let mut rest = cell;
            let mut starts: Vec<u32> = self.overlapped(&cell).map(|at| self.columns[at].0).collect();
            starts.sort_unstable();
            for start in starts.into_iter().skip(1) {
                if let Some((left, right)) = part_near(text, rest, start) {
                    cells.push(left);
                    rest = right;
                }
            }
            cells.push(rest);
        }
        Ok(Row { cells: cells.into(), ..row })
    }

    /// The columns of which `cell` covers a good part.
    fn overlapped<'s>(&'s self, cell: &'s Cell) -> impl Iterator<Item = usize> + 's {
        self.columns.iter().enumerate().filter_map(|(at, &(from, to))| {
            let shared = to.min(cell.to).saturating_sub(from.max(cell.from));
            (shared * 3 > (to - from).min(cell.to - cell.from)).then_some(at)
        })
    }

    /// The column of `cell`, which stands behind one of the column `last` on its line. Where words are parted by spaces,
    /// a long line pushes what stands behind it to the right, and makes its column seem wide: there the place where the
    /// cell begins says more than what it lies over.
    fn column_of(&self, text: &str, cell: &Cell, last: Option<usize>) -> Option<usize> {
        let shared = |at: usize| {
            let (from, to) = self.columns[at];
            to.min(cell.to).saturating_sub(from.max(cell.from))
        };
        if !self.ragged {
            return self.overlapped(cell).max_by_key(|&at| (shared(at), Reverse(at)));
        }
        let behind = last.map_or(0, |last| self.columns[last].0 + 1);
        let off = |at: usize| {
            let from = self.columns[at].0;
            let aside = if cell.from + SLACK < from { 2 * (from - cell.from) } else { cell.from.saturating_sub(from) };
            aside + self.strangeness(text, at, cell)
        };
        self.overlapped(cell).min_by_key(|&at| off(at) + if self.columns[at].0 < behind { BROKEN } else { 0 })
    }

    /// How much `cell` is no continuation of what stands last in the column, in display columns that it may be off.
    fn strangeness(&self, text: &str, column: usize, cell: &Cell) -> u32 {
        let words = |span: Span| text.get(span.range()).unwrap_or_default();
        let Some(above) = self.ends.get(column).map(|&span| words(span)) else { return 0 };
        let small = words(cell.span).starts_with(char::is_lowercase);
        match above.chars().next_back() {
            Some('-' | '¬') if !small => BROKEN,
            Some('.' | '!' | '?') if small => BROKEN / 2,
            _ => 0,
        }
    }

    fn push(&mut self, text: &str, row: Row, budget: &Budget) -> Result<(), Cancelled> {
        let mut last = None;
        for (nth, cell) in row.cells.iter().enumerate() {
            budget.step_at(nth)?;
            let found = self.column_of(text, cell, last);
            let home = found.unwrap_or(self.columns.len().min(COLUMNS - 1));
            match self.columns.get_mut(home) {
                Some(column) if found.is_some() => {
                    // A short line says little of where its column stands.
                    column.0 = (column.0 * 3 + column.0.min(cell.from)) / 4;
                    column.1 = column.1.max(cell.to);
                }
                Some(_) => {}
                None => {
                    self.columns.push((cell.from, cell.to));
                    self.ends.push(cell.span);
                }
            }
            if let Some(end) = self.ends.get_mut(home) {
                *end = cell.span;
            }
            self.homes.push(home);
            last = Some(home);
        }
        if row.cells.len() > 1 {
            self.woven += 1;
            self.alone = 0;
        } else {
            self.alone += 1;
        }
        self.rows.push(row);
        Ok(())
    }

    /// Writes the columns, and the marks between them after these.
    fn write(mut self, lines: &mut Vec<Line>, budget: &Budget) -> Result<(), Cancelled> {
        let marks = std::mem::take(&mut self.marks);
        self.write_texts(lines, budget)?;
        for (nth, mark) in marks.iter().enumerate() {
            budget.step_at(nth)?;
            lines.push(Line { column_start: nth == 0, woven: true, ..plain(mark, 0, 0, None) });
        }
        Ok(())
    }

    fn write_texts(self, lines: &mut Vec<Line>, budget: &Budget) -> Result<(), Cancelled> {
        if self.woven < WOVEN {
            for (nth, row) in self.rows.into_iter().enumerate() {
                budget.step_at(nth)?;
                write_plain(&row, lines);
            }
            return Ok(());
        }
        let mut order: Vec<usize> = (0..self.columns.len()).collect();
        order.sort_by_key(|&at| self.columns[at]);
        for column in order {
            let left = self.columns[column].0;
            let mut first = true;
            let mut last_row = 0;
            let mut homes = self.homes.iter();
            for (at, row) in self.rows.iter().enumerate() {
                budget.step_at(at)?;
                for (nth, (cell, &home)) in row.cells.iter().zip(homes.by_ref()).enumerate() {
                    budget.step_at(nth + 1)?;
                    if home != column {
                        continue;
                    }
                    let skipped = u32::try_from(at - last_row).unwrap_or(0).saturating_sub(1);
                    let mut line = plain(cell, cell.from.saturating_sub(left), row.blanks, row.kept);
                    // Drifting columns alternate: one line without a cell is no blank line.
                    line.blanks = if first { row.blanks } else { row.blanks.max(skipped.saturating_sub(1)) };
                    line.column_start = first;
                    line.woven = true;
                    line.kept = row.kept.filter(|_| first);
                    lines.push(line);
                    first = false;
                    last_row = at;
                }
            }
        }
        Ok(())
    }
}

/// The row's texts, and the marks that stood between them.
fn without_marks(row: Row, budget: &Budget) -> Result<(Row, Vec<Cell>), Cancelled> {
    if !row.parted {
        return Ok((row, Vec::new()));
    }
    let (mut texts, mut marks) = (Vec::new(), Vec::new());
    for (nth, &cell) in row.cells.iter().enumerate() {
        budget.step_at(nth)?;
        if cell.mark { marks.push(cell) } else { texts.push(cell) }
    }
    Ok((Row { cells: texts.into(), ..row }, marks))
}

/// A line that is not woven: its cells are one text, unless it was parted for good.
fn write_plain(row: &Row, lines: &mut Vec<Line>) {
    let (Some(first), Some(last)) = (row.cells.first(), row.cells.last()) else { return };
    if row.parted {
        for (nth, cell) in row.cells.iter().enumerate() {
            let line = if nth == 0 { plain(cell, cell.from, row.blanks, row.kept) } else { plain(cell, 0, 0, None) };
            lines.push(Line { column_start: true, woven: true, ..line });
        }
        return;
    }
    let whole = Cell { span: Span { end: last.span.end, ..first.span }, from: first.from, to: last.to, mark: false };
    lines.push(plain(&whole, first.from, row.blanks, row.kept));
}

fn plain(cell: &Cell, indent: u32, blanks: u32, kept: Option<u32>) -> Line {
    Line {
        span: cell.span,
        width: cell.to - cell.from,
        usual: 0,
        indent,
        blanks,
        kept,
        column_start: false,
        woven: false,
    }
}

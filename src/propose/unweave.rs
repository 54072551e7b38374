//! Puts the columns of lines that were read across one after the other.
//!
//! Cells ([`super::cells`]) that stand over each other are a column: each new cell goes to the column that it overlaps,
//! and where it stands is then where that column stands, so that skewed columns may drift. A cell over two columns or more
//! ends the run of woven lines. Few woven lines in a run are no columns but a table, and stay as they are. Time linear in
//! the length of the text, for a bounded number of columns.
//!
//! Where words are parted by spaces, lines differ in width and push what stands behind them to the right, so that columns
//! seem to lie over each other. There a column is as wide as its lines are by themselves, a lone cell ends a run only
//! where it is wider than that, and a column that no line went on with for a while gives way to those that stand there.
//! Columns are followed to the left; to the right as far as a line still lies over a third of where its column stood.

use super::cells::{Cell, Row};
use super::sheet::{Line, Place, column_of};
use super::{Budget, Cancelled};
use crate::text::{Span, is_cjk};
use std::cmp::Reverse;
use std::collections::VecDeque;

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
/// Lines of a column that tell how wide it is.
const RECENT: usize = 16;
/// How much wider than a column's lines one must be that spans columns, in tenths.
const WIDER: u32 = 12;
/// Rows after which a column without a line is idle: over it no line is too wide, and a cell goes to it only where it is
/// off the others by so many display columns more.
const IDLE: usize = 12;
const IDLE_COST: u32 = 40;
/// Lines of a column that may be wider than it is: one in which the gap to the next column was lost.
const LOST_GAPS: usize = 1;

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
        column += column_of(c);
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
        let at = row.at;
        let (row, marks) = without_marks(row, budget)?;
        let row = run.divide(text, row, budget)?;
        if row.kept.is_some() || !run.takes(&row) {
            std::mem::replace(&mut run, Run { ragged, ..Run::default() }).write(&mut lines, budget)?;
        }
        run.push(text, row, budget)?;
        run.marks.extend(marks.into_iter().map(|mark| (at, mark)));
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
    columns: Vec<Column>,
    woven: usize,
    alone: usize,
    /// Marks in the gaps, each with where its row is ([`Row::at`]).
    marks: Vec<((u32, u32), Cell)>,
    /// Words are parted by spaces, so that lines differ in width.
    ragged: bool,
}

/// A column of a run.
struct Column {
    /// Where it stands now.
    from: u32,
    to: u32,
    /// How wide its last lines were by themselves.
    widths: VecDeque<u32>,
    /// Its last cell, and that one's row.
    end: Span,
    row: usize,
}

impl Column {
    fn new(cell: &Cell, row: usize) -> Self {
        Self { from: cell.from, to: cell.to, widths: VecDeque::from([cell.to - cell.from]), end: cell.span, row }
    }

    /// Takes in its next cell.
    fn push(&mut self, cell: &Cell, ragged: bool) {
        // A short line says little of where its column stands.
        self.from = (self.from * 3 + self.from.min(cell.from)) / 4;
        if !ragged {
            self.to = self.to.max(cell.to);
            return;
        }
        self.widths.push_back(cell.to - cell.from);
        if self.widths.len() > RECENT {
            self.widths.pop_front();
        }
        let mut widths: Vec<u32> = self.widths.iter().copied().collect();
        widths.sort_unstable_by_key(|&width| Reverse(width));
        self.to = self.from + widths.get(LOST_GAPS).or(widths.last()).copied().unwrap_or(0);
    }

    fn width(&self) -> u32 {
        self.to - self.from
    }

    /// Display columns of `cell` that lie over it.
    fn shared(&self, cell: &Cell) -> u32 {
        self.to.min(cell.to).saturating_sub(self.from.max(cell.from))
    }

    /// Whether `cell` covers a good part of it.
    fn is_under(&self, cell: &Cell) -> bool {
        self.shared(cell) * 3 > self.width().min(cell.to - cell.from)
    }
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
        let spanning = row.cells.len() == 1 && row.cells.iter().any(|cell| self.is_spanning(cell));
        !spanning && row.blanks < 4 && (row.cells.len() > 1 || self.alone < ALONE)
    }

    /// Whether a cell that stands alone on its line goes over several columns.
    fn is_spanning(&self, cell: &Cell) -> bool {
        let widest = self.overlapped(cell).map(|at| self.columns[at].width()).max().unwrap_or(0);
        self.overlapped(cell).count() > 1
            && (!self.ragged || (cell.to - cell.from).saturating_mul(10) > widest.saturating_mul(WIDER))
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
            let mut starts: Vec<u32> = self.overlapped(&cell).map(|at| self.columns[at].from).collect();
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
        let is_one = |column: &Column| !self.is_idle(column) && column.is_under(cell);
        (0..self.columns.len()).filter(move |&at| is_one(&self.columns[at]))
    }

    fn is_idle(&self, column: &Column) -> bool {
        self.ragged && self.rows.len() - column.row > IDLE
    }

    /// The column of `cell`, which stands behind one of the column `last` on its line. Where words are parted by spaces,
    /// a long line pushes what stands behind it to the right, and makes its column seem wide: there the place where the
    /// cell begins says more than what it lies over.
    fn column_of(&self, text: &str, cell: &Cell, last: Option<usize>) -> Option<usize> {
        if !self.ragged {
            return self.overlapped(cell).max_by_key(|&at| (self.columns[at].shared(cell), Reverse(at)));
        }
        let behind = last.map_or(0, |last| self.columns[last].from + 1);
        let off = |at: usize| {
            let from = self.columns[at].from;
            let aside = if cell.from + SLACK < from { 2 * (from - cell.from) } else { cell.from.saturating_sub(from) };
            aside + self.strangeness(text, at, cell)
        };
        let cost = |at: usize| {
            let column = &self.columns[at];
            let broken = if column.from < behind { BROKEN } else { 0 };
            off(at) + broken + if self.is_idle(column) { IDLE_COST } else { 0 }
        };
        (0..self.columns.len()).filter(|&at| self.columns[at].is_under(cell)).min_by_key(|&at| cost(at))
    }

    /// How much `cell` is no continuation of what stands last in the column, in display columns that it may be off.
    fn strangeness(&self, text: &str, column: usize, cell: &Cell) -> u32 {
        let words = |span: Span| text.get(span.range()).unwrap_or_default();
        let Some(above) = self.columns.get(column).map(|column| words(column.end)) else { return 0 };
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
                Some(column) => {
                    if found.is_some() {
                        column.push(cell, self.ragged);
                    }
                    (column.end, column.row) = (cell.span, self.rows.len());
                }
                None => self.columns.push(Column::new(cell, self.rows.len())),
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
        for (nth, (row, mark)) in marks.iter().enumerate() {
            budget.step_at(nth)?;
            let place = place(*row, mark, (0, 1));
            lines.push(Line { column_start: nth == 0, woven: true, place, ..plain(mark, 0, 0, None) });
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
        order.sort_by_key(|&at| (self.columns[at].from, self.columns[at].to));
        for column in order {
            let left = self.columns[column].from;
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
                    line.place = place(row.at, cell, (nth, row.cells.len()));
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
            let place = place(row.at, cell, (nth, row.cells.len()));
            lines.push(Line { column_start: true, woven: true, place, ..line });
        }
        return;
    }
    let whole = Cell { span: Span { end: last.span.end, ..first.span }, from: first.from, to: last.to, mark: false };
    lines.push(Line { place: place(row.at, &whole, (0, 1)), ..plain(&whole, first.from, row.blanks, row.kept) });
}

/// Where a cell stands, which is the `rank`th of so many of a row that is at `at`.
fn place(at: (u32, u32), cell: &Cell, (rank, cells): (usize, usize)) -> Place {
    let byte = |count: usize| u8::try_from(count).unwrap_or(u8::MAX);
    Place {
        row: at.0,
        from: u16::try_from(at.1.saturating_add(cell.from)).unwrap_or(u16::MAX),
        rank: byte(rank),
        cells: byte(cells),
        ..Place::default()
    }
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
        place: Place::default(),
    }
}

#[cfg(test)]
mod tests;

//! Parts lines that an engine read straight across columns whose gaps it did not keep.
//!
//! Such a line has little between two columns: one space, a rule read as `|`, a lone mark (` 。`, ` ”`) that was seen in
//! the gap, or nothing but that mark. The same marks stand inside sentences, so no place says by itself that it is a gap.
//! What tells them apart is the print: a column is filled to the same width row after row, and its next column begins
//! under where it began in the row above. So for each line the cells are chosen together, as those that are worth most:
//! each gap has a worth from its form ([`gaps`]), each cell from how often cells of its width stand in the rows around,
//! and each gap from how many of these begin a cell there. The rows around are those of the round before; the first
//! round has the gaps that are sure by their form. Where no row around has such gaps only these are cut.
//!
//! Widths are display columns. Time is linear in the length of the text: a line longer than [`LONGEST`] stays as it is,
//! and in any other a cell reaches over a bounded number of gaps.

use super::gaps::{Gap, Gaps};
use super::unweave::{Cell, Row};
use super::{Budget, Cancelled};
use crate::text::Span;

/// Times that all rows are parted anew, each with what the time before found.
const ROUNDS: usize = 6;
/// Rows on either side whose cells tell widths: a column of a short module.
const WIDTH_ROWS: usize = 16;
/// Rows on either side that tell where columns begin: misread characters move them from row to row.
const START_ROWS: usize = 8;
/// Display columns of a line that was read across a page; longer ones are whole articles.
const LONGEST: u32 = 600;
/// The narrowest column and the widest, in display columns: what is narrower is a label.
const NARROWEST: usize = 10;
const WIDEST: usize = 128;
/// Gaps that one cell may reach over.
const REACH: usize = 48;
/// White space up to which a line nearly fills its column.
const NEARLY: u32 = 5;
/// What a cell of any width is worth where nothing is known: one of so many widths.
const ANY: f64 = 1.0 / 60.0;
/// Cells that speak for any width, beside those found.
const UNKNOWN: f64 = 3.0;

/// Tight cells around that leave no doubt that lines were read across, and the doubt where there are none.
const ENOUGH: f64 = 20.0;
/// Tight cells a row of a page that was read across.
const PAGE: f64 = 0.4;
const DOUBT: f64 = 3.5;

/// Parts the cells of `rows`. What is no text but a mark in a gap becomes a cell that [`Cell::mark`] says so of.
pub(super) fn part(text: &str, rows: Vec<Row>, budget: &Budget) -> Result<Vec<Row>, Cancelled> {
    let mut found = Found::default();
    for (at, row) in rows.iter().enumerate() {
        budget.step_at(at)?;
        let worth = |gap: &Gap| gap.worth;
        found.add(row_pieces(text, row, &mut Scratch::default(), |_, _, _| 0.0, worth));
    }
    if !found.any_cut {
        return Ok(rows);
    }
    let mut scratch = Scratch::default();
    for _ in 1..ROUNDS {
        let mut next = Found::default();
        let mut window = Window { page: found.share(), ..Window::default() };
        for (at, row) in rows.iter().enumerate() {
            budget.step_at(at)?;
            window.move_to(at, &found);
            let pieces = row_pieces(
                text,
                row,
                &mut scratch,
                |width, lead, trail| window.width_worth(width, lead, trail),
                |gap| gap.worth + window.start_worth(gap.right) - window.doubt(),
            );
            next.add(pieces);
        }
        found = next;
    }
    let mut parted = Vec::with_capacity(rows.len());
    for (at, row) in rows.into_iter().enumerate() {
        budget.step_at(at)?;
        parted.push(found.apply(at, row));
    }
    Ok(parted)
}

/// A cell as it was chosen.
#[derive(Clone, Copy, Debug)]
struct Piece {
    /// Where it stands in the text, in bytes, and in its line.
    bytes: (usize, usize),
    columns: (u32, u32),
    /// A mark in the gap before it.
    mark: Option<(usize, usize, u32)>,
    /// Both its ends are tight gaps, so that its width is its column's.
    tight: bool,
    /// The cell of the row that it is a part of.
    cell: usize,
}

/// The pieces of all rows.
#[derive(Default)]
struct Found {
    pieces: Vec<Piece>,
    /// Behind the last piece of each row.
    ends: Vec<usize>,
    any_cut: bool,
}

impl Found {
    fn add(&mut self, (pieces, cut): (Vec<Piece>, bool)) {
        self.any_cut |= cut;
        self.pieces.extend(pieces);
        self.ends.push(self.pieces.len());
    }

    fn share(&self) -> f64 {
        let tight = self.pieces.iter().filter_map(tight_width).count();
        (index(tight) / (index(self.ends.len()) * PAGE)).min(1.0)
    }

    fn row(&self, at: usize) -> &[Piece] {
        let from = at.checked_sub(1).and_then(|before| self.ends.get(before)).copied().unwrap_or(0);
        let to = self.ends.get(at).copied().unwrap_or(from);
        self.pieces.get(from..to).unwrap_or_default()
    }

    fn apply(&self, at: usize, row: Row) -> Row {
        let pieces = self.row(at);
        if pieces.len() <= row.cells.len() {
            return row;
        }
        let mut cells = Vec::with_capacity(pieces.len());
        for piece in pieces {
            let Some(&whole) = row.cells.get(piece.cell) else { continue };
            let page = whole.span.page;
            if let Some((from, to, column)) = piece.mark {
                let span = Span::new(page, from, to);
                cells.push(Cell { span, from: column, to: column + 1, mark: true });
            }
            let span = Span::new(page, piece.bytes.0, piece.bytes.1);
            cells.push(Cell { span, from: piece.columns.0, to: piece.columns.1, mark: false });
        }
        Row { cells: cells.into(), parted: true, ..row }
    }
}

/// What is used again from row to row.
#[derive(Default)]
struct Scratch {
    gaps: Vec<Gap>,
    best: Vec<(f64, usize)>,
}

/// The pieces of `row` that are worth most together, and whether a gap was cut.
fn row_pieces(
    text: &str,
    row: &Row,
    scratch: &mut Scratch,
    width_worth: impl Fn(u32, u32, u32) -> f64,
    gap_worth: impl Fn(&Gap) -> f64,
) -> (Vec<Piece>, bool) {
    let mut pieces = Vec::new();
    let mut cut = row.cells.len() > 1;
    let long = row.cells.last().is_some_and(|cell| cell.to > LONGEST);
    for (nth, cell) in row.cells.iter().enumerate() {
        let before = nth.checked_sub(1).and_then(|before| row.cells.get(before));
        let lead = cell.from - before.map_or(0, |before| before.to);
        let trail = row.cells.get(nth + 1).map_or(u32::MAX, |after| after.from - cell.to);
        scratch.gaps.clear();
        if !long && let Some(content) = text.get(cell.span.range()) {
            scratch.gaps.extend(Gaps::new(content, cell.span.start.get(), cell.from));
        }
        let (from, to) = (cell.span.start.get(), cell.span.end.get());
        let gaps = &scratch.gaps;
        // Ends of cells are the gaps and the end of the whole; for each the best before it.
        let best = &mut scratch.best;
        best.clear();
        let starts = |at: usize| at.checked_sub(1).and_then(|gap| gaps.get(gap)).map_or(cell.from, |gap| gap.right);
        for end in 0..=gaps.len() {
            let (right, own) = gaps.get(end).map_or((cell.to, 0.0), |gap| (gap.left, gap_worth(gap)));
            let mut most = (f64::NEG_INFINITY, end);
            for start in (end.saturating_sub(REACH)..=end).rev() {
                let width = right.saturating_sub(starts(start));
                let lead = if start == 0 { lead } else { 0 };
                let trail = if end == gaps.len() { trail } else { 0 };
                let before = start.checked_sub(1).map_or(0.0, |gap| best.get(gap).map_or(0.0, |best| best.0));
                let worth = before + own + width_worth(width, lead, trail);
                if worth > most.0 {
                    most = (worth, start);
                }
            }
            best.push(most);
        }
        let mut ends = vec![gaps.len()];
        while let Some(&(_, start)) = ends.last().and_then(|&end| best.get(end)) {
            let Some(gap) = start.checked_sub(1) else { break };
            ends.push(gap);
        }
        let first = pieces.len();
        for &end in ends.iter().rev() {
            let opened = ends.iter().rev().take_while(|&&other| other < end).last().and_then(|&gap| gaps.get(gap));
            let closed = gaps.get(end);
            cut |= closed.is_some();
            pieces.push(Piece {
                bytes: (opened.map_or(from, |gap| gap.start), closed.map_or(to, |gap| gap.end)),
                columns: (opened.map_or(cell.from, |gap| gap.right), closed.map_or(cell.to, |gap| gap.left)),
                mark: opened.and_then(|gap| gap.mark.map(|(from, to)| (from, to, gap.left + 1))),
                tight: (closed.is_some() || trail < NEARLY) && (pieces.len() > first || lead < NEARLY),
                cell: nth,
            });
        }
    }
    (pieces, cut)
}

/// What the rows around one have.
struct Window {
    /// Tight cells of each width.
    widths: Vec<f64>,
    count: f64,
    /// Cells that begin at each display column.
    starts: Vec<f64>,
    rows: f64,
    /// How sure it is that the whole page was read across, in 0..1.
    page: f64,
    /// The row in the middle, which does not speak for itself.
    own_widths: Vec<usize>,
    own_starts: Vec<usize>,
    /// One past the last row taken in.
    widths_to: usize,
    starts_to: usize,
}

impl Default for Window {
    fn default() -> Self {
        Self {
            widths: vec![0.0; WIDEST],
            count: 0.0,
            starts: vec![0.0; usize::try_from(LONGEST).unwrap_or(0) + 1],
            rows: 0.0,
            page: 0.0,
            own_widths: Vec::new(),
            own_starts: Vec::new(),
            widths_to: 0,
            starts_to: 0,
        }
    }
}

impl Window {
    fn move_to(&mut self, at: usize, found: &Found) {
        while self.widths_to <= at + WIDTH_ROWS && self.widths_to < found.ends.len() {
            self.change_widths(found.row(self.widths_to), 1.0);
            self.widths_to += 1;
        }
        if let Some(out) = at.checked_sub(WIDTH_ROWS + 1) {
            self.change_widths(found.row(out), -1.0);
        }
        while self.starts_to <= at + START_ROWS && self.starts_to < found.ends.len() {
            self.change_starts(found.row(self.starts_to), 1.0);
            self.starts_to += 1;
        }
        if let Some(out) = at.checked_sub(START_ROWS + 1) {
            self.change_starts(found.row(out), -1.0);
        }
        self.own_widths.clear();
        self.own_widths.extend(found.row(at).iter().filter_map(tight_width));
        self.own_starts.clear();
        self.own_starts.extend(starts(found.row(at)));
    }

    fn change_widths(&mut self, row: &[Piece], by: f64) {
        for width in row.iter().filter_map(tight_width) {
            self.widths[width] += by;
            self.count += by;
        }
    }

    fn change_starts(&mut self, row: &[Piece], by: f64) {
        self.rows += by;
        for start in starts(row) {
            self.starts[start] += by;
        }
    }

    /// The worth of a cell of `width` with so much white space before and behind it.
    fn width_worth(&self, width: u32, lead: u32, trail: u32) -> f64 {
        let known = self.count - index(self.own_widths.len());
        let width = usize::try_from(width).unwrap_or(WIDEST);
        let worth = |width: usize| {
            let near = |off: usize, part: f64| {
                let count = |at: usize| {
                    let own = self.own_widths.iter().filter(|&&own| own == at).count();
                    self.widths.get(at).copied().unwrap_or(0.0) - index(own)
                };
                let below = if off == 0 { 0.0 } else { width.checked_sub(off).map_or(0.0, count) };
                part * (count(width + off) + below)
            };
            let share = (near(0, 1.0) + near(1, 0.6) + near(2, 0.3)) / 2.8;
            ((share + UNKNOWN * ANY) / (known + UNKNOWN) / ANY).ln()
        };
        let slack = usize::try_from(lead.saturating_add(trail)).unwrap_or(WIDEST);
        if slack < 2 {
            return worth(width);
        }
        // A line that does not fill its column may be of any that is wider.
        let most = (width..=width.saturating_add(slack).min(WIDEST)).map(worth).fold(worth(width), f64::max);
        if most > 0.0 { most * 0.6 } else { most }
    }

    /// What any gap loses where few columns are known around.
    fn doubt(&self) -> f64 {
        let known = self.count - index(self.own_widths.len());
        DOUBT * (1.0 - (known / ENOUGH).max(self.page)).max(0.0)
    }

    /// The worth of a cell that begins at the display column `at`.
    fn start_worth(&self, at: u32) -> f64 {
        if self.rows < 2.0 {
            return 0.0;
        }
        let at = usize::try_from(at).unwrap_or(0);
        let count = |at: usize| {
            let own = self.own_starts.iter().filter(|&&own| own == at).count();
            self.starts.get(at).copied().unwrap_or(0.0) - index(own)
        };
        let near: f64 = (at.saturating_sub(2)..=at + 2).map(count).sum();
        let share = near / self.rows;
        ((share + 0.1) / 0.25).ln()
    }
}

fn tight_width(piece: &Piece) -> Option<usize> {
    let width = usize::try_from(piece.columns.1.saturating_sub(piece.columns.0)).ok()?;
    (piece.tight && (NARROWEST..WIDEST).contains(&width)).then_some(width)
}

/// Where the cells of a row begin, but for the first.
fn starts(row: &[Piece]) -> impl Iterator<Item = usize> + '_ {
    row.iter()
        .skip(1)
        .filter_map(|piece| usize::try_from(piece.columns.0).ok())
        .filter(|&start| start <= usize::try_from(LONGEST).unwrap_or(0))
}

#[expect(clippy::cast_precision_loss, reason = "counts of a row")]
fn index(count: usize) -> f64 {
    count as f64
}

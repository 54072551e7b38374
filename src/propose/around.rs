//! What the rows around a row that was read across columns have: widths of cells, and where they begin.
//!
//! Kept as counts over a window that moves down the page with [`super::columns`], so that a row costs as much as it has
//! cells. A row does not speak for itself: its own cells are taken out of what is counted. Set on the training pages.

use super::unweave::{Cell, Row};
use crate::text::Span;

/// Display columns of a line that was read across a page; longer ones are whole articles.
pub(super) const LONGEST: u32 = 600;
/// Rows on either side whose cells tell widths: a column of a short module.
const WIDTH_ROWS: usize = 16;
/// Rows on either side that tell where columns begin: misread characters move them from row to row.
const START_ROWS: usize = 8;
/// The narrowest column and the widest, in display columns: what is narrower is a label.
const NARROWEST: usize = 10;
const WIDEST: usize = 128;
/// What a cell of any width is worth where nothing is known: one of so many widths.
const ANY: f64 = 1.0 / 60.0;
/// Cells that speak for any width, beside those found.
const UNKNOWN: f64 = 3.0;

/// Tight cells around that leave no doubt that lines were read across, and the doubt where there are none.
const ENOUGH: f64 = 20.0;
const DOUBT: f64 = 5.0;
/// Tight cells a row of a page that was read across.
const PAGE: f64 = 0.4;
/// Rows of which a page is too short to be sure.
const FEW: usize = 10;

/// A cell as it was chosen.
#[derive(Clone, Copy, Debug)]
pub(super) struct Piece {
    /// Where it stands in the text, in bytes, and in its line.
    pub(super) bytes: (usize, usize),
    pub(super) columns: (u32, u32),
    /// A mark in the gap before it.
    pub(super) mark: Option<(usize, usize, u32)>,
    /// Both its ends are tight gaps, so that its width is its column's.
    pub(super) tight: bool,
    /// The cell of the row that it is a part of.
    pub(super) cell: usize,
}

/// The pieces of all rows.
#[derive(Default)]
pub(super) struct Found {
    pieces: Vec<Piece>,
    /// Behind the last piece of each row.
    ends: Vec<usize>,
    pub(super) any_cut: bool,
}

impl Found {
    /// Takes in the pieces of the next row, and whether a gap was cut.
    pub(super) fn add(&mut self, (pieces, cut): (Vec<Piece>, bool)) {
        self.any_cut |= cut;
        self.pieces.extend(pieces);
        self.ends.push(self.pieces.len());
    }

    /// How sure it is that the whole page was read across, in 0..1.
    fn share(&self) -> f64 {
        let tight = self.pieces.iter().filter_map(tight_width).count();
        (index(tight) / (index(self.ends.len() + FEW) * PAGE)).min(1.0)
    }

    pub(super) fn row(&self, at: usize) -> &[Piece] {
        let from = at.checked_sub(1).and_then(|before| self.ends.get(before)).copied().unwrap_or(0);
        let to = self.ends.get(at).copied().unwrap_or(from);
        self.pieces.get(from..to).unwrap_or_default()
    }

    /// The row with its cells parted.
    pub(super) fn apply(&self, at: usize, row: Row) -> Row {
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

/// What the rows around one have.
pub(super) struct Window {
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
    /// A window above the first row.
    pub(super) fn of_page(found: &Found) -> Self {
        Self { page: found.share(), ..Self::default() }
    }

    /// Puts the row `at` in the middle; it must be the one after the last.
    pub(super) fn move_to(&mut self, at: usize, found: &Found) {
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
    pub(super) fn width_worth(&self, width: u32, lead: u32, trail: u32) -> f64 {
        let known = self.count - index(self.own_widths.len());
        let width = usize::try_from(width).unwrap_or(WIDEST);
        let share = |width: usize| {
            let near = |off: usize, part: f64| {
                let count = |at: usize| {
                    let own = self.own_widths.iter().filter(|&&own| own == at).count();
                    self.widths.get(at).copied().unwrap_or(0.0) - index(own)
                };
                let below = if off == 0 { 0.0 } else { width.checked_sub(off).map_or(0.0, count) };
                part * (count(width + off) + below)
            };
            (near(0, 1.0) + near(1, 0.6) + near(2, 0.3)) / 2.8
        };
        let worth = |share: f64| ((share + UNKNOWN * ANY) / (known + UNKNOWN) / ANY).ln();
        let slack = usize::try_from(lead.saturating_add(trail)).unwrap_or(WIDEST);
        if slack < 2 {
            return worth(share(width));
        }
        // A line that does not fill its column may be of any that is wider.
        let most = worth((width..=width.saturating_add(slack).min(WIDEST)).map(share).fold(share(width), f64::max));
        if most > 0.0 { most * 0.6 } else { most }
    }

    /// What any gap loses where few columns are known around.
    pub(super) fn doubt(&self) -> f64 {
        let known = self.count - index(self.own_widths.len());
        DOUBT * (1.0 - (known / ENOUGH).max(self.page)).max(0.0)
    }

    /// The worth of a cell that begins at the display column `at`.
    pub(super) fn start_worth(&self, at: u32) -> f64 {
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

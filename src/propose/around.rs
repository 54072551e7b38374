//! What the rows around a row that was read across columns have: widths of cells, and where they begin.
//!
//! Kept as counts over a window that moves down the page with [`super::columns`], so that a row costs as much as it has
//! cells. A row does not speak for itself: its own cells are taken out of what is counted. Set on the training pages.

use super::cells::{Cell, Row};
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

/// Cells that the widths of the page's whole lines count as: where a part of a page was read across, its other lines say
/// how wide a column is. They count in full from so many lines and so many tight cells around on: what stands alone, as a
/// line of editors with rules does, is not parted for fitting.
const WHOLE: f64 = 16.0;
const WHOLE_LINES: f64 = 40.0;
const WHOLE_FROM: f64 = 2.0;

/// Tight cells around that leave no doubt that lines were read across, and the doubt where there are none.
const ENOUGH: f64 = 8.0;
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
    /// Rows of one piece, by its width.
    whole: Widths,
    pub(super) any_cut: bool,
}

impl Found {
    /// Takes in the pieces of the next row, and whether a gap was cut.
    pub(super) fn add(&mut self, (pieces, cut): (Vec<Piece>, bool)) {
        self.any_cut |= cut;
        self.whole.add(whole_width(&pieces), 1.0);
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

/// How many cells have each width.
#[derive(Clone)]
struct Widths {
    counts: Vec<f64>,
    all: f64,
}

impl Default for Widths {
    fn default() -> Self {
        Self { counts: vec![0.0; WIDEST], all: 0.0 }
    }
}

impl Widths {
    /// Adds `by` cells of a width, which is that of a column.
    fn add(&mut self, width: Option<usize>, by: f64) {
        if let Some(width) = width {
            self.counts[width] += by;
            self.all += by;
        }
    }

    /// Cells of about `width` without the `own` ones: what is a display column or two off counts for less.
    fn near(&self, width: usize, own: &[usize]) -> f64 {
        let count = |at: usize| {
            let own = own.iter().filter(|&&own| own == at).count();
            self.counts.get(at).copied().unwrap_or(0.0) - index(own)
        };
        let near = |off: usize, part: f64| {
            let below = if off == 0 { 0.0 } else { width.checked_sub(off).map_or(0.0, count) };
            part * (count(width + off) + below)
        };
        (near(0, 1.0) + near(1, 0.6) + near(2, 0.3)) / 2.8
    }
}

/// What the rows around one have.
pub(super) struct Window<'f> {
    /// Tight cells.
    widths: Widths,
    /// Rows of one piece on the page.
    whole: &'f Widths,
    /// Cells that begin at each display column.
    starts: Vec<f64>,
    rows: f64,
    /// How sure it is that the whole page was read across, in 0..1.
    page: f64,
    /// The row in the middle, which does not speak for itself.
    own_whole: Vec<usize>,
    own_widths: Vec<usize>,
    own_starts: Vec<usize>,
    /// One past the last row taken in.
    widths_to: usize,
    starts_to: usize,
}

impl<'f> Window<'f> {
    /// A window above the first row.
    pub(super) fn of_page(found: &'f Found) -> Self {
        Self {
            widths: Widths::default(),
            whole: &found.whole,
            starts: vec![0.0; usize::try_from(LONGEST).unwrap_or(0) + 1],
            rows: 0.0,
            page: found.share(),
            own_whole: Vec::new(),
            own_widths: Vec::new(),
            own_starts: Vec::new(),
            widths_to: 0,
            starts_to: 0,
        }
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
        self.own_whole.clear();
        self.own_whole.extend(whole_width(found.row(at)));
        self.own_widths.clear();
        self.own_widths.extend(found.row(at).iter().filter_map(tight_width));
        self.own_starts.clear();
        self.own_starts.extend(starts(found.row(at)));
    }

    fn change_widths(&mut self, row: &[Piece], by: f64) {
        for piece in row {
            self.widths.add(tight_width(piece), by);
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
        let known = self.known();
        let width = usize::try_from(width).unwrap_or(WIDEST);
        let whole = WHOLE * (self.whole.all / WHOLE_LINES).min(1.0) * (known / WHOLE_FROM).min(1.0);
        let share = |width: usize| {
            let printed =
                if whole > 0.0 { whole * self.whole.near(width, &self.own_whole) / self.whole.all } else { 0.0 };
            self.widths.near(width, &self.own_widths) + printed
        };
        let worth = |share: f64| ((share + UNKNOWN * ANY) / (known + whole + UNKNOWN) / ANY).ln();
        let slack = usize::try_from(lead.saturating_add(trail)).unwrap_or(WIDEST);
        if slack < 2 {
            return worth(share(width));
        }
        // A line that does not fill its column may be of any that is wider.
        let most = worth((width..=width.saturating_add(slack).min(WIDEST)).map(share).fold(share(width), f64::max));
        if most > 0.0 { most * 0.6 } else { most }
    }

    /// Tight cells of the rows around.
    fn known(&self) -> f64 {
        self.widths.all - index(self.own_widths.len())
    }

    /// What any gap loses where few columns are known around.
    pub(super) fn doubt(&self) -> f64 {
        DOUBT * (1.0 - (self.known() / ENOUGH).max(self.page)).max(0.0)
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
    width_of(piece).filter(|_| piece.tight)
}

/// The width of a row that is one piece.
fn whole_width(row: &[Piece]) -> Option<usize> {
    if let [one] = row { width_of(one) } else { None }
}

/// The width of a piece, where it is one that a column may have.
fn width_of(piece: &Piece) -> Option<usize> {
    let width = usize::try_from(piece.columns.1.saturating_sub(piece.columns.0)).ok()?;
    (NARROWEST..WIDEST).contains(&width).then_some(width)
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

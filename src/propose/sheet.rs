//! A page as the rules see it: lines without what is kept, each with its width and what stands before it.
//!
//! Widths and indents are in display columns, where a Chinese character takes two. A line's *usual* width is the most
//! frequent one among its neighbours: each printed column has a width of its own, and most lines fill it.

use super::edges::Parting;
use super::weights::Ngrams;
use super::{Budget, Cancelled, cells, columns, marks, merged, tails, unweave};
use crate::model::Page;
use crate::text::{PageNo, Pos, Span, is_cjk};
use unicode_width::UnicodeWidthChar as _;

/// One line in so many must be parted by the language before it is believed. Set on the training pages.
const NEEDED: usize = 60;
/// Lines made of one line of the dump that are looked at, for what stands beside, above and below them: more than columns.
pub(super) const ABREAST: usize = 32;
/// How many lines on either side tell a line's usual width: enough for a paragraph, few enough for a short column.
const NEIGHBOURS: usize = 6;

/// A line, or a cell of a line that was read across several columns.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Line {
    /// Where it stands, trimmed.
    pub(super) span: Span,
    /// Its own width.
    pub(super) width: u32,
    /// The usual width around it.
    pub(super) usual: u32,
    /// White space before it, in its column.
    pub(super) indent: u32,
    /// Blank lines before it, in its column.
    pub(super) blanks: u32,
    /// The kept block that stands between the line before and this one; the last of them.
    pub(super) kept: Option<u32>,
    /// It is the first of a column that was parted from others.
    pub(super) column_start: bool,
    /// It was parted from others of its line, so that its width and what stands around it say less.
    pub(super) woven: bool,
    /// Where the engine read it.
    pub(super) place: Place,
}

/// Where a line stands on the dump: what stood beside it, and where, whatever order the lines are put in. A tail that was
/// parted from its line stands where that does.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(super) struct Place {
    /// The line of the dump, from 0, blank lines not counted.
    pub(super) row: u32,
    /// The display column where it begins; all beyond 65,535 are the same.
    pub(super) from: u16,
    /// Which it is of the lines that were made of that line, from 0, and how many these are; all beyond 255 are the same. A mark
    /// in a gap counts alone, and so does each piece of a line with kept blocks.
    pub(super) rank: u8,
    pub(super) cells: u8,
    /// How much of its width, in percent, is covered by a line of the row before, and by one of the row behind: by the one that
    /// covers most. Text that was read across a page goes down until nothing is below. 0 until [`Sheet::look_around`].
    pub(super) above: u8,
    pub(super) below: u8,
}

impl Line {
    /// How much of its width, in percent, `other` covers where both stand on the dump.
    fn shared(&self, other: &Self) -> u8 {
        let range = |line: &Self| (u32::from(line.place.from), u32::from(line.place.from).saturating_add(line.width));
        let (a, b) = (range(self), range(other));
        let both = u64::from(a.1.min(b.1).saturating_sub(a.0.max(b.0)));
        u8::try_from(both * 100 / u64::from(self.width.max(1))).unwrap_or(100).min(100)
    }

    /// True where it fills its column, so that its end says nothing about the paragraph's.
    pub(super) fn is_full(&self, ragged: bool) -> bool {
        let slack = if ragged { self.usual / 3 } else { 3 };
        self.width + slack >= self.usual
    }
}

/// The lines of one page.
pub(super) struct Sheet<'p> {
    /// The page's text.
    pub(super) text: &'p str,
    /// Its lines in reading order.
    pub(super) lines: Vec<Line>,
    /// Most of its letters part words by spaces: lines are ragged, and capitals count.
    pub(super) spaced: bool,
    /// Nearly every line stands between blank lines: an engine that knows no columns set each apart.
    pub(super) sparse: bool,
}

/// What becomes of kept blocks of an article's flow.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Kept {
    /// They are lines like others.
    Read,
    /// They are left out; the line behind one knows it, as [`Line::kept`].
    Masked,
}

impl<'p> Sheet<'p> {
    /// Reads `page`; `kept` are the kept spans on it in order, each with the index of its block where that is part of
    /// an article's flow, whose text is read like any other. Kept captions and furniture only leave a blank line. Lines are parted with
    /// what is known of the language where the page shows that it needs it: a cut that only the
    /// language sees is as often wrong as right where few lines have one.
    pub(super) fn parted(
        page: &'p Page,
        number: PageNo,
        kept: &[(Span, Option<usize>)],
        with: Option<Parting<'_>>,
        budget: &Budget,
    ) -> Result<Self, Cancelled> {
        let plain = Self::read(page, number, kept, Kept::Read, None, budget)?;
        if plain.spaced || with.is_none() {
            return Ok(plain);
        }
        let parted = Self::read(page, number, kept, Kept::Read, with, budget)?;
        let more = parted.lines.len().saturating_sub(plain.lines.len());
        Ok(if more * NEEDED > plain.lines.len() { parted } else { plain })
    }

    /// The same, whatever the page shows: `with` tells columns apart that a line runs through.
    pub(super) fn read(
        page: &'p Page,
        number: PageNo,
        kept: &[(Span, Option<usize>)],
        manner: Kept,
        with: Option<Parting<'_>>,
        budget: &Budget,
    ) -> Result<Self, Cancelled> {
        let text = page.text();
        let rows = rows(page, number, kept, manner, budget)?;
        let spaced = is_spaced(text, budget)?;
        let rows = if spaced { rows } else { columns::part(text, rows, with.map(|with| with.ngrams), budget)? };
        let rows = match with {
            Some(with) if !spaced => merged::part(text, rows, with, budget)?,
            _ => rows,
        };
        let mut lines = part_tails(text, unweave::unweave(text, rows, spaced, budget)?, budget)?;
        let sparse = close_up(&mut lines, budget)?;
        let mut sheet = Self { text, lines, spaced, sparse };
        sheet.measure(budget)?;
        Ok(sheet)
    }

    /// The lines by where they stand on the dump: row by row, from left to right.
    pub(super) fn by_place(&self) -> Vec<usize> {
        let mut order: Vec<usize> = (0..self.lines.len()).collect();
        order.sort_by_key(|&index| (self.lines[index].place.row, self.lines[index].span.start));
        order
    }

    /// Finds what stands above and below each line: what only trees ask for.
    pub(super) fn look_around(&mut self, budget: &Budget) -> Result<(), Cancelled> {
        let order = self.by_place();
        let row_of = |line: usize| self.lines[line].place.row;
        let rows: Vec<&[usize]> = order.chunk_by(|&a, &b| row_of(a) == row_of(b)).collect();
        let mut found: Vec<(u8, u8)> = vec![(0, 0); self.lines.len()];
        for (nth, pair) in rows.windows(2).enumerate() {
            budget.step_at(nth)?;
            let (above, below) = (pair[0], pair[1]);
            if above.first().map(|&line| row_of(line) + 1) != below.first().map(|&line| row_of(line)) {
                continue;
            }
            for &high in above.iter().take(ABREAST) {
                for &low in below.iter().take(ABREAST) {
                    let (upper, lower) = (&self.lines[high], &self.lines[low]);
                    found[high].1 = found[high].1.max(upper.shared(lower));
                    found[low].0 = found[low].0.max(lower.shared(upper));
                }
            }
        }
        for (line, (above, below)) in self.lines.iter_mut().zip(found) {
            (line.place.above, line.place.below) = (above, below);
        }
        Ok(())
    }

    /// The text of a line.
    pub(super) fn line(&self, index: usize) -> &'p str {
        self.lines.get(index).and_then(|line| self.text.get(line.span.range())).unwrap_or_default()
    }

    /// The closing with which the text ends at a line, where one does; it may have begun in the line before.
    pub(super) fn closing_at(&self, index: usize) -> Option<String> {
        let text = self.line(index);
        let inside = text.ends_with(['）', ')']) && text.chars().take(12).count() < 12 && !text.contains(['（', '(']);
        match index.checked_sub(1) {
            Some(before) if inside => marks::closing(&format!("{}{text}", self.line(before))),
            _ => marks::closing(text),
        }
    }

    /// Finds each line's usual width anew.
    pub(super) fn measure(&mut self, budget: &Budget) -> Result<(), Cancelled> {
        let widths: Vec<u32> = self.lines.iter().map(|line| line.width).collect();
        for index in 0..widths.len() {
            budget.step_at(index)?;
            let from = index.saturating_sub(NEIGHBOURS);
            let to = (index + NEIGHBOURS + 1).min(widths.len());
            self.lines[index].usual = most_frequent(&widths[from..to]);
        }
        Ok(())
    }
}

/// The lines of a page as rows of cells, before columns are parted.
fn rows(
    page: &Page,
    number: PageNo,
    kept: &[(Span, Option<usize>)],
    manner: Kept,
    budget: &Budget,
) -> Result<Vec<cells::Row>, Cancelled> {
    let mut rows = Vec::new();
    let mut masks = kept.iter().peekable();
    // What stands before the next piece of text: blank lines, and a kept block.
    let (mut blanks, mut wall) = (0, None);
    let mut shown = 0;
    for line in 0..page.lines().count() {
        budget.step_at(line)?;
        let range = page.lines().content(page.text(), line);
        let mut at = range.start;
        // Where the pieces of the line begin.
        let mut column = 0;
        // Something of it, or what is kept; and more than a blank line.
        let (mut any, mut inked) = (false, false);
        loop {
            // A kept span may hold several lines, and a line several kept spans.
            let mask = masks.peek().filter(|(span, _)| span.start.get() < range.end);
            let end = mask.map_or(range.end, |(span, _)| span.start.get().max(at));
            let cells = cells::cells(page.text(), number, at..end, budget)?;
            if !cells.is_empty() {
                (any, inked) = (true, true);
                rows.push(cells::Row {
                    cells: cells.into(),
                    blanks: std::mem::take(&mut blanks),
                    kept: wall.take(),
                    parted: false,
                    at: (shown, column),
                });
            }
            let Some((span, block)) = mask else { break };
            any = true;
            let from = at.max(span.start.get());
            column += cells::columns(page.text(), at..from, budget)?;
            at = span.end.get().min(range.end);
            inked |= page.text().get(from..at).is_some_and(|kept| !kept.trim().is_empty());
            let wall_of = block.and_then(|block| u32::try_from(block).ok());
            if let (Kept::Masked, Some(block)) = (manner, wall_of) {
                blanks = blanks.max(1);
                wall = Some(block);
            } else if block.is_some() {
                // Its text is a line like others, apart from what is not kept.
                let cells = cells::cells(page.text(), number, from..at, budget)?;
                if !cells.is_empty() {
                    let blanks = std::mem::take(&mut blanks);
                    rows.push(cells::Row {
                        cells: cells.into(),
                        blanks,
                        kept: None,
                        parted: false,
                        at: (shown, column),
                    });
                }
            } else {
                blanks = blanks.max(1);
            }
            if span.end.get() > range.end {
                break;
            }
            column += cells::columns(page.text(), from..at, budget)?;
            masks.next();
        }
        shown += u32::from(inked);
        // Blank lines above the text are no part of it.
        if !any && !rows.is_empty() {
            blanks += 1;
        }
    }
    Ok(rows)
}

/// The rows of a page without kept blocks whose columns were parted at first sight, with how many of its cells were cut off:
/// what edges are learned from. `None` for a page whose words are parted by spaces.
pub(super) fn rows_at_first_sight(
    page: &Page,
    number: PageNo,
    language: &Ngrams,
    budget: &Budget,
) -> Result<Option<(Vec<cells::Row>, f32)>, Cancelled> {
    let text = page.text();
    if is_spaced(text, budget)? {
        return Ok(None);
    }
    let rows = columns::part(text, rows(page, number, &[], Kept::Read, budget)?, Some(language), budget)?;
    merged::at_first_sight(text, rows, language, budget).map(Some)
}

/// Where nearly every line stands between blank lines, one blank line says nothing.
fn close_up(lines: &mut [Line], budget: &Budget) -> Result<bool, Cancelled> {
    let mut apart = 0;
    for (index, line) in lines.iter().enumerate().skip(1) {
        budget.step_at(index)?;
        apart += usize::from(line.blanks > 0);
    }
    let sparse = lines.len() > 20 && apart * 10 > lines.len() * 9;
    if sparse {
        for (index, line) in lines.iter_mut().enumerate() {
            budget.step_at(index)?;
            line.blanks = line.blanks.saturating_sub(1);
        }
    }
    Ok(sparse)
}

/// Parts lines whose last words are a block of their own: a credit behind a caption, a jump line behind a paragraph.
fn part_tails(text: &str, lines: Vec<Line>, budget: &Budget) -> Result<Vec<Line>, Cancelled> {
    let mut parted = Vec::with_capacity(lines.len());
    for (index, line) in lines.into_iter().enumerate() {
        budget.step_at(index)?;
        let content = text.get(line.span.range()).unwrap_or_default();
        let tail = tails::tail(content).and_then(|at| {
            let at = line.span.start.get() + at;
            let head = trim(text, line.span.page, line.span.start.get()..at)?;
            Some((head, trim(text, line.span.page, at..line.span.end.get())?))
        });
        let Some((head, tail)) = tail else {
            parted.push(line);
            continue;
        };
        // The width stays that of the whole line: it is the line that fills the column.
        parted.push(Line { span: head, ..line });
        parted.push(Line { span: tail, blanks: 0, kept: None, column_start: false, indent: 0, ..line });
    }
    Ok(parted)
}

/// The width near which most of `widths` lie; of equals the widest.
fn most_frequent(widths: &[u32]) -> u32 {
    let mut sorted = widths.to_vec();
    sorted.sort_unstable();
    let mut best = (0, 0);
    for (at, &width) in sorted.iter().enumerate() {
        // A character more or less: a full line that ends before a wide mark is that much shorter.
        let near = sorted[..=at].iter().rev().take_while(|&&other| other + 2 >= width).count();
        best = best.max((near, width));
    }
    best.1
}

/// Display columns of one character, which may be white space: a tab is as wide as a gap between two columns.
pub(super) fn column_of(c: char) -> u32 {
    if c == '\t' {
        return cells::GAP;
    }
    if c.is_ascii() {
        return 1;
    }
    // Chinese quotation marks and dashes are narrow by the standard, and full in print.
    let width = if is_cjk(c) { 2 } else { c.width().map_or(0, |width| u32::try_from(width).unwrap_or(1)) };
    width.max(u32::from(c.is_whitespace()))
}

/// True where most letters of the first part of the page are of a script that parts words by spaces.
pub(super) fn is_spaced(text: &str, budget: &Budget) -> Result<bool, Cancelled> {
    let (mut cjk, mut other) = (0_usize, 0_usize);
    for (nth, c) in text.chars().enumerate() {
        budget.step_at(nth)?;
        if !c.is_alphabetic() {
            continue;
        }
        if is_cjk(c) {
            cjk += 1;
        } else {
            other += 1;
        }
        if cjk + other == 20_000 {
            break;
        }
    }
    // A Latin word has about five letters where Chinese has two characters.
    Ok(other > cjk * 2)
}

/// `span` without white space at its ends; `None` where nothing is left.
pub(super) fn trim(text: &str, page: PageNo, range: std::ops::Range<usize>) -> Option<Span> {
    let part = text.get(range.clone())?;
    let start = range.start + (part.len() - part.trim_start().len());
    let end = start + part.trim().len();
    (start < end).then_some(Span { page, start: Pos::new(start), end: Pos::new(end) })
}

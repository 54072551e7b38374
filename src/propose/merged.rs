//! Parts lines that hold the lines of two or more columns with nothing between them.
//!
//! An engine that looks for lines of text finds one where two columns stand close: the line of one column ends, and that
//! of the next goes on behind it. What tells is that the line is as wide as two of the page's, and that the text does
//! not go on ([`super::seam`]) where the first would end. Both are weighed together, over all ways to part the line:
//! each cell by how many on the page have its width, each place by the language. A wide line whose text goes on all
//! along stays whole. Repeated, since pages that were read so have many wide lines until these are parted.
//!
//! What is cut so is looked at again by [`super::edges`].
//!
//! Only lines that are much wider than a width that many lines of the page have are looked at. Time is linear in the
//! length of the text: a cell has a bounded width.

use super::cells::{Cell, Row};
use super::edges::{self, Parting};
use super::sheet::column_of;
use super::weights::Ngrams;
use super::{Budget, Cancelled, seam};
use crate::text::{Span, is_opening, is_punctuation};
use std::collections::BTreeMap;

/// Times that the page is gone through.
const ROUNDS: usize = 4;
/// Widths of cells, in display columns: what is narrower is a label, what is wider spans columns.
const NARROWEST: usize = 10;
const WIDEST: usize = 128;
/// The widest line that is looked at: one through as many columns as a page has.
pub(super) const LONGEST: u32 = 600;
/// Cells that a page needs so that their widths say something.
const FEW: f64 = 20.0;
/// The share of a page's cells that makes a width one of its columns'.
const COMMON: f64 = 0.08;
/// How much wider than a column a line is that may hold two, in tenths.
const TWICE: u32 = 16;
/// What a cell of any width is worth where nothing is known, and cells that speak for that beside those found.
const ANY: f64 = 1.0 / 60.0;
const UNKNOWN: f64 = 3.0;
/// What any place between two characters is worth: of 75,000 such places on the training pages 861 were edges.
const PLACE: f64 = -4.5;
/// How much more it is on a page that has many.
const EASE: f64 = 1.0;

/// Rows on either side where the text of a cell may go on.
const NEAR: usize = 12;
/// How well the texts on both sides of a cut must go on with others around, together, where many lines were cut; and how
/// much better where none was.
const DOUBT: f32 = 7.5;
/// The share of a page's cells that was cut off where doubt ends.
const CHANCE: f32 = 0.02;
const MERGED: f32 = 0.03;

/// Parts the cells of `rows` where they hold several texts.
pub(super) fn part(text: &str, rows: Vec<Row>, with: Parting<'_>, budget: &Budget) -> Result<Vec<Row>, Cancelled> {
    let (mut rows, merged) = at_first_sight(text, rows, with.ngrams, budget)?;
    if let Some(trees) = with.edges.filter(|_| merged > 0.0) {
        edges::settle(text, &mut rows, with.ngrams, trees, merged, budget)?;
    }
    Ok(rows)
}

/// The same without a second look; with how many of the page's cells were cut off, from 0 for hardly any to 1.
pub(super) fn at_first_sight(
    text: &str,
    mut rows: Vec<Row>,
    language: &Ngrams,
    budget: &Budget,
) -> Result<(Vec<Row>, f32), Cancelled> {
    // Cells that were cut off, and how good the evidence must be.
    let mut cut = 0_usize;
    let mut merged = 0.0_f32;
    // The places of each cell that was looked at, by its bytes: most are looked at in every round.
    let mut known: BTreeMap<(usize, usize), Vec<Place>> = BTreeMap::new();
    for round in 0..ROUNDS {
        let widths = Widths::new(&rows, budget)?;
        let Some(least) = widths.narrowest_common() else { return Ok((rows, merged)) };
        let before = cut;
        let doubt = DOUBT * (1.0 - merged);
        let worth = PLACE + EASE * f64::from(merged);
        for at in 0..rows.len() {
            budget.step_at(at)?;
            let Some(row) = rows.get(at) else { break };
            let wide = |cell: &Cell| !cell.mark && cell.to <= LONGEST && (cell.to - cell.from) * 10 > least * TWICE;
            if !row.cells.iter().any(wide) {
                continue;
            }
            let mut cells = Vec::with_capacity(row.cells.len() + 1);
            for cell in row.cells.iter() {
                if wide(cell) {
                    budget.step()?;
                    let key = (cell.span.start.get(), cell.span.end.get());
                    let places = known.entry(key).or_insert_with(|| places(text, cell, language));
                    match parts(cell, places, &widths, worth) {
                        parts if parts.len() > 1 => {
                            cells.extend(Near::new(text, &rows, at).confirmed(text, language, parts, doubt));
                        }
                        whole => cells.extend(whole),
                    }
                } else {
                    cells.push(*cell);
                }
            }
            if cells.len() > row.cells.len() {
                cut += cells.len() - row.cells.len();
                if let Some(row) = rows.get_mut(at) {
                    row.cells = cells.into();
                    row.parted = true;
                }
            }
        }
        if round == 0 {
            merged = ((widths.share(cut) - CHANCE) / MERGED).clamp(0.0, 1.0);
        }
        if cut == before {
            break;
        }
    }
    Ok((rows, merged))
}

/// How many cells of the page have each width.
pub(super) struct Widths {
    /// The worth of each width.
    worth: Vec<f64>,
    /// The worth of a cell that ends a paragraph: the best of its width or any wider one.
    worth_last: Vec<f64>,
    shares: Vec<f64>,
    cells: f64,
}

impl Widths {
    pub(super) fn new(rows: &[Row], budget: &Budget) -> Result<Self, Cancelled> {
        let mut counts = vec![0.0; WIDEST + 2];
        let mut known = 0.0;
        for (at, row) in rows.iter().enumerate() {
            budget.step_at(at)?;
            for cell in row.cells.iter().filter(|cell| !cell.mark) {
                let width = usize::try_from(cell.to - cell.from).unwrap_or(WIDEST);
                if (NARROWEST..WIDEST).contains(&width) {
                    counts[width] += 1.0;
                    known += 1.0;
                }
            }
        }
        let count = |at: usize| counts.get(at).copied().unwrap_or(0.0);
        let near = |at: usize| {
            let below = |off: usize| at.checked_sub(off).map_or(0.0, count);
            count(at) + 0.6 * (count(at + 1) + below(1)) + 0.3 * (count(at + 2) + below(2))
        };
        let worth: Vec<f64> =
            (0..WIDEST).map(|at| ((near(at) / 2.8 + UNKNOWN * ANY) / (known + UNKNOWN) / ANY).ln()).collect();
        let mut worth_last = worth.clone();
        let mut most = f64::NEG_INFINITY;
        for (last, own) in worth_last.iter_mut().zip(&worth).rev() {
            most = most.max(*own);
            *last = own.max(if most > 0.0 { most * 0.6 } else { most });
        }
        let enough = known >= FEW;
        let shares =
            (0..WIDEST)
                .map(|at| {
                    if enough {
                        (count(at) + at.checked_sub(1).map_or(0.0, count) + count(at + 1)) / known
                    } else {
                        0.0
                    }
                })
                .collect();
        Ok(Self { worth, worth_last, shares, cells: known })
    }

    /// What share of the cells so many are.
    #[expect(clippy::cast_precision_loss, clippy::cast_possible_truncation, reason = "a share")]
    fn share(&self, count: usize) -> f32 {
        (count as f64 / self.cells.max(1.0)) as f32
    }

    /// The narrowest width that many cells have.
    pub(super) fn narrowest_common(&self) -> Option<u32> {
        self.shares.iter().position(|&share| share > COMMON).and_then(|width| u32::try_from(width).ok())
    }

    /// What a cell of this width is worth; `last`: it may end a paragraph.
    pub(super) fn worth(&self, width: u32, last: bool) -> f64 {
        let known = if last { &self.worth_last } else { &self.worth };
        let unknown = self.worth.first().copied().unwrap_or(0.0);
        usize::try_from(width).ok().and_then(|width| known.get(width)).copied().unwrap_or(unknown)
    }
}

/// The cells of the rows around one.
struct Near<'t> {
    cells: Vec<(Span, &'t str)>,
}

impl<'t> Near<'t> {
    fn new(text: &'t str, rows: &[Row], at: usize) -> Self {
        let around = rows.get(at.saturating_sub(NEAR)..(at + NEAR + 1).min(rows.len())).unwrap_or_default();
        let cells = around.iter().flat_map(|row| row.cells.iter()).filter(|cell| !cell.mark);
        Self { cells: cells.map(|cell| (cell.span, text.get(cell.span.range()).unwrap_or_default())).collect() }
    }

    /// `parts` without the cuts for which no cell around takes up what is cut off.
    fn confirmed(&self, text: &str, language: &Ngrams, parts: Vec<Cell>, doubt: f32) -> Vec<Cell> {
        let Some(whole) = parts.first().zip(parts.last()).map(|(first, last)| (first.span.start, last.span.end)) else {
            return parts;
        };
        let content = |cell: &Cell| text.get(cell.span.range()).unwrap_or_default();
        let others = || self.cells.iter().filter(|(span, _)| span.end <= whole.0 || span.start >= whole.1);
        let mut kept: Vec<Cell> = Vec::with_capacity(parts.len());
        for part in parts {
            let Some(before) = kept.last_mut() else {
                kept.push(part);
                continue;
            };
            let (left, right) = (content(before), content(&part));
            let on = |one: &str, other: &str| seam::goes_on(language, one, other).unwrap_or(0.0);
            let behind = others().map(|(_, other)| on(left, other)).fold(f32::NEG_INFINITY, f32::max);
            let ahead = others().map(|(_, other)| on(other, right)).fold(f32::NEG_INFINITY, f32::max);
            if behind + ahead > doubt {
                kept.push(part);
            } else {
                before.span.end = part.span.end;
                before.to = part.to;
            }
        }
        kept
    }
}

/// A place between two characters of a cell.
pub(super) struct Place {
    /// Behind the left one, in bytes and display columns; before the right one.
    pub(super) end: (usize, u32),
    pub(super) start: (usize, u32),
    /// How many characters of the cell that are not white space stand before it.
    pub(super) nth: usize,
    /// What the language says of it.
    seam: f64,
}

/// The cells that `cell` is worth most as; a place is worth `any`, and what the language says of it.
fn parts(cell: &Cell, places: &[Place], widths: &Widths, any: f64) -> Vec<Cell> {
    // For each place, and the end, the best that ends there, and where its last cell begins: behind a place or at 0.
    let mut best: Vec<(f64, usize)> = Vec::with_capacity(places.len() + 1);
    let from = |start: usize| start.checked_sub(1).and_then(|at| places.get(at)).map_or(cell.from, |at| at.start.1);
    for end in 0..=places.len() {
        let (to, own) = places.get(end).map_or((cell.to, 0.0), |place| (place.end.1, any + place.seam));
        let last = end == places.len();
        let mut most = (f64::NEG_INFINITY, 0);
        for start in (0..=end).rev() {
            let width = to.saturating_sub(from(start));
            let whole = start == 0;
            if usize::try_from(width).unwrap_or(WIDEST) >= WIDEST && !whole && most.0 > f64::NEG_INFINITY {
                continue;
            }
            let before = start.checked_sub(1).and_then(|at| best.get(at)).map_or(0.0, |best| best.0);
            let worth = before + own + widths.worth(width, last && !whole);
            if worth > most.0 {
                most = (worth, start);
            }
        }
        best.push(most);
    }
    let mut cells = Vec::new();
    let mut end = places.len();
    while let Some(&(_, start)) = best.get(end) {
        let opened = start.checked_sub(1).and_then(|at| places.get(at));
        let closed = places.get(end);
        let (from, left) = opened.map_or((cell.span.start.get(), cell.from), |place| place.start);
        let (to, right) = closed.map_or((cell.span.end.get(), cell.to), |place| place.end);
        cells.push(Cell { span: Span::new(cell.span.page, from, to), from: left, to: right, mark: false });
        let Some(next) = start.checked_sub(1) else { break };
        end = next;
    }
    cells.reverse();
    cells
}

/// The places where `cell` may be parted: not within a word of another script, nor where no printed line breaks.
pub(super) fn places(text: &str, cell: &Cell, language: &Ngrams) -> Vec<Place> {
    let mut places = Vec::new();
    let base = cell.span.start.get();
    let content = text.get(cell.span.range()).unwrap_or_default();
    let chars: Vec<char> = content.chars().filter(|c| !c.is_whitespace()).collect();
    let along = language.along(&chars);
    let (mut column, mut nth) = (cell.from, 0);
    let mut left: Option<(char, usize, u32)> = None;
    for (at, c) in content.char_indices() {
        let width = column_of(c);
        if c.is_whitespace() {
            column += width;
            continue;
        }
        if let Some((before, end, end_column)) = left
            && !(before.is_ascii_alphanumeric() && c.is_ascii_alphanumeric())
            && !is_opening(before)
            && (is_opening(c) || !is_punctuation(c))
        {
            let seam = f64::from(seam::worth_clean(along.gain(nth)));
            places.push(Place { end: (base + end, end_column), start: (base + at, column), nth, seam });
        }
        column += width;
        nth += 1;
        left = Some((c, at + c.len_utf8(), column));
    }
    places
}

#[cfg(test)]
pub(super) mod tests {
    use super::super::learn::{Article, NgramSizes, learn_ngrams};
    use super::super::sheet::{Kept, Sheet};
    use super::super::weights::Bytes;
    use super::*;
    use crate::model::{Page, Source};
    use crate::text::PageNo;

    pub(in super::super) const LEFT: &str = "本周起城北各街道的清扫由每日一次增加到每日两次清洁员分成三组第一组从清晨六点开始把主要街道\
        清扫干净第二组在上午收集居民门前的垃圾第三组负责河边的道路和公园市民对这一安排表示欢迎";
    pub(in super::super) const RIGHT: &str = "市图书馆的各阅览室从下月起延长开放时间读者可以在晚上九点以前借阅新到的书报馆长说夜间来馆\
        的学生越来越多座位常常不够因此又添置了两百张桌椅并请志愿者帮助整理书架和登记借出的图书";

    /// What is known of the language of both texts.
    pub(in super::super) fn language() -> Ngrams {
        let articles: Vec<Article> =
            [LEFT, RIGHT].map(|body| Article { title: String::new(), body: vec![body.to_owned()] }).into();
        // Said often, so that what follows on something is as good as sure.
        let articles: Vec<&Article> = articles.iter().cycle().take(60).collect();
        let section = learn_ngrams(&articles, &NgramSizes::default());
        Ngrams::new(&Bytes::new(section.into())).unwrap()
    }

    /// The cells of a page, a line each.
    fn cells(page: &str) -> Vec<String> {
        let language = language();
        let with = Parting { ngrams: &language, edges: None };
        let page = Page::new(page.to_owned(), Source::default(), Vec::new());
        let sheet = Sheet::read(&page, PageNo::new(0), &[], Kept::Read, Some(with), &Budget::default()).unwrap();
        (0..sheet.lines.len()).map(|line| sheet.line(line).to_owned()).collect()
    }

    /// `text` in lines of so many characters.
    fn set(text: &str, width: usize) -> Vec<String> {
        let chars: Vec<char> = text.chars().filter(|c| !c.is_whitespace()).collect();
        chars.chunks(width).map(|line| line.iter().collect()).collect()
    }

    #[test]
    fn lines_of_two_columns_with_nothing_between_are_parted() {
        let (left, right) = (set(LEFT, 6), set(RIGHT, 6));
        let mut page = String::new();
        // Some rows were found as two lines, as most are on such a page.
        for (at, (left, right)) in left.iter().zip(&right).enumerate() {
            page.push_str(left);
            page.push_str(if at % 4 == 1 { "" } else { "\n" });
            page.push_str(right);
            page.push('\n');
        }
        let got = cells(&page);
        for line in left.iter().chain(&right).take(13) {
            assert!(got.contains(line), "{line} is no cell of {got:?}");
        }
    }

    #[test]
    fn a_wide_line_whose_text_goes_on_stays_whole() {
        let mut lines = set(LEFT, 6);
        let wide: String = lines.drain(4..6).collect();
        lines.insert(4, wide.clone());
        lines.extend(set(RIGHT, 6));
        assert!(cells(&lines.join("\n")).contains(&wide));
    }
}

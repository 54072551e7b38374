//! Where the columns part in lines that an editor points at: a first guess, which the editor then puts right.
//!
//! The lines are parted as the proposer parts a page ([`super::columns`], [`super::merged`]), with the lines around them, whose
//! widths tell where columns stand; but what the proposer would doubt is taken, since the editor says that there are
//! columns. Most lines then say how many there are and where each begins; a line that does not show it is cut where the
//! others are. Time linear in the lines looked at.

use super::cells::{Cell, Row, cells};
use super::sheet::{column_of, is_spaced};
use super::weights::Model;
use super::{Budget, Cancelled, columns, merged};
use crate::model::Page;
use crate::text::{PageNo, Pos};
use std::ops::Range;

/// Lines on either side that are looked at.
const AROUND: usize = 200;
/// Display columns within which a gap is the one that is looked for.
const NEAR: u32 = 6;
/// Display columns within which a space is a better place for a cut than the middle of a word.
const SPACE: u32 = 3;

/// The most columns that a page has.
pub const MOST: usize = 8;

/// A line with the places where its columns part.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct WovenLine {
    /// Its bytes in the page, without its break.
    pub range: Range<usize>,
    /// Where each column but the first begins, in order; at the end of the line where it has none of a column.
    pub cuts: Vec<usize>,
}

/// Guesses where the columns part in `lines` (from 0) of a page. `count`: how many columns there are, where that is known.
/// Blank lines are left out.
#[must_use]
pub fn woven(page: &Page, number: PageNo, lines: Range<usize>, count: Option<usize>, model: &Model) -> Vec<WovenLine> {
    // Nothing tells it to stop: a few hundred lines are a few milliseconds.
    guess(page, number, lines, count, model, &Budget::default()).unwrap_or_default()
}

fn guess(
    page: &Page,
    number: PageNo,
    lines: Range<usize>,
    count: Option<usize>,
    model: &Model,
    budget: &Budget,
) -> Result<Vec<WovenLine>, Cancelled> {
    let text = page.text();
    let around = lines.start.saturating_sub(AROUND)..(lines.end + AROUND).min(page.lines().count());
    let mut rows = Vec::new();
    let mut of_lines = Vec::new();
    let mut blanks = 0;
    for line in around {
        let range = page.lines().content(text, line);
        let cells = cells(text, number, range.clone(), budget)?;
        if cells.is_empty() {
            blanks += 1;
            continue;
        }
        rows.push(Row {
            cells: cells.into(),
            blanks: std::mem::take(&mut blanks),
            kept: None,
            parted: false,
            at: (0, 0),
        });
        of_lines.push((line, range));
    }
    if !is_spaced(text, budget)? {
        let with = model.knowledge.parting();
        rows = columns::part(text, rows, with.map(|with| with.ngrams), budget)?;
        if let Some(with) = with {
            rows = merged::part(text, rows, with, budget)?;
        }
    }
    let chosen: Vec<(Range<usize>, Vec<Cell>)> = of_lines
        .into_iter()
        .zip(&rows)
        .filter(|((line, _), _)| lines.contains(line))
        .map(|((_, range), row)| (range, row.cells.iter().copied().filter(|cell| !cell.mark).collect()))
        .collect();
    let starts = starts(&chosen, count);
    let line = |(range, cells): (Range<usize>, Vec<Cell>)| {
        let mut cuts: Vec<usize> = Vec::with_capacity(starts.len());
        for &start in &starts {
            let least = cuts.last().copied().unwrap_or(range.start);
            cuts.push(cut(text, &range, &cells, start).clamp(least, range.end));
        }
        WovenLine { range, cuts }
    };
    Ok(chosen.into_iter().map(line).collect())
}

/// The display column where each column but the first begins.
fn starts(lines: &[(Range<usize>, Vec<Cell>)], count: Option<usize>) -> Vec<u32> {
    let with = |n: usize| lines.iter().filter(move |(_, cells)| cells.len() == n);
    let most = (2..=MOST).max_by_key(|&n| (with(n).count(), std::cmp::Reverse(n)));
    let count = count.or(most.filter(|&n| with(n).count() > 0)).unwrap_or(2).clamp(1, MOST);
    if with(count).count() > 0 {
        let middle = |nth: usize| {
            let mut from: Vec<u32> =
                with(count).filter_map(|(_, cells)| cells.get(nth)).map(|cell| cell.from).collect();
            from.sort_unstable();
            from.get(from.len() / 2).copied().unwrap_or_default()
        };
        return (1..count).map(middle).collect();
    }
    // No line shows them: columns of one width.
    let width = lines.iter().filter_map(|(_, cells)| cells.last()).map(|cell| cell.to).max().unwrap_or_default();
    let part = |nth: usize| u32::try_from(nth).unwrap_or_default() * width / u32::try_from(count).unwrap_or(1).max(1);
    (1..count).map(part).collect()
}

/// Where a line is to be cut for a column that begins at display column `start`: where a cell begins near it, else in the
/// cell that stands there, at a space if there is one, else before the next cell.
fn cut(text: &str, range: &Range<usize>, cells: &[Cell], start: u32) -> usize {
    let begins = |cell: &&Cell| cell.from.abs_diff(start) <= NEAR && cell.from > 0;
    if let Some(cell) = cells.iter().skip(1).filter(begins).min_by_key(|cell| cell.from.abs_diff(start)) {
        return cell.span.start.get();
    }
    let Some(cell) = cells.iter().find(|cell| cell.to > start) else { return range.end };
    if cell.from >= start {
        return cell.span.start.get();
    }
    let mut column = cell.from;
    let mut best: Option<(u32, usize)> = None;
    let mut blank = false;
    for (at, c) in text.get(cell.span.range()).unwrap_or_default().char_indices() {
        // Where the column begins, or behind a space not far from there.
        let off = column.abs_diff(start);
        let worth = if blank && off <= SPACE { 0 } else { off + 1 };
        if !c.is_whitespace() && best.is_none_or(|(least, _)| worth < least) {
            best = Some((worth, cell.span.start.get() + at));
        }
        blank = c.is_whitespace();
        column += column_of(c);
    }
    best.map_or(range.end, |(_, at)| at)
}

/// How many display columns stand before `at` in the line that begins at `start`.
#[must_use]
pub fn display_column(text: &str, start: usize, at: Pos) -> u32 {
    text.get(start..at.get()).unwrap_or_default().chars().map(column_of).sum()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::Source;

    /// The lines of a page with `|` where they would be cut.
    fn shown(text: &str, lines: Range<usize>, count: Option<usize>) -> Vec<String> {
        let page = Page::new(text.to_owned(), Source::default(), Vec::new());
        let model = Model::shipped();
        let of = |line: WovenLine| {
            let ends = line.cuts.iter().copied().chain([line.range.end]);
            let mut from = line.range.start;
            let parts = ends.map(|end| {
                let part = page.text().get(from..end).unwrap().trim();
                from = end;
                part.to_owned()
            });
            parts.collect::<Vec<_>>().join("|")
        };
        woven(&page, PageNo::new(0), lines, count, &model).into_iter().map(of).collect()
    }

    #[test]
    fn lines_are_cut_where_their_columns_begin() {
        for (name, text, wanted) in [
            (
                "wide gaps",
                "清晨的街道今天    图书馆晚上开到\n扫完了才开放    九点周末照常\n",
                vec!["清晨的街道今天|图书馆晚上开到", "扫完了才开放|九点周末照常"],
            ),
            (
                "a line that has nothing of a column",
                "清晨的街道今天    图书馆晚上开到\n扫完了才开放    九点周末照常\n完。\n                  开放\n",
                vec!["清晨的街道今天|图书馆晚上开到", "扫完了才开放|九点周末照常", "完。|", "|开放"],
            ),
            (
                "a gap that was lost in one line",
                "清晨的街道今天    图书馆晚上开到\n扫完了才开放行    九点周末照常\n天天如此真的行啊啊读者可以来\n",
                vec!["清晨的街道今天|图书馆晚上开到", "扫完了才开放行|九点周末照常", "天天如此真的行啊啊|读者可以来"],
            ),
            (
                "three columns",
                "the old bridge    was closed by    nobody knew why\nin the morning    the council so    it took so long\n",
                vec!["the old bridge|was closed by|nobody knew why", "in the morning|the council so|it took so long"],
            ),
            ("nothing shows", "甲乙丙丁戊己庚辛\n", vec!["甲乙丙丁|戊己庚辛"]),
        ] {
            assert_eq!(shown(text, 0..9, None), wanted, "{name}");
        }
    }

    #[test]
    fn the_number_of_columns_can_be_asked_for() {
        let text = "甲乙丙丁戊己庚辛壬\n\n甲乙丙丁戊己庚辛壬\n";
        assert_eq!(shown(text, 0..3, Some(3)), ["甲乙丙|丁戊己|庚辛壬"; 2]);
        assert_eq!(shown(text, 2..3, Some(1)), ["甲乙丙丁戊己庚辛壬"]);
        assert_eq!(shown("", 0..0, None), [""; 0]);
    }
}

//! A second look at where lines that hold the lines of several columns are parted.
//!
//! [`super::merged`] parts a line by the widths of all cells of the page and by how the text goes on within the line. Where
//! its columns are of several widths a cut comes a character or two beside the edge, and a line that is little wider than a
//! column stays whole. Here each place is weighed by trees ([`Trees`]) that were learned from pages with answers: how the
//! text goes on there, how what ends there and what begins there go on with the cells of the rows around, how usual the
//! widths of both cells are on the page and around, and whether cells around begin or end there. A cut goes to the place near
//! it that is worth more, and a line is parted where a cut is likelier than none.
//!
//! Time is linear in the length of the text: a place is compared with a bounded number of cells.

use super::cells::{Cell, Row};
use super::merged::{LONGEST, Place, Widths, places};
use super::weights::{Before, Behind, Ngrams, Trees};
use super::{Budget, Cancelled};
use crate::text::{Span, is_punctuation};

/// Times that the page is gone through: a cut that is put right tells of those around.
const ROUNDS: usize = 3;
/// Rows on either side whose cells may go on with a cell, and those that tell which widths are usual here.
const NEAR: usize = 3;
const AROUND: usize = 12;
/// Cells of the rows around that are looked at, at the most.
const MOST: usize = 64;
/// How much wider than a column a line is that may hold two, in tenths.
const WIDER: u32 = 12;
/// Places on either side of a cut that it may go to.
const BESIDE: usize = 6;
/// How much likelier another place must be than that of a cut, in log-odds. On pages that had not been learned from, 96 cuts
/// went to their edge so, and 11 away from it.
const MARGIN: f32 = 0.5;
/// The log-odds above which a line is parted. On pages that had not been learned from, 52 of 57 such places were edges; with a
/// bar of 0 it were 90 of 117, and more was put together wrongly.
const LIKELY: f32 = 1.0;
/// What is no more told apart.
const FAR: f32 = 9.0;

/// What a page is parted with.
#[derive(Clone, Copy)]
pub(crate) struct Parting<'k> {
    /// What is known of the language.
    pub(crate) ngrams: &'k Ngrams,
    /// What was learned of edges; `None` in older models, which leave cuts where they are.
    pub(crate) edges: Option<&'k Trees>,
}

/// A cell that may hold several texts, or two that were parted from each other.
struct Whole {
    /// All of it.
    cell: Cell,
    /// Where the second cell begins, in bytes; `None` where it is one cell.
    cut: Option<usize>,
    /// It ends its row.
    last: bool,
    /// Which of the row's cells it begins with.
    nth: usize,
}

/// The cells of a row that are looked at, and its pairs of cells that were parted.
fn wholes(row: &Row, least: u32) -> Vec<Whole> {
    let mut wholes = Vec::new();
    for (nth, cell) in row.cells.iter().enumerate().filter(|(_, cell)| !cell.mark && cell.to <= LONGEST) {
        if (cell.to - cell.from) * 10 >= least * WIDER {
            wholes.push(Whole { cell: *cell, cut: None, last: nth + 1 == row.cells.len(), nth });
        }
        let beside = |right: &&Cell| row.parted && !right.mark && right.from <= cell.to + 2 && right.to <= LONGEST;
        if let Some(right) = row.cells.get(nth + 1).filter(beside) {
            let span = Span::new(cell.span.page, cell.span.start.get(), right.span.end.get());
            let (cut, last) = (Some(right.span.start.get()), nth + 2 == row.cells.len());
            wholes.push(Whole { cell: Cell { span, to: right.to, ..*cell }, cut, last, nth });
        }
    }
    wholes
}

/// A cell near a row, with its ends.
struct Beside {
    cell: Cell,
    end: Before,
    start: Behind,
    /// How many rows it is below the row; negative above it.
    below: isize,
}

/// A page whose cells are looked at.
#[derive(Clone, Copy)]
struct Whereabouts<'t> {
    text: &'t str,
    language: &'t Ngrams,
    /// The widths of its cells, and the narrowest that is common.
    widths: &'t Widths,
    least: u32,
    /// How many of its cells were cut off, 0…1.
    merged: f32,
}

/// What stands around a row.
struct Scene<'t> {
    page: Whereabouts<'t>,
    /// The cells of the rows around.
    near: Vec<Beside>,
    /// The widths around.
    widths: Widths,
}

impl<'t> Scene<'t> {
    /// What is looked at in the row at `at`, and what stands around it; `None` where there is nothing to look at.
    fn of_row(
        page: Whereabouts<'t>,
        rows: &[Row],
        at: usize,
        budget: &Budget,
    ) -> Result<Option<(Vec<Whole>, Self)>, Cancelled> {
        budget.step_at(at)?;
        let wholes = rows.get(at).map(|row| wholes(row, page.least)).unwrap_or_default();
        if wholes.is_empty() {
            return Ok(None);
        }
        let widths = Widths::new(around(rows, at, AROUND), budget)?;
        let near = Self::near(page.text, rows, at, page.language);
        Ok(Some((wholes, Self { page, near, widths })))
    }

    fn near(text: &str, rows: &[Row], at: usize, language: &Ngrams) -> Vec<Beside> {
        let first = at.saturating_sub(NEAR);
        let rows = (first..).zip(around(rows, at, NEAR));
        let cells = rows.flat_map(|(row, cells)| cells.cells.iter().map(move |cell| (row, cell)));
        let ready = |(row, cell): (usize, &Cell)| {
            let ink: Vec<char> = ink(text.get(cell.span.range()).unwrap_or_default()).collect();
            let below = row.cast_signed() - at.cast_signed();
            Beside { cell: *cell, end: language.before(&ink), start: language.behind(&ink), below }
        };
        cells.filter(|(_, cell)| !cell.mark).take(MOST).map(ready).collect()
    }

    /// The features of each of `places`, of which `ink` are the characters of the whole.
    fn rows(&self, whole: &Whole, places: &[Place], mut each: impl FnMut(usize, &[f32])) {
        let cell = &whole.cell;
        let Whereabouts { text, language, widths: of_page, merged, .. } = self.page;
        let ink: Vec<char> = ink(text.get(cell.span.range()).unwrap_or_default()).collect();
        let along = language.along(&ink);
        let apart = |other: &Span| other.end <= cell.span.start || other.start >= cell.span.end;
        let others: Vec<&Beside> = self.near.iter().filter(|other| apart(&other.cell.span)).collect();
        // Where the first column goes on, and where the last one comes from: also from lines that were not parted.
        let below = others.iter().filter(|other| other.below > 0 && other.cell.from.abs_diff(cell.from) <= 2);
        let below = below.min_by_key(|other| other.below);
        let above = others.iter().filter(|other| other.below < 0 && other.cell.to.abs_diff(cell.to) <= 4);
        let above = above.max_by_key(|other| other.below);
        let mut row = Vec::new();
        for (nth, place) in places.iter().enumerate() {
            let Some((left, right)) = ink.split_at_checked(place.nth) else { continue };
            let (before, behind) = (language.before(left), language.behind(right));
            let ahead = two_best(others.iter().map(|other| language.goes_on(&before, &other.start)));
            let back = two_best(others.iter().map(|other| language.goes_on(&other.end, &behind)));
            let (to, from) = (place.end.1, place.start.1);
            let widths = [to.saturating_sub(cell.from), cell.to.saturating_sub(from), cell.to - cell.from];
            row.clear();
            row.push(along.gain(place.nth));
            row.extend([ahead[0], ahead[1], back[0], back[1]]);
            row.push(below.map_or(-FAR, |other| language.goes_on(&before, &other.start)));
            row.push(above.map_or(-FAR, |other| language.goes_on(&other.end, &behind)));
            for known in [of_page, &self.widths] {
                row.push(worth(known, widths[0], false));
                row.push(worth(known, widths[1], whole.last));
                row.push(worth(known, widths[2], whole.last));
            }
            row.extend([small(widths[0]), small(widths[1]), f32::from(u8::from(whole.last))]);
            row.push(count(others.iter().filter(|other| other.cell.to.abs_diff(to) <= 1)));
            row.push(count(others.iter().filter(|other| other.cell.from > 0 && other.cell.from.abs_diff(from) <= 1)));
            row.push(merged);
            row.push(f32::from(u8::from(left.last().is_some_and(|&c| is_punctuation(c)))));
            each(nth, &row);
        }
    }
}

/// The characters of a text that are not white space.
fn ink(text: &str) -> impl Iterator<Item = char> + '_ {
    text.chars().filter(|c| !c.is_whitespace())
}

/// The two largest of some numbers.
fn two_best(all: impl Iterator<Item = f32>) -> [f32; 2] {
    all.fold([-FAR; 2], |[first, second], own| if own > first { [own, first] } else { [first, second.max(own)] })
}

#[expect(clippy::cast_possible_truncation, reason = "a logarithm")]
fn worth(widths: &Widths, width: u32, last: bool) -> f32 {
    widths.worth(width, last) as f32
}

fn small(number: u32) -> f32 {
    f32::from(u16::try_from(number).unwrap_or(u16::MAX))
}

fn count<T>(things: impl Iterator<Item = T>) -> f32 {
    f32::from(u16::try_from(things.count()).unwrap_or(u16::MAX))
}

/// The rows around one.
fn around(rows: &[Row], at: usize, by: usize) -> &[Row] {
    rows.get(at.saturating_sub(by)..(at + by + 1).min(rows.len())).unwrap_or_default()
}

/// Calls `each` for every place that is weighed, with the place and its features. `merged`: how many of the page's cells were
/// cut off, 0…1.
pub(super) fn weighed(
    text: &str,
    rows: &[Row],
    language: &Ngrams,
    merged: f32,
    budget: &Budget,
    mut each: impl FnMut(&Place, &[f32]),
) -> Result<(), Cancelled> {
    let widths = Widths::new(rows, budget)?;
    let Some(least) = widths.narrowest_common() else { return Ok(()) };
    let page = Whereabouts { text, language, widths: &widths, least, merged };
    for at in 0..rows.len() {
        let Some((wholes, scene)) = Scene::of_row(page, rows, at, budget)? else { continue };
        for whole in &wholes {
            budget.step()?;
            let places = places(text, &whole.cell, language);
            scene.rows(whole, &places, |nth, row| each(&places[nth], row));
        }
    }
    Ok(())
}

/// Puts cuts where they are worth most, and parts lines that were left whole.
pub(super) fn settle(
    text: &str,
    rows: &mut [Row],
    language: &Ngrams,
    trees: &Trees,
    merged: f32,
    budget: &Budget,
) -> Result<(), Cancelled> {
    for _ in 0..ROUNDS {
        let widths = Widths::new(rows, budget)?;
        let Some(least) = widths.narrowest_common() else { return Ok(()) };
        let page = Whereabouts { text, language, widths: &widths, least, merged };
        let mut changed = false;
        for at in 0..rows.len() {
            let Some((wholes, scene)) = Scene::of_row(page, rows, at, budget)? else { continue };
            let Some(row) = rows.get_mut(at) else { break };
            let mut cells = row.cells.to_vec();
            // From the end, so that what is put in moves nothing that comes later. A cell changes once a round.
            let mut untouched = usize::MAX;
            for whole in wholes.iter().rev() {
                budget.step()?;
                let taken = whole.nth + usize::from(whole.cut.is_some());
                if taken >= untouched {
                    continue;
                }
                if let Some([left, right]) = scene.parted(whole, trees) {
                    cells.splice(whole.nth..=taken, [left, right]);
                    untouched = whole.nth;
                    changed = true;
                }
            }
            row.parted |= cells.len() > row.cells.len();
            row.cells = cells.into();
        }
        if !changed {
            break;
        }
    }
    Ok(())
}

impl Scene<'_> {
    /// The two cells that a whole is rather; `None` where it is what it should be.
    fn parted(&self, whole: &Whole, trees: &Trees) -> Option<[Cell; 2]> {
        let mut places = places(self.page.text, &whole.cell, self.page.language);
        let mut now = None;
        if let Some(cut) = whole.cut {
            let at = places.iter().position(|place| place.start.0 == cut)?;
            places.truncate(at + BESIDE + 1);
            places.drain(..at.saturating_sub(BESIDE));
            now = Some(at.min(BESIDE));
        }
        let mut odds = vec![f32::NEG_INFINITY; places.len()];
        self.rows(whole, &places, |nth, row| odds[nth] = trees.sum(row));
        let least = now.and_then(|now| odds.get(now)).map_or(LIKELY, |odds| odds + MARGIN);
        let best = (0..odds.len()).max_by(|&a, &b| odds[a].total_cmp(&odds[b]))?;
        let place = places.get(best).filter(|_| odds[best] > least)?;
        let Cell { span, .. } = whole.cell;
        let left = Span::new(span.page, span.start.get(), place.end.0);
        let right = Span::new(span.page, place.start.0, span.end.get());
        Some([
            Cell { span: left, to: place.end.1, ..whole.cell },
            Cell { span: right, from: place.start.1, ..whole.cell },
        ])
    }
}

#[cfg(test)]
mod tests {
    use super::super::cells::cells;
    use super::super::merged::tests::{LEFT, RIGHT, language};
    use super::*;
    use crate::text::PageNo;

    /// Trees that say a place is an edge where the text does not go on there, and what ends there goes on in the line below.
    fn trees() -> Trees {
        let mut trees = Trees::new(20, vec![-2.0]);
        for (feature, threshold, [low, high]) in [(0, 0.0, [2.0, -2.0]), (5, 0.0, [-2.0, 2.0])] {
            trees.begin();
            trees.question(feature, threshold, 1);
            trees.leaf(&[low]);
            trees.leaf(&[high]);
        }
        trees
    }

    /// The lines of a page of two columns, five characters and six: the text of each cell of each row, where `first` says
    /// how many characters of a row its first cell has, or that it is one cell.
    fn settled(first: impl Fn(usize) -> Option<usize>) -> Vec<Vec<String>> {
        let chars = |text: &str| text.chars().filter(|c| !c.is_whitespace()).collect::<Vec<char>>();
        let (left, right) = (chars(LEFT), chars(RIGHT));
        let mut text = String::new();
        let mut rows = Vec::new();
        for (nth, (left, right)) in left.chunks_exact(5).zip(right.chunks_exact(6)).enumerate() {
            let line: Vec<char> = left.iter().chain(right).copied().collect();
            let start = text.len();
            text.extend(line.iter());
            let whole = cells(&text, PageNo::new(0), start..text.len(), &Budget::default()).unwrap()[0];
            let parted = first(nth).map(|first| {
                let at = start + line[..first].iter().map(|c| c.len_utf8()).sum::<usize>();
                let column = whole.from + 2 * u32::try_from(first).unwrap();
                let (left, right) = (Span::new(whole.span.page, start, at), Span::new(whole.span.page, at, text.len()));
                vec![Cell { span: left, to: column, ..whole }, Cell { span: right, from: column, ..whole }]
            });
            let cut = parted.is_some();
            rows.push(Row {
                cells: parted.unwrap_or(vec![whole]).into(),
                blanks: 0,
                kept: None,
                parted: cut,
                at: (0, 0),
            });
            text.push('\n');
        }
        settle(&text, &mut rows, &language(), &trees(), 1.0, &Budget::default()).unwrap();
        let shown = |row: &Row| row.cells.iter().map(|cell| text.get(cell.span.range()).unwrap().to_owned()).collect();
        rows.iter().map(shown).collect()
    }

    #[test]
    fn a_cut_beside_the_edge_goes_to_it() {
        let rows = settled(|nth| Some(if nth == 4 { 7 } else { 5 }));
        assert_eq!(rows[4], ["日两次清洁", "晚上九点以前"]);
        assert!(rows.iter().all(|row| row.len() == 2 && row[0].chars().count() == 5), "{rows:?}");
    }

    #[test]
    fn a_line_that_was_left_whole_is_parted_at_its_edge() {
        let rows = settled(|nth| (nth != 4).then_some(5));
        assert_eq!(rows[4], ["日两次清洁", "晚上九点以前"]);
    }
}

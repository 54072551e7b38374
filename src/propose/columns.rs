//! Parts lines that an engine read straight across columns whose gaps it did not keep.
//!
//! Such a line has little between two columns: one space, a rule read as `|`, a lone mark (` 。`, ` ”`) that was seen in
//! the gap, or nothing but that mark. The same marks stand inside sentences, so no place says by itself that it is a gap.
//! What tells them apart is the print: a column is filled to the same width row after row, and its next column begins
//! under where it began in the row above. So for each line the cells are chosen together, as those that are worth most:
//! each gap has a worth from its form ([`super::gaps`]), each cell from how often cells of its width stand around ([`super::around`]),
//! and each gap from how many of these begin a cell there. The rows around are those of the round before; the first
//! round has the gaps that are likely by their form alone. Where rows around have few, a gap must be all the better.
//!
//! Widths are display columns. Time is linear in the length of the text: a line longer than [`LONGEST`] stays as it is,
//! and in any other a cell reaches over a bounded number of gaps.

use super::around::{Found, LONGEST, Piece, Window};
use super::cells::{Cell, Row};
use super::gaps::{Gap, Gaps};
use super::weights::Ngrams;
use super::{Budget, Cancelled, seam};

/// Times that all rows are parted anew, each with what the time before found.
const ROUNDS: usize = 6;
/// Items that a row counts as where work is counted.
const ROW: usize = 16;
/// Gaps that one cell may reach over.
const REACH: usize = 48;
/// White space up to which a line nearly fills its column.
const NEARLY: u32 = 5;
/// Parts the cells of `rows`. What is no text but a mark in a gap becomes a cell that [`Cell::mark`] says so of.
pub(super) fn part(
    text: &str,
    rows: Vec<Row>,
    language: Option<&Ngrams>,
    budget: &Budget,
) -> Result<Vec<Row>, Cancelled> {
    let mut found = Found::default();
    let mut scratch = Scratch::default();
    for (at, row) in rows.iter().enumerate() {
        budget.step_at(at * ROW)?;
        found.add(row_pieces(text, row, &mut scratch, |_, _, _| 0.0, |_, gap| gap.worth));
    }
    if !found.any_cut {
        return Ok(rows);
    }
    // What the language says of each gap of each row, asked once.
    let mut seams = Vec::new();
    let mut first_seams = Vec::with_capacity(rows.len());
    for (at, row) in rows.iter().enumerate() {
        budget.step_at(at * ROW)?;
        first_seams.push(seams.len());
        if let Some(language) = language {
            for cell in row.cells.iter() {
                scratch.find_gaps(text, row, cell);
                seams.extend(scratch.gaps.iter().map(|gap| seam_worth(language, text, cell, gap)));
            }
        }
    }
    for _ in 1..ROUNDS {
        let mut next = Found::default();
        let mut window = Window::of_page(&found);
        for (at, row) in rows.iter().enumerate() {
            budget.step_at(at * ROW)?;
            window.move_to(at, &found);
            let pieces = row_pieces(
                text,
                row,
                &mut scratch,
                |width, lead, trail| window.width_worth(width, lead, trail),
                |nth, gap| {
                    let seam = seams.get(first_seams.get(at).map_or(0, |first| first + nth)).copied().unwrap_or(0.0);
                    gap.worth + f64::from(seam) + window.start_worth(gap.right) - window.doubt()
                },
            );
            next.add(pieces);
        }
        found = next;
    }
    let mut parted = Vec::with_capacity(rows.len());
    for (at, row) in rows.into_iter().enumerate() {
        budget.step_at(at * ROW)?;
        parted.push(found.apply(at, row));
    }
    Ok(parted)
}

/// What is used again from row to row.
#[derive(Default)]
struct Scratch {
    gaps: Vec<Gap>,
    best: Vec<(f64, usize)>,
}

impl Scratch {
    /// The gaps of a cell; none where the row is too long to be one of columns.
    fn find_gaps(&mut self, text: &str, row: &Row, cell: &Cell) {
        self.gaps.clear();
        let long = row.cells.last().is_some_and(|cell| cell.to > LONGEST);
        if !long && let Some(content) = text.get(cell.span.range()) {
            self.gaps.extend(Gaps::new(content, cell.span.start.get(), cell.from));
        }
    }
}

/// What the language says of a gap: texts on either side of a column's edge do not go on from one to the other.
fn seam_worth(language: &Ngrams, text: &str, cell: &Cell, gap: &Gap) -> f32 {
    let left = text.get(cell.span.start.get()..gap.end).unwrap_or_default();
    let right = text.get(gap.start..cell.span.end.get()).unwrap_or_default();
    seam::worth(language, left, right)
}

/// The pieces of `row` that are worth most together, and whether a gap was cut.
fn row_pieces(
    text: &str,
    row: &Row,
    scratch: &mut Scratch,
    width_worth: impl Fn(u32, u32, u32) -> f64,
    gap_worth: impl Fn(usize, &Gap) -> f64,
) -> (Vec<Piece>, bool) {
    let mut pieces = Vec::new();
    let mut cut = row.cells.len() > 1;
    let mut passed = 0;
    for (nth, cell) in row.cells.iter().enumerate() {
        let before = nth.checked_sub(1).and_then(|before| row.cells.get(before));
        let lead = cell.from - before.map_or(0, |before| before.to);
        let trail = row.cells.get(nth + 1).map_or(u32::MAX, |after| after.from - cell.to);
        scratch.find_gaps(text, row, cell);
        let (from, to) = (cell.span.start.get(), cell.span.end.get());
        let gaps = &scratch.gaps;
        // Ends of cells are the gaps and the end of the whole; for each the best before it.
        let best = &mut scratch.best;
        best.clear();
        let starts = |at: usize| at.checked_sub(1).and_then(|gap| gaps.get(gap)).map_or(cell.from, |gap| gap.right);
        if gaps.is_empty() {
            best.push((0.0, 0));
        }
        for end in best.len()..=gaps.len() {
            let (right, own) = gaps.get(end).map_or((cell.to, 0.0), |gap| (gap.left, gap_worth(passed + end, gap)));
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
        passed += scratch.gaps.len();
    }
    (pieces, cut)
}

#[cfg(test)]
mod tests {
    use super::super::sheet::Sheet;
    use super::*;
    use crate::model::{Page, Source};
    use crate::text::PageNo;

    /// The texts of the cells of `page`, sorted.
    fn cells(page: &str) -> Vec<String> {
        let page = Page::new(page.to_owned(), Source::default(), Vec::new());
        let sheet = Sheet::parted(&page, PageNo::new(0), &[], None, &Budget::default()).unwrap();
        let mut cells: Vec<String> = (0..sheet.lines.len()).map(|line| sheet.line(line).to_owned()).collect();
        cells.sort();
        cells
    }

    /// Twelve rows of three columns of eight characters, each row with the gaps that `gaps` gives in turn.
    fn rows(gaps: &[&str]) -> (String, Vec<String>) {
        let (mut page, mut texts) = (String::new(), Vec::new());
        let mut next = 0x4e00_u32;
        let mut gap = gaps.iter().cycle();
        for _ in 0..12 {
            for column in 0..3 {
                let text: String = (0..8).filter_map(|_| (next += 1, char::from_u32(next)).1).collect();
                page.push_str(&text);
                page.push_str(if column == 2 { "\n" } else { gap.next().unwrap() });
                texts.push(text);
            }
        }
        texts.sort();
        (page, texts)
    }

    #[test]
    fn columns_with_marks_in_their_gaps_are_parted() {
        let (page, texts) = rows(&[" | ", " 。 ", " ", " ”", " | "]);
        let got = cells(&page);
        for text in &texts {
            assert!(got.contains(text), "{text} is no cell of {got:?}");
        }
        assert!(got.contains(&"|".to_owned()) && got.contains(&"。".to_owned()), "marks are cells: {got:?}");
    }

    #[test]
    fn a_part_of_a_page_is_parted_by_the_widths_of_its_other_lines() {
        // Sixty lines of one column each, then two rows that were read across.
        let mut next = 0x4e00_u32;
        let mut text = || (0..9).filter_map(|_| (next += 1, char::from_u32(next)).1).collect::<String>();
        let plain: String = (0..60).map(|_| text() + "\n").collect();
        let (across, texts): (Vec<_>, Vec<_>) = (0..2)
            .map(|_| {
                let cells = [text(), text()];
                (cells.join("  ") + "\n", cells)
            })
            .unzip();
        let got = cells(&(plain + &across.concat()));
        for text in texts.iter().flatten() {
            assert!(got.contains(text), "{text} is no cell of {got:?}");
        }
    }

    #[test]
    fn single_spaces_alone_part_nothing() {
        let (page, texts) = rows(&[" "]);
        assert_eq!(cells(&page).len(), texts.len() / 3);
    }

    #[test]
    fn a_line_of_editors_with_rules_stays_whole() {
        let line = "值班：甲文 | 编辑：乙文 | 版式：丙文 | 校对：丁文";
        let page = format!("{line}\n\n本报讯（记者甲文）本周起，城北各街道的清扫由每日一次\n增加到每日两次。\n");
        assert!(cells(&page).contains(&line.to_owned()));
    }
}

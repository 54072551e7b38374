//! What a first solution made of the lines that stand beside others on the dump. Columns that an engine read across go down
//! together: where the other lines of a row go on tells of one that cannot be read.
//!
//! A row is all that was made of one line of the dump, marks in gaps and tails of lines included.

use super::features::Beside;
use super::sheet::{ABREAST, Sheet};

/// Rows that a step is counted up to.
const FAR: i64 = 30;
/// What is said where none of the others goes anywhere, or comes from anywhere with the other sign.
const NONE: f32 = -99.0;

/// The rows of a page, and where the lines in them go on.
pub(super) struct Rows<'a> {
    /// The lines, row by row and from left to right.
    order: Vec<usize>,
    /// For each line where it stands in that order.
    at: Vec<usize>,
    /// For each line its row's part of that order.
    row: Vec<(usize, usize)>,
    /// For each line the number of its row on the dump.
    number: Vec<i64>,
    /// For each line what it goes on with, and what it follows.
    next: &'a [Option<usize>],
    before: Vec<Option<usize>>,
}

impl<'a> Rows<'a> {
    /// The rows of `sheet`, whose lines go on with `next`.
    pub(super) fn new(sheet: &Sheet<'_>, next: &'a [Option<usize>]) -> Self {
        let order = sheet.by_place();
        let count = order.len();
        let (mut at, mut row, mut number) = (vec![0; count], vec![(0, 0); count], vec![0; count]);
        let mut from = 0;
        for of_row in order.chunk_by(|&a, &b| sheet.lines[a].place.row == sheet.lines[b].place.row) {
            for (nth, &line) in of_row.iter().enumerate() {
                at[line] = from + nth;
                row[line] = (from, from + of_row.len());
                number[line] = i64::from(sheet.lines[line].place.row);
            }
            from += of_row.len();
        }
        let mut before = vec![None; count];
        for (line, next) in next.iter().enumerate() {
            if let Some(slot) = next.and_then(|next| before.get_mut(next)) {
                *slot = Some(line);
            }
        }
        Self { order, at, row, number, next, before }
    }

    /// What was made of the lines beside `left` and `right`, of which `left` may go on with `right`; `chance` tells of two
    /// lines how probable it was that they go together.
    pub(super) fn beside(&self, left: usize, right: usize, chance: impl Fn(usize, usize) -> f32) -> Beside {
        let link = |step: isize| match (self.neighbour(left, step), self.neighbour(right, step)) {
            (Some(left), Some(right)) => chance(left, right),
            (None, None) => -1.0,
            _ => -0.5,
        };
        let (forth, forth_step) = self.others(left, right, self.next);
        let (back, back_step) = self.others(right, left, &self.before);
        Beside { links: [link(-1), link(1)], rows: [forth, back], steps: [forth_step, -back_step] }
    }

    /// The line `step` places to the right of `line` in its row.
    fn neighbour(&self, line: usize, step: isize) -> Option<usize> {
        let (from, to) = self.row[line];
        let at = self.at[line].checked_add_signed(step).filter(|at| (from..to).contains(at))?;
        self.order.get(at).copied()
    }

    /// Of the lines in the row of `here` but itself, the part that `goes` into the row of `there`, and by how many rows that is
    /// further down than where the middle one of those goes that go anywhere; of an even number the one further down.
    fn others(&self, here: usize, there: usize, goes: &[Option<usize>]) -> (f32, f32) {
        let (from, to) = self.row[here];
        let others = self.order[from..to].iter().take(ABREAST).filter(|&&line| line != here);
        let (mut count, mut hits) = (0.0, 0.0);
        let (mut steps, mut known) = ([0; ABREAST], 0);
        for &line in others {
            count += 1.0;
            if let Some(goal) = goes[line] {
                hits += if self.number[goal] == self.number[there] { 1.0 } else { 0.0 };
                steps[known] = self.number[goal] - self.number[here];
                known += 1;
            }
        }
        if count < 0.5 {
            return (-1.0, NONE);
        }
        let steps = &mut steps[..known];
        steps.sort_unstable();
        let beyond = steps.get(known / 2).map(|middle| self.number[there] - self.number[here] - middle);
        (
            hits / count,
            beyond.map_or(NONE, |beyond| f32::from(i16::try_from(beyond.clamp(-FAR, FAR)).unwrap_or_default())),
        )
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::{Page, Source};
    use crate::propose::Budget;
    use crate::text::PageNo;

    /// What stands beside the lines named `left` and `right` where the `links` were taken, each of them sure.
    fn beside(page: &str, links: &[(&str, &str)], left: &str, right: &str) -> Beside {
        let page = Page::new(page.to_owned(), Source::default(), Vec::new());
        let sheet = Sheet::parted(&page, PageNo::new(0), &[], None, &Budget::default()).unwrap();
        let at = |name: &str| (0..sheet.lines.len()).find(|&nth| sheet.line(nth) == name).unwrap();
        let mut next = vec![None; sheet.lines.len()];
        links.iter().for_each(|(end, start)| next[at(end)] = Some(at(start)));
        let chance = |end: usize, start: usize| if next[end] == Some(start) { 0.9 } else { 0.0 };
        Rows::new(&sheet, &next).beside(at(left), at(right), chance)
    }

    /// Three columns of four lines: 甲一 to 甲四, 乙一 to 乙四, 丙一 to 丙四.
    fn rows() -> String {
        "一二三四".chars().map(|row| format!("甲{row}      乙{row}      丙{row}\n")).collect()
    }

    #[test]
    fn columns_go_down_together() {
        let found = beside(&rows(), &[("甲一", "甲二"), ("丙一", "丙二")], "乙一", "乙二");
        assert_eq!(found, Beside { links: [0.9, 0.9], rows: [1.0, 1.0], steps: [0.0, 0.0] });
    }

    #[test]
    fn what_stays_in_its_row_is_a_step_behind_the_others() {
        let found = beside(&rows(), &[("甲一", "甲二")], "乙一", "丙一");
        assert_eq!(found, Beside { links: [0.0, -0.5], rows: [0.0, 0.0], steps: [-1.0, -NONE] });
    }

    #[test]
    fn the_middle_of_the_others_tells_how_far_they_go() {
        // The others of the first row go down two rows; those of the third come from there.
        let links = [("甲一", "甲三"), ("丙一", "丙三")];
        let found = beside(&rows(), &links, "乙一", "乙二");
        assert_eq!(found, Beside { links: [0.0, 0.0], rows: [0.0, 0.0], steps: [-1.0, -NONE] });
        let found = beside(&rows(), &links, "乙二", "乙三");
        assert_eq!(found, Beside { links: [0.0, 0.0], rows: [0.0, 0.0], steps: [NONE, -1.0] });
        // One of two goes down a row: the one that goes further counts.
        let found = beside(&rows(), &[links[0], ("丙一", "丙二")], "乙一", "乙三");
        assert_eq!(found, Beside { links: [0.9, 0.0], rows: [0.5, 0.5], steps: [0.0, 0.0] });
    }

    #[test]
    fn steps_beyond_the_bound_are_the_same() {
        let long: String = (0..50).map(|row| format!("甲{row}      乙{row}\n")).collect();
        let found = beside(&long, &[("甲0", "甲1")], "乙0", "乙49");
        assert_eq!(found, Beside { links: [0.0, -1.0], rows: [0.0, 0.0], steps: [30.0, -NONE] });
    }

    #[test]
    fn a_line_of_its_own_has_nothing_beside_it() {
        let found = beside("渡口轮船\n恢复夜航\n", &[], "渡口轮船", "恢复夜航");
        assert_eq!(found, Beside { links: [-1.0, -1.0], rows: [-1.0, -1.0], steps: [NONE, -NONE] });
    }
}

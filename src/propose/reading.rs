//! A page being read: roles of the lines, and which line goes on with which.
//!
//! The phases are methods that fill in one field each, in their order; learning calls the same ones between its stages.

use super::decided::Decided;
use super::features::{self, Look, ROLES, Side};
use super::ground::Ground;
use super::links::JUDGED;
use super::weights::{Knowledge, Stages, Trees, logistic, softmax};
use super::{Budget, Cancelled};

/// Probabilities of a line's roles.
pub(super) type Roles = [f32; ROLES.len()];

/// Lines on either side that tell what the text before and behind a place speaks of.
const BESIDE: usize = 8;
/// Mean probability of going on under which a page's columns were read across.
const WOVEN: f32 = 0.6;
/// What a link is worth more on such a page, whose articles come in many pieces: from text to text at the first look
/// already, and any link at the next. And how often pairs are
/// looked at again, there and elsewhere: what one look joins, the next sees whole. All on the training pages.
const WOVEN_TEXT: f32 = 0.5;
const WOVEN_BONUS: f32 = 0.75;
const WOVEN_LOOKS: usize = 3;
const LOOKS: usize = 2;
/// Farthest distance of lines that alternate.
pub(super) const FARTHEST: usize = 9;
/// Lines over which the alternation is averaged.
const FIELDS: [usize; 3] = [2, 5, 10];

/// Two lines of which the second may go on with the first.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(super) struct Pair {
    pub(super) left: usize,
    pub(super) right: usize,
    /// How probable it is that the text goes on so.
    pub(super) p: f32,
    /// Log-odds of this against no link at all, whatever its rivals are: of rivals of equal worth each is improbable,
    /// but one of them is right.
    pub(super) worth: f32,
}

impl Pair {
    /// A pair without rivals.
    pub(super) fn alone(left: usize, right: usize, p: f32) -> Self {
        let inner = p.clamp(1e-6, 1.0 - 1e-6);
        Self { left, right, p, worth: (inner / (1.0 - inner)).ln() }
    }
}

/// What was found out so far.
#[derive(Clone, Debug, Default)]
pub(super) struct Reading {
    pub(super) roles: Vec<Roles>,
    /// For each line the probability that the next one goes on with it.
    pub(super) flow: Vec<f32>,
    /// How far lines of each distance go on, averaged: see [`Reading::alternate`].
    pub(super) fields: Vec<[f32; FIELDS.len() + 2]>,
    /// Judged pairs, by the lines of their ends and then of their starts.
    pub(super) pairs: Vec<Pair>,
    /// For each line the one that goes on with it.
    pub(super) next: Vec<Option<usize>>,
    /// How probable that is; 0 where there is none.
    pub(super) sure: Vec<f32>,
    /// What a link is worth beyond its log-odds.
    pub(super) bonus: f32,
    /// What a link from text to text is worth beyond that.
    pub(super) text_bonus: f32,
    /// What an editor decided: pairs that contradict it are not tried.
    pub(super) decided: Decided,
}

/// What a link is worth beyond its log-odds: one that is missing costs an editor more than a doubtful one. On pages of
/// spaced scripts the doubtful ones join whole articles. Set on the training pages.
pub(super) fn bonus(spaced: bool) -> f32 {
    if spaced { 0.0 } else { 0.4 }
}

/// The roles of the lines; with `first` answers, a second look.
pub(super) fn role_rows(look: &Look<'_, '_>, first: Option<&[Roles]>, index: usize, row: &mut Vec<f32>) {
    row.clear();
    features::line_features(look, index, row);
    if let Some(first) = first {
        features::role_context(first, index, row);
    }
}

impl Reading {
    /// Finds the roles of the lines.
    pub(super) fn find_roles(
        look: &Look<'_, '_>,
        trees: &Trees,
        first: Option<&[Roles]>,
        budget: &Budget,
    ) -> Result<Vec<Roles>, Cancelled> {
        let mut roles = Vec::with_capacity(look.sheet.lines.len());
        let (mut row, mut sums) = (Vec::new(), Vec::new());
        for index in 0..look.sheet.lines.len() {
            budget.step_at(index)?;
            role_rows(look, first, index, &mut row);
            trees.sums(&row, &mut sums);
            softmax(&mut sums);
            let mut known = [0.0; ROLES.len()];
            for (slot, p) in known.iter_mut().zip(&sums) {
                *slot = *p;
            }
            roles.push(known);
        }
        Ok(roles)
    }

    /// Measures how much better lines some lines apart go on than neighbours do, around each line.
    pub(super) fn alternate(&mut self, look: &Look<'_, '_>, budget: &Budget) -> Result<(), Cancelled> {
        let count = look.sheet.lines.len();
        let mut better = Vec::with_capacity(count);
        for left in 0..count {
            budget.step_at(left)?;
            let mut apart = [0.0_f32; FARTHEST];
            for (distance, value) in apart.iter_mut().enumerate() {
                if left + distance + 1 < count {
                    *value = look.goes_on(left, left + distance + 1);
                }
            }
            better.push(apart);
        }
        let mut sums = vec![[0.0_f32; FARTHEST]; count + 1];
        for at in 0..count {
            let mut sum = sums[at];
            for (sum, value) in sum.iter_mut().zip(&better[at]) {
                *sum += value;
            }
            sums[at + 1] = sum;
        }
        self.fields.clear();
        for at in 0..count {
            budget.step_at(at)?;
            let mut field = [0.0; FIELDS.len() + 2];
            for (nth, &half) in FIELDS.iter().enumerate() {
                let (from, to) = (at.saturating_sub(half), (at + half + 1).min(count));
                #[expect(clippy::cast_precision_loss, reason = "a few lines")]
                let lines = (to - from) as f32;
                let mean = |distance: usize| (sums[to][distance] - sums[from][distance]) / lines;
                let mut best = (f32::NEG_INFINITY, 1);
                for distance in 1..FARTHEST {
                    best = if mean(distance) > best.0 { (mean(distance), distance) } else { best };
                }
                field[nth] = best.0 - mean(0);
                if nth + 1 == FIELDS.len() {
                    field[FIELDS.len()] = f32::from(u8::try_from(best.1 + 1).unwrap_or(0));
                    field[FIELDS.len() + 1] = mean(0);
                }
            }
            self.fields.push(field);
        }
        Ok(())
    }

    /// The features of whether the line behind `index` goes on with it.
    pub(super) fn flow_row(&self, look: &Look<'_, '_>, index: usize, row: &mut Vec<f32>) {
        row.clear();
        let count = look.sheet.lines.len();
        let before: Vec<usize> = (index.saturating_sub(BESIDE - 1)..=index).rev().collect();
        let behind: Vec<usize> = (index + 1..(index + 1 + BESIDE).min(count)).collect();
        let end = Side::new(look, &self.roles, &before, before.len(), index, &[]);
        let start = Side::new(look, &self.roles, &behind, behind.len(), index + 1, &[]);
        features::seam_features(look, &self.roles, (&end, &start), &self.field(look, index, index + 1), row);
    }

    /// The alternation around a pair, and how well the lines beside it go on in parallel.
    pub(super) fn field(&self, look: &Look<'_, '_>, left: usize, right: usize) -> [f32; FIELDS.len() + 6] {
        let mut out = [0.0; FIELDS.len() + 6];
        if let Some(field) = self.fields.get(left) {
            out[..field.len()].copy_from_slice(field);
            let distance = right as f32 - left as f32;
            out[field.len()] = flag(distance > 0.0 && (distance - field[FIELDS.len()]).abs() < 0.5);
        }
        let beside = |offset: isize| match (left.checked_add_signed(offset), right.checked_add_signed(offset)) {
            (Some(a), Some(b)) => look.goes_on(a, b),
            _ => 0.0,
        };
        out[FIELDS.len() + 3] = beside(-1);
        out[FIELDS.len() + 4] = beside(1);
        out[FIELDS.len() + 5] = (beside(-2) + beside(2)) / 2.0;
        out
    }

    /// Finds for each line whether the next goes on with it.
    pub(super) fn find_flow(&mut self, look: &Look<'_, '_>, trees: &Trees, budget: &Budget) -> Result<(), Cancelled> {
        let count = look.sheet.lines.len();
        let (mut row, mut rows) = (Vec::new(), Vec::new());
        for index in 0..count.saturating_sub(1) {
            budget.step_at(index)?;
            self.flow_row(look, index, &mut row);
            rows.extend_from_slice(&row);
        }
        self.flow = trees.sums_of_rows(&rows, JUDGED).into_iter().map(logistic).collect();
        self.flow.resize(count, 0.0);
        self.next = (0..count).map(|line| Some(line + 1).filter(|_| self.flow[line] > 0.5)).collect();
        self.sure = self.flow.iter().map(|&p| if p > 0.5 { p } else { 0.0 }).collect();
        Ok(())
    }

    /// True for a page of whose lines few go on where they stand: columns were read across.
    fn is_woven(&self) -> bool {
        #[expect(clippy::cast_precision_loss, reason = "lines of a page")]
        let mean = self.flow.iter().sum::<f32>() / self.flow.len().max(1) as f32;
        mean < WOVEN
    }

    /// The pieces that the links make, each a row of lines.
    pub(super) fn pieces(&self) -> Vec<Vec<usize>> {
        let mut has_before = vec![false; self.next.len()];
        for &right in self.next.iter().flatten() {
            if let Some(slot) = has_before.get_mut(right) {
                *slot = true;
            }
        }
        let mut pieces = Vec::new();
        for first in (0..self.next.len()).filter(|&line| !has_before[line]) {
            let mut piece = vec![first];
            let mut at = first;
            while let Some(next) = self.next.get(at).copied().flatten() {
                piece.push(next);
                at = next;
            }
            pieces.push(piece);
        }
        pieces
    }
}

/// Reads a page with what was learned, up to which line goes on with which.
pub(super) fn read(
    ground: &Ground<'_>,
    stages: &Stages,
    knowledge: &Knowledge,
    budget: &Budget,
) -> Result<Reading, Cancelled> {
    let look = ground.look(knowledge);
    let mut first = Reading::find_roles(&look, &stages.roles[0], None, budget)?;
    ground.decided.set_roles(&mut first);
    let mut roles = Reading::find_roles(&look, &stages.roles[1], Some(&first), budget)?;
    ground.decided.set_roles(&mut roles);
    let mut reading = Reading { roles, bonus: bonus(ground.sheet.spaced), ..Reading::default() };
    reading.alternate(&look, budget)?;
    reading.find_flow(&look, &stages.flow, budget)?;
    ground.decided.set_links(&mut reading);
    reading.decided = ground.decided.clone();
    let woven = reading.is_woven();
    if woven {
        reading.text_bonus = WOVEN_TEXT;
    }
    reading.find_pairs(&look, (&stages.sieve, &stages.pairs[0]), false, budget)?;
    if woven {
        reading.bonus += WOVEN_BONUS;
    }
    for _ in 0..if woven { WOVEN_LOOKS } else { LOOKS } {
        let before = reading.next.clone();
        reading.find_pairs(&look, (&stages.sieve, &stages.pairs[1]), true, budget)?;
        if reading.next == before {
            break;
        }
    }
    Ok(reading)
}

pub(super) fn flag(is: bool) -> f32 {
    f32::from(u8::from(is))
}

pub(super) fn f32_of(number: u32) -> f32 {
    f32::from(u16::try_from(number).unwrap_or(u16::MAX))
}

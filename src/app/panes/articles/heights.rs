//! The heights of the cards, one below the other: where each begins is known without a step for each one above it.
//!
//! Heights stand in runs, each with its sum, which is taken anew when one of its heights changes. So nothing is ever added to
//! a sum or taken from it, and no error grows; a place costs a step for each run and for each card of one run.

use std::ops::Range;

/// Cards of a run: about as many as there are runs of 100,000 cards.
const RUN: usize = 256;

/// See the module's head. Cards stand `between` points apart, and as far from the top and the bottom of the list.
#[derive(Default)]
pub(super) struct Heights {
    between: f64,
    each: Vec<f32>,
    sums: Vec<f64>,
}

impl Heights {
    pub(super) fn new(each: Vec<f32>, between: f32) -> Self {
        let mut heights = Self { between: f64::from(between), each, sums: Vec::new() };
        heights.sums = heights.each.chunks(RUN).map(|run| heights.sum(run)).collect();
        heights
    }

    fn sum(&self, run: &[f32]) -> f64 {
        run.iter().map(|&height| f64::from(height) + self.between).sum()
    }

    pub(super) fn get(&self, at: usize) -> f32 {
        self.each.get(at).copied().unwrap_or_default()
    }

    pub(super) fn set(&mut self, at: usize, height: f32) {
        let Some(own) = self.each.get_mut(at).filter(|own| own.to_bits() != height.to_bits()) else { return };
        *own = height;
        let run = at / RUN;
        let sum = self.each.chunks(RUN).nth(run).map(|run| self.sum(run)).unwrap_or_default();
        if let Some(own) = self.sums.get_mut(run) {
            *own = sum;
        }
    }

    /// The height of all of it.
    pub(super) fn total(&self) -> f64 {
        self.top(self.each.len())
    }

    /// Where a card begins.
    pub(super) fn top(&self, at: usize) -> f64 {
        let run = (at / RUN).min(self.sums.len());
        let before: f64 = self.sums.iter().take(run).sum();
        self.between + before + self.sum(self.each.get(run * RUN..at).unwrap_or_default())
    }

    /// Where each card that shares a point with `view` begins.
    pub(super) fn within(&self, view: Range<f64>) -> Vec<(usize, f64)> {
        let mut top = self.between;
        let mut run = 0;
        while let Some(sum) = self.sums.get(run).filter(|&&sum| top + sum <= view.start) {
            top += sum;
            run += 1;
        }
        let mut found = Vec::new();
        for (at, &height) in self.each.iter().enumerate().skip(run * RUN) {
            if top >= view.end {
                break;
            }
            let bottom = top + f64::from(height);
            if bottom > view.start {
                found.push((at, top));
            }
            top = bottom + self.between;
        }
        found
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn places_are_those_of_a_sum_over_all_cards() {
        let mut each: Vec<f32> = (0..1_000_u16).map(|nth| 20.0 + f32::from(nth % 37)).collect();
        let mut heights = Heights::new(each.clone(), 8.0);
        for (at, height) in [(0, 90.0), (255, 1.5), (256, 44.0), (999, 300.0), (1_000, 7.0)] {
            heights.set(at, height);
            if let Some(own) = each.get_mut(at) {
                *own = height;
            }
            let mut tops = vec![8.0];
            for height in &each {
                tops.push(tops[tops.len() - 1] + f64::from(*height) + 8.0);
            }
            for (at, top) in tops.iter().enumerate() {
                assert!((heights.top(at) - top).abs() < 1e-6, "{at}");
            }
            assert!((heights.total() - tops[1_000]).abs() < 1e-6);
            for view in [0.0..8.0, 0.0..600.0, 9_000.0..9_900.5, tops[256]..tops[256] + 1.0, 47_000.0..1e9] {
                let wanted: Vec<usize> = (0..1_000)
                    .filter(|&at| tops[at] + f64::from(each[at]) > view.start && tops[at] < view.end)
                    .collect();
                assert_eq!(heights.within(view).iter().map(|(at, _)| *at).collect::<Vec<_>>(), wanted);
            }
        }
    }
}

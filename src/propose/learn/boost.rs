//! Grows boosted trees (Friedman 2001, with second derivatives as Chen & Guestrin 2016) over binned features.
//!
//! Our own, for three reasons: a leaf holds a value for every role at once, which no crate for Rust offers and which
//! makes the proposer several times quicker; the same data and seed give the same bytes, however many threads count;
//! and the crates that there are bring a C++ compiler or stand at a candidate for release. Trees grow best leaf first.
//! A histogram of one feature is summed by one thread, and a child's is its parent's less its sibling's.
//!
//! Over 400 lines: growing a tree reads top to bottom, and nothing of it is of use elsewhere.

use super::super::weights::{Trees, logistic, softmax};
use super::Chance;
use super::bins::{BINS, Binned, in_parts};
use super::rivals::Rivals;
use super::table::Table;

/// How trees are grown.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Growth {
    /// How many trees.
    pub(crate) rounds: usize,
    /// Leaves of a tree at most.
    pub(crate) leaves: usize,
    /// What part of a tree's answer is taken.
    pub(crate) rate: f32,
    /// Squared weights cost so much.
    pub(crate) lambda: f64,
    /// A leaf's least sum of second derivatives.
    pub(crate) least: f64,
    /// Part of the rows a tree sees, in 0..1.
    pub(crate) rows: f64,
    /// Part of the features a tree sees, in 0..1.
    pub(crate) columns: f64,
    /// The seed of what is drawn by lot.
    pub(crate) seed: u64,
}

/// Trees that have seen all parts but one, for each of `parts`, and then trees that have seen all. With `base`, they are
/// its trees and those that are learned on top of them.
pub(crate) fn boost_parts(
    table: &Table,
    classes: usize,
    growth: &Growth,
    parts: u8,
    base: Option<&Trees>,
) -> Vec<Trees> {
    if let Some(base) = base.filter(|_| growth.rounds == 0) {
        return vec![base.clone(); usize::from(parts) + 1];
    }
    let binned = Binned::new(table);
    let wanted: Vec<Option<u8>> = (0..parts).map(Some).chain([None]).collect();
    let learn = |wanted: &[Option<u8>]| -> Vec<Trees> {
        wanted.iter().map(|&left_out| boost(table, &binned, classes, growth, left_out, base)).collect()
    };
    // Two at a time: what of one runs on one thread only, the choice of splits, is most of the time of small nodes.
    let (left, right) = wanted.split_at(wanted.len() / 2);
    std::thread::scope(|scope| {
        let other = scope.spawn(|| learn(left));
        let right = learn(right);
        let mut all = other.join().unwrap_or_else(|panic| std::panic::resume_unwind(panic));
        all.extend(right);
        all
    })
}

/// Learns trees for `classes` classes (or, of 2, log-odds of the answer 1) from all parts but `left_out`.
fn boost(
    table: &Table,
    binned: &Binned,
    classes: usize,
    growth: &Growth,
    left_out: Option<u8>,
    base: Option<&Trees>,
) -> Trees {
    let outputs = if classes == 2 { 1 } else { classes };
    let mut trees = base.cloned().unwrap_or_else(|| Trees::new(table.width, priors(table, classes, outputs)));
    if table.len() == 0 {
        return trees;
    }
    let rows = table.len();
    let mut sums = sums(table, &trees, outputs);
    let mut slopes = vec![(0.0_f32, 0.0_f32); rows * outputs];
    let mut chance = Chance::new(growth.seed);
    debug_assert!(
        table.rivals.is_empty() || table.rivals.len() == rows && outputs == 1,
        "all rows have rivals or none"
    );
    let rivals = Rivals::new(table);
    for _ in 0..growth.rounds {
        if rivals.is_empty() {
            derive(table, &sums, outputs, &mut slopes);
        } else {
            rivals.derive(table, &sums, &mut slopes);
        }
        let drawn: Vec<u32> = (0..rows)
            .filter(|&row| chance.unit() < growth.rows && Some(table.parts[row]) != left_out)
            .filter_map(|row| u32::try_from(row).ok())
            .collect();
        let columns: Vec<usize> = (0..table.width).filter(|_| chance.unit() < growth.columns).collect();
        let mut grower =
            Grower { binned, slopes: &slopes, outputs, growth, columns: &columns, rows: drawn, nodes: Vec::new() };
        if !grower.grow() {
            continue;
        }
        trees.begin();
        for node in &grower.nodes {
            match &node.split {
                Some(split) => trees.question(split.feature, split.threshold, split.left),
                None => trees.leaf(&node.values),
            }
        }
        let tree = &grower.nodes;
        in_parts(&mut sums, outputs, |first, part| {
            for (nth, sums) in part.chunks_exact_mut(outputs).enumerate() {
                for (sum, value) in sums.iter_mut().zip(value_of(tree, binned, first + nth)) {
                    *sum += value;
                }
            }
        });
    }
    trees
}

/// What `trees` say of each row, on two threads.
fn sums(table: &Table, trees: &Trees, outputs: usize) -> Vec<f32> {
    let mut all = vec![0.0_f32; table.len() * outputs];
    in_parts(&mut all, outputs, |first, part| {
        let mut found = Vec::new();
        for (sums, row) in part.chunks_exact_mut(outputs).zip(table.values.chunks_exact(table.width).skip(first)) {
            trees.sums(row, &mut found);
            sums.iter_mut().zip(&found).for_each(|(sum, &value)| *sum = value);
        }
    });
    all
}

fn value_of<'t>(nodes: &'t [Growing], binned: &Binned, row: usize) -> &'t [f32] {
    let mut at = 0;
    while let Some(split) = &nodes[at].split {
        at = split.left + usize::from(binned.columns[split.feature][row] > split.bin);
    }
    &nodes[at].values
}

/// Logarithms of how frequent the answers are.
fn priors(table: &Table, classes: usize, outputs: usize) -> Vec<f32> {
    let mut counts = vec![1.0_f64; classes];
    for (&answer, &weight) in table.answers.iter().zip(&table.weights) {
        counts[usize::from(answer).min(classes - 1)] += f64::from(weight);
    }
    let total: f64 = counts.iter().sum();
    #[expect(clippy::cast_possible_truncation, reason = "a logarithm fits")]
    let log = |value: f64| value.ln() as f32;
    if outputs == 1 {
        vec![log(counts[1] / counts[0])]
    } else {
        counts.iter().map(|count| log(count / total)).collect()
    }
}

/// First and second derivatives of the log-loss.
fn derive(table: &Table, sums: &[f32], outputs: usize, slopes: &mut [(f32, f32)]) {
    in_parts(slopes, outputs, |first, part| {
        let mut odds = vec![0.0_f32; outputs];
        for (nth, slopes) in part.chunks_exact_mut(outputs).enumerate() {
            let row = first + nth;
            let (answer, weight) = (table.answers[row], table.weights[row]);
            if outputs == 1 {
                let p = logistic(sums[row]);
                slopes[0] = ((p - f32::from(answer)) * weight, (p * (1.0 - p)).max(1e-6) * weight);
                continue;
            }
            odds.copy_from_slice(&sums[row * outputs..(row + 1) * outputs]);
            softmax(&mut odds);
            for (class, (slope, &p)) in slopes.iter_mut().zip(&odds).enumerate() {
                let wanted = f32::from(u8::from(class == usize::from(answer)));
                *slope = ((p - wanted) * weight, (p * (1.0 - p)).max(1e-6) * weight);
            }
        }
    });
}

/// A node while its tree grows.
struct Growing {
    rows: std::ops::Range<usize>,
    split: Option<Split>,
    values: Vec<f32>,
}

#[derive(Clone, Copy)]
struct Split {
    gain: f64,
    feature: usize,
    bin: u8,
    threshold: f32,
    left: usize,
}

/// For each drawn feature and bin the sums of the derivatives of each output, and how many rows.
type Histogram = Vec<f32>;

struct Grower<'g> {
    binned: &'g Binned,
    slopes: &'g [(f32, f32)],
    outputs: usize,
    growth: &'g Growth,
    columns: &'g [usize],
    rows: Vec<u32>,
    nodes: Vec<Growing>,
}

impl Grower<'_> {
    /// Grows one tree; false where nothing could be split.
    fn grow(&mut self) -> bool {
        let all = 0..self.rows.len();
        let mut open: Vec<(usize, Split, Histogram)> = Vec::new();
        self.nodes.push(Growing { rows: all.clone(), split: None, values: Vec::new() });
        let histogram = self.histogram(all);
        if let Some(split) = self.best(&histogram) {
            open.push((0, split, histogram));
        }
        let mut leaves = 1;
        while leaves < self.growth.leaves {
            // The first of equals: the order of growing depends on nothing but the data.
            let mut best = 0;
            for nth in 1..open.len() {
                if open[nth].1.gain > open[best].1.gain {
                    best = nth;
                }
            }
            if open.is_empty() {
                break;
            }
            let (node, mut split, mut parent) = open.swap_remove(best);
            leaves += 1;
            let range = self.nodes[node].rows.clone();
            let middle = self.part(range.clone(), split);
            split.left = self.nodes.len();
            self.nodes[node].split = Some(split);
            for rows in [range.start..middle, middle..range.end] {
                self.nodes.push(Growing { rows, split: None, values: Vec::new() });
            }
            let (small, large) = if middle - range.start < range.end - middle {
                (split.left, split.left + 1)
            } else {
                (split.left + 1, split.left)
            };
            let histogram = self.histogram(self.nodes[small].rows.clone());
            for (sum, part) in parent.iter_mut().zip(&histogram) {
                *sum -= part;
            }
            if let Some(split) = self.best(&histogram) {
                open.push((small, split, histogram));
            }
            if let Some(split) = self.best(&parent) {
                open.push((large, split, parent));
            }
        }
        for at in 0..self.nodes.len() {
            if self.nodes[at].split.is_none() {
                self.nodes[at].values = self.leaf(self.nodes[at].rows.clone());
            }
        }
        leaves > 1
    }

    /// The values of a leaf.
    #[expect(clippy::cast_possible_truncation, reason = "steps are small")]
    fn leaf(&self, rows: std::ops::Range<usize>) -> Vec<f32> {
        let mut sums = vec![(0.0_f64, 0.0_f64); self.outputs];
        for &row in &self.rows[rows] {
            let slopes = &self.slopes[row as usize * self.outputs..];
            for (sum, slope) in sums.iter_mut().zip(slopes) {
                sum.0 += f64::from(slope.0);
                sum.1 += f64::from(slope.1);
            }
        }
        let step = |(g, h): (f64, f64)| (-g / (h + self.growth.lambda)).clamp(-4.0, 4.0);
        sums.into_iter().map(|sum| step(sum) as f32 * self.growth.rate).collect()
    }

    /// Puts the rows that go left before those that go right, each in their order.
    fn part(&mut self, range: std::ops::Range<usize>, split: Split) -> usize {
        let column = &self.binned.columns[split.feature];
        let (left, right): (Vec<u32>, Vec<u32>) =
            self.rows[range.clone()].iter().partition(|&&row| column[row as usize] <= split.bin);
        let middle = range.start + left.len();
        self.rows[range.start..middle].copy_from_slice(&left);
        self.rows[middle..range.end].copy_from_slice(&right);
        middle
    }

    /// Numbers of a bin: first and second derivatives of each output.
    fn cell(&self) -> usize {
        2 * self.outputs
    }

    fn histogram(&self, rows: std::ops::Range<usize>) -> Histogram {
        let cell = self.cell();
        let rows = &self.rows[rows];
        let outputs = self.outputs;
        // Gathered once, so that every feature reads them in a row.
        let mut slopes: Vec<f32> = Vec::with_capacity(rows.len() * cell);
        for &row in rows {
            let from = row as usize * outputs;
            for slope in &self.slopes[from..from + outputs] {
                slopes.push(slope.0);
                slopes.push(slope.1);
            }
        }
        let width = (BINS + 1) * cell;
        let mut histogram = vec![0.0_f32; self.columns.len() * width];
        let count = |first: usize, part: &mut [f32]| {
            for (nth, bins) in part.chunks_exact_mut(width).enumerate() {
                let column = &self.binned.columns[self.columns[first + nth]];
                if cell == 2 {
                    for (&row, slope) in rows.iter().zip(slopes.chunks_exact(2)) {
                        let at = usize::from(column[row as usize]) * 2;
                        bins[at] += slope[0];
                        bins[at + 1] += slope[1];
                    }
                } else {
                    for (&row, slope) in rows.iter().zip(slopes.chunks_exact(cell)) {
                        let at = usize::from(column[row as usize]) * cell;
                        for (bin, slope) in bins[at..at + cell].iter_mut().zip(slope) {
                            *bin += slope;
                        }
                    }
                }
            }
        };
        if rows.len() * self.columns.len() < 20_000 {
            count(0, &mut histogram);
        } else {
            in_parts(&mut histogram, width, count);
        }
        histogram
    }

    fn best(&self, histogram: &Histogram) -> Option<Split> {
        let cell = self.cell();
        let width = (BINS + 1) * cell;
        let mut best: Option<Split> = None;
        let mut total = vec![0.0_f64; cell];
        let mut left = vec![0.0_f64; cell];
        for (nth, bins) in histogram.chunks_exact(width).enumerate() {
            let feature = self.columns[nth];
            let bounds = &self.binned.bounds[feature];
            if bounds.is_empty() {
                continue;
            }
            total.fill(0.0);
            for bin in bins.chunks_exact(cell).take(bounds.len() + 1) {
                add(&mut total, bin);
            }
            let parent = self.worth(total.iter().copied());
            left.fill(0.0);
            for (bin, &threshold) in bounds.iter().enumerate() {
                add(&mut left, &bins[bin * cell..(bin + 1) * cell]);
                let weight: f64 = left.iter().skip(1).step_by(2).sum();
                let rest: f64 = total.iter().skip(1).step_by(2).sum::<f64>() - weight;
                if weight < self.growth.least || rest < self.growth.least {
                    continue;
                }
                let right = total.iter().zip(&left).map(|(total, left)| total - left);
                let gain = self.worth(left.iter().copied()) + self.worth(right) - parent;
                if gain > 1e-4 && best.is_none_or(|best| gain > best.gain) {
                    best = u8::try_from(bin).ok().map(|bin| Split { gain, feature, bin, threshold, left: 0 });
                }
            }
        }
        best
    }

    /// How much lower the loss is with a leaf of these sums.
    fn worth(&self, mut sums: impl Iterator<Item = f64>) -> f64 {
        let mut worth = 0.0;
        while let (Some(g), Some(h)) = (sums.next(), sums.next()) {
            worth += g * g / (h.max(0.0) + self.growth.lambda);
        }
        worth
    }
}

fn add(sums: &mut [f64], part: &[f32]) {
    for (sum, &part) in sums.iter_mut().zip(part) {
        *sum += f64::from(part);
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn each_part_has_trees_that_have_not_seen_it() {
        let mut table = Table::default();
        for (part, answers) in [(0, [0, 1]), (1, [1, 0])] {
            for (feature, answer) in [0.0, 1.0].into_iter().zip(answers) {
                (0..50).for_each(|_| table.push(&[feature], answer, 1.0, part));
            }
        }
        let (rate, least) = (0.3, 1.0);
        let growth = Growth { rounds: 10, leaves: 2, rate, lambda: 1.0, least, rows: 1.0, columns: 1.0, seed: 1 };
        let trees = boost_parts(&table, 2, &growth, 2, None);
        let rises = |trees: &Trees| trees.sum(&[1.0]) - trees.sum(&[0.0]);
        assert!(rises(&trees[0]) < -1.0, "learned from part 1 alone");
        assert!(rises(&trees[1]) > 1.0, "learned from part 0 alone");
        assert!(rises(&trees[2]).abs() < 0.1, "learned from both, which say the opposite");
    }
}

//! Features in bins: what trees are grown over.
//!
//! A bin holds about as many rows as any other, or one value; trees ask between bins, so that a histogram of a feature is
//! all that they need of it.

use super::table::Table;

/// Most bins of a feature.
pub(super) const BINS: usize = 255;
/// Rows from which the bins are read.
const SAMPLE: usize = 60_000;

/// Features as small numbers, column by column.
pub(super) struct Binned {
    pub(super) columns: Vec<Vec<u8>>,
    /// For each feature the upper bounds of all bins but the last.
    pub(super) bounds: Vec<Vec<f32>>,
}

impl Binned {
    /// Puts the values of `table` into bins.
    pub(super) fn new(table: &Table) -> Self {
        let rows = table.len();
        let step = (rows / SAMPLE).max(1);
        let mut pairs: Vec<(Vec<u8>, Vec<f32>)> = vec![(Vec::new(), Vec::new()); table.width];
        in_parts(&mut pairs, 1, |first, part| {
            for (nth, (column, bounds)) in part.iter_mut().enumerate() {
                let feature = first + nth;
                let mut sample: Vec<f32> =
                    (0..rows).step_by(step).map(|row| table.values[row * table.width + feature]).collect();
                *bounds = bounds_of(&mut sample);
                column.reserve_exact(rows);
                for row in 0..rows {
                    let value = table.values[row * table.width + feature];
                    let bin = bounds.partition_point(|&bound| bound < value);
                    column.push(u8::try_from(bin).unwrap_or(u8::MAX));
                }
            }
        });
        let (columns, bounds) = pairs.into_iter().unzip();
        Self { columns, bounds }
    }
}

fn bounds_of(sample: &mut [f32]) -> Vec<f32> {
    sample.sort_unstable_by(f32::total_cmp);
    let mut bounds: Vec<f32> = Vec::new();
    let mut distinct: Vec<f32> = sample.to_vec();
    distinct.dedup();
    if distinct.len() <= BINS {
        for pair in distinct.windows(2) {
            bounds.push(f32::midpoint(pair[0], pair[1]));
        }
        return bounds;
    }
    for nth in 1..BINS {
        let at = nth * sample.len() / BINS;
        let bound = f32::midpoint(sample[at - 1], sample[at]);
        if bounds.last().is_none_or(|&last| bound > last) {
            bounds.push(bound);
        }
    }
    bounds
}

/// Runs `work` on halves of `items`, each with the index of its first group of `size`.
pub(super) fn in_parts<T: Send>(items: &mut [T], size: usize, work: impl Fn(usize, &mut [T]) + Sync) {
    let middle = items.len() / size / 2;
    let (left, right) = items.split_at_mut(middle * size);
    std::thread::scope(|scope| {
        scope.spawn(|| work(0, left));
        work(middle, right);
    });
}

//! The leading singular vectors of a large matrix with few entries.
//!
//! Subspace iteration from a start by chance (Halko, Martinsson and Tropp 2011), with a few directions more than wanted.
//! Time: entries × directions × rounds.

use super::Chance;

/// Directions beyond those wanted.
const SPARE: usize = 16;
/// Rounds of iteration: a round costs two passes over the entries, and more than a few are seldom of use.
const ROUNDS: usize = 5;
/// Sweeps of Jacobi's method; it converges quadratically, ten are plenty for a hundred rows.
const SWEEPS: usize = 15;

/// A matrix of rows with few entries each.
#[derive(Clone, Debug, Default)]
pub(super) struct Sparse {
    /// Each row's columns and values.
    pub(super) rows: Vec<Vec<(u32, f32)>>,
    /// The number of columns.
    pub(super) columns: usize,
}

/// The right singular vectors of `matrix`, `wanted` numbers for each column, and their singular values, the largest first.
/// Where the matrix has fewer of them, the others are 0.
pub(super) fn right_vectors(matrix: &Sparse, wanted: usize) -> (Vec<f32>, Vec<f32>) {
    let width = wanted + SPARE;
    let mut chance = Chance::new(1);
    let mut columns: Vec<f32> = (0..matrix.columns * width).map(|_| chance.signed_unit()).collect();
    let mut rows = vec![0.0_f32; matrix.rows.len() * width];
    for _ in 0..ROUNDS {
        times(matrix, &columns, &mut rows, width);
        orthonormalise(&mut rows, width);
        transposed_times(matrix, &rows, &mut columns, width);
    }
    // With Q the rows and B = QᵀA the columns, BBᵀ = U S² Uᵀ, and the right vectors are BᵀU / S.
    let mut gram = vec![0.0_f64; width * width];
    for column in columns.chunks_exact(width) {
        for (i, &a) in column.iter().enumerate() {
            for (j, &b) in column.iter().enumerate() {
                gram[i * width + j] += f64::from(a) * f64::from(b);
            }
        }
    }
    let (values, vectors) = eigen(gram, width);
    let mut order: Vec<usize> = (0..width).collect();
    order.sort_by(|&a, &b| values[b].total_cmp(&values[a]).then(a.cmp(&b)));
    order.truncate(wanted);
    let largest = order.first().map_or(0.0, |&first| values[first]);
    let singular: Vec<f64> = order.iter().map(|&at| values[at].max(0.0).sqrt()).collect();
    let mut right = vec![0.0_f32; matrix.columns * wanted];
    for (to, column) in right.chunks_exact_mut(wanted).zip(columns.chunks_exact(width)) {
        for ((to, &at), &value) in to.iter_mut().zip(&order).zip(&singular) {
            if value * value > largest * 1e-8 {
                let sum: f64 = column.iter().enumerate().map(|(i, &b)| f64::from(b) * vectors[i * width + at]).sum();
                *to = super::super::weights::bytes::single(sum / value);
            }
        }
    }
    (right, singular.iter().map(|&value| super::super::weights::bytes::single(value)).collect())
}

fn times(matrix: &Sparse, columns: &[f32], rows: &mut [f32], width: usize) {
    for (row, to) in matrix.rows.iter().zip(rows.chunks_exact_mut(width)) {
        to.fill(0.0);
        for &(column, value) in row {
            let start = column as usize * width;
            for (to, from) in to.iter_mut().zip(&columns[start..start + width]) {
                *to += value * from;
            }
        }
    }
}

fn transposed_times(matrix: &Sparse, rows: &[f32], columns: &mut [f32], width: usize) {
    columns.fill(0.0);
    for (row, from) in matrix.rows.iter().zip(rows.chunks_exact(width)) {
        for &(column, value) in row {
            let start = column as usize * width;
            for (to, from) in columns[start..start + width].iter_mut().zip(from) {
                *to += value * from;
            }
        }
    }
}

/// Makes the columns of a matrix of `width` columns of length 1 and square to each other: Gram and Schmidt, twice each. A
/// column that depends on those before it becomes 0.
fn orthonormalise(rows: &mut [f32], width: usize) {
    // Transposed, so that a column lies in one piece.
    let height = rows.len() / width;
    let mut columns: Vec<Vec<f32>> =
        (0..width).map(|j| rows.iter().skip(j).step_by(width).copied().collect()).collect();
    for j in 0..width {
        let (before, rest) = columns.split_at_mut(j);
        let Some(column) = rest.first_mut() else { break };
        let length = dot(column, column);
        for _ in 0..2 {
            for other in before.iter() {
                let share = dot(column, other);
                column.iter_mut().zip(other).for_each(|(to, from)| *to -= share * from);
            }
        }
        let left = dot(column, column);
        let scale = if left > length * 1e-10 && left > 0.0 { 1.0 / left.sqrt() } else { 0.0 };
        column.iter_mut().for_each(|number| *number *= scale);
    }
    for i in 0..height {
        for (j, column) in columns.iter().enumerate() {
            rows[i * width + j] = column[i];
        }
    }
}

/// In eight sums side by side, which a processor adds at once.
fn dot(a: &[f32], b: &[f32]) -> f32 {
    let mut sums = [0.0_f32; 8];
    for (a, b) in a.chunks(8).zip(b.chunks(8)) {
        for ((sum, a), b) in sums.iter_mut().zip(a).zip(b) {
            *sum += a * b;
        }
    }
    sums.iter().sum()
}

/// Eigenvalues and, in columns, eigenvectors of a symmetric matrix: Jacobi 1846, sweep by sweep.
fn eigen(mut a: Vec<f64>, size: usize) -> (Vec<f64>, Vec<f64>) {
    let mut vectors = vec![0.0; size * size];
    (0..size).for_each(|i| vectors[i * size + i] = 1.0);
    for _ in 0..SWEEPS {
        for p in 0..size {
            for q in p + 1..size {
                let off = a[p * size + q];
                if off == 0.0 {
                    continue;
                }
                let theta = (a[q * size + q] - a[p * size + p]) / (2.0 * off);
                let t = theta.signum() / (theta.abs() + (theta * theta + 1.0).sqrt());
                let t = if t.is_finite() { t } else { 0.0 };
                let c = 1.0 / (t * t + 1.0).sqrt();
                let s = t * c;
                for k in 0..size {
                    let (x, y) = (a[k * size + p], a[k * size + q]);
                    a[k * size + p] = c * x - s * y;
                    a[k * size + q] = s * x + c * y;
                }
                for k in 0..size {
                    let (x, y) = (a[p * size + k], a[q * size + k]);
                    a[p * size + k] = c * x - s * y;
                    a[q * size + k] = s * x + c * y;
                    let (x, y) = (vectors[k * size + p], vectors[k * size + q]);
                    vectors[k * size + p] = c * x - s * y;
                    vectors[k * size + q] = s * x + c * y;
                }
            }
        }
    }
    ((0..size).map(|i| a[i * size + i]).collect(), vectors)
}

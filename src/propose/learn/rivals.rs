//! The loss where rows are choices: an end goes on with one of its starts or with none, and a start follows one end or none.
//!
//! Judged one by one, rivals that look alike would each be improbable, though one of them is right for sure. So the
//! log-odds of a row are those against none, and the loss is that of the choice among all rows of an end and among all of a
//! start: the softmax of a conditional logit (McFadden 1974), here with a sample of the wrong rows, each of which stands for
//! several.

use super::table::Table;

/// Which rows are rivals of which.
pub(super) struct Rivals {
    /// For each row the numbers of its two things.
    of: Vec<[u32; 2]>,
    count: usize,
}

impl Rivals {
    /// The rivals in `table`; none where its rows stand alone.
    pub(super) fn new(table: &Table) -> Self {
        let mut things: Vec<u64> = table.rivals.iter().flat_map(|row| row.0).collect();
        things.sort_unstable();
        things.dedup();
        let number = |thing: u64| u32::try_from(things.partition_point(|&other| other < thing)).unwrap_or(u32::MAX);
        Self { of: table.rivals.iter().map(|row| row.0.map(number)).collect(), count: things.len() }
    }

    /// True where rows stand alone.
    pub(super) fn is_empty(&self) -> bool {
        self.of.is_empty()
    }

    /// First and second derivatives of the mean log-loss of both choices that a row is one of, by its log-odds in `sums`.
    #[expect(clippy::cast_possible_truncation, reason = "shares of one")]
    pub(super) fn derive(&self, table: &Table, sums: &[f32], slopes: &mut [(f32, f32)]) {
        let odds = |row: usize| f64::from(table.rivals[row].1) * f64::from(sums[row].clamp(-40.0, 40.0)).exp();
        let mut all = vec![1.0_f64; self.count];
        for (row, of) in self.of.iter().enumerate() {
            let odds = odds(row);
            of.iter().for_each(|&thing| all[thing as usize] += odds);
        }
        for (row, (slope, of)) in slopes.iter_mut().zip(&self.of).enumerate() {
            let (odds, weight) = (odds(row), f64::from(table.weights[row]) / 2.0);
            let (mut first, mut second) = (0.0, 0.0);
            for &thing in of {
                let share = odds / all[thing as usize];
                first += share - f64::from(table.answers[row]);
                second += (share * (1.0 - share)).max(1e-6);
            }
            *slope = ((first * weight) as f32, (second * weight) as f32);
        }
    }
}

#[cfg(test)]
mod tests {
    use super::super::boost::{Growth, boost_parts};
    use super::*;

    /// What trees say of two rows, `alike` or not, of which one is right, and of one that is wrong.
    fn learned(alike: bool) -> Vec<f32> {
        let mut table = Table::default();
        let second = if alike { 1.0 } else { 2.0 };
        for end in 0..200_u64 {
            for (nth, (feature, answer)) in [(1.0, 1), (second, 0)].into_iter().enumerate() {
                let start = 1000 + end * 2 + nth as u64;
                table.push_rival(&[feature], answer, (1.0, 1.0), 0, [end, start]);
            }
            table.push_rival(&[3.0], 0, (1.0, 1.0), 0, [5000 + end, 6000 + end]);
        }
        let growth =
            Growth { rounds: 200, leaves: 4, rate: 0.2, lambda: 1.0, least: 0.1, rows: 1.0, columns: 1.0, seed: 1 };
        let trees = boost_parts(&table, 2, &growth, 1, None).pop().unwrap();
        let of = |feature: f32| {
            let mut sums = Vec::new();
            trees.sums(&[feature], &mut sums);
            sums[0]
        };
        vec![of(1.0), of(second), of(3.0)]
    }

    #[test]
    fn of_two_that_look_alike_and_of_which_one_is_right_each_is_better_than_none() {
        let found = learned(true);
        assert!(found[0] > 0.3, "even odds for its own end, and none but one start in two has it: {found:?}");
        assert!(found[2] < -2.0, "{found:?}");
    }

    #[test]
    fn what_tells_rivals_apart_is_learned() {
        let found = learned(false);
        assert!(found[0] > 2.0 && found[1] < -2.0, "{found:?}");
    }

    #[test]
    fn a_row_that_stands_for_several_counts_as_they_do() {
        let slopes = |rows: &[(u8, f32)], sum: f32| {
            let mut table = Table::default();
            for (nth, &(answer, stands_for)) in rows.iter().enumerate() {
                table.push_rival(&[0.0], answer, (1.0, stands_for), 0, [0, 1 + nth as u64]);
            }
            let mut slopes = vec![(0.0, 0.0); rows.len()];
            Rivals::new(&table).derive(&table, &vec![sum; rows.len()], &mut slopes);
            slopes
        };
        let three = slopes(&[(1, 1.0), (0, 1.0), (0, 1.0), (0, 1.0)], 0.5);
        let one = slopes(&[(1, 1.0), (0, 3.0)], 0.5);
        assert!((three[0].0 - one[0].0).abs() < 1e-6, "the right one has as many against it");
        let odds = 0.5_f32.exp();
        let by_end = 3.0 * odds / (1.0 + 4.0 * odds);
        let by_start = 3.0 * odds / (1.0 + 3.0 * odds);
        assert!((one[1].0 - (by_end + by_start) / 2.0).abs() < 1e-6, "{one:?}");
    }
}

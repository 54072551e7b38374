//! What a probability turned out to mean: for each kind of decision a map from what the trees say to how often they were
//! right, on pages that they had not seen.
//!
//! Isotonic regression by pooling adjacent violators (Ayer et al. 1955), reduced to a few knots: the pools that are
//! cheapest to merge are merged. Between knots the map is a straight line, outside them it is level; so it is monotone,
//! and what was surer before is never less sure behind it. A kind without knots is left as it is. Learning takes
//! n·log n, asking a few steps.

use super::bytes::{f32_at, u32_at};
use super::{Kind, WeightsError};

/// The kind of section.
pub(crate) const KIND: Kind = *b"CALI";
/// Knots of a curve at most.
const KNOTS: usize = 24;
/// Decisions that a pool has at least: the mean of fewer says little.
const LEAST: f64 = 20.0;
/// Decisions under which a kind is left as it is, and under which a grade has the curve of all grades.
const FEW: usize = 50;
const FEW_OF_GRADE: usize = 100;
/// Mean probability of a page's links that parts the grades. Set on the training pages, by parts not learned from.
const GRADES: [f32; 2] = [0.6, 0.8];

/// Decisions that carry a confidence.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) enum Decision {
    /// A line goes on with the next.
    Next,
    /// A line goes on with one that does not follow it.
    Jump,
    /// A pair that was not taken, among the best others of its end or start.
    Other,
    /// An article's text ends: it goes on nowhere.
    End,
    /// An article's text begins: it comes from nowhere.
    Start,
    /// A block begins.
    Begins,
    /// A block's role.
    Role,
    /// Whose picture it is.
    Caption,
    /// A picture of no article.
    Stray,
}

impl Decision {
    /// All, in the order of the section.
    pub(crate) const ALL: [Self; 9] = [
        Self::Next,
        Self::Jump,
        Self::Other,
        Self::End,
        Self::Start,
        Self::Begins,
        Self::Role,
        Self::Caption,
        Self::Stray,
    ];

    /// As a table of figures names it.
    pub(crate) fn name(self) -> &'static str {
        match self {
            Self::Next => "next line goes on",
            Self::Jump => "seam",
            Self::Other => "other candidate",
            Self::End => "article ends",
            Self::Start => "article begins",
            Self::Begins => "block begins",
            Self::Role => "role",
            Self::Caption => "caption's article",
            Self::Stray => "caption of none",
        }
    }
}

/// How well a page reads.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(crate) struct Grade(usize);

impl Grade {
    /// That of a page whose lines go on with their next so probably, on average.
    pub(crate) fn new(mean: f32) -> Self {
        Self(GRADES.iter().filter(|least| mean >= **least).count())
    }
}

/// How a decision of some probability came out.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Outcome {
    /// What the trees said, 0..1.
    pub(crate) p: f32,
    /// It was right.
    pub(crate) right: bool,
    /// What page it is of.
    pub(crate) grade: Grade,
    /// How much it counts; 1 is usual.
    pub(crate) weight: f32,
}

/// A monotone map of 0..1 to itself.
#[derive(Clone, Debug, Default, PartialEq)]
pub(crate) struct Curve {
    /// What is said and what it means, both rising.
    knots: Vec<(f32, f32)>,
}

/// Outcomes that are one step of the curve.
#[derive(Clone, Copy, Debug)]
struct Pool {
    weight: f64,
    /// Sums of what was said and of what was right.
    said: f64,
    right: f64,
}

impl Pool {
    fn mean(&self) -> f64 {
        self.right / self.weight
    }

    fn with(&self, other: &Self) -> Self {
        Self { weight: self.weight + other.weight, said: self.said + other.said, right: self.right + other.right }
    }

    /// What merging costs: how much the squared error grows.
    fn cost(&self, other: &Self) -> f64 {
        let said = self.said / self.weight - other.said / other.weight;
        let apart = self.mean() - other.mean();
        (said * said + apart * apart) * self.weight * other.weight / (self.weight + other.weight)
    }
}

impl Curve {
    /// The curve of `outcomes`, in any order; identity where they are few.
    pub(crate) fn learn(outcomes: &[Outcome]) -> Self {
        let mut sorted: Vec<&Outcome> = outcomes.iter().filter(|outcome| outcome.weight > 0.0).collect();
        if sorted.len() < FEW {
            return Self::default();
        }
        sorted.sort_by(|a, b| a.p.total_cmp(&b.p).then(a.right.cmp(&b.right)).then(a.weight.total_cmp(&b.weight)));
        let mut pools: Vec<Pool> = Vec::new();
        let mut last = f32::NAN;
        for outcome in sorted {
            let weight = f64::from(outcome.weight);
            let right = if outcome.right { weight } else { 0.0 };
            let one = Pool { weight, said: f64::from(outcome.p) * weight, right };
            match pools.last_mut() {
                Some(pool) if pool.weight < LEAST || outcome.p.total_cmp(&last).is_eq() => *pool = pool.with(&one),
                _ => pools.push(one),
            }
            last = outcome.p;
        }
        let mut rising: Vec<Pool> = Vec::new();
        for mut pool in pools {
            while let Some(before) = rising.pop_if(|before| before.mean() >= pool.mean() || before.weight < LEAST) {
                pool = before.with(&pool);
            }
            rising.push(pool);
        }
        while rising.len() > KNOTS {
            let costs = rising.windows(2).enumerate().map(|(at, pair)| (pair[0].cost(&pair[1]), at));
            let Some((_, at)) = costs.min_by(|a, b| a.0.total_cmp(&b.0)) else { break };
            let pool = rising.remove(at + 1);
            rising[at] = rising[at].with(&pool);
        }
        // One more right and one more wrong in a hundred: nothing is certain for never having failed yet.
        let knot = |pool: &Pool| {
            let means = (pool.right + 0.01) / (pool.weight + 0.02);
            (super::bytes::single(pool.said / pool.weight), super::bytes::single(means))
        };
        let mut knots: Vec<(f32, f32)> = Vec::new();
        for pool in &rising {
            let (said, means) = knot(pool);
            match knots.last_mut() {
                Some(last) if said <= last.0 => last.1 = last.1.max(means),
                Some(last) => {
                    let means = means.max(last.1);
                    knots.push((said, means));
                }
                None => knots.push((said, means)),
            }
        }
        Self { knots }
    }

    /// What `p` means.
    pub(crate) fn at(&self, p: f32) -> f32 {
        let behind = self.knots.partition_point(|knot| knot.0 <= p);
        let before = behind.checked_sub(1).and_then(|at| self.knots.get(at));
        match (before, self.knots.get(behind)) {
            (Some(a), Some(b)) => a.1 + (b.1 - a.1) * (p - a.0) / (b.0 - a.0),
            (Some(only), None) | (None, Some(only)) => only.1,
            (None, None) => p,
        }
    }
}

/// The curves of all kinds of decisions.
#[derive(Clone, Debug, Default, PartialEq)]
pub(crate) struct Calibration {
    curves: [[Curve; GRADES.len() + 1]; Decision::ALL.len()],
}

impl Calibration {
    /// Learns the curves of each kind, from all its outcomes.
    pub(crate) fn learn(outcomes: impl Fn(Decision) -> Vec<Outcome>) -> Self {
        let curves = Decision::ALL.map(|decision| {
            let all = outcomes(decision);
            std::array::from_fn(|grade| {
                let own: Vec<Outcome> = all.iter().filter(|outcome| outcome.grade.0 == grade).copied().collect();
                Curve::learn(if own.len() < FEW_OF_GRADE { &all } else { &own })
            })
        });
        Self { curves }
    }

    /// How often a decision on a page of `grade` is right of which the trees say `p`.
    pub(crate) fn at(&self, decision: Decision, grade: Grade, p: f32) -> f32 {
        let curves = Decision::ALL.iter().zip(&self.curves).find(|(known, _)| **known == decision);
        curves.and_then(|(_, curves)| curves.get(grade.0)).map_or(p, |curve| curve.at(p))
    }

    /// As the bytes of a section: for each kind and grade the number of knots and the knots, little endian.
    pub(crate) fn to_bytes(&self) -> Vec<u8> {
        let mut bytes = Vec::new();
        for curve in self.curves.iter().flatten() {
            bytes.extend(u32::try_from(curve.knots.len()).unwrap_or(0).to_le_bytes());
            bytes.extend(curve.knots.iter().flat_map(|knot| [knot.0, knot.1]).flat_map(f32::to_le_bytes));
        }
        bytes
    }

    /// From the bytes of a section.
    ///
    /// # Errors
    /// [`WeightsError::Malformed`] where they are no rising curves, or not one for each kind and grade.
    pub(crate) fn from_bytes(bytes: &[u8]) -> Result<Self, WeightsError> {
        let malformed = |why| WeightsError::Malformed { name: "calibration", why };
        let mut calibration = Self::default();
        let mut at = 0;
        for curve in calibration.curves.iter_mut().flatten() {
            let knots = u32_at(bytes, at).ok_or(malformed("length"))?;
            if knots as usize > KNOTS {
                return Err(malformed("too many knots"));
            }
            at += 4;
            let mut last = (-1.0, 0.0);
            for _ in 0..knots {
                let number = |at| f32_at(bytes, at).filter(|number| (0.0..=1.0).contains(number));
                let knot = number(at).zip(number(at + 4)).ok_or(malformed("a knot outside 0..1"))?;
                if knot.0 <= last.0 || knot.1 < last.1 {
                    return Err(malformed("a curve that does not rise"));
                }
                last = knot;
                curve.knots.push(knot);
                at += 8;
            }
        }
        if at == bytes.len() { Ok(calibration) } else { Err(malformed("length")) }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::propose::learn::Chance;

    /// So many decisions of which the trees say `p`, of which so many are right.
    fn outcomes(all: &[(f32, usize, usize)]) -> Vec<Outcome> {
        let one = |&(p, count, right): &(f32, usize, usize)| {
            (0..count).map(move |nth| Outcome { p, right: nth < right, grade: Grade::default(), weight: 1.0 })
        };
        all.iter().flat_map(one).collect()
    }

    #[test]
    fn what_nothing_was_learned_of_stays_as_it_is() {
        let nothing = Calibration::learn(|_| Vec::new());
        for p in [0.0, 0.1, 0.5, 0.999, 1.0] {
            for decision in Decision::ALL {
                assert!((nothing.at(decision, Grade::default(), p) - p).abs() < f32::EPSILON);
            }
        }
        assert_eq!(nothing, Calibration::default());
    }

    #[test]
    fn who_says_nine_in_ten_and_is_right_in_six_is_taken_at_his_record() {
        let curve = Curve::learn(&outcomes(&[(0.5, 100, 30), (0.9, 100, 60)]));
        assert!((curve.at(0.9) - 0.6).abs() < 0.01);
        assert!((curve.at(0.5) - 0.3).abs() < 0.01);
        assert!((curve.at(0.7) - 0.45).abs() < 0.01, "between knots a straight line");
        assert!((curve.at(1.0) - 0.6).abs() < 0.01, "beyond the last knot level");
    }

    #[test]
    fn the_same_words_mean_less_on_a_page_that_is_broken_all_over() {
        let of = |grade: f32, right: usize| {
            let mut all = outcomes(&[(0.8, 500, right)]);
            all.iter_mut().for_each(|outcome| outcome.grade = Grade::new(grade));
            all
        };
        let learned = Calibration::learn(|_| [of(0.3, 200), of(0.95, 450)].concat());
        let at = |grade: f32| learned.at(Decision::End, Grade::new(grade), 0.8);
        assert!((at(0.3) - 0.4).abs() < 0.01);
        assert!((at(0.9) - 0.9).abs() < 0.01);
        assert!((at(0.7) - 0.65).abs() < 0.01, "of pages in between nothing was seen: all speak for them");
    }

    #[test]
    fn a_curve_never_falls_and_never_leaves_its_range() {
        let mut chance = Chance::new(3);
        for _ in 0..50 {
            let number = |chance: &mut Chance| f32::from(u16::try_from(chance.below(1000)).unwrap()) / 999.0;
            let outcomes: Vec<Outcome> = (0..chance.below(3000))
                .map(|_| Outcome {
                    p: number(&mut chance),
                    right: chance.below(3) > 0,
                    grade: Grade::default(),
                    weight: number(&mut chance),
                })
                .collect();
            let curve = Curve::learn(&outcomes);
            assert!(curve.knots.len() <= KNOTS);
            let means: Vec<f32> = (0..=1000_u16).map(|nth| curve.at(f32::from(nth) / 1000.0)).collect();
            assert!(means.windows(2).all(|pair| pair[0] <= pair[1] + 1e-6));
            assert!(means.iter().all(|p| (0.0..=1.0).contains(p)));
        }
    }

    #[test]
    fn bytes_and_back_and_garbage_is_refused() {
        let calibration = Calibration::learn(|decision| match decision {
            Decision::Jump => outcomes(&[(0.2, 60, 10), (0.7, 80, 50), (0.99, 300, 290)]),
            _ => Vec::new(),
        });
        let bytes = calibration.to_bytes();
        assert_eq!(Calibration::from_bytes(&bytes).unwrap(), calibration);
        for length in 0..bytes.len() {
            assert!(Calibration::from_bytes(&bytes[..length]).is_err(), "cut short at {length}");
        }
        for (why, garbage) in [
            ("length", [bytes.as_slice(), &[0]].concat()),
            ("too many knots", vec![0xff; 64]),
            ("a knot outside 0..1", [[1, 0, 0, 0], 0.5_f32.to_le_bytes(), 1.5_f32.to_le_bytes()].concat()),
            (
                "a curve that does not rise",
                [
                    [2, 0, 0, 0],
                    0.5_f32.to_le_bytes(),
                    0.9_f32.to_le_bytes(),
                    0.6_f32.to_le_bytes(),
                    0.1_f32.to_le_bytes(),
                ]
                .concat(),
            ),
        ] {
            let error = WeightsError::Malformed { name: "calibration", why };
            assert_eq!(Calibration::from_bytes(&garbage), Err(error));
        }
    }
}

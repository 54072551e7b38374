//! How the decisions on pages came out that the trees had not seen: what confidences are learned from, and the table of
//! how well they hold.
//!
//! Expected calibration error (Naeini et al. 2015): decisions fall into fifteen bins of equal width by their confidence;
//! of each bin the part that was right is compared with the mean confidence, and the differences are averaged, weighed by
//! the decisions in the bin. Each part of the pages is judged by a map learned on the others.

use super::super::assemble;
use super::super::evidence::{Witness, grade, kind_of_link};
use super::super::features::ROLES;
use super::super::ground::Ground;
use super::super::reading::Reading;
use super::super::weights::{Calibration, Decision, Model, Outcome, logistic};
use super::super::{Budget, Cancelled};
use super::answers::{Answers, LineAnswer, role_of};
use std::collections::BTreeMap;

/// Bins of the table.
const BINS: usize = 15;

/// A decision and how it came out.
#[derive(Clone, Copy, Debug)]
pub(super) struct Judged {
    pub(super) decision: Decision,
    pub(super) outcome: Outcome,
    /// The part of the pages that its page is of.
    pub(super) part: u8,
}

/// A page that was read, with its answer.
pub(super) struct Case<'c, 't> {
    pub(super) ground: &'c Ground<'t>,
    pub(super) reading: &'c Reading,
    pub(super) answers: &'c Answers,
    pub(super) lines: &'c [LineAnswer],
    /// How much its decisions count.
    pub(super) weight: f32,
    pub(super) part: u8,
}

impl Case<'_, '_> {
    /// Adds the page's decisions, as `model` makes them.
    pub(super) fn judge(&self, model: &Model, budget: &Budget, found: &mut Vec<Judged>) -> Result<(), Cancelled> {
        let look = self.ground.look(&model.knowledge);
        let Some(stages) = model.stages(self.ground.sheet.spaced) else { return Ok(()) };
        let grade = grade(self.reading);
        let mut put = |decision, p: f32, right: bool| {
            let outcome = Outcome { p, right, grade, weight: self.weight };
            found.push(Judged { decision, outcome, part: self.part });
        };
        let identity = Calibration::default();
        let witness = Witness::new(&look, self.reading, &identity);
        for (left, next) in self.reading.next.iter().enumerate() {
            budget.step_at(left)?;
            let Some(right) = *next else { continue };
            if let Some(goes_on) = self.goes_on(left, right) {
                let kind = kind_of_link(left, right);
                put(kind, self.reading.sure[left], goes_on);
                if kind == Decision::Jump {
                    for other in witness.others_of_end(left, Some(right)) {
                        if let Some(is_so) = self.goes_on(left, other.right) {
                            put(Decision::Other, other.p, is_so);
                        }
                    }
                }
            }
        }
        let mut breaks = vec![1.0_f32; self.lines.len()];
        assemble::break_rows(&look, self.reading, budget, |(left, right), row| {
            breaks[left] = logistic(stages.breaks.sum(row));
            if breaks[left] > 0.5
                && let Some(begins) = self.begins(left, right)
            {
                put(Decision::Begins, breaks[left], begins);
            }
        })?;
        let parts = assemble::parts(&look, self.reading, &breaks, &stages.blocks, budget)?;
        for draft in &parts.drafts {
            let said = super::super::weights::bytes::single(draft.why.confidence.get());
            if let Some(role) = role_of(&self.ground.facts, self.lines, &draft.lines) {
                put(Decision::Role, said, ROLES.get(usize::from(role)) == Some(&draft.role));
            }
        }
        let mut articles = Vec::with_capacity(parts.flows.len());
        for flow in &parts.flows {
            let lines = || flow.drafts.iter().flat_map(|part| parts.drafts[part.0].lines.iter().copied());
            let (Some(first), Some(last)) = (lines().next(), lines().last()) else { continue };
            if let Some(ends) = self.answers.stops(&self.lines[last]) {
                put(Decision::End, witness.cut(Decision::End, last), ends);
                for other in witness.others_of_end(last, None) {
                    if let Some(is_so) = self.goes_on(last, other.right) {
                        put(Decision::Other, other.p, is_so);
                    }
                }
            }
            if let Some(starts) = self.answers.starts(&self.lines[first]) {
                put(Decision::Start, witness.cut(Decision::Start, first), starts);
                for other in witness.others_of_start(first) {
                    if let Some(is_so) = self.goes_on(other.left, first) {
                        put(Decision::Other, other.p, is_so);
                    }
                }
            }
            articles.push(self.article_of(lines()));
        }
        let mut row = Vec::new();
        for group in &parts.groups {
            let lines = group.drafts.iter().flat_map(|&draft| parts.drafts[draft].lines.iter().copied());
            let Some(article) = self.article_of(lines) else { continue };
            let given = parts.article_of(group, &stages.captions, &mut row);
            match given.flow {
                Some(flow) => put(Decision::Caption, given.p, articles.get(flow) == Some(&Some(article))),
                None => put(Decision::Stray, 1.0 - given.p, !articles.contains(&Some(article))),
            }
        }
        Ok(())
    }

    /// Whether a line goes on with another; `None` where the answer does not know.
    fn goes_on(&self, left: usize, right: usize) -> Option<bool> {
        let (left, right) = (&self.lines[left], &self.lines[right]);
        (left.ends.is_some() && right.ends.is_some()).then(|| self.answers.goes_on(left, right))
    }

    /// Whether a block begins at a link; `None` where the answer does not know.
    fn begins(&self, left: usize, right: usize) -> Option<bool> {
        let (_, x) = self.answers.blocks(&self.lines[left])?;
        let (y, _) = self.answers.blocks(&self.lines[right])?;
        (x != y || !self.answers.is_coarse(x)).then(|| x != y || self.goes_on(left, right) == Some(false))
    }

    /// The article that most of the lines belong to.
    fn article_of(&self, lines: impl Iterator<Item = usize>) -> Option<u32> {
        let mut counts: BTreeMap<Option<u32>, u32> = BTreeMap::new();
        for block in lines.filter_map(|line| self.answers.blocks(&self.lines[line])) {
            *counts.entry(self.answers.article(block.0)).or_insert(0) += 1;
        }
        counts.into_iter().max_by_key(|(_, count)| *count).and_then(|(article, _)| article)
    }
}

/// The map of all decisions but those of `left_out`'s pages.
pub(super) fn calibration(judged: &[Judged], left_out: Option<u8>) -> Calibration {
    Calibration::learn(|decision| {
        let seen = judged.iter().filter(|one| one.decision == decision && Some(one.part) != left_out);
        seen.map(|one| one.outcome).collect()
    })
}

/// Decisions of one bin.
#[derive(Clone, Copy, Debug, Default)]
struct Bin {
    count: f64,
    said: f64,
    right: f64,
}

#[expect(clippy::cast_precision_loss, reason = "decisions of some thousand pages")]
fn count(number: usize) -> f64 {
    number as f64
}

/// The expected calibration error of confidences, and their bins.
fn error(outcomes: &[(f32, bool)]) -> (f64, [Bin; BINS]) {
    let mut bins = [Bin::default(); BINS];
    for &(p, right) in outcomes {
        #[expect(clippy::cast_possible_truncation, clippy::cast_sign_loss, reason = "cut off at the last bin")]
        let at = (f64::from(p.clamp(0.0, 1.0)) * count(BINS)) as usize;
        let bin = &mut bins[at.min(BINS - 1)];
        bin.count += 1.0;
        bin.said += f64::from(p);
        bin.right += f64::from(u8::from(right));
    }
    let off: f64 = bins.iter().map(|bin| (bin.said - bin.right).abs()).sum();
    (off / count(outcomes.len().max(1)), bins)
}

/// For each kind of decision how many there were, how many were right, and the error before and after; then the bins.
pub(super) fn table(judged: &[Judged], parts: u8) -> String {
    let maps: Vec<Calibration> = (0..parts).map(|part| calibration(judged, Some(part))).collect();
    let mut out = String::from("decision            decisions   right   ECE by trees   ECE calibrated\n");
    let mut bins_of = String::new();
    for decision in Decision::ALL {
        let own = || judged.iter().filter(|one| one.decision == decision);
        let raw: Vec<(f32, bool)> = own().map(|one| (one.outcome.p, one.outcome.right)).collect();
        let at = |one: &Judged| {
            maps.get(usize::from(one.part))
                .map_or(one.outcome.p, |map| map.at(decision, one.outcome.grade, one.outcome.p))
        };
        let mapped: Vec<(f32, bool)> = own().map(|one| (at(one), one.outcome.right)).collect();
        let right = count(raw.iter().filter(|one| one.1).count()) / count(raw.len().max(1));
        let (before, (after, bins)) = (error(&raw).0, error(&mapped));
        let name = decision.name();
        let count_of = raw.len();
        out.push_str(&format!("{name:18} {count_of:10}  {right:6.4}         {before:6.4}           {after:6.4}\n"));
        bins_of.push_str(&format!("{name}\n"));
        for bin in bins.iter().filter(|bin| bin.count > 0.0) {
            let (said, right) = (bin.said / bin.count, bin.right / bin.count);
            let count_of = bin.count;
            bins_of.push_str(&format!("  {count_of:8}  said {said:5.3}  right {right:5.3}\n"));
        }
    }
    out + "\n" + &bins_of
}

#[cfg(test)]
mod tests {
    use super::super::super::weights::Grade;
    use super::*;

    fn outcomes(p: f32, count: usize, right: usize) -> Vec<(f32, bool)> {
        (0..count).map(|nth| (p, nth < right)).collect()
    }

    #[test]
    fn who_says_what_is_so_has_no_error() {
        let all = [outcomes(0.25, 100, 25), outcomes(0.75, 100, 75)].concat();
        assert!(error(&all).0 < 1e-9);
        assert!((error(&outcomes(0.9, 100, 60)).0 - 0.3).abs() < 1e-6);
        let half = [outcomes(0.9, 100, 60), outcomes(0.1, 100, 10)].concat();
        assert!((error(&half).0 - 0.15).abs() < 1e-6, "bins weigh as many decisions as they have");
    }

    #[test]
    fn a_page_is_judged_by_a_map_that_never_saw_it() {
        let one = |part: u8, right: bool| {
            let outcome = Outcome { p: 0.8, right, grade: Grade::default(), weight: 1.0 };
            Judged { decision: Decision::Jump, outcome, part }
        };
        let judged: Vec<Judged> = (0..200).flat_map(|_| [one(0, true), one(1, false)]).collect();
        assert!(
            calibration(&judged, Some(0)).at(Decision::Jump, Grade::default(), 0.8) < 0.01,
            "of part 1 none was right"
        );
        assert!(calibration(&judged, Some(1)).at(Decision::Jump, Grade::default(), 0.8) > 0.99);
        assert!((calibration(&judged, None).at(Decision::Jump, Grade::default(), 0.8) - 0.5).abs() < 0.01);
        assert!(table(&judged, 2).contains("seam"));
    }
}

//! Which line goes on with which: candidates, a close look at each, and the choice for the whole page.
//!
//! Ends and starts that are in doubt form the net. A sieve of small trees keeps a bounded number of pairs for each; a pair
//! is then judged with a view to its rivals: what the trees say is worth against no link, and an end's pairs share what is
//! certain with each other and with none. What is without doubt is not looked at again.

use super::beside::Rows;
use super::features::{self, Look, MARGINS, Margins, Pass, Side};
use super::reading::{FARTHEST, Pair, Reading, f32_of, flag};
use super::weights::{Hope, Trees};
use super::{Budget, Cancelled};
use std::collections::HashMap;

/// Probability of going on above which a line's end, or its beginning, is no place for a jump.
const SURE: f32 = 0.98;
/// Starts tried for an end in either direction, in their order on the page.
const NEAR: usize = 100;
/// Lines at the beginning of a long piece that may be its headings.
const HEAD: usize = 6;
/// Pairs that an end and a start keep by the sieve.
const KEPT: usize = 12;
/// How much less than to other lines a link to a kicker or a headline is worth, in log-odds. On the training pages.
const HEADINGS: f32 = 0.6;
/// When a try is not worth the rest of the sieve, however few others there are, and when a pair is not worth the rest of its
/// trees: of the links of the training pages that are so low there, none comes back.
const LOST: f32 = 100.0;
const SIEVED: Hope = Hope { after: 12, least: -4.0, loses: LOST };
pub(super) const JUDGED: Hope = Hope { after: 130, least: -6.5, loses: 0.0 };

/// Log-odds of the surest pair: what an editor decided weighs more.
const MOST: f32 = 12.0;

impl Reading {
    /// Ends and starts that may be joined, with what stands before and behind them.
    pub(super) fn net(&self, look: &Look<'_, '_>, budget: &Budget) -> Result<Net, Cancelled> {
        let count = look.sheet.lines.len();
        let pieces = self.pieces();
        let mut place = vec![(0, 0); count];
        for (nth, piece) in pieces.iter().enumerate() {
            for (at, &line) in piece.iter().enumerate() {
                place[line] = (nth, at);
            }
        }
        let mut follows = vec![0.0_f32; count];
        for (line, next) in self.next.iter().enumerate() {
            if let Some(next) = *next {
                follows[next] = self.sure[line];
            }
        }
        let mut net = Net { ends: Vec::new(), starts: Vec::new(), place, pieces };
        for (line, &follows) in follows.iter().enumerate() {
            budget.step_at(line)?;
            let (piece, at) = net.place[line];
            let piece = &net.pieces[piece];
            // What goes on without doubt is no place for a jump.
            if self.sure[line] < SURE {
                let lines: Vec<usize> = piece[..=at].iter().rev().take(features::PIECE).copied().collect();
                let beyond = &piece[..(at + 1 - lines.len()).min(HEAD)];
                net.ends.push(Side::new(look, &self.roles, &lines, at + 1, piece[0], beyond));
            }
            if follows < SURE {
                let lines: Vec<usize> = piece[at..].iter().take(features::PIECE).copied().collect();
                let last = *piece.last().unwrap_or(&line);
                net.starts.push(Side::new(look, &self.roles, &lines, piece.len() - at, last, &[]));
            }
        }
        Ok(net)
    }

    /// The features by which the sieve judges a pair.
    pub(super) fn sieve_row(&self, look: &Look<'_, '_>, end: &Side, start: &Side, row: &mut Vec<f32>) {
        row.clear();
        let (a, b) = (&look.facts.lines[end.line], &look.facts.lines[start.line]);
        let (l, r) = (&look.sheet.lines[end.line], &look.sheet.lines[start.line]);
        row.push(look.goes_on(end.line, start.line));
        row.push(flag(a.stops));
        let words = end.bag.common(&start.bag);
        row.extend(words);
        row.push(super::weights::alike(&end.topic, &start.topic));
        row.push(super::weights::alike(&end.head, &start.topic));
        row.push((f32_of(l.usual) - f32_of(r.usual)).clamp(-99.0, 99.0));
        let distance = start.line as f32 - end.line as f32;
        row.push(distance.signum() * (1.0 + distance.abs()).ln());
        for roles in [&self.roles[end.line], &self.roles[start.line]] {
            row.push(roles[0] + roles[2]);
            row.push(roles[1]);
            row.push(roles[5]);
            row.push(roles[6]);
            row.push(roles[8] + roles[9]);
            row.push(roles[10] + roles[11]);
        }
        row.push(self.flow[end.line]);
        row.push(start.line.checked_sub(1).map_or(0.0, |before| self.flow[before]));
        row.push(b.scores[0]);
        row.push(a.scores[1]);
        row.push(f32::from(b.head as u8));
        row.push(f32::from(a.tail as u8));
        row.push(end.heading);
        row.push(end.body);
        row.push(start.heading);
        row.push(start.body);
        row.push(flag(self.next[end.line] == Some(start.line)));
        let (p, q) = (l.place, r.place);
        let rows = (i64::from(q.row) - i64::from(p.row)).clamp(-99, 99);
        row.push(f32::from(i8::try_from(rows).unwrap_or_default()));
        row.push(f32::from(q.rank) - f32::from(p.rank));
        row.push((f32::from(q.from) - f32::from(p.from)).clamp(-200.0, 200.0));
    }

    /// Calls `found` with each end and start that are near enough to be tried.
    pub(super) fn each_try(&self, net: &Net, mut found: impl FnMut(usize, usize)) {
        for (nth, end) in net.ends.iter().enumerate() {
            let middle = net.starts.partition_point(|start| start.line <= end.line);
            let from = middle.saturating_sub(NEAR);
            let to = (middle + NEAR).min(net.starts.len());
            for other in from..to {
                let start = &net.starts[other];
                // A piece does not go on with its own beginning, but may with what it goes on with now.
                let (a, b) = (net.place[end.line], net.place[start.line]);
                let own = a.0 == b.0 && b.1 != a.1 + 1 && b.1 <= a.1;
                if start.line != end.line && !own && self.decided.allows(end.line, start.line) {
                    found(nth, other);
                }
            }
        }
    }

    /// The pairs worth a close look: indices of ends and starts. Neighbours always are.
    pub(super) fn candidates(
        &self,
        look: &Look<'_, '_>,
        net: &Net,
        sieve: &Trees,
        budget: &Budget,
    ) -> Result<Vec<(usize, usize)>, Cancelled> {
        let mut tries: Vec<(usize, usize, f32)> = Vec::new();
        let (mut row, mut rows) = (Vec::new(), Vec::new());
        let mut steps = 0;
        let mut stop = Ok(());
        self.each_try(net, |end, start| {
            steps += 1;
            stop = stop.and_then(|()| budget.step_at(steps));
            if stop.is_ok() {
                self.sieve_row(look, &net.ends[end], &net.starts[start], &mut row);
                rows.extend_from_slice(&row);
                tries.push((end, start, 0.0));
            }
        });
        stop?;
        for (found, sum) in tries.iter_mut().zip(sieve.sums_of_rows(&rows, SIEVED)) {
            found.2 = sum;
        }
        // What the sieve thinks hopeless is not kept for being the best of a bad lot.
        let mut kept = vec![false; tries.len()];
        let mut keep = |mut own: Vec<usize>| {
            own.retain(|&nth| tries[nth].2 > -LOST);
            own.sort_by(|&a, &b| tries[b].2.total_cmp(&tries[a].2).then(a.cmp(&b)));
            own.iter().take(KEPT).for_each(|&nth| kept[nth] = true);
        };
        let mut by_start: Vec<Vec<usize>> = vec![Vec::new(); net.starts.len()];
        let mut from = 0;
        while from < tries.len() {
            let to = from + tries[from..].iter().take_while(|found| found.0 == tries[from].0).count();
            (from..to).for_each(|nth| by_start[tries[nth].1].push(nth));
            keep((from..to).collect());
            from = to;
        }
        by_start.into_iter().for_each(&mut keep);
        let near = |found: &(usize, usize, f32)| {
            let (end, start) = (net.ends[found.0].line, net.starts[found.1].line);
            start > end && start <= end + FARTHEST || self.next[end] == Some(start)
        };
        let found = tries.iter().zip(kept).filter(|(found, kept)| *kept || near(found));
        Ok(found.map(|(found, _)| (found.0, found.1)).collect())
    }

    /// The features of all candidates, in their order; `found` is given each row.
    pub(super) fn pair_rows(
        &self,
        look: &Look<'_, '_>,
        net: &Net,
        candidates: &[(usize, usize)],
        second: bool,
        budget: &Budget,
        mut found: impl FnMut(usize, &[f32]),
    ) -> Result<(), Cancelled> {
        let mut rows: Vec<(Vec<f32>, Margins)> = Vec::with_capacity(candidates.len());
        for (nth, &(end, start)) in candidates.iter().enumerate() {
            budget.step_at(nth)?;
            let ends = (&net.ends[end], &net.starts[start]);
            let mut row = Vec::with_capacity(196);
            let field = self.field(look, ends.0.line, ends.1.line);
            let margins = features::seam_features(look, &self.roles, ends, &field, &mut row);
            rows.push((row, margins));
        }
        let of_ends =
            Rivals::new(net.ends.len(), candidates.iter().map(|pair| pair.0).zip(rows.iter().map(|row| row.1)));
        let of_starts =
            Rivals::new(net.starts.len(), candidates.iter().map(|pair| pair.1).zip(rows.iter().map(|row| row.1)));
        let passes = if second { self.passes(look, net, candidates, budget)? } else { Vec::new() };
        for (nth, (&(end, start), (mut row, values))) in candidates.iter().zip(rows).enumerate() {
            budget.step_at(nth)?;
            let ends = (&net.ends[end], &net.starts[start]);
            let margins = [of_ends.margins(end, &values), of_starts.margins(start, &values)];
            let follows = ends.1.line.checked_sub(1).map_or(0.0, |before| self.flow[before]);
            features::pair_features(ends, (self.flow[ends.0.line], follows), &margins, passes.get(nth), &mut row);
            found(nth, &row);
        }
        Ok(())
    }

    /// What the first solution says of each candidate.
    fn passes(
        &self,
        look: &Look<'_, '_>,
        net: &Net,
        candidates: &[(usize, usize)],
        budget: &Budget,
    ) -> Result<Vec<Pass>, Cancelled> {
        let mut known: HashMap<(usize, usize), f32> = HashMap::new();
        let count = self.next.len();
        let mut of_end = vec![[0.0_f32; 2]; count];
        let mut of_start = vec![[0.0_f32; 2]; count];
        let best = |slot: &mut [f32; 2], p: f32| {
            if p > slot[0] {
                *slot = [p, slot[0]];
            } else if p > slot[1] {
                slot[1] = p;
            }
        };
        for pair in &self.pairs {
            known.insert((pair.left, pair.right), pair.p);
            best(&mut of_end[pair.left], pair.p);
            best(&mut of_start[pair.right], pair.p);
        }
        let other = |slot: [f32; 2], p: f32| if p >= slot[0] { slot[1] } else { slot[0] };
        for (line, next) in self.next.iter().enumerate() {
            if let Some(next) = *next {
                known.entry((line, next)).or_insert(self.sure[line]);
            }
        }
        let rows = Rows::new(look.sheet, &self.next);
        let chance = |left: usize, right: usize| known.get(&(left, right)).copied().unwrap_or(0.0);
        let pass = |(nth, &(end, start)): (usize, &(usize, usize))| {
            budget.step_at(nth)?;
            let (left, right) = (net.ends[end].line, net.starts[start].line);
            let this = chance(left, right);
            Ok(Pass {
                this,
                of_end: other(of_end[left], this),
                of_start: other(of_start[right], this),
                taken: self.next[left] == Some(right),
                together: net.place[left].0 == net.place[right].0,
                beside: rows.beside(left, right, chance),
            })
        };
        candidates.iter().enumerate().map(pass).collect()
    }

    /// Judges the candidates, and takes the best that fit together.
    pub(super) fn find_pairs(
        &mut self,
        look: &Look<'_, '_>,
        trees: (&Trees, &Trees),
        second: bool,
        budget: &Budget,
    ) -> Result<(), Cancelled> {
        let net = self.net(look, budget)?;
        let candidates = self.candidates(look, &net, trees.0, budget)?;
        let mut rows: Vec<f32> = Vec::new();
        self.pair_rows(look, &net, &candidates, second, budget, |_, row| rows.extend_from_slice(row))?;
        budget.step()?;
        let sums = trees.1.sums_of_rows(&rows, JUDGED);
        let chances = chances((net.ends.len(), net.starts.len()), &candidates, &sums);
        let pair = |((&(end, start), &worth), p): ((&(usize, usize), &f32), f32)| Pair {
            left: net.ends[end].line,
            right: net.starts[start].line,
            p,
            worth: worth.clamp(-MOST, MOST),
        };
        self.pairs = candidates.iter().zip(&sums).zip(chances).map(pair).collect();
        self.settle(look.sheet.lines.len(), budget)
    }

    /// One successor and one predecessor at most, so that the whole is as probable as can be found.
    pub(super) fn settle(&mut self, count: usize, budget: &Budget) -> Result<(), Cancelled> {
        // Ends that were not looked at go on as they did.
        let mut sure: Vec<Pair> = Vec::new();
        for line in 0..count {
            if let Some(right) = self.next[line].filter(|_| self.sure[line] >= SURE) {
                sure.push(Pair::alone(line, right, self.sure[line]));
            }
        }
        // A headline that nothing leads to begins an article as it should: a link to it is not missed.
        let heading = |line: usize| self.roles.get(line).map_or(0.0, |roles| roles[0] + roles[1]);
        let bonus = |left: usize, right: usize| {
            let between_text = (1.0 - heading(left)) * (1.0 - heading(right));
            self.bonus - heading(right) * HEADINGS + between_text * self.text_bonus
        };
        self.next = super::assign::assign(count, sure.iter().chain(&self.pairs).copied(), bonus, budget)?;
        self.sure = vec![0.0; count];
        for pair in sure.iter().chain(&self.pairs) {
            if self.next[pair.left] == Some(pair.right) {
                self.sure[pair.left] = pair.p;
            }
        }
        Ok(())
    }
}

/// Ends and starts that may be joined.
pub(super) struct Net {
    pub(super) ends: Vec<Side>,
    pub(super) starts: Vec<Side>,
    /// For each line its piece, and where in it.
    pub(super) place: Vec<(usize, usize)>,
    pub(super) pieces: Vec<Vec<usize>>,
}

/// How probable the pairs of so many ends and starts are, by their worths: an end goes on with one of its starts or with
/// none, a start follows one of its ends or none, and the mean of both counts.
#[expect(clippy::cast_possible_truncation, reason = "shares of one")]
fn chances((ends, starts): (usize, usize), candidates: &[(usize, usize)], worths: &[f32]) -> Vec<f32> {
    let odds: Vec<f64> = worths.iter().map(|worth| f64::from(worth.clamp(-40.0, 40.0)).exp()).collect();
    let (mut of_ends, mut of_starts) = (vec![1.0; ends], vec![1.0; starts]);
    for (&(end, start), odds) in candidates.iter().zip(&odds) {
        of_ends[end] += odds;
        of_starts[start] += odds;
    }
    let chance = |(&(end, start), odds): (&(usize, usize), f64)| (odds / of_ends[end] + odds / of_starts[start]) / 2.0;
    candidates.iter().zip(odds).map(|pair| chance(pair) as f32).collect()
}

/// The two best values of each end or start.
struct Rivals(Vec<[[f32; 2]; MARGINS]>);

impl Rivals {
    fn new(count: usize, values: impl Iterator<Item = (usize, Margins)>) -> Self {
        let mut best = vec![[[0.0_f32; 2]; MARGINS]; count];
        for (which, values) in values {
            for (slot, value) in best[which].iter_mut().zip(values) {
                if value > slot[0] {
                    *slot = [value, slot[0]];
                } else if value > slot[1] {
                    slot[1] = value;
                }
            }
        }
        Self(best)
    }

    /// How far `values` lie above the best others of `which`.
    fn margins(&self, which: usize, values: &Margins) -> Margins {
        let mut margins = *values;
        for (margin, slot) in margins.iter_mut().zip(&self.0[which]) {
            *margin -= if *margin >= slot[0] { slot[1] } else { slot[0] };
        }
        margins
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn chances_of(pairs: &[(usize, usize, f32)]) -> Vec<f32> {
        let candidates: Vec<(usize, usize)> = pairs.iter().map(|&(end, start, _)| (end, start)).collect();
        let worths: Vec<f32> = pairs.iter().map(|pair| pair.2).collect();
        chances((3, 3), &candidates, &worths)
    }

    #[test]
    fn an_end_shares_what_is_certain_among_its_pairs_and_none() {
        let check = |pairs: &[(usize, usize, f32)], wanted: &[f32]| {
            let found = chances_of(pairs);
            assert!(found.iter().zip(wanted).all(|(found, wanted)| (found - wanted).abs() < 1e-3), "{found:?}");
        };
        check(&[(0, 0, 0.0)], &[0.5]);
        // Two starts that look alike are a third each for the end, and for themselves a half.
        check(&[(0, 0, 0.0), (0, 1, 0.0)], &[5.0 / 12.0, 5.0 / 12.0]);
        check(&[(0, 0, 9.0), (0, 1, 9.0)], &[0.75, 0.75]);
        check(&[(0, 0, 1000.0), (1, 1, -1000.0)], &[1.0, 0.0]);
    }
}

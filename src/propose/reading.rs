//! A page being read: roles of the lines, and which line goes on with which.
//!
//! The phases are methods that fill in one field each, in their order; learning calls the same ones between its stages.

use super::facts::Facts;
use super::features::{self, Look, Margins, Pass, ROLES, Side};
use super::decided::Decided;
use super::grams::Grams;
use super::sheet::Sheet;
use super::weights::{Knowledge, Model, TOPICS, Trees, logistic, softmax};
use super::words::Words;
use super::{Budget, Cancelled};

/// Probabilities of a line's roles.
pub(super) type Roles = [f32; ROLES.len()];

/// Lines on either side that tell what the text before and behind a place speaks of.
const BESIDE: usize = 8;
/// Probability of going on above which a line's end, or its beginning, is no place for a jump.
const SURE: f32 = 0.98;
/// Starts tried for an end in either direction, in their order on the page.
const NEAR: usize = 60;
/// Characters under which a line may be a heading.
const HEADING: u32 = 60;
/// Pairs that an end and a start keep by the sieve.
const KEPT: usize = 8;
/// Log-odds of the sieve under which a pair is not looked at, however few others there are.
const HOPELESS: f32 = -8.0;
/// Farthest distance of lines that alternate.
const FARTHEST: usize = 9;
/// Lines over which the alternation is averaged.
const FIELDS: [usize; 3] = [2, 5, 10];

/// What a page says by itself.
pub(super) struct Ground<'p> {
    pub(super) sheet: Sheet<'p>,
    pub(super) grams: Grams,
    pub(super) words: Words,
    pub(super) facts: Facts,
    topics: Vec<[f32; TOPICS]>,
    heads: Vec<[f32; TOPICS]>,
    /// What an editor decided of the lines.
    pub(super) decided: Decided,
}

impl<'p> Ground<'p> {
    /// Reads `sheet`.
    pub(super) fn new(sheet: Sheet<'p>, knowledge: &Knowledge, budget: &Budget) -> Result<Self, Cancelled> {
        let grams = Grams::new(&sheet, budget)?;
        let words = Words::new(&sheet, knowledge, budget)?;
        let facts = Facts::new(&sheet, &grams, knowledge, budget)?;
        let mut topics = Vec::with_capacity(sheet.lines.len());
        let mut heads = Vec::with_capacity(sheet.lines.len());
        for index in 0..sheet.lines.len() {
            budget.step_at(index)?;
            let mut topic = [0.0; TOPICS];
            knowledge.topic(sheet.line(index), &mut topic);
            topics.push(topic);
            // Longer lines are no headings, and stay zero.
            let short = facts.lines[index].chars < HEADING;
            heads.push(if short { knowledge.head(sheet.line(index)) } else { [0.0; TOPICS] });
        }
        let decided = Decided::default();
        Ok(Self { sheet, grams, words, facts, topics, heads, decided })
    }

    /// To look at with what was learned.
    pub(super) fn look<'s>(&'s self, knowledge: &'s Knowledge) -> Look<'s, 'p> {
        Look {
            sheet: &self.sheet,
            facts: &self.facts,
            echoes: self.grams.echoes(),
            words: &self.words,
            knowledge,
            topics: &self.topics,
            heads: &self.heads,
        }
    }
}

/// Two lines of which the second may go on with the first.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(super) struct Pair {
    pub(super) left: usize,
    pub(super) right: usize,
    /// How probable it is that the text goes on so.
    pub(super) p: f32,
}

/// What was found out so far.
#[derive(Clone, Debug, Default)]
pub(super) struct Reading {
    pub(super) roles: Vec<Roles>,
    /// For each line the probability that the next one goes on with it.
    pub(super) flow: Vec<f32>,
    /// How far lines of each distance go on, averaged: see [`Reading::alternate`].
    pub(super) fields: Vec<[f32; FIELDS.len() + 2]>,
    pub(super) pairs: Vec<Pair>,
    /// For each line the one that goes on with it.
    pub(super) next: Vec<Option<usize>>,
    /// How probable that is; 0 where there is none.
    pub(super) sure: Vec<f32>,
    /// What a link is worth beyond its log-odds.
    pub(super) bonus: f32,
    /// What an editor decided: pairs that contradict it are not tried.
    pub(super) decided: Decided,
}

/// What a link is worth beyond its log-odds: one that is missing costs an editor more than a doubtful one. On pages of
/// spaced scripts the doubtful ones join whole articles. Set on the training pages.
pub(super) fn bonus(spaced: bool) -> f32 {
    if spaced { 0.0 } else { 1.0 }
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
        let end = Side::new(look, &self.roles, &before, before.len(), index);
        let start = Side::new(look, &self.roles, &behind, behind.len(), index + 1);
        features::seam_features(look, &self.roles, (&end, &start), &self.field(look, index, index + 1), row);
    }

    /// The alternation around a pair, and how well the lines beside it go on in parallel.
    fn field(&self, look: &Look<'_, '_>, left: usize, right: usize) -> [f32; FIELDS.len() + 6] {
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
        self.flow.clear();
        let mut row = Vec::new();
        for index in 0..count {
            budget.step_at(index)?;
            if index + 1 == count {
                self.flow.push(0.0);
            } else {
                self.flow_row(look, index, &mut row);
                self.flow.push(logistic(trees.sum(&row)));
            }
        }
        self.next = (0..count).map(|line| Some(line + 1).filter(|_| self.flow[line] > 0.5)).collect();
        self.sure = self.flow.iter().map(|&p| if p > 0.5 { p } else { 0.0 }).collect();
        Ok(())
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
        for line in 0..count {
            budget.step_at(line)?;
            let (piece, at) = net.place[line];
            let piece = &net.pieces[piece];
            // What goes on without doubt is no place for a jump.
            if self.sure[line] < SURE {
                let lines: Vec<usize> = piece[..=at].iter().rev().take(features::PIECE).copied().collect();
                net.ends.push(Side::new(look, &self.roles, &lines, at + 1, piece[0]));
            }
            if follows[line] < SURE {
                let lines: Vec<usize> = piece[at..].iter().take(features::PIECE).copied().collect();
                net.starts.push(Side::new(look, &self.roles, &lines, piece.len() - at, *piece.last().unwrap_or(&line)));
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
        row.push(super::weights::cosine(&end.topic, &start.topic));
        row.push(super::weights::cosine(&end.head, &start.topic));
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
        let mut row = Vec::new();
        let mut steps = 0;
        let mut stop = Ok(());
        self.each_try(net, |end, start| {
            steps += 1;
            stop = stop.and_then(|()| budget.step_at(steps));
            if stop.is_ok() {
                self.sieve_row(look, &net.ends[end], &net.starts[start], &mut row);
                tries.push((end, start, sieve.sum(&row)));
            }
        });
        stop?;
        let mut kept = vec![false; tries.len()];
        let mut by_start: Vec<Vec<usize>> = vec![Vec::new(); net.starts.len()];
        let mut from = 0;
        while from < tries.len() {
            let end = tries[from].0;
            let to = from + tries[from..].iter().take_while(|found| found.0 == end).count();
            let mut own: Vec<usize> = (from..to).collect();
            own.sort_by(|&a, &b| tries[b].2.total_cmp(&tries[a].2).then(a.cmp(&b)));
            for &nth in own.iter().take(KEPT) {
                kept[nth] = true;
            }
            for nth in from..to {
                by_start[tries[nth].1].push(nth);
                let (end, start) = (net.ends[tries[nth].0].line, net.starts[tries[nth].1].line);
                kept[nth] |= start > end && start <= end + FARTHEST || self.next[end] == Some(start);
            }
            from = to;
        }
        for mut own in by_start {
            own.sort_by(|&a, &b| tries[b].2.total_cmp(&tries[a].2).then(a.cmp(&b)));
            for &nth in own.iter().take(KEPT) {
                kept[nth] = true;
            }
        }
        // What the sieve thinks hopeless is not kept for being the best of a bad lot.
        Ok(tries.iter().zip(kept).filter(|(found, kept)| *kept && found.2 > HOPELESS).map(|(found, _)| (found.0, found.1)).collect())
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
            let mut row = Vec::with_capacity(180);
            let field = self.field(look, ends.0.line, ends.1.line);
            let margins = features::seam_features(look, &self.roles, ends, &field, &mut row);
            rows.push((row, margins));
        }
        let of_ends = Rivals::new(net.ends.len(), candidates.iter().map(|pair| pair.0).zip(rows.iter().map(|row| row.1)));
        let of_starts = Rivals::new(net.starts.len(), candidates.iter().map(|pair| pair.1).zip(rows.iter().map(|row| row.1)));
        let passes = if second { self.passes(net, candidates) } else { Vec::new() };
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
    fn passes(&self, net: &Net, candidates: &[(usize, usize)]) -> Vec<Pass> {
        let mut known: std::collections::BTreeMap<(usize, usize), f32> = std::collections::BTreeMap::new();
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
        let pass = |&(end, start): &(usize, usize)| {
            let (left, right) = (net.ends[end].line, net.starts[start].line);
            let this = known.get(&(left, right)).copied().unwrap_or(0.0);
            Pass {
                this,
                of_end: other(of_end[left], this),
                of_start: other(of_start[right], this),
                taken: self.next[left] == Some(right),
                together: net.place[left].0 == net.place[right].0,
            }
        };
        candidates.iter().map(pass).collect()
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
        let mut pairs = Vec::with_capacity(candidates.len());
        self.pair_rows(look, &net, &candidates, second, budget, |nth, row| {
            let (end, start) = candidates[nth];
            let p = logistic(trees.1.sum(row));
            pairs.push(Pair { left: net.ends[end].line, right: net.starts[start].line, p });
        })?;
        self.pairs = pairs;
        self.settle(look.sheet.lines.len(), budget)
    }

    /// One successor and one predecessor at most, so that the whole is as probable as can be found.
    pub(super) fn settle(&mut self, count: usize, budget: &Budget) -> Result<(), Cancelled> {
        // Ends that were not looked at go on as they did.
        let mut sure: Vec<Pair> = Vec::new();
        for line in 0..count {
            if let Some(right) = self.next[line].filter(|_| self.sure[line] >= SURE) {
                sure.push(Pair { left: line, right, p: self.sure[line] });
            }
        }
        self.next = super::assign::assign(count, sure.iter().chain(&self.pairs).copied(), self.bonus, budget)?;
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

/// The two best values of each end or start.
struct Rivals(Vec<[[f32; 2]; 4]>);

impl Rivals {
    fn new(count: usize, values: impl Iterator<Item = (usize, Margins)>) -> Self {
        let mut best = vec![[[0.0_f32; 2]; 4]; count];
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

/// Reads a page with what was learned, up to which line goes on with which.
pub(super) fn read(ground: &Ground<'_>, model: &Model, budget: &Budget) -> Result<Reading, Cancelled> {
    let look = ground.look(&model.knowledge);
    let stages = model.stages(ground.sheet.spaced);
    let mut first = Reading::find_roles(&look, &stages.roles[0], None, budget)?;
    ground.decided.set_roles(&mut first);
    let mut roles = Reading::find_roles(&look, &stages.roles[1], Some(&first), budget)?;
    ground.decided.set_roles(&mut roles);
    let mut reading = Reading { roles, bonus: bonus(ground.sheet.spaced), ..Reading::default() };
    reading.alternate(&look, budget)?;
    reading.find_flow(&look, &stages.flow, budget)?;
    ground.decided.set_links(&mut reading);
    reading.decided = ground.decided.clone();
    reading.find_pairs(&look, (&stages.sieve, &stages.pairs[0]), false, budget)?;
    reading.find_pairs(&look, (&stages.sieve, &stages.pairs[1]), true, budget)?;
    Ok(reading)
}

fn flag(is: bool) -> f32 {
    f32::from(u8::from(is))
}

fn f32_of(number: u32) -> f32 {
    f32::from(u16::try_from(number).unwrap_or(u16::MAX))
}

//! What is said of each decision of a page that was read: a calibrated confidence, reasons, and the best alternatives.
//!
//! A confidence is what the trees say, put through what that turned out to mean ([`super::weights::Calibration`]).
//! Learning reads the same numbers from here, before they are put through.

use super::blocks::Draft;
use super::features::{Look, ROLES};
use super::grammar::Odds;
use super::reading::{Pair, Reading};
use super::reason::{Attached, Reasons};
use super::weights::{Calibration, Decision, Grade};
use super::{Budget, Cancelled};
use crate::model::{Confidence, Evidence, Other, OtherRole, Reason, Role, SeamKey};

/// Alternatives that are given.
const OTHERS: usize = 3;
/// Probability of an alternative under which it is none.
const LEAST: f32 = 0.01;
/// Confidence in neighbours from which nothing is said of them.
const PLAIN: f32 = 0.9;

/// The pairs that were looked at, by their ends and by their starts, best first.
pub(super) struct Rivals {
    ends: Vec<Pair>,
    starts: Vec<Pair>,
}

impl Rivals {
    /// Those of `reading`.
    pub(super) fn new(reading: &Reading) -> Self {
        let (mut ends, mut starts) = (reading.pairs.clone(), reading.pairs.clone());
        ends.sort_by(|a, b| a.left.cmp(&b.left).then(b.p.total_cmp(&a.p)).then(a.right.cmp(&b.right)));
        starts.sort_by(|a, b| a.right.cmp(&b.right).then(b.p.total_cmp(&a.p)).then(a.left.cmp(&b.left)));
        Self { ends, starts }
    }

    /// Where the text of `left` might go on, other than with `taken`.
    pub(super) fn of_end(&self, left: usize, taken: Option<usize>) -> impl Iterator<Item = Pair> {
        let from = self.ends.partition_point(|pair| pair.left < left);
        let own = self.ends.get(from..).unwrap_or_default().iter().copied();
        own.take_while(move |pair| pair.left == left).filter(move |pair| Some(pair.right) != taken)
    }

    /// Where the text of `right` might come from, other than from `taken`.
    pub(super) fn of_start(&self, right: usize, taken: Option<usize>) -> impl Iterator<Item = Pair> {
        let from = self.starts.partition_point(|pair| pair.right < right);
        let own = self.starts.get(from..).unwrap_or_default().iter().copied();
        own.take_while(move |pair| pair.right == right).filter(move |pair| Some(pair.left) != taken)
    }
}

/// The best three of alternatives that come best first.
pub(super) fn best_others(pairs: impl Iterator<Item = Pair>) -> impl Iterator<Item = Pair> {
    pairs.take(OTHERS).take_while(|pair| pair.p >= LEAST)
}

/// What is found out of the decisions of a page.
pub(super) struct Witness<'w, 's, 'p> {
    pub(super) look: &'w Look<'s, 'p>,
    reading: &'w Reading,
    calibration: &'w Calibration,
    grade: Grade,
    rivals: Rivals,
    before: Vec<Option<usize>>,
}

/// How well a page reads.
pub(super) fn grade(reading: &Reading) -> Grade {
    #[expect(clippy::cast_precision_loss, reason = "lines of a page")]
    let lines = reading.sure.len().max(1) as f32;
    Grade::new(reading.sure.iter().sum::<f32>() / lines)
}

/// What kind of decision a link is.
pub(super) fn kind_of_link(left: usize, right: usize) -> Decision {
    if left + 1 == right { Decision::Next } else { Decision::Jump }
}

impl<'w, 's, 'p> Witness<'w, 's, 'p> {
    pub(super) fn new(look: &'w Look<'s, 'p>, reading: &'w Reading, calibration: &'w Calibration) -> Self {
        let mut before = vec![None; reading.next.len()];
        for (left, next) in reading.next.iter().enumerate() {
            if let Some(slot) = next.and_then(|right| before.get_mut(right)) {
                *slot = Some(left);
            }
        }
        Self { look, reading, calibration, grade: grade(reading), rivals: Rivals::new(reading), before }
    }

    fn reasons(&self) -> Reasons<'w, 's, 'p> {
        Reasons { look: self.look, reading: self.reading }
    }

    fn confidence(&self, decision: Decision, p: f32) -> Confidence {
        Confidence::proposed(f64::from(self.calibration.at(decision, self.grade, p)))
    }

    /// How probable it is, as the trees say, that an article's text ends with `line`, or begins with it.
    pub(super) fn cut(&self, decision: Decision, line: usize) -> f32 {
        // An end's pairs and "none" are a choice: what is left when several share it may be any of them.
        let none =
            |pairs: &mut dyn Iterator<Item = Pair>| 1.0 / (1.0 + pairs.map(|pair| pair.worth.exp()).sum::<f32>());
        let (none, linked) = match decision {
            Decision::Start => {
                let linked = self.before.get(line).copied().flatten();
                (none(&mut self.rivals.of_start(line, None)), linked.map_or(0.0, |left| self.reading.sure[left]))
            }
            _ => {
                let linked = self.reading.sure.get(line).copied().unwrap_or(0.0);
                (none(&mut self.rivals.of_end(line, None)), linked)
            }
        };
        none.min(1.0 - linked)
    }

    /// Other lines with which `left` might go on.
    pub(super) fn others_of_end(&self, left: usize, taken: Option<usize>) -> impl Iterator<Item = Pair> {
        best_others(self.rivals.of_end(left, taken))
    }

    /// Other lines from which `right` might come.
    pub(super) fn others_of_start(&self, right: usize) -> impl Iterator<Item = Pair> {
        best_others(self.rivals.of_start(right, None))
    }

    fn others(&self, pairs: impl Iterator<Item = Pair>, starts: bool) -> Vec<Other> {
        let other = |pair: Pair| {
            let line = self.look.sheet.lines.get(if starts { pair.right } else { pair.left })?;
            let at = if starts { line.span.from() } else { line.span.to() };
            Some(Other { at, confidence: self.confidence(Decision::Other, pair.p) })
        };
        pairs.filter_map(other).collect()
    }

    /// True where nothing but white space lies between two lines in the dump.
    fn stand_together(&self, left: usize, right: usize) -> bool {
        let (Some(l), Some(r)) = (self.look.sheet.lines.get(left), self.look.sheet.lines.get(right)) else {
            return false;
        };
        let between = self.look.sheet.text.get(l.span.end.get()..r.span.start.get());
        l.span.page == r.span.page && between.is_some_and(|between| between.trim().is_empty())
    }

    /// Why the lines of one block, or of two, go on from `before`'s last to `behind`'s first; the trees say `p`.
    pub(super) fn link(&self, before: &[usize], behind: &[usize], p: f32) -> Evidence {
        let (Some(&left), Some(&right)) = (before.last(), behind.first()) else {
            return Evidence::new(0.5, Reason::Usual);
        };
        let kind = kind_of_link(left, right);
        let confidence = self.confidence(kind, p);
        if self.stand_together(left, right) && confidence.get() >= f64::from(PLAIN) {
            return Evidence::of(confidence, vec![Reason::StandTogether]);
        }
        let of_end = self.rivals.of_end(left, Some(right)).next().map_or(0.0, |pair| pair.p);
        let of_start = self.rivals.of_start(right, Some(left)).next().map_or(0.0, |pair| pair.p);
        let reasons = self.reasons().link(before, behind, p, of_end.max(of_start));
        let others = self.others(self.others_of_end(left, Some(right)), true);
        Evidence { others, ..Evidence::of(confidence, reasons) }
    }

    /// Why a block has its role; it bears what the trees say.
    pub(super) fn role(&self, draft: &Draft, odds: &Odds) -> Evidence {
        let said = super::weights::bytes::single(draft.why.confidence.get());
        let confidence = self.confidence(Decision::Role, said);
        let roles = other_roles(draft.role, odds, confidence);
        Evidence { roles, ..Evidence::of(confidence, self.reasons().role(draft.role, &draft.lines)) }
    }

    /// Where a block of `lines` goes on elsewhere in the dump: which of them goes on, and why.
    pub(super) fn seams(&self, lines: &[usize]) -> Vec<(usize, Evidence)> {
        let mut seams = Vec::new();
        for (nth, pair) in lines.windows(2).enumerate() {
            if !self.stand_together(pair[0], pair[1]) {
                let (before, behind) = lines.split_at(nth + 1);
                seams.push((nth + 1, self.link(before, behind, self.reading.sure[pair[0]])));
            }
        }
        seams
    }

    /// Neighbours in the dump that are of one block, but may not be.
    pub(super) fn joints(&self, drafts: &[Draft], budget: &Budget) -> Result<Vec<(SeamKey, Evidence)>, Cancelled> {
        let mut joints = Vec::new();
        for (nth, draft) in drafts.iter().enumerate() {
            budget.step_at(nth)?;
            for (at, pair) in draft.lines.windows(2).enumerate() {
                budget.step_at(at + 1)?;
                let p = self.reading.sure[pair[0]];
                let known = self.calibration.at(kind_of_link(pair[0], pair[1]), self.grade, p);
                if known < PLAIN && self.stand_together(pair[0], pair[1]) {
                    let (before, behind) = draft.lines.split_at(at + 1);
                    joints.push((self.key(pair[0], pair[1]), self.link(before, behind, p)));
                }
            }
        }
        Ok(joints)
    }

    /// Why a block begins with `right` behind `left`, its neighbour in the dump; the trees say `p`.
    pub(super) fn begins(&self, left: usize, right: usize, p: f32) -> Option<(SeamKey, Evidence)> {
        self.stand_together(left, right).then(|| {
            let why = Evidence::of(self.confidence(Decision::Begins, p), self.reasons().begins(left, right));
            (self.key(left, right), why)
        })
    }

    /// Why an article's text ends with `line`, and with what it might go on.
    pub(super) fn end(&self, line: usize) -> Evidence {
        let p = self.cut(Decision::End, line);
        let others = self.others(self.others_of_end(line, None), true);
        let why = Evidence::of(self.confidence(Decision::End, p), self.reasons().end(line, 1.0 - p));
        Evidence { others, ..why }
    }

    /// Why an article's text begins with `line`, and what it might go on from.
    pub(super) fn start(&self, line: usize) -> Evidence {
        let p = self.cut(Decision::Start, line);
        let others = self.others(self.others_of_start(line), false);
        let why = Evidence::of(self.confidence(Decision::Start, p), self.reasons().start(line, 1.0 - p));
        Evidence { others, ..why }
    }

    /// Why a caption or a credit of `lines` is the article's whose lines are `text`; the trees say `p`.
    pub(super) fn attached(&self, lines: &[usize], text: &[usize], p: f32, attached: &Attached) -> Evidence {
        let reasons = self.reasons().caption(lines, text, attached);
        Evidence::of(self.confidence(Decision::Caption, p), reasons)
    }

    /// Why a caption is of no article; the trees say `p` of the best.
    pub(super) fn stray(&self, p: f32) -> Evidence {
        Evidence::of(self.confidence(Decision::Stray, 1.0 - p), vec![Reason::NoArticle])
    }

    fn key(&self, left: usize, right: usize) -> SeamKey {
        SeamKey { from: self.look.sheet.lines[left].span.to(), to: self.look.sheet.lines[right].span.from() }
    }

    /// The place where a text that ends with `line` ends.
    pub(super) fn key_of_end(&self, line: usize) -> SeamKey {
        SeamKey::cut(self.look.sheet.lines[line].span.to())
    }

    /// The place where a text that begins with `line` begins.
    pub(super) fn key_of_start(&self, line: usize) -> SeamKey {
        SeamKey::cut(self.look.sheet.lines[line].span.from())
    }
}
/// What else a block might be: what is left of the confidence in its role, shared out as the trees do.
fn other_roles(own: Role, odds: &Odds, taken: Confidence) -> Vec<OtherRole> {
    let mut others: Vec<(Role, f64)> =
        ROLES.iter().zip(odds).map(|(&role, odds)| (role, f64::from(odds.exp()))).collect();
    others.retain(|(role, _)| *role != own);
    let all: f64 = others.iter().map(|other| other.1).sum();
    others.sort_by(|a, b| b.1.total_cmp(&a.1));
    let left = (1.0 - taken.get()) / all.max(f64::MIN_POSITIVE);
    let others = others.into_iter().take(OTHERS).map(|(role, p)| (role, p * left));
    others
        .filter(|(_, p)| *p >= f64::from(LEAST))
        .map(|(role, p)| OtherRole { role, confidence: Confidence::proposed(p) })
        .collect()
}

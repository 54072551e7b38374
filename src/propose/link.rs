//! Brings together the pieces of articles that stand apart: a headline and its text, a text and its continuation.
//!
//! A piece is a head (headlines, byline) or a text. What counts is what both speak of ([`super::cohesion`]), whether the
//! sentence goes on over the seam ([`super::grams`]), and that they stand together. Each head gets one text and each
//! end one continuation at most, best pairs first; a pair must be better than a least, so that doubtful pieces stay
//! articles of their own, which an editor joins with one key. Candidates are pieces near by in the dump, of which each
//! keeps its best few; so time and memory are linear in the number of pieces, but for sorting.

use super::articles::Chain;
use super::blocks::{Draft, evidence_of_seam};
use super::cohesion::{Topic, Words};
use super::grams::Grams;
use super::marks;
use super::marks::ends_sentence;
use super::sheet::Sheet;
use super::{Budget, Cancelled};
use crate::model::{Confidence, Evidence, Reason, Role};
use std::cmp::Reverse;

/// Pieces on either side that are tried: a page has about as many.
const NEAR: usize = 40;
/// Pairs that a piece keeps. On the training pages no figure differs from that of keeping all.
const BEST: usize = 12;
/// What standing together is worth for a head and the text under it.
const TOGETHER: f64 = 0.12;
/// The least value of a head and a text.
const HEAD: f64 = 0.06;
/// The least value of a text and its continuation. Both on the training pages.
const GOES_ON: f64 = 0.12;

/// Words that a reason shows, and lines of a piece that are searched for them.
const SHOWN: usize = 3;
const LINES: usize = 60;

/// A head or a text.
struct Piece {
    parts: Vec<(usize, Evidence)>,
    topic: Topic,
    /// The piece stands under the one before it in the dump.
    under: bool,
    is_head: bool,
    /// It opens as articles do, or has a head that it cannot lose.
    opens: bool,
    /// It is a kept block's, and neither moves nor is moved to.
    fixed: Option<u32>,
    /// The lines at which its running text begins and ends.
    ends: Option<(usize, usize)>,
    /// It ends with a name or an agency in brackets.
    closed: bool,
    /// It ends with a sentence.
    stops: bool,
}

/// A piece and what may go on with it. Orders best first, then as the dump is.
type Pair = (Reverse<i64>, usize, usize);

/// What the phase reads.
pub(super) struct Page<'s, 'p> {
    pub(super) sheet: &'s Sheet<'p>,
    pub(super) grams: &'s Grams,
    pub(super) words: &'s Words,
    pub(super) drafts: &'s [Draft],
}

/// The articles that `chains` are pieces of.
pub(super) fn link(page: &Page<'_, '_>, chains: Vec<Chain>, budget: &Budget) -> Result<Vec<Chain>, Cancelled> {
    // Where words are spaced, libraries' pages keep heads and texts together, and shared words mislead.
    if page.sheet.spaced {
        return Ok(chains);
    }
    let pieces = pieces(page, chains, budget)?;
    let mut next: Vec<Option<(usize, Evidence)>> = vec![None; pieces.len()];
    let mut taken = vec![false; pieces.len()];
    let best = pairs(&pieces, budget, HEAD, |left, right| {
        let (head, text) = (&pieces[left], &pieces[right]);
        if !head.is_head || text.is_head {
            return 0.0;
        }
        let together = if right == left + 1 && text.under { TOGETHER } else { 0.0 };
        head.topic.likeness(&text.topic) + together
    })?;
    assign(best, &mut next, &mut taken, budget, |left, right, value| {
        let together = right == left + 1 && pieces[right].under;
        let reason = if together { Reason::StandTogether } else { shared(page, &pieces[left], &pieces[right]) };
        Evidence::of(Confidence::new(0.6 + value), vec![reason])
    })?;
    let best = pairs(&pieces, budget, GOES_ON, |left, right| {
        let (text, more) = (&pieces[left], &pieces[right]);
        if text.is_head || more.is_head || more.opens || taken[right] {
            return 0.0;
        }
        continuation(page, text, more)
    })?;
    assign(best, &mut next, &mut taken, budget, |left, right, value| {
        let (Some((_, end)), Some((start, _))) = (pieces[left].ends, pieces[right].ends) else {
            return Evidence::new(0.5, Reason::Usual);
        };
        if pieces[left].stops {
            let reasons = vec![shared(page, &pieces[left], &pieces[right])];
            return Evidence::of(Confidence::new(0.4 + value), reasons);
        }
        evidence_of_seam(page.sheet, page.grams, end, start)
    })?;
    join(pieces, next, &taken, budget)
}

/// The pairs worth `least` or more, best first: for each piece its best with what stands near.
fn pairs(
    pieces: &[Piece],
    budget: &Budget,
    least: f64,
    value: impl Fn(usize, usize) -> f64,
) -> Result<Vec<Pair>, Cancelled> {
    let mut pairs: Vec<Pair> = Vec::new();
    let mut own: Vec<Pair> = Vec::new();
    for left in (0..pieces.len()).filter(|&left| pieces[left].fixed.is_none()) {
        budget.step()?;
        own.clear();
        for right in near(left, pieces.len()) {
            if right != left && pieces[right].fixed.is_none() {
                let value = value(left, right);
                if value >= least {
                    own.push((Reverse(thousandths(value)), left, right));
                }
            }
        }
        own.sort_unstable();
        pairs.extend(own.iter().take(BEST));
    }
    budget.sort(pairs)
}

fn near(at: usize, count: usize) -> std::ops::Range<usize> {
    at.saturating_sub(NEAR)..(at + NEAR + 1).min(count)
}

/// Cuts chains into heads and texts.
fn pieces(page: &Page<'_, '_>, chains: Vec<Chain>, budget: &Budget) -> Result<Vec<Piece>, Cancelled> {
    let mut pieces = Vec::new();
    for chain in chains {
        budget.step()?;
        let role = |part: &(usize, Evidence)| page.drafts[part.0].role;
        let head = chain.parts.iter().take_while(|part| role(part).is_heading() || role(part) == Role::Byline).count();
        let mut parts = chain.parts;
        let has_text = parts[head..].iter().any(|part| role(part).is_flow());
        if head > 0 && has_text && chain.kept.is_none() {
            let text = parts.split_off(head);
            pieces.push(piece(page, parts, true, false, None));
            pieces.push(piece(page, text, false, true, None));
        } else {
            let is_head = head > 0 && !has_text;
            pieces.push(piece(page, parts, is_head, false, chain.kept));
        }
    }
    Ok(pieces)
}

fn piece(page: &Page<'_, '_>, parts: Vec<(usize, Evidence)>, is_head: bool, under: bool, fixed: Option<u32>) -> Piece {
    let flow = parts.iter().map(|part| &page.drafts[part.0]).filter(|draft| draft.role.is_flow());
    let lines = flow.clone().filter(|draft| draft.role != Role::Byline).flat_map(|draft| draft.lines.iter().copied());
    let topic = page.words.topic(page.sheet, lines);
    let opens = flow
        .clone()
        .next()
        .is_none_or(|draft| draft.role.is_heading() || marks::opening(page.sheet.line(draft.first())).is_some());
    let ends = flow.clone().next().map(Draft::first).zip(flow.clone().next_back().map(Draft::last));
    let closed = ends.is_some_and(|(_, end)| page.sheet.closing_at(end).is_some());
    let stops = ends.is_some_and(|(_, end)| ends_sentence(page.sheet.line(end)));
    Piece { parts, topic, under, is_head, opens, fixed, ends, closed, stops }
}

/// The words that two pieces share, as a reason.
fn shared(page: &Page<'_, '_>, left: &Piece, right: &Piece) -> Reason {
    let lines = |piece: &Piece| -> Vec<usize> {
        let drafts = piece.parts.iter().map(|part| &page.drafts[part.0]).filter(|draft| draft.role.is_flow());
        drafts.flat_map(|draft| draft.lines.iter().copied().take(LINES)).take(LINES).collect()
    };
    Reason::SharedWords { words: page.words.shared(page.sheet, &lines(left), &lines(right), SHOWN) }
}

/// What a text and a continuation are worth together.
fn continuation(page: &Page<'_, '_>, left: &Piece, right: &Piece) -> f64 {
    let (Some((_, end)), Some((start, _))) = (left.ends, right.ends) else { return 0.0 };
    if left.closed {
        return 0.0;
    }
    let likeness = left.topic.likeness(&right.topic);
    if left.stops {
        return likeness;
    }
    likeness + 0.08 * f64::from(page.grams.over_seam(page.sheet.line(end), page.sheet.line(start)))
}

/// Takes the best pairs of which neither side is taken and that close no circle.
fn assign(
    pairs: Vec<Pair>,
    next: &mut [Option<(usize, Evidence)>],
    taken: &mut [bool],
    budget: &Budget,
    why: impl Fn(usize, usize, f64) -> Evidence,
) -> Result<(), Cancelled> {
    // The piece at which the row that a piece ends or begins has its other end: rows grow at their ends only.
    let mut start: Vec<usize> = (0..next.len()).collect();
    let mut end: Vec<usize> = (0..next.len()).collect();
    for left in 0..next.len() {
        budget.step_at(left)?;
        if !taken[left] {
            let mut at = left;
            while let Some((right, _)) = &next[at] {
                at = *right;
            }
            (end[left], start[at]) = (at, left);
        }
    }
    for (nth, (Reverse(value), left, right)) in pairs.into_iter().enumerate() {
        budget.step_at(nth)?;
        if next[left].is_some() || taken[right] || start[left] == right {
            continue;
        }
        #[expect(clippy::cast_precision_loss, reason = "thousandths")]
        let evidence = why(left, right, value as f64 / 1000.0);
        next[left] = Some((right, evidence));
        taken[right] = true;
        let (first, last) = (start[left], end[right]);
        (end[first], start[last]) = (last, first);
    }
    Ok(())
}

/// Rows of pieces become articles, in the order of their first pieces.
fn join(
    pieces: Vec<Piece>,
    mut next: Vec<Option<(usize, Evidence)>>,
    taken: &[bool],
    budget: &Budget,
) -> Result<Vec<Chain>, Cancelled> {
    let mut left: Vec<Option<Piece>> = pieces.into_iter().map(Some).collect();
    let mut chains = Vec::new();
    for first in (0..left.len()).filter(|&at| !taken[at]) {
        budget.step_at(first)?;
        let Some(piece) = left[first].take() else { continue };
        let mut chain = Chain { kept: piece.fixed, leads: None, parts: piece.parts };
        let mut at = first;
        while let Some((right, why)) = next[at].take() {
            if let Some(mut piece) = left[right].take() {
                if let Some(part) = piece.parts.first_mut() {
                    part.1 = why;
                }
                chain.parts.append(&mut piece.parts);
            }
            at = right;
        }
        chains.push(chain);
    }
    Ok(chains)
}

/// A value as a number that sorts exactly.
#[expect(clippy::cast_possible_truncation, reason = "values are below ten")]
fn thousandths(value: f64) -> i64 {
    (value * 1000.0) as i64
}

//! Brings together the pieces of articles that stand apart: a headline and its text, a text and its continuation.
//!
//! A piece is a head (headlines, byline) or a text. What counts is what both speak of ([`super::cohesion`]), whether the
//! sentence goes on over the seam ([`super::grams`]), and that they stand together. Each head gets one text and each
//! end one continuation at most, best pairs first; a pair must be better than a least, so that doubtful pieces stay
//! articles of their own, which an editor joins with one key. Candidates are pieces near by in the dump, so that time
//! stays linear in the number of pieces.

use super::articles::Chain;
use super::blocks::{Draft, evidence_of_seam};
use super::cohesion::{Topic, Words};
use super::grams::Grams;
use super::marks;
use super::sheet::Sheet;
use super::{Budget, Cancelled};
use crate::model::{Confidence, Evidence, Reason, Role};
use crate::text::ends_sentence;
use std::cmp::Reverse;

/// Pieces on either side that are tried: a page has about as many.
const NEAR: usize = 40;
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
}

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
    let mut pairs = Vec::new();
    for (left, piece) in pieces.iter().enumerate().filter(|(_, piece)| piece.is_head && piece.fixed.is_none()) {
        budget.step()?;
        for right in near(left, pieces.len()) {
            if right != left && !pieces[right].is_head && pieces[right].fixed.is_none() {
                let together = right == left + 1 && pieces[right].under;
                let value = piece.topic.likeness(&pieces[right].topic) + if together { TOGETHER } else { 0.0 };
                if value >= HEAD {
                    pairs.push((thousandths(value), Reverse((left, right))));
                }
            }
        }
    }
    assign(&mut pairs, thousandths(HEAD), &mut next, &mut taken, |left, right, value| {
        let together = right == left + 1 && pieces[right].under;
        let reason = if together { Reason::StandTogether } else { shared(page, &pieces[left], &pieces[right]) };
        Evidence { confidence: Confidence::new(0.6 + value), reasons: vec![reason] }
    });
    let mut pairs = Vec::new();
    for (right, piece) in pieces.iter().enumerate() {
        budget.step()?;
        if piece.is_head || piece.opens || piece.fixed.is_some() || taken[right] {
            continue;
        }
        for left in near(right, pieces.len()) {
            if left != right && !pieces[left].is_head && pieces[left].fixed.is_none() {
                let value = continuation(page, &pieces[left], piece);
                if value >= GOES_ON {
                    pairs.push((thousandths(value), Reverse((left, right))));
                }
            }
        }
    }
    assign(&mut pairs, thousandths(GOES_ON), &mut next, &mut taken, |left, right, value| {
        let (Some(end), Some(start)) = (last_line(page, &pieces[left]), first_line(page, &pieces[right])) else {
            return Evidence::new(0.5, Reason::Usual);
        };
        if ends_sentence(page.sheet.line(end)) {
            let reasons = vec![shared(page, &pieces[left], &pieces[right])];
            return Evidence { confidence: Confidence::new(0.4 + value), reasons };
        }
        evidence_of_seam(page.sheet, page.grams, end, start)
    });
    Ok(join(pieces, next, &taken))
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
    Piece { parts, topic, under, is_head, opens, fixed }
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
    let (Some(end), Some(start)) = (last_line(page, left), first_line(page, right)) else { return 0.0 };
    let line = page.sheet.line(end);
    if page.sheet.closing_at(end).is_some() {
        return 0.0;
    }
    let likeness = left.topic.likeness(&right.topic);
    if ends_sentence(line) {
        return likeness;
    }
    likeness + 0.08 * f64::from(page.grams.over_seam(line, page.sheet.line(start)))
}

fn last_line(page: &Page<'_, '_>, piece: &Piece) -> Option<usize> {
    let flow = piece.parts.iter().rev().map(|part| &page.drafts[part.0]).find(|draft| draft.role.is_flow());
    flow.map(Draft::last)
}

fn first_line(page: &Page<'_, '_>, piece: &Piece) -> Option<usize> {
    let flow = piece.parts.iter().map(|part| &page.drafts[part.0]).find(|draft| draft.role.is_flow());
    flow.map(Draft::first)
}

/// Takes the best pairs of which neither side is taken and that close no circle.
fn assign(
    pairs: &mut [(i64, Reverse<(usize, usize)>)],
    least: i64,
    next: &mut [Option<(usize, Evidence)>],
    taken: &mut [bool],
    why: impl Fn(usize, usize, f64) -> Evidence,
) {
    pairs.sort_unstable_by(|a, b| b.cmp(a));
    // The piece at which the row that a piece ends or begins has its other end: rows grow at their ends only.
    let mut start: Vec<usize> = (0..next.len()).collect();
    let mut end: Vec<usize> = (0..next.len()).collect();
    for left in 0..next.len() {
        if !taken[left] {
            let mut at = left;
            while let Some((right, _)) = &next[at] {
                at = *right;
            }
            (end[left], start[at]) = (at, left);
        }
    }
    for &(value, Reverse((left, right))) in pairs.iter() {
        if value < least {
            break;
        }
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
}

/// Rows of pieces become articles, in the order of their first pieces.
fn join(pieces: Vec<Piece>, mut next: Vec<Option<(usize, Evidence)>>, taken: &[bool]) -> Vec<Chain> {
    let mut left: Vec<Option<Piece>> = pieces.into_iter().map(Some).collect();
    let mut chains = Vec::new();
    for first in (0..left.len()).filter(|&at| !taken[at]) {
        let Some(piece) = left[first].take() else { continue };
        let mut chain = Chain { kept: piece.fixed, parts: piece.parts };
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
    chains
}

/// A value as a number that sorts exactly.
#[expect(clippy::cast_possible_truncation, reason = "values are below ten")]
fn thousandths(value: f64) -> i64 {
    (value * 1000.0) as i64
}

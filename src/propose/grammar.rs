//! What follows what in an article: the roles of the blocks of a row, chosen together.
//!
//! By itself a short line of text looks like a headline, and a headline like a heading inside the text. In a row of blocks
//! it is mostly clear: headings stand over the text, and none of them behind it. So the roles of a row are those that its
//! lines have most probably as a whole (Viterbi 1967), where an order that articles do not have costs what it is worth.

use super::features::ROLES;
use crate::model::Role;

/// How much less probable, as a logarithm, an order is that no article of the training pages has. On these pages.
const NEVER: f32 = 4.0;

/// The logarithms of how probable each role is for a block.
pub(super) type Odds = [f32; ROLES.len()];

/// The roles of the blocks of a row, by their numbers in [`ROLES`], so that the whole is as probable as can be.
pub(super) fn roles(row: &[Odds]) -> Vec<usize> {
    // For each role that the last block of the text has, and for none: how probable the best way there is, and the roles
    // of the last block and its predecessor on it.
    let mut best = [f32::NEG_INFINITY; ROLES.len() + 1];
    best[ROLES.len()] = 0.0;
    let mut ways: Vec<[(usize, usize); ROLES.len() + 1]> = Vec::with_capacity(row.len());
    for odds in row {
        let mut next = [f32::NEG_INFINITY; ROLES.len() + 1];
        let mut way = [(0, 0); ROLES.len() + 1];
        for (last, &so_far) in best.iter().enumerate().filter(|(_, so_far)| so_far.is_finite()) {
            for (own, &odds) in odds.iter().enumerate() {
                let flows = ROLES[own].is_flow();
                // A caption stands in no order with the text around it.
                let (to, order) = if flows { (own, order(ROLES.get(last).copied(), ROLES[own])) } else { (last, 0.0) };
                if so_far + odds + order > next[to] {
                    next[to] = so_far + odds + order;
                    way[to] = (last, own);
                }
            }
        }
        best = next;
        ways.push(way);
    }
    let mut at = (0..best.len()).max_by(|&a, &b| best[a].total_cmp(&best[b])).unwrap_or(0);
    let mut found = Vec::with_capacity(row.len());
    for way in ways.iter().rev() {
        let (last, own) = way[at];
        found.push(own);
        at = last;
    }
    found.reverse();
    found
}

/// What it is worth that a block with the role `next` follows one with the role `last`.
fn order(last: Option<Role>, next: Role) -> f32 {
    use Role::{Body, Byline, Deck, Headline, Kicker, Note, Subhead};
    let never = match (last, next) {
        (Some(Body | Subhead | Note | Byline), Kicker | Headline | Deck) => true,
        (Some(Headline | Deck), Kicker | Headline) | (Some(Deck), Deck) => true,
        (Some(Kicker), next) => next != Headline,
        _ => false,
    };
    if never { -NEVER } else { 0.0 }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// A block that is probably `role`, and else `other`.
    fn block(role: Role, p: f32, other: Role) -> Odds {
        let mut odds = [-9.0; ROLES.len()];
        for (slot, known) in odds.iter_mut().zip(ROLES) {
            if known == role {
                *slot = p.ln();
            } else if known == other {
                *slot = (1.0 - p).ln();
            }
        }
        odds
    }

    fn named(row: &[Odds]) -> Vec<Role> {
        roles(row).into_iter().map(|role| ROLES[role]).collect()
    }

    #[test]
    fn a_heading_behind_text_is_one_inside_it() {
        use Role::{Body, Headline, Subhead};
        let row = [block(Headline, 0.9, Body), block(Body, 0.99, Headline), block(Headline, 0.7, Subhead)];
        assert_eq!(named(&row), [Headline, Body, Subhead]);
    }

    #[test]
    fn a_caption_between_stands_in_no_order() {
        use Role::{Body, Caption, Headline, Subhead};
        let row = [block(Body, 0.99, Caption), block(Caption, 0.9, Body), block(Headline, 0.7, Subhead)];
        assert_eq!(named(&row), [Body, Caption, Subhead]);
    }

    #[test]
    fn of_two_headlines_one_is_a_kicker_or_a_deck() {
        use Role::{Body, Deck, Headline, Kicker};
        let text = block(Body, 0.99, Headline);
        assert_eq!(named(&[block(Headline, 0.6, Kicker), block(Headline, 0.9, Deck), text]), [Kicker, Headline, Body]);
        assert_eq!(named(&[block(Headline, 0.9, Kicker), block(Headline, 0.6, Deck), text]), [Headline, Deck, Body]);
    }

    #[test]
    fn what_is_certain_stays() {
        use Role::{Body, Headline};
        assert_eq!(named(&[block(Body, 0.999, Headline), block(Headline, 0.999, Body)]), [Body, Headline]);
    }

    #[test]
    fn nothing_has_no_roles() {
        assert!(roles(&[]).is_empty());
    }
}

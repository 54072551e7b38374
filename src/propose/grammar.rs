//! What follows what in an article: the roles of the blocks of a row, chosen together.
//!
//! By itself a short line of text looks like a headline, and a headline like a heading inside the text. In a row of blocks
//! it is mostly clear: headings stand over the text, and none of them behind it. So the roles of a row are those that its
//! lines have most probably as a whole (Viterbi 1967), where an order that articles do not have costs what it is worth.

use super::features::ROLES;
use crate::model::Role;

/// How much less probable, as a logarithm, an order is that no article of the training pages has. On these pages.
const NEVER: f32 = 4.0;

/// How sure a link is at the most, and at the least.
const LEAST: f32 = 1e-3;

/// The logarithms of how probable each role is for a block.
pub(super) type Odds = [f32; ROLES.len()];

/// A block's role, by its number in [`ROLES`], and whether an article begins with it although a link leads to it.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(super) struct Place {
    pub(super) role: usize,
    pub(super) begins: bool,
}

/// The roles of the blocks of a row, so that the whole is as probable as can be; each with how probable it is that it goes
/// on from the one before. Where a heading follows a text, either it is none, or the link is wrong.
pub(super) fn places(row: &[(Odds, f32)]) -> Vec<Place> {
    const NONE: usize = ROLES.len();
    // For each role that the last block of the text has, and for none: how probable the best way there is, and for each
    // block of the row what it is on that way, and from where.
    let mut best = [f32::NEG_INFINITY; NONE + 1];
    best[NONE] = 0.0;
    let mut ways: Vec<[(usize, Place); NONE + 1]> = Vec::with_capacity(row.len());
    for (odds, goes_on) in row {
        let parting = (goes_on.max(LEAST) / (1.0 - goes_on).max(LEAST)).ln().max(0.0);
        let mut next = [f32::NEG_INFINITY; NONE + 1];
        let mut way = [(0, Place::default()); NONE + 1];
        for (last, &so_far) in best.iter().enumerate().filter(|(_, so_far)| so_far.is_finite()) {
            for (role, &odds) in odds.iter().enumerate() {
                // A caption stands in no order with the text around it.
                let flows = ROLES[role].is_flow();
                let (before, own) = (ROLES.get(last).copied(), ROLES[role]);
                let costs = if flows && is_never(before, own) { NEVER } else { 0.0 };
                let begins = costs > parting && begins_behind(before, own);
                let worth = so_far + odds - if begins { parting } else { costs };
                let to = if flows { role } else { last };
                if worth > next[to] {
                    next[to] = worth;
                    way[to] = (last, Place { role, begins });
                }
            }
        }
        best = next;
        ways.push(way);
    }
    let mut at = (0..best.len()).max_by(|&a, &b| best[a].total_cmp(&best[b])).unwrap_or(0);
    let mut found = Vec::with_capacity(row.len());
    for way in ways.iter().rev() {
        let (last, place) = way[at];
        found.push(place);
        at = last;
    }
    found.reverse();
    found
}

/// True where no block with the role `next` follows one with the role `last` in an article.
fn is_never(last: Option<Role>, next: Role) -> bool {
    use Role::{Deck, Headline, Kicker};
    match (last, next) {
        (Some(Headline | Deck), Kicker | Headline) | (Some(Deck), Deck) => true,
        (Some(Kicker), next) => next != Headline,
        _ => begins_behind(last, next),
    }
}

/// True where the two are the end of one article and the beginning of another, if they are what they seem: a heading is
/// never parted from what stands under it.
fn begins_behind(last: Option<Role>, next: Role) -> bool {
    matches!(last, Some(Role::Body | Role::Subhead | Role::Note | Role::Byline)) && next.is_heading()
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
        let row: Vec<(Odds, f32)> = row.iter().map(|odds| (*odds, 0.9)).collect();
        places(&row).into_iter().map(|place| ROLES[place.role]).collect()
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
    fn a_sure_headline_behind_a_doubtful_link_begins_an_article() {
        use Role::{Body, Headline, Subhead};
        let begins = |goes_on: f32| {
            let row = [(block(Body, 0.99, Headline), 1.0), (block(Headline, 0.995, Subhead), goes_on)];
            places(&row).iter().map(|place| (ROLES[place.role], place.begins)).collect::<Vec<_>>()
        };
        assert_eq!(begins(0.6), [(Body, false), (Headline, true)]);
        // Where the text goes on beyond doubt, no article begins, whatever the line is.
        assert_eq!(begins(0.99), [(Body, false), (Headline, false)]);
    }

    #[test]
    fn a_heading_is_never_parted_from_what_stands_under_it() {
        use Role::{Body, Deck, Headline, Kicker};
        let all = |row: &[(Odds, f32)]| places(row).iter().map(|place| place.begins).collect::<Vec<_>>();
        assert_eq!(all(&[(block(Kicker, 0.95, Headline), 1.0), (block(Body, 0.99, Headline), 0.6)]), [false; 2]);
        assert_eq!(all(&[(block(Headline, 0.95, Deck), 1.0), (block(Headline, 0.95, Deck), 0.9)]), [false; 2]);
    }

    #[test]
    fn what_is_certain_stays() {
        use Role::{Body, Headline};
        assert_eq!(named(&[block(Body, 0.999, Headline), block(Headline, 0.999, Body)]), [Body, Headline]);
    }

    #[test]
    fn nothing_has_no_roles() {
        assert!(places(&[]).is_empty());
    }
}

//! What is otherwise in a difference, in kinds that an editor has words for.

use super::super::{Gap, Project, Role};
use super::atoms::{Atom, Cuts};
use super::items::{Item, Pages, said};
use crate::text::Place;
use std::collections::{BTreeMap, BTreeSet};

/// What is otherwise. The order is that of the weight.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Kind {
    /// The text is parted among articles otherwise: so many here, so many there.
    Divided {
        /// Articles here.
        here: usize,
        /// Articles there.
        there: usize,
    },
    /// Text stands in an article on one side, and not on the other; or it is discarded on one side alone.
    Stands {
        /// Where it stands here.
        here: Stand,
        /// Where it stands there.
        there: Stand,
    },
    /// The same text of an article comes in another order.
    Order,
    /// Text has another role in its article.
    Roles {
        /// The role here of the first such text.
        here: Role,
        /// Its role there.
        there: Role,
    },
    /// Paragraphs, or other blocks, begin and end elsewhere.
    Blocks,
    /// Text is marked as missing on one side, or with another note.
    Gaps,
    /// What is said of the article as a whole: what kind it is, its section, whether its opening or its end is lost.
    Facts,
    /// Characters are corrected otherwise.
    Corrections,
}

/// Where text stands.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Stand {
    /// In an article.
    Article,
    /// In the furniture.
    Furniture,
    /// It is discarded.
    Discarded,
}

impl Stand {
    fn of(role: Role) -> Self {
        match role {
            Role::Furniture => Self::Furniture,
            Role::Discarded => Self::Discarded,
            Role::Kicker
            | Role::Headline
            | Role::Deck
            | Role::Byline
            | Role::Dateline
            | Role::Body
            | Role::Subhead
            | Role::Note
            | Role::Caption
            | Role::Credit => Self::Article,
        }
    }
}

/// Where a piece of text stands on one side.
#[derive(Clone, Copy)]
struct Seat<'p> {
    /// The item, by its number on this side, and the piece's number in it.
    item: usize,
    nth: usize,
    block: usize,
    role: Role,
    gap: Option<&'p Gap>,
}

/// One side of a difference.
struct Side<'p> {
    /// The pieces of each item, in reading order.
    items: Vec<Vec<Atom<'p>>>,
    /// By where a piece begins.
    seats: BTreeMap<Place, Seat<'p>>,
}

impl<'p> Side<'p> {
    fn of(project: &'p Project, items: &[Item], pages: &Pages, cuts: &Cuts) -> Self {
        let items: Vec<Vec<Atom<'p>>> = items.iter().map(|&item| cuts.read(project, item, pages)).collect();
        let mut seats = BTreeMap::new();
        for (item, atoms) in items.iter().enumerate() {
            for (nth, &Atom { span, role, block, gap }) in atoms.iter().enumerate() {
                seats.insert(span.from(), Seat { item, nth, block, role, gap });
            }
        }
        Self { items, seats }
    }
}

/// The kinds of a difference, the weightiest first. `corrected`: corrections are otherwise.
pub(super) fn of(sides: [&Project; 2], items: [&[Item]; 2], corrected: bool, pages: &Pages, cuts: &Cuts) -> Vec<Kind> {
    let [here, there] = [0, 1].map(|side| Side::of(sides[side], items[side], pages, cuts));
    let mut kinds = BTreeSet::new();
    let (mut roles, mut shared) = (None, BTreeSet::new());
    for (at, own) in &here.seats {
        let Some(other) = there.seats.get(at) else { continue };
        let stands = [own, other].map(|seat| Stand::of(seat.role));
        if stands[0] != stands[1] {
            kinds.insert(Kind::Stands { here: stands[0], there: stands[1] });
        } else if own.role != other.role {
            roles = roles.or(Some(Kind::Roles { here: own.role, there: other.role }));
        }
        if stands == [Stand::Article; 2] {
            shared.insert((own.item, other.item));
        }
        if own.gap != other.gap {
            kinds.insert(Kind::Gaps);
        }
    }
    kinds.extend(roles);
    let divided = divided(items, &shared);
    if divided.is_none() && shared.iter().any(|&(own, other)| facts_differ(sides, [items[0][own], items[1][other]])) {
        kinds.insert(Kind::Facts);
    }
    kinds.extend(divided);
    for atoms in &here.items {
        compare_flow(atoms, &there, &mut kinds);
    }
    if corrected {
        kinds.insert(Kind::Corrections);
    }
    if kinds.is_empty() {
        // Furniture that is one block on one side and several on the other.
        kinds.insert(Kind::Blocks);
    }
    kinds.into_iter().collect()
}

/// Says how many articles there are on either side where it is not one for one. `shared`: the pairs that share text.
fn divided(items: [&[Item]; 2], shared: &BTreeSet<(usize, usize)>) -> Option<Kind> {
    let count = |items: &[Item]| items.iter().filter(|item| matches!(item, Item::Article(_))).count();
    let [here, there] = items.map(count);
    let owns: BTreeSet<usize> = shared.iter().map(|pair| pair.0).collect();
    let others: BTreeSet<usize> = shared.iter().map(|pair| pair.1).collect();
    let one_for_one = [here, there, owns.len(), others.len()].iter().all(|&count| count == shared.len());
    (here > 0 && there > 0 && !one_for_one).then_some(Kind::Divided { here, there })
}

fn facts_differ(sides: [&Project; 2], items: [Item; 2]) -> bool {
    let facts = |side: usize| match items[side] {
        Item::Article(id) => sides[side].article(id).map(|article| said(&article.facts)),
        Item::Piece(_) => None,
    };
    facts(0) != facts(1)
}

/// Whether the text of an item here, as far as it is in one item there, comes in the same order, in the same blocks.
fn compare_flow(atoms: &[Atom<'_>], there: &Side<'_>, kinds: &mut BTreeSet<Kind>) {
    // By the item there: the piece that was met last.
    let mut last: BTreeMap<usize, usize> = BTreeMap::new();
    let mut before: Option<(usize, &Seat<'_>)> = None;
    for atom in atoms {
        // Where it stands elsewhere altogether, that is what is otherwise.
        let seat = there.seats.get(&atom.span.from()).filter(|seat| Stand::of(seat.role) == Stand::of(atom.role));
        let Some(seat) = seat else {
            before = None;
            continue;
        };
        if last.insert(seat.item, seat.nth).is_some_and(|last| last > seat.nth) {
            kinds.insert(Kind::Order);
        }
        if let Some((block, other)) = before
            && other.item == seat.item
            && other.nth + 1 == seat.nth
            && (block == atom.block) != (other.block == seat.block)
        {
            kinds.insert(Kind::Blocks);
        }
        before = Some((atom.block, seat));
    }
}

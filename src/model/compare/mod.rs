//! What two projects of the same pages have otherwise, and how far they agree: two editors mended the same dump.
//!
//! Each project is taken as items: its articles, and, one by one, the blocks of the furniture and those that are discarded
//! (no text is in neither, see [`super::check`]). Items that say the same are no difference: the same spans in the same
//! order, in blocks of the same roles with the same gaps, the same facts but for the tick, the same corrections. All other
//! items, of both sides, are parted into the connected components of what overlaps: items that share a character, and
//! corrections with the items in which they read. So a difference can be taken over by itself, whatever becomes of the
//! others, and what is taken over is gone when both are compared anew. Furniture joins nothing that its own lines do not.
//!
//! Ids are each project's own and are never compared; neither are evidence, ticks and the order of the articles. A page
//! whose text is not the same in both is left alone, and so is a difference that reaches to one.
//!
//! Costs a search and a step for each span of either project, and more only for what differs.

mod agreement;
mod atoms;
mod items;
mod kinds;

pub use agreement::{Agreement, Share};
pub use kinds::{Kind, Stand};

use super::{ArticleId, BlockId, Correction, Project};
use crate::text::{PageNo, Place, Pos, Span};
use atoms::Cuts;
use items::{Item, Pages, holders, is_same};
use std::collections::{BTreeMap, BTreeSet};

/// One project against another. See the module's head.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Comparison {
    /// What they have otherwise, in the order of the dump. No two begin at the same place.
    pub differences: Vec<Difference>,
    /// How far they agree.
    pub agreement: Agreement,
    /// How many pages have the same text in both: those that are compared.
    pub pages: usize,
    /// Pages whose text is not the same in both, or that only one of them has.
    pub other_pages: Vec<PageNo>,
    /// By the other project's article: the article here that says the same.
    partners: BTreeMap<ArticleId, ArticleId>,
}

impl Comparison {
    /// The article here that says the same as this one of the other project.
    #[must_use]
    pub fn partner(&self, theirs: ArticleId) -> Option<ArticleId> {
        self.partners.get(&theirs).copied()
    }

    /// True where both say the same, on the same pages.
    #[must_use]
    pub fn is_equal(&self) -> bool {
        self.differences.is_empty() && self.other_pages.is_empty()
    }
}

/// Something that two projects have otherwise: what each of them makes of the same text.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Difference {
    /// Its first character in the dump; of a correction on a page without text, where that begins. Names the difference.
    pub at: Place,
    /// What is otherwise, the weightiest first; never empty.
    pub kinds: Vec<Kind>,
    /// What this project makes of the text.
    pub here: Part,
    /// What the other one makes of it, by that one's ids.
    pub there: Part,
    /// The corrections that are otherwise, in the order of the dump.
    pub corrections: Vec<OtherCorrection>,
    /// Whether it can be taken over: not where it reaches to a page that is not compared.
    pub takeable: bool,
}

/// What one side of a difference consists of.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Part {
    /// Articles, in the project's order.
    pub articles: Vec<ArticleId>,
    /// Blocks of the furniture and discarded ones, in the order of the dump.
    pub pieces: Vec<BlockId>,
}

/// A correction that is not the same on both sides.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct OtherCorrection {
    /// Where it begins.
    pub at: Place,
    /// As it is here, where there is one.
    pub here: Option<Correction>,
    /// As it is there.
    pub there: Option<Correction>,
}

impl Part {
    /// All its blocks: those of the articles, then the pieces.
    pub fn blocks<'p>(&'p self, project: &'p Project) -> impl Iterator<Item = BlockId> + 'p {
        let listed =
            self.articles.iter().filter_map(move |&id| project.article(id)).flat_map(|article| &article.blocks);
        listed.chain(&self.pieces).copied()
    }
}

impl Difference {
    /// True where `is`, a later state of `was`, still has of it what `was` had: then it is the same difference still.
    #[must_use]
    pub fn stands(&self, was: &Project, is: &Project) -> bool {
        let articles = self.here.articles.iter().all(|&id| was.article(id) == is.article(id));
        let blocks = self.here.blocks(was).all(|id| was.block(id) == is.block(id));
        articles && blocks && self.corrections.iter().all(|one| is.corrections.get(&one.at) == one.here.as_ref())
    }

    /// True where the other project has in `later` what it has in this one, whatever became of this project.
    #[must_use]
    pub fn is_theirs_of(&self, later: &Self) -> bool {
        let theirs = |one: &Self| -> Vec<(Place, Option<Correction>)> {
            one.corrections.iter().map(|one| (one.at, one.there.clone())).collect()
        };
        self.there == later.there && theirs(self) == theirs(later)
    }
}

/// Compares two projects. See the module's head.
#[must_use]
pub fn compare(here: &Project, there: &Project) -> Comparison {
    let sides = [here, there];
    let pages = Pages::of(here, there);
    let corrections = other_corrections(sides, &pages);
    let mut groups = Groups::default();
    let touched = groups.add_corrections(sides, &corrections);
    let (mut partners, mut open) = (BTreeMap::new(), Vec::new());
    for item in Item::all(here).filter(|item| item.is_on(here, &pages)) {
        match partner_of(sides, item, &pages).filter(|it| !touched[0].contains(&item) && !touched[1].contains(it)) {
            Some(Item::Article(theirs)) => {
                if let Item::Article(own) = item {
                    partners.insert(theirs, own);
                }
            }
            Some(Item::Piece(_)) => {}
            None => open.push(item),
        }
    }
    for item in open {
        groups.add_item(sides, item, &pages);
    }
    let cuts = Cuts::of(sides, &pages);
    let changed: BTreeMap<Place, OtherCorrection> = corrections.into_iter().map(|one| (one.at, one)).collect();
    let mut differences: Vec<Difference> =
        groups.parts().iter().filter_map(|nodes| difference(sides, nodes, &changed, &pages, &cuts)).collect();
    differences.sort_by_key(|difference| difference.at);
    let agreement = agreement::of(sides, partners.len(), &pages, &cuts);
    Comparison { differences, agreement, pages: pages.count(), other_pages: pages.others(), partners }
}

/// The item there that says the same as `item` here, corrections aside: it begins with the same character.
fn partner_of([here, there]: [&Project; 2], item: Item, pages: &Pages) -> Option<Item> {
    let first = item.spans(here, pages).next()?;
    let other = Item::of(there, there.entry_at(first.from())?.block)?;
    is_same([here, there], [item, other], pages).then_some(other)
}

/// The corrections of pages that are compared which are not the same on both sides, in the order of the dump.
fn other_corrections([here, there]: [&Project; 2], pages: &Pages) -> Vec<OtherCorrection> {
    let places: BTreeSet<Place> = here.corrections().chain(there.corrections()).map(|(at, _)| at).collect();
    let one = |at: Place| {
        let value = |project: &Project| project.corrections.get(&at).cloned();
        OtherCorrection { at, here: value(here), there: value(there) }
    };
    places.into_iter().filter(|at| pages.has(at.page)).map(one).filter(|one| one.here != one.there).collect()
}

/// A thing of one side or the other.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
enum Node {
    Here(Item),
    There(Item),
    Correction(Place),
}

/// Things that hang together.
#[derive(Default)]
struct Groups {
    ids: BTreeMap<Node, usize>,
    /// By id: another thing of the same group that is nearer to its head, or itself.
    parents: Vec<usize>,
}

impl Groups {
    fn id(&mut self, node: Node) -> usize {
        let free = self.parents.len();
        let id = *self.ids.entry(node).or_insert(free);
        if id == free {
            self.parents.push(free);
        }
        id
    }

    fn head(&mut self, mut id: usize) -> usize {
        while self.parents[id] != id {
            self.parents[id] = self.parents[self.parents[id]];
            id = self.parents[id];
        }
        id
    }

    fn join(&mut self, one: Node, other: Node) {
        let (one, other) = (self.id(one), self.id(other));
        let (one, other) = (self.head(one), self.head(other));
        self.parents[one.max(other)] = one.min(other);
    }

    /// Joins corrections with the items in which they read, and with those that they meet: these can only be taken together.
    /// Returns the items of either side.
    fn add_corrections(&mut self, sides: [&Project; 2], corrections: &[OtherCorrection]) -> [BTreeSet<Item>; 2] {
        let mut touched = [BTreeSet::new(), BTreeSet::new()];
        let mut reach: Option<(Place, Place)> = None;
        for one in corrections {
            let ends = [&one.here, &one.there].into_iter().flatten().map(|correction| correction.end);
            let end = Place { page: one.at.page, pos: ends.clone().max().unwrap_or(Pos::ZERO) };
            let own = Node::Correction(one.at);
            self.id(own);
            if let Some((at, to)) = reach
                && one.at <= to
            {
                self.join(Node::Correction(at), own);
            }
            if reach.is_none_or(|(_, to)| to <= end) {
                reach = Some((one.at, end));
            }
            for end in ends {
                let span = Span { page: one.at.page, start: one.at.pos, end };
                for item in holders(sides[0], span) {
                    self.join(own, Node::Here(item));
                    touched[0].insert(item);
                }
                for item in holders(sides[1], span) {
                    self.join(own, Node::There(item));
                    touched[1].insert(item);
                }
            }
        }
        touched
    }

    /// Joins an item here, to which none there is equal, with those there that share a character with it.
    fn add_item(&mut self, [here, there]: [&Project; 2], item: Item, pages: &Pages) {
        for span in item.spans(here, pages) {
            for entry in there.entries_in(span.page, span.range()) {
                if let Some(other) = Item::of(there, entry.block) {
                    self.join(Node::Here(item), Node::There(other));
                }
            }
        }
    }

    /// The groups, each with its things.
    fn parts(&mut self) -> Vec<Vec<Node>> {
        let nodes: Vec<(Node, usize)> = self.ids.iter().map(|(&node, &id)| (node, id)).collect();
        let mut parts: BTreeMap<usize, Vec<Node>> = BTreeMap::new();
        for (node, id) in nodes {
            parts.entry(self.head(id)).or_default().push(node);
        }
        parts.into_values().collect()
    }
}

/// The difference of a group.
fn difference(
    sides: [&Project; 2],
    nodes: &[Node],
    changed: &BTreeMap<Place, OtherCorrection>,
    pages: &Pages,
    cuts: &Cuts,
) -> Option<Difference> {
    let (mut items, mut corrections) = ([Vec::new(), Vec::new()], Vec::new());
    for &node in nodes {
        match node {
            Node::Here(item) => items[0].push(item),
            Node::There(item) => items[1].push(item),
            Node::Correction(at) => corrections.extend(changed.get(&at).cloned()),
        }
    }
    let first = items[0].iter().flat_map(|&item| item.spans(sides[0], pages)).map(Span::from).min();
    let at = first.or(corrections.first().map(|one| one.at))?;
    let takeable = [0, 1].into_iter().all(|side| items[side].iter().all(|item| item.stays_on(sides[side], pages)));
    let kinds = kinds::of(sides, [&items[0], &items[1]], !corrections.is_empty(), pages, cuts);
    let [here, there] = [0, 1].map(|side| part(sides[side], &items[side]));
    Some(Difference { at, kinds, here, there, corrections, takeable })
}

fn part(project: &Project, items: &[Item]) -> Part {
    let mut part = Part::default();
    for &item in items {
        match item {
            Item::Article(id) => part.articles.push(id),
            Item::Piece(id) => part.pieces.push(id),
        }
    }
    part.articles.sort_by_key(|&id| project.number(id));
    part.pieces.sort_by_key(|&id| project.block(id).and_then(super::Block::first));
    part
}

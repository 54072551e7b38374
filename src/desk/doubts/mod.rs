//! The queue of doubts: places that an editor should look at, those first that would cost most if they are wrong.
//!
//! Derived from the project and the evidence in it, never stored; what is stored is what an editor decided, as evidence
//! that a person set. A block has the doubts of its role, of the places inside it, and of where its text goes on, so an
//! edit costs the blocks that it touches and their neighbours ([`Doubts::update`]). A question is asked only below the
//! kind's threshold ([`DoubtKind::asked_below`]).
//!
//! Doubts stand page by page, since an editor mends one page after the other; on a page by what they would cost:
//! (1 − confidence) × cost. What is one mistake is one question: an end and the beginning that it may go on at, a picture's
//! text and the name under it, all doubtful places inside a paragraph (`derive.rs`), and the roles of lines of one kind
//! (`kinds.rs`).

mod answer;
mod derive;
mod kinds;
mod leads;
#[cfg(test)]
mod tests;
pub(super) mod told;
mod touch;
mod walk;
pub(super) mod words;

pub use answer::{Choice, accept, alternatives, edit_of, other_roles};
pub use derive::{blocks_of, places_of};
pub use words::{Asked, asked};

use crate::model::{BlockId, Confidence, Project, SeamKey};
use crate::text::{PageNo, Place};
use kinds::{Kind, Kinds, Member};
use leads::Leads;
use serde::{Deserialize, Serialize};
use std::cmp::Reverse;
use std::collections::{BTreeMap, BTreeSet};
use touch::touched;
pub(super) use walk::Queue;

/// What is asked.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum DoubtKind {
    /// Does the text go on there, elsewhere in the dump?
    Seam,
    /// Do two neighbours of the dump, in one block, read on?
    Joint,
    /// Does a new paragraph begin here?
    Break,
    /// Does the article end here?
    End,
    /// Does the article begin here?
    Start,
    /// Is the caption this article's?
    Caption,
    /// Is it what it is taken for?
    Role,
    /// Is text missing behind it?
    Gap,
    /// Is what the jump line leads to, or comes from, out of reach?
    Jump,
    /// Was the character misread?
    Misread,
}

impl DoubtKind {
    /// All of them.
    pub const ALL: [Self; 10] = [
        Self::Seam,
        Self::Joint,
        Self::Break,
        Self::End,
        Self::Start,
        Self::Caption,
        Self::Role,
        Self::Gap,
        Self::Jump,
        Self::Misread,
    ];

    /// The confidence below which it is asked. Set on the pages that the model learned from, so that of what is asked about
    /// one in four to one in seven is wrong at the threshold; `doubts_are_measured_on_pages_with_answers` says what is held.
    #[must_use]
    pub fn asked_below(self) -> Confidence {
        Confidence::new(match self {
            Self::Seam => 0.8,
            Self::Joint => 0.9,
            Self::Break | Self::Role => 0.85,
            Self::End | Self::Start | Self::Caption => 0.7,
            Self::Gap | Self::Jump | Self::Misread => 1.0,
        })
    }

    /// What an error costs, in thousandths of a repair: what belongs together and what it is come first, then what is read
    /// right and set wrong. A proposed gap is wrong two times in three, and spoils no text.
    fn cost(self) -> u32 {
        match self {
            Self::Seam | Self::Joint | Self::End | Self::Start | Self::Caption | Self::Role => 1000,
            Self::Jump => 300,
            Self::Break => 200,
            Self::Misread => 150,
            Self::Gap => 50,
        }
    }
}

/// Names a doubt by its place and by what is asked there; a role by where its block begins.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
pub struct DoubtId {
    /// Where.
    pub at: SeamKey,
    /// What is asked.
    pub kind: DoubtKind,
}

impl DoubtId {
    /// What comes before all others.
    fn first() -> Self {
        Self { at: SeamKey::cut(Place::default()), kind: DoubtKind::Seam }
    }

    /// The place that is looked at first: where what is in doubt begins.
    #[must_use]
    pub fn place(self) -> Place {
        match self.kind {
            DoubtKind::Caption | DoubtKind::Break | DoubtKind::Joint => self.at.to,
            DoubtKind::Seam
            | DoubtKind::End
            | DoubtKind::Start
            | DoubtKind::Role
            | DoubtKind::Gap
            | DoubtKind::Jump
            | DoubtKind::Misread => self.at.from,
        }
    }
}

/// A place that an editor should look at.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Doubt {
    /// Its name.
    pub id: DoubtId,
    /// The block in question: for a seam the one that stops, for a caption the caption.
    pub block: BlockId,
    /// How sure the default answer is.
    pub confidence: Confidence,
    /// What it would cost on average, in thousandths of a repair: (1 − confidence) × cost, summed over what it asks of. A
    /// hundred characters that would read wrongly weigh as much as ten of these.
    #[serde(default)]
    pub expected: u32,
    /// How many more places it asks of: a paragraph that was put together of many pieces is asked of once, and so are lines
    /// of one kind.
    #[serde(default)]
    pub more: u32,
    /// The lines like it whose roles it asks of, too.
    #[serde(default, skip_serializing_if = "<[_]>::is_empty")]
    pub like: Box<[BlockId]>,
}

impl Doubt {
    fn rank(&self) -> Rank {
        Rank(self.id.place().page, Reverse(self.expected), self.id)
    }
}

/// The place of a doubt in the queue.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
struct Rank(PageNo, Reverse<u32>, DoubtId);

/// The queue. See the module's head.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Doubts {
    all: BTreeMap<DoubtId, Doubt>,
    order: BTreeSet<Rank>,
    /// Which doubts a block has by itself: a list for each block would take twice the memory.
    owned: BTreeSet<(BlockId, DoubtId)>,
    /// Lines that are asked of together with others.
    kinds: Kinds,
    /// Jump lines without a counterpart in the text.
    leads: Leads,
}

impl Doubts {
    /// All doubts of a project. Costs a step for each block and for each piece of evidence.
    #[must_use]
    pub fn of(project: &Project) -> Self {
        Self::below(project, DoubtKind::asked_below)
    }

    /// The same with other thresholds, for those who set them.
    #[must_use]
    pub fn below(project: &Project, limit: fn(DoubtKind) -> Confidence) -> Self {
        // Maps are made at one go: those that grow entry by entry in order take nearly twice the memory.
        let (mut lines, mut owned, mut all) = (Vec::new(), Vec::new(), Vec::new());
        for (block, _) in project.blocks() {
            let (of_kinds, own) = parted(project, block, limit);
            lines.extend(of_kinds);
            owned.extend(own.iter().map(|doubt| (block, doubt.id)));
            all.extend(own);
        }
        let kinds = Kinds::of_lines(lines);
        all.extend(kinds.ask_of_all());
        let (leads, found) = Leads::of(project);
        all.extend(found);
        Self {
            order: all.iter().map(Doubt::rank).collect(),
            all: all.into_iter().map(|doubt| (doubt.id, doubt)).collect(),
            owned: owned.into_iter().collect(),
            kinds,
            leads,
        }
    }

    fn remove(&mut self, id: DoubtId) {
        if let Some(doubt) = self.all.remove(&id) {
            self.order.remove(&doubt.rank());
        }
    }

    /// Looks again at the blocks that changed and at jump lines beside them that lead nowhere, and at nothing else.
    pub fn update(&mut self, project: &Project, touched: &BTreeSet<BlockId>) {
        let look = |&block: &BlockId| (block, parted(project, block, DoubtKind::asked_below));
        let now: Vec<_> = touched.iter().map(look).collect();
        let before = touched.iter().filter_map(|&block| self.kinds.kind(block));
        let after = now.iter().flat_map(|(_, (lines, _))| lines).map(|(kind, _)| *kind);
        let changed: BTreeSet<Kind> = before.chain(after).collect();
        // What was asked of a kind follows from its lines, so before they change.
        for doubt in changed.iter().flat_map(|&kind| self.kinds.ask(kind)).collect::<Vec<Doubt>>() {
            self.remove(doubt.id);
        }
        for &block in touched {
            let of_block = self.owned.range((block, DoubtId::first())..).take_while(|(of, _)| *of == block);
            for own in of_block.copied().collect::<Vec<_>>() {
                self.owned.remove(&own);
                self.remove(own.1);
            }
            self.kinds.take(block);
        }
        for (block, (lines, own)) in now {
            lines.into_iter().for_each(|(kind, member)| self.kinds.put(kind, member));
            self.owned.extend(own.iter().map(|doubt| (block, doubt.id)));
            own.into_iter().for_each(|doubt| self.insert(doubt));
        }
        for doubt in changed.iter().flat_map(|&kind| self.kinds.ask(kind)).collect::<Vec<Doubt>>() {
            self.insert(doubt);
        }
        for (before, now) in self.leads.update(project, touched) {
            before.into_iter().for_each(|id| self.remove(id));
            now.into_iter().for_each(|doubt| self.insert(doubt));
        }
    }

    fn insert(&mut self, doubt: Doubt) {
        self.order.insert(doubt.rank());
        self.all.insert(doubt.id, doubt);
    }

    /// Lines like `block` whose roles are in doubt, on all pages, its own first.
    pub(in crate::desk) fn of_kind(&self, project: &Project, block: &crate::model::Block) -> Vec<BlockId> {
        self.kinds.like(project, block)
    }

    /// How many there are.
    #[must_use]
    pub fn len(&self) -> usize {
        self.all.len()
    }

    /// True where nothing is in doubt.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.all.is_empty()
    }

    /// A doubt by its name; `None` once it was answered.
    #[must_use]
    pub fn get(&self, id: DoubtId) -> Option<&Doubt> {
        self.all.get(&id)
    }

    /// All of them, in their order.
    pub fn iter(&self) -> impl DoubleEndedIterator<Item = &Doubt> {
        self.order.iter().filter_map(|rank| self.all.get(&rank.2))
    }

    /// Those of a stretch of the dump, in the order of the dump, by the earlier of their two ends.
    pub fn within(&self, page: PageNo, range: std::ops::Range<usize>) -> impl Iterator<Item = &Doubt> {
        let first = |place: Place| DoubtId { at: SeamKey { from: place, to: Place::default() }, kind: DoubtKind::Seam };
        let (from, to) = (Place::new(page, range.start), Place::new(page, range.end.max(range.start)));
        // Where a range ends is found on the way: the strip beside the text asks this for each row of pixels.
        let end = first(to);
        self.all.range(first(from)..).take_while(move |(id, _)| **id < end).map(|(_, doubt)| doubt)
    }

    /// Which one it is, from 1. Costs a step for each one before it.
    #[must_use]
    pub fn number(&self, id: DoubtId) -> Option<usize> {
        let rank = self.get(id)?.rank();
        Some(self.order.range(..=rank).count())
    }

    /// The first of `page`, or of a page behind it, or of all.
    #[must_use]
    pub fn first(&self, page: PageNo) -> Option<DoubtId> {
        let of_page = self.order.iter().find(|rank| rank.0 >= page);
        of_page.or_else(|| self.order.first()).map(|rank| rank.2)
    }

    /// The one behind `doubt`, which need not be there any more; behind the last comes the first.
    #[must_use]
    pub fn after(&self, doubt: &Doubt) -> Option<DoubtId> {
        use std::ops::Bound::{Excluded, Unbounded};
        let behind = self.order.range((Excluded(doubt.rank()), Unbounded)).next();
        behind.or_else(|| self.order.first()).map(|rank| rank.2)
    }

    /// The one before `doubt`; before the first comes the last.
    #[must_use]
    pub fn before(&self, doubt: &Doubt) -> Option<DoubtId> {
        self.order.range(..doubt.rank()).next_back().or_else(|| self.order.last()).map(|rank| rank.2)
    }
}

/// The doubts of a block: its line among those of its kind, and what is asked of it by itself.
fn parted(project: &Project, block: BlockId, limit: fn(DoubtKind) -> Confidence) -> (Vec<(Kind, Member)>, Vec<Doubt>) {
    let (mut lines, mut own) = (Vec::new(), Vec::new());
    for doubt in derive::of_block(project, block, limit) {
        match Kinds::line(project, &doubt) {
            Some(line) => lines.push(line),
            None => own.push(doubt),
        }
    }
    (lines, own)
}

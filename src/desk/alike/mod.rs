//! Lines of one kind: what an editor says of one is offered for the others.
//!
//! A page prints its section heads, its signatures and its credits each time in the same way, and a proposer that takes one
//! of them for something else takes them all for it. So a role that an editor gives to one such line is offered once for
//! those like it, as one step; and doubts about their roles are one question (`doubts/kinds.rs`) on a page, whose answer is
//! offered for the same kind everywhere.

mod shape;
#[cfg(test)]
mod tests;

pub use shape::{Shape, alike_long};

use super::gestures::{self, Refusal};
use super::{CommandId, Work};
use crate::model::{Block, BlockId, Project, Role};
use crate::text::{PageNo, Place};
use std::collections::BTreeMap;

/// Pieces of text before a line, and behind it, that are looked at for others of its kind when it gets a role: fifty
/// pages each way, in a millisecond or two. The command by itself looks at all.
pub const NEAR: usize = 2_500;
/// The command that takes an offer.
pub const SET_ALIKE: CommandId = CommandId("role.alike");

/// Lines that may be what one like them is.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Offer {
    /// The line that was decided.
    pub like: BlockId,
    /// The role that it has.
    pub role: Role,
    /// The role that the others have: the same one where they are in doubt and may be confirmed.
    pub was: Role,
    /// The others, in the order of the dump, those of the page first.
    pub blocks: Vec<BlockId>,
    /// All of the text was looked at; else what is [`NEAR`].
    pub whole: bool,
}

impl Offer {
    /// The others are what they are taken for: that is to be confirmed.
    #[must_use]
    pub fn confirms(&self) -> bool {
        self.was == self.role
    }
}

/// The shape of a block that is one line, and how long it is; `None` for running text.
#[must_use]
pub fn shape_of(project: &Project, block: &Block) -> Option<(Shape, usize)> {
    let [span] = block.spans.as_slice() else { return None };
    let raw = project.raw(*span);
    Shape::of(raw).map(|shape| (shape, raw.chars().count()))
}

/// What can be offered of a block's role: the lines of its kind that have another one, all of them the same, which is `was`
/// or else what most of them have. None that an editor decided or whose article is ticked, and none that has more than
/// `near` pieces of text between it and the block.
#[must_use]
pub fn offer_of(project: &Project, like: BlockId, was: Option<Role>, near: usize) -> Option<Offer> {
    let own = project.block(like)?;
    let (shape, length) = shape_of(project, own)?;
    let Place { page, pos } = own.first()?.from();
    let (here, pages) = (page.index(), project.pages().len());
    let all_of = |other: usize| project.entries_in(PageNo::new(other), 0..usize::MAX);
    let behind = project.entries_in(page, pos.get()..usize::MAX).chain((here + 1..pages).flat_map(all_of));
    let before = (0..here).flat_map(all_of).chain(project.entries_in(page, 0..pos.get())).rev();
    let mut found: BTreeMap<Role, Vec<(bool, Place, BlockId)>> = BTreeMap::new();
    let mut whole = true;
    for side in [&mut before.into_iter() as &mut dyn Iterator<Item = _>, &mut behind.into_iter()] {
        for (nth, entry) in side.enumerate() {
            if nth > near {
                whole = false;
                break;
            }
            // What the text says by itself comes first: it lies in a row, blocks do not.
            let raw = project.raw(entry.span);
            if raw.len() > 4 * Shape::LONGEST || !alike_long(length, raw.chars().count()) {
                continue;
            }
            let Some(block) = project.block(entry.block).filter(|block| block.role != own.role && !block.is_decided())
            else {
                continue;
            };
            if was.is_none_or(|was| was == block.role)
                && shape_of(project, block).is_some_and(|(other, _)| other == shape)
                && !is_ticked(project, block)
            {
                let place = entry.span.from();
                found.entry(block.role).or_default().push((place.page != page, place, entry.block));
            }
        }
    }
    // The first of those that are as many.
    let (was, mut blocks) = found.into_iter().rev().max_by_key(|(_, blocks)| blocks.len())?;
    blocks.sort_unstable();
    Some(Offer { like, role: own.role, was, blocks: blocks.into_iter().map(|(_, _, id)| id).collect(), whole })
}

fn is_ticked(project: &Project, block: &Block) -> bool {
    let article = block.home.article().and_then(|article| project.article(article));
    article.is_some_and(|article| article.facts.reviewed)
}

impl Work {
    /// What is offered just now: it goes when anything else is done.
    #[must_use]
    pub fn offer(&self) -> Option<&Offer> {
        self.offer.as_ref()
    }

    /// Offers the role that a block just got, where it had `was`, for the others of its kind.
    pub(super) fn offer_alike(&mut self, block: BlockId, was: Role) {
        self.put_offer(offer_of(&self.project, block, Some(was), NEAR));
    }

    /// Offers to confirm what lines of a kind are taken for, on all pages, after that of one was.
    pub(super) fn offer_to_confirm(&mut self, like: BlockId) {
        let Some(block) = self.project.block(like) else { return };
        let blocks = self.doubts().map(|doubts| doubts.of_kind(&self.project, block)).unwrap_or_default();
        let offer = Offer { like, role: block.role, was: block.role, blocks, whole: true };
        self.put_offer(Some(offer).filter(|offer| !offer.blocks.is_empty()));
    }

    /// Offers it, once for each kind: again where the step that it came of was undone.
    fn put_offer(&mut self, offer: Option<Offer>) {
        let Some((key, length)) = offer.as_ref().and_then(|offer| self.key_of(offer)) else { return };
        let before = self.offered.get(&key).map(Vec::as_slice).unwrap_or_default();
        if !before.iter().any(|&(other, step)| alike_long(length, other) && self.history.is_done(step)) {
            self.offered.entry(key).or_default().push((length, self.history.now()));
            self.offer = offer;
        }
    }

    /// What lines were, what they were to be, and their shape; and how long they are.
    fn key_of(&self, offer: &Offer) -> Option<((Role, Role, Shape), usize)> {
        let (shape, length) = shape_of(&self.project, self.project.block(offer.like)?)?;
        Some(((offer.was, offer.role, shape), length))
    }

    /// What an offer named and is still as it was then: a page may have been proposed anew meanwhile.
    fn still(&self, mut offer: Offer) -> Option<Offer> {
        let project = &self.project;
        let (shape, _) = project.block(offer.like).and_then(|like| shape_of(project, like))?;
        offer.blocks.retain(|&id| {
            project.block(id).is_some_and(|block| {
                let is_free = block.role == offer.was && !block.is_decided() && !is_ticked(project, block);
                is_free && shape_of(project, block).is_some_and(|(other, _)| other == shape)
            })
        });
        (!offer.blocks.is_empty()).then_some(offer)
    }

    /// Turns the offer down.
    pub fn decline(&mut self) {
        self.offer = None;
    }

    /// Offers to give the others of its kind, on all pages, the role of the line at the caret, whether or not it was offered
    /// before.
    ///
    /// # Errors
    /// [`Refusal::NoneAlike`] where there are no others.
    pub fn offer_again(&mut self) -> Result<(), Refusal> {
        let block = self.selected_block().map_err(|_unselected| Refusal::NoneAlike)?;
        self.offer = Some(offer_of(&self.project, block, None, usize::MAX).ok_or(Refusal::NoneAlike)?);
        Ok(())
    }

    /// Does what is offered. Returns what was done.
    ///
    /// # Errors
    /// [`Refusal::NoneAlike`] where nothing is, or no longer.
    pub fn set_alike(&mut self) -> Result<Offer, Refusal> {
        let offer = self.offer.take().and_then(|offer| self.still(offer)).ok_or(Refusal::NoneAlike)?;
        let edit = if offer.confirms() {
            gestures::confirm(&self.project, &[], &offer.blocks)?
        } else {
            gestures::set_role_of_blocks(&self.project, &offer.blocks, offer.role)?
        };
        self.apply(SET_ALIKE, edit)?;
        if let Some((key, length)) = self.key_of(&offer) {
            // Where it is undone, it may be offered again.
            let own = self.offered.entry(key).or_default();
            own.retain(|&(other, _)| !alike_long(length, other));
            own.push((length, self.history.now()));
        }
        Ok(offer)
    }
}

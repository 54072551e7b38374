//! Lines of one kind: what an editor says of one is offered for the others.
//!
//! A page prints its section heads, its signatures and its credits each time in the same way, and a proposer that takes one
//! of them for something else takes them all for it. So a role that an editor gives to one such line is offered once for
//! those like it, as one step; and doubts about their roles are one question (`doubts/kinds.rs`).

mod shape;
#[cfg(test)]
mod tests;

pub use shape::{Shape, alike_long};

use super::gestures::{self, Refusal};
use super::{CommandId, Work};
use crate::model::{Block, BlockId, Project, Role};
use crate::text::PageNo;
use std::collections::BTreeMap;

/// Pieces of text that are looked at for others of a kind, at the most: those of an issue of many pages.
const LOOKED_AT: usize = 20_000;
/// The command that takes an offer.
pub const SET_ALIKE: CommandId = CommandId("role.alike");

/// Lines that may have the role of one like them.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Offer {
    /// The line that got it.
    pub like: BlockId,
    /// The role that it got.
    pub role: Role,
    /// The role that the others have.
    pub was: Role,
    /// The others, in the order of the dump, those of the page first.
    pub blocks: Vec<BlockId>,
}

/// The shape of a block that is one line, and how long it is; `None` for running text.
#[must_use]
pub fn shape_of(project: &Project, block: &Block) -> Option<(Shape, usize)> {
    let [span] = block.spans.as_slice() else { return None };
    let raw = project.raw(*span);
    Shape::of(raw).map(|shape| (shape, raw.chars().count()))
}

/// What can be offered of a block's role: the lines of its kind that have another one, all of them the same, which is `was`
/// or else what most of them have. None that an editor decided or whose article is ticked.
#[must_use]
pub fn offer_of(project: &Project, like: BlockId, was: Option<Role>) -> Option<Offer> {
    let own = project.block(like)?;
    let (shape, length) = shape_of(project, own)?;
    let page = own.first()?.page;
    let others = (0..project.pages().len()).map(PageNo::new).filter(|&other| other != page);
    let mut found: BTreeMap<Role, Vec<BlockId>> = BTreeMap::new();
    for entry in
        std::iter::once(page).chain(others).flat_map(|page| project.entries_in(page, 0..usize::MAX)).take(LOOKED_AT)
    {
        let Some(block) = project.block(entry.block).filter(|block| block.role != own.role && !block.is_decided())
        else {
            continue;
        };
        if was.is_some_and(|was| was != block.role) || is_ticked(project, block) {
            continue;
        }
        if shape_of(project, block).is_some_and(|(other, long)| other == shape && alike_long(length, long)) {
            found.entry(block.role).or_default().push(entry.block);
        }
    }
    // The first of those that are as many.
    let (was, blocks) = found.into_iter().rev().max_by_key(|(_, blocks)| blocks.len())?;
    Some(Offer { like, role: own.role, was, blocks })
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

    /// Offers the role that a block just got, where it had `was`, for the others of its kind: once for each kind.
    pub(super) fn offer_alike(&mut self, block: BlockId, was: Role) {
        let Some(offer) = offer_of(&self.project, block, Some(was)) else { return };
        let Some((shape, _)) = self.project.block(block).and_then(|own| shape_of(&self.project, own)) else { return };
        if self.offered.insert((was, offer.role, shape)) {
            self.offer = Some(offer);
        }
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

    /// Gives the others of a kind the role of the one: of the offer, or of the line at the caret. Returns what was done.
    ///
    /// # Errors
    /// [`Refusal::NoneAlike`] where there are no others.
    pub fn set_alike(&mut self) -> Result<Offer, Refusal> {
        let offer = match self.offer.take() {
            Some(offer) => self.still(offer),
            None => self.selected_block().ok().and_then(|block| offer_of(&self.project, block, None)),
        };
        let offer = offer.ok_or(Refusal::NoneAlike)?;
        let edit = gestures::set_role_of_blocks(&self.project, &offer.blocks, offer.role)?;
        self.apply(SET_ALIKE, edit)?;
        Ok(offer)
    }
}

//! Accepting a proposal: an edit like any other.

use super::{Draft, Refusal};
use crate::model::{ArticleId, Block, BlockId, Edit, Evidence, Home, Project, SeamKey};
use crate::propose::{BlockRef, Kept, Proposal, ProposedBlock};
use std::collections::{BTreeMap, BTreeSet};

/// What a new proposal must leave as it is: blocks that a person decided, in reading order article by article, with
/// their ids.
#[must_use]
pub fn kept_of(project: &Project) -> (Vec<Kept>, Vec<BlockId>) {
    let mut ids: Vec<BlockId> = Vec::new();
    for (_, article) in project.articles() {
        ids.extend(article.blocks.iter().copied());
    }
    ids.extend(project.blocks_in(Home::Furniture));
    ids.extend(project.blocks_in(Home::Discarded));
    let kept = |id: &BlockId| {
        let block = project.block(*id).filter(|block| block.is_decided())?;
        Some((Kept { spans: block.spans.clone(), role: block.role, home: block.home }, *id))
    };
    ids.iter().filter_map(kept).unzip()
}

/// Makes the project what `proposal` says, around the blocks `kept` (the ids that [`kept_of`] gave with its input).
///
/// Blocks and articles that the proposal leaves as they were keep their ids, so that a proposal which changes nothing is no
/// edit.
///
/// # Errors
/// [`Refusal::Nothing`] where the project is so already; [`Refusal::Gone`] where the proposal was made for another.
pub fn accept(project: &Project, proposal: &Proposal, kept: &[BlockId]) -> Result<Edit, Refusal> {
    let mut draft = Draft::new(project);
    let keep: BTreeSet<BlockId> = kept.iter().copied().collect();
    let mut used: BTreeSet<BlockId> = keep.clone();
    let ids: Vec<BlockId> = proposal.blocks.iter().map(|block| draft.id_for(block, &mut used)).collect();
    let old: Vec<BlockId> = project.blocks().map(|(id, _)| id).filter(|id| !used.contains(id)).collect();
    for id in old {
        draft.forget(id);
    }
    draft.clear_lists(project)?;
    for (&id, block) in ids.iter().zip(&proposal.blocks) {
        let home = match block.role {
            crate::model::Role::Discarded => Home::Discarded,
            _ => Home::Furniture,
        };
        draft.put_block(id, as_block(block, home));
    }
    let mut seams: BTreeMap<SeamKey, Evidence> = BTreeMap::new();
    let mut order = Vec::new();
    // Articles with kept blocks keep their ids, wherever they come in the proposal.
    let claimed: BTreeSet<ArticleId> = proposal.articles.iter().filter_map(|article| article.kept).collect();
    for proposed in &proposal.articles {
        let blocks: Vec<BlockId> = proposed
            .parts
            .iter()
            .map(|part| match part.block {
                BlockRef::New(at) => ids.get(at).copied(),
                BlockRef::Kept(at) => kept.get(at).copied(),
            })
            .collect::<Option<_>>()
            .ok_or(Refusal::Gone)?;
        let old_home = blocks.first().and_then(|&id| project.block(id)).and_then(|block| block.home.article());
        let reused = proposed.kept.or(old_home.filter(|id| !claimed.contains(id)));
        let article = match reused {
            Some(id) if project.article(id).is_some() && !order.contains(&id) => id,
            _ => draft.add_article(usize::MAX, proposed.facts.clone()),
        };
        order.push(article);
        let target = draft.article_mut(article)?;
        if proposed.kept.is_none() {
            target.facts = proposed.facts.clone();
        }
        target.blocks.clone_from(&blocks);
        for &id in &blocks {
            if draft.block(id).is_some_and(|block| block.home != Home::Article(article)) {
                draft.block_mut(id)?.home = Home::Article(article);
            }
        }
        for (pair, part) in blocks.windows(2).zip(proposed.parts.iter().skip(1)) {
            let ends = |id: BlockId| draft.block(id).and_then(|block| block.first().zip(block.last()));
            let (Some((_, left)), Some((right, _))) = (ends(pair[0]), ends(pair[1])) else { continue };
            // Of a text's neighbours in the dump it is known why they part; a caption's link is why it is this article's.
            let apart = !project.stand_together(left.to(), right.from());
            let attached = draft.block(pair[1]).is_some_and(|block| !block.role.is_flow());
            if let Some(link) = part.link.clone().filter(|_| apart || attached) {
                seams.insert(SeamKey { from: left.to(), to: right.from() }, link);
            }
        }
    }
    for (block, nth, why) in &proposal.inner_seams {
        let spans = proposal.blocks.get(*block).map(|block| block.spans.as_slice()).unwrap_or_default();
        if let (Some(left), Some(right)) = (nth.checked_sub(1).and_then(|at| spans.get(at)), spans.get(*nth)) {
            seams.insert(SeamKey { from: left.to(), to: right.from() }, why.clone());
        }
    }
    for (key, why) in &proposal.places {
        seams.entry(*key).or_insert_with(|| why.clone());
    }
    *draft.order_mut() = in_known_order(project, order);
    for (key, evidence) in project.seam_evidences() {
        if !evidence.is_editors() && !seams.contains_key(&key) {
            draft.seam(key, None);
        }
    }
    for (key, evidence) in seams {
        if project.seam_evidence(key) != Some(&evidence) {
            draft.seam(key, Some(evidence));
        }
    }
    draft.finish()
}

/// The proposed order, in which articles that the project has already stand as they stand there among each other: the
/// editor may have ordered them.
fn in_known_order(project: &Project, mut order: Vec<ArticleId>) -> Vec<ArticleId> {
    let mut known: Vec<ArticleId> = order.iter().copied().filter(|&id| project.number(id).is_some()).collect();
    known.sort_by_key(|&id| project.number(id));
    let mut next = known.into_iter();
    for id in order.iter_mut().filter(|id| project.number(**id).is_some()) {
        *id = next.next().unwrap_or(*id);
    }
    order
}

fn as_block(proposed: &ProposedBlock, home: Home) -> Block {
    let ProposedBlock { spans, role, why, gap } = proposed.clone();
    Block { spans, role, home, why, gap }
}

impl Draft<'_> {
    /// The id of the undecided block that has just these spans, or a new one.
    fn id_for(&mut self, proposed: &ProposedBlock, used: &mut BTreeSet<BlockId>) -> BlockId {
        let first = proposed.spans.first().and_then(|span| self.project().entry_at(span.from()));
        let same = first.map(|entry| entry.block).filter(|&id| {
            !used.contains(&id) && self.project().block(id).is_some_and(|block| block.spans == proposed.spans)
        });
        let id = same.unwrap_or_else(|| self.new_block_id());
        used.insert(id);
        id
    }
}

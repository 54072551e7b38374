//! The doubts of a block, read off the project and its evidence.

use super::{Doubt, DoubtId, DoubtKind};
use crate::model::{Block, BlockId, Confidence, Evidence, Project, Reason, SeamKey};
use crate::text::{Place, Span};

/// Characters that are counted at the most.
const COUNTED: usize = 1000;
/// How often text is missing where a proposal says so, which gives no evidence of its own for that: measured on pages with
/// answers, by `doubts_are_measured_on_pages_with_answers`.
const GAP: f64 = 0.1;

/// What is in doubt of a block: its role, places inside it, where it begins, and where it goes on.
pub(super) fn of_block(project: &Project, id: BlockId, limit: fn(DoubtKind) -> Confidence) -> Vec<Doubt> {
    let mut found = Vec::new();
    let Some(block) = project.block(id) else { return found };
    let article = block.home.article().and_then(|article| project.article(article));
    if article.is_some_and(|article| article.facts.reviewed) {
        return found;
    }
    if let Some(start) = block.first().map(Span::from) {
        let role = DoubtId { at: SeamKey::cut(start), kind: DoubtKind::Role };
        found.extend(doubt(project, (role, limit), id, &block.why, start, block.first()));
    }
    if article.is_none() {
        return found;
    }
    if let Some(end) = block.last().map(Span::to).filter(|_| block.gap.is_some() && !block.is_decided()) {
        let gap = DoubtId { at: SeamKey::cut(end), kind: DoubtKind::Gap };
        let why = Evidence::new(GAP, Reason::EndsMidSentence);
        found.extend(doubt(project, (gap, limit), id, &why, end, None));
    }
    for (nth, &span) in block.spans.iter().enumerate() {
        for (key, evidence) in project.seam_evidences_in(span) {
            let Some((kind, subject)) = applies(project, (id, block), (nth, span), key) else { continue };
            let (at, rest) = match kind {
                DoubtKind::End => (block.spans.first().map_or(key.from, |span| span.from()), Some(span)),
                _ => (key.to, project.entry_at(key.to).map(|entry| entry.span)),
            };
            found.extend(doubt(project, (DoubtId { at: key, kind }, limit), subject, evidence, at, rest));
        }
    }
    found
}

/// A doubt, where it is one: `at` and `rest` are where the characters begin that would read wrongly, and how far they go.
fn doubt(
    project: &Project,
    (id, limit): (DoubtId, fn(DoubtKind) -> Confidence),
    block: BlockId,
    evidence: &Evidence,
    at: Place,
    rest: Option<Span>,
) -> Option<Doubt> {
    // A page that nobody has looked at is not in doubt.
    let known = !evidence.is_editors() && evidence.confidence > Confidence::new(0.0);
    if !known || evidence.confidence >= limit(id.kind) {
        return None;
    }
    let part = rest.map(|rest| project.raw(Span { start: rest.start.max(at.pos).min(rest.end), ..rest }));
    let characters = part.unwrap_or_default().chars().take(COUNTED).count();
    let characters = u32::try_from(characters).unwrap_or_default();
    Some(Doubt { id, block, confidence: evidence.confidence, repairs: id.kind.repairs(), characters })
}

/// What evidence that is kept under `key` says of the project as it is, and of which block; `None` where it says nothing,
/// since what it was for is no longer so. `nth`, `span`: the span of the block in which the key begins.
fn applies(
    project: &Project,
    (id, block): (BlockId, &Block),
    (nth, span): (usize, Span),
    key: SeamKey,
) -> Option<(DoubtKind, BlockId)> {
    if key.is_cut() {
        let flow = block.role.is_flow();
        if flow && nth + 1 == block.spans.len() && key.from == span.to() && is_last(project, id) {
            return Some((DoubtKind::End, id));
        }
        let first = flow && nth == 0 && key.from == span.from() && is_first(project, id, block);
        return first.then_some((DoubtKind::Start, id));
    }
    if key.from < span.to() {
        let inside = span.from() < key.from && key.from < key.to && key.to < span.to();
        return inside.then_some((DoubtKind::Joint, id));
    }
    if let Some(next) = block.spans.get(nth + 1) {
        return (next.from() == key.to).then_some((DoubtKind::Seam, id));
    }
    let next = project.next_in_article(id)?;
    let behind = project.block(next).filter(|behind| behind.first().map(Span::from) == Some(key.to))?;
    if !behind.role.is_flow() {
        return Some((DoubtKind::Caption, next));
    }
    if !block.role.is_flow() {
        return None;
    }
    let together = project.stand_together(key.from, key.to);
    Some(if together { (DoubtKind::Break, next) } else { (DoubtKind::Seam, id) })
}

/// True where no running text follows in the article.
fn is_last(project: &Project, id: BlockId) -> bool {
    let mut behind = std::iter::successors(project.next_in_article(id), |&id| project.next_in_article(id));
    !behind.any(|id| project.block(id).is_some_and(|block| block.role.is_flow()))
}

/// True where no running text stands before it in its article.
fn is_first(project: &Project, id: BlockId, block: &Block) -> bool {
    let article = block.home.article().and_then(|article| project.article(article));
    let blocks = article.map(|article| article.blocks.as_slice()).unwrap_or_default();
    let flow = |&&id: &&BlockId| project.block(id).is_some_and(|block| block.role.is_flow());
    blocks.iter().find(flow) == Some(&id)
}

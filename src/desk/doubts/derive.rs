//! The doubts of a block, read off the project and its evidence.

use super::{Doubt, DoubtId, DoubtKind};
use crate::model::{Block, BlockId, Confidence, Evidence, Project, Reason, Role, SeamKey};
use crate::text::{Place, Span};

/// Characters that are counted at the most.
const COUNTED: usize = 1000;
/// How often text is missing where a proposal says so, which gives no evidence of its own for that: measured on pages with
/// answers, by `doubts_are_measured_on_pages_with_answers`.
const GAP: f64 = 0.3;

/// What is in doubt of a block: its role, places inside it, where it begins, and where it goes on.
pub(super) fn of_block(project: &Project, id: BlockId, limit: fn(DoubtKind) -> Confidence) -> Vec<Doubt> {
    let end = project.block(id).and_then(Block::last).map(Span::to);
    gathered(ungathered(project, id, limit), id, end)
}

/// The same, place by place.
fn ungathered(project: &Project, id: BlockId, limit: fn(DoubtKind) -> Confidence) -> Vec<Doubt> {
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
            let applying = match evidence.reasons.first() {
                Some(Reason::Misread { .. }) => misread(project, span, key).then_some((DoubtKind::Misread, id)),
                _ => applies(project, (id, block), (nth, span), key),
            };
            let Some((kind, subject)) = applying else { continue };
            let asked_elsewhere = match kind {
                DoubtKind::Start => asked_with_its_end(project, key, limit),
                DoubtKind::Caption => subject != id && is_under(project, id, subject),
                _ => false,
            };
            if asked_elsewhere {
                continue;
            }
            let (at, rest) = match kind {
                DoubtKind::End => (block.spans.first().map_or(key.from, |span| span.from()), Some(span)),
                DoubtKind::Misread => (key.from, None),
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
    // The surer a misreading is, the less is it right to leave it.
    let confidence = match id.kind {
        DoubtKind::Misread => Confidence::new(1.0 - evidence.confidence.get()),
        _ => evidence.confidence,
    };
    if !known || confidence >= limit(id.kind) {
        return None;
    }
    let part = rest.map(|rest| project.raw(Span { start: rest.start.max(at.pos).min(rest.end), ..rest }));
    let characters = part.unwrap_or_default().chars().take(COUNTED).count();
    Some(Doubt {
        id,
        block,
        confidence,
        expected: expected(id.kind, confidence, characters),
        more: 0,
        like: Box::default(),
    })
}

/// See [`Doubt::expected`].
#[expect(clippy::cast_possible_truncation, clippy::cast_sign_loss, reason = "between 0 and some thousand")]
pub(super) fn expected(kind: DoubtKind, confidence: Confidence, characters: usize) -> u32 {
    let characters = u32::try_from(characters / 10).unwrap_or_default();
    ((1.0 - confidence.get()) * f64::from(kind.cost() + characters)).round() as u32
}

/// Makes one question of the doubtful places inside a paragraph: it is asked at the least sure one.
fn gathered(found: Vec<Doubt>, id: BlockId, end: Option<Place>) -> Vec<Doubt> {
    let (inside, mut rest): (Vec<Doubt>, Vec<Doubt>) = found.into_iter().partition(|doubt| is_inside(doubt, id, end));
    let Some(mut least) = inside.iter().min_by_key(|doubt| (doubt.confidence, doubt.id)).cloned() else { return rest };
    least.more = u32::try_from(inside.len() - 1).unwrap_or_default();
    least.expected = inside.iter().map(|doubt| doubt.expected).sum();
    rest.push(least);
    rest
}

/// True for a place inside block `id`, which ends at `end`, where its text goes on.
fn is_inside(doubt: &Doubt, id: BlockId, end: Option<Place>) -> bool {
    let goes_on = matches!(doubt.id.kind, DoubtKind::Seam | DoubtKind::Joint);
    goes_on && doubt.block == id && Some(doubt.id.at.from) != end
}

/// All places that a doubt asks of, its own first.
#[must_use]
pub fn places_of(project: &Project, doubt: &Doubt) -> Vec<SeamKey> {
    let mut keys = vec![doubt.id.at];
    match doubt.id.kind {
        DoubtKind::Seam | DoubtKind::Joint if doubt.more > 0 => {
            let end = project.block(doubt.block).and_then(Block::last).map(Span::to);
            let all = ungathered(project, doubt.block, DoubtKind::asked_below);
            let inside = all.iter().filter(|other| is_inside(other, doubt.block, end) && other.id != doubt.id);
            keys.extend(inside.map(|other| other.id.at));
        }
        DoubtKind::End | DoubtKind::Start => {
            let rival = project.seam_evidence(doubt.id.at).and_then(|evidence| evidence.others.first());
            let other = rival.map(|rival| SeamKey::cut(rival.at));
            keys.extend(other.filter(|&other| answers(project, doubt.id.at, other)));
        }
        _ => {}
    }
    keys
}

/// How much of the doubt about a cut is told by the rival that it shares with another one, for both to be one question.
const SHARED: f64 = 0.5;

/// True where the cut at `other` is in doubt for hardly another reason than the one at `key`: an article that ends here is
/// one that its likeliest rival does not go on with.
fn answers(project: &Project, key: SeamKey, other: SeamKey) -> bool {
    let Some(evidence) = project.seam_evidence(other).filter(|evidence| !Evidence::is_editors(evidence)) else {
        return false;
    };
    let first = evidence.others.first().filter(|first| first.at == key.from);
    let certain = first.map(|first| evidence.confidence.get() + first.confidence.get());
    certain.is_some_and(|certain| certain >= SHARED)
}

/// True where the beginning at `key` is asked of with the end that it may come from.
fn asked_with_its_end(project: &Project, key: SeamKey, limit: fn(DoubtKind) -> Confidence) -> bool {
    let rival = project.seam_evidence(key).and_then(|evidence| evidence.others.first()).map(|rival| rival.at);
    let Some(end) = rival.map(SeamKey::cut).filter(|&end| end != key && answers(project, end, key)) else {
        return false;
    };
    let known = project.seam_evidence(end).filter(|evidence| !evidence.is_editors());
    let mutual = known.is_some_and(|evidence| {
        let asked = evidence.confidence > Confidence::new(0.0) && evidence.confidence < limit(DoubtKind::End);
        asked && evidence.others.first().is_some_and(|other| other.at == key.from)
    });
    let holder = project.entry_before(end.from).filter(|entry| entry.span.to() == end.from);
    mutual && holder.is_some_and(|entry| ends_article(project, entry.block, entry.span))
}

/// True where an article that is not ticked ends with this span of a block.
fn ends_article(project: &Project, id: BlockId, span: Span) -> bool {
    let Some(block) = project.block(id).filter(|block| block.role.is_flow()) else { return false };
    let article = block.home.article().and_then(|article| project.article(article));
    let open = article.is_some_and(|article| !article.facts.reviewed);
    open && block.last() == Some(span) && is_last(project, id)
}

/// The blocks that a doubt asks of, its own first.
#[must_use]
pub fn blocks_of(project: &Project, doubt: &Doubt) -> Vec<BlockId> {
    match doubt.id.kind {
        DoubtKind::Caption => picture(project, doubt.block),
        _ => std::iter::once(doubt.block).chain(doubt.like.iter().copied()).collect(),
    }
}

/// The blocks of a picture's text: a caption, or a credit, and the credits that stand under it.
fn picture(project: &Project, id: BlockId) -> Vec<BlockId> {
    let mut blocks = vec![id];
    let behind = std::iter::successors(project.next_in_article(id), |&id| project.next_in_article(id));
    for next in behind {
        let Some(&last) = blocks.last() else { break };
        if !is_under(project, last, next) {
            break;
        }
        blocks.push(next);
    }
    blocks
}

/// True for a credit that stands right behind a picture's text.
fn is_under(project: &Project, above: BlockId, id: BlockId) -> bool {
    let (Some(above), Some(block)) = (project.block(above), project.block(id)) else { return false };
    let (Some(end), Some(start)) = (above.last(), block.first()) else { return false };
    let beside = |role: Role| matches!(role, Role::Caption | Role::Credit);
    block.role == Role::Credit && beside(above.role) && project.stand_together(end.to(), start.from())
}

/// True where a character at `key`, of a block's span, may still be said to be misread: nobody corrected it.
fn misread(project: &Project, span: Span, key: SeamKey) -> bool {
    let inside = span.from() <= key.from && key.from < key.to && key.to <= span.to();
    let own = Span { page: key.from.page, start: key.from.pos, end: key.to.pos };
    let over = |place: Place, end: crate::text::Pos| place < key.to && own.start < end;
    inside && !project.corrections_in(own).any(|(place, correction)| over(place, correction.end))
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
        if !block.role.is_flow() {
            // A picture of no article: of a list that has no running text.
            let alone = nth == 0 && key.from == span.from() && stands_alone(project, id, block);
            return alone.then_some((DoubtKind::Caption, id));
        }
        if nth + 1 == block.spans.len() && key.from == span.to() && is_last(project, id) {
            return Some((DoubtKind::End, id));
        }
        let first = nth == 0 && key.from == span.from() && is_first(project, id, block);
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

/// True for the first block of an article that has no running text.
fn stands_alone(project: &Project, id: BlockId, block: &Block) -> bool {
    let article = block.home.article().and_then(|article| project.article(article));
    let blocks = article.map(|article| article.blocks.as_slice()).unwrap_or_default();
    let flow = |&id: &BlockId| project.block(id).is_some_and(|block| block.role.is_flow());
    blocks.first() == Some(&id) && !blocks.iter().any(flow)
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

//! Accepting a proposal: an edit like any other.

use super::{Draft, Refusal};
use crate::model::{ArticleId, Block, BlockId, Edit, Evidence, Home, Known, Project, SeamKey};
use crate::propose::{BlockRef, Kept, Proposal, ProposedBlock};
use crate::text::{PageNo, Place, Span};
use std::collections::{BTreeMap, BTreeSet};

/// What a new proposal must leave as it is: blocks that a person decided, and those at whose ends or inside of which a
/// person decided how the text goes on; in reading order article by article, with their ids.
#[must_use]
pub fn kept_of(project: &Project) -> (Vec<Kept>, Vec<BlockId>) {
    let mut ids: Vec<BlockId> = Vec::new();
    for (_, article) in project.articles() {
        ids.extend(article.blocks.iter().copied());
    }
    ids.extend(project.blocks_in(Home::Furniture));
    ids.extend(project.blocks_in(Home::Discarded));
    let settled = settled(project, project.seam_evidences());
    let stays = |id: BlockId| {
        let decided = settled.contains(&id) || project.block(id)?.is_decided();
        decided.then(|| as_kept(project, id)).flatten()
    };
    ids.iter().filter_map(|&id| Some((stays(id)?, id))).unzip()
}

/// What a new proposal for one page must leave as it is, in the same order as [`kept_of`]. A block that goes on to another
/// page stays, too: a person joined its parts. Costs as much as the page's blocks and their articles.
#[must_use]
pub fn kept_on(project: &Project, page: PageNo) -> (Vec<Kept>, Vec<BlockId>) {
    let on_page = blocks_on(project, page);
    let mut ids: Vec<BlockId> = Vec::new();
    for article in articles_of(project, &on_page) {
        let blocks = project.article(article).map(|article| article.blocks.as_slice()).unwrap_or_default();
        ids.extend(blocks.iter().copied().filter(|id| on_page.contains(id)));
    }
    let mut outside: Vec<(Option<Span>, BlockId)> = Vec::new();
    for &id in &on_page {
        let block = project.block(id).filter(|block| block.home.article().is_none());
        outside.extend(block.map(|block| (block.first(), id)));
    }
    outside.sort_unstable();
    ids.extend(outside.into_iter().map(|(_, id)| id));
    let settled = settled(project, project.seams_from(page));
    let stays = |id: BlockId| {
        let block = project.block(id)?;
        let decided = settled.contains(&id) || block.is_decided() || goes_on_elsewhere(block, page);
        decided.then(|| as_kept(project, id)).flatten()
    };
    ids.iter().filter_map(|&id| Some((stays(id)?, id))).unzip()
}

/// The blocks at the ends of which, or inside of which, a person decided how the text goes on.
fn settled<'p>(project: &Project, seams: impl Iterator<Item = (SeamKey, &'p Evidence)>) -> BTreeSet<BlockId> {
    let mut settled = BTreeSet::new();
    for (key, _) in seams.filter(|(key, evidence)| evidence.is_editors() && !marks_text(project, *key)) {
        let before = project.entry_before(key.from).filter(|entry| key.from <= entry.span.to());
        settled.extend(before.map(|entry| entry.block));
        settled.extend(project.entry_at(key.to).map(|entry| entry.block));
    }
    settled
}

/// True for a key that marks a piece of text, as a jump line or a misreading, rather than a place between two.
fn marks_text(project: &Project, key: SeamKey) -> bool {
    let inside = project.entry_at(key.from).filter(|entry| key.from < key.to && key.to <= entry.span.to());
    inside.is_some() && {
        let span = Span { page: key.from.page, start: key.from.pos, end: key.to.pos };
        !project.raw(span).trim().is_empty()
    }
}

fn as_kept(project: &Project, id: BlockId) -> Option<Kept> {
    let block = project.block(id)?;
    let said = |place: Option<Place>| {
        let evidence = place.and_then(|place| project.seam_evidence(SeamKey::cut(place)));
        evidence.is_some_and(Evidence::is_editors)
    };
    // What was said of a cut holds as long as the text is cut there.
    let flow = |id: &BlockId| project.block(*id).is_some_and(|block| block.role.is_flow());
    let article = block.home.article().and_then(|article| project.article(article));
    let blocks = article.map(|article| article.blocks.as_slice()).unwrap_or_default();
    let begins = said(block.first().map(Span::from)) && blocks.iter().find(|id| flow(id)) == Some(&id);
    let ends = said(block.last().map(Span::to)) && blocks.iter().rfind(|id| flow(id)) == Some(&id);
    Some(Kept { spans: block.spans.to_vec(), role: block.role, home: block.home, begins, ends })
}

fn goes_on_elsewhere(block: &Block, page: PageNo) -> bool {
    block.spans.iter().any(|span| span.page != page)
}

/// The blocks that have text on a page.
fn blocks_on(project: &Project, page: PageNo) -> BTreeSet<BlockId> {
    project.entries_in(page, 0..usize::MAX).map(|entry| entry.block).collect()
}

/// The articles of these blocks, in their order.
fn articles_of(project: &Project, blocks: &BTreeSet<BlockId>) -> Vec<ArticleId> {
    let home = |id: &BlockId| project.block(*id)?.home.article();
    let found: BTreeSet<ArticleId> = blocks.iter().filter_map(home).collect();
    let mut found: Vec<ArticleId> = found.into_iter().collect();
    found.sort_by_key(|&id| project.number(id));
    found
}

/// Makes the project what `proposal` says, around the blocks `kept` (the ids that [`kept_of`] gave with its input).
///
/// Blocks and articles that the proposal leaves as they were keep their ids, so that a proposal which changes nothing is no
/// edit.
///
/// # Errors
/// [`Refusal::Nothing`] where the project is so already; [`Refusal::Gone`] where the proposal was made for another.
pub fn accept(project: &Project, proposal: &Proposal, kept: &[BlockId]) -> Result<Edit, Refusal> {
    accept_in(project, None, proposal, kept)
}

/// The same for one page; `kept` are the ids that [`kept_on`] gave. Other pages, and what articles have there, stay.
///
/// # Errors
/// As [`accept`].
pub fn accept_page(project: &Project, page: PageNo, proposal: &Proposal, kept: &[BlockId]) -> Result<Edit, Refusal> {
    accept_in(project, Some(page), proposal, kept)
}

fn accept_in(project: &Project, page: Option<PageNo>, proposal: &Proposal, kept: &[BlockId]) -> Result<Edit, Refusal> {
    let mut draft = Draft::new(project);
    let keep: BTreeSet<BlockId> = kept.iter().copied().collect();
    let mut used: BTreeSet<BlockId> = keep.clone();
    let ids: Vec<BlockId> = proposal.blocks.iter().map(|block| draft.id_for(block, &mut used)).collect();
    let before: BTreeSet<BlockId> = match page {
        Some(page) => blocks_on(project, page),
        None => project.blocks().map(|(id, _)| id).collect(),
    };
    for &id in before.iter().filter(|id| !used.contains(id)) {
        draft.forget(id);
    }
    let touched = articles_of(project, &before);
    // Articles that hold nothing any more have no list, until they are given one.
    for &id in &touched {
        draft.article_mut(id)?.blocks.retain(|id| keep.contains(id) || !before.contains(id));
    }
    // On a large page most blocks and seams have the evidence of many others: it is kept once.
    let mut known = Known::default();
    for (&id, block) in ids.iter().zip(&proposal.blocks) {
        let home = match block.role {
            crate::model::Role::Discarded => Home::Discarded,
            _ => Home::Furniture,
        };
        draft.put_block(id, as_block(block, home, &mut known));
    }
    let mut seams: BTreeMap<SeamKey, Evidence> = BTreeMap::new();
    let (mut order, mut taken) = (Vec::new(), BTreeSet::new());
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
            Some(id) if project.article(id).is_some() && !taken.contains(&id) => id,
            _ => draft.add_article(usize::MAX, proposed.facts.clone()),
        };
        order.push(article);
        taken.insert(article);
        let list = woven(project, article, &before, &keep, &blocks);
        let target = draft.article_mut(article)?;
        if proposed.kept.is_none() && list.first() == blocks.first() {
            target.facts = proposed.facts.clone();
        }
        target.blocks = list;
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
    *draft.order_mut() = match page {
        Some(page) => order_with(project, page, &touched, order),
        None => in_known_order(project, order),
    };
    let of_page = |key: &SeamKey| page.is_none_or(|page| key.from.page == page && key.to.page == page);
    let old: Box<dyn Iterator<Item = (SeamKey, &Evidence)>> = match page {
        Some(page) => Box::new(project.seams_from(page)),
        None => Box::new(project.seam_evidences()),
    };
    for (key, evidence) in old.filter(|(key, _)| of_page(key)) {
        if !evidence.is_editors() && !seams.contains_key(&key) {
            draft.seam(key, None);
        }
    }
    for (key, evidence) in seams {
        let old = project.seam_evidence(key);
        if old != Some(&evidence) && !old.is_some_and(Evidence::is_editors) {
            draft.share_seam(key, Some(known.share(&evidence)));
        }
    }
    draft.finish_proposal()
}

/// The list of an article: what it keeps stands as it stood, and new blocks where the proposal has them beside it. `before`:
/// the blocks that were proposed anew; all others of the article stay.
fn woven(
    project: &Project,
    article: ArticleId,
    before: &BTreeSet<BlockId>,
    keep: &BTreeSet<BlockId>,
    parts: &[BlockId],
) -> Vec<BlockId> {
    let old = project.article(article).map(|article| article.blocks.as_slice()).unwrap_or_default();
    // What comes behind each kept block; what comes before the first goes with it.
    let first_kept = parts.iter().position(|id| keep.contains(id));
    let mut list = Vec::with_capacity(parts.len());
    let mut put = false;
    for &id in old {
        if keep.contains(&id) && before.contains(&id) {
            let Some(at) = parts.iter().position(|&part| part == id) else { continue };
            if first_kept == Some(at) {
                list.extend_from_slice(&parts[..at]);
            }
            let behind = parts[at + 1..].iter().take_while(|id| !keep.contains(id));
            list.push(id);
            list.extend(behind);
        } else if !before.contains(&id) {
            list.push(id);
        } else if first_kept.is_none() && !put {
            list.extend_from_slice(parts);
            put = true;
        }
    }
    if first_kept.is_none() && !put {
        list.extend_from_slice(parts);
    }
    list
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

/// The project's order with a page's articles as proposed. Those that the project has stay where they are; new ones come
/// behind the one that they follow on the page, or where those stood that they replace.
fn order_with(project: &Project, page: PageNo, touched: &[ArticleId], proposed: Vec<ArticleId>) -> Vec<ArticleId> {
    let old = project.order();
    let first_page = |id: ArticleId| {
        let block = project.article(id)?.blocks.first()?;
        Some(project.block(*block)?.first()?.page)
    };
    // An article that began on a page before leads nothing here.
    let (known, new): (BTreeSet<ArticleId>, BTreeSet<ArticleId>) =
        proposed.iter().copied().partition(|&id| project.number(id).is_some());
    let anchors: BTreeSet<ArticleId> = known.into_iter().filter(|&id| first_page(id) == Some(page)).collect();
    let listed = in_known_order(project, proposed);
    let listed: Vec<ArticleId> = listed.into_iter().filter(|id| anchors.contains(id) || new.contains(id)).collect();
    let lead = listed.iter().position(|id| anchors.contains(id)).unwrap_or(listed.len());
    let from = touched.iter().find(|&&id| first_page(id) == Some(page)).and_then(|&id| project.number(id));
    let behind = || old.iter().rposition(|&id| first_page(id).is_some_and(|of| of < page)).map_or(0, |at| at + 1);
    // Where new articles go that follow no known one: before the first that is known, or where the replaced ones stood.
    let start = match listed.get(lead).and_then(|&id| project.number(id)) {
        Some(number) => number - 1,
        None => from.map_or_else(behind, |number| number - 1),
    };
    let mut order = Vec::with_capacity(old.len() + new.len());
    let mut rest = listed.iter().copied().skip(lead);
    let mut next = rest.next();
    for (at, &id) in old.iter().enumerate() {
        if at == start {
            order.extend_from_slice(&listed[..lead]);
        }
        order.push(id);
        if next == Some(id) {
            loop {
                next = rest.next();
                match next {
                    Some(new) if !anchors.contains(&new) => order.push(new),
                    _ => break,
                }
            }
        }
    }
    if start >= old.len() {
        order.extend_from_slice(&listed[..lead]);
    }
    order
}

fn as_block(proposed: &ProposedBlock, home: Home, known: &mut Known) -> Block {
    let ProposedBlock { spans, role, why, gap } = proposed;
    let (why, gap) = (known.share(why), gap.clone().map(Box::new));
    Block { spans: spans.iter().copied().collect(), role: *role, home, why, gap }
}

impl Draft<'_> {
    /// The id of the undecided block that has just these spans, or a new one.
    fn id_for(&mut self, proposed: &ProposedBlock, used: &mut BTreeSet<BlockId>) -> BlockId {
        let first = proposed.spans.first().and_then(|span| self.project().entry_at(span.from()));
        let same = first.map(|entry| entry.block).filter(|&id| {
            !used.contains(&id) && self.project().block(id).is_some_and(|block| *block.spans == *proposed.spans)
        });
        let id = same.unwrap_or_else(|| self.new_block_id());
        used.insert(id);
        id
    }
}

//! Roles, paragraphs, and the order of blocks inside an article.

use super::article::{article_beside, opens, spans_in};
use super::fragment::put;
use super::{Draft, Refusal};
use crate::model::{ArticleFacts, ArticleId, Block, BlockId, Edit, Home, Project, Role};
use crate::text::{Place, Span};
use std::collections::BTreeMap;

/// Gives the text in `range` a role: whole blocks where it is empty or covers them, else the parts that it covers.
///
/// Furniture and what is discarded leave their article; what comes back goes to the article beside it. Where text taken out
/// of the middle of a sentence leaves, its two halves join. What becomes body joins the sentence that it stands in. Lines
/// that become a kicker, a headline or a deck together are one.
///
/// # Errors
/// [`Refusal::NoSelection`] where there is no text, [`Refusal::Nothing`] where it has that role already.
pub fn set_role(project: &Project, range: Span, role: Role) -> Result<Edit, Refusal> {
    let mut draft = Draft::new(project);
    let run = if range.is_empty() {
        vec![project.entry_near(range.from()).ok_or(Refusal::NoSelection)?.block]
    } else {
        draft.take_out(spans_in(project, range).into_iter())?
    };
    give_role(&mut draft, &run, role)?;
    if matches!(role, Role::Kicker | Role::Headline | Role::Deck) {
        for pair in run.windows(2).rev() {
            if draft.follow_each_other(pair[0], pair[1]) {
                draft.join(pair[0], pair[1])?;
            }
        }
    }
    draft.finish()
}

/// Gives whole blocks a role.
///
/// # Errors
/// As [`set_role`].
pub fn set_role_of_blocks(project: &Project, blocks: &[BlockId], role: Role) -> Result<Edit, Refusal> {
    let mut draft = Draft::new(project);
    give_role(&mut draft, blocks, role)?;
    draft.finish()
}

fn give_role(draft: &mut Draft<'_>, run: &[BlockId], role: Role) -> Result<(), Refusal> {
    let mut run = run.to_vec();
    run.sort_by_key(|&id| draft.block(id).and_then(Block::first).map(Span::from));
    let run = run.as_slice();
    if run.iter().any(|&id| draft.block(id).is_none()) {
        return Err(Refusal::Gone);
    }
    let torn = draft.torn_by(run);
    let mut new_body: Vec<BlockId> = Vec::new();
    // The article that was begun last behind each.
    let mut begun: BTreeMap<Option<ArticleId>, ArticleId> = BTreeMap::new();
    for &id in run {
        // One before it may have taken it in.
        let Some(block) = draft.block(id) else { continue };
        if role == Role::Body && block.role != role && block.home.article().is_some() {
            new_body.push(id);
        }
        let start = block.first().map(Span::from).unwrap_or_default();
        let home = match (role, block.home) {
            (Role::Furniture, _) => Some(Home::Furniture),
            (Role::Discarded, _) => Some(Home::Discarded),
            (_, Home::Article(_)) => None,
            (_, Home::Furniture | Home::Discarded) => {
                Some(Home::Article(match article_beside(draft.project(), start) {
                    Some(article) if !opens(role) => article,
                    beside => {
                        let after = begun.get(&beside).copied().or(beside);
                        let place = after.and_then(|after| draft.order().iter().position(|&id| id == after));
                        let new = draft.add_article(place.map_or(0, |place| place + 1), ArticleFacts::default());
                        begun.insert(beside, new);
                        new
                    }
                }))
            }
        };
        let block = draft.block_mut(id)?;
        block.role = role;
        if !matches!(role, Role::Body | Role::Note) {
            block.gap = None;
        }
        draft.decide(id)?;
        match home {
            Some(home @ (Home::Furniture | Home::Discarded)) => draft.place(&[id], home, 0)?,
            Some(home) => put(draft, &[id], home, None)?,
            None => {}
        }
    }
    // The last first: a block that joins the one before it is gone, those before it are not.
    for &id in new_body.iter().rev() {
        draft.join_to_neighbours(id, id)?;
    }
    if !role.is_flow() {
        for (left, right) in torn {
            rejoin_around(draft, left, right, run)?;
        }
    }
    Ok(())
}

/// Joins the halves of a sentence on either side of captions, credits and what left the article.
fn rejoin_around(draft: &mut Draft<'_>, left: BlockId, right: BlockId, run: &[BlockId]) -> Result<(), Refusal> {
    let (Some((article, from)), Some((_, to))) = (draft.index_of(left), draft.index_of(right)) else { return Ok(()) };
    let blocks = draft.article(article).map(|article| article.blocks.as_slice()).unwrap_or_default();
    let between = blocks.get(from + 1..to).unwrap_or_default().to_vec();
    if !between.is_empty() {
        if !between.iter().all(|id| run.contains(id)) || !draft.reads_on(left, right) {
            return Ok(());
        }
        // Captions stay in the article: behind the paragraph, where they interrupt nothing.
        draft.place(&between, Home::Article(article), from + 2)?;
    }
    draft.join_if_it_reads_on(left, right)?;
    Ok(())
}

/// Joins a paragraph with the one behind it in its article. Captions and credits between them come behind it; a caption
/// joins only what stands beside the text as it does.
///
/// # Errors
/// [`Refusal::NoNext`] where none follows, [`Refusal::NotInArticle`] in the furniture.
pub fn join_paragraph(project: &Project, id: BlockId) -> Result<Edit, Refusal> {
    let block = project.block(id).ok_or(Refusal::Gone)?;
    block.home.article().ok_or(Refusal::NotInArticle)?;
    let alike = |next: &BlockId| project.block(*next).is_some_and(|next| next.role.is_flow() == block.role.is_flow());
    let next = std::iter::successors(project.next_in_article(id), |&id| project.next_in_article(id)).find(alike);
    let next = next.ok_or(Refusal::NoNext)?;
    let mut draft = Draft::new(project);
    draft.join(id, next)?;
    draft.decide(id)?;
    draft.finish()
}

/// Breaks the paragraph at a place of the dump in two.
///
/// # Errors
/// [`Refusal::AtEdge`] where no text stands on one side.
pub fn break_paragraph(project: &Project, at: Place) -> Result<Edit, Refusal> {
    let entry = project.entry_near(at).ok_or(Refusal::NoSelection)?;
    let mut draft = Draft::new(project);
    let new = draft.split(entry.block, at)?.ok_or(Refusal::AtEdge)?;
    draft.decide(entry.block)?;
    draft.decide(new)?;
    draft.finish()
}

/// Marks that text is missing behind a block, or takes that mark away.
///
/// # Errors
/// [`Refusal::NotInArticle`] in the furniture.
pub fn toggle_gap(project: &Project, id: BlockId) -> Result<Edit, Refusal> {
    let block = project.block(id).ok_or(Refusal::Gone)?;
    block.home.article().ok_or(Refusal::NotInArticle)?;
    let mut draft = Draft::new(project);
    draft.block_mut(id)?.gap = if block.gap.is_some() { None } else { Some(Box::default()) };
    draft.decide(id)?;
    draft.finish()
}

/// Moves a block one place up (`-1`) or down (`1`) in its article.
///
/// # Errors
/// [`Refusal::AtEdge`] where it cannot go further, [`Refusal::NotInArticle`] in the furniture.
pub fn reorder_block(project: &Project, id: BlockId, by: isize) -> Result<Edit, Refusal> {
    let mut draft = Draft::new(project);
    let (article, at) = draft.index_of(id).ok_or(Refusal::NotInArticle)?;
    let length = draft.article(article).map_or(0, |article| article.blocks.len());
    let to = at.checked_add_signed(by).filter(|&to| to < length).ok_or(Refusal::AtEdge)?;
    draft.place(&[id], Home::Article(article), to)?;
    draft.decide(id)?;
    draft.finish()
}

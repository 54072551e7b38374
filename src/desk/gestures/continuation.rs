//! Joining an article with its continuation on another page.

use super::{Draft, Refusal};
use crate::desk::jumps::{self, Jump, Target, Way};
use crate::model::{ArticleId, BlockId, Edit, Evidence, Home, Project, Role, SeamKey, reading, trim_span};
use crate::text::Span;

/// Joins an article with the text that its jump line leads to, or comes from.
///
/// The jump lines become furniture, and so does a heading over the continuation that repeats the article's own; another one
/// becomes a subhead. Where the sentence goes on, the two paragraphs are one. The article that begins keeps its place and
/// what was said of it.
///
/// # Errors
/// [`Refusal::NoJump`] without a jump line, [`Refusal::NoContinuation`] where it leads nowhere.
pub fn join_continuation(project: &Project, article: ArticleId) -> Result<Edit, Refusal> {
    let found = jumps::jumps_of(project, article);
    if found.is_empty() {
        return Err(Refusal::NoJump);
    }
    let leads = found.iter().find_map(|(jump, target)| match target {
        Target::Article(other) if *other != article => Some((jump, *other)),
        _ => None,
    });
    let (jump, other) = leads.ok_or(Refusal::NoContinuation)?;
    let counterpart = jumps::jumps_of(project, other)
        .into_iter()
        .find(|(back, target)| back.way != jump.way && *target == Target::Article(article))
        .map(|(back, _)| back)
        .ok_or(Refusal::NoContinuation)?;
    let parts = match jump.way {
        Way::On => (article, other),
        Way::From => (other, article),
    };
    join(project, parts, &[jump.span, counterpart.span])
}

/// Joins an article with the part that only one jump line leads to, or comes from.
///
/// # Errors
/// [`Refusal::NoContinuation`] where either has no text.
pub fn join_as_continuation(project: &Project, jump: &Jump, other: ArticleId) -> Result<Edit, Refusal> {
    let own = jump.article.ok_or(Refusal::NotInArticle)?;
    let parts = match jump.way {
        Way::On => (own, other),
        Way::From => (other, own),
    };
    join(project, parts, &[jump.span])
}

/// Says that what a jump line leads to, or comes from, is not in the project: that end of its article is missing. The line
/// becomes furniture.
///
/// # Errors
/// [`Refusal::NotInArticle`].
pub fn end_elsewhere(project: &Project, jump: &Jump) -> Result<Edit, Refusal> {
    let mut draft = Draft::new(project);
    say_of_jump(&mut draft, project, jump, true)?;
    draft.finish()
}

/// Says that a jump line is furniture, and that nothing is missing of the article around it.
///
/// # Errors
/// [`Refusal::NotInArticle`].
pub fn set_jump_aside(project: &Project, jump: &Jump) -> Result<Edit, Refusal> {
    let mut draft = Draft::new(project);
    say_of_jump(&mut draft, project, jump, false)?;
    draft.finish()
}

/// Makes a jump line furniture, and says whether that end of its article is missing. It is not asked of again.
fn say_of_jump(draft: &mut Draft<'_>, project: &Project, jump: &Jump, missing: bool) -> Result<(), Refusal> {
    let article = jump.article.ok_or(Refusal::NotInArticle)?;
    take_out(draft, project, jump.span)?;
    let facts = &mut draft.article_mut(article)?.facts;
    match jump.way {
        Way::On => facts.ending_missing = missing,
        Way::From => facts.opening_missing = missing,
    }
    let blocks = draft.article(article).map(|article| article.blocks.clone()).unwrap_or_default();
    let flow = |id: &&BlockId| draft.block(**id).is_some_and(|block| block.role.is_flow());
    let edge = match jump.way {
        Way::On => blocks.iter().rfind(flow),
        Way::From => blocks.iter().find(flow),
    };
    // It stays that article's, with what was said of it.
    if let Some(&edge) = edge {
        draft.decide(edge)?;
    }
    draft.seam(jumps::key_of(project, jump.span), Some(Evidence::editor()));
    Ok(())
}

/// Puts the second article behind the text of the first. `jumps`: lines that have done their work then.
fn join(project: &Project, (first, second): (ArticleId, ArticleId), jumps: &[Span]) -> Result<Edit, Refusal> {
    let mut draft = Draft::new(project);
    let headline = heading(project, first);
    for &jump in jumps {
        take_out(&mut draft, project, with_headline(project, jump, &headline))?;
    }
    let run: Vec<BlockId> = draft.article(second).map(|article| article.blocks.clone()).unwrap_or_default();
    for &id in &run {
        draft.decide(id)?;
        if !draft.block(id).is_some_and(|block| block.role.is_heading()) {
            continue;
        }
        if jumps::alike(&headline, &reading(project, id).text) {
            draft.place(&[id], Home::Furniture, 0)?;
        } else {
            draft.block_mut(id)?.role = Role::Subhead;
        }
    }
    let run: Vec<BlockId> = draft.article(second).map(|article| article.blocks.clone()).unwrap_or_default();
    let blocks = draft.article(first).map(|article| article.blocks.clone()).unwrap_or_default();
    let is_flow = |draft: &Draft<'_>, id: BlockId| draft.block(id).is_some_and(|block| block.role.is_flow());
    let last = blocks.iter().copied().rposition(|id| is_flow(&draft, id)).ok_or(Refusal::NoContinuation)?;
    let begins = *run.first().ok_or(Refusal::NoContinuation)?;
    // What is said of its end is said of the whole from now on.
    let ending_missing = draft.article(second).is_some_and(|article| article.facts.ending_missing);
    draft.place(&run, Home::Article(first), last + 1)?;
    draft.article_mut(first)?.facts.ending_missing = ending_missing;
    let ends = blocks[last];
    draft.decide(ends)?;
    draft.block_mut(ends)?.gap = None;
    let edges =
        draft.block(ends).and_then(|block| block.last()).zip(draft.block(begins).and_then(|block| block.first()));
    if let Some((left, right)) = edges {
        draft.seam(SeamKey { from: left.to(), to: right.from() }, Some(Evidence::editor()));
    }
    draft.join_if_it_reads_on(ends, begins)?;
    draft.finish()
}

/// The words of an article's headings.
fn heading(project: &Project, article: ArticleId) -> String {
    let blocks = project.article(article).map(|article| article.blocks.as_slice()).unwrap_or_default();
    let headings = blocks.iter().filter(|&&id| project.block(id).is_some_and(|block| block.role.is_heading()));
    headings.map(|&id| reading(project, id).text).collect()
}

/// A jump line with what stands before it on its line, where that repeats the article's headline: 旧桥重修（上接第一版）.
fn with_headline(project: &Project, jump: Span, headline: &str) -> Span {
    let Some(page) = project.page(jump.page) else { return jump };
    let line = page.lines().content(page.text(), page.lines().line_of(jump.start));
    let before = Span::new(jump.page, line.start, jump.start.get());
    match trim_span(page.text(), before) {
        Some(before) if jumps::alike(headline, project.raw(before)) => Span { start: before.start, ..jump },
        _ => jump,
    }
}

/// Makes a jump line furniture, cut out of the block that it stands in.
fn take_out(draft: &mut Draft<'_>, project: &Project, jump: Span) -> Result<(), Refusal> {
    let Span { page, start, end } = jump;
    let entry = project.entries_in(page, jump.range()).next().ok_or(Refusal::Gone)?;
    let mut id = entry.block;
    if project.block(id).is_none_or(|block| block.home.article().is_none()) {
        return Ok(());
    }
    let place = |pos| crate::text::Place { page, pos };
    if let Some(new) = draft.split(id, place(start))? {
        draft.decide(id)?;
        id = new;
    }
    // What stands behind it: in its own span, or in the next one.
    let spans = draft.block(id).map(|block| block.spans.clone()).unwrap_or_default();
    let mut spans = spans.iter().copied();
    let own = spans.next().ok_or(Refusal::Gone)?;
    let behind = if end < own.end { Some(place(end)) } else { spans.next().map(Span::from) };
    if let Some(behind) = behind {
        draft.split(id, behind)?;
    }
    draft.place(&[id], Home::Furniture, 0)?;
    draft.decide(id)
}

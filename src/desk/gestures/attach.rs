//! Paragraphs and captions that go to an article, headlines that begin one, and what is said of lost text.

use super::article::spans_in;
use super::fragment::put;
use super::{Draft, Refusal};
use crate::model::{ArticleFacts, BlockId, Edit, Gap, Home, Project, Role, trim_span};
use crate::text::{Place, Span};

/// Moves one block, wherever in the dump its text stands, into `home`, where it fits best there.
///
/// # Errors
/// [`Refusal::AlreadyThere`], [`Refusal::Gone`].
pub fn move_paragraph(project: &Project, id: BlockId, home: Home) -> Result<Edit, Refusal> {
    if project.block(id).ok_or(Refusal::Gone)?.home == home {
        return Err(Refusal::AlreadyThere);
    }
    let mut draft = Draft::new(project);
    put(&mut draft, &[id], home, None)?;
    draft.finish()
}

/// Makes the text in `range`, or the block there where it is empty, the caption of `article`. A credit among it stays one.
///
/// The halves of a sentence that it stood between join, as they do when it is moved or made a caption.
///
/// # Errors
/// [`Refusal::NoSelection`] where there is no text, [`Refusal::Nothing`] where it is that already.
pub fn caption_of(project: &Project, range: Span, home: Home) -> Result<Edit, Refusal> {
    let mut draft = Draft::new(project);
    let run = if range.is_empty() {
        vec![project.entry_near(range.from()).ok_or(Refusal::NoSelection)?.block]
    } else {
        draft.take_out(spans_in(project, range).into_iter())?
    };
    for &id in &run {
        let block = draft.block_mut(id)?;
        if block.role != Role::Credit {
            block.role = Role::Caption;
            block.gap = None;
        }
        draft.decide(id)?;
    }
    let there = run.iter().all(|&id| draft.block(id).is_some_and(|block| block.home == home));
    if there {
        let torn = draft.torn_by(&run);
        let whole = torn.iter().all(|&(left, right)| draft.reads_on(left, right));
        // Behind the paragraph that it interrupts, where it interrupts nothing.
        if let (Some(&(_, right)), true) = (torn.first(), whole) {
            let behind = draft.index_without(right, &run)? + 1;
            draft.place(&run, home, behind)?;
            draft.rejoin(&torn)?;
        }
    } else {
        put(&mut draft, &run, home, None)?;
    }
    draft.finish()
}

/// Makes the text in `range` a headline, and begins a new article with it: what comes behind it in its article goes along.
/// Where `range` is empty, it is the heading there, or else the line.
///
/// # Errors
/// [`Refusal::NoSelection`] where there is no text, [`Refusal::NotInArticle`] where it belongs to none,
/// [`Refusal::Nothing`] where an article begins so already.
pub fn begin_article(project: &Project, range: Span) -> Result<Edit, Refusal> {
    let range = if range.is_empty() { heading_at(project, range.from())? } else { range };
    let mut draft = Draft::new(project);
    let run = draft.take_out(spans_in(project, range).into_iter())?;
    let &first = run.first().ok_or(Refusal::NoSelection)?;
    for &id in &run {
        draft.block_mut(id)?.role = Role::Headline;
        draft.decide(id)?;
    }
    let (article, index) = draft.index_of(first).ok_or(Refusal::NotInArticle)?;
    if index > 0 {
        let tail = draft.article(article).map(|article| article.blocks[index..].to_vec()).unwrap_or_default();
        let number = project.number(article).ok_or(Refusal::Gone)?;
        let new = draft.add_article(number, ArticleFacts::default());
        draft.place(&tail, Home::Article(new), 0)?;
    }
    for pair in run.windows(2).rev() {
        if draft.follow_each_other(pair[0], pair[1]) {
            draft.join(pair[0], pair[1])?;
        }
    }
    draft.finish()
}

/// The heading at a place, or the line in its block.
fn heading_at(project: &Project, at: Place) -> Result<Span, Refusal> {
    let entry = project.entry_near(at).ok_or(Refusal::NoSelection)?;
    let page = project.page(at.page).ok_or(Refusal::NoPage)?;
    if project.block(entry.block).is_some_and(|block| block.role.is_heading()) {
        return Ok(entry.span);
    }
    let inside = at.pos.clamp(entry.span.start, entry.span.end);
    let line = page.lines().content(page.text(), page.lines().line_of(inside));
    let part = Span::new(
        at.page,
        line.start.max(entry.span.start.get()),
        line.end.min(entry.span.end.get()).max(entry.span.start.get()),
    );
    trim_span(page.text(), part).ok_or(Refusal::NoSelection)
}

/// Says of the text behind a block that it is missing, with a note; what was said before is replaced.
///
/// # Errors
/// [`Refusal::NotInArticle`] in the furniture, [`Refusal::Nothing`] where that is said already.
pub fn set_gap_note(project: &Project, id: BlockId, note: &str) -> Result<Edit, Refusal> {
    let block = project.block(id).ok_or(Refusal::Gone)?;
    block.home.article().ok_or(Refusal::NotInArticle)?;
    let gap = Some(Box::new(Gap { note: note.trim().to_owned() }));
    if block.gap == gap {
        return Err(Refusal::Nothing);
    }
    let mut draft = Draft::new(project);
    draft.block_mut(id)?.gap = gap;
    draft.decide(id)?;
    draft.finish()
}

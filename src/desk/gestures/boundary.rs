//! Moving the boundary between two fragments.

use super::{Draft, Refusal};
use crate::model::{BlockId, Boundary, Edit, Entry, Fragment, Home, Project, fragment_at, reading_of, trim_span};
use crate::text::{Place, Span};

/// Moves `boundary` to `to`: the text between goes to the fragment on the other side, and into its flow there.
///
/// A place beyond the fragment that gives way counts as its far edge; then the fragment goes over as a whole. Text that
/// arrives inside a paragraph becomes part of it; at a paragraph's edge it joins it where the sentence goes on.
///
/// # Errors
/// [`Refusal::Nothing`] where no character lies between.
pub fn move_boundary(project: &Project, boundary: Boundary, to: Place) -> Result<Edit, Refusal> {
    draft_move(project, boundary, to)?.finish()
}

/// How the texts on both sides of a boundary would join if it were moved: what then reads just above it and just below.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Preview {
    /// Whose the text above is, and how it ends.
    pub above: (Home, String),
    /// Whose the text below is, and how it begins.
    pub below: (Home, String),
}

/// How many characters of either side a preview shows.
const SHOWN: usize = 24;

/// What [`move_boundary`] would make, without making it.
///
/// # Errors
/// As [`move_boundary`].
pub fn preview_boundary(project: &Project, boundary: Boundary, to: Place) -> Result<Preview, Refusal> {
    let draft = draft_move(project, boundary, to)?;
    let above = last_before(project, to).ok_or(Refusal::Nothing)?;
    let below = first_from(project, to).ok_or(Refusal::Nothing)?;
    let side = |place: Place, end: bool| {
        let block = draft.holder_of(place).and_then(|id| draft.block(id)).ok_or(Refusal::Gone)?;
        let reading = reading_of(project, block);
        let at = reading.byte_of(place).unwrap_or_default();
        let text: String = if end {
            let upto = reading.text.get(at..).and_then(|rest| rest.chars().next()).map_or(at, |c| at + c.len_utf8());
            let shown = reading.text.get(..upto).unwrap_or_default();
            let skip = shown.chars().count().saturating_sub(SHOWN);
            shown.chars().skip(skip).collect()
        } else {
            reading.text.get(at..).unwrap_or_default().chars().take(SHOWN).collect()
        };
        Ok((block.home, text))
    };
    Ok(Preview { above: side(above, true)?, below: side(below, false)? })
}

/// The last character before `to` that is no white space.
fn last_before(project: &Project, to: Place) -> Option<Place> {
    let span = project.entry_before(to).filter(|entry| entry.span.page == to.page)?.span;
    let part = project.raw(Span { end: span.end.min(to.pos), ..span });
    let (at, _) = part.char_indices().rev().find(|(_, c)| !c.is_whitespace())?;
    Some(Place::new(to.page, span.start.get() + at))
}

/// The first character from `to` on that is no white space.
fn first_from(project: &Project, to: Place) -> Option<Place> {
    let holds = |entry: &Entry| {
        let rest = project.raw(Span { start: entry.span.start.max(to.pos), ..entry.span });
        !rest.trim().is_empty()
    };
    let entry = project.entry_at(to).filter(holds).or_else(|| project.entry_after(to))?;
    let start = entry.span.start.max(to.pos);
    let rest = project.raw(Span { start, ..entry.span });
    let (at, _) = rest.char_indices().find(|(_, c)| !c.is_whitespace())?;
    (entry.span.page == to.page).then(|| Place::new(to.page, start.get() + at))
}

fn draft_move(project: &Project, boundary: Boundary, to: Place) -> Result<Draft<'_>, Refusal> {
    if to.page != boundary.at().page {
        return Err(Refusal::NoBoundary);
    }
    let mut draft = Draft::new(project);
    if to.pos < boundary.at().pos {
        let giving = fragment_at(project, boundary.above.span.from()).ok_or(Refusal::Gone)?;
        let run = cut(&mut draft, &giving, |span| Span { start: span.start.max(to.pos), ..span })?;
        let torn = draft.torn_by(&run);
        attach_before(&mut draft, &run, boundary.below.span)?;
        draft.rejoin(&torn)?;
    } else {
        let giving = fragment_at(project, boundary.below.span.from()).ok_or(Refusal::Gone)?;
        let run = cut(&mut draft, &giving, |span| Span { end: span.end.min(to.pos), ..span })?;
        let torn = draft.torn_by(&run);
        attach_after(&mut draft, &run, boundary.above.span)?;
        draft.rejoin(&torn)?;
    }
    Ok(draft)
}

/// Cuts what `clip` leaves of a fragment's spans out of its blocks.
fn cut(draft: &mut Draft<'_>, fragment: &Fragment, clip: impl Fn(Span) -> Span) -> Result<Vec<BlockId>, Refusal> {
    let project = draft.project();
    let text = |span: Span| project.page(span.page).map(|page| page.text()).unwrap_or_default();
    let spans = fragment.entries.iter().map(|entry| entry.span);
    let spans: Vec<Span> = spans.filter_map(|span| trim_span(text(span), clip(span))).collect();
    if spans.is_empty() {
        return Err(Refusal::Nothing);
    }
    draft.take_out(spans.into_iter())
}

/// Puts a run right behind the text of `above`, in its flow.
fn attach_after(draft: &mut Draft<'_>, run: &[BlockId], above: Span) -> Result<(), Refusal> {
    // The block that has it now: cutting may have split the one that had it.
    let holder = draft.holder_of(above.from()).ok_or(Refusal::Gone)?;
    let home = draft.block(holder).ok_or(Refusal::Gone)?.home;
    let Home::Article(_) = home else { return move_out(draft, run, home) };
    let inside = rest_behind(draft, holder, above)?;
    take_role(draft, run, holder)?;
    draft.place(run, home, draft.index_without(holder, run)? + 1)?;
    let Some((&first, &last)) = run.first().zip(run.last()) else { return Ok(()) };
    if let Some(rest) = inside {
        // The text arrives in the middle of a paragraph: all of it is that paragraph.
        draft.join(last, rest)?;
        for &id in run {
            draft.join(holder, id)?;
        }
    } else {
        draft.join_if_it_reads_on(holder, first)?;
    }
    draft.decide(holder)
}

/// Puts a run right before the text of `below`, in its flow.
fn attach_before(draft: &mut Draft<'_>, run: &[BlockId], below: Span) -> Result<(), Refusal> {
    let holder = draft.holder_of(below.from()).ok_or(Refusal::Gone)?;
    let home = draft.block(holder).ok_or(Refusal::Gone)?.home;
    let Home::Article(_) = home else { return move_out(draft, run, home) };
    take_role(draft, run, holder)?;
    let rest = draft.split(holder, below.from())?;
    let target = rest.unwrap_or(holder);
    draft.place(run, home, draft.index_without(target, run)?)?;
    let Some(&last) = run.last() else { return Ok(()) };
    if rest.is_some() {
        draft.join(last, target)?;
        for &id in run {
            draft.join(holder, id)?;
        }
        return draft.decide(holder);
    }
    draft.decide(target)?;
    draft.join_if_it_reads_on(last, target)?;
    Ok(())
}

/// Splits off what a block has behind `span` in its flow.
fn rest_behind(draft: &mut Draft<'_>, id: BlockId, span: Span) -> Result<Option<BlockId>, Refusal> {
    let block = draft.block(id).ok_or(Refusal::Gone)?;
    match block.spans.iter().skip_while(|own| !own.contains(span.from())).nth(1).copied() {
        Some(next) => draft.split(id, next.from()),
        None => Ok(None),
    }
}

/// Text that was in no article takes the role of the block it comes to; what moves is decided.
fn take_role(draft: &mut Draft<'_>, run: &[BlockId], neighbour: BlockId) -> Result<(), Refusal> {
    let role = draft.block(neighbour).ok_or(Refusal::Gone)?.role;
    for &id in run {
        let block = draft.block_mut(id)?;
        if !block.role.is_in_article() {
            block.role = role;
        }
        draft.decide(id)?;
    }
    Ok(())
}

fn move_out(draft: &mut Draft<'_>, run: &[BlockId], home: Home) -> Result<(), Refusal> {
    draft.place(run, home, 0)?;
    run.iter().try_for_each(|&id| draft.decide(id))
}

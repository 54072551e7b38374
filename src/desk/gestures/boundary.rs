//! Moving the boundary between two fragments.

use super::{Draft, Refusal};
use crate::model::{BlockId, Boundary, Edit, Entry, Fragment, Home, Project, fragment_at, reading_of};
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
        let run = cut_tail(&mut draft, &giving, to)?;
        attach_before(&mut draft, &run, boundary.below)?;
    } else {
        let giving = fragment_at(project, boundary.below.span.from()).ok_or(Refusal::Gone)?;
        let run = cut_head(&mut draft, &giving, to)?;
        attach_after(&mut draft, &run, boundary.above)?;
    }
    Ok(draft)
}

/// The blocks of a fragment's text before `to`, cut out of whatever goes beyond on either side.
fn cut_head(draft: &mut Draft<'_>, fragment: &Fragment, to: Place) -> Result<Vec<BlockId>, Refusal> {
    cut(draft, fragment, |place| place < to, Some(to))
}

/// The blocks of a fragment's text from `to` on.
fn cut_tail(draft: &mut Draft<'_>, fragment: &Fragment, to: Place) -> Result<Vec<BlockId>, Refusal> {
    cut(draft, fragment, |place| place >= to, None)
}

/// The blocks of what lies in a fragment and in `region`, a stretch of its flow that ends at `end` or with it.
fn cut(
    draft: &mut Draft<'_>,
    fragment: &Fragment,
    region: impl Fn(Place) -> bool,
    end: Option<Place>,
) -> Result<Vec<BlockId>, Refusal> {
    let mut run: Vec<BlockId> = Vec::new();
    let mut starts: Vec<Place> = Vec::new();
    for span in fragment.entries.iter().map(|entry| entry.span) {
        // A span that the region's start cuts begins there.
        let start = if region(span.from()) { Some(span.from()) } else { first_in(draft, span, &region) };
        let Some(start) = start else { continue };
        starts.push(start);
        let holder = draft.holder_of(start).ok_or(Refusal::Gone)?;
        if run.last() != Some(&holder) {
            run.push(draft.split(holder, start)?.unwrap_or(holder));
        }
    }
    let &last = run.last().ok_or(Refusal::Nothing)?;
    let spans = draft.block(last).map(|block| block.spans.clone()).unwrap_or_default();
    for span in spans {
        if !starts.contains(&span.from()) {
            draft.split(last, span.from())?;
            break;
        }
        if let Some(end) = end.filter(|&end| span.contains(end)) {
            draft.split(last, end)?;
            break;
        }
    }
    Ok(run)
}

/// The first character of `span` that is in the region and no white space.
fn first_in(draft: &Draft<'_>, span: Span, region: &impl Fn(Place) -> bool) -> Option<Place> {
    let text = draft.project().raw(span);
    let place = |at: usize| Place::new(span.page, span.start.get() + at);
    text.char_indices().find(|&(at, c)| !c.is_whitespace() && region(place(at))).map(|(at, _)| place(at))
}

/// Puts a run right behind the text of `above`, in its flow.
fn attach_after(draft: &mut Draft<'_>, run: &[BlockId], above: Entry) -> Result<(), Refusal> {
    let home = draft.block(above.block).ok_or(Refusal::Gone)?.home;
    let Home::Article(_) = home else { return move_out(draft, run, home) };
    let inside = rest_behind(draft, above)?;
    take_role(draft, run, above.block)?;
    let (_, at) = draft.index_of(above.block).ok_or(Refusal::Gone)?;
    draft.place(run, home, at + 1)?;
    let Some((&first, &last)) = run.first().zip(run.last()) else { return Ok(()) };
    if let Some(rest) = inside {
        // The text arrives in the middle of a paragraph: all of it is that paragraph.
        draft.join(last, rest)?;
        for &id in run {
            draft.join(above.block, id)?;
        }
    } else {
        draft.join_if_it_reads_on(above.block, first)?;
    }
    draft.decide(above.block)
}

/// Puts a run right before the text of `below`, in its flow.
fn attach_before(draft: &mut Draft<'_>, run: &[BlockId], below: Entry) -> Result<(), Refusal> {
    let home = draft.block(below.block).ok_or(Refusal::Gone)?.home;
    let Home::Article(_) = home else { return move_out(draft, run, home) };
    take_role(draft, run, below.block)?;
    let rest = draft.split(below.block, below.span.from())?;
    let target = rest.unwrap_or(below.block);
    let (_, at) = draft.index_of(target).ok_or(Refusal::Gone)?;
    draft.place(run, home, at)?;
    let Some(&last) = run.last() else { return Ok(()) };
    if rest.is_some() {
        draft.join(last, target)?;
        for &id in run {
            draft.join(below.block, id)?;
        }
        return draft.decide(below.block);
    }
    draft.decide(target)?;
    draft.join_if_it_reads_on(last, target)?;
    Ok(())
}

/// Splits off what the block of `entry` has behind that span.
fn rest_behind(draft: &mut Draft<'_>, entry: Entry) -> Result<Option<BlockId>, Refusal> {
    let block = draft.block(entry.block).ok_or(Refusal::Gone)?;
    match block.spans.get(entry.nth + 1).copied() {
        Some(next) => draft.split(entry.block, next.from()),
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

//! Settles what depends on the blocks around: kicker, headline and deck; subheads; notes.

use super::blocks::Draft;
use super::cohesion::Words;
use super::marks;
use super::sheet::Sheet;
use super::{Budget, Cancelled};
use crate::model::{Evidence, Reason, Role};
use std::cmp::Ordering;

/// Characters that a subhead may have.
const SUBHEAD: usize = 16;
/// Blocks on either side that tell what a text speaks of.
const AROUND: usize = 3;
/// Likeness of the texts over and under a heading from which on it stands inside an article.
/// Measured on the training pages: between subheads' and headlines' surroundings.
const SAME_TOPIC: f64 = 0.06;

/// Settles the role of headings and of what notes open.
pub(super) fn settle(sheet: &Sheet<'_>, words: &Words, drafts: &mut [Draft], budget: &Budget) -> Result<(), Cancelled> {
    notes(sheet, drafts, budget)?;
    let mut at = 0;
    while at < drafts.len() {
        budget.step()?;
        let run = drafts[at..].iter().take_while(|draft| draft.role.is_heading()).count();
        if run == 1 && is_subhead(sheet, words, drafts, at) {
            drafts[at].role = Role::Subhead;
        } else {
            name_headings(sheet, &mut drafts[at..at + run], budget)?;
        }
        at += run.max(1);
    }
    Ok(())
}

/// Among headings in a row the longest is the headline; what stands over it are kickers, under it decks.
fn name_headings(sheet: &Sheet<'_>, group: &mut [Draft], budget: &Budget) -> Result<(), Cancelled> {
    let is_deck =
        |draft: &Draft| ["——", "一一", "—", "--"].iter().any(|dash| sheet.line(draft.first()).starts_with(dash));
    let mut main = 0;
    let mut longest = 0;
    for (index, draft) in group.iter().enumerate() {
        budget.step_at(index)?;
        let length = length(sheet, draft);
        if index == 0 || !is_deck(draft) && (is_deck(&group[main]) || length > longest) {
            (main, longest) = (index, length);
        }
    }
    for (index, draft) in group.iter_mut().enumerate() {
        budget.step_at(index)?;
        draft.role = match index.cmp(&main) {
            // Where words are parted by spaces, papers set a headline over a longer one.
            Ordering::Less if sheet.spaced => Role::Headline,
            Ordering::Less => Role::Kicker,
            Ordering::Equal => Role::Headline,
            Ordering::Greater => Role::Deck,
        };
    }
    Ok(())
}

/// A short heading alone, over and under which one text goes on.
fn is_subhead(sheet: &Sheet<'_>, words: &Words, drafts: &[Draft], at: usize) -> bool {
    let draft = &drafts[at];
    if sheet.spaced || at == 0 || length(sheet, draft) > SUBHEAD {
        return false;
    }
    let opens = drafts.get(at + 1).is_none_or(|next| {
        next.role == Role::Byline || marks::opening(sheet.line(next.first())).is_some() || next.role == Role::Furniture
    });
    let before = drafts[..at].iter().rev().take(AROUND).take_while(|draft| !draft.role.is_heading());
    let closed = drafts[at - 1].role == Role::Body && sheet.closing_at(drafts[at - 1].last()).is_some();
    if opens || closed {
        return false;
    }
    let above =
        before.filter(|draft| draft.role == Role::Body).flat_map(|draft| draft.lines.iter().rev().take(20).copied());
    let below = drafts[at + 1..].iter().take(AROUND).take_while(|draft| !draft.role.is_heading());
    let below = below.filter(|draft| draft.role == Role::Body).flat_map(|draft| draft.lines.iter().take(20).copied());
    words.topic(sheet, above).likeness(&words.topic(sheet, below)) > SAME_TOPIC
}

/// What follows the heading of a note, or opens as one, is a note.
fn notes(sheet: &Sheet<'_>, drafts: &mut [Draft], budget: &Budget) -> Result<(), Cancelled> {
    for at in 0..drafts.len() {
        budget.step_at(at)?;
        let behind_head =
            at > 0 && drafts[at - 1].role == Role::Note && marks::is_note_head(sheet.line(drafts[at - 1].last()));
        if drafts[at].role == Role::Body && (behind_head || marks::opens_note(sheet.line(drafts[at].first()))) {
            drafts[at].role = Role::Note;
            drafts[at].why = Evidence::new(0.85, Reason::Form { form: "note".to_owned() });
        }
    }
    Ok(())
}

fn length(sheet: &Sheet<'_>, draft: &Draft) -> usize {
    draft.lines.iter().map(|&line| sheet.line(line).chars().count()).sum()
}

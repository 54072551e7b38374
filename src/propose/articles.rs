//! Blocks become articles: a heading or an opening begins one, and what follows belongs to it.
//!
//! Headings next to each other are kicker, headline and deck. A heading inside an article whose form says so is a
//! subhead. Captions and credits go to the article around them. Kept blocks keep their article and their order in it;
//! what follows a kept block without a heading of its own joins that article.

use super::blocks::Draft;
use super::cohesion::Words;
use super::marks;
use super::marks::ends_sentence;
use super::sheet::Sheet;
use super::{Budget, Cancelled};
use crate::model::{Evidence, Reason, Role};

/// Blocks on either side that tell what a text speaks of.
const AROUND: usize = 4;

/// Likeness of two pieces under which the text turns to something else, and the same where a caption, a credit or
/// furniture stands between them. Set on the training pages; more cuts cost more repairs than they save.
const TURN: f64 = 0.01;
const TURN_BEHIND: f64 = 0.04;

/// A row of blocks of one article, by their index among the page's blocks.
#[derive(Clone, Debug, Default)]
pub(super) struct Chain {
    /// The kept block that it follows and belongs with.
    pub(super) kept: Option<u32>,
    /// The kept block that it stands before and belongs with.
    pub(super) leads: Option<u32>,
    /// Its blocks, in reading order, each with why it follows the one before it.
    pub(super) parts: Vec<(usize, Evidence)>,
}

/// The articles of a page, in the order of their first blocks.
pub(super) fn chains(
    sheet: &Sheet<'_>,
    words: &Words,
    drafts: &[Draft],
    kept_before: &[Option<u32>],
    budget: &Budget,
) -> Result<Vec<Chain>, Cancelled> {
    let mut chains: Vec<Chain> = Vec::new();
    let mut begun = false;
    let mut last_body = None;
    // Whether the last article has running text, or is a kept one's and as good as it.
    let mut has_text = false;
    for (index, draft) in drafts.iter().enumerate() {
        budget.step_at(index)?;
        if let Some(kept) = kept_before[index] {
            chains.push(Chain { kept: Some(kept), ..Chain::default() });
            has_text = true;
            begun = true;
        }
        if !draft.role.is_in_article() {
            continue;
        }
        let text = sheet.line(draft.first());
        // Headings that something stands between are of two articles.
        let apart = index.checked_sub(1).is_some_and(|at| !drafts[at].role.is_heading());
        let heads = draft.role.is_heading() && (has_text || apart);
        let opens = draft.role == Role::Body && has_text && marks::opening(text).is_some();
        let closed = last_body.is_some_and(|last: usize| sheet.closing_at(drafts[last].last()).is_some());
        let closed = closed && matches!(draft.role, Role::Body | Role::Subhead);
        let byline = draft.role == Role::Byline && has_text && marks::is_byline(text) && next_is_body(drafts, index);
        let signed = has_text && sheet.spaced && index > 0 && drafts[index - 1].role == Role::Byline;
        let signed = signed && matches!(draft.role, Role::Body | Role::Subhead);
        let parted = has_text && turns(sheet, words, drafts, index);
        if !begun || heads || opens || byline || parted || signed || closed && has_text {
            chains.push(Chain::default());
            has_text = false;
            begun = true;
        }
        has_text |= draft.role == Role::Body;
        if draft.role.is_flow() {
            last_body = Some(index).filter(|_| draft.role == Role::Body);
        }
        let why = why_follows(sheet, drafts, index);
        if let Some(chain) = chains.last_mut() {
            chain.parts.push((index, why));
        }
    }
    chains.retain(|chain| !chain.parts.is_empty());
    Ok(chains)
}

fn next_is_body(drafts: &[Draft], index: usize) -> bool {
    drafts.get(index + 1).is_some_and(|draft| draft.role == Role::Body)
}

fn why_follows(sheet: &Sheet<'_>, drafts: &[Draft], index: usize) -> Evidence {
    let Some(before) = index.checked_sub(1).and_then(|at| drafts.get(at)) else {
        return Evidence::new(0.7, Reason::Usual);
    };
    if !ends_sentence(sheet.line(before.last())) && before.role == Role::Body {
        return Evidence::new(0.6, Reason::EndsMidSentence);
    }
    if before.last() + 1 == drafts[index].first() {
        return Evidence::new(0.75, Reason::StandTogether);
    }
    Evidence::new(0.65, Reason::Usual)
}

/// True where the text turns to something else: a paragraph that begins behind a finished one, a blank line or what is
/// no text, and shares no rare words with what stands before.
fn turns(sheet: &Sheet<'_>, words: &Words, drafts: &[Draft], index: usize) -> bool {
    let draft = &drafts[index];
    let Some(before) = index.checked_sub(1).map(|at| &drafts[at]) else { return false };
    if draft.role != Role::Body || sheet.spaced {
        return false;
    }
    let interrupted = !before.role.is_flow();
    if !interrupted && (before.role != Role::Body || !ends_sentence(sheet.line(before.last()))) {
        return false;
    }
    let above = drafts[..index].iter().rev().take(AROUND).take_while(|draft| !draft.role.is_heading());
    let below = drafts[index..].iter().take(AROUND).take_while(|draft| !draft.role.is_heading());
    let above =
        above.filter(|draft| draft.role == Role::Body).flat_map(|draft| draft.lines.iter().rev().take(16).copied());
    let below = below.filter(|draft| draft.role == Role::Body).flat_map(|draft| draft.lines.iter().take(16).copied());
    let (above, below) = (words.topic(sheet, above), words.topic(sheet, below));
    let least = if interrupted { TURN_BEHIND } else { TURN };
    above.is_rich() && below.is_rich() && above.likeness(&below) < least
}

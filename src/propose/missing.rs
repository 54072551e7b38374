//! What the page has lost: openings, endings, and text inside a paragraph.
//!
//! Marks only what is evident: sentences that break off at the end of a full line and that nothing continues. A line that
//! stops short of its column's end without a stop has mostly lost no more than the stop, or is a heading that was taken
//! for text: on pages with answers, text was missing there once in ten times, and behind a full line or a comma once in
//! two or three.

use super::articles::Chain;
use super::blocks::Draft;
use super::marks;
use super::marks::ends_sentence;
use super::roles::{LineRole, Why};
use super::sheet::Sheet;
use super::{Budget, Cancelled};
use crate::model::{ArticleFacts, ArticleKind, Gap, Role};

/// Characters that a doubled tail has at most: less than a line of any column.
const TAIL: usize = 8;
/// Lines on either side in which the paragraph stands whose tail was doubled.
const NEAR: usize = 20;
/// Characters of a line's end among which there is a letter where it is text.
const END: usize = 64;

/// Takes doubled tails out: short last lines that stand, the same, at the end of a paragraph near by, and here behind a
/// line that breaks off before its column is full.
pub(super) fn mark_doubled_tails(sheet: &Sheet<'_>, roles: &mut [LineRole], budget: &Budget) -> Result<(), Cancelled> {
    for index in 1..roles.len() {
        budget.step_at(index)?;
        let text = sheet.line(index);
        let above = &sheet.lines[index - 1];
        if sheet.spaced
            || text.chars().take(TAIL + 1).count() > TAIL
            || text.chars().count() < 2
            || !ends_sentence(text)
        {
            continue;
        }
        let breaks_off = roles[index - 1].role == Role::Body
            && !ends_sentence(sheet.line(index - 1))
            && above.width + 4 <= above.usual
            && sheet.lines[index].kept.is_none();
        let from = index.saturating_sub(NEAR);
        let to = (index + NEAR).min(roles.len());
        let elsewhere = (from.max(1)..to).any(|other| {
            other.abs_diff(index) > 1 && sheet.line(other) == text && sheet.lines[other - 1].is_full(false)
        });
        if breaks_off && elsewhere {
            roles[index] = LineRole { role: Role::Discarded, why: Why::Repeats };
        }
    }
    Ok(())
}

/// Marks blocks behind which text is missing, and says what each article lacks.
pub(super) fn facts(
    sheet: &Sheet<'_>,
    drafts: &mut [Draft],
    chains: Vec<Chain>,
    budget: &Budget,
) -> Result<Vec<(Chain, ArticleFacts)>, Cancelled> {
    let mut out = Vec::with_capacity(chains.len());
    for (index, chain) in chains.into_iter().enumerate() {
        budget.step_at(index)?;
        let flow: Vec<usize> =
            chain.parts.iter().map(|part| part.0).filter(|&part| drafts[part].role.is_flow()).collect();
        let mut facts = ArticleFacts::default();
        if flow.is_empty() {
            facts.kind = ArticleKind::Picture;
        }
        if let Some(&first) = flow.first() {
            facts.opening_missing = drafts[first].role == Role::Body
                && has_sentences(sheet, &drafts[first])
                && begins_inside(sheet, drafts[first].first());
        }
        for (nth, &part) in flow.iter().enumerate() {
            budget.step_at(nth + 1)?;
            if drafts[part].role != Role::Body {
                continue;
            }
            let breaks_off = breaks_off(sheet, &drafts[part]);
            match flow.get(nth + 1) {
                None => facts.ending_missing = breaks_off,
                // No paragraph ends with a comma.
                Some(&next) if breaks_off || sheet.line(drafts[part].last()).ends_with(['，', '、']) => {
                    if drafts[next].role == Role::Body {
                        drafts[part].gap = Some(Gap::default());
                    }
                }
                Some(_) => {}
            }
        }
        out.push((chain, facts));
    }
    Ok(out)
}

/// True where a text without a head begins inside a sentence, as far as its first characters tell.
fn begins_inside(sheet: &Sheet<'_>, line: usize) -> bool {
    let text = sheet.line(line);
    let Some(first) = text.chars().next() else { return false };
    if sheet.spaced {
        return first.is_lowercase();
    }
    // A Chinese article without a headline has lost it, and more, unless it opens as articles do.
    let fresh = sheet.lines[line].indent > 1 || marks::opening(text).is_some() || marks::is_numbered(text);
    !fresh || crate::text::is_closing(first) || matches!(first, '，' | '。' | '、' | '；')
}

/// True where a paragraph of several lines stops inside a sentence, at the end of a full line.
fn breaks_off(sheet: &Sheet<'_>, draft: &Draft) -> bool {
    let text = sheet.line(draft.last());
    let stops = ends_sentence(text)
        || sheet.closing_at(draft.last()).is_some()
        || text.ends_with(crate::text::is_closing)
        || text.ends_with(['：', ':', '；', ';', '—', '*']);
    let is_prose = draft.lines.len() > 1 && has_sentences(sheet, draft);
    let is_full = sheet.lines[draft.last()].is_full(sheet.spaced);
    !stops && is_prose && is_full && text.chars().rev().take(END).any(char::is_alphabetic)
}

/// True where there is punctuation as sentences have it, and not only at the end: a heading has none.
fn has_sentences(sheet: &Sheet<'_>, draft: &Draft) -> bool {
    let is_mark = |c: char| matches!(c, '，' | '。' | '、' | '；' | '：' | ',' | ';' | '.');
    let marks = draft.lines.iter().map(|&line| sheet.line(line).chars().filter(|c| is_mark(*c)).count());
    marks.sum::<usize>() > 1
}

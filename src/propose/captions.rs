//! Which lines of running text are captions.
//!
//! A caption opens as one (图为, 上图), or a credit follows it, or it stands alone between blank lines where a sentence
//! goes on beyond it. A credit in brackets that stands alone, and behind no caption, belongs to a picture that left
//! no other trace: it is furniture, lest it stray into an article. On the training pages of county papers 145 of 146
//! such lines are of no article; without brackets, in brackets of half width or close to a text, all are of one. Looks at a few lines around each credit and each lone line.

use super::grams::Grams;
use super::marks;
use super::marks::ends_sentence;
use super::roles::{LineRole, Why};
use super::sheet::Sheet;
use super::{Budget, Cancelled};
use crate::model::Role;

/// Lines that a caption may have.
const LINES: usize = 5;

/// Gives the lines of captions their role.
pub(super) fn mark_captions(
    sheet: &Sheet<'_>,
    grams: &Grams,
    roles: &mut [LineRole],
    budget: &Budget,
) -> Result<(), Cancelled> {
    for index in 0..roles.len() {
        budget.step_at(index)?;
        let found = match roles[index].role {
            Role::Credit => before_credit(sheet, grams, roles, index),
            Role::Body if marks::opens_caption(sheet.line(index)) => opened(sheet, roles, index),
            Role::Body => between_halves(sheet, grams, roles, index),
            _ => None,
        };
        for line in found.into_iter().flatten() {
            roles[line] = LineRole { role: Role::Caption, why: Why::Form("caption") };
        }
        if roles[index].role == Role::Credit && is_astray(sheet, roles, index) {
            roles[index] = LineRole { role: Role::Furniture, why: Why::Form("credit") };
        }
    }
    Ok(())
}

/// The lines over a credit: from a blank line or a finished block on, or the one line that does not go on from above.
fn before_credit(
    sheet: &Sheet<'_>,
    grams: &Grams,
    roles: &[LineRole],
    credit: usize,
) -> Option<std::ops::Range<usize>> {
    let last = credit.checked_sub(1).filter(|&last| is_prose(&roles[last]))?;
    if sheet.lines[credit].blanks > 2 {
        return None;
    }
    for first in (credit.saturating_sub(LINES)..credit).rev() {
        let above = first.checked_sub(1);
        let line = &sheet.lines[first];
        if line.blanks > 0 || line.kept.is_some() || above.is_none_or(|above| !is_prose(&roles[above])) {
            let open_above = above.is_some_and(|above| is_prose(&roles[above]) && !ends_sentence(sheet.line(above)));
            // A blank line inside a paragraph: the credit stands behind the text that it interrupts.
            let goes_on = open_above && !ends_sentence(sheet.line(last));
            return (!goes_on).then_some(first..credit);
        }
    }
    let above = last.checked_sub(1)?;
    let open = !ends_sentence(sheet.line(above));
    let alone = open && grams.over_seam(sheet.line(above), sheet.line(last)) == 0;
    let on = grams.over_seam(sheet.line(above), sheet.line(credit + 1)) > 0;
    (ends_sentence(sheet.line(last)) && alone && (on || !sheet.lines[above].is_full(sheet.spaced)))
        .then_some(last..credit)
}

/// True for a credit in brackets between blank lines, or at an end of the page, that neither a caption nor an open sentence stands before.
fn is_astray(sheet: &Sheet<'_>, roles: &[LineRole], index: usize) -> bool {
    let text = sheet.line(index);
    let in_brackets = text.starts_with('（') && text.ends_with('）');
    let apart = index == 0 || sheet.lines[index].blanks > 0;
    let apart = apart && sheet.lines.get(index + 1).is_none_or(|next| next.blanks > 0);
    // What interrupts a sentence stands where the picture did.
    let in_place = index.checked_sub(1).is_some_and(|above| match roles[above].role {
        Role::Caption => true,
        Role::Body => !ends_sentence(sheet.line(above)),
        _ => false,
    });
    in_brackets && apart && !in_place && sheet.lines[index].kept.is_none()
}

/// From a line that opens as captions do to the end of its sentence or its credit.
fn opened(sheet: &Sheet<'_>, roles: &[LineRole], first: usize) -> Option<std::ops::Range<usize>> {
    let mut end = first + 1;
    while end < roles.len().min(first + LINES)
        && roles[end].role == Role::Body
        && sheet.lines[end].blanks == 0
        && !ends_sentence(sheet.line(end - 1))
    {
        end += 1;
    }
    Some(first..end)
}

/// A lone sentence between blank lines, before and behind which the halves of another one fit.
fn between_halves(
    sheet: &Sheet<'_>,
    grams: &Grams,
    roles: &[LineRole],
    first: usize,
) -> Option<std::ops::Range<usize>> {
    let above = first.checked_sub(1).filter(|&above| roles[above].role == Role::Body)?;
    if sheet.lines[first].blanks == 0 || ends_sentence(sheet.line(above)) || sheet.spaced {
        return None;
    }
    let mut below = first + 1;
    while below < roles.len().min(first + 3) && sheet.lines[below].blanks == 0 {
        below += 1;
    }
    let next = sheet.lines.get(below).filter(|next| next.blanks > 0 && roles[below].role == Role::Body)?;
    let finished = ends_sentence(sheet.line(below - 1)) && next.kept.is_none();
    let through = grams.over_seam(sheet.line(above), sheet.line(below));
    let into = grams.over_seam(sheet.line(above), sheet.line(first));
    let fits = through > into || into == 0 && sheet.lines[first].width > sheet.lines[first].usual + 4;
    (finished && fits).then_some(first..below)
}

fn is_prose(role: &LineRole) -> bool {
    matches!(role.role, Role::Body | Role::Caption)
        || role.role == Role::Headline && matches!(role.why, Why::Short(more) if more < 2)
}

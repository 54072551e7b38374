//! Lines become blocks: paragraphs, headings, captions, pieces of furniture.
//!
//! Two lines are one paragraph where the text goes on: the left one stops inside a sentence, or fills its column and
//! the right one does not open a paragraph. Two heading lines are one heading where the line was broken for its length.
//! A sentence that captions, credits or furniture interrupt goes on behind them, as one block of several spans.

use super::grams::Grams;
use super::marks;
use super::marks::ends_sentence;
use super::roles::{LineRole, Why};
use super::sheet::Sheet;
use super::{Budget, Cancelled};
use crate::model::{Confidence, Evidence, Gap, Reason, Role};

/// Blocks that may stand between the two halves of a sentence.
const INTERRUPTIONS: usize = 6;
/// Characters of either end that a reason shows.
const SHOWN: usize = 6;

/// A block in the making.
#[derive(Clone, Debug)]
pub(super) struct Draft {
    /// Its lines, in reading order.
    pub(super) lines: Vec<usize>,
    /// Its role.
    pub(super) role: Role,
    /// Why it has that role.
    pub(super) why: Evidence,
    /// Seams inside: which of its lines goes on after one, and why.
    pub(super) seams: Vec<(usize, Evidence)>,
    /// Text missing behind it.
    pub(super) gap: Option<Gap>,
}

impl Draft {
    pub(super) fn first(&self) -> usize {
        self.lines.first().copied().unwrap_or_default()
    }

    pub(super) fn last(&self) -> usize {
        self.lines.last().copied().unwrap_or_default()
    }
}

/// The blocks of `sheet`, in reading order.
pub(super) fn blocks(
    sheet: &Sheet<'_>,
    roles: &[LineRole],
    grams: &Grams,
    budget: &Budget,
) -> Result<Vec<Draft>, Cancelled> {
    let mut drafts: Vec<Draft> = Vec::new();
    for (index, role) in roles.iter().enumerate() {
        budget.step_at(index)?;
        if let Some(draft) = drafts.last_mut().filter(|draft| joins(sheet, grams, roles, draft, index)) {
            draft.lines.push(index);
            continue;
        }
        let why = evidence_of_role(sheet, role, index);
        drafts.push(Draft { lines: vec![index], role: role.role, why, seams: Vec::new(), gap: None });
    }
    Ok(drafts)
}

/// Why the line has its role; for a heading over an opening, with the words that open.
fn evidence_of_role(sheet: &Sheet<'_>, role: &LineRole, index: usize) -> Evidence {
    let mut why = role.why.evidence();
    if role.why == Why::BeforeOpening {
        let next = sheet.line(index + 1);
        let reason =
            marks::opening(next).map_or(Reason::Form { form: "byline".to_owned() }, |mark| Reason::Opening { mark });
        why.reasons.insert(0, reason);
    }
    why
}

/// True where the line at `index` belongs to `draft`, which stands before it.
fn joins(sheet: &Sheet<'_>, grams: &Grams, roles: &[LineRole], draft: &Draft, index: usize) -> bool {
    let (role, line) = (&roles[index], &sheet.lines[index]);
    if line.kept.is_some() || role.role != draft.role || sheet.closing_at(index - 1).is_some() {
        return false;
    }
    match role.role {
        Role::Body => body_goes_on(sheet, grams, index - 1, index),
        Role::Headline | Role::Kicker | Role::Deck => heading_goes_on(sheet, grams, draft.last(), index),
        Role::Caption => line.blanks == 0 && !marks::ends_as_credit(sheet.line(index - 1)),
        // Lone signs in a row are the remains of one rule or picture.
        Role::Furniture => {
            line.blanks == 0 && role.why == roles[index - 1].why && sheet.line(index).chars().take(2).count() == 1
        }
        Role::Byline | Role::Dateline | Role::Subhead | Role::Note | Role::Credit | Role::Discarded => false,
    }
}

fn body_goes_on(sheet: &Sheet<'_>, grams: &Grams, left: usize, right: usize) -> bool {
    let (a, b) = (&sheet.lines[left], &sheet.lines[right]);
    let (before, after) = (sheet.line(left), sheet.line(right));
    if opens_paragraph(after) {
        return false;
    }
    let open = !ends_sentence(before);
    let indented = b.indent > a.indent + 1 && b.indent < 12;
    if b.blanks > 0 || b.column_start {
        let known = grams.over_seam(before, after) > 0;
        return open && (known || !indented && (a.is_full(sheet.spaced) || marks::ends_clause(before)));
    }
    if open {
        return true;
    }
    let longer = !sheet.spaced && b.width > b.usual + 3;
    a.is_full(sheet.spaced) && !indented && !longer
}

/// True where a paragraph must begin: an opening, a caption, a note, a number.
fn opens_paragraph(text: &str) -> bool {
    marks::opening(text).is_some() || marks::opens_caption(text) || marks::opens_note(text)
}

/// True where two heading lines are one: the seam is known, or a long line was broken and its short rest follows.
fn heading_goes_on(sheet: &Sheet<'_>, grams: &Grams, left: usize, right: usize) -> bool {
    let (a, b) = (&sheet.lines[left], &sheet.lines[right]);
    let (before, after) = (sheet.line(left), sheet.line(right));
    if after.starts_with("——") || after.starts_with("一一") || after.starts_with('【') || b.column_start {
        return false;
    }
    if sheet.spaced {
        return b.blanks == 0 && !ends_sentence(before);
    }
    grams.over_seam(before, after) > 0 || b.blanks == 0 && a.width >= 28 && b.width < a.width
}

/// Joins the halves of sentences that something interrupts.
pub(super) fn bridge(
    sheet: &Sheet<'_>,
    grams: &Grams,
    drafts: Vec<Draft>,
    budget: &Budget,
) -> Result<Vec<Draft>, Cancelled> {
    let mut out: Vec<Option<Draft>> = drafts.into_iter().map(Some).collect();
    for left in 0..out.len() {
        budget.step_at(left)?;
        let mut from = left + 1;
        while let Some(right) = other_half(sheet, grams, &out, left, from) {
            from = right + 1;
            let Some(second) = out[right].take() else { break };
            if let Some(first) = &mut out[left] {
                let why = evidence_of_seam(sheet, grams, first.last(), second.first());
                let at = first.lines.len();
                first.seams.push((at, why));
                first.seams.extend(second.seams.into_iter().map(|(line, why)| (line + at, why)));
                first.lines.extend(second.lines);
                first.gap = second.gap;
            }
        }
    }
    Ok(out.into_iter().flatten().collect())
}

/// The block at `from` or behind that goes on with the sentence in which the one at `left` stops, beyond what
/// interrupts it.
fn other_half(sheet: &Sheet<'_>, grams: &Grams, drafts: &[Option<Draft>], left: usize, from: usize) -> Option<usize> {
    let first = drafts[left].as_ref().filter(|draft| draft.role == Role::Body)?;
    let last = first.last();
    if ends_sentence(sheet.line(last)) || !sheet.lines[last].is_full(sheet.spaced) {
        return None;
    }
    let following = drafts
        .iter()
        .enumerate()
        .skip(from)
        .take(2 * INTERRUPTIONS)
        .filter_map(|(at, draft)| Some((at, draft.as_ref()?)));
    for (passed, (at, draft)) in following.take(INTERRUPTIONS + 1).enumerate() {
        let line = &sheet.lines[draft.first()];
        if line.kept.is_some() {
            return None;
        }
        match draft.role {
            Role::Caption | Role::Credit | Role::Furniture | Role::Discarded => {}
            Role::Body if passed > 0 => {
                let text = sheet.line(draft.first());
                let known = grams.over_seam(sheet.line(last), text) > 0;
                return (!opens_paragraph(text) && (known || line.indent < 2)).then_some(at);
            }
            _ => return None,
        }
    }
    None
}

/// Why the text goes on from one line to another that does not follow it.
pub(super) fn evidence_of_seam(sheet: &Sheet<'_>, grams: &Grams, left: usize, right: usize) -> Evidence {
    let (before, after) = (sheet.line(left), sheet.line(right));
    let known = grams.over_seam(before, after);
    let ends: Vec<char> = before.chars().rev().take(SHOWN).collect();
    let mut reasons = vec![Reason::EndsMidSentence];
    if known > 0 {
        let left = ends.into_iter().rev().collect();
        reasons.insert(0, Reason::GoesOn { left, right: after.chars().take(SHOWN).collect() });
    }
    if sheet.lines[left].usual.abs_diff(sheet.lines[right].usual) < 3 {
        reasons.push(Reason::SameWidth);
    }
    Evidence::of(Confidence::new(0.75 + 0.1 * f64::from(known)), reasons)
}

//! What each line is: a heading, a form of furniture, a credit, a byline, or running text.
//!
//! A heading is a short line without a stop that stands where a sentence may begin, and that something sets apart:
//! blank lines, a width of its own, capitals, an opening such as 本报讯 behind it. Each of these counts; none decides
//! alone, since OCR puts blank lines into sentences and leaves them out between articles. One pass, a few lines of
//! context. Which heading lines are kickers, decks or subheads is decided later, from the blocks around them.

use super::grams::Grams;
use super::marks;
use super::marks::ends_sentence;
use super::sheet::Sheet;
use super::{Budget, Cancelled, masthead, sections, spaced};
use crate::model::{Evidence, Reason, Role};
use std::collections::BTreeMap;

/// Points that make a line a heading.
pub(super) const HEADING: i32 = 3;
/// The same for a line that was parted from others, whose width says little.
const WOVEN_HEADING: i32 = 5;
/// Characters that a heading line may have.
const LONGEST: usize = 64;

/// What a line is.
#[derive(Clone, Debug)]
pub(super) struct LineRole {
    /// Its role; headings of every kind are [`Role::Headline`] or [`Role::Subhead`] here.
    pub(super) role: Role,
    /// How sure, and why.
    pub(super) why: Why,
}

/// A reason in short, so that a line costs a few bytes; [`Why::evidence`] spells it out.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Why {
    /// Nothing tells.
    Usual,
    /// A known form.
    Form(&'static str),
    /// A short line without a stop; points beyond the least.
    Short(i32),
    /// An opening stands behind it.
    BeforeOpening,
    /// It is one of a numbered row, or of lines with the same label.
    Numbering,
    /// It repeats another line.
    Repeats,
}

impl Why {
    /// As evidence.
    pub(super) fn evidence(self) -> Evidence {
        match self {
            Self::Usual => Evidence::new(0.8, Reason::Usual),
            Self::Form(form) => Evidence::new(0.95, Reason::Form { form: form.to_owned() }),
            Self::Short(more) => Evidence::new(0.6 + 0.07 * f64::from(more.min(4)), Reason::ShortLine),
            Self::BeforeOpening => Evidence::new(0.93, Reason::ShortLine),
            Self::Repeats => Evidence::new(0.85, Reason::Repeats),
            Self::Numbering => Evidence::new(0.85, Reason::Numbering),
        }
    }
}

impl LineRole {
    /// How much speaks for it, as evidence for the trees.
    pub(super) fn points(&self) -> f32 {
        match self.why {
            Why::Usual => 0.0,
            Why::Form(_) => 9.0,
            Why::Short(more) => f32::from(i8::try_from(more.clamp(-9, 9)).unwrap_or(0)) + 1.0,
            Why::BeforeOpening => 6.0,
            Why::Numbering => 7.0,
            Why::Repeats => 8.0,
        }
    }
}

/// What the whole page tells of a line.
struct PageForms<'g> {
    /// How often each label begins a short line.
    labels: BTreeMap<[char; 2], usize>,
    grams: &'g Grams,
}

/// The role of each line of `sheet`.
pub(super) fn line_roles(sheet: &Sheet<'_>, grams: &Grams, budget: &Budget) -> Result<Vec<LineRole>, Cancelled> {
    let page = PageForms { labels: labels(sheet, budget)?, grams };
    let mut roles: Vec<LineRole> = Vec::with_capacity(sheet.lines.len());
    for index in 0..sheet.lines.len() {
        budget.step_at(index)?;
        let role = line_role(sheet, index, roles.last(), &page);
        roles.push(role);
    }
    if sheet.spaced {
        masthead::mark(sheet, &mut roles, budget)?;
        spaced::mark(sheet, &mut roles, budget)?;
        sections::mark(sheet, &mut roles, budget)?;
    }
    Ok(roles)
}

fn line_role(sheet: &Sheet<'_>, index: usize, before: Option<&LineRole>, page: &PageForms<'_>) -> LineRole {
    let text = sheet.line(index);
    let form = |role, form| LineRole { role, why: Why::Form(form) };
    if let Some(name) = marks::furniture(text).filter(|name| !is_in_table(sheet, index, name)) {
        return form(Role::Furniture, name);
    }
    if is_doubled(sheet, index) {
        return LineRole { role: Role::Discarded, why: Why::Repeats };
    }
    if marks::is_credit(text) {
        return form(Role::Credit, "credit");
    }
    if marks::is_byline(text) {
        return form(Role::Byline, "byline");
    }
    if marks::is_note_head(text) {
        return form(Role::Note, "note");
    }
    // Behind the head of a note stands its text.
    let in_note = before.is_some_and(|before| before.role == Role::Note);
    if in_note || text.chars().take(LONGEST + 1).count() > LONGEST || !may_begin(sheet, index, before) {
        return LineRole { role: Role::Body, why: Why::Usual };
    }
    if sheet.spaced { spaced::heading(sheet, index) } else { heading(sheet, index, before, page) }
}

/// True for signs and figures that stand close to other lines: cells of a table or a list of prices, no furniture.
fn is_in_table(sheet: &Sheet<'_>, index: usize, form: &str) -> bool {
    let folio = form == "folio" && sheet.lines[index].width < 8;
    let apart = sheet.lines[index].blanks > 0 && sheet.lines.get(index + 1).is_none_or(|next| next.blanks > 0);
    // Several figures on a line are a row of a table.
    let row = form == "folio" && sheet.line(index).split_whitespace().take(2).count() > 1;
    sheet.spaced && (form == "symbol" || folio) && index > 0 && !(folio && apart && !row)
}

/// True where nothing is open at the end of the line.
fn is_finished(sheet: &Sheet<'_>, index: usize) -> bool {
    ends_sentence(sheet.line(index)) || sheet.closing_at(index).is_some()
}

/// True for a line that repeats the one before it, as a page that was read twice in a place has it.
fn is_doubled(sheet: &Sheet<'_>, index: usize) -> bool {
    let Some(before) = index.checked_sub(1) else { return false };
    let (text, above) = (sheet.line(index), sheet.line(before));
    let count = text.chars().take(LONGEST + 1).count();
    if sheet.spaced
        || !(3..=LONGEST).contains(&count)
        || above.chars().take(LONGEST + 1).count() != count
        || !ends_sentence(text)
    {
        return false;
    }
    let wrong = text.chars().zip(above.chars()).filter(|(a, b)| a != b).count();
    wrong == 0 || wrong == 1 && count > 8
}

/// True where a sentence may begin at the line: nothing before it is open.
fn may_begin(sheet: &Sheet<'_>, index: usize, before: Option<&LineRole>) -> bool {
    let line = &sheet.lines[index];
    let Some(before) = before else { return true };
    before.role != Role::Body
        || line.column_start
        || line.kept.is_some()
        || is_finished(sheet, index - 1)
        || line.blanks > 0
}

/// A Chinese heading, or none. Also for any other text without spaces between words.
fn heading(sheet: &Sheet<'_>, index: usize, before: Option<&LineRole>, page: &PageForms<'_>) -> LineRole {
    let (text, line) = (sheet.line(index), &sheet.lines[index]);
    let body = LineRole { role: Role::Body, why: Why::Usual };
    let count = text.chars().count();
    let next = sheet.lines.get(index + 1);
    let inner = text.chars().filter(|c| matches!(c, '，' | '。' | '；' | ',')).count();
    let alone_below = next.is_none_or(|next| next.blanks > 0 || next.kept.is_some());
    // A motto may have a comma in its middle, where nothing else is about.
    let motto = inner == 1 && text.contains('，') && count < 17 && line.blanks > 0 && alone_below;
    if count < 2 || marks::ends_clause(text) || inner > 0 && !motto || marks::closing(text).is_some() {
        return body;
    }
    let open_before = before.is_some_and(|before| before.role == Role::Body) && !is_finished(sheet, index - 1);
    let next_text = sheet.line(index + 1);
    if !open_before && next.is_some() && (marks::opening(next_text).is_some() || marks::is_byline(next_text)) {
        return LineRole { role: Role::Headline, why: Why::BeforeOpening };
    }
    if marks::opening(text).is_some() || marks::opens_caption(text) {
        return body;
    }
    let set_apart = line.blanks > 0 || next.is_none_or(|next| next.blanks > 0);
    let labelled = label_of(text).and_then(|label| page.labels.get(&label)).is_some_and(|&count| count > 1);
    if !open_before && count < 28 && (marks::is_numbered(text) || labelled) && (set_apart || !line.is_full(false)) {
        return LineRole { role: Role::Subhead, why: Why::Numbering };
    }
    let alone_above = line.blanks > 0 || before.is_none_or(|before| before.role != Role::Body);
    let mut points = i32::from(alone_above) + 2 * i32::from(alone_below);
    let off = line.width.abs_diff(line.usual);
    points += i32::from(off > 2) + i32::from(off > 4);
    points += i32::from(next.is_some_and(|next| next.width > line.width + 6 && next.width > next.usual + 3));
    points += i32::from(next.is_some_and(|next| next.indent > line.indent + 2));
    points += i32::from(page.grams.repeats(text));
    points += 2 * i32::from(index > 0 && sheet.closing_at(index - 1).is_some());
    points += 2 * i32::from(text.starts_with("——") || text.starts_with('【') || text.starts_with("一一"));
    points -= i32::from(off < 3 && !(alone_above && alone_below));
    points -= 2 * i32::from(open_before);
    // A paragraph's first line: what follows is as wide, and is no heading.
    let as_wide = next.is_some_and(|next| next.blanks == 0 && next.width.abs_diff(line.width) < 3);
    points -= 2 * i32::from(as_wide && next_text.contains(['，', '。', '；', '、']));
    // A heading of two lines, the second of which is the short rest.
    let after = sheet.lines.get(index + 2);
    let rest = next.is_some_and(|next| next.blanks == 0 && next.width * 10 < line.width * 9)
        && after.is_none_or(|after| after.blanks > 0)
        && !marks::ends_clause(next_text)
        && !next_text.contains(['，', '。']);
    points += 3 * i32::from(rest && alone_above);
    let least = if line.woven { WOVEN_HEADING } else { HEADING };
    if points < least { body } else { LineRole { role: Role::Headline, why: Why::Short(points - least) } }
}

/// How often each label begins a short line of the page: a word, then a sign or a number.
fn labels(sheet: &Sheet<'_>, budget: &Budget) -> Result<BTreeMap<[char; 2], usize>, Cancelled> {
    let mut counts = BTreeMap::new();
    for index in 0..sheet.lines.len() {
        budget.step_at(index)?;
        if let Some(label) = label_of(sheet.line(index)) {
            *counts.entry(label).or_insert(0) += 1;
        }
    }
    Ok(counts)
}

/// The first two characters of a line that may be a labelled head: two to four characters, then a sign or a space.
fn label_of(text: &str) -> Option<[char; 2]> {
    if text.chars().take(30).count() == 30 || marks::ends_clause(text) {
        return None;
    }
    let mut chars = text.chars();
    let label = [chars.next()?, chars.next()?];
    let sign =
        chars.take(3).any(|c| c.is_whitespace() || matches!(c, '▶' | '→' | '■' | '●' | '★' | '·' | '|' | '：' | '◆'));
    (sign && label.iter().all(|c| crate::text::is_cjk(*c) && c.is_alphabetic())).then_some(label)
}

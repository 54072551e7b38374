//! Headings and signatures on pages whose words are parted by spaces.
//!
//! There a heading is short, often in capitals, often between blank lines; so are the last line of a paragraph, a name
//! below an article, a row of stars. What a line's own form does not tell, the page tells: whether its headings end with
//! a stop. Where they do not, a short line with a stop is a sentence or, if it is a name below a finished text, a
//! signature, with which an article ends.

use super::marks::{self, ends_sentence};
use super::roles::{HEADING, LineRole, Why};
use super::sheet::Sheet;
use super::{Budget, Cancelled};
use crate::model::Role;
use crate::text::{is_opening, is_punctuation};

/// Letters that a heading has.
const LETTERS: usize = 3;
/// Words and characters that a name has at most, with its title and initials.
const NAME: usize = 4;
const LONGEST_NAME: usize = 32;
/// Headings of a page that must be known before their stops tell anything.
const KNOWN: usize = 3;
/// Lines and words that a heading has at most that nothing but blank lines sets apart.
const LINES: usize = 4;
const WORDS: usize = 16;

/// The role of a line by its own form: a heading, or running text.
pub(super) fn heading(sheet: &Sheet<'_>, index: usize) -> LineRole {
    let (text, line) = (sheet.line(index), &sheet.lines[index]);
    let (upper, letters) = marks::capitals(text);
    let next = sheet.lines.get(index + 1);
    let body = LineRole { role: Role::Body, why: Why::Usual };
    // Stars and specks between two parts, and (to be continued) behind the last.
    let numbered = text.chars().nth(1).is_some_and(|c| c.is_ascii_digit());
    if letters < LETTERS || is_in_brackets(text) || text.starts_with('(') && !numbered {
        return body;
    }
    // The first words of a paragraph may be set in capitals: such a line is full, and its sentence goes on.
    if is_wide(sheet, index)
        && next.is_some_and(|next| next.blanks == 0 && is_wide(sheet, index + 1))
        && goes_on(sheet.line(index + 1))
    {
        return body;
    }
    let mut points = 0;
    if letters > 3 && upper * 10 >= letters * 7 {
        points += 3;
    }
    if line.blanks > 0 || index == 0 || line.column_start {
        points += 1;
    }
    if next.is_none_or(|next| next.blanks > 0) {
        points += 1;
    }
    if !is_wide(sheet, index) {
        points += 1;
    }
    if line.indent > 4 && !is_wide(sheet, index) {
        points += 1;
    }
    if text.starts_with(char::is_lowercase) || text.ends_with([',', ';', '-', ':', '¬', '»']) {
        points -= 4;
    }
    // Dialogue, rows of a list, remains of a picture.
    if text.starts_with(|c: char| !c.is_alphanumeric() && !is_opening(c) && !matches!(c, '£' | '$' | '§')) {
        points -= 4;
    }
    // A sentence of its own is a short paragraph.
    let sentence = ends_sentence(text) && text.split_whitespace().count() > 5 && upper * 10 < letters * 7;
    points -= i32::from(sentence);
    if letters * 2 < text.chars().filter(|c| !c.is_whitespace()).count() {
        points -= 3;
    }
    if points < HEADING { body } else { LineRole { role: Role::Headline, why: Why::Short(points - HEADING) } }
}

/// Corrects the roles of lines by what the whole page tells.
pub(super) fn mark(sheet: &Sheet<'_>, roles: &mut [LineRole], budget: &Budget) -> Result<(), Cancelled> {
    let stops = Stops::of(sheet, roles, budget)?;
    mark_headings(sheet, roles, stops, budget)?;
    let stops = Stops::of(sheet, roles, budget)?;
    for index in 0..roles.len() {
        budget.step_at(index)?;
        if is_signature(sheet, roles, index, stops) {
            roles[index] = LineRole { role: Role::Byline, why: Why::Form("signature") };
        } else if roles[index].role == Role::Headline && names_author(sheet.line(index)) {
            roles[index] = LineRole { role: Role::Byline, why: Why::Form("byline") };
        } else if roles[index].role == Role::Headline && is_sentence(sheet.line(index), stops) {
            roles[index] = LineRole { role: Role::Body, why: Why::Usual };
        } else if roles[index].role == Role::Body && is_apart(sheet, index..index + 1) && is_date(sheet.line(index)) {
            roles[index] = LineRole { role: Role::Headline, why: Why::Short(0) };
        }
    }
    Ok(())
}

/// Whether the headings of a page end with a stop.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Stops {
    /// Hardly any does.
    Never,
    /// Many do.
    Often,
    /// There are too few to tell.
    Unknown,
}

impl Stops {
    fn of(sheet: &Sheet<'_>, roles: &[LineRole], budget: &Budget) -> Result<Self, Cancelled> {
        let (mut known, mut stopped) = (0, 0);
        for index in 0..roles.len() {
            budget.step_at(index)?;
            let next = roles.get(index + 1);
            let over_text = next.is_some_and(|next| next.role == Role::Body) && is_wide(sheet, index + 1);
            if roles[index].role == Role::Headline && over_text {
                known += 1;
                stopped += usize::from(sheet.line(index).ends_with('.'));
            }
        }
        Ok(match stopped * 3 >= known {
            _ if known < KNOWN => Self::Unknown,
            true => Self::Often,
            false => Self::Never,
        })
    }
}

/// A name below a finished text, with no text behind it, and a stop where headings have none, or none where they have one.
fn is_signature(sheet: &Sheet<'_>, roles: &[LineRole], index: usize, stops: Stops) -> bool {
    let Some(above) = index.checked_sub(1) else { return false };
    let text = sheet.line(index);
    matches!(roles[index].role, Role::Headline | Role::Body)
        && roles[above].role == Role::Body
        && is_apart(sheet, index..index + 1)
        && (sheet.lines.len() == index + 1 || !is_wide(sheet, index + 1))
        && is_name(text)
        && match stops {
            _ if has_initials(text) => ends_sentence(sheet.line(above)),
            Stops::Never => text.ends_with('.'),
            Stops::Often => ends_sentence(sheet.line(above)) && text.ends_with(char::is_lowercase),
            Stops::Unknown => false,
        }
}

/// Lines between blank lines that are short together and end without a stop, over a text: a heading in small letters.
fn mark_headings(sheet: &Sheet<'_>, roles: &mut [LineRole], stops: Stops, budget: &Budget) -> Result<(), Cancelled> {
    let mut from = 0;
    while from < roles.len() {
        budget.step()?;
        let rest = sheet.lines.iter().skip(from + 1).take(LINES).take_while(|line| line.blanks == 0).count();
        let lines = from..from + 1 + rest;
        from = lines.end;
        if lines.len() > LINES || !is_apart(sheet, lines.clone()) || lines.end >= roles.len() {
            continue;
        }
        let finished =
            lines.start == 0 || roles[lines.start - 1].role != Role::Body || ends_sentence(sheet.line(lines.start - 1));
        let is_plain = lines.clone().all(|line| matches!(roles[line].role, Role::Body | Role::Headline));
        let begins = sheet.line(lines.end).starts_with(|c: char| c.is_uppercase());
        let over_text = begins && (is_wide(sheet, lines.end) || roles[lines.end].role == Role::Headline);
        if finished && is_plain && over_text && reads_as_heading(sheet, lines.clone(), stops) {
            for role in roles.get_mut(lines).unwrap_or_default() {
                if role.role == Role::Body {
                    *role = LineRole { role: Role::Headline, why: Why::Short(0) };
                }
            }
        }
    }
    Ok(())
}

fn reads_as_heading(sheet: &Sheet<'_>, lines: std::ops::Range<usize>, stops: Stops) -> bool {
    let (first, last) = (sheet.line(lines.start), sheet.line(lines.end - 1));
    let words: usize = lines.clone().map(|line| sheet.line(line).split_whitespace().take(WORDS + 1).count()).sum();
    let (_, letters) = marks::capitals(first);
    let stopped = ends_sentence(last) && !last.ends_with(['?', '!', '»', '"']);
    words <= WORDS
        && letters >= LETTERS
        && first.starts_with(|c: char| c.is_uppercase() || matches!(c, '«' | '"' | '„' | '“'))
        && !last.ends_with([',', ';', '-', ':', '¬', '—'])
        && !is_in_brackets(first)
        && !first.starts_with(['-', '—', '*', '•'])
        && (lines.len() == 1 && !last.ends_with(|c: char| is_punctuation(c)) || !is_wide(sheet, lines.end - 1))
        && !(stopped && (stops == Stops::Never || lines.len() > 1 || words > 6))
        && !(last.ends_with(['?', '!']) && lines.clone().any(|line| sheet.line(line).contains(',')))
        && lines.clone().all(|line| {
            let (_, letters) = marks::capitals(sheet.line(line));
            letters * 10 >= sheet.line(line).chars().filter(|c| !c.is_whitespace()).count() * 7
        })
        && lines.clone().rev().skip(1).all(|line| !ends_sentence(sheet.line(line)))
}

/// True for lines with blank lines above and below.
fn is_apart(sheet: &Sheet<'_>, lines: std::ops::Range<usize>) -> bool {
    let begins =
        sheet.lines.get(lines.start).is_some_and(|line| line.blanks > 0 || line.column_start) || lines.start == 0;
    begins && sheet.lines.get(lines.end).is_none_or(|line| line.blanks > 0 || line.column_start)
}

/// True where the line fills its column, or nearly.
fn is_wide(sheet: &Sheet<'_>, index: usize) -> bool {
    sheet.lines.get(index).is_some_and(|line| line.width * 10 >= line.usual * 8)
}

/// True for a text in the middle of a sentence.
fn goes_on(text: &str) -> bool {
    text.starts_with(|c: char| c.is_lowercase() || matches!(c, '—' | '–' | ','))
}

/// True for a short sentence: it ends as one where headings do not, and is not in capitals.
fn is_sentence(text: &str, stops: Stops) -> bool {
    let (upper, letters) = marks::capitals(text);
    let lower = text.to_lowercase();
    let signed = ["signé", "signed", "gez."].iter().any(|word| lower.contains(word));
    signed || stops == Stops::Never && text.ends_with(['.', '!']) && upper * 10 < letters * 7
}

/// True for a date and hardly anything else, as over the leading article or a dispatch.
fn is_date(text: &str) -> bool {
    let years = text.split(|c: char| !c.is_ascii_digit()).filter(|digits| digits.len() == 4).count();
    let words = text.split_whitespace().take(6).count();
    let months = [
        "jan", "fév", "feb", "mar", "mär", "avr", "apr", "mai", "may", "mei", "juin", "jun", "juil", "jul", "aoû",
        "aug", "sep", "oct", "okt", "nov", "déc", "dec", "dez",
    ];
    let lower = text.to_lowercase();
    let mut named = lower.split(|c: char| !c.is_alphabetic()).filter(|word| word.chars().count() > 2);
    years == 1 && words < 6 && named.any(|word| months.iter().any(|month| word.starts_with(month)))
}

/// True for a line that one pair of brackets encloses.
fn is_in_brackets(text: &str) -> bool {
    text.starts_with('(') && text.trim_end_matches(['.', '»', '"']).ends_with(')')
}

/// True for words that are a name as far as letters tell: each begins with a capital, or is a short particle.
fn is_name(text: &str) -> bool {
    let (_, letters) = marks::capitals(text);
    let mut words = text.split_whitespace();
    letters >= 2
        && text.chars().take(LONGEST_NAME + 1).count() <= LONGEST_NAME
        && text.split_whitespace().take(NAME + 1).count() <= NAME
        && !text.contains(|c: char| c.is_ascii_digit() || matches!(c, ':' | ';' | '?' | '!' | '(' | '«' | '"'))
        && words.all(|word| word.starts_with(char::is_uppercase) || word.chars().count() <= 3)
        && text.starts_with(char::is_uppercase)
}

/// True for a line such as `By J. H. G.`: a word for who wrote it, and a name.
fn names_author(text: &str) -> bool {
    let Some((word, name)) = text.split_once(' ') else { return false };
    ["par", "by", "von", "door", "por", "di"].contains(&word.to_lowercase().as_str()) && is_name(name)
}

/// True where a word is an initial: `G.`, `P.-O.`
fn has_initials(text: &str) -> bool {
    text.split_whitespace().any(|word| {
        let mut chars = word.chars();
        chars.next().is_some_and(char::is_uppercase) && chars.next() == Some('.')
    })
}

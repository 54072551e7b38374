//! What a page of a script with spaces between words says of the paper itself: the head of a front page (its name, date,
//! prices, offices), the line at the head of any other, who printed it at the foot.
//!
//! None of its lines is long, many are hardly read, and each looks like a heading. What tells them apart is what they
//! speak of, and that all this stands above the first text. Where a page was read column by column, the parts of its
//! head stand at the tops of columns, in the middle of the dump. Chinese heads have forms of their own
//! ([`super::marks`]).

use super::roles::{LineRole, Why};
use super::sheet::Sheet;
use super::{Budget, Cancelled, marks};
use crate::model::Role;
use std::ops::Range;

/// Lines from the top among which a masthead ends.
const DEEPEST: usize = 80;
/// Lines that make a text, where nothing in them speaks of subscriptions.
const TEXT: usize = 3;
/// Pieces that must speak of the paper itself: one may be an article's.
const NEEDED: usize = 2;
/// Pieces at the top of a front page of which one speaks of the paper.
const TOP: usize = 3;
/// Lines of a part of a masthead: what is longer is a column of advertisements.
const BOX: usize = 40;
/// Words of a line that says something only with those beside it: a day, a number, a month, a year.
const FEW_WORDS: usize = 2;
/// Pieces above the text that may be its headings.
const HEADINGS: usize = 3;

/// How words begin with which papers speak of themselves: names, offices, subscriptions, prices, numbers. In lower case.
const WORDS: [&str; 62] = [
    "abonn",
    "annonc",
    "anzeig",
    "insert",
    "téléph",
    "teleph",
    "telef",
    "fernspr",
    "rédact",
    "redact",
    "redakt",
    "bureau",
    "direct",
    "expedit",
    "exped",
    "publici",
    "publish",
    "price",
    "prijs",
    "prix",
    "preis",
    "penny",
    "pence",
    "centim",
    "quotidien",
    "erscheint",
    "jahrgang",
    "année",
    "jaargang",
    "vol.",
    "journal",
    "zeitung",
    "zeitschrift",
    "courant",
    "courrier",
    "gazette",
    "tribune",
    "n°",
    "nr.",
    "no.",
    "édition",
    "edition",
    "registered",
    "imprim",
    "verlag",
    "réclame",
    "reclame",
    "subscri",
    "advertis",
    "office",
    "organ",
    "tägl",
    "wöchentl",
    "hebdomad",
    "weekblad",
    "dagblad",
    "newspaper",
    "trois",
    "vierteljähr",
    "administr",
    "adress",
    "télégr",
];
/// Those of them with which a paper speaks of nothing but itself: all others stand in advertisements too. In lower case.
const OWN_WORDS: [&str; 7] = ["abonn", "rédact", "redact", "redakt", "erscheint", "jahrgang", "jaargang"];
/// Measures of money and time in prices. In lower case, without a stop.
const PRICES: [&str; 12] = ["fr", "frs", "mk", "mark", "pf", "cts", "ct", "mois", "monat", "monate", "six", "cents"];
/// How the names of days and months begin in the languages that papers of the time were read in most.
const DAYS: [&str; 34] = [
    "lundi",
    "mardi",
    "mercredi",
    "jeudi",
    "vendredi",
    "samedi",
    "dimanche",
    "montag",
    "dienstag",
    "mittwoch",
    "donnerstag",
    "freitag",
    "samstag",
    "sonnabend",
    "sonntag",
    "monday",
    "tuesday",
    "wednesday",
    "thursday",
    "friday",
    "saturday",
    "sunday",
    "maandag",
    "dinsdag",
    "woensdag",
    "donderdag",
    "vrydag",
    "vrijdag",
    "zaterdag",
    "zondag",
    "lunes",
    "martes",
    "lunedì",
    "martedì",
];

/// How the line begins that says who printed the paper. In lower case.
const IMPRINTS: [&str; 9] = [
    "printed and published",
    "published and printed",
    "printed by",
    "printed for",
    "druck und verlag",
    "druck von",
    "imprimerie",
    "gedrukt b",
    "snelpersdruk",
];
/// What stands before the number of a page. In lower case.
const PAGES: [&str; 6] = ["page", "seite", "pagina", "bladzijde", "página", "p."];
/// Lines at the head of a page among which its number and date stand, and lines at its foot.
const HEAD: usize = 3;
const FOOT: usize = 6;

/// Gives the lines of a masthead their role, and those at the head and the foot of a page.
pub(super) fn mark(sheet: &Sheet<'_>, roles: &mut [LineRole], budget: &Budget) -> Result<(), Cancelled> {
    budget.step()?;
    let head = end(sheet).max(running_head(sheet));
    let is_own = |index: usize| index < head || is_imprint(sheet, index);
    for index in (0..roles.len()).filter(|&index| is_own(index)).chain(boxes(sheet, budget)?.into_iter().flatten()) {
        roles[index] = LineRole { role: Role::Furniture, why: Why::Form("masthead") };
    }
    Ok(())
}

/// The parts of a front page's head that stand further down: pieces in a row that speak of the paper, one of them of
/// nothing else.
fn boxes(sheet: &Sheet<'_>, budget: &Budget) -> Result<Vec<Range<usize>>, Cancelled> {
    let mut found = Vec::new();
    let mut top = pieces(sheet).into_iter().take(TOP);
    if running_head(sheet) > 0 || !top.any(|piece| is_own(sheet, piece)) {
        return Ok(found);
    }
    // The pieces in a row at hand, and how many they are.
    let (mut row, mut count) = (0..0, 0);
    let mut first = 0;
    for index in 0..=sheet.lines.len() {
        budget.step_at(index)?;
        let ends = sheet.lines.get(index).is_none_or(|line| line.blanks > 0 || line.column_start);
        if !ends || index == first {
            continue;
        }
        let piece = std::mem::replace(&mut first, index)..index;
        if piece.len() <= BOX && (is_own(sheet, piece.clone()) || is_own_together(sheet, piece.clone())) {
            (row, count) = (if count == 0 { piece.start } else { row.start }..piece.end, count + 1);
            continue;
        }
        found.extend(Some(row.clone()).filter(|_| count >= NEEDED));
        count = 0;
    }
    found.extend(Some(row).filter(|_| count >= NEEDED));
    let says_so = |line: usize| has_word(&sheet.line(line).to_lowercase(), &OWN_WORDS);
    found.retain(|row| row.len() <= BOX && row.clone().any(says_so));
    Ok(found)
}

/// True where lines of a word or two speak of the paper when they are read as one.
fn is_own_together(sheet: &Sheet<'_>, piece: Range<usize>) -> bool {
    let lines: Vec<&str> = piece.map(|line| sheet.line(line)).collect();
    let is_few =
        |line: &&str| line.split(|c: char| !c.is_alphanumeric()).filter(|word| !word.is_empty()).count() <= FEW_WORDS;
    lines.len() > 1 && lines.iter().all(is_few) && speaks_of_the_paper(&lines.join(" "))
}

/// How many lines stand over a page with its date and its number; 0 where one of both is missing.
fn running_head(sheet: &Sheet<'_>) -> usize {
    let Some(first) = pieces(sheet).into_iter().next().filter(|piece| piece.len() <= HEAD) else { return 0 };
    let lines = || first.clone().map(|line| sheet.line(line));
    // A date alone may be a headline's or a dateline, and what goes on below is a text that begins with one.
    let whole = lines().all(|line| is_dated(line) || is_numbered(line));
    if whole && lines().any(is_dated) && lines().any(is_numbered) { first.len() } else { 0 }
}

/// True for a line with a day of the week and a year.
fn is_dated(line: &str) -> bool {
    let mut words = line.split(|c: char| !c.is_alphanumeric()).map(str::to_lowercase);
    let is_year = |word: &str| word.len() == 4 && word.parse::<u16>().is_ok_and(|year| (1600..2100).contains(&year));
    let has_day = words.clone().any(|word| DAYS.iter().any(|day| word.starts_with(day)));
    has_day && words.any(|word| is_year(&word)) && line.chars().take(90).count() < 90
}

/// True for a line that is the number of a page: figures, or the word for a page and one more.
fn is_numbered(line: &str) -> bool {
    let lower = line.trim().trim_end_matches('.').to_lowercase();
    let is_figure = |word: &str| !word.is_empty() && word.chars().all(|c| c.is_ascii_digit());
    let words: Vec<&str> = lower.split_whitespace().take(3).collect();
    match words.as_slice() {
        [number] => is_figure(number),
        [page, _] => PAGES.contains(page),
        _ => false,
    }
}

/// True for a line at the foot of a page that says who printed it, and begins with that.
fn is_imprint(sheet: &Sheet<'_>, index: usize) -> bool {
    let foot = sheet.lines.len().saturating_sub(FOOT);
    // A few lines have no foot of their own.
    let at_foot = foot >= FOOT && index >= foot;
    at_foot && {
        let line = sheet.line(index).trim_start();
        let begins = sheet.lines[index].blanks > 0 || marks::ends_sentence(sheet.line(index - 1));
        let lower = line.chars().take(30).collect::<String>().to_lowercase();
        begins && line.starts_with(char::is_uppercase) && IMPRINTS.iter().any(|begin| lower.starts_with(begin))
    }
}

/// Where the masthead of the page ends; 0 where it has none.
fn end(sheet: &Sheet<'_>) -> usize {
    let pieces = pieces(sheet);
    let is_own: Vec<bool> = pieces.iter().map(|piece| is_own(sheet, piece.clone())).collect();
    let text = pieces.iter().zip(&is_own).position(|(piece, own)| !own && is_text(sheet, piece.clone()));
    let Some(text) = text.filter(|&text| text > 0) else { return 0 };
    // Its headings are its own, those that speak of the paper excepted.
    let above = (1..=HEADINGS.min(text)).take_while(|&up| !is_own[text - up] && pieces[text - up].len() < TEXT).last();
    let first = text - above.unwrap_or(0);
    let own = is_own[..first].iter().filter(|own| **own).count();
    if own < NEEDED { 0 } else { pieces[first].start }
}

/// The lines at the top, parted at blank lines.
fn pieces(sheet: &Sheet<'_>) -> Vec<Range<usize>> {
    let mut pieces: Vec<Range<usize>> = Vec::new();
    for index in 0..sheet.lines.len().min(DEEPEST) {
        match pieces.last_mut() {
            Some(piece) if sheet.lines[index].blanks == 0 => piece.end = index + 1,
            _ => pieces.push(index..index + 1),
        }
    }
    pieces
}

/// True for lines that read as a text does: words in a row, most of them in small letters, few figures.
fn is_text(sheet: &Sheet<'_>, piece: Range<usize>) -> bool {
    let lines = piece.len();
    let (mut words, mut small, mut figures) = (0, 0, 0);
    for word in piece.flat_map(|line| sheet.line(line).split_whitespace().take(30)) {
        words += 1;
        small += usize::from(word.starts_with(char::is_lowercase));
        figures += usize::from(word.contains(|c: char| c.is_ascii_digit()));
    }
    lines >= TEXT && words >= lines * 3 && small * 2 >= words && figures * 8 <= words
}

/// True where most of the lines speak of the paper: in a text, a word of these may stand.
fn is_own(sheet: &Sheet<'_>, piece: Range<usize>) -> bool {
    let lines = piece.len();
    let own = piece.filter(|&line| speaks_of_the_paper(sheet.line(line))).count();
    own * 3 >= lines && own > 0 || own > 1 && own * 4 >= lines
}

fn speaks_of_the_paper(line: &str) -> bool {
    if line.chars().take(120).count() == 120 {
        return false;
    }
    let lower = line.to_lowercase();
    let mut words = lower.split_whitespace().map(|word| word.trim_end_matches(['.', ',', ';', ':']));
    let digits = lower.contains(|c: char| c.is_ascii_digit());
    let is_priced = digits && words.any(|word| PRICES.contains(&word));
    is_priced || has_word(&lower, &WORDS) || digits && has_word(&lower, &DAYS)
}

/// Whether a word of `lower` begins as one of `list` does.
fn has_word(lower: &str, list: &[&str]) -> bool {
    let mut words = lower.split(|c: char| c.is_whitespace() || matches!(c, '-' | '—' | '(' | '\'' | '’' | '«'));
    words.any(|word| list.iter().any(|begin| word.starts_with(begin)))
}

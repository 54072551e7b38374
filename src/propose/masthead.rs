//! The head of a front page, in scripts with spaces between words: the paper's name, its date, prices, offices.
//!
//! None of its lines is long, many are hardly read, and each looks like a heading. What tells them apart is what they
//! speak of, and that all this stands above the first text. Chinese heads have forms of their own ([`super::marks`]).

use super::roles::{LineRole, Why};
use super::sheet::Sheet;
use super::{Budget, Cancelled};
use crate::model::Role;
use std::ops::Range;

/// Lines from the top among which a masthead ends.
const DEEPEST: usize = 80;
/// Lines that make a text, where nothing in them speaks of subscriptions.
const TEXT: usize = 3;
/// Pieces that must speak of the paper itself: one may be an article's.
const NEEDED: usize = 2;
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

/// Gives the lines of a masthead their role.
pub(super) fn mark(sheet: &Sheet<'_>, roles: &mut [LineRole], budget: &Budget) -> Result<(), Cancelled> {
    budget.step()?;
    for role in &mut roles[..end(sheet)] {
        *role = LineRole { role: Role::Furniture, why: Why::Form("masthead") };
    }
    Ok(())
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
    let begins = |list: &[&str]| {
        let mut words = lower.split(|c: char| c.is_whitespace() || matches!(c, '-' | '—' | '(' | '\'' | '’' | '«'));
        words.any(|word| list.iter().any(|begin| word.starts_with(begin)))
    };
    let mut words = lower.split_whitespace().map(|word| word.trim_end_matches(['.', ',', ';', ':']));
    let digits = lower.contains(|c: char| c.is_ascii_digit());
    let is_priced = digits && words.any(|word| PRICES.contains(&word));
    is_priced || begins(&WORDS) || digits && begins(&DAYS)
}

//! The names of a paper's sections, on pages of scripts with spaces between words.
//!
//! Such a name looks like a heading, and stands over the heading of the first article below it, of which it is no part.
//! Where a text stands below it, it is that text's own heading: short news have no other.

use super::roles::{LineRole, Why};
use super::sheet::{Line, Sheet};
use super::{Budget, Cancelled};
use crate::model::Role;

/// Names of sections as French, German, Dutch and English papers of a hundred years ago have them, in lower case; those
/// of countries head the news from there.
const SECTIONS: [&str; 68] = [
    "allemagne",
    "amtliches",
    "angleterre",
    "aus stadt und land",
    "ausland",
    "autriche",
    "belgique",
    "binnenland",
    "bourse",
    "buitenland",
    "bulletin météorologique",
    "dernière heure",
    "dernières nouvelles",
    "deutschland",
    "echos",
    "england",
    "espagne",
    "faits divers",
    "feuilleton",
    "foreign news",
    "france",
    "frankreich",
    "gemengd nieuws",
    "general news",
    "inland",
    "italie",
    "kleine chronik",
    "la bourse",
    "laatste berichten",
    "latest intelligence",
    "latest news",
    "latest telegrams",
    "les journaux",
    "les spectacles",
    "les sports",
    "letzte nachrichten",
    "local news",
    "lokales",
    "neueste nachrichten",
    "news in brief",
    "nouvelles diverses",
    "nouvelles théâtrales",
    "nécrologie",
    "petites annonces",
    "petites nouvelles",
    "rechtszaken",
    "revue de la presse",
    "revue des journaux",
    "revue financière",
    "russie",
    "spectacles",
    "sport",
    "sporting intelligence",
    "sporting news",
    "sporting notes",
    "sports",
    "stadsnieuws",
    "suisse",
    "telegramme",
    "theater",
    "théâtres",
    "tribunaux",
    "variétés",
    "vermischtes",
    "échos",
    "éphémérides",
    "états-unis",
    "étranger",
];
/// What a name of so many words may begin with besides.
const CHRONICLE: &str = "chronique ";
const CHRONICLE_WORDS: usize = 3;
/// Characters that the longest name is shorter than.
const LONGEST: usize = 40;

/// Gives the names of sections their role.
pub(super) fn mark(sheet: &Sheet<'_>, roles: &mut [LineRole], budget: &Budget) -> Result<(), Cancelled> {
    for index in 0..roles.len() {
        budget.step_at(index)?;
        let is_headline = roles[index].role == Role::Headline;
        let below = sheet.lines.get(index + 1).filter(|_| roles[index + 1].role == Role::Headline);
        let is_apart = |line: &Line| line.blanks > 0 || line.column_start;
        // A heading of two lines may begin with a name of one word.
        let over_heading = below.is_some_and(|below| is_apart(below) || sheet.line(index).contains(' '));
        if is_headline && (index == 0 || is_apart(&sheet.lines[index])) && over_heading && is_name(sheet.line(index)) {
            roles[index] = LineRole { role: Role::Furniture, why: Why::Form("section") };
        }
    }
    Ok(())
}

fn is_name(line: &str) -> bool {
    if line.chars().take(LONGEST).count() == LONGEST {
        return false;
    }
    let lower = line.to_lowercase();
    let name = lower.trim_matches(|c: char| !c.is_alphanumeric());
    SECTIONS.contains(&name) || name.starts_with(CHRONICLE) && name.split_whitespace().count() <= CHRONICLE_WORDS
}

//! New pages to learn from, laid out from the articles of pages with answers.
//!
//! Pages with answers are few, and what a page teaches lies in its neighbourhoods: which line stands beside which.
//! So the articles of many pages are taken apart ([`parts`]) and dealt out evenly ([`stock`]), a few of different pages are
//! put together ([`cast`]) and laid out and read out again the way that pages of the style are broken ([`column`],
//! [`grid`], [`zones`]). The answer is known, as it is known where each line went. No text is made up: every line, heading and
//! misreading is a source's, lines that are wrapped anew excepted, whose characters are.
//!
//! How often blank lines, indents, furniture and unread marks occur is measured on the sources ([`manner`]), one source page
//! standing model for each new page.

mod cast;
mod chance;
mod column;
mod manner;
mod parts;
mod set;
mod stock;

use super::Truth;
use cast::Cast;
use chance::Chance;
use column::Rates;
use set::Row;
use stock::Stock;

/// How pages of a kind are broken.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Style {
    /// Columns one after the other, with captions and furniture between.
    Easy,
    /// Some headings and parts of articles stand apart.
    Medium,
    /// Many do, and lines are woven.
    Hard,
    /// A county paper, rewritten by a model: lines of any length, blank lines anywhere.
    Press,
}

impl Style {
    /// Every style.
    pub const ALL: [Self; 4] = [Self::Easy, Self::Medium, Self::Hard, Self::Press];

    /// The style with this [`Style::name`].
    #[must_use]
    pub fn by_name(name: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|style| style.name() == name)
    }

    /// Its name in commands.
    #[must_use]
    pub fn name(self) -> &'static str {
        match self {
            Self::Easy => "easy",
            Self::Medium => "medium",
            Self::Hard => "hard",
            Self::Press => "press",
        }
    }

    fn rates(self) -> Rates {
        let easy = Rates {
            head_behind: 0.0,
            head_away: 0.0,
            split: 0.0,
            caption_inside: 0.5,
            caption_away: 0.0,
            furniture_inside: 0.2,
            woven: 0.0,
            lost: 0.03,
            doubled: 0.02,
        };
        match self {
            Self::Easy => easy,
            Self::Medium => Rates { head_behind: 0.2, head_away: 0.05, split: 0.25, woven: 0.1, lost: 0.12, doubled: 0.06, ..easy },
            Self::Hard => Rates { head_behind: 0.15, head_away: 0.12, split: 0.5, woven: 0.4, lost: 0.18, doubled: 0.06, ..easy },
            Self::Press => Rates { head_away: 0.05, split: 0.06, caption_away: 0.2, lost: 0.12, doubled: 0.08, ..easy },
        }
    }
}

/// Lays out `pages` new pages in `style` from the articles of `sources`, which should be pages of that style. The same
/// seed gives the same pages. None where the sources hold no article.
#[must_use]
pub fn relay(sources: &[&Truth], style: Style, pages: usize, seed: u64) -> Vec<Truth> {
    let mut stock = Stock::new(sources);
    let mut chance = Chance::new(seed);
    let mut found = Vec::new();
    for number in 0..pages {
        let Some(manner) = stock.manner(&mut chance).cloned() else { break };
        let mut cast = Cast::new(&mut stock, &manner, &mut chance);
        if cast.articles.is_empty() {
            break;
        }
        let name = format!("{}-{seed}-{number}", style.name());
        let rows: Vec<Row> = column::rows(&mut cast, &manner, &mut stock, style.rates(), &mut chance);
        found.push(set::set(&rows, &cast, &manner.leads, name, &mut chance));
    }
    found
}

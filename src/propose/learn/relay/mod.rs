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
mod column;
mod grid;
mod manner;
mod order;
mod parts;
mod segments;
mod set;
mod stock;
mod style;
mod wrap;
mod zones;

use super::{Chance, Truth};
use cast::Cast;
use stock::Stock;
pub use style::Style;

/// Lays out `pages` new pages in `style` from the articles of `sources`, which should be pages of that style. The same
/// seed gives the same pages. None where the sources hold no article.
#[must_use]
pub fn relay(sources: &[&Truth], style: Style, pages: usize, seed: u64) -> Vec<Truth> {
    relay_like(sources, sources, style, pages, seed)
}

/// As [`relay`], with the articles and furniture of `texts`, such as all pages of one engine, on pages like `models`, which
/// should be of that style: their blank lines, what parts their columns, and what nobody could read on them.
#[must_use]
pub fn relay_like(texts: &[&Truth], models: &[&Truth], style: Style, pages: usize, seed: u64) -> Vec<Truth> {
    let mut stock = Stock::new(texts, models);
    let mut chance = Chance::new(seed);
    let mut found = Vec::new();
    for number in 0..pages {
        let Some(mut manner) = stock.manner(&mut chance).cloned() else { break };
        if style.is_old() {
            // What is open there are zones, not lines.
            (manner.open, manner.doubled) = (0, 0);
        }
        let mut cast = Cast::new(&mut stock, &manner, style.is_old(), &mut chance);
        if cast.articles.is_empty() {
            break;
        }
        let name = format!("{}-{seed}-{number}", style.name());
        let rows = style.rows(&mut cast, &manner, &mut stock, &mut chance);
        let leads = if style.has_leads() { manner.leads.as_slice() } else { &[] };
        found.push(set::set(&rows, &cast, leads, name, &mut chance));
    }
    found
}

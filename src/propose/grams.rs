//! What a page says elsewhere: three characters in a row that stand together somewhere on it.
//!
//! A sentence cut in two is often the name or the phrase that the article repeats; three characters over the cut that
//! stand together elsewhere are evidence that the two ends belong together. Counted within lines, so that no cut
//! vouches for itself. Memory and time linear in the page; asked, never walked through, so the order never shows.

use super::sheet::Sheet;
use super::{Budget, Cancelled};
use std::collections::HashMap;

/// Tables among which the triples are dealt: a table that grows moves all that it holds at once, and nobody can cancel
/// meanwhile. A page of 20 MB has some millions of triples, so that one of these moves within a few milliseconds.
const TABLES: u32 = 64;
/// Characters of a line's end that are looked at: white space inside a line may be long.
const END: usize = 64;

/// Three characters in a row, with how often they stand in the page's lines.
#[derive(Default)]
pub(super) struct Grams {
    counts: Vec<HashMap<[char; 3], u32>>,
}

impl Grams {
    /// Counts the lines of `sheet`.
    pub(super) fn new(sheet: &Sheet<'_>, budget: &Budget) -> Result<Self, Cancelled> {
        let mut counts = vec![HashMap::new(); usize::try_from(TABLES).unwrap_or(1)];
        let mut since_step = 0_usize;
        for index in 0..sheet.lines.len() {
            let mut last = ['\n', '\n'];
            for c in sheet.line(index).chars() {
                since_step += 1;
                if since_step.is_multiple_of(4096) {
                    budget.step()?;
                }
                if c.is_whitespace() {
                    continue;
                }
                if last[0] != '\n' {
                    let triple = [last[0], last[1], c];
                    if let Some(table) = counts.get_mut(table_of(triple)) {
                        *table.entry(triple).or_insert(0) += 1;
                    }
                }
                last = [last[1], c];
            }
        }
        Ok(Self { counts })
    }

    /// How often a triple stands in the page's lines.
    fn count(&self, triple: [char; 3]) -> u32 {
        self.counts.get(table_of(triple)).and_then(|table| table.get(&triple)).copied().unwrap_or(0)
    }

    /// How many of the triples over the seam between `left` and `right` stand elsewhere: 0 to 2.
    pub(super) fn over_seam(&self, left: &str, right: &str) -> u32 {
        let mut before = left.chars().rev().take(END).filter(|c| !c.is_whitespace());
        let mut after = right.chars().take(END).filter(|c| !c.is_whitespace());
        let (Some(b), Some(c)) = (before.next(), after.next()) else { return 0 };
        let known = |triple: [Option<char>; 3]| match triple {
            [Some(x), Some(y), Some(z)] => u32::from(self.count([x, y, z]) > 0),
            _ => 0,
        };
        known([before.next(), Some(b), Some(c)]) + known([Some(b), Some(c), after.next()])
    }

    /// True where most of what a short line says stands elsewhere on the page too, as a headline's words do.
    pub(super) fn repeats(&self, text: &str) -> bool {
        let chars: Vec<char> = text.chars().filter(|c| c.is_alphanumeric()).take(64).collect();
        let triples = chars.windows(3).filter(|triple| self.count([triple[0], triple[1], triple[2]]) > 1);
        chars.len() > 4 && triples.count() * 2 >= chars.len() - 2
    }
}

fn table_of(triple: [char; 3]) -> usize {
    let [a, b, c] = triple.map(u32::from);
    usize::try_from((a ^ b ^ c) % TABLES).unwrap_or(0)
}

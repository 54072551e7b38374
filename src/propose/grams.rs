//! What a page says elsewhere: three characters in a row that stand together somewhere on it.
//!
//! A sentence cut in two is often the name or the phrase that the article repeats; three characters over the cut that
//! stand together elsewhere are evidence that the two ends belong together. Counted within lines, so that no cut
//! vouches for itself. Memory and time linear in the page; asked, never walked through, so the order never shows.

use super::sheet::Sheet;
use super::{Budget, Cancelled};
use std::collections::HashMap;

/// Three characters in a row, with how often they stand in the page's lines.
#[derive(Default)]
pub(super) struct Grams {
    counts: HashMap<[char; 3], u32>,
}

impl Grams {
    /// Counts the lines of `sheet`.
    pub(super) fn new(sheet: &Sheet<'_>, budget: &Budget) -> Result<Self, Cancelled> {
        let mut counts = HashMap::new();
        let mut since_step = 0;
        for index in 0..sheet.lines.len() {
            let mut last = ['\n', '\n'];
            for c in sheet.line(index).chars().filter(|c| !c.is_whitespace()) {
                since_step += 1;
                if since_step % 4096 == 0 {
                    budget.step()?;
                }
                if last[0] != '\n' {
                    *counts.entry([last[0], last[1], c]).or_insert(0) += 1;
                }
                last = [last[1], c];
            }
        }
        Ok(Self { counts })
    }

    /// How many of the triples over the seam between `left` and `right` stand elsewhere: 0 to 2.
    pub(super) fn over_seam(&self, left: &str, right: &str) -> u32 {
        let mut before = left.chars().rev().filter(|c| !c.is_whitespace());
        let mut after = right.chars().filter(|c| !c.is_whitespace());
        let (Some(b), Some(c)) = (before.next(), after.next()) else { return 0 };
        let known = |triple: [Option<char>; 3]| match triple {
            [Some(x), Some(y), Some(z)] => u32::from(self.counts.contains_key(&[x, y, z])),
            _ => 0,
        };
        known([before.next(), Some(b), Some(c)]) + known([Some(b), Some(c), after.next()])
    }

    /// True where most of what a short line says stands elsewhere on the page too, as a headline's words do.
    pub(super) fn repeats(&self, text: &str) -> bool {
        let chars: Vec<char> = text.chars().filter(|c| c.is_alphanumeric()).take(64).collect();
        let triples = chars.windows(3).filter(|triple| {
            let key = [triple[0], triple[1], triple[2]];
            self.counts.get(&key).is_some_and(|&count| count > 1)
        });
        chars.len() > 4 && triples.count() * 2 >= chars.len() - 2
    }
}

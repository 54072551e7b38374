//! What a page says elsewhere: three characters in a row that stand together somewhere on it.
//!
//! The plain rules' view of [`super::echoes`].

use super::echoes::Echoes;
use super::sheet::Sheet;
use super::{Budget, Cancelled};

/// Characters of a line's end that are looked at: white space inside a line may be long.
const END: usize = 64;

/// Three characters in a row, with how often they stand in the page's lines.
pub(super) struct Grams {
    echoes: Echoes,
}

impl Grams {
    /// Counts the lines of `sheet`.
    pub(super) fn new(sheet: &Sheet<'_>, budget: &Budget) -> Result<Self, Cancelled> {
        Ok(Self { echoes: Echoes::new(sheet, budget)? })
    }

    /// All that the page says elsewhere.
    pub(super) fn echoes(&self) -> &Echoes {
        &self.echoes
    }

    /// How many of the triples over the seam between `left` and `right` stand elsewhere: 0 to 2.
    pub(super) fn over_seam(&self, left: &str, right: &str) -> u32 {
        let mut before = left.chars().rev().take(END).filter(|c| !c.is_whitespace());
        let mut after = right.chars().take(END).filter(|c| !c.is_whitespace());
        let (Some(b), Some(c)) = (before.next(), after.next()) else { return 0 };
        let known = |triple: [Option<char>; 3]| match triple {
            [Some(x), Some(y), Some(z)] => u32::from(self.echoes.count(&[x, y, z]) > 0),
            _ => 0,
        };
        known([before.next(), Some(b), Some(c)]) + known([Some(b), Some(c), after.next()])
    }

    /// True where most of what a short line says stands elsewhere on the page too, as a headline's words do.
    pub(super) fn repeats(&self, text: &str) -> bool {
        let chars: Vec<char> = text.chars().filter(|c| c.is_alphanumeric()).take(64).collect();
        let triples = chars.windows(3).filter(|triple| self.echoes.count(triple) > 1);
        chars.len() > 4 && triples.count() * 2 >= chars.len() - 2
    }
}

//! The rarer words of a page, line by line, and what pieces of it have in common.
//!
//! For Chinese a word is two characters in a row, elsewhere a word of four letters or more. A word that
//! only one line has can be common to no two pieces and is only counted; one that many lines have says little.

use super::sheet::Sheet;
use super::weights::Knowledge;
use super::weights::topics::each_term;
use super::{Budget, Cancelled};

/// Lines of the page that may have a word, at most a part of them and at least so many.
const COMMON: usize = 24;
/// A usual rarity: keeps weights near those of the page alone.
const RARE: f32 = 6.0;
/// Bytes of a line that are read.
const LONGEST: usize = 3072;

/// The words of each line.
pub(super) struct Words {
    lines: Vec<Vec<(u32, f32)>>,
    /// For each line the sum of the squared weights of all its words.
    squares: Vec<f32>,
}

/// The words of a piece of text.
#[derive(Clone, Debug, Default)]
pub(super) struct Bag {
    words: Vec<(u32, f32)>,
    square: f32,
}

impl Words {
    /// Reads the lines of `sheet`.
    pub(super) fn new(sheet: &Sheet<'_>, knowledge: &Knowledge, budget: &Budget) -> Result<Self, Cancelled> {
        let mut found: Vec<(u64, u32)> = Vec::new();
        for index in 0..sheet.lines.len() {
            budget.step_at(index)?;
            let line = u32::try_from(index).unwrap_or(u32::MAX);
            let text = sheet.line(index);
            let text = text.get(..text.floor_char_boundary(LONGEST)).unwrap_or(text);
            each_term(text, |word| found.push((word, line)));
        }
        let mut found = budget.sort(found)?;
        found.dedup();
        let count = sheet.lines.len();
        let mut lines = vec![Vec::new(); count];
        let mut squares = vec![0.0_f32; count];
        let most = COMMON.max(count / 12);
        let mut from = 0;
        let mut nth = 0;
        while from < found.len() {
            nth += 1;
            budget.step_at(nth)?;
            let word = found[from].0;
            let to = from + found[from..].iter().take_while(|entry| entry.0 == word).count();
            let with = to - from;
            if with <= most {
                #[expect(clippy::cast_precision_loss, reason = "lines of a page")]
                let weight = ((count + 1) as f32 / with as f32).ln() * knowledge.rarity(word) / RARE;
                let number = u32::try_from(nth).unwrap_or(u32::MAX);
                for &(_, line) in &found[from..to] {
                    squares[line as usize] += weight * weight;
                    if with > 1 {
                        lines[line as usize].push((number, weight));
                    }
                }
            }
            from = to;
        }
        Ok(Self { lines, squares })
    }

    /// The words of `lines` together.
    pub(super) fn bag(&self, lines: impl Iterator<Item = usize>) -> Bag {
        let mut bag = Bag::default();
        for line in lines {
            bag.words.extend_from_slice(self.lines.get(line).map_or(&[], Vec::as_slice));
            bag.square += self.squares.get(line).copied().unwrap_or(0.0);
        }
        bag.words.sort_unstable_by_key(|word| word.0);
        bag.words.dedup_by_key(|word| word.0);
        bag
    }
}

impl Bag {
    /// What two pieces have in common: the cosine of their words, the part of `self`'s words, and the weight of the words.
    pub(super) fn common(&self, other: &Self) -> [f32; 3] {
        let (mut a, mut b) = (self.words.iter().peekable(), other.words.iter().peekable());
        let mut dot = 0.0;
        while let (Some(x), Some(y)) = (a.peek(), b.peek()) {
            match x.0.cmp(&y.0) {
                std::cmp::Ordering::Less => _ = a.next(),
                std::cmp::Ordering::Greater => _ = b.next(),
                std::cmp::Ordering::Equal => {
                    dot += x.1 * x.1;
                    a.next();
                    b.next();
                }
            }
        }
        if dot == 0.0 {
            return [0.0; 3];
        }
        [dot / (self.square * other.square).sqrt(), dot / self.square, dot.sqrt()]
    }
}

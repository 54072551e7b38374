//! Do two pieces of text speak of the same thing? Rare words that both have.
//!
//! For Chinese a word is two characters in a row, elsewhere a word of five letters or more. A word is worth more the
//! fewer lines of the page have it; the value of two pieces is the cosine of their words, in 0..1. Common pairs of
//! characters (的一, 年来) stand in many lines and so weigh little. Pieces are cut at a bounded length.

use super::sheet::Sheet;
use super::{Budget, Cancelled};
use crate::text::{Script, is_cjk, script};
use std::collections::{BTreeMap, HashMap};

/// Characters of a piece that are read.
const LONGEST: usize = 600;
/// Letters that a word needs: shorter ones are articles and prepositions.
const LETTERS: usize = 5;

/// Tables among which the words are dealt, so that none takes long to grow, as in [`super::grams`].
const TABLES: u64 = 64;

/// A word as a number; two words that share one are taken for the same.
type Word = u64;

/// How many lines of the page have each word.
#[derive(Default)]
pub(super) struct Words {
    lines: Vec<HashMap<Word, u32>>,
    total: f64,
}

/// The words of a piece of text with their weights.
#[derive(Clone, Debug, Default)]
pub(super) struct Topic {
    /// In the order of the words.
    weights: Vec<(Word, f64)>,
    norm: f64,
}

impl Words {
    /// Counts the lines of `sheet`.
    pub(super) fn new(sheet: &Sheet<'_>, budget: &Budget) -> Result<Self, Cancelled> {
        let mut words = Self { lines: vec![HashMap::new(); usize::try_from(TABLES).unwrap_or(1)], total: 1.0 };
        for index in 0..sheet.lines.len() {
            budget.step_at(index)?;
            let mut seen: Vec<Word> = Vec::new();
            each_word(sheet.line(index), LONGEST * 2, |word| seen.push(word));
            seen.sort_unstable();
            seen.dedup();
            for word in seen {
                if let Some(table) = words.lines.get_mut(table_of(word)) {
                    *table.entry(word).or_insert(0) += 1;
                }
            }
            words.total += 1.0;
        }
        Ok(words)
    }

    /// How many lines have `word`; one at least.
    fn lines_with(&self, word: Word) -> u32 {
        self.lines.get(table_of(word)).and_then(|table| table.get(&word)).copied().unwrap_or(1)
    }

    /// What the lines of `sheet` at `lines` speak of.
    pub(super) fn topic(&self, sheet: &Sheet<'_>, lines: impl Iterator<Item = usize>) -> Topic {
        let mut counts: BTreeMap<Word, f64> = BTreeMap::new();
        let mut left = LONGEST;
        for line in lines {
            let text = sheet.line(line);
            each_word(text, left, |word| *counts.entry(word).or_insert(0.0) += 1.0);
            left = left.saturating_sub(text.chars().take(left).count());
            if left == 0 {
                break;
            }
        }
        let mut weights: Vec<(Word, f64)> = counts.into_iter().collect();
        for (word, weight) in &mut weights {
            let lines = f64::from(self.lines_with(*word));
            *weight = (1.0 + weight.ln()) * (self.total / lines).ln().max(0.0);
        }
        let norm = weights.iter().map(|(_, weight)| weight * weight).sum::<f64>().sqrt();
        Topic { weights, norm }
    }
}

impl Words {
    /// The rarest words, at most `most`, that two pieces share, as people read them.
    pub(super) fn shared(&self, sheet: &Sheet<'_>, left: &[usize], right: &[usize], most: usize) -> Vec<String> {
        let spelled = |lines: &[usize]| {
            let mut words: BTreeMap<String, Word> = BTreeMap::new();
            let mut room = LONGEST;
            for &line in lines {
                let text = sheet.line(line);
                spell_words(text, room, |word, spelling| {
                    words.insert(spelling, word);
                });
                room = room.saturating_sub(text.chars().take(room).count());
            }
            words
        };
        let (left, right) = (spelled(left), spelled(right));
        let mut shared: Vec<(u32, String)> = left
            .into_iter()
            .filter(|(spelling, _)| right.contains_key(spelling))
            .map(|(spelling, word)| (self.lines_with(word), spelling))
            .collect();
        shared.sort_unstable();
        shared.into_iter().take(most).map(|(_, spelling)| spelling).collect()
    }
}

impl Topic {
    /// True where the piece is long enough for having nothing in common to mean something.
    pub(super) fn is_rich(&self) -> bool {
        self.weights.len() > 25
    }

    /// How much two pieces have in common, in 0..1.
    pub(super) fn likeness(&self, other: &Self) -> f64 {
        let mut shared = 0.0;
        let mut others = other.weights.iter().peekable();
        for (word, weight) in &self.weights {
            while others.next_if(|(other, _)| other < word).is_some() {}
            if let Some((_, other)) = others.next_if(|(other, _)| other == word) {
                shared += weight * other;
            }
        }
        if self.norm * other.norm > 0.0 { shared / (self.norm * other.norm) } else { 0.0 }
    }
}

/// Hands on the words of the first `longest` characters of `text`.
fn each_word(text: &str, longest: usize, mut found: impl FnMut(Word)) {
    let mut last: Option<char> = None;
    let (mut letters, mut hash) = (0, 0_u64);
    for c in text.chars().take(longest).chain(['\n']) {
        if script(c) == Script::Alphabetic {
            letters += 1;
            hash = mix(hash, lower(c));
            last = None;
            continue;
        }
        if letters >= LETTERS {
            found(hash);
        }
        (letters, hash) = (0, 0);
        let sign = (is_cjk(c) && c.is_alphabetic()).then_some(c);
        if let (Some(left), Some(right)) = (last, sign) {
            found(mix(mix(1, left), right));
        }
        last = sign;
    }
}

/// The same, with how each word is spelled.
fn spell_words(text: &str, longest: usize, mut found: impl FnMut(Word, String)) {
    let chars: Vec<char> = text.chars().take(longest).collect();
    for word in chars.split(|&c| script(c) != Script::Alphabetic).filter(|word| word.len() >= LETTERS) {
        let spelling: String = word.iter().map(|&c| lower(c)).collect();
        found(spelling.chars().fold(0, mix), spelling);
    }
    for pair in chars.windows(2).filter(|pair| pair.iter().all(|&c| is_cjk(c) && c.is_alphabetic())) {
        found(pair.iter().fold(1, |hash, &c| mix(hash, c)), pair.iter().collect());
    }
}

fn lower(c: char) -> char {
    c.to_lowercase().next().unwrap_or(c)
}

fn mix(hash: u64, c: char) -> u64 {
    // The multiplier of the FNV hash of 64 bits, http://www.isthe.com/chongo/tech/comp/fnv/.
    (hash ^ u64::from(u32::from(c))).wrapping_mul(0x0100_0000_01b3)
}

fn table_of(word: Word) -> usize {
    // The high bits of a product are the mixed ones.
    usize::try_from((word >> 32) % TABLES).unwrap_or(0)
}

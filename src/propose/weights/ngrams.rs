//! How likely a character follows others: 5-grams of characters.
//!
//! Interpolated Witten-Bell (Bell, Cleary and Witten 1990), stored as a back-off table: each kept n-gram has the natural
//! logarithm of its last character's probability behind the others, and of the weight left to shorter contexts when it is
//! a context itself. A line feed is the beginning and the end of a paragraph; other white space does not count, digits
//! are all alike. Learning: [`super::super::learn`].
//!
//! The table ([`super::table`]) has a byte for either logarithm. A kept n-gram's ends, without its first or its last
//! character, are kept too, so a search stops at the first that is missing.

use super::bytes::{Bytes, byte, f32_at, usize_at};
use super::{Kind, WeightsError, fold, table};

/// The kind of section.
pub const KIND: Kind = *b"GRAM";
/// The longest n-gram in characters.
pub const ORDER: usize = 5;
const HEADER: usize = 16;
/// Steps of a stored logarithm: of 1/16 down to -16, and of 1/32 down to -8 for what is left to shorter contexts.
const PROB_STEPS: f32 = 16.0;
const BACKOFF_STEPS: f32 = 32.0;

/// The n-grams of a language.
#[derive(Clone, Debug)]
pub struct Ngrams {
    slots: Bytes,
    /// Logarithm of the probability of a character never seen, without context.
    unknown: f32,
}

/// An n-gram to be stored, with natural logarithms.
#[derive(Clone, Copy, Debug)]
pub struct Gram {
    /// From [`hash`].
    pub hash: u64,
    /// Of its last character behind the others.
    pub log_prob: f32,
    /// Of the weight left to shorter contexts where this is the context.
    pub backoff: f32,
}

/// The character as n-grams have it; `None` for what they leave out.
#[must_use]
pub fn symbol(c: char) -> Option<char> {
    match fold(c) {
        c @ ('\n' | '\u{4e00}'..='\u{9fff}') => Some(c),
        '0'..='9' => Some('0'),
        '\0' => None,
        c => (!c.is_whitespace()).then_some(c),
    }
}

/// The hash of an n-gram: begin with 0 and put each character before those already in it.
#[must_use]
pub fn hash(behind: u64, before: char) -> u64 {
    (behind.rotate_left(23) ^ u64::from(u32::from(before)).wrapping_add(1)).wrapping_mul(0x9e37_79b9_7f4a_7c15)
}

/// Characters before a seam that count.
const LEFT: usize = ORDER - 1;

/// What is known of the n-grams that end at one place, by length: from 1 to `length`.
#[derive(Clone, Copy, Debug, Default)]
struct Column {
    length: usize,
    probs: [u8; ORDER],
    backoffs: [u8; ORDER],
    /// The hash of the last n-gram that was looked for and found.
    key: u64,
}

/// A text, ready to be asked at each of its places how well it goes on there.
#[derive(Clone, Debug, Default)]
pub struct Along(Vec<Column>);

/// The end of a text, ready for many seams.
#[derive(Clone, Copy, Debug, Default)]
pub struct Before {
    symbols: [char; LEFT],
    length: usize,
    /// Of its last character.
    last: Column,
}

/// The beginning of a text, ready for many seams.
#[derive(Clone, Copy, Debug, Default)]
pub struct Behind {
    symbols: [char; ORDER],
    length: usize,
    /// Of its characters, without what stands before them.
    columns: [Column; ORDER],
}

impl Ngrams {
    /// The n-grams in a section.
    ///
    /// # Errors
    /// [`WeightsError::Malformed`] if its length is not as its header says.
    pub fn new(section: &Bytes) -> Result<Self, WeightsError> {
        let malformed = |why| WeightsError::Malformed { name: "n-grams", why };
        let buckets = usize_at(section.as_slice(), 0).ok_or(malformed("no header"))?;
        let unknown = f32_at(section.as_slice(), 4).ok_or(malformed("no probability of the unknown"))?;
        let length = buckets.checked_mul(table::BUCKET).ok_or(malformed("too many buckets"))?;
        let [_, slots] = section.pieces([HEADER, length]).ok_or(malformed("length"))?;
        Ok(Self { slots, unknown })
    }

    /// A section that holds `grams`, the more frequent first: where two cannot be told apart, the earlier one is found.
    #[must_use]
    pub fn section(grams: &[Gram], unknown: f32) -> Vec<u8> {
        let step = |log: f32, steps: f32| byte(-log * steps);
        let values =
            grams.iter().map(|gram| (gram.hash, [step(gram.log_prob, PROB_STEPS), step(gram.backoff, BACKOFF_STEPS)]));
        let slots = table::filled(&values.collect::<Vec<_>>());
        let buckets = slots.len() / table::BUCKET;
        let mut section = u32::try_from(buckets).unwrap_or(u32::MAX).to_le_bytes().to_vec();
        section.extend(unknown.to_le_bytes());
        section.resize(HEADER, 0);
        section.extend(slots);
        section
    }

    /// How many n-grams a section of so many bytes holds, if none spills too far.
    #[must_use]
    pub fn grams_in(bytes: usize) -> usize {
        table::values_in(bytes.saturating_sub(HEADER))
    }

    /// The natural logarithm of the probability that `next` follows `context`, of which the last four count.
    #[must_use]
    pub fn log_prob(&self, context: &[char], next: char) -> f32 {
        let Some(next) = symbol(next) else { return self.unknown };
        let before = self.before(context);
        let column = self.lengthened(self.column(&[], next), &before);
        let (prob, backoff) = parts(&column, &before.last, before.length);
        prob.unwrap_or(self.unknown) + backoff
    }

    /// How much better `right_first`, of which five characters count, goes on behind `left_last4` than it stands alone:
    /// the difference of natural logarithms, for all its characters together. Fewer than four characters before it are
    /// filled up with `'\0'`; 0 where nothing is known.
    #[must_use]
    pub fn seam(&self, left_last4: [char; 4], right_first: &[char]) -> f32 {
        self.goes_on(&self.before(&left_last4), &self.behind(right_first))
    }

    /// The same for a paragraph's beginning instead of a left side: how much better this opens a paragraph.
    #[must_use]
    pub fn after_break(&self, right_first: &[char]) -> f32 {
        self.goes_on(&self.before(&['\n']), &self.behind(right_first))
    }

    /// The end of a text, of which the last four characters count.
    #[must_use]
    pub fn before(&self, text: &[char]) -> Before {
        let mut before = Before::default();
        let last = text.get(text.len().saturating_sub(LEFT)..).unwrap_or_default();
        for (place, c) in before.symbols.iter_mut().zip(last.iter().filter_map(|&c| symbol(c))) {
            *place = c;
            before.length += 1;
        }
        if let Some((&c, context)) = before.symbols.get(..before.length).and_then(<[char]>::split_last) {
            before.last = self.column(context, c);
        }
        before
    }

    /// The beginning of a text, of which the first five characters count.
    #[must_use]
    pub fn behind(&self, text: &[char]) -> Behind {
        let mut behind = Behind::default();
        for (place, c) in behind.symbols.iter_mut().zip(text.iter().take(ORDER).filter_map(|&c| symbol(c))) {
            *place = c;
            behind.length += 1;
        }
        for (at, column) in behind.columns.iter_mut().enumerate().take(behind.length) {
            if let Some((&c, context)) = behind.symbols.get(..=at).and_then(<[char]>::split_last) {
                *column = self.column(context, c);
            }
        }
        behind
    }

    /// As [`Ngrams::seam`], of two sides that are ready.
    #[must_use]
    pub fn goes_on(&self, before: &Before, behind: &Behind) -> f32 {
        if before.length == 0 {
            return 0.0;
        }
        let mut gain = 0.0;
        let (mut beside, mut beside_alone) = (before.last, Column::default());
        for (at, alone) in behind.columns.iter().enumerate().take(behind.length) {
            // Only n-grams that reach over the seam are new.
            let column = if alone.length == at + 1 { self.lengthened(*alone, before) } else { *alone };
            let (prob, backoff) = parts(&column, &beside, LEFT);
            let (prob_alone, backoff_alone) = parts(alone, &beside_alone, at);
            (beside, beside_alone) = (column, *alone);
            // A character never seen says nothing, and nothing is known behind it.
            let (Some(prob), Some(prob_alone)) = (prob, prob_alone) else { continue };
            gain += prob + backoff - prob_alone - backoff_alone;
        }
        gain
    }

    /// A whole text, of which white space does not count.
    #[must_use]
    pub fn along(&self, text: &[char]) -> Along {
        let symbols: Vec<char> = text.iter().filter_map(|&c| symbol(c)).collect();
        let column = |at: usize| {
            let context = symbols.get(at.saturating_sub(LEFT)..at).unwrap_or_default();
            symbols.get(at).map(|&c| self.column(context, c)).unwrap_or_default()
        };
        Along((0..symbols.len()).map(column).collect())
    }

    /// What is known of the n-grams that end with `c` behind `context`.
    fn column(&self, context: &[char], c: char) -> Column {
        let mut column = Column::default();
        for &c in [c].iter().chain(context.iter().rev()).take(ORDER) {
            if !self.lengthen(&mut column, c) {
                break;
            }
        }
        column
    }

    /// `column`, whose n-grams reach back to the seam, with those that reach over it.
    fn lengthened(&self, mut column: Column, before: &Before) -> Column {
        for &c in before.symbols.get(..before.length).unwrap_or_default().iter().rev() {
            if column.length == ORDER || !self.lengthen(&mut column, c) {
                break;
            }
        }
        column
    }

    /// Looks for the n-gram with `c` before those of `column`; false if there is none.
    fn lengthen(&self, column: &mut Column, c: char) -> bool {
        let key = hash(column.key, c);
        let Some([prob, backoff]) = table::find(self.slots.as_slice(), key) else { return false };
        let at = column.length;
        let (Some(prob_of), Some(backoff_of)) = (column.probs.get_mut(at), column.backoffs.get_mut(at)) else {
            return false;
        };
        (*prob_of, *backoff_of) = (prob, backoff);
        column.length += 1;
        column.key = key;
        true
    }
}

impl Along {
    /// As [`Ngrams::seam`] for the place before the character `at`, counted without white space; 0 at the text's beginning.
    #[must_use]
    pub fn gain(&self, at: usize) -> f32 {
        let mut gain = 0.0;
        let Some(before) = at.checked_sub(1).and_then(|before| self.0.get(before..)) else { return 0.0 };
        for (nth, pair) in before.windows(2).enumerate().take(ORDER) {
            let [beside, column] = pair else { continue };
            let (prob, backoff) = parts(column, beside, LEFT);
            let (prob_alone, backoff_alone) = parts(column, beside, nth);
            let (Some(prob), Some(prob_alone)) = (prob, prob_alone) else { continue };
            gain += prob + backoff - prob_alone - backoff_alone;
        }
        gain
    }
}

/// The logarithms of a character behind up to `context` others: of the longest n-gram found, and of what the contexts,
/// which end at the character `before`, left to it.
fn parts(column: &Column, before: &Column, context: usize) -> (Option<f32>, f32) {
    let most = (context + 1).min(ORDER);
    let length = column.length.min(most);
    let prob = length.checked_sub(1).and_then(|last| column.probs.get(last));
    let prob = prob.map(|&prob| -f32::from(prob) / PROB_STEPS);
    let contexts = length.saturating_sub(1)..before.length.min(most - 1);
    let left: u32 = contexts.map(|index| before.backoffs.get(index).map_or(0, |&step| u32::from(step))).sum();
    // At most four bytes.
    let left = u16::try_from(left).unwrap_or(u16::MAX);
    (prob, -f32::from(left) / BACKOFF_STEPS)
}

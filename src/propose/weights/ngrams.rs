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
use crate::text::{Script, script};

/// The kind of section.
pub const KIND: Kind = *b"GRAM";
/// The longest n-gram in characters.
pub const ORDER: usize = 5;
const HEADER: usize = 16;
/// Steps of a stored logarithm: of 1/16 down to -16, and of 1/32 down to -8 for what is left to shorter contexts.
const PROB_STEPS: f32 = 16.0;
const BACKOFF_STEPS: f32 = 32.0;
/// The longest stretch looked at: 4 characters before a seam and 5 behind it.
const STRETCH: usize = 9;

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
    match c {
        '\n' => Some('\n'),
        '\0' => None,
        _ if c.is_whitespace() => None,
        _ if script(c) == Script::Digit && c.to_digit(10).or(fold(c).to_digit(10)).is_some() => Some('0'),
        _ => Some(fold(c)),
    }
}

/// The hash of an n-gram: begin with 0 and put each character before those already in it.
#[must_use]
pub fn hash(behind: u64, before: char) -> u64 {
    (behind.rotate_left(23) ^ u64::from(u32::from(before)).wrapping_add(1)).wrapping_mul(0x9e37_79b9_7f4a_7c15)
}

/// What is known of the n-grams that end at one place, by length: from 1 to `length`.
#[derive(Clone, Copy, Default)]
struct Column {
    length: usize,
    probs: [u8; ORDER],
    backoffs: [u8; ORDER],
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

    /// The length in bytes of a section with so many n-grams, if none spills too far.
    #[must_use]
    pub fn bytes_for(grams: usize) -> usize {
        HEADER + table::buckets_for(grams) * table::BUCKET
    }

    /// The natural logarithm of the probability that `next` follows `context`, of which the last four count.
    #[must_use]
    pub fn log_prob(&self, context: &[char], next: char) -> f32 {
        let mut stretch = Stretch::default();
        let context = context.get(context.len().saturating_sub(ORDER - 1)..).unwrap_or_default();
        context.iter().for_each(|&c| stretch.push(c));
        stretch.push(next);
        let Some(last) = stretch.length.checked_sub(1) else { return self.unknown };
        let columns = self.columns(&stretch, last.saturating_sub(1));
        let (prob, backoff) = Self::parts(&columns, last, last);
        prob.unwrap_or(self.unknown) + backoff
    }

    /// How much better `right_first`, of which five characters count, goes on behind `left_last4` than it stands alone:
    /// the difference of natural logarithms, for all its characters together. Fewer than four characters before it are
    /// filled up with `'\0'`; 0 where nothing is known.
    #[must_use]
    pub fn seam(&self, left_last4: [char; 4], right_first: &[char]) -> f32 {
        self.gain(&left_last4, right_first)
    }

    /// The same for a paragraph's beginning instead of a left side: how much better this opens a paragraph.
    #[must_use]
    pub fn after_break(&self, right_first: &[char]) -> f32 {
        self.gain(&['\n'], right_first)
    }

    fn gain(&self, left: &[char], right: &[char]) -> f32 {
        let mut stretch = Stretch::default();
        left.iter().for_each(|&c| stretch.push(c));
        let seam = stretch.length;
        right.iter().take(ORDER).for_each(|&c| stretch.push(c));
        let Some(before) = seam.checked_sub(1) else { return 0.0 };
        let columns = self.columns(&stretch, before);
        let mut gain = 0.0;
        for at in seam..stretch.length {
            let (behind, backoff) = Self::parts(&columns, at, at);
            let (alone, alone_backoff) = Self::parts(&columns, at, at - seam);
            // A character never seen says nothing, and nothing is known behind it.
            let (Some(behind), Some(alone)) = (behind, alone) else { continue };
            gain += behind + backoff - alone - alone_backoff;
        }
        gain
    }

    /// The logarithms of the character at `at` behind up to `context` characters: of the longest n-gram found, and of
    /// what the contexts left to it.
    fn parts(columns: &[Column; STRETCH], at: usize, context: usize) -> (Option<f32>, f32) {
        let most = (context + 1).min(ORDER);
        let Some(column) = columns.get(at) else { return (None, 0.0) };
        let length = column.length.min(most);
        let prob = length.checked_sub(1).and_then(|last| column.probs.get(last));
        let prob = prob.map(|&prob| -f32::from(prob) / PROB_STEPS);
        let before = at.checked_sub(1).and_then(|at| columns.get(at)).copied().unwrap_or_default();
        let contexts = length.saturating_sub(1)..before.length.min(most - 1);
        let left: u32 = contexts.map(|index| before.backoffs.get(index).map_or(0, |&step| u32::from(step))).sum();
        // At most four bytes.
        let left = u16::try_from(left).unwrap_or(u16::MAX);
        (prob, -f32::from(left) / BACKOFF_STEPS)
    }

    /// What is known of the n-grams ending at each place from `first` on.
    fn columns(&self, stretch: &Stretch, first: usize) -> [Column; STRETCH] {
        let slots = self.slots.as_slice();
        let mut columns = [Column::default(); STRETCH];
        for end in first..stretch.length {
            let Some(column) = columns.get_mut(end) else { break };
            let mut key = 0;
            for (index, &c) in stretch.symbols[..=end].iter().rev().take(ORDER).enumerate() {
                key = hash(key, c);
                let Some([prob, backoff]) = table::find(slots, key) else { break };
                column.probs[index] = prob;
                column.backoffs[index] = backoff;
                column.length = index + 1;
            }
        }
        columns
    }
}

/// Characters around a seam, as n-grams have them.
#[derive(Default)]
struct Stretch {
    symbols: [char; STRETCH],
    length: usize,
}

impl Stretch {
    fn push(&mut self, c: char) {
        if let Some(c) = symbol(c)
            && let Some(place) = self.symbols.get_mut(self.length)
        {
            *place = c;
            self.length += 1;
        }
    }
}

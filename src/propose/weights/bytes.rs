//! Bytes of a model file that several tables share, and numbers read from them.
//!
//! Nothing is copied: a part is the whole and a range. Numbers are little endian. Reading beyond the end is `None`, so
//! that a damaged file cannot stop the program.

use std::borrow::Cow;
use std::ops::Range;
use std::sync::Arc;

/// A part of a model file. Cloning it copies no byte of the file.
#[derive(Clone, Debug)]
pub struct Bytes {
    whole: Arc<Cow<'static, [u8]>>,
    range: Range<usize>,
}

impl Bytes {
    /// All of `whole`.
    #[must_use]
    pub fn new(whole: Cow<'static, [u8]>) -> Self {
        let range = 0..whole.len();
        Self { whole: Arc::new(whole), range }
    }

    /// The bytes.
    #[must_use]
    pub fn as_slice(&self) -> &[u8] {
        self.whole.get(self.range.clone()).unwrap_or_default()
    }

    /// How many bytes there are.
    #[must_use]
    pub fn len(&self) -> usize {
        self.range.len()
    }

    /// True if there is none.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.range.is_empty()
    }

    /// The bytes in `range`, counted within this part; `None` where it reaches beyond the end.
    #[must_use]
    pub fn part(&self, range: Range<usize>) -> Option<Self> {
        let start = self.range.start.checked_add(range.start)?;
        let end = self.range.start.checked_add(range.end)?;
        (start <= end && end <= self.range.end).then(|| Self { whole: Arc::clone(&self.whole), range: start..end })
    }

    /// Parts this in pieces of the given lengths; `None` unless they add up to all of it.
    pub(super) fn pieces<const N: usize>(&self, lengths: [usize; N]) -> Option<[Self; N]> {
        let mut start = 0_usize;
        let mut pieces = lengths.map(|_| self.clone());
        for (piece, length) in pieces.iter_mut().zip(lengths) {
            let end = start.checked_add(length)?;
            *piece = self.part(start..end)?;
            start = end;
        }
        (start == self.len()).then_some(pieces)
    }
}

fn array_at<const N: usize>(bytes: &[u8], at: usize) -> Option<[u8; N]> {
    bytes.get(at..at.checked_add(N)?)?.try_into().ok()
}

/// The 32 bits at the byte `at`.
#[must_use]
pub fn u32_at(bytes: &[u8], at: usize) -> Option<u32> {
    array_at(bytes, at).map(u32::from_le_bytes)
}

/// The 64 bits at the byte `at`.
#[must_use]
pub fn u64_at(bytes: &[u8], at: usize) -> Option<u64> {
    array_at(bytes, at).map(u64::from_le_bytes)
}

/// The number at the byte `at`; `None` too where it is infinite or no number.
#[must_use]
pub fn f32_at(bytes: &[u8], at: usize) -> Option<f32> {
    array_at(bytes, at).map(f32::from_le_bytes).filter(|number| number.is_finite())
}

/// The same as a count of things in memory.
#[must_use]
pub fn usize_at(bytes: &[u8], at: usize) -> Option<usize> {
    usize::try_from(u32_at(bytes, at)?).ok()
}

/// The nearest byte to `value`, which is cut off at both ends of the range; 0 for no number.
#[must_use]
#[expect(clippy::cast_possible_truncation, clippy::cast_sign_loss, reason = "cut off to the range before")]
pub fn byte(value: f32) -> u8 {
    value.round().clamp(0.0, 255.0) as u8
}

/// The nearest signed byte to `value`, cut off at -127 and 127; 0 for no number.
#[must_use]
#[expect(clippy::cast_possible_truncation, reason = "cut off to the range before")]
pub fn signed_byte(value: f32) -> i8 {
    value.round().clamp(-127.0, 127.0) as i8
}

/// The nearest number of half the precision.
#[must_use]
#[expect(clippy::cast_possible_truncation, reason = "the precision is what is given up")]
pub fn single(value: f64) -> f32 {
    value as f32
}

/// One of `count` places for `hash`, spread evenly by its upper half; 0 if there is no place.
#[must_use]
pub(super) fn place(hash: u64, count: usize) -> usize {
    let upper = u128::from(hash >> 32) * u128::try_from(count).unwrap_or(0);
    usize::try_from(upper >> 32).unwrap_or(0)
}

/// Mixes all bits of `hash` into all others: the finaliser of MurmurHash3 for 64 bits, by Austin Appleby.
#[must_use]
pub(super) fn mixed(mut hash: u64) -> u64 {
    hash ^= hash >> 33;
    hash = hash.wrapping_mul(0xff51_afd7_ed55_8ccd);
    hash ^= hash >> 33;
    hash = hash.wrapping_mul(0xc4ce_b9fe_1a85_ec53);
    hash ^ (hash >> 33)
}

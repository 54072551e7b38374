//! Knows UTF-16 without a mark.
//!
//! Read byte by byte, UTF-16 is full of control characters: every ASCII character and line break has a NUL in it, and of
//! other characters one in nine has a low byte below U+0020. No other text has many. Read as UTF-16 in the right order,
//! its units lie in blocks that newspapers use; in the wrong order, or where it is no UTF-16, many do not.

use super::{Encoding, has_many_controls, is_control};
use encoding_rs as rs;

/// How many units are looked at.
const SAMPLE: usize = 64 * 1024;

/// One byte in so many is a control character, at least. Chinese in UTF-16 has one in twenty, English one in two.
const BYTES_PER_CONTROL: usize = 50;

/// UTF-16 in the right order, where `bytes` are that.
///
/// Where they are `valid` UTF-8 more is asked for, since a short text in UTF-8 may hold a NUL: that half of it is ASCII in
/// UTF-16 or, for scripts whose UTF-16 is made of ASCII bytes, that in UTF-8 it would be taken for binary data.
pub(super) fn utf16_without_mark(bytes: &[u8], valid: Option<&str>) -> Option<Encoding> {
    let looked_at = bytes.get(..SAMPLE * 2).unwrap_or(bytes);
    let controls = looked_at.iter().filter(|&&byte| is_control(byte)).count();
    if controls == 0 || controls.saturating_mul(BYTES_PER_CONTROL) < looked_at.len() {
        return None;
    }
    let little = Units::count(looked_at, u16::from_le_bytes);
    let big = Units::count(looked_at, u16::from_be_bytes);
    let (units, encoding) =
        if little.plausible >= big.plausible { (little, rs::UTF_16LE) } else { (big, rs::UTF_16BE) };
    let plausible = units.all > 0 && units.plausible.saturating_mul(10) >= units.all.saturating_mul(9);
    let enough = valid.is_none_or(|text| units.ascii.saturating_mul(2) >= units.all || has_many_controls(text));
    (plausible && enough).then_some(Encoding(encoding))
}

/// Counts of a text read as UTF-16.
struct Units {
    all: usize,
    /// Printable ASCII, tab, form feed and line breaks.
    ascii: usize,
    /// Units from blocks that a newspaper has, in any script.
    plausible: usize,
}

impl Units {
    fn count(bytes: &[u8], unit: fn([u8; 2]) -> u16) -> Self {
        let mut units = Self { all: 0, ascii: 0, plausible: 0 };
        let (pairs, _) = bytes.as_chunks::<2>();
        for &pair in pairs {
            let unit = unit(pair);
            let ascii = matches!(unit, 0x20..=0x7e | 0x09 | 0x0a | 0x0c | 0x0d);
            units.all += 1;
            units.ascii += usize::from(ascii);
            units.plausible += usize::from(ascii || is_in_newspapers(unit));
        }
        units
    }
}

/// True for units of the blocks that letters, signs and East Asian characters in newspapers come from.
fn is_in_newspapers(unit: u16) -> bool {
    // Not U+0Axx and U+0Dxx, the scripts of Punjab, Gujarat and Kerala: a line break and a letter look so.
    let indic = matches!(unit, 0x900..=0x9ff | 0xb00..=0xcff | 0xe01..=0xe5b);
    let letters = matches!(unit, 0xa0..=0x6ff | 0x1100..=0x11ff | 0x1e00..=0x1fff);
    let signs = matches!(unit, 0x2000..=0x27bf | 0xfeff..=0xffef);
    // Surrogates too: rare characters, and emoji.
    let east = matches!(unit, 0x3000..=0x318f | 0x3200..=0x9fff | 0xac00..=0xdfff | 0xf900..=0xfaff | 0xfe30..=0xfe4f);
    letters || indic || signs || east
}

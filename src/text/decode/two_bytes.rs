//! How much a text looks like Chinese, Japanese or Korean in one of the encodings of two bytes a character.
//!
//! Their standards sort characters by use: GB 2312, Big5 and JIS X 0208 have a first level of frequent ones and a second
//! of rare ones, KS X 1001 sets Hangul apart from Hanja. In the right reading nearly every character is a frequent one;
//! in a wrong one about half are. That holds with broken bytes in the text too, which a detector that gives up an
//! encoding at the first malformed byte (`chardetng`) does not survive. Looks at bytes only, once.

use super::Encoding;
use encoding_rs as rs;

/// Encodings of two bytes a character that are detected. Of two that read a text equally well the later is right: the
/// rows of Hangul are among those of GB 2312's first level, so that Korean is faultless in both, Chinese in one.
pub(super) const TWO_BYTES: [Encoding; 5] = [
    Encoding(&rs::BIG5_INIT),
    Encoding(&rs::SHIFT_JIS_INIT),
    Encoding(&rs::GB18030_INIT),
    Encoding(&rs::EUC_JP_INIT),
    Encoding(&rs::EUC_KR_INIT),
];

/// What a text has beyond ASCII, read in one encoding.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(super) struct Reading {
    /// Characters that the standard holds for frequent, marks and kana among them.
    pub(super) frequent: usize,
    /// All other characters.
    pub(super) rare: usize,
    /// Bytes that begin no character.
    pub(super) malformed: usize,
    kana: usize,
}

/// What the bytes at one place are.
#[derive(Clone, Copy)]
enum Class {
    Frequent,
    Kana,
    Rare,
    /// A character of another length than two bytes.
    RareOf(usize),
    Malformed,
}

impl Reading {
    /// Reads `bytes` in `encoding`, one of [`TWO_BYTES`].
    pub(super) fn of(bytes: &[u8], encoding: Encoding) -> Self {
        let class = class_in(encoding);
        let mut reading = Self::default();
        let mut rest = bytes;
        while let Some(&lead) = rest.first() {
            if lead < 0x80 {
                rest = rest.get(1..).unwrap_or_default();
                continue;
            }
            // A lead byte that the text ends after is a text cut short: neither for nor against.
            let Some(&trail) = rest.get(1) else { break };
            let class = class(lead, trail);
            let len = match class {
                Class::Frequent | Class::Kana | Class::Rare => 2,
                Class::RareOf(len) => len,
                Class::Malformed => 1,
            };
            reading.frequent += usize::from(matches!(class, Class::Frequent | Class::Kana));
            reading.kana += usize::from(matches!(class, Class::Kana));
            reading.rare += usize::from(matches!(class, Class::Rare | Class::RareOf(_)));
            reading.malformed += usize::from(matches!(class, Class::Malformed));
            rest = rest.get(len..).unwrap_or_default();
        }
        // All that tells a page of EUC-JP from one of GB 2312 is its kana, of which every Japanese sentence has some.
        if encoding.0 == rs::EUC_JP && reading.kana.saturating_mul(10) < reading.frequent {
            reading.rare += std::mem::take(&mut reading.frequent);
        }
        reading
    }

    /// The share of frequent characters in a hundred.
    pub(super) fn percent(&self) -> usize {
        let all = self.frequent + self.rare + self.malformed;
        self.frequent.saturating_mul(100).checked_div(all).unwrap_or(0)
    }
}

/// What a lead and a trail byte are in `encoding`. Ranges: the WHATWG Encoding Standard and the character sets named
/// above, each by rows.
fn class_in(encoding: Encoding) -> fn(u8, u8) -> Class {
    let encoding = encoding.0;
    if encoding == rs::BIG5 {
        |lead, trail| match (lead, trail) {
            (0x80 | 0xff, _) | (_, ..0x40 | 0x7f..=0xa0 | 0xff) => Class::Malformed,
            (0xa1..=0xc6, _) => Class::Frequent,
            _ => Class::Rare,
        }
    } else if encoding == rs::SHIFT_JIS {
        |lead, trail| match (lead, trail) {
            (0xa1..=0xdf, _) => Class::RareOf(1),
            (0x80 | 0xa0 | 0xfd.., _) | (_, ..0x40 | 0x7f | 0xfd..) => Class::Malformed,
            (0x82 | 0x83, _) => Class::Kana,
            (0x81 | 0x88..=0x98, _) => Class::Frequent,
            _ => Class::Rare,
        }
    } else if encoding == rs::EUC_JP {
        |lead, trail| match (lead, trail) {
            (0x8f, 0xa1..=0xfe) => Class::RareOf(3),
            (0x8e, 0xa1..=0xdf) => Class::Rare,
            (..=0xa0 | 0xff, _) | (_, ..0xa1 | 0xff) => Class::Malformed,
            (0xa4 | 0xa5, _) => Class::Kana,
            (0xa1 | 0xa3 | 0xb0..=0xcf, _) => Class::Frequent,
            _ => Class::Rare,
        }
    } else if encoding == rs::EUC_KR {
        |lead, trail| match (lead, trail) {
            (0x80 | 0xff, _) | (_, ..0x41 | 0x5b..=0x60 | 0x7b..=0x80 | 0xff) => Class::Malformed,
            (0xa1 | 0xa3 | 0xb0..=0xc8, 0xa1..) => Class::Frequent,
            _ => Class::Rare,
        }
    } else {
        |lead, trail| match (lead, trail) {
            (0x80 | 0xff, _) | (_, ..0x30 | 0x3a..=0x3f | 0x7f | 0xff) => Class::Malformed,
            (_, 0x30..=0x39) => Class::RareOf(4),
            (0xa1 | 0xa3 | 0xb0..=0xd7, 0xa1..) => Class::Frequent,
            _ => Class::Rare,
        }
    }
}

//! What a page says elsewhere: two to four characters in a row, with how often they stand on it.
//!
//! A sentence cut in two is often the name or the phrase that the article repeats; characters over the cut that stand
//! together elsewhere are evidence that the two ends belong together. Counted within lines, so that no cut vouches for
//! itself. The counts lie in one table of fixed size with a check of eight bits a place: one in a thousand is wrong, which
//! evidence can bear. Memory and time linear in the page; asked, never walked through, so the order never shows.

use super::sheet::Sheet;
use super::{Budget, Cancelled};

/// Characters of a line that are counted: white space and junk may be long.
const LONGEST: usize = 4096;
/// Places that are looked at for one entry.
const PROBES: usize = 4;

/// How often characters stand together within the page's lines.
pub(super) struct Echoes {
    /// Check in the high byte, count in the low one; 0 where free.
    slots: Vec<u16>,
    mask: usize,
}

impl Echoes {
    /// Counts the lines of `sheet`.
    pub(super) fn new(sheet: &Sheet<'_>, budget: &Budget) -> Result<Self, Cancelled> {
        let mut chars = 0;
        for index in 0..sheet.lines.len() {
            budget.step_at(index)?;
            let span = sheet.lines[index].span;
            chars += (span.end.get() - span.start.get()).min(LONGEST * 4);
        }
        // Three entries a character of up to three bytes, and as much free again.
        let slots = (2 * chars).next_power_of_two().clamp(1 << 10, 1 << 26);
        let mut echoes = Self { slots: vec![0; slots], mask: slots - 1 };
        let mut since_step = 0;
        for index in 0..sheet.lines.len() {
            budget.step_at(index)?;
            let mut last = ['\0'; 3];
            for c in sheet.line(index).chars().filter(|c| !c.is_whitespace()).take(LONGEST) {
                since_step += 1;
                budget.step_at(since_step)?;
                if last[2] != '\0' {
                    echoes.add(hash(&[last[2], c]));
                }
                if last[1] != '\0' {
                    echoes.add(hash(&[last[1], last[2], c]));
                }
                if last[0] != '\0' {
                    echoes.add(hash(&[last[0], last[1], last[2], c]));
                }
                last = [last[1], last[2], c];
            }
        }
        Ok(echoes)
    }

    fn add(&mut self, hash: u64) {
        let (first, check) = self.place(hash);
        for probe in 0..PROBES {
            let at = (first + probe) & self.mask;
            let Some(slot) = self.slots.get_mut(at) else { return };
            if *slot == 0 {
                *slot = check | 1;
                return;
            }
            if *slot & 0xff00 == check {
                if *slot & 0xff < 0xff {
                    *slot += 1;
                }
                return;
            }
        }
    }

    /// Where an entry is looked for, and its check, which is never 0.
    fn place(&self, hash: u64) -> (usize, u16) {
        let check = u16::try_from(hash >> 56).unwrap_or(0).max(1) << 8;
        (usize::try_from(hash & 0xffff_ffff).unwrap_or(0) & self.mask, check)
    }

    /// How often `chars`, two to four, stand in a row, up to 255.
    pub(super) fn count(&self, chars: &[char]) -> u32 {
        let (first, check) = self.place(hash(chars));
        for probe in 0..PROBES {
            match self.slots.get((first + probe) & self.mask) {
                Some(&slot) if slot & 0xff00 == check && slot != 0 => return u32::from(slot & 0xff),
                Some(&slot) if slot != 0 => {}
                _ => return 0,
            }
        }
        0
    }

    /// What part of the characters of a line stands elsewhere on the page too, three in a row: 0..1.
    pub(super) fn repeated(&self, chars: &[char]) -> f32 {
        let mut known = 0.0;
        let mut all = 0.0_f32;
        for triple in chars.windows(3).take(64) {
            known += f32::from(u8::from(self.count(triple) > 1));
            all += 1.0;
        }
        known / all.max(1.0)
    }

    /// How often what stands over the seam of `left`'s last and `right`'s first characters stands elsewhere: the counts of
    /// two characters, of three and of four, each the most over the ways to take them.
    pub(super) fn over(&self, left: &[char; 6], right: &[char; 6]) -> [u32; 3] {
        let [.., c, b, a] = *left;
        let [x, y, z, ..] = *right;
        if a == '\0' || x == '\0' {
            return [0; 3];
        }
        let two = self.count(&[a, x]);
        if two == 0 {
            return [0; 3];
        }
        let of = |chars: &[char]| if chars.contains(&'\0') { 0 } else { self.count(chars) };
        let (left, right) = (of(&[b, a, x]), of(&[a, x, y]));
        let three = left + right;
        let four = if three == 0 { 0 } else { of(&[c, b, a, x]) + of(&[b, a, x, y]) + of(&[a, x, y, z]) };
        [two, three, four]
    }
}

fn hash(chars: &[char]) -> u64 {
    let mut hash = chars.len() as u64;
    for &c in chars {
        hash = (hash.rotate_left(21) ^ u64::from(u32::from(c))).wrapping_mul(0x9e37_79b9_7f4a_7c15);
    }
    hash ^ (hash >> 29)
}

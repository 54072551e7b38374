//! Byte offsets and code point offsets of a text, both ways, for files that count code points.
//!
//! Counts are kept for every [`STEP`] bytes, so that a conversion costs at most a scan of that many, on a page of one
//! line of a megabyte too, where [`super::LineTable`] would scan the line. Built in one pass; four bytes a step.

use super::Pos;

/// Bytes between two counts: short enough that a scan is a few hundred vector operations, long enough that the table is
/// a thousandth of the text.
const STEP: usize = 1024;
/// Bytes that are counted at once on the way to a place.
const FEW: usize = 64;

/// A table for one text. It does not hold the text, which every call is given again.
#[derive(Clone, Debug)]
pub struct CodePoints {
    /// Code points that begin before each multiple of [`STEP`].
    counts: Vec<usize>,
    total: usize,
}

impl CodePoints {
    /// Counts the code points of `text`.
    #[must_use]
    pub fn new(text: &str) -> Self {
        let mut total = 0;
        let mut counts = Vec::with_capacity(text.len() / STEP + 1);
        for chunk in text.as_bytes().chunks(STEP) {
            counts.push(total);
            total += starts(chunk);
        }
        Self { counts, total }
    }

    /// Code points in the whole text.
    #[must_use]
    pub fn total(&self) -> usize {
        self.total
    }

    /// Code points before `pos`; at or past the end, all of them.
    #[must_use]
    pub fn before(&self, text: &str, pos: Pos) -> usize {
        let step = pos.get() / STEP;
        let Some(&count) = self.counts.get(step) else { return self.total };
        let end = pos.get().min(text.len());
        count + starts(text.as_bytes().get(step * STEP..end).unwrap_or_default())
    }

    /// The place before which `code_points` code points stand; `None` past the end of the text.
    #[must_use]
    pub fn pos(&self, text: &str, code_points: usize) -> Option<Pos> {
        if code_points >= self.total {
            return (code_points == self.total).then(|| Pos::new(text.len()));
        }
        let step = self.counts.partition_point(|&count| count <= code_points).checked_sub(1)?;
        let mut left = code_points - self.counts.get(step)?;
        let mut start = step * STEP;
        // Counting a few bytes at once is done by vector operations; looking at each is not.
        for few in text.as_bytes().get(start..)?.chunks(FEW) {
            let count = starts(few);
            if left < count {
                let (at, _) = few.iter().enumerate().filter(|(_, byte)| is_start(**byte)).nth(left)?;
                return Some(Pos::new(start + at));
            }
            left -= count;
            start += few.len();
        }
        None
    }
}

fn starts(bytes: &[u8]) -> usize {
    bytes.iter().filter(|&&byte| is_start(byte)).count()
}

/// True for a byte that begins a code point in UTF-8.
fn is_start(byte: u8) -> bool {
    byte & 0b1100_0000 != 0b1000_0000
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn places_convert_both_ways_across_the_steps() {
        for text in ["", "a", "环", &"a环e\u{301}𠮷\r\n".repeat(500), &"x".repeat(2 * STEP), &"环".repeat(STEP)] {
            let table = CodePoints::new(text);
            let ends = text.char_indices().map(|(byte, _)| byte).chain([text.len()]);
            for (n, byte) in ends.enumerate() {
                assert_eq!(table.before(text, Pos::new(byte)), n);
                assert_eq!(table.pos(text, n), Some(Pos::new(byte)));
            }
            assert_eq!(table.total(), text.chars().count());
            assert_eq!(table.pos(text, table.total() + 1), None);
        }
    }
}

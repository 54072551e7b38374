//! The line table of a page: where lines begin, and how much ink and how many code points lie before each.

use super::Pos;
use std::ops::Range;

/// Line starts of a page, with running counts so close that every conversion is a search and a scan of a few lines.
///
/// A line ends at LF, CRLF or a lone CR; a last line without an ending counts, an empty text has one empty line.
/// *Ink* is what the ledger counts: code points that are not white space (`char::is_whitespace`).
/// Four bytes a line and twelve for each 256 of the text; built in one pass.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct LineTable {
    /// The byte at which each line begins; one more entry for the end of the text.
    starts: Vec<u32>,
    /// Counts at the beginning of the text, at its end, and [`APART`] bytes or little more from each other between.
    marks: Vec<Mark>,
}

/// How far marks are apart, in bytes: near enough that what is scanned from one costs no more than the search for it.
const APART: u32 = 256;

/// The code points and the ink before a byte.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
struct Mark {
    byte: u32,
    code_point: u32,
    ink: u32,
}

impl LineTable {
    /// Reads the lines of `text`, which must be shorter than 4 GiB (decoding sees to it).
    #[must_use]
    pub fn new(text: &str) -> Self {
        let bytes = text.as_bytes();
        // Counted beforehand: a list of a million lines that grows by itself leaves its own size twice over behind.
        let breaks = bytes.iter().filter(|byte| matches!(byte, b'\n' | b'\r')).count();
        let mut starts = Vec::with_capacity(breaks + 2);
        let mut marks = Vec::with_capacity(bytes.len() / APART as usize + 2);
        starts.push(0);
        let (mut last, mut here) = (Mark::default(), Mark::default());
        marks.push(last);
        for (at, c) in text.char_indices() {
            here.byte = saturate(at);
            if here.byte - last.byte >= APART {
                marks.push(here);
                last = here;
            }
            here.code_point += 1;
            here.ink += u32::from(!c.is_whitespace());
            if c == '\n' || (c == '\r' && bytes.get(at + 1) != Some(&b'\n')) {
                starts.push(saturate(at + 1));
            }
        }
        marks.push(Mark { byte: saturate(text.len()), ..here });
        starts.push(saturate(text.len()));
        // A CRLF was counted twice.
        starts.shrink_to_fit();
        Self { starts, marks }
    }

    /// How many lines there are: at least one. A text that ends in a line break has an empty last line.
    #[must_use]
    pub fn count(&self) -> usize {
        self.starts.len() - 1
    }

    /// Code points in the whole text.
    #[must_use]
    pub fn code_points(&self) -> usize {
        self.marks.last().map_or(0, |mark| mark.code_point as usize)
    }

    /// Characters in the whole text that are not white space.
    #[must_use]
    pub fn ink(&self) -> usize {
        self.marks.last().map_or(0, |mark| mark.ink as usize)
    }

    /// The line (from 0) that `pos` stands in; the place after a line break belongs to the next line.
    #[must_use]
    pub fn line_of(&self, pos: Pos) -> usize {
        let lines = self.count();
        self.starts[..lines].partition_point(|&start| start as usize <= pos.get()).saturating_sub(1)
    }

    /// The byte where `line` (from 0) begins; past the last line, the end of the text.
    #[must_use]
    pub fn start(&self, line: usize) -> usize {
        self.starts[line.min(self.count())] as usize
    }

    /// The bytes of `line` (from 0) in `text`, without its line break.
    #[must_use]
    pub fn content(&self, text: &str, line: usize) -> Range<usize> {
        let (start, mut end) = (self.start(line), self.start(line + 1));
        let bytes = text.as_bytes();
        if line + 1 < self.count() {
            if end > start && bytes.get(end - 1) == Some(&b'\n') {
                end -= 1;
            }
            if end > start && bytes.get(end - 1) == Some(&b'\r') {
                end -= 1;
            }
        }
        start..end
    }

    /// The text of `line` (from 0), without its line break.
    #[must_use]
    pub fn text<'t>(&self, text: &'t str, line: usize) -> &'t str {
        text.get(self.content(text, line)).unwrap_or_default()
    }

    /// Characters of `text` in `range` that are not white space. Scans the range up to its first mark and from its last one.
    #[must_use]
    pub fn ink_in(&self, text: &str, range: Range<usize>) -> usize {
        let count =
            |part: Range<usize>| text.get(part).unwrap_or_default().chars().filter(|c| !c.is_whitespace()).count();
        let first = self.marks.partition_point(|mark| (mark.byte as usize) < range.start);
        let behind = self.marks.partition_point(|mark| mark.byte as usize <= range.end);
        match self.marks.get(first..behind) {
            Some([from, .., to]) => {
                let between = (to.ink - from.ink) as usize;
                count(range.start..from.byte as usize) + between + count(to.byte as usize..range.end)
            }
            _ => count(range),
        }
    }

    /// The code point count before `pos`: the offset that exports and project files give.
    #[must_use]
    pub fn code_point(&self, text: &str, pos: Pos) -> usize {
        let mark = self.mark(|mark| mark.byte as usize <= pos.get());
        mark.code_point as usize + text.get(mark.byte as usize..pos.get()).unwrap_or_default().chars().count()
    }

    /// The place before which `code_points` code points stand; `None` past the end of the text.
    #[must_use]
    pub fn pos_of_code_point(&self, text: &str, code_points: usize) -> Option<Pos> {
        if code_points > self.code_points() {
            return None;
        }
        let mark = self.mark(|mark| mark.code_point as usize <= code_points);
        let rest = code_points - mark.code_point as usize;
        let start = mark.byte as usize;
        let tail = text.get(start..)?;
        let offset = tail.char_indices().map(|(at, _)| at).nth(rest).unwrap_or(tail.len());
        Some(Pos::new(start + offset))
    }

    /// The last mark of those that are `before` a place; the first one always is.
    fn mark(&self, before: impl Fn(&Mark) -> bool) -> Mark {
        let behind = self.marks.partition_point(before);
        behind.checked_sub(1).and_then(|at| self.marks.get(at)).copied().unwrap_or_default()
    }
}

fn saturate(n: usize) -> u32 {
    u32::try_from(n).unwrap_or(u32::MAX)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn lines_end_at_every_kind_of_break() {
        for (name, text, wanted) in [
            ("nothing", "", vec![""]),
            ("no last break", "甲\n乙", vec!["甲", "乙"]),
            ("a last break", "甲\n", vec!["甲", ""]),
            ("CRLF", "甲\r\n乙\r\n", vec!["甲", "乙", ""]),
            ("lone CR", "甲\r乙", vec!["甲", "乙"]),
            ("CR before CRLF", "\r\r\n", vec!["", "", ""]),
            ("a CR that ends the text", "甲\r", vec!["甲", ""]),
        ] {
            let table = LineTable::new(text);
            let got: Vec<&str> = (0..table.count()).map(|line| table.text(text, line)).collect();
            assert_eq!(got, wanted, "{name}");
        }
    }

    #[test]
    fn places_convert_both_ways() {
        let text = "环卫 ab\r\n\u{3000}路e\u{301}\n\n末";
        let table = LineTable::new(text);
        assert_eq!(table.code_points(), text.chars().count());
        for (n, (byte, _)) in text.char_indices().chain([(text.len(), ' ')]).enumerate() {
            assert_eq!(table.code_point(text, Pos::new(byte)), n);
            assert_eq!(table.pos_of_code_point(text, n), Some(Pos::new(byte)));
        }
        assert_eq!(table.pos_of_code_point(text, table.code_points() + 1), None);
    }

    #[test]
    fn ink_leaves_out_white_space_of_any_width() {
        let text = "\u{3000}环 卫\n\ta\u{a0}b\n";
        let table = LineTable::new(text);
        assert_eq!(table.ink(), 4);
        assert_eq!(table.ink_in(text, 0..text.len()), 4);
        assert_eq!(table.ink_in(text, 3..text.len()), 4);
        assert_eq!(table.ink_in(text, 6..text.len()), 3);
    }

    #[test]
    fn counts_hold_wherever_a_text_is_longer_than_its_marks_are_apart() {
        let piece = "环\u{3000}卫 ab\n𠮷e\u{301}";
        let texts = [
            piece.repeat(60),
            "甲 a".repeat(300),
            "a".repeat(256),
            "a".repeat(257),
            " ".repeat(700),
            "\n".repeat(600),
            "甲\r\nb\r".repeat(100),
        ];
        for text in texts {
            let table = LineTable::new(&text);
            let ends: Vec<usize> = text.char_indices().map(|(at, _)| at).chain([text.len()]).collect();
            for (n, &byte) in ends.iter().enumerate() {
                assert_eq!(table.code_point(&text, Pos::new(byte)), n);
                assert_eq!(table.pos_of_code_point(&text, n), Some(Pos::new(byte)));
                let (before, after) = text.split_at(byte);
                // A CRLF is one break, and has ended only behind its LF.
                let breaks = before.replace("\r\n", "\n").matches(['\n', '\r']).count();
                let is_within = before.ends_with('\r') && after.starts_with('\n');
                assert_eq!(table.line_of(Pos::new(byte)), breaks - usize::from(is_within));
                for &other in ends.iter().skip(n).step_by(7) {
                    let wanted = text.get(byte..other).unwrap().chars().filter(|c| !c.is_whitespace()).count();
                    assert_eq!(table.ink_in(&text, byte..other), wanted, "{byte}..{other}");
                }
            }
        }
    }
}

//! Reading text and raw spans: how a block reads, and where each piece of that stands in the dump.

use super::{Block, BlockId, Correction, Project};
use crate::text::{Joint, Place, Span, joint};
use std::collections::BTreeMap;
use std::ops::Range;

/// What a piece of reading text is.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum PieceKind {
    /// Raw text, byte for byte.
    Raw(Span),
    /// What joining put between two line ends: a space.
    Joint,
    /// A correction's text, for the raw text in the span.
    Corrected(Span),
}

/// A piece of reading text.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Piece {
    /// Its bytes in [`Reading::text`]; empty for a correction that only takes away.
    pub range: Range<usize>,
    /// What it is.
    pub kind: PieceKind,
}

/// A block as the reader would read it.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Reading {
    /// Lines joined by script, corrections applied.
    pub text: String,
    /// Where each piece of the text comes from, in order, without holes.
    pub pieces: Vec<Piece>,
}

impl Reading {
    /// The raw place of the character at `byte` of the text; at the end of the text, where its last piece ends.
    /// A character that joining or a correction put in stands where the raw text before it ends.
    #[must_use]
    pub fn place_of(&self, byte: usize) -> Option<Place> {
        let mut last = None;
        for piece in &self.pieces {
            let inside = piece.range.contains(&byte);
            match &piece.kind {
                PieceKind::Raw(span) => {
                    if inside {
                        return Some(Place::new(span.page, span.start.get() + byte - piece.range.start));
                    }
                    last = Some(span.to());
                }
                PieceKind::Corrected(span) => {
                    if inside {
                        return Some(span.from());
                    }
                    last = Some(span.to());
                }
                PieceKind::Joint if inside => return last,
                PieceKind::Joint => {}
            }
        }
        last
    }

    /// The byte of the text that shows the raw character at `place`, or the next one shown after it in the same span.
    #[must_use]
    pub fn byte_of(&self, place: Place) -> Option<usize> {
        for piece in &self.pieces {
            match &piece.kind {
                PieceKind::Raw(span) if span.page == place.page && place.pos < span.end => {
                    if place.pos >= span.start {
                        return Some(piece.range.start + place.pos.get() - span.start.get());
                    }
                }
                PieceKind::Corrected(span) if span.contains(place) => return Some(piece.range.start),
                PieceKind::Raw(_) | PieceKind::Corrected(_) | PieceKind::Joint => {}
            }
        }
        None
    }
}

/// How the block `id` reads; empty where there is no such block.
#[must_use]
pub fn reading(project: &Project, id: BlockId) -> Reading {
    project.block(id).map(|block| reading_of(project, block)).unwrap_or_default()
}

/// How `block` reads, whether or not it is part of the project.
#[must_use]
pub fn reading_of(project: &Project, block: &Block) -> Reading {
    let of_span = |&span: &Span| project.corrections_in(span).map(|(at, correction)| (at, correction.clone()));
    reading_with(project, block, &block.spans.iter().flat_map(of_span).collect())
}

/// How `block` would read with these corrections instead of the project's.
#[must_use]
pub fn reading_with(project: &Project, block: &Block, corrections: &BTreeMap<Place, Correction>) -> Reading {
    let mut out = Writer::default();
    for &span in &block.spans {
        out.line_break = true;
        let mut at = span.start.get();
        let before = corrections.range(..span.from()).next_back();
        let before = before.filter(|(place, c)| place.page == span.page && c.end >= span.start);
        for (place, correction) in before.into_iter().chain(corrections.range(span.from()..=span.to())) {
            let (start, end) = (place.pos.get(), correction.end.get());
            // Its text goes to the part that has its start; at the very end of a span only an insertion belongs there.
            let begins_here = start >= span.start.get() && (start < span.end.get() || start == end);
            if !begins_here && end <= span.start.get() || start >= span.end.get() && start != end {
                continue;
            }
            out.raw(project, Span::new(span.page, at, start.max(at)));
            if begins_here {
                out.corrected(Span::new(span.page, start, end), &correction.text);
            }
            at = at.max(end.min(span.end.get()));
        }
        out.raw(project, Span::new(span.page, at, span.end.get()));
    }
    out.finish()
}

/// Builds a reading line by line.
#[derive(Default)]
struct Writer {
    reading: Reading,
    /// A line break stands between what was written and what comes.
    line_break: bool,
}

impl Writer {
    fn raw(&mut self, project: &Project, span: Span) {
        let text = project.raw(span);
        let mut start = 0;
        for (at, c) in text.char_indices().filter(|(_, c)| matches!(c, '\n' | '\r')) {
            self.raw_line(text, span, start..at);
            self.line_break = true;
            start = at + c.len_utf8();
        }
        self.raw_line(text, span, start..text.len());
    }

    fn raw_line(&mut self, text: &str, span: Span, range: Range<usize>) {
        let Some(mut line) = text.get(range.clone()) else { return };
        let mut start = range.start;
        if self.line_break || self.reading.text.is_empty() {
            let trimmed = line.trim_start();
            start += line.len() - trimmed.len();
            line = trimmed;
            if line.is_empty() {
                return;
            }
            self.join(line);
        }
        if line.is_empty() {
            return;
        }
        let from = span.start.get() + start;
        self.push(line, PieceKind::Raw(Span::new(span.page, from, from + line.len())));
    }

    fn corrected(&mut self, span: Span, text: &str) {
        if !text.is_empty() {
            self.join(text);
        }
        self.push(text, PieceKind::Corrected(span));
    }

    /// Puts the joint between what was written and `right`.
    fn join(&mut self, right: &str) {
        if !std::mem::take(&mut self.line_break) || self.reading.text.trim_end().is_empty() {
            return;
        }
        let joint = joint(&self.reading.text, right);
        self.truncate(self.reading.text.trim_end().len());
        match joint {
            Joint::Nothing => {}
            Joint::Space if right.starts_with(char::is_whitespace) => {}
            Joint::Space => self.push(" ", PieceKind::Joint),
            Joint::DropHyphen => {
                let hyphen = self.reading.text.chars().next_back().map_or(0, char::len_utf8);
                self.truncate(self.reading.text.len() - hyphen);
            }
        }
    }

    fn push(&mut self, text: &str, kind: PieceKind) {
        let start = self.reading.text.len();
        self.reading.text.push_str(text);
        self.reading.pieces.push(Piece { range: start..self.reading.text.len(), kind });
    }

    /// Takes text off the end, and shortens the pieces that it came from. Corrections keep their piece.
    fn truncate(&mut self, length: usize) {
        self.reading.text.truncate(length);
        for piece in self.reading.pieces.iter_mut().rev() {
            if piece.range.end <= length {
                break;
            }
            piece.range = piece.range.start.min(length)..length.max(piece.range.start.min(length));
            if let PieceKind::Raw(span) = &mut piece.kind {
                *span = Span::new(span.page, span.start.get(), span.start.get() + piece.range.len());
            }
        }
        self.reading.pieces.retain(|piece| !piece.range.is_empty() || matches!(piece.kind, PieceKind::Corrected(_)));
    }

    fn finish(mut self) -> Reading {
        self.truncate(self.reading.text.trim_end().len());
        self.reading
    }
}

#[cfg(test)]
mod tests {
    use super::super::{Edit, Page, Source};
    use super::*;
    use crate::text::{PageNo, Pos};
    use std::sync::Arc;

    fn project(text: &str) -> Project {
        Project::new(vec![Arc::new(Page::new(text.to_owned(), Source::default(), Vec::new()))])
    }

    fn correct(project: &mut Project, start: usize, end: usize, text: &str) {
        let at = Place::new(PageNo::new(0), start);
        let to = Some(Correction { end: Pos::new(end), text: text.to_owned() });
        project.apply(Edit::Correction { at, to }).unwrap();
    }

    #[test]
    fn a_block_reads_as_one_text() {
        for (name, raw, wanted) in [
            ("Chinese lines touch", "\u{3000}\u{3000}环卫\n工人\r\n\n上路。\n", "环卫工人上路。"),
            ("English lines part", "the old\nbridge is\n  closed", "the old bridge is closed"),
            ("a broken word is mended", "sani-\ntation", "sanitation"),
            ("blanks inside a line stay", "甲\u{3000}乙 丙", "甲\u{3000}乙 丙"),
        ] {
            let project = project(raw);
            assert_eq!(reading(&project, BlockId(0)).text, wanted, "{name}");
        }
    }

    #[test]
    fn every_piece_shows_its_raw_text() {
        let project = project("the old\nsani-\ntation 环\n卫");
        let reading = reading(&project, BlockId(0));
        let mut end = 0;
        for piece in &reading.pieces {
            assert_eq!(piece.range.start, end, "no holes");
            end = piece.range.end;
            if let PieceKind::Raw(span) = piece.kind {
                assert_eq!(Some(project.raw(span)), reading.text.get(piece.range.clone()));
            }
        }
        assert_eq!(end, reading.text.len());
    }

    #[test]
    fn corrections_show_where_they_stand() {
        let mut project = project("环未工人\n上路");
        correct(&mut project, 3, 6, "卫");
        correct(&mut project, 12, 12, "，");
        assert_eq!(reading(&project, BlockId(0)).text, "环卫工人，上路");
        correct(&mut project, 0, 0, "");
        assert_eq!(reading(&project, BlockId(0)).text, "环卫工人，上路");
    }

    #[test]
    fn a_correction_over_a_line_break_joins_as_it_says() {
        let mut project = project("well-\nknown");
        correct(&mut project, 4, 6, "-");
        assert_eq!(reading(&project, BlockId(0)).text, "well-known");
    }

    #[test]
    fn places_map_both_ways() {
        let project = project("the old\nbridge");
        let reading = reading(&project, BlockId(0));
        let page = PageNo::new(0);
        assert_eq!(reading.place_of(0), Some(Place::new(page, 0)));
        assert_eq!(reading.place_of(8), Some(Place::new(page, 8)));
        assert_eq!(reading.place_of(7), Some(Place::new(page, 7)), "the joint stands where the line ends");
        assert_eq!(reading.byte_of(Place::new(page, 9)), Some(9));
    }
}

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

    fn push(&mut self, text: &str, kind: PieceKind) {
        let start = self.text.len();
        self.text.push_str(text);
        self.pieces.push(Piece { range: start..self.text.len(), kind });
    }

    /// Takes text off the end, and shortens the pieces that it came from. Corrections keep their piece.
    fn truncate(&mut self, length: usize) {
        if length == self.text.len() {
            return;
        }
        self.text.truncate(length);
        for at in (0..self.pieces.len()).rev() {
            let piece = &mut self.pieces[at];
            if piece.range.end <= length {
                break;
            }
            piece.range = piece.range.start.min(length)..length;
            if let PieceKind::Raw(span) = &mut piece.kind {
                *span = Span::new(span.page, span.start.get(), span.start.get() + piece.range.len());
            }
            if piece.range.is_empty() && !matches!(piece.kind, PieceKind::Corrected(_)) {
                self.pieces.remove(at);
            }
        }
    }
}

/// How the block `id` reads; empty where there is no such block.
#[must_use]
pub fn reading(project: &Project, id: BlockId) -> Reading {
    project.block(id).map(|block| reading_of(project, block)).unwrap_or_default()
}

/// How `block` reads, whether or not it is part of the project.
///
/// The same as [`crate::text::push_joined`] over its lines, after corrections: a correction may join two lines into one,
/// and never makes two of one.
#[must_use]
pub fn reading_of(project: &Project, block: &Block) -> Reading {
    read(project, block, |span| replacements_in(project, span).collect())
}

/// How `block` would read with these corrections instead of the project's.
#[must_use]
pub fn reading_with(project: &Project, block: &Block, corrections: &BTreeMap<Place, Correction>) -> Reading {
    let of_page = |span: Span| {
        let (first, last) = (Place::new(span.page, 0), span.to());
        corrections.range(first..=last).filter(move |(_, c)| c.end >= span.start).map(|(&at, c)| (at, c))
    };
    read(project, block, |span| replacements(project, span, of_page(span)).collect())
}

fn read<'a>(project: &Project, block: &Block, replacements: impl Fn(Span) -> Vec<Replacement<'a>>) -> Reading {
    let mut out = Writer::default();
    for &span in &block.spans {
        let mut at = span.start.get();
        for replacement in replacements(span) {
            let within = replacement.within;
            out.raw(project, Span::new(span.page, at, within.start.get().max(at)));
            if let Some(text) = replacement.text {
                out.line.push(text, PieceKind::Corrected(replacement.correction));
            }
            at = at.max(within.end.get());
        }
        out.raw(project, Span::new(span.page, at, span.end.get()));
        out.end_line();
    }
    out.finish()
}

/// What a correction does to one span of a block.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Replacement<'p> {
    /// What it takes out of the span; empty where it only puts something in.
    pub within: Span,
    /// What it puts there; `None` where its text reads in another span.
    pub text: Option<&'p str>,
    /// The whole correction.
    pub correction: Span,
}

/// What the corrections of the project do to `span`, in order.
///
/// The text of a correction reads in one span only, wherever blocks were split since it was made: in the one that has
/// the first character replaced that is no white space. One that replaces nothing or white space reads in the span around
/// it, or else in the span that ends where it begins, if no other begins there too.
pub fn replacements_in(project: &Project, span: Span) -> impl Iterator<Item = Replacement<'_>> {
    replacements(project, span, project.corrections_in(span))
}

fn replacements<'a>(
    project: &Project,
    span: Span,
    corrections: impl Iterator<Item = (Place, &'a Correction)>,
) -> impl Iterator<Item = Replacement<'a>> {
    corrections.filter_map(move |(place, correction)| {
        let whole = Span { page: span.page, start: place.pos, end: correction.end };
        let within = Span {
            page: span.page,
            start: whole.start.clamp(span.start, span.end),
            end: whole.end.clamp(span.start, span.end),
        };
        let text = reads_in(project, whole, span).then_some(correction.text.as_str());
        (text.is_some() || !within.is_empty()).then_some(Replacement { within, text, correction: whole })
    })
}

/// True where the text of a correction of `whole` reads in `span`.
fn reads_in(project: &Project, whole: Span, span: Span) -> bool {
    let blank = |start, end| project.raw(Span { page: span.page, start, end }).trim_start().is_empty();
    if whole.start < span.start {
        return whole.end > span.start && blank(whole.start, span.start);
    }
    if whole.start < span.end {
        return true;
    }
    let ink_follows = || {
        let text = project.page(span.page).and_then(|page| page.text().get(span.end.get()..));
        text.and_then(|text| text.chars().next()).is_some_and(|c| !c.is_whitespace())
    };
    whole.start == span.end && blank(whole.start, whole.end) && !(whole.is_empty() && ink_follows())
}

/// Builds a reading line by line.
#[derive(Default)]
struct Writer {
    reading: Reading,
    /// The line that is being read, untrimmed; how it joins is known when it is whole.
    line: Reading,
}

impl Writer {
    fn raw(&mut self, project: &Project, span: Span) {
        let text = project.raw(span);
        let mut start = 0;
        for (at, c) in text.char_indices().filter(|(_, c)| matches!(c, '\n' | '\r')) {
            self.raw_in_line(text, span, start..at);
            self.end_line();
            start = at + c.len_utf8();
        }
        self.raw_in_line(text, span, start..text.len());
    }

    fn raw_in_line(&mut self, text: &str, span: Span, range: Range<usize>) {
        let Some(part) = text.get(range.clone()).filter(|part| !part.is_empty()) else { return };
        let from = span.start.get() + range.start;
        self.line.push(part, PieceKind::Raw(Span::new(span.page, from, from + part.len())));
    }

    /// Joins the line to what was read before it.
    fn end_line(&mut self) {
        let right = self.line.text.trim_start();
        let indent = self.line.text.len() - right.len();
        if !right.is_empty() {
            let joint = joint(&self.reading.text, right);
            self.reading.truncate(self.reading.text.trim_end().len());
            match joint {
                Joint::Nothing => {}
                Joint::Space => self.reading.push(" ", PieceKind::Joint),
                Joint::DropHyphen => {
                    let hyphen = self.reading.text.chars().next_back().map_or(0, char::len_utf8);
                    self.reading.truncate(self.reading.text.len() - hyphen);
                }
            }
        }
        for Piece { range, kind } in self.line.pieces.drain(..) {
            let start = range.start.max(indent);
            let shown = self.line.text.get(start..range.end).unwrap_or_default();
            match kind {
                PieceKind::Raw(span) if !shown.is_empty() => {
                    let from = span.start.get() + start - range.start;
                    self.reading.push(shown, PieceKind::Raw(Span::new(span.page, from, span.end.get())));
                }
                PieceKind::Corrected(_) => self.reading.push(shown, kind),
                PieceKind::Raw(_) | PieceKind::Joint => {}
            }
        }
        self.line.text.clear();
    }

    fn finish(mut self) -> Reading {
        self.reading.truncate(self.reading.text.trim_end().len());
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
    fn a_corrected_line_joins_as_a_whole() {
        for (name, raw, (start, end, text), wanted) in [
            ("blanks that a correction puts at a line's start go", "环\n卫", (4, 4, "\u{3000}"), "环卫"),
            ("blanks that a correction puts at the start go", "环卫", (0, 0, " "), "环卫"),
            ("the word behind a hyphen is the corrected one", "Ein-\nuxd Ausgang", (6, 7, "n"), "Ein- und Ausgang"),
            ("a line that a correction empties leaves no trace", "sani-\n||\ntation", (6, 8, ""), "sanitation"),
        ] {
            let mut project = project(raw);
            correct(&mut project, start, end, text);
            assert_eq!(reading(&project, BlockId(0)).text, wanted, "{name}");
        }
    }

    #[test]
    fn a_correction_reads_once_where_its_block_was_split() {
        for (name, raw, (start, end, text), cut, wanted) in [
            ("put in at the cut", "环卫工人", (6, 6, "，"), (6, 6), ["环卫", "，工人"]),
            ("put in before the line break at the cut", "环卫\n工人", (6, 6, "，"), (6, 7), ["环卫，", "工人"]),
            ("over the cut", "环卫工人", (3, 9, "未土"), (6, 6), ["环未土", "人"]),
            ("from the line break on", "环卫\n工人", (6, 10, "，土"), (6, 7), ["环卫", "，土人"]),
            ("over nothing but the line break", "环卫\n工人", (6, 7, "，"), (6, 7), ["环卫，", "工人"]),
        ] {
            let mut project = project(raw);
            correct(&mut project, start, end, text);
            let whole = project.block(BlockId(0)).unwrap().clone();
            let part = |range: Range<usize>| {
                let block = Block { spans: Span::new(PageNo::new(0), range.start, range.end).into(), ..whole.clone() };
                reading_of(&project, &block).text
            };
            assert_eq!([part(0..cut.0), part(cut.1..raw.len())], wanted, "{name}");
        }
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

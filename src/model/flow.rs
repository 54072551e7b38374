//! Reading text and raw spans: how a block reads, and where each piece of that stands in the dump.

use super::{Block, BlockId, Correction, Project};
use crate::text::{Joint, Place, Pos, Span, joint};
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
    /// Where the block's last span ends: a correction that reads in it may reach beyond.
    end: Option<Place>,
}

impl Reading {
    /// The raw place of the character at `byte` of the text; at the end of the text, where the block ends.
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
        self.end.or(last)
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
        let from_page = corrections.range(Place::new(span.page, 0)..);
        from_page.take_while(move |(at, _)| at.page == span.page).map(|(&at, correction)| (at, correction))
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
    out.finish(block.last().map(Span::to))
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
/// it, or that begins there; in the white space between spans, in the last one before it, and at the top of a page in the
/// first one.
pub fn replacements_in(project: &Project, span: Span) -> impl Iterator<Item = Replacement<'_>> {
    replacements(project, span, project.corrections_around(span))
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
///
/// The raw text decides that, and no other block is asked for: what is no white space is in one span or another, so the
/// spans on either side of white space are known without looking for them.
fn reads_in(project: &Project, whole: Span, span: Span) -> bool {
    let raw = |start, end| project.raw(Span { page: span.page, start, end });
    let ink = project.raw(whole).trim_start();
    let at = if ink.is_empty() { whole.start } else { Pos::new(whole.end.get() - ink.len()) };
    if at < span.start {
        // From the span back, since that ends at the first character.
        return raw(Pos::ZERO, span.start).trim_end().is_empty();
    }
    if at < span.end {
        return true;
    }
    let behind = project.page(span.page).and_then(|page| page.text().get(at.get()..));
    let begins_there = || behind.and_then(|text| text.chars().next()).is_some_and(|c| !c.is_whitespace());
    raw(span.end, at).trim_start().is_empty() && !begins_there()
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

    fn finish(mut self, end: Option<Place>) -> Reading {
        self.reading.truncate(self.reading.text.trim_end().len());
        self.reading.end = end;
        self.reading
    }
}

#[cfg(test)]
mod tests;

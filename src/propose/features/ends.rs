//! What the two lines at a seam look like, and how each by itself ends or begins: the same for a link and for a new block.

use super::super::facts::{Form, LineFacts};
use super::super::sheet::Line;
use super::{Evident, Look, Sink, count, flag};

/// Widths, indents, blank lines and places of the two, and what stands around them.
pub(super) fn layout(
    look: &Look<'_, '_>,
    left: (usize, &Line, &LineFacts),
    right: (usize, &Line, &LineFacts),
    out: &mut impl Sink,
) {
    let (l, r) = (left.1, right.1);
    let full = |line: &Line| (count(line.width) / count(line.usual).max(1.0)).min(4.0);
    out.put(Evident::Layout, "end full", full(l));
    out.put(Evident::Layout, "end short of usual", (count(l.usual) - count(l.width)).clamp(-99.0, 99.0));
    out.put(Evident::Layout, "start full", full(r));
    // The two halves of a line that was torn apart fill the column together.
    let together = count(l.width) + count(r.width);
    out.put(Evident::Layout, "together short of end's usual", (count(l.usual) - together).clamp(-99.0, 99.0));
    out.put(Evident::Layout, "together short of start's usual", (count(r.usual) - together).clamp(-99.0, 99.0));
    out.put(Evident::Layout, "end usual", count(l.usual).min(300.0));
    out.put(Evident::Layout, "start usual", count(r.usual).min(300.0));
    out.put(Evident::Layout, "usual apart", (count(l.usual) - count(r.usual)).clamp(-200.0, 200.0));
    out.put(Evident::Layout, "widths apart", (count(l.width) - count(r.width)).clamp(-200.0, 200.0));
    out.put(Evident::Layout, "blanks before start", count(r.blanks).min(9.0));
    out.put(Evident::Layout, "blanks before end", count(l.blanks).min(9.0));
    let blanks = |index: usize| look.line(index, 1).map_or(9.0, |(line, _)| count(line.blanks).min(9.0));
    out.put(Evident::Layout, "blanks behind end", blanks(left.0));
    out.put(Evident::Layout, "blanks behind start", blanks(right.0));
    out.put(Evident::Layout, "start indent", count(r.indent).min(60.0));
    out.put(Evident::Layout, "end indent", count(l.indent).min(60.0));
    let before = look.line(left.0, -1).map_or(0.0, |(line, _)| full(line));
    let behind = look.line(right.0, 1).map_or(0.0, |(line, _)| full(line));
    out.put(Evident::Layout, "line before end full", before);
    out.put(Evident::Layout, "line behind start full", behind);
    out.put(Evident::Layout, "column begins", flag(r.column_start));
    out.put(Evident::Layout, "end parted", flag(l.woven));
    out.put(Evident::Layout, "start parted", flag(r.woven));
    beside(l, r, out);
    out.put(Evident::Layout, "characters of end", count(left.2.chars).min(200.0));
    out.put(Evident::Layout, "characters of start", count(right.2.chars).min(200.0));
}

/// Where the two stand on the dump: columns that were read across have the line that goes on in the next row, below.
fn beside(l: &Line, r: &Line, out: &mut impl Sink) {
    let (a, b) = (l.place, r.place);
    let apart = |a: u32, b: u32| if b < a { -count((a - b).min(200)) } else { count((b - a).min(200)) };
    out.put(Evident::Layout, "rows apart", apart(a.row, b.row));
    out.put(Evident::Layout, "cells apart", f32::from(b.rank) - f32::from(a.rank));
    out.put(Evident::Layout, "cells of end's row", f32::from(a.cells));
    out.put(Evident::Layout, "cells of start's row", f32::from(b.cells));
    out.put(Evident::Layout, "columns apart", apart(a.from.into(), b.from.into()));
    let (from, to) = (a.from.max(b.from), (u32::from(a.from) + l.width).min(u32::from(b.from) + r.width));
    let shared = count(to.saturating_sub(from.into())) / count(l.width.min(r.width)).max(1.0);
    out.put(Evident::Layout, "one over the other", shared.min(1.0));
    for place in [a, b] {
        out.put(Evident::Layout, "something above", f32::from(place.above));
        out.put(Evident::Layout, "something below", f32::from(place.below));
    }
}

/// How the first line ends.
pub(super) fn end_marks(a: &LineFacts, out: &mut impl Sink) {
    out.put(Evident::Marks, "tail", f32::from(a.tail as u8));
    out.put(Evident::Marks, "before tail", f32::from(a.tail_before as u8));
    out.put(Evident::Marks, "stops", flag(a.stops));
    for form in
        [Form::Credit, Form::CreditTail, Form::Closing, Form::Byline, Form::Colon, Form::NoteHead, Form::Numbered]
    {
        out.put(Evident::Marks, "form of end", flag(a.has(form)));
    }
    out.put(Evident::Marks, "furniture of end", f32::from(a.furniture));
    out.put(Evident::Echoes, "end doubled", flag(a.doubled));
    out.put(Evident::Openings, "closes", a.scores[1]);
    out.put(Evident::Openings, "end a title", a.scores[2]);
    out.put(Evident::Ngrams, "end fluency", a.fluency);
    out.put(Evident::Marks, "end capitals", a.capitals);
    out.put(Evident::Layout, "end's role by rule", f32::from(a.rule.0));
}

/// How the second line begins.
pub(super) fn start_marks(b: &LineFacts, out: &mut impl Sink) {
    out.put(Evident::Marks, "head", f32::from(b.head as u8));
    out.put(Evident::Marks, "behind head", f32::from(b.head_behind as u8));
    for form in [Form::Credit, Form::Caption, Form::Opening, Form::Byline, Form::Note, Form::Numbered, Form::Dash] {
        out.put(Evident::Marks, "form of start", flag(b.has(form)));
    }
    out.put(Evident::Marks, "furniture of start", f32::from(b.furniture));
    out.put(Evident::Marks, "start alike", b.alike[0]);
    out.put(Evident::Marks, "start alike", b.alike[1]);
    out.put(Evident::Marks, "start alike", b.alike[2]);
    out.put(Evident::Echoes, "start repeated", b.repeated);
    out.put(Evident::Echoes, "start doubled", flag(b.doubled));
    out.put(Evident::Ngrams, "opening", b.opening);
    out.put(Evident::Openings, "opens", b.scores[0]);
    out.put(Evident::Openings, "start a title", b.scores[2]);
    out.put(Evident::Ngrams, "start fluency", b.fluency);
    out.put(Evident::Marks, "start capitals", b.capitals);
    out.put(Evident::Layout, "start's role by rule", f32::from(b.rule.0));
    out.put(Evident::Layout, "start's points by rule", b.rule.1);
}

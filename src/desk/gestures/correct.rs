//! Correcting what a block says: the new reading text becomes corrections of the raw text.
//!
//! Old and new reading text are compared by characters; each stretch that differs becomes a correction of the raw text that
//! it came from, so that a correction is as small as it can be. A stretch that reaches over a seam is cut there: its text
//! stands with its first part. Where joining by script would still add or drop a character, the whole block's text becomes
//! one correction: what the editor typed is what it reads, and no other block reads otherwise than before. Where a correction
//! of a neighbour stands so near that neither can be, the gesture is refused.

use super::{Draft, Refusal};
use crate::model::{
    Block, BlockId, Correction, Edit, Entry, Evidence, Piece, PieceKind, Project, Reading, SeamKey, reading_of,
    reading_with, replacements_in,
};
use crate::text::{Place, Pos, Span, push_joined};
use similar::{Algorithm, DiffOp, capture_diff_slices};
use std::collections::{BTreeMap, BTreeSet};
use std::ops::Range;

/// Corrections by where they begin.
type Corrections = BTreeMap<Place, Correction>;

/// Makes block `id` read `wanted`. Line breaks in it are joined by script; blanks at its ends go.
///
/// # Errors
/// [`Refusal::Nothing`] where it reads so already; [`Refusal::Crowded`] where a correction of the text beside it is in the
/// way. An empty text is one like others: the raw text stays, and reads as nothing.
pub fn correct_block(project: &Project, id: BlockId, wanted: &str) -> Result<Edit, Refusal> {
    let block = project.block(id).ok_or(Refusal::Gone)?;
    let mut joined = String::new();
    let lines = wanted.split(['\n', '\r']).filter(|line| !line.trim().is_empty());
    lines.for_each(|line| push_joined(&mut joined, line));
    let wanted = joined.trim();
    let reading = reading_of(project, block);
    if reading.text == wanted {
        return Err(Refusal::Nothing);
    }
    let zones = zones(&reading, wanted);
    put_corrections(project, id, wanted, &reading, zones)
}

/// Corrects the characters at `at`, which a block holds, to `text`. Where corrections stand beside them, it is one with those.
///
/// # Errors
/// [`Refusal::Crowded`] where one was made of these characters; [`Refusal::Gone`] where no block holds them.
pub fn correct_character(project: &Project, at: SeamKey, text: &str) -> Result<Edit, Refusal> {
    let holds = |entry: &Entry| at.from < at.to && at.to <= entry.span.to();
    let held = project.entry_at(at.from).filter(holds).ok_or(Refusal::Gone)?.span;
    let mut draft = Draft::new(project);
    let span = Span { page: at.from.page, start: at.from.pos, end: at.to.pos };
    let (mut from, mut made) = (at.from, Correction { end: at.to.pos, text: text.to_owned() });
    for (place, beside) in project.corrections_in(span) {
        let own = Span { page: place.page, start: place.pos, end: beside.end };
        let touches = own.end >= span.start && own.start <= span.end;
        // Text of another block stays with it, though it stands beside this without a blank.
        if touches && !(held.from() <= place && own.to() <= held.to()) {
            return Err(Refusal::Crowded);
        }
        if own.to() == at.from && place < at.from {
            (from, made.text) = (place, format!("{}{}", beside.text, made.text));
        } else if place == at.to && beside.end > at.to.pos {
            made.text.push_str(&beside.text);
            made.end = beside.end;
        } else if touches {
            return Err(Refusal::Crowded);
        } else {
            continue;
        }
        draft.correct(place, None);
    }
    draft.correct(from, Some(made));
    draft.seam(at, Some(Evidence::editor()));
    draft.finish()
}

/// The longest block, in bytes as it reads, in which places are replaced: ten times as long as any paragraph.
const LONGEST: usize = 1 << 20;

/// Replaces stretches of what block `id` reads, which neither overlap nor touch out of order, each by its text.
///
/// # Errors
/// As [`correct_block`]; [`Refusal::TooLong`] where the block is no paragraph but a page.
pub fn replace_in_block(project: &Project, id: BlockId, places: &[(Range<usize>, &str)]) -> Result<Edit, Refusal> {
    let block = project.block(id).ok_or(Refusal::Gone)?;
    if block.spans.iter().map(|span| span.end.get() - span.start.get()).sum::<usize>() > LONGEST {
        return Err(Refusal::TooLong);
    }
    let reading = reading_of(project, block);
    let chars = |range: Range<usize>| reading.text.get(range).unwrap_or_default().chars().count();
    let (mut wanted, mut hunks) = (String::new(), Vec::new());
    let (mut byte, mut old, mut new) = (0, 0, 0);
    for (range, text) in places {
        let between = chars(byte..range.start);
        wanted.push_str(reading.text.get(byte..range.start).ok_or(Refusal::Gone)?);
        wanted.push_str(text);
        let (a, b) = (old + between, new + between);
        (old, new) = (a + chars(range.clone()), b + text.chars().count());
        hunks.push((a..old, b..new));
        byte = range.end;
    }
    wanted.push_str(reading.text.get(byte..).ok_or(Refusal::Gone)?);
    let zones = widened(&reading, &wanted, hunks);
    let lines = wanted.contains(['\n', '\r']) || wanted.trim().len() != wanted.len();
    // What is put in may end a line or begin with blanks: then it is taken as if it had been typed.
    if lines { correct_block(project, id, &wanted) } else { put_corrections(project, id, &wanted, &reading, zones) }
}

/// The edit that makes a block read `wanted`, by these stretches of it if that does, or else as a whole.
fn put_corrections(
    project: &Project,
    id: BlockId,
    wanted: &str,
    reading: &Reading,
    zones: Vec<(Range<usize>, String)>,
) -> Result<Edit, Refusal> {
    let block = project.block(id).ok_or(Refusal::Gone)?;
    if reading.text == wanted {
        return Err(Refusal::Nothing);
    }
    let old = own(project, block);
    let made = [smallest(project, block, reading, &old, zones), whole(block, &old, wanted)];
    let new = made.into_iter().find(|new| does(project, id, wanted, &old, new)).ok_or(Refusal::Crowded)?;
    let mut draft = Draft::new(project);
    for (&at, _) in old.iter().filter(|(at, correction)| new.get(at) != Some(correction)) {
        draft.correct(at, None);
    }
    for (&at, correction) in new.iter().filter(|(at, correction)| old.get(at) != Some(correction)) {
        draft.correct(at, Some(correction.clone()));
    }
    draft.decide(id)?;
    draft.finish()
}

/// The corrections whose text reads in this block. Others may reach into it.
fn own(project: &Project, block: &Block) -> Corrections {
    let here = block.spans.iter().flat_map(|&span| replacements_in(project, span));
    let own = here.filter_map(|it| Some((it.correction.from(), it.text?, it.correction.end)));
    own.map(|(at, text, end)| (at, Correction { end, text: text.to_owned() })).collect()
}

/// True where the corrections `new` instead of `old` meet no others, make the block read `wanted`, and leave all others.
fn does(project: &Project, id: BlockId, wanted: &str, old: &Corrections, new: &Corrections) -> bool {
    let of_page = |(at, c): (&Place, &Correction)| Span { page: at.page, start: at.pos, end: c.end };
    let changed: Vec<Span> = old.iter().chain(new).map(of_page).collect();
    let mut blocks: BTreeSet<BlockId> = BTreeSet::from([id]);
    for span in &changed {
        let beside = [project.entry_before(span.from()), project.entry_at(span.to())];
        blocks.extend(beside.into_iter().flatten().map(|entry| entry.block));
        blocks.extend(project.entries_in(span.page, span.range()).map(|entry| entry.block));
    }
    let blocks: Vec<(BlockId, &Block)> = blocks.iter().filter_map(|&id| Some((id, project.block(id)?))).collect();
    let spans = blocks.iter().flat_map(|(_, block)| block.spans.iter()).chain(&changed);
    let near = spans.flat_map(|&span| project.corrections_around(span));
    let mut all: Corrections = near.map(|(at, correction)| (at, correction.clone())).collect();
    all.retain(|at, _| !old.contains_key(at));
    let others = all.len();
    all.extend(new.iter().map(|(&at, correction)| (at, correction.clone())));
    let stretches: Vec<Span> = all.iter().map(of_page).collect();
    let meets = |pair: &[Span]| pair[0].page == pair[1].page && pair[1].start <= pair[0].end;
    all.len() == others + new.len()
        && !stretches.windows(2).any(meets)
        && blocks.iter().all(|&(other, block)| {
            let reads = reading_with(project, block, &all).text;
            if other == id { reads == wanted } else { reads == reading_of(project, block).text }
        })
}

/// One correction for all of the block: its text on the first span in the dump, nothing on the others. Spans that touch are
/// one here, and what the block's own corrections take in beyond its spans stays with them.
fn whole(block: &Block, old: &Corrections, text: &str) -> Corrections {
    let own = old.iter().map(|(at, correction)| Span { page: at.page, start: at.pos, end: correction.end });
    let mut spans: Vec<Span> = block.spans.iter().copied().chain(own).collect();
    spans.sort_unstable();
    let mut stretches: Vec<Span> = Vec::new();
    for span in spans {
        match stretches.last_mut() {
            Some(last) if last.page == span.page && span.start <= last.end => last.end = last.end.max(span.end),
            _ => stretches.push(span),
        }
    }
    let texts = std::iter::once(text.to_owned()).chain(std::iter::repeat(String::new()));
    stretches.into_iter().zip(texts).map(|(span, text)| (span.from(), Correction { end: span.end, text })).collect()
}

/// The corrections that differ as little as possible from the old ones and from the raw text.
fn smallest(
    project: &Project,
    block: &Block,
    reading: &Reading,
    old: &Corrections,
    zones: Vec<(Range<usize>, String)>,
) -> Corrections {
    let mut corrections = old.clone();
    for (range, text) in zones {
        let Some((from, to)) = raw_ends(&reading.pieces, &range) else { continue };
        let mut text = text;
        for span in stretch(project, &block.spans, from, to) {
            corrections.retain(|at, c| at.page != span.page || c.end < span.start || at.pos > span.end);
            let text = std::mem::take(&mut text);
            if project.raw(span) != text {
                corrections.insert(span.from(), Correction { end: span.end, text });
            }
        }
    }
    corrections
}

/// The stretches of the old text that differ, with what the new text has for each. A stretch takes in every correction that
/// it touches, and stretches do not touch each other.
fn zones(reading: &Reading, wanted: &str) -> Vec<(Range<usize>, String)> {
    let old: Vec<char> = reading.text.chars().collect();
    let new: Vec<char> = wanted.chars().collect();
    // Old and new, each as ranges: characters that stay are one to one.
    let mut hunks: Vec<(Range<usize>, Range<usize>)> = Vec::new();
    for op in capture_diff_slices(Algorithm::Myers, &old, &new) {
        let (a, b) = (op.old_range(), op.new_range());
        if matches!(op, DiffOp::Equal { .. }) {
            continue;
        }
        match hunks.last_mut() {
            Some((last_a, last_b)) if last_a.end == a.start => {
                last_a.end = a.end;
                last_b.end = b.end;
            }
            _ => hunks.push((a, b)),
        }
    }
    widened(reading, wanted, hunks)
}

/// Stretches of the old text and of the new, in characters, that stand for each other: each takes in the corrections that
/// it touches, and those that then touch are one.
fn widened(reading: &Reading, wanted: &str, hunks: Vec<(Range<usize>, Range<usize>)>) -> Vec<(Range<usize>, String)> {
    let new: Vec<char> = wanted.chars().collect();
    let bytes: Vec<usize> = reading.text.char_indices().map(|(at, _)| at).chain([reading.text.len()]).collect();
    let corrected: Vec<Range<usize>> = reading
        .pieces
        .iter()
        .filter(|piece| matches!(piece.kind, PieceKind::Corrected(_)))
        .map(|piece| index(&bytes, piece.range.start)..index(&bytes, piece.range.end))
        .collect();
    let mut zones: Vec<(Range<usize>, Range<usize>)> = Vec::new();
    for (mut a, mut b) in hunks {
        for range in &corrected {
            if range.start <= a.end && a.start <= range.end {
                let (left, right) = (a.start.saturating_sub(range.start), range.end.saturating_sub(a.end));
                a = a.start - left..a.end + right;
                b = b.start.saturating_sub(left)..b.end + right;
            }
        }
        match zones.last_mut() {
            Some((last_a, last_b)) if a.start <= last_a.end => {
                last_a.end = a.end.max(last_a.end);
                last_b.end = b.end.max(last_b.end);
            }
            _ => zones.push((a, b)),
        }
    }
    let text = |range: Range<usize>| new.get(range).unwrap_or_default().iter().collect::<String>();
    zones.into_iter().map(|(a, b)| (bytes[a.start]..bytes[a.end], text(b))).collect()
}

fn index(bytes: &[usize], byte: usize) -> usize {
    bytes.partition_point(|&at| at < byte)
}

/// The raw places where a stretch of reading text begins and ends.
fn raw_ends(pieces: &[Piece], range: &Range<usize>) -> Option<(Place, Place)> {
    let span_of = |piece: &Piece| match piece.kind {
        PieceKind::Raw(span) | PieceKind::Corrected(span) => Some(span),
        PieceKind::Joint => None,
    };
    let before = || pieces.iter().rev().find(|p| p.range.end <= range.start && span_of(p).is_some());
    let after = || pieces.iter().find(|p| p.range.start >= range.end && span_of(p).is_some());
    let inside = |piece: &Piece, at: usize| match piece.kind {
        PieceKind::Raw(span) => Place::new(span.page, span.start.get() + at - piece.range.start),
        PieceKind::Corrected(span) if at > piece.range.start => span.to(),
        PieceKind::Corrected(span) => span.from(),
        PieceKind::Joint => Place::default(),
    };
    let start_piece = pieces.iter().find(|p| p.range.start <= range.start && range.start < p.range.end);
    let from = match start_piece {
        // Something put in between two pieces stands with the left one.
        Some(piece) if range.is_empty() && piece.range.start == range.start => {
            before().and_then(span_of).map(Span::to).or_else(|| span_of(piece).map(Span::from))?
        }
        Some(piece) if span_of(piece).is_some() => inside(piece, range.start),
        _ => before().and_then(span_of).map(Span::to).or_else(|| after().and_then(span_of).map(Span::from))?,
    };
    if range.is_empty() {
        // A correction that only takes away has no width in the text: what is put in beside it is part of it.
        let at_zero = pieces.iter().find(|p| p.range == *range && matches!(p.kind, PieceKind::Corrected(_)));
        return Some(at_zero.and_then(span_of).map_or((from, from), |span| (from.min(span.from()), span.to())));
    }
    let end_piece = pieces.iter().rev().find(|p| p.range.start < range.end && range.end <= p.range.end);
    let to = match end_piece {
        Some(piece) if span_of(piece).is_some() => inside(piece, range.end),
        _ => after().and_then(span_of).map(Span::from).or_else(|| before().and_then(span_of).map(Span::to))?,
    };
    Some((from, to))
}

/// The parts of a block's flow from one raw place to another, cut at its seams.
fn stretch(project: &Project, spans: &[Span], from: Place, to: Place) -> Vec<Span> {
    let Some(first) = nth_at(project, spans, from) else { return Vec::new() };
    let last = first + nth_at(project, spans.get(first..).unwrap_or_default(), to).unwrap_or(0);
    let mut parts = Vec::new();
    for (at, span) in spans.iter().enumerate().take(last + 1).skip(first) {
        let start = if at == first { from.pos } else { span.start };
        let end = if at == last { to.pos } else { span.end };
        if at == first || start < end {
            parts.push(Span { page: span.page, start, end: end.max(Pos::new(start.get())) });
        }
    }
    parts
}

/// Which of the spans a place is in, or stands behind with only white space between, or else before.
fn nth_at(project: &Project, spans: &[Span], place: Place) -> Option<usize> {
    let inside = spans.iter().position(|span| span.contains(place) || span.to() == place);
    let behind = || spans.iter().position(|span| project.stand_together(span.to(), place));
    let before = || spans.iter().position(|span| project.stand_together(place, span.from()));
    inside.or_else(behind).or_else(before)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::{Page, Source, reading};
    use crate::text::PageNo;
    use std::sync::Arc;

    fn project(text: &str) -> Project {
        Project::new(vec![Arc::new(Page::new(text.to_owned(), Source::default(), Vec::new()))])
    }

    #[test]
    fn what_is_typed_is_what_it_reads() {
        for (name, raw, wanted, corrections) in [
            ("one character", "环未工\n人上路", "环卫工人上路", 1),
            ("two places", "环未工\n人上跑", "环卫工人上路", 2),
            ("put in", "环工\n人", "环卫工人", 1),
            ("put in at the end", "环卫", "环卫工人", 1),
            ("put in at the start", "卫工", "环卫工", 1),
            ("taken out over a line break", "环卫卫\n卫工人", "环卫工人", 1),
            ("a space taken out at a line's end", "sweep\ners came", "sweepers came", 1),
            ("a hyphen kept", "well-\nknown man", "well-known man", 1),
            ("everything", "甲乙", "丙", 1),
            ("nothing is left", "甲乙", "", 1),
        ] {
            let mut project = project(raw);
            let before = project.clone();
            let undo = project.apply(correct_block(&project, BlockId(0), wanted).unwrap()).unwrap();
            assert_eq!(reading(&project, BlockId(0)).text, wanted, "{name}");
            assert_eq!(project.corrections().count(), corrections, "{name}");
            project.apply(undo).unwrap();
            assert_eq!(project, before, "{name}");
        }
    }

    #[test]
    fn a_correction_taken_back_by_typing_is_gone() {
        let mut project = project("环未工人");
        for wanted in ["环卫工人", "环卫生工人", "环未工人"] {
            project.apply(correct_block(&project, BlockId(0), wanted).unwrap()).unwrap();
            assert_eq!(reading(&project, BlockId(0)).text, wanted);
        }
        assert_eq!(project.corrections().count(), 0);
    }

    #[test]
    fn a_correction_stays_in_its_block_where_two_stand_without_a_blank() {
        let at = |pos: usize| Place::new(PageNo::new(0), pos);
        let mut project = project("环未工人");
        let middle = "环未".len();
        project.apply(crate::desk::gestures::split(&project, at(middle)).unwrap()).unwrap();
        let character = |nth: usize| SeamKey { from: at(nth * 3), to: at(nth * 3 + 3) };
        project.apply(correct_character(&project, character(1), "卫").unwrap()).unwrap();
        assert_eq!(correct_character(&project, character(2), "土").unwrap_err(), Refusal::Crowded);
        // In one block, corrections beside each other are one.
        project.apply(correct_character(&project, character(0), "坏").unwrap()).unwrap();
        let corrections: Vec<_> = project.corrections().map(|(_, correction)| correction.text.clone()).collect();
        assert_eq!(corrections, ["坏卫"]);
    }
}

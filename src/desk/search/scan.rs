//! Runs a pattern over a project: each block as it reads, corrections applied and lines joined, so that neither line breaks
//! of the dump nor hyphens at line ends hide a word.
//!
//! Blocks are read one at a time in the order of the dump. A long one is folded a window at a time, each with the text around
//! it, so that memory stays small and the work can be told to stop. A match never reaches over two blocks.

use super::pattern::Pattern;
use crate::model::{BlockId, PieceKind, Project, Reading, reading_of};
use crate::propose::{Budget, Cancelled, Progress};
use crate::text::{Folded, PageNo, Place, Span};
use std::ops::Range;

/// More matches than anybody looks through: about 20 MB of them.
pub const MOST: usize = 100_000;
/// How much of a block is folded at once, in bytes.
const WINDOW: usize = 1 << 20;
/// How far a match may reach beyond its window.
const BEYOND: usize = 1 << 12;
/// Blocks between two looks at whether to stop: tens of microseconds' work each at the most.
const STRIDE: usize = 64;
/// Characters of context on either side.
const AROUND: usize = 36;

/// A match.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Hit {
    /// The block that it is in.
    pub block: BlockId,
    /// Its bytes in the block's reading text.
    pub range: Range<usize>,
    /// Where it stands in the dump, in reading order: lines apart, the whole of each correction that it touches. Never empty.
    pub spans: Vec<Span>,
    /// The text around it, with a little on either side.
    pub context: String,
    /// Its bytes in the context.
    pub within: Range<usize>,
    /// What is to stand there instead.
    pub after: Option<String>,
    /// 0 where it begins with text of the dump. Of those that begin at one place with text that was put in there, which one
    /// it is, from 1.
    nth: usize,
}

impl Hit {
    /// Where it begins in the dump.
    #[must_use]
    pub fn at(&self) -> Place {
        self.spans.first().map(|span| span.from()).unwrap_or_default()
    }

    /// Tells it from all other matches, whatever is found in other places, and whatever its block reads before it.
    #[must_use]
    pub fn key(&self) -> (Place, usize) {
        (self.at(), self.nth)
    }

    /// What is matched.
    #[must_use]
    pub fn text(&self) -> &str {
        self.context.get(self.within.clone()).unwrap_or_default()
    }

    /// The stretch of the dump that is selected to show it: from its first line as far as its lines follow each other.
    #[must_use]
    pub fn selection(&self, project: &Project) -> Span {
        let Some((&first, rest)) = self.spans.split_first() else { return Span::new(PageNo::default(), 0, 0) };
        rest.iter().fold(first, |whole, span| {
            if project.stand_together(whole.to(), span.from()) { Span { end: span.end, ..whole } } else { whole }
        })
    }
}

/// All matches, in the order of the dump.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Found {
    /// The matches.
    pub hits: Vec<Hit>,
    /// There are more than [`MOST`]; those behind are left out.
    pub more: bool,
}

/// Finds `pattern` in all blocks, or in those with text on one page.
///
/// # Errors
/// [`Cancelled`].
pub fn find(
    project: &Project,
    page: Option<PageNo>,
    pattern: &Pattern,
    budget: &Budget,
    progress: &Progress,
) -> Result<Found, Cancelled> {
    let pages: Vec<PageNo> = match page {
        Some(page) => vec![page],
        None => (0..project.pages().len()).map(PageNo::new).collect(),
    };
    let size = |page: &PageNo| project.page(*page).map_or(0, |page| page.text().len());
    progress.expect(pages.iter().map(size).sum());
    let mut found = Found::default();
    let mut folded = Folded::default();
    for number in pages {
        for (nth, entry) in project.entries_in(number, 0..usize::MAX).enumerate() {
            if nth.is_multiple_of(STRIDE) {
                budget.step()?;
            }
            progress.advance(entry.span.end.get() - entry.span.start.get());
            let Some(block) = project.block(entry.block) else { continue };
            // A block is read where its first span stands; on a page of its own, where its first one there does.
            let first = match page {
                None => entry.nth == 0,
                Some(page) => block.spans.iter().take(entry.nth).all(|span| span.page != page),
            };
            if !first {
                continue;
            }
            let reading = reading_of(project, block);
            scan(&reading, pattern, &mut folded, budget, |range, after| {
                let hit = hit_of(entry.block, &reading, range, after, found.hits.last());
                if page.is_none_or(|page| hit.spans.iter().any(|span| span.page == page)) {
                    found.hits.push(hit);
                }
                found.hits.len() <= MOST
            })?;
            if found.hits.len() > MOST {
                found.hits.truncate(MOST);
                found.more = true;
                break;
            }
        }
        if found.more {
            break;
        }
    }
    found.hits.sort_by_key(Hit::at);
    Ok(found)
}

/// Calls `take` with each match in a reading, and what is to stand there, until it returns false.
fn scan(
    reading: &Reading,
    pattern: &Pattern,
    folded: &mut Folded,
    budget: &Budget,
    mut take: impl FnMut(Range<usize>, Option<String>) -> bool,
) -> Result<(), Cancelled> {
    let whole = reading.text.as_str();
    let mut start = 0;
    // Where the last match ended: matches do not overlap.
    let mut done = 0;
    while start < whole.len() {
        let end = whole.floor_char_boundary((start + WINDOW).min(whole.len()));
        let before = whole.floor_char_boundary(start.saturating_sub(BEYOND));
        let behind = whole.floor_char_boundary((end + BEYOND).min(whole.len()));
        let text = whole.get(before..behind).unwrap_or_default();
        folded.fold(text, pattern.folding());
        let mut from = folded.byte_from(done.max(start) - before);
        while let Some(captures) = pattern.captures_at(folded, from) {
            let at = captures.get_match().range();
            if at.is_empty() {
                // Nothing is found that has no width, but what comes behind may be.
                let next = folded.text.get(at.end..).and_then(|rest| rest.chars().next());
                let Some(next) = next else { break };
                from = at.end + next.len_utf8();
                continue;
            }
            from = at.end;
            let Some(range) = folded.range_in(text, &at) else { break };
            if range.start + before >= end {
                break;
            }
            done = range.end + before;
            let after = pattern.replacement(&captures, folded, text);
            if !take(range.start + before..done, after) {
                return Ok(());
            }
        }
        budget.step()?;
        start = end;
    }
    Ok(())
}

/// A match in a block's reading. `last`: the one that was found before it.
fn hit_of(block: BlockId, reading: &Reading, range: Range<usize>, after: Option<String>, last: Option<&Hit>) -> Hit {
    let text = reading.text.as_str();
    let left = text.get(..range.start).unwrap_or_default();
    let right = text.get(range.end..).unwrap_or_default();
    let from = left.char_indices().rev().nth(AROUND - 1).map_or(0, |(at, _)| at);
    let to = right.char_indices().nth(AROUND).map_or(text.len(), |(at, _)| range.end + at);
    let context = text.get(from..to).unwrap_or_default().to_owned();
    let (spans, within) = (spans_of(reading, &range), range.start - from..range.end - from);
    let begins_printed = begins_printed(reading, &range);
    let mut hit = Hit { block, range, spans, context, within, after, nth: 0 };
    if !begins_printed {
        hit.nth = last.filter(|last| last.at() == hit.at()).map_or(1, |last| last.nth + 1);
    }
    hit
}

/// Whether a stretch of reading text begins with text of the dump, and not with what a correction or joining put in.
fn begins_printed(reading: &Reading, range: &Range<usize>) -> bool {
    let first = reading.pieces.partition_point(|piece| piece.range.end <= range.start);
    let mut pieces = reading.pieces.iter().skip(first).take_while(|piece| piece.range.start < range.end);
    let first = pieces.find(|piece| !matches!(piece.kind, PieceKind::Joint));
    first.is_some_and(|piece| matches!(piece.kind, PieceKind::Raw(_)))
}

/// Where a stretch of reading text stands in the dump.
#[must_use]
pub fn spans_of(reading: &Reading, range: &Range<usize>) -> Vec<Span> {
    let first = reading.pieces.partition_point(|piece| piece.range.end <= range.start);
    let mut spans: Vec<Span> = Vec::new();
    for piece in reading.pieces.iter().skip(first).take_while(|piece| piece.range.start < range.end) {
        let span = match piece.kind {
            PieceKind::Raw(span) => {
                let (from, to) = (piece.range.start.max(range.start), piece.range.end.min(range.end));
                let base = span.start.get();
                Span::new(span.page, base + from - piece.range.start, base + to - piece.range.start)
            }
            PieceKind::Corrected(span) => span,
            PieceKind::Joint => continue,
        };
        match spans.last_mut() {
            Some(last) if last.page == span.page && last.end == span.start => last.end = span.end,
            _ => spans.push(span),
        }
    }
    if spans.is_empty() {
        // Only a space that joining put in.
        let place = reading.place_of(range.start).unwrap_or_default();
        spans.push(Span { page: place.page, start: place.pos, end: place.pos });
    }
    spans
}

#[cfg(test)]
mod tests {
    use super::super::Query;
    use super::*;
    use crate::desk::gestures;
    use crate::model::{Page, Source};
    use std::sync::Arc;

    fn project(pages: &[&str]) -> Project {
        let page = |text: &&str| Arc::new(Page::new((*text).to_owned(), Source::default(), Vec::new()));
        Project::new(pages.iter().map(page).collect())
    }

    fn search(project: &Project, page: Option<usize>, text: &str, regex: bool) -> Found {
        let query = Query { text: text.to_owned(), regex, ..Query::default() };
        let pattern = Pattern::new(&query, None).unwrap();
        find(project, page.map(PageNo::new), &pattern, &Budget::default(), &Progress::default()).unwrap()
    }

    /// The raw text of each part of each match.
    fn raw(project: &Project, found: &Found) -> Vec<Vec<String>> {
        let of = |hit: &Hit| hit.spans.iter().map(|&span| project.raw(span).to_owned()).collect();
        found.hits.iter().map(of).collect()
    }

    #[test]
    fn line_breaks_and_hyphens_hide_nothing() {
        for (name, text, query, wanted) in [
            ("over a line break", "清晨环\n卫工人", "环卫", vec![vec!["环", "卫"]]),
            ("over an indent", "清晨环\n\u{3000}\u{3000}卫工人", "环卫", vec![vec!["环", "卫"]]),
            ("a broken word", "public sani-\ntation works", "sanitation", vec![vec!["sani", "tation"]]),
            ("words over a line break", "the old\nbridge", "Old Bridge", vec![vec!["old", "bridge"]]),
            ("twice", "路灯，路灯", "路灯", vec![vec!["路灯"], vec!["路灯"]]),
            ("not at all", "路灯", "灯路", vec![]),
        ] {
            let project = project(&[text]);
            assert_eq!(raw(&project, &search(&project, None, query, false)), wanted, "{name}");
        }
    }

    #[test]
    fn corrected_text_is_found_and_what_it_replaced_is_not() {
        let mut project = project(&["清晨环未工人上路"]);
        let edit = gestures::correct_block(&project, BlockId(0), "清晨环卫工人上路").unwrap();
        project.apply(edit).unwrap();
        assert_eq!(raw(&project, &search(&project, None, "卫工", false)), [["未工"]]);
        assert_eq!(search(&project, None, "环未", false).hits, []);
    }

    #[test]
    fn a_key_stays_whatever_its_block_reads_before_it_and_no_two_are_the_same() {
        let (at, page) = (|byte| Place::new(PageNo::new(0), byte), "甲5乙6丙");
        for (name, wanted, keys) in [
            ("as it is printed", page, vec![(at(3), 0), (at(7), 0)]),
            ("longer before it", "子丑甲5乙6丙", vec![(at(3), 0), (at(7), 0)]),
            ("another match put in right before it", "甲35乙6丙", vec![(at(3), 1), (at(3), 0), (at(7), 0)]),
            (
                "several put in at one place",
                "甲5乙6丙789",
                vec![(at(3), 0), (at(7), 0), (at(11), 1), (at(11), 2), (at(11), 3)],
            ),
        ] {
            let mut project = project(&[page]);
            if wanted != page {
                let edit = gestures::correct_block(&project, BlockId(0), wanted).unwrap();
                project.apply(edit).unwrap();
            }
            let found = search(&project, None, r"\d", true);
            assert_eq!(found.hits.iter().map(Hit::key).collect::<Vec<_>>(), keys, "{name}");
        }
    }

    #[test]
    fn a_page_or_all_pages_in_the_order_of_the_dump() {
        let project = project(&["路灯亮", "桥", "新路灯"]);
        assert_eq!(search(&project, None, "路灯", false).hits.len(), 2);
        let second = search(&project, Some(2), "路灯", false);
        assert_eq!(second.hits.len(), 1);
        assert_eq!(second.hits[0].at(), Place::new(PageNo::new(2), 3));
        assert_eq!((second.hits[0].context.as_str(), second.hits[0].text()), ("新路灯", "路灯"));
    }

    #[test]
    fn matches_without_width_are_none() {
        let project = project(&["甲1乙22"]);
        assert_eq!(raw(&project, &search(&project, None, r"\d*", true)), [["1"], ["22"]]);
    }

    #[test]
    fn a_long_block_is_searched_in_windows_without_loss() {
        // Matches on both sides of every edge between windows, one of them across it.
        let mut text = "好".repeat(WINDOW / 3 * 2 + 50);
        let edges = [WINDOW / 3 * 3, WINDOW / 3 * 3 - 3, WINDOW / 3 * 6 + 3];
        for (nth, edge) in edges.into_iter().enumerate() {
            text.insert_str(edge + nth * 12 - 6, "路灯路灯");
        }
        let project = project(&[&text]);
        let wanted = text.matches("路灯").count();
        assert_eq!(search(&project, None, "路灯", false).hits.len(), wanted);
        assert_eq!(search(&project, None, "^好", true).hits.len(), 1, "a window's edge is no beginning");
    }

    #[test]
    fn the_work_can_be_told_to_stop() {
        let budget = Budget::default();
        budget.cancel();
        let pattern = Pattern::new(&Query { text: "路".to_owned(), ..Query::default() }, None).unwrap();
        let project = project(&["路"]);
        assert_eq!(find(&project, None, &pattern, &budget, &Progress::default()), Err(Cancelled));
    }
}

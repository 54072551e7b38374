//! Separating columns that were read across: lines with cuts become columns, one after the other, in paragraphs.

use super::article::spans_in;
use super::draft::last_character;
use super::{Draft, Refusal};
use crate::model::{Block, BlockId, Edit, Evidence, Gap, Home, Project, Role, trim_span};
use crate::propose::woven::{WovenLine, display_column};
use crate::text::{PageNo, Span, ends_sentence};

/// Display columns by which a first line is indented, at the least and at the most: beyond that it stands elsewhere.
const INDENT: std::ops::RangeInclusive<u32> = 2..=6;

/// A cell of a column.
#[derive(Clone, Copy)]
struct Cell {
    span: Span,
    /// Where it begins and ends, in display columns.
    from: u32,
    to: u32,
    /// A blank line of the dump stands before it.
    apart: bool,
}

/// The columns that come of these lines, each as paragraphs of spans, in reading order. Lines of one column each stay so.
#[must_use]
pub fn columns_of(project: &Project, page: PageNo, lines: &[WovenLine]) -> Vec<Vec<Vec<Span>>> {
    let count = lines.iter().map(|line| line.cuts.len() + 1).max().unwrap_or_default();
    (0..count).map(|nth| paragraphs(project, &cells_of(project, page, lines, nth))).collect()
}

fn cells_of(project: &Project, page: PageNo, lines: &[WovenLine], nth: usize) -> Vec<Cell> {
    let Some(text) = project.page(page).map(|page| page.text()) else { return Vec::new() };
    let mut cells = Vec::new();
    let mut last = None;
    for line in lines {
        let edge = |nth: Option<usize>| nth.map_or(Some(line.range.start), |nth| line.cuts.get(nth).copied());
        let Some(start) = edge(nth.checked_sub(1)) else { continue };
        let end = line.cuts.get(nth).copied().unwrap_or(line.range.end);
        let Some(span) = trim_span(text, Span::new(page, start, end)) else { continue };
        let table = project.page(page).map(|page| page.lines().line_of(span.start)).unwrap_or_default();
        let apart = last.is_some_and(|last| table > last + 1 && blank_between(project, page, last + 1..table));
        last = Some(table);
        let column = |at| display_column(text, line.range.start, at);
        cells.push(Cell { span, from: column(span.start), to: column(span.end), apart });
    }
    cells
}

/// True where one of these lines has nothing on it.
fn blank_between(project: &Project, page: PageNo, mut lines: std::ops::Range<usize>) -> bool {
    let Some(page) = project.page(page) else { return false };
    lines.any(|line| page.lines().text(page.text(), line).trim().is_empty())
}

/// A column's cells as paragraphs: a new one begins with an indent, behind a blank line, or behind a sentence that ends on a
/// line which does not fill the column.
fn paragraphs(project: &Project, cells: &[Cell]) -> Vec<Vec<Span>> {
    let edge = most_frequent(cells.iter().map(|cell| cell.from));
    let width = most_frequent(cells.iter().map(|cell| cell.to.saturating_sub(cell.from)));
    let mut paragraphs: Vec<Vec<Span>> = Vec::new();
    let mut before: Option<Cell> = None;
    for &cell in cells {
        let begins = before.is_none_or(|before| {
            let short = before.to.saturating_sub(before.from) * 4 < width * 3;
            let indented =
                INDENT.contains(&cell.from.saturating_sub(edge)) && before.from.abs_diff(edge) < *INDENT.start();
            cell.apart || indented || (short && ends_sentence(project.raw(before.span)))
        });
        match paragraphs.last_mut().filter(|_| !begins) {
            Some(paragraph) => super::draft::push_span(project, paragraph, cell.span),
            None => paragraphs.push(vec![cell.span]),
        }
        before = Some(cell);
    }
    paragraphs
}

/// The most frequent of a few numbers; of equals the least.
fn most_frequent(numbers: impl Iterator<Item = u32>) -> u32 {
    let mut sorted: Vec<u32> = numbers.collect();
    sorted.sort_unstable();
    let runs = sorted.chunk_by(|a, b| a == b).max_by_key(|run| (run.len(), std::cmp::Reverse(run.first().copied())));
    runs.and_then(|run| run.first().copied()).unwrap_or_default()
}

/// Separates the columns of `lines`: the text stays in the article where it begins, the columns one after the other, each in
/// paragraphs with the role that their first characters had. What was missing behind a block is missing behind the paragraph
/// that has its last character.
///
/// # Errors
/// [`Refusal::NoSelection`] where there is no text, [`Refusal::Nothing`] where there is one column only.
pub fn unweave(project: &Project, page: PageNo, lines: &[WovenLine]) -> Result<Edit, Refusal> {
    let columns = columns_of(project, page, lines);
    if columns.iter().filter(|column| !column.is_empty()).count() < 2 {
        return Err(Refusal::Nothing);
    }
    let (first, last) = lines.first().zip(lines.last()).ok_or(Refusal::NoSelection)?;
    let mut draft = Draft::new(project);
    let run = draft.take_out(spans_in(project, Span::new(page, first.range.start, last.range.end)).into_iter())?;
    let in_article = |id: &&BlockId| draft.block(**id).is_some_and(|block| block.home.article().is_some());
    let &anchor = run.iter().find(in_article).or(run.first()).ok_or(Refusal::NoSelection)?;
    let home = draft.block(anchor).ok_or(Refusal::Gone)?.home;
    let mut blocks = Vec::new();
    for spans in columns.into_iter().flatten() {
        let holder = spans.first().and_then(|span| draft.holder_of(span.from())).and_then(|id| draft.block(id));
        let role = match home {
            Home::Article(_) => {
                holder.map(|block| block.role).filter(|role| role.is_in_article()).unwrap_or(Role::Body)
            }
            Home::Furniture => Role::Furniture,
            Home::Discarded => Role::Discarded,
        };
        blocks.push(Block::new(spans.into(), role, home, Evidence::editor()));
    }
    let index = if home.article().is_some() { draft.index_without(anchor, &run)? } else { 0 };
    for &id in &run {
        let removed = draft.remove_block(id)?;
        keep_gap(project, &removed, &mut blocks);
    }
    let new: Vec<BlockId> = blocks.into_iter().map(|block| draft.add_block(block)).collect();
    draft.place(&new, home, index)?;
    draft.finish()
}

/// Marks what is missing behind a block that goes behind the one of these that has its last character.
fn keep_gap(project: &Project, removed: &Block, blocks: &mut [Block]) {
    let last = removed.last().and_then(|span| last_character(project, span.to()));
    let Some((last, gap)) = last.zip(removed.gap.as_deref()) else { return };
    let has = |block: &&mut Block| block.spans.iter().any(|span| span.contains(last));
    if let Some(holder) = blocks.iter_mut().find(has) {
        add_gap(&mut holder.gap, gap);
    }
}

/// Marks a gap with what is said of it; where one is marked already, both notes are kept.
fn add_gap(known: &mut Option<Box<Gap>>, gap: &Gap) {
    let own = known.get_or_insert_default();
    if own.note.is_empty() {
        own.note.clone_from(&gap.note);
    } else if !gap.note.is_empty() && own.note != gap.note {
        own.note.push_str(" / ");
        own.note.push_str(&gap.note);
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::desk::gestures::{break_paragraph, set_gap_note};
    use crate::model::{Page, Source, reading};
    use crate::text::Place;
    use std::sync::Arc;

    fn project(text: &str) -> Project {
        Project::new(vec![Arc::new(Page::new(text.to_owned(), Source::default(), Vec::new()))])
    }

    /// The lines of a page, cut at each `|`, which stands for nothing.
    fn lines(text: &str) -> Vec<WovenLine> {
        let mut at = 0;
        let mut lines = Vec::new();
        for line in text.split('\n') {
            let cuts = line.match_indices('|').map(|(cut, _)| at + cut + 1).collect();
            lines.push(WovenLine { range: at..at + line.len(), cuts });
            at += line.len() + 1;
        }
        lines.retain(|line| !line.range.is_empty());
        lines
    }

    #[test]
    fn columns_follow_each_other_in_paragraphs() {
        for (name, text, wanted) in [
            ("two columns", "甲一， |乙一，\n甲二。 |乙二。", vec!["甲一， |甲二。 |", "乙一，乙二。"]),
            (
                "an indent begins a paragraph",
                "甲一甲 |乙一乙\n  甲二 |乙二。\n甲三。 |乙三。",
                vec!["甲一甲 |", "甲二 |甲三。 |", "乙一乙乙二。乙三。"],
            ),
            ("a line that has one column", "甲一甲 |乙一乙\n甲二甲 |", vec!["甲一甲 |甲二甲 |", "乙一乙"]),
        ] {
            let mut project = project(text);
            let before = project.clone();
            let edit = unweave(&project, PageNo::new(0), &lines(text)).unwrap();
            let undo = project.apply(edit).unwrap();
            let (_, article) = project.articles().next().unwrap();
            let read: Vec<String> = article.blocks.iter().map(|&id| reading(&project, id).text).collect();
            assert_eq!(read, wanted, "{name}");
            project.apply(undo).unwrap();
            assert_eq!(project, before, "{name}");
        }
    }

    #[test]
    fn what_is_missing_behind_a_block_is_missing_behind_its_last_character() {
        let text = "甲一， |乙一，\n甲二。 |乙二。\n丙三。";
        let place = |piece: &str| Place::new(PageNo::new(0), text.find(piece).unwrap());
        // The whole is one block, or its lines are blocks; the last line is not separated.
        for (name, breaks, notes, wanted) in [
            ("behind the lines", vec!["丙三"], vec![("甲一", "一页残")], [("乙一", "一页残"), ("丙三", "")]),
            ("behind what stays", vec![], vec![("甲一", "一页残")], [("乙一", ""), ("丙三", "一页残")]),
            (
                "behind two lines of one column",
                vec!["丙三", "甲二"],
                vec![("甲一", "缺一行"), ("甲二", "缺二行")],
                [("乙一", "缺一行 / 缺二行"), ("丙三", "")],
            ),
        ] {
            let mut project = project(text);
            for at in breaks {
                project.apply(break_paragraph(&project, place(at)).unwrap()).unwrap();
            }
            let holder = |project: &Project, at: &str| project.entry_at(place(at)).unwrap().block;
            for (at, note) in notes {
                let edit = set_gap_note(&project, holder(&project, at), note).unwrap();
                project.apply(edit).unwrap();
            }
            let before = project.clone();
            let lines = lines(text).into_iter().take(2).collect::<Vec<_>>();
            let undo = project.apply(unweave(&project, PageNo::new(0), &lines).unwrap()).unwrap();
            let gap_behind = |at: &str| project.block(holder(&project, at)).unwrap().gap.clone();
            for (at, note) in wanted {
                let note = Some(note).filter(|note| !note.is_empty());
                assert_eq!(gap_behind(at).map(|gap| gap.note).as_deref(), note, "{name}, behind {at}");
            }
            assert_eq!(gap_behind("甲一"), None, "{name}");
            project.apply(undo).unwrap();
            assert_eq!(project, before, "{name}");
        }
    }

    #[test]
    fn one_column_is_nothing_to_separate() {
        let text = "甲一\n甲二";
        assert_eq!(unweave(&project(text), PageNo::new(0), &lines(text)), Err(Refusal::Nothing));
    }
}

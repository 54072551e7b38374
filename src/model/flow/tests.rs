//! How blocks read, with corrections inside of them and around them.

use super::super::{Edit, Page, Source};
use super::*;
use crate::text::PageNo;
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
        ("over the second of two blanks", "甲\u{3000}\u{3000}乙丙", (6, 9, "，"), (3, 9), ["甲，", "乙丙"]),
        ("put in between two blanks", "甲\u{3000}\u{3000}乙丙", (6, 6, "，"), (3, 9), ["甲，", "乙丙"]),
        ("from the second blank on", "甲\u{3000}\u{3000}乙丙", (6, 12, "，丁"), (3, 9), ["甲", "，丁丙"]),
        ("over the second of two spaces", "Smith.  Jones", (7, 8, "(?)"), (6, 8), ["Smith.(?)", "Jones"]),
        ("over an empty line", "环卫\n\n工人", (7, 8, "，"), (6, 8), ["环卫，", "工人"]),
        ("only taken away", "甲\u{3000}\u{3000}乙丙", (6, 9, ""), (3, 9), ["甲", "乙丙"]),
    ] {
        let mut project = project(raw);
        correct(&mut project, start, end, text);
        assert_eq!(parts(&project, &[0..cut.0, cut.1..raw.len()]), wanted, "{name}");
    }
}

/// How each of these spans reads by itself.
fn parts(project: &Project, spans: &[Range<usize>]) -> Vec<String> {
    let whole = project.block(BlockId(0)).unwrap();
    let part = |range: &Range<usize>| {
        let spans = Span::new(PageNo::new(0), range.start, range.end).into();
        reading_of(project, &Block { spans, ..whole.clone() }).text
    };
    spans.iter().map(part).collect()
}

#[test]
fn corrections_in_white_space_read_in_order_with_the_text_before_them() {
    // Two blanks, 甲, four blanks, 乙, two blanks.
    let mut project = project("\u{3000}\u{3000}甲\u{3000}\u{3000}\u{3000}\u{3000}乙\u{3000}\u{3000}");
    let corrections = [(0, 0, "一"), (3, 6, "二"), (9, 9, "三"), (12, 15, "四"), (18, 21, "五"), (27, 27, "六")];
    for (start, end, text) in corrections {
        correct(&mut project, start, end, text);
    }
    // At the top of the page there is no text before them.
    assert_eq!(parts(&project, &[6..9, 21..24]), ["一二甲三四五", "乙六"]);
    correct(&mut project, 30, 30, "七");
    assert_eq!(parts(&project, &[6..9, 21..24]), ["一二甲三四五", "乙六七"], "at the end of the page");
}

#[test]
fn corrections_in_white_space_read_alike_whichever_corrections_are_asked_of() {
    let mut project = project("\u{3000}甲\u{3000}\u{3000}乙\u{3000}\u{3000}丙");
    for (start, end, text) in [(0, 0, "一"), (9, 12, "二"), (18, 18, "三")] {
        correct(&mut project, start, end, text);
    }
    let all: BTreeMap<Place, Correction> = project.corrections().map(|(at, it)| (at, it.clone())).collect();
    let whole = project.block(BlockId(0)).unwrap();
    for (range, wanted) in [(3..6, "一甲二"), (12..15, "乙三"), (21..24, "丙")] {
        let block = Block { spans: Span::new(PageNo::new(0), range.start, range.end).into(), ..whole.clone() };
        assert_eq!(reading_of(&project, &block).text, wanted);
        assert_eq!(reading_with(&project, &block, &all), reading_of(&project, &block), "{wanted}");
    }
}

#[test]
fn the_end_of_a_text_is_where_its_block_ends() {
    // The correction over the second blank ends where another block begins.
    let mut project = project("甲\u{3000}\u{3000}乙丙");
    correct(&mut project, 6, 9, "，");
    let spans = Span::new(PageNo::new(0), 0, 3).into();
    let block = Block { spans, ..project.block(BlockId(0)).unwrap().clone() };
    let reading = reading_of(&project, &block);
    assert_eq!(reading.text, "甲，");
    assert_eq!(reading.place_of(reading.text.len()), Some(Place::new(PageNo::new(0), 3)));
    assert_eq!(reading.byte_of(Place::new(PageNo::new(0), 6)), Some(3));
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

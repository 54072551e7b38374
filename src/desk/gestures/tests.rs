//! Gestures on blocks whose spans do not stand in the order of the dump.
//!
//! A project is written as its articles: `甲 丙,乙` are blocks, `甲 丙` is a block of two spans, `;` parts articles, `F:` is
//! the furniture. Every piece stands once on the page.

use super::*;
use crate::model::{
    Article, ArticleId, Block, BlockId, Correction, Evidence, Home, Page, Parts, Project, Reason, Role, Source,
    boundaries_in, reading,
};
use crate::text::{PageNo, Place, Span};
use std::collections::BTreeMap;
use std::sync::Arc;

pub(super) fn span(text: &str, piece: &str) -> Span {
    let at = text.find(piece).unwrap();
    Span::new(PageNo::new(0), at, at + piece.len())
}

fn place(text: &str, piece: &str) -> Place {
    span(text, piece).from()
}

/// A project of one page, from its articles as the module's head says. Blocks are numbered as they are written.
pub(super) fn project(text: &str, articles: &str) -> Project {
    let page = Page::new(text.to_owned(), Source::default(), Vec::new());
    let mut parts = Parts { pages: vec![Arc::new(page)], ..Parts::default() };
    for (number, blocks) in (0..).zip(articles.split(';')) {
        let (home, blocks) = match blocks.strip_prefix("F:") {
            Some(blocks) => (Home::Furniture, blocks),
            None => (Home::Article(ArticleId(number)), blocks),
        };
        let role = if home == Home::Furniture { Role::Furniture } else { Role::Body };
        let mut article = Article::default();
        for spans in blocks.split(',') {
            let id = BlockId(u32::try_from(parts.blocks.len()).unwrap());
            let spans = spans.split(' ').map(|piece| span(text, piece)).collect();
            let why = Evidence::new(0.5, Reason::Usual);
            parts.blocks.insert(id, Block::new(spans, role, home, why));
            article.blocks.push(id);
        }
        if let Home::Article(id) = home {
            parts.articles.insert(id, article);
            parts.order.push(id);
        }
    }
    Project::from_parts(parts).unwrap()
}

/// The project as [`project`] reads it.
fn shown(project: &Project) -> String {
    let block = |id: &BlockId| {
        let spans = &project.block(*id).unwrap().spans;
        spans.iter().map(|&span| project.raw(span)).collect::<Vec<_>>().join(" ")
    };
    let list = |ids: &[BlockId]| ids.iter().map(block).collect::<Vec<_>>().join(",");
    let mut articles: Vec<String> = project.articles().map(|(_, article)| list(&article.blocks)).collect();
    let furniture = project.blocks_in(Home::Furniture);
    if !furniture.is_empty() {
        articles.push(format!("F:{}", list(&furniture)));
    }
    articles.join(";")
}

#[track_caller]
pub(super) fn check(mut project: Project, edit: Result<crate::model::Edit, Refusal>, wanted: &str) {
    let before = project.clone();
    let undo = project.apply(edit.unwrap()).unwrap();
    assert_eq!(shown(&project), wanted);
    project.apply(undo).unwrap();
    assert_eq!(project, before);
}

#[test]
fn a_boundary_moves_within_one_paragraph() {
    // The paragraph reads 甲丙乙: its second half stands above in the dump.
    let text = "甲乙丙丁";
    let project = project(text, "甲 丙丁 乙");
    let boundary = boundaries_in(&project, PageNo::new(0), 0..99)[1];
    assert_eq!(boundary.at(), span(text, "乙").to());
    let edit = move_boundary(&project, boundary, place(text, "丁"));
    check(project, edit, "甲 丁 乙丙");
}

#[test]
fn a_paragraph_that_loses_its_first_line_to_a_neighbour_stays_one() {
    // 甲 goes on at 丙; the line 乙 above was taken for part of it.
    let text = "甲\n戊。\n乙\n丙。";
    let project = project(text, "甲 乙\n丙。;戊。");
    let boundary = boundaries_in(&project, PageNo::new(0), 0..99)[1];
    assert_eq!(boundary.at(), span(text, "戊。").to());
    let edit = move_boundary(&project, boundary, place(text, "丙"));
    check(project, edit, "甲 丙。;戊。,乙");
}

#[test]
fn text_goes_right_beside_a_boundary_wherever_it_stood_in_the_flow() {
    // All in one article: what moves up or down is counted out before its new place is.
    let text = "甲。\n乙。\n丙。\n丁。";
    let up = project(text, "甲。,丁。,乙。,丙。");
    let boundary = boundaries_in(&up, PageNo::new(0), 0..99)[0];
    let edit = move_boundary(&up, boundary, place(text, "甲。"));
    check(up, edit, "丁。,甲。,乙。,丙。");
    let down = project(text, "乙。,丁。,甲。,丙。");
    let boundary = boundaries_in(&down, PageNo::new(0), 0..99)[0];
    let edit = move_boundary(&down, boundary, place(text, "丙。"));
    check(down, edit, "丁。,甲。,乙。,丙。");
}

#[test]
fn furniture_beyond_a_boundary_stays_where_its_block_has_text_elsewhere() {
    let text = "甲。乙乙丙丙丁。戊戊";
    let project = project(text, "甲。,丁。;F:乙乙 戊戊,丙丙");
    let boundary = boundaries_in(&project, PageNo::new(0), 0..99)[0];
    let edit = move_boundary(&project, boundary, place(text, "丁。"));
    check(project, edit, "甲。,乙乙,丙丙,丁。;F:戊戊");
}

#[test]
fn what_is_selected_comes_out_of_a_paragraph_whole_and_its_parts_join() {
    let text = "甲乙丙丁己";
    let project = project(text, "甲乙 己 丙丁");
    let range = Span { end: span(text, "丙").end, ..span(text, "乙") };
    let edit = extract(&project, range);
    check(project, edit, "甲 己 丁;乙丙");
}

#[test]
fn a_new_article_stands_where_its_text_does() {
    let text = "甲。乙。丙。丁。";
    for (articles, piece, wanted) in [
        // Its text comes behind that of the article it was part of, or before it, wherever it stood in the flow.
        ("甲。,丙。;乙。,丁。", "丙。", "甲。;丙。;乙。,丁。"),
        ("甲。,丙。;乙。,丁。", "甲。", "甲。;丙。;乙。,丁。"),
        ("丙。,甲。;乙。,丁。", "甲。", "甲。;丙。;乙。,丁。"),
        ("丙。,甲。;乙。,丁。", "丙。", "甲。;丙。;乙。,丁。"),
        ("甲。;丁。,乙。;丙。", "乙。", "甲。;乙。;丁。;丙。"),
    ] {
        let project = project(text, articles);
        let edit = extract(&project, span(text, piece));
        check(project, edit, wanted);
    }
}

#[test]
fn what_is_an_article_by_itself_is_not_made_one() {
    let text = "甲。乙。丙。丁。";
    let page = project(text, "甲。;乙。,丙。;丁。");
    let whole = |from: &str, to: &str| Span { end: span(text, to).end, ..span(text, from) };
    assert_eq!(extract(&page, span(text, "甲。")), Err(Refusal::Nothing));
    assert_eq!(extract(&page, whole("乙。", "丙。")), Err(Refusal::Nothing));
    check(page.clone(), extract(&page, whole("甲。", "丙。")), "甲。,乙。,丙。;丁。");
}

#[test]
fn a_role_over_two_articles_moves_nothing_from_one_to_the_other() {
    let text = "甲乙丙丁戊。己己。";
    let project = project(text, "甲,乙,丁;丙,戊。,己己。");
    let range = Span { start: span(text, "乙").start, end: span(text, "丙").end, ..span(text, "乙") };
    let edit = set_role(&project, range, Role::Caption);
    check(project, edit, "甲 丁,乙;丙,戊。,己己。");
}

#[test]
fn what_is_selected_across_paragraphs_joins_where_its_sentence_goes_on() {
    let text = "甲乙丙。丁";
    for (articles, wanted) in [
        // From two articles; from a paragraph with another text inside; paragraphs that followed each other stay two.
        ("甲;乙,丁;丙。", "甲乙丙。;丁"),
        ("甲;乙 丁 丙。", "甲乙丙。;丁"),
        ("甲;乙,丙。,丁", "甲乙,丙。;丁"),
    ] {
        let project = project(text, articles);
        let range = Span { end: span(text, "丙。").end, ..span(text, "乙") };
        let edit = move_range(&project, range, Home::Article(ArticleId(0)));
        check(project, edit, wanted);
    }
}

/// The project with these roles and gaps instead of its own.
fn with(project: &Project, change: impl Fn(BlockId, &mut Block)) -> Project {
    let mut project = project.clone();
    let changed: Vec<_> = project.blocks().map(|(id, block)| (id, block.clone())).collect();
    for (id, mut block) in changed {
        change(id, &mut block);
        project.apply(crate::model::Edit::Block { id, to: Some(Arc::new(block)) }).unwrap();
    }
    project
}

#[test]
fn a_line_that_becomes_body_joins_the_sentence_that_it_stands_in() {
    let text = "甲乙丙。丁";
    for (articles, wanted) in [("甲,乙,丙。,丁", "甲乙丙。,丁"), ("丁,甲。,乙,丙。", "丁,甲。,乙丙。")]
    {
        let text = if articles.contains("甲。") { "丁甲。乙丙。" } else { text };
        let line = place(text, "乙");
        let project = with(&project(text, articles), |_, block| {
            if block.spans[0].from() == line {
                block.role = Role::Headline;
            }
        });
        let edit = set_role(&project, span(text, "乙"), Role::Body);
        check(project, edit, wanted);
    }
    let project = project(text, "甲,乙,丙。,丁");
    let edit = set_role(&project, span(text, "乙"), Role::Body);
    check(project, edit, "甲,乙,丙。,丁");
}

#[test]
fn lines_that_become_a_headline_together_are_one() {
    let text = "甲乙丙。丁";
    let page = project(text, "甲,乙;丙。,丁");
    let whole = |from: &str, to: &str| Span { end: span(text, to).end, ..span(text, from) };
    for (from, to, role, wanted) in [
        ("甲", "乙", Role::Headline, "甲乙;丙。,丁"),
        ("甲", "乙", Role::Subhead, "甲,乙;丙。,丁"),
        ("甲", "丁", Role::Deck, "甲乙;丙。丁"),
    ] {
        check(page.clone(), set_role(&page, whole(from, to), role), wanted);
    }
}

#[test]
fn a_paragraph_joins_the_next_one_behind_a_caption() {
    let text = "甲图乙。丙";
    let page = with(&project(text, "甲,图,乙。;丙"), |id, block| {
        if id == BlockId(1) {
            block.role = Role::Caption;
        }
    });
    check(page.clone(), join_paragraph(&page, BlockId(0)), "甲 乙。,图;丙");
    assert_eq!(join_paragraph(&page, BlockId(2)), Err(Refusal::NoNext));
    assert_eq!(join_paragraph(&page, BlockId(1)), Err(Refusal::NoNext), "a caption joins captions only");
}

#[test]
fn what_was_missing_is_there_when_it_is_moved_in() {
    let text = "one\ntwo.\nThree.";
    let gap = |id: BlockId, block: &mut Block| {
        if id == BlockId(0) {
            block.gap = Some(Box::default());
        }
    };
    let mut page = with(&project(text, "one;two.;Three."), gap);
    let before = page.clone();
    let undo = page.apply(move_range(&page, span(text, "two."), Home::Article(ArticleId(0))).unwrap()).unwrap();
    assert_eq!(shown(&page), "one\ntwo.;Three.");
    assert_eq!(page.block(BlockId(0)).unwrap().gap, None);
    page.apply(undo).unwrap();
    assert_eq!(page, before);
    let edit = move_range(&page, span(text, "Three."), Home::Article(ArticleId(0)));
    check(page, edit, "one,Three.;two.");
}

#[test]
fn what_a_person_said_to_be_missing_stays_said_when_its_paragraph_joins_another() {
    let text = "甲图乙丙。";
    let mut page = project(text, "甲,图,乙;丙。");
    page.apply(set_gap_note(&page, BlockId(2), "一行残").unwrap()).unwrap();
    page.apply(set_role(&page, span(text, "图"), Role::Furniture).unwrap()).unwrap();
    assert_eq!(shown(&page), "甲 乙;丙。;F:图");
    let (_, kept) = kept_of(&page);
    assert!(kept.contains(&BlockId(0)), "a new proposal leaves it");
    assert_eq!(page.block(BlockId(0)).unwrap().gap.as_ref().map(|gap| gap.note.as_str()), Some("一行残"));
}

#[test]
fn nothing_is_missing_behind_what_becomes_a_heading() {
    let text = "甲乙丙。";
    let mut page = with(&project(text, "甲乙,丙。"), |_, block| block.gap = Some(Box::default()));
    page.apply(set_role(&page, span(text, "甲乙"), Role::Deck).unwrap()).unwrap();
    page.apply(set_role(&page, span(text, "丙。"), Role::Note).unwrap()).unwrap();
    let gaps: Vec<bool> = page.blocks().map(|(_, block)| block.gap.is_some()).collect();
    assert_eq!(gaps, [false, true]);
}

#[test]
fn a_correction_leaves_what_reads_beside_it() {
    let text = "甲乙丙丁";
    let corrected = |project: &Project, at: &str, to: &str| {
        let span = span(text, at);
        let to = Some(Correction { end: span.end, text: to.to_owned() });
        let mut project = project.clone();
        project.apply(crate::model::Edit::Correction { at: span.from(), to }).unwrap();
        project
    };
    let whole = project(text, "甲乙;丙丁");
    for (name, at, to, block, typed, wanted) in [
        ("the neighbour's stands where this one ends", "丙", "C", 0, "甲B", Err(Refusal::Crowded)),
        ("the neighbour's stands a character off", "丁", "D", 0, "甲B", Ok(["甲B", "丙D"])),
        ("this one's reaches over the edge", "乙丙", "B", 0, "甲E", Ok(["甲E", "丁"])),
        ("this one's reaches over the edge, and all is new", "乙丙", "B", 0, "XYZ", Ok(["XYZ", "丁"])),
        ("blanks at the ends", "丁", "D", 0, " 甲B \u{2028}", Ok(["甲B", "丙D"])),
    ] {
        let mut project = corrected(&whole, at, to);
        let made = correct_block(&project, BlockId(block), typed);
        let reads = made.map(|edit| {
            project.apply(edit).unwrap();
            [0, 1].map(|id| reading(&project, BlockId(id)).text)
        });
        assert_eq!(reads, wanted.map(|wanted| wanted.map(str::to_owned)), "{name}");
    }
}

#[test]
fn a_correction_between_two_blanks_stays_with_the_text_before_it() {
    let text = "甲\u{3000}\u{3000}乙丙";
    let mut whole = project(text, text);
    whole.apply(correct_block(&whole, BlockId(0), "甲\u{3000}，乙丙").unwrap()).unwrap();
    let read =
        |project: &Project| -> Vec<String> { project.blocks().map(|(id, _)| reading(project, id).text).collect() };
    let cut = place(text, "乙");
    for (name, edit) in [
        ("broken", break_paragraph(&whole, cut)),
        ("split", split(&whole, cut)),
        ("extracted", extract(&whole, span(text, "乙丙"))),
        ("furniture", set_role(&whole, span(text, "乙丙"), Role::Furniture)),
    ] {
        let mut project = whole.clone();
        project.apply(edit.unwrap()).unwrap();
        assert_eq!(read(&project), ["甲，", "乙丙"], "{name}");
    }
    let mut broken = whole.clone();
    broken.apply(break_paragraph(&whole, cut).unwrap()).unwrap();
    let mut joined = broken.clone();
    joined.apply(join_paragraph(&broken, BlockId(0)).unwrap()).unwrap();
    assert_eq!(read(&joined), ["甲\u{3000}，乙丙"]);
    // It is corrected where it stands, and the text before it is left.
    for typed in ["甲。", "甲"] {
        let mut project = broken.clone();
        project.apply(correct_block(&broken, BlockId(0), typed).unwrap()).unwrap();
        assert_eq!(read(&project), [typed, "乙丙"]);
        let corrections: Vec<_> = project.corrections().map(|(at, it)| (at.pos.get(), it.end.get())).collect();
        assert_eq!(corrections, [(6, 9)]);
    }
}

#[test]
fn an_article_with_kept_blocks_keeps_its_id_wherever_it_comes() {
    use crate::propose::{BlockRef, Proposal, ProposedArticle, ProposedBlock, ProposedPart};
    let text = "甲。\n乙。";
    let mut project = project(text, "甲。,乙。");
    project.apply(set_role_of_blocks(&project, &[BlockId(1)], Role::Headline).unwrap()).unwrap();
    let (kept, ids) = kept_of(&project);
    assert_eq!((kept.len(), ids.as_slice()), (1, [BlockId(1)].as_slice()));
    let part = |block| ProposedPart { block, link: None };
    let first = project.block(BlockId(0)).unwrap();
    let proposal = Proposal {
        blocks: vec![ProposedBlock {
            spans: first.spans.to_vec(),
            role: Role::Body,
            why: (*first.why).clone(),
            gap: None,
        }],
        articles: vec![
            ProposedArticle { parts: vec![part(BlockRef::New(0))], ..ProposedArticle::default() },
            ProposedArticle {
                kept: Some(ArticleId(0)),
                parts: vec![part(BlockRef::Kept(0))],
                ..ProposedArticle::default()
            },
        ],
        inner_seams: Vec::new(),
        places: Vec::new(),
    };
    let edit = accept(&project, &proposal, &ids).unwrap();
    project.apply(edit).unwrap();
    assert_eq!(project.block(BlockId(1)).unwrap().home, Home::Article(ArticleId(0)), "what was decided keeps its home");
    let homes: BTreeMap<BlockId, Home> = project.blocks().map(|(id, block)| (id, block.home)).collect();
    assert_ne!(homes[&BlockId(0)], homes[&BlockId(1)]);
}

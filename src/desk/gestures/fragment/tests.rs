//! Moving text to its best place, and to a place that is named.

use super::super::tests::{check, project, span};
use super::*;
use crate::desk::gestures::{extract, split};
use crate::model::{Page, Source, fragment_at, reading};
use crate::text::PageNo;
use std::sync::Arc;

/// A Chinese sentence that was begun elsewhere goes where the language says that it goes on, and not to the end that
/// stands nearest.
#[test]
fn a_chinese_sentence_goes_where_it_was_begun() {
    let text = "\
\u{3000}\u{3000}市环卫局昨天组织全市的环卫工
\u{3000}\u{3000}记者从图书馆了解到，今年夏天图书
人上街清扫积雪，各条街道已经畅通。
";
    let page = PageNo::new(0);
    let mut project = Project::new(vec![Arc::new(Page::new(text.to_owned(), Source::default(), Vec::new()))]);
    let at = |part: &str| Place::new(page, text.find(part).unwrap());
    for cut in ["人上街", "记者从"] {
        let edit = crate::desk::gestures::break_paragraph(&project, at(cut)).unwrap();
        project.apply(edit).unwrap();
    }
    let end = text.len();
    let edit = extract(&project, Span::new(page, at("人上街").pos.get(), end)).unwrap();
    project.apply(edit).unwrap();
    let fragment = fragment_at(&project, at("人上街")).unwrap();
    let article = project.order()[0];
    assert_eq!(best_slot(&project, &fragment, article), Some(Slot { article, index: 1 }));
    let edit = move_fragment(&project, &fragment, Home::Article(article)).unwrap();
    project.apply(edit).unwrap();
    let read: Vec<String> =
        project.article(article).unwrap().blocks.iter().map(|&id| reading(&project, id).text).collect();
    assert!(read[0].contains("环卫工人上街清扫"), "{read:?}");
    assert!(split(&project, at("记者从")).is_ok());
}

#[test]
fn text_goes_to_the_slot_that_is_named() {
    let text = "甲。乙。丙。丁。";
    for (articles, piece, (article, index), wanted) in [
        // Article and block from 0, and what comes of it; `None` where nothing does.
        ("甲。,乙。;丙。,丁。", "甲。", (1, 1), Some("乙。;丙。,甲。,丁。")),
        ("甲。,乙。;丙。,丁。", "甲。", (1, 2), Some("乙。;丙。,丁。,甲。")),
        // Within its article: the slot is counted with the text that moves.
        ("甲。,乙。,丙。;丁。", "甲。", (0, 2), Some("乙。,甲。,丙。;丁。")),
        ("甲。,乙。,丙。;丁。", "甲。", (0, 0), None),
        ("甲。,乙。,丙。;丁。", "甲。", (0, 1), None),
        // A part of a paragraph: it is cut off only where it goes elsewhere.
        ("甲。 丁。,乙。;丙。", "丁。", (0, 2), Some("甲。,乙。,丁。;丙。")),
        ("甲。 丁。,乙。;丙。", "丁。", (0, 1), None),
    ] {
        let page = project(text, articles);
        let edit = move_range_to(&page, span(text, piece), Slot { article: ArticleId(article), index });
        match wanted {
            Some(wanted) => check(page, edit, wanted),
            None => assert_eq!(edit, Err(Refusal::Nothing), "{articles} {piece}"),
        }
    }
}

#[test]
fn a_slot_of_an_article_that_gives_some_of_the_text_is_counted_without_that() {
    let text = "甲。乙。丙。丁。";
    let page = project(text, "甲。 丙。;乙。,丁。");
    let range = Span { end: span(text, "丙。").end, ..span(text, "乙。") };
    let edit = move_range_to(&page, range, Slot { article: ArticleId(1), index: 1 });
    check(page, edit, "甲。;乙。,丙。,丁。");
}

#[test]
fn the_best_slot_is_where_text_goes_for_which_none_is_named() {
    let text = "甲。丁。乙丙。戊戊";
    let page = project(text, "甲。,丁。 戊戊;乙,丙。");
    let into = ArticleId(1);
    for piece in ["甲。", "丁。", "戊戊"] {
        let range = span(text, piece);
        let best = best_slot_of_range(&page, range, into).unwrap();
        assert_eq!(move_range_to(&page, range, best), move_range(&page, range, Home::Article(into)), "{piece}");
        assert_eq!(best_slot_of_range(&page, range, ArticleId(0)), None, "{piece} is there");
    }
}

//! What has become of the text of the dump: each kind by an example, and figures that add up on random projects.
//!
//! Pages are written in [`crate::notation`]; random projects come from [`crate::random`].

use crate::files::project;
use crate::notation::desk;
use crate::random::{Case, case, config, steps};
use newsmend::desk::{Lang, words};
use newsmend::model::difference::{
    Change, Changes, Joints, Kind, SPAN, Totals, of_article, of_article_within, of_project,
};
use newsmend::model::{Correction, Edit, Home, Page, PieceKind, Project, Source, reading};
use newsmend::text::{PageNo, Place, Pos, Span};
use proptest::prelude::*;
use std::collections::BTreeSet;
use std::sync::Arc;

/// The project of a page in the notation, with corrections of the first page: from one byte to another.
fn page(notation: &str, corrections: &[(usize, usize, &str)]) -> Project {
    let mut page = project(&desk(notation)).clone();
    for &(start, end, text) in corrections {
        let to = Some(Correction { end: Pos::new(end), text: text.to_owned() });
        page.apply(Edit::Correction { at: Place::new(PageNo::new(0), start), to }).unwrap();
    }
    page
}

/// Each change with its line.
fn said(project: &Project) -> Vec<String> {
    let line = |change: &Change<'_>| project.line_number(change.span.from());
    let list = of_project(project).list;
    list.iter().map(|one| format!("{}: {}", line(one), words::change(Lang::En, project, one))).collect()
}

#[test]
fn a_piece_is_moved_where_other_articles_stand_between() {
    for (name, notation, wanted) in [
        ("blocks behind each other", "①h甲/①乙/①¶丙/②丁", vec![]),
        ("articles in any order", "②甲/①乙", vec![]),
        (
            "another article between",
            "①甲一/②乙一/①¶甲二/①¶甲三",
            vec!["3: moved: 4 characters, through line 4, now behind line 1"],
        ),
        (
            "in the midst of a paragraph",
            "①甲一/②乙一/①+甲二",
            vec!["3: moved: 2 characters, through line 3, now behind line 1"],
        ),
        ("back in the dump", "①₂甲二/①₁¶甲一", vec!["1: moved: 2 characters, through line 1, now behind line 2"]),
        ("what is dropped between moves nothing", "①甲/ⓕ乙/①+丙", vec!["2: dropped: 1 character of furniture, “乙”"]),
        (
            "a piece reaches over what is dropped in its midst",
            "①甲/②乙/①+丙/ⓧ丁/①+戊",
            vec![
                "3: moved: 2 characters, through line 5, now behind line 1",
                "4: dropped: 1 character discarded, “丁”",
            ],
        ),
    ] {
        assert_eq!(said(&page(notation, &[])), wanted, "{name}");
    }
}

#[test]
fn what_belongs_to_no_article_is_dropped_run_by_run() {
    let project = page("ⓕ甲/①乙/ⓧ丙/ⓧ丁戊/ⓕ己", &[]);
    let wanted = [
        "1: dropped: 1 character of furniture, “甲”",
        "3: dropped: 3 characters discarded, “丙↵丁戊”",
        "5: dropped: 1 character of furniture, “己”",
    ];
    assert_eq!(said(&project), wanted);
    assert_eq!(of_project(&project).totals, Totals { stays: 1, dropped: 5, ..Totals::default() });
}

#[test]
fn what_joining_takes_out_of_paragraphs_is_counted_by_article() {
    for (name, notation, breaks, hyphens, blanks) in [
        ("lines of a paragraph", "①甲/①乙/①丙/②丁/②戊", 3, 0, 0),
        ("paragraphs are not joined", "①甲/①¶乙", 0, 0, 0),
        ("blanks beside line breaks", "①甲 /①\u{3000}乙 丙", 1, 0, 2),
        ("a broken word", "①reno-/①vation", 1, 1, 0),
        ("a hyphen that stays", "①Sino-/①British", 1, 0, 0),
        ("a broken word that goes on elsewhere", "①reno-/②well/①+vation", 0, 1, 0),
    ] {
        let totals = of_project(&page(notation, &[])).totals;
        assert_eq!(totals.joints, Joints { breaks, hyphens, blanks }, "{name}");
    }
    assert_eq!(
        said(&page("①甲/①乙/②reno-/②vation", &[])),
        ["1: joined: 1 line break, 0 hyphens, 0 blanks", "3: joined: 1 line break, 1 hyphen, 0 blanks"]
    );
}

#[test]
fn corrections_change_put_in_and_take_out() {
    for (notation, correction, wanted) in [
        ("①甲一", (0, 3, "丙"), vec!["1: changed: “甲” to “丙”"]),
        ("①甲一", (3, 3, "上"), vec!["1: changed: “上” put in"]),
        ("①甲一", (0, 3, ""), vec!["1: dropped: 1 character taken out by a correction, “甲”"]),
        ("①甲一/①乙", (3, 7, "，"), vec!["1: changed: “一↵” to “，”"]),
        ("①甲一/①¶乙二", (3, 10, "丙"), vec!["1: changed: “一↵乙” to “丙”"]),
        ("①甲/ⓕ乙", (4, 7, "丁"), vec!["2: dropped: 1 character of furniture, “乙”"]),
    ] {
        assert_eq!(said(&page(notation, &[correction])), wanted, "{notation} {correction:?}");
    }
    let both = page("①甲一/①¶乙二/①¶丙", &[(3, 10, "丁"), (14, 14, "戊己")]);
    let wanted = Totals { stays: 3, changed: 2, put_in: 2, ..Totals::default() };
    assert_eq!(of_project(&both).totals, wanted, "{:?}", said(&both));
}

#[test]
fn corrections_of_white_space_are_listed_as_they_are_counted() {
    let blank = Joints { blanks: 1, ..Joints::default() };
    let line_break = Joints { breaks: 1, ..Joints::default() };
    for (name, notation, correction, wanted, joints, put_in) in [
        ("text over a blank", "①甲 一", (3, 4, "，"), "1: changed: “，” put in for “ ”", Joints::default(), 1),
        ("text over a line end", "①甲/①一", (3, 4, "，。"), "1: changed: “，。” put in for “↵”", Joints::default(), 2),
        ("a blank", "①xy", (1, 1, " "), "1: changed: “ ” put in", Joints::default(), 1),
        ("no blank", "①甲 一", (3, 4, ""), "1: joined: 0 line breaks, 0 hyphens, 1 blank", blank, 0),
        ("another blank", "①x y", (1, 2, "\u{a0}"), "1: joined: 0 line breaks, 0 hyphens, 1 blank", blank, 0),
        ("no line end", "①x/①y", (1, 2, ""), "1: joined: 1 line break, 0 hyphens, 0 blanks", line_break, 0),
    ] {
        let project = page(notation, &[correction]);
        assert_eq!(said(&project), [wanted], "{name}");
        let changes = of_project(&project);
        assert_eq!(changes.totals, Totals { stays: 2, joints, put_in, ..Totals::default() }, "{name}");
        assert_eq!(changes.list[0].is_joined(), put_in == 0, "{name}");
    }
}

#[test]
fn what_telling_of_an_article_costs_is_known_beforehand() {
    for (name, notation, bytes, spans) in [
        ("a span", "①甲/①乙", 7, 1),
        ("two", "①甲/②丁/①+乙", 6, 2),
        ("what is dropped between them", "①甲/ⓕ乙/①+丙", 6, 3),
        ("and behind the first, though the other stands before", "①₂甲/①₁¶丁/ⓕ乙/ⓧ丙", 6, 4),
        ("not what is dropped before them and behind", "ⓕ乙/①甲/ⓕ丙", 3, 1),
    ] {
        let project = page(notation, &[]);
        let (id, most) = (project.order()[0], bytes + spans * SPAN);
        assert_eq!(of_article_within(&project, id, most), Some(of_article(&project, id)), "{name}");
        assert_eq!(of_article_within(&project, id, most - 1), None, "{name}");
        assert_eq!(of_article_within(&project, id, 0), None, "{name}");
    }
}

#[test]
fn a_correction_over_two_articles_is_listed_in_both() {
    let project = page("①甲一/②乙二", &[(3, 10, "丙")]);
    let changes = of_project(&project);
    assert_eq!(changes.list.iter().map(|change| change.characters).collect::<Vec<_>>(), [1, 1]);
    assert_eq!(changes.totals, Totals { stays: 2, changed: 2, ..Totals::default() });
}

#[test]
fn another_page_is_always_elsewhere() {
    let source = |text: &str| Arc::new(Page::new(text.to_owned(), Source::default(), Vec::new()));
    let mut project = Project::new(vec![source("甲一"), source("乙二")]);
    let (into, from) = (project.order()[0], project.order()[1]);
    let id = project.article(from).unwrap().blocks[0];
    let mut block = project.block(id).unwrap().clone();
    block.home = Home::Article(into);
    let edit = Edit::All(vec![
        Edit::Flow { article: from, at: 0, take: vec![id], put: Vec::new() },
        Edit::Order { at: 1, take: vec![from], put: Vec::new() },
        Edit::Article { id: from, to: None },
        Edit::Block { id, to: Some(Arc::new(block)) },
        Edit::Flow { article: into, at: 1, take: Vec::new(), put: vec![id] },
    ]);
    project.apply(edit).unwrap();
    assert_eq!(said(&project), ["1: moved: 2 characters, through line 1, now behind line 1 of page 1"]);
    let changes = of_project(&project);
    let on = |page: usize| changes.on_page(PageNo::new(page)).count();
    assert_eq!([on(0), on(1)], [0, 1]);
}

/// The figures, told character by character and pair by pair.
fn counted(project: &Project) -> Totals {
    let mut totals = Totals::default();
    for (number, page) in project.pages().iter().enumerate() {
        for (at, _) in page.text().char_indices().filter(|(_, c)| !c.is_whitespace()) {
            *column(project, &mut totals, Place::new(PageNo::new(number), at)) += 1;
        }
    }
    totals
}

/// Where the character at `place` is counted.
fn column<'t>(project: &Project, totals: &'t mut Totals, place: Place) -> &'t mut usize {
    let entry = project.entry_at(place).expect("every character is in a block");
    let block = project.block(entry.block).unwrap();
    let Home::Article(article) = block.home else { return &mut totals.dropped };
    let covers =
        |&(at, correction): &(Place, &Correction)| at <= place && at.page == place.page && place.pos < correction.end;
    if let Some((_, correction)) = project.corrections().find(covers) {
        return if correction.text.trim().is_empty() { &mut totals.dropped } else { &mut totals.changed };
    }
    let shows = |kind: &PieceKind| matches!(kind, PieceKind::Raw(span) if span.contains(place));
    if !reading(project, entry.block).pieces.iter().any(|piece| shows(&piece.kind)) {
        return &mut totals.joints.hyphens;
    }
    let spans = spans_of(project, article);
    let at = spans.iter().position(|&span| span == entry.span).unwrap();
    let moved = spans.windows(2).take(at).any(|pair| !stand_behind(project, pair[0], pair[1]));
    if moved { &mut totals.moved } else { &mut totals.stays }
}

fn spans_of(project: &Project, article: newsmend::model::ArticleId) -> Vec<Span> {
    let blocks = &project.article(article).unwrap().blocks;
    blocks.iter().flat_map(|&id| project.block(id).unwrap().spans.to_vec()).collect()
}

/// True where `right` stands behind `left` on its page, and no text of an article between them.
fn stand_behind(project: &Project, left: Span, right: Span) -> bool {
    let between = |span: &Span| left.end <= span.start && span.end <= right.start && span.page == left.page;
    let mut spans = project.order().iter().flat_map(|&id| spans_of(project, id));
    left.page == right.page && left.end <= right.start && !spans.any(|span| between(&span))
}

/// What is listed adds up to the totals, and the articles and the rest to the whole.
fn check_sums(project: &Project, changes: &Changes<'_>) {
    let listed: usize = changes.list.iter().map(|change| change.characters).sum();
    assert_eq!(changes.totals.stays + listed, project.ledger().characters);
    assert_eq!(changes.totals.characters(), project.ledger().characters);
    let of_articles = project.order().iter().flat_map(|&id| of_article(project, id).list);
    let of_none = changes.list.iter().copied().filter(|change| change.home.article().is_none());
    let mut parts: Vec<Change<'_>> = of_articles.chain(of_none).collect();
    let mut whole = changes.list.clone();
    let key = |change: &Change<'_>| (change.span, change.home, change.characters, change.is_joined());
    parts.sort_by_key(key);
    whole.sort_by_key(key);
    assert_eq!(parts, whole);
}

proptest! {
    #![proptest_config(config())]

    #[test]
    fn every_character_stays_or_is_moved_joined_changed_or_dropped(case in case(24)) {
        let project = case.project();
        let changes = of_project(&project);
        check_sums(&project, &changes);
        let Totals { stays, moved, changed, dropped, joints, .. } = changes.totals;
        let wanted = counted(&project);
        prop_assert_eq!(
            [stays, moved, changed, dropped, joints.hyphens],
            [wanted.stays, wanted.moved, wanted.changed, wanted.dropped, wanted.joints.hyphens]
        );
        let moves = changes.list.iter().filter_map(|change| match change.kind {
            Kind::Moved { behind } => Some((behind, change.span.from())),
            Kind::Joined(_) | Kind::Changed { .. } | Kind::Dropped => None,
        });
        let mut jumps = BTreeSet::new();
        for &id in project.order() {
            for pair in spans_of(&project, id).windows(2) {
                if !stand_behind(&project, pair[0], pair[1]) {
                    jumps.insert((pair[0].to(), pair[1].from()));
                }
            }
        }
        prop_assert_eq!(moves.collect::<BTreeSet<_>>(), jumps);
    }

    /// The first steps of a random case part blocks and leave them where they stand.
    #[test]
    fn articles_that_stand_as_in_the_dump_have_only_joins(case in case(1), steps in steps(2, 24)) {
        let project = Case { steps, ..case }.project();
        let changes = of_project(&project);
        prop_assert!(changes.list.iter().all(Change::is_joined), "{:?}", changes.list);
        prop_assert_eq!(changes.totals.stays + changes.totals.joints.hyphens, project.ledger().characters);
    }
}

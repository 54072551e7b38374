//! Two editors' projects of the same pages: what is otherwise, and taking it over.
//!
//! Pages are written in [`crate::notation`]; random projects come from [`crate::random`].

use crate::files::{message, press, project, write};
use crate::notation::{desk, shown};
use crate::random::{Case, Step, apply_checked, case, config, steps};
use crate::random_steps::KINDS;
use newsmend::desk::gestures::{self, Refusal};
use newsmend::desk::words::difference;
use newsmend::desk::{Desk, Lang, MessageKind};
use newsmend::model::compare::{Comparison, Difference, Kind, Part, compare};
use newsmend::model::{
    ArticleFacts, ArticleId, ArticleKind, BlockId, Correction, Edit, Evidence, Gap, Page, Project, Role, SeamKey,
    Source,
};
use newsmend::store::project_file;
use newsmend::text::{PageNo, Place, Pos, Span};
use proptest::prelude::*;
use std::collections::BTreeSet;
use std::path::PathBuf;
use std::sync::Arc;

/// The project of a page in the notation.
fn page(notation: &str) -> Project {
    project(&desk(notation)).clone()
}

/// A project of pages as they came: an article a page.
fn raw(pages: &[&str]) -> Project {
    let page = |text: &&str| Arc::new(Page::new((*text).to_owned(), Source::default(), Vec::new()));
    Project::new(pages.iter().map(page).collect())
}

fn words(differences: &[Difference]) -> Vec<String> {
    differences.iter().map(|one| difference(Lang::En, one)).collect()
}

/// Everything that can be taken over.
fn take_all(here: &Project, there: &Project, comparison: &Comparison) -> Result<Edit, Refusal> {
    let taken: Vec<&Difference> = comparison.differences.iter().collect();
    if taken.is_empty() { Err(Refusal::Nothing) } else { gestures::take_over(here, there, comparison, &taken) }
}

/// These are the differences, and with all of them taken over there are none.
#[track_caller]
fn check(here: &Project, there: &Project, wanted: &[&str]) -> Project {
    let comparison = compare(here, there);
    assert_eq!(words(&comparison.differences), wanted);
    let mut taken = here.clone();
    apply_checked(&mut taken, &take_all(here, there, &comparison).unwrap()).expect("it fits");
    assert!(compare(&taken, there).is_equal());
    taken
}

#[test]
fn each_kind_of_difference_is_named_and_can_be_taken_over() {
    for (here, there, wanted) in [
        ("①甲/①¶乙", "①甲/②乙", "here 1 article, there 2"),
        ("①甲/②乙/③丙", "①甲/①¶乙/②丙", "here 2 articles, there 1"),
        ("①甲/②乙/①¶丙/②¶丁", "①甲/②乙/②¶丙/①¶丁", "here 2 articles, there 2"),
        ("ⓕ甲/①乙", "①甲/①乙", "furniture here, article there"),
        ("①甲/ⓧ乙", "①甲/ⓕ乙", "discarded here, furniture there"),
        ("①₁甲/①₂¶乙", "①₂甲/①₁¶乙", "other order"),
        ("①h甲/①乙", "①d甲/①乙", "other roles: “Headline” here, “Deck” there"),
        ("①甲/①乙", "①甲/①¶乙", "other paragraphs"),
        ("①h甲/①乙/①丙", "①甲/①乙/①¶丙", "other roles: “Headline” here, “Body” there; other paragraphs"),
    ] {
        let (here, there) = (page(here), page(there));
        check(&here, &there, &[wanted]);
        assert_eq!(compare(&there, &here).differences.len(), 1);
    }
}

#[test]
fn gaps_facts_and_corrections_count_and_ticks_and_evidence_do_not() {
    let here = page("①h甲一/①乙二");
    let with = |edit: Edit| {
        let mut there = here.clone();
        there.apply(edit).unwrap();
        there
    };
    let block = |change: &dyn Fn(&mut newsmend::model::Block)| {
        let mut block = here.block(BlockId(1)).unwrap().clone();
        change(&mut block);
        with(Edit::Block { id: BlockId(1), to: Some(Arc::new(block)) })
    };
    let facts = |facts| with(Edit::Article { id: ArticleId(0), to: Some(Box::new(facts)) });
    let at = Place::new(PageNo::new(0), 0);
    let to = Correction { end: Pos::new(3), text: "申".to_owned() };
    let there = with(Edit::Correction { at, to: Some(to.clone()) });
    let taken = check(&here, &there, &["other corrections"]);
    assert_eq!(taken.corrections().collect::<Vec<_>>(), [(at, &to)]);
    assert_eq!(check(&there, &here, &["other corrections"]), here);
    let gap = Gap { note: "缺".to_owned() };
    check(&here, &block(&|block| block.gap = Some(Box::new(gap.clone()))), &["other marks of missing text"]);
    let picture = ArticleFacts { kind: ArticleKind::Picture, ..ArticleFacts::default() };
    check(&here, &facts(picture), &["other facts of the article"]);
    for same in [
        facts(ArticleFacts { reviewed: true, ..ArticleFacts::default() }),
        block(&|block| block.why = Evidence::editor().into()),
        with(Edit::Seam { key: SeamKey::cut(at), to: Some(Arc::new(Evidence::editor())) }),
    ] {
        let comparison = compare(&here, &same);
        assert!(comparison.is_equal());
        assert_eq!(take_all(&here, &same, &comparison), Err(Refusal::Nothing));
    }
}

#[test]
fn furniture_joins_nothing_that_its_own_lines_do_not() {
    let (here, there) = (page("ⓕ甲/①乙/ⓕ丙/②丁"), page("①甲/①乙/②丙/②丁"));
    let comparison = compare(&here, &there);
    assert_eq!(words(&comparison.differences), ["furniture here, article there"; 2]);
    let second = &comparison.differences[1];
    assert_eq!(second.here, Part { articles: vec![ArticleId(1)], pieces: vec![BlockId(2)] });
    assert_eq!(second.kinds.len(), 1);
    // One is taken over, the other one stays.
    let mut project = here.clone();
    project.apply(gestures::take_over(&here, &there, &comparison, &[second]).unwrap()).unwrap();
    assert_eq!(compare(&project, &there).differences, comparison.differences[..1]);
}

#[test]
fn what_is_taken_over_brings_what_is_known_of_it_along() {
    let (here, mut there) = (page("①甲/①¶乙/②丙"), page("①甲/②乙/③丙"));
    let from = |nth: u32| there.block(BlockId(nth)).unwrap().first().unwrap().from();
    let (cut, other) = (SeamKey::cut(from(1)), SeamKey::cut(from(2)));
    let known = |key| Edit::Seam { key, to: Some(Arc::new(Evidence::editor())) };
    there.apply(Edit::All(vec![known(cut), known(other)])).unwrap();
    let taken = check(&here, &there, &["here 1 article, there 2"]);
    assert_eq!(taken.seam_evidence(cut), Some(&Evidence::editor()));
    assert_eq!(taken.seam_evidence(other), None, "it is about another article");
    // The new article stands behind the one that it follows there.
    let first: Vec<&str> =
        taken.articles().map(|(_, it)| taken.raw(taken.block(it.blocks[0]).unwrap().spans[0])).collect();
    assert_eq!(first, ["甲", "乙", "丙"]);
}

#[test]
fn pages_of_other_text_are_left_alone_with_all_that_reaches_to_them() {
    let (here, there) = (raw(&["甲", "乙", "丙"]), raw(&["甲", "别", "丙", "丁"]));
    let comparison = compare(&here, &there);
    assert_eq!((comparison.pages, comparison.other_pages), (2, vec![PageNo::new(1), PageNo::new(3)]));
    assert_eq!((comparison.differences.len(), comparison.agreement.articles.of), (0, 4));
    let mut joined = here.clone();
    joined.apply(gestures::merge(&here, ArticleId(1), ArticleId(0)).unwrap()).unwrap();
    assert_eq!(compare(&joined, &there).differences, [], "what it has on pages of the same text is the same");
    let whole = Span::new(PageNo::new(0), 0, "甲".len());
    joined.apply(gestures::set_role(&joined, whole, Role::Headline).unwrap()).unwrap();
    let comparison = compare(&joined, &there);
    let wanted = "other roles: “Headline” here, “Body” there (reaches to a page of other text; can't be taken over)";
    assert_eq!(words(&comparison.differences), [wanted]);
    assert_eq!(take_all(&joined, &there, &comparison), Err(Refusal::OtherPages));
}

/// Two projects that came from one: what was done to both, then to either.
fn two(case: &Case, others: &[Step]) -> (Project, Project) {
    let both = &case.steps[..case.steps.len() / 2];
    let there = Case { pages: case.pages.clone(), steps: [both, others].concat() };
    (case.project(), there.project())
}

/// What stands outside a difference is as it was, ids and all.
fn check_outside(before: &Project, after: &Project, one: &Difference) {
    let inside: BTreeSet<BlockId> = one.here.blocks(before).collect();
    let places: Vec<Place> = one.corrections.iter().map(|one| one.at).collect();
    for (id, block) in before.blocks().filter(|(id, _)| !inside.contains(id)) {
        assert_eq!(after.block(id), Some(block));
    }
    for (id, article) in before.articles().filter(|(id, _)| !one.here.articles.contains(id)) {
        assert_eq!(after.article(id), Some(article));
    }
    let corrections = |project: &Project| -> Vec<(Place, Correction)> {
        let all = project.corrections().filter(|(at, _)| !places.contains(at));
        all.map(|(at, correction)| (at, correction.clone())).collect()
    };
    assert_eq!(corrections(before), corrections(after));
}

proptest! {
    #![proptest_config(config())]

    #[test]
    fn a_project_differs_in_nothing_from_itself(case in case(24)) {
        let project = case.project();
        let comparison = compare(&project, &project);
        prop_assert!(comparison.is_equal());
        let agreement = comparison.agreement;
        for share in [agreement.articles, agreement.links, agreement.roles] {
            prop_assert_eq!(share.alike, share.of);
        }
    }

    #[test]
    fn either_side_has_the_same_differences_and_figures(case in case(24), others in steps(KINDS, 12)) {
        let (here, there) = two(&case, &others);
        let (ours, theirs) = (compare(&here, &there), compare(&there, &here));
        prop_assert_eq!(ours.agreement, theirs.agreement);
        let parts = |all: &[Difference]| -> Vec<(Place, Part, Part)> {
            all.iter().map(|one| (one.at, one.here.clone(), one.there.clone())).collect()
        };
        let turned: Vec<(Place, Part, Part)> =
            parts(&theirs.differences).into_iter().map(|(at, here, there)| (at, there, here)).collect();
        prop_assert_eq!(parts(&ours.differences), turned);
    }

    #[test]
    fn taking_all_over_leaves_no_difference(case in case(24), others in steps(KINDS, 12)) {
        let (mut here, there) = two(&case, &others);
        let comparison = compare(&here, &there);
        match take_all(&here, &there, &comparison) {
            // Sound, and taken back by its inverse: that is checked where it is applied.
            Ok(edit) => prop_assert!(apply_checked(&mut here, &edit).is_some(), "it fits"),
            Err(refusal) => prop_assert_eq!((refusal, comparison.differences.len()), (Refusal::Nothing, 0)),
        }
        let comparison = compare(&here, &there);
        prop_assert!(comparison.is_equal(), "{:?}", comparison.differences);
        prop_assert_eq!(comparison.agreement.links.alike, comparison.agreement.links.of);
        prop_assert_eq!(here.ledger(), there.ledger());
    }

    #[test]
    fn taking_one_over_leaves_the_others(case in case(24), others in steps(KINDS, 12)) {
        let (here, there) = two(&case, &others);
        let before = compare(&here, &there);
        for (nth, one) in before.differences.iter().enumerate() {
            let mut taken = here.clone();
            let edit = gestures::take_over(&here, &there, &before, &[one]).unwrap();
            prop_assert!(apply_checked(&mut taken, &edit).is_some(), "it fits");
            check_outside(&here, &taken, one);
            let mut left = before.differences.clone();
            left.remove(nth);
            prop_assert!(left.iter().all(|one| one.stands(&here, &taken)));
            prop_assert!(!one.stands(&here, &taken));
            prop_assert_eq!(compare(&taken, &there).differences, left);
        }
    }
}

/// A desk with a page, and the file of another project of the same page.
fn beside(here: &str, there: &str) -> (tempfile::TempDir, Desk, PathBuf) {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("hers.newsmend.json");
    write(&path, &project_file::to_bytes(&page(there)));
    (folder, desk(here), path)
}

fn listed(desk: &Desk) -> Vec<Kind> {
    desk.work().unwrap().compared().unwrap().differences().iter().map(|one| one.kinds[0]).collect()
}

const HERE: &str = "①h甲/①乙/②h丙/②丁";
const THERE: &str = "①d甲/①乙/②h丙/③丁";
const ROLES: Kind = Kind::Roles { here: Role::Headline, there: Role::Deck };
const DIVIDED: Kind = Kind::Divided { here: 1, there: 2 };

#[test]
fn differences_are_gone_through_and_taken_over_or_kept_each_as_one_step() {
    let (_folder, mut desk, path) = beside(HERE, THERE);
    desk.compare_with(path).unwrap();
    assert_eq!(desk.compare_with(PathBuf::new()), Err(Refusal::Busy));
    desk.finish();
    assert_eq!((message(&desk), listed(&desk)), ("2 differences from hers.newsmend.json", vec![ROLES, DIVIDED]));
    let before = project(&desk).clone();
    let work = desk.work_mut().unwrap();
    work.next_difference(true).unwrap();
    work.next_difference(true).unwrap();
    let (number, one) = work.compared().unwrap().current().unwrap();
    let (at, theirs) = (one.at, one.there.articles.clone());
    assert_eq!((number, work.selection().caret(), work.project().line_number(at)), (2, at, 3));
    let titles: Vec<String> = theirs.iter().map(|&id| work.compared().unwrap().their_title(id)).collect();
    assert_eq!(titles, ["丙", "丁"]);
    work.take_difference(at).unwrap();
    assert_eq!((listed(&desk), shown(&desk, false)), (vec![ROLES], "①h甲/①乙/②h丙/③丁".to_owned()));
    desk.finish();
    assert_eq!(listed(&desk), [ROLES]);
    desk.work_mut().unwrap().undo().unwrap();
    desk.finish();
    assert_eq!((project(&desk), listed(&desk)), (&before, vec![ROLES, DIVIDED]));
    // What is kept is the editor's own, and comes back to the list with undo.
    let work = desk.work_mut().unwrap();
    work.next_difference(false).unwrap();
    work.keep_difference(work.selection().caret()).unwrap();
    assert!(work.project().blocks().take(2).all(|(_, block)| block.is_decided()));
    desk.finish();
    assert_eq!(listed(&desk), [DIVIDED]);
    desk.work_mut().unwrap().undo().unwrap();
    desk.finish();
    assert_eq!((project(&desk), listed(&desk)), (&before, vec![ROLES, DIVIDED]));
    desk.work_mut().unwrap().redo().unwrap();
    desk.finish();
    let work = desk.work_mut().unwrap();
    assert_eq!(work.take_all_differences(), Ok(1));
    assert_eq!(work.take_all_differences(), Err(Refusal::NoDifference));
    assert_eq!(work.next_difference(true), Err(Refusal::NoDifference));
    assert_eq!(shown(&desk, false), "①h甲/①乙/②h丙/③丁");
    let work = desk.work_mut().unwrap();
    work.stop_comparing();
    assert!(work.compared().is_none());
    assert_eq!(work.take_difference(at), Err(Refusal::NoDifference));
}

#[test]
fn what_was_done_since_is_compared_again_before_it_is_taken_over() {
    let (_folder, mut desk, path) = beside(HERE, THERE);
    desk.compare_with(path).unwrap();
    desk.finish();
    let work = desk.work_mut().unwrap();
    work.next_difference(true).unwrap();
    let at = work.selection().caret();
    press(&mut desk, "4");
    let work = desk.work_mut().unwrap();
    assert_eq!(work.take_difference(at), Err(Refusal::Gone));
    assert_eq!(work.take_all_differences(), Ok(1), "the other one stands");
    desk.finish();
    assert_eq!(listed(&desk), [Kind::Roles { here: Role::Byline, there: Role::Deck }]);
    desk.work_mut().unwrap().take_difference(at).unwrap();
    assert_eq!(shown(&desk, false), THERE);
    desk.finish();
    assert_eq!(listed(&desk), []);
}

#[test]
fn what_cannot_be_compared_with_says_why_and_what_was_listed_stays() {
    let (folder, mut desk, path) = beside(HERE, THERE);
    assert_eq!(Desk::new(Lang::En).compare_with(path.clone()), Err(Refusal::NoProject));
    desk.compare_with(path).unwrap();
    desk.finish();
    let (dump, other) = (folder.path().join("page.txt"), folder.path().join("other.newsmend.json"));
    write(&dump, "甲\n".as_bytes());
    write(&other, &project_file::to_bytes(&page("①戊")));
    for (file, wanted) in [
        (
            dump,
            "Can't compare with page.txt: it is a dump, no project. Choose the project that the other editor saved.",
        ),
        (
            other,
            "Can't compare with other.newsmend.json: no page has the same text. Choose a project that was made of the same \
             dump.",
        ),
        (folder.path().join("none"), "Can't open none: there is no such file or folder. Check the path."),
    ] {
        desk.compare_with(file).unwrap();
        desk.finish();
        assert_eq!((message(&desk), listed(&desk).len()), (wanted, 2));
        assert_eq!(desk.message.as_ref().map(|message| message.kind), Some(MessageKind::Error));
    }
}

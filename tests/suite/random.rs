//! Random pages, and random edits of them, for properties.
//!
//! A [`Case`] is plain data (pages and steps), so that proptest can shrink it and print it; [`Case::project`] plays it.
//! A step becomes an edit only when it meets a project: its dice are numbers that pick among what there is, and a smaller
//! number picks an earlier thing. Most steps are what an editor does; some are wild and must be refused.

use crate::random_steps::KINDS;
use newsmend::model::{Doubtful, Edit, Layout, LayoutBox, Page, Project, Source, between, check_all, replacements_in};
use newsmend::text::{PageNo, Place, Pos, Span};
use proptest::prelude::*;
use std::sync::Arc;

/// Pieces of pages, corrections and notes: what has broken programs before.
const ATOMS: [&str; 30] = [
    "环卫",
    "工人",
    "\n",
    "\r\n",
    "\r",
    "public ",
    "works",
    "sani-",
    "tation",
    " ",
    "\u{3000}\u{3000}",
    "。",
    "，",
    "“",
    "”",
    "e\u{301}",
    "\u{301}",
    "\0",
    "\u{c}",
    "한국",
    "ไทย",
    "𠮷",
    "\u{feff}",
    "12",
    "-",
    "\u{fffd}",
    "\u{2028}",
    "und ",
    "（记者张三）",
    "本报讯",
];

/// How many cases a property runs: few by default, `NEWSMEND_PROPERTY_CASES` for more.
pub(crate) fn config() -> ProptestConfig {
    let cases = std::env::var("NEWSMEND_PROPERTY_CASES").ok().and_then(|cases| cases.parse().ok()).unwrap_or(256);
    ProptestConfig { cases, max_shrink_iters: 4000, ..ProptestConfig::default() }
}

/// A text of a few atoms, often empty, often without a last line break.
pub(crate) fn text(most: usize) -> impl Strategy<Value = String> {
    prop::collection::vec(prop::sample::select(&ATOMS[..]), 0..most).prop_map(|atoms| atoms.concat())
}

/// A project in the making: pages, and what is done to them.
#[derive(Clone, Debug)]
pub(crate) struct Case {
    /// The texts of the pages.
    pub(crate) pages: Vec<String>,
    /// What is done.
    pub(crate) steps: Vec<Step>,
}

/// Something to do, with the numbers that decide to what.
#[derive(Clone, Debug)]
pub(crate) struct Step {
    /// What to do.
    pub(crate) kind: u8,
    /// Decides to what.
    pub(crate) dice: [u16; 6],
    /// For whatever needs a text.
    pub(crate) text: String,
}

/// At most `most` steps of `kinds` kinds.
pub(crate) fn steps(kinds: u8, most: usize) -> impl Strategy<Value = Vec<Step>> {
    let step = (0..kinds, any::<[u16; 6]>(), text(4)).prop_map(|(kind, dice, text)| Step { kind, dice, text });
    prop::collection::vec(step, 0..most)
}

/// A case of at most four pages and `most` steps.
pub(crate) fn case(most: usize) -> impl Strategy<Value = Case> {
    // Mostly more than nothing: most steps want something to work on.
    let pages = prop_oneof![1 => text(3), 4 => text(60)];
    let pages = prop_oneof![1 => Just(Vec::new()), 12 => prop::collection::vec(pages, 1..4)];
    (pages, steps(KINDS, most)).prop_map(|(pages, steps)| Case { pages, steps })
}

impl Case {
    /// The pages, each with a source; U+FFFD has doubtful bytes, and pages of an odd number have a layout.
    pub(crate) fn pages(&self) -> Vec<Arc<Page>> {
        self.pages.iter().enumerate().map(|(number, text)| Arc::new(page(number, text))).collect()
    }

    /// The project after every step that could be taken, each of them checked.
    pub(crate) fn project(&self) -> Project {
        let mut project = Project::new(self.pages());
        for step in &self.steps {
            let edit = step.edit(&project);
            apply_checked(&mut project, &edit);
        }
        project
    }
}

fn page(number: usize, text: &str) -> Page {
    let source = Source { file: format!("{number}.txt"), sha256: "0f".repeat(32), encoding: "UTF-8".to_owned() };
    let doubtful = text.match_indices('\u{fffd}').map(|(at, _)| Doubtful { at: Pos::new(at), bytes: vec![0xa3, 0xff] });
    let whole = Span::new(PageNo::new(number), 0, text.len());
    let boxed = LayoutBox { x: -1, y: 2, width: 300, height: i32::MAX };
    let layout = (number % 2 == 1).then(|| Layout { boxes: vec![(whole, boxed)] });
    Page::new(text.to_owned(), source, doubtful.collect()).with_layout(layout)
}

/// Each correction reads once, in the order of the dump: on a page that has any text to read it with.
fn check_corrections(project: &Project) {
    let spans = project.blocks().flat_map(|(_, block)| block.spans.iter().copied());
    let here = spans.flat_map(|span| replacements_in(project, span)).filter(|found| found.text.is_some());
    let mut read: Vec<Place> = here.map(|found| found.correction.from()).collect();
    read.sort_unstable();
    let places = project.corrections().map(|(at, _)| at);
    let all: Vec<Place> = places.filter(|at| project.pages()[at.page.index()].lines().ink() > 0).collect();
    assert_eq!(read, all, "each correction reads once");
}

/// Applies `edit`, and checks what must hold: either it succeeds, everything still holds, its inverse leads back to a
/// project that is equal in every field, and that inverse's inverse forward again; or it fails and changes nothing.
/// Returns the inverse where it succeeded.
pub(crate) fn apply_checked(project: &mut Project, edit: &Edit) -> Option<Edit> {
    let before = project.clone();
    let Ok(inverse) = project.apply(edit.clone()) else {
        assert_eq!(project, &before, "a refused edit changes nothing: {edit:?}");
        return None;
    };
    assert_eq!(check_all(project), [], "after {edit:?}");
    check_corrections(project);
    let after = project.clone();
    let again = project.apply(inverse.clone()).expect("an inverse fits");
    assert_eq!(project, &before, "the inverse of {edit:?}");
    project.apply(again).expect("an edit fits again");
    assert_eq!(project, &after, "again: {edit:?}");
    Some(inverse)
}

proptest! {
    #![proptest_config(config())]

    #[test]
    fn every_random_edit_holds_or_changes_nothing(case in case(24)) {
        case.project();
    }

    #[test]
    fn the_edit_between_two_states_leads_from_one_to_the_other(case in case(24)) {
        let half = Case { steps: case.steps[..case.steps.len() / 2].to_vec(), ..case.clone() };
        let (half, whole) = (half.project(), case.project());
        for (from, to) in [(&half, &whole), (&whole, &half), (&Project::new(case.pages()), &whole)] {
            let mut project = from.clone();
            prop_assert!(apply_checked(&mut project, &between(from, to)).is_some());
            prop_assert_eq!(&project, to);
        }
    }
}

/// The generator is worth its name only if most of its steps do something, of every kind.
#[test]
fn most_random_steps_do_something() {
    use proptest::strategy::ValueTree as _;
    let mut runner = proptest::test_runner::TestRunner::deterministic();
    let mut taken = [0_u32; KINDS as usize];
    for _ in 0..200 {
        let case = case(24).new_tree(&mut runner).unwrap().current();
        let mut project = Project::new(case.pages());
        for step in &case.steps {
            let before = project.clone();
            if project.apply(step.edit(&project)).is_ok() && project != before {
                taken[usize::from(step.kind)] += 1;
            }
        }
    }
    assert!(taken.iter().take(16).all(|&count| count > 10), "{taken:?}");
}

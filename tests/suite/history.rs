//! The history against a naive one that keeps every state whole.

use crate::edits::{GESTURES, Gesture, many};
use crate::random;
use crate::random::{Case, Step, case, steps};
use crate::random_steps::KINDS;
use newsmend::desk::gestures::Refusal;
use newsmend::desk::{CommandId, Desk, Lang, Selection, StepId, View, Work};
use newsmend::model::{Project, check_all};
use newsmend::store::{self, atomic, project_file};
use proptest::prelude::*;

proptest! {
    #![proptest_config(many())]

    #[test]
    fn the_history_is_a_tree_of_whole_states(case in case(10), acts in steps(10, 50)) {
        let mut work = Work::new(case.project(), None);
        let mut naive = Naive::new(&work);
        for step in &acts {
            if let Some(place) = step.roll().place(work.project()) {
                work.view.selection = Selection::at(place);
            }
            let view = work.view.clone();
            match step.kind {
                0..=2 => {
                    let undone = work.undo();
                    prop_assert_eq!(undone.is_ok(), naive.undo(), "{:?}", undone);
                    if undone == Err(Refusal::NoUndo) { prop_assert_eq!(&work.view, &view); }
                }
                3..=4 => prop_assert_eq!(work.redo().is_ok(), naive.redo()),
                5 => {
                    let edit = Step { kind: 0, ..step.clone() }.edit(work.project());
                    work.apply(CommandId("text.correct"), edit).unwrap();
                    naive.apply(&work, view);
                }
                _ => {
                    let kind = u8::try_from(step.dice[5] % u16::from(GESTURES)).unwrap();
                    let gesture = Gesture::roll(&Step { kind, ..step.clone() }, work.project());
                    let Some(Ok(edit)) = gesture.map(|gesture| gesture.edit(work.project())) else { continue };
                    work.apply(CommandId("text.correct"), edit).unwrap();
                    naive.apply(&work, view);
                }
            }
            let state = &naive.states[naive.now];
            prop_assert_eq!(work.project(), &state.project);
            prop_assert_eq!(work.history.len() + 1, naive.states.len());
            prop_assert_eq!(work.history.path().len(), naive.depth());
            prop_assert_eq!(work.history.now() == StepId::BEGINNING, naive.now == 0);
            prop_assert_eq!(work.is_changed(), naive.now != 0);
            if let Some(wanted) = naive.view.take() {
                prop_assert_eq!(&work.view, &wanted);
            }
        }
    }
}

/// How many histories are written down and brought back: few by default, `NEWSMEND_HISTORIES` for more.
///
/// Nearly all of their time goes into forcing files to the disk. For many, build for release and take a folder in memory:
///
///     NEWSMEND_HISTORIES=100000 TMPDIR=/dev/shm cargo test --release --no-default-features --test suite every_history
fn histories() -> ProptestConfig {
    let cases = std::env::var("NEWSMEND_HISTORIES").ok().and_then(|cases| cases.parse().ok()).unwrap_or(24);
    ProptestConfig { cases, ..random::config() }
}

/// Pages and what is done to them: mostly little, for then more of them are tried; one in forty is large and long.
fn lives() -> impl Strategy<Value = (Case, Vec<Step>)> {
    let large = (prop::collection::vec(random::text(900), 1..4), steps(KINDS, 30));
    let large = large.prop_map(|(pages, steps)| Case { pages, steps });
    prop_oneof![39 => (case(6), steps(12, 40)), 1 => (large, steps(12, 300))]
}

proptest! {
    #![proptest_config(histories())]

    /// Any history, with its branches and saves, comes back from its journal as it was, onto the file that it leads on from.
    #[test]
    fn every_history_comes_back_from_its_journal((case, acts) in lives()) {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("a.newsmend.json");
        let desk = || {
            let mut desk = Desk::new(Lang::En);
            desk.keep_journals(store::State::at(&folder.path().join("state")));
            desk.open(path.clone(), None).unwrap();
            desk.finish();
            desk
        };
        atomic::replace(&path, &project_file::to_bytes(&case.project())).unwrap();
        let mut before = desk();
        let mut naive = Naive::new(before.work().unwrap());
        let mut saved = 0;
        for (nth, step) in acts.iter().enumerate() {
            let work = before.work_mut().unwrap();
            if let Some(place) = step.roll().place(work.project()) {
                work.view.selection = Selection::at(place);
            }
            let view = work.view.clone();
            match step.kind {
                0..=2 => prop_assert_eq!(work.undo().is_ok(), naive.undo()),
                3..=4 => prop_assert_eq!(work.redo().is_ok(), naive.redo()),
                // A save now and then, though not so often that nothing is ever unsaved.
                5 if step.dice[5] % 4 == 0 => {
                    before.save(path.clone());
                    before.finish();
                    saved = naive.now;
                }
                _ => {
                    let kind = u8::try_from(step.dice[5] % u16::from(KINDS)).unwrap();
                    let edit = Step { kind, ..step.clone() }.edit(work.project());
                    if work.apply(CommandId("text.correct"), edit).is_ok() {
                        naive.apply(work, view);
                    }
                }
            }
            let work = before.work().unwrap();
            prop_assert_eq!(work.project(), &naive.states[naive.now].project);
            prop_assert_eq!(work.is_changed(), naive.now != saved);
            if nth % 8 == 0 {
                prop_assert_eq!(check_all(work.project()), []);
            }
        }
        let work = before.work().unwrap();
        prop_assert_eq!(check_all(work.project()), []);
        let history = format!("{:?}", work.history);
        drop(before);
        let mut after = desk();
        prop_assert_eq!(after.work().unwrap().project(), &naive.states[saved].project, "the file has what was saved");
        let found = after.found().to_vec();
        prop_assert_eq!(found.is_empty(), naive.now == saved, "what differs from the file is found");
        let Some(found) = found.first() else {
            // Nothing was lost: it is as if it had been closed.
            prop_assert_eq!(format!("{:?}", after.work().unwrap().history), history);
            return Ok(());
        };
        after.bring_back(&found.journal).unwrap();
        after.finish();
        let work = after.work_mut().unwrap();
        prop_assert_eq!(format!("{:?}", work.history), history);
        // Every state of the way back is the one that it was.
        loop {
            prop_assert_eq!(work.project(), &naive.states[naive.now].project);
            prop_assert_eq!(work.undo().is_ok(), naive.undo());
            if naive.now == 0 { break; }
        }
        prop_assert_eq!(work.project(), &naive.states[0].project);
    }
}

/// A history that keeps every state whole.
struct Naive {
    states: Vec<State>,
    now: usize,
    /// The view that the last undo or redo must return to.
    view: Option<View>,
}

struct State {
    project: Project,
    parent: usize,
    redo: Option<usize>,
    before: View,
    after: View,
}

impl Naive {
    fn new(work: &Work) -> Self {
        let (before, after) = (View::default(), View::default());
        let first = State { project: work.project().clone(), parent: 0, redo: None, before, after };
        Self { states: vec![first], now: 0, view: None }
    }

    fn apply(&mut self, work: &Work, before: View) {
        let state =
            State { project: work.project().clone(), parent: self.now, redo: None, before, after: work.view.clone() };
        self.states[self.now].redo = Some(self.states.len());
        self.now = self.states.len();
        self.states.push(state);
    }

    fn undo(&mut self) -> bool {
        if self.now == 0 {
            return false;
        }
        let State { parent, before, .. } = &self.states[self.now];
        let (parent, before) = (*parent, before.clone());
        self.states[parent].redo = Some(self.now);
        self.now = parent;
        self.view = Some(before);
        true
    }

    fn redo(&mut self) -> bool {
        let Some(next) = self.states[self.now].redo else { return false };
        self.now = next;
        self.view = Some(self.states[next].after.clone());
        true
    }

    fn depth(&self) -> usize {
        std::iter::successors(Some(self.now), |&at| (at > 0).then(|| self.states[at].parent)).count() - 1
    }
}

//! The history against a naive one that keeps every state whole.

use crate::edits::{GESTURES, Gesture, many};
use crate::random::{Step, case, steps};
use newsmend::desk::gestures::Refusal;
use newsmend::desk::{CommandId, Selection, StepId, View, Work};
use newsmend::model::Project;
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

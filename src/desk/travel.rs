//! Going through the history: to any step, by way of undo and redo.

use super::doubts::told::decided;
use super::words::{self, Text, text};
use super::{CommandId, Desk, Lang, Refusal, Step, StepId, Work};
use crate::model::Edit;

const BEGINNING: Text = text("打开时的样子", "As it was opened");

impl Work {
    /// Makes the project what it was right behind step `to`: back to where the branches part, then forward along its own.
    /// The view is what it was there.
    ///
    /// # Errors
    /// [`Refusal::Gone`] where there is no such step, [`Refusal::Nothing`] where it is the present one.
    pub fn travel(&mut self, to: StepId) -> Result<(), Refusal> {
        if to == self.history.now() {
            return Err(Refusal::Nothing);
        }
        if to != StepId::BEGINNING && self.history.step(to).is_none() {
            return Err(Refusal::Gone);
        }
        let before = self.history.path();
        let forward = self.history.ancestors(to);
        while self.history.now() != StepId::BEGINNING && !forward.contains(&self.history.now()) {
            self.undo()?;
        }
        forward.iter().for_each(|&step| self.history.choose(step));
        // What the program did behind a step goes with it: then more than one step is done at once.
        while to != StepId::BEGINNING && !self.history.ancestors(self.history.now()).contains(&to) {
            self.redo()?;
        }
        self.lost_proposals |= self.is_short_of(&before);
        Ok(())
    }

    /// Whether something of these states is not done any more that the program did behind a step which still is: the way was
    /// from one branch to another. Who takes the step itself back means to.
    fn is_short_of(&self, before: &[StepId]) -> bool {
        let after = self.history.path();
        let mut step_is_done = false;
        before.iter().any(|id| {
            let is_done = after.binary_search(id).is_ok();
            if self.history.step(*id).is_some_and(|step| step.joined) {
                return step_is_done && !is_done;
            }
            step_is_done = is_done;
            false
        })
    }
}

/// A line of the history as it is shown.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Told {
    /// The state that it leads to.
    pub step: StepId,
    /// What was done, and where.
    pub words: String,
    /// How many branches it stands apart from the first.
    pub branch: usize,
    /// It leads to the present state, or is that.
    pub done: bool,
    /// It is the present state.
    pub here: bool,
}

/// The history in words, branch by branch, the beginning first. Costs a step for each step: made when the history changes.
#[must_use]
pub fn told(work: &Work, lang: Lang) -> Vec<Told> {
    let history = &work.history;
    let path = history.path();
    let done = |step: StepId| step == StepId::BEGINNING || path.binary_search(&step).is_ok();
    // What the program did behind a step is not told: it is the step's.
    let shown = |id: &StepId| history.step(*id).is_some_and(|step| !step.joined);
    let here = path.iter().rev().copied().find(shown).unwrap_or(StepId::BEGINNING);
    let beginning = Told {
        step: StepId::BEGINNING,
        words: BEGINNING.get(lang).to_owned(),
        branch: 0,
        done: true,
        here: here == StepId::BEGINNING,
    };
    let mut told = vec![beginning];
    // The children of each state, the last made first: a stack gives them out the other way round.
    let mut children: std::collections::BTreeMap<StepId, Vec<StepId>> = std::collections::BTreeMap::new();
    for (id, step) in history.steps().rev() {
        children.entry(step.parent).or_default().push(id);
    }
    let mut open: Vec<(StepId, usize)> = Vec::new();
    let push = |open: &mut Vec<(StepId, usize)>, parent: StepId, branch: usize| {
        let of = children.get(&parent).map(Vec::as_slice).unwrap_or_default();
        // What was done first goes on in its branch, at the end; what was done instead stands apart, before it goes on.
        let first = of.len().saturating_sub(1);
        open.extend(of.get(first).map(|&id| (id, branch)));
        open.extend(of.iter().take(first).map(|&id| (id, branch + 1)));
    };
    push(&mut open, StepId::BEGINNING, 0);
    while let Some((id, branch)) = open.pop() {
        let Some(step) = history.step(id) else { continue };
        if !step.joined {
            told.push(Told { step: id, words: say(work, step, lang), branch, done: done(id), here: id == here });
        }
        push(&mut open, id, branch);
    }
    told
}

/// What a step did, and in which line: of an answer what it decided of the doubt, of a proposal whose it is, of anything else
/// what its command does.
fn say(work: &Work, step: &Step, lang: Lang) -> String {
    let project = work.project();
    let (what, place) = decided(lang, project, step).unwrap_or_else(|| {
        let name = match step {
            step if step.automatic => words::by_itself(),
            step if unticks(step) => words::unticked(),
            step => words::step_name(step.command),
        };
        (name.get(lang).to_owned(), step.before.selection.start())
    });
    words::done(lang, &what, project.line_number(place), project.page_number(place.page))
}

/// True for a step that took the tick of an article away: the same command sets it.
fn unticks(step: &Step) -> bool {
    let facts = |edit: &Edit| matches!(edit, Edit::Article { to: Some(facts), .. } if !facts.reviewed);
    let any = |edit: &Edit| match edit {
        Edit::All(edits) => edits.iter().any(facts),
        one => facts(one),
    };
    step.command == CommandId("article.done") && step.edit.few().is_some_and(any)
}

impl Desk {
    /// Goes to a state of the history.
    pub fn travel(&mut self, to: StepId) {
        self.clear_hint();
        if let Err(refusal) = self.work_mut().and_then(|work| work.travel(to))
            && refusal != Refusal::Nothing
        {
            self.refuse(refusal);
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::desk::Selection;
    use crate::model::{Page, Project, Source};
    use crate::text::{PageNo, Place};
    use std::sync::Arc;

    /// A desk on a page of lines, with the caret in the second.
    fn desk() -> Desk {
        let page = Page::new("甲一\n乙二\n丙三\n".to_owned(), Source::default(), Vec::new());
        let mut desk = Desk::new(Lang::En);
        let mut work = Work::new(Project::new(vec![Arc::new(page)]), None);
        work.view.selection = Selection::at(Place::new(PageNo::new(0), 7));
        desk.work = Some(work);
        desk
    }

    fn run(desk: &mut Desk, ids: &[&'static str]) {
        for id in ids {
            assert_eq!(desk.run(CommandId(id)), None);
            assert_eq!(desk.message.as_ref().filter(|message| !message.undo), None, "{id}");
        }
    }

    #[test]
    fn every_state_of_every_branch_is_reached_and_is_as_it_was() {
        let mut desk = desk();
        let mut states = vec![(StepId::BEGINNING, desk.work().unwrap().project().clone())];
        let keep = |desk: &Desk, states: &mut Vec<(StepId, Project)>| {
            let work = desk.work().unwrap();
            states.push((work.history.now(), work.project().clone()));
        };
        run(&mut desk, &["article.split"]);
        keep(&desk, &mut states);
        run(&mut desk, &["role.headline"]);
        keep(&desk, &mut states);
        run(&mut desk, &["edit.undo", "role.caption"]);
        keep(&desk, &mut states);
        run(&mut desk, &["edit.undo", "edit.undo", "role.discarded"]);
        keep(&desk, &mut states);
        for from in 0..states.len() {
            for (to, wanted) in &states {
                let work = desk.work_mut().unwrap();
                let already = work.history.now() == *to;
                assert_eq!(work.travel(*to), if already { Err(Refusal::Nothing) } else { Ok(()) });
                assert_eq!(work.project(), wanted);
            }
            desk.travel(states[from].0);
        }
    }

    #[test]
    fn the_history_is_told_branch_by_branch() {
        let mut desk = desk();
        run(&mut desk, &["article.split", "role.headline", "edit.undo", "role.caption", "edit.undo"]);
        let told = told(desk.work().unwrap(), Lang::En);
        let lines: Vec<(&str, usize, bool)> = told.iter().map(|it| (it.words.as_str(), it.branch, it.done)).collect();
        assert_eq!(
            lines,
            [
                ("As it was opened", 0, true),
                ("Split here, line 2", 0, true),
                ("Caption, line 2", 1, false),
                ("Headline, line 2", 0, false),
            ]
        );
    }

    #[test]
    fn taking_a_tick_away_is_told_otherwise_than_setting_it() {
        let mut desk = desk();
        run(&mut desk, &["role.headline", "article.done", "article.done"]);
        let told = told(desk.work().unwrap(), Lang::En);
        let lines: Vec<&str> = told.iter().skip(2).map(|it| it.words.as_str()).collect();
        assert_eq!(lines, ["Article is done, line 2", "Article not done, line 2"]);
    }

    #[test]
    fn a_state_that_is_not_there_is_refused() {
        let mut desk = desk();
        run(&mut desk, &["article.split"]);
        let gone = desk.work().unwrap().history.now();
        let mut other = self::desk();
        assert_eq!(other.work_mut().unwrap().travel(gone), Err(Refusal::Gone));
    }
}

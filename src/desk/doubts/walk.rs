//! Going from doubt to doubt, answering them, and keeping the queue true to the project.

use super::leads::{jump_of, page_named};
use super::{Choice, Doubt, DoubtId, DoubtKind, Doubts, accept, alternatives, edit_of, touched};
use crate::desk::history::Change;
use crate::desk::proposing::PROPOSE;
use crate::desk::{CommandId, Refusal, Selection, StepId, Wake, Work};
use crate::model::{BlockId, Project, boundary_at};
use crate::text::{PageNo, Place};
use std::collections::BTreeSet;
use std::sync::mpsc::{Receiver, TryRecvError, channel};

/// Blocks up to which all doubts are counted at once: some milliseconds.
const AT_ONCE: usize = 5_000;
/// Bytes of text up to which jump lines are looked for at once: some milliseconds.
const READ_AT_ONCE: usize = 2_000_000;

/// The queue, as far as it is known.
pub(in crate::desk) enum Queue {
    /// It is what the project says.
    Ready(Doubts),
    /// The project changed too much; it is counted at the next [`Work::count_doubts`].
    Stale,
    /// It is being counted beside the window, as it was when that began; these blocks' doubts may have changed since.
    Counting(Receiver<Doubts>, BTreeSet<BlockId>),
}

impl Queue {
    /// Of a project that was just opened.
    pub(in crate::desk) fn of(project: &Project) -> Self {
        if is_small(project) { Self::Ready(Doubts::of(project)) } else { Self::Stale }
    }

    /// Takes in what an edit and its inverse changed.
    pub(in crate::desk) fn heed(&mut self, project: &Project, changes: [&Change; 2]) {
        let [edit, inverse] = changes.map(Change::few);
        let few = edit.zip(inverse).map(|(edit, inverse)| [edit, inverse]);
        match (&mut *self, few) {
            (Self::Ready(doubts), Some(edits)) => doubts.update(project, &touched(project, edits)),
            // The count goes on: begun anew with each edit it would never end while an editor works fast.
            (Self::Counting(_, since), Some(edits)) => since.extend(touched(project, edits)),
            (Self::Ready(_) | Self::Stale | Self::Counting(..), _) => *self = Self::of(project),
        }
        #[cfg(debug_assertions)]
        if let Self::Ready(doubts) = self
            && is_small(project)
        {
            debug_assert!(*doubts == Doubts::of(project), "an edit left the doubts behind");
        }
    }
}

fn is_small(project: &Project) -> bool {
    let text = || project.pages().iter().map(|page| page.text().len()).sum::<usize>();
    project.block_count() <= AT_ONCE && text() <= READ_AT_ONCE
}

impl Work {
    /// The queue of doubts; `None` while it is being counted.
    #[must_use]
    pub fn doubts(&self) -> Option<&Doubts> {
        match &self.queue {
            Queue::Ready(doubts) => Some(doubts),
            Queue::Stale | Queue::Counting(..) => None,
        }
    }

    /// Looks again at the doubts that a step, done or taken back just now, may have changed.
    pub(in crate::desk) fn doubt_again(&mut self, step: StepId) {
        // What was offered goes when anything else is done, but not for a page that was proposed meanwhile.
        if self.history.step(step).is_none_or(|step| step.command != PROPOSE) {
            self.decline();
        }
        let mut queue = std::mem::replace(&mut self.queue, Queue::Stale);
        if let Some(edits) = self.history.both_ways(step) {
            queue.heed(self.project(), edits);
        }
        self.queue = queue;
    }

    /// Has the doubts of a large project counted beside the window, and takes in the answer. Called in each frame.
    pub(in crate::desk) fn count_doubts(&mut self, wake: Option<&Wake>) {
        match &self.queue {
            Queue::Ready(_) => {}
            Queue::Stale => {
                let (project, wake) = (self.shared(), wake.cloned());
                let (sender, answer) = channel();
                std::thread::spawn(move || {
                    let doubts = Doubts::of(&project);
                    // Let go of before it is told: else the first edit would make a copy for nobody.
                    drop(project);
                    // The project may be closed: then nobody wants the answer.
                    drop(sender.send(doubts));
                    if let Some(wake) = wake {
                        wake();
                    }
                });
                self.queue = Queue::Counting(answer, BTreeSet::new());
            }
            Queue::Counting(answer, since) => match answer.try_recv() {
                Ok(mut doubts) => {
                    doubts.update(&self.project, since);
                    self.queue = Queue::Ready(doubts);
                }
                Err(TryRecvError::Empty) => {}
                Err(TryRecvError::Disconnected) => self.queue = Queue::Stale,
            },
        }
    }

    /// The doubt that is being asked; `None` before one is gone to, and once it is answered.
    #[must_use]
    pub fn doubt(&self) -> Option<&Doubt> {
        self.doubts()?.get(self.view.doubt.as_ref()?.id)
    }

    /// Goes to a doubt: it is asked now, and its place is selected.
    pub fn go_to_doubt(&mut self, id: DoubtId) {
        let Some(doubt) = self.doubts().and_then(|doubts| doubts.get(id)) else { return };
        self.view.doubt = Some(doubt.clone());
        let at = looked_at(self.project(), id);
        let boundary = [id.at.from, id.at.to].into_iter().find(|&place| boundary_at(self.project(), place).is_some());
        self.go_to(Selection { boundary, ..Selection::at(at) });
    }

    /// Goes to the doubt behind the one that was asked last, or before it; where none was, to the first of the page in view
    /// or of one behind it.
    ///
    /// # Errors
    /// [`Refusal::NoDoubt`] where nothing is in doubt.
    pub fn next_doubt(&mut self, forward: bool) -> Result<(), Refusal> {
        let doubts = self.doubts().ok_or(Refusal::NoDoubt)?;
        let next = match (&self.view.doubt, forward) {
            (Some(last), true) => doubts.after(last),
            (Some(last), false) => doubts.before(last),
            (None, _) => doubts.first(self.view.selection.page),
        };
        self.go_to_doubt(next.ok_or(Refusal::NoDoubt)?);
        Ok(())
    }

    /// Answers the doubt that is asked, by its default (`None`) or by one of its alternatives, from 0, and goes on to the
    /// next. Where none is asked yet, goes to the first; where its page is not in view, to the one that is asked: nothing is
    /// decided unseen.
    ///
    /// # Errors
    /// [`Refusal::NoDoubt`], [`Refusal::NoChoice`], or why it cannot be done.
    pub fn answer_doubt(&mut self, command: CommandId, alternative: Option<usize>) -> Result<(), Refusal> {
        let Some(doubt) = self.doubt().cloned() else {
            return if alternative.is_none() { self.next_doubt(true) } else { Err(Refusal::NoDoubt) };
        };
        if !asks_of(self.project(), &doubt, self.selection().page) {
            self.go_to_doubt(doubt.id);
            return Ok(());
        }
        let mut given = None;
        let edit = match alternative {
            None => accept(self.project(), &doubt)?,
            Some(nth) => {
                let choice: Choice = alternatives(self.project(), &doubt).get(nth).copied().ok_or(Refusal::NoChoice)?;
                if let Choice::Look(page) = choice {
                    // It is still asked: the editor looks, and comes back with the answer.
                    self.go_to(Selection::at(Place::new(page, 0)));
                    return Ok(());
                }
                if matches!(choice, Choice::Is { .. }) {
                    given = self.project().block(doubt.block).map(|block| block.role);
                }
                edit_of(self.project(), &doubt, choice)?
            }
        };
        self.apply(command, edit)?;
        match given {
            Some(was) => self.offer_alike(doubt.block, was),
            None if alternative.is_none() && doubt.id.kind == DoubtKind::Role => self.offer_to_confirm(doubt.block),
            None => {}
        }
        if self.next_doubt(true).is_err() {
            self.view.doubt = None;
        }
        self.view_settled();
        Ok(())
    }
}

/// True where a doubt asks of something on a page: its places, or the page that its jump line names, on which an editor
/// looks for the answer.
fn asks_of(project: &Project, doubt: &Doubt, page: PageNo) -> bool {
    let at = doubt.id.at;
    let named = || jump_of(project, at).and_then(|jump| page_named(project, &jump));
    at.from.page == page || at.to.page == page || (doubt.id.kind == DoubtKind::Jump && named() == Some(page))
}

/// The place that is selected where a doubt is gone to.
pub(super) fn looked_at(project: &Project, id: DoubtId) -> Place {
    match id.kind {
        DoubtKind::Seam | DoubtKind::End | DoubtKind::Gap => before(project, id.at.from),
        DoubtKind::Joint
        | DoubtKind::Break
        | DoubtKind::Start
        | DoubtKind::Caption
        | DoubtKind::Role
        | DoubtKind::Jump
        | DoubtKind::Misread => id.place(),
    }
}

/// The place of the last character before `end`.
pub(super) fn before(project: &Project, end: Place) -> Place {
    let text = project.page(end.page).and_then(|page| page.text().get(..end.pos.get())).unwrap_or_default();
    Place::new(end.page, end.pos.get() - text.chars().next_back().map_or(0, char::len_utf8))
}

#[cfg(test)]
mod tests {
    use super::super::tests::work;
    use super::*;

    #[test]
    fn what_is_done_while_doubts_are_counted_is_taken_in_at_the_end() {
        let mut work = work("甲甲，\n乙乙，\n丙丙。", "甲甲， 丙丙。;乙乙，", &["甲甲，>丙丙。 0.6"]);
        let (sender, answer) = channel();
        sender.send(Doubts::of(work.project())).unwrap();
        work.queue = Queue::Counting(answer, BTreeSet::new());
        let before = Doubts::of(work.project());
        let first = before.iter().next().unwrap().clone();
        let edit = accept(work.project(), &first).unwrap();
        work.apply(CommandId("doubt.accept"), edit).unwrap();
        assert!(work.doubts().is_none(), "they are still being counted");
        work.count_doubts(None);
        assert_ne!(work.doubts(), Some(&before));
        assert_eq!(work.doubts(), Some(&Doubts::of(work.project())));
    }
}

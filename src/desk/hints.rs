//! Three hints for the first minutes, each in the pane that it is about, gone for good once its thing was done or it was
//! sent away.

use super::{CommandId, Desk};

/// A hint.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Hint {
    /// Boundaries can be moved.
    Boundary,
    /// Fragments can be moved to another article.
    Fragment,
    /// Articles are ticked when they are right.
    Done,
}

impl Hint {
    /// All of them; of those in one pane, the first is shown first.
    pub const ALL: [Self; 3] = [Self::Boundary, Self::Fragment, Self::Done];

    /// Its name in the settings. Never renamed.
    #[must_use]
    pub fn name(self) -> &'static str {
        match self {
            Self::Boundary => "boundary",
            Self::Fragment => "fragment",
            Self::Done => "done",
        }
    }

    /// The commands that are what it hints at; the first has the key that it names.
    #[must_use]
    pub fn commands(self) -> &'static [&'static str] {
        match self {
            Self::Boundary => &["boundary.down", "boundary.up", "boundary.back", "boundary.forward"],
            Self::Fragment => &["fragment.move", "article.new", "article.merge"],
            Self::Done => &["article.done"],
        }
    }
}

impl Desk {
    /// The first of these hints that is still to be shown; none while there is nothing to do it on.
    #[must_use]
    pub fn hint(&self, among: &[Hint]) -> Option<Hint> {
        let work = self.work.as_ref()?;
        let project = work.project();
        let can = |hint: &Hint| match hint {
            Hint::Boundary | Hint::Fragment => project.order().len() > 1,
            Hint::Done => !project.order().is_empty(),
        };
        among.iter().copied().find(|hint| !self.prefs.hints_done.contains(hint.name()) && can(hint))
    }

    /// Sends a hint away for good.
    pub fn dismiss(&mut self, hint: Hint) {
        self.prefs.hints_done.insert(hint.name().to_owned());
    }

    /// Sends away the hint whose thing was the last step. Called in each frame.
    pub(crate) fn note_hints(&mut self) {
        let Some(work) = &self.work else { return };
        let now = work.history.now();
        if std::mem::replace(&mut self.noted, now) == now {
            return;
        }
        let Some(step) = work.history.step(now) else { return };
        let CommandId(command) = step.command;
        if let Some(hint) = Hint::ALL.into_iter().find(|hint| hint.commands().contains(&command))
            && !self.prefs.hints_done.contains(hint.name())
        {
            self.dismiss(hint);
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::desk::{COMMANDS, Lang, Sample};

    #[test]
    fn hints_name_commands_that_are_there_and_have_keys() {
        for hint in Hint::ALL {
            for id in hint.commands() {
                let command = COMMANDS.iter().find(|command| command.id.0 == *id);
                assert!(command.is_some_and(|command| !command.keys.is_empty()), "{id}");
            }
        }
    }

    #[test]
    fn a_hint_goes_for_good_by_doing_the_thing_or_when_sent_away() {
        let mut desk = Desk::new(Lang::Zh);
        assert_eq!(desk.hint(&Hint::ALL), None, "nothing is open");
        desk.open_sample(Sample::Chinese);
        desk.finish();
        desk.poll();
        assert_eq!(desk.hint(&Hint::ALL), Some(Hint::Boundary), "opening and proposing do no hint's thing");
        desk.dismiss(Hint::Boundary);
        assert_eq!(desk.hint(&Hint::ALL), Some(Hint::Fragment));
        desk.run(CommandId("go.next_article"));
        desk.run(CommandId("article.done"));
        desk.poll();
        assert!(desk.prefs.hints_done.contains(Hint::Done.name()));
        desk.run(CommandId("edit.undo"));
        desk.poll();
        assert_eq!(desk.hint(&[Hint::Done]), None, "undo brings the work back, not the hint");
        desk.run(CommandId("edit.redo"));
        desk.poll();
        desk.run(CommandId("help.hints"));
        desk.poll();
        assert_eq!(desk.hint(&[Hint::Done]), Some(Hint::Done), "what was done before counts no more");
        assert_eq!(desk.hint(&Hint::ALL), Some(Hint::Boundary));
    }
}

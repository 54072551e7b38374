//! What one line of a journal says.

use crate::desk::history::{Change, Manner};
use crate::desk::{CommandId, StepId, View};
use serde::{Deserialize, Serialize};
use std::path::PathBuf;
use std::time::{SystemTime, UNIX_EPOCH};

/// The version of journals. One of another version is left alone.
pub(super) const VERSION: u32 = 1;

/// The program that writes them.
pub(super) const PROGRAM: &str = concat!("newsmend ", env!("CARGO_PKG_VERSION"));

/// A line of a journal.
#[derive(Clone, Debug, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub(in crate::desk) enum Record {
    /// The first line: what the journal is of.
    Begin(Box<Begin>),
    /// A step behind the current state, which is the current state from now on.
    Step(Box<StepRecord>),
    /// What is selected and in view after the current step, where that was known only later.
    View(Box<View>),
    /// Undo, to the parent of the current state, or redo, to one of its children.
    Go {
        /// The state from now on.
        to: StepId,
        /// When, in milliseconds since 1970.
        at: u64,
    },
    /// A state is about to be saved.
    Saving {
        /// As which file.
        path: PathBuf,
        /// The checksum of the file when it is saved.
        sum: String,
        /// Which state.
        state: StepId,
        /// When, in milliseconds since 1970.
        at: u64,
    },
    /// What was selected and in view when the project was left: the last line of what is kept of it, and of no journal.
    Left(Box<View>),
}

impl Record {
    /// True for what tells that this state is saved in bytes with this checksum, as whichever file.
    pub(super) fn is_save_of(&self, state: StepId, sum: &str) -> bool {
        matches!(self, Self::Saving { sum: of, state: saved, .. } if of == sum && *saved == state)
    }
}

/// What a journal is of, and the state that it starts from.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub(in crate::desk) struct Begin {
    /// The version of journals that this is.
    pub(in crate::desk) version: u32,
    /// The program that wrote it.
    pub(in crate::desk) program: String,
    /// What the project is called where it has no file.
    pub(in crate::desk) name: String,
    /// The project's file.
    pub(in crate::desk) project: Option<PathBuf>,
    /// The dump that it was opened from.
    pub(in crate::desk) dump: Option<PathBuf>,
    /// The checksum of the file that holds the base; `None` where `text` is the base.
    pub(in crate::desk) sum: Option<String>,
    /// Which state the base is.
    pub(in crate::desk) state: StepId,
    /// The base itself, as a project file has it, where no file holds it.
    pub(in crate::desk) text: Option<String>,
}

/// A step, whole: a journal can begin in the middle of a history, so its inverse is kept, too.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub(in crate::desk) struct StepRecord {
    /// The state that it was made from.
    pub(in crate::desk) parent: StepId,
    /// Whether it is done and undone together with the step before it.
    #[serde(default)]
    pub(in crate::desk) joined: bool,
    /// Whether the program proposed it by itself. Journals of before do not say so: what they tell is undone as any step.
    #[serde(default)]
    pub(in crate::desk) automatic: bool,
    /// The command that made it.
    pub(in crate::desk) command: Named,
    /// When, in milliseconds since 1970.
    pub(in crate::desk) at: u64,
    /// What it did.
    pub(in crate::desk) edit: Change,
    /// What takes it back.
    pub(in crate::desk) inverse: Change,
    /// What was selected and in view before.
    pub(in crate::desk) before: View,
    /// What was selected and in view after.
    pub(in crate::desk) after: View,
}

impl StepRecord {
    /// How the step came about.
    pub(super) fn manner(&self) -> Manner {
        Manner { joined: self.joined, automatic: self.automatic }
    }
}

/// A command's id, read back as one that this program has.
#[derive(Clone, Copy, Debug, Serialize, Deserialize)]
#[serde(from = "String")]
pub(in crate::desk) struct Named(pub(in crate::desk) CommandId);

/// What steps are called whose command this program does not have: those of a newer version.
const UNKNOWN: CommandId = CommandId("step.unknown");

impl From<String> for Named {
    fn from(id: String) -> Self {
        Self(crate::desk::COMMANDS.iter().map(|command| command.id).find(|known| known.0 == id).unwrap_or(UNKNOWN))
    }
}

/// Now, in milliseconds since 1970; 0 for a clock that is set before that.
#[must_use]
pub fn now_millis() -> u64 {
    let since = SystemTime::now().duration_since(UNIX_EPOCH).unwrap_or_default();
    u64::try_from(since.as_millis()).unwrap_or(u64::MAX)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::Edit;

    #[test]
    fn a_step_tells_how_it_came_about_and_one_of_before_is_an_editors_own() {
        let nothing = || Change::from(Edit::All(Vec::new()));
        let step = StepRecord {
            parent: StepId::BEGINNING,
            joined: true,
            automatic: true,
            command: Named(CommandId("page.propose")),
            at: 0,
            edit: nothing(),
            inverse: nothing(),
            before: View::default(),
            after: View::default(),
        };
        let mut written = serde_json::to_value(&step).unwrap();
        let read = |written: &serde_json::Value| StepRecord::deserialize(written).unwrap().manner();
        assert_eq!(read(&written), Manner { joined: true, automatic: true });
        let fields = written.as_object_mut().unwrap();
        assert!(fields.remove("joined").is_some() && fields.remove("automatic").is_some());
        assert_eq!(read(&written), Manner::default());
    }
}

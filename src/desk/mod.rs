//! The desk: an open project, its history, its selection, its commands, and the work that runs beside it.
//!
//! Everything that an editor can do in the window exists here first and is tested without a screen. Knows no window: what
//! needs one (a file dialog, a choice) is an [`Ask`] that the window answers.

pub mod abreast;
pub mod acts;
pub mod alike;
mod caret;
pub mod commands;
pub mod compared;
pub mod doubts;
mod folds;
pub mod gestures;
mod hints;
mod history;
pub mod inspect;
mod jobs;
mod journal;
pub mod jumps;
mod keymap;
mod keys;
mod leaving;
pub mod models;
mod opening;
pub mod pages;
mod persist;
mod prefs;
mod proposing;
mod recovery;
mod report;
mod returning;
mod saving;
pub mod search;
mod selection;
mod steps;
pub mod training;
pub mod travel;
pub mod unweaving;
pub mod words;
mod work;

pub use crate::store::recent::Recent;
pub use crate::store::settings::{Palette, Settings, Theme};
pub use caret::CaretMove;
pub use commands::{COMMANDS, Command, CommandId, Menu, Outcome, command, matching};
pub use folds::Folds;
pub use gestures::Refusal;
pub use hints::Hint;
pub use history::{History, Step, StepId};
pub use jobs::{Job, JobKind, Wake};
pub use journal::{Health, Journal, now_millis};
pub use keymap::KeyMap;
pub use keys::{Caution, Chord, Key, NoChord};
pub use leaving::Next;
pub use opening::{OpenError, Opened, Sample, open, open_all};
pub use prefs::{Prefs, TEXT_POINTS, ZOOM_PERCENT};
pub use recovery::{Found, RecoverError};
pub use report::{
    Message, MessageKind, doubtful, empty_pages, explain_export, explain_open, explain_save, explain_store, file_name,
};
pub use saving::{ExportError, Extent, SaveError, export_project, save_project, with_ending};
pub use selection::{Selection, View};
pub use words::{Lang, Text};
pub use work::{Snap, Work};

use crate::model::{ArticleId, BlockId};
use crate::propose::weights::Model;
use crate::store::State;
use std::path::PathBuf;
use std::sync::Arc;

/// What a command needs from the window before it can go on.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Ask {
    /// Which file to open.
    Open,
    /// Which project to compare with.
    Compare,
    /// Where to save the project.
    SaveAs,
    /// Where to export so much; the format follows from the name's ending.
    Export(Extent),
    /// Which article the selected fragment goes to.
    MoveTo,
    /// Which article the selected article is merged into.
    MergeInto,
    /// Which line to go to.
    GoToLine,
    /// Which page to go to.
    GoToPage,
    /// Which command to run.
    Palette,
    /// Which article to go to.
    GoToArticle,
    /// Which article the selected paragraph goes to.
    MoveParagraph,
    /// Which article the selected text is a caption of.
    CaptionOf,
    /// What is to be said of the text that is missing behind a block.
    GapNote(BlockId),
    /// Where the columns of the selected lines part.
    Unweave,
    /// Shows or hides the history.
    History,
    /// Shows the keys.
    Keys,
    /// The new text of a block.
    Correct(BlockId),
    /// Which encoding the dump has.
    Encoding,
    /// Shows the settings.
    Settings {
        /// The leaf with the keys, not that with the looks.
        keys: bool,
    },
    /// Gives the keyboard to the pane behind the one that has it, or before it.
    Pane {
        /// Behind it.
        forward: bool,
    },
    /// Says what the program is.
    About,
    /// What becomes of changes that are not saved before this takes the place of what is on the desk.
    Leave(Next),
    /// What becomes of unsaved work that was found.
    Recover,
    /// What becomes of a project whose file another program changed.
    Conflict,
    /// Which earlier state to open.
    Earlier,
}

/// The desk. See the module's head.
#[derive(Default)]
pub struct Desk {
    /// The open project.
    pub work: Option<Work>,
    /// The language of the interface.
    pub lang: Lang,
    /// The colours.
    pub theme: Theme,
    /// What else the user chose: sizes, palette, keys.
    pub prefs: Prefs,
    /// Files opened lately, the last first.
    pub recent: Recent,
    /// What happened last, shown at the bottom.
    pub message: Option<Message>,
    /// What projects that are opened here are proposed with; `None` for what ships with the program.
    pub model: Option<Arc<Model>>,
    /// Pages that are being proposed.
    run: Option<proposing::Run>,
    /// The find panel.
    pub finder: search::Finder,
    /// Where journals are kept; `None` keeps none.
    state: Option<State>,
    /// Unsaved work that was found and that nobody has decided about.
    found: Vec<Found>,
    /// A save that failed and is tried again.
    retry: Option<persist::Retry>,
    /// The project's file, where another program changed it: what is to become of that.
    conflict: Option<PathBuf>,
    /// The state whose changes the editor gave up: something else is to take its place.
    given_up: Option<StepId>,
    /// Whether the inspector is shown.
    pub inspector: bool,
    /// The state of the history that was looked at for hints.
    noted: StepId,
    /// Projects that left the desk, until it is kept how.
    gone: Vec<journal::Leaving>,
    /// Work that is under way.
    jobs: Vec<Job>,
    /// Called when a job has an answer, so that the window draws a frame.
    wake: Option<jobs::Wake>,
}

impl Desk {
    /// An empty desk: the welcome screen.
    #[must_use]
    pub fn new(lang: Lang) -> Self {
        Self { lang, ..Self::default() }
    }

    /// The open project.
    ///
    /// # Errors
    /// [`Refusal::NoProject`].
    pub fn work(&self) -> Result<&Work, Refusal> {
        self.work.as_ref().ok_or(Refusal::NoProject)
    }

    /// The open project, to be changed.
    ///
    /// # Errors
    /// [`Refusal::NoProject`].
    pub fn work_mut(&mut self) -> Result<&mut Work, Refusal> {
        self.work.as_mut().ok_or(Refusal::NoProject)
    }

    /// Runs a command by its id, as the menu, a key or the palette does. A refusal is shown as a message.
    pub fn run(&mut self, id: CommandId) -> Option<Ask> {
        let command = command(id)?;
        self.clear_hint();
        match (command.when)(self).and_then(|()| (command.run)(self)) {
            Ok(Outcome::Done) => None,
            Ok(Outcome::Ask(ask)) => Some(ask),
            Err(refusal) => {
                self.refuse(refusal);
                None
            }
        }
    }

    /// Applies what a gesture of the mouse made, under the id of the command that does the same by key.
    pub fn gesture(
        &mut self,
        id: CommandId,
        make: impl FnOnce(&crate::model::Project) -> Result<crate::model::Edit, Refusal>,
    ) -> bool {
        self.clear_hint();
        let Some(work) = &mut self.work else { return false };
        match make(work.project()).and_then(|edit| work.apply(id, edit)) {
            Ok(()) => true,
            Err(refusal) => {
                self.refuse(refusal);
                false
            }
        }
    }

    /// Takes a hint away, since something else is done now; an error stays until it is dismissed or put right.
    pub fn clear_hint(&mut self) {
        if self.message.as_ref().is_some_and(|message| message.kind == MessageKind::Hint) {
            self.message = None;
        }
    }

    /// Shows why something was not done.
    pub fn refuse(&mut self, refusal: Refusal) {
        self.message = Some(Message::hint(words::refusal(refusal).get(self.lang)));
    }

    /// The number and the headline of an article, as lists show it.
    #[must_use]
    pub fn article_title(&self, id: ArticleId) -> String {
        self.work.as_ref().map(|work| work.article_title(id, self.lang)).unwrap_or_default()
    }
}

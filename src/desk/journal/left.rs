//! How a project is left where nothing of it is unsaved, and what it comes back to.
//!
//! Of a journal that is not needed any more its records are kept, behind a first line that names the saved file as their
//! base and before a last one that says what was in view. That is no journal: it lies in a folder of its own
//! ([`crate::store::left`]), tells of nothing unsaved, and is never written to. It holds for the very file that was left,
//! known by its checksum. Whatever else is found is as good as nothing and taken away: the project opens without it.

use super::record::{Begin, PROGRAM, Record, VERSION};
use super::tale::Tale;
use super::writer::line;
use crate::desk::{StepId, View};
use crate::store::journal::to_bytes;
use crate::store::lock::ProjectLock;
use crate::store::{State, StoreError, left};
use std::path::{Path, PathBuf};

/// How a project is left.
pub(in crate::desk) struct Left {
    /// Its file.
    pub(in crate::desk) project: PathBuf,
    /// The checksum of the file.
    pub(in crate::desk) sum: String,
    /// The state that the file has, which is the present one.
    pub(in crate::desk) state: StepId,
    /// What is selected and in view.
    pub(in crate::desk) view: View,
    /// Its lock, held until this is kept: whoever opens the project then finds it so.
    pub(in crate::desk) lock: Option<ProjectLock>,
}

impl Left {
    /// Keeps it, with the history that `records` tell where that is short enough, and else the view alone.
    ///
    /// # Errors
    /// Where it cannot be written.
    pub(in crate::desk) fn keep(&self, state: &State, records: &[Record]) -> Result<(), StoreError> {
        let mut bytes = self.bytes(records)?;
        if bytes.len() as u64 > left::EACH {
            bytes = self.bytes(&[])?;
        }
        left::keep(state, &self.project, &bytes)
    }

    fn bytes(&self, records: &[Record]) -> Result<Vec<u8>, StoreError> {
        let begin = Record::Begin(Box::new(Begin {
            version: VERSION,
            program: PROGRAM.to_owned(),
            name: String::new(),
            project: Some(self.project.clone()),
            dump: None,
            sum: Some(self.sum.clone()),
            // Without a history the file is where the next one begins.
            state: if records.is_empty() { StepId::BEGINNING } else { self.state },
            text: None,
        }));
        let view = Record::Left(Box::new(self.view.clone()));
        let lines = [&begin].into_iter().chain(records).chain([&view]).map(line);
        Ok(to_bytes(lines.collect::<Result<Vec<_>, _>>()?))
    }
}

/// How the project at `project` was left, where its file still has this checksum.
pub(in crate::desk) fn was_left(state: &State, project: &Path, sum: &str) -> Option<Box<Tale>> {
    let bytes = left::read(state, project)?;
    let tale = Tale::of(&bytes).ok().filter(|tale| is_of(tale, sum));
    if tale.is_none() {
        left::forget(state, project);
    }
    tale.map(Box::new)
}

/// True for what is whole and leads to the file with this checksum.
fn is_of(tale: &Tale, sum: &str) -> bool {
    !tale.lines.is_torn
        && matches!(tale.records.last(), Some(Record::Left(_)))
        && tale.begin.sum.as_deref() == Some(sum)
        && tale.begin.state == tale.history.now()
}

#[cfg(test)]
mod tests {
    use super::*;

    /// What is kept of a project with these records, found by the checksum `sum`.
    fn kept(records: &[Record], sum: &str) -> Option<Box<Tale>> {
        let folder = tempfile::tempdir().unwrap();
        let (state, project) = (State::at(&folder.path().join("state")), folder.path().join("a.newsmend.json"));
        let view = View { cards_offset: 7.5, ..View::default() };
        let left = Left { project: project.clone(), sum: "one".to_owned(), state: StepId::BEGINNING, view, lock: None };
        left.keep(&state, records).unwrap();
        let tale = was_left(&state, &project, sum);
        assert_eq!(std::fs::read_dir(state.left()).unwrap().count(), usize::from(tale.is_some()));
        tale
    }

    /// A record of so many bytes, about.
    fn record(bytes: usize) -> Record {
        Record::Saving { path: PathBuf::from("x".repeat(bytes)), sum: String::new(), state: StepId::BEGINNING, at: 0 }
    }

    #[test]
    fn what_was_left_is_known_by_the_checksum_of_the_file() {
        let tale = kept(&[record(1), record(2)], "one").unwrap();
        assert_eq!((tale.records.len(), tale.view.cards_offset.to_bits()), (4, 7.5_f32.to_bits()));
        assert!(kept(&[record(1)], "two").is_none(), "and taken away where that is another");
    }

    #[test]
    fn of_a_history_that_is_too_long_the_view_is_left() {
        let records = vec![record(1 << 20); 9];
        assert!(records.len() << 20 > usize::try_from(left::EACH).unwrap());
        let tale = kept(&records, "one").unwrap();
        assert_eq!((tale.records.len(), tale.view.cards_offset.to_bits()), (2, 7.5_f32.to_bits()));
    }
}

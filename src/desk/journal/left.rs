//! How a project is left, and what it comes back to.
//!
//! Of a journal that is not needed any more its records are kept, behind a first line that names the saved file as their
//! base and before a last one that says what was in view. What was done since the file was saved, and thrown away, is not
//! among them. That is no journal: it lies in a folder of its own ([`crate::store::left`]), tells of nothing unsaved, and is
//! never written to. It holds for the very file that was left, known by its checksum wherever the file lies by then. What is
//! broken is as good as nothing and taken away, what a newer program wrote is left to it: the project opens without it.

use super::record::{Begin, PROGRAM, Record, VERSION};
use super::tale::{Mute, Tale};
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
    /// The state that the file has.
    pub(in crate::desk) state: StepId,
    /// What is selected and in view.
    pub(in crate::desk) view: View,
    /// Its lock, held until this is kept: whoever opens the project then finds it so.
    pub(in crate::desk) lock: Option<ProjectLock>,
}

impl Left {
    /// Keeps it, with the history that `records` tell up to the saved state where that is short enough, and else the view
    /// alone.
    ///
    /// # Errors
    /// Where it cannot be written.
    pub(in crate::desk) fn keep(&self, state: &State, records: &[Record]) -> Result<(), StoreError> {
        let mut bytes = self.bytes(self.saved_of(records))?;
        if bytes.len() as u64 > left::EACH {
            bytes = self.bytes(&[])?;
        }
        left::keep(state, &self.project, &self.sum, &bytes)
    }

    /// Those of the records that lead to the saved state: all of them where it is the present one, and else those that there
    /// were when it was saved. Where nothing tells when that was, it was before all of them, or when it was first reached.
    fn saved_of<'r>(&self, records: &'r [Record]) -> &'r [Record] {
        let (mut now, mut newest) = (StepId::BEGINNING, StepId::BEGINNING);
        // How many records lead to it, each time.
        let mut leading: Vec<usize> = (self.state == now).then_some(0).into_iter().collect();
        for (nth, record) in records.iter().enumerate() {
            match record {
                Record::Step(_) => {
                    newest = newest.following();
                    now = newest;
                }
                Record::Go { to, .. } => now = *to,
                Record::Begin(_) | Record::View(_) | Record::Saving { .. } | Record::Left(_) => {}
            }
            if self.state == now {
                leading.push(nth + 1);
            }
        }
        let save = records.iter().rposition(|record| record.is_save_of(self.state, &self.sum));
        let end = match save {
            _ if leading.last() == Some(&records.len()) => Some(records.len()),
            // What was done while it was being saved may stand before the record of that.
            Some(save) => leading.iter().rev().find(|&&end| end <= save + 1).copied(),
            None => leading.first().copied(),
        };
        records.get(..end.unwrap_or_default()).unwrap_or_default()
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

/// How the project at `project` was left, or a file that was moved there since or is the same, by its checksum.
pub(in crate::desk) fn was_left(state: &State, project: &Path, sum: &str) -> Option<Box<Tale>> {
    left::find(state, project, sum).iter().find_map(|path| match Tale::of(&left::read(path)?) {
        Ok(tale) if is_of(&tale, sum) => Some(Box::new(tale)),
        Err(Mute::Newer) => None,
        Ok(_) | Err(Mute::Nothing) => {
            left::forget(path);
            None
        }
    })
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
    use crate::desk::CommandId;
    use crate::desk::history::Change;
    use crate::desk::journal::record::{Named, StepRecord};
    use crate::model::Edit;

    /// What is kept of a project with these records, found by the checksum `sum`.
    fn kept(records: &[Record], sum: &str) -> Option<Box<Tale>> {
        let folder = tempfile::tempdir().unwrap();
        let (state, project) = (State::at(&folder.path().join("state")), folder.path().join("a.newsmend.json"));
        let view = View { cards_offset: 7.5, ..View::default() };
        let left = Left { project: project.clone(), sum: "one".to_owned(), state: StepId::BEGINNING, view, lock: None };
        left.keep(&state, records).unwrap();
        let tale = was_left(&state, &project, sum);
        assert_eq!(std::fs::read_dir(state.left()).unwrap().count(), 1);
        tale
    }

    #[test]
    fn what_a_newer_program_left_is_passed_over_and_stays() {
        let folder = tempfile::tempdir().unwrap();
        let (state, project) = (State::at(&folder.path().join("state")), folder.path().join("a.newsmend.json"));
        let version = VERSION + 1;
        let begin = serde_json::json!({"begin": {"version": version, "program": "newsmend", "name": "", "state": 0}});
        let bytes = to_bytes([begin.to_string()]);
        left::keep(&state, &project, "one", &bytes).unwrap();
        let other = folder.path().join("b.newsmend.json");
        for path in [&project, &other] {
            assert!(was_left(&state, path, "one").is_none());
        }
        let kept = left::find(&state, &project, "one");
        assert_eq!(kept.iter().map(|path| std::fs::read(path).unwrap()).collect::<Vec<_>>(), [bytes]);
        // What this program left of a file like that is found all the same.
        let view = View { cards_offset: 7.5, ..View::default() };
        let left =
            Left { project: other, sum: "one".to_owned(), state: StepId::BEGINNING, view: view.clone(), lock: None };
        left.keep(&state, &[]).unwrap();
        assert_eq!(was_left(&state, &project, "one").map(|tale| tale.view), Some(view));
    }

    /// A record of so many bytes, about.
    fn record(bytes: usize) -> Record {
        Record::Saving { path: PathBuf::from("x".repeat(bytes)), sum: String::new(), state: StepId::BEGINNING, at: 0 }
    }

    #[test]
    fn what_was_left_is_known_by_the_checksum_of_the_file() {
        let tale = kept(&[record(1), record(2)], "one").unwrap();
        assert_eq!((tale.records.len(), tale.view.cards_offset.to_bits()), (4, 7.5_f32.to_bits()));
        assert!(kept(&[record(1)], "two").is_none(), "another file has another past");
    }

    fn state(nth: usize) -> StepId {
        serde_json::from_value(nth.into()).unwrap()
    }

    /// Records as they are told: `+` a step, `<1` undo or redo to state 1, `S1` state 1 is saved.
    fn told(told: &str) -> Vec<Record> {
        let (mut now, mut steps) = (0, 0);
        let record = |word: &str| {
            let (kind, of) = word.split_at(1);
            match kind {
                "+" => {
                    let parent = state(now);
                    steps += 1;
                    now = steps;
                    let nothing = || Change::from(Edit::All(Vec::new()));
                    Record::Step(Box::new(StepRecord {
                        parent,
                        joined: false,
                        automatic: false,
                        command: Named(CommandId("role.note")),
                        at: 0,
                        edit: nothing(),
                        inverse: nothing(),
                        before: View::default(),
                        after: View::default(),
                    }))
                }
                "<" => {
                    now = of.parse().unwrap();
                    Record::Go { to: state(now), at: 0 }
                }
                _ => {
                    let saved = state(of.parse().unwrap());
                    Record::Saving { path: PathBuf::from("a"), sum: format!("sum{of}"), state: saved, at: 0 }
                }
            }
        };
        told.split(' ').map(record).collect()
    }

    #[test]
    fn what_was_thrown_away_is_not_kept_and_what_was_saved_is() {
        for (name, records, saved, kept) in [
            ("a step behind the save", "+ + S2 +", 2, "+ + S2"),
            ("back before it, and another way", "+ + S2 <1 + +", 2, "+ + S2"),
            ("back and forth again", "+ + S2 + <2 <1", 2, "+ + S2"),
            ("branches that were there", "+ + <1 + S3 +", 3, "+ + <1 + S3"),
            ("a step while it was saved", "+ + S1 +", 1, "+"),
            ("the last of several saves", "+ S1 + S2 + S3 + S4 <3", 4, "+ S1 + S2 + S3 + S4"),
            ("an older state, saved again", "+ + S2 <1 S1 + +", 1, "+ + S2 <1 S1"),
            ("the beginning", "+ <0 S0 +", 0, "+ <0 S0"),
            ("nothing is unsaved", "+ S1 + <1", 1, "+ S1 + <1"),
            ("saved before all this", "+ +", 0, ""),
            ("saved nobody knows when", "+ + <1 + +", 1, "+"),
        ] {
            let (records, sum) = (told(records), format!("sum{saved}"));
            let left =
                Left { project: PathBuf::from("a"), sum, state: state(saved), view: View::default(), lock: None };
            let wanted = kept.split_whitespace().count();
            assert_eq!(left.saved_of(&records).len(), wanted, "{name}");
        }
    }

    #[test]
    fn of_a_history_that_is_too_long_the_view_is_left() {
        let records = vec![record(1 << 20); 9];
        assert!(records.len() << 20 > usize::try_from(left::EACH).unwrap());
        let tale = kept(&records, "one").unwrap();
        assert_eq!((tale.records.len(), tale.view.cards_offset.to_bits()), (2, 7.5_f32.to_bits()));
    }
}

//! What a journal tells: a history, where in it the project is, and which of its states were saved.

use super::record::{Begin, Record, StepRecord, VERSION};
use crate::desk::{History, StepId, View};
use crate::store::journal::{Lines, read};
use std::path::PathBuf;

/// A state that a file has, or had.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(in crate::desk) struct Save {
    /// Which file.
    pub(in crate::desk) path: PathBuf,
    /// The checksum of the file then.
    pub(in crate::desk) sum: String,
    /// Which state.
    pub(in crate::desk) state: StepId,
}

/// A journal, read.
pub(in crate::desk) struct Tale {
    /// Its first record.
    pub(in crate::desk) begin: Begin,
    /// All its records.
    pub(in crate::desk) records: Vec<Record>,
    /// The history. Its edits were not tried on a project yet.
    pub(in crate::desk) history: History,
    /// When each step was made, in milliseconds since 1970.
    pub(in crate::desk) times: Vec<u64>,
    /// What was in view when the last thing was done.
    pub(in crate::desk) view: View,
    /// What was saved, oldest first; the base is the first where a file holds it.
    pub(in crate::desk) saves: Vec<Save>,
    /// Its lines, for going on with it.
    pub(in crate::desk) lines: Lines,
}

/// Why a file tells nothing.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(in crate::desk) enum Mute {
    /// It is no journal, or not even its first line is whole: nothing can be lost with it.
    Nothing,
    /// A newer program wrote it.
    Newer,
}

impl Tale {
    /// Reads a journal. A record that cannot follow the one before ends the tale there.
    pub(in crate::desk) fn of(bytes: &[u8]) -> Result<Self, Mute> {
        let mut lines = read(bytes);
        let first = lines.records.first().ok_or(Mute::Nothing)?;
        let begin = match serde_json::from_str(first) {
            Ok(Record::Begin(begin)) => *begin,
            Ok(_) => return Err(Mute::Nothing),
            // The line is whole, so that a program wrote it that says more than this one knows.
            Err(_) => return Err(Mute::Newer),
        };
        if begin.version > VERSION {
            return Err(Mute::Newer);
        }
        let saved = begin.sum.clone().zip(begin.project.clone());
        let saves = saved.map(|(sum, path)| Save { path, sum, state: begin.state }).into_iter().collect();
        let mut tale = Self {
            records: vec![Record::Begin(Box::new(begin.clone()))],
            begin,
            history: History::default(),
            times: Vec::new(),
            view: View::default(),
            saves,
            lines: lines.clone(),
        };
        for line in lines.records.drain(1..) {
            let Ok(record) = serde_json::from_str(&line) else { break };
            if !tale.take(&record) {
                break;
            }
            tale.records.push(record);
        }
        tale.lines.truncate(tale.records.len());
        Ok(tale)
    }

    fn take(&mut self, record: &Record) -> bool {
        match record {
            Record::Begin(_) => false,
            Record::Step(step) => {
                let StepRecord { parent, command, at, edit, inverse, before, after, .. } = &**step;
                if *parent != self.history.now() {
                    return false;
                }
                self.history.push(edit.clone(), inverse.clone(), command.0, before.clone(), step.manner());
                self.history.set_after(after.clone());
                self.times.push(*at);
                self.view = after.clone();
                true
            }
            Record::View(view) => {
                self.view = (**view).clone();
                self.history.set_after(self.view.clone());
                true
            }
            // The history is none of it: what a step led to stays.
            Record::Left(view) => {
                self.view = (**view).clone();
                true
            }
            Record::Go { to, .. } => {
                let from = self.history.now();
                if !self.history.visit(*to) {
                    return false;
                }
                let back = self.history.step(from).filter(|step| step.parent == *to).map(|step| &step.before);
                if let Some(view) = back.or_else(|| self.history.step(*to).map(|step| &step.after)) {
                    self.view = view.clone();
                }
                true
            }
            Record::Saving { path, sum, state, .. } => {
                let known = *state == StepId::BEGINNING || self.history.step(*state).is_some();
                if known {
                    self.saves.push(Save { path: path.clone(), sum: sum.clone(), state: *state });
                }
                known
            }
        }
    }
}

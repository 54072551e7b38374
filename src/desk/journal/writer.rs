//! The journal's thread: takes records, writes them, forces them to the disk, and tries again where it cannot.
//!
//! It keeps every record that it was given, so that a journal whose file or folder is gone is made again whole, and one whose
//! folder is not to be written goes to the folder for journals without a project. What waits is never thrown away.

use super::left::Left;
use super::record::{Begin, PROGRAM, Record, VERSION, now_millis};
use super::tale::Tale;
use super::{Health, Subject};
use crate::desk::{StepId, Wake};
use crate::model::{Page, Project};
use crate::store::journal::{self, JournalFile};
use crate::store::state::make_folder;
use crate::store::{State, StoreError, left, project_file};
use std::path::{Path, PathBuf};
use std::sync::mpsc::{Receiver, RecvTimeoutError, Sender, TryRecvError};
use std::sync::{Arc, Mutex, PoisonError};
use std::time::Duration;

/// How long until what could not be written is tried again.
const AGAIN: Duration = Duration::from_secs(2);

/// How many journals of one project may be left for later.
const MOST: usize = 99;

/// The state that a journal's steps lead on from.
pub(in crate::desk) enum Base {
    /// The project file has it, with this checksum.
    File(String),
    /// It is these pages with nothing done to them.
    Pages(Vec<Arc<Page>>),
    /// It is this project file.
    Text(String),
}

/// What the thread is told.
pub(super) enum Order {
    /// Something was done.
    Record(Record),
    /// A state is about to be saved; answers when that is on the disk, or cannot be.
    Saving { path: PathBuf, sum: String, state: StepId, ack: Sender<()> },
    /// A state was saved.
    Saved { path: PathBuf, sum: String, state: StepId },
    /// Answers when all that came before was tried to be written.
    Settle(Sender<()>),
    /// The project was opened again as it was left in this state, with this history.
    Again { records: Vec<Record>, state: StepId },
    /// The project is left, and what is not saved was given up: how is kept, and the journal is not needed any more.
    Leave(Box<Left>),
    /// The journal is not needed any more.
    Remove,
}

/// The thread's end. See the module's head.
pub(super) struct Writer {
    state: State,
    subject: Subject,
    /// Which state the base is.
    base_state: StepId,
    /// All that was recorded, without the first line.
    records: Vec<Record>,
    /// All of them led to the saved file when the project was opened: no journal is needed before another one comes.
    idle: bool,
    /// How many of them the file has.
    written: usize,
    file: Option<JournalFile>,
    /// The file before this one, until this one is there.
    old: Option<JournalFile>,
    health: Arc<Mutex<Health>>,
    wake: Option<Wake>,
}

impl Writer {
    pub(super) fn new(state: State, subject: Subject, wake: Option<Wake>) -> Self {
        Self {
            state,
            subject,
            base_state: StepId::BEGINNING,
            records: Vec::new(),
            idle: false,
            written: 0,
            file: None,
            old: None,
            health: Arc::default(),
            wake,
        }
    }

    /// Goes on with the journal at `found`. Where its file cannot be written to, the records go into another.
    pub(super) fn resume(state: State, found: &Path, tale: Tale, wake: Option<Wake>) -> Self {
        let Tale { begin, mut records, lines, .. } = tale;
        records.remove(0);
        let base = match (begin.sum, begin.text) {
            (Some(sum), _) => Base::File(sum),
            (None, text) => Base::Text(text.unwrap_or_default()),
        };
        let subject = Subject { name: begin.name, project: begin.project, dump: begin.dump, base };
        let file = match JournalFile::resume(found, &lines) {
            Ok(file) => Some(file),
            Err(error) => {
                log::warn!("the journal goes on in another file: {error}");
                None
            }
        };
        let written = if file.is_some() { records.len() } else { 0 };
        Self { base_state: begin.state, records, written, file, ..Self::new(state, subject, wake) }
    }

    pub(super) fn health(&self) -> Arc<Mutex<Health>> {
        self.health.clone()
    }

    /// Works until the desk's end is dropped, or says that the journal can go.
    pub(super) fn run(mut self, inbox: &Receiver<Order>) {
        loop {
            let first = if self.is_behind() {
                match inbox.recv_timeout(AGAIN) {
                    Ok(order) => Some(order),
                    Err(RecvTimeoutError::Timeout) => None,
                    Err(RecvTimeoutError::Disconnected) => break,
                }
            } else {
                let Ok(order) = inbox.recv() else { break };
                Some(order)
            };
            let mut acks = Vec::new();
            let mut next = first;
            // All that waits is written at once.
            loop {
                match next {
                    Some(Order::Record(record)) => {
                        self.idle = false;
                        self.records.push(record);
                    }
                    Some(Order::Saving { path, sum, state, ack }) => {
                        // A journal that holds nothing yet needs no such line: its base is the file that a crash leaves. One
                        // that has only what the project was opened with does: that is kept up to what was saved last.
                        if !self.records.is_empty() {
                            self.records.push(Record::Saving { path, sum, state, at: now_millis() });
                        }
                        acks.push(ack);
                    }
                    Some(Order::Saved { path, sum, state }) => self.saved(path, sum, state),
                    Some(Order::Settle(ack)) => acks.push(ack),
                    Some(Order::Again { records, state }) => {
                        (self.records, self.base_state, self.idle) = (self.as_own(records, state), state, true);
                    }
                    Some(Order::Leave(left)) => {
                        self.leave(&left);
                        // Only now may another window have the project.
                        return drop(left.lock);
                    }
                    Some(Order::Remove) => return self.remove(),
                    None => {}
                }
                match inbox.try_recv() {
                    Ok(order) => next = Some(order),
                    Err(TryRecvError::Empty | TryRecvError::Disconnected) => break,
                }
            }
            self.write();
            for ack in acks {
                if ack.send(()).is_err() {
                    log::debug!("nobody waits for the journal any more");
                }
            }
        }
    }

    /// The records of how a project was left in a state, as this one's: its file may have been moved since, or is a copy of
    /// that one, and what was saved before is not to be sought where it lay then. The last of them says that the file has that
    /// state, so that all of them are kept where what is done next is thrown away.
    fn as_own(&self, mut records: Vec<Record>, state: StepId) -> Vec<Record> {
        let (Some(own), Base::File(sum)) = (&self.subject.project, &self.subject.base) else { return records };
        for record in &mut records {
            if let Record::Saving { path, .. } = record {
                path.clone_from(own);
            }
        }
        if records.last().is_some_and(|last| !last.is_save_of(state, sum)) {
            records.push(Record::Saving { path: own.clone(), sum: sum.clone(), state, at: now_millis() });
        }
        records
    }

    /// From now on the journal is that of the file at `path`.
    fn saved(&mut self, path: PathBuf, sum: String, state: StepId) {
        let (needed, moved) = (self.is_needed(), self.subject.project.as_ref() != Some(&path));
        if needed && !moved {
            return;
        }
        // What was saved as another file before is that file's.
        self.records.retain(|record| !matches!(record, Record::Saving { path: of, .. } if *of != path));
        (self.subject.base, self.base_state) = (Base::File(sum), state);
        self.subject.project = Some(path);
        if needed {
            self.old = self.file.take().or_else(|| self.old.take());
            self.written = 0;
        }
    }

    /// Something was done since the project was opened.
    fn is_needed(&self) -> bool {
        !self.records.is_empty() && !self.idle
    }

    fn is_behind(&self) -> bool {
        self.is_needed() && (self.file.is_none() || self.written < self.records.len())
    }

    fn write(&mut self) {
        let gone = self.file.as_ref().is_some_and(|file| !file.is_there());
        if gone {
            // Its folder may be back under another file, or away: it is made again whole.
            self.file = None;
            self.written = 0;
        }
        let result = if self.is_behind() { self.catch_up() } else { Ok(()) };
        let problem = result.err().map(Arc::new);
        if let Some(problem) = &problem {
            log::warn!("the journal waits: {problem}");
        }
        let mut health = self.health.lock().unwrap_or_else(PoisonError::into_inner);
        let changed = health.problem.is_some() != problem.is_some();
        health.problem = problem;
        drop(health);
        if let Some(wake) = self.wake.as_ref().filter(|_| changed) {
            wake();
        }
    }

    fn catch_up(&mut self) -> Result<(), StoreError> {
        match &mut self.file {
            Some(file) => {
                let waiting = self.records.get(self.written..).unwrap_or_default();
                file.append(waiting.iter().map(line).collect::<Result<Vec<_>, _>>()?)?;
            }
            None => {
                let file = self.create()?;
                if let Err(error) = self.state.point_to(file.path()) {
                    log::warn!("the journal is found only beside its project: {error}");
                }
                self.file = Some(file);
                if let Some(old) = self.old.take() {
                    self.state.forget(old.path());
                    old.remove();
                }
            }
        }
        self.written = self.records.len();
        Ok(())
    }

    /// Makes the journal anew, with all its records: beside the project, or where that is not possible, in the folder for
    /// journals without a project.
    fn create(&self) -> Result<JournalFile, StoreError> {
        let (sum, text) = match &self.subject.base {
            Base::File(sum) => (Some(sum.clone()), None),
            Base::Pages(pages) => (None, Some(project_file::to_bytes(&Project::new(pages.clone())))),
            Base::Text(text) => (None, Some(text.clone().into_bytes())),
        };
        let begin = Record::Begin(Box::new(Begin {
            version: VERSION,
            program: PROGRAM.to_owned(),
            name: self.subject.name.clone(),
            project: self.subject.project.clone(),
            dump: self.subject.dump.clone(),
            sum,
            state: self.base_state,
            text: text.map(|text| String::from_utf8_lossy(&text).into_owned()),
        }));
        let mut lines = vec![line(&begin)?];
        for record in &self.records {
            lines.push(line(record)?);
        }
        let aside = |lines: Vec<String>| {
            make_folder(&self.state.journals())?;
            let stamp = format!("{}-{}", now_millis(), std::process::id());
            JournalFile::create(&self.state.journals().join(format!("{stamp}{}", journal::ENDING)), lines)
        };
        let beside = self
            .subject
            .project
            .as_ref()
            .and_then(|project| (1..=MOST).map(|n| journal::beside(project, n)).find(|path| !path.exists()));
        match beside.map(|path| JournalFile::create(&path, lines.iter().cloned())) {
            Some(Ok(file)) => Ok(file),
            Some(Err(error)) => aside(lines).map_err(|second| {
                log::warn!("no journal in the folder of journals either: {second}");
                error
            }),
            None => aside(lines),
        }
    }

    /// Keeps how the project is left, and takes the journal away.
    fn leave(&mut self, left: &Left) {
        // A journal that is to move, since the project was just saved as another file, is not there before this.
        self.write();
        let records: &[Record] = if self.is_short() { &self.records } else { &[] };
        if let Err(error) = left.keep(&self.state, records) {
            log::warn!("how {} was left is not kept: {error}", left.project.display());
        }
        self.remove();
    }

    /// Whether the history may be short enough to be kept: closing does not wait for one of a million lines to be written
    /// once more only to find that it is not.
    fn is_short(&self) -> bool {
        self.idle || self.file.as_ref().is_some_and(|file| file.size() <= left::EACH)
    }

    fn remove(&mut self) {
        for file in [self.file.take(), self.old.take()].into_iter().flatten() {
            self.state.forget(file.path());
            file.remove();
        }
    }
}

/// A record as a line.
pub(super) fn line(record: &Record) -> Result<String, StoreError> {
    serde_json::to_string(record)
        .map_err(|source| StoreError::Io { path: PathBuf::from("journal"), source: source.into() })
}

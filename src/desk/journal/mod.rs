//! The journal of an open project: each gesture is on the disk before the next one is made.
//!
//! A [`Journal`] is the desk's end of it. It hands each [`Record`] over a channel and returns; serialising, writing and
//! forcing to the disk are done by a thread of its own ([`writer`]), so that a gesture waits for no disk. Edits are shared,
//! not copied; where a step is kept as two states, that thread makes out the edit between them. What a journal holds, and
//! how a project is made of it again, is in [`tale`] and [`super::recovery`]; what is kept of it when the project is left,
//! in [`left`].

mod left;
mod record;
pub(super) mod tale;
mod writer;

pub(super) use left::{Left, was_left};
pub use record::now_millis;
pub(super) use record::{Named, Record, StepRecord};
pub(super) use writer::Base;

use super::{StepId, Wake};
use crate::model::Page;
use crate::store::{State, StoreError};
use std::path::{Path, PathBuf};
use std::sync::mpsc::{Receiver, Sender, channel};
use std::sync::{Arc, Mutex, PoisonError};
use std::time::Duration;
use writer::{Order, Writer};

/// How long closing waits for a journal to be written, or to be taken away: a disk that takes longer is not waited for.
const PATIENCE: Duration = Duration::from_secs(3);

/// How a journal fares.
#[derive(Clone, Debug, Default)]
pub struct Health {
    /// Why what was done last is not on the disk; it is tried again.
    pub problem: Option<Arc<StoreError>>,
}

/// What a journal is of.
pub(super) struct Subject {
    /// What the project is called where it has no file.
    pub(super) name: String,
    /// Its file, once it has one.
    pub(super) project: Option<PathBuf>,
    /// The dump that it was opened from.
    pub(super) dump: Option<PathBuf>,
    /// The state that the journal's steps lead on from.
    pub(super) base: Base,
}

/// The desk's end of a journal.
pub struct Journal {
    orders: Option<Sender<Order>>,
    health: Arc<Mutex<Health>>,
    /// Answers when the thread has ended.
    ended: Receiver<()>,
}

impl Journal {
    /// Begins a journal. Nothing is written before the first record.
    pub(super) fn begin(state: &State, subject: Subject, wake: Option<Wake>) -> Self {
        Self::start(Writer::new(state.clone(), subject, wake))
    }

    /// Goes on with a journal that a project was brought back from.
    pub(super) fn resume(state: &State, found: &Path, tale: tale::Tale, wake: Option<Wake>) -> Self {
        Self::start(Writer::resume(state.clone(), found, tale, wake))
    }

    fn start(writer: Writer) -> Self {
        let health = writer.health();
        let (orders, inbox) = channel();
        let (end, ended) = channel();
        std::thread::spawn(move || {
            writer.run(&inbox);
            if end.send(()).is_err() {
                log::debug!("nobody waits for the journal to end");
            }
        });
        Self { orders: Some(orders), health, ended }
    }

    fn send(&self, order: Order) {
        // The thread ends only when this end is dropped or says so; were it gone, the project could still be saved.
        if let Some(Err(error)) = self.orders.as_ref().map(|orders| orders.send(order)) {
            log::error!("the journal's thread is gone: {error}");
        }
    }

    /// Hands a record over.
    pub(super) fn record(&self, record: Record) {
        self.send(Order::Record(record));
    }

    /// What tells it of a save, on the thread that saves.
    pub(super) fn saving(&self) -> Saving {
        Saving { orders: self.orders.clone() }
    }

    /// The state `state` was saved as `path`, whose bytes have this checksum: from now on the journal lies beside it.
    pub(super) fn saved(&self, path: &Path, sum: &str, state: StepId) {
        self.send(Order::Saved { path: path.to_owned(), sum: sum.to_owned(), state });
    }

    /// How it fares. Never waits for the disk.
    #[must_use]
    pub fn health(&self) -> Health {
        self.health.lock().unwrap_or_else(PoisonError::into_inner).clone()
    }

    /// Waits until all that was handed over has been tried to be written: for tests, and before closing.
    pub fn settle(&self) {
        let (ack, done) = channel();
        self.send(Order::Settle(ack));
        if done.recv_timeout(PATIENCE).is_err() {
            log::warn!("the disk takes long over the journal");
        }
    }

    /// The project was opened as it was left: its history goes before what is recorded from now on.
    pub(super) fn again(&self, tale: tale::Tale) {
        let told = tale.records.into_iter().skip(1);
        let records = told.filter(|record| !matches!(record, Record::Left(_))).collect();
        self.send(Order::Again { records, state: tale.begin.state });
    }

    /// Keeps how the project is left, up to what is saved, and takes the journal away, beside the window.
    pub(super) fn leave(self, left: Left) -> Leaving {
        self.end(Order::Leave(Box::new(left)))
    }

    /// Takes the journal away, beside the window: nothing in it is needed any more.
    pub(super) fn remove(self) -> Leaving {
        self.end(Order::Remove)
    }

    fn end(mut self, order: Order) -> Leaving {
        self.send(order);
        self.orders = None;
        let (_, nobody) = channel();
        Leaving { ended: std::mem::replace(&mut self.ended, nobody) }
    }

    fn wait(&mut self) {
        self.orders = None;
        if self.ended.recv_timeout(PATIENCE).is_err() {
            log::warn!("the disk takes long over the journal");
        }
    }
}

/// What is not written yet is written before the program goes on to end.
impl Drop for Journal {
    fn drop(&mut self) {
        if self.orders.is_some() {
            self.wait();
        }
    }
}

/// A journal that is being taken away.
pub(super) struct Leaving {
    ended: Receiver<()>,
}

impl Leaving {
    /// Waits until it is away, before the program ends.
    pub(super) fn wait(&self) {
        if self.ended.recv_timeout(PATIENCE).is_err() {
            log::warn!("the disk takes long over the journal");
        }
    }
}

/// Tells a journal that a project is about to be saved. See [`Journal::saving`].
pub(super) struct Saving {
    orders: Option<Sender<Order>>,
}

impl Saving {
    /// The state `state` is about to be saved as `path`, in bytes with this checksum. Returns when the journal has it, so
    /// that whichever file a crash leaves, the old one or the new one, the journal knows which state it is.
    pub(super) fn announce(&self, path: &Path, sum: &str, state: StepId) {
        let (ack, done) = channel();
        let order = Order::Saving { path: path.to_owned(), sum: sum.to_owned(), state, ack };
        if self.orders.as_ref().is_some_and(|orders| orders.send(order).is_ok()) && done.recv_timeout(PATIENCE).is_err()
        {
            log::warn!("the journal was not told of the save: the disk takes long");
        }
    }
}

/// The base of a project that was opened from a dump: its pages, with nothing done to them.
pub(super) fn base_of_dump(pages: &[Arc<Page>]) -> Base {
    Base::Pages(pages.to_vec())
}

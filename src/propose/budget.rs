//! What long work is given: a way to be told to stop, and a way to tell how far it is.

use std::sync::Arc;
use std::sync::atomic::{AtomicBool, AtomicUsize, Ordering};

/// Tells long work to stop. Clones share one flag. Counted in steps and flags, never in time, so that results do not
/// depend on the clock.
#[derive(Clone, Debug, Default)]
pub struct Budget {
    cancelled: Arc<AtomicBool>,
}

/// The work was told to stop; nothing was changed.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
#[error("cancelled")]
pub struct Cancelled;

impl Budget {
    /// Tells the work to stop at its next step.
    pub fn cancel(&self) {
        self.cancelled.store(true, Ordering::Relaxed);
    }

    /// Called by the work every so often: at least every few milliseconds.
    ///
    /// # Errors
    /// [`Cancelled`] once [`Budget::cancel`] was called.
    pub fn step(&self) -> Result<(), Cancelled> {
        if self.cancelled.load(Ordering::Relaxed) { Err(Cancelled) } else { Ok(()) }
    }
}

/// How far long work is: steps done of steps known. Clones share the counters.
#[derive(Clone, Debug, Default)]
pub struct Progress {
    counters: Arc<(AtomicUsize, AtomicUsize)>,
}

impl Progress {
    /// Says how many steps there are in all.
    pub fn expect(&self, steps: usize) {
        self.counters.1.store(steps, Ordering::Relaxed);
    }

    /// Says that `steps` more are done.
    pub fn advance(&self, steps: usize) {
        self.counters.0.fetch_add(steps, Ordering::Relaxed);
    }

    /// The part done, in 0..1; `None` while the number of steps is unknown.
    #[must_use]
    #[expect(clippy::cast_precision_loss, reason = "a bar needs no more than three digits")]
    pub fn part(&self) -> Option<f32> {
        let (done, known) = (self.counters.0.load(Ordering::Relaxed), self.counters.1.load(Ordering::Relaxed));
        (known > 0).then(|| (done as f32 / known as f32).min(1.0))
    }
}

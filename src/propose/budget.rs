//! What long work is given: a way to be told to stop, and a way to tell how far it is.

use std::sync::Arc;
use std::sync::atomic::{AtomicBool, AtomicUsize, Ordering};

/// Items that are walked through between two steps: at a microsecond each, a quarter of a millisecond.
const STRIDE: usize = 256;
/// Items that are sorted between two steps: about two milliseconds.
const RUN: usize = 1 << 14;

/// Tells long work to stop. Clones share one flag. Counted in steps and flags, never in time, so that results do not
/// depend on the clock.
#[derive(Clone, Debug, Default)]
pub struct Budget {
    cancelled: Arc<AtomicBool>,
    /// Counts the steps, and tells the work to stop behind as many as it holds.
    #[cfg(test)]
    steps: Option<(Arc<AtomicUsize>, usize)>,
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
        #[cfg(test)]
        if let Some((done, most)) = &self.steps
            && done.fetch_add(1, Ordering::Relaxed) >= *most
        {
            return Err(Cancelled);
        }
        if self.cancelled.load(Ordering::Relaxed) { Err(Cancelled) } else { Ok(()) }
    }

    /// A step once in a few hundred items; `index` counts them.
    pub(super) fn step_at(&self, index: usize) -> Result<(), Cancelled> {
        if index.is_multiple_of(STRIDE) { self.step() } else { Ok(()) }
    }

    /// `items` in order, with steps in between; n·log n as any sort.
    pub(super) fn sort<T: Ord + Copy>(&self, mut items: Vec<T>) -> Result<Vec<T>, Cancelled> {
        for run in items.chunks_mut(RUN) {
            self.step()?;
            run.sort_unstable();
        }
        let mut merged: Vec<T> = Vec::with_capacity(if items.len() > RUN { items.len() } else { 0 });
        let mut length = RUN;
        while length < items.len() {
            for pair in items.chunks(2 * length) {
                let (left, right) = pair.split_at(length.min(pair.len()));
                let (mut left, mut right) = (left.iter().peekable(), right.iter().peekable());
                while let Some(item) = match (left.peek(), right.peek()) {
                    (Some(a), Some(b)) if b < a => right.next(),
                    (Some(_), _) => left.next(),
                    (None, _) => right.next(),
                } {
                    if merged.len().is_multiple_of(RUN) {
                        self.step()?;
                    }
                    merged.push(*item);
                }
            }
            std::mem::swap(&mut items, &mut merged);
            merged.clear();
            length *= 2;
        }
        Ok(items)
    }

    /// Stops behind `most` steps, and tells how many were made.
    #[cfg(test)]
    pub(super) fn of_steps(most: usize) -> (Self, Arc<AtomicUsize>) {
        let done = Arc::new(AtomicUsize::new(0));
        (Self { steps: Some((Arc::clone(&done), most)), ..Self::default() }, done)
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

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn sorts_as_any_sort_does() {
        for count in [0, 1, 2, RUN, RUN + 1, 5 * RUN + 7] {
            // The multiplier of a linear congruential generator mixes the order well enough.
            let items: Vec<usize> = (0..count).map(|item| item.wrapping_mul(1_664_525) % 10_007).collect();
            let mut wanted = items.clone();
            wanted.sort_unstable();
            assert_eq!(Budget::default().sort(items), Ok(wanted), "{count}");
        }
    }
}

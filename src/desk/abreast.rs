//! Work on many things at the same time, on several threads, with the answers in the order of the things.

use std::ops::ControlFlow;
use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::mpsc::sync_channel;
use std::thread;

/// Processors that work may use where nothing else is to be done.
#[must_use]
pub fn processors() -> usize {
    thread::available_parallelism().map_or(1, usize::from)
}

/// Calls `read` for each of `items` on so many `threads`, and `take` on this one, with the answers in their order, until it
/// breaks. A thread holds one answer that was not taken at the most, so memory is bounded by the threads, however slowly
/// answers are taken.
pub fn in_order<'i, I: Sync, T: Send>(
    items: &'i [I],
    threads: usize,
    read: impl Fn(&'i I) -> T + Sync,
    mut take: impl FnMut(T) -> ControlFlow<()>,
) {
    let threads = threads.min(items.len());
    if threads < 2 {
        for item in items {
            if take(read(item)).is_break() {
                break;
            }
        }
        return;
    }
    let stopped = AtomicBool::new(false);
    thread::scope(|scope| {
        let (read, stopped) = (&read, &stopped);
        let answers: Vec<_> = (0..threads)
            .map(|first| {
                // With no room in the channel, an answer waits in its thread until it is taken.
                let (sender, answers) = sync_channel(0);
                scope.spawn(move || {
                    for item in items.iter().skip(first).step_by(threads) {
                        if stopped.load(Ordering::Relaxed) || sender.send(read(item)).is_err() {
                            return;
                        }
                    }
                });
                answers
            })
            .collect();
        for receiver in answers.iter().cycle().take(items.len()) {
            // A thread that broke off panicked, and the scope hands its panic on.
            let Ok(answer) = receiver.recv() else { break };
            if take(answer).is_break() {
                break;
            }
        }
        stopped.store(true, Ordering::Relaxed);
        // What waits to be taken waits no longer.
        drop(answers);
    });
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::sync::Mutex;

    #[test]
    fn answers_come_in_their_order_and_each_once() {
        for (count, threads) in [(0, 3), (1, 3), (2, 1), (50, 3), (7, 50)] {
            let (read, mut taken) = (Mutex::new(Vec::new()), Vec::new());
            let wanted: Vec<usize> = (0..count).collect();
            in_order(
                &wanted,
                threads,
                |&number| {
                    // The earlier, the slower.
                    thread::sleep(std::time::Duration::from_micros(((count - number) * 20) as u64));
                    read.lock().unwrap().push(number);
                    number * 2
                },
                |answer| {
                    taken.push(answer / 2);
                    ControlFlow::Continue(())
                },
            );
            let mut read = read.into_inner().unwrap();
            read.sort_unstable();
            assert_eq!((&read, &taken), (&wanted, &wanted), "{count} on {threads}");
        }
    }

    #[test]
    fn nothing_is_begun_once_it_was_broken_off() {
        let read = Mutex::new(0);
        in_order(
            &(0..1_000).collect::<Vec<usize>>(),
            4,
            |&number| {
                *read.lock().unwrap() += 1;
                number
            },
            |answer| if answer == 2 { ControlFlow::Break(()) } else { ControlFlow::Continue(()) },
        );
        assert!(read.into_inner().unwrap() <= 3 + 2 * 4);
    }

    #[test]
    fn a_thread_that_breaks_off_breaks_all_off() {
        let read = |&number: &usize| if number == 3 { panic!("broken") } else { number };
        let all: Vec<usize> = (0..10).collect();
        let panicked = std::panic::catch_unwind(|| in_order(&all, 2, read, |_| ControlFlow::Continue(())));
        assert!(panicked.is_err());
    }
}

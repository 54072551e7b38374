//! The seam at which tests make the disk fail. In the program itself it is nothing.
//!
//! Whoever writes a file asks before each step whether it fails. A test plans a [`Fault`] at a [`Step`] of its own thread.

use std::fs::File;
use std::io::{self, Write as _};

/// A step of writing a file.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Step {
    /// Making the new file.
    Create,
    /// Giving it the old one's mode.
    Mode,
    /// Writing its bytes.
    Write,
    /// Forcing them to the disk.
    Sync,
    /// Giving it the old one's name.
    Rename,
    /// Forcing the name to the disk.
    SyncFolder,
}

/// What goes wrong.
#[cfg(test)]
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Fault {
    /// The system says so, and nothing is done.
    Refused(io::ErrorKind),
    /// Half of the bytes are written, and then the system says so.
    Short(io::ErrorKind),
    /// The program is killed: nothing is tidied up any more.
    Killed,
}

#[cfg(test)]
thread_local! {
    static PLAN: std::cell::Cell<Option<(Step, Fault)>> = const { std::cell::Cell::new(None) };
}

/// Plans a fault on this thread, or none.
#[cfg(test)]
pub(super) fn plan(fault: Option<(Step, Fault)>) {
    PLAN.set(fault);
}

#[cfg(test)]
fn planned(step: Step) -> Option<Fault> {
    PLAN.get().filter(|(at, _)| *at == step).map(|(_, fault)| fault)
}

/// True where a test's program is killed at this step.
#[cfg(test)]
pub(super) fn is_killed() -> bool {
    PLAN.get().is_some_and(|(_, fault)| fault == Fault::Killed)
}

/// Fails where a test wants this step to fail.
#[cfg(test)]
pub(super) fn step(step: Step) -> io::Result<()> {
    match planned(step) {
        Some(Fault::Refused(kind) | Fault::Short(kind)) => Err(kind.into()),
        Some(Fault::Killed) => Err(io::ErrorKind::Interrupted.into()),
        None => Ok(()),
    }
}

/// Fails where a test wants this step to fail.
#[cfg(not(test))]
#[expect(clippy::unnecessary_wraps, reason = "tests make it fail")]
#[inline]
pub(super) fn step(_step: Step) -> io::Result<()> {
    Ok(())
}

/// Writes `bytes`, or as much of them as a test lets through.
pub(super) fn write_all(file: &mut File, bytes: &[u8]) -> io::Result<()> {
    #[cfg(test)]
    if matches!(planned(Step::Write), Some(Fault::Short(_) | Fault::Killed)) {
        file.write_all(&bytes[..bytes.len() / 2])?;
    }
    step(Step::Write)?;
    file.write_all(bytes)
}

//! Finding.

use super::super::{Desk, Outcome, Refusal};

/// Something is looked for, and there is a project.
pub(crate) fn can(desk: &Desk) -> Result<(), Refusal> {
    desk.work()?;
    if desk.finder.query.text.trim().is_empty() { Err(Refusal::NoQuery) } else { Ok(()) }
}

pub(crate) fn open(desk: &mut Desk) -> Result<Outcome, Refusal> {
    desk.open_finder(false)?;
    Ok(Outcome::Done)
}

pub(crate) fn replace(desk: &mut Desk) -> Result<Outcome, Refusal> {
    desk.open_finder(true)?;
    Ok(Outcome::Done)
}

/// The preview is shown, and something in it is ticked or could be.
pub(crate) fn can_replace(desk: &Desk) -> Result<(), Refusal> {
    can(desk)?;
    let found = desk.work()?.found.as_ref().filter(|_| desk.finder.replacing);
    if found.is_some_and(|results| !results.found.hits.is_empty()) { Ok(()) } else { Err(Refusal::NotFound) }
}

pub(crate) fn replace_all(desk: &mut Desk) -> Result<Outcome, Refusal> {
    desk.replace_ticked()?;
    Ok(Outcome::Done)
}

/// Ticks the selected match, or takes its tick away.
pub(crate) fn tick(desk: &mut Desk) -> Result<Outcome, Refusal> {
    let work = desk.work()?;
    let results = work.found.as_ref().ok_or(Refusal::NotFound)?;
    let at = results.current(work.project(), work.selection()).ok_or(Refusal::NotFound)?;
    let key = results.found.hits.get(at).ok_or(Refusal::NotFound)?.key();
    if !desk.finder.unticked.remove(&key) {
        desk.finder.unticked.insert(key);
    }
    Ok(Outcome::Done)
}

/// Something is being looked for, or replaced.
pub(crate) fn under_way(desk: &Desk) -> Result<(), Refusal> {
    desk.work()?;
    desk.finder.progress().map(drop).ok_or(Refusal::Idle)
}

/// Stops looking, or replacing: then nothing is replaced.
pub(crate) fn stop(desk: &mut Desk) -> Result<Outcome, Refusal> {
    desk.finder.cancel();
    Ok(Outcome::Done)
}

pub(crate) fn next(desk: &mut Desk) -> Result<Outcome, Refusal> {
    desk.find_next(true)?;
    Ok(Outcome::Done)
}

pub(crate) fn previous(desk: &mut Desk) -> Result<Outcome, Refusal> {
    desk.find_next(false)?;
    Ok(Outcome::Done)
}

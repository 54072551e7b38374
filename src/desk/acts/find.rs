//! Finding.

use super::super::{Desk, Outcome, Refusal};

/// Something is looked for, and there is a project.
pub(crate) fn can(desk: &Desk) -> Result<(), Refusal> {
    desk.work()?;
    if desk.finder.query.text.trim().is_empty() { Err(Refusal::NoQuery) } else { Ok(()) }
}

pub(crate) fn open(desk: &mut Desk) -> Result<Outcome, Refusal> {
    desk.open_finder()?;
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

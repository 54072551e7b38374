//! Undo, redo, the palette.

use super::super::{Ask, Desk, Outcome, Refusal, StepId};

/// Something was done.
pub(crate) fn can_undo(desk: &Desk) -> Result<(), Refusal> {
    if desk.work()?.history.now() == StepId::BEGINNING { Err(Refusal::NoUndo) } else { Ok(()) }
}

/// Something was undone.
pub(crate) fn can_redo(desk: &Desk) -> Result<(), Refusal> {
    desk.work()?.history.next().map(drop).ok_or(Refusal::NoRedo)
}

pub(crate) fn undo(desk: &mut Desk) -> Result<Outcome, Refusal> {
    desk.work_mut()?.undo()?;
    Ok(Outcome::Done)
}

pub(crate) fn redo(desk: &mut Desk) -> Result<Outcome, Refusal> {
    desk.work_mut()?.redo()?;
    Ok(Outcome::Done)
}

pub(crate) fn palette(_: &mut Desk) -> Result<Outcome, Refusal> {
    Ok(Outcome::Ask(Ask::Palette))
}

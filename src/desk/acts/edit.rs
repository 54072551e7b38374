//! Undo, redo, the palette.

use super::super::{Ask, Desk, Outcome, Refusal};

/// Something was done, and what was done last is not what the program proposed by itself.
pub(crate) fn can_undo(desk: &Desk) -> Result<(), Refusal> {
    match desk.work()?.history.to_undo() {
        None => Err(Refusal::NoUndo),
        Some(step) if step.automatic => Err(Refusal::OwnProposal),
        Some(_) => Ok(()),
    }
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

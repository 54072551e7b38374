//! Going from doubt to doubt.

use super::super::{CommandId, Desk, Outcome, Refusal};

/// Something is in doubt.
pub(crate) fn any(desk: &Desk) -> Result<(), Refusal> {
    let doubts = desk.work()?.doubts().filter(|doubts| !doubts.is_empty());
    doubts.map(drop).ok_or(Refusal::NoDoubt)
}

/// A doubt is being asked.
pub(crate) fn asked(desk: &Desk) -> Result<(), Refusal> {
    desk.work()?.doubt().map(drop).ok_or(Refusal::NoDoubt)
}

pub(crate) fn accept(desk: &mut Desk) -> Result<Outcome, Refusal> {
    answer(desk, "doubt.accept", None)
}

pub(crate) fn first(desk: &mut Desk) -> Result<Outcome, Refusal> {
    answer(desk, "doubt.first", Some(0))
}

pub(crate) fn second(desk: &mut Desk) -> Result<Outcome, Refusal> {
    answer(desk, "doubt.second", Some(1))
}

pub(crate) fn third(desk: &mut Desk) -> Result<Outcome, Refusal> {
    answer(desk, "doubt.third", Some(2))
}

fn answer(desk: &mut Desk, command: &'static str, alternative: Option<usize>) -> Result<Outcome, Refusal> {
    desk.work_mut()?.answer_doubt(CommandId(command), alternative)?;
    Ok(Outcome::Done)
}

pub(crate) fn next(desk: &mut Desk) -> Result<Outcome, Refusal> {
    desk.work_mut()?.next_doubt(true)?;
    Ok(Outcome::Done)
}

pub(crate) fn previous(desk: &mut Desk) -> Result<Outcome, Refusal> {
    desk.work_mut()?.next_doubt(false)?;
    Ok(Outcome::Done)
}

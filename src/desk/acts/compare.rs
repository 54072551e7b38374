//! Going through what another editor's project has otherwise.

use super::super::{Ask, Desk, Message, Outcome, Refusal, words};
use crate::text::Place;

pub(crate) fn with(_: &mut Desk) -> Result<Outcome, Refusal> {
    Ok(Outcome::Ask(Ask::Compare))
}

/// The project is compared with another.
pub(crate) fn compared(desk: &Desk) -> Result<(), Refusal> {
    desk.work()?.compared().map(drop).ok_or(Refusal::NoDifference)
}

/// Something is otherwise.
pub(crate) fn any(desk: &Desk) -> Result<(), Refusal> {
    let compared = desk.work()?.compared().filter(|compared| !compared.differences().is_empty());
    compared.map(drop).ok_or(Refusal::NoDifference)
}

/// A difference was gone to.
pub(crate) fn shown(desk: &Desk) -> Result<(), Refusal> {
    current(desk).map(drop)
}

fn current(desk: &Desk) -> Result<Place, Refusal> {
    let (_, difference) = desk.work()?.compared().and_then(|it| it.current()).ok_or(Refusal::NoDifference)?;
    Ok(difference.at)
}

pub(crate) fn next(desk: &mut Desk) -> Result<Outcome, Refusal> {
    desk.work_mut()?.next_difference(true)?;
    Ok(Outcome::Done)
}

pub(crate) fn previous(desk: &mut Desk) -> Result<Outcome, Refusal> {
    desk.work_mut()?.next_difference(false)?;
    Ok(Outcome::Done)
}

/// Takes the current difference over, and goes to the next.
pub(crate) fn take(desk: &mut Desk) -> Result<Outcome, Refusal> {
    let at = current(desk)?;
    desk.work_mut()?.take_difference(at)?;
    go_on(desk)
}

/// Keeps what stands here, and goes to the next difference.
pub(crate) fn keep(desk: &mut Desk) -> Result<Outcome, Refusal> {
    let at = current(desk)?;
    desk.work_mut()?.keep_difference(at)?;
    go_on(desk)
}

fn go_on(desk: &mut Desk) -> Result<Outcome, Refusal> {
    match desk.work_mut()?.next_difference(true) {
        // It was the last.
        Ok(()) | Err(Refusal::NoDifference) => Ok(Outcome::Done),
        Err(refusal) => Err(refusal),
    }
}

pub(crate) fn take_all(desk: &mut Desk) -> Result<Outcome, Refusal> {
    let taken = desk.work_mut()?.take_all_differences()?;
    desk.message = Some(Message::with_undo(&words::taken_over(desk.lang, taken)));
    Ok(Outcome::Done)
}

/// Closes the list of differences.
pub(crate) fn close(desk: &mut Desk) -> Result<Outcome, Refusal> {
    desk.work_mut()?.stop_comparing();
    Ok(Outcome::Done)
}

//! Opening, saving, exporting, proposing.

use super::super::{Ask, Desk, Extent, Next, Outcome, Refusal, Sample};

/// Can always be done.
pub(crate) fn always(_: &Desk) -> Result<(), Refusal> {
    Ok(())
}

/// Needs an open project.
pub(crate) fn project(desk: &Desk) -> Result<(), Refusal> {
    desk.work().map(drop)
}

/// Needs that nothing else is under way.
pub(crate) fn idle(desk: &Desk) -> Result<(), Refusal> {
    if desk.job().is_some() { Err(Refusal::Busy) } else { Ok(()) }
}

/// Needs an open project and that nothing else is under way.
pub(crate) fn idle_project(desk: &Desk) -> Result<(), Refusal> {
    project(desk).and_then(|()| idle(desk))
}

/// Needs a project that was opened from a dump since the program started.
pub(crate) fn dump(desk: &Desk) -> Result<(), Refusal> {
    if desk.work()?.dump.is_some() { idle(desk) } else { Err(Refusal::Gone) }
}

/// Needs that articles are being proposed.
pub(crate) fn proposing(desk: &Desk) -> Result<(), Refusal> {
    desk.work()?;
    desk.proposal().map(drop)
}

/// Stops the proposal, as soon as it can be. Pages that have theirs by then keep it.
pub(crate) fn cancel_proposal(desk: &mut Desk) -> Result<Outcome, Refusal> {
    desk.proposal()?.cancel();
    Ok(Outcome::Done)
}

pub(crate) fn open(desk: &mut Desk) -> Result<Outcome, Refusal> {
    Ok(replacing(desk, Ask::Open, Next::Chosen))
}

/// Asks for what takes the place of the project; first what becomes of changes that would be lost.
fn replacing(desk: &Desk, ask: Ask, next: Next) -> Outcome {
    Outcome::Ask(if desk.may_replace().is_ok() { ask } else { Ask::Leave(next) })
}

pub(crate) fn sample_zh(desk: &mut Desk) -> Result<Outcome, Refusal> {
    Ok(sample(desk, Sample::Chinese))
}

pub(crate) fn sample_en(desk: &mut Desk) -> Result<Outcome, Refusal> {
    Ok(sample(desk, Sample::English))
}

fn sample(desk: &mut Desk, sample: Sample) -> Outcome {
    if desk.may_replace().is_err() {
        return Outcome::Ask(Ask::Leave(Next::Sample(sample)));
    }
    desk.open_sample(sample);
    Outcome::Done
}

pub(crate) fn save(desk: &mut Desk) -> Result<Outcome, Refusal> {
    match desk.work()?.file.clone() {
        Some(file) => {
            desk.save(file);
            Ok(Outcome::Done)
        }
        None => Ok(Outcome::Ask(Ask::SaveAs)),
    }
}

/// Needs that another window has the project.
pub(crate) fn looking(desk: &Desk) -> Result<(), Refusal> {
    if desk.work()?.held_by().is_none() { Err(Refusal::Nothing) } else { idle(desk) }
}

/// Needs a project with a file.
pub(crate) fn has_file(desk: &Desk) -> Result<(), Refusal> {
    if desk.work()?.file.is_some() { idle(desk) } else { Err(Refusal::NoFile) }
}

pub(crate) fn earlier(desk: &mut Desk) -> Result<Outcome, Refusal> {
    Ok(replacing(desk, Ask::Earlier, Next::Earlier))
}

pub(crate) fn take_over(desk: &mut Desk) -> Result<Outcome, Refusal> {
    desk.take_over()?;
    Ok(Outcome::Done)
}

/// Needs a project that may be saved over its file.
pub(crate) fn savable(desk: &Desk) -> Result<(), Refusal> {
    desk.work()?.may_edit()
}

pub(crate) fn save_as(_: &mut Desk) -> Result<Outcome, Refusal> {
    Ok(Outcome::Ask(Ask::SaveAs))
}

pub(crate) fn export(_: &mut Desk) -> Result<Outcome, Refusal> {
    Ok(Outcome::Ask(Ask::Export(Extent::All)))
}

pub(crate) fn export_page(desk: &mut Desk) -> Result<Outcome, Refusal> {
    Ok(Outcome::Ask(Ask::Export(Extent::Page(desk.work()?.selection().page))))
}

pub(crate) fn export_article(desk: &mut Desk) -> Result<Outcome, Refusal> {
    Ok(Outcome::Ask(Ask::Export(Extent::Article(desk.work()?.selected_article()?))))
}

pub(crate) fn propose(desk: &mut Desk) -> Result<Outcome, Refusal> {
    desk.propose_page()?;
    Ok(Outcome::Done)
}

pub(crate) fn propose_all(desk: &mut Desk) -> Result<Outcome, Refusal> {
    desk.propose()?;
    Ok(Outcome::Done)
}

pub(crate) fn encoding(desk: &mut Desk) -> Result<Outcome, Refusal> {
    Ok(replacing(desk, Ask::Encoding, Next::Encoding))
}

/// What is found is offered as at the start. Looking replaces nothing; bringing back does, and asks then.
pub(crate) fn recover(desk: &mut Desk) -> Result<Outcome, Refusal> {
    desk.look_for_unsaved_now();
    Ok(Outcome::Done)
}

pub(crate) fn quit(_: &mut Desk) -> Result<Outcome, Refusal> {
    Ok(Outcome::Ask(Ask::Leave(Next::Close)))
}

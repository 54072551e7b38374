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

/// Needs that nothing would be lost if something else took the place of the project, and that nothing else is under way.
pub(crate) fn idle_replaceable(desk: &Desk) -> Result<(), Refusal> {
    idle(desk).and_then(|()| desk.may_replace())
}

/// Needs that nothing else is under way.
pub(crate) fn idle(desk: &Desk) -> Result<(), Refusal> {
    if desk.job().is_some() { Err(Refusal::Busy) } else { Ok(()) }
}

/// Needs an open project and that nothing else is under way.
pub(crate) fn idle_project(desk: &Desk) -> Result<(), Refusal> {
    project(desk).and_then(|()| idle(desk))
}

/// Needs a project that was opened from a dump since the program started, and is not changed.
pub(crate) fn dump(desk: &Desk) -> Result<(), Refusal> {
    let work = desk.work()?;
    if work.dump.is_some() { idle_replaceable(desk) } else { Err(Refusal::Gone) }
}

pub(crate) fn open(desk: &mut Desk) -> Result<Outcome, Refusal> {
    Ok(Outcome::Ask(if desk.may_replace().is_ok() { Ask::Open } else { Ask::Leave(Next::Chosen) }))
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
    if desk.work()?.file.is_some() { idle_replaceable(desk) } else { Err(Refusal::NoFile) }
}

pub(crate) fn earlier(_: &mut Desk) -> Result<Outcome, Refusal> {
    Ok(Outcome::Ask(Ask::Earlier))
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

pub(crate) fn encoding(_: &mut Desk) -> Result<Outcome, Refusal> {
    Ok(Outcome::Ask(Ask::Encoding))
}

/// What is found is offered as at the start.
pub(crate) fn recover(desk: &mut Desk) -> Result<Outcome, Refusal> {
    desk.look_for_unsaved_now();
    Ok(Outcome::Done)
}

pub(crate) fn quit(_: &mut Desk) -> Result<Outcome, Refusal> {
    Ok(Outcome::Ask(Ask::Leave(Next::Close)))
}

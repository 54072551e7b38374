//! Looks and help.

use super::super::{Ask, Desk, Lang, Outcome, Refusal, Theme};

pub(crate) fn language(desk: &mut Desk) -> Result<Outcome, Refusal> {
    desk.set_language(Some(match desk.lang {
        Lang::Zh => Lang::En,
        Lang::En => Lang::Zh,
    }));
    Ok(Outcome::Done)
}

pub(crate) fn history(_: &mut Desk) -> Result<Outcome, Refusal> {
    Ok(Outcome::Ask(Ask::History))
}

pub(crate) fn inspector(desk: &mut Desk) -> Result<Outcome, Refusal> {
    desk.inspector = !desk.inspector;
    Ok(Outcome::Done)
}

pub(crate) fn light(desk: &mut Desk) -> Result<Outcome, Refusal> {
    desk.theme = Theme::Light;
    Ok(Outcome::Done)
}

pub(crate) fn dark(desk: &mut Desk) -> Result<Outcome, Refusal> {
    desk.theme = Theme::Dark;
    Ok(Outcome::Done)
}

pub(crate) fn system(desk: &mut Desk) -> Result<Outcome, Refusal> {
    desk.theme = Theme::System;
    Ok(Outcome::Done)
}

pub(crate) fn blanks(desk: &mut Desk) -> Result<Outcome, Refusal> {
    desk.prefs.blanks = !desk.prefs.blanks;
    Ok(Outcome::Done)
}

pub(crate) fn zoom_in(desk: &mut Desk) -> Result<Outcome, Refusal> {
    desk.prefs.zoom(1);
    Ok(Outcome::Done)
}

pub(crate) fn zoom_out(desk: &mut Desk) -> Result<Outcome, Refusal> {
    desk.prefs.zoom(-1);
    Ok(Outcome::Done)
}

pub(crate) fn zoom_reset(desk: &mut Desk) -> Result<Outcome, Refusal> {
    desk.prefs.zoom(0);
    Ok(Outcome::Done)
}

pub(crate) fn next_pane(_: &mut Desk) -> Result<Outcome, Refusal> {
    Ok(Outcome::Ask(Ask::Pane { forward: true }))
}

pub(crate) fn previous_pane(_: &mut Desk) -> Result<Outcome, Refusal> {
    Ok(Outcome::Ask(Ask::Pane { forward: false }))
}

pub(crate) fn hints(desk: &mut Desk) -> Result<Outcome, Refusal> {
    desk.prefs.hints_done.clear();
    Ok(Outcome::Done)
}

pub(crate) fn settings(_: &mut Desk) -> Result<Outcome, Refusal> {
    Ok(Outcome::Ask(Ask::Settings { keys: false }))
}

pub(crate) fn change_keys(_: &mut Desk) -> Result<Outcome, Refusal> {
    Ok(Outcome::Ask(Ask::Settings { keys: true }))
}

pub(crate) fn keys(_: &mut Desk) -> Result<Outcome, Refusal> {
    Ok(Outcome::Ask(Ask::Keys))
}

pub(crate) fn about(_: &mut Desk) -> Result<Outcome, Refusal> {
    Ok(Outcome::Ask(Ask::About))
}

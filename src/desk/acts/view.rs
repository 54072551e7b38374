//! Looks and help.

use super::super::{Ask, Desk, Lang, Outcome, Refusal, Theme};

pub(crate) fn language(desk: &mut Desk) -> Result<Outcome, Refusal> {
    desk.lang = match desk.lang {
        Lang::Zh => Lang::En,
        Lang::En => Lang::Zh,
    };
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

pub(crate) fn zoom_in(_: &mut Desk) -> Result<Outcome, Refusal> {
    Ok(Outcome::Ask(Ask::Zoom(1)))
}

pub(crate) fn zoom_out(_: &mut Desk) -> Result<Outcome, Refusal> {
    Ok(Outcome::Ask(Ask::Zoom(-1)))
}

pub(crate) fn zoom_reset(_: &mut Desk) -> Result<Outcome, Refusal> {
    Ok(Outcome::Ask(Ask::Zoom(0)))
}

pub(crate) fn keys(_: &mut Desk) -> Result<Outcome, Refusal> {
    Ok(Outcome::Ask(Ask::Keys))
}

pub(crate) fn about(_: &mut Desk) -> Result<Outcome, Refusal> {
    Ok(Outcome::Ask(Ask::About))
}

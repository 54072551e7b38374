//! Which line to go to.

use super::{Answer, AskField, Typed, modal};
use crate::app::theme::{self, Look};
use crate::desk::words::{self, Text, text};
use crate::desk::{Desk, Refusal};
use eframe::egui::{RichText, Ui};

const GO: Text = text("转到第几行（2:88 为第 2 版第 88 行）", "Go to which line (2:88 is line 88 of page 2)");

/// Asks for a line.
pub(crate) struct LineAsk {
    /// Its number, as it is typed.
    typed: AskField,
    /// Why what was entered leads nowhere, until something else is typed.
    wrong: Option<Refusal>,
}

impl LineAsk {
    /// Begins to ask.
    pub(super) fn new() -> Self {
        Self { typed: AskField::new(String::new()), wrong: None }
    }

    /// Asks for a frame. A line that is not there is said here, and asked for again: digits that are typed next are an answer,
    /// and no commands.
    pub(super) fn ui(&mut self, ui: &Ui, desk: &mut Desk, composing: bool) -> Answer {
        let lang = desk.lang;
        let (done, close) = modal(ui, "go to line", 260.0, |ui| {
            ui.label(RichText::new(GO.get(lang)).font(theme::bold(theme::BODY)));
            let before = self.typed.text.clone();
            let done = self.typed.ui(ui, GO.get(lang), composing);
            if before != self.typed.text {
                self.wrong = None;
            }
            if let Some(wrong) = self.wrong {
                ui.label(RichText::new(words::refusal(wrong).get(lang)).color(Look::get(ui).error));
            }
            done
        });
        if done == Typed::Entered {
            let Err(wrong) = desk.go_to_typed(&self.typed.text) else { return Answer::Closed };
            self.wrong = Some(wrong);
            AskField::stay_on(ui, 0..self.typed.text.chars().count());
            ui.ctx().request_repaint();
            return Answer::Open;
        }
        if done == Typed::GivenUp || (close && !composing) { Answer::Closed } else { Answer::Open }
    }
}

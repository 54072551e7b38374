//! Whether changes are saved before something takes their place: the window closes, or something else is opened.

use super::{Answer, modal};
use crate::app::theme::{self, GAP2};
use crate::desk::words::{Text, text};
use crate::desk::{Desk, Next};
use eframe::egui::{Key, Response, RichText, Ui};

const TITLE: Text = text("有未保存的修改", "There are unsaved changes");
const STAY: Text = text("留在这里", "Stay");
const QUIT: Words = Words {
    why: text(
        "不保存就关闭，上次保存以来的修改会丢失。",
        "Closing without saving loses what was done since the last save.",
    ),
    save: text("保存后退出", "Save and quit"),
    lose: text("不保存，退出", "Quit without saving"),
};
const OPEN: Words = Words {
    why: text(
        "不保存就打开别的，上次保存以来的修改会丢失。",
        "Opening something else without saving loses what was done since the last save.",
    ),
    save: text("保存后打开", "Save and open"),
    lose: text("不保存，打开", "Open without saving"),
};

const READ: Words = Words {
    why: text(
        "不保存就换一种编码重读，上次保存以来的修改会丢失。",
        "Reading the dump anew without saving loses what was done since the last save.",
    ),
    save: text("保存后重读", "Save and read anew"),
    lose: text("不保存，重读", "Read anew without saving"),
};

/// What is said of one way to leave.
struct Words {
    why: Text,
    save: Text,
    lose: Text,
}

/// Asks what becomes of unsaved changes.
pub(crate) struct LeaveAsk {
    /// What comes then.
    next: Next,
    /// The first answer had the focus given.
    focused: bool,
}

impl LeaveAsk {
    /// Begins to ask.
    pub(crate) fn new(next: Next) -> Self {
        Self { next, focused: false }
    }

    /// Asks for a frame. Where nothing would be lost there is nothing to ask.
    pub(super) fn ui(&mut self, ui: &Ui, desk: &mut Desk) -> Answer {
        // Whatever was given up before: this is another question.
        desk.keep_changes();
        if desk.may_replace().is_ok() {
            return Answer::Leave { next: self.next.clone(), save: false };
        }
        let lang = desk.lang;
        let words = match self.next {
            Next::Close => QUIT,
            Next::Encoding => READ,
            Next::Chosen | Next::Files(_) | Next::Bytes(..) | Next::Sample(_) | Next::Earlier | Next::Recover(_) => {
                OPEN
            }
        };
        let (chosen, close) = modal(ui, "leave", 380.0, |ui| {
            ui.label(RichText::new(TITLE.get(lang)).font(theme::bold(theme::BODY)));
            ui.label(words.why.get(lang));
            ui.add_space(GAP2);
            let choices = [words.save, words.lose, STAY];
            let buttons = ui.horizontal(|ui| choices.map(|choice| ui.button(choice.get(lang)))).inner;
            let [save, ..] = &buttons;
            self.focus(ui, save);
            buttons.iter().position(Response::clicked)
        });
        if close {
            return Answer::Stay;
        }
        match chosen {
            None => Answer::Open,
            Some(0) => Answer::Leave { next: self.next.clone(), save: true },
            Some(1) => {
                desk.give_up_changes();
                Answer::Leave { next: self.next.clone(), save: false }
            }
            Some(_) => Answer::Stay,
        }
    }

    /// The first answer has the focus when the question comes up. A key that led here and is still held down answers nothing:
    /// it must be let go of first.
    fn focus(&mut self, ui: &Ui, first: &Response) {
        let held = ui.input(|input| input.key_down(Key::Enter) || input.key_down(Key::Space));
        if !self.focused && !held {
            self.focused = true;
            first.request_focus();
            ui.ctx().request_repaint();
        }
    }
}

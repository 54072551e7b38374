//! Leaving what is on the desk, when the window closes or something else is opened: nothing that is typed, unsaved or being
//! written is lost by it.

use super::App;
use super::asks::{self, Asking, LeaveAsk};
use crate::desk::{Ask, CommandId, Next, Work};
use eframe::egui::{self, Ui};

/// What is on the desk is left, as it was decided.
pub(super) struct Leaving {
    /// What comes then.
    next: Next,
    /// Save first.
    save: bool,
    /// Saving was begun.
    begun: bool,
}

impl Leaving {
    /// For `next`, now or after saving.
    pub(super) fn to(next: Next, save: bool) -> Self {
        Self { next, save, begun: false }
    }
}

impl App {
    /// A request to close is held up until what is typed is taken in, what is unsaved is asked about, and what is being
    /// written is written.
    pub(super) fn closing(&mut self, ui: &Ui) {
        self.leave(ui);
        if self.closed || !ui.input(|input| input.viewport().close_requested()) {
            return;
        }
        ui.ctx().send_viewport_cmd(egui::ViewportCommand::CancelClose);
        let decided = self.leaving.as_ref().is_some_and(|leaving| leaving.next == Next::Close);
        if !decided && self.articles.commit(&mut self.desk) {
            self.asking = Some(Asking::Leave(LeaveAsk::new(Next::Close)));
        }
    }

    /// Something is to take the place of what is on the desk. Where changes would be lost, that is asked about first.
    pub(super) fn replace(&mut self, ui: &Ui, next: Next) {
        if let Err(refusal) = self.desk.may_replace() {
            // One thing is asked at a time.
            if self.asking.is_some() {
                return self.desk.refuse(refusal);
            }
            return self.begin(Some(Ask::Leave(next)));
        }
        match next {
            Next::Close => {
                self.closed = true;
                asks::close_window(ui);
            }
            Next::Chosen => self.begin(Some(Ask::Open)),
            Next::Files(paths) => {
                if let Err(refusal) = self.desk.open_all(paths) {
                    self.desk.keep_changes();
                    self.desk.refuse(refusal);
                }
            }
            Next::Bytes(name, bytes) => self.desk.open_bytes(&name, &bytes),
            Next::Sample(sample) => self.desk.open_sample(sample),
            Next::Encoding => self.begin(Some(Ask::Encoding)),
            Next::Earlier => self.begin(Some(Ask::Earlier)),
            Next::Recover(journal) => {
                if let Err(refusal) = self.desk.bring_back(&journal) {
                    self.desk.keep_changes();
                    self.desk.refuse(refusal);
                }
            }
        }
    }

    /// Goes on with leaving, once it was decided.
    fn leave(&mut self, ui: &Ui) {
        if self.asking.is_some() {
            return;
        }
        let Some(mut leaving) = self.leaving.take() else { return };
        if let Some(job) = self.desk.job() {
            // A proposal is not waited for, and a save that was decided comes after it.
            job.cancel();
            ui.request_repaint_after(std::time::Duration::from_millis(50));
            self.leaving = Some(leaving);
            return;
        }
        // What comes is drawn in the next frame.
        ui.ctx().request_repaint();
        let unsaved = self.desk.work.as_ref().is_some_and(Work::is_changed);
        match (leaving.save && unsaved, leaving.begun) {
            (true, false) => {
                leaving.begun = true;
                self.leaving = Some(leaving);
                let ask = self.desk.run(CommandId("file.save"));
                self.begin(ask);
            }
            // It was not saved: the path was given up, or the disk refused. The message says why, and nothing comes.
            (true, true) => {}
            (false, _) => self.replace(ui, leaving.next),
        }
    }
}

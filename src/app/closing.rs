//! Closing the window: nothing that is typed, unsaved or being written is lost by it.

use super::App;
use super::asks::{self, Asking};
use crate::desk::CommandId;
use eframe::egui::{self, Ui};

/// Closing, as it was decided.
#[derive(Clone, Copy)]
pub(super) struct Leaving {
    /// Save first.
    pub(super) save: bool,
    /// Saving was begun.
    pub(super) begun: bool,
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
        if self.leaving.is_none() && self.articles.commit(&mut self.desk) {
            self.asking = Some(Asking::Quit);
        }
    }

    /// Goes on with closing, once it was decided.
    fn leave(&mut self, ui: &Ui) {
        let Some(Leaving { save, begun }) = self.leaving else { return };
        if self.asking.is_some() {
            return;
        }
        if let Some(job) = self.desk.job() {
            // A proposal is not waited for, and a save that was decided comes after it.
            job.cancel();
            ui.request_repaint_after(std::time::Duration::from_millis(50));
            return;
        }
        let unsaved = self.desk.work.as_ref().is_some_and(crate::desk::Work::is_changed);
        match (save && unsaved, begun) {
            (true, false) => {
                self.leaving = Some(Leaving { save, begun: true });
                let ask = self.desk.run(CommandId("file.save"));
                self.begin(ask);
            }
            // It was not saved: the path was given up, or the disk refused. The message says why.
            (true, true) => self.leaving = None,
            (false, _) => {
                self.closed = true;
                asks::close_window(ui);
            }
        }
    }
}

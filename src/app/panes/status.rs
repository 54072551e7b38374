//! The line at the bottom: what happened, what is under way, the ledger, whether it is saved.

use crate::app::theme::{self, GAP2, Look};
use crate::desk::words::{self, Text, text};
use crate::desk::{CommandId, Desk, JobKind, Lang, MessageKind};
use eframe::egui::{self, Align, Frame, Layout, RichText, Ui};

const CANCEL: Text = text("取消", "Cancel");
const UNDO: Text = text("撤销", "Undo");
const CLOSE: Text = text("知道了", "Dismiss");
const SAVED: Text = text("已保存", "Saved");
const CHANGED: Text = text("有未保存的修改", "Unsaved changes");
const LOOKING: Text = text("只能查看：别的窗口正打开它", "Only looking: open in another window");
const NEW: Text = text("尚无工程文件", "No project file yet");

/// How long a message stands that is no error, in seconds: long enough to read it twice and to reach its button.
const STANDS: f64 = 10.0;

/// The message, floating with its lower edge at `floor`, clear of whatever can be pressed below: what stands behind it does
/// not move. `since`: what is shown, and from when.
pub(crate) fn message_ui(ui: &Ui, desk: &mut Desk, floor: f32, since: &mut Option<(String, f64)>) {
    let Some(message) = desk.message.clone() else {
        *since = None;
        return;
    };
    let now = ui.input(|input| input.time);
    let begun = match since {
        Some((text, begun)) if *text == message.text => *begun,
        _ => now,
    };
    *since = Some((message.text.clone(), begun));
    if message.kind == MessageKind::Hint {
        let left = begun + STANDS - now;
        if left <= 0.0 {
            desk.message = None;
            return;
        }
        ui.request_repaint_after(std::time::Duration::from_secs_f64(left));
    }
    let look = Look::get(ui);
    let lang = desk.lang;
    let edge = if message.kind == MessageKind::Error { look.error } else { look.accent };
    let frame = Frame::popup(&ui.ctx().global_style()).fill(look.panel).stroke(egui::Stroke::new(1.0, edge));
    let area = egui::Area::new(egui::Id::unique("message")).order(egui::Order::Foreground);
    area.anchor(egui::Align2::CENTER_BOTTOM, egui::vec2(0.0, floor - GAP2 - ui.ctx().content_rect().bottom())).show(
        ui.ctx(),
        |ui| {
            frame.show(ui, |ui| {
                ui.set_max_width((ui.ctx().content_rect().width() * 0.7).min(760.0));
                ui.with_layout(Layout::left_to_right(Align::Center), |ui| {
                    let colour = if message.kind == MessageKind::Error { look.error } else { look.ink };
                    let room = (ui.available_width() - 120.0).max(120.0);
                    let galley = ui.painter().layout(message.text.clone(), theme::regular(theme::BODY), colour, room);
                    ui.add(egui::Label::new(galley));
                    if message.undo && ui.button(UNDO.get(lang)).clicked() {
                        desk.run(CommandId("edit.undo"));
                    } else if !message.undo && ui.button(CLOSE.get(lang)).clicked() {
                        desk.message = None;
                    }
                });
            });
        },
    );
}

/// The status line.
pub(crate) fn ui(ui: &mut Ui, desk: &mut Desk) {
    let look = Look::get(ui);
    let lang = desk.lang;
    ui.horizontal(|ui| {
        if let Some(work) = &desk.work {
            let ledger = work.project().ledger();
            let colour = if ledger.adds_up() { look.ink } else { look.error };
            ui.label(RichText::new(words::ledger(lang, &ledger)).small().color(colour));
            if ui.available_width() > 420.0 {
                ui.separator();
                ui.label(RichText::new(place(desk, lang)).small().color(look.faint));
            }
        }
        ui.with_layout(Layout::right_to_left(Align::Center), |ui| {
            ui.add_space(GAP2);
            if let Some(job) = desk.job() {
                // Reading and writing one file cannot be stopped half way.
                if job.kind == JobKind::Propose && ui.small_button(CANCEL.get(lang)).clicked() {
                    job.cancel();
                }
                let part = job.progress.part();
                let bar = egui::ProgressBar::new(part.unwrap_or(0.0)).desired_width(120.0).desired_height(10.0);
                ui.add(bar.fill(look.accent));
                let told = match desk.proposing() {
                    Some((page, read, pages)) if pages > 1 && job.kind == JobKind::Propose => {
                        words::proposing(lang, page.shown(), read, pages)
                    }
                    _ => words::job(lang, &job.kind),
                };
                ui.label(RichText::new(told).small());
                // The bar moves without an event of the user's.
                ui.request_repaint_after(std::time::Duration::from_millis(100));
            } else if let Some(work) = &desk.work {
                let (state, colour) = match (&work.file, work.is_changed()) {
                    _ if work.held_by().is_some() => (LOOKING, look.corrected),
                    (_, true) => (CHANGED, look.corrected),
                    (Some(_), false) => (SAVED, look.faint),
                    (None, false) => (NEW, look.faint),
                };
                if let Some((trouble, due)) = desk.trouble() {
                    // In a narrow line the rest is told by the tip.
                    let label = egui::Label::new(RichText::new(&trouble).small().color(look.error)).truncate();
                    ui.add(label).on_hover_text(trouble);
                    ui.request_repaint_after(due.unwrap_or(std::time::Duration::from_secs(2)));
                    return;
                }
                ui.label(RichText::new(state.get(lang)).small().color(colour));
            }
        });
    });
}

/// Where the caret stands, and how much is selected.
fn place(desk: &Desk, lang: Lang) -> String {
    let Some(work) = &desk.work else { return String::new() };
    let selection = work.selection();
    let line = work.project().line_number(selection.caret());
    let selected = work.project().raw(selection.range());
    // Counting stops early: the line says "many" soon enough.
    let count = selected.chars().take(100_000).filter(|c| !c.is_whitespace()).count();
    words::place(lang, line, count)
}

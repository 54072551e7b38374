//! The line at the bottom: what happened, what is under way, the ledger, whether it is saved.

use crate::app::theme::{self, GAP2, Look};
use crate::desk::words::{self, Text, text};
use crate::desk::{CommandId, Desk, JobKind, Lang, MessageKind, Selection, Work, command, now_millis};
use eframe::egui::{self, Align, Frame, Layout, RichText, Ui};

const CANCEL: Text = text("取消", "Cancel");
const CANCEL_PROPOSAL: CommandId = CommandId("proposal.cancel");
const UNDO: Text = text("撤销", "Undo");
const CLOSE: Text = text("知道了", "Dismiss");
const CHANGED: Text = text("有未保存的修改", "Unsaved changes");
const LOOKING: Text = text("只能查看：别的窗口正打开它", "Only looking: open in another window");
const NEW: Text = text("尚无工程文件", "No project file yet");
const AMISS: Text = text("账目不符", "The ledger does not add up");
const AMISS_WHY: Text = text(
    "有字未归，或归了两处。请撤销上一步；账目不符的工程不会存盘。",
    "A character is in no article, or in two. Undo the last step: a project whose ledger does not add up is not saved.",
);

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
    let mut cancelled = false;
    ui.horizontal(|ui| {
        if let Some(work) = &mut desk.work {
            let ledger = work.project().ledger();
            let colour = if ledger.adds_up() { look.ink } else { look.error };
            ui.label(RichText::new(words::ledger(lang, &ledger)).small().color(colour));
            if !ledger.adds_up() {
                amiss_ui(ui, work, lang);
            }
            if ui.available_width() > 420.0 {
                ui.separator();
                ui.label(RichText::new(place(desk, lang)).small().color(look.faint));
            }
        }
        ui.with_layout(Layout::right_to_left(Align::Center), |ui| {
            ui.add_space(GAP2);
            if let Some(job) = desk.job() {
                // Reading and writing one file cannot be stopped half way.
                if job.kind == JobKind::Propose {
                    let tip = command(CANCEL_PROPOSAL).map(|command| desk.tip(command)).unwrap_or_default();
                    cancelled = ui.small_button(CANCEL.get(lang)).on_hover_text(tip).clicked();
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
                if let Some((trouble, due)) = desk.trouble() {
                    // In a narrow line the rest is told by the tip.
                    let label = egui::Label::new(RichText::new(&trouble).small().color(look.error)).truncate();
                    ui.add(label).on_hover_text(trouble);
                    ui.request_repaint_after(due.unwrap_or(std::time::Duration::from_secs(2)));
                    return;
                }
                saved_ui(ui, work, lang);
            }
        });
    });
    if cancelled {
        desk.run(CANCEL_PROPOSAL);
    }
}

/// Where the ledger goes wrong; a click goes there.
fn amiss_ui(ui: &mut Ui, work: &mut Work, lang: Lang) {
    let error = Look::get(ui).error;
    let told = |said: &str| RichText::new(said).small().color(error);
    let Some(place) = work.amiss() else {
        ui.label(told(AMISS.get(lang))).on_hover_text(AMISS_WHY.get(lang));
        return;
    };
    let (line, page) = (work.project().line_number(place), work.project().page_number(place.page));
    let link = ui.link(told(&words::step(lang, AMISS.get(lang), line, page)));
    if link.on_hover_text(AMISS_WHY.get(lang)).clicked() {
        work.go_to(Selection::at(place));
    }
}

/// Whether the project is saved, and since when. How long ago that is is told as of the last time that the line was drawn: no
/// frame is asked for.
fn saved_ui(ui: &mut Ui, work: &Work, lang: Lang) {
    let look = Look::get(ui);
    let since = work.saved_at.map(|at| now_millis().saturating_sub(at));
    let (state, colour) = match (&work.file, work.is_changed()) {
        _ if work.held_by().is_some() => (LOOKING.get(lang).to_owned(), look.corrected),
        (_, true) => (CHANGED.get(lang).to_owned(), look.corrected),
        (Some(_), false) => (words::saved_ago(lang, since), look.faint),
        (None, false) => (NEW.get(lang).to_owned(), look.faint),
    };
    let label = ui.label(RichText::new(state).small().color(colour));
    if let Some(since) = since {
        label.on_hover_text(words::last_saved(lang, since));
    }
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

#[cfg(all(test, feature = "testing"))]
mod tests {
    use super::*;
    use crate::model::{BlockId, Page, Project, Source};
    use crate::text::{PageNo, Place};
    use egui_kittest::Harness;
    use egui_kittest::kittest::Queryable as _;
    use std::path::PathBuf;
    use std::sync::Arc;

    fn project() -> Project {
        let page = |text: &str| Arc::new(Page::new(text.to_owned(), Source::default(), Vec::new()));
        Project::new(["甲一。", "\n乙二。"].map(page).to_vec())
    }

    fn show(lang: Lang, work: Work) -> Harness<'static, Desk> {
        let mut desk = Desk::new(lang);
        desk.work = Some(work);
        let mut window = Harness::builder()
            .with_size([1024.0, 60.0])
            .with_context_setup(crate::app::dress)
            .build_ui_state(|ui, desk: &mut Desk| super::ui(ui, desk), desk);
        window.run();
        window
    }

    #[test]
    fn a_ledger_that_does_not_add_up_names_the_place_and_leads_there() {
        for (lang, said) in
            [(Lang::Zh, "账目不符，第 2 版第 2 行"), (Lang::En, "The ledger does not add up, page 2, line 2")]
        {
            let sound = show(lang, Work::new(project(), None));
            assert!(sound.query_by_label_contains(AMISS.get(lang)).is_none());
            let mut lost = project();
            lost.lose(BlockId(1));
            let mut window = show(lang, Work::new(lost, None));
            window.get_by_label(said).click();
            window.run();
            let caret = window.state().work.as_ref().map(|work| work.selection().caret());
            assert_eq!(caret, Some(Place::new(PageNo::new(1), 1)));
        }
    }

    #[test]
    fn how_long_ago_it_was_saved_is_told() {
        let millis = 210_000;
        for (lang, saved_at, said) in [
            (Lang::Zh, Some(now_millis() - millis), "已保存（3 分钟前）"),
            (Lang::En, Some(now_millis() - millis), "Saved 3 minutes ago"),
            (Lang::En, None, "Saved"),
        ] {
            let mut work = Work::new(project(), Some(PathBuf::from("a.newsmend.json")));
            work.saved_at = saved_at;
            let window = show(lang, work);
            assert!(window.query_by_label(said).is_some(), "{said}");
        }
    }
}

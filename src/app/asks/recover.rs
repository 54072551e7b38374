//! Unsaved work that was found, and a file that another program changed: what becomes of them.

use super::{Answer, modal};
use crate::app::theme::{self, GAP2, Look};
use crate::desk::words::{self, Text, text};
use crate::desk::{CommandId, Desk, Found, Next, file_name, now_millis};
use eframe::egui::{self, RichText, Ui};

const TITLE: Text = text("有未保存的工作", "Unsaved work was found");
const WHY: Text = text(
    "上次没有正常退出。恢复之后，撤销仍然可用。",
    "Newsmend did not end as it should last time. What is brought back can be undone step by step.",
);
const BACK: Text = text("恢复", "Bring back");
const LATER: Text = text("以后再看", "Look later");
const DROP: Text = text("丢弃", "Throw away");
const SURE: Text = text("确定丢弃", "Throw away for good");
const NEVER_SAVED: Text = text("尚无工程文件", "No project file yet");
const APART: Text = text(
    "工程文件后来被改过或移走：恢复为另一个工程，原文件不动。",
    "The project file was changed or moved since: this comes back as a project of its own, and the file is left alone.",
);
const NO_BASE: Text = text(
    "工程文件后来被改过或移走，要恢复，请先把它放回原样。",
    "The project file was changed or moved since. To bring this back, put the file back as it was first.",
);

const CHANGED: Text = text("别的程序改过这个文件", "Another program changed this file");
const CHANGED_WHY: Text = text(
    "上次读取或保存之后，它在磁盘上变了。这里的修改仍在窗口和恢复日志里。",
    "It changed on the disk since it was read or saved here. What was done here is still in the window and in the journal.",
);
const OVER: Text = text("用这里的覆盖", "Save over it");
const ELSEWHERE: Text = text("另存为别的文件…", "Save under another name…");
const RELOAD: Text = text("重新读取，放弃这里的修改", "Reload, and lose what was done here");
const STAY: Text = text("暂不处理", "Not now");

/// Asks what becomes of a project whose file another program changed.
pub(super) fn conflict_ui(ui: &Ui, desk: &mut Desk) -> Answer {
    let lang = desk.lang;
    let Some(path) = desk.conflict().map(std::path::Path::to_owned) else { return Answer::Closed };
    let (chosen, close) = modal(ui, "conflict", 460.0, |ui| {
        ui.label(RichText::new(CHANGED.get(lang)).font(theme::bold(theme::HEADLINE)));
        ui.label(RichText::new(file_name(&path)).font(theme::bold(theme::BODY)))
            .on_hover_text(path.display().to_string());
        ui.label(CHANGED_WHY.get(lang));
        ui.add_space(GAP2);
        // One below the other: a slip to the side must not reload.
        [ELSEWHERE, OVER, RELOAD, STAY].into_iter().position(|choice| {
            let button = egui::Button::new(choice.get(lang)).min_size(egui::vec2(ui.available_width(), 0.0));
            ui.add(button).clicked()
        })
    });
    match chosen {
        None if !close => return Answer::Open,
        Some(0) => {
            desk.leave_conflict();
            return Answer::Command(CommandId("file.save_as"));
        }
        Some(1) => desk.save_over(path),
        Some(2) => {
            if let Err(refusal) = desk.reload() {
                desk.refuse(refusal);
            }
        }
        Some(_) | None => {}
    }
    desk.leave_conflict();
    Answer::Closed
}

/// Asks about unsaved work.
#[derive(Default)]
pub(crate) struct RecoverAsk {
    /// What the editor wants to throw away: it is asked about once.
    doomed: Option<std::path::PathBuf>,
}

/// What was clicked.
enum Choice {
    Back,
    Drop,
}

impl RecoverAsk {
    /// Asks for a frame.
    pub(crate) fn ui(&mut self, ui: &Ui, desk: &mut Desk) -> Answer {
        let lang = desk.lang;
        let found = desk.found().to_vec();
        let now = now_millis();
        let ((chosen, later), close) = modal(ui, "recover", 600.0, |ui| {
            ui.label(RichText::new(TITLE.get(lang)).font(theme::bold(theme::HEADLINE)));
            ui.label(WHY.get(lang));
            let mut chosen = None;
            let height = (ui.ctx().content_rect().height() - 260.0).max(160.0);
            egui::ScrollArea::vertical().max_height(height).auto_shrink([false, true]).show(ui, |ui| {
                for one in &found {
                    ui.add_space(GAP2);
                    ui.separator();
                    if let Some(choice) = self.one_ui(ui, desk, one, now) {
                        chosen = Some((one.journal.clone(), choice));
                    }
                }
            });
            ui.add_space(GAP2);
            ui.separator();
            ui.add_space(GAP2);
            (chosen, ui.button(LATER.get(lang)).clicked())
        });
        match chosen {
            Some((journal, Choice::Back)) => return Answer::Next(Next::Recover(journal)),
            Some((journal, Choice::Drop)) if self.doomed.as_ref() == Some(&journal) => desk.throw_away(&journal),
            Some((journal, Choice::Drop)) => self.doomed = Some(journal),
            None => {}
        }
        if later || close {
            desk.look_later();
        }
        if desk.found().is_empty() { Answer::Closed } else { Answer::Open }
    }

    fn one_ui(&self, ui: &mut Ui, desk: &Desk, one: &Found, now: u64) -> Option<Choice> {
        let (lang, look) = (desk.lang, Look::get(ui));
        ui.add_space(GAP2);
        let name = ui.label(RichText::new(&one.name).font(theme::bold(theme::BODY)));
        match &one.project {
            Some(path) => drop(name.on_hover_text(path.display().to_string())),
            None => drop(ui.label(RichText::new(NEVER_SAVED.get(lang)).small().color(look.faint))),
        }
        ui.label(words::found(lang, one, now));
        if one.has_base && one.is_apart {
            ui.label(RichText::new(APART.get(lang)).small().color(look.faint));
        }
        if !one.has_base {
            ui.label(RichText::new(NO_BASE.get(lang)).small().color(look.error));
        }
        ui.add_space(GAP2);
        let doomed = self.doomed.as_ref() == Some(&one.journal);
        ui.horizontal(|ui| {
            let back = egui::Button::new(RichText::new(BACK.get(lang)).color(look.on_accent)).fill(look.accent);
            let mut choice = ui.add_enabled(one.has_base, back).clicked().then_some(Choice::Back);
            let drop =
                if doomed { RichText::new(SURE.get(lang)).color(look.error) } else { RichText::new(DROP.get(lang)) };
            if ui.button(drop).clicked() {
                choice = Some(Choice::Drop);
            }
            choice
        })
        .inner
    }
}

//! The first screen: open a dump, the samples, what was open lately.

use crate::app::theme::{self, GAP2, GAP4, Look};
use crate::desk::words::{Text, text};
use crate::desk::{Ask, CommandId, Desk, command};
use crate::store::recent::RecentFile;
use eframe::egui::{self, RichText, ScrollArea, Ui, vec2};

const NAME: &str = "Newsmend";
const WHAT: Text = text(
    "修复被 OCR 打乱的报纸版面：原文一字不失，篇目各归其位",
    "Mends newspaper pages that OCR has broken, and never loses a character",
);
const DROP: Text = text("也可以把文本文件拖到窗口里", "Or drop a text file on the window");
const RECENT: Text = text("最近打开", "Opened lately");

/// Draws the first screen. `recent` was read from the disk once, not in a frame.
pub(crate) fn ui(ui: &mut Ui, desk: &mut Desk, recent: &[RecentFile]) -> Option<Ask> {
    // What is not needed of the height is left free, a sixth of it above.
    let above = (ui.available_height() * 0.16).max(GAP4);
    ScrollArea::vertical().auto_shrink(false).show(ui, |ui| contents_ui(ui, desk, recent, above)).inner
}

fn contents_ui(ui: &mut Ui, desk: &mut Desk, recent: &[RecentFile], above: f32) -> Option<Ask> {
    let look = Look::get(ui);
    let lang = desk.lang;
    let mut ask = None;
    ui.vertical_centered(|ui| {
        ui.add_space(above);
        ui.label(RichText::new(NAME).font(theme::bold(38.0)).color(look.ink));
        ui.add_space(GAP2);
        ui.add(egui::Label::new(RichText::new(WHAT.get(lang)).size(theme::BODY + 1.0).color(look.faint)).wrap());
        ui.add_space(GAP4 * 1.5);
        for (at, id) in ["file.open", "file.sample.zh", "file.sample.en"].into_iter().enumerate() {
            let Some(command) = command(CommandId(id)) else { continue };
            let label = RichText::new(command.title.get(lang)).size(theme::BODY + 1.0);
            let button = if at == 0 {
                egui::Button::new(label.color(look.on_accent)).fill(look.accent)
            } else {
                egui::Button::new(label)
            };
            let response = ui.add_sized(vec2(280.0, 38.0), button).on_hover_text(desk.tip(command));
            if response.clicked() {
                ask = desk.run(command.id).or(ask.take());
            }
            ui.add_space(GAP2);
        }
        ui.label(RichText::new(DROP.get(lang)).small().color(look.faint));
        if recent.is_empty() {
            return;
        }
        ui.add_space(GAP4 * 1.5);
        ui.label(RichText::new(RECENT.get(lang)).small().color(look.faint));
        for file in recent {
            let name = crate::desk::file_name(&file.path);
            let button = egui::Button::new(RichText::new(name).color(look.accent)).frame(false);
            let response = ui.add_enabled(file.is_there, button).on_hover_text(file.path.display().to_string());
            if response.clicked()
                && let Err(refusal) = desk.open(file.path.clone(), None)
            {
                desk.refuse(refusal);
            }
        }
    });
    ask
}

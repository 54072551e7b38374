//! The strip that goes through what another editor's project has otherwise: which difference, what each side makes of the
//! text, and buttons that take it over or keep it.

use super::doubts::{bold, button};
use crate::app::theme::Look;
use crate::desk::compared::{Compared, title};
use crate::desk::words::{self, Text, text};
use crate::desk::{Desk, Lang, Work, file_name};
use crate::model::compare::Difference;
use eframe::egui::{Align, Label, Layout, RichText, Ui};

/// How high the strip is, in points: two rows, so that nothing moves from difference to difference.
pub(crate) const HEIGHT: f32 = 68.0;

const TAKE: Text = text("采用对方", "Take theirs");
const KEEP: Text = text("保留此处", "Keep mine");
const NEXT: Text = text("下一处", "Next");
const BACK: Text = text("上一处", "Back");
const ALL: Text = text("全部采用", "Take all");
const CLOSE: Text = text("关闭", "Close");
const HERE: Text = text("此处：", "Here: ");
const THERE: Text = text("对方：", "There: ");

/// Draws it, and runs what is chosen.
pub(crate) fn ui(ui: &mut Ui, desk: &mut Desk) {
    let Some(work) = desk.work.as_ref() else { return };
    let Some(compared) = work.compared() else { return };
    let (lang, look) = (desk.lang, Look::get(ui));
    let current = compared.current();
    let number = current.map(|(number, _)| number);
    let mut buttons: Vec<(&'static str, Text)> = vec![("compare.close", CLOSE)];
    if !compared.differences().is_empty() {
        buttons.extend([("compare.take_all", ALL), ("compare.previous", BACK), ("compare.next", NEXT)]);
    }
    if let Some((_, difference)) = current {
        buttons.push(("compare.keep", KEEP));
        if difference.takeable {
            buttons.push(("compare.take", TAKE));
        }
    }
    let mut run = None;
    ui.horizontal(|ui| {
        ui.label(bold(&words::differences(lang, number, compared.differences().len())));
        ui.with_layout(Layout::right_to_left(Align::Center), |ui| {
            for (id, title) in buttons {
                run = button(ui, desk, id, title).or(run.take());
            }
            ui.with_layout(Layout::left_to_right(Align::Center), |ui| {
                if let Some((_, difference)) = current {
                    ui.add(Label::new(bold(&words::difference(lang, difference))).truncate());
                }
            });
        });
    });
    let told = match current {
        Some((_, difference)) => sides(lang, work, compared, difference),
        None => {
            let name = file_name(&compared.path);
            let mut told = vec![name, words::agreement(lang, &compared.agreement())];
            told.extend(compared.other_pages().iter().map(|page| words::other_page(lang, page.shown())));
            told.join("　")
        }
    };
    ui.add(Label::new(RichText::new(&told).color(look.faint)).truncate()).on_hover_text(&told);
    if let Some(id) = run {
        desk.run(id);
    }
}

/// What either side makes of the text: the titles of its articles.
fn sides(lang: Lang, work: &Work, compared: &Compared, difference: &Difference) -> String {
    let quoted =
        |titles: Vec<String>| titles.iter().map(|it| words::quoted_title(lang, it)).collect::<Vec<_>>().join(" ");
    let here = difference.here.articles.iter().map(|&id| title(work.project(), id)).collect();
    let there = difference.there.articles.iter().map(|&id| compared.their_title(id)).collect();
    let parts = [(HERE, quoted(here)), (THERE, quoted(there))];
    let told = parts.iter().filter(|(_, titles)| !titles.is_empty());
    told.map(|(side, titles)| format!("{}{titles}", side.get(lang))).collect::<Vec<_>>().join("　")
}

//! The question that unweaving puts: the lines with their cuts, which keys move, and the columns that come of them.

use super::{Answer, modal};
use crate::app::theme::{self, GAP, GAP2, GAP4, Look};
use crate::desk::Desk;
use crate::desk::unweaving::Unweaving;
use crate::desk::words::{Text, text};
use eframe::egui::text::{LayoutJob, TextFormat};
use eframe::egui::{self, Key, Modifiers, RichText, Sense, Stroke, Ui, accesskit::Role as Access, pos2, vec2};

const TITLE: Text = text("拆开横着连读的栏", "Separate columns that were read across");
const HOW: Text = text(
    "↑↓ 选行，[ ] 选切口，←→ 移动本行的切口，按住 Shift 移动各行的切口；+ − 增减栏数；Enter 确定，Esc 放弃",
    "↑↓ line, [ ] cut, ←→ moves the cut of this line, with Shift of all lines; + − columns; Enter separates, Esc gives up",
);
const TAKE: Text = text("拆开", "Separate");
const GIVE_UP: Text = text("放弃", "Give up");
const LINES: Text = text("各行的切口", "Cuts of the lines");
/// The height of a line, in points, and how many are shown.
const LINE: f32 = 24.0;
const SHOWN: usize = 10;
/// How high the columns' preview is, in points.
const PREVIEW: f32 = 190.0;

/// Draws it for a frame.
pub(super) fn ui(ui: &mut Ui, desk: &mut Desk, unweaving: &mut Unweaving) -> Answer {
    let lang = desk.lang;
    let Some(work) = &desk.work else { return Answer::Closed };
    let take_by_key = keys(ui, work.project(), unweaving);
    let ((take, give_up), close) = modal(ui, "unweave", 900.0, |ui| {
        ui.label(RichText::new(TITLE.get(lang)).font(theme::bold(theme::HEADLINE)));
        ui.label(RichText::new(HOW.get(lang)).small().color(Look::get(ui).faint));
        ui.add_space(GAP);
        lines_ui(ui, desk, unweaving);
        ui.add_space(GAP2);
        columns_ui(ui, &unweaving.preview(work.project()));
        ui.add_space(GAP2);
        ui.horizontal(|ui| {
            let take = ui.button(TAKE.get(lang)).clicked();
            (take, ui.button(GIVE_UP.get(lang)).clicked())
        })
        .inner
    });
    if take || take_by_key {
        desk.unweave(unweaving);
        return Answer::Closed;
    }
    if close || give_up { Answer::Closed } else { Answer::Open }
}

/// Keys move cuts; true for Enter. They are taken out, so that no button in the window acts on them.
fn keys(ui: &Ui, project: &crate::model::Project, unweaving: &mut Unweaving) -> bool {
    // Those with Shift first: without, it does not matter what is held.
    let pressed = |modifiers, key| ui.input_mut(|input| input.count_and_consume_key(modifiers, key));
    for (key, forward) in [(Key::ArrowLeft, false), (Key::ArrowRight, true)] {
        for all in [true, false] {
            let modifiers = if all { Modifiers::SHIFT } else { Modifiers::NONE };
            (0..pressed(modifiers, key)).for_each(|_| unweaving.move_cut(project, forward, all));
        }
    }
    (0..pressed(Modifiers::NONE, Key::OpenBracket)).for_each(|_| unweaving.go_cut(false));
    (0..pressed(Modifiers::NONE, Key::CloseBracket)).for_each(|_| unweaving.go_cut(true));
    (0..pressed(Modifiers::NONE, Key::ArrowUp)).for_each(|_| unweaving.go_line(-1));
    (0..pressed(Modifiers::NONE, Key::ArrowDown)).for_each(|_| unweaving.go_line(1));
    let more = pressed(Modifiers::NONE, Key::Plus) + pressed(Modifiers::NONE, Key::Equals);
    (0..more).for_each(|_| unweaving.set_columns(project, true));
    (0..pressed(Modifiers::NONE, Key::Minus)).for_each(|_| unweaving.set_columns(project, false));
    // A button that has the focus keeps its Enter.
    ui.memory(|memory| memory.focused().is_none()) && pressed(Modifiers::NONE, Key::Enter) > 0
}

/// The lines around the chosen one, each column on a tint of its own, a bar at each cut.
fn lines_ui(ui: &mut Ui, desk: &Desk, unweaving: &mut Unweaving) {
    let look = Look::get(ui);
    let Some(page) = desk.work.as_ref().and_then(|work| work.project().page(unweaving.page)) else { return };
    let count = unweaving.lines.len();
    let first = unweaving.line.saturating_sub(SHOWN / 2).min(count.saturating_sub(SHOWN));
    let mut chosen = None;
    ui.label(RichText::new(LINES.get(desk.lang)).small().color(look.faint));
    ui.spacing_mut().item_spacing.y = 0.0;
    for (nth, line) in unweaving.lines.iter().enumerate().skip(first).take(SHOWN) {
        let (rect, response) = ui.allocate_exact_size(vec2(ui.available_width(), LINE), Sense::click());
        let here = nth == unweaving.line;
        let number = page.lines().line_of(crate::text::Pos::new(line.range.start)) + 1;
        let edges: Vec<usize> =
            std::iter::once(line.range.start).chain(line.cuts.iter().copied()).chain([line.range.end]).collect();
        let cells: Vec<&str> =
            edges.windows(2).map(|pair| page.text().get(pair[0]..pair[1]).unwrap_or_default()).collect();
        let name = format!("{number} {}", cells.iter().map(|cell| cell.trim()).collect::<Vec<_>>().join(" | "));
        response.widget_info(|| egui::WidgetInfo::selected(Access::ListItem, true, here, &name));
        let painter = ui.painter_at(rect);
        if here {
            painter.rect_filled(rect, 4.0, look.selection);
        }
        let mut job = LayoutJob::default();
        let format = |color, background| TextFormat {
            font_id: theme::regular(theme::BODY),
            color,
            background,
            ..TextFormat::default()
        };
        job.append(&format!("{number}"), 0.0, format(look.faint, egui::Color32::TRANSPARENT));
        for (at, cell) in cells.iter().enumerate() {
            if let Some(cut) = at.checked_sub(1) {
                let now = here && cut == unweaving.cut;
                let bar = TextFormat {
                    font_id: theme::bold(theme::BODY),
                    underline: if now { Stroke::new(2.0, look.accent) } else { Stroke::NONE },
                    ..format(if now { look.accent } else { look.faint }, egui::Color32::TRANSPARENT)
                };
                job.append("┃", GAP, bar);
            }
            job.append(cell, if at == 0 { GAP4 } else { GAP }, format(look.ink, look.tint(at + 1)));
        }
        job.break_on_newline = false;
        job.wrap.max_width = f32::INFINITY;
        let galley = ui.fonts_mut(|fonts| fonts.layout_job(job));
        painter.galley(pos2(rect.left() + GAP2, rect.center().y - galley.size().y / 2.0), galley, look.ink);
        if response.clicked() {
            chosen = Some(nth);
        }
    }
    if let Some(line) = chosen {
        unweaving.line = line;
    }
}

/// The columns beside each other, as they would read.
fn columns_ui(ui: &mut Ui, columns: &[Vec<String>]) {
    let look = Look::get(ui);
    if columns.is_empty() {
        return;
    }
    ui.columns(columns.len(), |uis| {
        for (nth, (ui, paragraphs)) in uis.iter_mut().zip(columns).enumerate() {
            egui::Frame::NONE.fill(look.tint(nth + 1)).inner_margin(GAP2).show(ui, |ui| {
                let area = egui::ScrollArea::vertical().id_salt(("column", nth)).max_height(PREVIEW);
                area.auto_shrink([false, false]).show(ui, |ui| {
                    for paragraph in paragraphs {
                        ui.add(egui::Label::new(RichText::new(paragraph).color(look.ink)).wrap());
                    }
                });
            });
        }
    });
}

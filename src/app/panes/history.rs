//! The history: every step in words, branch by branch; a click goes there.

use crate::app::theme::{self, GAP, GAP2, GAP4, Look};
use crate::app::widgets::elided;
use crate::app::widgets::icon::{self, Icon};
use crate::desk::travel::{Told, told};
use crate::desk::words::{Text, text};
use crate::desk::{Desk, Lang, StepId};
use crate::model::Page;
use eframe::egui::{self, Align, Layout, RichText, Sense, Ui, accesskit::Role as Access, pos2, vec2};
use std::sync::Arc;

const TITLE: Text = text("操作历史", "History");
const CLOSE: Text = text("关闭操作历史", "Close the history");
const UNDONE: Text = text("已撤销", "undone");
/// The height of a line, and how far a branch stands apart, in points.
const LINE: f32 = 26.0;
const BRANCH: f32 = GAP4;
/// Branches are set apart up to this depth.
const DEEPEST: usize = 6;

/// What the pane keeps between frames.
#[derive(Default)]
pub(crate) struct HistoryPane {
    /// It is shown.
    pub(crate) open: bool,
    /// The history in words, and what it was made for.
    told: Vec<Told>,
    of: Option<(Arc<Page>, (StepId, usize, Lang))>,
}

impl HistoryPane {
    /// Draws the pane.
    pub(crate) fn ui(&mut self, ui: &mut Ui, desk: &mut Desk) {
        let (lang, look) = (desk.lang, Look::get(ui));
        let Some(work) = &desk.work else { return };
        let now = work.history.now();
        let of = (now, work.history.len(), lang);
        // Another project has other pages.
        let page = work.project().pages().first();
        let is_told =
            |page: &Arc<Page>| self.of.as_ref().is_some_and(|(other, when)| Arc::ptr_eq(other, page) && *when == of);
        let moved = !page.is_some_and(is_told);
        if moved {
            self.told = told(work, lang);
            self.of = page.cloned().map(|page| (page, of));
        }
        ui.horizontal(|ui| {
            ui.label(RichText::new(TITLE.get(lang)).font(theme::bold(theme::BODY)));
            ui.with_layout(Layout::right_to_left(Align::Center), |ui| {
                let close = icon::button_ui(ui, Icon::Cross, CLOSE.get(lang), true, false);
                if close.on_hover_text(CLOSE.get(lang)).clicked() {
                    self.open = false;
                }
            });
        });
        ui.add_space(GAP);
        let mut area = egui::ScrollArea::vertical().id_salt("history").auto_shrink(false);
        if let Some(at) = self.told.iter().position(|it| it.here).filter(|_| moved) {
            #[expect(clippy::cast_precision_loss, reason = "past 16 million steps the nearest line is good enough")]
            let top = at as f32 * LINE - ui.available_height() / 2.0;
            area = area.vertical_scroll_offset(top.max(0.0));
        }
        ui.spacing_mut().item_spacing.y = 0.0;
        let mut chosen = None;
        area.show_rows(ui, LINE, self.told.len(), |ui, rows| {
            for it in rows.filter_map(|at| self.told.get(at)) {
                let (rect, response) = ui.allocate_exact_size(vec2(ui.available_width(), LINE), Sense::click());
                let name = if it.done { it.words.clone() } else { format!("{} ({})", it.words, UNDONE.get(lang)) };
                response.widget_info(|| egui::WidgetInfo::selected(Access::ListItem, true, it.here, &name));
                let painter = ui.painter_at(rect);
                let here = it.here;
                if here || response.hovered() || response.has_focus() {
                    painter.rect_filled(rect, 4.0, if here { look.selection } else { look.desk });
                }
                #[expect(clippy::cast_precision_loss, reason = "a handful")]
                let indent = it.branch.min(DEEPEST) as f32 * BRANCH;
                let dot = pos2(rect.left() + GAP2 + indent, rect.center().y);
                let ink = if it.done { look.ink } else { look.faint };
                if it.done {
                    painter.circle_filled(dot, 3.5, if here { look.accent } else { ink });
                } else {
                    painter.circle_stroke(dot, 3.5, egui::Stroke::new(1.0, ink));
                }
                let left = dot.x + GAP2 + GAP;
                let galley = elided(ui, &it.words, theme::ASIDE, ink, rect.right() - GAP - left);
                painter.galley(pos2(left, rect.center().y - galley.size().y / 2.0), galley, ink);
                if response.clicked() {
                    chosen = Some(it.step);
                }
                response.on_hover_text(name);
            }
        });
        if let Some(step) = chosen {
            desk.travel(step);
        }
    }
}

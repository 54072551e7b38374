//! The panels of the window, from its upper edge to its lower one, and the two texts between them.

use super::panes::doubts;
use super::panes::history::HistoryPane;
use super::panes::inspector::InspectorPane;
use super::panes::{compared, hints, offer, overview, raw, status, welcome};
use super::theme::{self, GAP2, GAP4, Look};
use super::widgets::focus::{self, Pane};
use super::{App, articles_id, menus, split};
use crate::desk::words::{Text, text};
use crate::desk::{Ask, Desk, Hint};
use eframe::egui::{self, CentralPanel, Frame, Margin, Panel, Ui};

/// The smallest width that the articles keep.
const ARTICLES: f32 = 380.0;
/// The smallest width that the raw text keeps.
const RAW: f32 = 320.0;
const BAR_PANE: Text = text("菜单和工具", "Menus and tools");
const ARTICLES_PANE: Text = text("篇目", "Articles");
const FIND_PANE: Text = text("查找和替换", "Find and replace");
const COMPARED_PANE: Text = text("比较", "Comparison");
const DOUBTS_PANE: Text = text("存疑", "Doubts");
const INSPECTOR_PANE: Text = text("检查栏", "Inspector");
const HISTORY_PANE: Text = text("历史", "History");

impl App {
    /// Draws them all. Returns what a gesture on one of them asks for.
    pub(super) fn panels_ui(&mut self, ui: &mut Ui, composing: bool) -> Option<Ask> {
        let look = Look::get(ui);
        let desk = &mut self.desk;
        let bar = Frame::NONE.fill(look.panel).inner_margin(Margin::symmetric(8, 4));
        let name = BAR_PANE.get(desk.lang);
        let top = Panel::top("bar").frame(bar).show(ui, |ui| {
            let rect = ui.available_rect_before_wrap();
            (focus::pane_ui(ui, egui::Id::unique("bar pane"), rect, name, false), menus::bar_ui(ui, desk))
        });
        let (bar_pane, mut ask) = top.inner;
        Panel::bottom("status").frame(bar).show(ui, |ui| status::ui(ui, desk));
        if desk.work.is_none() {
            let recent = &self.recent;
            let frame = Frame::NONE.fill(look.paper).inner_margin(GAP2);
            let shown = CentralPanel::default().frame(frame).show(ui, |ui| welcome::ui(ui, desk, recent));
            self.floor = shown.response.rect.bottom();
            let asked = shown.inner;
            self.panes.push(bar_pane);
            return asked.or(ask);
        }
        // Panels that can be closed come behind the two panes, in whatever order they are drawn.
        let mut more = Vec::new();
        if desk.finder.open {
            let name = FIND_PANE.get(desk.lang);
            let find = |ui: &mut Ui| self.find.ui(ui, desk, composing);
            let pane = Panel::top("find").frame(bar).show(ui, |ui| focus::in_pane(ui, "find", name, find));
            more.push(pane.inner);
        }
        let height = doubts::height(desk);
        let name = DOUBTS_PANE.get(desk.lang);
        let doubts = |ui: &mut Ui| self.doubts.ui(ui, desk);
        let pane = Panel::bottom("doubts").exact_size(height).resizable(false).frame(bar);
        let shown = pane.show(ui, |ui| focus::in_pane(ui, "doubts", name, doubts));
        more.push(shown.inner);
        if desk.work.as_ref().is_some_and(|work| work.compared().is_some()) {
            let name = COMPARED_PANE.get(desk.lang);
            let strip = |ui: &mut Ui| compared::ui(ui, desk);
            let pane = Panel::bottom("compared").exact_size(compared::HEIGHT).resizable(false).frame(bar);
            more.push(pane.show(ui, |ui| focus::in_pane(ui, "compared", name, strip)).inner);
        }
        // The panel grows where the first doubt is asked: what was brought into view must not be behind it. Where it grows
        // without the editor having gone anywhere, as when doubts were counted, nothing moves.
        let height = shown.response.rect.height();
        let grown = height - std::mem::replace(&mut self.doubts_height, height);
        if let Some(work) = desk.work.as_mut() {
            let went = std::mem::replace(&mut self.revealed, work.reveal) != work.reveal;
            if went && grown > 0.5 {
                work.reveal += 1;
            }
        }
        let strip = Frame::NONE.fill(look.desk);
        Panel::left("overview").exact_size(theme::OVERVIEW).resizable(false).frame(strip).show(ui, |ui| {
            overview::ui(ui, desk, &mut self.raw, &mut self.overview);
        });
        if self.history.open || desk.inspector {
            let frame = Frame::NONE.fill(look.panel).inner_margin(GAP2);
            let pane = Panel::right("side").exact_size(theme::SIDE).resizable(false).frame(frame);
            let (history, inspector) = (&mut self.history, &mut self.inspector);
            pane.show(ui, |ui| side_ui(ui, desk, history, inspector, &mut more));
        }
        let below = ui.available_rect_before_wrap();
        let whole = offer::ui(ui, desk, below);
        let most = (whole.width() - RAW).max(ARTICLES);
        let width = (whole.width() * self.split).clamp(ARTICLES.min(most), most).round();
        let (left, right) = whole.split_left_right_at_x(whole.right() - width);
        // The raw text first: so the keyboard comes from it to the articles.
        let rest = hints::ui(ui, desk, left, &[Hint::Boundary, Hint::Fragment]);
        let mut child = ui.new_child(egui::UiBuilder::new().id_salt("raw").max_rect(rest));
        ask = self.raw.ui(&mut child, desk).or(ask);
        self.panes.push(Pane { id: raw::id(), rect: rest });
        self.floor = rest.bottom();
        let rest = hints::ui(ui, desk, right, &[Hint::Done]);
        self.floor = self.floor.min(rest.bottom());
        let mut child = ui.new_child(egui::UiBuilder::new().id_salt("articles").max_rect(rest));
        child.set_clip_rect(rest.intersect(ui.clip_rect()));
        let name = ARTICLES_PANE.get(desk.lang);
        self.panes.push(focus::pane_ui(&child, articles_id(), rest, name, true));
        ask = self.articles.ui(&mut child, desk).or(ask);
        self.panes.extend(more);
        self.panes.push(bar_pane);
        ui.advance_cursor_after_rect(below);
        split::ui(ui, desk.lang, &mut self.split, whole, left.right());
        focus::ring_of_pane(ui, &self.panes);
        ask
    }
}

/// The column at the right: the history, the inspector, or both one over the other, so that the texts keep their room.
fn side_ui(
    ui: &mut Ui,
    desk: &mut Desk,
    history: &mut HistoryPane,
    inspector: &mut InspectorPane,
    panes: &mut Vec<Pane>,
) {
    if history.open && desk.inspector {
        let height = (ui.available_height() - GAP4) / 2.0;
        let half = egui::vec2(ui.available_width(), height);
        ui.allocate_ui(half, |ui| {
            ui.set_min_size(half);
            panes.push(focus::in_pane(ui, "history", HISTORY_PANE.get(desk.lang), |ui| history.ui(ui, desk)));
        });
        ui.separator();
    } else if history.open {
        panes.push(focus::in_pane(ui, "history", HISTORY_PANE.get(desk.lang), |ui| history.ui(ui, desk)));
    }
    if desk.inspector {
        panes.push(focus::in_pane(ui, "inspector", INSPECTOR_PANE.get(desk.lang), |ui| inspector.ui(ui, desk)));
    }
}

//! What the keyboard is on: a ring around things that are drawn by hand, and the panes that F6 walks through.

use crate::app::theme::Look;
use eframe::egui::{
    CornerRadius, EventFilter, Id, Painter, Rect, Response, Sense, Stroke, StrokeKind, Ui, WidgetInfo, accesskit::Role,
};

/// How thick the ring is, in points.
const RING: f32 = 2.0;

/// Paints the ring around what has the keyboard. It is seen on every ground: it stands off from it by its contrast, and from
/// what only the pointer is on by its form.
pub fn ring(painter: &Painter, look: &Look, rect: Rect) {
    let rect = rect.intersect(painter.clip_rect().shrink(1.0));
    painter.rect_stroke(rect, CornerRadius::same(4), Stroke::new(RING, look.accent), StrokeKind::Inside);
}

/// The ring, where `response` has the keyboard.
pub fn ring_of(ui: &Ui, response: &Response) {
    if response.has_focus() {
        ring(ui.painter(), Look::get(ui), response.rect);
    }
}

/// The ring around the pane that has the keyboard as a whole.
pub fn ring_of_pane(ui: &Ui, panes: &[Pane]) {
    if let Some(pane) = panes.iter().find(|pane| ui.memory(|memory| memory.has_focus(pane.id))) {
        ring(ui.painter(), Look::get(ui), pane.rect);
    }
}

/// A pane that can have the keyboard: its name, and what of it the keyboard is on.
pub struct Pane {
    /// How it is found again.
    pub id: Id,
    /// Where it is.
    pub rect: Rect,
}

/// Draws a pane as a place that F6 goes to, before what stands in it. `arrows`: the pane takes the arrow keys itself.
pub fn pane_ui(ui: &Ui, id: Id, rect: Rect, name: &str, arrows: bool) -> Pane {
    let response = ui.interact(rect, id, Sense::focusable_noninteractive());
    response.widget_info(|| WidgetInfo::labeled(Role::Region, true, name));
    if arrows {
        keep_arrows(ui, id);
    }
    Pane { id, rect }
}

/// Draws a panel as a pane. `id`: its own among the panes.
pub fn in_pane(ui: &mut Ui, id: &str, name: &str, contents: impl FnOnce(&mut Ui)) -> Pane {
    let pane = pane_ui(ui, Id::unique(("pane", id)), ui.available_rect_before_wrap(), name, false);
    contents(ui);
    pane
}

/// While `id` has the keyboard, arrows do not lead away from it.
pub fn keep_arrows(ui: &Ui, id: Id) {
    let filter = EventFilter { horizontal_arrows: true, vertical_arrows: true, ..EventFilter::default() };
    ui.memory_mut(|memory| memory.set_focus_lock_filter(id, filter));
}

/// Gives the keyboard to the pane behind the one that has it, or before it; to the first where none has.
pub fn walk(ui: &Ui, panes: &[Pane], forward: bool) {
    let focused = ui.memory(|memory| memory.focused());
    let rect = focused.and_then(|id| ui.ctx().read_response(id)).map(|response| response.rect);
    // A thing in a pane counts as the pane: the smallest that holds it.
    let at = focused.and_then(|id| panes.iter().position(|pane| pane.id == id)).or_else(|| {
        let centre = rect?.center();
        let holding = panes.iter().enumerate().filter(|(_, pane)| pane.rect.contains(centre));
        holding.min_by(|(_, a), (_, b)| a.rect.area().total_cmp(&b.rect.area())).map(|(at, _)| at)
    });
    let count = panes.len();
    let to = match (at, forward) {
        (Some(at), true) => (at + 1) % count.max(1),
        (Some(at), false) => (at + count.saturating_sub(1)) % count.max(1),
        (None, true) => 0,
        (None, false) => count.saturating_sub(1),
    };
    if let Some(pane) = panes.get(to) {
        ui.memory_mut(|memory| memory.request_focus(pane.id));
        ui.request_repaint();
    }
}

//! Draws a block, and turns clicks on it into acts.

use super::act::Act;
use super::drag::BlockDrag;
use super::text::{Laid, Under, setting};
use super::{marks, menu, says};
use crate::app::theme::{self, GAP, GAP2, GAP4, Look, SMALL};
use crate::app::widgets::card::BAR;
use crate::app::widgets::focus;
use crate::desk::words;
use crate::desk::{Desk, Lang, Work};
use crate::model::{Block, BlockId, Role};
use eframe::egui::accesskit;
use eframe::egui::{
    Align2, CornerRadius, CursorIcon, Id, Pos2, Rect, Response, Sense, Stroke, StrokeKind, Ui, Vec2, WidgetInfo, pos2,
    vec2,
};

/// Where the text of a card begins, from the card's left edge: behind the bar and the grip.
pub(super) const LEFT: f32 = 28.0;
/// Where it ends, from the right edge.
pub(super) const RIGHT: f32 = GAP4;
/// How much of the width a role's label takes.
const LABEL: f32 = 60.0;

/// What everything in the pane is drawn with.
pub(super) struct Scene<'a> {
    pub(super) ui: &'a mut Ui,
    pub(super) desk: &'a Desk,
    pub(super) work: &'a Work,
    pub(super) look: &'static Look,
    pub(super) lang: Lang,
    pub(super) selected: Option<BlockId>,
    /// What is to be done when all is drawn.
    pub(super) acts: &'a mut Vec<Act>,
}

/// A block of a card that is in sight.
pub(super) struct Shown<'a> {
    pub(super) id: BlockId,
    pub(super) index: usize,
    pub(super) block: &'a Block,
    pub(super) laid: &'a Laid,
    /// All of it, as wide as the card.
    pub(super) rect: Rect,
    /// The number of its article; 0 in the sections at the end.
    pub(super) number: usize,
}

fn has_label(role: Role) -> bool {
    !matches!(role, Role::Body | Role::Furniture | Role::Discarded)
}

/// How wide the text of a block may be in a card of `width` points.
pub(super) fn text_width(width: f32, role: Role) -> f32 {
    let label = if has_label(role) { LABEL } else { 0.0 };
    let frame = if setting(role).boxed { 2.0 * GAP2 } else { 0.0 };
    (width - LEFT - RIGHT - label - frame).max(80.0)
}

/// Where the text of a block begins, from the upper left corner of the block.
pub(super) fn text_corner(role: Role) -> Vec2 {
    vec2(LEFT, setting(role).above) + inset(role)
}

/// Between the box of a block and its text.
fn inset(role: Role) -> Vec2 {
    if setting(role).boxed { vec2(GAP2, GAP) } else { Vec2::ZERO }
}

/// How high a block is whose text is `text` points high.
pub(super) fn height(role: Role, text: f32) -> f32 {
    let set = setting(role);
    set.above + text + set.below + if set.boxed { 2.0 * GAP } else { 0.0 }
}

/// Draws a block.
pub(super) fn block_ui(scene: &mut Scene<'_>, shown: &Shown<'_>) {
    let look = scene.look;
    let set = setting(shown.block.role);
    let selected = scene.selected == Some(shown.id);
    let area = Rect::from_x_y_ranges(shown.rect.left() + BAR..=shown.rect.right() - 2.0, shown.rect.y_range());
    let response = scene.ui.interact(area, Id::unique(("article-block", shown.id)), Sense::click());
    let name = says::block(scene.lang, shown.block.role, &shown.laid.reading.text);
    response.widget_info(|| WidgetInfo::selected(accesskit::Role::ListItem, true, selected, &name));
    scene.ui.accesskit_node_builder(response.id, |node| {
        node.set_value(shown.laid.reading.text.as_str());
        node.set_description(says::known(scene.lang, &shown.block.why));
    });
    let body = Rect::from_min_max(area.min + vec2(0.0, set.above), pos2(area.right(), area.bottom() - set.below));
    let painter = scene.ui.painter();
    if set.boxed {
        let outer = Rect::from_x_y_ranges(shown.rect.left() + LEFT..=shown.rect.right() - RIGHT, body.y_range());
        let edge = Stroke::new(1.0, look.line);
        painter.rect(outer, CornerRadius::same(4), look.panel, edge, StrokeKind::Inside);
    }
    if selected {
        painter.rect_filled(area, CornerRadius::ZERO, look.tint(shown.number.max(1)));
        let bar = Rect::from_min_size(area.min, vec2(3.0, area.height()));
        painter.rect_filled(bar, CornerRadius::ZERO, look.accent);
    }
    let origin = shown.rect.min + text_corner(shown.block.role);
    painter.galley(origin, shown.laid.galley.clone(), look.ink);
    if has_label(shown.block.role) {
        label_ui(scene, shown, body);
    }
    clicks(scene, shown, &response, origin);
    marks::inline_seams_ui(scene, shown.laid, origin);
    grip_ui(scene, shown, &response, body);
    focus::ring_of(scene.ui, &response);
}

/// The role, at the right of the first row; hovering tells why.
fn label_ui(scene: &Scene<'_>, shown: &Shown<'_>, body: Rect) {
    let inset = inset(shown.block.role);
    let row = shown.laid.galley.rows.first().map_or(0.0, |row| row.height());
    let at = pos2(shown.rect.right() - RIGHT - inset.x, body.top() + inset.y + row / 2.0);
    let word = words::role(shown.block.role).get(scene.lang);
    let font = theme::regular(SMALL);
    let rect = scene.ui.painter().text(at, Align2::RIGHT_CENTER, word, font, scene.look.faint);
    let hover = scene.ui.interact(rect, Id::unique(("article-role", shown.id)), Sense::hover());
    hover.on_hover_text(says::known(scene.lang, &shown.block.why));
}

fn clicks(scene: &mut Scene<'_>, shown: &Shown<'_>, response: &Response, origin: Pos2) {
    let at = response.interact_pointer_pos().and_then(|at| shown.laid.place_at(at - origin));
    let first = || shown.block.first().map(|span| (span.from(), 0));
    if let Some((place, char)) = at.or_else(first) {
        if response.double_clicked() {
            scene.acts.push(Act::Correct(shown.id, char));
        } else if response.clicked() || response.secondary_clicked() || response.gained_focus() {
            scene.acts.push(Act::Select(place));
        }
    }
    let (desk, acts) = (scene.desk, &mut *scene.acts);
    response.context_menu(|ui| menu::block_ui(ui, desk, acts));
    if let Some(at) = response.hover_pos()
        && let Under::Corrected(kind) = shown.laid.under(at - origin)
        && let Some(tip) = says::dump_had(scene.lang, scene.work.project(), &kind)
    {
        response.clone().on_hover_text_at_pointer(tip);
    }
}

/// Six dots to take the block by, at its left while the pointer is over it.
fn grip_ui(scene: &Scene<'_>, shown: &Shown<'_>, block: &Response, body: Rect) {
    let row = shown.laid.galley.rows.first().map_or(0.0, |row| row.height());
    let center = pos2(shown.rect.left() + BAR + (LEFT - BAR) / 2.0, body.top() + row / 2.0);
    let rect = Rect::from_center_size(center, vec2(LEFT - BAR - 4.0, row.max(20.0)));
    let grip = scene.ui.interact(rect, Id::unique(("article-grip", shown.id)), Sense::DRAG);
    let name = format!("{} {}", says::MOVE.get(scene.lang), shown.index + 1);
    grip.widget_info(|| WidgetInfo::labeled(accesskit::Role::Button, true, &name));
    grip.dnd_set_drag_payload(BlockDrag { block: shown.id, home: shown.block.home });
    if !(block.hovered() || grip.hovered() || grip.dragged()) {
        return;
    }
    let colour = if grip.hovered() || grip.dragged() { scene.look.accent } else { scene.look.faint };
    for x in [-3.0, 3.0] {
        for y in [-5.0, 0.0, 5.0] {
            scene.ui.painter().circle_filled(center + vec2(x, y), 1.5, colour);
        }
    }
    grip.on_hover_and_drag_cursor(CursorIcon::Grab).on_hover_ui(|ui| {
        ui.label(scene.desk.tip_of(says::MOVE.get(scene.lang), &["block.up", "block.down"]));
    });
}

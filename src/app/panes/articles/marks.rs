//! The quiet marks between blocks and inside them: seams, lost text, and where paragraphs can be joined.

use super::act::Act;
use super::block::{LEFT, RIGHT, Scene};
use super::says;
use super::text::Laid;
use crate::app::theme::{self, GAP2, SMALL};
use crate::app::widgets::{card, focus};
use crate::desk::{CommandId, command};
use crate::model::{BlockId, SeamKey};
use eframe::egui::accesskit::Role;
use eframe::egui::{CursorIcon, Id, Pos2, Rect, Sense, Shape, Stroke, WidgetInfo, pos2, vec2};

/// Where the text goes on elsewhere between two blocks: a dashed line with the number of the line where it goes on.
pub(super) fn seam_ui(scene: &mut Scene<'_>, rect: Rect, key: SeamKey) {
    let (lang, look, project) = (scene.lang, scene.look, scene.work.project());
    let middle = rect.center().y;
    let word = format!("▸ {}", says::target(lang, project, key));
    let right = rect.right() - RIGHT;
    let painter = scene.ui.painter();
    let text = painter.layout_no_wrap(word, theme::regular(SMALL), look.faint);
    let place = Rect::from_min_size(pos2(right - text.size().x, middle - text.size().y / 2.0), text.size());
    let (from, to) = (pos2(rect.left() + LEFT, middle), pos2(place.left() - GAP2, middle));
    painter.extend(Shape::dashed_line(&[from, to], Stroke::new(1.0, look.line), 4.0, 4.0));
    let hit = Rect::from_min_max(pos2(from.x, rect.top()), pos2(right, rect.bottom()));
    let response = seam_link(scene, hit, key);
    let ink = if response { look.accent } else { look.faint };
    scene.ui.painter().galley_with_override_text_color(place.min, text, ink);
}

/// The marks inside a block, which were laid out with its text: what makes them links.
pub(super) fn inline_seams_ui(scene: &mut Scene<'_>, laid: &Laid, origin: Pos2) {
    for (key, rect) in laid.seams() {
        let rect = rect.translate(origin.to_vec2());
        if seam_link(scene, rect, key) {
            scene.ui.painter().hline(rect.x_range(), rect.bottom() - 3.0, Stroke::new(1.0, scene.look.accent));
        }
    }
}

/// Makes `rect` a link to where the text goes on. True where the pointer is over it.
fn seam_link(scene: &mut Scene<'_>, rect: Rect, key: SeamKey) -> bool {
    let (lang, project) = (scene.lang, scene.work.project());
    let response = scene.ui.interact(rect, Id::unique(("article-seam", key)), Sense::click());
    let name = says::seam_name(lang, project, key);
    response.widget_info(|| WidgetInfo::labeled(Role::Link, true, &name));
    if response.clicked() {
        scene.acts.push(Act::Follow(key.to));
    }
    focus::ring_of(scene.ui, &response);
    let hovered = response.hovered();
    if hovered {
        response.on_hover_cursor(CursorIcon::PointingHand).on_hover_ui(|ui| {
            ui.label(scene.desk.tip_of(&says::seam(lang, project, key), &["go.link"]));
        });
    }
    hovered
}

/// Text that is known to be missing.
pub(super) fn missing_ui(scene: &Scene<'_>, rect: Rect, word: &str) {
    let left = pos2(rect.left() + LEFT, rect.center().y);
    let look = scene.look;
    let chip = card::chip(scene.ui.painter(), left, word, look.faint, look.panel, look.line);
    let response = scene.ui.interact(chip, Id::unique(("article-missing", word, rect.top().to_bits())), Sense::hover());
    response.widget_info(|| WidgetInfo::labeled(Role::Label, true, word));
}

/// Where text is missing behind a block; a click edits what is said of it.
pub(super) fn gap_ui(scene: &mut Scene<'_>, rect: Rect, block: BlockId, word: &str) {
    let left = pos2(rect.left() + LEFT, rect.center().y);
    let look = scene.look;
    let id = Id::unique(("article-gap", block));
    let ink = if scene.ui.ctx().read_response(id).is_some_and(|last| last.hovered()) { look.ink } else { look.faint };
    let chip = card::chip(scene.ui.painter(), left, word, ink, look.panel, look.line);
    let response = scene.ui.interact(chip, id, Sense::CLICK).on_hover_cursor(CursorIcon::PointingHand);
    response.widget_info(|| WidgetInfo::labeled(Role::Button, true, word));
    let first = scene.work.project().block(block).and_then(crate::model::Block::first);
    if let (true, Some(span)) = (response.clicked(), first) {
        scene.acts.push(Act::Select(span.from()));
        scene.acts.push(Act::Run(CommandId("block.gap_note")));
    }
    if let Some(command) = command(CommandId("block.gap_note")) {
        response.on_hover_text(scene.desk.tip(command));
    }
}

/// Between two paragraphs, where the pointer is near: joins them.
pub(super) fn join_ui(scene: &mut Scene<'_>, card: Rect, y: f32, above: BlockId) {
    let (lang, look) = (scene.lang, scene.look);
    let center = pos2(card.left() + LEFT + (card.width() - LEFT - RIGHT) / 2.0, y);
    let near = Rect::from_center_size(center, vec2(card.width(), 12.0));
    let word = says::JOIN.get(lang);
    let font = theme::regular(SMALL);
    let width = scene.ui.painter().layout_no_wrap(word.to_owned(), font, look.accent).size().x + 2.0 * GAP2;
    let rect = Rect::from_center_size(center, vec2(width, 18.0));
    let pointer = scene.ui.input(|input| input.pointer.hover_pos());
    let over = pointer.is_some_and(|at| near.contains(at) || rect.contains(at))
        && scene.ui.rect_contains_pointer(near.union(rect));
    if !over || scene.ui.input(|input| input.pointer.any_down()) && !scene.ui.rect_contains_pointer(rect) {
        return;
    }
    let response = scene.ui.interact(rect, Id::unique(("article-join", above)), Sense::CLICK);
    let name = says::JOIN_NAME.get(lang);
    response.widget_info(|| WidgetInfo::labeled(Role::Button, true, name));
    let painter = scene.ui.painter();
    painter.hline(card.left() + LEFT..=card.right() - RIGHT, y, Stroke::new(1.0, look.accent));
    let fill = if response.hovered() { look.selection } else { look.paper };
    card::chip(
        painter,
        rect.left_center(),
        word,
        if response.hovered() { look.ink } else { look.accent },
        fill,
        look.accent,
    );
    if response.clicked() {
        scene.acts.push(Act::Join(above));
    }
    response.on_hover_text(scene.desk.tip_of(name, &["paragraph.join"]));
}

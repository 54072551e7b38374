//! The paper of a card, and the small things in its header: number, tick, triangle, chip.

use crate::app::theme::{self, GAP, GAP2, Look, SMALL};
use eframe::egui::accesskit::Role;
use eframe::egui::{
    self, Align2, Color32, CornerRadius, Id, Painter, Pos2, Rect, Response, Sense, Shape, Stroke, StrokeKind,
    WidgetInfo, vec2,
};

/// How high a card's header is, in points.
pub const HEADER: f32 = 32.0;
/// How wide the bar in the article's colour is.
pub const BAR: f32 = 4.0;
/// How high the number's badge is, and how wide at the least.
const BADGE: f32 = 20.0;
/// The side of the tick's box.
const TICK: f32 = 16.0;

/// How a card stands out.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Standing {
    /// What is selected is in it.
    pub selected: bool,
    /// What is dragged would drop into it.
    pub lit: bool,
}

/// Paints the paper of a card, with a bar in the colour of article `number` where it has one.
pub fn paper(painter: &Painter, look: &Look, rect: Rect, number: Option<usize>, standing: Standing) {
    // A card may be taller than any screen: what is out of sight is cut off before it is painted.
    let rect = rect.intersect(painter.clip_rect().expand2(vec2(0.0, 4.0 * GAP2)));
    let corner = CornerRadius::same(6);
    let stroke = if standing.lit {
        Stroke::new(2.0, look.accent)
    } else if standing.selected {
        Stroke::new(1.5, look.accent)
    } else {
        Stroke::new(1.0, look.line)
    };
    painter.rect(rect, corner, look.paper, stroke, StrokeKind::Inside);
    let bar = Rect::from_min_max(rect.min, Pos2::new(rect.left() + BAR, rect.bottom()));
    let colour = number.map_or(look.line, |number| look.bar(number));
    painter.rect_filled(bar, CornerRadius { nw: 6, sw: 6, ne: 0, se: 0 }, colour);
}

/// Paints the number of an article at `left`; returns how wide that is.
pub fn badge(painter: &Painter, look: &Look, left: Pos2, number: usize) -> f32 {
    let text = painter.layout_no_wrap(number.to_string(), theme::bold(SMALL), look.on_bar(number));
    let width = (text.size().x + 2.0 * GAP + 2.0).max(BADGE);
    let rect = Rect::from_min_size(left - vec2(0.0, BADGE / 2.0), vec2(width, BADGE));
    painter.rect_filled(rect, CornerRadius::same(5), look.bar(number));
    let at = rect.center() - text.size() / 2.0;
    painter.galley(at, text, look.on_bar(number));
    width
}

/// A box with a tick and its word, ending at `right`. Returns the response and where it begins.
pub fn tick_ui(ui: &egui::Ui, right: Pos2, id: Id, ticked: bool, word: &str, name: &str) -> (Response, f32) {
    let look = Look::get(ui);
    let painter = ui.painter();
    let ink = if ticked { look.ink } else { look.faint };
    let text = painter.layout_no_wrap(word.to_owned(), theme::regular(SMALL), ink);
    let width = TICK + GAP + text.size().x;
    let rect = Rect::from_min_size(right - vec2(width, HEADER / 2.0), vec2(width, HEADER));
    let response = ui.interact(rect.expand2(vec2(GAP, 0.0)), id, Sense::click());
    response.widget_info(|| WidgetInfo::selected(Role::CheckBox, true, ticked, name));
    super::focus::ring_of(ui, &response);
    // Chinese characters sit a point below the middle of their row.
    let square = Rect::from_center_size(Pos2::new(rect.left() + TICK / 2.0, right.y + 1.0), vec2(TICK, TICK));
    tick(painter, look, square, ticked, response.hovered() || response.has_focus());
    let at = Pos2::new(square.right() + GAP, right.y - text.size().y / 2.0);
    painter.galley(at, text, ink);
    (response, rect.left())
}

/// Paints a box, with a tick where it is ticked. `active`: the pointer or the focus is on it.
pub fn tick(painter: &Painter, look: &Look, square: Rect, ticked: bool, active: bool) {
    let (fill, edge) = if ticked { (look.accent, look.accent) } else { (look.paper, look.faint) };
    let edge = if active { look.accent } else { edge };
    painter.rect(square, CornerRadius::same(3), fill, Stroke::new(1.0, edge), StrokeKind::Inside);
    if ticked {
        let at = |x: f32, y: f32| square.min + vec2(x, y) * square.width();
        let path = vec![at(0.22, 0.53), at(0.42, 0.73), at(0.79, 0.29)];
        painter.add(Shape::line(path, Stroke::new(2.0, look.on_accent)));
    }
}

/// The triangle that folds a card.
pub fn fold_ui(ui: &egui::Ui, center: Pos2, id: Id, folded: bool, name: &str) -> Response {
    let look = Look::get(ui);
    let rect = Rect::from_center_size(center, vec2(BADGE, HEADER));
    let response = ui.interact(rect, id, Sense::click());
    response.widget_info(|| WidgetInfo::labeled(Role::Button, true, name));
    super::focus::ring_of(ui, &response);
    let colour = if response.hovered() || response.has_focus() { look.accent } else { look.faint };
    let points = if folded { [(-3.0, -5.0), (4.0, 0.0), (-3.0, 5.0)] } else { [(-5.0, -3.0), (5.0, -3.0), (0.0, 4.0)] };
    let points = points.into_iter().map(|(x, y)| center + vec2(x, y)).collect();
    ui.painter().add(Shape::convex_polygon(points, colour, Stroke::NONE));
    response
}

/// Paints a word in a rounded box with its left edge in the middle of `left`; returns its rectangle.
pub fn chip(painter: &Painter, left: Pos2, word: &str, ink: Color32, fill: Color32, edge: Color32) -> Rect {
    let text = painter.layout_no_wrap(word.to_owned(), theme::regular(SMALL), ink);
    let size = text.size() + vec2(2.0 * GAP2, 2.0);
    let rect = Align2::LEFT_CENTER.anchor_size(left, size);
    painter.rect(rect, CornerRadius::same(8), fill, Stroke::new(1.0, edge), StrokeKind::Inside);
    painter.galley(rect.center() - text.size() / 2.0, text, ink);
    rect
}

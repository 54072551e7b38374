//! Small signs drawn with lines. The typeface has these as characters, which sit too low and are too thin beside text.

use crate::app::theme::Look;
use eframe::egui::{Button, Pos2, Rect, Response, Shape, Stroke, Ui, WidgetInfo, accesskit::Role, vec2};

/// The side of a button with a sign.
pub const SIDE: f32 = 28.0;
/// How far a sign reaches from its middle.
const REACH: f32 = 4.5;

/// What is drawn.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Icon {
    /// Closes or sends away.
    Cross,
    /// To what comes before.
    Back,
    /// To what comes next.
    On,
}

impl Icon {
    /// Its strokes around a middle.
    fn strokes(self, middle: Pos2) -> Vec<Vec<Pos2>> {
        let at = |x: f32, y: f32| middle + vec2(x, y) * REACH;
        match self {
            Self::Cross => vec![vec![at(-1.0, -1.0), at(1.0, 1.0)], vec![at(1.0, -1.0), at(-1.0, 1.0)]],
            Self::Back => vec![vec![at(0.5, -1.0), at(-0.5, 0.0), at(0.5, 1.0)]],
            Self::On => vec![vec![at(-0.5, -1.0), at(0.5, 0.0), at(-0.5, 1.0)]],
        }
    }
}

/// A button with a sign, called `name` by those who cannot see it. `framed`: with a button's frame around it.
pub fn button_ui(ui: &mut Ui, icon: Icon, name: &str, enabled: bool, framed: bool) -> Response {
    let button = Button::new("").min_size(vec2(SIDE, SIDE)).frame_when_inactive(framed);
    finish(ui, icon, name, enabled, |ui| ui.add_enabled(enabled, button))
}

/// The same without a frame, in a place of its own.
pub fn put_ui(ui: &mut Ui, rect: Rect, icon: Icon, name: &str) -> Response {
    let button = Button::new("").min_size(rect.size()).frame_when_inactive(false);
    finish(ui, icon, name, true, |ui| ui.put(rect, button))
}

fn finish(ui: &mut Ui, icon: Icon, name: &str, enabled: bool, add: impl FnOnce(&mut Ui) -> Response) -> Response {
    let response = add(ui);
    response.widget_info(|| WidgetInfo::labeled(Role::Button, enabled, name));
    let ink = Look::get(ui).ink;
    let stroke = Stroke::new(1.5, if enabled { ink } else { ui.visuals().disable(ink) });
    for line in icon.strokes(response.rect.center()) {
        ui.painter().add(Shape::line(line, stroke));
    }
    response
}

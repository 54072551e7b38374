//! A hint for the first minutes, at the lower edge of the pane that it is about: nothing in the pane moves when it goes.

use crate::app::theme::{self, GAP, GAP2, Look};
use crate::desk::words::{Text, text};
use crate::desk::{CommandId, Desk, Hint, Lang};
use eframe::egui::{Button, Rect, Stroke, Ui, WidgetInfo, accesskit::Role, pos2, vec2};

const AWAY: Text = text("不再提示", "Don't show this again");
/// The side of the button that sends it away.
const CROSS: f32 = 24.0;

/// Draws the first of these hints that is still to be shown; returns what is left of `rect` for the pane.
pub(crate) fn ui(ui: &mut Ui, desk: &mut Desk, rect: Rect, among: &[Hint]) -> Rect {
    let Some(hint) = desk.hint(among) else { return rect };
    let (lang, look) = (desk.lang, Look::get(ui));
    let key = hint.commands().first().map(|id| desk.key_of(CommandId(id))).unwrap_or_default();
    let room = (rect.width() - CROSS - 4.0 * GAP2).max(80.0);
    let said = says(lang, hint, &key);
    let galley = ui.painter().layout(said.clone(), theme::regular(theme::ASIDE), look.ink, room);
    let height = (galley.size().y + GAP2).max(CROSS + GAP);
    let strip = Rect::from_min_max(pos2(rect.left(), rect.bottom() - height), rect.max);
    ui.painter().rect_filled(strip, 0.0, look.selection);
    ui.painter().hline(strip.x_range(), strip.top(), Stroke::new(1.0, look.accent));
    let note = ui.interact(strip, ui.scope_id().with(hint.name()), eframe::egui::Sense::hover());
    note.widget_info(|| WidgetInfo::labeled(Role::Note, true, &said));
    ui.painter().galley(pos2(strip.left() + GAP2 + GAP, strip.center().y - galley.size().y / 2.0), galley, look.ink);
    let cross = Rect::from_center_size(pos2(strip.right() - GAP2 - CROSS / 2.0, strip.center().y), vec2(CROSS, CROSS));
    let away = ui.put(cross, Button::new("×").frame(false));
    let name = AWAY.get(lang);
    away.widget_info(|| WidgetInfo::labeled(Role::Button, true, name));
    if away.on_hover_text(name).clicked() {
        desk.dismiss(hint);
    }
    Rect::from_min_max(rect.min, pos2(rect.right(), strip.top()))
}

/// What a hint says; `key` is empty where its command has none.
fn says(lang: Lang, hint: Hint, key: &str) -> String {
    match (lang, hint, key.is_empty()) {
        (Lang::Zh, Hint::Boundary, true) => "拖动圆点，可移动边界".to_owned(),
        (Lang::Zh, Hint::Boundary, false) => format!("拖动圆点，可移动边界；也可按 {key}"),
        (Lang::En, Hint::Boundary, true) => "Drag a dot to move its boundary".to_owned(),
        (Lang::En, Hint::Boundary, false) => format!("Drag a dot to move its boundary, or press {key}"),
        (Lang::Zh, Hint::Fragment, true) => "碎片放错了篇目？把行号旁的色条拖到右边的篇目上".to_owned(),
        (Lang::Zh, Hint::Fragment, false) => format!("碎片放错了篇目？按 {key}，或把行号旁的色条拖到右边的篇目上"),
        (Lang::En, Hint::Fragment, true) => "In the wrong article? Drag its coloured bar onto a card".to_owned(),
        (Lang::En, Hint::Fragment, false) => {
            format!("In the wrong article? Press {key}, or drag its coloured bar onto a card")
        }
        (Lang::Zh, Hint::Done, true) => "一篇核对无误，就在右上角打勾".to_owned(),
        (Lang::Zh, Hint::Done, false) => format!("一篇核对无误，就打勾，或按 {key} 转到下一篇"),
        (Lang::En, Hint::Done, true) => "An article is right? Tick it".to_owned(),
        (Lang::En, Hint::Done, false) => format!("An article is right? Tick it, or press {key} to go on to the next"),
    }
}

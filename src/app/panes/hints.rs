//! A hint for the first minutes, at the lower edge of the pane that it is about: nothing in the pane moves when it goes.

use crate::app::theme::{self, GAP, GAP2, Look};
use crate::app::widgets::elided;
use crate::app::widgets::icon::{self, Icon};
use crate::desk::words::{Text, text};
use crate::desk::{CommandId, Desk, Hint, Lang};
use eframe::egui::{Rect, Sense, Stroke, Ui, UiBuilder, WidgetInfo, accesskit::Role, pos2, vec2};

const TIP: Text = text("提示", "Tip");
const AWAY: Text = text("不再提示", "Don't show this again");
/// How high the strip is, and the side of the button that sends it away.
const STRIP: f32 = 26.0;
const CROSS: f32 = 22.0;

/// Draws the first of these hints that is still to be shown, as one line; returns what is left of `rect` for the pane.
pub(crate) fn ui(ui: &mut Ui, desk: &mut Desk, rect: Rect, among: &[Hint]) -> Rect {
    let Some(hint) = desk.hint(among) else { return rect };
    let (lang, look) = (desk.lang, Look::get(ui));
    let key = hint.commands().first().map(|id| desk.key_of(CommandId(id))).unwrap_or_default();
    let said = says(lang, hint, &key);
    let (rest, strip) = rect.split_top_bottom_at_y(rect.bottom() - STRIP);
    let painter = ui.painter_at(strip);
    painter.rect_filled(strip, 0.0, look.panel);
    painter.hline(strip.x_range(), strip.top() + 0.5, Stroke::new(1.0, look.line));
    let tip = painter.layout_no_wrap(TIP.get(lang).to_owned(), theme::bold(theme::SMALL), look.accent);
    let cross = Rect::from_center_size(pos2(strip.right() - GAP - CROSS / 2.0, strip.center().y), vec2(CROSS, CROSS));
    let left = strip.left() + GAP2 + tip.size().x + GAP2;
    let galley = elided(ui, &said, theme::SMALL, look.ink, cross.left() - GAP - left);
    let cut = galley.elided;
    let middle = |height: f32| strip.center().y - height / 2.0;
    painter.galley(pos2(strip.left() + GAP2, middle(tip.size().y)), tip, look.accent);
    painter.galley(pos2(left, middle(galley.size().y)), galley, look.ink);
    let note = ui.interact(strip, ui.scope_id().with(hint.name()), Sense::hover());
    note.widget_info(|| WidgetInfo::labeled(Role::Note, true, &said));
    if cut {
        note.on_hover_text(&said);
    }
    let mut child = ui.new_child(UiBuilder::new().id_salt(("away", hint.name())).max_rect(cross));
    child.spacing_mut().button_padding = vec2(0.0, 0.0);
    child.spacing_mut().interact_size.y = CROSS;
    if icon::put_ui(&mut child, cross, Icon::Cross, AWAY.get(lang)).on_hover_text(AWAY.get(lang)).clicked() {
        desk.dismiss(hint);
    }
    rest
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

//! What is offered for the lines like the one that got a role just now: one line at the lower edge of the panes, where nothing
//! else moves when it comes or goes. It takes no focus, and goes when anything else is done.

use super::doubts::key_of;
use crate::app::theme::{self, GAP, GAP2, Look};
use crate::app::widgets::elided;
use crate::app::widgets::icon::{self, Icon};
use crate::desk::alike::SET_ALIKE;
use crate::desk::words::{self, Text, text};
use crate::desk::{Desk, command};
use eframe::egui::{self, Align, Button, Layout, Rect, Sense, Stroke, Ui, UiBuilder, WidgetInfo, pos2};

const NO: Text = text("不用", "Leave them as they are");
/// How high the line is, and the side of the button that turns the offer down.
const STRIP: f32 = 38.0;

/// Draws the line, where something is offered; returns what is left of `rect` for the panes.
pub(crate) fn ui(ui: &mut Ui, desk: &mut Desk, rect: Rect) -> Rect {
    let Some((work, offer)) = desk.work.as_ref().and_then(|work| Some((work, work.offer()?))) else { return rect };
    let Some(command) = command(SET_ALIKE) else { return rect };
    let (lang, look) = (desk.lang, Look::get(ui));
    let said = words::alike(lang, work.project(), offer);
    let answer = words::set_alike(lang, offer);
    let (rest, strip) = rect.split_top_bottom_at_y(rect.bottom() - STRIP);
    let painter = ui.painter_at(strip);
    painter.rect_filled(strip, 0.0, look.panel);
    painter.hline(strip.x_range(), strip.top() + 0.5, Stroke::new(1.0, look.accent));
    let inner = strip.shrink2(egui::vec2(GAP2, GAP));
    let mut child =
        ui.new_child(UiBuilder::new().id_salt("offer").max_rect(inner).layout(Layout::right_to_left(Align::Center)));
    let away = icon::button_ui(&mut child, Icon::Cross, NO.get(lang), true, false).on_hover_text(NO.get(lang));
    let key = key_of(&child, desk, command.id);
    let take = child.add(Button::new((answer.as_str(), key)));
    take.widget_info(|| WidgetInfo::labeled(egui::accesskit::Role::Button, true, &answer));
    let take = take.on_hover_text(desk.tip(command));
    let room = child.min_rect().left() - GAP2 - inner.left();
    let galley = elided(ui, &said.0, theme::BODY, look.ink, room);
    let note = Rect::from_min_size(inner.min, egui::vec2(room, inner.height()));
    painter.galley(pos2(inner.left(), inner.center().y - galley.size().y / 2.0), galley, look.ink);
    let note = ui.interact(note, ui.scope_id().with("offered"), Sense::hover());
    note.widget_info(|| WidgetInfo::labeled(egui::accesskit::Role::Note, true, &said.0));
    note.on_hover_text(said.1);
    if take.clicked() {
        desk.run(SET_ALIKE);
    } else if away.clicked()
        && let Some(work) = desk.work.as_mut()
    {
        work.decline();
    }
    rest
}

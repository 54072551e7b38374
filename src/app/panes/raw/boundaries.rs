//! Boundaries: lines between fragments, with a handle to drag them by and a preview that follows. The handle of one that begins
//! a row stands in the gutter, that of one inside a row at its place in the text: columns that were read across have several
//! in a line.

use super::{Placed, bands, place_at};
use crate::app::input;
use crate::app::theme::{self, GAP, GAP2, HANDLE, Look};
use crate::app::widgets::focus;
use crate::desk::words::{Text, quoted, text};
use crate::desk::{CommandId, Desk, Lang, Selection, Snap, Work, gestures};
use crate::model::{Boundary, Entry, Home, Project, boundaries_in, boundary_at};
use crate::text::{PageNo, Place, Span};
use eframe::egui::accesskit::{Action, Role as Access};
use eframe::egui::text::CCursor;
use eframe::egui::{self, CursorIcon, Pos2, Rangef, Rect, Sense, Ui, pos2, vec2};

const TIP: Text =
    text("拖动边界；按住 Alt 逐字移动，Esc 放弃", "Drag the boundary; Alt goes by characters, Esc gives up");

/// A boundary that is being dragged.
pub(super) struct Drag {
    at: Place,
    to: Place,
    /// How far below the text that it parts the handle was taken hold of, in points.
    below: f32,
}

/// Draws the boundaries in view; a drag moves one when it is let go.
pub(super) fn ui(
    ui: &mut Ui,
    desk: &mut Desk,
    drag: &mut Option<Drag>,
    rows: &[Placed],
    page: PageNo,
    text_rect: Rect,
    gutter_right: f32,
) {
    let Some((first, last)) = rows.first().zip(rows.last()) else { return };
    let Some(work) = desk.work.as_ref() else { return };
    // The boundary above the first row has its upper edge before it.
    let before = work.project().entry_before(Place::new(page, first.row.range.start.max(1)));
    let start = before.map_or(first.row.range.start, |entry| entry.span.start.get().min(first.row.range.start));
    let mut shown = boundaries_in(work.project(), page, start..last.row.range.end);
    // One that is dragged goes on being dragged when it leaves the view.
    if let Some(at) = drag.as_ref().map(|drag| drag.at).filter(|at| shown.iter().all(|boundary| boundary.at() != *at)) {
        shown.extend(boundary_at(work.project(), at));
    }
    let selected = work.selection().boundary;
    let mut moved = None;
    let mut picked = None;
    let mut step = None;
    let edges: Vec<Option<Pos2>> =
        shown.iter().map(|boundary| edge_of(rows, boundary.below.span.from(), text_rect)).collect();
    for (nth, boundary) in shown.into_iter().enumerate() {
        let dragged = drag.as_ref().is_some_and(|drag| drag.at == boundary.at());
        let above = boundary.at().pos.get() < first.row.range.start;
        let outside =
            pos2(text_rect.left(), if above { text_rect.top() - HANDLE } else { text_rect.bottom() + HANDLE });
        let Some(edge) = edges.get(nth).copied().flatten().or_else(|| dragged.then_some(outside)) else { continue };
        let inside = edge.x > text_rect.left();
        let (handle, grip) = handle_of(ui, edge, inside, gutter_right);
        let cursor = if inside { CursorIcon::ResizeHorizontal } else { CursorIcon::ResizeVertical };
        let id = id_of(boundary.at());
        let response = ui.interact(grip, id, Sense::click_and_drag()).on_hover_and_drag_cursor(cursor);
        let name = name(desk.lang, work.project(), boundary.below);
        response.widget_info(|| egui::WidgetInfo::labeled(Access::Slider, true, &name));
        let line_number = work.project().line_number(boundary.below.span.from());
        tell(ui, desk.lang, work, &boundary, response.id, line_number);
        let active = dragged || response.hovered() || response.has_focus() || selected == Some(boundary.at());
        line(ui, edge, text_rect, reach(&edges, nth, edge, gutter_right - GAP2, text_rect), active);
        knob(ui, handle.center(), active);
        if response.has_focus() {
            focus::ring(ui.painter(), Look::get(ui), handle.expand(2.0));
        }
        if response.clicked() || response.gained_focus() {
            picked = Some(boundary.at());
        }
        if let Some(down) = asked(ui, &response) {
            step = Some((boundary.at(), down));
        }
        if response.dragged()
            && let Some(pointer) = response.interact_pointer_pos()
        {
            let snap = if ui.input(|input| input.modifiers.alt) { Snap::Character } else { Snap::Line };
            let own = if inside { theme::raw_row(ui) / 2.0 } else { 0.0 };
            let below = drag.as_ref().map_or(own, |drag| drag.below);
            let point = pos2(pointer.x.max(text_rect.left()), pointer.y - below);
            if let Some(place) = place_at(rows, page, point) {
                *drag = Some(Drag { at: boundary.at(), to: work.snap(place, snap), below });
            }
        }
        if response.drag_stopped() {
            let to = drag.take().map(|drag| drag.to);
            // Esc ends a drag too, without a release: then nothing is done.
            if ui.input(|input| input.pointer.any_released()) {
                moved = to.map(|to| (boundary, to));
            }
        }
        if let Some(drag) = drag.as_ref().filter(|_| dragged) {
            preview(ui, desk, &boundary, drag.to, rows, text_rect, gutter_right);
        }
        response.on_hover_ui_at_pointer(|ui| {
            ui.label(desk.tip_of(TIP.get(desk.lang), &["boundary.up", "boundary.down"]));
        });
    }
    if ui.input(|input| input.key_pressed(egui::Key::Escape) || !input.pointer.any_down()) {
        *drag = None;
    }
    if let (Some((at, down)), Some(work)) = (step, desk.work.as_mut()) {
        work.view.selection = Selection { boundary: Some(at), ..Selection::at(at) };
        desk.run(CommandId(if down { "boundary.down" } else { "boundary.up" }));
        // The keyboard goes along with what it moved.
        if let Some(at) = desk.work.as_ref().and_then(|work| work.selection().boundary) {
            ui.memory_mut(|memory| memory.request_focus(id_of(at)));
        }
    } else if let Some((boundary, to)) = moved {
        let command = if to < boundary.at() { "boundary.up" } else { "boundary.down" };
        desk.clear_hint();
        let result = desk.work_mut().and_then(|work| work.move_boundary(CommandId(command), boundary, to));
        if let Err(refusal) =
            result.or_else(|refusal| if refusal == gestures::Refusal::Nothing { Ok(()) } else { Err(refusal) })
        {
            desk.refuse(refusal);
        }
    } else if let (Some(at), Some(work)) = (picked, desk.work.as_mut()) {
        work.view.selection = Selection { boundary: Some(at), ..Selection::at(at) };
    }
}

fn id_of(at: Place) -> egui::Id {
    egui::Id::unique(("boundary", at))
}

/// What the tree of accessible things knows of a boundary: its line, what it parts, and that it can be moved.
fn tell(ui: &Ui, lang: Lang, work: &Work, boundary: &Boundary, id: egui::Id, line: usize) {
    ui.accesskit_node_builder(id, |node| {
        #[expect(clippy::cast_precision_loss, reason = "lines of a page")]
        node.set_numeric_value(line as f64);
        node.add_action(Action::Increment);
        node.add_action(Action::Decrement);
        let number = |entry: &Entry| {
            let home = work.project().block(entry.block).map(|block| block.home);
            home.and_then(Home::article).and_then(|id| work.project().number(id))
        };
        node.set_description(parts(lang, number(&boundary.above), number(&boundary.below)));
    });
}

/// What a boundary parts, by the articles' numbers.
fn parts(lang: Lang, above: Option<usize>, below: Option<usize>) -> String {
    let of = |number| bands::whose(lang, number);
    match lang {
        Lang::Zh => format!("上面是{}，下面是{}", of(above), of(below)),
        Lang::En => format!("{} above, {} below", of(above), of(below)),
    }
}

/// Whether the keyboard, or a reader of the screen, wants the boundary a line down (true) or up.
fn asked(ui: &Ui, response: &egui::Response) -> Option<bool> {
    let wants = |action| ui.input(|input| input.has_accesskit_action_request(response.id, action));
    if wants(Action::Increment) {
        return Some(true);
    }
    if wants(Action::Decrement) {
        return Some(false);
    }
    if !response.has_focus() {
        return None;
    }
    focus::keep_arrows(ui, response.id);
    input::by_arrow(ui)
}

/// What a boundary is called: by its line, and inside a line by the text that it stands before as well.
fn name(lang: Lang, project: &Project, below: Entry) -> String {
    let line = project.line_number(below.span.from());
    let before = (!begins_line(project, below.span.from())).then(|| bands::beginning(project.raw(below.span)));
    match (lang, before) {
        (Lang::Zh, None) => format!("边界 第 {line} 行"),
        (Lang::En, None) => format!("Boundary, line {line}"),
        (Lang::Zh, Some(text)) => format!("边界 第 {line} 行，{}之前", quoted(lang, &text)),
        (Lang::En, Some(text)) => format!("Boundary, line {line}, before {}", quoted(lang, &text)),
    }
}

/// True where nothing but blanks stands before a place in its line.
fn begins_line(project: &Project, place: Place) -> bool {
    let Some(page) = project.page(place.page) else { return true };
    let start = page.lines().start(page.lines().line_of(place.pos));
    let head = page.text().get(start..place.pos.get()).unwrap_or_default();
    head.chars().rev().all(char::is_whitespace)
}

/// Where on the screen a place begins: at the text's left edge where it begins a row.
fn edge_of(rows: &[Placed], place: Place, text_rect: Rect) -> Option<Pos2> {
    let at = place.pos.get();
    let Placed { row, rect } = rows.iter().find(|placed| placed.row.range.contains(&at))?;
    let head = row.galley.text().get(..at - row.range.start).unwrap_or_default();
    if head.trim().is_empty() {
        return Some(pos2(text_rect.left(), rect.top()));
    }
    let cursor = row.galley.pos_from_cursor(CCursor::new(head.chars().count()));
    Some(pos2(rect.left() + cursor.left(), rect.top() + cursor.top()))
}

/// Where the handle of a boundary is painted, and where it can be taken hold of: in the gutter, or inside a row at the foot of
/// the boundary, where it hides the least of the text.
fn handle_of(ui: &Ui, edge: Pos2, inside: bool, gutter_right: f32) -> (Rect, Rect) {
    if inside {
        let handle = Rect::from_center_size(pos2(edge.x, edge.y + theme::raw_row(ui)), vec2(HANDLE, HANDLE));
        return (handle, handle.expand2(vec2(1.0, 0.0)));
    }
    let handle = Rect::from_center_size(pos2(gutter_right - GAP2 - 2.0, edge.y), vec2(18.0, HANDLE));
    (handle, handle.expand2(vec2(6.0, 0.0)))
}

/// From where to where the line of the `nth` boundary reaches: to the next on either side in its row, else from `left` and to
/// the text's end.
fn reach(edges: &[Option<Pos2>], nth: usize, edge: Pos2, left: f32, text_rect: Rect) -> Rangef {
    let beside = |at: Option<usize>| {
        let other = at.and_then(|at| edges.get(at).copied().flatten());
        other.filter(|other| (other.y - edge.y).abs() < 1.0).map(|other| other.x)
    };
    if edge.x <= text_rect.left() {
        return Rangef::new(left, text_rect.right());
    }
    Rangef::new(beside(nth.checked_sub(1)).unwrap_or(left), beside(Some(nth + 1)).unwrap_or(text_rect.right()))
}

/// The line of a boundary: across the pane at a row's start, a step inside a row.
fn line(ui: &Ui, edge: Pos2, text_rect: Rect, reach: Rangef, active: bool) {
    let look = Look::get(ui);
    let stroke = if active {
        egui::Stroke::new(2.0, look.accent)
    } else {
        egui::Stroke::new(1.0, look.faint.gamma_multiply(0.6))
    };
    let height = theme::raw_row(ui);
    if edge.x <= text_rect.left() {
        ui.painter().hline(reach, edge.y, stroke);
    } else {
        ui.painter().hline(reach.min..=edge.x, edge.y + height, stroke);
        ui.painter().vline(edge.x, edge.y..=edge.y + height, stroke);
        ui.painter().hline(edge.x..=reach.max, edge.y, stroke);
    }
}

fn knob(ui: &Ui, centre: Pos2, active: bool) {
    let look = Look::get(ui);
    let (fill, radius) = if active { (look.accent, 5.0) } else { (look.paper, 4.0) };
    ui.painter().circle(centre, radius, fill, egui::Stroke::new(1.5, if active { look.accent } else { look.faint }));
}

/// While dragging: the text that changes hands is shaded, the boundary stands where it would go, and a slip beside the
/// pointer shows how both texts would read.
fn preview(ui: &Ui, desk: &Desk, boundary: &Boundary, to: Place, rows: &[Placed], text_rect: Rect, gutter_right: f32) {
    let look = Look::get(ui);
    let Some(work) = desk.work.as_ref() else { return };
    let (start, end) = if to < boundary.at() { (to, boundary.at()) } else { (boundary.below.span.from(), to) };
    let moving = Span { page: to.page, start: start.pos, end: end.pos };
    for Placed { row, rect } in rows {
        let part = moving.start.get().max(row.range.start)..moving.end.get().min(row.range.end);
        if part.start < part.end {
            for part in super::rects_of(row, rect.min, &part) {
                ui.painter().rect_filled(part, 0.0, look.accent.gamma_multiply(0.22));
            }
        }
    }
    if let Some(edge) = edge_of(rows, to, text_rect) {
        line(ui, edge, text_rect, Rangef::new(gutter_right - GAP2, text_rect.right()), true);
    }
    let Ok(preview) = gestures::preview_boundary(work.project(), *boundary, to) else { return };
    let Some(pointer) = ui.ctx().pointer_interact_pos() else { return };
    let label = |home: Home| match home.article().and_then(|id| work.project().number(id)) {
        Some(number) => number.to_string(),
        None => "—".to_owned(),
    };
    let layer = egui::LayerId::new(egui::Order::Tooltip, ui.scope_id().with("preview"));
    let painter = ui.ctx().layer_painter(layer);
    let lines = [
        format!("{}  …{}", label(preview.above.0), preview.above.1),
        format!("{}  {}…", label(preview.below.0), preview.below.1),
    ];
    let galleys = lines.map(|text| painter.layout_no_wrap(text, theme::regular(theme::BODY), look.ink));
    let width = galleys.iter().map(|galley| galley.size().x).fold(0.0, f32::max);
    let height: f32 = galleys.iter().map(|galley| galley.size().y).sum();
    let screen = ui.ctx().content_rect();
    let mut origin = pointer + vec2(18.0, 14.0);
    origin.x = origin.x.min(screen.right() - width - GAP2 * 2.0);
    origin.y = origin.y.min(screen.bottom() - height - GAP2 * 2.0);
    let slip = Rect::from_min_size(origin, vec2(width, height) + vec2(GAP2 * 2.0, GAP * 2.0));
    painter.rect(slip, 4.0, look.panel, egui::Stroke::new(1.0, look.accent), egui::StrokeKind::Outside);
    let mut y = slip.top() + GAP;
    for galley in galleys {
        let size = galley.size().y;
        painter.galley(pos2(slip.left() + GAP2, y), galley, look.ink);
        y += size;
    }
}

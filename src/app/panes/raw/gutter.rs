//! The gutter: line numbers, each article's bar and number, and links to where a fragment goes on. Where a row has pieces of
//! several fragments its bar is parted, and what is done on a part is done to that fragment.

use super::Placed;
use super::bands::{self, Band};
use super::rows::Row;
use crate::app::panes::articles::FragmentDrag;
use crate::app::theme::{self, GAP, GAP2, Look};
use crate::app::widgets::focus;
use crate::desk::words::{self, Text, text};
use crate::desk::{CommandId, Desk, Selection, Work, gestures};
use crate::model::Entry;
use crate::text::{PageNo, Place};
use eframe::egui::{self, Align2, CursorIcon, Rect, Sense, Ui, accesskit::Role as Access, pos2, vec2};

const DRAG: Text =
    text("拖到右边的篇目上；双击在此拆分", "Drag onto an article at the right; double-click splits here");
/// How wide an article's bar is.
const BAR: f32 = 5.0;

/// What was done in the gutter, for when all of it is drawn.
#[derive(Default)]
struct Done {
    split: Option<Place>,
    go: Option<Selection>,
}

/// The gutter's measures for a page.
pub(super) struct Gutter {
    rect: Rect,
    /// Where line numbers end.
    numbers: f32,
    /// Where the gutter ends and the text begins.
    pub(super) right: f32,
}

impl Gutter {
    /// As wide as the page's highest line number asks, and an article's number with how many more share its line.
    pub(super) fn new(ui: &Ui, pane: Rect, lines: usize, articles: usize) -> Self {
        let digit = ui.fonts_mut(|fonts| fonts.glyph_width(&theme::regular(theme::SMALL), '0'));
        #[expect(clippy::cast_precision_loss, reason = "a handful of digits")]
        let width = |digits: usize| digit * digits.max(3) as f32;
        let numbers = pane.left() + GAP2 + width(lines.to_string().len());
        let right = numbers + GAP2 + width(articles.to_string().len() + 2) + GAP + BAR + GAP2;
        Self { rect: Rect::from_min_max(pane.min, pos2(right, pane.bottom())), numbers, right }
    }

    /// Draws the gutter. A double click splits the article at a line; a drag takes the fragment to an article.
    pub(super) fn ui(&self, ui: &mut Ui, desk: &mut Desk, rows: &[Placed], page: PageNo) {
        let look = Look::get(ui);
        let painter = ui.painter().clone();
        painter.rect_filled(
            Rect::from_min_max(self.rect.min, pos2(self.numbers + GAP, self.rect.bottom())),
            0.0,
            look.panel,
        );
        let mut done = Done::default();
        let Some(work) = desk.work.as_ref() else { return };
        let caret_line = work.project().page(page).map(|page| page.lines().line_of(work.selection().head));
        for Placed { row, rect } in rows {
            if row.begins_line {
                let middle = rect.top() + theme::raw_row(ui) / 2.0;
                let colour = if caret_line == Some(row.line) { look.accent } else { look.faint };
                let font = theme::regular(theme::SMALL);
                painter.text(pos2(self.numbers, middle), Align2::RIGHT_CENTER, row.line + 1, font, colour);
            }
            let bands = bands::bands_of(work, row);
            self.numbers_ui(ui, *rect, &bands);
            for nth in 0..bands.len() {
                let part = bands::part_of_row(*rect, nth, bands.len());
                self.band_ui(ui, desk, row, part, (bands.as_slice(), nth), &mut done);
            }
        }
        self.links(ui, desk, rows, page, &mut done.go);
        ghost(ui, desk);
        if let Some(place) = done.split {
            desk.gesture(CommandId("article.split"), |project| gestures::split(project, place));
        } else if let (Some(selection), Some(work)) = (done.go, desk.work.as_mut()) {
            work.go_to(selection);
        }
    }

    /// The numbers of a row's articles: each beside its band where those are as high as a row of text, else in one line.
    fn numbers_ui(&self, ui: &Ui, row: Rect, bands: &[Band]) {
        if bands.iter().all(|band| band.number.is_none()) {
            return;
        }
        let (look, painter, height) = (Look::get(ui), ui.painter(), theme::raw_row(ui));
        let right = self.right - GAP2 - BAR - GAP;
        let font = theme::regular(theme::SMALL);
        let write = |top: f32, text: String| {
            painter.text(pos2(right, top + height / 2.0), Align2::RIGHT_CENTER, text, font.clone(), look.ink);
        };
        if bands::part_of_row(row, 0, bands.len()).height() + 0.5 >= height {
            for (nth, band) in bands.iter().enumerate() {
                let top = bands::part_of_row(row, nth, bands.len()).top();
                write(top, bands::numbers(std::slice::from_ref(band), |_| true));
            }
            return;
        }
        let width = |text: &str| painter.layout_no_wrap(text.to_owned(), font.clone(), look.ink).size().x;
        write(row.top(), bands::numbers(bands, |text| width(text) <= right - self.numbers - GAP));
    }

    /// The `nth` band of a row's, to take the fragment by.
    fn band_ui(&self, ui: &Ui, desk: &Desk, row: &Row, part: Rect, (bands, nth): (&[Band], usize), done: &mut Done) {
        let Some(band) = bands.get(nth) else { return };
        let look = Look::get(ui);
        // A hair between two bands: columns of one article have one colour.
        let top = if nth > 0 { part.top() + 1.0 } else { part.top() };
        let bar = Rect::from_min_max(pos2(self.right - GAP2 - BAR, top), pos2(self.right - GAP2, part.bottom()));
        ui.painter().rect_filled(bar, 0.0, band.number.map_or(look.line, |number| look.bar(number)));
        let hold = Rect::from_x_y_ranges(self.numbers + GAP..=self.right - 1.0, part.y_range());
        let id = ui.scope_id().with(("hold", band.place.pos));
        // No stop for the keyboard: the caret and the keys of fragments do the same.
        let response = ui.interact(hold, id, Sense::CLICK | Sense::DRAG).on_hover_cursor(CursorIcon::Grab);
        response.widget_info(|| {
            egui::WidgetInfo::labeled(Access::Button, true, bands::name(desk.lang, row.line, band, bands.len() == 1))
        });
        if response.drag_started() {
            response.dnd_set_drag_payload(FragmentDrag { place: band.place });
        }
        if response.double_clicked() {
            done.split = Some(band.place);
        } else if response.clicked() {
            done.go = Some(Selection::at(band.place));
        }
        response.on_hover_ui_at_pointer(|ui| {
            ui.label(desk.tip_of(DRAG.get(desk.lang), &["fragment.move", "article.split"]));
            if let Some(all) = bands::all_of(desk.lang, bands) {
                ui.label(all);
            }
        });
    }

    /// "→ 212" where a fragment goes on elsewhere, "↳ 61" where it comes from, at the right edge of its rows.
    fn links(&self, ui: &Ui, desk: &Desk, rows: &[Placed], page: PageNo, go: &mut Option<Selection>) {
        let look = Look::get(ui);
        let Some(work) = desk.work.as_ref() else { return };
        let project = work.project();
        for Placed { row, rect } in rows {
            let mut y = rect.top();
            for Link { entry, place, target, line, forward } in links_of(work, row, rect.height() / theme::raw_row(ui))
            {
                let label = link_label(forward, page, target, line);
                let right = rect.right() + super::LINKS - GAP;
                let area = Rect::from_min_size(
                    pos2(right - super::LINKS + GAP2, y),
                    vec2(super::LINKS - GAP2, theme::raw_row(ui)),
                );
                let id = ui.scope_id().with(("link", entry.span.start, forward));
                let response = ui.interact(area, id, Sense::click()).on_hover_cursor(CursorIcon::PointingHand);
                response.widget_info(|| egui::WidgetInfo::labeled(Access::Link, true, label.clone()));
                ui.accesskit_node_builder(id, |node| {
                    node.set_description(words::link(desk.lang, forward, line));
                });
                focus::ring_of(ui, &response);
                let font = theme::regular(theme::SMALL);
                ui.painter().text(area.right_center(), Align2::RIGHT_CENTER, &label, font, look.accent);
                if response.clicked() {
                    *go = Some(Selection::at(target));
                }
                let key = if forward { (entry.span.to(), place) } else { (place, entry.span.from()) };
                let evidence = project.seam_evidence(crate::model::SeamKey { from: key.0, to: key.1 });
                response.on_hover_ui(|ui| {
                    let key = if forward { "go.link" } else { "go.link_back" };
                    ui.label(desk.tip_of(&words::link(desk.lang, forward, line), &[key]));
                    for reason in evidence.iter().flat_map(|evidence| &evidence.reasons) {
                        ui.label(words::reason(desk.lang, reason));
                    }
                });
                y += theme::raw_row(ui);
            }
        }
    }
}

/// Where a fragment goes on, or comes from.
struct Link {
    entry: Entry,
    /// The other end of the seam.
    place: Place,
    /// What is gone to, and its line from 1.
    target: Place,
    line: usize,
    forward: bool,
}

/// The links of a row, no more than it has `lines` of text to set them beside. Columns read across have up to four a row, most of
/// which lead to the line above or below, where the colour shows it: those are the first to be left out.
fn links_of(work: &Work, row: &Row, lines: f32) -> Vec<Link> {
    let project = work.project();
    let mut links = Vec::new();
    for &entry in &row.entries {
        let begins = row.range.contains(&entry.span.start.get());
        let ends = entry.span.end.get() > row.range.start && entry.span.end.get() <= row.range.end;
        let from = work.link_before(entry).filter(|&from| begins && !project.stand_together(from, entry.span.from()));
        let to = work.link_after(entry).filter(|&to| ends && !project.stand_together(entry.span.to(), to));
        for (place, forward) in [(from, false), (to, true)] {
            let Some(place) = place else { continue };
            let target = if forward { place } else { last_character(project, place) };
            links.push(Link { entry, place, target, line: project.line_number(target), forward });
        }
    }
    #[expect(clippy::cast_possible_truncation, clippy::cast_sign_loss, reason = "a handful of lines")]
    let room = lines.round().max(1.0) as usize;
    let near = |link: &Link| link.target.page == link.entry.span.page && link.line.abs_diff(row.line + 1) <= 1;
    while links.len() > room {
        let last = links.iter().rposition(near).unwrap_or(links.len() - 1);
        links.remove(last);
    }
    links
}

fn link_label(forward: bool, page: PageNo, target: Place, line: usize) -> String {
    let arrow = if forward { '→' } else { '↳' };
    if target.page == page { format!("{arrow} {line}") } else { format!("{arrow} {}:{line}", target.page.shown()) }
}

fn last_character(project: &crate::model::Project, end: Place) -> Place {
    let text = project.page(end.page).and_then(|page| page.text().get(..end.pos.get())).unwrap_or_default();
    let last = text.chars().next_back().map_or(0, char::len_utf8);
    Place::new(end.page, end.pos.get() - last)
}

/// What follows the pointer while a fragment is dragged.
fn ghost(ui: &Ui, desk: &Desk) {
    let Some(drag) = egui::DragAndDrop::payload::<FragmentDrag>(ui.ctx()) else { return };
    let Some(pointer) = ui.ctx().pointer_interact_pos() else { return };
    let Some(work) = desk.work.as_ref() else { return };
    let Some(entry) = work.project().entry_at(drag.place) else { return };
    let raw = work.project().raw(entry.span);
    let text: String = raw.chars().take(40).filter(|c| !c.is_whitespace()).take(14).collect();
    let look = Look::get(ui);
    let layer = egui::LayerId::new(egui::Order::Tooltip, ui.scope_id().with("ghost"));
    let painter = ui.ctx().layer_painter(layer);
    let galley = painter.layout_no_wrap(format!("{text}…"), theme::regular(theme::BODY), look.ink);
    let rect = Rect::from_min_size(pointer + vec2(14.0, 8.0), galley.size()).expand(GAP);
    painter.rect(rect, 4.0, look.selection, egui::Stroke::new(1.0, look.accent), egui::StrokeKind::Outside);
    painter.galley(rect.min + vec2(GAP, GAP), galley, look.ink);
}

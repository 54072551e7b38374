//! The question that unweaving puts: the lines with their cuts, which keys and the mouse move, and the columns that come of
//! them.
//!
//! Only lines in sight are set, and the columns are read again only where a cut was moved, so that a frame costs about the same
//! for ten lines and for two thousand. Lines that are wider than the dialog are scrolled sideways; the cut that a key moves is
//! brought into view.

use super::{Answer, modal};
use crate::app::theme::{self, GAP, GAP2, GAP4, Look};
use crate::desk::Desk;
use crate::desk::unweaving::Unweaving;
use crate::desk::words::{Text, text};
use crate::model::{Page, Project};
use crate::text::Pos;
use eframe::egui::text::{CCursor, LayoutJob, TextFormat};
use eframe::egui::{
    self, Galley, Id, Key, Modifiers, Pos2, Rect, RichText, Sense, Stroke, Ui, Vec2, accesskit::Role as Access, pos2,
    vec2,
};
use std::ops::Range;
use std::sync::Arc;

const TITLE: Text = text("拆开横着连读的栏", "Separate columns that were read across");
const HOW: Text = text(
    "↑↓ 选行，[ ] 选切口，←→ 移动本行的切口，按住 Shift 移动各行的切口；点两字之间或拖动，最近的切口就到那里；+ − 增减栏数；\
     Enter 确定，Esc 放弃",
    "↑↓ line, [ ] cut, ←→ moves the cut of this line, with Shift of all lines; a click between two characters, or a drag, \
     brings the nearest cut there; + − columns; Enter separates, Esc gives up",
);
const TAKE: Text = text("拆开", "Separate");
const GIVE_UP: Text = text("放弃", "Give up");
const LINES: Text = text("各行的切口", "Cuts of the lines");
/// The height of a line, and of those that are shown at once, in points.
const LINE: f32 = 24.0;
const SHOWN: f32 = 10.0 * LINE;
/// How much stands on either side of a cut that is brought into view, in points.
const AROUND: f32 = 60.0;
/// How high the columns' preview is, in points.
const PREVIEW: f32 = 190.0;

/// Asks where the columns part.
pub(crate) struct UnweaveAsk {
    unweaving: Unweaving,
    /// How wide the widest line is of those that were in sight, in points: what is scrolled sideways stays where it is while
    /// shorter lines come into sight.
    widest: f32,
    /// How the columns would read; `None` where a cut was moved since.
    columns: Option<Vec<Vec<String>>>,
    /// A frame was drawn.
    drawn: bool,
}

/// What keys did.
struct Keyed {
    /// Enter was pressed.
    take: bool,
    /// A line or a cut was gone to, or moved.
    moved: bool,
}

/// What the pointer does.
enum Pointed {
    /// It chooses a line.
    Line(usize),
    /// It takes the cut of a line that is nearest to one byte of the page, and puts it at another.
    Takes { line: usize, from: usize, to: usize },
    /// It drags what it took.
    Puts(usize),
}

impl UnweaveAsk {
    /// Asks about these lines.
    pub(super) fn new(unweaving: Unweaving) -> Self {
        Self { unweaving, widest: 0.0, columns: None, drawn: false }
    }

    /// Asks for a frame.
    pub(super) fn ui(&mut self, ui: &Ui, desk: &mut Desk) -> Answer {
        let lang = desk.lang;
        let Some(work) = &desk.work else { return Answer::Closed };
        let project = work.project();
        let keyed = keys(ui, project, &mut self.unweaving);
        if keyed.moved {
            self.columns = None;
        }
        let ((take, give_up), close) = modal(ui, "unweave", 900.0, |ui| {
            ui.label(RichText::new(TITLE.get(lang)).font(theme::bold(theme::HEADLINE)));
            ui.label(RichText::new(HOW.get(lang)).small().color(Look::get(ui).faint));
            ui.add_space(GAP);
            ui.label(RichText::new(LINES.get(lang)).small().color(Look::get(ui).faint));
            self.lines_ui(ui, project, keyed.moved);
            ui.add_space(GAP2);
            let unweaving = &self.unweaving;
            columns_ui(ui, self.columns.get_or_insert_with(|| unweaving.preview(project)));
            ui.add_space(GAP2);
            ui.horizontal(|ui| {
                let take = ui.button(TAKE.get(lang)).clicked();
                (take, ui.button(GIVE_UP.get(lang)).clicked())
            })
            .inner
        });
        if take || keyed.take {
            desk.unweave(&self.unweaving);
            return Answer::Closed;
        }
        if close || give_up { Answer::Closed } else { Answer::Open }
    }

    /// The lines in sight. `moved`: a key went to a cut, or moved it.
    fn lines_ui(&mut self, ui: &mut Ui, project: &Project, moved: bool) {
        let Some(page) = project.page(self.unweaving.page) else { return };
        // Before it is seen for the first time, the window finds out how large it is.
        let first = !self.drawn;
        self.drawn |= ui.is_visible();
        ui.spacing_mut().item_spacing.y = 0.0;
        // A thin handle that is always there: it tells how much there is.
        ui.spacing_mut().scroll.dormant_handle_opacity = 0.5;
        let mut area = egui::ScrollArea::both().id_salt("unweave").auto_shrink([false, true]).animated(false);
        area = area.max_height(SHOWN).min_scrolled_height(SHOWN);
        if first {
            area = area.scroll_offset(Vec2::ZERO);
        }
        let (unweaving, seen) = (&self.unweaving, self.widest);
        let output = area.show_rows(ui, LINE, unweaving.lines.len(), |ui, rows| {
            let laid: Vec<Laid> = rows.clone().filter_map(|nth| lay_out(ui, page, unweaving, nth)).collect();
            let widest = laid.iter().map(|laid| laid.galley.size().x + 2.0 * GAP2).fold(seen, f32::max);
            if first || moved {
                show_cut(ui, page, unweaving, rows.start);
            }
            let width = widest.max(ui.available_width());
            let mut pointed = None;
            for laid in &laid {
                pointed = line_ui(ui, page, unweaving, laid, width).or(pointed);
            }
            (widest, pointed)
        });
        let (widest, pointed) = output.inner;
        self.widest = widest;
        if matches!(pointed, Some(Pointed::Takes { .. } | Pointed::Puts(_))) {
            self.columns = None;
        }
        match pointed {
            Some(Pointed::Line(line)) => self.unweaving.line = line,
            Some(Pointed::Takes { line, from, to }) => {
                self.unweaving.take_cut(project, line, from);
                self.unweaving.put_cut(project, to);
            }
            Some(Pointed::Puts(to)) => self.unweaving.put_cut(project, to),
            None => {}
        }
    }
}

/// Keys move cuts. They are taken out, so that no button in the window acts on them.
fn keys(ui: &Ui, project: &Project, unweaving: &mut Unweaving) -> Keyed {
    let moved = std::cell::Cell::new(false);
    // Those with Shift first: without, it does not matter what is held.
    let pressed = |modifiers, key| {
        let times = ui.input_mut(|input| input.count_and_consume_key(modifiers, key));
        moved.set(moved.get() || times > 0);
        times
    };
    for (key, forward) in [(Key::ArrowLeft, false), (Key::ArrowRight, true)] {
        for all in [true, false] {
            let modifiers = if all { Modifiers::SHIFT } else { Modifiers::NONE };
            (0..pressed(modifiers, key)).for_each(|_| unweaving.move_cut(project, forward, all));
        }
    }
    (0..pressed(Modifiers::NONE, Key::OpenBracket)).for_each(|_| unweaving.go_cut(false));
    (0..pressed(Modifiers::NONE, Key::CloseBracket)).for_each(|_| unweaving.go_cut(true));
    (0..pressed(Modifiers::NONE, Key::ArrowUp)).for_each(|_| unweaving.go_line(-1));
    (0..pressed(Modifiers::NONE, Key::ArrowDown)).for_each(|_| unweaving.go_line(1));
    let more = pressed(Modifiers::NONE, Key::Plus) + pressed(Modifiers::NONE, Key::Equals);
    (0..more).for_each(|_| unweaving.set_columns(project, true));
    (0..pressed(Modifiers::NONE, Key::Minus)).for_each(|_| unweaving.set_columns(project, false));
    let moved = moved.get();
    // A button that has the focus keeps its Enter.
    let take = ui.memory(|memory| memory.focused().is_none())
        && ui.input_mut(|input| input.count_and_consume_key(Modifiers::NONE, Key::Enter)) > 0;
    Keyed { take, moved }
}

/// A line as it is set: its number, then its cells, each on a tint of its own, with a bar at each cut.
struct Laid {
    line: usize,
    galley: Arc<Galley>,
    /// The characters of each cell among those that are set, and the byte of the page that it begins at.
    cells: Vec<(Range<usize>, usize)>,
    /// What it is called.
    name: String,
}

impl Laid {
    /// Where the character with this number begins, in points from the left.
    fn edge(&self, char: usize) -> f32 {
        self.galley.pos_from_cursor(CCursor::new(char)).left()
    }

    /// Where the bar of a cut stands, in points from the left; the end where the line has fewer.
    fn bar(&self, cut: usize) -> f32 {
        self.cells.get(cut).or(self.cells.last()).map_or(0.0, |(chars, _)| self.edge(chars.end))
    }

    /// The place between two characters that is nearest to `x` points from the left, as a byte of the page; `None` at the
    /// line's number.
    fn byte_at(&self, text: &str, x: f32) -> Option<usize> {
        let (first, _) = self.cells.first()?;
        if x < self.edge(first.start) - GAP2 {
            return None;
        }
        let at = self.galley.cursor_from_pos(vec2(x, self.galley.size().y / 2.0)).index.0;
        let (chars, start) = self.cells.iter().find(|(chars, _)| at <= chars.end).or(self.cells.last())?;
        let before = text.get(*start..)?.chars().take(at.saturating_sub(chars.start));
        Some(start + before.map(char::len_utf8).sum::<usize>())
    }
}

fn lay_out(ui: &Ui, page: &Page, unweaving: &Unweaving, nth: usize) -> Option<Laid> {
    let look = Look::get(ui);
    let line = unweaving.lines.get(nth)?;
    let number = (page.lines().line_of(Pos::new(line.range.start)) + 1).to_string();
    let format = |color, background| TextFormat {
        font_id: theme::regular(theme::BODY),
        color,
        background,
        ..TextFormat::default()
    };
    let mut job = LayoutJob::default();
    job.append(&number, 0.0, format(look.faint, egui::Color32::TRANSPARENT));
    let (mut cells, mut names, mut chars) = (Vec::new(), Vec::new(), number.chars().count());
    let mut start = line.range.start;
    for (at, end) in line.cuts.iter().copied().chain([line.range.end]).enumerate() {
        if let Some(cut) = at.checked_sub(1) {
            let now = nth == unweaving.line && cut == unweaving.cut;
            let bar = TextFormat {
                font_id: theme::bold(theme::BODY),
                underline: if now { Stroke::new(2.0, look.accent) } else { Stroke::NONE },
                ..format(if now { look.accent } else { look.faint }, egui::Color32::TRANSPARENT)
            };
            job.append("┃", GAP, bar);
            chars += 1;
        }
        let cell = page.text().get(start..end).unwrap_or_default();
        job.append(cell, if at == 0 { GAP4 } else { GAP }, format(look.ink, look.tint(at + 1)));
        let count = cell.chars().count();
        cells.push((chars..chars + count, start));
        names.push(cell.trim());
        chars += count;
        start = end;
    }
    job.break_on_newline = false;
    job.wrap.max_width = f32::INFINITY;
    let name = format!("{number} {}", names.join(" | "));
    Some(Laid { line: nth, galley: ui.fonts_mut(|fonts| fonts.layout_job(job)), cells, name })
}

/// Brings the cut that is moved into view. `first`: the line that stands at the top of `ui`.
fn show_cut(ui: &Ui, page: &Page, unweaving: &Unweaving, first: usize) {
    let Some(laid) = lay_out(ui, page, unweaving, unweaving.line) else { return };
    // A page has at most two thousand lines here.
    let height = |lines: usize| f32::from(u16::try_from(lines).unwrap_or(u16::MAX)) * LINE;
    let top = ui.max_rect().top() - height(first) + height(unweaving.line);
    let bar = ui.max_rect().left() + GAP2 + laid.bar(unweaving.cut);
    ui.scroll_to_rect(Rect::from_min_max(pos2(bar - AROUND, top), pos2(bar + AROUND, top + LINE)), None);
}

/// Draws a line. Returns what the pointer does on it.
fn line_ui(ui: &mut Ui, page: &Page, unweaving: &Unweaving, laid: &Laid, width: f32) -> Option<Pointed> {
    let look = Look::get(ui);
    let (_, whole) = ui.allocate_space(vec2(width, LINE));
    if !ui.is_rect_visible(whole) {
        return None;
    }
    let (rect, here) = (whole.intersect(ui.clip_rect()), laid.line == unweaving.line);
    let response = ui.interact(rect, Id::unique(("unweave-line", laid.line)), Sense::click_and_drag());
    response.widget_info(|| egui::WidgetInfo::selected(Access::ListItem, true, here, &laid.name));
    let painter = ui.painter_at(rect);
    if here {
        painter.rect_filled(rect, 4.0, look.selection);
    }
    let corner = pos2(whole.left() + GAP2, whole.center().y - laid.galley.size().y / 2.0);
    painter.galley(corner, laid.galley.clone(), look.ink);
    let byte = |at: Pos2| laid.byte_at(page.text(), at.x - corner.x);
    let to = response.interact_pointer_pos().and_then(byte);
    let from = ui.input(|input| input.pointer.press_origin()).and_then(byte);
    if response.clicked() || response.drag_started() {
        // Where it was clicked, the button is up again.
        let from = if response.clicked() { to } else { from };
        let taken = from.zip(to).map(|(from, to)| Pointed::Takes { line: laid.line, from, to });
        return Some(taken.unwrap_or(Pointed::Line(laid.line)));
    }
    to.filter(|_| response.dragged() && from.is_some()).map(Pointed::Puts)
}

/// The columns beside each other, as they would read.
fn columns_ui(ui: &mut Ui, columns: &[Vec<String>]) {
    let look = Look::get(ui);
    if columns.is_empty() {
        return;
    }
    ui.columns(columns.len(), |uis| {
        for (nth, (ui, paragraphs)) in uis.iter_mut().zip(columns).enumerate() {
            egui::Frame::NONE.fill(look.tint(nth + 1)).inner_margin(GAP2).show(ui, |ui| {
                let area = egui::ScrollArea::vertical().id_salt(("column", nth)).max_height(PREVIEW);
                area.auto_shrink([false, false]).show(ui, |ui| {
                    for paragraph in paragraphs {
                        ui.add(egui::Label::new(RichText::new(paragraph).color(look.ink)).wrap());
                    }
                });
            });
        }
    });
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::desk::{Selection, Work};
    use crate::model::Source;
    use crate::text::{PageNo, Span};

    #[test]
    fn between_two_characters_a_click_is_where_they_part() {
        let text = "甲乙丙丁\n";
        let page = Page::new(text.to_owned(), Source::default(), Vec::new());
        let mut work = Work::new(Project::new(vec![page.into()]), None);
        work.go_to(Selection::of(Span::new(PageNo::new(0), 0, text.len())));
        let unweaving = Unweaving::begin(&work).unwrap();
        let ctx = egui::Context::default();
        crate::app::dress(&ctx);
        let mut places = Vec::new();
        let frame = |ui: &mut Ui| {
            let laid = lay_out(ui, &work.project().pages()[0], &unweaving, 0).unwrap();
            assert_eq!(laid.name, "1 甲乙 | 丙丁");
            // The number, two characters, the bar, two characters, the end.
            places = (0..=6).map(|char| laid.byte_at(text, laid.edge(char) + 1.0)).collect();
        };
        ctx.run_ui(egui::RawInput::default(), frame).textures_delta.clear();
        assert_eq!(places, [None, Some(0), Some(3), Some(6), Some(6), Some(9), Some(12)]);
    }
}

//! A list that narrows as one types: the palette, and the choice of an article or an encoding.

use super::{AskField, Typed, modal};
use crate::app::theme::{self, GAP, GAP2, Look};
use crate::app::widgets::elided;
use crate::desk::pages::PageLine;
use crate::desk::words::{self, Text, text};
use crate::desk::{Command, CommandId, Desk, matching};
use crate::model::{ArticleId, Home};
use crate::text::PageNo;
use crate::text::decode::Encoding;
use crate::text::{Folded, Folding};
use eframe::egui::{self, Key, Sense, Ui, accesskit::Role as Access, vec2};

const MOVE: Text = text("移入哪一篇", "Move to which article");
const GO: Text = text("转到哪一篇", "Go to which article");
const PARAGRAPH: Text = text("本段移入哪一篇", "Move the paragraph to which article");
const CAPTION: Text = text("作为哪一篇的图片说明", "Make it the caption of which article");
const MERGE: Text = text("并入哪一篇", "Merge into which article");
const PALETTE: Text = text("命令", "Command");
const ENCODING: Text = text("按哪种编码读", "Read in which encoding");
const PAGE: Text = text("转到哪一版", "Go to which page");
const EARLIER: Text = text("打开哪个以前的状态", "Open which earlier state");
const NONE: Text = text("没有相符的", "Nothing fits");
const FURNITURE: Text = text("版面附件", "Furniture");
const DISCARDED: Text = text("弃用", "Discard");
/// Rows that are shown at once, and how high each is.
const SHOWN: usize = 12;
const LINE: f32 = 28.0;

/// What is chosen from.
#[derive(Clone, Copy, PartialEq, Eq)]
enum List {
    MoveTo,
    MoveParagraph,
    CaptionOf,
    GoTo,
    MergeInto,
    Palette,
    Encoding,
    Page,
    Earlier,
}

/// Something that can be chosen.
#[derive(Clone, Copy)]
pub(crate) enum Item {
    Command(CommandId),
    Article(ArticleId),
    Out(Home),
    Into(ArticleId),
    Go(ArticleId),
    Paragraph(Home),
    Caption(ArticleId),
    Encoding(Encoding),
    Page(PageNo),
    /// An earlier state: which of those that are kept, the last first.
    Earlier(usize),
}

#[derive(Clone)]
struct Line {
    item: Item,
    title: String,
    key: String,
    refusal: Option<&'static str>,
    number: Option<usize>,
}

/// A list that narrows as one types.
pub(crate) struct Chooser {
    list: List,
    field: AskField,
    selected: usize,
    /// Everything that can be chosen, made when the question is put: ranking articles costs more than a frame has.
    all: Option<Vec<Line>>,
}

impl Chooser {
    fn new(list: List) -> Self {
        Self { list, field: AskField::new(String::new()), selected: 0, all: None }
    }

    /// Articles that the selected fragment may go to.
    pub(crate) fn move_to() -> Self {
        Self::new(List::MoveTo)
    }

    /// Articles that the selected article may be merged into.
    pub(crate) fn merge_into() -> Self {
        Self::new(List::MergeInto)
    }

    /// All articles, to go to one.
    pub(crate) fn go_to() -> Self {
        Self::new(List::GoTo)
    }

    /// Articles that the paragraph at the caret may go to.
    pub(crate) fn move_paragraph() -> Self {
        Self::new(List::MoveParagraph)
    }

    /// Articles that the selected text may be a caption of.
    pub(crate) fn caption_of() -> Self {
        Self::new(List::CaptionOf)
    }

    /// All commands.
    pub(crate) fn palette() -> Self {
        Self::new(List::Palette)
    }

    /// All encodings.
    pub(crate) fn encoding() -> Self {
        Self::new(List::Encoding)
    }

    /// All pages of the issue; that in view is selected.
    pub(crate) fn page(desk: &Desk) -> Self {
        let selected = desk.work.as_ref().map_or(0, |work| work.selection().page.index());
        Self { selected, ..Self::new(List::Page) }
    }

    /// The earlier states of the project.
    pub(crate) fn earlier() -> Self {
        Self::new(List::Earlier)
    }

    /// What is chosen takes the place of what is on the desk.
    pub(crate) fn replaces(&self) -> bool {
        matches!(self.list, List::Encoding | List::Earlier)
    }

    fn title(&self) -> Text {
        match self.list {
            List::MoveTo => MOVE,
            List::MoveParagraph => PARAGRAPH,
            List::CaptionOf => CAPTION,
            List::GoTo => GO,
            List::MergeInto => MERGE,
            List::Palette => PALETTE,
            List::Encoding => ENCODING,
            List::Page => PAGE,
            List::Earlier => EARLIER,
        }
    }

    /// Asks for a frame: `None` while nothing is decided, then what was chosen, if anything.
    pub(crate) fn ui(&mut self, ui: &mut Ui, desk: &Desk, composing: bool) -> Option<Option<Item>> {
        let lang = desk.lang;
        let title = self.title().get(lang);
        let (picked, close) = modal(ui, "chooser", 480.0, |ui| {
            ui.label(egui::RichText::new(title).font(theme::bold(theme::BODY)));
            let before = self.field.text.clone();
            let done = self.field.ui(ui, title, composing);
            if before != self.field.text {
                self.selected = 0;
            }
            let lines = self.lines(desk);
            if !composing {
                let down = ui.input(|input| input.num_presses(Key::ArrowDown));
                let up = ui.input(|input| input.num_presses(Key::ArrowUp));
                self.selected = (self.selected + down).min(lines.len().saturating_sub(1)).saturating_sub(up);
            }
            ui.add_space(GAP);
            // The list stays as high as it was before anything was typed: the field does not move while one types.
            let rows = self.all.as_ref().map_or(SHOWN, |all| all.len().clamp(1, SHOWN));
            let height = rows_height(rows, ui.spacing().item_spacing.y).min(ui.ctx().content_rect().height() - 160.0);
            let list = ui.allocate_ui_with_layout(
                vec2(ui.available_width(), height),
                egui::Layout::top_down(egui::Align::Min),
                |ui| {
                    ui.set_min_height(height);
                    if lines.is_empty() {
                        ui.label(egui::RichText::new(NONE.get(lang)).color(Look::get(ui).faint));
                    }
                    self.lines_ui(ui, &lines)
                },
            );
            let clicked = list.inner;
            let chosen = clicked.or_else(|| (done == Typed::Entered).then_some(self.selected));
            let line = chosen.and_then(|at| lines.get(at)).filter(|line| line.refusal.is_none());
            if done == Typed::Entered && line.is_none() {
                AskField::stay(ui);
            }
            (line.map(|line| line.item), done)
        });
        match picked {
            (Some(item), _) => Some(Some(item)),
            (None, Typed::GivenUp) => Some(None),
            (None, _) if close && !composing => Some(None),
            (None, _) => None,
        }
    }

    /// Draws the lines around the selected one. Returns the one that was clicked.
    fn lines_ui(&self, ui: &mut Ui, lines: &[Line]) -> Option<usize> {
        let look = Look::get(ui);
        let numbered = lines.iter().any(|line| line.number.is_some());
        let first = self.selected.saturating_sub(SHOWN - 1).min(lines.len().saturating_sub(SHOWN));
        let mut clicked = None;
        for (at, line) in lines.iter().enumerate().skip(first).take(SHOWN) {
            let (rect, response) = ui.allocate_exact_size(vec2(ui.available_width(), LINE), Sense::click());
            // How far a page is belongs to its name; a command's key does not.
            let name = match line.item {
                Item::Page(_) => format!("{}  {}", line.title, line.key),
                _ => line.title.clone(),
            };
            response
                .widget_info(|| egui::WidgetInfo::labeled(Access::ListBoxOption, line.refusal.is_none(), name.clone()));
            let fill = if at == self.selected {
                look.selection
            } else if response.hovered() {
                look.desk
            } else {
                egui::Color32::TRANSPARENT
            };
            ui.painter().rect_filled(rect, 4.0, fill);
            let mut x = rect.left() + GAP2;
            if let Some(number) = line.number {
                let badge = egui::Rect::from_center_size(egui::pos2(x + 8.0, rect.center().y), vec2(4.0, 18.0));
                ui.painter().rect_filled(badge, 1.0, look.bar(number));
            }
            // What has no number stands under the titles of what has one.
            if numbered {
                x += GAP2 * 2.0 + GAP;
            }
            let colour = if line.refusal.is_some() && at != self.selected { look.faint } else { look.ink };
            let key = ui.painter().layout_no_wrap(
                line.key.clone(),
                theme::regular(theme::SMALL),
                if at == self.selected { look.ink } else { look.faint },
            );
            let room = rect.right() - GAP2 - key.size().x - GAP2 - x;
            let galley = elided(ui, &line.title, theme::BODY, colour, room);
            ui.painter().galley(egui::pos2(x, rect.center().y - galley.size().y / 2.0), galley, colour);
            let right = rect.right_center() - vec2(GAP2 + key.size().x, key.size().y / 2.0);
            ui.painter().galley(right, key, look.ink);
            if response.clicked() {
                clicked = Some(at);
            }
            if let Some(refusal) = line.refusal {
                response.on_hover_text(refusal);
            }
        }
        clicked
    }

    /// What fits what was typed.
    fn lines(&mut self, desk: &Desk) -> Vec<Line> {
        let typed = self.field.text.trim().to_lowercase();
        if self.list == List::Palette {
            return matching(&typed).into_iter().filter_map(|command| command_line(desk, command)).collect();
        }
        let list = self.list;
        let all = self.all.get_or_insert_with(|| all_lines(list, desk));
        // Digits may be of any width.
        let number: String = typed.chars().map(crate::text::plain_form).collect();
        // A number names a page, whatever other headlines have that number in them.
        if list == List::Page
            && let Ok(page) = number.parse::<usize>()
        {
            let named =
                |line: &&Line| matches!(line.item, Item::Page(of) if of.shown().to_string().starts_with(&number));
            let mut lines: Vec<Line> = all.iter().filter(named).cloned().collect();
            lines.sort_by_key(|line| !matches!(line.item, Item::Page(of) if of.shown() == page));
            return lines;
        }
        // A number names an article, whatever other headlines have that number in them.
        if !number.is_empty()
            && number.chars().all(|c| c.is_ascii_digit())
            && !matches!(list, List::Encoding | List::Earlier)
        {
            let starts = |line: &&Line| line.number.is_some_and(|of| of.to_string().starts_with(&number));
            let mut lines: Vec<Line> = all.iter().filter(starts).cloned().collect();
            lines.sort_by_key(|line| line.number);
            return lines;
        }
        let form = |text: &str| Folded::of(&text.to_lowercase(), Folding { forms: true, blanks: true }).text;
        let typed = form(&typed);
        all.iter().filter(|line| form(&line.title).contains(&typed)).cloned().collect()
    }
}

#[expect(clippy::cast_precision_loss, reason = "a dozen rows")]
fn rows_height(rows: usize, between: f32) -> f32 {
    (LINE + between) * rows as f32 - between
}

impl From<Home> for Item {
    fn from(home: Home) -> Self {
        match home {
            Home::Article(id) => Self::Article(id),
            Home::Furniture | Home::Discarded => Self::Out(home),
        }
    }
}

fn plain(item: Item, title: String) -> Line {
    Line { item, title, key: String::new(), refusal: None, number: None }
}

fn command_line(desk: &Desk, command: &Command) -> Option<Line> {
    (command.id.0 != "edit.palette").then(|| Line {
        key: desk.key_of(command.id),
        refusal: (command.when)(desk).err().map(|refusal| words::refusal(refusal).get(desk.lang)),
        ..plain(Item::Command(command.id), command.title.get(desk.lang).to_owned())
    })
}

fn all_lines(list: List, desk: &Desk) -> Vec<Line> {
    let lang = desk.lang;
    if list == List::Encoding {
        let line = |encoding: &Encoding| plain(Item::Encoding(*encoding), encoding.name().to_owned());
        return Encoding::choices().iter().map(line).collect();
    }
    if list == List::Page {
        let line = |line: &PageLine| Line {
            key: words::page_state(lang, line.state),
            ..plain(Item::Page(line.page), line.name(lang))
        };
        return desk.page_lines().iter().map(line).collect();
    }
    if list == List::Earlier {
        let now = crate::desk::now_millis();
        let states = desk.earlier_states().into_iter().enumerate();
        return states
            .map(|(at, state)| plain(Item::Earlier(at), words::earlier(lang, state.saved, now, state.size)))
            .collect();
    }
    let Some(work) = &desk.work else { return Vec::new() };
    let article = |id: ArticleId, item: Item| Line {
        number: work.project().number(id),
        ..plain(item, work.article_title(id, lang))
    };
    if list == List::MergeInto {
        let own = work.selected_article().ok();
        let others = work.project().order().iter().copied().filter(|&id| Some(id) != own);
        return others.map(|id| article(id, Item::Into(id))).collect();
    }
    if list == List::GoTo {
        return work.project().order().iter().map(|&id| article(id, Item::Go(id))).collect();
    }
    if list == List::CaptionOf {
        // Its own article last: a caption that stands in the right one needs the key for the role only.
        let own = work.selected_article().ok();
        return work.move_targets().into_iter().chain(own).map(|id| article(id, Item::Caption(id))).collect();
    }
    let to = |home: Home| if list == List::MoveParagraph { Item::Paragraph(home) } else { Item::from(home) };
    let targets = work.move_targets().into_iter();
    let mut lines: Vec<Line> = targets.map(|id| article(id, to(Home::Article(id)))).collect();
    for (home, title) in [(Home::Furniture, FURNITURE), (Home::Discarded, DISCARDED)] {
        lines.push(plain(to(home), title.get(lang).to_owned()));
    }
    lines
}

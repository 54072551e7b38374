//! The window: one frame, top to bottom.
//!
//! Draws the desk and turns gestures into calls of [`Desk`]. Decides nothing about texts, and reads and writes no file but
//! through the desk and the store of settings.

mod asks;
mod closing;
mod fonts;
mod input;
mod keeper;
mod launch;
mod menus;
pub mod panes;
mod split;
pub mod theme;
mod turns;
pub mod widgets;

pub use launch::{WindowError, run};
pub use panes::articles::FragmentDrag;

use crate::desk::words::{Text, text};
use crate::desk::{Ask, CommandId, Desk, Hint, command};
use crate::store::recent::RecentFile;
use asks::{Answer, Asking};
use closing::Leaving;
use eframe::egui::{self, CentralPanel, Frame, Margin, Panel, Ui};
use panes::articles::ArticlesPane;
use panes::doubts::{self, DoubtsPane};
use panes::find::FindPane;
use panes::history::HistoryPane;
use panes::inspector::InspectorPane;
use panes::raw::{self, RawPane};
use panes::{hints, offer, overview, status, welcome};
use theme::{GAP2, Look};
use widgets::focus::{self, Pane};
use widgets::text_edit::Composing;

/// The smallest width that the articles keep.
const ARTICLES: f32 = 380.0;
/// The smallest width that the raw text keeps.
const RAW: f32 = 320.0;
const BAR_PANE: Text = text("菜单和工具", "Menus and tools");
const ARTICLES_PANE: Text = text("篇目", "Articles");
const FIND_PANE: Text = text("查找和替换", "Find and replace");
const DOUBTS_PANE: Text = text("存疑", "Doubts");
const INSPECTOR_PANE: Text = text("检查栏", "Inspector");
const HISTORY_PANE: Text = text("历史", "History");

/// The window: the desk, and what it keeps between frames that is no part of it.
pub struct App {
    /// What it shows.
    pub desk: Desk,
    articles: ArticlesPane,
    raw: RawPane,
    overview: overview::OverviewPane,
    find: FindPane,
    history: HistoryPane,
    doubts: DoubtsPane,
    inspector: InspectorPane,
    asking: Option<Asking>,
    composing: Composing,
    /// Whether the system's file dialogs are used; tests and the path field do without.
    native_dialogs: bool,
    /// For the welcome screen, read from the disk once.
    recent: Vec<RecentFile>,
    /// What the theme was set to last.
    themed: Option<crate::desk::Theme>,
    /// The part of the width that the articles have.
    split: f32,
    /// The message that is shown, and since when.
    message_since: Option<(String, f64)>,
    /// How high the panel of doubts was in the last frame.
    doubts_height: f32,
    /// What had been asked to be brought into view by then.
    revealed: u64,
    /// Where the panes end and the panels below them begin.
    floor: f32,
    /// The panes of this frame, in the order in which the keyboard walks through them.
    panes: Vec<Pane>,
    /// The keyboard is to go to the next pane (true) or the one before.
    walking: Option<bool>,
    /// Closing was decided.
    leaving: Option<Leaving>,
    /// Nothing holds the window up: the next request to close is let through.
    closed: bool,
}

/// Gives egui the program's fonts and colours. Called once, before the first frame.
pub fn dress(ctx: &egui::Context) {
    fonts::load(ctx);
    theme::apply(ctx);
    ctx.add_plugin(turns::Turns::default());
    // Where the system does not say which theme it has, paper.
    ctx.options_mut(|options| options.fallback_theme = egui::Theme::Light);
    // Ctrl+Q is a command of ours, which asks about unsaved work.
    ctx.options_mut(|options| options.quit_shortcuts.clear());
    // So are the keys of the zoom, which can be changed.
    ctx.options_mut(|options| options.zoom_with_keyboard = false);
}

impl App {
    /// A window on `desk`. `native_dialogs`: whether file dialogs are the system's.
    #[must_use]
    pub fn new(desk: Desk, native_dialogs: bool) -> Self {
        let recent = desk.recent.files();
        Self {
            desk,
            articles: ArticlesPane::default(),
            raw: RawPane::default(),
            overview: overview::OverviewPane::default(),
            find: FindPane::default(),
            history: HistoryPane::default(),
            doubts: DoubtsPane::default(),
            inspector: InspectorPane::default(),
            asking: None,
            composing: Composing::default(),
            native_dialogs,
            recent,
            themed: None,
            message_since: None,
            split: 0.5,
            doubts_height: f32::INFINITY,
            revealed: 0,
            floor: f32::INFINITY,
            panes: Vec::new(),
            walking: None,
            leaving: None,
            closed: false,
        }
    }

    /// One frame. Needs no window: tests call it too.
    pub fn body(&mut self, ui: &mut Ui) {
        self.desk.poll();
        self.dress(ui);
        self.dropped(ui);
        let composing = self.composing.update(ui);
        if !ui.ctx().text_edit_focused() {
            // Without a field nothing composes, whatever the input method failed to say.
            self.composing = Composing::default();
        }
        self.keys(ui, composing);
        self.panes.clear();
        let ask = self.panels_ui(ui, composing);
        if let Some(forward) = self.walking.take() {
            focus::walk(ui, &self.panes, forward);
        }
        self.begin(ask);
        self.offer(ui);
        status::message_ui(ui, &mut self.desk, self.floor, &mut self.message_since);
        self.asking_ui(ui, composing);
        self.closing(ui);
    }

    /// Gives egui the theme, the palette and the sizes that were chosen.
    fn dress(&mut self, ui: &Ui) {
        if self.themed != Some(self.desk.theme) {
            self.themed = Some(self.desk.theme);
            ui.ctx().set_theme(theme::preference(self.desk.theme));
        }
        theme::choose(ui.ctx(), &self.desk.prefs);
        let zoom = f32::from(self.desk.prefs.zoom_percent) / 100.0;
        if (ui.ctx().zoom_factor() - zoom).abs() > 0.001 {
            ui.ctx().set_zoom_factor(zoom);
        }
    }

    fn dropped(&mut self, ui: &Ui) {
        let files = ui.input(|input| input.raw.dropped_files.clone());
        let (paths, loose): (Vec<_>, Vec<_>) = files.iter().partition(|file| file.path().is_absolute());
        if !paths.is_empty() {
            let mut paths: Vec<_> = paths.into_iter().map(|file| file.path().to_owned()).collect();
            // Several files come in no order of their own: their names number the pages.
            crate::store::sort_naturally(&mut paths);
            if let Err(refusal) = self.desk.open_all(paths) {
                self.desk.refuse(refusal);
            }
        } else if let Some(file) = loose.first()
            && let Ok(bytes) = file.bytes()
        {
            self.desk.open_bytes(&file.path().to_string_lossy(), &bytes);
        }
    }

    fn keys(&mut self, ui: &mut Ui, composing: bool) {
        let typing = ui.ctx().text_edit_focused();
        if composing || self.asking.is_some() {
            return;
        }
        // Esc turns down what is offered; where something is dragged, it gives that up.
        if !typing
            && ui.input(|input| input.key_pressed(egui::Key::Escape) && !input.pointer.any_down())
            && let Some(work) = self.desk.work.as_mut()
        {
            work.decline();
        }
        let desk = &self.desk;
        let can = |id: CommandId| command(id).is_some_and(|command| (command.when)(desk).is_ok());
        let pressed = input::commands(ui, &desk.prefs.keys, typing, can);
        // What is being typed is taken in before a command acts; where it cannot be, none does.
        if !pressed.is_empty() && self.articles.commit(&mut self.desk) {
            // Only a field gives the keyboard up: a pane that has it keeps it.
            if typing {
                ui.memory_mut(|memory| memory.stop_text_input());
            }
            for id in pressed {
                let ask = self.desk.run(id);
                self.begin(ask);
            }
        }
        if typing {
            return;
        }
        if ui.input(|input| input.events.contains(&egui::Event::Copy))
            && let Some(work) = &self.desk.work
            && !work.selection().range().is_empty()
        {
            ui.copy_text(work.project().raw(work.selection().range()).to_owned());
        }
        match ui.memory(|memory| memory.focused()) {
            Some(id) if id == articles_id() => {
                if let Some(down) = input::by_arrow(ui) {
                    self.desk.run(CommandId(if down { "go.next_block" } else { "go.previous_block" }));
                }
                return;
            }
            // Arrows belong to what has the keyboard.
            Some(id) if id != raw::id() => return,
            _ => {}
        }
        let (from, to, _) = self.raw.in_view();
        let page = isize::try_from(to.saturating_sub(from).max(2) - 1).unwrap_or(1);
        if let (Some((to, extend)), Some(work)) = (input::caret(ui, page), self.desk.work.as_mut()) {
            work.move_caret(to, extend);
        }
    }

    fn panels_ui(&mut self, ui: &mut Ui, composing: bool) -> Option<Ask> {
        let look = Look::get(ui);
        let desk = &mut self.desk;
        let bar = Frame::NONE.fill(look.panel).inner_margin(Margin::symmetric(8, 4));
        let name = BAR_PANE.get(desk.lang);
        let top = Panel::top("bar").frame(bar).show(ui, |ui| {
            let rect = ui.available_rect_before_wrap();
            (focus::pane_ui(ui, egui::Id::unique("bar pane"), rect, name, false), menus::bar_ui(ui, desk))
        });
        let (bar_pane, mut ask) = top.inner;
        Panel::bottom("status").frame(bar).show(ui, |ui| status::ui(ui, desk));
        if desk.work.is_none() {
            let recent = &self.recent;
            let frame = Frame::NONE.fill(look.paper).inner_margin(GAP2);
            let shown = CentralPanel::default().frame(frame).show(ui, |ui| welcome::ui(ui, desk, recent));
            self.floor = shown.response.rect.bottom();
            let asked = shown.inner;
            self.panes.push(bar_pane);
            return asked.or(ask);
        }
        // Panels that can be closed come behind the two panes, in whatever order they are drawn.
        let mut more = Vec::new();
        if desk.finder.open {
            let name = FIND_PANE.get(desk.lang);
            let find = |ui: &mut Ui| self.find.ui(ui, desk, composing);
            let pane = Panel::top("find").frame(bar).show(ui, |ui| focus::in_pane(ui, "find", name, find));
            more.push(pane.inner);
        }
        let height = doubts::height(desk);
        let name = DOUBTS_PANE.get(desk.lang);
        let doubts = |ui: &mut Ui| self.doubts.ui(ui, desk);
        let pane = Panel::bottom("doubts").exact_size(height).resizable(false).frame(bar);
        let shown = pane.show(ui, |ui| focus::in_pane(ui, "doubts", name, doubts));
        more.push(shown.inner);
        // The panel grows where the first doubt is asked: what was brought into view must not be behind it. Where it grows
        // without the editor having gone anywhere, as when doubts were counted, nothing moves.
        let height = shown.response.rect.height();
        let grown = height - std::mem::replace(&mut self.doubts_height, height);
        if let Some(work) = desk.work.as_mut() {
            let went = std::mem::replace(&mut self.revealed, work.reveal) != work.reveal;
            if went && grown > 0.5 {
                work.reveal += 1;
            }
        }
        let strip = Frame::NONE.fill(look.desk);
        Panel::left("overview").exact_size(theme::OVERVIEW).resizable(false).frame(strip).show(ui, |ui| {
            overview::ui(ui, desk, &mut self.raw, &mut self.overview);
        });
        if self.history.open {
            let frame = Frame::NONE.fill(look.panel).inner_margin(GAP2);
            let name = HISTORY_PANE.get(desk.lang);
            let history = |ui: &mut Ui| self.history.ui(ui, desk);
            let pane = Panel::right("history").exact_size(theme::HISTORY).resizable(false).frame(frame);
            more.push(pane.show(ui, |ui| focus::in_pane(ui, "history", name, history)).inner);
        }
        if desk.inspector {
            let side = Frame::NONE.fill(look.panel).inner_margin(GAP2);
            let panel = Panel::right("inspector").exact_size(theme::INSPECTOR).resizable(false).frame(side);
            let name = INSPECTOR_PANE.get(desk.lang);
            let inspector = |ui: &mut Ui| self.inspector.ui(ui, desk);
            more.push(panel.show(ui, |ui| focus::in_pane(ui, "inspector", name, inspector)).inner);
        }
        let below = ui.available_rect_before_wrap();
        let whole = offer::ui(ui, desk, below);
        let most = (whole.width() - RAW).max(ARTICLES);
        let width = (whole.width() * self.split).clamp(ARTICLES.min(most), most).round();
        let (left, right) = whole.split_left_right_at_x(whole.right() - width);
        // The raw text first: so the keyboard comes from it to the articles.
        let rest = hints::ui(ui, desk, left, &[Hint::Boundary, Hint::Fragment]);
        let mut child = ui.new_child(egui::UiBuilder::new().id_salt("raw").max_rect(rest));
        ask = self.raw.ui(&mut child, desk).or(ask);
        self.panes.push(Pane { id: raw::id(), rect: rest });
        self.floor = rest.bottom();
        let rest = hints::ui(ui, desk, right, &[Hint::Done]);
        self.floor = self.floor.min(rest.bottom());
        let mut child = ui.new_child(egui::UiBuilder::new().id_salt("articles").max_rect(rest));
        child.set_clip_rect(rest.intersect(ui.clip_rect()));
        let name = ARTICLES_PANE.get(desk.lang);
        self.panes.push(focus::pane_ui(&child, articles_id(), rest, name, true));
        ask = self.articles.ui(&mut child, desk).or(ask);
        self.panes.extend(more);
        self.panes.push(bar_pane);
        ui.advance_cursor_after_rect(below);
        split::ui(ui, desk.lang, &mut self.split, whole, left.right());
        focus::ring_of_pane(ui, &self.panes);
        ask
    }

    /// A file that another program changed is asked about, and unsaved work that was found is offered, as soon as nothing else
    /// is asked or typed.
    fn offer(&mut self, ui: &Ui) {
        if self.asking.is_some() || ui.ctx().text_edit_focused() {
            return;
        }
        if self.desk.conflict().is_some() {
            // What is asked says what the message does.
            self.desk.message = None;
            self.begin(Some(Ask::Conflict));
        } else if !self.desk.found().is_empty() {
            self.begin(Some(Ask::Recover));
        }
    }

    /// The window closes: what the editor decided about is not needed any more. Where the system closes it without a
    /// question, the journal stays.
    pub fn end(&mut self) {
        if self.closed || !self.desk.work.as_ref().is_some_and(crate::desk::Work::is_changed) {
            self.desk.close();
        }
    }

    /// Begins what a command asks for.
    fn begin(&mut self, ask: Option<Ask>) {
        let Some(ask) = ask else { return };
        match ask {
            Ask::Pane { forward } => self.walking = Some(forward),
            Ask::Correct(block) => self.articles.correct(&self.desk, block),
            Ask::History => self.history.open = !self.history.open,
            // What is being typed is taken in before something else is asked.
            _ if self.articles.commit(&mut self.desk) => {
                self.asking = Asking::begin(&ask, &self.desk, self.native_dialogs);
            }
            _ => {}
        }
    }

    fn asking_ui(&mut self, ui: &mut Ui, composing: bool) {
        let Some(mut asking) = self.asking.take() else { return };
        match asking.ui(ui, &mut self.desk, composing) {
            Answer::Open => self.asking = Some(asking),
            Answer::Closed => {}
            Answer::Command(id) => {
                let ask = self.desk.run(id);
                self.begin(ask);
            }
            Answer::Quit { save } => self.leaving = Some(Leaving { save, begun: false }),
        }
    }
}

/// How the articles are found by what gives them the keyboard.
fn articles_id() -> egui::Id {
    egui::Id::unique("articles pane")
}

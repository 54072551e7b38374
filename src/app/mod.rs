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
mod lending;
mod menus;
mod panels;
pub mod panes;
mod split;
pub mod theme;
mod tips;
mod turns;
pub mod widgets;

pub use launch::{WindowError, run};
pub use panes::articles::FragmentDrag;

use crate::desk::{Ask, Command, CommandId, Desk, Next};
use crate::store::recent::RecentFile;
use asks::{Answer, Asking};
use closing::Leaving;
use eframe::egui::{self, Ui};
use lending::Lending;
use panes::articles::ArticlesPane;
use panes::doubts::DoubtsPane;
use panes::find::FindPane;
use panes::history::HistoryPane;
use panes::inspector::InspectorPane;
use panes::raw::{self, RawPane};
use panes::{overview, status};
use widgets::focus::{self, Pane};
use widgets::text_edit::Composing;

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
    /// Which pane had the keyboard before something was asked or typed: it gets it back.
    lending: Lending,
    /// Leaving what is on the desk was decided.
    leaving: Option<Leaving>,
    /// Nothing holds the window up: the next request to close is let through.
    closed: bool,
}

/// Gives egui the program's fonts and colours. Called once, before the first frame.
pub fn dress(ctx: &egui::Context) {
    fonts::load(ctx);
    theme::apply(ctx);
    ctx.add_plugin(turns::Turns::default());
    ctx.add_plugin(tips::Tips::default());
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
        let split = f32::from(desk.prefs.articles_permille) / 1000.0;
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
            split,
            doubts_height: f32::INFINITY,
            revealed: 0,
            floor: f32::INFINITY,
            panes: Vec::new(),
            walking: None,
            lending: Lending::default(),
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
        self.give_back(ui);
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
        // What is being typed is taken in first, as before any command.
        if files.is_empty() || !self.articles.commit(&mut self.desk) {
            return;
        }
        let (paths, loose): (Vec<_>, Vec<_>) = files.iter().partition(|file| file.path().is_absolute());
        if !paths.is_empty() {
            let mut paths: Vec<_> = paths.into_iter().map(|file| file.path().to_owned()).collect();
            // Several files come in no order of their own: their names number the pages.
            crate::store::sort_naturally(&mut paths);
            self.replace(ui, Next::Files(paths));
        } else if let Some(file) = loose.first()
            && let Ok(bytes) = file.bytes()
        {
            self.replace(ui, Next::Bytes(file.path().to_string_lossy().into_owned(), bytes));
        }
    }

    fn keys(&mut self, ui: &mut Ui, composing: bool) {
        let typing = ui.ctx().text_edit_focused();
        // An open menu has the keyboard: a letter for it must do nothing to the page behind it.
        if composing || self.asking.is_some() || egui::Popup::is_any_open(ui.ctx()) {
            return;
        }
        // Esc turns down what is offered, or else closes the find panel; where something is dragged, it gives that up.
        if !typing && ui.input(|input| input.key_pressed(egui::Key::Escape) && !input.pointer.any_down()) {
            match self.desk.work.as_mut() {
                Some(work) if work.offer().is_some() => work.decline(),
                _ => self.desk.close_finder(),
            }
        }
        let desk = &self.desk;
        let can = |command: &Command| (command.when)(desk).is_ok();
        let pressed = input::commands(ui, &desk.prefs.keys, typing, can);
        // What is being typed is taken in before a command acts; where it cannot be, none does.
        if !pressed.is_empty() && self.articles.commit(&mut self.desk) {
            // Only a field gives the keyboard up: a pane that has it keeps it.
            if typing {
                ui.memory_mut(|memory| memory.stop_text_input());
            }
            let lender = ui.memory(|memory| memory.focused()).filter(|&id| id == raw::id() || id == articles_id());
            for command in pressed {
                let ask = self.desk.run(command.id);
                self.begin(ask);
            }
            if let (true, Some(pane)) = (self.is_lent(), lender) {
                self.lending = Lending::Lent(pane);
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
        } else if !self.desk.found().is_empty() && self.leaving.is_none() {
            self.begin(Some(Ask::Recover));
        }
    }

    /// The window closes: what the editor decided about is not needed any more. Where the system closes it without a
    /// question, the journal stays.
    pub fn end(&mut self) {
        self.desk.prefs.articles_permille = split::permille(self.split);
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

    /// Something is asked or typed that has the keyboard for as long as that takes.
    fn is_lent(&self) -> bool {
        self.asking.is_some() || self.articles.is_typing()
    }

    /// Gives the keyboard back to the pane that had it, where nothing else has taken it since.
    fn give_back(&mut self, ui: &Ui) {
        let is_lent = self.is_lent();
        let back = self.lending.step(is_lent);
        if back.is_some() || matches!(self.lending, Lending::Returning(_)) {
            ui.request_repaint();
        }
        ui.memory_mut(|memory| {
            if let Some(pane) = back.filter(|_| memory.focused().is_none()) {
                memory.request_focus(pane);
            }
        });
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
            Answer::Leave { next, save } => self.leaving = Some(Leaving::to(next, save)),
            Answer::Stay => self.leaving = None,
            Answer::Next(next) => self.replace(ui, next),
        }
    }
}

/// How the articles are found by what gives them the keyboard.
fn articles_id() -> egui::Id {
    egui::Id::unique("articles pane")
}

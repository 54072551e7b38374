//! The window: one frame, top to bottom.
//!
//! Draws the desk and turns gestures into calls of [`Desk`]. Decides nothing about texts, and reads and writes no file but
//! through the desk and the store of settings.

mod asks;
mod fonts;
mod input;
mod launch;
mod menus;
pub mod panes;
pub mod theme;
pub mod widgets;

pub use launch::{WindowError, run};
pub use panes::articles::FragmentDrag;

use crate::desk::words::{Text, text};
use crate::desk::{Ask, CommandId, Desk};
use crate::store::recent::RecentFile;
use asks::{Answer, Asking};
use eframe::egui::{self, CentralPanel, Frame, Margin, Panel, Ui};
use panes::articles::ArticlesPane;
use panes::raw::RawPane;
use panes::{overview, status, welcome};
use std::collections::VecDeque;
use theme::{GAP2, Look};
use widgets::text_edit::Composing;

/// The smallest width that the articles keep.
const ARTICLES: f32 = 380.0;
/// The smallest width that the raw text keeps.
const RAW: f32 = 320.0;
const SPLIT: Text = text("原文与篇目的分界", "Border between raw text and articles");

/// The window: the desk, and what it keeps between frames that is no part of it.
pub struct App {
    /// What it shows.
    pub desk: Desk,
    articles: ArticlesPane,
    raw: RawPane,
    asking: Option<Asking>,
    composing: Composing,
    /// Commands that wait until a text field has let go of its text.
    waiting: VecDeque<CommandId>,
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
    /// Closing was decided; the next request to close is let through.
    closing: bool,
    /// Close as soon as the save under way has succeeded.
    close_when_saved: bool,
}

/// Gives egui the program's fonts and colours. Called once, before the first frame.
pub fn dress(ctx: &egui::Context) {
    fonts::load(ctx);
    theme::apply(ctx);
    // Where the system does not say which theme it has, paper.
    ctx.options_mut(|options| options.fallback_theme = egui::Theme::Light);
    // Ctrl+Q is a command of ours, which asks about unsaved work.
    ctx.options_mut(|options| options.quit_shortcuts.clear());
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
            asking: None,
            composing: Composing::default(),
            waiting: VecDeque::new(),
            native_dialogs,
            recent,
            themed: None,
            message_since: None,
            split: 0.5,
            closing: false,
            close_when_saved: false,
        }
    }

    /// One frame. Needs no window: tests call it too.
    pub fn body(&mut self, ui: &mut Ui) {
        self.desk.poll();
        if self.themed != Some(self.desk.theme) {
            self.themed = Some(self.desk.theme);
            ui.ctx().set_theme(theme::preference(self.desk.theme));
        }
        self.dropped(ui);
        let composing = self.composing.update(ui);
        self.keys(ui, composing);
        let ask = self.panels_ui(ui);
        self.begin(ui, ask);
        status::message_ui(ui, &mut self.desk, &mut self.message_since);
        self.asking_ui(ui, composing);
        self.closing(ui);
    }

    fn dropped(&mut self, ui: &Ui) {
        let files = ui.input(|input| input.raw.dropped_files.clone());
        let (paths, loose): (Vec<_>, Vec<_>) = files.iter().partition(|file| file.path().is_absolute());
        if !paths.is_empty() {
            let mut paths: Vec<_> = paths.into_iter().map(|file| file.path().to_owned()).collect();
            // Several files come in no order of their own: their names number the pages.
            paths.sort();
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
        let pressed = input::commands(ui, typing);
        if typing && !pressed.is_empty() {
            // The text that is being typed is taken in first, then the command is done.
            ui.memory_mut(|memory| {
                if let Some(id) = memory.focused() {
                    memory.surrender_focus(id);
                }
            });
            self.waiting.extend(pressed);
            ui.request_repaint();
            return;
        }
        let waiting: Vec<CommandId> = self.waiting.drain(..).chain(pressed).collect();
        for id in waiting {
            let ask = self.desk.run(id);
            self.begin(ui, ask);
        }
        if typing {
            return;
        }
        let (from, to, _) = self.raw.in_view();
        let page = isize::try_from(to.saturating_sub(from).max(2) - 1).unwrap_or(1);
        if let (Some((lines, extend)), Some(work)) = (input::caret(ui, page), self.desk.work.as_mut()) {
            work.move_caret(lines, extend);
        }
        if ui.input(|input| input.events.contains(&egui::Event::Copy))
            && let Some(work) = &self.desk.work
            && !work.selection().range().is_empty()
        {
            ui.copy_text(work.project().raw(work.selection().range()).to_owned());
        }
    }

    fn panels_ui(&mut self, ui: &mut Ui) -> Option<Ask> {
        let look = Look::get(ui);
        let desk = &mut self.desk;
        let bar = Frame::NONE.fill(look.panel).inner_margin(Margin::symmetric(8, 4));
        let mut ask = Panel::top("bar").frame(bar).show(ui, |ui| menus::bar_ui(ui, desk)).inner;
        Panel::bottom("status").frame(bar).show(ui, |ui| status::ui(ui, desk));
        if desk.work.is_none() {
            let recent = &self.recent;
            let frame = Frame::NONE.fill(look.paper).inner_margin(GAP2);
            let asked = CentralPanel::default().frame(frame).show(ui, |ui| welcome::ui(ui, desk, recent)).inner;
            return asked.or(ask);
        }
        let strip = Frame::NONE.fill(look.desk);
        Panel::left("overview").exact_size(theme::OVERVIEW).resizable(false).frame(strip).show(ui, |ui| {
            overview::ui(ui, desk, &mut self.raw);
        });
        let whole = ui.available_rect_before_wrap();
        let most = (whole.width() - RAW).max(ARTICLES);
        let width = (whole.width() * self.split).clamp(ARTICLES.min(most), most).round();
        let cards = Frame::NONE.fill(look.desk);
        let articles = Panel::right("articles")
            .exact_size(width)
            .resizable(false)
            .show_separator_line(false)
            .frame(cards)
            .show(ui, |ui| self.articles.ui(ui, desk));
        ask = articles.inner.or(ask);
        let raw = Frame::NONE.fill(look.paper);
        ask = CentralPanel::default().frame(raw).show(ui, |ui| self.raw.ui(ui, desk)).inner.or(ask);
        self.split_ui(ui, whole, whole.right() - width);
        ask
    }

    /// The line between raw text and articles, to be dragged. It keeps its part of the window, whatever that's size.
    fn split_ui(&mut self, ui: &Ui, whole: egui::Rect, x: f32) {
        let look = Look::get(ui);
        let line = egui::Rect::from_x_y_ranges(x - 3.0..=x + 3.0, whole.y_range());
        let response = ui
            .interact(line, egui::Id::unique("split"), egui::Sense::drag())
            .on_hover_and_drag_cursor(egui::CursorIcon::ResizeHorizontal);
        let name = SPLIT.get(self.desk.lang);
        response.widget_info(|| egui::WidgetInfo::labeled(egui::accesskit::Role::Splitter, true, name));
        if let Some(pointer) = response.interact_pointer_pos().filter(|_| response.dragged()) {
            self.split = ((whole.right() - pointer.x) / whole.width()).clamp(0.2, 0.8);
        }
        let active = response.dragged() || response.hovered();
        let stroke = if active { egui::Stroke::new(2.0, look.accent) } else { egui::Stroke::new(1.0, look.line) };
        ui.painter().vline(x, whole.y_range(), stroke);
    }

    /// Begins what a command asks for.
    fn begin(&mut self, ui: &Ui, ask: Option<Ask>) {
        let Some(ask) = ask else { return };
        match ask {
            Ask::Correct(block) => self.articles.correct(&self.desk, block),
            Ask::Zoom(step) => zoom(ui.ctx(), step),
            _ => self.asking = Asking::begin(&ask, &self.desk, self.native_dialogs),
        }
    }

    fn asking_ui(&mut self, ui: &mut Ui, composing: bool) {
        let Some(mut asking) = self.asking.take() else { return };
        match asking.ui(ui, &mut self.desk, composing) {
            Answer::Open => self.asking = Some(asking),
            Answer::Closed => {}
            Answer::Command(id) => {
                let ask = self.desk.run(id);
                self.begin(ui, ask);
            }
            Answer::Quit { save: false } => {
                self.closing = true;
                asks::close_window(ui);
            }
            Answer::Quit { save: true } => {
                self.close_when_saved = true;
                let ask = self.desk.run(CommandId("file.save"));
                self.begin(ui, ask);
            }
        }
    }

    /// A request to close while work is unsaved is held up once, and asked about.
    fn closing(&mut self, ui: &Ui) {
        if self.close_when_saved && self.desk.job().is_none() && self.asking.is_none() {
            self.close_when_saved = false;
            if !self.desk.work.as_ref().is_some_and(crate::desk::Work::is_changed) {
                self.closing = true;
                asks::close_window(ui);
            }
        }
        if !ui.input(|input| input.viewport().close_requested()) || self.closing {
            return;
        }
        if self.desk.work.as_ref().is_some_and(crate::desk::Work::is_changed) {
            ui.ctx().send_viewport_cmd(egui::ViewportCommand::CancelClose);
            self.asking = Some(Asking::Quit);
        }
    }
}

/// Larger, smaller, or as it was.
fn zoom(ctx: &egui::Context, step: i8) {
    let factor = match step {
        0 => 1.0,
        1 => ctx.zoom_factor() * 1.1,
        _ => ctx.zoom_factor() / 1.1,
    };
    ctx.set_zoom_factor(factor.clamp(0.5, 3.0));
}

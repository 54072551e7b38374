//! Opens the real window.

use super::App;
use super::keeper::Keeper;
use crate::desk::{Desk, Lang, Sample};
use crate::propose::weights::Model;
use crate::store::{State, settings};
use eframe::egui;
use std::path::PathBuf;
use std::sync::Arc;

/// Why there is no window: what the windowing system says. `cli::words` puts it into words with what to do.
#[derive(Debug, thiserror::Error)]
#[error("{0}")]
pub struct WindowError(String);

/// Opens the window on these files, or on a sample, and returns when it is closed. `model`: what to propose with.
///
/// # Errors
/// Where the system gives no window: without a display, or without the libraries for one.
pub fn run(
    files: Vec<PathBuf>,
    sample: Option<Sample>,
    model: Option<Arc<Model>>,
    lang: Option<Lang>,
) -> Result<(), WindowError> {
    let mut desk = Desk::new(Lang::default());
    let keeper = Keeper::load(&mut desk, settings::folder());
    if let Some(lang) = lang {
        // For this once: what the user chose is kept.
        desk.lang = lang;
    }
    desk.model = model;
    if let Some(state) = State::of_system() {
        desk.keep_journals(state);
    }
    let mut viewport = egui::ViewportBuilder::default()
        .with_title("Newsmend")
        .with_app_id("newsmend")
        .with_inner_size(desk.prefs.window_points.map(f32::from))
        // The screen may be another one than that on which the window had this size.
        .with_clamp_size_to_monitor_size(true)
        .with_min_inner_size([1024.0, 700.0])
        .with_drag_and_drop(true)
        .with_icon(icon());
    if desk.prefs.maximized {
        viewport = viewport.with_maximized(true);
    }
    let options = eframe::NativeOptions { viewport, ..Default::default() };
    let create: eframe::AppCreator<'_> = Box::new(move |creation| {
        let ctx = creation.egui_ctx.clone();
        super::dress(&ctx);
        let waker = ctx;
        desk.set_wake(Arc::new(move || waker.request_repaint()));
        desk.look_for_unsaved();
        if let Some(sample) = sample {
            desk.open_sample(sample);
        } else if let Err(refusal) = desk.open_all(files) {
            desk.refuse(refusal);
        }
        let standing = Standing { points: desk.prefs.window_points, maximized: desk.prefs.maximized };
        Ok(Box::new(Running { app: App::new(desk, true), keeper, standing }))
    });
    quietly(|| eframe::run_native("Newsmend", options, create))
}

/// Runs the window. A missing library of the keyboard's is a panic in the windowing crate, not an error: it is said in words
/// like the others.
fn quietly(run: impl FnOnce() -> eframe::Result) -> Result<(), WindowError> {
    const MISSING: &str = "could not be loaded";
    let hook = std::panic::take_hook();
    std::panic::set_hook(Box::new(move |info| {
        if !info.payload_as_str().is_some_and(|said| said.contains(MISSING)) {
            hook(info);
        }
    }));
    match std::panic::catch_unwind(std::panic::AssertUnwindSafe(run)) {
        Ok(result) => result.map_err(|error| WindowError(without_source(&error.to_string()))),
        Err(panic) => match panic.downcast_ref::<String>() {
            Some(said) if said.contains(MISSING) => Err(WindowError(said.clone())),
            _ => std::panic::resume_unwind(panic),
        },
    }
}

/// The app with what only a real window has: settings that are kept.
struct Running {
    app: App,
    keeper: Keeper,
    standing: Standing,
}

/// How the window stands on the screen. It is kept when the window closes, not while it is made larger.
#[derive(Debug, PartialEq, Eq)]
struct Standing {
    /// Its width and height, in points at 100 %, when it did not fill the screen.
    points: [u16; 2],
    maximized: bool,
}

impl Standing {
    /// Looks at the window, which is this large, in points of this zoom.
    fn note(&mut self, viewport: &egui::ViewportInfo, size: egui::Vec2, zoom: f32) {
        if viewport.minimized == Some(true) || viewport.fullscreen == Some(true) {
            return;
        }
        self.maximized = viewport.maximized == Some(true);
        if !self.maximized {
            let size = size * zoom;
            self.points = [whole(size.x), whole(size.y)];
        }
    }
}

/// In whole points.
#[expect(clippy::cast_possible_truncation, clippy::cast_sign_loss, reason = "what is no size becomes the nearest one")]
fn whole(points: f32) -> u16 {
    points.round() as u16
}

impl eframe::App for Running {
    fn ui(&mut self, ui: &mut egui::Ui, _frame: &mut eframe::Frame) {
        self.app.body(ui);
        let ctx = ui.ctx();
        let (size, zoom) = (ctx.viewport_rect().size(), ctx.zoom_factor());
        ctx.input(|input| self.standing.note(input.viewport(), size, zoom));
        // Not while a size is being dragged.
        if !ui.input(|input| input.pointer.any_down()) {
            self.keeper.keep(&mut self.app.desk);
        }
    }

    fn on_exit(&mut self, _gl: Option<&eframe::glow::Context>) {
        self.app.end();
        let prefs = &mut self.app.desk.prefs;
        (prefs.window_points, prefs.maximized) = (self.standing.points, self.standing.maximized);
        self.keeper.keep_last(&self.app.desk);
    }
}

fn icon() -> egui::IconData {
    eframe::icon_data::from_png_bytes(include_bytes!("../../assets/icon/newsmend.png")).unwrap_or_default()
}

/// What an error says, without the place in the windowing crate's source that it begins with.
fn without_source(said: &str) -> String {
    let behind = said.split_once(".rs:").and_then(|(_, rest)| rest.split_once(": "));
    behind.map_or(said, |(_, words)| words).to_owned()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_error_is_told_without_its_place_in_the_source() {
        for (said, wanted) in [
            ("winit: os error at /a/mod.rs:765: neither is set.", "neither is set."),
            ("Library libX.so could not be loaded.", "Library libX.so could not be loaded."),
        ] {
            assert_eq!(without_source(said), wanted);
        }
    }

    #[test]
    fn the_size_that_is_kept_is_that_of_a_window_which_does_not_fill_the_screen() {
        let mut standing = Standing { points: [1280, 800], maximized: false };
        let plain = egui::ViewportInfo { maximized: Some(false), ..Default::default() };
        let filling = egui::ViewportInfo { maximized: Some(true), ..Default::default() };
        let hidden = egui::ViewportInfo { minimized: Some(true), ..Default::default() };
        for (viewport, size, zoom, points, maximized) in [
            (&plain, [1600.0, 900.0], 1.0, [1600, 900], false),
            (&plain, [1280.0, 720.0], 1.25, [1600, 900], false),
            (&filling, [3840.0, 2160.0], 1.0, [1600, 900], true),
            (&hidden, [0.0, 0.0], 1.0, [1600, 900], true),
            (&plain, [f32::NAN, f32::INFINITY], 1.0, [0, u16::MAX], false),
        ] {
            standing.note(viewport, size.into(), zoom);
            assert_eq!(standing, Standing { points, maximized });
        }
    }
}

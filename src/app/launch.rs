//! Opens the real window.

use super::App;
use crate::desk::{Desk, Lang, Sample};
use crate::propose::weights::Model;
use crate::store::settings;
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
    let loaded = settings::folder().map(|folder| settings::load(&folder));
    let stored = loaded.as_ref().map(|loaded| loaded.settings.clone()).unwrap_or_default();
    let system = || Lang::of_locale(&sys_locale::get_locale().unwrap_or_default());
    let remembered = stored.language.as_deref().map(Lang::of_locale);
    let lang = lang.or(remembered).unwrap_or_else(system);
    let mut desk = Desk::new(lang);
    desk.theme = stored.theme;
    desk.model = model;
    desk.recent = stored.recent.clone();
    if let Some(problem) = loaded.and_then(|loaded| loaded.problem) {
        desk.message = Some(crate::desk::Message::error(crate::desk::explain_store(lang, &problem)));
    }
    let viewport = egui::ViewportBuilder::default()
        .with_title("Newsmend")
        .with_app_id("newsmend")
        .with_inner_size([1280.0, 800.0])
        .with_min_inner_size([1024.0, 700.0])
        .with_drag_and_drop(true)
        .with_icon(icon());
    let options = eframe::NativeOptions { viewport, ..Default::default() };
    let zoom = f32::from(stored.zoom_percent) / 100.0;
    let create: eframe::AppCreator<'_> = Box::new(move |creation| {
        let ctx = creation.egui_ctx.clone();
        super::dress(&ctx);
        ctx.set_zoom_factor(zoom.clamp(0.5, 3.0));
        let waker = ctx.clone();
        desk.set_wake(Arc::new(move || waker.request_repaint()));
        if let Some(sample) = sample {
            desk.open_sample(sample);
        } else if let Some(file) = files.into_iter().next()
            && let Err(refusal) = desk.open(file, None)
        {
            desk.refuse(refusal);
        }
        Ok(Box::new(Running { app: App::new(desk, true), stored, ctx }))
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

/// The app with what only a real window has: settings that are kept when it closes.
struct Running {
    app: App,
    stored: settings::Settings,
    ctx: egui::Context,
}

impl eframe::App for Running {
    fn ui(&mut self, ui: &mut egui::Ui, _frame: &mut eframe::Frame) {
        self.app.body(ui);
    }

    fn on_exit(&mut self, _gl: Option<&eframe::glow::Context>) {
        let desk = &self.app.desk;
        let mut settings = self.stored.clone();
        settings.language = Some(if desk.lang == Lang::Zh { "zh" } else { "en" }.to_owned());
        settings.theme = desk.theme;
        settings.recent = desk.recent.clone();
        settings.zoom_percent = percent(self.ctx.zoom_factor());
        let saved = settings::folder().map(|folder| settings::save(&folder, &settings));
        if let Some(Err(error)) = saved {
            log::warn!("settings were not kept: {error}");
        }
    }
}

#[expect(clippy::cast_possible_truncation, clippy::cast_sign_loss, reason = "clamped")]
fn percent(factor: f32) -> u16 {
    (factor.clamp(0.5, 3.0) * 100.0).round() as u16
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
}

//! Frames of the window, without a screen.

use super::{clock, ms, told};
use eframe::egui::{self, Event, Pos2, Rect, Vec2, pos2, vec2};
use newsmend::app::{self, App};
use newsmend::desk::{Desk, Lang};
use std::path::Path;
use std::time::{Duration, Instant};

struct Window {
    ctx: egui::Context,
    app: App,
    time: f64,
}

impl Window {
    fn new(desk: Desk) -> Self {
        let ctx = egui::Context::default();
        app::dress(&ctx);
        Self { ctx, app: App::new(desk, false), time: 0.0 }
    }

    /// A frame with these events; its processor time, tessellation included.
    fn frame(&mut self, events: Vec<Event>) -> Duration {
        self.time += 1.0 / 60.0;
        let screen = Rect::from_min_size(Pos2::ZERO, vec2(1280.0, 900.0));
        let input = egui::RawInput { screen_rect: Some(screen), time: Some(self.time), events, ..Default::default() };
        let begun = clock();
        let app = &mut self.app;
        let mut output = self.ctx.run_ui(input, |ui| app.body(ui));
        let shapes = std::mem::take(&mut output.shapes);
        let drawn = self.ctx.tessellate(shapes, output.pixels_per_point);
        let took = clock().saturating_sub(begun);
        output.textures_delta.clear();
        drop(drawn);
        took
    }
}

/// The first frame with text; gives the desk back.
pub(super) fn first(desk: Desk) -> Desk {
    let begun = Instant::now();
    let mut window = Window::new(desk);
    window.frame(Vec::new());
    println!("{:32} {:9.1} ms", "first frame with text", ms(begun.elapsed()));
    std::mem::take(&mut window.app.desk)
}

/// A project is opened until its text is drawn, and saved while it is read and worked on.
pub(super) fn issue(path: &Path) {
    // Fonts are loaded before there is anything to open.
    let mut window = Window::new(Desk::new(Lang::Zh));
    window.frame(Vec::new());
    let (begun, mut opening) = (Instant::now(), Vec::new());
    window.app.desk.open(path.to_owned(), None).unwrap();
    while window.app.desk.work.is_none() {
        opening.push(window.frame(Vec::new()));
        std::thread::sleep(Duration::from_millis(1));
    }
    opening.push(window.frame(Vec::new()));
    println!("{:32} {:9.1} ms", "open it, to the first frame", ms(begun.elapsed()));
    told("frames while it is opened", opening);
    window.app.desk.finish();
    for _ in 0..10 {
        window.frame(Vec::new());
    }
    for part in ["frames while it is saved", "again"] {
        let raw = Event::PointerMoved(pos2(300.0, 450.0));
        window.frame(vec![raw, key(egui::Key::CloseBracket, false), key(egui::Key::ArrowDown, true)]);
        let (begun, mut saving) = (Instant::now(), Vec::new());
        window.app.desk.save(path.to_owned());
        while window.app.desk.job().is_some() {
            // Scrolling, and now and then a gesture: the first one copies what it touches.
            let events = match saving.len() % 10 {
                9 => vec![key(egui::Key::ArrowDown, true)],
                4 => vec![key(egui::Key::ArrowUp, true)],
                _ => vec![wheel(40.0)],
            };
            saving.push(window.frame(events));
            std::thread::sleep(Duration::from_millis(1));
        }
        saving.push(window.frame(Vec::new()));
        println!("{:32} {:9.1} ms, {} frames", "save it", ms(begun.elapsed()), saving.len());
        told(part, saving);
    }
    assert!(!window.app.desk.work.as_ref().unwrap().history.is_empty(), "gestures were made meanwhile");
}

fn wheel(points: f32) -> Event {
    Event::MouseWheel {
        unit: egui::MouseWheelUnit::Point,
        delta: Vec2::new(0.0, -points),
        phase: egui::TouchPhase::Move,
        source: egui::MouseWheelSource::Wheel,
        modifiers: egui::Modifiers::NONE,
    }
}

fn key(key: egui::Key, alt: bool) -> Event {
    let modifiers = egui::Modifiers { alt, ..Default::default() };
    Event::Key { key, physical_key: None, pressed: true, repeat: false, modifiers }
}

pub(super) fn all(desk: Desk) {
    let mut window = Window::new(desk);
    let raw = pos2(300.0, 450.0);
    window.frame(vec![Event::PointerMoved(raw)]);
    let quiet: Vec<Duration> = (0..100).map(|_| window.frame(Vec::new())).collect();
    told("frames at rest", quiet);
    told("frames while scrolling", (0..400).map(|_| window.frame(vec![wheel(40.0)])).collect());
    told("frames while scrolling fast", (0..400).map(|_| window.frame(vec![wheel(1500.0)])).collect());
    let mut moved = |at: usize| {
        window.frame(vec![key(if at.is_multiple_of(2) { egui::Key::ArrowDown } else { egui::Key::ArrowUp }, true)])
    };
    told("a boundary moved out of sight", vec![moved(0)]);
    told("frames with a boundary moved", (1..400).map(moved).collect());
    window.frame(vec![key(egui::Key::F2, false)]);
    told("frames while typing", (0..100).map(|_| window.frame(vec![Event::Text("字".to_owned())])).collect());
}

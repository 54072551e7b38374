//! A window without a screen: the app's frame over `egui_kittest`.

use super::strokes::stroke;
use eframe::egui::accesskit::{Action, ActionRequest, Role};
use eframe::egui::{
    Event, ImeEvent, Key, Modifiers, MouseWheelSource, MouseWheelUnit, PointerButton, Pos2, Rect, TouchPhase, Vec2,
    vec2,
};
use egui_kittest::Harness;
use egui_kittest::kittest::{NodeT as _, Queryable as _};
use newsmend::app::{self, App};
use newsmend::desk::{Desk, Lang, Selection, Work};
use newsmend::model::{Project, reading};
use newsmend::text::{PageNo, Place};

/// The two sizes that flows run at.
pub(super) const SIZES: [[f32; 2]; 2] = [[1024.0, 700.0], [1920.0, 1080.0]];

/// Two articles of three lines each, invented.
pub(super) const PAGE: &str = "\
清晨的街道

本报讯（记者甲一）清扫车今天五点上街，
先扫主街，再扫小巷。
扫完的街道六点开放。

社区图书馆延时

本报讯（记者乙二）图书馆晚上开到九点，
周末照常开放。
读者可以带孩子来。
";

/// Runs a flow on [`PAGE`], in both languages at both sizes.
pub(super) fn everywhere(flow: impl Fn(&mut TestWindow, Lang)) {
    for lang in [Lang::Zh, Lang::En] {
        for size in SIZES {
            flow(&mut TestWindow::open(PAGE, lang, size), lang);
        }
    }
}

/// What the window says in a language.
pub(super) fn say(lang: Lang, zh: &'static str, en: &'static str) -> &'static str {
    match lang {
        Lang::Zh => zh,
        Lang::En => en,
    }
}

/// Goes to where a text stands in [`PAGE`].
pub(super) fn select(window: &mut TestWindow, text: &str) {
    window.go_to(PAGE.find(text).unwrap());
}

/// What a reader of the screen is told.
#[derive(Debug)]
pub(super) struct Told {
    pub(super) role: Role,
    pub(super) value: String,
    pub(super) number: Option<f64>,
    pub(super) description: String,
}

/// A window on a page.
pub(super) struct TestWindow {
    harness: Harness<'static, App>,
}

impl TestWindow {
    /// Opens `text` as a dump and waits for the proposal.
    pub(super) fn open(text: &str, lang: Lang, size: [f32; 2]) -> Self {
        let mut desk = Desk::new(lang);
        desk.open_bytes("page.txt", text.as_bytes());
        desk.finish();
        desk.message = None;
        Self::on(desk, size)
    }

    /// Opens a project whose articles are made of these lines: `[(article, line)]`, a block a line.
    pub(super) fn on(desk: Desk, size: [f32; 2]) -> Self {
        let harness = Harness::builder()
            .with_size(Vec2::from(size))
            // Frames as a screen has them: a double click is two clicks within 0.3 s.
            .with_step_dt(1.0 / 60.0)
            // Cards scroll to what is far away in half a second.
            .with_max_steps(256)
            .with_context_setup(app::dress)
            .build_ui_state(|ui, app: &mut App| app.body(ui), App::new(desk, false));
        let mut window = Self { harness };
        window.settle();
        window
    }

    pub(super) fn settle(&mut self) {
        self.harness.run();
    }

    pub(super) fn desk(&mut self) -> &mut Desk {
        &mut self.harness.state_mut().desk
    }

    pub(super) fn work(&self) -> &Work {
        self.harness.state().desk.work.as_ref().unwrap()
    }

    pub(super) fn project(&self) -> &Project {
        self.work().project()
    }

    /// How each article reads: its blocks joined by ` / `.
    pub(super) fn articles(&self) -> Vec<String> {
        let project = self.project();
        let read = |article: &newsmend::model::Article| {
            let blocks: Vec<String> = article.blocks.iter().map(|&id| reading(project, id).text).collect();
            blocks.join(" / ")
        };
        project.articles().map(|(_, article)| read(article)).collect()
    }

    /// Waits for work beside the window.
    pub(super) fn finish(&mut self) {
        self.desk().finish();
        self.settle();
    }

    /// Presses a key as the command table writes it.
    pub(super) fn press(&mut self, chord: &str) -> &mut Self {
        let (modifiers, key) = stroke(chord);
        self.harness.key_press_modifiers(modifiers, key);
        self.settle();
        self
    }

    /// Holds a key down for as long as it takes to repeat a few times. Pressed once more, it is let go of.
    pub(super) fn hold(&mut self, chord: &str) -> &mut Self {
        let (modifiers, key) = stroke(chord);
        for _ in 0..5 {
            self.harness.key_down_modifiers(modifiers, key);
            self.settle();
        }
        self
    }

    /// What comes in while a frame takes long: keys as the command table writes them, and text that is typed.
    pub(super) fn all_at_once(&mut self, typed: &[&str]) -> &mut Self {
        for typed in typed {
            let events = if typed.is_ascii() {
                let (modifiers, key) = stroke(typed);
                let event = |pressed| Event::Key { key, physical_key: None, pressed, repeat: false, modifiers };
                vec![event(true), event(false)]
            } else {
                typed.chars().map(|c| Event::Text(c.to_string())).collect()
            };
            self.harness.input_mut().events.extend(events);
        }
        self.settle();
        self
    }

    /// Types text, as a keyboard does.
    pub(super) fn type_text(&mut self, text: &str) -> &mut Self {
        self.harness.event(Event::Text(text.to_owned()));
        self.settle();
        self
    }

    /// An event of an input method.
    pub(super) fn ime(&mut self, event: ImeEvent) -> &mut Self {
        self.harness.event(Event::Ime(event));
        self.settle();
        self
    }

    pub(super) fn preedit(&mut self, text: &str) -> &mut Self {
        self.ime(ImeEvent::Preedit { text: text.to_owned(), active_range_chars: None })
    }

    /// Where the thing whose name is, or contains, `name` stands.
    pub(super) fn rect(&self, name: &str) -> Rect {
        self.find(name).unwrap_or_else(|| panic!("nothing is called {name:?}"))
    }

    /// As [`TestWindow::rect`], or `None`.
    pub(super) fn find(&self, name: &str) -> Option<Rect> {
        let whole = self.harness.query_all_by_label(name).next().map(|node| node.rect());
        whole.or_else(|| self.harness.query_all_by_label_contains(name).next().map(|node| node.rect()))
    }

    /// Where the text field of this name stands.
    pub(super) fn text_field(&self, name: &str) -> Rect {
        self.harness.get_by_role_and_label(Role::TextInput, name).rect()
    }

    /// Where everything stands that has such a name.
    pub(super) fn all_rects(&self, named: impl Fn(&str) -> bool) -> Vec<Rect> {
        let nodes = self.harness.root().children_recursive();
        let named = nodes.filter(|node| node.accesskit_node().label().is_some_and(|label| named(&label)));
        named.map(|node| node.rect()).collect()
    }

    /// Goes to a byte of the first page.
    pub(super) fn go_to(&mut self, at: usize) {
        self.desk().work.as_mut().unwrap().go_to(Selection::at(Place::new(PageNo::new(0), at)));
        self.settle();
    }

    /// Turns the wheel over a place, by points.
    pub(super) fn wheel(&mut self, at: Pos2, points: f32) -> &mut Self {
        self.harness.hover_at(at);
        self.harness.step();
        self.harness.event(Event::MouseWheel {
            unit: MouseWheelUnit::Point,
            delta: vec2(0.0, points),
            phase: TouchPhase::Move,
            source: MouseWheelSource::Wheel,
            modifiers: Modifiers::NONE,
        });
        self.settle();
        self
    }

    /// Rests the pointer on something for a second: its tip is shown.
    pub(super) fn rest_on(&mut self, name: &str) -> &mut Self {
        self.harness.hover_at(self.rect(name).center());
        self.harness.run_steps(60);
        self
    }

    /// Clicks in the middle of something.
    pub(super) fn click(&mut self, name: &str) -> &mut Self {
        let at = self.rect(name).center();
        self.click_at(at)
    }

    /// Gives a text field the focus.
    pub(super) fn focus(&mut self, name: &str) -> &mut Self {
        self.harness.get_by_role_and_label(Role::TextInput, name).focus();
        self.settle();
        self
    }

    pub(super) fn click_at(&mut self, at: Pos2) -> &mut Self {
        self.harness.hover_at(at);
        self.harness.step();
        self.harness.drag_at(at);
        self.harness.step();
        self.harness.drop_at(at);
        self.settle();
        self
    }

    /// Gives something the keyboard's focus, as moving to it by key does.
    pub(super) fn focus_on(&mut self, name: &str) -> &mut Self {
        self.harness.get_by_label(name).focus();
        self.settle();
        self
    }

    pub(super) fn double_click_at(&mut self, at: Pos2) -> &mut Self {
        self.click_at(at);
        self.click_at(at)
    }

    /// Right-clicks on the text at the left of something.
    pub(super) fn right_click(&mut self, name: &str) -> &mut Self {
        let at = self.rect(name).left_center() + vec2(60.0, 0.0);
        self.harness.hover_at(at);
        self.harness.step();
        for pressed in [true, false] {
            let event =
                Event::PointerButton { pos: at, button: PointerButton::Secondary, pressed, modifiers: Modifiers::NONE };
            self.harness.event(event);
            self.harness.step();
        }
        self.settle();
        self
    }

    /// Drags from one point to another in steps; lets go, or gives up with Esc.
    pub(super) fn drag(&mut self, from: Pos2, to: Pos2, let_go: bool) -> &mut Self {
        self.harness.hover_at(from);
        self.harness.step();
        self.harness.drag_at(from);
        self.harness.step();
        for step in 1..=6_u8 {
            self.harness.hover_at(from + (to - from) * f32::from(step) / 6.0);
            self.harness.step();
        }
        if !let_go {
            self.harness.key_press(Key::Escape);
            self.harness.step();
        }
        self.harness.drop_at(to);
        self.settle();
        self
    }

    /// Drags over the rows of two lines, from the start of the first to the end of the last.
    pub(super) fn select_lines(&mut self, first: &str, last: &str) -> &mut Self {
        let (a, b) = (self.rect(first), self.rect(last));
        self.drag(a.left_center() + vec2(1.0, 0.0), b.right_center() - vec2(2.0, 0.0), true)
    }

    /// Drops a file on the window.
    pub(super) fn drop_file(&mut self, path: &std::path::Path) -> &mut Self {
        self.harness.input_mut().dropped_files.push(std::sync::Arc::new(Dropped(path.to_owned())));
        self.harness.step();
        self.finish();
        self
    }

    /// What has the keyboard, by its name.
    pub(super) fn focused(&self) -> Option<String> {
        let mut nodes = self.harness.root().children_recursive();
        nodes.find(|node| node.accesskit_node().is_focused()).and_then(|node| node.accesskit_node().label())
    }

    /// What a reader of the screen is told of something: its role, its value, its description.
    pub(super) fn told(&self, name: &str) -> Told {
        let node = self.harness.query_all_by_label(name).next();
        let node = node.or_else(|| self.harness.query_all_by_label_contains(name).next());
        let node = node.unwrap_or_else(|| panic!("nothing is called {name:?}: {:?}", self.names()));
        let node = node.accesskit_node();
        Told {
            role: node.role(),
            value: node.value().unwrap_or_default(),
            number: node.numeric_value(),
            description: node.description().unwrap_or_default(),
        }
    }

    /// The roles of all that has exactly this name.
    pub(super) fn all_told(&self, name: &str) -> Vec<Role> {
        self.harness.query_all_by_label(name).map(|node| node.accesskit_node().role()).collect()
    }

    /// True while a text field has the keyboard.
    pub(super) fn is_typing(&self) -> bool {
        self.harness.ctx.text_edit_focused()
    }

    /// Asks of something what a reader of the screen can ask.
    pub(super) fn ask(&mut self, name: &str, action: Action) -> &mut Self {
        let node = self.harness.query_all_by_label(name).next().unwrap_or_else(|| panic!("nothing is called {name:?}"));
        let (target_node, target_tree) = node.accesskit_node().locate();
        let request = ActionRequest { action, target_tree, target_node, data: None };
        self.harness.event(Event::AccessKitActionRequest(request));
        self.settle();
        self
    }

    /// The window closes, as the system closes it.
    pub(super) fn end(&mut self) {
        self.harness.state_mut().end();
    }

    /// All names in the window, for messages of failing tests.
    pub(super) fn names(&self) -> Vec<String> {
        self.harness.root().children_recursive().filter_map(|node| node.accesskit_node().label()).collect()
    }
}

#[derive(Debug)]
struct Dropped(std::path::PathBuf);

impl eframe::egui::DroppedFile for Dropped {
    fn path(&self) -> &std::path::Path {
        &self.0
    }

    fn bytes(&self) -> Result<Vec<u8>, String> {
        std::fs::read(&self.0).map_err(|error| error.to_string())
    }
}

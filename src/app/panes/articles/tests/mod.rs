//! The pane without a screen: flows by the names that the accessibility tree has.
#![expect(clippy::unwrap_used, reason = "the lint leaves out tests, but not their helpers")]

use super::{ArticlesPane, FragmentDrag, says};
use crate::app::dress;
use crate::desk::{Ask, CommandId, Desk, Lang, Sample, Selection, Work};
use crate::model::{BlockId, Home, Page, Project, Role, Source, reading};
use eframe::egui::accesskit::Role as Role_;
use eframe::egui::{self, Event, ImeEvent, Key, Modifiers, vec2};
use egui_kittest::Harness;
use egui_kittest::kittest::{NodeT as _, Queryable as _};
use std::sync::Arc;

mod correct;
mod drag;
mod find;
mod list;

struct State {
    desk: Desk,
    pane: ArticlesPane,
    ask: Option<Ask>,
}

type Window = Harness<'static, State>;

fn open(lang: Lang, sample: Sample, size: [f32; 2]) -> Window {
    let mut desk = Desk::new(lang);
    desk.open_sample(sample);
    desk.finish();
    show(desk, size)
}

fn show(desk: Desk, size: [f32; 2]) -> Window {
    let state = State { desk, pane: ArticlesPane::default(), ask: None };
    let mut window = Harness::builder()
        .with_size(size)
        .with_step_dt(1.0 / 60.0)
        .with_max_steps(30)
        .with_context_setup(dress)
        .build_ui_state(
            |ui, state: &mut State| {
                let ask = state.pane.ui(ui, &mut state.desk);
                state.ask = ask.or(state.ask.take());
            },
            state,
        );
    window.run();
    window
}

fn project(window: &Window) -> &Project {
    window.state().desk.work.as_ref().unwrap().project()
}

/// The first block of a role in the first article that has one of more than 40 characters, and how it reads.
fn first(window: &Window, role: Role) -> (BlockId, String) {
    let project = project(window);
    let blocks = project.articles().flat_map(|(_, article)| article.blocks.iter().copied());
    let mut found =
        blocks.filter(|&id| project.block(id).unwrap().role == role).map(|id| (id, reading(project, id).text));
    found.find(|(_, text)| role != Role::Body || text.chars().count() > 40).unwrap()
}

/// Presses at `from`, moves to `to` in steps, and stays there.
fn drag(window: &mut Window, from: egui::Pos2, to: egui::Pos2) {
    window.hover_at(from);
    window.step();
    window.drag_at(from);
    window.step();
    for k in 1..=4_u8 {
        window.hover_at(from.lerp(to, f32::from(k) / 4.0));
        window.step();
    }
}

fn type_text(window: &mut Window, text: &str) {
    window.event(Event::Text(text.to_owned()));
    window.run();
}

const BOTH: [(Lang, Sample); 2] = [(Lang::Zh, Sample::Chinese), (Lang::En, Sample::English)];

#[test]
fn a_click_selects_the_block_and_the_place_in_the_dump() {
    for (lang, sample) in BOTH {
        let mut window = open(lang, sample, [480.0, 900.0]);
        let (block, text) = first(&window, Role::Body);
        window.get_by_label(&says::block(lang, Role::Body, &text)).click();
        window.run();
        let work = window.state().desk.work.as_ref().unwrap();
        assert_eq!(work.selection().block(work.project()), Some(block));
        assert_eq!(work.view.cards_offset, 0.0, "nothing moves under the hand");
        assert!(work.reveal > 0, "the other pane follows");
    }
}

#[test]
fn the_tick_marks_an_article_as_reviewed_and_folds_it() {
    for (lang, sample) in BOTH {
        let mut window = open(lang, sample, [480.0, 900.0]);
        let article = project(&window).order()[0];
        window.get_by_label(&says::tick(lang, 1)).click();
        window.run();
        let work = window.state().desk.work.as_ref().unwrap();
        assert!(work.project().article(article).unwrap().facts.reviewed);
        assert!(work.view.folds.is_folded(Home::Article(article)));
        window.get_by_label(&says::fold(lang, true, Home::Article(article), 1)).click();
        window.run();
        assert!(!window.state().desk.work.as_ref().unwrap().view.folds.is_folded(Home::Article(article)));
    }
}

fn fold_all(window: &mut Window) {
    let work = window.state_mut().desk.work.as_mut().unwrap();
    for id in work.project().order().to_vec() {
        work.view.folds.fold(Home::Article(id));
    }
    window.run();
}

#[test]
fn the_menu_of_a_block_runs_commands_at_the_pointer() {
    for (lang, sample) in BOTH {
        let mut window = open(lang, sample, [480.0, 900.0]);
        let (block, text) = first(&window, Role::Body);
        window.get_by_label(&says::block(lang, Role::Body, &text)).click_secondary();
        window.run();
        let title = crate::desk::command(CommandId("text.correct")).unwrap().title.get(lang);
        window.get_by_label_contains(title).click();
        window.run();
        assert_eq!(window.state().ask, Some(Ask::Correct(block)));
    }
}

#[test]
fn paragraphs_join_at_the_mark_between_them() {
    let mut window = open(Lang::Zh, Sample::Chinese, [480.0, 900.0]);
    let pair = {
        let project = project(&window);
        let is_body = |id: &BlockId| project.block(*id).unwrap().role == Role::Body;
        let all = project.articles().flat_map(|(_, article)| article.blocks.windows(2).map(|w| (w[0], w[1])));
        let mut pairs = all.filter(|(a, b)| is_body(a) && is_body(b));
        pairs.next().unwrap()
    };
    let (left, right) = (reading(project(&window), pair.0).text, reading(project(&window), pair.1).text);
    let work = window.state_mut().desk.work.as_mut().unwrap();
    let place = work.project().block(pair.1).unwrap().first().unwrap().from();
    work.go_to(Selection::at(place));
    window.run();
    let below = window.get_by_label(&says::block(Lang::Zh, Role::Body, &right)).rect();
    // The mark stands in the middle of the text, not of the card.
    let mark = egui::pos2(below.left() + 24.0 + (below.width() - 39.0) / 2.0, below.top());
    window.hover_at(mark);
    window.run();
    window.get_by_role_and_label(Role_::Button, says::JOIN_NAME.get(Lang::Zh)).click();
    window.run();
    assert_eq!(reading(project(&window), pair.0).text, format!("{left}{right}"));
}

//! The pane without a screen: flows by the names that the accessibility tree has.

use super::{ArticlesPane, FragmentDrag, says};
use crate::app::dress;
use crate::desk::{Ask, CommandId, Desk, Lang, Sample, Selection, Work};
use crate::model::{BlockId, Home, Page, Project, Role, Source, reading};
use eframe::egui::accesskit::Role as Role_;
use eframe::egui::{self, Event, ImeEvent, Key, Modifiers, vec2};
use egui_kittest::Harness;
use egui_kittest::kittest::{NodeT as _, Queryable as _};
use std::sync::Arc;

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
    let mut window = Harness::builder().with_size(size).with_step_dt(1.0 / 60.0).with_max_steps(30).with_context_setup(dress).build_ui_state(
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
    let mut found = blocks.filter(|&id| project.block(id).unwrap().role == role).map(|id| (id, reading(project, id).text));
    found.find(|(_, text)| role != Role::Body || text.chars().count() > 40).unwrap()
}

/// The centre of the block that is called so.
fn block_at(window: &Window, lang: Lang, role: Role, text: &str) -> egui::Pos2 {
    window.get_by_label(&says::block(lang, role, text)).rect().center()
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

/// Double-clicks the first paragraph of the sample; returns it.
fn begin_correction(window: &mut Window, lang: Lang) -> (BlockId, String) {
    let (block, text) = first(window, Role::Body);
    let name = says::block(lang, Role::Body, &text);
    window.get_by_label(&name).click();
    window.get_by_label(&name).click();
    window.run();
    assert!(window.state().pane.is_typing());
    let name = says::CORRECTION.get(lang);
    assert!(window.get_by_role_and_label(Role_::MultilineTextInput, name).is_focused());
    (block, text)
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
        assert!(work.view.folded.contains(&article));
        window.get_by_label(&says::fold(lang, true, Home::Article(article), 1)).click();
        window.run();
        assert!(window.state().desk.work.as_ref().unwrap().view.folded.is_empty());
    }
}

#[test]
fn what_is_typed_over_a_paragraph_is_what_it_reads() {
    for (lang, sample) in BOTH {
        let mut window = open(lang, sample, [480.0, 900.0]);
        let (block, text) = begin_correction(&mut window, lang);
        type_text(&mut window, "◇");
        window.key_press(Key::Enter);
        window.run();
        let reads = reading(project(&window), block).text;
        assert_ne!(reads, text);
        assert_eq!(reads.replace('◇', ""), text);
        assert!(!window.state().pane.is_typing());
        window.state_mut().desk.run(CommandId("edit.undo"));
        assert_eq!(reading(project(&window), block).text, text);
    }
}

#[test]
fn a_correction_begins_by_command_and_a_click_elsewhere_ends_it() {
    let mut window = open(Lang::Zh, Sample::Chinese, [480.0, 900.0]);
    let (block, text) = first(&window, Role::Body);
    let State { desk, pane, .. } = window.state_mut();
    let place = desk.work.as_ref().unwrap().project().block(block).unwrap().first().unwrap().from();
    desk.work.as_mut().unwrap().go_to(Selection::at(place));
    assert_eq!(desk.run(CommandId("text.correct")), Some(Ask::Correct(block)));
    pane.correct(desk, block);
    window.run();
    type_text(&mut window, "◇");
    let (headline, title) = first(&window, Role::Headline);
    window.get_by_label(&says::block(Lang::Zh, Role::Headline, &title)).click();
    window.run();
    assert_eq!(reading(project(&window), block).text, format!("◇{text}"));
    let work = window.state().desk.work.as_ref().unwrap();
    assert_eq!(work.selection().block(work.project()), Some(headline), "the click is not lost");
}

#[test]
fn escape_gives_a_correction_up() {
    for (lang, sample) in BOTH {
        let mut window = open(lang, sample, [480.0, 900.0]);
        let before = project(&window).clone();
        begin_correction(&mut window, lang);
        type_text(&mut window, "◇");
        window.key_press(Key::Escape);
        window.run();
        assert_eq!(project(&window), &before);
        assert!(!window.state().pane.is_typing());
    }
}

fn preedit(window: &mut Window, text: &str) {
    window.event(Event::Ime(ImeEvent::Preedit { text: text.to_owned(), active_range_chars: None }));
    window.step();
}

#[test]
fn an_input_method_composes_without_losing_text() {
    let mut window = open(Lang::Zh, Sample::Chinese, [480.0, 900.0]);
    let (block, text) = begin_correction(&mut window, Lang::Zh);
    preedit(&mut window, "ni");
    window.key_press(Key::Escape);
    window.step();
    assert!(window.state().pane.is_typing(), "Esc is the input method's while it composes");
    preedit(&mut window, "nih");
    preedit(&mut window, "");
    window.event(Event::Ime(ImeEvent::Commit("你".to_owned())));
    window.run();
    window.key_press(Key::Enter);
    window.run();
    let reads = reading(project(&window), block).text;
    assert_eq!(reads.replacen('你', "", 1), text);
    assert!(reads.contains('你') && !reads.contains("ni"));
}

#[test]
fn a_dropped_composition_leaves_nothing_behind() {
    let mut window = open(Lang::Zh, Sample::Chinese, [480.0, 900.0]);
    let (block, text) = begin_correction(&mut window, Lang::Zh);
    type_text(&mut window, "◇");
    preedit(&mut window, "guo");
    let (_, title) = first(&window, Role::Headline);
    window.get_by_label(&says::block(Lang::Zh, Role::Headline, &title)).click();
    window.run();
    let reads = reading(project(&window), block).text;
    assert_eq!(reads.replacen('◇', "", 1), text);
    assert!(reads.contains('◇') && !reads.contains("guo"), "{reads}");
}

#[test]
fn a_header_dropped_on_another_card_merges_the_two() {
    for (lang, sample) in BOTH {
        let mut window = open(lang, sample, [480.0, 900.0]);
        fold_all(&mut window);
        let before = project(&window).clone();
        let [first, second] = [0, 1].map(|at| before.order()[at]);
        let header = |window: &Window, number: usize| {
            let prefix = says::card(lang, Home::Article(first), number, "");
            let found = |node: &egui_kittest::Node<'_>| node.accesskit_node().label().is_some_and(|l| l.starts_with(&prefix));
            window.query_all_by_role(Role_::ListItem).find(found).unwrap().rect().center()
        };
        let (from, to) = (header(&window, 2), header(&window, 1));
        drag(&mut window, from, to);
        window.key_press(Key::Escape);
        window.step();
        window.drop_at(to);
        window.run();
        assert_eq!(project(&window), &before, "Esc gives the drag up");
        drag(&mut window, from, to);
        window.drop_at(to);
        window.run();
        assert!(project(&window).article(second).is_none());
        assert_eq!(project(&window).order().len() + 1, before.order().len());
        window.state_mut().desk.run(CommandId("edit.undo"));
        assert_eq!(project(&window), &before);
    }
}

fn fold_all(window: &mut Window) {
    let work = window.state_mut().desk.work.as_mut().unwrap();
    work.view.folded = work.project().order().iter().copied().collect();
    window.run();
}

#[test]
fn a_block_dragged_by_its_grip_changes_its_place() {
    let mut window = open(Lang::Zh, Sample::Chinese, [480.0, 900.0]);
    let article = project(&window).order()[0];
    let blocks = project(&window).article(article).unwrap().blocks.clone();
    let text = |window: &Window, at: usize| {
        let block = project(window).block(blocks[at]).unwrap();
        (block.role, reading(project(window), blocks[at]).text)
    };
    let ((role, moved), (other_role, other)) = (text(&window, 1), text(&window, 0));
    let row = block_at(&window, Lang::Zh, role, &moved);
    let above = window.get_by_label(&says::block(Lang::Zh, other_role, &other)).rect();
    let grip_name = format!("{} 2", says::MOVE.get(Lang::Zh));
    let grips = window.query_all_by_label(&grip_name);
    let grip = grips.map(|grip| grip.rect().center()).find(|at| (at.y - row.y).abs() < 40.0).unwrap();
    let to = above.center_top() + vec2(0.0, 3.0);
    drag(&mut window, grip, to);
    window.drop_at(to);
    window.run();
    let now = &project(&window).article(article).unwrap().blocks;
    assert_eq!([now[0], now[1]], [blocks[1], blocks[0]]);
    let work = window.state().desk.work.as_ref().unwrap();
    assert_eq!(work.history.step(work.history.now()).unwrap().command, CommandId("block.up"));
}

#[test]
fn a_fragment_of_the_raw_text_drops_onto_a_card() {
    let mut window = open(Lang::Zh, Sample::Chinese, [480.0, 900.0]);
    fold_all(&mut window);
    let target = project(&window).order()[1];
    let place = project(&window).block(project(&window).article(project(&window).order()[0]).unwrap().blocks[0]).unwrap();
    let place = place.first().unwrap().from();
    let moved = project(&window).entry_at(place).unwrap().block;
    let tick = window.get_by_label(&says::tick(Lang::Zh, 2)).rect().center();
    let to = tick - vec2(100.0, 0.0);
    window.drag_at(egui::pos2(20.0, 880.0));
    window.step();
    egui::DragAndDrop::set_payload(&window.ctx, FragmentDrag { place });
    window.hover_at(to);
    window.step();
    window.drop_at(to);
    window.run();
    assert_eq!(project(&window).block(moved).unwrap().home, Home::Article(target));
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

fn many_articles(count: usize) -> Desk {
    let pages = (0..count).map(|at| {
        let text = format!("第{at}条　标题之后是正文，写得不长也不短，刚好够两三行，用来看一张卡片有多高。");
        Arc::new(Page::new(text, Source::default(), Vec::new()))
    });
    let mut desk = Desk::new(Lang::Zh);
    desk.work = Some(Work::new(Project::new(pages.collect()), None));
    desk
}

#[test]
fn only_what_is_in_sight_is_drawn_and_what_is_selected_elsewhere_comes_into_view() {
    let mut window = show(many_articles(5000), [480.0, 600.0]);
    let drawn = |window: &Window| window.query_all_by_role(Role_::CheckBox).count();
    assert!(drawn(&window) < 12, "{}", drawn(&window));
    let work = window.state_mut().desk.work.as_mut().unwrap();
    let article = work.project().order()[3000];
    let place = work.project().block(work.project().article(article).unwrap().blocks[0]).unwrap().first().unwrap().from();
    work.go_to(Selection::at(place));
    window.run();
    let tick = window.get_by_label(&says::tick(Lang::Zh, 3001)).rect();
    assert!(tick.top() > 0.0 && tick.bottom() < 620.0, "{tick:?}");
    assert!(drawn(&window) < 12, "{}", drawn(&window));
    // Scrolling up over cards that were never in sight moves by what the wheel says.
    let name = says::tick(Lang::Zh, 2998);
    let tick = window.get_by_label(&name).rect();
    window.hover_at(tick.center());
    window.step();
    window.event(Event::MouseWheel {
        unit: egui::MouseWheelUnit::Point,
        delta: vec2(0.0, 200.0),
        modifiers: Modifiers::NONE,
        phase: egui::TouchPhase::Move,
        source: egui::MouseWheelSource::Wheel,
    });
    window.run();
    let moved = window.get_by_label(&name).rect().top() - tick.top();
    assert!((moved - 200.0).abs() < 1.0, "{moved}");
}

#[test]
fn undo_returns_to_where_it_was_scrolled() {
    let mut window = show(many_articles(60), [480.0, 600.0]);
    let work = window.state_mut().desk.work.as_mut().unwrap();
    work.view.cards_offset = 900.0;
    window.run();
    let before = window.state().desk.work.as_ref().unwrap().view.cards_offset;
    assert!((before - 900.0).abs() < 400.0, "guesses made good: {before}");
    let ticks: Vec<_> = window.query_all_by_role(Role_::CheckBox).map(|node| node.rect().center()).collect();
    window.hover_at(ticks[2]);
    window.drag_at(ticks[2]);
    window.drop_at(ticks[2]);
    window.run();
    window.state_mut().desk.work.as_mut().unwrap().view.cards_offset = 0.0;
    window.state_mut().desk.run(CommandId("edit.undo"));
    window.run();
    let after = window.state().desk.work.as_ref().unwrap().view.cards_offset;
    assert!((after - before).abs() < 200.0, "{before} {after}");
}

#[test]
fn a_whole_page_in_one_block_is_shown_by_its_beginning() {
    let text = "一行字。\n".repeat(20_000);
    let page = Arc::new(Page::new(text, Source::default(), Vec::new()));
    let mut desk = Desk::new(Lang::Zh);
    desk.work = Some(Work::new(Project::new(vec![page]), None));
    let mut window = show(desk, [480.0, 600.0]);
    let State { desk, pane, .. } = window.state_mut();
    pane.correct(desk, BlockId(0));
    window.run();
    assert!(!window.state().pane.is_typing());
    assert!(window.state().desk.message.is_some());
}

#[path = "shot.rs"]
mod shot;

fn picture(desk: Desk, theme: egui::Theme, size: [f32; 2], name: &str, play: impl FnOnce(&mut Window)) {
    let shots = shot::Shots::default();
    let state = State { desk, pane: ArticlesPane::default(), ask: None };
    let mut window = Harness::builder()
        .with_size(size)
        .with_theme(theme)
        .with_pixels_per_point(1.5)
        .renderer(shots.clone())
        .with_context_setup(dress)
        .build_ui_state(
            |ui, state: &mut State| {
                let ask = state.pane.ui(ui, &mut state.desk);
                state.ask = ask.or(state.ask.take());
            },
            state,
        );
    window.run();
    play(&mut window);
    shot::save(&shots, &window.ctx, window.output(), 1.5, name);
}

#[test]
fn zz_more_pictures() {
    for (theme, t) in [(egui::Theme::Light, "light"), (egui::Theme::Dark, "dark")] {
        let mut desk = Desk::new(Lang::Zh);
        desk.open_sample(Sample::Chinese);
        desk.finish();
        picture(desk, theme, [400.0, 900.0], &format!("/tmp/shot-edit-{t}.ppm"), |window| {
            let all: Vec<_> = project(window).order().to_vec();
            let work = window.state_mut().desk.work.as_mut().unwrap();
            let folded: Vec<_> = all.iter().copied().filter(|id| work.project().number(*id).unwrap() != 3).collect();
            work.view.folded = folded.into_iter().collect();
            let place = work.project().block(work.project().article(all[2]).unwrap().blocks[2]).unwrap().first().unwrap().from();
            work.go_to(Selection::at(place));
            window.state_mut().desk.run(CommandId("article.opening"));
            window.state_mut().desk.run(CommandId("article.ending"));
            let State { desk, pane, .. } = window.state_mut();
            if let Some(Ask::Correct(b)) = desk.run(CommandId("text.correct")) { pane.correct(desk, b); }
            window.run();
            window.key_press(Key::Delete);
            window.run();
            type_text(window, "◇汉");
        });
        let mut desk = Desk::new(Lang::Zh);
        desk.open_sample(Sample::Chinese);
        desk.finish();
        picture(desk, theme, [400.0, 900.0], &format!("/tmp/shot-scroll-{t}.ppm"), |window| {
            window.state_mut().desk.work.as_mut().unwrap().view.cards_offset = 1500.0;
            window.run();
            let heads: Vec<_> = window.query_all_by_role(Role_::CheckBox).map(|n| n.rect().center()).collect();
            if heads.len() > 1 {
                let (a, b) = (heads[0] - vec2(150.0, 0.0), heads[1] - vec2(100.0, -40.0));
                drag(window, a, b);
            }
        });
    }
}

#[test]
fn zz_pictures() {
    for (theme, t) in [(egui::Theme::Light, "light"), (egui::Theme::Dark, "dark")] {
        for (lang, sample, l) in [(Lang::Zh, Sample::Chinese, "zh"), (Lang::En, Sample::English, "en")] {
            let mut desk = Desk::new(lang);
            desk.open_sample(sample);
            desk.finish();
            picture(desk, theme, [560.0, 900.0], &format!("/tmp/shot-{l}-{t}.ppm"), |window| {
                let (block, text) = first(window, Role::Body);
                let fixed: String = text.chars().enumerate().map(|(i, c)| if i == 5 { '◇' } else { c }).collect();
                window.state_mut().desk.correct(block, &fixed);
                window.run();
            });
        }
    }
}

//! Long lists, and where they are scrolled to.

use super::super::list::{Card, List};
use super::*;
use crate::desk::gestures::{self, ArticleMove};
use std::collections::BTreeMap;

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
    let place =
        work.project().block(work.project().article(article).unwrap().blocks[0]).unwrap().first().unwrap().from();
    work.go_to(Selection::at(place));
    window.run();
    let tick = window.get_by_label(&says::tick(Lang::Zh, 3001)).rect();
    assert!(tick.top() > 0.0 && tick.bottom() < 620.0, "{tick:?}");
    assert!(drawn(&window) < 12, "{}", drawn(&window));
    // Scrolling up over cards that were never in sight moves by what the wheel says.
    let name = says::tick(Lang::Zh, 3000);
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
fn the_cards_that_a_step_leaves_alone_keep_their_heights() {
    let mut desk = many_articles(9);
    let work = desk.work.as_mut().unwrap();
    let order = work.project().order().to_vec();
    assert_eq!(order.len(), 9);
    let mut list = List::default();
    let check = |list: &mut List, work: &Work| {
        list.update(work, Lang::En, (400.0, 1.0));
        let homes: Vec<_> = list.cards.iter().map(|card| (card.home, card.number)).collect();
        let wanted = work.project().order().iter().enumerate().map(|(at, &id)| (Home::Article(id), at + 1));
        assert_eq!(homes, wanted.collect::<Vec<_>>());
    };
    check(&mut list, work);
    // Articles are merged in the middle and at the end, and one goes to the beginning; each time it is taken back.
    let steps = [
        gestures::merge(work.project(), order[3], order[4]),
        gestures::merge(work.project(), order[8], order[7]),
        gestures::reorder(work.project(), order[5], ArticleMove::To(0)),
    ];
    for edit in steps {
        let mut height = 0.0;
        let mut heights = BTreeMap::new();
        for at in 0..list.cards.len() {
            height += 10.0;
            list.heights.set(at, height);
            heights.insert(list.cards[at].home, height.to_bits());
        }
        work.apply(CommandId("article.merge"), edit.unwrap()).unwrap();
        check(&mut list, work);
        let kept = |(at, card): (usize, &Card)| heights[&card.home] == list.heights.get(at).to_bits();
        assert!(list.cards.iter().enumerate().all(kept));
        work.undo().unwrap();
        check(&mut list, work);
    }
}

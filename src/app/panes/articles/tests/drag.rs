//! What is dragged, and where it goes.

use super::super::drag::{BlockDrag, CardDrag};
use super::*;
use crate::desk::gestures;
use crate::text::{PageNo, Place, Span};
use std::any::Any;

/// The centre of the block that is called so.
fn block_at(window: &Window, lang: Lang, role: Role, text: &str) -> egui::Pos2 {
    window.get_by_label(&says::block(lang, role, text)).rect().center()
}

/// The header of the card with this number: all of it, where it is folded.
fn card_rect(window: &Window, lang: Lang, number: usize) -> egui::Rect {
    let prefix = says::card(lang, Home::Article(project(window).order()[0]), number, "");
    let found = |node: &egui_kittest::Node<'_>| node.accesskit_node().label().is_some_and(|l| l.starts_with(&prefix));
    window.query_all_by_role(Role_::ListItem).find(found).unwrap().rect()
}

#[test]
fn a_header_dropped_on_another_card_merges_the_two() {
    for (lang, sample) in BOTH {
        let mut window = open(lang, sample, [480.0, 900.0]);
        fold_all(&mut window);
        let before = project(&window).clone();
        let second = before.order()[1];
        let [from, to] = [2, 1].map(|number| card_rect(&window, lang, number).center());
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

#[test]
fn a_header_dropped_between_two_cards_changes_the_order() {
    for (lang, sample) in BOTH {
        let mut window = open(lang, sample, [480.0, 900.0]);
        fold_all(&mut window);
        let before = project(&window).clone();
        let [first, second, third] = [1, 2, 3].map(|number| card_rect(&window, lang, number));
        let above_all = first.center_top() - vec2(0.0, 4.0);
        let cases = [
            // Between two cards, at the lower edge of the one and at the upper edge of the other.
            (first, second.center_bottom() + vec2(0.0, 4.0), [1, 0, 2], "article.down"),
            (first, second.center_bottom() - vec2(0.0, 6.0), [1, 0, 2], "article.down"),
            (third, second.center_top() + vec2(0.0, 6.0), [0, 2, 1], "article.up"),
            (third, above_all, [2, 0, 1], "article.up"),
        ];
        for (card, to, order, command) in cases {
            drag(&mut window, card.center(), to);
            window.drop_at(to);
            window.run();
            assert_eq!(project(&window).order()[..3], order.map(|at| before.order()[at]), "{to}");
            assert_eq!(project(&window).order()[3..], before.order()[3..]);
            let history = &window.state().desk.work.as_ref().unwrap().history;
            assert_eq!(history.step(history.now()).unwrap().command, CommandId(command));
            window.state_mut().desk.run(CommandId("edit.undo"));
            window.run();
            assert_eq!(project(&window), &before, "one step");
        }
    }
}

#[test]
fn a_header_dropped_where_its_card_stands_makes_no_step() {
    let mut window = open(Lang::Zh, Sample::Chinese, [480.0, 900.0]);
    fold_all(&mut window);
    let steps = |window: &Window| window.state().desk.work.as_ref().unwrap().history.len();
    let before = (project(&window).clone(), steps(&window));
    let second = card_rect(&window, Lang::Zh, 2);
    for y in [-4.0, 6.0, second.height() - 6.0, second.height() + 4.0] {
        let to = second.center_top() + vec2(0.0, y);
        drag(&mut window, second.center(), to);
        window.drop_at(to);
        window.run();
        assert_eq!((project(&window), steps(&window)), (&before.0, before.1), "{y}");
    }
}

#[test]
fn the_last_card_is_followed_by_a_place_and_the_sections_at_the_end_are_none() {
    let mut window = open(Lang::Zh, Sample::Chinese, [480.0, 900.0]);
    fold_all(&mut window);
    let before = project(&window).clone();
    let last = card_rect(&window, Lang::Zh, before.order().len());
    let first = card_rect(&window, Lang::Zh, 1).center();
    let furniture = says::card(Lang::Zh, Home::Furniture, 0, "");
    let furniture = window.get_by_role_and_label(Role_::ListItem, &furniture).rect().center();
    drag(&mut window, first, furniture);
    window.drop_at(furniture);
    window.run();
    assert_eq!(project(&window), &before);
    let below = last.center_bottom() + vec2(0.0, 4.0);
    drag(&mut window, first, below);
    window.drop_at(below);
    window.run();
    let mut order = before.order().to_vec();
    order.rotate_left(1);
    assert_eq!(project(&window).order(), order);
}

#[test]
fn a_block_dragged_by_its_grip_changes_its_place() {
    let mut window = open(Lang::Zh, Sample::Chinese, [480.0, 900.0]);
    let several = project(&window).articles().find(|(_, article)| article.blocks.len() > 1);
    let (article, blocks) = several.map(|(id, article)| (id, article.blocks.clone())).unwrap();
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
    let place =
        project(&window).block(project(&window).article(project(&window).order()[0]).unwrap().blocks[0]).unwrap();
    let place = place.first().unwrap().from();
    let moved = project(&window).entry_at(place).unwrap().block;
    let tick = window.get_by_label(&says::tick(Lang::Zh, 2)).rect().center();
    let to = tick - vec2(100.0, 0.0);
    let_go(&mut window, FragmentDrag { place }, to);
    assert_eq!(project(&window).block(moved).unwrap().home, Home::Article(target));
}

/// Holds something over `to` that was taken hold of elsewhere.
fn hold(window: &mut Window, what: impl Any + Send + Sync, to: egui::Pos2) {
    window.drag_at(egui::pos2(20.0, 880.0));
    window.step();
    egui::DragAndDrop::set_payload(&window.ctx, what);
    window.hover_at(to);
    window.step();
}

/// The same, and lets it go.
fn let_go(window: &mut Window, what: impl Any + Send + Sync, to: egui::Pos2) {
    hold(window, what, to);
    window.drop_at(to);
    window.run();
}

/// An article of one paragraph, and one of three, each a row high.
fn paragraphs() -> Desk {
    let pages = ["甲甲甲。", "乙乙乙。\n丙丙丙。\n丁丁丁。"];
    let page = |text: &str| Arc::new(Page::new(text.to_owned(), Source::default(), Vec::new()));
    let mut project = Project::new(pages.map(page).into());
    for piece in ["丙", "丁"] {
        let at = Place::new(PageNo::new(1), pages[1].find(piece).unwrap());
        project.apply(gestures::break_paragraph(&project, at).unwrap()).unwrap();
    }
    let mut desk = Desk::new(Lang::Zh);
    desk.work = Some(Work::new(project, None));
    desk
}

/// The only paragraph of the first article.
fn taken() -> FragmentDrag {
    FragmentDrag { place: Place::default() }
}

/// The middle of a paragraph, or a place just inside its upper (-1) or lower (1) edge.
fn in_block(window: &Window, text: &str, side: f32) -> egui::Pos2 {
    let rect = window.get_by_label(&says::block(Lang::Zh, Role::Body, text)).rect();
    rect.center() + vec2(0.0, side * (rect.height() / 2.0 - 3.0))
}

/// How the blocks of the last article read.
fn last_article(window: &Window) -> Vec<String> {
    let project = project(window);
    let blocks = &project.article(*project.order().last().unwrap()).unwrap().blocks;
    blocks.iter().map(|&id| reading(project, id).text).collect()
}

/// Which command was the last step.
fn last_command(window: &Window) -> CommandId {
    let history = &window.state().desk.work.as_ref().unwrap().history;
    history.step(history.now()).unwrap().command
}

#[test]
fn a_fragment_comes_to_the_gap_that_it_is_let_go_at_and_else_to_its_best_place() {
    let mut window = show(paragraphs(), [480.0, 900.0]);
    let before = project(&window).clone();
    for (text, side, wanted) in [
        ("丁丁丁。", -1.0, ["乙乙乙。", "丙丙丙。", "甲甲甲。", "丁丁丁。"]),
        ("丙丙丙。", 1.0, ["乙乙乙。", "丙丙丙。", "甲甲甲。", "丁丁丁。"]),
        ("丁丁丁。", 1.0, ["乙乙乙。", "丙丙丙。", "丁丁丁。", "甲甲甲。"]),
        ("丁丁丁。", 0.0, ["甲甲甲。", "乙乙乙。", "丙丙丙。", "丁丁丁。"]),
    ] {
        let to = in_block(&window, text, side);
        let_go(&mut window, taken(), to);
        assert_eq!(last_article(&window), wanted, "{text} {side}");
        assert_eq!(last_command(&window), CommandId("fragment.move"));
        window.state_mut().desk.run(CommandId("edit.undo"));
        window.run();
        assert_eq!(project(&window), &before, "one step");
    }
}

#[test]
fn the_best_place_is_lit_unless_the_fragment_is_close_to_another_gap() {
    let mut window = show(paragraphs(), [480.0, 900.0]);
    let [best, third] = ["乙乙乙。", "丁丁丁。"].map(|text| in_block(&window, text, -1.0).y - 3.0);
    for (side, lit) in [(0.0, best), (-1.0, third)] {
        let to = in_block(&window, "丁丁丁。", side);
        hold(&mut window, taken(), to);
        let line = |clipped: &egui::epaint::ClippedShape| match clipped.shape {
            egui::Shape::LineSegment { points: [a, b], stroke } if stroke.width > 1.9 && (b.x - a.x).abs() > 300.0 => {
                Some(a.y)
            }
            _ => None,
        };
        let lines: Vec<f32> = window.output().shapes.iter().filter_map(line).collect();
        assert!(lines.len() == 1 && (lines[0] - lit).abs() < 2.0, "{lines:?} for {lit}");
        window.key_press(Key::Escape);
        window.step();
        window.drop_at(to);
        window.run();
    }
    assert!(window.state().desk.work.as_ref().unwrap().history.is_empty(), "nothing was done");
}

#[test]
fn a_fragment_comes_to_another_gap_of_its_own_card_and_is_there_else() {
    let mut window = show(paragraphs(), [480.0, 900.0]);
    let work = window.state_mut().desk.work.as_mut().unwrap();
    let start = "乙乙乙。\n".len();
    let third = Span::new(PageNo::new(1), start, start + "丙丙丙。".len());
    work.go_to(Selection::of(third));
    let place = third.from();
    window.run();
    let before = project(&window).clone();
    for (text, side) in [("乙乙乙。", 0.0), ("丙丙丙。", -1.0), ("丙丙丙。", 1.0)] {
        let to = in_block(&window, text, side);
        let_go(&mut window, FragmentDrag { place }, to);
        assert_eq!(project(&window), &before, "{text} {side}");
    }
    let to = in_block(&window, "丁丁丁。", 1.0);
    let_go(&mut window, FragmentDrag { place }, to);
    assert_eq!(last_article(&window), ["乙乙乙。", "丁丁丁。", "丙丙丙。"]);
}

/// The page of [`paragraphs`] with 丙 as furniture and 丁 discarded.
fn with_sections() -> Window {
    let mut desk = paragraphs();
    for (at, command) in [("乙乙乙。\n", "role.furniture"), ("乙乙乙。\n丙丙丙。\n", "role.discarded")] {
        desk.work.as_mut().unwrap().go_to(Selection::at(Place::new(PageNo::new(1), at.len())));
        desk.run(CommandId(command));
    }
    show(desk, [480.0, 900.0])
}

#[test]
fn what_is_let_go_on_a_section_gets_its_role() {
    for (home, role, command) in
        [(Home::Furniture, Role::Furniture, "role.furniture"), (Home::Discarded, Role::Discarded, "role.discarded")]
    {
        let mut window = with_sections();
        let before = project(&window).clone();
        let block = before.entry_at(taken().place).unwrap().block;
        let own = before.block(block).unwrap().home;
        let section = says::card(Lang::Zh, home, 0, "");
        for by_grip in [false, true] {
            let to = window.get_by_role_and_label(Role_::ListItem, &section).rect().center();
            if by_grip {
                let_go(&mut window, BlockDrag { block, home: own }, to);
            } else {
                let_go(&mut window, taken(), to);
            }
            let now = project(&window).block(block).unwrap();
            assert_eq!((now.home, now.role), (home, role));
            assert!(project(&window).ledger().adds_up());
            assert_eq!(last_command(&window), CommandId(command));
            window.state_mut().desk.run(CommandId("edit.undo"));
            window.run();
            assert_eq!(project(&window), &before, "one step");
        }
    }
}

#[test]
fn a_block_that_is_gone_when_it_is_let_go_takes_nothing_else_along() {
    let mut window = with_sections();
    let before = project(&window).clone();
    let section = says::card(Lang::Zh, Home::Furniture, 0, "");
    let to = window.get_by_role_and_label(Role_::ListItem, &section).rect().center();
    let_go(&mut window, BlockDrag { block: BlockId(u32::MAX), home: Home::Article(before.order()[0]) }, to);
    assert_eq!(project(&window), &before, "the caret stands in 丁, which stays discarded");
}

#[test]
fn a_section_is_lit_while_something_is_over_it_that_it_would_take() {
    for home in [Home::Furniture, Home::Discarded] {
        let mut window = with_sections();
        let section = says::card(Lang::Zh, home, 0, "");
        let rect = window.get_by_role_and_label(Role_::ListItem, &section).rect();
        let lit = |window: &Window| {
            let is_lit = |clipped: &egui::epaint::ClippedShape| match &clipped.shape {
                egui::Shape::Rect(shape) => shape.stroke.width > 1.9 && shape.rect.contains(rect.center()),
                _ => false,
            };
            window.output().shapes.iter().any(is_lit)
        };
        assert!(!lit(&window));
        hold(&mut window, taken(), rect.center());
        assert!(lit(&window), "{home:?}");
        let article = project(&window).order()[0];
        egui::DragAndDrop::set_payload(&window.ctx, CardDrag(article));
        window.hover_at(rect.center() + vec2(1.0, 0.0));
        window.step();
        assert!(!lit(&window), "a card goes to no section");
    }
}

//! What is dragged, and where it goes.

use super::*;

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
    window.drag_at(egui::pos2(20.0, 880.0));
    window.step();
    egui::DragAndDrop::set_payload(&window.ctx, FragmentDrag { place });
    window.hover_at(to);
    window.step();
    window.drop_at(to);
    window.run();
    assert_eq!(project(&window).block(moved).unwrap().home, Home::Article(target));
}

//! What is dragged, and where it goes.

use super::*;

/// The centre of the block that is called so.
fn block_at(window: &Window, lang: Lang, role: Role, text: &str) -> egui::Pos2 {
    window.get_by_label(&says::block(lang, role, text)).rect().center()
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
            let found =
                |node: &egui_kittest::Node<'_>| node.accesskit_node().label().is_some_and(|l| l.starts_with(&prefix));
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

//! Correcting in place.

use super::*;

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

fn preedit(window: &mut Window, text: &str) {
    window.event(Event::Ime(ImeEvent::Preedit { text: text.to_owned(), active_range_chars: None }));
    window.step();
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

#[test]
fn hovering_over_a_correction_shows_what_the_dump_has() {
    for (lang, sample, indent, tip) in
        [(Lang::Zh, Sample::Chinese, 30.0, "原文作"), (Lang::En, Sample::English, 0.0, "The dump has")]
    {
        let mut window = open(lang, sample, [480.0, 900.0]);
        let (block, text) = first(&window, Role::Body);
        let (had, rest) = (text.chars().next().unwrap(), text.chars().skip(1));
        let text: String = std::iter::once('◇').chain(rest).collect();
        window.state_mut().desk.correct(block, &text);
        window.run();
        let rect = window.get_by_label(&says::block(lang, Role::Body, &text)).rect();
        window.hover_at(rect.left_top() + vec2(24.0 + indent + 6.0, 12.0));
        window.run_steps(90);
        let shown = window.query_by_label_contains(tip).unwrap();
        let node = shown.accesskit_node();
        let words = node.value().or_else(|| node.label()).unwrap_or_default();
        assert!(words.contains(had), "{words}");
    }
}

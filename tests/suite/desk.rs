//! What keys do to a page: before, keys, after, in the notation of [`crate::notation`].

use crate::notation::{command_of, desk, shown};
use newsmend::desk::{Ask, Desk, Folds, Lang, Refusal, Sample, Selection, words};
use newsmend::model::{ArticleId, Home, Role, reading};

/// Presses keys, parted by blanks; what follows `=` answers what the command asks: an article's number, `f` for the furniture,
/// a line, or a text.
pub(crate) fn press(desk: &mut Desk, keys: &str) {
    for key in keys.split(' ') {
        let (key, answer) = key.split_once('=').filter(|(key, _)| !key.ends_with('+')).unwrap_or((key, ""));
        let ask = desk.run(command_of(key));
        let article = || ArticleId(answer.parse::<u32>().unwrap() - 1);
        match ask {
            None => assert_eq!(answer, "", "{key} asks nothing: {:?}", desk.message),
            Some(Ask::MoveTo) if answer == "f" => desk.move_to(Home::Furniture),
            Some(Ask::MoveTo) => desk.move_to(Home::Article(article())),
            Some(Ask::MergeInto) => desk.merge_into(article()),
            Some(Ask::GoToLine) => desk.go_to_typed(answer).unwrap_or_else(|refusal| desk.refuse(refusal)),
            Some(Ask::GoToArticle) => desk.go_to_article(article()),
            Some(Ask::MoveParagraph) => desk.move_paragraph_to(Home::Article(article())),
            Some(Ask::CaptionOf) => desk.caption_of(article()),
            Some(Ask::GapNote(block)) => desk.note_gap(block, answer),
            Some(Ask::Correct(block)) => assert!(desk.correct(block, answer)),
            Some(ask) => panic!("{key} asks {ask:?}"),
        }
    }
}

/// Keys turn the page `before` into `after`; undo turns it back into one that is equal, with the same view, and redo leads
/// forward again.
#[track_caller]
fn check_keys(before: &str, keys: &str, after: &str) {
    let mut desk = desk(before);
    let (project, view) = (desk.work().unwrap().project().clone(), desk.work().unwrap().view.clone());
    press(&mut desk, keys);
    assert_eq!(desk.message.as_ref().filter(|message| !message.undo), None, "{keys} on {before}");
    assert_eq!(shown(&desk, after.contains('^')), after, "{keys} on {before}");
    let (done, seen) = (desk.work().unwrap().project().clone(), desk.work().unwrap().view.clone());
    let steps = desk.work().unwrap().history.path().len();
    assert!(steps <= keys.split(' ').count(), "one gesture is one step");
    for _ in 0..steps {
        press(&mut desk, "Ctrl+Z");
    }
    assert_eq!(desk.work().unwrap().project(), &project, "{keys} on {before}, undone");
    if steps == keys.split(' ').count() {
        assert_eq!(desk.work().unwrap().view, view, "{keys} on {before}, undone");
    }
    for _ in 0..steps {
        press(&mut desk, "Ctrl+Shift+Z");
    }
    assert_eq!(desk.work().unwrap().project(), &done, "{keys} on {before}, redone");
    if steps > 0 {
        assert_eq!(desk.work().unwrap().view, seen, "{keys} on {before}, redone");
    }
}

/// Keys are refused for this reason, in words, and nothing changes.
#[track_caller]
fn check_refused(before: &str, keys: &str, why: Refusal) {
    let mut desk = desk(before);
    let (project, view) = (desk.work().unwrap().project().clone(), desk.work().unwrap().view.clone());
    press(&mut desk, keys);
    let message = desk.message.as_ref().map(|message| message.text.as_str());
    assert_eq!(message, Some(words::refusal(why).en), "{keys} on {before}");
    assert_eq!((desk.work().unwrap().project(), &desk.work().unwrap().view), (&project, &view), "{keys} on {before}");
}

#[test]
fn the_notation_shows_what_it_reads() {
    for page in
        ["①甲一/|②乙一/②乙二", "①h甲/①甲一。/①¶甲二//ⓕ版/①+甲三", "①甲①c图①+一/ⓧ废/②乙", "　　①₂甲一/②乙一/①₁甲二"]
    {
        assert_eq!(shown(&desk(page), false), page);
    }
}

#[test]
fn a_boundary_moves_by_lines() {
    check_keys("①甲一/|②乙一/②乙二", "Alt+Down", "①甲一/①乙一/|②乙二");
    check_keys("①甲一/①甲二/|②乙一", "Alt+Up", "①甲一/|②甲二/②乙一");
    check_keys("①甲一/|②乙一/②乙二/②乙三", "Alt+Down Alt+Down", "①甲一/①乙一/①乙二/|②乙三");
    check_keys("①甲一/|②乙一/②乙二", "Alt+Down Alt+Up", "①甲一/|②乙一/②乙二");
    check_keys("①甲一///|②乙一/②乙二", "Alt+Down", "①甲一///①乙一/|②乙二");
    check_keys("①甲一/①甲二///|②乙一", "Alt+Up", "①甲一/|②甲二///②乙一");
    check_keys("①甲一/|②乙一//②乙二", "Alt+Down", "①甲一/①乙一//|②乙二");
    check_keys("①甲一乙|②零/②乙一", "Alt+Down", "①甲一乙零/|②乙一");
    check_keys("①甲一。/|②乙一/②乙二", "Alt+Down", "①甲一。/①¶乙一/|②乙二");
    check_keys("①^甲一/②乙一/②乙二", "Alt+Down", "①甲一/①乙一/|②乙二");
}

#[test]
fn a_boundary_at_the_edge_takes_the_fragment_with_it() {
    check_keys("①甲一/|②乙一/③丙一", "Alt+Down", "①甲一/①乙一/|②丙一");
    check_keys("①甲一/②乙一/|③丙一", "Alt+Up", "①甲一/|②乙一/②丙一");
    check_keys("①甲一/|②乙一/①+甲二", "Alt+Down", "①甲一/①乙一/①甲二");
    check_keys("①甲一/|②乙一", "Alt+Down", "①甲一/①乙一");
    check_refused("①^甲一/①甲二", "Alt+Down", Refusal::NoBoundary);
}

#[test]
fn a_boundary_moves_by_characters() {
    check_keys("①甲一/|②乙一", "Alt+Shift+Right", "①甲一/①乙|②一");
    check_keys("①甲一/|②乙一", "Alt+Shift+Left", "①甲|②一/②乙一");
    check_keys("①甲|②一乙", "Alt+Shift+Right", "①甲一|②乙");
    check_keys("①甲一/|②乙一/②乙二", "Alt+Shift+Right Alt+Shift+Right", "①甲一/①乙一/|②乙二");
    check_keys("①甲一/|②乙一", "Alt+Shift+Right Alt+Shift+Left", "①甲一/|②乙一");
    check_keys("①甲 |②一/②乙", "Alt+Shift+Right", "①甲 一/|②乙");
}

#[test]
fn a_boundary_to_the_furniture_makes_text_of_it_and_back() {
    check_keys("①甲一/|ⓕ版一/②乙一", "Alt+Down", "①甲一/①版一/|②乙一");
    check_keys("①甲一/①甲二/|ⓕ版一", "Alt+Up", "①甲一/|ⓕ甲二/ⓕ版一");
    check_keys("①甲一/|ⓧ废一/ⓧ废二", "Alt+Down", "①甲一/①废一/|ⓧ废二");
    check_keys("ⓕ版一/|①h甲/①甲一", "Alt+Up", "①h版一/①h¶甲/①甲一");
}

#[test]
fn text_that_arrives_inside_a_paragraph_is_part_of_it() {
    check_keys("①甲一/|②乙一/②乙二/①+甲二", "Alt+Down", "①甲一/①乙一/|②乙二/①+甲二");
    check_keys("①甲一/②乙一/②乙二/|①+甲二", "Alt+Up", "①甲一/②乙一/|①+乙二/①甲二");
}

#[test]
fn a_fragment_goes_where_it_fits() {
    check_keys("①甲一/②^乙二。/③丙。", "M=1", "①甲一/①乙二。/②丙。");
    check_keys("①甲一。/②^乙二。/③丙。", "M=3", "①甲一。/②乙二。/②¶丙。");
    check_keys("①甲一/②乙。/③^，丙。", "M=1", "①甲一/②乙。/①+，丙。");
    check_keys("①甲一。/②^乙/②乙二", "M=f", "①甲一。/ⓕ乙/ⓕ乙二");
    check_keys("①甲一/②^乙。/①+甲二。", "M=f", "①甲一/ⓕ乙。/①+甲二。");
    check_keys("①甲一/②[乙一]乙二", "M=1", "①甲一/①乙一②乙二");
    check_refused("①^甲一", "M", Refusal::OnlyArticle);
    check_refused("①^甲一/②乙", "M=1", Refusal::AlreadyThere);
}

#[test]
fn articles_merge_and_split() {
    check_keys("①甲一/②^乙一。", "Shift+M=1", "①甲一/①乙一。");
    check_keys("①^甲一。/②h乙/②乙一。", "Shift+M=2", "①₃甲一。/①₁h乙/①₂乙一。");
    check_keys("①甲。/②^乙。/①¶甲二。", "Shift+M=1", "①₁甲。/①₃¶乙。/①₂¶甲二。");
    check_refused("①^甲一", "Shift+M", Refusal::OnlyArticle);
    check_keys("①甲一。/①^甲二。", "S", "①甲一。/^②甲二。");
    check_keys("①甲一。^甲二。", "S", "①甲一。^②甲二。");
    check_keys("①甲。/①¶^乙。/②丙。/①¶丁。", "S", "①甲。/^②乙。/③丙。/②丁。");
    check_refused("^①甲一。/②乙。", "S", Refusal::AtEdge);
    check_refused("①甲。/ⓕ^版", "S", Refusal::NotInArticle);
}

#[test]
fn a_new_article_takes_the_selection_or_the_fragment() {
    check_keys("①甲一[甲二]甲三。", "N", "①甲一②甲二①+甲三。");
    check_keys("①甲。/②乙。/①¶^甲二。", "N", "①甲。/③乙。/②甲二。");
    check_keys("①甲。/ⓕ^版", "N", "①甲。/②版");
    check_keys("[①甲。/②乙]。", "N", "①甲。/①¶乙②。");
}

#[test]
fn keys_give_roles() {
    for (key, letter) in
        [("1", "k"), ("2", "h"), ("3", "d"), ("4", "b"), ("6", "s"), ("7", "c"), ("8", "p"), ("B", "n"), ("D", "l")]
    {
        check_keys("①^甲一/②乙", key, &format!("①{letter}甲一/②乙"));
    }
    check_keys("①c^甲一", "5", "①甲一");
    check_keys("①甲[一乙]二", "2", "①甲①h一乙①二");
    check_keys("①^甲。/①¶乙。", "9", "ⓕ甲。/①乙。");
    check_keys("①^甲。/②乙。", "0", "ⓧ甲。/①乙。");
    check_keys("①甲。/ⓕ^图", "7", "①甲。/①c图");
    check_keys("①甲。/ⓕ^题/ⓕ乙", "2", "①甲。/②h题/②h乙");
    check_keys("①甲。/ⓧ[题]/ⓧ乙", "2", "①甲。/②h题/ⓧ乙");
    check_refused("ⓕ^甲/①乙", "Ctrl+Shift+Up", Refusal::NotInArticle);
}

#[test]
fn what_leaves_the_middle_of_a_sentence_lets_it_join() {
    check_keys("①甲一/①[图]/①甲二。", "7", "①甲一/①c图/①+甲二。");
    check_keys("①甲一/①[图]/①甲二。", "9", "①甲一/ⓕ图/①+甲二。");
    check_keys("①甲一/①c^图/①甲二。", "9", "①甲一/ⓕ图/①+甲二。");
    check_keys("①甲一。/①c^图/①甲二。", "9", "①甲一。/ⓕ图/①甲二。");
    check_keys("①甲一/①¶^图/①¶甲二。", "8", "①甲一/①p图/①+甲二。");
    check_keys("①甲一/①¶^图/①p摄/①甲二。", "7", "①甲一/①c图/①p摄/①甲二。");
}

#[test]
fn paragraphs_join_and_break() {
    check_keys("①^甲。/①¶乙。", "J", "^①甲。/①乙。");
    check_keys("①^甲。/②丙/①¶乙。", "J", "^①甲。/②丙/①+乙。");
    check_refused("①^甲。/②乙。", "J", Refusal::NoNext);
    check_refused("①甲。/ⓕ^版", "J", Refusal::NotInArticle);
    check_keys("①甲。/①^乙。", "Shift+J", "①甲。/①¶乙。");
    check_keys("①甲。^乙。", "Shift+J", "①甲。①¶乙。");
    check_refused("^①甲。/①¶乙。", "Shift+J", Refusal::AtEdge);
}

#[test]
fn blocks_and_articles_change_places() {
    check_keys("①甲。/①¶^乙。", "Ctrl+Shift+Up", "①₂甲。/①₁¶乙。");
    check_keys("①^甲。/①¶乙。", "Ctrl+Shift+Down", "①₂甲。/①₁¶乙。");
    check_refused("①^甲。/①¶乙。", "Ctrl+Shift+Up", Refusal::AtEdge);
    check_refused("①甲。/①¶^乙。", "Ctrl+Shift+Down", Refusal::AtEdge);
    check_keys("①甲。/②^乙。", "Ctrl+Alt+Up", "②甲。/①乙。");
    check_keys("①^甲。/②乙。", "Ctrl+Alt+Down", "②甲。/①乙。");
    check_refused("①^甲。/②乙。", "Ctrl+Alt+Up", Refusal::AtEdge);
    check_refused("①甲。/②^乙。", "Ctrl+Alt+Down", Refusal::AtEdge);
}

#[test]
fn a_done_article_is_ticked_and_folded_and_the_next_is_shown() {
    check_keys("①^甲。/②乙。", "Ctrl+Enter", "①甲。/^②乙。");
    check_keys("①^甲。/②乙。/③丙。", "Ctrl+Enter Ctrl+Enter", "①甲。/②乙。/^③丙。");
    let mut desk = desk("①甲。/②^乙。");
    press(&mut desk, "Ctrl+Enter");
    assert_eq!(shown(&desk, true), "^①甲。/②乙。", "after the last comes the first that is not done");
    let facts = |desk: &Desk, at: u32| desk.work().unwrap().project().article(ArticleId(at)).unwrap().facts.reviewed;
    assert_eq!([facts(&desk, 0), facts(&desk, 1)], [false, true]);
    let is_folded = |desk: &Desk, at: u32| desk.work().unwrap().view.folds.is_folded(Home::Article(ArticleId(at)));
    assert_eq!([is_folded(&desk, 0), is_folded(&desk, 1)], [false, true]);
    press(&mut desk, "Ctrl+Z");
    assert!(!is_folded(&desk, 1));
    press(&mut desk, "Ctrl+Enter Ctrl+Down Ctrl+Enter");
    assert!(!facts(&desk, 1), "a second time unticks");
    assert_eq!(desk.work().unwrap().view.folds, Folds::default(), "and unfolds");
}

#[test]
fn moving_about_changes_nothing_but_the_view() {
    check_keys("①甲一/①甲二/②^乙一", "Ctrl+G=2", "①甲一/^①甲二/②乙一");
    check_refused("①甲一/②^乙一", "Ctrl+G=9", Refusal::NoLine);
    check_keys("①^甲一/②乙一/③丙", "]", "①甲一/|②乙一/③丙");
    check_keys("①^甲一/②乙一/③丙", "] ]", "①甲一/②乙一/|③丙");
    check_keys("①甲一/②乙一/③^丙", "[", "①甲一/②乙一/|③丙");
    check_keys("①甲一/②乙一/③^丙", "[ [", "①甲一/|②乙一/③丙");
    check_refused("①^甲一", "]", Refusal::NoBoundary);
    check_keys("①^甲一/②乙一/①+丙", "L", "①甲一/②乙一/^①+丙");
    check_keys("①甲一/②乙一/①+^丙", "Shift+L", "①甲^一/②乙一/①+丙");
    check_refused("①^甲一/②乙一", "L", Refusal::NoLink);
    check_refused("①^甲一/②乙一", "Shift+L", Refusal::NoLink);
    check_keys("①^甲一/②乙一", "Ctrl+Down", "①甲一/^②乙一");
    check_keys("①甲一/②^乙一", "Ctrl+Up", "^①甲一/②乙一");
    check_refused("①甲一/②^乙一", "Ctrl+Down", Refusal::AtEdge);
    check_refused("①^甲一/②乙一", "Ctrl+PageDown", Refusal::NoPage);
    check_refused("①^甲一/②乙一", "Ctrl+PageUp", Refusal::NoPage);
}

#[test]
fn corrected_text_reads_as_typed_and_the_dump_stays() {
    let mut desk = desk("①^环未/①工人/②乙");
    let before = desk.work().unwrap().project().clone();
    press(&mut desk, "F2=环卫工人");
    let project = desk.work().unwrap().project();
    assert_eq!(reading(project, newsmend::model::BlockId(0)).text, "环卫工人");
    assert_eq!((shown(&desk, false).as_str(), project.pages()), ("①环未/①工人/②乙", before.pages()));
    press(&mut desk, "Ctrl+Z");
    assert_eq!(desk.work().unwrap().project(), &before);
    press(&mut desk, "F2=环未工人");
    assert!(desk.work().unwrap().history.next().is_some() && desk.message.is_none(), "the same text is no step");
}

#[test]
fn an_edit_after_an_undo_destroys_nothing() {
    let mut desk = desk("①甲一/|②乙一/②乙二");
    press(&mut desk, "Alt+Down Ctrl+Z Alt+Up");
    assert_eq!(shown(&desk, false), "①甲一/①乙一/①乙二");
    assert_eq!(desk.work().unwrap().history.len(), 2);
}

#[test]
fn h_begins_an_article_with_the_line_or_the_heading() {
    check_keys("①甲一。/①^乙题/①乙一。", "H", "①甲一。/②h乙题/②乙一。");
    check_keys("①甲一。/①h^乙题/①乙一。/③丙一。", "H", "①甲一。/②h乙题/②乙一。/③丙一。");
    check_keys("①甲一。/①[乙题/①乙副]/①乙一。", "H", "①甲一。/②h乙题/②h乙副/②乙一。");
    check_keys("①^甲题/①甲一。", "H", "①h甲题/①甲一。");
    check_refused("①甲一/ⓕ^版一", "H", Refusal::NotInArticle);
}

#[test]
fn alt_m_moves_a_paragraph_and_m_the_fragment() {
    check_keys("①甲一。/②^乙一。/②¶乙二。", "Alt+M=1", "①甲一。/①¶乙一。/②乙二。");
    check_keys("①甲一。/②^乙一。/②¶乙二。", "M=1", "①甲一。/①¶乙一。/①¶乙二。");
    // Wherever the text of the paragraph stands.
    check_keys("①甲一。/②^乙一/③丙一。/②+乙二。", "Alt+M=1", "①甲一。/①¶乙一/②丙一。/①+乙二。");
}

#[test]
fn c_makes_a_caption_of_another_article_or_of_its_own() {
    check_keys("①甲一。/①¶^图一/②乙一。", "C=2", "①甲一。/②c图一/②乙一。");
    check_keys("①甲一/①[图一]/①甲二。/②乙一。", "C=2", "①甲一/②c图一/①+甲二。/②乙一。");
    check_refused("ⓕ^版一", "C", Refusal::NotInArticle);
}

#[test]
fn lines_are_gone_to_by_page_too() {
    let mut desk = desk("①甲一/①^甲二/②乙一");
    press(&mut desk, "Ctrl+G=1：3");
    assert_eq!(shown(&desk, true), "①甲一/①甲二/^②乙一");
    check_refused("①甲一/②^乙一", "Ctrl+G=2:1", Refusal::NoPage);
}

#[test]
fn g_marks_lost_text_and_takes_the_mark_away() {
    let mut desk = Desk::new(Lang::En);
    desk.open_sample(Sample::Chinese);
    desk.finish();
    let project = desk.work().unwrap().project();
    let (block, span) = project
        .blocks()
        .find(|(_, block)| block.home.article().is_some() && block.role == Role::Body)
        .map(|(id, block)| (id, block.first().unwrap()))
        .unwrap();
    desk.work_mut().unwrap().view.selection = Selection::at(span.from());
    let before = desk.work().unwrap().project().clone();
    let gap = |desk: &Desk| desk.work().unwrap().project().block(block).unwrap().gap.is_some();
    let had = gap(&desk);
    desk.run(command_of("G"));
    assert_ne!(gap(&desk), had);
    desk.run(command_of("Ctrl+Z"));
    assert_eq!(desk.work().unwrap().project(), &before);
}

/// How the block at the caret reads.
fn here(desk: &Desk) -> String {
    let work = desk.work().unwrap();
    reading(work.project(), work.selected_block().unwrap()).text
}

#[test]
fn z_opens_the_section_at_the_caret_and_steps_go_on_into_it() {
    let mut desk = desk("①甲一/ⓕ乙/②丙一/ⓕ丁/ⓧ戊");
    let text = desk.work().unwrap().project().pages()[0].text().to_owned();
    let go_to = |desk: &mut Desk, part: &str| {
        let at = newsmend::text::Place::new(newsmend::text::PageNo::new(0), text.find(part).unwrap());
        desk.work_mut().unwrap().view.selection = Selection::at(at);
    };
    let walk = |desk: &mut Desk, key: &str, wanted: &[&str]| {
        for reads in wanted {
            press(desk, key);
            assert_eq!(here(desk), *reads, "{key}");
        }
    };
    walk(&mut desk, "Alt+PageDown", &["丙一", "丙一"]);
    go_to(&mut desk, "乙");
    let (shown, before) = (desk.work().unwrap().reveal, desk.work().unwrap().project().clone());
    press(&mut desk, "Z");
    let work = desk.work().unwrap();
    assert!(work.view.folds.open_sections().eq([Home::Furniture]) && work.reveal > shown, "it is open, and shown");
    assert_eq!((work.project(), desk.message.as_ref()), (&before, None), "nothing but that");
    walk(&mut desk, "Alt+PageDown", &["丁", "丁"]);
    walk(&mut desk, "Alt+PageUp", &["乙", "丙一", "甲一", "甲一"]);
    walk(&mut desk, "Alt+PageDown", &["丙一", "乙"]);
    go_to(&mut desk, "戊");
    press(&mut desk, "Z");
    walk(&mut desk, "Alt+PageUp", &["丁", "乙"]);
    press(&mut desk, "Z");
    assert!(desk.work().unwrap().view.folds.open_sections().eq([Home::Discarded]));
    walk(&mut desk, "Alt+PageDown", &["甲一", "丙一", "戊"]);
}

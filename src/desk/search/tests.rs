//! The find panel's search, without a window.

use super::*;
use crate::desk::{CommandId, Lang};
use crate::model::{Page, Source};
use std::sync::Arc;

fn desk(pages: &[&str]) -> Desk {
    let page = |text: &&str| Arc::new(Page::new((*text).to_owned(), Source::default(), Vec::new()));
    let mut desk = Desk::new(Lang::En);
    desk.work = Some(Work::new(Project::new(pages.iter().map(page).collect()), None));
    desk
}

fn look_for(desk: &mut Desk, text: &str) {
    desk.finder.query.text = text.to_owned();
    desk.finder.open = true;
    desk.poll();
}

fn selected(desk: &Desk) -> (usize, usize, String) {
    let work = desk.work.as_ref().unwrap();
    let range = work.selection().range();
    (range.page.index(), range.start.get(), work.project().raw(range).to_owned())
}

#[test]
fn next_and_previous_go_from_the_caret_and_round_the_end() {
    let mut desk = desk(&["甲路灯乙路\n灯丙", "路灯"]);
    look_for(&mut desk, "路灯");
    let run = |desk: &mut Desk, forward: bool| {
        desk.find_next(forward).unwrap();
        selected(desk)
    };
    assert_eq!(run(&mut desk, true), (0, 3, "路灯".to_owned()));
    assert_eq!(run(&mut desk, true), (0, 12, "路\n灯".to_owned()));
    assert_eq!(run(&mut desk, true), (0, 3, "路灯".to_owned()), "one page only");
    assert!(desk.message.as_ref().is_some_and(|message| message.text.starts_with("Past the last")));
    desk.finder.query.all_pages = true;
    assert_eq!(run(&mut desk, false), (1, 0, "路灯".to_owned()));
    assert_eq!(standing(desk.work.as_ref().unwrap()), Some((Some(3), 3, false)));
}

#[test]
fn results_follow_what_is_done() {
    let mut desk = desk(&["清晨环未工人上路"]);
    look_for(&mut desk, "卫工");
    let count = |desk: &Desk| desk.work.as_ref().unwrap().found.as_ref().map(|results| results.found.hits.len());
    assert_eq!(count(&desk), Some(0));
    assert!(desk.correct(BlockId(0), "清晨环卫工人上路"));
    desk.poll();
    assert_eq!(count(&desk), Some(1));
    desk.run(CommandId("edit.undo"));
    desk.poll();
    assert_eq!(count(&desk), Some(0));
    desk.close_finder();
    assert_eq!(count(&desk), None, "without a panel nothing is marked");
}

#[test]
fn a_long_text_is_searched_beside_the_window_and_can_be_stopped() {
    let text = "路灯下的街道。\n".repeat(SHORT / 20);
    let mut desk = desk(&[&text]);
    look_for(&mut desk, "路灯");
    assert!(desk.finder.progress().is_some(), "it is under way");
    desk.finder.cancel();
    assert!(desk.finder.progress().is_none() && desk.finder.stopped);
    desk.poll();
    assert!(desk.finder.progress().is_none(), "it stays stopped");
    desk.find_next(true).unwrap();
    desk.finish();
    assert_eq!(selected(&desk).1, 0);
    assert_eq!(standing(desk.work.as_ref().unwrap()), Some((Some(1), SHORT / 20, false)));
    // The newest question counts.
    look_for(&mut desk, "路");
    look_for(&mut desk, "街道");
    desk.finish();
    assert_eq!(desk.work.as_ref().unwrap().found.as_ref().unwrap().found.hits[0].text(), "街道");
}

#[test]
fn what_is_no_expression_is_said_and_nothing_is_marked() {
    let mut desk = desk(&["路(灯"]);
    desk.finder.query.regex = true;
    look_for(&mut desk, "(灯");
    assert_eq!(super::words::no_pattern(Lang::Zh, desk.finder.error.as_ref().unwrap()), "正则表达式有误：括号没有闭合");
    assert_eq!(desk.find_next(true), Err(Refusal::NotFound));
    look_for(&mut desk, "");
    assert_eq!(desk.find_next(true), Err(Refusal::NoQuery));
}

#[test]
fn the_selected_text_is_what_is_looked_for() {
    let mut desk = desk(&["路灯(下)"]);
    desk.work.as_mut().unwrap().view.selection = Selection::of(Span::new(PageNo::new(0), 3, 7));
    desk.run(CommandId("find.open"));
    assert_eq!(desk.finder.query.text, "灯(");
}

#[test]
fn an_edit_leaves_what_a_search_reads_alone() {
    let mut desk = desk(&["清晨环未工人上路"]);
    let shared = desk.work.as_ref().unwrap().shared();
    let before = Project::clone(&shared);
    assert!(desk.correct(BlockId(0), "清晨环卫工人上路"));
    assert_eq!(*shared, before);
    assert_ne!(desk.work.as_ref().unwrap().project(), &before);
}

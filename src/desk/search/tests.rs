//! The find panel's search, without a window.

use super::*;
use crate::desk::{CommandId, Lang};
use crate::model::{Page, Source, reading};
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
fn a_search_and_a_replacement_under_way_are_stopped_by_their_command() {
    let stop = CommandId("find.stop");
    let can = |desk: &Desk| crate::desk::command(stop).map(|command| (command.when)(desk));
    let text = "路灯下的街道。\n".repeat(SHORT / 20);
    let mut searching = desk(&[&text]);
    assert_eq!(can(&searching), Some(Err(Refusal::Idle)));
    look_for(&mut searching, "路灯");
    assert_eq!(can(&searching), Some(Ok(())));
    searching.run(stop);
    assert!(searching.finder.progress().is_none() && searching.finder.stopped && searching.message.is_none());
    let mut replacing = replacing("甲路灯");
    replacing.replace_ticked().unwrap();
    replacing.run(stop);
    assert_eq!(can(&replacing), Some(Err(Refusal::Idle)));
    replacing.finish();
    assert_eq!(reads(&replacing), "甲路灯", "nothing is replaced");
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

/// A desk on these words and a page that is searched beside the window, on which 街灯 is to stand for 路灯.
fn replacing(first: &str) -> Desk {
    let mut desk = desk(&[first, &"好".repeat(SHORT / 2)]);
    desk.finder.query.all_pages = true;
    desk.finder.replacing = true;
    desk.finder.replacement = "街灯".to_owned();
    look_for(&mut desk, "路灯");
    desk.finish();
    desk
}

fn hits(desk: &Desk) -> &[Hit] {
    desk.work.as_ref().unwrap().found.as_ref().map(|results| results.found.hits.as_slice()).unwrap_or_default()
}

fn reads(desk: &Desk) -> String {
    reading(desk.work.as_ref().unwrap().project(), BlockId(0)).text
}

#[test]
fn what_was_found_before_a_change_is_not_replaced_behind_it() {
    let stop = |desk: &mut Desk| desk.finder.cancel();
    let break_off = |desk: &mut Desk| {
        let of = desk.work().unwrap().history.now();
        desk.search_beside(of, false, (Budget::default(), Progress::default()), |_, _, _| Err(Cancelled));
        desk.finish();
    };
    let ends: [&dyn Fn(&mut Desk); 2] = [&stop, &break_off];
    for (name, end) in ["the editor stops it", "it breaks off"].into_iter().zip(ends) {
        let mut desk = replacing("甲乙路灯丙");
        assert!(desk.correct(BlockId(0), "甲乙丁丁路灯丙"));
        desk.poll();
        end(&mut desk);
        assert!(desk.finder.stopped && hits(&desk).len() == 1, "{name}: what was found before is still there");
        assert_eq!(desk.replace_ticked(), Err(Refusal::Busy), "{name}: it is searched first");
        desk.finish();
        assert_eq!(reads(&desk), "甲乙丁丁路灯丙", "{name}");
        desk.replace_ticked().unwrap();
        desk.finish();
        assert_eq!(reads(&desk), "甲乙丁丁街灯丙", "{name}");
    }
}

#[test]
fn what_is_not_ticked_stays_so_when_its_block_changes_before_it() {
    let mut desk = replacing("甲路灯，乙路灯");
    let second = hits(&desk)[1].key();
    desk.finder.unticked.insert(second);
    assert!(desk.correct(BlockId(0), "丙丁甲路灯，乙路灯"));
    desk.finish();
    desk.replace_ticked().unwrap();
    desk.finish();
    assert_eq!(reads(&desk), "丙丁甲街灯，乙路灯");
}

#[test]
fn another_project_is_searched_anew_and_what_was_begun_never_reaches_it() {
    let mut desk = replacing("甲路灯，乙路灯");
    let second = hits(&desk)[1].key();
    desk.finder.unticked.insert(second);
    let pages = desk.work().unwrap().project().pages().to_vec();
    desk.replace_ticked().unwrap();
    desk.leave_work();
    desk.work = Some(Work::new(Project::new(pages), None));
    desk.finish();
    assert_eq!(reads(&desk), "甲路灯，乙路灯");
    assert_eq!(hits(&desk).len(), 2);
    assert!(desk.finder.unticked.is_empty(), "ticks are of the project that left");
}

//! A project that was saved and left comes back as it was left, with its history up to the save, wherever its file is by then;
//! nothing that was thrown away does.
//!
//! Over 400 lines: the tests share how a project is left, and what it must come back as.

use crate::files::{DUMP, message, press, project, write};
use crate::journal::{Place, act, check_undone, whole, work};
use newsmend::desk::{Desk, Folds, Selection, StepId};
use newsmend::model::{Home, Project, check_all};
use newsmend::store::{State, atomic, project_file};
use newsmend::text::{self, PageNo, Pos, Span};
use std::path::PathBuf;

fn save(desk: &mut Desk) {
    press(desk, "Ctrl+S");
    desk.finish();
    assert!(!desk.work().unwrap().is_changed(), "{}", message(desk));
}

/// Looks somewhere else, without doing anything.
fn look_around(desk: &mut Desk) {
    let work = desk.work_mut().unwrap();
    let first = work.project().order()[0];
    let line = work.project().pages()[0].text().find('本').unwrap();
    let (start, end) = (Pos::new(line), Pos::new(line + '本'.len_utf8()));
    let view = &mut work.view;
    view.selection = Selection::of(Span { page: PageNo::default(), start, end });
    (view.top, view.top_offset, view.cards_offset) = (start, 3.5, 120.25);
    view.folds.fold(Home::Article(first));
}

/// A project that was worked on, saved, looked around in and closed; and what was on the desk then.
fn closed(place: &Place) -> (Project, String, String) {
    let mut desk = place.saved();
    work(&mut desk);
    save(&mut desk);
    look_around(&mut desk);
    let wanted = whole(&desk);
    desk.close();
    wanted
}

/// What is kept of projects that were left.
fn kept(state: &State) -> Vec<PathBuf> {
    std::fs::read_dir(state.left()).into_iter().flatten().map(|entry| entry.unwrap().path()).collect()
}

/// Every state that its history leads to, in all branches. The desk is left as it was.
fn states(desk: &mut Desk) -> Vec<(StepId, Project)> {
    let now = desk.work().unwrap().history.now();
    let ids: Vec<StepId> = desk.work().unwrap().history.steps().map(|(id, _)| id).collect();
    let mut states = Vec::new();
    for id in [StepId::BEGINNING].into_iter().chain(ids) {
        desk.travel(id);
        assert_eq!(check_all(project(desk)), []);
        states.push((id, project(desk).clone()));
    }
    desk.travel(now);
    states
}

#[track_caller]
fn check_is(desk: &Desk, wanted: &(Project, String, String)) {
    assert_eq!(&whole(desk), wanted);
    assert!(desk.found().is_empty() && message(desk).is_empty(), "nothing is asked or said");
    assert!(!desk.work().unwrap().is_changed());
}

/// The project and its history are those, whatever is in view.
#[track_caller]
fn check_past(desk: &Desk, wanted: &(Project, String, String)) {
    let (project, history, _) = whole(desk);
    assert_eq!((&project, &history), (&wanted.0, &wanted.1));
    assert!(desk.found().is_empty() && !desk.work().unwrap().is_changed(), "{}", message(desk));
}

/// A project without a past, in view from its beginning.
#[track_caller]
fn check_is_new(desk: &Desk) {
    let work = desk.work().unwrap();
    assert!(work.history.is_empty() && !work.is_changed());
    assert_eq!(work.view.folds, Folds::default());
    assert_eq!((work.view.top, message(desk)), (Pos::ZERO, ""));
}

#[test]
fn a_project_that_was_closed_comes_back_with_its_view_and_its_history() {
    let place = Place::new();
    let wanted = closed(&place);
    let mut desk = place.opened(&place.project());
    check_is(&desk, &wanted);
    // Undo goes behind the save.
    check_undone(&mut desk);
}

#[test]
fn opening_another_file_leaves_a_project_as_closing_does() {
    let place = Place::new();
    let mut desk = place.saved();
    work(&mut desk);
    save(&mut desk);
    look_around(&mut desk);
    let wanted = whole(&desk);
    for _ in 0..2 {
        desk.open(place.dump.clone(), None).unwrap();
        desk.finish();
        assert_ne!(whole(&desk), wanted);
        desk.open(place.project(), None).unwrap();
        desk.finish();
        check_is(&desk, &wanted);
    }
}

#[test]
fn opening_what_is_on_the_desk_changes_nothing() {
    let place = Place::new();
    let mut desk = place.saved();
    work(&mut desk);
    save(&mut desk);
    look_around(&mut desk);
    let wanted = whole(&desk);
    desk.open(place.project(), None).unwrap();
    desk.finish();
    check_is(&desk, &wanted);
    act(&mut desk, 1, "4");
    save(&mut desk);
}

#[test]
fn every_branch_is_reached_again() {
    let place = Place::new();
    let mut desk = place.saved();
    work(&mut desk);
    save(&mut desk);
    let wanted = states(&mut desk);
    desk.close();
    let mut desk = place.opened(&place.project());
    assert_eq!(states(&mut desk), wanted);
    assert!(!desk.work().unwrap().is_changed());
}

#[test]
fn what_is_done_then_outlives_a_crash_and_the_next_closing() {
    let place = Place::new();
    closed(&place);
    let mut desk = place.opened(&place.project());
    act(&mut desk, 1, "4");
    let wanted = whole(&desk);
    drop(desk);
    let mut desk = place.recovered();
    assert_eq!(whole(&desk), wanted);
    save(&mut desk);
    let wanted = whole(&desk);
    desk.close();
    check_is(&place.opened(&place.project()), &wanted);
}

#[test]
fn nothing_lies_beside_the_project_before_something_is_done_to_it() {
    let place = Place::new();
    closed(&place);
    let mut desk = place.opened(&place.project());
    desk.work().unwrap().journal().unwrap().settle();
    assert_eq!(place.left(), Vec::<String>::new());
    desk.work_mut().unwrap().view.cards_offset = 7.0;
    let wanted = whole(&desk);
    desk.close();
    assert_eq!(place.left(), Vec::<String>::new());
    let desk = place.opened(&place.project());
    check_is(&desk, &wanted);
    drop(desk);
    check_is(&place.opened(&place.project()), &wanted);
}

#[test]
fn a_view_comes_back_without_a_history_too() {
    let place = Place::new();
    closed(&place);
    std::fs::remove_dir_all(place.state().left()).unwrap();
    let mut desk = place.opened(&place.project());
    check_is_new(&desk);
    look_around(&mut desk);
    let wanted = whole(&desk);
    desk.close();
    check_is(&place.opened(&place.project()), &wanted);
}

#[test]
fn a_project_that_is_saved_under_another_name_comes_back_under_that() {
    let place = Place::new();
    let wanted = closed(&place);
    let mut desk = place.opened(&place.project());
    let other = place.folder.path().join("b.newsmend.json");
    desk.save(other.clone());
    desk.finish();
    desk.work().unwrap().journal().unwrap().settle();
    assert_eq!(place.left(), Vec::<String>::new(), "nothing was done");
    act(&mut desk, 1, "4");
    let changed = whole(&desk);
    drop(desk);
    let mut desk = place.recovered();
    assert_eq!((whole(&desk), desk.work().unwrap().file.as_ref()), (changed, Some(&other)));
    save(&mut desk);
    let saved = whole(&desk);
    desk.close();
    check_is(&place.opened(&other), &saved);
    check_is(&place.opened(&place.project()), &wanted);
}

#[test]
fn a_file_that_another_program_changed_comes_without_a_past() {
    let place = Place::new();
    let wanted = closed(&place);
    let before = std::fs::read(place.project()).unwrap();
    let pages = project_file::from_bytes(&before).unwrap().pages().to_vec();
    let other = project_file::to_bytes(&Project::new(pages));
    write(&place.project(), &other);
    check_is_new(&place.opened(&place.project()));
    assert_eq!(kept(&place.state()).len(), 1, "the file as it was may lie elsewhere");
    write(&place.project(), &before);
    check_is(&place.opened(&place.project()), &wanted);
    write(&place.project(), &other);
    place.opened(&place.project()).close();
    write(&place.project(), &before);
    check_is_new(&place.opened(&place.project()));
    assert_eq!(kept(&place.state()).len(), 1, "one past for each path");
}

#[test]
fn what_was_thrown_away_does_not_come_back_and_all_up_to_the_last_save_does() {
    let place = Place::new();
    let wanted = closed(&place);
    let mut desk = place.opened(&place.project());
    act(&mut desk, 1, "4");
    desk.close();
    let mut desk = place.opened(&place.project());
    check_past(&desk, &wanted);
    act(&mut desk, 1, "4");
    save(&mut desk);
    let saved = whole(&desk);
    // Behind the save, and on another way from before it.
    act(&mut desk, 2, "5");
    press(&mut desk, "Ctrl+Z");
    press(&mut desk, "Ctrl+Z");
    act(&mut desk, 3, "3");
    assert!(desk.work().unwrap().is_changed());
    look_around(&mut desk);
    let view = whole(&desk).2;
    desk.close();
    let mut desk = place.opened(&place.project());
    check_is(&desk, &(saved.0.clone(), saved.1.clone(), view));
    // The same where another file takes its place.
    act(&mut desk, 2, "5");
    desk.give_up_changes();
    for path in [place.dump.clone(), place.project()] {
        desk.open(path, None).unwrap();
        desk.finish();
    }
    check_past(&desk, &saved);
    // Undo goes behind the save.
    check_undone(&mut desk);
}

#[test]
fn what_was_thrown_away_behind_work_that_was_brought_back_does_not_come_back() {
    let place = Place::new();
    let wanted = closed(&place);
    let mut desk = place.opened(&place.project());
    act(&mut desk, 1, "4");
    drop(desk);
    place.recovered().close();
    check_past(&place.opened(&place.project()), &wanted);
}

#[test]
fn branches_of_before_stay_though_what_was_done_then_is_thrown_away() {
    let place = Place::new();
    let mut desk = place.saved();
    act(&mut desk, 1, "7");
    save(&mut desk);
    // A branch behind the save, and nothing unsaved.
    act(&mut desk, 2, "9");
    press(&mut desk, "Ctrl+Z");
    assert!(!desk.work().unwrap().is_changed());
    let wanted = whole(&desk);
    desk.close();
    for crashes in [false, true, false] {
        let mut desk = place.opened(&place.project());
        check_past(&desk, &wanted);
        act(&mut desk, 3, "3");
        assert!(desk.work().unwrap().is_changed());
        if crashes {
            drop(desk);
            desk = place.recovered();
        }
        desk.close();
        check_past(&place.opened(&place.project()), &wanted);
    }
}

#[test]
fn a_past_goes_whole_to_another_name_though_what_is_done_there_is_thrown_away() {
    let place = Place::new();
    let wanted = closed(&place);
    let mut desk = place.opened(&place.project());
    let other = place.folder.path().join("b.newsmend.json");
    desk.save(other.clone());
    desk.finish();
    act(&mut desk, 1, "4");
    desk.close();
    check_past(&place.opened(&other), &wanted);
}

#[test]
fn a_card_that_was_folded_with_what_was_thrown_away_folds_no_other() {
    let place = Place::new();
    closed(&place);
    let split = |desk: &mut Desk| {
        let at = DUMP.find("昨晚").unwrap();
        desk.work_mut().unwrap().go_to(Selection::at(text::Place::new(PageNo::default(), at)));
        let before = project(desk).order().len();
        press(desk, "S");
        assert_eq!(project(desk).order().len(), before + 1);
        project(desk).order().iter().copied().max().unwrap()
    };
    let mut desk = place.opened(&place.project());
    let first = project(&desk).order()[0];
    let new = split(&mut desk);
    let view = &mut desk.work_mut().unwrap().view;
    view.folds.fold(Home::Article(new));
    view.cards_top = Some((new, 2.0));
    desk.close();
    let mut desk = place.opened(&place.project());
    let view = &desk.work().unwrap().view;
    assert!(view.folds.is_folded(Home::Article(first)), "what was folded before is folded still");
    assert_eq!(view.cards_top, None);
    assert_eq!(split(&mut desk), new, "the same id again");
    assert!(!desk.work().unwrap().view.folds.is_folded(Home::Article(new)));
}

#[test]
fn a_project_that_was_moved_or_renamed_comes_back_and_goes_on_there() {
    let place = Place::new();
    let wanted = closed(&place);
    let folder = place.folder.path().join("elsewhere");
    std::fs::create_dir(&folder).unwrap();
    let moved = folder.join("b.newsmend.json");
    atomic::set_aside(&place.project(), &moved).unwrap();
    let mut desk = place.opened(&moved);
    check_is(&desk, &wanted);
    act(&mut desk, 1, "4");
    save(&mut desk);
    let wanted = whole(&desk);
    desk.close();
    check_is(&place.opened(&moved), &wanted);
    // Something else where it lay takes nothing of it.
    let pages = project_file::from_bytes(&std::fs::read(&moved).unwrap()).unwrap().pages().to_vec();
    write(&place.project(), &project_file::to_bytes(&Project::new(pages)));
    check_is_new(&place.opened(&place.project()));
    check_is(&place.opened(&moved), &wanted);
}

#[test]
fn work_on_a_copy_comes_back_onto_the_copy() {
    let place = Place::new();
    let wanted = closed(&place);
    let (copy, before) = (place.folder.path().join("b.newsmend.json"), std::fs::read(place.project()).unwrap());
    write(&copy, &before);
    let mut desk = place.opened(&copy);
    check_is(&desk, &wanted);
    act(&mut desk, 1, "4");
    let changed = whole(&desk);
    drop(desk);
    let mut desk = place.recovered();
    assert_eq!((whole(&desk), desk.work().unwrap().file.as_ref()), (changed, Some(&copy)));
    save(&mut desk);
    assert_eq!(std::fs::read(place.project()).unwrap(), before);
    check_is(&place.opened(&place.project()), &wanted);
}

#[test]
fn work_without_a_file_leaves_nothing() {
    let place = Place::new();
    let mut desk = place.opened(&place.dump);
    desk.close();
    desk.open(place.dump.clone(), None).unwrap();
    desk.finish();
    act(&mut desk, 1, "4");
    desk.close();
    assert_eq!(kept(&place.state()), Vec::<PathBuf>::new());
}

#[test]
fn a_window_that_only_looks_finds_nothing_and_leaves_nothing() {
    let place = Place::new();
    let wanted = closed(&place);
    let mut first = place.opened(&place.project());
    check_is(&first, &wanted);
    let mut second = place.opened(&place.project());
    assert!(second.work().unwrap().held_by().is_some() && second.work().unwrap().history.is_empty());
    let before: Vec<Vec<u8>> = kept(&place.state()).iter().map(|path| std::fs::read(path).unwrap()).collect();
    look_around(&mut second);
    second.close();
    let after: Vec<Vec<u8>> = kept(&place.state()).iter().map(|path| std::fs::read(path).unwrap()).collect();
    assert_eq!(before, after);
    act(&mut first, 1, "4");
    save(&mut first);
    let wanted = whole(&first);
    first.close();
    check_is(&place.opened(&place.project()), &wanted);
}

#[test]
fn what_is_broken_is_passed_over_and_taken_away() {
    let place = Place::new();
    closed(&place);
    let path = kept(&place.state()).remove(0);
    let good = std::fs::read(&path).unwrap();
    let mut changed = good.clone();
    changed[good.len() / 2] ^= 1;
    let lines: Vec<&[u8]> = good.split_inclusive(|&byte| byte == b'\n').collect();
    for (name, bytes) in [
        ("empty", Vec::new()),
        ("no journal", b"\0\xff{}\n".to_vec()),
        ("torn", good[..good.len() - 7].to_vec()),
        ("a byte is another", changed),
        ("the last line is missing", lines[..lines.len() - 1].concat()),
        ("something stands behind it", [good.as_slice(), b"{}"].concat()),
    ] {
        write(&path, &bytes);
        let desk = place.opened(&place.project());
        check_is_new(&desk);
        assert!(!path.exists() && desk.found().is_empty(), "{name}");
    }
    // A folder in its place stays, and hinders nothing but that nothing is kept there.
    std::fs::create_dir(&path).unwrap();
    let mut desk = place.opened(&place.project());
    check_is_new(&desk);
    desk.close();
    let mut desk = place.opened(&place.project());
    check_is_new(&desk);
    act(&mut desk, 1, "4");
    save(&mut desk);
    let wanted = whole(&desk);
    desk.close();
    check_is(&place.opened(&place.project()), &wanted);
}

#[test]
fn a_crash_that_lost_nothing_is_as_good_as_closing() {
    let place = Place::new();
    let mut desk = place.saved();
    work(&mut desk);
    save(&mut desk);
    let wanted = whole(&desk);
    drop(desk);
    assert_eq!(place.found().1, [], "it is not spoken of");
    assert_eq!(place.left(), Vec::<String>::new());
    let desk = place.opened(&place.project());
    check_is(&desk, &wanted);
}

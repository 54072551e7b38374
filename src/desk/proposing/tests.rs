//! Proposals that come while an editor works, and pages whose articles go over several.

use super::gestures::Slot;
use super::*;
use crate::desk::{Lang, Sample, pages};
use crate::model::{Block, BlockId, SeamKey};

const UNDO: CommandId = CommandId("edit.undo");

/// Two sample pages that nobody proposed anything for.
fn two_pages() -> Desk {
    let mut desk = Desk::new(Lang::En);
    let text = [Sample::Chinese.file().1, Sample::English.file().1].join("\u{c}");
    desk.open_bytes("issue.txt", text.as_bytes());
    desk.jobs_cancelled();
    // What came before that was stopped could be done again otherwise.
    let bare = desk.work().unwrap().project().clone();
    desk.work = Some(Work::new(bare, None));
    desk
}

/// Proposes this page of itself, as when a dump is opened.
fn comes(desk: &mut Desk, page: usize) {
    desk.run_proposals(vec![PageNo::new(page)], false, 0).unwrap();
    desk.finish();
}

/// The first page is proposed; a step on it was made and taken back. Gives back that step.
fn taken_back(desk: &mut Desk) -> StepId {
    comes(desk, 0);
    desk.go_to_article(desk.work().unwrap().project().order()[0]);
    desk.run(CommandId("article.ending"));
    let step = desk.work().unwrap().history.now();
    desk.run(UNDO);
    assert!(desk.work().unwrap().history.next() == Some(step) && raw(desk) == [false, true]);
    step
}

fn raw(desk: &Desk) -> [bool; 2] {
    let project = desk.work().unwrap().project();
    [0, 1].map(|page| pages::is_raw(project, PageNo::new(page)))
}

#[test]
fn what_came_behind_an_editors_step_goes_with_it_and_comes_again() {
    let mut desk = two_pages();
    assert_eq!(raw(&desk), [true, true]);
    let before = desk.work().unwrap().project().clone();
    desk.run(CommandId("article.ending"));
    let edited = desk.work().unwrap().project().clone();
    // Of itself, on the page that is not in view.
    desk.run_proposals(vec![PageNo::new(1)], false, 0).unwrap();
    desk.finish();
    let both = desk.work().unwrap().project().clone();
    assert!(edited != both && !raw(&desk)[1]);
    desk.run(UNDO);
    assert_eq!(desk.work().unwrap().project(), &before, "what the editor did is undone by one step");
    desk.run(CommandId("edit.redo"));
    assert_eq!(desk.work().unwrap().project(), &both);
    desk.run(UNDO);
    desk.finish();
    assert!(raw(&desk)[1], "redo can still bring it back");
    desk.run(CommandId("article.opening"));
    desk.finish();
    assert!(!raw(&desk)[1], "the editor went on");
}

/// Undo is refused, for this reason, and takes nothing back.
#[track_caller]
fn check_undo_is_refused(desk: &mut Desk, why: Refusal) {
    let before = desk.work().unwrap().project().clone();
    desk.run(UNDO);
    let told = desk.message.as_ref().map(|message| message.text.as_str());
    assert_eq!((desk.work().unwrap().project(), told), (&before, Some(words::refusal(why).en)));
}

#[test]
fn undo_stops_at_what_was_proposed_at_the_opening_and_not_at_what_was_asked_for() {
    let mut desk = Desk::new(Lang::En);
    let text = [Sample::Chinese.file().1, Sample::English.file().1].join("\u{c}");
    desk.open_bytes("issue.txt", text.as_bytes());
    // Turned to before anything is proposed: the first page to come is not in view then.
    desk.go_to_page(PageNo::new(1));
    desk.finish();
    assert_eq!(raw(&desk), [false, false]);
    assert!(desk.message.as_ref().is_some_and(|message| !message.undo), "nor is undo offered");
    check_undo_is_refused(&mut desk, Refusal::OwnProposal);
    let opened = desk.work().unwrap().project().clone();
    desk.go_to_article(opened.order()[0]);
    desk.run(CommandId("article.ending"));
    assert_ne!(desk.work().unwrap().project(), &opened);
    desk.run(UNDO);
    assert_eq!(desk.work().unwrap().project(), &opened, "the editor's step is taken back");
    check_undo_is_refused(&mut desk, Refusal::OwnProposal);
    desk.travel(StepId::BEGINNING);
    assert_eq!(raw(&desk), [true, true], "by way of the history one comes behind it");
    check_undo_is_refused(&mut desk, Refusal::NoUndo);
    for (command, wanted) in [("page.propose", [true, false]), ("page.propose_all", [false, false])] {
        let before = desk.work().unwrap().project().clone();
        desk.run(CommandId(command));
        desk.finish();
        assert_eq!(raw(&desk), wanted, "{command}");
        assert!(desk.message.as_ref().is_some_and(|message| message.undo), "{command}");
        desk.run(UNDO);
        assert_eq!(desk.work().unwrap().project(), &before, "{command}");
    }
}

#[test]
fn what_was_asked_for_is_undone_though_the_first_of_it_was_taken_back() {
    let mut desk = two_pages();
    comes(&mut desk, 0);
    let opened = desk.work().unwrap().project().clone();
    // A page of the run came and was taken back; this one comes behind it.
    desk.run_proposals(vec![PageNo::new(1)], true, 1).unwrap();
    desk.finish();
    assert_eq!(raw(&desk), [false, false]);
    desk.run(UNDO);
    assert_eq!(desk.work().unwrap().project(), &opened);
    check_undo_is_refused(&mut desk, Refusal::OwnProposal);
    desk.travel(StepId::BEGINNING);
    desk.go_to_page(PageNo::new(1));
    desk.run_proposals(vec![PageNo::new(0)], true, 1).unwrap();
    desk.finish();
    assert_eq!(raw(&desk), [false, true]);
    let work = desk.work().unwrap();
    assert!(work.history.step(work.history.now()).is_some_and(|step| !step.joined), "nothing is there to be joined to");
}

#[test]
fn what_comes_of_itself_waits_while_something_can_be_done_again() {
    let mut desk = two_pages();
    let step = taken_back(&mut desk);
    comes(&mut desk, 1);
    assert_eq!((raw(&desk), desk.work().unwrap().history.next()), ([false, true], Some(step)));
    let told = desk.message.as_ref().map(|message| message.text.as_str());
    assert_eq!(told, Some("What you undid can still be redone; the rest is proposed once you go on"));
    desk.finish();
    assert_eq!(raw(&desk), [false, true], "nor does it come by and by");
    desk.run(CommandId("edit.redo"));
    assert_eq!(desk.work().unwrap().history.now(), step);
    desk.finish();
    assert_eq!(raw(&desk), [false, false], "the editor went on");
    desk.run(UNDO);
    assert_eq!((raw(&desk), desk.work().unwrap().history.next()), ([false, true], Some(step)), "it goes with the step");
}

#[test]
fn what_waits_is_not_proposed_twice_and_not_behind_a_cancelled_run() {
    let mut desk = two_pages();
    taken_back(&mut desk);
    comes(&mut desk, 1);
    desk.go_to_page(PageNo::new(1));
    desk.propose_page().unwrap();
    desk.finish();
    assert_eq!(raw(&desk), [false, false]);
    assert!(desk.work().unwrap().set_aside.is_empty(), "it was asked for meanwhile");

    let mut desk = two_pages();
    taken_back(&mut desk);
    comes(&mut desk, 1);
    desk.run_proposals(vec![PageNo::new(1)], false, 0).unwrap();
    desk.end_proposing(Err(Cancelled));
    assert!(desk.work().unwrap().set_aside.is_empty());
}

#[test]
fn the_history_names_what_the_program_proposed_by_itself() {
    let mut desk = two_pages();
    comes(&mut desk, 0);
    desk.go_to_article(desk.work().unwrap().project().order()[0]);
    desk.run(CommandId("article.ending"));
    desk.run_proposals(vec![PageNo::new(1)], true, 0).unwrap();
    desk.finish();
    let told = crate::desk::travel::told(desk.work().unwrap(), Lang::En);
    let names: Vec<&str> = told.iter().filter_map(|told| told.words.split(',').next()).collect();
    assert_eq!(
        names.get(names.len() - 3..),
        Some(&["Program's proposal", "End missing", "New proposal"][..]),
        "{names:?}"
    );
}

#[test]
fn a_way_to_another_branch_leaves_no_page_bare() {
    let mut desk = two_pages();
    let step = taken_back(&mut desk);
    // As programs of before had it: behind the proposal, though a step was undone there.
    let work = desk.work.as_mut().unwrap();
    let newest = Mutex::new(work.shared());
    let read = read_page(PageNo::new(1), &newest, None, &Budget::default(), &Progress::default()).unwrap();
    let ready = make_ready(read, &newest).unwrap().unwrap();
    assert!(work.swap(PROPOSE, ready, Manner { joined: true, automatic: true }).is_some());
    assert_eq!(raw(&desk), [false, false]);
    desk.travel(step);
    assert_eq!((desk.work().unwrap().history.now(), raw(&desk)), (step, [false, true]));
    desk.finish();
    assert_eq!(raw(&desk), [false, false]);

    let mut desk = two_pages();
    (0..2).for_each(|page| comes(&mut desk, page));
    desk.travel(StepId::BEGINNING);
    assert!(raw(&desk) == [true, true] && !desk.work().unwrap().lost_proposals, "who goes to the bare pages means to");
}

#[test]
fn what_comes_on_the_page_that_an_editor_works_on_is_a_step_of_its_own_at_which_undo_stops() {
    let mut desk = two_pages();
    desk.run(CommandId("article.ending"));
    let (edited, at) = (desk.work().unwrap().project().clone(), desk.work().unwrap().history.now());
    desk.run_proposals(vec![PageNo::new(0), PageNo::new(1)], false, 0).unwrap();
    desk.finish();
    assert_eq!(raw(&desk), [false, false]);
    check_undo_is_refused(&mut desk, Refusal::OwnProposal);
    desk.travel(at);
    assert_eq!(desk.work().unwrap().project(), &edited);
}

#[test]
fn undo_finds_the_editors_step_below_what_came_on_another_page_though_that_is_in_view() {
    let mut desk = two_pages();
    let before = desk.work().unwrap().project().clone();
    desk.run(CommandId("article.ending"));
    desk.go_to_page(PageNo::new(1));
    desk.run_proposals(vec![PageNo::new(1)], false, 0).unwrap();
    desk.finish();
    assert!(!raw(&desk)[1]);
    desk.run(UNDO);
    let work = desk.work().unwrap();
    assert_eq!((work.project(), work.selection().page), (&before, PageNo::new(0)), "there it was done");
}

#[test]
fn a_page_that_another_ones_proposal_changes_is_read_again() {
    let mut desk = two_pages();
    desk.propose().unwrap();
    desk.finish();
    let project = desk.work().unwrap().project().clone();
    let is_on = |id: BlockId, page: usize| {
        project.block(id).and_then(|block| block.first()).is_some_and(|span| span.page == PageNo::new(page))
    };
    let on = |page: usize| project.articles().filter(move |(_, article)| is_on(article.blocks[0], page));
    let is_flow = |id: &&BlockId| project.block(**id).is_some_and(|block| block.role.is_flow());
    let moved = *on(0).next().unwrap().1.blocks.iter().rfind(is_flow).unwrap();
    let (article, decided) = on(1).next().map(|(id, article)| (id, article.blocks[0])).unwrap();
    // A paragraph of the first page stands before what was decided on the second.
    let mut work = Work::new(project.clone(), None);
    let edit = gestures::move_blocks(&project, &[moved], Slot { article, index: 0 }).unwrap();
    work.apply(PROPOSE, edit).unwrap();
    // As if the pages' texts had come together of themselves: no seam between them was decided.
    let seams = [0, 1].map(PageNo::new).into_iter().flat_map(|page| work.project().seams_from(page));
    let settled: Vec<SeamKey> = seams.filter(|(_, why)| why.is_editors()).map(|(key, _)| key).collect();
    let mut edits: Vec<Edit> = settled.into_iter().map(|key| Edit::Seam { key, to: None }).collect();
    let why = project.block(moved).unwrap().why.clone();
    let undecided = Block { why, ..work.project().block(moved).unwrap().clone() };
    edits.push(Edit::Block { id: moved, to: Some(Arc::new(undecided)) });
    work.apply(PROPOSE, Edit::All(edits)).unwrap();
    let begins = SeamKey::cut(project.block(decided).unwrap().first().unwrap().from());
    let edit = gestures::confirm(work.project(), &[begins], &[decided]).unwrap();
    work.apply(PROPOSE, edit).unwrap();
    let before = work.project().clone();
    let [one, two] = [0, 1].map(|page| gestures::kept_on(&before, PageNo::new(page)).0);
    assert!(one.is_empty() && !two[0].begins, "{one:?} {two:?}");
    // Page by page, each behind what the one before made of it.
    let newest = Mutex::new(Arc::new(before));
    for page in [0, 1].map(PageNo::new) {
        let read = read_page(page, &newest, None, &Budget::default(), &Progress::default()).unwrap();
        assert!(make_ready(read, &newest).is_some());
    }
    let wanted = now(&newest);
    assert!(gestures::kept_on(&wanted, PageNo::new(1)).0[0].begins, "the first page's proposal changed it");
    work.propose_now(&Budget::default(), &Progress::default()).unwrap();
    assert_eq!(work.project(), &*wanted);
}

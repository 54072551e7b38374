//! Proposals that arrive while the editor works: what was decided stays.

use crate::files::{folder, is_changed, message, opened, press, project, select};
use crate::notation::command_of;
use newsmend::desk::gestures::{self, Refusal};
use newsmend::desk::{CommandId, Desk, JobKind, Lang, Sample, Selection, words};
use newsmend::model::{BlockId, Home, Project, Role, Spans, check_all};
use newsmend::propose::{Budget, Cancelled, Progress};
use newsmend::text::{PageNo, Span};

#[test]
fn one_thing_at_a_time() {
    let (folder, dump) = folder();
    let mut desk = opened(&dump);
    desk.propose().unwrap();
    assert_eq!(desk.job().map(|job| &job.kind), Some(&JobKind::Propose));
    assert_eq!(desk.open(dump.clone(), None), Err(Refusal::Busy));
    assert_eq!(desk.propose(), Err(Refusal::Busy));
    desk.finish();
    // One thing is written at a time, and nothing is opened meanwhile.
    desk.save(folder.path().join("b"));
    desk.message = None;
    desk.export(folder.path().join("b.md"));
    assert_eq!(message(&desk), words::refusal(Refusal::Busy).en);
    assert_eq!(desk.open(dump, None), Err(Refusal::Busy));
    desk.finish();
    assert!(!folder.path().join("b.md").exists());
}

#[test]
fn a_proposal_says_what_else_a_block_may_be() {
    let (_, dump) = folder();
    let mut desk = opened(&dump);
    desk.open_sample(Sample::Chinese);
    desk.finish();
    let mut unsure = 0;
    for (id, block) in project(&desk).blocks() {
        let roles = &block.why.roles;
        let all: f64 = roles.iter().map(|other| other.confidence.get()).sum();
        assert!(all <= 1.0 - block.why.confidence.get() + 0.002, "{id}: no more than what is left: {:?}", block.why);
        assert!(roles.is_sorted_by_key(|other| std::cmp::Reverse(other.confidence)), "{id}: the best first: {roles:?}");
        assert!(roles.len() <= 3 && roles.iter().all(|other| other.role != block.role), "{id}: {roles:?}");
        if block.why.confidence.get() < 0.85 {
            unsure += 1;
            assert!(!roles.is_empty(), "{id}: {:?}", block.why);
        }
    }
    assert!(unsure > 0, "the sample has roles that are in doubt");
    let saved = newsmend::store::project_file::to_bytes(project(&desk));
    assert_eq!(&newsmend::store::project_file::from_bytes(&saved).unwrap(), project(&desk));
}

#[test]
fn a_project_is_saved_while_a_proposal_is_made() {
    let (folder, dump) = folder();
    let mut desk = opened(&dump);
    desk.propose().unwrap();
    desk.save(folder.path().join("b"));
    desk.export(folder.path().join("b.md"));
    assert_eq!(message(&desk), words::refusal(Refusal::Busy).en, "after the save");
    desk.finish();
    assert!(folder.path().join("b.newsmend.json").exists());
    assert!(!is_changed(&desk), "the proposal was what the project had already");
}

/// What a new proposal must leave as it is.
fn decided(project: &Project) -> Vec<(BlockId, Spans, Role, Home)> {
    let decided = project.blocks().filter(|(_, block)| block.is_decided());
    decided.map(|(id, block)| (id, block.spans.clone(), block.role, block.home)).collect()
}

#[test]
fn a_proposal_that_comes_after_an_edit_is_made_anew_around_it() {
    let mut desk = Desk::new(Lang::En);
    desk.open_sample(Sample::Chinese);
    // The page is one block yet; a line of it becomes a headline before the proposal is there.
    let page = project(&desk).pages()[0].clone();
    let line = page.lines().content(page.text(), 20);
    let span = Span::new(PageNo::default(), line.start, line.end);
    desk.work_mut().unwrap().view.selection = Selection::of(span);
    press(&mut desk, "6");
    let kept = decided(project(&desk));
    assert_eq!(kept.len(), 1);
    desk.finish();
    assert_eq!(decided(project(&desk)), kept);
    assert!(project(&desk).order().len() > 1, "and all else was proposed");
    assert!(message(&desk).starts_with("Proposed "), "{}", message(&desk));
    let commands = desk.work().unwrap().history.path();
    let commands: Vec<_> = commands.iter().map(|&id| desk.work().unwrap().history.step(id).unwrap().command).collect();
    assert_eq!(commands, [CommandId("role.subhead"), CommandId("page.propose")]);
    assert!(is_changed(&desk));
}

#[test]
fn a_new_proposal_keeps_what_was_decided_and_the_same_one_is_no_step() {
    let mut desk = Desk::new(Lang::Zh);
    desk.open_sample(Sample::Chinese);
    desk.finish();
    press(&mut desk, "Ctrl+R");
    desk.finish();
    assert_eq!(message(&desk), "提议与现状相同");
    for (block, key) in [(3, "7"), (7, "2"), (11, "9"), (14, "N"), (20, "0"), (25, "S")] {
        select(&mut desk, block);
        desk.run(command_of(key));
    }
    let kept = decided(project(&desk));
    assert!(kept.len() > 4, "{kept:?}");
    press(&mut desk, "Ctrl+R");
    desk.finish();
    assert_eq!(decided(project(&desk)), kept);
    assert_eq!(check_all(project(&desk)), []);
    let (steps, after) = (desk.work().unwrap().history.len(), project(&desk).clone());
    press(&mut desk, "Ctrl+R");
    desk.finish();
    assert_eq!((message(&desk), desk.work().unwrap().history.len()), ("提议与现状相同", steps));
    assert_eq!(project(&desk), &after);
    let (inputs, ids) = gestures::kept_of(project(&desk));
    // With the blocks between which an editor decided how the text goes on.
    assert_eq!(inputs.len(), ids.len());
    assert!(kept.iter().all(|(id, ..)| ids.contains(id)));
}

#[test]
fn a_cancelled_proposal_leaves_the_project() {
    let mut desk = Desk::new(Lang::En);
    // Long enough to be still under way when it is cancelled.
    desk.open_bytes("long.txt", Sample::Chinese.file().1.repeat(300).as_bytes());
    let before = project(&desk).clone();
    desk.job().unwrap().cancel();
    desk.finish();
    assert_eq!((message(&desk), desk.job().is_none()), ("The proposal was cancelled; nothing was changed", true));
    assert_eq!((project(&desk), is_changed(&desk)), (&before, false));
    let budget = Budget::default();
    budget.cancel();
    assert_eq!(desk.work_mut().unwrap().propose_now(&budget, &Progress::default()), Err(Cancelled));
    assert_eq!(project(&desk), &before);
}

#[test]
fn a_new_proposal_keeps_the_order_and_what_was_said_of_an_article() {
    let mut desk = Desk::new(Lang::En);
    desk.open_sample(Sample::Chinese);
    desk.finish();
    let last = *project(&desk).order().last().unwrap();
    let edit = gestures::reorder(project(&desk), last, gestures::ArticleMove::To(0)).unwrap();
    desk.gesture(CommandId("article.up"), |_| Ok(edit));
    let second = project(&desk).order()[1];
    let mut facts = project(&desk).article(second).unwrap().facts.clone();
    facts.ending_missing = !facts.ending_missing;
    let edit = gestures::set_facts(project(&desk), second, facts.clone()).unwrap();
    desk.gesture(CommandId("article.ending"), |_| Ok(edit));
    let order = project(&desk).order().to_vec();
    desk.propose().unwrap();
    desk.finish();
    assert_eq!(project(&desk).order(), order);
    assert_eq!(project(&desk).article(second).unwrap().facts, facts);
}

//! All commands at once: each is undone to equality, none fails where there is nothing, every refusal has words.

use crate::desk::press;
use newsmend::desk::{Ask, COMMANDS, CommandId, Desk, Lang, Refusal, Sample, StepId, words};
use newsmend::model::{Home, check_all};

/// Runs a command and answers what it asks, where a test can.
fn run_and_answer(desk: &mut Desk, id: CommandId) {
    let other = |desk: &Desk| {
        let work = desk.work().unwrap();
        let own = work.selected_article().ok();
        work.project().order().iter().copied().find(|&id| Some(id) != own).unwrap()
    };
    match desk.run(id) {
        Some(Ask::MoveTo) => desk.move_to(Home::Article(other(desk))),
        Some(Ask::MergeInto) => desk.merge_into(other(desk)),
        Some(Ask::GoToLine) => desk.go_to_line(3),
        Some(Ask::GoToArticle) => desk.go_to_article(other(desk)),
        Some(Ask::MoveParagraph) => desk.move_paragraph_to(Home::Article(other(desk))),
        Some(Ask::CaptionOf) => desk.caption_of(other(desk)),
        Some(Ask::GapNote(block)) => desk.note_gap(block, "缺一段"),
        Some(Ask::Correct(block)) => assert!(desk.correct(block, "改过的文字")),
        _ => {}
    }
    desk.finish();
}

#[test]
fn every_command_is_undone_to_equality_on_the_sample() {
    let mut changed = Vec::new();
    for command in COMMANDS.iter().filter(|command| !command.id.0.starts_with("file.")) {
        let mut desk = Desk::new(Lang::Zh);
        desk.open_sample(Sample::Chinese);
        desk.finish();
        // A paragraph in the middle of an article that has others around it.
        press(&mut desk, "] ]");
        let work = desk.work_mut().unwrap();
        let project = work.project();
        let middle = project.articles().filter(|(_, article)| article.blocks.len() > 3).nth(1).unwrap().1.blocks[8];
        let span = project.block(middle).unwrap().spans[0];
        let place = newsmend::text::Place::new(span.page, span.start.get() + 3);
        let boundary = work.selection().boundary;
        work.view.selection = newsmend::desk::Selection { boundary, ..newsmend::desk::Selection::at(place) };
        if command.id.0 == "edit.redo" {
            press(&mut desk, "N Ctrl+Z");
        }
        let (before, steps) = (desk.work().unwrap().project().clone(), desk.work().unwrap().history.path().len());
        run_and_answer(&mut desk, command.id);
        let work = desk.work_mut().unwrap();
        assert_eq!(check_all(work.project()), [], "{}", command.id.0);
        if work.history.path().len() > steps {
            assert_eq!(work.history.path().len(), steps + 1, "{}: one gesture is one step", command.id.0);
            assert_ne!(work.project(), &before, "{}", command.id.0);
            work.undo().unwrap();
            assert_eq!(work.project(), &before, "{}", command.id.0);
            changed.push(command.id.0);
        }
    }
    let gestures = ["article.", "fragment.", "boundary.", "paragraph.", "block.", "role.", "text."];
    let ids = COMMANDS.iter().map(|command| command.id.0);
    for id in ids.filter(|id| gestures.iter().any(|menu| id.starts_with(menu))) {
        // A role that it has already is confirmed by its key.
        // One page has no other that its articles could go on on; running text has no other like it.
        let none = ["article.fold", "article.continue", "role.alike"];
        assert_eq!(changed.contains(&id), !none.contains(&id), "{id}");
    }
}

#[test]
fn no_command_fails_where_there_is_nothing() {
    let pages: [&[u8]; 4] = [b"", b" \n\n", "甲".as_bytes(), "①".as_bytes()];
    for command in COMMANDS {
        let mut empty = Desk::new(Lang::En);
        let needs_file = (command.when)(&empty).is_err() && command.id.0 != "file.recover";
        if empty.run(command.id).is_none() && needs_file {
            assert_eq!(empty.message.as_ref().unwrap().text, words::refusal(Refusal::NoProject).en, "{}", command.id.0);
        }
        empty.finish();
        for text in pages {
            let mut desk = Desk::new(Lang::En);
            desk.open_bytes("a.txt", text);
            desk.finish();
            if let Some(Ask::Correct(block)) = desk.run(command.id) {
                desk.correct(block, "");
            }
            desk.finish();
            if let Ok(work) = desk.work() {
                assert_eq!(check_all(work.project()), [], "{}", command.id.0);
                assert_eq!(work.history.now() == StepId::BEGINNING, work.history.path().is_empty());
            }
        }
    }
}

#[test]
fn every_refusal_has_its_words() {
    use Refusal as R;
    let all = [
        R::Nothing,
        R::NoProject,
        R::NoSelection,
        R::NoBoundary,
        R::Gone,
        R::AlreadyThere,
        R::AtEdge,
        R::NotInArticle,
        R::NoNext,
        R::OnlyArticle,
        R::Crowded,
        R::NoUndo,
        R::NoRedo,
        R::TooLong,
        R::NoQuery,
        R::NotFound,
        R::Busy,
        R::Idle,
        R::Unsaved,
        R::NoLine,
        R::NoPage,
        R::NoLink,
    ];
    for refusal in all {
        let text = words::refusal(refusal);
        assert!(text.zh.chars().all(|c| newsmend::text::is_cjk(c) || "，、".contains(c)), "{text:?}");
        assert!(text.en.is_ascii() && text.en.starts_with(char::is_uppercase) && !text.en.ends_with('.'), "{text:?}");
        let mut desk = Desk::new(Lang::Zh);
        desk.refuse(refusal);
        assert_eq!(desk.message.unwrap().text, text.zh);
    }
}

//! The queue of doubts over several pages: where it begins, that nothing is answered unseen, and what the history tells.

use super::harness::{SIZES, TestWindow, say};
use newsmend::desk::doubts::{DoubtId, asked};
use newsmend::desk::travel::told;
use newsmend::desk::{Lang, Sample, words};
use newsmend::model::Project;

/// An issue of three pages, each of which has doubts.
fn issue(lang: Lang) -> TestWindow {
    TestWindow::open(&[Sample::Chinese.file().1; 3].join("\u{c}"), lang, SIZES[0])
}

/// The number of the page in view, and the doubt that is asked.
fn shown(window: &TestWindow) -> (usize, Option<DoubtId>) {
    (window.work().selection().page.shown(), window.work().doubt().map(|doubt| doubt.id))
}

#[test]
fn a_doubt_of_a_page_that_is_not_in_view_is_gone_to_before_it_is_answered() {
    for lang in [Lang::Zh, Lang::En] {
        let mut window = issue(lang);
        window.press("Tab");
        let (first, doubt) = (shown(&window), window.work().doubt().unwrap().clone());
        assert_eq!(first.0, 1);
        let question = asked(lang, window.project(), &doubt).question;
        assert!(question.contains(say(lang, "第 1 版", "of page 1")), "it names the page: {question}");
        assert!(window.find(&question).is_some(), "{:?}", window.names());
        let before: Project = window.project().clone();
        for key in ["Enter", "Alt+1"] {
            window.press("Ctrl+PageDown").press("Ctrl+PageDown");
            assert_eq!(shown(&window), (3, first.1), "it is still asked");
            window.press(key);
            assert_eq!(window.project(), &before, "{key} answers nothing unseen");
            assert_eq!(shown(&window), first, "{key} goes to it");
        }
        window.press("Enter");
        assert_eq!(window.work().doubts().unwrap().get(doubt.id), None, "once it is seen, it is answered");
    }
}

#[test]
fn the_queue_begins_with_the_page_in_view_and_says_so() {
    let mut window = issue(Lang::Zh);
    window.press("Ctrl+PageDown").press("Tab");
    let (page, doubt) = shown(&window);
    assert_eq!((page, doubt.map(|id| id.place().page.shown())), (2, Some(2)));
    for (pages, zh, en) in [(1, "从第一处看起", "Go to the first"), (3, "从本版看起", "Begin with this page")]
    {
        let says = words::first_doubt(pages);
        assert_eq!((says.zh, says.en), (zh, en));
    }
}

#[test]
fn the_history_tells_answers_apart() {
    for lang in [Lang::Zh, Lang::En] {
        let mut window = TestWindow::open(Sample::Chinese.file().1, lang, SIZES[0]);
        window.press("Tab").press("Enter").press("Enter").press("Enter").press("Ctrl+Shift+H");
        // Behind how it was opened, and what was proposed then.
        let answers: Vec<String> = told(window.work(), lang).into_iter().skip(2).map(|it| it.words).collect();
        assert_eq!(answers.len(), 3, "{answers:?}");
        for (nth, answer) in answers.iter().enumerate() {
            assert!(window.find(answer).is_some(), "{answer}: {:?}", window.names());
            assert!(answer.contains(say(lang, "，第 ", ", line ")), "{answer}");
            assert!(!answer.contains(say(lang, "下一处", "next")), "{answer}");
            assert!(!answers[nth + 1..].contains(answer), "{answers:?}");
        }
    }
}

//! Whole issues: opened as pages, proposed page by page, gone through.

use crate::files::{message, press, project, select};
use newsmend::desk::pages::{self, PageState};
use newsmend::desk::{CommandId, Desk, Lang, Refusal, Sample, Selection, StepId, words};
use newsmend::model::{Project, check_all};
use newsmend::propose::{Budget, Input, Progress, propose};
use newsmend::text::{PageNo, Span};
use std::path::Path;

pub(crate) fn write(path: &Path, bytes: &[u8]) {
    newsmend::store::atomic::replace(path, bytes).unwrap();
}

/// A folder with an issue of eleven pages of a few lines, invented.
pub(crate) fn issue() -> tempfile::TempDir {
    let folder = tempfile::tempdir().unwrap();
    for page in 1..=11 {
        let text = format!("第{page}街清扫\n\n本报讯（记者甲一）清扫车今天五点上第{page}街，\n先扫主路，再扫小巷。\n");
        write(&folder.path().join(format!("页{page}.txt")), text.as_bytes());
    }
    write(&folder.path().join("notes.md"), b"no page");
    folder
}

fn opened(folder: &Path) -> Desk {
    let mut desk = Desk::new(Lang::En);
    desk.open_all(vec![folder.to_owned()]).unwrap();
    desk.finish();
    desk
}

fn files(project: &Project) -> Vec<String> {
    project.pages().iter().map(|page| page.source().file.clone()).collect()
}

/// A desk with an issue of three sample pages, which nothing was proposed for yet.
fn three_pages() -> Desk {
    let mut desk = Desk::new(Lang::En);
    let text = [Sample::Chinese, Sample::English, Sample::Chinese].map(|sample| sample.file().1).join("\u{c}");
    desk.open_bytes("issue.txt", text.as_bytes());
    desk
}

#[test]
fn a_folder_opens_as_one_issue_in_the_order_of_its_numbers() {
    let folder = issue();
    let desk = opened(folder.path());
    let wanted: Vec<String> = (1..=11).map(|page| format!("页{page}.txt")).collect();
    assert_eq!(files(project(&desk)), wanted);
    assert_eq!(desk.work().unwrap().dump.as_deref(), Some(folder.path()), "it can be read anew in another encoding");
    assert!(!desk.work().unwrap().is_changed());
    let mut desk = Desk::new(Lang::En);
    // As a shell names them.
    let mut named: Vec<_> = wanted.iter().map(|name| folder.path().join(name)).collect();
    named.sort();
    desk.open_all(named).unwrap();
    desk.finish();
    assert_eq!(files(project(&desk)), wanted);
}

#[test]
fn a_folder_without_texts_says_so_and_what_is_on_the_desk_stays() {
    let folder = issue();
    let empty = tempfile::tempdir().unwrap();
    write(&empty.path().join("scan.png"), b"x");
    let mut desk = opened(folder.path());
    let before = project(&desk).clone();
    let name = empty.path().file_name().unwrap().to_string_lossy().into_owned();
    for (lang, wanted) in [
        (Lang::Zh, "打不开 {}：这个文件夹里没有 .txt 文本文件，也不看下级文件夹。请选放文本的那个文件夹。"),
        (
            Lang::En,
            "Can't open {}: there is no .txt file in this folder, and folders in it are not looked at. Choose the folder that has the texts.",
        ),
    ] {
        desk.lang = lang;
        desk.open(empty.path().to_owned(), None).unwrap();
        desk.finish();
        assert_eq!(message(&desk), wanted.replace("{}", &name));
    }
    assert_eq!(project(&desk), &before);
}

#[test]
fn an_empty_file_among_pages_is_a_page_without_text() {
    let folder = issue();
    for (name, bytes) in [("页2.txt", b"".as_slice()), ("页5.txt", b"\xef\xbb\xbf")] {
        write(&folder.path().join(name), bytes);
    }
    let named = || (1..=3).map(|page| folder.path().join(format!("页{page}.txt"))).collect::<Vec<_>>();
    let mut desk = opened(folder.path());
    assert_eq!(project(&desk).pages().len(), 11, "the pages behind it keep their numbers");
    assert_eq!(message(&desk), "页2.txt, 页5.txt are empty: pages 2, 5 have no text.");
    assert_eq!(check_all(project(&desk)), []);
    let saved = folder.path().join("issue.newsmend.json");
    desk.save(saved.clone());
    desk.finish();
    let before = project(&desk).clone();
    desk.close();
    desk.open(saved, None).unwrap();
    desk.finish();
    assert_eq!(project(&desk), &before);
    desk.open_all(named()).unwrap();
    desk.finish();
    assert_eq!(message(&desk), "页2.txt is empty: page 2 has no text.", "files that were named together, too");
    for (name, wanted) in [("页1.txt", "页1.txt"), ("页3.txt", "页1.txt")] {
        write(&folder.path().join(name), b"");
        let nothing = format!("Can't open {wanted}: there is no text in it. Choose another file.");
        desk.open_all(named()).unwrap();
        desk.finish();
        assert_eq!(message(&desk) == nothing, name == "页3.txt", "only where no page has text: {}", message(&desk));
    }
}

#[test]
fn pages_one_by_one_become_what_all_at_once_become() {
    let mut desk = three_pages();
    let raw = project(&desk).clone();
    desk.finish();
    let input = Input { pages: raw.pages().to_vec(), ..Input::default() };
    let proposal = propose(&input, &Budget::default(), &Progress::default()).unwrap();
    let mut whole = raw.clone();
    whole.apply(newsmend::desk::gestures::accept(&raw, &proposal, &[]).unwrap()).unwrap();
    assert_eq!(project(&desk), &whole);
    assert_eq!(check_all(project(&desk)), []);
    let mut now = newsmend::desk::Work::new(raw, None);
    now.propose_now(&Budget::default(), &Progress::default()).unwrap();
    assert_eq!(now.project(), &whole, "and without a window");
    assert_eq!(now.history.path().len(), 1);
}

#[test]
fn a_run_over_all_pages_is_one_step() {
    let mut desk = three_pages();
    let raw = project(&desk).clone();
    desk.finish();
    let proposed = project(&desk).clone();
    assert!(message(&desk).starts_with("Proposed "), "{}", message(&desk));
    press(&mut desk, "Ctrl+Z");
    let refused = words::refusal(Refusal::OwnProposal).en;
    assert_eq!((project(&desk), message(&desk)), (&proposed, refused), "nobody asked for it");
    desk.travel(StepId::BEGINNING);
    assert_eq!(project(&desk), &raw);
    desk.finish();
    assert_eq!(project(&desk), &raw, "what was taken back by itself is not proposed again");
    press(&mut desk, "Ctrl+Shift+Z");
    assert_eq!(project(&desk), &proposed);
}

#[test]
fn the_page_in_view_comes_first() {
    let mut desk = three_pages();
    desk.job().unwrap().cancel();
    desk.finish();
    desk.go_to_page(PageNo::new(1));
    desk.propose().unwrap();
    assert_eq!(desk.proposing().map(|(page, ..)| page), Some(PageNo::new(1)));
    desk.finish();
    assert!((0..3).all(|page| !pages::is_raw(project(&desk), PageNo::new(page))));
}

#[test]
fn one_page_is_proposed_anew_and_the_others_stay() {
    let mut desk = three_pages();
    desk.finish();
    // Everything on the second page becomes one article; the other two are done.
    desk.go_to_page(PageNo::new(1));
    let on = |desk: &Desk, page: usize| {
        let entries = project(desk).entries_in(PageNo::new(page), 0..usize::MAX);
        entries.map(|entry| (entry, project(desk).block(entry.block).cloned())).collect::<Vec<_>>()
    };
    let (first, second, third) = (on(&desk, 0), on(&desk, 1), on(&desk, 2));
    let block = second[4].0.block;
    let at = project(&desk).blocks().position(|(id, _)| id == block).unwrap();
    select(&mut desk, at);
    press(&mut desk, "S");
    let steps = desk.work().unwrap().history.len();
    press(&mut desk, "Ctrl+R");
    desk.finish();
    assert_eq!((on(&desk, 0), on(&desk, 2)), (first, third));
    assert_eq!(check_all(project(&desk)), []);
    assert!(desk.work().unwrap().history.len() <= steps + 1);
}

#[test]
fn an_edit_while_pages_are_read_stays_and_every_page_is_proposed() {
    let mut desk = three_pages();
    let raw = project(&desk).clone();
    let line = raw.pages()[0].lines().content(raw.pages()[0].text(), 20);
    desk.work_mut().unwrap().view.selection = Selection::of(Span::new(PageNo::new(0), line.start, line.end));
    press(&mut desk, "6");
    let decided =
        |desk: &Desk| project(desk).blocks().find(|(_, block)| block.is_decided()).map(|(_, block)| block.clone());
    let kept = decided(&desk).unwrap();
    desk.finish();
    assert_eq!(decided(&desk), Some(kept));
    assert!((0..3).all(|page| !pages::is_raw(project(&desk), PageNo::new(page))));
    let all = project(&desk).clone();
    press(&mut desk, "Ctrl+Z");
    assert_eq!((project(&desk), message(&desk)), (&all, words::refusal(Refusal::OwnProposal).en));
    desk.travel(StepId::BEGINNING);
    assert_eq!(project(&desk), &raw);
    while desk.work().unwrap().history.can_redo() {
        press(&mut desk, "Ctrl+Shift+Z");
    }
    assert_eq!(project(&desk), &all);
}

#[test]
fn pages_say_what_stands_on_them_and_how_far_they_are() {
    let folder = issue();
    let mut desk = opened(folder.path());
    let lines = desk.page_lines();
    assert_eq!(lines[1].name(Lang::Zh), "第 2 版  第2街清扫");
    assert_eq!(lines[10].state, PageState::Articles { articles: 1, reviewed: 0 });
    desk.go_to_page(PageNo::new(10));
    press(&mut desk, "Ctrl+Enter");
    assert!(desk.page_lines()[10].state.is_done());
    desk.go_to_page(PageNo::new(10));
    let commands = ["go.previous_page", "go.next_page"].map(CommandId);
    desk.run(commands[1]);
    assert_eq!(message(&desk), "There is no such page");
    desk.run(commands[0]);
    assert_eq!(desk.work().unwrap().selection().page, PageNo::new(9));
}

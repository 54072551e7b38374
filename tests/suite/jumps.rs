//! Articles that go on on another page: found, joined, followed, missed.

use crate::files::{message, press, project};
use newsmend::desk::doubts::{DoubtKind, asked};
use newsmend::desk::gestures::Refusal;
use newsmend::desk::jumps::{self, Target, Way};
use newsmend::desk::{Desk, Lang, Selection, words};
use newsmend::model::{ArticleId, Home, Role, check_all, reading};
use newsmend::text::{PageNo, Place};

/// Three pages, invented: two articles of the first go on, one on each of the others; the third has a line that leads nowhere.
pub(crate) const ISSUE: [&str; 3] = [
    "城南旧桥下月重修\n\n本报讯（记者甲一）城南旧桥下月一日起封闭重修，工期三个月，届时过往车辆请绕行东门大桥，\n行人可走便（下转第二版）\n\n公园夜市开张\n\n本报讯（记者乙二）公园夜市昨晚开张，第一天来了三千人，摊位一百二十个，\n还有三十个在排队。（下转第三版）\n",
    "旧桥重修（上接第一版）\n\n桥通过，便桥由两名工人看守，夜间点灯。\n封闭期间公交三路改道。\n\n图书馆延时\n\n本报讯（记者丙三）图书馆晚上开到九点，周末照常开放，读者可以带孩子来。\n",
    "（上接第一版）\n夜市每晚七点开始，十一点收摊，摊主要自带灯具。\n\n新路通车\n\n本报讯（记者丁四）新路昨天通车，全长两公里。（下转第八版）\n",
];

pub(crate) fn issue(lang: Lang) -> Desk {
    let mut desk = Desk::new(lang);
    desk.open_bytes("issue.txt", ISSUE.join("\u{c}").as_bytes());
    desk.finish();
    desk.message = None;
    desk
}

/// Puts the caret where this text stands.
pub(crate) fn go(desk: &mut Desk, page: usize, text: &str) {
    let at = project(desk).pages()[page].text().find(text).unwrap();
    desk.work_mut().unwrap().go_to(Selection::at(Place::new(PageNo::new(page), at)));
}

fn article(desk: &Desk) -> ArticleId {
    desk.work().unwrap().selected_article().unwrap()
}

fn flow(desk: &Desk, id: ArticleId) -> String {
    let blocks = &project(desk).article(id).unwrap().blocks;
    let read = |role: fn(Role) -> bool| {
        let blocks = blocks.iter().filter(move |&&id| role(project(desk).block(id).unwrap().role));
        blocks.map(|&id| reading(project(desk), id).text).collect::<Vec<_>>()
    };
    read(|role| role == Role::Body).join("¶")
}

#[test]
fn jump_lines_find_each_other_across_pages() {
    let mut desk = issue(Lang::Zh);
    for (page, text, way, other_page, other) in [
        (0, "行人可走便", Way::On, 1, "封闭期间"),
        (1, "封闭期间", Way::From, 0, "行人可走便"),
        (0, "还有三十个", Way::On, 2, "夜市每晚"),
        (2, "夜市每晚", Way::From, 0, "还有三十个"),
    ] {
        go(&mut desk, page, text);
        let found = jumps::jumps_of(project(&desk), article(&desk));
        let [(jump, target)] = found.as_slice() else { panic!("{text}: {found:?}") };
        let target = *target;
        assert_eq!((jump.way, jump.to), (way, other_page + 1), "{text}");
        go(&mut desk, other_page, other);
        assert_eq!(target, Target::Article(article(&desk)), "{text}");
    }
}

#[test]
fn an_article_and_its_continuation_become_one_by_one_step() {
    for (page, text) in [(0, "行人可走便"), (1, "封闭期间")] {
        let mut desk = issue(Lang::Zh);
        let before = project(&desk).clone();
        go(&mut desk, 0, "行人可走便");
        let first = article(&desk);
        go(&mut desk, page, text);
        press(&mut desk, "Alt+J");
        assert_eq!(message(&desk), "");
        assert_eq!(check_all(project(&desk)), []);
        let body = flow(&desk, first);
        assert!(body.contains("行人可走便桥通过，便桥由两名工人看守"), "the sentence goes on: {body}");
        assert!(body.ends_with("封闭期间公交三路改道。") && !body.contains("下转"), "{body}");
        let outside: Vec<String> =
            project(&desk).blocks_in(Home::Furniture).into_iter().map(|id| reading(project(&desk), id).text).collect();
        assert!(outside.iter().any(|text| text == "（下转第二版）"), "{outside:?}");
        assert!(outside.iter().any(|text| text.contains("（上接第一版）")), "{outside:?}");
        assert_eq!(project(&desk).order().len(), before.order().len() - 1);
        // The jump lines have done their work.
        assert_eq!(jumps::jumps_of(project(&desk), first), []);
        assert!(jumps::dangling(project(&desk)).iter().all(|(jump, _)| jump.to == 8));
        press(&mut desk, "Ctrl+Z");
        assert_eq!(project(&desk), &before);
        press(&mut desk, "Ctrl+Shift+Z");
        // A new proposal leaves it joined.
        press(&mut desk, "Ctrl+Shift+R");
        desk.finish();
        assert!(flow(&desk, first).contains("行人可走便桥通过"), "{}", flow(&desk, first));
    }
}

#[test]
fn what_leads_nowhere_is_said() {
    let mut desk = issue(Lang::En);
    let lost = jumps::dangling(project(&desk));
    let lost: Vec<(&str, Target)> =
        lost.iter().map(|(jump, target)| (project(&desk).raw(jump.span), *target)).collect();
    assert_eq!(lost, [("（下转第八版）", Target::NoPage)]);
    go(&mut desk, 2, "新路昨天");
    press(&mut desk, "Alt+J");
    assert_eq!(message(&desk), words::refusal(Refusal::NoContinuation).en);
    go(&mut desk, 1, "图书馆晚上");
    press(&mut desk, "Alt+J");
    assert_eq!(message(&desk), words::refusal(Refusal::NoJump).en);
}

#[test]
fn a_jump_line_is_followed_to_the_other_page() {
    let mut desk = issue(Lang::En);
    go(&mut desk, 0, "还有三十个");
    press(&mut desk, "Alt+L");
    assert_eq!(desk.work().unwrap().selection().page, PageNo::new(2));
    let there = article(&desk);
    go(&mut desk, 2, "夜市每晚");
    assert_eq!(article(&desk), there);
}

#[test]
fn pages_are_counted_by_the_numbers_of_their_files() {
    let folder = tempfile::tempdir().unwrap();
    for (name, text) in [("5月3日-4.txt", ISSUE[0]), ("5月3日-5.txt", ISSUE[1])] {
        crate::pages::write(&folder.path().join(name), text.as_bytes());
    }
    let mut desk = Desk::new(Lang::En);
    desk.open_all(vec![folder.path().to_owned()]).unwrap();
    desk.finish();
    assert_eq!(jumps::page_of(project(&desk), 5), Some(PageNo::new(1)));
    assert_eq!(jumps::page_of(project(&desk), 2), None);
}

/// Goes to the doubt about the jump line, and says what is asked of it, with the answers that are offered.
fn asked_of_a_jump(desk: &mut Desk) -> (String, Vec<String>) {
    let lang = desk.lang;
    let work = desk.work_mut().unwrap();
    let mut jumps = work.doubts().unwrap().iter().filter(|doubt| doubt.id.kind == DoubtKind::Jump);
    let id = jumps.next().expect("a jump line is in doubt").id;
    assert_eq!(jumps.count(), 0, "only one leads nowhere");
    work.go_to_doubt(id);
    let asked = asked(lang, work.project(), work.doubt().unwrap());
    (asked.question, asked.choices.into_iter().map(|choice| choice.1).collect())
}

fn jumps_in_doubt(desk: &Desk) -> usize {
    let doubts = desk.work().unwrap().doubts().unwrap();
    doubts.iter().filter(|doubt| doubt.id.kind == DoubtKind::Jump).count()
}

#[test]
fn a_jump_line_to_a_page_that_is_not_there_is_in_doubt_until_it_is_answered() {
    for (key, missing) in [("Enter", true), ("Alt+1", false)] {
        let mut desk = issue(Lang::En);
        let before = project(&desk).clone();
        go(&mut desk, 2, "新路昨天");
        let road = article(&desk);
        let number = project(&desk).number(road).unwrap();
        let (question, choices) = asked_of_a_jump(&mut desk);
        let wanted =
            format!("“（下转第八版）” on page 3: the project has no other page 8. Is article {number}'s end missing?");
        assert_eq!(question, wanted);
        assert_eq!(choices, ["furniture, nothing is missing"]);
        press(&mut desk, key);
        assert_eq!(message(&desk), "");
        assert_eq!(check_all(project(&desk)), []);
        assert_eq!(project(&desk).article(road).unwrap().facts.ending_missing, missing);
        assert!(!flow(&desk, road).contains("下转"), "the line is no text of the article");
        assert_eq!(jumps_in_doubt(&desk), 0, "what was answered is not asked");
        press(&mut desk, "Ctrl+Shift+R");
        desk.finish();
        assert_eq!(jumps_in_doubt(&desk), 0, "not after a new proposal either");
        assert_eq!(project(&desk).article(road).unwrap().facts.ending_missing, missing);
        while project(&desk) != &before {
            press(&mut desk, "Ctrl+Z");
        }
        assert_eq!(jumps_in_doubt(&desk), 1, "undo asks it again");
    }
}

/// Two pages, invented: the first has a jump line to the second, on which no line leads back.
const ONE_WAY: [&str; 2] = [
    "城南旧桥下月重修\n\n本报讯（记者甲一）城南旧桥下月一日起封闭重修，工期三个月，届时过往车辆请绕行东门大桥，\n行人可走便（下转第二版）\n",
    "城南旧桥重修\n\n桥通过，便桥由两名工人看守，夜间点灯。\n封闭期间公交三路改道。\n\n图书馆延时\n\n本报讯（记者丙三）图书馆晚上开到九点，周末照常开放，读者可以带孩子来。\n",
];

#[test]
fn where_nothing_leads_back_the_likely_other_part_is_offered_and_the_page_is_shown() {
    let open = || {
        let mut desk = Desk::new(Lang::En);
        desk.open_bytes("issue.txt", ONE_WAY.join("\u{c}").as_bytes());
        desk.finish();
        desk.message = None;
        desk
    };
    let mut desk = open();
    let (question, choices) = asked_of_a_jump(&mut desk);
    assert_eq!(question, "“（下转第二版）” on page 1: nothing on page 2 leads back. Is article 1's end missing?");
    assert_eq!(choices, ["one with article 2", "look at page 2", "furniture, nothing is missing"]);
    let before = project(&desk).clone();
    press(&mut desk, "Alt+2");
    assert_eq!(desk.work().unwrap().selection().page, PageNo::new(1), "the page is shown");
    assert_eq!(project(&desk), &before, "and nothing is answered by that");
    assert_eq!(jumps_in_doubt(&desk), 1);
    press(&mut desk, "Alt+1");
    go(&mut desk, 0, "行人可走便");
    let body = flow(&desk, article(&desk));
    assert!(body.contains("行人可走便桥通过"), "{body}");
    assert_eq!(jumps_in_doubt(&desk), 0);
    press(&mut desk, "Ctrl+Z");
    assert_eq!(project(&desk), &before);
}

#[test]
fn a_page_that_counts_otherwise_leads_nowhere_on_itself() {
    // The second page of a newspaper, opened alone: it is the project's first, and its line names the first.
    let mut desk = Desk::new(Lang::En);
    desk.open_bytes("page.txt", ISSUE[1].as_bytes());
    desk.finish();
    let (question, _) = asked_of_a_jump(&mut desk);
    assert!(question.ends_with("the project has no other page 1. Is article 1's opening missing?"), "{question}");
}

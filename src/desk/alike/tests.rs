//! What is offered for lines of a kind, and what becomes of it.

use super::*;
use crate::desk::{CommandId, Desk, Lang};
use crate::model::{Article, ArticleFacts, ArticleId, Confidence, Evidence, Home, Page, Parts, Reason, Source};
use crate::text::Span;
use std::sync::Arc;

/// A desk with these pages, each an article of a block a line: lines with a full stop are body, `=` in front makes a byline,
/// the rest are headlines. What a proposer said, and sure.
fn desk(pages: &[&str]) -> Desk {
    let mut parts = Parts::default();
    for (number, text) in pages.iter().enumerate() {
        let article = ArticleId(u32::try_from(number).unwrap());
        parts.pages.push(Arc::new(Page::new((*text).to_owned(), Source::default(), Vec::new())));
        let mut blocks = Vec::new();
        let mut at = 0;
        for line in text.lines() {
            let id = BlockId(u32::try_from(parts.blocks.len()).unwrap());
            let role = match line {
                _ if line.ends_with('。') => Role::Body,
                _ if line.starts_with('=') => Role::Byline,
                _ => Role::Headline,
            };
            let why = Evidence::of(Confidence::new(0.95), vec![Reason::ShortLine]);
            let spans = Span::new(PageNo::new(number), at, at + line.len()).into();
            parts.blocks.insert(id, Block::new(spans, role, Home::Article(article), why));
            blocks.push(id);
            at += line.len() + 1;
        }
        parts.articles.insert(article, Article { blocks, facts: ArticleFacts::default() });
        parts.order.push(article);
    }
    let mut desk = Desk::new(Lang::En);
    desk.work = Some(Work::new(Project::from_parts(parts).unwrap(), None));
    desk
}

const PAGE: &str = "一、甲甲\n子子子子子。\n二、乙乙\n丑丑丑丑丑。\n三、丙丙\n寅寅寅寅寅。\n总标题";
const NEXT: &str = "十一、丁丁\n卯卯卯卯卯。";

fn give(desk: &mut Desk, line: usize, command: &'static str) {
    desk.work.as_mut().unwrap().go_to_line(line).unwrap();
    desk.run(CommandId(command));
}

/// The role of each line, by its first letter.
fn roles(desk: &Desk) -> String {
    desk.work().unwrap().project().blocks().map(|(_, block)| block.role.name().chars().next().unwrap()).collect()
}

fn offered(desk: &Desk) -> Option<usize> {
    desk.work().unwrap().offer().map(|offer| offer.blocks.len())
}

#[test]
fn a_role_given_to_one_line_is_offered_for_its_kind_as_one_step() {
    let mut desk = desk(&[PAGE, NEXT]);
    assert_eq!(roles(&desk), "hbhbhbhhb");
    give(&mut desk, 3, "role.subhead");
    assert_eq!(offered(&desk), Some(3), "on every page, and nothing that is no line with a number");
    let before = desk.work().unwrap().project().clone();
    desk.run(CommandId("role.alike"));
    assert_eq!(roles(&desk), "sbsbsbhsb");
    assert_eq!(offered(&desk), None);
    let said = desk.message.as_ref().unwrap();
    assert_eq!((said.text.as_str(), said.undo), ("Set 3 lines to “Subhead”", true));
    desk.run(CommandId("edit.undo"));
    assert_eq!(desk.work().unwrap().project(), &before, "one step");
    assert_eq!(offered(&desk), None);
}

#[test]
fn what_an_editor_decided_or_ticked_or_what_has_another_role_is_left_alone() {
    let mut desk = desk(&[PAGE, "=四、丁丁\n五、戊戊", "六、己己", "七、庚庚"]);
    let work = desk.work.as_mut().unwrap();
    let (five, six) = (BlockId(8), work.project().order()[2]);
    let ticked = ArticleFacts { reviewed: true, ..ArticleFacts::default() };
    let edit = gestures::set_facts(work.project(), six, ticked).unwrap();
    work.apply(CommandId("article.done"), edit).unwrap();
    let edit = gestures::confirm(work.project(), &[], &[five]).unwrap();
    work.apply(CommandId("doubt.accept"), edit).unwrap();
    give(&mut desk, 1, "role.subhead");
    desk.run(CommandId("role.alike"));
    assert_eq!(
        roles(&desk),
        "sbsbsbhbhhs",
        "the byline, the confirmed headline and the ticked article are as they were"
    );
}

#[test]
fn it_goes_when_anything_else_is_done_and_is_not_offered_again() {
    let mut desk = desk(&[PAGE]);
    give(&mut desk, 1, "role.subhead");
    desk.run(CommandId("go.next_block"));
    assert_eq!(offered(&desk), Some(2), "one may look at the others");
    give(&mut desk, 7, "role.deck");
    assert_eq!(offered(&desk), None);
    give(&mut desk, 3, "role.subhead");
    assert_eq!(offered(&desk), None, "it was asked");
    desk.run(CommandId("role.alike"));
    assert_eq!((offered(&desk), roles(&desk).as_str()), (Some(1), "sbsbhbd"), "but it can be asked for at any time");
    desk.run(CommandId("role.alike"));
    assert_eq!(roles(&desk), "sbsbsbd");
    desk.run(CommandId("role.alike"));
    assert_eq!(desk.message.as_ref().unwrap().text, "No line like this one has another role");
}

#[test]
fn short_and_long_lines_of_a_shape_are_offered_each_once() {
    let long = |number: char| format!("{number}、{}", "长".repeat(30));
    let page =
        ["一、甲甲".to_owned(), "二、乙乙".to_owned(), "三、丙丙".to_owned(), long('四'), long('五'), long('六')];
    let mut desk = desk(&[&page.join("\n")]);
    for (line, wanted) in [(1, Some(2)), (4, Some(2)), (2, None), (5, None)] {
        give(&mut desk, line, "role.subhead");
        assert_eq!(offered(&desk), wanted, "line {line}");
    }
}

#[test]
fn what_was_undone_is_offered_again_when_the_role_is_given_again() {
    let mut desk = desk(&[PAGE]);
    give(&mut desk, 1, "role.subhead");
    desk.run(CommandId("edit.undo"));
    give(&mut desk, 3, "role.subhead");
    assert_eq!(offered(&desk), Some(2), "after the role was taken back");
    desk.run(CommandId("role.alike"));
    assert_eq!(roles(&desk), "sbsbsbh");
    desk.run(CommandId("edit.undo"));
    give(&mut desk, 5, "role.subhead");
    assert_eq!(offered(&desk), Some(1), "after what was offered was taken back");
    desk.run(CommandId("go.next_block"));
    desk.run(CommandId("edit.undo"));
    desk.run(CommandId("edit.redo"));
    assert_eq!(offered(&desk), None, "what is done again was offered");
}

#[test]
fn a_role_key_looks_near_the_line_and_says_so_and_the_command_looks_at_all() {
    let far: Vec<String> = (0..40).map(|_| NEXT.to_owned()).collect();
    let pages: Vec<&str> = std::iter::once(PAGE).chain(far.iter().map(String::as_str)).collect();
    let mut desk = desk(&pages);
    let work = desk.work.as_mut().unwrap();
    let line = work.project().blocks().next().unwrap().0;
    let edit = gestures::set_role_of_blocks(work.project(), &[line], Role::Subhead).unwrap();
    work.apply(CommandId("role.subhead"), edit).unwrap();
    let near = |near| {
        let offer = offer_of(work.project(), line, None, near).unwrap();
        let (said, list) = crate::desk::words::alike(Lang::En, work.project(), &offer);
        (offer.blocks.len(), offer.whole, said, list.lines().last().map(str::to_owned).unwrap())
    };
    let (count, whole, said, last) = near(4);
    assert_eq!((count, whole), (2, false), "pieces behind the line, up to the fourth");
    assert_eq!(said, "2 more lines like it nearby are “Headline”: 二、乙乙  三、丙丙");
    assert_eq!(
        last,
        "Only the 2,500 pieces of text before and behind it were looked at; again on such a line looks at all"
    );
    let (count, whole, _, last) = near(NEAR);
    assert_eq!((count, whole, last.as_str()), (42, true, "…"));
    desk.run(CommandId("role.alike"));
    assert_eq!(offered(&desk), Some(42), "shown first");
    desk.run(CommandId("role.alike"));
    assert_eq!(desk.message.as_ref().unwrap().text, "Set 42 lines to “Subhead”");
}

#[test]
fn only_what_the_offer_named_is_set() {
    let mut desk = desk(&[PAGE]);
    give(&mut desk, 1, "role.subhead");
    let work = desk.work.as_mut().unwrap();
    // As a new proposal does it, which leaves the offer.
    let others = work.offer().unwrap().blocks.clone();
    let edit = gestures::set_role_of_blocks(work.project(), &others, Role::Kicker).unwrap();
    work.apply(crate::desk::proposing::PROPOSE, edit).unwrap();
    work.go_to_line(2).unwrap();
    desk.run(CommandId("role.alike"));
    assert_eq!(roles(&desk), "sbkbkbh", "nothing like it is a headline now, and the line at the caret is not meant");
    assert_eq!(desk.message.as_ref().unwrap().text, "No line like this one has another role");
}

#[test]
fn furniture_that_is_made_headlines_begins_articles_in_the_order_of_the_dump() {
    let mut desk = desk(&["甲甲甲。\n■ 乙乙\n■ 丙丙\n丁丁丁。", "戊戊戊。\n■ 己己"]);
    let work = desk.work.as_mut().unwrap();
    let lines: Vec<BlockId> =
        work.project().blocks().filter(|(_, block)| block.role == Role::Headline).map(|(id, _)| id).collect();
    let edit = gestures::set_role_of_blocks(work.project(), &lines, Role::Furniture).unwrap();
    work.apply(CommandId("role.furniture"), edit).unwrap();
    let backwards: Vec<BlockId> = lines.into_iter().rev().collect();
    let edit = gestures::set_role_of_blocks(work.project(), &backwards, Role::Headline).unwrap();
    work.apply(CommandId("role.headline"), edit).unwrap();
    let project = work.project();
    let first = |article: &Article| {
        let block = article.blocks.first().and_then(|id| project.block(*id)).unwrap();
        project.raw(*block.spans.first().unwrap()).chars().nth(2)
    };
    let found: String = project.articles().filter_map(|(_, article)| first(article)).collect();
    assert_eq!(found, "甲乙丙戊己");
}

#[test]
fn it_goes_with_an_undo() {
    let mut desk = desk(&[PAGE]);
    give(&mut desk, 1, "role.subhead");
    desk.run(CommandId("edit.undo"));
    assert_eq!(offered(&desk), None);
}

#[test]
fn the_offer_is_told_in_words() {
    let mut desk = desk(&[PAGE, NEXT]);
    give(&mut desk, 1, "role.subhead");
    let work = desk.work().unwrap();
    let say = |lang| crate::desk::words::alike(lang, work.project(), work.offer().unwrap());
    let (said, list) = say(Lang::En);
    assert_eq!(said, "3 more lines like it are “Headline”: 二、乙乙  三、丙丙  十一、丁丁");
    assert_eq!(list, "二、乙乙, page 1, line 3\n三、丙丙, page 1, line 5\n十一、丁丁, page 2, line 1");
    assert_eq!(say(Lang::Zh).0, "同类的还有 3 行，现为“主题”：二、乙乙　三、丙丙　十一、丁丁");
}

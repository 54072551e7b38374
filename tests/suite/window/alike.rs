//! Lines of one kind in the window: what is said of one is offered for the others, without a word of its own.

use super::harness::{SIZES, TestWindow, say};
use newsmend::desk::Lang;
use newsmend::model::{Role, reading};

/// An article with three numbered heads, invented.
const PAGE: &str = "\
全市河道整治三年见成效

本报讯（记者甲一）三年来，全市河道整治工作稳步推进，水质
明显好转，沿岸居民纷纷称赞，整治经验在各区得到推广应用。
一、摸清底册
工作人员沿河走访，逐一登记排污口，建立台账，每月更新一次，
做到底数清楚、情况明白，为下一步的整治工作打下了坚实基础。
二、分类施策
对工业、农业和生活污水分别制定方案，责任到人，限期完成，
并请沿岸居民参与监督，整治进展每周在社区公告栏公开一次。
三、建章立制
建立河长巡查制度，发现问题当天上报，三天内处理完毕，处理
结果向社会公开，接受群众监督，确保河道整治成果长期保持。
";

/// The roles of the three heads, where each is a line by itself.
fn heads(window: &TestWindow) -> Vec<Role> {
    let project = window.project();
    let head = |id| ["一、摸", "二、分", "三、建"].iter().any(|start| reading(project, id).text.starts_with(start));
    project.blocks().filter(|&(id, _)| head(id)).map(|(_, block)| block.role).collect()
}

/// The page with its three heads taken for headlines by a proposer.
fn window(lang: Lang, size: [f32; 2]) -> TestWindow {
    let mut window = TestWindow::open(PAGE, lang, size);
    let all = window.project().clone();
    for (id, block) in all.blocks().filter(|(_, block)| all.raw(block.spans[0]).chars().nth(1) == Some('、')) {
        let mut taken = block.clone();
        taken.role = Role::Byline;
        let to = Some(std::sync::Arc::new(taken));
        let edit = newsmend::model::Edit::Block { id, to };
        window.desk().work.as_mut().unwrap().apply(newsmend::desk::CommandId("page.propose"), edit).unwrap();
    }
    window.settle();
    assert_eq!(heads(&window), [Role::Byline; 3], "each is a block of one line");
    window
}

#[test]
fn a_role_by_key_is_offered_for_the_others_and_one_key_takes_it() {
    for lang in [Lang::Zh, Lang::En] {
        for size in SIZES {
            let mut window = window(lang, size);
            let offered = say(lang, "同类的还有 2 行", "2 more lines like it");
            assert_eq!(window.find(offered), None);
            window.go_to(PAGE.find("二、").unwrap());
            let (card, row) = (window.rect("全市河道整治三年见成效"), window.rect("8 二、分类施策"));
            window.press("6");
            assert!(window.find(offered).is_some(), "{:?}", window.names());
            assert_eq!(window.focused(), None, "it takes no focus");
            assert_eq!(
                (window.rect("全市河道整治三年见成效"), window.rect("8 二、分类施策")),
                (card, row),
                "nothing moves"
            );
            let before = window.project().clone();
            window.press("A");
            assert_eq!(heads(&window), [Role::Subhead; 3]);
            assert_eq!(window.find(offered), None);
            window.press("Ctrl+Z");
            assert_eq!(window.project(), &before);
            assert_eq!(heads(&window), [Role::Byline, Role::Subhead, Role::Byline]);
            window.press("Ctrl+Z");
            assert_eq!(heads(&window), [Role::Byline; 3]);
        }
    }
}

#[test]
fn it_can_be_taken_or_sent_away_by_the_mouse_and_goes_with_escape() {
    let offered = "同类的还有 2 行";
    let start = || {
        let mut window = window(Lang::Zh, SIZES[0]);
        window.go_to(PAGE.find("一、").unwrap());
        window.press("6");
        window
    };
    let mut taken = start();
    taken.click("都设为“小标题”");
    assert_eq!(heads(&taken), [Role::Subhead; 3]);
    let mut away = start();
    away.click("不用");
    assert_eq!((away.find(offered), heads(&away)[1]), (None, Role::Byline));
    let mut escaped = start();
    escaped.press("Esc");
    assert_eq!((escaped.find(offered), heads(&escaped)[1]), (None, Role::Byline));
}

#[test]
fn other_work_sends_it_away_and_looking_does_not() {
    let offered = "同类的还有 2 行";
    let mut window = window(Lang::Zh, SIZES[0]);
    window.go_to(PAGE.find("一、").unwrap());
    window.press("6").press("Ctrl+Down").press("Alt+PageUp");
    assert!(window.find(offered).is_some());
    window.go_to(PAGE.find("沿河走访").unwrap());
    window.press("Shift+J");
    assert_eq!(window.find(offered), None);
}

#[test]
fn where_nothing_is_offered_the_first_key_shows_what_the_second_does() {
    let offered = "同类的还有 2 行";
    let mut window = window(Lang::Zh, SIZES[0]);
    window.go_to(PAGE.find("一、").unwrap());
    window.press("6").press("Esc");
    let before = window.project().clone();
    window.press("A");
    assert_eq!(window.project(), &before, "nothing is done yet");
    assert!(window.find(offered).is_some(), "{:?}", window.names());
    window.press("A");
    assert_eq!(heads(&window), [Role::Subhead; 3]);
}

#[test]
fn what_was_discarded_is_said_above_the_offer() {
    for (lang, size) in [Lang::Zh, Lang::En].into_iter().flat_map(|lang| SIZES.map(|size| (lang, size))) {
        let mut window = window(lang, size);
        window.go_to(PAGE.find("一、").unwrap());
        window.press("0");
        let said = window.rect(say(lang, "已弃用 6 字“一、摸清底册”", "Discarded 6 characters “一、摸清底册”"));
        let offered = window.rect(say(lang, "同类的还有 2 行", "2 more lines like it"));
        assert!(said.bottom() <= offered.top(), "{said:?} {offered:?}");
    }
}

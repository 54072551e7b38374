//! Small pages, and what is said of them first.

use super::super::Budget;
use super::super::evidence::Witness;
use super::super::features::ROLES;
use super::super::ground::Ground;
use super::super::reading::{Pair, Reading};
use super::super::sheet::{Kept, Sheet};
use super::super::weights::{Calibration, Knowledge};
use super::{Attached, Reasons};
use crate::model::{Page, Reason, Role, SeamKey, Source};
use crate::text::PageNo;

/// Asks about the lines of a page that all have the role body, but for those given; knows no language.
fn ask<T>(
    page: &str,
    roles: &[(usize, Role)],
    pairs: &[(usize, usize, f32)],
    question: impl Fn(&Witness<'_, '_, '_>, Reasons<'_, '_, '_>) -> T,
) -> T {
    let page = Page::new(page.to_owned(), Source::default(), Vec::new());
    let (knowledge, budget) = (Knowledge::default(), Budget::default());
    let sheet = Sheet::read(&page, PageNo::new(0), &[], Kept::Read, None, &budget).unwrap();
    let ground = Ground::new(sheet, &knowledge, &budget).unwrap();
    let count = ground.sheet.lines.len();
    let certain = |role: Role| ROLES.map(|known| f32::from(u8::from(known == role)));
    let role_of = |line: usize| roles.iter().find(|(at, _)| *at == line).map_or(Role::Body, |(_, role)| *role);
    let reading = Reading {
        roles: (0..count).map(|line| certain(role_of(line))).collect(),
        pairs: pairs.iter().map(|&(left, right, p)| Pair::alone(left, right, p)).collect(),
        next: vec![None; count],
        sure: vec![0.0; count],
        ..Reading::default()
    };
    let look = ground.look(&knowledge);
    let calibration = Calibration::default();
    question(&Witness::new(&look, &reading, &calibration), Reasons { look: &look, reading: &reading })
}

#[track_caller]
fn check_link(page: &str, before: &[usize], behind: &[usize], wanted: &[Reason]) {
    let reasons = ask(page, &[], &[], |_, reasons| reasons.link(before, behind, 0.9, 0.0));
    assert_eq!(reasons, wanted);
}

fn word(left: &str, right: &str) -> Reason {
    Reason::MidWord { left: left.to_owned(), right: right.to_owned() }
}

fn words(words: &[&str]) -> Vec<String> {
    words.iter().map(|&word| word.to_owned()).collect()
}

#[test]
fn a_word_cut_in_two_is_shown_in_its_parts() {
    let page = concat!(
        "科工局昨日通报，科工局将派员检查各处的桥梁情况。\n",
        "今年夏天雨水多，桥面多处积水，市民出行不便，有科工\n",
        "菜场里新添了三十个摊位，上月已全部租出。\n",
        "局表示将在月底前修好。\n",
    );
    check_link(page, &[1], &[3], &[word("科工", "局"), Reason::NoOther, Reason::SameWidth]);
}

#[test]
fn where_nothing_is_known_of_the_words_the_sentence_still_says_that_it_goes_on() {
    let page = concat!(
        "清扫车每天五点上街，清扫的路段比去年增加了一倍，而\n",
        "菜场里新添了三十个摊位，上月已全部租出。\n",
        "，洒水车要到七点才出动。\n",
    );
    check_link(page, &[0], &[2], &[Reason::BeginsMidSentence, Reason::NoOther, Reason::EndsMidSentence]);
}

#[test]
fn an_open_quotation_closed_behind_the_seam_is_the_first_reason() {
    let page = concat!(
        "王工程师对记者说：“桥面上的裂缝我们上个月就发现了，\n",
        "菜场里新添了三十个摊位，上月已全部租出。\n",
        "到月底一定能修好。”\n",
    );
    let mark = Reason::OpenMark { mark: "“".to_owned() };
    check_link(page, &[0], &[2], &[mark, Reason::NoOther, Reason::EndsMidSentence]);
}

#[test]
fn what_is_closed_already_is_not_open() {
    let page = "他说“好”，又说（甲）\n再说。”\n";
    assert_eq!(ask(page, &[], &[], |_, reasons| reasons.open_mark(&[0], &[1])), None);
}

#[test]
fn a_seam_between_sentences_is_told_by_the_names_in_both_pieces() {
    let page = concat!(
        "青石桥的加固工程昨日开工，由第三工程队负责施工。\n",
        "菜场里新添了三十个摊位，上月已全部租出。\n",
        "加固期间青石桥只许行人通过。\n",
    );
    let shared = Reason::SharedWords { words: words(&["青石桥", "加固"]) };
    check_link(page, &[0], &[2], &[Reason::NoOther, shared, Reason::SameWidth]);
}

#[test]
fn numbering_that_goes_on_is_named() {
    let page = concat!("二、桥面铺沥青，两侧加护栏。\n", "菜场里新添了三十个摊位。\n", "三、桥头立限重的牌子。\n");
    let reasons = ask(page, &[], &[], |_, reasons| reasons.link(&[0], &[2], 0.9, 0.5));
    assert_eq!(reasons.first(), Some(&Reason::Numbering));
}

#[test]
fn a_heading_over_its_text_is_one() {
    let page = "青石桥加固开工\n本报讯昨日，青石桥的加固工程开工，由第三工程队施工。\n";
    let roles = [(0, Role::Headline)];
    let why = ask(page, &roles, &[], |_, reasons| reasons.link(&[0], &[1], 0.9, 0.0));
    assert_eq!(why.first(), Some(&Reason::HeadAndText));
    let why = ask(page, &roles, &[], |_, reasons| reasons.role(Role::Headline, &[0]));
    assert_eq!(why.first(), Some(&Reason::Opening { mark: "本报讯".to_owned() }), "an opening stands under it");
}

#[test]
fn an_article_ends_with_its_reporter_and_begins_with_its_dateline() {
    let page = concat!(
        "加固期间青石桥只许行人通过，预计月底完工。（张三）\n",
        "本报讯（记者李四）菜场里新添了三十个摊位，上月已全部\n",
    );
    let end = ask(page, &[], &[], |_, reasons| reasons.end(0, 0.0));
    assert_eq!(end.first(), Some(&Reason::Closing { mark: "张三".to_owned() }));
    assert!(end.contains(&Reason::NothingFits));
    let start = ask(page, &[], &[], |_, reasons| reasons.start(1, 0.5));
    assert_eq!(start.first(), Some(&Reason::Opening { mark: "本报讯".to_owned() }));
    assert!(!start.contains(&Reason::NothingFits), "something else might lead here");
}

#[test]
fn a_paragraph_begins_where_the_last_line_is_short_and_the_next_is_indented() {
    let page = concat!(
        "青石桥的加固工程昨日开工，由第三工程队负责施工，工\n",
        "期两个月，到十月底完工。\n",
        "\u{3000}\u{3000}加固期间青石桥只许行人通过，车辆请绕行上游的新\n",
        "桥，公交三路改道，沿途设立了十二块指示牌，并有人值\n",
    );
    let why = ask(page, &[], &[], |_, reasons| reasons.begins(1, 2));
    assert_eq!(why, [Reason::Indent, Reason::LineNotFull, Reason::EndsSentence]);
    let why = ask(page, &[(1, Role::Subhead)], &[], |_, reasons| reasons.begins(0, 1));
    assert_eq!(why.first(), Some(&Reason::RoleChange));
}

#[test]
fn a_role_is_told_by_its_form() {
    let page = "责任编辑：甲文 版式：乙文\n青石桥下，行人来往。李四 摄\n青石桥下，行人来往。\n本报记者 王五\n";
    let first = |role, line| ask(page, &[], &[], |_, reasons| reasons.role(role, &[line])).into_iter().next();
    let form = |form: &str| Some(Reason::Form { form: form.to_owned() });
    assert_eq!(first(Role::Furniture, 0), form("editors"));
    assert_eq!(first(Role::Caption, 1), Some(Reason::Credited), "the credit is a line of its own");
    assert_eq!(first(Role::Credit, 2), form("credit"));
    assert_eq!(first(Role::Byline, 4), form("byline"));
    assert_eq!(first(Role::Body, 3), Some(Reason::RunningText));
    assert_eq!(first(Role::Dateline, 3), Some(Reason::Usual), "nothing tells");
}

#[test]
fn a_picture_goes_with_the_article_that_names_what_it_shows() {
    let page = concat!(
        "青石桥的加固工程昨日开工，由第三工程队负责施工。\n",
        "菜场里新添了三十个摊位，上月已全部租出。\n",
        "图为第三工程队的工人在青石桥上作业。\n",
    );
    let attached = Attached { within: false, distance: 2, rival: 0.4 };
    let why = ask(page, &[], &[], |_, reasons| reasons.caption(&[2], &[0], &attached));
    assert_eq!(why, [Reason::NamedIn { words: words(&["第三工程队", "青石桥"]) }, Reason::Beside]);
    let attached = Attached { within: true, distance: 9, rival: 0.0 };
    let why = ask(page, &[], &[], |_, reasons| reasons.caption(&[1], &[0], &attached));
    assert_eq!(why, [Reason::Within, Reason::NoOtherArticle]);
}

#[test]
fn the_three_best_others_are_named_with_their_places() {
    let page = "甲文\n乙文\n丙文\n丁文\n戊文\n己文\n";
    let pairs = [(0, 2, 0.9), (0, 3, 0.2), (0, 4, 0.3), (0, 5, 0.001), (0, 1, 0.1), (1, 2, 0.5)];
    ask(page, &[], &pairs, |witness, _| {
        let why = witness.link(&[0], &[2], 0.9);
        let others: Vec<(usize, f64)> =
            why.others.iter().map(|other| (other.at.pos.get(), other.confidence.get())).collect();
        assert_eq!(others, [(4 * 7, 0.3), (3 * 7, 0.2), (7, 0.1)], "starts of lines, best first");
        let end = witness.end(1);
        assert_eq!((end.confidence.get(), end.others.len()), (0.5, 1));
        let start = witness.start(2);
        let places: Vec<usize> = start.others.iter().map(|other| other.at.pos.get()).collect();
        assert_eq!(places, [6, 7 + 6], "ends of lines, best first");
        assert_eq!(witness.key_of_end(1), SeamKey::cut(crate::text::Place::new(PageNo::new(0), 7 + 6)));
        assert_eq!(witness.end(5).others, [], "nothing else was thought of");
    });
}

#[test]
fn only_people_are_certain() {
    let page = "甲文\n乙文\n丙文\n";
    let why = ask(page, &[], &[(0, 2, 1.0)], |witness, _| witness.link(&[0], &[2], 1.0));
    assert!(why.confidence < crate::model::Confidence::CERTAIN);
}

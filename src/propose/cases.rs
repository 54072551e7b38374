//! Small pages, one for each kind of breakage, and what is proposed for them.
//!
//! Over 400 lines: a manual of what breaks, page by page, that is to be read in one.

use super::tests::{input, proposal};
use super::{BlockRef, Input, Proposal};
use crate::text::decode::decode;
use crate::text::push_joined;

/// The proposal in words: articles parted by a rule, a block a line, spans parted by `|`.
fn words(input: &Input, proposal: &Proposal) -> String {
    let block = |index: usize| {
        let block = &proposal.blocks[index];
        let spans: Vec<String> = block
            .spans
            .iter()
            .map(|span| {
                let text = input.pages[span.page.index()].text().get(span.range()).unwrap();
                let mut joined = String::new();
                for line in text.lines().filter(|line| !line.trim().is_empty()) {
                    push_joined(&mut joined, line.trim());
                }
                joined
            })
            .collect();
        let gap = if block.gap.is_some() { " …" } else { "" };
        format!("{}: {}{gap}", block.role.name(), spans.join("|"))
    };
    let mut parts = Vec::new();
    for article in &proposal.articles {
        let lines: Vec<String> = article
            .parts
            .iter()
            .filter_map(|part| match part.block {
                BlockRef::New(index) => Some(block(index)),
                BlockRef::Kept(_) => None,
            })
            .collect();
        parts.push(lines.join("\n"));
    }
    let outside = (0..proposal.blocks.len()).filter(|&index| !proposal.blocks[index].role.is_in_article()).map(block);
    parts.extend(outside);
    parts.join("\n--\n")
}

#[track_caller]
fn check_page(page: &str, wanted: &str) {
    let input = input(&[page]);
    assert_eq!(words(&input, &proposal(&input)), wanted);
}

#[test]
fn a_heading_and_an_opening_begin_an_article() {
    check_page(
        concat!(
            "街道清扫每日两次\n",
            "\n",
            "本报讯（记者甲文）本周起，城北各街道的清扫由\n",
            "每日一次增加到每日两次，第一次在清晨六点以前结\n",
            "束。\n",
            "\n",
            "图书馆延长开放时间\n",
            "\n",
            "本报讯（记者乙文）市图书馆的各阅览室从下月起延\n",
            "长开放到晚上九点。\n",
        ),
        concat!(
            "headline: 街道清扫每日两次\n",
            "body: 本报讯（记者甲文）本周起，城北各街道的清扫由每日一次增加到每日两次，第一次在清晨六点以前结束。\n",
            "--\n",
            "headline: 图书馆延长开放时间\n",
            "body: 本报讯（记者乙文）市图书馆的各阅览室从下月起延长开放到晚上九点。",
        ),
    );
}

#[test]
fn a_blank_line_inside_a_sentence_parts_no_paragraph() {
    check_page(
        concat!(
            "图书馆延长开放时间\n",
            "\n",
            "本报讯（记者乙文）市图书馆的各阅览室从下月起延\n",
            "\n",
            "长开放到晚上九点，读者可以凭借书证进入。\n",
        ),
        concat!(
            "headline: 图书馆延长开放时间\n",
            "body: 本报讯（记者乙文）市图书馆的各阅览室从下月起延长开放到晚上九点，读者可以凭借书证进入。",
        ),
    );
}

#[test]
fn a_caption_inside_a_sentence_is_passed_over() {
    check_page(
        concat!(
            "防汛演练举行\n",
            "\n",
            "本报讯（记者丙文）昨天上午，沿河各村举行防汛演\n",
            "练，二百名队员参加。演练从八点开始，队员们在\n",
            "\n",
            "图为队员们搬运沙袋。\n",
            "丁文 摄\n",
            "\n",
            "一小时内把沙袋搬运到堤上，并检查了全部水泵。\n",
            "水务站说，汛期以前还要举行两次演练，各村的队员都\n",
            "要参加。\n",
        ),
        concat!(
            "headline: 防汛演练举行\n",
            "body: 本报讯（记者丙文）昨天上午，沿河各村举行防汛演练，二百名队员参加。演练从八点开始，队员们在|一小时内把沙袋搬运到堤上，并检查了全部水泵。水务站说，汛期以前还要举行两次演练，各村的队员都要参加。\n",
            "caption: 图为队员们搬运沙袋。\n",
            "credit: 丁文 摄",
        ),
    );
}

#[test]
fn furniture_stands_outside() {
    check_page(
        concat!(
            "2月5日 星期一 第4版\n",
            "\n",
            "街道清扫每日两次\n",
            "\n",
            "本报讯（记者甲文）本周起，各街道的清扫增加到每日两次。\n",
            "\n",
            "责编：甲文 版式：乙文 校对：丙文\n",
            "扫一扫\n",
            "关注我们\n",
            "新闻热线：5550123\n",
            "（下转第二版）\n",
        ),
        concat!(
            "headline: 街道清扫每日两次\n",
            "body: 本报讯（记者甲文）本周起，各街道的清扫增加到每日两次。\n",
            "--\n",
            "furniture: 2月5日 星期一 第4版\n",
            "--\n",
            "furniture: 责编：甲文 版式：乙文 校对：丙文\n",
            "--\n",
            "furniture: 扫一扫\n",
            "--\n",
            "furniture: 关注我们\n",
            "--\n",
            "furniture: 新闻热线：5550123\n",
            "--\n",
            "furniture: （下转第二版）",
        ),
    );
}

#[test]
fn numbered_and_labelled_lines_are_subheads() {
    check_page(
        concat!(
            "图书馆延长开放时间\n",
            "\n",
            "本报讯（记者乙文）市图书馆公布了新的开放时间。\n",
            "\n",
            "一、阅览室\n",
            "\n",
            "阅览室开放到晚上九点，周末不休息。\n",
            "\n",
            "二、借书处\n",
            "\n",
            "借书处开放到晚上七点，周一休息。\n",
        ),
        concat!(
            "headline: 图书馆延长开放时间\n",
            "body: 本报讯（记者乙文）市图书馆公布了新的开放时间。\n",
            "subhead: 一、阅览室\n",
            "body: 阅览室开放到晚上九点，周末不休息。\n",
            "subhead: 二、借书处\n",
            "body: 借书处开放到晚上七点，周一休息。",
        ),
    );
}

#[test]
fn headline_and_deck_are_told_apart() {
    check_page(
        concat!(
            "防汛演练检查水泵和沙袋储备\n",
            "——堤上新装十二盏灯\n",
            "\n",
            "本报讯（记者丙文）昨天上午，沿河各村举行防汛演\n",
            "练，二百名队员参加。演练从八点开始，队员们在一小\n",
            "时内把沙袋搬运到堤上，并检查了全部水泵。\n",
            "水务站说，汛期以前还要举行两次演练，各村的队员都\n",
            "要参加。\n",
        ),
        concat!(
            "headline: 防汛演练检查水泵和沙袋储备\n",
            "deck: ——堤上新装十二盏灯\n",
            "body: 本报讯（记者丙文）昨天上午，沿河各村举行防汛演练，二百名队员参加。演练从八点开始，队员们在一小时内把沙袋搬运到堤上，并检查了全部水泵。\n",
            "body: 水务站说，汛期以前还要举行两次演练，各村的队员都要参加。",
        ),
    );
}

#[test]
fn a_kicker_is_no_headline() {
    check_page(
        concat!(
            "沿河各村行动起来\n",
            "\n",
            "防汛演练检查水泵和沙袋储备\n",
            "——两百人参加\n",
            "\n",
            "本报讯（记者丙文）昨天上午，沿河各村举行防汛演练。\n",
        ),
        concat!(
            "kicker: 沿河各村行动起来\n",
            "headline: 防汛演练检查水泵和沙袋储备\n",
            "deck: ——两百人参加\n",
            "body: 本报讯（记者丙文）昨天上午，沿河各村举行防汛演练。",
        ),
    );
}

#[test]
fn what_a_note_says_is_a_note() {
    check_page(
        concat!(
            "编者按\n",
            "\n",
            "从本期起，本报陆续介绍城里的公共设施，请读者关注。\n",
            "\n",
            "图书馆延长开放时间\n",
            "\n",
            "本报讯（记者乙文）市图书馆的各阅览室开放到晚上九点。\n",
        ),
        concat!(
            "note: 编者按\n",
            "note: 从本期起，本报陆续介绍城里的公共设施，请读者关注。\n",
            "--\n",
            "headline: 图书馆延长开放时间\n",
            "body: 本报讯（记者乙文）市图书馆的各阅览室开放到晚上九点。",
        ),
    );
}

#[test]
fn columns_read_across_are_parted() {
    check_page(
        concat!(
            "街道清扫由每日一次    图书馆的各阅览室从\n",
            "增加到两次，第一次    下月起延长开放，晚\n",
            "在清晨六点以前结束    上九点关门，读者可\n",
            "，第二次在下午三点    以凭借书证进入，周\n",
            "开始。                末也不休息。\n",
        ),
        concat!(
            "body: 街道清扫由每日一次|增加到两次，第一次|在清晨六点以前结束|，第二次在下午三点|开始。\n",
            "--\n",
            "body: 图书馆的各阅览室从|下月起延长开放，晚|上九点关门，读者可|以凭借书证进入，周|末也不休息。",
        ),
    );
}

#[test]
fn a_lost_line_leaves_a_gap() {
    check_page(
        concat!(
            "街道清扫每日两次\n",
            "\n",
            "本报讯（记者甲文）本周起，城北各街道的清扫由\n",
            "每日一次增加到每日两次，第一次在清晨六点以前结\n",
            "束。\n",
            "\n",
            "清扫队新添了三辆车，\n",
            "人说。\n",
            "\n",
            "“我们下周还要检查各条街道的清扫，并公布结果，请\n",
            "居民监督。”清扫队的负责人，也是这次安排的发起\n",
            "人说。\n",
        ),
        concat!(
            "headline: 街道清扫每日两次\n",
            "body: 本报讯（记者甲文）本周起，城北各街道的清扫由每日一次增加到每日两次，第一次在清晨六点以前结束。\n",
            "body: 清扫队新添了三辆车， …\n",
            "body: “我们下周还要检查各条街道的清扫，并公布结果，请居民监督。”清扫队的负责人，也是这次安排的发起人说。\n",
            "--\n",
            "discarded: 人说。",
        ),
    );
}

#[test]
fn a_short_line_without_a_stop_has_lost_no_more_than_that() {
    check_page(
        concat!(
            "街道清扫每日两次\n",
            "\n",
            "本报讯（记者甲文）本周起，城北各街道的清扫由\n",
            "每日一次增加到每日两次，第一次在清晨六点以前结\n",
            "束\n",
            "\n",
            "　　清扫队新添了三辆车，第二次清扫在下午三点开始。\n",
        ),
        concat!(
            "headline: 街道清扫每日两次\n",
            "body: 本报讯（记者甲文）本周起，城北各街道的清扫由每日一次增加到每日两次，第一次在清晨六点以前结束\n",
            "body: 清扫队新添了三辆车，第二次清扫在下午三点开始。",
        ),
    );
}

#[test]
fn sentences_that_break_off_at_a_full_line_have_lost_what_comes() {
    check_page(
        concat!(
            "街道清扫每日两次\n",
            "\n",
            "　　本报讯（记者甲文）本周起，城北各街道的清扫由\n",
            "每日一次增加到每日两次，第一次在清晨六点以前，第\n",
            "二次在下午。清扫队的负责人说，新添的三辆车已经到\n",
            "\n",
            "　　居民们说，街道比过去干净得多了，孩子们也愿意在\n",
            "门前玩。\n",
        ),
        concat!(
            "headline: 街道清扫每日两次\n",
            "body: 本报讯（记者甲文）本周起，城北各街道的清扫由每日一次增加到每日两次，第一次在清晨六点以前，第二次在下午。\
             清扫队的负责人说，新添的三辆车已经到 …\n",
            "body: 居民们说，街道比过去干净得多了，孩子们也愿意在门前玩。",
        ),
    );
}

#[test]
fn a_doubled_line_is_taken_out() {
    check_page(
        concat!(
            "图书馆延长开放时间\n",
            "\n",
            "本报讯（记者乙文）市图书馆的各阅览室从下月起延\n",
            "长开放到晚上九点。\n",
            "长开放到晚上九点。\n",
        ),
        concat!(
            "headline: 图书馆延长开放时间\n",
            "body: 本报讯（记者乙文）市图书馆的各阅览室从下月起延长开放到晚上九点。\n",
            "--\n",
            "discarded: 长开放到晚上九点。",
        ),
    );
}

#[test]
fn a_bylined_article_keeps_its_byline() {
    check_page(
        concat!(
            "防汛演练检查水泵和沙袋\n",
            "\n",
            "□ 记者 丙文\n",
            "\n",
            "昨天上午，沿河各村举行防汛演练，检查了全部水泵。\n",
        ),
        concat!(
            "headline: 防汛演练检查水泵和沙袋\n",
            "byline: □ 记者 丙文\n",
            "body: 昨天上午，沿河各村举行防汛演练，检查了全部水泵。",
        ),
    );
}

#[test]
fn english_headings_stand_in_capitals() {
    check_page(
        concat!(
            "THE LIBRARY\n",
            "\n",
            "The reading rooms of the library will be open un-\n",
            "til nine in the evening from next month, as the\n",
            "committee decided on Monday. The readers may enter\n",
            "with their tickets, and the rooms will not be closed\n",
            "on Sundays.\n",
            "The librarian said that sixty new chairs had been\n",
            "bought, and that the lamps were new as well. The\n",
            "hours of the lending desk remain as they are.\n",
        ),
        concat!(
            "headline: THE LIBRARY\n",
            "body: The reading rooms of the library will be open until nine in the evening from next month, as the committee decided on Monday. The readers may enter with their tickets, and the rooms will not be closed on Sundays.\n",
            "body: The librarian said that sixty new chairs had been bought, and that the lamps were new as well. The hours of the lending desk remain as they are.",
        ),
    );
}

#[test]
fn french_lines_join_over_their_hyphens() {
    check_page(
        concat!(
            "Les salles de lecture seront ouvertes jus-\n",
            "qu'à neuf heures du soir à partir du mois\n",
            "prochain. Les lecteurs entreront avec leur\n",
            "carte, et les salles ne fermeront pas le di-\n",
            "manche.\n",
            "\n",
            "Soixante chaises ont été achetées, et les\n",
            "lampes sont neuves. Le prêt des livres ne\n",
            "change pas.\n",
        ),
        concat!(
            "body: Les salles de lecture seront ouvertes jusqu'à neuf heures du soir à partir du mois prochain. Les lecteurs entreront avec leur carte, et les salles ne fermeront pas le dimanche.\n",
            "body: Soixante chaises ont été achetées, et les lampes sont neuves. Le prêt des livres ne change pas.",
        ),
    );
}

#[test]
fn a_headline_finds_the_text_that_stands_elsewhere() {
    check_page(
        concat!(
            "图书馆延长阅览室开放时间\n",
            "\n",
            "本版责编：甲文 校对：乙文\n",
            "\n",
            "防汛演练检查水泵沙袋\n",
            "\n",
            "本报讯（记者丙文）昨天上午，沿河各村举行防汛演练，检查水泵和沙袋。防汛演练由水务站安排，水泵全部开动。\n",
            "\n",
            "本报讯（记者丁文）市图书馆延长阅览室的开放时间。图书馆说，阅览室开放时间延长到晚上九点，读者可以凭证进入。\n",
        ),
        concat!(
            "headline: 图书馆延长阅览室开放时间\n",
            "body: 本报讯（记者丁文）市图书馆延长阅览室的开放时间。图书馆说，阅览室开放时间延长到晚上九点，读者可以凭证进入。\n",
            "--\n",
            "headline: 防汛演练检查水泵沙袋\n",
            "body: 本报讯（记者丙文）昨天上午，沿河各村举行防汛演练，检查水泵和沙袋。防汛演练由水务站安排，水泵全部开动。\n",
            "--\n",
            "furniture: 本版责编：甲文 校对：乙文",
        ),
    );
}

#[test]
fn a_credit_that_stands_alone_is_furniture() {
    check_page(
        concat!(
            "图书馆延长开放时间\n",
            "\n",
            "本报讯（记者乙文）市图书馆的各阅览室从下月起延\n",
            "长开放到晚上九点，读者可以凭借书证进入，周末也不\n",
            "休息。\n",
            "图书馆说，晚上的读者多是学生，阅览室因此新添了\n",
            "六十个座位，灯光也换了新的。借书处的时间不变。\n",
            "\n",
            "责编：甲乙 校对：丙丁\n",
            "\n",
            "（城北融媒供图）\n",
            "\n",
            "（资料图片）\n",
        ),
        concat!(
            "headline: 图书馆延长开放时间\n",
            "body: 本报讯（记者乙文）市图书馆的各阅览室从下月起延长开放到晚上九点，读者可以凭借书证进入，周末也不休息。\n",
            "body: 图书馆说，晚上的读者多是学生，阅览室因此新添了六十个座位，灯光也换了新的。借书处的时间不变。\n",
            "--\n",
            "furniture: 责编：甲乙 校对：丙丁\n",
            "--\n",
            "furniture: （城北融媒供图）\n",
            "--\n",
            "furniture: （资料图片）",
        ),
    );
}

#[test]
fn a_clean_page_comes_back_as_it_is() {
    check_page(
        concat!(
            "图书馆延长开放时间\n",
            "\n",
            "本报讯（记者乙文）市图书馆的各阅览室从下月起延长开放到晚上九点，读者可以凭借书证进入，周末也不休息。\n",
            "\n",
            "图书馆说，晚上的读者多是学生，阅览室因此新添了六十个座位，灯光也换了新的。\n",
            "\n",
            "借书处的时间不变，仍然在下午五点关门。\n",
        ),
        concat!(
            "headline: 图书馆延长开放时间\n",
            "body: 本报讯（记者乙文）市图书馆的各阅览室从下月起延长开放到晚上九点，读者可以凭借书证进入，周末也不休息。\n",
            "body: 图书馆说，晚上的读者多是学生，阅览室因此新添了六十个座位，灯光也换了新的。\n",
            "body: 借书处的时间不变，仍然在下午五点关门。",
        ),
    );
}

#[test]
fn a_clean_english_page_comes_back_as_it_is() {
    check_page(
        concat!(
            "Library Opens Until Nine\n",
            "\n",
            "The reading rooms of the library will be open until\n",
            "nine in the evening from next month, as the committee\n",
            "decided on Monday. The readers may enter with their\n",
            "tickets, and the rooms will not be closed on Sundays.\n",
            "\n",
            "The librarian said that sixty new chairs had been\n",
            "bought, and that the lamps were new as well. The\n",
            "hours of the lending desk remain as they are.\n",
            "\n",
            "\"Most of our readers in the evening are students,\"\n",
            "she said. \"They have nowhere else to sit.\"\n",
        ),
        concat!(
            "headline: Library Opens Until Nine\n",
            "body: The reading rooms of the library will be open until nine in the evening from next month, as the committee decided on Monday. The readers may enter with their tickets, and the rooms will not be closed on Sundays.\n",
            "body: The librarian said that sixty new chairs had been bought, and that the lamps were new as well. The hours of the lending desk remain as they are.\n",
            "body: \"Most of our readers in the evening are students,\" she said. \"They have nowhere else to sit.\"",
        ),
    );
}

#[test]
fn clean_articles_one_below_the_other_stay_apart() {
    check_page(
        concat!(
            "图书馆延长开放时间\n",
            "\n",
            "市图书馆的各阅览室从下月起延长开放到晚上九点，读者可以凭借书证进入，周末也不休息。\n",
            "\n",
            "图书馆说，晚上的读者多是学生，阅览室因此新添了六十个座位，灯光也换了新的。\n",
            "\n",
            "借书处的时间不变，仍然在下午五点关门。（乙文）\n",
            "\n",
            "防汛演练检查水泵和沙袋\n",
            "\n",
            "昨天上午，沿河各村举行防汛演练，二百名队员参加。演练从八点开始，队员们在一小时内把沙袋搬运到堤上，并检查了全部水泵。\n",
            "\n",
            "水务站说，汛期以前还要举行两次演练，各村的队员都要参加。堤上新装了十二盏灯，夜里巡查的人可以看清水位。（丙文）\n",
        ),
        concat!(
            "headline: 图书馆延长开放时间\n",
            "body: 市图书馆的各阅览室从下月起延长开放到晚上九点，读者可以凭借书证进入，周末也不休息。\n",
            "body: 图书馆说，晚上的读者多是学生，阅览室因此新添了六十个座位，灯光也换了新的。\n",
            "body: 借书处的时间不变，仍然在下午五点关门。（乙文）\n",
            "--\n",
            "headline: 防汛演练检查水泵和沙袋\n",
            "body: 昨天上午，沿河各村举行防汛演练，二百名队员参加。演练从八点开始，队员们在一小时内把沙袋搬运到堤上，并检查了全部水泵。\n",
            "body: 水务站说，汛期以前还要举行两次演练，各村的队员都要参加。堤上新装了十二盏灯，夜里巡查的人可以看清水位。（丙文）",
        ),
    );
}

#[test]
fn what_stands_around_the_text_changes_no_article() {
    let page = concat!(
        "图书馆延长开放时间\n",
        "\n",
        "本报讯（记者乙文）市图书馆的各阅览室从下月起延长开放到晚上九点，读者可以凭借书证进入，周末也不休息。\n",
        "\n",
        "图书馆说，晚上的读者多是学生，阅览室因此新添了六十个座位，灯光也换了新的。\n",
        "\n",
        "借书处的时间不变，仍然在下午五点关门。\n",
    );
    let plain = input(&[page]);
    let wanted = words(&plain, &proposal(&plain));
    let mark = "\u{feff}";
    for file in [
        page.replace('\n', "\r\n"),
        format!("{mark}{page}"),
        format!("{mark}\r\n\r\n{}", page.replace('\n', "\r\n")),
        format!("\n \n{page}\n\u{3000}\n"),
        page.trim_end().to_owned(),
    ] {
        let text = decode(file.as_bytes(), None).unwrap().text;
        let other = input(&[&text]);
        assert_eq!(words(&other, &proposal(&other)), wanted, "{file:?}");
    }
}

/// Three articles of a page whose headings have no stop.
const PLAIN_HEADINGS: &str = concat!(
    "Le pont neuf\n\nLes maçons ont posé hier la dernière pierre du pont\nneuf, devant une foule venue de toute la vallée par\nles chemins de la montagne.\n\n",
    "La foire aux laines\n\nOn a compté sur la place du marché cent vingt bancs\nde plus que l'an passé à pareille époque.\n\n",
    "Une école de plus\n\nLe conseil a voté les crédits pour bâtir une école\ndans le quartier haut, près des vieux lavoirs.\n",
);

#[test]
fn a_name_with_a_stop_signs_the_article_above_where_headings_have_none() {
    let page = PLAIN_HEADINGS.replace("époque.\n", "époque.\n\nJean MERCADIER.\n");
    check_page(
        &page,
        concat!(
            "headline: Le pont neuf\n",
            "body: Les maçons ont posé hier la dernière pierre du pont neuf, devant une foule venue de toute la vallée par les chemins de la montagne.\n",
            "--\n",
            "headline: La foire aux laines\n",
            "body: On a compté sur la place du marché cent vingt bancs de plus que l'an passé à pareille époque.\n",
            "byline: Jean MERCADIER.\n",
            "--\n",
            "headline: Une école de plus\n",
            "body: Le conseil a voté les crédits pour bâtir une école dans le quartier haut, près des vieux lavoirs.",
        ),
    );
}

#[test]
fn a_short_sentence_is_no_heading_where_headings_have_no_stop() {
    let page =
        PLAIN_HEADINGS.replace("montagne.\n", "montagne.\n\nIl ne manque que la grille.\n\n* *\n\nElle viendra.\n");
    check_page(
        &page,
        concat!(
            "headline: Le pont neuf\n",
            "body: Les maçons ont posé hier la dernière pierre du pont neuf, devant une foule venue de toute la vallée par les chemins de la montagne.\n",
            "body: Il ne manque que la grille.\n",
            "body: * *\n",
            "body: Elle viendra.\n",
            "--\n",
            "headline: La foire aux laines\n",
            "body: On a compté sur la place du marché cent vingt bancs de plus que l'an passé à pareille époque.\n",
            "--\n",
            "headline: Une école de plus\n",
            "body: Le conseil a voté les crédits pour bâtir une école dans le quartier haut, près des vieux lavoirs.",
        ),
    );
}

#[test]
fn a_masthead_is_furniture_down_to_the_first_heading() {
    let head = "L'Écho du Val\n\nPrix du numéro : 5 centimes\n\nABONNEMENTS : Un an, 12 fr.\n\nJeudi 4 mai 1899\n\n";
    let page = format!("{head}{PLAIN_HEADINGS}");
    check_page(
        &page,
        concat!(
            "headline: Le pont neuf\n",
            "body: Les maçons ont posé hier la dernière pierre du pont neuf, devant une foule venue de toute la vallée par les chemins de la montagne.\n",
            "--\n",
            "headline: La foire aux laines\n",
            "body: On a compté sur la place du marché cent vingt bancs de plus que l'an passé à pareille époque.\n",
            "--\n",
            "headline: Une école de plus\n",
            "body: Le conseil a voté les crédits pour bâtir une école dans le quartier haut, près des vieux lavoirs.\n",
            "--\n",
            "furniture: L'Écho du Val\n",
            "--\n",
            "furniture: Prix du numéro : 5 centimes\n",
            "--\n",
            "furniture: ABONNEMENTS : Un an, 12 fr.\n",
            "--\n",
            "furniture: Jeudi 4 mai 1899",
        ),
    );
}

#[test]
fn a_heading_in_small_letters_over_two_lines_is_one() {
    let page = PLAIN_HEADINGS.replace("Une école de plus\n", "Le quartier haut\naura enfin son école\n");
    check_page(
        &page,
        concat!(
            "headline: Le pont neuf\n",
            "body: Les maçons ont posé hier la dernière pierre du pont neuf, devant une foule venue de toute la vallée par les chemins de la montagne.\n",
            "--\n",
            "headline: La foire aux laines\n",
            "body: On a compté sur la place du marché cent vingt bancs de plus que l'an passé à pareille époque.\n",
            "--\n",
            "headline: Le quartier haut aura enfin son école\n",
            "body: Le conseil a voté les crédits pour bâtir une école dans le quartier haut, près des vieux lavoirs.",
        ),
    );
}

//! Small pages, one for each kind of breakage, and what is proposed for them.
//! [`spaced`] has those of scripts with spaces between words, [`lost`] those that lack text
//! or have it twice, [`clean`] those that nothing has broken.

mod clean;
mod lost;
mod spaced;

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

/// What is proposed for a page, in words.
fn proposed(page: &str) -> String {
    let input = input(&[page]);
    words(&input, &proposal(&input))
}

#[track_caller]
fn check_page(page: &str, wanted: &str) {
    assert_eq!(proposed(page), wanted);
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

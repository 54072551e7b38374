//! Pages that are as they should be come back so.

use super::*;

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

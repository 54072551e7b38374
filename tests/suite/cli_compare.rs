//! `newsmend compare`, as people and scripts meet it.

use crate::cli::Desk;
use crate::notation;
use newsmend::store::project_file;

/// A folder with projects of the same page, and one of another.
fn folder() -> Desk {
    let desk = Desk::new();
    for (name, page) in [
        ("mine.newsmend.json", "①h甲一/①乙二/ⓕ丙"),
        ("hers.newsmend.json", "①h甲一/②乙二/ⓕ丙"),
        ("other.newsmend.json", "①h戊/①己"),
    ] {
        let page = notation::desk(page);
        desk.put(name, project_file::to_bytes(page.work.as_ref().unwrap().project()));
    }
    desk
}

#[test]
fn two_projects_are_compared_difference_by_difference() {
    let desk = folder();
    let before = desk.files();
    let args = "compare mine.newsmend.json hers.newsmend.json";
    desk.check(
        args,
        1,
        "agreement: articles 0.0 %, links 0.0 %, roles 100.0 %\n\
         mine.newsmend.json: page 1, line 1: here 1 article, there 2 (here: 1 甲一; there: 1 甲一, 2 乙二)\n",
        "",
    );
    desk.check(
        &format!("{args} --lang zh"),
        1,
        "一致程度：篇目 0.0 %，接续 0.0 %，角色 100.0 %\n\
         mine.newsmend.json：第 1 版第 1 行：此处 1 篇，对方 2 篇（此处：1 甲一；对方：1 甲一、2 乙二）\n",
        "",
    );
    let same = "agreement: articles 100.0 %, links 100.0 %, roles 100.0 %\n";
    desk.check("compare mine.newsmend.json mine.newsmend.json", 0, same, "");
    assert!(before == desk.files(), "nothing is written");
}

#[test]
fn what_cannot_be_compared_is_named() {
    let desk = folder();
    for (args, why) in [
        ("compare", "name a file. For help: newsmend compare --help"),
        ("compare mine.newsmend.json", "name two projects: HERE and THERE. For help: newsmend compare --help"),
        (
            "compare mine.newsmend.json mine.newsmend.json mine.newsmend.json",
            "name two projects: HERE and THERE. For help: newsmend compare --help",
        ),
        (
            "compare mine.newsmend.json page.txt",
            "page.txt is a dump, no project. Make one of it first with newsmend propose.",
        ),
        (
            "compare none.newsmend.json mine.newsmend.json",
            "Can't open none.newsmend.json: there is no such file or folder. Check the path.",
        ),
        (
            "compare mine.newsmend.json other.newsmend.json",
            "Can't compare with other.newsmend.json: no page has the same text. Choose a project that was made of the same \
             dump.",
        ),
        ("compare mine.newsmend.json --lang zh", "请给出两个工程：此处的和对方的。用法见 newsmend compare --help"),
    ] {
        desk.refuse(args, &format!("newsmend: {why}\n"));
    }
}

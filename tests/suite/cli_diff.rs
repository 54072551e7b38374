//! `newsmend diff`, as people and scripts meet it.

use crate::cli::Desk;
use crate::notation;
use newsmend::model::{Correction, Edit};
use newsmend::store::project_file;
use newsmend::text::{PageNo, Place, Pos};

/// A folder with a project of a mended page, and one whose article stands as in the dump.
fn folder() -> Desk {
    let desk = Desk::new();
    let project = |page: &str| notation::desk(page).work.as_ref().unwrap().project().clone();
    let mut mended = project("①h甲一/②乙二/①丙/①丁/ⓕ戊");
    let to = Some(Correction { end: Pos::new("甲一\n乙".len()), text: "己".to_owned() });
    mended.apply(Edit::Correction { at: Place::new(PageNo::new(0), "甲一\n".len()), to }).unwrap();
    desk.put("mended.newsmend.json", project_file::to_bytes(&mended));
    desk.put("as-it-came.newsmend.json", project_file::to_bytes(&project("①甲一/①乙二")));
    desk
}

const AS_IT_CAME: &str = "\
as-it-came.newsmend.json: page 1, line 1: joined: 1 line break, 0 hyphens, 0 blanks (article 1 甲一乙二)
as-it-came.newsmend.json: 4 characters: 4 stay, 0 moved, 0 changed, 0 dropped, 0 hyphens; joined besides: 1 line break, 0 blanks; 0 characters put in
";

#[test]
fn what_became_of_the_dump_is_listed_place_by_place() {
    let desk = folder();
    let before = desk.files();
    desk.check(
        "diff mended.newsmend.json",
        1,
        "\
mended.newsmend.json: page 1, line 1: joined: 1 line break, 0 hyphens, 0 blanks (article 1 甲一)
mended.newsmend.json: page 1, line 2: changed: “乙” to “己” (article 2 己二)
mended.newsmend.json: page 1, line 3: moved: 2 characters, through line 4, now behind line 1 (article 1 甲一)
mended.newsmend.json: page 1, line 5: dropped: 1 character of furniture, “戊”
mended.newsmend.json: 7 characters: 3 stay, 2 moved, 1 changed, 1 dropped, 0 hyphens; joined besides: 1 line break, 0 blanks; 0 characters put in
",
        "",
    );
    desk.check(
        "diff mended.newsmend.json --lang zh",
        1,
        "\
mended.newsmend.json：第 1 版第 1 行：接合：1 处换行，0 个连字符，0 个空白（篇目 1 甲一）
mended.newsmend.json：第 1 版第 2 行：更正：“乙”改为“己”（篇目 2 己二）
mended.newsmend.json：第 1 版第 3 行：移动：到第 4 行共 2 字，接在第 1 行之后（篇目 1 甲一）
mended.newsmend.json：第 1 版第 5 行：未用：版面附件 1 字“戊”
mended.newsmend.json：共 7 字：不动 3，移动 2，更正 1，未用 1，接合 0 个连字符；另接合 1 处换行、0 个空白；补入 0 字
",
        "",
    );
    assert!(before == desk.files(), "nothing is written");
}

#[test]
fn lines_that_are_joined_are_no_finding() {
    folder().check("diff as-it-came.newsmend.json", 0, AS_IT_CAME, "");
}

#[test]
fn a_file_that_cannot_be_read_does_not_stop_the_others() {
    let desk = folder();
    let missing = "newsmend: Can't open none.newsmend.json: there is no such file or folder. Check the path.\n";
    desk.check("diff none.newsmend.json as-it-came.newsmend.json", 2, AS_IT_CAME, missing);
    for (args, why) in [
        ("diff", "name a file. For help: newsmend diff --help"),
        ("diff page.txt", "page.txt is a dump, no project. Make one of it first with newsmend propose."),
        ("diff --wrong as-it-came.newsmend.json", "there is no option --wrong. For help: newsmend diff --help"),
    ] {
        desk.refuse(args, &format!("newsmend: {why}\n"));
    }
}

//! The command line given what it cannot take: what it says, with which exit status, and that no file changes.

use crate::cli::{Desk, text};
use newsmend::desk::Sample;
use std::process::Stdio;

#[test]
fn bad_input_is_named_with_what_to_do() {
    let desk = Desk::with_project();
    let project = desk.read("page.newsmend.json");
    std::fs::create_dir(desk.at("folder")).unwrap();
    desk.put("empty.txt", "").put("scan.txt", b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR\0\0").put("page.json", &project);
    let half = &project.as_bytes()[..project.len() / 2];
    let lines = half.split(|&byte| byte == b'\n').count();
    desk.put("half.newsmend.json", half).put("broken.newsmend.json", project.replacen('{', "{{", 1));
    desk.put("newer.newsmend.json", project.replacen("\"version\": 1", "\"version\": 2", 1));
    desk.put("other.newsmend.json", "{}");
    assert_ne!(desk.read("newer.newsmend.json"), project);
    for (file, why) in [
        ("folder", "there is no .txt file in this folder, and folders in it are not looked at. Choose the folder that has the texts.".to_owned()),
        ("none.txt", "there is no such file or folder. Check the path.".to_owned()),
        ("page.txt/none", "there is no such file or folder. Check the path.".to_owned()),
        ("empty.txt", "there is no text in it. Choose another file.".to_owned()),
        ("scan.txt", "this is no text but PNG. Open the plain text (.txt) that the OCR gave.".to_owned()),
        (
            "half.newsmend.json",
            format!(
                "the project file breaks off at line {lines}; the rest is missing. Restore it from a backup. The file was \
                 not changed."
            ),
        ),
        (
            "broken.newsmend.json",
            "line 1, byte 2 is not JSON; something has damaged it. Restore it from a backup. The file was not changed."
                .to_owned(),
        ),
        (
            "newer.newsmend.json",
            "a newer Newsmend saved it (format 2, this one reads up to 1). Update Newsmend. The file was not changed."
                .to_owned(),
        ),
        ("other.newsmend.json", "this is no Newsmend project. The file was not changed.".to_owned()),
    ] {
        for command in ["export", "propose -o new.json", "check"] {
            desk.refuse(&format!("{command} {file}"), &format!("newsmend: Can't open {file}: {why}\n"));
        }
    }
    desk.refuse("none.txt", "newsmend: Can't open none.txt: there is no such file or folder. Check the path.\n");
    desk.refuse(
        "export folder --lang zh",
        "newsmend: 打不开 folder：这个文件夹里没有 .txt 文本文件，也不看下级文件夹。请选放文本的那个文件夹。\n",
    );
}

#[cfg(unix)]
#[test]
fn a_file_that_one_may_not_read_says_so() {
    use std::os::unix::fs::PermissionsExt as _;
    let desk = Desk::new();
    std::fs::set_permissions(desk.at("page.txt"), std::fs::Permissions::from_mode(0o000)).unwrap();
    // Permissions do not bind root, who may be running this.
    if std::fs::read(desk.at("page.txt")).is_err() {
        let why = "you have no permission. Change its permissions, or choose another place.";
        desk.check("export page.txt", 2, "", &format!("newsmend: Can't open page.txt: {why}\n"));
    }
}

#[test]
fn a_ledger_that_does_not_add_up_is_found() {
    let desk = Desk::new();
    desk.put("page.txt", "Streets swept twice\n\nThe carts left the yard at four. They came back at six.\n");
    desk.check("propose page.txt -o page.newsmend.json", 0, "", "");
    let project = desk.read("page.newsmend.json");
    let cut = project.replacen("[[1,0,19]]", "[[1,0,12]]", 1);
    assert_ne!(cut, project);
    desk.put("page.newsmend.json", cut);
    let line = "Can't open page.newsmend.json: page 1, line 1: the ledger does not add up: 6 characters are in no block. \
                Restore it from a backup. The file was not changed.\n";
    desk.check("check page.newsmend.json", 1, line, "");
    desk.refuse("export page.newsmend.json", &format!("newsmend: {line}"));
}

#[test]
fn one_unreadable_file_does_not_stop_the_others() {
    let desk = Desk::with_project();
    desk.put("second.txt", Sample::Chinese.file().1);
    let missing = "newsmend: Can't open none.txt: there is no such file or folder. Check the path.\n";
    desk.check("export page.txt none.txt second.txt --out-dir out", 2, "", missing);
    assert!(desk.at("out/page.json").exists() && desk.at("out/second.json").exists());
    let found = desk.run("check none.txt page.newsmend.json");
    assert_eq!((text(&found.stderr), found.status.code()), (missing, Some(2)));
    assert!(text(&found.stdout).starts_with("page.newsmend.json: page 1, line 4: article 1 "));
    // A project that lacks a page would look whole.
    let none = "newsmend: No project was written: a page of the issue would be missing. Name the others alone to go \
                without it.\n";
    desk.refuse("propose page.txt none.txt -o new.json", &format!("{missing}{none}"));
    let mixed =
        "newsmend: page.newsmend.json is a project already, no dump. Name dumps alone, or this project alone.\n";
    desk.refuse("propose page.txt page.newsmend.json -o new.json", &format!("{mixed}{none}"));
}

#[cfg(unix)]
#[test]
fn a_place_that_cannot_be_written_is_named() {
    use std::os::unix::fs::PermissionsExt as _;
    let desk = Desk::with_project();
    std::fs::create_dir(desk.at("fixed")).unwrap();
    std::fs::set_permissions(desk.at("fixed"), std::fs::Permissions::from_mode(0o555)).unwrap();
    let (read_only, none) =
        ("it is read-only. Choose another place.", "there is no such file or folder. Check the path.");
    for (args, target, why) in [
        ("export page.txt -o fixed/page.json", "fixed/page.json", read_only),
        ("export page.txt --out-dir fixed", "fixed/page.json", read_only),
        ("propose page.txt -o fixed/page.json", "fixed/page.json", read_only),
        ("export page.txt -o none/page.json", "none/page.json", none),
        ("export page.txt -o page.txt/page.json", "page.txt/page.json", none),
        ("export page.txt --out-dir page.txt/sub", "page.txt/sub", none),
        ("propose page.txt -o fixed", "fixed", "this is a folder. Choose a file."),
    ] {
        desk.refuse(args, &format!("newsmend: Can't write {target}: {why}\n"));
    }
}

#[test]
fn bad_usage_says_what_is_wrong_and_where_to_read() {
    let desk = Desk::new();
    for (args, what, help) in [
        ("--wrong", "there is no option --wrong", ""),
        ("export page.txt --wrong", "there is no option --wrong", " export"),
        ("export -x page.txt", "there is no option -x", " export"),
        ("export", "name a file", " export"),
        ("check", "name a file", " check"),
        ("propose page.txt", "name the project to write: -o NAME.newsmend.json", " propose"),
        ("propose page.txt -o", "-o needs a value", " propose"),
        ("export page.txt --format docx", "--format cannot be “docx”; it can be json, text, markdown", " export"),
        (
            "export page.txt -o page.docx",
            "page.docx: this ending names no format; end in .json, .txt or .md, or give --format",
            " export",
        ),
        ("export a.txt b.txt", "several files need a folder to be exported to: --out-dir DIR", " export"),
        ("export a.txt -o b.json --out-dir c", "-o and --out-dir cannot stand together", " export"),
        (
            "export a/x.txt b/x.txt --out-dir c",
            "a/x.txt and b/x.txt would both be written to c/x.json; export them one by one",
            " export",
        ),
        ("export - - --out-dir c", "standard input can be read once, and not with --out-dir", " export"),
        (
            "export page.txt --encoding klingon",
            "--encoding cannot be “klingon”; it can be UTF-8, GB18030, Big5, Shift_JIS, EUC-KR, windows-1252…",
            " export",
        ),
        ("--lang fr", "--lang cannot be “fr”; it can be zh, en", ""),
        ("--sample=fr", "--sample cannot be “fr”; it can be zh, en", ""),
        ("--sample page.txt", "--sample opens the sample alone, without files", ""),
    ] {
        desk.refuse(args, &format!("newsmend: {what}. For help: newsmend{help} --help\n"));
    }
    desk.refuse("export --lang zh", "newsmend: 请给出文件。用法见 newsmend export --help\n");
}

#[test]
fn bytes_that_are_no_text_are_said_and_kept() {
    let desk = Desk::new();
    desk.put("page.txt", b"\xbb\xb7\xce\xc0\n\xc2\xb7\xff\xff\n");
    let warning = "newsmend: page.txt, line 2: FF is not gb18030 (2 in all). Such bytes are kept and marked \u{fffd}. If \
                   much looks wrong, name the encoding with --encoding.\n";
    let found = desk.run("export page.txt --encoding gbk --format text");
    assert_eq!((text(&found.stderr), found.status.code()), (warning, Some(0)));
    assert!(text(&found.stdout).contains("环卫"));
}

#[test]
fn a_reader_that_goes_away_is_no_failure() {
    let desk = Desk::new();
    // More than a pipe holds.
    desk.put("page.txt", Sample::English.file().1.repeat(40));
    let mut child = desk.command("export page.txt").stdout(Stdio::piped()).stderr(Stdio::piped()).spawn().unwrap();
    drop(child.stdout.take());
    let found = child.wait_with_output().unwrap();
    assert_eq!((text(&found.stderr), found.status.code()), ("", Some(0)));
}

#[cfg(target_os = "linux")]
#[test]
fn a_full_disk_behind_standard_output_is_said() {
    let desk = Desk::new();
    let full = std::fs::OpenOptions::new().write(true).open("/dev/full").unwrap();
    let found = desk.command("export page.txt").stdout(full).output().unwrap();
    let wanted = "newsmend: Can't write standard output: the disk is full. Make room and try again.\n";
    assert_eq!((text(&found.stderr), found.status.code()), (wanted, Some(2)));
}

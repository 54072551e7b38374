//! The command line, as people and scripts meet it: the built program, its words and its exit status.
//!
//! After every run, whatever came of it, the inputs are what they were.

use newsmend::desk::Sample;
use newsmend::model::{ArticleFacts, Edit};
use newsmend::store::project_file;
use std::collections::BTreeMap;
use std::path::{Path, PathBuf};
use std::process::{Command, Output, Stdio};

/// A folder with a dump, a project, and files that are neither.
struct Desk {
    folder: tempfile::TempDir,
}

#[expect(clippy::disallowed_methods, reason = "a test lays out broken files as they are")]
fn put(path: &Path, bytes: impl AsRef<[u8]>) {
    std::fs::write(path, bytes).unwrap();
}

impl Desk {
    fn new() -> Self {
        let desk = Self { folder: tempfile::tempdir().unwrap() };
        put(&desk.at("page.txt"), Sample::English.file().1);
        desk
    }

    /// A desk with `page.newsmend.json`, proposed from `page.txt`.
    fn with_project() -> Self {
        let desk = Self::new();
        desk.check("propose page.txt -o page.newsmend.json", 0, "", "");
        desk
    }

    fn at(&self, name: &str) -> PathBuf {
        self.folder.path().join(name)
    }

    fn read(&self, name: &str) -> String {
        std::fs::read_to_string(self.at(name)).unwrap()
    }

    fn put(&self, name: &str, bytes: impl AsRef<[u8]>) -> &Self {
        put(&self.at(name), bytes);
        self
    }

    fn command(&self, args: &str) -> Command {
        let mut command = Command::new(env!("CARGO_BIN_EXE_newsmend"));
        command.args(args.split_whitespace()).current_dir(self.folder.path()).stdin(Stdio::null());
        command.env_remove("LANGUAGE").env("LC_ALL", "C");
        command
    }

    fn run(&self, args: &str) -> Output {
        self.command(args).output().unwrap()
    }

    /// Runs a command and compares exit status, standard output and standard error in full.
    #[track_caller]
    fn check(&self, args: &str, status: i32, out: &str, err: &str) {
        let found = self.run(args);
        assert_eq!(text(&found.stderr), err, "{args}");
        assert_eq!(text(&found.stdout), out, "{args}");
        assert_eq!(found.status.code(), Some(status), "{args}");
    }

    /// Runs a command that is refused, and sees that no file came, went or changed.
    #[track_caller]
    fn refuse(&self, args: &str, err: &str) {
        let before = self.files();
        self.check(args, 2, "", err);
        assert!(before == self.files(), "{args} changed a file");
    }

    fn files(&self) -> BTreeMap<PathBuf, Vec<u8>> {
        let mut found = BTreeMap::new();
        for entry in std::fs::read_dir(self.folder.path()).unwrap() {
            let path = entry.unwrap().path();
            let bytes = if path.is_dir() { Vec::new() } else { std::fs::read(&path).unwrap() };
            found.insert(path, bytes);
        }
        found
    }
}

fn text(bytes: &[u8]) -> &str {
    std::str::from_utf8(bytes).unwrap()
}

#[test]
fn a_dump_and_the_project_made_of_it_export_alike() {
    let desk = Desk::with_project();
    let of_dump = desk.run("export page.txt");
    let of_project = desk.run("export page.newsmend.json");
    assert_eq!(text(&of_dump.stdout), text(&of_project.stdout));
    assert!(text(&of_dump.stdout).starts_with("{\n  \"format\": \"newsmend-export\",\n"));
    assert_eq!((of_dump.status.code(), of_project.status.code()), (Some(0), Some(0)));
    assert_eq!(desk.read("page.txt"), Sample::English.file().1);
}

#[test]
fn proposing_twice_gives_the_same_bytes() {
    let desk = Desk::with_project();
    let first = desk.read("page.newsmend.json");
    desk.check("propose page.txt -o page.newsmend.json", 0, "", "");
    assert_eq!(desk.read("page.newsmend.json"), first);
    desk.check("propose page.txt -o -", 0, &first, "");
    desk.check("propose page.newsmend.json -o again.newsmend.json", 0, "", "");
    assert_eq!(desk.read("again.newsmend.json"), first);
}

#[test]
fn several_dumps_are_the_pages_of_one_project() {
    let desk = Desk::new();
    desk.put("second.txt", Sample::Chinese.file().1);
    desk.check("propose page.txt second.txt -o both.newsmend.json", 0, "", "");
    let project = project_file::from_bytes(desk.read("both.newsmend.json").as_bytes()).unwrap();
    let files: Vec<&str> = project.pages().iter().map(|page| page.source().file.as_str()).collect();
    assert_eq!(files, ["page.txt", "second.txt"]);
    assert!(project.ledger().adds_up());
}

#[test]
fn exports_go_where_they_are_told_in_the_format_of_the_name() {
    let desk = Desk::with_project();
    desk.put("second.txt", Sample::Chinese.file().1);
    desk.check("export page.txt -o page.md", 0, "", "");
    desk.check("export page.newsmend.json --format markdown", 0, &desk.read("page.md"), "");
    desk.check("export page.txt -o page.out --format=text", 0, "", "");
    desk.check("export page.txt --format text -o -", 0, &desk.read("page.out"), "");
    desk.check("export page.newsmend.json second.txt --out-dir new/out", 0, "", "");
    desk.check("export second.txt", 0, &desk.read("new/out/second.json"), "");
    desk.check("export page.txt", 0, &desk.read("new/out/page.json"), "");
    // An export may be made anew.
    desk.check("export page.newsmend.json second.txt --out-dir new/out", 0, "", "");
}

#[test]
fn standard_input_is_a_dump_or_a_project() {
    let desk = Desk::with_project();
    let page = Sample::English.file().1;
    let feed = |args: &str, file: &str| {
        let input = std::fs::File::open(desk.at(file)).unwrap();
        desk.command(args).stdin(input).output().unwrap()
    };
    let markdown = |output: Output| text(&output.stdout).to_owned();
    let wanted = markdown(desk.run("export page.txt --format markdown"));
    assert_eq!(markdown(feed("export - --format markdown", "page.txt")), wanted);
    assert_eq!(markdown(feed("export - --format markdown", "page.newsmend.json")), wanted);
    let project = feed("propose - -o -", "page.txt");
    assert_eq!(project_file::from_bytes(&project.stdout).unwrap().pages()[0].text(), page);
    let cut = feed("check -", "page.txt");
    let wanted = "newsmend: standard input is a dump, no project. Make one of it first with newsmend propose.\n";
    assert_eq!((text(&cut.stderr), cut.status.code()), (wanted, Some(2)));
    desk.refuse("export -", "newsmend: Can't open standard input: there is no text in it. Choose another file.\n");
}

#[test]
fn check_names_what_is_open_with_its_place() {
    let desk = Desk::new();
    desk.put("page.txt", "Streets swept twice\n\nThe carts left the yard at four. They came back at six.\n");
    desk.check("propose page.txt -o page.newsmend.json", 0, "", "");
    let line = "page.newsmend.json: page 1, line 1: article 1 Streets swept twice: is not reviewed\n";
    desk.check("check page.newsmend.json", 1, line, "");
    let zh = "page.newsmend.json：第 1 版第 1 行：篇目 1 Streets swept twice：未审\n";
    desk.check("check page.newsmend.json --lang zh", 1, zh, "");
    set_facts(&desk, ArticleFacts { reviewed: true, opening_missing: true, ..ArticleFacts::default() });
    let line = "page.newsmend.json: page 1, line 1: article 1 Streets swept twice: lacks its opening\n";
    desk.check("check page.newsmend.json", 1, line, "");
    set_facts(&desk, ArticleFacts { reviewed: true, ..ArticleFacts::default() });
    desk.check("check page.newsmend.json", 0, "", "");
}

/// Sets the facts of the first article of `page.newsmend.json`.
fn set_facts(desk: &Desk, facts: ArticleFacts) {
    let mut project = project_file::from_bytes(desk.read("page.newsmend.json").as_bytes()).unwrap();
    let id = project.order()[0];
    project.apply(Edit::Article { id, to: Some(Box::new(facts)) }).unwrap();
    desk.put("page.newsmend.json", project_file::to_bytes(&project));
}

#[test]
fn an_editors_work_is_not_written_over() {
    let desk = Desk::with_project();
    set_facts(&desk, ArticleFacts { reviewed: true, ..ArticleFacts::default() });
    let name = "page.newsmend.json";
    desk.refuse(
        "propose page.txt -o page.newsmend.json",
        &format!(
            "newsmend: Can't write {name}: the project there is more than a proposal, an editor may have worked on it; it was \
             not changed. Choose another name, or propose around that work: newsmend propose {name} -o {name}\n"
        ),
    );
    desk.check("propose page.newsmend.json -o page.newsmend.json", 0, "", "");
}

#[test]
fn what_is_read_is_not_written_over() {
    let desk = Desk::with_project();
    let source = "it is the dump itself, or a file that is read; it was not changed. Choose another name or folder.\n";
    let project = "a project stands there and was not changed. Choose another name or folder.\n";
    std::fs::create_dir(desk.at("sub")).unwrap();
    for (args, target, why) in [
        ("export page.txt -o page.txt", "page.txt", source),
        ("export page.txt -o sub/../page.txt", "sub/../page.txt", source),
        ("export page.newsmend.json --format text --out-dir .", "./page.txt", source),
        ("export page.newsmend.json -o page.newsmend.json", "page.newsmend.json", source),
        ("export page.txt -o page.newsmend.json", "page.newsmend.json", project),
    ] {
        desk.refuse(args, &format!("newsmend: Can't write {target}: {why}"));
    }
    desk.put("notes.newsmend.json", "my notes").put("newer.json", r#"{"format":"newsmend-project","version":99}"#);
    let other = "another file stands there that is no project; it was not changed. Choose another name.\n";
    let newer = "a project of a newer version stands there and was not changed. Choose another name.\n";
    for (target, why) in [("page.txt", other), ("notes.newsmend.json", other), ("newer.json", newer)] {
        desk.refuse(&format!("propose page.txt -o {target}"), &format!("newsmend: Can't write {target}: {why}"));
    }
}

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
fn help_and_version_are_given_in_the_language_of_the_system() {
    let desk = Desk::new();
    desk.check("--version", 0, concat!("newsmend ", env!("CARGO_PKG_VERSION"), "\n"), "");
    for args in ["--help", "propose --help", "export -h", "check --help"] {
        let (english, chinese) = (desk.run(args), desk.run(&format!("{args} --lang=zh")));
        assert!(text(&english.stdout).contains("Usage: newsmend") && text(&english.stdout).contains("Example: "));
        assert!(text(&chinese.stdout).contains("用法：newsmend") && text(&chinese.stdout).contains("例："));
        let by_locale = desk.command(args).env("LC_ALL", "zh_CN.UTF-8").output().unwrap();
        assert_eq!(text(&by_locale.stdout), text(&chinese.stdout));
        assert_eq!((english.status.code(), chinese.status.code()), (Some(0), Some(0)));
    }
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

#[cfg(not(feature = "window"))]
#[test]
fn a_build_without_the_window_says_so() {
    let wanted = "newsmend: This build has no window. For commands: newsmend --help; for the window, build it with cargo \
                  build --release\n";
    for args in ["", "page.txt", "--sample", "--sample zh"] {
        Desk::new().refuse(args, wanted);
    }
}

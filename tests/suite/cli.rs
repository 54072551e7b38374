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
pub(crate) struct Desk {
    folder: tempfile::TempDir,
}

#[expect(clippy::disallowed_methods, reason = "a test lays out broken files as they are")]
pub(crate) fn put(path: &Path, bytes: impl AsRef<[u8]>) {
    std::fs::write(path, bytes).unwrap();
}

impl Desk {
    pub(crate) fn new() -> Self {
        let desk = Self { folder: tempfile::tempdir().unwrap() };
        put(&desk.at("page.txt"), Sample::English.file().1);
        desk
    }

    /// A desk with `page.newsmend.json`, proposed from `page.txt`.
    pub(crate) fn with_project() -> Self {
        let desk = Self::new();
        desk.check("propose page.txt -o page.newsmend.json", 0, "", "");
        desk
    }

    pub(crate) fn at(&self, name: &str) -> PathBuf {
        self.folder.path().join(name)
    }

    pub(crate) fn read(&self, name: &str) -> String {
        std::fs::read_to_string(self.at(name)).unwrap()
    }

    pub(crate) fn put(&self, name: &str, bytes: impl AsRef<[u8]>) -> &Self {
        put(&self.at(name), bytes);
        self
    }

    pub(crate) fn command(&self, args: &str) -> Command {
        let mut command = Command::new(env!("CARGO_BIN_EXE_newsmend"));
        command.args(args.split_whitespace()).current_dir(self.folder.path()).stdin(Stdio::null());
        command.env_remove("LANGUAGE").env("LC_ALL", "C");
        command
    }

    pub(crate) fn run(&self, args: &str) -> Output {
        self.command(args).output().unwrap()
    }

    /// Runs a command and compares exit status, standard output and standard error in full.
    #[track_caller]
    pub(crate) fn check(&self, args: &str, status: i32, out: &str, err: &str) {
        let found = self.run(args);
        assert_eq!(text(&found.stderr), err, "{args}");
        assert_eq!(text(&found.stdout), out, "{args}");
        assert_eq!(found.status.code(), Some(status), "{args}");
    }

    /// Runs a command that is refused, and sees that no file came, went or changed.
    #[track_caller]
    pub(crate) fn refuse(&self, args: &str, err: &str) {
        let before = self.files();
        self.check(args, 2, "", err);
        assert!(before == self.files(), "{args} changed a file");
    }

    pub(crate) fn files(&self) -> BTreeMap<PathBuf, Vec<u8>> {
        let mut found = BTreeMap::new();
        for entry in std::fs::read_dir(self.folder.path()).unwrap() {
            let path = entry.unwrap().path();
            let bytes = if path.is_dir() { Vec::new() } else { std::fs::read(&path).unwrap() };
            found.insert(path, bytes);
        }
        found
    }
}

pub(crate) fn text(bytes: &[u8]) -> &str {
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
    check_work_stays(&desk);
    desk.check("propose page.newsmend.json -o page.newsmend.json", 0, "", "");
}

/// A new proposal is not written over `page.newsmend.json`.
#[track_caller]
fn check_work_stays(desk: &Desk) {
    let name = "page.newsmend.json";
    desk.refuse(
        "propose page.txt -o page.newsmend.json",
        &format!(
            "newsmend: Can't write {name}: the project there is more than a proposal, an editor may have worked on it; it was \
             not changed. Choose another name, or propose around that work: newsmend propose {name} -o {name}\n"
        ),
    );
}

#[test]
fn a_project_that_does_not_add_up_is_not_written_over() {
    let desk = Desk::new();
    desk.put("page.txt", "Streets swept twice\n\nThe carts left the yard at four. They came back at six.\n");
    desk.check("propose page.txt -o page.newsmend.json", 0, "", "");
    let project = desk.read("page.newsmend.json");
    for (name, sound, broken) in [
        ("two blocks share text", "[[1,0,19]]", "[[1,0,30]]"),
        ("a field is unknown", "\"version\": 1,", "\"version\": 1, \"tags\": [],"),
    ] {
        let changed = project.replacen(sound, broken, 1);
        assert_ne!(changed, project, "{name}");
        assert!(project_file::from_bytes(changed.as_bytes()).is_err(), "{name}");
        desk.put("page.newsmend.json", changed);
        check_work_stays(&desk);
    }
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
fn a_dump_that_opens_only_in_a_chosen_encoding_is_not_written_over_either() {
    let desk = Desk::new();
    // So many control characters are taken for binary data until an encoding is chosen.
    desk.put("page.txt", "环卫\u{1}".repeat(8));
    let binary = desk.run("export page.txt");
    assert_eq!(binary.status.code(), Some(2), "{}", text(&binary.stderr));
    desk.check("propose page.txt --encoding UTF-8 -o page.newsmend.json", 0, "", "");
    let why = "it is the dump itself, or a file that is read; it was not changed. Choose another name or folder.";
    desk.refuse("export page.newsmend.json -o page.txt", &format!("newsmend: Can't write page.txt: {why}\n"));
}

#[test]
fn help_and_version_are_given_in_the_language_of_the_system() {
    let desk = Desk::new();
    desk.check("--version", 0, concat!("newsmend ", env!("CARGO_PKG_VERSION"), "\n"), "");
    for args in ["--help", "propose --help", "export -h", "check --help", "diff --help"] {
        let (english, chinese) = (desk.run(args), desk.run(&format!("{args} --lang=zh")));
        assert!(text(&english.stdout).contains("Usage: newsmend") && text(&english.stdout).contains("Example: "));
        assert!(text(&chinese.stdout).contains("用法：newsmend") && text(&chinese.stdout).contains("例："));
        let by_locale = desk.command(args).env("LC_ALL", "zh_CN.UTF-8").output().unwrap();
        assert_eq!(text(&by_locale.stdout), text(&chinese.stdout));
        assert_eq!((english.status.code(), chinese.status.code()), (Some(0), Some(0)));
    }
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

//! `newsmend train`, as people and scripts meet it, on two tiny pages.

use newsmend::propose::weights::{Language, Model};
use std::borrow::Cow;
use std::path::{Path, PathBuf};
use std::process::{Command, Output, Stdio};

const PAGE: &str = "桥头装上新路灯\n本报讯 昨天傍晚，桥头的十二盏新路灯亮了，\n住在河东的居民不用再摸黑回家。\n\n第三版\n\n菜市场改到河西\n本报讯 老菜市场今天起搬到河西的空地上，\n摊位比原来多了一半，早上六点开门。\n";
const OTHER: &str = "The ferry is late\nThe ferry over the river came an hour late on\nMonday, since its boiler leaked.\n\nPage 3\n\nA new bell\nThe school has a new bell, which was cast in the\nnext valley and hung on Sunday.\n";

#[expect(clippy::disallowed_methods, reason = "a test lays out files as they are")]
fn put(path: &Path, bytes: impl AsRef<[u8]>) {
    std::fs::write(path, bytes).unwrap();
}

/// The answer for a page of two articles with a folio between them: its paragraphs are headline, text, folio, headline, text.
fn gold(page: &str) -> String {
    let mut at = 0;
    let mut segments = Vec::new();
    for (block, part) in page.split("\n\n").enumerate() {
        let article = [Some("a"), None, Some("b")][block];
        let mut lines = part.trim_end().splitn(2, '\n');
        for (nth, piece) in lines.by_ref().enumerate() {
            let role = match (article, nth) {
                (None, _) => "furniture",
                (_, 0) => "headline",
                _ => "body",
            };
            let end = at + piece.chars().count();
            let article = article.map_or("null".to_owned(), |name| format!("\"{name}\""));
            segments.push(format!(
                r#"{{"start":{at},"end":{end},"article":{article},"role":"{role}","block":"{block}-{nth}"}}"#
            ));
            at = end + 1;
        }
        at += 1;
    }
    format!(r#"{{"segments":[{}]}}"#, segments.join(","))
}

struct Desk {
    folder: tempfile::TempDir,
}

impl Desk {
    /// A folder `mended` with two pages and their answers.
    fn new() -> Self {
        let desk = Self { folder: tempfile::tempdir().unwrap() };
        std::fs::create_dir(desk.at("mended")).unwrap();
        for (name, page) in [("liuwan", PAGE), ("millbrook", OTHER)] {
            put(&desk.at(&format!("mended/{name}.txt")), page);
            put(&desk.at(&format!("mended/{name}.gold.json")), gold(page));
        }
        desk
    }

    fn at(&self, name: &str) -> PathBuf {
        self.folder.path().join(name)
    }

    fn read(&self, name: &str) -> Vec<u8> {
        std::fs::read(self.at(name)).unwrap()
    }

    fn run(&self, args: &str) -> Output {
        let mut command = Command::new(env!("CARGO_BIN_EXE_newsmend"));
        command.args(args.split_whitespace()).current_dir(self.folder.path()).stdin(Stdio::null());
        command.env_remove("LANGUAGE").env("LC_ALL", "C").output().unwrap()
    }

    #[track_caller]
    fn done(&self, args: &str) {
        let found = self.run(args);
        assert_eq!(found.status.code(), Some(0), "{args}: {}", String::from_utf8_lossy(&found.stderr));
        assert!(found.stdout.is_empty(), "{args}");
    }

    /// Runs a command that is refused, whose last line on standard error is `err`.
    #[track_caller]
    fn refuse(&self, args: &str, err: &str) {
        let found = self.run(args);
        let said = String::from_utf8(found.stderr).unwrap();
        assert_eq!(said.lines().last(), Some(err), "{args}");
        assert_eq!(found.status.code(), Some(2), "{args}");
    }
}

#[test]
fn a_model_is_made_that_proposes() {
    let desk = Desk::new();
    desk.done("train mended --from-nothing -o own.model");
    assert!(Model::from_bytes(Cow::Owned(desk.read("own.model"))).is_ok());
    assert!(!desk.at("own.model.0").exists(), "models of parts are made where proposals are asked for");
    desk.done("propose mended/liuwan.txt --model own.model -o page.newsmend.json");
    desk.done("export mended/liuwan.txt --model own.model -o page.md");
    desk.done("train page.newsmend.json mended --base own.model --proposals out -o next.model");
    for name in ["out/mended/liuwan.json", "out/mended/millbrook.json", "next.model.2"] {
        assert!(desk.at(name).exists(), "{name}");
    }
    assert!(Model::from_bytes(Cow::Owned(desk.read("next.model"))).is_ok());
}

#[test]
fn the_same_sources_and_seed_make_the_same_bytes() {
    let desk = Desk::new();
    put(&desk.at("texts.jsonl"), "{\"title\":\"桥\",\"body\":\"桥上有灯。\\n灯下有人。\"}\n");
    desk.done("train mended --corpus texts.jsonl --seed 7 -o one.model");
    desk.done("train mended --corpus texts.jsonl --seed 7 -o two.model");
    assert!(desk.read("one.model") == desk.read("two.model"));
    desk.done("train mended --base one.model --seed 7 -o three.model");
    desk.done("train mended --base one.model --seed 7 -o four.model");
    assert!(desk.read("three.model") == desk.read("four.model"));
    let language = |name: &str| Language::from_bytes(Cow::Owned(desk.read(name))).unwrap();
    assert_eq!(language("one.model").ngrams, language("three.model").ngrams, "what a base knows stays");
}

#[test]
fn scripts_that_the_model_has_no_trees_for_are_left_to_the_rules() {
    let desk = Desk::new();
    let english = "1 page was not learned from. The model has seen no script such as its, and with fewer than 200 pages plain rules read it better.";
    desk.refuse("train mended/millbrook.gold.json -o own.model", &format!("newsmend: No model was written: {english}"));
    assert!(!desk.at("own.model").exists());
    // Beside Chinese pages it does no harm, and that is said.
    let both = desk.run("train mended -o own.model");
    let said = String::from_utf8(both.stderr).unwrap();
    assert!(both.status.success() && said.contains(english), "{said}");
    desk.done("export mended/millbrook.txt --model own.model -o own.json");
    desk.done("export mended/millbrook.txt -o shipped.json");
    assert!(desk.read("own.json") == desk.read("shipped.json"));
}

#[test]
fn bad_input_is_named_with_what_to_do() {
    let desk = Desk::new();
    std::fs::create_dir(desk.at("empty")).unwrap();
    put(&desk.at("broken.gold.json"), "{");
    put(&desk.at("broken.txt"), "a");
    put(&desk.at("lone.gold.json"), "{\"segments\":[]}");
    put(&desk.at("bad.newsmend.json"), "{");
    put(&desk.at("texts.jsonl"), "{\"title\":\"a\",\"body\":\"b\"}\n{\"title\":\"a\"}\n");
    desk.done("propose mended/millbrook.txt -o unread.newsmend.json");
    for (args, wanted) in [
        (
            "train",
            "newsmend: name a project, an answer or a folder to learn from: NAME.newsmend.json. For help: newsmend train --help",
        ),
        ("train mended", "newsmend: name the model to write: -o NAME.model. For help: newsmend train --help"),
        (
            "train mended --base a --from-nothing -o m",
            "newsmend: --base cannot stand with --from-nothing or --corpus: a model keeps what it knows of languages. For help: newsmend train --help",
        ),
        (
            "train mended --seed x -o m",
            "newsmend: --seed cannot be “x”; it can be 0, 1, 2…. For help: newsmend train --help",
        ),
        ("train none -o m", "newsmend: Can't open none: there is no such file or folder. Check the path."),
        (
            "train empty -o m",
            "newsmend: empty holds neither a project (.newsmend.json) nor an answer (.gold.json). Name another folder.",
        ),
        (
            "train mended/liuwan.txt -o m",
            "newsmend: mended/liuwan.txt is neither a project (.newsmend.json) nor an answer (.gold.json). Make a project of a dump first, and mend it.",
        ),
        (
            "train lone.gold.json -o m",
            "newsmend: Can't open lone.txt: there is no such file or folder. Check the path.",
        ),
        (
            "train broken.gold.json -o m",
            "newsmend: Can't use broken.gold.json: this is no answer (EOF while parsing an object at line 1 column 1). Mend the answer; the README has its format.",
        ),
        (
            "train unread.newsmend.json -o m",
            "newsmend: No model was written: there is nothing to learn. Mend some pages first, and tick what is right.",
        ),
        (
            "train mended --corpus texts.jsonl -o m",
            "newsmend: texts.jsonl, line 2: this is no article (missing field `body` at line 1 column 13). A line is {\"title\": …, \"body\": …}.",
        ),
        (
            "train mended --base broken.txt -o m",
            "newsmend: Can't use the model broken.txt: this is no model of Newsmend. Name a file that newsmend train made.",
        ),
        (
            "train mended --from-nothing -o mended/liuwan.txt",
            "newsmend: Can't write mended/liuwan.txt: it is a file that is read; it was not changed. Choose another name.",
        ),
        (
            "train mended --from-nothing -o unread.newsmend.json",
            "newsmend: Can't write unread.newsmend.json: another file stands there that is no model; it was not changed. Choose another name.",
        ),
        (
            "propose broken.txt --model lone.gold.json -o p.newsmend.json",
            "newsmend: Can't use the model lone.gold.json: this is no model of Newsmend. Name a file that newsmend train made.",
        ),
        (
            "export broken.txt --model none.model",
            "newsmend: Can't use the model none.model: there is no such file or folder. Check the path.",
        ),
    ] {
        desk.refuse(args, wanted);
        assert!(!desk.at("m").exists() && !desk.at("p.newsmend.json").exists(), "{args}");
    }
    let bad = desk.run("train bad.newsmend.json mended -o m");
    let said = String::from_utf8(bad.stderr).unwrap();
    assert!(said.starts_with("newsmend: Can't open bad.newsmend.json: "), "{said}");
    assert!(!desk.at("m").exists(), "nothing is learned where a source is missing");
    assert_eq!(desk.read("mended/liuwan.txt"), PAGE.as_bytes());
}

#[test]
fn what_is_wrong_is_said_in_chinese_too() {
    let desk = Desk::new();
    desk.refuse(
        "train mended/liuwan.txt -o m --lang zh",
        "newsmend: mended/liuwan.txt 既不是工程（.newsmend.json），也不是答案（.gold.json）。文本请先提议、审改，存为工程。",
    );
    desk.refuse(
        "propose mended/liuwan.txt --model mended/liuwan.txt -o p --lang zh",
        "newsmend: 用不了模型 mended/liuwan.txt：这不是 Newsmend 的模型。请给出 newsmend train 做出的文件。",
    );
}

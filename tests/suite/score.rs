//! `newsmend score`: its words and its exit status on a page of its own, and its figures on a bench of pages, where one is
//! at hand, compared with those of the script that defines them.
//!
//! The bench is the folder that `NEWSMEND_BENCH` names, or else `../shared/bench` beside the package: `score.py`, and
//! folders of pages with answers. It is only read for equality here.

use newsmend::desk::Work;
use newsmend::formats::{Format, Selection};
use newsmend::measure::{Answer, Export, Figures, Gold, parts_of};
use newsmend::model::Project;
use newsmend::propose::{Budget, Progress};
use newsmend::store::read_dump;
use newsmend::text::PageNo;
use serde_json::Value;
use std::collections::BTreeMap;
use std::path::{Path, PathBuf};
use std::process::{Command, Output};

/// A page of two articles, the second interrupted by a folio.
const PAGE: &str = "Carts\nThey left at four.\n\nTown News\n\nBridge\nIt is shut.\n";

const GOLD: &str = r#"{"segments": [
{"start": 0, "end": 5, "article": "carts", "role": "headline", "block": 1},
{"start": 6, "end": 24, "article": "carts", "role": "body", "block": 2},
{"start": 37, "end": 43, "article": "bridge", "role": "headline", "block": 3},
{"start": 44, "end": 55, "article": "bridge", "role": "body", "block": 4},
{"start": 26, "end": 35, "article": null, "role": "furniture", "block": 5}
]}"#;

/// The page with its one mistake: the bridge belongs to the carts.
const EXPORT: &str = r#"{"articles": [{"blocks": [
{"role": "headline", "text": "Carts", "spans": [{"start": 0, "end": 5}]},
{"role": "body", "text": "They left at four.", "spans": [{"start": 6, "end": 24}]},
{"role": "headline", "text": "Bridge", "spans": [{"start": 37, "end": 43}]},
{"role": "body", "text": "It is shut.", "spans": [{"start": 44, "end": 55}]}
]}], "furniture": [{"spans": [{"start": 26, "end": 35}]}]}"#;

#[expect(clippy::disallowed_methods, reason = "a test lays out broken files as they are")]
fn put(folder: &Path, name: &str, bytes: impl AsRef<[u8]>) {
    std::fs::create_dir_all(folder.join(name).parent().unwrap()).unwrap();
    std::fs::write(folder.join(name), bytes).unwrap();
}

/// A folder `gold` with the page `a` and its answer, and a folder `out` with its export.
fn laid_out() -> tempfile::TempDir {
    let folder = tempfile::tempdir().unwrap();
    for (name, text) in [("gold/a.txt", PAGE), ("gold/a.gold.json", GOLD), ("out/a.json", EXPORT)] {
        put(folder.path(), name, text);
    }
    folder
}

fn run(folder: &Path, args: &str) -> Output {
    let mut command = Command::new(env!("CARGO_BIN_EXE_newsmend"));
    command.arg("score").args(args.split_whitespace()).current_dir(folder).env_remove("LANGUAGE").env("LC_ALL", "C");
    command.output().unwrap()
}

/// Runs `newsmend score` and compares exit status, standard output and standard error in full.
#[track_caller]
fn check(folder: &Path, args: &str, status: i32, out: &str, err: &str) {
    let found = run(folder, args);
    assert_eq!(String::from_utf8_lossy(&found.stderr), err, "{args}");
    assert_eq!(String::from_utf8_lossy(&found.stdout), out, "{args}");
    assert_eq!(found.status.code(), Some(status), "{args}");
}

#[test]
fn pages_are_named_by_file_or_by_folder() {
    let folder = laid_out();
    let folder = folder.path();
    let means = "pages=1 b3=0.7510 cut=1.0000 jump=0.0000 role=1.0000 para=1.0000 exact=0.0000 repairs=1.0000\n";
    check(folder, "gold out", 0, means, "");
    check(folder, "out/a.json gold/a.gold.json", 0, means, "");
    check(folder, "gold gold/a.gold.json out ./out/a.json --only a.gold", 0, means, "");
    let worst =
        "a                              b3=0.751 cut=1.000 jump=0.000 role=1.000 para=1.000 exact=0.000 repairs=1\n";
    check(folder, "gold out --worst 5", 0, &format!("{worst}{means}"), "");
    let json = "{\"pages\": 1, \"b3\": 0.751, \"cut\": 1.0, \"jump\": 0.0, \"role\": 1.0, \"para\": 1.0, \"exact\": 0.0, \
                \"repairs\": 1.0}\n";
    check(folder, "gold out --json --worst 5", 0, json, "");
    // Everything in one folder.
    put(folder, "gold/a.json", EXPORT);
    check(folder, "gold", 0, means, "");
    // A page whose answer leaves all open is no page.
    put(folder, "more/b.txt", "b");
    put(folder, "more/b.gold.json", r#"{"segments":[{"start":0,"end":1,"article":"?","role":"?","block":0}]}"#);
    put(folder, "more/b.json", r#"{"articles":[]}"#);
    check(folder, "gold more", 0, means, "");
}

#[test]
fn a_page_that_cannot_be_scored_is_named_with_what_to_do() {
    let none =
        "newsmend: No figures were written: the means would lack a page. Mend it, or leave it out with --only.\n";
    let far = EXPORT.replace("55", "57");
    let other = EXPORT.replace("\"start\": 44", "\"page\": 2, \"start\": 44");
    for (name, text, why) in [
        (
            "gold/b.gold.json",
            GOLD,
            "gold/b.gold.json has no export b.json. Make it with newsmend export, and name it or its folder.",
        ),
        (
            "out/a.json",
            far.as_str(),
            "Can't use out/a.json: it has text from 44 to 57, but the dump has 56 characters. Export this page anew.",
        ),
        (
            "out/a.json",
            other.as_str(),
            "Can't use out/a.json: it has text of page 2, and pages are scored one by one. Export this page anew.",
        ),
        (
            "out/a.json",
            "{}",
            "Can't use out/a.json: this is no cleaned JSON (missing field `articles` at line 1 column 2). Export this page \
             anew.",
        ),
        (
            "out/a.json",
            &EXPORT.replace("body", "text"),
            "Can't use out/a.json: there is no role “text”. Export this page anew.",
        ),
        (
            "gold/a.gold.json",
            "{}",
            "Can't use gold/a.gold.json: this is no answer (missing field `segments` at line 1 column 2). Mend the answer; the \
             README has its format.",
        ),
        (
            "gold/a.gold.json",
            &GOLD.replace("55", "66"),
            "Can't use gold/a.gold.json: segment 4 reaches from 44 to 66, but the dump has 56 characters. Mend the answer; the \
             README has its format.",
        ),
        (
            "gold/a.gold.json",
            &GOLD.replace("headline", "title"),
            "Can't use gold/a.gold.json: segment 1 has the role “title”, which there is not. Mend the answer; the README has its \
             format.",
        ),
        ("gold/a.txt", "", "Can't open gold/a.txt: there is no text in it. Choose another file."),
    ] {
        let folder = laid_out();
        put(folder.path(), name, text);
        check(folder.path(), "gold out", 2, "", &format!("newsmend: {why}\n{none}"));
    }
    let folder = laid_out();
    put(folder.path(), "gold/b.gold.json", GOLD);
    let wanted = "newsmend: gold/b.gold.json 没有对应的导出 b.json。请用 newsmend export 做出来，与答案一起给出。\n\
                  newsmend: 有的版面不能打分，没有写平均值。\n";
    check(folder.path(), "gold out --lang zh", 2, "", wanted);
    let missing = "newsmend: Can't open none: there is no such file or folder. Check the path.\n";
    check(folder.path(), "gold out none", 2, "", missing);
}

#[test]
fn text_in_two_blocks_is_said_and_counts_for_the_first() {
    let folder = laid_out();
    put(folder.path(), "out/a.json", EXPORT.replace("\"start\": 44", "\"start\": 42"));
    let err = "newsmend: out/a.json puts characters in more than one block, 1 times; only the first counts.\n";
    let found = run(folder.path(), "gold out");
    assert_eq!((String::from_utf8_lossy(&found.stderr).as_ref(), found.status.code()), (err, Some(0)));
}

#[test]
fn bad_usage_says_what_is_wrong() {
    let folder = laid_out();
    put(folder.path(), "more/a.json", EXPORT);
    for (args, what) in [
        ("", "name a file"),
        ("out", "there is no answer among the files: name a NAME.gold.json, or a folder of them"),
        ("gold out --only zzz", "no page's name contains “zzz”"),
        ("gold out more", "more/a.json and out/a.json are of one page; name one of them"),
        ("gold/a.txt out", "gold/a.txt is neither an answer (NAME.gold.json) nor an export (NAME.json)"),
        ("gold out --worst many", "--worst cannot be “many”; it can be 0, 1, 2…"),
        ("gold out --best", "there is no option --best"),
    ] {
        check(folder.path(), args, 2, "", &format!("newsmend: {what}. For help: newsmend score --help\n"));
    }
    let help = run(folder.path(), "--help");
    assert!(String::from_utf8_lossy(&help.stdout).contains("Usage: newsmend score GOLD... EXPORT..."));
    assert!(
        std::fs::read_to_string(Path::new(env!("CARGO_MANIFEST_DIR")).join("README.md"))
            .unwrap()
            .contains("newsmend score")
    );
}

#[expect(clippy::print_stdout, reason = "a test that compares nothing says so")]
fn notice(what: &str) {
    println!("NOTICE: {what}");
}

/// The folder with `score.py`, where there is one and Python runs it.
fn bench() -> Option<PathBuf> {
    let beside = || Path::new(env!("CARGO_MANIFEST_DIR")).join("../shared/bench");
    let bench = std::env::var_os("NEWSMEND_BENCH").map_or_else(beside, PathBuf::from);
    let python = Command::new("python3").arg("--version").output();
    if !bench.join("score.py").is_file() || !python.is_ok_and(|found| found.status.success()) {
        notice(&format!("no score.py at {} or no python3: figures are not compared", bench.display()));
        return None;
    }
    Some(bench)
}

/// Prints the figures of each page in full, after the name, then what the script itself prints with each of the options,
/// after a line `==`. A page is scored once, since that takes the time.
const SCRIPT: &str = "
import json, os, sys
bench, gold, out, *options = sys.argv[1:]
sys.path.insert(0, bench)
import score
scored, known = score.score, {}
def once(text, gold, export):
    key = text + repr(gold) + repr(export)
    if key not in known: known[key] = scored(text, gold, export)
    return known[key]
score.score = once
read = lambda path: json.load(open(path, encoding='utf-8'))
for name in sorted(os.listdir(gold)):
    if name.endswith('.gold.json'):
        page = os.path.join(gold, name[:-10])
        text = open(page + '.txt', encoding='utf-8', newline='').read()
        figures = once(text, read(page + '.gold.json'), read(os.path.join(out, name[:-10] + '.json')))
        print(json.dumps([name[:-10], figures]))
for some in options:
    print('==')
    score.main([gold, out, *some.split()])
";

/// Options whose output is compared byte for byte.
const OPTIONS: [&str; 3] = ["--worst 9999", "--json", "--only 1 --worst 3"];

/// The names of the pages in `gold`, and their texts.
fn pages(gold: &Path) -> BTreeMap<String, String> {
    let mut pages = BTreeMap::new();
    for entry in std::fs::read_dir(gold).unwrap() {
        let name = entry.unwrap().file_name().into_string().unwrap();
        if let Some(name) = name.strip_suffix(".gold.json") {
            let dump = read_dump(&gold.join(format!("{name}.txt")), None).unwrap();
            pages.insert(name.to_owned(), dump.iter().map(|page| page.text()).collect());
        }
    }
    pages
}

fn figures(gold: &Path, out: &Path, name: &str, text: &str) -> Option<Figures> {
    let total = text.chars().count();
    let read = |path: PathBuf| std::fs::read(path).unwrap();
    let answer = Gold::read(&read(gold.join(format!("{name}.gold.json"))), total).unwrap();
    let export = Export::read(&read(out.join(format!("{name}.json"))), total).unwrap();
    Answer::new(text, &answer).score(&export.parts())
}

/// Compares every figure of every page, and then what is printed, byte for byte.
fn check_folder(bench: &Path, gold: &Path, out: &Path) {
    let texts = pages(gold);
    let mut python = Command::new("python3");
    let told = python.args(["-B", "-c", SCRIPT]).args([bench, gold, out]).args(OPTIONS).output().unwrap();
    assert!(told.status.success(), "{}", String::from_utf8_lossy(&told.stderr));
    let told = String::from_utf8(told.stdout).unwrap();
    let mut told = told.split("==\n");
    let all = told.next().unwrap();
    assert_eq!(all.lines().count(), texts.len());
    for line in all.lines() {
        let (name, wanted): (String, Option<BTreeMap<String, f64>>) = serde_json::from_str(line).unwrap();
        let found = figures(gold, out, &name, &texts[&name]).map(|found| {
            BTreeMap::from([
                ("b3", found.b3),
                ("cut", found.cut),
                ("jump", found.jump),
                ("role", found.role),
                ("para", found.para),
                ("exact", found.exact),
                ("repairs", found.repairs as f64),
                ("jumps", found.jumps as f64),
                ("paras", found.paras as f64),
            ])
        });
        let (Some(wanted), Some(found)) = (&wanted, &found) else {
            assert!(wanted.is_none() && found.is_none(), "{name}");
            continue;
        };
        assert_eq!(wanted.len(), found.len());
        for (figure, value) in found {
            // Not to the last bit: some versions of Python sum fractions with more digits than they have.
            assert!((value - wanted[*figure]).abs() < 1e-12, "{name}: {figure} is {value}, not {}", wanted[*figure]);
        }
    }
    for options in OPTIONS {
        let mut ours = Command::new(env!("CARGO_BIN_EXE_newsmend"));
        let ours = ours.arg("score").args([gold, out]).args(options.split(' ')).output().unwrap();
        let ours = String::from_utf8_lossy(&ours.stdout);
        assert_eq!(Some(ours.as_ref()), told.next(), "{} {options}", gold.display());
    }
}

/// An export with mistakes of every kind, the same at each run.
fn spoilt(export: &str, text: &str, seed: usize) -> Vec<u8> {
    let total = text.chars().count();
    let mut state = seed as u64;
    let mut chance = |of: u64| {
        state = state.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        (state >> 33).is_multiple_of(of)
    };
    let mut export: Value = serde_json::from_str(export).unwrap();
    let mut stray = Vec::new();
    for article in export["articles"].as_array_mut().unwrap() {
        let blocks = article["blocks"].as_array_mut().unwrap();
        blocks.append(&mut stray);
        for block in blocks.iter_mut() {
            for (of, role) in [(12, "caption"), (12, "headline"), (12, "body"), (20, "furniture"), (20, "note")] {
                if chance(of) {
                    block["role"] = role.into();
                }
            }
            if chance(15) {
                block.as_object_mut().unwrap().remove("text");
            } else if chance(15) {
                block["text"] = "Something else".into();
            }
            for span in block["spans"].as_array_mut().unwrap() {
                if chance(10) {
                    // Over its neighbour.
                    let end = span["end"].as_u64().unwrap() + 9;
                    span["end"] = end.min(total as u64).into();
                }
            }
        }
        if blocks.len() > 1 && chance(3) {
            stray.push(blocks.remove(0));
        }
        if blocks.len() > 2 && chance(3) {
            blocks.swap(0, 1);
        }
    }
    export.to_string().into_bytes()
}

#[test]
fn every_figure_of_the_bench_is_that_of_its_script() {
    let Some(bench) = bench() else { return };
    let format = Format::by_name("json").unwrap();
    for folder in ["dev", "press", "ocr", "real"] {
        let gold = bench.join(folder);
        if !gold.is_dir() {
            notice(&format!("no {}", gold.display()));
            continue;
        }
        let (out, wrong) = (tempfile::tempdir().unwrap(), tempfile::tempdir().unwrap());
        for (nth, (name, text)) in pages(&gold).iter().enumerate() {
            let dump = read_dump(&gold.join(format!("{name}.txt")), None).unwrap();
            let mut work = Work::new(Project::new(dump), None);
            work.propose_now(&Budget::default(), &Progress::default()).unwrap();
            let export = (format.run)(work.project(), &Selection::All);
            let file = format!("{name}.json");
            put(wrong.path(), &file, spoilt(&export, text, nth));
            put(out.path(), &file, export);
            // A project scores as its export does.
            let answer = std::fs::read(gold.join(format!("{name}.gold.json"))).unwrap();
            let answer = Gold::read(&answer, text.chars().count()).unwrap();
            let found = Answer::new(text, &answer).score(&parts_of(work.project(), PageNo::default()));
            assert_eq!(found, figures(&gold, out.path(), name, text), "{name}");
        }
        check_folder(&bench, &gold, out.path());
        check_folder(&bench, &gold, wrong.path());
    }
}

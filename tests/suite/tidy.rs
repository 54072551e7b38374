//! House rules that a compiler does not know, read off the tree.
//!
//! Each rule is a function from a path and a text to complaints, and is tried here on a text that breaks it: a rule that
//! cannot fail guards nothing.

use std::collections::BTreeSet;
use std::path::{Path, PathBuf};

/// The floors and how high they are: a floor may name those below it, and itself.
const FLOORS: &[(&str, u8)] = &[
    ("text", 0),
    ("model", 1),
    ("propose", 2),
    ("store", 2),
    ("formats", 2),
    ("measure", 2),
    ("desk", 3),
    ("app", 4),
    ("cli", 4),
];

/// Floors that know no file, no clock, no environment and no network.
const PURE: &[&str] = &["text", "model", "propose"];

/// How long a file may be without a reason in it.
const LONG: usize = 400;

fn root() -> &'static Path {
    Path::new(env!("CARGO_MANIFEST_DIR"))
}

/// All files below `folder` that end in `.rs`, as paths from the root of the package.
fn sources(folder: &str) -> Vec<(String, String)> {
    let mut found = Vec::new();
    let mut open = vec![root().join(folder)];
    while let Some(folder) = open.pop() {
        for entry in std::fs::read_dir(&folder).unwrap() {
            let path = entry.unwrap().path();
            if path.is_dir() {
                open.push(path);
            } else if path.extension().is_some_and(|ending| ending == "rs") {
                let name = path.strip_prefix(root()).unwrap().to_string_lossy().replace('\\', "/");
                found.push((name, std::fs::read_to_string(&path).unwrap()));
            }
        }
    }
    found.sort();
    assert!(!found.is_empty(), "{folder} has no source");
    found
}

/// The floor of a file: `desk` for `src/desk/keys.rs`; none for `src/lib.rs` and `src/main.rs`.
fn floor_of(path: &str) -> Option<&str> {
    let floor = path.strip_prefix("src/")?.split(['/', '.']).next()?;
    height(floor).map(|_| floor)
}

fn height(floor: &str) -> Option<u8> {
    FLOORS.iter().find(|(name, _)| *name == floor).map(|(_, height)| *height)
}

/// The code without comments and without what stands in quotes, so that words are not taken for paths.
fn code(text: &str) -> String {
    let mut out = String::new();
    for line in text.lines() {
        let mut quoted = false;
        let mut last = ' ';
        for (at, c) in line.char_indices() {
            if !quoted && line.get(at..).is_some_and(|rest| rest.starts_with("//")) {
                break;
            }
            if c == '"' && last != '\\' && last != '\'' {
                quoted = !quoted;
            } else if !quoted {
                out.push(c);
            }
            last = if last == '\\' { ' ' } else { c };
        }
        out.push('\n');
    }
    out
}

/// The names that follow `prefix::` in `code`: one, or all of a group in braces.
fn names_behind(code: &str, prefix: &str) -> BTreeSet<String> {
    let mut found = BTreeSet::new();
    let pattern = format!("{prefix}::");
    for (at, _) in code.match_indices(&pattern) {
        let before = code.get(..at).and_then(|code| code.chars().next_back());
        if before.is_some_and(|c| c.is_alphanumeric() || c == '_' || c == ':') {
            continue;
        }
        let rest = code.get(at + pattern.len()..).unwrap_or_default();
        match rest.strip_prefix('{') {
            Some(group) => {
                let (mut depth, mut name) = (0_usize, String::new());
                for c in group.chars() {
                    match c {
                        '{' => depth += 1,
                        '}' if depth == 0 => break,
                        '}' => depth -= 1,
                        ',' if depth == 0 => {
                            found.insert(first_name(&name));
                            name.clear();
                            continue;
                        }
                        _ => {}
                    }
                    name.push(c);
                }
                found.insert(first_name(&name));
            }
            None => {
                found.insert(first_name(rest));
            }
        }
    }
    found.remove("");
    found
}

fn first_name(path: &str) -> String {
    path.trim_start().chars().take_while(|c| c.is_alphanumeric() || *c == '_').collect()
}

/// How many `super::` lead from the module of a file to the root of the crate.
fn depth_of(path: &str) -> usize {
    let path = path.strip_prefix("src/").unwrap_or(path).trim_end_matches(".rs").trim_end_matches("/mod");
    path.split('/').count()
}

/// Floors that a file names and may not.
fn floors_named(path: &str, text: &str) -> Vec<String> {
    let Some(own) = floor_of(path) else { return Vec::new() };
    let code = code(text);
    let mut named = names_behind(&code, "crate");
    named.extend(names_behind(&code, "newsmend"));
    // A module in the file, such as its tests, stands one deeper.
    for depth in [depth_of(path), depth_of(path) + 1] {
        named.extend(names_behind(&code, &vec!["super"; depth].join("::")));
    }
    let wrong = |other: &String| other != own && height(other) >= height(own);
    named
        .into_iter()
        .filter(wrong)
        .map(|other| format!("{path}: {own} names {other}, which is no lower floor"))
        .collect()
}

fn impure(path: &str, text: &str) -> Vec<String> {
    // Compiled for tests only, which may read their pages.
    if path.ends_with("/tests.rs") || !floor_of(path).is_some_and(|floor| PURE.contains(&floor)) {
        return Vec::new();
    }
    let outside = ["fs", "time", "env", "net", "process", "io"];
    let named = names_behind(&code(text), "std").into_iter().filter(|name| outside.contains(&name.as_str()));
    named.map(|name| format!("{path}: names std::{name}; this floor knows nothing outside its arguments")).collect()
}

fn without_header(path: &str, text: &str) -> Vec<String> {
    let has = text.starts_with("//! ");
    if has { Vec::new() } else { vec![format!("{path}: begins with no `//!` header that says what it does")] }
}

fn too_long(path: &str, text: &str) -> Vec<String> {
    let lines = text.lines().count();
    let has_reason = text.lines().any(|line| {
        let reason = line.split_once("Over 400 lines:").map(|(_, reason)| reason.trim());
        reason.is_some_and(|reason| !reason.is_empty())
    });
    if lines <= LONG || has_reason {
        return Vec::new();
    }
    vec![format!("{path}: {lines} lines; part it, or say why not in its header: `Over 400 lines: …`")]
}

fn window_named(path: &str, text: &str) -> Vec<String> {
    if path.starts_with("src/app/") || path == "src/main.rs" {
        return Vec::new();
    }
    let code = code(text);
    let words: BTreeSet<&str> = code.split(|c: char| !c.is_alphanumeric() && c != '_').collect();
    let crates = ["egui", "eframe", "rfd", "winit", "ecolor", "emath", "epaint"];
    let named = crates.into_iter().filter(|name| words.contains(name));
    named.map(|name| format!("{path}: names {name}; only src/app knows the window")).collect()
}

fn prints(path: &str, text: &str) -> Vec<String> {
    let code = code(text);
    let macros = ["println!", "print!", "eprintln!", "eprint!"];
    let found = path != "src/cli/mod.rs" && macros.iter().any(|name| code.contains(name));
    if found { vec![format!("{path}: prints; only src/cli/mod.rs does")] } else { Vec::new() }
}

/// Test files and folders beside `main` that it does not name.
fn forgotten(main: &str, beside: &[&str]) -> Vec<String> {
    let named = |name: &str| main.lines().any(|line| line.trim().ends_with(&format!("mod {name};")));
    let forgotten = beside.iter().filter(|name| **name != "main" && !named(name));
    forgotten.map(|name| format!("tests/suite/main.rs has no `mod {name};`: its tests never run")).collect()
}

/// What lies in `assets/` and has no line with a licence in its README.
fn unlicensed(readme: &str, assets: &[&str]) -> Vec<String> {
    let licences = ["OFL", "MIT", "Apache", "CC0", "CC BY", "BSD"];
    let licensed = |name: &str| {
        let mut lines = readme.lines().filter(|line| line.contains(&format!("`{name}`")));
        lines.any(|line| licences.iter().any(|licence| line.contains(licence)))
    };
    let found = assets.iter().filter(|name| !licensed(name));
    found.map(|name| format!("assets/README.md names no licence for `{name}`")).collect()
}

type Rule = fn(&str, &str) -> Vec<String>;

#[track_caller]
fn check_tree(rule: Rule, folder: &str) {
    let found: Vec<String> = sources(folder).iter().flat_map(|(path, text)| rule(path, text)).collect();
    assert!(found.is_empty(), "\n{}\n", found.join("\n"));
}

/// Tries a rule on texts: how often it complains of each.
#[track_caller]
fn check_rule(rule: Rule, cases: &[(&str, &str, usize)]) {
    for (path, text, wanted) in cases {
        let found = rule(path, text);
        assert_eq!(found.len(), *wanted, "{path}: {text}: {found:?}");
    }
}

#[test]
fn floors_name_lower_floors_only() {
    check_rule(
        floors_named,
        &[
            ("src/text/join.rs", "use crate::model::Page;", 1),
            ("src/store/dump.rs", "use crate::formats::Format;", 1),
            ("src/propose/mod.rs", "use crate::{model::Page, store::{self, atomic}};", 1),
            ("src/formats/text.rs", "fn f() { crate::desk::open() }", 1),
            ("src/formats/text.rs", "use super::super::propose::propose;", 1),
            ("src/formats/mod.rs", "mod tests { use super::super::store::atomic; }", 1),
            ("src/desk/acts/file.rs", "use crate::app::App; use newsmend::cli::run;", 2),
            ("src/cli/mod.rs", "use newsmend::app::run;", 1),
            ("src/store/dump.rs", "use crate::model::Page; use crate::text::Pos; use crate::store::atomic;", 0),
            ("src/desk/mod.rs", "use crate::{formats, store::StoreError};", 0),
            ("src/desk/acts/file.rs", "use super::super::desk; use super::store;", 0),
            ("src/text/join.rs", "//! As [`crate::desk`] shows it.\nlet s = \"crate::desk::x\"; // crate::app::y", 0),
            ("src/main.rs", "use newsmend::app;", 0),
        ],
    );
    check_tree(floors_named, "src");
}

#[test]
fn the_lower_floors_know_nothing_outside_their_arguments() {
    check_rule(
        impure,
        &[
            ("src/text/decode.rs", "use std::fs::File;", 1),
            ("src/model/edit.rs", "use std::{collections::BTreeMap, time::Instant};", 1),
            ("src/propose/mod.rs", "let home = std::env::var(\"HOME\"); std::net::x();", 2),
            ("src/propose/tests.rs", "use std::fs;", 0),
            ("src/store/atomic.rs", "use std::fs;", 0),
            ("src/text/decode.rs", "use std::ops::Range; // not std::fs", 0),
        ],
    );
    check_tree(impure, "src");
}

#[test]
fn every_file_says_what_it_does() {
    check_rule(without_header, &[("src/a.rs", "use std::fmt;", 1), ("src/a.rs", "//! Says.\n", 0)]);
    check_tree(without_header, "src");
    check_tree(without_header, "tests/suite");
}

#[test]
fn long_files_say_why_they_are_long() {
    let long = "//! Says.\n".repeat(LONG + 1);
    let reason = format!("//! Over 400 lines: one table.\n{long}");
    let empty = format!("//! Over 400 lines:\n{long}");
    check_rule(
        too_long,
        &[("src/a.rs", &long, 1), ("src/a.rs", &empty, 1), ("src/a.rs", &reason, 0), ("src/a.rs", "//! Says.\n", 0)],
    );
    for folder in ["src", "tests/suite", "benches"] {
        check_tree(too_long, folder);
    }
}

#[test]
fn the_window_is_named_in_its_own_folder_only() {
    check_rule(
        window_named,
        &[
            ("src/desk/mod.rs", "use eframe::egui;", 2),
            ("src/store/mod.rs", "rfd::FileDialog::new()", 1),
            ("src/app/mod.rs", "use eframe::egui;", 0),
            ("src/main.rs", "eframe::run_native()", 0),
            ("src/desk/keys.rs", "// turns egui keys into ours\nlet regui = 1;", 0),
        ],
    );
    check_tree(window_named, "src");
}

#[test]
fn one_file_prints() {
    check_rule(
        prints,
        &[
            ("src/desk/mod.rs", "println!(\"a\");", 1),
            ("src/cli/check.rs", "eprint!(\"a\");", 1),
            ("src/cli/mod.rs", "eprintln!(\"a\");", 0),
            ("src/desk/mod.rs", "// println! is for the command line", 0),
        ],
    );
    check_tree(prints, "src");
}

#[test]
fn no_test_file_is_forgotten() {
    assert_eq!(forgotten("mod cli;\n#[cfg(a)]\nmod window;\n", &["main", "cli", "window", "edits"]).len(), 1);
    let main = std::fs::read_to_string(root().join("tests/suite/main.rs")).unwrap();
    let mut beside: Vec<String> = Vec::new();
    for entry in std::fs::read_dir(root().join("tests/suite")).unwrap() {
        let path: PathBuf = entry.unwrap().path();
        let is_module = path.extension().is_some_and(|ending| ending == "rs") || path.join("mod.rs").exists();
        beside.extend(is_module.then(|| path.file_stem().unwrap().to_string_lossy().into_owned()));
    }
    let beside: Vec<&str> = beside.iter().map(String::as_str).collect();
    assert_eq!(forgotten(&main, &beside), [""; 0]);
}

#[test]
fn everything_that_ships_has_a_licence() {
    let readme = "| `fonts/` | a font | OFL |\n| `icon/` | an icon | ours |\n";
    assert_eq!(unlicensed(readme, &["fonts/", "icon/", "samples/"]).len(), 2);
    let readme = std::fs::read_to_string(root().join("assets/README.md")).unwrap();
    let mut assets: Vec<String> = Vec::new();
    for entry in std::fs::read_dir(root().join("assets")).unwrap() {
        let entry = entry.unwrap();
        let name = entry.file_name().to_string_lossy().into_owned();
        if name != "README.md" && !name.starts_with('.') {
            assets.push(if entry.path().is_dir() { format!("{name}/") } else { name });
        }
    }
    assets.sort();
    let assets: Vec<&str> = assets.iter().map(String::as_str).collect();
    assert_eq!(unlicensed(&readme, &assets), [""; 0]);
}

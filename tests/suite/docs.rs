//! What the documents say agrees with the program: the README's keys with the command table, its commands with CI.

use newsmend::desk::{COMMANDS, Menu, Sample};
use newsmend::model::check_all;
use newsmend::store::project_file;
use std::fmt::Write as _;

fn file(name: &str) -> String {
    std::fs::read_to_string(std::path::Path::new(env!("CARGO_MANIFEST_DIR")).join(name)).unwrap()
}

/// The README's table of keys, as the command table has it.
fn keys() -> String {
    let mut table = String::from("| | command | 命令 | keys |\n|---|---|---|---|\n");
    for menu in Menu::ALL {
        let mut name = menu.title().en;
        for command in COMMANDS.iter().filter(|command| command.menu == menu && !command.keys.is_empty()) {
            let keys: Vec<String> = command.keys.iter().map(|key| format!("`{key}`")).collect();
            let (en, zh) = (command.title.en, command.title.zh);
            writeln!(table, "| {name} | {en} | {zh} | {} |", keys.join(" ")).unwrap();
            name = "";
        }
    }
    table
}

#[test]
fn the_keys_in_the_readme_are_those_of_the_command_table() {
    let readme = file("README.md");
    let (_, rest) = readme.split_once("<!-- keys -->\n").expect("README.md has <!-- keys -->");
    let (found, _) = rest.split_once("<!-- /keys -->").expect("README.md has <!-- /keys -->");
    let wanted = keys();
    assert!(found == wanted, "put this between the marks in README.md:\n\n{wanted}");
}

#[test]
fn the_test_command_of_the_readme_is_what_ci_runs() {
    let command = "cargo test --features testing";
    for name in ["README.md", ".ci/run"] {
        assert!(file(name).lines().any(|line| line.trim().ends_with(command)), "{name} lacks {command}");
    }
}

#[test]
fn every_command_and_option_of_the_help_stands_in_the_readme() {
    let readme = file("README.md");
    for name in [
        "propose",
        "export",
        "check",
        "compare",
        "newsmend diff",
        "--sample",
        "--format",
        "--out-dir",
        "--encoding",
        "--lang",
    ] {
        assert!(readme.contains(name), "{name}");
    }
}

#[test]
fn the_projects_that_ship_hold_the_sample_pages_and_are_sound() {
    for sample in [Sample::Chinese, Sample::English] {
        let (name, text) = sample.file();
        let project = file(&format!("projects/{}", name.replace(".txt", project_file::ENDING)));
        let project = project_file::from_bytes(project.as_bytes()).unwrap();
        let pages: String = project.pages().iter().map(|page| page.text()).collect();
        assert!(pages == text, "{name} is not the page in its project: make that again");
        assert_eq!(check_all(&project), []);
    }
}

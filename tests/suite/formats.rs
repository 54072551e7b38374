//! Exports: what they say can be rebuilt from the raw pages.

use crate::random::{case, config};
use newsmend::formats::{FORMATS, Format, Selection};
use newsmend::model::Project;
use newsmend::text::push_joined;
use proptest::prelude::*;
use serde_json::{Value, json};

fn export(project: &Project, selection: &Selection) -> Value {
    serde_json::from_str(&(Format::by_name("json").unwrap().run)(project, selection)).unwrap()
}

fn number(value: &Value) -> usize {
    usize::try_from(value.as_u64().unwrap()).unwrap()
}

fn list(value: &Value) -> &Vec<Value> {
    value.as_array().unwrap()
}

/// The text of a block from what the export says of it and the raw pages, and from nothing else.
fn rebuilt(pages: &[Vec<char>], block: &Value) -> String {
    let mut out = String::new();
    let spans = list(&block["spans"]);
    for span in spans {
        let page = &pages[number(&span["page"]) - 1];
        let (start, end) = (number(&span["start"]), number(&span["end"]));
        let begins = |at: usize| spans.iter().any(|s| s["page"] == span["page"] && number(&s["start"]) == at);
        let mut corrections: Vec<&Value> = block.get("corrections").into_iter().flat_map(list).collect();
        corrections.retain(|c| {
            let (from, to) = (number(&c["start"]), number(&c["end"]));
            c["page"] == span["page"] && start <= from && to <= end && (from < end || !begins(from))
        });
        let mut corrections = corrections.into_iter().peekable();
        let mut lines = vec![String::new()];
        let mut at = start;
        loop {
            // One may begin where the one before it ends: it stood in the white space behind.
            while let Some(c) = corrections.next_if(|c| number(&c["start"]) == at) {
                let (from, to) = (number(&c["start"]), number(&c["end"]));
                assert_eq!(page[from..to].iter().collect::<String>(), c["raw"].as_str().unwrap());
                lines.last_mut().unwrap().push_str(c["text"].as_str().unwrap());
                at = to;
            }
            if at >= end {
                break;
            }
            match page[at] {
                '\n' | '\r' => lines.push(String::new()),
                c => lines.last_mut().unwrap().push(c),
            }
            at += 1;
        }
        for line in lines {
            push_joined(&mut out, &line);
        }
    }
    out.trim_end().to_owned()
}

proptest! {
    #![proptest_config(config())]

    #[test]
    fn every_block_can_be_rebuilt_from_the_raw_pages(case in case(30)) {
        let project = case.project();
        let export = export(&project, &Selection::All);
        let pages: Vec<Vec<char>> = case.pages.iter().map(|text| text.chars().collect()).collect();
        for article in list(&export["articles"]) {
            let mut running = Vec::new();
            for block in list(&article["blocks"]) {
                let text = rebuilt(&pages, block);
                prop_assert_eq!(block["text"].as_str(), Some(text.as_str()));
                if ["body", "subhead", "note"].contains(&block["role"].as_str().unwrap()) && !text.is_empty() {
                    running.push(text);
                }
            }
            prop_assert_eq!(&article["body"], &json!(running));
        }
    }

    #[test]
    fn the_ledger_of_the_export_is_that_of_the_project(case in case(30)) {
        let project = case.project();
        let export = export(&project, &Selection::All);
        prop_assert_eq!(&export["ledger"], &serde_json::to_value(project.ledger()).unwrap());
        let count = |blocks: Vec<&Value>| -> usize {
            let spans = blocks.into_iter().flat_map(|block| list(&block["spans"]));
            let inks = spans.map(|span| {
                let page = case.pages[number(&span["page"]) - 1].chars();
                let (start, end) = (number(&span["start"]), number(&span["end"]));
                page.skip(start).take(end - start).filter(|c| !c.is_whitespace()).count()
            });
            inks.sum()
        };
        let blocks = list(&export["articles"]).iter().flat_map(|article| list(&article["blocks"])).collect();
        prop_assert_eq!(count(blocks), project.ledger().in_articles);
        prop_assert_eq!(count(list(&export["furniture"]).iter().collect()), project.ledger().furniture);
        prop_assert_eq!(count(list(&export["discarded"]).iter().collect()), project.ledger().discarded);
    }

    #[test]
    fn each_article_exports_alone_as_among_the_others(case in case(30)) {
        let project = case.project();
        let whole = export(&project, &Selection::All);
        for (&id, wanted) in project.order().iter().zip(list(&whole["articles"])) {
            let alone = export(&project, &Selection::Articles(vec![id]));
            prop_assert_eq!(list(&alone["articles"]), &vec![wanted.clone()]);
        }
        for format in FORMATS {
            prop_assert_eq!((format.run)(&project, &Selection::All), (format.run)(&project, &Selection::All));
        }
    }
}

#[test]
fn every_format_writes_what_was_read_and_found_right() {
    let fixtures = std::path::PathBuf::from(env!("CARGO_MANIFEST_DIR")).join("tests/fixtures");
    let name = "two-pages-every-field";
    let project = std::fs::read(fixtures.join(format!("projects/v1/{name}.newsmend.json"))).unwrap();
    let project = newsmend::store::project_file::from_bytes(&project).unwrap();
    for format in FORMATS {
        let wanted = std::fs::read_to_string(fixtures.join(format!("expected/{name}.{}", format.extension))).unwrap();
        assert_eq!((format.run)(&project, &Selection::All), wanted, "{}", format.name);
    }
}

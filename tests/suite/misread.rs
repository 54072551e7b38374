//! How many of the suspected misreadings are some: a tool that measures pages of known text.

use newsmend::desk::Work;
use newsmend::model::{Page, Project, Reason, Source};
use newsmend::propose::{Budget, Progress};
use newsmend::text::PageNo;
use serde_json::Value;
use similar::{Algorithm, DiffOp, capture_diff_slices};
use std::collections::BTreeMap;
use std::path::Path;
use std::sync::Arc;

/// What the characters of a page are in truth, by their byte; what is not told is left out. Each block's text is compared with
/// the printed one, white space left out.
fn printed(text: &str, gold: &Value) -> BTreeMap<usize, String> {
    let bytes: Vec<(usize, char)> = text.char_indices().collect();
    let mut blocks: BTreeMap<String, Vec<(usize, char)>> = BTreeMap::new();
    for segment in gold["segments"].as_array().unwrap() {
        let at = |name: &str| usize::try_from(segment[name].as_u64().unwrap()).unwrap();
        if segment["article"].as_str() != Some("?") {
            let own = bytes[at("start")..at("end")].iter().filter(|(_, c)| !c.is_whitespace());
            blocks.entry(segment["block"].to_string()).or_default().extend(own);
        }
    }
    let mut found = BTreeMap::new();
    for (block, raw) in blocks {
        let Some(truth) = gold["truth"].get(&block).and_then(Value::as_str) else { continue };
        let truth: Vec<char> = truth.chars().filter(|c| !c.is_whitespace()).collect();
        let letters: Vec<char> = raw.iter().map(|c| c.1).collect();
        for op in capture_diff_slices(Algorithm::Myers, &letters, &truth) {
            match op {
                DiffOp::Equal { old_index, new_index, len } => {
                    (0..len)
                        .for_each(|at| drop(found.insert(raw[old_index + at].0, truth[new_index + at].to_string())));
                }
                DiffOp::Replace { old_index, old_len, new_index, new_len } => {
                    for at in 0..old_len {
                        let own = if old_len == new_len { truth[new_index + at].to_string() } else { String::new() };
                        found.insert(raw[old_index + at].0, own);
                    }
                }
                DiffOp::Delete { old_index, old_len, .. } => {
                    (0..old_len).for_each(|at| drop(found.insert(raw[old_index + at].0, String::new())));
                }
                DiffOp::Insert { .. } => {}
            }
        }
    }
    found
}

/// Says of the pages of a folder with their printed text how many suspicions a page has, how many of them are misread at all,
/// and how many read so as is proposed: `MISREAD_PAGES` (folder), `MISREAD_EVERY` (each so many-th page). `MISREAD_ALL` lists
/// them.
#[test]
#[ignore = "a tool, and wants its variables"]
fn misreadings_are_measured() {
    let said = |name: &str| std::env::var(name).unwrap_or_default();
    let every: usize = said("MISREAD_EVERY").parse().unwrap_or(1);
    let first: usize = said("MISREAD_FIRST").parse().unwrap_or(0);
    let mut names: Vec<_> =
        Path::new(&said("MISREAD_PAGES")).read_dir().unwrap().map(|entry| entry.unwrap().path()).collect();
    names.retain(|name| name.extension().is_some_and(|ending| ending == "txt"));
    names.sort();
    let (mut pages, mut asked, mut misread, mut right) = (0, 0, 0, 0);
    for name in names.iter().skip(first).step_by(every) {
        let text = std::fs::read_to_string(name).unwrap();
        let gold = std::fs::read(name.with_extension("gold.json")).unwrap();
        let gold: Value = serde_json::from_slice(&gold).unwrap();
        let truth = if gold["truth"].is_object() { printed(&text, &gold) } else { BTreeMap::new() };
        let page = Page::new(text, Source::default(), Vec::new());
        let mut work = Work::new(Project::new(vec![Arc::new(page)]), None);
        work.propose_now(&Budget::default(), &Progress::default()).unwrap();
        pages += 1;
        for (key, evidence) in work.project().seams_from(PageNo::new(0)) {
            let Some(Reason::Misread { raw, readings }) = evidence.reasons.first() else { continue };
            let is = truth.get(&key.from.pos.get());
            asked += 1;
            misread += usize::from(is.is_some_and(|is| is != raw));
            right += usize::from(is.is_some_and(|is| *is == readings[0]));
            if said("MISREAD_ALL") == "1" {
                let line = work.project().line_number(key.from);
                let sure = evidence.confidence.get();
                println!("MIS {} {line} {raw} {} {sure:.3} {is:?}", name.display(), readings.join(""));
            }
        }
    }
    println!("{pages} pages, {asked} suspicions, {misread} misread, {right} as proposed");
}

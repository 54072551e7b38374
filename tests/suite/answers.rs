//! Pages made from answered pages: what always holds of them, and a tool that writes them to a folder.

use newsmend::measure::Gold;
use newsmend::model::{Page, Role, Source};
use newsmend::propose::learn::{Style, TrueBlock, Truth, relay};
use newsmend::text::{PageNo, Span};
use std::collections::BTreeMap;
use std::path::{Path, PathBuf};
use std::sync::Arc;

/// What is learned from a page and its answer.
fn truth(page: Arc<Page>, gold: &Gold) -> Truth {
    let byte = |at| page.lines().pos_of_code_point(page.text(), at).unwrap().get();
    let (mut blocks, mut open) = (Vec::<(String, TrueBlock)>::new(), Vec::new());
    let mut names: BTreeMap<String, u32> = BTreeMap::new();
    for segment in &gold.segments {
        let (start, end) = (byte(segment.start), byte(segment.end));
        let text = &page.text()[start..end];
        let start = start + (text.len() - text.trim_start().len());
        let span = Span::new(PageNo::default(), start, start + text.trim().len());
        if span.is_empty() {
            continue;
        }
        if segment.is_open() {
            open.push(span);
            continue;
        }
        let article = segment.article.as_ref().map(|name| {
            let fresh = u32::try_from(names.len()).unwrap();
            *names.entry(name.clone()).or_insert(fresh)
        });
        let key = format!("{:?} {}", article, segment.block);
        if let Some((last, block)) = blocks.last_mut()
            && *last == key
        {
            block.spans.push(span);
            block.gap |= segment.gap;
            block.coarse |= segment.coarse;
            continue;
        }
        let role = segment.role().unwrap_or(Role::Body);
        blocks.push((key, TrueBlock { spans: vec![span], role, article, gap: segment.gap, coarse: segment.coarse }));
    }
    Truth { page, blocks: blocks.into_iter().map(|(_, block)| block).collect(), open }
}

/// All answered pages of `folder` whose name contains `only`.
fn read(folder: &Path, only: &str) -> Vec<Truth> {
    let mut names: Vec<PathBuf> = std::fs::read_dir(folder).unwrap().map(|entry| entry.unwrap().path()).collect();
    names.retain(|path| {
        let name = path.file_name().unwrap().to_string_lossy();
        name.contains(only) && path.extension().is_some_and(|ending| ending == "txt")
    });
    names.sort();
    names
        .iter()
        .map(|path| {
            let text = std::fs::read_to_string(path).unwrap();
            let page = Arc::new(Page::new(text, Source::default(), Vec::new()));
            let json = std::fs::read_to_string(path.with_extension("gold.json")).unwrap();
            truth(Arc::clone(&page), &Gold::read(&json, page.lines().code_points()).unwrap())
        })
        .collect()
}

/// The answer as `score.py` reads it.
fn gold(truth: &Truth) -> serde_json::Value {
    let page = &truth.page;
    let point = |pos| page.lines().code_point(page.text(), pos);
    let mut segments = Vec::new();
    for (index, block) in truth.blocks.iter().enumerate() {
        let article = block.article.map(|article| format!("a{article}"));
        for span in &block.spans {
            let mut segment = serde_json::json!({
                "start": point(span.start), "end": point(span.end), "article": article,
                "role": block.role.name(), "block": index,
            });
            if block.gap {
                segment["gap"] = true.into();
            }
            if block.coarse {
                segment["coarse"] = true.into();
            }
            segments.push(segment);
        }
    }
    for span in &truth.open {
        let (start, end) = (point(span.start), point(span.end));
        segments.push(serde_json::json!({"start": start, "end": end, "article": "?", "role": "?", "block": -1}));
    }
    serde_json::json!({ "segments": segments })
}

/// Writes new pages: `RELAY_FROM` (folder), `RELAY_ONLY` (part of a name), `RELAY_STYLE`, `RELAY_PAGES`, `RELAY_SEED`,
/// `RELAY_TO` (folder).
#[test]
#[ignore = "a tool, and wants its variables"]
fn relayed_pages_are_written_to_a_folder() {
    let said = |name: &str| std::env::var(name).unwrap_or_default();
    let style = Style::by_name(&said("RELAY_STYLE")).expect("RELAY_STYLE names a style");
    let sources = read(Path::new(&said("RELAY_FROM")), &said("RELAY_ONLY"));
    let sources: Vec<&Truth> = sources.iter().collect();
    let pages = said("RELAY_PAGES").parse().unwrap_or(20);
    let to = PathBuf::from(said("RELAY_TO"));
    std::fs::create_dir_all(&to).unwrap();
    let put = |name: String, text: &str| {
        newsmend::store::atomic::replace(&to.join(name), text.as_bytes()).unwrap();
    };
    for (index, truth) in relay(&sources, style, pages, said("RELAY_SEED").parse().unwrap_or(0)).iter().enumerate() {
        check(truth);
        put(format!("{}-{index:04}.txt", style.name()), truth.page.text());
        put(format!("{}-{index:04}.gold.json", style.name()), &gold(truth).to_string());
    }
}

/// Every character that is no white space is in exactly one span; spans are trimmed and on character boundaries.
#[track_caller]
fn check(truth: &Truth) {
    let text = truth.page.text();
    let mut taken = vec![0_u32; text.len()];
    for span in truth.blocks.iter().flat_map(|block| &block.spans).chain(&truth.open) {
        let inside = text.get(span.range()).expect("a span on character boundaries");
        assert!(!inside.is_empty() && inside.trim() == inside, "{inside:?} is not trimmed");
        for byte in &mut taken[span.range()] {
            *byte += 1;
        }
    }
    for (at, c) in text.char_indices().filter(|(_, c)| !c.is_whitespace()) {
        assert_eq!(taken[at], 1, "{c} at byte {at} of {text}");
    }
    assert!(truth.blocks.iter().all(|block| !block.spans.is_empty()));
}

//! Pages made from answered pages: what always holds of them, and a tool that writes them to a folder.

use newsmend::desk::training::Sources;
use newsmend::model::{Page, Role, Source};
use newsmend::propose::learn::{Style, TrueBlock, Truth, relay, relay_like};
use newsmend::text::{PageNo, Span};
use std::collections::BTreeMap;
use std::path::{Path, PathBuf};
use std::sync::Arc;

/// All answered pages of `folder` whose name contains `only`.
fn read(folder: &Path, only: &str) -> Vec<Truth> {
    let mut sources = Sources::default();
    sources.add(folder).unwrap();
    sources.pages.into_iter().filter(|page| page.name.contains(only)).map(|page| page.truth).collect()
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
/// `RELAY_TO` (folder); text of more pages with `RELAY_TEXT` (part of a name).
#[test]
#[ignore = "a tool, and wants its variables"]
fn relayed_pages_are_written_to_a_folder() {
    let said = |name: &str| std::env::var(name).unwrap_or_default();
    let style = Style::by_name(&said("RELAY_STYLE")).expect("RELAY_STYLE names a style");
    let sources = read(Path::new(&said("RELAY_FROM")), &said("RELAY_ONLY"));
    let sources: Vec<&Truth> = sources.iter().collect();
    let more =
        std::env::var("RELAY_TEXT").map_or_else(|_| Vec::new(), |only| read(Path::new(&said("RELAY_FROM")), &only));
    let texts: Vec<&Truth> = if more.is_empty() { sources.clone() } else { more.iter().collect() };
    let pages = said("RELAY_PAGES").parse().unwrap_or(20);
    let to = PathBuf::from(said("RELAY_TO"));
    std::fs::create_dir_all(&to).unwrap();
    let put = |name: String, text: &str| {
        newsmend::store::atomic::replace(&to.join(name), text.as_bytes()).unwrap();
    };
    for (index, truth) in
        relay_like(&texts, &sources, style, pages, said("RELAY_SEED").parse().unwrap_or(0)).iter().enumerate()
    {
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

/// A page of `count` articles with everything that a page has; no line of it is on a page of another `number`.
fn sample(number: usize, count: usize) -> Truth {
    let mut text = String::new();
    let (mut blocks, mut open) = (Vec::new(), Vec::new());
    let mut serial = number * 1000;
    let mut print = |text: &mut String, role: Role, article: Option<u32>, lines: usize, width: usize| {
        let start = text.len();
        for line in 0..lines {
            serial += 1;
            let name: String = format!("{serial:05}")
                .chars()
                .map(|c| "零一二三四五六七八九".chars().nth(c as usize - 48).unwrap())
                .collect();
            let rest = if line + 1 == lines { width / 2 } else { width.saturating_sub(5) };
            text.push_str(&name);
            text.push_str(&"文".repeat(rest));
            text.push_str(if line + 1 == lines { "。\n" } else { "\n" });
        }
        let end = start + text.get(start..).unwrap().trim_end().len();
        blocks.push(TrueBlock {
            spans: vec![Span::new(PageNo::default(), start, end)],
            role,
            article,
            gap: false,
            coarse: false,
        });
    };
    print(&mut text, Role::Furniture, None, 1, 8);
    for article in 0..u32::try_from(count).unwrap() {
        print(&mut text, Role::Headline, Some(article), 1, 16);
        for paragraph in 0..4 {
            text.push_str(if paragraph % 2 == 0 { "\n" } else { "" });
            print(&mut text, Role::Body, Some(article), 3 + paragraph * 2, 14);
        }
        print(&mut text, Role::Caption, Some(article), 1, 10);
        print(&mut text, Role::Credit, Some(article), 1, 6);
        let start = text.len();
        text.push_str("~ |\n\n");
        open.push(Span::new(PageNo::default(), start, start + 3));
    }
    // As an answer has it: articles in order, furniture behind.
    blocks.sort_by_key(|block: &TrueBlock| (block.article.is_none(), block.article));
    Truth { page: Arc::new(Page::new(text, Source::default(), Vec::new())), blocks, open }
}

/// A block's text without white space.
fn ink(truth: &Truth, block: &TrueBlock) -> String {
    let text = block.spans.iter().map(|span| truth.page.text().get(span.range()).unwrap());
    text.flat_map(str::chars).filter(|c| !c.is_whitespace()).collect()
}

#[test]
fn relayed_pages_answer_for_every_character() {
    let sources: Vec<Truth> = (0..5).map(|number| sample(number, 3)).collect();
    let sources: Vec<&Truth> = sources.iter().collect();
    sources.iter().for_each(|truth| check(truth));
    for style in Style::ALL {
        let pages = relay(&sources, style, 12, 7);
        assert_eq!(pages.len(), 12, "{style:?}");
        for truth in &pages {
            check(truth);
            assert!(truth.blocks.iter().any(|block| block.role == Role::Headline), "{style:?}");
        }
    }
}

#[test]
fn relayed_pages_depend_on_the_seed_alone() {
    let sources: Vec<Truth> = (0..5).map(|number| sample(number, 3)).collect();
    let sources: Vec<&Truth> = sources.iter().collect();
    for style in Style::ALL {
        let texts = |seed| relay(&sources, style, 3, seed).iter().map(|truth| truth.page.text().to_owned()).collect();
        let (first, again, other): (Vec<String>, Vec<String>, Vec<String>) = (texts(1), texts(1), texts(2));
        assert_eq!(first, again, "{style:?}");
        assert_ne!(first, other, "{style:?}");
    }
    assert!(relay(&[], Style::Easy, 3, 1).is_empty());
}

#[test]
fn relayed_text_is_the_sources() {
    let sources: Vec<Truth> = (0..5).map(|number| sample(number, 3)).collect();
    let sources: Vec<&Truth> = sources.iter().collect();
    let known: Vec<(Role, String)> =
        sources.iter().flat_map(|truth| truth.blocks.iter().map(|block| (block.role, ink(truth, block)))).collect();
    for style in Style::ALL {
        let mut used: BTreeMap<String, usize> = BTreeMap::new();
        let pages = relay(&sources, style, 20, 3);
        for truth in &pages {
            for block in truth.blocks.iter().filter(|block| !block.gap) {
                let own = (block.role, ink(truth, block));
                assert!(known.contains(&own), "{style:?}: {own:?}");
                if block.role == Role::Headline {
                    *used.entry(own.1).or_default() += 1;
                }
            }
        }
        // Each article is printed about as often as any other.
        let (least, most) = (used.values().min().unwrap(), used.values().max().unwrap());
        assert!(used.len() == 15 && most - least <= 2, "{style:?}: {used:?}");
    }
}

#[test]
fn articles_of_one_page_do_not_meet_again() {
    let sources: Vec<Truth> = (0..30).map(|number| sample(number, 3)).collect();
    let mut home: BTreeMap<String, usize> = BTreeMap::new();
    for (number, truth) in sources.iter().enumerate() {
        home.extend(truth.blocks.iter().map(|block| (ink(truth, block), number)));
    }
    let sources: Vec<&Truth> = sources.iter().collect();
    for truth in relay(&sources, Style::RapidOwn, 40, 5) {
        let heads = truth.blocks.iter().filter(|block| block.role == Role::Headline);
        let mut homes: Vec<usize> = heads.map(|head| home[&ink(&truth, head)]).collect();
        let count = homes.len();
        homes.sort_unstable();
        homes.dedup();
        assert!(count > 1 && homes.len() == count, "{homes:?} of {count}");
    }
}

#[test]
fn styles_have_names() {
    for style in Style::ALL {
        assert_eq!(Style::by_name(style.name()), Some(style));
    }
    for (file, wanted) in [
        ("p-easy-0001.txt", Some(Style::Easy)),
        ("t-tess-psm11-bad-23.txt", Some(Style::Psm11)),
        ("t-rapid-xycut-worn-31.txt", Some(Style::RapidXycut)),
        ("matin-1893-p01.rows.txt", Some(Style::Rows)),
        ("page.txt", None),
    ] {
        assert_eq!(Style::of_file(file), wanted, "{file}");
    }
}

//! What a corrected project teaches.
//!
//! A project is written as its articles, the pieces of which stand once on the pages: `甲 丙,乙` are blocks, `甲 丙` is a
//! block of two spans. `+` before an article: it is ticked; `!` before a block: a person set it; `F:` is the furniture, `D:` what is
//! discarded; `图` begins a caption. Pages are parted by `|`.

use super::project::truths;
use super::{LearnError, Learned, OpenModel, Plan, Source as Lesson, learn};
use crate::model::{
    Article, ArticleFacts, ArticleId, Block, BlockId, Evidence, Home, Page, Parts, Project, Reason, Role, Source,
};
use crate::propose::Budget;
use crate::propose::learn::Truth;
use crate::text::{PageNo, Span};
use std::sync::Arc;

fn project(pages: &str, articles: &str) -> Project {
    let pages: Vec<&str> = pages.split('|').collect();
    let page = |text: &&str| Arc::new(Page::new((*text).to_owned(), Source::default(), Vec::new()));
    let mut parts = Parts { pages: pages.iter().map(page).collect(), ..Parts::default() };
    let span = |piece: &str| {
        let (number, at) = pages.iter().enumerate().find_map(|(n, text)| Some((n, text.find(piece)?))).unwrap();
        Span::new(PageNo::new(number), at, at + piece.len())
    };
    for (number, written) in (0..).zip(articles.split(';')) {
        let (home, blocks) = match written.split_at_checked(2) {
            Some(("F:", blocks)) => (Home::Furniture, blocks),
            Some(("D:", blocks)) => (Home::Discarded, blocks),
            _ => (Home::Article(ArticleId(number)), written.trim_start_matches('+')),
        };
        let mut ids = Vec::new();
        for block in blocks.split(',') {
            let id = BlockId(u32::try_from(parts.blocks.len()).unwrap());
            let role = match home {
                Home::Furniture => Role::Furniture,
                Home::Discarded => Role::Discarded,
                Home::Article(_) if block.contains('图') => Role::Caption,
                Home::Article(_) => Role::Body,
            };
            let why = if block.starts_with('!') { Evidence::editor() } else { Evidence::new(0.5, Reason::Usual) };
            let spans = block.trim_start_matches('!').split(' ').map(span).collect();
            parts.blocks.insert(id, Block::new(spans, role, home, why));
            ids.push(id);
        }
        if let Home::Article(id) = home {
            let facts = ArticleFacts { reviewed: written.starts_with('+'), ..ArticleFacts::default() };
            parts.articles.insert(id, Article { facts, blocks: ids });
            parts.order.push(id);
        }
    }
    Project::from_parts(parts).unwrap()
}

/// A truth in words: blocks with their spans, their article's number from 1 in the order met, or their role; behind `?` what
/// is open.
fn told(truth: &Truth) -> String {
    let raw = |span: &Span| truth.page.text().get(span.range()).unwrap();
    let spans = |spans: &[Span]| spans.iter().map(raw).collect::<Vec<_>>().join("+");
    let mut numbers: Vec<u32> = Vec::new();
    let mut words: Vec<String> = Vec::new();
    for block in &truth.blocks {
        let home = block.article.map(|article| {
            let known = numbers.iter().position(|known| *known == article);
            known.unwrap_or_else(|| {
                numbers.push(article);
                numbers.len() - 1
            }) + 1
        });
        let home = home.map_or_else(|| block.role.name().to_owned(), |number| number.to_string());
        words.push(format!("{home}:{}", spans(&block.spans)));
    }
    words.extend(truth.open.iter().map(|span| format!("?{}", raw(span))));
    words.join(" ")
}

#[test]
fn what_a_person_saw_is_an_answer() {
    for (name, pages, articles, wanted) in [
        ("ticked articles count whole", "甲\n乙\n丙", "+甲,丙;+乙", vec!["1:甲 1:丙 2:乙"]),
        ("a project that nobody looked at teaches nothing", "甲\n乙", "甲;乙", vec![]),
        ("an article that is not ticked is open", "甲\n乙", "+甲;乙", vec!["1:甲 ?乙"]),
        ("of it, what was set counts", "甲\n乙\n丙", "!甲,!乙;丙", vec!["1:甲 1:乙 ?丙"]),
        ("what was set is not said to go on over what was not", "甲\n乙\n丙", "!甲,乙,!丙", vec!["1:甲 2:丙 ?乙"]),
        ("whose a caption is was not said", "甲\n图\n乙", "!甲,!图;乙", vec!["1:甲 ?图 ?乙"]),
        ("captions stand behind the text", "甲\n图\n乙", "+甲,图,乙", vec!["1:甲 1:乙 1:图"]),
        ("a block keeps its spans in reading order", "甲\n乙\n丙", "+丙 甲,乙", vec!["1:丙+甲 1:乙"]),
        ("furniture of a finished page counts", "甲\n乙\n丙", "+甲;F:乙;D:丙", vec!["1:甲 furniture:乙 discarded:丙"]),
        ("that of another does not", "甲\n乙\n丙\n丁", "+甲;丁;F:乙,!丙", vec!["1:甲 furniture:丙 ?丁 ?乙"]),
        ("furniture alone cannot be ticked", "甲|乙", "+甲;F:乙", vec!["1:甲"]),
        ("a block over pages is cut", "甲\n乙|丙\n丁", "+乙 丙,丁;甲", vec!["1:乙 ?甲", "1:丙 1:丁"]),
        ("an article that comes back does not go on", "甲\n丙|乙", "+甲,乙,丙", vec!["1:甲 2:丙", "1:乙"]),
    ] {
        let found: Vec<String> = truths(&project(pages, articles)).iter().map(|(_, truth)| told(truth)).collect();
        assert_eq!(found, wanted, "{name}");
    }
}

#[test]
fn spans_are_those_of_a_page_that_stands_alone() {
    let truths = truths(&project("甲|乙", "+甲,乙"));
    assert_eq!(truths.iter().map(|(number, _)| number.shown()).collect::<Vec<_>>(), [1, 2]);
    let first = Span::new(PageNo::new(0), 0, 3);
    assert!(truths.iter().all(|(_, truth)| truth.blocks[0].spans == [first]));
}

/// Learns from a Chinese page, an English one, or both, on top of a model or from nothing.
fn learned(base: Option<&OpenModel>, pages: &[&str]) -> Result<Learned, LearnError> {
    let lesson = |name: &&str| {
        let project = match *name {
            "zh" => project("甲甲甲甲\n乙乙乙乙。\n丙丙\n丁丁丁。", "+甲甲甲甲,乙乙乙乙。;+丙丙,丁丁丁。"),
            _ => project("Street\nSwept.\nLibrary\nOpen.", "+Street,Swept.;+Library,Open."),
        };
        let truth = truths(&project).remove(0).1;
        Lesson { set: String::new(), name: (*name).to_owned(), truth, printed_from: Vec::new() }
    };
    let sources: Vec<Lesson> = pages.iter().map(lesson).collect();
    let plan = Plan { base, articles: &[], parts: 2, rounds: 0.02, generated: 0.0, seed: 1 };
    learn(&sources, &plan, &Budget::default(), &mut |_| {})
}

fn opened(learned: Learned) -> OpenModel {
    OpenModel::from_bytes(learned.model.into()).unwrap()
}

#[test]
fn what_a_model_knows_of_other_scripts_stays() {
    let both = opened(learned(None, &["zh", "en"]).unwrap());
    let has = |model: &OpenModel| [false, true].map(|spaced| model.model.stages(spaced).is_some());
    assert_eq!(has(&both), [true, true]);
    for pages in ["zh", "en"] {
        let next = learned(Some(&both), &[pages]).unwrap();
        assert_eq!(next.left_to_rules, 0);
        assert_eq!(has(&opened(next)), [true, true], "{pages}");
    }
}

#[test]
fn scripts_that_a_model_has_no_trees_for_are_left_to_the_rules() {
    let chinese = opened(learned(None, &["zh"]).unwrap());
    let next = learned(Some(&chinese), &["zh", "en"]).unwrap();
    assert_eq!(next.left_to_rules, 1);
    let next = opened(next);
    assert!(next.model.stages(false).is_some() && next.model.stages(true).is_none(), "not trees of no rounds");
    assert!(matches!(learned(Some(&chinese), &["en"]), Err(LearnError::LeftToRules(1))));
}

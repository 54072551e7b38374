//! `newsmend train`: what the proposer knows, learned from pages with answers.

use super::usage::Usage;
use super::{Session, Stop};
use lexopt::Arg::{Long, Short, Value};
use lexopt::Parser;
use newsmend::desk::gestures::accept;
use newsmend::desk::{Text, words::text};
use newsmend::formats::{FORMATS, Selection};
use newsmend::measure::Gold;
use newsmend::model::{Page, Project, Role};
use newsmend::propose::learn::{Article, Course, Lesson, Style, relay_like, NgramSizes, TopicSizes, TrueBlock, Truth, learn_ngrams, judge_unseen, learn_openings, learn_topics, teach};
use newsmend::propose::weights::{Language, Model};
use newsmend::propose::{Budget, Input, Progress, propose};
use newsmend::store;
use newsmend::text::{CodePoints, PageNo, Span};
use std::path::{Path, PathBuf};
use std::sync::Arc;

/// What `newsmend train --help` says.
pub(super) const HELP: Text = text("", "");

#[derive(serde::Deserialize)]
struct Line {
    title: String,
    body: String,
}

/// Styles of pages that are made, of which pages, and how many.
const STYLES: &[(&str, (&str, &str), usize)] = &[
    ("medium", ("train", "p-medium"), 80),
    ("hard", ("train", "p-hard"), 80),
    ("press", ("press-train", ""), 60),
    ("psm3", ("ocr-train", "psm3"), 200),
    ("psm4", ("ocr-train", "psm4"), 60),
    ("psm6", ("ocr-train", "psm6"), 40),
    ("psm11", ("ocr-train", "psm11"), 60),
    ("rapid-own", ("ocr-train", "rapid-own"), 60),
    ("rapid-xycut", ("ocr-train", "rapid-xycut"), 80),
    ("blocks", ("real", ".blocks"), 40),
    ("columns", ("real", ".columns"), 40),
    ("rows", ("real", ".rows"), 24),
];

/// A page with its answer, and where it came from.
struct Source {
    set: String,
    name: String,
    truth: Truth,
}

/// The part of a page's name that pages of one make share.
fn make(name: &str) -> &str {
    match name.split_once('.') {
        Some((page, _)) => page.split_once('-').map_or(page, |parts| parts.0),
        None => name,
    }
}

fn truth(page: Arc<Page>, gold: &Gold) -> Truth {
    let points = CodePoints::new(page.text());
    let mut truth = Truth { page: Arc::clone(&page), blocks: Vec::new(), open: Vec::new() };
    let mut articles: Vec<&str> = Vec::new();
    let mut last: Option<(&serde_json::Value, Option<&str>)> = None;
    for segment in &gold.segments {
        let (Some(start), Some(end)) = (points.pos(page.text(), segment.start), points.pos(page.text(), segment.end)) else { continue };
        let span = Span::new(PageNo::new(0), start.get(), end.get());
        if segment.is_open() {
            truth.open.push(span);
            continue;
        }
        let key = Some((&segment.block, segment.article.as_deref()));
        if key == last
            && let Some(block) = truth.blocks.last_mut()
        {
            block.spans.push(span);
            block.gap |= segment.gap;
            continue;
        }
        last = key;
        let article = segment.article.as_deref().map(|article| {
            articles.iter().position(|known| *known == article).unwrap_or_else(|| {
                articles.push(article);
                articles.len() - 1
            })
        });
        let article = article.and_then(|article| u32::try_from(article).ok());
        let role = segment.role().unwrap_or(if article.is_none() { Role::Furniture } else { Role::Body });
        truth.blocks.push(TrueBlock { spans: vec![span], role, article, gap: segment.gap, coarse: segment.coarse });
    }
    truth
}

fn read(folder: &Path, sources: &mut Vec<Source>) -> Result<(), String> {
    let say = |error: &dyn std::fmt::Display| format!("{}: {error}", folder.display());
    let mut names: Vec<String> = Vec::new();
    for entry in std::fs::read_dir(folder).map_err(|error| say(&error))? {
        let name = entry.map_err(|error| say(&error))?.file_name().to_string_lossy().into_owned();
        names.extend(name.strip_suffix(".gold.json").map(str::to_owned));
    }
    names.sort();
    let set = folder.file_name().map(|name| name.to_string_lossy().into_owned()).unwrap_or_default();
    for name in names {
        let pages = store::read_dump(&folder.join(format!("{name}.txt")), None).map_err(|error| say(&error))?;
        let page = Arc::clone(pages.first().ok_or_else(|| say(&"no page"))?);
        let json = std::fs::read_to_string(folder.join(format!("{name}.gold.json"))).map_err(|error| say(&error))?;
        let total = page.text().chars().count();
        let gold = Gold::read(&json, total).map_err(|error| say(&error))?;
        sources.push(Source { set: set.clone(), name, truth: truth(page, &gold) });
    }
    Ok(())
}

pub(super) fn run(mut parser: Parser, session: &mut Session) -> Result<(), Stop> {
    let (mut folders, mut output, mut proposals, mut corpora) = (Vec::new(), None, None, Vec::new());
    let mut judge = false;
    let mut generated = 0.0_f32;
    let mut course = Course { parts: 3, rounds: 1.0, seed: 1 };
    while let Some(arg) = parser.next()? {
        match arg {
            Short('h') | Long("help") => return Err(Stop::Help),
            Short('o') | Long("output") => output = Some(PathBuf::from(parser.value()?)),
            Long("proposals") => proposals = Some(PathBuf::from(parser.value()?)),
            Long("generated") => generated = parser.value()?.to_string_lossy().parse().unwrap_or(1.0),
            Long("judge") => judge = true,
            Long("corpus") => corpora.push(PathBuf::from(parser.value()?)),
            Long("rounds") => course.rounds = parser.value()?.to_string_lossy().parse().unwrap_or(1.0),
            Long("parts") => course.parts = parser.value()?.to_string_lossy().parse().unwrap_or(3),
            Value(file) => folders.push(PathBuf::from(file)),
            other => return Err(other.unexpected().into()),
        }
    }
    let output = output.ok_or(Usage::NoOutput)?;
    let mut sources = Vec::new();
    for folder in &folders {
        if let Err(why) = read(folder, &mut sources) {
            session.fail(&why);
            return Ok(());
        }
    }
    let mut makes: Vec<&str> = sources.iter().map(|source| make(&source.name)).collect();
    makes.sort_unstable();
    makes.dedup();
    let lessons: Vec<Lesson<'_>> = sources
        .iter()
        .map(|source| {
            let real = source.name.contains('.');
            let make = makes.binary_search(&make(&source.name)).unwrap_or(0);
            let part = u8::try_from(make % usize::from(course.parts)).unwrap_or(0);
            Lesson { truth: &source.truth, weight: 1.0, junk: !real, part }
        })
        .collect();
    let mut articles = Vec::new();
    for corpus in &corpora {
        let text = std::fs::read_to_string(corpus).unwrap_or_default();
        for line in text.lines() {
            let Ok(Line { title, body }) = serde_json::from_str(line) else { continue };
            articles.push(Article { title, body: body.lines().map(str::to_owned).collect() });
        }
    }
    let mut made: Vec<(Truth, u8, bool)> = Vec::new();
    for (style, set, count) in STYLES {
        let Some(style) = Style::by_name(style) else { continue };
        for part in 0..course.parts {
            let (mut own, mut texts): (Vec<&Truth>, Vec<&Truth>) = (Vec::new(), Vec::new());
            for (source, lesson) in sources.iter().zip(&lessons) {
                if lesson.part == part && source.set == set.0 {
                    if source.name.contains(set.1) {
                        own.push(&source.truth);
                    }
                    // Pages of one engine may lend each other their articles.
                    if set.0 != "ocr-train" && source.name.contains(set.1)
                        || set.0 == "ocr-train" && source.name.contains("rapid") == set.1.contains("rapid")
                    {
                        texts.push(&source.truth);
                    }
                }
            }
            #[expect(clippy::cast_precision_loss, clippy::cast_possible_truncation, clippy::cast_sign_loss, reason = "some hundreds")]
            let count = (*count as f32 * generated / f32::from(course.parts)).ceil() as usize;
            if !own.is_empty() && count > 0 {
                let seed = course.seed ^ u64::from(part) << 8;
                made.extend(relay_like(&texts, &own, style, count, seed).into_iter().map(|truth| (truth, part, set.0 != "real")));
            }
        }
    }
    let real = lessons.len();
    let mut lessons = lessons;
    lessons.extend(made.iter().map(|(truth, part, junk)| Lesson { truth, weight: 0.6, junk: *junk, part: *part }));
    let lessons = &lessons[..];
    let started = std::time::Instant::now();
    let mut say = |line: &str| eprintln!("{:6.1} s  {line}", started.elapsed().as_secs_f32());
    let mut language = Language::default();
    if !articles.is_empty() && !judge {
        let articles: Vec<&Article> = articles.iter().collect();
        language.ngrams = Some(learn_ngrams(&articles, &NgramSizes::default()));
        say("n-grams");
        language.topics = Some(learn_topics(&articles, &TopicSizes::default()));
        language.openings = Some(learn_openings(&articles));
        say("topics");
    }
    let Ok(knowledge) = language.knowledge() else { return Ok(()) };
    let part_file = |part: usize| PathBuf::from(format!("{}.{part}", output.display()));
    let unseen: Vec<Model> = if judge {
        let parts = usize::from(course.parts);
        let unseen: Vec<Model> =
            (0..parts).filter_map(|part| Model::from_bytes(std::fs::read(part_file(part)).ok()?.into()).ok()).collect();
        if let Ok(table) = judge_unseen(lessons, &unseen, &Budget::default()) {
            eprintln!("{table}");
        }
        unseen
    } else {
        let Ok(taught) = teach(lessons, knowledge, &course, &Budget::default(), &mut say) else { return Ok(()) };
        for (part, model) in taught.unseen.iter().enumerate() {
            if let Ok(bytes) = model.to_bytes(&language) {
                let _ = std::fs::write(part_file(part), bytes);
            }
        }
        match taught.model.to_bytes(&language) {
            Ok(bytes) => _ = std::fs::write(&output, bytes),
            Err(error) => session.fail(&error.to_string()),
        }
        say("done");
        eprintln!("{}", taught.calibration);
        taught.unseen
    };
    if let Some(folder) = proposals {
        let models: Vec<_> = unseen.into_iter().map(Arc::new).collect();
        for (source, lesson) in sources.iter().zip(&lessons[..real]) {
            let folder = folder.join(&source.set);
            let _ = std::fs::create_dir_all(&folder);
            let mut project = Project::new(vec![Arc::clone(&source.truth.page)]);
            let model = Some(Arc::clone(&models[usize::from(lesson.part)]));
            let input = Input { pages: project.pages().to_vec(), kept: Vec::new(), model };
            if let Ok(proposal) = propose(&input, &Budget::default(), &Progress::default())
                && let Ok(edit) = accept(&project, &proposal, &[])
            {
                let _ = project.apply(edit);
            }
            let text = (FORMATS[0].run)(&project, &Selection::All);
            let _ = std::fs::write(folder.join(format!("{}.json", source.name)), text);
        }
        say("proposals");
    }
    Ok(())
}

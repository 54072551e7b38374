//! Doubts in words: the question, the reason, the alternatives, and how each join would read.

use super::answer::readings;
use super::leads::{jump_of, page_named};
use super::{Choice, Doubt, DoubtKind, alternatives};
use crate::desk::jumps::{Way, span_of};
use crate::desk::words::{self, Lang};
use crate::model::{ArticleId, BlockId, Confidence, Evidence, Project, Role, SeamKey};
use crate::text::{PageNo, Place, Span, push_joined};

/// Characters that a preview shows on either side.
const SHOWN: usize = 12;
/// Characters that an alternative shows of the side that all of them share.
const SHARED: usize = 5;
/// Bytes of raw text that are read for them.
const READ: usize = 160;
/// Reasons that are told.
const TOLD: usize = 3;

/// A doubt as people are asked.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Asked {
    /// The question.
    pub question: String,
    /// How the place reads if the default holds.
    pub preview: String,
    /// Why the default was proposed, with how sure that is.
    pub reason: String,
    /// The other answers: each with what it says, and how that would read.
    pub choices: Vec<(Choice, String, String)>,
}

/// Puts a doubt into words. Costs as much as trying its alternatives.
#[must_use]
pub fn asked(lang: Lang, project: &Project, doubt: &Doubt) -> Asked {
    let at = doubt.id.at;
    let evidence = match doubt.id.kind {
        DoubtKind::Role => project.block(doubt.block).map(|block| &*block.why),
        _ => project.seam_evidence(at),
    };
    let gap = || words::reason(lang, &crate::model::Reason::EndsMidSentence);
    let choices = alternatives(project, doubt).into_iter().map(|choice| {
        let (says, reads) = choice_in_words(lang, project, doubt, choice);
        (choice, says, reads)
    });
    Asked {
        question: question(lang, project, doubt),
        preview: preview(project, doubt),
        reason: match doubt.id.kind {
            DoubtKind::Gap => gap(),
            DoubtKind::Jump => jump_reason(lang, project, doubt),
            _ => evidence.map(|evidence| reason(lang, evidence)).unwrap_or_default(),
        },
        choices: choices.collect(),
    }
}

fn question(lang: Lang, project: &Project, doubt: &Doubt) -> String {
    let at = doubt.id.at;
    let page = at.from.page;
    let end = line_of_end(lang, project, at.from, page);
    let start = line(lang, project, at.to, page);
    let article = project.block(doubt.block).and_then(|block| block.home.article());
    let number = article.and_then(|id| project.number(id)).unwrap_or_default();
    let facts = article.and_then(|id| project.article(id)).map(|article| &article.facts);
    let lost = facts.map(|facts| (facts.opening_missing, facts.ending_missing)).unwrap_or_default();
    match (lang, doubt.id.kind) {
        (Lang::Zh, DoubtKind::Seam | DoubtKind::Joint) if doubt.more > 0 => {
            format!("{end}之后接{start}，同段另外 {} 处也都连着读？", doubt.more)
        }
        (Lang::En, DoubtKind::Seam | DoubtKind::Joint) if doubt.more > 0 => {
            let places =
                if doubt.more == 1 { "1 other place".to_owned() } else { format!("{} other places", doubt.more) };
            format!("Does {end} go on at {start}, and the paragraph at {places} too?")
        }
        (Lang::Zh, DoubtKind::Seam) => format!("{end}之后接{start}？"),
        (Lang::En, DoubtKind::Seam) => format!("Does {end} go on at {start}?"),
        (Lang::Zh, DoubtKind::Joint) => format!("{end}与{start}连着读？"),
        (Lang::En, DoubtKind::Joint) => format!("Do {end} and {start} read on?"),
        (Lang::Zh, DoubtKind::Break) => format!("{start}另起一段？"),
        (Lang::En, DoubtKind::Break) => format!("Does a new paragraph begin in {start}?"),
        (Lang::Zh, DoubtKind::End) if lost.1 => format!("篇目 {number} 到{end}为止，结尾缺失？"),
        (Lang::En, DoubtKind::End) if lost.1 => format!("Does article {number} break off with {end}, its end lost?"),
        (Lang::Zh, DoubtKind::End) => format!("篇目 {number} 到{end}为止？"),
        (Lang::En, DoubtKind::End) => format!("Does article {number} end with {end}?"),
        (Lang::Zh, DoubtKind::Start) if lost.0 => format!("篇目 {number} 从{start}开始，开头缺失？"),
        (Lang::En, DoubtKind::Start) if lost.0 => format!("Does article {number} begin in {start}, its opening lost?"),
        (Lang::Zh, DoubtKind::Start) => format!("篇目 {number} 从{start}开始？"),
        (Lang::En, DoubtKind::Start) => format!("Does article {number} begin in {start}?"),
        (Lang::Zh, DoubtKind::Gap) => format!("{end}之后有缺失？"),
        (Lang::En, DoubtKind::Gap) => format!("Is text missing behind {end}?"),
        (Lang::Zh, DoubtKind::Misread) => {
            format!("{start}的“{}”应为“{}”？", characters(project, at), reading_at(project, at, 0))
        }
        (Lang::En, DoubtKind::Misread) => {
            format!("Is “{}” in {start} to be read “{}”?", characters(project, at), reading_at(project, at, 0))
        }
        (_, DoubtKind::Jump) => jump_question(lang, project, doubt, number),
        (Lang::Zh, DoubtKind::Caption) if is_alone(doubt) => format!("{start}的图片文字不属于任何篇目？"),
        (Lang::En, DoubtKind::Caption) if is_alone(doubt) => {
            format!("Is the picture's text in {start} no article's?")
        }
        (Lang::Zh, DoubtKind::Caption) => format!("{start}的图片文字属于篇目 {number}？"),
        (Lang::En, DoubtKind::Caption) => format!("Is the picture's text in {start} article {number}'s?"),
        (_, DoubtKind::Role) => {
            let role = project.block(doubt.block).map(|block| words::role(block.role).get(lang)).unwrap_or_default();
            match (lang, doubt.like.len()) {
                (Lang::Zh, 0) => format!("{start}是“{role}”？"),
                (Lang::En, 0) => format!("Is {start} “{role}”?"),
                (Lang::Zh, n) => {
                    format!("{start}是“{role}”，同类的 {n} 行（{}）也是？", lines_of(project, &doubt.like))
                }
                (Lang::En, 1) => {
                    format!("Is {start} “{role}”, and is 1 more line like it: {}?", lines_of(project, &doubt.like))
                }
                (Lang::En, n) => {
                    format!("Is {start} “{role}”, and are {n} more lines like it: {}?", lines_of(project, &doubt.like))
                }
            }
        }
    }
}

/// The numbers of the lines of these blocks.
fn lines_of(project: &Project, blocks: &[BlockId]) -> String {
    let starts = blocks.iter().filter_map(|&id| project.block(id)?.first());
    starts.map(|span| project.line_number(span.from()).to_string()).collect::<Vec<_>>().join(", ")
}

/// The characters of the dump between two places.
fn characters(project: &Project, at: SeamKey) -> &str {
    project.raw(Span { page: at.from.page, start: at.from.pos, end: at.to.pos })
}

/// What they may be.
fn reading_at(project: &Project, at: SeamKey, nth: usize) -> &str {
    readings(project, at).get(nth).map_or("", String::as_str)
}

/// How the text reads with them.
fn read_so(project: &Project, at: SeamKey, nth: usize) -> String {
    let (raw, reading) = (characters(project, at), reading_at(project, at, nth));
    format!("{}〔{raw}→{reading}〕{}", tail(project, at.from), head(project, at.to))
}

/// What is asked of a jump line that leads nowhere.
fn jump_question(lang: Lang, project: &Project, doubt: &Doubt, number: usize) -> String {
    let Some(jump) = jump_of(project, doubt.id.at) else { return String::new() };
    let line = project.raw(jump.span).split_whitespace().collect::<Vec<_>>().join(" ");
    let number = jump.article.and_then(|id| project.number(id)).unwrap_or(number);
    let page = jump.to;
    let known = page_named(project, &jump).is_some();
    match (lang, jump.way, known) {
        (Lang::Zh, Way::On, true) => format!("第 {page} 版上没有接“{line}”的，篇目 {number} 的结尾缺失？"),
        (Lang::Zh, Way::On, false) => format!("“{line}”：工程里没有别的第 {page} 版，篇目 {number} 的结尾缺失？"),
        (Lang::Zh, Way::From, true) => format!("第 {page} 版上没有转到“{line}”的，篇目 {number} 的开头缺失？"),
        (Lang::Zh, Way::From, false) => format!("“{line}”：工程里没有别的第 {page} 版，篇目 {number} 的开头缺失？"),
        (Lang::En, Way::On, true) => {
            format!("“{line}”: nothing on page {page} leads back. Is article {number}'s end missing?")
        }
        (Lang::En, Way::On, false) => {
            format!("“{line}”: the project has no other page {page}. Is article {number}'s end missing?")
        }
        (Lang::En, Way::From, true) => {
            format!("“{line}”: nothing on page {page} leads here. Is article {number}'s opening missing?")
        }
        (Lang::En, Way::From, false) => {
            format!("“{line}”: the project has no other page {page}. Is article {number}'s opening missing?")
        }
    }
}

/// Why it is asked.
fn jump_reason(lang: Lang, project: &Project, doubt: &Doubt) -> String {
    let known = jump_of(project, doubt.id.at).is_some_and(|jump| page_named(project, &jump).is_some());
    let why = match (lang, known) {
        (Lang::Zh, true) => "转版的另一头找不到",
        (Lang::Zh, false) => "转版的另一头不在工程里",
        (Lang::En, true) => "the line's counterpart is not to be found",
        (Lang::En, false) => "the line's counterpart is not in the project",
    };
    why.to_owned()
}

/// True for a picture's text that stands in no article with running text.
fn is_alone(doubt: &Doubt) -> bool {
    doubt.id.at.is_cut()
}

fn choice_in_words(lang: Lang, project: &Project, doubt: &Doubt, choice: Choice) -> (String, String) {
    let at = doubt.id.at;
    let says = match (lang, choice) {
        (Lang::Zh, Choice::GoesOn { from, to, .. }) if doubt.id.kind == DoubtKind::Start => {
            format!("接在{}之后", line_of_end(lang, project, from, to.page))
        }
        (Lang::En, Choice::GoesOn { from, to, .. }) if doubt.id.kind == DoubtKind::Start => {
            format!("comes from {}", line_of_end(lang, project, from, to.page))
        }
        (Lang::Zh, Choice::GoesOn { from, to, .. }) => format!("接{}", line(lang, project, to, from.page)),
        (Lang::En, Choice::GoesOn { from, to, .. }) => format!("goes on at {}", line(lang, project, to, from.page)),
        (Lang::Zh, Choice::Ends) => "到此为止，后面是另一篇".to_owned(),
        (Lang::En, Choice::Ends) => "ends here, another article follows".to_owned(),
        (Lang::Zh, Choice::Parts) => "另起一段".to_owned(),
        (Lang::En, Choice::Parts) => "a new paragraph".to_owned(),
        (Lang::Zh, Choice::Whole) => "没有缺失".to_owned(),
        (Lang::En, Choice::Whole) => "nothing is missing".to_owned(),
        (Lang::Zh, Choice::Joins) => "同一段".to_owned(),
        (Lang::En, Choice::Joins) => "one paragraph".to_owned(),
        (_, Choice::Is { role, .. }) => words::role(role).get(lang).to_owned(),
        (Lang::Zh, Choice::Of(article)) => format!("属于篇目 {}", number(project, article)),
        (Lang::En, Choice::Of(article)) => format!("article {}'s", number(project, article)),
        (Lang::Zh, Choice::Apart) => "独立的图片，不属于任何篇目".to_owned(),
        (Lang::En, Choice::Apart) => "a picture by itself, no article's".to_owned(),
        (Lang::Zh, Choice::With(article)) => format!("与篇目 {} 相接", number(project, article)),
        (Lang::En, Choice::With(article)) => format!("one with article {}", number(project, article)),
        (Lang::Zh, Choice::Aside) => "只是版面附件，没有缺失".to_owned(),
        (Lang::En, Choice::Aside) => "furniture, nothing is missing".to_owned(),
        (Lang::Zh, Choice::Reads(nth)) => format!("应为“{}”", reading_at(project, at, nth)),
        (Lang::En, Choice::Reads(nth)) => format!("to be read “{}”", reading_at(project, at, nth)),
        (Lang::Zh, Choice::Stands) => "原文无误".to_owned(),
        (Lang::En, Choice::Stands) => "right as it is".to_owned(),
        (Lang::Zh, Choice::Look(page)) => format!("到第 {} 版查看", page.shown()),
        (Lang::En, Choice::Look(page)) => format!("look at page {}", page.shown()),
    };
    let reads = match choice {
        Choice::GoesOn { from, to, .. } if doubt.id.kind == DoubtKind::Start => {
            format!("{} ▸ {}", tail(project, from), head_of(project, to, SHARED))
        }
        Choice::GoesOn { from, to, .. } => format!("{} ▸ {}", tail_of(project, from, SHARED), head(project, to)),
        Choice::Joins => {
            let mut joined = tail(project, at.from);
            push_joined(&mut joined, &head(project, at.to));
            joined
        }
        Choice::Ends | Choice::Parts => format!("{} ¶ {}", tail(project, at.from), head(project, at.to)),
        Choice::Is { confidence, .. } => confidence.map(sure).unwrap_or_default(),
        Choice::Whole | Choice::Apart | Choice::Aside | Choice::Look(_) => String::new(),
        Choice::Of(article) => title(project, article),
        Choice::Reads(nth) => read_so(project, at, nth),
        Choice::Stands => format!("{}{}{}", tail(project, at.from), characters(project, at), head(project, at.to)),
        Choice::With(article) => joined_parts(project, doubt, article),
    };
    (says, reads)
}

/// How the text of a jump line's article and another one read on.
fn joined_parts(project: &Project, doubt: &Doubt, other: ArticleId) -> String {
    let Some(jump) = jump_of(project, doubt.id.at) else { return String::new() };
    let flow = |article: ArticleId| {
        let blocks = project.article(article).map(|article| article.blocks.as_slice()).unwrap_or_default();
        blocks.iter().filter_map(|&id| project.block(id)).filter(|block| block.role == Role::Body)
    };
    let Some(own) = jump.article else { return String::new() };
    let (first, second) = match jump.way {
        Way::On => (own, other),
        Way::From => (other, own),
    };
    let end = flow(first).next_back().and_then(crate::model::Block::last).map(Span::to);
    // The jump line is no part of either text.
    let end = if jump.way == Way::On { end.map(|end| end.min(jump.span.from())) } else { end };
    let start = flow(second).next().and_then(crate::model::Block::first).map(Span::from);
    let start = if jump.way == Way::From { start.map(|start| start.max(jump.span.to())) } else { start };
    let tail = end.map(|end| tail(project, end)).unwrap_or_default();
    format!("{tail} ▸ {}", start.map(|start| head(project, start)).unwrap_or_default())
}

/// How the place reads as it is.
fn preview(project: &Project, doubt: &Doubt) -> String {
    let at = doubt.id.at;
    match doubt.id.kind {
        DoubtKind::Seam => format!("{} ▸ {}", tail(project, at.from), head(project, at.to)),
        DoubtKind::Joint => {
            let mut joined = tail(project, at.from);
            push_joined(&mut joined, &head(project, at.to));
            joined
        }
        DoubtKind::Break => format!("{} ¶ {}", tail(project, at.from), head(project, at.to)),
        DoubtKind::End => format!("{} ■", tail(project, at.from)),
        DoubtKind::Start => format!("■ {}", head(project, at.to)),
        DoubtKind::Caption => {
            let home = project.block(doubt.block).and_then(|block| block.home.article());
            let of = home.map(|article| title(project, article)).unwrap_or_default();
            let of = if is_alone(doubt) { "∅" } else { of.as_str() };
            format!("{} ▸ {of}", head(project, at.to))
        }
        DoubtKind::Gap => {
            let next = project.next_in_article(doubt.block).and_then(|id| project.block(id)?.first());
            format!(
                "{} ⟨…⟩ {}",
                tail(project, at.from),
                next.map_or_else(String::new, |span| head(project, span.from()))
            )
        }
        DoubtKind::Role => head(project, at.to),
        DoubtKind::Misread => read_so(project, at, 0),
        DoubtKind::Jump => {
            let line = project.raw(span_of(project, at));
            format!("{}{}", tail(project, at.from), joined(line))
        }
    }
}

/// How probable something is, as a figure.
pub(in crate::desk) fn sure(confidence: Confidence) -> String {
    format!("{:.2}", confidence.get())
}

/// Confidence and the weightiest reasons.
pub(in crate::desk) fn reason(lang: Lang, evidence: &Evidence) -> String {
    let told: Vec<String> = evidence.reasons.iter().take(TOLD).map(|reason| words::reason(lang, reason)).collect();
    match lang {
        Lang::Zh => format!("{}（把握 {:.2}）", told.join("；"), evidence.confidence.get()),
        Lang::En => format!("{} ({:.2})", told.join("; "), evidence.confidence.get()),
    }
}

/// "line 88"; with its page where that is not the one of the question.
pub(in crate::desk) fn line(lang: Lang, project: &Project, place: Place, page: PageNo) -> String {
    let number = project.line_number(place);
    match (lang, place.page == page) {
        (Lang::Zh, true) => format!("第 {number} 行"),
        (Lang::En, true) => format!("line {number}"),
        (Lang::Zh, false) => format!("第 {} 版第 {number} 行", place.page.shown()),
        (Lang::En, false) => format!("line {number} of page {}", place.page.shown()),
    }
}

/// The line of the last character before a place.
pub(in crate::desk) fn line_of_end(lang: Lang, project: &Project, end: Place, page: PageNo) -> String {
    let text = project.page(end.page).and_then(|page| page.text().get(..end.pos.get())).unwrap_or_default();
    let last = text.chars().next_back().map_or(0, char::len_utf8);
    line(lang, project, Place::new(end.page, end.pos.get() - last), page)
}

fn number(project: &Project, article: ArticleId) -> usize {
    project.number(article).unwrap_or_default()
}

/// How an article begins: its headline, where it has one.
fn title(project: &Project, article: ArticleId) -> String {
    let blocks = project.article(article).map(|article| article.blocks.as_slice()).unwrap_or_default();
    let headline = |id: &&crate::model::BlockId| {
        project.block(**id).is_some_and(|block| block.role == crate::model::Role::Headline)
    };
    let first = blocks.iter().find(headline).or(blocks.first()).and_then(|&id| project.block(id)?.first());
    first.map(|span| head(project, span.from())).unwrap_or_default()
}

/// The last characters before `end`, their lines joined.
pub(in crate::desk) fn tail(project: &Project, end: Place) -> String {
    tail_of(project, end, SHOWN)
}

fn tail_of(project: &Project, end: Place, shown: usize) -> String {
    let entry = project.entry_before(end).filter(|entry| entry.span.page == end.page);
    let start = entry.map_or(end.pos, |entry| entry.span.start);
    let raw = project.raw(Span { page: end.page, start, end: end.pos });
    let from = raw.len().saturating_sub(READ);
    let from = (from..=raw.len()).find(|&at| raw.is_char_boundary(at)).unwrap_or(raw.len());
    let text = joined(raw.get(from..).unwrap_or_default());
    let skip = text.chars().count().saturating_sub(shown);
    let shown: String = text.chars().skip(skip).collect();
    if skip > 0 || from > 0 { format!("…{shown}") } else { shown }
}

/// The first characters from `start` on, their lines joined.
pub(in crate::desk) fn head(project: &Project, start: Place) -> String {
    head_of(project, start, SHOWN)
}

fn head_of(project: &Project, start: Place, shown: usize) -> String {
    let entry = project.entry_at(start);
    let end = entry.map_or(start.pos, |entry| entry.span.end);
    let raw = project.raw(Span { page: start.page, start: start.pos, end });
    let to = (0..=READ.min(raw.len())).rev().find(|&at| raw.is_char_boundary(at)).unwrap_or(0);
    let text = joined(raw.get(..to).unwrap_or_default());
    let shown: String = text.chars().take(shown).collect();
    if shown.len() < text.len() || to < raw.len() { format!("{shown}…") } else { shown }
}

/// The lines of a raw text, joined by script.
fn joined(raw: &str) -> String {
    let mut lines = raw.lines().map(str::trim).filter(|line| !line.is_empty());
    let mut out = lines.next().unwrap_or_default().to_owned();
    lines.for_each(|line| push_joined(&mut out, line));
    out
}

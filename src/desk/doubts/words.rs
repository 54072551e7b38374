//! Doubts in words: the question, the reason, the alternatives, and how each join would read.

mod jump;

use super::answer::readings;
use super::walk::before;
use super::{Choice, Doubt, DoubtKind, alternatives};
use crate::desk::jumps::span_of;
use crate::desk::words::{self, Lang};
use crate::model::{ArticleId, BlockId, Confidence, Evidence, Project, Role, SeamKey};
use crate::text::{PageNo, Place, Span, push_joined};
use jump::{joined_parts, jump_question, jump_reason};

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
    let end = line_of_page(lang, project, before(project, at.from));
    let first = line_of_page(lang, project, at.to);
    // Behind an end that was named with its page.
    let start = line(lang, project, at.to, at.from.page);
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
        (Lang::Zh, DoubtKind::Break) => format!("{first}另起一段？"),
        (Lang::En, DoubtKind::Break) => format!("Does a new paragraph begin in {first}?"),
        (Lang::Zh, DoubtKind::End) if lost.1 => format!("篇目 {number} 到{end}为止，结尾缺失？"),
        (Lang::En, DoubtKind::End) if lost.1 => format!("Does article {number} break off with {end}, its end lost?"),
        (Lang::Zh, DoubtKind::End) => format!("篇目 {number} 到{end}为止？"),
        (Lang::En, DoubtKind::End) => format!("Does article {number} end with {end}?"),
        (Lang::Zh, DoubtKind::Start) if lost.0 => format!("篇目 {number} 从{first}开始，开头缺失？"),
        (Lang::En, DoubtKind::Start) if lost.0 => format!("Does article {number} begin in {first}, its opening lost?"),
        (Lang::Zh, DoubtKind::Start) => format!("篇目 {number} 从{first}开始？"),
        (Lang::En, DoubtKind::Start) => format!("Does article {number} begin in {first}?"),
        (Lang::Zh, DoubtKind::Gap) => format!("{end}之后有缺失？"),
        (Lang::En, DoubtKind::Gap) => format!("Is text missing behind {end}?"),
        (_, DoubtKind::Misread) => {
            let both = [characters(project, at), reading_at(project, at, 0)];
            let [raw, reading] = both.map(|text| words::quoted(lang, text));
            match lang {
                Lang::Zh => format!("{first}的{raw}应为{reading}？"),
                Lang::En => format!("Is {raw} in {first} to be read {reading}?"),
            }
        }
        (_, DoubtKind::Jump) => jump_question(lang, project, doubt, number),
        (Lang::Zh, DoubtKind::Caption) if is_alone(doubt) => format!("{first}的图片文字不属于任何篇目？"),
        (Lang::En, DoubtKind::Caption) if is_alone(doubt) => {
            format!("Is the picture's text in {first} no article's?")
        }
        (Lang::Zh, DoubtKind::Caption) => format!("{first}的图片文字属于篇目 {number}？"),
        (Lang::En, DoubtKind::Caption) => format!("Is the picture's text in {first} article {number}'s?"),
        (_, DoubtKind::Role) => {
            let role = project.block(doubt.block).map(|block| words::role(block.role).get(lang)).unwrap_or_default();
            match (lang, doubt.like.len()) {
                (Lang::Zh, 0) => format!("{first}是“{role}”？"),
                (Lang::En, 0) => format!("Is {first} “{role}”?"),
                (Lang::Zh, n) => {
                    format!("{first}是“{role}”，同类的 {n} 行（{}）也是？", lines_of(project, &doubt.like))
                }
                (Lang::En, 1) => {
                    format!("Is {first} “{role}”, and is 1 more line like it: {}?", lines_of(project, &doubt.like))
                }
                (Lang::En, n) => {
                    format!("Is {first} “{role}”, and are {n} more lines like it: {}?", lines_of(project, &doubt.like))
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
        (Lang::Zh, Choice::Reads(nth)) => format!("应为{}", words::quoted(lang, reading_at(project, at, nth))),
        (Lang::En, Choice::Reads(nth)) => format!("to be read {}", words::quoted(lang, reading_at(project, at, nth))),
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
        Choice::Is { confidence, .. } => {
            confidence.map(|confidence| sure_of_role(lang, project, doubt.block, confidence)).unwrap_or_default()
        }
        Choice::Whole | Choice::Apart | Choice::Aside | Choice::Look(_) => String::new(),
        Choice::Of(article) => title(project, article),
        Choice::Reads(nth) => read_so(project, at, nth),
        Choice::Stands => format!("{}{}{}", tail(project, at.from), characters(project, at), head(project, at.to)),
        Choice::With(article) => joined_parts(project, doubt, article),
    };
    (says, reads)
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

/// How probable another role of a block is; in words where the block's own is less so. See [`looks_likelier`].
fn sure_of_role(lang: Lang, project: &Project, block: BlockId, confidence: Confidence) -> String {
    let by_itself = project.block(block).is_some_and(|block| looks_likelier(&block.why));
    match (lang, by_itself) {
        (_, false) => sure(confidence),
        (Lang::Zh, true) => format!("单看 {}", sure(confidence)),
        (Lang::En, true) => format!("by itself {}", sure(confidence)),
    }
}

/// True where a block by itself looks more like another role than like its own: figures are of a block by itself, while its
/// role was chosen for the whole article together, which has one headline and its kicker above it.
fn looks_likelier(why: &Evidence) -> bool {
    why.roles.iter().any(|other| other.confidence > why.confidence)
}

/// Confidence and the weightiest reasons.
pub(in crate::desk) fn reason(lang: Lang, evidence: &Evidence) -> String {
    let told: Vec<String> = evidence.reasons.iter().take(TOLD).map(|reason| words::reason(lang, reason)).collect();
    let sure = sure(evidence.confidence);
    match (lang, looks_likelier(evidence)) {
        (Lang::Zh, false) => format!("{}（把握 {sure}）", told.join("；")),
        (Lang::En, false) => format!("{} ({sure})", told.join("; ")),
        (Lang::Zh, true) => format!("{}（依全篇而定，单看此处 {sure}）", told.join("；")),
        (Lang::En, true) => format!("{} (chosen with its whole article, by itself {sure})", told.join("; ")),
    }
}

/// "line 88"; with its page where that is not the one of the question.
pub(in crate::desk) fn line(lang: Lang, project: &Project, place: Place, page: PageNo) -> String {
    numbered(lang, project.line_number(place), (place.page != page).then(|| place.page.shown()))
}

/// The line of the last character before a place.
pub(in crate::desk) fn line_of_end(lang: Lang, project: &Project, end: Place, page: PageNo) -> String {
    line(lang, project, before(project, end), page)
}

/// "line 88"; with its page wherever the project has several, since any of them may be in view.
fn line_of_page(lang: Lang, project: &Project, place: Place) -> String {
    numbered(lang, project.line_number(place), project.page_number(place.page))
}

fn numbered(lang: Lang, line: usize, page: Option<usize>) -> String {
    match (lang, page) {
        (Lang::Zh, None) => format!("第 {line} 行"),
        (Lang::En, None) => format!("line {line}"),
        (Lang::Zh, Some(page)) => format!("第 {page} 版第 {line} 行"),
        (Lang::En, Some(page)) => format!("line {line} of page {page}"),
    }
}

fn number(project: &Project, article: ArticleId) -> usize {
    project.number(article).unwrap_or_default()
}

/// How an article begins: its headline, where it has one.
fn title(project: &Project, article: ArticleId) -> String {
    let blocks = project.article(article).map(|article| article.blocks.as_slice()).unwrap_or_default();
    let headline = |id: &&BlockId| project.block(**id).is_some_and(|block| block.role == Role::Headline);
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

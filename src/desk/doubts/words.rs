//! Doubts in words: the question, the reason, the alternatives, and how each join would read.

use super::{Choice, Doubt, DoubtKind, alternatives};
use crate::desk::words::{self, Lang};
use crate::model::{ArticleId, Evidence, Project};
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
        DoubtKind::Role => project.block(doubt.block).map(|block| &block.why),
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
        (Lang::Zh, DoubtKind::Caption) => format!("{start}的图片文字属于篇目 {number}？"),
        (Lang::En, DoubtKind::Caption) => format!("Is the picture's text in {start} article {number}'s?"),
        (_, DoubtKind::Role) => {
            let role = project.block(doubt.block).map(|block| words::role(block.role).get(lang)).unwrap_or_default();
            match lang {
                Lang::Zh => format!("{start}是“{role}”？"),
                Lang::En => format!("Is {start} “{role}”?"),
            }
        }
    }
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
        (_, Choice::Is(role)) => words::role(role).get(lang).to_owned(),
        (Lang::Zh, Choice::Of(article)) => format!("属于篇目 {}", number(project, article)),
        (Lang::En, Choice::Of(article)) => format!("article {}'s", number(project, article)),
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
        Choice::Is(_) | Choice::Whole => String::new(),
        Choice::Of(article) => title(project, article),
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
    }
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

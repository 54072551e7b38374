//! Jump lines that lead nowhere, in words.

use super::{head, tail};
use crate::desk::doubts::Doubt;
use crate::desk::doubts::leads::{jump_of, page_named};
use crate::desk::jumps::Way;
use crate::desk::words::{Lang, quoted};
use crate::model::{ArticleId, Block, Project, Role};
use crate::text::Span;

/// What is asked of a jump line that leads nowhere.
pub(super) fn jump_question(lang: Lang, project: &Project, doubt: &Doubt, number: usize) -> String {
    let Some(jump) = jump_of(project, doubt.id.at) else { return String::new() };
    let line = project.raw(jump.span).split_whitespace().collect::<Vec<_>>().join(" ");
    let line = quoted(lang, &line);
    let line = match (lang, project.page_number(jump.span.page)) {
        (_, None) => line,
        (Lang::Zh, Some(own)) => format!("第 {own} 版{line}"),
        (Lang::En, Some(own)) => format!("{line} on page {own}"),
    };
    let number = jump.article.and_then(|id| project.number(id)).unwrap_or(number);
    let page = jump.to;
    let known = page_named(project, &jump).is_some();
    match (lang, jump.way, known) {
        (Lang::Zh, Way::On, true) => format!("第 {page} 版上没有接{line}的，篇目 {number} 的结尾缺失？"),
        (Lang::Zh, Way::On, false) => format!("{line}：工程里没有别的第 {page} 版，篇目 {number} 的结尾缺失？"),
        (Lang::Zh, Way::From, true) => format!("第 {page} 版上没有转到{line}的，篇目 {number} 的开头缺失？"),
        (Lang::Zh, Way::From, false) => format!("{line}：工程里没有别的第 {page} 版，篇目 {number} 的开头缺失？"),
        (Lang::En, Way::On, true) => {
            format!("{line}: nothing on page {page} leads back. Is article {number}'s end missing?")
        }
        (Lang::En, Way::On, false) => {
            format!("{line}: the project has no other page {page}. Is article {number}'s end missing?")
        }
        (Lang::En, Way::From, true) => {
            format!("{line}: nothing on page {page} leads here. Is article {number}'s opening missing?")
        }
        (Lang::En, Way::From, false) => {
            format!("{line}: the project has no other page {page}. Is article {number}'s opening missing?")
        }
    }
}

/// Why it is asked.
pub(super) fn jump_reason(lang: Lang, project: &Project, doubt: &Doubt) -> String {
    let known = jump_of(project, doubt.id.at).is_some_and(|jump| page_named(project, &jump).is_some());
    let why = match (lang, known) {
        (Lang::Zh, true) => "转版的另一头找不到",
        (Lang::Zh, false) => "转版的另一头不在工程里",
        (Lang::En, true) => "the line's counterpart is not to be found",
        (Lang::En, false) => "the line's counterpart is not in the project",
    };
    why.to_owned()
}

/// How the text of a jump line's article and another one read on.
pub(super) fn joined_parts(project: &Project, doubt: &Doubt, other: ArticleId) -> String {
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
    let end = flow(first).next_back().and_then(Block::last).map(Span::to);
    // The jump line is no part of either text.
    let end = if jump.way == Way::On { end.map(|end| end.min(jump.span.from())) } else { end };
    let start = flow(second).next().and_then(Block::first).map(Span::from);
    let start = if jump.way == Way::From { start.map(|start| start.max(jump.span.to())) } else { start };
    let tail = end.map(|end| tail(project, end)).unwrap_or_default();
    format!("{tail} ▸ {}", start.map(|start| head(project, start)).unwrap_or_default())
}

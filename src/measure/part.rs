//! A block as a proposal or an editor has it: what is scored.

use crate::model::{Block, Home, Project, Role, reading_of};
use crate::text::{CodePoints, PageNo};
use std::borrow::Cow;
use std::ops::Range;

/// A block of one page. What no part covers counts as unassigned, which is where discarded text belongs.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Part<'a> {
    /// Its article, by any number; `None` for what belongs to the page. Parts of an article stand in reading order.
    pub article: Option<usize>,
    /// What it is for.
    pub role: Role,
    /// Where it stands on the page, in reading order: half-open ranges of code points.
    pub spans: Vec<Range<usize>>,
    /// How it reads, lines joined; white space does not matter. `None` is a paragraph that is found nowhere.
    pub text: Option<Cow<'a, str>>,
}

/// What `project` has on `page`, article by article, then the furniture: the same that its export says.
#[must_use]
pub fn parts_of(project: &Project, page: PageNo) -> Vec<Part<'static>> {
    let Some(text) = project.page(page).map(|page| page.text()) else { return Vec::new() };
    let table = CodePoints::new(text);
    let part = |article: Option<usize>, block: &Block| {
        let spans = block.spans.iter().filter(|span| span.page == page);
        let spans = spans.map(|span| table.before(text, span.start)..table.before(text, span.end)).collect();
        let read = article.map(|_| Cow::Owned(reading_of(project, block).text));
        Part { article, role: block.role, spans, text: read }
    };
    let articles = project.articles().enumerate().flat_map(|(nth, (_, article))| {
        let blocks = article.blocks.iter().filter_map(|&id| project.block(id));
        blocks.map(move |block| (Some(nth), block))
    });
    let furniture = project.blocks_in(Home::Furniture);
    let furniture = furniture.into_iter().filter_map(|id| Some((None, project.block(id)?)));
    let parts = articles.chain(furniture).map(|(article, block)| part(article, block));
    parts.filter(|part| !part.spans.is_empty()).collect()
}

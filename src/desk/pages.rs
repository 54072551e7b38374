//! The pages of an issue: what each holds, and how far its articles are.

use super::words::{self, Lang};
use super::{Desk, Work};
use crate::model::{ArticleId, Entry, Home, Project, Reason, Role, reading};
use crate::text::PageNo;
use std::collections::BTreeSet;

/// Spans that are looked at for a page's first headline.
const SEARCHED: usize = 2_000;
/// Characters of a headline that are shown.
const SHOWN: usize = 24;

/// How far a page is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum PageState {
    /// Nothing was proposed for it, and nobody worked on it.
    Raw,
    /// It is being proposed now.
    Proposing,
    /// It has articles.
    Articles {
        /// How many have text on it.
        articles: usize,
        /// How many of those are ticked as done.
        reviewed: usize,
    },
    /// There is nothing on it that anyone would read.
    Empty,
}

impl PageState {
    /// True where every article is ticked as done.
    #[must_use]
    pub fn is_done(self) -> bool {
        match self {
            Self::Articles { articles, reviewed } => articles == reviewed,
            Self::Raw | Self::Proposing | Self::Empty => false,
        }
    }
}

/// A page in a list of them.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct PageLine {
    /// Which.
    pub page: PageNo,
    /// Its first headline, or else the file that it came from.
    pub title: String,
    /// How far it is.
    pub state: PageState,
}

/// True for a page that is one undecided block, as it came.
#[must_use]
pub fn is_raw(project: &Project, page: PageNo) -> bool {
    let mut entries = project.entries_in(page, 0..usize::MAX);
    let (Some(first), None) = (entries.next(), entries.next()) else { return false };
    let block = project.block(first.block);
    block.is_some_and(|block| block.why.confidence.get() == 0.0 && block.why.reasons == [Reason::Usual])
}

/// How far a page is. Costs as much as the page has blocks.
#[must_use]
pub fn state(project: &Project, page: PageNo) -> PageState {
    if is_raw(project, page) {
        return PageState::Raw;
    }
    let articles = articles_on(project, page);
    if articles.is_empty() {
        return PageState::Empty;
    }
    let reviewed = |id: &&_| project.article(**id).is_some_and(|article| article.facts.reviewed);
    PageState::Articles { articles: articles.len(), reviewed: articles.iter().filter(reviewed).count() }
}

/// The articles that have text on a page, by id.
#[must_use]
pub fn articles_on(project: &Project, page: PageNo) -> Vec<ArticleId> {
    let home = |entry: Entry| project.block(entry.block)?.home.article();
    let articles: BTreeSet<ArticleId> = project.entries_in(page, 0..usize::MAX).filter_map(home).collect();
    articles.into_iter().collect()
}

/// The first headline of a page, or else the file that it came from.
#[must_use]
pub fn title(project: &Project, page: PageNo) -> String {
    let mut entries = project.entries_in(page, 0..usize::MAX).take(SEARCHED);
    let headline = entries.find_map(|entry| {
        let block = project.block(entry.block)?;
        (block.role == Role::Headline && matches!(block.home, Home::Article(_))).then_some(entry.block)
    });
    let Some(headline) = headline else {
        return project.page(page).map(|page| page.source().file.clone()).unwrap_or_default();
    };
    let text = reading(project, headline).text;
    crate::text::cut(&text, SHOWN)
}

impl Desk {
    /// All pages of the open project, in order.
    #[must_use]
    pub fn page_lines(&self) -> Vec<PageLine> {
        let Some(project) = self.work.as_ref().map(Work::project) else { return Vec::new() };
        let now = self.proposing().map(|(page, ..)| page);
        let line = |page: PageNo| {
            let state = match state(project, page) {
                PageState::Raw if now == Some(page) => PageState::Proposing,
                state => state,
            };
            PageLine { page, title: title(project, page), state }
        };
        (0..project.pages().len()).map(PageNo::new).map(line).collect()
    }
}

impl PageLine {
    /// The line in words: number and title.
    #[must_use]
    pub fn name(&self, lang: Lang) -> String {
        words::page_named(lang, self.page.shown(), &self.title)
    }
}

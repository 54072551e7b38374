//! Articles that go on on another page: jump lines, their counterparts, and where either is lacking.
//!
//! Derived from the text each time, never stored. A jump line belongs to the article that it stands in; one that is furniture
//! belongs to the article above it (下转) or below it (上接). Its counterpart is the jump line of the page that it names which
//! leads back; where there are several, headline words decide, then the order on the page. Costs as much as the two pages
//! have text: asked for when something is done, not in a frame. [`ends_of`] is for frames.

mod line;

pub use line::{JumpLine, Way, jump_lines};

use super::Work;
use crate::model::{ArticleId, BlockId, Entry, Page, Project, Role, SeamKey, reading};
use crate::text::{PageNo, Place, Span};
use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

/// Bytes at each end of an article's text in which its own jump line stands, for a look in a frame.
const ENDS: usize = 160;

/// A jump line of a page.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Jump {
    /// Where it stands.
    pub span: Span,
    /// Which way it leads.
    pub way: Way,
    /// The number of the page that it names, from 1.
    pub to: usize,
    /// Other words beside it.
    pub words: String,
    /// The article whose text it interrupts.
    pub article: Option<ArticleId>,
}

/// Where a jump line leads.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Target {
    /// To this article on another page.
    Article(ArticleId),
    /// Its article has text on both pages: they are joined.
    Joined,
    /// The page is there, and nothing on it leads back.
    NoCounterpart(PageNo),
    /// The project has no such page.
    NoPage,
}

/// The page of this number: that whose file is numbered so, where each page has a file with a number of its own, or else
/// the page at this place.
#[must_use]
pub fn page_of(project: &Project, number: usize) -> Option<PageNo> {
    PageNumbers::of(project).page(number)
}

/// The numbers of all pages, for many questions such as [`page_of`] answers.
pub(in crate::desk) struct PageNumbers {
    /// By the number in each file's name; empty where these do not tell the pages apart.
    named: BTreeMap<usize, PageNo>,
    count: usize,
}

impl PageNumbers {
    pub(in crate::desk) fn of(project: &Project) -> Self {
        let count = project.pages().len();
        let number = |(at, page): (usize, &Arc<Page>)| Some((last_number(&page.source().file)?, PageNo::new(at)));
        let named: BTreeMap<usize, PageNo> = project.pages().iter().enumerate().filter_map(number).collect();
        let tell = count > 1 && named.len() == count;
        Self { named: if tell { named } else { BTreeMap::new() }, count }
    }

    pub(in crate::desk) fn page(&self, number: usize) -> Option<PageNo> {
        if self.named.is_empty() {
            return number.checked_sub(1).filter(|&index| index < self.count).map(PageNo::new);
        }
        self.named.get(&number).copied()
    }
}

/// The last number in a file's name, its ending left out.
fn last_number(file: &str) -> Option<usize> {
    let stem = file.rsplit_once('.').map_or(file, |(stem, _)| stem);
    let behind = stem.trim_end_matches(|c: char| !c.is_ascii_digit());
    let digits = behind.chars().rev().take_while(char::is_ascii_digit).count();
    behind.get(behind.len() - digits..)?.parse().ok()
}

/// The jump lines of a page, in the order of its text.
#[must_use]
pub fn jumps_on(project: &Project, number: PageNo) -> Vec<Jump> {
    let Some(page) = project.page(number) else { return Vec::new() };
    let jump = |line: JumpLine| {
        let span = Span::new(number, line.range.start, line.range.end);
        Jump { span, way: line.way, to: line.page, words: line.words, article: article_at(project, span, line.way) }
    };
    jump_lines(page.text()).into_iter().map(jump).collect()
}

/// The article that a jump line at `span` belongs to.
pub(super) fn article_at(project: &Project, span: Span, way: Way) -> Option<ArticleId> {
    let home = |entry: Entry| project.block(entry.block).and_then(|block| block.home.article());
    let own = project.entries_in(span.page, span.range()).next()?;
    if let Some(article) = home(own) {
        return Some(article);
    }
    let near = match way {
        Way::On => project.entry_before(own.span.from()),
        Way::From => project.entry_after(own.span.from()),
    };
    near.filter(|entry| entry.span.page == span.page).and_then(home)
}

/// The name of a jump line, for what is said of it: where it begins, and its last character. Its two ends would be the name
/// of the seam around it, where it interrupts a line that goes on behind it.
#[must_use]
pub fn key_of(project: &Project, span: Span) -> SeamKey {
    let last = project.raw(span).chars().next_back().map_or(0, char::len_utf8);
    SeamKey { from: span.from(), to: Place::new(span.page, span.end.get() - last) }
}

/// The span of the jump line with this name.
pub(in crate::desk) fn span_of(project: &Project, key: SeamKey) -> Span {
    let text = project.page(key.to.page).and_then(|page| page.text().get(key.to.pos.get()..)).unwrap_or_default();
    let last = text.chars().next().map_or(0, char::len_utf8);
    Span::new(key.from.page, key.from.pos.get(), key.to.pos.get() + last)
}

/// Where `jump` leads.
#[must_use]
pub fn target(project: &Project, jump: &Jump) -> Target {
    // A line that names its own page counts pages otherwise than the project does.
    let named = page_of(project, jump.to).filter(|&page| page != jump.span.page);
    let Some(page) = named else { return Target::NoPage };
    if jump.article.is_some_and(|article| has_text_on(project, article, page)) {
        return Target::Joined;
    }
    // All that lead to and fro between the two pages are matched together, so that each has one counterpart.
    let here = jump.span.page;
    let leads = |jumps: Vec<Jump>, way: Way, to: PageNo| {
        let open = |jump: &Jump| jump.article.is_some_and(|article| !has_text_on(project, article, to));
        let fits = move |jump: &Jump| jump.way == way && page_of(project, jump.to) == Some(to) && open(jump);
        jumps.into_iter().filter(fits).collect::<Vec<Jump>>()
    };
    let ours = leads(jumps_on(project, here), jump.way, page);
    let theirs = leads(jumps_on(project, page), jump.way.back(), here);
    let mut pairs: Vec<(usize, usize, usize)> = Vec::new();
    for (i, one) in ours.iter().enumerate() {
        for (j, other) in theirs.iter().enumerate() {
            pairs.push((usize::MAX - likeness(project, one, other), i, j));
        }
    }
    pairs.sort_unstable();
    let (mut mine, mut given) = (BTreeSet::new(), BTreeSet::new());
    for (_, i, j) in pairs {
        if mine.contains(&i) || given.contains(&j) {
            continue;
        }
        mine.insert(i);
        given.insert(j);
        if ours[i].span == jump.span
            && let Some(article) = theirs[j].article
        {
            return Target::Article(article);
        }
    }
    Target::NoCounterpart(page)
}

/// Characters that the headlines of two jump lines' articles, and the words beside them, have in common.
fn likeness(project: &Project, one: &Jump, other: &Jump) -> usize {
    let letters = |jump: &Jump| {
        let own = jump.article.map(|article| headings(project, article)).unwrap_or_default();
        own.into_iter().chain(pairs_of(&jump.words)).collect::<BTreeSet<(char, char)>>()
    };
    letters(one).intersection(&letters(other)).count()
}

/// Neighbouring letters of an article's headings.
pub(super) fn headings(project: &Project, article: ArticleId) -> BTreeSet<(char, char)> {
    let blocks = project.article(article).map(|article| article.blocks.as_slice()).unwrap_or_default();
    let headings = blocks.iter().filter(|&&id| project.block(id).is_some_and(|block| block.role.is_heading()));
    headings.flat_map(|&id| pairs_of(&reading(project, id).text)).collect()
}

/// Neighbouring letters of a text: two Chinese characters are a word, mostly.
fn pairs_of(text: &str) -> BTreeSet<(char, char)> {
    let letters: Vec<char> = text.chars().filter(|c| c.is_alphanumeric()).flat_map(char::to_lowercase).collect();
    letters.windows(2).map(|pair| (pair[0], pair[1])).collect()
}

/// True where both texts are headlines of one article, as far as their letters tell: half of the shorter one's pairs.
pub(super) fn alike(one: &str, other: &str) -> bool {
    let (one, other) = (pairs_of(one), pairs_of(other));
    let least = one.len().min(other.len());
    least > 0 && 2 * one.intersection(&other).count() >= least
}

/// True where an article has text on a page.
pub(super) fn has_text_on(project: &Project, article: ArticleId, page: PageNo) -> bool {
    let blocks = project.article(article).map(|article| article.blocks.as_slice()).unwrap_or_default();
    blocks.iter().filter_map(|&id| project.block(id)).any(|block| block.spans.iter().any(|span| span.page == page))
}

/// The open jump lines of an article, with where they lead.
#[must_use]
pub fn jumps_of(project: &Project, article: ArticleId) -> Vec<(Jump, Target)> {
    let blocks = project.article(article).map(|article| article.blocks.as_slice()).unwrap_or_default();
    let spans = blocks.iter().filter_map(|&id| project.block(id)).flat_map(|block| &block.spans);
    let pages: BTreeSet<PageNo> = spans.map(|span| span.page).collect();
    let mut found = Vec::new();
    for page in pages {
        let own = jumps_on(project, page).into_iter().filter(|jump| jump.article == Some(article));
        found.extend(own.map(|jump| (target(project, &jump), jump)).map(|(target, jump)| (jump, target)));
    }
    found.retain(|(_, target)| *target != Target::Joined);
    found
}

/// Jump lines of the whole issue that lead nowhere, in the order of the text.
#[must_use]
pub fn dangling(project: &Project) -> Vec<(Jump, Target)> {
    let jumps = (0..project.pages().len()).flat_map(|page| jumps_on(project, PageNo::new(page)));
    let jumps = jumps.map(|jump| (target(project, &jump), jump));
    let lost = |target: &Target| matches!(target, Target::NoPage | Target::NoCounterpart(_));
    jumps.filter(|(target, _)| lost(target)).map(|(target, jump)| (jump, target)).collect()
}

/// Which page an article goes on on, and which it comes from, as its jump lines say, where it is not joined with what is
/// there. Reads the two ends of its text and the spans beside them, so that a frame can ask for each card in view.
#[must_use]
pub fn ends_of(project: &Project, article: ArticleId) -> (Option<usize>, Option<usize>) {
    let blocks = project.article(article).map(|article| article.blocks.as_slice()).unwrap_or_default();
    let flow = |id: &&BlockId| project.block(**id).is_some_and(|block| block.role.is_flow());
    let first = blocks.iter().find(flow).and_then(|&id| project.block(id)?.first());
    let last = blocks.iter().rev().find(flow).and_then(|&id| project.block(id)?.last());
    let named = |text: &str, way: Way, page: PageNo| {
        let mut found = jump_lines(text).into_iter().filter(|jump| jump.way == way);
        let jump = if way == Way::On { found.next_back() } else { found.next() }?;
        // What it names is its own page already: the two are joined.
        (page_of(project, jump.page) != Some(page)).then_some(jump.page)
    };
    let on = last.and_then(|span| {
        let tail = clipped(project, Span { start: span.end, ..span }, ENDS, 0);
        let text = project.raw(Span { start: tail.start.max(span.start), ..tail });
        named(text, Way::On, span.page).or_else(|| {
            let beside = project.entry_after(span.from()).filter(|entry| entry.span.page == span.page)?;
            let block = project.block(beside.block).filter(|block| block.role == Role::Furniture)?;
            named(project.raw(*block.spans.first()?), Way::On, span.page)
        })
    });
    let from = first.and_then(|span| {
        let head = clipped(project, Span { end: span.start, ..span }, 0, ENDS);
        let text = project.raw(Span { end: head.end.min(span.end), ..head });
        // Above the text, or behind the headline that the article has there.
        let beside = [project.entry_before(span.from()), project.entry_after(span.from())];
        let mut beside = beside.into_iter().flatten().filter(|entry| entry.span.page == span.page);
        named(text, Way::From, span.page).or_else(|| {
            beside.find_map(|entry| {
                let block = project.block(entry.block).filter(|block| block.role == Role::Furniture)?;
                named(project.raw(*block.spans.first()?), Way::From, span.page)
            })
        })
    });
    (on, from)
}

/// A place widened by so many bytes on either side, to whole characters.
fn clipped(project: &Project, at: Span, before: usize, behind: usize) -> Span {
    let Some(page) = project.page(at.page) else { return at };
    let text = page.text();
    let start = (at.start.get().saturating_sub(before)..=at.start.get()).find(|&at| text.is_char_boundary(at));
    let end = (at.end.get()..=(at.end.get() + behind).min(text.len())).rev().find(|&at| text.is_char_boundary(at));
    Span::new(at.page, start.unwrap_or(at.start.get()), end.unwrap_or(at.end.get()))
}

impl Work {
    /// Where the jump line of an article leads, this way: the start of the article that it leads to, or of the page.
    #[must_use]
    pub fn jump_target(&self, article: ArticleId, way: Way) -> Option<Place> {
        let project = self.project();
        let (_, target) = jumps_of(project, article).into_iter().find(|(jump, _)| jump.way == way)?;
        match target {
            Target::Article(id) => {
                let first = *project.article(id)?.blocks.first()?;
                Some(project.block(first)?.first()?.from())
            }
            Target::NoCounterpart(page) => Some(Place::new(page, 0)),
            Target::NoPage | Target::Joined => None,
        }
    }
}

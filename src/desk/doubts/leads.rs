//! Jump lines that lead nowhere, as doubts: the page that they name is not in the project, or nothing on it leads back.
//!
//! That much the text of the pages says, which never changes: it is read once, when all doubts are counted. Which article a
//! line belongs to, and whether that has text on both pages, changes with edits: those of a page or of an article that one
//! touches are looked at again.

use super::{Doubt, DoubtId, DoubtKind};
use crate::desk::jumps::{Jump, PageNumbers, Way, article_at, has_text_on, jump_lines, key_of, page_of, span_of};
use crate::model::{ArticleId, BlockId, Confidence, Evidence, Project, Role, SeamKey, reading};
use crate::text::{PageNo, Span, ends_sentence};
use std::collections::BTreeSet;
use std::sync::Arc;

/// How sure it is that the text goes on out of reach: where the project has no such page, and where it has one, on which
/// nothing leads back. Not measured: no pages with answers hang together.
const NO_PAGE: f64 = 0.8;
const NO_COUNTERPART: f64 = 0.5;

/// A jump line without a counterpart in the text.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
struct Lead {
    span: Span,
    way: Way,
    /// The page that it names, where the project has it.
    page: Option<PageNo>,
}

/// The jump lines of all pages to which no other one can be the counterpart. Costs as much as the pages have text.
fn leads(project: &Project) -> Vec<Lead> {
    let mut lines: Vec<Lead> = Vec::new();
    let numbers = PageNumbers::of(project);
    for (number, page) in project.pages().iter().enumerate() {
        let number = PageNo::new(number);
        lines.extend(jump_lines(page.text()).into_iter().map(|line| Lead {
            span: Span::new(number, line.range.start, line.range.end),
            way: line.way,
            // A line that names its own page counts pages otherwise than the project does.
            page: numbers.page(line.page).filter(|&page| page != number),
        }));
    }
    // Who leads where: a counterpart leads back the other way.
    let ways: BTreeSet<(PageNo, Way, PageNo)> =
        lines.iter().filter_map(|line| Some((line.span.page, line.way, line.page?))).collect();
    lines.retain(|line| line.page.is_none_or(|page| !ways.contains(&(page, line.way.back(), line.span.page))));
    lines
}

/// The jump lines that lead nowhere, each with the article that it stands in and the doubt that it has.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(super) struct Leads {
    lines: Arc<[Lead]>,
    now: Vec<(Option<ArticleId>, Option<DoubtId>)>,
}

impl Leads {
    /// Those of a project, each with its doubt.
    pub(super) fn of(project: &Project) -> (Self, Vec<Doubt>) {
        let lines: Arc<[Lead]> = leads(project).into();
        let now = vec![(None, None); lines.len()];
        let mut own = Self { lines, now };
        let found = own.look(project, |_, _| true);
        (own, found.into_iter().filter_map(|(_, now)| now).collect())
    }

    /// Looks again at those on the pages of these blocks or in their articles. Returns what was asked of each, and what is
    /// to be asked now.
    pub(super) fn update(
        &mut self,
        project: &Project,
        touched: &BTreeSet<BlockId>,
    ) -> Vec<(Option<DoubtId>, Option<Doubt>)> {
        let blocks = || touched.iter().filter_map(|&id| project.block(id));
        let pages: BTreeSet<PageNo> = blocks().flat_map(|block| &block.spans).map(|span| span.page).collect();
        let articles: BTreeSet<ArticleId> = blocks().filter_map(|block| block.home.article()).collect();
        self.look(project, |lead, article| {
            let own = article.is_some_and(|id| articles.contains(&id) || project.article(id).is_none());
            own || pages.contains(&lead.span.page)
        })
    }

    fn look(
        &mut self,
        project: &Project,
        again: impl Fn(Lead, Option<ArticleId>) -> bool,
    ) -> Vec<(Option<DoubtId>, Option<Doubt>)> {
        let mut found = Vec::new();
        for (&lead, now) in self.lines.iter().zip(&mut self.now) {
            if again(lead, now.0) {
                let doubt = doubt(project, lead);
                let next = (article_at(project, lead.span, lead.way), doubt.as_ref().map(|doubt| doubt.id));
                found.push((std::mem::replace(now, next).1, doubt));
            }
        }
        found
    }
}

/// The doubt of a jump line; `None` where it is no doubt, or no longer one.
fn doubt(project: &Project, lead: Lead) -> Option<Doubt> {
    let at = key_of(project, lead.span);
    if project.seam_evidence(at).is_some_and(Evidence::is_editors) {
        return None;
    }
    let article = article_at(project, lead.span, lead.way)?;
    let reviewed = project.article(article)?.facts.reviewed;
    if reviewed || lead.page.is_some_and(|page| has_text_on(project, article, page)) {
        return None;
    }
    let block = project.entry_at(lead.span.from())?.block;
    let confidence = Confidence::new(if lead.page.is_some() { NO_COUNTERPART } else { NO_PAGE });
    let id = DoubtId { at, kind: DoubtKind::Jump };
    Some(Doubt {
        id,
        block,
        confidence,
        expected: super::derive::expected(id.kind, confidence, 0),
        more: 0,
        like: Box::default(),
    })
}

/// The jump line that a doubt is about.
pub(super) fn jump_of(project: &Project, at: SeamKey) -> Option<Jump> {
    let span = span_of(project, at);
    let line = jump_lines(project.raw(span)).into_iter().next()?;
    let article = article_at(project, span, line.way);
    Some(Jump { span, way: line.way, to: line.page, words: line.words, article })
}

/// The page that a jump line names, where it is another one of the project.
pub(super) fn page_named(project: &Project, jump: &Jump) -> Option<PageNo> {
    page_of(project, jump.to).filter(|&page| page != jump.span.page)
}

/// The article of the named page that most likely is the other part: one without a heading of its own or that begins in
/// mid-sentence, for a text that goes on; one that breaks off, for a text that comes from there. Headings that share
/// letters count most.
pub(super) fn other_part(project: &Project, jump: &Jump) -> Option<ArticleId> {
    let page = page_named(project, jump)?;
    let own = jump.article?;
    let mine = crate::desk::jumps::headings(project, own);
    let mut best: Option<(usize, ArticleId)> = None;
    let on_page: BTreeSet<ArticleId> = project
        .entries_in(page, 0..usize::MAX)
        .filter_map(|entry| project.block(entry.block)?.home.article())
        .filter(|&article| article != own)
        .collect();
    for article in on_page {
        let Some(blocks) = project.article(article).map(|article| article.blocks.as_slice()) else { continue };
        let flow = |id: &&BlockId| project.block(**id).is_some_and(|block| block.role.is_flow());
        let (Some(&first), Some(&last)) = (blocks.iter().find(flow), blocks.iter().rfind(flow)) else { continue };
        let open = match jump.way {
            Way::On => project.block(first).is_some_and(|block| block.role == Role::Body),
            Way::From => !ends_sentence(&reading(project, last).text),
        };
        let theirs = crate::desk::jumps::headings(project, article);
        let worth = 2 * mine.intersection(&theirs).count() + usize::from(open);
        if worth > best.map_or(0, |best| best.0) {
            best = Some((worth, article));
        }
    }
    best.map(|best| best.1)
}

#[cfg(test)]
mod tests {
    use super::super::tests::{answer, questions, work};

    #[test]
    fn a_jump_line_inside_a_line_and_the_seam_around_it_are_two_questions() {
        let text = "甲甲（下转第9版）乙乙";
        let evidence = ["甲甲>乙乙 0.3"];
        let jump = "“（下转第9版）”: the project has no other page 9. Is article 2's end missing?";
        let seam = "Does line 1 go on at line 1?";
        let mut work = work(text, "甲甲 乙乙;（下转第9版）", &evidence);
        assert_eq!(questions(&work), [seam, jump]);
        work.next_doubt(true).unwrap();
        answer(&mut work, None).unwrap();
        assert_eq!(questions(&work), [jump], "the seam is answered, and the jump line is not");
        work.undo().unwrap();
        work.next_doubt(true).unwrap();
        answer(&mut work, None).unwrap();
        assert_eq!(questions(&work), [seam]);
    }
}

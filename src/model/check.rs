//! What always holds of a project, as a table of named checks.
//!
//! Used after every edit in debug builds, before each save, when a project file is read, and by `newsmend check`.

use super::ledger::ink_of;
use super::project::Indexed;
use super::ranks::Ranks;
use super::{ArticleId, BlockId, Ledger, Project, trim_span};
use crate::text::{PageNo, Place, Span};
use std::collections::{BTreeMap, BTreeSet, HashMap};

/// What a finding is about.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Subject {
    /// A place in the dump.
    Place(Place),
    /// A block.
    Block(BlockId),
    /// An article.
    Article(ArticleId),
    /// The project as a whole.
    Project,
}

/// Something that does not hold.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Finding {
    /// The name of the check.
    pub check: &'static str,
    /// What it is about.
    pub subject: Subject,
}

/// A named thing that always holds.
pub struct Check {
    /// Its name, never changed.
    pub name: &'static str,
    /// What holds, in a sentence.
    pub holds: &'static str,
    run: fn(&Project) -> Vec<Subject>,
}

/// Every check. The order is that of the report.
pub const CHECKS: &[Check] = &[
    Check { name: "ledger", holds: "every character that is not white space is in exactly one block", run: ledger },
    Check { name: "spans", holds: "spans are trimmed, lie on their page, and neighbours are one", run: spans },
    Check { name: "homes", holds: "every block stands exactly once where its role can stand", run: homes },
    Check { name: "order", holds: "every article has blocks and stands exactly once in the order", run: order },
    Check { name: "corrections", holds: "corrections lie on their page and do not meet", run: corrections },
    Check { name: "derived", holds: "what is kept for speed agrees with what it derives from", run: derived },
];

/// Everything that does not hold; empty for a sound project. Reads the whole project.
#[must_use]
pub fn check_all(project: &Project) -> Vec<Finding> {
    let run = |check: &Check| {
        let name = check.name;
        (check.run)(project).into_iter().map(move |subject| Finding { check: name, subject })
    };
    CHECKS.iter().flat_map(run).collect()
}

/// Where the ledger goes wrong: the first character that is in no block, or else the first that is in two. `None` where each
/// is in one. Reads the whole project.
#[must_use]
pub fn first_amiss(project: &Project) -> Option<Place> {
    ledger(project).into_iter().find_map(|subject| match subject {
        Subject::Place(place) => Some(place),
        Subject::Block(_) | Subject::Article(_) | Subject::Project => None,
    })
}

/// The first character that is in no block.
pub(super) fn first_open(project: &Project) -> Option<Place> {
    for (number, page) in project.pages().iter().enumerate() {
        let number = PageNo::new(number);
        let mut at = 0;
        let ends = project.entries_in(number, 0..page.text().len()).map(|entry| entry.span.range());
        let end_of_page = page.text().len()..page.text().len();
        for range in ends.chain(std::iter::once(end_of_page)) {
            let gap = Span::new(number, at, range.start.max(at));
            if let Some(open) = trim_span(page.text(), gap) {
                return Some(open.from());
            }
            at = range.end.max(at);
        }
    }
    None
}

fn ledger(project: &Project) -> Vec<Subject> {
    let mut found: Vec<Subject> = first_open(project).map(Subject::Place).into_iter().collect();
    let mut spans: Vec<Span> = project.blocks().flat_map(|(_, block)| block.spans.iter().copied()).collect();
    spans.sort_unstable();
    let doubled = spans.windows(2).filter(|pair| pair[0].overlaps(pair[1]));
    found.extend(doubled.map(|pair| Subject::Place(pair[1].from())));
    found
}

fn spans(project: &Project) -> Vec<Subject> {
    let sound = |span: &Span| project.page(span.page).is_some_and(|page| trim_span(page.text(), *span) == Some(*span));
    project
        .blocks()
        .filter(|(_, block)| {
            let touch = block.spans.windows(2).any(|pair| project.stand_together(pair[0].to(), pair[1].from()));
            block.spans.is_empty() || touch || !block.spans.iter().all(sound)
        })
        .map(|(id, _)| Subject::Block(id))
        .collect()
}

fn homes(project: &Project) -> Vec<Subject> {
    let mut listed: HashMap<BlockId, ArticleId> = HashMap::new();
    let mut found = Vec::new();
    for (id, article) in project.articles.iter() {
        for &block in &article.blocks {
            if listed.insert(block, *id).is_some() || project.block(block).is_none() {
                found.push(Subject::Block(block));
            }
        }
    }
    let astray = project
        .blocks()
        .filter(|(id, block)| listed.get(id).copied() != block.home.article() || !block.home.takes(block.role));
    found.extend(astray.map(|(id, _)| Subject::Block(id)));
    found
}

fn order(project: &Project) -> Vec<Subject> {
    let mut seen = BTreeSet::new();
    let doubled = |id: &&ArticleId| !project.articles.contains_key(id) || !seen.insert(**id);
    let mut found: Vec<Subject> = project.order.iter().filter(doubled).map(|&id| Subject::Article(id)).collect();
    let amiss = project.articles.iter().filter(|(id, article)| article.blocks.is_empty() || !seen.contains(id));
    found.extend(amiss.map(|(&id, _)| Subject::Article(id)));
    found
}

fn corrections(project: &Project) -> Vec<Subject> {
    let mut last: Option<Span> = None;
    let mut found = Vec::new();
    for (at, correction) in project.corrections() {
        let span = Span { page: at.page, start: at.pos, end: correction.end };
        let meets = last.is_some_and(|last| last.page == span.page && last.end >= span.start);
        let text = project.page(at.page).and_then(|page| page.text().get(span.range()));
        if meets || text.is_none() || span.start > span.end {
            found.push(Subject::Place(at));
        }
        last = Some(span);
    }
    found
}

fn derived(project: &Project) -> Vec<Subject> {
    let mut index: BTreeMap<Place, Indexed> = BTreeMap::new();
    let characters = project.pages().iter().map(|page| page.lines().ink()).sum();
    let mut ledger = Ledger { characters, ..Ledger::default() };
    for (id, block) in project.blocks() {
        for (nth, &span) in block.spans.iter().enumerate() {
            index.insert(span.from(), Indexed::new(span, id, nth));
        }
        *ledger.column(block.home) += ink_of(&project.pages, block);
    }
    let mut successor = BTreeMap::new();
    for article in project.articles.values() {
        successor.extend(article.blocks.windows(2).map(|pair| (pair[0], pair[1])));
    }
    let rank: Ranks = project.order.iter().collect();
    let agree = rank == project.rank
        && index.iter().eq(project.index.iter())
        && ledger == project.ledger
        && successor.iter().eq(project.successor.iter());
    if agree { Vec::new() } else { vec![Subject::Project] }
}

#[cfg(test)]
impl Project {
    /// Forgets a block and where its text is, as no edit does: for tests of what is said then.
    pub(crate) fn lose(&mut self, id: BlockId) {
        let Some(block) = self.blocks.remove(&id) else { return };
        for span in &block.spans {
            self.index.remove(&span.from());
        }
        *self.ledger.column(block.home) -= ink_of(&self.pages, &block);
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::{Page, Source};
    use std::sync::Arc;

    /// A project of three pages of one block each.
    fn project() -> Project {
        let page = |text: &str| Arc::new(Page::new(text.to_owned(), Source::default(), Vec::new()));
        Project::new(["甲一。", "\n乙二。", "丙三。"].map(page).to_vec())
    }

    #[test]
    fn where_the_ledger_goes_wrong_is_the_first_character_in_no_block() {
        let mut project = project();
        assert!(project.ledger().adds_up() && first_amiss(&project).is_none());
        project.lose(BlockId(2));
        project.lose(BlockId(1));
        assert_eq!((project.ledger().adds_up(), project.ledger().open()), (false, 6));
        assert_eq!(first_amiss(&project), Some(Place::new(PageNo::new(1), 1)));
    }

    #[test]
    fn or_the_first_character_in_two() {
        let mut project = project();
        let twice = project.block(BlockId(1)).unwrap().clone();
        project.blocks.insert(BlockId(9), twice);
        project.ledger.in_articles += 3;
        assert_eq!((project.ledger().adds_up(), project.ledger().open()), (false, 0));
        assert_eq!(first_amiss(&project), Some(Place::new(PageNo::new(1), 1)));
    }
}

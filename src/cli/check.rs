//! `newsmend check PROJECT...`: what is amiss in a project, a line a finding.
//!
//! First what always holds ([`newsmend::model::CHECKS`]), then what an editor still has to look at, in the order of the
//! articles. A project that cannot be trusted (its ledger does not add up) is a finding; a file that cannot be read at
//! all is none.

use super::usage;
use super::{Session, Stop, input, words};
use lexopt::Parser;
use newsmend::desk::jumps;
use newsmend::desk::{OpenError, Opened, Text, Work, words::text};
use newsmend::model::{ArticleId, BlockId, Finding, Project, Subject, check_all};
use newsmend::store::project_file::ProjectFileError;
use newsmend::text::Place;

/// What `newsmend check --help` says.
pub(super) const HELP: Text = text(
    "\
检查工程：账目是否相平，篇目是否已审，有无缺文，转版有无着落。
每处问题一行，写明文件、版、行；
有问题时退出状态为 1。

用法：newsmend check 工程...

  --lang zh|en         信息的语言

文件名 - 是标准输入。

例：newsmend check 五月三日.newsmend.json
",
    "\
Checks projects: that the ledger adds up, that every article is reviewed, that
no text is missing, and that jump lines (continued on page 3) lead somewhere.
A line for each finding, with file, page and line; exit status 1 where there is
one.

Usage: newsmend check PROJECT...

  --lang zh|en        the language of messages

The file name - is standard input.

Example: newsmend check 3-may.newsmend.json
",
);

/// What an editor still has to look at.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Open {
    /// The article is not ticked as done.
    NotReviewed,
    /// Its opening is lost.
    OpeningMissing,
    /// Text is missing behind a block.
    Gap(BlockId),
    /// Its end is lost.
    EndingMissing,
}

pub(super) fn run(parser: Parser, session: &mut Session) -> Result<(), Stop> {
    let lang = session.lang;
    for file in &usage::files_alone(parser)? {
        let project = match input::open(file, None) {
            Ok(Opened::Project { project, .. }) => project,
            Ok(Opened::Dump { .. }) => {
                session.fail(&words::dump_to_check(lang, file));
                continue;
            }
            Err(error) if does_not_hold(&error) => {
                session.find(&words::cannot_open(lang, file, &error))?;
                continue;
            }
            Err(error) => {
                session.fail(&words::cannot_open(lang, file, &error));
                continue;
            }
        };
        let work = Work::new(project, None);
        for finding in check_all(work.project()) {
            let place = place_of(work.project(), &finding);
            session.find(&words::finding(lang, file, work.project(), place, &finding))?;
        }
        for (article, open, place) in open_items(work.project()) {
            session.find(&words::open_item(lang, file, &work, (article, open), place))?;
        }
        for (jump, target) in jumps::dangling(work.project()) {
            session.find(&words::dangling(lang, file, work.project(), &jump, target))?;
        }
    }
    Ok(())
}

/// True where a project could be read and what it says cannot be: the ledger, or places outside the text.
fn does_not_hold(error: &OpenError) -> bool {
    let OpenError::Project { source, .. } = error else { return false };
    matches!(source, ProjectFileError::Broken { .. } | ProjectFileError::OutsidePage { .. })
}

fn place_of(project: &Project, finding: &Finding) -> Option<Place> {
    match finding.subject {
        Subject::Place(place) => Some(place),
        Subject::Block(block) => start_of(project, block),
        Subject::Article(article) => start_of(project, *project.article(article)?.blocks.first()?),
        Subject::Project => None,
    }
}

fn start_of(project: &Project, block: BlockId) -> Option<Place> {
    Some(project.block(block)?.first()?.from())
}

/// What an editor still has to look at, article by article, with where to look.
fn open_items(project: &Project) -> Vec<(ArticleId, Open, Option<Place>)> {
    let mut found = Vec::new();
    for (id, article) in project.articles() {
        let facts = &article.facts;
        let start = article.blocks.first().and_then(|&block| start_of(project, block));
        let end_of = |&block: &BlockId| Some(project.block(block)?.last()?.to());
        if !facts.reviewed {
            found.push((id, Open::NotReviewed, start));
        }
        if facts.opening_missing {
            found.push((id, Open::OpeningMissing, start));
        }
        for block in &article.blocks {
            if project.block(*block).is_some_and(|block| block.gap.is_some()) {
                found.push((id, Open::Gap(*block), end_of(block)));
            }
        }
        if facts.ending_missing {
            found.push((id, Open::EndingMissing, article.blocks.last().and_then(end_of)));
        }
    }
    found
}

#[cfg(test)]
mod tests {
    use super::*;
    use newsmend::model::{ArticleFacts, Edit, Page, Source};
    use std::sync::Arc;

    #[test]
    fn what_is_open_stands_in_reading_order() {
        let page = Page::new("环卫\n路面".to_owned(), Source::default(), Vec::new());
        let mut project = Project::new(vec![Arc::new(page)]);
        let (article, block) = (project.order()[0], BlockId(0));
        let of = |project: &Project| open_items(project).into_iter().map(|(_, open, _)| open).collect::<Vec<_>>();
        assert_eq!(of(&project), [Open::NotReviewed]);
        let facts = ArticleFacts { reviewed: true, opening_missing: true, ending_missing: true, ..Default::default() };
        let mut record = project.block(block).unwrap().clone();
        record.gap = Some(Box::default());
        let edit = Edit::All(vec![
            Edit::Article { id: article, to: Some(Box::new(facts)) },
            Edit::Block { id: block, to: Some(Arc::new(record)) },
        ]);
        project.apply(edit).unwrap();
        assert_eq!(of(&project), [Open::OpeningMissing, Open::Gap(block), Open::EndingMissing]);
    }
}

//! `newsmend diff PROJECT...`: what has become of the text of the dump, a line for each change.
//!
//! What is moved, changed and dropped stands one by one, what is joined by article ([`newsmend::model::difference`]); then
//! come the totals. Lines that are joined are no finding: that is what reading a page is.

use super::compare::read;
use super::{Session, Stop, usage, words};
use lexopt::Parser;
use newsmend::desk::compared::title;
use newsmend::desk::words::{article_number, change, project_against_dump, text};
use newsmend::desk::{Lang, Text};
use newsmend::model::difference::{Change, of_project};
use newsmend::model::{ArticleId, Project};
use std::collections::BTreeMap;
use std::path::Path;

/// What `newsmend diff --help` says.
pub(super) const HELP: Text = text(
    "\
对照原文，写明工程里的文字怎么样了：移动、接合、更正、未用，每处一行，
写明版、行，最后是总数。段内去掉的换行、行尾连字符和空白按篇目计数。
只有接合时退出状态为 0，有别的改动时为 1。

用法：newsmend diff 工程...

  --lang zh|en         信息的语言

文件名 - 是标准输入。

例：newsmend diff 五月三日.newsmend.json
",
    "\
Tells what has become of the text of the dump: what is moved, changed and
dropped, a line for each place, with file, page and line; the line breaks,
hyphens and blanks that joining takes out of paragraphs, counted by article; and
the totals. Exit status 0 where nothing but line ends was joined, else 1.

Usage: newsmend diff PROJECT...

  --lang zh|en        the language of messages

The file name - is standard input.

Example: newsmend diff 3-may.newsmend.json
",
);

pub(super) fn run(parser: Parser, session: &mut Session) -> Result<(), Stop> {
    let lang = session.lang;
    for file in &usage::files_alone(parser)? {
        let Some(project) = read(file, session) else { continue };
        let changes = of_project(&project);
        let mut titles = BTreeMap::new();
        for change in &changes.list {
            let line = line(lang, file, &project, change, &mut titles);
            if change.is_joined() {
                session.write(format!("{line}\n").as_bytes())?;
            } else {
                session.find(&line)?;
            }
        }
        let all = words::at(lang, file, &project, None);
        session.write(format!("{all}{}\n", project_against_dump(lang, &changes.totals)).as_bytes())?;
    }
    Ok(())
}

/// A change with its place, and its article by number and title. A title is read once: an article may have many changes.
fn line(
    lang: Lang,
    file: &Path,
    project: &Project,
    one: &Change<'_>,
    titles: &mut BTreeMap<ArticleId, String>,
) -> String {
    let at = words::at(lang, file, project, Some(one.span.from()));
    let what = change(lang, project, one);
    let Some(article) = one.home.article() else { return format!("{at}{what}") };
    let title = titles.entry(article).or_insert_with(|| title(project, article));
    let number = article_number(lang, project.number(article).unwrap_or_default());
    match lang {
        Lang::Zh => format!("{at}{what}（{number} {title}）"),
        Lang::En => format!("{at}{what} ({number} {title})"),
    }
}

//! `newsmend compare HERE THERE`: how far two editors agree who mended the same dump, and where they do not.
//!
//! First a line with the figures ([`newsmend::model::compare::Agreement`]), then a line for each difference, in the order of
//! the dump. Taking one over is done in the window.

use super::usage::{self, Usage};
use super::{Session, Stop, input, words};
use lexopt::Parser;
use newsmend::desk::compared::{CompareError, title};
use newsmend::desk::words::{agreement, difference, explain_compare, other_page, text};
use newsmend::desk::{Lang, Opened, Text};
use newsmend::model::compare::{Difference, compare};
use newsmend::model::{ArticleId, Project};
use std::path::Path;

/// What `newsmend compare --help` says.
pub(super) const HELP: Text = text(
    "\
比较两位编辑由同一份文本做出的工程：先写一致程度，再逐处写出不同，写明版、行；
两边文字不同的版面不比较。已审与否、篇目先后不算不同。
有不同之处时退出状态为 1。

用法：newsmend compare 此处工程 对方工程

  --lang zh|en         信息的语言

文件名 - 是标准输入。

例：newsmend compare 我的.newsmend.json 同事的.newsmend.json
",
    "\
Compares two editors' projects of the same dump: how far they agree, then a line
for each difference, with page and line. Pages whose text is not the same are
left alone; ticks and the order of articles do not count. Exit status 1 where
there is a difference.

Usage: newsmend compare HERE THERE

  --lang zh|en        the language of messages

The file name - is standard input.

Example: newsmend compare mine.newsmend.json hers.newsmend.json
",
);

pub(super) fn run(parser: Parser, session: &mut Session) -> Result<(), Stop> {
    let files = usage::files_alone(parser)?;
    let [own, other] = files.as_slice() else { return Err(Usage::TwoProjects.into()) };
    // Both are read before anything is given up, so that one run names all that is wrong.
    let (Some(here), Some(there)) = (read(own, session), read(other, session)) else { return Ok(()) };
    let lang = session.lang;
    let compared = compare(&here, &there);
    if compared.pages == 0 && !compared.other_pages.is_empty() {
        session.fail(&explain_compare(lang, &CompareError::NoSamePage(other.clone())));
        return Ok(());
    }
    session.write(format!("{}\n", agreement(lang, &compared.agreement)).as_bytes())?;
    for page in &compared.other_pages {
        session.find(&format!("{}{}", words::at(lang, own, &here, None), other_page(lang, page.shown())))?;
    }
    for one in &compared.differences {
        session.find(&line(lang, own, [&here, &there], one))?;
    }
    Ok(())
}

/// The project in a file. `None`: there is none, which has been said.
pub(super) fn read(file: &Path, session: &mut Session) -> Option<Project> {
    let why = match input::open(file, None) {
        Ok(Opened::Project { project, .. }) => return Some(project),
        Ok(Opened::Dump { .. }) => words::dump_to_check(session.lang, file),
        Err(error) => words::cannot_open(session.lang, file, &error),
    };
    session.fail(&why);
    None
}

/// A difference with its place here, and the articles of either side by number and title.
fn line(lang: Lang, file: &Path, sides: [&Project; 2], one: &Difference) -> String {
    let at = words::at(lang, file, sides[0], Some(one.at));
    let what = difference(lang, one);
    let list = |side: usize, ids: &[ArticleId]| {
        let named =
            |&id: &ArticleId| format!("{} {}", sides[side].number(id).unwrap_or_default(), title(sides[side], id));
        let named: Vec<String> = ids.iter().map(named).collect();
        named.join(text("、", ", ").get(lang))
    };
    let (here, there) = (list(0, &one.here.articles), list(1, &one.there.articles));
    match (lang, here.is_empty(), there.is_empty()) {
        (_, true, true) => format!("{at}{what}"),
        (Lang::Zh, false, true) => format!("{at}{what}（此处：{here}）"),
        (Lang::Zh, true, false) => format!("{at}{what}（对方：{there}）"),
        (Lang::Zh, false, false) => format!("{at}{what}（此处：{here}；对方：{there}）"),
        (Lang::En, false, true) => format!("{at}{what} (here: {here})"),
        (Lang::En, true, false) => format!("{at}{what} (there: {there})"),
        (Lang::En, false, false) => format!("{at}{what} (here: {here}; there: {there})"),
    }
}

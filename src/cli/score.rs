//! `newsmend score GOLD... EXPORT...`: how good exports are, against the answers of their pages.
//!
//! What the figures mean stands in [`newsmend::measure::score`]. A page is an answer `NAME.gold.json` with the dump
//! `NAME.txt` beside it, and an export `NAME.json` among the arguments. All pages must be readable, since a mean that lacks
//! a page looks whole. Pages stand in the order of their answers' names, wherever they lie.

mod words;

use super::usage::{self, Usage};
use super::{Session, Stop, input};
use lexopt::Arg::{Long, Short, Value};
use lexopt::Parser;
use newsmend::desk::{OpenError, Text, file_name, words::text};
use newsmend::measure::{Answer, Export, ExportError, Figures, Gold, GoldError, Means, page_line};
use newsmend::store::{self, StoreError};
use newsmend::text::decode::Encoding;
use std::cmp::Reverse;
use std::collections::BTreeMap;
use std::path::{Path, PathBuf};

/// What `newsmend score --help` says.
pub(super) const HELP: Text = text(
    "\
以答案给导出的 JSON 打分，写出各版的平均值。答案 名称.gold.json 旁边要有
原文 名称.txt，导出是 名称.json；给文件或文件夹都可以。

用法：newsmend score 答案... 导出... [--worst 个数] [--only 文字]

  --worst 个数     先列出要修补最多的几版
  --only 文字      只算名称里有这些文字的版
  --json           写成 JSON
  --encoding 名称  文本的编码（默认自动识别）：UTF-8、GB18030、Big5 等
  --lang zh|en     信息的语言

b3 看哪些字同属一篇，cut 看何处断开，jump 看何处接到别处，role 看角色，
para 看段落，exact 看全对的篇目，都在 0 到 1 之间；repairs 是编辑每版还要动手
的次数，越少越好。

例：newsmend export 版面/*.txt --out-dir 成品
    newsmend score 版面 成品 --worst 5
",
    "\
Scores cleaned JSON against answers, and writes the means over pages. An answer
NAME.gold.json has its dump NAME.txt beside it, and its export is NAME.json;
name files or folders.

Usage: newsmend score GOLD... EXPORT... [--worst N] [--only TEXT]

  --worst N           first the N pages that need most repairs
  --only TEXT         pages whose name contains TEXT
  --json              the means as JSON
  --encoding NAME     the encoding of the dumps (default: found out), such as
                      UTF-8, GB18030, Big5
  --lang zh|en        the language of messages

b3 is about which text is one article, cut about where it breaks off, jump about
where it goes on, role about roles, para about paragraphs, exact about articles
without a fault; each lies in 0 to 1. repairs is what is left to be done by hand
on a page; less is better.

Example: newsmend export pages/*.txt --out-dir cleaned
         newsmend score pages cleaned --worst 5
",
);

/// How answers are called.
const GOLD_ENDING: &str = ".gold.json";
/// How exports are called.
const EXPORT_ENDING: &str = ".json";

/// Why a page cannot be scored.
enum Unscored {
    /// A file cannot be read.
    Open(PathBuf, OpenError),
    /// The answer is none, or not of this page.
    Gold(PathBuf, GoldError),
    /// The export is none, or not of this page.
    Export(PathBuf, ExportError),
    /// No export of this name was given, for the answer at this path.
    NoExport { gold: PathBuf, name: String },
}

/// What was asked for.
#[derive(Default)]
struct Asked {
    worst: usize,
    only: String,
    as_json: bool,
    encoding: Option<Encoding>,
}

/// The files of the arguments, by the name of their page.
#[derive(Default)]
struct Files {
    /// By the whole name of the file, which is the order of the table.
    golds: BTreeMap<String, Vec<PathBuf>>,
    exports: BTreeMap<String, Vec<PathBuf>>,
}

pub(super) fn run(mut parser: Parser, session: &mut Session) -> Result<(), Stop> {
    let (mut paths, mut asked) = (Vec::new(), Asked::default());
    while let Some(arg) = parser.next()? {
        match arg {
            Short('h') | Long("help") => return Err(Stop::Help),
            Long("json") => asked.as_json = true,
            Long("worst") => {
                let value = parser.value()?;
                let count = value.to_str().and_then(|value| value.parse().ok());
                asked.worst = count.ok_or_else(|| usage::bad_value("--worst", &value, "0, 1, 2…"))?;
            }
            Long("only") => asked.only = parser.value()?.to_string_lossy().into_owned(),
            Long("encoding") => asked.encoding = Some(usage::encoding(&mut parser)?),
            Value(file) => paths.push(PathBuf::from(file)),
            other => return Err(other.unexpected().into()),
        }
    }
    if paths.is_empty() {
        return Err(Usage::NoFile.into());
    }
    let mut files = Files::default();
    for path in paths {
        match files.add(&path) {
            Ok(true) => {}
            Ok(false) => return Err(Usage::NoAnswerNorExport(path).into()),
            Err(error) => session.fail(&super::words::cannot_open(session.lang, &path, &error.into())),
        }
    }
    if session.status != 0 {
        return Ok(());
    }
    let pages = files.pages(&asked.only)?;
    let mut scored: Vec<(String, Figures)> = Vec::new();
    for (name, gold, export) in pages {
        match score(&name, &gold, export.as_deref(), asked.encoding, session) {
            Ok(Some(figures)) => scored.push((name, figures)),
            Ok(None) => {}
            Err(why) => session.fail(&words::unscored(session.lang, &why)),
        }
    }
    if session.status != 0 {
        super::complain(words::NO_FIGURES.get(session.lang));
        return Ok(());
    }
    session.write(table(&mut scored, &asked).as_bytes())
}

impl Files {
    /// Takes in a file or what lies in a folder. False where `path` is neither an answer nor an export.
    fn add(&mut self, path: &Path) -> Result<bool, StoreError> {
        let failed = |error| StoreError::from_io(path, error);
        if !path.metadata().map_err(failed)?.is_dir() {
            return Ok(self.add_file(path));
        }
        let mut found = Vec::new();
        for entry in path.read_dir().map_err(failed)? {
            found.push(entry.map_err(failed)?.path());
        }
        for file in &found {
            self.add_file(file);
        }
        Ok(true)
    }

    fn add_file(&mut self, path: &Path) -> bool {
        let name = file_name(path);
        let same_name = if name.ends_with(GOLD_ENDING) {
            self.golds.entry(name).or_default()
        } else if let Some(page) = name.strip_suffix(EXPORT_ENDING) {
            self.exports.entry(page.to_owned()).or_default()
        } else {
            return false;
        };
        if !same_name.iter().any(|other| input::is_same_file(other, path)) {
            same_name.push(path.to_owned());
            same_name.sort();
        }
        true
    }

    /// The pages whose answers' names contain `only`: their name, their answer, and their export if there is one.
    fn pages(mut self, only: &str) -> Result<Vec<(String, PathBuf, Option<PathBuf>)>, Usage> {
        if self.golds.is_empty() {
            return Err(Usage::NoAnswers);
        }
        let mut pages = Vec::new();
        for (name, golds) in self.golds.into_iter().filter(|(name, _)| name.contains(only)) {
            let page = name.strip_suffix(GOLD_ENDING).unwrap_or(&name).to_owned();
            let exports = self.exports.remove(&page).unwrap_or_default();
            let Some(gold) = one_of(golds)? else { continue };
            pages.push((page, gold, one_of(exports)?));
        }
        if pages.is_empty() { Err(Usage::NoneNamed(only.to_owned())) } else { Ok(pages) }
    }
}

/// The one path there is, if any.
fn one_of(paths: Vec<PathBuf>) -> Result<Option<PathBuf>, Usage> {
    let mut paths = paths.into_iter();
    match (paths.next(), paths.next()) {
        (Some(first), Some(second)) => Err(Usage::SamePage { first, second }),
        (first, _) => Ok(first),
    }
}

/// Scores a page. `None` where its answer leaves everything open.
fn score(
    name: &str,
    gold: &Path,
    export: Option<&Path>,
    encoding: Option<Encoding>,
    session: &Session,
) -> Result<Option<Figures>, Unscored> {
    let no_export = || Unscored::NoExport { gold: gold.to_owned(), name: format!("{name}{EXPORT_ENDING}") };
    let export = export.ok_or_else(no_export)?;
    let open = |path: &Path, error: StoreError| Unscored::Open(path.to_owned(), error.into());
    let dump = gold.with_file_name(format!("{name}.txt"));
    // An answer counts through form feeds.
    let pages = store::read_dump(&dump, encoding).map_err(|error| open(&dump, error))?;
    let text: String = pages.iter().map(|page| page.text()).collect();
    let total = text.chars().count();
    let bytes = store::read_file(gold).map_err(|error| open(gold, error))?;
    let answer = Gold::read(&bytes, total).map_err(|error| Unscored::Gold(gold.to_owned(), error))?;
    let bytes = store::read_file(export).map_err(|error| open(export, error))?;
    let got = Export::read(&bytes, total).map_err(|error| Unscored::Export(export.to_owned(), error))?;
    let answer = Answer::new(&text, &answer);
    let figures = answer.score(&got.parts());
    for (path, twice) in [(gold, answer.twice()), (export, figures.map_or(0, |figures| figures.twice))] {
        if twice > 0 {
            super::complain(&words::claimed_twice(session.lang, path, twice));
        }
    }
    Ok(figures)
}

/// What standard output says of the pages.
fn table(scored: &mut [(String, Figures)], asked: &Asked) -> String {
    let figures: Vec<Figures> = scored.iter().map(|(_, figures)| *figures).collect();
    let means = Means::of(&figures);
    if asked.as_json {
        return format!("{}\n", means.json());
    }
    // Pages that need as many stay in their order.
    scored.sort_by_key(|(_, figures)| Reverse(figures.repairs));
    let worst = scored.iter().take(asked.worst).map(|(name, figures)| page_line(name, figures));
    worst.chain([means.line()]).map(|line| format!("{line}\n")).collect()
}

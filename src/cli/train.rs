//! `newsmend train SOURCE... -o MODEL`: what the proposer knows, learned from pages that an editor corrected.
//!
//! Usually on top of the model that ships with the program. All sources must be readable, since a model that lacks some
//! looks like any other. What is read is never written over, and neither is anything that is no model.

mod words;

use super::usage::{self, Usage};
use super::{Session, Stop, input};
use lexopt::Arg::{Long, Short, Value};
use lexopt::Parser;
use newsmend::desk::gestures::accept;
use newsmend::desk::models::{ModelError, OpenModel, explain_model, open_base};
use newsmend::desk::training::{self, CorpusError, Learned, Plan, Source, SourceError, Sources, read_corpus};
use newsmend::desk::{Text, words::text};
use newsmend::formats::{FORMATS, Selection};
use newsmend::model::Project;
use newsmend::propose::learn::Article;
use newsmend::propose::weights::{Model, is_model};
use newsmend::propose::{Budget, Input, Progress, propose};
use newsmend::store::{self, StoreError, atomic};
use std::path::{Path, PathBuf};
use std::sync::Arc;

/// What `newsmend train --help` says.
pub(super) const HELP: Text = text(
    "\
从编辑改好的版面学习，做出更适合这份报纸的模型。来源是工程、答案
（名称.gold.json，旁边是 名称.txt），或有它们的文件夹。工程里只学已审的篇目
和编辑定过的内容。二十版以上见效；几分钟可成。

用法：newsmend train 来源... -o 模型

  -o, --output 模型    要写的模型
  --base 模型          在此模型上接着学（默认：程序自带的模型）
  --from-nothing       不接着任何模型，从头学：要几百版
  --corpus 文件.jsonl  从头学时，另从文章学语言；每行一篇
                       {\"title\": 标题, \"body\": 正文}；可给几个
  --proposals 文件夹   用没见过各版的模型给各版提议，写成 JSON，可用 score 打分
  --seed 数            随机数的种子（默认 1）；来源和种子相同，模型也相同
  --lang zh|en         信息的语言

例：newsmend train 已改/*.newsmend.json -o 柳湾报.model
    newsmend propose 新版.txt --model 柳湾报.model -o 新版.newsmend.json
",
    "\
Learns from pages that an editor corrected, for a model that fits their
newspaper better. A source is a project, an answer NAME.gold.json with NAME.txt
beside it, or a folder of them. Of a project, reviewed articles and what an
editor set are learned. It takes 20 pages or more, and a few minutes.

Usage: newsmend train SOURCE... -o MODEL

  -o, --output MODEL  the model to write
  --base MODEL        go on from this model (default: the one that ships)
  --from-nothing      go on from no model; this takes hundreds of pages
  --corpus FILE       articles to learn languages from, where there is no base:
                      {\"title\": …, \"body\": …} a line; may be repeated
  --proposals DIR     proposals for these pages by models that have not seen
                      them, as JSON for newsmend score
  --seed N            for what is drawn by lot (default: 1); the same sources
                      and seed make the same model
  --lang zh|en        the language of messages

Example: newsmend train mended/*.newsmend.json -o millbrook.model
         newsmend propose new.txt --model millbrook.model -o new.newsmend.json
",
);

/// Why nothing is learned.
enum Failure {
    /// A source cannot be learned from.
    Source(SourceError),
    /// A corpus cannot be learned from.
    Corpus(CorpusError),
    /// The output is one of the files that are read.
    OverSource,
    /// Something that is no model stands where the model is to be written.
    OverOther,
    /// In none of the projects was anything decided.
    NothingDecided,
}

/// What was asked for.
struct Asked {
    sources: Vec<PathBuf>,
    output: PathBuf,
    base: Option<PathBuf>,
    from_nothing: bool,
    corpora: Vec<PathBuf>,
    proposals: Option<PathBuf>,
    /// No model is made: those that `--proposals` left before are asked again.
    judge: bool,
    parts: u8,
    rounds: f32,
    generated: f32,
    seed: u64,
}

pub(super) fn run(mut parser: Parser, session: &mut Session) -> Result<(), Stop> {
    let asked = asked(&mut parser)?;
    let Some(sources) = sources(&asked, session) else { return Ok(()) };
    let Some(articles) = articles(&asked, session) else { return Ok(()) };
    if let Some(why) = in_the_way(&asked, &sources.files) {
        session.fail(&words::failure(session.lang, &asked.output, &why));
        return Ok(());
    }
    let base = match base(&asked) {
        Ok(base) => base,
        Err((path, error)) => {
            session.fail(&explain_model(session.lang, &path.display().to_string(), &error));
            return Ok(());
        }
    };
    let Asked { parts, rounds, generated, seed, .. } = asked;
    let plan = Plan { base: base.as_ref(), articles: &articles, parts, rounds, generated, seed };
    let lang = session.lang;
    let unseen = if asked.judge {
        judged(&asked, &sources.pages, &plan, session)
    } else {
        let mut say = |line: &str| super::complain(&words::progress(lang, line));
        match training::learn(&sources.pages, &plan, &Budget::default(), &mut say) {
            Ok(learned) => {
                if learned.left_to_rules > 0 {
                    super::complain(&words::left_to_rules(lang, learned.left_to_rules));
                }
                keep(&asked, learned)
            }
            Err(error) => {
                session.fail(&words::not_learned(lang, &error));
                return Ok(());
            }
        }
    };
    let proposed = unseen.and_then(|unseen| match &asked.proposals {
        Some(folder) => proposals(folder, &sources.pages, &plan, unseen),
        None => Ok(()),
    });
    if let Err(error) = proposed {
        session.fail(&super::words::cannot_write(lang, error.path(), &error));
    }
    Ok(())
}

/// Reads the arguments.
fn asked(parser: &mut Parser) -> Result<Asked, Stop> {
    let (mut sources, mut corpora, mut output, mut base, mut proposals) = (Vec::new(), Vec::new(), None, None, None);
    let (mut from_nothing, mut judge) = (false, false);
    let (mut parts, mut rounds, mut generated, mut seed) = (3, 1.0, 0.0, 1);
    while let Some(arg) = parser.next()? {
        match arg {
            Short('h') | Long("help") => return Err(Stop::Help),
            Short('o') | Long("output") => output = Some(PathBuf::from(parser.value()?)),
            Long("base") => base = Some(PathBuf::from(parser.value()?)),
            Long("from-nothing") => from_nothing = true,
            Long("corpus") => corpora.push(PathBuf::from(parser.value()?)),
            Long("proposals") => proposals = Some(PathBuf::from(parser.value()?)),
            Long("seed") => seed = number(parser, "--seed", "0, 1, 2…", |_| true)?,
            // For experiments with the model that ships; not in the help.
            Long("parts") => parts = number(parser, "--parts", "1…255", |parts| *parts > 0)?,
            Long("rounds") => rounds = number(parser, "--rounds", "0.5, 1, 2…", is_factor)?,
            Long("generated") => generated = number(parser, "--generated", "0, 0.5, 1…", is_factor)?,
            Long("judge") => judge = true,
            Value(file) => sources.push(PathBuf::from(file)),
            other => return Err(other.unexpected().into()),
        }
    }
    if sources.is_empty() {
        return Err(Usage::NoSource.into());
    }
    if base.is_some() && (from_nothing || !corpora.is_empty()) {
        return Err(Usage::BaseAndNothing.into());
    }
    let output = output.ok_or(Usage::NoModel)?;
    from_nothing |= !corpora.is_empty();
    Ok(Asked { sources, output, base, from_nothing, corpora, proposals, judge, parts, rounds, generated, seed })
}

#[expect(clippy::trivially_copy_pass_by_ref, reason = "as the numbers of other types are passed")]
fn is_factor(factor: &f32) -> bool {
    factor.is_finite() && (0.0..=100.0).contains(factor)
}

/// The value of an option that takes a number.
fn number<T: std::str::FromStr>(
    parser: &mut Parser,
    option: &'static str,
    takes: &str,
    fits: impl Fn(&T) -> bool,
) -> Result<T, Stop> {
    let value = parser.value()?;
    let found = value.to_str().and_then(|value| value.parse().ok()).filter(fits);
    found.ok_or_else(|| usage::bad_value(option, &value, takes).into())
}

/// The pages to learn from; `None` where some cannot be, which has been said.
fn sources(asked: &Asked, session: &mut Session) -> Option<Sources> {
    let mut sources = Sources::default();
    for path in &asked.sources {
        match sources.add(path) {
            Ok(()) => {}
            // Among others it is passed over, as in a folder.
            Err(SourceError::NothingDecided(path)) => sources.undecided.push(path),
            Err(error) => {
                let why = Failure::Source(error);
                session.fail(&words::failure(session.lang, &asked.output, &why));
            }
        }
    }
    for path in &sources.undecided {
        super::complain(&words::passed_over(session.lang, path));
    }
    if session.status == 0 && sources.pages.is_empty() {
        session.fail(&words::failure(session.lang, &asked.output, &Failure::NothingDecided));
    }
    (session.status == 0).then_some(sources)
}

/// The articles of all corpora; `None` where one cannot be read, which has been said.
fn articles(asked: &Asked, session: &mut Session) -> Option<Vec<Article>> {
    let mut articles = Vec::new();
    for path in asked.corpora.iter().filter(|_| !asked.judge) {
        match read_corpus(path) {
            Ok(more) => articles.extend(more),
            Err(error) => {
                let why = Failure::Corpus(error);
                session.fail(&words::failure(session.lang, &asked.output, &why));
            }
        }
    }
    (session.status == 0).then_some(articles)
}

/// Why the model may not be written where it is to be.
fn in_the_way(asked: &Asked, files: &[PathBuf]) -> Option<Failure> {
    let output = &asked.output;
    let mut read = files.iter().chain(&asked.corpora).chain(&asked.base);
    if read.any(|file| input::is_same_file(file, output)) {
        return Some(Failure::OverSource);
    }
    // What cannot be read cannot be written either, and the writing says why.
    let there = if output.is_file() { store::read_file(output).ok()? } else { return None };
    (!there.is_empty() && !is_model(&there)).then_some(Failure::OverOther)
}

/// The model to go on from, if any.
fn base(asked: &Asked) -> Result<Option<OpenModel>, (PathBuf, ModelError)> {
    match &asked.base {
        Some(path) => open_base(path).map(Some).map_err(|error| (path.clone(), error)),
        None if asked.from_nothing || asked.judge => Ok(None),
        None => OpenModel::shipped().map(Some).map_err(|error| (PathBuf::from("newsmend"), error.into())),
    }
}

/// Where the model goes that has not seen a part of the pages.
fn part_file(output: &Path, part: u8) -> PathBuf {
    let mut name = output.as_os_str().to_owned();
    name.push(format!(".{part}"));
    PathBuf::from(name)
}

/// The models that were kept with one, and that model calibrated anew by them; all of them with what the pages tell anew of where
/// lines are parted.
fn judged(
    asked: &Asked,
    sources: &[Source],
    plan: &Plan<'_>,
    session: &mut Session,
) -> Result<Vec<Vec<u8>>, StoreError> {
    let read = |part: u8| store::read_file(&part_file(&asked.output, part));
    let unseen = (0..asked.parts).map(read).collect::<Result<Vec<_>, _>>()?;
    let model = store::read_file(&asked.output)?;
    match training::calibrated(sources, plan, &model, &unseen, &Budget::default()) {
        Ok((learned, table)) => {
            super::complain(&table);
            keep(asked, learned)
        }
        Err(error) => {
            session.fail(&words::not_learned(session.lang, &error));
            Ok(unseen)
        }
    }
}

/// Writes the model and, where they are asked for proposals, those that have not seen all; returns these.
fn keep(asked: &Asked, learned: Learned) -> Result<Vec<Vec<u8>>, StoreError> {
    atomic::replace(&asked.output, &learned.model)?;
    if asked.proposals.is_some() {
        for (part, model) in (0..).zip(&learned.unseen) {
            atomic::replace(&part_file(&asked.output, part), model)?;
        }
    }
    Ok(learned.unseen)
}

/// Writes for each page what the model that has not seen it proposes, into a folder for each folder of sources.
fn proposals(folder: &Path, sources: &[Source], plan: &Plan<'_>, unseen: Vec<Vec<u8>>) -> Result<(), StoreError> {
    let model = |bytes: Vec<u8>| Model::from_bytes(bytes.into()).ok().map(Arc::new);
    let models: Vec<Option<Arc<Model>>> = unseen.into_iter().map(model).collect();
    for (source, part) in sources.iter().zip(training::parts_of(sources, plan)) {
        let folder = folder.join(&source.set);
        std::fs::create_dir_all(&folder).map_err(|error| StoreError::from_io(&folder, error))?;
        let mut project = Project::new(vec![Arc::clone(&source.truth.page)]);
        let model = models.get(usize::from(part)).cloned().flatten();
        let input = Input { pages: project.pages().to_vec(), kept: Vec::new(), model };
        if let Ok(proposal) = propose(&input, &Budget::default(), &Progress::default())
            && let Ok(edit) = accept(&project, &proposal, &[])
        {
            let applied = project.apply(edit);
            debug_assert!(applied.is_ok(), "an edit made for this very project fits it");
        }
        let text = (FORMATS[0].run)(&project, &Selection::All);
        atomic::replace(&folder.join(format!("{}.json", source.name)), text.as_bytes())?;
    }
    Ok(())
}

//! `newsmend propose FILE... -o P`: a project with proposals, no window.
//!
//! Several dumps, or those of a folder, are the pages of one issue: in the order given, unless that is the letters'. All must be readable, since a project that lacks a page
//! looks whole. A project alone is proposed anew, around what its editor decided.

use super::usage::{self, Usage, is_standard};
use super::{Session, Stop, input, words};
use lexopt::Arg::{Long, Short, Value};
use lexopt::Parser;
use newsmend::desk::abreast::processors;
use newsmend::desk::{Opened, Text, save_project, words::text};
use newsmend::model::Project;
use newsmend::propose::weights::Model;
use newsmend::store::{self, project_file};
use std::path::{Path, PathBuf};
use std::sync::Arc;

/// What `newsmend propose --help` says.
pub(super) const HELP: Text = text(
    "\
由 OCR 文本做出工程文件，内有提议的篇目，不开窗口。几个文本，或一个文件夹里的
文本，是同一期的几个版，第2版在第10版之前；另有次序的照所列。若只给一个工程，
则在编辑已定的内容之外重新提议。

用法：newsmend propose 文件... -o 工程
      newsmend propose 文件夹 -o 工程

  -o, --output 工程    工程文件，名称宜以 .newsmend.json 结尾；- 是标准输出
  --encoding 名称      文本的编码（默认自动识别）：UTF-8、GB18030、Big5 等
  --model 模型         提议所用的模型（默认：程序自带的模型）
  --lang zh|en         信息的语言

文件名 - 是标准输入。已有编辑改动的工程不会被覆盖。

例：newsmend propose 第1版.txt 第2版.txt -o 五月三日.newsmend.json
",
    "\
Makes a project file with proposed articles from dumps, without the window.
Several dumps, or the text files of a folder, are the pages of one issue, page 2
before page 10; an order of your own is kept. A project alone is proposed anew,
around what its editor decided.

Usage: newsmend propose FILE... -o PROJECT
       newsmend propose FOLDER -o PROJECT

  -o, --output PROJECT   the project, best named NAME.newsmend.json;
                         - is standard output
  --encoding NAME        the encoding of the dumps (default: found out), such
                         as UTF-8, GB18030, Big5
  --model MODEL          what to propose with, from newsmend train
                         (default: what ships)
  --lang zh|en           the language of messages

The file name - is standard input. A project that an editor worked on is
not overwritten.

Example: newsmend propose page-1.txt page-2.txt -o 3-may.newsmend.json
",
);

pub(super) fn run(mut parser: Parser, session: &mut Session) -> Result<(), Stop> {
    let (mut files, mut output, mut encoding, mut model) = (Vec::new(), None, None, None);
    while let Some(arg) = parser.next()? {
        match arg {
            Short('h') | Long("help") => return Err(Stop::Help),
            Short('o') | Long("output") => output = Some(PathBuf::from(parser.value()?)),
            Long("model") => model = Some(PathBuf::from(parser.value()?)),
            Long("encoding") => encoding = Some(usage::encoding(&mut parser)?),
            Value(file) => files.push(PathBuf::from(file)),
            other => return Err(other.unexpected().into()),
        }
    }
    let files = store::as_pages(usage::files_to_read(files)?);
    let output = output.ok_or(Usage::NoOutput)?;
    let Some(model) = input::model(model.as_deref(), session) else { return Ok(()) };
    let mut pages = Vec::new();
    let mut anew = None;
    for file in &files {
        match input::open(file, encoding) {
            Ok(Opened::Dump { pages: more, .. }) => pages.extend(more),
            Ok(Opened::Project { project, .. }) if files.len() == 1 => anew = Some(project),
            Ok(Opened::Project { .. }) => session.fail(&words::project_among_dumps(session.lang, file)),
            Err(error) => session.fail(&words::cannot_open(session.lang, file, &error)),
        }
    }
    if session.status != 0 {
        if files.len() > 1 {
            super::complain(words::NO_PROJECT_MADE.get(session.lang));
        }
        return Ok(());
    }
    let project = match anew {
        Some(project) => input::proposed(project, model.as_ref(), processors()),
        None => {
            let (project, told) =
                input::project(Opened::Dump { pages, path: None }, model.as_ref(), processors(), session.lang);
            told.iter().for_each(|line| super::complain(line));
            project
        }
    };
    if is_standard(&output) {
        return session.write(&project_file::to_bytes(&project));
    }
    let is_input = files.iter().any(|file| input::is_same_file(file, &output));
    if !is_input && holds_work(&output, model.as_ref()) {
        session.fail(&words::work_in_the_way(session.lang, &output));
    } else if let Err(error) = save_project(&output, &project) {
        session.fail(&words::cannot_save(session.lang, &output, &error));
    }
    Ok(())
}

/// True where a project stands at `path` that is not what proposing gives: an editor worked on it, or an earlier version
/// proposed it. A new one would undo that, and not all that editors do leaves a mark in the file. One that does not add up, as
/// after two versions were merged, may be mended yet. What is no project of this version is not saved over anyway.
fn holds_work(path: &Path, model: Option<&Arc<Model>>) -> bool {
    let Ok(there) = store::read_file(path) else { return false };
    match project_file::from_bytes(&there) {
        Ok(project) => input::proposed(Project::new(project.pages().to_vec()), model, processors()) != project,
        Err(_) => project_file::recognise(&there).is_ok(),
    }
}

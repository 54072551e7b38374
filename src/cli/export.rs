//! `newsmend export FILE...`: what a reader or a corpus wants, from dumps (proposed first) or projects.
//!
//! One file goes to standard output or to `-o`; several go into a folder, one export each. What is read is never written
//! over: not by its name, not by a link, and not where it is the dump that a project was made from.

use super::usage::{self, Usage, is_standard};
use super::{Session, Stop, input, words};
use lexopt::Arg::{Long, Short, Value};
use lexopt::Parser;
use newsmend::desk::abreast::{in_order, processors};
use newsmend::desk::{Text, words::text};
use newsmend::formats::{FORMATS, Format, Selection};
use newsmend::model::Project;
use newsmend::store::project_file::{self, ProjectFileError};
use newsmend::store::{self, StoreError, atomic};
use std::collections::{BTreeMap, BTreeSet};
use std::ops::ControlFlow;
use std::path::{Path, PathBuf};

/// What `newsmend export --help` says.
pub(super) const HELP: Text = text(
    "\
导出整理好的文章。OCR 文本先自动提议，工程则按编辑所定。

用法：newsmend export 文件 [--format 格式] [-o 输出]
      newsmend export 文件... [--format 格式] --out-dir 文件夹

  --format 格式        json（默认）、text 或 markdown；不给时看输出的名称
  -o, --output 输出    输出的文件；- 是标准输出（默认）
  --out-dir 文件夹     每个文件各导出一份到此文件夹，没有则新建
  --encoding 名称      文本的编码（默认自动识别）：UTF-8、GB18030、Big5 等
  --model 模型         提议所用的模型（默认：程序自带的模型）
  --lang zh|en         信息的语言

文件名 - 是标准输入。

例：newsmend export 五月三日.newsmend.json -o 五月三日.md
    newsmend export 版面/*.txt --format json --out-dir 成品
",
    "\
Exports cleaned articles: a dump is proposed first, a project is as its editor
left it.

Usage: newsmend export FILE [--format FORMAT] [-o OUT]
       newsmend export FILE... [--format FORMAT] --out-dir DIR

  --format FORMAT     json, text or markdown (default: by the ending of OUT, or
                      else json)
  -o, --output OUT    the file to write; - is standard output (default)
  --out-dir DIR       one export for each file, in this folder, which is made
                      where it is not there
  --encoding NAME     the encoding of the dumps (default: found out), such as
                      UTF-8, GB18030, Big5
  --model MODEL       what to propose with, from newsmend train (default: what
                      ships)
  --lang zh|en        the language of messages

The file name - is standard input.

Example: newsmend export 3-may.newsmend.json -o 3-may.md
         newsmend export pages/*.txt --format json --out-dir cleaned
",
);

/// Why an export is not written. What stands there is as it was.
enum Refused {
    /// It is one of the files that are read, or the dump of a project that is read.
    OverSource,
    /// A project stands there.
    OverProject,
    /// The file could not be written.
    Store(StoreError),
}

pub(super) fn run(mut parser: Parser, session: &mut Session) -> Result<(), Stop> {
    let (mut files, mut output, mut folder) = (Vec::new(), None, None);
    let (mut format, mut encoding, mut model) = (None, None, None);
    while let Some(arg) = parser.next()? {
        match arg {
            Short('h') | Long("help") => return Err(Stop::Help),
            Short('o') | Long("output") => output = Some(PathBuf::from(parser.value()?)),
            Long("out-dir") => folder = Some(PathBuf::from(parser.value()?)),
            Long("format") => format = Some(usage::format(&mut parser)?),
            Long("model") => model = Some(PathBuf::from(parser.value()?)),
            Long("encoding") => encoding = Some(usage::encoding(&mut parser)?),
            Value(file) => files.push(PathBuf::from(file)),
            other => return Err(other.unexpected().into()),
        }
    }
    let files = usage::files_to_read(files)?;
    let (format, targets) = targets(&files, format, output, folder.as_deref())?;
    let Some(model) = input::model(model.as_deref(), session) else { return Ok(()) };
    if let Some(folder) = &folder
        && let Err(error) = std::fs::create_dir_all(folder)
    {
        let error = StoreError::from_io(folder, error);
        session.fail(&words::cannot_write(session.lang, folder, &error));
        return Ok(());
    }
    let lang = session.lang;
    // Either files are read side by side or the pages of one.
    let for_pages = if files.len() > 1 { 1 } else { processors() };
    let read = |&(file, target): &(_, _)| {
        let export = input::open(file, encoding).map(|opened| {
            let (project, told) = input::project(opened, model.as_ref(), for_pages, lang);
            let text = (format.run)(&project, &Selection::All);
            Export { project, text, told }
        });
        (file, target, export)
    };
    let targets = targets.iter().map(Option::as_deref);
    let pairs: Vec<(&Path, Option<&Path>)> = files.iter().map(PathBuf::as_path).zip(targets).collect();
    let real = input::real_files(&files);
    let mut stopped = Ok(());
    in_order(&pairs, processors(), read, |(file, target, export)| {
        match export {
            Err(error) => session.fail(&words::cannot_open(lang, file, &error)),
            Ok(export) => stopped = put(&export, target, &real, session),
        }
        if stopped.is_ok() { ControlFlow::Continue(()) } else { ControlFlow::Break(()) }
    });
    stopped
}

/// What is to be written.
struct Export {
    project: Project,
    text: String,
    /// What is to be said of the file that was read.
    told: Vec<String>,
}

/// Writes an export, or says why it cannot be written. `read`: the files that are read.
fn put(export: &Export, target: Option<&Path>, read: &BTreeSet<PathBuf>, session: &mut Session) -> Result<(), Stop> {
    export.told.iter().for_each(|line| super::complain(line));
    let Some(target) = target else { return session.write(export.text.as_bytes()) };
    match write(target, export, read) {
        Ok(()) => {}
        Err(Refused::OverSource) => session.fail(&words::source_in_the_way(session.lang, target)),
        Err(Refused::OverProject) => session.fail(&words::project_in_the_way(session.lang, target)),
        Err(Refused::Store(error)) => session.fail(&words::cannot_write(session.lang, target, &error)),
    }
    Ok(())
}

/// The format, and where the export of each file goes: `None` is standard output.
fn targets(
    files: &[PathBuf],
    format: Option<&'static Format>,
    output: Option<PathBuf>,
    folder: Option<&Path>,
) -> Result<(&'static Format, Vec<Option<PathBuf>>), Usage> {
    let default = format.unwrap_or(&FORMATS[0]);
    match (output, folder) {
        (Some(_), Some(_)) => Err(Usage::TwoOutputs),
        (None, Some(folder)) => Ok((default, targets_in(folder, files, default)?)),
        _ if files.len() > 1 => Err(Usage::NeedsFolder),
        (None, None) => Ok((default, vec![None])),
        (Some(output), None) if is_standard(&output) => Ok((default, vec![None])),
        (Some(output), None) => {
            let Some(format) = format.or_else(|| Format::by_path(&output)) else {
                return Err(Usage::NoFormat(output));
            };
            Ok((format, vec![Some(output)]))
        }
    }
}

/// Where the exports go in `folder`. Names that differ in case alone are one: some disks have it so.
fn targets_in(folder: &Path, files: &[PathBuf], format: &Format) -> Result<Vec<Option<PathBuf>>, Usage> {
    let mut taken: BTreeMap<String, &PathBuf> = BTreeMap::new();
    let mut targets = Vec::new();
    for file in files {
        if is_standard(file) {
            return Err(Usage::StandardInput);
        }
        let mut name = input::stem(file).into_os_string();
        name.push(".");
        name.push(format.extension);
        let target = folder.join(&name);
        if let Some(first) = taken.insert(name.to_string_lossy().to_lowercase(), file) {
            return Err(Usage::SameName { first: first.clone(), second: file.clone(), target });
        }
        targets.push(Some(target));
    }
    Ok(targets)
}

fn write(target: &Path, export: &Export, read: &BTreeSet<PathBuf>) -> Result<(), Refused> {
    if input::leads_to(target, read) {
        return Err(Refused::OverSource);
    }
    if target.is_file() {
        let there = store::read_file(target).map_err(Refused::Store)?;
        if is_project(&there) {
            return Err(Refused::OverProject);
        }
        if store::is_dump_of(&export.project, &there) {
            return Err(Refused::OverSource);
        }
    }
    atomic::replace(target, export.text.as_bytes()).map_err(Refused::Store)
}

/// True where `bytes` are a project, be it newer or damaged; an older export may be replaced.
fn is_project(bytes: &[u8]) -> bool {
    let other = matches!(project_file::recognise(bytes), Err(ProjectFileError::NotAProject { .. }));
    project_file::is_project(bytes) && !other
}

#[cfg(test)]
mod tests {
    use super::*;

    fn paths(names: &str) -> Vec<PathBuf> {
        names.split(' ').map(PathBuf::from).collect()
    }

    #[test]
    fn several_files_need_a_folder_and_names_of_their_own() {
        let folder = Some(Path::new("out"));
        for (name, files, folder, wanted) in [
            ("one file goes out", "a.txt", None, Ok("-")),
            ("a folder for each", "a.txt d/b.newsmend.json", folder, Ok("out/a.json out/b.json")),
            ("several to one place", "a.txt b.txt", None, Err(Usage::NeedsFolder)),
            ("standard input has no name", "-", folder, Err(Usage::StandardInput)),
        ] {
            let found = targets(&paths(files), None, None, folder).map(|(_, targets)| {
                let names = targets.into_iter().map(|target| target.unwrap_or_else(|| "-".into()));
                names.map(|target| target.display().to_string()).collect::<Vec<_>>().join(" ")
            });
            assert_eq!(found, wanted.map(str::to_owned), "{name}");
        }
        let clash = targets(&paths("a/x.txt b/X.txt"), None, None, folder);
        assert!(matches!(clash, Err(Usage::SameName { target, .. }) if target == Path::new("out/X.json")));
    }

    #[test]
    fn the_ending_of_the_output_names_the_format() {
        let format = |output: &str, format| {
            targets(&paths("a.txt"), format, Some(output.into()), None).map(|(format, _)| format.name)
        };
        assert_eq!(format("a.md", None), Ok("markdown"));
        assert_eq!(format("a.md", Format::by_name("text")), Ok("text"));
        assert_eq!(format("-", None), Ok("json"));
        assert_eq!(format("a.docx", None), Err(Usage::NoFormat("a.docx".into())));
    }
}

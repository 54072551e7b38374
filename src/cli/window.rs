//! `newsmend [FILE...]`: the window.

use super::usage::{self, Usage};
use super::{Session, Stop, input, words};
use lexopt::Arg::{Long, Short, Value};
use lexopt::Parser;
use newsmend::desk::{Lang, Sample, Text, words::text};
use newsmend::propose::weights::Model;
use std::path::PathBuf;
use std::sync::Arc;

/// What `newsmend --help` says.
pub(super) const HELP: Text = text(
    "\
修复被 OCR 打乱的报纸版面。

用法：newsmend [文件...]                打开窗口
      newsmend --sample [zh|en]        打开自带的样张
      newsmend propose 文件... -o 工程  由文本做出带提议的工程
      newsmend export 文件...          导出整理好的 JSON、纯文本或 Markdown
      newsmend check 工程...           检查工程
      newsmend compare 此处 对方        比较两位编辑的工程
      newsmend diff 工程...            对照原文：移动、接合、更正、未用
      newsmend train 来源... -o 模型   从改好的版面学习
      newsmend score 答案... 导出...   以答案给导出打分

  --model 模型     提议所用的模型（默认：程序自带的模型）
  --lang zh|en     信息的语言（默认随系统）
  -h, --help       显示本说明；newsmend 命令 --help 说明一个命令
  -V, --version    显示版本

例：newsmend 要闻.txt

退出状态：0 完成；1 查出问题；2 用法有误或文件不能读写
",
    "\
Mends newspaper pages that OCR has broken.

Usage: newsmend [FILE...]                the window
       newsmend --sample [zh|en]         the window with a sample page
       newsmend propose FILE... -o P     a project with proposals from dumps
       newsmend export FILE...           cleaned JSON, plain text or Markdown
       newsmend check PROJECT...         what is amiss in a project
       newsmend compare HERE THERE       what two editors made otherwise
       newsmend diff PROJECT...          what became of the text of the dump
       newsmend train SOURCE... -o M     a model learned from mended pages
       newsmend score GOLD... EXPORT...  how good exports are, against answers

  --model MODEL    what to propose with (default: what ships)
  --lang zh|en     the language of messages (default: the system's)
  -h, --help       this help; newsmend COMMAND --help for a command
  -V, --version    the version

Example: newsmend page-3.txt

Exit status: 0 done; 1 something was found wrong; 2 bad usage, or a file that
cannot be read or written
",
);

/// What the window is to show.
#[derive(Default)]
pub(crate) struct Plan {
    /// Files to open.
    pub(crate) files: Vec<PathBuf>,
    /// The sample to open.
    pub(crate) sample: Option<Sample>,
    /// What to propose with; `None` for what ships with the program.
    pub(crate) model: Option<Arc<Model>>,
    /// The language, where `--lang` named one; the window remembers its own.
    pub(crate) lang: Option<Lang>,
}

/// Why there is no window, with what to do; `why` is what the windowing system says.
#[cfg(feature = "window")]
pub(crate) fn no_window(lang: Option<Lang>, why: &str) -> String {
    words::no_window(lang.unwrap_or_else(super::lang_of_system), why)
}

/// What is said where a window is wanted and this program has none.
#[cfg(not(feature = "window"))]
pub(crate) fn built_without_window(lang: Option<Lang>) -> String {
    words::BUILT_WITHOUT_WINDOW.get(lang.unwrap_or_else(super::lang_of_system)).to_owned()
}

/// Reads the arguments of the window. `None` where help or version was all that was wanted, or a file is not there.
pub(super) fn plan(mut parser: Parser, lang: Option<Lang>, session: &mut Session) -> Result<Option<Plan>, Stop> {
    let mut plan = Plan { lang, ..Plan::default() };
    let mut model = None;
    while let Some(arg) = parser.next()? {
        match arg {
            Short('h') | Long("help") => return Err(Stop::Help),
            Short('V') | Long("version") => {
                let version = concat!("newsmend ", env!("CARGO_PKG_VERSION"), "\n");
                return session.write(version.as_bytes()).map(|()| None);
            }
            Long("model") => model = Some(PathBuf::from(parser.value()?)),
            Long("sample") => plan.sample = Some(sample(&mut parser, session.lang)?),
            Value(file) => plan.files.push(file.into()),
            other => return Err(other.unexpected().into()),
        }
    }
    if plan.sample.is_some() && !plan.files.is_empty() {
        return Err(Usage::SampleWithFiles.into());
    }
    // A command that is misspelt reads as a file: better said here than in an empty window.
    for file in &plan.files {
        if let Some(error) = input::missing(file) {
            session.fail(&words::cannot_open(session.lang, file, &error));
        }
    }
    let Some(model) = input::model(model.as_deref(), session) else { return Ok(None) };
    plan.model = model;
    Ok((session.status == 0).then_some(plan))
}

/// The sample in the language that follows `--sample`, or else in that of the messages.
fn sample(parser: &mut Parser, lang: Lang) -> Result<Sample, Stop> {
    if let Some(value) = parser.optional_value() {
        let named = value.to_str().and_then(usage::lang).map(Sample::for_lang);
        return named.ok_or_else(|| usage::bad_value("--sample", &value, "zh, en").into());
    }
    let named = |value: &std::ffi::OsStr| value.to_str().and_then(usage::lang);
    let mut raw = parser.raw_args()?;
    let follows = raw.peek().and_then(named);
    if follows.is_some() {
        raw.next();
    }
    Ok(Sample::for_lang(follows.unwrap_or(lang)))
}

//! Errors in words, for people: what failed, where, what to do, what is safe.

use super::opening::OpenError;
use super::saving::{ExportError, SaveError};
use super::words::{self, Lang, Text, text};
use crate::model::{EditError, Project};
use crate::store::StoreError;
use crate::store::project_file::ProjectFileError;
use crate::text::decode::{DecodeError, UNNAMED_KIND};
use std::path::Path;

/// How a message looks.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum MessageKind {
    /// Something was done, or a hint.
    Hint,
    /// Something failed.
    Error,
}

/// A message at the bottom of the window.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Message {
    /// What happened.
    pub text: String,
    /// How it looks.
    pub kind: MessageKind,
    /// True where it offers to undo.
    pub undo: bool,
}

impl Message {
    /// Something was done, or a hint.
    #[must_use]
    pub fn hint(text: &str) -> Self {
        Self { text: text.to_owned(), kind: MessageKind::Hint, undo: false }
    }

    /// Something was done that can be undone from the message.
    #[must_use]
    pub fn with_undo(text: &str) -> Self {
        Self { undo: true, ..Self::hint(text) }
    }

    /// Something failed.
    #[must_use]
    pub fn error(text: impl Into<String>) -> Self {
        Self { text: text.into(), kind: MessageKind::Error, undo: false }
    }
}

/// A file's name without its folder.
#[must_use]
pub fn file_name(path: &Path) -> String {
    path.file_name().map_or_else(|| path.display().to_string(), |name| name.to_string_lossy().into_owned())
}

/// Why a file could not be opened.
#[must_use]
pub fn explain_open(lang: Lang, error: &OpenError) -> String {
    match error {
        OpenError::Store(error) => {
            let name = file_name(error.path());
            let why = explain_store(lang, error);
            match lang {
                Lang::Zh => format!("打不开 {name}：{why}"),
                Lang::En => format!("Can't open {name}: {why}"),
            }
        }
        OpenError::NoDumps { path } => {
            let name = file_name(path);
            match lang {
                Lang::Zh => {
                    format!("打不开 {name}：这个文件夹里没有 .txt 文本文件，也不看下级文件夹。请选放文本的那个文件夹。")
                }
                Lang::En => format!(
                    "Can't open {name}: there is no .txt file in this folder, and folders in it are not looked at. Choose the folder that has the texts."
                ),
            }
        }
        OpenError::ProjectAmongOthers { path } => {
            let name = file_name(path);
            match lang {
                Lang::Zh => format!("打不开 {name}：这是工程，不能与别的文件一起打开。请单独打开它。"),
                Lang::En => format!(
                    "Can't open {name}: this is a project, and several files are the pages of one. Open it alone."
                ),
            }
        }
        OpenError::Project { path, source } => {
            let name = file_name(path);
            let why = explain_project_file(lang, source);
            match lang {
                Lang::Zh => format!("打不开 {name}：{why}文件没有改动。"),
                Lang::En => format!("Can't open {name}: {why} The file was not changed."),
            }
        }
    }
}

/// Why a project could not be saved.
#[must_use]
pub fn explain_save(lang: Lang, path: &Path, error: &SaveError) -> String {
    let name = file_name(path);
    let why = match error {
        SaveError::Store(error) => explain_store(lang, error),
        SaveError::NotOurs { source: ProjectFileError::Newer { .. }, .. } => owned(
            lang,
            text(
                "那里是更新版本的工程，请换一个文件名。",
                "a project of a newer version stands there. Choose another name.",
            ),
        ),
        SaveError::Exists(_) => owned(
            lang,
            text(
                "那里已有另一个工程，没有改动。请换一个文件名。",
                "another project stands there and was not changed. Choose another name.",
            ),
        ),
        SaveError::Changed(_) => owned(
            lang,
            text(
                "别的程序改过这个文件，没有覆盖。",
                "another program changed this file since, and it was not written over.",
            ),
        ),
        SaveError::InUse { holder, .. } => {
            let held = words::held(lang, holder, super::journal::now_millis());
            match lang {
                Lang::Zh => format!("{held}。请换一个文件名。"),
                Lang::En => format!("{held}. Choose another name."),
            }
        }
        SaveError::NotOurs { .. } => owned(
            lang,
            text(
                "那里是别的文件，不是工程，请换一个文件名。",
                "another file stands there that is no project. Choose another name.",
            ),
        ),
        SaveError::Unsound(finding) => match lang {
            Lang::Zh => format!("工程自查未通过（{}），请撤销上一步后再存。", finding.check),
            Lang::En => format!("the project is not sound ({}). Undo the last step and save again.", finding.check),
        },
    };
    match lang {
        Lang::Zh => format!("存不了 {name}：{why}您的修改仍在窗口中。"),
        Lang::En => format!("Can't save {name}: {why} Your changes are still in the window."),
    }
}

/// Why an export could not be written.
#[must_use]
pub fn explain_export(lang: Lang, path: &Path, error: &ExportError) -> String {
    let name = file_name(path);
    let why = match error {
        ExportError::Store(error) => explain_store(lang, error),
        ExportError::NoFormat(_) => {
            owned(lang, text("请以 .json、.txt 或 .md 结尾命名。", "end the name in .json, .txt or .md."))
        }
        ExportError::OverProject(_) => {
            owned(lang, text("那里是工程文件，请换一个文件名。", "a project stands there. Choose another name."))
        }
        ExportError::Exists(_) => owned(
            lang,
            text(
                "那里已有别的文件，没有改动。请换一个文件名。",
                "another file stands there and was not changed. Choose another name.",
            ),
        ),
        ExportError::OverSource(_) => owned(
            lang,
            text("这是打开的文件本身，请换一个文件名。", "this is the open file itself. Choose another name."),
        ),
    };
    match lang {
        Lang::Zh => format!("导出不了 {name}：{why}"),
        Lang::En => format!("Can't export {name}: {why}"),
    }
}

/// What went wrong with a file, and what to do.
#[must_use]
pub fn explain_store(lang: Lang, error: &StoreError) -> String {
    let fixed = |t: Text| owned(lang, t);
    match (error, lang) {
        (StoreError::NotFound { .. }, _) => {
            fixed(text("找不到这个文件或文件夹，请检查路径。", "there is no such file or folder. Check the path."))
        }
        (StoreError::IsFolder { .. }, _) => {
            fixed(text("这是文件夹，请选一个文件。", "this is a folder. Choose a file."))
        }
        (StoreError::NotPermitted { .. }, _) => fixed(text(
            "没有权限，请改权限或换个地方。",
            "you have no permission. Change its permissions, or choose another place.",
        )),
        (StoreError::ReadOnly { .. }, _) => {
            fixed(text("此处只读，请换个地方。", "it is read-only. Choose another place."))
        }
        (StoreError::DiskFull { .. }, _) => {
            fixed(text("磁盘已满，请腾出空间后再试。", "the disk is full. Make room and try again."))
        }
        (StoreError::Empty { .. }, _) => {
            fixed(text("文件里没有文字，请另选一个。", "there is no text in it. Choose another file."))
        }
        (StoreError::Decode { source, .. }, _) => explain_decode(lang, source),
        (StoreError::BrokenSettings { aside, .. }, Lang::Zh) => {
            format!("设置文件损坏，已改名为 {}，改用默认设置。", aside.display())
        }
        (StoreError::BrokenSettings { aside, .. }, Lang::En) => {
            format!("the settings file was damaged. It is now {}, and the defaults are used.", aside.display())
        }
        (StoreError::Io { source, .. }, Lang::Zh) => format!("系统报告：{source}。"),
        (StoreError::Io { source, .. }, Lang::En) => format!("the system says: {source}."),
    }
}

fn explain_decode(lang: Lang, error: &DecodeError) -> String {
    match (error, lang) {
        (DecodeError::Binary { what }, Lang::Zh) if *what == UNNAMED_KIND => {
            "这不是文本文件。请打开 OCR 导出的纯文本（.txt）。".to_owned()
        }
        (DecodeError::Binary { what }, Lang::Zh) => {
            format!("这是 {what} 文件，不是文本。请打开 OCR 导出的纯文本（.txt）。")
        }
        (DecodeError::Binary { what }, Lang::En) => {
            format!("this is no text but {what}. Open the plain text (.txt) that the OCR gave.")
        }
        (DecodeError::TooLarge { .. }, Lang::Zh) => "文件超过 4 GB，请先分成几个文件。".to_owned(),
        (DecodeError::TooLarge { .. }, Lang::En) => {
            "the file is larger than 4 GB. Split it into several files first.".to_owned()
        }
    }
}

fn explain_project_file(lang: Lang, error: &ProjectFileError) -> String {
    match (error, lang) {
        (ProjectFileError::Truncated { line, .. }, Lang::Zh) => {
            format!("工程文件在第 {line} 行断了，后面的内容缺失。请从备份恢复。")
        }
        (ProjectFileError::Truncated { line, .. }, Lang::En) => {
            format!("the project file breaks off at line {line}; the rest is missing. Restore it from a backup.")
        }
        (ProjectFileError::Empty, Lang::Zh) => "文件是空的。请从备份恢复。".to_owned(),
        (ProjectFileError::Empty, Lang::En) => "the file is empty. Restore it from a backup.".to_owned(),
        (ProjectFileError::NotJson { line, column }, Lang::Zh) => {
            format!("第 {line} 行第 {column} 字节处不是 JSON，文件可能被改坏。请从备份恢复。")
        }
        (ProjectFileError::NotJson { line, column }, Lang::En) => {
            format!("line {line}, byte {column} is not JSON; something has damaged it. Restore it from a backup.")
        }
        (ProjectFileError::NotAProject { found: Some(found) }, Lang::Zh) if found == "newsmend-export" => {
            "这是导出的成品，不是工程。请打开工程文件或原来的文本。".to_owned()
        }
        (ProjectFileError::NotAProject { found: Some(found) }, Lang::En) if found == "newsmend-export" => {
            "this is an export, not a project. Open the project or the dump that it was made from.".to_owned()
        }
        (ProjectFileError::NotAProject { .. }, Lang::Zh) => "这不是 Newsmend 工程。".to_owned(),
        (ProjectFileError::NotAProject { .. }, Lang::En) => "this is no Newsmend project.".to_owned(),
        (ProjectFileError::Newer { found, known }, Lang::Zh) => {
            format!("它由更新的 Newsmend 保存（格式 {found}，本版只读到 {known}）。请更新 Newsmend。")
        }
        (ProjectFileError::Newer { found, known }, Lang::En) => {
            format!("a newer Newsmend saved it (format {found}, this one reads up to {known}). Update Newsmend.")
        }
        (ProjectFileError::BadField { what }, Lang::Zh) => format!("内容有误（{what}）。请从备份恢复。"),
        (ProjectFileError::BadField { what }, Lang::En) => {
            format!("its contents are not right ({what}). Restore it from a backup.")
        }
        (ProjectFileError::OutsidePage { page, offset, .. }, Lang::Zh) => {
            format!("第 {page} 版位置 {offset} 超出原文。请从备份恢复。")
        }
        (ProjectFileError::OutsidePage { page, offset, .. }, Lang::En) => {
            format!("page {page}, offset {offset} lies outside the text. Restore it from a backup.")
        }
        (ProjectFileError::Broken { at, source }, lang) => {
            let place = match (at, lang) {
                (Some((page, line)), Lang::Zh) => format!("第 {page} 版第 {line} 行："),
                (Some((page, line)), Lang::En) => format!("page {page}, line {line}: "),
                (None, _) => String::new(),
            };
            match (source, lang) {
                (EditError::Uncovered { characters, .. }, Lang::Zh) => {
                    format!("{place}账目不平，有 {characters} 字无处归属。请从备份恢复。")
                }
                (EditError::Uncovered { characters, .. }, Lang::En) => {
                    let lost = words::count(lang, *characters, "字", "character is", "characters are");
                    format!("{place}the ledger does not add up: {lost} in no block. Restore it from a backup.")
                }
                (other, Lang::Zh) => format!("{place}账目不平（{other}）。请从备份恢复。"),
                (other, Lang::En) => format!("{place}the ledger does not add up ({other}). Restore it from a backup."),
            }
        }
    }
}

/// Says where bytes of the dump were no text; `None` where all were.
#[must_use]
pub fn doubtful(lang: Lang, project: &Project) -> Option<String> {
    let pages = project.pages();
    let total: usize = pages.iter().map(|page| page.doubtful().len()).sum();
    let page = pages.iter().find(|page| !page.doubtful().is_empty())?;
    let first = page.doubtful().first()?;
    let line = page.lines().line_of(first.at) + 1;
    let encoding = &page.source().encoding;
    let bytes: Vec<String> = first.bytes.iter().map(|byte| format!("{byte:02X}")).collect();
    let bytes = bytes.join(" ");
    let places = words::count(lang, total, "处", "such place", "such places");
    Some(match lang {
        Lang::Zh => format!(
            "{} 第 {line} 行：{bytes} 不是 {encoding} 文字（共 {places}），已保留并以 \u{fffd} 标记。若大片不对，请在“文件”菜单更改编码。",
            page.source().file
        ),
        Lang::En => format!(
            "{}, line {line}: {bytes} is not {encoding} ({places}). They are kept and marked \u{fffd}. If much looks wrong, choose another encoding in File.",
            page.source().file
        ),
    })
}

/// What is wrong with a dump that was just opened, a line for each.
pub(super) fn of_dump(lang: Lang, project: &Project) -> Option<String> {
    let said: Vec<String> = [empty_pages(lang, project), doubtful(lang, project)].into_iter().flatten().collect();
    (!said.is_empty()).then(|| said.join("\n"))
}

/// Which pages have no text, since their files are empty.
#[must_use]
pub fn empty_pages(lang: Lang, project: &Project) -> Option<String> {
    const LISTED: usize = 5;
    let empty = || project.pages().iter().enumerate().filter(|(_, page)| page.text().is_empty());
    let more = if empty().count() > LISTED { "…" } else { "" };
    let join = |parts: Vec<String>, between: &str| parts.join(between) + more;
    let files = empty().take(LISTED).map(|(_, page)| page.source().file.clone()).collect();
    let numbers = empty().take(LISTED).map(|(at, _)| (at + 1).to_string()).collect();
    match (lang, empty().count()) {
        (_, 0) => None,
        (Lang::Zh, _) => Some(format!("{} 是空的：第 {} 版没有文字。", join(files, "、"), join(numbers, "、"))),
        (Lang::En, 1) => Some(format!("{} is empty: page {} has no text.", join(files, ", "), join(numbers, ", "))),
        (Lang::En, _) => Some(format!("{} are empty: pages {} have no text.", join(files, ", "), join(numbers, ", "))),
    }
}

fn owned(lang: Lang, text: Text) -> String {
    text.get(lang).to_owned()
}

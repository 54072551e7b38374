//! What `newsmend train` says, in both languages.

use super::super::words::{cannot_open, no_answer};
use super::Failure;
use newsmend::desk::training::{CorpusError, LearnError, SourceError};
use newsmend::desk::{Lang, OpenError};
use newsmend::propose::learn::FEW;
use std::path::Path;

/// A project that teaches nothing, passed over.
pub(super) fn passed_over(lang: Lang, path: &Path) -> String {
    let path = path.display();
    match lang {
        Lang::Zh => format!("{path} 里没有已审的篇目，也没有编辑定过的内容，跳过。审完一篇请按 Ctrl+Enter。"),
        Lang::En => {
            format!("{path} is passed over: no article in it is reviewed. Tick those that are right with Ctrl+Enter.")
        }
    }
}

/// Why nothing is learned, and what to do.
pub(super) fn failure(lang: Lang, output: &Path, why: &Failure) -> String {
    let output = output.display();
    match (why, lang) {
        (Failure::Source(error), _) => source(lang, error),
        (Failure::Corpus(error), _) => corpus(lang, error),
        (Failure::OverSource, Lang::Zh) => format!("写不了 {output}：它是所读的文件，没有改动。请换一个文件名。"),
        (Failure::OverSource, Lang::En) => {
            format!("Can't write {output}: it is a file that is read; it was not changed. Choose another name.")
        }
        (Failure::OverOther, Lang::Zh) => {
            format!("写不了 {output}：那里是别的文件，不是模型，没有改动。请换一个文件名。")
        }
        (Failure::OverOther, Lang::En) => format!(
            "Can't write {output}: another file stands there that is no model; it was not changed. Choose another name."
        ),
        (Failure::NothingDecided, Lang::Zh) => {
            "没有可学的版面，没有写模型。请先审改几版，审完一篇按 Ctrl+Enter。".to_owned()
        }
        (Failure::NothingDecided, Lang::En) => {
            "No model was written: there is nothing to learn. Mend some pages first, and tick what is right.".to_owned()
        }
    }
}

fn source(lang: Lang, error: &SourceError) -> String {
    match (error, lang) {
        (SourceError::Open(error), _) => open(lang, error),
        (SourceError::Gold { path, source }, _) => no_answer(lang, path, source),
        (SourceError::NothingDecided(path), _) => passed_over(lang, path),
        (SourceError::Neither(path), Lang::Zh) => {
            let path = path.display();
            format!("{path} 既不是工程（.newsmend.json），也不是答案（.gold.json）。文本请先提议、审改，存为工程。")
        }
        (SourceError::Neither(path), Lang::En) => {
            let path = path.display();
            format!(
                "{path} is neither a project (.newsmend.json) nor an answer (.gold.json). Make a project of a dump first, and mend it."
            )
        }
        (SourceError::NoneInFolder(path), Lang::Zh) => {
            format!("{} 里没有工程（.newsmend.json），也没有答案（.gold.json）。请另给文件夹。", path.display())
        }
        (SourceError::NoneInFolder(path), Lang::En) => {
            let path = path.display();
            format!("{path} holds neither a project (.newsmend.json) nor an answer (.gold.json). Name another folder.")
        }
    }
}

fn corpus(lang: Lang, error: &CorpusError) -> String {
    match (error, lang) {
        (CorpusError::Open(error), _) => open(lang, error),
        (CorpusError::Line { path, line, source }, Lang::Zh) => format!(
            "{} 第 {line} 行不是文章（{source}）。每行应是 {{\"title\": 标题, \"body\": 正文}}。",
            path.display()
        ),
        (CorpusError::Line { path, line, source }, Lang::En) => format!(
            "{}, line {line}: this is no article ({source}). A line is {{\"title\": …, \"body\": …}}.",
            path.display()
        ),
    }
}

/// In the words for any file that is opened, by the name of the file that is at fault.
fn open(lang: Lang, error: &OpenError) -> String {
    let path = match error {
        OpenError::Store(error) => error.path(),
        OpenError::Project { path, .. } | OpenError::ProjectAmongOthers { path } | OpenError::NoDumps { path } => path,
    };
    cannot_open(lang, path, error)
}

/// Why learning came to no end.
pub(super) fn not_learned(lang: Lang, error: &LearnError) -> String {
    if let LearnError::LeftToRules(pages) = error {
        let why = left_to_rules(lang, *pages);
        return match lang {
            Lang::Zh => format!("没有写模型：{why}"),
            Lang::En => format!("No model was written: {why}"),
        };
    }
    match lang {
        Lang::Zh => format!("没有学成，没有写模型（{error}）。这是程序的错，请报告。"),
        Lang::En => {
            format!("No model was written ({error}). This is a fault of the program, please report it.")
        }
    }
}

/// Pages that nothing was learned of, and why.
pub(super) fn left_to_rules(lang: Lang, pages: usize) -> String {
    match (lang, pages) {
        (Lang::Zh, _) => {
            format!("{pages} 版的文字，所接的模型没有学过；不足 {FEW} 版，不如按规则提议，所以没有从中学习。")
        }
        (Lang::En, 1) => format!(
            "1 page was not learned from. The model has seen no script such as its, and with fewer than {FEW} pages plain rules read it better."
        ),
        (Lang::En, _) => format!(
            "{pages} pages were not learned from. The model has seen no script such as theirs, and with fewer than {FEW} pages plain rules read them better."
        ),
    }
}

/// How far it is; `line` is what the learning itself says.
pub(super) fn progress(lang: Lang, line: &str) -> String {
    let chinese = [
        ("pages", "版"),
        ("n-grams", "字词"),
        ("topics", "话题"),
        ("roles at first sight", "角色（初看）"),
        ("roles:", "角色，看对"),
        ("flow", "行间"),
        ("sieve", "筛选"),
        ("pairs:", "接续，漏筛"),
        ("breaks", "分段"),
        ("captions", "图片"),
    ];
    let found = chinese.iter().rev().find(|(start, _)| lang == Lang::Zh && line.starts_with(start));
    found.map_or_else(
        || line.to_owned(),
        |(start, word)| {
            let rest = line.get(start.len()..).unwrap_or_default();
            let rest = rest.replace(" right", "").replace(" of ", "/").replace(" links no candidates", "");
            format!("{word}{rest}")
        },
    )
}

//! What `newsmend score` says, in both languages.

use super::super::words::{cannot_open, no_answer};
use super::Unscored;
use newsmend::desk::words::text;
use newsmend::desk::{Lang, Text};
use newsmend::measure::ExportError;
use std::path::Path;

/// After `score`, where a page could not be scored.
pub(super) const NO_FIGURES: Text = text(
    "有的版面不能打分，没有写平均值。",
    "No figures were written: the means would lack a page. Mend it, or leave it out with --only.",
);

/// Why a page could not be scored, and what to do.
pub(super) fn unscored(lang: Lang, why: &Unscored) -> String {
    match why {
        Unscored::Open(path, error) => cannot_open(lang, path, error),
        Unscored::Gold(path, error) => no_answer(lang, path, error),
        Unscored::Export(path, error) => no_export(lang, path, error),
        Unscored::NoExport { gold, name } => {
            let gold = gold.display();
            match lang {
                Lang::Zh => format!("{gold} 没有对应的导出 {name}。请用 newsmend export 做出来，与答案一起给出。"),
                Lang::En => {
                    format!("{gold} has no export {name}. Make it with newsmend export, and name it or its folder.")
                }
            }
        }
    }
}

fn no_export(lang: Lang, path: &Path, error: &ExportError) -> String {
    let why = match (error, lang) {
        (ExportError::Json(error), Lang::Zh) => format!("不是导出的 JSON（{error}）"),
        (ExportError::Json(error), Lang::En) => format!("this is no cleaned JSON ({error})"),
        (ExportError::Outside { start, end, total }, Lang::Zh) => {
            format!("有文字从 {start} 到 {end}，而原文共 {total} 字")
        }
        (ExportError::Outside { start, end, total }, Lang::En) => {
            format!("it has text from {start} to {end}, but the dump has {total} characters")
        }
        (ExportError::OtherPage { page }, Lang::Zh) => format!("有第 {page} 版的文字，打分要一版一份"),
        (ExportError::OtherPage { page }, Lang::En) => {
            format!("it has text of page {page}, and pages are scored one by one")
        }
        (ExportError::Role { role }, Lang::Zh) => format!("角色“{role}”是没有的"),
        (ExportError::Role { role }, Lang::En) => format!("there is no role “{role}”"),
    };
    let path = path.display();
    match lang {
        Lang::Zh => format!("{path} 用不了：{why}。请从这一版重新导出。"),
        Lang::En => format!("Can't use {path}: {why}. Export this page anew."),
    }
}

/// Characters that stand in more than one block.
pub(super) fn claimed_twice(lang: Lang, path: &Path, count: usize) -> String {
    let path = path.display();
    match lang {
        Lang::Zh => format!("{path} 有 {count} 处把字重复放进几块，只算第一块。"),
        Lang::En => format!("{path} puts characters in more than one block, {count} times; only the first counts."),
    }
}

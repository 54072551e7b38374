//! What the pane says.

use crate::desk::Lang;
use crate::desk::words::{self, Text, text};
use crate::model::{Confidence, Evidence, Home, PieceKind, Project, Role, SeamKey};
use crate::text::Place;

pub(super) const REVIEWED: Text = text("已审", "reviewed");
pub(super) const JOIN: Text = text("合并", "join");
pub(super) const JOIN_NAME: Text = text("与下一段合并", "Join with the next paragraph");
pub(super) const MOVE: Text = text("拖动以移动", "Drag to move");
pub(super) const PUT_HERE: Text = text("排到此处", "Put it here");
pub(super) const MAKE_FURNITURE: Text = text("设为版面附件", "Make it furniture");
pub(super) const DISCARD: Text = text("弃用", "Discard");
pub(super) const CORRECTION: Text = text("更正", "Correction");
pub(super) const SAME: Text = text("与原文相同", "The same as the dump");
pub(super) const OPENING: Text = text("⟨开头缺失⟩", "⟨opening missing⟩");
pub(super) const ENDING: Text = text("⟨结尾缺失⟩", "⟨end missing⟩");
pub(super) const EMPTY: Text = text("（空）", "(empty)");
pub(super) const LONG: Text = text("（此处过长，仅显示开头）", "(too long, only its beginning is shown)");
pub(super) const TOO_LONG: Text =
    text("这一块过长，请先分段再更正", "This block is too long to be corrected in place. Break it first");
pub(super) const CHANGED: Text = text(
    "这段文字已变，您键入的文字已复制到剪贴板",
    "The text has changed meanwhile. What you typed is on the clipboard",
);

/// The lost text behind a block.
pub(super) fn gap(lang: Lang, note: &str) -> String {
    match (lang, note.is_empty()) {
        (Lang::Zh, true) => "⟨文字缺失⟩".to_owned(),
        (Lang::En, true) => "⟨text missing⟩".to_owned(),
        (Lang::Zh, false) => format!("⟨文字缺失：{note}⟩"),
        (Lang::En, false) => format!("⟨text missing: {note}⟩"),
    }
}

/// What a card is called.
pub(super) fn card(lang: Lang, home: Home, number: usize, title: &str) -> String {
    match (home, lang) {
        (Home::Article(_), Lang::Zh) => format!("篇目 {number} {title}"),
        (Home::Article(_), Lang::En) => format!("Article {number} {title}"),
        (Home::Furniture, _) => words::role(Role::Furniture).get(lang).to_owned(),
        (Home::Discarded, _) => words::role(Role::Discarded).get(lang).to_owned(),
    }
}

/// What the tick of an article is called.
pub(super) fn tick(lang: Lang, number: usize) -> String {
    match lang {
        Lang::Zh => format!("篇目 {number} 已审"),
        Lang::En => format!("Article {number} reviewed"),
    }
}

/// What the triangle of a card is called.
pub(super) fn fold(lang: Lang, folded: bool, home: Home, number: usize) -> String {
    let card = match home {
        Home::Article(_) => card(lang, home, number, ""),
        Home::Furniture | Home::Discarded => card(lang, home, 0, "").to_lowercase(),
    };
    let card = card.trim_end();
    match (lang, folded) {
        (Lang::Zh, true) => format!("展开{card}"),
        (Lang::Zh, false) => format!("折叠{card}"),
        (Lang::En, true) => format!("Unfold {}", card.to_lowercase()),
        (Lang::En, false) => format!("Fold {}", card.to_lowercase()),
    }
}

/// What a block is called: its role and how it begins.
pub(super) fn block(lang: Lang, role: Role, text: &str) -> String {
    format!("{}: {}", words::role(role).get(lang), beginning(text, 20))
}

/// The first characters of a text.
pub(super) fn beginning(text: &str, chars: usize) -> String {
    let mut rest = text.chars();
    let mut begun: String = rest.by_ref().take(chars).collect();
    if rest.next().is_some() {
        begun.push('…');
    }
    begun
}

/// How many characters a section of the page has.
pub(super) fn characters(lang: Lang, count: usize) -> String {
    words::count(lang, count, "字", "character", "characters")
}

/// Where in the dump an article stands: from its first line to its last, with the pages where those are two.
pub(super) fn lines(lang: Lang, project: &Project, from: Place, to: Place) -> String {
    let (first, last) = (project.line_number(from), project.line_number(to));
    match (lang, from.page == to.page, first == last) {
        (Lang::Zh, true, true) => format!("第 {first} 行"),
        (Lang::En, true, true) => format!("line {first}"),
        (Lang::Zh, true, false) => format!("第 {first}–{last} 行"),
        (Lang::En, true, false) => format!("lines {first}–{last}"),
        (Lang::Zh, false, _) => {
            format!("第 {} 版第 {first} 行至第 {} 版第 {last} 行", from.page.shown(), to.page.shown())
        }
        (Lang::En, false, _) => {
            format!("page {}, line {first}, to page {}, line {last}", from.page.shown(), to.page.shown())
        }
    }
}

/// Where a seam leads: the line, and the page where that is another.
pub(super) fn target(lang: Lang, project: &Project, key: SeamKey) -> String {
    let line = project.line_number(key.to);
    match (lang, key.from.page == key.to.page) {
        (_, true) => line.to_string(),
        (Lang::Zh, false) => format!("第{}版 {line}", key.to.page.shown()),
        (Lang::En, false) => format!("p. {}, {line}", key.to.page.shown()),
    }
}

/// What a seam is called.
pub(super) fn seam_name(lang: Lang, project: &Project, key: SeamKey) -> String {
    match lang {
        Lang::Zh => format!("下接第 {} 行", project.line_number(key.to)),
        Lang::En => format!("Goes on in line {}", project.line_number(key.to)),
    }
}

/// What is known of a seam, in sentences.
pub(super) fn seam(lang: Lang, project: &Project, key: SeamKey) -> String {
    let name = seam_name(lang, project, key);
    match project.seam_evidence(key) {
        Some(evidence) => format!("{name}\n{}", known(lang, evidence)),
        None => name,
    }
}

/// Confidence and reasons.
pub(super) fn known(lang: Lang, evidence: &Evidence) -> String {
    let mut lines: Vec<String> = Vec::new();
    if !evidence.is_editors() {
        lines.push(confidence(lang, evidence.confidence));
    }
    lines.extend(evidence.reasons.iter().map(|reason| words::reason(lang, reason)));
    lines.join("\n")
}

fn confidence(lang: Lang, confidence: Confidence) -> String {
    match lang {
        Lang::Zh => format!("把握 {:.2}", confidence.get()),
        Lang::En => format!("Confidence {:.2}", confidence.get()),
    }
}

/// What the confidence of an article means.
pub(super) fn lowest(lang: Lang, confidence: Confidence) -> String {
    match lang {
        Lang::Zh => format!("最不确定的一块：把握 {:.2}", confidence.get()),
        Lang::En => format!("The least certain block has a confidence of {:.2}", confidence.get()),
    }
}

/// What the dump had where the text was corrected.
pub(super) fn dump_had(lang: Lang, project: &Project, kind: &PieceKind) -> Option<String> {
    let PieceKind::Corrected(span) = kind else { return None };
    let raw = project.raw(*span).trim();
    Some(match (lang, raw.is_empty()) {
        (Lang::Zh, true) => "原文无此处文字".to_owned(),
        (Lang::En, true) => "The dump has nothing here".to_owned(),
        (Lang::Zh, false) => format!("原文作{}", words::quoted(lang, raw)),
        (Lang::En, false) => format!("The dump has {}", words::quoted(lang, raw)),
    })
}

/// What a drop onto a card would do.
pub(super) fn drop(lang: Lang, merges: bool, number: usize) -> String {
    match (lang, merges) {
        (Lang::Zh, true) => format!("并入篇目 {number}"),
        (Lang::En, true) => format!("Merge into article {number}"),
        (Lang::Zh, false) => format!("移入篇目 {number}"),
        (Lang::En, false) => format!("Move to article {number}"),
    }
}

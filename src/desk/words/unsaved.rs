//! What is said of unsaved work and of keeping it.

use super::{Lang, count, text};
use crate::desk::{Found, command};
use crate::store::lock::Holder;

/// After unsaved work was brought back.
#[must_use]
pub fn brought_back(lang: Lang, steps: usize) -> String {
    let steps = count(lang, steps, "步", "step", "steps");
    match lang {
        Lang::Zh => format!("已恢复 {steps}，撤销仍然可用。请保存。"),
        Lang::En => format!("Brought {steps} back, and undo works on them. Save the project now."),
    }
}

/// What can be brought back: how many steps, from when, and the last one, or that it was taken back. `now`, in milliseconds
/// since 1970.
#[must_use]
pub fn found(lang: Lang, found: &Found, now: u64) -> String {
    let steps = count(lang, found.steps, "步", "step", "steps");
    let (began, last) = (ago(lang, now.saturating_sub(found.began)), ago(lang, now.saturating_sub(found.last)));
    let title = command(found.command).map_or("", |command| command.title.get(lang));
    let title = title.trim_end_matches('…');
    let what = match (lang, found.is_undone) {
        (_, false) => format!("“{title}”"),
        (Lang::Zh, true) => format!("撤销了“{title}”"),
        (Lang::En, true) => format!("“{title}” taken back"),
    };
    match (lang, title, found.steps) {
        (Lang::Zh, "", _) => format!("{steps}未保存，始于{began}，止于{last}"),
        (Lang::En, "", _) => format!("{steps} not saved, from {began} to {last}"),
        (Lang::Zh, _, 1) => format!("{steps}未保存：{what}，{last}"),
        (Lang::En, _, 1) => format!("{steps} not saved: {what}, {last}"),
        (Lang::Zh, ..) => format!("{steps}未保存，始于{began}；最后一步：{what}，{last}"),
        (Lang::En, ..) => format!("{steps} not saved, begun {began}; the last: {what}, {last}"),
    }
}

/// Who has a project open, and since when. `now`, in milliseconds since 1970.
#[must_use]
pub fn held(lang: Lang, holder: &Holder, now: u64) -> String {
    let since = ago(lang, now.saturating_sub(holder.since));
    let host = holder.host.as_str();
    let known = holder.since > 0;
    match (lang, known, holder.is_here() || host.is_empty()) {
        (Lang::Zh, false, _) => "别的窗口正打开它".to_owned(),
        (Lang::En, false, _) => "another window has it open".to_owned(),
        (Lang::Zh, true, true) => format!("本机另一窗口（进程 {}）{since}打开了它", holder.pid),
        (Lang::En, true, true) => {
            format!("another window of this machine (process {}) opened it {since}", holder.pid)
        }
        (Lang::Zh, true, false) => format!("{host} 上的窗口（进程 {}）{since}打开了它", holder.pid),
        (Lang::En, true, false) => format!("a window on {host} (process {}) opened it {since}", holder.pid),
    }
}

/// A project was opened that another window has.
#[must_use]
pub fn looking(lang: Lang, holder: &Holder, now: u64) -> String {
    let held = held(lang, holder, now);
    match lang {
        Lang::Zh => format!("只能查看：{held}。可另存为别的文件再编辑。"),
        Lang::En => format!("You can only look: {held}. To edit, save it under another name."),
    }
}

/// How long ago something was, in milliseconds: as people say it.
#[must_use]
pub fn ago(lang: Lang, millis: u64) -> String {
    let minutes = millis / 60_000;
    let (n, zh, one, many) = match minutes {
        0 => return text("刚才", "just now").get(lang).to_owned(),
        1..60 => (minutes, "分钟", "minute", "minutes"),
        60..1440 => (minutes / 60, "小时", "hour", "hours"),
        _ => (minutes / 1440, "天", "day", "days"),
    };
    let n = count(lang, usize::try_from(n).unwrap_or(usize::MAX), zh, one, many);
    match lang {
        Lang::Zh => format!("{n}前"),
        Lang::En => format!("{n} ago"),
    }
}

/// That nothing is unsaved, and how long ago the file was written, in milliseconds; `None` where that is not known.
#[must_use]
pub fn saved_ago(lang: Lang, millis: Option<u64>) -> String {
    match (lang, millis.map(|millis| ago(lang, millis))) {
        (Lang::Zh, Some(ago)) => format!("已保存（{ago}）"),
        (Lang::En, Some(ago)) => format!("Saved {ago}"),
        (Lang::Zh, None) => "已保存".to_owned(),
        (Lang::En, None) => "Saved".to_owned(),
    }
}

/// How long ago the file was written of a project that was changed since, in milliseconds.
#[must_use]
pub fn last_saved(lang: Lang, millis: u64) -> String {
    let ago = ago(lang, millis);
    match lang {
        Lang::Zh => format!("{ago}保存过"),
        Lang::En => format!("Last saved {ago}"),
    }
}

/// Saving failed and is tried again. `why` says what is the matter and what to do.
#[must_use]
pub fn not_saved(lang: Lang, why: &str) -> String {
    match lang {
        Lang::Zh => format!("未能保存，正在自动重试：{why}"),
        Lang::En => format!("Not saved, trying again: {why}"),
    }
}

/// The journal cannot be written and is tried again.
#[must_use]
pub fn journal_waits(lang: Lang, why: &str) -> String {
    match lang {
        Lang::Zh => format!("恢复日志写不进去，正在自动重试：{why}"),
        Lang::En => format!("The journal can't be written, trying again: {why}"),
    }
}

/// What an earlier state is called when it is opened, by the name of its project.
#[must_use]
pub fn earlier_name(lang: Lang, name: &str) -> String {
    match lang {
        Lang::Zh => format!("{name}-旧"),
        Lang::En => format!("{name}-earlier"),
    }
}

/// An earlier state in a list: when it was saved, and how large it is in bytes.
#[must_use]
pub fn earlier(lang: Lang, saved: u64, now: u64, bytes: u64) -> String {
    let ago = ago(lang, now.saturating_sub(saved));
    let size = super::grouped(usize::try_from(bytes.div_ceil(1024)).unwrap_or(usize::MAX));
    match lang {
        Lang::Zh => format!("{ago}保存，{size} KB"),
        Lang::En => format!("saved {ago}, {size} KB"),
    }
}

//! The steps of the history in words, short enough that a narrow column shows them with their place.

use super::{Text, text};
use crate::desk::{CommandId, Lang, command};

/// What a step is called that this command made: the command's title, or less where that is long, or says where one goes on.
#[must_use]
pub fn step_name(id: CommandId) -> Text {
    match id.0 {
        "article.new" => text("新建篇目", "New article"),
        "article.begin" => text("此标题另起一篇", "New article here"),
        "article.merge" => text("并入另一篇目", "Merge articles"),
        "article.continue" => text("与转版的下文相接", "Join continuation"),
        "article.split" => text("在此拆分篇目", "Split here"),
        "article.done" => text("篇目已审", "Article is done"),
        "article.opening" => text("标记开头缺失", "Opening missing"),
        "article.ending" => text("标记结尾缺失", "End missing"),
        "fragment.move" => text("移入篇目", "Move to article"),
        "fragment.move_paragraph" => text("本段移入篇目", "Move paragraph"),
        "caption.attach" => text("作为图片说明", "Make it a caption"),
        "fragment.go_on" => text("改接另一处", "Go on elsewhere"),
        "boundary.up" => text("边界上移", "Boundary up"),
        "boundary.down" => text("边界下移", "Boundary down"),
        "boundary.back" => text("边界前移", "Boundary back"),
        "boundary.forward" => text("边界后移", "Boundary on"),
        "paragraph.join" => text("与下一段合并", "Join paragraphs"),
        "paragraph.break" => text("在此分段", "Break here"),
        "lines.unweave" => text("拆开连读的栏", "Separate columns"),
        "block.gap" => text("标记此后有缺失", "Text missing"),
        "block.gap_note" => text("缺失说明", "Note on the gap"),
        "text.correct" => text("更正文字", "Correct characters"),
        "find.replace_all" => text("替换勾选的各处", "Replace all ticked"),
        "role.alike" => text("同类各行同此角色", "Role of like lines"),
        "page.propose" => text("重新提议本版", "New proposal"),
        "doubt.accept" => text("认可提议", "Accepted"),
        "compare.take" => text("采用对方", "Theirs taken"),
        "compare.take_all" => text("全部采用对方", "All of theirs taken"),
        "compare.keep" => text("保留此处", "Ours kept"),
        "doubt.first" | "doubt.second" | "doubt.third" => text("另选答案", "Another answer"),
        unknown => command(id).map_or(text(unknown, unknown), |command| command.title),
    }
}

/// What a step is called that proposed a page by itself.
#[must_use]
pub fn by_itself() -> Text {
    text("程序的提议", "Program's proposal")
}

/// What a step is called that took the tick of an article away.
#[must_use]
pub fn unticked() -> Text {
    text("篇目未审", "Article not done")
}

/// A step of the history: what was done, and its line (from 1); with its page where there are several, as the find panel has
/// it.
#[must_use]
pub fn done(lang: Lang, what: &str, line: usize, page: Option<usize>) -> String {
    match (lang, page) {
        (Lang::Zh, None) => format!("{what}，第 {line} 行"),
        (Lang::En, None) => format!("{what}, line {line}"),
        (Lang::Zh, Some(page)) => format!("{what}，{page}:{line}"),
        (Lang::En, Some(page)) => format!("{what}, {page}:{line}"),
    }
}

/// At which line a text was made to go on (`forward`), or from which it comes.
#[must_use]
pub fn went_on(lang: Lang, forward: bool, line: usize, page: Option<usize>) -> String {
    match (lang, forward, page) {
        (Lang::Zh, true, None) => format!("接第 {line} 行"),
        (Lang::Zh, false, None) => format!("上接第 {line} 行"),
        (Lang::En, true, None) => format!("On at line {line}"),
        (Lang::En, false, None) => format!("From line {line}"),
        (Lang::Zh, true, Some(page)) => format!("接 {page}:{line}"),
        (Lang::Zh, false, Some(page)) => format!("上接 {page}:{line}"),
        (Lang::En, true, Some(page)) => format!("On at {page}:{line}"),
        (Lang::En, false, Some(page)) => format!("From {page}:{line}"),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::desk::COMMANDS;

    /// What the column of the history has room for, in half-width characters: 200 points at 14 points.
    const ROOM: usize = 28;

    fn width(text: &str) -> usize {
        text.chars().map(|c| if c.is_ascii() { 1 } else { 2 }).sum()
    }

    #[test]
    fn the_history_has_room_for_every_step_with_its_line() {
        let steps =
            ["article.", "caption.", "fragment.", "boundary.", "paragraph.", "lines.", "block.", "role.", "doubt."];
        let more = ["text.correct", "find.replace_all", "page.propose"];
        let is_step = |id: &str| more.contains(&id) || steps.iter().any(|it| id.starts_with(it));
        for name in [by_itself(), unticked()] {
            let shown = [done(Lang::Zh, name.zh, 362, Some(12)), done(Lang::En, name.en, 362, Some(12))];
            assert!(shown.iter().all(|shown| width(shown) <= ROOM), "{shown:?}");
        }
        // Going to a doubt and folding a card are no steps.
        let none = ["doubt.next", "doubt.previous", "article.fold"];
        for command in COMMANDS.iter().filter(|command| is_step(command.id.0) && !none.contains(&command.id.0)) {
            for lang in [Lang::Zh, Lang::En] {
                let name = step_name(command.id).get(lang);
                assert!(!name.is_empty() && !name.ends_with('…'), "{name}");
                for page in [None, Some(12)] {
                    let shown = done(lang, name, 362, page);
                    assert!(width(&shown) <= ROOM, "{shown}: {}", width(&shown));
                }
            }
        }
    }

    #[test]
    fn a_step_names_its_page_where_there_are_several() {
        assert_eq!(done(Lang::Zh, "主题", 38, Some(2)), "主题，2:38");
        assert_eq!(done(Lang::En, "Headline", 38, Some(2)), "Headline, 2:38");
        assert_eq!(went_on(Lang::Zh, true, 38, Some(2)), "接 2:38");
        assert_eq!(went_on(Lang::En, false, 38, Some(2)), "From 2:38");
    }
}

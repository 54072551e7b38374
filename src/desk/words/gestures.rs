//! What is said once a gesture is done: how much of the text it took where.

use super::{count, quoted};
use crate::desk::Lang;

/// An article was merged into another: how many blocks it had, and the other's number and headline.
#[must_use]
pub fn merged(lang: Lang, blocks: usize, number: usize, title: &str) -> String {
    let (blocks, title) = (count(lang, blocks, "个文本块", "block", "blocks"), quoted(lang, title));
    match lang {
        Lang::Zh => format!("已把 {blocks}并入篇目 {number}{title}"),
        Lang::En => format!("Merged {blocks} into article {number} {title}"),
    }
}

/// Text was moved into an article: how many characters, and the article's number and headline.
#[must_use]
pub fn moved(lang: Lang, characters: usize, number: usize, title: &str) -> String {
    let (characters, title) = (of_text(lang, characters), quoted(lang, title));
    match lang {
        Lang::Zh => format!("已把 {characters}移入篇目 {number}{title}"),
        Lang::En => format!("Moved {characters} to article {number} {title}"),
    }
}

/// Text was moved into the furniture.
#[must_use]
pub fn made_furniture(lang: Lang, characters: usize) -> String {
    let characters = of_text(lang, characters);
    match lang {
        Lang::Zh => format!("已把 {characters}归入版面附件"),
        Lang::En => format!("Moved {characters} to the furniture"),
    }
}

/// Text was discarded: how many characters, and how it begins.
#[must_use]
pub fn discarded(lang: Lang, characters: usize, begins: &str) -> String {
    let (characters, begins) = (of_text(lang, characters), quoted(lang, begins));
    match lang {
        Lang::Zh => format!("已弃用 {characters}{begins}"),
        Lang::En => format!("Discarded {characters} {begins}"),
    }
}

/// So many lines were separated into columns.
#[must_use]
pub fn separated(lang: Lang, lines: usize, columns: usize) -> String {
    let lines = count(lang, lines, "行", "line", "lines");
    match lang {
        Lang::Zh => format!("已把 {lines}拆成 {columns} 栏"),
        Lang::En => format!("Separated {lines} into {columns} columns"),
    }
}

fn of_text(lang: Lang, characters: usize) -> String {
    count(lang, characters, "字", "character", "characters")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn each_gesture_says_how_much_it_took_where() {
        let said = |lang| {
            [
                merged(lang, 5, 3, "科工局"),
                merged(lang, 1, 3, "科工局"),
                moved(lang, 128, 3, "科工局"),
                made_furniture(lang, 1),
                discarded(lang, 12, "责编 甲一"),
                separated(lang, 6, 2),
            ]
        };
        let zh = [
            "已把 5 个文本块并入篇目 3“科工局”",
            "已把 1 个文本块并入篇目 3“科工局”",
            "已把 128 字移入篇目 3“科工局”",
            "已把 1 字归入版面附件",
            "已弃用 12 字“责编 甲一”",
            "已把 6 行拆成 2 栏",
        ];
        let en = [
            "Merged 5 blocks into article 3 “科工局”",
            "Merged 1 block into article 3 “科工局”",
            "Moved 128 characters to article 3 “科工局”",
            "Moved 1 character to the furniture",
            "Discarded 12 characters “责编 甲一”",
            "Separated 6 lines into 2 columns",
        ];
        assert_eq!((said(Lang::Zh), said(Lang::En)), (zh.map(str::to_owned), en.map(str::to_owned)));
    }
}

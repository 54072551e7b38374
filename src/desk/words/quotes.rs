//! Quotation marks around what is quoted of a page.
//!
//! A page has quotation marks of its own, and a quote within the same marks cannot be told from what stands around it. The
//! marks around it give way, not those in it: what is quoted stands as the dump has it, also where it is a mark itself.

use crate::desk::Lang;

/// A text of the page in quotation marks: in others than the curly double ones where it has any of those.
#[must_use]
pub fn quoted(lang: Lang, text: &str) -> String {
    match (lang, text.contains(['“', '”'])) {
        (_, false) => format!("“{text}”"),
        (Lang::Zh, true) => format!("「{text}」"),
        (Lang::En, true) => format!("‘{text}’"),
    }
}

/// A title in a list of titles. One that names a title itself is [`quoted`].
#[must_use]
pub fn quoted_title(lang: Lang, title: &str) -> String {
    match lang {
        Lang::Zh if !title.contains(['《', '》']) => format!("《{title}》"),
        Lang::Zh | Lang::En => quoted(lang, title),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::desk::words::{discarded, merged, moved, reason};
    use crate::model::Reason;

    #[test]
    fn a_quote_stands_in_marks_that_it_does_not_have() {
        for (text, zh, en) in [
            ("科工局", "“科工局”", "“科工局”"),
            ("“双减”之后", "「“双减”之后」", "‘“双减”之后’"),
            ("他说：“我们", "「他说：“我们」", "‘他说：“我们’"),
            ("好。”他说", "「好。”他说」", "‘好。”他说’"),
            ("“It’s late,” he said", "「“It’s late,” he said」", "‘“It’s late,” he said’"),
            ("It’s late", "“It’s late”", "“It’s late”"),
            ("「甲」與《乙》", "“「甲」與《乙》”", "“「甲」與《乙》”"),
        ] {
            assert_eq!([quoted(Lang::Zh, text), quoted(Lang::En, text)], [zh, en]);
        }
    }

    #[test]
    fn a_title_that_names_a_title_is_quoted() {
        for (title, zh, en) in [
            ("科工局", "《科工局》", "“科工局”"),
            ("“双减”之后", "《“双减”之后》", "‘“双减”之后’"),
            ("《条例》施行", "“《条例》施行”", "“《条例》施行”"),
            ("“《条例》”施行", "「“《条例》”施行」", "‘“《条例》”施行’"),
        ] {
            assert_eq!([quoted_title(Lang::Zh, title), quoted_title(Lang::En, title)], [zh, en]);
        }
    }

    #[test]
    fn messages_and_reasons_quote_so() {
        let title = "“双减”之后";
        let open = Reason::OpenMark { mark: "“".to_owned() };
        let shared = Reason::SharedWords { words: vec!["科工".to_owned(), "“双减”".to_owned()] };
        let said = |lang| {
            [
                merged(lang, 1, 3, title),
                moved(lang, 128, 3, title),
                discarded(lang, 6, title),
                reason(lang, &open),
                reason(lang, &shared),
            ]
        };
        let zh = [
            "已把 1 个文本块并入篇目 3「“双减”之后」",
            "已把 128 字移入篇目 3「“双减”之后」",
            "已弃用 6 字「“双减”之后」",
            "「“」在另一处才闭合",
            "都提到“科工”「“双减”」",
        ];
        let en = [
            "Merged 1 block into article 3 ‘“双减”之后’",
            "Moved 128 characters to article 3 ‘“双减”之后’",
            "Discarded 6 characters ‘“双减”之后’",
            "‘“’ is closed in the other piece",
            "both speak of “科工”, ‘“双减”’",
        ];
        assert_eq!((said(Lang::Zh), said(Lang::En)), (zh.map(str::to_owned), en.map(str::to_owned)));
    }
}

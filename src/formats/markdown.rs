//! Markdown (CommonMark): headline `#`, heading inside an article `##`, captions quoted, a rule between articles.
//!
//! Every character that Markdown could read as markup is escaped, so that the text shows as it reads.

use super::Selection;
use super::article::ArticleText;
use super::text::{missing, one_line};
use crate::model::{Project, Role};

/// The selected articles as Markdown.
pub(super) fn write(project: &Project, selection: &Selection) -> String {
    let articles = selection.of(project).into_iter().map(|article| paragraphs(&ArticleText::new(project, article)));
    let mut out = articles.collect::<Vec<_>>().join("\n\n---\n\n");
    if !out.is_empty() {
        out.push('\n');
    }
    out
}

fn paragraphs(article: &ArticleText<'_>) -> String {
    let mut out = Vec::new();
    let headings = [
        (Role::Kicker, "*", "*"),
        (Role::Headline, "# ", ""),
        (Role::Deck, "**", "**"),
        (Role::Byline, "*", "*"),
        (Role::Dateline, "*", "*"),
    ];
    for (role, before, after) in headings {
        out.extend(article.joined(role).map(|text| format!("{before}{}{after}", escape(&text))));
    }
    if article.facts.opening_missing {
        out.push(escape("[…]"));
    }
    for block in &article.blocks {
        let text = escape(&block.text);
        match block.block.role {
            _ if text.is_empty() => {}
            Role::Body => out.push(text),
            Role::Subhead => out.push(format!("## {text}")),
            Role::Note => out.push(format!("*{text}*")),
            Role::Kicker
            | Role::Headline
            | Role::Deck
            | Role::Byline
            | Role::Dateline
            | Role::Caption
            | Role::Credit
            | Role::Furniture
            | Role::Discarded => {}
        }
        out.extend(block.block.gap.as_ref().map(|gap| escape(&missing(&gap.note))));
    }
    if article.facts.ending_missing {
        out.push(escape("[…]"));
    }
    for caption in article.captions() {
        let text = caption.text.map(|text| escape(&text));
        let credit = caption.credit.map(|credit| format!("*{}*", escape(&credit)));
        out.push(format!("> {}", [text, credit].into_iter().flatten().collect::<Vec<_>>().join(" ")));
    }
    out.join("\n\n")
}

/// `text` as one line of Markdown that shows as `text`.
fn escape(text: &str) -> String {
    let line = one_line(text);
    let line = line.trim();
    let mut out = String::with_capacity(line.len());
    // "3. " and "3) " begin a list, and so does a lone sign.
    let digits = line.chars().take_while(char::is_ascii_digit).count();
    for (nth, c) in line.chars().enumerate() {
        let opens = nth == 0 && matches!(c, '+' | '-' | '=') || nth == digits && matches!(c, '.' | ')');
        if opens || matches!(c, '\\' | '`' | '*' | '_' | '[' | ']' | '<' | '>' | '#' | '~' | '|' | '&' | '!' | '$') {
            out.push('\\');
        }
        out.push(c);
    }
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn markup_shows_as_it_reads() {
        for (name, text, wanted) in [
            ("plain text", "环卫工人 public works.", "环卫工人 public works."),
            ("emphasis and code", "*a* _b_ `c` ~d~", r"\*a\* \_b\_ \`c\` \~d\~"),
            ("links and tags", "[a](b) <c> &amp;", r"\[a\](b) \<c\> \&amp;"),
            ("a list of numbers", "12. 甲", r"12\. 甲"),
            ("a list of points", "- 甲 - 乙", r"\- 甲 - 乙"),
            ("a heading", "# 甲", r"\# 甲"),
            ("a number with a point inside", "3.5 米", r"3\.5 米"),
            ("a line break of a correction", "甲\n\n乙", "甲 乙"),
        ] {
            assert_eq!(escape(text), wanted, "{name}");
        }
    }
}

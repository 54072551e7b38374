//! Plain text: a paragraph a line, blank lines between, a row of equals signs between articles.
//!
//! Captions stand in square brackets behind their article; `[…]` marks text that is known to be missing.

use super::Selection;
use super::article::ArticleText;
use crate::model::{Project, Role};

/// Between two articles.
const RULE: &str = "========================================";

/// The selected articles as plain text.
pub(super) fn write(project: &Project, selection: &Selection) -> String {
    let articles = selection.of(project).into_iter().map(|article| paragraphs(&ArticleText::new(project, article)));
    let mut out = articles.collect::<Vec<_>>().join(&format!("\n\n{RULE}\n\n"));
    if !out.is_empty() {
        out.push('\n');
    }
    out
}

fn paragraphs(article: &ArticleText<'_>) -> String {
    let mut out: Vec<String> = Vec::new();
    let headings = [Role::Kicker, Role::Headline, Role::Deck].map(|role| article.joined(role));
    let headings: Vec<String> = headings.into_iter().flatten().map(|heading| one_line(&heading)).collect();
    if !headings.is_empty() {
        out.push(headings.join("\n"));
    }
    out.extend([Role::Byline, Role::Dateline].iter().filter_map(|&role| Some(one_line(&article.joined(role)?))));
    if article.facts.opening_missing {
        out.push("[…]".to_owned());
    }
    for block in &article.blocks {
        if matches!(block.block.role, Role::Body | Role::Subhead | Role::Note) && !block.text.is_empty() {
            out.push(one_line(&block.text));
        }
        if let Some(gap) = &block.block.gap {
            out.push(missing(&gap.note));
        }
    }
    if article.facts.ending_missing {
        out.push("[…]".to_owned());
    }
    for caption in article.captions() {
        let parts: Vec<String> = [caption.text, caption.credit].into_iter().flatten().collect();
        out.push(format!("[{}]", one_line(&parts.join(" "))));
    }
    out.join("\n\n")
}

/// The mark for missing text, with what is said of it.
pub(super) fn missing(note: &str) -> String {
    if note.is_empty() { "[…]".to_owned() } else { format!("[… {}]", one_line(note)) }
}

/// `text` on one line: a break that a correction put in would part the paragraph.
pub(super) fn one_line(text: &str) -> String {
    text.split(['\n', '\r'].as_slice()).filter(|line| !line.is_empty()).collect::<Vec<_>>().join(" ")
}

//! The part of a cleaned-JSON export that is scored.
//!
//! Only these fields are looked at, so that what other programs write can be scored too: `articles` with `blocks`, each
//! with `role`, `spans` and perhaps `text`, and perhaps `furniture`.

use super::Part;
use crate::model::Role;
use serde::Deserialize;
use std::borrow::Cow;
use std::ops::Range;

/// An export of one page.
#[derive(Clone, Debug, Default, Deserialize)]
pub struct Export {
    articles: Vec<Article>,
    #[serde(default)]
    furniture: Vec<Left>,
}

#[derive(Clone, Debug, Deserialize)]
struct Article {
    blocks: Vec<Block>,
}

#[derive(Clone, Debug, Deserialize)]
struct Block {
    role: String,
    text: Option<String>,
    spans: Vec<Span>,
}

#[derive(Clone, Debug, Deserialize)]
struct Left {
    spans: Vec<Span>,
}

#[derive(Clone, Debug, Deserialize)]
struct Span {
    start: usize,
    end: usize,
    /// From 1.
    page: Option<usize>,
}

/// An export that cannot be scored.
#[derive(Debug, thiserror::Error)]
pub enum ExportError {
    /// No JSON, or not of this shape.
    #[error("no export: {0}")]
    Json(#[from] serde_json::Error),
    /// A span that lies outside the page or ends before it begins.
    #[error("a span reaches from {start} to {end}, but the page has {total} characters")]
    Outside {
        /// Its first code point.
        start: usize,
        /// One past its last.
        end: usize,
        /// Code points of the page.
        total: usize,
    },
    /// A span on another page than the first: an answer is that of one page.
    #[error("there is text of page {page}; pages are scored one by one")]
    OtherPage {
        /// The page, from 1.
        page: usize,
    },
    /// A role that there is not.
    #[error("there is no role {role:?}")]
    Role {
        /// Its name.
        role: String,
    },
}

impl Export {
    /// Reads an export of a page of `total` code points.
    ///
    /// # Errors
    /// [`ExportError`] where it is no export, or none of this page.
    pub fn read(json: &[u8], total: usize) -> Result<Self, ExportError> {
        let export: Self = serde_json::from_slice(json)?;
        let blocks = export.articles.iter().flat_map(|article| &article.blocks);
        for Block { role, .. } in blocks.clone() {
            if Role::by_name(role).is_none() {
                return Err(ExportError::Role { role: role.clone() });
            }
        }
        let spans = blocks.flat_map(|block| &block.spans);
        for &Span { start, end, page } in spans.chain(export.furniture.iter().flat_map(|left| &left.spans)) {
            match page {
                Some(page) if page != 1 => return Err(ExportError::OtherPage { page }),
                _ if start > end || end > total => return Err(ExportError::Outside { start, end, total }),
                _ => {}
            }
        }
        Ok(export)
    }

    /// Its blocks, article by article, then the furniture.
    #[must_use]
    pub fn parts(&self) -> Vec<Part<'_>> {
        let blocks = self.articles.iter().enumerate().flat_map(|(nth, article)| {
            article.blocks.iter().filter_map(move |block| {
                let text = block.text.as_deref().map(Cow::Borrowed);
                Some(Part { article: Some(nth), role: Role::by_name(&block.role)?, spans: ranges(&block.spans), text })
            })
        });
        let furniture = self.furniture.iter();
        let furniture =
            furniture.map(|left| Part { article: None, role: Role::Furniture, spans: ranges(&left.spans), text: None });
        blocks.chain(furniture).collect()
    }
}

fn ranges(spans: &[Span]) -> Vec<Range<usize>> {
    spans.iter().map(|span| span.start..span.end).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn read(blocks: &str) -> Result<Export, ExportError> {
        Export::read(format!(r#"{{"articles":[{{"blocks":[{blocks}]}}],"more":1}}"#).as_bytes(), 4)
    }

    #[test]
    fn parts_are_the_blocks_of_the_articles_and_the_furniture() {
        let json =
            br#"{"articles":[{"blocks":[]},{"blocks":[{"role":"note","text":"b","spans":[{"start":1,"end":2}]}]}],
            "furniture":[{"spans":[{"page":1,"start":0,"end":1}]}]}"#;
        let export = Export::read(json, 2).unwrap();
        let (second, first) = (1..2, 0..1);
        let note = Part { article: Some(1), role: Role::Note, spans: vec![second], text: Some("b".into()) };
        let left = Part { article: None, role: Role::Furniture, spans: vec![first], text: None };
        assert_eq!(export.parts(), [note, left]);
    }

    #[test]
    fn an_export_of_something_else_is_refused() {
        assert!(read(r#"{"role":"body","spans":[{"start":0,"end":4}]}"#).is_ok());
        let outside = read(r#"{"role":"body","spans":[{"start":0,"end":5}]}"#);
        assert!(matches!(outside, Err(ExportError::Outside { start: 0, end: 5, total: 4 })));
        let page = read(r#"{"role":"body","spans":[{"start":0,"end":1,"page":2}]}"#);
        assert!(matches!(page, Err(ExportError::OtherPage { page: 2 })));
        let role = read(r#"{"role":"text","spans":[]}"#);
        assert!(matches!(role, Err(ExportError::Role { role }) if role == "text"));
        assert!(matches!(Export::read(b"{}", 4), Err(ExportError::Json(_))));
    }
}

//! A page's answer, as `NAME.gold.json` has it: which characters belong to which article, with which role.

use crate::model::Role;
use serde::{Deserialize, Deserializer};
use std::collections::BTreeMap;

/// The answer for one page. Offsets count Unicode code points of the decoded page, from 0.
#[derive(Clone, Debug, Default, Deserialize)]
pub struct Gold {
    /// Pieces of the page in reading order, article by article.
    pub segments: Vec<Segment>,
    /// Reading text by block, where joining the lines takes out hyphens.
    #[serde(default)]
    pub text: BTreeMap<String, String>,
    /// The pages, by name, whose articles may be on this one, where it was printed from those of others.
    #[serde(default)]
    pub printed_from: Vec<String>,
}

/// A piece of the page.
#[derive(Clone, Debug, Deserialize)]
pub struct Segment {
    /// Its first code point.
    pub start: usize,
    /// One past its last code point.
    pub end: usize,
    /// Its article; `None` for furniture, `"?"` where no answer is scored. It must be said: furniture is not what is left out.
    #[serde(deserialize_with = "said")]
    pub article: Option<String>,
    /// Its role, by the name that exports use.
    pub role: String,
    /// Its block; segments of one block that follow each other are one paragraph or heading.
    pub block: serde_json::Value,
    /// Text is missing from its block.
    #[serde(default)]
    pub gap: bool,
    /// Its block may hold several paragraphs.
    #[serde(default)]
    pub coarse: bool,
}

/// An answer that cannot be read.
#[derive(Debug, thiserror::Error)]
pub enum GoldError {
    /// No JSON, or not of this shape.
    #[error("no answer file: {0}")]
    Json(#[from] serde_json::Error),
    /// A segment that lies outside the page or ends before it begins.
    #[error("segment {nth} reaches from {start} to {end}, but the page has {total} characters")]
    Outside {
        /// Which segment, from 0.
        nth: usize,
        /// Its first code point.
        start: usize,
        /// One past its last.
        end: usize,
        /// Code points of the page.
        total: usize,
    },
    /// A segment whose role is none that exports use.
    #[error("segment {nth} has the role {role:?}, which there is not")]
    Role {
        /// Which segment, from 0.
        nth: usize,
        /// What its role is said to be.
        role: String,
    },
}

/// A value that may be null and may not be left out.
fn said<'de, D: Deserializer<'de>>(value: D) -> Result<Option<String>, D::Error> {
    Option::deserialize(value)
}

impl Segment {
    /// True where no answer is scored.
    #[must_use]
    pub fn is_open(&self) -> bool {
        self.article.as_deref() == Some("?")
    }

    /// The role; `None` where the name is unknown.
    #[must_use]
    pub fn role(&self) -> Option<Role> {
        Role::by_name(&self.role)
    }

    /// Its block, as [`Gold::text`] names it.
    #[must_use]
    pub fn block_name(&self) -> String {
        self.block.as_str().map_or_else(|| self.block.to_string(), str::to_owned)
    }
}

impl Gold {
    /// Reads an answer for a page of `total` code points.
    ///
    /// # Errors
    /// [`GoldError`] where it is no answer, or none for this page.
    pub fn read(json: &[u8], total: usize) -> Result<Self, GoldError> {
        let gold: Self = serde_json::from_slice(json)?;
        for (nth, segment) in gold.segments.iter().enumerate() {
            let (start, end) = (segment.start, segment.end);
            if start > end || end > total {
                return Err(GoldError::Outside { nth, start, end, total });
            }
            if !segment.is_open() && segment.role().is_none() {
                return Err(GoldError::Role { nth, role: segment.role.clone() });
            }
        }
        Ok(gold)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_answer_that_does_not_fit_is_refused() {
        let read = |segment: &str| Gold::read(format!("{{\"segments\":[{segment}]}}").as_bytes(), 4);
        assert!(read(r#"{"start":0,"end":4,"article":null,"role":"furniture","block":0}"#).is_ok());
        assert!(read(r#"{"start":0,"end":4,"article":"?","role":"?","block":0}"#).is_ok());
        let outside = read(r#"{"start":0,"end":5,"article":"a","role":"body","block":0}"#);
        assert!(matches!(outside, Err(GoldError::Outside { nth: 0, start: 0, end: 5, total: 4 })));
        let role = read(r#"{"start":0,"end":4,"article":"a","role":"bodytext","block":0}"#);
        assert!(matches!(role, Err(GoldError::Role { nth: 0, role }) if role == "bodytext"));
        let unsaid = read(r#"{"start":0,"end":4,"role":"body","block":0}"#);
        assert!(matches!(unsaid, Err(GoldError::Json(error)) if error.to_string().contains("article")));
    }
}

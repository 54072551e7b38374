//! The spans of a block. Nearly every block has one: it takes no memory beside the block.

use crate::text::Span;
use serde::{Deserialize, Serialize};
use std::ops::Deref;
use std::sync::Arc;

/// Spans in reading order; reads as a slice of them. Sixteen bytes, since a large page has a hundred thousand blocks.
#[derive(Clone, Serialize, Deserialize)]
#[serde(from = "Vec<Span>", into = "Vec<Span>")]
pub struct Spans(Held);

#[derive(Clone)]
enum Held {
    One(Span),
    /// None, or several. A list behind one pointer, not a slice, whose pointer is twice as long.
    Listed(Arc<Vec<Span>>),
}

impl Spans {
    /// The spans.
    #[must_use]
    pub fn as_slice(&self) -> &[Span] {
        match &self.0 {
            Held::One(span) => std::slice::from_ref(span),
            Held::Listed(spans) => spans,
        }
    }
}

impl Deref for Spans {
    type Target = [Span];

    fn deref(&self) -> &[Span] {
        self.as_slice()
    }
}

impl From<Vec<Span>> for Spans {
    fn from(spans: Vec<Span>) -> Self {
        match spans.as_slice() {
            &[span] => Self(Held::One(span)),
            _ => Self(Held::Listed(Arc::new(spans))),
        }
    }
}

/// None.
impl Default for Spans {
    fn default() -> Self {
        Self(Held::Listed(Arc::default()))
    }
}

impl From<Span> for Spans {
    fn from(span: Span) -> Self {
        Self(Held::One(span))
    }
}

impl From<Spans> for Vec<Span> {
    fn from(spans: Spans) -> Self {
        spans.to_vec()
    }
}

impl FromIterator<Span> for Spans {
    fn from_iter<I: IntoIterator<Item = Span>>(spans: I) -> Self {
        spans.into_iter().collect::<Vec<Span>>().into()
    }
}

impl<'s> IntoIterator for &'s Spans {
    type Item = &'s Span;
    type IntoIter = std::slice::Iter<'s, Span>;

    fn into_iter(self) -> Self::IntoIter {
        self.iter()
    }
}

impl PartialEq for Spans {
    fn eq(&self, other: &Self) -> bool {
        self.as_slice() == other.as_slice()
    }
}

impl Eq for Spans {}

impl std::fmt::Debug for Spans {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        self.as_slice().fmt(f)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::text::PageNo;

    #[test]
    fn spans_read_as_they_were_given() {
        assert_eq!(size_of::<Spans>(), 16);
        let span = |at| Span::new(PageNo::new(0), at, at + 1);
        for spans in [vec![], vec![span(3)], vec![span(5), span(0)]] {
            let held = Spans::from(spans.clone());
            assert_eq!(held.as_slice(), spans);
            assert_eq!(serde_json::to_string(&held).unwrap(), serde_json::to_string(&spans).unwrap());
            assert_eq!(serde_json::from_str::<Spans>(&serde_json::to_string(&spans).unwrap()).unwrap(), held);
        }
    }
}

//! A replacement for a span of raw text, kept beside it.

use crate::text::Pos;
use serde::{Deserialize, Serialize};

/// What stands in the reading text instead of the raw text from its key, a [`crate::text::Place`], to `end`.
///
/// Independent of blocks: it stays where it is when blocks are split, joined or moved. `end` may equal the start: then
/// `text` is put in. Corrections of a page neither overlap nor touch (edits are refused that would make them).
/// Where a block begins or ends inside a correction, or beside it, `text` reads in one of them: see
/// [`super::replacements_in`].
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Correction {
    /// One past the last byte replaced, on the page of the key.
    pub end: Pos,
    /// What to read instead; may be empty.
    pub text: String,
}

//! A place in one page's text.

use serde::{Deserialize, Serialize};

/// A byte offset into a page's text, always on a character boundary.
///
/// Four bytes, because a large project holds many of them; a page is therefore limited to 4 GiB, which
/// [`super::decode`] checks. Code points exist only at the edge (exports, project files): see
/// [`super::LineTable::code_point`].
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(transparent)]
pub struct Pos(u32);

impl Pos {
    /// The start of a page.
    pub const ZERO: Self = Self(0);

    /// The place `bytes` bytes into a page. Offsets past 4 GiB, which no page has, stand at the limit.
    #[must_use]
    pub fn new(bytes: usize) -> Self {
        Self(u32::try_from(bytes).unwrap_or(u32::MAX))
    }

    /// Bytes from the start of the page.
    #[must_use]
    pub fn get(self) -> usize {
        self.0 as usize
    }
}

impl std::fmt::Display for Pos {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "byte {}", self.0)
    }
}

//! Half-open ranges of a page's text.

use super::Pos;
use serde::{Deserialize, Serialize};
use std::ops::Range;

/// Which of a project's pages, from 0. People see it from 1: [`PageNo::shown`].
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(transparent)]
pub struct PageNo(u32);

impl PageNo {
    /// The page at `index`, from 0.
    #[must_use]
    pub fn new(index: usize) -> Self {
        Self(u32::try_from(index).unwrap_or(u32::MAX))
    }

    /// The index in the project's list of pages, from 0.
    #[must_use]
    pub fn index(self) -> usize {
        self.0 as usize
    }

    /// The number that people see, from 1.
    #[must_use]
    pub fn shown(self) -> usize {
        self.index() + 1
    }
}

/// A place between two characters of a project: a page and a byte offset in it. Ordered as the dump is.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
pub struct Place {
    /// The page.
    pub page: PageNo,
    /// The offset in the page's text.
    pub pos: Pos,
}

impl Place {
    /// The place `bytes` bytes into `page`.
    #[must_use]
    pub fn new(page: PageNo, bytes: usize) -> Self {
        Self { page, pos: Pos::new(bytes) }
    }
}

/// A half-open range of one page's text, in bytes on character boundaries.
///
/// Twelve bytes. In a block, spans are *trimmed* (no white space at either end) and never empty.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
pub struct Span {
    /// The page it lies on.
    pub page: PageNo,
    /// The first byte.
    pub start: Pos,
    /// One past the last byte.
    pub end: Pos,
}

impl Span {
    /// The range `start..end` (bytes) of `page`.
    #[must_use]
    pub fn new(page: PageNo, start: usize, end: usize) -> Self {
        Self { page, start: Pos::new(start), end: Pos::new(end) }
    }

    /// The bytes as a range, to slice a page's text with `str::get`.
    #[must_use]
    pub fn range(self) -> Range<usize> {
        self.start.get()..self.end.get()
    }

    /// Where it begins.
    #[must_use]
    pub fn from(self) -> Place {
        Place { page: self.page, pos: self.start }
    }

    /// Where it ends.
    #[must_use]
    pub fn to(self) -> Place {
        Place { page: self.page, pos: self.end }
    }

    /// True where nothing lies between its ends.
    #[must_use]
    pub fn is_empty(self) -> bool {
        self.start >= self.end
    }

    /// True where `place` is the start or lies before the end.
    #[must_use]
    pub fn contains(self, place: Place) -> bool {
        place.page == self.page && self.start <= place.pos && place.pos < self.end
    }

    /// True where both share a character.
    #[must_use]
    pub fn overlaps(self, other: Self) -> bool {
        self.page == other.page && self.start < other.end && other.start < self.end
    }
}

//! Bytes become text: encodings, doubtful bytes, pages.
//!
//! Nothing is dropped: bytes that are no text in the chosen encoding are kept beside it, and one U+FFFD stands for them.

use super::Pos;

/// An encoding that a dump may have.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Encoding(&'static encoding_rs::Encoding);

/// A decoded dump.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Decoded {
    /// The text; a byte order mark is not part of it.
    pub text: String,
    /// What it was read as.
    pub encoding: Encoding,
    /// Bytes that were no text, with the place of the U+FFFD that stands for them, in order.
    pub doubtful: Vec<(Pos, Vec<u8>)>,
}

//! Where on the printed page a text stood, where the source of a dump says so.
//!
//! Plain text says nothing of it; the project carries it for sources that do (hOCR, ALTO, PAGE).

use crate::text::Span;
use serde::{Deserialize, Serialize};

/// A rectangle of the printed page in the unit of its source, usually pixels; y grows downwards.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct LayoutBox {
    /// Left edge.
    pub x: i32,
    /// Upper edge.
    pub y: i32,
    /// Width.
    pub width: i32,
    /// Height.
    pub height: i32,
}

/// The boxes of a page's lines or words, in the order of the text.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Layout {
    /// Which text stood in which box.
    pub boxes: Vec<(Span, LayoutBox)>,
}

//! The lowest floor: bytes become text, text becomes lines, and two line ends join into one.
//!
//! Knows nothing of articles, files or windows. Everything here is a pure function of its arguments.

mod code_points;
pub mod decode;
mod fold;
mod join;
mod lines;
mod pos;
mod script;
mod span;

pub use code_points::CodePoints;
pub use fold::{Folded, Folding, plain_form};
pub use join::{Joint, join, joint, push_joined};
pub use lines::LineTable;
pub use pos::Pos;
pub use script::{Script, cut, ends_sentence, is_cjk, is_closing, is_opening, is_punctuation, script};
pub use span::{PageNo, Place, Span};

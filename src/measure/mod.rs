//! How good a proposal or a mended page is, against an answer.

mod gold;

pub use gold::{Gold, GoldError, Segment};

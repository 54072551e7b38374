//! How good a proposal or a mended page is, against an answer.
//!
//! [`Answer`] is a page's answer made ready, [`Answer::score`] compares [`Part`]s with it, [`Means`] sums pages up. Parts
//! come from an export ([`Export`]), from a project ([`parts_of`]), or from whoever has blocks in memory. Everything here
//! is a function of its arguments: files are read elsewhere. The figures are defined in [`score`].

mod export;
mod gold;
mod part;
pub mod score;
mod side;
mod table;

pub use export::{Export, ExportError};
pub use gold::{Gold, GoldError, Segment};
pub use part::{Part, parts_of};
pub use score::{Answer, Figures};
pub use table::{Means, page_line};

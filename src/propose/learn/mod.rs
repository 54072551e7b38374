//! Learning the proposer's weights from pages with answers.

mod relay;
mod truth;

pub use relay::{Style, relay};
pub use truth::{TrueBlock, Truth};

//! Learning the proposer's weights from pages with answers.

mod relay;
mod truth;

pub use relay::{Style, relay, relay_like};
pub use truth::{TrueBlock, Truth};

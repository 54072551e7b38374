//! Learning the proposer's weights from pages with answers.

mod truth;

pub use truth::{TrueBlock, Truth};

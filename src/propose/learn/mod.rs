//! Learning the proposer's weights from pages with answers.

mod answers;
mod boost;
mod random;
mod teach;
mod truth;

pub(crate) use random::Random;
pub use teach::{Course, Lesson, Taught, teach};
pub use truth::{TrueBlock, Truth};

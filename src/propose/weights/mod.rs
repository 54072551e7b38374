//! What the proposer has learned, as one file of named sections.

mod model;
mod trees;

pub use model::Model;
pub use model::Knowledge;
pub(crate) use model::{TOPICS, cosine};
pub(crate) use trees::{Trees, logistic, softmax};

#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum WeightsError {
    #[error("broken")]
    Broken,
}

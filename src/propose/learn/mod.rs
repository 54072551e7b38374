//! Learning the proposer's weights from pages with answers, and its knowledge of a language from articles.

mod corpus;
mod ngrams;
mod svd;
mod topics;
mod truth;

pub use corpus::{Article, Chance};
pub use ngrams::{NgramSizes, learn_ngrams};
pub use topics::{TopicSizes, learn_topics};
pub use truth::{TrueBlock, Truth};

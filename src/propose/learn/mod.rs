//! Learning the proposer's weights from pages with answers, and its knowledge of a language from articles.

mod answers;
mod bins;
mod boost;
mod chance;
mod contrast;
mod corpus;
mod edges;
mod judged;
mod ngrams;
mod of_blocks;
mod openings;
mod relay;
mod rivals;
mod stages;
mod svd;
mod table;
mod teach;
mod topics;
mod truth;

pub use chance::Chance;
pub use contrast::Pace;
pub use corpus::Article;
pub use ngrams::{NgramSizes, learn_ngrams};
pub use openings::learn_openings;
pub use relay::{Style, relay, relay_like};
pub use teach::{Course, FEW, Lesson, Taught, calibrate, teach, teach_edges};
pub use topics::{TopicSizes, learn_topics};
pub use truth::{TrueBlock, Truth};

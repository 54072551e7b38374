//! Learning from corrected pages: what `newsmend train` does, without its command line.
//!
//! [`Sources`] reads pages with answers ([`project`], [`gold`]), [`lessons`] deals them into parts, [`generated`] lays out more
//! pages like them, and [`learn`] makes a model of them: on top of another model, or from nothing.
//! The same sources in the same order, with the same seed, make the same bytes.

mod generated;
mod gold;
mod lessons;
mod project;
mod sources;
#[cfg(test)]
mod tests;

pub use project::truths;
pub use sources::{CorpusError, Source, SourceError, Sources, read_corpus};

use super::models::OpenModel;
use crate::propose::learn::{
    Article, Course, NgramSizes, Taught, TopicSizes, calibrate, learn_ngrams, learn_openings, learn_topics, teach,
    teach_edges,
};
use crate::propose::weights::{Knowledge, Language, Model, WeightsError};
use crate::propose::{Budget, Cancelled};

/// What to learn from besides the pages, and how.
#[derive(Clone, Copy, Debug)]
pub struct Plan<'p> {
    /// The model to go on from; its knowledge of languages is kept as it is. `None` learns all anew.
    pub base: Option<&'p OpenModel>,
    /// Articles to learn languages from, where there is no base.
    pub articles: &'p [Article],
    /// Parts into which the pages are dealt: each is read by what was learned from the others.
    pub parts: u8,
    /// Multiplies the number of trees: 1 is usual.
    pub rounds: f32,
    /// Multiplies the number of pages that are laid out anew, like those of a known style: 0 for none.
    pub generated: f32,
    /// The seed of what is drawn by lot.
    pub seed: u64,
}

/// What was learned.
pub struct Learned {
    /// The model, as a file.
    pub model: Vec<u8>,
    /// For each part of the pages a model that has not seen them, as a file.
    pub unseen: Vec<Vec<u8>>,
    /// Pages that nothing was learned of: see [`Taught::left_to_rules`].
    pub left_to_rules: usize,
}

/// Why nothing was learned.
#[derive(Debug, thiserror::Error)]
pub enum LearnError {
    /// What was learned makes no file: a fault of the program.
    #[error(transparent)]
    Weights(#[from] WeightsError),
    /// The model to go on from has no trees for the scripts of any of the pages, and there are too few of them to begin anew.
    #[error("the model knows nothing of pages such as these {0}")]
    LeftToRules(usize),
    /// It was told to stop.
    #[error("cancelled")]
    Cancelled,
}

impl From<Cancelled> for LearnError {
    fn from(Cancelled: Cancelled) -> Self {
        Self::Cancelled
    }
}

/// The part of the pages to which each source belongs, in their order.
#[must_use]
pub fn parts_of(sources: &[Source], plan: &Plan<'_>) -> Vec<u8> {
    lessons::parts(sources, plan.parts, plan.base.is_some())
}

/// Learns from `sources`. `say` is told how far it is.
///
/// # Errors
/// See [`LearnError`].
pub fn learn(
    sources: &[Source],
    plan: &Plan<'_>,
    budget: &Budget,
    say: &mut dyn FnMut(&str),
) -> Result<Learned, LearnError> {
    let parts = parts_of(sources, plan);
    let made = generated::pages(sources, &parts, plan);
    let mut lessons = lessons::lessons(sources, &parts);
    lessons.extend(made.iter().map(generated::Made::lesson));
    let (language, knowledge) = match plan.base {
        Some(base) => (base.language.clone(), base.model.knowledge.clone()),
        None => languages(plan.articles, say)?,
    };
    let base = plan.base.map(|base| base.model.as_ref());
    let course = Course { parts: plan.parts, rounds: plan.rounds, seed: plan.seed, few: false, base };
    let taught = teach(&lessons, &knowledge, &course, budget, say)?;
    let left_to_rules = taught.left_to_rules;
    if left_to_rules == lessons.len() && left_to_rules > 0 {
        return Err(LearnError::LeftToRules(left_to_rules));
    }
    let file = |model: &Model| model.to_bytes(&language);
    let unseen = taught.unseen.iter().map(file).collect::<Result<_, _>>()?;
    Ok(Learned { model: file(&taught.model)?, unseen, left_to_rules })
}

/// The model file `model` and its parts, which have not seen all pages, with what `sources` tell anew of where lines are parted,
/// and with what the parts tell of how often the model is right; with a table to be read.
///
/// # Errors
/// See [`LearnError`].
pub fn calibrated(
    sources: &[Source],
    plan: &Plan<'_>,
    model: &[u8],
    unseen: &[Vec<u8>],
    budget: &Budget,
) -> Result<(Learned, String), LearnError> {
    let parts = parts_of(sources, plan);
    let lessons = lessons::lessons(sources, &parts);
    let language = Language::from_bytes(model.to_owned().into())?;
    let read = |bytes: &[u8]| Model::from_bytes(bytes.to_owned().into());
    let unseen = unseen.iter().map(|bytes| read(bytes)).collect::<Result<_, _>>()?;
    let mut taught = Taught { model: read(model)?, unseen, left_to_rules: 0, calibration: String::new() };
    let course = Course { parts: plan.parts, rounds: plan.rounds, seed: plan.seed, few: false, base: None };
    teach_edges(&lessons, &mut taught, &course, budget)?;
    calibrate(&lessons, &mut taught, &course, budget)?;
    let file = |model: &Model| model.to_bytes(&language);
    let unseen = taught.unseen.iter().map(file).collect::<Result<_, _>>()?;
    Ok((Learned { model: file(&taught.model)?, unseen, left_to_rules: 0 }, taught.calibration))
}

/// What articles teach of their languages; nothing, where there is none.
fn languages(articles: &[Article], say: &mut dyn FnMut(&str)) -> Result<(Language, Knowledge), WeightsError> {
    let mut language = Language::default();
    if !articles.is_empty() {
        let articles: Vec<&Article> = articles.iter().collect();
        language.ngrams = Some(learn_ngrams(&articles, &NgramSizes::default()));
        say("n-grams");
        language.topics = Some(learn_topics(&articles, &TopicSizes::default()));
        language.openings = Some(learn_openings(&articles));
        say("topics");
    }
    let knowledge = language.knowledge()?;
    Ok((language, knowledge))
}

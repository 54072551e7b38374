//! How an article begins and ends, and what a headline looks like.
//!
//! Three linear models over n-grams of 1 to 3 characters, hashed to 2^15 signed bytes each: of a paragraph's first 26
//! characters ("an article's first paragraph"), of its last 26 ("an article's last paragraph"), and of both ends of a
//! line ("a headline, and no line of a body"). Where an n-gram stands counts only for those at the very edge. What they
//! give is the logarithm of the odds among the paragraphs and lines that were learned from, to be weighed further.
//! Learning: [`super::super::learn`].

use super::bytes::{Bytes, f32_at, mixed};
use super::ngrams::{hash, symbol};
use super::{Kind, WeightsError};

/// The kind of section.
pub const KIND: Kind = *b"OPEN";
/// Weights of a model.
pub const WEIGHTS: usize = 1 << 15;
/// How many characters of a paragraph count.
const REACH: usize = 26;
/// How many characters at an edge count for their place too.
const EDGE: usize = 4;
/// The longest n-gram.
const ORDER: usize = 3;
const HEADER: usize = 3 * 8;

/// What a model tells.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Question {
    /// This paragraph is the first of an article.
    First,
    /// This paragraph is the last of an article.
    Last,
    /// This line is a headline.
    Headline,
}

/// The questions in the order of their models.
pub const QUESTIONS: [Question; 3] = [Question::First, Question::Last, Question::Headline];

/// How articles of a language begin and end.
#[derive(Clone, Debug)]
pub struct Openings {
    section: Bytes,
}

/// A model to be stored.
#[derive(Clone, Debug)]
pub struct Model {
    /// What a step of a weight stands for.
    pub step: f32,
    /// What a text without a known n-gram has.
    pub bias: f32,
    /// [`WEIGHTS`] of them.
    pub weights: Vec<i8>,
}

impl Openings {
    /// The models in a section.
    ///
    /// # Errors
    /// [`WeightsError::Malformed`] if its length is not that of three models, or a scale is no number.
    pub fn new(section: &Bytes) -> Result<Self, WeightsError> {
        let malformed = |why| WeightsError::Malformed { name: "openings", why };
        if section.len() != HEADER + QUESTIONS.len() * WEIGHTS {
            return Err(malformed("length"));
        }
        let is_number = |index: usize| f32_at(section.as_slice(), index * 4).is_some();
        if !(0..HEADER / 4).all(is_number) {
            return Err(malformed("a scale is no number"));
        }
        Ok(Self { section: section.clone() })
    }

    /// A section that holds `models`, in the order of [`QUESTIONS`].
    #[must_use]
    pub fn section(models: &[Model; QUESTIONS.len()]) -> Vec<u8> {
        let mut section = Vec::new();
        for model in models {
            section.extend(model.step.to_le_bytes());
            section.extend(model.bias.to_le_bytes());
        }
        for model in models {
            let weights = model.weights.iter().copied().chain(std::iter::repeat(0)).take(WEIGHTS);
            section.extend(weights.map(i8::cast_unsigned));
        }
        section
    }

    /// The logarithm of the odds that the answer to `question` is yes for `text`.
    #[must_use]
    pub fn log_odds(&self, question: Question, text: &str) -> f32 {
        let number = QUESTIONS.iter().position(|&other| other == question).unwrap_or(0);
        let bytes = self.section.as_slice();
        let start = HEADER + number * WEIGHTS;
        let weights = bytes.get(start..start + WEIGHTS).unwrap_or_default();
        let (mut sum, mut count) = (0_i32, 0_u16);
        each_feature(question, text, |feature| {
            sum += weights.get(feature).map_or(0, |&weight| i32::from(weight.cast_signed()));
            count += 1;
        });
        // Some 200 features of at most 127 fit.
        let sum = f32::from(i16::try_from(sum).unwrap_or(if sum < 0 { i16::MIN } else { i16::MAX }));
        let step = f32_at(bytes, number * 8).unwrap_or(0.0);
        let odds = f32_at(bytes, number * 8 + 4).unwrap_or(0.0) + step * sum * share(count);
        odds.clamp(-30.0, 30.0)
    }
}

/// What each of `count` features counts: texts of all lengths shall be as sure.
#[must_use]
pub fn share(count: u16) -> f32 {
    1.0 / f32::from(count.max(1)).sqrt()
}

/// Hands on the features of `text`, each below [`WEIGHTS`].
pub fn each_feature(question: Question, text: &str, mut found: impl FnMut(usize)) {
    let mut feature = |salt: u64, grams: u64| {
        let hash = mixed(grams ^ salt.wrapping_mul(0x9e37_79b9_7f4a_7c15));
        found(usize::try_from(hash >> 49).unwrap_or(0));
    };
    let inside = |c: &char| *c != '\n';
    if question != Question::Last {
        let begin: Vec<char> = text.chars().filter_map(symbol).filter(inside).take(REACH).collect();
        grams(&begin, 1, &mut feature);
        edge(begin.iter(), 2, &mut feature);
    }
    if question != Question::First {
        let mut end: Vec<char> = text.chars().rev().filter_map(symbol).filter(inside).take(REACH).collect();
        edge(end.iter(), 3, &mut feature);
        end.reverse();
        // Of a short line both ends are the same characters.
        if question == Question::Last {
            grams(&end, 1, &mut feature);
        } else {
            let length = text.chars().filter_map(symbol).filter(inside).take(4 * REACH).count();
            feature(4, u64::try_from(length / 3).unwrap_or(0));
        }
    }
}

fn grams(chars: &[char], salt: u64, feature: &mut impl FnMut(u64, u64)) {
    for end in 0..chars.len() {
        let mut key = 0;
        for &c in chars.get(..=end).unwrap_or_default().iter().rev().take(ORDER) {
            key = hash(key, c);
            feature(salt, key);
        }
    }
}

fn edge<'a>(chars: impl Iterator<Item = &'a char>, salt: u64, feature: &mut impl FnMut(u64, u64)) {
    let mut key = 0;
    for &c in chars.take(EDGE) {
        key = hash(key, c);
        feature(salt, key);
    }
}

//! Everything learned, stage by stage.

use super::trees::Trees;

/// Values of a topic.
pub(crate) const TOPICS: usize = 64;

/// What the proposer has learned.
#[derive(Clone, Debug, Default)]
pub struct Model {
    /// Roles of lines at first sight, and with a look at those around.
    pub(crate) roles: [Trees; 2],
    /// Does the next line go on with this one?
    pub(crate) flow: Trees,
    /// Which pairs are worth a close look.
    pub(crate) sieve: Trees,
    /// Does this line go on with that one? At first, and with a look at the first solution.
    pub(crate) pairs: [Trees; 2],
    /// Does a new block begin at a link?
    pub(crate) breaks: Trees,
    /// Whose picture is it?
    pub(crate) captions: Trees,
    /// What was learned of languages.
    pub(crate) knowledge: Knowledge,
}

/// What was learned of languages, from running text.
#[derive(Clone, Debug, Default)]
pub struct Knowledge {}

impl Knowledge {
    pub(crate) fn opening(&self, _start: &[char]) -> f32 { 0.0 }
    pub(crate) fn fluency(&self, _start: &[char]) -> f32 { 0.0 }
    pub(crate) fn scores(&self, _text: &str) -> [f32; 3] { [0.0; 3] }
    pub(crate) fn seam(&self, _left: &[char; 6], _right: &[char; 6]) -> f32 { 0.0 }
    pub(crate) fn topic(&self, _text: &str, _into: &mut [f32; TOPICS]) {}
    pub(crate) fn heads(&self, _head: &[f32; TOPICS], _text: &[f32; TOPICS]) -> f32 { 0.0 }
}

/// The cosine of two topics; 0 where one is none.
pub(crate) fn cosine(a: &[f32; TOPICS], b: &[f32; TOPICS]) -> f32 {
    let dot = |a: &[f32; TOPICS], b: &[f32; TOPICS]| a.iter().zip(b).map(|(x, y)| x * y).sum::<f32>();
    let norms = dot(a, a) * dot(b, b);
    if norms > 0.0 { dot(a, b) / norms.sqrt() } else { 0.0 }
}

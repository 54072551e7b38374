//! What a text is about, as 96 numbers.
//!
//! Latent semantic analysis (Deerwester et al. 1990) of terms and pieces of some 400 characters: a text is the sum of its
//! terms' vectors, each weighed by how rare the term is, and two texts are alike as far as their sums point the same way.
//! Terms are pairs of ideographs (Han, Kana, Hangul) that stand side by side, each ideograph by itself, and words of four
//! letters or more where words are spaced. A headline says in few words what the body says in many, so its sum is turned by
//! a matrix of its own before it is compared. Learning: [`super::super::learn`].
//!
//! A vector is stored in signed bytes, with a scale for bodies and one for headlines.

use super::bytes::{Bytes, f32_at, mixed, usize_at};
use super::{Kind, WeightsError, fold, table};
use crate::text::{Script, script};
use std::sync::Arc;

/// The kind of section.
pub const KIND: Kind = *b"TOPC";
/// How many numbers a text has.
pub const DIMENSIONS: usize = 96;
/// The most terms: a row's number has 16 bits.
pub const MOST_TERMS: usize = 65_535;
/// Letters of the shortest word that counts; shorter ones are mostly grammar.
const LETTERS: usize = 4;
const HEADER: usize = 16;
/// A row's three numbers: how rare it is, and both scales.
const FACTS: usize = 12;

/// A text in the space of topics: a sum, not of length 1.
pub type Vector = [f32; DIMENSIONS];

/// The topics of a language.
#[derive(Clone, Debug)]
pub struct Topics {
    /// The matrix that turns headlines, column by column: so a headline is turned many numbers at a time.
    turn: Arc<[Vector]>,
    slots: Bytes,
    facts: Bytes,
    vectors: Bytes,
}

/// A term to be stored.
#[derive(Clone, Debug)]
pub struct Row {
    /// From [`each_topic_term`].
    pub term: u64,
    /// How rare it is: the natural logarithm of pieces by pieces with it.
    pub idf: f32,
    /// The vector's scale in a body, and in a headline.
    pub scales: [f32; 2],
    /// Its direction.
    pub vector: [i8; DIMENSIONS],
}

impl Topics {
    /// The topics in a section.
    ///
    /// # Errors
    /// [`WeightsError::Malformed`] if its length is not as its header says.
    pub fn new(section: &Bytes) -> Result<Self, WeightsError> {
        let malformed = |why| WeightsError::Malformed { name: "topics", why };
        let rows = usize_at(section.as_slice(), 0).ok_or(malformed("no header"))?;
        let slots = usize_at(section.as_slice(), 4).ok_or(malformed("no header"))?;
        let facts = rows.checked_mul(FACTS).ok_or(malformed("too many terms"))?;
        let vectors = rows.checked_mul(DIMENSIONS).ok_or(malformed("too many terms"))?;
        let lengths = [HEADER, DIMENSIONS * DIMENSIONS * 4, slots, facts, vectors];
        let [_, turn, slots, facts, vectors] = section.pieces(lengths).ok_or(malformed("length"))?;
        let at = |row: usize, column: usize| f32_at(turn.as_slice(), (row * DIMENSIONS + column) * 4).unwrap_or(0.0);
        let column = |column: usize| std::array::from_fn(|row| at(row, column));
        let turn = (0..DIMENSIONS).map(column).collect();
        Ok(Self { turn, slots, facts, vectors })
    }

    /// A section that holds `rows`, at most [`MOST_TERMS`] of them, and the matrix that turns headlines, row by row.
    #[must_use]
    pub fn section(rows: &[Row], turn: &[Vector; DIMENSIONS]) -> Vec<u8> {
        let rows = rows.get(..MOST_TERMS).unwrap_or(rows);
        let numbers = (0_u16..).map(u16::to_le_bytes);
        let slots = table::filled(&rows.iter().map(|row| row.term).zip(numbers).collect::<Vec<_>>());
        let length = |length: usize| u32::try_from(length).unwrap_or(u32::MAX).to_le_bytes();
        let mut section = length(rows.len()).to_vec();
        section.extend(length(slots.len()));
        section.resize(HEADER, 0);
        section.extend(turn.iter().flatten().flat_map(|number| number.to_le_bytes()));
        section.extend(slots);
        for row in rows {
            section.extend([row.idf, row.scales[0], row.scales[1]].iter().flat_map(|number| number.to_le_bytes()));
        }
        section.extend(rows.iter().flat_map(|row| row.vector.map(i8::cast_unsigned)));
        section
    }

    /// Adds a body's text to `into`. Texts may be added one after the other; a term across their border does not count.
    pub fn add(&self, text: &str, into: &mut Vector) {
        each_topic_term(text, |term| self.add_term(term, 4, into));
    }

    /// The vector of a headline, to be compared with those of bodies.
    #[must_use]
    pub fn headline(&self, text: &str) -> Vector {
        let mut sum = [0.0; DIMENSIONS];
        each_topic_term(text, |term| self.add_term(term, 8, &mut sum));
        let mut turned = [0.0; DIMENSIONS];
        for (number, column) in sum.iter().zip(&*self.turn) {
            turned.iter_mut().zip(column).for_each(|(to, weight)| *to += number * weight);
        }
        turned
    }

    /// How rare the pair of `a` and `b` is: the natural logarithm of pieces by pieces with it; `None` if it is unknown.
    #[must_use]
    pub fn idf(&self, a: char, b: char) -> Option<f32> {
        self.idf_of(pair(fold(a), fold(b)))
    }

    /// The same for any term.
    #[must_use]
    pub fn idf_of(&self, term: u64) -> Option<f32> {
        f32_at(self.facts.as_slice(), self.row(term)? * FACTS)
    }

    fn row(&self, term: u64) -> Option<usize> {
        table::find(self.slots.as_slice(), term).map(|row| usize::from(u16::from_le_bytes(row)))
    }

    fn add_term(&self, term: u64, scale_at: usize, into: &mut Vector) {
        let Some(row) = self.row(term) else { return };
        let Some(scale) = f32_at(self.facts.as_slice(), row * FACTS + scale_at) else { return };
        let vector = self.vectors.as_slice().get(row * DIMENSIONS..(row + 1) * DIMENSIONS).unwrap_or_default();
        for (to, &number) in into.iter_mut().zip(vector) {
            *to += scale * f32::from(number.cast_signed());
        }
    }
}

/// How much two vectors point the same way, from -1 to 1; 0 if one of them has no direction.
#[must_use]
pub fn cosine(a: &Vector, b: &Vector) -> f32 {
    let dot = |a: &Vector, b: &Vector| a.iter().zip(b).map(|(a, b)| a * b).sum::<f32>();
    let cosine = dot(a, b) / (dot(a, a) * dot(b, b)).sqrt();
    if cosine.is_finite() { cosine.clamp(-1.0, 1.0) } else { 0.0 }
}

/// `vector` at length 1; as it is where it has none.
#[must_use]
pub fn unit(vector: &Vector) -> Vector {
    let length = vector.iter().map(|number| number * number).sum::<f32>().sqrt();
    if length > 0.0 { vector.map(|number| number / length) } else { *vector }
}

/// How alike two vectors of length 1 are: their [`cosine`], which then costs a third.
#[must_use]
pub fn alike(a: &Vector, b: &Vector) -> f32 {
    a.iter().zip(b).map(|(a, b)| a * b).sum::<f32>().clamp(-1.0, 1.0)
}

/// Hands on the terms of `text` in their order, as often as they stand there.
pub fn each_term(text: &str, found: impl FnMut(u64)) {
    each(text, false, found);
}

/// The same, with each ideograph by itself, which still tells something where the one beside it was misread or the two
/// are new.
pub fn each_topic_term(text: &str, found: impl FnMut(u64)) {
    each(text, true, found);
}

fn each(text: &str, singly: bool, mut found: impl FnMut(u64)) {
    let mut last: Option<char> = None;
    let (mut letters, mut word) = (0, 0);
    for c in text.chars().chain(['\n']) {
        let class = script(c);
        if class == Script::Alphabetic {
            letters += 1;
            let lower = fold(c).to_lowercase().next().unwrap_or(c);
            word = super::ngrams::hash(word, lower);
            last = None;
            continue;
        }
        if letters >= LETTERS {
            found(mixed(word));
        }
        (letters, word) = (0, 0);
        let sign = matches!(class, Script::Han | Script::Kana | Script::Hangul | Script::Unspaced).then_some(c);
        if let (Some(left), Some(right)) = (last, sign) {
            found(pair(left, right));
        }
        if let Some(sign) = sign.filter(|_| singly) {
            found(u64::from(u32::from(sign)));
        }
        last = sign;
    }
}

/// The term of two ideographs side by side.
fn pair(left: char, right: char) -> u64 {
    u64::from(u32::from(left)) << 32 | u64::from(u32::from(right))
}

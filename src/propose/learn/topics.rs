//! Learns what texts are about.
//!
//! Articles are cut in pieces of some 400 characters, the headline with the first; the leading singular vectors of terms
//! by pieces are the space, which [`super::contrast`] then teaches what belongs together.

use super::contrast::{self, Lesson, Pace, Space};
use super::corpus::Article;
use super::svd::{Sparse, right_vectors};
use crate::propose::weights::bytes::{signed_byte, single};
use crate::propose::weights::topics::{DIMENSIONS, MOST_TERMS, Row, Topics, Vector, each_topic_term};
use std::collections::HashMap;

/// The length of a piece in characters.
const PIECE: usize = 400;

/// How large the space may become.
#[derive(Clone, Copy, Debug)]
pub struct TopicSizes {
    /// The most terms; those in most pieces are kept. At most 65,535.
    pub most_terms: usize,
    /// In how many pieces a term must stand.
    pub least_pieces: u32,
    /// The power of the singular values that a direction is weighed by.
    pub power: f32,
    /// How it is taught what belongs together; `None` for singular vectors alone.
    pub pace: Option<Pace>,
}

impl Default for TopicSizes {
    fn default() -> Self {
        Self { most_terms: 44_000, least_pieces: 3, power: 0.0, pace: Some(Pace::default()) }
    }
}

/// Learns a section for [`Topics`] from titles and bodies.
#[must_use]
pub fn learn_topics(articles: &[&Article], sizes: &TopicSizes) -> Vec<u8> {
    let pieces: Vec<String> = articles.iter().flat_map(|article| pieces(article)).collect();
    let terms: Vec<Vec<u64>> = pieces.iter().map(|piece| sorted_terms(piece)).collect();
    drop(pieces);
    let kept = Kept::new(&terms, sizes);
    let mut matrix = Sparse { rows: Vec::new(), columns: kept.idf.len() };
    for terms in &terms {
        let mut row: Vec<(u32, f32)> = Vec::new();
        for same in terms.chunk_by(|a, b| a == b) {
            if let Some(&at) = same.first().and_then(|term| kept.places.get(term)) {
                row.push((at, (1.0 + (same.len() as f32).ln()) * kept.idf[at as usize]));
            }
        }
        let length = row.iter().map(|(_, value)| value * value).sum::<f32>().sqrt();
        row.iter_mut().for_each(|(_, value)| *value /= length);
        matrix.rows.push(row);
    }
    let (vectors, values) = right_vectors(&matrix, DIMENSIONS);
    drop(matrix);
    let largest = values.first().copied().unwrap_or(0.0);
    let weights: Vec<f32> = values
        .iter()
        .map(|&value| if value > 1e-4 * largest { (value / largest).powf(sizes.power) } else { 0.0 })
        .collect();
    let weighed = |(vector, &idf): (&[f32], &f32)| {
        let mut weighed = [0.0; DIMENSIONS];
        weighed.iter_mut().zip(vector).zip(&weights).for_each(|((to, number), weight)| *to = idf * number * weight);
        weighed
    };
    let vectors = vectors.chunks_exact(DIMENSIONS).zip(&kept.idf).map(weighed).collect();
    let mut space = Space { rows: vectors, title_scales: vec![1.0; kept.idf.len()], turn: unturned() };
    if let Some(pace) = sizes.pace {
        let rows_of = |text: &str| {
            let mut rows = Vec::new();
            each_topic_term(text, |term| rows.extend(kept.places.get(&term)));
            rows
        };
        let lesson =
            |article: &&Article| Lesson { title: rows_of(&article.title), body: rows_of(&article.body.join("\n")) };
        contrast::learn(&mut space, &articles.iter().map(lesson).collect::<Vec<_>>(), pace);
    }
    let facts = kept.terms.iter().zip(&kept.idf).zip(&space.title_scales);
    let rows: Vec<Row> =
        facts.zip(&space.rows).map(|(((&term, &idf), &scale), vector)| row(term, idf, scale, vector)).collect();
    Topics::section(&rows, &space.turn)
}

/// A matrix that leaves vectors as they are.
fn unturned() -> [Vector; DIMENSIONS] {
    let mut turn = [[0.0; DIMENSIONS]; DIMENSIONS];
    turn.iter_mut().enumerate().for_each(|(i, row)| row[i] = 1.0);
    turn
}

/// The row of a term, which counts `title_scale` times as much in a headline.
fn row(term: u64, idf: f32, title_scale: f32, vector: &Vector) -> Row {
    let largest = vector.iter().fold(0.0_f32, |largest, number| largest.max(number.abs()));
    let step = if largest > 0.0 { largest / 127.0 } else { 1.0 };
    Row { term, idf, scales: [step, title_scale * step], vector: vector.map(|number| signed_byte(number / step)) }
}

/// The terms that are kept, sorted, with how rare they are.
struct Kept {
    terms: Vec<u64>,
    idf: Vec<f32>,
    places: HashMap<u64, u32>,
}

impl Kept {
    fn new(pieces: &[Vec<u64>], sizes: &TopicSizes) -> Self {
        let mut all: Vec<u64> = Vec::new();
        for terms in pieces {
            let from = all.len();
            all.extend(terms);
            let (_, new) = all.split_at(from);
            let mut new = new.to_vec();
            new.dedup();
            all.truncate(from);
            all.extend(new);
        }
        all.sort_unstable();
        let counted = all.chunk_by(|a, b| a == b);
        let mut counted: Vec<(u32, u64)> = counted
            .map(|same| (u32::try_from(same.len()).unwrap_or(u32::MAX), same.first().copied().unwrap_or(0)))
            .filter(|&(count, _)| count >= sizes.least_pieces)
            .collect();
        counted.sort_unstable_by(|a, b| b.0.cmp(&a.0).then(a.1.cmp(&b.1)));
        counted.truncate(sizes.most_terms.min(MOST_TERMS));
        counted.sort_unstable_by_key(|&(_, term)| term);
        let total = pieces.len() as f64;
        let idf = counted.iter().map(|&(count, _)| single((total / f64::from(count)).ln().max(0.0))).collect();
        let terms: Vec<u64> = counted.iter().map(|&(_, term)| term).collect();
        let places = terms.iter().copied().zip(0..).collect();
        Self { terms, idf, places }
    }
}

/// An article in pieces of about [`PIECE`] characters.
fn pieces(article: &Article) -> Vec<String> {
    let mut pieces = Vec::new();
    let (mut piece, mut length) = (article.title.clone(), 0);
    piece.push('\n');
    for paragraph in &article.body {
        for c in paragraph.chars() {
            piece.push(c);
            length += 1;
            if length >= PIECE * 3 / 2 {
                pieces.push(std::mem::take(&mut piece));
                length = 0;
            }
        }
        piece.push('\n');
        if length >= PIECE {
            pieces.push(std::mem::take(&mut piece));
            length = 0;
        }
    }
    if length > 0 || pieces.is_empty() {
        pieces.push(piece);
    }
    pieces
}

fn sorted_terms(text: &str) -> Vec<u64> {
    let mut terms = Vec::new();
    each_topic_term(text, |term| terms.push(term));
    terms.sort_unstable();
    terms
}

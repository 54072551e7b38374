//! Teaches the space of topics which pieces belong to one article, and which body to a headline.
//!
//! Each step takes a headline and two neighbouring pieces of some articles, and asks of each to be more like its own than
//! like those of the other articles (in-batch softmax of cosines, as by van den Oord et al. 2018). It moves the terms'
//! vectors, how much each term counts in a headline, and the matrix that turns headlines. A tenth of the articles is held
//! back: what did best there is kept, and what does worse is not learned. Time: terms of the texts × dimensions a round.

use super::Chance;
use crate::propose::weights::topics::{DIMENSIONS, Vector};

/// Articles in a step.
const BATCH: usize = 64;
/// Rounds over all articles; learning stops earlier when the held-out articles get worse twice.
const ROUNDS: usize = 30;
/// Articles in the order given among which those of a step are chosen.
const NEAR: usize = 512;
/// What cosines are multiplied by: the inverse of a temperature of 1/12.
const SHARPNESS: f32 = 12.0;
/// Fewer articles teach nothing that holds for others.
const LEAST_ARTICLES: usize = 200;
/// The length of pieces in terms.
const PIECE: (usize, usize) = (40, 240);

/// The rows of an article's terms in its headline and in its body, in the order of the text.
pub(super) struct Lesson {
    pub(super) title: Vec<u32>,
    pub(super) body: Vec<u32>,
}

/// What is learned.
#[derive(Clone)]
pub(super) struct Space {
    /// Each term's vector, its weight within.
    pub(super) rows: Vec<Vector>,
    /// How much more each term counts in a headline.
    pub(super) title_scales: Vec<f32>,
    /// The matrix that turns headlines.
    pub(super) turn: [Vector; DIMENSIONS],
}

/// Steps of learning so far, squared, for each thing that is learned: steps become smaller (Duchi et al. 2011).
struct Steps {
    rows: Vec<f32>,
    scales: Vec<f32>,
    turn: f32,
}

/// How far steps go.
#[derive(Clone, Copy, Debug)]
pub struct Pace {
    /// Of vectors, headline weights, and the matrix.
    pub rates: [f32; 3],
    /// What the first steps are damped by.
    pub damping: f32,
}

impl Default for Pace {
    fn default() -> Self {
        Self { rates: [0.05, 0.05, 0.02], damping: 1e-4 }
    }
}

/// A text of a step: its terms, their sum, and how it should move.
struct Text<'a> {
    terms: &'a [u32],
    sum: Vector,
    /// The sum turned, for a headline; of length 1.
    unit: Vector,
    length: f32,
    pull: Vector,
}

/// Improves `space` with `lessons`.
pub(super) fn learn(space: &mut Space, lessons: &[Lesson], pace: Pace) {
    let usable: Vec<&Lesson> =
        lessons.iter().filter(|lesson| lesson.body.len() >= 2 && !lesson.title.is_empty()).collect();
    if usable.len() < LEAST_ARTICLES {
        return;
    }
    level(space);
    let held: Vec<&Lesson> = usable.iter().skip(9).step_by(10).copied().collect();
    let taught = usable.iter().enumerate().filter(|&(index, _)| index % 10 != 9);
    let taught: Vec<&Lesson> = taught.map(|(_, &lesson)| lesson).collect();
    let mut order: Vec<usize> = (0..taught.len()).collect();
    let mut steps = Steps { rows: vec![0.0; space.rows.len()], scales: vec![0.0; space.rows.len()], turn: 0.0 };
    let mut chance = Chance::new(2);
    let mut best = space.clone();
    let mut least = loss_of(space, &held);
    let mut worse = 0;
    for _ in 0..ROUNDS {
        mix(&mut order, &mut chance);
        let taught: Vec<&Lesson> = order.iter().filter_map(|&at| taught.get(at).copied()).collect();
        for batch in taught.chunks(BATCH).filter(|batch| batch.len() > 1) {
            step(space, batch, &mut chance, Some((&mut steps, pace)));
        }
        let loss = loss_of(space, &held);
        if loss < least {
            (least, worse) = (loss, 0);
            best.clone_from(space);
        } else {
            worse += 1;
        }
        if worse == 2 {
            break;
        }
    }
    *space = best;
}

/// Puts `order` in another order in which articles that came near each other stay near, so that a batch has articles of
/// one source and time, which are the harder to tell apart.
fn mix(order: &mut [usize], chance: &mut Chance) {
    order.sort_unstable();
    let start = chance.below(NEAR.min(order.len()));
    let (first, rest) = order.split_at_mut(start);
    chance.shuffle(first);
    rest.chunks_mut(NEAR).for_each(|near| chance.shuffle(near));
}

/// Scales all vectors alike, so that they are 1 long on the average.
fn level(space: &mut Space) {
    let total: f32 = space.rows.iter().flatten().map(|number| number * number).sum();
    let mean = (total / space.rows.len().max(1) as f32).sqrt();
    if mean > 0.0 {
        space.rows.iter_mut().flatten().for_each(|number| *number /= mean);
    }
}

/// The loss on articles that are not learned from, always with the same pieces.
fn loss_of(space: &mut Space, lessons: &[&Lesson]) -> f32 {
    let mut chance = Chance::new(3);
    let batches = lessons.chunks(BATCH).filter(|batch| batch.len() > 1);
    batches.map(|batch| step(space, batch, &mut chance, None)).sum()
}

/// The loss of a batch; learns from it if `steps` are given.
fn step(space: &mut Space, batch: &[&Lesson], chance: &mut Chance, steps: Option<(&mut Steps, Pace)>) -> f32 {
    let mut titles = Vec::new();
    let (mut lefts, mut rights) = (Vec::new(), Vec::new());
    for lesson in batch {
        let (left, right) = two_pieces(&lesson.body, chance);
        titles.push(text(space, &lesson.title, true));
        lefts.push(text(space, left, false));
        rights.push(text(space, right, false));
    }
    let mut loss = compare(&mut titles, &mut lefts);
    loss += compare(&mut titles, &mut rights);
    loss += compare(&mut lefts, &mut rights);
    if let Some((steps, pace)) = steps {
        move_terms(space, &titles, &[&lefts, &rights], steps, pace);
    }
    loss
}

/// Two neighbouring pieces of a body.
fn two_pieces<'a>(body: &'a [u32], chance: &mut Chance) -> (&'a [u32], &'a [u32]) {
    let wanted = PIECE.0 + chance.below(PIECE.1 - PIECE.0);
    let length = wanted.min(body.len() / 2);
    let start = chance.below(body.len() - 2 * length + 1);
    body.get(start..start + 2 * length).unwrap_or(body).split_at(length)
}

fn text<'a>(space: &Space, terms: &'a [u32], is_title: bool) -> Text<'a> {
    let mut sum = [0.0; DIMENSIONS];
    for &term in terms {
        let at = term as usize;
        let scale = if is_title { space.title_scales[at] } else { 1.0 };
        sum.iter_mut().zip(&space.rows[at]).for_each(|(to, number)| *to += scale * number);
    }
    let mut unit = sum;
    if is_title {
        unit.iter_mut().zip(&space.turn).for_each(|(to, row)| *to = dot(row, &sum));
    }
    let length = dot(&unit, &unit).sqrt().max(1e-6);
    unit.iter_mut().for_each(|number| *number /= length);
    Text { terms, sum, unit, length, pull: [0.0; DIMENSIONS] }
}

fn dot(a: &Vector, b: &Vector) -> f32 {
    a.iter().zip(b).map(|(a, b)| a * b).sum()
}

/// Adds to each text's pull how it should turn so as to be more like its own, and returns the loss.
fn compare(left: &mut [Text<'_>], right: &mut [Text<'_>]) -> f32 {
    let count = left.len();
    let mut cosines = vec![0.0_f32; count * count];
    for (i, left) in left.iter().enumerate() {
        for (j, right) in right.iter().enumerate() {
            cosines[i * count + j] = SHARPNESS * dot(&left.unit, &right.unit);
        }
    }
    let sums = |at: &dyn Fn(usize, usize) -> usize| -> Vec<f32> {
        (0..count).map(|i| (0..count).map(|j| (cosines[at(i, j)] - SHARPNESS).exp()).sum()).collect()
    };
    let (by_row, by_column) = (sums(&|i, j| i * count + j), sums(&|i, j| j * count + i));
    let scale = 1.0 / count as f32;
    let mut loss = 0.0;
    for i in 0..count {
        loss += scale * (by_row[i].ln() + by_column[i].ln() - 2.0 * (cosines[i * count + i] - SHARPNESS));
        for j in 0..count {
            let share = (cosines[i * count + j] - SHARPNESS).exp();
            let wanted = if i == j { 2.0 } else { 0.0 };
            let force = SHARPNESS * scale * (share / by_row[i] + share / by_column[j] - wanted);
            for k in 0..DIMENSIONS {
                left[i].pull[k] += force * right[j].unit[k];
                right[j].pull[k] += force * left[i].unit[k];
            }
        }
    }
    loss
}

/// The pull on the sum before it was made 1 long.
fn unscaled(text: &Text<'_>) -> Vector {
    let along = dot(&text.unit, &text.pull);
    let mut pull = text.pull;
    pull.iter_mut().zip(&text.unit).for_each(|(to, unit)| *to = (*to - along * unit) / text.length);
    pull
}

fn move_terms(space: &mut Space, titles: &[Text<'_>], bodies: &[&[Text<'_>]], steps: &mut Steps, pace: Pace) {
    // Term by term, so that each is moved once.
    let mut pulls: Vec<(u32, usize, bool)> = Vec::new();
    let mut vectors: Vec<Vector> = Vec::new();
    let mut turn = [[0.0; DIMENSIONS]; DIMENSIONS];
    for title in titles {
        let pull = unscaled(title);
        let mut back = [0.0; DIMENSIONS];
        for (i, row) in space.turn.iter().enumerate() {
            for k in 0..DIMENSIONS {
                back[k] += row[k] * pull[i];
                turn[i][k] += pull[i] * title.sum[k];
            }
        }
        pulls.extend(title.terms.iter().map(|&term| (term, vectors.len(), true)));
        vectors.push(back);
    }
    for body in bodies.iter().flat_map(|bodies| bodies.iter()) {
        pulls.extend(body.terms.iter().map(|&term| (term, vectors.len(), false)));
        vectors.push(unscaled(body));
    }
    pulls.sort_unstable();
    for same in pulls.chunk_by(|a, b| a.0 == b.0) {
        let at = same.first().map_or(0, |&(term, ..)| term as usize);
        let (mut pull, mut scale_pull) = ([0.0; DIMENSIONS], 0.0);
        let scale = space.title_scales[at];
        for &(_, vector, is_title) in same {
            let weight = if is_title { scale } else { 1.0 };
            pull.iter_mut().zip(&vectors[vector]).for_each(|(to, from)| *to += weight * from);
            if is_title {
                scale_pull += scale * dot(&vectors[vector], &space.rows[at]);
            }
        }
        steps.rows[at] += dot(&pull, &pull) / DIMENSIONS as f32;
        let rate = pace.rates[0] / (steps.rows[at] + pace.damping).sqrt();
        space.rows[at].iter_mut().zip(&pull).for_each(|(to, from)| *to -= rate * from);
        steps.scales[at] += scale_pull * scale_pull;
        let rate = pace.rates[1] / (steps.scales[at] + pace.damping).sqrt();
        space.title_scales[at] = (scale * (-rate * scale_pull).exp()).clamp(0.05, 20.0);
    }
    steps.turn += turn.iter().flatten().map(|number| number * number).sum::<f32>() / (DIMENSIONS * DIMENSIONS) as f32;
    let rate = pace.rates[2] / (steps.turn + pace.damping).sqrt();
    space.turn.iter_mut().flatten().zip(turn.iter().flatten()).for_each(|(to, from)| *to -= rate * from);
}

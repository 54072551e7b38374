//! Learns how articles begin and end, and what a headline looks like.
//!
//! Logistic regression by stochastic descent with a step for each weight (Duchi et al. 2011). What is no headline is cut
//! from bodies to the lengths of headlines: openings of paragraphs, sentences, and lines from amidst.

use super::{Article, Chance};
use crate::propose::weights::bytes::{signed_byte, single};
use crate::propose::weights::openings::{Model, Openings, QUESTIONS, Question, WEIGHTS, each_feature, share};

/// Rounds over all examples; a guess that was not tuned.
const ROUNDS: usize = 6;
const RATE: f32 = 0.3;
/// How much of a weight is given up at each step.
const DECAY: f32 = 1e-6;
/// The length in characters of lines that stand against headlines.
const HEADLINE: (usize, usize) = (5, 30);

/// An example: its features and the answer.
struct Example {
    features: Vec<u16>,
    is_true: bool,
}

/// Learns a section for [`Openings`] from titles and bodies.
#[must_use]
pub fn learn_openings(articles: &[&Article]) -> Vec<u8> {
    let models = QUESTIONS.map(|question| {
        let mut chance = Chance::new(4);
        let mut examples = Vec::new();
        for article in articles {
            if question == Question::Headline {
                headlines(article, &mut chance, &mut examples);
            } else {
                paragraphs(question, article, &mut examples);
            }
        }
        regression(&mut examples, &mut chance)
    });
    Openings::section(&models)
}

fn example(question: Question, text: &str, is_true: bool) -> Example {
    let mut features = Vec::new();
    each_feature(question, text, |feature| features.extend(u16::try_from(feature)));
    Example { features, is_true }
}

fn paragraphs(question: Question, article: &Article, examples: &mut Vec<Example>) {
    let right = if question == Question::First { 0 } else { article.body.len().saturating_sub(1) };
    // An article of one paragraph says nothing of what tells it from the others.
    if article.body.len() > 1 {
        let paragraphs = article.body.iter().enumerate();
        examples.extend(paragraphs.map(|(index, text)| example(question, text, index == right)));
    }
}

/// The headline, and for it some lines of the body that are none.
fn headlines(article: &Article, chance: &mut Chance, examples: &mut Vec<Example>) {
    if article.title.trim().is_empty() {
        return;
    }
    examples.push(example(Question::Headline, &article.title, true));
    for kind in 0..3 {
        let paragraph = chance.below(article.body.len());
        let Some(paragraph) = article.body.get(paragraph) else { continue };
        let chars: Vec<char> = paragraph.chars().collect();
        let length = HEADLINE.0 + chance.below(HEADLINE.1 - HEADLINE.0);
        let line: String = match kind {
            0 => chars.iter().take(length).collect(),
            1 => {
                let start = chance.below(chars.len().saturating_sub(length) + 1);
                chars.iter().skip(start).take(length).collect()
            }
            _ => {
                let sentences = paragraph.split(['。', '，', '；', '！', '？', '：', '.', ',', ';', '!', '?', ':']);
                let fits = |text: &&str| (HEADLINE.0..=HEADLINE.1).contains(&text.chars().count());
                let sentences: Vec<&str> = sentences.filter(fits).collect();
                sentences.get(chance.below(sentences.len())).copied().unwrap_or_default().to_owned()
            }
        };
        if !line.is_empty() {
            examples.push(example(Question::Headline, &line, false));
        }
    }
}

fn regression(examples: &mut [Example], chance: &mut Chance) -> Model {
    let mut weights = vec![0.0_f32; WEIGHTS];
    let mut steps = vec![0.0_f32; WEIGHTS];
    let yes = examples.iter().filter(|example| example.is_true).count();
    let odds = (yes as f64 + 0.5) / ((examples.len() - yes) as f64 + 0.5);
    let mut bias = single(odds.ln());
    for _ in 0..ROUNDS {
        chance.shuffle(examples);
        for example in examples.iter() {
            let share = share(u16::try_from(example.features.len()).unwrap_or(u16::MAX));
            let sum: f32 = example.features.iter().map(|&feature| weights[usize::from(feature)]).sum();
            let wanted = if example.is_true { 1.0 } else { 0.0 };
            let error = 1.0 / (1.0 + (-(bias + share * sum)).exp()) - wanted;
            bias -= 0.001 * error;
            let pull = error * share;
            for &feature in &example.features {
                let at = usize::from(feature);
                steps[at] += pull * pull;
                weights[at] -= RATE * pull / (steps[at] + 1e-2).sqrt() + DECAY * weights[at];
            }
        }
    }
    let largest = weights.iter().fold(0.0_f32, |largest, weight| largest.max(weight.abs()));
    let step = if largest > 0.0 { largest / 127.0 } else { 1.0 };
    Model { step, bias, weights: weights.iter().map(|weight| signed_byte(weight / step)).collect() }
}

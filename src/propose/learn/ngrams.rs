//! Learns how likely a character follows others.
//!
//! All 5-grams of the texts are sorted once; shorter n-grams are runs of equal beginnings. What is seen too seldom is not
//! stored, and its share goes to shorter contexts, so that probabilities still add up to 1. Time: sorting as many numbers
//! of 128 bits as there are characters.

use super::corpus::Article;
use crate::propose::weights::bytes::single;
use crate::propose::weights::ngrams::{Gram, Ngrams, ORDER, hash, symbol};

/// Bits of a character in a key.
const BITS: usize = 21;
const LAST: u128 = (1 << BITS) - 1;
/// How many characters the language is taken to have at least, seen or not.
const ALPHABET: usize = 8000;

/// How large the table may become.
#[derive(Clone, Copy, Debug)]
pub struct NgramSizes {
    /// How often an n-gram of 1 to 5 characters must be seen; never falls from one length to the next.
    pub least: [u32; ORDER],
    /// The longest section in bytes: `least` is raised until it fits.
    pub most_bytes: usize,
}

impl Default for NgramSizes {
    fn default() -> Self {
        Self { least: [1, 1, 2, 2, 2], most_bytes: 5_000_000 }
    }
}

/// An n-gram while it is learned: its characters in one number, the first on top.
struct Seen {
    key: u128,
    prob: f64,
    backoff: f64,
}

/// Learns a section for [`Ngrams`] from titles and bodies.
#[must_use]
pub fn learn_ngrams(articles: &[&Article], sizes: &NgramSizes) -> Vec<u8> {
    let keys = keys(articles);
    let counts: Vec<Vec<(u128, u32)>> = (1..=ORDER).map(|length| runs(&keys, length)).collect();
    drop(keys);
    let least = fitting(&counts, sizes);
    let types = counts.first().map_or(0, Vec::len);
    let total: u64 = counts.first().map_or(0, |runs| runs.iter().map(|&(_, count)| u64::from(count)).sum());
    let alphabet = types.max(ALPHABET) as f64;
    // With no text at all every character is equally likely.
    let unknown_share = if total == 0 { 1.0 } else { types as f64 / (total as f64 + types as f64) };
    let mut known: Vec<Vec<Seen>> = Vec::new();
    for (index, (runs, &least)) in counts.iter().zip(&least).enumerate() {
        let suffix = (1_u128 << (BITS * index)) - 1;
        let seen = longer(runs, least, suffix, known.last_mut(), 1.0 / alphabet);
        known.push(seen);
    }
    let mut grams: Vec<Gram> = Vec::new();
    for (index, seen) in known.iter().enumerate() {
        grams.extend(seen.iter().map(|seen| Gram {
            hash: hash_of(seen.key, index + 1),
            log_prob: single(seen.prob.ln()),
            backoff: single(seen.backoff.ln()),
        }));
    }
    Ngrams::section(&grams, single((unknown_share / alphabet).ln()))
}

/// The 5-grams that begin at each character, sorted; 0 stands for what is behind the end.
fn keys(articles: &[&Article]) -> Vec<u128> {
    let mut keys = Vec::new();
    let mut text: Vec<u128> = Vec::new();
    for article in articles {
        let title = std::slice::from_ref(&article.title);
        for paragraphs in [title, article.body.as_slice()] {
            text.clear();
            text.push(u128::from('\n'));
            for paragraph in paragraphs.iter().filter(|paragraph| !paragraph.trim().is_empty()) {
                let symbols = paragraph.chars().filter(|&c| c != '\n').filter_map(symbol);
                text.extend(symbols.map(u128::from));
                text.push(u128::from('\n'));
            }
            for start in 0..text.len() {
                let symbol = |at: usize| text.get(start + at).copied().unwrap_or(0);
                keys.push((0..ORDER).fold(0, |key, at| (key << BITS) | symbol(at)));
            }
        }
    }
    keys.sort_unstable();
    keys
}

/// The n-grams of `length` with how often they are seen, sorted.
fn runs(keys: &[u128], length: usize) -> Vec<(u128, u32)> {
    let mut runs: Vec<(u128, u32)> = Vec::new();
    for key in keys.iter().map(|key| key >> (BITS * (ORDER - length))).filter(|key| key & LAST != 0) {
        match runs.last_mut() {
            Some((last, count)) if *last == key => *count += 1,
            _ => runs.push((key, 1)),
        }
    }
    runs
}

/// How often n-grams of each length must be seen for the section to fit.
fn fitting(counts: &[Vec<(u128, u32)>], sizes: &NgramSizes) -> [u32; ORDER] {
    let mut least = sizes.least;
    for index in 1..ORDER {
        least[index] = least[index].max(least[index - 1]);
    }
    loop {
        let mut kept = [0_usize; ORDER];
        for ((kept, runs), &least) in kept.iter_mut().zip(counts).zip(&least) {
            *kept = runs.iter().filter(|&&(_, count)| count >= least).count();
        }
        if Ngrams::bytes_for(kept.iter().sum()) <= sizes.most_bytes || kept.iter().sum::<usize>() == 0 {
            return least;
        }
        // The longest first, and each no more than one step before the next shorter.
        let raised = (1..ORDER).rev().find(|&index| least[index] <= least[index - 1]).unwrap_or(ORDER - 1);
        least[raised] += 1;
        if raised == ORDER - 1 && least[raised] > least[0] + 8 {
            least = least.map(|least| least + 1);
        }
    }
}

/// The n-grams of the next length that are seen often enough, with their probabilities. Sets the weights that the next
/// `shorter` ones, as contexts, leave to contexts shorter still. `suffix` covers all characters but the first.
fn longer(
    runs: &[(u128, u32)],
    least: u32,
    suffix: u128,
    mut shorter: Option<&mut Vec<Seen>>,
    uniform: f64,
) -> Vec<Seen> {
    let mut kept = Vec::new();
    for children in runs.chunk_by(|(one, _), (other, _)| one >> BITS == other >> BITS) {
        let types = children.len() as f64;
        let total: f64 = children.iter().map(|&(_, count)| f64::from(count)).sum();
        let stored: f64 = children.iter().map(|&(_, count)| if count >= least { f64::from(count) } else { 0.0 }).sum();
        let backoff = (types + total - stored) / (types + total);
        let context = children.first().map_or(0, |(key, _)| key >> BITS);
        if let Some(shorter) = shorter.as_deref_mut()
            && let Ok(at) = shorter.binary_search_by_key(&context, |seen| seen.key)
        {
            shorter[at].backoff = backoff;
        }
        for &(key, count) in children.iter().filter(|(_, count)| *count >= least) {
            let lower = shorter.as_deref().and_then(|shorter| {
                let at = shorter.binary_search_by_key(&(key & suffix), |seen| seen.key).ok()?;
                shorter.get(at).map(|seen| seen.prob)
            });
            let prob = f64::from(count) / (types + total) + backoff * lower.unwrap_or(uniform);
            kept.push(Seen { key, prob, backoff: 1.0 });
        }
    }
    kept
}

fn hash_of(key: u128, length: usize) -> u64 {
    let c = |at: usize| u32::try_from((key >> (BITS * at)) & LAST).ok().and_then(char::from_u32).unwrap_or('\0');
    (0..length).fold(0, |behind, at| hash(behind, c(at)))
}

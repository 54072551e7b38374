//! Learns how likely a character follows others.
//!
//! All 5-grams of the texts are sorted once; shorter n-grams are runs of equal beginnings. Those that change the
//! probability of the texts least are not stored (Stolcke 1998), and their share goes to shorter contexts, so that
//! probabilities still add up to 1. Time: sorting as many numbers of 128 bits as there are characters.

use super::corpus::Article;
use crate::propose::weights::bytes::single;
use crate::propose::weights::ngrams::{Gram, Ngrams, ORDER, hash, symbol};

/// Bits of a character in a key.
const BITS: usize = 21;
const LAST: u128 = (1 << BITS) - 1;
/// How many characters the language is taken to have at least, seen or not.
const ALPHABET: f64 = 8000.0;

/// How large the table may become.
#[derive(Clone, Copy, Debug)]
pub struct NgramSizes {
    /// The longest section in bytes; single characters are kept whatever it says.
    pub most_bytes: usize,
}

impl Default for NgramSizes {
    fn default() -> Self {
        Self { most_bytes: 5_000_000 }
    }
}

/// An n-gram while it is learned.
struct Seen {
    /// Its characters in one number, the first on top.
    key: u128,
    count: u32,
    /// As a context: how many different characters follow, and how many in all.
    followers: Followers,
    prob: f64,
    backoff: f64,
    /// What it, or an n-gram that needs it, adds to the logarithm of the texts' probability.
    worth: f64,
}

#[derive(Clone, Copy, Default)]
struct Followers {
    types: f64,
    total: f64,
}

impl Followers {
    fn of(children: &[Seen]) -> Self {
        Self { types: children.len() as f64, total: children.iter().map(|child| f64::from(child.count)).sum() }
    }
}

/// Learns a section for [`Ngrams`] from titles and bodies.
#[must_use]
pub fn learn_ngrams(articles: &[&Article], sizes: &NgramSizes) -> Vec<u8> {
    let keys = keys(articles);
    let mut levels: Vec<Vec<Seen>> = (1..=ORDER).map(|length| runs(&keys, length)).collect();
    drop(keys);
    for index in 1..levels.len() {
        let (shorter, longer) = levels.split_at_mut(index);
        let (Some(shorter), Some(longer)) = (shorter.last_mut(), longer.first()) else { break };
        for children in siblings(longer) {
            if let Some(context) = children.first().and_then(|child| find(shorter, child.key >> BITS)) {
                shorter[context].followers = Followers::of(children);
            }
        }
    }
    let root = levels.first().map_or(Followers::default(), |singles| Followers::of(singles));
    estimate(&mut levels, root);
    prune(&mut levels, sizes);
    estimate(&mut levels, root);
    let mut grams: Vec<Gram> = Vec::new();
    for (index, seen) in levels.iter().enumerate() {
        grams.extend(seen.iter().map(|seen| Gram {
            hash: hash_of(seen.key, index + 1),
            log_prob: single(seen.prob.ln()),
            backoff: single(seen.backoff.ln()),
        }));
    }
    // With no text at all every character is equally likely.
    let share = if root.total > 0.0 { root.types / (root.types + root.total) } else { 1.0 };
    Ngrams::section(&grams, single((share / alphabet(root)).ln()))
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
fn runs(keys: &[u128], length: usize) -> Vec<Seen> {
    let mut runs: Vec<Seen> = Vec::new();
    for key in keys.iter().map(|key| key >> (BITS * (ORDER - length))).filter(|key| key & LAST != 0) {
        match runs.last_mut() {
            Some(last) if last.key == key => last.count += 1,
            _ => {
                let followers = Followers::default();
                runs.push(Seen { key, count: 1, followers, prob: 0.0, backoff: 1.0, worth: 0.0 });
            }
        }
    }
    runs
}

/// N-grams with the same context, context by context.
fn siblings(seen: &[Seen]) -> impl Iterator<Item = &[Seen]> {
    seen.chunk_by(|one, other| one.key >> BITS == other.key >> BITS)
}

fn find(seen: &[Seen], key: u128) -> Option<usize> {
    seen.binary_search_by_key(&key, |seen| seen.key).ok()
}

/// The key without its first character, for the n-grams at `index` of the levels.
fn without_first(key: u128, index: usize) -> u128 {
    key & ((1 << (BITS * index)) - 1)
}

fn alphabet(root: Followers) -> f64 {
    root.types.max(ALPHABET)
}

/// Sets probabilities and what contexts leave to shorter ones, from the shortest to the longest, and what each n-gram is
/// worth by itself.
fn estimate(levels: &mut [Vec<Seen>], root: Followers) {
    for index in 0..levels.len() {
        let (shorter, longer) = levels.split_at_mut(index);
        let Some(longer) = longer.first_mut() else { break };
        let mut shorter = shorter.last_mut();
        if let Some(shorter) = &mut shorter {
            shorter.iter_mut().for_each(|context| context.backoff = 1.0);
        }
        for children in longer.chunk_by_mut(|one, other| one.key >> BITS == other.key >> BITS) {
            let context = children.first().map_or(0, |child| child.key >> BITS);
            let at = shorter.as_deref().and_then(|shorter| find(shorter, context));
            let followers = match (at, &shorter) {
                (Some(at), Some(shorter)) => shorter[at].followers,
                _ => root,
            };
            let stored: f64 = children.iter().map(|child| f64::from(child.count)).sum();
            let all = followers.types + followers.total;
            let backoff = (all - stored) / all;
            if let (Some(at), Some(shorter)) = (at, &mut shorter) {
                shorter[at].backoff = backoff;
            }
            for child in children {
                let lower = shorter
                    .as_deref()
                    .and_then(|shorter| find(shorter, without_first(child.key, index)).map(|at| shorter[at].prob));
                let rest = backoff * lower.unwrap_or(1.0 / alphabet(root));
                child.prob = f64::from(child.count) / all + rest;
                child.worth = f64::from(child.count) * (child.prob / rest).ln();
            }
        }
    }
}

/// Drops the n-grams that are worth least, until the section fits. An n-gram stays if a longer one needs it: as its
/// context, or as what is left without its first character.
fn prune(levels: &mut [Vec<Seen>], sizes: &NgramSizes) {
    for index in (1..levels.len()).rev() {
        let (shorter, longer) = levels.split_at_mut(index);
        let (Some(shorter), Some(longer)) = (shorter.last_mut(), longer.first()) else { break };
        for seen in longer {
            for key in [seen.key >> BITS, without_first(seen.key, index)] {
                if let Some(at) = find(shorter, key) {
                    shorter[at].worth = shorter[at].worth.max(seen.worth);
                }
            }
        }
    }
    let singles = levels.first().map_or(0, Vec::len);
    let mut worths: Vec<f64> = levels.iter().skip(1).flatten().map(|seen| seen.worth).collect();
    let room = Ngrams::grams_in(sizes.most_bytes).saturating_sub(singles);
    if worths.len() > room {
        worths.sort_unstable_by(|a, b| b.total_cmp(a));
        let least = worths.get(room).copied().unwrap_or(0.0);
        for level in levels.iter_mut().skip(1) {
            level.retain(|seen| seen.worth > least);
        }
    }
}

fn hash_of(key: u128, length: usize) -> u64 {
    let c = |at: usize| u32::try_from((key >> (BITS * at)) & LAST).ok().and_then(char::from_u32).unwrap_or('\0');
    (0..length).fold(0, |behind, at| hash(behind, c(at)))
}

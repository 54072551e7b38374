//! The rare words that two pieces share, as they stand in the text.
//!
//! Words as [`super::super::weights::topics::each_term`] has them: pairs of ideographs, and words of four letters or more.
//! Pairs that follow each other in both pieces are one longer word: 环卫工人, not 环卫, 卫工 and 工人.

use super::super::weights::topics::each_term;
use super::{NEAR, Reasons};
use crate::text::{Script, script};
use std::collections::BTreeSet;

/// Words that are given.
const MOST: usize = 3;
/// Characters of a line that are read.
const READ: usize = 200;
/// Letters of the shortest word that counts; see [`each_term`].
const LETTERS: usize = 4;
/// Characters of a word that are shown.
const LONGEST: usize = 8;
/// How rare a word is at least, as the logarithm of pieces by pieces with it.
const RARE: f32 = 4.0;
/// A pair that the page has more often says little.
const COMMON: u32 = 24;
/// Characters at which no name begins or ends.
const GRAMMAR: &str = "的了在和是与及等将对为不这就也都而其之以于有被把从到着他她它们并或但要会";

impl Reasons<'_, '_, '_> {
    /// The rarest words that stand in lines of both pieces, at most three; the lines nearest to the seam come first.
    pub(super) fn shared_words<'l>(
        &self,
        one: impl Iterator<Item = &'l usize>,
        other: impl Iterator<Item = &'l usize>,
    ) -> Vec<String> {
        let line = |&index: &usize| {
            let text = if index < self.look.sheet.lines.len() { self.look.sheet.line(index) } else { "" };
            text.char_indices().nth(READ).map_or(text, |(end, _)| text.get(..end).unwrap_or(text))
        };
        let ours: Vec<&str> = one.take(NEAR).map(line).collect();
        let mut known: BTreeSet<u64> = BTreeSet::new();
        for text in &ours {
            each_term(text, |term| _ = known.insert(term));
        }
        let mut words: Vec<(f32, String)> = Vec::new();
        for text in other.take(4 * NEAR).map(line) {
            each_run(
                text,
                |run| {
                    let worth = self.worth(run, &known);
                    if worth > 0.0 && ours.iter().any(|text| text.contains(run)) {
                        words.push((worth, run.chars().take(LONGEST).collect()));
                    }
                },
                &known,
            );
        }
        words.sort_by(|a, b| b.0.total_cmp(&a.0).then_with(|| a.1.cmp(&b.1)));
        let mut best: Vec<String> = Vec::new();
        for (_, word) in words {
            let new = !best.iter().any(|known| known.contains(&word) || word.contains(known.as_str()));
            if new && best.len() < MOST {
                best.push(word);
            }
        }
        best
    }

    /// How rare a word is; 0 where it is not rare enough.
    fn worth(&self, run: &str, known: &BTreeSet<u64>) -> f32 {
        let mut rarest = 0.0_f32;
        each_term(run, |term| {
            if known.contains(&term) {
                rarest = rarest.max(self.look.knowledge.rarity(term));
            }
        });
        let chars: Vec<char> = run.chars().collect();
        let common = chars.windows(2).all(|pair| self.look.echoes.count(pair) > COMMON);
        let spaced = chars.first().is_some_and(|&c| script(c) == Script::Alphabetic);
        #[expect(clippy::cast_precision_loss, reason = "characters of a word")]
        let length = chars.len().min(LONGEST) as f32;
        if rarest < RARE || common && !spaced { 0.0 } else { rarest + length }
    }
}

/// Hands on the words of `text` whose terms are all in `known`, without grammar at their ends.
fn each_run(text: &str, mut found: impl FnMut(&str), known: &BTreeSet<u64>) {
    let mut hand_on = |from: usize, to: usize| {
        let run = text.get(from..to).unwrap_or_default().trim_matches(|c| GRAMMAR.contains(c));
        if run.chars().nth(1).is_some() {
            found(run);
        }
    };
    // Where the run began, where its last character begins, and where it ends.
    let mut run: Option<(usize, usize, usize)> = None;
    let mut word: Option<usize> = None;
    for (at, c) in text.char_indices().chain([(text.len(), '\n')]) {
        let class = script(c);
        if class == Script::Alphabetic {
            word = word.or(Some(at));
        } else if let Some(from) = word.take() {
            let letters = text.get(from..at).unwrap_or_default();
            if letters.chars().count() >= LETTERS && is_known(letters, known) {
                hand_on(from, at);
            }
        }
        let sign = matches!(class, Script::Han | Script::Kana | Script::Hangul | Script::Unspaced);
        let end = (at + c.len_utf8()).min(text.len());
        run = match run {
            Some((from, last, _)) if sign && text.get(last..end).is_some_and(|pair| is_known(pair, known)) => {
                Some((from, at, end))
            }
            Some((from, last, to)) => {
                if last > from {
                    hand_on(from, to);
                }
                sign.then_some((at, at, end))
            }
            None => sign.then_some((at, at, end)),
        };
    }
}

fn is_known(word: &str, known: &BTreeSet<u64>) -> bool {
    let mut all = true;
    each_term(word, |term| all &= known.contains(&term));
    all
}

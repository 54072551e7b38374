//! Characters that were likely misread, each with what it may be instead.
//!
//! A Chinese character is suspected that has a look-alike (`assets/lookalikes.txt`) which the n-grams find far likelier between
//! its neighbours. That the page has the three characters so elsewhere counts for the look-alike; that it has them as they are
//! twice counts against it: a name is no mistake. On printed pages read by two engines, whose misreadings were not looked at
//! for the list, 81 of 91 were right; on 20 pages without misreadings there were 4 (`misreadings_are_measured`, every
//! fourth page of the training pages). Letters among digits and U+FFFD occurred too seldom there to be judged, and are not
//! suspected; nor is anything on pages with spaces between words, of which no printed text is known.
//!
//! Looks at each line by itself, so that columns which are woven into each other say nothing wrong. A page gives a few at the
//! most, the surest. Costs a look-up for each character, and some dozens for each that is unlikely where it stands.

use super::sheet::Sheet;
use super::weights::Ngrams;
use super::{Budget, Cancelled};
use crate::model::{Confidence, Evidence, Reason, SeamKey};
use crate::text::{PageNo, Span};
use std::collections::HashMap;
use std::sync::LazyLock;

/// Suspicions that a page gives at the most.
const MOST: usize = 5;
/// Bytes of a page that is no newspaper page any more: a few suspicions would say nothing of it, and reading it for them
/// would take room that grows with it.
const LONGEST: usize = 400_000;
/// Alternatives to the likeliest reading.
const OTHERS: usize = 2;
/// The natural logarithm of a character's probability from which it is not suspected.
const PLAIN: f32 = -7.0;
/// What a look-alike must gain, in natural logarithms over the characters that it is a context of. At half as much, one in
/// three is right.
const LEAST: f32 = 12.0;
/// What it counts that the page has the three characters elsewhere, and that it has them as they are twice.
const ELSEWHERE: f32 = 3.0;
const TWICE: f32 = 6.0;
/// How far behind the likeliest reading another one is offered.
const NEAR: f32 = 4.0;
/// Characters on which a character bears, itself included.
const REACH: usize = 5;

/// A character with its place in bytes.
type Char = (usize, char);

/// A suspicion: where, and what it may be, the likeliest first.
struct Suspect {
    span: Span,
    raw: char,
    readings: Vec<char>,
    confidence: f64,
}

/// The suspicions of a page, as evidence for the characters' places.
pub(super) fn suspects(
    sheet: &Sheet<'_>,
    page: PageNo,
    ngrams: Option<&Ngrams>,
    budget: &Budget,
) -> Result<Vec<(SeamKey, Evidence)>, Cancelled> {
    let readable = !sheet.spaced && sheet.text.len() <= LONGEST;
    let Some(ngrams) = ngrams.filter(|_| readable) else { return Ok(Vec::new()) };
    let mut lines: Vec<Vec<Char>> = Vec::with_capacity(sheet.lines.len());
    for (nth, line) in sheet.lines.iter().enumerate() {
        budget.step_at(nth)?;
        let start = line.span.start.get();
        let text = sheet.text.get(line.span.range()).unwrap_or_default();
        lines.push(text.char_indices().filter(|(_, c)| !c.is_whitespace()).map(|(at, c)| (start + at, c)).collect());
    }
    let mut threes: HashMap<[char; 3], u32> = HashMap::new();
    for line in &lines {
        line.windows(3).for_each(|three| *threes.entry([three[0].1, three[1].1, three[2].1]).or_default() += 1);
    }
    let look = Looks { ngrams, threes: &threes };
    let mut found: Vec<Suspect> = Vec::new();
    for (nth, line) in lines.iter().enumerate() {
        budget.step_at(nth)?;
        let chars: Vec<char> = line.iter().map(|c| c.1).collect();
        for (at, &(byte, raw)) in line.iter().enumerate() {
            let judged = if is_han(raw) { look.alike(&chars, at) } else { None };
            if let Some((readings, confidence)) = judged {
                let span = Span::new(page, byte, byte + raw.len_utf8());
                found.push(Suspect { span, raw, readings, confidence });
            }
        }
    }
    found.sort_by(|a, b| b.confidence.total_cmp(&a.confidence).then(a.span.cmp(&b.span)));
    found.truncate(MOST);
    found.sort_by_key(|suspect| suspect.span);
    Ok(found.into_iter().map(Suspect::evidence).collect())
}

impl Suspect {
    fn evidence(self) -> (SeamKey, Evidence) {
        let key = SeamKey { from: self.span.from(), to: self.span.to() };
        let readings = self.readings.iter().map(char::to_string).collect();
        let why = Reason::Misread { raw: self.raw.to_string(), readings };
        (key, Evidence::of(Confidence::proposed(self.confidence), vec![why]))
    }
}

/// What is known of the language and of the page.
struct Looks<'l> {
    ngrams: &'l Ngrams,
    threes: &'l HashMap<[char; 3], u32>,
}

impl Looks<'_> {
    /// The look-alikes that are far likelier than the character at `at`, with how sure the first of them is.
    fn alike(&self, chars: &[char], at: usize) -> Option<(Vec<char>, f64)> {
        let raw = *chars.get(at)?;
        let alike = LOOKALIKES.get(&raw)?;
        let context = chars.get(at.saturating_sub(REACH - 1)..at)?;
        if self.ngrams.log_prob(context, raw) > PLAIN {
            return None;
        }
        let own = self.worth(chars, at, raw) + if self.threes_with(chars, at, raw) > 1 { TWICE } else { 0.0 };
        let gain = |&c: &char| {
            let elsewhere = if self.threes_with(chars, at, c) > 0 { ELSEWHERE } else { 0.0 };
            (self.worth(chars, at, c) + elsewhere - own, c)
        };
        let mut ranked: Vec<(f32, char)> = alike.iter().map(gain).collect();
        ranked.sort_by(|a, b| b.0.total_cmp(&a.0).then(a.1.cmp(&b.1)));
        let best = ranked.first().map(|best| best.0).filter(|&best| best >= LEAST)?;
        let near = ranked.iter().take_while(|(gain, _)| *gain > best - NEAR).map(|(_, c)| *c);
        Some((near.take(OTHERS + 1).collect(), sure(best)))
    }

    /// How probable the text is from `at` on, as far as the character there bears on it, if that is `c`.
    fn worth(&self, chars: &[char], at: usize, c: char) -> f32 {
        let from = at.saturating_sub(REACH - 1);
        let to = (at + REACH).min(chars.len());
        let mut window: Vec<char> = chars.get(from..to).unwrap_or_default().to_vec();
        if let Some(place) = window.get_mut(at - from) {
            *place = c;
        }
        let own = at - from;
        (own..window.len())
            .map(|at| {
                let context = window.get(at.saturating_sub(REACH - 1)..at).unwrap_or_default();
                window.get(at).map_or(0.0, |&next| self.ngrams.log_prob(context, next))
            })
            .sum()
    }

    /// How often the page has `c` between these neighbours.
    fn threes_with(&self, chars: &[char], at: usize, c: char) -> u32 {
        let (Some(before), Some(&behind)) = (at.checked_sub(1).and_then(|at| chars.get(at)), chars.get(at + 1)) else {
            return 0;
        };
        self.threes.get(&[*before, c, behind]).copied().unwrap_or_default()
    }
}

/// How sure a reading is that gains so much, as it came out on the printed pages.
fn sure(gain: f32) -> f64 {
    (0.8 + 0.03 * f64::from(gain - LEAST)).clamp(0.8, 0.97)
}

fn is_han(c: char) -> bool {
    ('\u{4e00}'..='\u{9fff}').contains(&c)
}

/// What a character may be that OCR takes for it.
static LOOKALIKES: LazyLock<HashMap<char, Vec<char>>> = LazyLock::new(|| {
    let lines = include_str!("../../assets/lookalikes.txt").lines().filter(|line| !line.starts_with('#'));
    let row = |line: &str| {
        let mut chars = line.chars();
        chars.next().map(|raw| (raw, chars.collect()))
    };
    lines.filter_map(row).collect()
});

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::{Page, Source};
    use crate::propose::weights::Model;

    /// What is suspected on a page: `raw→reading`.
    fn suspected(text: &str) -> Vec<String> {
        let page = Page::new(text.to_owned(), Source::default(), Vec::new());
        let budget = Budget::default();
        let sheet = Sheet::parted(&page, PageNo::new(0), &[], None, &budget).unwrap();
        let model = Model::shipped();
        let found = suspects(&sheet, PageNo::new(0), model.knowledge.ngrams.as_ref(), &budget).unwrap();
        let shown = |(key, evidence): &(SeamKey, Evidence)| {
            let Some(Reason::Misread { raw, readings }) = evidence.reasons.first() else { panic!("{evidence:?}") };
            assert_eq!(text.get(key.from.pos.get()..key.to.pos.get()), Some(raw.as_str()));
            format!("{raw}→{}", readings[0])
        };
        found.iter().map(shown).collect()
    }

    #[test]
    fn a_look_alike_that_reads_far_better_is_suspected() {
        for (name, text, wanted) in [
            ("right as it is", "全国人民代表大会常务委员会昨天在北京举行会议", &[][..]),
            ("a stroke too many", "全国人民代表太会常务委员会昨天在北京举行会议", &["太→大"]),
            ("pages with spaces between words", "The councll met again on Monday evening in the town hall", &[]),
        ] {
            assert_eq!(suspected(text), wanted, "{name}");
        }
    }

    #[test]
    fn a_page_gives_a_few_at_the_most() {
        let text = ["全国人民代表太会常务委员会昨天在北京举行会议"; 8].join("\n\n");
        assert_eq!(suspected(&text).len(), MOST);
    }
}

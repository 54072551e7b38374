//! What is right about a page, in figures.
//!
//! Characters are code points of the page that are neither blank nor where the answer is open. A flow is what is read
//! without a break: the text of an article, or one caption or credit.
//!
//! - `b3`: B-cubed F1 over characters, of which belong to one article (Bagga & Baldwin 1998, as Naoum 2019 uses it for
//!   cutting newspapers into articles). Characters outside articles are one cluster on either side.
//! - `cut`: F1 of the places where the flow must be cut; `jump`: F1 of the places where it goes on elsewhere.
//! - `role`: share of characters with the right role.
//! - `para`: F1 of paragraphs (body, note) that begin with the right character and read exactly right.
//! - `exact`: share of articles whose flow is exactly right.
//! - `repairs`: what an editor still has to do by hand: characters whose successor is wrong, blocks of the answer whose role
//!   is wrong for half their characters or more, captions and credits that stand with another article.
//!
//! Linear in the page and in the blocks, but for logarithms of the number of articles. The answer's side is made ready once
//! ([`Answer`]), since a page is scored many times while weights are learned.

use super::side::{Claimed, NONE, NOWHERE, Side, in_spans};
use super::{Gold, Part, Segment};
use crate::model::Role;
use std::collections::{BTreeMap, BTreeSet};
use std::ops::Range;

/// The figures of a page, as the header defines them. All but `repairs` and the counts lie in 0..1.
#[derive(Clone, Copy, Debug, Default, PartialEq)]
pub struct Figures {
    /// Which characters belong to one article.
    pub b3: f64,
    /// Where the flow is cut.
    pub cut: f64,
    /// Where the flow goes on elsewhere.
    pub jump: f64,
    /// Roles by character.
    pub role: f64,
    /// Paragraphs that read exactly right.
    pub para: f64,
    /// Articles that read exactly right.
    pub exact: f64,
    /// What is left to be done by hand.
    pub repairs: usize,
    /// Jumps of the answer.
    pub jumps: usize,
    /// Paragraphs of the answer.
    pub paras: usize,
    /// How often a part claimed a character that a part before it had: that counts for the first alone.
    pub twice: usize,
}

/// The answer of one page, ready to be compared with.
#[derive(Clone, Debug)]
pub struct Answer {
    /// By code point.
    text: Vec<char>,
    /// By code point: the number of the character, or [`NONE`].
    numbers: Vec<usize>,
    side: Side,
    /// The role of each block and its characters; empty where others have them.
    blocks: Vec<(Role, Vec<usize>)>,
    /// Paragraphs without white space, by their first character.
    paras: BTreeMap<usize, String>,
    /// By character: a paragraph that begins here is not counted.
    is_unknown: Vec<bool>,
}

/// A block of the answer: segments of one article and block that follow each other.
struct Row<'g> {
    first: &'g Segment,
    spans: Vec<Range<usize>>,
}

impl Answer {
    /// Makes `gold` ready, the answer for the page `text`. Segments count as far as they lie on the page and their role is
    /// known; [`Gold::read`] sees to both.
    #[must_use]
    pub fn new(text: &str, gold: &Gold) -> Self {
        let text: Vec<char> = text.chars().collect();
        let (numbers, count) = numbered(&text, gold);
        let name = |segment: &Segment| segment.block.to_string();
        let names = |has: fn(&Segment) -> bool| -> BTreeSet<String> {
            gold.segments.iter().filter(|segment| !segment.is_open() && has(segment)).map(name).collect()
        };
        let (gaps, coarse) = (names(|segment| segment.gap), names(|segment| segment.coarse));
        let mut answer = Self {
            text,
            numbers,
            side: Side::new(count),
            blocks: Vec::new(),
            paras: BTreeMap::new(),
            is_unknown: vec![false; count],
        };
        let mut articles = 0;
        for rows in rows_by_article(gold) {
            let is_article = rows.first().is_some_and(|row| row.first.article.is_some());
            articles += usize::from(is_article);
            let article = if is_article { articles } else { NOWHERE };
            for Row { first, spans } in rows {
                let Some(role) = first.role() else { continue };
                let Claimed { chars, is_whole } = answer.side.claim(&answer.numbers, article, role, &spans);
                let name = name(first);
                if gaps.contains(&name)
                    && let Some(&number) = chars.first()
                {
                    answer.is_unknown[number] = true;
                }
                if coarse.contains(&name) {
                    chars.iter().for_each(|&number| answer.is_unknown[number] = true);
                } else if !gaps.contains(&name)
                    && is_paragraph(role, article)
                    && is_whole
                    && let Some(&number) = chars.first()
                {
                    let joined = gold.text.get(&first.block_name());
                    let read = joined.map_or_else(|| answer.raw(&spans).collect(), |text| squeezed(text).collect());
                    answer.paras.insert(number, read);
                }
                answer.blocks.push((role, chars));
            }
        }
        answer.side.finish();
        answer
    }

    /// How often the answer gives a character to more than one block: that counts for the first alone.
    #[must_use]
    pub fn twice(&self) -> usize {
        self.side.twice
    }

    /// Compares `parts`, the blocks of this page as somebody has them, with the answer. `None` where there is nothing to
    /// score: no character, or no answer for any.
    #[must_use]
    pub fn score(&self, parts: &[Part<'_>]) -> Option<Figures> {
        let (gold, count) = (&self.side, self.side.article.len());
        if count == 0 {
            return None;
        }
        let mut side = Side::new(count);
        let mut articles: BTreeMap<usize, usize> = BTreeMap::new();
        let (mut para_hits, mut paras) = (0, 0);
        for part in parts {
            let free = articles.len() + 1;
            let article = part.article.map_or(NOWHERE, |number| *articles.entry(number).or_insert(free));
            let Claimed { chars, is_whole } = side.claim(&self.numbers, article, part.role, &part.spans);
            if let (Some(&first), Some(text)) = (chars.first(), &part.text)
                && is_whole
                && is_paragraph(part.role, article)
                && !self.is_unknown[first]
            {
                paras += 1;
                para_hits += usize::from(self.paras.get(&first).is_some_and(|wanted| self.reads(part, text, wanted)));
            }
        }
        side.finish();
        let (mut cuts, mut jumps) = (Hits::default(), Hits::default());
        let (mut roles, mut astray) = (0, 0);
        for number in 0..count {
            cuts.add(gold.is_cut(number).then_some(()), side.is_cut(number).then_some(()));
            jumps.add(gold.jump(number), side.jump(number));
            roles += usize::from(gold.role[number] == side.role[number]);
            astray += usize::from(gold.successor(number) != side.successor(number));
        }
        let is_wrong = |role: Role, chars: &[usize]| {
            !chars.is_empty()
                && 2 * chars.iter().filter(|&&number| side.role[number] == Some(role)).count() <= chars.len()
        };
        let wrong = self.blocks.iter().filter(|(role, chars)| is_wrong(*role, chars)).count();
        Some(Figures {
            b3: b_cubed(&gold.article, &side.article),
            cut: cuts.f1(),
            jump: jumps.f1(),
            role: ratio(roles, count),
            para: Hits { both: para_hits, gold: self.paras.len(), got: paras }.f1(),
            exact: self.exact(&side),
            repairs: astray + wrong + self.lost(&side),
            jumps: jumps.gold,
            paras: self.paras.len(),
            twice: side.twice,
        })
    }

    /// The share of articles whose main flow is a flow of `side`.
    fn exact(&self, side: &Side) -> f64 {
        let begins: BTreeMap<usize, &[usize]> =
            side.flows.iter().filter_map(|flow| Some((*flow.chars.first()?, flow.chars.as_slice()))).collect();
        let (mut hits, mut all) = (0, 0);
        for flow in self.side.flows.iter().filter(|flow| self.is_main(&flow.chars)) {
            let found = flow.chars.first().and_then(|first| begins.get(first));
            hits += usize::from(found.is_some_and(|found| *found == flow.chars.as_slice()));
            all += 1;
        }
        if all > 0 { ratio(hits, all) } else { 1.0 }
    }

    /// How many captions and credits stand in another article of `side` than most of their article's text.
    fn lost(&self, side: &Side) -> usize {
        let mut most = Most { counts: vec![0; side.flows.len() + 1], seen: Vec::new() };
        let mut homes = BTreeMap::new();
        for flow in self.side.flows.iter().filter(|flow| self.is_main(&flow.chars)) {
            homes.insert(flow.article, most.of(&side.article, &flow.chars));
        }
        let beside = self.side.flows.iter().filter(|flow| !self.is_main(&flow.chars));
        let mut away = 0;
        for flow in beside {
            let home = homes.get(&flow.article);
            away += usize::from(home.is_some_and(|&home| home != most.of(&side.article, &flow.chars)));
        }
        away
    }

    fn is_main(&self, chars: &[usize]) -> bool {
        chars.first().and_then(|&first| self.side.role[first]).is_some_and(Role::is_flow)
    }

    /// True where `part` reads as `wanted`. Where its text is no more than that of its spans, what the answer leaves open is
    /// left out of it.
    fn reads(&self, part: &Part<'_>, text: &str, wanted: &str) -> bool {
        if squeezed(text).eq(self.raw(&part.spans)) {
            let numbers = in_spans(&self.numbers, &part.spans);
            let scored = in_spans(&self.text, &part.spans).zip(numbers).filter(|&(_, &number)| number != NONE);
            scored.map(|(&c, _)| c).eq(wanted.chars())
        } else {
            squeezed(text).eq(wanted.chars())
        }
    }

    /// The text in `spans`, without white space.
    fn raw<'a>(&'a self, spans: &'a [Range<usize>]) -> impl Iterator<Item = char> + 'a {
        in_spans(&self.text, spans).copied().filter(|&c| !is_blank(c))
    }
}

/// Numbers the characters of a page, and says how many there are.
fn numbered(text: &[char], gold: &Gold) -> (Vec<usize>, usize) {
    let mut is_open = vec![false; text.len()];
    for segment in gold.segments.iter().filter(|segment| segment.is_open()) {
        let end = segment.end.min(text.len());
        is_open.get_mut(segment.start..end).unwrap_or_default().fill(true);
    }
    let mut count = 0;
    let number = |(&c, is_open): (&char, bool)| {
        if is_open || is_blank(c) {
            return NONE;
        }
        count += 1;
        count - 1
    };
    let numbers = text.iter().zip(is_open).map(number).collect();
    (numbers, count)
}

/// The blocks of each article in reading order; a segment of furniture is alone.
fn rows_by_article(gold: &Gold) -> Vec<Vec<Row<'_>>> {
    let mut places: BTreeMap<(Option<&str>, usize), usize> = BTreeMap::new();
    let mut articles: Vec<Vec<Row<'_>>> = Vec::new();
    for segment in gold.segments.iter().filter(|segment| !segment.is_open()) {
        let article = segment.article.as_deref();
        let key = (article, if article.is_some() { 0 } else { segment.start });
        let place = *places.entry(key).or_insert(articles.len());
        if place == articles.len() {
            articles.push(Vec::new());
        }
        let rows = &mut articles[place];
        let span = segment.start..segment.end;
        match rows.last_mut() {
            Some(row) if row.first.block == segment.block => row.spans.push(span),
            _ => rows.push(Row { first: segment, spans: Vec::from_iter([span]) }),
        }
    }
    articles
}

/// What two sides have in common.
#[derive(Clone, Copy, Default)]
struct Hits {
    both: usize,
    gold: usize,
    got: usize,
}

impl Hits {
    fn add<T: PartialEq + Copy>(&mut self, gold: Option<T>, got: Option<T>) {
        self.gold += usize::from(gold.is_some());
        self.got += usize::from(got.is_some());
        self.both += usize::from(gold.is_some() && gold == got);
    }

    /// 1 where there is nothing on either side.
    fn f1(self) -> f64 {
        let all = self.gold + self.got;
        if all == 0 { 1.0 } else { ratio(2 * self.both, all) }
    }
}

/// B-cubed F1 of two clusterings of the same characters, of which there is one at least.
fn b_cubed(gold: &[usize], got: &[usize]) -> f64 {
    let mut places: BTreeMap<(usize, usize), usize> = BTreeMap::new();
    // In the order in which they are met, so that sums of fractions are the same everywhere.
    let mut pairs: Vec<((usize, usize), usize)> = Vec::new();
    let mut last = None;
    for pair in gold.iter().copied().zip(got.iter().copied()) {
        let place = match last {
            Some((before, place)) if before == pair => place,
            _ => *places.entry(pair).or_insert(pairs.len()),
        };
        last = Some((pair, place));
        match pairs.get_mut(place) {
            Some((_, count)) => *count += 1,
            None => pairs.push((pair, 1)),
        }
    }
    let sizes = |cluster: fn((usize, usize)) -> usize| {
        let mut sizes: BTreeMap<usize, usize> = BTreeMap::new();
        for &(pair, count) in &pairs {
            *sizes.entry(cluster(pair)).or_default() += count;
        }
        pairs.iter().map(|&(pair, count)| ratio(count * count, sizes[&cluster(pair)])).sum::<f64>()
    };
    let count = gold.len() as f64;
    let (precision, recall) = (sizes(|(_, got)| got) / count, sizes(|(gold, _)| gold) / count);
    2.0 * precision * recall / (precision + recall)
}

/// Counts articles; the counts are 0 between two calls.
struct Most {
    counts: Vec<usize>,
    seen: Vec<usize>,
}

impl Most {
    /// The article of most of `chars`; among equals the one that is met first.
    fn of(&mut self, article: &[usize], chars: &[usize]) -> usize {
        for &number in chars {
            let found = article[number];
            if self.counts.len() <= found {
                self.counts.resize(found + 1, 0);
            }
            if self.counts[found] == 0 {
                self.seen.push(found);
            }
            self.counts[found] += 1;
        }
        let mut best = (NOWHERE, 0);
        for found in self.seen.drain(..) {
            let count = std::mem::take(&mut self.counts[found]);
            if count > best.1 {
                best = (found, count);
            }
        }
        best.0
    }
}

fn is_paragraph(role: Role, article: usize) -> bool {
    article != NOWHERE && matches!(role, Role::Body | Role::Note)
}

fn squeezed(text: &str) -> impl Iterator<Item = char> + '_ {
    text.chars().filter(|&c| !is_blank(c))
}

/// White space, and the four separators of files, groups, records and units, which bear no ink either.
fn is_blank(c: char) -> bool {
    c.is_whitespace() || matches!(c, '\u{1c}'..='\u{1f}')
}

fn ratio(part: usize, whole: usize) -> f64 {
    part as f64 / whole as f64
}

#[cfg(test)]
mod tests;

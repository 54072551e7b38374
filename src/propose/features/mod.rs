//! Evidence as numbers: what the trees are asked about a line, and about two ends that may belong together.
//!
//! Each number has a kind and a name, so that a kind can be left out to see what it is worth, and so that a proposal can
//! say which evidence decided. Learning and proposing read the same functions: they cannot come apart.

mod block;
mod ends;
mod line;
mod pair;

pub(super) use block::{Member, block_features};
pub(super) use line::{ROLES, line_features, role_context};
pub(super) use pair::{Beside, MARGINS, Margins, PIECE, Pass, Side, break_features, pair_features, seam_features};

use super::echoes::Echoes;
use super::facts::{Facts, LineFacts};
use super::sheet::{Line, Sheet};
use super::weights::{Knowledge, TOPICS};
use super::words::Words;
use std::cell::RefCell;

/// Kinds of evidence.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) enum Evident {
    /// Widths, indents, blank lines, places on the dump.
    Layout,
    /// Marks and punctuation, forms of lines.
    Marks,
    /// Roles of the lines.
    Roles,
    /// Would this go on so: learned sequences of characters.
    Ngrams,
    /// The page says elsewhere what stands over the seam.
    Echoes,
    /// What both speak of: rare words of the page, learned topics.
    Topic,
    /// Learned openings and closings.
    Openings,
    /// How far apart, and which comes first.
    Distance,
    /// Lines around alternate alike.
    Field,
    /// How much better than any other.
    Margin,
    /// What a first solution made of the page.
    Chain,
    /// What the page is like.
    Page,
}

/// Takes features one after the other.
pub(super) trait Sink {
    /// Takes one.
    fn put(&mut self, kind: Evident, name: &'static str, value: f32);
}

impl Sink for Vec<f32> {
    fn put(&mut self, _: Evident, _: &'static str, value: f32) {
        self.push(value);
    }
}

impl Sink for Vec<(Evident, &'static str)> {
    fn put(&mut self, kind: Evident, name: &'static str, _: f32) {
        self.push((kind, name));
    }
}

/// All that is known of a page's lines.
pub(super) struct Look<'s, 'p> {
    pub(super) sheet: &'s Sheet<'p>,
    pub(super) facts: &'s Facts,
    pub(super) echoes: &'s Echoes,
    pub(super) words: &'s Words,
    pub(super) knowledge: &'s Knowledge,
    /// What each line speaks of, as learned.
    pub(super) topics: &'s [[f32; TOPICS]],
    /// What a short line speaks of if it is a heading.
    pub(super) heads: &'s [[f32; TOPICS]],
    /// Seams that were asked for already.
    pub(super) asked: Asked,
}

/// Answers by the two lines of a seam, each place for those that fall on it: several features ask for the same seam.
pub(super) struct Asked(RefCell<Vec<(u64, f32)>>);

impl Default for Asked {
    fn default() -> Self {
        Self(RefCell::new(vec![(u64::MAX, 0.0); ASKED]))
    }
}

/// Seams that are remembered.
const ASKED: usize = 1 << 13;

impl<'s> Look<'s, '_> {
    /// How much better the text of one line goes on in another than that stands alone, by what was learned.
    pub(super) fn seam(&self, left: usize, right: usize) -> f32 {
        let (Some(a), Some(b)) = (self.facts.lines.get(left), self.facts.lines.get(right)) else { return 0.0 };
        let key = (left as u64) << 32 | right as u64;
        let mut asked = self.asked.0.borrow_mut();
        let at = usize::try_from(key.wrapping_mul(0x9e37_79b9_7f4a_7c15) >> 51).unwrap_or(0);
        let Some(slot) = asked.get_mut(at) else { return self.knowledge.seam(&a.end, &b.start) };
        if slot.0 != key {
            *slot = (key, self.knowledge.seam(&a.end, &b.start));
        }
        slot.1
    }

    /// The line `offset` lines from `index`.
    fn line(&self, index: usize, offset: isize) -> Option<(&'s Line, &'s LineFacts)> {
        let at = index.checked_add_signed(offset)?;
        Some((self.sheet.lines.get(at)?, self.facts.lines.get(at)?))
    }

    /// How well the text goes on from one line to another, by what was learned and what the page says elsewhere: 0 where
    /// nothing tells, about 5 where there is no doubt.
    pub(super) fn goes_on(&self, left: usize, right: usize) -> f32 {
        let (Some(a), Some(b)) = (self.facts.lines.get(left), self.facts.lines.get(right)) else { return 0.0 };
        if a.stops {
            return 0.0;
        }
        let echo = self.echoes.over(&a.last, &b.first);
        let known = |count: u32, weight: f32| if count > 0 { weight } else { 0.0 };
        let learned = self.seam(left, right).clamp(-4.0, 6.0);
        learned + known(echo[0], 0.5) + known(echo[1], 1.5) + known(echo[2], 1.0)
    }
}

/// A yes or no as a feature.
fn flag(is: bool) -> f32 {
    f32::from(u8::from(is))
}

/// A count as a feature; beyond 60,000 they are all the same.
fn count(number: u32) -> f32 {
    f32::from(u16::try_from(number).unwrap_or(u16::MAX))
}

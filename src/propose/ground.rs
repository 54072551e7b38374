//! What a page says by itself, before anything is decided: what the phases look at.

use super::decided::Decided;
use super::facts::Facts;
use super::features::{Asked, Look};
use super::grams::Grams;
use super::sheet::Sheet;
use super::weights::{Knowledge, TOPICS};
use super::words::Words;
use super::{Budget, Cancelled};

/// Bytes of a line that say what it speaks of.
const LONGEST: usize = 3072;
/// Characters under which a line may be a heading.
const HEADING: u32 = 60;

/// What a page says by itself.
pub(super) struct Ground<'p> {
    pub(super) sheet: Sheet<'p>,
    pub(super) grams: Grams,
    pub(super) words: Words,
    pub(super) facts: Facts,
    topics: Vec<[f32; TOPICS]>,
    heads: Vec<[f32; TOPICS]>,
    /// What an editor decided of the lines.
    pub(super) decided: Decided,
}

impl<'p> Ground<'p> {
    /// Reads `sheet`.
    pub(super) fn new(mut sheet: Sheet<'p>, knowledge: &Knowledge, budget: &Budget) -> Result<Self, Cancelled> {
        sheet.look_around(budget)?;
        let grams = Grams::new(&sheet, budget)?;
        let words = Words::new(&sheet, knowledge, budget)?;
        let facts = Facts::new(&sheet, &grams, knowledge, budget)?;
        let mut topics = Vec::with_capacity(sheet.lines.len());
        let mut heads = Vec::with_capacity(sheet.lines.len());
        for index in 0..sheet.lines.len() {
            budget.step_at(index)?;
            let mut topic = [0.0; TOPICS];
            let text = sheet.line(index);
            let text = text.get(..text.floor_char_boundary(LONGEST)).unwrap_or(text);
            knowledge.topic(text, &mut topic);
            topics.push(topic);
            // Longer lines are no headings, and stay zero.
            let short = facts.lines[index].chars < HEADING;
            heads.push(if short { knowledge.head(text) } else { [0.0; TOPICS] });
        }
        let decided = Decided::default();
        Ok(Self { sheet, grams, words, facts, topics, heads, decided })
    }

    /// To look at with what was learned.
    pub(super) fn look<'s>(&'s self, knowledge: &'s Knowledge) -> Look<'s, 'p> {
        Look {
            sheet: &self.sheet,
            facts: &self.facts,
            echoes: self.grams.echoes(),
            words: &self.words,
            knowledge,
            topics: &self.topics,
            heads: &self.heads,
            asked: Asked::default(),
        }
    }
}

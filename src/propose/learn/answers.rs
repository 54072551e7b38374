//! What the answer of a page says of each line of its sheet.

use super::super::facts::Facts;
use super::super::features::ROLES;
use super::super::sheet::Sheet;
use super::Truth;
use crate::model::Role;
use std::collections::BTreeMap;

/// No character, no block.
const NONE: u32 = u32::MAX;

/// The answer, character by character: those that are scored and no white space, numbered in the order of the dump.
pub(crate) struct Answers {
    /// For each byte the number of the character that begins there.
    at: Vec<u32>,
    /// For each character the one that the text goes on with, its block.
    next: Vec<u32>,
    /// For each character whether the text comes from another.
    follows: Vec<bool>,
    block: Vec<u32>,
    role: Vec<Role>,
    article: Vec<Option<u32>>,
    coarse: Vec<bool>,
    /// Every byte that lies in open text.
    open: Vec<bool>,
}

/// What the answer says of a line.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(crate) struct LineAnswer {
    /// Its first and last scored character.
    pub(crate) ends: Option<(u32, u32)>,
    /// Which of [`ROLES`]; `None` where nothing is known.
    pub(crate) role: Option<u8>,
    /// The line lies wholly in open text.
    pub(crate) open: bool,
}

impl Answers {
    /// Reads `truth`.
    pub(crate) fn new(truth: &Truth) -> Self {
        let text = truth.page.text();
        let mut block_at = vec![NONE; text.len()];
        let mut open = vec![false; text.len()];
        for span in &truth.open {
            for slot in open.get_mut(span.range()).into_iter().flatten() {
                *slot = true;
            }
        }
        for (nth, block) in truth.blocks.iter().enumerate() {
            for span in &block.spans {
                for slot in block_at.get_mut(span.range()).into_iter().flatten() {
                    if *slot == NONE {
                        *slot = u32::try_from(nth).unwrap_or(NONE);
                    }
                }
            }
        }
        let mut at = vec![NONE; text.len()];
        let mut block = Vec::new();
        for (byte, c) in text.char_indices() {
            if !c.is_whitespace() && block_at[byte] != NONE && !open[byte] {
                at[byte] = u32::try_from(block.len()).unwrap_or(NONE);
                block.push(block_at[byte]);
            }
        }
        let mut next = vec![NONE; block.len()];
        let mut last: Option<(u32, bool, Option<u32>, usize)> = None;
        for (nth, known) in truth.blocks.iter().enumerate() {
            let flow = known.role.is_flow();
            for span in &known.spans {
                for byte in span.range() {
                    let Some(&number) = at.get(byte).filter(|number| **number != NONE) else { continue };
                    if let Some((before, was_flow, article, block)) = last {
                        let same = article == known.article && (block == nth || was_flow && flow);
                        if same && known.article.is_some() {
                            next[before as usize] = number;
                        }
                    }
                    last = Some((number, flow, known.article, nth));
                }
            }
        }
        let mut follows = vec![false; block.len()];
        for &number in &next {
            if let Some(slot) = follows.get_mut(number as usize) {
                *slot = true;
            }
        }
        let role = truth.blocks.iter().map(|block| block.role).collect();
        let article = truth.blocks.iter().map(|block| block.article).collect();
        let coarse = truth.blocks.iter().map(|block| block.coarse).collect();
        Self { at, next, follows, block, role, article, coarse, open }
    }

    /// What it says of the lines of `sheet`. `junk`: open text is to be discarded.
    pub(crate) fn lines(&self, sheet: &Sheet<'_>, junk: bool) -> Vec<LineAnswer> {
        let mut out = Vec::with_capacity(sheet.lines.len());
        for line in &sheet.lines {
            let numbers = || self.at.get(line.span.range()).unwrap_or_default().iter().copied().filter(|n| *n != NONE);
            let Some(first) = numbers().next() else {
                let open = self.open.get(line.span.start.get()).copied().unwrap_or(false);
                let role = (open && junk).then(|| u8::try_from(ROLES.len() - 1).unwrap_or(0));
                out.push(LineAnswer { ends: None, role, open });
                continue;
            };
            let last = numbers().next_back().unwrap_or(first);
            let mut counts = [0_u32; ROLES.len()];
            for number in numbers() {
                let role = self.role[self.block[number as usize] as usize];
                if let Some(slot) = ROLES.iter().position(|known| *known == role) {
                    counts[slot] += 1;
                }
            }
            let most = (0..ROLES.len()).max_by_key(|&nth| (counts[nth], std::cmp::Reverse(nth))).unwrap_or(0);
            out.push(LineAnswer { ends: Some((first, last)), role: u8::try_from(most).ok(), open: false });
        }
        out
    }

    /// True where the text goes on from one line's end to another's start.
    pub(crate) fn goes_on(&self, left: &LineAnswer, right: &LineAnswer) -> bool {
        match (left.ends, right.ends) {
            (Some((_, last)), Some((first, _))) => self.next.get(last as usize) == Some(&first),
            _ => false,
        }
    }

    /// Whether the text stops at byte `end` and another one begins at byte `start`, with nothing between; `None` where nothing
    /// is known of one of them.
    pub(crate) fn is_edge(&self, text: &str, end: usize, start: usize) -> Option<bool> {
        let left = text.get(..end)?.chars().next_back()?;
        let number = |byte: usize| self.at.get(byte).copied().filter(|number| *number != NONE);
        let (left, right) = (number(end - left.len_utf8())?, number(start)?);
        let (block, other) = (self.block.get(left as usize)?, self.block.get(right as usize)?);
        // Of furniture no order is known within a block.
        let furniture = block == other && self.article(*block).is_none();
        Some(!furniture && self.next.get(left as usize) != Some(&right))
    }

    /// Whether the text of an article goes on nowhere from a line's end; `None` where nothing is known.
    pub(crate) fn stops(&self, line: &LineAnswer) -> Option<bool> {
        line.ends.and_then(|(_, last)| self.next.get(last as usize)).map(|next| *next == NONE)
    }

    /// Whether it comes from nowhere at a line's start.
    pub(crate) fn starts(&self, line: &LineAnswer) -> Option<bool> {
        line.ends.and_then(|(first, _)| self.follows.get(first as usize)).map(|follows| !follows)
    }

    /// The blocks of a line's first and last character.
    pub(crate) fn blocks(&self, line: &LineAnswer) -> Option<(u32, u32)> {
        let (first, last) = line.ends?;
        Some((*self.block.get(first as usize)?, *self.block.get(last as usize)?))
    }

    /// The article of a block; `None` for furniture.
    pub(crate) fn article(&self, block: u32) -> Option<u32> {
        self.article.get(block as usize).copied().flatten()
    }

    /// True where a block may hold several paragraphs.
    pub(crate) fn is_coarse(&self, block: u32) -> bool {
        self.coarse.get(block as usize).copied().unwrap_or(false)
    }
}

/// The role that most characters of a block of these `lines` have.
pub(super) fn role_of(facts: &Facts, answers: &[LineAnswer], lines: &[usize]) -> Option<u8> {
    let mut counts: BTreeMap<u8, u32> = BTreeMap::new();
    for &line in lines {
        if let Some(role) = answers[line].role {
            *counts.entry(role).or_insert(0) += facts.lines[line].chars;
        }
    }
    counts.into_iter().max_by_key(|(_, count)| *count).map(|(role, _)| role)
}

#[cfg(test)]
mod tests {
    use super::super::TrueBlock;
    use super::*;
    use crate::model::{Page, Source};
    use crate::text::{PageNo, Span};
    use std::sync::Arc;

    #[test]
    fn a_place_is_an_edge_where_the_text_goes_on_elsewhere() {
        let text = "甲乙丙丁戊己庚";
        let block = |pieces: &[&str], article: Option<u32>, role: Role| {
            let span = |piece: &&str| {
                let at = text.find(*piece).unwrap();
                Span::new(PageNo::new(0), at, at + piece.len())
            };
            TrueBlock { spans: pieces.iter().map(span).collect(), role, article, gap: false, coarse: false }
        };
        let truth = Truth {
            page: Arc::new(Page::new(text.to_owned(), Source::default(), Vec::new())),
            // One text goes on round another; 戊己 is furniture, and of 庚 nothing is known.
            blocks: vec![
                block(&["甲", "丙丁"], Some(1), Role::Body),
                block(&["乙"], Some(2), Role::Body),
                block(&["戊己"], None, Role::Furniture),
            ],
            open: Vec::new(),
        };
        let answers = Answers::new(&truth);
        let edges: Vec<Option<bool>> = (1..7).map(|at| answers.is_edge(text, at * 3, at * 3)).collect();
        assert_eq!(edges, [Some(true), Some(true), Some(false), Some(true), Some(false), None]);
    }
}

//! What is certain of a page's lines: what an editor decided, and lines that are there twice. Facts help their neighbours.
//!
//! The lines of a kept block have its role for certain and go on with each other; its first line may follow something, and
//! something may follow its last. Two kept blocks follow each other in their article's order or not at all.

use super::assign::open_rings;
use super::facts::{Facts, LineFacts};
use super::features::ROLES;
use super::reading::{Reading, Roles};
use super::sheet::Sheet;
use super::{Budget, Cancelled, Kept};
use crate::model::Home;
use crate::text::PageNo;
use std::collections::BTreeSet;

/// The kept blocks among the lines of a page; empty where nothing is kept.
#[derive(Clone, Debug, Default)]
pub(super) struct Decided {
    /// For each line its kept block, by index, with its place in [`ROLES`].
    blocks: Vec<Option<(u32, usize)>>,
    /// For each line the one that goes on with it in its block.
    next: Vec<Option<usize>>,
    /// For each line whether it is the first of its block.
    first: Vec<bool>,
    /// The article of each kept block.
    homes: Vec<Home>,
    /// Which kept blocks begin their article's text, and which end it, as the editor said.
    cuts: Vec<(bool, bool)>,
    /// Lines that are taken out: tails of other paragraphs once more. Nothing goes on with them.
    out: BTreeSet<usize>,
}

impl Decided {
    /// What `kept` says of the lines of `sheet`, which is `page`.
    pub(super) fn new(
        sheet: &Sheet<'_>,
        facts: &Facts,
        page: PageNo,
        kept: &[Kept],
        budget: &Budget,
    ) -> Result<Self, Cancelled> {
        let out = |(line, facts): (usize, &LineFacts)| facts.tail_again.then_some(line);
        let mut decided = Self { out: facts.lines.iter().enumerate().filter_map(out).collect(), ..Self::default() };
        let flow = |block: &&Kept| block.home.article().is_some() && block.role.is_flow();
        if !kept.iter().any(|block| flow(&block) && block.spans.iter().any(|span| span.page == page)) {
            return Ok(decided);
        }
        let count = sheet.lines.len();
        let mut by_place: Vec<usize> = (0..count).collect();
        by_place.sort_by_key(|&line| sheet.lines[line].span.start);
        decided.blocks = vec![None; count];
        decided.next = vec![None; count];
        decided.first = vec![false; count];
        decided.homes = kept.iter().map(|block| block.home).collect();
        decided.cuts = kept.iter().map(|block| (block.begins, block.ends)).collect();
        for (index, block) in kept.iter().enumerate() {
            budget.step_at(index)?;
            if !flow(&block) {
                continue;
            }
            let role = ROLES.iter().position(|role| *role == block.role).unwrap_or(0);
            let mut last: Option<usize> = None;
            for span in block.spans.iter().filter(|span| span.page == page) {
                let from = by_place.partition_point(|&line| sheet.lines[line].span.start < span.start);
                for &line in by_place[from..].iter().take_while(|&&line| sheet.lines[line].span.start < span.end) {
                    decided.out.remove(&line);
                    decided.blocks[line] = u32::try_from(index).ok().map(|index| (index, role));
                    match last {
                        Some(last) => decided.next[last] = Some(line),
                        None => decided.first[line] = true,
                    }
                    last = Some(line);
                }
            }
        }
        Ok(decided)
    }

    /// The kept block of a line.
    pub(super) fn block(&self, line: usize) -> Option<u32> {
        self.blocks.get(line).copied().flatten().map(|block| block.0)
    }

    /// True for a line that is taken out.
    pub(super) fn is_out(&self, line: usize) -> bool {
        self.out.contains(&line)
    }

    fn cuts_of(&self, block: u32) -> (bool, bool) {
        usize::try_from(block).ok().and_then(|block| self.cuts.get(block)).copied().unwrap_or_default()
    }

    /// The line that goes on with one in its kept block.
    fn next(&self, line: usize) -> Option<usize> {
        self.next.get(line).copied().flatten()
    }

    /// The role of a line that is known.
    fn role(&self, line: usize) -> Option<usize> {
        if self.is_out(line) {
            return ROLES.len().checked_sub(1);
        }
        self.blocks.get(line).copied().flatten().map(|block| block.1)
    }

    /// Puts the roles that are known.
    pub(super) fn set_roles(&self, roles: &mut [Roles]) {
        for (line, roles) in roles.iter_mut().enumerate() {
            if let Some(role) = self.role(line) {
                *roles = [0.0; ROLES.len()];
                roles[role] = 1.0;
            }
        }
    }

    /// Puts the links that are known.
    pub(super) fn set_links(&self, reading: &mut Reading) {
        if self.blocks.is_empty() && self.out.is_empty() {
            return;
        }
        for line in 0..reading.next.len() {
            if let Some(next) = self.next(line) {
                (reading.next[line], reading.sure[line]) = (Some(next), 1.0);
                reading.flow[line] = f32::from(u8::from(next == line + 1));
            } else if let Some(right) = reading.next[line]
                && !self.allows(line, right)
            {
                (reading.next[line], reading.sure[line], reading.flow[line]) = (None, 0.0, 0.0);
            }
        }
        // A kept block may be read against the order of the dump: what stood between must not close a ring.
        let sure = reading.sure.clone();
        open_rings(&mut reading.next, |left, _| sure[left]);
        for (next, sure) in reading.next.iter().zip(&mut reading.sure) {
            if next.is_none() {
                *sure = 0.0;
            }
        }
    }

    /// True where nothing that is known speaks against a link.
    pub(super) fn allows(&self, left: usize, right: usize) -> bool {
        if self.is_out(left) || self.is_out(right) {
            return false;
        }
        let inner = self.block(right).is_some() && !self.first.get(right).copied().unwrap_or(false);
        if self.next(left).is_some() || inner {
            return self.next(left) == Some(right);
        }
        // What ends or begins by an editor's word has nothing beyond it but what the editor put there.
        let cut = |line: usize| self.block(line).map(|block| self.cuts_of(block)).unwrap_or_default();
        match (self.block(left), self.block(right)) {
            (left_block, right_block) if left_block.is_none() != right_block.is_none() => {
                !(left_block.is_some() && cut(left).1 || right_block.is_some() && cut(right).0)
            }
            (Some(a), Some(b)) => {
                let home = |block: u32| usize::try_from(block).ok().and_then(|block| self.homes.get(block));
                a < b && home(a) == home(b)
            }
            _ => true,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::ArticleId;

    #[test]
    fn a_block_that_is_kept_backwards_closes_no_ring() {
        let block = Some((0, 5));
        let decided = Decided {
            blocks: vec![block, None, block],
            next: vec![None, None, Some(0)],
            first: vec![false, false, true],
            homes: vec![Home::Article(ArticleId(0))],
            ..Decided::default()
        };
        let (next, sure) = (vec![Some(1), Some(2), None], vec![0.9, 0.8, 0.0]);
        let mut reading = Reading { flow: sure.clone(), next, sure, ..Reading::default() };
        decided.set_links(&mut reading);
        assert_eq!(reading.next, [Some(1), None, Some(0)], "the weakest link goes");
        assert_eq!(reading.pieces(), [vec![2, 0, 1]]);
    }

    #[test]
    fn what_repeats_another_paragraphs_tail_is_passed_over() {
        let decided = Decided { out: BTreeSet::from([1]), ..Decided::default() };
        let (next, sure) = (vec![Some(1), Some(2), None], vec![0.9, 0.8, 0.0]);
        let mut reading = Reading { flow: sure.clone(), next, sure, ..Reading::default() };
        decided.set_links(&mut reading);
        assert_eq!(reading.next, [None; 3]);
        assert!(decided.allows(0, 2));
    }

    #[test]
    fn where_an_editor_ended_an_article_nothing_new_goes_on() {
        let decided = |begins: bool, ends: bool| Decided {
            blocks: vec![None, Some((0, 5)), None],
            next: vec![None; 3],
            first: vec![false, true, false],
            homes: vec![Home::Article(ArticleId(3))],
            cuts: vec![(begins, ends)],
            ..Decided::default()
        };
        let links = |decided: Decided| (decided.allows(0, 1), decided.allows(1, 2), decided.allows(0, 2));
        assert_eq!(links(decided(false, false)), (true, true, true));
        assert_eq!(links(decided(true, false)), (false, true, true), "it begins");
        assert_eq!(links(decided(false, true)), (true, false, true), "it ends");
    }

    #[test]
    fn kept_blocks_of_two_articles_are_not_linked() {
        let decided = Decided {
            blocks: vec![Some((0, 5)), Some((1, 5)), Some((2, 5))],
            next: vec![None; 3],
            first: vec![true; 3],
            homes: [3, 4, 3].map(|article| Home::Article(ArticleId(article))).to_vec(),
            ..Decided::default()
        };
        assert!(!decided.allows(0, 1));
        assert!(decided.allows(0, 2), "both are of one article, in its order");
        assert!(!decided.allows(2, 0), "against its order");
    }
}

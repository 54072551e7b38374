//! All that the sources hold, dealt out evenly: no article a second time before the others had their turn.

use super::chance::Chance;
use super::manner::Manner;
use super::parts::{Article, Block, Sheet};
use crate::propose::learn::Truth;
use std::collections::VecDeque;

/// How far a deal looks for an article whose page is not on the table yet.
const LOOK: usize = 40;

/// Pairs of letters that two pages of one language have in common, in thousandths.
const KIN: u32 = 640;

/// The sources, taken apart.
pub(super) struct Stock {
    sheets: Vec<Sheet>,
    /// What all sources say together.
    pub(super) all: Manner,
    articles: VecDeque<(usize, usize)>,
    furniture: VecDeque<(usize, usize)>,
    open: VecDeque<(usize, usize)>,
    specks: VecDeque<(usize, usize)>,
    pages: VecDeque<(usize, usize)>,
}

impl Stock {
    pub(super) fn new(sources: &[&Truth]) -> Self {
        let sheets: Vec<Sheet> = sources.iter().enumerate().map(|(index, truth)| Sheet::new(truth, index)).collect();
        let mut all = Manner::default();
        for sheet in &sheets {
            all.add(&sheet.manner);
        }
        let empty = VecDeque::new;
        Self { sheets, all, articles: empty(), furniture: empty(), open: empty(), specks: empty(), pages: empty() }
    }

    /// A page to take the manner from; `None` without sources.
    pub(super) fn manner(&mut self, chance: &mut Chance) -> Option<&Manner> {
        let (sheet, _) = deal(&mut self.pages, chance, &self.sheets, |_| 1)?;
        self.sheets.get(sheet).map(|sheet| &sheet.manner)
    }

    /// Articles for a page: `count` of them, fewer once they hold `size` code points together. Mostly none of them
    /// stood on one page with another; where `kin`, all are of one language.
    pub(super) fn articles(&mut self, count: usize, size: usize, kin: bool, chance: &mut Chance) -> Vec<Article> {
        let (mut found, mut held): (Vec<Article>, usize) = (Vec::new(), 0);
        let look = if kin { LOOK * 10 } else { LOOK };
        while found.len() < count && (found.len() < 2 || held < size) {
            let mut passed: Vec<(usize, usize)> = Vec::new();
            let taken = loop {
                let Some(next) = deal(&mut self.articles, chance, &self.sheets, |sheet| sheet.articles.len()) else {
                    break None;
                };
                let fits = |article: &Article| article.sheet != next.0 && (!kin || self.are_kin(article.sheet, next.0));
                if passed.len() >= look || found.iter().all(fits) {
                    break Some(next);
                }
                passed.push(next);
            };
            for back in passed.into_iter().rev() {
                self.articles.push_front(back);
            }
            let Some((sheet, index)) = taken else { break };
            let Some(article) = self.sheets.get(sheet).and_then(|sheet| sheet.articles.get(index)) else { break };
            held += article
                .blocks
                .iter()
                .flat_map(|block| &block.lines)
                .map(|line| line.text.chars().count())
                .sum::<usize>();
            found.push(article.clone());
        }
        found
    }

    /// True where two sheets use the same letters about as often.
    fn are_kin(&self, one: usize, other: usize) -> bool {
        let (Some(one), Some(other)) = (self.sheets.get(one), self.sheets.get(other)) else { return false };
        let shared: u32 =
            one.letters.iter().map(|(pair, share)| (*share).min(other.letters.get(pair).copied().unwrap_or(0))).sum();
        shared > KIN
    }

    pub(super) fn furniture(&mut self, chance: &mut Chance) -> Option<Block> {
        let (sheet, index) = deal(&mut self.furniture, chance, &self.sheets, |sheet| sheet.furniture.len())?;
        self.sheets.get(sheet)?.furniture.get(index).cloned()
    }

    /// A line that has no answer.
    pub(super) fn open(&mut self, chance: &mut Chance) -> Option<String> {
        let (sheet, index) = deal(&mut self.open, chance, &self.sheets, |sheet| sheet.open.len())?;
        self.sheets.get(sheet)?.open.get(index).cloned()
    }

    /// A mark without an answer that stood on a line with other text.
    pub(super) fn speck(&mut self, chance: &mut Chance) -> Option<String> {
        let (sheet, index) = deal(&mut self.specks, chance, &self.sheets, |sheet| sheet.specks.len())?;
        self.sheets.get(sheet)?.specks.get(index).cloned()
    }
}

/// The next of a pack, which is filled and shuffled once it is empty.
fn deal(
    pack: &mut VecDeque<(usize, usize)>,
    chance: &mut Chance,
    sheets: &[Sheet],
    count: impl Fn(&Sheet) -> usize,
) -> Option<(usize, usize)> {
    if pack.is_empty() {
        let all = sheets.iter().enumerate();
        let mut fresh: Vec<_> = all.flat_map(|(at, sheet)| (0..count(sheet)).map(move |index| (at, index))).collect();
        chance.shuffle(&mut fresh);
        pack.extend(fresh);
    }
    pack.pop_front()
}

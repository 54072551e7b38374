//! All that the sources hold, dealt out evenly: no article a second time before the others had their turn.

use super::super::Chance;
use super::manner::Manner;
use super::parts::{Article, Block, Sheet};
use crate::propose::learn::Truth;
use std::collections::VecDeque;

/// Pairs of letters that two pages of one language have in common, in thousandths.
const KIN: u32 = 640;

/// The sources, taken apart.
pub(super) struct Stock {
    /// Where text comes from.
    sheets: Vec<Sheet>,
    /// The pages that new ones are to be like.
    models: Vec<Sheet>,
    /// What all models say together.
    pub(super) all: Manner,
    articles: Pack,
    furniture: Pack,
    open: Pack,
    specks: Pack,
    pages: Pack,
}

impl Stock {
    pub(super) fn new(sources: &[&Truth], models: &[&Truth]) -> Self {
        let apart = |(index, truth): (usize, &&Truth)| Sheet::new(truth, index);
        let sheets = sources.iter().enumerate().map(apart).collect();
        let models: Vec<Sheet> = models.iter().enumerate().map(apart).collect();
        let mut all = Manner::default();
        for sheet in &models {
            all.add(&sheet.manner);
        }
        Self {
            sheets,
            models,
            all,
            articles: Pack::new(|sheet| sheet.articles.len()),
            furniture: Pack::new(|sheet| sheet.furniture.len()),
            open: Pack::new(|sheet| sheet.open.len()),
            specks: Pack::new(|sheet| sheet.specks.len()),
            pages: Pack::new(|_| 1),
        }
    }

    /// A page to take the manner from; `None` without models.
    pub(super) fn manner(&mut self, chance: &mut Chance) -> Option<&Manner> {
        let (sheet, _) = self.pages.next(&self.models, chance, |_| true)?;
        self.models.get(sheet).map(|sheet| &sheet.manner)
    }

    /// Articles for a page: `count` of them, fewer once they hold `size` code points together, more while they are far
    /// from that. Mostly none of them stood on one page with another; where `kin`, all are of one language.
    pub(super) fn articles(&mut self, count: usize, size: usize, kin: bool, chance: &mut Chance) -> Vec<Article> {
        let (mut found, mut held): (Vec<Article>, usize) = (Vec::new(), 0);
        while found.len() < 2 || (held < size && (found.len() < count || held * 10 < size * 6)) {
            let sheets = &self.sheets;
            let is_kin = |sheet: usize| !kin || found.first().is_none_or(|first| are_kin(sheets, first.sheet, sheet));
            let is_new = |sheet: usize| found.iter().all(|article| article.sheet != sheet);
            let both = self.articles.next(sheets, chance, |sheet| is_kin(sheet) && is_new(sheet));
            let Some((sheet, index)) = both.or_else(|| self.articles.next(sheets, chance, is_kin)) else { break };
            let Some(article) = sheets.get(sheet).and_then(|sheet| sheet.articles.get(index)) else { break };
            let lines = article.blocks.iter().flat_map(|block| &block.lines);
            held += lines.map(|line| line.text.chars().count()).sum::<usize>();
            found.push(article.clone());
        }
        found
    }

    /// Furniture; where `beside` is a page, of its language.
    pub(super) fn furniture(&mut self, beside: Option<usize>, chance: &mut Chance) -> Option<Block> {
        let sheets = &self.sheets;
        let is_kin = |sheet| beside.is_none_or(|other| are_kin(sheets, other, sheet));
        let (sheet, index) = self.furniture.next(sheets, chance, is_kin)?;
        sheets.get(sheet)?.furniture.get(index).cloned()
    }

    /// A line that has no answer.
    pub(super) fn open(&mut self, chance: &mut Chance) -> Option<String> {
        let (sheet, index) = self.open.next(&self.models, chance, |_| true)?;
        self.models.get(sheet)?.open.get(index).cloned()
    }

    /// A mark without an answer that stood on a line with other text.
    pub(super) fn speck(&mut self, chance: &mut Chance) -> Option<String> {
        let (sheet, index) = self.specks.next(&self.models, chance, |_| true)?;
        self.models.get(sheet)?.specks.get(index).cloned()
    }
}

/// True where two sheets use the same pairs of letters about as often.
fn are_kin(sheets: &[Sheet], one: usize, other: usize) -> bool {
    let (Some(one), Some(other)) = (sheets.get(one), sheets.get(other)) else { return false };
    let common = |(pair, share): (&(char, char), &u32)| (*share).min(other.letters.get(pair).copied().unwrap_or(0));
    one.letters.iter().map(common).sum::<u32>() > KIN
}

/// Things of one kind as (sheet, index), in any order, dealt from the front.
struct Pack {
    left: VecDeque<(usize, usize)>,
    count: fn(&Sheet) -> usize,
}

impl Pack {
    fn new(count: fn(&Sheet) -> usize) -> Self {
        Self { left: VecDeque::new(), count }
    }

    /// The next whose sheet is `wanted`. What is passed over comes first the next time.
    fn next(
        &mut self,
        sheets: &[Sheet],
        chance: &mut Chance,
        wanted: impl Fn(usize) -> bool,
    ) -> Option<(usize, usize)> {
        let find = |left: &VecDeque<(usize, usize)>| left.iter().position(|(sheet, _)| wanted(*sheet));
        let at = match find(&self.left) {
            Some(at) => at,
            None => {
                let all = sheets.iter().enumerate();
                let each = all.flat_map(|(at, sheet)| (0..(self.count)(sheet)).map(move |index| (at, index)));
                let mut fresh: Vec<(usize, usize)> = each.collect();
                chance.shuffle(&mut fresh);
                // No more than two packs, whatever is wanted.
                if self.left.len() <= fresh.len() {
                    self.left.extend(fresh);
                }
                find(&self.left)?
            }
        };
        self.left.remove(at)
    }
}

//! What is to be printed on one page: the blocks of its articles and its furniture, numbered.

use super::super::Chance;
use super::manner::Manner;
use super::parts::{Article, Line};
use super::stock::Stock;
use super::wrap;
use crate::model::Role;

/// A block of the new page.
#[derive(Clone, Debug)]
pub(super) struct Placed {
    pub(super) role: Role,
    pub(super) article: Option<u32>,
    pub(super) gap: bool,
    pub(super) coarse: bool,
    /// Its printed lines in reading order. Lines that are lost are not among them.
    pub(super) lines: Vec<Line>,
}

/// A printed line of the new page.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(super) struct Slip {
    pub(super) block: usize,
    pub(super) line: usize,
}

/// The blocks of a page. Those of an article follow each other.
#[derive(Clone, Debug, Default)]
pub(super) struct Cast {
    pub(super) blocks: Vec<Placed>,
    /// The blocks of each article.
    pub(super) articles: Vec<Vec<usize>>,
    /// The width of each article's column, in half-width columns.
    pub(super) measures: Vec<usize>,
    pub(super) furniture: Vec<usize>,
}

impl Cast {
    /// Deals the material for a page like the one that `manner` was measured on. Where `kin`, all articles are of one
    /// language.
    pub(super) fn new(stock: &mut Stock, manner: &Manner, kin: bool, chance: &mut Chance) -> Self {
        let count = (manner.articles + chance.below(3)).saturating_sub(1).max(2);
        let size = manner.size + manner.size / 7;
        let articles = stock.articles(count, size, kin, chance);
        let mut cast = Self::default();
        let beside = articles.first().map(|article| article.sheet).filter(|_| kin);
        for article in articles {
            cast.add_article(article);
        }
        let count = (manner.furniture + chance.below(3)).saturating_sub(1);
        for _ in 0..count {
            let Some(block) = stock.furniture(beside, chance) else { break };
            cast.furniture.push(cast.blocks.len());
            let (role, gap, coarse, lines) = (block.role, block.gap, block.coarse, block.lines);
            cast.blocks.push(Placed { role, article: None, gap, coarse, lines });
        }
        cast
    }

    fn add_article(&mut self, article: Article) {
        let number = u32::try_from(self.articles.len()).unwrap_or(u32::MAX);
        let measure = article.measure();
        let first = self.blocks.len();
        for block in article.blocks {
            let (role, gap, coarse, lines) = (block.role, block.gap, block.coarse, block.lines);
            self.blocks.push(Placed { role, article: Some(number), gap, coarse, lines });
        }
        self.articles.push((first..self.blocks.len()).collect());
        let widest = || {
            let lines = self.blocks.get(first..).unwrap_or_default().iter().flat_map(|block| &block.lines);
            lines.map(Line::width).max().unwrap_or(1)
        };
        self.measures.push(measure.unwrap_or_else(widest));
    }

    /// The width of an article's running text on one line, in half-width columns.
    pub(super) fn text_length(&self, article: usize) -> usize {
        let (_, text, _) = self.parts(article);
        text.iter().filter_map(|slip| self.line(*slip)).map(Line::width).sum()
    }

    /// Wraps an article's lines to `measure` where they are wider or narrower, and what stands over it to `room`.
    pub(super) fn fit(&mut self, article: usize, measure: usize, room: usize) {
        for &block in self.articles.get(article).into_iter().flatten() {
            let Some(placed) = self.blocks.get_mut(block) else { continue };
            let (widest, indent) = match placed.role {
                Role::Headline => (room / 2, 0),
                Role::Body | Role::Note => (measure, 4),
                _ if placed.role.is_heading() => (room * 5 / 6, 0),
                _ => (measure.max(placed.lines.first().map_or(0, Line::width)).min(room), 0),
            };
            wrap::fit(&mut placed.lines, widest, indent, placed.role == Role::Body);
        }
    }

    /// Wraps an article's text to `measure` and tears lines of it at `rate`.
    pub(super) fn tear(&mut self, article: usize, measure: usize, rate: f64, chance: &mut Chance) {
        for &block in self.articles.get(article).into_iter().flatten() {
            if let Some(placed) = self.blocks.get_mut(block).filter(|placed| placed.role == Role::Body) {
                wrap::tear(&mut placed.lines, measure, 4, rate, chance);
            }
        }
    }

    /// Moves line breaks of an article's text, here and there.
    pub(super) fn shift(&mut self, article: usize, chance: &mut Chance) {
        for &block in self.articles.get(article).into_iter().flatten() {
            if let Some(placed) = self.blocks.get_mut(block).filter(|placed| placed.role == Role::Body) {
                wrap::shift(&mut placed.lines, chance);
            }
        }
    }

    /// Wraps the text of an article to the width of another's column, if all its lines are about as wide.
    pub(super) fn narrow(&mut self, article: usize, chance: &mut Chance) {
        let Some((&own, &measure)) = self.measures.get(article).zip(chance.pick(&self.measures)) else { return };
        let is_body = |block: &usize| self.blocks.get(*block).is_some_and(|placed| placed.role == Role::Body);
        let text: Vec<usize> = self.articles.get(article).into_iter().flatten().copied().filter(is_body).collect();
        let widest = text
            .iter()
            .filter_map(|&block| self.blocks.get(block))
            .flat_map(|placed| &placed.lines)
            .map(Line::width)
            .max();
        if widest.is_none_or(|widest| widest > own + 4) || own.abs_diff(measure) < 3 {
            return;
        }
        for block in text {
            if let Some(placed) = self.blocks.get_mut(block) {
                wrap::wrap(&mut placed.lines, measure, 4);
            }
        }
    }

    pub(super) fn line(&self, slip: Slip) -> Option<&Line> {
        self.blocks.get(slip.block)?.lines.get(slip.line)
    }

    pub(super) fn role(&self, slip: Slip) -> Option<Role> {
        self.blocks.get(slip.block).map(|block| block.role)
    }

    /// The printed lines of `block`.
    pub(super) fn slips(&self, block: usize) -> impl Iterator<Item = Slip> + use<> {
        let count = self.blocks.get(block).map_or(0, |block| block.lines.len());
        (0..count).map(move |line| Slip { block, line })
    }

    /// What stands over an article's text, its text, and beside it: its captions, each with its credit.
    pub(super) fn parts(&self, article: usize) -> (Vec<Slip>, Vec<Slip>, Vec<Vec<Slip>>) {
        let (mut head, mut text, mut beside) = (Vec::new(), Vec::new(), Vec::<Vec<Slip>>::new());
        let mut last = None;
        for &block in self.articles.get(article).into_iter().flatten() {
            let Some(role) = self.blocks.get(block).map(|block| block.role) else { continue };
            let over = role.is_heading() || matches!(role, Role::Byline | Role::Dateline);
            if !role.is_flow() {
                match beside.last_mut() {
                    Some(group) if role == Role::Credit && last == Some(Role::Caption) => {
                        group.extend(self.slips(block));
                    }
                    _ => beside.push(self.slips(block).collect()),
                }
            } else if over && text.is_empty() {
                head.extend(self.slips(block));
            } else {
                text.extend(self.slips(block));
            }
            last = Some(role);
        }
        beside.retain(|group| !group.is_empty());
        (head, text, beside)
    }

    /// Loses some lines of an article: its opening, its end, or some in the middle.
    pub(super) fn lose(&mut self, article: usize, chance: &mut Chance) {
        let (_, text, _) = self.parts(article);
        if text.len() < 8 {
            return;
        }
        let count = chance.between(1, 6.min(text.len() / 3));
        let from = match chance.below(4) {
            0 => 0,
            1 => chance.below(text.len() - count),
            _ => text.len() - count,
        };
        let lost = text.get(from..from + count).unwrap_or_default();
        // A loss shows where text is left on its side in the same block.
        let near = [from.checked_sub(1), Some(from + count)].into_iter().flatten().filter_map(|at| text.get(at));
        let near: Vec<usize> = near.map(|slip| slip.block).collect();
        for slip in lost.iter().rev() {
            let Some(block) = self.blocks.get_mut(slip.block) else { continue };
            block.lines.remove(slip.line);
            block.gap = true;
        }
        let shown = lost.iter().any(|slip| near.contains(&slip.block));
        if let (false, Some(block)) = (shown, near.first().and_then(|&block| self.blocks.get_mut(block))) {
            block.gap = true;
        }
    }
}

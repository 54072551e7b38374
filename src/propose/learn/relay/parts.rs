//! A page with its answer, taken apart: articles as printed lines, furniture, and what nobody could read.

use super::manner::Manner;
use crate::model::Role;
use crate::propose::learn::Truth;
use std::collections::BTreeMap;

/// A printed line, or the part of one that belongs to one block.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Line {
    /// Without white space at its ends; never empty.
    pub(super) text: String,
    /// Where it stands behind the last line of the article's block before: what parts the two.
    pub(super) glue: Option<String>,
    /// It is torn off the line before, on the right of which it stands.
    pub(super) is_torn: bool,
}

/// A paragraph, heading, caption and the like.
#[derive(Clone, Debug)]
pub(super) struct Block {
    pub(super) role: Role,
    pub(super) lines: Vec<Line>,
    pub(super) gap: bool,
    pub(super) coarse: bool,
}

/// An article as its page had it.
#[derive(Clone, Debug)]
pub(super) struct Article {
    /// Which source page, from 0.
    pub(super) sheet: usize,
    /// Its blocks in reading order, captions and credits behind the text.
    pub(super) blocks: Vec<Block>,
}

/// A source page, taken apart.
#[derive(Clone, Debug)]
pub(super) struct Sheet {
    pub(super) articles: Vec<Article>,
    pub(super) furniture: Vec<Block>,
    /// Lines without an answer.
    pub(super) open: Vec<String>,
    /// Unanswered marks on a line with other text.
    pub(super) specks: Vec<String>,
    pub(super) manner: Manner,
    /// How often two letters follow each other, in thousandths of all pairs.
    pub(super) letters: BTreeMap<(char, char), u32>,
}

/// A piece of a block on one line of the page.
#[derive(Clone, Copy, Debug)]
pub(super) struct Piece {
    /// Index of its block in the answer; `None` where there is no answer.
    pub(super) block: Option<usize>,
    /// Its number among the pieces of its block.
    pub(super) order: usize,
    /// The line of the page.
    pub(super) line: usize,
    /// Its bytes.
    pub(super) start: usize,
    pub(super) end: usize,
}

impl Line {
    pub(super) fn new(text: &str) -> Self {
        Self { text: text.to_owned(), glue: None, is_torn: false }
    }

    /// Its width in half-width columns, East Asian characters taking two.
    pub(super) fn width(&self) -> usize {
        width(&self.text)
    }
}

/// The width of `text` in half-width columns.
pub(super) fn width(text: &str) -> usize {
    text.chars().map(|c| 1 + usize::from(crate::text::is_cjk(c))).sum()
}

impl Block {
    pub(super) fn is_body(&self) -> bool {
        matches!(self.role, Role::Body | Role::Note)
    }
}

impl Article {
    /// The median width of its full lines of running text, in half-width columns; `None` without such lines.
    pub(super) fn measure(&self) -> Option<usize> {
        let bodies = self.blocks.iter().filter(|block| block.is_body());
        let full = bodies.flat_map(|block| block.lines.get(..block.lines.len().saturating_sub(1)).unwrap_or_default());
        let mut widths: Vec<usize> = full.map(Line::width).collect();
        widths.sort_unstable();
        widths.get(widths.len() / 2).copied()
    }
}

impl Sheet {
    /// Takes `truth` apart; `sheet` is its number among the sources.
    pub(super) fn new(truth: &Truth, sheet: usize) -> Self {
        let pieces = pieces(truth);
        let mut by_block: BTreeMap<usize, Vec<Piece>> = BTreeMap::new();
        for piece in &pieces {
            if let Some(block) = piece.block {
                by_block.entry(block).or_default().push(*piece);
            }
        }
        let mut articles: BTreeMap<u32, Article> = BTreeMap::new();
        let mut furniture = Vec::new();
        let mut last: Option<(u32, Piece)> = None;
        for (index, block) in truth.blocks.iter().enumerate() {
            let Some(own) = by_block.get(&index) else { continue };
            let before = last.filter(|(article, _)| Some(*article) == block.article).map(|(_, piece)| piece);
            let lines = lines(truth, own, before);
            let found = Block { role: block.role, lines, gap: block.gap, coarse: block.coarse };
            if found.lines.is_empty() {
                continue;
            }
            let Some(article) = block.article else {
                furniture.push(found);
                continue;
            };
            articles.entry(article).or_insert_with(|| Article { sheet, blocks: Vec::new() }).blocks.push(found);
            last = own.last().map(|piece| (article, *piece));
        }
        let (mut open, mut specks, mut doubled) = (Vec::new(), Vec::new(), 0);
        for (index, piece) in pieces.iter().enumerate().filter(|(_, piece)| piece.block.is_none()) {
            let Some(text) = truth.page.text().get(piece.start..piece.end) else { continue };
            let around = [index.checked_sub(1), Some(index + 1)].into_iter().flatten();
            let alone = around.filter_map(|at| pieces.get(at)).all(|other| other.line != piece.line);
            let before = index.checked_sub(1).and_then(|at| pieces.get(at)).filter(|before| before.block.is_some());
            let before = before.and_then(|before| truth.page.text().get(before.start..before.end));
            if alone && before.is_some_and(|before| is_again(before, text)) {
                doubled += 1;
            } else if alone {
                open.push(text.to_owned());
            } else {
                specks.push(text.to_owned());
            }
        }
        let mut manner = Manner::of(truth, &pieces);
        (manner.open, manner.specks, manner.doubled) = (open.len(), specks.len(), doubled);
        Self {
            articles: articles.into_values().collect(),
            furniture,
            open,
            specks,
            manner,
            letters: letters(truth.page.text()),
        }
    }
}

/// True where `text` repeats the end of `before`, a few characters apart.
fn is_again(before: &str, text: &str) -> bool {
    let text: Vec<char> = text.chars().filter(|c| !c.is_whitespace()).collect();
    let same = text.iter().filter(|&&c| before.contains(c)).count();
    same * 10 >= text.len() * 8
}

/// Pairs of letters, in thousandths of all.
fn letters(text: &str) -> BTreeMap<(char, char), u32> {
    let mut counts: BTreeMap<(char, char), u32> = BTreeMap::new();
    let (mut last, mut total) = (' ', 0_u32);
    for c in text.chars().flat_map(char::to_lowercase) {
        if last.is_alphabetic() && c.is_alphabetic() {
            *counts.entry((last, c)).or_default() += 1;
            total += 1;
        }
        last = c;
    }
    for count in counts.values_mut() {
        *count = u32::try_from(u64::from(*count) * 1000 / u64::from(total.max(1))).unwrap_or(0);
    }
    counts.retain(|_, count| *count > 0);
    counts
}

/// All pieces of a page, in the order of the page.
pub(super) fn pieces(truth: &Truth) -> Vec<Piece> {
    let (page, mut found) = (&truth.page, Vec::new());
    let mut add = |block: Option<usize>, order: &mut usize, start: usize, end: usize| {
        let table = page.lines();
        let first = table.line_of(crate::text::Pos::new(start));
        for line in first..table.count() {
            let content = table.content(page.text(), line);
            if content.start >= end {
                break;
            }
            let (from, to) = (content.start.max(start), content.end.min(end));
            let Some(text) = page.text().get(from..to) else { continue };
            let from = from + (text.len() - text.trim_start().len());
            let to = from + text.trim().len();
            if from < to {
                found.push(Piece { block, order: *order, line, start: from, end: to });
                *order += 1;
            }
        }
    };
    for (index, block) in truth.blocks.iter().enumerate() {
        let mut order = 0;
        for span in &block.spans {
            add(Some(index), &mut order, span.start.get(), span.end.get());
        }
    }
    for span in &truth.open {
        add(None, &mut 0, span.start.get(), span.end.get());
    }
    found.sort_by_key(|piece| piece.start);
    found
}

/// The printed lines of a block. Pieces that only a speck parts are one line.
fn lines(truth: &Truth, own: &[Piece], before: Option<Piece>) -> Vec<Line> {
    let text = truth.page.text();
    let mut own = own.to_vec();
    own.sort_by_key(|piece| piece.order);
    let mut lines: Vec<Line> = Vec::new();
    let mut last = before;
    for piece in own {
        let Some(piece_text) = text.get(piece.start..piece.end) else { continue };
        let same = last.filter(|last| last.line == piece.line && last.end <= piece.start);
        let between = same.and_then(|last| text.get(last.end..piece.start));
        let ink = between.map_or(0, |between| between.chars().filter(|c| !c.is_whitespace()).count());
        let near = between.filter(|between| ink <= 3 && between.chars().count() <= 5);
        match (lines.last_mut(), near) {
            (Some(line), Some(between)) => {
                line.text.push_str(if between.is_empty() { "" } else { " " });
                line.text.push_str(piece_text);
            }
            (None, Some(between)) if ink == 0 => {
                lines.push(Line { text: piece_text.to_owned(), glue: Some(between.to_owned()), is_torn: false });
            }
            _ => lines.push(Line::new(piece_text)),
        }
        last = Some(piece);
    }
    lines
}

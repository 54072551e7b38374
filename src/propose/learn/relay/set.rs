//! Rows of pieces become the text of a page and its answer.

use super::super::Chance;
use super::cast::{Cast, Slip};
use super::manner::{Joint, Manner, Side};
use crate::model::{Page, Role, Source};
use crate::propose::learn::{TrueBlock, Truth};
use crate::text::{PageNo, Span};
use std::sync::Arc;

/// A piece of a line of the page.
#[derive(Clone, Debug)]
pub(super) enum Bit {
    Line(Slip),
    /// Text without an answer, and what parts it from others.
    Loose(String),
}

/// A line of the page.
#[derive(Clone, Debug, Default)]
pub(super) struct Row {
    pub(super) bits: Vec<Bit>,
    /// How many blank lines stand above it.
    pub(super) blanks: usize,
}

impl Row {
    pub(super) fn of(slip: Slip) -> Self {
        Self { bits: vec![Bit::Line(slip)], blanks: 0 }
    }

    pub(super) fn loose(text: &str) -> Self {
        Self { bits: vec![Bit::Loose(text.to_owned())], blanks: 0 }
    }

    fn first(&self) -> Option<Slip> {
        self.bits.iter().find_map(|bit| if let Bit::Line(slip) = bit { Some(*slip) } else { None })
    }

    pub(super) fn last(&self) -> Option<Slip> {
        let mut bits = self.bits.iter().rev();
        bits.find_map(|bit| if let Bit::Line(slip) = bit { Some(*slip) } else { None })
    }
}

/// Puts blank lines between `rows` as often as `manner` has them.
pub(super) fn part(rows: &mut [Row], cast: &Cast, manner: &Manner, all: &Manner, chance: &mut Chance) {
    let side = |slip: Option<Slip>| {
        let slip = slip?;
        let block = cast.blocks.get(slip.block)?;
        Some(Side { block: slip.block, order: slip.line, role: block.role, article: block.article })
    };
    let mut above: Option<Option<Slip>> = None;
    for row in rows {
        let alone = matches!(row.bits.as_slice(), [_]);
        if let Some(last) = above {
            let joint = Joint::of(side(last), side(row.first()));
            let (some, two) = manner.blanks(joint, all);
            row.blanks = usize::from(chance.happens(some));
            row.blanks += usize::from(row.blanks > 0 && chance.happens(two));
        }
        above = Some(if alone { row.last() } else { row.first() });
    }
}

/// The text and the answer. Paragraphs begin with one of `leads`.
pub(super) fn set(rows: &[Row], cast: &Cast, leads: &[String], name: String, chance: &mut Chance) -> Truth {
    let mut text = String::new();
    let mut pieces: Vec<(Slip, usize, usize)> = Vec::new();
    let mut open = Vec::new();
    for (index, row) in rows.iter().enumerate() {
        if index > 0 {
            text.push('\n');
            text.push_str(&"\n".repeat(row.blanks));
        }
        for bit in &row.bits {
            let start = text.len();
            match bit {
                Bit::Loose(loose) => {
                    text.push_str(loose);
                    let from = start + (loose.len() - loose.trim_start().len());
                    let to = from + loose.trim().len();
                    if from < to {
                        open.push(span(from, to));
                    }
                }
                Bit::Line(slip) => {
                    let Some(line) = cast.line(*slip) else { continue };
                    if slip.line == 0 && cast.role(*slip) == Some(Role::Body) {
                        text.push_str(chance.pick(leads).map_or("", String::as_str));
                    }
                    let start = text.len();
                    text.push_str(&line.text);
                    pieces.push((*slip, start, text.len()));
                }
            }
        }
    }
    text.push('\n');
    pieces.sort_unstable();
    let mut blocks = Vec::new();
    let order = cast.articles.iter().flatten().chain(&cast.furniture);
    for &index in order {
        let Some(placed) = cast.blocks.get(index) else { continue };
        let from = pieces.partition_point(|(slip, ..)| slip.block < index);
        let to = pieces.partition_point(|(slip, ..)| slip.block <= index);
        let mut runs: Vec<(usize, usize)> = Vec::new();
        for (_, start, end) in pieces.get(from..to).unwrap_or_default() {
            match runs.last_mut() {
                Some(run) if text.get(run.1..*start).is_some_and(|between| between.trim().is_empty()) => run.1 = *end,
                _ => runs.push((*start, *end)),
            }
        }
        if !runs.is_empty() {
            let spans = runs.into_iter().map(|(start, end)| span(start, end)).collect();
            let (role, article, gap, coarse) = (placed.role, placed.article, placed.gap, placed.coarse);
            blocks.push(TrueBlock { spans, role, article, gap, coarse });
        }
    }
    let source = Source { file: name, ..Source::default() };
    Truth { page: Arc::new(Page::new(text, source, Vec::new())), blocks, open }
}

fn span(start: usize, end: usize) -> Span {
    Span::new(PageNo::default(), start, end)
}

//! What plain rules make of a page: the proposal for pages that the trees know nothing of, and evidence elsewhere.
//!
//! Trees know the kinds of pages that they were learned from. For a script of which the model has seen none, and for a
//! page of a few lines, which is unlike all that it has seen, the rules are better.
//!
//! A heading begins an article, a text that breaks off goes on where it fits best: rules that hold in any language. The
//! trees weigh their answer like any other evidence.

use super::articles::{self, Chain};
use super::blocks::{self, Draft};
use super::captions;
use super::cohesion::Words;
use super::grams::Grams;
use super::link;
use super::missing;
use super::roles::LineRole;
use super::settle;
use super::sheet::Sheet;
use super::{Budget, Cancelled};

/// For each line what the rules make of it.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(super) struct RuleLine {
    /// Its article, from 1; 0 where it is in none.
    pub(super) article: u32,
    /// The line before it in the flow of its article, counted from 1; 0 where there is none.
    pub(super) before: u32,
    /// A block begins with it.
    pub(super) opens: bool,
}

/// Blocks and articles by the rules alone: for pages that the trees know nothing of.
pub(super) fn propose(sheet: &Sheet<'_>, budget: &Budget) -> Result<(Vec<Draft>, Vec<Chain>), Cancelled> {
    let grams = Grams::new(sheet, budget)?;
    let mut roles = super::roles::line_roles(sheet, &grams, budget)?;
    missing::mark_doubled_tails(sheet, &mut roles, budget)?;
    articles_of(sheet, &grams, roles, budget)
}

/// The rules in their order.
fn articles_of(
    sheet: &Sheet<'_>,
    grams: &Grams,
    mut roles: Vec<LineRole>,
    budget: &Budget,
) -> Result<(Vec<Draft>, Vec<Chain>), Cancelled> {
    let words = Words::new(sheet, budget)?;
    captions::mark_captions(sheet, grams, &mut roles, budget)?;
    let mut drafts = blocks::blocks(sheet, &roles, grams, budget)?;
    settle::settle(sheet, &words, &mut drafts, budget)?;
    let drafts = blocks::bridge(sheet, grams, drafts, budget)?;
    let walls: Vec<Option<u32>> = drafts.iter().map(|draft| sheet.lines[draft.first()].kept).collect();
    let chains = articles::chains(sheet, &words, &drafts, &walls, budget)?;
    let facts = link::Page { sheet, grams, words: &words, drafts: &drafts };
    let chains = link::link(&facts, chains, budget)?;
    Ok((drafts, chains))
}

/// What the rules make of the lines of `sheet`, with the roles that they gave.
pub(super) fn read(
    sheet: &Sheet<'_>,
    grams: &Grams,
    roles: Vec<LineRole>,
    budget: &Budget,
) -> Result<Vec<RuleLine>, Cancelled> {
    let (drafts, chains) = articles_of(sheet, grams, roles, budget)?;
    let mut lines = vec![RuleLine::default(); sheet.lines.len()];
    let number = |index: usize| u32::try_from(index + 1).unwrap_or(u32::MAX);
    for (nth, chain) in chains.iter().enumerate() {
        budget.step_at(nth)?;
        let mut last = None;
        for &(draft, _) in &chain.parts {
            let draft = &drafts[draft];
            for (at, &line) in draft.lines.iter().enumerate() {
                lines[line].article = number(nth);
                lines[line].opens = at == 0;
                if draft.role.is_flow() {
                    lines[line].before = last.map_or(0, number);
                    last = Some(line);
                }
            }
        }
    }
    Ok(lines)
}

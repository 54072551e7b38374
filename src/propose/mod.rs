//! Proposes what belongs together: pages in, blocks with roles and articles out.
//!
//! Pure and deterministic: knows no file, no clock, no chance. This proposer is made of plain rules, one phase after
//! the other, each a function from what it is given to what it returns:
//!
//! 1. [`sheet`]: lines without what is kept, their widths and indents; lines read across are parted in [`unweave`], and
//!    those without a wide gap in [`columns`], [`merged`] and [`edges`];
//! 2. [`roles`]: what each line is, from its form ([`marks`]) and what stands around it;
//! 3. [`blocks`]: lines become paragraphs, headings and captions; sentences go on beyond what interrupts them;
//! 4. [`articles`]: headings and openings begin articles, and blocks go to them;
//! 5. [`finish`]: spans, evidence and kept blocks become a [`Proposal`].
//!
//! Time is linear in the length of the text, but for sorting; whatever looks around looks at a bounded neighbourhood.

mod around;
mod articles;
mod assemble;
mod assign;
mod beside;
mod blocks;
mod budget;
mod captions;
#[cfg(test)]
mod cases;
mod cells;
mod cohesion;
mod columns;
mod decided;
mod echoes;
mod edges;
mod evidence;
mod facts;
mod features;
mod finish;
mod gaps;
mod grammar;
mod grams;
mod ground;
pub mod learn;
mod link;
mod links;
mod marks;
mod masthead;
mod merged;
mod misread;
mod missing;
mod odds;
mod proposal;
mod reading;
mod reason;
mod roles;
mod rules;
mod seam;
mod sections;
mod settle;
mod sheet;
mod spaced;
mod tails;
#[cfg(test)]
mod tests;
mod unweave;
pub mod weights;
mod words;
pub mod woven;

pub use budget::{Budget, Cancelled, Progress};
pub use proposal::{BlockRef, Input, Kept, Proposal, ProposedArticle, ProposedBlock, ProposedPart};

use crate::model::Page;
use crate::text::{PageNo, Span};
use sheet::Sheet;
use std::ops::{Range, RangeInclusive};
use std::sync::Arc;
use weights::{Model, Stages};

/// Printed lines of pages such as the trees have seen: fewer are a piece of a page, more are no page at all but whole books
/// in one dump. Those are read by plain rules, which need little memory for a line.
const LINES: RangeInclusive<usize> = 30..=4_000;
/// Cells of a line that is read across, beyond which a page is no page either.
const CELLS: usize = 8;

/// Proposes blocks, roles and articles for the pages of `input`, around what is kept.
///
/// # Errors
/// [`Cancelled`] once `budget` says so.
pub fn propose(input: &Input, budget: &Budget, progress: &Progress) -> Result<Proposal, Cancelled> {
    propose_from(LINES, input, budget, progress)
}

/// Proposes blocks, roles and articles for one page of `input`, around what is kept on it: pages are read each by itself,
/// so that all pages one by one give what [`propose`] gives. Adds the page's lines to `progress`, and expects none.
///
/// # Errors
/// [`Cancelled`] once `budget` says so.
pub fn propose_page(
    input: &Input,
    number: PageNo,
    budget: &Budget,
    progress: &Progress,
) -> Result<Proposal, Cancelled> {
    read_pages(&LINES, input, number.index()..number.index().saturating_add(1), budget, progress)
}

/// As [`propose`], where pages of so many printed `lines` are read by trees.
fn propose_from(
    lines: RangeInclusive<usize>,
    input: &Input,
    budget: &Budget,
    progress: &Progress,
) -> Result<Proposal, Cancelled> {
    progress.expect(input.pages.iter().map(|page| page.lines().count()).sum());
    read_pages(&lines, input, 0..input.pages.len(), budget, progress)
}

fn read_pages(
    lines: &RangeInclusive<usize>,
    input: &Input,
    numbers: Range<usize>,
    budget: &Budget,
    progress: &Progress,
) -> Result<Proposal, Cancelled> {
    budget.step()?;
    let model = match &input.model {
        Some(model) => Arc::clone(model),
        None => Model::shipped(),
    };
    let model = &*model;
    let mut kept: Vec<(Span, Option<usize>)> = Vec::new();
    for (index, block) in input.kept.iter().enumerate() {
        let flow = block.home.article().is_some() && block.role.is_flow();
        kept.extend(block.spans.iter().map(|&span| (span, flow.then_some(index))));
    }
    kept.sort_unstable();
    let mut finish = finish::Finish::new(input);
    for (number, page) in input.pages.iter().enumerate().skip(numbers.start).take(numbers.len()) {
        let number = PageNo::new(number);
        let from = kept.partition_point(|(span, _)| span.page < number);
        let to = kept.partition_point(|(span, _)| span.page <= number);
        let kept = kept.get(from..to).unwrap_or_default();
        let spaced = sheet::is_spaced(page.text(), budget)?;
        let trees = model.stages(spaced).filter(|_| lines.contains(&printed_lines(page, *lines.end())));
        let read = match trees {
            Some(stages) => by_trees(page, number, kept, (model, stages), input, lines, budget)?,
            None => None,
        };
        let (sheet, mut drafts, chains) = match read {
            Some((sheet, (drafts, chains, places))) => {
                finish.know(places);
                (sheet, drafts, chains)
            }
            None => {
                let sheet = Sheet::read(page, number, kept, sheet::Kept::Masked, None, budget)?;
                let (drafts, chains) = rules::propose(&sheet, budget)?;
                (sheet, drafts, chains)
            }
        };
        finish.know(misread::suspects(&sheet, number, model.knowledge.ngrams.as_ref(), budget)?);
        let chains = missing::facts(&sheet, &mut drafts, chains, budget)?;
        finish.add(&sheet, drafts, chains, budget)?;
        progress.advance(page.lines().count());
    }
    finish.done(budget)
}

/// How much more likely the text `right` goes on from `left` than not, by the language that `model` knows: above 0 it does.
/// `None` where a side is blank, or no language is known.
#[must_use]
pub fn goes_on(model: &Model, left: &str, right: &str) -> Option<f32> {
    seam::goes_on(model.knowledge.ngrams.as_ref()?, left, right)
}

/// Blocks and articles of a page by trees; `None` where it falls into more cells than any page has.
fn by_trees<'p>(
    page: &'p Page,
    number: PageNo,
    kept: &[(Span, Option<usize>)],
    (model, stages): (&Model, &Stages),
    input: &Input,
    lines: &RangeInclusive<usize>,
    budget: &Budget,
) -> Result<Option<(Sheet<'p>, assemble::Assembled)>, Cancelled> {
    let sheet = Sheet::parted(page, number, kept, model.knowledge.parting(), budget)?;
    if sheet.lines.len() > lines.end().saturating_mul(CELLS) {
        return Ok(None);
    }
    let mut ground = ground::Ground::new(sheet, &model.knowledge, budget)?;
    ground.decided = decided::Decided::new(&ground.sheet, &ground.facts, number, &input.kept, budget)?;
    let reading = reading::read(&ground, stages, &model.knowledge, budget)?;
    let assembled = assemble::assemble(&ground, &reading, (model, stages), budget)?;
    Ok(Some((ground.sheet, assembled)))
}

/// Lines of `page` that are not blank, counted until there are more than `most`.
fn printed_lines(page: &Page, most: usize) -> usize {
    let printed = (0..page.lines().count()).map(|line| page.lines().content(page.text(), line));
    let printed = printed.filter(|range| page.text().get(range.clone()).is_some_and(|text| !text.trim().is_empty()));
    printed.take(most.saturating_add(1)).count()
}

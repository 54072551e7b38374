//! Proposes what belongs together: pages in, blocks with roles and articles out.
//!
//! Pure and deterministic: knows no file, no clock, no chance. This proposer is made of plain rules, one phase after
//! the other, each a function from what it is given to what it returns:
//!
//! 1. [`sheet`]: lines without what is kept, their widths and indents; lines read across are parted in [`unweave`], and
//!    those without a wide gap in [`columns`] and [`merged`];
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
mod blocks;
mod budget;
mod captions;
#[cfg(test)]
mod cases;
mod cohesion;
mod columns;
mod decided;
mod echoes;
mod evidence;
mod facts;
mod features;
mod finish;
mod gaps;
mod grams;
mod ground;
pub mod learn;
mod link;
mod links;
mod marks;
mod merged;
mod missing;
mod proposal;
mod reading;
mod reason;
mod roles;
mod rules;
mod seam;
mod settle;
mod sheet;
#[cfg(test)]
mod tests;
mod unweave;
pub mod weights;
mod words;

pub use budget::{Budget, Cancelled, Progress};
pub use proposal::{BlockRef, Input, Kept, Proposal, ProposedArticle, ProposedBlock, ProposedPart};

use crate::model::Page;
use crate::text::{PageNo, Span};
use std::sync::Arc;
use weights::Model;

/// Printed lines of a page under which it is unlike all that the trees have seen.
const FEW_LINES: usize = 60;

/// Proposes blocks, roles and articles for the pages of `input`, around what is kept.
///
/// # Errors
/// [`Cancelled`] once `budget` says so.
pub fn propose(input: &Input, budget: &Budget, progress: &Progress) -> Result<Proposal, Cancelled> {
    propose_from(FEW_LINES, input, budget, progress)
}

/// The same, where pages of `few` printed lines or more are read by trees.
fn propose_from(few: usize, input: &Input, budget: &Budget, progress: &Progress) -> Result<Proposal, Cancelled> {
    budget.step()?;
    progress.expect(input.pages.iter().map(|page| page.lines().count()).sum());
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
    for (number, page) in input.pages.iter().enumerate() {
        let number = PageNo::new(number);
        let from = kept.partition_point(|(span, _)| span.page < number);
        let to = kept.partition_point(|(span, _)| span.page <= number);
        let kept = kept.get(from..to).unwrap_or_default();
        let spaced = sheet::is_spaced(page.text(), budget)?;
        let trees = model.stages(spaced).filter(|_| has_lines(page, few));
        let (sheet, mut drafts, chains) = if let Some(stages) = trees {
            let language = model.knowledge.ngrams.as_ref();
            let sheet = sheet::Sheet::parted(page, number, kept, language, budget)?;
            let mut ground = ground::Ground::new(sheet, &model.knowledge, budget)?;
            ground.decided = decided::Decided::new(&ground.sheet, number, &input.kept, budget)?;
            let reading = reading::read(&ground, stages, &model.knowledge, budget)?;
            let (drafts, chains, places) = assemble::assemble(&ground, &reading, (model, stages), budget)?;
            finish.know(places);
            (ground.sheet, drafts, chains)
        } else {
            let sheet = sheet::Sheet::read(page, number, kept, sheet::Kept::Masked, None, budget)?;
            let (drafts, chains) = rules::propose(&sheet, budget)?;
            (sheet, drafts, chains)
        };
        let chains = missing::facts(&sheet, &mut drafts, chains, budget)?;
        finish.add(&sheet, drafts, chains, budget)?;
        progress.advance(page.lines().count());
    }
    finish.done(budget)
}

/// True where `page` has `least` lines that are not blank.
fn has_lines(page: &Page, least: usize) -> bool {
    let printed = (0..page.lines().count()).map(|line| page.lines().content(page.text(), line));
    let printed = printed.filter(|range| page.text().get(range.clone()).is_some_and(|text| !text.trim().is_empty()));
    printed.take(least).count() == least
}

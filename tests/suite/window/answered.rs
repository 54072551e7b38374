//! Answers of somebody who knows how a page should be, for pages that are finished by their doubts.

use newsmend::desk::Sample;
use newsmend::desk::doubts::{Doubt, alternatives, edit_of};
use newsmend::measure::{Answer, Gold, parts_of};
use newsmend::model::Project;
use newsmend::text::PageNo;
use std::path::Path;

/// What is left to be done by hand on the first page.
pub(super) fn repairs(project: &Project, answer: &Answer) -> usize {
    answer.score(&parts_of(project, PageNo::new(0))).unwrap().repairs
}

/// The answer of a sample.
pub(super) fn sample_answer(sample: Sample) -> Answer {
    let (name, text) = sample.file();
    let gold = format!("assets/samples/answers/{}", name.replace(".txt", ".gold.json"));
    let gold = std::fs::read(Path::new(env!("CARGO_MANIFEST_DIR")).join(gold)).unwrap();
    Answer::new(text, &Gold::read(&gold, text.chars().count()).unwrap())
}

/// What somebody answers who knows how the page should be.
#[derive(Clone, Copy, Debug)]
pub(super) struct Answered {
    /// Which alternative; `None` for the default.
    pub(super) alternative: Option<usize>,
    /// Repairs that are left then.
    pub(super) left: usize,
}

/// The answer that leaves the fewest repairs; where several do, the default or the first.
pub(super) fn best_answer(project: &Project, doubt: &Doubt, answer: &Answer) -> Answered {
    let mut best = Answered { alternative: None, left: repairs(project, answer) };
    for (nth, choice) in alternatives(project, doubt).into_iter().enumerate() {
        let mut after = project.clone();
        // What only shows a page changes nothing.
        let Ok(edit) = edit_of(project, doubt, choice) else { continue };
        after.apply(edit).unwrap();
        let left = repairs(&after, answer);
        if left < best.left {
            best = Answered { alternative: Some(nth), left };
        }
    }
    best
}

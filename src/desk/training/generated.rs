//! Pages that are laid out anew, as pages of the sets that the shipped model is learned from are broken.

use super::{Plan, Source};
use crate::propose::learn::{Lesson, Style, Truth, relay_like};

/// How much a page that was laid out anew counts beside one that was not.
const WEIGHT: f32 = 0.8;

/// Pages of one style to lay out.
pub(super) struct Set {
    /// The style, by [`Style::name`].
    style: &'static str,
    /// The folder whose pages stand model.
    pub(super) set: &'static str,
    /// What their names contain.
    named: &'static str,
    /// How many pages, where [`Plan::generated`] is 1.
    pages: usize,
}

impl Set {
    /// True where text without an answer is junk, which is to be discarded; else nobody knows what it is.
    pub(super) fn open_is_junk(&self) -> bool {
        self.set != "real"
    }

    /// True for pages whose articles and furniture may be used.
    fn lends(&self, source: &Source) -> bool {
        if source.set != self.set {
            return false;
        }
        // Pages of one engine may lend each other their articles.
        match self.set {
            "ocr-train" => source.name.contains("rapid") == self.named.contains("rapid"),
            // They are of one make, and differ in how they are broken.
            "train" => true,
            _ => source.name.contains(self.named),
        }
    }
}

const fn set(style: &'static str, set: &'static str, named: &'static str, pages: usize) -> Set {
    Set { style, set, named, pages }
}

/// Styles of pages that are made, of which pages, and how many. Of those that OCR engines read there are few: they can be
/// printed and read instead (`benches/printed`).
pub(super) const STYLES: &[Set] = &[
    set("easy", "train", "p-easy", 240),
    set("medium", "train", "p-medium", 320),
    set("hard", "train", "p-hard", 320),
    set("press", "press-train", "", 480),
    set("psm3", "ocr-train", "psm3", 100),
    set("psm4", "ocr-train", "psm4", 30),
    set("psm6", "ocr-train", "psm6", 20),
    set("psm11", "ocr-train", "psm11", 30),
    set("rapid-own", "ocr-train", "rapid-own", 30),
    set("rapid-xycut", "ocr-train", "rapid-xycut", 40),
    set("blocks", "real", ".blocks", 40),
    set("columns", "real", ".columns", 40),
    set("rows", "real", ".rows", 24),
];

/// A page that was laid out.
pub(super) struct Made {
    truth: Truth,
    part: u8,
    junk: bool,
}

impl Made {
    pub(super) fn lesson(&self) -> Lesson<'_> {
        Lesson { truth: &self.truth, weight: WEIGHT, junk: self.junk, part: self.part }
    }
}

/// Pages laid out from `sources`, each from those of one part, to which it then belongs.
pub(super) fn pages(sources: &[Source], parts: &[u8], plan: &Plan<'_>) -> Vec<Made> {
    let mut made = Vec::new();
    for set in STYLES {
        let Some(style) = Style::by_name(set.style) else { continue };
        for part in 0..plan.parts {
            let of_part = || sources.iter().zip(parts).filter(|(_, its)| **its == part).map(|(source, _)| source);
            let models = of_part().filter(|source| source.set == set.set && source.name.contains(set.named));
            let models: Vec<&Truth> = models.map(|source| &source.truth).collect();
            let texts: Vec<&Truth> = of_part().filter(|source| set.lends(source)).map(|source| &source.truth).collect();
            #[expect(
                clippy::cast_precision_loss,
                clippy::cast_possible_truncation,
                clippy::cast_sign_loss,
                reason = "some hundreds"
            )]
            let count = (set.pages as f32 * plan.generated / f32::from(plan.parts)).ceil() as usize;
            if !models.is_empty() && count > 0 {
                let seed = plan.seed ^ u64::from(part) << 8;
                let junk = set.open_is_junk();
                let pages = relay_like(&texts, &models, style, count, seed);
                made.extend(pages.into_iter().map(|truth| Made { truth, part, junk }));
            }
        }
    }
    made
}

//! What a card consists of, from top to bottom.

use super::{says, text};
use crate::app::theme::{GAP, GAP2};
use crate::app::widgets::card::HEADER;
use crate::desk::Lang;
use crate::model::{BlockId, Confidence, Home, Project, Role, SeamKey, seams_of};

/// How high a seam's line, and a chip's line, is.
pub(super) const MARK: f32 = 20.0;

/// One of the things that a card consists of.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub(super) enum Kind {
    /// The header: all that a folded card shows.
    Header,
    /// The opening is missing.
    Opening,
    /// The flow goes on elsewhere.
    Seam(SeamKey),
    /// A block, with its index in the article.
    Block(BlockId, usize),
    /// Text is missing behind a block.
    Gap(BlockId),
    /// The end is missing.
    Ending,
    /// Space below.
    Foot,
}

/// One of the things that a card consists of, with its height.
#[derive(Clone, Copy, Debug)]
pub(super) struct Part {
    pub(super) kind: Kind,
    /// In points.
    pub(super) height: f32,
    /// The height was measured; else it is a guess.
    pub(super) measured: bool,
}

/// What a card shows in its header.
#[derive(Clone, Debug, Default)]
pub(super) struct Heading {
    /// The headline, or how the text begins.
    pub(super) title: String,
    /// Where in the dump an article's text stands, in words.
    pub(super) lines: String,
    /// The confidence of the least certain block, where that is proposed.
    pub(super) confidence: Option<Confidence>,
    /// The editor has ticked it.
    pub(super) reviewed: bool,
    /// How many characters a section of the page has.
    pub(super) characters: usize,
}

/// What the card of `home` shows in its header.
pub(super) fn heading(project: &Project, lang: Lang, home: Home) -> Heading {
    match home {
        Home::Article(id) => {
            let Some(article) = project.article(id) else { return Heading::default() };
            let blocks = || article.blocks.iter().filter_map(|&id| project.block(id));
            let with = |role: Role| blocks().find(|block| block.role == role);
            let named = with(Role::Headline).or_else(|| with(Role::Body)).or_else(|| blocks().next());
            let title = named.map(|block| text::begin(project, block, 240).text).unwrap_or_default();
            let title = if title.is_empty() { says::EMPTY.get(lang).to_owned() } else { says::beginning(&title, 48) };
            let lowest = blocks().map(|block| block.why.confidence).min();
            let confidence = lowest.filter(|lowest| *lowest < Confidence::CERTAIN && *lowest > Confidence::new(0.0));
            let spans = || blocks().flat_map(|block| block.spans.iter());
            let ends = spans().map(|span| span.from()).min().zip(spans().map(|span| span.to()).max());
            let lines = ends.map(|(from, to)| says::lines(lang, project, from, to)).unwrap_or_default();
            Heading { title, lines, confidence, reviewed: article.facts.reviewed, characters: 0 }
        }
        Home::Furniture | Home::Discarded => {
            let ledger = project.ledger();
            let characters = if home == Home::Furniture { ledger.furniture } else { ledger.discarded };
            Heading { title: says::card(lang, home, 0, ""), characters, ..Heading::default() }
        }
    }
}

/// The parts of the card of `home`; heights of blocks are guesses for text of `width` points.
pub(super) fn parts(project: &Project, home: Home, folded: bool, width: f32) -> Vec<Part> {
    let known = |kind, height| Part { kind, height, measured: true };
    let mut parts = vec![known(Kind::Header, HEADER)];
    if folded {
        return parts;
    }
    let facts = home.article().and_then(|id| project.article(id)).map(|article| &article.facts);
    if facts.is_some_and(|facts| facts.opening_missing) {
        parts.push(known(Kind::Opening, MARK));
    }
    let seams = home.article().map(|id| seams_of(project, id)).unwrap_or_default();
    let mut seams = seams.iter().filter(|seam| seam.left != seam.right).peekable();
    for (index, id) in project.blocks_in(home).into_iter().enumerate() {
        let Some(block) = project.block(id) else { continue };
        if let Some(seam) = seams.next_if(|seam| seam.right == id) {
            parts.push(known(Kind::Seam(seam.key), MARK));
        }
        let guess = guess(text::length(block), block.role, width);
        parts.push(Part { kind: Kind::Block(id, index), height: guess, measured: false });
        if block.gap.is_some() {
            parts.push(known(Kind::Gap(id), MARK));
        }
    }
    if facts.is_some_and(|facts| facts.ending_missing) {
        parts.push(known(Kind::Ending, MARK));
    }
    parts.push(known(Kind::Foot, GAP2 + GAP));
    parts
}

/// How high a block of so many bytes may be.
fn guess(bytes: usize, role: Role, width: f32) -> f32 {
    let set = text::setting(role);
    let em = set.font.size;
    // Three bytes a square in Chinese, two bytes a square in Latin script.
    #[expect(clippy::cast_precision_loss, reason = "a guess, of at most 12,000 bytes")]
    let rows = (bytes.min(text::SHOWN) as f32 * em * 0.36 / width.max(em)).ceil();
    rows.max(1.0) * (em * 1.5).round() + set.above + set.below
}

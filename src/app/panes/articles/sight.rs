//! What of the list is in sight, and how high that is.

use super::block;
use super::content::Kind;
use super::list::{BETWEEN, List};
use super::text::{Laid, Marked, lay_out};
use crate::desk::search::{Hit, Results};
use crate::desk::{Lang, StepId, Work};
use crate::model::{ArticleId, BlockId, Home, Project};
use eframe::egui::Ui;
use std::collections::HashMap;

/// What the list is looked at with.
pub(super) struct Eye<'a> {
    pub(super) ui: &'a Ui,
    pub(super) project: &'a Project,
    pub(super) lang: Lang,
    /// The width of a card, in points.
    pub(super) width: f32,
    /// How much of the list is seen at once, in points.
    pub(super) height: f64,
    /// What a search found.
    pub(super) found: Finds<'a>,
    /// The block that is being corrected.
    pub(super) corrected: Option<BlockId>,
}

/// What a search found, as it is marked.
#[derive(Clone, Copy)]
pub(super) struct Finds<'a> {
    results: Option<&'a Results>,
    /// The state of the project.
    now: StepId,
    /// The match that is selected.
    current: Option<&'a Hit>,
}

impl<'a> Finds<'a> {
    /// What was found on the desk. Costs a search among the matches.
    pub(super) fn of(work: &'a Work) -> Self {
        let results = work.found.as_ref();
        let selected = |results: &'a Results| {
            let nth = results.current(work.project(), work.selection())?;
            results.found.hits.get(nth)
        };
        Self { results, now: work.history.now(), current: results.and_then(selected) }
    }

    /// What of it is in a block.
    pub(super) fn in_block(self, id: BlockId) -> Marked<'a> {
        let found = self.results.map(|results| results.ranges_in(id, self.now)).unwrap_or_default();
        Marked { found, current: self.current.filter(|hit| hit.block == id).map(|hit| &hit.range) }
    }
}

/// What is in sight.
pub(super) struct Sight {
    /// How far the list is scrolled, in points.
    pub(super) offset: f64,
    /// The cards with where they begin, from the top of the list.
    pub(super) cards: Vec<(usize, f64)>,
    /// The blocks as they are set, by the index of their card and of their part.
    pub(super) laid: HashMap<(usize, usize), Laid>,
}

/// How many screens of a card are measured at the most to find a place in it: a longer article is a whole page of text.
const SCREENS: usize = 64;

impl Sight {
    /// What is at the upper edge: an article, and how much of its card is above the edge, in points. `None` where that is no
    /// article.
    pub(super) fn top(&self, list: &List) -> Option<(ArticleId, f32)> {
        let &(at, top) = self.cards.first()?;
        #[expect(clippy::cast_possible_truncation, reason = "points")]
        let above = (self.offset - top) as f32;
        Some((list.cards.get(at)?.home.article()?, above))
    }
}

impl List {
    /// How far the list must be scrolled to have at its upper edge what [`Sight::top`] said. What of the card is above the edge
    /// is measured for that, a screen at a time.
    pub(super) fn offset_of(&mut self, eye: &Eye<'_>, (article, above): (ArticleId, f32)) -> Option<f64> {
        let at = self.find(Home::Article(article))?;
        let (above, mut seen) = (f64::from(above), 0.0);
        for _ in 0..SCREENS {
            self.look(eye, self.heights.top(at) + seen);
            if seen >= above {
                break;
            }
            seen += eye.height;
        }
        Some(self.heights.top(at) + above)
    }

    /// Finds what is in sight from `offset` on, and measures it. Where something above the upper edge is not as high as was
    /// guessed, the offset goes along.
    pub(super) fn look(&mut self, eye: &Eye<'_>, offset: f64) -> Sight {
        let mut sight = Sight { offset, cards: Vec::new(), laid: HashMap::new() };
        // What turns out lower than guessed makes room for more: another round sees it.
        for _ in 0..3 {
            sight.offset = sight.offset.clamp(0.0, (self.heights.total() - eye.height).max(0.0));
            sight.cards = self.heights.within(sight.offset..sight.offset + eye.height);
            self.add_corrected(eye, &mut sight.cards);
            let mut changed = 0.0_f32;
            for (at, top) in sight.cards.clone() {
                let unseen = self.cards[at].parts.is_empty();
                let grown = self.freshen(at, eye.project, eye.lang, eye.width);
                if unseen && top < sight.offset {
                    sight.offset += f64::from(grown);
                }
                changed += grown.abs() + self.measure(eye, (at, top), &mut sight);
            }
            if changed < 0.5 {
                break;
            }
        }
        sight
    }

    /// Measures the parts of a card that are in sight; returns by how much they changed.
    fn measure(&mut self, eye: &Eye<'_>, (at, top): (usize, f64), sight: &mut Sight) -> f32 {
        let mut changed = 0.0;
        let mut y = top;
        for (nth, part) in self.cards[at].parts.iter_mut().enumerate() {
            let in_sight = y + f64::from(part.height) > sight.offset && y < sight.offset + eye.height;
            if let Kind::Block(id, _) = part.kind
                && in_sight
                && eye.corrected != Some(id)
                && let Some(block) = eye.project.block(id)
            {
                let width = block::text_width(eye.width, block.role);
                let laid = lay_out(eye.ui, eye.lang, eye.project, block, width, eye.found.in_block(id));
                let height = block::height(block.role, laid.galley.size().y);
                let grown = height - part.height;
                if !part.measured && y < sight.offset {
                    sight.offset += f64::from(grown);
                }
                changed += grown.abs();
                part.height = height;
                part.measured = true;
                sight.laid.insert((at, nth), laid);
            }
            y += f64::from(part.height);
        }
        self.sum(at);
        changed
    }

    /// The card of the open correction is drawn even out of sight: a field that is not drawn loses the focus.
    fn add_corrected(&self, eye: &Eye<'_>, cards: &mut Vec<(usize, f64)>) {
        let home = eye.corrected.and_then(|id| eye.project.block(id)).map(|block| block.home);
        if let Some(at) = home.and_then(|home| self.find(home))
            && !cards.iter().any(|(card, _)| *card == at)
        {
            cards.push((at, self.heights.top(at)));
        }
    }

    /// Where the list must be scrolled to so that a block is in view; `None` where it is, or where it cannot be.
    pub(super) fn reveal(&mut self, eye: &Eye<'_>, block: Option<BlockId>, offset: f64) -> Option<f64> {
        let block = block?;
        let home = eye.project.block(block)?.home;
        let at = self.find(home)?;
        if self.cards[at].folded && home.article().is_none() {
            // A section that the editor has closed stays out of the way.
            return None;
        }
        self.freshen(at, eye.project, eye.lang, eye.width);
        let place = self.place_of(at, block)?;
        let (top, bottom) = (place.start - f64::from(BETWEEN), place.end + f64::from(BETWEEN));
        if bottom - top > eye.height {
            // Too high to be seen as a whole: its beginning.
            let to = top.clamp(0.0, (self.heights.total() - eye.height).max(0.0));
            return ((to - offset).abs() > 0.5).then_some(to);
        }
        if top >= offset && bottom <= offset + eye.height {
            return None;
        }
        // A third down, as in the raw text: what stands around it is seen, too, and not the article before it.
        let to = (top - eye.height / 3.0).max(bottom - eye.height);
        let to = to.clamp(0.0, (self.heights.total() - eye.height).max(0.0));
        ((to - offset).abs() > 0.5).then_some(to)
    }
}

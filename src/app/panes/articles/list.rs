//! Which cards there are, and where they stand: heights are kept from frame to frame, so that a frame costs what is in
//! sight.
//!
//! A card that was never in sight has a guessed height. Where a guess above the upper edge turns out wrong, the scroll
//! offset is moved by as much, so that nothing moves on the screen. After a step of the history the old heights stand in
//! until a part is measured again. A step that leaves the articles' order alone leaves all cards alone but those in sight,
//! which are made anew when they are looked at.

use super::content::{self, Heading, Kind, Part};
use super::heights::Heights;
use crate::app::theme::GAP2;
use crate::app::widgets::card::HEADER;
use crate::desk::{Folds, Lang, StepId, Work};
use crate::model::{ArticleId, BlockId, Home, Page, Project};
use std::collections::HashMap;
use std::ops::Range;
use std::sync::Arc;

/// Space between cards.
pub(super) const BETWEEN: f32 = GAP2;
/// How high a block may be on average, for cards that were never in sight.
const BLOCK: f32 = 84.0;

/// A card and its height.
pub(super) struct Card {
    pub(super) home: Home,
    /// The number of the article, from 1; 0 for the sections at the end.
    pub(super) number: usize,
    pub(super) folded: bool,
    /// Empty where it was never in sight.
    pub(super) parts: Vec<Part>,
    pub(super) heading: Heading,
    /// The [`List::state_no`] that it was made for; 0 where it must be made in any case.
    made: u64,
}

/// What the heights were measured for.
#[derive(Clone)]
struct State {
    now: StepId,
    lang: Lang,
    /// The width of a card, and by how much its text is enlarged.
    measure: (f32, f32),
    /// Holding it keeps another project's first page from having the same address.
    page: Option<Arc<Page>>,
}

/// The cards of a project.
#[derive(Default)]
pub(super) struct List {
    pub(super) cards: Vec<Card>,
    pub(super) heights: Heights,
    /// The articles that the first of the cards are of; the sections' cards follow.
    order: Vec<ArticleId>,
    state: Option<State>,
    /// Counts up with each other state of the project, or language.
    state_no: u64,
    /// What the cards were folded by.
    folds: Option<Folds>,
}

impl List {
    /// Brings the list up to date. Returns true where it is of another project than before.
    pub(super) fn update(&mut self, work: &Work, lang: Lang, measure: (f32, f32)) -> bool {
        let project = work.project();
        let state = State { now: work.history.now(), lang, measure, page: project.pages().first().cloned() };
        let same_page = |old: &State| match (&old.page, &state.page) {
            (Some(a), Some(b)) => Arc::ptr_eq(a, b),
            (None, None) => true,
            _ => false,
        };
        let other = !self.state.as_ref().is_some_and(same_page);
        if other {
            (self.cards, self.order, self.folds, self.heights) = (Vec::new(), Vec::new(), None, Heights::default());
        }
        let is = |old: &State| old.now == state.now && old.lang == lang;
        if other || !self.state.as_ref().is_some_and(is) {
            self.state_no += 1;
            self.renew(work);
        }
        if self.state.as_ref().is_none_or(|old| bits(old.measure) != bits(measure)) {
            self.cards.iter_mut().flat_map(|card| &mut card.parts).for_each(|part| {
                part.measured = !matches!(part.kind, Kind::Block(..));
            });
        }
        if self.folds.as_ref() != Some(&work.view.folds) {
            self.fold(work);
        }
        self.state = Some(state);
        other
    }

    fn fold(&mut self, work: &Work) {
        for (at, card) in self.cards.iter_mut().enumerate() {
            let folded = work.view.folds.is_folded(card.home);
            if folded != card.folded {
                card.folded = folded;
                card.made = 0;
                if card.parts.is_empty() {
                    self.heights.set(at, first_guess(work.project(), card.home, folded));
                }
            }
        }
        self.folds = Some(work.view.folds.clone());
    }

    /// Makes the cards for a new state of the project, with the heights of the old ones. Most steps leave nearly all cards
    /// where they are: only those between the first and the last that changed are looked for.
    fn renew(&mut self, work: &Work) {
        let project = work.project();
        let ledger = project.ledger();
        let sections = [(Home::Furniture, ledger.furniture), (Home::Discarded, ledger.discarded)];
        let sections = sections.into_iter().filter(|(_, count)| *count > 0).map(|(home, _)| home);
        let own = self.cards.get(self.order.len()..).unwrap_or_default().iter().map(|card| card.home);
        if self.order == project.order() && own.eq(sections.clone()) {
            return;
        }
        let articles = project.order().iter().map(|&id| Home::Article(id));
        let homes: Vec<Home> = articles.chain(sections).collect();
        let is_same = |(card, home): &(&Card, &Home)| card.home == **home;
        let before = self.cards.iter().zip(&homes).take_while(is_same).count();
        let (cards, places) = (&self.cards[before..], &homes[before..]);
        let behind = cards.iter().rev().zip(places.iter().rev()).take_while(is_same).count();
        let mut heights: Vec<f32> = (0..before).map(|at| self.heights.get(at)).collect();
        let count = self.cards.len();
        heights.reserve(homes.len() - before);
        let tail = self.cards.split_off(count - behind);
        let old = self.cards.drain(before..).enumerate();
        let mut old: HashMap<Home, (Card, f32)> =
            old.map(|(nth, card)| (card.home, (card, self.heights.get(before + nth)))).collect();
        for &home in &homes[before..homes.len() - behind] {
            let (card, height) = old.remove(&home).unwrap_or_else(|| {
                let folded = work.view.folds.is_folded(home);
                let card = Card { home, number: 0, folded, parts: Vec::new(), heading: Heading::default(), made: 0 };
                (card, first_guess(project, home, folded))
            });
            self.cards.push(card);
            heights.push(height);
        }
        self.cards.extend(tail);
        heights.extend((count - behind..count).map(|at| self.heights.get(at)));
        let articles = project.order().len();
        for (at, card) in self.cards.iter_mut().enumerate().skip(before) {
            card.number = if at < articles { at + 1 } else { 0 };
        }
        self.heights = Heights::new(heights, BETWEEN);
        self.order = project.order().to_vec();
    }

    /// The parts of a card, made anew where they are of another state. Returns by how much its height changed.
    pub(super) fn freshen(&mut self, at: usize, project: &Project, lang: Lang, width: f32) -> f32 {
        let now = self.state_no;
        let Some(card) = self.cards.get_mut(at).filter(|card| card.made != now) else { return 0.0 };
        let before = self.heights.get(at);
        let measured: HashMap<Kind, f32> =
            card.parts.iter().filter(|part| part.measured).map(|part| (key(part.kind), part.height)).collect();
        card.parts = content::parts(project, card.home, card.folded, width);
        for part in card.parts.iter_mut().filter(|part| !part.measured) {
            if let Some(&height) = measured.get(&key(part.kind)) {
                part.height = height;
                part.measured = true;
            }
        }
        card.heading = content::heading(project, lang, card.home);
        card.made = now;
        self.sum(at);
        self.heights.get(at) - before
    }

    /// Adds up the parts of a card.
    pub(super) fn sum(&mut self, at: usize) {
        if let Some(card) = self.cards.get(at) {
            self.heights.set(at, card.parts.iter().map(|part| part.height).sum());
        }
    }

    /// Which card a home has.
    pub(super) fn find(&self, home: Home) -> Option<usize> {
        match home {
            Home::Article(id) => self.order.iter().position(|&own| own == id),
            Home::Furniture | Home::Discarded => self.cards.iter().rposition(|card| card.home == home),
        }
    }

    /// Which card an article has.
    pub(super) fn article(&self, id: ArticleId) -> Option<&Card> {
        self.cards.get(self.find(Home::Article(id))?)
    }

    /// Where a block stands, or its folded card.
    pub(super) fn place_of(&self, at: usize, block: BlockId) -> Option<Range<f64>> {
        let card = self.cards.get(at)?;
        let mut top = self.heights.top(at);
        if card.folded {
            return Some(top..top + f64::from(HEADER));
        }
        for part in &card.parts {
            let bottom = top + f64::from(part.height);
            match part.kind {
                Kind::Block(id, index) if id == block => {
                    // The first block comes with its header.
                    return Some(if index == 0 { self.heights.top(at)..bottom } else { top..bottom });
                }
                _ => top = bottom,
            }
        }
        None
    }
}

fn bits((width, scale): (f32, f32)) -> (u32, u32) {
    (width.to_bits(), scale.to_bits())
}

/// What a part keeps its height under: a block whose place in the article changes is as high as before.
fn key(kind: Kind) -> Kind {
    match kind {
        Kind::Block(id, _) => Kind::Block(id, 0),
        other => other,
    }
}

fn first_guess(project: &Project, home: Home, folded: bool) -> f32 {
    let blocks = match home {
        Home::Article(id) if !folded => project.article(id).map_or(0, |article| article.blocks.len()),
        _ => 0,
    };
    #[expect(clippy::cast_precision_loss, reason = "a guess")]
    let blocks = blocks as f32;
    HEADER + BLOCK * blocks
}

//! Which cards there are, and where they stand: heights are kept from frame to frame, so that a frame costs what is in
//! sight.
//!
//! A card that was never in sight has a guessed height. Where a guess above the upper edge turns out wrong, the scroll
//! offset is moved by as much, so that nothing moves on the screen. After a step of the history the old heights stand in
//! until a part is measured again. A frame takes a sum over the cards (5,000: some 20 µs) and the parts of those in sight.

use super::content::{self, Heading, Kind, Part};
use crate::app::theme::GAP2;
use crate::app::widgets::card::HEADER;
use crate::desk::{Lang, StepId, Work};
use crate::model::{ArticleId, BlockId, Home, Page, Project};
use std::collections::{BTreeSet, HashMap};
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
    pub(super) height: f32,
    /// Empty where it was never in sight.
    pub(super) parts: Vec<Part>,
    pub(super) heading: Heading,
    /// Made for another state of the project, or another fold.
    stale: bool,
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
    state: Option<State>,
    /// The folded articles and the open sections that the cards were folded by.
    folded: Option<(BTreeSet<ArticleId>, BTreeSet<Home>)>,
}

impl List {
    /// Brings the list up to date. Returns true where it is of another project than before.
    pub(super) fn update(&mut self, work: &Work, open: &BTreeSet<Home>, lang: Lang, measure: (f32, f32)) -> bool {
        let project = work.project();
        let state = State { now: work.history.now(), lang, measure, page: project.pages().first().cloned() };
        let same_page = |old: &State| match (&old.page, &state.page) {
            (Some(a), Some(b)) => Arc::ptr_eq(a, b),
            (None, None) => true,
            _ => false,
        };
        let other = !self.state.as_ref().is_some_and(same_page);
        if other {
            self.cards.clear();
        }
        let is = |old: &State| old.now == state.now && old.lang == lang;
        if other || !self.state.as_ref().is_some_and(is) {
            self.renew(project);
            self.folded = None;
        }
        if self.state.as_ref().is_none_or(|old| bits(old.measure) != bits(measure)) {
            self.cards.iter_mut().flat_map(|card| &mut card.parts).for_each(|part| {
                part.measured = !matches!(part.kind, Kind::Block(..));
            });
        }
        if self.folded.as_ref().is_none_or(|(articles, sections)| *articles != work.view.folded || sections != open) {
            self.fold(work, open);
        }
        self.state = Some(state);
        other
    }

    fn fold(&mut self, work: &Work, open: &BTreeSet<Home>) {
        for card in &mut self.cards {
            let folded = match card.home {
                Home::Article(id) => work.view.folded.contains(&id),
                home @ (Home::Furniture | Home::Discarded) => !open.contains(&home),
            };
            if folded != card.folded {
                card.folded = folded;
                card.stale = true;
                if card.parts.is_empty() {
                    card.height = first_guess(work.project(), card.home, folded);
                }
            }
        }
        self.folded = Some((work.view.folded.clone(), open.clone()));
    }

    /// Makes the cards for a new state of the project, with the heights of the old ones. Most steps leave nearly all cards
    /// where they are: only those between the first and the last that changed are looked for.
    fn renew(&mut self, project: &Project) {
        let ledger = project.ledger();
        let sections = [(Home::Furniture, ledger.furniture), (Home::Discarded, ledger.discarded)];
        let sections = sections.into_iter().filter(|(_, count)| *count > 0).map(|(home, _)| (home, 0));
        let articles = project.order().iter().enumerate().map(|(at, &id)| (Home::Article(id), at + 1));
        let homes: Vec<(Home, usize)> = articles.chain(sections).collect();
        let is_same = |(card, (home, _)): &(&Card, &(Home, usize))| card.home == *home;
        let before = self.cards.iter().zip(&homes).take_while(is_same).count();
        let (cards, places) = (&self.cards[before..], &homes[before..]);
        let behind = cards.iter().rev().zip(places.iter().rev()).take_while(is_same).count();
        let tail = self.cards.split_off(self.cards.len() - behind);
        let mut old: HashMap<Home, Card> = self.cards.drain(before..).map(|card| (card.home, card)).collect();
        for &(home, number) in &homes[before..homes.len() - behind] {
            self.cards.push(old.remove(&home).unwrap_or_else(|| Card {
                home,
                number,
                folded: false,
                height: first_guess(project, home, false),
                parts: Vec::new(),
                heading: Heading::default(),
                stale: true,
            }));
        }
        self.cards.extend(tail);
        for (card, &(_, number)) in self.cards.iter_mut().zip(&homes) {
            card.number = number;
            card.stale = true;
        }
    }

    /// The parts of a card, made anew where they are of another state. Returns by how much its height changed.
    pub(super) fn freshen(&mut self, at: usize, project: &Project, lang: Lang, width: f32) -> f32 {
        let Some(card) = self.cards.get_mut(at).filter(|card| card.stale) else { return 0.0 };
        let before = card.height;
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
        card.stale = false;
        self.sum(at);
        self.cards[at].height - before
    }

    /// Adds up the parts of a card.
    pub(super) fn sum(&mut self, at: usize) {
        if let Some(card) = self.cards.get_mut(at) {
            card.height = card.parts.iter().map(|part| part.height).sum();
        }
    }

    /// Where each card that shares a point with `view` begins; all of it in points from the top of the list.
    pub(super) fn in_sight(&self, view: Range<f64>) -> Vec<(usize, f64)> {
        let mut found = Vec::new();
        let mut top = f64::from(BETWEEN);
        for (at, card) in self.cards.iter().enumerate() {
            let bottom = top + f64::from(card.height);
            if bottom > view.start && top < view.end {
                found.push((at, top));
            }
            if top >= view.end {
                break;
            }
            top = bottom + f64::from(BETWEEN);
        }
        found
    }

    /// The height of all cards.
    pub(super) fn total(&self) -> f64 {
        let cards = self.cards.iter().map(|card| f64::from(card.height + BETWEEN)).sum::<f64>();
        cards + f64::from(BETWEEN)
    }

    /// Where a card begins.
    pub(super) fn top(&self, at: usize) -> f64 {
        let above = self.cards.iter().take(at).map(|card| f64::from(card.height + BETWEEN)).sum::<f64>();
        above + f64::from(BETWEEN)
    }

    /// Which card a home has.
    pub(super) fn find(&self, home: Home) -> Option<usize> {
        self.cards.iter().position(|card| card.home == home)
    }

    /// Which card an article has.
    pub(super) fn article(&self, id: ArticleId) -> Option<&Card> {
        self.cards.iter().find(|card| card.home == Home::Article(id))
    }

    /// Where a block stands, or its folded card.
    pub(super) fn place_of(&self, at: usize, block: BlockId) -> Option<Range<f64>> {
        let card = self.cards.get(at)?;
        let mut top = self.top(at);
        if card.folded {
            return Some(top..top + f64::from(HEADER));
        }
        for part in &card.parts {
            let bottom = top + f64::from(part.height);
            match part.kind {
                Kind::Block(id, index) if id == block => {
                    // The first block comes with its header.
                    return Some(if index == 0 { self.top(at)..bottom } else { top..bottom });
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

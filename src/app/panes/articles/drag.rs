//! What is dragged, and where it would go.

use super::act::Act;
use super::block::Scene;
use super::list::{BETWEEN, List};
use super::says;
use crate::app::theme::{self, GAP2, Look, SMALL};
use crate::app::widgets::card;
use crate::desk::{Desk, Lang, StepId, Work, gestures};
use crate::model::{ArticleId, BlockId, Entry, Fragment, Home, Project};
use crate::text::{Place, Span};
use eframe::egui::{DragAndDrop, Id, LayerId, Order, Pos2, Rangef, Rect, Stroke, Ui, vec2};

/// How far the place between two cards reaches into each of them, in points. With the space between them it is 24 high, and
/// the middle half of a folded card is left to be merged into.
const EDGE: f32 = GAP2;
/// How near to a gap between two blocks a fragment is let go to come there and not to its best place, in points. The middle
/// of a block of one line is left to the best place.
const NEAR: f32 = GAP2;

/// A fragment of the raw text on its way to a card.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct FragmentDrag {
    /// Where the fragment begins in the dump.
    pub place: Place,
}

/// An article that is dragged by its header.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct CardDrag(pub(super) ArticleId);

/// A block that is dragged by its grip.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct BlockDrag {
    pub(super) block: BlockId,
    pub(super) home: Home,
}

/// A card that something may be dropped on, as it stands on the screen.
pub(super) struct Target {
    pub(super) home: Home,
    /// The number of the article; 0 for the sections at the end.
    pub(super) number: usize,
    pub(super) rect: Rect,
    /// The blocks of an article with their index in it; none of a folded one and of a section.
    pub(super) blocks: Vec<(usize, Rect)>,
}

/// A gap between two blocks of a card, above the first or below the last.
#[derive(Clone, Copy, Debug, PartialEq)]
struct Gap {
    /// Before which block of the article.
    index: usize,
    /// Where its line is drawn.
    y: f32,
}

impl Target {
    /// The gap that is nearest to `y`.
    fn gap_at(&self, y: f32) -> Option<Gap> {
        let before = self.blocks.iter().find(|(_, rect)| y < rect.center().y);
        let above = before.map(|(index, rect)| Gap { index: *index, y: rect.top() });
        above.or_else(|| self.blocks.last().map(|(index, rect)| Gap { index: index + 1, y: rect.bottom() }))
    }

    /// The same where `y` is close to it. What is marked between two blocks is a part of the gap.
    fn near_gap(&self, y: f32) -> Option<Gap> {
        let gap = self.gap_at(y)?;
        let above = self.blocks.iter().rev().find(|(index, _)| *index < gap.index);
        let top = above.map_or(gap.y, |(_, rect)| rect.bottom().min(gap.y));
        (top - NEAR..=gap.y + NEAR).contains(&y).then_some(gap)
    }

    /// The gap before the block at `index`.
    fn gap(&self, index: usize) -> Option<Gap> {
        let before = self.blocks.iter().find(|(own, _)| *own == index).map(|(_, rect)| rect.top());
        let last = self.blocks.last().filter(|(last, _)| last + 1 == index).map(|(_, rect)| rect.bottom());
        Some(Gap { index, y: before.or(last)? })
    }
}

/// What [`Best`] was asked for: the state of the project, what was selected, and where the fragment was taken hold of.
type Asked = (StepId, Span, Place);

/// Where the fragment that is dragged fits best in the card that it is over. Found once for each card and not in each frame:
/// the fragment may be as long as the page.
#[derive(Default)]
pub(super) struct Best {
    /// What is taken along.
    taken: Option<(Asked, Option<Span>)>,
    /// Before which block of this article.
    index: Option<(ArticleId, Option<usize>)>,
}

impl Best {
    fn index(&mut self, desk: &Desk, work: &Work, place: Place, article: ArticleId) -> Option<usize> {
        let asked = (work.history.now(), work.selection().range(), place);
        if self.taken.is_none_or(|(known, _)| known != asked) {
            *self = Self { taken: Some((asked, desk.dragged(place))), index: None };
        }
        if let Some((_, index)) = self.index.filter(|(known, _)| *known == article) {
            return index;
        }
        let range = self.taken.and_then(|(_, range)| range);
        let slot = range.and_then(|range| gestures::best_slot_of_range(work.project(), range, article));
        let index = slot.map(|slot| slot.index);
        self.index = Some((article, index));
        index
    }
}

/// The place between two cards, above the first or below the last, where a card is put in the order.
#[derive(Clone, Copy)]
struct Between {
    /// How many articles stand above it.
    above: usize,
    /// Where its line is drawn.
    x: Rangef,
    y: f32,
}

/// What is under way.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Dragged {
    Fragment(FragmentDrag),
    Card(CardDrag),
    Block(BlockDrag),
}

fn dragged(ui: &Ui) -> Option<Dragged> {
    let ctx = ui.ctx();
    let fragment = || DragAndDrop::payload::<FragmentDrag>(ctx).map(|drag| Dragged::Fragment(*drag));
    let card = || DragAndDrop::payload::<CardDrag>(ctx).map(|drag| Dragged::Card(*drag));
    let block = || DragAndDrop::payload::<BlockDrag>(ctx).map(|drag| Dragged::Block(*drag));
    fragment().or_else(card).or_else(block)
}

/// Where what is dragged is, if it is over this pane.
fn pointer(ui: &Ui) -> Option<Pos2> {
    let at = ui.input(|input| input.pointer.interact_pos())?;
    (ui.clip_rect().contains(at) && ui.ctx().layer_id_at(at) == Some(ui.layer_id())).then_some(at)
}

/// How fast the list scrolls, in points a frame, while something is dragged near its upper or lower edge.
pub(super) fn scroll_speed(ui: &Ui, view: Rect) -> f32 {
    const ZONE: f32 = 32.0;
    let Some(at) = pointer(ui).filter(|_| dragged(ui).is_some()) else { return 0.0 };
    let (above, below) = (view.top() + ZONE - at.y, at.y - view.bottom() + ZONE);
    let speed = if above > 0.0 { -above } else { below.max(0.0) };
    speed * 0.5
}

/// True where what is dragged would drop into this card.
pub(super) fn lights(ui: &Ui, home: Home, rect: Rect) -> bool {
    let Some((dragged, at)) = dragged(ui).zip(pointer(ui)) else { return false };
    let (into, place) = match dragged {
        Dragged::Card(CardDrag(own)) => (home.article().is_some_and(|article| article != own), middle(rect)),
        Dragged::Block(drag) => (drag.home != home, rect),
        Dragged::Fragment(_) => (true, rect),
    };
    into && place.contains(at)
}

/// Shows where what is dragged would go, and leaves the act behind where it is let go.
pub(super) fn drop_ui(scene: &mut Scene<'_>, list: &List, targets: &[Target], best: &mut Best) {
    let Some(dragged) = dragged(scene.ui) else {
        *best = Best::default();
        return;
    };
    let Some(at) = pointer(scene.ui) else { return };
    let target = targets.iter().find(|target| target.rect.contains(at));
    let between = between(list, targets, at);
    let gap = target.and_then(|target| gap_for(target, dragged, at.y));
    let act = match (dragged, between) {
        (Dragged::Card(CardDrag(from)), Some(between)) => reorder(list, from, between),
        _ => target.and_then(|target| act_on(target, dragged, gap)),
    };
    if scene.ui.input(|input| input.pointer.any_released()) {
        scene.acts.extend(act);
        return;
    }
    let lit = match (&act, target) {
        (&Some(Act::Drop(place, Home::Article(article), None)), Some(target)) => {
            best.index(scene.desk, scene.work, place, article).and_then(|index| target.gap(index))
        }
        (Some(Act::Drop(..) | Act::Move(..)), _) => gap,
        _ => None,
    };
    if let Some((target, gap)) = target.zip(lit) {
        line_ui(scene.ui, target.rect.x_range().shrink(GAP2), gap.y);
    }
    let word = match (&act, target, between) {
        (Some(Act::Reorder(..)), _, Some(between)) => {
            line_ui(scene.ui, between.x, between.y);
            Some(says::PUT_HERE.get(scene.lang).to_owned())
        }
        (Some(Act::Merge(..)), Some(target), _) => Some(says::drop(scene.lang, true, target.number)),
        (Some(Act::Drop(..) | Act::MoveInto(..)), Some(target), _) => Some(into_word(scene.lang, target)),
        _ => None,
    };
    let what = match dragged {
        Dragged::Card(CardDrag(id)) => list.article(id).map(|card| says::beginning(&card.heading.title, 12)),
        Dragged::Block(_) | Dragged::Fragment(_) => None,
    };
    let words: Vec<String> = what.into_iter().chain(word).collect();
    if !words.is_empty() {
        ghost_ui(scene.ui, at, &words.join(" → "));
    }
}

/// What it is to be dropped into a card.
fn into_word(lang: Lang, target: &Target) -> String {
    match target.home {
        Home::Article(_) => says::drop(lang, false, target.number),
        Home::Furniture => says::MAKE_FURNITURE.get(lang).to_owned(),
        Home::Discarded => says::DISCARD.get(lang).to_owned(),
    }
}

/// The words beside the pointer; they stay inside the pane.
fn ghost_ui(ui: &Ui, at: Pos2, text: &str) {
    let look = Look::get(ui);
    let painter = ui.ctx().layer_painter(LayerId::new(Order::Tooltip, Id::unique("articles-drag")));
    let left = at + vec2(3.0 * GAP2, 0.0);
    let width = painter.layout_no_wrap(text.to_owned(), theme::regular(SMALL), look.ink).size().x + 2.0 * GAP2;
    let left = Pos2::new(left.x.min(ui.clip_rect().right() - width).max(ui.clip_rect().left()), left.y);
    card::chip(&painter, left, text, look.ink, look.panel, look.accent);
}

/// The gap that what is dragged would go into: for a block on its own card the nearest, for a fragment only one that is close.
fn gap_for(target: &Target, dragged: Dragged, y: f32) -> Option<Gap> {
    match dragged {
        Dragged::Fragment(_) => target.near_gap(y),
        Dragged::Block(drag) if drag.home == target.home => target.gap_at(y),
        Dragged::Block(_) | Dragged::Card(_) => None,
    }
}

/// What a drop onto a card does.
fn act_on(target: &Target, dragged: Dragged, gap: Option<Gap>) -> Option<Act> {
    match (dragged, target.home) {
        (Dragged::Fragment(FragmentDrag { place }), home) => Some(Act::Drop(place, home, gap.map(|gap| gap.index))),
        (Dragged::Card(CardDrag(from)), Home::Article(into)) => (from != into).then_some(Act::Merge(from, into)),
        (Dragged::Block(drag), home) if drag.home != home => Some(Act::MoveInto(drag.block, home)),
        (Dragged::Block(drag), Home::Article(article)) => {
            Some(Act::Move(drag.block, gestures::Slot { article, index: gap?.index }))
        }
        (Dragged::Card(_) | Dragged::Block(_), Home::Furniture | Home::Discarded) => None,
    }
}

/// The part of a card that another card is merged into: all but its upper and its lower edge.
fn middle(card: Rect) -> Rect {
    card.shrink2(vec2(0.0, EDGE))
}

/// The place between two cards that `at` is in. Below the last card it reaches as far as the pane; the sections at the end have
/// none behind them.
fn between(list: &List, targets: &[Target], at: Pos2) -> Option<Between> {
    targets.iter().filter(|target| target.number > 0 && target.rect.x_range().contains(at.x)).find_map(|target| {
        let (top, bottom) = (target.rect.top(), target.rect.bottom());
        let is_last = target.number == list.cards.len();
        let x = target.rect.x_range();
        if at.y < top + EDGE && at.y >= top - BETWEEN {
            Some(Between { above: target.number.checked_sub(1)?, x, y: top - BETWEEN / 2.0 })
        } else if at.y > bottom - EDGE && (is_last || at.y < bottom + BETWEEN) {
            Some(Between { above: target.number, x, y: bottom + BETWEEN / 2.0 })
        } else {
            None
        }
    })
}

/// Puts an article between two cards; `None` where it stands there. Its place counts without itself: below where it stood,
/// the others move up by one.
fn reorder(list: &List, article: ArticleId, between: Between) -> Option<Act> {
    let own = list.article(article)?.number.checked_sub(1)?;
    let place = if between.above > own { between.above - 1 } else { between.above };
    (place != own).then_some(Act::Reorder(article, place))
}

/// The line where what is dragged would be put in.
fn line_ui(ui: &Ui, x: Rangef, y: f32) {
    ui.painter().hline(x, y, Stroke::new(2.0, Look::get(ui).accent));
}

/// Where a block fits best in another article.
pub(super) fn slot_for(project: &Project, id: BlockId, article: ArticleId) -> Option<gestures::Slot> {
    let block = project.block(id)?;
    let spans = block.spans.iter().enumerate();
    let entries = spans.map(|(nth, &span)| Entry { span, block: id, nth }).collect();
    gestures::best_slot(project, &Fragment { home: block.home, entries }, article)
}

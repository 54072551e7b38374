//! What is dragged, and where it would go.

use super::act::Act;
use super::list::{BETWEEN, List};
use super::says;
use crate::app::theme::{self, GAP2, Look, SMALL};
use crate::app::widgets::card;
use crate::desk::{Lang, gestures};
use crate::model::{ArticleId, BlockId, Entry, Fragment, Home, Project};
use crate::text::Place;
use eframe::egui::{DragAndDrop, Id, LayerId, Order, Pos2, Rangef, Rect, Stroke, Ui, vec2};

/// How far the place between two cards reaches into each of them, in points. With the space between them it is 24 high, and
/// the middle half of a folded card is left to be merged into.
const EDGE: f32 = GAP2;

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
    pub(super) article: ArticleId,
    pub(super) number: usize,
    pub(super) rect: Rect,
    /// The blocks in sight with their index in the article.
    pub(super) blocks: Vec<(usize, Rect)>,
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
    let (Some(dragged), Some(at), Home::Article(article)) = (dragged(ui), pointer(ui), home) else { return false };
    let (own, place) = match dragged {
        Dragged::Card(CardDrag(own)) => (own == article, middle(rect)),
        Dragged::Block(drag) => (drag.home == home, rect),
        Dragged::Fragment(_) => (false, rect),
    };
    !own && place.contains(at)
}

/// Shows where what is dragged would go, and leaves the act behind where it is let go.
pub(super) fn drop_ui(ui: &Ui, lang: Lang, list: &List, targets: &[Target], acts: &mut Vec<Act>) {
    let Some((dragged, at)) = dragged(ui).zip(pointer(ui)) else { return };
    let target = targets.iter().find(|target| target.rect.contains(at));
    let between = between(list, targets, at);
    let act = match (dragged, between) {
        (Dragged::Card(CardDrag(from)), Some(between)) => reorder(list, from, between),
        _ => target.and_then(|target| act_on(target, dragged, at)),
    };
    if ui.input(|input| input.pointer.any_released()) {
        if let Some(act) = act {
            acts.push(act);
        }
        return;
    }
    let word = match (&act, target, between) {
        (Some(Act::Reorder(..)), _, Some(between)) => {
            line_ui(ui, between.x, between.y);
            Some(says::PUT_HERE.get(lang).to_owned())
        }
        (Some(Act::Move(..)), Some(target), _) => {
            block_line_ui(ui, target, at);
            None
        }
        (Some(Act::Merge(..)), Some(target), _) => Some(says::drop(lang, true, target.number)),
        (Some(_), Some(target), _) => Some(says::drop(lang, false, target.number)),
        _ => None,
    };
    let what = match dragged {
        Dragged::Card(CardDrag(id)) => list.article(id).map(|card| says::beginning(&card.heading.title, 12)),
        Dragged::Block(_) | Dragged::Fragment(_) => None,
    };
    let words: Vec<String> = what.into_iter().chain(word).collect();
    if !words.is_empty() {
        let look = Look::get(ui);
        let painter = ui.ctx().layer_painter(LayerId::new(Order::Tooltip, Id::unique("articles-drag")));
        let left = at + vec2(3.0 * GAP2, 0.0);
        // The ghost stays inside the pane.
        let text = words.join(" → ");
        let width = painter.layout_no_wrap(text.clone(), theme::regular(SMALL), look.ink).size().x + 2.0 * GAP2;
        let left = Pos2::new(left.x.min(ui.clip_rect().right() - width).max(ui.clip_rect().left()), left.y);
        card::chip(&painter, left, &text, look.ink, look.panel, look.accent);
    }
}

/// What a drop onto a card does.
fn act_on(target: &Target, dragged: Dragged, at: Pos2) -> Option<Act> {
    match dragged {
        Dragged::Fragment(FragmentDrag { place }) => Some(Act::Drop(place, target.article)),
        Dragged::Card(CardDrag(from)) => (from != target.article).then_some(Act::Merge(from, target.article)),
        Dragged::Block(drag) if drag.home != Home::Article(target.article) => {
            Some(Act::MoveInto(drag.block, target.article))
        }
        Dragged::Block(drag) => {
            let index = insertion(target, at)?;
            Some(Act::Move(drag.block, gestures::Slot { article: target.article, index }))
        }
    }
}

/// The part of a card that another card is merged into: all but its upper and its lower edge.
fn middle(card: Rect) -> Rect {
    card.shrink2(vec2(0.0, EDGE))
}

/// The place between two cards that `at` is in. Below the last card it reaches as far as the pane; the sections at the end have
/// none behind them.
fn between(list: &List, targets: &[Target], at: Pos2) -> Option<Between> {
    targets.iter().filter(|target| target.rect.x_range().contains(at.x)).find_map(|target| {
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

/// Before which block a block would go that is let go at `at`.
fn insertion(target: &Target, at: Pos2) -> Option<usize> {
    let before = target.blocks.iter().find(|(_, rect)| at.y < rect.center().y).map(|(index, _)| *index);
    before.or_else(|| target.blocks.last().map(|(index, _)| index + 1))
}

fn block_line_ui(ui: &Ui, target: &Target, at: Pos2) {
    let before = target.blocks.iter().find(|(_, rect)| at.y < rect.center().y).map(|(_, rect)| rect.top());
    let Some(y) = before.or_else(|| target.blocks.last().map(|(_, rect)| rect.bottom())) else { return };
    line_ui(ui, target.rect.x_range().shrink(GAP2), y);
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

//! What is dragged, and where it would go.

use super::act::Act;
use super::list::List;
use super::says;
use crate::app::theme::{self, GAP2, Look, SMALL};
use crate::app::widgets::card;
use crate::desk::{Lang, gestures};
use crate::model::{ArticleId, BlockId, Entry, Fragment, Home, Project};
use crate::text::Place;
use eframe::egui::{DragAndDrop, Id, LayerId, Order, Pos2, Rect, Stroke, Ui, vec2};

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
    let own = match dragged {
        Dragged::Card(CardDrag(own)) => own == article,
        Dragged::Block(drag) => drag.home == home,
        Dragged::Fragment(_) => false,
    };
    !own && rect.contains(at)
}

/// Shows where what is dragged would go, and leaves the act behind where it is let go.
pub(super) fn drop_ui(ui: &Ui, lang: Lang, list: &List, targets: &[Target], acts: &mut Vec<Act>) {
    let Some((dragged, at)) = dragged(ui).zip(pointer(ui)) else { return };
    let target = targets.iter().find(|target| target.rect.contains(at));
    let act = target.and_then(|target| match dragged {
        Dragged::Fragment(FragmentDrag { place }) => Some(Act::Drop(place, target.article)),
        Dragged::Card(CardDrag(from)) => (from != target.article).then_some(Act::Merge(from, target.article)),
        Dragged::Block(drag) if drag.home != Home::Article(target.article) => {
            Some(Act::MoveInto(drag.block, target.article))
        }
        Dragged::Block(drag) => {
            let index = insertion(target, at)?;
            Some(Act::Move(drag.block, gestures::Slot { article: target.article, index }))
        }
    });
    if ui.input(|input| input.pointer.any_released()) {
        if let Some(act) = act {
            acts.push(act);
        }
        return;
    }
    let word = match (&act, target) {
        (Some(Act::Move(..)), Some(target)) => {
            line_ui(ui, target, at);
            None
        }
        (Some(Act::Merge(..)), Some(target)) => Some(says::drop(lang, true, target.number)),
        (Some(_), Some(target)) => Some(says::drop(lang, false, target.number)),
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

/// Before which block a block would go that is let go at `at`.
fn insertion(target: &Target, at: Pos2) -> Option<usize> {
    let before = target.blocks.iter().find(|(_, rect)| at.y < rect.center().y).map(|(index, _)| *index);
    before.or_else(|| target.blocks.last().map(|(index, _)| index + 1))
}

fn line_ui(ui: &Ui, target: &Target, at: Pos2) {
    let before = target.blocks.iter().find(|(_, rect)| at.y < rect.center().y).map(|(_, rect)| rect.top());
    let Some(y) = before.or_else(|| target.blocks.last().map(|(_, rect)| rect.bottom())) else { return };
    let x = target.rect.x_range().shrink(GAP2);
    ui.painter().hline(x, y, Stroke::new(2.0, Look::get(ui).accent));
}

/// Where a block fits best in another article.
pub(super) fn slot_for(project: &Project, id: BlockId, article: ArticleId) -> Option<gestures::Slot> {
    let block = project.block(id)?;
    let spans = block.spans.iter().enumerate();
    let entries = spans.map(|(nth, &span)| Entry { span, block: id, nth }).collect();
    gestures::best_slot(project, &Fragment { home: block.home, entries }, article)
}

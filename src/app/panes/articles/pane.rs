//! The pane itself: what it keeps between frames, and a frame from top to bottom.

use super::act::{Act, carry_out};
use super::block::{Scene, Shown, block_ui};
use super::content::Kind;
use super::correct::{Correcting, Cursor};
use super::drag::{self, Best, Target};
use super::list::List;
use super::sight::{Eye, Finds, Sight};
use super::{header, marks, says};
use crate::app::theme::{self, GAP, GAP2, Look};
use crate::app::widgets::card::{self, Standing};
use crate::app::widgets::text_edit::Typing;
use crate::desk::{Ask, Desk, Message, StepId, Work};
use crate::model::{BlockId, Role};
use crate::text::PageNo;
use eframe::egui::scroll_area::ScrollBarVisibility;
use eframe::egui::{CornerRadius, Rect, ScrollArea, Ui, pos2, vec2};

/// Space beside the cards; the right side has room for the scroll bar.
const SIDE: f32 = GAP2;
const BAR_SIDE: f32 = GAP2 + GAP;
/// How wide a card is at the most, in points: some sixty characters of Chinese.
const MEASURE: f32 = 960.0;
/// How many frames in a row may pass until what was asked for is in view: heights may be guesses at first.
const REVEAL_FRAMES: u8 = 6;

/// The articles' pane: what it keeps between frames.
#[derive(Default)]
pub struct ArticlesPane {
    list: List,
    best: Best,
    correcting: Option<Correcting>,
    /// A correction that begins in the next frame.
    next: Option<(BlockId, Cursor)>,
    /// The last [`crate::desk::Work::reveal`] that was answered.
    seen: u64,
    /// Frames left to bring the selection into view.
    revealing: u8,
    /// The page of what was brought into view last, and whether it was another one before.
    page: PageNo,
    turned: bool,
    /// The state of the history, and how many steps it had, in the last frame.
    state: (StepId, usize),
}

impl ArticlesPane {
    /// Begins correcting a block in place.
    pub fn correct(&mut self, desk: &Desk, block: BlockId) {
        let caret = desk.work.as_ref().map(|work| work.selection().caret()).unwrap_or_default();
        self.next = Some((block, Cursor::Place(caret)));
    }

    /// True while a correction is open, or opens in the next frame: single letters are typed then.
    #[must_use]
    pub fn is_typing(&self) -> bool {
        self.correcting.is_some() || self.next.is_some()
    }

    /// Draws the pane. Returns what a gesture on it asks for.
    pub fn ui(&mut self, ui: &mut Ui, desk: &mut Desk) -> Option<Ask> {
        let outer = ui.available_rect_before_wrap();
        ui.painter().rect_filled(outer, CornerRadius::ZERO, Look::get(ui).desk);
        // On a large screen the lines stay as short as the eye can follow.
        let most = MEASURE * theme::article_scale(ui);
        let width = (outer.width() - SIDE - BAR_SIDE).min(most).max(200.0);
        let lang = desk.lang;
        self.keep_correction(ui, desk);
        let mut other = false;
        if let Some(work) = &desk.work
            && self.list.update(work, lang, (width, theme::article_scale(ui)))
        {
            self.correcting = None;
            (self.seen, self.revealing, self.page) = (work.reveal, 0, work.selection().page);
            other = true;
        }
        let work = desk.work.as_ref()?;
        let view = f64::from(outer.height());
        let wanted = f64::from(work.view.cards_offset + drag::scroll_speed(ui, outer));
        let corrected = self.correcting.as_ref().map(|correcting| correcting.block);
        let found = Finds::of(work);
        let eye = Eye { ui, project: work.project(), lang, width, height: view, found, corrected };
        let state = (work.history.now(), work.history.len());
        // Undo and redo return to where the list was scrolled.
        let travelled = state.0 != self.state.0 && state.1 == self.state.1;
        self.state = state;
        // Where the heights are guesses yet, what was at the upper edge says more than how far the list was scrolled.
        let top = work.view.cards_top.filter(|_| other || travelled);
        let wanted = top.and_then(|top| self.list.offset_of(&eye, top)).unwrap_or(wanted);
        let mut sight = self.list.look(&eye, wanted);
        if work.reveal != self.seen {
            self.seen = work.reveal;
            let page = work.selection().page;
            self.turned = std::mem::replace(&mut self.page, page) != page;
            self.revealing = REVEAL_FRAMES;
        }
        if self.revealing > 0 {
            self.revealing -= 1;
            match self.list.reveal(&eye, sought(work, self.turned), sight.offset) {
                Some(to) => {
                    sight = self.list.look(&eye, to);
                    ui.ctx().request_repaint();
                }
                None => self.revealing = 0,
            }
        }
        let mut acts = Vec::new();
        let mut typed = Typing::On;
        #[expect(clippy::cast_possible_truncation, reason = "points")]
        let (total, offset) = (self.list.heights.total() as f32, sight.offset as f32);
        // A thin handle that is always there: it tells how much there is.
        ui.spacing_mut().scroll.dormant_handle_opacity = 0.5;
        let area = ScrollArea::vertical()
            .id_salt("articles")
            .auto_shrink(false)
            .animated(false)
            .scroll_bar_visibility(ScrollBarVisibility::AlwaysVisible)
            .vertical_scroll_offset(offset);
        let output = area.show_viewport(ui, |ui, _| {
            ui.set_height(total);
            let look = Look::get(ui);
            let selected = work.selection().block(work.project());
            let mut scene = Scene { ui, desk, work, look, lang, selected, acts: &mut acts };
            typed = self.cards_ui(&mut scene, outer, width, &sight);
        });
        let after = output.state.clamped_offset().y;
        let moved = after.to_bits() != work.view.cards_offset.to_bits();
        if let Some(work) = &mut desk.work {
            work.view.cards_top = sight.top(&self.list);
            let homes = sight.cards.iter().filter_map(|&(at, _)| self.list.cards.get(at)).map(|card| card.home);
            work.card = header::with_keyboard(ui, homes);
            if moved {
                work.view.cards_offset = after;
                ui.ctx().request_repaint();
            }
        }
        self.end_correction(desk, typed);
        self.carry_out_all(ui, desk, &acts)
    }

    fn cards_ui(&mut self, scene: &mut Scene<'_>, outer: Rect, width: f32, sight: &Sight) -> Typing {
        let mut typed = Typing::On;
        let mut targets = Vec::new();
        let selected_home = scene.selected.and_then(|id| scene.work.project().block(id)).map(|block| block.home);
        for &(at, top) in &sight.cards {
            #[expect(clippy::cast_possible_truncation, reason = "points")]
            let top = outer.top() + (top - sight.offset) as f32;
            let card = &self.list.cards[at];
            let rect = Rect::from_min_size(pos2(outer.left() + SIDE, top), vec2(width, self.list.heights.get(at)));
            let selected = selected_home == Some(card.home);
            let standing = Standing { selected, lit: drag::lights(scene.ui, card.home, rect) };
            let number = (card.number > 0).then_some(card.number);
            card::paper(scene.ui.painter(), scene.look, rect, number, standing);
            let mut target = Target { home: card.home, number: card.number, rect, blocks: Vec::new() };
            typed = self.parts_ui(scene, at, rect, (outer, sight), &mut target).unwrap_or(typed);
            targets.push(target);
        }
        drag::drop_ui(scene, &self.list, &targets, &mut self.best);
        typed
    }

    /// Draws the parts of a card that are in sight. Returns what became of the correction, if it is open here.
    fn parts_ui(
        &mut self,
        scene: &mut Scene<'_>,
        at: usize,
        card: Rect,
        (outer, sight): (Rect, &Sight),
        target: &mut Target,
    ) -> Option<Typing> {
        let mut typed = None;
        let mut y = card.top();
        let mut joins = Vec::new();
        let mut last_body: Option<BlockId> = None;
        for nth in 0..self.list.cards[at].parts.len() {
            let part = self.list.cards[at].parts[nth];
            let rect = Rect::from_min_size(pos2(card.left(), y), vec2(card.width(), part.height));
            y = rect.bottom();
            let project = scene.work.project();
            if let Kind::Block(id, index) = part.kind {
                if let Some(correcting) = self.correcting.as_mut().filter(|correcting| correcting.block == id) {
                    let (height, typing) = correcting.ui(scene.ui, scene.lang, project, rect);
                    typed = Some(typing);
                    if (height - part.height).abs() > 0.5 {
                        self.list.cards[at].parts[nth].height = height;
                        self.list.sum(at);
                        scene.ui.ctx().request_repaint();
                    }
                } else if let (Some(laid), Some(block)) = (sight.laid.get(&(at, nth)), project.block(id)) {
                    let number = self.list.cards[at].number;
                    block_ui(scene, &Shown { id, index, block, laid, rect, number });
                }
                let is_body = project.block(id).is_some_and(|block| matches!(block.role, Role::Body | Role::Note));
                if let Some(above) = last_body.filter(|_| is_body && rect.intersects(outer)) {
                    joins.push((rect.top(), above));
                }
                last_body = is_body.then_some(id).filter(|_| self.list.cards[at].number > 0);
                if target.number > 0 {
                    target.blocks.push((index, rect));
                }
                continue;
            }
            if !rect.intersects(outer) {
                continue;
            }
            match part.kind {
                Kind::Header => {
                    let card = &self.list.cards[at];
                    let selected = scene.selected.and_then(|id| project.block(id)).map(|block| block.home);
                    header::header_ui(scene, rect, card, selected == Some(card.home));
                }
                Kind::Opening => marks::missing_ui(scene, rect, says::OPENING.get(scene.lang)),
                Kind::Ending => marks::missing_ui(scene, rect, says::ENDING.get(scene.lang)),
                Kind::Gap(id) => {
                    let gap = project.block(id).and_then(|block| block.gap.as_ref());
                    let note = gap.map(|gap| gap.note.as_str()).unwrap_or_default();
                    marks::gap_ui(scene, rect, id, &says::gap(scene.lang, note));
                }
                Kind::Seam(key) => marks::seam_ui(scene, rect, key),
                Kind::Block(..) | Kind::Foot => {}
            }
        }
        for (y, above) in joins {
            marks::join_ui(scene, card, y, above);
        }
        typed
    }

    /// Drops a correction whose block has changed meanwhile, and begins the next one.
    fn keep_correction(&mut self, ui: &Ui, desk: &mut Desk) {
        let outdated =
            |correcting: &&mut Correcting| desk.work.as_ref().is_none_or(|work| correcting.is_outdated(work.project()));
        if let Some(correcting) = self.correcting.as_mut().filter(outdated) {
            if correcting.is_changed() {
                ui.ctx().copy_text(correcting.text.clone());
                desk.message = Some(Message::hint(says::CHANGED.get(desk.lang)));
            }
            self.correcting = None;
        }
        let Some((block, cursor)) = self.next.take() else { return };
        self.end_correction(desk, Typing::Done);
        let Some(work) = &mut desk.work else { return };
        if let Err(refusal) = work.may_edit() {
            desk.refuse(refusal);
            return;
        }
        self.correcting = Correcting::begin(work.project(), block, cursor);
        if self.correcting.is_none() {
            desk.message = Some(Message::hint(says::TOO_LONG.get(desk.lang)));
            return;
        }
        if let Some(home) = work.project().block(block).map(|block| block.home) {
            work.view.folds.unfold(home);
        }
        work.reveal += 1;
    }

    fn end_correction(&mut self, desk: &mut Desk, typed: Typing) {
        match typed {
            Typing::On => {}
            Typing::GivenUp => self.correcting = None,
            Typing::Done => {
                self.commit(desk);
            }
        }
    }

    /// Takes in the correction that is being typed. False where it cannot be: then it stays open, with what was typed, and a
    /// message says why.
    pub fn commit(&mut self, desk: &mut Desk) -> bool {
        let Some(mut correcting) = self.correcting.take() else { return true };
        let done = desk.correct(correcting.block, &correcting.text);
        if !done {
            correcting.reopen();
            self.correcting = Some(correcting);
        }
        done
    }

    fn carry_out_all(&mut self, ui: &Ui, desk: &mut Desk, acts: &[Act]) -> Option<Ask> {
        let mut ask = None;
        for act in acts {
            match act {
                Act::Correct(block, at) => self.next = Some((*block, Cursor::Char(*at))),
                act => ask = carry_out(desk, act).or(ask),
            }
            // What is selected here is under the pointer: nothing moves.
            if let (Act::Select(_), Some(work)) = (act, &desk.work) {
                (self.seen, self.revealing) = (work.reveal, 0);
            }
        }
        if !acts.is_empty() {
            ui.ctx().request_repaint();
        }
        ask
    }
}

/// The block that is to be brought into view: the selected one. Where another page was `turned` to at its furniture, its first
/// text in an article.
fn sought(work: &Work, turned: bool) -> Option<BlockId> {
    let project = work.project();
    let selected = work.selection().block(project);
    let in_article = |id: &BlockId| project.block(*id).is_some_and(|block| block.home.article().is_some());
    if !turned || selected.is_some_and(|id| in_article(&id)) {
        return selected;
    }
    let entries = project.entries_in(work.selection().page, 0..usize::MAX);
    entries.map(|entry| entry.block).find(in_article).or(selected)
}

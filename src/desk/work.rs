//! An open project: what is on the desk. Its ledger is looked into in `account.rs`, its boundaries are moved in `boundary.rs`,
//! its journal is fed in `recorded.rs`.

mod account;
mod boundary;
mod recorded;

use super::gestures::{self, Refusal, Slot};
use super::journal::Journal;
use super::proposing::PROPOSE;
use super::{CommandId, History, Lang, Selection, StepId, View, words};
use crate::model::{ArticleId, BlockId, Edit, EditError, Entry, Home, Project, Role, boundary_at, reading};
use crate::store::lock::{Holder, ProjectLock};
use crate::text::{PageNo, Place, Pos, Span, ends_sentence};
use std::collections::{BTreeMap, BTreeSet};
use std::path::PathBuf;
use std::sync::Arc;

/// Where a dragged boundary comes to rest.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Snap {
    /// The start of a line, or of a sentence where one is nearer.
    Line,
    /// Any character.
    Character,
}

/// A project with its history, its file, and what is selected.
pub struct Work {
    /// Shared with work beside the window, which sees it as it was: a change meanwhile makes a copy.
    pub(super) project: Arc<Project>,
    /// Everything done since it was opened.
    pub history: History,
    /// What is selected and in view. Panes keep their state here, so that undo can return to it.
    pub view: View,
    /// The project file, once there is one.
    pub file: Option<PathBuf>,
    /// The dump that it was opened from, for reading it anew in another encoding.
    pub dump: Option<PathBuf>,
    /// What it is called where it has neither.
    pub(super) name: Option<String>,
    /// What it is proposed with; `None` for what ships with the program.
    pub model: super::models::Chosen,
    /// Proposals of pages were taken back together with what the editor did before they came.
    pub(super) lost_proposals: bool,
    /// Pages whose proposals came while something could be done again, which they would have taken away.
    pub(super) set_aside: BTreeSet<PageNo>,
    /// Exports that were made from this desk: they may be renewed.
    pub(super) exported: Vec<PathBuf>,
    /// The state that the file has; `None` before the first save.
    pub(super) saved: Option<StepId>,
    /// When the file was written last, in milliseconds since 1970; `None` where that is not known.
    pub saved_at: Option<u64>,
    /// The checksum of the file when it was read or written here last: another one says that another program was there.
    pub(super) sum: Option<String>,
    /// What keeps other windows from saving over it.
    pub(super) lock: Option<ProjectLock>,
    /// Who has it open, where that is not this window: it is only looked at.
    pub(super) held_by: Option<Holder>,
    /// Where every step is written down, so that a crash loses none.
    pub(super) journal: Option<Journal>,
    /// Places that an editor should look at.
    pub(super) queue: super::doubts::Queue,
    /// What may be done to lines like the one that was decided just now, and what was offered before: what lines of a shape
    /// were, what they were to be; how long they are, and the step that it came of.
    pub(super) offer: Option<super::alike::Offer>,
    pub(super) offered: BTreeMap<(Role, Role, super::alike::Shape), Vec<(usize, StepId)>>,
    /// What it is compared with.
    pub(super) compared: Option<super::compared::Compared>,
    /// Counts up whenever something should be brought into view that may not be.
    pub reveal: u64,
    /// What the find panel has found, for the panes to mark.
    pub found: Option<super::search::Results>,
    /// The card in the articles' pane that has the keyboard: what folds a card folds that one.
    pub card: Option<Home>,
    /// Where the ledger goes wrong, and in which state that was sought.
    amiss: Option<(StepId, Option<Place>)>,
    /// How pages were left that are not in view now.
    left: BTreeMap<PageNo, Left>,
}

/// How long the title of an article is at the most, in full-width characters.
const TITLE: usize = 32;

/// How a page was left: see the fields of [`View`].
#[derive(Clone, Copy)]
struct Left {
    selection: Selection,
    top: Pos,
    top_offset: f32,
    cards_offset: f32,
    /// The state of the project then: the articles' heights are of it.
    now: StepId,
}

impl Work {
    /// Puts a project on the desk. `file`: the project file that it was read from.
    #[must_use]
    pub fn new(project: Project, file: Option<PathBuf>) -> Self {
        let saved = file.as_ref().map(|_| StepId::BEGINNING);
        let queue = super::doubts::Queue::of(&project);
        let mut work = Self {
            project: Arc::new(project),
            queue,
            history: History::default(),
            view: View::default(),
            file,
            dump: None,
            name: None,
            model: None,
            lost_proposals: false,
            set_aside: BTreeSet::new(),
            exported: Vec::new(),
            saved,
            saved_at: None,
            sum: None,
            lock: None,
            held_by: None,
            journal: None,
            offer: None,
            offered: BTreeMap::new(),
            compared: None,
            reveal: 0,
            found: None,
            card: None,
            amiss: None,
            left: BTreeMap::new(),
        };
        let first = work.project.entries_in(PageNo::default(), 0..usize::MAX).next();
        if let Some(entry) = first {
            work.view.selection = Selection::at(entry.span.from());
        }
        work
    }

    /// The project. It changes through [`Work::apply`] only.
    #[must_use]
    pub fn project(&self) -> &Project {
        &self.project
    }

    /// The project as it is now, to be read beside the window.
    #[must_use]
    pub fn shared(&self) -> Arc<Project> {
        Arc::clone(&self.project)
    }

    /// True where the file lacks the last change. A dump that nothing was done to counts as saved: it can be opened again.
    #[must_use]
    pub fn is_changed(&self) -> bool {
        match self.saved {
            Some(saved) => saved != self.history.now(),
            None => {
                self.history.path().iter().any(|&id| self.history.step(id).is_some_and(|step| step.command != PROPOSE))
            }
        }
    }

    /// Does `edit` as one step of the history, made by `command`. The caret stays where it is in the dump.
    ///
    /// # Errors
    /// [`Refusal::Gone`] where the edit does not fit; nothing changes then.
    pub fn apply(&mut self, command: CommandId, edit: Edit) -> Result<(), Refusal> {
        self.may_edit()?;
        let before = self.view.clone();
        let step = self.history.apply(Arc::make_mut(&mut self.project), edit, command, before).map_err(unfit)?;
        self.doubt_again(step);
        self.settle();
        self.record_step();
        Ok(())
    }

    /// Whether the project may be changed here.
    ///
    /// # Errors
    /// [`Refusal::Looking`] while another window has it open.
    pub fn may_edit(&self) -> Result<(), Refusal> {
        if self.held_by.is_some() { Err(Refusal::Looking) } else { Ok(()) }
    }

    /// Who has the project open, where that is not this window.
    #[must_use]
    pub fn held_by(&self) -> Option<&Holder> {
        self.held_by.as_ref()
    }

    /// After a change: what no longer exists is neither selected nor folded.
    pub(super) fn settle(&mut self) {
        if self.view.selection.boundary.is_some_and(|at| boundary_at(&self.project, at).is_none()) {
            self.view.selection.boundary = None;
        }
        self.view.folds.settle(&self.project);
        self.history.set_after(self.view.clone());
    }

    /// Selects something and asks for it to be brought into view.
    pub fn go_to(&mut self, selection: Selection) {
        self.leave(selection.page);
        self.view.selection = selection;
        self.reveal += 1;
    }

    /// Keeps how the page in view is left, where it is left for another one.
    fn leave(&mut self, to: PageNo) {
        let View { selection, top, top_offset, cards_offset, .. } = self.view;
        if selection.page != to {
            let now = self.history.now();
            self.left.insert(selection.page, Left { selection, top, top_offset, cards_offset, now });
        }
    }

    /// What is selected.
    #[must_use]
    pub fn selection(&self) -> Selection {
        self.view.selection
    }

    /// The selected article.
    ///
    /// # Errors
    /// [`Refusal::NotInArticle`].
    pub fn selected_article(&self) -> Result<ArticleId, Refusal> {
        self.selection().article(&self.project).ok_or(Refusal::NotInArticle)
    }

    /// The selected block.
    ///
    /// # Errors
    /// [`Refusal::NoSelection`].
    pub fn selected_block(&self) -> Result<BlockId, Refusal> {
        self.selection().block(&self.project).ok_or(Refusal::NoSelection)
    }

    /// The edit that moves the selected text, or else the selected fragment, into `home`.
    ///
    /// # Errors
    /// As [`gestures::move_fragment`].
    pub fn move_selected_to(&self, home: Home) -> Result<Edit, Refusal> {
        let range = self.selection().range();
        if !range.is_empty() {
            return gestures::move_range(&self.project, range, home);
        }
        let fragment = self.selection().fragment(&self.project).ok_or(Refusal::NoSelection)?;
        gestures::move_fragment(&self.project, &fragment, home)
    }

    /// Articles that the selected fragment may go to, the best guess first: those next to it in the dump, those whose text
    /// stops where it would go on, then the others in their order.
    #[must_use]
    pub fn move_targets(&self) -> Vec<ArticleId> {
        let Some(fragment) = self.selection().fragment(&self.project) else { return Vec::new() };
        let own = fragment.home.article();
        let mut ranked: Vec<(usize, usize, ArticleId)> = Vec::new();
        let model = self.model.clone().unwrap_or_else(crate::propose::weights::Model::shipped);
        for (id, article) in self.project.articles().filter(|(id, _)| Some(*id) != own) {
            let slot = gestures::best_slot(&self.project, &fragment, id);
            let before = slot.and_then(|Slot { index, .. }| article.blocks.get(index.checked_sub(1)?));
            let block = before.and_then(|&id| self.project.block(id)).filter(|block| block.role == Role::Body);
            let open = block.and_then(crate::model::Block::last).filter(|&end| !ends_sentence(self.project.raw(end)));
            // Where a sentence goes on with the fragment, where one is open, and elsewhere.
            let rank = match open.zip(fragment.entries.first()) {
                Some((end, first)) => {
                    let worth = crate::propose::goes_on(&model, self.project.raw(end), self.project.raw(first.span));
                    usize::from(worth.is_some_and(|worth| worth <= 0.0))
                }
                None => 2,
            };
            let start = fragment.start();
            let near = article
                .blocks
                .iter()
                .filter_map(|&id| self.project.block(id)?.last())
                .filter(|span| span.page == start.page);
            let distance = near.map(|span| span.end.get().abs_diff(start.pos.get())).min().unwrap_or(usize::MAX);
            ranked.push((rank, distance, id));
        }
        ranked.sort_unstable();
        ranked.into_iter().map(|(_, _, id)| id).collect()
    }

    /// The number and the headline of an article; without a headline, how its text begins.
    #[must_use]
    pub fn article_title(&self, id: ArticleId, lang: Lang) -> String {
        let number = self.project.number(id).unwrap_or_default();
        let title = self.headline(id).unwrap_or_else(|| words::text("（空）", "(empty)").get(lang).to_owned());
        format!("{number} {title}")
    }

    /// The headline of an article; without one, how its text begins.
    #[must_use]
    pub fn headline(&self, id: ArticleId) -> Option<String> {
        let blocks = &self.project.article(id)?.blocks;
        let with = |role: Role| {
            blocks.iter().copied().find(|&id| self.project.block(id).is_some_and(|block| block.role == role))
        };
        let block = with(Role::Headline).or_else(|| with(Role::Body)).or_else(|| blocks.first().copied())?;
        let text = reading(&self.project, block).text;
        Some(crate::text::cut(&text, TITLE))
    }

    /// Where the text at the caret goes on elsewhere (`forward`), or comes from.
    #[must_use]
    pub fn link(&self, forward: bool) -> Option<Place> {
        let fragment = self.selection().fragment(&self.project)?;
        if forward { self.link_after(*fragment.entries.last()?) } else { self.link_before(*fragment.entries.first()?) }
    }

    /// Where the flow goes on behind a span.
    #[must_use]
    pub fn link_after(&self, entry: Entry) -> Option<Place> {
        let block = self.project.block(entry.block)?;
        block.home.article()?;
        let inner = block.spans.get(entry.nth + 1).copied();
        let next = || self.project.next_in_article(entry.block).and_then(|id| self.project.block(id)?.first());
        inner.or_else(next).map(Span::from)
    }

    /// Where the flow before a span ends.
    #[must_use]
    pub fn link_before(&self, entry: Entry) -> Option<Place> {
        let block = self.project.block(entry.block)?;
        if let Some(before) = entry.nth.checked_sub(1) {
            return block.spans.get(before).map(|span| span.to());
        }
        let blocks = &self.project.article(block.home.article()?)?.blocks;
        let at = blocks.iter().position(|&id| id == entry.block)?;
        let before = at.checked_sub(1).and_then(|at| self.project.block(blocks[at]))?;
        before.last().map(Span::to)
    }

    /// Goes to a page as it was left, or to its first text.
    ///
    /// # Errors
    /// [`Refusal::NoPage`].
    pub fn go_to_page(&mut self, page: PageNo) -> Result<(), Refusal> {
        if page.index() >= self.project.pages().len() {
            return Err(Refusal::NoPage);
        }
        let back = self.left.get(&page).filter(|_| page != self.view.selection.page).copied();
        let Some(back) = back else {
            self.go_to(Selection::at(Place { page, pos: Pos::ZERO }));
            self.view.top = Pos::ZERO;
            self.view.top_offset = 0.0;
            return Ok(());
        };
        self.leave(page);
        let boundary = back.selection.boundary.filter(|&at| boundary_at(&self.project, at).is_some());
        self.view.selection = Selection { boundary, ..back.selection };
        (self.view.top, self.view.top_offset) = (back.top, back.top_offset);
        if back.now == self.history.now() {
            // Nothing was changed meanwhile: both panes are as they were, wherever the caret is.
            self.view.cards_offset = back.cards_offset;
        } else {
            self.reveal += 1;
        }
        Ok(())
    }

    /// Puts the caret at the start of a line (from 1) of the current page.
    ///
    /// # Errors
    /// [`Refusal::NoLine`] where the page has no such line.
    pub fn go_to_line(&mut self, line: usize) -> Result<(), Refusal> {
        self.go_to_line_of(None, line)
    }

    /// The same, on the page with this number from 1.
    ///
    /// # Errors
    /// As [`Work::go_to_line`]; [`Refusal::NoPage`].
    pub fn go_to_line_of(&mut self, page: Option<usize>, line: usize) -> Result<(), Refusal> {
        let page = match page {
            Some(page) => PageNo::new(page.checked_sub(1).ok_or(Refusal::NoPage)?),
            None => self.view.selection.page,
        };
        let lines = self.project.page(page).ok_or(Refusal::NoPage)?.lines();
        let at = line.checked_sub(1).filter(|&line| line < lines.count()).ok_or(Refusal::NoLine)?;
        let place = Place::new(page, lines.start(at));
        self.go_to(Selection::at(place));
        Ok(())
    }
}

/// An edit that does not fit was made for another state: a fault of the program, written to the log.
#[expect(clippy::needless_pass_by_value, reason = "the shape that map_err wants")]
pub(super) fn unfit(error: EditError) -> Refusal {
    log::error!("{error}");
    Refusal::Gone
}

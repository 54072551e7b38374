//! Finding text over the page or all pages, and what the find panel keeps.
//!
//! A search reads the project as it was when it began, on a thread of its own unless the text is short, and runs again by
//! itself when what is looked for, the page, or the project changes: results say of which state they are, and only those of
//! the present one are replaced. The newest search counts; those before it are told to stop.

mod pattern;
pub mod replace;
mod scan;
#[cfg(test)]
mod tests;
pub mod words;

pub use pattern::{NoPattern, Pattern};
pub use scan::{Found, Hit, MOST, find, spans_of};

use super::words::text;
use super::{Desk, Message, Refusal, Selection, StepId, Work};
use crate::model::{BlockId, Project};
use crate::propose::{Budget, Cancelled, Progress};
use crate::text::{PageNo, Place, Span};
use std::collections::{BTreeSet, HashMap};
use std::ops::Range;
use std::sync::mpsc::{Receiver, TryRecvError, channel};

/// Texts up to this many bytes are searched within the frame: a few milliseconds.
const SHORT: usize = 1 << 18;

/// What is looked for.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Query {
    /// As it is typed.
    pub text: String,
    /// It is a regular expression.
    pub regex: bool,
    /// Upper and lower case are different.
    pub case: bool,
    /// Full and half width, and variants of Chinese characters, are different.
    pub exact: bool,
    /// All pages, and not the one that is shown.
    pub all_pages: bool,
}

/// What was found, made ready for the panes.
#[derive(Clone, Debug)]
pub struct Results {
    /// The state of the project that was searched.
    pub of: StepId,
    /// The matches.
    pub found: Found,
    /// Where they stand in the dump, in order, each place once.
    spans: Vec<Span>,
    by_block: HashMap<BlockId, Range<usize>>,
    ranges: Vec<Range<usize>>,
}

impl Results {
    /// Makes what was found ready.
    #[must_use]
    pub fn new(of: StepId, found: Found) -> Self {
        let mut spans: Vec<Span> = found.hits.iter().flat_map(|hit| hit.spans.iter().copied()).collect();
        spans.retain(|span| !span.is_empty());
        spans.sort_unstable();
        spans.dedup();
        let mut in_blocks: Vec<(BlockId, Range<usize>)> =
            found.hits.iter().map(|hit| (hit.block, hit.range.clone())).collect();
        in_blocks.sort_unstable_by_key(|(block, range)| (*block, range.start));
        let mut by_block: HashMap<BlockId, Range<usize>> = HashMap::new();
        for (at, (block, _)) in in_blocks.iter().enumerate() {
            by_block.entry(*block).or_insert(at..at).end = at + 1;
        }
        let ranges = in_blocks.into_iter().map(|(_, range)| range).collect();
        Self { of, found, spans, by_block, ranges }
    }

    /// What is matched in a stretch of the dump, in order. Costs a search.
    #[must_use]
    pub fn spans_in(&self, page: PageNo, range: &Range<usize>) -> &[Span] {
        let from = self.spans.partition_point(|span| span.to() <= Place::new(page, range.start));
        let to = self.spans.partition_point(|span| span.from() < Place::new(page, range.end));
        self.spans.get(from..to.max(from)).unwrap_or_default()
    }

    /// What is matched in a block's reading text, in order; nothing where the project has changed since.
    #[must_use]
    pub fn ranges_in(&self, block: BlockId, now: StepId) -> &[Range<usize>] {
        let ranges = self.by_block.get(&block).filter(|_| self.of == now);
        ranges.and_then(|range| self.ranges.get(range.clone())).unwrap_or_default()
    }

    /// The match that is selected, from 0.
    #[must_use]
    pub fn current(&self, project: &Project, selection: Selection) -> Option<usize> {
        let range = selection.range();
        let at = self.found.hits.partition_point(|hit| hit.at() < range.from());
        let same = |hit: &&Hit| hit.at() == range.from() && hit.selection(project) == range;
        self.found.hits.get(at).filter(same).map(|_| at)
    }
}

/// The find panel: what it asks for, and the search under way.
#[derive(Default)]
pub struct Finder {
    /// It is shown.
    pub open: bool,
    /// What is looked for.
    pub query: Query,
    /// It shows what each place would become.
    pub replacing: bool,
    /// What is to stand for a match, as it is typed.
    pub replacement: String,
    /// Matches that are not to be replaced, by [`Hit::key`].
    pub unticked: BTreeSet<(Place, usize)>,
    /// Counts up whenever its field should take the focus.
    pub focus: u64,
    /// Why there is nothing to look for.
    pub error: Option<NoPattern>,
    /// The search was stopped by the editor.
    pub stopped: bool,
    /// What the newest search was begun for.
    begun: Option<Begun>,
    job: Option<Searching>,
    /// Go to the next match (or the one before) once there are results.
    go: Option<bool>,
}

#[derive(Clone, Debug, PartialEq, Eq)]
struct Begun {
    query: Query,
    replacement: Option<String>,
    page: PageNo,
    of: StepId,
}

/// A search under way.
struct Searching {
    of: StepId,
    /// It replaces what was found before: no search takes its place.
    replacing: bool,
    budget: Budget,
    progress: Progress,
    answer: Receiver<Result<Answer, Cancelled>>,
}

/// What a thread answers.
enum Answer {
    Found(Box<Results>),
    Replaced(replace::Replaced),
}

impl Finder {
    /// Drops what belongs to the project that leaves the desk: a search or a replacement under way, and what was not ticked.
    pub(super) fn leave(&mut self) {
        self.forget();
        self.go = None;
        self.unticked.clear();
    }

    /// Drops what was begun: what is looked for is searched anew.
    fn forget(&mut self) {
        self.stop();
        self.begun = None;
    }

    /// Forgets what was said of places that are no longer found.
    fn keep_ticks(&mut self, found: &Found) {
        if !self.unticked.is_empty() {
            let keys: BTreeSet<(Place, usize)> = found.hits.iter().map(Hit::key).collect();
            self.unticked.retain(|key| keys.contains(key));
        }
    }

    fn stop(&mut self) {
        if let Some(job) = self.job.take() {
            job.budget.cancel();
        }
    }

    /// How far the search under way is, if one is.
    #[must_use]
    pub fn progress(&self) -> Option<&Progress> {
        self.job.as_ref().map(|job| &job.progress)
    }

    /// Stops the search; it begins again with the next change of what is looked for.
    pub fn cancel(&mut self) {
        self.stopped = self.job.is_some();
        self.go = None;
        self.stop();
    }
}

impl Desk {
    /// Shows the find panel, with the selected text in it where that is part of one line. `replacing`: with what each place
    /// would become.
    ///
    /// # Errors
    /// [`Refusal::NoProject`].
    pub fn open_finder(&mut self, replacing: bool) -> Result<(), Refusal> {
        let work = self.work()?;
        let chosen = work.project().raw(work.selection().range()).trim();
        if !chosen.is_empty() && chosen.len() < 200 && !chosen.contains(['\n', '\r']) {
            self.finder.query.text = if self.finder.query.regex { regex::escape(chosen) } else { chosen.to_owned() };
        }
        self.finder.open = true;
        self.finder.replacing = replacing;
        self.finder.focus += 1;
        Ok(())
    }

    /// Hides the find panel; what was looked for stays for the next time.
    pub fn close_finder(&mut self) {
        self.finder.open = false;
        self.keep_searching();
    }

    /// Goes to the next match behind the selection, or to the one before it; at the end of the dump, from the beginning on.
    ///
    /// # Errors
    /// [`Refusal::NoQuery`], [`Refusal::NotFound`], [`Refusal::NoProject`].
    pub fn find_next(&mut self, forward: bool) -> Result<(), Refusal> {
        if self.finder.query.text.trim().is_empty() {
            return Err(Refusal::NoQuery);
        }
        self.finder.open = true;
        if self.finder.stopped {
            self.finder.forget();
        }
        self.finder.go = Some(forward);
        self.keep_searching();
        if self.finder.job.is_some() { Ok(()) } else { self.go_to_match() }
    }

    /// Selects the match numbered `nth` from 0.
    ///
    /// # Errors
    /// [`Refusal::NotFound`].
    pub fn go_to_hit(&mut self, nth: usize) -> Result<(), Refusal> {
        let work = self.work_mut()?;
        let hit = work.found.as_ref().and_then(|results| results.found.hits.get(nth)).ok_or(Refusal::NotFound)?;
        let span = hit.selection(work.project());
        work.go_to(Selection::of(span));
        Ok(())
    }

    fn go_to_match(&mut self) -> Result<(), Refusal> {
        let Some(forward) = self.finder.go.take() else { return Ok(()) };
        let work = self.work()?;
        let results = work.found.as_ref().ok_or(Refusal::NotFound)?;
        let last = results.found.hits.len().checked_sub(1).ok_or(Refusal::NotFound)?;
        let start = work.selection().start();
        let here = results.current(work.project(), work.selection());
        let next = match (here, forward) {
            (Some(at), true) => Some(at + 1),
            (None, true) => Some(results.found.hits.partition_point(|hit| hit.at() < start)),
            (_, false) => results.found.hits.partition_point(|hit| hit.at() < start).checked_sub(1),
        };
        let next = next.filter(|&at| at <= last);
        if next.is_none() {
            let text = match forward {
                true => text("已到末尾，从头继续", "Past the last match; on from the first"),
                false => text("已到开头，从末尾继续", "Past the first match; on from the last"),
            };
            self.message = Some(Message::hint(text.get(self.lang)));
        }
        self.go_to_hit(next.unwrap_or(if forward { 0 } else { last }))
    }

    /// Called in each frame: takes in the answer of the search under way, and begins one where something has changed.
    pub(super) fn keep_searching(&mut self) {
        self.take_search(|job| job.answer.try_recv().map_err(|error| error == TryRecvError::Empty));
        let Some(work) = &mut self.work else { return };
        if self.finder.open && self.finder.job.as_ref().is_some_and(|job| job.replacing) {
            return;
        }
        if !self.finder.open {
            self.finder.forget();
            work.found = None;
            return;
        }
        let (page, of) = (work.selection().page, work.history.now());
        let finder = &self.finder;
        let same_question = finder.begun.as_ref().is_some_and(|begun| {
            begun.query == finder.query
                && begun.replacement.as_deref() == finder.replacing.then_some(finder.replacement.as_str())
                && (finder.query.all_pages || begun.page == page)
        });
        if same_question && finder.begun.as_ref().is_some_and(|begun| begun.of == of) {
            return;
        }
        if !same_question {
            work.found = None;
        }
        let replacement = self.finder.replacing.then(|| self.finder.replacement.clone());
        self.begin_search(Begun { query: self.finder.query.clone(), replacement, page, of });
    }

    fn begin_search(&mut self, begun: Begun) {
        let Some(work) = &mut self.work else { return };
        let finder = &mut self.finder;
        finder.stop();
        finder.stopped = false;
        let (of, page) = (begun.of, (!begun.query.all_pages).then_some(begun.page));
        let pattern = Pattern::new(&begun.query, begun.replacement.as_deref());
        finder.begun = Some(begun);
        let pattern = match pattern {
            Ok(pattern) => pattern,
            Err(error) => {
                finder.error = Some(error);
                work.found = None;
                return;
            }
        };
        finder.error = None;
        let pages = work.project().pages().iter().enumerate();
        let searched = pages.filter(|(at, _)| page.is_none_or(|page| page.index() == *at));
        let size: usize = searched.map(|(_, page)| page.text().len()).sum();
        let (budget, progress) = (Budget::default(), Progress::default());
        if size <= SHORT {
            // Nothing tells it to stop.
            if let Ok(found) = find(work.project(), page, &pattern, &budget, &progress) {
                finder.keep_ticks(&found);
                work.found = Some(Results::new(of, found));
            }
            return;
        }
        self.search_beside(of, false, (budget, progress), move |project, budget, progress| {
            let found = find(project, page, &pattern, budget, progress)?;
            Ok(Answer::Found(Box::new(Results::new(of, found))))
        });
    }

    /// Runs `work` on a thread of its own over the project as it is now.
    fn search_beside(
        &mut self,
        of: StepId,
        replacing: bool,
        (budget, progress): (Budget, Progress),
        work: impl FnOnce(&Project, &Budget, &Progress) -> Result<Answer, Cancelled> + Send + 'static,
    ) {
        let Some(project) = self.work.as_ref().map(Work::shared) else { return };
        let (sender, answer) = channel();
        let wake = self.wake.clone();
        self.finder.job = Some(Searching { of, replacing, budget: budget.clone(), progress: progress.clone(), answer });
        std::thread::spawn(move || {
            let found = work(&project, &budget, &progress);
            // Let go before the answer is there, so that the next edit finds the project unshared.
            drop(project);
            // A search that was overtaken has nobody to tell.
            drop(sender.send(found));
            if let Some(wake) = wake {
                wake();
            }
        });
    }

    /// Takes in the answer of the search under way. `receive`: the answer, or whether there will still be one.
    fn take_search(&mut self, receive: impl FnOnce(&Searching) -> Result<Result<Answer, Cancelled>, bool>) {
        let Some(job) = &self.finder.job else { return };
        let of = job.of;
        let answer = match receive(job) {
            Ok(answer) => answer,
            Err(true) => return,
            Err(false) => Err(Cancelled),
        };
        self.finder.job = None;
        match (answer, &mut self.work) {
            (Ok(Answer::Found(results)), Some(work)) => {
                self.finder.keep_ticks(&results.found);
                work.found = Some(*results);
                if let Err(refusal) = self.go_to_match() {
                    self.refuse(refusal);
                }
            }
            (Ok(Answer::Replaced(replaced)), _) => self.take_replaced(of, replaced),
            // It broke off: what was found before may be of another state, as where the editor stopped it.
            (Err(Cancelled), _) => (self.finder.stopped, self.finder.go) = (true, None),
            (Ok(Answer::Found(_)), None) => {}
        }
    }

    /// Waits for the search under way, and for the one that follows from what changed.
    pub(super) fn finish_search(&mut self) {
        self.keep_searching();
        self.take_search(|job| job.answer.recv().or(Err(false)));
    }
}

/// The number of the selected match from 1, how many there are, and whether there are more.
#[must_use]
pub fn standing(work: &Work) -> Option<(Option<usize>, usize, bool)> {
    let results = work.found.as_ref()?;
    let current = results.current(work.project(), work.selection()).map(|at| at + 1);
    Some((current, results.found.hits.len(), results.found.more))
}

//! Replacing what was found: one edit of corrections for all places that are ticked, and what could not be replaced.
//!
//! Places are taken a block at a time, each on the project as the blocks before it left it, so that corrections which would
//! meet are seen. Where a block's places cannot all be replaced together, each is tried by itself. Runs on a thread beside
//! the window for long projects.

use super::{Answer, Hit, Results, SHORT, words};
use crate::desk::gestures::replace_in_block;
use crate::desk::words::{refusal, text};
use crate::desk::{CommandId, Desk, Message, Refusal, StepId};
use crate::model::{BlockId, Edit, Project, reading};
use crate::propose::{Budget, Cancelled, Progress};
use std::ops::Range;

/// What comes of replacing.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Replaced {
    /// The edit; `None` where nothing can be replaced.
    pub edit: Option<Edit>,
    /// How many places it replaces.
    pub done: usize,
    /// How many cannot be, by reason.
    pub refused: Vec<(Refusal, usize)>,
}

/// Makes the edit that replaces `hits`, as they were found in `project`. One where the project reads otherwise is refused.
///
/// # Errors
/// [`Cancelled`].
pub fn replace(project: &Project, hits: &[&Hit], budget: &Budget, progress: &Progress) -> Result<Replaced, Cancelled> {
    let mut hits: Vec<&Hit> = hits.to_vec();
    hits.sort_by_key(|hit| (hit.block, hit.range.start));
    progress.expect(hits.len());
    let mut scratch = project.clone();
    let mut edits = Vec::new();
    let mut replaced = Replaced { edit: None, done: 0, refused: Vec::new() };
    for group in hits.chunk_by(|a, b| a.block == b.block) {
        budget.step()?;
        progress.advance(group.len());
        let Some(block) = group.first().map(|hit| hit.block) else { continue };
        let reads = reading(&scratch, block).text;
        let mut places: Vec<(Range<usize>, &str)> = Vec::new();
        for hit in group {
            match hit.after.as_deref() {
                _ if reads.get(hit.range.clone()) != Some(hit.text()) => refuse(&mut replaced.refused, Refusal::Gone),
                Some(after) if after != hit.text() => places.push((hit.range.clone(), after)),
                // It reads so already: nothing stands in the way, and nothing is to be done.
                Some(_) | None => refuse(&mut replaced.refused, Refusal::Nothing),
            }
        }
        let Err(why) = try_all(&mut scratch, block, &places, &mut edits) else {
            replaced.done += places.len();
            continue;
        };
        if places.len() < 2 {
            places.iter().for_each(|_| refuse(&mut replaced.refused, why));
            continue;
        }
        // From the last on, so that the places before it stay where they were found.
        for place in places.iter().rev() {
            budget.step()?;
            match try_all(&mut scratch, block, std::slice::from_ref(place), &mut edits) {
                Ok(()) => replaced.done += 1,
                Err(why) => refuse(&mut replaced.refused, why),
            }
        }
    }
    replaced.edit = (!edits.is_empty()).then_some(Edit::All(edits));
    Ok(replaced)
}

/// Replaces these places of a block in `scratch`, and keeps the edit.
fn try_all(
    scratch: &mut Project,
    block: BlockId,
    places: &[(Range<usize>, &str)],
    edits: &mut Vec<Edit>,
) -> Result<(), Refusal> {
    if places.is_empty() {
        return Ok(());
    }
    let edit = replace_in_block(scratch, block, places)?;
    // An edit that does not fit meets a correction that the gesture did not see.
    scratch.apply(edit.clone()).map_err(|error| {
        log::info!("not replaced: {error}");
        Refusal::Crowded
    })?;
    edits.push(edit);
    Ok(())
}

fn refuse(refused: &mut Vec<(Refusal, usize)>, why: Refusal) {
    match refused.iter_mut().find(|(known, _)| *known == why) {
        Some((_, count)) => *count += 1,
        None => refused.push((why, 1)),
    }
}

impl Desk {
    /// What was found, where that is of the project as it is now: a search that was stopped leaves what was found before.
    fn found_now(&self) -> Option<&Results> {
        let work = self.work.as_ref()?;
        work.found.as_ref().filter(|results| results.of == work.history.now())
    }

    /// The matches that are ticked.
    fn ticked(&self) -> Vec<Hit> {
        let hits = self.found_now().map(|results| results.found.hits.as_slice()).unwrap_or_default();
        hits.iter().filter(|hit| !self.finder.unticked.contains(&hit.key())).cloned().collect()
    }

    /// Takes the tick of every match away.
    pub fn untick_all(&mut self) {
        let results = self.work.as_ref().and_then(|work| work.found.as_ref());
        let hits = results.map(|results| results.found.hits.as_slice()).unwrap_or_default();
        self.finder.unticked = hits.iter().map(Hit::key).collect();
    }

    /// Replaces all ticked matches as one step, beside the window where they are many. Where they are not of the project as it
    /// is now, it is searched first.
    ///
    /// # Errors
    /// [`Refusal::NoQuery`], [`Refusal::NotFound`] where nothing is ticked, [`Refusal::Busy`] while a search is under way.
    pub fn replace_ticked(&mut self) -> Result<(), Refusal> {
        self.keep_searching();
        if self.finder.job.is_none() && self.found_now().is_none() {
            self.finder.forget();
            self.keep_searching();
        }
        if self.finder.job.is_some() {
            return Err(Refusal::Busy);
        }
        let of = self.work()?.history.now();
        let hits = self.ticked();
        if hits.is_empty() {
            return Err(Refusal::NotFound);
        }
        let size: usize = self.work()?.project().pages().iter().map(|page| page.text().len()).sum();
        let (budget, progress) = (Budget::default(), Progress::default());
        let run = move |project: &Project, budget: &Budget, progress: &Progress| {
            replace(project, &hits.iter().collect::<Vec<_>>(), budget, progress)
        };
        if size <= SHORT {
            // Nothing tells it to stop.
            if let Ok(replaced) = run(self.work()?.project(), &budget, &progress) {
                self.take_replaced(of, replaced);
            }
            return Ok(());
        }
        self.search_beside(of, true, (budget, progress), move |project, budget, progress| {
            run(project, budget, progress).map(Answer::Replaced)
        });
        Ok(())
    }

    pub(super) fn take_replaced(&mut self, of: StepId, replaced: Replaced) {
        let lang = self.lang;
        let Some(work) = &mut self.work else { return };
        if work.history.now() != of {
            let text =
                text("期间有别的修改，什么都没有替换", "Something else was done meanwhile; nothing was replaced");
            self.message = Some(Message::hint(text.get(lang)));
            return;
        }
        let applied = replaced.edit.map(|edit| work.apply(CommandId("find.replace_all"), edit));
        self.message = Some(match applied {
            Some(Err(why)) => Message::hint(refusal(why).get(lang)),
            Some(Ok(())) => Message::with_undo(&words::replaced(lang, replaced.done, &replaced.refused)),
            None => Message::hint(&words::replaced(lang, 0, &replaced.refused)),
        });
    }
}

#[cfg(test)]
mod tests {
    use super::super::{Found, Pattern, Query, find};
    use super::*;
    use crate::model::{Page, Source};
    use std::sync::Arc;

    fn project(text: &str) -> Project {
        Project::new(vec![Arc::new(Page::new(text.to_owned(), Source::default(), Vec::new()))])
    }

    fn search(project: &Project, query: &str, regex: bool, with: &str) -> Found {
        let query = Query { text: query.to_owned(), regex, ..Query::default() };
        let pattern = Pattern::new(&query, Some(with)).unwrap();
        find(project, None, &pattern, &Budget::default(), &Progress::default()).unwrap()
    }

    fn put(project: &Project, found: &Found) -> Replaced {
        let hits: Vec<&Hit> = found.hits.iter().collect();
        replace(project, &hits, &Budget::default(), &Progress::default()).unwrap()
    }

    fn run(project: &Project, query: &str, regex: bool, with: &str) -> Replaced {
        put(project, &search(project, query, regex, with))
    }

    #[test]
    fn all_places_are_one_edit_whose_undo_is_exact() {
        for (name, text, query, regex, with, wanted, done) in [
            ("each place", "环未工人，环未所", "环未", false, "环卫", "环卫工人，环卫所", 2),
            ("over a line break", "环\n未工人", "环未", false, "环卫", "环卫工人", 1),
            ("over a broken word", "the sani-\ntation works", "sanitation", false, "water", "the water works", 1),
            ("nothing instead", "环卫卫工", "卫卫", false, "卫", "环卫工", 1),
            ("groups", "5月3日，6月1日", r"(\d)月(\d)日", true, "$2.$1", "3.5，1.6", 2),
            ("one beside the other", "未未未", "未", false, "卫", "卫卫卫", 3),
            ("to nothing", "甲|乙|丙", "|", false, "", "甲乙丙", 2),
            ("what is found in another form", "國務院", "国务", false, "国务", "国务院", 1),
        ] {
            let mut project = project(text);
            let before = project.clone();
            let replaced = run(&project, query, regex, with);
            assert_eq!((replaced.done, replaced.refused.as_slice()), (done, [].as_slice()), "{name}");
            let undo = project.apply(replaced.edit.unwrap()).unwrap();
            assert_eq!(reading(&project, BlockId(0)).text, wanted, "{name}");
            project.apply(undo).unwrap();
            assert_eq!(project, before, "{name}");
        }
    }

    #[test]
    fn corrected_text_is_replaced_too() {
        let mut project = project("环未工人");
        let edit = crate::desk::gestures::correct_block(&project, BlockId(0), "环卫生工人").unwrap();
        project.apply(edit).unwrap();
        let replaced = run(&project, "卫生工", false, "卫工");
        project.apply(replaced.edit.unwrap()).unwrap();
        assert_eq!(reading(&project, BlockId(0)).text, "环卫工人");
    }

    #[test]
    fn what_reads_so_already_is_counted_apart() {
        let project = project("路灯 路灯");
        let replaced = run(&project, "路灯", false, "路灯");
        assert_eq!((replaced.edit, replaced.done, replaced.refused), (None, 0, vec![(Refusal::Nothing, 2)]));
    }

    #[test]
    fn what_no_longer_stands_there_is_left() {
        let mut project = project("甲乙环未");
        let found = search(&project, "环未", false, "环卫");
        let edit = crate::desk::gestures::correct_block(&project, BlockId(0), "丙丁甲乙环未").unwrap();
        project.apply(edit).unwrap();
        let replaced = put(&project, &found);
        assert_eq!((replaced.edit, replaced.done, replaced.refused), (None, 0, vec![(Refusal::Gone, 1)]));
    }

    #[test]
    fn a_block_beyond_all_paragraphs_is_refused_with_its_reason() {
        let project = project(&"好".repeat(400_000));
        let replaced = run(&project, "好好", false, "好");
        assert_eq!(replaced.done, 0);
        assert_eq!(replaced.refused[0].0, Refusal::TooLong);
    }
}

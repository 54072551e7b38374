//! Properties of edits: whatever is done, everything still holds, and undo leads back.
//!
//! Random edits are checked where they are made ([`crate::random`]), the history in [`crate::history`]; here are gestures at
//! random places.

use crate::random::{Case, Step, apply_checked, case, config, steps};
use newsmend::desk::gestures::{self, ArticleMove, Refusal, Slot};
use newsmend::model::{
    ArticleFacts, ArticleId, Block, BlockId, Boundary, Edit, Fragment, Home, Project, Role, boundaries_in, fragments,
    reading,
};
use newsmend::propose::{Budget, Input, Progress, Proposal, propose, propose_page};
use newsmend::text::{PageNo, Place, Span, push_joined};
use proptest::prelude::*;
use std::collections::{BTreeMap, BTreeSet};

/// How many kinds of gestures there are.
pub(crate) const GESTURES: u8 = 17;

/// A gesture with all that it acts on.
#[derive(Debug)]
pub(crate) enum Gesture {
    MoveBoundary { boundary: Boundary, to: Place },
    MoveFragment { fragment: Fragment, home: Home },
    MoveRange { range: Span, home: Home },
    MoveBlocks { blocks: Vec<BlockId>, slot: Slot },
    Merge { from: ArticleId, into: ArticleId },
    Split { at: Place },
    Extract { range: Span },
    Reorder { id: ArticleId, to: ArticleMove },
    SetRole { range: Span, role: Role },
    SetRoleOfBlocks { blocks: Vec<BlockId>, role: Role },
    Join { id: BlockId },
    Break { at: Place },
    ReorderBlock { id: BlockId, by: isize },
    Correct { id: BlockId, text: String },
    SetFacts { id: ArticleId, facts: ArticleFacts },
    Accept { proposal: Proposal, kept: Vec<BlockId> },
    AcceptPage { page: PageNo, proposal: Proposal, kept: Vec<BlockId> },
}

impl Gesture {
    /// What this step is as a gesture in `project`; `None` where there is nothing to do it to.
    pub(crate) fn roll(step: &Step, project: &Project) -> Option<Self> {
        let mut dice = step.roll();
        let homes: Vec<Home> =
            project.order().iter().map(|&id| Home::Article(id)).chain([Home::Furniture, Home::Discarded]).collect();
        Some(match step.kind % GESTURES {
            0 | 1 => {
                let page = PageNo::new(dice.below(project.pages().len()));
                let boundary = dice.pick(&boundaries_in(project, page, 0..usize::MAX))?;
                let whole = Span::new(page, 0, project.page(page)?.text().len());
                Self::MoveBoundary { boundary, to: dice.place_in(project, whole) }
            }
            2 => {
                let all = fragments(project, PageNo::new(dice.below(project.pages().len())));
                let fragment = all.get(dice.below(all.len()))?.clone();
                Self::MoveFragment { fragment, home: dice.pick(&homes)? }
            }
            3 => Self::MoveRange { range: dice.range(project)?, home: dice.pick(&homes)? },
            4 => {
                let blocks = dice.run(project)?;
                let article = dice.pick(project.order())?;
                let index = dice.below(project.article(article)?.blocks.len() + 1);
                Self::MoveBlocks { blocks, slot: Slot { article, index } }
            }
            5 => Self::Merge { from: dice.pick(project.order())?, into: dice.pick(project.order())? },
            6 => Self::Split { at: dice.place(project)? },
            7 => Self::Extract { range: dice.range(project)? },
            8 => {
                let index = dice.below(project.order().len());
                let to = [ArticleMove::Up, ArticleMove::Down, ArticleMove::To(index)][dice.below(3)];
                Self::Reorder { id: dice.pick(project.order())?, to }
            }
            9 | 10 => {
                let range = dice.range(project)?;
                let caret = Span { end: range.start, ..range };
                Self::SetRole { role: dice.pick(&Role::ALL)?, range: if dice.below(2) > 0 { range } else { caret } }
            }
            11 => Self::SetRoleOfBlocks { role: dice.pick(&Role::ALL)?, blocks: dice.run(project)? },
            12 => Self::Join { id: dice.block(project)?.0 },
            13 => Self::Break { at: dice.place(project)? },
            14 => Self::ReorderBlock { id: dice.block(project)?.0, by: if dice.below(2) > 0 { 1 } else { -1 } },
            15 => {
                let (id, _) = dice.block(project)?;
                // The old reading with a piece of it replaced: what an editor types.
                let old: Vec<char> = reading(project, id).text.chars().collect();
                let (a, b) = (dice.below(old.len() + 1), dice.below(old.len() + 1));
                let (head, tail) = (&old[..a.min(b)], &old[a.max(b)..]);
                let text = head.iter().chain(&step.text.chars().collect::<Vec<_>>()).chain(tail).collect();
                Self::Correct { id, text }
            }
            _ if dice.below(4) > 0 => {
                let id = dice.pick(project.order())?;
                let old = project.article(id)?.facts.clone();
                Self::SetFacts { id, facts: ArticleFacts { reviewed: dice.below(2) > 0, ..old } }
            }
            _ if dice.below(2) > 0 => {
                let (kept, ids) = gestures::kept_of(project);
                let input = Input { pages: project.pages().to_vec(), kept, model: None };
                let proposal = propose(&input, &Budget::default(), &Progress::default()).unwrap();
                Self::Accept { proposal, kept: ids }
            }
            _ => {
                let page = PageNo::new(dice.below(project.pages().len()));
                let (proposal, kept) = proposed_page(project, page);
                Self::AcceptPage { page, proposal, kept }
            }
        })
    }

    pub(crate) fn edit(&self, project: &Project) -> Result<Edit, Refusal> {
        match self {
            Self::MoveBoundary { boundary, to } => gestures::move_boundary(project, *boundary, *to),
            Self::MoveFragment { fragment, home } => gestures::move_fragment(project, fragment, *home),
            Self::MoveRange { range, home } => gestures::move_range(project, *range, *home),
            Self::MoveBlocks { blocks, slot } => gestures::move_blocks(project, blocks, *slot),
            Self::Merge { from, into } => gestures::merge(project, *from, *into),
            Self::Split { at } => gestures::split(project, *at),
            Self::Extract { range } => gestures::extract(project, *range),
            Self::Reorder { id, to } => gestures::reorder(project, *id, *to),
            Self::SetRole { range, role } => gestures::set_role(project, *range, *role),
            Self::SetRoleOfBlocks { blocks, role } => gestures::set_role_of_blocks(project, blocks, *role),
            Self::Join { id } => gestures::join_paragraph(project, *id),
            Self::Break { at } => gestures::break_paragraph(project, *at),
            Self::ReorderBlock { id, by } => gestures::reorder_block(project, *id, *by),
            Self::Correct { id, text } => gestures::correct_block(project, *id, text),
            Self::SetFacts { id, facts } => gestures::set_facts(project, *id, facts.clone()),
            Self::Accept { proposal, kept } => gestures::accept(project, proposal, kept),
            Self::AcceptPage { page, proposal, kept } => gestures::accept_page(project, *page, proposal, kept),
        }
    }

    /// Checks what the gesture is for: what it moves, where to, and that all else stays.
    fn check(&self, before: &Project, after: &Project) {
        assert_eq!(before.pages(), after.pages(), "the raw text never changes");
        match self {
            Self::MoveBoundary { boundary, to } => check_boundary(before, after, *boundary, *to),
            Self::MoveFragment { fragment, home } => {
                let moved = fragment.entries.iter().flat_map(|entry| ink(before, entry.span)).collect();
                check_moved(before, after, &moved, Some(*home));
            }
            Self::MoveRange { range, home } => {
                check_moved(before, after, &ink(before, *range).collect(), Some(*home));
            }
            Self::MoveBlocks { blocks, slot } => {
                check_moved(before, after, &ink_of(before, blocks), Some(Home::Article(slot.article)));
            }
            Self::Merge { from, into } => {
                let moved = ink_of(before, &before.article(*from).unwrap().blocks);
                check_moved(before, after, &moved, Some(Home::Article(*into)));
                assert!(after.article(*from).is_none());
            }
            Self::Split { at } => {
                let id = before.entry_near(*at).and_then(|entry| before.block(entry.block)?.home.article()).unwrap();
                let new = only_new(before, after);
                assert_eq!(after.number(new), after.number(id).map(|number| number + 1), "it stands behind");
                let (old, now) = (flows(before), flows(after));
                let both = [now[&Home::Article(id)].as_slice(), &now[&Home::Article(new)]].concat();
                assert_eq!(old[&Home::Article(id)], both);
                check_moved(before, after, &now[&Home::Article(new)].iter().copied().collect(), None);
            }
            Self::Extract { range } => {
                let new = Home::Article(only_new(before, after));
                check_moved(before, after, &ink(before, *range).collect(), Some(new));
            }
            Self::SetRole { range, role } => {
                let moved = if range.is_empty() {
                    ink_of(before, &[before.entry_near(range.from()).unwrap().block])
                } else {
                    ink(before, *range).collect()
                };
                check_roles(before, after, &moved, *role);
            }
            Self::SetRoleOfBlocks { blocks, role } => check_roles(before, after, &ink_of(before, blocks), *role),
            Self::Reorder { .. } | Self::Break { .. } | Self::SetFacts { .. } => {
                assert_eq!(flows(before), flows(after), "no text moves");
            }
            Self::Join { id } => {
                // Captions between the two come behind; all else stays.
                let block = before.block(*id).unwrap();
                let blocks = &before.article(block.home.article().unwrap()).unwrap().blocks;
                let unlike = |other: &BlockId| before.block(*other).unwrap().role.is_flow() != block.role.is_flow();
                let between: Vec<BlockId> = blocks.iter().copied().filter(unlike).collect();
                check_moved(before, after, &ink_of(before, &between), None);
            }
            Self::ReorderBlock { id, .. } => check_moved(before, after, &ink_of(before, &[*id]), None),
            Self::Correct { id, text } => {
                assert_eq!(reading(after, *id).text, joined(text), "what was typed is what it reads");
                assert_eq!(flows(before), flows(after), "no text moves");
                for (other, _) in before.blocks().filter(|(other, _)| other != id) {
                    assert_eq!(
                        reading(before, other).text,
                        reading(after, other).text,
                        "another block reads as before"
                    );
                }
            }
            Self::Accept { kept, .. } => {
                let fixed = |project: &Project, id: &BlockId| project.block(*id).cloned();
                for id in kept {
                    assert_eq!(fixed(before, id), fixed(after, id), "what was decided stays");
                }
                let (kept, ids) = gestures::kept_of(after);
                let input = Input { pages: after.pages().to_vec(), kept, model: None };
                let again = propose(&input, &Budget::default(), &Progress::default()).unwrap();
                assert_eq!(gestures::accept(after, &again, &ids), Err(Refusal::Nothing), "proposed again");
            }
            Self::AcceptPage { page, kept, .. } => {
                for id in kept {
                    assert_eq!(before.block(*id), after.block(*id), "what was decided stays");
                }
                let elsewhere = |project: &Project| {
                    let apart = |(_, block): &(BlockId, &Block)| block.spans.iter().all(|span| span.page != *page);
                    project.blocks().filter(apart).map(|(id, block)| (id, block.clone())).collect::<Vec<_>>()
                };
                assert_eq!(elsewhere(before), elsewhere(after), "other pages stay");
                let (again, ids) = proposed_page(after, *page);
                let again = gestures::accept_page(after, *page, &again, &ids);
                assert_eq!(again, Err(Refusal::Nothing), "proposed again");
            }
        }
    }
}

fn proposed_page(project: &Project, page: PageNo) -> (Proposal, Vec<BlockId>) {
    let (kept, ids) = gestures::kept_on(project, page);
    let input = Input { pages: project.pages().to_vec(), kept, model: None };
    (propose_page(&input, page, &Budget::default(), &Progress::default()).unwrap(), ids)
}

/// The places of the characters in a span that are not white space.
fn ink(project: &Project, span: Span) -> impl Iterator<Item = Place> {
    let raw = project.raw(span).char_indices().filter(|(_, c)| !c.is_whitespace());
    raw.map(move |(at, _)| Place::new(span.page, span.start.get() + at))
}

fn ink_of(project: &Project, blocks: &[BlockId]) -> BTreeSet<Place> {
    let spans = blocks.iter().filter_map(|&id| project.block(id)).flat_map(|block| block.spans.iter());
    spans.flat_map(|&span| ink(project, span)).collect()
}

/// Every character that is not white space by its home, in the order of the flow; outside of articles in that of the dump.
fn flows(project: &Project) -> BTreeMap<Home, Vec<Place>> {
    let articles = project.articles().map(|(id, article)| (Home::Article(id), article.blocks.clone()));
    let outside = [Home::Furniture, Home::Discarded].map(|home| (home, project.blocks_in(home)));
    let flow = |(home, blocks): (Home, Vec<BlockId>)| {
        let spans = blocks.iter().filter_map(|&id| project.block(id)).flat_map(|block| block.spans.iter());
        let mut flow: Vec<Place> = spans.flat_map(|&span| ink(project, span)).collect();
        if home.article().is_none() {
            flow.sort_unstable();
        }
        (home, flow)
    };
    articles.chain(outside).map(flow).filter(|(_, flow)| !flow.is_empty()).collect()
}

/// What was moved is at home where it should be; all else is where it was, in the order in which it was.
fn check_moved(before: &Project, after: &Project, moved: &BTreeSet<Place>, home: Option<Home>) {
    let (mut old, mut new) = (flows(before), flows(after));
    if let Some(home) = home {
        let there: BTreeSet<Place> = new.get(&home).into_iter().flatten().copied().collect();
        assert!(moved.is_subset(&there), "what moves arrives: {:?}", moved.difference(&there).collect::<Vec<_>>());
    }
    for flows in [&mut old, &mut new] {
        flows.values_mut().for_each(|flow| flow.retain(|place| !moved.contains(place)));
        flows.retain(|_, flow| !flow.is_empty());
    }
    assert_eq!(old, new, "the other characters keep their home and their order");
}

/// The characters between the old and the new place of a boundary go to the other side, right beside it in its flow.
fn check_boundary(before: &Project, after: &Project, boundary: Boundary, to: Place) {
    let up = to < boundary.at();
    let (giving, taking) = if up { (boundary.above, boundary.below) } else { (boundary.below, boundary.above) };
    let all = fragments(before, to.page).into_iter().find(|fragment| fragment.entries.contains(&giving)).unwrap();
    let between = |place: &Place| if up { *place >= to } else { *place < to };
    let moved: Vec<Place> = all.entries.iter().flat_map(|entry| ink(before, entry.span)).filter(between).collect();
    let home = before.block(taking.block).unwrap().home;
    check_moved(before, after, &moved.iter().copied().collect(), Some(home));
    if home.article().is_some() {
        let (first, last) = (ink(before, taking.span).next(), ink(before, taking.span).last());
        let wanted: Vec<Place> =
            if up { moved.iter().copied().chain(first).collect() } else { last.into_iter().chain(moved).collect() };
        let flow = &flows(after)[&home];
        assert!(flow.windows(wanted.len()).any(|part| part == wanted), "{wanted:?} stand together in {flow:?}");
    }
}

fn check_roles(before: &Project, after: &Project, given: &BTreeSet<Place>, role: Role) {
    let home = match role {
        Role::Furniture => Some(Home::Furniture),
        Role::Discarded => Some(Home::Discarded),
        _ => None,
    };
    check_moved(before, after, given, home);
    let role_at = |project: &Project, place| project.entry_at(place).and_then(|e| project.block(e.block)).unwrap().role;
    for place in flows(before).into_values().flatten() {
        let wanted = if given.contains(&place) { role } else { role_at(before, place) };
        assert_eq!(role_at(after, place), wanted, "at {place:?}");
    }
    // What is in an article stays there, whatever it becomes within it.
    if home.is_none() {
        let home_at =
            |project: &Project, place| project.entry_at(place).and_then(|e| project.block(e.block)).unwrap().home;
        let inside = |place: &&Place| home_at(before, **place).article().is_some();
        assert!(given.iter().filter(inside).all(|&place| home_at(before, place) == home_at(after, place)));
    }
}

fn only_new(before: &Project, after: &Project) -> ArticleId {
    let new: Vec<ArticleId> = after.order().iter().copied().filter(|id| before.article(*id).is_none()).collect();
    assert_eq!(new.len(), 1, "one new article");
    new[0]
}

fn joined(text: &str) -> String {
    let mut out = String::new();
    text.split(['\n', '\r']).filter(|line| !line.trim().is_empty()).for_each(|line| push_joined(&mut out, line));
    out.trim().to_owned()
}

/// Pages of single words with wide white space around them, and corrections of that.
fn airy_case() -> impl Strategy<Value = Case> {
    let word = prop::sample::select(vec!["甲", "乙。", "丙丁", "Smith.", "one", "-"]);
    let blanks = prop::sample::select(vec!["\u{3000}\u{3000}\u{3000}", "   ", "\n\n\n", " \r\n \n", "\u{2028} "]);
    let page = prop::collection::vec((blanks, word), 1..8);
    let page = (page, prop::bool::ANY).prop_map(|(parts, open)| {
        let text: String = parts.iter().flat_map(|(blanks, word)| [*blanks, *word]).collect();
        if open { text.trim_start().to_owned() } else { format!("{text} \n ") }
    });
    // Every step is a random correction.
    let corrections =
        steps(1, 12).prop_map(|steps| steps.into_iter().map(|step| Step { kind: 6, ..step }).collect::<Vec<Step>>());
    (prop::collection::vec(page, 1..3), corrections).prop_map(|(pages, steps)| Case { pages, steps })
}

/// Four times as many cases as for other properties: some forty thousand edits a run.
pub(crate) fn many() -> ProptestConfig {
    ProptestConfig { cases: config().cases.saturating_mul(4), ..config() }
}

proptest! {
    #![proptest_config(many())]

    #[test]
    fn every_gesture_does_what_it_is_for_or_refuses(case in case(16), gestures in steps(GESTURES, 40)) {
        let mut project = case.project();
        for step in &gestures {
            let Some(gesture) = Gesture::roll(step, &project) else { continue };
            let Ok(edit) = gesture.edit(&project) else { continue };
            let before = project.clone();
            prop_assert!(apply_checked(&mut project, &edit).is_some(), "{gesture:?} does not fit: {edit:?}");
            prop_assert!(project != before, "{gesture:?} changes nothing and does not say so");
            gesture.check(&before, &project);
        }
    }

    #[test]
    fn corrections_of_white_space_read_once_whatever_is_done(case in airy_case(), gestures in steps(GESTURES, 16)) {
        // Applying an edit with its checks counts where each correction reads.
        let mut project = case.project();
        for step in &gestures {
            let edit = Gesture::roll(step, &project).and_then(|gesture| gesture.edit(&project).ok());
            if let Some(edit) = edit {
                prop_assert!(apply_checked(&mut project, &edit).is_some(), "{edit:?} does not fit");
            }
        }
    }
}

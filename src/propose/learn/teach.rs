//! From pages with answers to a model, stage by stage.
//!
//! Each stage learns from what the stages before it said of pages that they had not seen: the pages are dealt into parts,
//! and every part is read by trees learned from the others. Else the later stages would trust the earlier ones too much.
//! At the end every page has been read by trees that never saw it: what [`Taught`] proposes for it is an honest sample of
//! what the model does on new pages.

use super::super::ground::Ground;
use super::super::reading::{self, Reading, bonus};
use super::super::sheet::Sheet;
use super::super::weights::{Knowledge, Model};
use super::super::{Budget, Cancelled};
use super::Truth;
use super::answers::Answers;
use super::boost::Growth;
use super::edges::edges;
use super::judged::{self, Case, Judged};
use super::stages::{ENOUGH, Pupil, stages};
use crate::text::PageNo;

/// Pages of one kind under which trees are kept small: more would learn the pages by heart. With fewer, where a model to go on
/// from has no trees for the kind, it gets none: of 63 library pages they were worse than the rules.
pub const FEW: usize = 200;

/// A page to learn from.
#[derive(Clone, Copy, Debug)]
pub struct Lesson<'t> {
    /// The page and its answer.
    pub truth: &'t Truth,
    /// How much it counts; 1 is usual.
    pub weight: f32,
    /// What has no answer is junk, and to be discarded.
    pub junk: bool,
    /// Which part of the pages it belongs to; pages of one make belong to one part.
    pub part: u8,
}

/// How to learn.
#[derive(Clone, Copy, Debug)]
pub struct Course<'m> {
    /// Parts into which the pages are dealt.
    pub parts: u8,
    /// Multiplies the number of trees: 1 for what ships.
    pub rounds: f32,
    /// The seed of what is drawn by lot.
    pub seed: u64,
    /// Smaller trees, as for few pages; so it is in any case where there are few.
    pub few: bool,
    /// The model to go on from: few trees, small ones, are learned on top of its own. `None` learns all anew.
    pub base: Option<&'m Model>,
}

/// What was learned, with a model for each part that has not seen it.
pub struct Taught {
    /// Learned from all pages.
    pub model: Model,
    /// For each part a model that has not seen its pages.
    pub unseen: Vec<Model>,
    /// Pages that nothing was learned of: the model to go on from has no trees for scripts such as theirs, and those of few
    /// pages alone are worse than the rules.
    pub left_to_rules: usize,
    /// How often the decisions on pages not seen were right, by what was said of them: a table to be read.
    pub calibration: String,
}

/// How a stage grows its trees in this course; `stage` is its number, which draws the lots anew.
pub(super) fn growth(rounds: usize, leaves: usize, course: &Course<'_>, stage: u64) -> Growth {
    // On top of a model: few pages must not outvote the many that it has seen.
    let (rounds, leaves, lambda, rate) =
        if course.base.is_some() { (rounds.min(30), leaves.min(12), 10.0, 0.1) } else { (rounds, leaves, 3.0, 0.06) };
    #[expect(
        clippy::cast_precision_loss,
        clippy::cast_possible_truncation,
        clippy::cast_sign_loss,
        reason = "some hundreds"
    )]
    let rounds = (rounds as f32 * course.rounds).ceil() as usize;
    let growth =
        Growth { rounds, leaves, rate, lambda, least: 3.0, rows: 0.7, columns: 0.35, seed: course.seed ^ stage };
    let links = matches!(stage, 3 | 5 | 6);
    if course.few && links && course.base.is_none() {
        Growth { leaves: leaves / 5, lambda: 10.0, least: 12.0, columns: 0.2, ..growth }
    } else {
        growth
    }
}

/// Learns from `lessons`, with what is known of languages.
///
/// # Errors
/// [`Cancelled`] once `budget` says so.
pub fn teach(
    lessons: &[Lesson<'_>],
    knowledge: &Knowledge,
    course: &Course<'_>,
    budget: &Budget,
    say: &mut dyn FnMut(&str),
) -> Result<Taught, Cancelled> {
    let with = |edges| Model { knowledge: Knowledge { edges, ..knowledge.clone() }, ..Model::default() };
    let mut models: Vec<Model> = edges(lessons, knowledge, course, budget)?.into_iter().map(with).collect();
    say("edges");
    let mut pupils = Vec::with_capacity(lessons.len());
    for lesson in lessons {
        let unseen = models.get(usize::from(lesson.part % course.parts.max(1))).map(|model| &model.knowledge);
        let parting = unseen.and_then(Knowledge::parting);
        let sheet = Sheet::parted(&lesson.truth.page, PageNo::new(0), &[], parting, budget)?;
        let ground = Ground::new(sheet, knowledge, budget)?;
        let answers = Answers::new(lesson.truth);
        let lines = answers.lines(&ground.sheet, lesson.junk);
        #[expect(clippy::cast_precision_loss, reason = "lines of a page")]
        let long = (150.0 / lines.len().max(1) as f32).sqrt().min(1.0);
        let part = lesson.part % course.parts.max(1);
        let (first, reading) = (Vec::new(), Reading { bonus: bonus(ground.sheet.spaced), ..Reading::default() });
        pupils.push(Pupil { ground, answers, lines, weight: lesson.weight * long, part, first, reading });
    }
    let (spaced, han): (Vec<Pupil<'_>>, Vec<Pupil<'_>>) =
        pupils.into_iter().partition(|pupil| pupil.ground.sheet.spaced);
    let mut left_to_rules = 0;
    for (kind, mut pupils) in [han, spaced].into_iter().enumerate() {
        let known = course.base.and_then(|base| base.stages(kind == 1));
        if let Some(known) = known.filter(|_| pupils.is_empty()) {
            // What the model knows of pages of which there are none here stays as it is.
            models.iter_mut().for_each(|model| model.stages[kind] = known.clone());
        }
        if course.base.is_some() && known.is_none() && pupils.len() < FEW {
            left_to_rules += pupils.len();
            continue;
        }
        if pupils.is_empty() {
            continue;
        }
        say(&format!("pages: {}", pupils.len()));
        let some = f32::from(u16::try_from(pupils.len()).unwrap_or(u16::MAX)) / f32::from(ENOUGH);
        let course = Course {
            rounds: if known.is_some() { course.rounds * some.min(1.0) } else { course.rounds },
            few: course.few || pupils.len() < FEW,
            base: course.base.filter(|_| known.is_some()),
            ..*course
        };
        let stages = stages(&mut pupils, knowledge, &course, budget, say)?;
        for (model, stages) in models.iter_mut().zip(stages) {
            model.stages[kind] = stages;
        }
    }
    let model = models.pop().unwrap_or_default();
    let mut taught = Taught { model, unseen: models, left_to_rules, calibration: String::new() };
    match course.base {
        // Few pages say little of how often a model is right.
        Some(base) => taught.model.calibration = base.calibration.clone(),
        None => {
            calibrate(lessons, &mut taught, course, budget)?;
            say(&taught.calibration);
        }
    }
    Ok(taught)
}

/// Learns anew where lines that hold several columns are parted, and nothing else.
///
/// # Errors
/// [`Cancelled`] once `budget` says so.
pub fn teach_edges(
    lessons: &[Lesson<'_>],
    taught: &mut Taught,
    course: &Course<'_>,
    budget: &Budget,
) -> Result<(), Cancelled> {
    let all = edges(lessons, &taught.model.knowledge, course, budget)?;
    for (model, edges) in taught.unseen.iter_mut().chain([&mut taught.model]).zip(all) {
        model.knowledge.edges = edges;
    }
    Ok(())
}

/// Learns how often what is said is right: each page is read by the trees that have not seen it.
///
/// # Errors
/// [`Cancelled`] once `budget` says so.
pub fn calibrate(
    lessons: &[Lesson<'_>],
    taught: &mut Taught,
    course: &Course<'_>,
    budget: &Budget,
) -> Result<(), Cancelled> {
    let unseen = &taught.unseen;
    let judge = |lessons: &[Lesson<'_>]| {
        let mut judged: Vec<Judged> = Vec::new();
        for lesson in lessons {
            let part = lesson.part % course.parts.max(1);
            let Some(model) = unseen.get(usize::from(part)) else { continue };
            let parting = model.knowledge.parting();
            let sheet = Sheet::parted(&lesson.truth.page, PageNo::new(0), &[], parting, budget)?;
            let ground = Ground::new(sheet, &model.knowledge, budget)?;
            let Some(stages) = model.stages(ground.sheet.spaced) else { continue };
            let reading = reading::read(&ground, stages, &model.knowledge, budget)?;
            let answers = Answers::new(lesson.truth);
            let lines = answers.lines(&ground.sheet, lesson.junk);
            let (ground, reading, answers, lines) = (&ground, &reading, &answers, lines.as_slice());
            let case = Case { ground, reading, answers, lines, weight: lesson.weight, part };
            case.judge(model, budget, &mut judged)?;
        }
        Ok(judged)
    };
    let (left, right) = lessons.split_at(lessons.len() / 2);
    let judged = std::thread::scope(|scope| {
        let other = scope.spawn(|| judge(left));
        let right = judge(right)?;
        let mut judged = other.join().unwrap_or(Err(Cancelled))?;
        judged.extend(right);
        Ok(judged)
    })?;
    taught.model.calibration = judged::calibration(&judged, None);
    for (part, model) in (0..course.parts).zip(&mut taught.unseen) {
        model.calibration = judged::calibration(&judged, Some(part));
    }
    taught.calibration = judged::table(&judged, course.parts);
    Ok(())
}

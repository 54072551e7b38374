//! The stages of a model, each learned from what those before it said of the pages.

use super::super::features::ROLES;
use super::super::ground::Ground;
use super::super::reading::{Reading, Roles, role_rows};
use super::super::weights::{Knowledge, Stages, Trees};
use super::super::{Budget, Cancelled};
use super::Chance;
use super::answers::{Answers, LineAnswer};
use super::boost::{Growth, boost_parts};
use super::of_blocks;
use super::table::Table;
use super::teach::{Course, growth};

/// Part of the wrong pairs that is learned from.
const SPEAKING: f64 = 0.3;

/// Pages from which on a model is gone on from in full. With fewer, as many fewer trees are added, and the pairs stay as
/// they are: of 3 pages of one newspaper they got worse, of 20 better.
pub(super) const ENOUGH: u16 = 20;

/// A page while it is learned from.
pub(super) struct Pupil<'t> {
    pub(super) ground: Ground<'t>,
    pub(super) answers: Answers,
    pub(super) lines: Vec<LineAnswer>,
    pub(super) weight: f32,
    pub(super) part: u8,
    /// Roles at first sight.
    pub(super) first: Vec<Roles>,
    pub(super) reading: Reading,
}

/// Trees of a stage: for each part those that have not seen it, and those that have seen all.
pub(super) type Stage = Vec<Trees>;

impl Pupil<'_> {
    /// The trees of `stage` that have not seen this page.
    pub(super) fn unseen<'s>(&self, stage: &'s Stage) -> &'s Trees {
        &stage[usize::from(self.part)]
    }
}

/// Learns all stages from pages of one kind: for each part from the others, and then from all.
pub(super) fn stages(
    pupils: &mut [Pupil<'_>],
    knowledge: &Knowledge,
    course: &Course<'_>,
    budget: &Budget,
    say: &mut dyn FnMut(&str),
) -> Result<Vec<Stages>, Cancelled> {
    let first = roles(pupils, knowledge, course, false, budget)?;
    say("roles at first sight");
    let second = roles(pupils, knowledge, course, true, budget)?;
    say(&format!("roles: {:.4} right", right_roles(pupils)));
    let flow = flow(pupils, knowledge, course, budget)?;
    say("flow");
    let sieve = sieve(pupils, knowledge, course, budget)?;
    say("sieve");
    let mut passes = Vec::new();
    for pass in [false, true] {
        let (stage, missed) = pairs(pupils, knowledge, &sieve, course, pass, budget)?;
        say(&format!("pairs: {} of {} links no candidates", missed.0, missed.1));
        passes.push(stage);
    }
    let breaks = of_blocks::breaks(pupils, knowledge, course, budget)?;
    say("breaks");
    let blocks = of_blocks::roles(pupils, knowledge, &breaks, course, budget)?;
    say("blocks");
    let captions = of_blocks::captions(pupils, knowledge, (&breaks, &blocks), course, budget)?;
    say("captions");
    let of_part = |part: usize| Stages {
        roles: [first[part].clone(), second[part].clone()],
        flow: flow[part].clone(),
        sieve: sieve[part].clone(),
        pairs: [passes[0][part].clone(), passes[1][part].clone()],
        breaks: breaks[part].clone(),
        blocks: blocks[part].clone(),
        captions: captions[part].clone(),
    };
    Ok((0..=usize::from(course.parts)).map(of_part).collect())
}

/// The stages to go on from, where there are any for pages of this kind.
pub(super) fn base_of<'m>(course: &Course<'m>, pupils: &[Pupil<'_>]) -> Option<&'m Stages> {
    let spaced = pupils.first().is_some_and(|pupil| pupil.ground.sheet.spaced);
    course.base.and_then(|base| base.stages(spaced))
}

/// Runs `work` for all pupils, on two threads.
pub(super) fn each(
    pupils: &mut [Pupil<'_>],
    work: impl Fn(&mut Pupil<'_>) -> Result<(), Cancelled> + Sync,
) -> Result<(), Cancelled> {
    let middle = pupils.len() / 2;
    let (left, right) = pupils.split_at_mut(middle);
    std::thread::scope(|scope| {
        let other = scope.spawn(|| left.iter_mut().try_for_each(&work));
        let mine = right.iter_mut().try_for_each(&work);
        other.join().unwrap_or(Err(Cancelled)).and(mine)
    })
}

/// Gathers the rows of all pupils in their order, on two threads.
pub(super) fn gather(
    pupils: &[Pupil<'_>],
    rows: impl Fn(usize, &Pupil<'_>, &mut Table) -> Result<(), Cancelled> + Sync,
) -> Result<Table, Cancelled> {
    let some = |from: usize, pupils: &[Pupil<'_>]| {
        let mut table = Table::default();
        for (nth, pupil) in pupils.iter().enumerate() {
            rows(from + nth, pupil, &mut table)?;
        }
        Ok(table)
    };
    let middle = pupils.len() / 2;
    let (left, right) = pupils.split_at(middle);
    std::thread::scope(|scope| {
        let other = scope.spawn(|| some(0, left));
        let right = some(middle, right)?;
        let mut table = other.join().unwrap_or(Err(Cancelled))?;
        table.append(right);
        Ok(table)
    })
}

fn roles(
    pupils: &mut [Pupil<'_>],
    knowledge: &Knowledge,
    course: &Course<'_>,
    again: bool,
    budget: &Budget,
) -> Result<Stage, Cancelled> {
    let table = gather(pupils, |_, pupil, table| {
        let look = pupil.ground.look(knowledge);
        let first = again.then_some(pupil.first.as_slice());
        let mut row = Vec::new();
        for (index, line) in pupil.lines.iter().enumerate() {
            if let Some(role) = line.role {
                role_rows(&look, first, index, &mut row);
                table.push(&row, role, pupil.weight, pupil.part);
            }
        }
        Ok(())
    })?;
    let growth = Growth { least: 1.5, ..growth(130, 24, course, 1 + u64::from(again)) };
    let stage = boost_parts(
        &table,
        ROLES.len(),
        &growth,
        course.parts,
        base_of(course, pupils).map(|base| &base.roles[usize::from(again)]),
    );
    each(pupils, |pupil| {
        let look = pupil.ground.look(knowledge);
        let first = again.then_some(pupil.first.as_slice());
        let found = Reading::find_roles(&look, pupil.unseen(&stage), first, budget)?;
        if again {
            pupil.reading.roles = found;
        } else {
            pupil.first = found;
        }
        Ok(())
    })?;
    Ok(stage)
}

/// Part of the lines whose most probable role is right.
fn right_roles(pupils: &[Pupil<'_>]) -> f32 {
    let (mut right, mut all) = (0.0_f32, 0.0_f32);
    for pupil in pupils {
        for (line, roles) in pupil.lines.iter().zip(&pupil.reading.roles) {
            let best = (0..ROLES.len())
                .max_by(|&a, &b| roles[a].total_cmp(&roles[b]))
                .and_then(|best| u8::try_from(best).ok());
            if line.role.is_some() {
                all += 1.0;
                right += f32::from(u8::from(line.role == best));
            }
        }
    }
    right / all.max(1.0)
}

/// True where the answer knows whether one line goes on with another: not of open text, nor of two pieces of furniture.
fn is_known(answers: &Answers, left: &LineAnswer, right: &LineAnswer) -> bool {
    let article = |line: &LineAnswer| answers.blocks(line).map(|blocks| answers.article(blocks.1));
    match (article(left), article(right)) {
        (Some(a), Some(b)) => a.is_some() || b.is_some(),
        _ => false,
    }
}

fn flow(
    pupils: &mut [Pupil<'_>],
    knowledge: &Knowledge,
    course: &Course<'_>,
    budget: &Budget,
) -> Result<Stage, Cancelled> {
    each(pupils, |pupil| pupil.reading.alternate(&pupil.ground.look(knowledge), budget))?;
    let table = gather(pupils, |_, pupil, table| {
        let look = pupil.ground.look(knowledge);
        let mut row = Vec::new();
        for (index, pair) in pupil.lines.windows(2).enumerate() {
            if is_known(&pupil.answers, &pair[0], &pair[1]) {
                pupil.reading.flow_row(&look, index, &mut row);
                let answer = u8::from(pupil.answers.goes_on(&pair[0], &pair[1]));
                table.push(&row, answer, pupil.weight, pupil.part);
            }
        }
        Ok(())
    })?;
    // What a model knows of neighbours and of which pairs are worth a look holds for any newspaper: it is not added to.
    let rounds = if course.base.is_some() { 0 } else { 400 };
    let stage = boost_parts(
        &table,
        2,
        &growth(rounds, 31, course, 3),
        course.parts,
        base_of(course, pupils).map(|base| &base.flow),
    );
    each(pupils, |pupil| {
        let look = pupil.ground.look(knowledge);
        pupil.reading.find_flow(&look, pupil.unseen(&stage), budget)
    })?;
    Ok(stage)
}

fn sieve(
    pupils: &[Pupil<'_>],
    knowledge: &Knowledge,
    course: &Course<'_>,
    budget: &Budget,
) -> Result<Stage, Cancelled> {
    let table = gather(pupils, |nth, pupil, table| {
        let look = pupil.ground.look(knowledge);
        let net = pupil.reading.net(&look, budget)?;
        let mut chance = Chance::new(course.seed ^ nth as u64);
        let mut row = Vec::new();
        pupil.reading.each_try(&net, |end, start| {
            let (left, right) = (net.ends[end].line, net.starts[start].line);
            let (a, b) = (&pupil.lines[left], &pupil.lines[right]);
            let answer = pupil.answers.goes_on(a, b);
            // One in eight of the many wrong ones is enough.
            if is_known(&pupil.answers, a, b) && (answer || chance.unit() < 0.125) {
                pupil.reading.sieve_row(&look, &net.ends[end], &net.starts[start], &mut row);
                table.push(&row, u8::from(answer), pupil.weight, pupil.part);
            }
        });
        Ok(())
    })?;
    let rounds = if course.base.is_some() { 0 } else { 40 };
    Ok(boost_parts(
        &table,
        2,
        &Growth { rate: 0.2, columns: 0.7, ..growth(rounds, 12, course, 4) },
        course.parts,
        base_of(course, pupils).map(|base| &base.sieve),
    ))
}

/// Learns the pairs; also how many links are no candidates, of how many.
fn pairs(
    pupils: &mut [Pupil<'_>],
    knowledge: &Knowledge,
    sieve: &Stage,
    course: &Course<'_>,
    second: bool,
    budget: &Budget,
) -> Result<(Stage, (usize, usize)), Cancelled> {
    let missed = std::sync::Mutex::new((0, 0));
    let table = gather(pupils, |index, pupil, table| {
        let look = pupil.ground.look(knowledge);
        let net = pupil.reading.net(&look, budget)?;
        let candidates = pupil.reading.candidates(&look, &net, pupil.unseen(sieve), budget)?;
        let mut hit = 0;
        let mut chance = Chance::new(course.seed ^ index as u64);
        pupil.reading.pair_rows(&look, &net, &candidates, second, budget, |nth, row| {
            let (left, right) = (net.ends[candidates[nth].0].line, net.starts[candidates[nth].1].line);
            let (a, b) = (&pupil.lines[left], &pupil.lines[right]);
            let answer = pupil.answers.goes_on(a, b);
            hit += usize::from(answer);
            // Of the many wrong ones a part speaks for all.
            let speaks = answer || left + 1 == right || chance.unit() < SPEAKING;
            if speaks && is_known(&pupil.answers, a, b) {
                let all = if answer || left + 1 == right { 1.0 } else { 1.0 / SPEAKING };
                #[expect(clippy::cast_possible_truncation, reason = "a small ratio")]
                let weight = (pupil.weight, all as f32);
                let of = [left, right].map(|line| ((index as u64) << 32 | line as u64) << 1);
                table.push_rival(row, u8::from(answer), weight, pupil.part, [of[0], of[1] | 1]);
            }
        })?;
        let of_ends = net.ends.iter().filter(|end| {
            let line = &pupil.lines[end.line];
            pupil.lines.iter().any(|other| pupil.answers.goes_on(line, other))
        });
        let wanted = of_ends.count();
        if let Ok(mut missed) = missed.lock() {
            missed.0 += wanted.saturating_sub(hit);
            missed.1 += wanted;
        }
        Ok(())
    })?;
    let rounds = if course.base.is_some() && pupils.len() < usize::from(ENOUGH) { 0 } else { 560 };
    let stage = boost_parts(
        &table,
        2,
        &growth(rounds, 63, course, 5 + u64::from(second)),
        course.parts,
        base_of(course, pupils).map(|base| &base.pairs[usize::from(second)]),
    );
    each(pupils, |pupil| {
        let look = pupil.ground.look(knowledge);
        let part = usize::from(pupil.part);
        pupil.reading.find_pairs(&look, (&sieve[part], &stage[part]), second, budget)
    })?;
    Ok((stage, missed.into_inner().unwrap_or((0, 0))))
}

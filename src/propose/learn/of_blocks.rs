//! The stages that look at blocks: where one begins, which role it has, whose picture it is of.

use super::super::features::{self, Look, ROLES};
use super::super::weights::{Knowledge, Trees, logistic};
use super::super::{Budget, Cancelled, assemble};
use super::answers::role_of;
use super::boost::{Growth, boost_parts};
use super::stages::{Pupil, Stage, base_of, gather};
use super::teach::{Course, growth};

/// Learns where a block begins.
pub(super) fn breaks(
    pupils: &[Pupil<'_>],
    knowledge: &Knowledge,
    course: &Course<'_>,
    budget: &Budget,
) -> Result<Stage, Cancelled> {
    let table = gather(pupils, |_, pupil, table| {
        let look = pupil.ground.look(knowledge);
        assemble::break_rows(&look, &pupil.reading, budget, |(left, right), row| {
            let (a, b) = (&pupil.lines[left], &pupil.lines[right]);
            let (Some((_, x)), Some((y, _))) = (pupil.answers.blocks(a), pupil.answers.blocks(b)) else { return };
            // Where a block may hold several paragraphs, its inner lines say nothing.
            let coarse = x == y && pupil.answers.is_coarse(x);
            if pupil.answers.goes_on(a, b) && !coarse {
                table.push(row, u8::from(x != y), pupil.weight, pupil.part);
            }
        })
    })?;
    Ok(boost_parts(
        &table,
        2,
        &growth(160, 24, course, 7),
        course.parts,
        base_of(course, pupils).map(|base| &base.breaks),
    ))
}

/// The probability of a new block at each line's link, by the trees that have not seen the page.
fn at_links(pupil: &Pupil<'_>, look: &Look<'_, '_>, breaks: &Stage, budget: &Budget) -> Result<Vec<f32>, Cancelled> {
    let mut at_links = vec![1.0; pupil.lines.len()];
    let trees = pupil.unseen(breaks);
    assemble::break_rows(look, &pupil.reading, budget, |(left, _), row| {
        at_links[left] = logistic(trees.sum(row));
    })?;
    Ok(at_links)
}

/// Learns the roles of blocks that stand in an article.
pub(super) fn roles(
    pupils: &[Pupil<'_>],
    knowledge: &Knowledge,
    breaks: &Stage,
    course: &Course<'_>,
    budget: &Budget,
) -> Result<Stage, Cancelled> {
    let table = gather(pupils, |_, pupil, table| {
        let look = pupil.ground.look(knowledge);
        let breaks = at_links(pupil, &look, breaks, budget)?;
        let mut features = Vec::new();
        for row in assemble::rows_of_blocks(&pupil.reading, &breaks) {
            for (at, member) in row.iter().enumerate() {
                if let Some(role) = role_of(&pupil.ground.facts, &pupil.lines, &member.lines) {
                    features.clear();
                    features::block_features(&look, &breaks, &row, at, &mut features);
                    table.push(&features, role, pupil.weight, pupil.part);
                }
            }
        }
        Ok(())
    })?;
    let base = base_of(course, pupils).map(|base| &base.blocks);
    if base.is_some_and(|trees| trees.features() == 0) {
        // The model to go on from asks only lines, and few pages are not enough to learn anew.
        return Ok(vec![Trees::default(); usize::from(course.parts) + 1]);
    }
    let growth = Growth { least: 1.5, ..growth(130, 24, course, 9) };
    Ok(boost_parts(&table, ROLES.len(), &growth, course.parts, base))
}

/// Learns whose picture a caption is of.
pub(super) fn captions(
    pupils: &[Pupil<'_>],
    knowledge: &Knowledge,
    (breaks, blocks): (&Stage, &Stage),
    course: &Course<'_>,
    budget: &Budget,
) -> Result<Stage, Cancelled> {
    let table = gather(pupils, |_, pupil, table| {
        let look = pupil.ground.look(knowledge);
        let at_links = at_links(pupil, &look, breaks, budget)?;
        let parts = assemble::parts(&look, &pupil.reading, &at_links, pupil.unseen(blocks), budget)?;
        let article_of = |lines: &[usize]| {
            let mut counts = std::collections::BTreeMap::new();
            for article in lines.iter().filter_map(|&line| pupil.answers.blocks(&pupil.lines[line])) {
                *counts.entry(pupil.answers.article(article.0)).or_insert(0) += 1;
            }
            counts.into_iter().max_by_key(|(_, count)| *count).and_then(|(article, _)| article)
        };
        let mut row = Vec::new();
        for group in &parts.groups {
            let own: Vec<usize> = group.drafts.iter().flat_map(|&draft| parts.drafts[draft].lines.clone()).collect();
            let Some(article) = article_of(&own) else { continue };
            for (rank, flow) in parts.near(group).into_iter().enumerate() {
                let lines: Vec<usize> =
                    parts.flows[flow].drafts.iter().flat_map(|part| parts.drafts[part.0].lines.clone()).collect();
                parts.caption_row(group, flow, rank, &mut row);
                table.push(&row, u8::from(article_of(&lines) == Some(article)), pupil.weight, pupil.part);
            }
        }
        Ok(())
    })?;
    Ok(boost_parts(
        &table,
        2,
        &Growth { columns: 0.7, ..growth(100, 8, course, 8) },
        course.parts,
        base_of(course, pupils).map(|base| &base.captions),
    ))
}

//! How probable each role is for each block: by itself, and with the others that read the same.
//!
//! Credits that read the same are the same: what a page prints under each of its pictures is a credit under all of them.

use super::facts::Form;
use super::features::{self, Look, Member, ROLES};
use super::grammar::Odds;
use super::reading::Reading;
use super::weights::{Trees, softmax};
use super::{Budget, Cancelled};
use std::collections::HashMap;

/// The probability from which a block is junk.
const JUNK: f32 = 0.7;
/// A role that a block hardly has still counts so much.
const LEAST: f32 = 1e-4;

/// For each block of each row the logarithms of how probable each role is, and how probable it is that it goes on from the one
/// before.
pub(super) fn of_rows(
    look: &Look<'_, '_>,
    reading: &Reading,
    breaks: &[f32],
    blocks: &Trees,
    rows: &[Vec<Member>],
    budget: &Budget,
) -> Result<Vec<Vec<(Odds, f32)>>, Cancelled> {
    let mut all = Vec::with_capacity(rows.len());
    for (nth, row) in rows.iter().enumerate() {
        budget.step_at(nth)?;
        let odds = |at: usize| (odds_of(look, reading, breaks, blocks, row, at), row[at].goes_on);
        all.push((0..row.len()).map(odds).collect());
    }
    agree(look, reading, rows, &mut all);
    Ok(all)
}

/// Gives lines in the form of a credit that read the same, each a block by itself, the role odds that they have on the
/// average. Of other lines twins are as often a line and its junk. What an editor decided stays, and
/// tells the others nothing: it is certain by itself.
fn agree(look: &Look<'_, '_>, reading: &Reading, rows: &[Vec<Member>], odds: &mut [Vec<(Odds, f32)>]) {
    let mut twins: HashMap<&str, Vec<(usize, usize)>> = HashMap::new();
    for (nth, row) in rows.iter().enumerate() {
        for (at, member) in row.iter().enumerate() {
            if let [line] = member.lines[..]
                && look.facts.lines[line].has(Form::Credit)
                && reading.decided.block(line).is_none()
                && let Some(text) = look.sheet.text.get(look.sheet.lines[line].span.range())
            {
                twins.entry(text).or_default().push((nth, at));
            }
        }
    }
    twins.into_values().filter(|places| places.len() > 1).for_each(|places| share(odds, &places));
}

/// Gives the blocks at these places the average of what is probable for each.
fn share(odds: &mut [Vec<(Odds, f32)>], places: &[(usize, usize)]) {
    let mut mean = [0.0; ROLES.len()];
    for &(row, at) in places {
        mean.iter_mut().zip(&odds[row][at].0).for_each(|(mean, odds)| *mean += odds.exp());
    }
    #[expect(clippy::cast_precision_loss, reason = "lines of a page")]
    let count = places.len() as f32;
    let mean = mean.map(|sum: f32| (sum / count).ln());
    places.iter().for_each(|&(row, at)| odds[row][at].0 = mean);
}

/// The logarithms of how probable each role is for the block at `at` of a row.
fn odds_of(look: &Look<'_, '_>, reading: &Reading, breaks: &[f32], blocks: &Trees, row: &[Member], at: usize) -> Odds {
    let Member { lines, roles: by_lines, .. } = &row[at];
    let mut roles = *by_lines;
    // Of what was decided there is nothing to be asked.
    if blocks.features() > 0 && reading.decided.block(lines[0]).is_none() {
        let (mut features, mut sums) = (Vec::new(), Vec::new());
        features::block_features(look, breaks, row, at, &mut features);
        blocks.sums(&features, &mut sums);
        softmax(&mut sums);
        roles.iter_mut().zip(sums).for_each(|(role, p)| *role = p);
    }
    let mut odds = roles.map(|p| p.max(LEAST).ln());
    let junk = ROLES.len() - 1;
    // What is taken out must be junk beyond doubt; a name under a picture is none, however often it stands on the page.
    if look.facts.lines[lines[0]].has(Form::Credit) || by_lines[junk].max(roles[junk]) <= JUNK {
        odds[junk] = f32::NEG_INFINITY;
        let all: f32 = odds.iter().map(|odds| odds.exp()).sum();
        odds = odds.map(|odds| odds - all.ln());
    }
    odds
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn twins_have_the_average_of_their_odds_and_others_keep_their_own() {
        let block = |p: f32| {
            let mut odds = [((1.0 - p) / 10.0).ln(); ROLES.len()];
            odds[3] = p.ln();
            (odds, p)
        };
        let mut odds = vec![vec![block(0.2), block(0.9)], vec![block(0.6)]];
        share(&mut odds, &[(0, 0), (1, 0)]);
        let shown: Vec<f32> = odds.iter().flatten().map(|(odds, _)| odds[3].exp()).collect();
        let links: Vec<f32> = odds.iter().flatten().map(|&(_, goes_on)| goes_on).collect();
        assert!(shown.iter().zip([0.4, 0.9, 0.4]).all(|(a, b)| (a - b).abs() < 1e-5), "{shown:?}");
        assert_eq!(links, [0.2, 0.9, 0.6], "and all keep their links");
    }
}

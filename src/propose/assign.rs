//! One successor at most for every end, one predecessor at most for every start: links chosen for the whole page at once.
//!
//! Each pair weighs what it is worth against no link at all ([`Pair::worth`]) and a bonus. Best pairs first, then exchanges
//! of two links for two better ones until none is better; rings are opened at their weakest link. On the training pages
//! this finds what an exact assignment finds, but for a few links in a thousand.

use super::reading::Pair;
use super::{Budget, Cancelled};
use std::collections::BTreeMap;

/// Links of an end that are tried when another is taken from it.
const TRIED: usize = 24;
/// Rounds of exchanges at most; three are usual.
const ROUNDS: usize = 8;

/// For each of `count` lines the line that goes on with it; each link is worth `bonus` of its two lines beyond its
/// log-odds.
pub(super) fn assign(
    count: usize,
    pairs: impl Iterator<Item = Pair>,
    bonus: impl Fn(usize, usize) -> f32,
    budget: &Budget,
) -> Result<Vec<Option<usize>>, Cancelled> {
    let mut weights: Vec<(f32, usize, usize)> = Vec::new();
    for pair in pairs {
        let weight = pair.worth + bonus(pair.left, pair.right);
        if weight > 0.0 {
            weights.push((weight, pair.left, pair.right));
        }
    }
    weights.sort_by(|a, b| b.0.total_cmp(&a.0).then((a.1, a.2).cmp(&(b.1, b.2))));
    let mut next: Vec<Option<usize>> = vec![None; count];
    let mut before: Vec<Option<usize>> = vec![None; count];
    let mut of: BTreeMap<(usize, usize), f32> = BTreeMap::new();
    for (nth, &(weight, left, right)) in weights.iter().enumerate() {
        budget.step_at(nth)?;
        of.insert((left, right), weight);
        if next[left].is_none() && before[right].is_none() {
            (next[left], before[right]) = (Some(right), Some(left));
        }
    }
    let mut of_left: Vec<Vec<(f32, usize)>> = vec![Vec::new(); count];
    let mut of_right: Vec<Vec<(f32, usize)>> = vec![Vec::new(); count];
    for &(weight, left, right) in &weights {
        of_left[left].push((weight, right));
        of_right[right].push((weight, left));
    }
    let weight_of = |left: usize, right: usize| of.get(&(left, right)).copied().unwrap_or(0.0);
    for _ in 0..ROUNDS {
        let mut changed = false;
        for (nth, &(weight, left, right)) in weights.iter().enumerate() {
            budget.step_at(nth)?;
            if next[left] == Some(right) {
                continue;
            }
            let (was_next, was_before) = (next[left], before[right]);
            let lost =
                was_next.map_or(0.0, |old| weight_of(left, old)) + was_before.map_or(0.0, |old| weight_of(old, right));
            // Both that are set free may take each other, or whatever else is free.
            let swap = was_before.zip(was_next).map(|(a, b)| (weight_of(a, b), a, b)).filter(|swap| swap.0 > 0.0);
            let other_left = was_next.and_then(|old| free(&of_right[old], &next, left).map(|(w, a)| (w, a, old)));
            let other_right = was_before.and_then(|old| free(&of_left[old], &before, right).map(|(w, b)| (w, old, b)));
            let apart = [other_left, other_right];
            let worth = |links: &[Option<(f32, usize, usize)>]| links.iter().flatten().map(|link| link.0).sum::<f32>();
            let links = if worth(&[swap]) > worth(&apart) { [swap, None] } else { apart };
            if weight + worth(&links) > lost + 1e-4 {
                if let Some(old) = was_next {
                    before[old] = None;
                }
                if let Some(old) = was_before {
                    next[old] = None;
                }
                (next[left], before[right]) = (Some(right), Some(left));
                for (_, a, b) in links.into_iter().flatten() {
                    (next[a], before[b]) = (Some(b), Some(a));
                }
                changed = true;
            }
        }
        if !changed {
            break;
        }
    }
    open_rings(&mut next, weight_of);
    Ok(next)
}

/// The heaviest of `links` whose other end is free, and is not the one that is about to be taken.
fn free(links: &[(f32, usize)], taken: &[Option<usize>], not: usize) -> Option<(f32, usize)> {
    links.iter().take(TRIED).find(|&&(_, other)| taken[other].is_none() && other != not).copied()
}

/// Takes out the weakest link of every ring.
pub(super) fn open_rings(next: &mut [Option<usize>], weight: impl Fn(usize, usize) -> f32) {
    let mut seen = vec![false; next.len()];
    let mut has_before = vec![false; next.len()];
    for &right in next.iter().flatten() {
        has_before[right] = true;
    }
    for (first, _) in has_before.iter().enumerate().filter(|(_, has)| !**has) {
        let mut at = Some(first);
        while let Some(line) = at {
            seen[line] = true;
            at = next[line];
        }
    }
    for first in 0..next.len() {
        if seen[first] {
            continue;
        }
        let mut weakest = (f32::INFINITY, first);
        let mut at = first;
        while !seen[at] {
            seen[at] = true;
            let Some(right) = next[at] else { break };
            if weight(at, right) < weakest.0 {
                weakest = (weight(at, right), at);
            }
            at = right;
        }
        next[weakest.1] = None;
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check_assign(pairs: &[(usize, usize, f32)], wanted: &[Option<usize>]) {
        let pairs = pairs.iter().map(|&(left, right, p)| Pair::alone(left, right, p));
        assert_eq!(assign(wanted.len(), pairs, |_, _| 1.0, &Budget::default()).unwrap(), wanted);
    }

    #[test]
    fn the_best_pair_does_not_win_where_two_others_are_better_together() {
        check_assign(&[(0, 2, 0.9), (0, 3, 0.88), (1, 2, 0.88)], &[Some(3), Some(2), None, None]);
    }

    #[test]
    fn a_ring_opens_at_its_weakest_link() {
        check_assign(&[(0, 1, 0.9), (1, 2, 0.99), (2, 0, 0.8)], &[Some(1), Some(2), None]);
    }

    #[test]
    fn an_improbable_pair_is_no_link() {
        check_assign(&[(0, 1, 0.1)], &[None, None]);
    }
}

//! What the language says of a place where a line may pass from one column to the next.

use super::weights::Ngrams;

/// Characters looked at on either side.
const LEFT: usize = 4;
const RIGHT: usize = 5;
/// What divides texts that go on from others.
const DIVIDE: f32 = 1.0;

/// The logarithm of how much more often two ends stand so at an edge of two columns than inside a text.
///
/// A line through what was counted on the training pages: how well the text goes on ([`Ngrams::seam`]) at their edges,
/// and at other places. Misread characters go on badly everywhere, so that this says less for an edge than against one.
/// 0 where a side has no text.
pub(super) fn worth(language: &Ngrams, left: &str, right: &str) -> f32 {
    let Some(on) = goes_on(language, left, right) else { return 0.0 };
    if on < 0.0 { (0.1 - 0.3 * on).min(1.5) } else { (0.1 - 0.9 * on).max(-5.0) }
}

/// The same for an engine that hardly misreads, where the text goes on by `gain` ([`Ngrams::seam`]).
pub(super) fn worth_clean(gain: f32) -> f32 {
    let on = gain + DIVIDE;
    if on < 0.0 { (0.2 - 0.6 * on).min(4.5) } else { (0.2 - 0.9 * on).max(-5.0) }
}

/// How well a text goes on, above what divides the two; `None` where a side has no text.
pub(super) fn goes_on(language: &Ngrams, left: &str, right: &str) -> Option<f32> {
    let mut before = ['\0'; LEFT];
    let mut count = 0;
    for (place, c) in before.iter_mut().rev().zip(left.chars().rev().filter(|c| !c.is_whitespace())) {
        *place = c;
        count += 1;
    }
    let behind: Vec<char> = right.chars().filter(|c| !c.is_whitespace()).take(RIGHT).collect();
    (count > 0 && !behind.is_empty()).then(|| language.seam(before, &behind) + DIVIDE)
}

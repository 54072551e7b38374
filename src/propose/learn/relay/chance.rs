//! Chance from a seed, by `SplitMix64` (Steele, Lea and Flood 2014): the same seed gives the same pages everywhere.

/// A row of numbers that only looks like chance.
#[derive(Clone, Debug)]
pub(super) struct Chance(u64);

impl Chance {
    pub(super) fn new(seed: u64) -> Self {
        Self(seed)
    }

    fn next(&mut self) -> u64 {
        self.0 = self.0.wrapping_add(0x9e37_79b9_7f4a_7c15);
        let mut z = self.0;
        z = (z ^ (z >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
        z = (z ^ (z >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
        z ^ (z >> 31)
    }

    /// A number below `count`; 0 where `count` is 0.
    pub(super) fn below(&mut self, count: usize) -> usize {
        let count = u64::try_from(count).unwrap_or(u64::MAX).max(1);
        let scaled = (u128::from(self.next()) * u128::from(count)) >> 64;
        usize::try_from(scaled).unwrap_or(0)
    }

    /// A number of `low..=high`.
    pub(super) fn between(&mut self, low: usize, high: usize) -> usize {
        low + self.below(high.saturating_sub(low) + 1)
    }

    /// True once in `1 / rate` times.
    pub(super) fn happens(&mut self, rate: f64) -> bool {
        const PARTS: usize = 1 << 24;
        #[expect(clippy::cast_precision_loss, reason = "24 bits fit")]
        let drawn = self.below(PARTS) as f64 / PARTS as f64;
        drawn < rate
    }

    /// One of `items`; `None` where there is none.
    pub(super) fn pick<'i, T>(&mut self, items: &'i [T]) -> Option<&'i T> {
        items.get(self.below(items.len()))
    }

    /// Puts `items` into any order.
    pub(super) fn shuffle<T>(&mut self, items: &mut [T]) {
        for last in (1..items.len()).rev() {
            items.swap(last, self.below(last + 1));
        }
    }
}

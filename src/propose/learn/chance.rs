//! Chance from a seed: the same on every machine.

/// Numbers as by chance, always the same for the same seed: SplitMix64 (Steele, Lea and Flood 2014).
#[derive(Clone, Debug)]
pub struct Chance(u64);

impl Chance {
    /// A row of numbers for each `seed`.
    #[must_use]
    pub fn new(seed: u64) -> Self {
        Self(seed)
    }

    /// The next number.
    pub fn draw(&mut self) -> u64 {
        self.0 = self.0.wrapping_add(0x9e37_79b9_7f4a_7c15);
        let mut z = self.0;
        z = (z ^ (z >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
        z = (z ^ (z >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
        z ^ (z >> 31)
    }

    /// A number below `count`; 0 if that is 0.
    pub fn below(&mut self, count: usize) -> usize {
        let upper = u128::from(self.draw()) * u128::try_from(count).unwrap_or(0);
        usize::try_from(upper >> 64).unwrap_or(0)
    }

    /// A number in 0..1.
    #[expect(clippy::cast_precision_loss, reason = "53 bits are kept")]
    pub fn unit(&mut self) -> f64 {
        (self.draw() >> 11) as f64 / (1_u64 << 53) as f64
    }

    /// A number of `low..=high`.
    pub fn between(&mut self, low: usize, high: usize) -> usize {
        low + self.below(high.saturating_sub(low) + 1)
    }

    /// True once in `1 / rate` times.
    pub fn happens(&mut self, rate: f64) -> bool {
        const PARTS: usize = 1 << 24;
        #[expect(clippy::cast_precision_loss, reason = "24 bits fit")]
        let drawn = self.below(PARTS) as f64 / PARTS as f64;
        drawn < rate
    }

    /// One of `items`; `None` where there is none.
    pub fn pick<'i, T>(&mut self, items: &'i [T]) -> Option<&'i T> {
        items.get(self.below(items.len()))
    }

    /// A number from -1 to 1.
    pub fn signed_unit(&mut self) -> f32 {
        // 24 bits are what a number of single precision holds.
        let bits = u32::try_from(self.draw() >> 40).unwrap_or(0);
        super::super::weights::bytes::single(f64::from(bits) / f64::from(1 << 23) - 1.0)
    }

    /// Puts `things` in another order: Fisher and Yates 1938, as by Durstenfeld 1964.
    pub fn shuffle<T>(&mut self, things: &mut [T]) {
        for end in (1..things.len()).rev() {
            let other = self.below(end + 1);
            things.swap(end, other);
        }
    }
}

//! Numbers drawn by lot from a seed: the same on every machine.

/// The generator of Steele, Lea & Flood 2014 ("splitmix64").
#[derive(Clone, Debug)]
pub(crate) struct Random(u64);

impl Random {
    /// Draws as `seed` has it.
    pub(crate) fn new(seed: u64) -> Self {
        Self(seed)
    }

    /// Any number.
    pub(crate) fn next(&mut self) -> u64 {
        self.0 = self.0.wrapping_add(0x9e37_79b9_7f4a_7c15);
        let mut mixed = self.0;
        mixed = (mixed ^ (mixed >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
        mixed = (mixed ^ (mixed >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
        mixed ^ (mixed >> 31)
    }

    /// A number in 0..1.
    #[expect(clippy::cast_precision_loss, reason = "53 bits are kept")]
    pub(crate) fn unit(&mut self) -> f64 {
        (self.next() >> 11) as f64 / (1_u64 << 53) as f64
    }
}

//! A hash table in flat bytes: two bytes for each hash.
//!
//! Buckets of 16 slots of 4 bytes, as long as a line of a processor's cache: a fingerprint of 16 bits, 0 for an empty
//! slot, and the two bytes. A hash stands in its bucket or in one of the next seven. A hash that is not in the table is
//! found all the same about once in 5,000 searches.

use super::bytes::{mixed, place};

const SLOT: usize = 4;
const SLOTS: usize = 16;
/// The length of a bucket in bytes.
pub(super) const BUCKET: usize = SLOT * SLOTS;
/// How many buckets are searched; a table is made larger rather than go beyond.
const REACH: usize = 8;
/// Slots that are used, of each hundred: fuller ones would spill into more than a bucket in ten.
const FILL: usize = 83;

/// The bucket of a hash, and the two bytes of its fingerprint, which are never both zero.
fn home(hash: u64, buckets: usize) -> (usize, [u8; 2]) {
    let hash = mixed(hash);
    let [low, high, ..] = hash.to_le_bytes();
    (place(hash, buckets), [low, if low == 0 && high == 0 { 1 } else { high }])
}

/// The two bytes of `hash`.
pub(super) fn find(slots: &[u8], hash: u64) -> Option<[u8; 2]> {
    let buckets = slots.len() / BUCKET;
    let (mut bucket, [low, high]) = home(hash, buckets);
    for _ in 0..REACH {
        let start = bucket * BUCKET;
        for slot in slots.get(start..start + BUCKET)?.chunks_exact(SLOT) {
            let &[first, second, one, other] = slot else { return None };
            if first == low && second == high {
                return Some([one, other]);
            }
            if first == 0 && second == 0 {
                return None;
            }
        }
        bucket = if bucket + 1 == buckets { 0 } else { bucket + 1 };
    }
    None
}

/// How many buckets `count` hashes need, if none spills too far.
pub(super) fn buckets_for(count: usize) -> usize {
    (count * 100).div_ceil(FILL * SLOTS).max(1)
}

/// A table of hashes and their bytes. Where two cannot be told apart, the earlier one is found.
pub(super) fn filled(values: &[(u64, [u8; 2])]) -> Vec<u8> {
    let mut buckets = buckets_for(values.len());
    loop {
        if let Some(slots) = filled_in(values, buckets) {
            return slots;
        }
        buckets += buckets / 16 + 1;
    }
}

/// The same in so many buckets; `None` if a hash would stand out of reach.
fn filled_in(values: &[(u64, [u8; 2])], buckets: usize) -> Option<Vec<u8>> {
    let mut slots = vec![0_u8; buckets * BUCKET];
    let mut used = vec![0_usize; buckets];
    for &(hash, [one, other]) in values {
        let (home, [low, high]) = home(hash, buckets);
        let bucket = (home..home + REACH).map(|bucket| bucket % buckets).find(|&bucket| used[bucket] < SLOTS)?;
        let start = bucket * BUCKET + used[bucket] * SLOT;
        slots[start..start + SLOT].copy_from_slice(&[low, high, one, other]);
        used[bucket] += 1;
    }
    Some(slots)
}

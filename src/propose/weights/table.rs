//! A hash table in flat bytes: two bytes for each hash.
//!
//! Buckets of 64 bytes, as long as a line of a processor's cache: 16 fingerprints of 16 bits, 0 for an empty slot, then
//! 16 times the two bytes. A hash stands in its bucket or in one of the next; a bucket that is not full ends the search.
//! A hash that is not in the table is found all the same about once in 4,000 searches.

use super::bytes::{mixed, place};

const SLOTS: usize = 16;
/// The length of a bucket in bytes.
pub(super) const BUCKET: usize = SLOTS * 4;
/// Where in a bucket the two bytes of each slot begin.
const VALUES: usize = SLOTS * 2;
/// How many buckets are searched; a table is made larger rather than go beyond.
const REACH: usize = 32;
/// Slots that are used, of each hundred: a compromise between length and searches that go on to a second bucket.
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
        let slots: &[u8; BUCKET] = slots.get(bucket * BUCKET..)?.first_chunk()?;
        let (mut hits, mut has_room) = (0_u32, false);
        // Without a branch, so that all are compared at once.
        for slot in 0..SLOTS {
            let (first, second) = (slots[slot * 2], slots[slot * 2 + 1]);
            hits |= u32::from((first == low) & (second == high)) << slot;
            has_room |= (first | second) == 0;
        }
        if hits != 0 {
            let at = VALUES + hits.trailing_zeros() as usize * 2;
            return Some([*slots.get(at)?, *slots.get(at + 1)?]);
        }
        if has_room {
            return None;
        }
        bucket = if bucket + 1 == buckets { 0 } else { bucket + 1 };
    }
    None
}

/// How many hashes a table of so many bytes holds, if none spills too far.
pub(super) fn values_in(bytes: usize) -> usize {
    bytes / BUCKET * SLOTS * FILL / 100
}

fn buckets_for(count: usize) -> usize {
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
        let start = bucket * BUCKET + used[bucket] * 2;
        slots[start..start + 2].copy_from_slice(&[low, high]);
        slots[start + VALUES..start + VALUES + 2].copy_from_slice(&[one, other]);
        used[bucket] += 1;
    }
    Some(slots)
}

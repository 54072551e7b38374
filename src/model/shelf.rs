//! A map in order that is copied for next to nothing and shares what is not changed.
//!
//! Work on another thread reads a project as it was while the editor goes on. A copy of a plain map of a million blocks
//! would hold up the next edit for hundreds of milliseconds; here the entries stand in chunks behind `Arc`s, a copy copies
//! the pointers (about 8,000 for a million entries), and an edit then copies the chunks that it touches.
//!
//! Looking up costs two binary searches, of which the first stays within one array of the chunks' last keys: searched
//! through their pointers, each step of it would wait for memory twice. Putting in and taking out moves at most a chunk.

use std::ops::{Bound, RangeBounds};
use std::sync::Arc;

/// Entries of a chunk at the most: few enough to be copied in microseconds.
const FULL: usize = 128;

/// See the module's head. Chunks are never empty.
#[derive(Clone)]
pub(super) struct Shelf<K, V> {
    chunks: Vec<Arc<Vec<(K, V)>>>,
    /// The last key of each chunk.
    lasts: Vec<K>,
}

impl<K, V> Default for Shelf<K, V> {
    fn default() -> Self {
        Self { chunks: Vec::new(), lasts: Vec::new() }
    }
}

impl<K: Copy + Ord, V: Clone> Shelf<K, V> {
    /// The chunk that has `key`, or where it would be put.
    fn chunk_of(&self, key: &K) -> usize {
        self.lasts.partition_point(|last| last < key)
    }

    /// Where `key` stands.
    fn find(&self, key: &K) -> Option<(usize, usize)> {
        let at = self.chunk_of(key);
        let nth = self.chunks.get(at)?.binary_search_by(|(other, _)| other.cmp(key)).ok()?;
        Some((at, nth))
    }

    pub(super) fn get(&self, key: &K) -> Option<&V> {
        let (at, nth) = self.find(key)?;
        self.chunks.get(at)?.get(nth).map(|(_, value)| value)
    }

    pub(super) fn get_mut(&mut self, key: &K) -> Option<&mut V> {
        let (at, nth) = self.find(key)?;
        Arc::make_mut(self.chunks.get_mut(at)?).get_mut(nth).map(|(_, value)| value)
    }

    pub(super) fn contains_key(&self, key: &K) -> bool {
        self.find(key).is_some()
    }

    /// How many entries there are. Costs a step a chunk.
    pub(super) fn len(&self) -> usize {
        self.chunks.iter().map(|chunk| chunk.len()).sum()
    }

    /// Puts `value` at `key`; returns what stood there.
    pub(super) fn insert(&mut self, key: K, value: V) -> Option<V> {
        let mut at = self.chunk_of(&key);
        if at == self.chunks.len() {
            // Behind all others: the last chunk is filled before another is begun.
            match self.chunks.last() {
                Some(last) if last.len() < FULL => at -= 1,
                _ => {
                    self.chunks.push(Arc::new(vec![(key, value)]));
                    self.lasts.push(key);
                    return None;
                }
            }
        }
        let chunk = Arc::make_mut(self.chunks.get_mut(at)?);
        match chunk.binary_search_by(|(other, _)| other.cmp(&key)) {
            Ok(nth) => chunk.get_mut(nth).map(|(_, old)| std::mem::replace(old, value)),
            Err(nth) => {
                chunk.insert(nth, (key, value));
                if chunk.len() > FULL {
                    let tail = chunk.split_off(FULL / 2);
                    chunk.shrink_to(FULL);
                    self.chunks.insert(at + 1, Arc::new(tail));
                    // Put right below; the tail's is the one that the whole had.
                    self.lasts.insert(at, key);
                }
                self.note_last(at);
                self.note_last(at + 1);
                None
            }
        }
    }

    /// Takes `key` out; returns what stood there.
    pub(super) fn remove(&mut self, key: &K) -> Option<V> {
        let (at, nth) = self.find(key)?;
        let chunk = Arc::make_mut(self.chunks.get_mut(at)?);
        let (_, value) = chunk.remove(nth);
        if chunk.is_empty() {
            self.chunks.remove(at);
            self.lasts.remove(at);
        } else {
            self.note_last(at);
        }
        Some(value)
    }

    /// A chunk's last entry may be another one now.
    fn note_last(&mut self, at: usize) {
        if let (Some(last), Some((key, _))) = (self.lasts.get_mut(at), self.chunks.get(at).and_then(|own| own.last())) {
            *last = *key;
        }
    }

    /// All entries in order.
    pub(super) fn iter(&self) -> impl DoubleEndedIterator<Item = (&K, &V)> {
        self.chunks.iter().flat_map(|chunk| chunk.iter()).map(|(key, value)| (key, value))
    }

    pub(super) fn keys(&self) -> impl DoubleEndedIterator<Item = &K> {
        self.iter().map(|(key, _)| key)
    }

    pub(super) fn values(&self) -> impl DoubleEndedIterator<Item = &V> {
        self.iter().map(|(_, value)| value)
    }

    /// The entries whose keys lie in `range`, in order. Costs a search, and a step each.
    pub(super) fn range(&self, range: impl RangeBounds<K>) -> impl DoubleEndedIterator<Item = (&K, &V)> {
        let (lower, upper) = (range.start_bound().cloned(), range.end_bound().cloned());
        let before = move |key: &K| match &lower {
            Bound::Included(least) => key < least,
            Bound::Excluded(least) => key <= least,
            Bound::Unbounded => false,
        };
        let within = move |key: &K| match &upper {
            Bound::Included(most) => key <= most,
            Bound::Excluded(most) => key < most,
            Bound::Unbounded => true,
        };
        let from = self.lasts.partition_point(|last| before(last));
        // The first chunk that ends beyond the range is the last that can have a part in it.
        let to = self.chunks.len().min(self.lasts.partition_point(|last| within(last)) + 1);
        let chunks = self.chunks.get(from..to.max(from)).unwrap_or_default();
        let part = move |chunk: &'_ Arc<Vec<(K, V)>>| {
            let from = chunk.partition_point(|(key, _)| before(key));
            let to = chunk.partition_point(|(key, _)| within(key));
            from..to.max(from)
        };
        chunks
            .iter()
            .flat_map(move |chunk| {
                let part = part(chunk);
                chunk.get(part).unwrap_or_default().iter()
            })
            .map(|(key, value)| (key, value))
    }
}

impl<K: Copy + Ord, V: Clone> FromIterator<(K, V)> for Shelf<K, V> {
    fn from_iter<I: IntoIterator<Item = (K, V)>>(entries: I) -> Self {
        let mut shelf = Self::default();
        for (key, value) in entries {
            shelf.insert(key, value);
        }
        shelf
    }
}

impl<K: Copy + Ord, V: Clone + PartialEq> PartialEq for Shelf<K, V> {
    fn eq(&self, other: &Self) -> bool {
        // Chunks that are shared need not be looked at; how entries are cut into chunks does not matter.
        let same = self.chunks.len() == other.chunks.len()
            && self.chunks.iter().zip(&other.chunks).all(|(a, b)| Arc::ptr_eq(a, b));
        same || self.iter().eq(other.iter())
    }
}

impl<K: Copy + Ord, V: Clone + Eq> Eq for Shelf<K, V> {}

impl<K: Copy + Ord + std::fmt::Debug, V: Clone + std::fmt::Debug> std::fmt::Debug for Shelf<K, V> {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_map().entries(self.iter()).finish()
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::collections::BTreeMap;

    /// A generator that mixes well enough.
    fn next(seed: &mut u64) -> usize {
        *seed = seed.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        usize::try_from(*seed >> 40).unwrap()
    }

    #[test]
    fn it_does_what_a_tree_does() {
        let (mut shelf, mut tree) = (Shelf::default(), BTreeMap::new());
        let mut seed = 1;
        for step in 0..20_000 {
            let key = next(&mut seed) % 3_000;
            if next(&mut seed) % 5 < 3 {
                assert_eq!(shelf.insert(key, step), tree.insert(key, step));
            } else {
                assert_eq!(shelf.remove(&key), tree.remove(&key));
            }
            if step % 500 == 0 {
                assert!(shelf.iter().eq(tree.iter()));
                assert!(shelf.iter().rev().eq(tree.iter().rev()));
                let from = next(&mut seed) % 3_000;
                let to = from + next(&mut seed) % 500;
                assert!(shelf.range(from..to).eq(tree.range(from..to)));
                assert!(shelf.range(from..=to).rev().eq(tree.range(from..=to).rev()));
                assert!(shelf.range(..from).next_back().eq(&tree.range(..from).next_back()));
                let beyond = (Bound::Excluded(from), Bound::Unbounded);
                assert!(shelf.range(beyond).eq(tree.range(beyond)));
                assert_eq!(shelf.get(&from), tree.get(&from));
                assert_eq!(shelf.contains_key(&to), tree.contains_key(&to));
                assert!(shelf.lasts.iter().eq(shelf.chunks.iter().map(|chunk| &chunk.last().unwrap().0)));
            }
        }
        let again: Shelf<usize, usize> = tree.iter().map(|(&key, &value)| (key, value)).collect();
        assert_eq!(again, shelf, "equal, however it came about");
        for key in 0..3_000 {
            shelf.remove(&key);
        }
        assert_eq!(shelf.iter().next(), None);
        assert_ne!(again, shelf);
    }

    #[test]
    fn a_copy_shares_all_but_what_is_changed() {
        let mut shelf: Shelf<usize, usize> = (0..10_000).map(|key| (key, key)).collect();
        let copy = shelf.clone();
        shelf.insert(5_000, 1);
        if let Some(value) = shelf.get_mut(&9_000) {
            *value = 2;
        }
        shelf.remove(&0);
        let shared = shelf.chunks.iter().zip(&copy.chunks).filter(|(a, b)| Arc::ptr_eq(a, b)).count();
        assert_eq!(shared, copy.chunks.len() - 3);
        assert_eq!((copy.get(&5_000), copy.get(&9_000), copy.get(&0)), (Some(&5_000), Some(&9_000), Some(&0)));
        assert_eq!((shelf.get(&5_000), shelf.get(&9_000), shelf.get(&0)), (Some(&1), Some(&2), None));
    }
}

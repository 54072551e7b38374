//! Each article's place in the order.
//!
//! Ids count up from 0, so a place is looked up where the id says. An article that moves in an order of 100,000 changes the
//! places of half of them: four bytes each to write, where a hash map took milliseconds.

use super::ArticleId;
use std::collections::BTreeMap;

/// Ids from here on, which only a file that was made by hand has, stand in a map: room for all before them costs 16 MB.
const DENSE: usize = 4_000_000;
/// No place.
const NONE: u32 = u32::MAX;

/// See the module's head.
#[derive(Clone, Debug, Default)]
pub(super) struct Ranks {
    dense: Vec<u32>,
    sparse: BTreeMap<ArticleId, u32>,
    count: usize,
}

impl Ranks {
    /// Where an article stands, from 0.
    pub(super) fn get(&self, id: ArticleId) -> Option<usize> {
        let at = match self.dense.get(id.0 as usize) {
            Some(&at) => at,
            None => *self.sparse.get(&id)?,
        };
        (at != NONE).then_some(at as usize)
    }

    /// Puts an article at a place.
    pub(super) fn put(&mut self, id: ArticleId, at: usize) {
        // An order has no more places than ids have values.
        let at = u32::try_from(at).unwrap_or(NONE);
        self.count += usize::from(self.get(id).is_none());
        let index = id.0 as usize;
        if index >= DENSE {
            self.sparse.insert(id, at);
            return;
        }
        if index >= self.dense.len() {
            self.dense.resize(index + 1, NONE);
        }
        if let Some(place) = self.dense.get_mut(index) {
            *place = at;
        }
    }

    /// Takes an article out.
    pub(super) fn take(&mut self, id: ArticleId) {
        self.count -= usize::from(self.get(id).is_some());
        match self.dense.get_mut(id.0 as usize) {
            Some(place) => *place = NONE,
            None => drop(self.sparse.remove(&id)),
        }
    }

    /// How many articles have a place.
    pub(super) fn count(&self) -> usize {
        self.count
    }
}

/// What was taken out leaves no difference.
impl PartialEq for Ranks {
    fn eq(&self, other: &Self) -> bool {
        let (short, long) = if self.dense.len() < other.dense.len() { (self, other) } else { (other, self) };
        let (head, tail) = long.dense.split_at(short.dense.len());
        self.count == other.count
            && head == short.dense
            && tail.iter().all(|&at| at == NONE)
            && self.sparse == other.sparse
    }
}

impl Eq for Ranks {}

impl<'a> FromIterator<&'a ArticleId> for Ranks {
    /// The places of articles that stand in this order.
    fn from_iter<I: IntoIterator<Item = &'a ArticleId>>(order: I) -> Self {
        let mut ranks = Self::default();
        for (at, &id) in order.into_iter().enumerate() {
            ranks.put(id, at);
        }
        ranks
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_article_stands_where_it_was_put_last() {
        let (near, far) = (ArticleId(3), ArticleId(u32::MAX));
        let mut ranks: Ranks = [near, far].iter().collect();
        assert_eq!(
            (ranks.get(near), ranks.get(far), ranks.get(ArticleId(1)), ranks.count()),
            (Some(0), Some(1), None, 2)
        );
        ranks.put(near, 7);
        assert_eq!((ranks.get(near), ranks.count()), (Some(7), 2));
        ranks.take(far);
        ranks.take(far);
        assert_eq!((ranks.get(far), ranks.count()), (None, 1));
        ranks.put(ArticleId(9), 1);
        ranks.take(ArticleId(9));
        let mut same = Ranks::default();
        same.put(near, 7);
        assert_eq!(ranks, same, "what was taken out leaves no difference");
    }
}

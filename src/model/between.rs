//! The edit that leads from one project to another.
//!
//! Two states of a project share what is the same, an edit from one to the other holds what differs: of a large page that was
//! proposed anew nearly all. So a history keeps the states and makes the edit only where it is asked for.

use super::{Article, ArticleId, Edit, Project};
use std::iter::Peekable;
use std::sync::Arc;

/// The edit that makes `from` what `to` is: two states of one project, with the same pages. Costs a step for each thing that
/// either of them holds.
#[must_use]
pub fn between(from: &Project, to: &Project) -> Edit {
    let (mut make, mut lists, mut drop) = (Vec::new(), Vec::new(), Vec::new());
    for (&id, was, is) in Changes::new(from.articles.iter(), to.articles.iter()) {
        if let Some(is) = is.filter(|is| was.is_none_or(|was| was.facts != is.facts)) {
            make.push(Edit::Article { id, to: Some(Box::new(is.facts.clone())) });
        }
        lists.extend(list(id, was, is));
        if is.is_none() {
            drop.push(Edit::Article { id, to: None });
        }
    }
    // Text is let go before it is taken: nothing that changes keeps its place while others change.
    let (mut take, mut place) = (Vec::new(), Vec::new());
    for (&id, was, is) in Changes::new(from.blocks.iter(), to.blocks.iter()) {
        take.extend(was.map(|_| Edit::Block { id, to: None }));
        place.extend(is.map(|is| Edit::Block { id, to: Some(Arc::new(is.clone())) }));
    }
    for (&at, was, is) in Changes::new(from.corrections.iter(), to.corrections.iter()) {
        take.extend(was.map(|_| Edit::Correction { at, to: None }));
        place.extend(is.map(|is| Edit::Correction { at, to: Some(is.clone()) }));
    }
    for (&key, _, is) in Changes::new(from.seams.iter(), to.seams.iter()) {
        place.push(Edit::Seam { key, to: is.cloned() });
    }
    if from.order != to.order {
        lists.push(Edit::Order { at: 0, take: from.order.clone(), put: to.order.clone() });
    }
    Edit::All([make, take, place, lists, drop].into_iter().flatten().collect())
}

/// What makes an article's list what it is, where it was another.
fn list(id: ArticleId, was: Option<&Article>, is: Option<&Article>) -> Option<Edit> {
    let blocks = |article: Option<&Article>| article.map(|article| article.blocks.clone()).unwrap_or_default();
    let (take, put) = (blocks(was), blocks(is));
    (take != put).then_some(Edit::Flow { article: id, at: 0, take, put })
}

/// Goes through two maps in the order of their keys, and gives what is not the same in both.
struct Changes<A: Iterator, B: Iterator> {
    from: Peekable<A>,
    to: Peekable<B>,
}

impl<'p, K: Ord + 'p, V: PartialEq + 'p, A, B> Changes<A, B>
where
    A: Iterator<Item = (&'p K, &'p V)>,
    B: Iterator<Item = (&'p K, &'p V)>,
{
    fn new(from: A, to: B) -> Self {
        Self { from: from.peekable(), to: to.peekable() }
    }
}

impl<'p, K: Ord + 'p, V: PartialEq + 'p, A, B> Iterator for Changes<A, B>
where
    A: Iterator<Item = (&'p K, &'p V)>,
    B: Iterator<Item = (&'p K, &'p V)>,
{
    type Item = (&'p K, Option<&'p V>, Option<&'p V>);

    fn next(&mut self) -> Option<Self::Item> {
        loop {
            let key = match (self.from.peek(), self.to.peek()) {
                (Some((a, _)), Some((b, _))) => (*a).min(*b),
                (Some((key, _)), None) | (None, Some((key, _))) => key,
                (None, None) => return None,
            };
            let was = self.from.next_if(|(own, _)| *own == key).map(|(_, value)| value);
            let is = self.to.next_if(|(own, _)| *own == key).map(|(_, value)| value);
            if was != is {
                return Some((key, was, is));
            }
        }
    }
}

//! Deals sources into parts and makes lessons of them.
//!
//! What is alike must not be parted: else a part is judged by trees that know its twins, and what comes later trusts them too
//! much. So the dumps of one page go together (`matin-1893-p01.rows`, `matin-1893-p01.columns`) and, where there are several
//! newspapers, all pages of one (`matin`). Where that makes fewer groups than parts, as with one newspaper's own pages, pages
//! are groups, and at last each source.

use super::Source;
use super::generated::STYLES;
use crate::propose::learn::Lesson;

/// Ways of naming a source's group, the coarsest first.
const GROUPS: [fn(&str) -> &str; 3] = [newspaper, page, whole];

/// The newspaper of `newspaper-year-page.dump`; all of a name without a dump.
fn newspaper(name: &str) -> &str {
    match name.split_once('.') {
        Some((page, _)) => page.split_once('-').map_or(page, |(newspaper, _)| newspaper),
        None => name,
    }
}

/// The page of `page.dump`.
fn page(name: &str) -> &str {
    name.split_once('.').map_or(name, |(page, _)| page)
}

fn whole(name: &str) -> &str {
    name
}

/// The part of each source, below `parts`. `own`: the pages are one newspaper's, learned on top of a model.
pub(super) fn parts(sources: &[Source], parts: u8, own: bool) -> Vec<u8> {
    let mut groups: Vec<&str> = Vec::new();
    let mut group_of = GROUPS[2];
    for named in GROUPS.into_iter().skip(usize::from(own)) {
        group_of = named;
        groups = sources.iter().map(|source| group_of(&source.name)).collect();
        groups.sort_unstable();
        groups.dedup();
        if groups.len() >= usize::from(parts) {
            break;
        }
    }
    let part = |source: &Source| groups.binary_search(&group_of(&source.name)).unwrap_or(0) % usize::from(parts.max(1));
    sources.iter().map(|source| u8::try_from(part(source)).unwrap_or(0)).collect()
}

/// A lesson of each source.
pub(super) fn lessons<'s>(sources: &'s [Source], parts: &[u8]) -> Vec<Lesson<'s>> {
    let junk = |source: &Source| STYLES.iter().any(|style| style.set == source.set && style.open_is_junk());
    let lesson =
        |(source, &part): (&'s Source, &u8)| Lesson { truth: &source.truth, weight: 1.0, junk: junk(source), part };
    sources.iter().zip(parts).map(lesson).collect()
}

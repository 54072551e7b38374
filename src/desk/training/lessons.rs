//! Deals sources into parts and makes lessons of them.
//!
//! What is alike must not be parted: else a part is judged by trees that know its twins, and what comes later trusts them too
//! much. So the dumps of one page go together (`matin-1893-p01.rows`, `matin-1893-p01.columns`) and, where there are several
//! newspapers, all pages of one (`matin`); and what was printed from pages goes with them. Where that makes fewer groups than
//! parts, as with one newspaper's own pages, pages are groups, be they fewer or not: then some part is empty. Dumps of a lone
//! page are parted.

use super::Source;
use super::generated::STYLES;
use crate::propose::learn::Lesson;
use std::cmp::Reverse;

/// Ways of naming a source's group, the coarsest first.
const GROUPS: [fn(&str) -> &str; 3] = [newspaper, page, whole];
/// Which of them is not parted further where it makes more than one group.
const PAGES: usize = 1;

/// The newspaper of `newspaper-year-page.dump`; all of a name without a dump.
fn newspaper(name: &str) -> &str {
    match page(name) {
        page if page == name => name,
        page => page.split_once('-').map_or(page, |(newspaper, _)| newspaper),
    }
}

/// The page of `page.dump`; all of a name without a dump. A number behind a dot is none: `1898.05.01` is a date.
fn page(name: &str) -> &str {
    let is_number = |dump: &str| dump.chars().all(|c| c.is_ascii_digit());
    name.rsplit_once('.').filter(|(_, dump)| !is_number(dump)).map_or(name, |(page, _)| page)
}

fn whole(name: &str) -> &str {
    name
}

/// The part of each source, below `parts`. `own`: the pages are one newspaper's, learned on top of a model.
pub(super) fn parts(sources: &[Source], parts: u8, own: bool) -> Vec<u8> {
    let parts = usize::from(parts.max(1));
    let mut groups = Vec::new();
    for (nth, named) in GROUPS.into_iter().enumerate().skip(usize::from(own)) {
        groups = grouped(sources, named);
        if groups.len() >= parts || nth == PAGES && groups.len() > 1 {
            break;
        }
    }
    // The largest first, each to the part that has least: of groups of one size every part takes its turn.
    groups.sort_by_key(|group| Reverse(group.len()));
    let mut part_of = vec![0; sources.len()];
    let mut sizes = vec![0; parts];
    for group in groups {
        let least = (0..parts).min_by_key(|&part| sizes[part]).unwrap_or(0);
        sizes[least] += group.len();
        group.iter().for_each(|&source| part_of[source] = u8::try_from(least).unwrap_or(0));
    }
    part_of
}

/// Sources that must stay together, by their indices: those of one name, and with them all that were printed from one of
/// them. In the order of their names.
fn grouped(sources: &[Source], named: fn(&str) -> &str) -> Vec<Vec<usize>> {
    let mut names: Vec<&str> = sources.iter().map(|source| named(&source.name)).collect();
    names.sort_unstable();
    names.dedup();
    // For each name a name of its group that comes no later, itself where it is the first.
    let mut before: Vec<usize> = (0..names.len()).collect();
    for source in sources {
        let Ok(own) = names.binary_search(&named(&source.name)) else { continue };
        for from in &source.printed_from {
            if let Ok(other) = names.binary_search(&named(from)) {
                let (a, b) = (first(&before, own), first(&before, other));
                before[a.max(b)] = a.min(b);
            }
        }
    }
    let mut groups = vec![Vec::new(); names.len()];
    for (index, source) in sources.iter().enumerate() {
        if let Ok(own) = names.binary_search(&named(&source.name)) {
            groups[first(&before, own)].push(index);
        }
    }
    groups.retain(|group| !group.is_empty());
    groups
}

/// The first name of the group of the name `at`.
fn first(before: &[usize], mut at: usize) -> usize {
    while before[at] != at {
        at = before[at];
    }
    at
}

/// A lesson of each source.
pub(super) fn lessons<'s>(sources: &'s [Source], parts: &[u8]) -> Vec<Lesson<'s>> {
    let junk = |source: &Source| STYLES.iter().any(|style| style.set == source.set && style.open_is_junk());
    let lesson =
        |(source, &part): (&'s Source, &u8)| Lesson { truth: &source.truth, weight: 1.0, junk: junk(source), part };
    sources.iter().zip(parts).map(lesson).collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::{Page, Source as File};
    use crate::propose::learn::Truth;
    use std::sync::Arc;

    /// Sources by name, each with the names of those that it was printed from: `c<a,b`.
    fn sources(names: &[&str]) -> Vec<Source> {
        let page = Arc::new(Page::new(String::new(), File::default(), Vec::new()));
        let source = |name: &&str| {
            let (name, from) = name.split_once('<').unwrap_or((name, ""));
            Source {
                set: "train".to_owned(),
                name: name.to_owned(),
                truth: Truth { page: Arc::clone(&page), blocks: Vec::new(), open: Vec::new() },
                printed_from: from.split(',').filter(|from| !from.is_empty()).map(str::to_owned).collect(),
            }
        };
        names.iter().map(source).collect()
    }

    #[test]
    fn pages_take_their_turns_by_name() {
        assert_eq!(parts(&sources(&["d", "b", "a", "c", "e"]), 3, false), [0, 1, 0, 2, 1]);
    }

    #[test]
    fn what_was_printed_from_a_page_goes_with_it() {
        let found = parts(&sources(&["a", "b", "c", "d", "p<a,c", "q<d", "r<d"]), 2, false);
        assert_eq!(found[4], found[0], "p is a's");
        assert_eq!(found[4], found[2], "and c's");
        assert_eq!((found[5], found[6]), (found[3], found[3]), "d's are of one part");
        assert_ne!(found[0], found[3], "and both parts have some");
    }

    #[test]
    fn a_printed_page_whose_sources_are_not_there_stands_alone() {
        assert_eq!(parts(&sources(&["a", "p<z"]), 2, false), [0, 1]);
    }

    #[test]
    fn dumps_of_one_newspaper_go_together_where_there_are_several() {
        let names = ["matin-1893-p01.rows", "temps-1900-p01.rows", "matin-1894-p02.columns", "temps-1901-p03.rows"];
        assert_eq!(parts(&sources(&names), 2, false), [0, 1, 0, 1]);
        let own = ["matin-1893-p01.rows", "matin-1894-p02.columns", "matin-1893-p01.columns"];
        assert_eq!(parts(&sources(&own), 2, true), [0, 1, 0], "of one newspaper, each page's dumps");
        assert_eq!(parts(&sources(&own), 3, true), [0, 1, 0], "and no page is parted for a third part's sake");
        assert_eq!(parts(&sources(&own), 3, false), [0, 1, 0]);
        assert_eq!(
            parts(&sources(&["matin-1893-p01.columns", "matin-1893-p01.rows"]), 2, true),
            [0, 1],
            "a lone page's"
        );
    }

    #[test]
    fn a_date_with_dots_is_no_dump() {
        assert_eq!(page("1898.05.01"), "1898.05.01");
        assert_eq!(page("1898.05.01.rows"), "1898.05.01");
        assert_eq!(newspaper("matin-1898.05.01.rows"), "matin");
        assert_eq!(parts(&sources(&["1898.05.01", "1898.05.02", "1899.01.01"]), 3, false), [0, 1, 2]);
    }
}

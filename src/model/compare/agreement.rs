//! How far two projects agree, in figures that are the same whichever of them is asked.
//!
//! They stand beside those of [`crate::measure`], which scores an export against an answer page by page and counts what is
//! left to be done by hand: there, one side is right.

use super::super::{Project, Role};
use super::atoms::Cuts;
use super::items::{Item, Pages};
use crate::text::{Place, Span};
use std::collections::{BTreeMap, BTreeSet};

/// How far two projects agree on the pages that are compared.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Agreement {
    /// Of the articles of both: those that say the same on the other side.
    pub articles: Share,
    /// Of the links of both, from each piece of an article to the next: those that the other side has, too. Text is cut into
    /// pieces where either side begins a block or goes on elsewhere.
    pub links: Share,
    /// Of the characters: those that have the same role.
    pub roles: Share,
}

/// So many of so many.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Share {
    /// Those that are alike.
    pub alike: usize,
    /// All.
    pub of: usize,
}

impl Share {
    /// In thousandths, rounded down, so that 1000 is all of them; all where there is nothing.
    #[must_use]
    pub fn thousandths(self) -> usize {
        self.alike.saturating_mul(1000).checked_div(self.of).unwrap_or(1000)
    }
}

/// The figures; `same` articles of either side are the same as one of the other.
pub(super) fn of(sides: [&Project; 2], same: usize, pages: &Pages, cuts: &Cuts) -> Agreement {
    let [here, there] = sides.map(|project| Told::of(project, pages, cuts));
    let links = here.links.intersection(&there.links).count();
    let ink = |span: &Span| sides[0].page(span.page).map_or(0, |page| page.lines().ink_in(page.text(), span.range()));
    let mut roles = Share::default();
    for (at, (span, role)) in &here.roles {
        let count = ink(span);
        roles.of += count;
        roles.alike += if there.roles.get(at).is_some_and(|(_, other)| other == role) { count } else { 0 };
    }
    Agreement {
        articles: Share { alike: 2 * same, of: here.articles + there.articles },
        links: Share { alike: 2 * links, of: here.links.len() + there.links.len() },
        roles,
    }
}

/// What one side says.
#[derive(Default)]
struct Told {
    articles: usize,
    /// Where a piece begins, and where the next one of its article does.
    links: BTreeSet<(Place, Place)>,
    /// By where a piece begins.
    roles: BTreeMap<Place, (Span, Role)>,
}

impl Told {
    fn of(project: &Project, pages: &Pages, cuts: &Cuts) -> Self {
        let mut told = Self::default();
        for item in Item::all(project).filter(|item| item.is_on(project, pages)) {
            let atoms = cuts.read(project, item, pages);
            told.roles.extend(atoms.iter().map(|atom| (atom.span.from(), (atom.span, atom.role))));
            if matches!(item, Item::Article(_)) {
                told.articles += 1;
                told.links.extend(atoms.windows(2).map(|pair| (pair[0].span.from(), pair[1].span.from())));
            }
        }
        told
    }
}

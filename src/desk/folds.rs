//! Which cards beside the raw text are folded.

use crate::model::{ArticleId, Home, Project};
use serde::{Deserialize, Serialize};
use std::collections::BTreeSet;

/// Which cards are folded: that of an article is open unless an editor folded it, that of a section (the furniture, what is
/// discarded) is folded unless an editor opened it.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(from = "Written", into = "Written")]
pub struct Folds {
    /// Those that are not as they come.
    turned: BTreeSet<Home>,
}

impl Folds {
    /// True for a card of which only the header is shown.
    #[must_use]
    pub fn is_folded(&self, home: Home) -> bool {
        self.turned.contains(&home) == home.article().is_some()
    }

    /// Folds a card that is open, and opens one that is folded.
    pub fn turn(&mut self, home: Home) {
        if !self.turned.remove(&home) {
            self.turned.insert(home);
        }
    }

    /// Folds a card.
    pub fn fold(&mut self, home: Home) {
        if !self.is_folded(home) {
            self.turn(home);
        }
    }

    /// Opens a card.
    pub fn unfold(&mut self, home: Home) {
        if self.is_folded(home) {
            self.turn(home);
        }
    }

    /// The sections that are open, in the order in which they stand behind the articles.
    pub fn open_sections(&self) -> impl Iterator<Item = Home> + '_ {
        self.turned.iter().copied().filter(|home| home.article().is_none())
    }

    /// Forgets the cards of articles that are no longer there.
    pub(super) fn settle(&mut self, project: &Project) {
        self.turned.retain(|home| home.article().is_none_or(|id| project.article(id).is_some()));
    }
}

/// How a view has it in journals: two lists, each of what is not as it comes.
#[derive(Default, Serialize, Deserialize)]
#[serde(default)]
struct Written {
    folded: BTreeSet<ArticleId>,
    open: BTreeSet<Home>,
}

impl From<Written> for Folds {
    fn from(Written { folded, open }: Written) -> Self {
        let sections = open.into_iter().filter(|home| home.article().is_none());
        Self { turned: folded.into_iter().map(Home::Article).chain(sections).collect() }
    }
}

impl From<Folds> for Written {
    fn from(folds: Folds) -> Self {
        let folded = folds.turned.iter().filter_map(|home| home.article()).collect();
        Self { folded, open: folds.open_sections().collect() }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::desk::View;

    const ARTICLES: [Home; 2] = [Home::Article(ArticleId(0)), Home::Article(ArticleId(7))];
    const SECTIONS: [Home; 2] = [Home::Furniture, Home::Discarded];

    #[test]
    fn articles_come_open_and_sections_folded_and_each_is_turned_by_itself() {
        let mut folds = Folds::default();
        for (home, comes_folded) in
            ARTICLES.map(|home| (home, false)).into_iter().chain(SECTIONS.map(|home| (home, true)))
        {
            assert_eq!(folds.is_folded(home), comes_folded, "{home:?}");
            folds.turn(home);
            assert_eq!(folds.is_folded(home), !comes_folded, "{home:?}");
            for _ in 0..2 {
                folds.fold(home);
                assert!(folds.is_folded(home), "{home:?}");
            }
            for _ in 0..2 {
                folds.unfold(home);
                assert!(!folds.is_folded(home), "{home:?}");
            }
        }
        assert!(folds.open_sections().eq(SECTIONS), "{folds:?}");
    }

    #[test]
    fn views_are_written_as_they_were_before_and_those_of_before_are_read() {
        let mut view = View { cards_offset: 7.5, ..View::default() };
        view.folds.fold(ARTICLES[1]);
        view.folds.unfold(Home::Furniture);
        let written = serde_json::to_value(&view).unwrap();
        assert_eq!(written.get("folded"), Some(&serde_json::json!([7])));
        assert_eq!(written.get("open"), Some(&serde_json::json!(["furniture"])));
        let before = r#"{"cards_offset": 7.5, "folded": [7], "open": ["furniture"]}"#;
        assert_eq!(serde_json::from_str::<View>(before).unwrap(), view);
        assert_eq!(serde_json::from_value::<View>(written).unwrap(), view);
        assert_eq!(
            serde_json::from_str::<View>("{}").unwrap(),
            View::default(),
            "what a view lacks is as at the beginning"
        );
    }
}

//! Export formats: each a pure function from a project to a text. No file is touched here.
//!
//! A format is a row of [`FORMATS`]: the command line, the export dialog and the documents are made from it.

mod article;
mod byline;
mod markdown;
pub mod newsmend_json;
mod text;

use crate::model::{Article, ArticleId, Project};
use std::collections::BTreeSet;

/// Which articles of a project are exported.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub enum Selection {
    /// All of them.
    #[default]
    All,
    /// These, in the order of the project whatever the order here. Ids that the project does not have are passed over.
    Articles(Vec<ArticleId>),
}

impl Selection {
    /// The articles of `project` that are selected, in its order.
    fn of<'p>(&self, project: &'p Project) -> Vec<(ArticleId, &'p Article)> {
        match self {
            Self::All => project.articles().collect(),
            Self::Articles(ids) => {
                let ids: BTreeSet<ArticleId> = ids.iter().copied().collect();
                project.articles().filter(|(id, _)| ids.contains(id)).collect()
            }
        }
    }
}

/// A format that a project can be exported in.
#[derive(Debug)]
pub struct Format {
    /// Its name on the command line and in settings; never changed.
    pub name: &'static str,
    /// What its files end in, without the dot.
    pub extension: &'static str,
    /// Its name for people, in English.
    pub title: &'static str,
    /// Makes the file's text, which ends in a line break unless it is empty.
    pub run: fn(&Project, &Selection) -> String,
}

/// Every format, the default first.
pub const FORMATS: &[Format] = &[
    Format { name: "json", extension: "json", title: "Cleaned JSON", run: newsmend_json::write },
    Format { name: "text", extension: "txt", title: "Plain text", run: text::write },
    Format { name: "markdown", extension: "md", title: "Markdown", run: markdown::write },
];

impl Format {
    /// The format called `name`.
    #[must_use]
    pub fn by_name(name: &str) -> Option<&'static Self> {
        FORMATS.iter().find(|format| format.name == name)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_format_is_found_by_its_own_name() {
        for format in FORMATS {
            assert_eq!(Format::by_name(format.name).map(|found| found.title), Some(format.title));
            assert_eq!((format.run)(&Project::default(), &Selection::All).is_empty(), format.name != "json");
        }
        assert!(Format::by_name("docx").is_none());
    }
}

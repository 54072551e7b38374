//! Cleaned JSON: the export with its own proof.
//!
//! Its JSON Schema is `assets/newsmend-export.schema.json`. Offsets count Unicode code points of the decoded page, lines
//! and pages count from 1. `body` is the reading text; each block says which spans of the raw page and which corrections
//! its text is made of, so that a reader who has the page can make it again: apply the corrections to a span, split it at
//! the line breaks that are left, and join lines and spans by script ([`crate::text::push_joined`]).
//!
//! The records below are the format: their fields stand in the file in the order they have here. They can be read back
//! too, since `newsmend score` does.

use super::Selection;
use super::article::{ArticleText, BlockText, block_text};
use crate::model::{ArticleKind, Home, Ledger, Project, Role, replacements_in};
use crate::text::{CodePoints, PageNo, Pos, Span};
use serde::{Deserialize, Serialize};

/// The value of the `format` field.
pub const FORMAT: &str = "newsmend-export";
/// The version of the format.
pub const VERSION: u32 = 1;

/// A whole export.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Export {
    /// [`FORMAT`].
    pub format: String,
    /// [`VERSION`].
    pub version: u32,
    /// All pages of the project, also those of which no article was selected.
    pub pages: Vec<ExportPage>,
    /// The selected articles in the order of the project.
    pub articles: Vec<ExportArticle>,
    /// What belongs to the pages, in the order of the dump; empty where articles were selected.
    pub furniture: Vec<ExportLeft>,
    /// What was taken out, in the order of the dump; empty where articles were selected.
    pub discarded: Vec<ExportLeft>,
    /// The count of the whole project.
    pub ledger: Ledger,
}

/// A page.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct ExportPage {
    /// Its number in the project, from 1.
    pub page: usize,
    /// The file name of its dump.
    pub file: String,
    /// SHA-256 of the dump, in hexadecimal.
    pub sha256: String,
    /// The encoding it was read in.
    pub encoding: String,
    /// Code points, white space included.
    pub characters: usize,
    /// Lines; a last line break is followed by one more, empty, line.
    pub lines: usize,
}

/// An article.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct ExportArticle {
    /// Its name, the same in every export of the project.
    pub id: String,
    /// What kind of text it is.
    pub kind: ArticleKind,
    /// Its kickers; a space between two.
    pub kicker: Option<String>,
    /// Its headlines; a space between two.
    pub headline: Option<String>,
    /// Its decks; a space between two.
    pub deck: Option<String>,
    /// The section it stands in.
    pub section: Option<String>,
    /// Who wrote it.
    pub byline: Option<ExportByline>,
    /// Place and date, where they stand on a line of their own.
    pub dateline: Option<String>,
    /// The paragraphs of the running text, headings inside it and editors' notes included.
    pub body: Vec<String>,
    /// Its pictures.
    pub captions: Vec<ExportCaption>,
    /// What is known to be missing.
    pub missing: ExportMissing,
    /// An editor has ticked it as done.
    pub reviewed: bool,
    /// Everything above again, by block, with where it stands in the dump.
    pub blocks: Vec<ExportBlock>,
}

/// A byline with the names in it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct ExportByline {
    /// As it reads. Where it opens the first paragraph, it is part of `body` too.
    pub text: String,
    /// Reporters.
    pub reporters: Vec<String>,
    /// Correspondents, 通讯员.
    pub correspondents: Vec<String>,
}

/// A caption with its credit; one of the two may be missing.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct ExportCaption {
    /// The caption.
    pub text: Option<String>,
    /// Who took or supplied the picture.
    pub credit: Option<String>,
}

/// What is known to be missing of an article.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct ExportMissing {
    /// Its opening.
    pub opening: bool,
    /// Its end.
    pub ending: bool,
    /// Something between two blocks.
    pub gaps: Vec<ExportGap>,
}

/// Text that is missing between two blocks.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct ExportGap {
    /// How many of the article's blocks stand before it.
    pub after_block: usize,
    /// What is said of it; may be empty.
    pub note: String,
}

/// A block of an article.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct ExportBlock {
    /// What it is for.
    pub role: Role,
    /// As it reads.
    pub text: String,
    /// Where it stands in the dump, in reading order.
    pub spans: Vec<ExportSpan>,
    /// What was corrected in it, in reading order. Each lies in one of the spans.
    pub corrections: Vec<ExportCorrection>,
}

/// A block of the furniture or of what was taken out.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct ExportLeft {
    /// As it reads.
    pub text: String,
    /// Where it stands in the dump.
    pub spans: Vec<ExportSpan>,
}

/// A range of a page.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct ExportSpan {
    /// The page, from 1.
    pub page: usize,
    /// The first code point, from 0.
    pub start: usize,
    /// One past the last code point.
    pub end: usize,
    /// The line it begins in, from 1.
    pub first_line: usize,
    /// The line it ends in, from 1.
    pub last_line: usize,
}

/// A replacement. Where a correction goes over the end of a span, each side has its part, and the first has the text.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct ExportCorrection {
    /// The page, from 1.
    pub page: usize,
    /// The first code point replaced.
    pub start: usize,
    /// One past the last; equal to `start` where text is only put in. What is put in where one span ends and another
    /// begins belongs to the one that begins.
    pub end: usize,
    /// What the dump has.
    pub raw: String,
    /// What to read instead.
    pub text: String,
}

/// The file of an export.
#[expect(clippy::expect_used, reason = "what did not serialise must not pass for an export")]
pub(super) fn write(project: &Project, selection: &Selection) -> String {
    // The records have no map whose keys are no strings and no number that is not finite; memory takes every byte.
    let mut out = serde_json::to_string_pretty(&export(project, selection)).expect("records in memory serialise");
    out.push('\n');
    out
}

/// The export of the selected articles of `project`.
#[must_use]
pub fn export(project: &Project, selection: &Selection) -> Export {
    let places = Places::new(project);
    let pages = project.pages().iter().zip(&places.tables).enumerate().map(|(number, (page, table))| {
        let source = page.source().clone();
        ExportPage {
            page: number + 1,
            file: source.file,
            sha256: source.sha256,
            encoding: source.encoding,
            characters: table.total(),
            lines: page.lines().count(),
        }
    });
    let articles = selection.of(project).into_iter().map(|article| places.article(ArticleText::new(project, article)));
    let left = |home| -> Vec<ExportLeft> {
        if *selection != Selection::All {
            return Vec::new();
        }
        let blocks = project.blocks_in(home).into_iter().filter_map(|id| block_text(project, id));
        blocks.map(|BlockText { block, text }| ExportLeft { text, spans: places.spans(&block.spans) }).collect()
    };
    Export {
        format: FORMAT.to_owned(),
        version: VERSION,
        pages: pages.collect(),
        articles: articles.collect(),
        furniture: left(Home::Furniture),
        discarded: left(Home::Discarded),
        ledger: project.ledger(),
    }
}

/// A project with what turns its places into the file's.
struct Places<'p> {
    project: &'p Project,
    tables: Vec<CodePoints>,
}

impl<'p> Places<'p> {
    fn new(project: &'p Project) -> Self {
        let tables = project.pages().iter().map(|page| CodePoints::new(page.text())).collect();
        Self { project, tables }
    }

    fn article(&self, article: ArticleText<'_>) -> ExportArticle {
        let gaps = article.blocks.iter().enumerate().filter_map(|(nth, block)| {
            let note = block.block.gap.as_ref()?.note.clone();
            Some(ExportGap { after_block: nth + 1, note })
        });
        let captions = article.captions().into_iter();
        let byline = article.byline();
        ExportArticle {
            // From 1, as everything that people see.
            id: format!("a{}", u64::from(article.id.0) + 1),
            kind: article.facts.kind,
            kicker: article.joined(Role::Kicker),
            headline: article.joined(Role::Headline),
            deck: article.joined(Role::Deck),
            section: article.facts.section.clone(),
            byline: byline.map(|found| ExportByline {
                text: found.text,
                reporters: found.reporters,
                correspondents: found.correspondents,
            }),
            dateline: article.joined(Role::Dateline),
            body: article.running().map(|(_, text)| text.to_owned()).collect(),
            captions: captions.map(|found| ExportCaption { text: found.text, credit: found.credit }).collect(),
            missing: ExportMissing {
                opening: article.facts.opening_missing,
                ending: article.facts.ending_missing,
                gaps: gaps.collect(),
            },
            reviewed: article.facts.reviewed,
            blocks: article.blocks.into_iter().map(|block| self.block(block)).collect(),
        }
    }

    fn block(&self, BlockText { block, text }: BlockText<'_>) -> ExportBlock {
        let corrections = block.spans.iter().flat_map(|&span| replacements_in(self.project, span));
        let corrections = corrections.map(|found| ExportCorrection {
            page: found.within.page.shown(),
            start: self.offset(found.within.page, found.within.start),
            end: self.offset(found.within.page, found.within.end),
            raw: self.project.raw(found.within).to_owned(),
            text: found.text.unwrap_or_default().to_owned(),
        });
        let corrections = corrections.collect();
        ExportBlock { role: block.role, text, spans: self.spans(&block.spans), corrections }
    }

    fn spans(&self, spans: &[Span]) -> Vec<ExportSpan> {
        let line = |page: PageNo, pos| self.project.page(page).map_or(0, |page| page.lines().line_of(pos)) + 1;
        let span = |span: &Span| ExportSpan {
            page: span.page.shown(),
            start: self.offset(span.page, span.start),
            end: self.offset(span.page, span.end),
            first_line: line(span.page, span.start),
            last_line: line(span.page, span.end),
        };
        spans.iter().map(span).collect()
    }

    fn offset(&self, number: PageNo, pos: Pos) -> usize {
        let (page, table) = (self.project.page(number), self.tables.get(number.index()));
        page.zip(table).map_or(0, |(page, table)| table.before(page.text(), pos))
    }
}

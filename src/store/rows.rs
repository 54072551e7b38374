//! The rows of a project file, and the way between them and the model.
//!
//! Types of their own rather than the model's, so that a change of the model cannot change the file unnoticed. Evidence
//! is the exception: it is written as the model has it, reason by reason, and the sample file in the tests pins it.

use super::project_file::ProjectFileError;
use crate::model::{
    Article, ArticleFacts, ArticleId, ArticleKind, Block, BlockId, Confidence, Correction, Doubtful, Evidence, Gap,
    Home, Known, Layout, LayoutBox, Other, OtherRole, Page, Parts, Role, SeamKey, Source,
};
use crate::text::{CodePoints, PageNo, Place, Span};
use serde::{Deserialize, Serialize};
use std::collections::BTreeMap;
use std::sync::Arc;

/// Page (from 1), start and end in code points.
pub(super) type SpanRow = (usize, usize, usize);
/// Page (from 1) and offset in code points.
pub(super) type PlaceRow = (usize, usize);

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct File {
    #[serde(rename = "format")]
    _format: String,
    #[serde(rename = "version")]
    _version: u64,
    #[serde(rename = "program")]
    _program: String,
    pages: Vec<PageRow>,
    articles: Vec<ArticleRow>,
    furniture: Vec<BlockRow>,
    discarded: Vec<BlockRow>,
    corrections: Vec<CorrectionRow>,
    seams: Vec<SeamRow>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct PageRow {
    source: SourceRow,
    /// Offset and the bytes in hexadecimal.
    doubtful: Vec<(usize, String)>,
    layout: Option<Vec<BoxRow>>,
    lines: Vec<String>,
}

#[derive(Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct SourceRow {
    pub(super) file: String,
    pub(super) sha256: String,
    pub(super) encoding: String,
}

#[derive(Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct BoxRow {
    pub(super) span: SpanRow,
    /// Left, top, width, height.
    pub(super) at: (i32, i32, i32, i32),
}

#[derive(Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct HeaderRow {
    pub(super) id: u32,
    pub(super) kind: ArticleKind,
    pub(super) section: Option<String>,
    pub(super) reviewed: bool,
    pub(super) opening_missing: bool,
    pub(super) ending_missing: bool,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct ArticleRow {
    header: HeaderRow,
    blocks: Vec<BlockRow>,
}

#[derive(Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct BlockRow {
    pub(super) id: u32,
    pub(super) role: Role,
    pub(super) spans: Vec<SpanRow>,
    pub(super) why: EvidenceRow,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub(super) gap: Option<GapRow>,
}

#[derive(Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct EvidenceRow {
    pub(super) confidence: Confidence,
    pub(super) reasons: Vec<crate::model::Reason>,
    /// Place and confidence of each alternative.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub(super) others: Vec<(PlaceRow, Confidence)>,
    /// Role and confidence of each alternative.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub(super) roles: Vec<(Role, Confidence)>,
}

#[derive(Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct GapRow {
    pub(super) note: String,
}

#[derive(Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct CorrectionRow {
    pub(super) at: SpanRow,
    pub(super) text: String,
}

#[derive(Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct SeamRow {
    pub(super) from: PlaceRow,
    pub(super) to: PlaceRow,
    pub(super) why: EvidenceRow,
}

/// A file whose pages are whole again, so that offsets can be read.
pub(super) struct Rows {
    file: File,
    texts: Vec<(String, CodePoints)>,
}

impl Rows {
    pub(super) fn new(mut file: File) -> Self {
        let texts = file.pages.iter_mut().map(|page| std::mem::take(&mut page.lines).concat());
        let texts = texts.map(|text| (CodePoints::new(&text), text)).map(|(table, text)| (text, table)).collect();
        Self { file, texts }
    }

    /// The parts of the project. What they make together is not checked here.
    pub(super) fn parts(&self) -> Result<Parts, ProjectFileError> {
        let (mut parts, mut known) = (Parts::default(), Known::default());
        for (number, row) in self.file.pages.iter().enumerate() {
            parts.pages.push(Arc::new(self.page(number, row)?));
        }
        for row in &self.file.articles {
            let id = ArticleId(row.header.id);
            let blocks = row.blocks.iter().map(|block| BlockId(block.id)).collect();
            if parts.articles.insert(id, Article { facts: facts(&row.header), blocks }).is_some() {
                return Err(twice(&format!("article {id}")));
            }
            parts.order.push(id);
            self.blocks((&mut parts.blocks, &mut known), &row.blocks, Home::Article(id))?;
        }
        self.blocks((&mut parts.blocks, &mut known), &self.file.furniture, Home::Furniture)?;
        self.blocks((&mut parts.blocks, &mut known), &self.file.discarded, Home::Discarded)?;
        for row in &self.file.corrections {
            let span = self.span(row.at, &"a correction")?;
            let correction = Correction { end: span.end, text: row.text.clone() };
            if parts.corrections.insert(span.from(), correction).is_some() {
                return Err(twice(&format!("the correction at {}:{}", row.at.0, row.at.1)));
            }
        }
        for row in &self.file.seams {
            let owner = "a seam";
            let key = SeamKey { from: self.place(row.from, &owner)?, to: self.place(row.to, &owner)? };
            if parts.seams.insert(key, self.evidence(&row.why, &owner)?).is_some() {
                return Err(twice(&format!("the seam at {}:{}", row.from.0, row.from.1)));
            }
        }
        Ok(parts)
    }

    /// Where a block begins: for messages.
    pub(super) fn first_place(&self, id: BlockId) -> Option<Place> {
        let in_articles = self.file.articles.iter().flat_map(|article| &article.blocks);
        let mut all = in_articles.chain(&self.file.furniture).chain(&self.file.discarded);
        let &(page, start, _) = all.find(|block| block.id == id.0)?.spans.first()?;
        self.place((page, start), &id).ok()
    }

    /// The line, from 1, that `place` stands in.
    pub(super) fn line(&self, place: Place) -> usize {
        let text = self.texts.get(place.page.index()).map(|(text, _)| text.as_str()).unwrap_or_default();
        crate::text::LineTable::new(text).line_of(place.pos) + 1
    }

    fn page(&self, number: usize, row: &PageRow) -> Result<Page, ProjectFileError> {
        let owner = format!("page {}", number + 1);
        let mut doubtful = Vec::with_capacity(row.doubtful.len());
        for (at, hex) in &row.doubtful {
            let at = self.place((number + 1, *at), &owner)?.pos;
            let bytes = bytes_from_hex(hex).ok_or_else(|| ProjectFileError::BadField {
                what: format!("{owner}: the doubtful bytes “{hex}” are not hexadecimal"),
            })?;
            doubtful.push(Doubtful { at, bytes });
        }
        let boxed = |row: &BoxRow| {
            let (x, y, width, height) = row.at;
            Ok((self.span(row.span, &owner)?, LayoutBox { x, y, width, height }))
        };
        let layout =
            row.layout.as_ref().map(|rows| rows.iter().map(boxed).collect::<Result<Vec<_>, _>>()).transpose()?;
        let SourceRow { file, sha256, encoding } = &row.source;
        let source = Source { file: file.clone(), sha256: sha256.clone(), encoding: encoding.clone() };
        let text = self.texts.get(number).map(|(text, _)| text.clone()).unwrap_or_default();
        Ok(Page::new(text, source, doubtful).with_layout(layout.map(|boxes| Layout { boxes })))
    }

    fn blocks(
        &self,
        (into, known): (&mut BTreeMap<BlockId, Block>, &mut Known),
        rows: &[BlockRow],
        home: Home,
    ) -> Result<(), ProjectFileError> {
        for row in rows {
            let owner = format!("block {}", row.id);
            let spans = row.spans.iter().map(|&span| self.span(span, &owner)).collect::<Result<_, _>>()?;
            let gap = row.gap.as_ref().map(|gap| Box::new(Gap { note: gap.note.clone() }));
            let why = known.share(&self.evidence(&row.why, &owner)?);
            let block = Block { spans, role: row.role, home, why, gap };
            if into.insert(BlockId(row.id), block).is_some() {
                return Err(twice(&owner));
            }
        }
        Ok(())
    }

    fn span(&self, (page, start, end): SpanRow, owner: &dyn std::fmt::Display) -> Result<Span, ProjectFileError> {
        let start = self.place((page, start), owner)?;
        let end = self.place((page, end), owner)?;
        Ok(Span { page: start.page, start: start.pos, end: end.pos })
    }

    fn place(&self, (page, offset): PlaceRow, owner: &dyn std::fmt::Display) -> Result<Place, ProjectFileError> {
        let outside = || ProjectFileError::OutsidePage { owner: owner.to_string(), page, offset };
        let index = page.checked_sub(1).ok_or_else(outside)?;
        let (text, table) = self.texts.get(index).ok_or_else(outside)?;
        let pos = table.pos(text, offset).ok_or_else(outside)?;
        Ok(Place { page: PageNo::new(index), pos })
    }

    fn evidence(&self, row: &EvidenceRow, owner: &dyn std::fmt::Display) -> Result<Evidence, ProjectFileError> {
        let known = |confidence: Confidence| {
            let what = || format!("{owner}: a confidence is counted in thousandths and goes up to 1000");
            (confidence <= Confidence::CERTAIN)
                .then_some(confidence)
                .ok_or_else(|| ProjectFileError::BadField { what: what() })
        };
        let other = |&(at, confidence): &(PlaceRow, Confidence)| {
            Ok(Other { at: self.place(at, owner)?, confidence: known(confidence)? })
        };
        let others = row.others.iter().map(other).collect::<Result<_, ProjectFileError>>()?;
        let role = |&(role, confidence): &(Role, Confidence)| Ok(OtherRole { role, confidence: known(confidence)? });
        let roles = row.roles.iter().map(role).collect::<Result<_, ProjectFileError>>()?;
        Ok(Evidence { confidence: known(row.confidence)?, reasons: row.reasons.clone(), others, roles })
    }
}

fn facts(row: &HeaderRow) -> ArticleFacts {
    ArticleFacts {
        kind: row.kind,
        section: row.section.clone(),
        reviewed: row.reviewed,
        opening_missing: row.opening_missing,
        ending_missing: row.ending_missing,
    }
}

fn twice(what: &str) -> ProjectFileError {
    ProjectFileError::BadField { what: format!("{what} is in the file twice") }
}

fn bytes_from_hex(hex: &str) -> Option<Vec<u8>> {
    let digits: Vec<u8> =
        hex.chars().map(|c| c.to_digit(16).and_then(|n| u8::try_from(n).ok())).collect::<Option<_>>()?;
    let pairs = digits.chunks(2).map(|pair| if let &[high, low] = pair { Some(high << 4 | low) } else { None });
    pairs.collect()
}

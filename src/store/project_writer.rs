//! Writes the project file, row by row. What it looks like and why: [`super::project_file`].

use super::migrate::VERSION;
use super::project_file::FORMAT;
use super::rows::{
    BlockRow, BoxRow, CorrectionRow, EvidenceRow, GapRow, HeaderRow, PlaceRow, SeamRow, SourceRow, SpanRow,
};
use crate::model::{Article, ArticleId, BlockId, Evidence, Home, Page, Project, Source};
use crate::text::{CodePoints, PageNo, Place, Pos, Span};
use serde::Serialize;

/// The project file of `project`.
pub(super) fn write(project: &Project) -> Vec<u8> {
    let tables = project.pages().iter().map(|page| CodePoints::new(page.text())).collect();
    let text_size: usize = project.pages().iter().map(|page| page.text().len()).sum();
    // Text, its quotation marks and indents, and some hundred bytes a block.
    let mut out = Writer { project, tables, out: Vec::with_capacity(text_size * 2 + 1024) };
    out.file();
    out.out
}

struct Writer<'p> {
    project: &'p Project,
    tables: Vec<CodePoints>,
    out: Vec<u8>,
}

impl Writer<'_> {
    fn file(&mut self) {
        let project = self.project;
        self.push("{\n  \"format\": ");
        self.json(&FORMAT);
        self.push(",\n  \"version\": ");
        self.json(&VERSION);
        self.push(",\n  \"program\": ");
        self.json(&concat!("newsmend ", env!("CARGO_PKG_VERSION")));
        self.push(",\n  \"pages\": ");
        self.list("  ", project.pages().iter(), |out, page| out.page(page));
        self.push(",\n  \"articles\": ");
        self.list("  ", project.articles(), |out, (id, article)| out.article(id, article));
        for (name, home) in [("furniture", Home::Furniture), ("discarded", Home::Discarded)] {
            self.push(",\n  \"");
            self.push(name);
            self.push("\": ");
            self.list("  ", project.blocks_in(home), Self::block);
        }
        self.push(",\n  \"corrections\": ");
        self.list("  ", project.corrections(), |out, (at, correction)| {
            let span = Span { page: at.page, start: at.pos, end: correction.end };
            let row = CorrectionRow { at: out.span(span), text: correction.text.clone() };
            out.json(&row);
        });
        // A seam of a page that the project does not have could not be read back; no view ever makes one.
        let seams = project
            .seam_evidences()
            .filter(|(key, _)| [key.from.page, key.to.page].into_iter().all(|page| project.page(page).is_some()));
        self.push(",\n  \"seams\": ");
        self.list("  ", seams, |out, (key, why)| {
            let row = SeamRow { from: out.place(key.from), to: out.place(key.to), why: out.evidence(why) };
            out.json(&row);
        });
        self.push("\n}\n");
    }

    fn page(&mut self, page: &Page) {
        let Source { file, sha256, encoding } = page.source().clone();
        self.push("{\"source\":");
        self.json(&SourceRow { file, sha256, encoding });
        self.push(",\n    \"doubtful\": ");
        let table = CodePoints::new(page.text());
        self.list("    ", page.doubtful(), |out, doubtful| {
            let hex: String = doubtful.bytes.iter().map(|byte| format!("{byte:02X}")).collect();
            out.json(&(table.before(page.text(), doubtful.at), hex));
        });
        if let Some(layout) = page.layout() {
            self.push(",\n    \"layout\": ");
            self.list("    ", &layout.boxes, |out, (span, at)| {
                let row = BoxRow { span: out.span(*span), at: (at.x, at.y, at.width, at.height) };
                out.json(&row);
            });
        }
        self.push(",\n    \"lines\": ");
        let lines = page.lines();
        let texts = (0..lines.count()).filter_map(|line| page.text().get(lines.start(line)..lines.start(line + 1)));
        self.list("    ", texts.filter(|text| !text.is_empty()), |out, text| out.json(text));
        self.push("}");
    }

    fn article(&mut self, id: ArticleId, article: &Article) {
        let facts = article.facts.clone();
        self.push("{\"header\":");
        self.json(&HeaderRow {
            id: id.0,
            kind: facts.kind,
            section: facts.section,
            reviewed: facts.reviewed,
            opening_missing: facts.opening_missing,
            ending_missing: facts.ending_missing,
        });
        self.push(",\"blocks\":");
        self.list("    ", article.blocks.iter().copied(), Self::block);
        self.push("}");
    }

    fn block(&mut self, id: BlockId) {
        let Some(block) = self.project.block(id) else { return };
        let spans = block.spans.iter().map(|&span| self.span(span)).collect();
        let gap = block.gap.as_ref().map(|gap| GapRow { note: gap.note.clone() });
        self.json(&BlockRow { id: id.0, role: block.role, spans, why: self.evidence(&block.why), gap });
    }

    /// A list with an item a line, indented one step more than `indent`.
    fn list<T>(&mut self, indent: &str, items: impl IntoIterator<Item = T>, mut write: impl FnMut(&mut Self, T)) {
        self.push("[");
        let mut count = 0_usize;
        for item in items {
            self.push(if count == 0 { "\n" } else { ",\n" });
            self.push(indent);
            self.push("  ");
            write(self, item);
            count += 1;
        }
        if count > 0 {
            self.push("\n");
            self.push(indent);
        }
        self.push("]");
    }

    fn push(&mut self, text: &str) {
        self.out.extend_from_slice(text.as_bytes());
    }

    #[expect(clippy::expect_used, reason = "a row that did not serialise must not become a file with a hole")]
    fn json(&mut self, row: &(impl Serialize + ?Sized)) {
        // Rows have no map whose keys are no strings and no number that is not finite, and memory takes every byte.
        serde_json::to_writer(&mut self.out, row).expect("a row in memory serialises");
    }

    fn span(&self, span: Span) -> SpanRow {
        (span.page.shown(), self.offset(span.page, span.start), self.offset(span.page, span.end))
    }

    fn evidence(&self, evidence: &Evidence) -> EvidenceRow {
        // As with seams: a page that the project does not have could not be read back.
        let known = evidence.others.iter().filter(|other| self.project.page(other.at.page).is_some());
        let others = known.map(|other| (self.place(other.at), other.confidence)).collect();
        let roles = evidence.roles.iter().map(|other| (other.role, other.confidence)).collect();
        EvidenceRow { confidence: evidence.confidence, reasons: evidence.reasons.clone(), others, roles }
    }

    fn place(&self, place: Place) -> PlaceRow {
        (place.page.shown(), self.offset(place.page, place.pos))
    }

    fn offset(&self, number: PageNo, pos: Pos) -> usize {
        let (page, table) = (self.project.page(number), self.tables.get(number.index()));
        page.zip(table).map_or(0, |(page, table)| table.before(page.text(), pos))
    }
}

//! The rows of the raw pane: lines of the dump, overlong ones in pieces, laid out one at a time.

use crate::app::fonts;
use crate::app::theme::{self, Look, RAW_LEADING};
use crate::desk::words;
use crate::desk::{Lang, Work};
use crate::model::{Entry, Home, Page, Role};
use crate::text::{PageNo, Pos, Span};
use eframe::egui::text::{LayoutJob, TextFormat};
use eframe::egui::{Color32, Galley, Stroke, Ui};
use std::ops::Range;
use std::sync::Arc;

/// A line longer than this many bytes is shown in pieces: laying out 10,000 characters costs a third of a frame.
const LONGEST: usize = 6_000;

/// Where the rows of a page begin. Made once a page; four bytes a row.
#[derive(Default)]
pub(crate) struct RowTable {
    page: Option<Arc<Page>>,
    starts: Vec<Pos>,
}

impl RowTable {
    /// Makes the table for `page`, unless it is that page's already.
    pub(crate) fn update(&mut self, page: &Arc<Page>) {
        if self.page.as_ref().is_some_and(|known| Arc::ptr_eq(known, page)) {
            return;
        }
        self.starts.clear();
        let (text, lines) = (page.text(), page.lines());
        for line in 0..lines.count() {
            let Range { mut start, end } = lines.content(text, line);
            self.starts.push(Pos::new(lines.start(line)));
            while end - start > LONGEST {
                start += LONGEST;
                while !text.is_char_boundary(start) {
                    start += 1;
                }
                self.starts.push(Pos::new(start));
            }
        }
        self.page = Some(page.clone());
    }

    /// How many rows there are.
    pub(crate) fn count(&self) -> usize {
        self.starts.len()
    }

    /// The row that has `pos`.
    pub(crate) fn row_of(&self, pos: Pos) -> usize {
        self.starts.partition_point(|&start| start <= pos).saturating_sub(1)
    }

    /// Where a row begins.
    pub(crate) fn start(&self, row: usize) -> Pos {
        self.starts.get(row).copied().unwrap_or_default()
    }

    /// The bytes of a row without its line break, its line from 0, and whether it begins that line.
    pub(crate) fn row(&self, row: usize) -> Option<(Range<usize>, usize, bool)> {
        let page = self.page.as_ref()?;
        let start = self.starts.get(row)?.get();
        let line = page.lines().line_of(Pos::new(start));
        let content = page.lines().content(page.text(), line);
        let next = self.starts.get(row + 1).map_or(content.end, |next| next.get());
        Some((start..content.end.min(next).max(start), line, start == page.lines().start(line)))
    }
}

/// A row as it was laid out for this frame.
pub(crate) struct Row {
    pub(crate) range: Range<usize>,
    pub(crate) line: usize,
    pub(crate) begins_line: bool,
    pub(crate) galley: Arc<Galley>,
    pub(crate) entries: Vec<Entry>,
}

/// Lays a row out: each span in the dress of its role, on the tint of its article.
pub(crate) fn lay_out(ui: &Ui, work: &Work, page: PageNo, table: &RowTable, row: usize, width: f32) -> Option<Row> {
    let look = Look::get(ui);
    let (range, line, begins_line) = table.row(row)?;
    let project = work.project();
    let text = project.page(page)?.text();
    let entries: Vec<Entry> = project.entries_in(page, range.clone()).collect();
    let mut job = LayoutJob::default();
    job.wrap.max_width = width;
    // Between words, and between Chinese characters: only a word wider than the pane is broken.
    job.wrap.break_anywhere = false;
    job.break_on_newline = false;
    let size = theme::raw_size(ui);
    let plain = format(look, size, None, Home::Discarded, None);
    let selected = work.selection().range();
    let selected = if work.selection().page == page { selected.range() } else { 0..0 };
    let found = work.found.as_ref().map(|results| results.spans_in(page, &range)).unwrap_or_default();
    let is_match = work.found.as_ref().is_some_and(|results| results.current(project, work.selection()).is_some());
    let dress = Dress { look, text, selected, is_match, found };
    let mut at = range.start;
    for entry in &entries {
        let span = entry.span.start.get().max(range.start)..entry.span.end.get().min(range.end);
        dress.append(&mut job, at..span.start, &plain);
        if let Some(block) = project.block(entry.block) {
            let number = block.home.article().and_then(|id| project.number(id));
            dress.append(&mut job, span.clone(), &format(look, size, Some(block.role), block.home, number));
        }
        at = span.end;
    }
    dress.append(&mut job, at..range.end, &plain);
    if job.text.is_empty() {
        job.append(" ", 0.0, plain);
    }
    let galley = fonts::lay_out(ui, job);
    Some(Row { range, line, begins_line, galley, entries })
}

/// Which articles a row belongs to, and as what.
pub(crate) fn says(lang: Lang, work: &Work, row: &Row) -> String {
    let project = work.project();
    let blocks = row.entries.iter().filter_map(|entry| project.block(entry.block));
    let said = blocks.map(|block| {
        let role = words::role(block.role).get(lang);
        let number = block.home.article().and_then(|id| project.number(id));
        match (lang, number) {
            (Lang::Zh, Some(number)) => format!("篇目 {number}，{role}"),
            (Lang::En, Some(number)) => format!("article {number}, {role}"),
            (_, None) => role.to_owned(),
        }
    });
    said.collect::<Vec<_>>().join("; ")
}

/// Sets text, what is selected of it on the colour of selections, and what was found on that of matches, underlined: colours
/// stand behind the letters, not over them.
struct Dress<'t> {
    look: &'t Look,
    text: &'t str,
    selected: Range<usize>,
    /// What is selected is a match.
    is_match: bool,
    found: &'t [Span],
}

impl Dress<'_> {
    fn append(&self, job: &mut LayoutJob, range: Range<usize>, format: &TextFormat) {
        let from = self.selected.start.clamp(range.start, range.end.max(range.start));
        let to = self.selected.end.clamp(from, range.end.max(from));
        let selected = if self.is_match {
            theme::found_now(self.look, format)
        } else {
            TextFormat { color: self.look.ink, background: self.look.selection, ..format.clone() }
        };
        self.append_found(job, range.start..from, format);
        if let Some(text) = self.text.get(from..to).filter(|part| !part.is_empty()) {
            job.append(text, 0.0, selected);
        }
        self.append_found(job, to..range.end, format);
    }

    fn append_found(&self, job: &mut LayoutJob, range: Range<usize>, format: &TextFormat) {
        let plain = |job: &mut LayoutJob, part: Range<usize>| {
            if let Some(text) = self.text.get(part).filter(|part| !part.is_empty()) {
                job.append(text, 0.0, format.clone());
            }
        };
        let mut at = range.start;
        for span in self.found {
            let from = span.start.get().clamp(at, range.end.max(at));
            let to = span.end.get().clamp(from, range.end.max(from));
            plain(job, at..from);
            if let Some(text) = self.text.get(from..to).filter(|part| !part.is_empty()) {
                job.append(text, 0.0, theme::found(self.look, format));
            }
            at = to;
        }
        plain(job, at..range.end);
    }
}

/// The dress of a role.
fn format(look: &Look, size: f32, role: Option<Role>, home: Home, number: Option<usize>) -> TextFormat {
    let bold = role.is_some_and(|role| role.is_heading() || role == Role::Subhead);
    let background = match (home, number) {
        (Home::Article(_), Some(number)) => look.tint(number),
        _ => Color32::TRANSPARENT,
    };
    let quiet = matches!(role, Some(Role::Furniture | Role::Discarded) | None);
    TextFormat {
        font_id: if bold { theme::bold(size) } else { theme::regular(size) },
        color: if quiet { look.faint } else { look.ink },
        background,
        line_height: Some(size * RAW_LEADING),
        italics: matches!(role, Some(Role::Caption | Role::Credit)),
        strikethrough: if role == Some(Role::Discarded) { Stroke::new(1.0, look.faint) } else { Stroke::NONE },
        ..TextFormat::default()
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::desk::{Desk, Selection};
    use crate::model::{Project, Source};

    #[test]
    fn words_are_broken_only_where_they_are_wider_than_the_pane() {
        let text = format!("the wardens in yellow arm bands took up a bundle each {}", "x".repeat(200));
        let page = Page::new(text, Source::default(), Vec::new());
        let work = Work::new(crate::model::Project::new(vec![page.into()]), None);
        let mut table = RowTable::default();
        table.update(&work.project().pages()[0].clone());
        egui::__run_test_ui(|ui| {
            let row = lay_out(ui, &work, PageNo::new(0), &table, 0, 120.0).unwrap();
            let lines: Vec<String> = row.galley.rows.iter().map(|line| line.text()).collect();
            let words = lines.iter().position(|line| line.contains('x')).unwrap();
            assert!(words > 2 && lines.len() > words + 2, "{lines:?}");
            assert!(lines[..words - 1].iter().all(|line| line.ends_with(' ')), "{lines:?}");
        });
    }

    #[test]
    fn a_selected_apostrophe_is_as_wide_as_it_was() {
        let page = Page::new("L’orateur".to_owned(), Source::default(), Vec::new());
        let mut work = Work::new(crate::model::Project::new(vec![page.into()]), None);
        let mut table = RowTable::default();
        table.update(&work.project().pages()[0].clone());
        let ctx = eframe::egui::Context::default();
        crate::app::dress(&ctx);
        let width = |work: &Work| {
            let mut width = 0.0;
            let frame = |ui: &mut Ui| {
                width = lay_out(ui, work, PageNo::new(0), &table, 0, 500.0).unwrap().galley.size().x;
            };
            ctx.run_ui(eframe::egui::RawInput::default(), frame).textures_delta.clear();
            width
        };
        let before = width(&work);
        let sign = Span { page: PageNo::new(0), start: Pos::new(1), end: Pos::new(4) };
        work.go_to(crate::desk::Selection::of(sign));
        assert!((width(&work) - before).abs() < 2.0, "{before} became {}", width(&work));
    }

    /// The pieces of the first row of article 1, and the name of each one's dress.
    fn dressed(work: &Work) -> Vec<(String, &'static str)> {
        let mut table = RowTable::default();
        table.update(&work.project().pages()[0].clone());
        let mut pieces = Vec::new();
        egui::__run_test_ui(|ui| {
            let look = Look::get(ui);
            let dresses = [
                ("text", look.tint(1), look.ink, false),
                ("selected", look.selection, look.ink, false),
                ("found", look.found, look.ink, true),
                ("found now", look.accent, look.on_accent, true),
            ];
            let row = lay_out(ui, work, PageNo::new(0), &table, 0, 500.0).unwrap();
            let job = &row.galley.job;
            let pieces_of = job.sections.iter().map(|section| {
                let (range, format) = (&section.byte_range, &section.format);
                let worn = (format.background, format.color, format.underline.width > 0.0);
                let dress = dresses.iter().find(|(_, ground, ink, underlined)| (*ground, *ink, *underlined) == worn);
                let text = job.text.get(range.start.0..range.end.0).unwrap();
                (text.to_owned(), dress.map_or("another", |(name, ..)| *name))
            });
            pieces = pieces_of.collect();
        });
        pieces
    }

    #[test]
    fn among_what_was_found_the_selected_match_has_a_dress_of_its_own() {
        let page = Page::new("甲路灯乙路灯丙".to_owned(), Source::default(), Vec::new());
        let mut desk = Desk::new(Lang::En);
        desk.work = Some(Work::new(Project::new(vec![page.into()]), None));
        let check = |desk: &mut Desk, selected: Range<usize>, wanted: &[(&str, &str)]| {
            let (start, end) = (Pos::new(selected.start), Pos::new(selected.end));
            let work = desk.work.as_mut().unwrap();
            work.go_to(Selection::of(Span { page: PageNo::new(0), start, end }));
            let found = dressed(work);
            let found: Vec<(&str, &str)> = found.iter().map(|(text, dress)| (text.as_str(), *dress)).collect();
            assert_eq!(found, wanted);
        };
        check(&mut desk, 3..9, &[("甲", "text"), ("路灯", "selected"), ("乙路灯丙", "text")]);
        desk.finder.query.text = "路灯".to_owned();
        desk.finder.open = true;
        desk.poll();
        let first = [("甲", "text"), ("路灯", "found now"), ("乙", "text"), ("路灯", "found"), ("丙", "text")];
        check(&mut desk, 3..9, &first);
        let second = [("甲", "text"), ("路灯", "found"), ("乙", "text"), ("路灯", "found now"), ("丙", "text")];
        check(&mut desk, 12..18, &second);
        // What is selected beside a match, or of it, is no match.
        let beside = [("甲", "text"), ("路灯", "found"), ("乙路", "selected"), ("灯", "found"), ("丙", "text")];
        check(&mut desk, 9..15, &beside);
    }

    #[test]
    fn overlong_lines_are_shown_in_pieces() {
        let long = "环".repeat(5_000);
        let page = Arc::new(Page::new(format!("甲\n{long}\n\n乙"), Source::default(), Vec::new()));
        let mut table = RowTable::default();
        table.update(&page);
        let rows: Vec<_> = (0..table.count()).filter_map(|row| table.row(row)).collect();
        assert_eq!(rows.len(), 6, "15,000 bytes are three pieces");
        assert_eq!(rows.iter().map(|(range, ..)| range.len()).sum::<usize>(), 3 + 15_000 + 3);
        assert_eq!(
            rows.iter().map(|(_, line, begins)| (*line, *begins)).collect::<Vec<_>>(),
            [(0, true), (1, true), (1, false), (1, false), (2, true), (3, true)]
        );
        for row in 0..table.count() {
            assert_eq!(table.row_of(table.start(row)), row);
        }
    }
}

//! How a block is set: its reading text as one laid-out paragraph, with marks where it goes on elsewhere.

use super::says;
use crate::app::fonts;
use crate::app::theme::{self, ASIDE, BODY, CARD_LEADING, GAP, GAP2, HEADLINE, Look, SMALL};
use crate::desk::Lang;
use crate::model::{Block, PieceKind, Project, Reading, Role, SeamKey, reading_of};
use crate::text::{Place, Span, is_cjk};
use eframe::egui::text::{CCursor, LayoutJob, TextFormat};
use eframe::egui::{FontId, Galley, Rect, Stroke, Ui, Vec2};
use std::ops::Range;
use std::sync::Arc;

/// How many bytes of a block are shown: more than any paragraph has, and what can be laid out within a frame.
pub(super) const SHOWN: usize = 12_000;

/// How the blocks of a role are set.
pub(super) struct Setting {
    pub(super) font: FontId,
    /// Line height as a multiple of the font's size.
    leading: f32,
    /// Quiet text.
    faint: bool,
    /// Stands in a box of its own.
    pub(super) boxed: bool,
    /// Space above and below, in points.
    pub(super) above: f32,
    pub(super) below: f32,
}

impl Setting {
    /// The height of a row, in points.
    pub(super) fn line_height(&self) -> f32 {
        (self.font.size * self.leading).round()
    }

    /// The same with its text so many times as large.
    pub(super) fn scaled(mut self, scale: f32) -> Self {
        self.font.size *= scale;
        self
    }
}

/// How far the first row is indented: two squares of `size` points in Chinese paragraphs.
pub(super) fn indent(role: Role, text: &str, size: f32) -> f32 {
    if role == Role::Body && is_chinese(text) { 2.0 * size } else { 0.0 }
}

fn is_chinese(text: &str) -> bool {
    text.chars().take(24).any(is_cjk)
}

/// How blocks of `role` are set, at the size that the program comes with.
pub(super) fn setting(role: Role) -> Setting {
    let set = |font, leading, faint, boxed, above, below| Setting { font, leading, faint, boxed, above, below };
    let aside = || theme::regular(ASIDE);
    match role {
        Role::Kicker => set(aside(), 1.4, false, false, GAP, 0.0),
        Role::Headline => set(theme::bold(HEADLINE), 1.4, false, false, 0.0, GAP),
        Role::Deck => set(theme::regular(BODY), 1.4, false, false, 0.0, GAP),
        Role::Byline | Role::Dateline => set(aside(), 1.4, true, false, 0.0, GAP),
        Role::Body => set(theme::regular(BODY), CARD_LEADING, false, false, 0.0, GAP),
        Role::Subhead => set(theme::bold(BODY), CARD_LEADING, false, false, GAP, 0.0),
        Role::Note => set(theme::regular(BODY), CARD_LEADING, false, true, GAP, GAP2),
        Role::Caption | Role::Credit => set(aside(), 1.4, false, true, GAP, GAP2),
        Role::Furniture | Role::Discarded => set(aside(), 1.4, true, false, 0.0, GAP),
    }
}

/// What a stretch of the laid-out text is.
#[derive(Clone, Debug, PartialEq, Eq)]
enum Bit {
    /// Reading text from this byte on, of this piece.
    Text { byte: usize, piece: usize },
    /// A mark that the text goes on elsewhere.
    Seam(SeamKey),
    /// A mark that a correction took something away.
    Removed { piece: usize },
    /// What is not shown.
    Rest,
}

/// What the pointer is over.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum Under {
    /// Nothing that has anything to say.
    Plain,
    /// Corrected text, or the mark of a correction that only takes away.
    Corrected(PieceKind),
    /// The mark of a seam.
    Seam(SeamKey),
}

/// A block as it is set.
pub(super) struct Laid {
    pub(super) galley: Arc<Galley>,
    pub(super) reading: Reading,
    /// The stretches of the laid-out text with their characters, in order.
    bits: Vec<(Range<usize>, Bit)>,
}

impl Laid {
    /// The raw place, and the character of the reading text, at a point from the text's upper left corner.
    pub(super) fn place_at(&self, point: Vec2) -> Option<(Place, usize)> {
        let at = self.galley.cursor_from_pos(point).index.0;
        let found = self.bits.iter().find(|(chars, _)| at < chars.end).or_else(|| self.bits.last());
        let byte = match found {
            Some((chars, Bit::Text { byte, .. })) => {
                let text = self.reading.text.get(*byte..).unwrap_or_default();
                let steps = at.saturating_sub(chars.start);
                byte + text.char_indices().nth(steps).map_or(text.len(), |(at, _)| at)
            }
            Some((_, Bit::Removed { piece })) => self.reading.pieces.get(*piece).map_or(0, |piece| piece.range.start),
            Some((_, Bit::Seam(key))) => return Some((key.to, self.chars_before(self.reading.byte_of(key.to)?))),
            Some((_, Bit::Rest)) | None => self.reading.text.len(),
        };
        Some((self.reading.place_of(byte)?, self.chars_before(byte)))
    }

    fn chars_before(&self, byte: usize) -> usize {
        self.reading.text.get(..byte).map_or(0, |text| text.chars().count())
    }

    /// What stands at a point.
    pub(super) fn under(&self, point: Vec2) -> Under {
        let cursor = self.galley.cursor_from_pos(point);
        // The nearest edge between characters may be the one behind the character that is pointed at.
        let edge = self.galley.pos_from_cursor(cursor).left();
        let at = if edge > point.x { cursor.index.0.saturating_sub(1) } else { cursor.index.0 };
        let left = self.galley.pos_from_cursor(CCursor::new(at));
        if !(left.top()..=left.bottom()).contains(&point.y) {
            return Under::Plain;
        }
        let piece = |at: &usize| match self.reading.pieces.get(*at).map(|piece| &piece.kind) {
            Some(kind @ PieceKind::Corrected(_)) => Under::Corrected(kind.clone()),
            _ => Under::Plain,
        };
        match self.bits.iter().find(|(chars, _)| chars.contains(&at)) {
            Some((_, Bit::Text { piece: at, .. } | Bit::Removed { piece: at })) => piece(at),
            Some((_, Bit::Seam(key))) => Under::Seam(*key),
            _ => Under::Plain,
        }
    }

    /// The seams inside the text, with where their marks stand from its upper left corner.
    pub(super) fn seams(&self) -> impl Iterator<Item = (SeamKey, Rect)> + '_ {
        self.bits.iter().filter_map(|(chars, bit)| {
            let Bit::Seam(key) = bit else { return None };
            let start = self.galley.pos_from_cursor(CCursor { index: chars.start.into(), prefer_next_row: true });
            let end = self.galley.pos_from_cursor(CCursor::new(chars.end));
            let right = if end.top() > start.top() { self.galley.rect.right() } else { end.right() };
            Some((*key, Rect::from_min_max(start.left_top(), eframe::egui::pos2(right, start.bottom()))))
        })
    }
}

/// How much raw text a block has, in bytes.
pub(super) fn length(block: &Block) -> usize {
    block.spans.iter().map(|span| span.end.get() - span.start.get()).sum()
}

/// How a block begins: its reading text up to [`SHOWN`] bytes of raw text.
pub(super) fn begin(project: &Project, block: &Block, most: usize) -> Reading {
    if length(block) <= most {
        return reading_of(project, block);
    }
    let mut left = most;
    let mut spans = Vec::new();
    for span in &block.spans {
        let raw = project.raw(*span);
        let taken = raw.floor_char_boundary(left.min(raw.len()));
        if taken > 0 {
            spans.push(Span::new(span.page, span.start.get(), span.start.get() + taken));
        }
        left = left.saturating_sub(raw.len());
        if left == 0 {
            break;
        }
    }
    reading_of(project, &Block::new(spans.into(), block.role, block.home, block.why.clone()))
}

/// What a search found in a block's reading text.
#[derive(Clone, Copy)]
pub(super) struct Marked<'a> {
    /// All of it, in order.
    pub(super) found: &'a [Range<usize>],
    /// The match that is selected, one of them.
    pub(super) current: Option<&'a Range<usize>>,
}

/// Sets a block in `width` points. A match that goes on behind a seam is marked on both sides of it.
pub(super) fn lay_out(ui: &Ui, lang: Lang, project: &Project, block: &Block, width: f32, marked: Marked<'_>) -> Laid {
    let look = Look::get(ui);
    let reading = begin(project, block, SHOWN);
    let set = setting(block.role).scaled(theme::article_scale(ui));
    let size = set.font.size;
    let line_height = Some(set.line_height());
    let color = if set.faint { look.faint } else { look.ink };
    let dropped = block.role == Role::Discarded;
    let format = TextFormat {
        font_id: set.font,
        color,
        line_height,
        italics: block.role == Role::Note && !is_chinese(&reading.text),
        strikethrough: if dropped { Stroke::new(1.0, look.faint) } else { Stroke::NONE },
        ..TextFormat::default()
    };
    let quiet = TextFormat { font_id: theme::regular(SMALL), color: look.faint, line_height, ..TextFormat::default() };
    let mended = TextFormat { underline: Stroke::new(1.5, look.corrected), ..format.clone() };
    let mut setter = Setter { space: indent(block.role, &reading.text, size), ..Setter::default() };
    let mut ends = Ends::new(block);
    for (at, piece) in reading.pieces.iter().enumerate() {
        if let PieceKind::Raw(span) | PieceKind::Corrected(span) = piece.kind
            && let Some(key) = ends.pass(project, span)
        {
            let mark = format!(" ▸{} ", says::target(lang, project, key));
            setter.push(&mark, quiet.clone(), Bit::Seam(key));
        }
        let text = reading.text.get(piece.range.clone()).unwrap_or_default();
        match piece.kind {
            PieceKind::Corrected(_) if text.is_empty() => {
                let mark = TextFormat { color: look.corrected, ..quiet.clone() };
                setter.push("∧", mark, Bit::Removed { piece: at });
            }
            PieceKind::Corrected(_) | PieceKind::Raw(_) | PieceKind::Joint => {
                let format = if matches!(piece.kind, PieceKind::Corrected(_)) { &mended } else { &format };
                for (part, dress) in parts(&piece.range, marked) {
                    let text = reading.text.get(part.clone()).unwrap_or_default();
                    let format = dress.map_or_else(|| format.clone(), |dress| dress(look, format));
                    setter.push(text, format, Bit::Text { byte: part.start, piece: at });
                }
            }
        }
    }
    if length(block) > SHOWN {
        setter.push(&format!(" … {}", says::LONG.get(lang)), quiet, Bit::Rest);
    }
    setter.job.wrap.max_width = width.max(8.0 * size);
    setter.job.break_on_newline = false;
    let galley = fonts::lay_out(ui, setter.job);
    Laid { galley, reading, bits: setter.bits }
}

/// How what was found is dressed.
type Dress = fn(&Look, &TextFormat) -> TextFormat;

/// A range cut where what was found begins and ends, each part with its dress; `None` for what was not found.
fn parts(range: &Range<usize>, marked: Marked<'_>) -> Vec<(Range<usize>, Option<Dress>)> {
    let first = marked.found.partition_point(|found| found.end <= range.start);
    let mut parts = Vec::new();
    let mut at = range.start;
    for found in marked.found.iter().skip(first).take_while(|found| found.start < range.end) {
        let (from, to) = (found.start.max(at), found.end.min(range.end));
        let dress: Dress = if marked.current == Some(found) { theme::found_now } else { theme::found };
        parts.push((at..from, None));
        parts.push((from..to, Some(dress)));
        at = to;
    }
    parts.push((at..range.end, None));
    parts
}

/// Puts a job together with what its stretches are.
#[derive(Default)]
struct Setter {
    job: LayoutJob,
    bits: Vec<(Range<usize>, Bit)>,
    chars: usize,
    /// The indent of the first stretch.
    space: f32,
}

impl Setter {
    fn push(&mut self, text: &str, format: TextFormat, bit: Bit) {
        let count = text.chars().count();
        if count == 0 {
            return;
        }
        self.job.append(text, std::mem::take(&mut self.space), format);
        self.bits.push((self.chars..self.chars + count, bit));
        self.chars += count;
    }
}

/// Follows the spans of a block while its pieces pass.
struct Ends<'b> {
    block: &'b Block,
    nth: usize,
}

impl<'b> Ends<'b> {
    fn new(block: &'b Block) -> Self {
        Self { block, nth: 0 }
    }

    /// The seam before the raw text at `span`, where it is the first of a span that does not stand behind the one before.
    fn pass(&mut self, project: &Project, span: Span) -> Option<SeamKey> {
        let spans = &self.block.spans;
        let here =
            (self.nth..spans.len()).find(|&nth| spans[nth].contains(span.from()) || spans[nth].overlaps(span))?;
        if here == self.nth {
            return None;
        }
        self.nth = here;
        let key = SeamKey { from: spans[here - 1].to(), to: spans[here].from() };
        (!project.stand_together(key.from, key.to)).then_some(key)
    }
}

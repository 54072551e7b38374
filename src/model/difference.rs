//! What has become of the text of the dump: what is moved, joined, changed and dropped on its way into the articles.
//!
//! Every character that the ledger counts is in exactly one of these, so that they add up to it:
//!
//! - it *stays*: it reads behind the text that stands before it in the dump;
//! - it is *moved*: its article takes it from elsewhere;
//! - it is *joined*: a hyphen at a line's end that goes where the word goes on. The line breaks and blanks that reading takes
//!   out of paragraphs are counted beside it, those too for which a correction has nothing but white space;
//! - it is *changed*: a correction has other text for it;
//! - it is *dropped*: it is in the furniture or discarded, or a correction takes it out.
//!
//! The first piece of an article stays, whichever number the article has. What reads behind it goes with it while it is also
//! the next text on the page that any article has; from where it is not, a piece is moved. So what is dropped in the midst of
//! an article moves nothing, though it makes a seam (see [`super::seams_of`]), and another page is always elsewhere.
//!
//! Corrections are taken whole, since gestures make them as small as they can be. One that reaches over two articles is
//! listed in both, each with its own characters.
//!
//! Reads each article once, and costs a search for each span and correction besides.

use super::{ArticleId, Block, Entry, Home, Piece, PieceKind, Project, fragments, reading_of, replacements_in};
use crate::text::{PageNo, Place, Span};
use std::collections::BTreeMap;

/// What a search costs, in bytes that are read meanwhile.
pub const SPAN: usize = 64;

/// What has become of a text.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Changes<'p> {
    /// All that did not stay, in the order of the dump.
    pub list: Vec<Change<'p>>,
    /// How much there is of each kind.
    pub totals: Totals,
}

/// Something that did not stay as it stands in the dump.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Change<'p> {
    /// Its text in the dump. What is moved may have dropped text in its midst; what is joined has the article's first span.
    pub span: Span,
    /// Whose text it is.
    pub home: Home,
    /// How many characters of the dump are counted here. The sum over all changes and what stays is the ledger's count.
    pub characters: usize,
    /// What became of it.
    pub kind: Kind<'p>,
}

/// What became of a text.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Kind<'p> {
    /// An article takes it from elsewhere.
    Moved {
        /// Where the text ends behind which it reads now.
        behind: Place,
    },
    /// Lines of an article's paragraphs are joined: one for each article.
    Joined(Joints),
    /// A correction has other text for it. Where nothing but white space stood there, text is put in; white space that takes
    /// the place of white space is joined.
    Changed {
        /// What reads there instead.
        text: &'p str,
    },
    /// It reads nowhere: it belongs to no article, or a correction takes it out of its article.
    Dropped,
}

/// What joining the lines of paragraphs takes out of them. Of what corrections take out only white space is in it, where that
/// was all they took and they put nothing but white space there.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Joints {
    /// Line breaks, CRLF as one.
    pub breaks: usize,
    /// Hyphens at line ends.
    pub hyphens: usize,
    /// Other white space: indents, blanks at line ends, and what corrections take out.
    pub blanks: usize,
}

/// How much there is of each kind. Characters are code points that are not white space.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Totals {
    /// Characters that stay.
    pub stays: usize,
    /// Characters that are moved.
    pub moved: usize,
    /// Characters that are changed.
    pub changed: usize,
    /// Characters that are dropped.
    pub dropped: usize,
    /// What is joined.
    pub joints: Joints,
    /// Pieces that are moved.
    pub pieces: usize,
    /// Characters that corrections put in where none stood; white space where it is put in alone.
    pub put_in: usize,
}

impl<'p> Changes<'p> {
    fn new(stays: usize, mut list: Vec<Change<'p>>) -> Self {
        list.sort_by_key(|change| change.span.from());
        let mut totals = Totals { stays, ..Totals::default() };
        for change in &list {
            totals.add(change);
        }
        Self { list, totals }
    }

    /// Those that begin on a page.
    pub fn on_page(&self, page: PageNo) -> impl Iterator<Item = &Change<'p>> {
        self.list.iter().filter(move |change| change.span.page == page)
    }
}

impl Change<'_> {
    /// True where nothing but the ends of lines has changed.
    #[must_use]
    pub fn is_joined(&self) -> bool {
        matches!(self.kind, Kind::Joined(_))
    }
}

impl Totals {
    /// Characters of the dump, whatever became of them.
    #[must_use]
    pub fn characters(&self) -> usize {
        self.stays + self.moved + self.changed + self.dropped + self.joints.hyphens
    }

    fn add(&mut self, change: &Change<'_>) {
        match change.kind {
            Kind::Moved { .. } => {
                self.pieces += 1;
                self.moved += change.characters;
            }
            Kind::Joined(Joints { breaks, hyphens, blanks }) => {
                self.joints.breaks += breaks;
                self.joints.hyphens += hyphens;
                self.joints.blanks += blanks;
            }
            Kind::Changed { text } if change.characters == 0 => self.put_in += Count::of(text).worth(),
            Kind::Changed { .. } => self.changed += change.characters,
            Kind::Dropped => self.dropped += change.characters,
        }
    }
}

/// What has become of the text of all pages.
#[must_use]
pub fn of_project(project: &Project) -> Changes<'_> {
    let (mut stays, mut list) = (0, Vec::new());
    for &id in project.order() {
        let walk = Walk::along(project, id);
        stays += walk.stays;
        walk.list_in(&mut list);
    }
    for page in (0..project.pages().len()).map(PageNo::new) {
        list.extend(dropped_on(project, page));
    }
    Changes::new(stays, list)
}

/// What has become of the text of an article; nothing where there is none.
#[must_use]
pub fn of_article(project: &Project, id: ArticleId) -> Changes<'_> {
    let walk = Walk::along(project, id);
    let (stays, mut list) = (walk.stays, Vec::new());
    walk.list_in(&mut list);
    Changes::new(stays, list)
}

/// The same where it costs no more than to read `most` bytes, and `None` where it costs more, which is known without reading
/// any: the bytes of the article, and [`SPAN`] for each of its spans and for each one that is dropped behind one of them.
#[must_use]
pub fn of_article_within(project: &Project, id: ArticleId, most: usize) -> Option<Changes<'_>> {
    let blocks = project.article(id).map(|article| article.blocks.as_slice()).unwrap_or_default();
    let spans = blocks.iter().filter_map(|&id| project.block(id)).flat_map(|block| block.spans.iter());
    let (mut left, mut last) = (most, None);
    for &span in spans {
        let is_dropped = |entry: &Entry| !is_kept(project, entry);
        let dropped = |last| behind(project, last).take_while(is_dropped).take(left / SPAN + 1).count();
        let searches = 1 + last.map_or(0, dropped);
        left = left.checked_sub(span.end.get() - span.start.get() + searches * SPAN)?;
        last = Some(span);
    }
    Some(of_article(project, id))
}

/// The runs of text on a page that belong to no article.
fn dropped_on(project: &Project, page: PageNo) -> impl Iterator<Item = Change<'_>> {
    let runs = fragments(project, page).into_iter().filter(|fragment| fragment.home.article().is_none());
    runs.map(move |fragment| {
        let span = Span { page, start: fragment.start().pos, end: fragment.end().pos };
        let characters = Count::of(project.raw(span)).ink;
        Change { span, home: fragment.home, characters, kind: Kind::Dropped }
    })
}

/// Goes along the text of one article.
struct Walk<'p> {
    project: &'p Project,
    home: Home,
    /// The first span, and the last one so far.
    first: Option<Span>,
    last: Option<Span>,
    /// Characters of the first piece.
    stays: usize,
    /// The other pieces; the last of them is the one that goes on.
    moved: Vec<Change<'p>>,
    /// What joining took out.
    joined: Count,
    /// Corrections, each once: it may reach over several spans.
    corrected: BTreeMap<Span, Change<'p>>,
}

impl<'p> Walk<'p> {
    fn along(project: &'p Project, id: ArticleId) -> Self {
        let mut walk = Self {
            project,
            home: Home::Article(id),
            first: None,
            last: None,
            stays: 0,
            moved: Vec::new(),
            joined: Count::default(),
            corrected: BTreeMap::new(),
        };
        let blocks = project.article(id).map(|article| article.blocks.as_slice()).unwrap_or_default();
        for block in blocks.iter().filter_map(|&id| project.block(id)) {
            walk.read(block);
        }
        walk
    }

    fn read(&mut self, block: &Block) {
        let reading = reading_of(self.project, block);
        let mut shown = reading.pieces.iter().filter_map(raw_of).peekable();
        for &span in &block.spans {
            let mut read = Count::default();
            while let Some(piece) = shown.next_if(|piece| span.contains(piece.from())) {
                read = read.with(Count::of(self.project.raw(piece)));
            }
            self.pass(span, read);
        }
    }

    /// Takes in a span of which so much reads as it stands in the dump.
    fn pass(&mut self, span: Span, read: Count) {
        let project = self.project;
        if let Some(last) = self.last
            && !leads_to(project, last, span)
        {
            let kind = Kind::Moved { behind: last.to() };
            self.moved.push(Change { span, home: self.home, characters: 0, kind });
        }
        self.first.get_or_insert(span);
        self.last = Some(span);
        match self.moved.last_mut() {
            Some(piece) => {
                piece.span.end = span.end;
                piece.characters += read.ink;
            }
            None => self.stays += read.ink,
        }
        let mut left = Count::of(project.raw(span));
        for replacement in replacements_in(project, span) {
            let taken = Count::of(project.raw(replacement.within));
            left = left.without(taken);
            self.correct(replacement.correction, taken.ink);
        }
        self.joined = self.joined.with(left.without(read));
    }

    /// Takes in so many characters that the correction of `span` has other text for.
    fn correct(&mut self, span: Span, characters: usize) {
        let (project, home) = (self.project, self.home);
        let change = self.corrected.entry(span).or_insert_with(|| {
            let text = project.corrections.get(&span.from()).map_or("", |correction| correction.text.as_str());
            let takes_out = text.trim().is_empty() && !project.raw(span).trim().is_empty();
            let kind = if takes_out { Kind::Dropped } else { Kind::Changed { text } };
            Change { span, home, characters: 0, kind }
        });
        change.characters += characters;
    }

    /// Puts all that did not stay into `list`.
    fn list_in(self, list: &mut Vec<Change<'p>>) {
        let of = |change: &Change<'_>| self.project.raw(change.span);
        let (joins, corrected): (Vec<_>, Vec<_>) = self.corrected.into_values().partition(
            |change| matches!(change.kind, Kind::Changed { text } if text.trim().is_empty() && !of(change).is_empty()),
        );
        let joined = joins.iter().fold(self.joined, |joined, change| joined.with(Count::of(of(change))));
        let Count { ink: hyphens, blanks, breaks } = joined;
        let joints = Joints { breaks, hyphens, blanks };
        if let Some(span) = self.first.filter(|_| joints != Joints::default()) {
            list.push(Change { span, home: self.home, characters: hyphens, kind: Kind::Joined(joints) });
        }
        list.extend(self.moved);
        list.extend(corrected);
    }
}

/// Where a piece of reading text stands in the dump byte for byte.
fn raw_of(piece: &Piece) -> Option<Span> {
    match piece.kind {
        PieceKind::Raw(span) => Some(span),
        PieceKind::Joint | PieceKind::Corrected(_) => None,
    }
}

/// True where `next` is the next text of any article behind `last` on its page. Steps over what is dropped between, and over
/// no more: each run of that is behind one span alone.
fn leads_to(project: &Project, last: Span, next: Span) -> bool {
    behind(project, last).find(|entry| is_kept(project, entry)).is_some_and(|entry| entry.span == next)
}

/// The spans behind one of a page, in the order of the dump. Costs a search each.
fn behind(project: &Project, last: Span) -> impl Iterator<Item = Entry> {
    let next = move |entry: &Entry| project.entry_after(entry.span.from());
    let entries = std::iter::successors(project.entry_after(last.from()), next);
    entries.take_while(move |entry| entry.span.page == last.page)
}

/// True for text that an article has.
fn is_kept(project: &Project, entry: &Entry) -> bool {
    project.block(entry.block).is_some_and(|block| block.home.article().is_some())
}

/// What a piece of the dump is made of.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
struct Count {
    /// Characters that are not white space.
    ink: usize,
    /// White space, line breaks aside.
    blanks: usize,
    /// Line breaks, CRLF as one.
    breaks: usize,
}

impl Count {
    fn of(text: &str) -> Self {
        let (mut count, mut last) = (Self::default(), ' ');
        for c in text.chars() {
            match c {
                '\n' if last == '\r' => {}
                '\n' | '\r' => count.breaks += 1,
                _ if c.is_whitespace() => count.blanks += 1,
                _ => count.ink += 1,
            }
            last = c;
        }
        count
    }

    /// Its characters, or its white space where it has nothing else.
    fn worth(self) -> usize {
        if self.ink == 0 { self.blanks + self.breaks } else { self.ink }
    }

    fn with(self, more: Self) -> Self {
        Self { ink: self.ink + more.ink, blanks: self.blanks + more.blanks, breaks: self.breaks + more.breaks }
    }

    /// What is left without a part. A correction may part a CRLF: then the line break is in its part alone.
    fn without(self, part: Self) -> Self {
        Self {
            ink: self.ink.saturating_sub(part.ink),
            blanks: self.blanks.saturating_sub(part.blanks),
            breaks: self.breaks.saturating_sub(part.breaks),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn characters_line_breaks_and_blanks_are_told_apart() {
        for (text, ink, blanks, breaks) in [
            ("", 0, 0, 0),
            ("环\u{3000}卫 \r\n\tab", 4, 3, 1),
            ("\r\r\n\n", 0, 0, 3),
            ("sani-\ntation", 11, 0, 1),
            ("\u{2028}\u{c}", 0, 2, 0),
        ] {
            let count = Count::of(text);
            assert_eq!(count, Count { ink, blanks, breaks }, "{text:?}");
            assert_eq!(count.with(count).without(count), count);
        }
        assert_eq!(Count::of("\r\n").without(Count::of("\n")), Count::default());
    }
}

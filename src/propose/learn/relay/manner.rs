//! How a page parts its lines: the rates of blank lines, indents and what stands between columns, measured.

use super::parts::Piece;
use crate::model::Role;
use crate::propose::learn::Truth;

/// What a line break of the page stands between.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Joint {
    /// Two lines of one paragraph.
    Inside,
    /// Two paragraphs of one article.
    Paragraphs,
    /// Two headings over an article, or two lines of one.
    Heads,
    /// What stands over an article, and its text.
    Under,
    /// A paragraph and a heading inside the article below it.
    BeforeSubhead,
    /// A heading inside an article, and its paragraph.
    AfterSubhead,
    /// A caption, credit, furniture or a line without an answer, and anything else.
    Aside,
    /// Two articles.
    Articles,
    /// Two places of one article that do not follow each other.
    Broken,
}

/// How many joints there are.
const JOINTS: usize = Joint::Broken as usize + 1;

/// What is measured on a page.
#[derive(Clone, Debug, Default)]
pub(super) struct Manner {
    /// By joint: how often there was one, with a blank line or more, and with two or more.
    counts: [[u32; 3]; JOINTS],
    /// What begins the first line of each paragraph, if anything.
    pub(super) leads: Vec<String>,
    /// What parts two columns on one line.
    pub(super) gaps: Vec<String>,
    /// Articles, furniture, lines without an answer, and specks on other lines.
    pub(super) articles: usize,
    pub(super) furniture: usize,
    pub(super) open: usize,
    pub(super) specks: usize,
    /// Last lines that stand twice.
    pub(super) doubled: usize,
    /// Lines with text.
    pub(super) lines: usize,
    /// Characters of the page that are no white space.
    pub(super) size: usize,
}

/// The side of a joint.
#[derive(Clone, Copy, Debug)]
pub(super) struct Side {
    pub(super) block: usize,
    pub(super) order: usize,
    pub(super) role: Role,
    pub(super) article: Option<u32>,
}

impl Joint {
    /// What lies between `left` and the line below it; `None` stands for text without an answer.
    pub(super) fn of(left: Option<Side>, right: Option<Side>) -> Self {
        let (Some(a), Some(b)) = (left, right) else { return Self::Aside };
        let aside = |side: Side| side.article.is_none() || !side.role.is_flow();
        let heads = |side: Side| side.role.is_heading() || matches!(side.role, Role::Byline | Role::Dateline);
        if a.block == b.block {
            return match (a.order + 1 == b.order, heads(a)) {
                (true, true) => Self::Heads,
                (true, false) => Self::Inside,
                (false, _) => Self::Broken,
            };
        }
        if aside(a) || aside(b) {
            return Self::Aside;
        }
        if a.article != b.article {
            return Self::Articles;
        }
        if b.block != a.block + 1 || b.order > 0 {
            return Self::Broken;
        }
        match (heads(a), heads(b), a.role, b.role) {
            (true, true, ..) => Self::Heads,
            (true, false, ..) => Self::Under,
            (_, _, _, Role::Subhead) => Self::BeforeSubhead,
            (_, _, Role::Subhead, _) => Self::AfterSubhead,
            _ => Self::Paragraphs,
        }
    }
}

impl Manner {
    /// Measures a page, whose pieces stand in the order of the page.
    pub(super) fn of(truth: &Truth, pieces: &[Piece]) -> Self {
        let text = truth.page.text();
        let mut manner = Self { size: truth.page.lines().ink(), ..Self::default() };
        let side = |piece: &Piece| {
            let index = piece.block?;
            let block = truth.blocks.get(index)?;
            Some(Side { block: index, order: piece.order, role: block.role, article: block.article })
        };
        manner.lines = usize::from(!pieces.is_empty());
        let mut above: Option<&Piece> = None;
        for pair in pieces.windows(2) {
            let [a, b] = pair else { continue };
            if a.line == b.line {
                // Of a line that several blocks share, the first counts.
                above = above.or((a.block != b.block).then_some(a));
                continue;
            }
            let a = above.take().unwrap_or(a);
            let blanks = (b.line - a.line).saturating_sub(1);
            manner.lines += 1;
            let joint = Joint::of(side(a), side(b));
            if let Some(count) = manner.counts.get_mut(joint as usize) {
                count[0] += 1;
                count[1] += u32::from(blanks > 0);
                count[2] += u32::from(blanks > 1);
            }
        }
        let mut answered: Option<&Piece> = None;
        for piece in pieces {
            let start = truth.page.lines().content(text, piece.line).start;
            let lead = text.get(start..piece.start).unwrap_or_default();
            let is_first = side(piece).is_some_and(|side| side.role == Role::Body && side.order == 0);
            if is_first && lead.chars().all(char::is_whitespace) {
                manner.leads.push(lead.to_owned());
            }
            if piece.block.is_none() {
                continue;
            }
            if let Some(last) = answered.filter(|last| last.line == piece.line && last.block != piece.block) {
                manner.gaps.extend(text.get(last.end..piece.start).map(str::to_owned));
            }
            answered = Some(piece);
        }
        let mut articles: Vec<u32> = truth.blocks.iter().filter_map(|block| block.article).collect();
        articles.sort_unstable();
        articles.dedup();
        manner.articles = articles.len();
        manner.furniture = truth.blocks.iter().filter(|block| block.article.is_none()).count();
        manner
    }

    /// Adds what was measured elsewhere.
    pub(super) fn add(&mut self, other: &Self) {
        for (count, more) in self.counts.iter_mut().zip(other.counts) {
            for (number, more) in count.iter_mut().zip(more) {
                *number += more;
            }
        }
        self.leads.extend(other.leads.iter().cloned());
        self.gaps.extend(other.gaps.iter().cloned());
    }

    /// How often blank lines stand at `joint`, and how often two where there are some; leans on `all` where this page
    /// says little.
    pub(super) fn blanks(&self, joint: Joint, all: &Self) -> (f64, f64) {
        let of = |manner: &Self| manner.counts.get(joint as usize).copied().unwrap_or_default().map(f64::from);
        let ([total, some, two], [all_total, all_some, all_two]) = (of(self), of(all));
        let typical = if all_total > 0.0 { all_some / all_total } else { 0.0 };
        let typical_two = if all_some > 0.0 { all_two / all_some } else { 0.0 };
        ((some + typical) / (total + 1.0), (two + typical_two) / (some + 1.0))
    }
}

//! The kinds of broken pages, and how each is laid out and read.

use super::super::Chance;
use super::cast::Cast;
use super::column::{self, Rates};
use super::grid::{Form, Grid};
use super::manner::Manner;
use super::order::{self, Skew};
use super::segments::{self, Harm};
use super::set::{Row, part};
use super::stock::Stock;
use super::zones;

/// How pages of a kind are broken.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Style {
    /// Columns one after the other, with captions and furniture between.
    Easy,
    /// Some headings and parts of articles stand apart.
    Medium,
    /// Many do, and lines are woven.
    Hard,
    /// A county paper, rewritten by a model: lines of any length, blank lines anywhere.
    Press,
    /// Tesseract with its own segmentation.
    Psm3,
    /// Tesseract told that the page is one column.
    Psm4,
    /// Tesseract told that the page is one block.
    Psm6,
    /// Tesseract looking for sparse text: a paragraph a line.
    Psm11,
    /// `RapidOCR`, row by row across the page.
    RapidOwn,
    /// `RapidOCR`, cut at the widest white gaps.
    RapidXycut,
    /// An old page zone by zone.
    Blocks,
    /// An old page column by column.
    Columns,
    /// An old page read straight across.
    Rows,
}

impl Style {
    /// Every style.
    pub const ALL: [Self; 13] = [
        Self::Easy,
        Self::Medium,
        Self::Hard,
        Self::Press,
        Self::Psm3,
        Self::Psm4,
        Self::Psm6,
        Self::Psm11,
        Self::RapidOwn,
        Self::RapidXycut,
        Self::Blocks,
        Self::Columns,
        Self::Rows,
    ];

    /// The style with this [`Style::name`].
    #[must_use]
    pub fn by_name(name: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|style| style.name() == name)
    }

    /// The style of a page, told by a [`Style::name`] in its file's name: `t-tess-psm3-bad-02.txt`, `matin-1893-p01.rows.txt`.
    #[must_use]
    pub fn of_file(name: &str) -> Option<Self> {
        let named = |style: &Self| name.contains(style.name());
        Self::ALL.into_iter().filter(named).max_by_key(|style| style.name().len())
    }

    /// Its name in commands, such as `psm4` or `rapid-own`.
    #[must_use]
    pub fn name(self) -> &'static str {
        match self {
            Self::Easy => "easy",
            Self::Medium => "medium",
            Self::Hard => "hard",
            Self::Press => "press",
            Self::Psm3 => "psm3",
            Self::Psm4 => "psm4",
            Self::Psm6 => "psm6",
            Self::Psm11 => "psm11",
            Self::RapidOwn => "rapid-own",
            Self::RapidXycut => "rapid-xycut",
            Self::Blocks => "blocks",
            Self::Columns => "columns",
            Self::Rows => "rows",
        }
    }

    /// True for old pages: several languages among them, and lines that are never wrapped anew.
    pub(super) fn is_old(self) -> bool {
        matches!(self, Self::Blocks | Self::Columns | Self::Rows)
    }

    /// True where paragraphs begin with white space as often as in the sources.
    pub(super) fn has_leads(self) -> bool {
        matches!(self, Self::Easy | Self::Medium | Self::Hard | Self::Press)
    }

    /// How much of each breakage of column by column reading it has.
    fn rates(self) -> Rates {
        let none = Rates {
            head_behind: 0.0,
            text_late: 0.0,
            split: 0.0,
            caption_inside: 0.0,
            caption_away: 0.0,
            furniture_inside: 0.0,
            woven: 0.0,
            woven_across: 0.0,
            wrapped: 0.0,
            shifted: 0.0,
            lost: 0.0,
        };
        let easy = Rates {
            head_behind: 0.02,
            text_late: 0.08,
            split: 0.03,
            caption_inside: 0.5,
            furniture_inside: 0.12,
            woven_across: 0.55,
            wrapped: 0.3,
            lost: 0.01,
            ..none
        };
        match self {
            Self::Easy => easy,
            Self::Medium => Rates {
                head_behind: 0.07,
                text_late: 0.2,
                split: 0.08,
                woven: 0.22,
                woven_across: 0.8,
                lost: 0.04,
                ..easy
            },
            Self::Hard => Rates { head_behind: 0.13, text_late: 0.22, split: 0.2, woven: 0.5, lost: 0.06, ..easy },
            Self::Press => Rates {
                head_behind: 0.0,
                text_late: 0.13,
                split: 0.06,
                wrapped: 0.0,
                shifted: 0.7,
                caption_away: 0.2,
                lost: 0.05,
                ..easy
            },
            _ => none,
        }
    }

    /// The lines of a page.
    pub(super) fn rows(self, cast: &mut Cast, manner: &Manner, stock: &mut Stock, chance: &mut Chance) -> Vec<Row> {
        let torn = if self == Self::Psm11 { 0.12 } else { 0.0 };
        let form = Form { wraps: true, torn, columns: (5, 7), width: 170 };
        let gaps = if manner.gaps.len() > 20 { manner.gaps.clone() } else { stock.all.gaps.clone() };
        let mut rows = match self {
            Self::Easy | Self::Medium | Self::Hard | Self::Press | Self::Blocks => {
                return column::rows(cast, manner, stock, self.rates(), chance);
            }
            Self::Psm3 => {
                let grid = form.lay(cast, chance);
                segments::rows(&grid, Harm::any(chance), &gaps, chance)
            }
            Self::Psm4 | Self::Psm6 => {
                let grid = form.lay(cast, chance);
                order::joined(order::across(&grid, Skew::any(6, chance)), &grid, &gaps, cast, chance)
            }
            Self::Psm11 | Self::RapidOwn => {
                let grid = form.lay(cast, chance);
                let skew = Skew::any(6, chance);
                let rate = if self == Self::RapidOwn && chance.happens(0.3) { 0.3 } else { 0.003 };
                order::one_by_one(order::rows(order::found(&grid, cast, skew, rate, chance)))
            }
            Self::RapidXycut => {
                let grid = form.lay(cast, chance);
                let skew = Skew::any(4, chance);
                let rate = if chance.happens(0.45) { 0.85 } else { 0.005 };
                order::cut(order::found(&grid, cast, skew, rate, chance))
            }
            Self::Columns | Self::Rows => {
                let count = chance.between(4, 7);
                let old = Form { wraps: false, torn: 0.0, columns: (count, count), width: 0 };
                let grid: Grid =
                    if chance.happens(0.7) { zones::lay(cast, count, chance) } else { old.lay(cast, chance) };
                if self == Self::Columns {
                    zones::by_column(&grid)
                } else {
                    order::spaced(order::across(&grid, Skew::any(12, chance)), cast)
                }
            }
        };
        if !self.is_old() {
            order::litter(&mut rows, manner, stock, chance);
        }
        part(&mut rows, cast, manner, &stock.all, chance);
        rows
    }
}

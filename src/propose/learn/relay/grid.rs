//! A page as a compositor lays it out: articles over one column or several, headings over them, photographs with
//! captions between, columns of unequal length.
//!
//! Lengths across are half-width columns, lengths down are tenths of a line of running text.

use super::cast::{Cast, Slip};
use super::chance::Chance;
use crate::model::Role;

/// A line of running text, from one to the next.
pub(super) const LINE: usize = 10;

/// Where a printed line stands.
#[derive(Clone, Copy, Debug)]
pub(super) struct Cell {
    pub(super) slip: Slip,
    pub(super) x: usize,
    pub(super) y: usize,
    pub(super) width: usize,
    pub(super) height: usize,
    /// Which unbroken stack of lines it is of: a heading, a column of an article, a caption. In reading order.
    pub(super) stack: usize,
}

/// A laid-out page.
#[derive(Clone, Debug, Default)]
pub(super) struct Grid {
    pub(super) cells: Vec<Cell>,
    /// White space between two columns.
    pub(super) gutter: usize,
    /// From the left edge of a column to that of the next.
    pub(super) pitch: usize,
    pub(super) stacks: usize,
}

/// What a page of a kind is laid out with.
#[derive(Clone, Copy, Debug)]
pub(super) struct Form {
    /// Running text may be wrapped anew.
    pub(super) wraps: bool,
    /// The least and the most columns.
    pub(super) columns: (usize, usize),
    /// The width of the whole page, where columns are not too many or few for it.
    pub(super) width: usize,
}

impl Form {
    /// A page whose measures fit `cast`.
    pub(super) fn lay(self, cast: &mut Cast, chance: &mut Chance) -> Grid {
        let mut measures: Vec<usize> = cast.measures.clone();
        measures.sort_unstable();
        let typical = measures.get(measures.len() / 2).copied().unwrap_or(30).max(8);
        let typical = if self.wraps { typical.clamp(20, 44) } else { typical };
        let gutter = chance.between(2, 4);
        let columns = (self.width / (typical + gutter)).clamp(self.columns.0, self.columns.1);
        let mut grid = Grid { gutter, pitch: typical + gutter, ..Grid::default() };
        let mut page = Columns { measure: typical, gutter, floors: vec![0; columns] };
        let mut furniture = cast.furniture.clone();
        chance.shuffle(&mut furniture);
        let top = furniture.len().min(chance.between(1, 3));
        grid.strip(cast, &furniture.split_off(furniture.len() - top), &mut page, chance);
        let mut order: Vec<usize> = (0..cast.articles.len()).collect();
        if !self.wraps {
            chance.shuffle(&mut order);
        }
        for (nth, article) in order.into_iter().enumerate() {
            let length = cast.text_length(article) / page.measure + 1;
            let (least, most) = match length {
                _ if nth == 0 && columns > 2 => (3.min(columns), columns),
                0..14 => (1, 1),
                14..30 => (1, 2),
                30..60 => (2, 3),
                _ => (3, 4),
            };
            let span = chance.between(least, most).min(columns);
            let (column, floor) = page.lowest(span, chance);
            let mut y = floor;
            if let Some(banner) = (nth > 0 && chance.happens(0.4)).then(|| furniture.pop()).flatten() {
                y = grid.stack(cast, banner, page.x(column), y, page.across(span)) + chance.between(4, 9);
            }
            let bottom = grid.article(cast, article, (column, span, y), &page, self.wraps, chance);
            page.raise(column, span, bottom + chance.between(6, 18));
        }
        let bottom = page.floors.iter().copied().max().unwrap_or(0) + LINE;
        page.floors.fill(bottom);
        grid.strip(cast, &furniture, &mut page, chance);
        grid
    }
}

/// The columns of a page, and how far each is filled.
struct Columns {
    measure: usize,
    gutter: usize,
    floors: Vec<usize>,
}

impl Columns {
    fn x(&self, column: usize) -> usize {
        column * (self.measure + self.gutter)
    }

    /// The width of `span` columns with what is between them.
    fn across(&self, span: usize) -> usize {
        span * (self.measure + self.gutter) - self.gutter
    }

    /// The column from which `span` of them are filled least, and how far.
    fn lowest(&self, span: usize, chance: &mut Chance) -> (usize, usize) {
        let of = |column: usize| {
            let floors = self.floors.get(column..column + span)?;
            floors.iter().copied().max()
        };
        let mut best = (0, usize::MAX);
        for column in 0..=self.floors.len().saturating_sub(span) {
            let Some(floor) = of(column) else { continue };
            if floor < best.1 || (floor == best.1 && chance.happens(0.2)) {
                best = (column, floor);
            }
        }
        best
    }

    fn raise(&mut self, column: usize, span: usize, to: usize) {
        for floor in self.floors.iter_mut().skip(column).take(span) {
            *floor = to;
        }
    }
}

impl Grid {
    /// Sets `slips` below each other from `(x, y)`, none wider than `room`; gives the bottom.
    fn lines(&mut self, cast: &Cast, slips: &[Slip], (x, y): (usize, usize), room: usize) -> usize {
        let mut y = y;
        for &slip in slips {
            let (Some(line), Some(role)) = (cast.line(slip), cast.role(slip)) else { continue };
            let (scale, pitch) = match role {
                Role::Headline => (20, 24),
                Role::Kicker | Role::Deck => (12, 14),
                Role::Subhead => (11, 13),
                _ => (10, LINE),
            };
            let width = (line.width() * scale / 10).min(room);
            let middle = matches!(role, Role::Headline | Role::Kicker | Role::Deck | Role::Byline | Role::Subhead);
            let aside = if middle { (room - width) / 2 } else { 0 };
            let indented = slip.line == 0 && role == Role::Body && line.width() + 4 <= room;
            let aside = aside + if indented { 4.min(room - width) } else { 0 };
            let height = pitch - pitch / LINE;
            self.cells.push(Cell { slip, x: x + aside, y, width, height, stack: self.stacks });
            y += pitch;
        }
        self.stacks += 1;
        y
    }

    /// A block of furniture.
    fn stack(&mut self, cast: &Cast, block: usize, x: usize, y: usize, room: usize) -> usize {
        let slips: Vec<Slip> = cast.slips(block).collect();
        self.lines(cast, &slips, (x, y), room)
    }

    /// Furniture side by side over the whole page.
    fn strip(&mut self, cast: &Cast, blocks: &[usize], page: &mut Columns, chance: &mut Chance) {
        let whole = page.across(page.floors.len());
        let count = blocks.len().max(1);
        let top = page.floors.first().copied().unwrap_or(0);
        let mut bottom = top;
        for (nth, &block) in blocks.iter().enumerate() {
            let x = nth * whole / count;
            bottom = bottom.max(self.stack(cast, block, x, top + chance.below(4), whole / count));
        }
        if !blocks.is_empty() {
            page.floors.fill(bottom + chance.between(5, 12));
        }
    }

    /// An article over `span` columns from `column`, its top at `y`; gives its bottom.
    fn article(
        &mut self,
        cast: &mut Cast,
        article: usize,
        (column, span, y): (usize, usize, usize),
        page: &Columns,
        wraps: bool,
        chance: &mut Chance,
    ) -> usize {
        let room = page.across(span);
        let own = if wraps && span > 1 && chance.happens(0.15) { span - 1 } else { span };
        let measure = (room + page.gutter) / own - page.gutter;
        if wraps {
            cast.fit(article, measure, room);
        }
        let (head, text, beside) = cast.parts(article);
        let x = page.x(column);
        let mut top = y;
        let beside_head = head.len() <= 2 && span > 2 && chance.happens(0.1);
        let head_room = if beside_head { measure } else { room };
        if !head.is_empty() {
            top = self.lines(cast, &head, (x, y), head_room) + chance.between(2, 8);
        }
        // How deep photographs with their captions reach into each column.
        let mut blocked = vec![if beside_head { 0 } else { top - y }; own];
        if beside_head && let Some(first) = blocked.first_mut() {
            *first = top - y;
        }
        let mut captions = Vec::new();
        for group in beside {
            let wide = chance.between(1, own.min(3));
            let from = if chance.happens(0.5) { own - wide } else { chance.below(own - wide + 1) };
            let deepest = blocked.iter().skip(from).take(wide).copied().max().unwrap_or(0);
            let photo = deepest + chance.between(4, 14) * LINE;
            captions.push((group.clone(), from, wide, photo));
            for depth in blocked.iter_mut().skip(from).take(wide) {
                *depth = photo + group.len() * LINE + chance.between(3, 8);
            }
        }
        let height = height(text.len(), &blocked);
        let mut rest = text.as_slice();
        let mut bottom = top;
        let at = |nth: usize| x + nth * (measure + page.gutter);
        let mut set_captions = captions.iter().collect::<Vec<_>>();
        for (nth, &depth) in blocked.iter().enumerate() {
            // Captions are read where their column is.
            while let Some(first) = set_captions.iter().position(|(_, from, ..)| *from == nth) {
                let (group, from, wide, photo) = set_captions.remove(first);
                let room = wide * (measure + page.gutter) - page.gutter;
                bottom = bottom.max(self.lines(cast, group, (at(*from), y + photo), room));
            }
            let fits = (height.saturating_sub(depth)).div_ceil(LINE).min(rest.len());
            let (own_lines, more) = rest.split_at(fits);
            rest = more;
            if !own_lines.is_empty() {
                bottom = bottom.max(self.lines(cast, own_lines, (at(nth), y + depth), measure));
            }
        }
        bottom
    }
}

/// How high an article's box must be for `lines` lines in columns that are `blocked` so far from its top.
fn height(lines: usize, blocked: &[usize]) -> usize {
    let holds =
        |height: usize| -> usize { blocked.iter().map(|&depth| height.saturating_sub(depth).div_ceil(LINE)).sum() };
    let mut height = blocked.iter().copied().min().unwrap_or(0);
    while holds(height) < lines {
        height += LINE / 2;
    }
    height
}

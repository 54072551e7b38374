//! A page as a compositor lays it out: articles over one column or several, headings over them, photographs with
//! captions between, columns of unequal length.
//!
//! Lengths across are half-width columns, lengths down are tenths of a line of running text.

use super::super::Chance;
use super::cast::{Cast, Slip};
use crate::model::Role;

/// A line of running text, from one to the next.
pub(super) const LINE: usize = 10;

/// Where a printed line stands.
#[derive(Clone, Copy, Debug)]
pub(super) struct Cell {
    pub(super) slip: Slip,
    pub(super) x: usize,
    /// Where its column begins.
    pub(super) left: usize,
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
    /// How many of its lines are found in two pieces.
    pub(super) torn: f64,
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
        let mut left: Vec<usize> = (0..cast.articles.len()).collect();
        chance.shuffle(&mut left);
        // The longest leads the page.
        if let Some(lead) =
            (0..left.len()).max_by_key(|&at| left.get(at).map_or(0, |&article| cast.text_length(article)))
        {
            left.swap(0, lead);
        }
        let mut first = true;
        while !left.is_empty() {
            let lengths: Vec<usize> = left.iter().map(|&article| cast.text_length(article)).collect();
            let mut strips = page.strips(first, &lengths, chance);
            page.level();
            while let Some((number, strip)) = page.lowest(&strips) {
                let hole = strips.iter().map(|other| page.floor(*other)).max().unwrap_or(0) - page.floor(strip);
                let deep = |article: usize| cast.text_length(article) / (page.measure * strip.span) + 5;
                let best = if strip.is_empty && hole == 0 {
                    (!left.is_empty()).then_some(0)
                } else {
                    (0..left.len())
                        .min_by_key(|&at| left.get(at).map_or(usize::MAX, |&one| (deep(one) * LINE).abs_diff(hole)))
                };
                let fits = |at: &usize| {
                    strip.is_empty || left.get(*at).is_some_and(|&one| deep(one) * LINE <= hole + 8 * LINE)
                };
                let Some(at) = best.filter(fits) else { break };
                let article = left.remove(at);
                let mut y = page.floor(strip);
                let inset = if strip.column + strip.span < columns { 2 } else { 0 };
                let room = page.across(strip.span) - inset;
                if let Some(banner) = (!first && chance.happens(0.4)).then(|| furniture.pop()).flatten() {
                    y = grid.stack(cast, banner, page.x(strip.column), y, room) + chance.between(4, 9);
                }
                first = false;
                let place = Place { x: page.x(strip.column), y, room, columns: strip.span };
                let bottom = grid.article(cast, article, place, self, chance);
                page.raise(strip.column, strip.span, bottom + chance.between(7, 18));
                if let Some(strip) = strips.get_mut(number) {
                    strip.is_empty = false;
                }
            }
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

/// Neighbouring columns that articles fill one below the other.
#[derive(Clone, Copy, Debug)]
struct Strip {
    column: usize,
    span: usize,
    is_empty: bool,
}

/// Where an article goes.
#[derive(Clone, Copy, Debug)]
struct Place {
    x: usize,
    y: usize,
    room: usize,
    columns: usize,
}

impl Columns {
    fn x(&self, column: usize) -> usize {
        column * (self.measure + self.gutter)
    }

    /// The width of `span` columns with what is between them.
    fn across(&self, span: usize) -> usize {
        span * (self.measure + self.gutter) - self.gutter
    }

    /// Parts the page into strips of one column or some. The first band has the lead, nearly as wide as the page;
    /// the last articles stand side by side, the longer the wider.
    fn strips(&self, is_first: bool, lengths: &[usize], chance: &mut Chance) -> Vec<Strip> {
        let count = self.floors.len();
        let mut widths = Vec::new();
        let mut left = count;
        if is_first && count > 2 {
            widths.push(chance.between(count - 2, count));
            left -= widths.iter().sum::<usize>();
        }
        let ends = widths.is_empty() && lengths.len() <= 3.min(count);
        let mut rest: usize = lengths.iter().sum();
        let mut next = lengths.iter();
        while left > 0 {
            let width = match next.next().filter(|_| ends) {
                Some(&length) => {
                    let others = next.len();
                    let share = (left * length + rest / 2) / rest.max(1);
                    rest -= length;
                    share.clamp(1, left - others)
                }
                None => chance.between(1, left.min(3)),
            };
            widths.push(width);
            left -= width;
        }
        if !ends && (!is_first || chance.happens(0.2)) {
            chance.shuffle(&mut widths);
        }
        let mut column = 0;
        let mut strips = Vec::new();
        for span in widths {
            strips.push(Strip { column, span, is_empty: true });
            column += span;
        }
        strips.sort_by_key(|strip| std::cmp::Reverse(if is_first { strip.span } else { 0 }));
        strips
    }

    /// Begins a new band below all that is there.
    fn level(&mut self) {
        let lowest = self.floors.iter().copied().max().unwrap_or(0);
        self.floors.fill(lowest);
    }

    fn floor(&self, strip: Strip) -> usize {
        self.floors.get(strip.column).copied().unwrap_or(0)
    }

    /// The strip that is filled least.
    fn lowest(&self, strips: &[Strip]) -> Option<(usize, Strip)> {
        strips.iter().copied().enumerate().min_by_key(|(_, strip)| self.floor(*strip))
    }

    fn raise(&mut self, column: usize, span: usize, to: usize) {
        for floor in self.floors.iter_mut().skip(column).take(span) {
            *floor = to;
        }
    }
}

impl Grid {
    /// Sets `slips` below each other from `(x, y)`, none wider than `room`; gives the bottom.
    fn lines(&mut self, cast: &Cast, slips: &[Slip], (left, y): (usize, usize), room: usize) -> usize {
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
            if line.is_torn
                && let Some(before) = self.cells.last().filter(|before| before.stack == self.stacks).copied()
            {
                let x = before.x + before.width + 1;
                self.cells.push(Cell { slip, x, width: width.min((left + room).saturating_sub(x)), ..before });
                continue;
            }
            let middle = matches!(role, Role::Headline | Role::Kicker | Role::Deck | Role::Byline | Role::Subhead);
            let aside = if middle { (room - width) / 2 } else { 0 };
            let indented = slip.line == 0 && role == Role::Body && line.width() + 4 <= room;
            let aside = aside + if indented { 4.min(room - width) } else { 0 };
            let height = pitch - pitch / LINE;
            self.cells.push(Cell { slip, x: left + aside, left, y, width, height, stack: self.stacks });
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

    /// An article in its place; gives its bottom.
    fn article(&mut self, cast: &mut Cast, article: usize, place: Place, form: Form, chance: &mut Chance) -> usize {
        let Place { x, y, room, columns } = place;
        let own = if form.wraps && columns > 1 && chance.happens(0.15) { columns - 1 } else { columns };
        let measure = (room + self.gutter) / own - self.gutter;
        if form.wraps {
            cast.fit(article, measure, room);
        }
        if form.torn > 0.0 {
            cast.tear(article, measure, form.torn, chance);
        }
        let (head, text, beside) = cast.parts(article);
        let mut top = y;
        let beside_head = head.len() <= 2 && columns > 2 && chance.happens(0.1);
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
        let is_torn = |slip: &Slip| cast.line(*slip).is_some_and(|line| line.is_torn);
        let height = height(text.iter().filter(|slip| !is_torn(slip)).count(), &blocked);
        let mut rest = text.as_slice();
        let mut bottom = top;
        let pitch = measure + self.gutter;
        let at = |nth: usize| x + nth * pitch;
        let mut set_captions = captions.iter().collect::<Vec<_>>();
        for (nth, &depth) in blocked.iter().enumerate() {
            // Captions are read where their column is.
            while let Some(first) = set_captions.iter().position(|(_, from, ..)| *from == nth) {
                let (group, from, wide, photo) = set_captions.remove(first);
                let room = wide * pitch - self.gutter;
                bottom = bottom.max(self.lines(cast, group, (at(*from), y + photo), room));
            }
            let fits = (height.saturating_sub(depth)).div_ceil(LINE);
            let mut begun = rest.iter().enumerate().filter(|(_, slip)| !is_torn(slip));
            let fits = begun.nth(fits).map_or(rest.len(), |(at, _)| at);
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

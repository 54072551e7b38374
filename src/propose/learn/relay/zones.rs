//! Pages of old newspapers: articles fill the columns one after the other, and run on into the next column.

use super::super::Chance;
use super::cast::{Cast, Slip};
use super::grid::{Cell, Grid, LINE};
use super::set::Row;
use crate::model::Role;

/// A page of `count` columns that the articles fill from the first to the last.
pub(super) fn lay(cast: &Cast, count: usize, chance: &mut Chance) -> Grid {
    let gutter = chance.between(2, 4);
    let mut lines: Vec<(Slip, usize)> = Vec::new();
    let mut furniture = cast.furniture.clone();
    let folio = furniture.pop();
    for article in 0..cast.articles.len() {
        let left = cast.articles.len() - article;
        let share = furniture.len() / left + usize::from(chance.below(left) < furniture.len() % left);
        for banner in furniture.split_off(furniture.len() - share) {
            lines.extend(cast.slips(banner).map(|slip| (slip, LINE * 2)));
        }
        let (head, text, beside) = cast.parts(article);
        for slip in head.into_iter().chain(text).chain(beside.into_iter().flatten()) {
            let pitch = if cast.role(slip) == Some(Role::Headline) { LINE * 2 } else { LINE };
            lines.push((slip, pitch));
        }
        if let Some((_, pitch)) = lines.last_mut() {
            *pitch += chance.between(4, 14);
        }
    }
    let widest = |part: &[(Slip, usize)]| -> usize {
        let mut widths: Vec<usize> =
            part.iter().filter_map(|(slip, _)| cast.line(*slip)).map(super::parts::Line::width).collect();
        widths.sort_unstable();
        // Lines with more letters than others of their width push what follows them to the right.
        widths.get(widths.len() * 7 / 10).copied().unwrap_or(1)
    };
    let depth = lines.iter().map(|(_, pitch)| pitch).sum::<usize>() / count.max(1) + LINE;
    let measure = widest(&lines);
    let mut grid = Grid { gutter, pitch: measure + gutter, ..Grid::default() };
    let top = LINE * 3;
    for slip in folio.into_iter().flat_map(|folio| cast.slips(folio)) {
        let width = cast.line(slip).map_or(0, super::parts::Line::width);
        grid.cells.push(Cell { slip, x: 0, left: 0, y: 0, width, height: LINE - 1, stack: 0 });
    }
    let (mut column, mut down) = (0, 0);
    // Columns are bent and shrunk, none like the other.
    let (mut shrunk, mut phase) = (chance.between(980, 1020), chance.below(LINE));
    for (slip, pitch) in lines {
        if down + LINE > depth && column + 1 < count {
            (column, down) = (column + 1, 0);
            (shrunk, phase) = (chance.between(980, 1020), chance.below(LINE));
        }
        let Some(line) = cast.line(slip) else { continue };
        let width = line.width().min(measure);
        let middle = cast.role(slip).is_some_and(Role::is_heading);
        let indented = slip.line == 0 && cast.role(slip) == Some(Role::Body) && width + 2 <= measure;
        let aside = if middle { (measure - width) / 2 } else { 2 * usize::from(indented) };
        let left = column * grid.pitch;
        let (x, y) = (left + aside + chance.below(2), top + phase + down * shrunk / 1000);
        grid.cells.push(Cell { slip, x, left, y, width, height: LINE - 1, stack: column });
        down += pitch;
    }
    grid
}

/// Whole columns from top to bottom, the first column first.
pub(super) fn by_column(grid: &Grid) -> Vec<Row> {
    let mut cells = grid.cells.clone();
    // Columns of a box may begin a little before those of the page.
    cells.sort_by_key(|cell| ((cell.left + grid.pitch / 4) / grid.pitch.max(1), cell.y, cell.x));
    cells.into_iter().map(|cell| Row::of(cell.slip)).collect()
}

//! Columns are read from top to bottom, one after the other.

use super::super::Budget;
use super::super::sheet::{Place, Sheet};
use crate::model::{Page, Source};
use crate::text::{PageNo, Span};

/// The lines of `page` as they are read.
fn read(page: &str) -> Vec<String> {
    read_with(page, |_, line| line.to_owned())
}

/// The same, each as `shown`.
fn read_with<T>(page: &str, shown: impl Fn(Place, &str) -> T) -> Vec<T> {
    let page = Page::new(page.to_owned(), Source::default(), Vec::new());
    let mut sheet = Sheet::parted(&page, PageNo::new(0), &[], None, &Budget::default()).unwrap();
    sheet.look_around(&Budget::default()).unwrap();
    sheet.lines.iter().enumerate().map(|(nth, line)| shown(line.place, sheet.line(nth))).collect()
}

/// `cells` of one line, each at a display column.
fn row(cells: &[(usize, String)]) -> String {
    let mut row = String::new();
    for (at, cell) in cells {
        row.push_str(&" ".repeat(at.saturating_sub(row.chars().count())));
        row.push_str(cell);
    }
    row + "\n"
}

fn left(nth: usize) -> String {
    format!("left {nth:02} of the old town hall")
}

fn right(nth: usize) -> String {
    format!("right {nth:02} of the new bridge road")
}

/// Whether every line of `column` follows the one before it.
fn in_order(lines: &[String], column: impl Fn(usize) -> String, nths: impl Iterator<Item = usize>) -> bool {
    let places: Vec<_> = nths.map(|nth| lines.iter().position(|line| *line == column(nth))).collect();
    places.windows(2).all(|pair| pair[0].zip(pair[1]).is_some_and(|(above, below)| below == above + 1))
}

#[test]
fn a_lone_line_of_columns_that_drift_ends_nothing() {
    // The page is skewed: further down the rows stand further right, where a line lies over both columns' places.
    let page: String = (0..48)
        .map(|nth| match nth {
            44 => row(&[(nth / 3, left(nth))]),
            _ => row(&[(nth / 3, left(nth)), (nth / 3 + 32, right(nth))]),
        })
        .collect();
    let lines = read(&page);
    assert!(in_order(&lines, left, 0..48), "{lines:#?}");
    assert!(in_order(&lines, right, (0..48).filter(|&nth| nth != 44)), "{lines:#?}");
}

#[test]
fn a_line_wider_than_a_column_ends_the_columns_above_it() {
    let over = "The council met on Monday over the old hall and the bridge".to_owned();
    let page: String = (0..16)
        .map(|nth| match nth {
            8 => row(&[(2, over.clone())]),
            _ => row(&[(0, left(nth)), (36, right(nth))]),
        })
        .collect();
    let lines = read(&page);
    let at = lines.iter().position(|line| *line == over).unwrap();
    assert_eq!(at, 16, "{lines:#?}");
    assert_eq!(lines[at + 1], left(9), "{lines:#?}");
}

#[test]
fn a_column_of_figures_that_is_over_takes_no_text() {
    // A table of two columns stands over the text of the second column, which a long line of the first pushes away.
    let page: String = (0..40)
        .map(|nth| match nth {
            0..8 => row(&[(0, left(nth)), (36, format!("wheat {nth}")), (52, format!("{nth}1.50"))]),
            30 => row(&[(0, left(nth) + " and the market place"), (52, right(nth))]),
            _ => row(&[(0, left(nth)), (36, right(nth))]),
        })
        .collect();
    let lines = read(&page);
    assert!(in_order(&lines, right, 8..40), "{lines:#?}");
}

#[test]
fn a_line_whose_gap_was_lost_does_not_make_its_column_wide() {
    let over = "The council met on Monday over the hall, the bridge and the road".to_owned();
    let page: String = (0..16)
        .map(|nth| match nth {
            6 => row(&[(0, left(nth) + " and " + &right(nth))]),
            12 => row(&[(2, over.clone())]),
            _ => row(&[(0, left(nth)), (36, right(nth))]),
        })
        .collect();
    let lines = read(&page);
    let at = lines.iter().position(|line| *line == over).unwrap();
    assert!(lines[..at].contains(&right(11)) && !lines[..at].contains(&left(13)), "{lines:#?}");
}

#[test]
fn a_column_goes_on_below_a_picture() {
    // The middle column has a picture, and a long line of the left one makes that seem wide.
    let third = |nth: usize| format!("third {nth:02} of the river quay");
    let page: String = (0..40)
        .map(|nth| match nth {
            14 => row(&[(0, left(nth) + " and the market place"), (72, third(nth))]),
            5..20 => row(&[(0, left(nth)), (72, third(nth))]),
            _ => row(&[(0, left(nth)), (36, right(nth)), (72, third(nth))]),
        })
        .collect();
    let lines = read(&page);
    assert!(in_order(&lines, left, 15..40), "{lines:#?}");
    assert!(in_order(&lines, right, (0..5).chain(20..40)), "{lines:#?}");
    assert!(in_order(&lines, third, 0..40), "{lines:#?}");
}

#[test]
fn a_line_keeps_the_place_where_it_stood_whatever_order_it_is_read_in() {
    // A heading over the columns, then a blank line, which is no row.
    let page: String = std::iter::once("The council met\n\n".to_owned())
        .chain((1..6).map(|nth| row(&[(2, left(nth)), (36, right(nth))])))
        .collect();
    let places = read_with(&page, |place, line| (line.to_owned(), Place { above: 0, below: 0, ..place }));
    let place = |row: usize, from: u16, rank: u8, cells: u8| Place {
        row: u32::try_from(row).unwrap(),
        from,
        rank,
        cells,
        ..Place::default()
    };
    let mut wanted = vec![("The council met".to_owned(), place(0, 0, 0, 1))];
    wanted.extend((1..6).map(|nth| (left(nth), place(nth, 2, 0, 2))));
    wanted.extend((1..6).map(|nth| (right(nth), place(nth, 36, 1, 2))));
    assert_eq!(places, wanted);
}

#[test]
fn a_line_knows_whether_it_goes_down_on() {
    let left = ["城西菜场", "修缮完工", "本周开张", "居民点赞"];
    let right = ["渡口轮船", "恢复夜航", "每晚十班", "老人优先"];
    let rows: String = left.iter().zip(right).map(|(left, right)| format!("{left}      {right}\n")).collect();
    let page = format!("上游水库今晨开闸放水\n{rows}          免收票款\n");
    let places = read_with(&page, |place, line| (line.to_owned(), (place.above, place.below)));
    let wanted = [
        // Over the left cell alone: the gap and the end of the right cell are beyond it.
        ("上游水库今晨开闸放水", (0, 40)),
        (left[0], (100, 100)),
        (left[1], (100, 100)),
        (left[2], (100, 100)),
        (left[3], (100, 0)),
        (right[0], (75, 100)),
        (right[1], (100, 100)),
        (right[2], (100, 100)),
        (right[3], (100, 50)),
        ("免收票款", (50, 0)),
    ];
    assert_eq!(places, wanted.map(|(line, place)| (line.to_owned(), place)));
}

#[test]
fn what_an_editor_kept_of_a_line_stands_where_it_stood() {
    let page = Page::new("城西老桥\u{3000}修缮\n完工\n".to_owned(), Source::default(), Vec::new());
    let number = PageNo::new(0);
    let kept = [(Span::new(number, 0, 6), Some(0)), (Span::new(number, 6, 12), Some(1))];
    let sheet = Sheet::parted(&page, number, &kept, None, &Budget::default()).unwrap();
    let places: Vec<_> =
        (0..4).map(|nth| (sheet.line(nth), sheet.lines[nth].place.row, sheet.lines[nth].place.from)).collect();
    assert_eq!(places, [("城西", 0, 0), ("老桥", 0, 4), ("修缮", 0, 10), ("完工", 1, 0)]);
}

#[test]
fn blank_lines_within_what_an_editor_kept_are_no_rows() {
    let page = Page::new("城西\n\n老桥修缮\n完工\n".to_owned(), Source::default(), Vec::new());
    let number = PageNo::new(0);
    let sheet = Sheet::parted(&page, number, &[(Span::new(number, 0, 14), Some(0))], None, &Budget::default()).unwrap();
    let places: Vec<_> =
        (0..4).map(|nth| (sheet.line(nth), sheet.lines[nth].place.row, sheet.lines[nth].place.from)).collect();
    assert_eq!(places, [("城西", 0, 0), ("老桥", 1, 0), ("修缮", 1, 4), ("完工", 2, 0)]);
}

//! The fragments of a row: where columns were read across and are separated, a line of the dump has a piece of each.

use super::rows::Row;
use crate::desk::{Lang, Work};
use crate::model::{Entry, Home};
use crate::text::{Place, Pos, Span, cut};
use eframe::egui::Rect;

/// How much of a fragment's text tells it from the others of its row, in full-width characters.
const BEGINNING: usize = 8;

/// What one fragment has of a row.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Band {
    /// Where its text begins in the row.
    pub(super) place: Place,
    /// The number of its article; `None` for furniture and what is discarded.
    pub(super) number: Option<usize>,
    /// How its text begins in the row.
    pub(super) begins: String,
}

/// The fragments of a row, in the order of the line.
pub(super) fn bands_of(work: &Work, row: &Row) -> Vec<Band> {
    of_entries(work, &row.entries, row.range.start, row.range.end)
}

fn of_entries(work: &Work, entries: &[Entry], start: usize, end: usize) -> Vec<Band> {
    let project = work.project();
    let mut bands: Vec<Band> = Vec::new();
    let mut before: Option<Entry> = None;
    for &entry in entries {
        if before.is_none_or(|before| !project.goes_on(before, entry)) {
            let span = entry.span;
            let (start, end) = (span.start.max(Pos::new(start)), span.end.min(Pos::new(end)));
            let home = project.block(entry.block).map(|block| block.home);
            bands.push(Band {
                place: Place { page: span.page, pos: start },
                number: home.and_then(Home::article).and_then(|id| project.number(id)),
                begins: beginning(project.raw(Span { start, end, ..span })),
            });
        }
        before = Some(entry);
    }
    bands
}

/// As much of a text as tells it from others.
pub(super) fn beginning(text: &str) -> String {
    cut(text, BEGINNING)
}

/// The part of a row that belongs to the `nth` of `count` bands: they stand one below the other, equally high.
pub(super) fn part_of_row(row: Rect, nth: usize, count: usize) -> Rect {
    let edge = |nth: usize| row.top() + row.height() * super::ratio(nth, count);
    Rect::from_x_y_ranges(row.x_range(), edge(nth)..=edge(nth + 1))
}

/// The numbers of a row's fragments in one line: all of them where they fit, else the first and how many more there are.
pub(super) fn numbers(bands: &[Band], fits: impl Fn(&str) -> bool) -> String {
    let shown = |band: &Band| band.number.map_or_else(|| "–".to_owned(), |number| number.to_string());
    let all = bands.iter().map(shown).collect::<Vec<_>>().join("|");
    match bands {
        [first, more @ ..] if !more.is_empty() && !fits(&all) => format!("{}+{}", shown(first), more.len()),
        _ => all,
    }
}

/// Whose a fragment is.
pub(super) fn whose(lang: Lang, number: Option<usize>) -> String {
    match (lang, number) {
        (Lang::Zh, Some(number)) => format!("篇目 {number}"),
        (Lang::En, Some(number)) => format!("article {number}"),
        (Lang::Zh, None) => "附件或弃用".to_owned(),
        (Lang::En, None) => "furniture or discarded".to_owned(),
    }
}

/// Whose the fragments of a row are; nothing where there is one only.
pub(super) fn all_of(lang: Lang, bands: &[Band]) -> Option<String> {
    if bands.len() < 2 {
        return None;
    }
    let each: Vec<String> = bands.iter().map(|band| whose(lang, band.number)).collect();
    Some(match lang {
        Lang::Zh => format!("此行依次：{}", each.join("、")),
        Lang::En => format!("On this line, in order: {}", each.join(", ")),
    })
}

/// What the band of a fragment is called. Of several in a row each is told from the others by its text: columns of one
/// article have one number.
pub(super) fn name(lang: Lang, line: usize, band: &Band, alone: bool) -> String {
    let whose = whose(lang, band.number);
    let name = match lang {
        Lang::Zh => format!("第 {} 行，{whose}", line + 1),
        Lang::En => format!("Line {}, {whose}", line + 1),
    };
    match (alone, lang) {
        (true, _) => name,
        (false, Lang::Zh) => format!("{name}：{}", band.begins),
        (false, Lang::En) => format!("{name}: {}", band.begins),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::desk::gestures;
    use crate::model::{Page, Project, Role, Source};
    use crate::text::PageNo;
    use eframe::egui::{Rangef, pos2};

    /// A page of one line with what is extracted from it, or made furniture, one piece after the other.
    fn line(text: &str, pieces: &[(&str, Option<Role>)]) -> Work {
        let page = Page::new(text.to_owned(), Source::default(), Vec::new());
        let mut project = Project::new(vec![page.into()]);
        for (piece, role) in pieces {
            let at = text.find(piece).unwrap();
            let span = Span::new(PageNo::new(0), at, at + piece.len());
            let edit = match role {
                Some(role) => gestures::set_role(&project, span, *role),
                None => gestures::extract(&project, span),
            };
            project.apply(edit.unwrap()).unwrap();
        }
        Work::new(project, None)
    }

    fn bands(work: &Work, start: usize, end: usize) -> Vec<(Option<usize>, usize, String)> {
        let entries: Vec<Entry> = work.project().entries_in(PageNo::new(0), start..end).collect();
        let bands = of_entries(work, &entries, start, end);
        bands.into_iter().map(|band| (band.number, band.place.pos.get(), band.begins)).collect()
    }

    #[test]
    fn a_row_has_a_band_for_each_fragment_on_it() {
        let text = "甲甲。    乙乙。    丙丙。";
        let work = line(text, &[("乙乙。", None), ("丙丙。", Some(Role::Furniture))]);
        let found = bands(&work, 0, text.len());
        let wanted = [(Some(1), 0, "甲甲。"), (Some(2), 13, "乙乙。"), (None, 26, "丙丙。")];
        assert_eq!(found, wanted.map(|(number, at, text)| (number, at, text.to_owned())));
        // A row that is a piece of a line has the pieces of its fragments.
        assert_eq!(bands(&work, 3, 16), [(Some(1), 3, "甲。".to_owned()), (Some(2), 13, "乙".to_owned())]);
        let whole = line("甲甲。    乙乙。", &[]);
        assert_eq!(bands(&whole, 0, 22).len(), 1, "one text is one fragment, whatever blanks are in it");
    }

    #[test]
    fn bands_share_the_height_of_their_row() {
        let row = Rect::from_min_max(pos2(10.0, 100.0), pos2(50.0, 130.0));
        let parts: Vec<Rangef> = (0..3).map(|nth| part_of_row(row, nth, 3).y_range()).collect();
        assert_eq!(parts, [Rangef::new(100.0, 110.0), Rangef::new(110.0, 120.0), Rangef::new(120.0, 130.0)]);
        assert_eq!(part_of_row(row, 0, 1), row);
    }

    fn numbered(numbers: &[Option<usize>]) -> Vec<Band> {
        numbers.iter().map(|&number| Band { place: Place::default(), number, begins: "甲".to_owned() }).collect()
    }

    #[test]
    fn all_numbers_are_shown_where_they_fit_and_else_the_first_and_how_many_more() {
        let fits = |room: usize| move |text: &str| text.chars().count() <= room;
        for (bands, room, wanted) in [
            (numbered(&[Some(7)]), 0, "7"),
            (numbered(&[Some(1), Some(2)]), 3, "1|2"),
            (numbered(&[Some(12), None, Some(3)]), 6, "12|–|3"),
            (numbered(&[Some(12), None, Some(3)]), 5, "12+2"),
        ] {
            assert_eq!(numbers(&bands, fits(room)), wanted);
        }
    }

    #[test]
    fn the_tip_names_all_and_each_band_is_called_otherwise() {
        let two = numbered(&[Some(1), None]);
        assert_eq!(all_of(Lang::En, &two).unwrap(), "On this line, in order: article 1, furniture or discarded");
        assert_eq!(all_of(Lang::Zh, &two).unwrap(), "此行依次：篇目 1、附件或弃用");
        assert_eq!(all_of(Lang::En, &two[..1]), None);
        assert_eq!(name(Lang::En, 4, &two[0], true), "Line 5, article 1");
        assert_eq!(name(Lang::En, 4, &two[0], false), "Line 5, article 1: 甲");
        assert_eq!(name(Lang::Zh, 4, &two[1], false), "第 5 行，附件或弃用：甲");
    }
}

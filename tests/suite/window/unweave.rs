//! Separating columns by mouse, and in lines that are wider or more than the dialog shows.

use super::harness::{SIZES, TestWindow};
use eframe::egui::{Pos2, vec2};
use newsmend::desk::{Lang, Selection};
use newsmend::text::{PageNo, Span};

/// How many lines the dialog has in sight, one of them in part.
const IN_SIGHT: usize = 12;

/// The dialog on all lines of a page.
fn asked(page: &str, lang: Lang, size: [f32; 2]) -> TestWindow {
    let mut window = TestWindow::open(page, lang, size);
    let all = Span::new(PageNo::new(0), 0, page.len());
    window.desk().work.as_mut().unwrap().go_to(Selection::of(all));
    window.settle();
    window.press("U");
    window
}

/// The lines in sight.
fn lines(window: &TestWindow) -> Vec<String> {
    window.names().into_iter().filter(|name| name.contains(" |")).collect()
}

/// How many characters stand before the first cut of the line with this number.
fn before_cut(window: &TestWindow, number: usize) -> usize {
    let start = format!("{number} ");
    let name = lines(window).into_iter().find(|name| name.starts_with(&start)).unwrap();
    name.strip_prefix(&start).unwrap().split(" |").next().unwrap().chars().count()
}

/// The left end of a line in sight, and its middle.
fn ends(window: &TestWindow, number: usize) -> (Pos2, Pos2) {
    let start = format!("{number} ");
    let row = window.all_rects(|name| name.starts_with(&start) && name.contains(" |"))[0];
    (row.left_center() + vec2(4.0, 0.0), row.center())
}

const SHORT: &str = "步道从桥头修到渡口沿途种了三百棵柳树\n全长四里上个月动工又添了十二张长椅了\n";

#[test]
fn a_click_brings_the_nearest_cut_and_a_drag_takes_it_along() {
    for lang in [Lang::Zh, Lang::En] {
        for size in SIZES {
            let mut window = asked(SHORT, lang, size);
            let project = window.project().clone();
            let whole = before_cut(&window, 1);
            assert!((1..17).contains(&whole), "{:?}", lines(&window));
            // Behind its text a line ends.
            let (number, right) = ends(&window, 2);
            window.click_at(right);
            assert_eq!((before_cut(&window, 1), before_cut(&window, 2)), (whole, 18), "{:?}", lines(&window));
            // A click on its number chooses a line, whose cut then goes by key.
            window.click_at(number).press("Left");
            assert_eq!(before_cut(&window, 2), 17);
            let (number, right) = ends(&window, 1);
            window.drag(right, number + vec2(36.0, 0.0), true);
            assert!(before_cut(&window, 1) < 2, "{:?}", lines(&window));
            window.press("Right");
            assert_eq!(before_cut(&window, 2), 17, "the line that was dragged in is chosen");
            assert_eq!(window.project(), &project, "nothing changes before it is separated");
        }
    }
}

#[test]
fn a_cut_in_a_wide_line_is_in_view() {
    let line = |c: char| format!("{}\n", c.to_string().repeat(240));
    let page = format!("{}{}", line('甲'), line('乙'));
    for lang in [Lang::Zh, Lang::En] {
        let mut window = asked(&page, lang, SIZES[0]);
        let cut = before_cut(&window, 1);
        assert!(cut > 100, "{cut}");
        // The dialog is sixty characters wide: what is in the middle of it is near the cut.
        let middle = ends(&window, 1).1;
        window.click_at(middle);
        let clicked = before_cut(&window, 1);
        assert!(clicked.abs_diff(cut) < 60, "{clicked} {cut}");
        // Moved on by key, it takes the view along.
        for _ in 0..80 {
            window.press("Right");
        }
        window.click_at(middle);
        let moved = before_cut(&window, 1);
        assert!(moved.abs_diff(clicked + 80) < 60 && moved > clicked + 20, "{moved} {clicked}");
    }
}

#[test]
fn only_lines_in_sight_are_there_and_a_key_brings_the_chosen_one() {
    let page: String = (0..400).map(|nth| format!("第{nth}行的左栏写到这里第{nth}行的右栏写到这里\n")).collect();
    let numbers = |window: &TestWindow| -> Vec<usize> {
        lines(window).iter().filter_map(|name| name.split(' ').next()?.parse().ok()).collect()
    };
    for lang in [Lang::Zh, Lang::En] {
        let mut window = asked(&page, lang, SIZES[0]);
        assert_eq!(numbers(&window)[0], 1);
        let middle = ends(&window, 1).1;
        window.wheel(middle, -2400.0);
        let seen = numbers(&window);
        assert!(seen[0] > 50 && seen.len() <= IN_SIGHT, "{seen:?}");
        window.press("Down");
        let seen = numbers(&window);
        assert!(seen.contains(&2) && seen.len() <= IN_SIGHT, "{seen:?}");
        window.press("Esc");
    }
}

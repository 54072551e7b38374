//! What a search found is marked in the cards as in the raw text: the match that is selected more than the others.

use super::super::sight::Finds;
use super::super::text::{Laid, lay_out};
use super::*;
use crate::app::theme::Look;
use crate::model::{Block, Edit, Evidence};
use crate::text::{PageNo, Span};

/// A paragraph that goes on behind a line that was discarded.
const PAGE: &str = "路灯亮了防空\n图片\n演习路灯灭了\n";

/// A desk on that page, where this is looked for and the match with this number, from 0, is selected.
fn searched(text: &str, nth: usize) -> Desk {
    let page = Page::new(PAGE.to_owned(), Source::default(), Vec::new());
    let mut project = Project::new(vec![page.into()]);
    let span = |part: &str| {
        let start = PAGE.find(part).unwrap();
        Span::new(PageNo::new(0), start, start + part.len())
    };
    let block = project.block(BlockId(0)).unwrap();
    let (spans, aside) = (vec![span("路灯亮了防空"), span("演习路灯灭了")], vec![span("图片")]);
    let rest = Block::new(spans.into(), Role::Body, block.home, block.why.clone());
    let aside = Block::new(aside.into(), Role::Discarded, Home::Discarded, Evidence::editor());
    let put = |id, block| Edit::Block { id: BlockId(id), to: Some(Arc::new(block)) };
    project.apply(Edit::All(vec![put(0, rest), put(1, aside)])).unwrap();
    let mut desk = Desk::new(Lang::Zh);
    desk.work = Some(Work::new(project, None));
    desk.finder.query.text = text.to_owned();
    desk.finder.open = true;
    desk.poll();
    desk.go_to_hit(nth).unwrap();
    desk
}

/// What stands on the colour of the selected match, and on that of the others.
fn marked(ui: &egui::Ui, laid: &Laid) -> [Vec<String>; 2] {
    let look = Look::get(ui);
    let job = &laid.galley.job;
    [look.accent, look.found].map(|colour| {
        let dressed = job.sections.iter().filter(|section| section.format.background == colour);
        dressed
            .map(|section| job.text.get(section.byte_range.start.0..section.byte_range.end.0).unwrap().to_owned())
            .collect()
    })
}

/// What is marked in the paragraph.
fn check(text: &str, nth: usize, current: &[&str], others: &[&str]) {
    let desk = searched(text, nth);
    let work = desk.work.as_ref().unwrap();
    let ctx = egui::Context::default();
    dress(&ctx);
    let mut found = [Vec::new(), Vec::new()];
    let frame = |ui: &mut egui::Ui| {
        let block = work.project().block(BlockId(0)).unwrap();
        let marks = Finds::of(work).in_block(BlockId(0));
        found = marked(ui, &lay_out(ui, Lang::Zh, work.project(), block, 400.0, marks));
    };
    ctx.run_ui(egui::RawInput::default(), frame).textures_delta.clear();
    assert_eq!(found, [current, others], "{text}");
}

#[test]
fn the_selected_match_is_marked_more_than_the_others() {
    check("路灯", 0, &["路灯"], &["路灯"]);
    check("灯灭", 0, &["灯灭"], &[]);
}

#[test]
fn a_match_over_a_seam_is_marked_on_both_sides_of_it() {
    check("防空演习", 0, &["防空", "演习"], &[]);
}

#[test]
fn where_something_else_is_selected_all_matches_are_alike() {
    let mut desk = searched("路灯", 0);
    let work = desk.work.as_mut().unwrap();
    work.go_to(Selection::of(Span::new(PageNo::new(0), 6, 12)));
    let marks = Finds::of(work).in_block(BlockId(0));
    assert_eq!((marks.found.len(), marks.current), (2, None));
    assert!(Finds::of(work).in_block(BlockId(1)).found.is_empty());
}

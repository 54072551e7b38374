//! Learns where lines that hold the lines of several columns are parted ([`super::super::edges`]).

use super::super::edges::weighed;
use super::super::sheet::rows_at_first_sight;
use super::super::weights::{Knowledge, Ngrams, Trees};
use super::super::{Budget, Cancelled};
use super::answers::Answers;
use super::boost::{Growth, boost_parts};
use super::table::Table;
use super::teach::{Course, Lesson, growth};
use crate::text::PageNo;

/// Places that are edges under which nothing is learned: fewer are of a page or two.
const FEW: usize = 200;

/// Trees for each part that have not seen it, and those that have seen all; `None` for each where too little tells of edges.
/// Of a newspaper's own pages nothing is learned: those of the model to go on from stay.
pub(super) fn edges(
    lessons: &[Lesson<'_>],
    knowledge: &Knowledge,
    course: &Course<'_>,
    budget: &Budget,
) -> Result<Vec<Option<Trees>>, Cancelled> {
    let same = |trees: Option<Trees>| vec![trees; usize::from(course.parts) + 1];
    if course.base.is_some() {
        return Ok(same(knowledge.edges.clone()));
    }
    let Some(language) = &knowledge.ngrams else { return Ok(same(None)) };
    let (left, right) = lessons.split_at(lessons.len() / 2);
    let table = std::thread::scope(|scope| {
        let other = scope.spawn(|| table(left, language, course, budget));
        let right = table(right, language, course, budget)?;
        let mut table = other.join().unwrap_or(Err(Cancelled))?;
        table.append(right);
        Ok(table)
    })?;
    if table.answers.iter().filter(|&&answer| answer == 1).count() < FEW {
        return Ok(same(None));
    }
    let growth = Growth { columns: 0.7, ..growth(200, 16, course, 10) };
    Ok(boost_parts(&table, 2, &growth, course.parts, None).into_iter().map(Some).collect())
}

/// Every place of the pages that is weighed, with whether it is an edge.
fn table(lessons: &[Lesson<'_>], language: &Ngrams, course: &Course<'_>, budget: &Budget) -> Result<Table, Cancelled> {
    let mut table = Table::default();
    for lesson in lessons {
        let page = &lesson.truth.page;
        let Some((rows, merged)) = rows_at_first_sight(page, PageNo::new(0), language, budget)? else { continue };
        if merged <= 0.0 {
            continue;
        }
        let answers = Answers::new(lesson.truth);
        let part = lesson.part % course.parts.max(1);
        weighed(page.text(), &rows, language, merged, budget, |place, row| {
            if let Some(edge) = answers.is_edge(page.text(), place.end.0, place.start.0) {
                table.push(row, u8::from(edge), lesson.weight, part);
            }
        })?;
    }
    Ok(table)
}

//! What is offered for lines of a kind, in words.

use super::{role, step};
use crate::desk::Lang;
use crate::desk::alike::{NEAR, Offer};
use crate::model::{BlockId, Project, reading};
use crate::text::Span;

/// Lines that are listed, at the most.
const LISTED: usize = 12;

/// What is offered: in one line, and line by line.
#[must_use]
pub fn alike(lang: Lang, project: &Project, offer: &Offer) -> (String, String) {
    let reads = |id: &BlockId| Some((project.block(*id)?.first()?, crate::text::cut(&reading(project, *id).text, 24)));
    let lines: Vec<(Span, String)> = offer.blocks.iter().take(LISTED).filter_map(reads).collect();
    let samples: Vec<&str> = lines.iter().map(|(_, text)| text.as_str()).collect();
    let samples = samples.join(if lang == Lang::Zh { "　" } else { "  " });
    let (was, n) = (role(offer.was).get(lang), offer.blocks.len());
    let said = match (lang, offer.confirms(), offer.whole, n) {
        (Lang::Zh, true, _, _) => format!("同类的还有 {n} 行也存疑，现为“{was}”：{samples}"),
        (Lang::Zh, false, true, _) => format!("同类的还有 {n} 行，现为“{was}”：{samples}"),
        (Lang::Zh, false, false, _) => format!("附近同类的还有 {n} 行，现为“{was}”：{samples}"),
        (Lang::En, true, _, 1) => format!("1 more line like it is in doubt, taken for “{was}”: {samples}"),
        (Lang::En, true, _, _) => format!("{n} more lines like it are in doubt, taken for “{was}”: {samples}"),
        (Lang::En, false, true, 1) => format!("1 more line like it is “{was}”: {samples}"),
        (Lang::En, false, true, _) => format!("{n} more lines like it are “{was}”: {samples}"),
        (Lang::En, false, false, 1) => format!("1 more line like it nearby is “{was}”: {samples}"),
        (Lang::En, false, false, _) => format!("{n} more lines like it nearby are “{was}”: {samples}"),
    };
    let mut list: Vec<String> = lines
        .iter()
        .map(|(span, text)| step(lang, text, project.line_number(span.from()), project.page_number(span.page)))
        .collect();
    if n > LISTED {
        list.push("…".to_owned());
    }
    if !offer.whole {
        list.push(only_near(lang));
    }
    (said, list.join("\n"))
}

/// That not all of the text was looked at.
fn only_near(lang: Lang) -> String {
    let near = super::grouped(NEAR);
    match lang {
        Lang::Zh => format!("只找了前后各 {near} 段文字；在这样的一行上再按一次，便全部找过"),
        Lang::En => format!(
            "Only the {near} pieces of text before and behind it were looked at; again on such a line looks at all"
        ),
    }
}

/// The answer to it.
#[must_use]
pub fn set_alike(lang: Lang, offer: &Offer) -> String {
    let to = role(offer.role).get(lang);
    match (lang, offer.confirms(), offer.blocks.len()) {
        (Lang::Zh, true, 1) => "也认可".to_owned(),
        (Lang::Zh, true, _) => "都认可".to_owned(),
        (Lang::En, true, 1) => "Accept it, too".to_owned(),
        (Lang::En, true, _) => "Accept all".to_owned(),
        (Lang::Zh, false, 1) => format!("也设为“{to}”"),
        (Lang::Zh, false, _) => format!("都设为“{to}”"),
        (Lang::En, false, 1) => format!("Set it to “{to}”, too"),
        (Lang::En, false, _) => format!("Set all to “{to}”"),
    }
}

/// After it was given.
#[must_use]
pub fn alike_set(lang: Lang, done: &Offer) -> String {
    let to = role(done.role).get(lang);
    let said = match (lang, done.confirms(), done.blocks.len()) {
        (Lang::Zh, true, n) => format!("已认可 {n} 行为“{to}”"),
        (Lang::En, true, 1) => format!("Accepted 1 line as “{to}”"),
        (Lang::En, true, n) => format!("Accepted {n} lines as “{to}”"),
        (Lang::Zh, false, n) => format!("已把 {n} 行设为“{to}”"),
        (Lang::En, false, 1) => format!("Set 1 line to “{to}”"),
        (Lang::En, false, n) => format!("Set {n} lines to “{to}”"),
    };
    match (lang, done.whole) {
        (_, true) => said,
        (Lang::Zh, false) => format!("{said}；{}", only_near(lang)),
        (Lang::En, false) => format!("{said}. {}", only_near(lang)),
    }
}

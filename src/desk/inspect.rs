//! What is known of the selected fragment: what the inspector shows.
//!
//! Role, confidence and reasons of the block at the caret; where its fragment goes on and where it comes from, each with the
//! best alternatives and how they would read; and how the block reads against the dump, where it is not too long for that.
//! Costs a step for each span of the fragment: the window asks once for each selection and state.

use super::doubts::Choice;
use super::doubts::words::{head, line, line_of_end, reason, sure, tail};
use super::words::{self, Lang, text};
use super::{Refusal, Work, gestures};
use crate::model::{BlockId, Edit, Evidence, Fragment, OtherRole, Project, Role, SeamKey, reading, reading_with};
use crate::text::{Place, Span};
use std::collections::BTreeMap;

/// The longest text, in bytes, that is read to be compared with the dump: some twenty thousand Chinese characters, which the
/// window does not wait for.
pub const LONGEST: usize = 64 << 10;

/// What the inspector shows.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Inspected {
    /// The lines of the fragment, and whose it is.
    pub title: String,
    /// The block at the caret.
    pub block: BlockId,
    /// Its role.
    pub role: Role,
    /// How sure that is, and why.
    pub why: String,
    /// What it may be instead, each in words; none where a person decided it, or nothing is known.
    pub roles: Vec<(Role, String)>,
    /// Where the fragment's text goes on.
    pub onward: Way,
    /// Where it comes from.
    pub backward: Way,
    /// The block is longer than [`LONGEST`]: how it reads is not told.
    pub is_long: bool,
    /// How the block would read without corrections.
    pub raw: String,
    /// How it reads.
    pub read: String,
}

/// Where a text goes on, or comes from.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Way {
    /// What is so now, and how it reads there.
    pub says: String,
    /// How sure that is, and why; empty where nothing is known.
    pub why: String,
    /// The best alternatives: what each says, how it would read, and the place to look at.
    pub others: Vec<(Choice, String, String, Place)>,
}

impl Work {
    /// What is known of the selected fragment; `None` where nothing is selected.
    #[must_use]
    pub fn inspect(&self, lang: Lang) -> Option<Inspected> {
        let project = self.project();
        let block = self.selection().block(project)?;
        let fragment = self.selection().fragment(project)?;
        let of = project.block(block)?;
        let length: usize = of.spans.iter().map(|span| span.end.get() - span.start.get()).sum();
        let is_long = length > LONGEST;
        let read = || (reading_with(project, of, &BTreeMap::new()).text, reading(project, block).text);
        let (raw, read) = if is_long { (String::new(), String::new()) } else { read() };
        Some(Inspected {
            title: title(lang, project, &fragment),
            block,
            role: of.role,
            why: reason(lang, &of.why),
            roles: of.why.roles.iter().filter(|other| other.role != of.role).map(|other| role(lang, other)).collect(),
            onward: self.onward(lang, &fragment),
            backward: self.backward(lang, &fragment),
            is_long,
            raw,
            read,
        })
    }

    fn onward(&self, lang: Lang, fragment: &Fragment) -> Way {
        let project = self.project();
        let from = fragment.end();
        let to = fragment.entries.last().and_then(|&entry| self.link_after(entry));
        let says = match (lang, to) {
            (Lang::Zh, Some(to)) => {
                format!("下接{}  {} ▸ {}", line(lang, project, to, from.page), tail(project, from), head(project, to))
            }
            (Lang::En, Some(to)) => {
                format!("on {}  {} ▸ {}", line(lang, project, to, from.page), tail(project, from), head(project, to))
            }
            (_, None) => text("到此为止", "ends here").get(lang).to_owned(),
        };
        let key = to.map_or(SeamKey::cut(from), |to| SeamKey { from, to });
        let ways = |at: Place| Choice::GoesOn { from, to: at, confidence: crate::model::Confidence::CERTAIN };
        let known = known(project, from, key);
        let others = known.map(|known| known.others.as_slice()).unwrap_or_default();
        let other = |at: Place| {
            let says = line(lang, project, at, from.page);
            (ways(at), says, format!("{} ▸ {}", tail(project, from), head(project, at)), at)
        };
        let others = others.iter().filter(|other| Some(other.at) != to).map(|found| other(found.at)).collect();
        Way { says, why: why(lang, project, key), others: possible(project, others) }
    }

    fn backward(&self, lang: Lang, fragment: &Fragment) -> Way {
        let project = self.project();
        let to = fragment.start();
        let from = fragment.entries.first().and_then(|&entry| self.link_before(entry));
        let says = match (lang, from) {
            (Lang::Zh, Some(from)) => format!("上接{}", line_of_end(lang, project, from, to.page)),
            (Lang::En, Some(from)) => format!("from {}", line_of_end(lang, project, from, to.page)),
            (_, None) => text("由此开始", "begins here").get(lang).to_owned(),
        };
        let key = from.map_or(SeamKey::cut(to), |from| SeamKey { from, to });
        let cut = project.seam_evidence(SeamKey::cut(to)).map(|known| known.others.as_slice()).unwrap_or_default();
        let other = |from: Place| {
            let choice = Choice::GoesOn { from, to, confidence: crate::model::Confidence::CERTAIN };
            let says = line_of_end(lang, project, from, to.page);
            (choice, says, format!("{} ▸ {}", tail(project, from), head(project, to)), from)
        };
        let others = cut.iter().filter(|other| Some(other.at) != from).map(|found| other(found.at)).collect();
        Way { says, why: why(lang, project, key), others: possible(project, others) }
    }

    /// The edit that makes the selected fragment go on at the best of the alternatives.
    ///
    /// # Errors
    /// [`Refusal::NoChoice`] where none is known, or why it cannot be done.
    pub fn go_on_at_next_best(&self) -> Result<Edit, Refusal> {
        let fragment = self.selection().fragment(self.project()).ok_or(Refusal::NoSelection)?;
        let way = self.onward(Lang::En, &fragment);
        match way.others.first() {
            Some((Choice::GoesOn { from, to, .. }, ..)) => gestures::go_on(self.project(), *from, *to),
            _ => Err(Refusal::NoChoice),
        }
    }
}

/// What is known of where a text goes on from `from`: of the place itself, or else of any at which it was thought to.
fn known(project: &Project, from: Place, key: SeamKey) -> Option<&Evidence> {
    let span = Span { page: from.page, start: from.pos, end: from.pos };
    let with_others = |evidence: &&Evidence| !evidence.others.is_empty();
    let own = project.seam_evidence(key).filter(with_others);
    own.or_else(|| project.seam_evidences_in(span).map(|(_, evidence)| evidence).find(with_others))
}

/// Another role with how probable it is.
fn role(lang: Lang, other: &OtherRole) -> (Role, String) {
    (other.role, format!("{} {}", words::role(other.role).get(lang), sure(other.confidence)))
}

fn why(lang: Lang, project: &Project, key: SeamKey) -> String {
    project.seam_evidence(key).map(|evidence| reason(lang, evidence)).unwrap_or_default()
}

/// The three best that can be done.
fn possible(project: &Project, others: Vec<(Choice, String, String, Place)>) -> Vec<(Choice, String, String, Place)> {
    let can = |choice: &Choice| match *choice {
        Choice::GoesOn { from, to, .. } => gestures::go_on(project, from, to).is_ok(),
        _ => false,
    };
    others.into_iter().filter(|other| can(&other.0)).take(3).collect()
}

fn title(lang: Lang, project: &Project, fragment: &Fragment) -> String {
    let (start, end) = (fragment.start(), fragment.end());
    let first = line(lang, project, start, start.page);
    let last = line_of_end(lang, project, end, start.page);
    let lines = match (lang, first == last) {
        (_, true) => first,
        (Lang::Zh, false) => format!("{first}至{last}"),
        (Lang::En, false) => format!("{first} to {last}"),
    };
    let whose = match fragment.home.article().and_then(|article| project.number(article)) {
        Some(number) => words::article_number(lang, number),
        None => text("版面附件或弃用", "furniture or discarded").get(lang).to_owned(),
    };
    format!("{lines} · {whose}")
}

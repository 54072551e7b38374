//! Answers to doubts: each is an edit, and what it decides is not asked again.

use super::derive::{blocks_of, places_of};
use super::leads::{jump_of, other_part, page_named};
use super::{Doubt, DoubtKind};
use crate::desk::gestures::{self, Refusal};
use crate::model::{ArticleId, Block, Confidence, Edit, Project, Reason, Role, SeamKey};
use crate::text::{PageNo, Place, Span};

/// Alternatives that are offered.
const OFFERED: usize = 3;
/// A place less probable than this is not offered.
const LEAST: f64 = 0.02;
/// Pieces of text on either side of a caption among which other articles are sought.
const AROUND: usize = 40;

/// An answer other than the default.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Choice {
    /// The text that ends at `from` goes on at `to`.
    GoesOn {
        /// Where it ends.
        from: Place,
        /// Where it goes on.
        to: Place,
        /// How probable that is.
        confidence: Confidence,
    },
    /// The article ends here; what follows is another.
    Ends,
    /// A new paragraph begins.
    Parts,
    /// It is one paragraph.
    Joins,
    /// It is something else.
    Is {
        /// What.
        role: Role,
        /// How probable that is; `None` where no proposal says.
        confidence: Option<Confidence>,
    },
    /// It is another article's.
    Of(ArticleId),
    /// It is no article's: a picture by itself.
    Apart,
    /// Nothing is missing.
    Whole,
    /// The other part of its article is this one.
    With(ArticleId),
    /// It is furniture, and says nothing of the article around it.
    Aside,
    /// It is read as the evidence has it at this index.
    Reads(usize),
    /// It is as it was read.
    Stands,
    /// To be looked for on this page: nothing is answered by that.
    Look(PageNo),
}

/// Up to three answers other than the default, the most probable first. Each can be done.
#[must_use]
pub fn alternatives(project: &Project, doubt: &Doubt) -> Vec<Choice> {
    let at = doubt.id.at;
    let others = project.seam_evidence(at).map(|evidence| evidence.others.as_slice()).unwrap_or_default();
    let goes_on = others.iter().filter(|other| other.confidence.get() >= LEAST).map(|other| match doubt.id.kind {
        DoubtKind::Start => Choice::GoesOn { from: other.at, to: at.from, confidence: other.confidence },
        _ => Choice::GoesOn { from: at.from, to: other.at, confidence: other.confidence },
    });
    let possible = |choice: &Choice| edit_of(project, doubt, *choice).is_ok();
    match doubt.id.kind {
        DoubtKind::Seam | DoubtKind::Joint => {
            // Neighbours of the dump may be two paragraphs, or a kicker and its headline: more often than a text that goes on
            // at the second best place.
            let parts = Some(Choice::Parts).filter(|choice| doubt.id.kind == DoubtKind::Joint && possible(choice));
            let ends = Some(Choice::Ends).filter(possible);
            let places = OFFERED - usize::from(parts.is_some()) - usize::from(ends.is_some());
            goes_on.filter(possible).take(places).chain(parts).chain(ends).collect()
        }
        DoubtKind::End | DoubtKind::Start => goes_on.filter(possible).take(OFFERED).collect(),
        DoubtKind::Gap => {
            let span = Span { page: at.from.page, start: at.from.pos, end: at.from.pos };
            let known = project.seam_evidences_in(span).flat_map(|(_, evidence)| &evidence.others);
            let goes_on =
                known.map(|other| Choice::GoesOn { from: at.from, to: other.at, confidence: other.confidence });
            let places = goes_on.filter(possible).take(OFFERED - 1);
            [Choice::Whole].into_iter().filter(possible).chain(places).collect()
        }
        DoubtKind::Break => [Choice::Joins, Choice::Ends].into_iter().filter(possible).collect(),
        DoubtKind::Misread => {
            let readings = readings(project, at).len();
            let others = (1..readings).map(Choice::Reads).chain([Choice::Stands]);
            others.filter(possible).take(OFFERED).collect()
        }
        DoubtKind::Jump => {
            let jump = jump_of(project, at);
            let page = jump.as_ref().and_then(|jump| page_named(project, jump));
            let other = jump.as_ref().and_then(|jump| other_part(project, jump));
            let other = other.map(Choice::With).filter(possible);
            let aside = Some(Choice::Aside).filter(possible);
            [other, page.map(Choice::Look), aside].into_iter().flatten().collect()
        }
        DoubtKind::Caption => {
            let apart = Some(Choice::Apart).filter(possible);
            let places = OFFERED - usize::from(apart.is_some());
            near(project, doubt).into_iter().map(Choice::Of).filter(possible).take(places).chain(apart).collect()
        }
        DoubtKind::Role => {
            let roles = project.block(doubt.block).map(other_roles).unwrap_or_default();
            let is = |(role, confidence)| Choice::Is { role, confidence };
            roles.into_iter().map(is).filter(possible).take(OFFERED).collect()
        }
    }
}

/// The edit that confirms the default answer, of all that the question asks of: see [`places_of`].
///
/// # Errors
/// [`Refusal::Nothing`] where it was confirmed before.
pub fn accept(project: &Project, doubt: &Doubt) -> Result<Edit, Refusal> {
    match doubt.id.kind {
        DoubtKind::Role | DoubtKind::Gap => gestures::confirm(project, &[], &blocks_of(project, doubt)),
        DoubtKind::Misread => edit_of(project, doubt, Choice::Reads(0)),
        DoubtKind::Jump => gestures::end_elsewhere(project, &jump_of(project, doubt.id.at).ok_or(Refusal::Gone)?),
        DoubtKind::Seam
        | DoubtKind::Joint
        | DoubtKind::Break
        | DoubtKind::Caption
        | DoubtKind::End
        | DoubtKind::Start => gestures::confirm(project, &places_of(project, doubt), &[]),
    }
}

/// The edit that an answer makes.
///
/// # Errors
/// Where it cannot be done: see the gestures. [`Refusal::Nothing`] for what only shows something.
pub fn edit_of(project: &Project, doubt: &Doubt, choice: Choice) -> Result<Edit, Refusal> {
    let at = doubt.id.at;
    match choice {
        Choice::GoesOn { from, to, .. } => gestures::go_on(project, from, to),
        Choice::Ends => gestures::split(project, at.to),
        Choice::Parts => gestures::break_paragraph(project, at.to),
        Choice::Joins => {
            let before = project.entry_before(at.to).ok_or(Refusal::Gone)?;
            gestures::join_paragraph(project, before.block)
        }
        Choice::Is { role, .. } => gestures::set_role_of_blocks(project, &blocks_of(project, doubt), role),
        Choice::Whole => gestures::toggle_gap(project, doubt.block),
        Choice::Of(article) => gestures::attach(project, &blocks_of(project, doubt), article),
        Choice::Apart => gestures::set_apart(project, &blocks_of(project, doubt)),
        Choice::With(other) => {
            gestures::join_as_continuation(project, &jump_of(project, at).ok_or(Refusal::Gone)?, other)
        }
        Choice::Aside => gestures::set_jump_aside(project, &jump_of(project, at).ok_or(Refusal::Gone)?),
        Choice::Reads(nth) => {
            let reading = readings(project, at).get(nth).ok_or(Refusal::NoChoice)?;
            gestures::correct_character(project, at, reading)
        }
        Choice::Stands => gestures::confirm(project, &[at], &[]),
        Choice::Look(_) => Err(Refusal::Nothing),
    }
}

/// What a character that was likely misread may be.
pub(super) fn readings(project: &Project, at: SeamKey) -> &[String] {
    match project.seam_evidence(at).and_then(|evidence| evidence.reasons.first()) {
        Some(Reason::Misread { readings, .. }) => readings,
        _ => &[],
    }
}

/// Articles around a caption in the dump other than its own, the nearest first.
fn near(project: &Project, doubt: &Doubt) -> Vec<ArticleId> {
    let place = doubt.id.at.to;
    let own = project.block(doubt.block).and_then(|block| block.home.article());
    let mut found: Vec<ArticleId> = Vec::new();
    let above = std::iter::successors(project.entry_before(place), |entry| project.entry_before(entry.span.from()));
    let below = std::iter::successors(project.entry_after(place), |entry| project.entry_after(entry.span.from()));
    let of = |entry: crate::model::Entry| project.block(entry.block).filter(|block| block.role.is_flow());
    let (mut above, mut below) = (above.take(AROUND), below.take(AROUND));
    for _ in 0..AROUND {
        for entry in [above.next(), below.next()].into_iter().flatten() {
            let article = of(entry).and_then(|block| block.home.article()).filter(|&article| Some(article) != own);
            found.extend(article.filter(|article| !found.contains(article)));
        }
    }
    found
}

/// What a block may be other than what it is taken for: as its proposal has it, or else what such blocks most often are.
#[must_use]
pub fn other_roles(block: &Block) -> Vec<(Role, Option<Confidence>)> {
    let known = block.why.roles.iter().filter(|other| other.role != block.role && other.confidence.get() >= LEAST);
    let mut roles: Vec<(Role, Option<Confidence>)> =
        known.map(|other| (other.role, Some(other.confidence))).take(OFFERED).collect();
    for &role in mistaken(block.role) {
        if roles.len() < OFFERED && roles.iter().all(|other| other.0 != role) {
            roles.push((role, None));
        }
    }
    roles
}

/// What a block of a role most often is, if it is not that.
fn mistaken(role: Role) -> &'static [Role] {
    match role {
        Role::Kicker => &[Role::Headline, Role::Deck, Role::Furniture],
        Role::Headline => &[Role::Deck, Role::Kicker, Role::Subhead],
        Role::Deck => &[Role::Headline, Role::Body, Role::Kicker],
        Role::Byline => &[Role::Body, Role::Credit, Role::Furniture],
        Role::Dateline => &[Role::Body, Role::Byline, Role::Furniture],
        Role::Body => &[Role::Deck, Role::Caption, Role::Furniture],
        Role::Subhead => &[Role::Headline, Role::Body, Role::Deck],
        Role::Note => &[Role::Body, Role::Deck, Role::Furniture],
        Role::Caption => &[Role::Body, Role::Headline, Role::Furniture],
        Role::Credit => &[Role::Byline, Role::Caption, Role::Furniture],
        Role::Furniture => &[Role::Headline, Role::Byline, Role::Discarded],
        Role::Discarded => &[Role::Body, Role::Furniture, Role::Headline],
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::{Evidence, Home, OtherRole, Spans};

    #[test]
    fn other_roles_are_the_proposals_and_then_the_usual_ones() {
        let other = |role, p| OtherRole { role, confidence: Confidence::new(p) };
        let said = |p| Some(Confidence::new(p));
        for (name, known, wanted) in [
            ("read by rules", vec![], [(Role::Body, None), (Role::Credit, None), (Role::Furniture, None)]),
            (
                "what is known comes first, and nothing twice",
                vec![other(Role::Note, 0.3), other(Role::Body, 0.1)],
                [(Role::Note, said(0.3)), (Role::Body, said(0.1)), (Role::Credit, None)],
            ),
            (
                "neither its own role nor what is hardly probable",
                vec![other(Role::Byline, 0.5), other(Role::Note, 0.01)],
                [(Role::Body, None), (Role::Credit, None), (Role::Furniture, None)],
            ),
        ] {
            let why = Evidence { roles: known, ..Evidence::new(0.6, Reason::ShortLine) };
            let block = Block::new(Spans::default(), Role::Byline, Home::Furniture, why);
            assert_eq!(other_roles(&block), wanted, "{name}");
        }
    }
}

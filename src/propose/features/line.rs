//! What the trees are asked about a line: its own form, and what stands around it.

use super::super::facts::{Form, LineFacts};
use super::super::sheet::Line;
use super::super::words::Bag;
use super::{Evident, Look, Sink, count, flag};
use crate::model::Role;

/// Roles that are told apart. [`Role::Discarded`] is junk and what repeats the line before.
pub(in crate::propose) const ROLES: [Role; 12] = [
    Role::Kicker,
    Role::Headline,
    Role::Deck,
    Role::Byline,
    Role::Dateline,
    Role::Body,
    Role::Subhead,
    Role::Note,
    Role::Caption,
    Role::Credit,
    Role::Furniture,
    Role::Discarded,
];
/// Characters under which a line's words are compared with what stands around it.
const SHORT: u32 = 40;
/// Lines on either side whose words are compared.
const AROUND: usize = 6;

/// The features of a line by itself and among its neighbours.
pub(in crate::propose) fn line_features(look: &Look<'_, '_>, index: usize, out: &mut impl Sink) {
    let Some((line, facts)) = look.line(index, 0) else { return };
    own(line, facts, out);
    for offset in [-2, -1, 1, 2, 3] {
        around(line, look.line(index, offset), out);
    }
    let widest = |from: isize, to: isize| {
        let widths = (from..=to).filter_map(|offset| look.line(index, offset)).map(|(line, _)| line.width);
        count(widths.max().unwrap_or(0)).min(400.0)
    };
    let width = count(line.width).min(400.0);
    out.put(Evident::Layout, "of widest before", width / widest(-5, -1).max(1.0));
    out.put(Evident::Layout, "of widest behind", width / widest(1, 5).max(1.0));
    let blanks_behind = look.line(index, 1).map_or(9.0, |(next, _)| count(next.blanks).min(9.0));
    out.put(Evident::Layout, "blanks behind", blanks_behind);
    let [before, behind] = if facts.chars < SHORT { surroundings(look, index) } else { [[0.0; 3]; 2] };
    for (near, name) in [(before, "words before"), (behind, "words behind")] {
        out.put(Evident::Topic, name, near[0]);
        out.put(Evident::Topic, name, near[1]);
    }
    #[expect(clippy::cast_precision_loss, reason = "lines of a page")]
    let place = index as f32 / look.sheet.lines.len().max(1) as f32;
    out.put(Evident::Distance, "place on page", place);
    for value in look.facts.page {
        out.put(Evident::Page, "page", value);
    }
}

/// The probabilities of the roles around a line, for a second look.
pub(in crate::propose) fn role_context(roles: &[[f32; ROLES.len()]], index: usize, out: &mut impl Sink) {
    for offset in -3_isize..=3 {
        let known = index.checked_add_signed(offset).and_then(|at| roles.get(at));
        for nth in 0..ROLES.len() {
            out.put(Evident::Roles, ROLES[nth].name(), known.map_or(-0.1, |roles| roles[nth]));
        }
    }
}

/// What the words of a short line have in common with those before and behind it.
fn surroundings(look: &Look<'_, '_>, index: usize) -> [[f32; 3]; 2] {
    let own: Bag = look.words.bag(index..index + 1);
    let before = look.words.bag(index.saturating_sub(AROUND)..index);
    let behind = look.words.bag(index + 1..(index + 1 + AROUND).min(look.sheet.lines.len()));
    [own.common(&before), own.common(&behind)]
}

fn own(line: &Line, facts: &LineFacts, out: &mut impl Sink) {
    let usual = count(line.usual).max(1.0);
    let width = count(line.width).min(400.0);
    out.put(Evident::Layout, "width", width);
    out.put(Evident::Layout, "of usual width", (width / usual).min(4.0));
    out.put(Evident::Layout, "usual width", usual.min(400.0));
    out.put(Evident::Layout, "indent", count(line.indent).min(60.0));
    out.put(Evident::Layout, "blanks before", count(line.blanks).min(9.0));
    out.put(Evident::Layout, "column begins", flag(line.column_start));
    out.put(Evident::Layout, "parted", flag(line.woven));
    out.put(Evident::Layout, "characters", count(facts.chars).min(200.0));
    out.put(Evident::Marks, "head", f32::from(facts.head as u8));
    out.put(Evident::Marks, "behind head", f32::from(facts.head_behind as u8));
    out.put(Evident::Marks, "tail", f32::from(facts.tail as u8));
    out.put(Evident::Marks, "before tail", f32::from(facts.tail_before as u8));
    out.put(Evident::Marks, "stops", flag(facts.stops));
    out.put(Evident::Marks, "digits", facts.digits);
    out.put(Evident::Marks, "letters", facts.letters);
    out.put(Evident::Marks, "capitals", facts.capitals);
    out.put(Evident::Marks, "marks", facts.marks);
    out.put(Evident::Marks, "spaces", facts.spaces.min(20.0));
    out.put(Evident::Marks, "stops inside", facts.stops_inside.min(9.0));
    out.put(Evident::Marks, "brackets", f32::from(facts.brackets));
    out.put(Evident::Marks, "quotes", f32::from(facts.quotes));
    for form in [
        Form::Credit,
        Form::CreditTail,
        Form::Caption,
        Form::Opening,
        Form::Closing,
        Form::Byline,
        Form::Note,
        Form::NoteHead,
        Form::Numbered,
        Form::Symbol,
        Form::Colon,
        Form::Dash,
    ] {
        out.put(Evident::Marks, "form", flag(facts.has(form)));
    }
    out.put(Evident::Marks, "furniture", f32::from(facts.furniture));
    out.put(Evident::Marks, "number", count(facts.number).min(30.0));
    out.put(Evident::Echoes, "repeated", facts.repeated);
    for alike in facts.alike {
        out.put(Evident::Marks, "alike", alike);
    }
    out.put(Evident::Ngrams, "opening", facts.opening);
    out.put(Evident::Ngrams, "fluency", facts.fluency);
    for score in facts.scores {
        out.put(Evident::Openings, "score", score);
    }
    out.put(Evident::Echoes, "doubled", flag(facts.doubled));
    out.put(Evident::Layout, "role by rule", f32::from(facts.rule.0));
    out.put(Evident::Layout, "points by rule", facts.rule.1);
    out.put(Evident::Layout, "rules open a block", flag(facts.rule_line.opens));
    out.put(Evident::Layout, "rules begin", flag(facts.rule_line.article > 0 && facts.rule_line.before == 0));
}

/// What a neighbour is like, in short.
fn around(line: &Line, other: Option<(&Line, &LineFacts)>, out: &mut impl Sink) {
    let none = LineFacts::default();
    let (beside, facts) = other.unwrap_or((line, &none));
    let usual = count(beside.usual).max(1.0);
    out.put(Evident::Layout, "its width of usual", (count(beside.width) / usual).min(4.0));
    out.put(Evident::Layout, "its width of this", (count(beside.width) / count(line.width).max(1.0)).min(9.0));
    out.put(Evident::Layout, "its blanks", count(beside.blanks).min(9.0));
    out.put(Evident::Layout, "its characters", count(facts.chars).min(200.0));
    out.put(Evident::Layout, "its indent", count(beside.indent).min(60.0));
    out.put(Evident::Marks, "its head", f32::from(facts.head as u8));
    out.put(Evident::Marks, "its tail", f32::from(facts.tail as u8));
    out.put(Evident::Marks, "its capitals", facts.capitals);
    out.put(Evident::Layout, "its role by rule", f32::from(facts.rule.0));
    let forms = [Form::Credit, Form::Caption, Form::Opening, Form::Byline, Form::Note, Form::Numbered, Form::Closing];
    for form in forms {
        out.put(Evident::Marks, "its form", flag(facts.has(form)));
    }
    out.put(Evident::Marks, "its furniture", f32::from(facts.furniture));
    out.put(Evident::Echoes, "its repeated", facts.repeated);
    out.put(Evident::Ngrams, "its opening", facts.opening);
    out.put(Evident::Openings, "its score", facts.scores[0]);
    out.put(Evident::Openings, "its score", facts.scores[2]);
}

//! What the trees are asked about a block, once it is known what it follows and what follows it in its article.

use super::super::facts::Form;
use super::super::reading::{Reading, Roles};
use super::line::{ROLES, line_features};
use super::{Evident, Look, Sink, count, flag};

/// A block in the making, in a row of those that go on with each other.
pub(in crate::propose) struct Member {
    pub(in crate::propose) lines: Vec<usize>,
    /// How probable it is that it goes on from the one before.
    pub(in crate::propose) goes_on: f32,
    /// How probable each role is for its lines, on the average.
    pub(in crate::propose) roles: Roles,
}

impl Member {
    pub(in crate::propose) fn new(reading: &Reading, lines: Vec<usize>, goes_on: f32) -> Self {
        let mut roles = [0.0; ROLES.len()];
        for own in lines.iter().filter_map(|&line| reading.roles.get(line)) {
            roles.iter_mut().zip(own).for_each(|(mean, p)| *mean += p);
        }
        #[expect(clippy::cast_precision_loss, reason = "lines of a block")]
        let count = lines.len().max(1) as f32;
        Self { lines, goes_on, roles: roles.map(|sum| sum / count) }
    }
}

/// The features of the role of the block at `at` in a row of blocks; `breaks` has the probability of a new block at the
/// link behind each line.
pub(in crate::propose) fn block_features(
    look: &Look<'_, '_>,
    breaks: &[f32],
    row: &[Member],
    at: usize,
    out: &mut impl Sink,
) {
    let Some(Member { lines, goes_on, .. }) = row.get(at) else { return };
    let before = at.checked_sub(1).and_then(|at| row.get(at));
    let behind = row.get(at + 1);
    for member in [Some(&row[at]), before, behind] {
        for (nth, role) in ROLES.iter().enumerate() {
            out.put(Evident::Roles, role.name(), member.map_or(-0.1, |member| member.roles[nth]));
        }
    }
    let text = |member: &Member| member.roles[5];
    let heads = |member: &Member| member.roles[..3].iter().sum::<f32>();
    let most = |members: &[Member], of: &dyn Fn(&Member) -> f32| members.iter().map(of).fold(0.0, f32::max);
    let (ahead, after) = (&row[at.saturating_sub(NEAR)..at], &row[at + 1..(at + 1 + NEAR).min(row.len())]);
    out.put(Evident::Chain, "text before", most(ahead, &text));
    out.put(Evident::Chain, "headings before", most(ahead, &heads));
    out.put(Evident::Chain, "text behind", most(after, &text));
    out.put(Evident::Chain, "headings behind", most(after, &heads));
    #[expect(clippy::cast_precision_loss, reason = "lines and blocks of a page")]
    let small = |number: usize| number.min(60) as f32;
    out.put(Evident::Chain, "blocks before", small(at));
    out.put(Evident::Chain, "blocks behind", small(row.len() - at - 1));
    out.put(Evident::Layout, "lines", small(lines.len()));
    let chars: u32 = lines.iter().filter_map(|&line| look.line(line, 0)).map(|(_, facts)| facts.chars).sum();
    out.put(Evident::Layout, "characters of all", count(chars).min(2000.0));
    let (first, last) = (lines.first().copied().unwrap_or(0), lines.last().copied().unwrap_or(0));
    let break_behind = |member: Option<&Member>| {
        member.and_then(|member| member.lines.last()).and_then(|&line| breaks.get(line)).copied().unwrap_or(1.0)
    };
    out.put(Evident::Chain, "goes on from before", if at > 0 { *goes_on } else { -0.1 });
    out.put(Evident::Chain, "goes on behind", behind.map_or(-0.1, |behind| behind.goes_on));
    out.put(Evident::Chain, "breaks before", break_behind(before));
    out.put(Evident::Chain, "breaks behind", break_behind(Some(&row[at])));
    let end_before = before.and_then(|before| before.lines.last().copied());
    let start_behind = behind.and_then(|behind| behind.lines.first().copied());
    out.put(Evident::Distance, "stands behind it", flag(end_before.is_some_and(|end| end + 1 == first)));
    out.put(Evident::Distance, "stands before it", flag(start_behind == Some(last + 1)));
    for line in [end_before, Some(last)] {
        let known = line.and_then(|line| look.line(line, 0));
        out.put(Evident::Marks, "tail of block", known.map_or(-1.0, |(_, facts)| f32::from(facts.tail as u8)));
        out.put(Evident::Marks, "block stops", known.map_or(-1.0, |(_, facts)| flag(facts.stops)));
        out.put(Evident::Marks, "block closes", known.map_or(-1.0, |(_, facts)| flag(facts.has(Form::Closing))));
    }
    let known = start_behind.and_then(|line| look.line(line, 0));
    out.put(Evident::Marks, "head behind block", known.map_or(-1.0, |(_, facts)| f32::from(facts.head as u8)));
    for form in [Form::Opening, Form::Byline, Form::Numbered, Form::Note] {
        out.put(Evident::Marks, "form behind block", known.map_or(-1.0, |(_, facts)| flag(facts.has(form))));
    }
    line_features(look, first, out);
}

/// Blocks of a row on either side that are looked at.
const NEAR: usize = 40;

//! From the evidence of a decision to the two or three reasons that weigh most, as data.
//!
//! The trees say how probable a thing is, not why; the same facts that they are asked about say why, each with a weight
//! near what it is worth in log-odds on the training pages. A reason speaks for what was decided; what speaks against it
//! is in the confidence and in the alternatives. `desk::words` puts reasons into words.
//!
//! Asked only about what is proposed, and about a bounded number of lines and characters each time.

use super::facts::{Form, Kind, LineFacts};
use super::features::{Look, ROLES};
use super::marks;
use super::reading::Reading;
use super::sheet::Line;
use super::weights::{TOPICS, cosine};
use crate::model::{Reason, Role};

mod marked;
mod named;

/// Reasons that are given.
const MOST: usize = 3;
/// Lines of a piece that are looked at from its end.
const NEAR: usize = 12;
/// Characters of either end that a reason shows.
const SHOWN: usize = 6;
/// How well a text goes on, above which it is said so.
const GOES_ON: f32 = 1.9;
/// Probability of the best rival under which there is no other.
const NO_RIVAL: f32 = 0.1;

/// Reasons with their weights.
#[derive(Default)]
struct Weighed(Vec<(f32, Reason)>);

impl Weighed {
    fn put(&mut self, weight: f32, reason: Reason) {
        self.0.push((weight, reason));
    }

    fn put_if(&mut self, is: bool, weight: f32, reason: Reason) {
        if is {
            self.put(weight, reason);
        }
    }

    /// The weightiest; of equal ones the first that was put.
    fn best(mut self) -> Vec<Reason> {
        self.0.sort_by(|a, b| b.0.total_cmp(&a.0));
        let mut reasons: Vec<Reason> = Vec::new();
        for (_, reason) in self.0 {
            if reasons.len() < MOST && !reasons.contains(&reason) {
                reasons.push(reason);
            }
        }
        if reasons.is_empty() { vec![Reason::Usual] } else { reasons }
    }
}

/// Where a caption stands as seen from the article that it is given to.
#[derive(Clone, Copy, Debug, Default)]
pub(super) struct Attached {
    /// The article's text goes on around it.
    pub(super) within: bool,
    /// Lines between it and the article's nearest.
    pub(super) distance: usize,
    /// Probability of the best other article.
    pub(super) rival: f32,
}

impl Attached {
    /// Lines of the article that are read for words.
    pub(super) const READ: usize = 4 * NEAR;
}

/// What reasons are read from.
#[derive(Clone, Copy)]
pub(super) struct Reasons<'w, 's, 'p> {
    pub(super) look: &'w Look<'s, 'p>,
    pub(super) reading: &'w Reading,
}

impl Reasons<'_, '_, '_> {
    fn at(&self, index: usize) -> Option<(&Line, &LineFacts)> {
        Some((self.look.sheet.lines.get(index)?, self.look.facts.lines.get(index)?))
    }

    fn is_heading(&self, index: usize) -> bool {
        self.reading.roles.get(index).is_some_and(|roles| roles[0] + roles[1] + roles[2] > 0.5)
    }

    fn likeliest(&self, index: usize) -> Option<usize> {
        let roles = self.reading.roles.get(index)?;
        (0..ROLES.len()).max_by(|&a, &b| roles[a].total_cmp(&roles[b]))
    }

    /// Why the text goes on from `left`, the last of the lines before, to `right`, the first of those behind. `rival`:
    /// probability of the best other pair of either.
    pub(super) fn link(&self, before: &[usize], behind: &[usize], p: f32, rival: f32) -> Vec<Reason> {
        let (Some(&left), Some(&right)) = (before.last(), behind.first()) else { return vec![Reason::Usual] };
        let (Some((l, a)), Some((r, b))) = (self.at(left), self.at(right)) else { return vec![Reason::Usual] };
        let mut found = Weighed::default();
        let neighbours = left + 1 == right;
        if !a.stops {
            self.goes_on(left, right, &mut found);
        }
        let inside =
            matches!(b.head, Kind::Pause | Kind::Stop | Kind::Closing) || b.head == Kind::Lower && b.letters > 0.5;
        found.put_if(inside && !b.has(Form::Numbered), 2.5, Reason::BeginsMidSentence);
        if let Some(mark) = self.open_mark(before, behind) {
            found.put(3.0, Reason::OpenMark { mark });
        }
        let last_number = before.iter().rev().take(NEAR).find_map(|&line| {
            let facts = self.look.facts.lines.get(line)?;
            facts.has(Form::Numbered).then_some(facts.number)
        });
        let counts_on = b.has(Form::Numbered) && b.number > 0 && last_number.is_some_and(|last| last + 1 == b.number);
        found.put_if(counts_on, 3.0, Reason::Numbering);
        let head = self.is_heading(left) && !self.is_heading(right);
        found.put_if(head, if neighbours { 2.5 } else { 1.4 }, Reason::HeadAndText);
        found.put_if(neighbours && r.blanks == 0, 1.6, Reason::StandTogether);
        found.put_if(neighbours && r.blanks > 0, 0.9, Reason::StandTogether);
        found.put_if(neighbours && l.is_full(self.look.sheet.spaced) && !a.stops, 1.2, Reason::FullLine);
        if !neighbours {
            let none = p > 0.5 && rival < NO_RIVAL;
            found.put_if(none, if rival < NO_RIVAL / 5.0 { 2.0 } else { 1.5 }, Reason::NoOther);
            found.put_if(l.usual.abs_diff(r.usual) < 3 && !head, 0.8, Reason::SameWidth);
            found.put_if(l.woven && r.woven, 0.7, Reason::Unwoven);
            found.put_if(self.alternates(left, right), 1.4, Reason::Alternates);
            let words = self.shared_words(before.iter().rev(), behind.iter());
            if words.is_empty() {
                found.put_if(self.likeness(before, behind) > 0.6, 0.7, Reason::SameTopic);
            } else {
                found.put(1.1 + 0.4 * few(words.len()), Reason::SharedWords { words });
            }
        }
        found.best()
    }

    fn goes_on(&self, left: usize, right: usize, found: &mut Weighed) {
        let (Some((_, a)), Some((_, b))) = (self.at(left), self.at(right)) else { return };
        let goes_on = self.look.goes_on(left, right);
        let paused = a.tail == Kind::Pause;
        if goes_on <= GOES_ON {
            found.put(if paused { 1.3 } else { 1.0 }, Reason::EndsMidSentence);
            return;
        }
        let text =
            |kind: Kind| matches!(kind, Kind::Ideograph | Kind::Lower | Kind::Digit | Kind::Upper | Kind::Hyphen);
        let (left, right) = match self.completed(a, b).filter(|_| text(a.tail) && text(b.head)) {
            Some((left, right)) => {
                found.put(goes_on + 0.5, Reason::MidWord { left, right });
                return;
            }
            None => (self.look.sheet.line(left), self.look.sheet.line(right)),
        };
        let mut end: Vec<char> = left.chars().rev().take(SHOWN).collect();
        end.reverse();
        found.put(
            goes_on,
            Reason::GoesOn { left: end.into_iter().collect(), right: right.chars().take(SHOWN).collect() },
        );
    }

    /// The word or phrase over two ends that the page says elsewhere, three characters or four, in its two parts.
    fn completed(&self, a: &LineFacts, b: &LineFacts) -> Option<(String, String)> {
        let mut best: Option<(u32, usize, usize)> = None;
        // Longer ones first; a shorter one must stand more often by far.
        for (left, right) in [(2, 2), (3, 1), (1, 3), (2, 1), (1, 2)] {
            let chars: Vec<char> = a.last[6 - left..].iter().chain(&b.first[..right]).copied().collect();
            if chars.contains(&'\0') || chars.iter().any(|&c| crate::text::is_punctuation(c)) {
                continue;
            }
            let count = self.look.echoes.count(&chars);
            if count > best.map_or(0, |best| best.0 * if left + right < 4 { 3 } else { 1 }) {
                best = Some((count, left, right));
            }
        }
        let (_, left, right) = best?;
        Some((a.last[6 - left..].iter().collect(), b.first[..right].iter().collect()))
    }

    /// True where the lines beside a pair some lines apart go on in parallel.
    fn alternates(&self, left: usize, right: usize) -> bool {
        let beside = |offset: isize| match (left.checked_add_signed(offset), right.checked_add_signed(offset)) {
            (Some(a), Some(b)) => self.look.goes_on(a, b),
            _ => 0.0,
        };
        right > left && right - left < 10 && (beside(-1) + beside(1)).max(beside(-2) + beside(2)) > 2.0 * GOES_ON
    }

    /// How much two pieces speak of the same, -1..1.
    fn likeness(&self, before: &[usize], behind: &[usize]) -> f32 {
        let sum = |lines: &mut dyn Iterator<Item = &usize>| {
            let mut sum = [0.0_f32; TOPICS];
            for topic in lines.take(NEAR).filter_map(|&line| self.look.topics.get(line)) {
                for (sum, value) in sum.iter_mut().zip(topic) {
                    *sum += value;
                }
            }
            sum
        };
        cosine(&sum(&mut before.iter().rev()), &sum(&mut behind.iter()))
    }

    /// Why an article's text ends with `line`; `rival`: probability of the best pair that would go on.
    pub(super) fn end(&self, line: usize, rival: f32) -> Vec<Reason> {
        let Some((l, a)) = self.at(line) else { return vec![Reason::Usual] };
        let mut found = Weighed::default();
        if let Some(mark) = self.look.sheet.closing_at(line) {
            found.put(4.0, Reason::Closing { mark });
        }
        found.put_if(a.scores[1] > 1.5, a.scores[1].min(3.0), Reason::LikeClosing);
        found.put_if(a.stops, 1.8, Reason::EndsSentence);
        found.put_if(a.stops && !l.is_full(self.look.sheet.spaced), 1.2, Reason::LineNotFull);
        found.put_if(self.is_heading(line + 1), 1.5, Reason::HeadingBehind);
        found.put_if(rival < NO_RIVAL, if rival < NO_RIVAL / 5.0 { 2.0 } else { 1.3 }, Reason::NothingFits);
        found.best()
    }

    /// Why an article's text begins with `line`; `rival`: probability of the best pair that would come before.
    pub(super) fn start(&self, line: usize, rival: f32) -> Vec<Reason> {
        let Some((r, b)) = self.at(line) else { return vec![Reason::Usual] };
        let mut found = Weighed::default();
        if let Some(mark) = marks::opening(self.look.sheet.line(line)) {
            found.put(4.0, Reason::Opening { mark });
        }
        found.put_if(self.is_heading(line), 2.6, if b.scores[2] > 1.0 { Reason::LikeTitle } else { Reason::ShortLine });
        found.put_if(b.scores[0] > 1.5, b.scores[0].min(3.0), Reason::LikeOpening);
        found.put_if(r.blanks > 0, 1.0, Reason::BlankLine);
        found.put_if(rival < NO_RIVAL, if rival < NO_RIVAL / 5.0 { 2.0 } else { 1.3 }, Reason::NothingFits);
        found.best()
    }

    /// Why a block ends with `left` and one begins with `right`.
    pub(super) fn begins(&self, left: usize, right: usize) -> Vec<Reason> {
        let (Some((l, a)), Some((r, b))) = (self.at(left), self.at(right)) else { return vec![Reason::Usual] };
        let mut found = Weighed::default();
        found.put_if(self.likeliest(left) != self.likeliest(right), 2.6, Reason::RoleChange);
        found.put_if(r.blanks > 0 && !self.look.sheet.sparse, 2.0, Reason::BlankLine);
        found.put_if(r.indent > l.indent + 1, 2.2, Reason::Indent);
        if let Some(mark) = marks::opening(self.look.sheet.line(right)) {
            found.put(2.4, Reason::Opening { mark });
        }
        found.put_if(a.stops, 1.4, Reason::EndsSentence);
        found.put_if(!l.is_full(self.look.sheet.spaced), if a.stops { 1.9 } else { 0.8 }, Reason::LineNotFull);
        found.put_if(b.has(Form::Numbered), 1.7, Reason::Numbering);
        found.put_if(l.usual.abs_diff(r.usual) > 4, 0.8, Reason::WidthChange);
        found.best()
    }

    /// Why the block of `lines` has its role.
    pub(super) fn role(&self, role: Role, lines: &[usize]) -> Vec<Reason> {
        let (Some(&first), Some(&last)) = (lines.first(), lines.last()) else { return vec![Reason::Usual] };
        let (Some((l, a)), text) = (self.at(first), self.look.sheet.line(first)) else { return vec![Reason::Usual] };
        let mut found = Weighed::default();
        let form = |form: &str| Reason::Form { form: form.to_owned() };
        let apart = l.blanks > 0 && self.at(last + 1).is_none_or(|(next, _)| next.blanks > 0);
        match role {
            Role::Furniture => {
                let known = lines.iter().take(NEAR).find_map(|&line| marks::furniture(self.look.sheet.line(line)));
                if let Some(known) = known {
                    found.put(4.0, form(known));
                }
                found.put_if(apart && a.chars < 30, 1.0, Reason::ShortLine);
            }
            Role::Credit => found.put_if(a.has(Form::Credit) || a.has(Form::CreditTail), 4.0, form("credit")),
            Role::Caption => {
                found.put_if(a.has(Form::Caption), 4.0, form("caption"));
                let tail = self.at(last).is_some_and(|(_, facts)| facts.has(Form::CreditTail));
                let credited = tail || self.at(last + 1).is_some_and(|(_, next)| next.has(Form::Credit));
                found.put_if(credited, 3.0, Reason::Credited);
                found.put_if(l.blanks > 0, 1.0, Reason::BlankLine);
            }
            Role::Byline => found.put_if(a.has(Form::Byline), 4.0, form("byline")),
            Role::Note => found.put_if(a.has(Form::Note) || a.has(Form::NoteHead), 4.0, form("note")),
            Role::Dateline | Role::Body => {
                if let Some(mark) = marks::opening(text) {
                    found.put(3.0, Reason::Opening { mark });
                }
                let runs = lines.len() > 1 || a.stops_inside > 0.0 || a.stops;
                found.put_if(role == Role::Body && runs, 2.0, Reason::RunningText);
                found.put_if(role == Role::Body && self.is_heading(first.wrapping_sub(1)), 1.0, Reason::HeadAndText);
            }
            Role::Kicker | Role::Headline | Role::Deck | Role::Subhead => {
                if let Some(mark) = marks::opening(self.look.sheet.line(last + 1)) {
                    found.put(3.5, Reason::Opening { mark });
                }
                found.put_if(a.has(Form::Numbered) || a.has(Form::Symbol), 3.0, Reason::Numbering);
                found.put_if(a.scores[2] > 1.0, a.scores[2].min(2.8), Reason::LikeTitle);
                found.put_if(!a.stops && a.chars < 40, if apart { 2.2 } else { 1.2 }, Reason::ShortLine);
                let words = self.shared_words(lines.iter(), (last + 1..last + 1 + NEAR).collect::<Vec<_>>().iter());
                found.put_if(!words.is_empty(), 1.0 + 0.5 * few(words.len()), Reason::NamedIn { words });
            }
            Role::Discarded => {
                found.put_if(a.doubled || a.repeated > 0.8, 3.0, Reason::Repeats);
                found.put_if(a.fluency < -7.0 || a.marks > 0.5, 2.0, Reason::Unreadable);
            }
        }
        found.best()
    }

    /// Why the caption or credit of `lines` is the article's whose lines are `text`.
    pub(super) fn caption(&self, lines: &[usize], text: &[usize], attached: &Attached) -> Vec<Reason> {
        let mut found = Weighed::default();
        let words = self.shared_words(lines.iter(), text.iter());
        found.put_if(!words.is_empty(), 1.5 + 0.8 * few(words.len()), Reason::NamedIn { words });
        found.put_if(attached.within, 2.5, Reason::Within);
        found.put_if(attached.distance < 3, 1.5, Reason::Beside);
        found.put_if(attached.rival < NO_RIVAL, 1.2, Reason::NoOtherArticle);
        found.best()
    }
}

fn few(number: usize) -> f32 {
    f32::from(u8::try_from(number).unwrap_or(u8::MAX))
}

#[cfg(test)]
mod tests;

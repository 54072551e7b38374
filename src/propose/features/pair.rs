//! What the trees are asked about two ends: would the text go on from this line to that one?

use super::super::facts::{Form, LineFacts};
use super::super::weights::{TOPICS, alike, unit};
use super::super::words::Bag;
use super::ends::{end_marks, layout, start_marks};
use super::line::ROLES;
use super::{Evident, Look, Sink, count, flag};

/// Lines of a piece that are looked at from its end.
pub(in crate::propose) const PIECE: usize = 25;

/// Lines that speak for the place itself, whatever the piece is made of.
const CLOSE: usize = 4;

/// A piece of text as seen from the end that may be joined.
#[derive(Clone, Debug)]
pub(in crate::propose) struct Side {
    /// The line at that end.
    pub(in crate::propose) line: usize,
    /// The rare words of its nearest lines.
    pub(in crate::propose) bag: Bag,
    /// What its nearest lines speak of, as a vector of length 1, or 0.
    pub(in crate::propose) topic: [f32; TOPICS],
    /// What its headings speak of, to be compared with a text's topic.
    pub(in crate::propose) head: [f32; TOPICS],
    /// The line by itself, whatever it is joined to by now: its rare words, and what it speaks of as a heading.
    pub(in crate::propose) own: Bag,
    pub(in crate::propose) own_head: [f32; TOPICS],
    /// The same of its nearest lines without headings.
    pub(in crate::propose) text: Bag,
    pub(in crate::propose) text_topic: [f32; TOPICS],
    /// How far the line's own words and topic are those of that text.
    pub(in crate::propose) itself: [f32; 3],
    /// What the very nearest lines speak of.
    pub(in crate::propose) close: [f32; TOPICS],
    /// Its lines, and how many of them are running text and headings.
    pub(in crate::propose) lines: usize,
    pub(in crate::propose) body: f32,
    pub(in crate::propose) heading: f32,
    /// Role of its far end: how likely that is a heading; where it stands.
    pub(in crate::propose) far_heading: f32,
    pub(in crate::propose) far: usize,
    /// The widest usual width among its nearest lines.
    pub(in crate::propose) usual: f32,
    /// How far the text opens brackets and quotation marks that it does not close.
    pub(in crate::propose) brackets: i32,
    pub(in crate::propose) quotes: i32,
    /// The last number of a numbered line, seen from that end.
    pub(in crate::propose) number: u32,
}

impl Side {
    /// The piece of which `lines` are the nearest, from the end that may be joined inwards, with all its lines. `beyond`:
    /// lines farther away that may be its headings.
    pub(in crate::propose) fn new(
        look: &Look<'_, '_>,
        roles: &[[f32; ROLES.len()]],
        lines: &[usize],
        all: usize,
        far: usize,
        beyond: &[usize],
    ) -> Self {
        let near = lines.iter().copied().take(PIECE);
        let mut side = Self {
            line: lines.first().copied().unwrap_or(0),
            bag: look.words.bag(near.clone()),
            topic: [0.0; TOPICS],
            head: [0.0; TOPICS],
            own: look.words.bag(lines.iter().copied().take(1)),
            own_head: [0.0; TOPICS],
            text: Bag::default(),
            text_topic: [0.0; TOPICS],
            itself: [0.0; 3],
            close: [0.0; TOPICS],
            lines: all,
            body: 0.0,
            heading: 0.0,
            far_heading: roles.get(far).map_or(0.0, heading),
            far,
            usual: 0.0,
            brackets: 0,
            quotes: 0,
            number: 0,
        };
        for line in near.clone() {
            if let Some((sheet, facts)) = look.line(line, 0) {
                side.usual = side.usual.max(count(sheet.usual).min(400.0));
                side.brackets += i32::from(facts.brackets);
                side.quotes += i32::from(facts.quotes);
                if side.number == 0 && facts.has(Form::Numbered) {
                    side.number = facts.number;
                }
            }
            if let Some(roles) = roles.get(line) {
                side.body += roles[5];
                side.heading += heading(roles);
            }
        }
        let is_heading = |line: usize| roles.get(line).is_some_and(|roles| heading(roles) > 0.3);
        let text = || near.clone().filter(|&line| !is_heading(line));
        let headings = near.clone().chain(beyond.iter().copied()).filter(|&line| is_heading(line));
        side.text = look.words.bag(text());
        side.topic = together(look.topics, near.clone());
        side.text_topic = together(look.topics, text());
        side.close = together(look.topics, near.clone().take(CLOSE));
        side.head = together(look.heads, headings);
        side.own_head = together(look.heads, [side.line].into_iter());
        let words = side.own.common(&side.text);
        side.itself = [words[1], words[2], alike(&side.own_head, &side.text_topic)];
        side
    }
}

/// What `lines` speak of together, as a vector of length 1, or 0.
fn together(of: &[[f32; TOPICS]], lines: impl Iterator<Item = usize>) -> [f32; TOPICS] {
    let mut sum = [0.0; TOPICS];
    for topic in lines.filter_map(|line| of.get(line)) {
        sum.iter_mut().zip(topic).for_each(|(sum, value)| *sum += value);
    }
    unit(&sum)
}

/// How likely a line is a kicker, headline or deck.
fn heading(roles: &[f32; ROLES.len()]) -> f32 {
    roles[0] + roles[1] + roles[2]
}

/// Values of a pair that are compared with those of its rivals: how well it goes on, rare words, topic, the headings'
/// topic, and the last line's own words and topic.
pub(in crate::propose) type Margins = [f32; MARGINS];

/// How many those are.
pub(in crate::propose) const MARGINS: usize = 6;

/// What a first solution made of a pair.
#[derive(Clone, Copy, Debug, Default)]
pub(in crate::propose) struct Pass {
    /// Probability of the pair, then that of the best other pair of the same end and of the same start.
    pub(in crate::propose) this: f32,
    pub(in crate::propose) of_end: f32,
    pub(in crate::propose) of_start: f32,
    /// It was taken.
    pub(in crate::propose) taken: bool,
    /// Both are of one piece already, by other links.
    pub(in crate::propose) together: bool,
    /// What was made of the lines beside them on the dump.
    pub(in crate::propose) beside: Beside,
}

/// What a first solution made of the lines beside a pair on the dump: columns that were read across go down together.
#[derive(Clone, Copy, Debug, Default, PartialEq)]
pub(in crate::propose) struct Beside {
    /// Probability that the line to the left of the end goes on with that to the left of the start; then to the right.
    /// -1 where neither has one, -0.5 where one of both has none.
    pub(in crate::propose) links: [f32; 2],
    /// Of the other lines in the end's row, the part that goes on in the start's row; then of the others in the start's row
    /// the part that comes from the end's. -1 where there are none.
    pub(in crate::propose) rows: [f32; 2],
    /// By how many rows the start is further down than where the others of the end's row go on, in the middle, up to 30; -99
    /// where none does. Then by how many the end is further up than where the others of the start's row come from; 99 where none
    /// does.
    pub(in crate::propose) steps: [f32; 2],
}

/// The features of a seam by itself; `fields` are the alternation's values around it.
pub(in crate::propose) fn seam_features(
    look: &Look<'_, '_>,
    roles: &[[f32; ROLES.len()]],
    ends: (&Side, &Side),
    fields: &[f32],
    out: &mut impl Sink,
) -> Margins {
    let (left, right) = (ends.0.line, ends.1.line);
    let none = LineFacts::default();
    let (Some((l, a)), Some((r, b))) = (look.line(left, 0), look.line(right, 0)) else { return [0.0; MARGINS] };
    layout(look, (left, l, a), (right, r, b), out);
    end_marks(a, out);
    start_marks(b, out);
    let (x, y) = (a.rule_line, b.rule_line);
    let follows = usize::try_from(y.before).is_ok_and(|before| before == left + 1);
    out.put(Evident::Layout, "rules follow", flag(follows));
    out.put(Evident::Layout, "rules together", flag(x.article > 0 && x.article == y.article));
    out.put(Evident::Layout, "rules begin", flag(y.article > 0 && y.before == 0));
    out.put(Evident::Layout, "rules open a block", flag(y.opens));
    let before = look.line(left, -1).map_or(&none, |line| line.1);
    let behind = look.line(right, 1).map_or(&none, |line| line.1);
    out.put(Evident::Marks, "before end", f32::from(before.tail as u8));
    out.put(Evident::Marks, "behind start", f32::from(behind.head as u8));
    out.put(Evident::Marks, "opening behind start", flag(behind.has(Form::Opening) || behind.has(Form::Byline)));
    let open = (ends.0.brackets, ends.0.quotes);
    let closed = (ends.1.brackets, ends.1.quotes);
    out.put(Evident::Marks, "brackets open", bounded(open.0));
    out.put(Evident::Marks, "quotes open", bounded(open.1));
    out.put(Evident::Marks, "brackets closed", bounded(closed.0));
    out.put(Evident::Marks, "quotes closed", bounded(closed.1));
    let (before, number) = (ends.0.number, b.number);
    let numbering = match (before, b.has(Form::Numbered)) {
        (_, false) => 0.0,
        (0, true) => {
            if number == 1 {
                1.0
            } else {
                2.0
            }
        }
        (before, true) if number == before + 1 => 4.0,
        (_, true) => {
            if number == 1 {
                3.0
            } else {
                -1.0
            }
        }
    };
    out.put(Evident::Marks, "numbering", numbering);
    for (line, offsets) in [(left, [0, -1]), (right, [0, 1])] {
        for offset in offsets {
            let known = line.checked_add_signed(offset).and_then(|at| roles.get(at));
            for nth in 0..ROLES.len() {
                // Of the line beyond, only what is most telling.
                if offset == 0 || matches!(nth, 1 | 5 | 8 | 10) {
                    out.put(Evident::Roles, ROLES[nth].name(), known.map_or(-0.1, |roles| roles[nth]));
                }
            }
        }
    }
    let seam = look.seam(left, right);
    let echo = look.echoes.over(&a.last, &b.first);
    out.put(Evident::Ngrams, "seam", seam);
    out.put(Evident::Ngrams, "seam beyond opening", seam - b.opening);
    for count_of in echo {
        out.put(Evident::Echoes, "echo", count(count_of).min(20.0));
    }
    let words = ends.0.bag.common(&ends.1.bag);
    let topic = alike(&ends.0.topic, &ends.1.topic);
    let about = alike(&ends.0.head, &ends.1.topic);
    for value in words {
        out.put(Evident::Topic, "words", value);
    }
    out.put(Evident::Topic, "topic", topic);
    out.put(Evident::Topic, "head and text", about);
    let own = ends.0.own.common(&ends.1.text);
    let own_about = alike(&ends.0.own_head, &ends.1.text_topic);
    out.put(Evident::Topic, "own words", own[1]);
    out.put(Evident::Topic, "own words", own[2]);
    out.put(Evident::Topic, "own head and text", own_about);
    // A heading may not be of the text that it leads to by now. Any other line is a part of that text.
    for (value, name) in ends.1.itself.into_iter().zip(["start's own words", "start's own words", "start's own head"]) {
        out.put(Evident::Topic, name, value);
    }
    out.put(Evident::Topic, "close", alike(&ends.0.close, &ends.1.close));
    for value in fields {
        out.put(Evident::Field, "field", *value);
    }
    for value in look.facts.page {
        out.put(Evident::Page, "page", value);
    }
    let goes_on = look.goes_on(left, right);
    out.put(Evident::Ngrams, "goes on", goes_on);
    [goes_on, words[0], topic, about, own[1], own_about]
}

/// The features of a pair beyond its seam: distance, rivals, and what the first solution says.
pub(in crate::propose) fn pair_features(
    ends: (&Side, &Side),
    flow: (f32, f32),
    margins: &[Margins; 2],
    pass: Option<&Pass>,
    out: &mut impl Sink,
) {
    let (left, right) = (ends.0.line, ends.1.line);
    #[expect(clippy::cast_precision_loss, reason = "lines of a page")]
    let apart = |a: usize, b: usize| (b as f32 - a as f32).signum() * (1.0 + b.abs_diff(a) as f32).ln();
    out.put(Evident::Distance, "apart", apart(left, right));
    out.put(Evident::Distance, "from its beginning", apart(ends.0.far, right));
    out.put(Evident::Distance, "to its end", apart(left, ends.1.far));
    out.put(Evident::Distance, "neighbours", flag(left + 1 == right));
    out.put(Evident::Roles, "goes on where it stands", flow.0);
    out.put(Evident::Roles, "follows where it stands", flow.1);
    for (side, which) in [(ends.0, "end"), (ends.1, "start")] {
        #[expect(clippy::cast_precision_loss, reason = "lines of a page")]
        out.put(Evident::Chain, which, (side.lines as f32).min(200.0));
        out.put(Evident::Chain, which, side.body);
        out.put(Evident::Chain, which, side.heading);
        out.put(Evident::Chain, which, side.far_heading);
    }
    for margin in margins {
        for value in margin {
            out.put(Evident::Margin, "margin", *value);
        }
    }
    if let Some(pass) = pass {
        out.put(Evident::Chain, "first answer", pass.this);
        out.put(Evident::Chain, "best other of end", pass.of_end);
        out.put(Evident::Chain, "best other of start", pass.of_start);
        out.put(Evident::Chain, "margin of end", pass.this - pass.of_end);
        out.put(Evident::Chain, "margin of start", pass.this - pass.of_start);
        out.put(Evident::Chain, "taken", flag(pass.taken));
        out.put(Evident::Chain, "together", flag(pass.together));
        for value in pass.beside.links {
            out.put(Evident::Chain, "first answer beside", value);
        }
        for value in pass.beside.rows {
            out.put(Evident::Chain, "others of the row", value);
        }
        for value in pass.beside.steps {
            out.put(Evident::Chain, "rows beyond the others", value);
        }
    }
}

fn bounded(balance: i32) -> f32 {
    f32::from(i8::try_from(balance.clamp(-3, 3)).unwrap_or(0))
}

/// The features of whether a new block begins at a link, which has the probability `p`.
pub(in crate::propose) fn break_features(
    look: &Look<'_, '_>,
    roles: &[[f32; ROLES.len()]],
    link: (usize, usize, f32),
    out: &mut impl Sink,
) {
    let (left, right, p) = link;
    let (Some((l, a)), Some((r, b))) = (look.line(left, 0), look.line(right, 0)) else { return };
    layout(look, (left, l, a), (right, r, b), out);
    end_marks(a, out);
    start_marks(b, out);
    out.put(Evident::Layout, "rules open a block", flag(b.rule_line.opens));
    let mut likeness = 0.0;
    for line in [left, right] {
        for nth in 0..ROLES.len() {
            out.put(Evident::Roles, ROLES[nth].name(), roles.get(line).map_or(-0.1, |roles| roles[nth]));
        }
    }
    if let (Some(x), Some(y)) = (roles.get(left), roles.get(right)) {
        likeness = x.iter().zip(y).map(|(x, y)| x * y).sum();
    }
    out.put(Evident::Roles, "same role", likeness);
    out.put(Evident::Ngrams, "seam", look.seam(left, right));
    for count_of in look.echoes.over(&a.last, &b.first) {
        out.put(Evident::Echoes, "echo", count(count_of).min(20.0));
    }
    out.put(Evident::Distance, "neighbours", flag(left + 1 == right));
    out.put(Evident::Roles, "goes on", p);
    for value in look.facts.page {
        out.put(Evident::Page, "page", value);
    }
}

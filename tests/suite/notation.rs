//! Pages as strings, for tests that read like the manual: before, keys, after.
//!
//! - `/` ends a line; `①` to `⑨` say whose the text behind is, by the article's number, `ⓕ` the furniture, `ⓧ` discarded.
//!   Every line of text has such a mark, and so has every place inside a line where a block begins.
//! - Lines of one article and role that stand together are one block. `¶` behind the mark begins another; `+` goes on with
//!   the last block of that article and role above.
//! - A letter behind the mark is a role: `k`icker, `h`eadline, `d`eck, `b`yline, `l` dateline, `s`ubhead, `n`ote, `c`aption,
//!   `p` credit; none is body.
//! - `₁₂₃` behind the number is the block's place in its article, where that is not the order of the dump.
//! - `|` is the selected boundary, `^` the caret, `[` and `]` a selection. A result shows the caret only if it is asked for.

use newsmend::desk::{COMMANDS, Chord, CommandId, Desk, Lang, Selection, Work};
use newsmend::model::{
    Article, ArticleId, Block, BlockId, Evidence, Home, Page, Parts, Project, Reason, Role, Source, boundary_at,
    trim_span,
};
use newsmend::text::{PageNo, Place, Pos, Span};
use std::sync::Arc;

const NUMBERS: [char; 9] = ['①', '②', '③', '④', '⑤', '⑥', '⑦', '⑧', '⑨'];
const PLACES: [char; 9] = ['₁', '₂', '₃', '₄', '₅', '₆', '₇', '₈', '₉'];
const ROLES: [(char, Role); 9] = [
    ('k', Role::Kicker),
    ('h', Role::Headline),
    ('d', Role::Deck),
    ('b', Role::Byline),
    ('l', Role::Dateline),
    ('s', Role::Subhead),
    ('n', Role::Note),
    ('c', Role::Caption),
    ('p', Role::Credit),
];

/// A block as it is read from the notation.
struct Written {
    home: Home,
    role: Role,
    /// Its place in the article, where one is given.
    place: Option<usize>,
    /// Its spans, untrimmed.
    spans: Vec<(usize, usize)>,
}

/// A desk with the page that `page` describes.
pub(crate) fn desk(page: &str) -> Desk {
    let (mut text, mut blocks) = (String::new(), Vec::<Written>::new());
    let (mut caret, mut anchor, mut boundary) = (None, None, None);
    let mut current: Option<usize> = None;
    let mut chars = page.chars().peekable();
    while let Some(c) = chars.next() {
        let home = match NUMBERS.iter().position(|&number| number == c) {
            Some(at) => Some(Home::Article(ArticleId(u32::try_from(at).unwrap()))),
            None => [('ⓕ', Home::Furniture), ('ⓧ', Home::Discarded)].into_iter().find(|it| it.0 == c).map(|it| it.1),
        };
        let Some(home) = home else {
            match c {
                '/' => text.push('\n'),
                '|' => boundary = Some(text.len()),
                '^' | ']' => caret = Some(text.len()),
                '[' => anchor = Some(text.len()),
                '¶' | '+' => panic!("{c} belongs right behind a mark"),
                c => text.push(c),
            }
            let Some(span) = current.and_then(|at: usize| blocks[at].spans.last_mut()) else { continue };
            span.1 = text.len();
            continue;
        };
        let mut next = |wanted: &dyn Fn(char) -> Option<usize>| {
            let found = chars.peek().and_then(|&c| wanted(c));
            if found.is_some() {
                chars.next();
            }
            found
        };
        let place = next(&|c| PLACES.iter().position(|&place| place == c));
        let role = next(&|c| ROLES.iter().position(|role| role.0 == c)).map_or(Role::Body, |at| ROLES[at].1);
        let role = match home {
            Home::Article(_) => role,
            Home::Furniture => Role::Furniture,
            Home::Discarded => Role::Discarded,
        };
        let new = next(&|c| (c == '¶').then_some(0)).is_some();
        let goes_on = next(&|c| (c == '+').then_some(0)).is_some();
        let same = current.is_some_and(|at| blocks[at].home == home && blocks[at].role == role);
        let here = (text.len(), text.len());
        if goes_on {
            let at = blocks.iter().rposition(|block| block.home == home && block.role == role).unwrap();
            blocks[at].spans.push(here);
            current = Some(at);
        } else if new || !same {
            current = Some(blocks.len());
            blocks.push(Written { home, role, place, spans: vec![here] });
        }
    }
    let work = Work::new(project(text, &blocks), None);
    let mut desk = Desk::new(Lang::En);
    let place = |at: usize| Place::new(PageNo::new(0), at);
    let boundary = boundary.map(|at| work.project().entry_before(place(at)).unwrap().span.to());
    let head = caret.unwrap_or_default();
    let anchor = Pos::new(anchor.unwrap_or(head));
    desk.work = Some(work);
    desk.work.as_mut().unwrap().view.selection = Selection { boundary, anchor, ..Selection::at(place(head)) };
    desk
}

fn project(text: String, blocks: &[Written]) -> Project {
    let mut parts = Parts::default();
    let mut order: Vec<(ArticleId, usize, BlockId)> = Vec::new();
    for (at, written) in blocks.iter().enumerate() {
        let id = BlockId(u32::try_from(at).unwrap());
        let whole = written.spans.iter().map(|&(start, end)| Span::new(PageNo::new(0), start, end));
        let spans = whole.map(|span| trim_span(&text, span).unwrap()).collect();
        let why = Evidence::new(0.5, Reason::Usual);
        parts.blocks.insert(id, Block::new(spans, written.role, written.home, why));
        order.extend(written.home.article().map(|article| (article, written.place.unwrap_or(at), id)));
    }
    order.sort_unstable();
    for (article, _, id) in order {
        parts.articles.entry(article).or_insert_with(Article::default).blocks.push(id);
    }
    parts.order = parts.articles.keys().copied().collect();
    parts.pages = vec![Arc::new(Page::new(text, Source::default(), Vec::new()))];
    Project::from_parts(parts).unwrap()
}

/// The first page of the desk in the notation.
pub(crate) fn shown(desk: &Desk, with_caret: bool) -> String {
    let work = desk.work.as_ref().unwrap();
    let (project, selection) = (work.project(), work.selection());
    let boundary =
        selection.boundary.and_then(|at| boundary_at(project, at)).map(|boundary| boundary.below.span.from());
    let mut out = String::new();
    let (mut last, mut fresh) = (None, true);
    let text = project.pages()[0].text();
    for (at, c) in text.char_indices().chain([(text.len(), '\0')]) {
        let place = Place::new(PageNo::new(0), at);
        if boundary == Some(place) {
            out.push('|');
        }
        if with_caret && selection.caret() == place {
            out.push('^');
        }
        if c == '\n' {
            out.push('/');
            fresh = true;
            continue;
        }
        if let Some(entry) = project.entry_at(place).filter(|_| !c.is_whitespace() && c != '\0') {
            let block = project.block(entry.block).unwrap();
            let starts = last != Some(entry);
            if starts || fresh {
                match block.home {
                    Home::Article(id) => {
                        out.push(NUMBERS[project.number(id).unwrap() - 1]);
                        let blocks = &project.article(id).unwrap().blocks;
                        let first = |id: &BlockId| project.block(*id).unwrap().spans.iter().min().copied();
                        if starts && !blocks.is_sorted_by_key(first) {
                            out.push(PLACES[project.index_in_article(entry.block).unwrap()]);
                        }
                    }
                    Home::Furniture => out.push('ⓕ'),
                    Home::Discarded => out.push('ⓧ'),
                }
                out.extend(ROLES.iter().find(|role| role.1 == block.role).map(|role| role.0));
                let before = last.and_then(|last: newsmend::model::Entry| project.block(last.block));
                let alike = before.is_some_and(|before| before.home == block.home && before.role == block.role);
                if starts && entry.nth > 0 {
                    out.push('+');
                } else if starts && alike && block.home.article().is_some() {
                    out.push('¶');
                }
            }
            (last, fresh) = (Some(entry), false);
        }
        if c != '\0' {
            out.push(c);
        }
    }
    out
}

/// The command of a key.
pub(crate) fn command_of(key: &str) -> CommandId {
    let chord: Chord = key.parse().unwrap();
    COMMANDS.iter().find(|command| command.chords().any(|own| own == chord)).expect(key).id
}

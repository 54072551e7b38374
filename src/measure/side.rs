//! One reading of a page, the answer's or the export's: for each character its article and role, and what it goes on with.
//!
//! Characters here are those that are scored: neither blank nor where the answer is open. They are numbered from 0 in the
//! order of the page; a [`Side`] knows numbers only. Time and space are linear in the characters and the claims.

use crate::model::Role;
use std::ops::Range;

/// No character: of a code point that is not scored, or of one behind which the flow ends.
pub(super) const NONE: usize = usize::MAX;

/// The article of what is in none. Articles count from 1.
pub(super) const NOWHERE: usize = 0;

/// Characters in the order in which they are read without a break.
#[derive(Clone, Debug)]
pub(super) struct Flow {
    pub(super) article: usize,
    pub(super) chars: Vec<usize>,
}

/// A reading of a page.
#[derive(Clone, Debug)]
pub(super) struct Side {
    /// By character.
    pub(super) article: Vec<usize>,
    /// By character; `None` where no block has it.
    pub(super) role: Vec<Option<Role>>,
    /// By character: the one that it goes on with, or [`NONE`].
    pub(super) next: Vec<usize>,
    /// Captions and credits one by one, and the main flow of each article. None is empty, none share a character.
    pub(super) flows: Vec<Flow>,
    /// How often a character was claimed that another block had already.
    pub(super) twice: usize,
    taken: Vec<bool>,
    /// By article.
    main: Vec<Vec<usize>>,
}

/// What a block has.
pub(super) struct Claimed {
    /// Its characters in reading order.
    pub(super) chars: Vec<usize>,
    /// No other block had one of them before.
    pub(super) is_whole: bool,
}

impl Side {
    /// A reading of `count` characters that has no blocks yet.
    pub(super) fn new(count: usize) -> Self {
        Self {
            article: vec![NOWHERE; count],
            role: vec![None; count],
            next: vec![NONE; count],
            flows: Vec::new(),
            twice: 0,
            taken: vec![false; count],
            main: Vec::new(),
        }
    }

    /// Gives the characters in `spans` (code points, of which `numbers` has the characters) to a block, as far as no block
    /// has them yet.
    pub(super) fn claim(&mut self, numbers: &[usize], article: usize, role: Role, spans: &[Range<usize>]) -> Claimed {
        let mut claimed = Claimed { chars: Vec::new(), is_whole: true };
        for number in in_spans(numbers, spans).copied().filter(|&number| number != NONE) {
            if std::mem::replace(&mut self.taken[number], true) {
                self.twice += 1;
                claimed.is_whole = false;
                continue;
            }
            self.article[number] = article;
            self.role[number] = Some(role);
            claimed.chars.push(number);
        }
        if article != NOWHERE && !claimed.chars.is_empty() {
            if role.is_flow() {
                if self.main.len() <= article {
                    self.main.resize_with(article + 1, Vec::new);
                }
                self.main[article].extend_from_slice(&claimed.chars);
            } else {
                self.add_flow(article, claimed.chars.clone());
            }
        }
        claimed
    }

    /// Links up what was claimed: to be called when all is.
    pub(super) fn finish(&mut self) {
        for (article, chars) in std::mem::take(&mut self.main).into_iter().enumerate() {
            if !chars.is_empty() {
                self.add_flow(article, chars);
            }
        }
    }

    fn add_flow(&mut self, article: usize, chars: Vec<usize>) {
        for pair in chars.windows(2) {
            self.next[pair[0]] = pair[1];
        }
        self.flows.push(Flow { article, chars });
    }

    /// True where the flow must be cut behind `number`: the next character of the page is not what it goes on with. Between
    /// two characters of no article there is nothing to cut.
    pub(super) fn is_cut(&self, number: usize) -> bool {
        number + 1 < self.next.len() && self.next[number] != number + 1 && !self.is_outside(number)
    }

    /// Where the flow goes on behind `number`, where that is not the next character of the page.
    pub(super) fn jump(&self, number: usize) -> Option<usize> {
        let next = self.next[number];
        (next != NONE && next != number + 1).then_some(next)
    }

    /// The character behind `number` as an editor sees it: outside articles, that of the page.
    pub(super) fn successor(&self, number: usize) -> usize {
        if self.is_outside(number) { number + 1 } else { self.next[number] }
    }

    /// True where neither `number` nor the character behind it is in an article.
    fn is_outside(&self, number: usize) -> bool {
        self.article[number] == NOWHERE && self.article.get(number + 1) == Some(&NOWHERE)
    }
}

/// What `by_code_point` has in `spans`, as far as they lie in it.
pub(super) fn in_spans<'a, T>(by_code_point: &'a [T], spans: &'a [Range<usize>]) -> impl Iterator<Item = &'a T> {
    spans.iter().flat_map(|span| {
        let end = span.end.min(by_code_point.len());
        by_code_point.get(span.start..end).unwrap_or_default()
    })
}

//! Doubts about the roles of lines of one kind are one question.
//!
//! Heads, signatures and credits are set alike each time ([`Shape`]), so where one of them may be something else, so may the
//! others that were taken for the same, and an editor who answers for one answers for all on the page. It is asked at the
//! least sure one. Other pages print such lines alike, too, so the answer is then offered for them (`alike/`): an editor who
//! has seen one page says it once for an issue of twenty.

use super::{Doubt, DoubtId, DoubtKind};
use crate::desk::alike::{alike_long, shape_of};
use crate::model::{Block, BlockId, Confidence, Project, Role, SeamKey};
use crate::text::{PageNo, Place};
use std::collections::BTreeMap;
use std::hash::{DefaultHasher, Hash as _, Hasher as _};

/// Lines that one question asks of, at the most: as many as it can name, for an answer is given for all of them.
const MOST: usize = 12;

/// What makes lines one kind: the page, what they are taken for, and their shape.
///
/// Of the shape its hash is kept: on a page without any order nearly each line is a kind of its own, and the shapes would take
/// more than the text. Were two of them the same, lines would be asked of together that are no more alike than their lengths.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(super) struct Kind {
    page: PageNo,
    role: Role,
    shape: u64,
}

impl Kind {
    /// The kind of a block that is one line, and how long it is.
    fn of(project: &Project, block: &Block) -> Option<(Self, usize)> {
        let (shape, length) = shape_of(project, block)?;
        // The same in each run: its keys are not chosen by chance.
        let mut hasher = DefaultHasher::new();
        shape.hash(&mut hasher);
        Some((Self { page: block.first()?.page, role: block.role, shape: hasher.finish() }, length))
    }
}

/// The doubts about roles of single lines, by kind. What was asked of a kind is not kept: it follows from its lines.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(super) struct Kinds {
    of: BTreeMap<BlockId, Kind>,
    lines: BTreeMap<(Kind, BlockId), Member>,
}

/// A line whose role is in doubt.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Member {
    block: BlockId,
    /// Where it begins.
    at: Place,
    confidence: Confidence,
    expected: u32,
    /// Characters; a kind has no long lines.
    length: u16,
}

impl Member {
    /// The name of the doubt about it alone.
    fn id(&self) -> DoubtId {
        DoubtId { at: SeamKey::cut(self.at), kind: DoubtKind::Role }
    }

    fn is_as_long_as(&self, other: usize) -> bool {
        alike_long(usize::from(self.length), other)
    }
}

impl Kinds {
    /// The line that a doubt is about, and its kind; `None` where it is about something else.
    pub(super) fn line(project: &Project, doubt: &Doubt) -> Option<(Kind, Member)> {
        let block = project.block(doubt.block).filter(|_| doubt.id.kind == DoubtKind::Role)?;
        let (kind, length) = Kind::of(project, block)?;
        let Doubt { id, confidence, expected, .. } = *doubt;
        let length = u16::try_from(length).unwrap_or(u16::MAX);
        Some((kind, Member { block: doubt.block, at: id.at.from, confidence, expected, length }))
    }

    /// Those of all lines that there are.
    pub(super) fn of_lines(lines: Vec<(Kind, Member)>) -> Self {
        Self {
            of: lines.iter().map(|(kind, member)| (member.block, *kind)).collect(),
            lines: lines.into_iter().map(|(kind, member)| ((kind, member.block), member)).collect(),
        }
    }

    /// Takes in a line of a kind.
    pub(super) fn put(&mut self, kind: Kind, member: Member) {
        self.of.insert(member.block, kind);
        self.lines.insert((kind, member.block), member);
    }

    /// Lets go of a block's line.
    pub(super) fn take(&mut self, block: BlockId) {
        if let Some(kind) = self.of.remove(&block) {
            self.lines.remove(&(kind, block));
        }
    }

    /// The kind that a block was taken in for.
    pub(super) fn kind(&self, block: BlockId) -> Option<Kind> {
        self.of.get(&block).copied()
    }

    fn members(&self, kind: Kind) -> impl Iterator<Item = &Member> {
        self.lines.range((kind, BlockId(0))..=(kind, BlockId(u32::MAX))).map(|(_, member)| member)
    }

    /// Lines of the kind of `block`, and about as long, whose roles are in doubt: those of its page first.
    pub(super) fn like(&self, project: &Project, block: &Block) -> Vec<BlockId> {
        let Some((kind, length)) = Kind::of(project, block) else { return Vec::new() };
        let others = (0..project.pages().len()).map(PageNo::new).filter(|&page| page != kind.page);
        let mut found = Vec::new();
        for page in std::iter::once(kind.page).chain(others) {
            let of_page = self.members(Kind { page, ..kind });
            let mut own: Vec<&Member> = of_page.filter(|member| member.is_as_long_as(length)).collect();
            own.sort_unstable_by_key(|member| member.id());
            found.extend(own.into_iter().map(|member| member.block));
        }
        found
    }

    /// What is to be asked of a kind.
    pub(super) fn ask(&self, kind: Kind) -> Vec<Doubt> {
        questions(self.members(kind).collect())
    }

    /// What is to be asked of all kinds.
    pub(super) fn ask_of_all(&self) -> impl Iterator<Item = Doubt> {
        let mut kinds = self.lines.keys().map(|(kind, _)| *kind).peekable();
        let next = std::iter::from_fn(move || {
            let kind = kinds.next()?;
            while kinds.next_if_eq(&kind).is_some() {}
            Some(kind)
        });
        next.flat_map(|kind| self.ask(kind))
    }
}

/// The questions that ask of all these lines: of those about as long together, at the least sure one.
fn questions(mut sorted: Vec<&Member>) -> Vec<Doubt> {
    sorted.sort_by_key(|member| (member.confidence, member.id()));
    let mut groups: Vec<Vec<&Member>> = Vec::new();
    // Those that take more lines. Their first lines are of lengths that are not alike, so they are few.
    let mut open: Vec<usize> = Vec::new();
    for member in sorted {
        let taking = open.iter().position(|&group| groups[group][0].is_as_long_as(usize::from(member.length)));
        let nth = taking.unwrap_or_else(|| {
            open.push(groups.len());
            groups.push(Vec::new());
            open.len() - 1
        });
        let group = &mut groups[open[nth]];
        group.push(member);
        if group.len() == MOST {
            open.remove(nth);
        }
    }
    groups.into_iter().map(question).collect()
}

/// The question that asks of all of a group at the first.
fn question(mut group: Vec<&Member>) -> Doubt {
    let expected = group.iter().map(|member| member.expected).sum();
    let first = *group.remove(0);
    group.sort_by_key(|member| member.id());
    let like: Box<[BlockId]> = group.iter().map(|member| member.block).collect();
    let more = u32::try_from(like.len()).unwrap_or(u32::MAX);
    Doubt { id: first.id(), block: first.block, confidence: first.confidence, expected, more, like }
}

#[cfg(test)]
mod tests {
    use crate::desk::doubts::{Doubts, asked};
    use crate::desk::{CommandId, Lang, Work};
    use crate::model::{
        Article, ArticleId, Block, BlockId, Confidence, Evidence, Home, Page, Parts, Project, Reason, Role, Source,
    };
    use crate::text::{PageNo, Span};
    use std::sync::Arc;

    const TEXT: &str =
        "关键词▶反腐\n甲甲甲甲。\n关键词▶就业\n乙乙乙乙。\n关键词▶住房、医疗\n丙丙丙丙。\n■ 丁丁\n戊戊戊戊。";

    /// One page of one article.
    fn work(sure: f64) -> Work {
        issue(1, sure)
    }

    /// Each page an article, a block a line: what ends a sentence is body for sure, the rest are bylines, each so sure.
    fn issue(pages: u32, sure: f64) -> Work {
        let mut parts = Parts::default();
        for number in 0..pages {
            let page = Page::new(TEXT.to_owned(), Source::default(), Vec::new());
            parts.pages.push(Arc::new(page));
            let mut article = Article::default();
            let mut at = 0;
            for line in TEXT.lines() {
                let id = BlockId(u32::try_from(parts.blocks.len()).unwrap());
                let body = line.ends_with('。');
                let role = if body { Role::Body } else { Role::Byline };
                // The later, the surer by a little.
                let probability = if body { 0.99 } else { sure + f64::from(id.0) / 1000.0 };
                let why = Evidence::of(Confidence::new(probability), vec![Reason::ShortLine]);
                let spans = Span::new(PageNo::new(number as usize), at, at + line.len()).into();
                let home = Home::Article(ArticleId(number));
                parts.blocks.insert(id, Block::new(spans, role, home, why));
                article.blocks.push(id);
                at += line.len() + 1;
            }
            parts.articles.insert(ArticleId(number), article);
            parts.order.push(ArticleId(number));
        }
        Work::new(Project::from_parts(parts).unwrap(), None)
    }

    fn questions(work: &Work) -> Vec<String> {
        let doubts = work.doubts().unwrap();
        doubts.iter().map(|doubt| asked(Lang::En, work.project(), doubt).question).collect()
    }

    fn roles(work: &Work) -> Vec<Role> {
        work.project().blocks().map(|(_, block)| block.role).collect()
    }

    #[test]
    fn a_line_is_asked_of_once_with_those_about_as_long_and_at_most_twelve() {
        let member = |nth: u32| {
            let at = crate::text::Place::new(PageNo::new(0), nth as usize * 10);
            let length = if nth.is_multiple_of(3) { 40 } else { 8 };
            let confidence = Confidence::new(f64::from(nth % 7) / 10.0);
            super::Member { block: BlockId(nth), at, confidence, expected: 1, length }
        };
        let members: Vec<_> = (0..60).map(member).collect();
        let asked = super::questions(members.iter().collect());
        let mut all: Vec<BlockId> =
            asked.iter().flat_map(|doubt| doubt.like.iter().copied().chain([doubt.block])).collect();
        all.sort();
        assert_eq!(all, (0..60).map(BlockId).collect::<Vec<_>>());
        for doubt in &asked {
            assert!(
                doubt.like.iter().all(|like| like.0.is_multiple_of(3) == doubt.block.0.is_multiple_of(3)),
                "of one length"
            );
        }
        let mut sizes: Vec<usize> = asked.iter().map(|doubt| doubt.like.len() + 1).collect();
        sizes.sort_unstable();
        assert_eq!(sizes, [4, 8, 12, 12, 12, 12], "no question is begun while one takes more");
    }

    #[test]
    fn lines_of_a_kind_are_one_question_and_one_answer() {
        let mut work = work(0.5);
        let wanted = ["Is line 1 “Byline”, and are 2 more lines like it: 3, 5?", "Is line 7 “Byline”?"];
        assert_eq!(questions(&work), wanted, "what stands behind other signs is another question");
        work.next_doubt(true).unwrap();
        let before = work.project().clone();
        work.answer_doubt(CommandId("doubt.accept"), None).unwrap();
        assert_eq!(questions(&work), wanted[1..]);
        let decided: Vec<bool> = work.project().blocks().map(|(_, block)| block.is_decided()).collect();
        assert_eq!(decided, [true, false, true, false, true, false, false, false]);
        assert_eq!(work.history.len(), 1);
        work.undo().unwrap();
        assert_eq!(work.project(), &before);
        assert_eq!(questions(&work), wanted);
        work.answer_doubt(CommandId("doubt.second"), Some(1)).unwrap();
        let (b, c, l) = (Role::Body, Role::Credit, Role::Byline);
        assert_eq!(roles(&work), [c, b, c, b, c, b, l, b], "another answer is one for all of them, too");
        work.undo().unwrap();
        assert_eq!(work.project(), &before);
    }

    #[test]
    fn the_history_says_which_role_was_accepted_or_given() {
        for (command, alternative, zh, en) in [
            ("doubt.accept", None, "认可署名，第 1 行", "Byline accepted, line 1"),
            ("doubt.second", Some(1), "图片署名，第 1 行", "Credit, line 1"),
        ] {
            let mut work = work(0.5);
            work.next_doubt(true).unwrap();
            work.answer_doubt(CommandId(command), alternative).unwrap();
            for (lang, wanted) in [(Lang::Zh, zh), (Lang::En, en)] {
                let told = crate::desk::travel::told(&work, lang);
                assert_eq!(told.last().map(|it| it.words.as_str()), Some(wanted));
            }
        }
    }

    #[test]
    fn what_was_answered_on_one_page_is_offered_for_the_kind_on_all_others() {
        let mut work = issue(20, 0.5);
        assert_eq!(work.doubts().unwrap().len(), 40, "two kinds on each page");
        let accept = CommandId("doubt.accept");
        work.next_doubt(true).unwrap();
        work.answer_doubt(accept, None).unwrap();
        assert_eq!(work.doubts().unwrap().len(), 39);
        let offer = work.offer().unwrap().clone();
        assert!(
            offer.confirms() && offer.role == Role::Byline && offer.blocks.len() == 57,
            "three on each of the others"
        );
        let before = work.project().clone();
        work.set_alike().unwrap();
        assert_eq!(work.doubts().unwrap().len(), 20, "the other kind is left");
        assert_eq!(work.doubts().unwrap(), &Doubts::of(work.project()));
        assert!(offer.blocks.iter().all(|&id| work.project().block(id).unwrap().is_decided()));
        work.undo().unwrap();
        assert_eq!(work.project(), &before, "one step");
        assert_eq!(work.doubts().unwrap().len(), 39);
        work.decline();
        work.next_doubt(true).unwrap();
        let first = work.doubt().unwrap().block;
        work.answer_doubt(accept, None).unwrap();
        assert_ne!(first, offer.like);
        assert!(work.offer().is_some(), "taken back, it is offered with the next answer");
        work.decline();
        while work.doubt().is_some() {
            work.answer_doubt(accept, None).unwrap();
            let again = work.offer().is_some_and(|offer| offer.blocks.iter().all(|id| id.0 % 8 != 6));
            assert!(!again, "what was turned down is not offered again");
        }
    }

    #[test]
    fn another_answer_is_offered_for_the_kind_on_all_pages_too() {
        let mut work = issue(3, 0.5);
        work.next_doubt(true).unwrap();
        work.answer_doubt(CommandId("doubt.second"), Some(1)).unwrap();
        let offer = work.offer().unwrap();
        assert_eq!((offer.was, offer.role, offer.blocks.len()), (Role::Byline, Role::Credit, 6));
        work.set_alike().unwrap();
        assert_eq!(work.doubts().unwrap().len(), 3, "the other kind is left");
    }

    #[test]
    fn a_line_that_was_decided_by_itself_is_no_longer_asked_of() {
        let mut work = work(0.5);
        for (line, left) in [(1, "Is line 3 “Byline”, and is 1 more line like it: 5?"), (3, "Is line 5 “Byline”?")]
        {
            work.go_to_line(line).unwrap();
            let block = work.selected_block().unwrap();
            let edit = crate::desk::gestures::set_role_of_blocks(work.project(), &[block], Role::Subhead).unwrap();
            work.apply(CommandId("role.subhead"), edit).unwrap();
            assert_eq!(questions(&work).first().map(String::as_str), Some(left));
            assert_eq!(work.doubts().unwrap(), &Doubts::of(work.project()));
        }
    }

    #[test]
    fn what_is_sure_is_not_asked_with_those_like_it() {
        let all = work(0.846);
        // The last of the three is above the threshold.
        assert_eq!(questions(&all), ["Is line 1 “Byline”, and is 1 more line like it: 3?"]);
    }
}

//! What the steps of a random case do: see [`crate::random`].

use crate::random::Step;
use newsmend::model::{
    ArticleFacts, ArticleId, ArticleKind, Block, BlockId, Confidence, Correction, Edit, Entry, Evidence, Gap, Home,
    Other, Project, Reason, Role, SeamKey, Spans, trim_span,
};
use newsmend::text::{PageNo, Place, Pos, Span};

/// How many kinds of steps there are.
pub(crate) const KINDS: u8 = 17;

impl Step {
    /// The numbers of this step, to be thrown for something else.
    pub(crate) fn roll(&self) -> Dice<'_> {
        Dice { numbers: &self.dice, text: &self.text }
    }

    /// What this step is in `project`. Where there is nothing to do it to, an edit that does nothing.
    pub(crate) fn edit(&self, project: &Project) -> Edit {
        let mut dice = self.roll();
        let edits = match self.kind {
            0 | 1 => split(project, &mut dice),
            2 => move_to_new(project, &mut dice),
            3 => move_to_other(project, &mut dice),
            4 => set_role(project, &mut dice),
            5 => put_aside(project, &mut dice),
            6 => correct(project, &mut dice),
            7 => clear_correction(project, &mut dice),
            8 => set_gap(project, &mut dice),
            9 => set_seam(project, &mut dice),
            10 => set_facts(project, &mut dice),
            11 => reorder(project, &mut dice),
            12 => join(project, &mut dice),
            13 => carry(project, &mut dice),
            14 => reverse_spans(project, &mut dice),
            15 => unweave(project, &mut dice),
            _ => wild(project, &mut dice),
        };
        Edit::All(edits.unwrap_or_default())
    }
}

/// Numbers that pick among things.
pub(crate) struct Dice<'s> {
    numbers: &'s [u16],
    text: &'s str,
}

impl Dice<'_> {
    /// A number below `count`, or 0.
    pub(crate) fn below(&mut self, count: usize) -> usize {
        let (&number, rest) = self.numbers.split_first().unwrap_or((&0, &[]));
        self.numbers = rest;
        usize::from(number) * count / 0x1_0000
    }

    pub(crate) fn pick<T: Copy>(&mut self, things: &[T]) -> Option<T> {
        let at = self.below(things.len());
        things.get(at).copied()
    }

    pub(crate) fn block(&mut self, project: &Project) -> Option<(BlockId, Block)> {
        let ids: Vec<BlockId> = project.blocks().map(|(id, _)| id).collect();
        let id = self.pick(&ids)?;
        Some((id, project.block(id)?.clone()))
    }

    /// A place between two characters of `span`.
    pub(crate) fn place_in(&mut self, project: &Project, span: Span) -> Place {
        let raw = project.raw(span);
        let at = self.below(raw.chars().count() + 1);
        let byte = raw.char_indices().nth(at).map_or(raw.len(), |(byte, _)| byte);
        Place::new(span.page, span.start.get() + byte)
    }

    pub(crate) fn place(&mut self, project: &Project) -> Option<Place> {
        let number = self.below(project.pages().len());
        let length = project.pages().get(number)?.text().len();
        Some(self.place_in(project, Span::new(PageNo::new(number), 0, length)))
    }

    /// A range of one page, perhaps empty.
    pub(crate) fn range(&mut self, project: &Project) -> Option<Span> {
        let from = self.place(project)?;
        let to = self.place_in(project, Span::new(from.page, 0, project.page(from.page)?.text().len()));
        Some(Span { page: from.page, start: from.pos.min(to.pos), end: from.pos.max(to.pos) })
    }

    /// Some blocks that stand behind each other in an article.
    pub(crate) fn run(&mut self, project: &Project) -> Option<Vec<BlockId>> {
        let article = self.pick(project.order())?;
        let blocks = &project.article(article)?.blocks;
        let (a, b) = (self.below(blocks.len()), self.below(blocks.len()));
        blocks.get(a.min(b)..=a.max(b)).map(<[BlockId]>::to_vec)
    }

    fn evidence(&mut self) -> Evidence {
        let text = || self.text.to_owned();
        let reasons = [
            Reason::Editor,
            Reason::Usual,
            Reason::GoesOn { left: text(), right: text() },
            Reason::OpenMark { mark: text() },
            Reason::SharedWords { words: vec![text(), text()] },
            Reason::Form { form: text() },
            Reason::Unwoven,
        ];
        let at = self.below(reasons.len());
        let mut evidence = Evidence::new(f64::from(u8::try_from(at).unwrap()) / 7.0, reasons[at].clone());
        evidence.reasons.extend(reasons.get(..at / 2).unwrap().iter().cloned());
        // Few have alternatives.
        let other = Other { at: Place::new(PageNo::new(0), 0), confidence: Confidence::new(0.25) };
        evidence.others.extend(std::iter::repeat_n(other, at.saturating_sub(4)));
        evidence
    }
}

fn block_edit(id: BlockId, block: Block) -> Edit {
    Edit::Block { id, to: Some(std::sync::Arc::new(block)) }
}

/// Takes a block out of its article, and the article away where it was its last one.
fn take_out(project: &Project, id: BlockId) -> Option<Vec<Edit>> {
    let Home::Article(article) = project.block(id)?.home else { return Some(Vec::new()) };
    let at = project.index_in_article(id)?;
    let mut edits = vec![Edit::Flow { article, at, take: vec![id], put: Vec::new() }];
    if project.article(article)?.blocks.len() == 1 {
        let at = project.number(article)? - 1;
        edits.push(Edit::Order { at, take: vec![article], put: Vec::new() });
        edits.push(Edit::Article { id: article, to: None });
    }
    Some(edits)
}

/// One span where two stand together.
fn tidy(project: &Project, spans: Vec<Span>) -> Spans {
    let mut tidied: Vec<Span> = Vec::new();
    for span in spans {
        match tidied.last_mut() {
            Some(last) if project.stand_together(last.to(), span.from()) => last.end = span.end,
            _ => tidied.push(span),
        }
    }
    tidied.into()
}

/// What stands in `span` before and after `at`, trimmed.
fn cut(project: &Project, span: Span, at: Pos) -> Option<(Span, Span)> {
    let text = project.page(span.page)?.text();
    Some((trim_span(text, Span { end: at, ..span })?, trim_span(text, Span { start: at, ..span })?))
}

fn split(project: &Project, dice: &mut Dice<'_>) -> Option<Vec<Edit>> {
    let (id, mut left) = dice.block(project)?;
    let nth = dice.below(left.spans.len());
    let at = dice.place_in(project, left.spans[nth]).pos;
    let mut right = left.clone();
    let (mut before, mut behind) = (left.spans[..=nth].to_vec(), left.spans[nth..].to_vec());
    match cut(project, left.spans[nth], at) {
        Some((above, below)) => (before[nth], behind[0]) = (above, below),
        // At an end of a span: between two spans, where there are two.
        None if nth > 0 => drop(before.pop()),
        None => return None,
    }
    (left.spans, right.spans) = (before.into(), behind.into());
    left.gap = None;
    let new = project.free_block_id();
    let flow = left.home.article().zip(project.index_in_article(id));
    let mut edits = vec![block_edit(id, left), block_edit(new, right)];
    edits.extend(flow.map(|(article, at)| Edit::Flow { article, at: at + 1, take: Vec::new(), put: vec![new] }));
    Some(edits)
}

fn join(project: &Project, dice: &mut Dice<'_>) -> Option<Vec<Edit>> {
    let article = dice.pick(project.order())?;
    let blocks = &project.article(article)?.blocks;
    let at = dice.below(blocks.len());
    let (left, right) = (*blocks.get(at)?, *blocks.get(at + 1)?);
    let (mut joined, second) = (project.block(left)?.clone(), project.block(right)?);
    joined.spans = tidy(project, [&*joined.spans, &*second.spans].concat());
    joined.gap = second.gap.clone();
    let flow = Edit::Flow { article, at: at + 1, take: vec![right], put: Vec::new() };
    Some(vec![flow, Edit::Block { id: right, to: None }, block_edit(left, joined)])
}

fn into_article(mut block: Block, article: ArticleId, dice: &mut Dice<'_>) -> Block {
    block.home = Home::Article(article);
    if !block.role.is_in_article() {
        block.role = Role::ALL[dice.below(10)];
    }
    block
}

fn move_to_new(project: &Project, dice: &mut Dice<'_>) -> Option<Vec<Edit>> {
    let (id, block) = dice.block(project)?;
    let mut edits = take_out(project, id)?;
    let article = project.free_article_id();
    let left = project.order().len() - usize::from(edits.len() > 1);
    let at = dice.below(left + 1);
    edits.push(Edit::Article { id: article, to: Some(Box::default()) });
    edits.push(Edit::Flow { article, at: 0, take: Vec::new(), put: vec![id] });
    edits.push(Edit::Order { at, take: Vec::new(), put: vec![article] });
    edits.push(block_edit(id, into_article(block, article, dice)));
    Some(edits)
}

fn move_to_other(project: &Project, dice: &mut Dice<'_>) -> Option<Vec<Edit>> {
    let (id, block) = dice.block(project)?;
    let others: Vec<ArticleId> =
        project.order().iter().copied().filter(|&other| block.home != Home::Article(other)).collect();
    let article = dice.pick(&others)?;
    let at = dice.below(project.article(article)?.blocks.len() + 1);
    let mut edits = take_out(project, id)?;
    edits.push(Edit::Flow { article, at, take: Vec::new(), put: vec![id] });
    edits.push(block_edit(id, into_article(block, article, dice)));
    Some(edits)
}

fn set_role(project: &Project, dice: &mut Dice<'_>) -> Option<Vec<Edit>> {
    let (id, mut block) = dice.block(project)?;
    // Also roles that do not go with the block's home: these are refused.
    block.role = dice.pick(&Role::ALL)?;
    block.why = dice.evidence().into();
    Some(vec![block_edit(id, block)])
}

fn put_aside(project: &Project, dice: &mut Dice<'_>) -> Option<Vec<Edit>> {
    let (id, mut block) = dice.block(project)?;
    let mut edits = take_out(project, id)?;
    (block.home, block.role) = dice.pick(&[(Home::Furniture, Role::Furniture), (Home::Discarded, Role::Discarded)])?;
    edits.push(block_edit(id, block));
    Some(edits)
}

fn correct(project: &Project, dice: &mut Dice<'_>) -> Option<Vec<Edit>> {
    let at = dice.place(project)?;
    let rest = project.page(at.page)?.text().get(at.pos.get()..)?;
    let count = dice.below(6);
    let length = rest.char_indices().nth(count).map_or(rest.len(), |(byte, _)| byte);
    let to = Some(Correction { end: Pos::new(at.pos.get() + length), text: dice.text.to_owned() });
    Some(vec![Edit::Correction { at, to }])
}

fn clear_correction(project: &Project, dice: &mut Dice<'_>) -> Option<Vec<Edit>> {
    let places: Vec<Place> = project.corrections().map(|(at, _)| at).collect();
    Some(vec![Edit::Correction { at: dice.pick(&places)?, to: None }])
}

fn set_gap(project: &Project, dice: &mut Dice<'_>) -> Option<Vec<Edit>> {
    let (id, mut block) = dice.block(project)?;
    block.gap = (dice.below(3) < 2).then(|| Box::new(Gap { note: dice.text.to_owned() }));
    Some(vec![block_edit(id, block)])
}

fn set_seam(project: &Project, dice: &mut Dice<'_>) -> Option<Vec<Edit>> {
    let (from, to) = (dice.place(project)?, dice.place(project)?);
    // Where both ends stand in one text it names a piece of that text. A proposer names a character so, which nothing cuts.
    let within = project.entry_at(from).filter(|entry| from < to && to <= entry.span.to());
    let first = |entry: Entry| project.raw(Span { start: from.pos, ..entry.span }).chars().next().map(char::len_utf8);
    let to = within.and_then(first).map_or(to, |length| Place::new(from.page, from.pos.get() + length));
    let key = SeamKey { from, to };
    let to = (dice.below(4) < 3).then(|| dice.evidence());
    Some(vec![Edit::Seam { key, to: to.map(std::sync::Arc::new) }])
}

fn set_facts(project: &Project, dice: &mut Dice<'_>) -> Option<Vec<Edit>> {
    let id = dice.pick(project.order())?;
    let kinds = [ArticleKind::Article, ArticleKind::Picture, ArticleKind::Advertisement, ArticleKind::List];
    let facts = ArticleFacts {
        kind: dice.pick(&kinds)?,
        section: (dice.below(2) > 0).then(|| dice.text.to_owned()),
        reviewed: dice.below(2) > 0,
        opening_missing: dice.below(2) > 0,
        ending_missing: dice.below(2) > 0,
    };
    Some(vec![Edit::Article { id, to: Some(Box::new(facts)) }])
}

fn reorder(project: &Project, dice: &mut Dice<'_>) -> Option<Vec<Edit>> {
    let id = dice.pick(project.order())?;
    let (from, to) = (project.number(id)? - 1, dice.below(project.order().len()));
    let out = Edit::Order { at: from, take: vec![id], put: Vec::new() };
    Some(vec![out, Edit::Order { at: to, take: Vec::new(), put: vec![id] }])
}

/// Moves the end of a span to another block: what dragging a boundary does.
fn carry(project: &Project, dice: &mut Dice<'_>) -> Option<Vec<Edit>> {
    let ((from, mut left), (to, mut right)) = (dice.block(project)?, dice.block(project)?);
    let nth = dice.below(left.spans.len());
    let at = dice.place_in(project, left.spans[nth]).pos;
    let (above, below) = cut(project, left.spans[nth], at)?;
    let (mut giving, mut taking) = (left.spans.to_vec(), right.spans.to_vec());
    giving[nth] = above;
    taking.insert(dice.below(taking.len() + 1), below);
    (left.spans, right.spans) = (giving.into(), tidy(project, taking));
    (from != to).then(|| vec![block_edit(from, left), block_edit(to, right)])
}

fn reverse_spans(project: &Project, dice: &mut Dice<'_>) -> Option<Vec<Edit>> {
    let woven: Vec<BlockId> = project.blocks().filter(|(_, block)| block.spans.len() > 1).map(|(id, _)| id).collect();
    let id = dice.pick(&woven)?;
    let mut block = project.block(id)?.clone();
    block.spans = tidy(project, block.spans.iter().rev().copied().collect());
    Some(vec![block_edit(id, block)])
}

/// Parts every other line of a span from it, as for columns that were read across.
fn unweave(project: &Project, dice: &mut Dice<'_>) -> Option<Vec<Edit>> {
    let (id, mut block) = dice.block(project)?;
    let (span, page) = (block.first()?, project.page(block.first()?.page)?);
    let lines = page.lines().line_of(span.start)..=page.lines().line_of(span.end);
    let parts = lines.filter_map(|line| {
        let content = page.lines().content(page.text(), line);
        let (start, end) = (content.start.max(span.start.get()), content.end.min(span.end.get()));
        trim_span(page.text(), Span::new(span.page, start, end.max(start)))
    });
    let parts: Vec<Span> = parts.collect();
    let every_other = |from| parts.iter().copied().skip(from).step_by(2).collect();
    let mut other = Block { spans: tidy(project, every_other(1)), ..block.clone() };
    other.gap = None;
    block.spans = tidy(project, [every_other(0), block.spans[1..].to_vec()].concat());
    let new = project.free_block_id();
    let flow = block.home.article().zip(project.index_in_article(id));
    let mut edits = vec![block_edit(id, block), block_edit(new, other)];
    edits.extend(flow.map(|(article, at)| Edit::Flow { article, at: at + 1, take: Vec::new(), put: vec![new] }));
    Some(edits)
}

/// Edits that do not fit, or only by chance; the last ones behind one that does, so that it must be taken back.
fn wild(project: &Project, dice: &mut Dice<'_>) -> Option<Vec<Edit>> {
    let kind = dice.below(10);
    let (id, block) = dice.block(project)?;
    let article = dice.pick(project.order());
    let (page, start, length) = (PageNo::new(dice.below(5)), dice.below(90), dice.below(30));
    let span = Span::new(page, start, start + length);
    let facts = Edit::Article { id: project.free_article_id(), to: Some(Box::default()) };
    Some(match kind {
        0 => vec![block_edit(id, Block { spans: span.into(), ..block })],
        1 => vec![block_edit(id, Block { spans: [&*block.spans, &[span]].concat().into(), ..block })],
        2 => vec![Edit::Block { id, to: None }],
        3 => vec![Edit::Flow { article: article?, at: start, take: vec![id], put: vec![id, id] }],
        4 => vec![Edit::Flow { article: article?, at: 0, take: Vec::new(), put: vec![BlockId(99)] }],
        5 => vec![Edit::Order { at: 0, take: Vec::new(), put: vec![article?] }],
        6 => vec![Edit::Article { id: article?, to: None }],
        7 => {
            let to = Some(Correction { end: span.end, text: dice.text.to_owned() });
            vec![Edit::Correction { at: span.from(), to }]
        }
        8 => vec![facts, block_edit(id, Block { spans: Spans::default(), ..block })],
        _ => vec![facts, Edit::Flow { article: article?, at: 0, take: Vec::new(), put: vec![id] }],
    })
}

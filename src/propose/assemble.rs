//! Links become blocks and articles; captions and credits go to the article that they belong to.

use super::articles::Chain;
use super::blocks::Draft;
use super::evidence::Witness;
use super::features::{self, Look, Member, ROLES, Side};
use super::grammar::{self, Odds};
use super::ground::Ground;
use super::reading::Reading;
use super::reason::Attached;
use super::weights::{Model, Stages, Trees, logistic};
use super::words::Bag;
use super::{Budget, Cancelled, odds};
use crate::model::{Evidence, Reason, Role, SeamKey};

/// Articles among which a caption's is sought, and the probability under which it is no one's.
const NEAR: usize = 8;
const STRAY: f32 = 0.15;

/// Captions and credits that stand together, and what they say.
pub(super) struct Group {
    /// Its blocks.
    pub(super) drafts: Vec<usize>,
    /// Its first and last line.
    pub(super) lines: (usize, usize),
    bag: Bag,
    side: Side,
}

/// A row of blocks of running text: an article, as far as its flow goes.
pub(super) struct Flow {
    /// Its blocks, in reading order, each with the probability that it goes on from the one before.
    pub(super) drafts: Vec<(usize, f32)>,
    /// Its lines, in the order of the page.
    sorted: Vec<usize>,
    bag: Bag,
    side: Side,
}

/// Whose picture it is.
#[derive(Clone, Copy, Debug, Default)]
pub(super) struct Attachment {
    /// The flow; `None` for none.
    pub(super) flow: Option<usize>,
    /// How probable the most probable one is, whether or not it was taken, and the next.
    pub(super) p: f32,
    rival: f32,
}

/// A page's blocks and flows before captions are given to articles.
pub(super) struct Parts {
    pub(super) drafts: Vec<Draft>,
    /// For each block the logarithms of how probable its roles are.
    pub(super) odds: Vec<Odds>,
    pub(super) flows: Vec<Flow>,
    pub(super) groups: Vec<Group>,
}

/// Calls `found` with the features of whether a block begins at each link, from the first line to the second.
pub(super) fn break_rows(
    look: &Look<'_, '_>,
    reading: &Reading,
    budget: &Budget,
    mut found: impl FnMut((usize, usize), &[f32]),
) -> Result<(), Cancelled> {
    let probabilities = &reading.sure;
    let mut row = Vec::new();
    for (left, next) in reading.next.iter().enumerate() {
        budget.step_at(left)?;
        if let Some(right) = *next {
            row.clear();
            features::break_features(look, &reading.roles, (left, right, probabilities[left]), &mut row);
            found((left, right), &row);
        }
    }
    Ok(())
}

/// The blocks of each row of lines that go on with each other; `breaks` has the probability of a new block at each line's
/// link.
pub(super) fn rows_of_blocks(reading: &Reading, breaks: &[f32]) -> Vec<Vec<Member>> {
    let probabilities = &reading.sure;
    let row = |piece: Vec<usize>| {
        let mut blocks: Vec<Member> = Vec::new();
        let mut from = 0_usize;
        for to in 1..=piece.len() {
            // Kept blocks stay whole, and by themselves.
            let same = |to: usize| reading.decided.block(piece[to - 1]) == reading.decided.block(piece[to]);
            let inner = |to: usize| reading.decided.block(piece[to]).is_some();
            // Where another paragraph's tail stands once more, this one's was lost.
            let torn = reading.decided.is_out(piece[to - 1] + 1);
            if to < piece.len() && !torn && same(to) && (inner(to) || breaks[piece[to - 1]] <= 0.5) {
                continue;
            }
            let before = from.checked_sub(1).map_or(1.0, |at| probabilities[piece[at]]);
            blocks.push(Member::new(reading, piece[from..to].to_vec(), before));
            from = to;
        }
        blocks
    };
    reading.pieces().into_iter().map(row).collect()
}

/// Blocks, flows and groups of captions; `breaks` has the probability of a new block at each line's link, `blocks` say
/// which role a block has.
pub(super) fn parts(
    look: &Look<'_, '_>,
    reading: &Reading,
    breaks: &[f32],
    blocks: &Trees,
    budget: &Budget,
) -> Result<Parts, Cancelled> {
    let (mut drafts, mut all_odds): (Vec<Draft>, Vec<Odds>) = (Vec::new(), Vec::new());
    let mut flows = Vec::new();
    let mut loose: Vec<usize> = Vec::new();
    let rows = rows_of_blocks(reading, breaks);
    let odds_of_rows = odds::of_rows(look, reading, breaks, blocks, &rows, budget)?;
    for (row, odds) in rows.into_iter().zip(odds_of_rows) {
        let places = grammar::places(&odds);
        let mut flow: Vec<(usize, f32)> = Vec::new();
        for ((Member { lines, goes_on, .. }, (odds, _)), place) in row.into_iter().zip(odds).zip(places) {
            let draft = drafts.len();
            let role = place.role;
            if place.begins && !flow.is_empty() {
                flows.push(Flow::new(look, reading, &drafts, std::mem::take(&mut flow)));
            }
            // What the trees say; [`witness`] puts what it means, and why.
            let why = Evidence::new(f64::from(odds[role].exp()), Reason::Usual);
            let role = ROLES[role];
            drafts.push(Draft { lines, role, why, seams: Vec::new(), gap: None });
            all_odds.push(odds);
            if role.is_flow() {
                flow.push((draft, goes_on));
            } else if matches!(role, Role::Caption | Role::Credit) {
                loose.push(draft);
            }
        }
        if !flow.is_empty() {
            flows.push(Flow::new(look, reading, &drafts, flow));
        }
    }
    let groups = groups(look, reading, &drafts, loose);
    Ok(Parts { drafts, odds: all_odds, flows, groups })
}

impl Flow {
    fn new(look: &Look<'_, '_>, reading: &Reading, drafts: &[Draft], parts: Vec<(usize, f32)>) -> Self {
        let lines: Vec<usize> = parts.iter().flat_map(|part| drafts[part.0].lines.iter().copied()).collect();
        let side = Side::new(look, &reading.roles, &lines, lines.len(), lines.first().copied().unwrap_or(0), &[]);
        let bag = look.words.bag(lines.iter().copied().take(80));
        let mut sorted = lines;
        sorted.sort_unstable();
        Self { drafts: parts, sorted, bag, side }
    }

    /// Lines between `group` and the nearest line of the flow before it and behind it.
    fn around(&self, group: &Group) -> [Option<usize>; 2] {
        let at = self.sorted.partition_point(|&line| line < group.lines.0);
        let before = at.checked_sub(1).map(|at| group.lines.0 - self.sorted[at]);
        let behind = self.sorted[at..].iter().find(|&&line| line > group.lines.1).map(|line| line - group.lines.1);
        [before, behind]
    }

    /// Distance to the nearest line.
    fn distance(&self, group: &Group) -> usize {
        self.around(group).into_iter().flatten().min().unwrap_or(usize::MAX)
    }
}

/// Captions and credits that touch.
fn groups(look: &Look<'_, '_>, reading: &Reading, drafts: &[Draft], mut loose: Vec<usize>) -> Vec<Group> {
    loose.sort_by_key(|&draft| drafts[draft].first());
    let mut groups: Vec<Vec<usize>> = Vec::new();
    for draft in loose {
        let touches = groups.last().and_then(|group| group.last()).is_some_and(|&last| {
            let (a, b) = (&drafts[last], &drafts[draft]);
            // A credit follows its caption; a new caption is a picture of its own.
            b.first() == a.last() + 1 && (b.role == Role::Credit || a.role == Role::Credit && b.role != Role::Caption)
        });
        match groups.last_mut() {
            Some(group) if touches => group.push(draft),
            _ => groups.push(vec![draft]),
        }
    }
    let group = |own: Vec<usize>| {
        let lines: Vec<usize> = own.iter().flat_map(|&draft| drafts[draft].lines.iter().copied()).collect();
        let first = lines.iter().copied().min().unwrap_or(0);
        let last = lines.iter().copied().max().unwrap_or(0);
        let side = Side::new(look, &reading.roles, &lines, lines.len(), first, &[]);
        Group { drafts: own, lines: (first, last), bag: look.words.bag(lines.into_iter()), side }
    };
    groups.into_iter().map(group).collect()
}

impl Parts {
    /// The flows among which a group's is sought, nearest first.
    pub(super) fn near(&self, group: &Group) -> Vec<usize> {
        let mut near: Vec<(usize, usize)> =
            self.flows.iter().enumerate().map(|(nth, flow)| (flow.distance(group), nth)).collect();
        near.sort_unstable();
        near.into_iter().take(NEAR).map(|(_, nth)| nth).collect()
    }

    /// The features of whether a group belongs to a flow, the `rank`th nearest.
    pub(super) fn caption_row(&self, group: &Group, flow: usize, rank: usize, row: &mut Vec<f32>) {
        row.clear();
        let near = self.near(group);
        let flow = &self.flows[flow];
        let [before, behind] = flow.around(group).map(|distance| distance.map_or(99.0, small));
        row.push(before);
        row.push(behind);
        row.push(before.min(behind));
        row.push(small(rank));
        let words = group.bag.common(&flow.bag);
        row.extend(words);
        let best = near.iter().map(|&other| group.bag.common(&self.flows[other].bag)[1]).fold(0.0, f32::max);
        row.push(words[1] - best);
        row.push(super::weights::alike(&group.side.topic, &flow.side.topic));
        row.push(super::weights::alike(&flow.side.head, &group.side.topic));
        row.push(small(flow.sorted.len()));
        row.push(flow.side.heading);
        row.push(flow.side.body);
        let role = |role: Role| group.drafts.iter().filter(|&&draft| self.drafts[draft].role == role).count();
        row.push(small(role(Role::Caption)));
        row.push(small(role(Role::Credit)));
        row.push(small(self.flows.len()));
        row.push(f32::from(u8::from(self.is_inside(group, flow))));
    }

    /// True where the text breaks off before the picture and goes on behind it.
    fn is_inside(&self, group: &Group, flow: &Flow) -> bool {
        flow.drafts.iter().any(|part| {
            let lines = &self.drafts[part.0].lines;
            lines.windows(2).any(|pair| pair[0] < group.lines.0 && pair[1] > group.lines.1)
        })
    }

    /// The most probable article of a group, its probability and that of the best other one.
    pub(super) fn article_of(&self, group: &Group, captions: &Trees, row: &mut Vec<f32>) -> Attachment {
        let mut best = Attachment::default();
        for (rank, flow) in self.near(group).into_iter().enumerate() {
            self.caption_row(group, flow, rank, row);
            let p = logistic(captions.sum(row));
            if best.flow.is_none() || p > best.p {
                best = Attachment { flow: Some(flow), p, rival: best.p };
            } else {
                best.rival = best.rival.max(p);
            }
        }
        if best.p < STRAY { Attachment { flow: None, ..best } } else { best }
    }
}

fn small(number: usize) -> f32 {
    f32::from(u16::try_from(number.min(200)).unwrap_or(200))
}

/// The blocks of a page, its articles, and what is known of places that no block and no article has.
pub(super) type Assembled = (Vec<Draft>, Vec<Chain>, Vec<(SeamKey, Evidence)>);

/// Blocks and articles of a page.
pub(super) fn assemble(
    ground: &Ground<'_>,
    reading: &Reading,
    (model, stages): (&Model, &Stages),
    budget: &Budget,
) -> Result<Assembled, Cancelled> {
    let look = ground.look(&model.knowledge);
    let mut breaks = vec![1.0_f32; reading.next.len()];
    break_rows(&look, reading, budget, |(left, _), row| breaks[left] = logistic(stages.breaks.sum(row)))?;
    let mut parts = parts(&look, reading, &breaks, &stages.blocks, budget)?;
    let witness = Witness::new(&look, reading, &model.calibration);
    for (nth, (draft, odds)) in parts.drafts.iter_mut().zip(&parts.odds).enumerate() {
        budget.step_at(nth)?;
        draft.why = witness.role(draft, odds);
        draft.seams = witness.seams(&draft.lines);
    }
    let mut places = witness.joints(&parts.drafts, budget)?;
    let chains = attach(&witness, &parts, (&stages.captions, &breaks), &mut places, budget)?;
    let (drafts, chains) = without_kept(reading, parts.drafts, chains);
    Ok((drafts, chains, places))
}

/// Takes the kept blocks out, which are in the proposal already; what stood around them belongs with them.
fn without_kept(reading: &Reading, drafts: Vec<Draft>, chains: Vec<Chain>) -> (Vec<Draft>, Vec<Chain>) {
    let kept: Vec<Option<u32>> = drafts.iter().map(|draft| reading.decided.block(draft.first())).collect();
    if kept.iter().all(Option::is_none) {
        return (drafts, chains);
    }
    let mut numbers = Vec::with_capacity(drafts.len());
    let mut left = Vec::new();
    for (draft, kept) in drafts.into_iter().zip(&kept) {
        numbers.push(left.len());
        if kept.is_none() {
            left.push(draft);
        }
    }
    let mut parted = Vec::new();
    for chain in chains {
        let leads = chain.parts.iter().find_map(|part| kept[part.0]);
        let mut open = Chain { leads, ..Chain::default() };
        for (draft, why) in chain.parts {
            match kept[draft] {
                Some(block) => {
                    parted.push(std::mem::replace(&mut open, Chain { kept: Some(block), ..Chain::default() }));
                }
                None => open.parts.push((numbers[draft], why)),
            }
        }
        parted.push(open);
    }
    parted.retain(|chain| !chain.parts.is_empty());
    (left, parted)
}

/// Rows of blocks become articles, with their captions and credits.
fn attach(
    witness: &Witness<'_, '_, '_>,
    parts: &Parts,
    (captions, breaks): (&Trees, &[f32]),
    places: &mut Vec<(SeamKey, Evidence)>,
    budget: &Budget,
) -> Result<Vec<Chain>, Cancelled> {
    let mut chains: Vec<Chain> = Vec::new();
    for (nth, flow) in parts.flows.iter().enumerate() {
        budget.step_at(nth)?;
        let mut chain = Chain::default();
        let mut last: Option<&Draft> = None;
        for &(draft, p) in &flow.drafts {
            let own = &parts.drafts[draft];
            let why = match last {
                Some(last) => witness.link(&last.lines, &own.lines, p),
                None => witness.start(own.first()),
            };
            match last {
                Some(last) => places.extend(witness.begins(last.last(), own.first(), breaks[last.last()])),
                None => places.push((witness.key_of_start(own.first()), why.clone())),
            }
            chain.parts.push((draft, why));
            last = Some(own);
        }
        if let Some(last) = last {
            places.push((witness.key_of_end(last.last()), witness.end(last.last())));
        }
        chains.push(chain);
    }
    let mut row = Vec::new();
    for (nth, group) in parts.groups.iter().enumerate() {
        budget.step_at(nth)?;
        let found = parts.article_of(group, captions, &mut row);
        let Some(flow) = found.flow else {
            let why = witness.stray(found.p);
            // Asked at its first block: whose it is.
            let first = group.drafts.first().map(|&draft| parts.drafts[draft].first());
            places.extend(first.map(|line| (witness.key_of_start(line), why.clone())));
            let own = group.drafts.iter().map(|&draft| (draft, why.clone()));
            chains.push(Chain { parts: own.collect(), ..Chain::default() });
            continue;
        };
        let own = &parts.flows[flow];
        let distance = own.distance(group);
        let attached = Attached { within: parts.is_inside(group, own), distance, rival: found.rival };
        let text = own.drafts.iter().flat_map(|part| parts.drafts[part.0].lines.iter().copied());
        let text: Vec<usize> = text.take(Attached::READ).collect();
        for &draft in &group.drafts {
            let lines = &parts.drafts[draft].lines;
            chains[flow].parts.push((draft, witness.attached(lines, &text, found.p, &attached)));
        }
    }
    Ok(chains)
}

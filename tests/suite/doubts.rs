//! How many of a proposal's mistakes the queue of doubts holds: a tool that measures pages with answers.

use newsmend::desk::Work;
use newsmend::desk::doubts::{Doubt, DoubtId, DoubtKind, Doubts, blocks_of, other_roles, places_of};
use newsmend::desk::training::Sources;
use newsmend::model::{Block, BlockId, Confidence, Evidence, Project, Reason, Role};
use newsmend::propose::learn::Truth;
use newsmend::propose::{Budget, Progress};
use newsmend::text::{PageNo, Place, Span};
use std::collections::{BTreeMap, BTreeSet};
use std::path::Path;

/// A reading of a page: by byte of a character what is read next, with the block of each byte.
#[derive(Default)]
struct Reading {
    next: BTreeMap<usize, usize>,
    block: BTreeMap<usize, usize>,
    roles: Vec<Role>,
    articles: Vec<Option<usize>>,
}

impl Reading {
    /// Adds a block to the flow that ends with `last`; captions and what is in no article are flows of their own.
    fn add(&mut self, text: &str, spans: &[Span], role: Role, article: Option<usize>, last: &mut Option<usize>) {
        let mut own = None;
        let flows = article.is_some() && role.is_flow();
        let number = self.roles.len();
        self.roles.push(role);
        self.articles.push(article);
        for span in spans {
            let part = text.get(span.range()).unwrap();
            for (at, _) in part.char_indices().filter(|(_, c)| !c.is_whitespace()) {
                let byte = span.start.get() + at;
                let before = if flows { &mut *last } else { &mut own };
                if let Some(before) = before.replace(byte) {
                    self.next.insert(before, byte);
                }
                self.block.insert(byte, number);
            }
        }
    }
}

fn of_truth(truth: &Truth) -> Reading {
    let mut reading = Reading::default();
    let mut ends: BTreeMap<usize, Option<usize>> = BTreeMap::new();
    for block in &truth.blocks {
        let article = block.article.map(|article| usize::try_from(article).unwrap());
        let last = ends.entry(article.unwrap_or(usize::MAX)).or_default();
        reading.add(truth.page.text(), &block.spans, block.role, article, last);
    }
    reading
}

fn of_project(project: &Project) -> Reading {
    let mut reading = Reading::default();
    let text = project.pages()[0].text();
    for (nth, (_, article)) in project.articles().enumerate() {
        let mut last = None;
        for &id in &article.blocks {
            let block = project.block(id).unwrap();
            reading.add(text, &block.spans, block.role, Some(nth), &mut last);
        }
    }
    for (_, block) in project.blocks().filter(|(_, block)| block.home.article().is_none()) {
        reading.add(text, &block.spans, block.role, None, &mut None);
    }
    reading
}

/// A mistake, and the doubts that hold it: those at whose place an editor sees it.
struct Wrong {
    kind: &'static str,
    by: Vec<DoubtId>,
    /// For a role: the block, and what it is.
    is: Option<(BlockId, Role)>,
}

fn mistakes(project: &Project, doubts: &Doubts, truth: &Truth) -> Vec<Wrong> {
    let (gold, got) = (of_truth(truth), of_project(project));
    let text = project.pages()[0].text();
    let page = PageNo::new(0);
    let mut found = Vec::new();
    let after = |byte: usize| Place::new(page, byte + text.get(byte..).unwrap().chars().next().unwrap().len_utf8());
    let mut ends: BTreeMap<Place, Vec<&Doubt>> = BTreeMap::new();
    let mut starts: BTreeMap<Place, Vec<&Doubt>> = BTreeMap::new();
    for doubt in doubts.iter() {
        match doubt.id.kind {
            DoubtKind::Role | DoubtKind::Caption | DoubtKind::Gap | DoubtKind::Jump | DoubtKind::Misread => {}
            // An end and a beginning may be one question.
            DoubtKind::Start | DoubtKind::End => {
                for key in places_of(project, doubt) {
                    starts.entry(key.to).or_default().push(doubt);
                    ends.entry(key.from).or_default().push(doubt);
                }
            }
            DoubtKind::Seam | DoubtKind::Joint | DoubtKind::Break => {
                places_of(project, doubt).iter().for_each(|key| ends.entry(key.from).or_default().push(doubt));
            }
        }
    }
    let hit = |doubts: Option<&Vec<&Doubt>>, wanted: &dyn Fn(DoubtKind) -> bool| {
        let found = doubts.into_iter().flatten().filter(|doubt| wanted(doubt.id.kind));
        found.map(|doubt| doubt.id).collect::<Vec<DoubtId>>()
    };
    for (&byte, &block) in &gold.block {
        if !got.block.contains_key(&byte) {
            continue;
        }
        let (wanted, is) = (gold.next.get(&byte), got.next.get(&byte));
        // Text in no article is furniture: its order is not judged.
        if wanted != is && (gold.articles[block].is_some() || is.is_some()) {
            let mut by = hit(ends.get(&after(byte)), &|kind| kind != DoubtKind::Break);
            let place = |byte: Option<&usize>| byte.map(|&byte| Place::new(page, byte));
            let at_start = place(wanted).and_then(|place| starts.get(&place));
            by.extend(hit(at_start, &|_| true));
            found.push(Wrong { kind: "link", by, is: None });
        } else if let (Some(&wanted), Some(_)) = (wanted, is) {
            let breaks = gold.block[&byte] != gold.block[&wanted];
            if breaks != (got.block[&byte] != got.block[&wanted]) {
                found.push(Wrong { kind: "paragraph", by: hit(ends.get(&after(byte)), &|_| true), is: None });
            }
        }
    }
    let mut members: Vec<Vec<usize>> = vec![Vec::new(); gold.roles.len()];
    gold.block.iter().for_each(|(&byte, &block)| members[block].push(byte));
    let mut main: BTreeMap<usize, BTreeMap<Option<usize>, usize>> = BTreeMap::new();
    for (block, bytes) in members.iter().enumerate() {
        if let Some(article) = gold.articles[block].filter(|_| gold.roles[block].is_flow()) {
            for own in bytes.iter().filter_map(|byte| got.block.get(byte)) {
                *main.entry(article).or_default().entry(got.articles[*own]).or_default() += 1;
            }
        }
    }
    for (block, bytes) in members.iter().enumerate().filter(|(_, bytes)| !bytes.is_empty()) {
        let mut held: BTreeMap<usize, usize> = BTreeMap::new();
        bytes.iter().filter_map(|byte| got.block.get(byte)).for_each(|own| *held.entry(*own).or_default() += 1);
        let right_role: usize =
            held.iter().filter(|(own, _)| got.roles[**own] == gold.roles[block]).map(|own| own.1).sum();
        let holder = project.entry_at(Place::new(page, bytes[0])).map(|entry| entry.block);
        let doubt = |kind: DoubtKind| {
            let asks = |doubt: &&Doubt| holder.is_some_and(|holder| blocks_of(project, doubt).contains(&holder));
            doubts.iter().filter(|doubt| doubt.id.kind == kind).find(asks)
        };
        if 2 * right_role <= bytes.len() {
            let by = doubt(DoubtKind::Role).into_iter().map(|doubt| doubt.id).collect();
            found.push(Wrong { kind: "role", by, is: holder.map(|holder| (holder, gold.roles[block])) });
        }
        if !gold.roles[block].is_flow()
            && let Some(article) = gold.articles[block]
        {
            let most =
                |counts: &BTreeMap<Option<usize>, usize>| counts.iter().max_by_key(|own| own.1).map(|own| *own.0);
            let home = main.get(&article).and_then(most);
            let mut own = BTreeMap::new();
            held.iter().for_each(|(block, count)| *own.entry(got.articles[*block]).or_default() += count);
            if home.is_some() && home != most(&own) {
                let by = doubt(DoubtKind::Caption).or(doubt(DoubtKind::Role));
                let by = by.into_iter().map(|doubt| doubt.id).collect();
                found.push(Wrong { kind: "caption", by, is: None });
            }
        }
    }
    found
}

/// So many of a page's first doubts are looked at by themselves.
const EARLY: [usize; 4] = [5, 10, 20, 40];

/// Says of the answered pages of a folder how many doubts a page has, which part of its mistakes they hold, and how many of
/// them are at a mistake: `DOUBT_PAGES` (folder), `DOUBT_ONLY` (part of a name), `DOUBT_EVERY` (each so many-th page).
/// `DOUBT_ALL` lists all that could be asked, with its confidence and whether it was at a mistake, to set thresholds by.
#[test]
#[ignore = "a tool, and wants its variables"]
fn doubts_are_measured_on_pages_with_answers() {
    let said = |name: &str| std::env::var(name).unwrap_or_default();
    let every: usize = said("DOUBT_EVERY").parse().unwrap_or(1);
    let mut sources = Sources::default();
    sources.add(Path::new(&said("DOUBT_PAGES"))).unwrap();
    let only = said("DOUBT_ONLY");
    let (mut pages, mut asked, mut gaps) = (0, 0, [0, 0]);
    let (mut groups, mut offers) = ([0; 3], [[0; 3]; 2]);
    let mut counts: BTreeMap<&str, [usize; 2]> = BTreeMap::new();
    let mut kinds: BTreeMap<DoubtKind, [usize; 2]> = BTreeMap::new();
    let mut held_by = [0; EARLY.len()];
    for source in sources.pages.iter().filter(|page| page.name.contains(&only)).step_by(every) {
        let mut work = Work::new(Project::new(vec![source.truth.page.clone()]), None);
        work.propose_now(&Budget::default(), &Progress::default()).unwrap();
        let all = said("DOUBT_ALL") == "1";
        let doubts =
            if all { Doubts::below(work.project(), |_| Confidence::CERTAIN) } else { work.doubts().unwrap().clone() };
        for (_, block) in work.project().blocks().filter(|(_, block)| block.gap.is_some()) {
            let end = block.last().unwrap().to();
            let so = |own: &newsmend::propose::learn::TrueBlock| {
                own.gap && own.spans.iter().any(|span| span.from() < end && end <= span.to())
            };
            gaps[0] += 1;
            gaps[1] += usize::from(source.truth.blocks.iter().any(so));
        }
        let mut right = BTreeSet::new();
        let place: BTreeMap<DoubtId, usize> = doubts.iter().enumerate().map(|(nth, doubt)| (doubt.id, nth)).collect();
        let wrongs = mistakes(work.project(), &doubts, &source.truth);
        let truth: BTreeMap<BlockId, Role> = wrongs.iter().filter_map(|wrong| wrong.is).collect();
        for doubt in doubts.iter().filter(|doubt| !doubt.like.is_empty()) {
            let lines = blocks_of(work.project(), doubt);
            let roles: BTreeSet<Option<&Role>> = lines.iter().map(|line| truth.get(line)).collect();
            groups[0] += 1;
            groups[1] += lines.len();
            groups[2] += usize::from(roles.len() == 1);
        }
        for wrong in wrongs {
            if let (Some((block, role)), false) = (wrong.is, wrong.by.is_empty()) {
                let block = work.project().block(block).unwrap();
                let usual = Block { why: Evidence::new(0.5, Reason::Usual).into(), ..block.clone() };
                for (sums, offered) in offers.iter_mut().zip([other_roles(block), other_roles(&usual)]) {
                    sums[0] += 1;
                    sums[1] += usize::from(offered.first().is_some_and(|first| first.0 == role));
                    sums[2] += usize::from(offered.iter().any(|other| other.0 == role));
                }
            }
            let count = counts.entry(wrong.kind).or_default();
            count[0] += 1;
            count[1] += usize::from(!wrong.by.is_empty());
            if wrong.kind != "paragraph" {
                let first = wrong.by.iter().map(|id| place[id]).min();
                for (sum, early) in held_by.iter_mut().zip(EARLY) {
                    *sum += usize::from(first.is_some_and(|first| first < early));
                }
            }
            if all {
                let by: Vec<String> = wrong.by.iter().map(|id| place[id].to_string()).collect();
                println!("WRONG {} {} {}", source.name, wrong.kind, by.join(","));
            }
            right.extend(wrong.by);
        }
        for doubt in doubts.iter() {
            let count = kinds.entry(doubt.id.kind).or_default();
            count[0] += 1;
            count[1] += usize::from(right.contains(&doubt.id));
            if all {
                let (kind, wrong) = (doubt.id.kind, right.contains(&doubt.id));
                let evidence = work.project().seam_evidence(doubt.id.at);
                let rival = evidence.and_then(|evidence| evidence.others.first());
                let role = work.project().block(doubt.block).unwrap().role;
                println!(
                    "ASK {} {kind:?} {:.3} {} {:.3} {} {}",
                    source.name,
                    doubt.confidence.get(),
                    u8::from(wrong),
                    rival.map_or(0.0, |rival| rival.confidence.get()),
                    doubt.expected,
                    role.name(),
                );
            }
        }
        pages += 1;
        asked += doubts.len();
    }
    let part = |[all, some]: [usize; 2]| some as f64 / all.max(1) as f64;
    println!("{} questions about {} lines of a kind, {} of one answer", groups[0], groups[1], groups[2]);
    for (name, [all, first, three]) in ["proposal", "table"].iter().zip(offers) {
        println!("{all} roles that are asked of and wrong: by the {name} {first} right at once, {three} among three");
    }
    println!("{pages} pages, {:.1} doubts a page", part([pages, asked]));
    println!("{} gaps proposed, {:.2} of them so", gaps[0], part(gaps));
    for (kind, count) in &counts {
        println!("{kind}: {} mistakes, {:.2} held", count[0], part(*count));
    }
    let whole = |kinds: &[&str]| {
        let sum = |nth: usize| kinds.iter().filter_map(|kind| counts.get(kind)).map(|count| count[nth]).sum::<usize>();
        [sum(0), sum(1)]
    };
    let repairs = whole(&["link", "role", "caption"]);
    println!("repairs (link, role, caption): {:.1} a page, {:.2} held", part([pages, repairs[0]]), part(repairs));
    for (early, held) in EARLY.iter().zip(held_by) {
        println!("  the first {early} of a page hold {:.2}", part([repairs[0], held]));
    }
    for (kind, count) in kinds {
        println!("{kind:?}: {:.2} a page, {:.2} at a mistake", part([pages, count[0]]), part(count));
    }
}

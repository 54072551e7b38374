//! What always holds of a proposal, whatever the page.

use super::{BlockRef, Budget, Cancelled, Input, Kept, LINES, Progress, Proposal, propose, propose_from};
use crate::model::{ArticleId, Home, Page, Role, Source, trim_span};
use crate::text::{PageNo, Span};
use proptest::prelude::*;
use std::collections::BTreeMap;
use std::ops::RangeInclusive;
use std::sync::Arc;
use std::sync::atomic::Ordering;

pub(super) fn input(pages: &[&str]) -> Input {
    let page = |text: &&str| Arc::new(Page::new((*text).to_owned(), Source::default(), Vec::new()));
    Input { pages: pages.iter().map(page).collect(), kept: Vec::new(), model: None }
}

pub(super) fn proposal(input: &Input) -> Proposal {
    propose(input, &Budget::default(), &Progress::default()).unwrap()
}

/// Pages read as they are in the program, and as if trees read small ones, too.
const MANNERS: [RangeInclusive<usize>; 2] = [LINES, 0..=4_000];

/// A proposal where pages of so many `lines` are read by trees.
fn proposal_from(lines: RangeInclusive<usize>, input: &Input) -> Proposal {
    propose_from(lines, input, &Budget::default(), &Progress::default()).unwrap()
}

/// Everything that a proposal promises.
fn check(input: &Input, proposal: &Proposal) {
    let mut covered: Vec<Vec<u8>> = input.pages.iter().map(|page| vec![0; page.text().len()]).collect();
    let spans = proposal.blocks.iter().map(|block| &block.spans).chain(input.kept.iter().map(|kept| &kept.spans));
    for spans in spans {
        assert!(!spans.is_empty());
        for &span in spans {
            let page = &input.pages[span.page.index()];
            assert_eq!(trim_span(page.text(), span), Some(span), "trimmed");
            for byte in &mut covered[span.page.index()][span.range()] {
                *byte += 1;
            }
        }
        for pair in spans.windows(2) {
            let page = &input.pages[pair[0].page.index()];
            let between = page.text().get(pair[0].end.get()..pair[1].start.get());
            let touch = pair[0].page == pair[1].page && between.is_some_and(|text| text.trim().is_empty());
            assert!(!touch, "neighbours are one span");
        }
    }
    for (page, covered) in input.pages.iter().zip(&covered) {
        for (at, c) in page.text().char_indices() {
            assert!(covered[at] <= 1, "one block at {at}");
            assert!(c.is_whitespace() || covered[at] == 1, "no block at {at}");
        }
    }
    let mut homes: BTreeMap<BlockRef, usize> = BTreeMap::new();
    for (number, article) in proposal.articles.iter().enumerate() {
        assert!(!article.parts.is_empty());
        assert_eq!(article.parts[0].link, None);
        for part in &article.parts {
            assert_eq!(homes.insert(part.block, number), None, "in one article");
            if let BlockRef::Kept(index) = part.block {
                assert_eq!(input.kept[index].home.article(), article.kept);
            }
        }
        let kept: Vec<BlockRef> =
            article.parts.iter().map(|part| part.block).filter(|block| matches!(block, BlockRef::Kept(_))).collect();
        assert!(kept.is_sorted(), "kept blocks stay in their order");
        assert_eq!(kept.is_empty(), article.kept.is_none());
    }
    for (index, block) in proposal.blocks.iter().enumerate() {
        assert_eq!(homes.contains_key(&BlockRef::New(index)), block.role.is_in_article());
    }
    for (index, kept) in input.kept.iter().enumerate() {
        assert_eq!(homes.contains_key(&BlockRef::Kept(index)), kept.home.article().is_some());
    }
    for &(block, span, _) in &proposal.inner_seams {
        assert!(span > 0 && span < proposal.blocks[block].spans.len());
    }
}

/// What a proposal says, without offsets.
fn gist(input: &Input, proposal: &Proposal) -> Vec<Vec<(Role, Vec<String>)>> {
    let text = |span: &Span| {
        let text = input.pages[span.page.index()].text().get(span.range()).unwrap();
        text.split_whitespace().collect::<String>()
    };
    let part = |block: BlockRef| match block {
        BlockRef::New(index) => {
            let block = &proposal.blocks[index];
            (block.role, block.spans.iter().map(text).collect())
        }
        BlockRef::Kept(index) => (input.kept[index].role, input.kept[index].spans.iter().map(text).collect()),
    };
    proposal.articles.iter().map(|article| article.parts.iter().map(|at| part(at.block)).collect()).collect()
}

/// Lines as dumps have them, and lines as none should.
fn any_line() -> impl Strategy<Value = String> {
    prop_oneof![
        4 => Just(String::new()),
        2 => Just("街道清扫每日两次".to_owned()),
        2 => Just("图书馆延长开放时间".to_owned()),
        1 => Just("本报讯（记者甲乙）本周起，".to_owned()),
        3 => Just("各阅览室的开放时间推迟到晚".to_owned()),
        2 => Just("上九点。".to_owned()),
        2 => Just("环卫工人清扫路面   演练于上午九点开始   the road".to_owned()),
        1 => Just("（甲乙 摄）".to_owned()),
        1 => Just("责编：甲乙 校对：丙丁".to_owned()),
        1 => Just("\u{3000}\u{3000}一、演练经过".to_owned()),
        1 => Just("THE LIBRARY".to_owned()),
        1 => Just("opens at nine. The old sani-".to_owned()),
        3 => "[a-z甲乙丙。，（） \u{3000}\t|“”e\u{301}-]{0,24}",
    ]
}

fn any_text() -> impl Strategy<Value = String> {
    prop::collection::vec(any_line(), 0..24).prop_map(|lines| lines.join("\n"))
}

/// A page of which some parts are kept: cut at random places, dealt to homes.
fn any_kept() -> impl Strategy<Value = Input> {
    (any_text(), any_text(), prop::collection::vec((any::<prop::sample::Index>(), 0_u32..6), 0..8)).prop_map(
        |(first, second, cuts)| {
            let mut input = input(&[&first, &second]);
            for (number, page) in input.pages.iter().enumerate() {
                let starts: Vec<usize> = page.text().char_indices().map(|(at, _)| at).collect();
                if starts.is_empty() {
                    continue;
                }
                let mut ends: Vec<(usize, u32)> =
                    cuts.iter().map(|(at, home)| (starts[at.index(starts.len())], *home)).collect();
                ends.sort_unstable();
                for pair in ends.windows(2) {
                    let span = Span::new(PageNo::new(number), pair[0].0, pair[1].0);
                    let (role, home) = match pair[0].1 {
                        0 => (Role::Furniture, Home::Furniture),
                        1 => (Role::Caption, Home::Article(ArticleId(7))),
                        2 | 3 => (Role::Body, Home::Article(ArticleId(pair[0].1))),
                        _ => continue,
                    };
                    let spans: Vec<Span> = trim_span(page.text(), span).into_iter().collect();
                    if !spans.is_empty() {
                        let (begins, ends) = (pair[0].0 % 5 == 0, pair[1].0 % 5 == 0);
                        input.kept.push(Kept { spans, role, home, begins, ends });
                    }
                }
            }
            input
        },
    )
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(if std::env::var_os("NEWSMEND_FULL").is_some() { 20_000 } else { 400 }))]

    #[test]
    fn every_character_is_in_one_block(text in any_text()) {
        let input = input(&[&text]);
        for lines in MANNERS {
            check(&input, &proposal_from(lines, &input));
        }
    }

    #[test]
    fn what_is_kept_stays(input in any_kept()) {
        for lines in MANNERS {
            check(&input, &proposal_from(lines, &input));
        }
    }

    #[test]
    fn proposing_twice_gives_the_same(input in any_kept()) {
        for lines in MANNERS {
            prop_assert_eq!(proposal_from(lines.clone(), &input), proposal_from(lines, &input));
        }
    }

    #[test]
    fn line_ends_and_blank_lines_at_the_ends_change_nothing(text in any_text()) {
        let plain = input(&[&text]);
        let wanted = MANNERS.map(|lines| gist(&plain, &proposal_from(lines, &plain)));
        let blank = [format!("{text}\n"), format!("{text}\n\n"), format!("\n\n{text}"), format!(" \n{text}\n\u{3000}")];
        for other in blank.into_iter().chain([text.replace('\n', "\r\n")]) {
            let other = input(&[&other]);
            prop_assert_eq!(&MANNERS.map(|lines| gist(&other, &proposal_from(lines, &other))), &wanted);
        }
    }
}

#[test]
fn a_page_that_is_kept_whole_gives_nothing_new() {
    let mut input = input(&["街道清扫\n\n图书馆开放"]);
    for (start, end) in [(0, 12), (14, 29)] {
        let spans = vec![Span::new(PageNo::new(0), start, end)];
        let home = Home::Article(ArticleId(4));
        input.kept.push(Kept { spans, role: Role::Body, home, begins: false, ends: false });
    }
    for lines in MANNERS {
        let proposal = proposal_from(lines, &input);
        assert_eq!(proposal.blocks, []);
        assert_eq!(proposal.articles.len(), 1);
    }
}

#[test]
fn nothing_gives_nothing() {
    for pages in [&[][..], &[""], &["\n \n"]] {
        for lines in MANNERS {
            assert_eq!(proposal_from(lines, &input(pages)), Proposal::default());
        }
    }
}

#[test]
fn a_cancelled_proposal_stops() {
    let budget = Budget::default();
    budget.cancel();
    assert_eq!(propose(&input(&["街道"]), &budget, &Progress::default()), Err(Cancelled));
}

/// Pages as no newspaper has them, each made of one piece, and one as newspapers have them.
const ODD: [(&str, &str); 14] = [
    ("one repeated line", "各阅览室的开放时间推迟到晚\n"),
    ("no line breaks", "各阅览室的开放时间推迟到晚，"),
    ("no line breaks, Latin", "the old bridge "),
    ("blank lines", "\n"),
    ("one character a line", "阅\n"),
    ("one mark a line", "|\n"),
    ("headings only", "开放时间\n\n"),
    ("headings in a row", "——开放时间\n"),
    ("woven lines", "环卫工人清扫   演练于上午\n"),
    ("cells", "清扫\t"),
    ("open brackets", "（"),
    ("closed brackets", "）"),
    ("captions", "（甲乙 摄）\n各阅览室，\n"),
    ("closings", "开放了。（甲文）\n"),
];

/// Articles of which no two lines are the same.
fn news(size: usize) -> String {
    let mut text = String::with_capacity(size + 64);
    // The linear congruential generator of Numerical Recipes, over the commoner half of the Chinese characters.
    let mut seed = 1_u32;
    let mut line = 0;
    while text.len() < size {
        for _ in 0..if line % 20 == 0 { 11 } else { 16 } {
            seed = seed.wrapping_mul(1_664_525).wrapping_add(1_013_904_223);
            text.extend(char::from_u32(0x4e00 + (seed >> 16) % 8_000));
        }
        text.push_str(if line % 20 == 0 || line % 20 == 19 { "\n\n" } else { "，\n" });
        line += 1;
    }
    text
}

fn size_of_odd_pages() -> usize {
    if std::env::var_os("NEWSMEND_FULL").is_some() { 20_000_000 } else { 30_000 }
}

#[test]
fn odd_pages_of_any_size_are_read() {
    let size = size_of_odd_pages();
    let odd = ODD.iter().map(|(name, unit)| (*name, unit.repeat(size / unit.len())));
    for (name, text) in odd.chain([("news", news(size))]) {
        let input = input(&[&text]);
        let proposal = proposal(&input);
        if size < 100_000 {
            check(&input, &proposal);
        }
        assert_eq!(proposal.blocks.is_empty(), text.trim().is_empty(), "{name}");
    }
}

#[test]
fn odd_pages_of_a_usual_size_are_read_by_trees() {
    for (_, unit) in ODD {
        let input = input(&[&unit.repeat(3_000 / unit.len())]);
        check(&input, &proposal_from(0..=4_000, &input));
    }
}

#[test]
fn a_proposal_can_be_cancelled_at_each_step() {
    // By rules alone, and by trees alone.
    for (lines, size) in [(usize::MAX..=usize::MAX, 30_000), (0..=usize::MAX, 4_000)] {
        let odd = ODD.iter().map(|(name, unit)| (*name, unit.repeat(size / unit.len())));
        for (name, text) in odd.chain([("news", news(size))]) {
            let steps = |text: &str, most: usize| {
                let (budget, done) = Budget::of_steps(most);
                let proposal = propose_from(lines.clone(), &input(&[text]), &budget, &Progress::default());
                (proposal.is_err(), done.load(Ordering::Relaxed))
            };
            let (_, all) = steps(&text, usize::MAX);
            for most in (0..all).step_by(all / 8 + 1).chain([all - 1]) {
                assert_eq!(steps(&text, most), (true, most + 1), "{name}");
            }
            // Steps come with the text, beyond those that each phase makes once and that look at its beginning only.
            let (_, twice) = steps(&text.repeat(2), usize::MAX);
            let (_, four) = steps(&text.repeat(4), usize::MAX);
            assert!(
                four > twice && twice > all,
                "{name}: {all} steps, {twice} for twice the text, {four} for four times"
            );
        }
    }
}

#[test]
fn a_proposal_is_cancelled_from_another_thread() {
    let size = size_of_odd_pages();
    let odd = ODD.iter().map(|(name, unit)| (*name, unit.repeat(size / unit.len())));
    for (name, text) in odd.chain([("news", news(size))]) {
        let input = input(&[&text]);
        let (budget, done) = Budget::of_steps(usize::MAX);
        std::thread::scope(|scope| {
            let work = scope.spawn(|| propose(&input, &budget, &Progress::default()));
            // In the middle of the work where it is long; a short page may be done before.
            while done.load(Ordering::Relaxed) < size / 2_000 && !work.is_finished() {
                std::thread::yield_now();
            }
            budget.cancel();
            let answer = work.join().unwrap();
            assert!(answer == Err(Cancelled) || size < 100_000, "{name}");
        });
    }
}

/// Two headlines stand one over the other, and the texts under them the other way round.
const STACKED: &str = "\
柳湾日报
2023年5月16日 星期二 第2版

市图书馆延长夜间开放时间
渔港码头改造工程完工

本报讯（记者陈立安）渔港码头改造工程日
前通过验收。改造后的码头岸线延长一百二
十米，新增泊位六个，渔船卸货不再排队。
渔民老赵说，过去涨潮时船靠不拢，鱼要靠
小舢板来回倒，如今渔船直接靠上码头，冷
藏车就停在旁边。港务所还为渔船装上了岸
电，夜里停泊不必再开柴油机。

本报讯（记者周小平）记者从市图书馆获
悉，从本月二十日起，图书馆阅览室和自习
室的开放时间延长到晚上十点。图书馆馆长
介绍，去年夜间到馆读者比前年多了三成，
许多读者下班以后才有时间看书。图书馆为
此增加了值班馆员，并在门口加装了路灯。
读者还可以在自助借还机上随时还书。

山北茶园春茶开采

本报讯（记者何文）连日晴好，山北三千亩
茶园进入采摘旺季。清晨六点，采茶工已经
背着竹篓上了山。茶农老秦说，今年开春雨
水足，茶芽比去年早了五天，头一批明前茶
一斤卖到八百元。合作社请来的炒茶师傅日
夜轮班，鲜叶不过夜。

老年大学书法班开课

本报讯（记者吴芳）昨天上午，市老年大学
书法班在文化宫开课，四十多位学员铺开毡
子练起了横竖撇捺。书法老师今年七十二
岁，义务教课已有九年。学员们说，写字静
心，比打牌有意思。
";

#[test]
fn of_two_headlines_in_a_row_each_finds_its_own_text() {
    let input = input(&[STACKED]);
    let proposal = proposal(&input);
    let under = |headline: &str| {
        let starts = |part: &super::ProposedPart| match part.block {
            BlockRef::New(nth) => {
                let span = proposal.blocks[nth].spans[0];
                let text = input.pages[0].text().get(span.range()).unwrap();
                text.chars().filter(|c| !c.is_whitespace()).take(14).collect::<String>()
            }
            BlockRef::Kept(_) => String::new(),
        };
        let rows = proposal.articles.iter().map(|article| article.parts.iter().map(starts).collect::<Vec<_>>());
        rows.filter(|row| headline.starts_with(&row[0])).map(|row| row[1].clone()).collect::<Vec<_>>()
    };
    assert_eq!(under("市图书馆延长夜间开放时间"), ["本报讯（记者周小平）记者从市"]);
    assert_eq!(under("渔港码头改造工程完工"), ["本报讯（记者陈立安）渔港码头"]);
}

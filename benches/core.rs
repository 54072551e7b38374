//! How fast the core is, on made pages: bytes a second, and milliseconds a gesture.
//!
//!     cargo bench --no-default-features [-- MEGABYTES]
//!
//! Each figure is the best of five runs on one thread. The pages are made from a fixed seed, so that two runs on one machine
//! compare. Quote the machine with the figures, or the ratio of two runs.
#![expect(clippy::unwrap_used, clippy::print_stdout, reason = "a bench prints, and may fail")]

use newsmend::desk::search::{Pattern, Query, find};
use newsmend::desk::{CommandId, Selection, Work, gestures};
use newsmend::formats::{FORMATS, Selection as Which};
use newsmend::model::{Page, Project, Source, boundaries_in, check_all};
use newsmend::propose::{Budget, Progress};
use newsmend::store::project_file;
use newsmend::text::decode::{Encoding, decode};
use newsmend::text::{LineTable, PageNo, Place};
use std::hint::black_box;
use std::sync::Arc;
use std::time::{Duration, Instant};

/// Characters that the made pages are written in.
const WORDS: &str =
    "环卫工人清晨上街先扫主路再扫小巷图书馆周末照常开放防汛演练按时开始社区居民参加菜场修缮完工公交线路调整";

fn main() {
    let megabytes: usize = std::env::args().filter_map(|arg| arg.parse().ok()).next().unwrap_or(4);
    let text = page(megabytes << 20);
    println!("{} bytes, {} lines", text.len(), text.lines().count());
    rate("decode UTF-8", text.len(), || decode(text.as_bytes(), None).unwrap());
    let gb = Encoding::from_name("GB18030").unwrap();
    let encoded = encoding_rs::GB18030.encode(&text).0.into_owned();
    rate("decode GB18030", text.len(), || decode(&encoded, Some(gb)).unwrap());
    rate("lines", text.len(), || LineTable::new(&text));
    let pages = vec![Arc::new(Page::new(text.clone(), Source::default(), Vec::new()))];
    let mut work = Work::new(Project::new(pages), None);
    rate("propose", text.len(), || {
        let mut work = Work::new(Project::new(work.project().pages().to_vec()), None);
        work.propose_now(&Budget::default(), &Progress::default()).unwrap();
    });
    work.propose_now(&Budget::default(), &Progress::default()).unwrap();
    println!("{} blocks in {} articles", work.project().blocks().count(), work.project().order().len());
    rate("check", text.len(), || check_all(work.project()));
    let saved = project_file::to_bytes(work.project());
    rate("save", text.len(), || project_file::to_bytes(work.project()));
    rate("open", text.len(), || project_file::from_bytes(&saved).unwrap());
    for format in FORMATS {
        rate(format.name, text.len(), || (format.run)(work.project(), &Which::All));
    }
    for (name, text_of, regex) in [("find a word", "图书", false), ("find by expression", "环.{0,3}卫", true)] {
        let query = Query { text: text_of.to_owned(), regex, ..Query::default() };
        let pattern = Pattern::new(&query, None).unwrap();
        let (budget, progress) = (Budget::default(), Progress::default());
        rate(name, text.len(), || find(work.project(), None, &pattern, &budget, &progress).unwrap());
    }
    gestures_on(&mut work);
    println!("peak memory {}", peak().unwrap_or_default());
}

/// One boundary moved, one merge, one undo, in the middle of the page.
fn gestures_on(work: &mut Work) {
    let middle = work.project().pages()[0].text().len() / 2;
    let page = PageNo::new(0);
    let range = middle..middle + 100_000;
    let boundary = *boundaries_in(work.project(), page, range).first().unwrap();
    let to = work.boundary_target(&boundary, 1, false).unwrap();
    let edit = gestures::move_boundary(work.project(), boundary, to).unwrap();
    millis("move a boundary", || black_box(gestures::move_boundary(work.project(), boundary, to).unwrap()));
    millis("apply and undo it", || {
        work.apply(CommandId("boundary.down"), edit.clone()).unwrap();
        work.undo().unwrap();
    });
    millis("the same while a search reads the project", || {
        let shared = work.shared();
        work.apply(CommandId("boundary.down"), edit.clone()).unwrap();
        work.undo().unwrap();
        drop(shared);
    });
    work.go_to(Selection::at(Place::new(page, boundary.below.span.start.get())));
    let order = work.project().order();
    let (into, from) = (order[order.len() / 2], order[order.len() / 2 + 1]);
    let merge = gestures::merge(work.project(), from, into).unwrap();
    millis("merge and undo it", || {
        work.apply(CommandId("article.merge"), merge.clone()).unwrap();
        work.undo().unwrap();
    });
}

fn best<T>(mut work: impl FnMut() -> T) -> Duration {
    let run = |work: &mut dyn FnMut() -> T| {
        let begun = Instant::now();
        black_box(work());
        begun.elapsed()
    };
    (0..5).map(|_| run(&mut work)).min().unwrap_or_default()
}

fn rate<T>(name: &str, bytes: usize, work: impl FnMut() -> T) {
    let best = best(work).as_secs_f64();
    #[expect(clippy::cast_precision_loss, reason = "a figure for people")]
    let rate = bytes as f64 / 1e6 / best;
    println!("{name:20} {:9.2} ms {rate:9.1} MB/s", best * 1e3);
}

fn millis<T>(name: &str, work: impl FnMut() -> T) {
    println!("{name:20} {:9.3} ms", best(work).as_secs_f64() * 1e3);
}

/// A page of articles of three paragraphs each, hard-wrapped, about `bytes` long.
fn page(bytes: usize) -> String {
    let words: Vec<char> = WORDS.chars().collect();
    let mut seed = 20_260_101_u64;
    let mut next = move |n: usize| {
        seed = seed.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        usize::try_from(seed >> 33).unwrap_or_default() % n
    };
    let mut out = String::with_capacity(bytes + 4096);
    while out.len() < bytes {
        let width = 14 + next(6);
        let mut line = |out: &mut String, length: usize, end: char| {
            out.extend((0..length).map(|_| words[next(words.len())]));
            out.push(end);
            out.push('\n');
        };
        line(&mut out, 9, '\u{3000}');
        out.push('\n');
        for _ in 0..3 {
            out.push_str("\u{3000}\u{3000}本报讯");
            for _ in 0..7 {
                line(&mut out, width, '，');
            }
            line(&mut out, width / 2, '。');
        }
        out.push('\n');
    }
    out
}

/// The most memory that the process has had, as Linux says it.
fn peak() -> Option<String> {
    let status = std::fs::read_to_string("/proc/self/status").ok()?;
    let line = status.lines().find(|line| line.starts_with("VmHWM"))?;
    Some(line.trim_start_matches("VmHWM:").trim().to_owned())
}

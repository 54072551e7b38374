//! A large project at the desk: how long it takes to open, to propose and to save, what gestures and frames cost, and how
//! much memory it needs. Then an issue of many pages: how soon it is in view, and whether the window draws on while it is saved.
//!
//!     cargo bench --bench desk [-- LINES [PAGES [CHARACTERS]]]
//!     cargo bench --bench desk -- 1000000 0 4
//!     cargo bench --bench desk --no-default-features
//!
//! CHARACTERS is how long a line of running text is about, 14 if not told; with 4 (second line) a million lines are 15 MB, with
//! 14 they are 40. Without pages there is no issue. Without the window (third line) frames are left out.
//! The pages are made from a fixed seed. Times of frames and gestures
//! are processor time of the thread that draws, read from `/proc/thread-self/schedstat`; memory is what Linux says of the
//! process. Quote the machine with the figures.
#![expect(clippy::unwrap_used, clippy::print_stdout, reason = "a bench prints, and may fail")]

#[cfg(feature = "window")]
mod frames;

use newsmend::desk::{CommandId, Desk, Lang, Selection, Work, gestures, pages, save_project};
use newsmend::model::{Role, boundaries_in};
use newsmend::store::project_file;
use newsmend::text::PageNo;
use std::hint::black_box;
use std::time::{Duration, Instant};

/// As in the program.
#[global_allocator]
static ALLOCATOR: mimalloc::MiMalloc = mimalloc::MiMalloc;

/// Characters that the made pages are written in.
const WORDS: &str =
    "环卫工人清晨上街先扫主路再扫小巷图书馆周末照常开放防汛演练按时开始社区居民参加菜场修缮完工公交线路调整";

/// Into how many parts a page is cut for gestures at each cut.
const PLACES: usize = 100;
/// Characters of a line of running text, about.
const WIDTH: usize = 14;

fn main() {
    let mut numbers = std::env::args().filter_map(|arg| arg.parse::<usize>().ok());
    let lines = numbers.next().unwrap_or(1_000_000);
    let pages = numbers.next().unwrap_or(500);
    let width = numbers.next().unwrap_or(WIDTH);
    one_page(lines, width);
    if pages > 0 {
        issue(pages);
    }
}

/// One page of so many lines: the worst case of a dump.
fn one_page(lines: usize, width: usize) {
    let text = page(lines, width, 20_260_101);
    let size = text.len();
    println!("one page of {} lines, {:.1} MB", text.lines().count(), mega(size));
    let before = memory("VmRSS");
    let mut desk = Desk::new(Lang::Zh);
    wall("open to raw text", || desk.open_bytes("long.txt", text.as_bytes()));
    drop(text);
    #[cfg(feature = "window")]
    let mut desk = frames::first(desk);
    let begun = Instant::now();
    let mut worst = Duration::ZERO;
    while desk.job().is_some() {
        let polled = clock();
        desk.poll();
        worst = worst.max(clock().saturating_sub(polled));
        std::thread::sleep(Duration::from_millis(1));
    }
    println!(
        "{:32} {:9.1} ms, longest stop of the window {:.3} ms",
        "propose beside the window",
        ms(begun.elapsed()),
        ms(worst)
    );
    let project = desk.work.as_ref().unwrap().project();
    println!("{:32} {:9}", "blocks", project.blocks().count());
    println!("{:32} {:9}", "articles", project.order().len());
    gesture(&mut desk, "the first, doubts being counted");
    let begun = Instant::now();
    while desk.work.as_ref().unwrap().doubts().is_none() {
        desk.poll();
        std::thread::sleep(Duration::from_millis(1));
    }
    println!("{:32} {:9.1} ms", "doubts are counted", ms(begun.elapsed()));
    // What was freed goes back to the system a second later, with the next large piece that is freed.
    std::thread::sleep(Duration::from_millis(1500));
    drop(black_box(vec![1_u8; 1 << 20]));
    memory_line("memory with its proposal", before, size);
    gestures_on(&mut desk);
    saving(desk.work.as_mut().unwrap());
    #[cfg(feature = "window")]
    frames::all(desk);
    memory_line("memory at the end", before, size);
    println!("{:32} {:9.1} MB", "most memory at any time", mega(memory("VmHWM")));
}

/// An issue of so many pages, as a project file.
fn issue(count: usize) {
    let text: Vec<String> =
        (0..count).map(|nth| page(435, WIDTH, 7 + u64::try_from(nth).unwrap_or_default())).collect();
    let text = text.join("\u{c}");
    println!("\nan issue of {count} pages, {:.1} MB", mega(text.len()));
    let mut desk = Desk::new(Lang::Zh);
    desk.open_bytes("issue.txt", text.as_bytes());
    let begun = Instant::now();
    while pages::is_raw(desk.work.as_ref().unwrap().project(), PageNo::new(0)) {
        desk.poll();
        std::thread::sleep(Duration::from_millis(1));
    }
    println!("{:32} {:9.1} ms", "its first page is proposed", ms(begun.elapsed()));
    let mut worst = Duration::ZERO;
    while desk.job().is_some() {
        let polled = clock();
        desk.poll();
        worst = worst.max(clock().saturating_sub(polled));
        std::thread::sleep(Duration::from_millis(1));
    }
    println!("{:32} {:9.1} ms, longest stop of the window {:.3} ms", "all its pages", ms(begun.elapsed()), ms(worst));
    wall("list of its pages", || black_box(desk.page_lines()));
    let work = desk.work.as_mut().unwrap();
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("issue.newsmend.json");
    wall("save it", || save_project(&path, work.project()).unwrap());
    let bytes = std::fs::read(&path).unwrap();
    println!("{:32} {:9.1} MB", "its file", mega(bytes.len()));
    for part in ["read it", "again"] {
        wall(part, || black_box(project_file::from_bytes(&bytes).unwrap()));
    }
    gestures_on(&mut desk);
    saving(desk.work.as_mut().unwrap());
    drop(desk);
    #[cfg(feature = "window")]
    frames::issue(&path);
}

/// A boundary moved, two articles merged, a role given by its key, each with its undo, at places all over the first page.
fn gestures_on(desk: &mut Desk) {
    let page = PageNo::new(0);
    let size = desk.work.as_ref().unwrap().project().pages()[0].text().len();
    let mut gestures: [(&str, Vec<Duration>); 4] =
        ["move a boundary", "merge two articles", "give a role", "undo"].map(|name| (name, Vec::new()));
    for nth in 1..PLACES {
        let work = desk.work.as_mut().unwrap();
        let middle = size / PLACES * nth;
        let range = middle..middle + 100_000;
        let Some(&boundary) = boundaries_in(work.project(), page, range).first() else { continue };
        let to = work.boundary_target(&boundary, 1, false).unwrap();
        work.go_to(Selection::at(boundary.below.span.from()));
        let begun = clock();
        work.move_boundary(CommandId("boundary.down"), boundary, to).unwrap();
        gestures[0].1.push(clock().saturating_sub(begun));
        undo(work, &mut gestures[3].1);
        let order = work.project().order();
        let at = order.len() / PLACES * nth;
        let (into, from) = (order[at], order[at + 1]);
        let begun = clock();
        let edit = gestures::merge(work.project(), from, into).unwrap();
        work.apply(CommandId("article.merge"), edit).unwrap();
        gestures[1].1.push(clock().saturating_sub(begun));
        undo(work, &mut gestures[3].1);
        let block = work.selected_block().ok().and_then(|id| work.project().block(id)).map(|block| block.role);
        let command = if block == Some(Role::Headline) { "role.subhead" } else { "role.headline" };
        let begun = clock();
        desk.run(CommandId(command));
        gestures[2].1.push(clock().saturating_sub(begun));
        undo(desk.work.as_mut().unwrap(), &mut gestures[3].1);
    }
    for (name, times) in gestures {
        told(name, times);
    }
}

/// One boundary moved, a little behind the page's middle.
fn gesture(desk: &mut Desk, name: &str) {
    let work = desk.work.as_mut().unwrap();
    let middle = work.project().pages()[0].text().len() / 2;
    let boundary = *boundaries_in(work.project(), PageNo::new(0), middle..middle + 100_000).first().unwrap();
    let to = work.boundary_target(&boundary, 1, false).unwrap();
    each(name, || work.move_boundary(CommandId("boundary.down"), boundary, to).unwrap(), 1);
}

fn undo(work: &mut Work, times: &mut Vec<Duration>) {
    let begun = clock();
    work.undo().unwrap();
    times.push(clock().saturating_sub(begun));
}

fn told(name: &str, mut times: Vec<Duration>) {
    times.sort_unstable();
    let at = |part: usize| times.get((times.len() * part / 100).min(times.len().max(1) - 1)).copied().map_or(0.0, ms);
    println!("{name:32} {:9.3} ms median, {:.3} at 99 in 100, {:.3} at most", at(50), at(99), at(100));
}

/// What saving costs the window: it hands the project over; the first edit meanwhile makes a copy.
fn saving(work: &mut Work) {
    let block = work.selected_block().unwrap();
    let edit = gestures::set_role(work.project(), work.selection().range(), Role::Subhead);
    let held = work.shared();
    each("hand over for saving", || black_box(work.shared()), 1);
    if let Ok(edit) = edit {
        each("an edit while it is saved", || work.apply(CommandId("role.subhead"), edit.clone()).unwrap(), 1);
        drop(held);
        each("undo it", || work.undo().unwrap(), 1);
    }
    black_box(block);
}

fn each<T>(name: &str, mut work: impl FnMut() -> T, times: usize) {
    let begun = clock();
    for _ in 0..times {
        black_box(work());
    }
    println!("{name:32} {:9.3} ms", ms(clock().saturating_sub(begun)));
}

fn wall<T>(name: &str, work: impl FnOnce() -> T) -> T {
    let begun = Instant::now();
    let done = black_box(work());
    println!("{name:32} {:9.1} ms", ms(begun.elapsed()));
    done
}

fn ms(time: Duration) -> f64 {
    time.as_secs_f64() * 1e3
}

#[expect(clippy::cast_precision_loss, reason = "a figure for people")]
fn mega(bytes: usize) -> f64 {
    bytes as f64 / 1e6
}

/// Processor time of this thread. Giving way brings the system's count up to date.
fn clock() -> Duration {
    std::thread::yield_now();
    let stat = std::fs::read_to_string("/proc/thread-self/schedstat").unwrap_or_default();
    Duration::from_nanos(stat.split(' ').next().and_then(|time| time.parse().ok()).unwrap_or_default())
}

/// A figure of the process's memory, in bytes.
fn memory(name: &str) -> usize {
    let status = std::fs::read_to_string("/proc/self/status").unwrap_or_default();
    let line = status.lines().find(|line| line.starts_with(name)).unwrap_or_default();
    let kilobytes: usize = line.chars().filter(char::is_ascii_digit).collect::<String>().parse().unwrap_or_default();
    kilobytes * 1024
}

#[expect(clippy::cast_precision_loss, reason = "a figure for people")]
fn memory_line(name: &str, before: usize, dump: usize) {
    let now = memory("VmRSS").saturating_sub(before);
    println!("{name:32} {:9.1} MB, {:.1} times the dump", mega(now), now as f64 / dump as f64);
}

/// A page of articles of three paragraphs each, hard-wrapped, about so many lines long and lines so many characters long.
fn page(lines: usize, width: usize, mut seed: u64) -> String {
    let words: Vec<char> = WORDS.chars().collect();
    let mut next = move |n: usize| {
        seed = seed.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        usize::try_from(seed >> 33).unwrap_or_default() % n
    };
    let mut out = String::with_capacity(lines * 48);
    let mut made = 0;
    while made < lines {
        let width = width - width / 6 + next(width / 3 + 1);
        let mut line = |out: &mut String, length: usize, end: &str| {
            out.extend((0..length).map(|_| words[next(words.len())]));
            out.push_str(end);
            out.push('\n');
        };
        line(&mut out, width.min(9), "");
        out.push('\n');
        for _ in 0..3 {
            out.push_str(if width < 9 { "\u{3000}" } else { "\u{3000}\u{3000}本报讯" });
            for _ in 0..7 {
                line(&mut out, width, "");
            }
            line(&mut out, width / 2, "。");
        }
        out.push('\n');
        made += 27;
    }
    out
}

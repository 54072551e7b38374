//! Both sample pages mended as an editor mends them: the proposal, then gestures, each one step, until the project is the
//! answer. The number of gestures is what the page costs.
//!
//! A gesture is a key (or a command's id), where it acts, and what it is answered. Places quote the raw text, which must stand
//! there once: `^` is the caret, `[` and `]` a selection, `…` leaves out to the next place where the rest stands, `\n` is a
//! line's end. The answer quotes the article that text goes to, or says `old>new` for what is corrected (more than one parted by `; `).
//!
//! When the proposer changes, gestures that are no longer needed are refused or make no step, and the test says which: take
//! them out, mend what is new, and make `projects/` again with `NEWSMEND_WRITE_PROJECTS=1`.

use newsmend::desk::{Ask, COMMANDS, Chord, Desk, Lang, Sample, Selection};
use newsmend::formats::{self, Format};
use newsmend::model::{Home, Project, Role, check_all, reading};
use newsmend::store::project_file;
use newsmend::text::{PageNo, Place, Span};
use serde_json::Value;
use std::collections::{BTreeMap, BTreeSet};
use std::path::Path;

const LIUWAN: &[[&str; 3]] = &[
    // Two articles take turns.
    ["S", "^沿河六社区", ""],
    ["2", "[沿河六社区同日演练防汛]", ""],
    ["M", "[调整班次的起因…六点半到七]", "清扫车换了新班次"],
    ["M", "[点半，洗扫车…一个人迟到。]", "清扫车换了新班次"],
    ["J", "^“提前两个小时", ""],
    ["0", "凌晨\n[里二十三名司机有九人住在城外，凌晨]", ""],
    ["M", "[志愿者用折叠…（区应急办供图）]", "沿河六社区"],
    ["Shift+J", "^老人和孩子", ""],
    // Their ends stand far below.
    ["M", "[噪声是住户…逐段调整。]", "清扫车换了新班次"],
    ["Shift+J", "^园林所技术员", ""],
    ["9", "[市场与街巷]", ""],
    ["S", "^东市老棚", ""],
    ["2", "[东市老棚翻修 摊位一个不少]", ""],
    ["article.opening", "^东市老棚", ""],
    ["M", "[演练也找出…照明和通信。]", "沿河六社区"],
    ["S", "^城北片区今夜检修", ""],
    ["2", "[城北片区今夜检修供水阀门]", ""],
    ["N", "[5月10日，仓前…白露生 摄]", ""],
    // The second of two columns read across.
    ["S", "^渡口滩添了", ""],
    ["2", "[渡口滩添了三百棵乌桕]", ""],
    ["M", "[西侧新楼的少儿区…穆青岚 摄]", "图书馆夏令时间"],
    ["article.up", "^12路公交今起", ""],
    ["article.up", "^12路公交今起", ""],
    ["article.up", "^12路公交今起", ""],
    ["article.up", "^12路公交今起", ""],
    ["J", "^今年的演练第一次", ""],
    ["F2", "^路面己经", "己经>已经"],
    ["F2", "^，末列入", "末列入>未列入"],
];

const MILLBROOK: &[[&str; 3]] = &[
    ["2", "[WATER CARTS TO BEGIN…FOUR O'CLOCK]", ""],
    ["3", "^Main Street to Be Dry", ""],
    // Two articles take turns.
    ["M", "[The change was asked…kept a book]", "WATER CARTS"],
    ["M", "[for a fortnight…very wel1.]", "WATER CARTS"],
    ["M", "[Volunteers with…Tansley.]", "RIVER WARDS"],
    ["0", "down in a\n[the third floor, was carried down in a]", ""],
    ["M", "[Side streets are…over.]", "WATER CARTS"],
    ["4", "[By Our Own Reporter]", ""],
    ["6", "[Seats by Ticket]", ""],
    ["9", "[Telephone the Courier: Millbrook 140.]", ""],
    ["6", "[The Children's Room]", ""],
    // Two columns read across, and the flood drill's end within the market's column.
    ["S", "^Motor Omnibus", ""],
    ["2", "[Motor Omnibus Goes by Mill Road]", ""],
    ["M", "[Some faults were found.…month is out.]", "RIVER WARDS"],
    ["N", "[MARKET ROOF…trade was missed.]", ""],
    ["2", "[MARKET ROOF MENDED, NO STALL LOST]", ""],
    ["article.opening", "^MARKET ROOF", ""],
    ["M", "[The new roof…before June.]", "MARKET ROOF"],
    ["2", "[Three Hundred Trees on Ferry Meadow]", ""],
    ["S", "^Three Hundred Trees", ""],
    ["M", "[path is to be…September.]", "Three Hundred Trees"],
    ["F2", "^fumished", "fumished>furnished; wel1>well"],
    ["F2", "^tum of the", "tum of>turn of"],
    ["F2", "^c1osing", "c1osing>closing"],
    ["F2", "^modem", "modem>modern"],
];

/// Where a quotation stands, as the module's head says.
fn find(text: &str, quotation: &str) -> Selection {
    let mut marks: BTreeMap<char, usize> = BTreeMap::new();
    let (mut at, mut first) = (0, true);
    for part in quotation.split('…') {
        let plain: String = part.chars().filter(|c| !"^[]".contains(*c)).collect();
        let found =
            text.get(at..).unwrap().find(&plain).unwrap_or_else(|| panic!("{quotation} does not stand on the page"));
        if first {
            assert_eq!(text.matches(&plain).count(), 1, "{quotation} does not stand on the page once");
        }
        (at, first) = (at + found, false);
        for c in part.chars() {
            if "^[]".contains(c) {
                marks.insert(c, at);
            } else {
                at += c.len_utf8();
            }
        }
    }
    let place = |mark: char| Place::new(PageNo::new(0), marks[&mark]);
    if marks.contains_key(&'^') { Selection::at(place('^')) } else { Selection::of(span(place('['), place(']'))) }
}

fn span(from: Place, to: Place) -> Span {
    Span::new(from.page, from.pos.get(), to.pos.get())
}

/// True where two states differ at most in what a person confirmed.
fn is_alike(one: &Project, other: &Project) -> bool {
    let blocks = |project: &Project| -> Vec<_> {
        project.blocks().map(|(id, it)| (id, it.spans.clone(), it.role, it.home, it.gap.clone())).collect()
    };
    let corrections =
        |project: &Project| -> Vec<_> { project.corrections().map(|(at, it)| (at, it.clone())).collect() };
    blocks(one) == blocks(other) && one.articles().eq(other.articles()) && corrections(one) == corrections(other)
}

/// Makes one gesture, which must make one step.
fn make(desk: &mut Desk, [key, place, answer]: [&str; 3]) {
    let text = desk.work().unwrap().project().pages()[0].text().to_owned();
    let chord = key.parse::<Chord>().ok();
    let named = COMMANDS.iter().find(|command| command.id.0 == key);
    let command = named.or_else(|| COMMANDS.iter().find(|command| command.chords().any(|own| Some(own) == chord)));
    let (before, steps) = (desk.work().unwrap().project().clone(), desk.work().unwrap().history.path().len());
    desk.work_mut().unwrap().view.selection = find(&text, place);
    let article = |desk: &Desk| {
        let project = desk.work().unwrap().project();
        find(&text, &format!("^{answer}")).article(project).expect("an article")
    };
    match desk.run(command.expect(key).id) {
        None => assert_eq!(answer, "", "{key} {place} asks nothing: {:?}", desk.message),
        Some(Ask::MoveTo) => desk.move_to(Home::Article(article(desk))),
        Some(Ask::MergeInto) => desk.merge_into(article(desk)),
        Some(Ask::Correct(block)) => {
            let mut text = reading(desk.work().unwrap().project(), block).text;
            for (old, new) in answer.split("; ").filter_map(|change| change.split_once('>')) {
                assert_eq!(text.matches(old).count(), 1, "{place}: {old} does not stand there once");
                text = text.replace(old, new);
            }
            desk.correct(block, &text);
        }
        Some(ask) => panic!("{key} {place} asks {ask:?}"),
    }
    assert_eq!(desk.message.as_ref().filter(|message| !message.undo), None, "{key} {place}");
    let work = desk.work().unwrap();
    assert_eq!(work.history.path().len(), steps + 1, "{key} {place}");
    assert!(!is_alike(&before, work.project()), "{key} {place} changes nothing: the page is so already");
    assert_eq!(check_all(work.project()), [], "{key} {place}");
}

/// A block as it reads: its role and where its characters stand, without blanks, in the order of its flow.
type Read = (Role, Vec<usize>);

/// What is compared with the answer. Captions and credits stand beside the flow: where among its blocks does not matter.
#[derive(Debug, Default, PartialEq)]
struct State {
    /// The flow of each article, in their order.
    flows: Vec<Vec<Read>>,
    /// Its captions and credits.
    beside: Vec<Vec<Read>>,
    /// The articles whose opening is lost.
    lost: BTreeSet<usize>,
    furniture: BTreeSet<usize>,
    discarded: BTreeSet<usize>,
}

impl State {
    fn put(&mut self, article: usize, block: Read) {
        let list = if block.0.is_flow() { &mut self.flows } else { &mut self.beside };
        list[article].push(block);
    }

    /// What the answer has. It counts code points.
    fn of_answer(answer: &Value, text: &str) -> Self {
        let bytes: Vec<(usize, char)> = text.char_indices().collect();
        let segments = answer["segments"].as_array().unwrap();
        let articles: BTreeSet<&str> = segments.iter().filter_map(|it| it["article"].as_str()).collect();
        let articles: Vec<&str> = articles.into_iter().filter(|&article| article != "?").collect();
        let mut state = Self::default();
        state.flows.resize(articles.len(), Vec::new());
        state.beside.resize(articles.len(), Vec::new());
        let mut last = None;
        for segment in segments {
            let number = |key: &str| usize::try_from(segment[key].as_u64().unwrap()).unwrap();
            let range = bytes[number("start")..number("end")].iter();
            let chars: Vec<usize> = range.filter(|(_, c)| !c.is_whitespace()).map(|&(at, _)| at).collect();
            match segment["article"].as_str() {
                None => state.furniture.extend(chars),
                Some("?") => state.discarded.extend(chars),
                Some(article) => {
                    let article = articles.iter().position(|&other| other == article).unwrap();
                    let role = Role::ALL.into_iter().find(|role| Some(role.name()) == segment["role"].as_str());
                    let block = number("block");
                    if segment["gap"].as_bool() == Some(true) {
                        state.lost.insert(article);
                    }
                    if last == Some(block) {
                        let list = if role.unwrap().is_flow() { &mut state.flows } else { &mut state.beside };
                        list[article].last_mut().unwrap().1.extend(chars);
                    } else {
                        state.put(article, (role.unwrap(), chars));
                    }
                    last = Some(block);
                }
            }
        }
        state
    }

    /// What the project has.
    fn of_project(project: &Project) -> Self {
        let text = project.pages()[0].text();
        let read = |id| -> Vec<usize> {
            let spans = project.block(id).unwrap().spans.iter().map(|span| span.range());
            let chars = spans.flat_map(|range| {
                text.get(range.clone()).unwrap().char_indices().map(move |(at, c)| (range.start + at, c))
            });
            chars.filter(|(_, c)| !c.is_whitespace()).map(|(at, _)| at).collect()
        };
        let mut state = Self::default();
        for (number, (_, article)) in project.articles().enumerate() {
            state.flows.push(Vec::new());
            state.beside.push(Vec::new());
            for &id in &article.blocks {
                let block = project.block(id).unwrap();
                assert_eq!(block.gap, None, "{}", reading(project, id).text);
                state.put(number, (block.role, read(id)));
            }
            assert!(!article.facts.ending_missing, "article {number}");
            if article.facts.opening_missing {
                state.lost.insert(number);
            }
        }
        state.furniture = project.blocks_in(Home::Furniture).into_iter().flat_map(read).collect();
        state.discarded = project.blocks_in(Home::Discarded).into_iter().flat_map(read).collect();
        state
    }

    /// The state in words, a line for each block: what a person can compare.
    fn shown(&self, text: &str) -> Vec<String> {
        let chars = |at: &mut dyn Iterator<Item = &usize>| -> String {
            at.map(|&at| text.get(at..).unwrap().chars().next().unwrap()).collect()
        };
        let mut lines = Vec::new();
        for (number, lists) in self.flows.iter().zip(&self.beside).enumerate() {
            let lost = if self.lost.contains(&number) { ", opening lost" } else { "" };
            lines.push(format!("article {}{lost}", number + 1));
            let blocks = lists.0.iter().chain(lists.1);
            lines.extend(blocks.map(|(role, at)| format!("{}: {}", role.name(), chars(&mut at.iter()))));
        }
        lines.push(format!("furniture: {}", chars(&mut self.furniture.iter())));
        lines.push(format!("discarded: {}", chars(&mut self.discarded.iter())));
        lines
    }
}

/// The misread characters read as they were printed, nothing else is corrected, and hyphens at line ends are gone.
fn check_corrections(project: &Project, answer: &Value, text: &str) {
    let starts: Vec<usize> = text.char_indices().map(|(at, _)| at).collect();
    let misread = answer["misread"].as_array().unwrap();
    let mut corrected: BTreeMap<_, Vec<(&str, &str)>> = BTreeMap::new();
    let start =
        |it: &Value| Place::new(PageNo::new(0), starts[usize::try_from(it["start"].as_u64().unwrap()).unwrap()]);
    for it in misread {
        let block = project.entry_at(start(it)).unwrap().block;
        corrected.entry(block).or_default().push((it["raw"].as_str().unwrap(), it["text"].as_str().unwrap()));
    }
    assert_eq!(project.corrections().count(), misread.len(), "each misread place is one correction");
    for (&block, words) in &corrected {
        let reads = reading(project, block).text;
        for (raw, printed) in words {
            let raw_left = reads.replace(printed, "").contains(raw);
            assert!(reads.contains(printed) && !raw_left, "{raw} should read {printed}: {reads}");
        }
    }
    for (number, wanted) in answer["text"].as_object().into_iter().flatten() {
        let segments = answer["segments"].as_array().unwrap();
        let first = segments.iter().find(|it| it["block"].as_u64() == number.parse().ok()).unwrap();
        let block = project.entry_at(start(first)).unwrap().block;
        let mut wanted = wanted.as_str().unwrap().to_owned();
        for (raw, printed) in corrected.get(&block).into_iter().flatten() {
            wanted = wanted.replace(raw, printed);
        }
        assert_eq!(reading(project, block).text, wanted);
    }
}

/// Mends a sample, and checks all that must hold on the way.
fn mend(sample: Sample, gestures: &[[&str; 3]]) -> Desk {
    let (name, text) = sample.file();
    let root = Path::new(env!("CARGO_MANIFEST_DIR"));
    let answer = root.join("assets/samples/answers").join(name.replace(".txt", ".gold.json"));
    let answer: Value = serde_json::from_slice(&std::fs::read(answer).unwrap()).unwrap();
    let mut desk = Desk::new(Lang::En);
    desk.open_sample(sample);
    desk.finish();
    let proposed = desk.work().unwrap().project().clone();
    for &gesture in gestures {
        make(&mut desk, gesture);
    }
    let mended = desk.work().unwrap().project().clone();
    let (found, wanted) = (State::of_project(&mended), State::of_answer(&answer, text));
    assert_eq!(found.shown(text), wanted.shown(text), "{name}");
    assert_eq!(found, wanted, "{name}");
    check_corrections(&mended, &answer, text);
    let work = desk.work_mut().unwrap();
    for _ in gestures {
        work.undo().unwrap();
    }
    assert_eq!(work.project(), &proposed, "{name}, undone");
    for _ in gestures {
        work.redo().unwrap();
    }
    assert_eq!(work.project(), &mended, "{name}, redone");
    check_file(&mut desk, &root.join("projects").join(name.replace(".txt", project_file::ENDING)));
    desk
}

/// Saving gives the project that ships, byte for byte.
fn check_file(desk: &mut Desk, ships: &Path) {
    if std::env::var_os("NEWSMEND_WRITE_PROJECTS").is_some_and(|it| it == "1") {
        desk.save_over(ships.to_owned());
        desk.finish();
    }
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join(ships.file_name().unwrap());
    desk.save(path.clone());
    desk.finish();
    let (saved, shipped) = (std::fs::read(path).unwrap(), std::fs::read(ships).unwrap());
    let file = ships.file_name().unwrap().to_string_lossy();
    assert!(saved == shipped, "projects/{file} is another: make it with NEWSMEND_WRITE_PROJECTS=1 cargo test");
}

/// The exported body of an article, by its number from 1.
fn body(desk: &Desk, number: usize) -> Vec<String> {
    let json = Format::by_name("json").unwrap();
    let export: Value =
        serde_json::from_str(&(json.run)(desk.work().unwrap().project(), &formats::Selection::All)).unwrap();
    let paragraphs = export["articles"][number - 1]["body"].as_array().unwrap();
    paragraphs.iter().map(|paragraph| paragraph.as_str().unwrap().to_owned()).collect()
}

#[test]
fn the_chinese_sample_is_mended_by_28_gestures() {
    assert_eq!(LIUWAN.len(), 28);
    let desk = mend(Sample::Chinese, LIUWAN);
    let paragraphs = [
        "本报讯（记者汤秋禾）渡口滩上的三百棵乌桕近日全部栽完。这片滩地原是堆放砂石的场子，去年秋天清走砂石后，区园林所换\
         上了半米厚的种植土，又挖了两条排水的浅沟，种树之前先种了一季苜蓿养土。",
        "园林所技术员说，乌桕耐水，河水漫上来泡几天也不要紧，秋天叶子变红，站在对岸就能看到。树苗之间留了五米的间距，林下\
         的小路用碎石铺成，预计九月开放。养护期内，请不要在树上拴绳晾晒。",
    ];
    assert_eq!(body(&desk, 5), paragraphs);
}

#[test]
fn the_english_sample_is_mended_by_25_gestures() {
    assert_eq!(MILLBROOK.len(), 25);
    let desk = mend(Sample::English, MILLBROOK);
    let paragraph = "The last of three hundred alders was set in Ferry Meadow on Friday. The ground was a yard for gravel \
                     until the autumn, when the heaps were carted off, good earth to the depth of two feet was laid, and a \
                     ditch was dug on either side. Alders do not mind if the river stands about their roots for a week. A \
                     cinder path is to be made under them and opened in September.";
    assert_eq!(body(&desk, 5), [paragraph]);
}

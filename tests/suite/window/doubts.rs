//! From doubt to doubt in the window: keys, the panel, and what they leave alone.

use super::answered::{Answered, best_answer, repairs, sample_answer};
use super::harness::{SIZES, TestWindow};
use newsmend::desk::{Lang, Sample};
use newsmend::model::{BlockId, Role};

fn sample(lang: Lang) -> TestWindow {
    TestWindow::open(Sample::Chinese.file().1, lang, SIZES[0])
}

fn left(window: &TestWindow) -> usize {
    window.work().doubts().unwrap().len()
}

#[test]
fn tab_goes_to_the_first_doubt_and_enter_answers_it() {
    for lang in [Lang::Zh, Lang::En] {
        let mut window = sample(lang);
        let (all, before) = (left(&window), window.project().clone());
        assert!(all > 3, "{all}");
        assert_eq!(window.work().doubt(), None);
        window.press("Enter");
        assert_eq!(window.project(), &before, "nothing is accepted that was not seen");
        let first = window.work().doubt().unwrap().id;
        let name = match lang {
            Lang::Zh => format!("存疑 1 / {all}"),
            Lang::En => format!("Doubt 1 of {all}"),
        };
        assert!(window.find(&name).is_some(), "{:?}", window.names());
        window.press("Enter");
        assert!(left(&window) < all, "n of m falls");
        assert_eq!(window.work().doubts().unwrap().get(first), None);
        let second = window.work().doubt().unwrap().id;
        window.press("Tab");
        assert_ne!(window.work().doubt().unwrap().id, second);
        window.press("Shift+Tab");
        assert_eq!(window.work().doubt().unwrap().id, second);
    }
}

#[test]
fn a_key_that_is_held_down_answers_one_doubt_and_no_more() {
    for key in ["Enter", "Alt+1"] {
        let mut window = sample(Lang::Zh);
        window.press("Tab");
        let steps = window.work().history.len();
        window.hold(key);
        assert_eq!(window.work().history.len(), steps + 1, "{key}: what nobody has read is not decided");
    }
}

#[test]
fn undo_brings_the_doubt_back() {
    let mut window = sample(Lang::Zh);
    window.press("Tab").press("Tab");
    let (all, asked, before) = (left(&window), window.work().doubt().unwrap().id, window.project().clone());
    window.press("Enter");
    assert!(left(&window) < all);
    window.press("Ctrl+Z");
    assert_eq!(window.project(), &before);
    assert_eq!((left(&window), window.work().doubt().unwrap().id), (all, asked));
}

#[test]
fn going_to_a_doubt_shows_its_line() {
    let mut window = sample(Lang::En);
    for _ in 0..left(&window) {
        window.press("Tab");
        let place = window.work().selection().caret();
        let line = window.project().line_number(place);
        let page = window.project().page(place.page).unwrap();
        let range = page.lines().content(page.text(), line - 1);
        let row = format!("{line} {}", page.text().get(range).unwrap().chars().take(4).collect::<String>());
        let rect = window.find(&row).unwrap_or_else(|| panic!("{row:?} is in view"));
        assert!(rect.top() >= 0.0 && rect.bottom() <= SIZES[0][1], "{row}: {rect:?}");
    }
}

#[test]
fn enter_and_tab_do_nothing_while_typing() {
    let mut window = sample(Lang::Zh);
    window.press("Tab");
    let (all, asked) = (left(&window), window.work().doubt().unwrap().id);
    window.press("F2").press("Tab").press("Alt+1").press("Shift+Tab");
    assert_eq!((left(&window), window.work().doubt().unwrap().id), (all, asked));
    let steps = window.work().history.len();
    window.press("Esc");
    assert_eq!(window.work().history.len(), steps, "nothing was answered");
    window.press("F2");
    window.preedit("ni").press("Enter").press("Tab");
    assert_eq!((left(&window), window.work().doubt().unwrap().id), (all, asked));
    window.preedit("").press("Esc");
    window.press("Ctrl+Shift+P").type_text("undo").press("Tab");
    assert_eq!((left(&window), window.work().doubt().unwrap().id), (all, asked));
}

#[test]
fn enter_presses_the_button_that_has_the_focus() {
    let mut window = sample(Lang::En);
    window.press("Tab");
    let (all, first) = (left(&window), window.work().doubt().unwrap().id);
    window.focus_on("Next doubt");
    window.press("Enter");
    assert_eq!(left(&window), all, "the button was pressed, no doubt accepted");
    assert_ne!(window.work().doubt().unwrap().id, first);
}

#[test]
fn the_panel_answers_by_mouse_too() {
    let mut window = sample(Lang::Zh);
    window.click("下一处存疑");
    let all = left(&window);
    window.click("认可提议，转到下一处存疑");
    assert!(left(&window) < all);
    let before = window.project().clone();
    // The first doubt with an alternative.
    for _ in 0..left(&window) {
        let doubt = window.work().doubt().unwrap().clone();
        let asked = newsmend::desk::doubts::asked(Lang::Zh, window.project(), &doubt);
        if let Some((_, says, _)) = asked.choices.first() {
            window.click(says);
            assert_ne!(window.project(), &before);
            assert_eq!(window.work().doubts().unwrap().get(doubt.id), None);
            window.press("Ctrl+Z");
            assert_eq!(window.project(), &before);
            return;
        }
        window.press("Tab");
    }
    panic!("no doubt has an alternative");
}

#[test]
fn an_answer_is_not_asked_again_after_saving_and_opening() {
    let mut window = sample(Lang::Zh);
    window.press("Tab");
    let mut answered = Vec::new();
    for _ in 0..3 {
        answered.push(window.work().doubt().unwrap().id);
        window.press("Enter");
    }
    let after = left(&window);
    let folder = tempfile::tempdir().unwrap();
    let saved = folder.path().join("page.newsmend.json");
    window.press("Ctrl+S").press("Ctrl+A").type_text(&saved.display().to_string()).press("Enter");
    window.finish();
    let project = window.project().clone();
    window.drop_file(&saved);
    assert_eq!(window.project(), &project);
    assert_eq!(left(&window), after);
    window.press("Ctrl+R");
    window.finish();
    for id in answered {
        assert_eq!(window.work().doubts().unwrap().get(id), None, "and not after a new proposal");
    }
}

#[test]
fn a_page_is_finished_by_keys_alone() {
    for (lang, sample) in [(Lang::Zh, Sample::Chinese), (Lang::En, Sample::English)] {
        let mut window = TestWindow::open(sample.file().1, lang, SIZES[0]);
        let answer = sample_answer(sample);
        let before = repairs(window.project(), &answer);
        let all = left(&window);
        window.press("Tab");
        let mut keys = 1;
        while let Some(doubt) = window.work().doubt().cloned() {
            let Answered { alternative, .. } = best_answer(window.project(), &doubt, &answer);
            window.press(match alternative {
                None => "Enter",
                Some(0) => "Alt+1",
                Some(1) => "Alt+2",
                Some(_) => "Alt+3",
            });
            keys += 1;
            assert!(keys < 200, "it ends");
        }
        let after = repairs(window.project(), &answer);
        assert!(window.work().doubts().unwrap().is_empty());
        assert!(after <= before, "{after} repairs left of {before}");
        println!("{sample:?}: {all} doubts, {keys} keys, {before} repairs before, {after} after");
        let none = match lang {
            Lang::Zh => "没有存疑之处",
            Lang::En => "Nothing is in doubt",
        };
        assert!(window.find(none).is_some(), "{:?}", window.names());
        for _ in 0..window.work().history.len() - 1 {
            window.press("Ctrl+Z");
        }
        assert_eq!(left(&window), all, "each was one step");
    }
}

/// What repairs the real page: its doubts, of which four are answered otherwise than proposed (a headline, a picture by itself,
/// an editor's note, a kicker).
const REPAIR: &str = "Enter Alt+1 Enter Alt+3 Enter Enter Alt+1 Alt+1 Enter Enter Enter";
/// The lines at which its articles begin then, and the roles of some lines.
const STARTS: [usize; 8] = [3, 106, 104, 200, 299, 323, 362, 402];
const ROLES: [(usize, Role); 4] = [(104, Role::Caption), (200, Role::Kicker), (202, Role::Headline), (212, Role::Note)];

/// Goes through the page in the file that `NEWSMEND_REAL_PAGE` names by the keys in `NEWSMEND_REAL_KEYS`, parted by blanks:
/// `Tab`, `Enter`, `Alt+2`, and `=text` for what is typed. Behind them the doubts that are left are answered with `Enter`.
/// Says what was asked, what was pressed, how many keys that were, and what the page reads then.
///
/// Without `NEWSMEND_REAL_KEYS`, the page that we know is repaired: every article is right then.
#[test]
fn a_real_page_is_gone_through_by_keys_alone() {
    let Ok(path) = std::env::var("NEWSMEND_REAL_PAGE") else { return };
    let text = String::from_utf8(std::fs::read(&path).unwrap()).unwrap();
    let mut window = TestWindow::open(&text, Lang::Zh, SIZES[0]);
    let known = path.ends_with("jiefang-2022-06.txt") && std::env::var_os("NEWSMEND_REAL_KEYS").is_none();
    let given = if known { REPAIR.to_owned() } else { std::env::var("NEWSMEND_REAL_KEYS").unwrap_or_default() };
    let mut given = given.split_whitespace();
    let (proposed, all) = (window.project().clone(), left(&window));
    println!("{all} doubts, {} articles", window.project().order().len());
    window.press("Tab");
    let mut keys = 1;
    loop {
        if let Some(doubt) = window.work().doubt().cloned() {
            let asked = newsmend::desk::doubts::asked(Lang::Zh, window.project(), &doubt);
            println!("{} | {} | {}", asked.question, asked.preview, asked.reason);
            asked.choices.iter().for_each(|(_, says, reads)| println!("    {says} | {reads}"));
        }
        let key = match given.next() {
            Some(key) => key,
            None if window.work().doubt().is_some() => "Enter",
            None => break,
        };
        println!("  {key}");
        match key.strip_prefix('=') {
            Some(text) => {
                window.type_text(text);
                keys += text.chars().count();
            }
            None => {
                window.press(key);
                keys += 1;
            }
        }
        if let Some(message) = &window.desk().message {
            println!("  {message:?}");
        }
        assert!(window.project().ledger().adds_up());
        assert!(keys < 1000, "it ends");
    }
    println!("{keys} keys, {} steps", window.work().history.len() - 1);
    for (nth, (_, article)) in window.project().articles().enumerate() {
        println!("* {}", nth + 1);
        for &id in &article.blocks {
            let project = window.project();
            let block = project.block(id).unwrap();
            let line = project.line_number(block.first().unwrap().from());
            let text = newsmend::model::reading(project, id).text;
            let length = text.chars().count();
            let (first, last): (String, String) =
                (text.chars().take(24).collect(), text.chars().skip(length.saturating_sub(12).max(24)).collect());
            println!("  {line} {:?} {length} {first}…{last}", block.role);
        }
    }
    if known {
        let project = window.project();
        let line = |id: BlockId| project.line_number(project.block(id).unwrap().first().unwrap().from());
        let starts: Vec<usize> = project.articles().map(|(_, article)| line(article.blocks[0])).collect();
        assert_eq!(starts, STARTS);
        for (wanted, role) in ROLES {
            let mut blocks = project.blocks().filter(|(id, _)| line(*id) == wanted);
            assert_eq!(blocks.next().map(|(_, block)| block.role), Some(role), "line {wanted}");
        }
        assert_eq!((keys, left(&window)), (12, 0));
    }
    while window.project() != &proposed {
        window.press("Ctrl+Z");
    }
    assert_eq!(left(&window), all);
}

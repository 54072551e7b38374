//! A character that was likely misread, from the doubt to the correction and back.

use super::harness::{SIZES, TestWindow, say};
use newsmend::desk::Lang;
use newsmend::desk::doubts::{Doubt, DoubtKind};
use newsmend::model::reading;

/// Invented; the dump has 太 where 大 was printed.
const PAGE: &str = "\
全国人大常委会举行会议

全国人民代表太会常务委员会昨天在北京举行会议，听取和审议
有关工作报告，并对下一阶段的工作作出安排。会议今天闭幕。
";
const READS_WRONG: &str = "全国人民代表太会常务委员会";
const READS_RIGHT: &str = "全国人民代表大会常务委员会";

fn misread(window: &TestWindow) -> Option<Doubt> {
    window.work().doubts().unwrap().iter().find(|doubt| doubt.id.kind == DoubtKind::Misread).cloned()
}

fn reads(window: &TestWindow, part: &str) -> bool {
    window.articles().iter().any(|article| article.contains(part))
}

/// The page with the question about the character in front.
fn asked(lang: Lang, size: [f32; 2]) -> TestWindow {
    let mut window = TestWindow::open(PAGE, lang, size);
    let wanted = misread(&window).expect("太 is suspected").id;
    for _ in 0..window.work().doubts().unwrap().len() {
        window.press("Tab");
        if window.work().doubt().unwrap().id == wanted {
            break;
        }
    }
    let question = say(lang, "第 3 行的“太”应为“大”？", "Is “太” in line 3 to be read “大”?");
    assert!(window.find(question).is_some(), "{:?}", window.names());
    window
}

#[test]
fn enter_corrects_the_character_and_undo_asks_again() {
    for lang in [Lang::Zh, Lang::En] {
        for size in SIZES {
            let mut window = asked(lang, size);
            let (before, doubt) = (window.project().clone(), misread(&window).unwrap());
            window.press("Enter");
            assert!(reads(&window, READS_RIGHT), "{:?}", window.articles());
            assert_eq!(window.project().pages()[0].text(), PAGE, "the dump is as it was");
            let correction: Vec<(usize, String)> = window
                .project()
                .corrections()
                .map(|(at, correction)| (at.pos.get(), correction.text.clone()))
                .collect();
            assert_eq!(correction, [(PAGE.find("太会").unwrap(), "大".to_owned())], "one character and no more");
            let block = window.project().entry_at(doubt.id.at.from).unwrap().block;
            window.go_to(PAGE.find("太会").unwrap());
            let inspected = window.work().inspect(lang).unwrap();
            assert_eq!(inspected.read, reading(window.project(), block).text);
            assert!(inspected.raw.contains(READS_WRONG), "what was read stands against it");
            assert_eq!(misread(&window), None);
            window.press("Ctrl+Z");
            assert_eq!(window.project(), &before);
            assert!(reads(&window, READS_WRONG));
            assert_eq!(misread(&window), Some(doubt), "it is asked again");
        }
    }
}

#[test]
fn a_character_that_was_kept_is_not_asked_of_again() {
    for lang in [Lang::Zh, Lang::En] {
        let mut window = asked(lang, SIZES[0]);
        window.click(say(lang, "原文无误", "right as it is"));
        assert!(reads(&window, READS_WRONG));
        assert_eq!((misread(&window), window.project().corrections().count()), (None, 0));
        window.press("Ctrl+R").finish();
        assert_eq!(misread(&window), None, "nor by a new proposal");
        assert!(reads(&window, READS_WRONG));
    }
}

#[test]
fn a_corrected_character_stays_corrected_with_a_new_proposal() {
    let mut window = asked(Lang::Zh, SIZES[0]);
    window.press("Enter").press("Ctrl+R").finish();
    assert!(reads(&window, READS_RIGHT));
    assert_eq!(misread(&window), None);
}

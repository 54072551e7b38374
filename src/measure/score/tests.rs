//! Each figure on a page of a few letters: right, and wrong in the one way that the figure tells.
//!
//! A block is `article role letters`, `|` parts blocks, `,` parts spans; a letter stands for its place on the page, `-` is
//! no article. An answer's block may be marked `gap` or `coarse`.

use super::*;
use serde_json::json;
use std::borrow::Cow;

const PAGE: &str = "ab cd\nefgh";

/// The spans that `letters` name: `a-d` from the first to the last.
fn spans(letters: &str) -> Vec<Range<usize>> {
    let at = |letter: &str| PAGE.find(letter).unwrap();
    let span = |letters: &str| {
        let (first, last) = letters.split_once('-').unwrap_or((letters, letters));
        at(first)..at(last) + 1
    };
    letters.split(',').map(span).collect()
}

fn answer(blocks: &str) -> Answer {
    Answer::new(PAGE, &gold(blocks, &[]))
}

fn gold(blocks: &str, text: &[(&str, &str)]) -> Gold {
    let mut segments = Vec::new();
    for (nth, block) in blocks.split('|').enumerate() {
        let words: Vec<&str> = block.split_whitespace().collect();
        let article = if words[0] == "-" { None } else { Some(words[0]) };
        for span in spans(words[2]) {
            segments.push(json!({
                "start": span.start, "end": span.end, "article": article, "role": words[1], "block": nth,
                "gap": words.contains(&"gap"), "coarse": words.contains(&"coarse"),
            }));
        }
    }
    let text: BTreeMap<&str, &str> = text.iter().copied().collect();
    let file = json!({ "segments": segments, "text": text }).to_string();
    Gold::read(file.as_bytes(), PAGE.len()).unwrap()
}

fn parts(blocks: &str) -> Vec<Part<'static>> {
    let part = |block: &str| {
        let words: Vec<&str> = block.split_whitespace().collect();
        let spans = spans(words[2]);
        let raw = spans.iter().map(|span| PAGE.get(span.clone()).unwrap()).collect();
        Part {
            article: words[0].parse().ok(),
            role: Role::by_name(words[1]).unwrap(),
            spans,
            text: Some(Cow::Owned(raw)),
        }
    };
    blocks.split('|').map(part).collect()
}

#[track_caller]
fn score(gold: &str, got: &str) -> Figures {
    answer(gold).score(&parts(got)).unwrap()
}

#[track_caller]
fn check_close(found: f64, wanted: f64) {
    assert!((found - wanted).abs() < 1e-12, "{found} is not {wanted}");
}

#[test]
fn what_is_right_has_full_marks() {
    let got = score(
        "x headline a-b|x body c-d,h|y body e|y caption f|- furniture g",
        "1 headline a-b|1 body c-d,h|2 body e|2 caption f|- furniture g",
    );
    let wanted = Figures {
        b3: 1.0,
        cut: 1.0,
        jump: 1.0,
        role: 1.0,
        para: 1.0,
        exact: 1.0,
        repairs: 0,
        jumps: 1,
        paras: 2,
        twice: 0,
    };
    assert_eq!(got, wanted);
}

#[test]
fn b3_tells_which_characters_belong_together() {
    // Precision: two clusters of four lie mixed half and half with eight. Recall: none is parted.
    check_close(score("x body a-d|y body e-h", "1 body a-d|1 body e-h").b3, 2.0 * 0.5 / 1.5);
    check_close(score("x body a-h", "1 body a-d|2 body e-h").b3, 2.0 * 0.5 / 1.5);
    // What is in no article is one cluster.
    check_close(score("- furniture a-d|- furniture e-h", "- furniture a-h").b3, 1.0);
}

#[test]
fn cuts_are_where_the_flow_does_not_go_on() {
    let got = score("x body a-d|y body e-h", "1 body a-b|2 body c-d|3 body e-h");
    check_close(got.cut, 2.0 / 3.0);
    check_close(score("x body a-h", "1 body a-h").cut, 1.0);
    check_close(score("x body a-h", "1 body a-g|2 body h").cut, 0.0);
    // A caption is a flow of its own; between two pieces of furniture there is nothing to cut.
    check_close(score("x body a-d|x caption e-h", "1 body a-d|1 body e-h").cut, 0.0);
    check_close(score("x body a-d|- furniture e-f|- furniture g-h", "1 body a-d|- furniture e-h").cut, 1.0);
}

#[test]
fn jumps_are_where_the_flow_goes_on_elsewhere() {
    let got = score("x body a-b,e-f|y body c-d,g-h", "1 body a-b,e-h|2 body c-d");
    check_close(got.jump, 2.0 / 3.0);
    assert_eq!(got.jumps, 2);
    check_close(score("x body a-b,e-f|y body c-d,g-h", "1 body a-b,g-h|2 body c-f").jump, 0.0);
}

#[test]
fn roles_are_counted_by_character() {
    check_close(score("x headline a-b|x body c-h", "1 body a-h").role, 0.75);
    // No block is a role too.
    check_close(score("x body a-d", "1 body a-d").role, 1.0);
    check_close(score("x body a-d", "1 body a-e").role, 7.0 / 8.0);
}

#[test]
fn paragraphs_begin_and_read_exactly_right() {
    let got = score("x body a-b|x body c-d|x note e-h", "1 body a-b|1 body c-h");
    check_close(got.para, 2.0 / 5.0);
    assert_eq!(got.paras, 3);
    let hyphen = Answer::new(PAGE, &gold("x body a-h", &[("0", "ab-c\ndefgh")]));
    let mut got = parts("1 body a-h");
    check_close(hyphen.score(&got).unwrap().para, 0.0);
    got[0].text = Some("ab- cdefgh".into());
    check_close(hyphen.score(&got).unwrap().para, 1.0);
    got[0].text = None;
    check_close(hyphen.score(&got).unwrap().para, 0.0);
    // Headings are no paragraphs.
    check_close(score("x headline a-h", "1 headline a-b|1 headline c-h").para, 1.0);
}

#[test]
fn paragraphs_that_the_answer_does_not_know_are_not_counted() {
    let got = score("x body a-b|x body c-d gap|x body e-h", "1 body a-b|1 body c|1 body d-h");
    check_close(got.para, 2.0 / 4.0);
    assert_eq!(got.paras, 2);
    let got = score("x body a-d|x body e-h coarse", "1 body a-d|1 body e-f|1 body g-h");
    assert_eq!((got.para, got.paras), (1.0, 1));
}

#[test]
fn where_the_answer_is_open_nothing_is_scored() {
    let got = score("x body a-d|? ? e-f|y body g-h", "1 body a-e|2 body f-h");
    assert_eq!((got.b3, got.cut, got.role, got.para, got.repairs), (1.0, 1.0, 1.0, 1.0, 0));
    assert_eq!(answer("? ? a-h").score(&parts("1 body a-h")), None);
}

#[test]
fn an_article_is_exact_where_its_whole_flow_is() {
    check_close(score("x headline a|x body b-d|y body e-h", "1 headline a|1 body b-d|2 body e-g").exact, 0.5);
    check_close(score("x body a-b,e-f", "1 body e-f,a-b").exact, 0.0);
    check_close(score("x body a-d|x caption e", "1 body a-d|2 caption e").exact, 1.0);
    check_close(score("- furniture a-h", "1 body a-h").exact, 1.0);
}

#[test]
fn repairs_are_successors_roles_and_captions_of_another_article() {
    // One cut that is not there.
    assert_eq!(score("x body a-h", "1 body a-d|2 body e-h").repairs, 1);
    // Two flows that are one.
    assert_eq!(score("x body a-d|y body e-h", "1 body a-h").repairs, 1);
    // A block counts where half of it or more has the wrong role.
    assert_eq!(score("x headline a-b|x body c-h", "1 headline a|1 body b|1 body c-h").repairs, 1);
    assert_eq!(score("x headline a-c|x body d-h", "1 headline a-b|1 body c|1 body d-h").repairs, 0);
    // A caption that stands with another article.
    let gold = "x body a-c|x caption d|y body e-h";
    assert_eq!(score(gold, "1 body a-c|2 caption d|2 body e-h").repairs, 1);
    assert_eq!(score(gold, "1 body a-c|1 caption d|2 body e-h").repairs, 0);
}

#[test]
fn a_character_claimed_twice_is_its_first_blocks() {
    let got = score("x body a-d|y body e-h", "1 body a-d|2 body d-h");
    assert_eq!((got.b3, got.twice, got.repairs), (1.0, 1, 0));
    // The second block lacks something, so it does not read as it says.
    check_close(got.para, 2.0 / 3.0);
    assert_eq!(answer("x body a-d|y body d-h").twice(), 1);
}

#[test]
fn numbers_of_articles_and_of_blocks_are_names_only() {
    let gold = "x body a-b|y body c-d|x body e-h";
    assert_eq!(score(gold, "9 body a-b|7 body c-d|9 body e-h"), score(gold, "1 body a-b|1 body e-h|2 body c-d"));
}

#[test]
fn blanks_are_those_that_bear_no_ink() {
    for c in [' ', '\u{3000}', '\u{a0}', '\u{1c}', '\u{1f}', '\u{85}'] {
        assert!(is_blank(c), "{c:?}");
    }
    for c in ['\u{200b}', '\u{feff}', '\u{1b}', '\u{fffd}', '\u{ad}'] {
        assert!(!is_blank(c), "{c:?}");
    }
}

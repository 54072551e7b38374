//! What is in doubt, in which order, and what becomes of answers.
//!
//! A project is written as its articles, as in the tests of gestures: `甲 丙,乙` are two blocks of running text, `甲 丙` is a
//! block of two spans, `;` parts articles, and `图：` begins a caption. Evidence is `甲>丙 0.6 乙` : the text that ends with 甲
//! goes on at 丙 with that confidence, and 乙 is an alternative; `甲>` is an end and `>丙` a beginning.

//!
//! Over 400 lines: each question with the answers that it takes, on pages of a few signs.
use super::*;
use crate::desk::{CommandId, Lang, Refusal, Work};
use crate::model::{
    Article, ArticleId, Block, Confidence, Evidence, Home, Other, OtherRole, Page, Parts, Reason, Role, Source, reading,
};
use crate::propose::{Budget, Progress};
use crate::store::project_file;
use crate::text::Span;
use std::sync::Arc;

fn span(text: &str, piece: &str) -> Span {
    let at = text.find(piece).unwrap_or_else(|| panic!("{piece}"));
    Span::new(PageNo::new(0), at, at + piece.len())
}

pub(super) fn work(text: &str, articles: &str, evidence: &[&str]) -> Work {
    Work::new(Project::from_parts(parts(text, articles, evidence)).unwrap(), None)
}

/// The same with a blank page behind it.
fn work_of_two_pages(text: &str, articles: &str, evidence: &[&str]) -> Work {
    let mut parts = parts(text, articles, evidence);
    parts.pages.push(Arc::new(Page::new(String::new(), Source::default(), Vec::new())));
    Work::new(Project::from_parts(parts).unwrap(), None)
}

fn parts(text: &str, articles: &str, evidence: &[&str]) -> Parts {
    let page = Page::new(text.to_owned(), Source::default(), Vec::new());
    let mut parts = Parts { pages: vec![Arc::new(page)], ..Parts::default() };
    for (number, blocks) in (0..).zip(articles.split(';')) {
        let mut article = Article::default();
        for spans in blocks.split(',') {
            let id = BlockId(u32::try_from(parts.blocks.len()).unwrap());
            let role = if spans.starts_with('图') { Role::Caption } else { Role::Body };
            let spans = spans.split(' ').map(|piece| span(text, piece)).collect();
            let why = Evidence::new(0.95, Reason::RunningText);
            parts.blocks.insert(id, Block::new(spans, role, Home::Article(ArticleId(number)), why));
            article.blocks.push(id);
        }
        parts.articles.insert(ArticleId(number), article);
        parts.order.push(ArticleId(number));
    }
    for known in evidence {
        let mut known = known.split(' ');
        let (from, to) = known.next().unwrap().split_once('>').unwrap();
        let confidence = Confidence::new(known.next().unwrap().parse().unwrap());
        let end = |piece: &str| span(text, piece).to();
        let key = match (from, to) {
            (from, "") => SeamKey::cut(end(from)),
            ("", to) => SeamKey::cut(span(text, to).from()),
            (from, to) => SeamKey { from: end(from), to: span(text, to).from() },
        };
        let at = |piece| if from.is_empty() { end(piece) } else { span(text, piece).from() };
        let others = known.map(|piece| Other { at: at(piece), confidence: Confidence::new(0.3) }).collect();
        parts.seams.insert(key, Evidence { others, ..Evidence::of(confidence, vec![Reason::EndsMidSentence]) });
    }
    parts
}

/// How the articles read, blocks joined by `,`, articles by `;`.
fn shown(work: &Work) -> String {
    let project = work.project();
    let article = |article: &Article| {
        let blocks: Vec<String> = article.blocks.iter().map(|&id| reading(project, id).text).collect();
        blocks.join(",")
    };
    let articles: Vec<String> = project.articles().map(|(_, own)| article(own)).collect();
    articles.join(";")
}

/// What is asked, in the order of the queue.
pub(super) fn questions(work: &Work) -> Vec<String> {
    let doubts = work.doubts().unwrap();
    doubts.iter().map(|doubt| asked(Lang::En, work.project(), doubt).question).collect()
}

pub(super) fn answer(work: &mut Work, alternative: Option<usize>) -> Result<(), Refusal> {
    work.answer_doubt(CommandId("doubt.accept"), alternative)
}

const TEXT: &str = "甲甲\n丙丙\n乙乙\n图：丁丁\n戊戊\n己己";

#[test]
fn each_kind_of_place_is_asked_in_its_words_and_only_below_its_threshold() {
    for (name, articles, evidence, question, says) in [
        ("a seam", "甲甲 乙乙", "甲甲>乙乙 0.6 戊戊", "Does line 1 go on at line 3?", "goes on at line 5"),
        ("neighbours", "甲甲\n丙丙", "甲甲>丙丙 0.6 戊戊", "Do line 1 and line 2 read on?", "goes on at line 5"),
        ("a paragraph", "甲甲,丙丙", "甲甲>丙丙 0.4", "Does a new paragraph begin in line 2?", "one paragraph"),
        ("an end", "甲甲", "甲甲> 0.5 乙乙", "Does article 1 end with line 1?", "goes on at line 3"),
        ("a beginning", "甲甲", ">甲甲 0.5 乙乙", "Does article 1 begin in line 1?", "comes from line 3"),
        (
            "a caption",
            "甲甲,图：丁丁",
            "甲甲>图：丁丁 0.5",
            "Is the picture's text in line 4 article 1's?",
            "article 2's",
        ),
    ] {
        let rest: Vec<&str> =
            TEXT.lines().filter(|line| !articles.contains(line)).map(|line| line.trim_start_matches("图：")).collect();
        let articles = format!("{articles};{}", rest.join(","));
        let text = if articles.contains("图：") { TEXT.to_owned() } else { TEXT.replace("图：", "") };
        let asked_work = work(&text, &articles, &[evidence]);
        assert_eq!(questions(&asked_work), [question], "{name}");
        let doubts = asked_work.doubts().unwrap();
        let asked = asked(Lang::En, asked_work.project(), doubts.iter().next().unwrap());
        assert_eq!(asked.choices.first().map(|choice| choice.1.as_str()), Some(says), "{name}: {asked:?}");
        let sure = evidence.replace("0.6", "0.9").replace("0.5", "0.9").replace("0.4", "0.9");
        assert_eq!(questions(&work(&text, &articles, &[&sure])), [""; 0], "{name}: where it is sure");
    }
}

#[test]
fn a_question_names_the_page_where_there_are_several() {
    for (name, articles, evidence, en, zh) in [
        (
            "a seam",
            "甲甲 乙乙",
            "甲甲>乙乙 0.6",
            "Does line 1 of page 1 go on at line 3?",
            "第 1 版第 1 行之后接第 3 行？",
        ),
        (
            "an end",
            "甲甲",
            "甲甲> 0.5 乙乙",
            "Does article 1 end with line 1 of page 1?",
            "篇目 1 到第 1 版第 1 行为止？",
        ),
        (
            "a beginning",
            "甲甲",
            ">甲甲 0.5",
            "Does article 1 begin in line 1 of page 1?",
            "篇目 1 从第 1 版第 1 行开始？",
        ),
        (
            "a paragraph",
            "甲甲,丙丙",
            "甲甲>丙丙 0.4",
            "Does a new paragraph begin in line 2 of page 1?",
            "第 1 版第 2 行另起一段？",
        ),
    ] {
        let text = TEXT.replace("图：", "");
        let rest: Vec<&str> = text.lines().filter(|line| !articles.contains(line)).collect();
        let work = work_of_two_pages(&text, &format!("{articles};{}", rest.join(",")), &[evidence]);
        assert_eq!(questions(&work), [en], "{name}");
        let doubts = work.doubts().unwrap();
        let doubt = doubts.iter().next().unwrap();
        assert_eq!(asked(Lang::Zh, work.project(), doubt).question, zh, "{name}");
    }
}

#[test]
fn what_is_asked_of_another_page_is_gone_to_before_it_is_answered() {
    for alternative in [None, Some(0), Some(2)] {
        let mut work = work_of_two_pages(TEXT, "甲甲 乙乙;丙丙 己己,图：丁丁;戊戊", &["甲甲>乙乙 0.6 戊戊"]);
        work.next_doubt(true).unwrap();
        let (asked, before) = (work.doubt().unwrap().id, work.project().clone());
        work.go_to_page(PageNo::new(1)).unwrap();
        answer(&mut work, alternative).unwrap();
        assert_eq!((work.project(), work.history.len()), (&before, 0), "nothing is decided unseen");
        assert_eq!((work.selection().page, work.doubt().map(|doubt| doubt.id)), (PageNo::new(0), Some(asked)));
        answer(&mut work, None).unwrap();
        assert_eq!(questions(&work), [""; 0], "once it is seen, it is answered");
    }
}

#[test]
fn a_role_that_looks_less_likely_by_itself_says_so() {
    for (own, reason, other) in [
        (
            0.23,
            "a short line on its own, without a full stop (chosen with its whole article, by itself 0.23)",
            "by itself 0.6",
        ),
        (0.65, "a short line on its own, without a full stop (0.65)", "0.60"),
    ] {
        let mut project = work(TEXT, "甲甲,丙丙;乙乙,戊戊,己己,图：丁丁", &[]).project().clone();
        let block = project.entry_at(span(TEXT, "甲甲").from()).unwrap().block;
        let roles = vec![OtherRole { role: Role::Headline, confidence: Confidence::new(0.6) }];
        let why = Evidence { roles, ..Evidence::of(Confidence::new(own), vec![Reason::ShortLine]) };
        let unsure = Block { why: why.into(), ..project.block(block).unwrap().clone() };
        project.apply(crate::model::Edit::Block { id: block, to: Some(Arc::new(unsure)) }).unwrap();
        let work = Work::new(project, None);
        let doubts = work.doubts().unwrap();
        let asked = asked(Lang::En, work.project(), doubts.iter().next().unwrap());
        assert_eq!(asked.question, "Is line 1 “Body”?", "what is proposed stays the default");
        assert_eq!(asked.reason, reason);
        assert!(asked.choices[0].1 == "Headline" && asked.choices[0].2.starts_with(other), "{:?}", asked.choices);
    }
}

#[test]
fn a_picture_of_no_article_is_asked_until_it_has_one() {
    for (alternative, wanted) in [(None, "甲甲;图：丁丁;丙丙"), (Some(1), "甲甲;丙丙,图：丁丁")] {
        let text = "甲甲\n图：丁丁\n丙丙";
        let mut work = work(text, "甲甲;图：丁丁;丙丙", &[">图：丁丁 0.5"]);
        assert_eq!(questions(&work), ["Is the picture's text in line 2 no article's?"]);
        work.next_doubt(true).unwrap();
        let doubt = work.doubt().unwrap().clone();
        let asked = asked(Lang::En, work.project(), &doubt);
        assert_eq!(asked.preview, "图：丁丁 ▸ ∅");
        answer(&mut work, alternative).unwrap();
        assert_eq!(shown(&work), wanted);
        assert_eq!(questions(&work), [""; 0]);
    }
}

#[test]
fn a_confirmed_end_is_kept_by_a_new_proposal() {
    let work = work(TEXT, "甲甲 乙乙;丙丙 己己,图：丁丁;戊戊", &["乙乙> 0.4 戊戊"]);
    let kept = |work: &Work| {
        let (kept, _) = crate::desk::gestures::kept_of(work.project());
        kept.into_iter().map(|kept| (kept.begins, kept.ends)).collect::<Vec<(bool, bool)>>()
    };
    let mut confirmed = work;
    assert_eq!(kept(&confirmed), []);
    confirmed.next_doubt(true).unwrap();
    answer(&mut confirmed, None).unwrap();
    assert!(kept(&confirmed).contains(&(false, true)), "{:?}", kept(&confirmed));
    // Where the text was made to go on after all, what was said of the cut no longer holds.
    let end = span(TEXT, "乙乙").to();
    let edit = crate::desk::gestures::go_on(confirmed.project(), end, span(TEXT, "戊戊").from()).unwrap();
    confirmed.apply(CommandId("fragment.move"), edit).unwrap();
    assert!(!kept(&confirmed).iter().any(|kept| kept.1), "{:?}", kept(&confirmed));
}

#[test]
fn a_suspected_misreading_is_corrected_or_left_and_not_asked_again() {
    let text = "本末举行\n丙丙";
    for (name, alternative, reads) in
        [("as proposed", None, "本未举行"), ("another one", Some(0), "本朱举行"), ("as it is", Some(1), "本末举行")]
    {
        let plain = work(text, "本末举行;丙丙", &[]);
        let mut project = plain.project().clone();
        let key = SeamKey { from: span(text, "末").from(), to: span(text, "末").to() };
        let why = Reason::Misread { raw: "末".to_owned(), readings: vec!["未".to_owned(), "朱".to_owned()] };
        let evidence = Arc::new(Evidence::new(0.8, why));
        project.apply(crate::model::Edit::Seam { key, to: Some(evidence) }).unwrap();
        let mut work = Work::new(project, None);
        assert_eq!(questions(&work), ["Is “末” in line 1 to be read “未”?"], "{name}");
        work.next_doubt(true).unwrap();
        let asked = asked(Lang::En, work.project(), work.doubt().unwrap());
        assert_eq!(asked.preview, "本〔末→未〕举行");
        let says: Vec<&str> = asked.choices.iter().map(|choice| choice.1.as_str()).collect();
        assert_eq!(says, ["to be read “朱”", "right as it is"]);
        let before = work.project().clone();
        answer(&mut work, alternative).unwrap();
        assert_eq!(shown(&work), format!("{reads};丙丙"), "{name}");
        assert_eq!(questions(&work), [""; 0], "{name}");
        assert_eq!(crate::desk::gestures::kept_of(work.project()).0, [], "a character decides nothing of its block");
        work.undo().unwrap();
        assert_eq!(work.project(), &before);
        assert_eq!(questions(&work).len(), 1);
        // Corrected by hand, it is no doubt any more.
        let block = work.project().entry_at(key.from).unwrap().block;
        let edit = crate::desk::gestures::correct_block(work.project(), block, "本来举行").unwrap();
        work.apply(CommandId("text.correct"), edit).unwrap();
        assert_eq!(questions(&work), [""; 0], "{name}");
    }
}

#[test]
fn a_quotation_mark_that_was_misread_is_asked_of_in_other_marks() {
    let text = "他说“好\n丙丙";
    let mut project = work(text, "他说“好;丙丙", &[]).project().clone();
    let key = SeamKey { from: span(text, "“").from(), to: span(text, "“").to() };
    let why = Reason::Misread { raw: "“".to_owned(), readings: vec!["『".to_owned()] };
    let evidence = Arc::new(Evidence::new(0.8, why));
    project.apply(crate::model::Edit::Seam { key, to: Some(evidence) }).unwrap();
    assert_eq!(questions(&Work::new(project, None)), ["Is ‘“’ in line 1 to be read “『”?"]);
}

#[test]
fn two_misread_neighbours_become_one_correction() {
    let text = "本末巳行";
    let plain = work(text, "本末巳行", &[]);
    let key = |piece| SeamKey { from: span(text, piece).from(), to: span(text, piece).to() };
    let mut project = plain.project().clone();
    for (first, second) in [(("末", "未"), ("巳", "已")), (("巳", "已"), ("末", "未"))] {
        let before = project.clone();
        for (raw, reading) in [first, second] {
            let edit = crate::desk::gestures::correct_character(&project, key(raw), reading).unwrap();
            project.apply(edit).unwrap();
        }
        assert_eq!(shown(&Work::new(project.clone(), None)), "本未已行");
        assert_eq!(project.corrections().count(), 1);
        project = before;
    }
}

#[test]
fn a_proposed_gap_is_asked_until_somebody_says_so_or_not() {
    for (alternative, gap) in [(None, true), (Some(0), false)] {
        let plain = work(TEXT, "甲甲,丙丙;乙乙,戊戊,己己,图：丁丁", &[]);
        let block = plain.project().entry_at(span(TEXT, "甲甲").from()).unwrap().block;
        let mut marked = plain.project().block(block).unwrap().clone();
        marked.gap = Some(Box::default());
        let mut project = plain.project().clone();
        project.apply(crate::model::Edit::Block { id: block, to: Some(Arc::new(marked)) }).unwrap();
        let mut work = Work::new(project, None);
        assert_eq!(questions(&work), ["Is text missing behind line 1?"]);
        work.next_doubt(true).unwrap();
        answer(&mut work, alternative).unwrap();
        assert_eq!(questions(&work), [""; 0]);
        assert_eq!(work.project().block(block).unwrap().gap.is_some(), gap);
    }
}

#[test]
fn what_is_no_longer_so_is_not_asked() {
    // The evidence speaks of 甲 going on at 乙; it goes on at 戊.
    let work = work(TEXT, "甲甲 戊戊;丙丙,乙乙,图：丁丁,己己", &["甲甲>乙乙 0.4", "丙丙> 0.4"]);
    assert_eq!(questions(&work), [""; 0]);
}

#[test]
fn what_would_cost_most_is_asked_first() {
    let evidence = ["甲甲>丙丙 0.3", "乙乙>戊戊 0.7", "己己> 0.2"];
    let work = work(TEXT, "甲甲,丙丙;乙乙 戊戊,己己,图：丁丁", &evidence);
    let wanted =
        ["Does article 2 end with line 6?", "Does line 3 go on at line 5?", "Does a new paragraph begin in line 2?"];
    assert_eq!(questions(&work), wanted, "a paragraph that begins wrongly spoils less than text in a wrong place");
}

#[test]
fn a_paragraph_of_many_pieces_is_one_question_and_one_answer() {
    let evidence = ["甲甲>乙乙 0.6 丙丙", "乙乙>戊戊 0.3 己己"];
    let mut work = work(TEXT, "甲甲 乙乙 戊戊;丙丙 己己,图：丁丁", &evidence);
    assert_eq!(questions(&work), ["Does line 3 go on at line 5, and the paragraph at 1 other place too?"]);
    work.next_doubt(true).unwrap();
    let doubt = work.doubt().unwrap().clone();
    assert_eq!(alternatives(work.project(), &doubt).len(), 2, "of the least sure place: elsewhere, or it ends");
    let before = work.project().clone();
    answer(&mut work, None).unwrap();
    assert_eq!(questions(&work), [""; 0]);
    work.undo().unwrap();
    assert_eq!(work.project(), &before);
    // Where the least sure place is put right, the rest is asked of as it is then.
    answer(&mut work, Some(0)).unwrap();
    assert_eq!(shown(&work), "甲甲乙乙己己;戊戊;丙丙,图：丁丁");
    assert_eq!(questions(&work), ["Does line 1 go on at line 3?"]);
}

#[test]
fn an_end_and_the_beginning_that_it_may_go_on_at_are_one_question() {
    let mut work = work(TEXT, "甲甲;丙丙,图：丁丁;乙乙,戊戊,己己", &["甲甲> 0.4 丙丙", ">丙丙 0.4 甲甲"]);
    assert_eq!(questions(&work), ["Does article 1 end with line 1?"]);
    work.next_doubt(true).unwrap();
    answer(&mut work, None).unwrap();
    assert_eq!(questions(&work), [""; 0], "both are answered");
    work.undo().unwrap();
    answer(&mut work, Some(0)).unwrap();
    assert_eq!(shown(&work), "甲甲丙丙,图：丁丁;乙乙,戊戊,己己");
    assert_eq!(questions(&work), [""; 0]);
}

#[test]
fn an_answer_is_one_step_and_is_never_asked_again() {
    let evidence = ["甲甲>乙乙 0.6 戊戊", "丙丙>己己 0.7"];
    let mut work = work(TEXT, "甲甲 乙乙;丙丙 己己,图：丁丁;戊戊", &evidence);
    assert_eq!(work.doubts().unwrap().len(), 2);
    answer(&mut work, None).unwrap();
    assert!(work.history.is_empty(), "the first key only goes to the first doubt");
    let before = work.project().clone();
    answer(&mut work, None).unwrap();
    assert_eq!(questions(&work), ["Does line 2 go on at line 6?"]);
    assert_eq!(work.history.len(), 1);
    assert_eq!(work.doubt().unwrap().id.at.from, span(TEXT, "丙丙").to(), "it goes on to the next");
    work.undo().unwrap();
    assert_eq!(work.project(), &before);
    assert_eq!(questions(&work).len(), 2, "undo brings it back");
    assert_eq!(work.doubt().unwrap().id.at.from, span(TEXT, "甲甲").to(), "and asks it again");
    work.redo().unwrap();
    assert_eq!(questions(&work).len(), 1);
    let saved = project_file::from_bytes(&project_file::to_bytes(work.project())).unwrap();
    let opened = Work::new(saved, None);
    assert_eq!(questions(&opened), questions(&work));
}

#[test]
fn answers_do_what_they_say() {
    let one = "甲甲 乙乙;丙丙 己己,图：丁丁;戊戊";
    for (name, articles, evidence, nth, wanted) in [
        ("it goes on elsewhere", one, "甲甲>乙乙 0.6 戊戊", 0, "甲甲戊戊;乙乙;丙丙己己,图：丁丁"),
        ("what was followed takes over", one, "甲甲>乙乙 0.6 己己", 0, "甲甲己己;丙丙乙乙,图：丁丁;戊戊"),
        ("it ends here", one, "甲甲>乙乙 0.6", 0, "甲甲;乙乙;丙丙己己,图：丁丁;戊戊"),
        ("an end goes on", one, "乙乙> 0.4 戊戊", 0, "甲甲乙乙戊戊;丙丙己己,图：丁丁"),
        ("a beginning comes from", one, ">戊戊 0.4 乙乙", 0, "甲甲乙乙戊戊;丙丙己己,图：丁丁"),
        ("a caption is no article's", one, "己己>图：丁丁 0.4", 2, "甲甲乙乙;丙丙己己;图：丁丁;戊戊"),
        ("a caption is another's", one, "己己>图：丁丁 0.4", 1, "甲甲乙乙;丙丙己己;戊戊,图：丁丁"),
        ("one paragraph", "甲甲,丙丙;乙乙,戊戊,己己,图：丁丁", "甲甲>丙丙 0.3", 0, "甲甲丙丙;乙乙,戊戊,己己,图：丁丁"),
        (
            "within an article",
            "甲甲\n丙丙,乙乙 戊戊;己己,图：丁丁",
            "甲甲>丙丙 0.3 乙乙",
            0,
            "甲甲乙乙戊戊;丙丙;己己,图：丁丁",
        ),
    ] {
        let mut known = vec![evidence];
        if name == "what was followed takes over" {
            known.push("丙丙>己己 0.9 乙乙");
        }
        let mut work = work(TEXT, articles, &known);
        let before = work.project().clone();
        work.next_doubt(true).unwrap();
        answer(&mut work, Some(nth)).unwrap();
        assert_eq!(shown(&work), wanted, "{name}");
        assert!(!questions(&work).iter().any(|asked| asked.contains("line 1 ")), "{name}: {:?}", questions(&work));
        work.undo().unwrap();
        assert_eq!(work.project(), &before, "{name}");
    }
}

#[test]
fn neighbours_may_be_two_paragraphs() {
    let evidence = "甲甲>丙丙 0.6 乙乙 戊戊";
    let mut work = work(TEXT, "甲甲\n丙丙;乙乙,戊戊,己己,图：丁丁", &[evidence]);
    work.next_doubt(true).unwrap();
    let asked = asked(Lang::En, work.project(), work.doubt().unwrap());
    let says: Vec<&str> = asked.choices.iter().map(|choice| choice.1.as_str()).collect();
    assert_eq!(says, ["goes on at line 3", "a new paragraph", "ends here, another article follows"]);
    answer(&mut work, Some(1)).unwrap();
    assert_eq!(shown(&work), "甲甲,丙丙;乙乙,戊戊,己己,图：丁丁");
    assert_eq!(questions(&work), [""; 0]);
}

#[test]
fn text_is_not_linked_into_a_ring() {
    let mut work = work(TEXT, "甲甲 乙乙 戊戊;丙丙,己己,图：丁丁", &["戊戊> 0.4 乙乙"]);
    work.next_doubt(true).unwrap();
    let doubt = work.doubt().unwrap().clone();
    assert_eq!(alternatives(work.project(), &doubt), []);
    assert_eq!(answer(&mut work, Some(0)), Err(Refusal::NoChoice));
}

#[test]
fn what_a_gesture_settles_is_not_asked_the_other_way_round() {
    // The paragraph was in doubt; joining it is the answer, and the joint is no new doubt.
    let mut work = work(TEXT, "甲甲,丙丙;乙乙,戊戊,己己,图：丁丁", &["甲甲>丙丙 0.3", "丙丙> 0.4"]);
    assert_eq!(work.doubts().unwrap().len(), 2);
    let block = work.project().entry_at(span(TEXT, "甲甲").from()).unwrap().block;
    let edit = crate::desk::gestures::join_paragraph(work.project(), block).unwrap();
    work.apply(CommandId("paragraph.join"), edit).unwrap();
    assert_eq!(questions(&work), ["Does article 1 end with line 2?"]);
}

#[test]
fn a_new_proposal_keeps_what_was_answered() {
    let (_, text) = crate::desk::Sample::Chinese.file();
    let page = Page::new(text.to_owned(), Source::default(), Vec::new());
    let mut work = Work::new(Project::new(vec![Arc::new(page)]), None);
    work.propose_now(&Budget::default(), &Progress::default()).unwrap();
    let first = work.doubts().unwrap().len();
    assert!(first > 3, "the sample has doubts: {first}");
    let mut answered = Vec::new();
    work.next_doubt(true).unwrap();
    for _ in 0..first {
        let Some(doubt) = work.doubt() else { break };
        answered.push(doubt.id);
        let before = work.doubts().unwrap().len();
        answer(&mut work, None).unwrap();
        assert!(work.doubts().unwrap().len() < before, "it falls");
    }
    assert!(work.doubts().unwrap().is_empty());
    // What was answered, article by article; what was not may be read anew.
    let decided = |work: &Work| -> Vec<Vec<(Role, String)>> {
        let project = work.project();
        let own = |article: &Article| {
            let blocks = article.blocks.iter().filter(|&&id| project.block(id).is_some_and(Block::is_decided));
            blocks.map(|&id| (project.block(id).unwrap().role, reading(project, id).text)).collect()
        };
        project.articles().map(|(_, article)| own(article)).filter(|own: &Vec<_>| !own.is_empty()).collect()
    };
    let before = decided(&work);
    assert!(before.iter().flatten().count() > 2, "answers decide blocks: {before:?}");
    work.propose_now(&Budget::default(), &Progress::default()).unwrap();
    for id in answered {
        assert_eq!(work.doubts().unwrap().get(id), None, "{id:?}");
    }
    assert_eq!(decided(&work), before);
}

#[test]
fn an_article_that_is_ticked_is_not_in_doubt() {
    let mut work = work(TEXT, "甲甲 乙乙;丙丙,己己,戊戊,图：丁丁", &["甲甲>乙乙 0.6", "丙丙>己己 0.2"]);
    let article = work.project().order()[0];
    let facts = crate::model::ArticleFacts { reviewed: true, ..Default::default() };
    let edit = crate::desk::gestures::set_facts(work.project(), article, facts).unwrap();
    let before = work.doubts().unwrap().len();
    work.apply(CommandId("article.done"), edit).unwrap();
    assert_eq!(work.doubts().unwrap().len(), before - 1);
    work.undo().unwrap();
    assert_eq!(work.doubts().unwrap().len(), before);
}

#[test]
fn a_doubt_of_an_earlier_journal_is_read() {
    let work = work(TEXT, "甲甲,丙丙;乙乙 戊戊,己己,图：丁丁", &["甲甲>丙丙 0.3"]);
    let doubt = work.doubts().unwrap().iter().next().unwrap().clone();
    let mut earlier = serde_json::to_value(&doubt).unwrap();
    earlier.as_object_mut().unwrap().retain(|field, _| !["expected", "more"].contains(&field.as_str()));
    assert_eq!(serde_json::from_value::<Doubt>(earlier).unwrap().id, doubt.id);
}

//! Models that are whole, damaged, and of other languages.

use super::*;
use crate::propose::learn::{
    Article, Chance, NgramSizes, Pace, TopicSizes, learn_ngrams, learn_openings, learn_topics,
};

fn article(title: &str, body: &[&str]) -> Article {
    Article { title: title.to_owned(), body: body.iter().map(|&paragraph| paragraph.to_owned()).collect() }
}

fn articles() -> Vec<Article> {
    vec![
        article("清晨的街道", &["清扫车五点上街，环卫工人开始工作。", "环卫工人说，街道干净了，居民满意。"]),
        article("街道清扫忙", &["环卫工人每天清扫街道两次。", "居民们说，清扫车来得早。"]),
        article("水库蓄水", &["水库今年蓄水一亿立方米。", "灌区农民用上了水库的水，农田灌溉有了保障。"]),
        article("农田灌溉", &["灌区的农田灌溉面积扩大。", "水库蓄水充足，农民放心。"]),
        article(
            "Rues propres",
            &["Les balayeuses sortent avant cinq heures.", "Les habitants sont contents des balayeuses."],
        ),
    ]
}

fn model(articles: &[Article]) -> Vec<u8> {
    let articles: Vec<&Article> = articles.iter().collect();
    let mut writer = SectionsWriter::default();
    writer.add("grams", ngrams::KIND, learn_ngrams(&articles, &NgramSizes::default())).unwrap();
    let sizes = TopicSizes { least_pieces: 1, ..TopicSizes::default() };
    writer.add("topics", topics::KIND, learn_topics(&articles, &sizes)).unwrap();
    writer.add("openings", openings::KIND, learn_openings(&articles)).unwrap();
    writer.finish()
}

fn tables(file: Vec<u8>) -> Result<(Ngrams, Topics, Openings), WeightsError> {
    let sections = Sections::open(file.into())?;
    let ngrams = Ngrams::new(&sections.bytes("grams", ngrams::KIND)?)?;
    let topics = Topics::new(&sections.bytes("topics", topics::KIND)?)?;
    Ok((ngrams, topics, Openings::new(&sections.bytes("openings", openings::KIND)?)?))
}

/// Asks everything once; every answer must be a number.
fn ask((ngrams, topics, openings): &(Ngrams, Topics, Openings)) {
    let mut sum = [0.0; topics::DIMENSIONS];
    for text in ["环卫工人", "清扫", "The balayeuses", "ไทย\n\0", "", "\u{10ffff}水库蓄水"] {
        let chars: Vec<char> = text.chars().collect();
        assert!(ngrams.log_prob(&chars, '街').is_finite());
        assert!(ngrams.after_break(&chars).is_finite());
        assert!(ngrams.seam(['环', '卫', '工', '人'], &chars).is_finite());
        topics.add(text, &mut sum);
        assert!(!topics::cosine(&sum, &topics.headline(text)).is_nan());
        assert!(topics.idf('街', '道').is_none_or(f32::is_finite));
        for question in openings::QUESTIONS {
            assert!(openings.log_odds(question, text).is_finite());
        }
    }
}

#[test]
fn sections_come_back_as_they_were_written() {
    let mut writer = SectionsWriter::default();
    writer.add("one", *b"AAAA", vec![1, 2, 3]).unwrap();
    writer.add("two", *b"BBBB", Vec::new()).unwrap();
    writer.add("three", *b"AAAA", vec![7; 100]).unwrap();
    assert_eq!(writer.add("one", *b"AAAA", vec![]), Err(WeightsError::BadName { name: "one".to_owned() }));
    assert!(writer.add("a name of more than twenty-four bytes", *b"AAAA", vec![]).is_err());
    let sections = Sections::open(writer.finish().into()).unwrap();
    assert_eq!(sections.bytes("one", *b"AAAA").unwrap().as_slice(), [1, 2, 3]);
    assert!(sections.bytes("two", *b"BBBB").unwrap().is_empty());
    assert_eq!(sections.bytes("three", *b"AAAA").unwrap().len(), 100);
    for (error, wanted) in [
        (sections.bytes("four", *b"AAAA").unwrap_err(), "the model has no section four"),
        (sections.bytes("two", *b"AAAA").unwrap_err(), "section two of the model is of another kind than wanted"),
        (Sections::open(b"{}".as_slice().into()).unwrap_err(), "no model of Newsmend: it does not begin with NMWT"),
    ] {
        assert_eq!(error.to_string(), wanted);
    }
}

#[test]
fn damage_is_an_error_or_a_model_that_still_answers() {
    let file = model(&articles());
    let mut chance = Chance::new(9);
    let mut cut: Vec<usize> = (0..400).map(|_| chance.below(file.len())).collect();
    cut.extend(0..400.min(file.len()));
    for length in cut {
        if let Ok(tables) = tables(file[..length].to_vec()) {
            ask(&tables);
        }
    }
    for round in 0..2000 {
        let mut damaged = file.clone();
        // The headers of file and tables are hit more often than chance would.
        let reach = if round % 2 == 0 { 700.min(file.len()) } else { file.len() };
        for _ in 0..=chance.below(4) {
            let at = chance.below(reach);
            damaged[at] ^= 1 << chance.below(8);
        }
        if let Ok(tables) = tables(damaged) {
            ask(&tables);
        }
    }
}

#[test]
fn a_seam_is_the_sum_of_what_its_characters_gain_by_their_context() {
    let (ngrams, ..) = tables(model(&articles())).unwrap();
    let text: Vec<char> =
        "环卫工人每天清扫街道两次。居民们说，清扫车来得早，水库今年蓄水Ｘ亿立方米ไทย农民放心".chars().collect();
    let along = ngrams.along(&text);
    for at in 1..text.len() {
        let (left, right) = text.split_at(at);
        let right = &right[..right.len().min(ngrams::ORDER)];
        let mut last = ['\0'; 4];
        last.iter_mut().rev().zip(left.iter().rev()).for_each(|(to, from)| *to = *from);
        // By the definition, a character at a time; what was never seen gains nothing.
        let gain = |nth: usize| {
            let known = ngrams.log_prob(&[], right[nth]) > ngrams.log_prob(&[], '\u{e000}');
            let behind = ngrams.log_prob(&text[..at + nth], right[nth]);
            if known { behind - ngrams.log_prob(&right[..nth], right[nth]) } else { 0.0 }
        };
        let wanted: f32 = (0..right.len()).map(gain).sum();
        assert!((ngrams.seam(last, right) - wanted).abs() < 1e-4, "at {at}");
        assert!((along.gain(at) - wanted).abs() < 1e-4, "along, at {at}");
    }
}

#[test]
fn what_is_seen_goes_on_better_than_what_is_not() {
    let all = tables(model(&articles())).unwrap();
    ask(&all);
    let (ngrams, topics, openings) = all;
    let chars = |text: &str| text.chars().collect::<Vec<char>>();
    assert!(ngrams.log_prob(&chars("环卫工"), '人') > ngrams.log_prob(&chars("环卫工"), '水'));
    assert!(ngrams.seam(['，', '环', '卫', '工'], &chars("人说，")) > 1.0);
    assert!(ngrams.seam(['\0', '\0', '水', '库'], &chars("人说，")) < 0.0);
    assert!(ngrams.after_break(&chars("居民们说")) > ngrams.after_break(&chars("满意。")));
    for (left, right) in [(['ก', 'ข', 'ค', 'ง'], "环卫工人"), (['环', '卫', '工', '人'], "กขค"), (['\0'; 4], "环卫")]
    {
        assert!(ngrams.seam(left, &chars(right)).abs() < 1e-6, "{right}: nothing is known");
    }
    let body = |text: &str| {
        let mut sum = [0.0; topics::DIMENSIONS];
        topics.add(text, &mut sum);
        sum
    };
    let (streets, water) = (body("环卫工人清扫街道"), body("水库蓄水农田灌溉"));
    assert!(topics::cosine(&streets, &topics.headline("清扫街道")) > 0.5);
    assert!(topics::cosine(&water, &topics.headline("清扫街道")) < 0.5);
    assert!(topics.idf('街', '道').unwrap() > 0.0);
    assert_eq!(topics.idf('道', '街'), None);
    let odds = |question, text| openings.log_odds(question, text);
    assert!(odds(Question::First, "清扫车五点上街。") > odds(Question::First, "居民们说，街道干净了。"));
    assert!(odds(Question::Last, "居民们说，居民满意。") > odds(Question::Last, "环卫工人开始工作。"));
    assert!(odds(Question::Headline, "街道清扫忙") > odds(Question::Headline, "水库今年蓄水一亿"));
}

#[test]
fn topics_know_single_ideographs_beside_pairs() {
    let terms = |text: &str| {
        let (mut terms, mut topic_terms) = (Vec::new(), Vec::new());
        topics::each_term(text, |term| terms.push(term));
        topics::each_topic_term(text, |term| topic_terms.push(term));
        (terms, topic_terms)
    };
    let (pairs, with_singles) = terms("街道，river");
    assert_eq!((pairs.len(), with_singles.len()), (2, 4));
    assert!(pairs.iter().all(|term| with_singles.contains(term)));
    // In the order of the text, so that pieces of it do not mix.
    assert_eq!(terms("街道。水库").1, [terms("街道").1, terms("水库").1].concat());
}

#[test]
fn probabilities_add_up() {
    let (ngrams, ..) = tables(model(&articles())).unwrap();
    let mut all: Vec<char> = articles().iter().flat_map(|a| a.body.concat().chars().collect::<Vec<_>>()).collect();
    all.extend(articles().iter().flat_map(|a| a.title.chars().collect::<Vec<_>>()));
    all.push('\n');
    all.retain(|c| ngrams::symbol(*c) == Some(*c));
    all.sort_unstable();
    all.dedup();
    for context in ["", "环卫", "工人", "\n", "街道干净", "水"] {
        let context: Vec<char> = context.chars().collect();
        let sum: f32 = all.iter().map(|&c| ngrams.log_prob(&context, c).exp()).sum();
        // Each logarithm is off by a 32nd at most, and a little is left for characters never seen.
        assert!((0.5..1.05).contains(&sum), "{context:?}: {sum}");
    }
}

#[test]
fn nothing_at_all_can_be_learned_from() {
    for articles in [vec![], vec![Article::default()], vec![article("", &["", "a"])], vec![article("水", &[])]] {
        ask(&tables(model(&articles)).unwrap());
    }
}

#[test]
fn learning_twice_gives_the_same_bytes() {
    assert_eq!(model(&articles()), model(&articles()));
}

#[test]
fn headlines_in_other_words_find_their_bodies() {
    let mut chance = Chance::new(5);
    let topic = |topic: u32, chance: &mut Chance, from: u32| -> String {
        let sign = |number: usize| char::from_u32(0x4e00 + from + topic * 8 + u32::try_from(number).unwrap()).unwrap();
        (0..24).map(|_| sign(chance.below(8))).collect()
    };
    let articles: Vec<Article> = (0..600)
        .map(|number| article(&topic(number % 12, &mut chance, 0), &[&topic(number % 12, &mut chance, 1000).repeat(8)]))
        .collect();
    let articles: Vec<&Article> = articles.iter().collect();
    let right = |pace| {
        let section = learn_topics(&articles, &TopicSizes { pace, ..TopicSizes::default() });
        let topics = Topics::new(&Bytes::new(section.into())).unwrap();
        let bodies = articles.iter().take(12).map(|article| {
            let mut sum = [0.0; topics::DIMENSIONS];
            topics.add(&article.body.concat(), &mut sum);
            sum
        });
        let bodies: Vec<_> = bodies.collect();
        let is_right = |number: usize| {
            let title = topics.headline(&articles[number].title);
            let own = topics::cosine(&title, &bodies[number % 12]);
            bodies.iter().filter(|body| topics::cosine(&title, body) >= own).count() == 1
        };
        (12..132).filter(|&number| is_right(number)).count()
    };
    assert!(right(Some(Pace::default())) > 100);
}

#[test]
fn the_shipped_model_is_whole() {
    let model = Model::from_bytes(shipped_file().into()).unwrap();
    assert!(!model.stages[0].is_empty());
    assert!(model.stages[1].is_empty(), "of spaced scripts there are too few pages: plain rules read them");
    let Knowledge { ngrams, topics, openings, edges } = &model.knowledge;
    assert!(ngrams.is_some() && topics.is_some() && openings.is_some() && edges.is_some());
    assert!(!Model::shipped().stages[0].is_empty(), "the program reads it too");
}

/// The shipped model's trees in a file that says `version` of their questions.
fn model_of_features(version: &[u8]) -> Vec<u8> {
    let shipped = Sections::open(shipped_file().into()).unwrap();
    let mut file = SectionsWriter::default();
    file.add("han flow", *b"TREE", shipped.bytes("han flow", *b"TREE").unwrap().as_slice().to_vec()).unwrap();
    file.add("features", *b"FEAT", version.to_vec()).unwrap();
    file.finish()
}

#[test]
fn a_model_of_other_questions_is_refused() {
    let shipped = Sections::open(shipped_file().into()).unwrap();
    let own = shipped.bytes("features", *b"FEAT").unwrap();
    let own = u32_at(own.as_slice(), 0).unwrap();
    assert!(!Model::from_bytes(model_of_features(&own.to_le_bytes()).into()).unwrap().stages[0].is_empty());
    for other in [&(own + 1).to_le_bytes()[..], &(own - 1).to_le_bytes(), &[]] {
        let error = Model::from_bytes(model_of_features(other).into()).unwrap_err();
        assert!(matches!(error, WeightsError::Malformed { name: "features", .. }), "{error}");
    }
}

//! Project files: what was saved reads back equal, and what is broken is refused with its reason.

use crate::random::{case, config};
use newsmend::model::{
    ArticleId, Block, BlockId, Confidence, Edit, Evidence, Other, OtherRole, Page, Project, Reason, Role, SeamKey,
    Source, check_all,
};
use newsmend::store::project_file::{from_bytes, to_bytes};
use newsmend::text::{PageNo, Place, Span};
use proptest::prelude::*;
use std::path::PathBuf;
use std::sync::Arc;

fn fixtures(folder: &str) -> PathBuf {
    PathBuf::from(env!("CARGO_MANIFEST_DIR")).join("tests/fixtures").join(folder)
}

proptest! {
    #![proptest_config(config())]

    #[test]
    fn what_was_saved_reads_back_equal(case in case(30)) {
        let project = case.project();
        let bytes = to_bytes(&project);
        let read = from_bytes(&bytes).unwrap();
        prop_assert_eq!(&read, &project);
        prop_assert_eq!(to_bytes(&read), bytes);
    }

    #[test]
    fn a_file_with_a_byte_changed_is_refused_or_sound(case in case(12), at in any::<prop::sample::Index>(), byte: u8) {
        let mut bytes = to_bytes(&case.project());
        let at = at.index(bytes.len());
        bytes[at] = byte;
        if let Ok(project) = from_bytes(&bytes) {
            prop_assert_eq!(check_all(&project), []);
        }
    }
}

#[test]
fn moving_a_boundary_changes_the_lines_of_its_two_blocks() {
    let page = Page::new("甲一\n甲二\n乙一\n".to_owned(), Source::default(), Vec::new());
    let mut project = Project::new(vec![Arc::new(page)]);
    let (first, second) = (BlockId(0), BlockId(1));
    let block = project.block(first).unwrap().clone();
    let cut = |at: usize, below: usize| {
        let part = |start, end| Block { spans: Span::new(PageNo::new(0), start, end).into(), ..block.clone() };
        // The lower one first gives way, then the upper one grows.
        let upper = Edit::Block { id: first, to: Some(std::sync::Arc::new(part(0, at))) };
        (upper, Edit::Block { id: second, to: Some(std::sync::Arc::new(part(below, 20))) })
    };
    let (upper, lower) = cut(6, 7);
    let listed = Edit::Flow { article: ArticleId(0), at: 1, take: Vec::new(), put: vec![second] };
    project.apply(Edit::All(vec![upper, lower, listed])).unwrap();
    let before = String::from_utf8(to_bytes(&project)).unwrap();
    let (upper, lower) = cut(13, 14);
    project.apply(Edit::All(vec![lower, upper])).unwrap();
    let after = String::from_utf8(to_bytes(&project)).unwrap();
    assert_eq!(before.lines().count(), after.lines().count());
    assert_eq!(before.lines().zip(after.lines()).filter(|(a, b)| a != b).count(), 2, "{after}");
}

#[test]
fn alternatives_are_saved_with_their_places_and_only_where_there_are_any() {
    let page = Page::new("甲一\n甲二\n乙一\n".to_owned(), Source::default(), Vec::new());
    let mut project = Project::new(vec![Arc::new(page)]);
    let place = |bytes| Place::new(PageNo::new(0), bytes);
    let other = Other { at: place(14), confidence: Confidence::new(0.25) };
    let why = Evidence { others: vec![other], ..Evidence::new(0.7, Reason::NothingFits) };
    project.apply(Edit::Seam { key: SeamKey::cut(place(6)), to: Some(std::sync::Arc::new(why)) }).unwrap();
    let saved = String::from_utf8(to_bytes(&project)).unwrap();
    let row = r#"{"from":[1,2],"to":[1,2],"why":{"confidence":700,"reasons":[{"why":"nothing_fits"}],"others":[[[1,6],250]]}}"#;
    assert!(saved.contains(row), "{saved}");
    assert_eq!(saved.matches("others").count(), 1);
    assert_eq!(from_bytes(saved.as_bytes()).unwrap(), project);
    for (was, is, complaint) in [
        ("[[[1,6],250]]", "[[[1,6],1001]]", "a confidence is counted in thousandths and goes up to 1000"),
        ("[[[1,6],250]]", "[[[2,6],250]]", "offset 6 of page 2 lies outside the text of the project's pages"),
    ] {
        let error = from_bytes(saved.replace(was, is).as_bytes()).unwrap_err().to_string();
        assert!(error.ends_with(complaint), "{error}");
    }
}

#[test]
fn other_roles_are_saved_and_only_where_there_are_any() {
    let page = Page::new("甲一\n乙一\n".to_owned(), Source::default(), Vec::new());
    let mut project = Project::new(vec![Arc::new(page)]);
    let (id, block) = project.blocks().next().map(|(id, block)| (id, block.clone())).unwrap();
    let roles = vec![OtherRole { role: Role::Subhead, confidence: Confidence::new(0.25) }];
    let why = Evidence { roles, ..Evidence::new(0.7, Reason::ShortLine) };
    project.apply(Edit::Block { id, to: Some(Arc::new(Block { why: why.into(), ..block })) }).unwrap();
    let saved = String::from_utf8(to_bytes(&project)).unwrap();
    let row = r#""why":{"confidence":700,"reasons":[{"why":"short_line"}],"roles":[["subhead",250]]}"#;
    assert!(saved.contains(row), "{saved}");
    assert_eq!(saved.matches("roles").count(), 1);
    assert_eq!(from_bytes(saved.as_bytes()).unwrap(), project);
    let error = from_bytes(saved.replace("250", "1001").as_bytes()).unwrap_err().to_string();
    assert!(error.ends_with("a confidence is counted in thousandths and goes up to 1000"), "{error}");
}

#[test]
fn every_older_version_still_opens_and_saves_as_today() {
    let mut seen = 0;
    for version in ["v1"] {
        for entry in fixtures("projects").join(version).read_dir().unwrap() {
            let path = entry.unwrap().path();
            let bytes = std::fs::read(&path).unwrap();
            let project = from_bytes(&bytes).unwrap();
            assert_eq!(check_all(&project), [], "{}", path.display());
            let saved = to_bytes(&project);
            assert_eq!(from_bytes(&saved).unwrap(), project, "{}", path.display());
            if version == "v1" {
                let (saved, bytes) = (String::from_utf8(saved).unwrap(), String::from_utf8(bytes).unwrap());
                assert_eq!(saved, bytes, "today's version is saved as it was: {}", path.display());
            }
            seen += 1;
        }
    }
    assert!(seen > 0);
}

#[test]
fn broken_files_are_refused_each_with_its_reason() {
    let mut refused = Vec::new();
    for entry in fixtures("invalid").read_dir().unwrap() {
        let path = entry.unwrap().path();
        let name = path.file_name().unwrap().to_string_lossy().replace(".newsmend.json", "");
        let error = from_bytes(&std::fs::read(&path).unwrap()).map(|_| ()).expect_err(&name);
        let variant: String = format!("{error:?}").chars().take_while(char::is_ascii_alphanumeric).collect();
        refused.push(format!("{name}: {variant}: {error}"));
    }
    refused.sort();
    assert_eq!(refused, REFUSED, "{refused:#?}");
}

/// Each file, the error's kind, and its words.
const REFUSED: &[&str] = &[
    "a-list-instead: NotAProject: this is no Newsmend project but other JSON",
    "an-export-instead: NotAProject: this is no Newsmend project but a Newsmend export; open the project or the dump that it was made from",
    "article-twice: BadField: article 0 is in the file twice",
    "article-without-blocks: Broken: the project does not add up: article 5 has no blocks",
    "block-twice: BadField: block 3 is in the file twice",
    "block-without-spans: Broken: the project does not add up: block 3 has no span, or one that is empty, backwards, or has white space at an end",
    "confidence-above-certain: BadField: block 0: a confidence is counted in thousandths and goes up to 1000",
    "correction-backwards: Broken: page 1, line 7: the project does not add up: a correction is backwards or meets another",
    "correction-twice: BadField: the correction at 1:38 is in the file twice",
    "corrections-that-meet: Broken: page 1, line 4: the project does not add up: a correction is backwards or meets another",
    "cut-in-half: Truncated: the file is cut off: it ends at line 37, column 108, in the middle of the project",
    "doubtful-not-hexadecimal: BadField: page 1: the doubtful bytes “A3F” are not hexadecimal",
    "empty: Empty: the file is empty",
    "ledger-short: Broken: page 1, line 9: the project does not add up: 1 character is in no block",
    "line-lost: OutsidePage: block 5: offset 83 of page 1 lies outside the text of the project's pages",
    "merge-conflict: NotJson: line 40, column 1: this is not JSON",
    "missing-field: BadField: missing field `role` at line 40 column 92",
    "newer-version: Newer: a newer Newsmend saved it (format 2, this one reads up to 1)",
    "not-json: NotJson: line 1, column 1: this is not JSON",
    "other-json: NotAProject: this is no Newsmend project but other JSON",
    "overlapping-blocks: Broken: page 1, line 6: the project does not add up: blocks 7 and 3 share text",
    "page-that-is-not-there: OutsidePage: block 6: offset 6 of page 3 lies outside the text of the project's pages",
    "page-zero: OutsidePage: block 6: offset 6 of page 0 lies outside the text of the project's pages",
    "role-in-wrong-place: Broken: page 1, line 1: the project does not add up: block 0 stands where its role cannot",
    "span-backwards: Broken: page 1, line 6: the project does not add up: block 3 has no span, or one that is empty, backwards, or has white space at an end",
    "span-ends-in-white-space: Broken: page 1, line 6: the project does not add up: block 3 has no span, or one that is empty, backwards, or has white space at an end",
    "span-outside-page: OutsidePage: block 6: offset 99 of page 2 lies outside the text of the project's pages",
    "spans-that-touch: Broken: page 1, line 9: the project does not add up: block 5: spans that touch are not one",
    "unknown-field: BadField: unknown field `colour`, expected one of `id`, `role`, `spans`, `why`, `gap` at line 40 column 39",
    "unknown-role: BadField: unknown variant `picture`, expected one of `kicker`, `headline`, `deck`, `byline`, `dateline`, `body`, `subhead`, `note`, `caption`, `credit`, `furniture`, `discarded` at line 40 column 30",
    "version-is-a-word: BadField: the field `version` holds \"1\", which is no version",
];

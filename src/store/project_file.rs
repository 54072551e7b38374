//! The project file, `NAME.newsmend.json`: a project as bytes and back.
//!
//! Made for git and for people: one block, one article header, one correction, one seam and one line of the dump a line,
//! in stable order. Blocks stand under their article in reading order and articles in the order of the project, so that
//! neither list is written twice, and moving a boundary changes the lines of the blocks on its two sides. Every line of
//! the dump keeps its own line break inside its string, so that CR, CRLF, NUL and form feeds come back as they were.
//!
//! Offsets count Unicode code points of the page; pages count from 1. Reading and writing are linear.
//!
//! A field that this version does not know is refused, not skipped: the next save would lose it. Whoever adds a field
//! raises the version, see [`super::migrate`].

use super::migrate::{MIGRATIONS, Migration, VERSION, migrate};
use super::rows::{File, Rows};
use crate::model::{EditError, Project};
use crate::text::Place;
use serde::Deserialize;
use serde_json::Value;
use serde_json::error::Category;

/// The value of a project file's `format` field.
pub(super) const FORMAT: &str = "newsmend-project";

/// Why bytes are no project.
#[derive(Debug, thiserror::Error)]
pub enum ProjectFileError {
    /// The file holds nothing.
    #[error("the file is empty")]
    Empty,
    /// The file ends in the middle.
    #[error("the file is cut off: it ends at line {line}, column {column}, in the middle of the project")]
    Truncated {
        /// The line where it ends, from 1.
        line: usize,
        /// The column in bytes, from 1.
        column: usize,
    },
    /// No JSON at all, or JSON broken by hand.
    #[error("line {line}, column {column}: this is not JSON")]
    NotJson {
        /// The line, from 1.
        line: usize,
        /// The column in bytes, from 1.
        column: usize,
    },
    /// JSON, but of something else.
    #[error("this is no Newsmend project but {}", other_format(.found.as_deref()))]
    NotAProject {
        /// The value of its `format` field, where it has one.
        found: Option<String>,
    },
    /// A newer program saved it.
    #[error("a newer Newsmend saved it (format {found}, this one reads up to {known})")]
    Newer {
        /// The version of the file.
        found: u64,
        /// The newest version that this program knows.
        known: u64,
    },
    /// A field is missing, unknown, or holds what it cannot hold.
    #[error("{what}")]
    BadField {
        /// Which field and what is wrong with it, in words, with the line where it is known.
        what: String,
    },
    /// An offset, or a page number, that lies outside the text.
    #[error("{owner}: offset {offset} of page {page} lies outside the text of the project's pages")]
    OutsidePage {
        /// What has the offset: "block 3".
        owner: String,
        /// The page, from 1.
        page: usize,
        /// The offset in code points.
        offset: usize,
    },
    /// Every field can be read, but the whole does not add up.
    #[error("{}the project does not add up: {}", place_in_words(*.at), broken_in_words(.source))]
    Broken {
        /// The page and the line, both from 1, where it can be told.
        at: Option<(usize, usize)>,
        /// What does not hold.
        source: EditError,
    },
}

fn other_format(found: Option<&str>) -> String {
    match found {
        Some("newsmend-export") => "a Newsmend export; open the project or the dump that it was made from".to_owned(),
        Some(other) => format!("a file of the format “{other}”"),
        None => "other JSON".to_owned(),
    }
}

fn place_in_words(at: Option<(usize, usize)>) -> String {
    at.map(|(page, line)| format!("page {page}, line {line}: ")).unwrap_or_default()
}

/// The error without its places, which are bytes of pages and are said as lines instead.
fn broken_in_words(error: &EditError) -> String {
    match error {
        EditError::BadSpan { block, .. } => {
            format!("block {block} has no span, or one that is empty, backwards, or has white space at an end")
        }
        EditError::Overlap { first, second, .. } if first == second => format!("block {first} has the same text twice"),
        EditError::Overlap { first, second, .. } => format!("blocks {first} and {second} share text"),
        EditError::BadSeam(_) => "a seam lies outside the text".to_owned(),
        EditError::BadCorrection(_) => "a correction is backwards or meets another".to_owned(),
        EditError::Uncovered { characters: 1, .. } => "1 character is in no block".to_owned(),
        EditError::Uncovered { characters, .. } => {
            format!("{characters} characters are in no block; this is the first")
        }
        EditError::NoBlock(_)
        | EditError::NoArticle(_)
        | EditError::SplitSpan(_)
        | EditError::WrongHome(_)
        | EditError::Unlisted(_)
        | EditError::EmptyArticle(_)
        | EditError::ArticleInUse(_)
        | EditError::Unordered(_)
        | EditError::ListChanged => error.to_string(),
    }
}

/// What the names of project files end in.
pub const ENDING: &str = ".newsmend.json";

/// True where bytes begin as project files do, whatever follows: for telling projects from dumps.
#[must_use]
pub fn is_project(bytes: &[u8]) -> bool {
    let head = bytes.get(..bytes.len().min(256)).unwrap_or_default();
    let head = String::from_utf8_lossy(head.strip_prefix(b"\xef\xbb\xbf").unwrap_or(head));
    let squeezed: String = head.chars().filter(|c| !c.is_whitespace()).collect();
    squeezed.starts_with("{\"format\":\"newsmend-")
}

/// Whether bytes are a project of a version that this program knows, by what they say of themselves.
///
/// # Errors
/// Where they are another file, or a newer project.
pub fn recognise(bytes: &[u8]) -> Result<(), ProjectFileError> {
    version_of(bytes.strip_prefix(b"\xef\xbb\xbf").unwrap_or(bytes)).map(drop)
}

/// The project file of `project`. Equal projects give equal bytes.
#[must_use]
pub fn to_bytes(project: &Project) -> Vec<u8> {
    super::project_writer::write(project)
}

/// The project in the bytes of a project file, of this version or an older one.
///
/// # Errors
/// Where the bytes are no whole and sound project of a version that this program knows. Nothing is repaired.
pub fn from_bytes(bytes: &[u8]) -> Result<Project, ProjectFileError> {
    from_bytes_with(bytes, MIGRATIONS)
}

fn from_bytes_with(bytes: &[u8], migrations: &[Migration]) -> Result<Project, ProjectFileError> {
    // Some editors of plain text put a byte order mark in front.
    let bytes = bytes.strip_prefix(b"\xef\xbb\xbf").unwrap_or(bytes);
    if bytes.trim_ascii().is_empty() {
        return Err(ProjectFileError::Empty);
    }
    let file: File = if says_current(bytes) {
        // Read once: looking for the version in any other place takes a walk through the whole file.
        match serde_json::from_slice(bytes) {
            Ok(file) => file,
            // What is broken is said as of any other file.
            Err(error) => return Err(version_of(bytes).err().unwrap_or_else(|| unreadable(error))),
        }
    } else {
        let version = version_of(bytes)?;
        if version == VERSION {
            serde_json::from_slice(bytes).map_err(unreadable)?
        } else {
            let old = serde_json::from_slice(bytes).map_err(unreadable)?;
            serde_json::from_value(migrate(old, version, migrations)).map_err(unreadable)?
        }
    };
    let rows = Rows::new(file);
    let parts = rows.parts()?;
    Project::from_parts(parts).map_err(|source| broken(&rows, source))
}

/// True where a file begins as this version writes it.
fn says_current(bytes: &[u8]) -> bool {
    let head = bytes.get(..bytes.len().min(256)).unwrap_or_default();
    let squeezed: Vec<u8> = head.iter().copied().filter(|byte| !byte.is_ascii_whitespace()).collect();
    squeezed.starts_with(format!("{{\"format\":\"{FORMAT}\",\"version\":{VERSION},").as_bytes())
}

/// What a file says of itself, read before anything else is believed.
#[derive(Deserialize)]
struct Head {
    #[serde(default)]
    format: Value,
    #[serde(default)]
    version: Value,
}

fn version_of(bytes: &[u8]) -> Result<u64, ProjectFileError> {
    let head: Head = serde_json::from_slice(bytes).map_err(|error| match error.classify() {
        Category::Data => ProjectFileError::NotAProject { found: None },
        Category::Io | Category::Syntax | Category::Eof => unreadable(error),
    })?;
    if head.format != FORMAT {
        return Err(ProjectFileError::NotAProject { found: head.format.as_str().map(str::to_owned) });
    }
    match head.version.as_u64() {
        Some(found) if found > VERSION => Err(ProjectFileError::Newer { found, known: VERSION }),
        Some(version) if version > 0 => Ok(version),
        Some(_) | None => Err(ProjectFileError::BadField {
            what: format!("the field `version` holds {}, which is no version", head.version),
        }),
    }
}

#[expect(clippy::needless_pass_by_value, reason = "it stands where `map_err` wants a function of the error")]
fn unreadable(error: serde_json::Error) -> ProjectFileError {
    let (line, column) = (error.line(), error.column());
    match error.classify() {
        Category::Eof => ProjectFileError::Truncated { line, column },
        Category::Io | Category::Syntax => ProjectFileError::NotJson { line, column },
        Category::Data => ProjectFileError::BadField { what: error.to_string() },
    }
}

fn broken(rows: &Rows, source: EditError) -> ProjectFileError {
    let of_block = |id| rows.first_place(id);
    let place: Option<Place> = match source {
        // A block without spans has no place.
        EditError::BadSpan { block, span } => of_block(block).and(Some(span.from())),
        EditError::Overlap { at, .. } | EditError::Uncovered { at, .. } | EditError::BadCorrection(at) => Some(at),
        EditError::NoBlock(id) | EditError::SplitSpan(id) | EditError::WrongHome(id) | EditError::Unlisted(id) => {
            of_block(id)
        }
        EditError::BadSeam(key) => Some(key.from),
        EditError::NoArticle(_)
        | EditError::EmptyArticle(_)
        | EditError::ArticleInUse(_)
        | EditError::Unordered(_)
        | EditError::ListChanged => None,
    };
    ProjectFileError::Broken { at: place.map(|place| (place.page.shown(), rows.line(place))), source }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::{Page, Source};
    use std::sync::Arc;

    fn project(text: &str) -> Project {
        let source = Source { file: "a.txt".to_owned(), sha256: String::new(), encoding: "UTF-8".to_owned() };
        Project::new(vec![Arc::new(Page::new(text.to_owned(), source, Vec::new()))])
    }

    #[test]
    fn a_project_is_a_block_and_a_line_of_the_dump_a_line() {
        let file = String::from_utf8(to_bytes(&project("\u{3000}环\r\n卫\0\r"))).unwrap();
        let lines: Vec<&str> = file.lines().map(str::trim).collect();
        assert!(lines.contains(&"\"\u{3000}环\\r\\n\","), "{file}");
        assert!(lines.contains(&r#""卫\u0000\r""#), "{file}");
        let block = r#"{"id":0,"role":"body","spans":[[1,1,6]],"why":{"confidence":0,"reasons":[{"why":"usual"}]}}"#;
        assert!(lines.contains(&block), "{file}");
    }

    #[test]
    fn what_was_saved_reads_back_equal() {
        for text in
            ["", "\n", "环卫", "环卫\n", "a\r\nb\rc\u{c}\0\n\n", "\u{feff}环\u{2028}e\u{301}\"\\\u{7f}\u{fffd}𠮷"]
        {
            let project = project(text);
            assert_eq!(from_bytes(&to_bytes(&project)).unwrap(), project, "{text:?}");
        }
        assert_eq!(from_bytes(&to_bytes(&Project::default())).unwrap(), Project::default());
    }

    #[test]
    fn a_byte_order_mark_and_other_line_ends_are_no_matter() {
        let project = project("环\n卫");
        let file = String::from_utf8(to_bytes(&project)).unwrap().replace('\n', "\r\n");
        assert_eq!(from_bytes(format!("\u{feff}{file}").as_bytes()).unwrap(), project);
    }

    #[test]
    fn a_file_cut_anywhere_is_refused() {
        let file = to_bytes(&project("环\n卫"));
        let whole = file.iter().rposition(|&byte| byte == b'}').unwrap();
        for length in 0..whole {
            let cut = &file[..length];
            let error = from_bytes(cut).unwrap_err();
            let cut_off = matches!(error, ProjectFileError::Truncated { .. } | ProjectFileError::Empty);
            assert!(cut_off, "at {length}: {error}");
        }
    }
}

//! Which files of a folder are dumps, and in which order they are the pages of an issue.

use super::StoreError;
use std::cmp::Ordering;
use std::iter::Peekable;
use std::path::{Path, PathBuf};
use std::str::Chars;

/// Endings of files that are taken for dumps where a whole folder is opened, in lower case.
const ENDINGS: [&str; 3] = ["txt", "text", "ocr"];

/// The dumps in a folder, not in those below it, in natural order of their names. Hidden files are none.
///
/// # Errors
/// Where the folder cannot be read.
pub fn dumps_in(folder: &Path) -> Result<Vec<PathBuf>, StoreError> {
    let failed = |source| StoreError::from_io(folder, source);
    let mut found = Vec::new();
    for entry in std::fs::read_dir(folder).map_err(failed)? {
        let path = entry.map_err(failed)?.path();
        let name = path.file_name().map(|name| name.to_string_lossy().into_owned()).unwrap_or_default();
        let ending = path.extension().map(|ending| ending.to_string_lossy().to_lowercase()).unwrap_or_default();
        if ENDINGS.contains(&ending.as_str()) && !name.starts_with('.') && path.is_file() {
            found.push(path);
        }
    }
    sort_naturally(&mut found);
    Ok(found)
}

/// Files that were named together, as pages: in the order in which they were named, unless that is the letters', which is a
/// shell's or a file dialog's and no person's. Then in natural order.
#[must_use]
pub fn as_pages(mut files: Vec<PathBuf>) -> Vec<PathBuf> {
    if files.is_sorted() {
        sort_naturally(&mut files);
    }
    files
}

/// Sorts by name as people do: numbers by their value, letters without regard to case.
pub fn sort_naturally(files: &mut [PathBuf]) {
    let text = |path: &PathBuf| path.to_string_lossy().into_owned();
    files.sort_by(|a, b| natural(&text(a), &text(b)).then_with(|| a.cmp(b)));
}

fn natural(a: &str, b: &str) -> Ordering {
    let (mut a, mut b) = (a.chars().peekable(), b.chars().peekable());
    loop {
        let order = match (a.peek().copied(), b.peek().copied()) {
            (None, None) => return Ordering::Equal,
            (None, Some(_)) => return Ordering::Less,
            (Some(_), None) => return Ordering::Greater,
            (Some(x), Some(y)) if x.is_ascii_digit() && y.is_ascii_digit() => number(&mut a, &mut b),
            (Some(x), Some(y)) => {
                a.next();
                b.next();
                x.to_lowercase().cmp(y.to_lowercase())
            }
        };
        if order != Ordering::Equal {
            return order;
        }
    }
}

/// Compares the numbers that both go on with, of any length.
fn number(a: &mut Peekable<Chars<'_>>, b: &mut Peekable<Chars<'_>>) -> Ordering {
    let digits = |chars: &mut Peekable<Chars<'_>>| {
        let mut digits = String::new();
        while let Some(digit) = chars.next_if(char::is_ascii_digit) {
            if digit != '0' || !digits.is_empty() {
                digits.push(digit);
            }
        }
        digits
    };
    let (a, b) = (digits(a), digits(b));
    a.len().cmp(&b.len()).then_with(|| a.cmp(&b))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::store::atomic::replace;

    fn names(paths: &[PathBuf]) -> Vec<String> {
        paths.iter().map(|path| path.file_name().unwrap().to_string_lossy().into_owned()).collect()
    }

    #[test]
    fn numbers_in_names_count_by_their_value() {
        let sorted = ["A1.txt", "a02.txt", "a2b.txt", "a10.txt", "第2版.txt", "第10版.txt"];
        for turn in 0..sorted.len() {
            let mut files: Vec<PathBuf> = sorted.iter().map(PathBuf::from).collect();
            files.rotate_left(turn);
            sort_naturally(&mut files);
            assert_eq!(names(&files), sorted);
        }
        let long = ["p18446744073709551615.txt", "p18446744073709551616.txt"];
        let mut files: Vec<PathBuf> = long.iter().rev().map(PathBuf::from).collect();
        sort_naturally(&mut files);
        assert_eq!(names(&files), long, "numbers longer than any that a computer counts with");
    }

    #[test]
    fn an_order_of_ones_own_stays() {
        let paths = |names: &[&str]| names.iter().map(PathBuf::from).collect::<Vec<_>>();
        for (given, wanted) in [
            (["p1.txt", "p10.txt", "p2.txt"], ["p1.txt", "p2.txt", "p10.txt"]),
            (["p2.txt", "p10.txt", "p1.txt"], ["p2.txt", "p10.txt", "p1.txt"]),
        ] {
            assert_eq!(as_pages(paths(&given)), paths(&wanted));
        }
    }

    #[test]
    fn a_folder_gives_its_text_files() {
        let folder = tempfile::tempdir().unwrap();
        for name in ["10.txt", "2.TXT", "scan.png", ".hidden.txt", "notes.md", "1.text"] {
            replace(&folder.path().join(name), b"a").unwrap();
        }
        std::fs::create_dir(folder.path().join("3.txt")).unwrap();
        assert_eq!(names(&dumps_in(folder.path()).unwrap()), ["1.text", "2.TXT", "10.txt"]);
        assert!(matches!(dumps_in(&folder.path().join("none")), Err(StoreError::NotFound { .. })));
    }
}

//! A dump becomes pages, each with the name, hash and encoding of the file it came from.

use super::StoreError;
use crate::model::{Doubtful, Page, Project, Source};
use crate::text::decode::{DecodeError, Decoded, Encoding, decode, split_pages};
use sha2::{Digest as _, Sha256};
use std::fmt::Write as _;
use std::fs::File;
use std::io::Read as _;
use std::path::{Path, PathBuf};
use std::sync::Arc;

/// Reads the dump at `path`, in the encoding `choice` or else in the one it seems to have.
///
/// # Errors
/// Where the file cannot be read, has no character in it, or is no text.
pub fn read_dump(path: &Path, choice: Option<Encoding>) -> Result<Vec<Arc<Page>>, StoreError> {
    let bytes = read_file(path)?;
    let file = path.file_name().map(|name| name.to_string_lossy().into_owned()).unwrap_or_default();
    pages_of(path, file, &bytes, choice)
}

/// Reads a dump that is a page of several. One without a character is a page without text, so that those behind it are the
/// pages that they are in print.
///
/// # Errors
/// Where the file cannot be read or is no text.
pub fn read_dump_among_others(path: &Path, choice: Option<Encoding>) -> Result<Vec<Arc<Page>>, StoreError> {
    match read_dump(path, choice) {
        Err(StoreError::Empty { path }) => {
            let bytes = read_file(&path)?;
            let encoding = choice.unwrap_or(Encoding::UTF_8).name().to_owned();
            let file = path.file_name().map(|name| name.to_string_lossy().into_owned()).unwrap_or_default();
            let source = Source { file, sha256: checksum(&bytes), encoding };
            Ok(vec![Arc::new(Page::new(String::new(), source, Vec::new()))])
        }
        read => read,
    }
}

/// Reads a dump that came without a file: standard input, or bytes dropped on the window. `name` stands for the file.
///
/// # Errors
/// Where it has no character in it or is no text; the error's path is `name`.
pub fn read_dump_bytes(name: &str, bytes: &[u8], choice: Option<Encoding>) -> Result<Vec<Arc<Page>>, StoreError> {
    pages_of(Path::new(name), name.to_owned(), bytes, choice)
}

fn pages_of(path: &Path, file: String, bytes: &[u8], choice: Option<Encoding>) -> Result<Vec<Arc<Page>>, StoreError> {
    let dump = decode(bytes, choice).map_err(|source| StoreError::Decode { path: path.to_path_buf(), source })?;
    if dump.text.is_empty() {
        return Err(StoreError::Empty { path: path.to_path_buf() });
    }
    let source = Source { file, sha256: checksum(bytes), encoding: dump.encoding.name().to_owned() };
    Ok(pages_from(&dump, &source))
}

fn pages_from(dump: &Decoded, source: &Source) -> Vec<Arc<Page>> {
    let page = |page: crate::text::decode::PageText<'_>| {
        let doubtful = page.doubtful.into_iter().map(|(at, bytes)| Doubtful { at, bytes }).collect();
        Arc::new(Page::new(page.text.to_owned(), source.clone(), doubtful))
    };
    split_pages(dump).into_iter().map(page).collect()
}

/// SHA-256 of `bytes`, in lower-case hexadecimal.
#[must_use]
pub fn checksum(bytes: &[u8]) -> String {
    Sha256::digest(bytes).iter().fold(String::with_capacity(64), |mut hex, byte| {
        // Writing to a string cannot fail; were it to, the hash would be short and match no file.
        if write!(hex, "{byte:02x}").is_err() {
            hex.clear();
        }
        hex
    })
}

/// True where `bytes` are the dump of one of the project's pages, whatever it was opened from. They are not read as text: a
/// dump may be one in a chosen encoding alone. An empty file is nothing to lose, though a page may have come from one.
#[must_use]
pub fn is_dump_of(project: &Project, bytes: &[u8]) -> bool {
    let sum = checksum(bytes);
    !bytes.is_empty() && project.pages().iter().any(|page| page.source().sha256 == sum)
}

/// The bytes of a file, which is refused before it is read where it is longer than a dump may be.
///
/// # Errors
/// Where the file cannot be read or is too large.
pub fn read_file(path: &Path) -> Result<Vec<u8>, StoreError> {
    let failed = |source| StoreError::from_io(path, source);
    let file = File::open(path).map_err(failed)?;
    let metadata = file.metadata().map_err(failed)?;
    let limit = u64::from(u32::MAX);
    let too_large = |bytes| {
        let path: PathBuf = path.to_path_buf();
        StoreError::Decode { path, source: DecodeError::TooLarge { bytes } }
    };
    if metadata.len() > limit {
        return Err(too_large(metadata.len()));
    }
    let mut bytes = Vec::with_capacity(usize::try_from(metadata.len()).unwrap_or(0));
    // A pipe says no length, and a file may grow while it is read.
    let len = file.take(limit + 1).read_to_end(&mut bytes).map_err(failed)?;
    match u64::try_from(len) {
        Ok(len) if len > limit => Err(too_large(len)),
        _ => Ok(bytes),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::store::atomic::replace;
    use crate::text::Pos;

    #[test]
    fn a_dump_becomes_pages_that_say_where_they_came_from() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("要闻.txt");
        replace(&path, "环卫\r\n\u{c}路\u{c}\n".as_bytes()).unwrap();
        let pages = read_dump(&path, None).unwrap();
        let texts: Vec<&str> = pages.iter().map(|page| page.text()).collect();
        assert_eq!(texts, ["环卫\r\n", "路\u{c}\n"]);
        let wanted = Source {
            file: "要闻.txt".to_owned(),
            sha256: checksum("环卫\r\n\u{c}路\u{c}\n".as_bytes()),
            encoding: "UTF-8".to_owned(),
        };
        assert!(pages.iter().all(|page| page.source() == &wanted));
    }

    #[test]
    fn hashes_are_those_of_the_standard() {
        assert_eq!(checksum(b"abc"), "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad");
    }

    #[test]
    fn bytes_that_are_no_text_are_kept_on_their_page() {
        let pages = read_dump_bytes("-", b"\xbb\xb7\xce\xc0\x0c\xc2\xb7\xff", Encoding::from_name("GBK")).unwrap();
        assert_eq!(pages[0].doubtful(), []);
        assert_eq!(pages[1].text(), "路\u{fffd}");
        assert_eq!(pages[1].doubtful(), [Doubtful { at: Pos::new(3), bytes: vec![0xff] }]);
        assert_eq!((pages[1].source().file.as_str(), pages[1].source().encoding.as_str()), ("-", "gb18030"));
    }

    #[test]
    fn a_dump_is_known_by_its_bytes() {
        let controls = "环卫\u{1}".repeat(8);
        assert!(read_dump_bytes("-", controls.as_bytes(), None).is_err());
        for (name, bytes, choice) in [
            ("a page", "环卫\n".as_bytes(), None),
            ("several pages", "环\u{c}卫\n".as_bytes(), None),
            ("bytes that are no text", b"\xbb\xb7\xff", Encoding::from_name("GBK")),
            ("one that opens in a chosen encoding alone", controls.as_bytes(), Some(Encoding::UTF_8)),
        ] {
            let project = Project::new(read_dump_bytes("-", bytes, choice).unwrap());
            assert!(is_dump_of(&project, bytes), "{name}");
            assert!(!is_dump_of(&project, &[bytes, b"\n"].concat()), "{name}");
        }
        let folder = tempfile::tempdir().unwrap();
        let empty = folder.path().join("empty.txt");
        replace(&empty, b"").unwrap();
        assert!(!is_dump_of(&Project::new(read_dump_among_others(&empty, None).unwrap()), b""));
    }

    #[test]
    fn a_dump_that_cannot_be_read_says_why() {
        let folder = tempfile::tempdir().unwrap();
        let at = |name: &str| folder.path().join(name);
        for (name, bytes) in [("empty.txt", b"".as_slice()), ("mark.txt", b"\xef\xbb\xbf"), ("a.pdf", b"%PDF-1.4\n")] {
            replace(&at(name), bytes).unwrap();
        }
        let read = |name: &str| read_dump(&at(name), None).unwrap_err();
        assert!(matches!(read("none.txt"), StoreError::NotFound { path, .. } if path == at("none.txt")));
        assert!(matches!(read("empty.txt/b"), StoreError::NotFound { .. }));
        assert!(matches!(read("."), StoreError::IsFolder { .. }));
        assert!(matches!(read("empty.txt"), StoreError::Empty { path } if path == at("empty.txt")));
        assert!(matches!(read("mark.txt"), StoreError::Empty { .. }));
        let pdf = read("a.pdf");
        assert!(matches!(pdf, StoreError::Decode { source: DecodeError::Binary { what: "PDF" }, .. }), "{pdf:?}");
    }

    #[cfg(unix)]
    #[test]
    fn a_dump_that_one_may_not_read_says_so() {
        use std::os::unix::fs::PermissionsExt as _;
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("secret.txt");
        replace(&path, b"a").unwrap();
        std::fs::set_permissions(&path, std::fs::Permissions::from_mode(0o000)).unwrap();
        // Permission bits do not bind root, who may be running this.
        if let Err(error) = read_dump(&path, None) {
            assert!(matches!(error, StoreError::NotPermitted { .. }), "{error:?}");
        }
    }
}

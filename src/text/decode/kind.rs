//! Files that are no text, known by their first bytes.

/// First bytes, where they stand, and what has them. Sources: the formats' own specifications.
///
/// Only signatures that no text begins with, since a choice of encoding does not overrule them: two letters (`BM`, `MZ`)
/// are not enough. What is missing here is mostly known by its control characters.
const SIGNATURES: &[(usize, &[u8], &str)] = &[
    (0, b"%PDF-", "PDF"),
    (0, b"%!PS-Adobe", "PostScript"),
    (0, b"{\\rtf", "RTF"),
    (0, b"\x89PNG\r\n\x1a\n", "PNG"),
    (0, b"\xff\xd8\xff", "JPEG"),
    (0, b"GIF87a", "GIF"),
    (0, b"GIF89a", "GIF"),
    (0, b"II*\0", "TIFF"),
    (0, b"MM\0*", "TIFF"),
    (0, b"II+\0", "BigTIFF"),
    (0, b"MM\0+", "BigTIFF"),
    (0, b"\0\0\0\x0cjP  \r\n\x87\n", "JPEG 2000"),
    (0, b"\xff\x4f\xff\x51", "JPEG 2000"),
    (0, b"AT&TFORM", "DjVu"),
    (8, b"WEBPVP8", "WebP"),
    (0, b"PK\x03\x04", "ZIP"),
    (0, b"PK\x05\x06", "ZIP"),
    (0, b"\x1f\x8b\x08", "gzip"),
    (0, b"BZh91AY&SY", "bzip2"),
    (0, b"\xfd7zXZ\0", "xz"),
    (0, b"\x28\xb5\x2f\xfd", "Zstandard"),
    (0, b"7z\xbc\xaf\x27\x1c", "7-Zip"),
    (0, b"Rar!\x1a\x07", "RAR"),
    (257, b"ustar\0", "tar"),
    (257, b"ustar  \0", "tar"),
    (0, b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", "Word 97–2003 (or another OLE file)"),
    (0, b"SQLite format 3\0", "SQLite"),
    (0, b"\x7fELF", "ELF"),
    (0, b"\xcf\xfa\xed\xfe", "Mach-O"),
    (0, b"wOFF\0\x01\0\0", "WOFF"),
    (0, b"wOFFOTTO", "WOFF"),
    (0, b"OTTO\0", "OpenType"),
    (0, b"\0\x01\0\0\0", "TrueType"),
    (0, b"ID3\x03\0", "MP3"),
    (0, b"OggS\0", "Ogg"),
    (0, b"fLaC\0", "FLAC"),
];

/// Names inside a ZIP's first entries that tell a document from a mere archive.
const IN_ZIP: &[(&[u8], &str)] = &[
    (b"word/", "DOCX"),
    (b"xl/", "XLSX"),
    (b"ppt/", "PPTX"),
    (b"application/epub+zip", "EPUB"),
    (b"application/vnd.oasis.opendocument", "OpenDocument"),
];

/// How far into a ZIP the names are looked for: its first entries' headers, and no more.
const ZIP_HEAD: usize = 4096;

/// The name of the kind of file that `bytes` is; `None` where nothing says that it is no text.
pub(super) fn kind_of(bytes: &[u8]) -> Option<&'static str> {
    let has = |&&(at, signature, _): &&(usize, &[u8], &str)| {
        bytes.get(at..).is_some_and(|tail: &[u8]| tail.starts_with(signature))
    };
    let (_, _, name) = *SIGNATURES.iter().find(has)?;
    if name != "ZIP" {
        return Some(name);
    }
    let head = bytes.get(..ZIP_HEAD).unwrap_or(bytes);
    let inside = |&&(mark, _): &&(&[u8], &str)| head.windows(mark.len()).any(|window| window == mark);
    Some(IN_ZIP.iter().find(inside).map_or(name, |&(_, document)| document))
}

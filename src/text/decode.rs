//! Bytes become text: encodings, doubtful bytes, pages.
//!
//! Nothing is dropped: bytes that are no text in the chosen encoding are kept beside it, and one U+FFFD stands for them.
//! Line breaks of every kind, NUL characters and a missing last line break stay as they are. What is refused is told
//! in [`DecodeError`], how the encoding is found in `detect.rs`. Linear in the number of bytes.

mod detect;
mod encoding;
mod kind;
mod pages;
mod two_bytes;
mod utf16;

pub use encoding::Encoding;
pub use pages::{PageText, split_pages};

use super::Pos;
use std::ops::Range;

/// A decoded dump.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Decoded {
    /// The text; a byte order mark is not part of it.
    pub text: String,
    /// What it was read as.
    pub encoding: Encoding,
    /// Bytes that were no text, with the place of the U+FFFD that stands for them, in order.
    pub doubtful: Vec<(Pos, Vec<u8>)>,
}

/// Why bytes are not read as text.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum DecodeError {
    /// A file of another kind. [`UNNAMED_KIND`] where only its many control characters say so: then, and only then, an
    /// explicit choice of encoding opens it.
    #[error("not a text: {what}")]
    Binary {
        /// The kind's name: `PDF`, `PNG`.
        what: &'static str,
    },
    /// Longer than the 4 GiB that a [`Pos`] can count.
    #[error("{bytes} bytes are more than the 4 GiB that one dump may have")]
    TooLarge {
        /// How long it is, as bytes of the file or of its text.
        bytes: u64,
    },
}

/// What [`DecodeError::Binary`] calls a file that is no text but bears no known signature.
pub const UNNAMED_KIND: &str = "binary data";

/// A text of which one character in so many is a control character is taken for binary data. Random bytes have one in
/// eight, tables of numbers more; a text with an escape code on each line stays well below.
const CHARS_PER_CONTROL: usize = 20;

/// Fewer control characters than this never make a text binary: a note of ten characters may hold a NUL.
const MIN_CONTROLS: usize = 8;

/// Reads `bytes` as text, in the encoding `choice` or else in the one they seem to have.
///
/// # Errors
/// [`DecodeError`] where they are no text, or too many.
pub fn decode(bytes: &[u8], choice: Option<Encoding>) -> Result<Decoded, DecodeError> {
    check_size(bytes.len())?;
    if let Some(what) = kind::kind_of(bytes) {
        return Err(DecodeError::Binary { what });
    }
    let mark = detect::byte_order_mark(bytes);
    let encoding = choice.or(mark.map(|(encoding, _)| encoding)).unwrap_or_else(|| detect::detect(bytes));
    // A mark of another encoding than the chosen one is no mark: its bytes are read like the rest.
    let skip = mark.filter(|&(marked, _)| marked == encoding).map_or(0, |(_, len)| len);
    let body = bytes.get(skip..).unwrap_or_default();
    let Reading { text, malformed } = read(body, encoding);
    check_size(text.len())?;
    if choice.is_none() && has_many_controls(&text) {
        return Err(DecodeError::Binary { what: UNNAMED_KIND });
    }
    let doubtful = malformed.into_iter().map(|(at, range)| (at, body.get(range).unwrap_or_default().to_vec()));
    Ok(Decoded { text, encoding, doubtful: doubtful.collect() })
}

/// A text and the ranges of bytes that were none, with the places of their U+FFFD.
struct Reading {
    text: String,
    malformed: Vec<(Pos, Range<usize>)>,
}

/// Reads `bytes` in `encoding`, without regard to marks.
fn read(bytes: &[u8], encoding: Encoding) -> Reading {
    if encoding == Encoding::UTF_8 { read_utf8(bytes) } else { read_legacy(bytes, encoding) }
}

fn read_utf8(bytes: &[u8]) -> Reading {
    let mut reading = Reading { text: String::with_capacity(bytes.len()), malformed: Vec::new() };
    let mut at = 0;
    for chunk in bytes.utf8_chunks() {
        reading.text.push_str(chunk.valid());
        at += chunk.valid().len();
        let end = at + chunk.invalid().len();
        reading.note(at..end);
        at = end;
    }
    reading
}

fn read_legacy(bytes: &[u8], encoding: Encoding) -> Reading {
    let mut decoder = encoding.0.new_decoder_without_bom_handling();
    // Two bytes become three in most texts of these encodings, one byte becomes two in the others.
    let mut reading = Reading { text: String::with_capacity(bytes.len() / 2 * 3), malformed: Vec::new() };
    // A part of its own: the decoder touches all the room it is given at each call, and each malformed sequence ends one.
    let mut part = String::with_capacity(PART);
    let mut at = 0;
    loop {
        let rest = bytes.get(at..).unwrap_or_default();
        let (result, taken) = decoder.decode_to_string_without_replacement(rest, &mut part, true);
        at += taken;
        reading.text.push_str(&part);
        part.clear();
        match result {
            encoding_rs::DecoderResult::InputEmpty => return reading,
            encoding_rs::DecoderResult::OutputFull => {}
            encoding_rs::DecoderResult::Malformed(len, beyond) => {
                // Bytes taken beyond the sequence are still in the decoder and come out as text.
                let end = at.saturating_sub(usize::from(beyond));
                reading.note(end.saturating_sub(usize::from(len))..end);
            }
        }
    }
}

/// Bytes of text that a decoder writes at a time.
const PART: usize = 16 * 1024;

impl Reading {
    /// Puts one U+FFFD for the bytes in `range`, if there are any.
    fn note(&mut self, range: Range<usize>) {
        if !range.is_empty() {
            self.malformed.push((Pos::new(self.text.len()), range));
            self.text.push(char::REPLACEMENT_CHARACTER);
        }
    }
}

/// Refuses what a [`Pos`] cannot count.
fn check_size(len: usize) -> Result<(), DecodeError> {
    if u32::try_from(len).is_ok() {
        return Ok(());
    }
    Err(DecodeError::TooLarge { bytes: u64::try_from(len).unwrap_or(u64::MAX) })
}

/// True for control characters that no text needs: all but tabs, line breaks and form feed.
fn is_control(byte: u8) -> bool {
    (byte < 0x20 && !matches!(byte, b'\t'..=b'\r')) || byte == 0x7f
}

/// True where many characters of a text are controls.
fn has_many_controls(text: &str) -> bool {
    let bytes = text.as_bytes();
    let low = bytes.iter().filter(|&&byte| is_control(byte)).count();
    // U+0080 to U+009F: the bytes that a single-byte encoding leaves open.
    let high = bytes.windows(2).filter(|pair| matches!(pair, [0xc2, 0x80..=0x9f])).count();
    let chars = bytes.iter().filter(|&&byte| byte & 0xc0 != 0x80).count();
    low + high >= MIN_CONTROLS && (low + high).saturating_mul(CHARS_PER_CONTROL) > chars
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn check_decode(name: &str, bytes: &[u8], choice: Option<&str>, text: &str, encoding: &str) -> Decoded {
        let choice = choice.map(|name| Encoding::from_name(name).unwrap());
        let dump = decode(bytes, choice).unwrap();
        assert_eq!((dump.text.as_str(), dump.encoding.name()), (text, encoding), "{name}");
        dump
    }

    #[test]
    fn marks_win_and_are_no_text() {
        for (name, bytes, text, encoding) in [
            ("UTF-8", b"\xef\xbb\xbf\xe7\x8e\xaf".as_slice(), "环", "UTF-8"),
            ("UTF-16, low byte first", b"\xff\xfe\xaf\x73\x0a\x00", "环\n", "UTF-16LE"),
            ("UTF-16, high byte first", b"\xfe\xff\x73\xaf\x00\x0a", "环\n", "UTF-16BE"),
            ("GB18030", b"\x84\x31\x95\x33\xbb\xb7", "环", "gb18030"),
            ("a mark and nothing else", b"\xef\xbb\xbf", "", "UTF-8"),
            ("a second mark is text", b"\xef\xbb\xbf\xef\xbb\xbfa", "\u{feff}a", "UTF-8"),
            ("a mark of UTF-8 before other bytes", b"\xef\xbb\xbfa\xbb", "a\u{fffd}", "UTF-8"),
        ] {
            check_decode(name, bytes, None, text, encoding);
        }
    }

    #[test]
    fn a_choice_wins_over_marks_and_detection() {
        check_decode("its own mark goes", b"\xef\xbb\xbfa", Some("UTF-8"), "a", "UTF-8");
        check_decode("another's mark is read", b"\xef\xbb\xbfa", Some("windows-1252"), "ï»¿a", "windows-1252");
        check_decode("UTF-8 read as another", "环".as_bytes(), Some("windows-1251"), "зЋЇ", "windows-1251");
    }

    #[test]
    fn line_breaks_and_nul_stay() {
        for text in ["a\r\nb\rc\n", "甲\r\n乙", "\n\n", "甲\0乙\n", "a\u{c}\u{b}\u{85}\u{2028}b", "", "\u{fffd}"] {
            let dump = check_decode("UTF-8", text.as_bytes(), None, text, "UTF-8");
            assert_eq!(dump.doubtful, [], "a U+FFFD of the dump's own is not doubtful");
        }
        check_decode("GB18030", b"\xbb\xb7\0\xce\xc0\r\n\xc2\xb7\r", Some("GBK"), "环\0卫\r\n路\r", "gb18030");
    }

    #[test]
    fn bytes_that_are_no_text_are_kept() {
        for (name, bytes, choice, text, doubtful) in [
            ("a lone byte", b"a\xffb".as_slice(), "UTF-8", "a\u{fffd}b", vec![(1, b"\xff".as_slice())]),
            ("one a sequence", b"\xe7\x8e\xe7\x8e\xaf", "UTF-8", "\u{fffd}环", vec![(0, b"\xe7\x8e")]),
            ("two a pair", b"\xfe\xff", "UTF-8", "\u{fffd}\u{fffd}", vec![(0, b"\xfe"), (3, b"\xff")]),
            ("cut at the end", b"\xbb\xb7\xce", "GB18030", "环\u{fffd}", vec![(3, b"\xce")]),
            ("ASCII behind it stays", b"\xbb\xb7\xce\nb", "GB18030", "环\u{fffd}\nb", vec![(3, b"\xce")]),
            ("bytes behind it are read again", b"\x81\x30\x81\x41", "GB18030", "\u{fffd}0丄", vec![(0, b"\x81")]),
            ("half of a pair", b"\x00\xd8\x61\x00", "UTF-16LE", "\u{fffd}a", vec![(0, b"\x00\xd8")]),
            ("half of a unit", b"\x61\x00\x62", "UTF-16LE", "a\u{fffd}", vec![(1, b"\x62")]),
        ] {
            let dump = decode(bytes, Encoding::from_name(choice)).unwrap();
            let doubtful: Vec<(Pos, Vec<u8>)> =
                doubtful.into_iter().map(|(at, bytes)| (Pos::new(at), bytes.to_vec())).collect();
            assert_eq!((dump.text.as_str(), dump.doubtful), (text, doubtful), "{name}");
        }
    }

    #[test]
    fn files_of_other_kinds_are_refused_by_name() {
        let tar = [b"a.txt".as_slice(), &[0; 252], b"ustar\x00"].concat();
        for (bytes, wanted) in [
            (b"%PDF-1.7\n%\xe2\xe3\xcf\xd3\n".as_slice(), "PDF"),
            (b"\x89PNG\r\n\x1a\n\0\0\0\x0dIHDR", "PNG"),
            (b"\xff\xd8\xff\xe0\0\x10JFIF", "JPEG"),
            (b"II*\0\x08\0\0\0", "TIFF"),
            (b"PK\x03\x04\x14\0\0\0\x08\0a.txt", "ZIP"),
            (b"PK\x03\x04\x14\0\x06\0\x08\0[Content_Types].xml word/document.xml", "DOCX"),
            (b"\x1f\x8b\x08\0", "gzip"),
            (b"\x7fELF\x02\x01\x01", "ELF"),
            (b"SQLite format 3\0\x10", "SQLite"),
            (b"{\\rtf1\\ansi", "RTF"),
            (&tar, "tar"),
        ] {
            for choice in [None, Some(Encoding::UTF_8)] {
                assert_eq!(decode(bytes, choice), Err(DecodeError::Binary { what: wanted }));
            }
        }
        let custard = format!("{}custard", " ".repeat(256));
        for text in ["PK", "%PDF", "BM and MZ", "MM", "Rar!", "GIF", &custard] {
            assert!(decode(text.as_bytes(), None).is_ok(), "{text} may be a text as well");
        }
    }

    #[test]
    fn many_control_characters_are_refused_until_an_encoding_is_chosen() {
        // Multiples of the golden ratio: as good as chance, the same on every machine.
        let noise: Vec<u8> = (1..4000_u32).map(|n| (n.wrapping_mul(2_654_435_769) >> 13).to_le_bytes()[0]).collect();
        assert_eq!(decode(&noise, None), Err(DecodeError::Binary { what: UNNAMED_KIND }));
        assert!(decode(&noise, Encoding::from_name("GB18030")).is_ok());
        let sparse = format!("{}\u{1b}[0m\n", "the library opens at nine ").repeat(20);
        check_decode("an escape code a line", sparse.as_bytes(), None, &sparse, "UTF-8");
        check_decode("a short note with NULs", b"a\0bc\0\0d", None, "a\0bc\0\0d", "UTF-8");
    }

    #[test]
    fn what_a_place_cannot_count_is_too_large() {
        let most = usize::try_from(u32::MAX).unwrap();
        assert_eq!(check_size(most), Ok(()));
        if let Some(more) = most.checked_add(1) {
            assert_eq!(check_size(more), Err(DecodeError::TooLarge { bytes: 1 << 32 }));
        }
    }

    /// The dump's bytes again, from its text and what was kept beside it.
    fn bytes_again(dump: &Decoded, encode: fn(&str) -> Vec<u8>) -> Vec<u8> {
        let mut bytes = Vec::new();
        let mut at = 0;
        for (pos, raw) in &dump.doubtful {
            bytes.extend(encode(dump.text.get(at..pos.get()).unwrap()));
            bytes.extend(raw);
            at = pos.get() + char::REPLACEMENT_CHARACTER.len_utf8();
        }
        bytes.extend(encode(dump.text.get(at..).unwrap()));
        bytes
    }

    /// Bytes as they come: anything, text, and text with bytes struck in between.
    fn any_bytes() -> impl Strategy<Value = Vec<u8>> {
        let piece = prop_oneof![
            proptest::collection::vec(any::<u8>(), 0..6),
            proptest::char::any().prop_map(|c| c.to_string().into_bytes()),
            Just("环卫工人\r\n".as_bytes().to_vec()),
            Just(b"\xbb\xb7\xce\xc0\n".to_vec()),
            Just(b"\x1b$B4D\x1b(B".to_vec()),
            Just(b"\0a\0\n".to_vec()),
        ];
        proptest::collection::vec(piece, 0..40).prop_map(|pieces| pieces.concat())
    }

    proptest! {
        #[test]
        fn utf8_gives_its_bytes_back(bytes in any_bytes()) {
            prop_assume!(!bytes.starts_with(b"\xef\xbb\xbf"));
            if let Ok(dump) = decode(&bytes, Some(Encoding::UTF_8)) {
                prop_assert_eq!(bytes_again(&dump, |text| text.as_bytes().to_vec()), bytes);
            }
        }

        #[test]
        fn utf16_gives_its_bytes_back(bytes in any_bytes()) {
            prop_assume!(!bytes.starts_with(b"\xff\xfe"));
            if let Ok(dump) = decode(&bytes, Encoding::from_name("UTF-16LE")) {
                let encode = |text: &str| text.encode_utf16().flat_map(u16::to_le_bytes).collect();
                prop_assert_eq!(bytes_again(&dump, encode), bytes);
            }
        }

        #[test]
        fn every_encoding_reads_anything(bytes in any_bytes()) {
            for choice in std::iter::once(None).chain(Encoding::choices().iter().copied().map(Some)) {
                let Ok(dump) = decode(&bytes, choice) else { continue };
                let mut kept = 0;
                for (at, raw) in &dump.doubtful {
                    let tail = dump.text.get(at.get()..).unwrap();
                    prop_assert!(tail.starts_with('\u{fffd}'), "{:?} at {at}", dump.encoding);
                    prop_assert!(!raw.is_empty());
                    kept += raw.len();
                }
                prop_assert!(kept <= bytes.len());
                prop_assert!(dump.doubtful.is_sorted_by(|(a, _), (b, _)| a < b));
                let marks = dump.text.chars().filter(|&c| c == '\u{fffd}').count();
                prop_assert!(marks >= dump.doubtful.len());
                let again = split_pages(&dump);
                let texts: Vec<&str> = again.iter().map(|page| page.text).collect();
                prop_assert_eq!(texts.join("\u{c}"), dump.text.as_str());
                prop_assert_eq!(again.iter().map(|page| page.doubtful.len()).sum::<usize>(), dump.doubtful.len());
            }
        }
    }
}

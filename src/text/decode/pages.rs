//! A dump's text becomes pages: a form feed begins a new one.

use super::Decoded;
use crate::text::Pos;

/// The text of one page of a dump.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct PageText<'d> {
    /// Its part of the dump's text, without the form feeds between pages.
    pub text: &'d str,
    /// Bytes that were no text, with the place of the U+FFFD that stands for them, from the page's start.
    pub doubtful: Vec<(Pos, Vec<u8>)>,
}

/// Splits a dump at its form feeds.
///
/// The pages' texts with U+000C between them are the dump's text again. A form feed that only white space follows to
/// the end of the dump opens no page and stays in the last one: `pdftotext` and its kin end every page with one. There
/// is always at least one page; pages between two form feeds may be empty, so that numbers agree with the print.
#[must_use]
pub fn split_pages(dump: &Decoded) -> Vec<PageText<'_>> {
    let text = dump.text.as_str();
    // Form feeds are white space themselves, so a row of them at the end goes with the last page as well.
    let ink_end = text.trim_end().len();
    let mut pages = Vec::new();
    let mut rest = dump.doubtful.as_slice();
    let mut start = 0;
    loop {
        let next = text.get(start..ink_end).and_then(|open| open.find('\u{c}')).map(|offset| start + offset);
        let end = next.unwrap_or(text.len());
        let (here, later) = rest.split_at(rest.partition_point(|(at, _)| at.get() < end));
        rest = later;
        let doubtful = here.iter().map(|(at, bytes)| (Pos::new(at.get() - start), bytes.clone()));
        pages.push(PageText { text: text.get(start..end).unwrap_or_default(), doubtful: doubtful.collect() });
        match next {
            Some(feed) => start = feed + 1,
            None => return pages,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::text::decode::{Encoding, decode};

    fn check_split(name: &str, text: &str, wanted: &[&str]) {
        let dump = Decoded { text: text.to_owned(), encoding: Encoding::UTF_8, doubtful: Vec::new() };
        let pages: Vec<&str> = split_pages(&dump).iter().map(|page| page.text).collect();
        assert_eq!(pages, wanted, "{name}");
        assert_eq!(pages.join("\u{c}"), text, "{name}: together they are the dump again");
    }

    #[test]
    fn a_form_feed_begins_a_page() {
        check_split("no form feed", "甲\n乙", &["甲\n乙"]);
        check_split("nothing at all", "", &[""]);
        check_split("two pages", "甲\n\u{c}乙\n", &["甲\n", "乙\n"]);
        check_split("an empty page between", "甲\u{c}\u{c}乙", &["甲", "", "乙"]);
        check_split("an empty page at the start", "\u{c}甲", &["", "甲"]);
    }

    #[test]
    fn a_form_feed_at_the_end_opens_no_page() {
        check_split("the last byte", "甲\n\u{c}", &["甲\n\u{c}"]);
        check_split("white space behind it", "甲\u{c}\r\n\u{3000}", &["甲\u{c}\r\n\u{3000}"]);
        check_split("a row of them", "甲\u{c}乙\u{c}\n\u{c}", &["甲", "乙\u{c}\n\u{c}"]);
        check_split("nothing but form feeds", "\u{c}\u{c}", &["\u{c}\u{c}"]);
        check_split("a zero-width space is ink", "甲\u{c}\u{200b}", &["甲", "\u{200b}"]);
    }

    #[test]
    fn doubtful_places_count_from_their_page() {
        let dump = decode(b"\xffa\x0cbc\xfe\xe7\x8e\x0c\xff\x0c", Some(Encoding::UTF_8)).unwrap();
        let pages = split_pages(&dump);
        assert_eq!(pages.len(), 3);
        for (page, wanted) in pages.iter().zip([
            ("\u{fffd}a", vec![(Pos::new(0), vec![0xff])]),
            ("bc\u{fffd}\u{fffd}", vec![(Pos::new(2), vec![0xfe]), (Pos::new(5), vec![0xe7, 0x8e])]),
            ("\u{fffd}\u{c}", vec![(Pos::new(0), vec![0xff])]),
        ]) {
            assert_eq!((page.text, &page.doubtful), (wanted.0, &wanted.1));
        }
    }
}

//! Text as a search sees it: full and half width, and Chinese characters written in several ways, are one.
//!
//! Folding takes each character to one that stands for all of its kind: `Ａ` to `A`, `國` to `国`. Lower case is none of its
//! concern, since patterns can ask for it. One character becomes one or none, so every place in the folded text has a place
//! in the text that it was made from. The variants come from `assets/han-variants.txt`: a line for each kind, the one that
//! stands for it first. Costs a look into a table for each character.

use super::is_cjk;
use std::ops::Range;
use std::sync::LazyLock;

/// What is folded.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Folding {
    /// Widths and variants of Chinese characters.
    pub forms: bool,
    /// White space beside Chinese, Japanese and Korean characters goes, any other is one blank; soft hyphens go.
    pub blanks: bool,
}

/// A folded text, with the way back.
#[derive(Clone, Debug, Default)]
pub struct Folded {
    /// The text as it is searched.
    pub text: String,
    /// For each byte of it, where the character that it came from begins in the text before.
    from: Vec<u32>,
}

impl Folded {
    /// Folds `text`.
    #[must_use]
    pub fn of(text: &str, folding: Folding) -> Self {
        let mut folded = Self::default();
        folded.fold(text, folding);
        folded
    }

    /// Folds `text`, which is shorter than 4 GiB, in place of what was folded before.
    pub fn fold(&mut self, text: &str, folding: Folding) {
        self.text.clear();
        self.from.clear();
        let mut blank = None;
        let mut last = None;
        for (at, c) in text.char_indices() {
            if folding.blanks && c.is_whitespace() {
                blank = blank.or(Some(at));
                continue;
            }
            if folding.blanks && c == '\u{ad}' {
                continue;
            }
            if let (Some(from), Some(left)) = (blank.take(), last)
                && !is_cjk(left)
                && !is_cjk(c)
            {
                self.push(from, ' ');
            }
            last = Some(c);
            self.push(at, if folding.forms { plain_form(c) } else { c });
        }
    }

    fn push(&mut self, at: usize, c: char) {
        self.text.push(c);
        // Texts are shorter than 4 GiB: a page is.
        let at = u32::try_from(at).unwrap_or(u32::MAX);
        self.from.extend(std::iter::repeat_n(at, c.len_utf8()));
    }

    /// Where a stretch of the folded text stands in `text`, which it was made from; `None` for an empty one.
    #[must_use]
    pub fn range_in(&self, text: &str, range: &Range<usize>) -> Option<Range<usize>> {
        let start = *self.from.get(range.start)? as usize;
        let last = *self.from.get(range.end.checked_sub(1)?)? as usize;
        let end = last + text.get(last..)?.chars().next()?.len_utf8();
        (range.start < range.end).then_some(start..end)
    }

    /// The first byte of the folded text that came from `byte` of the text before, or from behind it.
    #[must_use]
    pub fn byte_from(&self, byte: usize) -> usize {
        self.from.partition_point(|&from| (from as usize) < byte)
    }
}

/// The character that stands for all forms of `c`: half width, and the first of its variants.
#[must_use]
pub fn plain_form(c: char) -> char {
    match c {
        '\u{20}'..='\u{7e}' => c,
        '\u{3400}'..='\u{9fff}' => variant(c),
        '\u{ff01}'..='\u{ff5e}' => char::from_u32(u32::from(c) - 0xfee0).unwrap_or(c),
        '\u{3000}' | '\u{a0}' => ' ',
        '\u{ff61}'..='\u{ff9f}' => {
            let nth = u32::from(c) - 0xff61;
            usize::try_from(nth).ok().and_then(|nth| WIDE_KANA.chars().nth(nth)).unwrap_or(c)
        }
        '\u{ffe0}' => '¢',
        '\u{ffe1}' => '£',
        '\u{ffe5}' => '¥',
        '\u{ffe6}' => '₩',
        _ => c,
    }
}

/// The full-width forms of U+FF61 to U+FF9F, in their order.
const WIDE_KANA: &str = "。「」、・ヲァィゥェォャュョッーアイウエオカキクケコサシスセソタチツテトナニヌネノハヒフヘホマミムメモヤユヨラリルレロワン゛゜";

/// The first Chinese character of the table.
const FIRST: char = '\u{3400}';
/// The last one.
const LAST: char = '\u{9fff}';

/// For each Chinese character from [`FIRST`] on, the one that stands for it.
static VARIANTS: LazyLock<Vec<char>> = LazyLock::new(|| {
    let mut table: Vec<char> = (FIRST..=LAST).collect();
    for line in include_str!("../../assets/han-variants.txt").lines() {
        let mut chars = line.chars();
        let Some(first) = chars.next() else { continue };
        for other in chars {
            if let Some(place) = index(other).and_then(|at| table.get_mut(at)) {
                *place = first;
            }
        }
    }
    table
});

fn index(c: char) -> Option<usize> {
    usize::try_from(u32::from(c).checked_sub(u32::from(FIRST))?).ok()
}

fn variant(c: char) -> char {
    index(c).and_then(|at| VARIANTS.get(at)).copied().unwrap_or(c)
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::collections::BTreeSet;

    const ALL: Folding = Folding { forms: true, blanks: true };

    #[test]
    fn forms_of_a_character_are_one() {
        for (name, text, wanted) in [
            ("width", "Ａ１，！", "A1,!"),
            ("traditional characters", "國務院發後裡", "国务院发后里"),
            ("what has no other form", "环卫工人é", "环卫工人é"),
            ("half-width kana", "ｱｲﾟ", "アイ゜"),
            ("blanks between Chinese characters", "国　务 院", "国务院"),
            ("blanks between words", "the  old\u{a0}bridge", "the old bridge"),
            ("a blank between the two", "共 3 版", "共3版"),
            ("soft hyphens", "sani\u{ad}tation", "sanitation"),
            ("nothing", "", ""),
        ] {
            assert_eq!(Folded::of(text, ALL).text, wanted, "{name}");
        }
        assert_eq!(Folded::of("Ａ 國\u{ad}", Folding::default()).text, "Ａ 國\u{ad}", "unless it is asked for");
    }

    #[test]
    fn every_folded_place_has_its_place_in_the_text() {
        let text = "Ａ　國 務\u{ad}院 the  end";
        let folded = Folded::of(text, ALL);
        assert_eq!(folded.text, "A国务院the end");
        for (part, wanted) in [("A", "Ａ"), ("国务", "國 務"), ("务院", "務\u{ad}院"), ("the end", "the  end")]
        {
            let at = folded.text.find(part).unwrap();
            let range = folded.range_in(text, &(at..at + part.len())).unwrap();
            assert_eq!(text.get(range.clone()), Some(wanted));
            assert_eq!(folded.byte_from(range.start), at);
        }
        assert_eq!(folded.range_in(text, &(3..3)), None);
    }

    #[test]
    fn the_table_of_variants_is_sound() {
        let mut seen = BTreeSet::new();
        for line in include_str!("../../assets/han-variants.txt").lines() {
            assert!(line.chars().count() > 1, "{line}");
            for c in line.chars() {
                assert!((FIRST..=LAST).contains(&c), "{c} is out of the table");
                assert!(seen.insert(c), "{c} stands twice");
            }
        }
        assert!(seen.len() > 5_000);
        for (a, b) in [('發', '髮'), ('台', '臺'), ('着', '著'), ('于', '於'), ('为', '爲'), ('线', '綫')] {
            assert_eq!(plain_form(a), plain_form(b), "{a} {b}");
        }
        assert_ne!(plain_form('末'), plain_form('未'));
    }
}

//! How two line ends join into one running text (rule 6 of what always holds).
//!
//! Nothing between characters of Chinese, Japanese and Korean type; one space between words of spaced scripts; a hyphen
//! at a line's end goes where the word goes on in lower case. Width forms, digits and punctuation are not touched.

use super::{Script, script};

/// What stands between two joined line ends.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Joint {
    /// The two touch.
    Nothing,
    /// One space.
    Space,
    /// The last character of the left side, a hyphen, goes, and the two touch.
    DropHyphen,
}

/// Decides how `left` and `right` join; white space at the joined ends is disregarded.
#[must_use]
pub fn joint(left: &str, right: &str) -> Joint {
    let left = left.trim_end();
    let mut before = left.chars().rev();
    let Some(a) = before.next() else { return Joint::Nothing };
    let Some(b) = right.trim_start().chars().next() else { return Joint::Nothing };
    if is_line_hyphen(a) {
        let word_before = before.next().is_some_and(|c| script(c) == Script::Alphabetic);
        if word_before && b.is_lowercase() && !goes_on_after_hyphen(right.trim_start()) {
            return Joint::DropHyphen;
        }
        // A soft hyphen is never more than the mark of a broken line.
        if a == '\u{ad}' {
            return Joint::DropHyphen;
        }
        let hangs = word_before && goes_on_after_hyphen(right.trim_start());
        return if hangs || before_is_space(left) { Joint::Space } else { Joint::Nothing };
    }
    let (x, y) = (script_beyond_quotes(left.chars().rev()), script_beyond_quotes(right.trim_start().chars()));
    if touches(x) || touches(y) || matches!(a, '—' | '–' | '/') || matches!(b, '—' | '/') {
        return Joint::Nothing;
    }
    if super::is_opening(a) || (super::is_closing(b) && b != '’') || matches!(b, ',' | '.' | ';' | ':' | '!' | '?') {
        return Joint::Nothing;
    }
    // Digits and Latin words between Chinese characters touch those; two of them are words apart.
    Joint::Space
}

/// `left` and `right` as one text.
#[must_use]
pub fn join(left: &str, right: &str) -> String {
    let mut out = String::from(left);
    push_joined(&mut out, right);
    out
}

/// Appends `right` to `out` as the next line of the same text.
pub fn push_joined(out: &mut String, right: &str) {
    let joint = joint(out, right);
    out.truncate(out.trim_end().len());
    match joint {
        Joint::Nothing => {}
        Joint::Space => out.push(' '),
        Joint::DropHyphen => {
            out.pop();
        }
    }
    out.push_str(right.trim_start());
}

/// Hyphens that break a word at a line's end: also the double hyphen of Fraktur type and the sign that OCR writes for it.
fn is_line_hyphen(c: char) -> bool {
    matches!(c, '-' | '\u{2010}' | '\u{ad}' | '¬' | '⸗')
}

fn before_is_space(left: &str) -> bool {
    left.chars().rev().nth(1).is_some_and(char::is_whitespace)
}

/// A hanging hyphen ("Ein- und Ausgang", "in- en uitvoer") keeps its hyphen and its space.
fn goes_on_after_hyphen(right: &str) -> bool {
    let word = right.split(|c: char| !c.is_alphabetic()).next().unwrap_or_default();
    matches!(word, "und" | "oder" | "bis" | "en" | "of")
}

/// The class of the first character that is not one of the quotation marks, dashes and dots which Chinese and Latin
/// type share; where there is no other, that of the mark.
fn script_beyond_quotes(mut chars: impl Iterator<Item = char>) -> Script {
    let shared = |c: &char| matches!(c, '‘' | '’' | '“' | '”' | '—' | '…');
    chars.find(|c| !shared(c)).map_or(Script::WidePunctuation, script)
}

fn touches(script: Script) -> bool {
    matches!(script, Script::Han | Script::Kana | Script::Hangul | Script::WidePunctuation | Script::Unspaced)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn line_ends_join_by_script() {
        for (name, left, right, wanted) in [
            ("nothing between Han", "环", "卫", "环卫"),
            ("nothing between Han and a digit", "今年", "48个", "今年48个"),
            ("nothing between Kana", "ひら", "がな", "ひらがな"),
            ("indents and trailing blanks go", "环 ", "\u{3000}\u{3000}卫", "环卫"),
            ("a space between Latin words", "public", "works", "public works"),
            ("a space between Cyrillic words", "мост", "закрыт", "мост закрыт"),
            ("a broken word loses its hyphen", "sani-", "tation", "sanitation"),
            ("Fraktur's double hyphen goes too", "Stra⸗", "ßen", "Straßen"),
            ("a soft hyphen goes", "sani\u{ad}", "tation", "sanitation"),
            ("a hyphen before a capital stays", "Sino-", "British", "Sino-British"),
            ("a hyphen between digits stays", "1914-", "1918", "1914-1918"),
            ("a hanging hyphen stays apart", "Ein-", "und Ausgang", "Ein- und Ausgang"),
            ("no space before a closing mark", "the bridge", ").", "the bridge)."),
            ("no space before a comma", "bridge", ", which", "bridge, which"),
            ("a space after a full stop", "closed.", "It", "closed. It"),
            ("nothing after a full-width comma", "closed，", "It", "closed，It"),
            ("an empty left side adds nothing", "", "卫", "卫"),
            ("an empty right side adds nothing", "环", "", "环"),
            ("English quotation marks keep the space", "he said.”", "They left", "he said.” They left"),
            ("an English quotation opens after a space", "he said:", "“Yes", "he said: “Yes"),
            ("Chinese quotation marks touch", "他说", "“好”", "他说“好”"),
        ] {
            assert_eq!(join(left, right), wanted, "{name}");
        }
    }
}

//! What a character is: its script class, and its part in punctuation.

use unicode_script::UnicodeScript as _;
use unicode_width::UnicodeWidthChar as _;

/// Classes of characters that join, break or measure alike.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Script {
    /// Chinese characters, and what stands among them: Bopomofo, the ideographic zero.
    Han,
    /// Hiragana and Katakana.
    Kana,
    /// Korean.
    Hangul,
    /// Letters of Latin, Greek, Cyrillic and every other script whose words are parted by spaces.
    Alphabetic,
    /// Scripts that part no words: Thai, Lao, Khmer, Myanmar, Tibetan.
    Unspaced,
    /// Decimal digits of any width.
    Digit,
    /// Punctuation of East Asian typesetting: full-width forms, 、。《》.
    WidePunctuation,
    /// All other punctuation and symbols.
    Punctuation,
    /// White space.
    Space,
    /// Controls, private use, unassigned.
    Other,
}

/// The class of `c`.
#[must_use]
pub fn script(c: char) -> Script {
    if c.is_whitespace() {
        return Script::Space;
    }
    if c.is_ascii() {
        return match c {
            '0'..='9' => Script::Digit,
            'a'..='z' | 'A'..='Z' => Script::Alphabetic,
            _ if c.is_ascii_control() => Script::Other,
            _ => Script::Punctuation,
        };
    }
    match c {
        // Nearly all of a Chinese page: no table is asked.
        '\u{4e00}'..='\u{9fff}' => return Script::Han,
        '\u{ff10}'..='\u{ff19}' => return Script::Digit,
        '\u{ff21}'..='\u{ff3a}' | '\u{ff41}'..='\u{ff5a}' => return Script::Alphabetic,
        '々' | '〇' | '〆' => return Script::Han,
        '\u{3001}'..='\u{3020}' | '\u{3030}' | '\u{303d}' | '\u{fe10}'..='\u{fe1f}' | '\u{fe30}'..='\u{fe6f}' => {
            return Script::WidePunctuation;
        }
        '\u{ff01}'..='\u{ff65}' | '\u{ffe0}'..='\u{ffef}' | '\u{2014}' | '\u{2018}'..='\u{201d}' | '\u{2026}' => {
            return Script::WidePunctuation;
        }
        'ー' => return Script::Kana,
        _ => {}
    }
    if c.is_numeric() && !c.is_alphabetic() {
        return Script::Digit;
    }
    use unicode_script::Script as S;
    match c.script() {
        S::Han | S::Bopomofo => Script::Han,
        S::Hiragana | S::Katakana => Script::Kana,
        S::Hangul => Script::Hangul,
        S::Thai | S::Lao | S::Khmer | S::Myanmar | S::Tibetan => Script::Unspaced,
        _ if c.is_alphanumeric() || is_mark(c) => Script::Alphabetic,
        _ if c.is_control() || is_unassigned_or_private(c) => Script::Other,
        _ => Script::Punctuation,
    }
}

/// True for a mark that sits on the letter before it.
fn is_mark(c: char) -> bool {
    matches!(c, '\u{300}'..='\u{36f}' | '\u{483}'..='\u{489}' | '\u{1ab0}'..='\u{1aff}' | '\u{1dc0}'..='\u{1dff}' | '\u{20d0}'..='\u{20ff}')
}

fn is_unassigned_or_private(c: char) -> bool {
    matches!(c, '\u{e000}'..='\u{f8ff}' | '\u{f0000}'..='\u{10ffff}' | '\u{fff0}'..='\u{ffff}')
}

/// True for what is set in Chinese, Japanese and Korean type and joins without a space: Han, Kana, Hangul and the
/// punctuation that belongs to them.
#[must_use]
pub fn is_cjk(c: char) -> bool {
    matches!(script(c), Script::Han | Script::Kana | Script::Hangul | Script::WidePunctuation)
}

/// True for any punctuation or symbol.
#[must_use]
pub fn is_punctuation(c: char) -> bool {
    matches!(script(c), Script::Punctuation | Script::WidePunctuation)
}

/// True for a mark that opens: brackets and quotation marks that belong to what follows.
#[must_use]
pub fn is_opening(c: char) -> bool {
    matches!(
        c,
        '(' | '['
            | '{'
            | '（'
            | '［'
            | '｛'
            | '〔'
            | '【'
            | '〖'
            | '「'
            | '『'
            | '《'
            | '〈'
            | '“'
            | '‘'
            | '«'
            | '„'
            | '‚'
            | '﹁'
            | '﹃'
            | '¿'
            | '¡'
    )
}

/// True for a mark that closes: brackets and quotation marks that belong to what stands before.
#[must_use]
pub fn is_closing(c: char) -> bool {
    matches!(
        c,
        ')' | ']'
            | '}'
            | '）'
            | '］'
            | '｝'
            | '〕'
            | '】'
            | '〗'
            | '」'
            | '』'
            | '》'
            | '〉'
            | '”'
            | '’'
            | '»'
            | '﹂'
            | '﹄'
    )
}

/// True where `text` ends like a finished sentence: a full stop of any script, with closing marks after it allowed.
#[must_use]
pub fn ends_sentence(text: &str) -> bool {
    let last = text.chars().rev().find(|&c| !c.is_whitespace() && !is_closing(c) && c != '"' && c != '\'');
    matches!(last, Some('。' | '！' | '？' | '．' | '｡' | '…' | '.' | '!' | '?' | '।' | '۔' | '؟'))
}

/// The beginning of a text, as much of it as `width` full-width characters take, with an ellipsis where it goes on. Latin letters
/// take half as much as Chinese characters.
#[must_use]
pub fn cut(text: &str, width: usize) -> String {
    let mut room = width * 2;
    for (at, c) in text.char_indices() {
        let takes = c.width().unwrap_or(0);
        let Some(left) = room.checked_sub(takes) else {
            return format!("{}…", text.get(..at).unwrap_or_default().trim_end());
        };
        room = left;
    }
    text.to_owned()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn characters_fall_into_their_class() {
        for (c, wanted) in [
            ('环', Script::Han),
            ('〇', Script::Han),
            ('ㄅ', Script::Han),
            ('の', Script::Kana),
            ('ー', Script::Kana),
            ('한', Script::Hangul),
            ('a', Script::Alphabetic),
            ('é', Script::Alphabetic),
            ('ſ', Script::Alphabetic),
            ('ж', Script::Alphabetic),
            ('ａ', Script::Alphabetic),
            ('ไ', Script::Unspaced),
            ('7', Script::Digit),
            ('７', Script::Digit),
            ('①', Script::Digit),
            ('，', Script::WidePunctuation),
            ('“', Script::WidePunctuation),
            ('《', Script::WidePunctuation),
            ('-', Script::Punctuation),
            ('▶', Script::Punctuation),
            ('\u{3000}', Script::Space),
            ('\0', Script::Other),
            ('\u{fffd}', Script::Other),
        ] {
            assert_eq!(script(c), wanted, "{c:?}");
        }
    }

    #[test]
    fn what_is_cut_is_as_wide_in_every_script() {
        for (text, width, wanted) in [
            ("清晨的街道", 5, "清晨的街道"),
            ("清晨的街道", 3, "清晨的…"),
            ("Water carts", 6, "Water carts"),
            ("Water carts", 3, "Water…"),
            ("12路公交", 3, "12路公…"),
            ("", 0, ""),
        ] {
            assert_eq!(cut(text, width), wanted, "{text}");
        }
    }

    #[test]
    fn a_sentence_ends_behind_its_closing_marks() {
        for (text, wanted) in [
            ("稳步推进。", true),
            ("他说：“好。”", true),
            ("done.\u{201d}", true),
            ("He said \"stop.\"", true),
            ("稳步推进，", false),
            ("人行道", false),
            ("", false),
        ] {
            assert_eq!(ends_sentence(text), wanted, "{text}");
        }
    }
}

//! A bracket or quotation mark that stays open before a seam and is closed behind it.

use super::{NEAR, Reasons};

/// Marks that open and those that close them.
const PAIRS: [(char, char); 9] = [
    ('“', '”'),
    ('《', '》'),
    ('（', '）'),
    ('(', ')'),
    ('「', '」'),
    ('『', '』'),
    ('【', '】'),
    ('«', '»'),
    ('[', ']'),
];

impl Reasons<'_, '_, '_> {
    /// The mark that the lines before leave open, where the lines behind close it before they open another.
    pub(super) fn open_mark(&self, before: &[usize], behind: &[usize]) -> Option<String> {
        let mut open: Vec<char> = Vec::new();
        let near = before.len().saturating_sub(NEAR);
        for &line in before.get(near..).unwrap_or_default() {
            for c in self.look.sheet.line(line).chars() {
                if PAIRS.iter().any(|pair| pair.0 == c) {
                    open.push(c);
                } else if let Some(pair) = PAIRS.iter().find(|pair| pair.1 == c)
                    && let Some(at) = open.iter().rposition(|&mark| mark == pair.0)
                {
                    open.truncate(at);
                }
            }
        }
        let last = open.pop()?;
        for &line in behind.iter().take(NEAR) {
            for c in self.look.sheet.line(line).chars() {
                if PAIRS.contains(&(last, c)) {
                    return Some(last.to_string());
                }
                if c == last {
                    return None;
                }
            }
        }
        None
    }
}

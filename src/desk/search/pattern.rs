//! What is looked for, made ready: a plain text or a regular expression becomes one that runs over folded text.
//!
//! A plain text is folded and escaped. A regular expression is folded character by character, signs that come of it escaped,
//! so that `[国際]+` and `（\d+）` find what `國际` and `(12)` are. The ends of a range are left alone unless both are of full
//! width: those fold to a range that is as long, others need not. The engine needs time linear in the text for every
//! pattern, and refuses patterns that would need too much memory.

use super::Query;
use crate::text::{Folded, Folding, plain_form};
use regex::{Captures, Regex, RegexBuilder};

/// A pattern, ready to run.
#[derive(Clone, Debug)]
pub struct Pattern {
    regex: Regex,
    folding: Folding,
    /// What stands for a match, in parts; `None` where nothing is to be put there.
    template: Option<Vec<Part>>,
}

/// Why there is no pattern.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum NoPattern {
    /// Nothing is looked for.
    #[error("nothing is looked for")]
    Empty,
    /// It is no regular expression; what the engine says of it.
    #[error("{0}")]
    Syntax(String),
    /// It would need too much memory.
    #[error("the pattern is too large")]
    TooLarge,
    /// What is to be put in names a group that the pattern does not have.
    #[error("the pattern has no group {0}")]
    NoGroup(String),
}

/// A part of what is put in the place of a match.
#[derive(Clone, Debug, PartialEq, Eq)]
enum Part {
    Text(String),
    /// What a group matched.
    Group(usize),
}

impl Pattern {
    /// Makes `query` ready. `replacement`: what is to stand for a match, with `$1` or `${name}` for a group of a regular
    /// expression, and `$$` for the sign.
    ///
    /// # Errors
    /// See [`NoPattern`].
    pub fn new(query: &Query, replacement: Option<&str>) -> Result<Self, NoPattern> {
        let folding = Folding { forms: !query.exact, blanks: !query.regex };
        let source = if query.regex {
            if query.exact { query.text.clone() } else { folded_expression(&query.text) }
        } else {
            regex::escape(&Folded::of(query.text.trim(), folding).text)
        };
        if source.is_empty() {
            return Err(NoPattern::Empty);
        }
        let regex = RegexBuilder::new(&source).case_insensitive(!query.case).build().map_err(|error| match error {
            regex::Error::CompiledTooBig(_) => NoPattern::TooLarge,
            other => NoPattern::Syntax(reason_of(&other.to_string())),
        })?;
        let template = replacement.map(|text| if query.regex { parts(text, &regex) } else { Ok(plain(text)) });
        Ok(Self { regex, folding, template: template.transpose()? })
    }

    /// How a text is to be folded before [`Pattern::captures_at`].
    #[must_use]
    pub fn folding(&self) -> Folding {
        self.folding
    }

    /// The first match in folded text that begins at `from` or behind it.
    pub(super) fn captures_at<'t>(&self, folded: &'t Folded, from: usize) -> Option<Captures<'t>> {
        if from > folded.text.len() { None } else { self.regex.captures_at(&folded.text, from) }
    }

    /// What stands for a match in `text`, if anything is to.
    pub(super) fn replacement(&self, captures: &Captures<'_>, folded: &Folded, text: &str) -> Option<String> {
        let mut out = String::new();
        for part in self.template.as_ref()? {
            match part {
                Part::Text(text) => out.push_str(text),
                Part::Group(nth) => {
                    let range = captures.get(*nth).and_then(|group| folded.range_in(text, &group.range()));
                    out.push_str(range.and_then(|range| text.get(range)).unwrap_or_default());
                }
            }
        }
        Some(out)
    }
}

/// The last line of what the engine says, without its "error: ".
fn reason_of(message: &str) -> String {
    let line = message.lines().last().unwrap_or_default();
    line.trim().trim_start_matches("error: ").to_owned()
}

/// A regular expression whose characters are folded.
fn folded_expression(source: &str) -> String {
    let chars: Vec<char> = source.chars().collect();
    let mut expression =
        Expression { rest: &chars, out: String::new(), open_brackets: 0, has_comments: has_comments(source) };
    while let Some(&c) = expression.rest.first() {
        expression.step(c);
    }
    expression.out
}

/// Whether an expression begins with flags that let `#` begin a comment, as `(?x)` does.
fn has_comments(source: &str) -> bool {
    let flags = source.strip_prefix("(?").and_then(|rest| rest.split([')', ':', '-']).next());
    flags.is_some_and(|flags| flags.contains('x') && flags.chars().all(|c| c.is_ascii_alphabetic()))
}

/// A regular expression while it is folded. What stands in square brackets is read as the engine reads it: they may stand in
/// each other, and a bracket behind the opening one closes nothing.
struct Expression<'e> {
    /// What is still to be read.
    rest: &'e [char],
    /// What was read, folded.
    out: String,
    open_brackets: usize,
    has_comments: bool,
}

impl Expression<'_> {
    /// Goes on by what begins with `c`, the first character that is still to be read.
    fn step(&mut self, c: char) {
        match c {
            '#' if self.has_comments => {
                let line = self.rest.iter().take_while(|&&other| other != '\n').count();
                self.keep(line);
            }
            '[' => self.open(),
            ']' if self.open_brackets > 0 => {
                self.open_brackets -= 1;
                self.keep(1);
            }
            _ if self.open_brackets > 0 => self.member(),
            _ => self.fold(),
        }
    }

    /// Leaves so many characters as they are.
    fn keep(&mut self, count: usize) {
        let rest = self.rest;
        let (kept, rest) = rest.split_at(count.min(rest.len()));
        self.out.extend(kept);
        self.rest = rest;
    }

    /// An opening bracket, with the signs that mean something else right behind it.
    fn open(&mut self) {
        self.open_brackets += 1;
        self.keep(1);
        if self.rest.first() == Some(&'^') {
            self.keep(1);
        }
        match self.rest.iter().take_while(|&&c| c == '-').count() {
            0 if self.rest.first() == Some(&']') => self.keep(1),
            hyphens => self.keep(hyphens),
        }
    }

    /// In brackets: a range, a single character, or what stands between two sets.
    fn member(&mut self) {
        if let [sign @ ('&' | '-' | '~'), other, ..] = self.rest
            && sign == other
        {
            return self.keep(2);
        }
        let (start, behind) = first_of(self.rest);
        let end = match behind {
            ['-', end @ ..] if !matches!(end, [] | [']' | '-', ..]) => first_of(end).0,
            _ => return self.fold(),
        };
        if is_full_width(start) && is_full_width(end) {
            self.fold();
            self.keep(1);
            self.fold();
        } else {
            self.keep(start.len() + 1 + end.len());
        }
    }

    /// A character, alone or behind a backslash. A sign that comes of folding it stands for itself.
    fn fold(&mut self) {
        let (read, rest) = first_of(self.rest);
        self.rest = rest;
        let Some(&c) = read.last() else { return };
        let folded = plain_form(c);
        let becomes_sign = folded != c && folded.is_ascii_punctuation();
        if becomes_sign || read.len() > 1 {
            self.out.push('\\');
        }
        match folded {
            // Behind a backslash these two are the ends of a word.
            '<' if becomes_sign => self.out.push_str("x3C"),
            '>' if becomes_sign => self.out.push_str("x3E"),
            _ => self.out.push(folded),
        }
    }
}

/// The first character, with the one behind it where it is a backslash, and what follows.
fn first_of(chars: &[char]) -> (&[char], &[char]) {
    let count = if chars.first() == Some(&'\\') { 2 } else { 1 };
    chars.split_at(count.min(chars.len()))
}

/// Whether a character, or what stands behind a backslash, is the full-width form of one of ASCII.
fn is_full_width(read: &[char]) -> bool {
    read.last().is_some_and(|c| ('\u{ff01}'..='\u{ff5e}').contains(c))
}

fn plain(text: &str) -> Vec<Part> {
    vec![Part::Text(text.to_owned())]
}

/// Reads `$1`, `${name}` and `$$`; a `$` with nothing of the kind behind it is itself.
fn parts(text: &str, regex: &Regex) -> Result<Vec<Part>, NoPattern> {
    let mut parts = Vec::new();
    let mut literal = String::new();
    let mut rest = text;
    while let Some((before, behind)) = rest.split_once('$') {
        literal.push_str(before);
        if let Some(behind) = behind.strip_prefix('$') {
            literal.push('$');
            rest = behind;
            continue;
        }
        let braced = behind.strip_prefix('{').and_then(|inner| inner.split_once('}'));
        let digits = behind.len() - behind.trim_start_matches(|c: char| c.is_ascii_digit()).len();
        let (name, after) = match braced {
            Some((name, after)) => (name, after),
            None => behind.split_at(digits),
        };
        if name.is_empty() {
            literal.push('$');
            rest = behind;
            continue;
        }
        let by_name = || regex.capture_names().position(|known| known == Some(name));
        let group = name.parse().ok().or_else(by_name).filter(|&nth| nth < regex.captures_len());
        let group = group.ok_or_else(|| NoPattern::NoGroup(name.to_owned()))?;
        if !literal.is_empty() {
            parts.push(Part::Text(std::mem::take(&mut literal)));
        }
        parts.push(Part::Group(group));
        rest = after;
    }
    literal.push_str(rest);
    if !literal.is_empty() {
        parts.push(Part::Text(literal));
    }
    Ok(parts)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn query(text: &str, regex: bool) -> Query {
        Query { text: text.to_owned(), regex, ..Query::default() }
    }

    /// What `query` finds in `text`, and what would stand there.
    fn found(query: &Query, replacement: Option<&str>, text: &str) -> Vec<(String, Option<String>)> {
        let pattern = Pattern::new(query, replacement).unwrap();
        let folded = Folded::of(text, pattern.folding());
        let mut found = Vec::new();
        let mut from = 0;
        while let Some(captures) = pattern.captures_at(&folded, from) {
            let range = captures.get_match().range();
            from = range.end.max(from + 1);
            let part = text.get(folded.range_in(text, &range).unwrap()).unwrap();
            found.push((part.to_owned(), pattern.replacement(&captures, &folded, text)));
        }
        found
    }

    #[test]
    fn forms_and_case_do_not_matter_unless_asked() {
        for (name, wanted, query, text) in [
            ("traditional", "國務院", query("国务院", false), "在國務院"),
            ("from traditional", "国务院", query("國務院", false), "在国务院"),
            ("width", "ＷＴＯ", query("wto", false), "加入ＷＴＯ"),
            ("spaced out", "国　务　院", query("国务院", false), "国　务　院"),
            ("signs of expressions are plain", "(a.b)", query("（A.B）", false), "axb (a.b)"),
            ("an expression's brackets", "(12)", query(r"（\d+）", true), "x(12)"),
            ("a class of variants", "國際", query("[国际]+", true), "國際"),
            ("a range stays one", "龍門", query("[一-龥]+", true), "a龍門"),
        ] {
            assert_eq!(found(&query, None, text), [(wanted.to_owned(), None)], "{name}");
        }
        let exact = Query { exact: true, ..query("国", false) };
        assert_eq!(found(&exact, None, "國"), []);
        let case = Query { case: true, ..query("Street", false) };
        assert_eq!(found(&case, None, "street"), []);
    }

    #[test]
    fn an_expression_finds_each_form_wherever_its_characters_stand() {
        for (name, expression, text, wanted) in [
            ("a range of full width", "[０-９]+", "２０２４年", vec!["２０２４"]),
            ("a range of full width, text of half width", "[０-９]+", "2024年", vec!["2024"]),
            ("letters", "[Ａ-Ｃ]+", "甲ＡＢＤ", vec!["ＡＢ"]),
            ("signs as ends", "[（-＋]+", "（＊＋，", vec!["（＊＋"]),
            ("escaped ends", r"[\（-\＋]+", "（＊＋，", vec!["（＊＋"]),
            ("none of a range", "[^０-９]+", "１２年", vec!["年"]),
            ("a range of Chinese characters", "[一-龥]+", "a龍門", vec!["龍門"]),
            ("a range that folding would turn round", "[甲-Ｚ]", "甲", vec!["甲"]),
            ("beside a hyphen", "２０２４-０５", "于２０２４-０５", vec!["２０２４-０５"]),
            ("beside a hyphen, Chinese", "國-民", "国-民", vec!["国-民"]),
            ("a hyphen that ends a set", "[國-]+", "国-", vec!["国-"]),
            ("a hyphen that begins a set", "[-國]+", "国-", vec!["国-"]),
            ("hyphens that begin what is not in a set", "[^--國]", "国-民", vec!["民"]),
            ("a bracket that closes nothing", "[]０-９]+", "]１", vec!["]１"]),
            ("an escaped bracket", r"[\]０-９]+", "]１", vec!["]１"]),
            ("sets in a set", "[甲[０-９]國]國-民", "５国-民", vec!["５国-民"]),
            ("a named set in a set", "[[:alpha:]國]國-民", "x国-民", vec!["x国-民"]),
            ("one set less another", "[０-９--５]+", "４５６", vec!["４", "６"]),
            ("what two sets have", "[０-９&&[５-９]]+", "４５６", vec!["５６"]),
            ("a sign behind a backslash", r"\（\d+\）", "（12）", vec!["（12）"]),
            ("a sign alone", r"（\d+）", "(12)", vec!["(12)"]),
            ("a sign behind an escaped backslash", r"\\（", r"\（", vec![r"\（"]),
            ("a letter behind a backslash", r"\ｄ", "5", vec!["5"]),
            ("angles are no ends of words", r"＜甲\＞", "<甲＞", vec!["<甲＞"]),
            ("a bracket in a comment", "(?x) [０-９] # [\n 國-民", "５国-民", vec!["５国-民"]),
            ("what looks like a comment", "＃[０-９]#國-民", "#５#国-民", vec!["#５#国-民"]),
            ("a group whose name has an x", "(?<x>國)#國-民", "国#国-民", vec!["国#国-民"]),
        ] {
            let query = query(expression, true);
            let found: Vec<String> = found(&query, None, text).into_iter().map(|(part, _)| part).collect();
            assert_eq!(found, wanted, "{name}");
        }
    }

    #[test]
    fn groups_are_put_back_as_they_stand_in_the_text() {
        for (name, pattern, replacement, text, wanted) in [
            ("by number", r"(\d+)年(\d+)月", "$2/$1", "２０２４年5月", "5/２０２４"),
            ("by name", "(?<a>国)务", "${a}${a}", "國務", "國國"),
            ("the sign itself", "国", "$$ $", "國", "$ $"),
            ("a number with more behind it", "(国)务", "${1}1", "国务", "国1"),
        ] {
            assert_eq!(found(&query(pattern, true), Some(replacement), text)[0].1.as_deref(), Some(wanted), "{name}");
        }
        assert_eq!(
            found(&query("国", false), Some("$1"), "国")[0].1.as_deref(),
            Some("$1"),
            "plain text has no groups"
        );
    }

    #[test]
    fn what_is_no_pattern_says_why() {
        let why = |text: &str, replacement: Option<&str>| Pattern::new(&query(text, true), replacement).err();
        assert_eq!(why("", None), Some(NoPattern::Empty));
        assert_eq!(why("(国", None), Some(NoPattern::Syntax("unclosed group".to_owned())));
        assert_eq!(why(r"\w{1000}{1000}", None), Some(NoPattern::TooLarge));
        assert_eq!(why("(国)", Some("$2")), Some(NoPattern::NoGroup("2".to_owned())));
        assert_eq!(Pattern::new(&query("  ", false), None).err(), Some(NoPattern::Empty));
    }
}

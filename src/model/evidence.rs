//! Why something was proposed, as data: how sure, and for which reasons.

use super::Role;
use crate::text::Place;
use serde::{Deserialize, Serialize};
use std::collections::HashSet;
use std::sync::Arc;

/// How sure a proposal is, in thousandths, so that it compares, sorts and saves exactly.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(transparent)]
pub struct Confidence(u16);

impl Confidence {
    /// Certain: what a person has set.
    pub const CERTAIN: Self = Self(1000);

    /// From a probability in 0..1; values outside are brought to the nearer end, and what is no number is 0.
    #[must_use]
    #[expect(clippy::cast_possible_truncation, clippy::cast_sign_loss, reason = "clamped to 0..=1000")]
    pub fn new(probability: f64) -> Self {
        Self((probability.clamp(0.0, 1.0) * 1000.0).round() as u16)
    }

    /// The same, but never certain: that is for people.
    #[must_use]
    pub fn proposed(probability: f64) -> Self {
        Self::new(probability.min(0.999))
    }

    /// The probability in 0..1.
    #[must_use]
    pub fn get(self) -> f64 {
        f64::from(self.0) / 1000.0
    }
}

/// One reason for a proposal. Put into words, in the language of the window, by `desk::words`.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case", tag = "why")]
pub enum Reason {
    /// A person set it.
    Editor,
    /// Nothing tells: this is what most such places are.
    Usual,
    /// The two pieces stand together in the dump.
    StandTogether,
    /// The left piece ends inside a sentence, and the right piece goes on; the two ends as they read.
    GoesOn {
        /// The last characters of the left piece.
        left: String,
        /// The first characters of the right piece.
        right: String,
    },
    /// The left piece ends inside a word or a phrase that the right piece completes, as the page or the language has it.
    MidWord {
        /// The last characters of the left piece.
        left: String,
        /// The first characters of the right piece.
        right: String,
    },
    /// The left piece ends inside a sentence.
    EndsMidSentence,
    /// The right piece begins inside a sentence.
    BeginsMidSentence,
    /// A bracket or quotation mark stays open and is closed in the other piece.
    OpenMark {
        /// The mark that is open.
        mark: String,
    },
    /// An opening as articles have it: 本报讯, a dateline.
    Opening {
        /// The words that open.
        mark: String,
    },
    /// A closing as articles have it: a name in brackets.
    Closing {
        /// The words that close.
        mark: String,
    },
    /// A short line without a full stop, parted from its surroundings by blank lines.
    ShortLine,
    /// A known form: a folio, an editors' line, a hotline, a credit.
    Form {
        /// What form, as a key that `desk::words` knows.
        form: String,
    },
    /// Numbered headings or paragraphs follow each other.
    Numbering,
    /// Both pieces have the same column width.
    SameWidth,
    /// The column's width changes here.
    WidthChange,
    /// Rare words stand in both pieces.
    SharedWords {
        /// The rarest of them, at most three.
        words: Vec<String>,
    },
    /// A blank line parts the two.
    BlankLine,
    /// The first line is indented.
    Indent,
    /// No other end on the page goes on so, or would be gone on with so.
    NoOther,
    /// Nothing on the page goes on from here, or leads here.
    NothingFits,
    /// The line repeats another.
    Repeats,
    /// Columns that were read across were parted here.
    Unwoven,
    /// A heading, and the text under it.
    HeadAndText,
    /// What the heading says the text behind speaks of; words of both.
    NamedIn {
        /// The rarest of them, at most three.
        words: Vec<String>,
    },
    /// Both pieces speak of the same, by what was learned.
    SameTopic,
    /// The line fills its column, and the next one goes on.
    FullLine,
    /// The line ends a sentence.
    EndsSentence,
    /// The line does not fill its column.
    LineNotFull,
    /// Lines around go on in the same way, so many lines further.
    Alternates,
    /// A heading follows.
    HeadingBehind,
    /// What follows, or what stood before, has another role.
    RoleChange,
    /// It reads as articles begin.
    LikeOpening,
    /// It reads as articles end.
    LikeClosing,
    /// It reads like a headline.
    LikeTitle,
    /// Running text: lines that fill their column, sentence after sentence.
    RunningText,
    /// Its characters make no text.
    Unreadable,
    /// Who took the picture stands at its end or behind it.
    Credited,
    /// A picture's text stands in the article: the article's text goes on around it.
    Within,
    /// A picture's text stands beside the article.
    Beside,
    /// No other article is nearly as likely.
    NoOtherArticle,
    /// No article is likely.
    NoArticle,
    /// A character was likely misread: it stands at the place that this is said of.
    Misread {
        /// As it was read.
        raw: String,
        /// What it may be, the likeliest first.
        readings: Vec<String>,
    },
}

/// Where else it might be, with how probable that is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
pub struct Other {
    /// Where the text might go on instead (the start of a line), or where it might come from (the end of one).
    pub at: Place,
    /// How sure.
    pub confidence: Confidence,
}

/// What else a block might be, with how probable that is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
pub struct OtherRole {
    /// The role.
    pub role: Role,
    /// How sure.
    pub confidence: Confidence,
}

/// What is known of a proposed thing: confidence and reasons, the weightiest first.
#[derive(Clone, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
pub struct Evidence {
    /// How sure.
    pub confidence: Confidence,
    /// Why, weightiest first.
    pub reasons: Vec<Reason>,
    /// The best alternatives, at most three, best first; only for seams and for cuts.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub others: Vec<Other>,
    /// The best other roles, at most three, best first; only for blocks, and none where a proposer knew no probabilities.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub roles: Vec<OtherRole>,
}

impl Evidence {
    /// What a person has set: certain.
    #[must_use]
    pub fn editor() -> Self {
        Self { confidence: Confidence::CERTAIN, reasons: vec![Reason::Editor], others: Vec::new(), roles: Vec::new() }
    }

    /// A proposal of `probability` (0..1) for one reason.
    #[must_use]
    pub fn new(probability: f64, reason: Reason) -> Self {
        Self::of(Confidence::new(probability), vec![reason])
    }

    /// A proposal for some reasons, the weightiest first.
    #[must_use]
    pub fn of(confidence: Confidence, reasons: Vec<Reason>) -> Self {
        Self { confidence, reasons, others: Vec::new(), roles: Vec::new() }
    }

    /// True where a person set it.
    #[must_use]
    pub fn is_editors(&self) -> bool {
        self.reasons.first() == Some(&Reason::Editor)
    }
}

/// Evidence that was met before, to keep what is the same once.
#[derive(Debug, Default)]
pub struct Known(HashSet<Arc<Evidence>>);

impl Known {
    /// The evidence, shared with what was met before and is the same.
    pub fn share(&mut self, evidence: &Evidence) -> Arc<Evidence> {
        if let Some(known) = self.0.get(evidence) {
            return Arc::clone(known);
        }
        let own = Arc::new(evidence.clone());
        self.0.insert(Arc::clone(&own));
        own
    }
}

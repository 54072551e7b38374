//! What a block is for.

use serde::{Deserialize, Serialize};

/// The role of a block. The order is that of the printed page, from a headline's kicker down.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Role {
    /// 引题: the line above a headline.
    Kicker,
    /// 主题.
    Headline,
    /// 副题: the line below a headline.
    Deck,
    /// Who wrote it, where that stands on a line of its own.
    Byline,
    /// Place and date of a report, on a line of its own.
    Dateline,
    /// The running text: a paragraph.
    Body,
    /// 小标题: a heading inside an article.
    Subhead,
    /// 编者按: an editor's note.
    Note,
    /// 图片说明.
    Caption,
    /// 图片署名: who took or supplied the picture.
    Credit,
    /// 版面附件: folio, masthead, editors' line, hotline, QR text, section banner.
    Furniture,
    /// Taken out by the editor: junk, doubled lines.
    Discarded,
}

impl Role {
    /// Every role, in order.
    pub const ALL: [Self; 12] = [
        Self::Kicker,
        Self::Headline,
        Self::Deck,
        Self::Byline,
        Self::Dateline,
        Self::Body,
        Self::Subhead,
        Self::Note,
        Self::Caption,
        Self::Credit,
        Self::Furniture,
        Self::Discarded,
    ];

    /// True for roles whose blocks make up an article's main flow; captions and credits stand beside it.
    #[must_use]
    pub fn is_flow(self) -> bool {
        !matches!(self, Self::Caption | Self::Credit | Self::Furniture | Self::Discarded)
    }

    /// True for roles whose blocks stand in an article.
    #[must_use]
    pub fn is_in_article(self) -> bool {
        !matches!(self, Self::Furniture | Self::Discarded)
    }

    /// True for the lines that stand over an article: kicker, headline, deck.
    #[must_use]
    pub fn is_heading(self) -> bool {
        matches!(self, Self::Kicker | Self::Headline | Self::Deck)
    }

    /// The role with this [`Role::name`].
    #[must_use]
    pub fn by_name(name: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|role| role.name() == name)
    }

    /// The name in files and exports: the English word in lower case.
    #[must_use]
    pub fn name(self) -> &'static str {
        match self {
            Self::Kicker => "kicker",
            Self::Headline => "headline",
            Self::Deck => "deck",
            Self::Byline => "byline",
            Self::Dateline => "dateline",
            Self::Body => "body",
            Self::Subhead => "subhead",
            Self::Note => "note",
            Self::Caption => "caption",
            Self::Credit => "credit",
            Self::Furniture => "furniture",
            Self::Discarded => "discarded",
        }
    }
}

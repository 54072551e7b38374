//! An article as a reader sees it: what every format is made from.

use super::byline::{Byline, byline, opening};
use crate::model::{Article, ArticleFacts, ArticleId, Block, BlockId, Project, Role, reading_of};

/// A block with its reading text.
pub(super) struct BlockText<'p> {
    pub(super) block: &'p Block,
    /// Lines joined, corrections applied; empty where a correction took everything.
    pub(super) text: String,
}

/// A caption with the credit that follows it; one of the two may be missing.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(super) struct CaptionText {
    pub(super) text: Option<String>,
    pub(super) credit: Option<String>,
}

/// An article with the reading text of its blocks, in reading order.
pub(super) struct ArticleText<'p> {
    pub(super) id: ArticleId,
    pub(super) facts: &'p ArticleFacts,
    pub(super) blocks: Vec<BlockText<'p>>,
}

pub(super) fn block_text(project: &Project, id: BlockId) -> Option<BlockText<'_>> {
    let block = project.block(id)?;
    Some(BlockText { block, text: reading_of(project, block).text })
}

impl<'p> ArticleText<'p> {
    pub(super) fn new(project: &'p Project, (id, article): (ArticleId, &'p Article)) -> Self {
        let blocks = article.blocks.iter().filter_map(|&block| block_text(project, block)).collect();
        Self { id, facts: &article.facts, blocks }
    }

    /// The text of all blocks of `role`. Blocks are units of their own, so a space parts them in any script.
    pub(super) fn joined(&self, role: Role) -> Option<String> {
        let texts: Vec<&str> = self.with_text().filter(|(found, _)| *found == role).map(|(_, text)| text).collect();
        (!texts.is_empty()).then(|| texts.join(" "))
    }

    /// The running text: body, headings inside it and editors' notes. Without the latter two, which have no fields of
    /// their own, a reader of the text alone would lose them.
    pub(super) fn running(&self) -> impl Iterator<Item = (Role, &str)> {
        self.with_text().filter(|(role, _)| matches!(role, Role::Body | Role::Subhead | Role::Note))
    }

    /// Who wrote it: its byline blocks, or else the opening of its first paragraph.
    pub(super) fn byline(&self) -> Option<Byline> {
        if let Some(text) = self.joined(Role::Byline) {
            return Some(byline(&text));
        }
        let (_, first) = self.with_text().find(|(role, _)| *role == Role::Body)?;
        opening(first)
    }

    pub(super) fn captions(&self) -> Vec<CaptionText> {
        let mut found: Vec<CaptionText> = Vec::new();
        let mut last = None;
        for (role, text) in self.with_text() {
            match (role, found.last_mut()) {
                (Role::Caption, _) => found.push(CaptionText { text: Some(text.to_owned()), credit: None }),
                (Role::Credit, Some(caption)) if matches!(last, Some(Role::Caption | Role::Credit)) => {
                    let credit = caption.credit.get_or_insert_default();
                    if !credit.is_empty() {
                        credit.push(' ');
                    }
                    credit.push_str(text);
                }
                (Role::Credit, _) => found.push(CaptionText { text: None, credit: Some(text.to_owned()) }),
                _ => {}
            }
            last = Some(role);
        }
        found
    }

    fn with_text(&self) -> impl Iterator<Item = (Role, &str)> {
        let shown = self.blocks.iter().filter(|block| !block.text.is_empty());
        shown.map(|block| (block.block.role, block.text.as_str()))
    }
}

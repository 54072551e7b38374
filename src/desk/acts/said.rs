//! What a gesture says once it is done: a line at the foot of the window, with the undo. It takes the place of what was said
//! before, but for an error: that stays until it is dismissed or put right.

use super::super::{CommandId, Desk, Message, MessageKind, Refusal, Work, gestures, words};
use crate::model::{ArticleId, Edit, Home, Project, reading};

/// How much of a text is said, in full-width characters.
const BEGINNING: usize = 12;

impl Desk {
    /// Says what was done, and offers to take it back.
    pub(in crate::desk) fn say(&mut self, done: &str) {
        if self.message.as_ref().is_none_or(|message| message.kind != MessageKind::Error) {
            self.message = Some(Message::with_undo(done));
        }
    }

    /// Says that so many characters were discarded; where there are none, nothing.
    pub(super) fn say_discarded(&mut self, characters: usize) {
        let Some(work) = self.work.as_ref().filter(|_| characters > 0) else { return };
        let begins = work.selected_block().map(|id| reading(work.project(), id).text).unwrap_or_default();
        let said = words::discarded(self.lang, characters, &crate::text::cut(&begins, BEGINNING));
        self.say(&said);
    }

    /// Applies what moves text into `home`, as [`Desk::gesture`] does, and says how much of it came there.
    pub(crate) fn moving(
        &mut self,
        id: CommandId,
        home: Home,
        make: impl FnOnce(&Project) -> Result<Edit, Refusal>,
    ) -> bool {
        let in_home = |desk: &Self| desk.work.as_ref().map_or(0, |work| characters_in(work.project(), home));
        let before = in_home(self);
        if !self.gesture(id, make) {
            return false;
        }
        let came = in_home(self).saturating_sub(before);
        match home {
            // It was there already, as the text that is made a caption may be.
            _ if came == 0 => {}
            Home::Article(article) => {
                let (number, title) = self.named(article);
                let said = words::moved(self.lang, came, number, &title);
                self.say(&said);
            }
            Home::Furniture => {
                let said = words::made_furniture(self.lang, came);
                self.say(&said);
            }
            Home::Discarded => self.say_discarded(came),
        }
        true
    }

    /// Merges an article into another, and says so.
    pub fn merge(&mut self, from: ArticleId, into: ArticleId) -> bool {
        let article = self.work.as_ref().and_then(|work| work.project().article(from));
        let blocks = article.map_or(0, |article| article.blocks.len());
        let done = self.gesture(CommandId("article.merge"), |project| gestures::merge(project, from, into));
        if done {
            let (number, title) = self.named(into);
            let said = words::merged(self.lang, blocks, number, &title);
            self.say(&said);
        }
        done
    }

    /// The number and the headline of an article.
    fn named(&self, id: ArticleId) -> (usize, String) {
        let named =
            |work: &Work| (work.project().number(id).unwrap_or_default(), work.headline(id).unwrap_or_default());
        self.work.as_ref().map(named).unwrap_or_default()
    }
}

/// How many characters stand in a home, without blanks.
pub(super) fn characters_in(project: &Project, home: Home) -> usize {
    let ledger = project.ledger();
    let Home::Article(id) = home else {
        return if home == Home::Furniture { ledger.furniture } else { ledger.discarded };
    };
    let blocks = project.article(id).map(|article| article.blocks.as_slice()).unwrap_or_default();
    let spans = blocks.iter().filter_map(|&id| project.block(id)).flat_map(|block| block.spans.iter());
    spans.filter_map(|span| project.page(span.page).map(|page| page.lines().ink_in(page.text(), span.range()))).sum()
}

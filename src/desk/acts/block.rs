//! Roles, paragraphs, corrections.

use super::super::{Ask, CommandId, Desk, Message, Outcome, Refusal, gestures, words};
use crate::model::{BlockId, Role};

/// There is text at the caret.
pub(crate) fn selected(desk: &Desk) -> Result<(), Refusal> {
    desk.work()?.selected_block().map(drop)
}

pub(crate) fn correct(desk: &mut Desk) -> Result<Outcome, Refusal> {
    // What is typed must not be in vain.
    desk.work()?.may_edit()?;
    Ok(Outcome::Ask(Ask::Correct(desk.work()?.selected_block()?)))
}

pub(crate) fn join(desk: &mut Desk) -> Result<Outcome, Refusal> {
    let work = desk.work_mut()?;
    let edit = gestures::join_paragraph(work.project(), work.selected_block()?)?;
    work.apply(CommandId("paragraph.join"), edit)?;
    Ok(Outcome::Done)
}

pub(crate) fn break_here(desk: &mut Desk) -> Result<Outcome, Refusal> {
    let work = desk.work_mut()?;
    let edit = gestures::break_paragraph(work.project(), work.selection().start())?;
    work.apply(CommandId("paragraph.break"), edit)?;
    Ok(Outcome::Done)
}

pub(crate) fn gap(desk: &mut Desk) -> Result<Outcome, Refusal> {
    let work = desk.work_mut()?;
    let edit = gestures::toggle_gap(work.project(), work.selected_block()?)?;
    work.apply(CommandId("block.gap"), edit)?;
    Ok(Outcome::Done)
}

/// Asks what is to be said of the text that is missing behind the block.
pub(crate) fn gap_note(desk: &mut Desk) -> Result<Outcome, Refusal> {
    Ok(Outcome::Ask(Ask::GapNote(desk.work()?.selected_block()?)))
}

pub(crate) fn caption_of(_: &mut Desk) -> Result<Outcome, Refusal> {
    Ok(Outcome::Ask(Ask::CaptionOf))
}

/// Text is selected, and there is an article that it can be the caption of.
pub(crate) fn beside_article(desk: &Desk) -> Result<(), Refusal> {
    selected(desk)?;
    if desk.work()?.project().order().is_empty() { Err(Refusal::NotInArticle) } else { Ok(()) }
}

pub(crate) fn up(desk: &mut Desk) -> Result<Outcome, Refusal> {
    reorder(desk, "block.up", -1)
}

pub(crate) fn down(desk: &mut Desk) -> Result<Outcome, Refusal> {
    reorder(desk, "block.down", 1)
}

fn reorder(desk: &mut Desk, command: &'static str, by: isize) -> Result<Outcome, Refusal> {
    let work = desk.work_mut()?;
    let edit = gestures::reorder_block(work.project(), work.selected_block()?, by)?;
    work.apply(CommandId(command), edit)?;
    Ok(Outcome::Done)
}

fn give(desk: &mut Desk, command: &'static str, role: Role) -> Result<Outcome, Refusal> {
    let work = desk.work_mut()?;
    let was = work.selected_block().ok().and_then(|id| work.project().block(id)).map(|block| block.role);
    let before = work.project().ledger().discarded;
    let edit = gestures::set_role(work.project(), work.selection().range(), role)?;
    work.apply(CommandId(command), edit)?;
    if let (Some(was), Ok(block)) = (was, work.selected_block()) {
        work.offer_alike(block, was);
    }
    let discarded = work.project().ledger().discarded.saturating_sub(before);
    desk.say_discarded(discarded);
    Ok(Outcome::Done)
}

/// Lines may be like the one at the caret, or like the one that got a role just now.
pub(crate) fn any_alike(desk: &Desk) -> Result<(), Refusal> {
    if desk.work()?.offer().is_some() { Ok(()) } else { selected(desk) }
}

pub(crate) fn set_alike(desk: &mut Desk) -> Result<Outcome, Refusal> {
    let work = desk.work_mut()?;
    if work.offer().is_none() {
        // What it will touch is shown before it is touched.
        work.offer_again()?;
        return Ok(Outcome::Done);
    }
    let done = work.set_alike()?;
    let said = words::alike_set(desk.lang, &done);
    desk.message = Some(Message::with_undo(&said));
    Ok(Outcome::Done)
}

macro_rules! roles {
    ($($name:ident, $command:literal, $role:ident;)*) => {
        $(pub(crate) fn $name(desk: &mut Desk) -> Result<Outcome, Refusal> {
            give(desk, $command, Role::$role)
        })*

        /// The command that gives a role.
        #[must_use]
        pub fn command_of(role: Role) -> CommandId {
            match role { $(Role::$role => CommandId($command),)* }
        }
    };
}

roles! {
    kicker, "role.kicker", Kicker;
    headline, "role.headline", Headline;
    deck, "role.deck", Deck;
    byline, "role.byline", Byline;
    dateline, "role.dateline", Dateline;
    body, "role.body", Body;
    subhead, "role.subhead", Subhead;
    note, "role.note", Note;
    caption, "role.caption", Caption;
    credit, "role.credit", Credit;
    furniture, "role.furniture", Furniture;
    discard, "role.discarded", Discarded;
}

impl Desk {
    /// Answers [`Ask::CaptionOf`].
    pub fn caption_of(&mut self, article: crate::model::ArticleId) {
        let range = self.work().map(|work| work.selection().range());
        let home = crate::model::Home::Article(article);
        self.moving(CommandId("caption.attach"), home, |project| gestures::caption_of(project, range?, home));
    }

    /// Answers [`Ask::GapNote`]. Text is missing behind the block from now on; that it was said so already is no refusal.
    pub fn note_gap(&mut self, block: BlockId, note: &str) {
        let said = |work: &crate::desk::Work| {
            let gap = work.project().block(block).and_then(|block| block.gap.as_ref());
            gap.is_some_and(|gap| gap.note == note.trim())
        };
        if !self.work().is_ok_and(said) {
            self.gesture(CommandId("block.gap_note"), |project| gestures::set_gap_note(project, block, note));
        }
    }

    /// Answers [`Ask::Correct`]: the block reads `text` from now on. False, with a message, where it cannot.
    pub fn correct(&mut self, block: BlockId, text: &str) -> bool {
        let unchanged = self.work().is_ok_and(|work| crate::model::reading(work.project(), block).text == text);
        unchanged || self.gesture(CommandId("text.correct"), |project| gestures::correct_block(project, block, text))
    }
}

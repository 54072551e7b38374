//! The panel at the bottom: the doubt that is asked, why, and the answers to it.
//!
//! What is asked is put into words once for each state of the project, since that tries the alternatives.

use crate::app::theme::{self, GAP, GAP2, Look};
use crate::desk::doubts::{Asked, Choice, DoubtId, asked};
use crate::desk::words::{self, Text, text};
use crate::desk::{CommandId, Desk, Lang, StepId, Work, command};
use eframe::egui::{self, Align, AtomExt as _, Atoms, Button, Label, Layout, RichText, Ui, accesskit::Role as Access};

const ACCEPT: Text = text("认可", "Accept");
const NEXT: Text = text("下一处", "Next");
const BACK: Text = text("上一处", "Back");
const NONE: Text = text("没有存疑之处", "Nothing is in doubt");
const COUNTING: Text = text("正在清点存疑之处", "Counting doubts");
/// Room for an alternative's key, in points, and how many characters of each end are shown at the least.
const KEY: f32 = 40.0;
const LEAST: usize = 3;
const ALTERNATIVES: [&str; 3] = ["doubt.first", "doubt.second", "doubt.third"];

/// What the panel keeps between frames.
#[derive(Default)]
pub(crate) struct DoubtsPane {
    shown: Option<Shown>,
}

/// A doubt in words, and what that was made for.
struct Shown {
    of: (DoubtId, StepId, Lang),
    number: usize,
    asked: Asked,
}

/// How high the panel is: three rows while a doubt is asked, so that nothing moves from doubt to doubt, else one.
#[must_use]
pub(crate) fn height(desk: &Desk) -> f32 {
    // While doubts are counted anew it stays as it is.
    let asks = |work: &Work| if work.doubts().is_some() { work.doubt().is_some() } else { work.view.doubt.is_some() };
    if desk.work.as_ref().is_some_and(asks) { theme::DOUBTS } else { theme::NO_DOUBTS }
}

impl DoubtsPane {
    /// Draws the panel, and runs what is chosen on it.
    pub(crate) fn ui(&mut self, ui: &mut Ui, desk: &mut Desk) {
        let lang = desk.lang;
        let look = Look::get(ui);
        let Some(work) = desk.work.as_ref() else { return };
        let Some(doubts) = work.doubts() else {
            ui.label(RichText::new(COUNTING.get(lang)).color(look.faint));
            return;
        };
        if doubts.is_empty() {
            self.shown = None;
            ui.label(RichText::new(NONE.get(lang)).color(look.faint));
            return;
        }
        let (all, begin) = (doubts.len(), words::first_doubt(work.project().pages().len()));
        self.renew(work, lang);
        let mut run = None;
        match &self.shown {
            None => {
                ui.horizontal(|ui| {
                    ui.label(bold(&words::doubts(lang, None, all)));
                    run = button(ui, desk, "doubt.next", begin).or(run.take());
                });
            }
            Some(shown) => run = shown_ui(ui, desk, shown, all),
        }
        if let Some(id) = run {
            desk.run(id);
        }
    }

    /// Puts the doubt that is asked into words, where that was not done yet.
    fn renew(&mut self, work: &Work, lang: Lang) {
        let Some((doubt, doubts)) = work.doubt().zip(work.doubts()) else {
            self.shown = None;
            return;
        };
        let of = (doubt.id, work.history.now(), lang);
        if self.shown.as_ref().is_none_or(|shown| shown.of != of) {
            let number = doubts.number(doubt.id).unwrap_or_default();
            self.shown = Some(Shown { of, number, asked: asked(lang, work.project(), doubt) });
        }
    }
}

fn shown_ui(ui: &mut Ui, desk: &Desk, shown: &Shown, all: usize) -> Option<CommandId> {
    let look = Look::get(ui);
    let lang = desk.lang;
    let mut run = None;
    let Asked { question, preview, reason, choices } = &shown.asked;
    ui.horizontal(|ui| {
        ui.label(bold(&words::doubts(lang, Some(shown.number), all)));
        ui.with_layout(Layout::right_to_left(Align::Center), |ui| {
            for (id, title) in [("doubt.previous", BACK), ("doubt.next", NEXT), ("doubt.accept", ACCEPT)] {
                run = button(ui, desk, id, title).or(run.take());
            }
            ui.with_layout(Layout::left_to_right(Align::Center), |ui| {
                ui.add(Label::new(bold(question)).truncate());
            });
        });
    });
    ui.horizontal(|ui| {
        ui.add(Label::new(preview));
        ui.add(Label::new(RichText::new(reason).small().color(look.faint)).truncate()).on_hover_text(reason);
    });
    ui.horizontal(|ui| {
        let room = (ui.available_width() - 2.0 * GAP2) / 3.0;
        for ((choice, says, reads), id) in choices.iter().zip(ALTERNATIVES) {
            let Some(command) = command(CommandId(id)) else { continue };
            ui.scope(|ui| {
                ui.set_max_width(room);
                let key = key_of(ui, desk, command.id);
                // How probable another role is, is told beside it; how a place reads is what one looks at.
                let ink = if matches!(choice, Choice::Is { .. }) { look.faint } else { look.ink };
                let set =
                    |text: &str| ui.painter().layout_no_wrap(text.to_owned(), theme::regular(theme::BODY), look.ink);
                let taken = set(says).size().x + 4.0 * GAP2 + KEY;
                let shown = around_join(reads, |reads| taken + set(reads).size().x <= room);
                // The last gives way where there is no room: the key is read at a glance.
                let shown = RichText::new(shown).color(ink).atom_shrink(true);
                let response = ui.add(Button::new((key, says.as_str(), shown)).truncate());
                response.widget_info(|| egui::WidgetInfo::labeled(Access::Button, true, says));
                if response.on_hover_text(format!("{says}\n{reads}")).clicked() {
                    run = Some(command.id);
                }
            });
            ui.add_space(GAP);
        }
    });
    run
}

/// As much of what two ends read like as fits, from where they meet to both sides.
fn around_join(reads: &str, fits: impl Fn(&str) -> bool) -> String {
    let mut shown = reads.to_owned();
    let Some((mut before, mut after)) = reads.split_once(" ▸ ") else { return shown };
    while !fits(&shown) {
        // The longer side gives a character.
        let (long, left) =
            if before.chars().count() >= after.chars().count() { (before, true) } else { (after, false) };
        let bare = long.trim_matches('…');
        let mut chars = bare.chars();
        let gone = if left { chars.next() } else { chars.next_back() };
        if gone.is_none() || bare.chars().count() <= LEAST {
            break;
        }
        if left {
            before = chars.as_str();
        } else {
            after = chars.as_str();
        }
        let (from, to) = (before.trim_matches('…'), after.trim_matches('…'));
        shown = format!("…{from} ▸ {to}…");
    }
    shown
}

pub(super) fn bold(text: &str) -> RichText {
    RichText::new(text).font(theme::bold(theme::BODY))
}

/// A command's key as its button shows it. Without one there is nothing: an empty text would still be set off by a gap.
pub(super) fn key_of<'a>(ui: &Ui, desk: &Desk, id: CommandId) -> Atoms<'a> {
    let key = desk.key_of(id);
    if key.is_empty() {
        return Atoms::default();
    }
    Atoms::new(RichText::new(key).size(theme::SMALL).color(Look::get(ui).faint))
}

/// A button for a command under a short name, with its key beside it.
pub(super) fn button(ui: &mut Ui, desk: &Desk, id: &'static str, title: Text) -> Option<CommandId> {
    let command = command(CommandId(id))?;
    let response = ui.add(Button::new((title.get(desk.lang), key_of(ui, desk, command.id))));
    response.widget_info(|| egui::WidgetInfo::labeled(Access::Button, true, command.title.get(desk.lang)));
    response.on_hover_text(desk.tip(command)).clicked().then_some(command.id)
}

#[cfg(test)]
mod tests {
    use super::*;
    use eframe::egui::RawInput;

    /// How wide the button of a command is, and a plain one of the same name, in points.
    fn widths(id: &'static str) -> [f32; 2] {
        const NAME: Text = text("按钮", "Button");
        let desk = Desk::new(Lang::En);
        let ctx = egui::Context::default();
        crate::app::dress(&ctx);
        let mut widths = [0.0; 2];
        let frame = |ui: &mut Ui| {
            let own = ui.scope(|ui| button(ui, &desk, id, NAME)).response.rect;
            let plain = ui.scope(|ui| ui.button(NAME.get(desk.lang))).response.rect;
            widths = [own, plain].map(|rect| rect.width());
        };
        ctx.run_ui(RawInput::default(), frame).textures_delta.clear();
        widths
    }

    #[test]
    fn a_button_has_room_for_a_key_only_where_there_is_one() {
        let [own, plain] = widths("compare.close");
        assert!(plain > 0.0 && (own - plain).abs() < 0.5, "no key: {own} {plain}");
        let [own, plain] = widths("compare.next");
        assert!(own > plain + 10.0, "a key: {own} {plain}");
    }
}

//! One thing at a time: what comes behind a key or a click that may turn the keyboard elsewhere waits for the next frame.
//!
//! Where a frame takes long, several keys and clicks come in together. egui hands all of them to whatever had the keyboard
//! when the frame began: a letter behind Tab went to the field that Tab left or to none, a second arrow was not seen, and a
//! click was taken for one where the pointer went afterwards. So here they take turns, each as if it had come by itself.

use super::input;
use eframe::egui::{Context, Event, Key, Modifiers, Plugin, RawInput};
use std::collections::{BTreeSet, VecDeque};

/// Parts what comes in between frames. Registered once, with [`Context::add_plugin`].
#[derive(Default)]
pub(super) struct Turns {
    /// What has not had its turn yet, and whether it is a key that is being held down.
    waiting: VecDeque<(Event, bool)>,
    /// The keys that are down by now.
    down: BTreeSet<Key>,
}

impl Plugin for Turns {
    fn debug_name(&self) -> &'static str {
        "turns"
    }

    fn input_hook(&mut self, ctx: &Context, input: &mut RawInput) {
        input.events = self.next(std::mem::take(&mut input.events), ctx.text_edit_focused());
        if !self.waiting.is_empty() {
            ctx.request_repaint();
        }
    }
}

/// What a frame has seen so far.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Seen {
    /// Nothing that counts.
    Nothing,
    /// Keys that type, which a field reads in their order.
    Typed,
    /// A key that may turn the keyboard elsewhere: the sign that it types may stand directly behind it.
    Turned,
    /// The same, with its sign if it has one.
    Signed,
    /// A button of the mouse went down or up.
    Clicked,
}

impl Turns {
    /// The events of this frame: the first of those that wait, as many as do not get in each other's way. `typing`: a field has
    /// the keyboard.
    fn next(&mut self, events: Vec<Event>, typing: bool) -> Vec<Event> {
        for event in events {
            let held = match event {
                Event::Key { key, pressed: true, .. } => !self.down.insert(key),
                Event::Key { key, pressed: false, .. } => {
                    self.down.remove(&key);
                    false
                }
                // Elsewhere keys go up unseen.
                Event::WindowFocused(false) => {
                    self.down.clear();
                    false
                }
                _ => false,
            };
            self.waiting.push_back((event, held));
        }
        let (mut seen, mut frame) = (Seen::Nothing, Vec::new());
        while let Some((event, _)) = self.waiting.front() {
            let Some(after) = seen.after(event, typing) else { break };
            seen = after;
            frame.extend(self.waiting.pop_front().map(|(event, _)| event));
        }
        self.thin_out(typing);
        frame
    }

    /// Of a key that is held down while frames take longer than it repeats, one press waits and no more: letting go of it must
    /// not leave a queue behind. What types is left as it is.
    fn thin_out(&mut self, typing: bool) {
        let (mut held_once, mut dropped) = (BTreeSet::new(), false);
        self.waiting.retain(|(event, held)| {
            dropped = match event {
                Event::Key { key, pressed: true, modifiers, .. } if *held && turns(*key, *modifiers, typing) => {
                    !held_once.insert(*key)
                }
                // What a key types goes with it.
                Event::Text(_) => dropped,
                _ => false,
            };
            !dropped
        });
    }
}

impl Seen {
    /// What has been seen once `event` is in this frame, too; `None` where it must wait for the next one.
    fn after(self, event: &Event, typing: bool) -> Option<Self> {
        match event {
            Event::Key { key, pressed: true, modifiers, .. } if turns(*key, *modifiers, typing) => {
                (self == Self::Nothing).then_some(Self::Turned)
            }
            Event::Text(_) if self == Self::Turned => Some(Self::Signed),
            Event::Key { pressed: true, .. }
            | Event::Text(_)
            | Event::Ime(_)
            | Event::Paste(_)
            | Event::PasteImage(_)
            | Event::Cut
            | Event::Copy => matches!(self, Self::Nothing | Self::Typed).then_some(Self::Typed),
            // Several clicks at one place are for egui to count.
            Event::PointerButton { .. } => matches!(self, Self::Nothing | Self::Clicked).then_some(Self::Clicked),
            Event::PointerMoved(_) | Event::PointerGone if self == Self::Clicked => None,
            _ => Some(if self == Self::Turned { Self::Signed } else { self }),
        }
    }
}

/// True for a key that may turn the keyboard elsewhere, or open something: any, but in a field those that write in it.
fn turns(key: Key, modifiers: Modifiers, typing: bool) -> bool {
    let leaves = matches!(key, Key::Tab | Key::Enter | Key::Escape);
    !typing || leaves || !input::chord_of(key, modifiers).is_none_or(input::belongs_to_field)
}

#[cfg(test)]
mod tests {
    use super::*;
    use eframe::egui::{PointerButton, Pos2};

    /// `a` presses a key that types and its sign, `↵`, `⇥` and `↓` press keys, `^` lets go of all; `(` and `)` press and let go
    /// of the mouse, `~` moves it.
    fn events(told: &str) -> Vec<Event> {
        let key =
            |key, pressed| Event::Key { key, physical_key: None, pressed, repeat: false, modifiers: Modifiers::NONE };
        let button = |pressed| Event::PointerButton {
            pos: Pos2::ZERO,
            button: PointerButton::Primary,
            pressed,
            modifiers: Modifiers::NONE,
        };
        let event = |c| match c {
            '↵' => vec![key(Key::Enter, true)],
            '⇥' => vec![key(Key::Tab, true)],
            '↓' => vec![key(Key::ArrowDown, true)],
            '^' => [Key::Enter, Key::Tab, Key::ArrowDown, Key::A].map(|down| key(down, false)).to_vec(),
            '(' | ')' => vec![button(c == '(')],
            '~' => vec![Event::PointerMoved(Pos2::ZERO)],
            c => vec![key(Key::A, true), Event::Text(c.to_string())],
        };
        told.chars().flat_map(event).collect()
    }

    fn told(events: &[Event]) -> String {
        let name = |event: &Event| match event {
            Event::Key { key: Key::Enter, pressed: true, .. } => "↵".to_owned(),
            Event::Key { key: Key::Tab, pressed: true, .. } => "⇥".to_owned(),
            Event::Key { key: Key::ArrowDown, pressed: true, .. } => "↓".to_owned(),
            Event::PointerButton { pressed, .. } => if *pressed { "(" } else { ")" }.to_owned(),
            Event::PointerMoved(_) => "~".to_owned(),
            Event::Text(text) => text.clone(),
            _ => String::new(),
        };
        events.iter().map(name).collect()
    }

    /// What the frames see of what came in at once, a frame a word.
    fn frames(come_in: &str, typing: bool) -> String {
        let mut turns = Turns::default();
        let mut seen = vec![told(&turns.next(events(come_in), typing))];
        while !turns.waiting.is_empty() {
            seen.push(told(&turns.next(Vec::new(), typing)));
        }
        seen.join(" ")
    }

    #[test]
    fn in_a_field_what_types_comes_together_and_what_leaves_it_by_itself() {
        assert_eq!(frames("环卫", true), "环卫");
        assert_eq!(frames("环卫⇥城区↵", true), "环卫 ⇥ 城区 ↵");
        assert_eq!(frames("环↓↓卫", true), "环↓↓卫", "a field reads arrows in their order");
    }

    #[test]
    fn elsewhere_each_key_has_its_turn_with_the_sign_that_it_types() {
        assert_eq!(frames("环卫", false), "环 卫");
        assert_eq!(frames("↓^↓^↓", false), "↓ ↓ ↓");
        // An input method gives text without a key.
        let composed = [events("⇥^"), vec![Event::Text("环".to_owned())]].concat();
        let mut turns = Turns::default();
        assert_eq!(told(&turns.next(composed, true)), "⇥");
        assert_eq!(told(&turns.next(Vec::new(), true)), "环");
    }

    #[test]
    fn a_click_is_where_the_mouse_was_and_comes_before_what_is_typed_behind_it() {
        assert_eq!(frames("~()~()~", false), "~() ~() ~");
        assert_eq!(frames("()()", false), "()()", "a double click stays one");
        assert_eq!(frames("环()卫", true), "环 () 卫");
    }

    #[test]
    fn a_key_that_is_held_down_leaves_no_queue_behind() {
        assert_eq!(frames("↓↓↓↓↓", false), "↓ ↓");
        assert_eq!(frames("⇥⇥⇥环", true), "⇥ ⇥ 环");
        assert_eq!(frames("甲甲甲甲", false), "甲 甲");
        assert_eq!(frames("甲甲甲甲", true), "甲甲甲甲", "in a field all of it is typed");
        let mut turns = Turns::default();
        turns.next([events("↓"), vec![Event::WindowFocused(false)]].concat(), false);
        turns.next(events("⇥↓"), false);
        assert_eq!(
            turns.waiting.iter().filter(|(_, held)| *held).count(),
            0,
            "let go of while another window was in front"
        );
    }

    #[test]
    fn what_is_held_back_comes_out_before_what_comes_in_later() {
        let mut turns = Turns::default();
        assert_eq!(told(&turns.next(events("⇥环"), true)), "⇥");
        assert_eq!(told(&turns.next(events("卫"), true)), "环卫");
        assert!(turns.waiting.is_empty());
    }
}

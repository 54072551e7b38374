//! Keys as the command table writes them, for egui.

use eframe::egui::{Key, Modifiers};
use newsmend::desk::{Chord, Key as DeskKey};

/// A key and what is held with it, as the command table writes them.
pub(super) fn stroke(chord: &str) -> (Modifiers, Key) {
    let chord: Chord = chord.parse().unwrap();
    let modifiers =
        Modifiers { ctrl: chord.ctrl, command: chord.ctrl, alt: chord.alt, shift: chord.shift, mac_cmd: false };
    (modifiers, key_of(chord.key))
}

fn key_of(key: DeskKey) -> Key {
    match key {
        DeskKey::Up => Key::ArrowUp,
        DeskKey::Down => Key::ArrowDown,
        DeskKey::Left => Key::ArrowLeft,
        DeskKey::Right => Key::ArrowRight,
        DeskKey::Enter => Key::Enter,
        DeskKey::Escape => Key::Escape,
        DeskKey::Tab => Key::Tab,
        DeskKey::PageUp => Key::PageUp,
        DeskKey::PageDown => Key::PageDown,
        DeskKey::Home => Key::Home,
        DeskKey::End => Key::End,
        DeskKey::Delete => Key::Delete,
        DeskKey::Backspace => Key::Backspace,
        DeskKey::Insert => Key::Insert,
        DeskKey::Space => Key::Space,
        DeskKey::F(n) => Key::from_name(&format!("F{n}")).unwrap(),
        DeskKey::Char(c) => Key::from_name(&c.to_string()).unwrap(),
    }
}

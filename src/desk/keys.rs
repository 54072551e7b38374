//! Keys as commands name them: `Ctrl+Shift+P`, `M`, `Alt+Up`.
//!
//! Independent of the window: `app::input` turns its key events into [`Chord`]s.

use std::fmt;
use std::str::FromStr;

/// A key without its modifiers.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Key {
    /// A letter (upper case), digit or sign.
    Char(char),
    /// F1 to F12.
    F(u8),
    /// ↑
    Up,
    /// ↓
    Down,
    /// ←
    Left,
    /// →
    Right,
    /// Home.
    Home,
    /// End.
    End,
    /// Page up.
    PageUp,
    /// Page down.
    PageDown,
    /// Enter.
    Enter,
    /// Tab.
    Tab,
    /// Esc.
    Escape,
    /// Delete.
    Delete,
}

/// A key with its modifiers. On macOS `Ctrl` is the command key.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Chord {
    /// Ctrl is held (⌘ on macOS).
    pub ctrl: bool,
    /// Alt is held.
    pub alt: bool,
    /// Shift is held.
    pub shift: bool,
    /// The key.
    pub key: Key,
}

impl Chord {
    /// True for keys that also type: without Ctrl or Alt, a letter, digit or sign. They act only while nothing is typed.
    #[must_use]
    pub fn types(&self) -> bool {
        !self.ctrl && !self.alt && matches!(self.key, Key::Char(_))
    }
}

/// Why a text names no chord.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[error("{0:?} names no key")]
pub struct NoChord(String);

const NAMED: &[(&str, Key)] = &[
    ("Up", Key::Up),
    ("Down", Key::Down),
    ("Left", Key::Left),
    ("Right", Key::Right),
    ("Home", Key::Home),
    ("End", Key::End),
    ("PageUp", Key::PageUp),
    ("PageDown", Key::PageDown),
    ("Enter", Key::Enter),
    ("Tab", Key::Tab),
    ("Esc", Key::Escape),
    ("Delete", Key::Delete),
];

impl FromStr for Chord {
    type Err = NoChord;

    fn from_str(text: &str) -> Result<Self, NoChord> {
        let no = || NoChord(text.to_owned());
        // The sign + may be the key itself.
        let (modifiers, key) = match text.strip_suffix("++") {
            Some(modifiers) => (modifiers, "+"),
            None if text == "+" => ("", "+"),
            None => text.rsplit_once('+').unwrap_or(("", text)),
        };
        let mut chord = Self { ctrl: false, alt: false, shift: false, key: Key::Escape };
        for modifier in modifiers.split('+').filter(|modifier| !modifier.is_empty()) {
            match modifier {
                "Ctrl" => chord.ctrl = true,
                "Alt" => chord.alt = true,
                "Shift" => chord.shift = true,
                _ => return Err(no()),
            }
        }
        let mut chars = key.chars();
        chord.key = match (chars.next(), chars.next()) {
            (Some(c), None) => Key::Char(c.to_ascii_uppercase()),
            _ => match (NAMED.iter().find(|(name, _)| *name == key), key.strip_prefix('F')) {
                (Some((_, key)), _) => *key,
                (None, Some(number)) => Key::F(number.parse().ok().filter(|n| (1..=12).contains(n)).ok_or_else(no)?),
                (None, None) => return Err(no()),
            },
        };
        Ok(chord)
    }
}

impl fmt::Display for Chord {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        for (held, name) in [(self.ctrl, "Ctrl+"), (self.alt, "Alt+"), (self.shift, "Shift+")] {
            if held {
                f.write_str(name)?;
            }
        }
        match self.key {
            Key::Char(c) => write!(f, "{c}"),
            Key::F(n) => write!(f, "F{n}"),
            Key::Up => f.write_str("↑"),
            Key::Down => f.write_str("↓"),
            Key::Left => f.write_str("←"),
            Key::Right => f.write_str("→"),
            key => f.write_str(NAMED.iter().find(|(_, named)| *named == key).map_or("", |(name, _)| name)),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn chords_are_read_and_shown() {
        for (text, shown) in [
            ("M", "M"),
            ("Shift+M", "Shift+M"),
            ("Ctrl+Shift+P", "Ctrl+Shift+P"),
            ("Alt+Up", "Alt+↑"),
            ("F2", "F2"),
            ("Ctrl++", "Ctrl++"),
            ("Ctrl+-", "Ctrl+-"),
            ("Ctrl+PageDown", "Ctrl+PageDown"),
        ] {
            assert_eq!(text.parse::<Chord>().unwrap().to_string(), shown);
        }
        for text in ["", "Ctrl+", "Meta+A", "F0", "F13", "Nonsense"] {
            assert!(text.parse::<Chord>().is_err(), "{text}");
        }
    }
}

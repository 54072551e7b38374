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
    /// Backspace.
    Backspace,
    /// Insert.
    Insert,
    /// The space bar.
    Space,
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
        !self.ctrl && !self.alt && matches!(self.key, Key::Char(_) | Key::Space)
    }

    /// As settings and the command table write it: `Alt+Up`, where people see `Alt+↑`.
    #[must_use]
    pub fn written(&self) -> String {
        let named = NAMED.iter().find(|(_, key)| *key == self.key);
        let key = named.map_or_else(
            || Self { ctrl: false, alt: false, shift: false, ..*self }.to_string(),
            |(name, _)| (*name).to_owned(),
        );
        let held = [(self.ctrl, "Ctrl+"), (self.alt, "Alt+"), (self.shift, "Shift+")];
        held.into_iter().filter(|(held, _)| *held).map(|(_, name)| name).chain([key.as_str()]).collect()
    }

    /// True for chords that no command can have: Esc gives up, plain arrows move the caret, Ctrl+C copies.
    #[must_use]
    pub fn is_reserved(&self) -> bool {
        let caret = matches!(
            self.key,
            Key::Up | Key::Down | Key::Left | Key::Right | Key::Home | Key::End | Key::PageUp | Key::PageDown
        );
        let clipboard = self.ctrl && !self.alt && matches!(self.key, Key::Char('C' | 'V' | 'X' | 'A'));
        self.key == Key::Escape || (caret && !self.ctrl && !self.alt) || clipboard
    }

    /// Why a command may not always get this chord; `None` where nothing else wants it.
    #[must_use]
    pub fn caution(&self) -> Option<Caution> {
        let switches =
            matches!((self.ctrl, self.alt, self.shift, self.key), (true, false, _, Key::Space | Key::Char('.')))
                || (*self == Self { ctrl: false, alt: false, shift: true, key: Key::Space });
        if switches { Some(Caution::InputMethod) } else { self.types().then_some(Caution::Types) }
    }
}

/// Why a chord may not always reach a command.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Caution {
    /// It types a character: it acts only while no text is typed, and an input method that is on may take it.
    Types,
    /// Input methods are switched with it.
    InputMethod,
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
    ("Backspace", Key::Backspace),
    ("Insert", Key::Insert),
    ("Space", Key::Space),
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
            let chord: Chord = text.parse().unwrap();
            assert_eq!((chord.to_string().as_str(), chord.written().as_str()), (shown, text));
        }
        for text in ["Shift+Space", "Insert", "Ctrl+Backspace"] {
            assert_eq!(text.parse::<Chord>().unwrap().written(), text);
        }
        for text in ["", "Ctrl+", "Meta+A", "F0", "F13", "Nonsense"] {
            assert!(text.parse::<Chord>().is_err(), "{text}");
        }
    }

    #[test]
    fn chords_that_others_want_are_known() {
        for (text, reserved, caution) in [
            ("M", false, Some(Caution::Types)),
            ("Shift+7", false, Some(Caution::Types)),
            ("Space", false, Some(Caution::Types)),
            ("Ctrl+Space", false, Some(Caution::InputMethod)),
            ("Shift+Space", false, Some(Caution::InputMethod)),
            ("Ctrl+.", false, Some(Caution::InputMethod)),
            ("Ctrl+M", false, None),
            ("F5", false, None),
            ("Alt+Up", false, None),
            ("Esc", true, None),
            ("Ctrl+Esc", true, None),
            ("Up", true, None),
            ("Shift+End", true, None),
            ("Ctrl+C", true, None),
            ("Ctrl+Shift+C", true, None),
            ("Enter", false, None),
        ] {
            let chord: Chord = text.parse().unwrap();
            assert_eq!((chord.is_reserved(), chord.caution()), (reserved, caution), "{text}");
        }
    }
}

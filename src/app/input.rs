//! Keys: egui's events become the desk's chords. Whether an input method composes is asked before:
//! [`super::widgets::text_edit::Composing`].

use crate::desk::{CaretMove, Chord, Command, CommandId, Key, KeyMap, command};
use eframe::egui::{self, Event, Modifiers, Ui};

/// The commands whose keys were pressed in this frame, in order; their events are taken out. While text is being typed,
/// keys that type or that a text field needs are left to it. Keys of doubts (Enter, Tab) are what a focused widget, an open
/// menu and moving from widget to widget need: they are taken only where there is none of these, and something to be done.
pub(crate) fn commands(ui: &Ui, keys: &KeyMap, typing: bool, can: impl Fn(&Command) -> bool) -> Vec<&'static Command> {
    let mut found = Vec::new();
    let free = ui.memory(|memory| memory.focused().is_none()) && !egui::Popup::is_any_open(ui.ctx());
    ui.input_mut(|input| {
        let mut typed = false;
        input.events.retain(|event| {
            let Event::Key { key, pressed: true, modifiers, repeat, .. } = event else { return true };
            let Some(chord) = chord_of(*key, *modifiers) else { return true };
            if typing && belongs_to_field(chord) {
                return true;
            }
            let Some(command) = keys.command(chord).and_then(command) else { return true };
            if command.is_of_doubts() && !(free && !typing && can(command)) {
                return true;
            }
            if *repeat && command.decides {
                // What nobody has read is not decided by a key that is held down.
                return false;
            }
            typed |= chord.types();
            found.push(command);
            false
        });
        if typed {
            // The letter that ran a command must not be typed into a field that the command opens.
            input.events.retain(|event| !matches!(event, Event::Text(_)));
        }
    });
    if found.iter().any(|command: &&Command| command.is_of_doubts()) {
        // The key was ours: the focus stays where it is, with no widget.
        ui.memory_mut(|memory| memory.move_focus(egui::FocusDirection::None));
    }
    found
}

/// Whether a key of this command was pressed, and takes its event out: for a field that keeps the key, and now and then lets
/// it do what it does elsewhere.
pub(crate) fn takes(ui: &Ui, keys: &KeyMap, id: CommandId) -> bool {
    ui.input_mut(|input| {
        let count = input.events.len();
        input.events.retain(|event| {
            let Event::Key { key, pressed: true, modifiers, .. } = event else { return true };
            chord_of(*key, *modifiers).and_then(|chord| keys.command(chord)) != Some(id)
        });
        input.events.len() < count
    })
}

/// True for chords that a focused text field keeps.
pub(super) fn belongs_to_field(chord: Chord) -> bool {
    let editing = matches!(chord.key, Key::Char('Z' | 'Y' | 'A' | 'C' | 'V' | 'X'));
    let moving = matches!(
        chord.key,
        Key::Up
            | Key::Down
            | Key::Left
            | Key::Right
            | Key::Home
            | Key::End
            | Key::Enter
            | Key::Escape
            | Key::Tab
            | Key::Delete
            | Key::Backspace
            | Key::Insert
            | Key::Space
    );
    let done = chord.ctrl && chord.key == Key::Enter; // Also with Alt.
    !done && ((!chord.ctrl && !matches!(chord.key, Key::F(_))) || (chord.ctrl && (editing || moving)))
}

/// A plain arrow that was pressed, for what has the keyboard: down (true) or up. Its event is taken out.
pub(crate) fn by_arrow(ui: &Ui) -> Option<bool> {
    ui.input_mut(|input| {
        if input.consume_key(Modifiers::NONE, egui::Key::ArrowDown) {
            Some(true)
        } else {
            input.consume_key(Modifiers::NONE, egui::Key::ArrowUp).then_some(false)
        }
    })
}

/// Plain arrows to the side, for what has the keyboard: how far to the right. Their events are taken out.
pub(crate) fn sideways(ui: &Ui) -> f32 {
    let taken = |key| ui.input_mut(|input| input.consume_key(Modifiers::NONE, key));
    match (taken(egui::Key::ArrowLeft), taken(egui::Key::ArrowRight)) {
        (true, false) => -1.0,
        (false, true) => 1.0,
        _ => 0.0,
    }
}

/// Caret keys of the raw pane, while no text is typed: where the caret goes, and whether the selection grows. `page`: lines
/// that a page up or down moves by.
pub(crate) fn caret(ui: &Ui, page: isize) -> Option<(CaretMove, bool)> {
    type Move = fn(isize) -> CaretMove;
    const KEYS: [(egui::Key, bool, Move); 10] = [
        (egui::Key::ArrowUp, false, |_| CaretMove::Lines(-1)),
        (egui::Key::ArrowDown, false, |_| CaretMove::Lines(1)),
        (egui::Key::PageUp, false, |page| CaretMove::Lines(-page)),
        (egui::Key::PageDown, false, |page| CaretMove::Lines(page)),
        (egui::Key::ArrowLeft, false, |_| CaretMove::Characters(-1)),
        (egui::Key::ArrowRight, false, |_| CaretMove::Characters(1)),
        (egui::Key::Home, false, |_| CaretMove::LineStart),
        (egui::Key::End, false, |_| CaretMove::LineEnd),
        (egui::Key::Home, true, |_| CaretMove::PageStart),
        (egui::Key::End, true, |_| CaretMove::PageEnd),
    ];
    ui.input(|input| {
        input.events.iter().find_map(|event| {
            let Event::Key { key, pressed: true, modifiers, .. } = event else { return None };
            let held = Modifiers { shift: false, ..*modifiers };
            let with_ctrl = held.matches_exact(Modifiers::COMMAND);
            let (_, _, to) = KEYS.iter().find(|(known, ctrl, _)| known == key && *ctrl == with_ctrl)?;
            (with_ctrl || held.matches_exact(Modifiers::NONE)).then(|| (to(page), modifiers.shift))
        })
    })
}

/// The first key with its modifiers that was pressed in this frame; its events are taken out.
pub(crate) fn pressed(ui: &Ui) -> Option<Chord> {
    ui.input_mut(|input| {
        let found = input.events.iter().find_map(|event| {
            let Event::Key { key, pressed: true, modifiers, .. } = event else { return None };
            chord_of(*key, *modifiers)
        });
        input.events.retain(|event| !matches!(event, Event::Key { .. } | Event::Text(_)));
        found
    })
}

/// egui's key as the desk names it.
pub(super) fn chord_of(key: egui::Key, modifiers: Modifiers) -> Option<Chord> {
    use egui::Key as K;
    let key = match key {
        K::ArrowUp => Key::Up,
        K::ArrowDown => Key::Down,
        K::ArrowLeft => Key::Left,
        K::ArrowRight => Key::Right,
        K::Home => Key::Home,
        K::End => Key::End,
        K::PageUp => Key::PageUp,
        K::PageDown => Key::PageDown,
        K::Enter => Key::Enter,
        K::Tab => Key::Tab,
        K::Escape => Key::Escape,
        K::Delete => Key::Delete,
        K::Backspace => Key::Backspace,
        K::Insert => Key::Insert,
        K::Space => Key::Space,
        K::F1 => Key::F(1),
        K::F2 => Key::F(2),
        K::F3 => Key::F(3),
        K::F4 => Key::F(4),
        K::F5 => Key::F(5),
        K::F6 => Key::F(6),
        K::F7 => Key::F(7),
        K::F8 => Key::F(8),
        K::F9 => Key::F(9),
        K::F10 => Key::F(10),
        K::F11 => Key::F(11),
        K::F12 => Key::F(12),
        other => {
            let mut chars = other.symbol_or_name().chars();
            match (chars.next(), chars.next()) {
                // Signs that a minus key gives are not all ASCII.
                (Some('−'), None) => Key::Char('-'),
                (Some(c), None) => Key::Char(c.to_ascii_uppercase()),
                _ => return None,
            }
        }
    };
    Some(Chord { ctrl: modifiers.command || modifiers.ctrl, alt: modifiers.alt, shift: modifiers.shift, key })
}

//! Which keys a command has: those that the user gave it, else those of the command table.
//!
//! Settings keep what the user changed, by the command's id, as it is written there; [`KeyMap`] keeps that too, with ids and
//! keys that this version does not know, and what follows from it. A key that the user gave goes before the table's: where a
//! newer version gives its own command a key that is taken, the user's command keeps it.

use super::commands::{COMMANDS, Command, CommandId};
use super::keys::Chord;
use std::collections::BTreeMap;

/// The keys of all commands.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct KeyMap {
    /// What the user changed, as settings keep it: an empty list takes a command's keys away.
    changed: BTreeMap<String, Vec<String>>,
    /// The keys of each command, that which is shown first.
    of: BTreeMap<&'static str, Vec<Chord>>,
    /// The command of each key.
    by_chord: BTreeMap<Chord, CommandId>,
}

impl Default for KeyMap {
    fn default() -> Self {
        Self::new(BTreeMap::new())
    }
}

impl KeyMap {
    /// The keys as settings keep what was changed of them.
    #[must_use]
    pub fn new(changed: BTreeMap<String, Vec<String>>) -> Self {
        let mut map = Self { changed, of: BTreeMap::new(), by_chord: BTreeMap::new() };
        map.renew();
        map
    }

    /// What the user changed, as settings keep it.
    #[must_use]
    pub fn changed(&self) -> &BTreeMap<String, Vec<String>> {
        &self.changed
    }

    /// The keys of a command, that which is shown first.
    #[must_use]
    pub fn chords(&self, id: CommandId) -> &[Chord] {
        self.of.get(id.0).map_or(&[], Vec::as_slice)
    }

    /// The command of a key.
    #[must_use]
    pub fn command(&self, chord: Chord) -> Option<CommandId> {
        self.by_chord.get(&chord).copied()
    }

    /// True where the user changed the keys of a command.
    #[must_use]
    pub fn is_changed(&self, id: CommandId) -> bool {
        self.changed.contains_key(id.0)
    }

    /// Gives a command one more key, and takes it away from the one that had it.
    pub fn give(&mut self, id: CommandId, chord: Chord) {
        if let Some(other) = self.command(chord).filter(|other| *other != id) {
            self.take_away(other, chord);
        }
        let mut chords = self.chords(id).to_vec();
        if !chords.contains(&chord) {
            chords.push(chord);
        }
        self.set(id, &chords);
    }

    /// Takes a key away from a command.
    pub fn take_away(&mut self, id: CommandId, chord: Chord) {
        let chords: Vec<Chord> = self.chords(id).iter().copied().filter(|own| *own != chord).collect();
        self.set(id, &chords);
    }

    /// Gives a command the table's keys again. Those that were given to others meanwhile come back to it.
    pub fn reset(&mut self, id: CommandId) {
        self.changed.remove(id.0);
        self.renew();
        for chord in super::command(id).into_iter().flat_map(Command::chords) {
            if let Some(other) = self.command(chord).filter(|other| *other != id) {
                self.take_away(other, chord);
            }
        }
    }

    /// Gives all commands the table's keys again.
    pub fn reset_all(&mut self) {
        self.changed.clear();
        self.renew();
    }

    fn set(&mut self, id: CommandId, chords: &[Chord]) {
        let table: Vec<Chord> = super::command(id).map(|command| command.chords().collect()).unwrap_or_default();
        if chords == table {
            self.changed.remove(id.0);
        } else {
            self.changed.insert(id.0.to_owned(), chords.iter().map(Chord::written).collect());
        }
        self.renew();
    }

    /// What follows from what was changed.
    fn renew(&mut self) {
        self.of.clear();
        self.by_chord.clear();
        let given = |command: &Command| -> Option<Vec<Chord>> {
            let written = self.changed.get(command.id.0)?;
            Some(written.iter().filter_map(|key| key.parse().ok()).collect())
        };
        // The user's keys first: the table's have what is left.
        for by_user in [true, false] {
            for command in COMMANDS.iter().filter(|command| self.changed.contains_key(command.id.0) == by_user) {
                let mut own = Vec::new();
                for chord in given(command).unwrap_or_else(|| command.chords().collect()) {
                    if !chord.is_reserved() && *self.by_chord.entry(chord).or_insert(command.id) == command.id {
                        own.push(chord);
                    }
                }
                self.of.insert(command.id.0, own);
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const MOVE: CommandId = CommandId("fragment.move");
    const SPLIT: CommandId = CommandId("article.split");

    fn chord(text: &str) -> Chord {
        text.parse().unwrap()
    }

    fn shown(map: &KeyMap, id: CommandId) -> String {
        map.chords(id).iter().map(Chord::written).collect::<Vec<_>>().join(" ")
    }

    #[test]
    fn without_changes_the_keys_are_the_tables() {
        let map = KeyMap::default();
        for command in COMMANDS {
            assert_eq!(map.chords(command.id), command.chords().collect::<Vec<_>>(), "{}", command.id.0);
            for chord in command.chords() {
                assert!(!chord.is_reserved(), "{chord} of {}", command.id.0);
                assert_eq!(map.command(chord), Some(command.id));
            }
        }
    }

    #[test]
    fn a_key_is_given_taken_away_and_reset() {
        let mut map = KeyMap::default();
        map.give(MOVE, chord("Ctrl+M"));
        assert_eq!((shown(&map, MOVE).as_str(), map.command(chord("Ctrl+M"))), ("M Ctrl+M", Some(MOVE)));
        map.take_away(MOVE, chord("M"));
        assert_eq!((shown(&map, MOVE).as_str(), map.command(chord("M"))), ("Ctrl+M", None));
        assert!(map.is_changed(MOVE));
        map.reset(MOVE);
        assert_eq!(map, KeyMap::default());
        map.take_away(MOVE, chord("M"));
        assert_eq!((shown(&map, MOVE).as_str(), map.changed()[MOVE.0].len()), ("", 0), "no key at all is kept, too");
        map.give(MOVE, chord("M"));
        assert_eq!(map, KeyMap::default(), "what is as in the table is no change");
    }

    #[test]
    fn a_key_that_is_taken_moves_over_and_comes_back() {
        let mut map = KeyMap::default();
        map.give(MOVE, chord("S"));
        assert_eq!((shown(&map, MOVE).as_str(), shown(&map, SPLIT).as_str()), ("M S", ""));
        map.reset(SPLIT);
        assert_eq!((shown(&map, MOVE).as_str(), shown(&map, SPLIT).as_str()), ("M", "S"));
        map.give(MOVE, chord("S"));
        map.reset_all();
        assert_eq!(map, KeyMap::default());
    }

    #[test]
    fn the_users_keys_go_before_the_tables() {
        let changed = BTreeMap::from([(MOVE.0.to_owned(), vec!["S".to_owned()])]);
        let map = KeyMap::new(changed);
        assert_eq!((shown(&map, MOVE).as_str(), shown(&map, SPLIT).as_str()), ("S", ""));
        assert!(!map.is_changed(SPLIT));
    }

    #[test]
    fn what_this_version_does_not_know_is_kept_and_does_nothing() {
        let changed = BTreeMap::from([
            (MOVE.0.to_owned(), vec!["Hyper+M".to_owned(), "Esc".to_owned(), "F11".to_owned()]),
            ("article.sing".to_owned(), vec!["F12".to_owned()]),
        ]);
        let map = KeyMap::new(changed.clone());
        assert_eq!((shown(&map, MOVE).as_str(), map.command(chord("F12"))), ("F11", None));
        assert_eq!(map.command(chord("Esc")), None, "Esc always gives up");
        assert_eq!(map.changed(), &changed);
    }
}

//! The command table: the one list from which menus, palette, keys, tool tips, the key list and tests are made.
//!
//! A command is a name, a title in both languages, its keys, when it can be done, and what it does. The order is that of the
//! menus and of the palette. Each menu has a room of its own for its rows.

mod article;
mod edit;
mod file;
mod fragment;
mod go;
mod help;
mod role;
mod view;

use super::words::{Text, text};
use super::{Ask, Chord, Desk, Refusal};
use serde::Serialize;

/// Names a command in settings, history and journals. Never renamed.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize)]
pub struct CommandId(pub &'static str);

/// Where a command stands in the menus.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Menu {
    /// Opening, saving, exporting.
    File,
    /// Undo, redo, correcting.
    Edit,
    /// Whole articles.
    Article,
    /// Fragments, boundaries, paragraphs.
    Fragment,
    /// Roles.
    Role,
    /// Moving about.
    Go,
    /// Looks.
    View,
    /// Keys and what the program is.
    Help,
}

impl Menu {
    /// The menus from left to right.
    pub const ALL: [Self; 8] =
        [Self::File, Self::Edit, Self::Article, Self::Fragment, Self::Role, Self::Go, Self::View, Self::Help];

    /// Its title.
    #[must_use]
    pub fn title(self) -> Text {
        match self {
            Self::File => text("文件", "File"),
            Self::Edit => text("编辑", "Edit"),
            Self::Article => text("篇目", "Article"),
            Self::Fragment => text("碎片", "Fragment"),
            Self::Role => text("角色", "Role"),
            Self::Go => text("转到", "Go"),
            Self::View => text("视图", "View"),
            Self::Help => text("帮助", "Help"),
        }
    }
}

/// What came of a command.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Outcome {
    /// It is done.
    Done,
    /// It needs something from the window.
    Ask(Ask),
}

/// A command. See the module's head.
#[derive(Clone, Copy)]
pub struct Command {
    /// Its name.
    pub id: CommandId,
    /// Its title; an ellipsis where more is asked.
    pub title: Text,
    /// The initials of the Chinese title in pinyin, for the palette.
    pub pinyin: &'static str,
    /// Its menu.
    pub menu: Menu,
    /// The keys that it comes with, the one that is shown first.
    pub keys: &'static [&'static str],
    /// True where a line parts it from the entry above in its menu.
    pub section: bool,
    /// True where it answers what is asked: a key that is held down does that once, since nobody has read what comes next.
    pub decides: bool,
    /// Whether it can be done now, or why not.
    pub when: fn(&Desk) -> Result<(), Refusal>,
    /// Does it.
    pub run: fn(&mut Desk) -> Result<Outcome, Refusal>,
}

impl Command {
    /// The keys that it comes with, as chords; those that it has now are [`Desk::chords`].
    pub fn chords(&self) -> impl Iterator<Item = Chord> {
        self.keys.iter().filter_map(|key| key.parse().ok())
    }

    /// True for those that go through what is in doubt.
    #[must_use]
    pub fn is_of_doubts(&self) -> bool {
        self.id.0.starts_with("doubt.")
    }
}

/// The command of an id.
#[must_use]
pub fn command(id: CommandId) -> Option<&'static Command> {
    COMMANDS.iter().find(|command| command.id == id)
}

/// Commands that fit what was typed into the palette, best first: by title in either language, by pinyin initials, by id, and
/// last by words in any order (`theme.dark` finds "Dark theme").
#[must_use]
pub fn matching(typed: &str) -> Vec<&'static Command> {
    let typed = typed.trim().to_lowercase();
    let words: Vec<&str> =
        typed.split(|c: char| c.is_whitespace() || c == '.').filter(|word| !word.is_empty()).collect();
    let mut found: Vec<(usize, &Command)> = Vec::new();
    for command in COMMANDS {
        let (zh, en) = (command.title.zh.to_lowercase(), command.title.en.to_lowercase());
        let rank = if zh.starts_with(&typed) || en.starts_with(&typed) || command.pinyin == typed {
            0
        } else if command.pinyin.starts_with(&typed) {
            1
        } else if zh.contains(&typed) || en.contains(&typed) || command.id.0.contains(&typed) {
            2
        } else if !words.is_empty()
            && words.iter().all(|word| [&zh, &en, command.id.0].iter().any(|t| t.contains(word)))
        {
            3
        } else {
            continue;
        };
        found.push((rank, command));
    }
    found.sort_by_key(|(rank, _)| *rank);
    found.into_iter().map(|(_, command)| command).collect()
}

/// Short form of a table row.
const fn row(
    id: &'static str,
    title: Text,
    pinyin: &'static str,
    menu: Menu,
    keys: &'static [&'static str],
    when: fn(&Desk) -> Result<(), Refusal>,
    run: fn(&mut Desk) -> Result<Outcome, Refusal>,
) -> Command {
    Command { id: CommandId(id), title, pinyin, menu, keys, section: false, decides: false, when, run }
}

/// The row that begins a section of its menu.
const fn begin(mut command: Command) -> Command {
    command.section = true;
    command
}

/// The row of a command that answers what is asked.
const fn deciding(mut command: Command) -> Command {
    command.decides = true;
    command
}

/// The rooms of the table, in the order of the menus.
const ROOMS: [&[Command]; 8] =
    [file::ROWS, edit::ROWS, article::ROWS, fragment::ROWS, role::ROWS, go::ROWS, view::ROWS, help::ROWS];

/// How many commands there are.
const COUNT: usize = {
    let (mut count, mut room) = (0, 0);
    while room < ROOMS.len() {
        count += ROOMS[room].len();
        room += 1;
    }
    count
};

/// All commands.
pub const COMMANDS: &[Command] = &{
    let mut all = [ROOMS[0][0]; COUNT];
    let (mut at, mut room) = (0, 0);
    while room < ROOMS.len() {
        let mut row = 0;
        while row < ROOMS[room].len() {
            all[at] = ROOMS[room][row];
            at += 1;
            row += 1;
        }
        room += 1;
    }
    all
};

#[cfg(test)]
mod tests {
    use super::*;
    use std::collections::BTreeMap;

    #[test]
    fn ids_are_unique_and_keys_do_not_clash() {
        let mut keys: BTreeMap<Chord, &str> = BTreeMap::new();
        let mut ids: BTreeMap<&str, ()> = BTreeMap::new();
        for command in COMMANDS {
            assert!(ids.insert(command.id.0, ()).is_none(), "{} twice", command.id.0);
            assert_eq!(command.chords().count(), command.keys.len(), "{}: a key that is none", command.id.0);
            for chord in command.chords() {
                let other = keys.insert(chord, command.id.0);
                assert!(other.is_none(), "{chord} is both {} and {other:?}", command.id.0);
            }
        }
    }

    #[test]
    fn those_commands_decide_that_give_an_answer() {
        let which = |has: fn(&Command) -> bool| -> Vec<&str> {
            COMMANDS.iter().filter(|command| has(command)).map(|command| command.id.0).collect()
        };
        let of_doubts = ["doubt.accept", "doubt.next", "doubt.previous", "doubt.first", "doubt.second", "doubt.third"];
        assert_eq!(which(Command::is_of_doubts), of_doubts);
        let decide = ["compare.take", "compare.keep", "doubt.accept", "doubt.first", "doubt.second", "doubt.third"];
        assert_eq!(which(|command| command.decides), decide);
    }

    #[test]
    fn titles_stand_in_both_languages() {
        for command in COMMANDS.iter().filter(|command| command.id.0 != "view.language") {
            assert!(command.title.zh.chars().any(crate::text::is_cjk), "{}", command.id.0);
            assert!(command.title.en.is_ascii() || command.title.en.ends_with('…'), "{}", command.id.0);
            assert_eq!(command.title.zh.ends_with('…'), command.title.en.ends_with('…'), "{}", command.id.0);
            assert!(command.pinyin.chars().all(|c| c.is_ascii_lowercase()), "{}", command.id.0);
            assert!(!command.pinyin.is_empty(), "{}", command.id.0);
        }
    }

    #[test]
    fn the_palette_finds_by_title_initials_and_id() {
        for (typed, wanted) in
            [("撤销", "edit.undo"), ("undo", "edit.undo"), ("yrpm", "fragment.move"), ("move to", "fragment.move")]
                .into_iter()
                .chain([("theme.dark", "view.dark"), ("dark theme", "view.dark"), ("theme light", "view.light")])
        {
            assert_eq!(matching(typed).first().map(|command| command.id.0), Some(wanted), "{typed}");
        }
        let themes: Vec<&str> = matching("theme").iter().map(|command| command.id.0).collect();
        assert_eq!(themes, ["view.light", "view.dark", "view.system"]);
        assert_eq!(matching("").len(), COMMANDS.len());
        assert!(matching(".").iter().all(|command| command.id.0.contains('.')), "no word is no match of all");
    }
}

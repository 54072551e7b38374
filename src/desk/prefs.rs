//! What the user chose for the program as a whole: looks, sizes, keys. Kept in the settings file, not in projects.

use super::keymap::KeyMap;
use super::{COMMANDS, Chord, Command, CommandId, Desk, Lang};
use crate::store::settings::{HALF, POINTS, Palette, Settings, WINDOW};
use std::collections::BTreeSet;
use std::ops::RangeInclusive;

/// Within what everything can be enlarged, in percent.
pub const ZOOM_PERCENT: RangeInclusive<u16> = 50..=300;
/// What a step of the zoom is, in percent.
const ZOOM_STEP: u16 = 10;
/// Within what the sizes of texts can be chosen, in points.
pub const TEXT_POINTS: RangeInclusive<u16> = 11..=28;
/// Within what the window can be as wide and as high, in points: from what nothing is cut off at, to more than any screen has.
const WINDOW_POINTS: [RangeInclusive<u16>; 2] = [1024..=16_000, 700..=16_000];
/// Within what the articles can have of the width, in thousandths.
const ARTICLES_PERMILLE: RangeInclusive<u16> = 200..=800;

/// What the user chose. The language and the theme are the desk's own: [`Desk::lang`], [`Desk::theme`].
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Prefs {
    /// The language that was chosen; `None` follows the system.
    pub language: Option<Lang>,
    /// The language of the system.
    pub system_language: Lang,
    /// The colours of articles.
    pub palette: Palette,
    /// The size of everything, in percent.
    pub zoom_percent: u16,
    /// The size of the raw text, in points.
    pub raw_points: u16,
    /// The size of the articles' running text, in points.
    pub article_points: u16,
    /// Blanks of the raw text are shown.
    pub blanks: bool,
    /// The width and the height of the window, in points.
    pub window_points: [u16; 2],
    /// The window fills the screen.
    pub maximized: bool,
    /// The part of the width that the articles have, in thousandths.
    pub articles_permille: u16,
    /// The keys of the commands.
    pub keys: KeyMap,
    /// Hints that were dismissed, by name.
    pub hints_done: BTreeSet<String>,
}

impl Default for Prefs {
    fn default() -> Self {
        Self {
            language: None,
            system_language: Lang::default(),
            palette: Palette::default(),
            zoom_percent: 100,
            raw_points: POINTS,
            article_points: POINTS,
            blanks: false,
            window_points: WINDOW,
            maximized: false,
            articles_permille: HALF,
            keys: KeyMap::default(),
            hints_done: BTreeSet::new(),
        }
    }
}

impl Prefs {
    /// Makes everything larger (+1), smaller (−1), or as it was (0).
    pub fn zoom(&mut self, step: i8) {
        let to = match step {
            0 => 100,
            1.. => self.zoom_percent.saturating_add(ZOOM_STEP),
            _ => self.zoom_percent.saturating_sub(ZOOM_STEP),
        };
        self.zoom_percent = within(to, &ZOOM_PERCENT);
    }
}

fn within(value: u16, range: &RangeInclusive<u16>) -> u16 {
    value.clamp(*range.start(), *range.end())
}

fn within_window([width, height]: [u16; 2]) -> [u16; 2] {
    let [widths, heights] = &WINDOW_POINTS;
    [within(width, widths), within(height, heights)]
}

impl Desk {
    /// Takes over what was kept. `system`: the language of the system. Sizes out of bounds come to the nearest that can be.
    pub fn adopt(&mut self, settings: &Settings, system: Lang) {
        let language = settings.language.as_deref().map(Lang::of_locale);
        self.lang = language.unwrap_or(system);
        self.theme = settings.theme;
        self.recent = settings.recent.clone();
        self.prefs = Prefs {
            language,
            system_language: system,
            palette: settings.palette,
            zoom_percent: within(settings.zoom_percent, &ZOOM_PERCENT),
            raw_points: within(settings.raw_points, &TEXT_POINTS),
            article_points: within(settings.article_points, &TEXT_POINTS),
            blanks: settings.blanks,
            window_points: within_window(settings.window_points),
            maximized: settings.maximized,
            articles_permille: within(settings.articles_permille, &ARTICLES_PERMILLE),
            keys: KeyMap::new(settings.keys.clone()),
            hints_done: settings.hints_done.clone(),
        };
    }

    /// What is to be kept. `kept` is what was read: what this version does not know of it stays.
    #[must_use]
    pub fn settings(&self, kept: &Settings) -> Settings {
        let tag = |lang| if lang == Lang::Zh { "zh" } else { "en" }.to_owned();
        Settings {
            language: self.prefs.language.map(tag),
            theme: self.theme,
            zoom_percent: self.prefs.zoom_percent,
            palette: self.prefs.palette,
            raw_points: self.prefs.raw_points,
            article_points: self.prefs.article_points,
            blanks: self.prefs.blanks,
            window_points: self.prefs.window_points,
            maximized: self.prefs.maximized,
            articles_permille: self.prefs.articles_permille,
            keys: self.prefs.keys.changed().clone(),
            hints_done: self.prefs.hints_done.clone(),
            recent: self.recent.clone(),
            unknown: kept.unknown.clone(),
        }
    }

    /// Chooses the language; `None` follows the system.
    pub fn set_language(&mut self, language: Option<Lang>) {
        self.prefs.language = language;
        self.lang = language.unwrap_or(self.prefs.system_language);
    }

    /// The keys of a command, that which is shown first.
    #[must_use]
    pub fn chords(&self, command: &Command) -> &[Chord] {
        self.prefs.keys.chords(command.id)
    }

    /// The first key of a command as menus show it; empty where it has none.
    #[must_use]
    pub fn key_of(&self, id: CommandId) -> String {
        self.prefs.keys.chords(id).first().map(ToString::to_string).unwrap_or_default()
    }

    /// Commands that fit what was typed into a list of keys, in the table's order: by title in either language, by pinyin
    /// initials, or by a key.
    #[must_use]
    pub fn commands_like(&self, typed: &str) -> Vec<&'static Command> {
        let typed = typed.trim().to_lowercase();
        let has_key =
            |chord: &Chord| [chord.to_string(), chord.written()].iter().any(|key| key.to_lowercase().contains(&typed));
        // A single letter is a key rather than a part of every other title.
        let exact =
            |command: &Command| self.chords(command).iter().any(|chord| chord.to_string().to_lowercase() == typed);
        if !typed.is_empty() && COMMANDS.iter().any(exact) {
            return COMMANDS.iter().filter(|command| exact(command)).collect();
        }
        let fits = |command: &Command| {
            let titles = [command.title.zh, command.title.en].map(str::to_lowercase);
            titles.iter().any(|title| title.contains(&typed))
                || command.pinyin.starts_with(&typed)
                || self.chords(command).iter().any(has_key)
        };
        COMMANDS.iter().filter(|command| fits(command)).collect()
    }

    /// The title of a command and its first key, as tool tips show them.
    #[must_use]
    pub fn tip(&self, command: &Command) -> String {
        let title = command.title.get(self.lang);
        match self.chords(command).first() {
            Some(chord) => format!("{title}  {chord}"),
            None => title.to_owned(),
        }
    }

    /// What a thing does that the mouse takes hold of, and the first key of each of the commands that do the same.
    #[must_use]
    pub fn tip_of(&self, says: &str, commands: &[&'static str]) -> String {
        let keys = commands.iter().map(|id| self.key_of(CommandId(id))).filter(|key| !key.is_empty());
        let keys = keys.collect::<Vec<_>>().join(" / ");
        if keys.is_empty() { says.to_owned() } else { format!("{says}  {keys}") }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::desk::{Theme, command};
    use std::collections::BTreeMap;

    #[test]
    fn what_is_adopted_is_kept_as_it_was() {
        let unknown = BTreeMap::from([("scan_side".to_owned(), serde_json::json!("left"))]);
        let settings = Settings {
            language: Some("en".to_owned()),
            theme: Theme::Dark,
            zoom_percent: 120,
            palette: Palette::ColourBlind,
            raw_points: 17,
            article_points: 18,
            blanks: true,
            window_points: [1600, 900],
            maximized: true,
            articles_permille: 420,
            keys: BTreeMap::from([("fragment.move".to_owned(), vec!["F7".to_owned()])]),
            hints_done: BTreeSet::from(["drag".to_owned()]),
            unknown,
            ..Settings::default()
        };
        let mut desk = Desk::new(Lang::Zh);
        desk.adopt(&settings, Lang::Zh);
        assert_eq!((desk.lang, desk.theme, desk.prefs.raw_points), (Lang::En, Theme::Dark, 17));
        assert_eq!(desk.settings(&settings), settings);
    }

    #[test]
    fn sizes_out_of_bounds_come_to_the_nearest_that_can_be() {
        let wild = Settings {
            zoom_percent: 9_000,
            raw_points: 0,
            article_points: 900,
            window_points: [3, 60_000],
            articles_permille: 1_000,
            ..Settings::default()
        };
        let mut desk = Desk::new(Lang::Zh);
        desk.adopt(&wild, Lang::Zh);
        assert_eq!((desk.prefs.zoom_percent, desk.prefs.raw_points, desk.prefs.article_points), (300, 11, 28));
        assert_eq!((desk.prefs.window_points, desk.prefs.articles_permille), ([1024, 16_000], 800));
        for _ in 0..100 {
            desk.prefs.zoom(-1);
        }
        assert_eq!(desk.prefs.zoom_percent, 50);
        desk.prefs.zoom(0);
        desk.prefs.zoom(1);
        assert_eq!(desk.prefs.zoom_percent, 110);
    }

    #[test]
    fn the_language_follows_the_system_until_one_is_chosen() {
        let mut desk = Desk::new(Lang::Zh);
        desk.adopt(&Settings::default(), Lang::En);
        assert_eq!((desk.lang, desk.settings(&Settings::default()).language), (Lang::En, None));
        desk.set_language(Some(Lang::Zh));
        assert_eq!((desk.lang, desk.settings(&Settings::default()).language), (Lang::Zh, Some("zh".to_owned())));
        desk.set_language(None);
        assert_eq!(desk.lang, Lang::En);
    }

    #[test]
    fn lists_of_keys_find_by_title_initials_and_key() {
        let desk = Desk::new(Lang::Zh);
        let found = |typed| desk.commands_like(typed).iter().map(|command| command.id.0).collect::<Vec<_>>();
        assert_eq!(found("").len(), COMMANDS.len());
        for (typed, wanted) in [
            ("拆分篇目", &["article.split"][..]),
            ("split the", &["article.split"]),
            ("zccfpm", &["article.split"]),
            ("ctrl+shift+l", &["view.language"]),
            ("alt+up", &["boundary.up", "article.up"]),
            ("s", &["article.split"]),
            ("nothing is called so", &[]),
        ] {
            let mut found = found(typed);
            found.sort_unstable();
            let mut wanted = wanted.to_vec();
            wanted.sort_unstable();
            assert_eq!(found, wanted, "{typed}");
        }
    }

    #[test]
    fn tips_show_the_key_that_the_user_gave() {
        let mut desk = Desk::new(Lang::En);
        let split = command(CommandId("article.split")).unwrap();
        assert_eq!(desk.tip(split), "Split the article here  S");
        desk.prefs.keys.take_away(split.id, "S".parse().unwrap());
        assert_eq!((desk.tip(split).as_str(), desk.key_of(split.id).as_str()), ("Split the article here", ""));
        desk.prefs.keys.give(split.id, "Alt+Enter".parse().unwrap());
        assert_eq!(desk.tip(split), "Split the article here  Alt+Enter");
        assert_eq!(desk.tip_of("Drag", &["fragment.move", "article.split"]), "Drag  M / Alt+Enter");
        assert_eq!(desk.tip_of("Drag", &["fragment.go_on"]), "Drag", "a command without a key");
    }
}

//! What the program remembers of its user: language, look, keys, recent files.
//!
//! `settings.json` in the system's folder for settings ([`folder`]). A setting that is missing has its default; those of a
//! newer version are kept as they are. A file that cannot be understood is set aside, not lost and not fatal.

use super::recent::Recent;
use super::{StoreError, atomic};
use etcetera::AppStrategy as _;
use serde::{Deserialize, Serialize};
use std::collections::{BTreeMap, BTreeSet};
use std::path::{Path, PathBuf};

/// The name of the file.
const FILE: &str = "settings.json";

/// The name under which a file that cannot be understood is set aside; an older one of that name is replaced.
const BROKEN: &str = "settings.json.broken";

/// What the program remembers of its user.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(default)]
pub struct Settings {
    /// The interface's language by its tag, `zh` or `en`; `None` follows the system.
    pub language: Option<String>,
    /// Light or dark.
    pub theme: Theme,
    /// The size of everything in the window, in percent.
    pub zoom_percent: u16,
    /// The colours of articles.
    pub palette: Palette,
    /// The size of the raw text, in points at 100 %.
    pub raw_points: u16,
    /// The size of the articles' running text, in points at 100 %; headlines and captions keep their proportion.
    pub article_points: u16,
    /// Spaces, full-width blanks and tabs of the raw text are shown.
    pub blanks: bool,
    /// The width and the height of the window, in points at 100 %.
    pub window_points: [u16; 2],
    /// The window fills the screen; its size is what it has when it does not.
    pub maximized: bool,
    /// The part of the width that the articles have beside the raw text, in thousandths.
    pub articles_permille: u16,
    /// Keys that the user gave commands, by the command's id; an empty list takes a command's keys away.
    pub keys: BTreeMap<String, Vec<String>>,
    /// Hints that were dismissed by doing what they hint at, by name.
    pub hints_done: BTreeSet<String>,
    /// Dumps and projects that were open last.
    pub recent: Recent,
    /// Settings of a newer version, kept for it.
    #[serde(flatten)]
    pub unknown: BTreeMap<String, serde_json::Value>,
}

/// Light or dark.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Theme {
    /// As the system has it.
    #[default]
    System,
    /// Dark on light.
    Light,
    /// Light on dark.
    Dark,
}

/// The colours that tell articles apart.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Palette {
    /// Eight quiet hues.
    #[default]
    Standard,
    /// Eight colours that differ in lightness too, for every kind of colour vision.
    ColourBlind,
}

/// The size of running text that the program comes with, in points.
pub const POINTS: u16 = 15;

/// The size of the window that the program comes with, in points.
pub const WINDOW: [u16; 2] = [1280, 800];

/// The part of the articles that the program comes with, in thousandths.
pub const HALF: u16 = 500;

impl Default for Settings {
    fn default() -> Self {
        Self {
            language: None,
            theme: Theme::default(),
            zoom_percent: 100,
            palette: Palette::default(),
            raw_points: POINTS,
            article_points: POINTS,
            blanks: false,
            window_points: WINDOW,
            maximized: false,
            articles_permille: HALF,
            keys: BTreeMap::new(),
            hints_done: BTreeSet::new(),
            recent: Recent::default(),
            unknown: BTreeMap::new(),
        }
    }
}

/// Settings as they were found.
#[derive(Debug)]
pub struct Loaded {
    /// The settings; the defaults where there are none, or none that can be read.
    pub settings: Settings,
    /// Why the defaults stand in for a file that is there.
    pub problem: Option<StoreError>,
}

/// The system's folder for this program's settings; `None` where the user has no home.
#[must_use]
pub fn folder() -> Option<PathBuf> {
    let names = etcetera::AppStrategyArgs {
        top_level_domain: "org".to_owned(),
        author: "Newsmend".to_owned(),
        app_name: "Newsmend".to_owned(),
    };
    match etcetera::app_strategy::choose_native_strategy(names) {
        Ok(strategy) => Some(strategy.config_dir()),
        Err(error) => {
            log::warn!("settings are not kept: {error}");
            None
        }
    }
}

/// Reads the settings in `folder`: that of [`folder`], or a test's own. Never fails; a file that cannot be understood is
/// set aside as `settings.json.broken`.
#[must_use]
pub fn load(folder: &Path) -> Loaded {
    let path = folder.join(FILE);
    let problem = match std::fs::read(&path) {
        Ok(bytes) => match serde_json::from_slice(&bytes) {
            Ok(settings) => return Loaded { settings, problem: None },
            Err(source) => set_aside(&path, folder.join(BROKEN), source),
        },
        Err(error) if error.kind() == std::io::ErrorKind::NotFound => None,
        Err(error) => Some(StoreError::from_io(&path, error)),
    };
    Loaded { settings: Settings::default(), problem }
}

fn set_aside(path: &Path, aside: PathBuf, source: serde_json::Error) -> Option<StoreError> {
    Some(match atomic::set_aside(path, &aside) {
        Ok(()) => StoreError::BrokenSettings { path: path.to_path_buf(), aside, source },
        Err(error) => error,
    })
}

/// Keeps `settings` in `folder`, which is made where it is not there yet.
///
/// # Errors
/// Where the folder cannot be made or the file not be replaced.
pub fn save(folder: &Path, settings: &Settings) -> Result<(), StoreError> {
    std::fs::create_dir_all(folder).map_err(|source| StoreError::from_io(folder, source))?;
    let path = folder.join(FILE);
    let mut bytes = serde_json::to_vec_pretty(settings)
        .map_err(|source| StoreError::Io { path: path.clone(), source: source.into() })?;
    bytes.push(b'\n');
    atomic::replace(&path, &bytes)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn load_from(text: &str) -> (tempfile::TempDir, Loaded) {
        let folder = tempfile::tempdir().unwrap();
        atomic::replace(&folder.path().join(FILE), text.as_bytes()).unwrap();
        let loaded = load(folder.path());
        (folder, loaded)
    }

    #[test]
    fn what_was_saved_reads_back_equal() {
        let folder = tempfile::tempdir().unwrap();
        let inner = folder.path().join("not/there/yet");
        let mut settings = Settings {
            language: Some("zh".to_owned()),
            theme: Theme::Dark,
            zoom_percent: 125,
            palette: Palette::ColourBlind,
            raw_points: 17,
            article_points: 18,
            blanks: true,
            window_points: [1600, 900],
            maximized: true,
            articles_permille: 420,
            keys: BTreeMap::from([("article.merge".to_owned(), vec!["Shift+M".to_owned()])]),
            hints_done: BTreeSet::from(["drag".to_owned()]),
            ..Settings::default()
        };
        settings.recent.add(&inner.join("要闻.txt"));
        save(&inner, &settings).unwrap();
        let loaded = load(&inner);
        assert_eq!(loaded.settings, settings);
        assert!(loaded.problem.is_none());
    }

    #[test]
    fn missing_settings_are_defaults() {
        let folder = tempfile::tempdir().unwrap();
        let loaded = load(folder.path());
        assert_eq!((loaded.settings, loaded.problem.is_none()), (Settings::default(), true));
        let (_folder, loaded) = load_from(r#"{"theme": "light"}"#);
        assert_eq!(loaded.settings, Settings { theme: Theme::Light, ..Settings::default() });
    }

    #[test]
    fn settings_of_a_newer_version_are_kept() {
        let (folder, loaded) = load_from(r#"{"scan_side": "left"}"#);
        assert!(loaded.problem.is_none());
        save(folder.path(), &loaded.settings).unwrap();
        assert_eq!(load(folder.path()).settings.unknown["scan_side"], "left");
    }

    #[test]
    fn a_broken_file_is_set_aside_and_reported() {
        for text in ["", "{", "[]", r#"{"zoom_percent": "wide"}"#, "\0\0\0"] {
            let (folder, loaded) = load_from(text);
            assert_eq!(loaded.settings, Settings::default(), "{text}");
            let problem = loaded.problem.unwrap();
            let aside = folder.path().join(BROKEN);
            assert!(
                matches!(&problem, StoreError::BrokenSettings { aside: found, .. } if *found == aside),
                "{problem:?}"
            );
            assert_eq!(std::fs::read(aside).unwrap(), text.as_bytes());
            assert!(load(folder.path()).problem.is_none(), "once is enough");
        }
    }

    #[test]
    fn a_folder_in_the_way_is_reported() {
        let folder = tempfile::tempdir().unwrap();
        std::fs::create_dir(folder.path().join(FILE)).unwrap();
        let loaded = load(folder.path());
        assert!(matches!(loaded.problem, Some(StoreError::IsFolder { .. })), "{:?}", loaded.problem);
        assert!(save(folder.path(), &Settings::default()).is_err());
        atomic::replace(&folder.path().join("a"), b"").unwrap();
        assert!(save(&folder.path().join("a"), &Settings::default()).is_err());
    }
}

//! Keeps the settings: written by a thread of its own whenever they change, so that neither a crash nor a slow disk costs
//! anything, and once more at the end.

use crate::desk::{Desk, Lang, Message, Settings, explain_store};
use crate::store::{StoreError, settings};
use std::path::PathBuf;
use std::thread::JoinHandle;

/// What is kept, and where.
#[derive(Debug, Default)]
pub(super) struct Keeper {
    /// `None` where nothing can be kept: no home, or a file that could not even be read.
    folder: Option<PathBuf>,
    /// As they were written last.
    written: Settings,
    writing: Option<JoinHandle<Result<(), StoreError>>>,
    /// The disk refused; that is said once.
    refused: bool,
}

impl Keeper {
    /// Reads the settings in `folder` into `desk`. What is wrong with them is its message.
    pub(super) fn load(desk: &mut Desk, folder: Option<PathBuf>) -> Self {
        let system = Lang::of_locale(&sys_locale::get_locale().unwrap_or_default());
        let loaded = folder.as_deref().map(settings::load);
        let written = loaded.as_ref().map(|loaded| loaded.settings.clone()).unwrap_or_default();
        desk.adopt(&written, system);
        let problem = loaded.and_then(|loaded| loaded.problem);
        if let Some(problem) = &problem {
            desk.message = Some(Message::error(explain_store(desk.lang, problem)));
        }
        // What is there and cannot be read is not written over.
        let readable = problem.is_none_or(|problem| matches!(problem, StoreError::BrokenSettings { .. }));
        Self { folder: folder.filter(|_| readable), written, writing: None, refused: false }
    }

    /// Begins to write the settings, where they changed since they were written last. A refusal becomes the desk's message.
    pub(super) fn keep(&mut self, desk: &mut Desk) {
        if self.writing.as_ref().is_some_and(|writing| !writing.is_finished()) {
            return;
        }
        if let Some(Err(error)) = self.wait()
            && !std::mem::replace(&mut self.refused, true)
        {
            desk.message = Some(Message::error(explain_store(desk.lang, &error)));
        }
        let settings = desk.settings(&self.written);
        if let Some(folder) = self.folder.clone().filter(|_| settings != self.written) {
            self.written = settings.clone();
            self.writing = Some(std::thread::spawn(move || settings::save(&folder, &settings)));
        }
    }

    /// Writes the settings as they are at the end.
    pub(super) fn keep_last(&mut self, desk: &Desk) {
        let before = self.wait();
        let settings = desk.settings(&self.written);
        if settings == self.written && !matches!(before, Some(Err(_))) {
            return;
        }
        if let Some(Err(error)) = self.folder.as_ref().map(|folder| settings::save(folder, &settings)) {
            log::warn!("settings were not kept: {error}");
        }
    }

    /// Waits for what is being written, and says what became of it.
    fn wait(&mut self) -> Option<Result<(), StoreError>> {
        self.writing.take().and_then(|writing| writing.join().ok())
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::desk::Theme;

    fn desk_on(folder: &std::path::Path) -> (Desk, Keeper) {
        let mut desk = Desk::new(Lang::Zh);
        let keeper = Keeper::load(&mut desk, Some(folder.to_owned()));
        (desk, keeper)
    }

    #[test]
    fn what_is_chosen_is_there_after_a_crash() {
        let folder = tempfile::tempdir().unwrap();
        let (mut desk, mut keeper) = desk_on(folder.path());
        desk.theme = Theme::Dark;
        desk.prefs.raw_points = 18;
        keeper.keep(&mut desk);
        keeper.wait().unwrap().unwrap();
        // No `keep_last`: the program was killed.
        let (desk, _) = desk_on(folder.path());
        assert_eq!((desk.theme, desk.prefs.raw_points, desk.message), (Theme::Dark, 18, None));
    }

    #[test]
    fn nothing_is_written_where_nothing_changed() {
        let folder = tempfile::tempdir().unwrap();
        let (mut desk, mut keeper) = desk_on(folder.path());
        keeper.keep(&mut desk);
        keeper.keep_last(&desk);
        assert!(std::fs::read_dir(folder.path()).unwrap().next().is_none());
    }

    #[test]
    fn a_broken_file_is_set_aside_and_said_in_words() {
        let folder = tempfile::tempdir().unwrap();
        crate::store::atomic::replace(&folder.path().join("settings.json"), b"{\"theme\": 7").unwrap();
        let (mut desk, mut keeper) = desk_on(folder.path());
        let message = desk.message.clone().unwrap().text;
        assert!(message.contains("settings.json.broken"), "{message}");
        desk.theme = Theme::Light;
        keeper.keep(&mut desk);
        keeper.keep_last(&desk);
        assert_eq!(desk_on(folder.path()).0.theme, Theme::Light);
    }

    #[test]
    fn a_refusal_of_the_disk_is_said_once() {
        let folder = tempfile::tempdir().unwrap();
        let (mut desk, mut keeper) = desk_on(folder.path());
        // A file where the folder should be: nobody can write there.
        keeper.folder = Some(folder.path().join("file"));
        crate::store::atomic::replace(&folder.path().join("file"), b"").unwrap();
        for (theme, said) in [(Theme::Dark, true), (Theme::Light, false)] {
            desk.theme = theme;
            keeper.keep(&mut desk);
            while keeper.writing.as_ref().is_some_and(|writing| !writing.is_finished()) {
                std::thread::yield_now();
            }
            keeper.keep(&mut desk);
            assert_eq!(desk.message.take().is_some(), said);
        }
    }
}

//! Which file: the system's dialog, and where the system has none, a field for the path.

use super::{Answer, AskField, Typed, modal, name_in};
use crate::app::theme::{self, GAP2, Look};
use crate::desk::words::{Text, text};
use crate::desk::{Desk, Extent, Lang, Next, with_ending};
use eframe::egui::{RichText, Ui};
use std::path::PathBuf;
use std::sync::mpsc::{Receiver, TryRecvError, channel};
use std::time::{Duration, Instant};

/// A dialog that answers sooner than a person could is none: the system has no portal (it answers within 35 ms then, and on a
/// busy machine whenever it can: see [`Dialog`]).
const NO_DIALOG: Duration = Duration::from_millis(300);

const OPEN: Text = text("打开哪个文件", "Open which file");
const COMPARE: Text = text("与哪个工程比较", "Compare with which project");
const SAVE: Text = text("工程存到哪里", "Save the project where");
const EXPORT: Text = text("导出到哪里", "Export where");
const HINT_OPEN: Text = text("文本文件或工程文件的路径", "The path of a text file or a project");
const HINT_COMPARE: Text =
    text("另一位编辑存下的同一份文本的工程", "A project that another editor made of the same dump");
const HINT_SAVE: Text = text("以 .newsmend.json 结尾", "Ends in .newsmend.json");
const HINT_EXPORT: Text = text("结尾定格式：.json、.txt、.md", "The ending says the format: .json, .txt, .md");
const OK: Text = text("确定", "OK");
const REPLACE: Text = text("替换", "Replace");
const EXISTS: Text =
    text("那里已有文件。替换它，还是改名？", "A file is there already. Replace it, or change the name?");
const CANCEL: Text = text("取消", "Cancel");

/// What the file is for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Purpose {
    Open,
    Compare,
    Save,
    Export(Extent),
}

impl Purpose {
    /// True where the file is read and must be there.
    fn reads(self) -> bool {
        matches!(self, Self::Open | Self::Compare)
    }
}

/// The system's dialog, or what would be one if the system had any: both may answer "nothing", and only one was cancelled.
struct Dialog {
    answer: Receiver<Option<PathBuf>>,
    begun: Instant,
    /// True once the window was without the focus: nobody cancels a dialog that does not have it.
    had_focus: bool,
}

impl Dialog {
    fn of(answer: Receiver<Option<PathBuf>>) -> Self {
        Self { answer, begun: Instant::now(), had_focus: false }
    }

    fn was_cancelled(&self) -> bool {
        self.had_focus && self.begun.elapsed() > NO_DIALOG
    }
}

/// Asks for a file.
pub(crate) struct FileAsk {
    purpose: Purpose,
    /// The system's dialog, while it is open.
    dialog: Option<Dialog>,
    field: AskField,
    /// What stands at the path that was given, and would be replaced: it is asked about once.
    standing: Option<PathBuf>,
}

impl FileAsk {
    /// Begins to ask: in the system's dialog where `native`, else in a field.
    pub(crate) fn new(purpose: Purpose, desk: &Desk, native: bool) -> Self {
        let folder = folder_of(desk);
        let name = match purpose {
            Purpose::Open | Purpose::Compare => String::new(),
            Purpose::Save => format!("{}{}", desk.suggested_name(), crate::store::project_file::ENDING),
            Purpose::Export(extent) => format!("{}.json", desk.suggested_export(extent)),
        };
        let typed = match (&folder, purpose) {
            (Some(folder), Purpose::Open | Purpose::Compare) => {
                format!("{}{}", folder.display(), std::path::MAIN_SEPARATOR)
            }
            (Some(folder), _) => folder.join(&name).display().to_string(),
            (None, _) => name.clone(),
        };
        let dialog = native.then(|| Dialog::of(start(purpose, desk.lang, folder, name)));
        Self { purpose, dialog, field: AskField::with_path(typed), standing: None }
    }

    /// Asks for a frame.
    pub(crate) fn ui(&mut self, ui: &Ui, desk: &mut Desk, composing: bool) -> Answer {
        if let Some(dialog) = &mut self.dialog {
            dialog.had_focus |= !ui.input(|input| input.focused);
            match dialog.answer.try_recv() {
                Ok(Some(path)) => {
                    self.dialog = None;
                    let target = target(self.purpose, path.clone());
                    if target == path || !target.exists() {
                        // The system's dialog has asked about a file that stands there.
                        return act(self.purpose, desk, target, true);
                    }
                    self.field = AskField::with_path(target.display().to_string());
                    self.standing = Some(target);
                }
                Ok(None) if dialog.was_cancelled() => return give_up(desk),
                Ok(None) | Err(TryRecvError::Disconnected) => self.dialog = None,
                Err(TryRecvError::Empty) => {
                    ui.request_repaint_after(Duration::from_millis(50));
                    return Answer::Open;
                }
            }
        }
        self.field_ui(ui, desk, composing)
    }

    fn field_ui(&mut self, ui: &Ui, desk: &mut Desk, composing: bool) -> Answer {
        let lang = desk.lang;
        let (title, hint) = match self.purpose {
            Purpose::Open => (OPEN, HINT_OPEN),
            Purpose::Compare => (COMPARE, HINT_COMPARE),
            Purpose::Save => (SAVE, HINT_SAVE),
            Purpose::Export(_) => (EXPORT, HINT_EXPORT),
        };
        let standing = self.standing.is_some();
        let ((done, (ok, cancel)), close) = modal(ui, "path", 560.0, |ui| {
            ui.label(RichText::new(title.get(lang)).font(theme::bold(theme::BODY)));
            let before = self.field.text.clone();
            let done = self.field.ui(ui, title.get(lang), composing);
            if before != self.field.text {
                self.standing = None;
            }
            let look = Look::get(ui);
            if standing {
                ui.label(RichText::new(EXISTS.get(lang)).color(look.error));
            } else {
                ui.label(RichText::new(hint.get(lang)).small().color(look.faint));
            }
            ui.add_space(GAP2);
            let ok = if standing { REPLACE } else { OK };
            let buttons =
                ui.horizontal(|ui| (ui.button(ok.get(lang)).clicked(), ui.button(CANCEL.get(lang)).clicked()));
            (done, buttons.inner)
        });
        if (ok || done == Typed::Entered) && !self.field.text.trim().is_empty() {
            let path = target(self.purpose, PathBuf::from(self.field.text.trim()));
            let confirmed = self.standing.as_ref() == Some(&path);
            if !self.purpose.reads() && !confirmed && path.is_file() && !is_own(desk, &path) {
                self.standing = Some(path);
                AskField::stay_on(ui, name_in(&self.field.text));
                ui.request_repaint();
                return Answer::Open;
            }
            return act(self.purpose, desk, path, confirmed);
        }
        if cancel || done == Typed::GivenUp || (close && !composing) { give_up(desk) } else { Answer::Open }
    }
}

/// Where a file of that name goes: project files have an ending of their own.
fn target(purpose: Purpose, path: PathBuf) -> PathBuf {
    if purpose == Purpose::Save { with_ending(path) } else { path }
}

/// True for the project's own file, which saving renews without a question.
fn is_own(desk: &Desk, path: &std::path::Path) -> bool {
    let file = desk.work.as_ref().and_then(|work| work.file.as_ref());
    file.is_some_and(|file| file == path)
}

/// Nothing was chosen: what is on the desk stays, also where its changes had been given up for what was to come.
fn give_up(desk: &mut Desk) -> Answer {
    desk.keep_changes();
    Answer::Closed
}

/// `over`: the editor knows that something stands there.
fn act(purpose: Purpose, desk: &mut Desk, path: PathBuf, over: bool) -> Answer {
    match (purpose, over) {
        (Purpose::Open, _) => return Answer::Next(Next::Files(vec![path])),
        (Purpose::Compare, _) => {
            if let Err(refusal) = desk.compare_with(path) {
                desk.refuse(refusal);
            }
        }
        (Purpose::Save, false) => desk.save(path),
        (Purpose::Save, true) => desk.save_over(path),
        (Purpose::Export(extent), false) => desk.export_part(path, extent),
        (Purpose::Export(extent), true) => desk.export_over(path, extent),
    }
    Answer::Closed
}

fn folder_of(desk: &Desk) -> Option<PathBuf> {
    let work = desk.work.as_ref();
    let file = work.and_then(|work| work.file.as_ref().or(work.dump.as_ref()));
    file.and_then(|file| file.parent()).filter(|folder| !folder.as_os_str().is_empty()).map(PathBuf::from)
}

/// Opens the system's dialog on a thread of its own: the window goes on.
fn start(purpose: Purpose, lang: Lang, folder: Option<PathBuf>, name: String) -> Receiver<Option<PathBuf>> {
    let (sender, receiver) = channel();
    std::thread::spawn(move || {
        let mut dialog = rfd::AsyncFileDialog::new();
        if let Some(folder) = folder {
            dialog = dialog.set_directory(folder);
        }
        let picked = match purpose {
            Purpose::Open => pollster::block_on(dialog.set_title(OPEN.get(lang)).pick_file()),
            Purpose::Compare => pollster::block_on(dialog.set_title(COMPARE.get(lang)).pick_file()),
            Purpose::Save | Purpose::Export(_) => {
                let title = if purpose == Purpose::Save { SAVE } else { EXPORT };
                pollster::block_on(dialog.set_title(title.get(lang)).set_file_name(name).save_file())
            }
        };
        // The window may be gone.
        drop(sender.send(picked.map(|file| file.path().to_owned())));
    });
    receiver
}

#[cfg(test)]
mod tests {
    use super::*;

    /// A dialog that answers "nothing", and whether it is taken to have been cancelled.
    fn check_nothing(begun: Instant, window_has_focus: bool, cancelled: bool) {
        let (sender, answer) = channel();
        let mut desk = Desk::new(Lang::En);
        let mut ask = FileAsk::new(Purpose::Open, &desk, false);
        ask.dialog = Some(Dialog { begun, ..Dialog::of(answer) });
        let ctx = eframe::egui::Context::default();
        crate::app::dress(&ctx);
        let mut frame = |ask: &mut FileAsk| {
            let input = eframe::egui::RawInput { focused: window_has_focus, ..Default::default() };
            let mut done = false;
            let draw = |ui: &mut Ui| done = !matches!(ask.ui(ui, &mut desk, false), Answer::Open);
            ctx.run_ui(input, draw).textures_delta.clear();
            done
        };
        assert!(!frame(&mut ask), "it is waited for");
        sender.send(None).unwrap();
        assert_eq!(frame(&mut ask), cancelled);
        assert_eq!(ask.dialog.is_none(), !cancelled, "a field is there instead");
    }

    fn long_ago() -> Instant {
        Instant::now().checked_sub(2 * NO_DIALOG).unwrap()
    }

    /// However slow the machine that runs the test.
    fn just_now() -> Instant {
        Instant::now() + Duration::from_secs(600)
    }

    #[test]
    fn a_dialog_that_took_the_focus_was_cancelled() {
        check_nothing(long_ago(), false, true);
    }

    #[test]
    fn a_system_without_dialogs_that_is_slow_to_say_so_gives_a_field() {
        check_nothing(long_ago(), true, false);
        check_nothing(just_now(), false, false);
    }
}

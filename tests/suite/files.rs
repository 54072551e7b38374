//! Files at the desk: opened, saved, exported, and what cannot be read.

use crate::notation::command_of;
use newsmend::desk::{Desk, Lang, MessageKind, Selection, now_millis};
use newsmend::formats::{self, FORMATS};
use newsmend::model::Project;
use newsmend::text::decode::Encoding;
use std::path::{Path, PathBuf};

pub(crate) const DUMP: &str =
    "城南旧桥下月重修\n本报讯（记者张三）城南旧桥下月起\n重修。\n\n公园新开夜市\n公园夜市昨晚开张。\n";

/// A folder with the dump `a.txt`.
pub(crate) fn folder() -> (tempfile::TempDir, PathBuf) {
    let folder = tempfile::tempdir().unwrap();
    let dump = folder.path().join("a.txt");
    write(&dump, DUMP.as_bytes());
    (folder, dump)
}

pub(crate) fn write(path: &Path, bytes: &[u8]) {
    newsmend::store::atomic::replace(path, bytes).unwrap();
}

pub(crate) fn opened(path: &Path) -> Desk {
    let mut desk = Desk::new(Lang::En);
    desk.open(path.to_owned(), None).unwrap();
    desk.finish();
    desk
}

pub(crate) fn project(desk: &Desk) -> &Project {
    desk.work().unwrap().project()
}

pub(crate) fn message(desk: &Desk) -> &str {
    desk.message.as_ref().map_or("", |message| message.text.as_str())
}

pub(crate) fn is_changed(desk: &Desk) -> bool {
    desk.work().unwrap().is_changed()
}

pub(crate) fn select(desk: &mut Desk, block: usize) {
    let id = project(desk).blocks().nth(block).unwrap().0;
    let span = project(desk).block(id).unwrap().spans[0];
    desk.work_mut().unwrap().view.selection = Selection::at(span.from());
}

pub(crate) fn press(desk: &mut Desk, key: &str) {
    assert_eq!(desk.run(command_of(key)), None);
}

/// Does something in both languages. It fails with these words, which name the file, and leaves desk and disk alone.
#[track_caller]
pub(crate) fn check_fails(desk: &mut Desk, path: &Path, act: impl Fn(&mut Desk), zh: &str, en: &str) {
    let name = path.file_name().unwrap().to_string_lossy().into_owned();
    let on_disk = std::fs::read(path).ok();
    let (before, file) = (desk.work.as_ref().map(|work| work.project().clone()), file_of(desk));
    for (lang, wanted) in [(Lang::Zh, zh), (Lang::En, en)] {
        desk.lang = lang;
        act(desk);
        desk.finish();
        let shown = desk.message.clone().unwrap();
        assert_eq!((shown.text.as_str(), shown.kind), (wanted.replace("{}", &name).as_str(), MessageKind::Error));
        assert_eq!(desk.work.as_ref().map(|work| work.project().clone()), before, "what was on the desk stays");
        assert_eq!(file_of(desk), file);
        assert_eq!(std::fs::read(path).ok(), on_disk, "what was on the disk stays");
    }
}

fn file_of(desk: &Desk) -> Option<PathBuf> {
    desk.work.as_ref().and_then(|work| work.file.clone())
}

pub(crate) fn invalid(name: &str) -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/fixtures/invalid").join(format!("{name}.newsmend.json"))
}

#[test]
fn what_was_saved_opens_equal() {
    let (folder, dump) = folder();
    let mut desk = opened(&dump);
    assert_eq!(project(&desk).pages()[0].text(), DUMP);
    select(&mut desk, 1);
    press(&mut desk, "7");
    desk.save(folder.path().join("mended"));
    desk.finish();
    let file = folder.path().join("mended.newsmend.json");
    assert_eq!((message(&desk), file_of(&desk)), ("Saved mended.newsmend.json", Some(file.clone())));
    let before = project(&desk).clone();
    desk.close();
    let mut desk = opened(&file);
    assert_eq!(project(&desk), &before);
    assert_eq!(file_of(&desk), Some(file.clone()));
    assert!(!is_changed(&desk) && desk.message.is_none());
    // Saving once more, and without a question now, gives the same bytes.
    let bytes = std::fs::read(&file).unwrap();
    press(&mut desk, "Ctrl+S");
    desk.finish();
    assert_eq!(std::fs::read(&file).unwrap(), bytes);
    assert_eq!(std::fs::read(&dump).unwrap(), DUMP.as_bytes());
}

#[test]
fn the_ending_is_added_once() {
    let (folder, dump) = folder();
    for (given, wanted) in [
        ("b", "b.newsmend.json"),
        ("b.json", "b.newsmend.json"),
        ("c.newsmend.json", "c.newsmend.json"),
        ("a.txt", "a.txt.newsmend.json"),
    ] {
        let mut desk = opened(&dump);
        desk.save_over(folder.path().join(given));
        desk.finish();
        assert_eq!(file_of(&desk), Some(folder.path().join(wanted)), "{given}");
    }
}

#[test]
fn every_format_is_exported_by_its_ending() {
    let (folder, dump) = folder();
    let mut desk = opened(&dump);
    for format in FORMATS {
        let path = folder.path().join(format!("out.{}", format.extension));
        for _ in 0..2 {
            desk.export(path.clone());
            desk.finish();
            assert_eq!(message(&desk), format!("Exported out.{}", format.extension));
        }
        let wanted = (format.run)(project(&desk), &formats::Selection::All);
        assert_eq!(std::fs::read_to_string(&path).unwrap(), wanted);
    }
    assert!(!is_changed(&desk) && file_of(&desk).is_none(), "an export is no save");
}

#[test]
fn what_is_changed_is_known() {
    let (folder, dump) = folder();
    let mut desk = opened(&dump);
    assert!(desk.work().unwrap().history.len() == 1 && !is_changed(&desk), "neither opening nor proposing is a change");
    select(&mut desk, 1);
    press(&mut desk, "7");
    assert!(is_changed(&desk));
    press(&mut desk, "Ctrl+Z");
    assert!(!is_changed(&desk), "undone");
    press(&mut desk, "Ctrl+Y");
    desk.save(folder.path().join("b"));
    desk.finish();
    assert!(!is_changed(&desk), "saved");
    press(&mut desk, "Ctrl+Z");
    assert!(is_changed(&desk), "undone behind the saved state");
    press(&mut desk, "Ctrl+Y");
    assert!(!is_changed(&desk), "back at it");
    // What is done while it is being saved is not saved.
    desk.save(folder.path().join("b"));
    press(&mut desk, "2");
    desk.finish();
    assert!(is_changed(&desk), "done while saving");
    press(&mut desk, "Ctrl+Z");
    assert!(!is_changed(&desk));
    // A save that fails saves nothing.
    press(&mut desk, "2");
    desk.save(folder.path().join("nowhere/b"));
    desk.finish();
    assert!(is_changed(&desk) && file_of(&desk) == Some(folder.path().join("b.newsmend.json")));
}

#[test]
fn what_cannot_be_opened_says_why_and_what_to_do() {
    let (folder, dump) = folder();
    let at = |name: &str, bytes: &[u8]| {
        let path = folder.path().join(name);
        write(&path, bytes);
        path
    };
    std::fs::create_dir(folder.path().join("issue")).unwrap();
    let cases = [
        (
            folder.path().join("issue"),
            "打不开 {}：这个文件夹里没有 .txt 文本文件，也不看下级文件夹。请选放文本的那个文件夹。",
            "Can't open {}: there is no .txt file in this folder, and folders in it are not looked at. Choose the folder that has the texts.",
        ),
        (
            folder.path().join("gone.txt"),
            "打不开 {}：找不到这个文件或文件夹，请检查路径。",
            "Can't open {}: there is no such file or folder. Check the path.",
        ),
        (
            at("empty.txt", b""),
            "打不开 {}：文件里没有文字，请另选一个。",
            "Can't open {}: there is no text in it. Choose another file.",
        ),
        (
            at("page.pdf", b"%PDF-1.7\n%\xe2\xe3\xcf\xd3\n1 0 obj\n"),
            "打不开 {}：这是 PDF 文件，不是文本。请打开 OCR 导出的纯文本（.txt）。",
            "Can't open {}: this is no text but PDF. Open the plain text (.txt) that the OCR gave.",
        ),
        (
            invalid("empty"),
            "打不开 {}：文件是空的。请从备份恢复。文件没有改动。",
            "Can't open {}: the file is empty. Restore it from a backup. The file was not changed.",
        ),
        (
            invalid("cut-in-half"),
            "打不开 {}：工程文件在第 37 行断了，后面的内容缺失。请从备份恢复。文件没有改动。",
            "Can't open {}: the project file breaks off at line 37; the rest is missing. Restore it from a backup. The file was not changed.",
        ),
        (
            invalid("newer-version"),
            "打不开 {}：它由更新的 Newsmend 保存（格式 2，本版只读到 1）。请更新 Newsmend。文件没有改动。",
            "Can't open {}: a newer Newsmend saved it (format 2, this one reads up to 1). Update Newsmend. The file was not changed.",
        ),
        (
            invalid("ledger-short"),
            "打不开 {}：第 1 版第 9 行：账目不平，有 1 字无处归属。请从备份恢复。文件没有改动。",
            "Can't open {}: page 1, line 9: the ledger does not add up: 1 character is in no block. Restore it from a backup. The file was not changed.",
        ),
        (
            invalid("an-export-instead"),
            "打不开 {}：这是导出的成品，不是工程。请打开工程文件或原来的文本。文件没有改动。",
            "Can't open {}: this is an export, not a project. Open the project or the dump that it was made from. The file was not changed.",
        ),
        (
            invalid("merge-conflict"),
            "打不开 {}：第 40 行第 1 字节处不是 JSON，文件可能被改坏。请从备份恢复。文件没有改动。",
            "Can't open {}: line 40, byte 1 is not JSON; something has damaged it. Restore it from a backup. The file was not changed.",
        ),
    ];
    for (path, zh, en) in cases {
        let open = |desk: &mut Desk| desk.open(path.clone(), None).unwrap();
        check_fails(&mut Desk::default(), &path, open, zh, en);
        check_fails(&mut opened(&dump), &path, open, zh, en);
    }
}

#[test]
fn every_broken_project_names_its_file_in_both_languages() {
    for entry in invalid("empty").parent().unwrap().read_dir().unwrap() {
        let path = entry.unwrap().path();
        let name = path.file_name().unwrap().to_string_lossy().into_owned();
        for (lang, begins, ends) in [
            (Lang::Zh, format!("打不开 {name}："), "文件没有改动。"),
            (Lang::En, format!("Can't open {name}: "), "The file was not changed."),
        ] {
            let mut desk = Desk::new(lang);
            desk.open(path.clone(), None).unwrap();
            desk.finish();
            assert!(message(&desk).starts_with(&begins) && message(&desk).ends_with(ends), "{}", message(&desk));
            assert!(desk.work.is_none());
        }
    }
}

#[test]
fn bytes_that_are_no_text_are_told_of_also_when_the_proposal_is_there() {
    let (folder, _) = folder();
    let path = folder.path().join("b.txt");
    write(&path, b"plain text\nbad \xff\xff byte\n");
    for (lang, wanted) in [
        (
            Lang::Zh,
            "b.txt 第 2 行：FF 不是 UTF-8 文字（共 2 处），已保留并以 \u{fffd} 标记。若大片不对，请在“文件”菜单更改编码。",
        ),
        (
            Lang::En,
            "b.txt, line 2: FF is not UTF-8 (2 such places). They are kept and marked \u{fffd}. If much looks wrong, choose another encoding in File.",
        ),
    ] {
        let mut desk = Desk::new(lang);
        desk.open(path.clone(), Some(Encoding::UTF_8)).unwrap();
        desk.finish();
        assert_eq!(message(&desk), wanted);
        press(&mut desk, "Ctrl+R");
        desk.finish();
        assert_ne!(message(&desk), wanted, "it is said once");
    }
}

#[test]
fn it_is_known_when_the_file_was_written_last() {
    let (folder, dump) = folder();
    let path = folder.path().join("a.newsmend.json");
    let mut desk = opened(&dump);
    assert_eq!(desk.work().unwrap().saved_at, None, "it never was");
    let before = now_millis();
    desk.save(path.clone());
    desk.finish();
    assert!(desk.work().unwrap().saved_at.is_some_and(|at| at >= before));
    desk.close();
    let file = std::fs::File::options().write(true).open(&path).unwrap();
    file.set_modified(std::time::UNIX_EPOCH + std::time::Duration::from_secs(86_400)).unwrap();
    assert_eq!(opened(&path).work().unwrap().saved_at, Some(86_400_000));
}

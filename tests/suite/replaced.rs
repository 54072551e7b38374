//! What saving, exporting and opening do not replace, and what they replace only where the editor says so.

use crate::files::{DUMP, check_fails, folder, invalid, is_changed, message, opened, press, project, select, write};
use newsmend::desk::gestures::Refusal;
use newsmend::desk::{Ask, CommandId, Desk, Lang, MessageKind, Next, Sample, words};
use newsmend::text::decode::Encoding;

#[test]
fn saving_replaces_nothing_but_projects_of_this_version() {
    let (folder, dump) = folder();
    let mut desk = opened(&dump);
    select(&mut desk, 1);
    press(&mut desk, "7");
    let path = folder.path().join("b.newsmend.json");
    let other = "存不了 {}：那里是别的文件，不是工程，请换一个文件名。您的修改仍在窗口中。";
    let other_en = "Can't save {}: another file stands there that is no project. Choose another name. Your changes are still in the window.";
    let newer = "存不了 {}：那里是更新版本的工程，请换一个文件名。您的修改仍在窗口中。";
    let newer_en = "Can't save {}: a project of a newer version stands there. Choose another name. Your changes are still in the window.";
    for (bytes, zh, en) in [
        (DUMP.as_bytes().to_vec(), other, other_en),
        (b"{\"name\": \"another program\"}".to_vec(), other, other_en),
        (std::fs::read(invalid("an-export-instead")).unwrap(), other, other_en),
        (std::fs::read(invalid("newer-version")).unwrap(), newer, newer_en),
    ] {
        write(&path, &bytes);
        check_fails(&mut desk, &path, |desk| desk.save(path.clone()), zh, en);
        assert!(is_changed(&desk));
    }
    let nowhere = folder.path().join("nowhere/b.newsmend.json");
    let zh = "存不了 {}：找不到这个文件或文件夹，请检查路径。您的修改仍在窗口中。";
    let en = "Can't save {}: there is no such file or folder. Check the path. Your changes are still in the window.";
    check_fails(&mut desk, &nowhere, |desk| desk.save(nowhere.clone()), zh, en);
    // An empty file is nothing to lose: a file picker may have made it.
    write(&path, b"");
    desk.save(path.clone());
    desk.finish();
    assert_eq!(project(&opened(&path)), project(&desk));
}

#[cfg(unix)]
#[test]
fn saving_does_not_reach_the_dump_through_a_link() {
    let (folder, dump) = folder();
    let link = folder.path().join("b.newsmend.json");
    std::os::unix::fs::symlink(&dump, &link).unwrap();
    let mut desk = opened(&dump);
    desk.save(link);
    desk.finish();
    assert!(message(&desk).starts_with("Can't save b.newsmend.json: another file stands there"), "{}", message(&desk));
    assert_eq!(std::fs::read(&dump).unwrap(), DUMP.as_bytes());
}

#[test]
fn an_export_replaces_neither_the_dump_nor_a_project() {
    let (folder, dump) = folder();
    let mut desk = opened(&dump);
    let own = "导出不了 {}：这是打开的文件本身，请换一个文件名。";
    let own_en = "Can't export {}: this is the open file itself. Choose another name.";
    check_fails(&mut desk, &dump, |desk| desk.export(dump.clone()), own, own_en);
    let roundabout = folder.path().join("sub/../a.txt");
    std::fs::create_dir(folder.path().join("sub")).unwrap();
    check_fails(&mut desk, &roundabout, |desk| desk.export(roundabout.clone()), own, own_en);
    let file = folder.path().join("b.newsmend.json");
    desk.save(file.clone());
    desk.finish();
    check_fails(&mut desk, &file, |desk| desk.export(file.clone()), own, own_en);
    // The dump is still the dump when the project was opened from its own file.
    let mut again = opened(&file);
    check_fails(&mut again, &dump, |desk| desk.export(dump.clone()), own, own_en);
    // Nor is another project replaced, of whatever version.
    let another = folder.path().join("c.newsmend.json");
    let zh = "导出不了 {}：那里是工程文件，请换一个文件名。";
    let en = "Can't export {}: a project stands there. Choose another name.";
    for bytes in [std::fs::read(&file).unwrap(), std::fs::read(invalid("newer-version")).unwrap()] {
        write(&another, &bytes);
        check_fails(&mut desk, &another, |desk| desk.export(another.clone()), zh, en);
    }
    let odd = folder.path().join("b.docx");
    let zh = "导出不了 {}：请以 .json、.txt 或 .md 结尾命名。";
    let en = "Can't export {}: end the name in .json, .txt or .md.";
    check_fails(&mut desk, &odd, |desk| desk.export(odd.clone()), zh, en);
}

#[test]
fn an_export_does_not_replace_a_dump_that_opens_only_in_a_chosen_encoding() {
    let (folder, dump) = folder();
    // So many control characters are taken for binary data until an encoding is chosen.
    write(&dump, format!("{DUMP}公园{}夜市\n", "\u{1}".repeat(8)).as_bytes());
    let mut desk = opened(&dump);
    assert!(desk.work.is_none(), "{}", message(&desk));
    desk.open(dump.clone(), Some(Encoding::UTF_8)).unwrap();
    desk.finish();
    let file = folder.path().join("b.newsmend.json");
    desk.save(file.clone());
    desk.finish();
    desk.close();
    let own = "导出不了 {}：这是打开的文件本身，请换一个文件名。";
    let own_en = "Can't export {}: this is the open file itself. Choose another name.";
    let export = |desk: &mut Desk| desk.export_over(dump.clone(), newsmend::desk::Extent::All);
    check_fails(&mut opened(&file), &dump, export, own, own_en);
}

#[test]
fn changes_that_are_not_saved_are_not_replaced() {
    let (folder, dump) = folder();
    let mut desk = opened(&dump);
    select(&mut desk, 1);
    press(&mut desk, "7");
    let before = project(&desk).clone();
    assert_eq!(desk.open(dump.clone(), None), Err(Refusal::Unsaved));
    assert_eq!(desk.reopen(Encoding::UTF_8), Err(Refusal::Unsaved));
    let bytes = |desk: &mut Desk| desk.open_bytes("b.txt", b"other");
    let sample = |desk: &mut Desk| desk.open_sample(Sample::English);
    let acts: [&dyn Fn(&mut Desk); 2] = [&bytes, &sample];
    for act in acts {
        desk.message = None;
        act(&mut desk);
        desk.finish();
        assert_eq!((project(&desk), message(&desk)), (&before, words::refusal(Refusal::Unsaved).en));
    }
    // Commands ask first what becomes of them.
    for (id, next) in [
        ("file.open", Next::Chosen),
        ("file.sample.zh", Next::Sample(Sample::Chinese)),
        ("file.sample.en", Next::Sample(Sample::English)),
        ("file.encoding", Next::Encoding),
        ("app.quit", Next::Close),
    ] {
        assert_eq!(desk.run(CommandId(id)), Some(Ask::Leave(next)), "{id}");
        assert_eq!(project(&desk), &before);
    }
    // What is done while a file is being read counts too.
    press(&mut desk, "Ctrl+Z");
    desk.open(dump.clone(), None).unwrap();
    press(&mut desk, "Ctrl+Y");
    desk.finish();
    assert_eq!((project(&desk), message(&desk)), (&before, words::refusal(Refusal::Unsaved).en));
    desk.save(folder.path().join("b"));
    desk.finish();
    desk.open_sample(Sample::English);
    assert_ne!(project(&desk).pages(), before.pages(), "saved, it may go");
}

#[test]
fn an_earlier_state_and_another_encoding_are_chosen_behind_the_question_about_changes() {
    let (folder, dump) = folder();
    let mut desk = opened(&dump);
    desk.save(folder.path().join("b"));
    desk.finish();
    let asks = [("file.earlier", Ask::Earlier, Next::Earlier), ("file.encoding", Ask::Encoding, Next::Encoding)];
    for (id, ask, _) in asks.clone() {
        assert_eq!(desk.run(CommandId(id)), Some(ask), "{id}");
    }
    select(&mut desk, 1);
    press(&mut desk, "7");
    for (id, _, next) in asks {
        assert_eq!(desk.run(CommandId(id)), Some(Ask::Leave(next)), "{id}");
    }
    // Looking for unsaved work replaces nothing.
    assert_eq!(desk.run(CommandId("file.recover")), None);
    assert_eq!(message(&desk), "There is no unsaved work");
}

#[test]
fn another_file_is_replaced_only_where_the_editor_says_so() {
    let folder = tempfile::tempdir().unwrap();
    let mut first = Desk::new(Lang::En);
    first.open_sample(Sample::Chinese);
    first.finish();
    let (saved, exported) = (folder.path().join("b.newsmend.json"), folder.path().join("b.md"));
    first.save(saved.clone());
    first.finish();
    first.export(exported.clone());
    first.finish();
    first.export(exported.clone());
    first.finish();
    assert!(
        first.message.as_ref().is_some_and(|message| message.kind == MessageKind::Hint),
        "its own export is renewed"
    );
    let before = (std::fs::read(&saved).unwrap(), std::fs::read(&exported).unwrap());
    first.close();
    let mut second = Desk::new(Lang::En);
    second.open_sample(Sample::English);
    second.finish();
    second.save(saved.clone());
    second.finish();
    assert!(second.message.as_ref().unwrap().text.contains("another project stands there"));
    second.export(exported.clone());
    second.finish();
    // The error of the save stays until it is put right; the export's takes its place.
    assert!(second.message.as_ref().unwrap().text.contains("another file stands there"));
    assert_eq!(before, (std::fs::read(&saved).unwrap(), std::fs::read(&exported).unwrap()));
    second.save_over(saved.clone());
    second.finish();
    second.export_over(exported.clone(), newsmend::desk::Extent::All);
    second.finish();
    assert_ne!(before.0, std::fs::read(&saved).unwrap());
    assert_ne!(before.1, std::fs::read(&exported).unwrap());
}

//! The strip that goes through what another editor's project has otherwise.

use super::flows::undoes;
use super::harness::{everywhere, say, select};
use newsmend::desk::save_project;

#[test]
fn what_another_editor_made_otherwise_is_taken_over_or_kept_by_key() {
    everywhere(|window, lang| {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("theirs.newsmend.json");
        let mine = window.project().clone();
        select(window, "清晨的街道");
        window.press("1");
        let theirs = window.project().clone();
        save_project(&path, &theirs).unwrap();
        window.press("Ctrl+Z");
        assert_eq!(window.project(), &mine);

        let compare = say(lang, "与另一工程比较", "Compare with a project");
        window.press("Ctrl+Shift+P").type_text(compare).press("Enter");
        window.press("Ctrl+A").type_text(&path.display().to_string()).press("Enter");
        window.finish();
        let one = say(lang, "1 处不同", "1 difference");
        assert!(window.find(one).is_some(), "{:?}", window.names());
        window.press("F9");
        assert_eq!(window.project(), &mine, "no difference was gone to yet");

        window.press("F8");
        let what = say(lang, "角色不同：此处“主题”，对方“引题”", "other roles: “Headline” here, “Kicker” there");
        assert!(window.find(what).is_some(), "{:?}", window.names());
        window.press("F9");
        assert!(window.project() != &mine);
        window.finish();
        let none = say(lang, "没有不同", "Nothing differs");
        assert!(window.find(none).is_some(), "{:?}", window.names());
        undoes(window, &mine);
        window.finish();
        let again = say(lang, "不同 1 / 1", "Difference 1 of 1");
        assert!(window.find(again).is_some(), "what is undone differs again: {:?}", window.names());

        window.press("Shift+F9");
        window.finish();
        assert!(window.find(none).is_some(), "what is kept is asked no more: {:?}", window.names());
        window.click(say(lang, "结束比较", "Stop comparing"));
        assert!(window.find(none).is_none(), "{:?}", window.names());
    });
}

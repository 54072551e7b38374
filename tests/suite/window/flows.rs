//! Each gesture of the window, with its undo to equality.

use super::harness::{PAGE, TestWindow, everywhere, select};
use eframe::egui::{ImeEvent, vec2};
use newsmend::desk::Lang;
use newsmend::model::{Home, Project, Role};

/// What was done is one step, and undo takes it back exactly.
pub(super) fn undoes(window: &mut TestWindow, before: &Project) {
    assert_ne!(window.project(), before, "something was done");
    window.press("Ctrl+Z");
    assert_eq!(window.project(), before, "one undo takes it back");
}

#[test]
fn the_page_opens_as_two_articles() {
    everywhere(|window, _| {
        let titles = window.articles();
        assert_eq!(titles.len(), 2, "{titles:?}");
        assert!(titles[0].starts_with("清晨的街道"), "{titles:?}");
        assert!(titles[1].starts_with("社区图书馆延时"), "{titles:?}");
        assert!(!window.work().is_changed(), "opening is no change");
    });
}

#[test]
fn a_boundary_is_dragged_by_its_handle() {
    everywhere(|window, lang| {
        let before = window.project().clone();
        let name = match lang {
            Lang::Zh => "边界 第 7 行",
            Lang::En => "Boundary, line 7",
        };
        let from = window.rect(name).center();
        let to = window.rect("8 ").center();
        let line = window.rect("9 本报讯").left_top();
        window.drag(from, vec2(from.x, line.y + 2.0).to_pos2(), true);
        assert!(window.articles()[0].ends_with("社区图书馆延时"), "{:?} {to:?}", window.articles());
        undoes(window, &before);
    });
}

#[test]
fn esc_gives_up_a_drag() {
    everywhere(|window, lang| {
        let before = window.project().clone();
        let name = match lang {
            Lang::Zh => "边界 第 7 行",
            Lang::En => "Boundary, line 7",
        };
        let from = window.rect(name).center();
        window.drag(from, from + vec2(0.0, 60.0), false);
        assert_eq!(window.project(), &before);
        assert!(window.work().history.is_empty() || window.work().history.len() == 1);
    });
}

#[test]
fn keys_move_the_selected_boundary_by_lines() {
    everywhere(|window, _| {
        let before = window.project().clone();
        select(window, "扫完的街道");
        window.press("Alt+Down");
        assert!(window.articles()[0].ends_with("社区图书馆延时"), "{:?}", window.articles());
        window.press("Alt+Up");
        assert_eq!(window.articles()[0].matches("社区图书馆延时").count(), 0);
        window.press("Ctrl+Z");
        undoes(window, &before);
    });
}

#[test]
fn m_moves_the_fragment_into_the_article_that_is_named() {
    everywhere(|window, _| {
        let before = window.project().clone();
        select(window, "扫完的街道");
        window.press("S").press("M").type_text("社区").press("Enter");
        assert!(window.articles().iter().any(|text| text.contains("社区图书馆") && text.contains("扫完的街道")));
        window.press("Ctrl+Z");
        undoes(window, &before);
    });
}

#[test]
fn shift_m_merges_two_articles() {
    everywhere(|window, _| {
        let before = window.project().clone();
        select(window, "图书馆晚上");
        window.press("Shift+M").type_text("1").press("Enter");
        assert_eq!(window.articles().len(), 1);
        undoes(window, &before);
    });
}

#[test]
fn s_splits_the_article_at_the_caret() {
    everywhere(|window, _| {
        let before = window.project().clone();
        select(window, "扫完的街道");
        window.press("S");
        assert_eq!(window.articles().len(), 3);
        assert!(window.articles()[1].starts_with("扫完的街道"));
        undoes(window, &before);
    });
}

#[test]
fn a_double_click_in_the_gutter_splits_there() {
    everywhere(|window, lang| {
        let before = window.project().clone();
        let name = match lang {
            Lang::Zh => "第 5 行，篇目 1",
            Lang::En => "Line 5, article 1",
        };
        let at = window.rect(name).center();
        window.double_click_at(at);
        assert_eq!(window.articles().len(), 3, "{:?}", window.articles());
        undoes(window, &before);
    });
}

#[test]
fn n_makes_an_article_of_the_selection() {
    everywhere(|window, _| {
        let before = window.project().clone();
        window.select_lines("4 先扫主街", "5 扫完的街道");
        window.press("N");
        assert_eq!(window.articles().len(), 3, "{:?}", window.articles());
        assert!(window.articles()[1].contains("扫完的街道"), "{:?}", window.articles());
        undoes(window, &before);
    });
}

#[test]
fn digits_set_roles() {
    everywhere(|window, _| {
        for (key, role) in [("1", Role::Kicker), ("3", Role::Deck), ("6", Role::Subhead), ("7", Role::Caption)] {
            let before = window.project().clone();
            select(window, "清晨的街道");
            window.press(key);
            let block = window.work().selected_block().unwrap();
            assert_eq!(window.project().block(block).unwrap().role, role);
            undoes(window, &before);
        }
    });
}

#[test]
fn nine_and_zero_take_text_out_of_the_articles() {
    everywhere(|window, _| {
        for (key, home) in [("9", Home::Furniture), ("0", Home::Discarded)] {
            let before = window.project().clone();
            select(window, "清晨的街道");
            window.press(key);
            assert_eq!(window.project().blocks_in(home).len(), before.blocks_in(home).len() + 1);
            assert!(window.project().ledger().adds_up());
            undoes(window, &before);
        }
    });
}

#[test]
fn j_joins_and_shift_j_breaks_paragraphs() {
    everywhere(|window, _| {
        let before = window.project().clone();
        select(window, "再扫小巷");
        window.press("Shift+J");
        let broken = window.project().clone();
        assert_ne!(broken, before);
        select(window, "先扫主街");
        window.press("J");
        window.press("Ctrl+Z");
        assert_eq!(window.project(), &broken);
        undoes(window, &before);
    });
}

#[test]
fn f2_corrects_a_block_and_esc_gives_up() {
    everywhere(|window, _| {
        let before = window.project().clone();
        select(window, "清晨的街道");
        window.press("F2").press("Ctrl+A").type_text("清晨的大街").press("Enter");
        assert!(window.articles()[0].starts_with("清晨的大街"), "{:?}", window.articles());
        undoes(window, &before);
        window.press("F2").press("Ctrl+A").type_text("别的").press("Esc");
        assert_eq!(window.project(), &before);
    });
}

#[test]
fn composing_fires_no_shortcut_and_loses_no_text() {
    everywhere(|window, _| {
        let before = window.project().clone();
        select(window, "清晨的街道");
        window.press("F2").press("Ctrl+A");
        window.preedit("qing");
        window.press("Ctrl+S").press("Enter").press("Esc");
        window.preedit("").ime(ImeEvent::Commit("清早".to_owned()));
        window.press("Enter");
        assert!(window.articles()[0].starts_with("清早"), "{:?}", window.articles());
        undoes(window, &before);
    });
}

#[test]
fn the_palette_runs_any_command() {
    everywhere(|window, lang| {
        let before = window.project().clone();
        select(window, "扫完的街道");
        let typed = match lang {
            Lang::Zh => "zccfpm",
            Lang::En => "split the",
        };
        window.press("Ctrl+Shift+P").type_text(typed).press("Enter");
        assert_eq!(window.articles().len(), 3);
        undoes(window, &before);
    });
}

#[test]
fn a_context_menu_offers_what_can_be_done() {
    everywhere(|window, lang| {
        let before = window.project().clone();
        window.right_click("5 扫完的街道");
        window.click(match lang {
            Lang::Zh => "在此分段",
            Lang::En => "Break the paragraph here",
        });
        undoes(window, &before);
    });
}

#[test]
fn the_language_switches_at_once() {
    everywhere(|window, lang| {
        window.press("Ctrl+Shift+L");
        let (there, gone) = match lang {
            Lang::Zh => ("File", "文件"),
            Lang::En => ("文件", "File"),
        };
        assert!(window.find(there).is_some(), "{:?}", window.names());
        assert!(window.names().iter().all(|name| name != gone));
    });
}

#[test]
fn a_project_is_saved_exported_and_read_back() {
    everywhere(|window, _| {
        let folder = tempfile::tempdir().unwrap();
        let (saved, exported) = (folder.path().join("page.newsmend.json"), folder.path().join("page.json"));
        select(window, "扫完的街道");
        window.press("S");
        assert!(window.work().is_changed());
        window.press("Ctrl+S").press("Ctrl+A").type_text(&saved.display().to_string()).press("Enter");
        window.finish();
        assert!(!window.work().is_changed(), "{:?}", window.desk().message);
        window.press("Ctrl+E").press("Ctrl+A").type_text(&exported.display().to_string()).press("Enter");
        window.finish();
        assert!(exported.exists(), "{:?}", window.desk().message);
        let before = window.project().clone();
        window.drop_file(&saved);
        assert_eq!(window.project(), &before);
    });
}

#[test]
#[expect(clippy::disallowed_methods, reason = "a test's own files, in a folder of its own")]
fn bad_files_are_refused_in_words_and_the_page_stays() {
    everywhere(|window, lang| {
        let before = window.project().clone();
        let folder = tempfile::tempdir().unwrap();
        let png = folder.path().join("scan.png");
        std::fs::write(&png, b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR").unwrap();
        let empty = folder.path().join("empty.txt");
        std::fs::write(&empty, b"").unwrap();
        let invalid = std::path::Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/fixtures/invalid");
        let invalid =
            ["cut-in-half", "newer-version", "ledger-short"].map(|name| invalid.join(format!("{name}.newsmend.json")));
        let nothing = tempfile::tempdir().unwrap();
        let odd = [nothing.path().to_owned(), folder.path().join("missing.txt"), png, empty];
        for path in odd.into_iter().chain(invalid) {
            window.drop_file(&path);
            let message = window.desk().message.clone().expect("a message");
            let name = path.file_name().unwrap().to_string_lossy().into_owned();
            let opens = match lang {
                Lang::Zh => "打不开",
                Lang::En => "Can't open",
            };
            assert!(message.text.starts_with(opens) && message.text.contains(&name), "{message:?}");
            assert_eq!(window.project(), &before);
        }
    });
}

#[test]
fn what_is_typed_is_taken_in_before_saving_and_closing() {
    everywhere(|window, lang| {
        let before = window.project().clone();
        select(window, "清晨的街道");
        window.press("F2").press("Ctrl+A").type_text("清晨的大街");
        window.press("Ctrl+Q");
        assert!(window.articles()[0].starts_with("清晨的大街"), "{:?}", window.articles());
        let stay = match lang {
            Lang::Zh => "留在这里",
            Lang::En => "Stay",
        };
        window.click(stay);
        assert!(window.find(stay).is_none());
        undoes(window, &before);
        let folder = tempfile::tempdir().unwrap();
        let saved = folder.path().join("page.newsmend.json");
        window.press("F2").press("Ctrl+A").type_text("清晨的大路").press("Ctrl+S");
        window.press("Ctrl+A").type_text(&saved.display().to_string()).press("Enter");
        window.finish();
        assert!(std::fs::read_to_string(&saved).unwrap().contains("清晨的街道"), "the dump is as it was");
        assert!(window.articles()[0].starts_with("清晨的大路"));
        assert!(!window.work().is_changed());
    });
}

#[test]
fn another_project_is_replaced_after_one_question() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("page.newsmend.json");
    everywhere(|window, lang| {
        let replace = match lang {
            Lang::Zh => "替换",
            Lang::En => "Replace",
        };
        select(window, "扫完的街道");
        window.press("S").press("Ctrl+S").press("Ctrl+A").type_text(&path.display().to_string()).press("Enter");
        if path.exists() && window.find(replace).is_some() {
            let before = std::fs::read(&path).unwrap();
            assert!(window.work().is_changed(), "asked, not saved");
            assert_eq!(std::fs::read(&path).unwrap(), before);
            window.press("Enter");
        }
        window.finish();
        assert!(!window.work().is_changed(), "{:?}", window.desk().message);
    });
}

#[test]
fn the_caret_goes_where_the_keys_say() {
    everywhere(|window, _| {
        let before = window.project().clone();
        select(window, "先扫主街");
        window.press("Right").press("Right").press("Shift+J");
        assert!(window.articles()[0].contains("先扫 / 主街"), "{:?}", window.articles());
        undoes(window, &before);
        window.press("Home");
        let caret = window.work().selection().head.get();
        assert!(PAGE.get(caret..).unwrap().starts_with("先扫主街"));
    });
}

#[test]
fn an_export_that_cannot_be_written_says_why() {
    everywhere(|window, lang| {
        let before = window.project().clone();
        // A folder below a file: nobody can write there, whatever their rights.
        let folder = tempfile::tempdir().unwrap();
        #[expect(clippy::disallowed_methods, reason = "a test's own file, in a folder of its own")]
        std::fs::write(folder.path().join("file"), "x").unwrap();
        let path = folder.path().join("file/page.json");
        window.press("Ctrl+E").press("Ctrl+A").type_text(&path.display().to_string()).press("Enter");
        window.finish();
        let message = window.desk().message.clone().expect("a message");
        let cannot = match lang {
            Lang::Zh => "导出不了 page.json",
            Lang::En => "Can't export page.json",
        };
        assert!(message.text.starts_with(cannot), "{message:?}");
        assert_eq!(window.project(), &before);
    });
}

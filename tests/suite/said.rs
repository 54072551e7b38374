//! What is said at the foot of the window once a gesture is done, and how long it stands.

use crate::desk::press;
use crate::notation::desk;
use newsmend::desk::unweaving::Unweaving;
use newsmend::desk::{Desk, Message, StepId};
use newsmend::model::ArticleId;

/// What is said with the undo beside it.
fn said(desk: &Desk) -> Option<&str> {
    desk.message.as_ref().filter(|message| message.undo).map(|message| message.text.as_str())
}

/// Keys on a page say this, and undo takes it away.
#[track_caller]
fn check_said(page: &str, keys: &str, wanted: &str) {
    let mut desk = desk(page);
    press(&mut desk, keys);
    assert_eq!(said(&desk), Some(wanted), "{keys} on {page}");
    press(&mut desk, "Ctrl+Z");
    assert_eq!(desk.message, None, "{keys} on {page}, undone");
}

#[test]
fn text_that_changes_its_place_is_said_with_how_much_and_where_to() {
    check_said("①h甲题/①甲一。/②^乙一。", "Shift+M=1", "Merged 1 block into article 1 “甲题”");
    check_said("①h甲题/①甲一。/②^乙二。/③丙。", "M=1", "Moved 3 characters to article 1 “甲题”");
    check_said("①h甲题/①甲一。/②^乙一。/②¶乙二。", "Alt+M=1", "Moved 3 characters to article 1 “甲题”");
    check_said("①h甲题/①甲一。/②^乙图/②乙一。", "C=1", "Moved 5 characters to article 1 “甲题”");
    check_said("①甲一。/②^乙/②乙二", "M=f", "Moved 3 characters to the furniture");
    check_said("①甲一。/②^乙二。", "0", "Discarded 3 characters “乙二。”");
    check_said("①甲一。/②[乙]二。", "0", "Discarded 1 character “乙”");
}

#[test]
fn what_leaves_the_text_where_it_is_says_nothing() {
    for (page, keys) in [("①甲一。/②^乙二。", "2"), ("①甲一。/②^乙二。", "C=2"), ("①甲一/ⓧ^乙", "5")]
    {
        let mut desk = desk(page);
        press(&mut desk, keys);
        assert_eq!(desk.message, None, "{keys} on {page}");
    }
}

#[test]
fn an_article_that_is_dropped_on_another_says_what_the_key_does() {
    let mut desk = desk("①h甲题/①甲一。/②乙一。/②¶乙二。");
    assert!(desk.merge(ArticleId(1), ArticleId(0)));
    assert_eq!(said(&desk), Some("Merged 2 blocks into article 1 “甲题”"));
}

#[test]
fn separated_columns_are_counted() {
    let mut desk = desk("①[甲乙丙丁/①戊己庚辛]");
    let unweaving = Unweaving::begin(desk.work().unwrap()).unwrap();
    assert!(desk.unweave(&unweaving));
    assert_eq!(said(&desk), Some("Separated 2 lines into 2 columns"));
}

#[test]
fn it_goes_with_the_next_gesture_and_by_way_of_the_history() {
    let mut desk = desk("①甲一。/②^乙二。/③丙。");
    press(&mut desk, "0");
    press(&mut desk, "Ctrl+Down");
    assert_eq!(desk.message, None);
    press(&mut desk, "0");
    assert!(said(&desk).is_some());
    desk.travel(StepId::BEGINNING);
    assert_eq!(desk.message, None);
}

#[test]
fn an_error_that_nobody_has_dismissed_stays() {
    let error = Message::error("Can't save a.newsmend.json: the disk is full.");
    for keys in ["0", "M=1", "Shift+M=1"] {
        let mut desk = desk("①甲一。/②^乙二。");
        desk.message = Some(error.clone());
        press(&mut desk, keys);
        assert_eq!(desk.message.as_ref(), Some(&error), "{keys}");
        assert_eq!(desk.work().unwrap().history.len(), 1, "{keys}");
    }
}

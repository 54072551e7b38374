//! What an answer to a doubt decided, in few words: what the history tells of its step.
//!
//! A step knows what was asked, what it changed, and whether the default was accepted; not what else was offered. So another
//! answer is read off the change.

use super::walk::{before, looked_at};
use super::{Doubt, DoubtKind};
use crate::desk::Step;
use crate::desk::words::{self, Lang, Text, text};
use crate::model::{Edit, Project, Role, SeamKey};
use crate::text::Place;

const ACCEPTED: Text = text("认可提议", "Accepted");
const ANOTHER: Text = text("另选答案", "Another answer");
const ALONE: Text = text("独立的图片", "Picture by itself");
const PARTED: Text = text("另起一段", "New paragraph");
const ENDS: Text = text("到此为止", "Ends here");
const STANDS: Text = text("原文无误", "Right as it is");

/// What a step decided of the doubt that was asked when it was made, and where; `None` for a step that answered none.
pub(in crate::desk) fn decided(lang: Lang, project: &Project, step: &Step) -> Option<(String, Place)> {
    let accepts = match step.command.0 {
        "doubt.accept" => true,
        "doubt.first" | "doubt.second" | "doubt.third" => false,
        _ => return None,
    };
    let doubt = step.before.doubt.as_ref()?;
    let edits = match step.edit.few()? {
        Edit::All(edits) => edits.as_slice(),
        one => std::slice::from_ref(one),
    };
    let at = looked_at(project, doubt.id);
    if accepts {
        return Some((accepted(lang, project, doubt, edits), at));
    }
    Some(match linked(doubt, edits) {
        // Where it comes from is told of a beginning, where it goes on of anything else.
        Some(key) if doubt.id.kind == DoubtKind::Start => (link(lang, project, false, before(project, key.from)), at),
        Some(key) => (link(lang, project, true, key.to), before(project, key.from)),
        None => (other(lang, doubt, edits), at),
    })
}

/// The default of a doubt.
fn accepted(lang: Lang, project: &Project, doubt: &Doubt, edits: &[Edit]) -> String {
    let says = match doubt.id.kind {
        DoubtKind::Seam => return link(lang, project, true, doubt.id.at.to),
        DoubtKind::Role => {
            return role_at(edits, doubt.id.at.from)
                .map_or_else(|| fixed(lang, ACCEPTED), |role| accepted_as(lang, role));
        }
        DoubtKind::Misread => return corrected(lang, edits, doubt.id.at).unwrap_or_else(|| fixed(lang, ACCEPTED)),
        DoubtKind::Joint => text("连着读", "Reads on"),
        DoubtKind::Break => PARTED,
        DoubtKind::End => text("篇目到此为止", "Article ends"),
        DoubtKind::Start => text("篇目由此开始", "Article begins"),
        DoubtKind::Caption if doubt.id.at.is_cut() => ALONE,
        DoubtKind::Caption => text("图片文字归本篇", "Caption accepted"),
        DoubtKind::Gap => text("此后有缺失", "Text missing"),
        DoubtKind::Jump => text("转版另一头缺失", "Other part missing"),
    };
    fixed(lang, says)
}

/// An alternative other than to go on elsewhere.
fn other(lang: Lang, doubt: &Doubt, edits: &[Edit]) -> String {
    let begins = edits.iter().any(|edit| matches!(edit, Edit::Article { to: Some(_), .. }));
    let drops = edits.iter().any(|edit| matches!(edit, Edit::Article { to: None, .. }));
    let says = match doubt.id.kind {
        DoubtKind::Role => role_at(edits, doubt.id.at.from).map_or(ANOTHER, words::role),
        DoubtKind::Misread => return corrected(lang, edits, doubt.id.at).unwrap_or_else(|| fixed(lang, STANDS)),
        DoubtKind::Caption if begins => ALONE,
        DoubtKind::Caption => text("图片文字归别篇", "Another's caption"),
        DoubtKind::Joint if !begins => PARTED,
        DoubtKind::Break if !begins => text("同一段", "One paragraph"),
        DoubtKind::Seam | DoubtKind::Joint | DoubtKind::Break => ENDS,
        DoubtKind::Gap => text("没有缺失", "Nothing missing"),
        DoubtKind::Jump if drops => text("与另一头相接", "Other part joined"),
        DoubtKind::Jump => text("只是版面附件", "Only furniture"),
        DoubtKind::End | DoubtKind::Start => ANOTHER,
    };
    fixed(lang, says)
}

fn fixed(lang: Lang, says: Text) -> String {
    says.get(lang).to_owned()
}

/// A role that was accepted.
fn accepted_as(lang: Lang, role: Role) -> String {
    let role = words::role(role).get(lang);
    match lang {
        Lang::Zh => format!("认可{role}"),
        Lang::En => format!("{role} accepted"),
    }
}

/// That a text goes on at a place (`forward`), or comes from there.
fn link(lang: Lang, project: &Project, forward: bool, place: Place) -> String {
    words::went_on(lang, forward, project.line_number(place), project.page_number(place.page))
}

/// Where the text of the end, or the beginning, that was asked of was made to go on. A gesture puts that seam before those
/// that it settles.
fn linked(doubt: &Doubt, edits: &[Edit]) -> Option<SeamKey> {
    let at = doubt.id.at;
    let is_asked = |key: SeamKey| match doubt.id.kind {
        DoubtKind::Start => key.to == at.from,
        _ => key.from == at.from,
    };
    edits.iter().find_map(|edit| match edit {
        Edit::Seam { key, to: Some(why) } if why.is_editors() => {
            Some(*key).filter(|&key| key != at && !key.is_cut() && is_asked(key))
        }
        _ => None,
    })
}

/// The role that the block with the character at `place` got.
fn role_at(edits: &[Edit], place: Place) -> Option<Role> {
    edits.iter().find_map(|edit| match edit {
        Edit::Block { to: Some(block), .. } => {
            block.spans.iter().any(|span| span.contains(place)).then_some(block.role)
        }
        _ => None,
    })
}

/// What the characters at `key` read now.
fn corrected(lang: Lang, edits: &[Edit], key: SeamKey) -> Option<String> {
    let text = edits.iter().find_map(|edit| match edit {
        Edit::Correction { at, to: Some(correction) } => {
            let over = at.page == key.from.page && at.pos <= key.from.pos && key.from.pos < correction.end;
            over.then_some(correction.text.as_str())
        }
        _ => None,
    })?;
    let text = words::quoted(lang, text);
    Some(match lang {
        Lang::Zh => format!("更正为{text}"),
        Lang::En => format!("Read as {text}"),
    })
}

#[cfg(test)]
mod tests {
    use super::super::tests::work;
    use crate::desk::travel::told;
    use crate::desk::{CommandId, Lang};

    const TEXT: &str = "甲甲\n丙丙\n乙乙\n图：丁丁\n戊戊\n己己";
    const COMMANDS: [&str; 3] = ["doubt.first", "doubt.second", "doubt.third"];

    #[test]
    fn the_history_says_what_was_decided_and_where() {
        let one = "甲甲 乙乙;丙丙 己己,图：丁丁;戊戊";
        let two = "甲甲,丙丙;乙乙,戊戊,己己,图：丁丁";
        let joint = "甲甲\n丙丙;乙乙,戊戊,己己,图：丁丁";
        for (articles, evidence, alternative, zh, en) in [
            (one, "甲甲>乙乙 0.6 戊戊", None, "接第 3 行，第 1 行", "On at line 3, line 1"),
            (one, "甲甲>乙乙 0.6 戊戊", Some(0), "接第 5 行，第 1 行", "On at line 5, line 1"),
            (one, "甲甲>乙乙 0.6 戊戊", Some(1), "到此为止，第 1 行", "Ends here, line 1"),
            (one, "乙乙> 0.4 戊戊", None, "篇目到此为止，第 3 行", "Article ends, line 3"),
            (one, "乙乙> 0.4 戊戊", Some(0), "接第 5 行，第 3 行", "On at line 5, line 3"),
            (one, ">戊戊 0.4 乙乙", None, "篇目由此开始，第 5 行", "Article begins, line 5"),
            (one, ">戊戊 0.4 乙乙", Some(0), "上接第 3 行，第 5 行", "From line 3, line 5"),
            (one, "己己>图：丁丁 0.4", None, "图片文字归本篇，第 4 行", "Caption accepted, line 4"),
            (one, "己己>图：丁丁 0.4", Some(1), "图片文字归别篇，第 4 行", "Another's caption, line 4"),
            (one, "己己>图：丁丁 0.4", Some(2), "独立的图片，第 4 行", "Picture by itself, line 4"),
            (two, "甲甲>丙丙 0.3", None, "另起一段，第 2 行", "New paragraph, line 2"),
            (two, "甲甲>丙丙 0.3", Some(0), "同一段，第 2 行", "One paragraph, line 2"),
            (two, "甲甲>丙丙 0.3", Some(1), "到此为止，第 2 行", "Ends here, line 2"),
            (joint, "甲甲>丙丙 0.6 乙乙 戊戊", None, "连着读，第 2 行", "Reads on, line 2"),
            (joint, "甲甲>丙丙 0.6 乙乙 戊戊", Some(0), "接第 3 行，第 1 行", "On at line 3, line 1"),
            (joint, "甲甲>丙丙 0.6 乙乙 戊戊", Some(1), "另起一段，第 2 行", "New paragraph, line 2"),
            (joint, "甲甲>丙丙 0.6 乙乙 戊戊", Some(2), "到此为止，第 2 行", "Ends here, line 2"),
        ] {
            let mut work = work(TEXT, articles, &[evidence]);
            work.next_doubt(true).unwrap();
            let command = alternative.map_or("doubt.accept", |nth: usize| COMMANDS[nth]);
            work.answer_doubt(CommandId(command), alternative).unwrap();
            for (lang, wanted) in [(Lang::Zh, zh), (Lang::En, en)] {
                let told = told(&work, lang);
                assert_eq!(told.last().map(|it| it.words.as_str()), Some(wanted), "{evidence} {alternative:?}");
            }
        }
    }

    #[test]
    fn an_answer_whose_question_is_not_known_has_a_name_of_its_own() {
        let mut work = work(TEXT, "甲甲,丙丙;乙乙,戊戊,己己,图：丁丁", &["甲甲>丙丙 0.3"]);
        work.next_doubt(true).unwrap();
        let doubt = work.view.doubt.take().unwrap();
        let edit = super::super::accept(work.project(), &doubt).unwrap();
        work.apply(CommandId("doubt.accept"), edit).unwrap();
        assert_eq!(told(&work, Lang::En).last().map(|it| it.words.as_str()), Some("Accepted, line 2"));
    }
}

//! Blocks that stand behind another on its line: a credit behind a caption, a jump line behind a paragraph.

use super::marks::{ends_as_credit, ends_sentence, form_of, is_credit, is_jump_line};
use crate::text::is_opening;

/// Characters of a credit behind a caption on the same line.
const CREDIT: usize = 20;

/// Where, in bytes, the last words of `text` begin that name the paper's or the agency's photographer. Captions that
/// fill their last line have no stop before them.
fn named_credit(text: &str) -> Option<usize> {
    let from = text.char_indices().rev().take(CREDIT).last().map(|(at, _)| at)?;
    let words = text.get(from..)?;
    let at = from + ["本报记者", "新华社"].iter().filter_map(|name| words.rfind(name)).max()?;
    let (before, words) = (text.get(..at)?.trim_end(), text.get(at..)?);
    // The words before belong to it: another photographer's, "all pictures are by", a sign.
    let goes_on = before
        .ends_with(|c: char| matches!(c, '由' | '为' | '是' | '：' | ':' | '、' | '/') || is_opening(c))
        || before.contains("通讯员")
        || !before.contains(|c: char| c.is_alphanumeric());
    let told = words.contains(['。', '，', '；', '、', '：', ':', ',']) || words.ends_with("拍摄");
    (!goes_on && !told && ends_as_credit(words)).then_some(at)
}

/// Where, in bytes, the last words of `text` begin that are a block of their own: a credit, or a jump line.
pub(super) fn tail(text: &str) -> Option<usize> {
    named_credit(text).or_else(|| closing_tail(text))
}

/// Characters of a jump line in brackets, (Fortsetzung auf Seite 3), and some to spare.
const JUMP: usize = 30;

/// Where, in bytes, a jump line or a credit begins that closes `text`, in brackets or behind a stop.
fn closing_tail(text: &str) -> Option<usize> {
    let last = text.chars().next_back()?;
    if !matches!(last, '摄' | '）' | ')' | '道' | '图' | '片') {
        return None;
    }
    let (mut tail, mut depth) = (None, 0);
    for (at, c) in text.char_indices().rev().take(JUMP) {
        let behind = at + c.len_utf8();
        if matches!(c, '。' | '！' | '？' | '，' | '”') {
            tail = tail.or(Some(behind));
            break;
        }
        depth += i32::from(matches!(c, '）' | ')')) - i32::from(matches!(c, '（' | '('));
        if matches!(c, '（' | '(') {
            tail = Some(at);
            // Brackets before it are another's: of who wrote the article.
            if depth == 0 && text.get(at..).is_some_and(is_jump) {
                break;
            }
        }
    }
    let tail = tail.filter(|&at| at > 0)?;
    let words = text.get(tail..)?;
    (is_jump(words) || is_credit(words) && text.get(..tail).is_some_and(ends_sentence)).then_some(tail)
}

fn is_jump(words: &str) -> bool {
    form_of(words).is_some_and(|form| is_jump_line(&form))
}

#[cfg(test)]
mod tests {
    use super::tail;

    #[test]
    fn a_jump_line_behind_a_paragraph_is_parted_from_it() {
        for paragraph in [
            "路灯已全部更换。",
            "路灯已全部更",
            "路灯已全部更换。（陈立）",
            "路灯已全部更换。（记者 陈立 通讯员 王五）",
        ] {
            for jump in ["（下转第三版）", "（下转A12版）"] {
                assert_eq!(tail(&format!("{paragraph}{jump}")), Some(paragraph.len()), "{paragraph}{jump}");
            }
        }
        assert_eq!(tail("The lamps were changed. (Continued on Page A12)"), Some("The lamps were changed. ".len()));
        for whole in
            ["他说（相关报道（下转第三版））", "（下转第三版）", "由甲地转往乙地（第三版）", "路灯已全部更换。（陈立）"]
        {
            assert_eq!(tail(whole), None, "{whole}");
        }
    }

    #[test]
    fn a_credit_behind_a_caption_is_parted_from_it() {
        for (caption, credit) in [
            ("农机手在地里收割小麦。", "陈立摄"),
            ("农机手在地里收割小麦", "本报记者 陈立 摄"),
            ("农机手在地里收割小麦", "新华社发（陈立摄）"),
        ] {
            assert_eq!(tail(&format!("{caption}{credit}")), Some(caption.len()), "{caption}{credit}");
        }
        for whole in [
            "本报记者陈立摄",
            "（本报记者陈立摄）",
            "□本报记者 陈立 摄",
            "本版图片均由本报记者陈立摄",
            "通讯员 王五 本报记者 陈立 摄",
            "航拍画面由本报记者用无人机拍摄",
            "市民都来看，本报记者在现场拍摄",
            "市民对这一安排表示欢迎。本报记者在现场看到",
            "他对本报记者说",
        ] {
            assert_eq!(tail(whole), None, "{whole}");
        }
    }
}

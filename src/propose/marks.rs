//! Marks that newspapers set: how openings, closings, credits, bylines and furniture are written.
//!
//! Plain forms of words, for Chinese first and for Latin scripts where a form is common. Each function reads a bounded
//! part of its text, so that a page without line breaks costs no more than another.

use crate::text::{Script, is_closing, is_opening, is_punctuation, script};

/// Characters of a line that a form may have; a longer line is running text.
const LONGEST_FORM: usize = 90;

/// Words of the line that editors, designers and proof readers sign.
const EDITORS: [&str; 8] = ["责编", "责任编辑", "本版编辑", "版式", "校对", "组版", "美编", "编辑"];
/// Words of contact lines, price lines and registrations.
const CONTACT: [&str; 13] = [
    "热线",
    "投稿",
    "邮箱",
    "邮发代号",
    "统一刊号",
    "出版物号",
    "法律顾问",
    "网址：",
    "新媒体矩阵",
    "零售价",
    "社址",
    "Téléphone",
    "ABONNEMENTS",
];
/// Words beside a code to be scanned.
const CODE: [&str; 8] = ["扫一扫", "二维码", "扫码", "关注我们", "微信公众号", "了解更多", "更多内容", "更多资讯"];
/// Names of sections, as banners have them.
const SECTIONS: [&str; 42] = [
    "要闻",
    "时政",
    "社会",
    "民生",
    "文化",
    "教育",
    "体育",
    "国际",
    "国内",
    "法治",
    "健康",
    "经济",
    "三农",
    "时评",
    "视点",
    "区域",
    "各地",
    "公告",
    "广告",
    "财经",
    "科技",
    "副刊",
    "综合",
    "县域",
    "生活",
    "关注",
    "旅游",
    "县域新闻",
    "综合新闻",
    "图片新闻",
    "本地新闻",
    "社区新闻",
    "基层动态",
    "一线传真",
    "乡村振兴",
    "今日关注",
    "新闻速递",
    "国际新闻",
    "国内新闻",
    "文化旅游",
    "生态文明",
    "党建",
];
/// What editors write over a note or a box.
const NOTES: [&str; 12] = [
    "编者按",
    "开栏的话",
    "编者的话",
    "开栏语",
    "记者手记",
    "新闻背景",
    "相关链接",
    "核心提示",
    "提要",
    "短评",
    "编后",
    "编辑手记",
];
/// Signs that stand before a heading inside an article, or before an item of a list.
const BULLETS: [char; 17] = ['◆', '●', '★', '■', '▲', '▶', '◇', '○', '☆', '□', '△', '•', '·', '@', '※', '►', '◎'];

/// `text` without white space, at most as long as a form; `None` where it is longer.
pub(super) fn form_of(text: &str) -> Option<String> {
    let compact: String = text.chars().filter(|c| !c.is_whitespace()).take(LONGEST_FORM + 1).collect();
    (compact.chars().count() <= LONGEST_FORM).then_some(compact)
}

/// The form of furniture that a line has, as a key of [`crate::model::Reason::Form`].
pub(super) fn furniture(text: &str) -> Option<&'static str> {
    let form = form_of(text)?;
    let length = form.chars().count();
    if is_symbol(text) {
        return Some("symbol");
    }
    let stops = form.chars().filter(|c| matches!(c, '。' | '，' | '；' | '！' | '？')).count();
    if is_folio(&form, length) && stops == 0 {
        return Some("folio");
    }
    if stops > 0 && length > 30 {
        return None;
    }
    let editors = EDITORS.iter().filter(|word| form.contains(*word)).count();
    let colons = form.chars().filter(|c| matches!(c, ':' | '：')).count();
    if stops == 0 && (editors > 1 && length < 80 || editors == 1 && colons > 0 && length < 40) {
        return Some("editors");
    }
    if stops == 0
        && length < 50
        && CONTACT.iter().any(|word| form.contains(word))
        && (colons > 0 || has_digits(&form, 4))
    {
        return Some("hotline");
    }
    if length < 16 && stops == 0 && CODE.iter().any(|word| form.contains(word)) {
        return Some("code");
    }
    if is_jump_line(&form) {
        return Some("jump");
    }
    let banner: String = form.chars().filter(|c| !c.is_ascii_alphanumeric() && !is_punctuation(*c)).collect();
    (length < 10 && SECTIONS.contains(&banner.as_str())).then_some("section")
}

/// True where `text` ends a sentence, as far as its last characters tell.
pub(super) fn ends_sentence(text: &str) -> bool {
    let last = text.char_indices().rev().take(LONGEST_FORM).last().map_or(0, |(at, _)| at);
    text.get(last..).is_some_and(crate::text::ends_sentence)
}

/// True for a line without letters and figures.
pub(super) fn is_symbol(text: &str) -> bool {
    text.chars().take(LONGEST_FORM).all(|c| is_punctuation(c) || matches!(script(c), Script::Other | Script::Space))
}

/// Page numbers, date lines and issue numbers.
fn is_folio(form: &str, length: usize) -> bool {
    let digits = form.chars().filter(|c| script(*c) == Script::Digit).count();
    if length < 6 && digits > 0 && form.chars().all(|c| c.is_ascii_uppercase() || is_digit(c) || is_punctuation(c)) {
        return digits * 2 >= length || form.starts_with(|c: char| c.is_ascii_uppercase());
    }
    if length > 60 || digits == 0 {
        return false;
    }
    let page = form.contains('第') && (form.contains('版') || form.contains('期'));
    let day = form.contains('月') && form.contains('日');
    day && (form.contains("星期") || form.contains("农历") || page)
        || page && length < 24 && (form.starts_with('第') || form.contains("今日"))
}

fn is_digit(c: char) -> bool {
    script(c) == Script::Digit
}

fn has_digits(form: &str, least: usize) -> bool {
    form.chars().filter(|c| is_digit(*c)).count() >= least
}

/// A line that sends the reader to another page.
pub(super) fn is_jump_line(form: &str) -> bool {
    let inner = form.trim_matches(|c: char| is_opening(c) || is_closing(c));
    let chinese = ["下转", "上接", "紧接第", "转第"].iter().any(|word| inner.starts_with(word)) && inner.contains('版');
    let lower = inner.to_lowercase();
    let latin = ["continuedonpage", "continuedfrompage", "suitepage", "suiteàla", "fortsetzungauf", "vervolgop"];
    inner.chars().count() < 28 && (chinese || latin.iter().any(|word| lower.starts_with(word)))
}

/// True for a line that names who took or supplied a picture, and says nothing else.
pub(super) fn is_credit(text: &str) -> bool {
    let Some(form) = form_of(text) else { return false };
    let length = form.chars().count();
    if length > 22 || form.contains(['。', '，', '；']) {
        return false;
    }
    let lower = form.to_lowercase();
    ends_as_credit(&form)
        || ["photoby", "photo:", "photograph:", "photographby", "foto:", "phot."].iter().any(|w| lower.starts_with(w))
}

/// True where `text` ends as captions do that name who took the picture.
pub(super) fn ends_as_credit(text: &str) -> bool {
    let tail: String = text.chars().rev().filter(|c| !c.is_whitespace()).take(6).collect();
    let mut tail = tail.chars();
    let open = tail.clone().next().is_some_and(|c| matches!(c, '）' | ')'));
    if open {
        tail.next();
    }
    let word: String = tail.rev().collect();
    word.ends_with('摄') || ["摄影报道", "供图", "资料图片", "资料图", "图片报道"].iter().any(|end| word.ends_with(end))
}

/// True where `text` opens as captions do.
pub(super) fn opens_caption(text: &str) -> bool {
    let start: String = text.chars().take(6).collect();
    ["图为", "图片说明", "图：", "图:", "上图", "下图", "左图", "右图", "（上图", "（下图", "△", "▲图"]
        .iter()
        .any(|word| start.starts_with(word))
}

/// The words with which an article opens here: 本报讯, an agency's dateline, a bracket that names the reporter.
pub(super) fn opening(text: &str) -> Option<String> {
    let start: String = text.chars().filter(|c| !c.is_whitespace()).take(30).collect();
    let plain = start.trim_start_matches(['□', '口', '■', '●']);
    for mark in ["本报讯", "本刊讯", "本报综合消息", "央视网消息", "讯（"] {
        if plain.starts_with(mark) {
            return Some(mark.to_owned());
        }
    }
    // An engine takes the bracket for another one, or for two.
    let inside = plain.trim_start_matches(['（', '(', '〈', '〔', '【', '《']);
    let named = ["记者", "本报记者", "通讯员"].iter().find(|word| inside.starts_with(**word));
    if let Some((word, brackets)) = named.zip(plain.strip_suffix(inside)).filter(|(_, brackets)| !brackets.is_empty()) {
        // By themselves these two are of a title, or of a note's heading.
        let mut open = 1;
        let closing = inside.chars().find(|c| {
            match c {
                '（' | '(' | '〈' | '〔' | '【' | '《' => open += 1,
                '）' | ')' | '〉' | '〕' | '】' | '》' => open -= 1,
                _ => {}
            }
            open == 0
        });
        let title = matches!(brackets, "【" | "《") && closing.is_none_or(|c| matches!(c, '】' | '》'));
        return (!title).then(|| format!("{brackets}{word}"));
    }
    for agency in ["新华社", "据新华社", "中新社", "本报", "中新网"] {
        if let Some(rest) = plain.strip_prefix(agency) {
            let place: String = rest.chars().take(18).take_while(|c| !matches!(c, '，' | '。' | '电' | '讯')).collect();
            if rest.chars().nth(place.chars().count()).is_some_and(|c| matches!(c, '电' | '讯')) {
                return Some(format!("{agency}{place}电"));
            }
        }
    }
    None
}

/// The name or agency in brackets with which an article closes.
pub(super) fn closing(text: &str) -> Option<String> {
    let mut tail = text.chars().rev().filter(|c| !c.is_whitespace());
    if !matches!(tail.next(), Some('）' | ')')) {
        return None;
    }
    let inner: Vec<char> = tail.by_ref().take(24).take_while(|c| !matches!(c, '（' | '(')).collect();
    let before = tail.next();
    let inner: String = inner.into_iter().rev().collect();
    let length = inner.chars().count();
    let named = ["记者", "通讯员", "据", "本报", "新华社", "综合"].iter().any(|word| inner.starts_with(word));
    let name = (2..=4).contains(&length) && inner.chars().all(|c| script(c) == Script::Han);
    let finished = before.is_none_or(|c| matches!(c, '。' | '！' | '？' | '”' | '.'));
    (length < 22 && finished && (named || name)).then_some(inner)
}

/// True for a line that names who wrote it, and says nothing else.
pub(super) fn is_byline(text: &str) -> bool {
    let Some(form) = form_of(text) else { return false };
    let plain = form.trim_start_matches(['□', '口', '■', '●', ']', '[', '|', 'O', '图']);
    let marked = plain.len() < form.len();
    if plain.contains(['，', '。', '；', '摄', '、']) || plain.chars().count() > 30 {
        return false;
    }
    let names = |text: &str| text.chars().take_while(|c| !matches!(c, '通' | '/' | '文')).count() < 8;
    ["本报记者", "本报通讯员", "记者", "通讯员", "特约记者"].iter().any(|word| {
        plain.strip_prefix(word).is_some_and(|rest| {
            let count = rest.chars().count();
            let whole = *word != "记者" || marked || text.contains(' ') || count < 4;
            count > 1 && whole && (names(rest) || rest.contains("通讯员"))
        })
    })
}

/// True where a note of the editors or a box begins.
pub(super) fn opens_note(text: &str) -> bool {
    let start: String = text.chars().filter(|c| !c.is_whitespace()).take(8).collect();
    NOTES.iter().any(|word| start.trim_start_matches(['【', '■', '●', '[']).starts_with(word))
}

/// True for a line that is a note's heading and nothing else.
pub(super) fn is_note_head(text: &str) -> bool {
    opens_note(text) && text.chars().count() < 9
}

/// True where a heading of a numbered or bulleted row begins: 一、 （二） 3. ①◆.
pub(super) fn is_numbered(text: &str) -> bool {
    let mut chars = text.chars().filter(|c| !c.is_whitespace());
    let Some(first) = chars.next() else { return false };
    if BULLETS.contains(&first) || matches!(first, '①'..='⑳') {
        return true;
    }
    let numeral = |c: char| is_digit(c) || "一二三四五六七八九十".contains(c);
    if matches!(first, '（' | '(') {
        let inner: Vec<char> = chars.by_ref().take(4).take_while(|c| !matches!(c, '）' | ')')).collect();
        return !inner.is_empty() && inner.len() < 4 && inner.iter().all(|&c| numeral(c));
    }
    let mut last = first;
    for c in chars.take(3) {
        if !numeral(last) {
            return false;
        }
        if matches!(c, '、' | '．') || (c == '.' && last.is_ascii_digit()) {
            return true;
        }
        last = c;
    }
    false
}

/// True for a mark that ends a sentence, a clause or a part of one: no heading ends so.
pub(super) fn ends_clause(text: &str) -> bool {
    text.trim_end().ends_with(['，', '。', '；', '、', '：', '！', '？', ',', ';', '!', '?', ':', '—', '…', '-', '¬'])
}

/// Share of capitals among the letters, and the number of letters, in the first part of `text`.
pub(super) fn capitals(text: &str) -> (usize, usize) {
    let letters = || text.chars().take(LONGEST_FORM).filter(|c| c.is_alphabetic());
    (letters().filter(|c| c.is_uppercase()).count(), letters().count())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_opening_is_known_by_its_bracket_however_the_engine_read_it() {
        let check = |text: &str, wanted: Option<&str>| assert_eq!(opening(text).as_deref(), wanted, "{text}");
        check("（记者 李四）昨日，城西老桥", Some("（记者"));
        check("〈记者 李四)昨日，城西老桥", Some("〈记者"));
        check("《〈本报记者李四〉昨日", Some("《〈本报记者"));
        check("《记者 李四)昨日", Some("《记者"));
        check("■ (通讯员王五）昨日", Some("(通讯员"));
        check("记者昨日从市里获悉", None);
        check("《记者的故事》一书近日出版", None);
        check("【记者手记】", None);
        check("【记者手记（一）】", None);
        check("《记者的故", None);
    }
}

//! Finds the encoding of a dump that does not say it.
//!
//! In this order: a byte order mark; valid UTF-8; UTF-16 by its NUL and control
//! bytes; UTF-8 with a few broken bytes; what
//! `chardetng` finds. That detector gives up an encoding at its first malformed byte, and hears Japanese in some short
//! Chinese lines, so an encoding of two bytes in which the text looks much better overrules it ([`super::two_bytes`]).
//! Looks at [`SAMPLE`] bytes at most, from lines with more than ASCII in them; only the tests for UTF-8 look at all.
//! Deterministic.

use super::Encoding;
use super::two_bytes::{Reading, TWO_BYTES};
use super::utf16::utf16_without_mark;
use chardetng::{EncodingDetector, Iso2022JpDetection, Utf8Detection};
use encoding_rs as rs;

/// How much the detector is given: some thousand lines. Its answer does not change beyond a few hundred.
const SAMPLE: usize = 128 * 1024;

/// Below this share of frequent characters, in a hundred, a text is in no encoding of two bytes. Measured on pieces of 20
/// lines of Chinese newspapers in GB18030: 85 to 100; with a byte lost and one struck in each, 65 to 100, one in a
/// hundred and fifty below 83. French, English, German and Dutch newspapers in windows-1252 have 20 at most, Russian
/// (in ISO 8859-5) 81.
const MIN_PERCENT: usize = 83;

/// The same where `chardetng` gives up and says windows-1252, yet half of the bytes are beyond ASCII, which no Western
/// text has: a text whose long lines are out of step behind a lost byte.
const MIN_PERCENT_OF_WRECK: usize = 55;

/// Readings whose shares of frequent characters differ by less are told apart by `chardetng`, not by the shares.
const CLOSE_PERCENT: usize = 5;

/// In a text of two bytes a character, at least so many characters stand against each malformed byte. A text of one byte
/// a character, read so, has one in two or three.
const CHARS_PER_MALFORMED: usize = 8;

/// Bytes other than white space that may stand against each character of two bytes. English with a dash here and there
/// has more: in Shift_JIS each dash and the letter behind it read as a frequent character.
const INK_PER_CHAR: usize = 8;

/// The mark at the start of `bytes`, and its length.
pub(super) fn byte_order_mark(bytes: &[u8]) -> Option<(Encoding, usize)> {
    if bytes.starts_with(b"\x84\x31\x95\x33") {
        return Some((Encoding(rs::GB18030), 4));
    }
    rs::Encoding::for_bom(bytes).map(|(encoding, len)| (Encoding::of(encoding), len))
}

/// The encoding that `bytes`, which have no mark, most likely are in.
pub(super) fn detect(bytes: &[u8]) -> Encoding {
    let valid = std::str::from_utf8(bytes).ok();
    if let Some(utf16) = utf16_without_mark(bytes, valid) {
        return utf16;
    }
    if let Some(text) = valid {
        // Escape codes may be those of ISO-2022-JP, which is ASCII to look at.
        let found = if text.contains('\u{1b}') { guess(&sample(bytes)) } else { Encoding::UTF_8 };
        return if found.0 == rs::ISO_2022_JP { found } else { Encoding::UTF_8 };
    }
    if is_damaged_utf8(bytes) {
        return Encoding::UTF_8;
    }
    let sample = sample(bytes);
    let found = guess(&sample);
    let readings = TWO_BYTES.map(|encoding| (encoding, Reading::of(&sample, encoding)));
    let best = readings.iter().max_by_key(|(_, reading)| reading.percent());
    let Some(&(best, reading)) = best else { return found };
    let own = readings.iter().find(|&&(encoding, _)| encoding == found).map(|(_, reading)| reading.percent());
    let beyond_ascii = sample.iter().filter(|byte| !byte.is_ascii()).count();
    let hopeless = found.0 == rs::WINDOWS_1252 && beyond_ascii > sample.len() / 2;
    let sure = reading.percent() >= if hopeless { MIN_PERCENT_OF_WRECK } else { MIN_PERCENT }
        && reading.malformed.saturating_mul(CHARS_PER_MALFORMED) <= reading.frequent
        && ink(&sample) <= reading.frequent.saturating_mul(INK_PER_CHAR)
        && own.is_none_or(|own| own + CLOSE_PERCENT < reading.percent());
    if sure { best } else { found }
}

/// What `chardetng` says.
fn guess(sample: &[u8]) -> Encoding {
    let mut detector = EncodingDetector::new(Iso2022JpDetection::Allow);
    // Not the last: the sample may end within a character.
    detector.feed(sample, false);
    Encoding::of(detector.guess(None, Utf8Detection::Allow))
}

/// True for UTF-8 with a few broken bytes: whole characters beyond ASCII outweigh what is malformed. Text of two bytes a
/// character forms some of them by chance, though hardly ever one of three bytes; in Western text, which has few bytes
/// beyond ASCII, chance forms none.
fn is_damaged_utf8(bytes: &[u8]) -> bool {
    let (mut two, mut more, mut malformed) = (0_usize, 0_usize, 0_usize);
    let (mut ink, mut beyond_ascii) = (0_usize, 0_usize);
    for chunk in bytes.utf8_chunks() {
        for &byte in chunk.valid().as_bytes() {
            two += usize::from(matches!(byte, 0xc2..=0xdf));
            more += usize::from(byte >= 0xe0);
            beyond_ascii += usize::from(byte >= 0x80);
            ink += usize::from(byte > b' ');
        }
        malformed += usize::from(!chunk.invalid().is_empty());
        beyond_ascii += chunk.invalid().len();
        ink += chunk.invalid().len();
        // The rest would not change the answer for any text of one encoding, and costs as much as reading it.
        if malformed == MANY_MALFORMED {
            break;
        }
    }
    let weight = if beyond_ascii.saturating_mul(4) < ink { 1 } else { 10 };
    more >= malformed.saturating_mul(2) || two + more >= malformed.saturating_mul(weight)
}

/// Bytes other than white space.
fn ink(bytes: &[u8]) -> usize {
    bytes.iter().filter(|&&byte| byte > b' ').count()
}

/// Malformed sequences after which the search for UTF-8 ends.
const MANY_MALFORMED: usize = 5000;

/// Lines with bytes beyond ASCII or escape codes, up to [`SAMPLE`] bytes.
///
/// Line breaks are never part of a longer character in the encodings that this is for, so a line begins with a whole
/// character; of a long line only what stands around its first byte beyond ASCII is taken.
fn sample(bytes: &[u8]) -> Vec<u8> {
    let mut sample = Vec::with_capacity(SAMPLE.min(bytes.len()));
    for line in bytes.split_inclusive(|&byte| matches!(byte, b'\n' | b'\r')) {
        let Some(first) = line.iter().position(|&byte| byte >= 0x80 || byte == 0x1b) else { continue };
        let rest = line.get(first.saturating_sub(LEAD_IN)..).unwrap_or_default();
        let room = SAMPLE.saturating_sub(sample.len());
        sample.extend_from_slice(rest.get(..room).unwrap_or(rest));
        if rest.len() >= room {
            break;
        }
    }
    sample
}

/// ASCII that the sample keeps before a line's first other byte: a word, which tells the detector of Latin scripts.
const LEAD_IN: usize = 64;

#[cfg(test)]
mod tests {
    use super::*;

    const SIMPLIFIED: &str = "本报讯（记者林安）从下周一起，市环卫处将主要街道的清扫次数由每天一次增加到两次，清扫时间为凌晨四点\
        和下午两点。\n　　环卫处负责人说，新增的十二辆清扫车已经到位，沿街商户的垃圾由专人上门收取，请居民不要把杂物堆\
        放在人行道上。\n　　市图书馆的开放时间也有调整：周二至周日上午九点开馆，晚上八点半闭馆，周一休息。\n";
    const TRADITIONAL: &str = "本報訊：從下週一起，市立圖書館延長開放時間，每日上午九時開館，晚間九時閉館，星期一休館。\n館方表示，\
        閱覽室新增座位一百二十個，兒童閱覽區也重新佈置，歡迎市民多加利用。\n另外，清潔隊將增派車輛清掃主要街道，請居民\
        依照規定時間把垃圾交給清潔人員。\n";
    const JAPANESE: &str = "市立図書館は来週の月曜日から開館時間を一時間延長し、午後八時まで利用できるようになる。\n児童室には新しい\
        絵本が三百冊入り、土曜日には読み聞かせの会も開かれる。\n道路の清掃は毎朝六時から行われるので、ごみは前の日の夜に\
        出さないでください。\n";
    const KOREAN: &str = "시립도서관은 다음 주부터 개관 시간을 한 시간 늘려 오후 아홉 시까지 문을 연다.\n어린이 열람실에는 새 책 \
        삼백 권이 들어왔으며 토요일에는 책 읽어 주는 모임도 열린다.\n거리 청소는 매일 아침 여섯 시에 시작한다.\n";
    const RUSSIAN: &str = "Городская библиотека с понедельника будет открыта до девяти часов вечера.\nУлицы в центре города теперь \
        убирают дважды в день, рано утром и после обеда.\n";
    const FRENCH: &str = "La bibliothèque sera ouverte jusqu’à vingt heures dès lundi prochain.\nLes rues du centre seront balayées \
        deux fois par jour, tôt le matin et après le déjeuner, a précisé la mairie.\n";
    const CZECH: &str = "Městská knihovna bude od pondělí otevřena až do osmi hodin večer.\nUlice ve středu města se budou uklízet \
        dvakrát denně, časně ráno a po obědě, řekl mluvčí radnice.\n";
    const GREEK: &str = "Η δημοτική βιβλιοθήκη θα είναι ανοιχτή μέχρι τις εννέα το βράδυ από τη Δευτέρα.\nΟι δρόμοι του κέντρου \
        θα καθαρίζονται δύο φορές την ημέρα.\n";
    const TURKISH: &str = "Şehir kütüphanesi pazartesi gününden itibaren akşam dokuza kadar açık olacak.\nMerkezdeki sokaklar günde \
        iki kez, sabah erken ve öğleden sonra süpürülecek, dedi belediye sözcüsü. Çöpler akşam çıkarılmayacak.\n";
    const ARABIC: &str = "ستفتح المكتبة العامة أبوابها حتى التاسعة مساء ابتداء من يوم الاثنين.\nوتنظف شوارع وسط المدينة مرتين \
        في اليوم، في الصباح الباكر وبعد الظهر.\n";

    const TEXTS: [(&str, &str); 15] = [
        ("gb18030", SIMPLIFIED),
        ("gb18030", TRADITIONAL),
        ("Big5", TRADITIONAL),
        ("Shift_JIS", JAPANESE),
        ("EUC-JP", JAPANESE),
        ("ISO-2022-JP", JAPANESE),
        ("EUC-KR", KOREAN),
        ("windows-1251", RUSSIAN),
        ("IBM866", RUSSIAN),
        ("windows-1252", FRENCH),
        ("windows-1250", CZECH),
        ("windows-1253", GREEK),
        ("windows-1254", TURKISH),
        ("windows-1256", ARABIC),
        ("UTF-8", RUSSIAN),
    ];

    fn encoded(text: &str, name: &str) -> Vec<u8> {
        let (bytes, _, lossy) = Encoding::from_name(name).unwrap().0.encode(text);
        assert!(!lossy, "{name} holds the text");
        bytes.into_owned()
    }

    fn check_detect(bytes: &[u8], wanted: &str, case: &str) {
        assert_eq!(detect(bytes).name(), wanted, "{case}: {}", String::from_utf8_lossy(bytes));
    }

    #[test]
    fn paragraphs_are_known_in_each_encoding() {
        for (encoding, text) in TEXTS {
            check_detect(&encoded(text, encoding), encoding, "whole");
            check_detect(&encoded(&text.replace('\n', "\r\n"), encoding), encoding, "CRLF");
            check_detect(
                &encoded(&format!("{}{text}", "-- 8< --\n".repeat(1000)), encoding),
                encoding,
                "ASCII before it",
            );
            check_detect(&encoded(&text.replace('\n', "").repeat(300), encoding), encoding, "one long line");
        }
        // The letters of Russian stand at the same bytes in KOI8-R and KOI8-U.
        check_detect(&encoded(RUSSIAN, "KOI8-R"), "KOI8-U", "whole");
    }

    #[test]
    fn single_lines_of_east_asian_text_are_known() {
        for (encoding, text) in TEXTS.iter().take(7) {
            for line in text.lines() {
                check_detect(&encoded(line, encoding), encoding, "a line");
            }
        }
    }

    #[test]
    fn short_simplified_chinese_is_never_big5() {
        for text in [
            "环卫工人",
            "图书馆开放时间",
            "　　本报讯",
            "清扫街道",
            "上午九点开馆",
            "记者 林安",
            "下转第二版",
            "联通",
            "学习",
        ] {
            let found = detect(&encoded(text, "gb18030"));
            assert_ne!(found.name(), "Big5", "{text}");
        }
        for text in
            ["图书馆开放时间", "上午九点开馆，晚上八点半闭馆", "本报讯（记者林安）", "请居民不要把杂物堆放在人行道上"]
        {
            check_detect(&encoded(text, "gb18030"), "gb18030", "short");
        }
    }

    #[test]
    fn a_few_broken_bytes_do_not_change_the_encoding() {
        for (encoding, text) in TEXTS.into_iter().filter(|&(encoding, _)| encoding != "ISO-2022-JP") {
            let whole = encoded(&text.repeat(4), encoding);
            let third = whole.len() / 3;
            let mut struck = whole.clone();
            struck[third] = 0xff;
            struck[third * 2] = 0xff;
            let mut lost = whole.clone();
            lost.remove(third);
            let cut = &whole[..whole.iter().rposition(|&byte| byte >= 0x80).unwrap()];
            // No byte is broken in most encodings of one byte; those that leave FF open are given up by the detector.
            let bytes_long = TWO_BYTES.iter().any(|two| two.name() == encoding) || encoding == "UTF-8";
            let struck = if bytes_long { &struck } else { &whole };
            for (case, bytes) in [("struck", struck.as_slice()), ("lost", &lost), ("cut", cut)] {
                check_detect(bytes, encoding, case);
            }
        }
    }

    #[test]
    fn western_text_with_few_marks_is_not_taken_for_another() {
        let dashes = "The chair was taken at seven.\u{2014}Mr Hall moved that the streets be swept.\u{2014}Carried.\n";
        check_detect(&encoded(&dashes.repeat(8), "windows-1252"), "windows-1252", "dashes");
        let mut pounds = "The sum of £40 was voted for lamps, and £12 for brooms.\n".to_owned().into_bytes();
        pounds.extend(b"\xff and a struck byte\n");
        check_detect(&pounds, "UTF-8", "two signs and a struck byte");
    }

    #[test]
    fn utf16_is_known_without_a_mark() {
        for (_, text) in TEXTS {
            let little: Vec<u8> = text.encode_utf16().flat_map(u16::to_le_bytes).collect();
            let big: Vec<u8> = text.encode_utf16().flat_map(u16::to_be_bytes).collect();
            check_detect(&little, "UTF-16LE", text);
            check_detect(&big, "UTF-16BE", text);
            let no_break: Vec<u8> =
                text.replace(char::is_whitespace, "").encode_utf16().flat_map(u16::to_le_bytes).collect();
            check_detect(&no_break, "UTF-16LE", "no line breaks");
            check_detect(&little[..little.len() - 1], "UTF-16LE", "cut within a unit");
            check_detect(&little.repeat(SAMPLE / 50), "UTF-16LE", "longer than the sample");
        }
        let english: Vec<u8> = "Streets are swept twice a day.\r\n".encode_utf16().flat_map(u16::to_be_bytes).collect();
        check_detect(&english, "UTF-16BE", "ASCII");
    }

    #[test]
    fn a_stray_nul_makes_no_utf16() {
        for (encoding, text) in TEXTS.into_iter().filter(|&(encoding, _)| encoding != "ISO-2022-JP") {
            for at in [1, 2, 31, 32] {
                let mut text: Vec<char> = text.chars().collect();
                text.insert(at, '\0');
                check_detect(&encoded(&String::from_iter(text), encoding), encoding, "a stray NUL");
            }
        }
        for text in ["\0", "\0a", "\0\0\0\0", "a\0b\nc"] {
            check_detect(text.as_bytes(), "UTF-8", "short");
        }
    }

    #[test]
    fn plain_ascii_and_nothing_are_utf8() {
        for text in ["", "a", "Streets are swept twice a day.\n", "\x1b[1mbold\x1b[0m"] {
            check_detect(text.as_bytes(), "UTF-8", "ASCII");
        }
    }
}

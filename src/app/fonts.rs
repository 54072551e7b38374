//! The faces that ship with the program: one family for Chinese and Latin, so that every machine shows the same.
//!
//! Quotation marks, apostrophe, ellipsis and middle dot have one code for Chinese print, where they are as wide as a
//! character, and for European print, where they are narrow. The faces draw them by what stands beside them
//! (`assets/fonts/subset.py` has the rules), so that nothing here asks which language a text is in. But each section of a job
//! is shaped by itself: a sign that makes up a section of its own, such as a corrected apostrophe, is seen to by [`fit`].

use crate::text::is_cjk;
use eframe::egui::text::LayoutJob;
use eframe::egui::{self, FontData, FontDefinitions, FontFamily, Galley, Ui};
use std::sync::Arc;

/// The name of the bold family.
pub(super) const BOLD: &str = "bold";
/// The family for signs of European text that are set apart from it.
const SIGNS: &str = "signs";
/// See [`SIGNS`].
const BOLD_SIGNS: &str = "bold signs";
/// How many characters beside a sign are looked at, in search of a letter.
const NEAR: usize = 5;

const REGULAR_FACE: &[u8] = include_bytes!("../../assets/fonts/newsmend-sans.otf");
const BOLD_FACE: &[u8] = include_bytes!("../../assets/fonts/newsmend-sans-bold.otf");
const SIGNS_FACE: &[u8] = include_bytes!("../../assets/fonts/newsmend-signs.otf");
const BOLD_SIGNS_FACE: &[u8] = include_bytes!("../../assets/fonts/newsmend-signs-bold.otf");

/// Gives `ctx` the program's faces. A character that the bold face lacks comes from the regular one.
pub(super) fn load(ctx: &egui::Context) {
    let mut fonts = FontDefinitions::empty();
    let mut face = |name: &str, bytes: &'static [u8]| {
        fonts.font_data.insert(name.to_owned(), Arc::new(FontData::from_static(bytes)));
        name.to_owned()
    };
    let regular = face("newsmend-sans", REGULAR_FACE);
    let bold = face("newsmend-sans-bold", BOLD_FACE);
    let signs = face("newsmend-signs", SIGNS_FACE);
    let bold_signs = face("newsmend-signs-bold", BOLD_SIGNS_FACE);
    fonts.families.insert(FontFamily::Proportional, vec![regular.clone()]);
    fonts.families.insert(FontFamily::Monospace, vec![regular.clone()]);
    fonts.families.insert(FontFamily::Name(SIGNS.into()), vec![signs, regular.clone()]);
    fonts.families.insert(FontFamily::Name(BOLD_SIGNS.into()), vec![bold_signs, bold.clone(), regular.clone()]);
    fonts.families.insert(FontFamily::Name(BOLD.into()), vec![bold, regular]);
    ctx.set_fonts(fonts);
}

/// Lays out a job of several sections, once its signs are seen to.
pub(super) fn lay_out(ui: &Ui, mut job: LayoutJob) -> Arc<Galley> {
    fit(&mut job);
    ui.fonts_mut(|fonts| fonts.layout_job(job))
}

/// Gives the sections that are nothing but shared signs the narrow ones, where European text stands beside them.
pub(super) fn fit(job: &mut LayoutJob) {
    let LayoutJob { text, sections, .. } = job;
    for section in sections {
        let (start, end) = (section.byte_range.start.0, section.byte_range.end.0);
        let apart = text.get(start..end).is_some_and(|part| !part.is_empty() && part.chars().all(is_shared));
        if apart && is_european(text.get(..start).unwrap_or_default(), text.get(end..).unwrap_or_default()) {
            let family = &mut section.format.font_id.family;
            let bold = *family == FontFamily::Name(BOLD.into());
            let name = if bold { BOLD_SIGNS } else { SIGNS };
            *family = FontFamily::Name(name.into());
        }
    }
}

/// A sign that Chinese and European print share: those of `SIGNS` in `subset.py`.
fn is_shared(c: char) -> bool {
    matches!(c, '‘' | '’' | '“' | '”' | '·' | '…')
}

/// Whether what stands between `before` and `behind` stands in European text, as far as can be told from near by.
fn is_european(before: &str, behind: &str) -> bool {
    // Dashes and the signs themselves stand in any script.
    let is_chinese = |c: char| is_cjk(c) && !matches!(c, '\u{2010}'..='\u{206f}');
    let is_letter = |c: char| c.is_alphabetic() && c < '\u{2000}';
    if before.chars().next_back().is_some_and(is_chinese) || behind.chars().next().is_some_and(is_chinese) {
        return false;
    }
    before.chars().rev().take(NEAR).take_while(|&c| !is_chinese(c)).any(is_letter)
        || behind.chars().take(NEAR).take_while(|&c| !is_chinese(c)).any(is_letter)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::app::theme;
    use eframe::egui::text::TextFormat;
    use eframe::egui::{Color32, FontId, RawInput};

    /// Lays jobs out in the program's faces, without a screen.
    fn laid_out(jobs: &[LayoutJob]) -> Vec<Arc<Galley>> {
        let ctx = egui::Context::default();
        crate::app::dress(&ctx);
        let mut galleys = Vec::new();
        let frame = |ui: &mut Ui| galleys = jobs.iter().map(|job| lay_out(ui, job.clone())).collect();
        ctx.run_ui(RawInput::default(), frame).textures_delta.clear();
        galleys
    }

    /// The text of a job, a section for each part.
    fn job(parts: &[&str], font: &FontId) -> LayoutJob {
        let mut job = LayoutJob::default();
        for part in parts {
            job.append(part, 0.0, TextFormat::simple(font.clone(), Color32::BLACK));
        }
        job
    }

    /// How the shared signs of a galley are drawn, in their order: W for one as wide as a Chinese character, n for narrow.
    fn drawn(galley: &Galley) -> String {
        let glyphs = galley.rows.iter().flat_map(|row| row.glyphs.iter());
        let signs = glyphs.filter(|glyph| is_shared(glyph.chr));
        signs.map(|sign| if sign.advance_width > 0.99 * theme::BODY { 'W' } else { 'n' }).collect()
    }

    #[track_caller]
    fn check(cases: &[(&str, &[&str], &str)]) {
        for font in [theme::regular(theme::BODY), theme::bold(theme::BODY)] {
            let jobs: Vec<_> = cases.iter().map(|(_, parts, _)| job(parts, &font)).collect();
            for ((name, parts, wanted), galley) in cases.iter().zip(laid_out(&jobs)) {
                assert_eq!(drawn(&galley), *wanted, "{name}: {parts:?} in {:?}", font.family);
            }
        }
    }

    #[test]
    fn signs_are_narrow_in_european_text_and_wide_in_chinese() {
        check(&[
            ("an apostrophe", &["L’orateur"], "n"),
            ("in capitals", &["MAYOR’S"], "n"),
            ("quotes", &["Is line 12 “Headline” ?"], "nn"),
            ("quotes in quotes", &["“‘Hello,’ he said.”"], "nnnn"),
            ("German quotes", &["der „Wort“ und"], "n"),
            ("quotes with spaces within", &["“ Bonjour ”, dit-il"], "nn"),
            ("digits in quotes", &["the “911” call"], "nn"),
            ("Cyrillic", &["“Правда” и"], "nn"),
            ("an ellipsis", &["Move to article…"], "n"),
            ("a dot between words", &["col·lecció, body · headline"], "nn"),
            ("a line's last", &["he said “"], "n"),
            ("a line's first", &["’s house"], "n"),
            ("Chinese quotes", &["他说“五一”快乐"], "WW"),
            ("at both ends", &["“五一”"], "WW"),
            ("a Chinese ellipsis", &["他说……"], "WW"),
            ("a Chinese name", &["卡尔·马克思"], "W"),
            ("a date", &["“5·12”，9·18"], "WWWW"),
            ("nothing beside it", &["“"], "W"),
        ]);
    }

    #[test]
    fn signs_in_mixed_text_go_by_what_they_touch() {
        check(&[
            ("a French word in Chinese", &["中国L’orateur说"], "n"),
            ("a Latin word in Chinese quotes", &["他说“OK”吗"], "WW"),
            ("at a line's beginning", &["“G20”峰会"], "WW"),
            ("two words", &["“New York”的"], "WW"),
            ("at a line's end", &["的“New York”"], "WW"),
            ("a word that goes on in Chinese", &["“GDP增长”"], "WW"),
            ("initials of a Chinese name", &["J·K·罗琳"], "WW"),
            ("Chinese in English quotes", &["Set it to “科工”, too"], "WW"),
            ("English quotes parted from Chinese", &["中国 “Hello” 时代"], "nn"),
        ]);
    }

    #[test]
    fn a_sign_set_apart_goes_by_the_text_around_it() {
        check(&[
            ("a corrected apostrophe", &["L", "’", "orateur"], "n"),
            ("a quote that was found", &["he said ", "“", "Headline"], "n"),
            ("behind a comma", &["Hello,", "”"], "n"),
            ("in Chinese", &["他说", "“", "五一"], "W"),
            ("behind Chinese, before a Latin word", &["他说", "“", "OK"], "W"),
            ("alone", &["…"], "W"),
        ]);
    }

    #[test]
    fn the_width_of_a_sign_changes_no_row() {
        for font in [theme::regular(theme::BODY), theme::bold(theme::BODY)] {
            let texts: [&[&str]; 3] = [&["Lorateur"], &["L’orateur"], &["L", "’", "orateur"]];
            let galleys = laid_out(&texts.map(|parts| job(parts, &font)));
            let heights = galleys.iter().flat_map(|galley| {
                let glyphs = galley.rows.iter().flat_map(|row| row.glyphs.iter());
                glyphs.map(|glyph| (galley.size().y, glyph.pos.y, glyph.line_height, glyph.font_ascent))
            });
            let heights: Vec<_> = heights.collect();
            assert!(heights.windows(2).all(|pair| pair[0] == pair[1]), "{:?}: {heights:?}", font.family);
        }
    }
}

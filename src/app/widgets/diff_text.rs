//! A difference by characters, as coloured text.
//!
//! What is only on the left is struck through, what is only on the right is underlined; of what both have, only the
//! characters beside a difference are shown. The comparison gives up on detail after [`PATIENCE`]: it is only drawn.

use crate::app::fonts;
use crate::app::theme::{self, Look, SMALL};
use eframe::egui::text::{LayoutJob, TextFormat};
use eframe::egui::{Color32, Stroke};
use similar::{ChangeTag, TextDiff};
use std::time::Duration;

/// How many characters stand on either side of a difference.
const AROUND: usize = 8;
/// How long a comparison may take within a frame.
const PATIENCE: Duration = Duration::from_millis(3);

/// The difference from `old` to `new`, or `None` where there is none.
#[must_use]
pub fn diff_text(look: &Look, old: &str, new: &str) -> Option<LayoutJob> {
    if old == new {
        return None;
    }
    let diff = TextDiff::configure().timeout(PATIENCE).diff_chars(old, new);
    let mut runs: Vec<(ChangeTag, String)> = Vec::new();
    for change in diff.iter_all_changes() {
        match runs.last_mut() {
            Some((tag, text)) if *tag == change.tag() => text.push_str(change.value()),
            _ => runs.push((change.tag(), change.value().to_owned())),
        }
    }
    let mut job = LayoutJob::default();
    let last = runs.len().saturating_sub(1);
    for (at, (tag, text)) in runs.iter().enumerate() {
        match tag {
            ChangeTag::Equal => job.append(&shortened(text, at == 0, at == last), 0.0, plain(look.faint)),
            ChangeTag::Delete => {
                let strikethrough = Stroke::new(1.5, look.error);
                job.append(text, 0.0, TextFormat { strikethrough, ..plain(look.error) });
            }
            ChangeTag::Insert => {
                let underline = Stroke::new(1.5, look.corrected);
                job.append(text, 0.0, TextFormat { underline, ..plain(look.corrected) });
            }
        }
    }
    fonts::fit(&mut job);
    Some(job)
}

fn plain(color: Color32) -> TextFormat {
    TextFormat { font_id: theme::regular(SMALL), color, ..TextFormat::default() }
}

/// What both sides have, without its middle; at the start and at the end of the text, without what is far from it.
fn shortened(text: &str, first: bool, last: bool) -> String {
    let count = text.chars().count();
    let head: usize = if first { 0 } else { AROUND };
    let tail: usize = if last { 0 } else { AROUND };
    if count <= head + tail + 1 {
        return text.to_owned();
    }
    let start: String = text.chars().take(head).collect();
    let end: String = text.chars().skip(count - tail).collect();
    format!("{start}…{end}")
}

#[cfg(test)]
mod tests {
    use super::*;
    use eframe::egui;

    #[test]
    fn only_the_surroundings_of_a_difference_are_shown() {
        let look = Look::of(egui::Theme::Light, crate::desk::Palette::Standard);
        for (name, old, new, wanted) in [
            ("nothing differs", "环卫", "环卫", None),
            ("one character", "环未工人", "环卫工人", Some("环未卫工人")),
            (
                "far from both ends",
                "一二三四五六七八九十未一二三四五六七八九十",
                "一二三四五六七八九十卫一二三四五六七八九十",
                Some("…三四五六七八九十未卫一二三四五六七八…"),
            ),
            ("everything", "甲", "", Some("甲")),
        ] {
            let shown = diff_text(look, old, new).map(|job| job.text);
            assert_eq!(shown.as_deref(), wanted, "{name}");
        }
    }

    #[test]
    fn a_changed_apostrophe_is_drawn_as_in_the_word_around_it() {
        let look = Look::of(egui::Theme::Light, crate::desk::Palette::Standard);
        for (name, old, new, apart) in
            [("in a French word", "L'orateur", "L’orateur", true), ("in Chinese", "他说'五一", "他说‘五一", false)]
        {
            let job = diff_text(look, old, new).unwrap();
            let changed = job.sections.iter().find(|section| section.format.underline != Stroke::NONE).unwrap();
            assert_eq!(changed.format.font_id != theme::regular(SMALL), apart, "{name}");
        }
    }
}

//! The only home of colours and sizes.
//!
//! Light is ink on paper, dark is chalk on slate; one accent. Article colours come from eight hues that readers with every
//! kind of colour vision can tell apart (after Okabe and Ito 2008), as tints behind text and as bars in the gutter; a number
//! always stands beside them. Contrast is tested: text on every tint at 7:1 in light and 4.5:1 in dark at the least.
//!
//! A second palette, for colour-blind eyes, is in [`for_all`].
#![expect(clippy::disallowed_methods, reason = "this is where colours are made")]

mod for_all;

use crate::desk::{Palette, Prefs, Theme};
use eframe::egui::{self, Color32, CornerRadius, FontFamily, FontId, Margin, Stroke, TextStyle};
use for_all::{DARK_FOR_ALL, LIGHT_FOR_ALL};

/// Space between things, in points: one, two and four steps of the 4-point grid.
pub const GAP: f32 = 4.0;
/// See [`GAP`].
pub const GAP2: f32 = 8.0;
/// See [`GAP`].
pub const GAP4: f32 = 16.0;
/// How high the panel of doubts is: a question, its reason, the alternatives.
pub const DOUBTS: f32 = 112.0;
/// How high it is while no doubt is asked: one row.
pub const NO_DOUBTS: f32 = 37.0;
/// The size of running text, in points.
pub const BODY: f32 = 15.0;
/// The size of small text: numbers, notes.
pub const SMALL: f32 = 12.5;
/// The size of captions, bylines and other text beside the running text.
pub const ASIDE: f32 = 14.0;
/// The size of headlines on cards.
pub const HEADLINE: f32 = 19.0;
/// Line height of cards, as a multiple of the text's size.
pub const CARD_LEADING: f32 = 1.55;
/// Line height of the raw pane.
pub const RAW_LEADING: f32 = 1.45;
/// How wide the overview strip is.
pub const OVERVIEW: f32 = 28.0;
/// How wide the column with the history and the inspector is: with it the panes keep their least widths at 1024.
pub const SIDE: f32 = 260.0;
/// How high the handle of a boundary is to take hold of.
pub const HANDLE: f32 = 10.0;

/// The colours of one theme.
#[derive(Clone, Copy, Debug)]
pub struct Look {
    /// True for the dark theme.
    pub dark: bool,
    /// Behind everything.
    pub desk: Color32,
    /// Behind text.
    pub paper: Color32,
    /// Behind the status line, tool bar, headers.
    pub panel: Color32,
    /// Text.
    pub ink: Color32,
    /// Quiet text: line numbers, notes.
    pub faint: Color32,
    /// Lines between things.
    pub line: Color32,
    /// The one accent: links, the selected boundary, buttons that act.
    pub accent: Color32,
    /// Text on the accent.
    pub on_accent: Color32,
    /// Behind selected text.
    pub selection: Color32,
    /// Errors.
    pub error: Color32,
    /// Behind corrected characters, or under them.
    pub corrected: Color32,
    /// Behind what a search found.
    pub found: Color32,
    tints: [Color32; 8],
    bars: [Color32; 8],
}

const fn rgb(hex: u32) -> Color32 {
    let [_, r, g, b] = hex.to_be_bytes();
    Color32::from_rgb(r, g, b)
}

const LIGHT: Look = Look {
    dark: false,
    desk: rgb(0xe9_e6_df),
    paper: rgb(0xfd_fc_f8),
    panel: rgb(0xf3_f0_e9),
    ink: rgb(0x1f_1d_1a),
    faint: rgb(0x5c_58_50),
    line: rgb(0xd5_d0_c5),
    accent: rgb(0x0b_55_7a),
    on_accent: rgb(0xff_ff_ff),
    selection: rgb(0xbf_db_ee),
    error: rgb(0xa0_1c_1c),
    corrected: rgb(0x8a_3b_00),
    found: rgb(0xff_d8_5c),
    tints: [
        rgb(0xe3_ef_f8),
        rgb(0xfb_ec_d4),
        rgb(0xdf_f1_e8),
        rgb(0xf6_e3_ee),
        rgb(0xfa_f4_cc),
        rgb(0xe6_e6_f7),
        rgb(0xfa_e4_da),
        rgb(0xe4_ea_ea),
    ],
    bars: [
        rgb(0x1f_78_b4),
        rgb(0xd0_80_00),
        rgb(0x00_8a_62),
        rgb(0xb4_52_8c),
        rgb(0x9a_8b_00),
        rgb(0x5a_5a_c8),
        rgb(0xc4_4f_10),
        rgb(0x5d_6b_6b),
    ],
};

const DARK: Look = Look {
    dark: true,
    desk: rgb(0x17_18_1a),
    paper: rgb(0x1f_20_23),
    panel: rgb(0x26_28_2b),
    ink: rgb(0xe6_e3_dc),
    faint: rgb(0xa3_a0_99),
    line: rgb(0x3b_3d_41),
    accent: rgb(0x6c_b6_e0),
    on_accent: rgb(0x0c_1a_22),
    selection: rgb(0x2c_4c_63),
    error: rgb(0xff_9d_92),
    corrected: rgb(0xff_b8_70),
    found: rgb(0x6b_51_0a),
    tints: [
        rgb(0x20_2d_38),
        rgb(0x36_2c_1a),
        rgb(0x1c_31_29),
        rgb(0x36_24_30),
        rgb(0x33_30_17),
        rgb(0x29_29_3d),
        rgb(0x38_26_1d),
        rgb(0x29_2f_2f),
    ],
    bars: [
        rgb(0x56_b4_e9),
        rgb(0xe6_9f_00),
        rgb(0x2f_c9_96),
        rgb(0xd8_8a_b8),
        rgb(0xd6_c8_3a),
        rgb(0x9a_9a_f0),
        rgb(0xf0_83_4a),
        rgb(0x9f_b0_b0),
    ],
};

impl Look {
    /// The colours of a theme that egui has settled on.
    #[must_use]
    pub fn of(theme: egui::Theme, palette: Palette) -> &'static Self {
        match (theme, palette) {
            (egui::Theme::Light, Palette::Standard) => &LIGHT,
            (egui::Theme::Light, Palette::ColourBlind) => &LIGHT_FOR_ALL,
            (egui::Theme::Dark, Palette::Standard) => &DARK,
            (egui::Theme::Dark, Palette::ColourBlind) => &DARK_FOR_ALL,
        }
    }

    /// The colours that `ui` is drawn in.
    #[must_use]
    pub fn get(ui: &egui::Ui) -> &'static Self {
        Self::of(ui.theme(), chosen(ui).palette)
    }

    /// Behind the text of the article with this number (from 1).
    #[must_use]
    pub fn tint(&self, number: usize) -> Color32 {
        self.tints[number.saturating_sub(1) % self.tints.len()]
    }

    /// Over everything while something is asked.
    #[must_use]
    pub fn backdrop(&self) -> Color32 {
        Color32::from_black_alpha(if self.dark { 120 } else { 40 })
    }

    /// The bar, and the number, of the article with this number (from 1).
    #[must_use]
    pub fn bar(&self, number: usize) -> Color32 {
        self.bars[number.saturating_sub(1) % self.bars.len()]
    }

    /// Text on a bar: black or white, whichever is easier to read. One of the two always reaches 4.5:1.
    #[must_use]
    pub fn on_bar(&self, number: usize) -> Color32 {
        let bar = luminance(self.bar(number)) + 0.05;
        if 1.05 / bar > bar / 0.05 { Color32::WHITE } else { Color32::BLACK }
    }
}

/// What was chosen of palette and sizes; kept with egui, so that whatever draws can ask for it.
#[derive(Clone, Copy, Debug, Default)]
struct Chosen {
    palette: Palette,
    /// Points; 0 is what the program comes with.
    raw: f32,
    articles: f32,
}

fn chosen(ctx: &egui::Context) -> Chosen {
    ctx.data(|data| data.get_temp(egui::Id::NULL)).unwrap_or_default()
}

/// Takes over the palette and the sizes that were chosen.
pub fn choose(ctx: &egui::Context, prefs: &Prefs) {
    let (raw, articles) = (f32::from(prefs.raw_points), f32::from(prefs.article_points));
    ctx.data_mut(|data| data.insert_temp(egui::Id::NULL, Chosen { palette: prefs.palette, raw, articles }));
}

/// The size of the raw text, in points.
#[must_use]
pub fn raw_size(ui: &egui::Ui) -> f32 {
    let size = chosen(ui).raw;
    if size > 0.0 { size } else { BODY }
}

/// The height of a row of the raw text, in points.
#[must_use]
pub fn raw_row(ui: &egui::Ui) -> f32 {
    raw_size(ui) * RAW_LEADING
}

/// By how much the texts of articles are larger than they come.
#[must_use]
pub fn article_scale(ui: &egui::Ui) -> f32 {
    let size = chosen(ui).articles;
    if size > 0.0 { size / BODY } else { 1.0 }
}

/// The dress of text that a search found: on its colour, and underlined, since colour alone never carries meaning.
#[must_use]
pub fn found(look: &Look, format: &egui::TextFormat) -> egui::TextFormat {
    let underline = Stroke::new(1.5, look.ink);
    egui::TextFormat { color: look.ink, background: look.found, underline, ..format.clone() }
}

/// The dress of the match that is selected among those that a search found: nothing else is as strong.
#[must_use]
pub fn found_now(look: &Look, format: &egui::TextFormat) -> egui::TextFormat {
    let underline = Stroke::new(1.5, look.on_accent);
    egui::TextFormat { color: look.on_accent, background: look.accent, underline, ..format.clone() }
}

/// The relative luminance of a colour, after WCAG 2.2.
fn luminance(colour: Color32) -> f64 {
    let channel = |v: u8| {
        let v = f64::from(v) / 255.0;
        if v <= 0.03928 { v / 12.92 } else { ((v + 0.055) / 1.055).powf(2.4) }
    };
    0.2126 * channel(colour.r()) + 0.7152 * channel(colour.g()) + 0.0722 * channel(colour.b())
}

/// The regular face at a size.
#[must_use]
pub fn regular(size: f32) -> FontId {
    FontId::new(size, FontFamily::Proportional)
}

/// The bold face at a size.
#[must_use]
pub fn bold(size: f32) -> FontId {
    FontId::new(size, FontFamily::Name(super::fonts::BOLD.into()))
}

/// Dresses egui in both themes.
pub fn apply(ctx: &egui::Context) {
    ctx.all_styles_mut(|style| {
        for (text_style, size) in [
            (TextStyle::Body, BODY),
            (TextStyle::Button, BODY),
            (TextStyle::Small, SMALL),
            (TextStyle::Monospace, BODY),
            (TextStyle::Heading, HEADLINE),
        ] {
            style.text_styles.insert(text_style, regular(size));
        }
        style.spacing.item_spacing = egui::vec2(GAP2, GAP);
        style.spacing.button_padding = egui::vec2(GAP2, GAP);
        style.spacing.interact_size.y = 28.0;
        style.spacing.menu_margin = Margin::same(6);
        style.spacing.icon_spacing = 6.0;
        style.interaction.selectable_labels = false;
        style.animation_time = 0.0;
    });
    for theme in [egui::Theme::Light, egui::Theme::Dark] {
        let look = Look::of(theme, Palette::Standard);
        ctx.style_mut_of(theme, |style| dress(&mut style.visuals, look));
    }
}

fn dress(visuals: &mut egui::Visuals, look: &Look) {
    visuals.panel_fill = look.panel;
    visuals.window_fill = look.panel;
    visuals.extreme_bg_color = look.paper;
    visuals.faint_bg_color = look.desk;
    visuals.window_stroke = Stroke::new(1.0, look.line);
    visuals.hyperlink_color = look.accent;
    visuals.error_fg_color = look.error;
    visuals.warn_fg_color = look.corrected;
    visuals.selection.bg_fill = look.selection;
    visuals.selection.stroke = Stroke::new(1.0, look.ink);
    visuals.text_cursor.blink = false;
    visuals.text_cursor.stroke.color = look.accent;
    visuals.weak_text_color = Some(look.faint);
    let corner = CornerRadius::same(4);
    let widgets = &mut visuals.widgets;
    for (state, fill, stroke) in [
        (&mut widgets.noninteractive, look.panel, look.line),
        (&mut widgets.inactive, look.paper, look.line),
        (&mut widgets.hovered, look.selection, look.accent),
        (&mut widgets.active, look.selection, look.accent),
        (&mut widgets.open, look.selection, look.line),
    ] {
        state.bg_fill = fill;
        state.weak_bg_fill = fill;
        state.bg_stroke = Stroke::new(1.0, stroke);
        state.fg_stroke = Stroke::new(1.0, look.ink);
        state.corner_radius = corner;
        state.expansion = 0.0;
    }
}

/// The preference that egui is given.
#[must_use]
pub fn preference(theme: Theme) -> egui::ThemePreference {
    match theme {
        Theme::System => egui::ThemePreference::System,
        Theme::Light => egui::ThemePreference::Light,
        Theme::Dark => egui::ThemePreference::Dark,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Contrast after WCAG 2.2.
    fn contrast(a: Color32, b: Color32) -> f64 {
        let (x, y) = (luminance(a) + 0.05, luminance(b) + 0.05);
        x.max(y) / x.min(y)
    }

    /// All that text stands on.
    fn grounds(look: &Look) -> impl Iterator<Item = &Color32> {
        look.tints.iter().chain([&look.paper, &look.panel, &look.desk, &look.selection, &look.found])
    }

    #[test]
    fn text_can_be_read_on_everything_it_stands_on() {
        for look in [&LIGHT, &DARK, &LIGHT_FOR_ALL, &DARK_FOR_ALL] {
            let least = if look.dark { 4.5 } else { 7.0 };
            for &ground in grounds(look) {
                assert!(contrast(look.ink, ground) >= least, "ink on {ground:?}: {}", contrast(look.ink, ground));
            }
            for &ground in look.tints.iter().chain([&look.paper, &look.panel]) {
                for text in [look.faint, look.accent, look.error, look.corrected] {
                    assert!(contrast(text, ground) >= 4.5, "{text:?} on {ground:?}: {}", contrast(text, ground));
                }
            }
            assert!(contrast(look.on_accent, look.accent) >= 4.5);
            // What egui draws by itself: buttons and fields in all their states.
            let mut visuals = egui::Visuals::default();
            dress(&mut visuals, look);
            let widgets = &visuals.widgets;
            for state in [&widgets.noninteractive, &widgets.inactive, &widgets.hovered, &widgets.active, &widgets.open]
            {
                for fill in [state.bg_fill, state.weak_bg_fill] {
                    let found = contrast(state.fg_stroke.color, fill);
                    assert!(found >= least, "a widget's text: {found}");
                }
            }
            assert!(contrast(visuals.selection.stroke.color, visuals.selection.bg_fill) >= least);
            assert!(contrast(look.faint, look.desk) >= 4.5, "quiet text between the cards");
            // The ring around what has the keyboard, and the lines of boundaries: no text, but to be seen.
            for &ground in grounds(look) {
                assert!(
                    contrast(look.accent, ground) >= 3.0,
                    "a ring on {ground:?}: {}",
                    contrast(look.accent, ground)
                );
            }
            for number in 1..=look.bars.len() {
                assert!(contrast(look.on_bar(number), look.bar(number)) >= 4.5, "on bar {number}");
            }
            for &bar in &look.bars {
                assert!(contrast(bar, look.paper) >= 3.0, "{bar:?}: {}", contrast(bar, look.paper));
            }
        }
    }
}

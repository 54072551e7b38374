//! The settings: looks and sizes, and on a second leaf the keys. What is chosen holds at once, and is kept.

use super::keys::Keys;
use super::modal;
use crate::app::theme::{self, GAP, GAP2, GAP4, Look};
use crate::desk::words::{Text, text};
use crate::desk::{Desk, Lang, Palette, TEXT_POINTS, Theme, ZOOM_PERCENT};
use eframe::egui::{self, Align, Button, Layout, RichText, Sense, Ui, WidgetInfo, accesskit::Role as Access, vec2};
use std::ops::RangeInclusive;

const TITLE: Text = text("设置", "Settings");
const LOOKS: Text = text("外观", "Looks");
const KEYS: Text = text("按键", "Keys");
const CLOSE: Text = text("关闭", "Close");
const LANGUAGE: Text = text("界面语言", "Language");
const AS_SYSTEM: Text = text("随系统", "As the system");
const CHINESE: Text = text("中文", "中文");
const ENGLISH: Text = text("English", "English");
const THEME: Text = text("明暗", "Theme");
const LIGHT: Text = text("浅色", "Light");
const DARK: Text = text("深色", "Dark");
const PALETTE: Text = text("篇目颜色", "Colours of articles");
const STANDARD: Text = text("标准", "Standard");
const COLOUR_BLIND: Text = text("色觉障碍适用", "For colour-blind eyes");
const ZOOM: Text = text("整体缩放", "Zoom");
const RAW: Text = text("原文字号", "Size of the raw text");
const ARTICLES: Text = text("篇目字号", "Size of the articles' text");
const BLANKS: Text = text("空白符", "Blanks");
const SHOW_BLANKS: Text =
    text("在原文中显示空格、全角空格和制表符", "Show spaces, wide blanks and tabs in the raw text");
const RESET: Text = text("恢复默认", "Reset");
/// How wide the panel is, and the names of its rows.
const WIDTH: f32 = 660.0;
const NAMES: f32 = 176.0;
/// How wide each of a few options is.
const OPTION: f32 = 144.0;
/// How high a leaf is: what stands below it stays where it is.
const LEAF: f32 = 400.0;
/// The side of a colour's sample.
const SAMPLE: f32 = 20.0;

/// The settings' panel.
pub(crate) struct Panel {
    /// The leaf with the keys is shown.
    on_keys: bool,
    keys: Keys,
}

impl Panel {
    /// Opens on the looks, or on the keys.
    pub(crate) fn new(on_keys: bool) -> Self {
        Self { on_keys, keys: Keys::new() }
    }

    /// Draws the panel. True when it is closed.
    pub(crate) fn ui(&mut self, ui: &Ui, desk: &mut Desk, composing: bool) -> bool {
        let lang = desk.lang;
        let catching = self.on_keys && self.keys.catch(ui, desk);
        let mut given_up = false;
        let (closed, close) = modal(ui, "settings", WIDTH, |ui| {
            ui.horizontal(|ui| {
                ui.label(RichText::new(TITLE.get(lang)).font(theme::bold(theme::HEADLINE)));
                ui.add_space(GAP4);
                for (name, keys) in [(LOOKS, false), (KEYS, true)] {
                    let leaf = ui.add(Button::selectable(self.on_keys == keys, name.get(lang)));
                    let (selected, name) = (self.on_keys == keys, name.get(lang));
                    leaf.widget_info(|| WidgetInfo::selected(Access::Tab, true, selected, name));
                    if leaf.clicked() {
                        self.on_keys = keys;
                        self.keys.stop();
                    }
                }
            });
            ui.add_space(GAP2);
            let height = LEAF.min((ui.ctx().content_rect().height() - 190.0).max(160.0));
            ui.allocate_ui_with_layout(vec2(ui.available_width(), height), Layout::top_down(Align::Min), |ui| {
                ui.set_min_height(height);
                if self.on_keys {
                    given_up = self.keys.ui(ui, desk, composing);
                } else {
                    egui::ScrollArea::vertical().auto_shrink(false).show(ui, |ui| looks_ui(ui, desk));
                }
            });
            ui.add_space(GAP2);
            ui.button(CLOSE.get(lang)).clicked()
        });
        closed || ((close || given_up) && !composing && !catching)
    }
}

fn looks_ui(ui: &mut Ui, desk: &mut Desk) {
    let lang = desk.lang;
    let language = [(None, AS_SYSTEM), (Some(Lang::Zh), CHINESE), (Some(Lang::En), ENGLISH)];
    if let Some(language) = choice_ui(ui, lang, LANGUAGE, &language, desk.prefs.language) {
        desk.set_language(language);
    }
    let themes = [(Theme::System, AS_SYSTEM), (Theme::Light, LIGHT), (Theme::Dark, DARK)];
    if let Some(theme) = choice_ui(ui, lang, THEME, &themes, desk.theme) {
        desk.theme = theme;
    }
    let palettes = [(Palette::Standard, STANDARD), (Palette::ColourBlind, COLOUR_BLIND)];
    if let Some(palette) = choice_ui(ui, lang, PALETTE, &palettes, desk.prefs.palette) {
        desk.prefs.palette = palette;
    }
    row_ui(ui, "", |ui| samples_ui(ui, desk.prefs.palette));
    ui.add_space(GAP2);
    size_ui(
        ui,
        lang,
        ZOOM,
        &mut desk.prefs.zoom_percent,
        &Size { range: ZOOM_PERCENT, step: 10, unit: " %", usual: 100 },
    );
    let points = Size { range: TEXT_POINTS, step: 1, unit: "", usual: crate::store::settings::POINTS };
    size_ui(ui, lang, RAW, &mut desk.prefs.raw_points, &points);
    size_ui(ui, lang, ARTICLES, &mut desk.prefs.article_points, &points);
    ui.add_space(GAP2);
    row_ui(ui, BLANKS.get(lang), |ui| {
        edged(ui);
        ui.checkbox(&mut desk.prefs.blanks, SHOW_BLANKS.get(lang))
    });
}

/// A row: its name, then what can be chosen.
fn row_ui<R>(ui: &mut Ui, name: &str, contents: impl FnOnce(&mut Ui) -> R) -> R {
    ui.horizontal(|ui| {
        let left = Layout::left_to_right(Align::Center);
        ui.allocate_ui_with_layout(vec2(NAMES, 28.0), left, |ui| {
            ui.set_min_width(NAMES);
            ui.label(RichText::new(name).color(Look::get(ui).faint));
        });
        contents(ui)
    })
    .inner
}

/// Gives rings and boxes an edge that is seen before they are chosen.
fn edged(ui: &mut Ui) {
    let edge = Look::get(ui).faint;
    ui.visuals_mut().widgets.inactive.bg_stroke.color = edge;
}

/// One of a few. Returns what was chosen, if anything was.
fn choice_ui<T: Copy + PartialEq>(ui: &mut Ui, lang: Lang, name: Text, options: &[(T, Text)], current: T) -> Option<T> {
    let mut chosen = None;
    row_ui(ui, name.get(lang), |ui| {
        edged(ui);
        for (nth, &(value, option)) in options.iter().enumerate() {
            // Each begins where those of the other rows begin.
            let left = ui.cursor().left();
            let response = ui.radio(current == value, option.get(lang));
            if nth + 1 < options.len() {
                ui.add_space((left + OPTION - ui.cursor().left()).max(GAP4));
            }
            let said = format!("{} {}", name.get(lang), option.get(lang));
            response.widget_info(|| WidgetInfo::selected(Access::RadioButton, true, current == value, &said));
            if response.clicked() {
                chosen = Some(value);
            }
        }
    });
    chosen
}

/// A size that can be chosen.
struct Size {
    range: RangeInclusive<u16>,
    step: u16,
    unit: &'static str,
    usual: u16,
}

fn size_ui(ui: &mut Ui, lang: Lang, name: Text, value: &mut u16, size: &Size) {
    let title = name.get(lang);
    let (least, most) = (*size.range.start(), *size.range.end());
    row_ui(ui, title, |ui| {
        let smaller = (*value).saturating_sub(size.step).max(least);
        let larger = (*value).saturating_add(size.step).min(most);
        let button = |ui: &mut Ui, sign: &str, to: u16, value: u16| {
            let response = ui.add_enabled(to != value, Button::new(sign).min_size(vec2(30.0, 26.0)));
            let said = format!("{title} {sign}");
            response.widget_info(|| WidgetInfo::labeled(Access::Button, to != value, &said));
            response.clicked()
        };
        if button(ui, "−", smaller, *value) {
            *value = smaller;
        }
        ui.allocate_ui_with_layout(
            vec2(56.0, 26.0),
            Layout::centered_and_justified(egui::Direction::LeftToRight),
            |ui| {
                ui.label(format!("{value}{}", size.unit));
            },
        );
        if button(ui, "+", larger, *value) {
            *value = larger;
        }
        if *value != size.usual {
            ui.add_space(GAP);
            let response = ui.small_button(RESET.get(lang));
            let said = format!("{title} {}", RESET.get(lang));
            response.widget_info(|| WidgetInfo::labeled(Access::Button, true, &said));
            if response.clicked() {
                *value = size.usual;
            }
        }
    });
}

/// The colours of eight articles, with their numbers, each on its own tint.
fn samples_ui(ui: &mut Ui, palette: Palette) {
    let look = Look::of(ui.theme(), palette);
    for number in 1..=8 {
        let (rect, _) = ui.allocate_exact_size(vec2(SAMPLE * 2.0, SAMPLE + GAP), Sense::hover());
        ui.painter().rect_filled(rect, 3.0, look.tint(number));
        let badge = egui::Rect::from_min_size(rect.min, vec2(SAMPLE, rect.height()));
        ui.painter().rect_filled(badge, 3.0, look.bar(number));
        let font = theme::bold(theme::SMALL);
        ui.painter().text(badge.center(), egui::Align2::CENTER_CENTER, number, font, look.on_bar(number));
    }
}

//! The header of a card: triangle, number, headline, confidence, tick.

use super::act::Act;
use super::block::Scene;
use super::drag::CardDrag;
use super::list::Card;
use super::{menu, says};
use crate::app::theme::{self, ASIDE, GAP, GAP2, SMALL};
use crate::app::widgets::{card, focus};
use crate::desk::jumps::{self, Way};
use crate::desk::{CommandId, words};
use crate::model::{ArticleId, Home};
use crate::text::Place;
use eframe::egui::accesskit::Role;
use eframe::egui::text::{LayoutJob, TextFormat, TextWrapping};
use eframe::egui::{Align2, CursorIcon, Id, Pos2, Rect, Response, Sense, Ui, WidgetInfo, pos2, vec2};

/// How the header of a card is found, and how its triangle.
fn ids(home: Home) -> [Id; 2] {
    [Id::unique(("article-header", home)), Id::unique(("article-fold", home))]
}

/// Of these cards the one whose header, or its triangle, has the keyboard.
pub(super) fn with_keyboard(ui: &Ui, mut homes: impl Iterator<Item = Home>) -> Option<Home> {
    let focused = ui.memory(|memory| memory.focused())?;
    homes.find(|&home| ids(home).contains(&focused))
}

/// Draws the header of a card.
pub(super) fn header_ui(scene: &mut Scene<'_>, rect: Rect, card: &Card, selected: bool) {
    let (lang, look) = (scene.lang, scene.look);
    let name = says::card(lang, card.home, card.number, &card.heading.title);
    let article = card.home.article();
    let sense = if article.is_some() { Sense::click_and_drag() } else { Sense::click() };
    let [own, triangle] = ids(card.home);
    let response = scene.ui.interact(rect, own, sense);
    response.widget_info(|| WidgetInfo::selected(Role::ListItem, true, selected, &name));
    scene.ui.accesskit_node_builder(response.id, |node| {
        node.set_expanded(!card.folded);
        if let Some(confidence) = card.heading.confidence {
            node.set_description(says::lowest(lang, confidence));
        }
    });
    focus::ring_of(scene.ui, &response);
    if response.clicked() || response.secondary_clicked() {
        match first_place(scene, card.home) {
            Some(place) if article.is_some() => scene.acts.push(Act::Select(place)),
            _ => scene.acts.push(Act::Fold(card.home)),
        }
    }
    if let Some(id) = article {
        response.dnd_set_drag_payload(CardDrag(id));
        if response.dragged() {
            scene.ui.set_cursor_icon(CursorIcon::Grabbing);
        }
        let (desk, acts) = (scene.desk, &mut *scene.acts);
        response.context_menu(|ui| menu::header_ui(ui, desk, acts));
    }
    let middle = rect.center().y;
    let mut x = rect.left() + card::BAR + GAP + 10.0;
    let fold = says::fold(lang, card.folded, card.home, card.number);
    let folding = card::fold_ui(scene.ui, pos2(x, middle), triangle, card.folded, &fold);
    if folding.clicked() {
        scene.acts.push(Act::Fold(card.home));
    }
    tip(scene, folding, "article.fold");
    x += 10.0 + GAP;
    if article.is_some() {
        x += card::badge(scene.ui.painter(), look, pos2(x, middle), card.number) + GAP2;
    }
    let right = right_ui(scene, rect, card);
    // A folded card is its headline; an open one shows that right below, so that here stands where in the dump it is.
    let (shown, font, ink) = match (card.folded, article) {
        (true, Some(_)) => (&card.heading.title, theme::bold(ASIDE), look.ink),
        (false, Some(_)) => (&card.heading.lines, theme::regular(SMALL), look.faint),
        (_, None) => (&card.heading.title, theme::regular(SMALL), look.faint),
    };
    title_ui(scene, pos2(x, middle), right - GAP2, shown, TextFormat::simple(font, ink));
}

/// What stands at the right; returns where it begins.
fn right_ui(scene: &mut Scene<'_>, rect: Rect, card: &Card) -> f32 {
    let (lang, look) = (scene.lang, scene.look);
    let middle = rect.center().y;
    let mut right = rect.right() - GAP2 - GAP;
    let quiet = |scene: &Scene<'_>, right: f32, text: String| {
        scene.ui.painter().text(pos2(right, middle), Align2::RIGHT_CENTER, text, theme::regular(SMALL), look.faint)
    };
    let Home::Article(id) = card.home else {
        return quiet(scene, right, says::characters(lang, card.heading.characters)).left();
    };
    let name = says::tick(lang, card.number);
    let at = pos2(right, middle);
    let word = says::REVIEWED.get(lang);
    let (tick, left) =
        card::tick_ui(scene.ui, at, Id::unique(("article-tick", id)), card.heading.reviewed, word, &name);
    if tick.clicked() {
        scene.acts.push(Act::Tick(id));
    }
    tip(scene, tick, "article.done");
    right = left - GAP2 - GAP;
    if let Some(confidence) = card.heading.confidence {
        let shown = quiet(scene, right, format!("{:.2}", confidence.get()));
        let hover = scene.ui.interact(shown.expand(GAP), Id::unique(("article-confidence", id)), Sense::hover());
        hover.on_hover_text(says::lowest(lang, confidence));
        right = shown.left();
    }
    let (on, from) = jumps::ends_of(scene.work.project(), id);
    for (page, way) in [(on, Way::On), (from, Way::From)] {
        if let Some(page) = page {
            right = jump_ui(scene, pos2(right - GAP2, middle), (id, way), page);
        }
    }
    right
}

/// The page that an article goes on on, or comes from, to be followed; returns where it begins.
fn jump_ui(scene: &mut Scene<'_>, right: Pos2, (id, way): (ArticleId, Way), page: usize) -> f32 {
    let look = scene.look;
    let shown = words::jump(scene.lang, way == Way::On, page);
    let galley = scene.ui.painter().layout_no_wrap(shown.clone(), theme::regular(SMALL), look.accent);
    let rect = Rect::from_center_size(right - vec2(galley.size().x / 2.0, 0.0), galley.size()).expand(GAP / 2.0);
    let response = scene.ui.interact(rect, Id::unique(("article-jump", id, way == Way::On)), Sense::click());
    response.widget_info(|| WidgetInfo::labeled(Role::Link, true, shown.clone()));
    scene.ui.painter().galley(rect.shrink(GAP / 2.0).min, galley, look.accent);
    if response.clicked() {
        scene.acts.push(Act::Jump(id, way));
    }
    tip(scene, response.on_hover_cursor(CursorIcon::PointingHand), "go.jump");
    rect.left()
}

/// Says on hover which command it is, and its key.
fn tip(scene: &Scene<'_>, response: Response, command: &'static str) {
    if let Some(command) = crate::desk::command(CommandId(command)) {
        response.on_hover_text(scene.desk.tip(command));
    }
}

fn title_ui(scene: &Scene<'_>, left: Pos2, right: f32, title: &str, format: TextFormat) {
    let ink = format.color;
    let mut job = LayoutJob::single_section(title.to_owned(), format);
    job.wrap = TextWrapping::truncate_at_width((right - left.x).max(0.0));
    let galley = scene.ui.fonts_mut(|fonts| fonts.layout_job(job));
    scene.ui.painter().galley(left - vec2(0.0, galley.size().y / 2.0), galley, ink);
}

fn first_place(scene: &Scene<'_>, home: Home) -> Option<Place> {
    let project = scene.work.project();
    let first = project.article(home.article()?)?.blocks.first()?;
    Some(project.block(*first)?.first()?.from())
}

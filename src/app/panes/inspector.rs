//! The inspector: what is known of the selected fragment, and what it might be instead.
//!
//! Asked of the desk once for each selection and state of the project; what has become of the article against the dump, once
//! for each article and state. Neither reads more than so much of the text: what is longer is not compared.

use crate::app::menus::menu_ui;
use crate::app::theme::{self, GAP, GAP2, Look};
use crate::app::widgets::diff_text::diff_text;
use crate::app::widgets::icon::{self, Icon};
use crate::desk::acts::block::command_of;
use crate::desk::doubts::Choice;
use crate::desk::inspect::{Inspected, LONGEST, Way};
use crate::desk::words::{self, Text, text};
use crate::desk::{CommandId, Desk, Lang, Menu, Selection, StepId, Work, command, gestures};
use crate::model::difference::of_article_within;
use crate::model::{ArticleId, Page};
use crate::text::Place;
use eframe::egui::text::LayoutJob;
use eframe::egui::{self, Align, Button, Color32, Label, Layout, RichText, ScrollArea, Ui, accesskit::Role as Access};
use std::sync::Arc;

const NAME: Text = text("检查栏", "Inspector");
const CLOSE: Text = text("关闭检查栏", "Close the inspector");
const ROLE: Text = text("角色", "Role");
const ONWARD: Text = text("下文", "Goes on");
const BACKWARD: Text = text("上文", "Comes from");
const OTHERS: Text = text("也可能", "Or else");
const TAKE: Text = text("接上", "Join");
const AGAINST: Text = text("与原文对照", "Against the dump");
const SAME: Text = text("没有更正", "Nothing is corrected");
const LONG_BLOCK: Text = text("文本块太长，这里不对照", "The block is too long to compare it here");
const LONG_ARTICLE: Text = text(
    "篇目太长，这里不统计；命令行的 newsmend diff 会统计",
    "The article is too long to count here; newsmend diff on the command line does",
);
const EMPTY: Text = text("没有选定文字", "Nothing is selected");

/// What the inspector keeps between frames.
#[derive(Default)]
pub(crate) struct InspectorPane {
    shown: Option<Shown>,
    against: Option<Against>,
}

/// What is shown, and for what.
struct Shown {
    /// The page, as another project has another one.
    page: Arc<Page>,
    /// Where on it, and when.
    of: (Place, StepId, Lang),
    /// The colours of the difference.
    colours: [Color32; 3],
    inspected: Inspected,
    /// How the block reads against the dump, where it reads otherwise and is not too long.
    difference: Option<Arc<LayoutJob>>,
}

impl Shown {
    fn new(work: &Work, page: &Arc<Page>, of: (Place, StepId, Lang), look: &Look) -> Option<Self> {
        let inspected = work.inspect(of.2)?;
        let difference = diff_text(look, &inspected.raw, &inspected.read).map(Arc::new);
        Some(Self { page: Arc::clone(page), of, colours: colours(look), inspected, difference })
    }
}

/// The colours that [`diff_text`] takes.
fn colours(look: &Look) -> [Color32; 3] {
    [look.faint, look.error, look.corrected]
}

/// What is said of an article against the dump, and for what: the page, as with what is shown, which article, and when.
type Against = (Arc<Page>, (ArticleId, StepId, Lang), String);

/// What was chosen in it.
enum Act {
    Run(CommandId),
    Go(Place),
    Join(Place, Place),
}

impl InspectorPane {
    /// Draws it, and does what is chosen.
    pub(crate) fn ui(&mut self, ui: &mut Ui, desk: &mut Desk) {
        let lang = desk.lang;
        ui.horizontal(|ui| {
            ui.label(RichText::new(NAME.get(lang)).font(theme::bold(theme::BODY)));
            ui.with_layout(Layout::right_to_left(Align::Center), |ui| {
                let close = icon::button_ui(ui, Icon::Cross, CLOSE.get(lang), true, false);
                if close.on_hover_text(CLOSE.get(lang)).clicked() {
                    desk.inspector = false;
                }
            });
        });
        let Some(work) = desk.work.as_ref() else { return };
        let (look, of) = (Look::get(ui), (work.selection().start(), work.history.now(), lang));
        let page = work.project().page(of.0.page);
        let is_shown = |page: &Arc<Page>, shown: &Shown| {
            Arc::ptr_eq(&shown.page, page) && shown.of == of && shown.colours == colours(look)
        };
        if !page.zip(self.shown.as_ref()).is_some_and(|(page, shown)| is_shown(page, shown)) {
            self.shown = page.and_then(|page| Shown::new(work, page, of, look));
        }
        self.count(work, page, lang);
        let Some(shown) = &self.shown else {
            ui.label(EMPTY.get(lang));
            return;
        };
        let against = self.against.as_ref().map(|(_, _, says)| says.as_str());
        let mut act = None;
        ScrollArea::vertical().auto_shrink(false).show(ui, |ui| shown_ui(ui, desk, shown, against, &mut act));
        match act {
            Some(Act::Run(id)) => drop(desk.run(id)),
            Some(Act::Go(place)) => {
                if let Some(work) = desk.work.as_mut() {
                    work.go_to(Selection::at(place));
                }
            }
            Some(Act::Join(from, to)) => {
                desk.gesture(CommandId("fragment.go_on"), |project| gestures::go_on(project, from, to));
            }
            None => {}
        }
    }

    /// Sees to it that what is said of the selected article against the dump is of now; nothing is where none is selected.
    fn count(&mut self, work: &Work, page: Option<&Arc<Page>>, lang: Lang) {
        let Some((page, article)) = page.zip(work.selected_article().ok()) else {
            self.against = None;
            return;
        };
        let of = (article, work.history.now(), lang);
        let is_known = |(other, when, _): &Against| Arc::ptr_eq(other, page) && *when == of;
        if self.against.as_ref().is_some_and(is_known) {
            return;
        }
        let changes = of_article_within(work.project(), article, LONGEST);
        let says = changes.map(|changes| words::article_against_dump(lang, &changes.totals));
        let says = says.unwrap_or_else(|| LONG_ARTICLE.get(lang).to_owned());
        self.against = Some((Arc::clone(page), of, says));
    }
}

fn shown_ui(ui: &mut Ui, desk: &Desk, shown: &Shown, against: Option<&str>, act: &mut Option<Act>) {
    let lang = desk.lang;
    let look = Look::get(ui);
    let inspected = &shown.inspected;
    ui.label(&inspected.title);
    section(ui, ROLE.get(lang));
    let role = words::role(inspected.role).get(lang);
    let menu = ui.menu_button(format!("{role} ▾"), |ui| menu_ui(ui, desk, Menu::Role));
    *act = menu.inner.flatten().map(Act::Run).or(act.take());
    menu.response.widget_info(|| egui::WidgetInfo::labeled(Access::Button, true, role));
    quiet(ui, &inspected.why);
    if !inspected.roles.is_empty() {
        quiet(ui, OTHERS.get(lang));
        ui.horizontal_wrapped(|ui| {
            for (role, says) in &inspected.roles {
                let id = command_of(*role);
                let link = ui.add(Button::new(RichText::new(says).color(look.accent)).frame(false));
                link.widget_info(|| egui::WidgetInfo::labeled(Access::Button, true, says));
                let tip = command(id).map(|command| desk.tip(command)).unwrap_or_default();
                if link.on_hover_text(tip).clicked() {
                    *act = Some(Act::Run(id));
                }
            }
        });
    }
    section(ui, ONWARD.get(lang));
    way_ui(ui, desk, &inspected.onward, act);
    section(ui, BACKWARD.get(lang));
    way_ui(ui, desk, &inspected.backward, act);
    section(ui, AGAINST.get(lang));
    if let Some(says) = against {
        quiet(ui, says);
    }
    let same = if inspected.is_long { LONG_BLOCK } else { SAME };
    match &shown.difference {
        Some(job) => drop(ui.label(Arc::clone(job))),
        None => quiet(ui, same.get(lang)),
    }
}

fn way_ui(ui: &mut Ui, desk: &Desk, way: &Way, act: &mut Option<Act>) {
    let (lang, look) = (desk.lang, Look::get(ui));
    ui.add(Label::new(&way.says).wrap());
    quiet(ui, &way.why);
    if way.others.is_empty() {
        return;
    }
    quiet(ui, OTHERS.get(lang));
    for (choice, says, reads, place) in &way.others {
        ui.horizontal(|ui| {
            let link = ui.add(Button::new(RichText::new(says).color(look.accent)).frame(false));
            link.widget_info(|| egui::WidgetInfo::labeled(Access::Link, true, says));
            if link.clicked() {
                *act = Some(Act::Go(*place));
            }
            let join = ui.small_button(TAKE.get(lang));
            let name = format!("{} {says}", TAKE.get(lang));
            join.widget_info(|| egui::WidgetInfo::labeled(Access::Button, true, &name));
            if let (true, Choice::GoesOn { from, to, .. }) = (join.clicked(), *choice) {
                *act = Some(Act::Join(from, to));
            }
        });
        ui.add(Label::new(RichText::new(reads).size(theme::ASIDE)).wrap());
        ui.add_space(GAP);
    }
}

fn section(ui: &mut Ui, title: &str) {
    ui.add_space(GAP2);
    ui.label(RichText::new(title).font(theme::bold(theme::SMALL)).color(Look::get(ui).faint));
}

fn quiet(ui: &mut Ui, text: &str) {
    if !text.is_empty() {
        let colour = Look::get(ui).faint;
        ui.add(Label::new(RichText::new(text).small().color(colour)).wrap());
    }
}

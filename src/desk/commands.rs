//! The command table: the one list from which menus, palette, keys, tool tips, the key list and tests are made.
//!
//! A command is a name, a title in both languages, its keys, when it can be done, and what it does. The order is that of the
//! menus and of the palette.
//!
//! Over 400 lines: one table, read as a whole.

use super::acts::{article, block, doubt, edit, file, find, fragment, go, view};
use super::words::{Text, text};
use super::{Ask, Chord, Desk, Refusal};
use serde::Serialize;

/// Names a command in settings, history and journals. Never renamed.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize)]
pub struct CommandId(pub &'static str);

/// Where a command stands in the menus.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Menu {
    /// Opening, saving, exporting.
    File,
    /// Undo, redo, correcting.
    Edit,
    /// Whole articles.
    Article,
    /// Fragments, boundaries, paragraphs.
    Fragment,
    /// Roles.
    Role,
    /// Moving about.
    Go,
    /// Looks.
    View,
    /// Keys and what the program is.
    Help,
}

impl Menu {
    /// The menus from left to right.
    pub const ALL: [Self; 8] =
        [Self::File, Self::Edit, Self::Article, Self::Fragment, Self::Role, Self::Go, Self::View, Self::Help];

    /// Its title.
    #[must_use]
    pub fn title(self) -> Text {
        match self {
            Self::File => text("文件", "File"),
            Self::Edit => text("编辑", "Edit"),
            Self::Article => text("篇目", "Article"),
            Self::Fragment => text("碎片", "Fragment"),
            Self::Role => text("角色", "Role"),
            Self::Go => text("转到", "Go"),
            Self::View => text("视图", "View"),
            Self::Help => text("帮助", "Help"),
        }
    }
}

/// What came of a command.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Outcome {
    /// It is done.
    Done,
    /// It needs something from the window.
    Ask(Ask),
}

/// A command. See the module's head.
pub struct Command {
    /// Its name.
    pub id: CommandId,
    /// Its title; an ellipsis where more is asked.
    pub title: Text,
    /// The initials of the Chinese title in pinyin, for the palette.
    pub pinyin: &'static str,
    /// Its menu.
    pub menu: Menu,
    /// The keys that it comes with, the one that is shown first.
    pub keys: &'static [&'static str],
    /// True where a line parts it from the entry above in its menu.
    pub section: bool,
    /// Whether it can be done now, or why not.
    pub when: fn(&Desk) -> Result<(), Refusal>,
    /// Does it.
    pub run: fn(&mut Desk) -> Result<Outcome, Refusal>,
}

impl Command {
    /// The keys that it comes with, as chords; those that it has now are [`Desk::chords`].
    pub fn chords(&self) -> impl Iterator<Item = Chord> {
        self.keys.iter().filter_map(|key| key.parse().ok())
    }
}

/// The command of an id.
#[must_use]
pub fn command(id: CommandId) -> Option<&'static Command> {
    COMMANDS.iter().find(|command| command.id == id)
}

/// Commands that fit what was typed into the palette, best first: by title in either language, by pinyin initials, by id, and
/// last by words in any order (`theme.dark` finds "Dark theme").
#[must_use]
pub fn matching(typed: &str) -> Vec<&'static Command> {
    let typed = typed.trim().to_lowercase();
    let words: Vec<&str> =
        typed.split(|c: char| c.is_whitespace() || c == '.').filter(|word| !word.is_empty()).collect();
    let mut found: Vec<(usize, &Command)> = Vec::new();
    for command in COMMANDS {
        let (zh, en) = (command.title.zh.to_lowercase(), command.title.en.to_lowercase());
        let rank = if zh.starts_with(&typed) || en.starts_with(&typed) || command.pinyin == typed {
            0
        } else if command.pinyin.starts_with(&typed) {
            1
        } else if zh.contains(&typed) || en.contains(&typed) || command.id.0.contains(&typed) {
            2
        } else if !words.is_empty()
            && words.iter().all(|word| [&zh, &en, command.id.0].iter().any(|t| t.contains(word)))
        {
            3
        } else {
            continue;
        };
        found.push((rank, command));
    }
    found.sort_by_key(|(rank, _)| *rank);
    found.into_iter().map(|(_, command)| command).collect()
}

/// Short form of a table row.
const fn row(
    id: &'static str,
    title: Text,
    pinyin: &'static str,
    menu: Menu,
    keys: &'static [&'static str],
    when: fn(&Desk) -> Result<(), Refusal>,
    run: fn(&mut Desk) -> Result<Outcome, Refusal>,
) -> Command {
    Command { id: CommandId(id), title, pinyin, menu, keys, section: false, when, run }
}

/// The row that begins a section of its menu.
const fn begin(mut command: Command) -> Command {
    command.section = true;
    command
}

/// All commands.
pub const COMMANDS: &[Command] = &[
    row("file.open", text("打开…", "Open…"), "dk", Menu::File, &["Ctrl+O"], file::replaceable, file::open),
    row(
        "file.sample.zh",
        text("打开中文样张", "Open the Chinese sample"),
        "dkzwyz",
        Menu::File,
        &[],
        file::idle_replaceable,
        file::sample_zh,
    ),
    row(
        "file.sample.en",
        text("打开英文样张", "Open the English sample"),
        "dkywyz",
        Menu::File,
        &[],
        file::idle_replaceable,
        file::sample_en,
    ),
    begin(row(
        "file.save",
        text("保存工程", "Save project"),
        "bcgc",
        Menu::File,
        &["Ctrl+S"],
        file::savable,
        file::save,
    )),
    row(
        "file.save_as",
        text("另存工程为…", "Save project as…"),
        "lcgcw",
        Menu::File,
        &["Ctrl+Shift+S"],
        file::project,
        file::save_as,
    ),
    row("file.export", text("导出…", "Export…"), "dc", Menu::File, &["Ctrl+E"], file::project, file::export),
    row(
        "file.export_page",
        text("导出本版…", "Export this page…"),
        "dcbb",
        Menu::File,
        &[],
        file::project,
        file::export_page,
    ),
    row(
        "file.export_article",
        text("导出本篇…", "Export this article…"),
        "dcbp",
        Menu::File,
        &[],
        article::selected,
        file::export_article,
    ),
    begin(row(
        "page.propose",
        text("重新提议本版", "New proposal for this page"),
        "cxtybb",
        Menu::File,
        &["Ctrl+R"],
        file::idle_project,
        file::propose,
    )),
    row(
        "page.propose_all",
        text("重新提议全部版面", "New proposal for all pages"),
        "cxtyqbbm",
        Menu::File,
        &["Ctrl+Shift+R"],
        file::idle_project,
        file::propose_all,
    ),
    row("file.encoding", text("更改编码…", "Change encoding…"), "ggbm", Menu::File, &[], file::dump, file::encoding),
    row(
        "file.recover",
        text("未保存的工作…", "Unsaved work…"),
        "wbcdgz",
        Menu::File,
        &[],
        file::idle_replaceable,
        file::recover,
    ),
    row(
        "file.earlier",
        text("以前的状态…", "Earlier states…"),
        "yqdzt",
        Menu::File,
        &[],
        file::has_file,
        file::earlier,
    ),
    row(
        "file.take_over",
        text("接手编辑", "Edit here all the same"),
        "jsbj",
        Menu::File,
        &[],
        file::looking,
        file::take_over,
    ),
    begin(row("app.quit", text("退出", "Quit"), "tc", Menu::File, &["Ctrl+Q"], file::always, file::quit)),
    row("edit.undo", text("撤销", "Undo"), "cx", Menu::Edit, &["Ctrl+Z"], edit::can_undo, edit::undo),
    row("edit.redo", text("重做", "Redo"), "cz", Menu::Edit, &["Ctrl+Shift+Z", "Ctrl+Y"], edit::can_redo, edit::redo),
    begin(row(
        "text.correct",
        text("更正文字…", "Correct characters…"),
        "gzwz",
        Menu::Edit,
        &["F2"],
        block::selected,
        block::correct,
    )),
    begin(row("find.open", text("查找…", "Find…"), "cz", Menu::Edit, &["Ctrl+F"], file::project, find::open)),
    row("find.next", text("下一处", "Next match"), "xyc", Menu::Edit, &["F3"], find::can, find::next),
    row("find.previous", text("上一处", "Previous match"), "syc", Menu::Edit, &["Shift+F3"], find::can, find::previous),
    row("find.replace", text("替换…", "Replace…"), "th", Menu::Edit, &["Ctrl+H"], file::project, find::replace),
    row(
        "find.tick",
        text("勾选或不选此处", "Tick or untick this match"),
        "gxhbxcc",
        Menu::Edit,
        &["Ctrl+T"],
        find::can_replace,
        find::tick,
    ),
    row(
        "find.replace_all",
        text("替换勾选的各处", "Replace what is ticked"),
        "thgxdgc",
        Menu::Edit,
        &["Ctrl+Alt+Enter"],
        find::can_replace,
        find::replace_all,
    ),
    begin(row(
        "edit.palette",
        text("命令面板…", "Command palette…"),
        "mlmb",
        Menu::Edit,
        &["Ctrl+Shift+P"],
        file::always,
        edit::palette,
    )),
    begin(row("app.settings", text("设置…", "Settings…"), "sz", Menu::Edit, &["Ctrl+,"], file::always, view::settings)),
    row(
        "article.new",
        text("以所选文字新建篇目", "New article from the selection"),
        "yxwzxjpm",
        Menu::Article,
        &["N"],
        block::selected,
        article::new,
    ),
    row(
        "article.begin",
        text("此标题另起一篇", "The headline here begins an article"),
        "cbtlqyp",
        Menu::Article,
        &["H"],
        article::selected,
        article::begin,
    ),
    row(
        "article.merge",
        text("并入另一篇目…", "Merge into another article…"),
        "brlypm",
        Menu::Article,
        &["Shift+M"],
        article::selected,
        article::merge,
    ),
    row(
        "article.continue",
        text("与转版的下文相接", "Join with its continuation on another page"),
        "yzbdxwxj",
        Menu::Article,
        &["Alt+J"],
        article::selected,
        article::join_continuation,
    ),
    row(
        "article.split",
        text("在此拆分篇目", "Split the article here"),
        "zccfpm",
        Menu::Article,
        &["S"],
        article::selected,
        article::split,
    ),
    begin(row(
        "article.up",
        text("篇目上移", "Move article up"),
        "pmsy",
        Menu::Article,
        &["Ctrl+Alt+Up"],
        article::selected,
        article::up,
    )),
    row(
        "article.down",
        text("篇目下移", "Move article down"),
        "pmxy",
        Menu::Article,
        &["Ctrl+Alt+Down"],
        article::selected,
        article::down,
    ),
    begin(row(
        "article.done",
        text("篇目已审，转到下一篇", "Article is done, go to the next"),
        "pmys",
        Menu::Article,
        &["Ctrl+Enter"],
        article::selected,
        article::done,
    )),
    row(
        "article.fold",
        text("折叠或展开篇目", "Fold or unfold the article"),
        "zdhzkpm",
        Menu::Article,
        &["Z"],
        article::selected,
        article::fold,
    ),
    row(
        "article.opening",
        text("标记开头缺失", "Mark the opening as missing"),
        "bjktqs",
        Menu::Article,
        &[],
        article::selected,
        article::opening_missing,
    ),
    row(
        "article.ending",
        text("标记结尾缺失", "Mark the end as missing"),
        "bjjwqs",
        Menu::Article,
        &[],
        article::selected,
        article::ending_missing,
    ),
    row(
        "fragment.move",
        text("移入篇目…", "Move to article…"),
        "yrpm",
        Menu::Fragment,
        &["M"],
        block::selected,
        fragment::move_to,
    ),
    row(
        "fragment.move_paragraph",
        text("本段移入篇目…", "Move the paragraph to article…"),
        "bdyrpm",
        Menu::Fragment,
        &["Alt+M"],
        block::selected,
        fragment::move_paragraph,
    ),
    row(
        "caption.attach",
        text("作为某篇的图片说明…", "Make it the caption of…"),
        "zwmpdtpsm",
        Menu::Fragment,
        &["C"],
        block::beside_article,
        block::caption_of,
    ),
    row(
        "fragment.go_on",
        text("改接下一个最可能之处", "Go on at the next best place"),
        "gjxygzkn",
        Menu::Fragment,
        &[],
        article::selected,
        fragment::go_on,
    ),
    begin(row(
        "boundary.up",
        text("边界上移一行", "Boundary up a line"),
        "bjsyyh",
        Menu::Fragment,
        &["Alt+Up"],
        fragment::boundary,
        fragment::boundary_up,
    )),
    row(
        "boundary.down",
        text("边界下移一行", "Boundary down a line"),
        "bjxyyh",
        Menu::Fragment,
        &["Alt+Down"],
        fragment::boundary,
        fragment::boundary_down,
    ),
    row(
        "boundary.back",
        text("边界前移一字", "Boundary back a character"),
        "bjqyyz",
        Menu::Fragment,
        &["Alt+Shift+Left"],
        fragment::boundary,
        fragment::boundary_back,
    ),
    row(
        "boundary.forward",
        text("边界后移一字", "Boundary on a character"),
        "bjhyyz",
        Menu::Fragment,
        &["Alt+Shift+Right"],
        fragment::boundary,
        fragment::boundary_forward,
    ),
    begin(row(
        "paragraph.join",
        text("与下一段合并", "Join with the next paragraph"),
        "yxydhb",
        Menu::Fragment,
        &["J"],
        article::selected,
        block::join,
    )),
    row(
        "paragraph.break",
        text("在此分段", "Break the paragraph here"),
        "zcfd",
        Menu::Fragment,
        &["Shift+J"],
        block::selected,
        block::break_here,
    ),
    row(
        "lines.unweave",
        text("拆开连读的栏…", "Separate columns read across…"),
        "cklddl",
        Menu::Fragment,
        &["U"],
        block::selected,
        fragment::unweave,
    ),
    row(
        "block.gap",
        text("标记此后有缺失", "Mark text as missing behind this"),
        "bjchyqs",
        Menu::Fragment,
        &["G"],
        article::selected,
        block::gap,
    ),
    row(
        "block.gap_note",
        text("缺失说明…", "Note on the missing text…"),
        "qssm",
        Menu::Fragment,
        &["Shift+G"],
        article::selected,
        block::gap_note,
    ),
    row(
        "block.up",
        text("文本块上移", "Move block up"),
        "wbksy",
        Menu::Fragment,
        &["Ctrl+Shift+Up"],
        article::selected,
        block::up,
    ),
    row(
        "block.down",
        text("文本块下移", "Move block down"),
        "wbkxy",
        Menu::Fragment,
        &["Ctrl+Shift+Down"],
        article::selected,
        block::down,
    ),
    row("role.kicker", text("引题", "Kicker"), "yt", Menu::Role, &["1"], block::selected, block::kicker),
    row("role.headline", text("主题", "Headline"), "zt", Menu::Role, &["2"], block::selected, block::headline),
    row("role.deck", text("副题", "Deck"), "ft", Menu::Role, &["3"], block::selected, block::deck),
    row("role.byline", text("署名", "Byline"), "sm", Menu::Role, &["4"], block::selected, block::byline),
    row("role.body", text("正文", "Body"), "zw", Menu::Role, &["5"], block::selected, block::body),
    row("role.subhead", text("小标题", "Subhead"), "xbt", Menu::Role, &["6"], block::selected, block::subhead),
    row("role.caption", text("图片说明", "Caption"), "tpsm", Menu::Role, &["7"], block::selected, block::caption),
    row("role.credit", text("图片署名", "Credit"), "tpsm", Menu::Role, &["8"], block::selected, block::credit),
    begin(row("role.note", text("编者按", "Note"), "bza", Menu::Role, &["B"], block::selected, block::note)),
    row("role.dateline", text("电头", "Dateline"), "dt", Menu::Role, &["D"], block::selected, block::dateline),
    begin(row(
        "role.furniture",
        text("版面附件", "Furniture"),
        "bmfj",
        Menu::Role,
        &["9"],
        block::selected,
        block::furniture,
    )),
    row("role.discarded", text("弃用", "Discard"), "qy", Menu::Role, &["0"], block::selected, block::discard),
    begin(row(
        "role.alike",
        text("同类各行也设为此角色", "Give this role to lines like it"),
        "tlghyswcjs",
        Menu::Role,
        &["A"],
        block::any_alike,
        block::set_alike,
    )),
    row("go.line", text("转到行…", "Go to line…"), "zdh", Menu::Go, &["Ctrl+G"], file::project, go::line),
    row("go.article", text("转到篇目…", "Go to article…"), "zdpm", Menu::Go, &["Ctrl+P"], file::project, go::article),
    row(
        "go.next_boundary",
        text("下一个边界", "Next boundary"),
        "xygbj",
        Menu::Go,
        &["]"],
        file::project,
        go::next_boundary,
    ),
    row(
        "go.previous_boundary",
        text("上一个边界", "Previous boundary"),
        "sygbj",
        Menu::Go,
        &["["],
        file::project,
        go::previous_boundary,
    ),
    row(
        "go.link",
        text("跟到接续处", "Follow to where it goes on"),
        "gdjxc",
        Menu::Go,
        &["L"],
        file::project,
        go::link,
    ),
    row(
        "go.link_back",
        text("回到上文处", "Back to where it comes from"),
        "hdswc",
        Menu::Go,
        &["Shift+L"],
        file::project,
        go::link_back,
    ),
    row("go.jump", text("跟到转版处", "Follow the jump line"), "gdzbc", Menu::Go, &["Alt+L"], file::project, go::jump),
    begin(row(
        "doubt.accept",
        text("认可提议，转到下一处存疑", "Accept, go to the next doubt"),
        "rkty",
        Menu::Go,
        &["Enter"],
        doubt::any,
        doubt::accept,
    )),
    row("doubt.next", text("下一处存疑", "Next doubt"), "xyccy", Menu::Go, &["Tab"], doubt::any, doubt::next),
    row(
        "doubt.previous",
        text("上一处存疑", "Previous doubt"),
        "syccy",
        Menu::Go,
        &["Shift+Tab"],
        doubt::any,
        doubt::previous,
    ),
    row(
        "doubt.first",
        text("存疑：取第一个选项", "Doubt: take the first alternative"),
        "cydyg",
        Menu::Go,
        &["Alt+1"],
        doubt::asked,
        doubt::first,
    ),
    row(
        "doubt.second",
        text("存疑：取第二个选项", "Doubt: take the second alternative"),
        "cydeg",
        Menu::Go,
        &["Alt+2"],
        doubt::asked,
        doubt::second,
    ),
    row(
        "doubt.third",
        text("存疑：取第三个选项", "Doubt: take the third alternative"),
        "cydsg",
        Menu::Go,
        &["Alt+3"],
        doubt::asked,
        doubt::third,
    ),
    begin(row(
        "go.next_article",
        text("下一篇", "Next article"),
        "xyp",
        Menu::Go,
        &["Ctrl+Down"],
        file::project,
        go::next_article,
    )),
    row(
        "go.previous_article",
        text("上一篇", "Previous article"),
        "syp",
        Menu::Go,
        &["Ctrl+Up"],
        file::project,
        go::previous_article,
    ),
    begin(row(
        "go.page",
        text("转到版面…", "Go to page…"),
        "zdbm",
        Menu::Go,
        &["Ctrl+Shift+G"],
        file::project,
        go::page,
    )),
    row("go.next_page", text("下一版", "Next page"), "xyb", Menu::Go, &["Ctrl+PageDown"], file::project, go::next_page),
    row(
        "go.previous_page",
        text("上一版", "Previous page"),
        "syb",
        Menu::Go,
        &["Ctrl+PageUp"],
        file::project,
        go::previous_page,
    ),
    row(
        "go.next_block",
        text("下一个文本块", "Next block"),
        "xygwbk",
        Menu::Go,
        &["Alt+PageDown"],
        file::project,
        go::next_block,
    ),
    row(
        "go.previous_block",
        text("上一个文本块", "Previous block"),
        "sygwbk",
        Menu::Go,
        &["Alt+PageUp"],
        file::project,
        go::previous_block,
    ),
    begin(row(
        "view.next_pane",
        text("下一个窗格", "Next pane"),
        "xygcg",
        Menu::Go,
        &["F6"],
        file::always,
        view::next_pane,
    )),
    row(
        "view.previous_pane",
        text("上一个窗格", "Previous pane"),
        "sygcg",
        Menu::Go,
        &["Shift+F6"],
        file::always,
        view::previous_pane,
    ),
    row("view.language", text("English", "中文"), "yy", Menu::View, &["Ctrl+Shift+L"], file::always, view::language),
    row(
        "view.history",
        text("操作历史", "History"),
        "czls",
        Menu::View,
        &["Ctrl+Shift+H"],
        file::project,
        view::history,
    ),
    row("view.inspector", text("检查栏", "Inspector"), "jcl", Menu::View, &["I"], file::project, view::inspector),
    begin(row("view.light", text("浅色界面", "Light theme"), "qsjm", Menu::View, &[], file::always, view::light)),
    row("view.dark", text("深色界面", "Dark theme"), "ssjm", Menu::View, &[], file::always, view::dark),
    row("view.system", text("明暗随系统", "System theme"), "masxt", Menu::View, &[], file::always, view::system),
    begin(row(
        "view.blanks",
        text("显示或隐藏空白符", "Show or hide blanks"),
        "xshyckbf",
        Menu::View,
        &[],
        file::always,
        view::blanks,
    )),
    begin(row(
        "view.zoom_in",
        text("放大", "Zoom in"),
        "fd",
        Menu::View,
        &["Ctrl++", "Ctrl+="],
        file::always,
        view::zoom_in,
    )),
    row("view.zoom_out", text("缩小", "Zoom out"), "sx", Menu::View, &["Ctrl+-"], file::always, view::zoom_out),
    row("view.zoom_reset", text("原大", "Actual size"), "yd", Menu::View, &["Ctrl+0"], file::always, view::zoom_reset),
    row("help.keys", text("按键一览…", "List of keys…"), "ajyl", Menu::Help, &["F1"], file::always, view::keys),
    row(
        "help.change_keys",
        text("更改按键…", "Change keys…"),
        "ggaj",
        Menu::Help,
        &[],
        file::always,
        view::change_keys,
    ),
    row(
        "help.hints",
        text("再次显示提示", "Show the hints again"),
        "zcxsts",
        Menu::Help,
        &[],
        file::always,
        view::hints,
    ),
    row("help.about", text("关于 Newsmend…", "About Newsmend…"), "gy", Menu::Help, &[], file::always, view::about),
];

#[cfg(test)]
mod tests {
    use super::*;
    use std::collections::BTreeMap;

    #[test]
    fn ids_are_unique_and_keys_do_not_clash() {
        let mut keys: BTreeMap<Chord, &str> = BTreeMap::new();
        let mut ids: BTreeMap<&str, ()> = BTreeMap::new();
        for command in COMMANDS {
            assert!(ids.insert(command.id.0, ()).is_none(), "{} twice", command.id.0);
            assert_eq!(command.chords().count(), command.keys.len(), "{}: a key that is none", command.id.0);
            for chord in command.chords() {
                let other = keys.insert(chord, command.id.0);
                assert!(other.is_none(), "{chord} is both {} and {other:?}", command.id.0);
            }
        }
    }

    #[test]
    fn titles_stand_in_both_languages() {
        for command in COMMANDS.iter().filter(|command| command.id.0 != "view.language") {
            assert!(command.title.zh.chars().any(crate::text::is_cjk), "{}", command.id.0);
            assert!(command.title.en.is_ascii() || command.title.en.ends_with('…'), "{}", command.id.0);
            assert_eq!(command.title.zh.ends_with('…'), command.title.en.ends_with('…'), "{}", command.id.0);
            assert!(command.pinyin.chars().all(|c| c.is_ascii_lowercase()), "{}", command.id.0);
            assert!(!command.pinyin.is_empty(), "{}", command.id.0);
        }
    }

    #[test]
    fn the_palette_finds_by_title_initials_and_id() {
        for (typed, wanted) in
            [("撤销", "edit.undo"), ("undo", "edit.undo"), ("yrpm", "fragment.move"), ("move to", "fragment.move")]
                .into_iter()
                .chain([("theme.dark", "view.dark"), ("dark theme", "view.dark"), ("theme light", "view.light")])
        {
            assert_eq!(matching(typed).first().map(|command| command.id.0), Some(wanted), "{typed}");
        }
        let themes: Vec<&str> = matching("theme").iter().map(|command| command.id.0).collect();
        assert_eq!(themes, ["view.light", "view.dark", "view.system"]);
        assert_eq!(matching("").len(), COMMANDS.len());
        assert!(matching(".").iter().all(|command| command.id.0.contains('.')), "no word is no match of all");
    }
}

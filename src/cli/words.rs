//! What the command line says, in both languages. What the desk has words for, it says.
//!
//! A message names the file as it was given, folder and all: a script reads hundreds.

use super::check::Open;
use super::usage::{Usage, is_standard};
use newsmend::desk::jumps::{Jump, Target};
use newsmend::desk::words::{quoted, text};
use newsmend::desk::{Lang, OpenError, SaveError, Text, Work, explain_open, explain_store, file_name};
use newsmend::measure::GoldError;
use newsmend::model::{ArticleId, CHECKS, Finding, Project};
use newsmend::store::project_file::ProjectFileError;
use newsmend::store::{StoreError, project_file};
use newsmend::text::Place;
use std::io;
use std::path::Path;

/// Where the window is wanted and the program has none.
#[cfg(not(feature = "window"))]
pub(super) const BUILT_WITHOUT_WINDOW: Text = text(
    "这个程序编译时没有带窗口。命令见 newsmend --help，要窗口请用 cargo build --release 重新编译",
    "This build has no window. For commands: newsmend --help; for the window, build it with cargo build --release",
);

/// After `propose`, where a page could not be read.
pub(super) const NO_PROJECT_MADE: Text = text(
    "有的版面读不出，没有写工程。",
    "No project was written: a page of the issue would be missing. Name the others alone to go without it.",
);

/// What a file is called in messages.
fn shown(lang: Lang, path: &Path) -> String {
    match (is_standard(path), lang) {
        (true, Lang::Zh) => "标准输入".to_owned(),
        (true, Lang::En) => "standard input".to_owned(),
        (false, _) => path.display().to_string(),
    }
}

/// Why a file could not be opened.
pub(super) fn cannot_open(lang: Lang, path: &Path, error: &OpenError) -> String {
    let colon = match lang {
        Lang::Zh => '：',
        Lang::En => ':',
    };
    // The desk names the file alone, which is the first thing before a colon.
    let (short, whole) = (format!(" {}{colon}", file_name(path)), format!(" {}{colon}", shown(lang, path)));
    explain_open(lang, error).replacen(&short, &whole, 1)
}

/// Why an answer cannot be used.
pub(super) fn no_answer(lang: Lang, path: &Path, error: &GoldError) -> String {
    let why = match (error, lang) {
        (GoldError::Json(error), Lang::Zh) => format!("不是答案的格式（{error}）"),
        (GoldError::Json(error), Lang::En) => format!("this is no answer ({error})"),
        (GoldError::Outside { nth, start, end, total }, Lang::Zh) => {
            format!("第 {} 段从 {start} 到 {end}，而原文共 {total} 字", nth + 1)
        }
        (GoldError::Outside { nth, start, end, total }, Lang::En) => {
            format!("segment {} reaches from {start} to {end}, but the dump has {total} characters", nth + 1)
        }
        (GoldError::Role { nth, role }, Lang::Zh) => format!("第 {} 段的角色是“{role}”，没有这个角色", nth + 1),
        (GoldError::Role { nth, role }, Lang::En) => {
            format!("segment {} has the role “{role}”, which there is not", nth + 1)
        }
    };
    let path = path.display();
    match lang {
        Lang::Zh => format!("{path} 用不了：{why}。请改正答案，格式见 README。"),
        Lang::En => format!("Can't use {path}: {why}. Mend the answer; the README has its format."),
    }
}

/// Why an export or a folder could not be written.
pub(super) fn cannot_write(lang: Lang, path: &Path, error: &StoreError) -> String {
    let (name, why) = (path.display(), explain_store(lang, error));
    match lang {
        Lang::Zh => format!("写不了 {name}：{why}"),
        Lang::En => format!("Can't write {name}: {why}"),
    }
}

/// Why standard output could not be written.
pub(super) fn no_output(lang: Lang, error: io::Error) -> String {
    let name = text("标准输出", "standard output").get(lang);
    cannot_write(lang, Path::new(name), &StoreError::from_io(Path::new(name), error))
}

/// Why a project could not be saved.
pub(super) fn cannot_save(lang: Lang, path: &Path, error: &SaveError) -> String {
    let name = path.display();
    match (error, lang) {
        (SaveError::Store(error), _) => cannot_write(lang, path, error),
        // The command line says for itself what it may replace.
        (SaveError::Exists(_), Lang::Zh) => format!("写不了 {name}：那里已有另一个工程。请换一个文件名。"),
        (SaveError::Exists(_), Lang::En) => {
            format!("Can't write {name}: another project stands there. Choose another name.")
        }
        (SaveError::NotOurs { source: ProjectFileError::Newer { .. }, .. }, Lang::Zh) => {
            format!("写不了 {name}：那里是更新版本的工程，没有改动。请换一个文件名。")
        }
        (SaveError::NotOurs { source: ProjectFileError::Newer { .. }, .. }, Lang::En) => {
            format!(
                "Can't write {name}: a project of a newer version stands there and was not changed. Choose another name."
            )
        }
        // Only windows lock projects; the command line meets neither, and says it all the same.
        (SaveError::Changed(_) | SaveError::InUse { .. }, Lang::Zh) => {
            format!("写不了 {name}：别的程序正在使用它，没有改动。")
        }
        (SaveError::Changed(_) | SaveError::InUse { .. }, Lang::En) => {
            format!("Can't write {name}: another program uses it; it was not changed.")
        }
        (SaveError::NotOurs { .. }, Lang::Zh) => {
            format!("写不了 {name}：那里是别的文件，不是工程，没有改动。请换一个文件名。")
        }
        (SaveError::NotOurs { .. }, Lang::En) => {
            format!(
                "Can't write {name}: another file stands there that is no project; it was not changed. Choose another name."
            )
        }
        (SaveError::Unsound(finding), Lang::Zh) => {
            format!("写不了 {name}：提议未通过自查（{}），这是程序的错，请报告。", finding.check)
        }
        (SaveError::Unsound(finding), Lang::En) => {
            format!(
                "Can't write {name}: the proposal is not sound ({}). This is a fault of the program, please report it.",
                finding.check
            )
        }
    }
}

/// `propose` would write over an editor's work.
pub(super) fn work_in_the_way(lang: Lang, path: &Path) -> String {
    let name = path.display();
    match lang {
        Lang::Zh => format!(
            "写不了 {name}：那里的工程不只是提议，可能有编辑的改动，没有动它。请换一个文件名，或在改动之外重新提议：newsmend propose {name} -o {name}"
        ),
        Lang::En => format!(
            "Can't write {name}: the project there is more than a proposal, an editor may have worked on it; it was not changed. Choose another name, or propose around that work: newsmend propose {name} -o {name}"
        ),
    }
}

/// An export would write over what it is made from.
pub(super) fn source_in_the_way(lang: Lang, path: &Path) -> String {
    let name = path.display();
    match lang {
        Lang::Zh => format!("写不了 {name}：它就是原文或所读的文件，没有改动。请换一个名称或文件夹。"),
        Lang::En => format!(
            "Can't write {name}: it is the dump itself, or a file that is read; it was not changed. Choose another name or folder."
        ),
    }
}

/// An export would write over a project.
pub(super) fn project_in_the_way(lang: Lang, path: &Path) -> String {
    let name = path.display();
    match lang {
        Lang::Zh => format!("写不了 {name}：那里是工程，没有改动。请换一个名称或文件夹。"),
        Lang::En => {
            format!("Can't write {name}: a project stands there and was not changed. Choose another name or folder.")
        }
    }
}

/// A project among the dumps of an issue.
pub(super) fn project_among_dumps(lang: Lang, path: &Path) -> String {
    let name = shown(lang, path);
    match lang {
        Lang::Zh => format!("{name} 已是工程，不是 OCR 文本。请只给文本，或只给这一个工程。"),
        Lang::En => format!("{name} is a project already, no dump. Name dumps alone, or this project alone."),
    }
}

/// A dump given to `check`.
pub(super) fn dump_to_check(lang: Lang, path: &Path) -> String {
    let name = shown(lang, path);
    match lang {
        Lang::Zh => format!("{name} 是文本，不是工程。请先用 newsmend propose 做出工程。"),
        Lang::En => format!("{name} is a dump, no project. Make one of it first with newsmend propose."),
    }
}

/// Where bytes of dumps were no text: a line for each dump that has any.
pub(super) fn doubtful(lang: Lang, project: &Project) -> Vec<String> {
    let mut lines = Vec::new();
    let mut pages = project.pages().iter().peekable();
    while let Some(page) = pages.next() {
        // A dump's pages follow each other.
        let (mut first, mut total) = (page.doubtful().first().map(|doubtful| (page, doubtful)), page.doubtful().len());
        let source = page.source();
        while let Some(more) = pages.next_if(|next| next.source() == source) {
            total += more.doubtful().len();
            first = first.or_else(|| more.doubtful().first().map(|doubtful| (more, doubtful)));
        }
        let Some((page, first)) = first else { continue };
        let line = page.lines().line_of(first.at) + 1;
        let (file, encoding) = (shown(lang, Path::new(&source.file)), &source.encoding);
        let bytes: Vec<String> = first.bytes.iter().map(|byte| format!("{byte:02X}")).collect();
        let bytes = bytes.join(" ");
        lines.push(match lang {
            Lang::Zh => format!(
                "{file} 第 {line} 行：{bytes} 不是 {encoding} 文字（共 {total} 处），已保留并以 \u{fffd} 标记。若大片不对，请用 --encoding 指明编码。"
            ),
            Lang::En => format!(
                "{file}, line {line}: {bytes} is not {encoding} ({total} in all). Such bytes are kept and marked \u{fffd}. If much looks wrong, name the encoding with --encoding."
            ),
        });
    }
    lines
}

/// A finding of `check`: what does not hold, and where.
pub(super) fn finding(lang: Lang, file: &Path, project: &Project, place: Option<Place>, finding: &Finding) -> String {
    let holds = CHECKS.iter().find(|check| check.name == finding.check).map_or("", |check| check.holds);
    let at = at(lang, file, project, place);
    match lang {
        Lang::Zh => format!("{at}自查未通过（{}：{holds}）", finding.check),
        Lang::En => format!("{at}this does not hold: {holds} ({})", finding.check),
    }
}

/// What an editor still has to look at, and where.
pub(super) fn open_item(
    lang: Lang,
    file: &Path,
    work: &Work,
    (article, open): (ArticleId, Open),
    place: Option<Place>,
) -> String {
    let project = work.project();
    let at = at(lang, file, project, place);
    let title = work.article_title(article, lang);
    let what = match open {
        Open::NotReviewed => text("未审", "is not reviewed"),
        Open::OpeningMissing => text("缺开头", "lacks its opening"),
        Open::Gap(_) => text("此处之后有缺文", "lacks text behind this place"),
        Open::EndingMissing => text("缺结尾", "lacks its end"),
    };
    let what = what.get(lang);
    let note = match open {
        Open::Gap(block) => project.block(block).and_then(|block| block.gap.as_ref()).map_or("", |gap| &gap.note),
        Open::NotReviewed | Open::OpeningMissing | Open::EndingMissing => "",
    };
    let note = note.split_whitespace().collect::<Vec<_>>().join(" ");
    match (lang, note.is_empty()) {
        (Lang::Zh, true) => format!("{at}篇目 {title}：{what}"),
        (Lang::Zh, false) => format!("{at}篇目 {title}：{what}（{note}）"),
        (Lang::En, true) => format!("{at}article {title}: {what}"),
        (Lang::En, false) => format!("{at}article {title}: {what} ({note})"),
    }
}

/// A jump line that leads nowhere.
pub(super) fn dangling(lang: Lang, file: &Path, project: &Project, jump: &Jump, target: Target) -> String {
    let at = at(lang, file, project, Some(jump.span.from()));
    let line: String = project.raw(jump.span).chars().filter(|c| !matches!(c, '\n' | '\r')).collect();
    let (line, page) = (quoted(lang, &line), jump.to);
    match (lang, target) {
        (Lang::Zh, Target::NoPage) => format!("{at}{line}没有着落：工程里没有第 {page} 版"),
        (Lang::En, Target::NoPage) => format!("{at}{line} leads nowhere: the project has no page {page}"),
        (Lang::Zh, _) => format!("{at}{line}没有着落：第 {page} 版上没有与它相应的转版"),
        (Lang::En, _) => format!("{at}{line} leads nowhere: nothing on page {page} leads back"),
    }
}

/// The file, and a place of the project in it.
pub(super) fn at(lang: Lang, file: &Path, project: &Project, place: Option<Place>) -> String {
    let file = shown(lang, file);
    match (place, lang) {
        (None, Lang::Zh) => format!("{file}："),
        (None, Lang::En) => format!("{file}: "),
        (Some(place), Lang::Zh) => {
            format!("{file}：第 {} 版第 {} 行：", place.page.shown(), project.line_number(place))
        }
        (Some(place), Lang::En) => {
            format!("{file}: page {}, line {}: ", place.page.shown(), project.line_number(place))
        }
    }
}

/// What is wrong with the arguments, and where to read more.
pub(super) fn bad_usage(lang: Lang, command: Option<&str>, usage: &Usage) -> String {
    let what = match lang {
        Lang::Zh => usage_in_chinese(usage),
        Lang::En => usage_in_english(usage),
    };
    let help = command.map_or_else(|| "newsmend --help".to_owned(), |command| format!("newsmend {command} --help"));
    match lang {
        Lang::Zh => format!("{what}。用法见 {help}"),
        Lang::En => format!("{what}. For help: {help}"),
    }
}

fn usage_in_english(usage: &Usage) -> String {
    match usage {
        Usage::UnknownOption(option) => format!("there is no option {option}"),
        Usage::NoValue(option) => format!("{option} needs a value"),
        Usage::BadValue { option, value, takes } => format!("{option} cannot be “{value}”; it can be {takes}"),
        Usage::NoFile => "name a file".to_owned(),
        Usage::TwoProjects => "name two projects: HERE and THERE".to_owned(),
        Usage::NoOutput => format!("name the project to write: -o NAME{}", project_file::ENDING),
        Usage::TwoOutputs => "-o and --out-dir cannot stand together".to_owned(),
        Usage::NeedsFolder => "several files need a folder to be exported to: --out-dir DIR".to_owned(),
        Usage::SameName { first, second, target } => {
            let (first, second, target) = (first.display(), second.display(), target.display());
            format!("{first} and {second} would both be written to {target}; export them one by one")
        }
        Usage::NoFormat(path) => {
            format!("{}: this ending names no format; end in .json, .txt or .md, or give --format", path.display())
        }
        Usage::StandardInput => "standard input can be read once, and not with --out-dir".to_owned(),
        Usage::SampleWithFiles => "--sample opens the sample alone, without files".to_owned(),
        Usage::NoAnswerNorExport(path) => {
            format!("{} is neither an answer (NAME.gold.json) nor an export (NAME.json)", path.display())
        }
        Usage::NoSource => format!("name a project, an answer or a folder to learn from: NAME{}", project_file::ENDING),
        Usage::NoModel => "name the model to write: -o NAME.model".to_owned(),
        Usage::BaseAndNothing => {
            "--base cannot stand with --from-nothing or --corpus: a model keeps what it knows of languages".to_owned()
        }
        Usage::NoAnswers => "there is no answer among the files: name a NAME.gold.json, or a folder of them".to_owned(),
        Usage::NoneNamed(only) => format!("no page's name contains “{only}”"),
        Usage::SamePage { first, second } => {
            format!("{} and {} are of one page; name one of them", first.display(), second.display())
        }
    }
}

fn usage_in_chinese(usage: &Usage) -> String {
    match usage {
        Usage::UnknownOption(option) => format!("没有选项 {option}"),
        Usage::NoValue(option) => format!("{option} 之后要有值"),
        Usage::BadValue { option, value, takes } => format!("{option} 不能是“{value}”，可以是 {takes}"),
        Usage::NoFile => "请给出文件".to_owned(),
        Usage::TwoProjects => "请给出两个工程：此处的和对方的".to_owned(),
        Usage::NoOutput => format!("请给出要写的工程：-o 名称{}", project_file::ENDING),
        Usage::TwoOutputs => "-o 和 --out-dir 不能同时用".to_owned(),
        Usage::NeedsFolder => "几个文件要导出到一个文件夹：--out-dir 文件夹".to_owned(),
        Usage::SameName { first, second, target } => {
            let (first, second, target) = (first.display(), second.display(), target.display());
            format!("{first} 和 {second} 都要写到 {target}，请分开导出")
        }
        Usage::NoFormat(path) => {
            format!("{} 的结尾不是任何格式，请以 .json、.txt 或 .md 结尾，或用 --format", path.display())
        }
        Usage::StandardInput => "标准输入只能读一次，也不能与 --out-dir 同用".to_owned(),
        Usage::SampleWithFiles => "--sample 只打开样张，不带文件".to_owned(),
        Usage::NoAnswerNorExport(path) => {
            format!("{} 既不是答案（名称.gold.json）也不是导出（名称.json）", path.display())
        }
        Usage::NoSource => format!("请给出要学的工程、答案或文件夹，如 名称{}", project_file::ENDING),
        Usage::NoModel => "请给出要写的模型：-o 名称.model".to_owned(),
        Usage::BaseAndNothing => "--base 不能与 --from-nothing 或 --corpus 同用：模型原有的语言知识照旧".to_owned(),
        Usage::NoAnswers => "所给文件里没有答案，请给出 名称.gold.json 或有它们的文件夹".to_owned(),
        Usage::NoneNamed(only) => format!("没有一版的名称里有“{only}”"),
        Usage::SamePage { first, second } => {
            format!("{} 和 {} 是同一版的，请只给一个", first.display(), second.display())
        }
    }
}

/// What a window needs on Debian and Ubuntu, as the README names it.
#[cfg(feature = "window")]
const PACKAGES: &str = "libgl1 libgl1-mesa-dri libx11-xcb1 libxcursor1 libxi6 libxkbcommon-x11-0";

/// There is no window. `why`: what the windowing system says, in its own words.
#[cfg(feature = "window")]
pub(super) fn no_window(lang: Lang, why: &str) -> String {
    // What the systems say where no display answers; anything else is a library that lacks.
    let no_display = ["WAYLAND_DISPLAY", "XOpenDisplay", "X server"].iter().any(|said| why.contains(said));
    match (lang, no_display) {
        (Lang::Zh, true) => {
            format!("开不了窗口：没有显示器。请在桌面上运行。不开窗口的命令见 newsmend --help。（{why}）")
        }
        (Lang::En, true) => {
            format!(
                "Can't open the window: there is no display. Run it on a desktop, or see newsmend --help for commands that need none. ({why})"
            )
        }
        (Lang::Zh, false) => {
            format!("开不了窗口：缺少系统库。在 Debian 或 Ubuntu 上请装：apt-get install {PACKAGES}。（{why}）")
        }
        (Lang::En, false) => {
            format!(
                "Can't open the window: a library is missing. On Debian or Ubuntu: apt-get install {PACKAGES}. ({why})"
            )
        }
    }
}

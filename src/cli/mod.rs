//! The command line: one file for a command, each with its usage, an example and what it does.
//!
//! The only place that writes to standard output and standard error. Everything a command does is done by the desk, the
//! store and the formats: nothing is decided here but which file goes where. Output depends on the input alone, and the
//! language of the messages on `--lang` or the system.

mod check;
mod compare;
mod diff;
mod export;
mod input;
mod propose;
mod score;
mod train;
mod usage;
mod window;
mod words;

pub(crate) use window::Plan;
#[cfg(not(feature = "window"))]
pub(crate) use window::built_without_window;
#[cfg(feature = "window")]
pub(crate) use window::no_window;

use lexopt::Parser;
use newsmend::desk::{Lang, Text};
use std::ffi::OsString;
use std::io::{self, Write as _};
use usage::Usage;

/// How a run ended; `main` makes the exit status of it.
pub(crate) enum End {
    /// All was done, and nothing was found wrong.
    Done,
    /// `check`, `compare` or `diff` found something.
    Amiss,
    /// Bad usage, or something that could not be read or written.
    Failed,
    /// Whoever read standard output went away.
    ReaderGone,
    /// The window is wanted.
    Window(Plan),
}

/// Why a command ended before its end.
enum Stop {
    /// What was asked for cannot be asked for.
    Usage(Usage),
    /// Its help was asked for.
    Help,
    /// Standard output cannot be written.
    Output(io::Error),
}

impl From<Usage> for Stop {
    fn from(usage: Usage) -> Self {
        Self::Usage(usage)
    }
}

impl From<lexopt::Error> for Stop {
    fn from(error: lexopt::Error) -> Self {
        Self::Usage(error.into())
    }
}

/// A command: its name, what `--help` says, and what it does with its arguments.
struct Command {
    name: &'static str,
    help: Text,
    run: fn(Parser, &mut Session) -> Result<(), Stop>,
}

/// Every command, in the order of the help.
const COMMANDS: &[Command] = &[
    Command { name: "propose", help: propose::HELP, run: propose::run },
    Command { name: "export", help: export::HELP, run: export::run },
    Command { name: "check", help: check::HELP, run: check::run },
    Command { name: "compare", help: compare::HELP, run: compare::run },
    Command { name: "diff", help: diff::HELP, run: diff::run },
    Command { name: "score", help: score::HELP, run: score::run },
    Command { name: "train", help: train::HELP, run: train::run },
];

/// What every command is given: the language, a place for its output and one for its complaints.
struct Session {
    lang: Lang,
    out: io::StdoutLock<'static>,
    /// 0, 1 or 2, and it only goes up.
    status: u8,
}

impl Session {
    /// Writes to standard output as it is.
    fn write(&mut self, bytes: &[u8]) -> Result<(), Stop> {
        self.out.write_all(bytes).and_then(|()| self.out.flush()).map_err(Stop::Output)
    }

    /// Writes a line that says what is wrong with a project: the run ends with 1.
    fn find(&mut self, line: &str) -> Result<(), Stop> {
        self.status = self.status.max(1);
        self.write(format!("{line}\n").as_bytes())
    }

    /// Says why something could not be done: the run goes on, and ends with 2.
    fn fail(&mut self, why: &str) {
        self.status = 2;
        complain(why);
    }
}

/// Runs the command that `args` (without the program's name) ask for.
pub(crate) fn run(mut args: Vec<OsString>) -> End {
    let lang = usage::take_lang(&mut args);
    let asked_lang = lang.as_ref().ok().copied().flatten();
    let mut session = Session { lang: asked_lang.unwrap_or_else(lang_of_system), out: io::stdout().lock(), status: 0 };
    let command = command(&args);
    let asked = match (lang, command) {
        (Err(usage), _) => Err(usage.into()),
        (Ok(_), Some(command)) => {
            args.remove(0);
            (command.run)(Parser::from_args(args), &mut session).map(|()| None)
        }
        (Ok(lang), None) => window::plan(Parser::from_args(args), lang, &mut session),
    };
    let asked = match asked {
        Err(Stop::Help) => {
            let help = command.map_or(window::HELP, |command| command.help);
            session.write(help.get(session.lang).as_bytes()).map(|()| None)
        }
        asked => asked,
    };
    match asked {
        Ok(Some(plan)) => End::Window(plan),
        Ok(None) | Err(Stop::Help) => match session.status {
            0 => End::Done,
            1 => End::Amiss,
            _ => End::Failed,
        },
        Err(Stop::Output(error)) if error.kind() == io::ErrorKind::BrokenPipe => End::ReaderGone,
        Err(Stop::Output(error)) => {
            complain(&words::no_output(session.lang, error));
            End::Failed
        }
        Err(Stop::Usage(usage)) => {
            complain(&words::bad_usage(session.lang, command.map(|command| command.name), &usage));
            End::Failed
        }
    }
}

/// The language of the system's messages.
fn lang_of_system() -> Lang {
    Lang::of_locale(&sys_locale::get_locale().unwrap_or_default())
}

/// The command that the first argument names.
fn command(args: &[OsString]) -> Option<&'static Command> {
    COMMANDS.iter().find(|command| args.first().is_some_and(|arg| arg == command.name))
}

/// Writes a line to standard error. Where that is closed, there is nobody to tell.
#[expect(clippy::print_stderr, reason = "the one place that writes to standard error")]
pub(crate) fn complain(why: &str) {
    eprintln!("newsmend: {why}");
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_command_has_a_usage_line_and_an_example_in_both_languages() {
        for command in COMMANDS {
            for help in [command.help.zh, command.help.en] {
                let lines = help.lines().filter(|line| line.contains(&format!("newsmend {} ", command.name)));
                assert!(lines.count() >= 2, "{}: {help}", command.name);
                assert!(help.lines().all(|line| columns(line) <= 80), "{}: {help}", command.name);
            }
            assert!(window::HELP.en.contains(command.name) && window::HELP.zh.contains(command.name));
        }
    }

    /// Columns of a terminal: two for a Han character.
    fn columns(line: &str) -> usize {
        line.chars().map(|c| if c.is_ascii() { 1 } else { 2 }).sum()
    }

    #[test]
    fn only_a_first_argument_names_a_command() {
        for (args, wanted) in [
            (vec!["export", "a.txt"], Some("export")),
            (vec!["./export"], None),
            (vec!["a.txt", "export"], None),
            (vec![], None),
        ] {
            let args: Vec<OsString> = args.into_iter().map(OsString::from).collect();
            assert_eq!(command(&args).map(|command| command.name), wanted, "{args:?}");
        }
    }
}

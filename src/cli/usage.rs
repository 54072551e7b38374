//! What can be wrong with the arguments, and what several commands read alike.

use super::Stop;
use lexopt::Arg::{Long, Short, Value};
use lexopt::Parser;
use newsmend::desk::Lang;
use newsmend::formats::Format;
use newsmend::text::decode::Encoding;
use std::ffi::{OsStr, OsString};
use std::path::{Path, PathBuf};

/// What is wrong with the arguments. Put in words by [`super::words::bad_usage`].
#[derive(Debug, PartialEq, Eq)]
pub(super) enum Usage {
    /// No such option.
    UnknownOption(String),
    /// An option that needs a value.
    NoValue(String),
    /// A value that is none of those which the option takes.
    BadValue { option: &'static str, value: String, takes: String },
    /// No file was named.
    NoFile,
    /// `compare` with one file, or with more than two.
    TwoProjects,
    /// `propose` without `-o`.
    NoOutput,
    /// `-o` and `--out-dir`.
    TwoOutputs,
    /// Several files for one output.
    NeedsFolder,
    /// Two files whose exports would have one name.
    SameName { first: PathBuf, second: PathBuf, target: PathBuf },
    /// A name whose ending says no format.
    NoFormat(PathBuf),
    /// Standard input, more than once or with `--out-dir`.
    StandardInput,
    /// `--sample` with files.
    SampleWithFiles,
    /// A file that `score` can do nothing with.
    NoAnswerNorExport(PathBuf),
    /// `score` without an answer.
    NoAnswers,
    /// `score` with answers, none of whose names contains what was asked for.
    NoneNamed(String),
    /// Two answers or two exports of one page.
    SamePage { first: PathBuf, second: PathBuf },
    /// `train` without a source.
    NoSource,
    /// `train` without `-o`.
    NoModel,
    /// A base, and something that is for learning without one.
    BaseAndNothing,
}

impl From<lexopt::Error> for Usage {
    fn from(error: lexopt::Error) -> Self {
        use lexopt::Error;
        match error {
            Error::MissingValue { option } => Self::NoValue(option.unwrap_or_default()),
            Error::UnexpectedOption(option) | Error::UnexpectedValue { option, .. } => Self::UnknownOption(option),
            Error::UnexpectedArgument(value) | Error::NonUnicodeValue(value) => {
                Self::UnknownOption(value.to_string_lossy().into_owned())
            }
            Error::ParsingFailed { value, .. } => Self::UnknownOption(value),
            Error::Custom(error) => Self::UnknownOption(error.to_string()),
        }
    }
}

/// Takes `--lang zh` or `--lang=zh` out of the arguments, wherever it stands: what is wrong with the others is said in
/// that language.
pub(super) fn take_lang(args: &mut Vec<OsString>) -> Result<Option<Lang>, Usage> {
    let end = args.iter().position(|arg| arg == "--").unwrap_or(args.len());
    let is_lang = |arg: &OsString| arg == "--lang" || arg.to_string_lossy().starts_with("--lang=");
    let Some(at) = args.iter().take(end).position(is_lang) else { return Ok(None) };
    let option = args.remove(at).to_string_lossy().into_owned();
    let value = match option.strip_prefix("--lang=") {
        Some(value) => value.to_owned(),
        None if at < args.len() => args.remove(at).to_string_lossy().into_owned(),
        None => return Err(Usage::NoValue(option)),
    };
    lang(&value).map(Some).ok_or_else(|| bad_value("--lang", OsStr::new(&value), "zh, en"))
}

/// The language that `name` stands for.
pub(super) fn lang(name: &str) -> Option<Lang> {
    match name {
        "zh" => Some(Lang::Zh),
        "en" => Some(Lang::En),
        _ => None,
    }
}

/// The value of `--encoding`.
pub(super) fn encoding(parser: &mut Parser) -> Result<Encoding, Usage> {
    let value = parser.value()?;
    let found = value.to_str().and_then(Encoding::from_name);
    found.ok_or_else(|| bad_value("--encoding", &value, "UTF-8, GB18030, Big5, Shift_JIS, EUC-KR, windows-1252…"))
}

/// The value of `--format`.
pub(super) fn format(parser: &mut Parser) -> Result<&'static Format, Usage> {
    let value = parser.value()?;
    let names: Vec<&str> = newsmend::formats::FORMATS.iter().map(|format| format.name).collect();
    value.to_str().and_then(Format::by_name).ok_or_else(|| bad_value("--format", &value, &names.join(", ")))
}

pub(super) fn bad_value(option: &'static str, value: &OsStr, takes: &str) -> Usage {
    Usage::BadValue { option, value: value.to_string_lossy().into_owned(), takes: takes.to_owned() }
}

/// True for `-`, which stands for standard input or output.
pub(super) fn is_standard(path: &Path) -> bool {
    path == Path::new("-")
}

/// Files to read: one at least, and standard input once at most, since it can be read once.
pub(super) fn files_to_read(files: Vec<PathBuf>) -> Result<Vec<PathBuf>, Usage> {
    match files.iter().filter(|file| is_standard(file)).count() {
        _ if files.is_empty() => Err(Usage::NoFile),
        0 | 1 => Ok(files),
        _ => Err(Usage::StandardInput),
    }
}

/// The arguments of a command that takes files to read and no options of its own.
pub(super) fn files_alone(mut parser: Parser) -> Result<Vec<PathBuf>, Stop> {
    let mut files = Vec::new();
    while let Some(arg) = parser.next()? {
        match arg {
            Short('h') | Long("help") => return Err(Stop::Help),
            Value(file) => files.push(PathBuf::from(file)),
            other => return Err(other.unexpected().into()),
        }
    }
    Ok(files_to_read(files)?)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_language_is_taken_out_wherever_it_stands() {
        for (given, wanted, left) in [
            ("check a --lang zh", Ok(Some(Lang::Zh)), "check a"),
            ("--lang=en check a", Ok(Some(Lang::En)), "check a"),
            ("check -- --lang zh", Ok(None), "check -- --lang zh"),
            ("check --lang", Err(Usage::NoValue("--lang".to_owned())), "check"),
            ("check --lang fr a", Err(bad_value("--lang", OsStr::new("fr"), "zh, en")), "check a"),
        ] {
            let mut args: Vec<OsString> = given.split(' ').map(OsString::from).collect();
            assert_eq!(take_lang(&mut args), wanted, "{given}");
            assert_eq!(args.join(OsStr::new(" ")), left, "{given}");
        }
    }
}

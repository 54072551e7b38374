//! Arguments in, exit status out.
//!
//! 0: done. 1: something was found wrong. 2: bad usage, or a file that could not be read or written. Where the reader of
//! standard output went away (`newsmend export a.txt | head`), nobody is left to be told, and that is no failure.

mod cli;

use cli::End;
use std::process::ExitCode;

/// A proposal for a large page takes much memory for a moment, on a thread of its own. The system's allocator keeps most of it
/// from the system afterwards, and now and then holds the window up while it gives some back; this one does neither
/// (`benches/desk.rs` measures both).
#[global_allocator]
static ALLOCATOR: mimalloc::MiMalloc = mimalloc::MiMalloc;

fn main() -> ExitCode {
    match cli::run(std::env::args_os().skip(1).collect()) {
        End::Done | End::ReaderGone => ExitCode::SUCCESS,
        End::Amiss => ExitCode::from(1),
        End::Failed => ExitCode::from(2),
        End::Window(plan) => match window(plan) {
            Ok(()) => ExitCode::SUCCESS,
            Err(why) => {
                cli::complain(&why);
                ExitCode::from(2)
            }
        },
    }
}

#[cfg(feature = "window")]
fn window(cli::Plan { files, sample, model, lang }: cli::Plan) -> Result<(), String> {
    newsmend::app::run(files, sample, model, lang).map_err(|error| cli::no_window(lang, &error.to_string()))
}

#[cfg(not(feature = "window"))]
fn window(cli::Plan { lang, .. }: cli::Plan) -> Result<(), String> {
    Err(cli::built_without_window(lang))
}

//! Arguments in, exit status out.

fn main() {
    #[cfg(feature = "window")]
    if let Err(error) = newsmend::app::run(std::env::args_os().skip(1).map(Into::into).collect(), None, None) {
        panic!("{error}");
    }
}

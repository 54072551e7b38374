//! Arguments in, exit status out.

fn main() {
    #[cfg(feature = "window")]
    {
        let args: Vec<String> = std::env::args().skip(1).collect();
        let sample = args.iter().any(|a| a == "--sample").then_some(newsmend::desk::Sample::Chinese);
        let files = args.iter().filter(|a| !a.starts_with("--")).map(Into::into).collect();
        if let Err(error) = newsmend::app::run(files, sample, None) {
            panic!("{error}");
        }
    }
}

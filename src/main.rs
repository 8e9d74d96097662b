//! The `madang` command; everything happens in [`madang::app`].

fn main() -> std::process::ExitCode {
    madang::app::run()
}

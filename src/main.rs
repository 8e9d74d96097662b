//! The `madang` command; everything happens in [`madang::app`].
fn main() {}

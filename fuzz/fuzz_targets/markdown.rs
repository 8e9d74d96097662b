//! Markdown as safe HTML, and its first words.
#![no_main]

use libfuzzer_sys::fuzz_target;
use madang::web;

fuzz_target!(|text: &str| {
    let shown = web::markdown(text).to_lowercase();
    for live in
        ["<script", "<img", "<style", "<iframe", "<math", "href=\"javascript:", "href=\"data:"]
    {
        assert!(!shown.contains(live), "{live} in {shown}");
    }
    assert!(web::plain(text, 80).chars().count() <= 81);
});

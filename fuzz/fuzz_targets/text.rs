//! What people type: names, addresses, lines and blocks of text, and cells of lists.
#![no_main]

use libfuzzer_sys::fuzz_target;
use madang::types;

fuzz_target!(|text: &str| {
    if let Ok(email) = types::Email::parse(text) {
        assert!(!email.as_str().contains(|c: char| c.is_whitespace() || c.is_control()));
        assert!(!email.masked().is_empty());
    }
    if let Ok(line) = types::line(text, 200) {
        assert!(!line.contains(char::is_control));
        assert_eq!(types::line(&line, 200).as_deref(), Ok(line.as_str()));
    }
    let _ = (types::block(text, 5_000), types::fold(text), types::mask_resident_numbers(text));
    let _ = (types::PersonName::parse(text), types::Slug::parse(text));
    assert!(!types::guarded(text).starts_with(['=', '@']));
});

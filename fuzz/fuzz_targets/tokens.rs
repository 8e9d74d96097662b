//! Codes of tickets, private links, sign-in links and references, made with keys that nobody has.
#![no_main]

use libfuzzer_sys::fuzz_target;
use madang::types::{LinkKey, ManageKey, Reference, TicketKey};

fuzz_target!(|text: &str| {
    assert!(TicketKey::derive(b"fuzz").prove(text).is_none());
    assert!(ManageKey::derive(b"fuzz").prove(text).is_none());
    assert!(ManageKey::derive(b"fuzz").prove_speaker(text).is_none());
    assert!(LinkKey::derive(b"fuzz").prove(text).is_none());
    let _ = Reference::parse(text);
});

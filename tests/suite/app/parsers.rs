//! Every parser of foreign text against its corpus and a bounded number of mutations of it: it answers or
//! refuses, and never breaks.

use madang::agenda::intake;
use madang::types::{self, LinkKey, ManageKey, Reference, TicketKey};
use madang::web;
use proptest::prelude::*;
use proptest::sample::Index;

/// Texts from which the mutations begin, beside the schedules.
const SEEDS: [&str; 9] = [
    "minji@example.org",
    "김하늘 Haneul d’Arc-en-Ciel",
    "900101-1234567",
    "# 제목\n\n[a](javascript:alert(1)) <b onclick=x>**b**</b> ![x](//y)\n\n- <script>\n",
    "<p>a<table><style><math><mtext></form><a href='data:x'>",
    "K7M4-QX9D",
    "AaISYfkydsCCWoJuZNogwwAAAAHpOT0uWnjzMyJaJgFVsFaj",
    "MFRGGZDFMZTWQ2LKNNWG23TPOBYXE43UOV3HO6DZPIYTEMZUGU",
    "=1+1\t@SUM(A1)",
];
const SCHEDULES: [&str; 5] = [
    include_str!("../../fixtures/fosdem-dialect.schedule.xml"),
    include_str!("../../fixtures/pentabarf.schedule.xml"),
    include_str!("../../fixtures/v1.schedule.json"),
    include_str!("../../fixtures/text-ids.schedule.json"),
    include_str!("../../fixtures/programme.csv"),
];

/// Shows a text to every parser that takes one, and holds what each promises of what it lets through.
fn show_text(text: &str) {
    if let Ok(email) = types::Email::parse(text) {
        assert!(!email.as_str().contains(|c: char| c.is_whitespace() || c.is_control()));
    }
    for max in [1, 200] {
        if let Ok(line) = types::line(text, max) {
            assert!(!line.contains(char::is_control) && line.chars().count() <= max);
            assert_eq!(types::line(&line, max).as_deref(), Ok(line.as_str()));
        }
    }
    let _ = (types::block(text, 5_000), types::fold(text), types::mask_resident_numbers(text));
    let _ = (types::PersonName::parse(text), Reference::parse(text), types::Slug::parse(text));
    let shown = web::markdown(text).to_lowercase();
    for live in
        ["<script", "<img", "<style", "<iframe", "<math", "href=\"javascript:", "href=\"data:"]
    {
        assert!(!shown.contains(live), "{live} in {shown}");
    }
    let cell = types::guarded(text);
    assert!(!cell.starts_with(['=', '@']), "{cell}");
    // Nobody has these keys: whatever opens is forged.
    assert!(TicketKey::derive(b"fuzz").prove(text).is_none());
    assert!(ManageKey::derive(b"fuzz").prove(text).is_none());
    assert!(ManageKey::derive(b"fuzz").prove_speaker(text).is_none());
    assert!(LinkKey::derive(b"fuzz").prove(text).is_none());
}

fn show(bytes: &[u8]) {
    let _ = intake::read(bytes, Some(chrono_tz::Asia::Seoul));
    show_text(&String::from_utf8_lossy(bytes));
}

#[test]
fn every_seed_is_read_or_refused() {
    for seed in SEEDS.iter().chain(&SCHEDULES) {
        show(seed.as_bytes());
    }
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(400))]

    #[test]
    fn no_mutation_breaks_a_parser(
        which in 0..SEEDS.len() * 4 + SCHEDULES.len(),
        edits in prop::collection::vec((any::<Index>(), any::<u8>(), 0..5_u8), 1..16),
    ) {
        let small = SEEDS.get(which / 4);
        let seed = small.unwrap_or_else(|| &SCHEDULES[which - SEEDS.len() * 4]);
        let mut bytes = seed.as_bytes().to_vec();
        for (at, byte, kind) in edits {
            let at = at.index(bytes.len().max(1)).min(bytes.len().saturating_sub(1));
            match kind {
                0 if !bytes.is_empty() => bytes[at] = byte,
                1 => bytes.insert(at, b"<>&;\"'{}[]\\:,\n@.-0="[usize::from(byte) % 19]),
                2 if !bytes.is_empty() => drop(bytes.remove(at)),
                3 => bytes.truncate(at.max(1)),
                _ => bytes.extend_from_within(at..(at + 40).min(bytes.len())),
            }
        }
        show(&bytes);
    }
}

//! `docs/asvs.md` names for each requirement the tests or documents that hold it: none is without a line, each
//! test named is there, and what is open says why.

use std::collections::{BTreeMap, BTreeSet};

use crate::support::sources;

/// The requirements of ASVS 5.0 that were chosen for this audience.
const CHOSEN: &str = "3.2.1 3.3.1 3.3.2 3.3.3 3.3.4 3.4.1 3.4.2 3.4.3 3.4.4 3.4.5 3.4.6 3.4.8 3.7.2 4.1.1 4.1.4 \
    13.4.2 13.4.4 14.2.1 14.3.2 1.2.1 1.2.2 1.2.3 1.2.4 1.2.10 1.3.1 1.3.5 1.3.7 1.3.11 5.4.2 16.4.1 8.2.1 \
    8.2.2 8.2.3 8.3.2 8.4.1 15.3.1 15.3.3 3.5.1 3.5.3 4.1.3 15.3.4 4.2.1 2.3.1 2.3.3 2.3.4 2.3.5 2.4.1 15.4.2 \
    6.2.4 6.2.9 6.3.1 6.3.3 6.3.8 6.5.1 7.2.4 7.4.2 7.5.3 11.4.2 5.2.1 5.2.6 1.3.6 15.3.2 16.5.3 13.1.2 14.2.7";

/// The lines of the table by number: what is asked, and what holds it.
fn lines() -> BTreeMap<String, (String, String)> {
    let text = include_str!("../../../docs/asvs.md");
    let mut lines = BTreeMap::new();
    for line in text.lines().filter(|line| line.starts_with("| ")) {
        let cells: Vec<&str> = line.trim_matches('|').split(" | ").map(str::trim).collect();
        let [number, _level, asked, held] = cells[..] else { panic!("not four cells: {line}") };
        if number.starts_with(|c: char| c.is_ascii_digit()) {
            let told = (asked.to_owned(), held.to_owned());
            assert!(lines.insert(number.to_owned(), told).is_none(), "{number} stands twice");
        }
    }
    lines
}

/// The names of all functions of the house and of its tests.
fn functions() -> BTreeSet<String> {
    let mut names = BTreeSet::new();
    for (path, text) in sources("src").into_iter().chain(sources("tests")) {
        if path.ends_with(".rs") {
            let found = text.split("fn ").skip(1);
            let end = |c: char| !c.is_ascii_alphanumeric() && c != '_';
            names.extend(found.filter_map(|rest| rest.split(end).next()).map(str::to_owned));
        }
    }
    names
}

#[test]
fn every_requirement_is_held_by_what_is_there_or_says_why_it_is_open() {
    let (lines, functions) = (lines(), functions());
    let chosen: BTreeSet<&str> = CHOSEN.split_whitespace().collect();
    assert_eq!(chosen.len(), 65);
    let told: BTreeSet<&str> = lines.keys().map(String::as_str).collect();
    assert_eq!(told, chosen);
    let root = std::path::Path::new(env!("CARGO_MANIFEST_DIR"));
    let mut open = Vec::new();
    for (number, (asked, held)) in &lines {
        assert!(asked.len() > 20, "{number} does not say what it asks");
        let named: Vec<&str> = held.split('`').skip(1).step_by(2).collect();
        for name in &named {
            let is_there = match name.contains(['/', '.']) {
                true => root.join(name).exists(),
                false => functions.contains(*name),
            };
            assert!(is_there, "{number} names {name}, which is not there");
        }
        if let Some((_, reason)) = held.split_once("Open: ") {
            assert!(reason.split_whitespace().count() > 5, "{number} is open without a reason");
            open.push(number.as_str());
        } else {
            assert!(!named.is_empty(), "{number} is held by nothing");
        }
    }
    eprintln!("65 requirements, open or open in part: {}", open.join(" "));
    let counted = format!("{} of 65 are open or open in part", open.len());
    assert!(include_str!("../../../docs/asvs.md").contains(&counted), "write: {counted}");
}

//! Every sentence that the code asks for is there, in every language.

use std::collections::{BTreeMap, BTreeSet};

use madang::i18n::keys;
use madang::types::Lang;

use crate::support::sources;

/// The code of the house without its tests, and without folders that no file above them names.
fn code() -> Vec<(String, String)> {
    let all = sources("src");
    let named = |path: &str| {
        let parts: Vec<&str> = path.split('/').collect();
        (2..parts.len()).all(|depth| {
            let above = parts[..depth - 1].join("/");
            let above = ["mod.rs", "lib.rs"].map(|file| format!("{above}/{file}"));
            let line = format!("mod {};", parts[depth - 1]);
            all.iter().any(|(path, text)| above.contains(path) && text.contains(&line))
        })
    };
    let files: Vec<(String, String)> = all
        .iter()
        .filter(|(path, _)| !path.ends_with("tests.rs") && named(path))
        .cloned()
        .collect();
    let files = files.into_iter();
    files
        .map(|(path, text)| (path, text.split("#[cfg(test)]").next().unwrap().to_owned()))
        .collect()
}

/// Every word in quotes that follows `before`, white space between them allowed.
fn quoted_after<'a>(text: &'a str, before: &str) -> Vec<&'a str> {
    let after = text.match_indices(before).map(|(at, _)| text[at + before.len()..].trim_start());
    let words = after.filter_map(|rest| rest.trim_start_matches('&').strip_prefix('"'));
    words.filter_map(|rest| rest.split('"').next()).collect()
}

fn is_key(word: &str) -> bool {
    let plain = |c: char| c.is_ascii_lowercase() || c.is_ascii_digit() || c == '-';
    word.contains('-') && !word.ends_with('-') && word.chars().all(plain)
}

fn is_code(word: &str) -> bool {
    let plain = |c: char| c.is_ascii_lowercase() || matches!(c, '.' | '_');
    word.chars().all(plain)
        && word.split_once('.').is_some_and(|(room, reason)| {
            !room.is_empty() && !reason.is_empty() && !reason.contains('.')
        })
}

fn missing(asked: &BTreeMap<String, String>) -> Vec<String> {
    let known: BTreeSet<String> = keys(Lang::Ko).intersection(&keys(Lang::En)).cloned().collect();
    let lacking = asked.iter().filter(|(key, _)| !known.contains(*key));
    lacking.map(|(key, path)| format!("{key} ({path})")).collect()
}

#[test]
fn every_sentence_asked_for_by_its_key_is_there() {
    let mut asked = BTreeMap::new();
    for (path, text) in code().into_iter().chain(sources("templates")) {
        for before in [".s(", ".with(", ".with_params("] {
            for word in quoted_after(&text, before).into_iter().filter(|word| is_key(word)) {
                asked.insert(word.to_owned(), path.clone());
            }
        }
    }
    assert!(asked.len() > 100, "{}", asked.len());
    assert_eq!(missing(&asked), Vec::<String>::new());
}

#[test]
fn every_refusal_and_every_fault_of_a_field_is_worded() {
    let mut asked = BTreeMap::new();
    for (path, text) in code() {
        // A refusal's codes stand in its `fn code`, a field's where the fault is made.
        let bodies = text.match_indices("fn code(").map(|(at, _)| {
            let rest = &text[at..];
            rest.split("\n    }\n").next().unwrap_or(rest).to_owned()
        });
        let arms = bodies.flat_map(|body| {
            quoted_after(&body, "=>").into_iter().map(str::to_owned).collect::<Vec<_>>()
        });
        let made = ["FieldFault::new(", "code: "]
            .into_iter()
            .flat_map(|before| quoted_after(&text, before).into_iter().map(str::to_owned));
        let added = text.match_indices(".add").filter_map(|(at, _)| {
            // `faults.add(field, "code")`: the last word in quotes before the bracket closes.
            let call = text[at..].split(')').next()?;
            call.rsplit('"').nth(1).map(str::to_owned)
        });
        let fields = text
            .match_indices("\"field.")
            .filter_map(|(at, _)| text[at + 1..].split('"').next().map(str::to_owned));
        for word in arms.chain(fields).chain(made).chain(added).filter(|word| is_code(word)) {
            asked.insert(word.replace(['.', '_'], "-"), path.clone());
        }
    }
    assert!(asked.len() > 60, "{}", asked.len());
    assert_eq!(missing(&asked), Vec::<String>::new());
}

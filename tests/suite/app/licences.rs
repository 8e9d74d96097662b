//! What came into the house from outside: its licences, and where it is from. `cargo deny` says the
//! same and more, where it is installed; this needs nothing but cargo.

use std::process::Command;

use serde_json::Value;

/// Every package that a build for the usual machine takes in, and `deny.toml`.
fn household() -> (Vec<Value>, String) {
    let root = env!("CARGO_MANIFEST_DIR");
    let told = Command::new(option_env!("CARGO").unwrap_or("cargo"))
        .args(["metadata", "--offline", "--locked", "--format-version", "1"])
        .args(["--filter-platform", "x86_64-unknown-linux-gnu"])
        .current_dir(root)
        .output()
        .unwrap();
    assert!(told.status.success(), "{}", String::from_utf8_lossy(&told.stderr));
    let all: Value = serde_json::from_slice(&told.stdout).unwrap();
    let taken: Vec<&Value> =
        all["resolve"]["nodes"].as_array().unwrap().iter().map(|node| &node["id"]).collect();
    let packages = all["packages"].as_array().unwrap().iter();
    let packages = packages.filter(|package| taken.contains(&&package["id"])).cloned().collect();
    (packages, std::fs::read_to_string(format!("{root}/deny.toml")).unwrap())
}

/// The words in quotes of a list in `deny.toml`, or the names of its tables.
fn list(text: &str, name: &str) -> Vec<String> {
    let from = text.find(&format!("\n{name} = [")).unwrap();
    let body = text[from..].split("\n]").next().unwrap();
    body.lines()
        .skip(2)
        .map(|line| line.trim().trim_start_matches("{ name = "))
        .filter_map(|line| line.strip_prefix('"')?.split('"').next())
        .map(str::to_owned)
        .collect()
}

/// Whether an SPDX expression can be met with the licences allowed. A slash is an old OR.
fn is_met(expression: &str, allowed: &[String]) -> bool {
    let text = expression.replace('/', " OR ").replace('(', " ( ").replace(')', " ) ");
    let words: Vec<&str> = text.split_whitespace().collect();
    let mut at = 0;
    let met = either(&words, &mut at, allowed);
    met && at == words.len()
}

fn either(words: &[&str], at: &mut usize, allowed: &[String]) -> bool {
    let mut met = both(words, at, allowed);
    while words.get(*at) == Some(&"OR") {
        *at += 1;
        met |= both(words, at, allowed);
    }
    met
}

fn both(words: &[&str], at: &mut usize, allowed: &[String]) -> bool {
    let mut met = one(words, at, allowed);
    while words.get(*at) == Some(&"AND") {
        *at += 1;
        met &= one(words, at, allowed);
    }
    met
}

fn one(words: &[&str], at: &mut usize, allowed: &[String]) -> bool {
    let Some(word) = words.get(*at) else { return false };
    *at += 1;
    if *word == "(" {
        let met = either(words, at, allowed);
        *at += 1;
        return met;
    }
    let mut name = (*word).to_owned();
    if words.get(*at) == Some(&"WITH") {
        name = format!("{name} WITH {}", words.get(*at + 1).unwrap_or(&""));
        *at += 2;
    }
    allowed.contains(&name)
}

#[test]
fn everything_taken_in_is_under_a_licence_we_allow_and_from_where_we_allow() {
    let (packages, deny) = household();
    let (allowed, banned) = (list(&deny, "allow"), list(&deny, "deny"));
    assert!(allowed.len() > 5 && banned.len() > 3, "{allowed:?} {banned:?}");
    assert!(packages.len() > 200, "{}", packages.len());
    let mut odd = Vec::new();
    for package in packages {
        let name = package["name"].as_str().unwrap();
        let licence = package["license"].as_str().unwrap_or("none");
        if !is_met(licence, &allowed) {
            odd.push(format!("{name} is under {licence}"));
        }
        if banned.iter().any(|word| word == name) {
            odd.push(format!("{name} is banned by deny.toml"));
        }
        let source = package["source"].as_str();
        if source.is_some_and(|s| s != "registry+https://github.com/rust-lang/crates.io-index") {
            odd.push(format!("{name} comes from {source:?}"));
        }
    }
    assert_eq!(odd, Vec::<String>::new());
}

#[test]
fn an_expression_is_met_by_what_is_allowed() {
    let allowed = ["MIT", "Apache-2.0", "Unicode-3.0", "Apache-2.0 WITH LLVM-exception"];
    let allowed = allowed.map(str::to_owned);
    for (text, met) in [
        ("MIT OR GPL-3.0", true),
        ("MIT/Apache-2.0", true),
        ("(MIT OR GPL-3.0) AND Unicode-3.0", true),
        ("Apache-2.0 WITH LLVM-exception OR GPL-3.0", true),
        ("MIT AND GPL-3.0", false),
        ("GPL-3.0 WITH MIT", false),
        ("none", false),
    ] {
        assert_eq!(is_met(text, &allowed), met, "{text}");
    }
}

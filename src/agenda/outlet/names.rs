//! Names under which other programs know things of ours: unique where they take a name for a key, and
//! in the alphabet that a schema allows.

use std::collections::HashMap;
use std::hash::Hash;

/// Names that tell things apart: those that two things share get what `more` says in brackets.
pub(super) fn told_apart<K: Copy + Eq + Hash>(
    things: impl Iterator<Item = (K, String, String)>,
) -> HashMap<K, String> {
    let things: Vec<_> = things.collect();
    let mut count: HashMap<&str, usize> = HashMap::new();
    for (_, name, _) in &things {
        *count.entry(name).or_default() += 1;
    }
    let mut taken: HashMap<String, usize> = HashMap::new();
    let mut names = HashMap::with_capacity(things.len());
    for (key, name, more) in &things {
        let shared = count.get(name.as_str()).is_some_and(|count| *count > 1);
        let wanted = if shared { format!("{name} ({more})") } else { name.clone() };
        let times = taken.entry(wanted.clone()).or_default();
        *times += 1;
        let name = if *times > 1 { format!("{wanted} {times}") } else { wanted };
        names.insert(*key, name);
    }
    names
}

/// A forum's short name: four or more of `a-z`, `0-9` and `_`, which both schemas take.
pub(super) fn acronym(slug: &str) -> String {
    let acronym = slug.replace('-', "_");
    if acronym.len() < 4 { format!("{acronym}_forum") } else { acronym }
}

/// True for what the XSD takes as a track's slug.
pub(super) fn is_xsd_slug(text: &str) -> bool {
    text.len() > 1
        && text.starts_with(|c: char| c.is_ascii_lowercase())
        && text.chars().all(|c| c.is_ascii_lowercase() || c.is_ascii_digit() || c == '-')
}

/// True for what the JSON schema takes as a slug.
pub(super) fn is_json_slug(text: &str) -> bool {
    let is_plain = |c: char| c.is_ascii_lowercase() || c.is_ascii_digit();
    text.len() > 1
        && text.ends_with(is_plain)
        && text.chars().all(|c| is_plain(c) || matches!(c, '-' | '_'))
}

/// True for what both schemas take as a colour.
pub(super) fn is_colour(text: &str) -> bool {
    text.strip_prefix('#')
        .is_some_and(|hex| hex.len() == 6 && hex.bytes().all(|b| b.is_ascii_hexdigit()))
}

/// True for the zone names that the JSON schema takes: `Area/Place…`, or what ends in `UTC`.
pub(super) fn is_json_zone(name: &str) -> bool {
    let is_word = |text: &str, whole: bool| {
        let mut letters = text.chars();
        let big = letters.next().is_some_and(|c| c.is_ascii_uppercase());
        let small = letters.next().is_some_and(|c| c.is_ascii_lowercase());
        big && small && (!whole || letters.all(|c| c.is_ascii_lowercase()))
    };
    name.ends_with("UTC")
        || name
            .split_once('/')
            .is_some_and(|(area, place)| is_word(area, true) && is_word(place, false))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn rooms_of_one_name_are_told_apart_by_their_venues() {
        let rooms = [(1, "101", "A"), (2, "Hall", "A"), (3, "101", "B"), (4, "101", "B")];
        let rooms = rooms.map(|(id, name, venue)| (id, name.to_owned(), venue.to_owned()));
        let names = told_apart(rooms.into_iter());
        let names: Vec<&str> = (1..=4).map(|id| names[&id].as_str()).collect();
        assert_eq!(names, ["101 (A)", "Hall", "101 (B)", "101 (B) 2"]);
    }

    #[test]
    fn names_keep_to_the_alphabets_of_the_schemas() {
        assert_eq!(acronym("seoul-2024"), "seoul_2024");
        assert_eq!(acronym("a-b"), "a_b_forum");
        assert!(is_xsd_slug("law-2") && !is_xsd_slug("2-law") && !is_xsd_slug("l"));
        assert!(is_json_slug("2_law") && !is_json_slug("law-") && !is_json_slug("법"));
        for zone in ["Asia/Seoul", "America/New_York", "UTC", "Etc/UTC", "America/Port-au-Prince"] {
            assert!(is_json_zone(zone), "{zone}");
        }
        for zone in ["EST5EDT", "Etc/GMT+3", "Japan", "GB"] {
            assert!(!is_json_zone(zone), "{zone}");
        }
    }
}

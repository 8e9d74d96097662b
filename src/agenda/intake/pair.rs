//! One text in several languages, as `{"ko": …, "en": …}` or as objects of that kind side by side.

use super::json_tree::{Node, Value};
use super::place::Located;

/// A text and the same in English, where both are there.
#[derive(Debug, Default)]
pub(super) struct Pair {
    pub(super) text: Option<Located>,
    pub(super) english: Option<Located>,
}

impl Pair {
    /// A text, or what an object says in the languages of ours; another only where it is alone.
    pub(super) fn of(node: Option<Node>) -> Self {
        let Some(mut node) = node else { return Self::default() };
        if !matches!(node.value, Value::Object(_)) {
            return Self { text: node.scalar(), english: None };
        }
        let (korean, english) = (node.take_said("ko"), node.take_said("en"));
        match (korean, english) {
            (None, None) => Self { text: any(node), english: None },
            (None, english) => Self { text: english, english: None },
            (korean, english) => Self { text: korean, english },
        }
    }
}

fn any(node: Node) -> Option<Located> {
    let Value::Object(members) = node.value else { return None };
    members.into_iter().find_map(|(_, member)| member.scalar())
}

/// Which two languages a file writes side by side: the first stands where Korean does here.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Tongues {
    pub(super) first: Option<String>,
    pub(super) english: bool,
}

impl Tongues {
    /// Those under which an object has objects: Korean before any other beside English.
    pub(super) fn of(node: &Node) -> Self {
        let Value::Object(members) = &node.value else {
            return Self { first: None, english: false };
        };
        let spoken = members
            .iter()
            .filter(|(key, member)| is_tag(&key.text) && matches!(member.value, Value::Object(_)))
            .map(|(key, _)| key.text.as_str());
        let others: Vec<&str> = spoken.clone().filter(|tag| *tag != "en").collect();
        let first = others.iter().find(|tag| **tag == "ko").or_else(|| others.first());
        let first = first.map(|tag| (*tag).to_owned());
        Self { first, english: spoken.into_iter().any(|tag| tag == "en") }
    }

    /// What an object says under these languages in one of its fields.
    pub(super) fn pair(&self, node: &mut Node, fields: [&str; 2]) -> Pair {
        let mut told = |tag: &str| {
            let Value::Object(members) = &mut node.value else { return None };
            let (_, spoken) = members.iter_mut().find(|(key, _)| key.text == tag)?;
            fields.iter().find_map(|field| spoken.take_said(field))
        };
        let first = self.first.as_deref().and_then(&mut told);
        let english = if self.english { told("en") } else { None };
        match (first, english) {
            (None, english) => Pair { text: english, english: None },
            (first, english) => Pair { text: first, english },
        }
    }
}

/// True for what names a language: `ko`, `zh`, `zh-TW`.
fn is_tag(key: &str) -> bool {
    let mut parts = key.split(['-', '_']);
    let primary = parts.next().unwrap_or_default();
    (2..=3).contains(&primary.len())
        && primary.bytes().all(|b| b.is_ascii_lowercase())
        && parts.all(|part| {
            (2..=4).contains(&part.len()) && part.bytes().all(|b| b.is_ascii_alphanumeric())
        })
}

use chrono::{DateTime, Utc};
use serde_json::Value;

use crate::audit::AuditRow;
use crate::i18n::{self, Tr};
use crate::types::Zone;

/// Every act that has a sentence of its own; the others show their code.
pub const ACTS: [&str; 35] = [
    "accounts.role_granted",
    "accounts.token_made",
    "agenda.imported",
    "agenda.released",
    "agenda.session_added",
    "agenda.session_edited",
    "agenda.session_released",
    "agenda.session_retracted",
    "audit.checked",
    "forum.adopted",
    "forum.category_added",
    "forum.category_edited",
    "forum.category_removed",
    "forum.closed",
    "forum.consent_retired",
    "forum.consent_worded",
    "forum.created",
    "forum.edited",
    "forum.published",
    "forum.venue_edited",
    "letter.sent_again",
    "letter.viewed",
    "people.exported",
    "people.listed",
    "registration.cancelled",
    "registration.changed",
    "registration.created",
    "registration.link_resent",
    "registration.promoted",
    "registration.repeated",
    "registration.seat_given_up",
    "registration.seat_taken",
    "registration.verified",
    "registration.viewed",
    "registration.withdrawn",
];
/// What an entry says beyond its act and has words for.
const DETAILS: [&str; 14] = [
    "capacity", "category", "columns", "fields", "format", "links", "no", "outcome", "place", "rows",
    "searched", "seats", "session", "state",
];

/// One line of what happened to a person.
pub struct Happened {
    /// When, for machines.
    pub stamp: String,
    /// When.
    pub at: String,
    /// What.
    pub act: String,
    /// Who.
    pub who: String,
    /// Why.
    pub why: String,
    /// More.
    pub more: String,
    /// Whether somebody looked, and changed nothing.
    pub looked: bool,
}

/// What happened, in words, in the order of the entries.
pub fn happened(t: Tr, zone: Zone, entries: Vec<AuditRow>, now: DateTime<Utc>) -> Vec<Happened> {
    let one = |entry: AuditRow| Happened {
        stamp: entry.at.to_rfc3339_opts(chrono::SecondsFormat::Secs, true),
        at: i18n::moment(t.lang(), zone, entry.at, now),
        act: act_words(t, &entry.action),
        who: who_words(t, &entry),
        more: detail_words(t, &entry.detail),
        why: entry.purpose.unwrap_or_default(),
        looked: entry.action.ends_with(".viewed"),
    };
    entries.into_iter().map(one).collect()
}

/// An act in words.
#[must_use]
pub fn act_words(t: Tr, action: &str) -> String {
    if ACTS.contains(&action) {
        t.s(&format!("desk-act-{}", action.replace(['.', '_'], "-")))
    } else {
        action.to_owned()
    }
}

/// Who did it: staff by the address they sign in with, everybody else by what they are.
pub fn who_words(t: Tr, entry: &AuditRow) -> String {
    match (&entry.actor_email, entry.actor_kind.as_str()) {
        (Some(email), "staff") => email.clone(),
        (_, kind @ ("guest" | "registrant" | "staff" | "operator" | "system")) => {
            t.s(&format!("desk-who-{kind}"))
        }
        (_, other) => other.to_owned(),
    }
}

/// What an entry says beyond its act: ids, counts and names of fields, never what anybody typed.
pub fn detail_words(t: Tr, detail: &Value) -> String {
    let Some(pairs) = detail.as_object() else { return String::new() };
    let said = |(key, value): (&String, &Value)| {
        let value = plain(t, value)?;
        let name = if DETAILS.contains(&key.as_str()) {
            t.s(&format!("desk-detail-{key}"))
        } else {
            return None;
        };
        Some(format!("{name} {value}"))
    };
    pairs.iter().filter_map(said).collect::<Vec<_>>().join(" · ")
}

fn plain(t: Tr, value: &Value) -> Option<String> {
    match value {
        Value::Null | Value::Bool(false) => None,
        Value::Bool(true) => Some(t.s("desk-detail-yes")),
        Value::String(text) => Some(text.clone()),
        Value::Number(number) => Some(number.to_string()),
        Value::Array(list) if list.is_empty() => None,
        Value::Array(list) => {
            Some(list.iter().filter_map(|item| plain(t, item)).collect::<Vec<_>>().join(", "))
        }
        Value::Object(_) => None,
    }
}

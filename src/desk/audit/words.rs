use chrono::{DateTime, Utc};
use serde_json::Value;

use crate::accounts::{Identity, Permission, Scope};
use crate::audit::AuditRow;
use crate::exports::Column;
use crate::i18n::{self, Tr};
use crate::types::{Role, Zone};

/// Every act that has a sentence of its own; the others show their code.
pub const ACTS: [&str; 64] = [
    "accounts.added",
    "accounts.invitation_sent",
    "accounts.role_ended",
    "accounts.role_granted",
    "accounts.token_made",
    "agenda.imported",
    "agenda.overlap_accepted",
    "agenda.released",
    "agenda.session_added",
    "agenda.session_cancelled",
    "agenda.session_edited",
    "agenda.session_released",
    "agenda.session_retracted",
    "audit.checked",
    "audit.exported",
    "audit.reviewed",
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
    "registration.forgotten",
    "registration.link_resent",
    "registration.link_sent",
    "registration.overlap_answered",
    "registration.overlap_rule_set",
    "registration.overlap_settled",
    "registration.promoted",
    "registration.repeated",
    "registration.seat_given_up",
    "registration.seat_taken",
    "registration.verified",
    "registration.viewed",
    "registration.withdrawn",
    "speakers.answered",
    "speakers.asked_until",
    "speakers.availability_sent",
    "speakers.consented",
    "speakers.dropped",
    "speakers.forgotten",
    "speakers.hidden",
    "speakers.invited",
    "speakers.photo_removed",
    "speakers.photo_sent",
    "speakers.published",
    "speakers.registered",
    "speakers.saved",
    "speakers.slides_removed",
    "speakers.slides_sent",
    "speakers.texts_sent",
    "speakers.viewed",
];
/// Acts that happen in no forum and have sentences of their own.
pub const HOUSE_ACTS: [&str; 18] = [
    "accounts.added",
    "accounts.edited",
    "accounts.factor_failed",
    "accounts.factor_proved",
    "accounts.factor_removed",
    "accounts.factor_set",
    "accounts.invitation_sent",
    "accounts.link_made",
    "accounts.link_sent",
    "accounts.password_set",
    "accounts.recovery_renewed",
    "accounts.role_ended",
    "accounts.role_granted",
    "accounts.sessions_ended",
    "accounts.sign_in_failed",
    "accounts.signed_in",
    "accounts.signed_out",
    "audit.checked",
];
/// What an entry says beyond its act and has words for.
const DETAILS: [&str; 17] = [
    "capacity", "category", "columns", "entries", "fields", "format", "links", "month", "no",
    "outcome", "place", "role", "rows", "searched", "seats", "session", "state",
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
    /// How often, when the same person looked several times with nothing in between.
    pub times: usize,
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
        times: 1,
    };
    let mut lines: Vec<Happened> = Vec::new();
    for line in entries.into_iter().map(one) {
        match lines.last_mut() {
            Some(last) if last.looked && last.act == line.act && last.who == line.who => {
                last.times += 1;
            }
            _ => lines.push(line),
        }
    }
    lines
}

/// An act in words.
#[must_use]
pub fn act_words(t: Tr, action: &str) -> String {
    if ACTS.contains(&action) || HOUSE_ACTS.contains(&action) {
        t.s(&format!("desk-act-{}", action.replace(['.', '_'], "-")))
    } else {
        action.to_owned()
    }
}

/// Who did it: staff by the address they sign in with, everybody else by what they are.
pub fn who_words(t: Tr, entry: &AuditRow) -> String {
    match (&entry.actor_email, entry.actor_kind.as_str()) {
        (Some(email), "staff") => email.clone(),
        (_, kind @ ("guest" | "registrant" | "speaker" | "staff" | "operator" | "system")) => {
            t.s(&format!("desk-who-{kind}"))
        }
        (_, other) => other.to_owned(),
    }
}

/// What an entry says beyond its act: ids, counts and names of fields, never what anybody typed.
pub fn detail_words(t: Tr, detail: &Value) -> String {
    let Some(pairs) = detail.as_object() else { return String::new() };
    let said = |(key, value): (&String, &Value)| {
        let name = DETAILS.iter().find(|known| *known == key)?;
        let value = value_words(t, name, value)?;
        Some(format!("{} {value}", t.s(&format!("desk-detail-{name}"))))
    };
    pairs.iter().filter_map(said).collect::<Vec<_>>().join(" · ")
}

fn value_words(t: Tr, key: &str, value: &Value) -> Option<String> {
    match value {
        Value::Null | Value::Bool(false) | Value::Object(_) => None,
        Value::Bool(true) => Some(t.s("desk-detail-yes")),
        Value::String(text) => Some(code_words(t, key, text)),
        Value::Number(number) => Some(number.to_string()),
        Value::Array(list) => {
            let words: Vec<String> =
                list.iter().filter_map(|item| value_words(t, key, item)).collect();
            (!words.is_empty()).then(|| words.join(", "))
        }
    }
}

/// A stable word of ours as its reader knows it; what has no words stays as it is, an id shortened.
fn code_words(t: Tr, key: &str, code: &str) -> String {
    match (key, code) {
        ("state", "confirmed" | "waitlisted" | "withdrawn" | "cancelled" | "requested") => {
            t.s(&format!("exports-{code}"))
        }
        ("role", code) if Role::parse(code).is_some() => t.s(&format!("staff-role-{code}")),
        ("state", "all") => t.s("exports-everyone"),
        (
            "outcome",
            "unbroken" | "gap" | "deleted" | "changed" | "remade" | "cut" | "tip" | "head"
            | "stray",
        ) => t.s(&format!("desk-detail-outcome-{code}")),
        ("columns" | "fields", code) => match Column::parse(code) {
            Some(Column::RegisteredAt) => t.s("desk-people-at"),
            Some(_) => t.s(&format!("exports-column-{}", code.replace('_', "-"))),
            None => code.to_owned(),
        },
        (_, code) => match code.parse() {
            Ok(id) => short(id),
            Err(_not_an_id) => code.to_owned(),
        },
    }
}

/// The end of an id, which tells ids of one hour apart; their beginning is the time.
pub fn short(id: uuid::Uuid) -> String {
    id.simple().to_string().chars().skip(24).collect()
}

/// What an entry is about, as words and an address: the kind and the id, or the reference. It leads there
/// only whoever may go.
pub fn about(
    t: Tr,
    who: &Identity,
    scope: Option<&Scope>,
    row: &AuditRow,
    reference: Option<&String>,
) -> (String, String) {
    let id = row.subject_id.unwrap_or_default();
    let short = short(id);
    let words = match (row.subject_kind.as_str(), reference) {
        ("registration", Some(reference)) => reference.clone(),
        (kind @ ("forum" | "people"), _) => t.s(&format!("desk-about-{kind}")),
        (kind @ ("registration" | "message" | "session" | "category" | "user" | "speaker"), _) => {
            t.with(&format!("desk-about-{kind}"), &[("id", &short)])
        }
        (other, _) => format!("{other} {short}"),
    };
    let Some(scope) = scope else { return (words, String::new()) };
    let leads = match (row.subject_kind.as_str(), reference) {
        ("registration", Some(reference)) => {
            Some((Permission::ReadPeople, format!("people/{reference}")))
        }
        ("message", _) => Some((Permission::ReadMail, format!("letters/{id}"))),
        ("speaker", _) => Some((Permission::EditAgenda, format!("speakers/{id}"))),
        _ => None,
    };
    let may = leads.filter(|(permission, _)| who.may(*permission, scope.forum()));
    let href = may.map(|(_, path)| format!("/desk/{}/{path}", scope.slug()));
    (words, href.unwrap_or_default())
}

use chrono::{DateTime, Utc};

use crate::accounts::Scope;
use crate::desk::people::masked;
use crate::i18n::{self, Tr};
use crate::mail::MessageRow;
use crate::types::{Lang, Zone};

/// Every kind of letter that has a name of its own.
const KINDS: [&str; 12] = [
    "accounts.invitation",
    "agenda.speaker_answered",
    "agenda.speaker_invited",
    "agenda.speaker_told",
    "registration.already_registered",
    "registration.changed",
    "registration.link_resent",
    "registration.overlap_settled",
    "registration.promoted",
    "registration.received",
    "registration.schedule_changed",
    "registration.withdrawn",
];

/// A letter in a list.
pub struct LetterLine {
    /// Where it is read.
    pub href: String,
    /// What kind it is.
    pub kind: String,
    /// To whom, masked.
    pub to: String,
    /// In which language, when it is not the page's.
    pub lang: String,
    /// The look of its state.
    pub state: &'static str,
    /// What became of it.
    pub words: String,
    /// Why it did not leave, or when it is tried again.
    pub note: String,
    /// When it was posted.
    pub at: String,
}

/// Letters as a list shows them.
#[must_use]
pub fn letter_lines(
    t: Tr,
    scope: &Scope,
    zone: Zone,
    rows: Vec<MessageRow>,
    now: DateTime<Utc>,
) -> Vec<LetterLine> {
    let line = |row: MessageRow| LetterLine {
        href: format!("/desk/{}/letters/{}", scope.slug(), row.id),
        kind: kind_words(t, &row.letter),
        to: masked(&row.to_email),
        lang: Lang::parse(&row.lang)
            .filter(|lang| *lang != t.lang())
            .map(|lang| t.s(i18n::lang_key(lang)))
            .unwrap_or_default(),
        state: look(&row.state),
        words: state_words(t, &row.state),
        note: note(t, zone, &row, now),
        at: i18n::moment(t.lang(), zone, row.created_at, now),
    };
    rows.into_iter().map(line).collect()
}

/// What kind of letter it is, in words.
pub fn kind_words(t: Tr, letter: &str) -> String {
    if KINDS.contains(&letter) {
        t.s(&format!("desk-letter-{}", letter.replace(['.', '_'], "-")))
    } else {
        letter.to_owned()
    }
}

/// The look of a state.
pub fn look(state: &str) -> &'static str {
    match state {
        "sent" => "sent",
        "queued" | "sending" => "queued",
        "kept" => "received",
        "retry" => "retrying",
        "failed" | "bounced" => "failed",
        _ => "held",
    }
}

/// A state in words.
pub fn state_words(t: Tr, state: &str) -> String {
    match state {
        "sent" | "kept" | "queued" | "sending" | "retry" | "failed" | "bounced" | "held"
        | "withdrawn" => t.s(&format!("desk-letters-state-{state}")),
        other => other.to_owned(),
    }
}

fn note(t: Tr, zone: Zone, row: &MessageRow, now: DateTime<Utc>) -> String {
    let again = || i18n::moment(t.lang(), zone, row.due_at, now);
    match (row.state.as_str(), &row.last_error) {
        ("retry", Some(error)) => {
            t.with("desk-letters-again-at", &[("why", &trouble_words(t, error)), ("at", &again())])
        }
        ("failed" | "bounced", Some(error)) => trouble_words(t, error),
        _ => String::new(),
    }
}

/// What went wrong, in words that say who can mend it. The server's own words stand on the letter's
/// page.
pub fn trouble_words(t: Tr, error: &str) -> String {
    t.s(&format!("desk-letters-trouble-{}", trouble(error)))
}

/// The kind of trouble, by the reply codes of RFC 5321 and RFC 3463 and by what our own side writes.
fn trouble(error: &str) -> &'static str {
    let has = |text: &str| error.contains(text);
    if error.starts_with("rendering:") {
        "rendering"
    } else if has("wants another sign-in") || has("(530") || has("(535") {
        "sign-in"
    } else if has("5.2.2") || has("552") {
        "full"
    } else if has("5.1.") || has("550") || has("553") {
        "address"
    } else if has("4.2.") || has("450") || has("451") || has("452") || has("421") {
        "later"
    } else if has("fell silent")
        || has("line to the mail server broke")
        || has("can not be reached")
    {
        "line"
    } else if has("can not be written") {
        "disk"
    } else {
        "other"
    }
}

#[cfg(test)]
mod tests {
    use super::trouble;

    #[test]
    fn trouble_is_told_by_who_can_mend_it() {
        for (error, kind) in [
            ("permanent error (550): 5.1.1 No such person", "address"),
            ("permanent error (552): 5.2.2 Mailbox full", "full"),
            ("transient error (451): 4.3.0 Not now", "later"),
            ("the mail server fell silent for 30s", "line"),
            ("the mail server wants another sign-in than SMTP_URL gives: 535", "sign-in"),
            ("rendering: the letter's forum is gone", "rendering"),
            ("something else", "other"),
        ] {
            assert_eq!(trouble(error), kind, "{error}");
        }
    }
}

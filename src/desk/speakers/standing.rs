use crate::agenda::{Answer, Appearance};
use crate::forum::Forum;
use crate::i18n::{self, Tr};
use crate::speakers::{Agreed, Contact, Speaker, UploadKind, UploadRecord};
use crate::types::{Lang, Words};
use crate::web::plain;

use super::super::mend::lang_key;

/// How it stands between the organizer and a speaker.
#[derive(Default)]
pub struct Standing {
    /// Whether the link was sent and opened, in words; empty without an address.
    pub link: String,
    pub invited: bool,
    pub parts: Vec<PartLine>,
    pub facts: Vec<(String, String)>,
    pub sent: Option<Sent>,
    pub has_photo: bool,
    pub files: Vec<FileLine>,
}

/// A session of theirs.
pub struct PartLine {
    pub no: i32,
    pub title: String,
    pub when: String,
    pub state: (&'static str, String),
    pub reason: String,
}

/// What they sent and is not shown.
pub struct Sent {
    pub version: i32,
    /// What it is called, how it reads now, how it would read.
    pub texts: Vec<(String, String, String)>,
    pub photo: bool,
}

/// Slides of theirs.
pub struct FileLine {
    pub id: String,
    pub name: String,
    pub note: String,
}

impl Standing {
    pub fn of(
        t: Tr,
        forum: &Forum,
        speaker: &Speaker,
        contact: &Contact,
        parts: &[Appearance],
        uploads: &[UploadRecord],
    ) -> Self {
        let photos = || uploads.iter().filter(|file| file.kind == UploadKind::Photo);
        Self {
            link: link(t, forum, contact),
            invited: contact.invited_at.is_some(),
            parts: parts.iter().map(|own| part(t, forum, own)).collect(),
            facts: facts(t, contact),
            sent: sent(t, speaker, contact, uploads),
            has_photo: photos().next().is_some(),
            files: uploads
                .iter()
                .filter(|file| file.kind == UploadKind::Slides)
                .map(|file| slides(t, parts, file))
                .collect(),
        }
    }
}

fn link(t: Tr, forum: &Forum, contact: &Contact) -> String {
    let at = |at| i18n::instant(t.lang(), forum.zone, at);
    match (contact.invited_at, contact.opened_at) {
        _ if contact.email.is_none() => String::new(),
        (None, _) => t.s("speaker-desk-not-invited"),
        (Some(sent), None) => t.with("speaker-desk-invited", &[("at", &at(sent))]),
        (Some(sent), Some(opened)) => {
            t.with("speaker-desk-opened", &[("at", &at(sent)), ("opened", &at(opened))])
        }
    }
}

/// The answer to a session: its code for the look, and its word.
pub fn answer_words(t: Tr, answer: Answer) -> (&'static str, String) {
    match answer {
        Answer::Open => ("pending", t.s("speaker-answer-open")),
        Answer::Confirmed => ("confirmed", t.s("speaker-answer-confirmed")),
        Answer::Declined => ("declined", t.s("speaker-answer-declined")),
    }
}

fn part(t: Tr, forum: &Forum, own: &Appearance) -> PartLine {
    let (lang, session) = (t.lang(), &own.session);
    let day = i18n::date(lang, forum.zone.date(session.starts_at));
    let hours = i18n::span(forum.zone, session.starts_at, session.ends_at);
    let mut state = answer_words(t, own.answer());
    if own.is_asked_again() {
        state.1 = t.s("speaker-desk-again");
    }
    PartLine {
        no: session.no,
        title: session.title.in_lang(lang).to_owned(),
        when: format!("{day} {hours}"),
        state,
        reason: own.speaking.reason.clone(),
    }
}

fn facts(t: Tr, contact: &Contact) -> Vec<(String, String)> {
    let agreed = |agreed: Agreed| {
        t.s(match agreed {
            Agreed::Open => "speaker-agreed-open",
            Agreed::Yes => "speaker-agreed-yes",
            Agreed::No => "speaker-agreed-no",
        })
    };
    let hours = contact.availability.0.iter().map(|day| {
        let hours =
            day.hours.map(|(from, to)| format!("{}–{}", from.format("%H:%M"), to.format("%H:%M")));
        let hours = hours.unwrap_or_else(|| t.s("speaker-hours-none"));
        format!("{} {hours}", i18n::date(t.lang(), day.day))
    });
    let hours: Vec<String> = hours.collect();
    let hours = if hours.is_empty() { t.s("speaker-hours-open") } else { hours.join(" · ") };
    vec![
        (t.s("speaker-publish"), agreed(contact.publish)),
        (t.s("speaker-record"), agreed(contact.record)),
        (t.s("speaker-hours"), hours),
    ]
}

fn sent(t: Tr, speaker: &Speaker, contact: &Contact, uploads: &[UploadRecord]) -> Option<Sent> {
    let mut waits = uploads.iter().filter(|file| file.waits());
    let photo = waits.clone().any(|file| file.kind == UploadKind::Photo);
    if contact.draft.is_none() && waits.next().is_none() {
        return None;
    }
    let mut texts = Vec::new();
    if let Some(draft) = &contact.draft {
        let pairs = [
            ("speaker-field-title", &speaker.title, &draft.title),
            ("speaker-field-biography", &speaker.biography, &draft.biography),
        ];
        for (key, now, then) in pairs {
            for lang in Lang::ALL {
                let read = |words: &Words| {
                    words.get(lang).map(|text| plain(text, 2000)).unwrap_or_default()
                };
                let (now, then) = (read(now), read(then));
                if now != then {
                    let name = format!("{} ({})", t.s(key), t.s(lang_key(lang)));
                    texts.push((name, now, then));
                }
            }
        }
    }
    Some(Sent { version: contact.version, texts, photo })
}

fn slides(t: Tr, parts: &[Appearance], file: &UploadRecord) -> FileLine {
    let session = parts.iter().find(|own| Some(own.session.id) == file.session);
    let title = session.map(|own| own.session.title.in_lang(t.lang()).to_owned());
    let state = t.s(match (file.shared, file.published_at.is_some()) {
        (false, _) => "speaker-slides-private",
        (true, false) => "speaker-slides-wait",
        (true, true) => "speaker-slides-shown",
    });
    let note: Vec<String> = title.into_iter().chain([state]).collect();
    FileLine { id: file.id.to_string(), name: file.name.clone(), note: note.join(" · ") }
}

//! Answers as they are read back: what, answer, and where to change it.

use crate::i18n::Tr;
use crate::registration::model::{Details, Needs, Photo};
use crate::types::{Lang, PersonName};

use super::step::Step;
use super::words::{Said, SeatWords};

/// One answer.
pub struct Line {
    pub name: String,
    pub value: Said,
    /// What it means, or empty.
    pub note: String,
    pub seats: SeatWords,
    /// Where it is changed; empty where it can not be.
    pub href: String,
}

/// Answers that belong together.
pub struct Group {
    pub id: &'static str,
    pub heading: String,
    pub lines: Vec<Line>,
}

impl Line {
    pub fn new(name: String, value: impl Into<String>, href: String) -> Self {
        let value = Said { text: value.into(), lang: "" };
        Self { name, value, note: String::new(), seats: SeatWords::default(), href }
    }

    pub fn note(mut self, note: String) -> Self {
        self.note = note;
        self
    }
}

/// Who somebody is: the lines about their names and where they belong.
pub fn who(t: Tr, details: &Details, href: impl Fn(Step, &str) -> String) -> Vec<Line> {
    let line =
        |step, field: &str, key: &str, value: String| Line::new(t.s(key), value, href(step, field));
    let none = || t.s("registration-none-given");
    let mut lines =
        vec![line(Step::Name, "name", "registration-field-name", details.name.as_str().to_owned())];
    if let Some(latin) = &details.name_latin {
        let latin = latin.as_str().to_owned();
        lines.push(line(Step::Name, "name_latin", "registration-field-name-latin", latin));
    }
    let affiliation = details.affiliation.clone().unwrap_or_else(none);
    lines.push(line(
        Step::Affiliation,
        "affiliation",
        "registration-field-affiliation",
        affiliation,
    ));
    let language = Tr(details.lang).s("web-lang-own");
    lines.push(line(Step::Affiliation, "language", "registration-field-language", language));
    lines
}

/// What others see of them.
pub fn seen(t: Tr, details: &Details, href: impl Fn(Step, &str) -> String) -> Vec<Line> {
    let badge = details.badge_name.as_ref().map(PersonName::as_str);
    let badge_key =
        if badge.is_some() { "registration-badge-kept" } else { "registration-badge-empty" };
    let badge = badge.map_or_else(|| t.s("registration-badge-none"), str::to_owned);
    let (photo, photo_note) = photo_words(t, details.photo);
    let discreet =
        if details.discreet { "registration-discreet-yes" } else { "registration-discreet-no" };
    vec![
        Line::new(t.s("registration-field-badge-name"), badge, href(Step::Name, "badge_name"))
            .note(t.s(badge_key)),
        Line::new(t.s("registration-field-photo"), photo, href(Step::Privacy, "photo"))
            .note(photo_note),
        Line::new(
            t.s("registration-field-discreet"),
            t.s(discreet),
            href(Step::Privacy, "discreet"),
        ),
    ]
}

/// What they need.
pub fn needed(t: Tr, needs: &Needs, href: impl Fn(Step, &str) -> String) -> Vec<Line> {
    let interpretation = match needs.interpretation {
        None => t.s("registration-interpretation-none"),
        Some(lang) => interpretation_words(t, lang),
    };
    let ticked = [
        (needs.wheelchair, "registration-support-wheelchair"),
        (needs.sign_language, "registration-support-sign-language"),
        (needs.captions, "registration-support-captions"),
    ];
    let support: Vec<String> =
        ticked.into_iter().filter(|(on, _)| *on).map(|(_, key)| t.s(key)).collect();
    let none = || t.s("registration-none-needed");
    let support = if support.is_empty() { none() } else { support.join(", ") };
    let mut lines = vec![
        Line::new(
            t.s("registration-field-interpretation"),
            interpretation,
            href(Step::Needs, "needs.interpretation"),
        ),
        Line::new(t.s("registration-field-support"), support, href(Step::Needs, "needs.support")),
    ];
    if !needs.other.is_empty() {
        let href = href(Step::Needs, "needs.other");
        lines.push(Line::new(t.s("registration-field-needs-other"), needs.other.clone(), href));
    }
    lines
}

/// Interpretation into a language, in words.
pub fn interpretation_words(t: Tr, lang: Lang) -> String {
    t.s(match lang {
        Lang::Ko => "registration-interpretation-ko",
        Lang::En => "registration-interpretation-en",
    })
}

fn photo_words(t: Tr, photo: Photo) -> (String, String) {
    let (word, note) = match photo {
        Photo::Yes => ("registration-photo-yes", ""),
        Photo::Ask => ("registration-photo-ask", "registration-photo-ask-note"),
        Photo::No => ("registration-photo-no", "registration-photo-no-note"),
    };
    (t.s(word), if note.is_empty() { String::new() } else { t.s(note) })
}

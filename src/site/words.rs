use chrono::{DateTime, Datelike, Utc};

use crate::agenda::{AppearanceRole, Listed, Part, Seats, SignUp};
use crate::forum::{Forum, Phase, Window, window};
use crate::i18n::{self, Tr, number};
use crate::types::{Lang, Words, Zone};

use super::edition::Edition;

/// Languages that have a name of their own here; others are shown by their tag.
const LANGUAGES: [&str; 14] =
    ["ko", "en", "ja", "zh", "fr", "de", "es", "nl", "ru", "ar", "vi", "pt", "it", "kvk"];

/// A text in the reader's language, and its language where it is another.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Said<'a> {
    /// The text.
    pub text: &'a str,
    /// The language, for the `lang` attribute; empty when it is the page's.
    pub lang: &'static str,
}

/// A text as a reader gets to see it.
#[must_use]
pub fn said(words: &Words, lang: Lang) -> Said<'_> {
    let shown = words.lang_shown(lang);
    Said { text: words.in_lang(lang), lang: if shown == lang { "" } else { shown.code() } }
}

/// A day and hour, with its year only where it is not this one.
#[must_use]
pub fn moment(lang: Lang, zone: Zone, at: DateTime<Utc>, now: DateTime<Utc>) -> String {
    if zone.date(at).year() != zone.date(now).year() {
        return i18n::instant(lang, zone, at);
    }
    let comma = if lang == Lang::En { "," } else { "" };
    format!("{}{comma} {}", i18n::date(lang, zone.date(at)), i18n::clock(zone, at))
}

/// How much there is of a programme.
#[must_use]
pub fn scale(t: Tr, edition: &Edition) -> String {
    let (sessions, rooms) = (edition.programme.sessions.len(), edition.programme.rooms.len());
    t.with("site-scale", &[("sessions", &sessions.to_string()), ("rooms", &rooms.to_string())])
}

/// What a forum's seats or a session's are told to be.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct SeatWords {
    /// The fact.
    pub fact: String,
    /// What stands beside it.
    pub rest: String,
    /// Taken, for the bar.
    pub taken: i32,
    /// In all, for the bar.
    pub capacity: i32,
    /// Whether few are left.
    pub few: bool,
    /// Whether a newcomer waits.
    pub full: bool,
}

/// Seats in words; nothing where they are not counted.
#[must_use]
pub fn seat_words(t: Tr, counted: Option<SignUp>) -> Option<SeatWords> {
    let counted = counted?;
    let capacity = counted.capacity?;
    let of = || t.with("site-seats-of", &[("capacity", &number(capacity))]);
    let left = |left: i32| t.with("site-seats-left", &[("left", &left.to_string())]);
    let (fact, rest, few, full) = match counted.seats() {
        Seats::NotNeeded => return None,
        Seats::Open { left: n } => (left(n), of(), false, false),
        Seats::Few { left: n } => (left(n), of(), true, false),
        Seats::Full { waiting } => {
            let waiting = t.with("site-seats-waiting", &[("waiting", &waiting.to_string())]);
            (t.s("site-seats-full"), waiting, false, true)
        }
    };
    // A full bar for what is full, also where more are held than the capacity.
    let taken = if full { capacity.max(1) } else { counted.taken.clamp(0, capacity) };
    Some(SeatWords { fact, rest, taken, capacity: capacity.max(1), few, full })
}

/// Whether one may register, in words.
#[derive(Clone, Debug)]
pub struct Doors {
    /// The state, for its look.
    pub code: &'static str,
    /// The state in a word.
    pub tag: String,
    /// The state in a sentence.
    pub sentence: String,
    /// Whether one may.
    pub open: bool,
}

/// Whether one may register at a forum.
#[must_use]
pub fn doors(t: Tr, forum: &Forum, now: DateTime<Utc>) -> Doors {
    let at = |at: DateTime<Utc>| moment(t.lang(), forum.zone, at, now);
    let (code, sentence) = match window(forum, now) {
        Window::NotYet { opens } => ("soon", t.with("site-doors-soon", &[("at", &at(opens))])),
        Window::Open { closes } => ("open", t.with("site-doors-open", &[("at", &at(closes))])),
        _ if forum.phase(now) == Phase::Over => ("over", t.s("site-doors-over")),
        Window::Closed => ("closed", t.s("site-doors-closed")),
        Window::NotOffered => ("none", t.s("site-doors-none")),
    };
    let tag = t.s(&format!("site-door-{code}"));
    Doors { code, tag, sentence, open: code == "open" }
}

/// The instants at which what a forum says of itself changes.
#[must_use]
pub fn turns(forum: &Forum) -> Vec<DateTime<Utc>> {
    let window = [forum.registration_opens_at, forum.registration_closes_at];
    window.into_iter().flatten().chain([forum.starts_at, forum.ends_at]).collect()
}

/// The name of a language by its tag.
#[must_use]
pub fn language(t: Tr, tag: &str) -> String {
    let primary = tag.split('-').next().unwrap_or_default();
    if LANGUAGES.contains(&primary) {
        t.s(&format!("site-language-{primary}"))
    } else {
        tag.to_owned()
    }
}

/// Several languages in a row.
#[must_use]
pub fn languages(t: Tr, tags: &[String]) -> String {
    tags.iter().map(|tag| language(t, tag)).collect::<Vec<_>>().join(", ")
}

/// What is spoken in a session and interpreted; empty where neither is told.
#[must_use]
pub fn spoken(t: Tr, session: &Listed) -> String {
    let (spoken, into) = (languages(t, &session.languages), languages(t, &session.interpretation));
    match (spoken.is_empty(), into.is_empty()) {
        (_, true) => spoken,
        (true, false) => t.with("site-interpreted-only", &[("into", &into)]),
        (false, false) => t.with("site-interpreted", &[("spoken", &spoken), ("into", &into)]),
    }
}

/// How long a session takes.
#[must_use]
pub fn length(t: Tr, session: &Listed) -> String {
    match (session.minutes() / 60, session.minutes() % 60) {
        (hours, 0) if hours > 0 => t.with("site-hours", &[("hours", &hours.to_string())]),
        _ => t.with("site-minutes", &[("minutes", &session.minutes().to_string())]),
    }
}

/// The people of one part in a session.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Cast<'a> {
    /// Their part; empty where it goes without saying.
    pub role: String,
    /// Whether their names stand out.
    pub bold: bool,
    /// Their names.
    pub names: Vec<Said<'a>>,
}

/// What someone's part is called.
#[must_use]
pub fn role(t: Tr, part: &Part) -> String {
    if part.role_words.is_empty() {
        t.s(part.role.key())
    } else {
        part.role_words.in_lang(t.lang()).to_owned()
    }
}

/// The people of a session by their parts, in order.
#[must_use]
pub fn casts<'a>(t: Tr, people: &'a [Part]) -> Vec<Cast<'a>> {
    let plain = |part: &Part| part.role == AppearanceRole::Speaker && part.role_words.is_empty();
    let only_speakers = people.iter().all(plain);
    people
        .chunk_by(|a, b| a.role == b.role && a.role_words == b.role_words)
        .filter_map(|same| same.first().map(|first| (first, same)))
        .map(|(first, same)| Cast {
            role: if only_speakers { String::new() } else { role(t, first) },
            bold: !matches!(
                first.role,
                AppearanceRole::Speaker | AppearanceRole::Panel | AppearanceRole::Discussant
            ),
            names: same.iter().map(|part| said(&part.name, t.lang())).collect(),
        })
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::types::LimitId;

    fn counted(capacity: i32, taken: i32, waiting: i32) -> Option<SignUp> {
        Some(SignUp { limit: LimitId::fresh(), capacity: Some(capacity), taken, waiting })
    }

    #[test]
    fn seats_are_told_in_words_with_their_unit() {
        let words = seat_words(Tr(Lang::Ko), counted(300, 288, 0)).unwrap();
        assert_eq!((words.fact.as_str(), words.rest.as_str()), ("잔여 12석", "정원 300석"));
        assert!(words.few && !words.full);
        let words = seat_words(Tr(Lang::En), counted(300, 299, 0)).unwrap();
        assert_eq!((words.fact.as_str(), words.rest.as_str()), ("1 seat left", "300 in all"));
        let words = seat_words(Tr(Lang::En), counted(10, 12, 7)).unwrap();
        assert_eq!((words.fact.as_str(), words.rest.as_str()), ("Waitlist", "7 waiting"));
        assert!(words.full && words.taken == words.capacity);
        assert_eq!(seat_words(Tr(Lang::En), None), None);
    }

    #[test]
    fn a_moment_names_the_year_only_where_it_is_another() {
        let at: DateTime<Utc> = "2024-07-09T09:00:00Z".parse().unwrap();
        let later: DateTime<Utc> = "2025-01-01T00:00:00Z".parse().unwrap();
        assert_eq!(moment(Lang::Ko, Zone::SEOUL, at, at), "7월 9일(화) 18:00");
        assert_eq!(moment(Lang::En, Zone::SEOUL, at, at), "Tue 9 July, 18:00");
        assert_eq!(moment(Lang::En, Zone::SEOUL, at, later), "Tue 9 July 2024, 18:00");
    }

    #[test]
    fn every_language_with_a_name_has_it_in_every_language() {
        for lang in Lang::ALL {
            for tag in LANGUAGES {
                assert_ne!(language(Tr(lang), tag), format!("site-language-{tag}"));
            }
        }
        assert_eq!(language(Tr(Lang::En), "en-GB"), "English");
        assert_eq!(language(Tr(Lang::En), "tlh"), "tlh");
    }
}

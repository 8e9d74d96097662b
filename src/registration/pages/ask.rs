use chrono::NaiveDate;

use crate::agenda::{Listed, Seats};
use crate::forum::{Category, ConsentText};
use crate::i18n::{self, Tr, languages};
use crate::registration::queries::{Asked, OpenToAll, Places};
use crate::types::Lang;
use crate::web::{Form, markdown};

use super::clash::{ALL, Clash, joined};
use super::draft::{Draft, consent_field, found, version};
use super::step::Step;
use super::words::{Said, SeatWords, SessionView, seats};

/// What a page of the form asks.
pub enum Ask {
    Category(Vec<CategoryChoice>),
    Email,
    Name,
    Affiliation(Vec<(&'static str, String)>),
    Sessions(SessionsAsked),
    Needs(Vec<(&'static str, String)>),
    Privacy,
    Consents(Vec<ConsentAsked>),
    /// The last page asks nothing more.
    Nothing,
}

/// A kind of attendee to choose.
pub struct CategoryChoice {
    pub code: String,
    pub name: Said,
    pub who: Said,
    pub seats: SeatWords,
}

/// The sessions by day, and which of those chosen are at one time.
pub struct SessionsAsked {
    pub days: Vec<SessionDay>,
    pub clashes: Vec<ClashAsked>,
    /// What needs no choice, in a sentence; empty when there is none.
    pub open: String,
}

/// A day of sessions.
pub struct SessionDay {
    pub date: String,
    pub sessions: Vec<SessionView>,
}

/// The question which of clashing sessions to keep.
pub struct ClashAsked {
    pub field: String,
    pub heading: String,
    pub when: String,
    /// Each way out: its answer, what is kept, and their hours.
    pub ways: Vec<(String, String, String)>,
}

/// A text to agree to.
pub struct ConsentAsked {
    pub field: String,
    pub value: String,
    pub heading: String,
    pub title: Said,
    /// The whole text, as safe HTML.
    pub body: String,
    pub body_lang: &'static str,
    pub required: bool,
}

impl Ask {
    /// What a page asks that needs nothing but the form itself.
    pub fn of(t: Tr, step: Step, asked: &Asked, draft: &Draft) -> Self {
        match step {
            Step::Email => Self::Email,
            Step::Name => Self::Name,
            Step::Affiliation => Self::Affiliation(languages()),
            Step::Needs => Self::Needs(languages()),
            Step::Privacy => Self::Privacy,
            Step::Consents => {
                let texts = draft.asked_consents(asked);
                Self::Consents(texts.into_iter().map(|text| consent(t, text)).collect())
            }
            Step::Category | Step::Sessions | Step::Check => Self::Nothing,
        }
    }

    /// As what one comes, with the places left to each.
    pub fn category(t: Tr, asked: &Asked, places: &Places) -> Self {
        let choice = |category: &Category| CategoryChoice {
            code: category.code.as_str().to_owned(),
            name: Said::of(&category.name, t.lang()),
            who: Said::of(&category.description, t.lang()),
            seats: seats(t, places.category(category)),
        };
        Self::Category(asked.categories.iter().map(choice).collect())
    }

    /// Which sessions, with the seats left in each.
    pub fn sessions(t: Tr, asked: &Asked, draft: &Draft, open: &OpenToAll) -> Self {
        let clashes = found(asked, &draft.sessions());
        Self::Sessions(SessionsAsked {
            days: days(t, asked),
            clashes: clashes.iter().map(|clash| clash_asked(t, asked, clash)).collect(),
            open: open_words(t, open),
        })
    }

    /// What stands on the page before anything was typed: answers that mean no more than the default.
    pub fn begins_with(&self, lang: Lang) -> Form {
        let pair = |name: &str, value: &str| (name.to_owned(), value.to_owned());
        Form::of(match self {
            Self::Affiliation(_) => vec![pair("language", lang.code())],
            Self::Needs(_) => vec![pair("needs.interpretation", "")],
            Self::Privacy => vec![pair("photo", "ask")],
            _ => Vec::new(),
        })
    }
}

/// What the fields of the form are called where their faults are told.
pub fn labels(t: Tr) -> [(&'static str, String); 9] {
    [
        ("email", t.s("registration-field-email")),
        ("name", t.s("registration-field-name")),
        ("name_latin", t.s("registration-field-name-latin")),
        ("badge_name", t.s("registration-field-badge-name")),
        ("affiliation", t.s("registration-field-affiliation")),
        ("language", t.s("registration-field-language")),
        ("needs.other", t.s("registration-field-needs-other")),
        ("needs.interpretation", t.s("registration-field-interpretation")),
        ("photo", t.s("registration-field-photo")),
    ]
}

fn days(t: Tr, asked: &Asked) -> Vec<SessionDay> {
    let mut days: Vec<(NaiveDate, SessionDay)> = Vec::new();
    for session in &asked.sessions {
        let view = SessionView::of(t, asked.forum.zone, session);
        match days.last_mut().filter(|(day, _)| *day == session.day) {
            Some((_, day)) => day.sessions.push(view),
            None => {
                let date = i18n::date(t.lang(), session.day);
                days.push((session.day, SessionDay { date, sessions: vec![view] }));
            }
        }
    }
    days.into_iter().map(|(_, day)| day).collect()
}

fn clash_asked(t: Tr, asked: &Asked, clash: &Clash) -> ClashAsked {
    let own: Vec<&Listed> = clash.sessions.iter().filter_map(|no| session(asked, *no)).collect();
    let all = own.iter().map(|s| s.title.in_lang(t.lang())).collect::<Vec<_>>().join(", ");
    let mut ways: Vec<(String, String, String)> =
        clash.ways.iter().map(|way| way_out(t, asked, way)).collect();
    let both = if own.len() == 2 { "registration-clash-both" } else { "registration-clash-all" };
    ways.push((ALL.to_owned(), t.s(both), t.s("registration-clash-late")));
    let key =
        if clash.ways.is_empty() { "registration-clash-many" } else { "registration-clash-which" };
    ClashAsked {
        field: clash.field(),
        heading: t.with("registration-clash", &[("count", &own.len().to_string())]),
        when: t.with(key, &[("day", &day_of(t, &own)), ("sessions", &all)]),
        ways,
    }
}

fn day_of(t: Tr, sessions: &[&Listed]) -> String {
    sessions.first().map(|session| i18n::date(t.lang(), session.day)).unwrap_or_default()
}

/// An answer that keeps these: its value, their titles, their hours.
fn way_out(t: Tr, asked: &Asked, way: &[i32]) -> (String, String, String) {
    let own: Vec<&Listed> = way.iter().filter_map(|no| session(asked, *no)).collect();
    let list = |text: fn(Tr, &Asked, &Listed) -> String| {
        own.iter().map(|session| text(t, asked, session)).collect::<Vec<_>>().join(" · ")
    };
    let titles = list(|t, _, session| session.title.in_lang(t.lang()).to_owned());
    let hours =
        list(|_, asked, session| i18n::span(asked.forum.zone, session.starts_at, session.ends_at));
    (joined(way), titles, hours)
}

fn session(asked: &Asked, no: i32) -> Option<&Listed> {
    asked.sessions.iter().find(|session| session.no == no)
}

fn open_words(t: Tr, open: &OpenToAll) -> String {
    match open {
        OpenToAll::Nothing => String::new(),
        OpenToAll::Many => t.s("registration-open-many"),
        OpenToAll::These(sessions) => {
            let titles: Vec<&str> = sessions.iter().map(|s| s.title.in_lang(t.lang())).collect();
            t.with("registration-open-these", &[("sessions", &titles.join(", "))])
        }
    }
}

fn consent(t: Tr, text: &ConsentText) -> ConsentAsked {
    let lang = t.lang();
    let body = Said::of(&text.body, lang);
    let key =
        if text.required { "registration-consent-required" } else { "registration-consent-free" };
    ConsentAsked {
        field: consent_field(text),
        value: version(text),
        heading: t.with(key, &[("version", &version(text))]),
        title: Said::of(&text.title, lang),
        body: markdown(&body.text),
        body_lang: body.lang,
        required: text.required,
    }
}

/// True when a newcomer would wait in line.
pub fn is_full(seats: Seats) -> bool {
    matches!(seats, Seats::Full { .. })
}

//! The words of pages about sessions, places and states.

use crate::agenda::{Listed, Seats};
use crate::i18n::{self, Tr};
use crate::registration::model::{RegistrationState, SeatState};
use crate::types::{Lang, Words, Zone};

/// A text and the language it is in, where that is not the page's.
#[derive(Clone, Debug, Default)]
pub struct Said {
    pub text: String,
    /// Empty when it is the page's own.
    pub lang: &'static str,
}

impl Said {
    pub fn of(words: &Words, lang: Lang) -> Self {
        let shown = words.lang_shown(lang);
        let text = words.in_lang(lang).to_owned();
        Self { text, lang: if shown == lang { "" } else { shown.code() } }
    }
}

/// How seats stand, and whether it is few.
#[derive(Clone, Debug, Default)]
pub struct SeatWords {
    /// Empty where seats are not counted.
    pub text: String,
    pub few: bool,
}

/// What a newcomer is told of seats.
pub fn seats(t: Tr, seats: Seats) -> SeatWords {
    let count = |key: &str, count: i32| t.with(key, &[("count", &count.to_string())]);
    match seats {
        Seats::NotNeeded => SeatWords::default(),
        Seats::Open { left } => {
            SeatWords { text: count("registration-seats-left", left), few: false }
        }
        Seats::Few { left } => {
            SeatWords { text: count("registration-seats-left", left), few: true }
        }
        Seats::Full { waiting } => {
            SeatWords { text: count("registration-seats-line", waiting), few: false }
        }
    }
}

/// What a newcomer is told of seats before sending the form.
pub fn seats_ahead(t: Tr, seats_now: Seats) -> SeatWords {
    match seats_now {
        Seats::Full { waiting } => {
            let place = (waiting + 1).to_string();
            let text = t.with("registration-seats-line-ahead", &[("place", &place)]);
            SeatWords { text, few: false }
        }
        other => seats(t, other),
    }
}

/// Where a registration stands, in a word or two.
pub fn place_words(t: Tr, state: RegistrationState, place: Option<i32>) -> String {
    let at = place.unwrap_or(1).to_string();
    match state {
        RegistrationState::Confirmed => t.s("registration-state-confirmed"),
        RegistrationState::Waitlisted => {
            t.with("registration-state-waitlisted-at", &[("place", &at)])
        }
        RegistrationState::Withdrawn => t.s("registration-state-withdrawn"),
        RegistrationState::Cancelled | RegistrationState::Other => {
            t.s("registration-state-cancelled")
        }
    }
}

/// Where a seat stands, in a word or two.
pub fn seat_words(t: Tr, state: SeatState, place: Option<i32>) -> String {
    match (state, place) {
        (SeatState::Requested, _) => t.s("registration-seat-requested"),
        (SeatState::Confirmed, _) => t.s("registration-seat-confirmed"),
        (SeatState::Waitlisted, Some(place)) => {
            t.with("registration-seat-waitlisted-at", &[("place", &place.to_string())])
        }
        (SeatState::Waitlisted, None) => t.s("registration-seat-waitlisted"),
        (SeatState::GivenUp, _) => t.s("registration-seat-given-up"),
        (SeatState::CancelledByOrganizer, _) => t.s("registration-seat-cancelled"),
    }
}

/// The look of a seat's state, as `show::state` knows it.
pub const fn look(state: SeatState) -> &'static str {
    match state {
        SeatState::Confirmed => "confirmed",
        SeatState::Waitlisted => "waitlisted",
        SeatState::Requested => "pending",
        SeatState::GivenUp | SeatState::CancelledByOrganizer => "cancelled",
    }
}

/// A session as forms and lists show it.
#[derive(Clone, Debug)]
pub struct SessionView {
    pub no: i32,
    pub title: Said,
    /// Its hours.
    pub hours: String,
    /// Its room; empty without one.
    pub room: String,
    pub seats: SeatWords,
    /// Its time is a sample.
    pub sample: bool,
}

impl SessionView {
    pub fn of(t: Tr, zone: Zone, session: &Listed) -> Self {
        let lang = t.lang();
        Self {
            no: session.no,
            title: Said::of(&session.title, lang),
            hours: i18n::span(zone, session.starts_at, session.ends_at),
            room: session
                .room
                .as_ref()
                .map(|room| room.name.in_lang(lang).to_owned())
                .unwrap_or_default(),
            seats: seats(t, session.seats()),
            sample: session.illustrative,
        }
    }
}

/// The day and hours of a session: `7월 11일(목) 14:40–16:00`.
pub fn when(t: Tr, zone: Zone, session: &Listed) -> String {
    let day = i18n::date(t.lang(), zone.date(session.starts_at));
    let comma = if t.lang() == Lang::Ko { "" } else { "," };
    format!("{day}{comma} {}", i18n::span(zone, session.starts_at, session.ends_at))
}

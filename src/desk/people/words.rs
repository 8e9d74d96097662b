use crate::i18n::{Tr, lang_key};
use crate::registration::{Needs, Photo, RegistrationState, SeatState};
use crate::types::{Email, Lang};

/// An address as a list shows it: enough to tell people apart, too little to write to them.
#[must_use]
pub fn masked(address: &str) -> String {
    Email::parse(address).map_or_else(|_| "•••".to_owned(), |email| email.masked())
}

/// The word for where a registration stands.
#[must_use]
pub fn state_words(t: Tr, state: RegistrationState) -> String {
    t.s(&format!("exports-{}", state.code()))
}

/// The word for where a seat stands, with the place in line.
pub fn seat_words(t: Tr, state: SeatState, place: Option<i32>) -> String {
    match (state, place) {
        (SeatState::Waitlisted, Some(place)) => {
            t.with("registration-seat-waitlisted-at", &[("place", &place.to_string())])
        }
        (SeatState::CancelledByOrganizer, _) => t.s("registration-seat-cancelled"),
        (state, _) => t.s(&format!("registration-seat-{}", state.code().replace('_', "-"))),
    }
}

/// A language in the reader's words.
pub fn language(t: Tr, lang: Lang) -> String {
    t.s(lang_key(lang))
}

/// What a person needs, one line each.
pub fn needs(t: Tr, needs: &Needs) -> Vec<String> {
    let into = |lang: Lang| t.s(&format!("exports-need-interpretation-{}", lang.code()));
    let ticked = [
        needs.interpretation.map(into),
        needs.wheelchair.then(|| t.s("exports-need-wheelchair")),
        needs.sign_language.then(|| t.s("exports-need-sign-language")),
        needs.captions.then(|| t.s("exports-need-captions")),
        Some(needs.other.clone()).filter(|text| !text.is_empty()),
    ];
    ticked.into_iter().flatten().collect()
}

/// Whether they may be photographed.
pub fn photo(t: Tr, photo: Photo) -> String {
    t.s(&format!("desk-people-photo-{}", photo.code()))
}

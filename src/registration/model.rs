use serde::{Deserialize, Serialize};

use crate::types::{
    Email, Lang, PersonName, Reference, Refusal, RegistrationId, SeatId, SessionId,
};

/// Whether a person may be photographed; nobody is asked to be, and no answer means "ask me".
#[derive(Clone, Copy, Debug, PartialEq, Eq, Default, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Photo {
    /// Yes.
    Yes,
    /// Ask first.
    #[default]
    Ask,
    /// No.
    No,
}

impl Photo {
    /// The stable word.
    #[must_use]
    pub const fn code(self) -> &'static str {
        match self {
            Self::Yes => "yes",
            Self::Ask => "ask",
            Self::No => "no",
        }
    }

    /// The answer of a word; anything else is "ask".
    #[must_use]
    pub fn parse(word: &str) -> Self {
        match word {
            "yes" => Self::Yes,
            "no" => Self::No,
            _ => Self::Ask,
        }
    }
}

/// What a person needs so that they can take part. Free text is bounded and only staff see it.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Needs {
    /// Interpretation into this language.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub interpretation: Option<Lang>,
    /// A place for a wheelchair.
    #[serde(default, skip_serializing_if = "std::ops::Not::not")]
    pub wheelchair: bool,
    /// Sign language interpretation.
    #[serde(default, skip_serializing_if = "std::ops::Not::not")]
    pub sign_language: bool,
    /// Live captions.
    #[serde(default, skip_serializing_if = "std::ops::Not::not")]
    pub captions: bool,
    /// Anything else, at most 500 characters.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub other: String,
}

/// Who a person is to a forum, as they gave it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Details {
    /// The full name.
    pub name: PersonName,
    /// The name in Latin letters, as a delegation or a badge needs it.
    pub name_latin: Option<PersonName>,
    /// The name on the badge; may be a pseudonym, and nothing stands in for it when absent.
    pub badge_name: Option<PersonName>,
    /// Organisation and role, if any.
    pub affiliation: Option<String>,
    /// The language of letters.
    pub lang: Lang,
    /// What they need.
    pub needs: Needs,
    /// Letters and calendar entries that do not tell what the forum is about.
    pub discreet: bool,
    /// Whether they may be photographed.
    pub photo: Photo,
}

/// A wish to register, well formed but not yet decided.
#[derive(Clone, Debug)]
pub struct Register {
    /// The address, which letters go to and which is unique among live registrations.
    pub email: Email,
    /// Who they are.
    pub details: Details,
    /// The code of the category, or none for the forum's first.
    pub category: Option<String>,
    /// The numbers of the sessions wanted, each once.
    pub sessions: Vec<i32>,
    /// The purposes agreed to.
    pub consents: Vec<String>,
    /// The client's key for this wish: the same key gives the same answer.
    pub key: Option<String>,
    /// The digest of the wish as sent: the same key with another wish is refused.
    pub body_hash: Vec<u8>,
}

/// Where a registration stands.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize, utoipa::ToSchema)]
#[serde(rename_all = "lowercase")]
pub enum RegistrationState {
    /// Has a place.
    Confirmed,
    /// In line for a place.
    Waitlisted,
    /// Given back by the person.
    Withdrawn,
    /// Taken back by the organizer.
    Cancelled,
    /// A state that only later widenings make.
    Other,
}

impl RegistrationState {
    /// The states a list can be narrowed to.
    pub const LISTED: [Self; 4] =
        [Self::Confirmed, Self::Waitlisted, Self::Withdrawn, Self::Cancelled];

    /// The stable word.
    #[must_use]
    pub const fn code(self) -> &'static str {
        match self {
            Self::Confirmed => "confirmed",
            Self::Waitlisted => "waitlisted",
            Self::Withdrawn => "withdrawn",
            Self::Cancelled => "cancelled",
            Self::Other => "other",
        }
    }

    /// The state of a word.
    #[must_use]
    pub fn parse(word: &str) -> Self {
        Self::LISTED.into_iter().find(|state| state.code() == word).unwrap_or(Self::Other)
    }

    /// True while it holds a place or waits for one.
    #[must_use]
    pub const fn is_live(self) -> bool {
        matches!(self, Self::Confirmed | Self::Waitlisted)
    }
}

/// Where a seat in a session stands.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize, utoipa::ToSchema)]
#[serde(rename_all = "snake_case")]
pub enum SeatState {
    /// Wanted by someone who still waits for a place at the forum.
    Requested,
    /// Taken.
    Confirmed,
    /// In line.
    Waitlisted,
    /// Given back by the person.
    GivenUp,
    /// Taken back by the organizer.
    CancelledByOrganizer,
}

impl SeatState {
    /// The stable word.
    #[must_use]
    pub const fn code(self) -> &'static str {
        match self {
            Self::Requested => "requested",
            Self::Confirmed => "confirmed",
            Self::Waitlisted => "waitlisted",
            Self::GivenUp => "given_up",
            Self::CancelledByOrganizer => "cancelled_by_organizer",
        }
    }

    /// The state of a word; what only later widenings make counts as given up.
    #[must_use]
    pub fn parse(word: &str) -> Self {
        [Self::Requested, Self::Confirmed, Self::Waitlisted, Self::CancelledByOrganizer]
            .into_iter()
            .find(|state| state.code() == word)
            .unwrap_or(Self::GivenUp)
    }

    /// True while the seat is held, wanted or waited for.
    #[must_use]
    pub const fn is_live(self) -> bool {
        matches!(self, Self::Requested | Self::Confirmed | Self::Waitlisted)
    }
}

/// What became of one session in an answer.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, utoipa::ToSchema)]
pub struct SeatAnswer {
    /// The session's number.
    pub session: i32,
    /// `confirmed`, `waitlisted`, `requested` (while the registration itself waits) or `refused`.
    pub state: String,
    /// The place in line, first is 1.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub place: Option<i32>,
    /// Why it was refused: a dotted code.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub reason: Option<String>,
}

/// The answer to a registration: alike for known and unknown addresses.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, utoipa::ToSchema)]
pub struct Registered {
    /// The name to quote, `K7M4-QX9D`.
    pub reference: String,
    /// `confirmed` or `waitlisted`.
    pub state: RegistrationState,
    /// The place in line for the forum, when waitlisted.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub place: Option<i32>,
    /// The state of each session asked for, in the order asked.
    pub seats: Vec<SeatAnswer>,
}

/// A registration as its commands know it.
#[derive(Clone, Debug)]
pub struct Registration {
    /// Its id.
    pub id: RegistrationId,
    /// Its name to people.
    pub reference: Reference,
    /// Where it stands.
    pub state: RegistrationState,
    /// The address.
    pub email: Email,
    /// Who they are.
    pub details: Details,
    /// The category's id.
    pub category: crate::types::CategoryId,
    /// Raised to make old links void.
    pub link_version: i32,
    /// Raised with each change of time, place or state in the forum's calendar entry.
    pub calendar_sequence: i32,
    /// Raised with each change.
    pub version: i32,
    /// When the link was first opened.
    pub verified_at: Option<chrono::DateTime<chrono::Utc>>,
    /// When it was made.
    pub created_at: chrono::DateTime<chrono::Utc>,
}

/// A seat as commands and letters know it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Seat {
    /// Its id, which is its calendar entry's for life.
    pub id: SeatId,
    /// The registration.
    pub registration: RegistrationId,
    /// The session.
    pub session: SessionId,
    /// Where it stands.
    pub state: SeatState,
    /// Raised with each change that calendars must see.
    pub calendar_sequence: i32,
}

/// Why registering was refused.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum RegisterRefusal {
    /// Registration has not opened.
    NotYetOpen,
    /// Registration has closed, or the forum takes none.
    WindowClosed,
    /// There is no such category.
    UnknownCategory(String),
    /// There is no such session to sign up for.
    UnknownSession(i32),
    /// A required consent is missing.
    ConsentMissing(String),
    /// A purpose was named that the forum does not ask for.
    UnknownConsent(String),
    /// The key was used before for another wish.
    KeyReused,
}

impl Refusal for RegisterRefusal {
    fn code(&self) -> &'static str {
        match self {
            Self::NotYetOpen => "registration.not_yet_open",
            Self::WindowClosed => "registration.window_closed",
            Self::UnknownCategory(_) => "registration.unknown_category",
            Self::UnknownSession(_) => "registration.unknown_session",
            Self::ConsentMissing(_) => "registration.consent_missing",
            Self::UnknownConsent(_) => "registration.unknown_consent",
            Self::KeyReused => "registration.key_reused",
        }
    }

    fn status(&self) -> u16 {
        match self {
            Self::NotYetOpen | Self::WindowClosed => 409,
            _ => 422,
        }
    }

    fn params(&self) -> Vec<(&'static str, String)> {
        match self {
            Self::UnknownCategory(code) => vec![("category", code.clone())],
            Self::UnknownSession(no) => vec![("session", no.to_string())],
            Self::ConsentMissing(purpose) | Self::UnknownConsent(purpose) => {
                vec![("purpose", purpose.clone())]
            }
            _ => Vec::new(),
        }
    }
}

/// Why changing a registration was refused.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum ChangeRefusal {
    /// It was withdrawn or cancelled before.
    NotLive,
    /// The time for changes is over.
    TooLate,
    /// The forum itself is over, or was cancelled.
    ForumOver,
    /// There is no such session to sign up for.
    UnknownSession,
    /// There is no seat to give back.
    NoSeat,
    /// Somebody changed it in the meantime.
    Stale,
    /// Which of two seats to keep is settled, or there is nothing left to choose.
    NotAsked,
}

impl Refusal for ChangeRefusal {
    fn code(&self) -> &'static str {
        match self {
            Self::NotLive => "registration.not_live",
            Self::TooLate => "registration.too_late",
            Self::ForumOver => "registration.forum_over",
            Self::UnknownSession => "registration.no_such_session",
            Self::NoSeat => "registration.no_seat",
            Self::Stale => "registration.stale",
            Self::NotAsked => "registration.overlap_over",
        }
    }

    fn status(&self) -> u16 {
        match self {
            Self::NotLive | Self::TooLate | Self::ForumOver | Self::NotAsked => 409,
            Self::UnknownSession | Self::NoSeat => 404,
            Self::Stale => 412,
        }
    }
}

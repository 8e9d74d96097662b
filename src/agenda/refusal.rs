use chrono::NaiveDate;

use crate::forum::ForumRefusal;
use crate::types::Refusal;

use super::intake::IntakeRefusal;
use super::model::NoSuchMove;

/// The most seats a session can have.
pub const MOST_SEATS: i32 = 100_000;
/// The most clashes that a refusal names.
const MOST_PAIRS: usize = 20;
/// The most people a session can name.
pub const MOST_PEOPLE: usize = 50;

/// Why a session can not be as asked.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum SessionRefusal {
    /// It has no title in any language.
    TitleMissing,
    /// It ends when or before it starts.
    EndsBeforeStart,
    /// It is neither on the forum's days nor on those around them.
    OutsideDays {
        /// The first day that a session may be on.
        first: NaiveDate,
        /// The last.
        last: NaiveDate,
    },
    /// The room is not the forum's.
    RoomUnknown,
    /// The track is not the forum's.
    TrackUnknown,
    /// A speaker is not the forum's.
    SpeakerUnknown,
    /// Someone has the same part twice.
    SpeakerTwice,
    /// More people than a session can name.
    TooManyPeople,
    /// Another session is in the room at that time.
    RoomTaken {
        /// Its number, where it could be told.
        by: Option<i32>,
    },
    /// Sessions would be in one room in public, and nobody accepted it.
    Clashes {
        /// Their numbers, two by two.
        pairs: Vec<(i32, i32)>,
    },
    /// There is no such session.
    SessionUnknown {
        /// Its number.
        no: i32,
    },
    /// The public sees it all already.
    NothingToRelease,
    /// Fewer seats than none, or more than a session can have.
    CapacityInvalid,
    /// The state of the session does not allow it.
    MoveRefused,
    /// The forum is over.
    ForumOver,
    /// Someone else changed it meanwhile.
    Stale,
}

impl Refusal for SessionRefusal {
    fn code(&self) -> &'static str {
        match self {
            Self::TitleMissing => "agenda.title_missing",
            Self::EndsBeforeStart => "agenda.ends_before_start",
            Self::OutsideDays { .. } => "agenda.outside_days",
            Self::RoomUnknown => "agenda.room_unknown",
            Self::TrackUnknown => "agenda.track_unknown",
            Self::SpeakerUnknown => "agenda.speaker_unknown",
            Self::SpeakerTwice => "agenda.speaker_twice",
            Self::TooManyPeople => "agenda.too_many_people",
            Self::RoomTaken { .. } => "agenda.room_taken",
            Self::Clashes { .. } => "agenda.release_clashes",
            Self::SessionUnknown { .. } => "agenda.session_unknown",
            Self::NothingToRelease => "agenda.nothing_to_release",
            Self::CapacityInvalid => "agenda.capacity_invalid",
            Self::MoveRefused => "agenda.move_refused",
            Self::ForumOver => "agenda.forum_over",
            Self::Stale => "agenda.version_stale",
        }
    }

    fn status(&self) -> u16 {
        match self {
            Self::RoomTaken { .. }
            | Self::Clashes { .. }
            | Self::NothingToRelease
            | Self::MoveRefused
            | Self::ForumOver => 409,
            Self::Stale => 412,
            _ => 422,
        }
    }

    fn params(&self) -> Vec<(&'static str, String)> {
        match self {
            Self::OutsideDays { first, last } => {
                vec![("first", first.to_string()), ("last", last.to_string())]
            }
            Self::RoomTaken { by } => vec![("no", by.unwrap_or_default().to_string())],
            Self::Clashes { pairs } => {
                vec![("count", pairs.len().to_string()), ("sessions", in_pairs(pairs))]
            }
            Self::SessionUnknown { no } => vec![("no", no.to_string())],
            Self::CapacityInvalid => vec![("max", MOST_SEATS.to_string())],
            Self::TooManyPeople => vec![("max", MOST_PEOPLE.to_string())],
            _ => Vec::new(),
        }
    }
}

/// Numbers two by two, as many as a sentence can hold: `3–5, 7–9`.
fn in_pairs(pairs: &[(i32, i32)]) -> String {
    let mut words: Vec<String> =
        pairs.iter().take(MOST_PAIRS).map(|(a, b)| format!("{a}–{b}")).collect();
    if pairs.len() > MOST_PAIRS {
        words.push("…".to_owned());
    }
    words.join(", ")
}

impl From<NoSuchMove> for SessionRefusal {
    fn from(_: NoSuchMove) -> Self {
        Self::MoveRefused
    }
}

/// Why a schedule is not taken over; then nothing of it is.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum ImportRefusal {
    /// The file can not be read.
    Unreadable(IntakeRefusal),
    /// There is no such time zone.
    ZoneUnknown {
        /// As it was given.
        name: String,
    },
    /// A session is on none of the forum's days.
    OutsideDays {
        /// Its line in the file.
        line: u64,
        /// Its id there.
        id: String,
        /// Its day.
        day: NaiveDate,
        /// The first day of the forum.
        first: NaiveDate,
        /// The last.
        last: NaiveDate,
    },
    /// The forum is over.
    ForumOver,
    /// The file makes no forum.
    Forum(ForumRefusal),
    /// What it brings can not be released.
    Release(SessionRefusal),
}

impl Refusal for ImportRefusal {
    fn code(&self) -> &'static str {
        match self {
            Self::Unreadable(reason) => reason.code(),
            Self::ZoneUnknown { .. } => "agenda.zone_unknown",
            Self::OutsideDays { .. } => "agenda.import_outside_days",
            Self::ForumOver => "agenda.forum_over",
            Self::Forum(reason) => reason.code(),
            Self::Release(reason) => reason.code(),
        }
    }

    fn status(&self) -> u16 {
        match self {
            Self::Unreadable(reason) => reason.status(),
            Self::ZoneUnknown { .. } | Self::OutsideDays { .. } => 422,
            Self::ForumOver => 409,
            Self::Forum(reason) => reason.status(),
            Self::Release(reason) => reason.status(),
        }
    }

    fn params(&self) -> Vec<(&'static str, String)> {
        match self {
            Self::Unreadable(reason) => reason.params(),
            Self::ZoneUnknown { name } => vec![("name", name.clone())],
            Self::OutsideDays { line, id, day, first, last } => vec![
                ("line", line.to_string()),
                ("id", id.clone()),
                ("day", day.to_string()),
                ("first", first.to_string()),
                ("last", last.to_string()),
            ],
            Self::ForumOver => Vec::new(),
            Self::Forum(reason) => reason.params(),
            Self::Release(reason) => reason.params(),
        }
    }
}

impl From<IntakeRefusal> for ImportRefusal {
    fn from(reason: IntakeRefusal) -> Self {
        Self::Unreadable(reason)
    }
}
